// The graduation test: topics, settings, records and commits go through our broker; Apache Kafka opens the directory it leaves,
// with the property file that `rookery graduate` gives; then ours opens what Apache Kafka leaves. Every offset, key, header,
// timestamp, batch epoch, setting, topic id, committed offset and deleted record is compared.
//   ROOKERY_KAFKA_LIBS=DIR node scripts/interop/graduate.mjs [--keep]

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDirectory } from '../../dist/broker/index.js'
import { nodeDisk } from '../../dist/broker/disk/node-disk.js'
import { Admin, Producer } from '../../dist/client/index.js'
import { decodeRecords, batches } from '../../dist/protocol/records/index.js'
import { newFetchRequest, newFetchRequestPartition } from '../../dist/protocol/generated/fetch.js'
import { newOffsetFetchRequest, newOffsetFetchRequestGroup } from '../../dist/protocol/generated/offset-fetch.js'
import { Report } from '../../test/interop/lib/report.mjs'
import { freePort, startApache, temporaryDirectory } from '../../test/interop/lib/servers.mjs'
import { kafkaLibs, root, runJava } from '../../test/interop/lib/toolchain.mjs'
import { Asker } from './lib/ask.mjs'

const libs = kafkaLibs()
if (!libs) {
  console.error('graduate: needs Java and the jars of Apache Kafka (ROOKERY_KAFKA_LIBS)')
  process.exit(2)
}
const report = new Report('one directory, two brokers')

// ---- servers

/** Ours, on fixed ports, so that the directory names the same places in every run. */
async function startOurs(dataDir, port, controllerPort) {
  const file = `${dataDir}.rookery.properties`
  writeFileSync(file, [
    `log.dirs=${dataDir}`, `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`, 'offsets.topic.num.partitions=7',
    'log.retention.check.interval.ms=3600000', 'log.cleaner.backoff.ms=3600000', 'group.initial.rebalance.delay.ms=0',
    'log.initial.task.delay.ms=0', 'internal.metadata.delete.delay.millis=0', 'log.segment.delete.delay.ms=0', '',
  ].join('\n'))
  const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), 'start', '--config', file], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stderr.on('data', chunk => { output += chunk })
  const exited = new Promise(resolve => child.once('exit', resolve))
  await new Promise((resolve, reject) => {
    child.stdout.on('data', chunk => /ready on/.test(chunk) && resolve())
    void exited.then(code => reject(new Error(`rookery start ended with ${code}: ${output}`)))
  })
  return {
    port,
    stop: async signal => {
      child.kill(signal ?? 'SIGTERM')
      return exited
    },
    get output() { return output },
  }
}

