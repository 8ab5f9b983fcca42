// The public Consumer: four ways to take records (for await, batches, poll, run), positions, commits, and a plain account of its state.
// Heartbeats run apart from processing; a record counts as processed when the next one is asked for (or its handler is done), and
// only what is processed is committed automatically.

import { Deadline, throwIfAborted } from '../core/async.ts'
import { KafkaError, TimeoutError } from '../core/errors.ts'
import { BatchGatherer, type BatchLimits } from './batch-gatherer.ts'
import type { WaitOptions } from './cluster.ts'
import { type ConsumerOptions, resolveConsumerConfig } from './consumer-config.ts'
import { ConsumerCore } from './consumer-core.ts'
import type { ConsumerEvents, PartitionReport, RebalanceEntry } from './consumer-events.ts'
import type { RebalanceListener } from './consumer-subscription.ts'
import { type CommittedOffset, fetchCommitted, type OffsetToCommit } from './group-offsets.ts'
import { listOffsets, type ListedOffset, ListOffsetsTimestamp } from './list-offsets.ts'
import type { ConsumerRecord, TopicPartition } from './record.ts'
import { type RunOptions, Runner } from './run.ts'
import type { PartitionState, RecordRun } from './subscription.ts'
import { SubscriptionPattern } from './subscription-pattern.ts'

export interface PollOptions {
  /** How long to wait for a first record, in milliseconds. Default 1,000. */
  timeoutMs?: number
  /** Ends the wait with AbortedError. */
  signal?: AbortSignal
}

export interface BatchesOptions extends BatchLimits {
  /** Ends the iteration. */
  signal?: AbortSignal
}

/** Records of one partition, in order. */
export interface RecordBatch<K, V> extends TopicPartition {
  readonly records: readonly ConsumerRecord<K, V>[]
  /** The end of the log when the records were fetched: -1 when unknown. */
  readonly highWatermark: number
  /** Fires when the partition is revoked or lost. */
  readonly signal: AbortSignal
}

export interface ConsumerCloseOptions {
  /** Milliseconds for the last commit, the listener and the goodbye. Default 30,000. */
  timeoutMs?: number
  /** Whether to leave the group at once. Default: yes, but no for a static member, which is expected back. */
  leaveGroup?: boolean
}

export interface ConsumerState {
  readonly groupId: string | undefined
  readonly memberId: string
  /** Which group protocol is spoken, undefined before it is known. */
  readonly protocol: 'classic' | 'consumer' | undefined
  /** The state of the membership, for example `Stable`, `Joining`, `Failed`; `None` without one. */
  readonly membership: string
  readonly generationIdOrMemberEpoch: number
  readonly bufferedBytes: number
  readonly partitions: readonly PartitionReport[]
}

type Partitions = Iterable<TopicPartition>

export class Consumer<K = Buffer | null, V = Buffer | null> implements AsyncIterable<ConsumerRecord<K, V>> {
  readonly #core: ConsumerCore
  /** Records that were decoded for the iterator and wait for `next`. */
  #run: RecordRun | undefined
  #busy: string | undefined
  #runner: Runner | undefined
  #draining = false

  /** Checks the options and throws ConfigError; connects with the first call that needs it. */
  constructor(options: ConsumerOptions<K, V>) {
    this.#core = new ConsumerCore(resolveConsumerConfig(options))
  }

  // ---- what to read

  /**
   * Joins the group with these topics, or with all topics that match the pattern, now and in future: a RegExp is matched by this client,
   * a SubscriptionPattern by the broker (KIP-848). Replaces an earlier subscription. Resolves at once: the group is joined in the
   * background, and `onAssigned` tells of partitions.
   */
  async subscribe(topics: string | readonly string[] | RegExp | SubscriptionPattern, listener: RebalanceListener = {}): Promise<void> {
    const list = typeof topics === 'string' ? [topics] : topics
    const isPattern = list instanceof RegExp || list instanceof SubscriptionPattern
    if (!isPattern && (!Array.isArray(list) || list.length === 0 || list.some(topic => typeof topic !== 'string' || topic === ''))) {
      throw new KafkaError('CONFIG', 'subscribe takes a topic, a list of topics, a RegExp or a SubscriptionPattern')
    }
    this.#core.subscribe(list, listener)
  }

