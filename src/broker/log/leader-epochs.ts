// Which leader epoch began at which offset (KIP-101, KIP-279), kept in `leader-epoch-checkpoint`. Followers and consumers
// ask it where an epoch ended in order to find the point where two logs part.

import { StorageError } from '../../core/errors.ts'
import type { Disk } from '../disk/disk.ts'
import type { Logger } from '../../core/logger.ts'
import { parseEpochCheckpoint, formatEpochCheckpoint, writeFileInPlace, type EpochEntry } from './checkpoints.ts'

/** What is known of an epoch's end; both -1 when the epoch is unknown. */
export interface EpochEnd {
  epoch: number
  endOffset: number
}

export class LeaderEpochs {
  readonly #disk: Disk
  readonly #logger: Logger
  #path: string
  #entries: EpochEntry[] = []
  #damaged = false
  #unwritten = false
  /** What the file holds, when that is known. */
  #content: string | undefined

  /** Reads the file at `path`; one that is missing or damaged leaves the cache empty and `damaged` set, to be rebuilt from the batches. */
  constructor(disk: Disk, path: string, logger: Logger) {
    this.#disk = disk
    this.#path = path
    this.#logger = logger
    // Apache Kafka makes the file empty with the partition.
    if ((disk.stat(path)?.size ?? 0) === 0) {
      this.#damaged = true
      return
    }
    this.#content = disk.readFile(path).toString('latin1')
    const entries = parseEpochCheckpoint(this.#content)
    if (entries === undefined) {
      this.#damaged = true
      logger.warn(`${path} cannot be read and is rebuilt from the log`)
    } else {
      this.#entries = entries
    }
  }

  get damaged(): boolean {
    return this.#damaged
  }

  get entries(): readonly EpochEntry[] {
    return this.#entries
  }

  /** The newest epoch, or -1. */
  get latestEpoch(): number {
    return this.#entries.at(-1)?.epoch ?? -1
  }

  /** Where the newest epoch began, or -1. */
  get latestStartOffset(): number {
    return this.#entries.at(-1)?.startOffset ?? -1
  }

  /** Notes that `epoch` begins at `startOffset`. Entries that contradict it (a higher epoch, a higher offset) are dropped. Returns whether anything changed. */
  assign(epoch: number, startOffset: number, options: { write?: boolean } = {}): boolean {
    const last = this.#entries.at(-1)
    if (last !== undefined && last.epoch === epoch && startOffset >= last.startOffset) return false
    let dropped = 0
    for (;;) {
      const previous = this.#entries.at(-1)
      if (previous === undefined || (previous.epoch < epoch && previous.startOffset < startOffset)) break
      this.#entries.pop()
      // An epoch without a record gives way silently to the next one that starts at the same offset.
      if (previous.epoch >= epoch || previous.startOffset > startOffset) dropped++
    }
    if (dropped > 0) this.#logger.warn(`${this.#path}: epoch ${epoch} at offset ${startOffset} replaces ${dropped} entries that contradict it`)
    this.#entries.push({ epoch, startOffset })
    if (options.write !== false) this.write()
    return true
  }

  /**
   * The end of `epoch`: the log end for the newest one, else where the next one began. An epoch that is not known
   * gives the largest one below it (KIP-279); an epoch below all known ones ends where the first known one begins.
   */
  endOffsetFor(epoch: number, logEndOffset: number): EpochEnd {
    const entries = this.#entries
    if (entries.length === 0 || epoch < 0) return { epoch: -1, endOffset: -1 }
    const latest = entries.at(-1)!
    if (epoch === latest.epoch) return { epoch, endOffset: logEndOffset }
    if (epoch > latest.epoch) return { epoch: -1, endOffset: -1 }
    const index = entries.findIndex(entry => entry.epoch > epoch)
    if (index === 0) return { epoch, endOffset: entries[0]!.startOffset }
    return { epoch: entries[index - 1]!.epoch, endOffset: entries[index]!.startOffset }
  }

  /** The epoch that the record at `offset` was written in, or -1. */
  epochForOffset(offset: number): number {
    let epoch = -1
    for (const entry of this.#entries) {
      if (entry.startOffset > offset) break
      epoch = entry.epoch
    }
    return epoch
  }

  /** Drops the epochs that begin at or after `offset`: those of a truncated tail, and newer ones without a record. Without `write` the file waits for the next change or sync. */
  truncateFromEnd(offset: number, options: { write?: boolean } = {}): void {
    if (offset < 0 || this.latestStartOffset < offset) return
    this.#entries = this.#entries.filter(entry => entry.startOffset < offset)
    if (options.write === false) this.#unwritten = true
    else this.write()
  }

  /** Forgets what lies before `offset`: the epoch that holds it now begins there. */
  truncateFromStart(offset: number): void {
    const index = this.#entries.findLastIndex(entry => entry.startOffset <= offset)
    if (index < 0 || (index === 0 && this.#entries[0]!.startOffset === offset)) return
    this.#entries = [{ epoch: this.#entries[index]!.epoch, startOffset: offset }, ...this.#entries.slice(index + 1)]
    this.write()
  }

  clear(): void {
    if (this.#entries.length === 0) return
    this.#entries = []
    this.write()
  }

  /** Replaces everything by what a scan of the batches found. */
  rebuilt(): void {
    this.#damaged = false
    // A partition without an epoch needs no file yet.
    if (this.#entries.length > 0) this.write()
  }

  /** To the page cache only: after a kill or a power loss a damaged file is rebuilt from the batches, which carry their epochs. */
  write(): void {
    this.#unwritten = true
    this.flush()
  }

  /** Tries again what a full disk refused. The caller syncs the file. */
  flush(): void {
    if (!this.#unwritten) return
    const content = formatEpochCheckpoint(this.#entries)
    try {
      // At a start most partitions get the epoch back that they had.
      if (content !== this.#content) {
        this.#content = undefined
        writeFileInPlace(this.#disk, this.#path, content)
        this.#content = content
      }
      this.#unwritten = false
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      this.#logger.warn(`${error.message}; it is written with the next sync`)
    }
  }

  /** Whether the file lacks what was assigned: nothing may count as durable then. */
  get isUnwritten(): boolean {
    return this.#unwritten
  }

  moved(path: string): void {
    this.#path = path
  }
}
