// The driver of a membership machine: sends what it asks for, tells it what happened, keeps its one timer, and runs the
// application's callbacks one after another. Chooses the protocol: the consumer protocol where the broker has it (KIP-848), with a
// way back to the classic one.

import { microtask } from '../core/async.ts'
import type { AssignorTopic } from '../assignors/assignor.ts'
import type { Timer } from '../core/clock.ts'
import { errorMessage, KafkaError } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import { consumerGroupHeartbeatApi } from '../protocol/generated/consumer-group-heartbeat.ts'
import { ClassicMembership } from './classic-membership.ts'
import type { Cluster } from './cluster.ts'
import type { ConsumerConfig } from './consumer-config.ts'
import { ConsumerMembership } from './consumer-membership.ts'
import { type MemberIdentity, noMember } from './group-offsets.ts'
import type { Membership, MembershipEvent, MembershipOut, RebalanceNote } from './membership.ts'
import type { TopicPartition } from './record.ts'
import type { SubscriptionPattern } from './subscription-pattern.ts'

/** What the session does to its consumer. The promises are awaited before the group goes on. */
export interface GroupHost {
  onRevoke(partitions: readonly TopicPartition[], reason: string): Promise<void>
  onLose(partitions: readonly TopicPartition[], reason: string): Promise<void>
  onAssign(partitions: readonly TopicPartition[]): Promise<void>
  onNote(note: RebalanceNote): void
  /** The membership has ended; only a new subscription leads on. */
  onFail(error: Error): void
  /** The group speaks the classic protocol, which has no patterns: the host is to match this one itself. */
  onPatternUnsupported(pattern: SubscriptionPattern): void
  /** Something may have changed that a waiting commit is interested in. */
  onChange(): void
}

export class GroupSession {
  readonly #config: ConsumerConfig
  readonly #cluster: Cluster
  readonly #logger: Logger
  readonly #host: GroupHost
  readonly #groupId: string
  #membership: Membership | undefined
  #topics: readonly string[] = []
  #pattern: SubscriptionPattern | undefined
  #timer: Timer | undefined
  #started = false
  #chosen: 'classic' | 'consumer' | undefined
  #pumping = false
  #pumpAgain = false
  #watched: readonly string[] = []
  /** What the leader of a classic group has to know of, which may be more than it subscribes to itself. */
  #described: readonly string[] = []
  #closed = false
  #expired = false
  #whenClosed: (() => void) | undefined

  constructor(config: ConsumerConfig, groupId: string, cluster: Cluster, logger: Logger, host: GroupHost) {
    this.#config = config
    this.#cluster = cluster
    this.#logger = logger
    this.#host = host
    this.#groupId = groupId
  }

  /** The topics that this member looks at for the whole group, none unless it leads. */
  get describedTopics(): readonly string[] {
    return this.#described
  }

  get state(): string {
    return this.#membership?.state ?? 'FindingCoordinator'
  }

