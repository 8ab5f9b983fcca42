// One partition's log (Kafka: UnifiedLog): offsets, segments, append, read, look-ups, truncation, retention. It owns the
// directory `topic-partition`. Everything but `sync` is synchronous and meets the page cache only; a state change happens
// after the bytes are written, so a failed append leaves the log as it was.

import { ClosedError, CorruptionError, StorageError, errorMessage } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import type { System } from '../../core/system.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Uuid } from '../../protocol/ids.ts'
import type { BatchHeader } from '../../protocol/records/index.ts'
import type { Disk } from '../disk/disk.ts'
import { isDiskFull, isShortage } from '../disk/shortage.ts'
import { checkClientBatch, prepareClientBatch, prepareOwnBatches, prepareReplicatedBatches, type PrepareContext, type PreparedAppend } from './append.ts'
import { formatPartitionMetadata, leaderEpochFile, parsePartitionMetadata, partitionMetadataFile, writeFileInPlace } from './checkpoints.ts'
import { FilePool } from './file-pool.ts'
import { LeaderEpochs, type EpochEnd } from './leader-epochs.ts'
import { defaultLogConfig, type LogConfig } from './log-config.ts'
import { LogReader, segmentIndexFor } from './log-reader.ts'
import { LogSync } from './log-sync.ts'
import type { AppendInfo, AppendOptions, OpenOptions, ReadOptions, ReadResult, TimestampOffsetResult } from './log-types.ts'
import { markerOf } from './producer-replay.ts'
import { ProducerStates, type CompletedTransaction, type ProducerState } from './producer-state.ts'
import { loadLog, restoreProducers, type LoadContext } from './recovery.ts'
import { expiredBySize, expiredByTime } from './retention.ts'
import { LogSegment } from './segment.ts'
import { loadSnapshots, writeSnapshot } from './snapshots.ts'
import { LogTail, TailCache } from './tail-cache.ts'

export type * from './log-types.ts'

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

export class PartitionLog {
  readonly topic: string
  readonly partition: number
  readonly #env: LogEnvironment
  readonly #disk: Disk
  readonly #system: System
  readonly #logger: Logger
  readonly #pool: FilePool
  readonly #where: string
  #corruptionTold: string | undefined
  readonly #tail: LogTail
  readonly #epochs: LeaderEpochs
  readonly #producers: ProducerStates
  readonly #sync: LogSync
  readonly #reader: LogReader
  #directory: string
  #topicId: Uuid | undefined
  #config: LogConfig
  #segments: LogSegment[] = []
  #logStartOffset = 0
  #logEndOffset = 0
  #highWatermark = 0
  #failure: Error | undefined
  #closed = false
  /** The last write was refused for want of room or descriptors. */
  #inShortage = false
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
    this.#tail = new LogTail(env.tailCache ?? new TailCache())
    this.#directory = options.directory
    this.#config = { ...defaultLogConfig, ...options.config }
    const isNew = !env.disk.exists(options.directory)
    if (isNew) env.disk.makeDirectory(options.directory)
    const hasNewId = this.#openTopicId(options.topicId)
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
    this.#sync = new LogSync(env.disk, env.system.clock, this, this.#epochs, loaded.recoveryPoint, error => this.#writeFailed(error))
    this.#reader = new LogReader(this, this.#tail, env.logger, segment => this.#producersAt(segment))
    this.#highWatermark = Math.min(Math.max(options.highWatermark ?? 0, this.#logStartOffset), this.#logEndOffset)
    this.#snapshotOffset = loaded.snapshotOffset
    this.#producers.onHighWatermark(this.#highWatermark)
    this.firstDirtyOffset = options.firstDirtyOffset ?? 0
    // A clean stop leaves a log without records as it is: its names may not have reached the disk in any life so far.
    if (isNew || this.logEndOffset === 0) this.#sync.directoryMade()
    if (hasNewId) this.#sync.namesChanged()
    if (options.clean !== true) {
      // What a crash left in the page cache may not have reached the device yet.
      for (const segment of this.#segments.slice(segmentIndexFor(this.#segments, loaded.recoveryPoint))) this.#sync.add(segment)
      this.#sync.namesChanged()
    }
    this.#drawJitter(this.#active)
  }

  /** Opens the log in `options.directory`, recovering it when the last stop was not clean. Throws CorruptionError, StorageError. */
  static open(env: LogEnvironment, options: OpenOptions): PartitionLog {
    return new PartitionLog(env, options)
  }

