// A disk in memory with the two halves that durability is about: the page cache, which a killed process leaves behind, and
// the platter, which is all that a power loss leaves. The twin of broker/disk/node-disk.ts. Faults are injected by hand or
// drawn from a seed, so that a failing run replays.
//
// What a power loss may do to unsynced data (all of it allowed by POSIX and seen in the wild): any subset of the dirty 4 KiB
// pages is lost, a page is torn between two 512-byte sectors, the file keeps its new size with zeros where pages were lost,
// or has any size between the old and the new. Names are durable when their directory was synced; of later creates, renames
// and removals in a directory, a prefix survives.

import type { Clock, Timers } from '../core/clock.ts'
import { StorageError } from '../core/errors.ts'
import { type Random, SeededRandom } from '../core/random.ts'
import type { DirectoryEntry, Disk, DiskFile } from '../broker/disk/disk.ts'

const pageBytes = 4096
const sectorBytes = 512

export type DiskOperation = 'open' | 'read' | 'write' | 'truncate' | 'sync' | 'rename' | 'remove' | 'make' | 'syncDirectory' | 'list' | 'stat'

export interface DiskFault {
  operation: DiskOperation
  /** Which paths: a part of the path, or a pattern. Default: all. */
  path?: string | RegExp
  /** The system's error code, for example EIO or ENOSPC. */
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

interface Sync {
  readonly pages: Map<number, Buffer>
  readonly size: number
}

class Node {
  readonly kind: 'file' | 'directory'
  modifiedMs = 0
  // A file's bytes as the page cache has them, and as the platter has them.
  cached = Buffer.alloc(0)
  size = 0
  durable = Buffer.alloc(0)
  durableSize = 0
  readonly dirty = new Set<number>()
  /** Syncs that are under way: their pages are neither dirty any more nor durable yet. */
  readonly syncs = new Set<Sync>()
  sizeDirty = false
  // A directory's names, likewise; `pending` are the changes since its last sync.
  entries = new Map<string, Node>()
  durableEntries = new Map<string, Node>()
  pending: { remove?: string; name?: string; node?: Node }[] = []
  syncedChanges = 0

  constructor(kind: 'file' | 'directory') {
    this.kind = kind
  }
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
  #root = new Node('directory')
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
    const made = new Map<Node, Node>()
    const cloned = (node: Node): Node => {
      const known = made.get(node)
      if (known !== undefined) return known
      const twin = new Node(node.kind)
      made.set(node, twin)
      twin.modifiedMs = node.modifiedMs
      twin.cached = Buffer.from(node.cached.subarray(0, node.size))
      twin.size = node.size
      twin.durable = Buffer.from(node.durable.subarray(0, node.durableSize))
      twin.durableSize = node.durableSize
      twin.sizeDirty = node.sizeDirty || node.syncs.size > 0
      for (const page of node.dirty) twin.dirty.add(page)
      for (const sync of node.syncs) for (const page of sync.pages.keys()) twin.dirty.add(page)
      for (const [name, child] of node.entries) twin.entries.set(name, cloned(child))
      for (const [name, child] of node.durableEntries) twin.durableEntries.set(name, cloned(child))
      twin.pending = node.pending.map(change => (change.node === undefined ? { ...change } : { ...change, node: cloned(change.node) }))
      twin.syncedChanges = node.syncedChanges
      return twin
    }
    copy.#root = cloned(this.#root)
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

  clearFaults(): void {
    this.#faults = []
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
    this.#loseNames(this.#root)
    const seen = new Set<Node>()
    const visit = (node: Node): void => {
      if (seen.has(node)) return
      seen.add(node)
      if (node.kind === 'file') this.#losePages(node)
      for (const child of node.entries.values()) visit(child)
    }
    visit(this.#root)
    this.#used = 0
    for (const node of seen) if (node.kind === 'file') this.#used += node.size
    this.restart()
  }

  #loseNames(directory: Node): void {
    const survive = this.#random.int(directory.pending.length + 1)
    const entries = new Map(directory.durableEntries)
    for (const change of directory.pending.slice(0, survive)) apply(entries, change)
    directory.entries = entries
    directory.durableEntries = new Map(entries)
    directory.pending = []
    for (const child of entries.values()) if (child.kind === 'directory') this.#loseNames(child)
  }

