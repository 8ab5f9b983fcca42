// Lets Apache Kafka make a metadata directory with a bit of everything and copies its metadata files to
// test/golden/controller/kafka-directory (dynamic voters) and kafka-directory-v0 (controller.quorum.voters).
// `npm run build && ROOKERY_KAFKA_LIBS=DIR node scripts/interop/controller/record-directory.mjs`

import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apacheProperties, freePort, startApache, temporaryDirectory } from '../../../test/interop/lib/servers.mjs'
import { kafkaLibs, root, runJava } from '../../../test/interop/lib/toolchain.mjs'
import { Asker } from '../lib/ask.mjs'

const libs = kafkaLibs()
if (!libs) {
  console.error('record-directory: needs Java and the jars of Apache Kafka (ROOKERY_KAFKA_LIBS)')
  process.exit(2)
}

async function record(name, dynamicVoters) {
  const port = await freePort()
  const controllerPort = await freePort()
  const dataDir = join(temporaryDirectory('directory'), 'data')
  let config = apacheProperties({
    port, controllerPort, dataDir,
    properties: {
      'metadata.max.idle.interval.ms': 100_000, 'metadata.log.max.record.bytes.between.snapshots': 3000, 'metadata.max.retention.bytes': 8000,
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer', 'allow.everyone.if.no.acl.found': 'true', 'super.users': 'User:ANONYMOUS',
    },
  })
  if (dynamicVoters) config = config.replace(/^controller.quorum.voters=.*$/m, `controller.quorum.bootstrap.servers=127.0.0.1:${controllerPort}`)
  const file = `${dataDir}.properties`
  writeFileSync(file, config)
  runJava(libs, ['kafka.tools.StorageTool', 'format', ...(dynamicVoters ? ['--standalone'] : []), '-t', 'AAAAAAAAAAAAAAAAAAAABQ', '-c', file, '--add-scram', 'SCRAM-SHA-256=[name=ann,password=secret,iterations=4096]'])
  const server = await startApache(libs, { port, dataDir, config, heap: '384M' })
  const asker = await Asker.connect(port)
  const create = async (topic, numPartitions, configs = {}) => {
    for (;;) {
      const request = { topics: [{ name: topic, numPartitions, replicationFactor: 1, assignments: [], configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })) }], timeoutMs: 10000, validateOnly: false }
      const { topics } = await asker.ask('CreateTopics', 7, request)
      if (topics[0].errorCode === 0) return
      await new Promise(resolve => setTimeout(resolve, 200))
    }
  }
  const set = (name, value) => ({ name, configOperation: 0, value })
  await create('orders', 3, { 'retention.ms': '1000' })
  for (let i = 0; i < 12; i++) {
    await create(`filler-${i}`, 8)
    await asker.ask('DeleteTopics', 6, { topics: [{ name: `filler-${i}`, topicId: 'AAAAAAAAAAAAAAAAAAAAAA' }], topicNames: [], timeoutMs: 10000 })
  }
  await create('payments', 1, { 'cleanup.policy': 'compact' })
  await asker.ask('CreatePartitions', 3, { topics: [{ name: 'payments', count: 2, assignments: null }], timeoutMs: 10000, validateOnly: false })
  await asker.ask('IncrementalAlterConfigs', 1, {
    resources: [
      { resourceType: 4, resourceName: '', configs: [set('message.max.bytes', '2000000')] }, { resourceType: 4, resourceName: '1', configs: [set('log.cleaner.threads', '2')] },
      { resourceType: 32, resourceName: 'billing', configs: [set('consumer.session.timeout.ms', '50000')] }, { resourceType: 16, resourceName: 'sub', configs: [set('interval.ms', '1000')] },
    ],
    validateOnly: false,
  })
  await asker.ask('AlterClientQuotas', 1, { validateOnly: false, entries: [{ entity: [{ entityType: 'user', entityName: null }], ops: [{ key: 'producer_byte_rate', value: 1024, remove: false }] }] })
  await asker.ask('CreateAcls', 3, { creations: [{ resourceType: 2, resourceName: 'orders', resourcePatternType: 3, principal: 'User:ann', host: '*', operation: 3, permissionType: 3 }] })
  await asker.ask('InitProducerId', 4, { transactionalId: null, transactionTimeoutMs: 1000, producerId: -1, producerEpoch: -1 })
  asker.close()
  await server.stop()

  const target = join(root, 'test/golden/controller', name)
  rmSync(target, { recursive: true, force: true })
  mkdirSync(join(target, '__cluster_metadata-0'), { recursive: true })
  for (const entry of ['meta.properties', 'bootstrap.checkpoint']) copyFileSync(join(dataDir, entry), join(target, entry))
  for (const entry of readdirSync(join(dataDir, '__cluster_metadata-0'))) {
    if (/\.(log|checkpoint)$|^quorum-state$|^partition.metadata$/.test(entry)) copyFileSync(join(dataDir, '__cluster_metadata-0', entry), join(target, '__cluster_metadata-0', entry))
  }
  server.remove()
}

await record('kafka-directory', true)
await record('kafka-directory-v0', false)
