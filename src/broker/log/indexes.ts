// The sparse indexes of a segment: `.index` (relative offset -> position, 8 bytes an entry) and `.timeindex` (timestamp ->
// relative offset, 12 bytes an entry), in Kafka's own files. They are caches of the log: what is missing or damaged is
// rebuilt from it (segment.ts). New entries are gathered in memory and written a page at a time; look-ups in the written
// part read the few pages that the binary search touches, so that 10,000 closed segments cost no memory.

import { CorruptionError, StorageError } from '../../core/errors.ts'
import type { PooledFile } from './file-pool.ts'

/** A multiple of both entry sizes, so that an entry never lies across two pages. */
const pageBytes = 4080

/** The page that was read last, of whichever file: a binary search ends within one. */
const page = Buffer.allocUnsafe(pageBytes)
let pageOwner: IndexFile | undefined
let pageNumber = -1

abstract class IndexFile {
  readonly file: PooledFile
  readonly baseOffset: number
  readonly #entrySize: number
  readonly #maxEntries: number
  #written = 0
  #loaded = false
  #pending: Buffer | undefined
  #pendingCount = 0

  constructor(file: PooledFile, baseOffset: number, entrySize: number, maxBytes: number) {
    this.file = file
    this.baseOffset = baseOffset
    this.#entrySize = entrySize
    this.#maxEntries = Math.max(2, Math.floor(maxBytes / entrySize))
  }

  get count(): number {
    this.#load()
    return this.#written + this.#pendingCount
  }

  get maxEntries(): number {
    return this.#maxEntries
  }

  /**
   * Starts from nothing, whatever the file holds: for a new segment and before a rebuild. With `keepFile` the file is written over, and only `trim` cuts it:
   * a rebuild that ends as it should mostly leaves the size it found.
   */
  reset(options: { keepFile?: boolean } = {}): void {
    this.#loaded = true
    this.#written = 0
    this.#pendingCount = 0
    if (pageOwner === this) pageOwner = undefined
    // A change of size is a transaction of the file system's journal, even one to the size that it has.
    if (options.keepFile !== true && this.file.exists() && this.file.size() > 0) this.file.truncate(0)
  }

