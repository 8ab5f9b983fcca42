// The client beside kafkajs, @platformatic/kafka, confluent-kafka-javascript (both of its APIs; see confluent.mjs) and the Java client, on Apache
// Kafka and on our broker. Each measurement is a process of its own, all Node clients on the same Node, each for the same time.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Table } from './lib/measure.mjs'
import { apache, clientNode, consumePerf, createTopic, deleteTopic, producePerf, unsynced } from './lib/peers.mjs'

const here = dirname(fileURLToPath(import.meta.url))

const node = clientNode().path

/** Bytes that a consumer of ours may hold by default (maxBufferedBytes), and what a process may need beside them. */
const MEMORY_GOAL_MB = 64 + 64

const scenarios = size => {
  // Large records: the same bytes per send, as no broker takes a batch beyond a megabyte.
  const many = Math.min(10_000, 1_000_000 / size)
  return [
    { label: 'one send awaited after another, acks=1', perSend: 1, inFlight: 1, acks: 1, goal: 'at least 1.2 x, p50 below 0.12 ms' },
    { label: 'one send awaited after another, acks=0', perSend: 1, inFlight: 1, acks: 0, goal: 'at least 2 x' },
    { label: '100 records per send, awaited, acks=all', perSend: 100, inFlight: 1, acks: 'all', goal: 'at least 1.5 x' },
    { label: '10,000 single-record sends in flight, acks=all', perSend: 1, inFlight: 10_000, acks: 'all', java: true, goal: 'at least 4 x the best Node client, 1.0 x java' },
    { label: `${many.toLocaleString('en')} records per send, two in flight, acks=all`, perSend: many, inFlight: 2, acks: 'all', goal: 'at least 2.5 x' },
  ]
}

export const VARIANTS = [
  { label: 'gzip', codec: 'gzip' },
  { label: 'lz4', codec: 'lz4' },
  { label: 'zstd', codec: 'zstd' },
  { label: '1 KB records', size: 1000 },
  { label: '10 KB records', size: 10_000 },
  { label: '100 partitions', partitions: 100 },
  { label: 'JSON values', json: true },
]

/** Runs one client; `arrived`, given, resolves when the broker has what an acks=0 producer has sent. */
function measure(client, bootstrap, task, arrived) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [join(here, 'clients', `${client}.mjs`), bootstrap, JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'pipe'] })
    let out = ''
    let errors = ''
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
    child.stdin.on('error', () => {})
    child.stderr.on('data', chunk => (errors += chunk))
    child.stdout.on('data', async chunk => {
      out += chunk
      if (arrived === undefined || !out.endsWith('\n')) return
      const result = JSON.parse(out.trim().split('\n').at(-1))
      result.arrivedPerSecond = await arrived(result).catch(() => undefined)
      out = `${JSON.stringify(result)}\n`
      child.stdin.end('\n')
    })
    child.once('close', code => {
      clearTimeout(timer)
      if (code === 0) resolve(JSON.parse(out.trim().split('\n').at(-1)))
      else reject(new Error(/(\w*Error: .*)/.exec(errors)?.[1] ?? (errors.trim().split('\n')[0] || 'no result within a minute')))
    })
  })
}

/** What came of the runs of one row, by client, to be printed in other tables as well. */
class Side {
  #seen = new Map()

  add(name, result) {
    if (!this.#seen.has(name)) this.#seen.set(name, [])
    this.#seen.get(name).push(result)
  }

  /** The figures of a property as contenders of another row. */
  of(property, names) {
    return Object.fromEntries(names.filter(name => this.#seen.has(name)).map(name => {
      const left = this.#seen.get(name).map(result => result[property])
      return [name, async () => left.shift()]
    }))
  }
}