  #losePages(file: Node): void {
    const random = this.#random
    const before = file.durableSize
    let size = file.size
    for (const sync of file.syncs) for (const page of sync.pages.keys()) file.dirty.add(page)
    if (file.sizeDirty || file.syncs.size > 0) {
      const fate = random.int(4)
      if (fate === 0) size = before
      else if (fate === 1 && file.size > before) size = before + random.int(file.size - before + 1)
      else if (fate === 2 && file.size > before) size = Math.min(file.size, Math.ceil((before + random.int(file.size - before + 1)) / pageBytes) * pageBytes)
    }
    const bytes = Buffer.alloc(Math.max(size, 0))
    file.durable.copy(bytes, 0, 0, Math.min(before, size))
    // Within the old size nothing but dirty pages can differ, whatever happens to the size.
    const keepAll = random.int(4) === 0
    for (const page of file.dirty) {
      const fate = keepAll ? 1 : random.int(3)
      const start = page * pageBytes
      let end = Math.min(start + pageBytes, file.size, size)
      if (fate === 0 || end <= start) continue
      if (fate === 2) end = Math.min(end, start + random.int(pageBytes / sectorBytes + 1) * sectorBytes)
      file.cached.copy(bytes, start, start, end)
    }
    file.cached = Buffer.from(bytes)
    file.durable = bytes
    file.size = file.durableSize = size
    file.dirty.clear()
    file.syncs.clear()
    file.sizeDirty = false
  }

