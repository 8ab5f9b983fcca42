// Open files on demand, with a bound. A broker may hold tens of thousands of segments but only so many descriptors, so a
// PooledFile opens at its first use and may be closed again whenever others need the room.

import { ClosedError } from '../../core/errors.ts'
import type { Disk, DiskFile } from '../disk/disk.ts'

/** A second-chance ring: cheaper per use than a strict LRU, since a use only sets a flag. */
export class FilePool {
  readonly disk: Disk
  readonly #limit: number
  readonly #open = new Set<PooledFile>()

  /** `limit` is how many descriptors may be open at once (default 1000). Files with a sync in flight are never closed. */
  constructor(disk: Disk, limit = 1000) {
    this.disk = disk
    this.#limit = limit
  }

  get openCount(): number {
    return this.#open.size
  }

  /** Called by PooledFile when it opened: makes room by closing files not used of late. */
  opened(file: PooledFile): void {
    this.#open.add(file)
    let tries = 2 * this.#open.size
    for (const candidate of this.#open) {
      if (this.#open.size <= this.#limit || tries-- === 0) break
      if (candidate === file) continue
      if (candidate.usedOfLate()) {
        this.#open.delete(candidate)
        this.#open.add(candidate)
      } else {
        candidate.release()
      }
    }
  }

  closed(file: PooledFile): void {
    this.#open.delete(file)
  }
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
      this.#file = this.#pool.disk.open(this.#path, 'write')
      this.#pool.opened(this)
    }
    return this.#file
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
