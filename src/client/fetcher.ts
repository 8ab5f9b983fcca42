// Fetching: keeps one fetch in flight per broker while there is room in the buffers. A driver over fetch-session.ts, fetched-chunk.ts and
// fetched-records.ts, which hands out what has come; no promise and no timer per record or fetch.
// KIP-227 (sessions), KIP-320 (epochs), KIP-392 (closest replica), KIP-516 (topic ids), KIP-951 (leader hints).

import { CorruptionError, errorMessage } from '../core/errors.ts'
import { prepareCrc32c } from '../core/hash.ts'
import type { Logger } from '../core/logger.ts'
import { backoffMs } from '../core/random.ts'
import { WakeTimer } from '../core/wake-timer.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor, ProtocolError } from '../protocol/errors.ts'
import { fetchApi, type FetchResponse, type FetchResponsePartitionData, newFetchRequest } from '../protocol/generated/fetch.ts'
import { ZERO_UUID } from '../protocol/ids.ts'
import type { Cluster } from './cluster.ts'
import type { ConsumerConfig } from './consumer-config.ts'
import { FetchSession, type FetchTarget } from './fetch-session.ts'
import { FetchedRecords } from './fetched-records.ts'
import { cutBatchError, type Measured, measureBatches } from './fetched-batches.ts'
import { FetchedChunk } from './fetched-chunk.ts'
import type { LeaderHint } from './metadata.ts'
import type { Assignment, PartitionState } from './subscription.ts'

export interface FetchEvents {
  /** Records have come, or an error waits in `takeError`. */
  onData(): void
  /** The offset is no longer in the log; `leaderStart` and `leaderEnd` are -1 where unknown. */
  onOutOfRange(state: PartitionState, logStartOffset: number, highWatermark: number): void
}

interface NodeState {
  readonly session: FetchSession
  inFlight: boolean
  opening: boolean
  retryAt: number
  failures: number
  /** The bytes that the fetch in flight may bring. */
  reserved: number
  /** The most bytes of an answer, for now. */
  answerBytes: number
  /** What the fetch in flight asks for, by partition. */
  asked: Asked
  /** A fetch beside the session is under way. */
  aside: boolean
}

/** What was asked for, to know whether an answer is still wanted. */
type Asked = ReadonlyMap<string, { readonly state: PartitionState; readonly version: number; readonly offset: number }>

/** A fetch is answered early when some partitions had to be left out of it, so that they are not kept waiting (milliseconds). */
const crowdedWaitMs = 20
const preferredReplicaMs = 300_000
/**
 * A partition with so many fetches' worth of bytes in the buffer is not asked for more: the application is busy until the next answer.
 * More would be no faster, only memory, and for fetched bytes V8 collects the whole heap.
 */
const fetchesAhead = 2
/** What an answer may bring at first: it is read, and made room for, in one turn of the event loop. */
const answerBytesMin = 4 * 1024 * 1024
/** An answer that brings all it may and takes longer has a long way (milliseconds): the next ones may bring more, up to fetchMaxBytes. */
const longWayMs = 50
/** How often bytes that are no records are fetched anew before the application has to decide. */
const CORRUPTION_RETRIES = 3

export class Fetcher {
  readonly #config: ConsumerConfig
  readonly #cluster: Cluster
  readonly #assignment: Assignment
  readonly #logger: Logger
  readonly #events: FetchEvents
  readonly #nodes = new Map<number, NodeState>()
  /** What was fetched and not yet handed out. */
  readonly records: FetchedRecords
  readonly #timer: WakeTimer
  /** Grows with every partition that brings records. */
  #turns = 0
  #closed = false

