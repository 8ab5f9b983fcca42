// The log directories of a broker: their identity and locks, the checkpoints, the clean-shutdown marker, the logs in them,
// and the work that goes on behind (retention, checkpoints, compaction, removal of deleted topics). Driver.

import { CorruptionError, StorageError, errorMessage } from '../../core/errors.ts'
import type { Timer } from '../../core/clock.ts'
import type { Logger } from '../../core/logger.ts'
import type { System } from '../../core/system.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { METADATA_TOPIC_ID, type Uuid } from '../../protocol/ids.ts'
import type { Disk } from '../disk/disk.ts'
import {
  cleanShutdownFile,
  cleanerFile,
  formatCleanShutdown,
  formatOffsetCheckpoint,
  highWatermarkFile,
  logStartFile,
  parsePartitionMetadata,
  partitionMetadataFile,
  recoveryPointFile,
  writeFileSoft,
  type PartitionOffset,
} from './checkpoints.ts'
import { LogCleaner, filthiest, type CleanResult } from './cleaner.ts'
import { FilePool } from './file-pool.ts'
import { defaultLogConfig, type LogConfig } from './log-config.ts'
import { metadataTopic, openDirectory, renamedName, splitName, type Directory, type LogDirectory } from './log-directory.ts'
import { PartitionLog, type LogEnvironment } from './partition-log.ts'
import { TailCache } from './tail-cache.ts'

export type { LogDirectory } from './log-directory.ts'

/** Node has four threads for blocking work; a queue before them keeps them busy. */
const concurrentSyncs = 8

export interface LogManagerOptions {
  /** `log.dirs`: absolute paths, made when missing. */
  logDirs: readonly string[]
  /** `node.id` */
  nodeId: number
  /** Refuses directories of another cluster; for new directories, the id they get. Default: theirs, or a random one. */
  clusterId?: string
  /** `metadata.log.dir`. Default: the first of logDirs. */
  metadataLogDir?: string
  /** `log.retention.check.interval.ms` */
  retentionCheckIntervalMs?: number
  /** `log.flush.offset.checkpoint.interval.ms` and its kin for the log start. */
  checkpointIntervalMs?: number
  /** `log.flush.scheduler.interval.ms`: how often `flush.ms` is looked at. Default: never, as in Kafka. */
  flushSchedulerIntervalMs?: number
  /** `replica.high.watermark.checkpoint.interval.ms` */
  highWatermarkCheckpointIntervalMs?: number
  /** `producer.id.expiration.ms` */
  producerIdExpirationMs?: number
  /** `producer.id.expiration.check.interval.ms` */
  producerIdExpirationCheckIntervalMs?: number
  /** `log.cleaner.enable`. Default true. */
  cleanerEnable?: boolean
  /** `log.cleaner.backoff.ms`: how long the cleaner rests when there is nothing to do. Default 15 s. */
  cleanerBackoffMs?: number
  /** `log.cleaner.dedupe.buffer.size`. Default 128 MiB. */
  cleanerDedupeBufferBytes?: number
  /** Descriptors that the logs may have open at once. Default: a share of what the process may have (file-pool.ts). */
  maxOpenFiles?: number
  /** Memory for the newest batches of all logs. Default 32 MiB. */
  tailCacheBytes?: number
  /** A directory went offline; `remaining` are still in service. */
  onDirectoryFailure?: (directory: string, error: Error, remaining: number) => void
}

/** Open files of the metadata log, which writes through the reserve and so has a pool of its own. */
const metadataFiles = 8

export class LogManager {
  readonly #disk: Disk
  readonly #system: System
  readonly #logger: Logger
  readonly #options: LogManagerOptions
  readonly #pool: FilePool
  readonly #tailCache: TailCache
  readonly #directories: Directory[]
  readonly #logs = new Map<string, PartitionLog>()
  readonly #homes = new Map<PartitionLog, Directory>()
  readonly #offline = new Map<string, Error>()
  #metadataLog: PartitionLog | undefined
  readonly #cleaner: LogCleaner
  #cleaning: Promise<void> | undefined
  #timers: Timer[] = []
  #closed = false
  /** Directories in which a sync failed on the way to a clean stop. */
  readonly #unsynced = new Set<Directory>()

