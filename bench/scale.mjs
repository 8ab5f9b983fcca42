// What grows: restart with many partitions, memory and CPU per idle partition, connection and group at two sizes, throughput when partitions are many.
//   --gb N: how much data the restart finds (default 1; the goal speaks of 10)
import { readdirSync } from 'node:fs'
import { freePort } from '../test/interop/lib/servers.mjs'
import { Table } from './lib/measure.mjs'
import { apache, cpuSeconds, createTopic, firstAnswer, openConnections, producePerf, residentMb, unsynced } from './lib/peers.mjs'
import { nodeClient } from './broker.mjs'

const settle = ms => new Promise(resolve => setTimeout(resolve, ms))

/** Starts the server on its directory again and answers how long until it serves. The port is fixed, so that only the broker's own work is timed. */
async function restart(make, dataDir) {
  const port = await freePort()
  const begin = performance.now()
  const starting = make({ dataDir, port })
  starting.catch(() => {})
  const answered = firstAnswer(port, begin, { exitCode: null })
  const ms = await Promise.race([answered, starting.then(() => answered)])
  return { server: await starting, ms }
}

export async function scale(context) {
  return [...await restarts(context), ...await idle(context), ...await wide(context)]
}

async function restarts({ libs, quick, gb }) {
  const megabytes = quick ? 50 : Number(gb ?? 1) * 1000
  const size = megabytes >= 1000 ? `${megabytes / 1000} GB` : `${megabytes} MB`
  const times = new Table('Restart with 1,000 partitions, 1 KB records, no fsync before, from spawn to the first ApiVersions answer', 'ms', false, { checked: false })
  const makers = { rookery: unsynced, ...(libs ? { apache: options => apache(libs, options) } : {}) }
  const figures = { killed: {}, clean: {}, 'killed again': {} }
  for (const [name, make] of Object.entries(makers)) {
    if (quick && name === 'apache') continue
    let server
    const made = []
    try {
      made.push(server = await make())
      await createTopic(server.bootstrap, 'many', 1000)
      // The default partitioner: all partitions get about the same, in batches of some size.
      await nodeClient(server.bootstrap, { mode: 'produce', topic: 'many', sends: megabytes * 2, perSend: 500, inFlight: 8, acks: 'all', size: 1000, codec: 'none', keys: 0 })
      for (const [how, signal] of quick ? [['killed', 'SIGKILL'], ['clean', 'SIGTERM']] : [['killed', 'SIGKILL'], ['clean', 'SIGTERM'], ['killed again', 'SIGKILL']]) {
        await server.stop(signal)
        const again = await restart(make, server.dataDir)
        figures[how][name] = [again.ms]
        made.push(server = again.server)
      }
    } catch (error) {
      console.error(`  restart, ${name}: ${error.message.split('\n')[0]}`)
    }
    // The other one is alone on the machine, and disk and page cache are its own.
    await server?.stop('SIGKILL')
    for (const each of made) each.remove()
  }
  const given = how => Object.fromEntries(Object.entries(figures[how]).map(([name, values]) => [name, async () => values.shift()]))
  await times.row(`after a kill, ${size}, none of it synced`, given('killed'), { rounds: 1, goal: '4 x apache' })
  await times.row(`after a clean stop, ${size}`, given('clean'), { rounds: 1, goal: '4 x apache' })
  if (!quick) await times.row(`after a kill, ${size}, all of it synced before`, given('killed again'), { rounds: 1, goal: '4 x apache' })
  return [times]
}

