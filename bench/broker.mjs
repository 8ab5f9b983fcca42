// The broker beside Apache Kafka, driven by Kafka's own perf tools and by our client over 1 and 8 connections, both with Kafka's own durability (no
// fsync), and ours at its default (group-committed fdatasync). What each broker process costs is counted too, since the driver shares the machine.
import { existsSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Table } from './lib/measure.mjs'
import { apache, consumePerf, cpuSeconds, createTopic, deleteTopic, producePerf, steadyLoad, synced, tool, unsynced, warmUp, withLoopDelay } from './lib/peers.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const PROPS = 'acks=all, batch.size 65536, linger.ms 10'

/** Sizes, partitions and codecs of the cells. */
function cellsOf(quick) {
  if (quick) return [{ size: 100, partitions: 6, codec: 'none' }]
  const cells = []
  for (const size of [100, 1000, 10_000]) for (const partitions of [1, 6, 100]) for (const codec of ['none', 'lz4']) cells.push({ size, partitions, codec })
  // ROOKERY_BENCH_CELLS=100-6-none,1000-100-lz4 picks some, for whoever works on them.
  const wanted = process.env.ROOKERY_BENCH_CELLS?.split(',')
  return wanted === undefined ? cells : cells.filter(({ size, partitions, codec }) => wanted.includes(`${size}-${partitions}-${codec}`))
}

export async function broker({ libs, rounds, quick }) {
  if (!libs) return []
  const servers = { rookery: await withLoopDelay(unsynced), apache: await apache(libs), 'rookery, fsync': await synced() }
  try {
    for (const [name, server] of Object.entries(servers)) {
      if (quick && name === 'rookery, fsync') continue
      await warmUp(libs, server, quick ? 200_000 : 1_000_000)
    }
    const { tables, rate } = await perfTools(libs, servers, { rounds: quick ? rounds : Math.min(rounds, 2), quick })
    return [...tables, ...await ourClient(servers, { quick }), ...await latencies(libs, servers, { rounds, quick, rate })]
  } finally {
    for (const server of Object.values(servers)) {
      await server.stop('SIGKILL')
      server.remove()
    }
  }
}