export async function client({ libs, rounds, quick }) {
  const peers = ['kafkajs', 'platformatic', ...(!quick && existsSync(join(here, 'confluent/node_modules')) ? ['confluent-kafkajs', 'confluent-rdkafka'] : [])]
  if (!quick && peers.length === 2) console.log('confluent-kafka-javascript is not available here (node bench/confluent.mjs builds it)')
  const names = ['rookery', ...peers]
  console.log(`Node clients on Node ${clientNode().version}`)
  // What a run wrote goes when its topic does: a whole run would fill a disk.
  const properties = { 'log.segment.delete.delay.ms': 1000 }
  const servers = { 'Apache Kafka': libs && (() => apache(libs, { properties })), 'our broker': !(quick && libs) && (() => unsynced({ properties })) }
  const tables = []
  for (const [where, start] of Object.entries(servers)) {
    if (!start) continue
    const server = await start()
    try {
      // A broker that has just started is slower than it will be, which the first of the contenders would pay for.
      for (const name of names) await producer(server, name, scenarios(100)[0], { warmSeconds: 0, seconds: quick ? 0.5 : 2 })()
      tables.push(...(await onServer({ where, server, libs, rounds, quick, names })))
      // On one of the brokers: they are about the clients.
      for (const variant of quick || (libs && where !== 'Apache Kafka') ? [] : VARIANTS) tables.push(await withVariant({ where, server, rounds: Math.ceil(rounds / 2), names, variant }))
    } finally {
      await server.stop('SIGKILL')
      server.remove()
    }
  }
  return tables
}

let topics = 0
const freshTopic = async (server, partitions = 3) => {
  const topic = `bench-${process.pid}-${topics++}`
  await createTopic(server.bootstrap, topic, partitions)
  return topic
}

/** Records per second until the log's end is where all records are, counted from the first send: what a client holds back counts. */
async function untilArrived(server, topic, partitions, result) {
  const { Consumer } = await import('../dist/client/index.js')
  const consumer = new Consumer({ bootstrapServers: server.bootstrap })
  const list = Array.from({ length: partitions }, (_, partition) => ({ topic, partition }))
  try {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
      const ends = await consumer.endOffsets(list)
      if (ends.reduce((sum, { offset }) => sum + offset, 0) >= result.recordsInAll) return result.recordsInAll / ((Date.now() - result.beganAt) / 1000)
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    return undefined
  } finally {
    await consumer.close()
  }
}

/** A contender that produces into a topic of its own. */
function producer(server, name, scenario, task, side) {
  return async () => {
    const partitions = task.partitions ?? 3
    const topic = await freshTopic(server, partitions)
    const { perSend, inFlight, acks } = scenario
    const arrived = acks === 0 ? result => untilArrived(server, topic, partitions, result) : undefined
    try {
      const result = await measure(name, server.bootstrap, { mode: 'produce', topic, perSend, inFlight, acks, ...task }, arrived)
      side?.add(name, result)
      return result.recordsPerSecond
    } finally {
      await deleteTopic(server.bootstrap, topic)
    }
  }
}

let groups = 0
const consumer = (server, name, task, side) => async () => {
  const result = await measure(name, server.bootstrap, { mode: 'consume', group: `g-${process.pid}-${groups++}`, ...task })
  side?.add(name, result)
  return result.recordsPerSecond
}

/** A topic with at least `count` records of the variant. */
async function filledTopic(server, count, { size = 100, partitions, ...task } = {}) {
  const topic = await freshTopic(server, partitions)
  const perSend = Math.min(1000, 1_000_000 / size)
  for (let have = 0; have < count;) {
    const { recordsInAll } = await measure('rookery', server.bootstrap, { mode: 'produce', topic, perSend, inFlight: 4, acks: 'all', warmSeconds: 0, seconds: 1, size, ...task })
    have += recordsInAll
  }
  return topic
}