  private constructor(disk: Disk, system: System, logger: Logger, options: LogManagerOptions, directories: Directory[]) {
    this.#disk = disk
    this.#system = system
    this.#logger = logger
    this.#options = options
    this.#directories = directories
    this.#pool = new FilePool(disk, options.maxOpenFiles)
    this.#tailCache = new TailCache(options.tailCacheBytes)
    this.#cleaner = new LogCleaner(system, logger, { dedupeBufferBytes: options.cleanerDedupeBufferBytes })
  }

  /**
   * Locks the directories, checks whose they are (new ones are given meta.properties) and reads their checkpoints. The
   * clean-shutdown markers are taken away before anything else is written. Throws ConfigError for a directory of another
   * node or cluster, StorageError for one that is locked or cannot be written.
   */
  static open(disk: Disk, system: System, logger: Logger, options: LogManagerOptions): LogManager {
    const directories: Directory[] = []
    try {
      let clusterId = options.clusterId
      for (const path of options.logDirs) {
        const directory = openDirectory(disk, system, logger, path, options.nodeId, clusterId)
        clusterId ??= directory.meta.clusterId
        directories.push(directory)
      }
    } catch (error) {
      for (const directory of directories) directory.lock.release()
      throw error
    }
    const manager = new LogManager(disk, system, logger, options, directories)
    for (const directory of directories) directory.reserve.fill()
    manager.#removeDeletedTopics()
    return manager
  }

  get clusterId(): string {
    return this.#directories[0]!.meta.clusterId
  }

  get directories(): readonly LogDirectory[] {
    return this.#directories
  }

  /** The directory that holds the metadata log and KRaft's own files. */
  get metadataDirectory(): LogDirectory {
    return this.#directories.find(directory => directory.path === this.#options.metadataLogDir) ?? this.#directories[0]!
  }

  /** The disk of the metadata directory, where a write finds room also when others find none. */
  get metadataDisk(): Disk {
    return (this.metadataDirectory as Directory).reserve.disk
  }

