// The engine of a consumer, without its public face: owns the partitions, ties fetching, positions, membership and commits together,
// and knows which records have been handed out and which are processed. A driver; consumer.ts and run.ts stand on it.
// A rebalance never waits for processing except for the partitions that move: they are let go when the application asks for
// more, or its handlers are done, or its time (maxPollIntervalMs) is up.

import { deferred } from '../core/async.ts'
import type { Timer } from '../core/clock.ts'
import { ClosedError, errorMessage, KafkaError } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import { Cluster, type WaitOptions } from './cluster.ts'
import type { CommitOptions } from './commits.ts'
import { type CommittingMember, ConsumerCommits } from './consumer-commits.ts'
import type { ConsumerConfig } from './consumer-config.ts'
import { EventHub, type PartitionReport, type RebalanceEntry } from './consumer-events.ts'
import { matchAgain, type RebalanceListener, type Subscription } from './consumer-subscription.ts'
import { Fetcher } from './fetcher.ts'
import { fetchCommitted, type MemberIdentity, noMember, type OffsetToCommit } from './group-offsets.ts'
import { type GroupHost, GroupSession } from './group-session.ts'
import type { RebalanceNote } from './membership.ts'
import { describeStall, reportOf, StallWatch } from './partition-report.ts'
import { Positions } from './positions.ts'
import { Processing } from './processing.ts'
import { RebalanceNotes } from './rebalance-notes.ts'
import { RecordSource, type TopicPartition } from './record.ts'
import { Assignment, PartitionGoneError, PartitionState, type RecordRun } from './subscription.ts'
import { matcherOf, SubscriptionPattern } from './subscription-pattern.ts'
import { TopicInterest } from './topic-interest.ts'
import { Wakeups } from './wakeups.ts'

export class ConsumerCore implements GroupHost, CommittingMember {
  readonly config: ConsumerConfig
  readonly cluster: Cluster
  readonly assignment = new Assignment()
  readonly fetcher: Fetcher
  readonly positions: Positions
  readonly events: EventHub
  readonly logger: Logger
  readonly processing: Processing
  readonly #commits: ConsumerCommits
  readonly #wakeups: Wakeups
  readonly #notes: RebalanceNotes
  readonly #topics: TopicInterest
  #session: GroupSession | undefined
  #subscription: Subscription = { type: 'none' }
  #closing = false
  readonly #closed = deferred<void>()
  #fatal: Error | undefined
  #tick: Timer | undefined
  #autoCommitAt = 0
  #stallWatch: StallWatch | undefined
  #stopWatching: () => void

  constructor(config: ConsumerConfig) {
    this.config = config
    this.logger = config.logger
    this.events = new EventHub(this.logger, { clientId: config.clientId, groupId: config.groupId })
    this.cluster = new Cluster(config, { allowAutoTopicCreation: config.allowAutoCreateTopics })
    this.#topics = new TopicInterest(this.cluster, this.assignment)
    this.#wakeups = new Wakeups(config.system)
    this.#notes = new RebalanceNotes(config.system.clock, config.groupId, this.events, this.logger)
    this.processing = new Processing(config.system, config.maxPollIntervalMs, {
      onExpired: elapsedMs => this.#onProcessingExpired(elapsedMs),
      onResumed: () => this.#session?.onProcessingResumed(),
    })
    this.fetcher = new Fetcher(config, this.cluster, this.assignment, this.logger, {
      onData: () => this.#wakeups.wakeData(),
      onOutOfRange: (state, logStartOffset, highWatermark) => this.positions.onOutOfRange(state, logStartOffset, highWatermark),
    })
    const { groupId } = config
    const lookup =
      groupId === undefined
        ? undefined
        : (partitions: readonly TopicPartition[]) =>
            fetchCommitted(this.cluster, groupId, partitions, { requireStable: config.isolationLevel === 'read_committed', identity: () => this.identity() })
    this.positions = new Positions(config, this.cluster, this.assignment, this.logger, lookup, {
      onPosition: () => {
        this.fetcher.pump()
        this.#wakeups.broadcast()
      },
      onError: (error, state) => {
        this.fetcher.records.raise(error, state)
        this.#wakeups.broadcast()
      },
    })
    this.#commits = new ConsumerCommits(this.cluster, groupId, this.assignment, this, this.events, this.logger)
    this.#stopWatching = this.cluster.onMetadata(() => this.#onMetadata())
  }

