// `consumer.run`: handlers for records or batches, several at a time by partition or by key, with retries and a dead-letter topic.
// Order is kept within a lane (a partition, or the records of one key); commits never pass a record that is not done.
// A driver over consumer-core.ts.

import { type Deferred, deferred, newAbortController, sleep } from '../core/async.ts'
import { ConfigError, errorMessage, KafkaError } from '../core/errors.ts'
import { backoffMs } from '../core/random.ts'
import { BatchGatherer, type BatchLimits } from './batch-gatherer.ts'
import type { ConsumerCore } from './consumer-core.ts'
import { OffsetTracker, type TrackedRecord } from './offset-tracker.ts'
import type { ConsumerRecord, TopicPartition } from './record.ts'
import type { PartitionState, RecordRun } from './subscription.ts'

export interface HandlerContext {
  /** Fires when the partition is revoked or lost, or the consumer is closed: what is still to be done will be done by others. */
  readonly signal: AbortSignal
}

export interface HandlerBatch<K, V> extends TopicPartition, HandlerContext {
  readonly records: readonly ConsumerRecord<K, V>[]
  readonly highWatermark: number
}

export interface RetryOptions {
  /** How often a failed record is tried again. */
  retries: number
  /** Milliseconds before the first new attempt, doubled with each. Default 1,000. */
  backoffMs?: number
  /** Default 60,000. */
  backoffMaxMs?: number
}

/** A record as a producer takes it. */
export interface DeadLetterRecord {
  topic: string
  key: Buffer | null
  value: Buffer | null
  headers: { key: string; value: Buffer | string | null }[]
}

export interface DeadLetterOptions {
  topic: string
  /** Anything that sends a record, for example a Producer without serializers. The record counts as processed when it resolves. */
  producer: { send(record: DeadLetterRecord): Promise<unknown> }
}

export interface RunOptions<K, V> {
  /** Called for every record. */
  each?: (record: ConsumerRecord<K, V>, context: HandlerContext) => unknown
  /** Called for batches of one partition. Goes only by partition. */
  eachBatch?: (batch: HandlerBatch<K, V>) => unknown
  /**
   * How many handlers run at a time and what keeps its order: a partition, or the records with the same key of a partition (those without a
   * key have no order then). Default `{ by: 'partition', max: 1 }`.
   */
  concurrency?: { by?: 'partition' | 'key'; max?: number }
  /** With `eachBatch`: how large a batch may be, and how long records wait for a larger one. */
  batch?: BatchLimits
  /** Ends the run; handlers under way are waited for. */
  signal?: AbortSignal
  /**
   * Without it, the first error ends the run. While a record waits for its next attempt its partition (or key) rests and the others go on;
   * the wait does not count as processing time (maxPollIntervalMs).
   */
  retry?: RetryOptions
  /** Where a record goes whose retries are used up. Without it, the run ends with the error. Only with `each`. */
  deadLetter?: DeadLetterOptions
}

/** A handler failed and nothing was left to be tried. `cause` is what it threw. The record will be delivered again. */
export class HandlerError extends KafkaError {
  override readonly name = 'HandlerError'
  readonly topic: string
  readonly partition: number
  readonly offset: number

  constructor(topic: string, partition: number, offset: number, attempts: number, cause: unknown) {
    super(
      'HANDLER_FAILED',
      `the handler failed at ${topic}-${partition} offset ${offset} after ${attempts} attempt${attempts === 1 ? '' : 's'}: ${errorMessage(cause)}`,
      { cause },
    )
    this.topic = topic
    this.partition = partition
    this.offset = offset
  }
}

/** Records of one lane, one after the other. */
interface Lane {
  readonly queue: { record: ConsumerRecord<unknown, unknown>; entry: TrackedRecord; work: PartitionWork }[]
  readonly key: string | undefined
  next: number
}

/** A handler under way: since when, undefined while it rests between two attempts. */
interface Started {
  at: number | undefined
}

/** The run was stopped while a record waited for its next attempt: it is delivered again. */
class StoppedError extends Error {}

interface PartitionWork {
  readonly state: PartitionState
  readonly version: number
  readonly tracker: OffsetTracker
  readonly context: HandlerContext
}

export class Runner {
  readonly #core: ConsumerCore
  readonly #options: RunOptions<unknown, unknown>
  readonly #max: number
  readonly #byKey: boolean
  readonly #works = new Map<PartitionState, PartitionWork>()
  /** Lanes with records, by key; those without a key are lanes of their own. */
  readonly #lanes = new Map<string, Lane>()
  #ready: Lane[] = []
  #queued = 0
  /** Partitions with a handler at work (by partition). */
  readonly #busy = new Set<PartitionState>()
  /** When each handler under way began. */
  readonly #started = new Set<Started>()
  /** How many of them wait for the next attempt of a record: they take no slot. */
  #resting = 0
  readonly #stop = newAbortController()
  readonly #gatherer: BatchGatherer
  #stopping = false
  #failure: Error | undefined
  #slot: Deferred<void> | undefined
  #ended: Deferred<void> | undefined

