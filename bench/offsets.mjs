// A million committed offsets: how soon after a restart their groups are served.
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Admin } from '../dist/client/index.js'
import { freePort } from '../test/interop/lib/servers.mjs'
import { Table } from './lib/measure.mjs'
import { apache, createTopic, unsynced } from './lib/peers.mjs'

/** Answers given figures one after another, as a contender of a row. */
const given = values => async () => values.shift()

/** Java's String.hashCode, which decides the partition of `__consumer_offsets`. */
const partitionOf = group => Math.abs([...group].reduce((hash, char) => (Math.imul(hash, 31) + char.charCodeAt(0)) | 0, 0)) % 50

/** Starts a broker on its directory again: from the spawn until a group of each partition of `__consumer_offsets` has answered with its offsets. */
async function untilOffsets(make, dataDir, groups) {
  const port = await freePort()
  const begin = performance.now()
  const starting = make({ dataDir, port })
  await listening(port)
  const admin = new Admin({ bootstrapServers: `127.0.0.1:${port}`, retryBackoffMs: 20, retryBackoffMaxMs: 50 })
  const answered = async group => {
    for (;;) {
      try {
        const found = await admin.listGroupOffsets(group, { partitions: [{ topic: 'committed', partition: 999 }] })
        if (found[0]?.offset !== 1999) throw new Error(`${group} has lost an offset: ${JSON.stringify(found)}`)
        return
      } catch (error) {
        if (performance.now() - begin > 120_000 || /lost/.test(error.message)) throw error
        await delay(10)
      }
    }
  }
  try {
    await Promise.all(groups.map(answered))
    return { ms: performance.now() - begin, server: await starting }
  } finally {
    await admin.close()
  }
}

export async function offsets({ libs, rounds, quick }) {
  const groupCount = quick ? 100 : 1000
  const table = new Table(`Restart with ${(groupCount * 1000).toLocaleString('en')} committed offsets (${groupCount} groups x 1,000 partitions), from the spawn until a group of each of the 50 partitions has answered OffsetFetch`, 'ms', false)
  const makers = { rookery: unsynced, ...(libs && !quick ? { apache: options => apache(libs, options) } : {}) }
  const groups = Array.from({ length: groupCount }, (_, i) => `committed-${i}`)
  const sample = [...new Map(groups.map(group => [partitionOf(group), group])).values()]
  const figures = { clean: {}, killed: {} }
  for (const [name, make] of Object.entries(makers)) {
    let server = await make()
    try {
      await createTopic(server.bootstrap, 'committed', 1000)
      const admin = new Admin({ bootstrapServers: server.bootstrap })
      const all = Array.from({ length: 1000 }, (_, partition) => ({ topic: 'committed', partition, offset: 1000 + partition }))
      for (const group of groups) await admin.alterGroupOffsets(group, all)
      await admin.close()
      for (const [how, signal] of [['clean', 'SIGTERM'], ['killed', 'SIGKILL']]) {
        figures[how][name] = []
        for (let round = 0; round < rounds; round++) {
          await server.stop(signal)
          const again = await untilOffsets(make, server.dataDir, sample)
          figures[how][name].push(again.ms)
          server = again.server
        }
      }
    } catch (error) {
      console.error(`  offsets, ${name}: ${error.message.split('\n')[0]}`)
    } finally {
      await server.stop('SIGKILL')
      server.remove()
    }
  }
  for (const [how, label] of [['clean', 'after a clean stop'], ['killed', 'after a kill']]) {
    await table.row(label, Object.fromEntries(Object.entries(figures[how]).map(([name, values]) => [name, given(values)])), { rounds, goal: '3 s' })
  }
  return [table]
}

async function listening(port) {
  for (;;) {
    const open = await new Promise(resolve => {
      const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true) })
      socket.once('error', () => resolve(false))
    })
    if (open) return
    await delay(5)
  }
}
