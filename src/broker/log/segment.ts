// One `.log` file with its indexes. Appends at the end, reads whole batches from anywhere, rebuilds the indexes from the
// batches. It knows nothing of producers, epochs or watermarks: those are the partition's (partition-log.ts).

import type { BufferPool } from '../../core/buffer-pool.ts'
import { CorruptionError } from '../../core/errors.ts'
import { BATCH_OVERHEAD, LOG_OVERHEAD, isBatchCrcValid, readBatchHeader, verifyBatchCrc, type BatchHeader } from '../../protocol/records/index.ts'
import type { Disk } from '../disk/disk.ts'
import { isShortage } from '../disk/shortage.ts'
import { fileName } from './checkpoints.ts'
import { PooledFile, type FilePool } from './file-pool.ts'
import { OffsetIndex, TimeIndex, readInt64 } from './indexes.ts'
import { TransactionIndex } from './txn-index.ts'

/** Read beyond the asked bytes, so that the walk from the index entry to the offset ends within one read. */
const readAheadBytes = 8192
const scanBytes = 1 << 20
const noBytes = Buffer.alloc(0)

/** What recovery reads into, one segment after the other: a fresh megabyte for each would be memory to be touched, cleared and collected. */
let scratch: Buffer | undefined

function allocate(pool: BufferPool | undefined, bytes: number): Buffer {
  return pool === undefined ? Buffer.allocUnsafeSlow(bytes) : pool.acquire(bytes)
}

/** A batch as it is appended: its header after offsets and timestamps were set, and its place in the chunk. */
export interface AppendedBatch {
  header: BatchHeader
  position: number
}

export interface SegmentSettings {
  segmentIndexBytes: number
  indexIntervalBytes: number
}

export interface ScannedBatch {
  header: BatchHeader
  /** Position in the segment. */
  position: number
  /** Holds the whole batch at `at`. */
  buffer: Buffer
  at: number
}

/** Suffixes of the files of a segment, the log first. */
export const segmentSuffixes = ['.log', '.index', '.timeindex', '.txnindex'] as const

export class LogSegment {
  readonly baseOffset: number
  readonly log: PooledFile
  readonly offsetIndex: OffsetIndex
  readonly timeIndex: TimeIndex
  readonly txnIndex: TransactionIndex
  /** Wall-clock time at which this process made or opened the segment; what `segment.ms` goes by when batches have no timestamp. */
  createdMs: number
  /** The offset index was missing and had to be rebuilt; the transaction index may have gone with it. */
  isIndexLost = false
  /** Drawn when the segment was made; `segment.jitter.ms`. */
  rollJitterMs = 0
  readonly #disk: Disk
  readonly #settings: SegmentSettings
  #size: number
  #maxTimestamp: number | undefined
  #offsetOfMaxTimestamp = -1
  #firstTimestamp: number | undefined
  #bytesSinceIndexEntry = 0
  #indexesChecked = false
  // Bytes in [verifiedTo, verifiedFrom) come from an earlier process: their checksums are looked at when they are first read.
  #verifiedTo = 0
  #verifiedFrom: number
  #directory: string

  /** `suffix` is behind every file's name while the segment waits to take others' place. */
  constructor(pool: FilePool, directory: string, baseOffset: number, size: number, settings: SegmentSettings, createdMs: number, suffix = '') {
    this.baseOffset = baseOffset
    this.createdMs = createdMs
    this.#disk = pool.disk
    this.#directory = directory
    this.#settings = settings
    this.#size = size
    this.#verifiedFrom = size
    const file = (kind: string): PooledFile => new PooledFile(pool, `${directory}/${fileName(baseOffset, kind)}${suffix}`)
    this.log = file('.log')
    this.offsetIndex = new OffsetIndex(file('.index'), baseOffset, settings.segmentIndexBytes)
    this.timeIndex = new TimeIndex(file('.timeindex'), baseOffset, settings.segmentIndexBytes)
    this.txnIndex = new TransactionIndex(file('.txnindex'))
  }

