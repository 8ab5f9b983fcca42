// What the consumer knows of each partition that it owns: where it stands, what is buffered, why it waits. Pure state (shape C
// with memory): the fetcher, the offsets and the application's calls move it, nothing here does I/O.
// KIP-320 (leader epochs), KIP-392 (preferred replica).

import { newAbortController } from '../core/async.ts'
import { assert } from '../core/assert.ts'
import { KafkaError } from '../core/errors.ts'
import type { ConsumerRecord, RecordSource, TopicPartition } from './record.ts'

/** The reason of an owned partition's AbortSignal. */
export class PartitionGoneError extends KafkaError {
  override readonly name = 'PartitionGoneError'

  constructor(code: 'REVOKED' | 'LOST' | 'CLOSED', message: string) {
    super(code, message)
  }
}

/**
 * Why a partition has no records to offer, or that it may have them.
 * - `Initializing`: no position yet; the committed offset is being looked up, or will be.
 * - `AwaitingReset`: the position is to be found by ListOffsets (no committed offset, an offset that is gone, a seek to an end).
 * - `AwaitingValidation`: the leader changed; OffsetForLeaderEpoch tells whether the log still holds what was read (KIP-320).
 * - `Fetching`: there is a position; fetches are made for it unless it is paused or its buffer is full.
 * - `Failed`: an error that only the application can cure was raised; `seek` leads out.
 */
export type PartitionPhase = 'Initializing' | 'AwaitingReset' | 'AwaitingValidation' | 'Fetching' | 'Failed'

/** Where a reset leads. `timestamp` finds the first record not older. */
export type ResetTarget = { readonly type: 'earliest' | 'latest' } | { readonly type: 'timestamp'; readonly timestamp: number }

/** Fetched bytes of one partition: hands out records from where it stands. See fetched-chunk.ts. */
export interface Chunk {
  readonly bytes: number
  /** The offset after the last record handed out, or after the last batch skipped. */
  readonly nextOffset: number
  readonly exhausted: boolean
  /** Adds records to `out` until it holds `limit`. */
  take(out: ConsumerRecord<unknown, unknown>[], limit: number): void
}

/** Records of one partition that were decoded together and wait to be handed out. */
export interface RecordRun {
  readonly state: PartitionState
  /** The state's version when the records were taken: a seek since then makes them stale. */
  readonly version: number
  readonly records: ConsumerRecord<unknown, unknown>[]
  index: number
  /** The position once all are handed out: beyond markers and gaps that follow them. */
  readonly endOffset: number
}

export class PartitionState implements TopicPartition {
  readonly topic: string
  readonly partition: number
  readonly key: string
  readonly source: RecordSource
  phase: PartitionPhase = 'Initializing'
  resetTarget: ResetTarget | undefined
  /** The offset of the next record to be handed out; -1 before it is known. */
  position = -1
  /** Everything below has been processed: what automatic commits commit. -1 when nothing was. */
  processed = -1
  /** The last offset that the coordinator has confirmed; -1 when unknown. */
  committed = -1
  /** The offset of the next fetch: behind what is buffered. */
  fetchOffset = -1
  /** The leader epoch of the record before the position, -1 when unknown. */
  offsetEpoch = -1
  /** The same for the record before `fetchOffset`. */
  fetchEpoch = -1
  /** The leader epoch with which fetches are made. */
  leaderEpoch = -1
  highWatermark = -1
  lastStableOffset = -1
  logStartOffset = -1
  /** By the application. */
  paused = false
  /** Being taken away: nothing more is handed out. */
  revoking = false
  /** Grows with every seek and reset, so that answers and records of an older position are known as such. */
  version = 0
  /** Fetched and not yet decoded, in order. */
  readonly chunks: Chunk[] = []
  /** Decoded and not yet handed out (after a pause in the middle of a run). */
  leftover: RecordRun | undefined
  bufferedBytes = 0
  /** Smaller than that of a partition that brought records later. */
  servedTurn = 0
  /** The version for which a fetch beside the session was made (see Fetcher). */
  triedAside = -1
  /** In the list of partitions that have something to hand out. */
  queued = false
  /** Records that were handed out and are not yet known to be processed: hand-outs of `poll`, or records with a handler of `run`. */
  outstanding = 0
  /** How many of them failed and wait for their next attempt. */
  retrying = 0
  /** A lookup (offset, reset, validation) is under way. */
  busy = false
  /** Monotonic time before which nothing is tried again. */
  retryAt = 0
  failures = 0
  /** How often in a row what was fetched from here was corrupt. */
  corruptions = 0
  /** The base offset of a batch that has to come a second time before it is believed (fetched-batches.ts); -1 for none. */
  doubted = -1
  lastError: Error | undefined
  /** A closer replica that the leader named (KIP-392), and until when. */
  preferredReplica = -1
  preferredReplicaUntil = 0
  /** When a record was last handed out or the end was seen: for the stall event. */
  progressAt = 0
  #controller: AbortController | undefined
  #lost: Error | undefined

