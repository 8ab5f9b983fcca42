// The shared part of Producer, Consumer and Admin: metadata that is kept fresh, connections to the right broker, coordinators,
// and requests that are repeated while their error says that this may help. A driver over metadata.ts and broker-links.ts.
// KIP-580 (backoff), KIP-699 (FindCoordinator v4), KIP-899 and KIP-1102 (starting again from the bootstrap servers).

import { abortable, Deadline, newAbortController, sleep } from '../core/async.ts'
import type { Timer } from '../core/clock.ts'
import { ClosedError, ConnectionError, errorMessage, isRetriable, KafkaError, TimeoutError } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import { backoffMs } from '../core/random.ts'
import type { System } from '../core/system.ts'
import type { Connection } from '../net/connection.ts'
import type { ApiDef } from '../protocol/api.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorAbout, errorFor, ProtocolError } from '../protocol/errors.ts'
import { findCoordinatorApi, newFindCoordinatorRequest } from '../protocol/generated/find-coordinator.ts'
import { metadataApi, type MetadataResponse, newMetadataRequest, newMetadataRequestTopic } from '../protocol/generated/metadata.ts'
import { BrokerLinks, type Channel } from './broker-links.ts'
import type { ClusterConfig } from './config.ts'
import { type BrokerNode, type LeaderHint, Metadata, type PartitionMetadata, type TopicMetadata } from './metadata.ts'
import { type CoordinatorType, coordinatorKeyType, type Route, routeName } from './routes.ts'

export interface WaitOptions {
  /** Milliseconds. Default is defaultApiTimeoutMs. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
}

export interface RequestOptions<Res> extends WaitOptions {
  channel?: Channel
  /** The highest version to be spoken, where a newer one does not suit. */
  maxVersion?: number
  /** The error code that speaks for the whole response; a retriable one is tried again. Default: none, the caller looks itself. */
  errorCode?: (response: Res) => number
  /** More words for the error, for example the broker's own message. */
  errorText?: (response: Res) => string | null | undefined
}

// Bootstrap addresses are brokers without an id yet; -1 means "no leader" on the wire.
const firstBootstrapId = -2
const housekeepingMsMax = 30_000

export class Cluster {
  readonly config: ClusterConfig
  readonly metadata = new Metadata()
  readonly #system: System
  readonly #logger: Logger
  readonly #links: BrokerLinks
  readonly #allowAutoTopicCreation: boolean
  readonly #wanted = new Set<string>()
  /** Topics that calls of `topicMetadata` wait for, and how many. */
  readonly #awaited = new Map<string, number>()
  #wantAll = false
  #topicErrors = new Map<string, number>()
  readonly #coordinators = new Map<string, number>()
  readonly #listeners = new Set<() => void>()
  readonly #closing = newAbortController()
  #refreshing: Promise<void> | undefined
  #following: Promise<void> | undefined
  #refreshTimer: Timer | undefined
  #refreshStartedAt = -Infinity
  #refreshedAt = -Infinity
  #refreshFailures = 0
  #housekeeping: Timer | undefined

  constructor(config: ClusterConfig, options: { allowAutoTopicCreation?: boolean } = {}) {
    this.config = config
    this.#system = config.system
    this.#logger = config.logger
    this.#links = new BrokerLinks(config, config.logger)
    this.#allowAutoTopicCreation = options.allowAutoTopicCreation ?? true
  }

  get closed(): boolean {
    return this.#closing.signal.aborted
  }

  /** Fires when the client is closed. */
  get closeSignal(): AbortSignal {
    return this.#closing.signal
  }

  // ---- topics and leaders

  /** Keeps these topics in the metadata from the next refresh on. */
  watchTopics(names: Iterable<string>): void {
    for (const name of names) this.#wanted.add(name)
  }

