// Chaos on real processes: brokers and clients are killed and paused under load, disks fill and fail, descriptors run out. What was acknowledged has to be
// there afterwards, once, in order; the checker of the simulator judges the history that the clients told.
//   npm run chaos [-- --rounds 20] [--target ours|apache] [--client ours|java|both] [--nemesis kill,pause,...] [--seed N]
//   npm run chaos -- --only rounds,weak,full-disk,failed-sync,descriptors     these parts; default: all that the target has
//   --ci   the short form: 20 rounds, a control on Apache Kafka of a few rounds, and every other part on both
//   --history FILE   the history of the last leg as JSON lines      --leg N   rounds between two verdicts (default 20)
// The seed repeats the plan (which fault, when), not what the machine makes of it. Exits 1 when something was found.
import { parseArgs } from 'node:util'
import { SeededRandom } from '../dist/core/index.js'
import { Report } from '../test/interop/lib/report.mjs'
import { kafkaLibs } from '../test/interop/lib/toolchain.mjs'
import { chaosJava } from './chaos/clients.mjs'
import { descriptors, failedSync, fullDisk } from './chaos/disk.mjs'
import { Leg, nemeses } from './chaos/leg.mjs'
import { Target } from './chaos/target.mjs'
import { mustShow, unacknowledged, unsyncedTail } from './chaos/weak.mjs'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' }, target: { type: 'string', default: 'ours' }, client: { type: 'string' }, nemesis: { type: 'string' }, seed: { type: 'string' },
    only: { type: 'string' }, ci: { type: 'boolean' }, history: { type: 'string' }, leg: { type: 'string', default: '20' },
  },
})
const seed = Number(options.seed ?? Math.floor(Math.random() * 2 ** 31))
const report = new Report(`chaos on real processes, seed ${seed}`)
const hasJava = chaosJava() !== undefined
const client = options.client ?? (hasJava ? 'both' : 'ours')
if (client !== 'ours' && !hasJava) throw new Error(`--client ${client} needs Java 17 and Maven`)
const nemesis = options.nemesis?.split(',') ?? nemeses
for (const name of nemesis) if (!nemeses.includes(name)) throw new Error(`unknown nemesis ${name}; there are ${nemeses.join(', ')}`)

/** `sequence`: the faults, where they are not to be drawn. */
async function rounds({ target: kind, rounds, client, sequence = [] }) {
  if (kind === 'apache' && !kafkaLibs()) return report.skip(`rounds on ${kind}`, 'needs Java 17 and Maven')
  const random = new SeededRandom(seed)
  const target = new Target(kind)
  const totals = { rounds: 0, sent: 0, acknowledged: 0, read: 0, operations: 0, info: 0, anomalies: 0, deaths: 0, byKind: {} }
  const begin = performance.now()
  await target.start()
  try {
    for (let leg = 1; totals.rounds < rounds; leg++) {
      const run = new Leg({ target, topic: `survivors-${leg}`, clients: client, random, nemesis, keepHistory: options.history })
      const count = Math.min(Number(options.leg), rounds - totals.rounds)
      let alive = true
      try {
        await report.check(`${kind}, ${client}: leg ${leg} begins`, () => run.begin())
        for (let i = 1; i <= count && alive; i++) {
          totals.rounds++
          let what = ''
          const failed = report.failed
          await report.check(`${kind}, ${client}: round ${totals.rounds}: everybody gets on again`, async () => {
            what = await run.round(sequence[totals.rounds - 1])
            totals.byKind[what] = (totals.byKind[what] ?? 0) + 1
          })
          console.log(`        ${what}`)
          alive = report.failed === failed
        }
        await report.check(`${kind}, ${client}: leg ${leg}: nothing acknowledged is lost, doubled or out of order, commits are honest, owners are single`, async () => {
          const { problems, figures } = await run.end()
          totals.acknowledged += figures.acknowledged
          totals.read += figures.read
          totals.operations += figures.operations
          totals.info += figures.info
          totals.anomalies += problems.length
          totals.deaths += run.crew.deaths
          if (problems.length > 0) throw new Error(`${problems.join('\n        ')}\n        seed ${seed}, directory ${target.dataDir}`)
        })
      } finally {
        await run.crew.killAll()
      }
      if (!alive) break
    }
  } finally {
    const sorted = target.restarts.slice(1).toSorted((a, b) => a - b)
    const ms = index => (sorted.length === 0 ? '-' : Math.round(sorted[index]))
    console.log(`  ${kind}, ${client}: ${totals.rounds} rounds in ${Math.round((performance.now() - begin) / 1000)} s (${Object.entries(totals.byKind).map(([name, n]) => `${name} ${n}`).join(', ')}); broker killed ${target.kills} times, paused ${target.pauses} times, ` +
      `clients killed ${totals.deaths}; ${totals.acknowledged} records acknowledged, ${totals.info} operations of unknown fate, ${totals.read} read, ${totals.operations} operations judged, ${totals.anomalies} anomalies; restart to ready: median ${ms(sorted.length >> 1)} ms, worst ${ms(sorted.length - 1)} ms`)
    await target.stop()
    if (report.failed === 0) target.remove()
  }
}

const only = options.only?.split(',')
const wants = part => only === undefined || only.includes(part)
if (wants('rounds')) await rounds({ target: options.target, rounds: Number(options.rounds), client })
if (options.ci && wants('rounds')) await rounds({ target: 'apache', rounds: 3, client: 'both', sequence: ['kill', 'pause-member', 'pause'] })
if (wants('weak')) {
  for (const kind of options.ci ? ['ours', 'apache'] : [options.target]) {
    if (kind === 'apache' && !kafkaLibs()) {
      report.skip('weak modes on Apache Kafka', 'needs Java 17 and Maven')
      continue
    }
    await report.check(`${kind}: acks=0 loses, and the checker shows it`, async () => console.log(`        ${mustShow(await unacknowledged(kind), ['unseen', 'lost-write'])}`))
    await report.check(`${kind}: acknowledged from memory, the unsynced tail gone: the checker shows it`, async () => console.log(`        ${mustShow(await unsyncedTail(kind), ['unseen', 'inconsistent-offsets'])}`))
  }
}
const check = (name, run) => report.check(name, run)
if (options.target === 'ours') {
  if (wants('full-disk')) await fullDisk(check)
  if (wants('failed-sync')) await failedSync(check)
  if (wants('descriptors')) await descriptors(check)
}
report.finish()
process.exit()