/** Every cell by the Java tools, one connection: rates, our default durability, CPU. */
async function perfTools(libs, servers, { rounds, quick }) {
  const produce = new Table(`Produce, Java producer-perf-test, ${PROPS}, no fsync`, 'records/s', true)
  const durable = new Table('Produce at the default durability (fsync by group commit) beside our own unsynced rate', 'records/s', true, { checked: false })
  const consume = new Table('Consume, Java consumer-perf-test', 'records/s', true, { checked: false })
  const perRecord = new Table('CPU of the broker process (user and system) per million records', 's', false)
  const perByte = new Table('CPU of the broker process (user and system) per GB', 's', false, { checked: false })
  const delay = new Table('Event-loop delay p99 of our broker meanwhile', 'ms', false)
  const ours = ['rookery', 'apache']
  // A read is short and what the machine does meanwhile weighs more.
  const consumeRounds = quick ? rounds : rounds + 1
  let rate
  for (const { size, partitions, codec } of cellsOf(quick)) {
    // Below 200 MB a reader is measured mostly while it warms up.
    const records = Math.round((quick ? 40e6 : 200e6) / size)
    const topic = `p${size}-${partitions}-${codec}`
    for (const server of Object.values(servers)) await createTopic(server.bootstrap, topic, partitions)
    const label = `${size} B, ${partitions} partitions, ${codec}`
    const contenders = (names, run, spent) => Object.fromEntries(names.map(name => [name, async () => {
      const server = servers[name]
      const before = cpuSeconds(server.child.pid)
      const figure = await run(server)
      spent?.[name]?.push(cpuSeconds(server.child.pid) - before)
      return figure
    }]))
    const costs = async (what, spent, times) => {
      const scaled = by => Object.fromEntries(ours.map(name => { const left = [...spent[name]]; return [name, async () => left.shift() / by] }))
      await perRecord.row(`${what} ${label}`, scaled(records / 1e6), { rounds: times, goal: '2 x apache' })
      await perByte.row(`${what} ${label}`, scaled((records * size) / 1e9), { rounds: times, goal: '2 x apache' })
    }
    const delayOf = async what => delay.row(`${what} ${label}`, { rookery: () => servers.rookery.loopDelay() }, { rounds: 1, goal: 'below 20 ms' })
    const toProduce = { rookery: [], apache: [] }
    const row = await produce.row(label, contenders(ours, server => producePerf(libs, server, { topic, records, size, codec }), toProduce), { rounds, goal: '1.0 x apache' })
    rate ??= Math.min(...row.figures.apache)
    await costs('produce', toProduce, rounds)
    await delayOf('produce')
    const unsyncedRates = [...row.figures.rookery]
    await durable.row(label, {
      ...contenders(['rookery, fsync'], server => producePerf(libs, server, { topic, records, size, codec })),
      'rookery, unsynced': async () => unsyncedRates.shift(),
    }, { rounds, goal: '0.7 x' })
    const toConsume = { rookery: [], apache: [] }
    await consume.row(label, contenders(ours, server => consumePerf(libs, server, { topic, records }), toConsume), { rounds: consumeRounds, goal: '1.0 x apache' })
    await costs('consume', toConsume, consumeRounds)
    await delayOf('consume')
    // The page cache is shared: what is done with goes.
    for (const server of Object.values(servers)) await deleteTopic(server.bootstrap, topic)
  }
  produce.summary('1.5 x apache', '1.0 x apache')
  durable.summary('0.7 x', '0.7 x')
  consume.summary('1.5 x apache', '1.0 x apache')
  perRecord.summary('2 x apache', '2 x apache')
  perByte.summary('2 x apache', '2 x apache')
  return { tables: [produce, durable, consume, perRecord, perByte, delay], rate }
}

/** The same cells by our client, over 1 and over 8 connections: each run takes the same time. */
async function ourClient(servers, { quick }) {
  const produce = new Table('Produce by our client, 100 KB per send, 16 sends in flight, acks=all, no fsync', 'records/s', true)
  const consume = new Table('Consume by our client; with 8 connections each reads the whole topic', 'records/s', true, { checked: false })
  const cpu = new Table('CPU of the broker process per million records produced by our client', 's', false)
  const contenders = { rookery: servers.rookery, apache: servers.apache }
  for (const { size, partitions, codec } of quick ? [{ size: 1000, partitions: 6, codec: 'lz4' }] : cellsOf(false)) {
    for (const connections of quick ? [8] : [1, 8]) {
      const topic = `c${size}-${partitions}-${codec}-${connections}`
      const label = `${size} B, ${partitions} partitions, ${codec}, ${connections} connection${connections === 1 ? '' : 's'}`
      const made = {}
      const spent = {}
      await produce.row(label, Object.fromEntries(Object.entries(contenders).map(([name, server]) => [name, async () => {
        await createTopic(server.bootstrap, topic, partitions)
        const before = cpuSeconds(server.child.pid)
        const result = await nodeClient(server.bootstrap, { mode: 'produce', topic, perSend: Math.min(1000, 100_000 / size), inFlight: 16, acks: 'all', connections, size, codec, seconds: quick ? 0.7 : 1, warmSeconds: 0.4, keys: 1000 })
        spent[name] = (cpuSeconds(server.child.pid) - before) / (result.recordsInAll / 1e6)
        made[name] = result.recordsInAll
        return result.recordsPerSecond
      }])), { rounds: 1, goal: '1.0 x apache' })
      await cpu.row(label, Object.fromEntries(Object.keys(contenders).map(name => [name, async () => spent[name]])), { rounds: 1, goal: '2 x apache' })
      // What one second of writing left is filled up, so that there is something to read: 200 MB, or 50 MB for each of eight readers.
      const readEach = Math.round((quick ? 2e7 : connections === 1 ? 2e8 : 5e7) / size)
      for (const [name, server] of Object.entries(contenders)) {
        const perSend = Math.min(1000, 100_000 / size)
        const sends = Math.ceil((readEach - made[name]) / perSend)
        if (sends > 0) await nodeClient(server.bootstrap, { mode: 'produce', topic, perSend, inFlight: 16, acks: 'all', connections: 1, size, codec, sends, keys: 1000 })
      }
      await consume.row(label, Object.fromEntries(Object.entries(contenders).map(([name, server]) => [name, async () =>
        (await nodeClient(server.bootstrap, { mode: 'consume', topic, group: `g-${topic}`, count: readEach * connections, connections, size, codec })).recordsPerSecond])), { rounds: 1, goal: '1.0 x apache' })
      for (const server of Object.values(contenders)) await deleteTopic(server.bootstrap, topic).catch(() => {})
    }
  }
  produce.summary('1.5 x apache', '1.0 x apache')
  consume.summary('1.5 x apache', '1.0 x apache')
  cpu.summary('2 x apache', '2 x apache')
  return [produce, consume, cpu]
}