async function startTheirs(dataDir, port, properties) {
  const server = await startApache(libs, { dataDir, port, config: properties, heap: '512M' })
  // It listens before its partitions have leaders.
  const asker = await Asker.connect(port)
  for (;;) {
    const { topics } = await asker.ask('Metadata', 12, { topics: null, allowAutoTopicCreation: false, includeClusterAuthorizedOperations: false, includeTopicAuthorizedOperations: false })
    if (topics.length > 0 && topics.every(topic => topic.errorCode === 0 && topic.partitions.every(p => p.errorCode === 0 && p.leaderId >= 0))) break
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  asker.close()
  return server
}

// ---- what a broker says of itself

async function picture(port, groups) {
  const asker = await Asker.connect(port)
  const ask = (...question) => asker.ask(...question)
  const metadata = await ask('Metadata', 12, { topics: null, allowAutoTopicCreation: false, includeClusterAuthorizedOperations: false, includeTopicAuthorizedOperations: false })
  const taken = { clusterId: metadata.clusterId, topics: {}, settings: {}, commits: {} }
  for (const topic of metadata.topics.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const partitions = []
    for (const { partitionIndex, leaderEpoch, replicaNodes, isrNodes } of topic.partitions.sort((a, b) => a.partitionIndex - b.partitionIndex)) {
      partitions.push({ replicaNodes, isrNodes, leaderEpoch, ...(await readPartition(ask, topic.name, partitionIndex)) })
    }
    taken.topics[topic.name] = { id: topic.topicId, partitions }
  }
  for (const [resourceType, resourceName] of [...Object.keys(taken.topics).map(name => [2, name]), [4, ''], [4, '1'], [32, 'analytics']]) {
    const { results } = await ask('DescribeConfigs', 4, { resources: [{ resourceType, resourceName, configurationKeys: null }], includeSynonyms: false, includeDocumentation: false })
    // What was set while running: 1 topic, 2 broker, 3 all brokers, 8 group.
    const set = results[0].configs.filter(entry => [1, 2, 3, 8].includes(entry.configSource))
    taken.settings[`${resourceType}:${resourceName}`] = Object.fromEntries(set.map(entry => [entry.name, entry.value]).sort())
  }
  for (const group of groups) {
    const found = await patiently(async () => {
      const { groups: all } = await ask('OffsetFetch', 8, newOffsetFetchRequest({ groups: [newOffsetFetchRequestGroup({ groupId: group, topics: null })], requireStable: true }))
      return all[0]
    })
    taken.commits[group] = found.topics.flatMap(topic => topic.partitions.map(p => `${topic.name}-${p.partitionIndex} ${p.committedOffset} ${p.committedLeaderEpoch} ${p.metadata}`)).sort()
  }
  asker.close()
  return taken
}

/** Asks again while a broker that has just started is not ready: 5, 6 no leader yet, 14, 15, 16 no coordinator yet. */
async function patiently(question) {
  for (const deadline = Date.now() + 20_000; ; ) {
    const answer = await question()
    if (![5, 6, 14, 15, 16].includes(answer.errorCode)) {
      assert.equal(answer.errorCode, 0, JSON.stringify(answer))
      return answer
    }
    if (Date.now() > deadline) throw new Error(`still not ready: ${JSON.stringify(answer)}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

async function readPartition(ask, name, partitionIndex) {
  const list = (timestamp, isolationLevel = 0) =>
    patiently(async () => {
      const { topics } = await ask('ListOffsets', 8, { replicaId: -1, isolationLevel, topics: [{ name, partitions: [{ partitionIndex, currentLeaderEpoch: -1, timestamp }] }] })
      return topics[0].partitions[0]
    })
  const earliest = (await list(-2)).offset
  const latest = (await list(-1)).offset
  const stable = (await list(-1, 1)).offset
  const newest = await list(-3)
  const records = []
  const epochs = []
  for (let offset = earliest; offset < latest; ) {
    const partition = newFetchRequestPartition({ partition: partitionIndex, fetchOffset: offset, partitionMaxBytes: 1 << 20 })
    const { responses } = await ask('Fetch', 12, newFetchRequest({ maxWaitMs: 500, minBytes: 1, maxBytes: 1 << 24, isolationLevel: 0, topics: [{ topic: name, partitions: [partition] }] }))
    const [data] = responses[0].partitions
    assert.equal(data.errorCode, 0, `${name}-${partitionIndex} at ${offset}`)
    const buffer = data.records ?? Buffer.alloc(0)
    assert.ok(buffer.length > 0, `${name}-${partitionIndex} has nothing at ${offset}, its end is ${latest}`)
    for (const { header, position } of batches(buffer)) {
      epochs.push(`${header.baseOffset}..${header.lastOffset} epoch ${header.partitionLeaderEpoch} producer ${header.producerId}/${header.producerEpoch}/${header.baseSequence} ${header.compression}`)
      for (const record of decodeRecords(buffer, position)) {
        if (record.offset < offset) continue
        records.push([record.offset, record.timestamp, record.key?.toString('base64') ?? null, record.value?.toString('base64') ?? null, record.headers.map(h => [h.key, h.value?.toString('base64') ?? null])])
      }
      offset = header.lastOffset + 1
    }
  }
  return { earliest, latest, stable, newest: [newest.timestamp, newest.offset], records, batches: epochs }
}

/** The first pictures must be in the second; only leader epochs have moved on, by `epochs` where it is known by how many. */
function assertSame(before, after, epochs) {
  assert.equal(after.clusterId, before.clusterId)
  assert.deepEqual(Object.keys(after.topics), Object.keys(before.topics))
  let records = 0
  for (const [name, topic] of Object.entries(before.topics)) {
    const other = after.topics[name]
    assert.equal(other.id, topic.id, name)
    assert.equal(other.partitions.length, topic.partitions.length, name)
    topic.partitions.forEach((partition, index) => {
      const { leaderEpoch, ...rest } = partition
      const { leaderEpoch: newEpoch, ...newRest } = other.partitions[index]
      assert.deepEqual(newRest, rest, `${name}-${index}`)
      if (epochs === undefined) assert.ok(newEpoch > leaderEpoch, `${name}-${index}: leader epoch ${newEpoch} after ${leaderEpoch}`)
      else assert.equal(newEpoch, leaderEpoch + epochs, `${name}-${index}: leader epoch`)
      records += rest.records.length
    })
  }
  assert.deepEqual(after.settings, before.settings)
  assert.deepEqual(after.commits, before.commits)
  return records
}

// ---- what goes through a broker

let serial = 0
async function produce(producer, topic, partition, count, init = {}) {
  await Promise.all(Array.from({ length: count }, (_, i) => {
    const n = serial++
    return producer.send({
      topic, partition, timestamp: Date.now() - 60_000 + n, key: Buffer.from(`key-${n % 17}`), value: n % 13 === 7 ? null : Buffer.from(`value-${n}-`.padEnd(20 + ((n * 37) % 300), '.')),
      headers: [{ key: 'n', value: Buffer.from(String(n)) }, { key: 'empty', value: null }].slice(0, i % 3), ...init,
    })
  }))
}

async function fill(port, round) {
  const bootstrapServers = `127.0.0.1:${port}`
  const admin = new Admin({ bootstrapServers })
  const asker = await Asker.connect(port)
  const topics = [['plain', 3, {}], ['compacted', 1, { 'cleanup.policy': 'compact', 'min.compaction.lag.ms': '5' }], ['small.segments', 1, { 'segment.bytes': '1048576', 'retention.ms': '-1' }], ['empty_one', 2, {}], ['doomed', 1, {}]]
  const created = await asker.ask('CreateTopics', 7, {
    topics: topics.map(([name, numPartitions, configs]) => ({ name: `${name}.${round}`, numPartitions, replicationFactor: 1, assignments: [], configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })) })),
    timeoutMs: 10000, validateOnly: false,
  })
  for (const topic of created.topics) assert.equal(topic.errorCode, 0, `${topic.name}: ${topic.errorMessage}`)
  for (const compressionType of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
    const producer = new Producer({ bootstrapServers, compressionType, lingerMs: 5, batchSize: 4096 })
    for (let partition = 0; partition < 3; partition++) await produce(producer, `plain.${round}`, partition, 200)
    await produce(producer, `compacted.${round}`, 0, 100)
    await produce(producer, `doomed.${round}`, 0, 5)
    await producer.close()
  }
  const big = new Producer({ bootstrapServers, batchSize: 200_000 })
  for (let i = 0; i < 30; i++) await produce(big, `small.segments.${round}`, 0, 1, { value: Buffer.alloc(100_000, i) })
  await big.close()
  const check = responses => { for (const response of responses) assert.equal(response.errorCode, 0, JSON.stringify(response)) }
  check((await asker.ask('CreatePartitions', 3, { topics: [{ name: `empty_one.${round}`, count: 4, assignments: null }], timeoutMs: 10000, validateOnly: false })).results)
  check((await asker.ask('DeleteTopics', 6, { topics: [{ name: `doomed.${round}`, topicId: 'AAAAAAAAAAAAAAAAAAAAAA' }], topicNames: [], timeoutMs: 10000 })).responses)
  check((await asker.ask('DeleteRecords', 2, { topics: [{ name: `plain.${round}`, partitions: [{ partitionIndex: 1, offset: 333 }] }, { name: `small.segments.${round}`, partitions: [{ partitionIndex: 0, offset: 15 }] }], timeoutMs: 10000 })).topics.flatMap(topic => topic.partitions))
  const set = (name, value) => ({ name, configOperation: 0, value })
  check((await asker.ask('IncrementalAlterConfigs', 1, {
    resources: [
      { resourceType: 2, resourceName: `plain.${round}`, configs: [set('retention.ms', '604800001'), set('max.message.bytes', '900000')] },
      { resourceType: 4, resourceName: '', configs: [set('message.max.bytes', `${1_000_000 + round}`)] },
      { resourceType: 4, resourceName: '1', configs: [set('log.cleaner.threads', '2')] },
    ],
    validateOnly: false,
  })).responses)
  for (let partition = 0; partition < 3; partition++) {
    await admin.alterGroupOffsets('analytics', [{ topic: `plain.${round}`, partition, offset: 350 + partition, leaderEpoch: 0, metadata: `round ${round}` }])
  }
  await admin.alterGroupOffsets(`billing-${round}`, [{ topic: `compacted.${round}`, partition: 0, offset: 42 }])
  asker.close()
  await admin.close()
}

const groups = ['analytics', 'billing-1', 'billing-2', 'billing-3']

/** What DumpLogSegments says of every file of the directory: complaints only. */
function complaints(dataDir) {
  const found = []
  for (const directory of readdirSync(dataDir, { withFileTypes: true })) {
    if (!directory.isDirectory()) continue
    const inside = readdirSync(join(dataDir, directory.name))
    const files = inside.filter(name => /\.(log|index|timeindex|snapshot|checkpoint)$/.test(name)).map(name => join(dataDir, directory.name, name))
    const decoder = directory.name.startsWith('__cluster_metadata') ? ['--cluster-metadata-decoder'] : directory.name.startsWith('__consumer_offsets') ? ['--offsets-decoder'] : ['--deep-iteration']
    const text = runJava(libs, ['org.apache.kafka.tools.DumpLogSegments', ...decoder, '--files', files.join(',')])
    for (const line of String(text?.stdout ?? text).split('\n')) if (/isvalid: false|mismatch|Non-consecutive|error|corrupt|Could not|Exception/i.test(line) && !/-1 is followed by/.test(line) && !/payload:|NULL_ERROR/.test(line)) found.push(`${directory.name}: ${line.slice(0, 200)}`)
  }
  return found
}

// ---- the play

const dataDir = join(temporaryDirectory('graduate'), 'data')
const port = await freePort()
const controllerPort = await freePort()
let before
let properties

await report.check('ours is filled, restarted and stopped', async () => {
  let ours = await startOurs(dataDir, port, controllerPort)
  await fill(port, 1)
  assert.equal(await ours.stop(), 0)
  ours = await startOurs(dataDir, port, controllerPort)
  await fill(port, 2)
  before = await picture(port, groups)
  assert.equal(await ours.stop(), 0)
})
await report.check('the directory is ready without a remark', () => {
  const found = checkDirectory(nodeDisk, dataDir)
  properties = found.properties
  assert.deepEqual([found.problems, found.notes], [[], []])
})
await report.check('DumpLogSegments has no complaint about any file', () => assert.deepEqual(complaints(dataDir), []))
await report.check('Apache Kafka opens it and has everything', async () => {
  const theirs = await startTheirs(dataDir, port, properties)
  try {
    const after = await picture(port, groups)
    const records = assertSame(before, after, 2)
    const count = sets => Object.values(sets).reduce((sum, set) => sum + Object.keys(set).length, 0)
    const [settings, commits] = [count(before.settings), count(before.commits)]
    assert.ok(records > 5000 && settings > 10 && commits > 6, 'there is something to compare')
    console.log(`        ${Object.keys(before.topics).length} topics, ${records} records, ${settings} settings, ${commits} commits`)
    assert.deepEqual(readdirSync(dataDir).filter(name => /-stray$/.test(name)), [])
    await fill(port, 3)
    before = await picture(port, groups)
  } finally {
    await theirs.stop()
  }
})
await report.check('ours opens what Apache Kafka left, and goes on', async () => {
  const ours = await startOurs(dataDir, port, controllerPort)
  try {
    const after = await picture(port, groups)
    assertSame(before, after, 2)
    assert.deepEqual(readdirSync(dataDir).filter(name => /-stray$/.test(name)), [])
    await fill(port, 4)
    before = await picture(port, [...groups, 'billing-4'])
  } finally {
    await ours.stop('SIGKILL')
  }
})
await report.check('Apache Kafka opens it after a kill and has everything', async () => {
  const found = checkDirectory(nodeDisk, dataDir)
  assert.deepEqual(found.problems, [])
  const theirs = await startTheirs(dataDir, port, found.properties)
  try {
    assertSame(before, await picture(port, [...groups, 'billing-4']))
    before = await picture(port, [...groups, 'billing-4'])
  } finally {
    await theirs.stop('SIGKILL')
  }
})
await report.check('ours opens it after a kill of Apache Kafka', async () => {
  const ours = await startOurs(dataDir, port, controllerPort)
  try {
    assertSame(before, await picture(port, [...groups, 'billing-4']))
  } finally {
    await ours.stop()
  }
})
if (process.argv.includes('--keep')) console.log(`the directory stays: ${dataDir}`)
report.finish()