  constructor(config: ConsumerConfig, cluster: Cluster, assignment: Assignment, logger: Logger, events: FetchEvents) {
    this.#config = config
    this.#timer = new WakeTimer(config.system.timers, () => this.pump())
    this.#cluster = cluster
    this.#assignment = assignment
    this.#logger = logger
    this.#events = events
    this.records = new FetchedRecords(assignment, { onData: () => events.onData(), asksAgain: (state, error) => this.#asksAgain(state, error) })
    // Now, not in the middle of the first records.
    if (config.checkCrcs) prepareCrc32c()
  }

  // ---- asking

  /** Sends a fetch to every broker that has none in flight and something to be asked for. Cheap when there is nothing to do. */
  pump(): void {
    if (this.#closed) return
    const now = this.#config.system.clock.monotonic()
    let buffered = this.records.bufferedBytes
    for (const { reserved } of this.#nodes.values()) buffered += reserved
    const room = this.#config.maxBufferedBytes - buffered
    const byNode = new Map<number, PartitionState[]>()
    const aside = new Map<number, PartitionState[]>()
    const crowded = new Set<number>()
    const { maxPartitionFetchBytes, maxBufferedBytes } = this.#config
    const partitionBytesMax = Math.max(maxPartitionFetchBytes, Math.min(fetchesAhead * maxPartitionFetchBytes, maxBufferedBytes / Math.max(1, this.#assignment.size)))
    let wakeAt = Infinity
    for (const state of this.#assignment.all) {
      if (state.paused || state.revoking || state.phase === 'Failed') continue
      if (state.phase !== 'Fetching') {
        // Its position is on the way: it must not wait behind a long poll that was made without it.
        const leader = this.#cluster.leaderOf(state.topic, state.partition)?.leader
        if (leader !== undefined && state.failures === 0) crowded.add(leader)
        continue
      }
      if (state.retryAt > now) {
        wakeAt = Math.min(wakeAt, state.retryAt)
        continue
      }
      const node = this.#nodeFor(state, now)
      if (node === undefined) continue
      const known = this.#nodes.get(node)
      if (known?.inFlight === true) {
        if (!known.aside && this.#isLeftOut(state, known)) {
          const list = aside.get(node)
          if (list === undefined) aside.set(node, [state])
          else list.push(state)
        }
        continue
      }
      if (state.bufferedBytes >= partitionBytesMax || room <= 0) {
        crowded.add(node)
        continue
      }
      const list = byNode.get(node)
      if (list === undefined) byNode.set(node, [state])
      else list.push(state)
    }
    let left = room
    for (const [nodeId, states] of byNode) {
      let node = this.#nodes.get(nodeId)
      if (node === undefined) this.#nodes.set(nodeId, (node = newNode()))
      if (node.retryAt > now) {
        wakeAt = Math.min(wakeAt, node.retryAt)
        continue
      }
      if (left <= 0) break
      left -= this.#send(nodeId, node, states, crowded.has(nodeId), left)
    }
    for (const [nodeId, states] of aside) {
      const node = this.#nodes.get(nodeId)!
      if (node.retryAt <= now && left > 0) this.#sendAside(nodeId, node, states, left)
    }
    if (wakeAt < Infinity) this.#timer.wakeAt(wakeAt, now)
  }

  /** New, or moved by a seek, since the fetch in flight was made: it would wait for as long as that one may wait. */
  #isLeftOut(state: PartitionState, node: NodeState): boolean {
    if (state.hasData || state.triedAside === state.version) return false
    const asked = node.asked.get(state.key)
    return asked === undefined || asked.state !== state || asked.version !== state.version
  }

  #nodeFor(state: PartitionState, now: number): number | undefined {
    const leader = this.#cluster.leaderOf(state.topic, state.partition)
    if (leader === undefined) {
      this.#cluster.requestRefresh()
      return undefined
    }
    if (state.preferredReplica >= 0) {
      if (
        now < state.preferredReplicaUntil &&
        this.#cluster.metadata.brokers.has(state.preferredReplica) &&
        !leader.offlineReplicas.includes(state.preferredReplica)
      ) {
        return state.preferredReplica
      }
      state.preferredReplica = -1
    }
    return leader.leader
  }

  /** Answers how many bytes were reserved for the answer. */
  #send(nodeId: number, node: NodeState, states: PartitionState[], crowded: boolean, room: number): number {
    const connection = this.#cluster.connected(nodeId, 'fetch')
    if (connection === undefined) {
      this.#open(nodeId, node)
      return 0
    }
    const highest = connection.versionOf(fetchApi)
    if (highest === undefined) {
      this.records.raise(errorFor(ErrorCode.UNSUPPORTED_VERSION, `Fetch at broker ${nodeId}`))
      return 0
    }
    const answerBytes = Math.max(node.answerBytes, this.#config.maxPartitionFetchBytes)
    const maxBytes = Math.max(1, Math.min(this.#config.fetchMaxBytes, room, answerBytes))
    // A session has its own order; without one, who was served longest ago stands first, as an answer may end before all have something.
    if (node.session.isNew) states.sort((a, b) => a.servedTurn - b.servedTurn)
    const { targets, asked, byId, version } = this.#targets(states, highest)
    const plan = node.session.plan(targets, byId)
    const request = newFetchRequest({
      maxWaitMs: crowded ? Math.min(crowdedWaitMs, this.#config.fetchMaxWaitMs) : this.#config.fetchMaxWaitMs,
      minBytes: this.#config.fetchMinBytes,
      maxBytes,
      isolationLevel: this.#config.isolationLevel === 'read_committed' ? 1 : 0,
      sessionId: version >= 7 ? plan.sessionId : 0,
      sessionEpoch: version >= 7 ? plan.sessionEpoch : -1,
      topics: plan.topics,
      forgottenTopicsData: plan.forgotten,
      rackId: version >= 11 ? this.#config.clientRack : '',
    })
    if (version < 7) node.session.reset()
    node.inFlight = true
    node.asked = asked
    node.reserved = Math.min(maxBytes, targets.length * this.#config.maxPartitionFetchBytes)
    const sentAt = this.#config.system.clock.monotonic()
    const timeoutMs = this.#config.requestTimeoutMs + this.#config.fetchMaxWaitMs
    connection.dispatch(
      fetchApi,
      request,
      (error, response) => {
        node.inFlight = false
        node.asked = nothingAsked
        node.reserved = 0
        if (this.#closed) return
        if (error !== undefined) this.#onFailure(nodeId, node, error)
        else {
          const bytes = this.#onResponse(node, response!, version, asked)
          this.#suitAnswers(node, bytes * 2 >= answerBytes, this.#config.system.clock.monotonic() - sentAt)
        }
        this.pump()
      },
      version,
      timeoutMs,
    )
    return node.reserved
  }

  /** How much the node's next answers may bring: more where the way is long, so that it is not walked for every few megabytes. */
  #suitAnswers(node: NodeState, full: boolean, tookMs: number): void {
    if (full && tookMs > longWayMs) node.answerBytes = Math.min(node.answerBytes * 2, Math.max(answerBytesMin, this.#config.fetchMaxBytes))
    else if (tookMs < longWayMs / 2) node.answerBytes = Math.max(node.answerBytes / 2, answerBytesMin)
  }

  #targets(states: readonly PartitionState[], highest: number): { targets: FetchTarget[]; asked: Asked; byId: boolean; version: number } {
    const targets: FetchTarget[] = []
    const asked = new Map<string, { state: PartitionState; version: number; offset: number }>()
    let byId = highest >= 13
    for (const state of states) {
      const topicId = this.#cluster.metadata.topic(state.topic)?.topicId ?? ZERO_UUID
      if (topicId === ZERO_UUID) byId = false
      // An epoch fences stale leaders; before version 9 there is none.
      const leaderEpoch = highest >= 9 ? state.leaderEpoch : -1
      const maxBytes = this.#config.maxPartitionFetchBytes
      targets.push({ topic: state.topic, topicId, partition: state.partition, fetchOffset: state.fetchOffset, leaderEpoch, maxBytes })
      asked.set(state.key, { state, version: state.version, offset: state.fetchOffset })
    }
    return { targets, asked, byId, version: byId ? highest : Math.min(highest, 12) }
  }

  /** One fetch outside of the session and on another connection, which does not wait for data. */
  #sendAside(nodeId: number, node: NodeState, states: readonly PartitionState[], room: number): void {
    const connection = this.#cluster.connected(nodeId)
    const highest = connection?.versionOf(fetchApi)
    if (connection === undefined || highest === undefined) return
    for (const state of states) state.triedAside = state.version
    const { targets, asked, byId, version } = this.#targets(states, highest)
    const session = new FetchSession()
    const request = newFetchRequest({
      maxWaitMs: 0,
      minBytes: 0,
      maxBytes: Math.max(1, Math.min(this.#config.fetchMaxBytes, room)),
      isolationLevel: this.#config.isolationLevel === 'read_committed' ? 1 : 0,
      sessionEpoch: -1,
      topics: session.plan(targets, byId).topics,
      rackId: version >= 11 ? this.#config.clientRack : '',
    })
    node.aside = true
    connection.dispatch(
      fetchApi,
      request,
      (error, response) => {
        node.aside = false
        if (this.#closed) return
        // The fetch of the session asks again, so a failure needs no care of its own.
        if (error === undefined && response!.errorCode === ErrorCode.NONE) this.#onAnswers(session, response!, version, asked)
        this.pump()
      },
      version,
    )
  }

  #open(nodeId: number, node: NodeState): void {
    if (node.opening) return
    node.opening = true
    const done = (error?: unknown): void => {
      node.opening = false
      if (this.#closed) return
      if (error !== undefined) this.#onFailure(nodeId, node, error as Error)
      this.pump()
    }
    this.#cluster.connection(nodeId, { channel: 'fetch' }).then(() => done(), done)
  }

  #onFailure(nodeId: number, node: NodeState, error: Error): void {
    const { system, retryBackoffMs, retryBackoffMaxMs } = this.#config
    node.session.onFailure()
    node.retryAt = system.clock.monotonic() + backoffMs(system.random, node.failures++, retryBackoffMs, retryBackoffMaxMs)
    for (const state of this.#assignment.all) {
      if (state.preferredReplica === nodeId) state.preferredReplica = -1
    }
    if (this.#logger.enabled('debug')) this.#logger.debug(`fetch from broker ${nodeId} failed: ${errorMessage(error)}`)
    if (error instanceof ProtocolError && !error.retriable) this.records.raise(error)
    this.#cluster.requestRefresh()
  }

  /** Answers how many bytes of records came. */
  #onResponse(node: NodeState, response: FetchResponse, version: number, asked: Asked): number {
    node.failures = 0
    if (response.errorCode !== ErrorCode.NONE) {
      if (version >= 7) node.session.onResponse(response.errorCode, response.sessionId)
      if (this.#logger.enabled('debug')) this.#logger.debug(`fetch session ended: ${errorFor(response.errorCode).message}`)
      if (
        response.errorCode === ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR ||
        response.errorCode === ErrorCode.INCONSISTENT_TOPIC_ID ||
        response.errorCode === ErrorCode.UNKNOWN_TOPIC_ID
      ) {
        node.retryAt = this.#config.system.clock.monotonic() + this.#config.retryBackoffMs
        this.#cluster.requestRefresh()
      }
      return 0
    }
    const { session } = node
    const bytes = this.#onAnswers(session, response, version, asked)
    if (version >= 7) session.onResponse(response.errorCode, response.sessionId)
    return bytes
  }

  #onAnswers(session: FetchSession, response: FetchResponse, version: number, asked: Asked): number {
    const hints: LeaderHint[] = []
    let bytes = 0
    let data = false
    for (const topic of response.responses) {
      const name = version >= 13 ? session.topicName(topic.topicId) : topic.topic
      if (name === undefined) continue
      for (const partition of topic.partitions) {
        bytes += partition.records?.length ?? 0
        const request = asked.get(`${name}-${partition.partitionIndex}`)
        if (request === undefined) continue
        const { state } = request
        // Revoked, paused with a seek, or moved on since: not for anybody any more.
        if (state.version !== request.version || state.fetchOffset !== request.offset || state.phase !== 'Fetching') continue
        if (this.#assignment.get(state.topic, state.partition) !== state) continue
        if (partition.errorCode === ErrorCode.NONE) data = this.#onPartition(state, partition) || data
        else this.#onPartitionError(state, partition, hints)
      }
    }
    if (hints.length > 0) {
      this.#cluster.learnLeaders(hints, response.nodeEndpoints)
      this.#cluster.requestRefresh()
    }
    if (data) this.#events.onData()
    return bytes
  }

  #onPartition(state: PartitionState, answer: FetchResponsePartitionData): boolean {
    state.failures = 0
    state.lastError = undefined
    if (answer.highWatermark >= 0) state.highWatermark = answer.highWatermark
    if (answer.lastStableOffset >= 0) state.lastStableOffset = answer.lastStableOffset
    else if (answer.highWatermark >= 0) state.lastStableOffset = answer.highWatermark
    if (answer.logStartOffset >= 0) state.logStartOffset = answer.logStartOffset
    if (answer.preferredReadReplica >= 0) {
      state.preferredReplica = answer.preferredReadReplica
      state.preferredReplicaUntil = this.#config.system.clock.monotonic() + preferredReplicaMs
      return false
    }
    const records = answer.records
    if (records === null || records.length === 0) return false
    let measured: Measured
    try {
      measured = measureBatches(records, { partition: state.key, offset: state.fetchOffset, highWatermark: answer.highWatermark, doubted: state.doubted })
    } catch (error) {
      this.#failUnlessItPasses(state, error as Error)
      return false
    }
    state.doubted = measured.doubted
    if (measured.end === 0) {
      // One batch of which it takes a second look to believe its offset.
      if (measured.doubted >= 0) return false
      this.#failUnlessItPasses(state, cutBatchError(state.key, state.fetchOffset))
      return false
    }
    const readCommitted = this.#config.isolationLevel === 'read_committed'
    const chunk = new FetchedChunk(state, records, measured.end, state.fetchOffset, {
      checkCrcs: this.#config.checkCrcs,
      aborted: readCommitted ? (answer.abortedTransactions ?? []) : undefined,
    })
    state.servedTurn = ++this.#turns
    state.chunks.push(chunk)
    state.bufferedBytes += chunk.bytes
    state.fetchOffset = Math.max(state.fetchOffset, measured.nextOffset)
    state.fetchEpoch = measured.leaderEpoch
    this.records.enqueue(state)
    return true
  }

  /** Bytes that are no records may have gone wrong on the way or in one read of a disk: they are fetched anew before the application hears of them. */
  #asksAgain(state: PartitionState, error: Error): boolean {
    if (state.corruptions >= CORRUPTION_RETRIES) return false
    const { system, retryBackoffMs, retryBackoffMaxMs } = this.#config
    state.backOff(system.clock.monotonic() + backoffMs(system.random, state.corruptions, retryBackoffMs, retryBackoffMaxMs), error)
    state.corruptions++
    this.#logger.warn(`${errorMessage(error)}: fetched again`)
    this.pump()
    return true
  }

  #failUnlessItPasses(state: PartitionState, error: Error): void {
    if (!this.#asksAgain(state, error)) this.#fail(state, error)
  }

  #fail(state: PartitionState, error: Error): void {
    state.fail(error)
    this.records.raise(error, state)
  }

  #onPartitionError(state: PartitionState, answer: FetchResponsePartitionData, hints: LeaderHint[]): void {
    const { errorCode } = answer
    const error = errorFor(errorCode, state.key)
    if (errorCode === ErrorCode.CORRUPT_MESSAGE) {
      this.#failUnlessItPasses(state, new CorruptionError(`${state.key} is corrupt at offset ${state.fetchOffset} in the broker's log; seek beyond it to go on without what is lost`))
      return
    }
    if (errorCode === ErrorCode.OFFSET_OUT_OF_RANGE) {
      if (state.preferredReplica >= 0) {
        // A follower may lag behind: the leader knows better.
        state.preferredReplica = -1
        return
      }
      this.#events.onOutOfRange(state, answer.logStartOffset, answer.highWatermark)
      return
    }
    if (errorCode === ErrorCode.TOPIC_AUTHORIZATION_FAILED || (!error.retriable && !error.staleMetadata && errorCode !== ErrorCode.UNKNOWN_SERVER_ERROR)) {
      this.#fail(state, error)
      return
    }
    const { system, retryBackoffMs, retryBackoffMaxMs } = this.#config
    state.backOff(system.clock.monotonic() + backoffMs(system.random, state.failures, retryBackoffMs, retryBackoffMaxMs), error)
    state.preferredReplica = -1
    const { leaderId, leaderEpoch } = answer.currentLeader
    if (leaderId >= 0) {
      // The broker said who leads now: no need to wait for the metadata.
      hints.push({ topic: state.topic, partition: state.partition, leader: leaderId, leaderEpoch })
      state.retryAt = 0
    } else {
      this.#cluster.requestRefresh()
    }
  }

  /** Stops asking. Tells the brokers that the sessions are over, without waiting for an answer. */
  close(): void {
    this.#closed = true
    this.#timer.cancel()
    for (const [nodeId, node] of this.#nodes) {
      const plan = node.session.closing()
      const connection = this.#cluster.connected(nodeId, 'fetch')
      if (plan === undefined || connection === undefined || node.inFlight) continue
      connection.dispatch(fetchApi, newFetchRequest({ maxWaitMs: 0, minBytes: 0, sessionId: plan.sessionId, sessionEpoch: plan.sessionEpoch }), () => {})
    }
  }
}

const nothingAsked: Asked = new Map()

function newNode(): NodeState {
  return { session: new FetchSession(), inFlight: false, opening: false, retryAt: 0, failures: 0, reserved: 0, answerBytes: answerBytesMin, asked: nothingAsked, aside: false }
}
