// The client beside kafkajs, @platformatic/kafka and the Java client, on Apache Kafka and on our broker, 100-byte records,
// three partitions. Each measurement is a process of its own, all Node clients on the same Node.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Table } from './lib/measure.mjs'
import { apache, consumePerf, producePerf, unsynced } from './lib/peers.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const lts = join(here, 'node_modules/node/bin/node')
const node = existsSync(lts) ? lts : process.execPath

const SCENARIOS = [
  ['one send awaited after another, acks=1', { sends: 8000, perSend: 1, inFlight: 1, acks: 1 }, 'at least 1.2 x'],
  ['one send awaited after another, acks=0', { sends: 40_000, perSend: 1, inFlight: 1, acks: 0 }, 'at least 2 x'],
  ['100 records per send, awaited, acks=all', { sends: 3000, perSend: 100, inFlight: 1, acks: 'all' }, 'at least 1.5 x'],
  ['10,000 single-record sends in flight, acks=all', { sends: 10_000, perSend: 1, inFlight: 10_000, acks: 'all' }, 'at least 4 x'],
  ['10,000 records per send, two in flight, acks=all', { sends: 60, perSend: 10_000, inFlight: 2, acks: 'all' }, 'at least 2.5 x'],
]

function measure(client, bootstrap, task) {
  const { status, stdout, stderr } = spawnSync(node, [join(here, 'clients', `${client}.mjs`), bootstrap, JSON.stringify({ size: 100, codec: 'none', ...task })], { encoding: 'utf8', timeout: 120_000 })
  if (status !== 0) throw new Error(`${client}: ${stderr.trim().split('\n').slice(0, 3).join(' | ')}`)
  return JSON.parse(stdout.trim().split('\n').at(-1))
}

export async function client({ libs, rounds, quick }) {
  const servers = { 'our broker': unsynced, ...(libs ? { 'Apache Kafka': () => apache(libs) } : {}) }
  const tables = []
  for (const [where, start] of Object.entries(servers)) {
    if (quick && where === 'our broker' && libs) continue
    const server = await start()
    try {
      const { Admin } = await import('../dist/client/index.js')
      const admin = new Admin({ bootstrapServers: server.bootstrap })
      const produce = new Table(`Client, produce, on ${where} (100 B, 3 partitions)`, 'records/s', true)
      const latency = new Table(`Client, latency of an awaited send, p50, on ${where}`, 'ms', false)
      let topics = 0
      for (const [label, task, goal] of SCENARIOS) {
        const p50 = { rookery: [], kafkajs: [], platformatic: [] }
        const contender = name => async () => {
          const topic = `bench-${topics++}`
          await admin.createTopics([{ name: topic, numPartitions: 3, replicationFactor: 1 }])
          const sends = quick && task.inFlight === 1 ? task.sends / 2 : task.sends
          const result = measure(name, server.bootstrap, { mode: 'produce', topic, ...task, sends })
          if (result.p50Ms !== undefined) p50[name].push(result.p50Ms)
          if (name === 'rookery' && result.loopDelayP99Ms > 10) console.log(`  (event-loop delay p99 ${result.loopDelayP99Ms.toFixed(1)} ms)`)
          return result.recordsPerSecond
        }
        const contenders = { rookery: contender('rookery'), kafkajs: contender('kafkajs'), platformatic: contender('platformatic') }
        if (libs && task.inFlight > 2) {
          contenders.java = async () => {
            const topic = `bench-${topics++}`
            await admin.createTopics([{ name: topic, numPartitions: 3, replicationFactor: 1 }])
            return producePerf(libs, server, { topic, records: quick ? 500_000 : 1_000_000, size: 100, props: [] })
          }
        }
        await produce.row(label, contenders, { rounds, goal })
        if (task.inFlight === 1) await latency.row(label, Object.fromEntries(Object.keys(p50).map(name => [name, async () => p50[name].shift()])), { rounds })
      }
      const consume = new Table(`Client, consume in a group, on ${where} (100 B, 3 partitions)`, 'records/s', true)
      const count = quick ? 300_000 : 1_000_000
      const topic = 'consume'
      await admin.createTopics([{ name: topic, numPartitions: 3, replicationFactor: 1 }])
      measure('rookery', server.bootstrap, { mode: 'produce', topic, sends: Math.ceil(count / 1000), perSend: 1000, inFlight: 4, acks: 'all' })
      let groups = 0
      const reader = name => async () => measure(name, server.bootstrap, { mode: 'consume', topic, group: `g-${groups++}`, count }).recordsPerSecond
      await consume.row(`${count.toLocaleString('en')} records`, {
        rookery: reader('rookery'), kafkajs: reader('kafkajs'), platformatic: reader('platformatic'),
        ...(libs ? {
          java: () => consumePerf(libs, server, { topic, records: count }),
        } : {}),
      }, { rounds, goal: '3 x the best Node client, 0.8 x java' })
      tables.push(produce, latency, consume)
      await admin.close()
    } finally {
      await server.stop('SIGKILL')
      server.remove()
    }
  }
  return tables
}
