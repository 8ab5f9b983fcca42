// Finds and keeps positions: committed offsets first, then the reset policy; and after a change of leader the question whether
// the log still holds what was read. A driver over cluster.ts that moves PartitionStates from phase to phase.
// KIP-320 (truncation), KIP-1106 (reset by duration), KIP-447 (stable offsets under read_committed).

import { errorMessage, isRetriable, KafkaError } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import { backoffMs } from '../core/random.ts'
import { WakeTimer } from '../core/wake-timer.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor, ProtocolError } from '../protocol/errors.ts'
import {
  newOffsetForLeaderEpochRequest,
  newOffsetForLeaderEpochRequestOffsetForLeaderPartition,
  newOffsetForLeaderEpochRequestOffsetForLeaderTopic,
  offsetForLeaderEpochApi,
} from '../protocol/generated/offset-for-leader-epoch.ts'
import type { Cluster } from './cluster.ts'
import type { ConsumerConfig } from './consumer-config.ts'
import type { CommittedOffset } from './group-offsets.ts'
import { listOffsetsOnce, ListOffsetsTimestamp } from './list-offsets.ts'
import type { TopicPartition } from './record.ts'
import type { Assignment, PartitionState, ResetTarget } from './subscription.ts'

export interface PositionEvents {
  /** A position was found, so that fetching can begin. */
  onPosition(): void
  /** What only the application can cure. */
  onError(error: Error, state: PartitionState): void
}

/** A position that is not in the log, and nothing says where to go on. */
export class OffsetOutOfRangeError extends KafkaError {
  override readonly name = 'OffsetOutOfRangeError'
  readonly topic: string
  readonly partition: number
  /** The offset that was asked for, -1 when there was none. */
  readonly offset: number

  constructor(topic: string, partition: number, offset: number, message: string) {
    super('OFFSET_OUT_OF_RANGE', message)
    this.topic = topic
    this.partition = partition
    this.offset = offset
  }
}

const waysOut = 'seek(), seekToBeginning() or seekToEnd() chooses where to go on, or set autoOffsetReset to earliest, latest or by_duration:PT1H'

/** The member's epoch has moved on, or its membership is over: its heartbeats settle that, and bring the new epoch or take the partition away. */
function isOfMembership(error: Error): boolean {
  return error instanceof ProtocolError && (error.errorCode === ErrorCode.STALE_MEMBER_EPOCH || error.errorCode === ErrorCode.UNKNOWN_MEMBER_ID)
}

export class Positions {
  readonly #config: ConsumerConfig
  readonly #cluster: Cluster
  readonly #assignment: Assignment
  readonly #logger: Logger
  readonly #events: PositionEvents
  /** Undefined without a group: there are no committed offsets then. */
  readonly #fetchCommitted: ((partitions: readonly TopicPartition[]) => Promise<CommittedOffset[]>) | undefined
  readonly #timer: WakeTimer
  #closed = false

  constructor(
    config: ConsumerConfig,
    cluster: Cluster,
    assignment: Assignment,
    logger: Logger,
    fetchCommitted: ((partitions: readonly TopicPartition[]) => Promise<CommittedOffset[]>) | undefined,
    events: PositionEvents,
  ) {
    this.#config = config
    this.#timer = new WakeTimer(config.system.timers, () => this.pump())
    this.#cluster = cluster
    this.#assignment = assignment
    this.#logger = logger
    this.#fetchCommitted = fetchCommitted
    this.#events = events
  }

