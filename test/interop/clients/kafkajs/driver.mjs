// kafkajs behind the driver contract of ../README.md.
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { Zstd } from '@hpcc-js/wasm-zstd'
import kafkajs from 'kafkajs'

const require = createRequire(import.meta.url)
const lz4 = require('lz4-napi')
const snappy = require('kafkajs-snappy')
const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs

CompressionCodecs[CompressionTypes.Snappy] = snappy
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async encoder => lz4.compressFrame(encoder.buffer),
  decompress: async buffer => lz4.decompressFrame(buffer),
})
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: async encoder => Buffer.from((await Zstd.load()).compress(encoder.buffer)),
  decompress: async buffer => Buffer.from((await Zstd.load()).decompress(buffer)),
})
const codecs = { none: 'None', gzip: 'GZIP', snappy: 'Snappy', lz4: 'LZ4', zstd: 'ZSTD' }

const [bootstrap, command, json] = process.argv.slice(2)
const argument = JSON.parse(json)
const { topic } = argument
process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1'
const kafka = new Kafka({ clientId: 'interop', brokers: [bootstrap], logLevel: logLevel.NOTHING, retry: { retries: 8 } })
const admin = kafka.admin()
await admin.connect()

const deadline = Date.now() + 60_000
async function until(done, what) {
  for (;;) {
    const value = await done()
    if (value) return value
    if (Date.now() > deadline) throw new Error(`timed out: ${what()}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

const partitions = async () => (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0].partitions

async function produce(codec, messages) {
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  await producer.send({ topic, acks: -1, compression: CompressionTypes[codecs[codec]], messages })
  await producer.disconnect()
}

/** A group member that records what it sees and owns; it commits only when told. */
async function member(groupId) {
  const consumer = kafka.consumer({ groupId, sessionTimeout: 10_000, heartbeatInterval: 300, rebalanceTimeout: 10_000, maxWaitTimeInMs: 100 })
  const self = { consumer, owned: [], records: [] }
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    self.owned = payload.memberAssignment[topic] ?? []
  })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({ autoCommit: false, eachMessage: async ({ partition, message }) => void self.records.push({ partition, message }) })
  return self
}

async function group() {
  const total = (await partitions()).length
  const a = await member(argument.group)
  const b = await member(argument.group)
  const state = () => JSON.stringify([a.owned, b.owned, a.records.length, b.records.length])
  await until(() => a.owned.length > 0 && b.owned.length > 0 && a.owned.length + b.owned.length === total, state)
  const owned = [a.owned.length, b.owned.length]
  const seen = () => new Map([...a.records, ...b.records].map(r => [`${r.partition}:${r.message.offset}`, r]))
  await until(() => seen().size === argument.count, state)
  const ends = new Map()
  for (const { partition, message } of seen().values()) ends.set(partition, Math.max(ends.get(partition) ?? 0, Number(message.offset) + 1))
  for (const self of [a, b]) {
    const offsets = self.owned.filter(p => ends.has(p)).map(partition => ({ topic, partition, offset: String(ends.get(partition)) }))
    if (offsets.length > 0) await self.consumer.commitOffsets(offsets)
  }
  await b.consumer.disconnect()
  await until(() => a.owned.length === total, state)
  const afterLeave = a.owned.length
  await a.consumer.disconnect()
  await produce('none', Array.from({ length: 6 }, (_, i) => ({ key: `extra-${i}`, value: `extra-${i}` })))
  const c = await member(argument.group)
  await until(() => c.records.length >= 6, () => `resumed ${c.records.length}`)
  const resumed = c.records.map(r => r.message.value.toString()).sort()
  await c.consumer.commitOffsets(Object.entries(Object.groupBy?.(c.records, r => r.partition) ?? {}).map(([partition, rs]) => ({ topic, partition: Number(partition), offset: String(Number(rs.at(-1).message.offset) + 1) })))
  await c.consumer.disconnect()
  return { owned, afterLeave, read: seen().size, resumed }
}

const commands = {
  async create() {
    await admin.createTopics({ topics: [{ topic, numPartitions: argument.partitions, replicationFactor: 1 }] })
    return {}
  },
  async produce() {
    const { prefix, timestamp, count, codec } = argument
    await produce(codec, Array.from({ length: count }, (_, i) => ({ key: `${prefix}-key-${i}`, value: `${prefix}-value-${i}`, headers: { n: String(i) }, timestamp: String(timestamp + i) })))
    return {}
  },
  async read() {
    // kafkajs reads only in groups, so a group of its own that never commits.
    const reader = await member(`read-${topic}`)
    await until(() => reader.records.length >= argument.count, () => `read ${reader.records.length} of ${argument.count}`)
    await reader.consumer.disconnect()
    const lines = reader.records.map(({ message: m }) => `${m.key}\t${m.value}\t${m.headers.n}\t${m.timestamp}\n`)
    return { count: lines.length, digest: createHash('sha256').update(lines.sort().join('')).digest('hex') }
  },
  group,
  async offsets() {
    const ends = new Map((await admin.fetchTopicOffsets(topic)).map(o => [o.partition, o.high]))
    const found = await admin.fetchTopicOffsetsByTimestamp(topic, argument.timestamp)
    // kafkajs answers the end offset where no record is that young.
    return { offsets: Object.fromEntries(found.map(o => [o.partition, o.offset === ends.get(o.partition) ? -1 : Number(o.offset)])) }
  },
  async describe() {
    return { partitions: (await partitions()).length }
  },
  async delete() {
    await admin.deleteTopics({ topics: [topic] })
    await until(async () => !(await admin.listTopics()).includes(topic), () => 'topic still listed')
    return {}
  },
}
const answer = await commands[command]()
await admin.disconnect()
console.log(JSON.stringify(answer))
process.exit(0)
