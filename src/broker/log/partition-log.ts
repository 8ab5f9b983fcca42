// One partition's log (Kafka: UnifiedLog): offsets, segments, append, read, look-ups, truncation, retention. It owns the
// directory `topic-partition`. Everything but `sync` is synchronous and meets the page cache only; a state change happens
// after the bytes are written, so a failed append leaves the log as it was.

import { ClosedError, CorruptionError, StorageError, errorMessage } from '../../core/errors.ts'
import type { BufferPool } from '../../core/buffer-pool.ts'
import type { Logger } from '../../core/logger.ts'
import type { System } from '../../core/system.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Uuid } from '../../protocol/ids.ts'
import { BATCH_OVERHEAD, LOG_OVERHEAD, RecordCursor, lastOffsetOf, type BatchHeader } from '../../protocol/records/index.ts'
import type { Disk } from '../disk/disk.ts'
import { checkClientBatch, prepareClientBatch, prepareOwnBatches, prepareReplicatedBatches, type PrepareContext, type PreparedAppend } from './append.ts'
import { formatPartitionMetadata, leaderEpochFile, parsePartitionMetadata, partitionMetadataFile, writeFileInPlace } from './checkpoints.ts'
import { FilePool } from './file-pool.ts'
import { LeaderEpochs, type EpochEnd } from './leader-epochs.ts'
import { defaultLogConfig, type LogConfig } from './log-config.ts'
import { markerOf, replayBatch } from './producer-replay.ts'
import { ProducerStates, type CompletedTransaction, type ProducerState } from './producer-state.ts'
import { loadLog, restoreProducers } from './recovery.ts'
import { LogSegment } from './segment.ts'
import { loadSnapshots, writeSnapshot } from './snapshots.ts'
import { LogTail, TailCache } from './tail-cache.ts'
import type { AbortedTransaction } from './txn-index.ts'

export type AppendOrigin = 'client' | 'coordinator' | 'replication' | 'raft'

export interface AppendOptions {
  leaderEpoch: number
  origin: AppendOrigin
  /** The time of the request, for LogAppendTime and timestamp checks. Default: the clock's. */
  requestTimestamp?: number
  /** Transaction version of a marker's coordinator (KIP-890); -1 skips the stricter epoch rule of version 2. */
  transactionVersion?: number
}

export interface AppendInfo {
  firstOffset: number
  lastOffset: number
  /** The broker's time under LogAppendTime, else -1. */
  logAppendTime: number
  logStartOffset: number
  /** Whether the batch was there already: the offsets are those of the first time. */
  duplicate: boolean
  maxTimestamp: number
  bytes: number
  recordCount: number
}

export type ReadUpTo = 'logEnd' | 'highWatermark' | 'lastStable'

export interface ReadOptions {
  maxBytes: number
  /** Returns the first batch even when it is larger than maxBytes. Default false. */
  minOneMessage?: boolean
  upTo: ReadUpTo
  /** Where large reads take their memory from. Who passes it gives the records back to it when they are no longer needed. */
  pool?: BufferPool
}

/** A read of more cached appends than this comes from the file: one buffer instead of many. */
const maxTailEntries = 32

export interface ReadResult {
  /** Whole batches, one behind the other; views of memory that must not be changed. */
  records: Buffer[]
  bytes: number
  /** Where the next read goes on. */
  nextOffset: number
  /** Only with `upTo: 'lastStable'`: the aborted transactions that overlap the records. */
  abortedTransactions?: AbortedTransaction[]
}

export interface TimestampOffsetResult {
  timestamp: number
  offset: number
  leaderEpoch: number
}

/** What a log shares with its neighbours; see LogManager. */
export interface LogEnvironment {
  disk: Disk
  system: System
  logger: Logger
  pool?: FilePool
  tailCache?: TailCache
  /** `producer.id.expiration.ms`. Default one day. */
  producerIdExpirationMs?: number
  /** A write, read or sync of the log's directory failed for another reason than a full disk. */
  onStorageFailure?: (log: PartitionLog, error: Error) => void
}

export interface OpenOptions {
  /** The directory `topic-partition`; made when it is missing. */
  directory: string
  topic: string
  partition: number
  topicId?: Uuid
  config?: Partial<LogConfig>
  /** Whether the last stop was clean. Default false: everything from the recovery point is checked. */
  clean?: boolean
  /** Everything below was durable at the last stop; 0 when nothing was, undefined when nobody knows. */
  recoveryPoint?: number
  logStartOffset?: number
  highWatermark?: number
  /** Where compaction goes on. Default 0. */
  firstDirtyOffset?: number
}

export class PartitionLog {
  readonly topic: string
  readonly partition: number
  readonly #env: LogEnvironment
  readonly #disk: Disk
  readonly #system: System
  readonly #logger: Logger
  readonly #pool: FilePool
  readonly #where: string
  readonly #tail: LogTail
  readonly #epochs: LeaderEpochs
  readonly #producers: ProducerStates
  #directory: string
  #topicId: Uuid | undefined
  #config: LogConfig
  #segments: LogSegment[] = []
  #logStartOffset = 0
  #logEndOffset = 0
  #highWatermark = 0
  #recoveryPoint = 0
  /** Segments that hold bytes which no sync has covered, oldest first. */
  #unsynced = new Set<LogSegment>()
  #namesUnsynced = false
  #epochsUnsynced = false
  /** The leader epoch as of the last sync of leader-epoch-checkpoint. */
  #syncedEpoch = -1
  #parentUnsynced = false
  #syncRunning: Promise<number> | undefined
  #syncQueued: Promise<number> | undefined
  #syncedAt: number
  #failure: Error | undefined
  #closed = false
  #diskFull = false
  #snapshotOffset = 0
  /** Where compaction goes on; below, every key is there once. Kept in the directory's cleaner checkpoint. */
  firstDirtyOffset = 0
  /** Compaction found the log unreadable: it is left as it is. */
  isUncleanable = false

