// The runtime around coordinator shards (driver of shape A): one shard per partition of an internal topic. It loads a shard by
// replay, appends what a decision wrote (one batch per decision), replays it, and holds the replies until the high watermark
// has passed. The order is append first, replay after, and an append is a synchronous write: a failed one leaves nothing in
// the hard state to take back, and the little soft state that a decision touched is taken back by its own `undo`.
// Kafka: CoordinatorRuntime. KIP-848.

import { assert } from '../../core/assert.ts'
import { errorMessage } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import type { System } from '../../core/system.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { errorFor, ProtocolError } from '../../protocol/errors.ts'
import { Deadlines } from './deadlines.ts'
import type { PartitionWriter } from './partition-writer.ts'
import type { RecordCodec } from './record-codec.ts'
import { newStep, type ReplyId, type Shard, type Step } from './step.ts'

/** Bytes read in one go while loading, between two breaths for the rest of the process. */
const LOAD_CHUNK_BYTES = 4 << 20
/** When a timer comes again whose decision could not be written. Kafka's. */
const TIMER_RETRY_MS = 500

export interface RuntimeOptions<Request, Reply, Rec> {
  /** The internal topic, for example `__consumer_offsets`. */
  topic: string
  system: System
  logger: Logger
  writer: PartitionWriter
  codec: RecordCodec<Rec>
  newShard: (partition: number) => Shard<Request, Reply, Rec>
  /** How long a reply may wait for the high watermark before it turns into REQUEST_TIMED_OUT. Kafka: offsets.commit.timeout.ms. */
  commitTimeoutMs: () => number
}

interface Waiter<Reply> {
  resolve: (reply: Reply) => void
  reject: (error: ProtocolError) => void
}

/** Replies that may go once the high watermark has reached `offset`. */
interface Held<Reply> {
  offset: number
  heldAt: number
  replies: [ReplyId, Reply | ProtocolError][]
}

interface Entry<Request, Reply, Rec> {
  partition: number
  leaderEpoch: number
  state: 'loading' | 'active' | 'failed'
  shard: Shard<Request, Reply, Rec>
  deadlines: Deadlines
  waiters: Map<ReplyId, Waiter<Reply>>
  held: Held<Reply>[]
  /** The next offset after what this shard has written or loaded. */
  endOffset: number
  stopListening: () => void
  unloaded: boolean
}

export class CoordinatorRuntime<Request, Reply, Rec> {
  readonly #options: RuntimeOptions<Request, Reply, Rec>
  readonly #logger: Logger
  readonly #entries = new Map<number, Entry<Request, Reply, Rec>>()
  readonly #commitDeadlines: Deadlines
  #nextReplyId = 1
  #closed = false

  constructor(options: RuntimeOptions<Request, Reply, Rec>) {
    this.#options = options
    this.#logger = options.logger
    const { clock, timers } = options.system
    this.#commitDeadlines = new Deadlines(clock, timers, (key) => this.#onCommitTimeout(Number(key)))
  }

