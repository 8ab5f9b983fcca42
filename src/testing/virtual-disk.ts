// A disk in memory with the two halves that durability is about: the page cache, which a killed process leaves behind, and
// the platter, which is all that a power loss leaves. The twin of broker/disk/node-disk.ts. Faults are injected by hand or
// drawn from a seed, so that a failing run replays.
// The parts are in virtual-disk/: inode.ts (a file in its two halves), power-loss.ts (what may survive), views.ts (what a process sees).

import { microtask } from '../core/async.ts'
import type { Clock, Timers } from '../core/clock.ts'
import { StorageError } from '../core/errors.ts'
import { type Random, SeededRandom } from '../core/random.ts'
import type { DirectoryEntry, Disk, DiskFile } from '../broker/disk/disk.ts'
import { applyChange, Inode, type Sync } from './virtual-disk/inode.ts'
import { crashStates, type CrashStates, filesOf, fingerprint, losePower, writeBack } from './virtual-disk/power-loss.ts'
import { ProcessDisk, VirtualFile } from './virtual-disk/views.ts'

export type DiskOperation = 'open' | 'read' | 'write' | 'truncate' | 'sync' | 'rename' | 'remove' | 'make' | 'syncDirectory' | 'list' | 'stat'

export interface DiskFault {
  operation: DiskOperation
  /** Which paths: a part of the path, or a pattern. Default: all. */
  path?: string | RegExp
  /** The system's error code, for example EIO or ENOSPC; FLIP: a read succeeds, with one bit wrong. */
  code: string
  /** How many matching calls pass before the fault strikes. Default 0. */
  skip?: number
  /** How many calls it strikes. Default 1; Infinity for good. */
  times?: number
  /** Of a write, how many bytes reach the page cache before it fails. Default 0. */
  partialBytes?: number
}

/** Thrown out of the operation during which the process was told to die. Everything after it fails, until `restart`. */
export class ProcessKilled extends Error {
  override readonly name = 'ProcessKilled'
}

export interface DiskEvent {
  operation: 'write' | 'truncate' | 'sync' | 'create' | 'make' | 'rename' | 'remove' | 'syncDirectory' | 'restart' | 'losePower'
  path: string
  position: number
  bytes: Buffer | undefined
}

export interface VirtualDiskOptions {
  /** Feeds power losses. Default 1. */
  seed?: number
  clock?: Clock
  /** With `syncMs`, a sync takes that long on these timers. */
  timers?: Timers
  syncMs?: number
  /** How many bytes all files together may hold. Default: no limit. */
  capacityBytes?: number
  /** Called before every change: a moment at which the machine may lose power. */
  onChange?: () => void
  /** Sees every change, in order: for traces. */
  onEvent?: (event: DiskEvent) => void
  /** Called when a process dies in the operation that `killAfter` chose. */
  onKilled?: () => void
}

export class VirtualDisk implements Disk {
  /** May be changed at any time: a disk that fills up, or is given room again. */
  capacityBytes: number
  /** May be changed at any time: a device that becomes slow. */
  syncMs: number | undefined
  readonly #random: Random
  readonly #options: VirtualDiskOptions
  #root = new Inode('directory')
  #faults: (DiskFault & { seen: number; struck: number })[] = []
  #generation = 0
  #dead = false
  #killAt = Infinity
  #locks = new Set<string>()
  #operations = 0
  #used = 0

  constructor(options: VirtualDiskOptions = {}) {
    this.#options = options
    this.#random = new SeededRandom(options.seed ?? 1)
    this.capacityBytes = options.capacityBytes ?? Infinity
    this.syncMs = options.syncMs
  }