  private constructor(env: LogEnvironment, options: OpenOptions) {
    this.topic = options.topic
    this.partition = options.partition
    this.#env = env
    this.#disk = env.disk
    this.#system = env.system
    this.#logger = env.logger
    this.#pool = env.pool ?? new FilePool(env.disk)
    this.#where = `${options.topic}-${options.partition}`
    this.#syncedAt = env.system.clock.now()
    this.#tail = new LogTail(env.tailCache ?? new TailCache())
    this.#directory = options.directory
    this.#config = { ...defaultLogConfig, ...options.config }
    if (!env.disk.exists(options.directory)) {
      env.disk.makeDirectory(options.directory)
      this.#parentUnsynced = true
    }
    this.#openTopicId(options.topicId)
    this.#epochs = new LeaderEpochs(env.disk, `${options.directory}/${leaderEpochFile}`, env.logger)
    this.#producers = new ProducerStates(this.#where)
    const loaded = loadLog({
      disk: env.disk,
      pool: this.#pool,
      logger: env.logger,
      where: this.#where,
      directory: options.directory,
      config: this.#config,
      now: env.system.clock.now(),
      clean: options.clean ?? false,
      recoveryPoint: options.recoveryPoint,
      logStartOffset: options.logStartOffset ?? 0,
      epochs: this.#epochs,
      producers: this.#producers,
      producerIdExpirationMs: env.producerIdExpirationMs ?? 86_400_000,
    })
    this.#segments = loaded.segments
    this.#logStartOffset = loaded.logStartOffset
    this.#logEndOffset = loaded.logEndOffset
    this.#recoveryPoint = loaded.recoveryPoint
    this.#highWatermark = Math.min(Math.max(options.highWatermark ?? 0, this.#logStartOffset), this.#logEndOffset)
    this.#snapshotOffset = loadSnapshots(env.disk, options.directory).at(-1)?.offset ?? 0
    this.#producers.onHighWatermark(this.#highWatermark)
    this.firstDirtyOffset = options.firstDirtyOffset ?? 0
    if (!(options.clean ?? false)) {
      // What a crash left in the page cache may not have reached the device yet.
      for (const segment of this.#segments) if (segment.baseOffset >= (this.#segmentFor(this.#recoveryPoint)?.baseOffset ?? 0)) this.#unsynced.add(segment)
      this.#namesUnsynced = true
    }
    this.#drawJitter(this.#active)
  }

  /** Opens the log in `options.directory`, recovering it when the last stop was not clean. Throws CorruptionError, StorageError. */
  static open(env: LogEnvironment, options: OpenOptions): PartitionLog {
    return new PartitionLog(env, options)
  }

  #openTopicId(given: Uuid | undefined): void {
    const path = `${this.#directory}/${partitionMetadataFile}`
    if (this.#disk.exists(path)) {
      this.#topicId = parsePartitionMetadata(this.#disk.readFile(path).toString('latin1'))
      if (this.#topicId === undefined) this.#logger.warn(`${path} cannot be read${given === undefined ? '' : ' and is written anew'}`)
    }
    if (this.#topicId !== undefined && given !== undefined && this.#topicId !== given) {
      throw new CorruptionError(`${this.#directory} belongs to topic id ${this.#topicId}, not to ${given}`)
    }
    if (this.#topicId === undefined && given !== undefined) {
      writeFileInPlace(this.#disk, path, formatPartitionMetadata(given))
      this.#topicId = given
      this.#namesUnsynced = true
    }
  }

  get topicId(): Uuid | undefined {
    return this.#topicId
  }

  get directory(): string {
    return this.#directory
  }

  get #parent(): string {
    return this.#directory.slice(0, Math.max(1, this.#directory.lastIndexOf('/')))
  }

  /** The first offset that readers may ask for. */
  get logStartOffset(): number {
    return this.#logStartOffset
  }

  /** The offset of the next record. */
  get logEndOffset(): number {
    return this.#logEndOffset
  }

  /** The offset up to which records are committed; moved by `updateHighWatermark`. */
  get highWatermark(): number {
    return this.#highWatermark
  }

  /** Up to here every transaction is decided and committed. */
  get lastStableOffset(): number {
    const unstable = this.#producers.firstUnstableOffset
    return unstable === undefined ? this.#highWatermark : Math.min(Math.max(unstable, this.#logStartOffset), this.#highWatermark)
  }

  /** Everything below is durable. */
  get recoveryPoint(): number {
    return this.#recoveryPoint
  }

  /** The newest leader epoch, -1 in a log without one. */
  get latestEpoch(): number {
    return this.#epochs.latestEpoch
  }

  /** Epochs and where they began, the oldest first. */
  get epochs(): readonly { epoch: number; startOffset: number }[] {
    return this.#epochs.entries
  }

  get config(): LogConfig {
    return this.#config
  }

  set config(config: LogConfig) {
    this.#config = config
  }

  get sizeBytes(): number {
    let bytes = 0
    for (const segment of this.#segments) bytes += segment.size
    return bytes
  }

  /** The oldest first; the last one is appended to. */
  get segments(): readonly LogSegment[] {
    return this.#segments
  }

  /** Why the log is out of service, if it is. */
  get failure(): Error | undefined {
    return this.#failure
  }

  get isClosed(): boolean {
    return this.#closed
  }

  get #active(): LogSegment {
    return this.#segments.at(-1)!
  }

  // ---- appending

  /**
   * Appends to the page cache. Offsets and leader epoch are set in place in `records` unless the origin is 'replication' or
   * 'raft', where the batches keep theirs. Throws ProtocolError with the code that Kafka answers; then nothing was appended.
   */
  append(records: Buffer, options: AppendOptions): AppendInfo {
    this.#throwIfUnavailable()
    const context: PrepareContext = {
      where: this.#where,
      config: this.#config,
      logEndOffset: this.#logEndOffset,
      leaderEpoch: options.leaderEpoch,
      now: options.requestTimestamp ?? this.#system.clock.now(),
    }
    let prepared: PreparedAppend
    let sent: BatchHeader | undefined
    if (options.origin === 'client') {
      sent = checkClientBatch(records, context)
      prepared = prepareClientBatch(records, sent, context)
    } else if (options.origin === 'coordinator') {
      prepared = prepareOwnBatches(records, context)
    } else {
      prepared = prepareReplicatedBatches(records, context, options.origin === 'replication')
    }
    if (prepared.bytes > this.#config.segmentBytes) {
      throw new ProtocolError(ErrorCode.RECORD_LIST_TOO_LARGE, `${this.#where}: ${prepared.bytes} bytes to append, segment.bytes is ${this.#config.segmentBytes}`)
    }
    try {
      this.#maybeRoll(prepared)
    } catch (error) {
      throw this.#writeFailed(error)
    }
    const duplicate = sent !== undefined && sent.producerId >= 0 ? this.#findDuplicate(sent) : undefined
    if (duplicate !== undefined) return duplicate
    const changes = this.#prepareProducers(prepared, options)
    try {
      this.#active.append(prepared.chunks, prepared.batches)
    } catch (error) {
      throw this.#writeFailed(error)
    }
    if (this.#diskFull) {
      this.#diskFull = false
      this.#logger.info(`${this.#where}: there is room on the disk again`)
    }
    this.#unsynced.add(this.#active)
    this.#logEndOffset = prepared.lastOffset + 1
    for (const { header } of prepared.batches) {
      if (header.partitionLeaderEpoch > this.#epochs.latestEpoch) this.#epochs.assign(header.partitionLeaderEpoch, header.baseOffset)
      if (header.partitionLeaderEpoch > this.#syncedEpoch) this.#epochsUnsynced = true
    }
    for (const change of changes) {
      if (change.completed?.isAborted === true) {
        const { producerId, firstOffset, lastOffset } = change.completed
        this.#active.txnIndex.append({ producerId, firstOffset, lastOffset, lastStableOffset: this.#producers.lastStableOffset(change.completed) })
      }
      this.#producers.commit(change.state, change.completed)
    }
    this.#producers.mapEndOffset = this.#logEndOffset
    for (const chunk of prepared.chunks) this.#tail.add(chunk, prepared.firstOffset, this.#logEndOffset)
    // `flush.messages`: nobody waits for this sync, and its failure takes the log out of service by itself.
    if (this.#logEndOffset - this.#recoveryPoint >= this.#config.flushMessages) void this.sync().catch(() => {})
    return {
      firstOffset: prepared.firstOffset,
      lastOffset: prepared.lastOffset,
      logAppendTime: prepared.logAppendTime,
      logStartOffset: this.#logStartOffset,
      duplicate: false,
      maxTimestamp: prepared.maxTimestamp,
      bytes: prepared.bytes,
      recordCount: prepared.recordCount,
    }
  }

  #findDuplicate(header: BatchHeader): AppendInfo | undefined {
    const batch = this.#producers.findDuplicate(header)
    if (batch === undefined) return undefined
    return {
      firstOffset: batch.lastOffset - batch.offsetDelta,
      lastOffset: batch.lastOffset,
      // Kafka names the time of the first batch here whatever the topic's timestamp type.
      logAppendTime: batch.timestamp,
      logStartOffset: this.#logStartOffset,
      duplicate: true,
      maxTimestamp: batch.timestamp,
      bytes: 0,
      recordCount: header.recordCount,
    }
  }

  #prepareProducers(prepared: PreparedAppend, options: AppendOptions): { state: ProducerState; completed: CompletedTransaction | undefined }[] {
    let changes: { state: ProducerState; completed: CompletedTransaction | undefined }[] = none
    let staged: Map<number, ProducerState> | undefined
    const origin = options.origin === 'raft' ? 'replication' : options.origin
    for (const { header, position } of prepared.batches) {
      if (header.producerId < 0) continue
      const marker = header.isControl ? markerOf(header, prepared.chunks[0]!, position) : undefined
      if (header.isControl && marker === undefined) continue
      const change = this.#producers.prepare(header, origin, marker, staged, options.transactionVersion)
      if (changes.length === 0) changes = [change]
      else changes.push(change)
      if (prepared.batches.length > 1) (staged ??= new Map()).set(header.producerId, change.state)
    }
    return changes
  }

  /** A full disk refuses this append only; anything else takes the directory out of service. */
  #writeFailed(error: unknown): unknown {
    if (!(error instanceof StorageError)) return error
    if (isDiskFull(error)) {
      if (!this.#diskFull) this.#logger.error(`${this.#where}: the disk is full: nothing can be appended until there is room (${error.message})`)
      this.#diskFull = true
    } else {
      this.#fail(error)
    }
    return new ProtocolError(ErrorCode.KAFKA_STORAGE_ERROR, `${this.#where}: ${error.message}`, { cause: error })
  }

  #fail(error: Error): void {
    if (this.#failure !== undefined) return
    this.#failure = error
    this.#logger.error(`${this.#where}: out of service: ${error.message}`)
    this.#env.onStorageFailure?.(this, error)
  }

  /** Takes the log out of service: its directory failed. Appends, reads and syncs answer KAFKA_STORAGE_ERROR from now on. */
  markFailed(error: Error): void {
    this.#failure ??= error
  }

  #throwIfUnavailable(): void {
    if (this.#failure !== undefined) {
      throw new ProtocolError(ErrorCode.KAFKA_STORAGE_ERROR, `${this.#where} is out of service: ${this.#failure.message}`, { cause: this.#failure })
    }
    if (this.#closed) throw new ClosedError(`the log ${this.#where} is closed`)
  }

  // ---- rolling

  #maybeRoll(prepared: PreparedAppend): void {
    const active = this.#active
    const { segmentBytes } = this.#config
    const segmentMs = this.#config.cleanupPolicy.includes('compact') ? Math.min(this.#config.segmentMs, this.#config.maxCompactionLagMs) : this.#config.segmentMs
    const tooOld = (): boolean => {
      const first = active.firstTimestamp
      const age = first !== undefined && first >= 0 ? prepared.maxTimestamp - first : this.#system.clock.now() - active.createdMs
      return age > segmentMs - active.rollJitterMs
    }
    const must =
      active.overflows(prepared.lastOffset) ||
      (active.size > 0 && (active.size + prepared.bytes > segmentBytes || active.size + prepared.bytes > maxPosition || active.isIndexFull || tooOld()))
    if (must) this.#rollTo(this.#logEndOffset)
  }

  /** Closes the active segment and begins a new one at the log end. Nothing happens while the active one is empty. Returns its base offset. */
  roll(): number {
    this.#throwIfUnavailable()
    if (this.#active.size > 0) {
      try {
        this.#rollTo(this.#logEndOffset)
      } catch (error) {
        throw this.#writeFailed(error)
      }
    }
    return this.#active.baseOffset
  }

  #rollTo(baseOffset: number): void {
    const old = this.#active
    if (old.size === 0 && old.baseOffset === baseOffset) return
    old.finish()
    this.#takeSnapshot()
    const segment = LogSegment.create(this.#pool, this.#directory, baseOffset, this.#config, this.#system.clock.now())
    this.#drawJitter(segment)
    this.#namesUnsynced = true
    this.#unsynced.add(old)
    this.#unsynced.add(segment)
    if (old.size === 0) {
      // An empty segment gives way: only a log that was started further on can be in this state.
      this.#segments.pop()
      this.#unsynced.delete(old)
      this.#removeFiles([old])
    }
    this.#segments.push(segment)
    this.#logger.debug(`${this.#where}: new segment at offset ${baseOffset}`)
    // The closed segment is made durable in the background, so that the recovery point moves on.
    this.#system.timers.defer(() => {
      if (!this.#closed && this.#failure === undefined) void this.sync().catch(() => {})
    })
  }

  #drawJitter(segment: LogSegment): void {
    const { segmentJitterMs, segmentMs } = this.#config
    segment.rollJitterMs = segmentJitterMs > 0 ? this.#system.random.int(Math.min(segmentJitterMs, segmentMs, 2 ** 31 - 1)) : 0
  }

  #takeSnapshot(): void {
    if (this.#logEndOffset <= this.#snapshotOffset) return
    writeSnapshot(this.#disk, this.#directory, this.#producers, this.#logEndOffset)
    this.#snapshotOffset = this.#logEndOffset
  }

  // ---- durability

  /**
   * Makes everything appended before the call durable; answers the log end offset that is. Calls that come while the device
   * is busy share the next round (group commit). The first failure takes the log out of service for good.
   */
  sync(): Promise<number> {
    if (this.#failure !== undefined || this.#closed) {
      try {
        this.#throwIfUnavailable()
      } catch (error) {
        return Promise.reject(error)
      }
    }
    if (this.#syncRunning !== undefined) {
      return (this.#syncQueued ??= this.#syncRunning
        .catch(() => {})
        .then(() => {
          this.#syncQueued = undefined
          return this.sync()
        }))
    }
    if (this.#unsynced.size === 0 && !this.#namesUnsynced && !this.#epochsUnsynced) return Promise.resolve(this.#recoveryPoint)
    this.#syncRunning = this.#syncRound().finally(() => {
      this.#syncRunning = undefined
    })
    return this.#syncRunning
  }

  /** Syncs when `flush.ms` has passed since the last sync and there is something to sync. */
  maybeSync(now: number): void {
    if (this.#unsynced.size === 0 || this.#failure !== undefined || this.#closed || now - this.#syncedAt < this.#config.flushMs) return
    void this.sync().catch(() => {})
  }

  async #syncRound(): Promise<number> {
    const end = this.#logEndOffset
    const active = this.#active
    const round = [...this.#unsynced]
    const names = this.#namesUnsynced
    this.#unsynced = new Set()
    try {
      for (const segment of round) await this.#syncSegment(segment, active)
      if (this.#epochsUnsynced) {
        this.#epochsUnsynced = false
        this.#syncedEpoch = this.#epochs.latestEpoch
        this.#epochs.flush()
        await this.#syncSmallFile(leaderEpochFile)
      }
      if (names) {
        this.#namesUnsynced = false
        await this.#syncSmallFile(partitionMetadataFile)
        await this.#disk.syncDirectoryLater(this.#directory)
      }
      if (this.#parentUnsynced) {
        await this.#disk.syncDirectoryLater(this.#parent)
        this.#parentUnsynced = false
      }
    } catch (error) {
      for (const segment of round) if (this.#segments.includes(segment)) this.#unsynced.add(segment)
      this.#epochsUnsynced = this.#namesUnsynced = true
      throw this.#writeFailed(error)
    }
    this.#recoveryPoint = Math.max(this.#recoveryPoint, Math.min(end, this.#logEndOffset))
    this.#syncedAt = this.#system.clock.now()
    return this.#recoveryPoint
  }

  async #syncSegment(segment: LogSegment, active: LogSegment): Promise<void> {
    try {
      if (this.#segments.includes(segment)) await segment.sync({ indexes: segment !== active })
    } catch (error) {
      // Retention, a truncation or compaction may have removed it while the device was busy with it.
      if (this.#segments.includes(segment)) throw error
    }
  }

  async #syncSmallFile(name: string): Promise<void> {
    const path = `${this.#directory}/${name}`
    if (!this.#disk.exists(path)) return
    const file = this.#disk.open(path, 'write')
    try {
      await file.sync()
    } finally {
      file.close()
    }
  }

  #syncSmallFileNow(name: string): void {
    const path = `${this.#directory}/${name}`
    if (!this.#disk.exists(path)) return
    const file = this.#disk.open(path, 'write')
    try {
      file.syncNow()
    } finally {
      file.close()
    }
  }

  // ---- reading

  /** Whole batches from the one that holds `offset`. Throws OFFSET_OUT_OF_RANGE outside [logStartOffset, logEndOffset]. */
  read(offset: number, options: ReadOptions): ReadResult {
    this.#throwIfUnavailable()
    if (offset < this.#logStartOffset || offset > this.#logEndOffset) {
      throw new ProtocolError(ErrorCode.OFFSET_OUT_OF_RANGE, `offset ${offset} is out of range for ${this.#where} (log ${this.#logStartOffset}..${this.#logEndOffset})`)
    }
    const limit = options.upTo === 'logEnd' ? this.#logEndOffset : options.upTo === 'highWatermark' ? this.#highWatermark : this.lastStableOffset
    const result: ReadResult = { records: [], bytes: 0, nextOffset: offset }
    if (offset < limit) {
      const index = this.#tail.find(offset)
      if (index < 0 || !this.#readTail(result, index, offset, limit, options)) this.#readFile(result, offset, limit, options)
    }
    if (options.upTo === 'lastStable') result.abortedTransactions = result.bytes === 0 ? [] : this.#abortedTransactions(offset, result.nextOffset)
    return result
  }

  /** Answers false, with nothing read, when the file serves it better: the cached appends are many, or have a hole. */
  #readTail(result: ReadResult, index: number, offset: number, limit: number, options: ReadOptions): boolean {
    let left = options.maxBytes
    let next = offset
    for (let entry = this.#tail.at(index); next < limit; entry = this.#tail.at(++index)) {
      if (entry === undefined || entry.baseOffset > next || result.records.length === maxTailEntries) {
        result.records = []
        result.bytes = 0
        result.nextOffset = offset
        return false
      }
      const { batches } = entry
      next = entry.nextOffset
      let start = 0
      if (offset > entry.baseOffset) while (lastOffsetOf(batches, start) < offset) start += LOG_OVERHEAD + batches.readInt32BE(start + 8)
      let stop = start
      if (batches.length - start <= left && entry.nextOffset <= limit) {
        stop = batches.length
        result.nextOffset = entry.nextOffset
      } else {
        while (stop < batches.length) {
          const size = LOG_OVERHEAD + batches.readInt32BE(stop + 8)
          const last = lastOffsetOf(batches, stop)
          const first = result.bytes === 0 && stop === start
          if (last >= limit || (stop + size - start > left && !(first && options.minOneMessage === true))) break
          stop += size
          result.nextOffset = last + 1
        }
      }
      if (stop > start) {
        result.records.push(start === 0 && stop === batches.length ? batches : batches.subarray(start, stop))
        result.bytes += stop - start
        left -= stop - start
      }
      if (stop < batches.length) break
    }
    return true
  }

  #readFile(result: ReadResult, offset: number, limit: number, options: ReadOptions): void {
    for (let i = this.#segmentIndexFor(offset); i < this.#segments.length; i++) {
      const segment = this.#segments[i]!
      if (segment.baseOffset >= limit) return
      let bytes: Buffer | undefined
      try {
        bytes = segment.read(offset, options.maxBytes, { minOneBatch: options.minOneMessage === true, maxOffset: limit, pool: options.pool })
      } catch (error) {
        throw this.#readFailed(error)
      }
      if (bytes === undefined) continue
      if (bytes.length > 0) {
        result.records.push(bytes)
        result.bytes = bytes.length
        result.nextOffset = lastBatchEnd(bytes)
      }
      return
    }
  }

  #readFailed(error: unknown): unknown {
    if (error instanceof CorruptionError) {
      this.#logger.error(`${this.#where}: ${error.message}`)
      return new ProtocolError(ErrorCode.CORRUPT_MESSAGE, `${this.#where}: ${error.message}`, { cause: error })
    }
    if (!(error instanceof StorageError)) return error
    this.#fail(error)
    return new ProtocolError(ErrorCode.KAFKA_STORAGE_ERROR, `${this.#where}: ${error.message}`, { cause: error })
  }

  #abortedTransactions(from: number, upTo: number): AbortedTransaction[] {
    const found: AbortedTransaction[] = []
    for (let i = this.#segmentIndexFor(from); i < this.#segments.length; i++) {
      for (const entry of this.#abortedIn(this.#segments[i]!)) {
        if (entry.lastOffset >= from && entry.firstOffset < upTo) found.push(entry)
        if (entry.lastStableOffset >= upTo) return found
      }
    }
    return found
  }

  #abortedIn(segment: LogSegment): readonly AbortedTransaction[] {
    try {
      // A segment without its offset index has lost its files: whether it had aborted transactions is in the batches alone.
      if (segment.isIndexLost) this.#rebuildTransactions(segment)
      return segment.txnIndex.entries
    } catch (error) {
      if (!(error instanceof CorruptionError)) throw this.#readFailed(error)
      this.#logger.warn(`${this.#where}: ${error.message}; it is rebuilt from the log`)
    }
    try {
      this.#rebuildTransactions(segment)
      return segment.txnIndex.entries
    } catch (error) {
      throw this.#readFailed(error)
    }
  }

