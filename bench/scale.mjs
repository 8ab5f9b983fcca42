// What grows: restart with many partitions, memory per idle partition and connection, throughput when partitions are many.
import { freePort } from '../test/interop/lib/servers.mjs'
import { Table } from './lib/measure.mjs'
import { apache, createTopic, firstAnswer, openConnections, residentMb, unsynced } from './lib/peers.mjs'
import { nodeClient } from './broker.mjs'

const settle = ms => new Promise(resolve => setTimeout(resolve, ms))

/** Starts `start()` on its directory again and answers how long until it serves. The port is fixed, so that only the broker's own work is timed. */
async function restart(make, dataDir) {
  const port = await freePort()
  const begin = performance.now()
  const starting = make({ dataDir, port })
  const ms = await firstAnswer(port, begin, { exitCode: null })
  return { server: await starting, ms }
}

export async function scale({ libs, rounds, quick }) {
  const tables = []
  const times = new Table('Restart with 1,000 partitions, 1 KB records, from spawn to the first ApiVersions answer', 'ms', false)
  const megabytes = quick ? 50 : 1000
  const makers = { rookery: unsynced, ...(libs ? { apache: options => apache(libs, options) } : {}) }
  const running = {}
  const figures = { clean: {}, killed: {} }
  for (const [name, make] of Object.entries(makers)) {
    if (quick && name === 'apache') continue
    let server = await make()
    try {
      await createTopic(server.bootstrap, 'many', 1000)
      await nodeClient(server.bootstrap, { mode: 'produce', topic: 'many', sends: megabytes * 10, perSend: 100, inFlight: 8, acks: 'all', size: 1000, codec: 'none' })
      for (const [how, signal] of [['clean', 'SIGTERM'], ['killed', 'SIGKILL']]) {
        figures[how][name] = []
        for (let round = 0; round < rounds; round++) {
          await server.stop(signal)
          const again = await restart(make, server.dataDir)
          figures[how][name].push(again.ms)
          server = again.server
        }
      }
    } catch (error) {
      console.error(`  restart, ${name}: ${error.message.split('\n')[0]}`)
    }
    running[name] = server
  }
  const given = how => Object.fromEntries(Object.entries(figures[how]).map(([name, values]) => [name, async () => values.shift()]))
  await times.row(`after a clean stop, ${megabytes} MB`, given('clean'), { rounds, goal: '4 x apache' })
  await times.row(`after a kill, ${megabytes} MB`, given('killed'), { rounds, goal: '4 x apache' })
  tables.push(times)
  for (const server of Object.values(running)) {
    await server.stop('SIGKILL')
    server.remove()
  }

  const memory = new Table('Resident memory of our broker at rest', 'MB', false)
  const each = new Table('Memory per idle thing', 'KB', false)
  const server = await unsynced()
  try {
    await settle(1500)
    const empty = residentMb(server.child.pid)
    await memory.row('nothing', { rookery: async () => empty }, { rounds: 1, goal: 'under 80 MB' })
    const sockets = await openConnections(server.port, 2000)
    await settle(1500)
    const connected = residentMb(server.child.pid)
    await memory.row('2,000 connections', { rookery: async () => connected }, { rounds: 1 })
    await each.row('connection', { rookery: async () => ((connected - empty) * 1024) / 2000 }, { rounds: 1 })
    for (const socket of sockets) socket.destroy()
    const partitions = quick ? 1000 : 10_000
    for (let i = 0; i < partitions / 1000; i++) await createTopic(server.bootstrap, `many-${i}`, 1000)
    await settle(2500)
    const full = residentMb(server.child.pid)
    await memory.row(`${partitions.toLocaleString('en')} partitions (after the 2,000 connections)`, { rookery: async () => full }, { rounds: 1, goal: partitions === 10_000 ? 'under 500 MB' : undefined })
    await each.row('partition', { rookery: async () => ((full - connected) * 1024) / partitions }, { rounds: 1 })
  } finally {
    await server.stop('SIGKILL')
    server.remove()
  }
  tables.push(memory, each)

  const wide = new Table('Our client and broker, 100 B, acks=all, 1,000 records per send, no fsync: many partitions beside 10', 'records/s', true)
  const one = await unsynced()
  try {
    for (const partitions of quick ? [10, 1000] : [10, 1000, 10_000]) await createTopic(one.bootstrap, `w${partitions}`, partitions)
    const rate = partitions => async () => (await nodeClient(one.bootstrap, { mode: 'produce', topic: `w${partitions}`, sends: 600, perSend: 1000, inFlight: 4, acks: 'all', size: 100, codec: 'none' })).recordsPerSecond
    for (const partitions of quick ? [1000] : [1000, 10_000]) {
      await wide.row(`${partitions.toLocaleString('en')} partitions`, { rookery: rate(partitions), 'with 10': rate(10) }, { rounds, goal: '0.5 x' })
    }
  } finally {
    await one.stop('SIGKILL')
    one.remove()
  }
  tables.push(wide)
  return tables
}