  /** The partitions whose shard is loaded, in ascending order. */
  get activePartitions(): number[] {
    return [...this.#entries.values()].filter((entry) => entry.state === 'active').map((entry) => entry.partition).sort((a, b) => a - b)
  }

  /** Whether some shard is being loaded now. */
  get loading(): boolean {
    return [...this.#entries.values()].some((entry) => entry.state === 'loading')
  }

  /** The loaded shard of a partition, for metrics and tests: look, never change. */
  shard(partition: number): Shard<Request, Reply, Rec> | undefined {
    const entry = this.#entries.get(partition)
    return entry?.state === 'active' ? entry.shard : undefined
  }

  /** This broker became the leader of the partition: load its shard. Resolves when it serves, or failed to. */
  async onElection(partition: number, leaderEpoch: number): Promise<void> {
    if (this.#closed) return
    const known = this.#entries.get(partition)
    if (known !== undefined && known.state !== 'failed') {
      known.leaderEpoch = Math.max(known.leaderEpoch, leaderEpoch)
      return
    }
    const { clock, timers } = this.#options.system
    const entry: Entry<Request, Reply, Rec> = {
      partition,
      leaderEpoch,
      state: 'loading',
      shard: this.#options.newShard(partition),
      deadlines: new Deadlines(clock, timers, (key) => this.#onTimer(entry, key)),
      waiters: new Map(),
      held: [],
      endOffset: 0,
      stopListening: () => {},
      unloaded: false,
    }
    this.#entries.set(partition, entry)
    try {
      await this.#load(entry)
    } catch (error) {
      entry.state = 'failed'
      this.#logger.error(`${this.#name(entry)}: could not be loaded, its groups are not served here: ${errorMessage(error)}`)
    }
  }

  /** Another broker leads the partition now, or none does: forget the shard and fail everybody who waits on it. */
  onResignation(partition: number, leaderEpoch?: number): void {
    const entry = this.#entries.get(partition)
    if (entry === undefined || (leaderEpoch !== undefined && leaderEpoch < entry.leaderEpoch)) return
    this.#entries.delete(partition)
    entry.unloaded = true
    entry.stopListening()
    entry.deadlines.close()
    this.#commitDeadlines.cancel(String(partition))
    entry.held = []
    const waiters = [...entry.waiters.values()]
    entry.waiters.clear()
    const error = this.#closed
      ? errorFor(ErrorCode.COORDINATOR_NOT_AVAILABLE, 'the broker is shutting down')
      : errorFor(ErrorCode.NOT_COORDINATOR, `${this.#name(entry)} has moved to another broker`)
    for (const waiter of waiters) waiter.reject(error)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const partition of [...this.#entries.keys()]) this.onResignation(partition)
    this.#commitDeadlines.close()
  }

  /**
   * Hands a request to the shard of the partition. Rejects with ProtocolError: NOT_COORDINATOR, COORDINATOR_LOAD_IN_PROGRESS,
   * COORDINATOR_NOT_AVAILABLE, REQUEST_TIMED_OUT, what the append said, or what the shard threw.
   */
  submit(partition: number, request: Request): Promise<Reply> {
    if (this.#closed) return Promise.reject(errorFor(ErrorCode.COORDINATOR_NOT_AVAILABLE, 'the broker is shutting down'))
    const entry = this.#entries.get(partition)
    if (entry === undefined || entry.state === 'failed') {
      return Promise.reject(errorFor(ErrorCode.NOT_COORDINATOR, `${this.#options.topic}-${partition} is not coordinated by this broker`))
    }
    if (entry.state === 'loading') {
      return Promise.reject(errorFor(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, `${this.#name(entry)} is being loaded`))
    }
    const replyId = this.#nextReplyId++
    return new Promise<Reply>((resolve, reject) => {
      entry.waiters.set(replyId, { resolve, reject })
      const { clock, random } = this.#options.system
      this.#run(entry, replyId, () => entry.shard.handle(request, replyId, clock.now(), random))
    })
  }

  /** Hands a request to every loaded shard; the answers in the order of the partitions. */
  submitToAll(request: Request): Promise<Reply>[] {
    return this.activePartitions.map((partition) => this.submit(partition, request))
  }

  /** Ends a transaction on the partition: appends its marker, replays it, resolves once it is committed. */
  completeTransaction(
    partition: number,
    marker: { producerId: number; producerEpoch: number; coordinatorEpoch: number; committed: boolean; batch: Buffer },
  ): Promise<void> {
    const entry = this.#entries.get(partition)
    if (entry === undefined || entry.state === 'failed') {
      return Promise.reject(errorFor(ErrorCode.NOT_COORDINATOR, `${this.#options.topic}-${partition} is not coordinated by this broker`))
    }
    if (entry.state === 'loading') return Promise.reject(errorFor(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, `${this.#name(entry)} is being loaded`))
    const replyId = this.#nextReplyId++
    return new Promise<void>((resolve, reject) => {
      entry.waiters.set(replyId, { resolve: () => resolve(), reject })
      try {
        this.#append(entry, marker.batch)
      } catch (error) {
        this.#settle(entry, replyId, this.#appendError(entry, error))
        return
      }
      entry.shard.replayMarker?.(marker.producerId, marker.producerEpoch, marker.committed)
      this.#hold(entry, [[replyId, undefined as Reply]])
    })
  }

  #name(entry: Entry<Request, Reply, Rec>): string {
    return `${this.#options.topic}-${entry.partition}`
  }

  async #load(entry: Entry<Request, Reply, Rec>): Promise<void> {
    const { topic, writer, codec, system } = this.#options
    const startedAt = system.clock.monotonic()
    let offset = writer.logStartOffset(topic, entry.partition)
    let records = 0
    for (;;) {
      const chunks = writer.read(topic, entry.partition, offset, LOAD_CHUNK_BYTES)
      if (chunks.length === 0) break
      const before = offset
      for (const chunk of chunks) {
        const end = codec.replayChunk(chunk, offset, {
          record: (record, origin) => {
            records++
            entry.shard.replay(record, origin)
          },
          marker: (producerId, producerEpoch, committed) => entry.shard.replayMarker?.(producerId, producerEpoch, committed),
        })
        offset = Math.max(offset, end)
      }
      assert(offset > before, `${this.#name(entry)}: no progress at offset ${offset} while loading`)
      if (offset >= writer.logEndOffset(topic, entry.partition)) break
      await new Promise<void>((resolve) => system.timers.defer(resolve))
      if (entry.unloaded) return
    }
    entry.endOffset = offset
    entry.state = 'active'
    entry.stopListening = writer.onHighWatermark(topic, entry.partition, (highWatermark) => this.#onHighWatermark(entry, highWatermark))
    const elapsedMs = system.clock.monotonic() - startedAt
    if (records > 0) this.#logger.info(`${this.#name(entry)}: loaded ${records} records in ${elapsedMs.toFixed(0)} ms`)
    this.#run(entry, undefined, () => entry.shard.onLoaded(system.clock.now(), system.random))
  }

  #onTimer(entry: Entry<Request, Reply, Rec>, key: string): void {
    const { clock, random } = this.#options.system
    const done = this.#run(entry, undefined, () => entry.shard.onTimer(key, clock.now(), random))
    // What could not be written is not decided: a session that has ended must not be forgotten for it.
    if (!done && !entry.deadlines.has(key)) entry.deadlines.set(key, TIMER_RETRY_MS)
  }

  /**
   * One decision from end to end. Synchronous: nothing can come between deciding, appending and replaying. False when its records could
   * not be written.
   */
  #run(entry: Entry<Request, Reply, Rec>, replyId: ReplyId | undefined, decide: () => Step<Reply, Rec>): boolean {
    let step: Step<Reply, Rec>
    try {
      step = decide()
    } catch (error) {
      const reply = error instanceof ProtocolError ? error : this.#unexpected(entry, error)
      if (replyId !== undefined) {
        step = newStep()
        step.replies.push([replyId, reply])
        this.#hold(entry, step.replies)
      }
      return true
    }
    if (step.records.length > 0) {
      const { codec, system, topic, writer } = this.#options
      let firstOffset: number
      try {
        const batches = codec.encode(step.records, system.clock.now(), writer.maxBatchBytes(topic, entry.partition), step.producer)
        firstOffset = this.#append(entry, batches)
      } catch (error) {
        const failure = this.#appendError(entry, error)
        step.undo?.()
        for (const [id] of step.replies) this.#settle(entry, id, failure)
        if (replyId !== undefined) this.#settle(entry, replyId, failure)
        return false
      }
      const producerId = step.producer?.producerId ?? -1
      const producerEpoch = step.producer?.producerEpoch ?? -1
      step.records.forEach((record, index) => entry.shard.replay(record, { offset: firstOffset + index, producerId, producerEpoch }))
    }
    step.onAppended?.()
    for (const { key, delayMs } of step.timers) {
      if (delayMs === undefined) entry.deadlines.cancel(key)
      else entry.deadlines.set(key, delayMs)
    }
    if (step.replies.length > 0) this.#hold(entry, step.replies)
    return true
  }

  #append(entry: Entry<Request, Reply, Rec>, batches: Buffer): number {
    const { topic, writer } = this.#options
    const { firstOffset, lastOffset } = writer.append(topic, entry.partition, batches, { leaderEpoch: entry.leaderEpoch })
    entry.endOffset = lastOffset + 1
    return firstOffset
  }

  #appendError(entry: Entry<Request, Reply, Rec>, error: unknown): ProtocolError {
    if (error instanceof ProtocolError) {
      this.#logger.warn(`${this.#name(entry)}: append failed: ${error.message}`)
      return error
    }
    return this.#unexpected(entry, error)
  }

  #unexpected(entry: Entry<Request, Reply, Rec>, error: unknown): ProtocolError {
    this.#logger.error(`${this.#name(entry)}: unexpected failure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return errorFor(ErrorCode.UNKNOWN_SERVER_ERROR, errorMessage(error))
  }

