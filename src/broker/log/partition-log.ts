// One partition's log (Kafka: UnifiedLog): its offsets, and what an append, a truncation, retention and the end mean for them and for its
// parts, which are put together in log-opening.ts. It owns the directory `topic-partition`. Everything but `sync` is synchronous and meets
// the page cache only; a state change happens after the bytes are written, so a failed append leaves the log as it was.

import type { Logger } from '../../core/logger.ts'
import type { System } from '../../core/system.ts'
import type { Uuid } from '../../protocol/ids.ts'
import type { Disk } from '../disk/disk.ts'
import { prepareAppend } from './append.ts'
import { leaderEpochFile } from './checkpoints.ts'
import type { EpochEnd, LeaderEpochs } from './leader-epochs.ts'
import { defaultLogConfig, type LogConfig } from './log-config.ts'
import type { LogHealth } from './log-health.ts'
import { openLog, type LogServices } from './log-opening.ts'
import type { LogProducers } from './log-producers.ts'
import type { LogReader } from './log-reader.ts'
import type { LogSegments } from './log-segments.ts'
import type { LogSync } from './log-sync.ts'
import type { AppendInfo, AppendOptions, OpenOptions, ReadOptions, ReadResult, TimestampOffsetResult } from './log-types.ts'
import type { ProducerState } from './producer-state.ts'
import { expiredBySize, expiredByTime } from './retention.ts'
import type { LogSegment } from './segment.ts'
import type { LogTail } from './tail-cache.ts'

export type * from './log-types.ts'

/** What a log shares with its neighbours; see LogManager. */
export interface LogEnvironment extends LogServices {
  /** A write, read or sync of the log's directory failed for another reason than a full disk. */
  onStorageFailure?: (log: PartitionLog, error: Error) => void
}

export class PartitionLog {
  readonly topic: string
  readonly partition: number
  /** Names the partition in messages. */
  readonly where: string
  readonly #disk: Disk
  readonly #system: System
  readonly #logger: Logger
  readonly #topicId: Uuid | undefined
  readonly #health: LogHealth
  readonly #tail: LogTail
  readonly #epochs: LeaderEpochs
  readonly #segments: LogSegments
  readonly #producers: LogProducers
  readonly #sync: LogSync
  readonly #reader: LogReader
  #directory: string
  #config: LogConfig
  #logStartOffset = 0
  #logEndOffset = 0
  #highWatermark = 0
  /** Where compaction goes on; below, every key is there once. Kept in the directory's cleaner checkpoint. */
  firstDirtyOffset = 0
  /** Compaction found the log unreadable: it is left as it is. */
  isUncleanable = false

  private constructor(env: LogEnvironment, options: OpenOptions) {
    this.topic = options.topic
    this.partition = options.partition
    this.where = `${options.topic}-${options.partition}`
    this.#disk = env.disk
    this.#system = env.system
    this.#logger = env.logger
    this.#directory = options.directory
    this.#config = { ...defaultLogConfig, ...options.config }
    const parts = openLog(this, env, options, error => env.onStorageFailure?.(this, error))
    this.#topicId = parts.topicId
    this.#health = parts.health
    this.#tail = parts.tail
    this.#epochs = parts.epochs
    this.#sync = parts.sync
    this.#segments = parts.segments
    this.#producers = parts.producers
    this.#reader = parts.reader
    this.#logStartOffset = parts.logStartOffset
    this.#logEndOffset = parts.logEndOffset
    this.#highWatermark = Math.min(Math.max(options.highWatermark ?? 0, this.#logStartOffset), this.#logEndOffset)
    this.#producers.states.onHighWatermark(this.#highWatermark)
    this.firstDirtyOffset = options.firstDirtyOffset ?? 0
  }