  get #now(): number {
    return this.config.system.clock.monotonic()
  }

  get closed(): boolean {
    return this.#closing
  }

  get subscription(): Subscription {
    return this.#subscription
  }

  get session(): GroupSession | undefined {
    return this.#session
  }

  /** Resolves at the end of `close`. */
  get whenClosed(): Promise<void> {
    return this.#closed.promise
  }

  throwIfClosed(): void {
    if (this.#closing) throw new ClosedError('the consumer is closed')
  }

  // ---- subscribing

  subscribe(topics: readonly string[] | RegExp | SubscriptionPattern, listener: RebalanceListener): void {
    this.throwIfClosed()
    const { groupId } = this.config
    if (groupId === undefined) throw new KafkaError('CONFIG', 'subscribe needs a groupId; without one, assign() reads partitions by hand')
    if (this.#subscription.type === 'manual') throw new KafkaError('STATE', 'assign() is in use: unsubscribe() first')
    this.#fatal = undefined
    if (topics instanceof RegExp) {
      this.#match((topic, isInternal) => {
        topics.lastIndex = 0
        return (!isInternal || !this.config.excludeInternalTopics) && topics.test(topic)
      }, listener)
    } else if (topics instanceof SubscriptionPattern) {
      this.#subscription = { type: 'brokerPattern', pattern: topics, listener }
      // The broker assigns topics by their ids, and these may be of any topic.
      this.cluster.watchAllTopics(true)
      this.cluster.requestRefresh()
    } else {
      this.cluster.watchAllTopics(false)
      this.#subscription = { type: 'topics', topics: [...new Set(topics)], listener }
      this.cluster.watchTopics(topics)
      this.#topics.request(topics)
    }
    this.retainTopics()
    this.#startTicking()
    if (this.#session === undefined) this.#session = new GroupSession(this.config, groupId, this.cluster, this.logger, this)
    if (this.#subscription.type === 'topics') this.#session.subscribe(this.#subscription.topics, 'the subscription has changed')
    if (this.#subscription.type === 'brokerPattern') this.#session.subscribe([], 'the subscription has changed', this.#subscription.pattern)
  }

  #match(matches: (topic: string, isInternal: boolean) => boolean, listener: RebalanceListener): void {
    this.#subscription = { type: 'pattern', matches, matched: [], listener }
    this.cluster.watchAllTopics(true)
    this.cluster.refresh().catch((error: unknown) => {
      this.logger.warn(`metadata could not be refreshed: ${errorMessage(error)}`)
      if (!this.cluster.closed) this.cluster.requestRefresh()
    })
  }

  onPatternUnsupported(pattern: SubscriptionPattern): void {
    const subscription = this.#subscription
    if (subscription.type !== 'brokerPattern' || subscription.pattern !== pattern) return
    matcherOf(pattern).then(
      matches => {
        if (this.#subscription === subscription && !this.#closing) this.#match(matches, subscription.listener)
      },
      (error: unknown) => {
        if (this.#subscription === subscription) this.onFail(error as Error)
      },
    )
  }

  #onMetadata(): void {
    const subscription = this.#subscription
    if (subscription.type === 'pattern') {
      const changed = matchAgain(subscription, this.cluster.metadata.topics.values())
      if (changed || this.#session?.protocol === undefined) this.#session?.subscribe(subscription.matched, 'the topics that match the pattern have changed')
    }
    for (const error of this.#topics.newErrors(this.#subscription)) this.fetcher.records.raise(error)
    this.#session?.onMetadata()
    this.positions.onMetadata()
    this.fetcher.pump()
    this.#wakeups.broadcast()
  }

  /** Asks for no topics any more but those that are subscribed to or read. */
  retainTopics(): void {
    this.#topics.retain(this.#subscription, this.#session?.describedTopics ?? [])
  }

  /** Gives up the subscription: commits, tells the listener, leaves the group. Manual partitions are dropped. */
  async unsubscribe(): Promise<void> {
    this.throwIfClosed()
    await this.#leave({
      reason: 'the consumer unsubscribed',
      leaveGroup: this.config.groupInstanceId === undefined,
      timeoutMs: this.config.defaultApiTimeoutMs,
    })
    this.cluster.watchAllTopics(false)
    this.#subscription = { type: 'none' }
    this.retainTopics()
  }

  /** Replaces the partitions that are read by hand. */
  assign(partitions: readonly TopicPartition[]): void {
    this.throwIfClosed()
    if (this.#subscription.type !== 'none' && this.#subscription.type !== 'manual') throw new KafkaError('STATE', 'subscribe() is in use: unsubscribe() first')
    this.#subscription = { type: 'manual' }
    const wanted = new Set(partitions.map(({ topic, partition }) => `${topic}-${partition}`))
    const gone = this.assignment.all.filter(state => !wanted.has(state.key))
    if (this.config.enableAutoCommit && gone.length > 0) void this.#commits.processed(gone, {}).catch(() => {})
    for (const state of gone) state.abort(new PartitionGoneError('REVOKED', `${state.key} is no longer assigned`))
    this.cluster.watchTopics(partitions.map(({ topic }) => topic))
    for (const { topic, partition } of partitions)
      if (this.assignment.get(topic, partition) === undefined) this.assignment.add(this.#newState(topic, partition))
    // Only now: what is known of a topic that stays is not forgotten.
    this.#remove(gone)
    this.#startTicking()
    this.#topics.request(partitions.map(({ topic }) => topic))
    this.positions.pump()
  }

  #newState(topic: string, partition: number): PartitionState {
    return new PartitionState(new RecordSource(topic, partition, this.config.keyDeserializer, this.config.valueDeserializer))
  }

  // ---- the group's side (GroupHost)

  async onAssign(partitions: readonly TopicPartition[]): Promise<void> {
    const states = partitions.map(({ topic, partition }) => {
      const state = this.#newState(topic, partition)
      // The listener may seek first; only then are committed offsets looked up.
      state.busy = true
      this.assignment.add(state)
      return state
    })
    this.cluster.watchTopics(new Set(partitions.map(({ topic }) => topic)))
    const list = partitions.map(({ topic, partition }) => ({ topic, partition }))
    await this.#callListener('onAssigned', async listener => listener.onAssigned?.(list))
    for (const state of states) if (state.phase === 'Initializing') state.busy = false
    this.events.emit('assigned', { partitions: list })
    this.#topics.request(partitions.map(({ topic }) => topic))
    this.positions.pump()
    this.fetcher.pump()
    this.#wakeups.broadcast()
  }

  async onRevoke(partitions: readonly TopicPartition[], reason: string): Promise<void> {
    const states = this.#statesOf(partitions)
    await this.#letGo(states, reason, 'REVOKED', this.config.maxPollIntervalMs)
    this.#remove(states)
    this.events.emit('revoked', { partitions, reason })
  }

  async onLose(partitions: readonly TopicPartition[], reason: string): Promise<void> {
    const states = this.#statesOf(partitions)
    for (const state of states) state.abort(new PartitionGoneError('LOST', `${state.key} was lost: ${reason}`))
    this.#remove(states)
    const list = partitions.map(({ topic, partition }) => ({ topic, partition }))
    this.logger.warn(`lost ${list.length} partitions of group ${this.config.groupId}: ${reason}`)
    await this.#callListener('onLost', async listener => {
      if (listener.onLost !== undefined) await listener.onLost(list, { reason })
      else await listener.onRevoked?.(list, { reason })
    })
    this.events.emit('lost', { partitions: list, reason })
  }

  onNote(note: RebalanceNote): void {
    this.#notes.add(note)
    if (note.type === 'completed') this.retainTopics()
  }

  /** The last rebalances, oldest first. */
  get rebalances(): readonly RebalanceEntry[] {
    return this.#notes.entries
  }

  onFail(error: Error): void {
    this.#fatal = error
    this.logger.error(error.message)
    this.events.emit('failed', { error })
    this.#wakeups.wakeData()
    this.#wakeups.broadcast()
  }

  onChange(): void {
    this.#wakeups.broadcast()
  }

  #statesOf(partitions: readonly TopicPartition[]): PartitionState[] {
    return partitions.flatMap(({ topic, partition }) => this.assignment.get(topic, partition) ?? [])
  }

  /** Stops handing out, waits for what is being processed, commits, tells the listener. */
  async #letGo(states: readonly PartitionState[], reason: string, code: 'REVOKED' | 'CLOSED', timeoutMs: number, waits = true): Promise<void> {
    const deadline = this.#now + timeoutMs
    for (const state of states) {
      state.revoking = true
      state.abort(new PartitionGoneError(code, `${state.key} is given up: ${reason}`))
    }
    if (waits && states.some(state => state.outstanding > 0)) {
      // What is done already is safe, even if what is at work does not end in time and the group goes on without this member.
      if (this.config.enableAutoCommit) this.#commits.processed(states, { once: true }).catch(() => {})
      await this.processing.settled(states, timeoutMs)
    }
    if (this.config.enableAutoCommit) {
      try {
        await this.#commits.processed(states, { timeoutMs: Math.max(1, Math.min(deadline - this.#now, this.config.defaultApiTimeoutMs)) })
      } catch (error) {
        this.logger.warn(`the commit before giving up partitions failed: ${errorMessage(error)}`)
        this.events.emit('commitFailed', { error: error as Error })
      }
    }
    const list = states.map(({ topic, partition }) => ({ topic, partition }))
    if (list.length > 0) await this.#callListener('onRevoked', async listener => listener.onRevoked?.(list, { reason }))
  }

  async #callListener(name: string, call: (listener: RebalanceListener) => Promise<void>): Promise<void> {
    const subscription = this.#subscription
    if (subscription.type === 'none' || subscription.type === 'manual') return
    try {
      await call(subscription.listener)
    } catch (error) {
      this.logger.error(`${name} threw: ${errorMessage(error)}`)
      this.events.emit('listenerFailed', { listener: name, error: error as Error })
    }
  }

  #remove(states: readonly PartitionState[]): void {
    for (const state of states) {
      state.revoking = true
      state.rewind()
      this.#stallWatch?.forget(state)
    }
    this.assignment.remove(states)
    this.retainTopics()
    this.processing.forget(states)
    this.#wakeups.broadcast()
    this.fetcher.pump()
  }

  // ---- handing out records

  /** The next records in turn. Throws what only the application can cure. */
  nextRun(limit: number, accept?: (state: PartitionState) => boolean): RecordRun | undefined {
    const error = this.fetcher.records.takeError()
    if (error !== undefined) throw error
    if (this.#fatal !== undefined) throw this.#fatal
    return this.fetcher.records.nextRun(limit, accept)
  }

  /** Whether `nextRun` might have something new. */
  get hasData(): boolean {
    return this.#fatal !== undefined || this.fetcher.records.hasData
  }

  /** Waits until records (of partitions that `accept` allows) may be had, the consumer is closed, `timeoutMs` have passed or the signal fires. */
  async waitForData(timeoutMs: number, signal?: AbortSignal, accept?: (state: PartitionState) => boolean): Promise<void> {
    this.fetcher.pump()
    const there = accept === undefined ? this.hasData : this.#fatal !== undefined || this.fetcher.records.hasDataOf(accept)
    if (there || this.#closing || signal?.aborted === true) return this.maybeYield()
    this.processing.beginWait()
    try {
      await this.#wakeups.data(timeoutMs, signal)
    } finally {
      this.processing.endWait()
    }
  }

  /** As long as records are at hand, nothing but promises would run: lets sockets and timers have their turn. */
  maybeYield(): Promise<void> | undefined {
    return this.#wakeups.maybeYield()
  }

  /** Wakes whoever waits for records: something other than records has come up. */
  wake(): void {
    this.#wakeups.wakeData()
    this.#wakeups.broadcast()
  }

  /** Resolves at the next change of whatever kind (a position, an assignment, an error), or when `timeoutMs` have passed. */
  changeOrTimeout(timeoutMs: number): Promise<void> {
    return this.#wakeups.changeOrTimeout(timeoutMs)
  }

  // ---- commits (CommittingMember)

  identity(): MemberIdentity {
    return this.#subscription.type === 'manual' ? noMember : (this.#session?.identity ?? noMember)
  }

  owns(topic: string, partition: number): boolean {
    return this.assignment.get(topic, partition) !== undefined
  }

  isRebalancing(): boolean {
    return this.#session !== undefined && this.#fatal === undefined && !this.#session.isStable
  }

  /** Commits these offsets, or the position of every partition; with `run`, what its handlers have done. */
  commit(offsets: readonly OffsetToCommit[] | undefined, options: CommitOptions): Promise<void> {
    const running = this.processing.processingSince !== undefined
    return this.#commits.commit(offsets, state => (running ? state.processed : state.position), options)
  }

  /** Commits what has been processed of every partition. */
  commitAllProcessed(options: CommitOptions): Promise<void> {
    return this.#commits.processed(this.assignment.all, options)
  }

  // ---- housekeeping: processing deadline, automatic commits, stalls, topics that are not there yet

  #startTicking(): void {
    if (this.#tick !== undefined) return
    this.processing.start()
    this.#stallWatch = new StallWatch(this.config.stallTimeoutMs, this.#readCommitted, this.#now, elapsedMs => {
      const partitions = this.report()
      this.logger.warn(describeStall(elapsedMs, partitions))
      this.events.emit('stall', { elapsedMs, partitions })
    })
    this.#autoCommitAt = this.#now + this.config.autoCommitIntervalMs
    this.#schedule()
  }

  #schedule(): void {
    const { maxPollIntervalMs, autoCommitIntervalMs, stallTimeoutMs } = this.config
    const everyMs = Math.max(5, Math.min(1_000, maxPollIntervalMs / 10, autoCommitIntervalMs / 2, stallTimeoutMs / 4))
    this.#tick = this.config.system.timers.schedule(
      everyMs,
      () => {
        if (this.#closing) return
        this.processing.check(this.#session !== undefined)
        if (this.config.enableAutoCommit && this.#now >= this.#autoCommitAt) {
          this.#autoCommitAt = this.#now + autoCommitIntervalMs
          if (this.#subscription.type === 'manual' || !this.isRebalancing()) this.#commits.auto(() => this.#closing)
        }
        this.#stallWatch?.check(this.assignment.all, this.processing.isWaiting, this.#now)
        this.#topics.checkMissing(this.#subscription, this.#now)
        this.#schedule()
      },
      { background: true },
    )
  }

  #onProcessingExpired(elapsedMs: number): void {
    const { maxPollIntervalMs, groupId } = this.config
    this.logger.warn(
      `the application has not asked for records for ${Math.round(elapsedMs)} ms (maxPollIntervalMs is ${maxPollIntervalMs}): leaving group ${groupId} until it does`,
    )
    this.events.emit('processingExpired', { elapsedMs, maxPollIntervalMs })
    this.processing.giveUpSettling()
    this.#session?.onProcessingExpired()
  }

  get #readCommitted(): boolean {
    return this.config.isolationLevel === 'read_committed'
  }

  report(): PartitionReport[] {
    const context = { readCommitted: this.#readCommitted, hasLeader: (state: PartitionState) => this.cluster.leaderOf(state.topic, state.partition) !== undefined }
    return this.assignment.all.map(state => reportOf(state, context))
  }

  // ---- the end

  async #leave(options: { reason: string; leaveGroup: boolean; timeoutMs: number; waits?: boolean }): Promise<void> {
    const states = [...this.assignment.all]
    if (this.#subscription.type !== 'none') await this.#letGo(states, options.reason, 'CLOSED', options.timeoutMs, options.waits ?? false)
    this.#remove(states)
    if (states.length > 0 && this.#subscription.type !== 'manual') {
      this.events.emit('revoked', { partitions: states.map(({ topic, partition }) => ({ topic, partition })), reason: options.reason })
    }
    const session = this.#session
    this.#session = undefined
    await session?.close(options.leaveGroup, options.reason)
  }

  /** Commits what was processed, tells the listener, leaves the group (static members only when asked to), closes every connection. */
  async close(options: WaitOptions & { leaveGroup?: boolean }): Promise<void> {
    if (this.#closing) return this.#closed.promise
    this.#closing = true
    this.#wakeups.wakeData()
    this.#tick?.cancel()
    const timeoutMs = options.timeoutMs ?? 30_000
    const timer = this.config.system.timers.schedule(timeoutMs, () => this.cluster.close())
    try {
      await this.#leave({
        reason: 'the consumer is closed',
        leaveGroup: options.leaveGroup ?? this.config.groupInstanceId === undefined,
        timeoutMs,
        waits: this.processing.processingSince !== undefined,
      })
    } finally {
      timer.cancel()
      this.#stopWatching()
      this.fetcher.close()
      this.positions.close()
      this.#wakeups.broadcast()
      this.cluster.close()
      this.#closed.resolve()
    }
  }
}
