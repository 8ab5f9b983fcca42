// Our settings beside Apache Kafka's: DescribeConfigs of both brokers started with the same property file and changed alike: names,
// types, values, sources, synonyms, what is read-only and what is secret. (The table itself: configs/import-configs.mjs --check.)
//   ROOKERY_KAFKA_LIBS=DIR node scripts/interop/settings.mjs

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Report } from '../../test/interop/lib/report.mjs'
import { apacheProperties, freePort, startApache, temporaryDirectory } from '../../test/interop/lib/servers.mjs'
import { kafkaLibs, root, runJava } from '../../test/interop/lib/toolchain.mjs'
import { Asker } from './lib/ask.mjs'

const libs = kafkaLibs()
if (!libs) {
  console.error('settings: needs Java and the jars of Apache Kafka (ROOKERY_KAFKA_LIBS)')
  process.exit(2)
}
const report = new Report('settings beside Apache Kafka')

const TOPIC = 2
const BROKER = 4
const GROUP = 32
const set = (name, value) => ({ name, configOperation: 0, value })
const alterations = [
  { resourceType: BROKER, resourceName: '', configs: [set('message.max.bytes', '999999'), set('log.retention.ms', '77000')] },
  { resourceType: BROKER, resourceName: '1', configs: [set('log.cleaner.threads', '2')] },
  { resourceType: TOPIC, resourceName: 'own', configs: [set('retention.ms', '5000'), set('cleanup.policy', 'compact,delete')] },
  { resourceType: GROUP, resourceName: 'g', configs: [set('consumer.session.timeout.ms', '50000')] },
]
const resources = [[TOPIC, 'plain'], [TOPIC, 'own'], [BROKER, '1'], [BROKER, ''], [GROUP, 'g'], [GROUP, 'other']]

async function answers(port) {
  const asker = await Asker.connect(port)
  const topics = ['plain', 'own'].map(name => ({ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }))
  for (;;) {
    const { topics: created } = await asker.ask('CreateTopics', 7, { topics, timeoutMs: 10000, validateOnly: false })
    if (created.every(topic => topic.errorCode === 0 || topic.errorCode === 36)) break
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  const altered = await asker.ask('IncrementalAlterConfigs', 1, { resources: alterations, validateOnly: false })
  for (const response of altered.responses) assert.equal(response.errorCode, 0, response.errorMessage)
  await new Promise(resolve => setTimeout(resolve, 500))
  const all = new Map()
  for (const [resourceType, resourceName] of resources) {
    const { results } = await asker.ask('DescribeConfigs', 4, { resources: [{ resourceType, resourceName, configurationKeys: null }], includeSynonyms: true, includeDocumentation: false })
    all.set(`${resourceType}:${resourceName}`, new Map(results[0].configs.map(entry => [entry.name, { ...entry, documentation: null }])))
  }
  asker.close()
  return all
}

/** Both read the same file; only the ports, the directories and what the other does not know differ. */
const shared = { 'log.retention.hours': '48', 'log.segment.bytes': '104857600', 'num.partitions': '3', 'ssl.keystore.password': 'secret', 'log.roll.hours': '24' }
const differs = new Set(['listeners', 'advertised.listeners', 'log.dirs', 'controller.quorum.voters', 'log.dir'])

let kafka
let own
await report.check('both start with the same file', async () => {
  const port = await freePort()
  const dataDir = join(temporaryDirectory('configs'), 'data')
  const config = apacheProperties({ port, controllerPort: await freePort(), dataDir, properties: shared })
  writeFileSync(`${dataDir}.properties`, config)
  runJava(libs, ['kafka.tools.StorageTool', 'format', '-t', 'AAAAAAAAAAAAAAAAAAAABQ', '-c', `${dataDir}.properties`])
  const apache = await startApache(libs, { port, dataDir, config, heap: '384M' })
  kafka = await answers(port).finally(() => apache.stop())

  const ownPort = await freePort()
  const ownDir = join(temporaryDirectory('configs'), 'data')
  const file = `${ownDir}.properties`
  writeFileSync(file, apacheProperties({ port: ownPort, controllerPort: await freePort(), dataDir: ownDir, properties: shared }))
  const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), 'start', '--config', file], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve, reject) => {
    child.stdout.on('data', chunk => /ready on/.test(chunk) && resolve())
    child.once('exit', code => reject(new Error(`rookery start ended with ${code}`)))
  })
  child.removeAllListeners('exit')
  own = await answers(ownPort).finally(() => child.kill('SIGTERM'))
})

/** Group settings that act on share and streams groups are refused until those groups work. */
const notYet = name => /^(share|streams)\./.test(name)
for (const [resourceType, resourceName] of kafka && own ? resources : []) {
  const key = `${resourceType}:${resourceName}`
  await report.check(`${{ 2: 'topic', 4: 'broker', 32: 'group' }[resourceType]} '${resourceName}': ${kafka.get(key).size} settings`, () => {
    const differences = []
    for (const [name, expected] of kafka.get(key)) {
      if (differs.has(name) || (resourceType === GROUP && notYet(name))) continue
      try {
        assert.deepEqual(own.get(key).get(name), expected)
      } catch {
        differences.push(`${name}: Kafka ${JSON.stringify(expected)}, ours ${JSON.stringify(own.get(key).get(name))}`)
      }
    }
    for (const name of own.get(key).keys()) if (!kafka.get(key).has(name) && !name.startsWith('rookery.')) differences.push(`${name}: unknown to Kafka`)
    assert.equal(differences.length, 0, differences.join('\n'))
  })
}
report.finish()