  /**
   * Drops every topic that is not among these, and that no `topicMetadata` waits for. A topic that is still asked for is created again when it is
   * deleted, where the broker has auto.create.topics.enable.
   */
  retainTopics(keep: ReadonlySet<string>): void {
    for (const name of this.#wanted) {
      if (keep.has(name) || this.#awaited.has(name)) continue
      this.#wanted.delete(name)
      if (!this.#wantAll) this.metadata.forgetTopic(name)
    }
  }

  /** Keeps every topic of the cluster in the metadata (pattern subscriptions). */
  watchAllTopics(all: boolean): void {
    this.#wantAll = all
  }

  /** Calls the listener after every change of the metadata. Answers how to stop it. */
  onMetadata(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The leader, or undefined when it is not known (ask for a refresh then). */
  leaderOf(topic: string, partition: number): PartitionMetadata | undefined {
    const found = this.metadata.partition(topic, partition)
    return found === undefined || found.leader < 0 ? undefined : found
  }

  /** The error code the last answer gave for a topic; NONE when it gave none. */
  topicError(name: string): number {
    return this.#topicErrors.get(name) ?? ErrorCode.NONE
  }

  /**
   * The metadata of the topics, asked for until every one is known. Watches them. Throws at once on an error that does not pass
   * (INVALID_TOPIC_EXCEPTION, TOPIC_AUTHORIZATION_FAILED), and TimeoutError naming the topics that did not appear.
   */
  async topicMetadata(names: readonly string[], options: WaitOptions = {}): Promise<TopicMetadata[]> {
    this.watchTopics(names)
    for (const name of names) this.#awaited.set(name, (this.#awaited.get(name) ?? 0) + 1)
    try {
      return await this.#awaitTopics(names, options)
    } finally {
      for (const name of names) {
        const others = this.#awaited.get(name)! - 1
        if (others === 0) this.#awaited.delete(name)
        else this.#awaited.set(name, others)
      }
    }
  }

  async #awaitTopics(names: readonly string[], options: WaitOptions): Promise<TopicMetadata[]> {
    const deadline = this.#deadline(options)
    let lastError: unknown
    for (let attempt = 0; ; attempt++) {
      const missing = names.filter(name => this.metadata.topic(name) === undefined)
      if (missing.length === 0) return names.map(name => this.metadata.topic(name)!)
      try {
        await this.refresh(options.signal === undefined ? {} : { signal: options.signal })
        for (const name of missing) this.#throwIfHopeless(name)
        lastError = undefined
      } catch (error) {
        if (!isRetriable(error)) throw error
        lastError = error
      }
      const still = names.filter(name => this.metadata.topic(name) === undefined)
      if (still.length === 0) continue
      const why = (): string => {
        if (lastError !== undefined) return errorMessage(lastError)
        return still.map(name => `${name}: ${errorFor(this.topicError(name) || ErrorCode.UNKNOWN_TOPIC_OR_PARTITION).code}`).join(', ')
      }
      await this.#pause(attempt, deadline, options.signal, () => new TimeoutError(`no metadata for ${still.join(', ')} within ${deadline.timeoutMs} ms (${why()})`, { cause: lastError }))
    }
  }

  #throwIfHopeless(name: string): void {
    const code = this.topicError(name)
    if (code === ErrorCode.NONE) return
    const error = errorFor(code, `topic ${name}`)
    if (!error.retriable) throw error
  }

  /** Takes the leaders a broker named in an answer to Produce or Fetch (KIP-951). */
  learnLeaders(hints: readonly LeaderHint[], endpoints: readonly BrokerNode[]): void {
    if (this.metadata.learnLeaders(hints, endpoints)) this.#tellListeners()
  }

  // ---- refreshing

  /** Asks for metadata and resolves when an answer to a question that was put after this call has come. Tries every broker it knows once. */
  refresh(options: { signal?: AbortSignal } = {}): Promise<void> {
    if (this.closed) return Promise.reject(new ClosedError('the client is closed'))
    return abortable(this.#sharedRefresh(), options.signal, 'refreshing metadata')
  }

  /** Asks for a refresh soon: at once, or `retryBackoffMs` after the last one began. Costs nothing when one is already due. */
  requestRefresh(): void {
    if (this.#refreshTimer !== undefined || this.closed) return
    const { clock, timers, random } = this.#system
    const pauseMs = backoffMs(random, this.#refreshFailures, this.config.retryBackoffMs, this.config.retryBackoffMaxMs)
    const delayMs = Math.max(0, this.#refreshStartedAt + pauseMs - clock.monotonic())
    this.#refreshTimer = timers.schedule(delayMs, () => {
      this.#refreshTimer = undefined
      this.#sharedRefresh().catch((error: unknown) => {
        if (this.closed) return
        this.#logger.warn(`metadata could not be refreshed: ${errorMessage(error)}`)
        this.requestRefresh()
      })
    })
  }

  #sharedRefresh(): Promise<void> {
    if (this.#refreshing === undefined) return this.#startRefresh()
    const next = (): Promise<void> => {
      this.#following = undefined
      return this.#startRefresh()
    }
    this.#following ??= this.#refreshing.then(next, next)
    return this.#following
  }

  #startRefresh(): Promise<void> {
    if (this.closed) return Promise.reject(new ClosedError('the client is closed'))
    this.#refreshStartedAt = this.#system.clock.monotonic()
    this.#refreshing = this.#refreshOnce().then(
      () => {
        this.#refreshFailures = 0
        this.#refreshing = undefined
      },
      (error: unknown) => {
        this.#refreshFailures++
        this.#refreshing = undefined
        throw error
      },
    )
    return this.#refreshing
  }

  async #refreshOnce(): Promise<void> {
    const rebootstraps = this.config.metadataRecoveryStrategy === 'rebootstrap'
    const now = this.#system.clock.monotonic()
    if (rebootstraps && this.#refreshedAt > 0 && now - this.#refreshedAt > this.config.metadataMaxAgeMs + this.config.metadataRecoveryRebootstrapTriggerMs) {
      this.#rebootstrap('no fresh metadata for too long')
    }
    let response = await this.#askForMetadata()
    if (response.response.errorCode === ErrorCode.REBOOTSTRAP_REQUIRED && rebootstraps) {
      this.#rebootstrap('the broker asked for it')
      response = await this.#askForMetadata()
    }
    if (response.response.errorCode !== ErrorCode.NONE) throw errorFor(response.response.errorCode, 'Metadata')
    this.#learn(response.response, response.asked)
  }

  #rebootstrap(why: string): void {
    this.#logger.info(`starting again from the bootstrap servers: ${why}`)
    this.metadata.forgetBrokers()
    this.#coordinators.clear()
    this.#links.closeAll()
  }

  async #askForMetadata(): Promise<{ response: MetadataResponse; asked: string[] | null }> {
    let failure: unknown
    for (const node of this.#candidates()) {
      try {
        const connection = await this.#links.open(node, 'main')
        const asked = this.#wantAll ? null : [...this.#wanted]
        const request = newMetadataRequest({
          topics: asked === null ? null : asked.map(name => newMetadataRequestTopic({ name })),
          allowAutoTopicCreation: this.#allowAutoTopicCreation,
        })
        return { response: await connection.send(metadataApi, request), asked }
      } catch (error) {
        if (this.closed) throw new ClosedError('the client was closed', { cause: error })
        failure = error
      }
    }
    if (failure instanceof ProtocolError) throw failure
    throw new ConnectionError(`no broker can be reached: ${errorMessage(failure)}`, { cause: failure, retriable: isRetriable(failure) })
  }

  /** Brokers in the order in which to ask them: connected and idle first, the bootstrap servers last. */
  #candidates(): BrokerNode[] {
    const load = (node: BrokerNode): number => {
      const connection = this.#links.connected(node.nodeId, 'main')
      if (connection !== undefined) return connection.inFlight
      return this.#links.inBackoff(node.nodeId, 'main') ? 2e9 : 1e9
    }
    const spread = (nodes: BrokerNode[]): BrokerNode[] => {
      const keyed = nodes.map(node => ({ node, load: load(node), tie: this.#system.random.next() }))
      return keyed.sort((a, b) => a.load - b.load || a.tie - b.tie).map(item => item.node)
    }
    const known = spread([...this.metadata.brokers.values()])
    if (known.length > 0 && this.config.metadataRecoveryStrategy === 'none') return known
    return known.concat(spread(this.#bootstrapNodes()))
  }

  #bootstrapNodes(): BrokerNode[] {
    return this.config.bootstrapServers.map(({ host, port }, index) => ({ nodeId: firstBootstrapId - index, host, port, rack: null }))
  }

  #learn(response: MetadataResponse, asked: string[] | null): void {
    this.#refreshedAt = this.#system.clock.monotonic()
    this.#topicErrors = new Map()
    for (const topic of response.topics) if (topic.errorCode !== ErrorCode.NONE && topic.name !== null) this.#topicErrors.set(topic.name, topic.errorCode)
    this.metadata.update(response, asked)
    for (const bootstrap of this.#bootstrapNodes()) {
      if (this.#links.connected(bootstrap.nodeId, 'main') === undefined) continue
      for (const node of this.metadata.brokers.values()) {
        if (node.host === bootstrap.host && node.port === bootstrap.port) this.#links.adopt(bootstrap.nodeId, node.nodeId)
      }
    }
    if (this.#housekeeping === undefined) this.#scheduleHousekeeping()
    this.#tellListeners()
  }

  #tellListeners(): void {
    for (const listener of this.#listeners) listener()
  }

  #scheduleHousekeeping(): void {
    const { connectionsMaxIdleMs, metadataMaxAgeMs } = this.config
    const everyMs = Math.max(100, Math.min(housekeepingMsMax, metadataMaxAgeMs, connectionsMaxIdleMs < 0 ? Infinity : connectionsMaxIdleMs))
    this.#housekeeping = this.#system.timers.schedule(
      everyMs,
      () => {
        if (this.closed) return
        const now = this.#system.clock.monotonic()
        if (now - this.#refreshedAt >= metadataMaxAgeMs) this.requestRefresh()
        this.#links.closeIdle((nodeId, connection) => {
          // A bootstrap connection has done its work once the brokers are known.
          if (nodeId <= firstBootstrapId) return now - connection.lastUsedAt >= Math.min(everyMs, 10_000)
          return connectionsMaxIdleMs >= 0 && now - connection.lastUsedAt >= connectionsMaxIdleMs
        })
        this.#scheduleHousekeeping()
      },
      { background: true },
    )
  }

  // ---- connections

  /** The open connection to a broker, or undefined. Costs no promise: for the hot paths. */
  connected(nodeId: number, channel: Channel = 'main'): Connection | undefined {
    return this.#links.connected(nodeId, channel)
  }

  /** The connection to a broker, opened if need be (one attempt, after the pause that failures before it have earned). */
  async connection(nodeId: number, options: { channel?: Channel; signal?: AbortSignal | undefined } = {}): Promise<Connection> {
    const channel = options.channel ?? 'main'
    const open = this.#links.connected(nodeId, channel)
    if (open !== undefined) return open
    let node = this.metadata.brokers.get(nodeId)
    if (node === undefined) {
      await this.refresh(options.signal === undefined ? {} : { signal: options.signal })
      node = this.metadata.brokers.get(nodeId)
      if (node === undefined) throw new ConnectionError(`broker ${nodeId} is not part of the cluster (brokers ${[...this.metadata.brokers.keys()].join(', ')})`)
    }
    return this.#links.open(node, channel, options.signal)
  }

  /** A connection to any broker: the least busy open one, or the first that can be reached. */
  async anyConnection(options: { signal?: AbortSignal | undefined } = {}): Promise<Connection> {
    const open = this.#links.leastLoaded()
    if (open !== undefined) return open
    let failure: unknown
    for (const node of this.#candidates()) {
      try {
        return await this.#links.open(node, 'main', options.signal)
      } catch (error) {
        if (!isRetriable(error)) throw error
        failure = error
      }
    }
    throw new ConnectionError(`no broker can be reached: ${errorMessage(failure)}`, { cause: failure })
  }

  // ---- coordinators

  /** The node id of the coordinator, from memory or asked for once. Throws retriable errors while there is none. */
  async coordinator(type: CoordinatorType, key: string, options: { signal?: AbortSignal | undefined } = {}): Promise<number> {
    const cached = this.#coordinators.get(`${type}/${key}`)
    if (cached !== undefined) return cached
    const connection = await this.anyConnection(options)
    const keyType = coordinatorKeyType[type]
    const batched = (connection.versionOf(findCoordinatorApi) ?? 0) >= 4
    const request = newFindCoordinatorRequest(batched ? { keyType, coordinatorKeys: [key] } : { keyType, key })
    const response = await connection.send(findCoordinatorApi, request, options)
    const answer = batched ? response.coordinators.find(item => item.key === key) : response
    const what = `the coordinator of ${type} ${key}`
    if (answer === undefined) throw errorFor(ErrorCode.UNKNOWN_SERVER_ERROR, `${what}: the answer does not name it`)
    if (answer.errorCode !== ErrorCode.NONE) throw errorAbout(answer.errorCode, what, answer.errorMessage)
    const { nodeId, host, port } = answer
    this.metadata.learnBroker({ nodeId, host, port, rack: this.metadata.brokers.get(nodeId)?.rack ?? null })
    this.#coordinators.set(`${type}/${key}`, nodeId)
    return nodeId
  }

  /** To be called when the coordinator answers NOT_COORDINATOR or cannot be reached. */
  forgetCoordinator(type: CoordinatorType, key: string): void {
    this.#coordinators.delete(`${type}/${key}`)
  }

  // ---- requests

  /** The connection on which a request of this route goes. */
  async route(route: Route, options: { channel?: Channel; signal?: AbortSignal | undefined } = {}): Promise<Connection> {
    if (route === 'any') return this.anyConnection(options)
    if (route === 'controller') {
      if (this.metadata.brokers.size === 0) await this.refresh(options.signal === undefined ? {} : { signal: options.signal })
      return this.metadata.brokers.has(this.metadata.controllerId) ? this.connection(this.metadata.controllerId, options) : this.anyConnection(options)
    }
    if ('node' in route) return this.connection(route.node, options)
    return this.connection(await this.coordinator(route.coordinator, route.key, options), options)
  }

  /**
   * Sends a request along the route and repeats it with backoff while the failure is retriable and time is left. `request` may be a
   * function of the version, for requests whose form depends on it.
   */
  async request<Req extends object, Res>(
    route: Route,
    api: ApiDef<Req, Res>,
    request: Req | ((version: number) => Req),
    options: RequestOptions<Res> = {},
  ): Promise<Res> {
    const deadline = this.#deadline(options)
    const { signal } = options
    for (let attempt = 0; ; attempt++) {
      try {
        const connection = await this.route(route, { signal, ...(options.channel !== undefined && { channel: options.channel }) })
        const offered = connection.versionOf(api)
        const version = Math.min(options.maxVersion ?? Infinity, offered ?? api.versions[1])
        const body = typeof request === 'function' ? request(version) : request
        const timeoutMs = Math.max(1, Math.min(this.config.requestTimeoutMs, deadline.remainingMs))
        const response = await connection.send(api, body, { timeoutMs, signal, ...(offered !== undefined && { version }) })
        const code = options.errorCode?.(response) ?? ErrorCode.NONE
        if (code === ErrorCode.NONE) return response
        const text = options.errorText?.(response)
        throw errorFor(code, text ? `${api.name} at ${routeName(route)}: ${text}` : `${api.name} at ${routeName(route)}`)
      } catch (error) {
        if (this.closed) throw error instanceof ClosedError ? error : new ClosedError('the client was closed', { cause: error })
        if (!isRetriable(error)) throw error
        this.#onRouteError(route, error)
        await this.#pause(attempt, deadline, signal, () => {
          return new TimeoutError(`${api.name} at ${routeName(route)} did not succeed within ${deadline.timeoutMs} ms (${errorMessage(error)})`, { cause: error })
        })
      }
    }
  }

  /** Sends a request along the route once, without a retry. What the failure says of coordinator and metadata is taken to heart. */
  async send<Req, Res>(
    route: Route,
    api: ApiDef<Req, Res>,
    request: Req | ((version: number) => Req),
    options: WaitOptions & { channel?: Channel; maxVersion?: number } = {},
  ): Promise<Res> {
    const { signal, channel, maxVersion = Infinity } = options
    try {
      const connection = await this.route(route, { signal, ...(channel !== undefined && { channel }) })
      const offered = connection.versionOf(api)
      const version = Math.min(maxVersion, offered ?? api.versions[1])
      const body = typeof request === 'function' ? (request as (version: number) => Req)(version) : request
      const timeoutMs = Math.min(options.timeoutMs ?? Infinity, this.config.requestTimeoutMs)
      return await connection.send(api, body, { timeoutMs, signal, ...(offered !== undefined && { version }) })
    } catch (error) {
      if (isRetriable(error)) this.#onRouteError(route, error)
      throw error
    }
  }

  /** Waits the backoff after attempt number `attempt` (from 0). False, at once, when the deadline comes before its end. */
  async backoff(attempt: number, deadline: Deadline, signal?: AbortSignal): Promise<boolean> {
    const pauseMs = backoffMs(this.#system.random, attempt, this.config.retryBackoffMs, this.config.retryBackoffMaxMs)
    if (deadline.remainingMs <= pauseMs) return false
    const either = signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal])
    try {
      await sleep(this.#system.timers, pauseMs, either)
    } catch (error) {
      if (this.closed) throw new ClosedError('the client was closed', { cause: error })
      throw error
    }
    return true
  }

  #onRouteError(route: Route, error: unknown): void {
    const code = error instanceof KafkaError ? error.code : ''
    if (typeof route === 'object' && 'coordinator' in route) this.forgetCoordinator(route.coordinator, route.key)
    else if (code === 'NOT_CONTROLLER' || error instanceof ConnectionError || error instanceof TimeoutError) this.requestRefresh()
  }

  #deadline(options: WaitOptions): Deadline {
    return new Deadline(this.#system.clock, options.timeoutMs ?? this.config.defaultApiTimeoutMs)
  }

  /** Waits the backoff of an attempt; throws `late()` when the deadline comes first. */
  async #pause(attempt: number, deadline: Deadline, signal: AbortSignal | undefined, late: () => Error): Promise<void> {
    if (!(await this.backoff(attempt, deadline, signal))) throw late()
  }

  /** Closes every connection. What waits fails with ClosedError. */
  close(): void {
    if (this.closed) return
    this.#closing.abort()
    this.#refreshTimer?.cancel()
    this.#housekeeping?.cancel()
    this.#links.close()
    this.#listeners.clear()
  }
}
