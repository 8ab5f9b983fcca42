// The test kit's cluster: a real broker inside the test's own process, on a free port or with no socket at all, with data that is gone when the test
// is; everything one wants to wait for, break, hold, look at and put back. The same test runs against a real cluster when ROOKERY_TEST_CLUSTER names one.

import { readFile } from 'node:fs/promises'
import { deferred } from '../core/async.ts'
import { KafkaError, TimeoutError } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import { realSystem, type System } from '../core/system.ts'
import type { Network } from '../net/network.ts'
import { Connection } from '../net/connection.ts'
import { TcpNetwork } from '../net/tcp.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import { consumerGroupHeartbeatApi, newConsumerGroupHeartbeatRequest } from '../protocol/generated/consumer-group-heartbeat.ts'
import { leaveGroupApi, newLeaveGroupRequest, newLeaveGroupRequestMemberIdentity } from '../protocol/generated/leave-group.ts'
import { Admin, type AdminOptions, Consumer, type ConsumerOptions, type GroupDescription, type NewTopic, Producer, type ProducerOptions } from '../client/index.ts'
import { Broker } from '../broker/broker.ts'
import type { Disk } from '../broker/disk/disk.ts'
import { type FoundRecord, put, readAll, topicsOf } from './kit/contents.ts'
import { type Fault, type FaultAction, type FaultSelector, type Hold, Interceptor, type LoggedRequest, type Selector } from './kit/faults.ts'
import { formatRecord, parseFixtures } from './kit/fixtures.ts'
import { killable, type Killable } from './kit/killable.ts'
import { consumerLag, groupLag, unstable } from './kit/waiting.ts'
import { VirtualDisk } from './virtual-disk.ts'
import { VirtualNetwork } from './virtual-network.ts'
import { VirtualTime } from './virtual-time.ts'

export type { FoundRecord }

export interface ClusterOptions {
  /** How many brokers (default 1; more than one is not supported yet). */
  brokers?: number
  /** Kafka's broker properties for all of them. Tests want answers at once: group.initial.rebalance.delay.ms is 0 unless given. */
  properties?: Readonly<Record<string, string>>
  /** Topics to begin with. */
  topics?: readonly (NewTopic | string)[]
  /** Fixtures to begin with: JSON Lines, as `load` takes them. */
  fixtures?: string
  /** `'real'` (default), or `'virtual'`: time stands still until `advance` moves it, and only what is due now happens by itself. */
  time?: 'real' | 'virtual' | VirtualTime
  /** `'tcp'` (default): 127.0.0.1 and a free port. `'memory'`: no socket; clients take `clientOptions`. */
  network?: 'tcp' | 'memory' | Network
  /** Default: memory. */
  disk?: Disk
  /** Default: the real clock, timers and entropy, or virtual time. */
  system?: System
  /** Feeds the randomness of virtual time. Default 1. */
  seed?: number
  /** Default: silent. */
  logger?: Logger
  /** The real cluster to run against instead, `host:port`. Default: ROOKERY_TEST_CLUSTER; `false` for never. */
  external?: string | false
}

export interface AwaitOptions {
  /** Milliseconds on the cluster's clock until TimeoutError, which says what is missing. Default 15,000. */
  timeoutMs?: number
}

/** The state of a cluster at one moment: everything on its disk. */
export interface Snapshot {
  readonly takenAt: number
}

/** Asked of a real cluster what only the broker in the test's own process can do. */
export class EmbeddedOnlyError extends KafkaError {
  constructor(what: string) {
    super('EMBEDDED_ONLY', `${what} needs the embedded broker, and this test runs against a real cluster (ROOKERY_TEST_CLUSTER)`)
  }
}

interface Embedded {
  readonly system: System
  readonly network: Network
  readonly interceptor: Interceptor
  readonly properties: Record<string, string>
  readonly logger: Logger | undefined
  readonly time: VirtualTime | undefined
  disk: Disk
  broker: Broker
  process: Killable
}

