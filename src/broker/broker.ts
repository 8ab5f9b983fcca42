// One node, wired together: what is opened in which order, and closed in the reverse one. Nothing is decided here.

import { resolve } from 'node:path'
import { assert } from '../core/assert.ts'
import { BufferPool } from '../core/buffer-pool.ts'
import { errorMessage } from '../core/errors.ts'
import { type Logger, silentLogger } from '../core/logger.ts'
import { randomUuid } from '../core/random.ts'
import { realSystem, type System } from '../core/system.ts'
import type { Network } from '../net/network.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { REBALANCE_LEDGER_TOPIC } from '../protocol/ledger/entry.ts'
import { newAllocateProducerIdsRequest } from '../protocol/generated/allocate-producer-ids.ts'
import { ClientActivity } from './api/client-activity.ts'
import { FetchSessionCache } from './api/fetch-session.ts'
import { ProducerIds } from './api/producer-ids.ts'
import { type Intercept, Router } from './api/router.ts'
import type { Services } from './api/services.ts'
import { addHandlers } from './api/table.ts'
import { BrokerConfig } from './config.ts'
import { Controller } from './controller/controller.ts'
import { CONSUMER_OFFSETS } from './controller/internal-topics.ts'
import { groupCoordinatorConfig } from './coordinator/group/config.ts'
import { GroupCoordinator } from './coordinator/group/group-coordinator.ts'
import type { Disk } from './disk/disk.ts'
import { type BoundListener, boundListener, reachableAddress, throwIfNotServable } from './endpoints.ts'
import { bootstrapRecords } from './format.ts'
import type { MetadataDelta, MetadataImage } from './image.ts'
import type { Listener } from './listeners.ts'
import { LogManager } from './log/log-manager.ts'
import { MetadataLog, metadataLogConfig } from './raft/metadata-log.ts'
import { ReplicaPartitionWriter } from './replica/partition-writer.ts'
import { ReplicaManager } from './replica/replica-manager.ts'
import { Server, type ServerLimits } from './server.ts'
import { resolveTopicConfig } from './topic-config.ts'

export interface BrokerOptions {
  /** Kafka's broker properties by name; what is missing has Kafka's default. */
  properties?: Readonly<Record<string, string>>
  /** Default: the file system. */
  disk?: Disk
  /** Default: TCP. */
  network?: Network
  /** Default: the real clock, timers and entropy. */
  system?: System
  /** Default: silent. */
  logger?: Logger
  /** For tests: sees every request before its handler does. */
  intercept?: Intercept
}

/** How long a stop waits for requests that are running. */
const drainTimeoutMs = 5_000

/** What the first image tells those who only want to know what is new. */
const noChange: MetadataDelta = {
  deletedTopics: [],
  changedTopics: new Set(),
  changedTopicConfigs: new Set(),
  changedBrokerConfigs: new Set(),
  changedGroupConfigs: new Set(),
  changedBrokers: new Set(),
  featuresChanged: false,
}

interface Outside {
  readonly disk: Disk
  readonly network: Network
  readonly system: System
  readonly logger: Logger
}

/** Kafka leaves connections unlimited; a process has some tens of thousands of descriptors at most, and the logs want theirs. */
const connectionsMax = 16_000
/** What else is open: Node's own, checkpoints and directories while they are written. */
const otherDescriptors = 64

/**
 * Under `ulimit -n 256` connections must not eat up what the logs are written through. The pool of log files has six tenths of the descriptors, and gives up all but the
 * last tenth when connections have taken them.
 */
function connectionShare(descriptors: number | undefined): number {
  if (descriptors === undefined) return connectionsMax
  return Math.max(16, Math.min(connectionsMax, descriptors - Math.ceil(descriptors * 0.1) - otherDescriptors))
}

export class Broker {
  readonly nodeId: number
  /** Resolves with the reason when the broker can no longer do its work (its log directories or its metadata log failed). Never rejects. */
  readonly failed: Promise<string>
  readonly #config: BrokerConfig
  readonly #outside: Outside
  readonly #pool = new BufferPool()
  readonly #server: Server
  readonly #router: Router
  #listeners: BoundListener[] = []
  #parts: Parts | undefined
  #failure: string | undefined
  #fail!: (reason: string) => void
  #closing: Promise<void> | undefined

