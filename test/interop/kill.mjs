// Kills the broker with SIGKILL again and again under load, and checks after each restart, and at the end, that no
// acknowledged record is lost and, idempotence being on, none is there twice.
//   node test/interop/kill.mjs [--rounds 20] [--seed N]
// The list of what was acknowledged lives in this process, outside the one that is killed.
import { parseArgs } from 'node:util'
import { Report } from './lib/report.mjs'
import { freePort, startRookery } from './lib/servers.mjs'
import { root } from './lib/toolchain.mjs'

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string' } } })
const rounds = Number(options.rounds)
const seed = Number(options.seed ?? Math.floor(Math.random() * 2 ** 31))
const { Admin, Consumer, Producer } = await import(`${root}/dist/client/index.js`)
const { SeededRandom } = await import(`${root}/dist/core/index.js`)
const random = new SeededRandom(seed)
const report = new Report(`kill -9 under load, ${rounds} rounds, seed ${seed}`)

const topic = 'survivors'
const PARTITIONS = 6
const port = await freePort()
let server = await startRookery({ port })
const { dataDir } = server
const bootstrapServers = server.bootstrap
const setup = new Admin({ bootstrapServers })
await setup.createTopics([{ name: topic, numPartitions: PARTITIONS, replicationFactor: 1 }])
await setup.close()

/** value -> `partition:offset` of everything that was acknowledged. */
const acknowledged = new Map()
let sent = 0
let failures = 0
const producer = new Producer({ bootstrapServers, acks: 'all', lingerMs: 1, deliveryTimeoutMs: 120_000, requestTimeoutMs: 5_000 })
let stopping = false
async function load(worker) {
  for (let i = 0; !stopping; i++) {
    const value = `${worker}-${i}`
    sent++
    try {
      const { partition, offset } = await producer.send({ topic, key: `k${worker}-${i % 50}`, value: value.padEnd(20 + random.int(400), '.') })
      acknowledged.set(value, `${partition}:${offset}`)
    } catch (error) {
      failures++
      if (failures < 5) console.log(`  send failed: ${error.message}`)
    }
  }
}

/** Everything the topic holds: value -> where it was seen. */
async function readAll() {
  const seen = new Map()
  const consumer = new Consumer({ bootstrapServers })
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => ({ topic, partition }))
  const ends = await consumer.endOffsets(partitions)
  consumer.assign(partitions)
  await consumer.seekToBeginning(partitions)
  const left = new Map(ends.filter(e => e.offset > 0).map(e => [e.partition, e.offset]))
  while (left.size > 0) {
    for (const record of await consumer.poll({ timeoutMs: 1000 })) {
      const value = record.value.toString().replace(/\.+$/, '')
      seen.set(value, [...(seen.get(value) ?? []), `${record.partition}:${record.offset}`])
    }
    for (const { partition } of partitions) {
      if (left.has(partition) && (await consumer.position({ topic, partition })) >= left.get(partition)) left.delete(partition)
    }
  }
  await consumer.close()
  return seen
}

const restarts = []
const workers = Array.from({ length: 8 }, (_, i) => load(i))
for (let round = 1; round <= rounds; round++) {
  const before = acknowledged.size
  await new Promise(resolve => setTimeout(resolve, 200 + random.int(600)))
  await server.stop('SIGKILL')
  const begin = performance.now()
  server = await startRookery({ port, dataDir })
  restarts.push(performance.now() - begin)
  await report.check(`round ${round}: the load goes on after the restart`, async () => {
    const deadline = performance.now() + 20_000
    const size = acknowledged.size
    while (acknowledged.size < size + 20) {
      if (performance.now() > deadline) throw new Error(`no new acknowledgement 20 s after the restart (${acknowledged.size - before} in this round)`)
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  })
}
stopping = true
await Promise.all(workers)
await producer.close()

await report.check('no acknowledged record is lost, none has moved, none is there twice', async () => {
  const seen = await readAll()
  const lost = [...acknowledged].filter(([value]) => !seen.has(value))
  const twice = [...seen].filter(([, where]) => where.length > 1)
  const moved = [...acknowledged].filter(([value, where]) => seen.has(value) && !seen.get(value).includes(where))
  const sorted = restarts.toSorted((a, b) => a - b)
  console.log(`  sent ${sent}, acknowledged ${acknowledged.size}, failed ${failures}, read ${seen.size}; restart to ready: median ${Math.round(sorted[sorted.length >> 1])} ms, worst ${Math.round(sorted.at(-1))} ms`)
  if (lost.length + twice.length + moved.length > 0) {
    throw new Error(`lost ${lost.length} ${JSON.stringify(lost.slice(0, 5))}, twice ${twice.length} ${JSON.stringify(twice.slice(0, 5))}, moved ${moved.length} ${JSON.stringify(moved.slice(0, 5))}; seed ${seed}, directory ${dataDir}`)
  }
})
await server.stop()
if (report.failed === 0) server.remove()
report.finish()
process.exit()
