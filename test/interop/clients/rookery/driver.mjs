// Rookery's own client behind the driver contract of ../README.md. `group` runs under the classic protocol and under KIP-848.
import { createHash } from 'node:crypto'
import { Admin, Consumer, Producer } from '../../../../dist/client/index.js'

const [bootstrapServers, command, json] = process.argv.slice(2)
const argument = JSON.parse(json)
const { topic } = argument
const admin = new Admin({ bootstrapServers, clientId: 'interop' })

const deadline = Date.now() + 60_000
async function until(done, what) {
  for (;;) {
    const value = await done()
    if (value) return value
    if (Date.now() > deadline) throw new Error(`timed out: ${what()}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

const partitions = async () => (await admin.describeTopics([topic]))[0].partitions.map(({ partition }) => ({ topic, partition }))
const name = record => `${record.partition}:${record.offset}`

async function produce(codec, records) {
  const producer = new Producer({ bootstrapServers, compressionType: codec, lingerMs: 5 })
  await producer.sendBatch(records.map(record => ({ topic, ...record })))
  await producer.close()
}

/** A group member that polls until it is stopped; it commits only when told. */
function member(groupId, groupProtocol) {
  const classic = groupProtocol === 'classic' ? { sessionTimeoutMs: 10_000, heartbeatIntervalMs: 100 } : {}
  const consumer = new Consumer({ bootstrapServers, groupId, groupProtocol, autoOffsetReset: 'earliest', enableAutoCommit: false, fetchMaxWaitMs: 100, ...classic })
  const self = { consumer, records: [], running: true, failure: undefined }
  const polling = (async () => {
    await consumer.subscribe(topic)
    while (self.running) self.records.push(...(await consumer.poll({ timeoutMs: 50 })))
  })().catch(error => {
    self.failure = error
  })
  self.leave = async () => {
    self.running = false
    await polling
    await consumer.close()
    if (self.failure) throw self.failure
  }
  return self
}

async function groupUnder(groupProtocol, groupId, count) {
  const all = await partitions()
  const a = member(groupId, groupProtocol)
  const b = member(groupId, groupProtocol)
  const owns = self => {
    if (self.failure) throw self.failure
    return self.consumer.assignment().length
  }
  const seen = () => new Map([...a.records, ...b.records].map(record => [name(record), record]))
  const state = () => JSON.stringify([owns(a), owns(b), a.records.length, b.records.length])
  await until(() => owns(a) > 0 && owns(b) > 0 && owns(a) + owns(b) === all.length, state)
  const owned = [owns(a), owns(b)]
  await until(() => seen().size === count, state)
  const ends = new Map()
  for (const { partition, offset } of seen().values()) ends.set(partition, Math.max(ends.get(partition) ?? 0, offset + 1))
  for (const { consumer } of [a, b]) await consumer.commit(consumer.assignment().filter(p => ends.has(p.partition)).map(p => ({ ...p, offset: ends.get(p.partition) })))
  await b.leave()
  await until(() => owns(a) === all.length, state)
  const afterLeave = owns(a)
  await a.leave()
  await produce('none', Array.from({ length: 6 }, (_, i) => ({ key: `extra-${i}`, value: `extra-${i}` })))
  const c = member(groupId, groupProtocol)
  await until(() => c.failure || c.records.length >= 6, () => `resumed ${c.records.length}`)
  const resumed = c.records.map(record => String(record.value)).sort()
  await c.leave()
  return { owned, afterLeave, read: seen().size, resumed }
}

const commands = {
  async create() {
    await admin.createTopics([{ name: topic, numPartitions: argument.partitions, replicationFactor: 1 }])
    return {}
  },
  async produce() {
    const { prefix, timestamp, count, codec } = argument
    await produce(codec, Array.from({ length: count }, (_, i) => ({ key: `${prefix}-key-${i}`, value: `${prefix}-value-${i}`, headers: { n: String(i) }, timestamp: timestamp + i })))
    return {}
  },
  async read() {
    const consumer = new Consumer({ bootstrapServers })
    consumer.assign(await partitions())
    await consumer.seekToBeginning()
    const lines = []
    while (lines.length < argument.count && Date.now() < deadline) {
      for (const { key, value, headers, timestamp } of await consumer.poll()) lines.push(`${key}\t${value}\t${headers[0].value}\t${timestamp}\n`)
    }
    await consumer.close()
    return { count: lines.length, digest: createHash('sha256').update(lines.sort().join('')).digest('hex') }
  },
  async group() {
    const { group, count } = argument
    const classic = await groupUnder('classic', `${group}-classic`, count)
    const consumer = await groupUnder('consumer', group, count + 6)
    if (classic.read !== count || classic.resumed.join() !== consumer.resumed.join() || classic.afterLeave !== consumer.afterLeave) throw new Error(`under the classic protocol: ${JSON.stringify(classic)}`)
    return { ...consumer, read: consumer.read - 6 }
  },
  async offsets() {
    const found = await admin.listOffsets((await partitions()).map(partition => ({ ...partition, spec: { timestamp: argument.timestamp } })))
    return { offsets: Object.fromEntries(found.map(({ partition, offset }) => [partition, offset])) }
  },
  async describe() {
    return { partitions: (await partitions()).length }
  },
  async delete() {
    await admin.deleteTopics([topic])
    await until(async () => !(await admin.listTopics()).some(item => item.name === topic), () => 'topic still listed')
    return {}
  },
}
const answer = await commands[command]()
await admin.close()
console.log(JSON.stringify(answer))