interface Down {
  resolve(): void
  reject(error: unknown): void
}

/** A cluster for the length of a test: `await using cluster = await Cluster.start()`. */
export class Cluster {
  readonly bootstrapServers: string
  /** Resolves when the cluster serves requests: at once after `start`, and again after `restart` and `restore`. */
  ready: Promise<void> = Promise.resolve()
  readonly #embedded: Embedded | undefined
  readonly #run: string
  #clients: { close(): Promise<void> }[] = []
  #ownTopics = new Set<string>()
  #admin: Admin | undefined
  readonly #snapshots = new WeakMap<Snapshot, VirtualDisk>()
  #closed: Promise<void> | undefined
  /** While the broker is stopped: who waits for `ready`. */
  #down: Down | undefined

  private constructor(bootstrapServers: string, embedded: Embedded | undefined) {
    this.bootstrapServers = bootstrapServers
    this.#embedded = embedded
    this.#run = Date.now().toString(36)
  }

  static async start(options: ClusterOptions = {}): Promise<Cluster> {
    if ((options.brokers ?? 1) !== 1) throw new RangeError(`a cluster of ${options.brokers} brokers is not supported yet: 1`)
    const external = options.external ?? process.env['ROOKERY_TEST_CLUSTER'] ?? false
    const cluster = external === false || external === '' ? await Cluster.#startEmbedded(options) : new Cluster(external, undefined)
    try {
      if (options.topics !== undefined && options.topics.length > 0) await cluster.createTopics(options.topics)
      if (options.fixtures !== undefined) await cluster.load(options.fixtures)
    } catch (error) {
      await cluster.close()
      throw error
    }
    return cluster
  }