  /** Opens the log in `options.directory`, recovering it when the last stop was not clean. Throws CorruptionError, StorageError. */
  static open(env: LogEnvironment, options: OpenOptions): PartitionLog {
    return new PartitionLog(env, options)
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
    const unstable = this.#producers.states.firstUnstableOffset
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
    return this.#segments.sizeBytes
  }

  /** The oldest first; the last one is appended to. */
  get segments(): readonly LogSegment[] {
    return this.#segments.all
  }

  /** Why the log is out of service, if it is. */
  get failure(): Error | undefined {
    return this.#health.failure
  }

  get isClosed(): boolean {
    return this.#health.isClosed
  }

  // ---- appending

  /**
   * Appends to the page cache. Offsets and leader epoch are set in place in `records` unless the origin is 'replication' or
   * 'raft', where the batches keep theirs. Throws ProtocolError with the code that Kafka answers; then nothing was appended.
   */
  append(records: Buffer, options: AppendOptions): AppendInfo {
    this.#health.throwIfUnavailable()
    const prepared = prepareAppend(records, options.origin, {
      where: this.where,
      config: this.#config,
      logEndOffset: this.#logEndOffset,
      leaderEpoch: options.leaderEpoch,
      now: options.requestTimestamp ?? this.#system.clock.now(),
    })
    try {
      if (this.#segments.mustRollFor(prepared)) this.#beginSegment()
    } catch (error) {
      throw this.#health.writeFailed(error)
    }
    const duplicate = options.origin === 'client' ? this.#producers.findDuplicate(prepared.batches[0]!.header) : undefined
    if (duplicate !== undefined) return duplicate
    const changes = this.#producers.prepare(prepared, options)
    const { active } = this.#segments
    try {
      active.append(prepared.chunks, prepared.batches)
    } catch (error) {
      throw this.#health.writeFailed(error)
    }
    this.#health.written()
    this.#sync.add(active)
    this.#logEndOffset = prepared.lastOffset + 1
    for (const { header } of prepared.batches) {
      if (header.partitionLeaderEpoch > this.#epochs.latestEpoch) this.#epochs.assign(header.partitionLeaderEpoch, header.baseOffset)
      this.#sync.noteEpoch(header.partitionLeaderEpoch)
    }
    this.#producers.commit(changes, active, this.#logEndOffset)
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

  /** Takes the log out of service: its directory failed. Appends, reads and syncs answer KAFKA_STORAGE_ERROR from now on. */
  markFailed(error: Error): void {
    this.#health.markFailed(error)
  }

  // ---- rolling

  /** Closes the active segment and begins a new one at the log end. Nothing happens while the active one is empty. Returns its base offset. */
  roll(): number {
    this.#health.throwIfUnavailable()
    if (this.#segments.active.size > 0) this.#health.writing(() => this.#beginSegment())
    return this.#segments.active.baseOffset
  }

  #beginSegment(): void {
    const old = this.#segments.active
    if (old.size === 0 && old.baseOffset === this.#logEndOffset) return
    old.finish()
    this.#producers.takeSnapshot(this.#logEndOffset)
    this.#segments.begin(this.#logEndOffset)
    this.#logger.debug(`${this.where}: new segment at offset ${this.#logEndOffset}`)
    // The closed segment is made durable in the background, so that the recovery point moves on.
    this.#system.timers.defer(() => {
      if (this.#health.isUsable) void this.sync().catch(() => {})
    })
  }

  // ---- durability

  /**
   * Makes everything appended before the call durable; answers the log end offset that is. Calls that come while the device
   * is busy share the next round (group commit). The first failure takes the log out of service for good.
   */
  async sync(): Promise<number> {
    this.#health.throwIfUnavailable()
    return this.#sync.run()
  }

  /** Syncs when `flush.ms` has passed since the last sync and there is something to sync. */
  maybeSync(now: number): void {
    if (!this.#sync.isDirty || !this.#health.isUsable || now - this.#sync.syncedAt < this.#config.flushMs) return
    void this.sync().catch(() => {})
  }

  // ---- reading

  /** Whole batches from the one that holds `offset`. Throws OFFSET_OUT_OF_RANGE outside [logStartOffset, logEndOffset]. */
  read(offset: number, options: ReadOptions): ReadResult {
    return this.#reader.read(offset, options)
  }

  /** The first record with a timestamp of at least `timestamp`, undefined when there is none. */
  offsetForTimestamp(timestamp: number): TimestampOffsetResult | undefined {
    return this.#reader.offsetForTimestamp(timestamp)
  }

  /** The record with the largest timestamp (the first of several), undefined in a log without timestamps. */
  offsetOfMaxTimestamp(): TimestampOffsetResult | undefined {
    return this.#reader.offsetOfMaxTimestamp()
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
    return [...this.#producers.states.all()]
  }

  hasOngoingTransaction(producerId: number): boolean {
    return this.#producers.states.hasOngoingTransaction(producerId)
  }

  /** Forgets producers that have been silent for `producer.id.expiration.ms`. Returns how many. */
  removeExpiredProducers(now: number): number {
    return this.#producers.removeExpired(now)
  }

  // ---- moving the bounds

  /** Sets the high watermark, kept within the log. Returns it. */
  updateHighWatermark(offset: number): number {
    const bounded = Math.min(Math.max(offset, this.#logStartOffset), this.#logEndOffset)
    if (bounded !== this.#highWatermark) {
      this.#highWatermark = bounded
      this.#producers.states.onHighWatermark(bounded)
    }
    return bounded
  }

  /**
   * Raises the log start offset (DeleteRecords): records below are gone for readers, their segments are removed when none of
   * their records is left. -1 stands for the high watermark. Returns the new start. Throws OFFSET_OUT_OF_RANGE beyond the high watermark.
   */
  deleteRecordsBefore(offset: number): number {
    this.#health.throwIfUnavailable()
    const target = offset === -1 ? this.#highWatermark : offset
    if (target < 0 || target > this.#highWatermark) {
      throw this.#reader.outOfRange(`records cannot be deleted before offset ${target} in`, this.#highWatermark)
    }
    if (target > this.#logStartOffset) {
      this.#raiseLogStart(target)
      this.#health.writing(() => this.#segments.removeBelow(target))
    }
    return this.#logStartOffset
  }

  #raiseLogStart(offset: number): void {
    this.#logStartOffset = offset
    this.#epochs.truncateFromStart(offset)
  }

  /**
   * Removes the segments that retention no longer keeps: by size, by the age of their newest record, and those below the log
   * start. Only committed ones go. Returns how many went.
   */
  applyRetention(now: number): number {
    this.#health.throwIfUnavailable()
    return this.#health.writing(() => {
      let removed = 0
      if (this.#config.cleanupPolicy.includes('delete')) {
        removed += this.#removeExpired(expiredBySize(this), 'retention.bytes')
        removed += this.#removeExpired(expiredByTime(this, now), 'retention.ms')
      }
      return removed + this.#segments.removeBelow(this.#logStartOffset)
    })
  }

  #removeExpired(count: number, reason: string): number {
    if (count === 0) return 0
    if (count === this.segments.length) this.#beginSegment()
    const next = this.segments[count]!.baseOffset
    this.#segments.removeOldest(count)
    if (next > this.#logStartOffset) this.#raiseLogStart(next)
    this.#logger.info(`${this.where}: ${count} segments removed by ${reason}; the log starts at ${this.#logStartOffset}`)
    return count
  }

  /** Cuts off everything from `offset` on (a follower's log that parted from its leader's). The batch that holds it goes as a whole. */
  truncateTo(offset: number): void {
    this.#health.throwIfUnavailable()
    if (offset >= this.#logEndOffset) {
      // Newer epochs that have no record yet must go all the same, or leader and follower never agree.
      this.#epochs.truncateFromEnd(this.#logEndOffset)
      return
    }
    if (offset < this.segments[0]!.baseOffset) {
      this.truncateFullyAndStartAt(offset)
      return
    }
    this.#health.writing(() => {
      this.#tail.clear()
      const end = this.#segments.truncateTo(offset)
      this.#logEndOffset = end
      this.#highWatermark = Math.min(this.#highWatermark, end)
      this.firstDirtyOffset = Math.min(this.firstDirtyOffset, end)
      this.#logStartOffset = Math.min(this.#logStartOffset, end)
      this.#epochs.truncateFromEnd(end)
      this.#producers.truncateTo(end)
      this.#producers.states.onHighWatermark(this.#highWatermark)
    })
    this.#logger.info(`${this.where}: truncated to offset ${this.#logEndOffset}`)
  }

  /** Drops everything and begins again, empty, at `offset`. */
  truncateFullyAndStartAt(offset: number): void {
    this.#health.throwIfUnavailable()
    this.#health.writing(() => {
      this.#tail.clear()
      this.#segments.restart(offset)
      this.#logStartOffset = this.#logEndOffset = this.#highWatermark = this.firstDirtyOffset = offset
      this.#epochs.clear()
      this.#producers.restart(offset)
    })
    this.#logger.info(`${this.where}: emptied; starts at offset ${offset}`)
  }