/** The table of the issue, and what else the same runs tell: latency, event-loop delay, CPU, memory. */
export async function onServer({ where, server, libs, rounds, quick, names }) {
  const rate = new Table(`Client, on ${where} (100 B, 3 partitions)`, 'records/s', true)
  const latency = new Table(`Client, latency of an awaited send, on ${where}`, 'ms', false, { checked: false })
  const loop = new Table(`Client, event-loop delay p99 at full speed, on ${where}`, 'ms', false, { checked: false })
  const cpu = new Table(`Client, CPU of the client's process (user and system) per record, on ${where}`, 'us', false)
  const memory = new Table(`Client, growth of the resident memory while consuming, on ${where}`, 'MB', false, { checked: false })
  const time = quick ? { seconds: 0.5, warmSeconds: 0.3 } : {}
  const also = { rounds }
  for (const scenario of scenarios(100)) {
    const { label, goal, inFlight, acks } = scenario
    const side = new Side()
    const contenders = Object.fromEntries(names.map(name => [name, producer(server, name, scenario, time, side)]))
    if (libs && scenario.java) {
      const records = quick ? 500_000 : 2_000_000
      contenders.java = async () => producePerf(libs, server, { topic: await freshTopic(server), records, warmup: records / 2, size: 100, props: [] })
    }
    await rate.row(label, contenders, { rounds, goal })
    if (acks === 0) await rate.row(`${label}, until the broker has them`, side.of('arrivedPerSecond', names), also)
    if (inFlight === 1) {
      await latency.row(`${label}, p50`, side.of('p50Ms', names), { ...also, goal: acks === 1 ? 'below 0.12 ms' : undefined })
      await latency.row(`${label}, p99`, side.of('p99Ms', names), also)
    } else await loop.row(label, side.of('loopDelayP99Ms', names), { ...also, goal: 'below 10 ms' })
    await cpu.row(label, side.of('cpuMicros', names), also)
  }
  const count = quick ? 300_000 : 1_000_000
  const topic = await filledTopic(server, count)
  const side = new Side()
  const contenders = Object.fromEntries(names.map(name => [name, consumer(server, name, { topic, count }, side)]))
  if (libs) contenders.java = () => consumePerf(libs, server, { topic, records: count })
  const label = `consume ${count.toLocaleString('en')} records in a group`
  await rate.row(label, contenders, { rounds, goal: 'at least 3 x the best Node client, 0.8 x java' })
  await loop.row(label, side.of('loopDelayP99Ms', names), { ...also, goal: 'below 10 ms' })
  await cpu.row(label, side.of('cpuMicros', names), also)
  await memory.row(`${label}, by poll`, side.of('growthMb', names), { ...also, goal: `below ${MEMORY_GOAL_MB} MB` })
  if (!quick) {
    const loops = new Side()
    await rate.row(`${label}, for await`, { rookery: consumer(server, 'rookery', { topic, count, how: 'for await' }, loops) }, { rounds })
    await memory.row(`${label}, for await`, loops.of('growthMb', names), { ...also, goal: `below ${MEMORY_GOAL_MB} MB` })
    await loop.row(`${label}, for await`, loops.of('loopDelayP99Ms', names), { ...also, goal: 'below 10 ms' })
  }
  return [rate, latency, loop, cpu, memory]
}

/** The same scenarios with another codec, size, number of partitions, or with JSON. */
export async function withVariant({ where, server, rounds, names, variant: { label: what, ...task } }) {
  const table = new Table(`Client, ${what}, on ${where}`, 'records/s', true)
  const { size = 100 } = task
  const time = { seconds: 1, warmSeconds: 0.5 }
  for (const scenario of scenarios(size)) {
    await table.row(scenario.label, Object.fromEntries(names.map(name => [name, producer(server, name, scenario, { ...task, ...time })])), { rounds })
  }
  const count = Math.min(500_000, 200_000_000 / size)
  const topic = await filledTopic(server, count, task)
  await table.row(`consume ${count.toLocaleString('en')} records in a group`, Object.fromEntries(names.map(name => [name, consumer(server, name, { ...task, topic, count })])), { rounds })
  return table
}
