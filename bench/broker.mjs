// The broker under Apache Kafka's own perf tools: producer-perf-test and consumer-perf-test, Rookery beside Apache Kafka,
// both with Kafka's own durability (no fsync), and Rookery at its default (group-committed fdatasync).
import { readFileSync } from 'node:fs'
import { startApache, startRookery } from '../test/interop/lib/servers.mjs'
import { runJava } from '../test/interop/lib/toolchain.mjs'
import { Table } from './lib/measure.mjs'

const TICKS = 100

/** User and system CPU seconds that a process has used. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

export async function broker({ libs, rounds, quick }) {
  if (!libs) return []
  const produce = new Table('Produce, Java producer-perf-test, acks=all, batch.size 65536, linger.ms 10', 'records/s', true)
  const consume = new Table('Consume, Java consumer-perf-test', 'records/s', true)
  const cost = new Table('CPU of the broker process (user and system) per million records', 's', false)
  const servers = {
    rookery: await startRookery({ properties: { 'rookery.durability': 'replicated' } }),
    apache: await startApache(libs, { properties: { 'log.segment.bytes': 1 << 30 } }),
    'rookery, fsync': await startRookery(),
  }
  try {
    const sizes = quick ? [100] : [100, 1000, 10_000]
    const partitionCounts = quick ? [6] : [1, 6, 100]
    const codecs = quick ? ['none'] : ['none', 'lz4']
    for (const size of sizes) {
      for (const partitions of partitionCounts) {
        for (const codec of codecs) {
          // Apart from 10 KB, about 200 MB a run: long enough that the JVM of the tool has warmed up.
          const records = Math.round(Math.min(quick ? 1_000_000 : 2_000_000, (quick ? 100e6 : 300e6) / size))
          const used = { rookery: [], apache: [] }
          const topic = `p${size}-${partitions}-${codec}`
          for (const server of Object.values(servers)) {
            runJava(libs, ['org.apache.kafka.tools.TopicCommand', '--bootstrap-server', server.bootstrap, '--create', '--topic', topic, '--partitions', String(partitions), '--replication-factor', '1'])
          }
          const producer = name => async () => {
            const server = servers[name]
            const before = cpuSeconds(server.child.pid)
            const out = runJava(libs, ['org.apache.kafka.tools.ProducerPerformance', '--topic', topic, '--num-records', String(records), '--record-size', String(size), '--throughput', '-1',
              '--producer-props', `bootstrap.servers=${server.bootstrap}`, 'acks=all', 'batch.size=65536', 'linger.ms=10', `compression.type=${codec}`, 'buffer.memory=67108864'])
            used[name]?.push((cpuSeconds(server.child.pid) - before) / (records / 1e6))
            return Number(/([\d.]+) records\/sec[^\n]*\n?$/m.exec(out.trim().split('\n').at(-1))[1])
          }
          const label = `${size} B, ${partitions} partitions, ${codec}`
          await produce.row(label, Object.fromEntries(Object.keys(servers).map(name => [name, producer(name)])), { rounds, goal: '1.0 x apache' })
          await cost.row(`produce ${label}`, { rookery: async () => used.rookery.shift(), apache: async () => used.apache.shift() }, { rounds, goal: '2 x apache' })
          const spent = { rookery: [], apache: [] }
          const consumer = name => async () => {
            const server = servers[name]
            const before = cpuSeconds(server.child.pid)
            const out = runJava(libs, ['org.apache.kafka.tools.ConsumerPerformance', '--bootstrap-server', server.bootstrap, '--topic', topic, '--num-records', String(records), '--hide-header', '--timeout', '20000'])
            spent[name]?.push((cpuSeconds(server.child.pid) - before) / (records / 1e6))
            // start, end, MB, MB/s, records, records/s, rebalance ms, fetch ms, fetch MB/s, fetch records/s
            return Number(out.trim().split('\n').at(-1).split(',')[9])
          }
          await consume.row(label, { rookery: consumer('rookery'), apache: consumer('apache') }, { rounds, goal: '1.0 x apache' })
          await cost.row(`consume ${label}`, { rookery: async () => spent.rookery.shift(), apache: async () => spent.apache.shift() }, { rounds, goal: '2 x apache' })
        }
      }
    }
  } finally {
    for (const server of Object.values(servers)) {
      await server.stop('SIGKILL')
      server.remove()
    }
  }
  return [produce, consume, cost]
}