  /** Replays the segment's batches from the producer states at its beginning. */
  #rebuildTransactions(segment: LogSegment): void {
    const { producerIdExpirationMs = 86_400_000 } = this.#env
    const producers = new ProducerStates(this.#where)
    const older = this.#segments.slice(0, this.#segments.indexOf(segment))
    const context = { disk: this.#disk, directory: this.#directory, producers, logger: this.#logger, now: this.#system.clock.now(), producerIdExpirationMs }
    restoreProducers(context, older, segment.baseOffset, { keepStray: true })
    segment.txnIndex.reset()
    for (const batch of segment.scan(0, { verify: false })) {
      const aborted = replayBatch(producers, batch)
      if (aborted !== undefined) segment.txnIndex.append(aborted)
    }
    segment.isIndexLost = false
  }

  /** The index of the last segment that begins at or before `offset`. */
  #segmentIndexFor(offset: number): number {
    let low = 0
    let high = this.#segments.length
    while (low + 1 < high) {
      const middle = (low + high) >>> 1
      if (this.#segments[middle]!.baseOffset <= offset) low = middle
      else high = middle
    }
    return low
  }

  #segmentFor(offset: number): LogSegment | undefined {
    return this.#segments[this.#segmentIndexFor(offset)]
  }

  // ---- look-ups