  /** Starts whatever lookup is due. Cheap when every partition has its position. */
  pump(): void {
    if (this.#closed) return
    const now = this.#config.system.clock.monotonic()
    const initializing: PartitionState[] = []
    const resetting: PartitionState[] = []
    const validating: PartitionState[] = []
    let wakeAt = Infinity
    for (const state of this.#assignment.all) {
      if (state.phase === 'Fetching' || state.phase === 'Failed' || state.busy || state.revoking) continue
      if (state.retryAt > now) {
        wakeAt = Math.min(wakeAt, state.retryAt)
        continue
      }
      if (state.phase === 'Initializing') initializing.push(state)
      else if (state.phase === 'AwaitingReset') resetting.push(state)
      else validating.push(state)
    }
    if (initializing.length > 0) this.#start(initializing, states => this.#initialize(states))
    if (resetting.length > 0) this.#start(resetting, states => this.#reset(states))
    if (validating.length > 0) this.#startValidation(validating)
    if (wakeAt < Infinity) this.#timer.wakeAt(wakeAt, now)
  }

  /** The metadata has changed: leaders may be new, and positions want to be checked against them. */
  onMetadata(): void {
    for (const state of this.#assignment.all) {
      // Also while a validation is under way: it was asked with an epoch that may be over, and would be refused for ever.
      if (state.phase === 'Fetching' || state.phase === 'AwaitingValidation') this.#checkLeader(state)
    }
    // Those who wait for a leader need not wait for their timer.
    for (const state of this.#assignment.all) if (state.lastError !== undefined && state.phase !== 'Failed' && !state.busy) state.retryAt = 0
    this.pump()
  }

  #checkLeader(state: PartitionState): void {
    const leader = this.#cluster.leaderOf(state.topic, state.partition)
    if (leader === undefined || leader.leaderEpoch <= state.leaderEpoch) return
    const first = state.leaderEpoch < 0
    state.leaderEpoch = leader.leaderEpoch
    const epoch = state.fetchEpoch >= 0 ? state.fetchEpoch : state.offsetEpoch
    // Nothing to compare with, or nothing that could have been cut off.
    if (epoch < 0 || (first && epoch === leader.leaderEpoch)) return
    state.phase = 'AwaitingValidation'
  }

  /** The broker says that the offset is not in its log. */
  onOutOfRange(state: PartitionState, logStartOffset: number, logEndOffset: number): void {
    const target = this.#defaultTarget()
    const where = logStartOffset >= 0 && logEndOffset >= 0 ? ` (the log holds ${logStartOffset} to ${logEndOffset})` : ''
    if (target === undefined) {
      this.#fail(
        state,
        new OffsetOutOfRangeError(
          state.topic,
          state.partition,
          state.fetchOffset,
          `offset ${state.fetchOffset} is out of range for ${state.key}${where}, and autoOffsetReset is none: ${waysOut}`,
        ),
      )
      return
    }
    if (state.hasData) {
      // Records that were fetched before are still good; the reset comes when they have been handed out.
      state.retryAt = this.#config.system.clock.monotonic() + this.#config.retryBackoffMs
      return
    }
    this.#logger.warn(`offset ${state.fetchOffset} is out of range for ${state.key}${where}: going to ${this.#config.autoOffsetReset}`)
    state.awaitReset(target)
    this.pump()
  }

  /** Where the policy leads, undefined for `none`. */
  #defaultTarget(): ResetTarget | undefined {
    const strategy = this.#config.resetStrategy
    if (strategy.type === 'none') return undefined
    if (strategy.type === 'by_duration') return { type: 'timestamp', timestamp: this.#config.system.clock.now() - strategy.durationMs }
    return { type: strategy.type }
  }