  constructor(core: ConsumerCore, options: RunOptions<unknown, unknown>) {
    const { each, eachBatch, concurrency, deadLetter, batch } = options
    if ((typeof each === 'function') === (typeof eachBatch === 'function')) throw new ConfigError('run takes one handler: each or eachBatch')
    if (concurrency?.by !== undefined && concurrency.by !== 'partition' && concurrency.by !== 'key')
      throw new ConfigError(`concurrency.by must be 'partition' or 'key', not ${String(concurrency.by)}`)
    const max = concurrency?.max ?? 1
    if (!(max === Infinity || (Number.isInteger(max) && max >= 1)))
      throw new ConfigError(`concurrency.max must be an integer of at least 1, not ${String(max)}`)
    if (eachBatch !== undefined && (concurrency?.by === 'key' || deadLetter !== undefined))
      throw new ConfigError('eachBatch goes by partition and without deadLetter; use each')
    if (batch !== undefined && eachBatch === undefined) throw new ConfigError('batch has no meaning without eachBatch')
    this.#gatherer = new BatchGatherer(core, batch ?? {})
    this.#core = core
    this.#options = options
    this.#max = max
    this.#byKey = concurrency?.by === 'key'
  }

  async run(): Promise<void> {
    const { signal } = this.#options
    const onAbort = (): void => void this.stop()
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#core.processing.processingSince = () => this.#oldest()
    try {
      if (signal?.aborted !== true) await this.#loop()
    } finally {
      signal?.removeEventListener('abort', onAbort)
      this.#stopping = true
      while (this.#started.size > 0) await this.#whenSlot()
      this.#gatherer.giveBack()
      this.#giveBack()
      this.#core.processing.processingSince = undefined
      this.#ended?.resolve()
    }
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Takes no more records. Resolves when the handlers under way have ended. */
  stop(): Promise<void> {
    this.#stopping = true
    this.#stop.abort()
    this.#ended ??= deferred<void>()
    this.#core.wake()
    this.#freeSlot()
    return this.#ended.promise
  }

  #oldest(): number | undefined {
    let oldest: number | undefined
    for (const { at } of this.#started) if (at !== undefined && (oldest === undefined || at < oldest)) oldest = at
    return oldest
  }

  async #loop(): Promise<void> {
    const accept = this.#byKey ? undefined : (state: PartitionState): boolean => !this.#busy.has(state)
    while (!this.#stopping && !this.#core.closed) {
      if (this.#isFull()) {
        await this.#whenSlot()
        continue
      }
      const run = this.#gatherer.next(accept)
      if (run === undefined) {
        const dueInMs = this.#gatherer.dueInMs()
        // A busy partition's records do not count as something to be had.
        if (this.#busy.size > 0 || this.#queued > 0) await Promise.race([this.#whenSlot(), this.#core.waitForData(dueInMs, undefined, accept)])
        else await this.#core.waitForData(dueInMs)
        continue
      }
      run.state.position = run.endOffset
      run.state.offsetEpoch = run.records.at(-1)!.leaderEpoch
      if (this.#byKey) this.#spread(run)
      else void this.#workThrough(run)
      this.#core.fetcher.pump()
      await this.#core.maybeYield()
    }
  }

  #isFull(): boolean {
    return this.#active >= this.#max || (this.#byKey && this.#queued >= Math.max(this.#max, this.#core.config.maxPollRecords))
  }

  /** Slots that are taken. */
  get #active(): number {
    return (this.#byKey ? this.#started.size : this.#busy.size) - this.#resting
  }

  #whenSlot(): Promise<void> {
    this.#slot ??= deferred<void>()
    return this.#slot.promise
  }

  #freeSlot(): void {
    const slot = this.#slot
    this.#slot = undefined
    slot?.resolve()
  }

