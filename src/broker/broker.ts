// One node, wired together: what is opened in which order, and closed in the reverse one. Nothing is decided here.

import { errorMessage } from '../core/errors.ts'
import { type Logger, silentLogger } from '../core/logger.ts'
import { realSystem, type System } from '../core/system.ts'
import type { Network } from '../net/network.ts'
import type { Disk } from './disk/disk.ts'
import { apiVersionsHandlers } from './api/api-versions.ts'
import { FetchSessionCache } from './api/fetch-session.ts'
import { fetchHandlers } from './api/fetch.ts'
import { groupHandlers } from './api/groups.ts'
import { listOffsetsHandlers } from './api/list-offsets.ts'
import { metadataHandlers } from './api/metadata.ts'
import { ProducerIds } from './api/producer-ids.ts'
import { produceHandlers } from './api/produce.ts'
import { recordsHandlers } from './api/records.ts'
import { Router } from './api/router.ts'
import type { Services } from './api/services.ts'
import { isInternalTopic, OFFSETS_TOPIC } from './api/topic-names.ts'
import { topicHandlers } from './api/topics.ts'
import { BrokerConfig } from './config.ts'
import { GroupCoordinator } from './coordinator/group/group-coordinator.ts'
import { type BoundListener, boundListener, reachableAddress, throwIfNotServable } from './endpoints.ts'
import { type MetadataDelta, MetadataImage } from './image.ts'
import { LogManager } from './log/log-manager.ts'
import { ReplicaPartitionWriter } from './replica/partition-writer.ts'
import { ReplicaManager } from './replica/replica-manager.ts'
import { Server } from './server.ts'
import { resolveTopicConfig } from './topic-config.ts'
import { VolatileController } from './volatile-controller.ts'

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
}

/** How long a stop waits for requests that are running. */
const drainTimeoutMs = 5_000

export class Broker {
  readonly nodeId: number
  readonly clusterId: string
  /** Resolves with the reason when the broker can no longer do its work (every log directory failed). Never rejects. */
  readonly failed: Promise<string>
  #failure: string | undefined
  #fail!: (reason: string) => void
  #config: BrokerConfig
  readonly #system: System
  readonly #logger: Logger
  readonly #server: Server
  readonly #logs: LogManager
  readonly #replicas: ReplicaManager
  readonly #groups: GroupCoordinator
  readonly #controller: VolatileController
  #listeners: BoundListener[] = []
  #closed: Promise<void> | undefined

