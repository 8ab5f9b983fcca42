// The controller at its rim: appends what the shard decides to the metadata log, makes it durable, publishes the image, then
// answers (KIP-500, KIP-631). Driver. Decisions are taken at once, one after the other, on everything appended so far; a
// reply waits until all that its decision saw is durable.

import { ClosedError, errorMessage, KafkaError } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import { randomUuid } from '../../core/random.ts'
import type { System } from '../../core/system.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { newBrokerHeartbeatRequest } from '../../protocol/generated/broker-heartbeat.ts'
import { newBrokerRegistrationRequest } from '../../protocol/generated/broker-registration.ts'
import { newCreateTopicsRequest, type CreateTopicsResponseCreatableTopicResult } from '../../protocol/generated/create-topics.ts'
import type { DescribeQuorumRequest, DescribeQuorumResponse } from '../../protocol/generated/describe-quorum.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Uuid } from '../../protocol/ids.ts'
import type { BrokerConfig } from '../config.ts'
import { MetadataImage, type MetadataDelta } from '../image.ts'
import { SecurityProtocol, type Listener } from '../listeners.ts'
import type { MetadataLog } from '../raft/metadata-log.ts'
import { MAX_METADATA_VERSION, metadataVersionName, MIN_METADATA_VERSION } from '../raft/record-versions.ts'
import { isElrEnabled } from './brokers.ts'
import { supportedFeatures, unsupportedFeatures } from './features.ts'
import { automaticTopic } from './internal-topics.ts'
import { describeQuorum } from './quorum.ts'
import { configFor, ControllerShard, type ReplyOf, type RequestKind, type RequestOf } from './shard.ts'

export interface ControllerOptions {
  readonly log: MetadataLog
  /** As the file and the command line say it; dynamic settings are laid over it here. */
  readonly config: BrokerConfig
  readonly system: System
  readonly logger: Logger
  readonly clusterId: string
  /** Feature levels of a new cluster: format.ts. */
  readonly bootstrapRecords: readonly MetadataRecord[]
  /** The metadata log failed: nothing can change any more, the broker should stop. */
  readonly onFailure: (error: unknown) => void
}

export type ImageListener = (image: MetadataImage, delta: MetadataDelta) => void

interface Pending {
  /** Durable up to here, the reply may go. */
  readonly lastOffset: number
  readonly published: { readonly image: MetadataImage; readonly delta: MetadataDelta } | undefined
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export class Controller {
  readonly clusterId: string
  readonly nodeId: number
  readonly #options: ControllerOptions
  readonly #log: MetadataLog
  readonly #shard: ControllerShard
  readonly #listeners = new Set<ImageListener>()
  readonly #autoCreating = new Map<string, Promise<CreateTopicsResponseCreatableTopicResult>>()
  #published: MetadataImage
  #config: BrokerConfig
  #pending: Pending[] = []
  #syncing = false
  #idle: (() => void)[] = []
  #failure: unknown
  #closed = false

  private constructor(options: ControllerOptions) {
    const { log, config, system } = options
    this.#options = options
    this.#log = log
    this.clusterId = options.clusterId
    this.nodeId = log.nodeId
    this.#published = log.loadedImage
    this.#config = configFor(log.loadedImage, config)
    this.#shard = new ControllerShard(log.loadedImage, config, system.random)
  }

  /** Begins a new epoch and brings the metadata into a state that can be served: a new log gets its features, an open transaction its end. */
  static async start(options: ControllerOptions): Promise<Controller> {
    const { log, logger } = options
    const level = log.loadedImage.metadataVersion
    if (!log.isEmpty && (level < MIN_METADATA_VERSION || level > MAX_METADATA_VERSION)) {
      throw new KafkaError(
        'UNSUPPORTED_METADATA_VERSION',
        `the metadata log is at metadata.version ${level}; ${MIN_METADATA_VERSION} (${metadataVersionName(MIN_METADATA_VERSION)}) to ${MAX_METADATA_VERSION} (${metadataVersionName(MAX_METADATA_VERSION)}) can be continued`,
      )
    }
    const controller = new Controller(options)
    const lacking = unsupportedFeatures(log.loadedImage)
    if (lacking.length > 0) logger.warn(`the cluster has features that do not work here yet, they stay as they are but are not offered: ${lacking.join(', ')}`)
    const rules = [...log.loadedImage.kept.keys()].filter(key => key.startsWith('acl:')).length
    if (rules > 0) logger.warn(`the cluster has ${rules} access control ${rules === 1 ? 'entry' : 'entries'}: kept, but not enforced by this broker, which lets every client do everything`)
    await log.becomeLeader()
    await controller.#activate()
    return controller
  }

  async #activate(): Promise<void> {
    const records: MetadataRecord[] = []
    const { log, config, system, bootstrapRecords } = this.#options
    if (log.transactionIsOpen) records.push({ type: 'AbortTransactionRecord', data: { reason: 'the controller stopped within it' } })
    if (log.isEmpty || log.loadedImage.metadataVersion === 0) {
      records.push({ type: 'BeginTransactionRecord', data: { name: 'Bootstrap records' } }, ...bootstrapRecords)
      const elr = bootstrapRecords.some(r => r.type === 'FeatureLevelRecord' && r.data.name === 'eligible.leader.replicas.version' && r.data.featureLevel > 0)
      // With eligible leader replicas one value must hold for the whole cluster, so it is written down (KIP-966).
      const value = String(config.number('min.insync.replicas'))
      if (elr) records.push({ type: 'ConfigRecord', data: { resourceType: 4, resourceName: '', name: 'min.insync.replicas', value } })
      records.push({ type: 'EndTransactionRecord', data: {} })
    }
    const endpoint = config.controllerListener
    records.push({
      type: 'RegisterControllerRecord',
      data: {
        controllerId: this.nodeId,
        incarnationId: randomUuid(system.random),
        zkMigrationReady: false,
        endPoints: [{ name: endpoint.name, host: endpoint.host, port: endpoint.port, securityProtocol: SecurityProtocol[endpoint.securityProtocol] }],
        features: supportedFeatures.map(({ name, min, max }) => ({ name, minSupportedVersion: min, maxSupportedVersion: max })),
      },
    })
    await this.#write(records)
  }