  /** A reply waits until all that its decision could see is committed; mostly it is already. */
  #hold(entry: Entry<Request, Reply, Rec>, replies: [ReplyId, Reply | ProtocolError][]): void {
    const { topic, writer, system } = this.#options
    if (entry.endOffset <= writer.highWatermark(topic, entry.partition)) {
      for (const [id, reply] of replies) this.#settle(entry, id, reply)
      return
    }
    if (entry.held.length === 0) this.#commitDeadlines.set(String(entry.partition), this.#options.commitTimeoutMs())
    entry.held.push({ offset: entry.endOffset, heldAt: system.clock.monotonic(), replies })
  }

  #onHighWatermark(entry: Entry<Request, Reply, Rec>, highWatermark: number): void {
    let released = 0
    while (released < entry.held.length && entry.held[released]!.offset <= highWatermark) {
      for (const [id, reply] of entry.held[released]!.replies) this.#settle(entry, id, reply)
      released++
    }
    if (released > 0) entry.held.splice(0, released)
    if (entry.held.length === 0) this.#commitDeadlines.cancel(String(entry.partition))
  }

  #onCommitTimeout(partition: number): void {
    const entry = this.#entries.get(partition)
    if (entry === undefined) return
    const limitMs = this.#options.commitTimeoutMs()
    const now = this.#options.system.clock.monotonic()
    const late = entry.held.findIndex((held) => held.heldAt + limitMs > now)
    const expired = entry.held.splice(0, late < 0 ? entry.held.length : late)
    for (const held of expired) {
      const error = errorFor(ErrorCode.REQUEST_TIMED_OUT, `${this.#name(entry)}: offset ${held.offset - 1} was not committed within ${limitMs} ms`)
      for (const [id] of held.replies) this.#settle(entry, id, error)
    }
    const next = entry.held[0]
    if (next !== undefined) this.#commitDeadlines.set(String(partition), next.heldAt + limitMs - now)
  }

  #settle(entry: Entry<Request, Reply, Rec>, id: ReplyId, reply: Reply | ProtocolError): void {
    const waiter = entry.waiters.get(id)
    if (waiter === undefined) return
    entry.waiters.delete(id)
    if (reply instanceof ProtocolError) waiter.reject(reply)
    else waiter.resolve(reply)
  }
}