  /** A new, empty segment. Whatever lies under its names is overwritten. */
  static create(pool: FilePool, directory: string, baseOffset: number, settings: SegmentSettings, nowMs: number, suffix = ''): LogSegment {
    const segment = new LogSegment(pool, directory, baseOffset, 0, settings, nowMs, suffix)
    segment.log.truncate(0)
    segment.offsetIndex.reset()
    segment.timeIndex.reset()
    segment.txnIndex.reset()
    segment.#indexesChecked = true
    segment.#maxTimestamp = -1
    return segment
  }

  get size(): number {
    return this.#size
  }

  get directory(): string {
    return this.#directory
  }

  get path(): string {
    return this.log.path
  }

  get files(): PooledFile[] {
    return [this.log, this.offsetIndex.file, this.timeIndex.file, this.txnIndex.file]
  }

  /**
   * Writes what the log file holds from `position` on once more. After a failed sync the system may take pages for clean that never reached the device: a later sync
   * of them succeeds and does nothing. What a process reads after such an end must therefore be made dirty again before it may be called durable.
   */
  rewrite(position: number): void {
    const room = scratch ?? Buffer.allocUnsafeSlow(scanBytes)
    scratch = undefined
    try {
      for (let at = position; at < this.#size; ) {
        const bytes = room.subarray(0, Math.min(room.length, this.#size - at))
        this.log.read(bytes, at)
        this.log.write([bytes], at)
        at += bytes.length
      }
    } finally {
      scratch = room
    }
  }

  /** Whether `offset` is too far above the base for the indexes' 32 bits. */
  overflows(offset: number): boolean {
    return offset - this.baseOffset > 2 ** 31 - 1
  }

  get isIndexFull(): boolean {
    return this.offsetIndex.isFull || this.timeIndex.isFull
  }

  /** Writes the chunks, which hold the batches one behind the other. On failure the segment is as it was before, or throws what `truncate` threw. */
  append(chunks: readonly Buffer[], batches: readonly AppendedBatch[]): void {
    this.checkIndexes()
    const start = this.#size
    try {
      this.log.write(chunks, start)
    } catch (error) {
      // A part may have been written: nobody may ever read it.
      this.log.truncate(start)
      throw error
    }
    let position = start
    for (const { header } of batches) {
      this.#noteBatch(header, position)
      position += header.sizeInBytes
    }
    this.#size = position
  }

  /** Index entries and the largest timestamp, in the order in which Kafka keeps them. */
  #noteBatch(header: BatchHeader, position: number): void {
    if (this.#maxTimestamp === undefined) this.#loadMaxTimestamp()
    // A batch that compaction emptied keeps its timestamp, but no record has it.
    if (header.maxTimestamp > this.#maxTimestamp! && header.recordCount > 0) {
      this.#maxTimestamp = header.maxTimestamp
      this.#offsetOfMaxTimestamp = header.lastOffset
    }
    if (position === 0) this.#firstTimestamp = header.maxTimestamp
    if (this.#bytesSinceIndexEntry > this.#settings.indexIntervalBytes) {
      this.offsetIndex.append(header.lastOffset, position)
      this.timeIndex.maybeAppend(this.#maxTimestamp!, this.#offsetOfMaxTimestamp)
      this.#bytesSinceIndexEntry = 0
    }
    this.#bytesSinceIndexEntry += header.sizeInBytes
  }

  #loadMaxTimestamp(): void {
    const last = this.timeIndex.last
    this.#maxTimestamp = last.timestamp
    this.#offsetOfMaxTimestamp = last.timestamp < 0 ? -1 : last.offset
  }

  /** The largest timestamp of any batch, -1 when none has one. */
  get maxTimestamp(): number {
    this.checkIndexes()
    if (this.#maxTimestamp === undefined) this.#loadMaxTimestamp()
    return this.#maxTimestamp!
  }

  /** Last offset of the batch that holds the largest timestamp, -1 when none does. */
  get offsetOfMaxTimestamp(): number {
    return this.maxTimestamp < 0 ? -1 : this.#offsetOfMaxTimestamp
  }

  /** What retention by time goes by: the largest timestamp, or the file's age when the batches have none. */
  get largestTimestamp(): number {
    return this.maxTimestamp >= 0 ? this.maxTimestamp : (this.#disk.stat(this.log.path)?.modifiedMs ?? this.createdMs)
  }

  /** Timestamp of the first batch, undefined in an empty segment. */
  get firstTimestamp(): number | undefined {
    if (this.#firstTimestamp === undefined && this.#size >= BATCH_OVERHEAD) {
      const bytes = Buffer.allocUnsafe(BATCH_OVERHEAD)
      this.log.read(bytes, 0)
      this.#firstTimestamp = readBatchHeader(bytes, 0).maxTimestamp
    }
    return this.#firstTimestamp
  }

  /** Looks at the index files when they are first needed and rebuilds those of this segment when they cannot be right. */
  checkIndexes(): void {
    if (this.#indexesChecked) return
    this.#indexesChecked = true
    if (this.#size === 0) {
      this.offsetIndex.reset()
      this.timeIndex.reset()
      return
    }
    try {
      for (const index of [this.offsetIndex, this.timeIndex]) {
        if (!index.file.exists()) this.isIndexLost = index === this.offsetIndex
        if (!index.file.exists()) throw new CorruptionError(`${index.file.path} is missing`)
      }
      this.#checkLastEntries()
    } catch (error) {
      if (!(error instanceof CorruptionError)) throw error
      this.rebuildIndexes()
    }
  }

  /** The last entries must name batches that are there: what is damaged elsewhere does not survive the look-ups unnoticed. */
  #checkLastEntries(): void {
    const header = Buffer.allocUnsafe(BATCH_OVERHEAD)
    this.offsetIndex.check(this.#size)
    if (this.offsetIndex.count > 0) {
      const { offset, position } = this.offsetIndex.entry(this.offsetIndex.count - 1)
      if (this.log.read(header, position) < BATCH_OVERHEAD || readBatchHeader(header, 0).lastOffset !== offset) {
        throw new CorruptionError(`${this.offsetIndex.file.path}: no batch at position ${position} ends with offset ${offset}`)
      }
    }
    this.timeIndex.check()
    if (this.timeIndex.count > 0) {
      const { timestamp, offset } = this.timeIndex.last
      const found = this.#find(offset, this.#size, 0)
      if (found === undefined || readBatchHeader(found.buffer, found.at).maxTimestamp !== timestamp) {
        throw new CorruptionError(`${this.timeIndex.file.path}: the batch of offset ${offset} has another timestamp than ${timestamp}`)
      }
    } else if (this.firstTimestamp! >= 0) {
      throw new CorruptionError(`${this.timeIndex.file.path} is empty`)
    }
  }

  /** Makes both indexes anew from the batch headers. */
  rebuildIndexes(): void {
    this.beginRebuild()
    for (const { header, position } of this.scan(0, { verify: false })) this.rebuildWith(header, position)
    this.endRebuild(this.#size)
  }

  /** For a recovery that walks the batches anyway: begin, once per batch, end. With `keepFiles` the index files are overwritten rather than emptied first. */
  beginRebuild(options: { keepFiles?: boolean } = {}): void {
    this.#indexesChecked = true
    this.offsetIndex.reset({ keepFile: options.keepFiles === true })
    this.timeIndex.reset({ keepFile: options.keepFiles === true })
    this.#maxTimestamp = -1
    this.#offsetOfMaxTimestamp = -1
    this.#firstTimestamp = undefined
    this.#bytesSinceIndexEntry = 0
  }

  rebuildWith(header: BatchHeader, position: number): void {
    this.#noteBatch(header, position)
  }

  /** Ends a rebuild at `size`, cutting off what lies behind; the closing entry of the time index is written. */
  endRebuild(size: number): void {
    if (size !== this.#size) {
      this.log.truncate(size)
      this.#size = size
    }
    this.#verifiedFrom = Math.min(this.#verifiedFrom, size)
    this.#closeTimeIndex()
    try {
      this.offsetIndex.trim({ create: false })
      this.timeIndex.trim({ create: false })
    } catch (error) {
      // A full disk must not keep a log from being read for the sake of its index: the entries stay in memory until there is room.
      if (!isShortage(error)) throw error
    }
  }

  /** Notes that the checksums of all bytes were found right. */
  markVerified(): void {
    this.#verifiedTo = this.#size
    this.#verifiedFrom = 0
  }

  #closeTimeIndex(): void {
    if (this.maxTimestamp >= 0) this.timeIndex.maybeAppend(this.#maxTimestamp!, this.#offsetOfMaxTimestamp, true)
  }

  /** When a newer segment takes over, and at a clean stop: the index files say all there is to say. */
  finish(): void {
    this.checkIndexes()
    this.#closeTimeIndex()
    this.offsetIndex.trim({ create: true })
    this.timeIndex.trim({ create: true })
  }

  /**
   * Walks the batches from `position`. Ends at the segment's end; throws CorruptionError at the first batch that is cut short,
   * has an impossible header or, with `verify`, a wrong checksum. The message tells the position. With `brief`, the bytes of a batch are gone when the next
   * one is asked for.
   */
  *scan(position: number, options: { verify: boolean; end?: number; brief?: boolean }): Generator<ScannedBatch, void, undefined> {
    if (options.brief !== true) return yield* this.#scan(position, options, undefined)
    const room = scratch ?? Buffer.allocUnsafeSlow(scanBytes)
    scratch = undefined
    try {
      yield* this.#scan(position, options, room)
    } finally {
      scratch = room
    }
  }

  *#scan(position: number, options: { verify: boolean; end?: number }, room: Buffer | undefined): Generator<ScannedBatch, void, undefined> {
    const end = options.end ?? this.#size
    let buffer: Buffer = noBytes
    let bufferStart = position
    let at = position
    while (at < end) {
      let need = BATCH_OVERHEAD
      for (;;) {
        if (end - at < need) throw new CorruptionError(`${this.path}: the batch at position ${at} is cut short: needs ${need} bytes, ${end - at} are there`)
        if (at + need > bufferStart + buffer.length) {
          const bytes = Math.min(end - at, Math.max(need, scanBytes))
          buffer = room !== undefined && bytes <= room.length ? room.subarray(0, bytes) : Buffer.allocUnsafeSlow(bytes)
          bufferStart = at
          const count = this.log.read(buffer, at)
          if (count < buffer.length) throw new CorruptionError(`${this.path}: ends at ${at + count}, expected ${end}`)
        }
        if (need > BATCH_OVERHEAD) break
        need = LOG_OVERHEAD + buffer.readInt32BE(at - bufferStart + 8)
        if (need <= BATCH_OVERHEAD) break
      }
      const inBuffer = at - bufferStart
      let header: BatchHeader
      try {
        header = readBatchHeader(buffer, inBuffer)
        if (options.verify && !isBatchCrcValid(buffer, inBuffer)) verifyBatchCrc(buffer, inBuffer)
      } catch (error) {
        if (!(error instanceof CorruptionError)) throw error
        throw new CorruptionError(`${this.path}: the batch at position ${at} is corrupt`, { cause: error })
      }
      yield { header, position: at, buffer, at: inBuffer }
      at += header.sizeInBytes
    }
  }

  /**
   * The position of the batch that holds `offset` or, where compaction left a hole, of the next one; undefined when the
   * segment has none. `from` is a position known to lie at or before it.
   */
  positionOf(offset: number): number | undefined {
    const found = this.#find(offset, this.#size, 0)
    return found === undefined ? undefined : found.position + found.at
  }

  #find(offset: number, end: number, readBytes: number, pool?: BufferPool): { buffer: Buffer; position: number; at: number } | undefined {
    this.checkIndexes()
    let position = this.offsetIndex.lookup(offset).position
    while (position < end) {
      const buffer = allocate(pool, Math.min(end - position, readBytes + readAheadBytes))
      const count = this.log.read(buffer, position)
      if (count < buffer.length) throw new CorruptionError(`${this.path}: ends at ${position + count}, expected ${end}`)
      let at = 0
      while (at + BATCH_OVERHEAD <= buffer.length) {
        if (readInt64(buffer, at) + buffer.readInt32BE(at + 23) >= offset) return { buffer, position, at }
        at += this.#batchSize(buffer, at, position)
      }
      if (at === 0) throw new CorruptionError(`${this.path}: the batch at position ${position} is cut short by the end of the segment`)
      position += at
      pool?.release(buffer)
    }
    return undefined
  }

  #isBatchAt(buffer: Buffer, at: number): boolean {
    return LOG_OVERHEAD + buffer.readInt32BE(at + 8) >= BATCH_OVERHEAD && buffer[at + 16] === 2
  }

  #batchSize(buffer: Buffer, at: number, position: number): number {
    const size = LOG_OVERHEAD + buffer.readInt32BE(at + 8)
    if (!this.#isBatchAt(buffer, at)) throw new CorruptionError(`${this.path}: there is no batch at position ${position + at}`)
    return size
  }

  /**
   * Whole batches from the one that holds `offset`, up to `maxBytes`, below position `end` and offset `maxOffset`. Undefined when the segment
   * has none at or above `offset`. With `minOneBatch` the first one is returned however large it is.
   */
  read(
    offset: number,
    maxBytes: number,
    options: { minOneBatch: boolean; end?: number; maxOffset?: number; pool?: BufferPool | undefined },
  ): Buffer | undefined {
    const end = options.end ?? this.#size
    const maxOffset = options.maxOffset ?? Infinity
    const { pool } = options
    const found = this.#find(offset, end, Math.max(0, Math.min(maxBytes, end)), pool)
    if (found === undefined) return undefined
    let { buffer, at } = found
    const first = found.position + at
    const size = this.#batchSize(buffer, at, found.position)
    if (first + size > end) throw new CorruptionError(`${this.path}: the batch at position ${first} reaches beyond the end of the log`)
    if (size > maxBytes && !options.minOneBatch) {
      pool?.release(buffer)
      return noBytes
    }
    if (at + size > buffer.length) {
      pool?.release(buffer)
      buffer = allocate(pool, size)
      at = 0
      if (this.log.read(buffer, first) < size) throw new CorruptionError(`${this.path}: ends within the batch at position ${first}`)
    }
    let stop = at
    while (stop + BATCH_OVERHEAD <= buffer.length) {
      // No batch where the next one should be: what comes before it is served.
      if (stop > at && !this.#isBatchAt(buffer, stop)) break
      const next = stop + this.#batchSize(buffer, stop, first - at)
      if (next > buffer.length || (stop > at && next - at > maxBytes)) break
      if (readInt64(buffer, stop) + buffer.readInt32BE(stop + 23) >= maxOffset) break
      stop = next
    }
    if (stop === at) {
      pool?.release(buffer)
      return noBytes
    }
    const result = buffer.subarray(at, stop)
    return result.subarray(0, this.#verified(result, first))
  }

  /** How many bytes of the batches are sound: what lies before a corrupt one is served, the corrupt one itself throws. */
  #verified(batches: Buffer, position: number): number {
    const end = position + batches.length
    if (position >= this.#verifiedFrom || end <= this.#verifiedTo) return batches.length
    for (let at = 0; at < batches.length; ) {
      const size = LOG_OVERHEAD + batches.readInt32BE(at + 8)
      if (!isBatchCrcValid(batches, at)) {
        if (at > 0) return at
        throw new CorruptionError(`${this.path}: the batch at position ${position + at} (base offset ${readInt64(batches, at)}) is corrupt and is not served`)
      }
      at += size
    }
    if (position <= this.#verifiedTo) this.#verifiedTo = end
    return batches.length
  }

  /** The base offset of the next segment as far as this one's batches tell: one past the last. Reads from the last index entry on. */
  nextOffset(): number {
    if (this.#size === 0) return this.baseOffset
    this.checkIndexes()
    let next = this.baseOffset
    const entry = this.offsetIndex.count > 0 ? this.offsetIndex.entry(this.offsetIndex.count - 1) : { position: 0 }
    for (const { header } of this.scan(entry.position, { verify: false })) next = header.lastOffset + 1
    return next
  }

  /** Cuts off every batch that holds an offset at or above `offset`. Returns the bytes removed. */
  truncateTo(offset: number): number {
    const position = this.positionOf(offset)
    if (position === undefined) return 0
    const removed = this.#size - position
    this.offsetIndex.truncateTo(offset)
    this.timeIndex.truncateTo(offset)
    this.txnIndex.truncateTo(offset)
    this.log.truncate(position)
    this.#size = position
    this.#verifiedFrom = Math.min(this.#verifiedFrom, position)
    this.#verifiedTo = Math.min(this.#verifiedTo, position)
    this.#bytesSinceIndexEntry = 0
    // The largest timestamp may have been cut off, and may lie behind the last index entry.
    this.#maxTimestamp = undefined
    this.#firstTimestamp = undefined
    this.#loadMaxTimestamp()
    const from = this.offsetIndex.count > 0 ? this.offsetIndex.entry(this.offsetIndex.count - 1).position : 0
    for (const { header } of this.scan(from, { verify: false })) {
      if (header.maxTimestamp > this.#maxTimestamp! && header.recordCount > 0) {
        this.#maxTimestamp = header.maxTimestamp
        this.#offsetOfMaxTimestamp = header.lastOffset
      }
    }
    return removed
  }

  /** Makes the files durable, the log last. */
  async sync(options: { indexes: boolean }): Promise<void> {
    for (const index of options.indexes ? [this.offsetIndex, this.timeIndex] : []) {
      index.flush()
      if (index.file.exists()) await index.file.sync()
    }
    this.txnIndex.flush()
    if (this.txnIndex.file.isOpen) await this.txnIndex.file.sync()
    await this.log.sync()
  }

  syncNow(): void {
    for (const index of [this.offsetIndex, this.timeIndex]) {
      index.flush()
      if (index.file.exists()) index.file.syncNow()
    }
    this.txnIndex.flush()
    if (this.txnIndex.file.exists()) this.txnIndex.file.syncNow()
    this.log.syncNow()
  }

  /** Renames every file of the segment that exists, the log last: `from` at the end of its name becomes `to`. The files stay readable. */
  renameAll(from: string, to: string): string[] {
    const renamed: string[] = []
    for (const file of this.files.reverse()) {
      if (!file.exists()) continue
      const target = file.path.slice(0, file.path.length - from.length) + to
      this.#disk.rename(file.path, target)
      file.moved(target)
      renamed.push(target)
    }
    return renamed
  }

  /** The partition's directory was renamed. */
  moved(directory: string): void {
    this.#directory = directory
    const suffixes = segmentSuffixes
    this.files.forEach((file, i) => file.moved(`${directory}/${fileName(this.baseOffset, suffixes[i]!)}`))
  }

  /** Closes the descriptors; they open again when needed. */
  release(): void {
    this.log.release()
    this.offsetIndex.release()
    this.timeIndex.release()
    this.txnIndex.release()
  }

  /** Closes the descriptors for good. */
  discard(): void {
    for (const file of this.files) file.discard()
  }
}
