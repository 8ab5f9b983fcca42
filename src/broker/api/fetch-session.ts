// Incremental fetch sessions (KIP-227): the broker remembers what a reader fetches, so that a request names only what
// changed and a response only what happened. Keyed by topic id from Fetch v13 on (KIP-516), by name before.
// The cache is bounded (max.incremental.fetch.session.cache.slots); who may evict whom is decided here. Deciding code: time is an argument.

import { ErrorCode } from '../../protocol/error-codes.ts'
import type { FetchRequest } from '../../protocol/generated/fetch.ts'
import type { Random } from '../../core/random.ts'

/** One partition a reader asks for. */
export interface FetchTarget {
  /** Empty when a topic id was given that is unknown here. */
  topic: string
  /** The zero id when the request named the topic. */
  topicId: string
  partition: number
  currentLeaderEpoch: number
  fetchOffset: number
  lastFetchedEpoch: number
  logStartOffset: number
  maxBytes: number
}

/** What a session last told its reader about a partition. */
interface SessionPartition {
  target: FetchTarget
  highWatermark: number
  logStartOffset: number
}

interface SessionResult {
  errorCode: number
  highWatermark: number
  logStartOffset: number
  recordsBytes: number
  diverging: boolean
}

export interface FetchSession {
  readonly id: number
  readonly usesTopicIds: boolean
  /** The epoch the next request must carry. */
  epoch: number
  /** In the order in which they are served: who was answered goes to the end, so that a full response starves nobody. */
  readonly order: Set<SessionPartition>
  readonly byTopic: Map<string, Map<number, SessionPartition>>
  readonly createdAt: number
  lastUsedAt: number
}

/** How one fetch request stands to the sessions. */
export type FetchContext =
  | { kind: 'error'; errorCode: number }
  /** No session wanted or no slot free: everything is answered, session id 0. */
  | { kind: 'sessionless'; targets: FetchTarget[] }
  /** A full request that wants a session; it is made when the answer is. */
  | { kind: 'full'; targets: FetchTarget[] }
  | { kind: 'incremental'; targets: FetchTarget[]; session: FetchSession; expectedEpoch: number }

/** The epoch that asks for a new session, and the one that closes it or wants none. */
const initialEpoch = 0
const finalEpoch = -1

/** A session unused for this long may be evicted by anyone (Kafka's constant). */
const evictableAfterMs = 120_000

export class FetchSessionCache {
  readonly #maxSessions: number
  readonly #random: Random
  readonly #sessions = new Map<number, FetchSession>()

  constructor(maxSessions: number, random: Random) {
    this.#maxSessions = maxSessions
    this.#random = random
  }

  get size(): number {
    return this.#sessions.size
  }

  /** Reads the request against its session. `topicName` resolves an id, or answers undefined. */
  context(request: FetchRequest, usesTopicIds: boolean, topicName: (topicId: string) => string | undefined, now: number): FetchContext {
    const { sessionId, sessionEpoch } = request
    if (sessionEpoch === initialEpoch || sessionEpoch === finalEpoch) {
      if (sessionId !== 0) this.#sessions.delete(sessionId)
      const targets = fullTargets(request, usesTopicIds, topicName)
      return { kind: sessionEpoch === finalEpoch ? 'sessionless' : 'full', targets }
    }
    const session = this.#sessions.get(sessionId)
    if (session === undefined) return { kind: 'error', errorCode: ErrorCode.FETCH_SESSION_ID_NOT_FOUND }
    if (session.epoch !== sessionEpoch) return { kind: 'error', errorCode: ErrorCode.INVALID_FETCH_SESSION_EPOCH }
    if (session.usesTopicIds !== usesTopicIds) return { kind: 'error', errorCode: ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR }
    update(session, request, topicName)
    session.lastUsedAt = now
    if (session.order.size === 0) {
      this.#sessions.delete(session.id)
      return { kind: 'sessionless', targets: [] }
    }
    session.epoch = nextEpoch(session.epoch)
    // The cache moves by last use.
    this.#sessions.delete(session.id)
    this.#sessions.set(session.id, session)
    const targets: FetchTarget[] = []
    for (const entry of session.order) {
      if (entry.target.topic === '') entry.target.topic = topicName(entry.target.topicId) ?? ''
      targets.push(entry.target)
    }
    return { kind: 'incremental', targets, session, expectedEpoch: session.epoch }
  }