  /** The first record with a timestamp of at least `timestamp`, undefined when there is none. */
  offsetForTimestamp(timestamp: number): TimestampOffsetResult | undefined {
    this.#throwIfUnavailable()
    try {
      for (const segment of this.#segments) {
        if (segment.maxTimestamp < timestamp) continue
        const from = segment.offsetIndex.lookup(segment.timeIndex.lookup(timestamp).offset).position
        for (const { header, buffer, at } of segment.scan(from, { verify: false })) {
          if (header.maxTimestamp < timestamp || header.lastOffset < this.#logStartOffset) continue
          const cursor = new RecordCursor(buffer, at)
          while (cursor.next()) {
            if (cursor.timestamp >= timestamp && cursor.offset >= this.#logStartOffset) {
              return { timestamp: cursor.timestamp, offset: cursor.offset, leaderEpoch: header.partitionLeaderEpoch }
            }
          }
        }
      }
    } catch (error) {
      throw this.#readFailed(error)
    }
    return undefined
  }

  /** The record with the largest timestamp (the first of several), undefined in a log without timestamps. */
  offsetOfMaxTimestamp(): TimestampOffsetResult | undefined {
    this.#throwIfUnavailable()
    try {
      let best: LogSegment | undefined
      for (const segment of this.#segments) if (segment.maxTimestamp >= 0 && segment.maxTimestamp > (best?.maxTimestamp ?? -1)) best = segment
      if (best === undefined) return undefined
      const from = best.offsetIndex.lookup(best.offsetOfMaxTimestamp).position
      for (const { header, buffer, at } of best.scan(from, { verify: false })) {
        if (header.maxTimestamp !== best.maxTimestamp) continue
        const cursor = new RecordCursor(buffer, at)
        while (cursor.next()) {
          if (cursor.timestamp === header.maxTimestamp) return { timestamp: cursor.timestamp, offset: cursor.offset, leaderEpoch: header.partitionLeaderEpoch }
        }
      }
    } catch (error) {
      throw this.#readFailed(error)
    }
    return undefined
  }

  /** Notes that leader epoch `epoch` begins at `startOffset`, which a new leader does before its first record. */
  assignEpochStart(epoch: number, startOffset: number): void {
    this.#epochs.assign(epoch, startOffset)
  }

  /** Where `epoch` ended (KIP-279); both -1 when the epoch is not known. */
  endOffsetForEpoch(epoch: number): EpochEnd {
    return this.#epochs.endOffsetFor(epoch, this.#logEndOffset)
  }

  /** The leader epoch of the record at `offset`, -1 when unknown. */
  epochForOffset(offset: number): number {
    return this.#epochs.epochForOffset(offset)
  }

  /** Every producer the log knows, with its newest batch and open transaction. */
  activeProducers(): ProducerState[] {
    return [...this.#producers.all()]
  }

  hasOngoingTransaction(producerId: number): boolean {
    return this.#producers.hasOngoingTransaction(producerId)
  }

  /** Forgets producers that have been silent for `producer.id.expiration.ms`. Returns how many. */
  removeExpiredProducers(now: number): number {
    return this.#producers.removeExpired(now, this.#env.producerIdExpirationMs ?? 86_400_000)
  }

  // ---- moving the bounds

  /** Sets the high watermark, kept within the log. Returns it. */
  updateHighWatermark(offset: number): number {
    const bounded = Math.min(Math.max(offset, this.#logStartOffset), this.#logEndOffset)
    if (bounded !== this.#highWatermark) {
      this.#highWatermark = bounded
      this.#producers.onHighWatermark(bounded)
    }
    return bounded
  }

  /**
   * Raises the log start offset (DeleteRecords): records below are gone for readers, their segments are removed when none of
   * their records is left. -1 stands for the high watermark. Returns the new start. Throws OFFSET_OUT_OF_RANGE beyond the high watermark.
   */
  deleteRecordsBefore(offset: number): number {
    this.#throwIfUnavailable()
    const target = offset === -1 ? this.#highWatermark : offset
    if (target < 0 || target > this.#highWatermark) {
      throw new ProtocolError(ErrorCode.OFFSET_OUT_OF_RANGE, `cannot delete records of ${this.#where} before offset ${target} (log ${this.#logStartOffset}..${this.#highWatermark})`)
    }
    if (target > this.#logStartOffset) {
      this.#raiseLogStart(target)
      try {
        this.#removeSegmentsBelowStart()
      } catch (error) {
        throw this.#writeFailed(error)
      }
    }
    return this.#logStartOffset
  }

  #raiseLogStart(offset: number): void {
    this.#logStartOffset = offset
    this.#epochs.truncateFromStart(offset)
  }

  #removeSegmentsBelowStart(): number {
    let count = 0
    while (count + 1 < this.#segments.length && this.#segments[count + 1]!.baseOffset <= this.#logStartOffset) count++
    this.#removeOldest(count)
    return count
  }

  #removeOldest(count: number): void {
    if (count === 0) return
    const removed = this.#segments.splice(0, count)
    for (const segment of removed) this.#unsynced.delete(segment)
    this.#removeFiles(removed)
  }

  /** Renames the files to `.deleted` and removes them after `file.delete.delay.ms`. */
  #removeFiles(segments: readonly LogSegment[]): void {
    const paths: string[] = []
    for (const segment of segments) paths.push(...segment.renameAll('', '.deleted'))
    const stays = new Set(this.#segments.map(segment => segment.baseOffset))
    for (const snapshot of loadSnapshots(this.#disk, this.#directory)) {
      if (stays.has(snapshot.offset) || !segments.some(segment => segment.baseOffset === snapshot.offset)) continue
      this.#disk.rename(snapshot.path, `${snapshot.path}.deleted`)
      paths.push(`${snapshot.path}.deleted`)
    }
    this.#namesUnsynced = true
    this.#system.timers.schedule(
      this.#config.fileDeleteDelayMs,
      () => {
        for (const segment of segments) segment.discard()
        for (const path of paths) removeQuietly(this.#disk, path, this.#logger)
      },
      { background: true },
    )
  }

  /**
   * Removes the segments that retention no longer keeps: by size, by the age of their newest record, and those below the log
   * start. Only committed ones go. Returns how many went.
   */
  applyRetention(now: number): number {
    this.#throwIfUnavailable()
    try {
      let removed = 0
      if (this.#config.cleanupPolicy.includes('delete')) {
        removed += this.#removeWhile(this.#bySize(), 'retention.bytes')
        const { retentionMs } = this.#config
        if (retentionMs >= 0) removed += this.#removeWhile(segment => now - segment.largestTimestamp > retentionMs, 'retention.ms')
      }
      return removed + this.#removeSegmentsBelowStart()
    } catch (error) {
      throw this.#writeFailed(error)
    }
  }

  #bySize(): (segment: LogSegment) => boolean {
    const { retentionBytes } = this.#config
    if (retentionBytes < 0) return () => false
    let excess = this.sizeBytes - retentionBytes
    return segment => {
      if (excess - segment.size < 0) return false
      excess -= segment.size
      return true
    }
  }

  #removeWhile(expired: (segment: LogSegment) => boolean, reason: string): number {
    let count = 0
    while (count < this.#segments.length) {
      const segment = this.#segments[count]!
      const end = this.#segments[count + 1]?.baseOffset ?? this.#logEndOffset
      if (end > this.#highWatermark || (count === this.#segments.length - 1 && segment.size === 0) || !expired(segment)) break
      count++
    }
    if (count === 0) return 0
    if (count === this.#segments.length) this.#rollTo(this.#logEndOffset)
    const next = this.#segments[count]!.baseOffset
    this.#removeOldest(count)
    if (next > this.#logStartOffset) this.#raiseLogStart(next)
    this.#logger.info(`${this.#where}: ${count} segments removed by ${reason}; the log starts at ${this.#logStartOffset}`)
    return count
  }

  /** Cuts off everything from `offset` on (a follower's log that parted from its leader's). The batch that holds it goes as a whole. */
  truncateTo(offset: number): void {
    this.#throwIfUnavailable()
    if (offset >= this.#logEndOffset) {
      // Newer epochs that have no record yet must go all the same, or leader and follower never agree.
      this.#epochs.truncateFromEnd(this.#logEndOffset)
      return
    }
    if (offset < this.#segments[0]!.baseOffset) {
      this.truncateFullyAndStartAt(offset)
      return
    }
    try {
      this.#tail.clear()
      const keep = this.#segmentIndexFor(offset)
      const dropped = this.#segments.splice(keep + 1)
      for (const segment of dropped) this.#unsynced.delete(segment)
      const active = this.#active
      const position = active.positionOf(offset)
      let end = offset
      if (position !== undefined) for (const { header } of active.scan(position, { verify: false, end: active.size })) { end = Math.min(offset, header.baseOffset); break }
      active.truncateTo(offset)
      this.#removeFiles(dropped)
      this.#unsynced.add(active)
      this.#logEndOffset = end
      this.#highWatermark = Math.min(this.#highWatermark, end)
      this.#recoveryPoint = Math.min(this.#recoveryPoint, end)
      this.firstDirtyOffset = Math.min(this.firstDirtyOffset, end)
      this.#logStartOffset = Math.min(this.#logStartOffset, end)
      this.#epochs.truncateFromEnd(end)
      this.#restoreProducers(end)
    } catch (error) {
      throw this.#writeFailed(error)
    }
    this.#logger.info(`${this.#where}: truncated to offset ${this.#logEndOffset}`)
  }

  #restoreProducers(offset: number): void {
    const { producerIdExpirationMs = 86_400_000 } = this.#env
    const now = this.#system.clock.now()
    restoreProducers({ disk: this.#disk, directory: this.#directory, producers: this.#producers, logger: this.#logger, now, producerIdExpirationMs }, this.#segments, offset)
    this.#snapshotOffset = loadSnapshots(this.#disk, this.#directory).at(-1)?.offset ?? 0
    this.#producers.onHighWatermark(this.#highWatermark)
  }

  /** Drops everything and begins again, empty, at `offset`. */
  truncateFullyAndStartAt(offset: number): void {
    this.#throwIfUnavailable()
    try {
      this.#tail.clear()
      const dropped = this.#segments
      this.#unsynced.clear()
      this.#segments = []
      this.#removeFiles(dropped)
      for (const snapshot of loadSnapshots(this.#disk, this.#directory)) this.#disk.remove(snapshot.path)
      const segment = LogSegment.create(this.#pool, this.#directory, offset, this.#config, this.#system.clock.now())
      this.#drawJitter(segment)
      this.#segments = [segment]
      this.#unsynced.add(segment)
      this.#namesUnsynced = true
      this.#logStartOffset = this.#logEndOffset = this.#highWatermark = this.#recoveryPoint = this.firstDirtyOffset = offset
      this.#epochs.clear()
      this.#producers.clear(offset)
      this.#snapshotOffset = 0
    } catch (error) {
      throw this.#writeFailed(error)
    }
    this.#logger.info(`${this.#where}: emptied; starts at offset ${offset}`)
  }

  // ---- compaction (cleaner.ts)

  /** An empty segment under the names `.cleaned`, to be filled with what is left of others. */
  createCleanedSegment(baseOffset: number): LogSegment {
    return LogSegment.create(this.#pool, this.#directory, baseOffset, this.#config, this.#system.clock.now(), '.cleaned')
  }

  /** Puts `cleaned`, whose files are durable, in the place of `old`. False, with nothing changed, when those are no longer all there. */
  replaceSegments(cleaned: LogSegment, old: readonly LogSegment[]): boolean {
    this.#throwIfUnavailable()
    const at = this.#segments.indexOf(old[0]!)
    if (at < 0 || at + old.length >= this.#segments.length || old.some((segment, i) => this.#segments[at + i] !== segment)) return false
    try {
      this.#tail.clear()
      cleaned.renameAll('.cleaned', '.swap')
      this.#disk.syncDirectory(this.#directory)
      this.#segments.splice(at, old.length, cleaned)
      for (const segment of old) this.#unsynced.delete(segment)
      this.#removeFiles(old)
      cleaned.renameAll('.swap', '')
      this.#disk.syncDirectory(this.#directory)
    } catch (error) {
      // Half way between two sets of files; the next start finishes what was begun.
      if (error instanceof Error) this.#fail(error)
      throw this.#writeFailed(error)
    }
    return true
  }

  discardCleanedSegment(cleaned: LogSegment): void {
    const paths = cleaned.files.map(file => file.path)
    cleaned.discard()
    for (const path of paths) if (path.endsWith('.cleaned')) removeQuietly(this.#disk, path, this.#logger)
  }

  // ---- the end

  /**
   * Writes the form that a clean start relies on: indexes at their size, a producer snapshot at the log end. `close` makes it
   * durable; doing the first for all logs before the second for any saves most of the waiting.
   */
  prepareClose(): void {
    if (this.#closed || this.#failure !== undefined) return
    this.#active.finish()
    this.#takeSnapshot()
    this.#epochs.flush()
  }

  /** Closes the log; cleanly unless told otherwise, which makes all of it durable. */
  close(options: { clean?: boolean } = {}): void {
    if (this.#closed) return
    try {
      if (options.clean !== false && this.#failure === undefined) {
        this.prepareClose()
        this.#syncAllNow()
      }
    } finally {
      this.#closed = true
      this.#tail.clear()
      for (const segment of this.#segments) segment.release()
    }
  }

  #syncAllNow(): void {
    // A log that nobody appended to is durable since it was opened; an epoch without a record need not be.
    if (this.#unsynced.size === 0 && !this.#namesUnsynced && !this.#epochsUnsynced) return
    for (const segment of this.#unsynced) segment.syncNow()
    this.#active.syncNow()
    const snapshot = loadSnapshots(this.#disk, this.#directory).at(-1)
    if (snapshot !== undefined) this.#syncSmallFileNow(snapshot.path.slice(this.#directory.length + 1))
    for (const name of [leaderEpochFile, partitionMetadataFile]) this.#syncSmallFileNow(name)
    this.#disk.syncDirectory(this.#directory)
    if (this.#parentUnsynced) this.#disk.syncDirectory(this.#parent)
    this.#unsynced.clear()
    this.#recoveryPoint = this.#logEndOffset
  }

  /** Gives the directory another name (a topic being deleted). The log stays readable until it is closed. */
  rename(directory: string): void {
    this.#disk.rename(this.#directory, directory)
    this.#directory = directory
    for (const segment of this.#segments) segment.moved(directory)
    this.#epochs.moved(`${directory}/${leaderEpochFile}`)
  }

  /** Removes the directory with all it holds. */
  delete(): void {
    this.#closed = true
    this.#tail.clear()
    for (const segment of this.#segments) segment.discard()
    this.#disk.removeTree(this.#directory)
  }
}

const none: never[] = []

/** Positions in an index are 32 bits wide. */
const maxPosition = 2 ** 31 - 1

function lastBatchEnd(bytes: Buffer): number {
  let at = 0
  for (;;) {
    const next = at + LOG_OVERHEAD + bytes.readInt32BE(at + 8)
    if (next + BATCH_OVERHEAD > bytes.length) return lastOffsetOf(bytes, at) + 1
    at = next
  }
}

/** No space, or none left in the quota. */
function isDiskFull(error: StorageError): boolean {
  const code = (error.cause as { code?: string } | undefined)?.code
  return code === 'ENOSPC' || code === 'EDQUOT'
}

function removeQuietly(disk: Disk, path: string, logger: Logger): void {
  try {
    if (disk.exists(path)) disk.remove(path)
  } catch (error) {
    logger.warn(errorMessage(error))
  }
}
