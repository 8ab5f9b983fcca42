// The virtual disk as a process sees it: its open files, and the whole disk for as long as the process lives. Thin views (shape A) of virtual-disk.ts.

import { StorageError } from '../../core/errors.ts'
import type { DirectoryEntry, Disk, DiskFile } from '../../broker/disk/disk.ts'
import type { VirtualDisk } from '../virtual-disk.ts'
import type { Inode } from './inode.ts'

export class VirtualFile implements DiskFile {
  readonly path: string
  readonly #disk: VirtualDisk
  readonly #node: Inode
  readonly #generation: number
  readonly #mode: 'read' | 'write'
  #syncFailure: unknown
  #closed = false

  constructor(disk: VirtualDisk, path: string, node: Inode, generation: number, mode: 'read' | 'write') {
    this.#disk = disk
    this.path = path
    this.#node = node
    this.#generation = generation
    this.#mode = mode
  }

  #throwIfClosed(writing: boolean): void {
    if (this.#closed) throw new StorageError(`${this.path} is closed`, { cause: Object.assign(new Error('EBADF'), { code: 'EBADF' }) })
    if (writing && this.#mode === 'read') throw new StorageError(`${this.path} is open for reading only`)
  }

  size(): number {
    this.#throwIfClosed(false)
    return this.#node.size
  }

  read(target: Buffer, position: number): number {
    this.#throwIfClosed(false)
    return this.#disk.readAt(this.path, this.#node, this.#generation, target, position)
  }

  write(chunks: readonly Buffer[], position: number): void {
    this.#throwIfClosed(true)
    this.#disk.writeAt(this.path, this.#node, this.#generation, chunks, position)
  }

  truncate(size: number): void {
    this.#throwIfClosed(true)
    this.#disk.truncateTo(this.path, this.#node, this.#generation, size)
  }

  async sync(): Promise<void> {
    this.#throwIfClosed(false)
    if (this.#syncFailure !== undefined) throw this.#syncFailure
    try {
      await this.#disk.syncLater(this.path, this.#node, this.#generation)
    } catch (error) {
      this.#syncFailure = error
      throw error
    }
  }

  syncNow(): void {
    this.#throwIfClosed(false)
    if (this.#syncFailure !== undefined) throw this.#syncFailure
    try {
      this.#disk.syncFile(this.path, this.#node, this.#generation)
    } catch (error) {
      this.#syncFailure = error
      throw error
    }
  }

  close(): void {
    this.#closed = true
  }
}

/** What one process sees: as long as it lives. */
export class ProcessDisk implements Disk {
  readonly #disk: VirtualDisk
  readonly #generation: number

  constructor(disk: VirtualDisk, generation: number) {
    this.#disk = disk
    this.#generation = generation
  }

  get #living(): VirtualDisk {
    this.#disk.throwIfDead(this.#generation)
    return this.#disk
  }

  open(path: string, mode: 'read' | 'write'): DiskFile {
    return this.#living.open(path, mode)
  }

  exists(path: string): boolean {
    return this.#living.exists(path)
  }

  stat(path: string): ReturnType<Disk['stat']> {
    return this.#living.stat(path)
  }

  list(path: string): DirectoryEntry[] {
    return this.#living.list(path)
  }

  makeDirectory(path: string): void {
    this.#living.makeDirectory(path)
  }

  rename(from: string, to: string): void {
    this.#living.rename(from, to)
  }

  remove(path: string): void {
    this.#living.remove(path)
  }

  removeTree(path: string): void {
    this.#living.removeTree(path)
  }

  syncDirectory(path: string): void {
    this.#living.syncDirectory(path)
  }

  syncDirectoryLater(path: string): Promise<void> {
    return this.#living.syncDirectoryLater(path)
  }

  readFile(path: string): Buffer {
    return this.#living.readFile(path)
  }

  writeFileAtomic(path: string, content: Buffer | string): void {
    this.#living.writeFileAtomic(path, content)
  }

  lock(path: string): { release(): void } {
    const lock = this.#living.lock(path)
    return {
      release: () => {
        this.#disk.throwIfDead(this.#generation)
        lock.release()
      },
    }
  }

  freeBytes(): number {
    return this.#living.freeBytes()
  }
}