  static async #startEmbedded(options: ClusterOptions): Promise<Cluster> {
    const { logger, seed = 1 } = options
    const time = options.time === 'virtual' ? new VirtualTime({ seed, runsDue: true }) : options.time instanceof VirtualTime ? options.time : undefined
    const system = options.system ?? time ?? realSystem
    const network =
      options.network === 'memory' ? new VirtualNetwork({ timers: system.timers, random: system.random }) : options.network === 'tcp' || options.network === undefined ? new TcpNetwork() : options.network
    const properties = {
      'log.dirs': '/rookery',
      listeners: 'PLAINTEXT://127.0.0.1:0',
      'group.initial.rebalance.delay.ms': '0',
      'group.min.session.timeout.ms': '100',
      ...options.properties,
    }
    let embedded: Embedded | undefined
    const interceptor = new Interceptor({
      timers: system.timers,
      now: () => system.clock.now(),
      topicName: id => embedded?.broker.image.topicsById.get(id)?.name,
    })
    const disk = options.disk ?? new VirtualDisk({ seed, clock: system.clock })
    const started = await startBroker({ system, network, interceptor, properties, logger, disk })
    embedded = { system, network, interceptor, properties, logger, time, disk, ...started }
    // A restart comes back on the same port.
    if (properties.listeners === 'PLAINTEXT://127.0.0.1:0') properties.listeners = `PLAINTEXT://127.0.0.1:${started.broker.port}`
    return new Cluster(started.broker.address, embedded)
  }

  /** Whether the broker runs in this process. Against a real cluster (ROOKERY_TEST_CLUSTER) faults, virtual time, snapshots and the request log are not there. */
  get embedded(): boolean {
    return this.#embedded !== undefined
  }

  get brokers(): readonly Broker[] {
    return this.#embedded === undefined ? [] : [this.#embedded.broker]
  }

  #own(what: string): Embedded {
    if (this.#embedded === undefined) throw new EmbeddedOnlyError(what)
    return this.#embedded
  }

  // ---- clients

  /** What clients are given to reach this cluster: `new Producer({ ...cluster.clientOptions })`. */
  get clientOptions(): { bootstrapServers: string; network?: Network; system?: System } {
    const { bootstrapServers } = this
    if (this.#embedded === undefined) return { bootstrapServers }
    const { network, system } = this.#embedded
    return { bootstrapServers, ...(network instanceof TcpNetwork ? {} : { network }), ...(system === realSystem ? {} : { system }) }
  }

  /** An Admin that is closed with the cluster. */
  get admin(): Admin {
    return (this.#admin ??= this.#keep(new Admin(this.clientOptions as AdminOptions)))
  }

  /** A Producer that is closed with the cluster. */
  producer<K = string | Buffer | null, V = string | Buffer | null>(options: Partial<ProducerOptions<K, V>> = {}): Producer<K, V> {
    return this.#keep(new Producer<K, V>({ ...this.clientOptions, ...options }))
  }

  /** A Consumer that is closed with the cluster. It begins with the first record (autoOffsetReset `earliest`) unless told otherwise. */
  consumer<K = Buffer | null, V = Buffer | null>(options: Partial<ConsumerOptions<K, V>> = {}): Consumer<K, V> {
    return this.#keep(new Consumer<K, V>({ autoOffsetReset: 'earliest', ...this.clientOptions, ...options }))
  }

  #keep<T extends { close(): Promise<void> }>(client: T): T {
    this.#clients.push(client)
    return client
  }

  // ---- topics, records, offsets

  /** The name to use for a topic or group in this test: itself on the embedded broker, one that no other run uses on a real cluster. */
  name(stem: string): string {
    return this.embedded ? stem : `${stem}-${this.#run}`
  }

  /** Creates topics and waits until they can be used. On a real cluster they are deleted with `close`. */
  async createTopics(topics: readonly (NewTopic | string)[]): Promise<void> {
    await this.admin.createTopics(topics)
    for (const topic of topics) this.#ownTopics.add(typeof topic === 'string' ? topic : topic.name)
  }

  createTopic(name: string, partitions = 1, configs: NewTopic['configs'] = {}): Promise<void> {
    return this.createTopics([{ name, numPartitions: partitions, replicationFactor: 1, configs }])
  }

  /** Loads fixtures: JSON Lines (see kit/fixtures.ts), or the path of a file that ends in .jsonl. Topics that records name and nobody has declared get the partitions they need. */
  async load(textOrPath: string): Promise<{ topics: number; records: number; offsets: number }> {
    const text = textOrPath.endsWith('.jsonl') && !textOrPath.includes('\n') ? await readFile(textOrPath, 'utf8') : textOrPath
    const fixtures = parseFixtures(text)
    const there = new Set((await this.admin.listTopics()).map(({ name }) => name))
    const missing = topicsOf(fixtures).filter(({ name }) => !there.has(name))
    if (missing.length > 0) await this.createTopics(missing)
    return { topics: missing.length, ...(await put(this.admin, this.clientOptions, fixtures)) }
  }

  /** Everything that a topic holds, in the order of partition and offset. */
  async records(topic: string): Promise<FoundRecord[]> {
    return readAll(topic, { admin: this.admin, clientOptions: this.clientOptions, until: work => this.until(work) })
  }

  /** The same as JSON Lines that `load` takes. */
  async dump(topic: string): Promise<string> {
    return (await this.records(topic)).map(record => `${formatRecord(record)}\n`).join('')
  }

  // ---- waiting

  /** Asks `check` until it answers undefined; its last answer is what the TimeoutError says is missing. */
  async awaitUntil(what: string, check: () => Promise<string | undefined> | string | undefined, options: AwaitOptions = {}): Promise<void> {
    const { timeoutMs = 15_000 } = options
    const time = this.#embedded?.time
    const clock = (this.#embedded?.system ?? realSystem).clock
    const deadline = clock.monotonic() + timeoutMs
    for (;;) {
      const missing = await check()
      if (missing === undefined) return
      if (clock.monotonic() >= deadline) throw new TimeoutError(`${what}: not within ${timeoutMs} ms: ${missing}`)
      if (time !== undefined) await time.advance(20)
      else await new Promise<void>(resolve => realSystem.timers.schedule(this.embedded ? 5 : 50, resolve))
    }
  }

  /** Waits until the consumer has partitions, or every member of the group has its assignment. */
  async awaitAssigned(who: Consumer<any, any> | string, options: AwaitOptions = {}): Promise<void> {
    if (typeof who === 'string') return void (await this.awaitStable(who, options))
    await this.awaitUntil('the consumer is assigned', () => (who.assignment().length > 0 ? undefined : `it is ${who.state().membership} and has no partition`), options)
  }

  /** Waits until the group is Stable, with `members` members if given, and its members have what they are to have. Answers its description. */
  async awaitStable(group: string, options: AwaitOptions & { members?: number } = {}): Promise<GroupDescription> {
    let description: GroupDescription | undefined
    await this.awaitUntil(`group ${group} is stable`, async () => unstable(this.admin, group, options.members, found => (description = found)), options)
    return description!
  }

  /** Waits until at most `lag` records are left: behind the group's committed offsets, or before the position of a consumer. */
  async awaitLag(who: Consumer<any, any> | string, lag = 0, options: AwaitOptions & { topics?: readonly string[] } = {}): Promise<void> {
    const check = typeof who === 'string' ? async () => groupLag(this.admin, who, lag, options.topics) : async () => consumerLag(this.admin, who, lag)
    await this.awaitUntil(typeof who === 'string' ? `group ${who} has a lag of ${lag}` : `the consumer has a lag of ${lag}`, check, options)
  }

  // ---- faults, and what was asked

  /** From now on, requests that fit meet this fate. `inject({ api: 'Produce', topic: 'orders', nth: 2 }, { error: 'NOT_LEADER_OR_FOLLOWER' })` */
  inject(selector: FaultSelector, action: FaultAction): Fault {
    return this.#own('a fault').interceptor.inject(selector, action)
  }

  get faults(): readonly Fault[] {
    return this.#own('a fault').interceptor.faults
  }

  clearFaults(): void {
    this.#own('a fault').interceptor.clearFaults()
  }

  /** Holds requests that fit until the hold is released. */
  hold(selector: FaultSelector): Hold {
    return this.#own('a hold').interceptor.hold(selector)
  }

  /** The requests that came in, oldest first (the newest 10,000), those that fit. */
  requests(selector: Selector = {}): LoggedRequest[] {
    return this.#own('the request log').interceptor.requests(selector)
  }

  clearRequests(): void {
    this.#own('the request log').interceptor.clear()
  }

  // ---- groups

  /**
   * Makes every member of the group rebalance: a classic group's are told REBALANCE_IN_PROGRESS at their next heartbeat and join again; members of the consumer protocol
   * are fenced, lose their partitions and come back. Resolves when all that were members have been told. Takes as long as their heartbeat interval.
   */
  async forceRebalance(group: string, options: AwaitOptions = {}): Promise<void> {
    const { interceptor } = this.#own('forceRebalance')
    const { members, type } = await this.awaitStable(group, options)
    const action = type === 'consumer' ? { error: 'FENCED_MEMBER_EPOCH' } : { error: 'REBALANCE_IN_PROGRESS' }
    const api = type === 'consumer' ? 'ConsumerGroupHeartbeat' : 'Heartbeat'
    const faults = members.map(({ memberId }) => interceptor.inject({ api, group, member: memberId }, action))
    // Heartbeats may be held by the broker for seconds: those end with their connection.
    try {
      await this.awaitUntil(`every member of ${group} has been told`, () => (faults.every(({ struck }) => struck > 0) ? undefined : `${faults.filter(({ struck }) => struck === 0).length} have not asked`), { timeoutMs: 30_000, ...options })
    } finally {
      for (const fault of faults) fault.remove()
    }
  }

  /** Takes a member out of its group, as its session timeout would: by member id, instance id or client id. Works on a real cluster too. */
  async evict(group: string, member: string): Promise<void> {
    const [description] = await this.admin.describeGroups([group])
    const found = description!.members.find(({ clientId, groupInstanceId, memberId }) => memberId === member || groupInstanceId === member || clientId === member)
    if (found === undefined) throw errorFor(ErrorCode.UNKNOWN_MEMBER_ID, `group ${group} has no member ${member}, but ${description!.members.map(({ clientId, memberId }) => `${memberId} (${clientId})`).join(', ')}`)
    const { network = new TcpNetwork(), system = realSystem } = this.clientOptions
    const [host, port] = splitAddress(this.bootstrapServers.split(',')[0]!)
    const connection = await Connection.connect(network, system, { host, port, clientId: 'test-kit' })
    try {
      const { groupInstanceId, memberId } = found
      if (description!.type === 'consumer') {
        // -2 would be a static member that comes back.
        const { errorCode } = await connection.send(consumerGroupHeartbeatApi, newConsumerGroupHeartbeatRequest({ groupId: group, memberId, memberEpoch: -1, ...(groupInstanceId === null ? {} : { instanceId: groupInstanceId }) }))
        if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, `evicting ${memberId}`)
      } else {
        const members = [newLeaveGroupRequestMemberIdentity({ memberId, groupInstanceId, reason: 'evicted by the test' })]
        const { errorCode, members: answers } = await connection.send(leaveGroupApi, newLeaveGroupRequest({ groupId: group, members }))
        const code = errorCode === ErrorCode.NONE ? (answers[0]?.errorCode ?? ErrorCode.NONE) : errorCode
        if (code !== ErrorCode.NONE) throw errorFor(code, `evicting ${memberId}`)
      }
    } finally {
      connection.close()
    }
  }

  /** Holds whoever wants to join the group (classic JoinGroup, or the first heartbeat of the consumer protocol) until the hold is released. */
  holdJoin(group: string): Hold {
    const joins = (request: LoggedRequest): boolean => request.api === 'JoinGroup' || request.body.memberEpoch === 0
    return this.hold({ api: ['JoinGroup', 'ConsumerGroupHeartbeat'], group, where: joins })
  }

  // ---- time

  /** The virtual time, if the cluster runs on it. */
  get time(): VirtualTime | undefined {
    return this.#embedded?.time
  }

  /** Moves virtual time by `ms`: timeouts, heartbeats and retention happen, and promises settle in between. */
  async advance(ms: number): Promise<void> {
    const { time } = this.#own('virtual time')
    if (time === undefined) throw new KafkaError('REAL_TIME', "the cluster runs on real time: start it with { time: 'virtual' }")
    // In steps, so that what answers come within the time is worked on within it.
    for (let left = ms; left > 0; left -= 100) await time.advance(Math.min(left, 100))
    await time.advance(0)
  }

  /** Awaits a promise; on virtual time it moves time until the promise settles, by at most `limitMs` (default 60,000). */
  async until<T>(promise: Promise<T>, limitMs = 60_000): Promise<T> {
    const time = this.#embedded?.time
    if (time === undefined) return promise
    let settled = false
    promise.then(
      () => (settled = true),
      () => (settled = true),
    )
    await time.advanceUntil(() => settled, { stepMs: 5, limitMs })
    return promise
  }

  // ---- the broker's process and its disk

  /**
   * Stops the broker and starts it again on the same disk and port. `clean` (default) is an orderly stop; `kill` is SIGKILL: what was written is still there; `powerLoss` leaves
   * what was synced, and some of the rest. Clients notice as they would.
   */
  async restart(how: 'clean' | 'kill' | 'powerLoss' = 'clean'): Promise<void> {
    this.#own('restart')
    await this.stop(how)
    await this.resume()
  }

  /** The first half of `restart`: from now on nobody answers on the port, until `resume`. */
  async stop(how: 'clean' | 'kill' | 'powerLoss' = 'clean'): Promise<void> {
    const embedded = this.#own('stop')
    if (!['clean', 'kill', 'powerLoss'].includes(how)) throw new TypeError(`a broker stops clean, by kill or by powerLoss, not ${String(how)}`)
    if (this.#down !== undefined) throw new KafkaError('STOPPED', 'the broker is stopped already')
    if (how !== 'clean' && !(embedded.disk instanceof VirtualDisk)) throw new KafkaError('CONFIG', `${how} needs the disk in memory`)
    this.#down = this.#begin()
    if (how === 'clean') await this.until(embedded.broker.close())
    await embedded.process.kill()
    if (!(embedded.disk instanceof VirtualDisk)) return
    if (how === 'powerLoss') embedded.disk.losePower()
    else embedded.disk.restart()
  }

  /** The second half of `restart`: the broker starts on its disk and port. */
  async resume(): Promise<void> {
    const embedded = this.#own('resume')
    const down = this.#down
    if (down === undefined) throw new KafkaError('RUNNING', 'the broker runs: only a stopped one can resume')
    await this.#comeBack(embedded, down)
  }

  /** Everything on the disk, as of now. */
  snapshot(): Snapshot {
    const { disk, system } = this.#own('a snapshot')
    if (!(disk instanceof VirtualDisk)) throw new KafkaError('CONFIG', 'a snapshot needs the disk in memory')
    const snapshot: Snapshot = { takenAt: system.clock.now() }
    this.#snapshots.set(snapshot, disk.clone())
    return snapshot
  }

  /** Puts the disk back as it was and starts the broker on it, on the same port. The same snapshot can be restored again and again. */
  async restore(snapshot: Snapshot): Promise<void> {
    const embedded = this.#own('a snapshot')
    const disk = this.#snapshots.get(snapshot)
    if (disk === undefined) throw new KafkaError('CONFIG', 'this is no snapshot of this cluster')
    this.#down ??= this.#begin()
    await embedded.process.kill()
    if (embedded.disk instanceof VirtualDisk) embedded.disk.restart()
    embedded.disk = disk.clone()
    await this.#comeBack(embedded, this.#down)
  }

  #begin(): Down {
    const { promise, reject, resolve } = deferred<void>()
    promise.catch(() => {})
    this.ready = promise
    return { resolve, reject }
  }

  async #comeBack(embedded: Embedded, down: Down): Promise<void> {
    try {
      Object.assign(embedded, await this.until(startBroker(embedded)))
      this.#down = undefined
      down.resolve()
    } catch (error) {
      // It stays down: `resume` and `restore` may be tried again.
      down.reject(error)
      this.#down = this.#begin()
      throw error
    }
  }

  /** Closes the clients that the cluster made, deletes the topics it created on a real cluster, and stops the broker. */
  close(): Promise<void> {
    return (this.#closed ??= this.#close())
  }

  async #close(): Promise<void> {
    if (!this.embedded && this.#ownTopics.size > 0) await this.admin.deleteTopics([...this.#ownTopics]).catch(() => {})
    const clients = this.#clients
    this.#clients = []
    this.#embedded?.interceptor.clearFaults()
    await this.until(Promise.allSettled(clients.map(client => client.close())), 120_000)
    if (this.#embedded !== undefined && this.#down === undefined) {
      await this.until(this.#embedded.broker.close(), 120_000)
      await this.#embedded.process.kill()
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

async function startBroker(parts: Pick<Embedded, 'system' | 'network' | 'interceptor' | 'properties' | 'logger' | 'disk'>): Promise<{ broker: Broker; process: Killable }> {
  const { disk, interceptor, logger, network, properties, system } = parts
  const process = killable(system, network)
  const broker = await Broker.start({
    properties,
    disk: disk instanceof VirtualDisk ? disk.process() : disk,
    network: process.network,
    system: process.system,
    intercept: interceptor.intercept,
    ...(logger === undefined ? {} : { logger }),
  })
  return { broker, process }
}

function splitAddress(address: string): [host: string, port: number] {
  const colon = address.lastIndexOf(':')
  return [address.slice(0, colon).replace(/^\[|\]$/g, ''), Number(address.slice(colon + 1))]
}