  // ---- compaction (cleaner.ts)

  /** An empty segment under the names `.cleaned`, to be filled with what is left of others. */
  createCleanedSegment(baseOffset: number): LogSegment {
    return this.#segments.createCleaned(baseOffset)
  }

  /** Puts `cleaned`, whose files are durable, in the place of `old`. False, with nothing changed, when those are no longer all there. */
  replaceSegments(cleaned: LogSegment, old: readonly LogSegment[]): boolean {
    this.#health.throwIfUnavailable()
    const at = this.#segments.indexOfClosed(old)
    if (at < 0) return false
    try {
      this.#tail.clear()
      this.#segments.replace(at, old.length, cleaned)
    } catch (error) {
      // Half way between two sets of files; the next start finishes what was begun.
      if (error instanceof Error) this.#health.fail(error)
      throw this.#health.writeFailed(error)
    }
    return true
  }

  discardCleanedSegment(cleaned: LogSegment): void {
    this.#segments.discardCleaned(cleaned)
  }

  // ---- the end

  /**
   * Writes the form that a clean start relies on: indexes at their size, a producer snapshot at the log end. `close` makes it
   * durable; doing the first for all logs before the second for any saves most of the waiting.
   */
  prepareClose(): void {
    if (!this.#health.isUsable) return
    this.#segments.active.finish()
    this.#producers.takeSnapshot(this.#logEndOffset)
    this.#epochs.flush()
  }

  /** Makes durable what `prepareClose` wrote, without blocking, so that `close` finds it done. Nothing may be appended from here on. */
  async syncForClose(): Promise<void> {
    if (!this.#health.isUsable) return
    await this.#sync.runForClose()
  }

  /** Closes the log; cleanly unless told otherwise, which makes all of it durable. */
  close(options: { clean?: boolean } = {}): void {
    if (this.isClosed) return
    try {
      if (options.clean !== false && this.failure === undefined) {
        this.prepareClose()
        this.#sync.runNow()
      }
    } finally {
      this.#health.close()
      this.#tail.clear()
      this.#segments.release()
    }
  }

  /** Gives the directory another name (a topic being deleted). The log stays readable until it is closed. */
  rename(directory: string): void {
    this.#disk.rename(this.#directory, directory)
    this.#directory = directory
    this.#segments.moved(directory)
    this.#epochs.moved(`${directory}/${leaderEpochFile}`)
  }

  /** Removes the directory with all it holds. */
  delete(): void {
    this.#health.close()
    this.#tail.clear()
    this.#segments.discard()
    this.#disk.removeTree(this.#directory)
  }
}