  // Kafka preallocates index files and leaves a tail of zeros behind when it is killed: trim to the last real entry.
  #load(): void {
    if (this.#loaded) return
    const size = this.file.size()
    if (size % this.#entrySize !== 0) throw new CorruptionError(`${this.file.path}: ${size} bytes is no multiple of ${this.#entrySize}`)
    this.#written = size / this.#entrySize
    this.#loaded = true
    if (this.#written > 0 && this.isZero(this.#written - 1)) {
      let low = 0
      let high = this.#written - 1
      while (low < high) {
        const middle = (low + high) >>> 1
        if (this.isZero(middle)) high = middle
        else low = middle + 1
      }
      this.#written = low
    }
  }

  /** Whether entry `index` is one of the zeros behind the last real entry. */
  protected abstract isZero(index: number): boolean

  /** Calls with the bytes that hold entry `index`; valid until the next call. */
  protected locate(index: number): { bytes: Buffer; at: number } {
    if (index >= this.#written) return { bytes: this.#pending!, at: (index - this.#written) * this.#entrySize }
    const position = index * this.#entrySize
    const number = Math.floor(position / pageBytes)
    if (pageOwner !== this || pageNumber !== number) {
      pageOwner = undefined
      this.file.read(page, number * pageBytes)
      pageOwner = this
      pageNumber = number
    }
    return { bytes: page, at: position % pageBytes }
  }

  /** Reserves room for one more entry and returns where its bytes go. */
  protected claim(): { bytes: Buffer; at: number } {
    this.#load()
    this.#pending ??= Buffer.alloc(this.#entrySize * 16)
    if ((this.#pendingCount + 1) * this.#entrySize > this.#pending.length) {
      if (this.#pending.length < pageBytes) {
        const larger = Buffer.alloc(Math.min(pageBytes, this.#pending.length * 4))
        this.#pending.copy(larger)
        this.#pending = larger
      } else {
        this.#flushOrGrow()
      }
    }
    return { bytes: this.#pending!, at: this.#pendingCount++ * this.#entrySize }
  }

  // The log's own bytes are written by now: a full disk must not fail the append for the sake of its index.
  #flushOrGrow(): void {
    try {
      this.flush()
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      const larger = Buffer.alloc(this.#pending!.length + pageBytes)
      this.#pending!.copy(larger)
      this.#pending = larger
    }
  }

  /** Writes what is only in memory, and cuts off anything behind it. */
  flush(): void {
    this.#load()
    if (this.#pendingCount > 0) {
      this.file.write([this.#pending!.subarray(0, this.#pendingCount * this.#entrySize)], this.#written * this.#entrySize)
      this.#written += this.#pendingCount
      this.#pendingCount = 0
      if (pageOwner === this) pageOwner = undefined
    }
  }

  /**
   * Flushes and cuts the file to its entries: at roll and at a clean stop. Frees the memory of an index at rest. Without
   * `create`, an index that has no file yet stays in memory: a recovery of a thousand partitions would spend a third of its time on making files.
   */
  trim(options: { create: boolean }): void {
    if (!options.create && this.#written === 0 && !this.file.exists()) return
    this.flush()
    if (this.file.size() !== this.#written * this.#entrySize) this.file.truncate(this.#written * this.#entrySize)
    this.#pending = undefined
  }

  protected truncateToCount(count: number): void {
    this.#load()
    if (count >= this.#written) {
      this.#pendingCount = Math.min(this.#pendingCount, count - this.#written)
      return
    }
    this.#pendingCount = 0
    this.#written = count
    if (pageOwner === this) pageOwner = undefined
    this.file.truncate(count * this.#entrySize)
  }

  /** Forgets what it knows about the file, which is opened again when next used. */
  release(): void {
    if (pageOwner === this) pageOwner = undefined
    this.file.release()
  }
}

export interface OffsetPosition {
  offset: number
  position: number
}

export class OffsetIndex extends IndexFile {
  #lastOffset: number | undefined

  constructor(file: PooledFile, baseOffset: number, maxBytes: number) {
    super(file, baseOffset, 8, maxBytes)
  }

  get isFull(): boolean {
    return this.count >= this.maxEntries
  }

  /** The offset of the last entry, or the base offset when there is none. */
  get lastOffset(): number {
    this.#lastOffset ??= this.count === 0 ? this.baseOffset : this.entry(this.count - 1).offset
    return this.#lastOffset
  }

  entry(index: number): OffsetPosition {
    const { bytes, at } = this.locate(index)
    const position = bytes.readInt32BE(at + 4)
    if (position < 0) throw new CorruptionError(`${this.file.path}: entry ${index} has the position ${position}`)
    return { offset: this.baseOffset + bytes.readInt32BE(at), position }
  }

  protected override isZero(index: number): boolean {
    const { bytes, at } = this.locate(index)
    return bytes.readInt32BE(at) === 0 && bytes.readInt32BE(at + 4) === 0
  }

  /** Adds `offset`, the last offset of the batch at `position`. Entries must rise; one that does not is left out. */
  append(offset: number, position: number): void {
    if (this.isFull || (this.count > 0 && offset <= this.lastOffset)) return
    const { bytes, at } = this.claim()
    bytes.writeInt32BE(offset - this.baseOffset, at)
    bytes.writeInt32BE(position, at + 4)
    this.#lastOffset = offset
  }

  /** The last entry at or before `offset`; the segment's beginning when there is none. */
  lookup(offset: number): OffsetPosition {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      const { bytes, at } = this.locate(middle)
      if (this.baseOffset + bytes.readInt32BE(at) <= offset) low = middle + 1
      else high = middle
    }
    return low === 0 ? { offset: this.baseOffset, position: 0 } : this.entry(low - 1)
  }

  /** Drops every entry at or above `offset`. */
  truncateTo(offset: number): void {
    let count = this.count
    while (count > 0 && this.entry(count - 1).offset >= offset) count--
    this.truncateToCount(count)
    this.#lastOffset = undefined
  }

  override reset(options: { keepFile?: boolean } = {}): void {
    super.reset(options)
    this.#lastOffset = undefined
  }

  /** Throws CorruptionError when the last entry cannot belong to a log of `logBytes` bytes. */
  check(logBytes: number): void {
    if (this.count === 0) return
    const { offset, position } = this.entry(this.count - 1)
    if (offset <= this.baseOffset && position !== 0) throw new CorruptionError(`${this.file.path}: last offset ${offset} is not above the base offset`)
    if (position >= logBytes) throw new CorruptionError(`${this.file.path}: position ${position} lies outside a log of ${logBytes} bytes`)
  }
}

export interface TimestampOffset {
  timestamp: number
  offset: number
}

export class TimeIndex extends IndexFile {
  #last: TimestampOffset | undefined

  constructor(file: PooledFile, baseOffset: number, maxBytes: number) {
    super(file, baseOffset, 12, maxBytes)
  }

  /** One slot is kept for the entry that closes the segment. */
  get isFull(): boolean {
    return this.count >= this.maxEntries - 1
  }

  /** The last entry; timestamp -1 at the base offset when there is none. */
  get last(): TimestampOffset {
    this.#last ??= this.count === 0 ? { timestamp: -1, offset: this.baseOffset } : this.entry(this.count - 1)
    return this.#last
  }

  entry(index: number): TimestampOffset {
    const { bytes, at } = this.locate(index)
    return { timestamp: readInt64(bytes, at), offset: this.baseOffset + bytes.readInt32BE(at + 8) }
  }

  protected override isZero(index: number): boolean {
    const { bytes, at } = this.locate(index)
    return readInt64(bytes, at) === 0 && bytes.readInt32BE(at + 8) === 0
  }

  /** Notes that no batch up to `offset` is newer than `timestamp`. Left out unless both rise. */
  maybeAppend(timestamp: number, offset: number, closing = false): void {
    if (closing ? this.count >= this.maxEntries : this.isFull) return
    const last = this.last
    if (timestamp <= last.timestamp || (this.count > 0 && offset < last.offset)) return
    const { bytes, at } = this.claim()
    writeInt64(bytes, at, timestamp)
    bytes.writeInt32BE(offset - this.baseOffset, at + 8)
    this.#last = { timestamp, offset }
  }

  /** The last entry whose timestamp is at most `timestamp`; timestamp -1 at the base offset when there is none. */
  lookup(timestamp: number): TimestampOffset {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      const { bytes, at } = this.locate(middle)
      if (readInt64(bytes, at) <= timestamp) low = middle + 1
      else high = middle
    }
    return low === 0 ? { timestamp: -1, offset: this.baseOffset } : this.entry(low - 1)
  }

  truncateTo(offset: number): void {
    let count = this.count
    while (count > 0 && this.entry(count - 1).offset >= offset) count--
    this.truncateToCount(count)
    this.#last = undefined
  }

  override reset(options: { keepFile?: boolean } = {}): void {
    super.reset(options)
    this.#last = undefined
  }

  /** Throws CorruptionError when the entries cannot belong to the segment. */
  check(): void {
    if (this.count === 0) return
    const first = this.entry(0)
    const last = this.entry(this.count - 1)
    if (last.timestamp < first.timestamp || last.offset < first.offset || last.offset < this.baseOffset) {
      throw new CorruptionError(`${this.file.path}: last entry (${last.timestamp}, ${last.offset}) cannot follow (${first.timestamp}, ${first.offset})`)
    }
  }
}

/** Timestamps fit a double: those beyond 2^53 lose their last bits, which no look-up can tell. */
export function readInt64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)
}

export function writeInt64(bytes: Buffer, at: number, value: number): void {
  const high = Math.floor(value / 2 ** 32)
  bytes.writeInt32BE(high, at)
  bytes.writeUInt32BE(value - high * 2 ** 32, at + 4)
}