  private constructor(config: BrokerConfig, outside: Outside, intercept: Intercept | undefined) {
    this.#config = config
    this.#outside = outside
    this.nodeId = config.nodeId
    this.failed = new Promise(resolve => {
      this.#fail = reason => {
        this.#failure ??= reason
        resolve(reason)
      }
    })
    this.#router = new Router(outside, intercept)
    const { maxDescriptors } = outside.disk
    const connections = connectionShare(maxDescriptors)
    if (connections < Math.min(connectionsMax, config.number('max.connections'))) {
      outside.logger.info(`the process may open ${maxDescriptors} descriptors: at most ${connections} connections are taken (ulimit -n)`)
    }
    this.#server = new Server({ ...outside, limits: serverLimits(config, connections), pool: this.#pool, prepare: (frame, connection) => this.#router.prepare(frame, connection) })
  }

  /** Starts a broker. Throws ConfigError or StorageError, with nothing left open, when it cannot. */
  static async start(options: BrokerOptions = {}): Promise<Broker> {
    const config = BrokerConfig.from(options.properties ?? {})
    const logger = options.logger ?? silentLogger
    for (const warning of config.warnings) logger.warn(warning)
    throwIfNotServable(config)
    const disk = options.disk ?? (await import('./disk/node-disk.ts')).nodeDisk
    const network = options.network ?? new (await import('../net/tcp.ts')).TcpNetwork()
    const broker = new Broker(config, { disk, network, system: options.system ?? realSystem, logger }, options.intercept)
    try {
      await broker.#start()
    } catch (error) {
      await broker.#abandon()
      throw error
    }
    return broker
  }

  get port(): number {
    return this.#listeners[0]!.port
  }

  /** `host:port` for clients on this machine. */
  get address(): string {
    const { host, port } = reachableAddress(this.#listeners[0]!)
    return `${host.includes(':') ? `[${host}]` : host}:${port}`
  }

  get clusterId(): string {
    return this.#open.logs.clusterId
  }

  /** Why the broker failed, if it did. */
  get failure(): string | undefined {
    return this.#failure
  }

  /** The metadata as of now. */
  get image(): MetadataImage {
    return this.#open.controller.image
  }

  get #open(): Parts {
    assert(this.#parts !== undefined, 'the broker is not started')
    return this.#parts
  }

  async #start(): Promise<void> {
    // The addresses first: a port in use is found out before anything is touched. Requests wait until the end.
    for (const listener of this.#config.listeners) {
      const { port } = await this.#listen(listener)
      this.#listeners.push(boundListener(this.#config, listener, port))
    }
    const parts = (this.#parts = await openParts(this.#config, this.#outside, reason => this.#fail(reason)))
    const { controller, groups, logs, replicas } = parts
    addHandlers(this.#router, this.#services(parts))
    await replicas.open(controller.image)
    for (const { topic, partition, topicId } of logs.unopenedLogs()) {
      // What could not be opened for want of room has been said, and is tried again.
      if (controller.image.topicsByName.get(topic)?.id === topicId) continue
      this.#outside.logger.warn(`${topic}-${partition} (topic id ${topicId}) belongs to no topic of this cluster and is left alone`)
    }
    controller.onImage((image, delta) => this.#onImage(image, delta))
    await groups.onImage(controller.image, noChange)
    parts.brokerEpoch = await controller.registerSelf({
      incarnationId: randomUuid(this.#outside.system.random),
      listeners: this.#listeners.map(listener => ({ ...listener, ...reachableAddress(listener) })),
      logDirs: logs.directories.filter(({ failure }) => failure === undefined).map(({ meta }) => meta.directoryId),
      previousBrokerEpoch: logs.previousBrokerEpoch,
    })
    await controller.unfenceSelf(parts.brokerEpoch)
    // What a crash left above the high watermark is committed before anybody asks for it.
    await replicas.flushed()
    logs.startBackgroundWork()
    this.#server.open()
  }

  async #listen({ name, host, port }: Listener): Promise<{ port: number }> {
    if (host !== '') return this.#server.listen(name, host, port)
    try {
      return await this.#server.listen(name, '::', port)
    } catch (error) {
      // A machine without IPv6 has all its interfaces here.
      const { code } = ((error as Error).cause ?? {}) as { code?: string }
      if (code !== 'EAFNOSUPPORT' && code !== 'EADDRNOTAVAIL') throw error
      return this.#server.listen(name, '0.0.0.0', port)
    }
  }

  /** A start that failed: lets go of what was taken, changes nothing more. */
  async #abandon(): Promise<void> {
    await this.#server.close(0)
    this.#parts?.groups.close()
    this.#parts?.replicas.close()
    await this.#parts?.controller.close()
    this.#parts?.logs.close({ clean: false })
  }

  /** Stops: answers what runs, makes everything durable, gives its leaderships up, leaves the clean marker last. */
  close(): Promise<void> {
    return (this.#closing ??= this.#stop())
  }

  async #stop(): Promise<void> {
    const { brokerEpoch, controller, groups, logs, replicas } = this.#open
    const served = this.#server.close(drainTimeoutMs)
    // Who waits for something to happen is answered now: nothing will.
    replicas.fetches.drain()
    groups.close()
    replicas.close()
    await served
    await replicas.flushed()
    let clean = this.#failure === undefined
    try {
      if (clean) await controller.shutDownSelf(brokerEpoch)
      await controller.close()
    } catch (error) {
      clean = false
      this.#outside.logger.error(`the stop is not clean: ${errorMessage(error)}`)
    }
    if (clean) await logs.syncForClose()
    logs.close({ clean, brokerEpoch })
  }

  #onImage(image: MetadataImage, delta: MetadataDelta): void {
    const { controller, groups, replicas } = this.#open
    replicas.apply(image, delta)
    if (delta.changedBrokerConfigs.size > 0) {
      groups.updateConfig(groupCoordinatorConfig(controller.config))
      replicas.applyAllConfigs(image)
    }
    void groups.onImage(image, delta)
    for (const topic of delta.deletedTopics) {
      if (topic.name === CONSUMER_OFFSETS) topic.partitions.forEach((_, index) => groups.onResignation(index))
    }
    if (delta.changedTopics.has(CONSUMER_OFFSETS)) {
      image.topicsByName.get(CONSUMER_OFFSETS)!.partitions.forEach(({ leader, leaderEpoch }, index) => {
        if (leader === this.nodeId) void groups.onElection(index, leaderEpoch)
        else groups.onResignation(index, leaderEpoch)
      })
    }
  }

  #services(parts: Parts): Services {
    const { controller, groups, logs, replicas } = parts
    const { disk, logger, system } = this.#outside
    return {
      system,
      logger,
      nodeId: this.nodeId,
      clusterId: logs.clusterId,
      replicas,
      logs,
      controller,
      groups,
      pool: this.#pool,
      fetchSessions: new FetchSessionCache(this.#config.number('max.incremental.fetch.session.cache.slots'), system.random),
      activity: new ClientActivity(),
      producerIds: new ProducerIds(() => allocateProducerIds(parts)),
      responseRoom: () => this.#server.responseRoom,
      config: () => controller.config,
      image: () => controller.image,
      nodeEndpoints: connection => {
        const listener = this.#listeners.find(({ name }) => name === connection.listener) ?? this.#listeners[0]!
        return [{ nodeId: this.nodeId, ...reachableAddress(listener, connection), rack: this.#config.rack }]
      },
      diskSpace: directory => {
        try {
          const free = disk.freeBytes(directory)
          // A disk in memory has no bound, which the wire cannot say.
          return { totalBytes: -1, usableBytes: Number.isFinite(free) ? free : -1 }
        } catch {
          return { totalBytes: -1, usableBytes: -1 }
        }
      },
    }
  }
}

/** What is open while the broker runs. */
interface Parts {
  readonly logs: LogManager
  readonly controller: Controller
  readonly replicas: ReplicaManager
  readonly groups: GroupCoordinator
  brokerEpoch: number
}

async function openParts(config: BrokerConfig, outside: Outside, fail: (reason: string) => void): Promise<Parts> {
  const { disk, logger, system } = outside
  let replicas: ReplicaManager | undefined
  const logs = LogManager.open(disk, system, logger, {
    logDirs: config.logDirs.map(directory => resolve(directory)),
    nodeId: config.nodeId,
    ...(config.stringOrNull('metadata.log.dir') === null ? {} : { metadataLogDir: resolve(config.string('metadata.log.dir')) }),
    retentionCheckIntervalMs: config.number('log.retention.check.interval.ms'),
    checkpointIntervalMs: config.number('log.flush.offset.checkpoint.interval.ms'),
    highWatermarkCheckpointIntervalMs: config.number('replica.high.watermark.checkpoint.interval.ms'),
    producerIdExpirationMs: config.number('producer.id.expiration.ms'),
    producerIdExpirationCheckIntervalMs: config.number('producer.id.expiration.check.interval.ms'),
    flushSchedulerIntervalMs: config.number('log.flush.scheduler.interval.ms'),
    cleanerEnable: config.boolean('log.cleaner.enable'),
    cleanerBackoffMs: config.number('log.cleaner.backoff.ms'),
    cleanerDedupeBufferBytes: config.number('log.cleaner.dedupe.buffer.size'),
    onDirectoryFailure: (directory, _error, remaining) => {
      replicas?.onDirectoryFailure(directory)
      if (remaining === 0) fail('every log directory has failed')
    },
  })
  try {
    const { meta, path } = logs.metadataDirectory
    const log = MetadataLog.open({
      disk: logs.metadataDisk,
      system,
      logger,
      log: logs.openMetadataLog(metadataLogConfig(config)),
      nodeId: config.nodeId,
      directoryId: meta.directoryId,
      controllerEndpoint: config.controllerListener,
      snapshotBytes: config.number('metadata.log.max.record.bytes.between.snapshots'),
      snapshotIntervalMs: config.number('metadata.log.max.snapshot.interval.ms'),
      retentionBytes: config.number('metadata.max.retention.bytes'),
      retentionMs: config.number('metadata.max.retention.ms'),
    })
    const controller = await Controller.start({
      log,
      config,
      system,
      logger,
      clusterId: logs.clusterId,
      bootstrapRecords: bootstrapRecords(disk, path, system.clock.now()),
      onFailure: error => fail(`the metadata log has failed: ${errorMessage(error)}`),
    })
    replicas = new ReplicaManager({
      nodeId: config.nodeId,
      logs,
      system,
      logger,
      durability: config.durability ?? 'fsync',
      topicConfig: (image, topic) => resolveTopicConfig(image, controller.config, topic),
      onReopened: (topic, partition) => {
        const leaderEpoch = controller.image.partition(topic, partition)?.leaderEpoch ?? 0
        if (topic === CONSUMER_OFFSETS) void groups.onElection(partition, leaderEpoch)
        else void groups.onImage(controller.image, noChange)
      },
    })
    const writer = new ReplicaPartitionWriter(replicas)
    const groups = new GroupCoordinator({
      system,
      logger,
      writer,
      config: groupCoordinatorConfig(controller.config),
      ledger: { nodeId: config.nodeId, createTopic: () => controller.autoCreateTopic(REBALANCE_LEDGER_TOPIC) },
    })
    return { logs, controller, replicas, groups, brokerEpoch: -1 }
  } catch (error) {
    logs.close({ clean: false })
    throw error
  }
}

async function allocateProducerIds({ brokerEpoch, controller }: Parts): Promise<{ firstProducerId: number; length: number }> {
  const request = newAllocateProducerIdsRequest({ brokerId: controller.nodeId, brokerEpoch })
  const { errorCode, producerIdStart, producerIdLen } = await controller.handle('allocateProducerIds', request)
  if (errorCode !== ErrorCode.NONE) throw new ProtocolError(errorCode)
  return { firstProducerId: producerIdStart, length: producerIdLen }
}

function serverLimits(config: BrokerConfig, connections: number): ServerLimits {
  return {
    maxRequestBytes: config.number('socket.request.max.bytes'),
    maxPipelinedRequests: 100,
    maxPipelinedBytes: 16 << 20,
    maxUnsentBytes: 256 << 10,
    maxUnsentBytesTotal: 256 << 20,
    maxConnections: Math.min(config.number('max.connections'), connections),
    maxConnectionsPerIp: Math.min(config.number('max.connections.per.ip'), connections),
    maxIdleMs: config.number('connections.max.idle.ms'),
  }
}
