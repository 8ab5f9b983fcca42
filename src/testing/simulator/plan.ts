// What one simulated run will do, drawn from its seed: topics, clients, operations and faults with their times. A pure function (shape C) and
// plain data, so that a failing run can be made smaller by leaving things out. The run draws what else it needs (latencies, torn pages)
// from the same seed.

import { SeededRandom } from '../../core/random.ts'

export type TopicKind = 'plain' | 'rolling' | 'retained' | 'compacted'

export interface TopicPlan {
  readonly name: string
  readonly kind: TopicKind
  readonly partitions: number
  readonly configs: Readonly<Record<string, string>>
}

export type ActorKind = 'producer' | 'reader' | 'member' | 'admin'

export interface ActorPlan {
  readonly name: string
  readonly kind: ActorKind
  /** Producers. */
  readonly idempotent?: boolean
  readonly acks?: 'all' | 1
  readonly compression?: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'
  readonly lingerMs?: number
  /** Members: which group, and how it is kept together. */
  readonly group?: string
  readonly protocol?: 'classic-range' | 'classic-cooperative' | 'consumer'
  readonly autoCommit?: boolean
  readonly topics?: readonly string[]
  readonly clockOffsetMs?: number
}

export type Operation =
  | { readonly at: number; readonly actor: string; readonly kind: 'send'; readonly topic: string; readonly partition: number; readonly count: number; readonly keys: readonly number[] }
  | { readonly at: number; readonly actor: string; readonly kind: 'poll'; readonly timeoutMs: number; readonly thinkMs: number }
  | { readonly at: number; readonly actor: string; readonly kind: 'assign'; readonly topic: string; readonly partitions: readonly number[]; readonly seek: boolean }
  | { readonly at: number; readonly actor: string; readonly kind: 'commit' }
  | { readonly at: number; readonly actor: string; readonly kind: 'leave'; readonly backAfterMs: number }
  | { readonly at: number; readonly actor: string; readonly kind: 'crash'; readonly backAfterMs: number }
  | { readonly at: number; readonly actor: string; readonly kind: 'createTopic' | 'deleteTopic'; readonly topic: string; readonly partitions: number }
  | { readonly at: number; readonly actor: string; readonly kind: 'setConfig'; readonly topic: string; readonly config: string; readonly value: string }
  /** Records into a topic that comes and goes. Nobody counts on them. */
  | { readonly at: number; readonly actor: string; readonly kind: 'fill'; readonly topic: string; readonly count: number }
  /** Of a topic whose records may go: everything that is there. */
  | { readonly at: number; readonly actor: string; readonly kind: 'deleteRecords'; readonly topic: string }
  | { readonly at: number; readonly actor: string; readonly kind: 'look'; readonly what: 'topics' | 'groups' | 'offsets' | 'configs' }

export type Fault =
  /** SIGKILL of the broker, during the n-th change on its disk from then on (0: at once). */
  | { readonly at: number; readonly kind: 'kill'; readonly afterChanges: number; readonly downMs: number }
  | { readonly at: number; readonly kind: 'powerLoss'; readonly afterChanges: number; readonly downMs: number }
  /** SIGTERM, then a new process. */
  | { readonly at: number; readonly kind: 'restart'; readonly downMs: number }
  | { readonly at: number; readonly kind: 'pause'; readonly forMs: number; readonly actor: string }
  | { readonly at: number; readonly kind: 'cut'; readonly actor: string; readonly direction: 'both' | 'toBroker' | 'fromBroker'; readonly forMs: number }
  | { readonly at: number; readonly kind: 'stall'; readonly forMs: number }
  | { readonly at: number; readonly kind: 'reset'; readonly share: number }
  | { readonly at: number; readonly kind: 'halfOpen'; readonly share: number }
  /** For a while connections break in the middle of writes. */
  | { readonly at: number; readonly kind: 'flaky'; readonly chance: number; readonly forMs: number }
  | { readonly at: number; readonly kind: 'slowNetwork'; readonly latencyMs: number; readonly jitterMs: number; readonly forMs: number }
  | { readonly at: number; readonly kind: 'slowDisk'; readonly syncMs: number; readonly forMs: number }
  | { readonly at: number; readonly kind: 'fullDisk'; readonly freeBytes: number; readonly forMs: number }
  /** The next sync fails, and what it was to make durable is gone from the page cache's list of what to write. The machine is replaced. */
  | { readonly at: number; readonly kind: 'syncError'; readonly downMs: number }
  | { readonly at: number; readonly kind: 'writeError'; readonly partialBytes: number; readonly downMs: number }
  /** Reads of records fail, so many of them. */
  | { readonly at: number; readonly kind: 'readError'; readonly times: number; readonly downMs: number }
  /** Reads of records deliver a wrong bit, so many of them. */
  | { readonly at: number; readonly kind: 'readFlip'; readonly times: number; readonly forMs: number }
  /** One change of a name fails. */
  | { readonly at: number; readonly kind: 'nameError'; readonly operation: 'open' | 'rename' | 'remove' | 'make' | 'syncDirectory'; readonly downMs: number }
  /** The broker is killed, and in one of the files that it can do without a bit is wrong when it comes back. */
  | { readonly at: number; readonly kind: 'bitFlip'; readonly suffix: '.index' | '.timeindex' | '.snapshot'; readonly downMs: number }
  /** Some connections stand still in one direction or both, the others overtake them. */
  | { readonly at: number; readonly kind: 'stallSome'; readonly share: number; readonly direction: 'both' | 'toServer' | 'toClient'; readonly forMs: number }

