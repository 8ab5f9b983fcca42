// Asks Apache Kafka every request of scenario.mjs and writes what it answered to test/golden/controller/kafka-answers.json.
// `npm run build && ROOKERY_KAFKA_LIBS=DIR node scripts/interop/controller/record-answers.mjs [PORT]`

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apacheProperties, startApache, temporaryDirectory } from '../../../test/interop/lib/servers.mjs'
import { kafkaLibs, KAFKA_VERSION, runJava } from '../../../test/interop/lib/toolchain.mjs'
import { Asker } from '../lib/ask.mjs'
import { exchanges, properties } from './scenario.mjs'

const libs = kafkaLibs()
if (!libs) {
  console.error('record-answers: needs Java and the jars of Apache Kafka (ROOKERY_KAFKA_LIBS)')
  process.exit(2)
}
const port = Number(process.argv[2] ?? 22192)
const dataDir = join(temporaryDirectory('answers'), 'data')
const config = apacheProperties({ port, controllerPort: port + 1, dataDir, properties })
const file = `${dataDir}.properties`
writeFileSync(file, config)
runJava(libs, ['kafka.tools.StorageTool', 'format', '-t', 'AAAAAAAAAAAAAAAAAAAABQ', '-c', file])
const server = await startApache(libs, { port, dataDir, config, heap: '384M' })
const asker = await Asker.connect(port)
const ask = (...question) => asker.ask(...question)

try {
  // The broker serves before it is unfenced.
  for (;;) {
    const { topics } = await ask('CreateTopics', 7, { topics: [{ name: 'ready', numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }], timeoutMs: 10000, validateOnly: false })
    if (topics[0].errorCode === 0) break
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  await ask('DeleteTopics', 6, { topics: [{ name: 'ready', topicId: 'AAAAAAAAAAAAAAAAAAAAAA' }], topicNames: [], timeoutMs: 10000 })
  const ids = new Map()
  const recorded = []
  for (const exchange of exchanges) {
    const request = JSON.parse(JSON.stringify(exchange.request).replace(/\$id:(\w+)/g, (_, name) => ids.get(name)))
    const response = await ask(exchange.api, exchange.version, request)
    if (exchange.api === 'CreateTopics') for (const t of response.topics) if (t.errorCode === 0) ids.set(t.name, t.topicId)
    recorded.push({ ...exchange, response })
    // The broker answers before its own image has moved on.
    if (/^(Create|Delete|Alter|Incremental|Update)/.test(exchange.api)) await new Promise(resolve => setTimeout(resolve, 150))
  }
  // Whether there is a message is kept, not its wording.
  const unworded = (key, value) => (key === 'errorMessage' && value ? '...' : value)
  const lines = recorded.map(entry => `  ${JSON.stringify(entry, unworded).replaceAll(dataDir, '/data')}`).join(',\n')
  writeFileSync(
    new URL('../../../test/golden/controller/kafka-answers.json', import.meta.url),
    `{\n"kafka": "${KAFKA_VERSION}",\n"properties": ${JSON.stringify(Object.fromEntries(config.trim().split('\n').map(line => line.replace(dataDir, '/data').split(/=(.*)/s).slice(0, 2))))},\n"exchanges": [\n${lines}\n]}\n`,
  )
  console.log(`${recorded.length} answers recorded`)
} finally {
  asker.close()
  await server.stop()
  server.remove()
}