  constructor(source: RecordSource) {
    this.topic = source.topic
    this.partition = source.partition
    this.key = `${source.topic}-${source.partition}`
    this.source = source
  }

  /** Fires when the partition is revoked or lost. Made when it is first asked for. */
  get signal(): AbortSignal {
    this.#controller ??= newAbortController()
    if (this.#lost !== undefined && !this.#controller.signal.aborted) this.#controller.abort(this.#lost)
    return this.#controller.signal
  }

  /** The partition goes away: tells everybody who works on its records. */
  abort(reason: Error): void {
    if (this.#lost !== undefined) return
    this.#lost = reason
    this.#controller?.abort(reason)
  }

  get hasPosition(): boolean {
    return this.position >= 0
  }

  get hasData(): boolean {
    return this.chunks.length > 0 || this.leftover !== undefined
  }

  /** Records between the position and the end that the isolation level shows; -1 when the end is not known. */
  lag(readCommitted: boolean): number {
    const end = readCommitted ? this.lastStableOffset : this.highWatermark
    return end < 0 || this.position < 0 ? -1 : Math.max(0, end - this.position)
  }

  /** Takes a position: from the application, a committed offset or a reset. Drops what is buffered. It is what the next commit commits. */
  seek(offset: number, offsetEpoch: number): void {
    this.#clear()
    this.corruptions = 0
    this.position = offset
    this.processed = offset
    this.committed = -1
    this.fetchOffset = offset
    this.offsetEpoch = offsetEpoch
    this.fetchEpoch = offsetEpoch
    this.resetTarget = undefined
    this.phase = 'Fetching'
  }

  /** The position has to be found first. Drops what is buffered. */
  awaitReset(target: ResetTarget): void {
    this.#clear()
    this.position = -1
    this.processed = -1
    this.fetchOffset = -1
    this.offsetEpoch = -1
    this.fetchEpoch = -1
    this.resetTarget = target
    this.phase = 'AwaitingReset'
  }

  /** Fetches anew from the position on. Drops what is buffered. */
  rewind(): void {
    this.#clear()
    this.fetchOffset = this.position
    this.fetchEpoch = this.offsetEpoch
  }

  fail(error: Error): void {
    this.lastError = error
    this.phase = 'Failed'
  }

  /** The next try not before `at`. */
  backOff(at: number, error: Error): void {
    this.retryAt = at
    this.failures++
    this.lastError = error
  }

  #clear(): void {
    this.version++
    this.chunks.length = 0
    this.leftover = undefined
    this.bufferedBytes = 0
    this.busy = false
    this.doubted = -1
    this.retryAt = 0
    this.failures = 0
    this.lastError = undefined
  }
}

/** The partitions that are owned or assigned by hand. */
export class Assignment {
  readonly #byTopic = new Map<string, Map<number, PartitionState>>()
  #list: PartitionState[] = []

  get size(): number {
    return this.#list.length
  }

  /** In the order of arrival. Not to be changed. */
  get all(): readonly PartitionState[] {
    return this.#list
  }

  get(topic: string, partition: number): PartitionState | undefined {
    return this.#byTopic.get(topic)?.get(partition)
  }

  add(state: PartitionState): void {
    assert(this.get(state.topic, state.partition) === undefined, `${state.key} is owned already`)
    let topic = this.#byTopic.get(state.topic)
    if (topic === undefined) this.#byTopic.set(state.topic, (topic = new Map()))
    topic.set(state.partition, state)
    this.#list = [...this.#list, state]
  }

  remove(states: Iterable<PartitionState>): void {
    const gone = new Set(states)
    for (const state of gone) {
      const topic = this.#byTopic.get(state.topic)
      topic?.delete(state.partition)
      if (topic?.size === 0) this.#byTopic.delete(state.topic)
    }
    this.#list = this.#list.filter(state => !gone.has(state))
  }

  partitions(): TopicPartition[] {
    return this.#list.map(({ topic, partition }) => ({ topic, partition }))
  }
}