  /** True when partition.metadata was written. */
  #openTopicId(given: Uuid | undefined): boolean {
    const path = `${this.#directory}/${partitionMetadataFile}`
    if (this.#disk.exists(path)) {
      const content = this.#disk.readFile(path)
      this.#topicId = parsePartitionMetadata(content.toString('latin1'))
      // An empty one is a beginning that found no room.
      if (this.#topicId === undefined && content.length > 0) this.#logger.warn(`${path} cannot be read${given === undefined ? '' : ' and is written anew'}`)
    }
    if (this.#topicId !== undefined && given !== undefined && this.#topicId !== given) {
      throw new CorruptionError(`${this.#directory} belongs to topic id ${this.#topicId}, not to ${given}`)
    }
    if (this.#topicId !== undefined || given === undefined) return false
    writeFileInPlace(this.#disk, path, formatPartitionMetadata(given))
    this.#topicId = given
    return true
  }

  get topicId(): Uuid | undefined {
    return this.#topicId
  }

  get directory(): string {
    return this.#directory
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
    return this.#sync.recoveryPoint
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
      const { segmentBytes } = this.#config
      throw new ProtocolError(ErrorCode.RECORD_LIST_TOO_LARGE, `${this.#where}: ${prepared.bytes} bytes to append, segment.bytes is ${segmentBytes}`)
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
    if (this.#inShortage) {
      this.#inShortage = false
      this.#logger.info(`${this.#where}: can be written again`)
    }
    this.#sync.add(this.#active)
    this.#logEndOffset = prepared.lastOffset + 1
    for (const { header } of prepared.batches) {
      if (header.partitionLeaderEpoch > this.#epochs.latestEpoch) this.#epochs.assign(header.partitionLeaderEpoch, header.baseOffset)
      this.#sync.noteEpoch(header.partitionLeaderEpoch)
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
    if (this.#logEndOffset - this.recoveryPoint >= this.#config.flushMessages) void this.sync().catch(() => {})
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

  /** A full disk or a lack of descriptors refuses this append only; anything else takes the directory out of service. */
  #writeFailed(error: unknown): unknown {
    if (!(error instanceof StorageError)) return error
    if (isShortage(error)) {
      if (!this.#inShortage) {
        this.#logger.error(`${this.#where}: ${isDiskFull(error) ? 'the disk is full' : 'the process lacks descriptors'}: what cannot be written is refused until that has passed (${error.message})`)
      }
      this.#inShortage = true
      if (!isDiskFull(error)) this.#pool.makeRoom()
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
    const { segmentBytes, cleanupPolicy, maxCompactionLagMs } = this.#config
    const segmentMs = cleanupPolicy.includes('compact') ? Math.min(this.#config.segmentMs, maxCompactionLagMs) : this.#config.segmentMs
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
    this.#sync.namesChanged()
    this.#sync.add(old)
    this.#sync.add(segment)
    if (old.size === 0) {
      // An empty segment gives way: only a log that was started further on can be in this state.
      this.#segments.pop()
      this.#sync.forget(old)
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
  async sync(): Promise<number> {
    this.#throwIfUnavailable()
    return this.#sync.run()
  }

  /** Syncs when `flush.ms` has passed since the last sync and there is something to sync. */
  maybeSync(now: number): void {
    if (!this.#sync.isDirty || this.#failure !== undefined || this.#closed || now - this.#sync.syncedAt < this.#config.flushMs) return
    void this.sync().catch(() => {})
  }

  // ---- reading

  /** Whole batches from the one that holds `offset`. Throws OFFSET_OUT_OF_RANGE outside [logStartOffset, logEndOffset]. */
  read(offset: number, options: ReadOptions): ReadResult {
    this.#throwIfUnavailable()
    if (offset < this.#logStartOffset || offset > this.#logEndOffset) {
      throw this.#outOfRange(`offset ${offset} is out of range for`, this.#logEndOffset)
    }
    const limit = options.upTo === 'logEnd' ? this.#logEndOffset : options.upTo === 'highWatermark' ? this.#highWatermark : this.lastStableOffset
    try {
      return this.#reader.read(offset, limit, options)
    } catch (error) {
      throw this.#readFailed(error)
    }
  }

  #outOfRange(what: string, end: number): ProtocolError {
    return new ProtocolError(ErrorCode.OFFSET_OUT_OF_RANGE, `${what} ${this.#where} (log ${this.#logStartOffset}..${end})`)
  }

  #readFailed(error: unknown): unknown {
    if (error instanceof CorruptionError) {
      // A client asks again and again: one line for one place.
      if (this.#corruptionTold !== error.message) this.#logger.error(`${this.#where}: ${error.message}`)
      this.#corruptionTold = error.message
      return new ProtocolError(ErrorCode.CORRUPT_MESSAGE, `${this.#where}: ${error.message}`, { cause: error })
    }
    if (!(error instanceof StorageError)) return error
    if (!isShortage(error)) this.#fail(error)
    return new ProtocolError(ErrorCode.KAFKA_STORAGE_ERROR, `${this.#where}: ${error.message}`, { cause: error })
  }

  /** The producer states at the beginning of the segment. */
  #producersAt(segment: LogSegment): ProducerStates {
    const producers = new ProducerStates(this.#where)
    const older = this.#segments.slice(0, this.#segments.indexOf(segment))
    restoreProducers({ ...this.#restoreContext(), producers }, older, segment.baseOffset, { keepStray: true })
    return producers
  }

  #restoreContext(): Pick<LoadContext, 'disk' | 'directory' | 'logger' | 'now' | 'producerIdExpirationMs'> {
    const { producerIdExpirationMs = 86_400_000 } = this.#env
    return { disk: this.#disk, directory: this.#directory, logger: this.#logger, now: this.#system.clock.now(), producerIdExpirationMs }
  }

  /** The first record with a timestamp of at least `timestamp`, undefined when there is none. */
  offsetForTimestamp(timestamp: number): TimestampOffsetResult | undefined {
    this.#throwIfUnavailable()
    try {
      return this.#reader.offsetForTimestamp(timestamp)
    } catch (error) {
      throw this.#readFailed(error)
    }
  }

  /** The record with the largest timestamp (the first of several), undefined in a log without timestamps. */
  offsetOfMaxTimestamp(): TimestampOffsetResult | undefined {
    this.#throwIfUnavailable()
    try {
      return this.#reader.offsetOfMaxTimestamp()
    } catch (error) {
      throw this.#readFailed(error)
    }
  }

  // ---- epochs and producers

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
      throw this.#outOfRange(`records cannot be deleted before offset ${target} in`, this.#highWatermark)
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
    for (const segment of removed) this.#sync.forget(segment)
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
    this.#sync.namesChanged()
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
        removed += this.#removeExpired(expiredBySize(this), 'retention.bytes')
        removed += this.#removeExpired(expiredByTime(this, now), 'retention.ms')
      }
      return removed + this.#removeSegmentsBelowStart()
    } catch (error) {
      throw this.#writeFailed(error)
    }
  }

  #removeExpired(count: number, reason: string): number {
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
      const keep = segmentIndexFor(this.#segments, offset)
      const dropped = this.#segments.splice(keep + 1)
      for (const segment of dropped) this.#sync.forget(segment)
      const active = this.#active
      const position = active.positionOf(offset)
      let end = offset
      if (position !== undefined) {
        const [first] = active.scan(position, { verify: false })
        end = Math.min(offset, first!.header.baseOffset)
      }
      active.truncateTo(offset)
      this.#removeFiles(dropped)
      this.#sync.add(active)
      this.#sync.truncated(end)
      this.#logEndOffset = end
      this.#highWatermark = Math.min(this.#highWatermark, end)
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
    restoreProducers({ ...this.#restoreContext(), producers: this.#producers }, this.#segments, offset)
    this.#snapshotOffset = loadSnapshots(this.#disk, this.#directory).at(-1)?.offset ?? 0
    this.#producers.onHighWatermark(this.#highWatermark)
  }

  /** Drops everything and begins again, empty, at `offset`. */
  truncateFullyAndStartAt(offset: number): void {
    this.#throwIfUnavailable()
    try {
      this.#tail.clear()
      const dropped = this.#segments
      this.#segments = []
      this.#removeFiles(dropped)
      for (const snapshot of loadSnapshots(this.#disk, this.#directory)) this.#disk.remove(snapshot.path)
      const segment = LogSegment.create(this.#pool, this.#directory, offset, this.#config, this.#system.clock.now())
      this.#drawJitter(segment)
      this.#segments = [segment]
      this.#sync.restarted(offset)
      this.#sync.add(segment)
      this.#sync.namesChanged()
      this.#logStartOffset = this.#logEndOffset = this.#highWatermark = this.firstDirtyOffset = offset
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
      for (const segment of old) this.#sync.forget(segment)
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

  /** Makes durable what `prepareClose` wrote, without blocking, so that `close` finds it done. Nothing may be appended from here on. */
  async syncForClose(): Promise<void> {
    if (this.#closed || this.#failure !== undefined) return
    await this.#sync.runForClose()
  }

  /** Closes the log; cleanly unless told otherwise, which makes all of it durable. */
  close(options: { clean?: boolean } = {}): void {
    if (this.#closed) return
    try {
      if (options.clean !== false && this.#failure === undefined) {
        this.prepareClose()
        this.#sync.runNow()
      }
    } finally {
      this.#closed = true
      this.#tail.clear()
      for (const segment of this.#segments) segment.release()
    }
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

function removeQuietly(disk: Disk, path: string, logger: Logger): void {
  try {
    if (disk.exists(path)) disk.remove(path)
  } catch (error) {
    logger.warn(errorMessage(error))
  }
}