  private constructor(config: BrokerConfig, parts: { disk: Disk; network: Network; system: System; logger: Logger }) {
    const { disk, network, system, logger } = parts
    this.#config = config
    this.#system = system
    this.#logger = logger
    this.nodeId = config.nodeId
    this.failed = new Promise(resolve => {
      this.#fail = reason => {
        this.#failure ??= reason
        resolve(reason)
      }
    })
    this.#logs = LogManager.open(disk, system, logger, {
      logDirs: config.logDirs,
      nodeId: config.nodeId,
      onDirectoryFailure: (directory, _error, remaining) => {
        this.#replicas.onDirectoryFailure(directory)
        if (remaining === 0) this.#fail('every log directory has failed')
      },
    })
    this.clusterId = this.#logs.clusterId
    this.#controller = new VolatileController({ random: system.random, nodeId: config.nodeId, defaultPartitions: config.number('num.partitions') })
    this.#replicas = new ReplicaManager({
      nodeId: config.nodeId,
      logs: this.#logs,
      system,
      logger,
      durability: config.durability ?? 'fsync',
      topicConfig: (image, topic) => resolveTopicConfig(image, this.#config, topic),
    })
    this.#groups = new GroupCoordinator({ system, logger, writer: new ReplicaPartitionWriter(this.#replicas) })
    const router = this.#router()
    this.#server = new Server({
      network,
      system,
      logger,
      limits: {
        maxRequestBytes: config.number('socket.request.max.bytes'),
        maxPipelinedRequests: 100,
        maxPipelinedBytes: 16 << 20,
        maxUnsentBytes: 4 << 20,
        maxConnections: Math.min(config.number('max.connections'), 10_000),
        maxConnectionsPerIp: Math.min(config.number('max.connections.per.ip'), 10_000),
        maxIdleMs: config.number('connections.max.idle.ms'),
      },
      prepare: router.prepare,
    })
  }

  /** Starts a broker. Throws ConfigError or StorageError, with nothing left open, when it cannot. */
  static async start(options: BrokerOptions = {}): Promise<Broker> {
    const config = BrokerConfig.from(options.properties ?? {})
    const logger = options.logger ?? silentLogger
    for (const warning of config.warnings) logger.warn(warning)
    throwIfNotServable(config)
    const disk = options.disk ?? (await import('./disk/node-disk.ts')).nodeDisk
    const network = options.network ?? new (await import('../net/tcp.ts')).TcpNetwork()
    const broker = new Broker(config, { disk, network, system: options.system ?? realSystem, logger })
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

  get failure(): string | undefined {
    return this.#failure
  }

  get image(): MetadataImage {
    return this.#controller.image
  }

  async #start(): Promise<void> {
    for (const listener of this.#config.listeners) {
      const host = listener.host === '' ? '::' : listener.host
      const { port } = await this.#server.listen(listener.name, host, listener.port)
      this.#listeners.push(boundListener(this.#config, listener, port))
    }
    this.#controller.onImage = (image, delta) => this.#onImage(image, delta)
    this.#controller.register()
    this.#logger.warn('metadata is kept in memory only for now: topics are gone after a restart')
    await this.#replicas.flushed()
    this.#logs.startBackgroundWork()
    this.#server.open()
  }

  /** A start that failed: lets go of what was taken, changes nothing more. */
  async #abandon(): Promise<void> {
    await this.#server.close(0)
    this.#groups.close()
    this.#logs.close({ clean: false })
  }

  /** Stops: answers what runs, makes everything durable, leaves the clean marker last. */
  close(): Promise<void> {
    return (this.#closed ??= this.#stop())
  }

  async #stop(): Promise<void> {
    const served = this.#server.close(drainTimeoutMs)
    // Who waits for something to happen is answered now; nothing will.
    this.#replicas.fetches.drain()
    this.#groups.close()
    await served
    await this.#replicas.flushed()
    try {
      this.#logs.close({ clean: this.#failure === undefined, brokerEpoch: 1 })
    } catch (error) {
      this.#logger.error(`the stop was not clean: ${errorMessage(error)}`)
    }
  }

  #onImage(image: MetadataImage, delta: MetadataDelta): void {
    this.#replicas.apply(image, delta)
    if (delta.changedTopics.has(OFFSETS_TOPIC)) {
      image.topicsByName.get(OFFSETS_TOPIC)!.partitions.forEach((partition, index) => {
        if (partition.leader === this.nodeId) void this.#groups.onElection(index, partition.leaderEpoch)
        else this.#groups.onResignation(index, partition.leaderEpoch)
      })
    }
  }

  #router(): Router {
    const router = new Router()
    const services = this.#services()
    const sessions = new FetchSessionCache(this.#config.number('max.incremental.fetch.session.cache.slots'), this.#system.random)
    router.add(apiVersionsHandlers(services, () => router.handlers))
    router.add(metadataHandlers(services))
    router.add(produceHandlers(services))
    router.add(fetchHandlers(services, sessions))
    router.add(listOffsetsHandlers(services))
    router.add(recordsHandlers(services, new ProducerIds(() => this.#controller.allocateProducerIds())))
    router.add(topicHandlers(services))
    router.add(groupHandlers(services))
    return router
  }

  #services(): Services {
    const creating = new Map<string, Promise<void>>()
    const create = (name: string, numPartitions: number, replicationFactor: number, configs: Record<string, string>): Promise<void> => {
      let pending = creating.get(name)
      if (pending === undefined) {
        pending = this.#createTopic(name, numPartitions, replicationFactor, configs).finally(() => creating.delete(name))
        creating.set(name, pending)
      }
      return pending
    }
    return {
      system: this.#system,
      logger: this.#logger,
      nodeId: this.nodeId,
      clusterId: this.clusterId,
      replicas: this.#replicas,
      logs: this.#logs,
      controller: this.#controller,
      groups: this.#groups,
      config: () => this.#config,
      image: () => this.#controller.image,
      isInternalTopic,
      nodeEndpoints: connection => {
        const bound = this.#listeners.find(({ name }) => name === connection.listener) ?? this.#listeners[0]!
        return [{ nodeId: this.nodeId, ...reachableAddress(bound, connection), rack: this.#config.rack }]
      },
      ensureInternalTopic: async name => {
        if (this.#controller.image.topicsByName.has(name)) return
        await create(name, 50, 1, { 'cleanup.policy': 'compact', 'compression.type': 'producer', 'segment.bytes': '104857600' })
      },
      autoCreateTopics: async names => {
        await Promise.allSettled(names.map(name => create(name, -1, -1, {})))
      },
      features: () => ({ supported: new Map(), finalized: new Map(this.#controller.image.features), epoch: this.#controller.image.provenance.offset }),
    }
  }

  async #createTopic(name: string, numPartitions: number, replicationFactor: number, configs: Record<string, string>): Promise<void> {
    await this.#controller.createTopics({
      topics: [{ name, numPartitions, replicationFactor, assignments: [], configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })) }],
      timeoutMs: 30_000,
      validateOnly: false,
    })
  }
}