/** Half of the things, then all: a cost that is flat is the same both times. */
async function idle({ quick }) {
  const memory = new Table('Resident memory of our broker at rest', 'MB', false)
  const each = new Table('Memory per idle thing, first half and second half', 'KB', false)
  const cpu = new Table('CPU of our broker at rest with all of it, per hour', 's', false)
  const descriptors = new Table('Open file descriptors of our broker at rest with all of it', 'files', false)
  const server = await unsynced()
  const figure = value => ({ rookery: async () => value })
  try {
    await settle(quick ? 700 : 1500)
    let before = residentMb(server.child.pid)
    await memory.row('nothing', figure(before), { rounds: 1, goal: 'under 80 MB' })
    const grow = async (what, count, add, total, goal) => {
      for (const half of [1, 2]) {
        await add(half)
        await settle(quick ? 700 : 2000)
        const now = residentMb(server.child.pid)
        await each.row(`${what}, ${half === 1 ? 'the first' : 'the next'} ${count.toLocaleString('en')}`, figure(((now - before) * 1024) / count), { rounds: 1, goal: half === 2 ? 'flat' : undefined })
        before = now
      }
      await memory.row(total, figure(before), { rounds: 1, goal })
    }
    const sockets = []
    await grow('connection', 1000, async () => sockets.push(...await openConnections(server.port, 1000)), '2,000 connections')
    const partitions = quick ? 500 : 5000
    await grow('partition', partitions, async half => {
      for (let left = partitions, i = 0; left > 0; left -= 500, i++) await createTopic(server.bootstrap, `many-${half}-${i}`, 500)
    }, `${(2 * partitions).toLocaleString('en')} partitions, with the 2,000 connections`, quick ? undefined : 'under 500 MB')
    const { Admin } = await import('../dist/client/index.js')
    const admin = new Admin({ bootstrapServers: server.bootstrap })
    const groups = quick ? 100 : 1000
    await grow('group', groups, async half => {
      for (let i = 0; i < groups; i++) await admin.alterGroupOffsets(`group-${half}-${i}`, [{ topic: 'many-1-0', partition: i % 500, offset: 0 }])
    }, `${(2 * groups).toLocaleString('en')} groups with a committed offset, with all of that`)
    await admin.close()
    const spent = cpuSeconds(server.child.pid)
    await settle(quick ? 3000 : 20_000)
    await cpu.row('at rest', figure((cpuSeconds(server.child.pid) - spent) * (quick ? 1200 : 180)), { rounds: 1 })
    await descriptors.row('at rest', figure(readdirSync(`/proc/${server.child.pid}/fd`).length), { rounds: 1 })
    for (const socket of sockets) socket.destroy()
  } finally {
    await server.stop('SIGKILL')
    server.remove()
  }
  return [memory, each, cpu, descriptors]
}

async function wide({ libs, rounds, quick }) {
  const keyless = new Table('Many partitions beside 10: our client and broker, 100 B, acks=all, 1,000 records per send, 4 in flight, no fsync', 'records/s', true)
  const keyed = new Table('10,000 keys over 1,000 partitions, so that a batch holds one record or two: our client, 100 B, acks=all, 1,000 records per send, 4 in flight, no fsync', 'records/s', true)
  const keyedCpu = new Table('CPU of the broker process per million such records', 's', false)
  const java = new Table('Many partitions: Java producer-perf-test, 100 B, acks=all, no fsync', 'records/s', true, { checked: false })
  const one = await unsynced()
  const other = libs && !quick ? await apache(libs) : undefined
  try {
    const counts = quick ? [10, 1000] : [10, 1000, 10_000]
    for (const partitions of counts) await createTopic(one.bootstrap, `w${partitions}`, partitions)
    const rate = (partitions, keys) => async () =>
      (await nodeClient(one.bootstrap, { mode: 'produce', topic: `w${partitions}`, perSend: 1000, inFlight: 4, acks: 'all', size: 100, codec: 'none', keys, ...(quick && { seconds: 0.8, warmSeconds: 0.4 }) })).recordsPerSecond
    for (const partitions of counts.slice(1)) {
      const label = `${partitions.toLocaleString('en')} partitions`
      await keyless.row(`${label}, records without keys (default partitioner)`, { rookery: rate(partitions, 0), 'with 10': rate(10, 0) }, { rounds, goal: '0.5 x' })
      if (!quick) await keyless.row(`${label}, 10,000 keys: a batch holds one record or two`, { rookery: rate(partitions, 10_000), 'with 10': rate(10, 10_000) }, { rounds })
    }
    if (other !== undefined) {
      for (const partitions of [10, 1000]) await createTopic(other.bootstrap, `w${partitions}`, partitions)
      const spent = { rookery: [], apache: [] }
      const costing = (name, server) => async () => {
        const before = cpuSeconds(server.child.pid)
        const result = await nodeClient(server.bootstrap, { mode: 'produce', topic: 'w1000', perSend: 1000, inFlight: 4, acks: 'all', size: 100, codec: 'none', keys: 10_000 })
        spent[name].push((cpuSeconds(server.child.pid) - before) / (result.recordsInAll / 1e6))
        return result.recordsPerSecond
      }
      await keyed.row('1,000 partitions, 10,000 keys', { rookery: costing('rookery', one), apache: costing('apache', other) }, { rounds: Math.min(rounds, 2), goal: '1.0 x apache' })
      await keyedCpu.row('1,000 partitions, 10,000 keys', { rookery: async () => spent.rookery.shift(), apache: async () => spent.apache.shift() }, { rounds: Math.min(rounds, 2), goal: '2 x apache' })
      for (const partitions of [10, 1000]) {
        const by = server => () => producePerf(libs, server, { topic: `w${partitions}`, records: 1_000_000, size: 100 })
        await java.row(`${partitions.toLocaleString('en')} partitions`, { rookery: by(one), apache: by(other) }, { rounds: Math.min(rounds, 2), goal: '1.0 x apache' })
      }
    }
  } finally {
    for (const server of [one, other]) {
      await server?.stop('SIGKILL')
      server?.remove()
    }
  }
  return [keyless, ...(java.rows.length > 0 ? [keyed, keyedCpu, java] : [])]
}