export interface Plan {
  readonly seed: number
  /** How long faults strike. Then everything is healed and has to converge. */
  readonly safetyMs: number
  readonly topics: readonly TopicPlan[]
  readonly actors: readonly ActorPlan[]
  readonly operations: readonly Operation[]
  readonly faults: readonly Fault[]
  readonly latencyMs: number
  readonly jitterMs: number
  readonly syncMs: number
  readonly segmentChance: number
}

export interface PlanOptions {
  /** Virtual milliseconds of the safety phase. Default eight minutes: with the liveness phase a run has about ten. */
  safetyMs?: number
  /** Operations of all clients together. Default 2,000. */
  operations?: number
  /** Faults of all kinds. Default: 2 to 14, by the seed. */
  faults?: number
}

const compressions = ['none', 'none', 'gzip', 'snappy', 'lz4', 'zstd'] as const

/** The same seed and options give the same plan. */
export function drawPlan(seed: number, options: PlanOptions = {}): Plan {
  const random = new SeededRandom(seed)
  const { safetyMs = 480_000, operations: operationCount = 2000 } = options
  const pick = <T>(list: readonly T[]): T => list[random.int(list.length)]!
  const chance = (p: number): boolean => random.next() < p
  const between = (low: number, high: number): number => low + random.int(high - low + 1)

  const topics: TopicPlan[] = [{ name: 'events', kind: 'plain', partitions: between(1, 4), configs: {} }]
  const segments = (): Record<string, string> => ({ 'internal.segment.bytes': String(pick([1024, 2048, 4096])), 'index.interval.bytes': String(pick([0, 200, 4096])) })
  if (chance(0.7)) topics.push({ name: 'rolling', kind: 'rolling', partitions: between(1, 2), configs: { ...segments(), ...(chance(0.3) ? { 'segment.ms': '20000' } : {}) } })
  if (chance(0.5)) topics.push({ name: 'retained', kind: 'retained', partitions: 1, configs: { ...segments(), ...(chance(0.5) ? { 'retention.bytes': '6000' } : { 'retention.ms': '60000' }), 'file.delete.delay.ms': '5000' } })
  if (chance(0.5)) {
    const configs = { ...segments(), 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '0.01', 'segment.ms': '15000', 'file.delete.delay.ms': '5000' }
    topics.push({ name: 'compacted', kind: 'compacted', partitions: 1, configs: chance(0.3) ? { ...configs, 'delete.retention.ms': '30000' } : configs })
  }

  const actors: ActorPlan[] = []
  const offset = (): number => (chance(0.2) ? between(-3_600_000, 3_600_000) : 0)
  for (let i = between(1, 3); i > 0; i--) {
    actors.push({ name: `producer-${i}`, kind: 'producer', idempotent: true, acks: 'all', compression: pick(compressions), lingerMs: pick([0, 0, 5, 50]), clockOffsetMs: offset() })
  }
  for (let i = between(1, 2); i > 0; i--) actors.push({ name: `reader-${i}`, kind: 'reader' })
  const readable = topics.filter(({ kind }) => kind === 'plain' || kind === 'rolling').map(({ name }) => name)
  for (const group of chance(0.4) ? ['group-a', 'group-b'] : ['group-a']) {
    const protocol = pick(['classic-range', 'classic-cooperative', 'consumer'] as const)
    const autoCommit = chance(0.5)
    const subscribed = chance(0.5) ? readable : ['events']
    for (let i = between(1, 3); i > 0; i--) actors.push({ name: `${group}-${i}`, kind: 'member', group, protocol, autoCommit, topics: subscribed })
  }
  actors.push({ name: 'admin', kind: 'admin' })

  const operations: Operation[] = []
  const weights = { producer: 5, reader: 4, member: 4, admin: 0.5 }
  const total = actors.reduce((sum, actor) => sum + weights[actor.kind], 0)
  for (const actor of actors) {
    const count = Math.round((operationCount * weights[actor.kind]) / total)
    const times = Array.from({ length: count }, () => random.int(safetyMs)).sort((a, b) => a - b)
    for (const at of times) operations.push(drawOperation(actor, at))
  }
  operations.sort((a, b) => a.at - b.at)

  function drawOperation(actor: ActorPlan, at: number): Operation {
    const { name } = actor
    switch (actor.kind) {
      case 'producer': {
        if (chance(0.004)) return { at, actor: name, kind: 'crash', backAfterMs: random.int(5000) }
        const topic = pick(topics)
        const count = chance(0.8) ? 1 : between(2, 8)
        return { at, actor: name, kind: 'send', topic: topic.name, partition: random.int(topic.partitions), count, keys: Array.from({ length: count }, () => random.int(8)) }
      }
      case 'reader': {
        const fate = random.next()
        if (fate < 0.01) return { at, actor: name, kind: 'crash', backAfterMs: random.int(5000) }
        if (fate < 0.05) {
          const topic = pick(topics)
          const partitions = Array.from({ length: topic.partitions }, (_, i) => i).filter(() => chance(0.7))
          return { at, actor: name, kind: 'assign', topic: topic.name, partitions: partitions.length === 0 ? [0] : partitions, seek: chance(0.5) }
        }
        return { at, actor: name, kind: 'poll', timeoutMs: pick([100, 500, 1000]), thinkMs: 0 }
      }
      case 'member': {
        const fate = random.next()
        if (fate < 0.008) return { at, actor: name, kind: 'crash', backAfterMs: random.int(20_000) }
        if (fate < 0.016) return { at, actor: name, kind: 'leave', backAfterMs: random.int(20_000) }
        if (fate < 0.1 && actor.autoCommit !== true) return { at, actor: name, kind: 'commit' }
        return { at, actor: name, kind: 'poll', timeoutMs: pick([100, 500, 1000]), thinkMs: chance(0.1) ? random.int(3000) : 0 }
      }
      case 'admin': {
        const fate = random.next()
        if (fate < 0.25) return { at, actor: name, kind: 'createTopic', topic: `churn-${random.int(3)}`, partitions: between(1, 3) }
        if (fate < 0.45) return { at, actor: name, kind: 'deleteTopic', topic: `churn-${random.int(3)}`, partitions: 0 }
        if (fate < 0.55) return { at, actor: name, kind: 'fill', topic: `churn-${random.int(3)}`, count: between(1, 20) }
        if (fate < 0.6 && topics.some(({ kind }) => kind === 'retained')) return { at, actor: name, kind: 'deleteRecords', topic: 'retained' }
        if (fate < 0.8) return { at, actor: name, kind: 'setConfig', topic: pick(topics).name, ...pick(harmlessConfigs) }
        return { at, actor: name, kind: 'look', what: pick(['topics', 'groups', 'offsets', 'configs'] as const) }
      }
    }
  }

  const faults: Fault[] = []
  const faultCount = options.faults ?? (chance(0.1) ? 0 : between(2, 14))
  // Each run has its favourites, so that some of them meet in one run again and again.
  const kinds = allFaults.filter(() => chance(0.5))
  const someone = (): string => pick(actors).name
  for (let i = 0; i < faultCount && kinds.length > 0; i++) {
    const at = random.int(Math.max(1, safetyMs - 5000))
    const afterChanges = chance(0.3) ? 0 : 1 + random.int(40)
    const downMs = chance(0.3) ? 0 : random.int(15_000)
    const forMs = chance(0.7) ? 500 + random.int(10_000) : random.int(60_000)
    switch (pick(kinds)) {
      case 'kill': faults.push({ at, kind: 'kill', afterChanges, downMs }); break
      case 'powerLoss': faults.push({ at, kind: 'powerLoss', afterChanges, downMs }); break
      case 'restart': faults.push({ at, kind: 'restart', downMs }); break
      case 'pause': faults.push({ at, kind: 'pause', forMs, actor: chance(0.5) ? 'broker' : someone() }); break
      case 'cut': faults.push({ at, kind: 'cut', actor: chance(0.3) ? '*' : someone(), direction: pick(['both', 'toBroker', 'fromBroker'] as const), forMs }); break
      case 'stall': faults.push({ at, kind: 'stall', forMs: Math.min(forMs, 40_000) }); break
      case 'reset': faults.push({ at, kind: 'reset', share: chance(0.5) ? 1 : random.next() }); break
      case 'halfOpen': faults.push({ at, kind: 'halfOpen', share: random.next() }); break
      case 'flaky': faults.push({ at, kind: 'flaky', chance: pick([0.02, 0.1, 0.3]), forMs }); break
      case 'slowNetwork': faults.push({ at, kind: 'slowNetwork', latencyMs: random.int(200), jitterMs: pick([0, 50, 500]), forMs }); break
      case 'slowDisk':
        faults.push({ at, kind: 'slowDisk', syncMs: pick([50, 500, 2000, 8000]), forMs })
        // While much is not durable yet.
        if (chance(0.4)) faults.push({ at: at + random.int(forMs), kind: 'powerLoss', afterChanges, downMs })
        break
      case 'fullDisk': faults.push({ at, kind: 'fullDisk', freeBytes: random.int(3000), forMs }); break
      case 'syncError': faults.push({ at, kind: 'syncError', downMs }); break
      case 'writeError': faults.push({ at, kind: 'writeError', partialBytes: random.int(100), downMs }); break
      case 'readError': faults.push({ at, kind: 'readError', times: between(1, 3), downMs }); break
      case 'readFlip': faults.push({ at, kind: 'readFlip', times: between(1, 3), forMs }); break
      case 'nameError': faults.push({ at, kind: 'nameError', operation: pick(['open', 'rename', 'remove', 'make', 'syncDirectory'] as const), downMs }); break
      case 'bitFlip': faults.push({ at, kind: 'bitFlip', suffix: pick(['.index', '.timeindex', '.snapshot'] as const), downMs }); break
      case 'stallSome': faults.push({ at, kind: 'stallSome', share: random.next(), direction: pick(['both', 'toServer', 'toClient'] as const), forMs: Math.min(forMs, 40_000) }); break
    }
  }
  faults.sort((a, b) => a.at - b.at)
  return {
    seed,
    safetyMs,
    topics,
    actors,
    operations,
    faults,
    latencyMs: pick([0.1, 1, 5]),
    jitterMs: pick([0, 0, 0.5, 5]),
    syncMs: pick([0.2, 2, 10]),
    segmentChance: pick([0, 0.02, 0.2]),
  }
}

const allFaults = [
  'kill', 'kill', 'powerLoss', 'powerLoss', 'restart', 'pause', 'cut', 'stall', 'reset', 'halfOpen', 'flaky', 'slowNetwork', 'slowDisk', 'fullDisk', 'syncError', 'writeError',
  'readError', 'readFlip', 'nameError', 'bitFlip', 'stallSome',
] as const

/** Settings whose change must not change what the checker expects. */
const harmlessConfigs = [
  { config: 'max.message.bytes', value: '500000' },
  { config: 'max.message.bytes', value: '900000' },
  { config: 'flush.messages', value: '7' },
  { config: 'index.interval.bytes', value: '512' },
  { config: 'segment.ms', value: '30000' },
  { config: 'compression.type', value: 'producer' },
  { config: 'compression.type', value: 'gzip' },
  { config: 'file.delete.delay.ms', value: '1000' },
] as const