  get protocol(): 'classic' | 'consumer' | undefined {
    if (this.#membership === undefined) return undefined
    return this.#membership instanceof ClassicMembership ? 'classic' : 'consumer'
  }

  get isStable(): boolean {
    return this.#membership?.isStable ?? false
  }

  /** Whom commits are made for. Outside of a membership: nobody, which the coordinator accepts only from an empty group. */
  get identity(): MemberIdentity {
    return this.#membership?.identity ?? noMember
  }

  /** The topics of the subscription by name, or a pattern that the broker is to match. The first call joins the group. */
  subscribe(topics: readonly string[], reason: string, pattern?: SubscriptionPattern): void {
    this.#topics = topics
    this.#pattern = pattern
    if (this.#membership instanceof ClassicMembership && pattern !== undefined) return this.#host.onPatternUnsupported(pattern)
    if (this.#membership !== undefined) return this.#tell({ type: 'subscribed', topics, reason, pattern: pattern?.pattern })
    if (this.#started) return
    this.#started = true
    if (this.#chosen !== undefined) return this.#begin(this.#chosen)
    if (this.#config.groupProtocol === 'auto') void this.#chooseProtocol()
    else this.#begin(this.#config.groupProtocol)
  }

  /** Asks the coordinator's own connection what it speaks. */
  async #chooseProtocol(): Promise<void> {
    let failures = 0
    while (!this.#closed) {
      try {
        const connection = await this.#cluster.route({ coordinator: 'group', key: this.#groupId }, { channel: 'coordinator' })
        if (this.#membership === undefined && !this.#closed) this.#begin(connection.versionOf(consumerGroupHeartbeatApi) === undefined ? 'classic' : 'consumer')
        return
      } catch (error) {
        if (this.#closed) return
        if (error instanceof KafkaError && !error.retriable) return this.#host.onFail(error)
        this.#cluster.forgetCoordinator('group', this.#groupId)
        const { timers } = this.#config.system
        const pauseMs = Math.min(this.#config.retryBackoffMs * 2 ** failures++, this.#config.retryBackoffMaxMs)
        if (this.#logger.enabled('debug')) this.#logger.debug(`no coordinator yet: ${errorMessage(error)}`)
        await new Promise<void>(resolve => {
          this.#timer = timers.schedule(pauseMs, resolve)
        })
      }
    }
  }

  #begin(protocol: 'classic' | 'consumer'): void {
    this.#chosen = protocol
    if (protocol === 'classic' && this.#pattern !== undefined) {
      // Nobody matches it for us: the host does, and comes back with names.
      this.#started = false
      return this.#host.onPatternUnsupported(this.#pattern)
    }
    const { groupInstanceId, maxPollIntervalMs, requestTimeoutMs, retryBackoffMs, retryBackoffMaxMs, clientRack, system } = this.#config
    const common = {
      groupId: this.#groupId,
      groupInstanceId,
      rebalanceTimeoutMs: maxPollIntervalMs,
      requestTimeoutMs,
      retryBackoffMs,
      retryBackoffMaxMs,
      rackId: clientRack,
      random: system.random,
    }
    this.#membership =
      protocol === 'classic'
        ? new ClassicMembership({
            ...common,
            sessionTimeoutMs: this.#config.sessionTimeoutMs,
            heartbeatIntervalMs: this.#config.heartbeatIntervalMs,
            assignors: this.#config.partitionAssignmentStrategy,
          })
        : new ConsumerMembership({
            ...common,
            serverAssignor: this.#config.groupRemoteAssignor,
            topicName: topicId => this.#cluster.metadata.topicName(topicId),
            topicId: topic => this.#cluster.metadata.topic(topic)?.topicId,
          })
    if (this.#expired) this.#membership.on({ type: 'processingExpired' }, this.#now)
    this.#tell({ type: 'subscribed', topics: this.#topics, reason: 'the member starts', pattern: this.#pattern?.pattern })
  }

  get #now(): number {
    return this.#config.system.clock.monotonic()
  }

  /** The metadata has changed. */
  onMetadata(): void {
    if (this.#membership === undefined) return
    if (this.#watched.length > 0) this.#tell({ type: 'topics', topics: this.#describe(this.#watched) })
    else this.#tell({ type: 'metadata' })
  }

  onProcessingExpired(): void {
    this.#expired = true
    this.#tell({ type: 'processingExpired' })
  }

  onProcessingResumed(): void {
    if (!this.#expired) return
    this.#expired = false
    this.#tell({ type: 'processingResumed' })
  }

  rejoin(reason: string): void {
    this.#tell({ type: 'rejoin', reason })
  }

  /** Leaves the group (a static member only when asked to). Resolves when the coordinator has answered or cannot. */
  close(leaveGroup: boolean, reason: string): Promise<void> {
    this.#closed = true
    if (this.#membership === undefined || this.#membership.state === 'Closed') {
      this.#timer?.cancel()
      return Promise.resolve()
    }
    return new Promise(resolve => {
      this.#whenClosed = resolve
      this.#tell({ type: 'close', leaveGroup, reason })
    })
  }

  #tell(event: MembershipEvent): void {
    if (this.#membership === undefined) return
    this.#membership.on(event, this.#now)
    this.#pump()
  }

  /** Polls the machine until it has nothing more to say. Events that arise meanwhile wait for the next round. */
  #pump(): void {
    if (this.#pumping) {
      this.#pumpAgain = true
      return
    }
    this.#pumping = true
    let wakeAt = Infinity
    do {
      this.#pumpAgain = false
      const poll = this.#membership!.poll(this.#now)
      wakeAt = poll.wakeAt
      for (const out of poll.out) this.#perform(out)
    } while (this.#pumpAgain && this.#membership !== undefined)
    this.#pumping = false
    this.#timer?.cancel()
    this.#timer = undefined
    if (this.#membership === undefined || this.#membership.state === 'Closed') return
    if (wakeAt < Infinity) this.#timer = this.#config.system.timers.schedule(Math.max(0, wakeAt - this.#now), () => this.#pump())
    this.#host.onChange()
  }

  #perform(out: MembershipOut): void {
    const membership = this.#membership!
    const tell = (event: MembershipEvent): void => {
      // After a change of protocol the old machine's answers are nobody's.
      if (this.#membership === membership) this.#tell(event)
    }
    switch (out.type) {
      case 'findCoordinator':
        this.#cluster.route({ coordinator: 'group', key: this.#groupId }, { channel: 'coordinator' }).then(
          () => tell({ type: 'coordinatorFound' }),
          (error: unknown) => {
            this.#cluster.forgetCoordinator('group', this.#groupId)
            tell({ type: 'coordinatorFailed', error: error as Error })
          },
        )
        return
      case 'forgetCoordinator':
        return this.#cluster.forgetCoordinator('group', this.#groupId)
      case 'send':
        return this.#send(out, tell)
      case 'describeTopics':
        void this.#describeTopics(out.topics).then(topics => tell({ type: 'topics', topics }))
        return
      case 'refreshMetadata':
        return this.#cluster.requestRefresh()
      case 'revoke':
        return this.#run(() => this.#host.onRevoke(out.partitions, out.reason), tell)
      case 'lose':
        return this.#run(() => this.#host.onLose(out.partitions, out.reason), tell)
      case 'assign':
        return this.#run(() => this.#host.onAssign(out.partitions), tell)
      case 'note':
        if (out.note.type === 'completed' && !out.note.isLeader) this.#described = []
        return this.#host.onNote(out.note)
      case 'fail':
        if (this.#maybeFallBack(out.error)) return
        return this.#host.onFail(out.error)
      case 'closed':
        this.#whenClosed?.()
    }
  }

  #send(out: Extract<MembershipOut, { type: 'send' }>, tell: (event: MembershipEvent) => void): void {
    const { api } = out
    this.#cluster.route({ coordinator: 'group', key: this.#groupId }, { channel: 'coordinator' }).then(
      connection => {
        const version = connection.versionOf(api)
        if (version === undefined) {
          tell({ type: 'failed', api: api.name, error: errorFor(ErrorCode.UNSUPPORTED_VERSION, `${api.name} at the coordinator of group ${this.#groupId}`) })
          return
        }
        let request: object
        try {
          request = out.request(version)
        } catch (error) {
          tell({ type: 'failed', api: api.name, error: error as Error })
          return
        }
        connection.dispatch(
          api,
          request,
          (error, response) => {
            if (error === undefined) tell({ type: 'answered', api: api.name, response })
            else tell({ type: 'failed', api: api.name, error })
          },
          version,
          out.timeoutMs,
        )
      },
      (error: unknown) => tell({ type: 'failed', api: api.name, error: error as Error }),
    )
  }

  #run(callback: () => Promise<void>, tell: (event: MembershipEvent) => void): void {
    // Host callbacks do not reject: what the application's listener throws is reported on the way.
    callback().then(
      () => tell({ type: 'done' }),
      (error: unknown) => {
        this.#logger.error(`a rebalance callback failed: ${errorMessage(error)}`)
        tell({ type: 'done' })
      },
    )
  }

  /** With `auto`, a broker that refuses the consumer protocol at the door gets the classic one. */
  #maybeFallBack(error: Error): boolean {
    const membership = this.#membership
    if (!(membership instanceof ConsumerMembership) || membership.hasJoined || this.#config.groupProtocol !== 'auto' || this.#closed) return false
    const code = error instanceof KafkaError ? error.code : ''
    if (code !== 'UNSUPPORTED_VERSION' && code !== 'GROUP_ID_NOT_FOUND' && code !== 'INCONSISTENT_GROUP_PROTOCOL') return false
    this.#logger.info(`group ${this.#groupId} does not take the consumer protocol (${error.message}): using the classic one`)
    this.#membership = undefined
    microtask(() => {
      if (!this.#closed) this.#begin('classic')
    })
    return true
  }

  // ---- the leader's view of topics

  async #describeTopics(names: readonly string[]): Promise<ReadonlyMap<string, AssignorTopic>> {
    // Until all is known, changes are no news.
    this.#watched = []
    this.#described = names
    this.#cluster.watchTopics(names)
    if (names.some(name => this.#cluster.metadata.topic(name) === undefined)) {
      // A topic that does not exist (yet) is assigned to nobody.
      await this.#cluster.refresh().catch((error: unknown) => this.#logger.warn(`metadata could not be refreshed before an assignment: ${errorMessage(error)}`))
    }
    this.#watched = names
    return this.#describe(names)
  }

  #describe(names: readonly string[]): ReadonlyMap<string, AssignorTopic> {
    const { metadata } = this.#cluster
    const hasRacks = [...metadata.brokers.values()].some(({ rack }) => rack !== null && rack !== '')
    const topics = new Map<string, AssignorTopic>()
    for (const name of names) {
      const topic = metadata.topic(name)
      if (topic === undefined) continue
      const racks = topic.partitions.map(({ replicas }) => replicas.flatMap(id => metadata.brokers.get(id)?.rack || []))
      topics.set(name, { name, partitionCount: topic.partitions.length, ...(hasRacks && { racks }) })
    }
    return topics
  }
}