  /** The metadata as it is durable. */
  get image(): MetadataImage {
    return this.#published
  }

  /** The broker's configuration with the dynamic settings of `image` over it. */
  get config(): BrokerConfig {
    return this.#config
  }

  get epoch(): number {
    return this.#log.epoch
  }

  /** Calls `listener` after each published change, before the request that made it is answered. Returns the function that ends it. */
  onImage(listener: ImageListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Decides a request; the promise resolves when its records are durable and the image is published. `version` is the API's, where
   * versions differ in meaning (deleteTopics, updateFeatures, alterPartition). Rejects only when the metadata log failed or closed.
   */
  handle<K extends RequestKind>(kind: K, request: RequestOf<K>, version = Infinity): Promise<ReplyOf<K>> {
    try {
      this.#throwIfUnavailable()
      const { records, reply } = this.#shard.handle(kind, request, version, this.#log.logEndOffset, this.#options.system.clock.now())
      const written = this.#write(records)
      return written === undefined ? Promise.resolve(reply) : written.then(() => reply)
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /** Registers this broker in its own process. Resolves to its broker epoch. */
  async registerSelf(registration: { incarnationId: Uuid; listeners: readonly Listener[]; logDirs: readonly Uuid[]; previousBrokerEpoch?: number }): Promise<number> {
    const { incarnationId, listeners, logDirs, previousBrokerEpoch = -1 } = registration
    const request = newBrokerRegistrationRequest({
      brokerId: this.nodeId,
      clusterId: this.clusterId,
      incarnationId,
      listeners: listeners.map(({ name, host, port, securityProtocol }) => ({ name, host, port, securityProtocol: SecurityProtocol[securityProtocol] })),
      features: supportedFeatures.map(({ name, min, max }) => ({ name, minSupportedVersion: min, maxSupportedVersion: max })),
      rack: this.#options.config.rack,
      logDirs: [...logDirs],
      previousBrokerEpoch,
    })
    const { errorCode, brokerEpoch } = await this.handle('registerBroker', { ...request, expectedClusterId: this.clusterId })
    if (errorCode !== ErrorCode.NONE) throw new ProtocolError(errorCode, `broker ${this.nodeId} could not be registered`)
    return brokerEpoch
  }

  /** Lets this broker lead: partitions without a leader get one. */
  async unfenceSelf(brokerEpoch: number): Promise<void> {
    const request = newBrokerHeartbeatRequest({ brokerId: this.nodeId, brokerEpoch, currentMetadataOffset: this.image.provenance.offset })
    const { errorCode } = await this.handle('brokerHeartbeat', request)
    if (errorCode !== ErrorCode.NONE) throw new ProtocolError(errorCode, `broker ${this.nodeId} could not be unfenced`)
  }

  /** The goodbye of a clean stop: leaderships given up, broker fenced. The directory can be opened by Apache Kafka afterwards. */
  async shutDownSelf(brokerEpoch: number): Promise<void> {
    const request = newBrokerHeartbeatRequest({ brokerId: this.nodeId, brokerEpoch, currentMetadataOffset: this.image.provenance.offset, wantFence: true, wantShutDown: true })
    await this.handle('brokerHeartbeat', request)
  }

  /**
   * Creates a topic on its first use, with the broker's defaults, or an internal topic with Kafka's own settings. Calls for the same name
   * share one creation. Resolves to the result for the topic; TOPIC_ALREADY_EXISTS is a success of somebody else.
   */
  autoCreateTopic(name: string): Promise<CreateTopicsResponseCreatableTopicResult> {
    let creation = this.#autoCreating.get(name)
    if (creation === undefined) {
      const { topic, warning } = automaticTopic(this.#shard.image, this.#config, name)
      if (warning !== undefined) this.#options.logger.warn(warning)
      creation = this.handle('createTopics', newCreateTopicsRequest({ topics: [topic] }))
        .then(({ topics }) => topics[0]!)
        .finally(() => this.#autoCreating.delete(name))
      this.#autoCreating.set(name, creation)
    }
    return creation
  }

  describeQuorum(request: DescribeQuorumRequest): DescribeQuorumResponse {
    return describeQuorum(this.#log, request, this.#options.system.clock.now())
  }

  get isElrEnabled(): boolean {
    return isElrEnabled(this.#published)
  }

  /** Writes a snapshot of the published image now. */
  snapshot(): void {
    this.#log.snapshot(this.#published)
  }

  /** Resolves when everything decided so far is durable. Later requests are refused. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#syncing) await new Promise<void>(resolve => this.#idle.push(resolve))
  }

  #throwIfUnavailable(): void {
    if (this.#failure !== undefined) {
      throw new ProtocolError(ErrorCode.KAFKA_STORAGE_ERROR, `the metadata log is out of service: ${errorMessage(this.#failure)}`, { cause: this.#failure })
    }
    if (this.#closed) throw new ClosedError('the controller is closed')
  }

  /** Undefined when there is nothing to wait for. */
  #write(records: readonly MetadataRecord[]): Promise<void> | undefined {
    if (records.length === 0 && this.#pending.length === 0) return undefined
    let lastOffset = this.#log.logEndOffset - 1
    let published: Pending['published']
    if (records.length > 0) {
      const before = this.#shard.image
      // The image first: a record that cannot be replayed must never reach the log.
      const delta = this.#shard.replay(records, before.provenance)
      try {
        const appended = this.#log.append(records, this.#metadataVersionFor(before, records))
        lastOffset = appended.lastOffset
        this.#shard.replay([], { offset: appended.lastOffset, epoch: appended.epoch, timestamp: appended.timestamp })
      } catch (error) {
        this.#shard.reset(before)
        throw error
      }
      published = { image: this.#shard.image, delta }
    }
    const promise = new Promise<void>((resolve, reject) => this.#pending.push({ lastOffset, published, resolve, reject }))
    if (!this.#syncing) void this.#sync()
    return promise
  }

  /** Records of the batch that sets metadata.version are written as the new level says, which is how Kafka's controller bootstraps. */
  #metadataVersionFor(before: MetadataImage, records: readonly MetadataRecord[]): number {
    if (before.metadataVersion > 0) return before.metadataVersion
    for (const record of records) if (record.type === 'FeatureLevelRecord' && record.data.name === 'metadata.version') return record.data.featureLevel
    return MIN_METADATA_VERSION
  }

  async #sync(): Promise<void> {
    this.#syncing = true
    try {
      while (this.#pending.length > 0) {
        const durable = await this.#log.sync()
        let done = 0
        while (done < this.#pending.length && this.#pending[done]!.lastOffset < durable) done++
        const ready = this.#pending.splice(0, done)
        for (const pending of ready) {
          if (pending.published !== undefined) this.#publish(pending.published)
          pending.resolve()
        }
        this.#maybeSnapshot()
      }
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#syncing = false
      for (const resolve of this.#idle.splice(0)) resolve()
    }
  }

  #publish({ image, delta }: { image: MetadataImage; delta: MetadataDelta }): void {
    this.#published = image
    if (delta.changedBrokerConfigs.size > 0) this.#config = configFor(image, this.#options.config)
    for (const listener of this.#listeners) {
      try {
        listener(image, delta)
      } catch (error) {
        // One part of the broker that stumbles must not keep the others from the truth.
        this.#options.logger.error(`metadata at offset ${image.provenance.offset} could not be applied in full: ${error instanceof Error ? error.stack : String(error)}`)
      }
    }
  }

  #maybeSnapshot(): void {
    try {
      this.#log.maybeSnapshot(this.#published)
    } catch (error) {
      this.#options.logger.error(`no metadata snapshot could be written: ${errorMessage(error)}`)
    }
  }

  #fail(error: unknown): void {
    this.#failure = error
    this.#shard.reset(this.#published)
    const failed = new ProtocolError(ErrorCode.KAFKA_STORAGE_ERROR, `the metadata log is out of service: ${errorMessage(error)}`, { cause: error })
    for (const pending of this.#pending.splice(0)) pending.reject(failed)
    this.#options.onFailure(error)
  }
}