  /** The disk as a process sees it that starts now: with `restart` or `losePower` it ends, and every later call of it throws ProcessKilled. */
  process(): Disk {
    return new ProcessDisk(this, this.#generation)
  }

  /** Another disk with the same content, as the page cache has it now. What was not durable is not durable there either. */
  clone(): VirtualDisk {
    const copy = new VirtualDisk(this.#options)
    copy.capacityBytes = this.capacityBytes
    copy.syncMs = this.syncMs
    copy.#used = this.#used
    copy.#root = this.#root.clone()
    return copy
  }

  /** @internal */
  throwIfDead(generation: number): void {
    if (this.#dead || generation !== this.#generation) throw new ProcessKilled('the process is dead')
  }

  #trace(operation: DiskEvent['operation'], path: string, position = 0, bytes?: Buffer): void {
    this.#options.onEvent?.({ operation, path, position, bytes })
  }

  // ---- faults

  /** How many changes (writes, truncations, syncs, renames ...) were made so far: the moments at which a process can die. */
  get operations(): number {
    return this.#operations
  }

  get usedBytes(): number {
    return this.#used
  }

  inject(fault: DiskFault): void {
    this.#faults.push({ ...fault, seen: 0, struck: 0 })
  }

  /** Ends all faults, or those of this code. */
  clearFaults(code?: string): void {
    this.#faults = code === undefined ? [] : this.#faults.filter(fault => fault.code !== code)
  }

  /** The process dies during the `count`th change from now (1 is the next). A write is then cut somewhere within. */
  killAfter(count: number): void {
    this.#killAt = this.#operations + count
  }

  /** A new process on the same machine: the page cache is still there, locks and open files are not. */
  restart(): void {
    this.#trace('restart', '')
    this.#generation++
    this.#dead = false
    this.#killAt = Infinity
    this.#locks.clear()
  }

  /** The machine loses power: what was not synced survives in part. Then as `restart`. */
  losePower(): void {
    this.#trace('losePower', '')
    losePower(this.#root, this.#random)
    this.#count()
    this.restart()
  }

  #count(): void {
    this.#used = 0
    for (const file of filesOf(this.#root)) this.#used += file.size
  }

  /** Everything is on the platter, as the system's own write-back has it some time after the last change. */
  writeBack(): void {
    writeBack(this.#root)
  }

  /** All that a power loss at this moment may leave. The disk itself stays as it is. */
  crashStates(): CrashStates {
    return crashStates(this.#root)
  }

  /** A disk that holds this tree, for example one of the crash states. */
  static holding(root: Inode, options: VirtualDiskOptions = {}): VirtualDisk {
    const disk = new VirtualDisk(options)
    disk.#root = root
    disk.#count()
    return disk
  }

  /** Names and bytes of everything on the disk, as the page cache has it, in a text that can be compared. */
  get fingerprint(): string {
    return fingerprint(this.#root)
  }

  /** Changes bytes behind everybody's back, in the cache and on the platter. */
  corrupt(path: string, change: (bytes: Buffer) => Buffer | void): void {
    const file = this.#find(path)
    if (file?.kind !== 'file') throw this.#error('corrupt', path, 'ENOENT')
    const bytes = Buffer.from(file.cached.subarray(0, file.size))
    const changed = change(bytes) ?? bytes
    this.#used += changed.length - file.size
    file.settleAs(Buffer.from(changed))
  }

  #error(action: string, path: string, code: string): StorageError {
    return new StorageError(`cannot ${action} ${path}: ${code}`, { cause: Object.assign(new Error(`${code}, injected`), { code }) })
  }

  /** Called at the start of every operation. Returns a fault that a write has to obey in part. */
  #enter(operation: DiskOperation, path: string, generation = this.#generation): DiskFault | undefined {
    if (this.#dead || generation !== this.#generation) throw new ProcessKilled(`the process that ${operation}s ${path} is dead`)
    for (const fault of this.#faults) {
      if (fault.operation !== operation || fault.struck >= (fault.times ?? 1)) continue
      if (fault.path !== undefined && !(typeof fault.path === 'string' ? path.includes(fault.path) : fault.path.test(path))) continue
      if (fault.seen++ < (fault.skip ?? 0)) continue
      fault.struck++
      if (operation === 'write' || fault.code === 'FLIP') return fault
      throw this.#error(operation, path, fault.code)
    }
    return undefined
  }

  /** Counts a change; true when the process is to die in it. */
  #change(): boolean {
    this.#options.onChange?.()
    return ++this.#operations >= this.#killAt
  }

  #die(): never {
    this.#dead = true
    this.#options.onKilled?.()
    throw new ProcessKilled('the process was killed')
  }

  // ---- names

  #parts(path: string): string[] {
    return path.split('/').filter(part => part !== '')
  }

  #find(path: string): Inode | undefined {
    let node: Inode | undefined = this.#root
    for (const part of this.#parts(path)) {
      node = node.entries.get(part)
      if (node === undefined) return undefined
    }
    return node
  }

  #parent(path: string): { directory: Inode; name: string } {
    const parts = this.#parts(path)
    const name = parts.pop()!
    const directory = this.#find(parts.join('/'))
    if (directory?.kind !== 'directory') throw this.#error('find the directory of', path, 'ENOENT')
    return { directory, name }
  }

  open(path: string, mode: 'read' | 'write'): DiskFile {
    this.#enter('open', path)
    let node = this.#find(path)
    if (node === undefined) {
      if (mode === 'read') throw this.#error('open', path, 'ENOENT')
      const { directory, name } = this.#parent(path)
      if (this.#change()) this.#die()
      this.#trace('create', path)
      node = new Inode('file')
      node.modifiedMs = this.#now()
      directory.change({ name, node })
    }
    if (node.kind !== 'file') throw this.#error('open', path, 'EISDIR')
    return new VirtualFile(this, path, node, this.#generation, mode)
  }

  #now(): number {
    return this.#options.clock?.now() ?? 0
  }

  exists(path: string): boolean {
    return this.stat(path) !== undefined
  }

  stat(path: string): { size: number; modifiedMs: number; kind: DirectoryEntry['kind'] } | undefined {
    this.#enter('stat', path)
    const node = this.#find(path)
    return node === undefined ? undefined : { size: node.size, modifiedMs: node.modifiedMs, kind: node.kind }
  }

  list(path: string): DirectoryEntry[] {
    this.#enter('list', path)
    const node = this.#find(path)
    if (node?.kind !== 'directory') throw this.#error('list', path, node === undefined ? 'ENOENT' : 'ENOTDIR')
    return [...node.entries].map(([name, child]) => ({ name, kind: child.kind }))
  }

  makeDirectory(path: string): void {
    this.#enter('make', path)
    let node = this.#root
    for (const part of this.#parts(path)) {
      let child = node.entries.get(part)
      if (child === undefined) {
        if (this.#change()) this.#die()
        this.#trace('make', path)
        child = new Inode('directory')
        node.change({ name: part, node: child })
      }
      node = child
    }
  }

  rename(from: string, to: string): void {
    this.#enter('rename', from)
    const node = this.#find(from)
    if (node === undefined) throw this.#error('rename', from, 'ENOENT')
    const source = this.#parent(from)
    const target = this.#parent(to)
    if (this.#change()) this.#die()
    this.#trace('rename', `${from} ${to}`)
    const replaced = target.directory.entries.get(target.name)
    if (replaced?.kind === 'file') this.#used -= replaced.size
    if (source.directory === target.directory) {
      source.directory.change({ remove: source.name, name: target.name, node })
    } else {
      target.directory.change({ name: target.name, node })
      source.directory.change({ remove: source.name })
    }
  }

  remove(path: string): void {
    this.#enter('remove', path)
    const node = this.#find(path)
    if (node === undefined) throw this.#error('remove', path, 'ENOENT')
    if (node.kind === 'directory') throw this.#error('remove', path, 'EISDIR')
    if (this.#change()) this.#die()
    this.#trace('remove', path)
    const { directory, name } = this.#parent(path)
    this.#used -= node.size
    directory.change({ remove: name })
  }

  removeTree(path: string): void {
    this.#enter('remove', path)
    const node = this.#find(path)
    if (node === undefined) return
    for (const [name, child] of [...node.entries]) {
      if (child.kind === 'directory') this.removeTree(`${path}/${name}`)
      else this.remove(`${path}/${name}`)
    }
    if (this.#change()) this.#die()
    const { directory, name } = this.#parent(path)
    directory.change({ remove: name })
  }

  syncDirectory(path: string): void {
    this.#syncDirectory(path, undefined)
  }

  /** Makes the changes up to the `upTo`th of the directory's life durable (default: all). */
  #syncDirectory(path: string, upTo: number | undefined): void {
    this.#enter('syncDirectory', path)
    const node = this.#find(path)
    if (node?.kind !== 'directory') throw this.#error('sync directory', path, 'ENOENT')
    if (this.#change()) this.#die()
    this.#trace('syncDirectory', path)
    for (const change of node.pending.splice(0, upTo === undefined ? node.pending.length : Math.max(0, upTo - node.syncedChanges))) {
      applyChange(node.durableEntries, change)
      node.syncedChanges++
    }
  }

  syncDirectoryLater(path: string): Promise<void> {
    const generation = this.#generation
    const node = this.#find(path)
    const known = node === undefined ? 0 : node.syncedChanges + node.pending.length
    return this.#later(() => {
      this.throwIfDead(generation)
      this.#syncDirectory(path, node === this.#find(path) ? known : undefined)
    })
  }

  readFile(path: string): Buffer {
    this.#enter('read', path)
    const node = this.#find(path)
    if (node?.kind !== 'file') throw this.#error('read', path, 'ENOENT')
    return Buffer.from(node.cached.subarray(0, node.size))
  }

  writeFileAtomic(path: string, content: Buffer | string): void {
    const file = this.open(`${path}.tmp`, 'write')
    file.truncate(0)
    file.write([typeof content === 'string' ? Buffer.from(content) : content], 0)
    file.syncNow()
    file.close()
    this.rename(`${path}.tmp`, path)
    this.syncDirectory(path.slice(0, path.lastIndexOf('/')))
  }

  lock(path: string): { release(): void } {
    this.#enter('open', path)
    if (this.#locks.has(path)) throw new StorageError(`${path} is locked`)
    this.#locks.add(path)
    return { release: () => void this.#locks.delete(path) }
  }

  freeBytes(): number {
    return Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, this.capacityBytes - this.#used))
  }

  // ---- what VirtualFile does

  /** @internal */
  readAt(path: string, node: Inode, generation: number, target: Buffer, position: number): number {
    const fault = this.#enter('read', path, generation)
    const length = node.cached.copy(target, 0, Math.min(position, node.size), Math.min(position + target.length, node.size))
    if (fault !== undefined && length > 0) target[this.#random.int(length)]! ^= 1 << this.#random.int(8)
    return length
  }

  /** @internal */
  writeAt(path: string, node: Inode, generation: number, chunks: readonly Buffer[], position: number): void {
    const fault = this.#enter('write', path, generation)
    const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
    this.#trace('write', path, position, bytes)
    if (this.#change()) {
      this.#put(node, bytes.subarray(0, this.#random.int(bytes.length + 1)), position)
      this.#die()
    }
    if (fault !== undefined) {
      this.#put(node, bytes.subarray(0, fault.partialBytes ?? 0), position)
      throw this.#error('write', path, fault.code)
    }
    const room = Math.max(0, this.capacityBytes - this.#used + Math.max(0, node.size - position))
    if (bytes.length > room) {
      this.#put(node, bytes.subarray(0, room), position)
      throw this.#error('write', path, 'ENOSPC')
    }
    this.#put(node, bytes, position)
  }

  #put(node: Inode, bytes: Buffer, position: number): void {
    if (bytes.length === 0) return
    this.#used -= node.size
    node.put(bytes, position)
    this.#used += node.size
    node.modifiedMs = this.#now()
  }

  /** @internal */
  truncateTo(path: string, node: Inode, generation: number, size: number): void {
    this.#enter('truncate', path, generation)
    if (this.#change()) this.#die()
    this.#trace('truncate', path, size)
    this.#used += size - node.size
    node.resize(size)
  }

  /** A failed sync leaves the pages clean though they never reached the platter, as Linux does. */
  #finishSync(path: string, node: Inode, generation: number, sync: Sync): void {
    this.throwIfDead(generation)
    try {
      this.#enter('sync', path, generation)
    } catch (error) {
      node.syncs.delete(sync)
      node.sizeDirty = true
      throw error
    }
    // Until now its pages may be lost.
    if (this.#change()) this.#die()
    node.syncs.delete(sync)
    this.#trace('sync', path)
    node.finishSync(sync)
  }

  /** @internal */
  syncFile(path: string, node: Inode, generation: number): void {
    this.throwIfDead(generation)
    this.#finishSync(path, node, generation, node.beginSync())
  }

  /** @internal */
  syncLater(path: string, node: Inode, generation: number): Promise<void> {
    this.throwIfDead(generation)
    const sync = node.beginSync()
    return this.#later(() => this.#finishSync(path, node, generation, sync))
  }

  #later(work: () => void): Promise<void> {
    const { timers } = this.#options
    const { syncMs } = this
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        try {
          work()
          resolve()
        } catch (error) {
          // A dead process hears nothing any more.
          if (!(error instanceof ProcessKilled)) reject(error)
        }
      }
      if (timers !== undefined && syncMs !== undefined) timers.schedule(syncMs, finish)
      else microtask(finish)
    })
  }
}
