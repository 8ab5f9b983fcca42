// Open files on demand, with a bound. A broker may hold tens of thousands of segments but only so many descriptors, so a
// PooledFile opens at its first use and may be closed again whenever others need the room.

import { ClosedError, StorageError } from '../../core/errors.ts'
import type { Disk, DiskFile } from '../disk/disk.ts'

/** Descriptors that the pool leaves free after it has met the end of them. */
const leftToOthers = 32

/** How many files have to be closed for others before the pool tries to have more again. */
const evictionsPerStep = 1000

/** A second-chance ring: cheaper per use than a strict LRU, since a use only sets a flag. */
export class FilePool {
  readonly disk: Disk
  readonly #limit: number
  /** The limit, or less while the process has run out of descriptors. */
  #bound: number
  #evictions = 0
  readonly #open = new Set<PooledFile>()

  /**
   * `limit` is how many descriptors may be open at once. Default: six tenths of what the process may have, as connections want theirs; 1000 where the system
   * does not tell. Files with a sync in flight are never closed.
   */
  constructor(disk: Disk, limit = shareOf(disk.maxDescriptors)) {
    this.disk = disk
    this.#limit = this.#bound = limit
  }

  get openCount(): number {
    return this.#open.size
  }

  /** Called by PooledFile when it opened: makes room by closing files not used of late. */
  opened(file: PooledFile): void {
    this.#open.add(file)
    let tries = 2 * this.#open.size
    for (const candidate of this.#open) {
      if (this.#open.size <= this.#bound || tries-- === 0) break
      if (candidate === file) continue
      if (candidate.usedOfLate()) {
        this.#open.delete(candidate)
        this.#open.add(candidate)
      } else {
        candidate.release()
        // The connections may be gone again.
        if (this.#bound < this.#limit && ++this.#evictions % evictionsPerStep === 0) this.#bound = Math.min(this.#limit, this.#bound + Math.max(1, this.#bound >> 3))
      }
    }
  }

  closed(file: PooledFile): void {
    this.#open.delete(file)
  }

  /**
   * Connections have taken what was meant for files: makes room by closing some, and keeps to fewer, since checkpoints and directories are opened past the pool and want
   * theirs. False when there is nothing to close.
   */
  makeRoom(): boolean {
    let closed = 0
    const wanted = Math.max(leftToOthers, this.#open.size >> 3)
    this.#bound = Math.max(leftToOthers, this.#open.size - wanted)
    this.#evictions = 0
    for (const file of this.#open) {
      if (closed === wanted) break
      if (file.isPinned) continue
      file.release()
      closed++
    }
    return closed > 0
  }
}

/** A partition that is written to wants one descriptor, so a broker of many partitions wants many: opening a file for each append costs more than the append. */
function shareOf(descriptors: number | undefined): number {
  return descriptors === undefined ? 1000 : Math.min(100_000, Math.max(100, Math.floor(descriptors * 0.6)))
}

export class PooledFile {
  readonly #pool: FilePool
  #path: string
  #file: DiskFile | undefined
  #used = false
  #pinned = 0
  #gone = false

  constructor(pool: FilePool, path: string) {
    this.#pool = pool
    this.#path = path
  }

  get path(): string {
    return this.#path
  }

  get isOpen(): boolean {
    return this.#file !== undefined
  }

  #get(): DiskFile {
    this.#used = true
    if (this.#file === undefined) {
      if (this.#gone) throw new ClosedError(`${this.#path} was removed`)
      this.#file = this.#open()
      this.#pool.opened(this)
    }
    return this.#file
  }

  #open(): DiskFile {
    for (;;) {
      try {
        return this.#pool.disk.open(this.#path, 'write')
      } catch (error) {
        const code = error instanceof StorageError ? (error.cause as { code?: string } | undefined)?.code : undefined
        if ((code !== 'EMFILE' && code !== 'ENFILE') || !this.#pool.makeRoom()) throw error
      }
    }
  }

  /** Whether a sync is under way. */
  get isPinned(): boolean {
    return this.#pinned > 0
  }

  /** Whether the file was used since the last time it was asked; clears the mark. */
  usedOfLate(): boolean {
    const used = this.#used || this.#pinned > 0
    this.#used = false
    return used
  }

  /** Whether the file is there, without making it. */
  exists(): boolean {
    return this.#file !== undefined || this.#pool.disk.exists(this.#path)
  }

  size(): number {
    return this.#get().size()
  }

  read(target: Buffer, position: number): number {
    return this.#get().read(target, position)
  }

  write(chunks: readonly Buffer[], position: number): void {
    this.#get().write(chunks, position)
  }

  truncate(size: number): void {
    this.#get().truncate(size)
  }

  async sync(): Promise<void> {
    this.#pinned++
    try {
      await this.#get().sync()
    } finally {
      this.#pinned--
    }
  }

  syncNow(): void {
    this.#get().syncNow()
  }

  /** Tells that the file lies elsewhere now; an open descriptor stays valid. */
  moved(path: string): void {
    this.#path = path
  }

  /** Closes the descriptor for good: the file is being removed, and a late use must not create it again. */
  discard(): void {
    this.#gone = true
    this.release()
  }

  /** Closes the descriptor; the next use opens it again. */
  release(): void {
    this.#file?.close()
    this.#file = undefined
    this.#pool.closed(this)
  }
}
