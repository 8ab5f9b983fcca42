// Honesty: modes that may lose have to be seen losing, on our broker and on Apache Kafka, or a clean verdict elsewhere would mean nothing.
import { Admin } from '../../dist/client/index.js'
import { Crew } from './clients.mjs'
import { judge } from './judge.mjs'
import { readBack } from './leg.mjs'
import { Target } from './target.mjs'

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))

async function scene(kind, properties, work) {
  const target = new Target(kind, { properties })
  await target.start()
  const crew = new Crew(target.bootstrap)
  try {
    const admin = new Admin({ bootstrapServers: target.bootstrap })
    await admin.createTopics([{ name: 'weak', numPartitions: 1, replicationFactor: 1 }])
    await admin.close()
    await work(target, crew)
    const { seen } = await readBack(crew, target.bootstrap, 'weak', 1)
    return judge({ history: crew.builder.finish(Date.now()), seen, processed: [], samples: [] })
  } finally {
    await crew.killAll()
    await target.stop()
    target.remove()
  }
}

async function untilAcknowledged(crew, count, timeoutMs = 30_000) {
  const deadline = performance.now() + timeoutMs
  while (crew.acknowledged < count) {
    if (performance.now() > deadline) throw new Error(`${crew.acknowledged} of ${count} acknowledgements after ${timeoutMs / 1000} s; ${JSON.stringify(crew.notes.slice(-3))}`)
    await sleep(10)
  }
}

/** acks=0: what was sent to a broker that hangs counts as sent, and goes with it. */
export function unacknowledged(kind) {
  return scene(kind, {}, async (target, crew) => {
    crew.start('ours', { role: 'producer', topic: 'weak', partitions: 1, perSecond: 500, acks: 0, idempotence: false })
    await untilAcknowledged(crew, 200)
    target.pause()
    await untilAcknowledged(crew, crew.acknowledged + 200)
    await target.kill()
    await target.start()
    await untilAcknowledged(crew, crew.acknowledged + 100)
    await crew.stop('producer')
  })
}

/** Acknowledged from the page cache (Kafka's own rule), then the power fails: the newest bytes never reached the platter. */
export function unsyncedTail(kind) {
  return scene(kind, kind === 'ours' ? { 'rookery.durability': 'replicated' } : {}, async (target, crew) => {
    crew.start('ours', { role: 'producer', topic: 'weak', partitions: 1, perSecond: 500 })
    await untilAcknowledged(crew, 300)
    await crew.stop('producer')
    await target.kill()
    target.cutTail('weak', 0, 2000)
    await target.start()
    crew.start('ours', { role: 'producer', topic: 'weak', partitions: 1, perSecond: 500 })
    await untilAcknowledged(crew, crew.acknowledged + 200)
    await crew.stop('producer')
  })
}

/** Throws unless the verdict names one of `types`. */
export function mustShow(verdict, types) {
  if (!types.some(type => verdict.types.includes(type))) throw new Error(`a loss that was caused was not seen: the checker found ${verdict.types.join(', ') || 'nothing'}, the comparison ${verdict.problems.length} problems`)
  return verdict.problems.map(problem => problem.slice(0, 160)).join('\n        ')
}