  #fail(state: PartitionState, error: Error): void {
    state.fail(error)
    this.#events.onError(error, state)
  }

  #start(states: readonly PartitionState[], work: (current: Map<PartitionState, number>) => Promise<void>): void {
    const versions = new Map<PartitionState, number>()
    for (const state of states) {
      state.busy = true
      versions.set(state, state.version)
    }
    const done = (error?: unknown): void => {
      for (const [state, version] of versions) {
        if (state.version !== version) continue
        state.busy = false
        if (error !== undefined) this.#onError(state, error as Error)
      }
      if (!this.#closed) this.pump()
    }
    work(versions).then(() => done(), done)
  }

  #onError(state: PartitionState, error: Error): void {
    if (this.#closed) return
    if (!isRetriable(error) && !isOfMembership(error)) {
      this.#fail(state, error)
      return
    }
    const { system, retryBackoffMs, retryBackoffMaxMs } = this.#config
    state.backOff(system.clock.monotonic() + backoffMs(system.random, state.failures, retryBackoffMs, retryBackoffMaxMs), error)
    if (this.#logger.enabled('debug')) this.#logger.debug(`no position for ${state.key} yet: ${errorMessage(error)}`)
  }

  async #initialize(versions: Map<PartitionState, number>): Promise<void> {
    const committed = new Map<string, CommittedOffset>()
    if (this.#fetchCommitted !== undefined) {
      for (const answer of await this.#fetchCommitted([...versions.keys()])) committed.set(`${answer.topic}-${answer.partition}`, answer)
    }
    for (const [state, version] of versions) {
      if (state.version !== version) continue
      const found = committed.get(state.key)
      if (found !== undefined) {
        this.#take(state, found.offset, found.leaderEpoch)
        state.committed = found.offset
        continue
      }
      const target = this.#defaultTarget()
      if (target !== undefined) {
        state.awaitReset(target)
      } else {
        const why = this.#fetchCommitted === undefined ? 'there is no group to keep offsets' : `group ${this.#config.groupId} has committed no offset`
        this.#fail(
          state,
          new OffsetOutOfRangeError(state.topic, state.partition, -1, `no position for ${state.key}: ${why}, and autoOffsetReset is none: ${waysOut}`),
        )
      }
    }
  }

  #take(state: PartitionState, offset: number, offsetEpoch: number): void {
    state.seek(offset, offsetEpoch)
    state.leaderEpoch = -1
    this.#checkLeader(state)
    this.#events.onPosition()
  }

  async #reset(versions: Map<PartitionState, number>): Promise<void> {
    const queries = [...versions].map(([state, version]) => ({
      topic: state.topic,
      partition: state.partition,
      timestamp: timestampOf(state.resetTarget!),
      state,
      version,
    }))
    this.#cluster.watchTopics(queries.map(query => query.topic))
    const { found, failed } = await listOffsetsOnce(this.#cluster, queries, this.#isolationLevel)
    const beyond: PartitionState[] = []
    for (const { query, result } of found) {
      const { state, version } = query
      if (state.version !== version) continue
      if (result.offset < 0) beyond.push(state)
      else this.#take(state, result.offset, -1)
    }
    // No record is that young: the end is where the next one will be.
    for (const state of beyond) state.awaitReset({ type: 'latest' })
    for (const { query, error } of failed) {
      if (query.state.version !== query.version) continue
      query.state.busy = false
      this.#onError(query.state, error)
      if (cannotFindLeader(error)) this.#cluster.requestRefresh()
    }
  }

  get #isolationLevel(): number {
    return this.#config.isolationLevel === 'read_committed' ? 1 : 0
  }

  #startValidation(states: readonly PartitionState[]): void {
    const byLeader = new Map<number, PartitionState[]>()
    for (const state of states) {
      const leader = this.#cluster.leaderOf(state.topic, state.partition)
      if (leader === undefined) {
        this.#onError(state, errorFor(ErrorCode.LEADER_NOT_AVAILABLE, state.key))
        this.#cluster.requestRefresh()
        continue
      }
      const list = byLeader.get(leader.leader)
      if (list === undefined) byLeader.set(leader.leader, [state])
      else list.push(state)
    }
    for (const [node, list] of byLeader) this.#start(list, versions => this.#validate(node, versions))
  }

  async #validate(node: number, versions: Map<PartitionState, number>): Promise<void> {
    const connection = await this.#cluster.connection(node)
    const version = connection.versionOf(offsetForLeaderEpochApi)
    if (version === undefined) {
      // The broker cannot tell: go on and rely on the fetch to complain.
      for (const [state, current] of versions) if (state.version === current) state.phase = 'Fetching'
      this.#events.onPosition()
      return
    }
    const request = newOffsetForLeaderEpochRequest(version >= 3 ? { replicaId: -1 } : {})
    const topics = new Map<string, Map<number, PartitionState>>()
    for (const state of versions.keys()) {
      let partitions = topics.get(state.topic)
      if (partitions === undefined) topics.set(state.topic, (partitions = new Map()))
      partitions.set(state.partition, state)
    }
    for (const [topic, partitions] of topics) {
      request.topics.push(
        newOffsetForLeaderEpochRequestOffsetForLeaderTopic({
          topic,
          partitions: [...partitions.values()].map(state =>
            newOffsetForLeaderEpochRequestOffsetForLeaderPartition({
              partition: state.partition,
              currentLeaderEpoch: state.leaderEpoch,
              leaderEpoch: state.fetchEpoch >= 0 ? state.fetchEpoch : state.offsetEpoch,
            }),
          ),
        }),
      )
    }
    const response = await connection.send(offsetForLeaderEpochApi, request)
    for (const { topic, partitions } of response.topics) {
      for (const { partition, errorCode, leaderEpoch, endOffset } of partitions) {
        const state = topics.get(topic)?.get(partition)
        if (state === undefined || state.version !== versions.get(state)) continue
        if (errorCode !== ErrorCode.NONE) {
          const error = errorFor(errorCode, state.key)
          if (errorCode === ErrorCode.FENCED_LEADER_EPOCH || error.staleMetadata) this.#cluster.requestRefresh()
          state.busy = false
          if (errorCode === ErrorCode.TOPIC_AUTHORIZATION_FAILED) this.#fail(state, error)
          else this.#onError(state, isRetriable(error) ? error : new KafkaError(error.code, error.message, { retriable: true }))
        } else {
          this.#onEndOffset(state, leaderEpoch, endOffset)
        }
      }
    }
  }

  /** The leader's log of our epoch ends at `endOffset`: what we have beyond it was cut off and written anew. */
  #onEndOffset(state: PartitionState, leaderEpoch: number, endOffset: number): void {
    state.failures = 0
    state.lastError = undefined
    state.phase = 'Fetching'
    const known = endOffset >= 0 && leaderEpoch >= 0
    if (known && endOffset >= state.fetchOffset) {
      this.#events.onPosition()
      return
    }
    if (known && endOffset >= state.position) {
      // Only what waits in the buffer is gone.
      state.rewind()
      this.#events.onPosition()
      return
    }
    const at = known ? `diverges from offset ${endOffset} on` : 'no longer holds the epoch that was read'
    const target = this.#defaultTarget()
    if (target === undefined) {
      this.#fail(
        state,
        new OffsetOutOfRangeError(
          state.topic,
          state.partition,
          state.position,
          `the log of ${state.key} was truncated: it ${at}, the position was ${state.position}, and autoOffsetReset is none: ${waysOut}`,
        ),
      )
      return
    }
    this.#logger.warn(`the log of ${state.key} was truncated: it ${at}, the position was ${state.position}`)
    const current = state.leaderEpoch
    if (known) {
      state.seek(endOffset, leaderEpoch)
      state.leaderEpoch = current
    } else {
      state.awaitReset(target)
    }
    this.#events.onPosition()
  }

  close(): void {
    this.#closed = true
    this.#timer.cancel()
  }
}

function timestampOf(target: ResetTarget): number {
  if (target.type === 'timestamp') return target.timestamp
  return target.type === 'earliest' ? ListOffsetsTimestamp.EARLIEST : ListOffsetsTimestamp.LATEST
}

function cannotFindLeader(error: Error): boolean {
  return error instanceof KafkaError && (error.code === 'LEADER_NOT_AVAILABLE' || error.code === 'UNKNOWN_TOPIC_OR_PARTITION')
}
