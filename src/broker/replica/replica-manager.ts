// The partitions this broker hosts: opened, led, configured and deleted as the metadata image says; woken when their high
// watermark moves; taken offline together when their directory fails. Driver (Kafka: ReplicaManager).

import { microtask } from '../../core/async.ts'
import { errorMessage } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import type { Timer } from '../../core/clock.ts'
import type { System } from '../../core/system.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { MetadataDelta, MetadataImage, PartitionRegistration, TopicImage } from '../image.ts'
import type { LogConfig } from '../log/log-config.ts'
import type { LogManager } from '../log/log-manager.ts'
import type { PartitionLog } from '../log/partition-log.ts'
import { GroupCommit } from './group-commit.ts'
import { type Durability, Partition } from './partition.ts'
import { Purgatory } from './purgatory.ts'

export interface ReplicaManagerOptions {
  nodeId: number
  logs: LogManager
  system: System
  logger: Logger
  durability: Durability
  topicConfig: (image: MetadataImage, topic: string) => LogConfig
  /** A partition that could not be opened, for want of room say, is in service now. */
  onReopened?: (topic: string, partition: number) => void
}

const reopenDelayMs = 1000

/** How long the start may open logs without a pause. */
const sliceMs = 20

/** How often a long start says how far it is. */
const progressMs = 5000

export type HighWatermarkListener = (highWatermark: number) => void

/** One for all: a request may name tens of thousands of partitions that are not there, and most of an error's cost is its stack. */
const unknownPartition = new ProtocolError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)

export class ReplicaManager {
  /** Produce requests with acks=all, and fetches that want more bytes than there are. */
  readonly produces: Purgatory<Partition>
  readonly fetches: Purgatory<Partition>
  readonly #options: ReplicaManagerOptions
  /** By directory: each has its own device to wait for. */
  readonly #commits = new Map<string, GroupCommit>()
  readonly #topics = new Map<string, Map<number, Partition>>()
  readonly #listeners = new Map<Partition, Set<HighWatermarkListener>>()
  #woken = new Set<Partition>()
  /** Partitions that are ours and could not be opened: tried again every second, for the disk may have had no room. */
  readonly #unopened = new Map<string, { topic: string; index: number; reason: string }>()
  #image: MetadataImage | undefined
  #reopening: Timer | undefined

  constructor(options: ReplicaManagerOptions) {
    this.#options = options
    this.produces = new Purgatory(options.system.timers)
    this.fetches = new Purgatory(options.system.timers)
  }

  partition(topic: string, partition: number): Partition | undefined {
    return this.#topics.get(topic)?.get(partition)
  }

