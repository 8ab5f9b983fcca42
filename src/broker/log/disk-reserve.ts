// A little room that is kept for the worst day: on a full disk the metadata log must still be writable, or no topic could be deleted and a killed broker could
// not even start. A file of zeros in the directory of the metadata log is given back when a write of the broker's own finds no room, and taken again as soon as
// there is some. (Kafka keeps no such reserve: its full directory goes offline.)

import type { Logger } from '../../core/logger.ts'
import type { Disk, DiskFile } from '../disk/disk.ts'
import { isDiskFull } from '../disk/shortage.ts'

const reserveFile = '.rookery-reserve'

/** A file, since Apache Kafka does not start on a directory with directories that it does not know. */
export class DiskReserve {
  readonly #disk: Disk
  readonly #path: string
  readonly #bytes: number
  readonly #logger: Logger
  #held = 0

  /** Default: 256 KiB, which is room for some thousand records of metadata and the files of a start. */
  constructor(disk: Disk, logger: Logger, directory: string, bytes = 256 * 1024) {
    this.#disk = disk
    this.#path = `${directory}/${reserveFile}`
    this.#bytes = bytes
    this.#logger = logger
  }

  /** The disk for those whose writes may use the reserve. */
  get disk(): Disk {
    return new ReservedDisk(this.#disk, this)
  }

  /** Takes what is missing, as far as the disk has it. */
  fill(): void {
    if (this.#held >= this.#bytes) return
    const block = Buffer.alloc(4096)
    try {
      const file = this.#disk.open(this.#path, 'write')
      try {
        this.#held = file.size()
        if (this.#disk.freeBytes(this.#path.slice(0, -reserveFile.length - 1)) > 2 * this.#bytes) {
          file.write([Buffer.alloc(Math.max(0, this.#bytes - this.#held))], this.#held)
          this.#held = this.#bytes
        }
        // What is left of a full disk is taken page by page: whatever is not held here the next producer takes.
        while (this.#held < this.#bytes) {
          file.write([block], this.#held)
          this.#held += block.length
        }
      } finally {
        file.close()
      }
    } catch (error) {
      if (!isDiskFull(error)) this.#logger.debug(`no reserve is kept: ${(error as Error).message}`)
    }
  }

  /** Does the work; when it finds no room, gives the reserve back and does it once more. */
  use<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (!isDiskFull(error) || !this.#release()) throw error
      try {
        return work()
      } finally {
        // In the same turn, before anybody else can write.
        this.fill()
      }
    }
  }

  /** A clean stop leaves Kafka's own files only, unless the next start may need the room. */
  close(): void {
    try {
      if (this.#disk.freeBytes(this.#path.slice(0, -reserveFile.length - 1)) > 2 * this.#bytes) this.#release()
    } catch {
      // It stays, and harms nobody.
    }
  }

  #release(): boolean {
    this.#held = 0
    try {
      if (!this.#disk.exists(this.#path)) return false
      this.#disk.remove(this.#path)
      return true
    } catch {
      return false
    }
  }
}

/** Every call that can need room is made through the reserve. */
class ReservedDisk implements Disk {
  readonly #disk: Disk
  readonly #reserve: DiskReserve

  constructor(disk: Disk, reserve: DiskReserve) {
    this.#disk = disk
    this.#reserve = reserve
  }

  open(path: string, mode: 'read' | 'write'): DiskFile {
    return new ReservedFile(mode === 'read' ? this.#disk.open(path, mode) : this.#reserve.use(() => this.#disk.open(path, mode)), this.#reserve)
  }

  exists(path: string): boolean {
    return this.#disk.exists(path)
  }

  stat(path: string): ReturnType<Disk['stat']> {
    return this.#disk.stat(path)
  }

  list(path: string): ReturnType<Disk['list']> {
    return this.#disk.list(path)
  }

  makeDirectory(path: string): void {
    this.#reserve.use(() => this.#disk.makeDirectory(path))
  }

  rename(from: string, to: string): void {
    this.#reserve.use(() => this.#disk.rename(from, to))
  }

  remove(path: string): void {
    this.#disk.remove(path)
  }

  removeTree(path: string): void {
    this.#disk.removeTree(path)
  }

  syncDirectory(path: string): void {
    this.#disk.syncDirectory(path)
  }

  syncDirectoryLater(path: string): Promise<void> {
    return this.#disk.syncDirectoryLater(path)
  }

  readFile(path: string): Buffer {
    return this.#disk.readFile(path)
  }

  writeFileAtomic(path: string, content: Buffer | string): void {
    this.#reserve.use(() => this.#disk.writeFileAtomic(path, content))
  }

  lock(path: string): { release(): void } {
    return this.#reserve.use(() => this.#disk.lock(path))
  }

  freeBytes(path: string): number {
    return this.#disk.freeBytes(path)
  }
}

class ReservedFile implements DiskFile {
  readonly path: string
  readonly #file: DiskFile
  readonly #reserve: DiskReserve

  constructor(file: DiskFile, reserve: DiskReserve) {
    this.path = file.path
    this.#file = file
    this.#reserve = reserve
  }

  size(): number {
    return this.#file.size()
  }

  read(target: Buffer, position: number): number {
    return this.#file.read(target, position)
  }

  /** The same bytes at the same place: a part that was written the first time is written again. */
  write(chunks: readonly Buffer[], position: number): void {
    this.#reserve.use(() => this.#file.write(chunks, position))
  }

  truncate(size: number): void {
    this.#reserve.use(() => this.#file.truncate(size))
  }

  sync(): Promise<void> {
    return this.#file.sync()
  }

  syncNow(): void {
    this.#file.syncNow()
  }

  close(): void {
    this.#file.close()
  }
}