/** EndToEndLatency at rest and, on another topic meanwhile, under half of what Apache Kafka can take. */
async function latencies(libs, servers, { rounds, quick, rate }) {
  const table = new Table('End-to-end latency, Java EndToEndLatency, acks=all, 100 B, no fsync', 'ms', false, { checked: false })
  const half = Math.round(rate / 2)
  for (const server of Object.values(servers)) {
    await createTopic(server.bootstrap, 'latency', 1)
    await createTopic(server.bootstrap, 'load', 6)
  }
  for (const load of quick ? [false] : [false, true]) {
    const seen = { rookery: [], apache: [] }
    const where = load ? `under ${half.toLocaleString('en')} records/s` : 'at rest'
    const endToEnd = name => async () => {
      const stop = load ? await steadyLoad(libs, servers[name], { topic: 'load', size: 100, perSecond: half }) : async () => {}
      try {
        const out = await tool(libs, ['org.apache.kafka.tools.EndToEndLatency', servers[name].bootstrap, 'latency', quick ? '2000' : '10000', 'all', '100'])
        const [, p50, p99, p999] = /50th = (\d+), 99th = (\d+), 99.9th = (\d+)/.exec(out)
        seen[name].push({ p50: Number(p50), p99: Number(p99), 'p99.9': Number(p999) })
        return Number(/Avg latency: ([\d.]+)/.exec(out)[1])
      } finally {
        await stop()
      }
    }
    await table.row(`mean ${where}`, { rookery: endToEnd('rookery'), apache: endToEnd('apache') }, { rounds, goal: '1.0 x apache' })
    for (const which of ['p50', 'p99', 'p99.9']) {
      const left = { rookery: [...seen.rookery], apache: [...seen.apache] }
      await table.row(`${which} ${where} (whole ms)`, Object.fromEntries(Object.keys(left).map(name => [name, async () => left[name].shift()?.[which]])), { rounds, goal: '1.0 x apache' })
    }
  }
  return [table]
}

/** One measurement of our client in a process of its own. */
export function nodeClient(bootstrap, task) {
  const lts = join(here, 'node_modules/node/bin/node')
  return new Promise((resolve, reject) => {
    const child = spawn(existsSync(lts) ? lts : process.execPath, [join(here, 'clients/rookery.mjs'), bootstrap, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let errors = ''
    const timer = setTimeout(() => child.kill('SIGKILL'), task.sends === undefined ? 120_000 : 400_000)
    child.stdout.on('data', chunk => (out += chunk))
    child.stderr.on('data', chunk => (errors += chunk))
    child.once('close', code => {
      clearTimeout(timer)
      if (code === 0) resolve(JSON.parse(out.trim().split('\n').at(-1)))
      else reject(new Error(errors.trim().split('\n')[0] || 'no result in time'))
    })
  })
}