  /** Makes the session of a full request, with what its answer says. Answers its id, or 0 when no slot is free. */
  open(targets: readonly FetchTarget[], results: readonly SessionResult[], usesTopicIds: boolean, now: number): number {
    if (this.#sessions.size >= this.#maxSessions && !this.#evict(targets.length, now)) return 0
    let id: number
    do id = 1 + this.#random.int(2 ** 31 - 1)
    while (this.#sessions.has(id))
    const session: FetchSession = {
      id,
      usesTopicIds,
      epoch: nextEpoch(initialEpoch),
      order: new Set(),
      byTopic: new Map(),
      createdAt: now,
      lastUsedAt: now,
    }
    targets.forEach((target, i) => {
      const result = results[i]!
      const entry = put(session, target)
      note(entry, result)
    })
    this.#sessions.set(id, session)
    return id
  }

  /**
   * Which of the answers an incremental response must carry: data, an error, or a moved watermark or log start.
   * Answers undefined when the session went on meanwhile, which is INVALID_FETCH_SESSION_EPOCH.
   */
  select(session: FetchSession, expectedEpoch: number, targets: readonly FetchTarget[], results: readonly SessionResult[]): number[] | undefined {
    if (session.epoch !== expectedEpoch) return undefined
    const chosen: number[] = []
    targets.forEach((target, i) => {
      const entry = session.byTopic.get(topicKey(session, target))?.get(target.partition)
      const result = results[i]!
      if (entry === undefined) return
      const changed =
        result.recordsBytes > 0 ||
        result.errorCode !== ErrorCode.NONE ||
        result.diverging ||
        entry.highWatermark !== result.highWatermark ||
        entry.logStartOffset !== result.logStartOffset
      if (!changed) return
      chosen.push(i)
      note(entry, result)
      if (result.recordsBytes > 0) {
        session.order.delete(entry)
        session.order.add(entry)
      }
    })
    return chosen
  }

  /** A slot is taken from a session unused for two minutes, or from a smaller one that is that old. */
  #evict(size: number, now: number): boolean {
    const oldest = this.#sessions.values().next().value
    if (oldest === undefined) return false
    if (now - oldest.lastUsedAt > evictableAfterMs) {
      this.#sessions.delete(oldest.id)
      return true
    }
    for (const session of this.#sessions.values()) {
      if (session.order.size < size && now - session.createdAt > evictableAfterMs) {
        this.#sessions.delete(session.id)
        return true
      }
    }
    return false
  }
}

function nextEpoch(epoch: number): number {
  return epoch >= 2 ** 31 - 1 ? 1 : epoch + 1
}

function topicKey(session: FetchSession, target: FetchTarget): string {
  return session.usesTopicIds ? target.topicId : target.topic
}

function put(session: FetchSession, target: FetchTarget): SessionPartition {
  const key = topicKey(session, target)
  let partitions = session.byTopic.get(key)
  if (partitions === undefined) session.byTopic.set(key, (partitions = new Map()))
  let entry = partitions.get(target.partition)
  if (entry === undefined) {
    // -1: nothing was told yet, so the first answer always counts as news.
    entry = { target, highWatermark: -1, logStartOffset: -1 }
    partitions.set(target.partition, entry)
    session.order.add(entry)
  } else {
    entry.target = target
  }
  return entry
}

function note(entry: SessionPartition, result: SessionResult): void {
  // After an error the reader knows nothing: the next good answer is news.
  entry.highWatermark = result.errorCode === ErrorCode.NONE ? result.highWatermark : -1
  entry.logStartOffset = result.logStartOffset
}

function update(session: FetchSession, request: FetchRequest, topicName: (topicId: string) => string | undefined): void {
  eachTarget(request, session.usesTopicIds, topicName, target => void put(session, target))
  for (const topic of request.forgottenTopicsData) {
    const key = session.usesTopicIds ? topic.topicId : topic.topic
    const partitions = session.byTopic.get(key)
    if (partitions === undefined) continue
    for (const partition of topic.partitions) {
      const entry = partitions.get(partition)
      if (entry === undefined) continue
      partitions.delete(partition)
      session.order.delete(entry)
    }
    if (partitions.size === 0) session.byTopic.delete(key)
  }
}

function fullTargets(request: FetchRequest, usesTopicIds: boolean, topicName: (topicId: string) => string | undefined): FetchTarget[] {
  const targets: FetchTarget[] = []
  let ordered = request.topics.length <= 1
  let previous = -1
  eachTarget(request, usesTopicIds, topicName, target => {
    if (target.partition <= previous) ordered = false
    previous = target.partition
    targets.push(target)
  })
  return ordered ? targets : withoutRepeats(targets, usesTopicIds)
}

/** A partition that is named twice is served once, with what was said last. */
function withoutRepeats(targets: readonly FetchTarget[], usesTopicIds: boolean): FetchTarget[] {
  const unique = new Map<string, FetchTarget>()
  for (const target of targets) unique.set(`${usesTopicIds ? target.topicId : target.topic}-${target.partition}`, target)
  return [...unique.values()]
}

function eachTarget(
  request: FetchRequest,
  usesTopicIds: boolean,
  topicName: (topicId: string) => string | undefined,
  visit: (target: FetchTarget) => void,
): void {
  for (const topic of request.topics) {
    const name = usesTopicIds ? (topicName(topic.topicId) ?? '') : topic.topic
    for (const partition of topic.partitions) {
      visit({
        topic: name,
        topicId: topic.topicId,
        partition: partition.partition,
        currentLeaderEpoch: partition.currentLeaderEpoch,
        fetchOffset: partition.fetchOffset,
        lastFetchedEpoch: partition.lastFetchedEpoch,
        logStartOffset: partition.logStartOffset,
        maxBytes: partition.partitionMaxBytes,
      })
    }
  }
}