  /** Changes bytes behind everybody's back, in the cache and on the platter. */
  corrupt(path: string, change: (bytes: Buffer) => Buffer | void): void {
    const file = this.#find(path)
    if (file?.kind !== 'file') throw this.#error('corrupt', path, 'ENOENT')
    const bytes = Buffer.from(file.cached.subarray(0, file.size))
    const changed = change(bytes) ?? bytes
    this.#used += changed.length - file.size
    file.cached = Buffer.from(changed)
    file.durable = Buffer.from(changed)
    file.size = file.durableSize = changed.length
    file.dirty.clear()
    file.sizeDirty = false
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
      if (operation === 'write') return fault
      throw this.#error(operation, path, fault.code)
    }
    return undefined
  }

  /** Counts a change; true when the process is to die in it. */
  #change(): boolean {
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

  #find(path: string): Node | undefined {
    let node: Node | undefined = this.#root
    for (const part of this.#parts(path)) {
      node = node.entries.get(part)
      if (node === undefined) return undefined
    }
    return node
  }

  #parent(path: string): { directory: Node; name: string } {
    const parts = this.#parts(path)
    const name = parts.pop()!
    const directory = this.#find(parts.join('/'))
    if (directory?.kind !== 'directory') throw this.#error('find the directory of', path, 'ENOENT')
    return { directory, name }
  }

  #apply(directory: Node, change: { remove?: string; name?: string; node?: Node }): void {
    apply(directory.entries, change)
    directory.pending.push(change)
  }

  open(path: string, mode: 'read' | 'write'): DiskFile {
    this.#enter('open', path)
    let node = this.#find(path)
    if (node === undefined) {
      if (mode === 'read') throw this.#error('open', path, 'ENOENT')
      const { directory, name } = this.#parent(path)
      if (this.#change()) this.#die()
      this.#trace('create', path)
      node = new Node('file')
      node.modifiedMs = this.#now()
      this.#apply(directory, { name, node })
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
        child = new Node('directory')
        this.#apply(node, { name: part, node: child })
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
      this.#apply(source.directory, { remove: source.name, name: target.name, node })
    } else {
      this.#apply(target.directory, { name: target.name, node })
      this.#apply(source.directory, { remove: source.name })
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
    this.#apply(directory, { remove: name })
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
    this.#apply(directory, { remove: name })
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
      apply(node.durableEntries, change)
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
  readAt(path: string, node: Node, generation: number, target: Buffer, position: number): number {
    this.#enter('read', path, generation)
    return node.cached.copy(target, 0, Math.min(position, node.size), Math.min(position + target.length, node.size))
  }

  /** @internal */
  writeAt(path: string, node: Node, generation: number, chunks: readonly Buffer[], position: number): void {
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

  #put(node: Node, bytes: Buffer, position: number): void {
    if (bytes.length === 0) return
    this.#resize(node, Math.max(node.size, position + bytes.length))
    bytes.copy(node.cached, position)
    for (let page = Math.floor(position / pageBytes); page * pageBytes < position + bytes.length; page++) node.dirty.add(page)
    node.modifiedMs = this.#now()
  }

  #resize(node: Node, size: number): void {
    if (size === node.size) return
    this.#used += size - node.size
    if (size > node.cached.length) {
      const larger = Buffer.alloc(Math.max(size, node.cached.length * 2))
      node.cached.copy(larger, 0, 0, node.size)
      node.cached = larger
    } else if (size > node.size) {
      node.cached.fill(0, node.size, size)
    }
    // What is cut off is gone from the platter too with the next sync, also when the file grows again before it.
    for (let page = Math.floor(size / pageBytes); page * pageBytes < node.size; page++) node.dirty.add(page)
    node.size = size
    node.sizeDirty = true
  }

  /** @internal */
  truncateTo(path: string, node: Node, generation: number, size: number): void {
    this.#enter('truncate', path, generation)
    if (this.#change()) this.#die()
    this.#trace('truncate', path, size)
    this.#resize(node, size)
  }

  /** What a sync that begins now will make durable: what is written while it runs may or may not be part of it, so it is not. */
  #beginSync(node: Node): Sync {
    const pages = new Map<number, Buffer>()
    for (const other of node.syncs) for (const page of other.pages.keys()) node.dirty.add(page)
    for (const page of node.dirty) pages.set(page, Buffer.from(node.cached.subarray(page * pageBytes, Math.max(page * pageBytes, Math.min((page + 1) * pageBytes, node.size)))))
    const sync = { pages, size: node.size }
    node.dirty.clear()
    node.syncs.add(sync)
    return sync
  }

  /** A failed sync leaves the pages clean though they never reached the platter, as Linux does. */
  #finishSync(path: string, node: Node, generation: number, sync: Sync): void {
    this.throwIfDead(generation)
    node.syncs.delete(sync)
    try {
      this.#enter('sync', path, generation)
    } catch (error) {
      node.sizeDirty = true
      throw error
    }
    if (this.#change()) {
      node.syncs.add(sync)
      this.#die()
    }
    this.#trace('sync', path)
    if (node.durable.length < sync.size) {
      const larger = Buffer.alloc(Math.max(sync.size, node.durable.length * 2))
      node.durable.copy(larger, 0, 0, node.durableSize)
      node.durable = larger
    }
    if (sync.size > node.durableSize) node.durable.fill(0, node.durableSize, sync.size)
    for (const [page, bytes] of sync.pages) bytes.copy(node.durable, page * pageBytes)
    node.durableSize = sync.size
    node.sizeDirty = node.size !== sync.size
  }

  /** @internal */
  syncFile(path: string, node: Node, generation: number): void {
    this.throwIfDead(generation)
    this.#finishSync(path, node, generation, this.#beginSync(node))
  }

  /** @internal */
  syncLater(path: string, node: Node, generation: number): Promise<void> {
    this.throwIfDead(generation)
    const sync = this.#beginSync(node)
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
      else queueMicrotask(finish)
    })
  }
}

function apply(entries: Map<string, Node>, change: { remove?: string; name?: string; node?: Node }): void {
  if (change.remove !== undefined) entries.delete(change.remove)
  if (change.name !== undefined) entries.set(change.name, change.node!)
}

class VirtualFile implements DiskFile {
  readonly path: string
  readonly #disk: VirtualDisk
  readonly #node: Node
  readonly #generation: number
  readonly #mode: 'read' | 'write'
  #syncFailure: unknown
  #closed = false

  constructor(disk: VirtualDisk, path: string, node: Node, generation: number, mode: 'read' | 'write') {
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
class ProcessDisk implements Disk {
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