  /** Commits, gives up all partitions and leaves the group. */
  async unsubscribe(): Promise<void> {
    this.#run = undefined
    await this.#core.unsubscribe()
  }

  /** Reads these partitions without the group's say, in place of those assigned before. Without a committed offset they begin by `autoOffsetReset`. */
  assign(partitions: Partitions): void {
    this.#run = undefined
    this.#core.assign(checkPartitions(partitions))
  }

  /** The partitions that are owned or assigned now. */
  assignment(): TopicPartition[] {
    return this.#core.assignment.partitions()
  }

  /** The topics subscribed to, by name; of a SubscriptionPattern those of which this member has partitions: more the client does not know. */
  subscription(): string[] {
    const { subscription } = this.#core
    if (subscription.type === 'brokerPattern') return [...new Set(this.#core.assignment.all.map(({ topic }) => topic))].sort()
    return subscription.type === 'topics' ? [...subscription.topics] : subscription.type === 'pattern' ? [...subscription.matched] : []
  }

  // ---- taking records

  /**
   * The next records, at most `maxPollRecords`; none when none came within `timeoutMs`. What the call before returned counts as
   * processed now. Throws what only the application can cure, for example OffsetOutOfRangeError.
   */
  async poll(options: PollOptions = {}): Promise<ConsumerRecord<K, V>[]> {
    if (this.#core.closed && !this.#core.cluster.closed) {
      // A loop beside a close that is under way: it ends, with nothing.
      await this.#core.whenClosed
      return []
    }
    this.#enter('poll')
    try {
      throwIfAborted(options.signal, 'poll')
      this.#core.processing.comeBack()
      const deadline = new Deadline(this.#core.config.system.clock, options.timeoutMs ?? 1_000)
      const records: ConsumerRecord<unknown, unknown>[] = []
      for (;;) {
        if (this.#draining) return []
        this.#take(records)
        if (records.length > 0 || this.#core.closed || deadline.expired) break
        await this.#core.waitForData(deadline.remainingMs, options.signal)
        throwIfAborted(options.signal, 'poll')
      }
      this.#core.fetcher.pump()
      await this.#core.maybeYield()
      return records as ConsumerRecord<K, V>[]
    } finally {
      this.#busy = undefined
    }
  }

  #take(records: ConsumerRecord<unknown, unknown>[]): void {
    const { maxPollRecords } = this.#core.config
    // What an iterator left behind comes first.
    this.#returnRun()
    while (records.length < maxPollRecords) {
      let run: RecordRun | undefined
      try {
        run = this.#core.nextRun(maxPollRecords - records.length)
      } catch (error) {
        if (records.length === 0) throw error
        this.#core.fetcher.records.raise(error as Error)
        return
      }
      if (run === undefined) return
      if (records.length === 0 && run.index === 0) records.push(...run.records)
      else for (let i = run.index; i < run.records.length; i++) records.push(run.records[i]!)
      run.index = run.records.length
      run.state.position = run.endOffset
      run.state.offsetEpoch = run.records.at(-1)!.leaderEpoch
      this.#core.processing.handOut(run)
    }
  }

  /** One record after the other, until the consumer is closed. A record counts as processed when the next one is asked for. */
  [Symbol.asyncIterator](): AsyncIterator<ConsumerRecord<K, V>, undefined, undefined> {
    return {
      next: () => this.#next(),
      // A break or an error in the loop: the record in hand does not count as processed until more are asked for.
      return: () => {
        this.#returnRun()
        return Promise.resolve({ value: undefined, done: true })
      },
    }
  }

  #next(): Promise<IteratorResult<ConsumerRecord<K, V>, undefined>> {
    const run = this.#run
    if (run !== undefined && run.index < run.records.length && run.version === run.state.version && !this.#isInterrupted(run.state)) {
      const { state } = run
      this.#core.processing.activity++
      // All that was handed out of this partition before is processed: the records of a run are of one partition.
      state.processed = state.position
      const record = run.records[run.index++]!
      state.position = run.index === run.records.length ? run.endOffset : record.offset + 1
      state.offsetEpoch = record.leaderEpoch
      return Promise.resolve({ value: record as ConsumerRecord<K, V>, done: false })
    }
    return this.#nextRun()
  }

  /** What is left of a run is not for now. */
  #isInterrupted(state: PartitionState): boolean {
    return state.revoking || state.paused || this.#draining || this.#core.closed
  }

  async #nextRun(): Promise<IteratorResult<ConsumerRecord<K, V>, undefined>> {
    this.#enter('for await')
    try {
      this.#returnRun()
      this.#core.processing.comeBack()
      for (;;) {
        if (this.#core.closed || this.#draining) return { value: undefined, done: true }
        const run = this.#core.nextRun(this.#core.config.maxPollRecords)
        if (run !== undefined) {
          await this.#core.maybeYield()
          this.#run = run
          this.#core.processing.handOut(run)
          this.#core.fetcher.pump()
          const { state } = run
          const record = run.records[run.index++]!
          state.position = run.index === run.records.length ? run.endOffset : record.offset + 1
          state.offsetEpoch = record.leaderEpoch
          return { value: record as ConsumerRecord<K, V>, done: false }
        }
        await this.#core.waitForData(Infinity)
      }
    } finally {
      this.#busy = undefined
    }
  }

  #returnRun(): void {
    const run = this.#run
    if (run === undefined) return
    this.#run = undefined
    this.#core.fetcher.records.putBack(run)
  }

  /** Batches of one partition each, until the consumer is closed. A batch counts as processed when the next one is asked for. */
  async *batches(options: BatchesOptions = {}): AsyncGenerator<RecordBatch<K, V>, void, undefined> {
    const gatherer = new BatchGatherer(this.#core, options)
    try {
      yield* this.#gather(gatherer, options.signal)
    } finally {
      gatherer.giveBack()
    }
  }

  async *#gather(gatherer: BatchGatherer, signal: AbortSignal | undefined): AsyncGenerator<RecordBatch<K, V>, void, undefined> {
    for (;;) {
      let run: RecordRun | undefined
      this.#enter('batches')
      try {
        this.#returnRun()
        this.#core.processing.comeBack()
        while (run === undefined) {
          if (this.#core.closed || this.#draining || signal?.aborted === true) return
          run = gatherer.next()
          if (run === undefined) await this.#core.waitForData(gatherer.dueInMs(), signal)
        }
        const { state } = run
        state.position = run.endOffset
        state.offsetEpoch = run.records.at(-1)!.leaderEpoch
        this.#core.processing.handOut(run)
        this.#core.fetcher.pump()
        await this.#core.maybeYield()
      } finally {
        this.#busy = undefined
      }
      const { state } = run
      yield {
        topic: state.topic,
        partition: state.partition,
        records: (run.index === 0 ? run.records : run.records.slice(run.index)) as ConsumerRecord<K, V>[],
        highWatermark: state.highWatermark,
        get signal() {
          return state.signal
        },
      }
    }
  }

  /**
   * Gives every record (`each`) or batch (`eachBatch`) to a handler, several at a time if asked for, and commits what is done: never
   * beyond a record whose handler still runs. Resolves when the consumer is closed or the signal fires, after the handlers under way have
   * ended; rejects with the first error of a handler that is not retried, and the records from there on are delivered again.
   */
  async run(options: RunOptions<K, V>): Promise<void> {
    this.#enter('run')
    try {
      this.#returnRun()
      this.#core.processing.comeBack()
      this.#runner = new Runner(this.#core, options as RunOptions<unknown, unknown>)
      await this.#runner.run()
    } finally {
      this.#runner = undefined
      this.#busy = undefined
    }
  }

  /**
   * Hands out nothing more and resolves when what was handed out is processed and committed: when the loop asks for the next record
   * (and ends), `poll` is called again (and is empty), or the handlers of `run` are done. Throws TimeoutError after `timeoutMs` (default 30,000).
   */
  async drain(options: { timeoutMs?: number } = {}): Promise<void> {
    const deadline = new Deadline(this.#core.config.system.clock, options.timeoutMs ?? 30_000)
    this.#draining = true
    try {
      const stopped = this.#runner?.stop()
      this.#core.wake()
      while (this.#core.assignment.all.some(state => state.outstanding > 0)) {
        if (deadline.expired) throw new TimeoutError(`records were still being processed after ${deadline.timeoutMs} ms`)
        await this.#core.changeOrTimeout(Math.min(deadline.remainingMs, 50))
      }
      await stopped
      if (this.#core.config.enableAutoCommit) await this.#core.commitAllProcessed({ timeoutMs: Math.max(1, deadline.remainingMs) })
    } finally {
      this.#draining = false
    }
  }

  #enter(call: string): void {
    if (this.#busy !== undefined) throw new KafkaError('STATE', `${call} was called while ${this.#busy} is waiting: records go to one taker at a time`)
    if (call !== 'for await' && call !== 'batches') this.#core.throwIfClosed()
    this.#busy = call
  }

  // ---- positions

  /** Goes on reading at this offset. The partition must be owned. */
  seek(partition: TopicPartition, offset: number): void {
    if (!Number.isSafeInteger(offset) || offset < 0) throw new KafkaError('CONFIG', `seek takes an offset of at least 0, not ${String(offset)}`)
    const state = this.#owned(partition)
    state.seek(offset, -1)
    state.leaderEpoch = -1
    this.#core.positions.onMetadata()
    this.#core.fetcher.pump()
  }

  /** Goes to the first record that there is. Default: all partitions. Resolves when the positions are known. */
  seekToBeginning(partitions?: Partitions): Promise<void> {
    return this.#seekTo('earliest', partitions)
  }

  /** Goes to the end: the next record is one that is produced from now on. Default: all partitions. Resolves when the positions are known. */
  seekToEnd(partitions?: Partitions): Promise<void> {
    return this.#seekTo('latest', partitions)
  }

  #seekTo(type: 'earliest' | 'latest', partitions: Partitions | undefined): Promise<void> {
    const states = partitions === undefined ? [...this.#core.assignment.all] : checkPartitions(partitions).map(partition => this.#owned(partition))
    for (const state of states) state.awaitReset({ type })
    this.#core.positions.pump()
    const settled = this.#whenPositioned(states, {})
    // Who does not wait for the position must not be killed by its error, which the next call for records throws as well.
    settled.catch(() => {})
    return settled
  }

  /** Goes to the first record that is not older than the timestamp (milliseconds since the epoch), or to the end. Resolves when the positions are known. */
  async seekToTimestamp(timestamp: number, partitions?: Partitions): Promise<void> {
    const states = partitions === undefined ? [...this.#core.assignment.all] : checkPartitions(partitions).map(partition => this.#owned(partition))
    for (const state of states) state.awaitReset({ type: 'timestamp', timestamp })
    this.#core.positions.pump()
    await this.#whenPositioned(states, {})
  }

  /** Hands out nothing of these partitions until `resume`. Stays in the group, keeps what is buffered. */
  pause(partitions: Partitions): void {
    for (const state of checkPartitions(partitions).map(partition => this.#owned(partition))) state.paused = true
  }

  resume(partitions: Partitions): void {
    for (const state of checkPartitions(partitions).map(partition => this.#owned(partition))) state.paused = false
    this.#core.fetcher.pump()
    this.#core.wake()
  }

  paused(): TopicPartition[] {
    return this.#core.assignment.all.filter(state => state.paused).map(({ topic, partition }) => ({ topic, partition }))
  }

  /** The offset of the next record to be handed out. Waits until it is known. */
  async position(partition: TopicPartition, options: WaitOptions = {}): Promise<number> {
    const state = this.#owned(partition)
    await this.#whenPositioned([state], options)
    return state.position
  }

  async #whenPositioned(states: readonly PartitionState[], options: WaitOptions): Promise<void> {
    const deadline = new Deadline(this.#core.config.system.clock, options.timeoutMs ?? this.#core.config.defaultApiTimeoutMs)
    for (const state of states) {
      // Asked for within onAssigned: the lookup need not wait for the listener's end.
      if (state.phase === 'Initializing') state.busy = false
    }
    for (;;) {
      this.#core.throwIfClosed()
      throwIfAborted(options.signal, 'waiting for a position')
      const failed = states.find(state => state.phase === 'Failed')
      if (failed !== undefined) throw failed.lastError!
      const waiting = states.filter(state => !state.hasPosition && this.#core.owns(state.topic, state.partition))
      if (waiting.length === 0) return
      if (deadline.expired) {
        const why = waiting[0]!.lastError === undefined ? '' : ` (${waiting[0]!.lastError.message})`
        throw new TimeoutError(`no position for ${waiting.map(state => state.key).join(', ')} within ${deadline.timeoutMs} ms${why}`)
      }
      this.#core.positions.pump()
      await this.#core.changeOrTimeout(Math.min(deadline.remainingMs, 100))
    }
  }

  #owned({ topic, partition }: TopicPartition): PartitionState {
    this.#core.throwIfClosed()
    const state = this.#core.assignment.get(topic, partition)
    if (state !== undefined) return state
    const owned = this.#core.assignment.all.map(({ key }) => key).join(', ')
    throw new KafkaError('STATE', `${topic}-${partition} is not assigned to this consumer${owned === '' ? ', nothing is' : ` (it has ${owned})`}`)
  }

  /** Fires when the partition is revoked or lost. */
  partitionSignal(partition: TopicPartition): AbortSignal {
    return this.#owned(partition).signal
  }

  // ---- commits

  /**
   * Commits these offsets (the next record to read, with metadata if wanted), or without an argument the position of every partition:
   * everything that was handed out so far. A rebalance meanwhile is waited out. Throws CommitFailedError when the partitions are no longer ours.
   */
  async commit(offsets?: Iterable<OffsetToCommit>, options: WaitOptions = {}): Promise<void> {
    await this.#core.commit(offsets === undefined ? undefined : checkOffsets(offsets), options)
  }

  /** The committed offsets of those partitions that have one. Default: the assigned partitions. */
  async committed(partitions?: Partitions, options: WaitOptions = {}): Promise<CommittedOffset[]> {
    this.#core.throwIfClosed()
    const { groupId } = this.#core.config
    if (groupId === undefined) throw new KafkaError('CONFIG', 'committed offsets need a groupId')
    const list = partitions === undefined ? this.assignment() : checkPartitions(partitions)
    if (list.length === 0) return []
    try {
      await this.#core.cluster.topicMetadata([...new Set(list.map(({ topic }) => topic))], options)
    } finally {
      this.#core.retainTopics()
    }
    return fetchCommitted(this.#core.cluster, groupId, list, { ...options, identity: () => this.#core.identity() })
  }

  /** The group, and this member of it, by the names that a transactional producer has to give with offsets (KIP-447). */
  groupMetadata(): { groupId: string | undefined; memberId: string; generationId: number; groupInstanceId: string | null } {
    const { memberId, generationIdOrMemberEpoch, groupInstanceId } = this.#core.identity()
    return { groupId: this.#core.config.groupId, memberId, generationId: generationIdOrMemberEpoch, groupInstanceId }
  }

  // ---- offsets of the log

  /** The first offset of each partition. Works without an assignment. */
  beginningOffsets(partitions: Partitions, options: WaitOptions = {}): Promise<ListedOffset[]> {
    return this.#list(
      checkPartitions(partitions).map(tp => ({ ...tp, timestamp: ListOffsetsTimestamp.EARLIEST })),
      options,
    )
  }

  /** The offset that the next record of each partition will get (under read_committed: the end of what may be read). Works without an assignment. */
  endOffsets(partitions: Partitions, options: WaitOptions = {}): Promise<ListedOffset[]> {
    return this.#list(
      checkPartitions(partitions).map(tp => ({ ...tp, timestamp: ListOffsetsTimestamp.LATEST })),
      options,
    )
  }

  /** The first record of each partition that is not older than its timestamp; offset -1 where there is none. Works without an assignment. */
  offsetsForTimes(queries: Iterable<TopicPartition & { timestamp: number }>, options: WaitOptions = {}): Promise<ListedOffset[]> {
    const list = [...queries]
    checkPartitions(list)
    return this.#list(
      list.map(({ topic, partition, timestamp }) => ({ topic, partition, timestamp })),
      options,
    )
  }

  async #list(queries: { topic: string; partition: number; timestamp: number }[], options: WaitOptions): Promise<ListedOffset[]> {
    this.#core.throwIfClosed()
    try {
      return await listOffsets(this.#core.cluster, queries, this.#core.config.isolationLevel === 'read_committed' ? 1 : 0, options)
    } finally {
      this.#core.retainTopics()
    }
  }

  /** Records between position and end, by partition, as the last fetches saw it; -1 where it is not known yet. */
  lag(): (TopicPartition & { lag: number })[] {
    return this.#core.report().map(({ topic, partition, lag }) => ({ topic, partition, lag }))
  }

  /** Everything that tells why records come or do not. */
  state(): ConsumerState {
    const { session, config, fetcher } = this.#core
    const { memberId, generationIdOrMemberEpoch } = this.#core.identity()
    return {
      groupId: config.groupId,
      memberId,
      protocol: session?.protocol,
      membership: session?.state ?? 'None',
      generationIdOrMemberEpoch,
      bufferedBytes: fetcher.records.bufferedBytes,
      partitions: this.#core.report(),
    }
  }

  /** The last 50 rebalances as this member went through them, oldest first. */
  rebalances(): readonly RebalanceEntry[] {
    return [...this.#core.rebalances]
  }

  /** Has the group rebalance, for example because what `userData` says has changed. Classic protocol only. */
  enforceRebalance(reason = 'the application asked for it'): void {
    this.#core.throwIfClosed()
    this.#core.session?.rejoin(reason)
  }

  on<Name extends keyof ConsumerEvents>(event: Name, listener: (event: ConsumerEvents[Name]) => void): this {
    this.#core.events.on(event, listener)
    return this
  }

  off<Name extends keyof ConsumerEvents>(event: Name, listener: (event: ConsumerEvents[Name]) => void): this {
    this.#core.events.off(event, listener)
    return this
  }

  /**
   * Ends waiting calls and loops, waits for the handlers of `run`, commits what is processed, calls `onRevoked` and leaves the group, so that
   * its partitions go to others at once (a static member stays, unless asked to leave). Not to be awaited within a handler of `run`.
   * A record that a loop or `poll` still holds is not committed: `drain` first, or `commit`.
   */
  async close(options: ConsumerCloseOptions = {}): Promise<void> {
    this.#runner?.stop()
    await this.#core.close(options)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

function checkPartitions(partitions: Partitions): TopicPartition[] {
  return Array.from(partitions, item => {
    const { topic, partition } = (item ?? {}) as TopicPartition
    if (typeof topic !== 'string' || topic === '' || !Number.isInteger(partition) || partition < 0) {
      throw new KafkaError('CONFIG', `a partition is { topic, partition }, not ${JSON.stringify(item)}`)
    }
    return { topic, partition }
  })
}

function checkOffsets(offsets: Iterable<OffsetToCommit>): OffsetToCommit[] {
  return Array.from(offsets, item => {
    const { topic, partition, offset, leaderEpoch, metadata } = item
    checkPartitions([item])
    if (!Number.isSafeInteger(offset) || offset < 0)
      throw new KafkaError('CONFIG', `the offset to commit for ${topic}-${partition} must be at least 0, not ${String(offset)}`)
    return { topic, partition, offset, ...(leaderEpoch !== undefined && { leaderEpoch }), ...(metadata !== undefined && { metadata }) }
  })
}