  /** The partition, or why not: KAFKA_STORAGE_ERROR, NOT_LEADER_OR_FOLLOWER when the image knows it, UNKNOWN_TOPIC_OR_PARTITION when nobody does. */
  partitionOrThrow(image: MetadataImage, topic: string, index: number): Partition {
    const partition = this.partition(topic, index)
    if (partition !== undefined) return partition
    const known = image.topicsByName.get(topic)?.partitions[index] !== undefined
    if (known) throw new ProtocolError(this.#unopened.has(`${topic}-${index}`) ? ErrorCode.KAFKA_STORAGE_ERROR : ErrorCode.NOT_LEADER_OR_FOLLOWER)
    throw unknownPartition
  }

  *partitions(): Generator<Partition> {
    for (const partitions of this.#topics.values()) yield* partitions.values()
  }

  /** Takes over a published image: deletions first, then new and changed partitions, then configs. */
  apply(image: MetadataImage, delta: MetadataDelta): void {
    this.#image = image
    for (const topic of delta.deletedTopics) this.#deleteTopic(topic.name, topic.partitions.length)
    for (const name of delta.changedTopics) {
      const topic = image.topicsByName.get(name)
      if (topic !== undefined) this.#applyTopic(image, topic)
    }
    for (const name of delta.changedTopicConfigs) this.#applyConfig(image, name)
  }

  /** Opens everything that the image gives to this broker, at the start. Logs that must be read again take their time: the event loop gets its turn between them. */
  async open(image: MetadataImage): Promise<void> {
    this.#image = image
    const { clock, timers } = this.#options.system
    const begin = clock.monotonic()
    let yieldedAt = begin
    let toldAt = begin
    let opened = 0
    for (const topic of image.topicsByName.values()) {
      for (const [index, registration] of topic.partitions.entries()) {
        this.#applyPartition(image, topic, index, registration)
        opened++
        const now = clock.monotonic()
        if (now - toldAt >= progressMs) {
          toldAt = now
          this.#options.logger.info(`${opened} partitions opened in ${Math.round((now - begin) / 1000)} s, ${topic.name}-${index} is done`)
        }
        if (now - yieldedAt < sliceMs) continue
        await new Promise<void>(resolve => timers.defer(resolve))
        yieldedAt = clock.monotonic()
      }
    }
  }

  /** Broker-wide defaults changed: every log may be touched. */
  applyAllConfigs(image: MetadataImage): void {
    for (const name of this.#topics.keys()) this.#applyConfig(image, name)
  }

  /** Calls `listener` whenever the high watermark of the partition rises. Returns the function that ends it. */
  onHighWatermark(partition: Partition, listener: HighWatermarkListener): () => void {
    let listeners = this.#listeners.get(partition)
    if (listeners === undefined) this.#listeners.set(partition, (listeners = new Set()))
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(partition)
    }
  }

  close(): void {
    this.#reopening?.cancel()
  }

  /** Resolves when everything appended so far is durable and visible (or its directory has failed). */
  async flushed(): Promise<void> {
    await Promise.all([...this.#commits.values()].map(commit => commit.flushed()))
  }

  /** No promise from this disk holds any more: who waits on its partitions is told KAFKA_STORAGE_ERROR. Only a restart reads what is really there. */
  onDirectoryFailure(directory: string): void {
    for (const partition of this.partitions()) {
      if (this.#options.logs.directoryOf(partition.log)?.path === directory) this.#wake(partition)
    }
  }

  #commitOf(log: PartitionLog): GroupCommit {
    const { logs, logger, system } = this.#options
    const directory = logs.directoryOf(log)?.path ?? ''
    let commit = this.#commits.get(directory)
    if (commit === undefined) {
      commit = new GroupCommit(system.timers, error => {
        logger.error(`${directory}: a sync failed, nothing more is acknowledged from there: ${errorMessage(error)}`)
        this.onDirectoryFailure(directory)
      })
      this.#commits.set(directory, commit)
    }
    return commit
  }

  #applyTopic(image: MetadataImage, topic: TopicImage): void {
    // The same name with another id is another topic.
    const first = this.#topics.get(topic.name)?.values().next().value
    if (first !== undefined && first.topicId !== topic.id) this.#deleteTopic(topic.name, 0)
    topic.partitions.forEach((registration, index) => this.#applyPartition(image, topic, index, registration))
  }

  #applyPartition(image: MetadataImage, topic: TopicImage, index: number, registration: PartitionRegistration): void {
    if (!registration.replicas.includes(this.#options.nodeId)) return
    const partition = this.partition(topic.name, index) ?? this.#openPartition(image, topic, index)
    partition?.update(registration)
  }

  #openPartition(image: MetadataImage, topic: TopicImage, index: number): Partition | undefined {
    const { nodeId, logs, logger, topicConfig, durability } = this.#options
    const name = `${topic.name}-${index}`
    try {
      const log = logs.getOrCreateLog(topic.name, index, topic.id, topicConfig(image, topic.name))
      const commit = this.#commitOf(log)
      const onAdvance = (advanced: Partition): void => this.#wake(advanced)
      const partition = new Partition(log, { topic: topic.name, partition: index, topicId: topic.id, nodeId, durability, commit, onAdvance })
      let partitions = this.#topics.get(topic.name)
      if (partitions === undefined) this.#topics.set(topic.name, (partitions = new Map()))
      partitions.set(index, partition)
      this.#unopened.delete(name)
      return partition
    } catch (error) {
      const reason = errorMessage(error)
      const corrupt = logs.offlineLogs.has(name)
      // One line for one reason, however often it is tried.
      if (!corrupt && this.#unopened.get(name)?.reason !== reason) logger.error(reason.startsWith(name) ? reason : `${name} cannot be opened: ${reason}`)
      this.#unopened.set(name, { topic: topic.name, index, reason })
      if (!corrupt) this.#reopening ??= this.#options.system.timers.schedule(reopenDelayMs, () => this.#reopen(), { background: true })
      return undefined
    }
  }

  #reopen(): void {
    this.#reopening = undefined
    for (const [name, { topic: topicName, index }] of [...this.#unopened]) {
      const topic = this.#image?.topicsByName.get(topicName)
      const registration = topic?.partitions[index]
      if (topic === undefined || registration === undefined) {
        this.#unopened.delete(name)
        continue
      }
      // What is corrupt stays so until somebody has looked at it.
      if (this.#options.logs.offlineLogs.has(name)) continue
      const partition = this.#openPartition(this.#image!, topic, index)
      if (partition === undefined) continue
      partition.update(registration)
      this.#options.logger.info(`${name} is in service again`)
      this.#options.onReopened?.(topicName, index)
    }
  }

  #applyConfig(image: MetadataImage, name: string): void {
    const partitions = this.#topics.get(name)
    if (partitions === undefined) return
    const config = this.#options.topicConfig(image, name)
    for (const partition of partitions.values()) partition.log.config = config
  }

  /** `count`: how many partitions the topic had. Those that could not be opened leave their directories too. */
  #deleteTopic(name: string, count: number): void {
    const partitions = this.#topics.get(name) ?? new Map<number, Partition>()
    this.#topics.delete(name)
    for (const partition of partitions.values()) {
      partition.markDeleted()
      this.#listeners.delete(partition)
    }
    const { fileDeleteDelayMs } = this.#options.topicConfig(this.#image!, name)
    const indexes = new Set(partitions.keys())
    for (let index = 0; index < count; index++) indexes.add(index)
    for (const index of indexes) {
      this.#unopened.delete(`${name}-${index}`)
      try {
        this.#options.logs.deleteLog(name, index, fileDeleteDelayMs)
      } catch (error) {
        this.#options.logger.error(`${name}-${index} cannot be deleted: ${errorMessage(error)}`)
      }
    }
  }

  /** Waiting requests are looked at once per turn, however many appends it had. */
  #wake(partition: Partition): void {
    this.#woken.add(partition)
    if (this.#woken.size === 1) microtask(() => this.#deliverWakeups())
  }

  #deliverWakeups(): void {
    const woken = this.#woken
    this.#woken = new Set()
    for (const partition of woken) {
      this.produces.check(partition)
      const listeners = this.#listeners.get(partition)
      if (listeners !== undefined) for (const listener of [...listeners]) listener(partition.highWatermark)
      this.fetches.check(partition)
    }
  }
}
