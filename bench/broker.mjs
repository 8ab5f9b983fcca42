// The broker under Apache Kafka's own perf tools: producer-perf-test and consumer-perf-test, Rookery beside Apache Kafka,
// both with Kafka's own durability (no fsync), and Rookery at its default (group-committed fdatasync). What each broker
// process itself costs is counted too, since the driver shares the machine.
import { existsSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Table } from './lib/measure.mjs'
import { apache, consumePerf, cpuSeconds, createTopic, producePerf, synced, tool, unsynced } from './lib/peers.mjs'

const here = dirname(fileURLToPath(import.meta.url))

export async function broker({ libs, rounds, quick }) {
  if (!libs) return []
  const produce = new Table('Produce, Java producer-perf-test, acks=all, batch.size 65536, linger.ms 10, no fsync', 'records/s', true)
  const durable = new Table('Produce at the default durability (fsync by group commit) beside our own unsynced rate', 'records/s', true)
  const consume = new Table('Consume, Java consumer-perf-test', 'records/s', true)
  const perRecord = new Table('CPU of the broker process (user and system) per million records', 's', false)
  const perByte = new Table('CPU of the broker process (user and system) per GB', 's', false)
  const servers = { rookery: await unsynced(), apache: await apache(libs), 'rookery, fsync': await synced() }
  const live = name => servers[name]
  const ours = ['rookery', 'apache']
  try {
    const cells = []
    for (const size of quick ? [100] : [100, 1000, 10_000]) {
      for (const partitions of quick ? [6] : [1, 6, 100]) for (const codec of quick ? ['none'] : ['none', 'lz4']) cells.push({ size, partitions, codec })
    }
    for (const { size, partitions, codec } of cells) {
      // Apart from 100 B, some 300 MB a run: long enough that the tool's compiler has settled.
      const records = Math.round(Math.min(quick ? 500_000 : 2_000_000, (quick ? 100e6 : 300e6) / size))
      const topic = `p${size}-${partitions}-${codec}`
      for (const server of Object.values(servers)) await createTopic(server.bootstrap, topic, partitions)
      const label = `${size} B, ${partitions} partitions, ${codec}`
      const figures = (names, run, spent) => Object.fromEntries(names.map(name => [name, async () => {
        const { child } = live(name)
        const before = cpuSeconds(child.pid)
        const rate = await run(live(name))
        spent?.[name]?.push(cpuSeconds(child.pid) - before)
        return rate
      }]))
      const costs = async (what, spent) => {
        const scaled = by => Object.fromEntries(ours.map(name => { const left = [...spent[name]]; return [name, async () => left.shift() / by] }))
        await perRecord.row(`${what} ${label}`, scaled(records / 1e6), { rounds, goal: '2 x apache' })
        await perByte.row(`${what} ${label}`, scaled((records * size) / 1e9), { rounds, goal: '2 x apache' })
      }
      // The first run of a server is its compiler's.
      if (cells[0].size === size && cells[0].partitions === partitions && cells[0].codec === codec) {
        for (const server of Object.values(servers)) await producePerf(libs, server, { topic, records: Math.round(records / (quick ? 5 : 2)), size, codec })
      }
      const toProduce = { rookery: [], apache: [] }
      const row = await produce.row(label, figures(ours, server => producePerf(libs, server, { topic, records, size, codec }), toProduce), { rounds, goal: '1.0 x apache' })
      await costs('produce', toProduce)
      const unsyncedRates = [...row.figures.rookery]
      await durable.row(label, {
        ...figures(['rookery, fsync'], server => producePerf(libs, server, { topic, records, size, codec })),
        'rookery, unsynced': async () => unsyncedRates.shift(),
      }, { rounds, goal: '0.7 x' })
      const toConsume = { rookery: [], apache: [] }
      await consume.row(label, figures(ours, server => consumePerf(libs, server, { topic, records }), toConsume), { rounds, goal: '1.0 x apache' })
      await costs('consume', toConsume)
    }

    const latency = new Table('End-to-end latency, Java EndToEndLatency, acks=all, 100 B, no fsync', 'ms', false)
    for (const server of Object.values(servers)) await createTopic(server.bootstrap, 'latency', 1)
    const seen = { rookery: [], apache: [] }
    const endToEnd = name => async () => {
      const out = await tool(libs, ['org.apache.kafka.tools.EndToEndLatency', live(name).bootstrap, 'latency', quick ? '3000' : '10000', 'all', '100'])
      const [, p50, p99, p999] = /50th = (\d+), 99th = (\d+), 99.9th = (\d+)/.exec(out)
      seen[name].push({ p50: Number(p50), p99: Number(p99), p999: Number(p999) })
      return Number(/Avg latency: ([\d.]+)/.exec(out)[1])
    }
    await latency.row('mean', { rookery: endToEnd('rookery'), apache: endToEnd('apache') }, { rounds, goal: '1.0 x apache' })
    for (const which of ['p50', 'p99', 'p999']) {
      const left = { rookery: [...seen.rookery], apache: [...seen.apache] }
      await latency.row(`${which} (whole ms)`, Object.fromEntries(ours.map(name => [name, async () => left[name].shift()?.[which]])), { rounds, goal: '1.0 x apache' })
    }

    // Eight producers, one connection each, in one process of our client: what Java's tool cannot do.
    const many = new Table('Produce over 8 connections, our client, 100 records per send, acks=all, 100 B, 6 partitions, no fsync', 'records/s', true)
    for (const server of Object.values(servers)) await createTopic(server.bootstrap, 'many', 6)
    const eight = name => async () => (await nodeClient(live(name).bootstrap, { mode: 'produce', topic: 'many', sends: quick ? 3000 : 10_000, perSend: 100, inFlight: 16, acks: 'all', connections: 8, size: 100, codec: 'none' })).recordsPerSecond
    await many.row('8 connections', { rookery: eight('rookery'), apache: eight('apache') }, { rounds, goal: '1.0 x apache' })
    return [produce, durable, consume, perRecord, perByte, latency, many]
  } finally {
    for (const server of Object.values(servers)) {
      await server.stop('SIGKILL')
      server.remove()
    }
  }
}

/** One measurement of our client in a process of its own. */
export function nodeClient(bootstrap, task) {
  const lts = join(here, 'node_modules/node/bin/node')
  return new Promise((resolve, reject) => {
    const child = spawn(existsSync(lts) ? lts : process.execPath, [join(here, 'clients/rookery.mjs'), bootstrap, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let errors = ''
    child.stdout.on('data', chunk => (out += chunk))
    child.stderr.on('data', chunk => (errors += chunk))
    child.once('exit', code => (code === 0 ? resolve(JSON.parse(out.trim().split('\n').at(-1))) : reject(new Error(errors.trim().split('\n')[0]))))
  })
}