  #workOn(state: PartitionState): PartitionWork {
    let work = this.#works.get(state)
    if (work === undefined || work.version !== state.version) {
      work = {
        state,
        version: state.version,
        tracker: new OffsetTracker(state.processed),
        context: {
          get signal() {
            return state.signal
          },
        },
      }
      this.#works.set(state, work)
    }
    return work
  }

  #isStale({ state, version }: { state: PartitionState; version: number }): boolean {
    return state.revoking || state.version !== version
  }

  // ---- by partition

  async #workThrough(run: RecordRun): Promise<void> {
    const { state } = run
    this.#busy.add(state)
    state.outstanding++
    try {
      if (this.#options.eachBatch !== undefined) await this.#batch(run)
      else await this.#records(run)
    } catch (error) {
      this.#fail(error as Error)
    } finally {
      this.#busy.delete(state)
      state.outstanding--
      this.#core.processing.activity++
      if (state.outstanding === 0) this.#core.processing.checkSettled()
      this.#freeSlot()
    }
  }

  async #records(run: RecordRun): Promise<void> {
    const { state, records } = run
    const { context } = this.#workOn(state)
    const each = this.#options.each!
    const started: Started = { at: this.#now }
    this.#started.add(started)
    try {
      for (; run.index < records.length; run.index++) {
        if (this.#stopping || this.#isStale(run) || state.paused) return this.#returnRest(run)
        const record = records[run.index]!
        let result: unknown
        try {
          result = each(record, context)
          // A handler that does not wait costs no turn of its own.
          if (isThenable(result)) {
            started.at = this.#now
            await result
          }
        } catch (error) {
          started.at = this.#now
          await this.#recover(record, context, run, error, started)
        }
        if (run.version === state.version) state.processed = run.index === records.length - 1 ? run.endOffset : record.offset + 1
      }
    } finally {
      this.#started.delete(started)
    }
  }

  /** What was not begun is handed out again, unless the partition is gone. */
  #returnRest(run: RecordRun): void {
    if (this.#isStale(run)) return
    run.state.position = run.records[run.index]!.offset
    this.#core.fetcher.records.putBack(run)
  }

  async #batch(run: RecordRun): Promise<void> {
    const { state } = run
    const { context } = this.#workOn(state)
    const started: Started = { at: this.#now }
    this.#started.add(started)
    const batch: HandlerBatch<unknown, unknown> = {
      topic: state.topic,
      partition: state.partition,
      records: run.index === 0 ? run.records : run.records.slice(run.index),
      highWatermark: state.highWatermark,
      get signal() {
        return context.signal
      },
    }
    try {
      for (let attempt = 1; ; attempt++) {
        if (this.#stopping || this.#isStale(run)) return this.#returnRest(run)
        try {
          started.at = this.#now
          await this.#options.eachBatch!(batch)
          break
        } catch (error) {
          if (this.#isStale(run)) return
          if (attempt > (this.#options.retry?.retries ?? 0)) throw new HandlerError(state.topic, state.partition, batch.records[0]!.offset, attempt, error)
          await this.#rest(attempt, context, state, started)
        }
      }
      if (run.version === state.version) state.processed = run.endOffset
    } finally {
      this.#started.delete(started)
    }
  }

  // ---- by key

  #spread(run: RecordRun): void {
    const { state, records } = run
    const work = this.#workOn(state)
    for (; run.index < records.length; run.index++) {
      const record = records[run.index]!
      const last = run.index === records.length - 1
      const entry = work.tracker.add(last ? run.endOffset : record.offset + 1)
      state.outstanding++
      this.#queued++
      const { rawKey } = record
      const key = rawKey === null ? undefined : `${state.key}/${rawKey.toString('latin1')}`
      let lane = key === undefined ? undefined : this.#lanes.get(key)
      if (lane === undefined) {
        lane = { queue: [], key, next: 0 }
        if (key !== undefined) this.#lanes.set(key, lane)
        this.#ready.push(lane)
      }
      lane.queue.push({ record, entry, work })
    }
    this.#startLanes()
  }

  #startLanes(): void {
    while (this.#active < this.#max && this.#ready.length > 0) void this.#workLane(this.#ready.shift()!)
  }

  async #workLane(lane: Lane): Promise<void> {
    const started: Started = { at: this.#now }
    this.#started.add(started)
    try {
      while (lane.next < lane.queue.length) {
        const { record, entry, work } = lane.queue[lane.next]!
        lane.next++
        this.#queued--
        try {
          if (!this.#stopping && !this.#isStale(work)) {
            started.at = this.#now
            await this.#handle(record, work, started)
            if (work.tracker.complete(entry) && !work.state.revoking && work.version === work.state.version) work.state.processed = work.tracker.processed
            else if (work.state.revoking && work.version === work.state.version) work.state.processed = work.tracker.processed
          }
        } catch (error) {
          // What stands behind it in the lane has to be let go as well, or who waits for the partition waits for ever.
          this.#fail(error as Error)
        }
        work.state.outstanding--
        this.#core.processing.activity++
        if (work.state.outstanding === 0) this.#core.processing.checkSettled()
      }
    } finally {
      if (lane.key !== undefined) this.#lanes.delete(lane.key)
      this.#started.delete(started)
      if (!this.#stopping) this.#startLanes()
      this.#freeSlot()
    }
  }

  async #handle(record: ConsumerRecord<unknown, unknown>, work: PartitionWork, started: Started): Promise<void> {
    try {
      await this.#options.each!(record, work.context)
    } catch (error) {
      await this.#recover(record, work.context, work, error, started)
    }
  }

  // ---- failures

  /** Tries again, then the dead-letter topic; throws when nothing is left. */
  async #recover(
    record: ConsumerRecord<unknown, unknown>,
    context: HandlerContext,
    work: { state: PartitionState; version: number },
    error: unknown,
    started: Started,
  ): Promise<void> {
    const { each, retry, deadLetter } = this.#options
    let cause = error
    let attempts = 1
    for (; attempts <= (retry?.retries ?? 0); attempts++) {
      await this.#rest(attempts, context, work.state, started)
      // Others will deliver it again, or the next run.
      if (this.#stopping && !this.#isStale(work)) throw new StoppedError()
      if (this.#isStale(work)) throw new HandlerError(record.topic, record.partition, record.offset, attempts, cause)
      try {
        await each!(record, context)
        return
      } catch (again) {
        cause = again
      }
    }
    if (deadLetter === undefined) throw new HandlerError(record.topic, record.partition, record.offset, attempts, cause)
    try {
      await deadLetter.producer.send(deadLetterOf(record, deadLetter.topic, this.#core.config.groupId, attempts, cause))
    } catch (sendError) {
      throw new HandlerError(
        record.topic,
        record.partition,
        record.offset,
        attempts,
        new AggregateError([cause, sendError], `${errorMessage(cause)}; the dead-letter topic ${deadLetter.topic} did not take it: ${errorMessage(sendError)}`),
      )
    }
    this.#core.logger.warn(
      `${record.topic}-${record.partition} offset ${record.offset} went to ${deadLetter.topic} after ${attempts} attempts: ${errorMessage(cause)}`,
    )
  }

  /** Waits for the next attempt. The slot goes to others meanwhile, and the time does not count as processing. */
  async #rest(attempt: number, context: HandlerContext, state: PartitionState, started: Started): Promise<void> {
    const { backoffMs: firstMs = 1_000, backoffMaxMs = 60_000 } = this.#options.retry ?? {}
    const { timers, random } = this.#core.config.system
    started.at = undefined
    this.#resting++
    state.retrying++
    if (this.#byKey && !this.#stopping) this.#startLanes()
    this.#freeSlot()
    try {
      await sleep(timers, backoffMs(random, attempt - 1, firstMs, backoffMaxMs), AbortSignal.any([context.signal, this.#stop.signal])).catch(() => {})
    } finally {
      this.#resting--
      state.retrying--
    }
    while (this.#active > this.#max && !this.#stopping) await this.#whenSlot()
    started.at = this.#now
  }

  #fail(error: Error): void {
    if (error instanceof StoppedError) return
    if (error instanceof HandlerError && this.#isGone(error)) {
      // The partition has moved on: the failure is its new owner's to see.
      this.#core.logger.warn(error.message)
      return
    }
    this.#failure ??= error
    void this.stop()
  }

  #isGone({ topic, partition }: HandlerError): boolean {
    const state = this.#core.assignment.get(topic, partition)
    return state === undefined || state.revoking
  }

  /** What was taken and not processed is handed out again by whoever asks next. */
  #giveBack(): void {
    for (const { state, version } of this.#works.values()) {
      // Nothing is with a handler any more; what waited for one counts no longer.
      state.outstanding = 0
      if (this.#isStale({ state, version }) || state.processed < 0 || state.processed === state.position) continue
      const { processed } = state
      state.position = processed
      state.offsetEpoch = -1
      state.rewind()
    }
    this.#core.processing.checkSettled()
  }

  get #now(): number {
    return this.#core.config.system.clock.monotonic()
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value !== null && typeof value === 'object' && typeof (value as { then?: unknown }).then === 'function'
}

function deadLetterOf(
  record: ConsumerRecord<unknown, unknown>,
  topic: string,
  groupId: string | undefined,
  attempts: number,
  cause: unknown,
): DeadLetterRecord {
  const text = errorMessage(cause)
  return {
    topic,
    key: record.rawKey,
    value: record.rawValue,
    headers: [
      ...record.headers,
      { key: 'dead-letter.topic', value: record.topic },
      { key: 'dead-letter.partition', value: String(record.partition) },
      { key: 'dead-letter.offset', value: String(record.offset) },
      { key: 'dead-letter.timestamp', value: String(record.timestamp) },
      { key: 'dead-letter.group', value: groupId ?? '' },
      { key: 'dead-letter.attempts', value: String(attempts) },
      { key: 'dead-letter.cause', value: cause instanceof Error ? `${cause.name}: ${text}` : text },
    ],
  }
}