  /** The broker epoch of the last stop if it was clean in every directory, else -1: what a registration may promise (KIP-966). */
  get previousBrokerEpoch(): number {
    const epochs = new Set(this.#directories.map(directory => directory.brokerEpoch))
    return epochs.size === 1 ? [...epochs][0]! : -1
  }

  // ---- logs

  /** The log of a partition that is open. */
  log(topic: string, partition: number): PartitionLog | undefined {
    return this.#logs.get(`${topic}-${partition}`)
  }

  allLogs(): PartitionLog[] {
    return [...this.#logs.values()]
  }

  /** Partitions whose logs could not be opened, with the reason. */
  get offlineLogs(): ReadonlyMap<string, Error> {
    return this.#offline
  }

  /** The directory (of `log.dirs`) that holds the log. */
  directoryOf(log: PartitionLog): LogDirectory | undefined {
    return this.#homes.get(log)
  }

  /** Partition directories that are there but were not opened: `topic`, `partition` and the topic id if known. */
  unopenedLogs(): { topic: string; partition: number; topicId: Uuid | undefined; directory: string }[] {
    const found = []
    for (const directory of this.#directories) {
      for (const name of directory.unopened) {
        if (this.#offline.has(name)) continue
        const { topic, partition } = splitName(name)!
        const path = `${directory.path}/${name}/${partitionMetadataFile}`
        const topicId = this.#disk.exists(path) ? parsePartitionMetadata(this.#disk.readFile(path).toString('latin1')) : undefined
        found.push({ topic, partition, topicId, directory: directory.path })
      }
    }
    return found
  }

  /**
   * The partition's log, opened from its directory or made. A directory of another topic of the same name is set aside as a
   * stray. Throws KAFKA_STORAGE_ERROR when the log is corrupt or its directory failed.
   */
  getOrCreateLog(topic: string, partition: number, topicId: Uuid, config: Partial<LogConfig> = {}): PartitionLog {
    const name = `${topic}-${partition}`
    const open = this.#logs.get(name)
    if (open !== undefined) {
      if (open.topicId === undefined || open.topicId === topicId) return open
      throw new ProtocolError(ErrorCode.INCONSISTENT_TOPIC_ID, `${name} is open with topic id ${open.topicId}, not ${topicId}`)
    }
    const failure = this.#offline.get(name)
    if (failure !== undefined) throw storageError(`${name} is offline: ${failure.message}`, failure)
    const holder = this.#directories.find(directory => directory.unopened.has(name))
    if (holder !== undefined && !this.#setAsideStray(holder, name, topicId)) return this.#openLog(holder, topic, partition, topicId, config)
    return this.#openLog(this.#leastUsedDirectory(), topic, partition, topicId, config)
  }

  #setAsideStray(directory: Directory, name: string, topicId: Uuid): boolean {
    const path = `${directory.path}/${name}`
    const metadata = `${path}/${partitionMetadataFile}`
    const found = this.#disk.exists(metadata) ? parsePartitionMetadata(this.#disk.readFile(metadata).toString('latin1')) : undefined
    if (found === undefined || found === topicId) return false
    const target = `${directory.path}/${renamedName(name, this.#uniqueId(), 'stray')}`
    this.#logger.warn(`${path} belongs to the topic id ${found}, not to ${topicId}: it is set aside as ${target}`)
    this.#disk.rename(path, target)
    this.#disk.syncDirectory(directory.path)
    directory.unopened.delete(name)
    return true
  }

  #leastUsedDirectory(): Directory {
    const usable = this.#directories.filter(directory => directory.failure === undefined)
    if (usable.length === 0) throw storageError('all log directories are offline')
    const counts = new Map(usable.map(directory => [directory, directory.unopened.size]))
    for (const home of this.#homes.values()) if (counts.has(home)) counts.set(home, counts.get(home)! + 1)
    return usable.reduce((best, directory) => (counts.get(directory)! < counts.get(best)! ? directory : best))
  }

  #openLog(directory: Directory, topic: string, partition: number, topicId: Uuid, config: Partial<LogConfig>): PartitionLog {
    if (directory.failure !== undefined) throw storageError(`${directory.path} is offline: ${directory.failure.message}`, directory.failure)
    const name = `${topic}-${partition}`
    const existed = directory.unopened.has(name)
    let log: PartitionLog
    try {
      log = PartitionLog.open(this.#environment(directory), {
        directory: `${directory.path}/${name}`,
        topic,
        partition,
        topicId,
        config,
        // A directory that is made now has no past to recover.
        clean: directory.clean || !existed,
        recoveryPoint: directory.recoveryPointsKnown ? (directory.recoveryPoints.get(name) ?? 0) : undefined,
        logStartOffset: directory.logStarts.get(name) ?? 0,
        highWatermark: directory.highWatermarks.get(name) ?? 0,
        firstDirtyOffset: directory.cleanerOffsets.get(name) ?? 0,
      })
    } catch (error) {
      if (error instanceof CorruptionError) {
        this.#offline.set(name, error)
        this.#logger.error(`${name} is offline: ${error.message}`)
        throw storageError(`${name} is offline: ${error.message}`, error)
      }
      if (error instanceof StorageError) throw storageError(`${name} cannot be opened: ${error.message}`, error)
      throw error
    }
    directory.unopened.delete(name)
    this.#logs.set(name, log)
    this.#homes.set(log, directory)
    return log
  }

  #environment(directory: Directory): LogEnvironment {
    return {
      disk: this.#disk,
      system: this.#system,
      logger: this.#logger,
      pool: this.#pool,
      tailCache: this.#tailCache,
      producerIdExpirationMs: this.#options.producerIdExpirationMs ?? 86_400_000,
      onStorageFailure: (_log, error) => this.#directoryFailed(directory, error),
    }
  }

