// The engine of a consumer, without its public face: owns the partitions, ties fetching, positions, membership and commits together,
// and knows which records have been handed out and which are processed. A driver; consumer.ts and run.ts stand on it.
// A rebalance never waits for processing except for the partitions that move: they are let go when the application asks for
// more, or its handlers are done, or its time (maxPollIntervalMs) is up.

import { type Deferred, deferred } from '../core/async.ts'
import type { Timer } from '../core/clock.ts'
import { ClosedError, errorMessage, KafkaError } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import { errorByCode, ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import { Cluster, type WaitOptions } from './cluster.ts'
import { type CommitHost, type CommitOptions, Committer } from './commits.ts'
import type { ConsumerConfig } from './consumer-config.ts'
import { EventHub, type PartitionReport, type RebalanceEntry } from './consumer-events.ts'
import { Fetcher } from './fetcher.ts'
import { fetchCommitted, type MemberIdentity, noMember, type OffsetToCommit } from './group-offsets.ts'
import { type GroupHost, GroupSession } from './group-session.ts'
import type { RebalanceNote } from './membership.ts'
import { reportOf, StallWatch } from './partition-report.ts'
import { Positions } from './positions.ts'
import { RecordSource, type TopicPartition } from './record.ts'
import { Assignment, PartitionState, type RecordRun } from './subscription.ts'
import { matcherOf, SubscriptionPattern } from './subscription-pattern.ts'

/** Told about partitions that come and go. The group waits for the promises. */
export interface RebalanceListener {
  /** New partitions, before the first record of them. A seek is possible. */
  onAssigned?(partitions: TopicPartition[]): void | Promise<void>
  /** Partitions that move to others. What was processed has been committed; more can be committed here. */
  onRevoked?(partitions: TopicPartition[], context: { reason: string }): void | Promise<void>
  /** Partitions that others may have already: nothing can be committed. Without it `onRevoked` is called. */
  onLost?(partitions: TopicPartition[], context: { reason: string }): void | Promise<void>
}

type Subscription =
  | { readonly type: 'none' }
  | { readonly type: 'topics'; readonly topics: readonly string[]; readonly listener: RebalanceListener }
  | { readonly type: 'pattern'; readonly matches: (topic: string, isInternal: boolean) => boolean; matched: readonly string[]; readonly listener: RebalanceListener }
  /** Matched by the broker. */
  | { readonly type: 'brokerPattern'; readonly pattern: SubscriptionPattern; readonly listener: RebalanceListener }
  | { readonly type: 'manual' }

/** The reason of an owned partition's AbortSignal. */
export class PartitionGoneError extends KafkaError {
  override readonly name = 'PartitionGoneError'

  constructor(code: 'REVOKED' | 'LOST' | 'CLOSED', message: string) {
    super(code, message)
  }
}

const rebalancesMax = 50
/** How long records may be handed out without a turn of the event loop. */
const yieldEveryMs = 2
/** While a subscribed topic does not exist, it is looked for this often. */
const missingTopicMs = 2_000

export class ConsumerCore implements GroupHost, CommitHost {
  readonly config: ConsumerConfig
  readonly cluster: Cluster
  readonly assignment = new Assignment()
  readonly fetcher: Fetcher
  readonly positions: Positions
  readonly events: EventHub
  readonly logger: Logger
  readonly #committer: Committer | undefined
  #session: GroupSession | undefined
  #subscription: Subscription = { type: 'none' }
  #closing = false
  readonly #closed = deferred<void>()
  #fatal: Error | undefined
  /** Wakes who waits for records. */
  #dataWaiter: Deferred<void> | undefined
  /** Wakes everybody who waits for any change. */
  #changed: Deferred<void> | undefined
  /** Partitions whose records were handed out and not yet asked beyond. */
  #handed: PartitionState[] = []
  #settling: { states: readonly PartitionState[]; done: Deferred<void> }[] = []
  /** Grows whenever the application shows itself. */
  activity = 0
  /** How many calls wait for records now: the application is not busy then. */
  #waiting = 0
  /** With `run`, processing is what its handlers do: since when has the oldest been at it? */
  processingSince: (() => number | undefined) | undefined
  #yieldedAt = 0
  #seenActivity = -1
  #seenActivityAt = 0
  #expired = false
  #tick: Timer | undefined
  #autoCommitAt = 0
  #missingCheckedAt = 0
  #stallWatch: StallWatch | undefined
  /** The last rebalances, oldest first. */
  readonly rebalances: RebalanceEntry[] = []
  #rebalanceReason = ''
  /** Topics whose error has been told. */
  readonly #refusedTopics = new Set<string>()
  #stopWatching: () => void

  constructor(config: ConsumerConfig) {
    this.config = config
    this.logger = config.logger
    this.events = new EventHub(this.logger, { clientId: config.clientId, groupId: config.groupId })
    this.cluster = new Cluster(config, { allowAutoTopicCreation: config.allowAutoCreateTopics })
    this.fetcher = new Fetcher(config, this.cluster, this.assignment, this.logger, {
      onData: () => this.#wakeData(),
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
        this.#broadcast()
      },
      onError: (error, state) => {
        this.fetcher.raise(error, state)
        this.#broadcast()
      },
    })
    this.#committer = groupId === undefined ? undefined : new Committer(this.cluster, groupId, this)
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
      if (topics.some(topic => this.cluster.metadata.topic(topic) === undefined)) this.cluster.requestRefresh()
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
      const matched: string[] = []
      for (const topic of this.cluster.metadata.topics.values()) {
        if (subscription.matches(topic.name, topic.isInternal)) matched.push(topic.name)
      }
      matched.sort()
      const before = new Set(subscription.matched)
      if (matched.length !== before.size || matched.some(topic => !before.has(topic)) || this.#session?.protocol === undefined) {
        subscription.matched = matched
        this.#session?.subscribe(matched, 'the topics that match the pattern have changed')
      }
    }
    this.#checkTopicErrors()
    this.#session?.onMetadata()
    this.positions.onMetadata()
    this.fetcher.pump()
    this.#broadcast()
  }

  /** Only topics that are subscribed to or read are asked for: to ask for others could bring back a topic that was deleted. */
  retainTopics(): void {
    const subscription = this.#subscription
    const keep = new Set(this.assignment.all.map(({ topic }) => topic))
    if (subscription.type === 'topics') for (const topic of subscription.topics) keep.add(topic)
    for (const topic of this.#session?.describedTopics ?? []) keep.add(topic)
    this.cluster.retainTopics(keep)
  }

  /** A topic that may not be read, or that cannot exist, is the application's to know, once. */
  #checkTopicErrors(): void {
    const wanted = this.#subscription.type === 'topics' ? this.#subscription.topics : this.assignment.all.map(({ topic }) => topic)
    for (const topic of wanted) {
      const code = this.cluster.topicError(topic)
      if (code === ErrorCode.NONE || errorByCode(code).retriable || this.#refusedTopics.has(topic)) continue
      this.#refusedTopics.add(topic)
      this.fetcher.raise(errorFor(code, `topic ${topic}`))
    }
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
    if (this.config.enableAutoCommit && gone.length > 0) void this.#commitProcessed(gone, {}).catch(() => {})
    for (const state of gone) state.abort(new PartitionGoneError('REVOKED', `${state.key} is no longer assigned`))
    this.#remove(gone)
    this.cluster.watchTopics(partitions.map(({ topic }) => topic))
    for (const { topic, partition } of partitions)
      if (this.assignment.get(topic, partition) === undefined) this.assignment.add(this.#newState(topic, partition))
    this.#startTicking()
    if (partitions.some(({ topic }) => this.cluster.metadata.topic(topic) === undefined)) this.cluster.requestRefresh()
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
    if (partitions.some(({ topic }) => this.cluster.metadata.topic(topic) === undefined)) this.cluster.requestRefresh()
    this.positions.pump()
    this.fetcher.pump()
    this.#broadcast()
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
    if (note.type === 'started') this.#rebalanceReason = note.reason
    if (note.type === 'completed') this.#remember(note)
    if (note.type === 'warning') this.logger.warn(note.message)
    else if (this.logger.enabled('info')) this.logger.info(describeNote(this.config.groupId!, note))
    this.events.emit('rebalance', note)
  }

  #remember(note: Extract<RebalanceNote, { type: 'completed' }>): void {
    const { type: _, assigned, ...rest } = note
    this.rebalances.push({ at: this.config.system.clock.now(), reason: this.#rebalanceReason, kept: assigned.length - note.added.length, ...rest })
    if (this.rebalances.length > rebalancesMax) this.rebalances.shift()
  }

  onFail(error: Error): void {
    this.#fatal = error
    this.logger.error(error.message)
    this.events.emit('failed', { error })
    this.#wakeData()
    this.#broadcast()
  }

  onChange(): void {
    this.#broadcast()
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
      if (this.config.enableAutoCommit) this.#commitProcessed(states, { once: true }).catch(() => {})
      await this.#settled(states, timeoutMs)
    }
    if (this.config.enableAutoCommit) {
      try {
        await this.#commitProcessed(states, { timeoutMs: Math.max(1, Math.min(deadline - this.#now, this.config.defaultApiTimeoutMs)) })
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
    this.#handed = this.#handed.filter(state => !states.includes(state))
    this.#broadcast()
    this.fetcher.pump()
  }

  // ---- handing out records, and knowing when they are processed

  /** The application asks for more: what it had is processed. */
  comeBack(): void {
    this.activity++
    if (this.#handed.length > 0) {
      for (const state of this.#handed) {
        state.outstanding = 0
        state.processed = state.position
      }
      this.#handed.length = 0
      this.checkSettled()
    }
    if (this.#expired) this.#resume()
  }

  #resume(): void {
    this.#expired = false
    this.#session?.onProcessingResumed()
  }

  /** Records of these partitions are with the application until it comes back. */
  handOut(run: RecordRun): void {
    const { state } = run
    if (state.outstanding === 0) {
      state.outstanding = 1
      this.#handed.push(state)
    }
  }

  /** The next records in turn. Throws what only the application can cure. */
  nextRun(limit: number, accept?: (state: PartitionState) => boolean): RecordRun | undefined {
    const error = this.fetcher.takeError()
    if (error !== undefined) throw error
    if (this.#fatal !== undefined) throw this.#fatal
    return this.fetcher.nextRun(limit, accept)
  }

  /** Whether `nextRun` might have something new. */
  get hasData(): boolean {
    return this.#fatal !== undefined || this.fetcher.hasData
  }

  /** Waits until records (of partitions that `accept` allows) may be had, the consumer is closed, `timeoutMs` have passed or the signal fires. */
  async waitForData(timeoutMs: number, signal?: AbortSignal, accept?: (state: PartitionState) => boolean): Promise<void> {
    this.fetcher.pump()
    const there = accept === undefined ? this.hasData : this.#fatal !== undefined || this.fetcher.hasDataOf(accept)
    if (there || this.#closing || signal?.aborted === true) return this.maybeYield()
    const waiter = (this.#dataWaiter ??= deferred<void>())
    const timer = timeoutMs < Infinity ? this.config.system.timers.schedule(timeoutMs, () => waiter.resolve()) : undefined
    const onAbort = (): void => waiter.resolve()
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#waiting++
    this.activity++
    try {
      await waiter.promise
    } finally {
      this.#waiting--
      this.activity++
      this.#yieldedAt = this.#now
      timer?.cancel()
      signal?.removeEventListener('abort', onAbort)
      if (this.#dataWaiter === waiter) this.#dataWaiter = undefined
    }
  }

  /** As long as records are at hand, nothing but promises would run: lets sockets and timers have their turn. */
  maybeYield(): Promise<void> | undefined {
    const now = this.#now
    if (now - this.#yieldedAt < yieldEveryMs) return undefined
    return new Promise(resolve => {
      this.config.system.timers.defer(() => {
        this.#yieldedAt = this.#now
        resolve()
      })
    })
  }

  /** Wakes whoever waits for records: something other than records has come up. */
  wake(): void {
    this.#wakeData()
    this.#broadcast()
  }

  #wakeData(): void {
    const waiter = this.#dataWaiter
    if (waiter === undefined) return
    this.#dataWaiter = undefined
    waiter.resolve()
  }

  /** Resolves at the next change of whatever kind: a position, an assignment, an error. */
  change(): Promise<void> {
    this.#changed ??= deferred<void>()
    return this.#changed.promise
  }

  /** The same, but no longer than `timeoutMs`. */
  async changeOrTimeout(timeoutMs: number): Promise<void> {
    let timer: Timer | undefined
    const late = new Promise<void>(resolve => {
      timer = this.config.system.timers.schedule(timeoutMs, resolve)
    })
    await Promise.race([this.change(), late])
    timer?.cancel()
  }

  #broadcast(): void {
    const waiter = this.#changed
    if (waiter === undefined) return
    this.#changed = undefined
    waiter.resolve()
  }

  get fatal(): Error | undefined {
    return this.#fatal
  }

  /** Resolves when no record of these partitions is being processed any more, or the time is up. */
  async #settled(states: readonly PartitionState[], timeoutMs: number): Promise<void> {
    if (states.every(state => state.outstanding === 0) || this.#expired) return
    // Who waits for records has none.
    if (this.#waiting > 0 && this.processingSince === undefined) return this.comeBack()
    const entry = { states, done: deferred<void>() }
    this.#settling.push(entry)
    const timer = this.config.system.timers.schedule(timeoutMs, () => entry.done.resolve())
    await entry.done.promise
    timer.cancel()
    this.#settling = this.#settling.filter(other => other !== entry)
  }

  /** To be called when a partition's `outstanding` has fallen to 0. */
  checkSettled(): void {
    for (const { states, done } of this.#settling) if (states.every(state => state.outstanding === 0)) done.resolve()
  }

  // ---- commits (CommitHost)

  identity(): MemberIdentity {
    return this.#subscription.type === 'manual' ? noMember : (this.#session?.identity ?? noMember)
  }

  owns(topic: string, partition: number): boolean {
    return this.assignment.get(topic, partition) !== undefined
  }

  isRebalancing(): boolean {
    return this.#session !== undefined && this.#fatal === undefined && !this.#session.isStable
  }

  onCommitted({ topic, partition, offset }: OffsetToCommit): void {
    const state = this.assignment.get(topic, partition)
    if (state === undefined) return
    state.committed = offset
    // What was committed by hand need not be processed once more for the automatic commit to follow.
    if (state.processed >= 0 && offset > state.processed && offset <= state.position) state.processed = offset
  }

  /** Commits these offsets, or the position of every partition. */
  async commit(offsets: readonly OffsetToCommit[] | undefined, options: CommitOptions): Promise<void> {
    if (this.#committer === undefined) throw new KafkaError('CONFIG', 'commits need a groupId')
    const list =
      offsets ??
      this.assignment.all.flatMap(state => {
        const offset = this.processingSince === undefined ? state.position : state.processed
        return offset < 0 || offset === state.committed ? [] : [toCommit(state, offset)]
      })
    await this.#committer.commit(list, options)
  }

  async #commitProcessed(states: readonly PartitionState[], options: CommitOptions): Promise<void> {
    const due = states.filter(state => state.processed >= 0 && state.processed !== state.committed)
    if (due.length === 0 || this.#committer === undefined) return
    await this.#committer.commit(
      due.map(state => toCommit(state, state.processed)),
      options,
    )
  }

  /** Commits what has been processed of every partition. */
  commitAllProcessed(options: CommitOptions): Promise<void> {
    return this.#commitProcessed(this.assignment.all, options)
  }

  #autoCommit(): void {
    if (this.#committer === undefined || this.#committer.busy) return
    if (this.#subscription.type !== 'manual' && this.isRebalancing()) return
    this.#commitProcessed(
      this.assignment.all.filter(state => !state.revoking),
      { once: true },
    ).catch((error: unknown) => {
      if (this.#closing) return
      if (this.logger.enabled('debug')) this.logger.debug(`an automatic commit failed: ${errorMessage(error)}`)
      this.events.emit('commitFailed', { error: error as Error })
    })
  }

  // ---- housekeeping: processing deadline, automatic commits, stalls, topics that are not there yet

  #startTicking(): void {
    if (this.#tick !== undefined) return
    this.#seenActivityAt = this.#now
    this.#stallWatch = new StallWatch(this.config.stallTimeoutMs, this.#readCommitted, this.#now)
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
        this.#checkProcessing()
        if (this.config.enableAutoCommit && this.#now >= this.#autoCommitAt) {
          this.#autoCommitAt = this.#now + autoCommitIntervalMs
          this.#autoCommit()
        }
        this.#checkStall()
        this.#checkMissingTopics()
        this.#schedule()
      },
      { background: true },
    )
  }

  #checkProcessing(): void {
    const now = this.#now
    const busySince = this.processingSince !== undefined ? this.processingSince() : this.#waiting > 0 ? undefined : this.#seenActivityAt
    if (this.activity !== this.#seenActivity || busySince === undefined) {
      this.#seenActivity = this.activity
      this.#seenActivityAt = now
      if (this.processingSince === undefined || busySince === undefined) {
        if (this.#expired && this.processingSince !== undefined) this.#resume()
        return
      }
    }
    const { maxPollIntervalMs } = this.config
    if (this.#expired || this.#session === undefined || now - busySince < maxPollIntervalMs) return
    this.#expired = true
    this.logger.warn(
      `the application has not asked for records for ${Math.round(now - busySince)} ms (maxPollIntervalMs is ${maxPollIntervalMs}): leaving group ${this.config.groupId} until it does`,
    )
    this.events.emit('processingExpired', { elapsedMs: now - busySince, maxPollIntervalMs })
    for (const { done } of this.#settling) done.resolve()
    this.#session.onProcessingExpired()
  }

  #checkStall(): void {
    const elapsedMs = this.#stallWatch?.check(this.assignment.all, this.#waiting > 0, this.#now)
    if (elapsedMs === undefined) return
    const partitions = this.report()
    const places = partitions.map(p => `${p.topic}-${p.partition} waits for ${p.waitsFor}`).join(', ')
    this.logger.warn(`no record for ${Math.round(elapsedMs)} ms although there is lag: ${places}`)
    this.events.emit('stall', { elapsedMs, partitions })
  }

  #checkMissingTopics(): void {
    const { metadata } = this.cluster
    const missing =
      this.#subscription.type === 'topics'
        ? this.#subscription.topics.some(topic => metadata.topic(topic) === undefined)
        : this.assignment.all.some(({ topic, partition }) => metadata.partition(topic, partition) === undefined)
    if (!missing || this.#now - this.#missingCheckedAt < missingTopicMs) return
    this.#missingCheckedAt = this.#now
    this.cluster.requestRefresh()
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
    this.#wakeData()
    this.#tick?.cancel()
    const timeoutMs = options.timeoutMs ?? 30_000
    const timer = this.config.system.timers.schedule(timeoutMs, () => this.cluster.close())
    try {
      await this.#leave({
        reason: 'the consumer is closed',
        leaveGroup: options.leaveGroup ?? this.config.groupInstanceId === undefined,
        timeoutMs,
        waits: this.processingSince !== undefined,
      })
    } finally {
      timer.cancel()
      this.#stopWatching()
      this.fetcher.close()
      this.positions.close()
      this.#broadcast()
      this.cluster.close()
      this.#closed.resolve()
    }
  }
}

function toCommit(state: PartitionState, offset: number): OffsetToCommit {
  const { topic, partition, offsetEpoch } = state
  // The epoch is known of the record before the position only.
  return offset === state.position && offsetEpoch >= 0 ? { topic, partition, offset, leaderEpoch: offsetEpoch } : { topic, partition, offset }
}

function describeNote(groupId: string, note: Exclude<RebalanceNote, { type: 'warning' }>): string {
  if (note.type === 'started') return `group ${groupId}: a rebalance begins (${note.reason})`
  const { assigned, added, revoked, generationIdOrMemberEpoch, protocol, durationMs } = note
  return `group ${groupId}: ${assigned.length} partitions in generation ${generationIdOrMemberEpoch} by ${protocol} (${added.length} new, ${revoked.length} given up) after ${Math.round(durationMs)} ms`
}