  /** Opens `__cluster_metadata-0`. It is always checked as a whole, as Apache Kafka does: the log is small and everything hangs on it. */
  openMetadataLog(config: Partial<LogConfig> = {}): PartitionLog {
    const directory = this.metadataDirectory as Directory
    const { disk } = directory.reserve
    this.#metadataLog ??= PartitionLog.open({ ...this.#environment(directory), disk, pool: new FilePool(disk, metadataFiles) }, {
      directory: `${directory.path}/${metadataTopic}-0`,
      topic: metadataTopic,
      partition: 0,
      topicId: METADATA_TOPIC_ID,
      config,
      recoveryPoint: 0,
    })
    this.#homes.set(this.#metadataLog, directory)
    return this.#metadataLog
  }

  /** Takes the partition out of view at once and removes its files after `file.delete.delay.ms`; of a log that is not open that is `delayMs`. */
  deleteLog(topic: string, partition: number, delayMs: number = defaultLogConfig.fileDeleteDelayMs): void {
    const name = `${topic}-${partition}`
    this.#offline.delete(name)
    const log = this.#logs.get(name)
    if (log !== undefined) {
      const directory = this.#homes.get(log)!
      const target = `${directory.path}/${renamedName(name, this.#uniqueId(), 'delete')}`
      log.rename(target)
      this.#disk.syncDirectory(directory.path)
      this.#logs.delete(name)
      this.#homes.delete(log)
      for (const offsets of [directory.recoveryPoints, directory.logStarts, directory.highWatermarks, directory.cleanerOffsets]) offsets.delete(name)
      this.#later(log.config.fileDeleteDelayMs, () => log.delete(), target)
      return
    }
    for (const directory of this.#directories) {
      if (!directory.unopened.delete(name)) continue
      const target = `${directory.path}/${renamedName(name, this.#uniqueId(), 'delete')}`
      this.#disk.rename(`${directory.path}/${name}`, target)
      this.#disk.syncDirectory(directory.path)
      this.#later(delayMs, () => this.#disk.removeTree(target), target)
    }
  }

  #uniqueId(): string {
    return this.#system.random.bytes(16).toString('hex')
  }

  /** Directories that an earlier run had marked for removal. */
  #removeDeletedTopics(): void {
    for (const directory of this.#directories) {
      for (const { name, kind } of this.#disk.list(directory.path)) {
        if (kind !== 'directory' || !/\.[0-9a-f]{32}-delete$/.test(name)) continue
        const path = `${directory.path}/${name}`
        this.#later(defaultLogConfig.fileDeleteDelayMs, () => this.#disk.removeTree(path), path)
      }
    }
  }

  #later(delayMs: number, remove: () => void, path: string): void {
    this.#system.timers.schedule(
      delayMs,
      () => {
        if (this.#closed) return
        try {
          remove()
        } catch (error) {
          this.#logger.warn(`cannot remove ${path}: ${errorMessage(error)}`)
        }
      },
      { background: true },
    )
  }

  // ---- failure

  #directoryFailed(directory: Directory, error: Error): void {
    if (directory.failure !== undefined) return
    directory.failure = error
    this.#logger.error(`the log directory ${directory.path} is offline: ${error.message}`)
    for (const [log, home] of this.#homes) if (home === directory) log.markFailed(error)
    const remaining = this.#directories.filter(other => other.failure === undefined).length
    this.#options.onDirectoryFailure?.(directory.path, error, remaining)
  }

  // ---- background work

  /** Starts retention, checkpoints and producer expiry. Nothing of it keeps the process alive. */
  startBackgroundWork(): void {
    const { retentionCheckIntervalMs = 300_000, checkpointIntervalMs = 60_000, highWatermarkCheckpointIntervalMs = 5_000 } = this.#options
    const { producerIdExpirationCheckIntervalMs = 600_000 } = this.#options
    this.#every(retentionCheckIntervalMs, Math.min(30_000, retentionCheckIntervalMs), () => this.applyRetention())
    this.#every(checkpointIntervalMs, checkpointIntervalMs, () => this.checkpoint())
    this.#every(highWatermarkCheckpointIntervalMs, highWatermarkCheckpointIntervalMs, () => {
      for (const { failure, reserve } of this.#directories) if (failure === undefined) reserve.fill()
      this.#checkpointHighWatermarks()
    })
    this.#every(producerIdExpirationCheckIntervalMs, producerIdExpirationCheckIntervalMs, () => {
      const now = this.#system.clock.now()
      for (const log of this.#logs.values()) log.removeExpiredProducers(now)
    })
    const { flushSchedulerIntervalMs = Infinity } = this.#options
    if (flushSchedulerIntervalMs < 2 ** 53) {
      this.#every(flushSchedulerIntervalMs, flushSchedulerIntervalMs, () => {
        const now = this.#system.clock.now()
        for (const log of this.#logs.values()) log.maybeSync(now)
      })
    }
    if (this.#options.cleanerEnable !== false) {
      const { cleanerBackoffMs = 15_000 } = this.#options
      this.#every(cleanerBackoffMs, cleanerBackoffMs, () => {
        this.#cleaning ??= this.#cleanAll().finally(() => {
          this.#cleaning = undefined
        })
      })
    }
  }

  /** Compacts the log that needs it most, again and again until none does. */
  async #cleanAll(): Promise<void> {
    try {
      for (;;) {
        const log = this.#closed ? undefined : filthiest(this.allLogs(), this.#system.clock.now())
        if (log === undefined || (await this.cleanLog(log)) === undefined) return
      }
    } catch (error) {
      this.#logger.error(`compaction failed: ${errorMessage(error)}`)
    }
  }

  /** One round of compaction over the log. Undefined when there is nothing to do or the round was given up. */
  async cleanLog(log: PartitionLog): Promise<CleanResult | undefined> {
    // Segments with gaps must lie below the recovery point that a restart goes by.
    this.#checkpointRecoveryPoints(this.#homes.get(log))
    const result = await this.#cleaner.clean(log)
    if (result !== undefined && !this.#closed) this.#checkpointCleaner()
    return result
  }

  #checkpointCleaner(): void {
    for (const directory of this.#directories) {
      if (directory.failure !== undefined) continue
      const logs = this.#logsIn(directory).filter(log => log.config.cleanupPolicy.includes('compact') || log.firstDirtyOffset > 0)
      this.#writeCheckpoint(directory, cleanerFile, logs.map(log => entry(log, log.firstDirtyOffset)), directory.cleanerOffsets)
    }
  }

  #checkpointRecoveryPoints(only?: LogDirectory): void {
    for (const directory of this.#directories) {
      if (directory.failure !== undefined || (only !== undefined && only !== directory)) continue
      this.#writeCheckpoint(directory, recoveryPointFile, this.#logsIn(directory).map(log => entry(log, log.recoveryPoint)), directory.recoveryPoints)
    }
  }

  #every(intervalMs: number, firstMs: number, work: () => void): void {
    const index = this.#timers.length
    const arm = (delayMs: number): void => {
      this.#timers[index] = this.#system.timers.schedule(
        delayMs,
        () => {
          try {
            work()
          } catch (error) {
            this.#logger.error(`background work on the logs failed: ${errorMessage(error)}`)
          }
          if (!this.#closed) arm(intervalMs)
        },
        { background: true },
      )
    }
    arm(firstMs)
  }

  /** Removes what the topics' retention settings no longer keep. Returns how many segments went. */
  applyRetention(): number {
    const now = this.#system.clock.now()
    let removed = 0
    for (const log of this.#logs.values()) {
      if (log.failure !== undefined) continue
      try {
        removed += log.applyRetention(now)
      } catch (error) {
        this.#logger.error(`retention of ${log.topic}-${log.partition} failed: ${errorMessage(error)}`)
      }
    }
    return removed
  }

  /** Writes the recovery points, log starts and high watermarks of every directory that works. */
  checkpoint(): void {
    this.#checkpointRecoveryPoints()
    this.checkpointLogStarts()
    this.#checkpointHighWatermarks()
  }

  /** Makes the log start offsets durable: after DeleteRecords, so that deleted records stay deleted. */
  checkpointLogStarts(): void {
    for (const directory of this.#directories) {
      if (directory.failure !== undefined) continue
      const starts = this.#logsIn(directory).filter(log => log.logStartOffset > log.segments[0]!.baseOffset)
      this.#writeCheckpoint(directory, logStartFile, starts.map(log => entry(log, log.logStartOffset)), directory.logStarts)
    }
  }

  #checkpointHighWatermarks(options: { soft: boolean } = { soft: true }): void {
    for (const directory of this.#directories) {
      if (directory.failure !== undefined) continue
      this.#writeCheckpoint(directory, highWatermarkFile, this.#logsIn(directory).map(log => entry(log, log.highWatermark)), directory.highWatermarks, options)
    }
  }

  #logsIn(directory: Directory): PartitionLog[] {
    return [...this.#logs.values()].filter(log => this.#homes.get(log) === directory)
  }

  /** Partitions that are not open (or offline) keep the offsets they had. */
  #writeCheckpoint(directory: Directory, file: string, open: PartitionOffset[], loaded: ReadonlyMap<string, number>, options: { soft?: boolean } = {}): void {
    const entries = [...open]
    for (const [name, offset] of loaded) {
      if (this.#logs.has(name)) continue
      if (!directory.unopened.has(name) && !this.#offline.has(name)) continue
      entries.push({ ...splitName(name)!, offset })
    }
    const content = formatOffsetCheckpoint(entries)
    // What only the page cache has is written again when it has to be durable.
    const last = directory.written.get(file)
    if (last?.content === content && (last.durable || options.soft === true)) return
    const path = `${directory.path}/${file}`
    try {
      if (options.soft === true) writeFileSoft(this.#disk, path, content)
      else directory.reserve.disk.writeFileAtomic(path, content)
      directory.written.set(file, { content, durable: options.soft !== true })
      directory.unwritten.delete(file)
    } catch (error) {
      // A checkpoint that cannot be written costs time at the next start; the data does not depend on it. It is tried again
      // every few seconds, and said once.
      if (!directory.unwritten.has(file)) this.#logger.warn(errorMessage(error))
      directory.unwritten.add(file)
    }
  }

  // ---- the end

  /**
   * For a clean stop, when nothing is appended any more: writes and syncs what `close` would, several logs at a time, so that they share the device's journal
   * and nothing blocks meanwhile. A directory in which something fails gets no clean-shutdown marker.
   */
  async syncForClose(): Promise<void> {
    const queue = this.allLogs()
    let next = 0
    const worker = async (): Promise<void> => {
      while (next < queue.length) {
        const log = queue[next++]!
        try {
          log.prepareClose()
          await log.syncForClose()
        } catch (error) {
          // Not to be tried again: the system may have dropped what it could not write, and a second sync would succeed.
          this.#logger.error(`closing ${log.topic}-${log.partition} failed: ${errorMessage(error)}`)
          this.#unsynced.add(this.#homes.get(log)!)
        }
      }
    }
    await Promise.all(Array.from({ length: concurrentSyncs }, worker))
  }

  /** Closes every log. A clean close leaves the marker, with `brokerEpoch`, so that the next start need not scan. */
  close(options: { clean: boolean; brokerEpoch?: number }): void {
    if (this.#closed) return
    this.#closed = true
    for (const timer of this.#timers) timer.cancel()
    this.#cleaner.stop()
    const failed = new Set<Directory>([...this.#unsynced, ...this.#directories.filter(directory => directory.failure !== undefined)])
    const all = this.#metadataLog === undefined ? this.allLogs() : [...this.allLogs(), this.#metadataLog]
    const each = (work: (log: PartitionLog) => void): void => {
      for (const log of all) {
        try {
          work(log)
        } catch (error) {
          this.#logger.error(`closing ${log.topic}-${log.partition} failed: ${errorMessage(error)}`)
          failed.add(this.#homes.get(log)!)
        }
      }
    }
    if (options.clean) each(log => log.prepareClose())
    each(log => log.close({ clean: options.clean }))
    if (options.clean) {
      this.checkpoint()
      this.#checkpointHighWatermarks({ soft: false })
      this.#checkpointCleaner()
    }
    for (const directory of this.#directories) {
      try {
        if (options.clean && !failed.has(directory)) {
          directory.reserve.disk.writeFileAtomic(`${directory.path}/${cleanShutdownFile}`, formatCleanShutdown(options.brokerEpoch ?? -1))
          directory.reserve.close()
        }
        directory.lock.release()
      } catch (error) {
        this.#logger.error(`closing ${directory.path} failed: ${errorMessage(error)}`)
      }
    }
  }
}

function entry(log: PartitionLog, offset: number): PartitionOffset {
  return { topic: log.topic, partition: log.partition, offset }
}

function storageError(message: string, cause?: Error): ProtocolError {
  return new ProtocolError(ErrorCode.KAFKA_STORAGE_ERROR, message, { cause })
}
