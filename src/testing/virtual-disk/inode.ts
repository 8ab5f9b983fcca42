// A file or directory of the virtual disk, in its two halves: what the page cache has, and what the platter has. A piece of state (shape B)
// that knows of pages, syncs and names; faults and processes are the disk's affair (virtual-disk.ts), power losses power-loss.ts's.

export const pageBytes = 4096
export const sectorBytes = 512

/** What a sync that was begun will make durable. */
export interface Sync {
  readonly pages: Map<number, Buffer>
  readonly size: number
}

/** One change of a directory's names: a removal, a new name, or both at once (a rename). */
export interface NameChange {
  remove?: string
  name?: string
  node?: Inode
}

/** How many ends of unsynced writes are remembered: the sizes that a power loss may well leave. */
const endsMax = 32

export class Inode {
  readonly kind: 'file' | 'directory'
  modifiedMs = 0
  // A file's bytes as the page cache has them, and as the platter has them.
  cached: Buffer = Buffer.alloc(0)
  size = 0
  durable: Buffer = Buffer.alloc(0)
  durableSize = 0
  readonly dirty = new Set<number>()
  /** Syncs that are under way: their pages are neither dirty any more nor durable yet. */
  readonly syncs = new Set<Sync>()
  sizeDirty = false
  /** Where the writes since the last sync ended, the latest last. */
  ends: number[] = []
  /** Whether there were more than could be remembered. */
  forgotEnds = false
  // A directory's names, likewise; `pending` are the changes since its last sync.
  entries = new Map<string, Inode>()
  durableEntries = new Map<string, Inode>()
  pending: NameChange[] = []
  syncedChanges = 0

  constructor(kind: 'file' | 'directory') {
    this.kind = kind
  }

  /** Writes into the page cache. */
  put(bytes: Buffer, position: number): void {
    if (bytes.length === 0) return
    const end = position + bytes.length
    this.resize(Math.max(this.size, end))
    bytes.copy(this.cached, position)
    for (let page = Math.floor(position / pageBytes); page * pageBytes < end; page++) this.dirty.add(page)
    this.ends.push(end)
    if (this.ends.length > endsMax) {
      this.ends.shift()
      this.forgotEnds = true
    }
  }

  resize(size: number): void {
    if (size === this.size) return
    if (size > this.cached.length) {
      const larger = Buffer.alloc(Math.max(size, this.cached.length * 2))
      this.cached.copy(larger, 0, 0, this.size)
      this.cached = larger
    } else if (size > this.size) {
      this.cached.fill(0, this.size, size)
    }
    // What is cut off is gone from the platter too with the next sync, also when the file grows again before it.
    for (let page = Math.floor(size / pageBytes); page * pageBytes < this.size; page++) this.dirty.add(page)
    this.size = size
    this.sizeDirty = true
  }

  /** What a sync that begins now will make durable: what is written while it runs may or may not be part of it, so it is not. */
  beginSync(): Sync {
    const pages = new Map<number, Buffer>()
    for (const other of this.syncs) for (const page of other.pages.keys()) this.dirty.add(page)
    for (const page of this.dirty) pages.set(page, Buffer.from(this.cached.subarray(page * pageBytes, Math.max(page * pageBytes, Math.min((page + 1) * pageBytes, this.size)))))
    const sync = { pages, size: this.size }
    this.dirty.clear()
    this.syncs.add(sync)
    return sync
  }

  /** The sync reached the platter. */
  finishSync(sync: Sync): void {
    if (this.durable.length < sync.size) {
      const larger = Buffer.alloc(Math.max(sync.size, this.durable.length * 2))
      this.durable.copy(larger, 0, 0, this.durableSize)
      this.durable = larger
    }
    if (sync.size > this.durableSize) this.durable.fill(0, this.durableSize, sync.size)
    for (const [page, bytes] of sync.pages) bytes.copy(this.durable, page * pageBytes)
    this.durableSize = sync.size
    this.sizeDirty = this.size !== sync.size
    this.ends = this.ends.filter(end => end > sync.size)
    if (this.ends.length === 0) this.forgotEnds = false
  }

  /** Whether a power loss could leave something else than what the page cache has. */
  get unsynced(): boolean {
    return this.kind === 'file' ? this.dirty.size > 0 || this.syncs.size > 0 || this.sizeDirty : this.pending.length > 0
  }

  /** The file is these bytes, in the cache and on the platter. */
  settleAs(bytes: Buffer): void {
    this.cached = Buffer.from(bytes)
    this.durable = bytes
    this.size = this.durableSize = bytes.length
    this.dirty.clear()
    this.syncs.clear()
    this.sizeDirty = false
    this.ends = []
    this.forgotEnds = false
  }

  change(change: NameChange): void {
    applyChange(this.entries, change)
    this.pending.push(change)
  }

  /** What the directory's names are is what the platter has. */
  writeNames(): void {
    this.durableEntries = new Map(this.entries)
    this.syncedChanges += this.pending.length
    this.pending = []
  }

  /** The directory's names are these, in the cache and on the platter. */
  settleNames(entries: Map<string, Inode>): void {
    this.entries = entries
    this.durableEntries = new Map(entries)
    this.pending = []
  }

  /** The same file or tree once more, with what is not durable not durable there either. `made` keeps files with two names one. */
  clone(made = new Map<Inode, Inode>()): Inode {
    const known = made.get(this)
    if (known !== undefined) return known
    const twin = new Inode(this.kind)
    made.set(this, twin)
    twin.modifiedMs = this.modifiedMs
    twin.cached = Buffer.from(this.cached.subarray(0, this.size))
    twin.size = this.size
    twin.durable = Buffer.from(this.durable.subarray(0, this.durableSize))
    twin.durableSize = this.durableSize
    twin.sizeDirty = this.sizeDirty || this.syncs.size > 0
    twin.ends = [...this.ends]
    twin.forgotEnds = this.forgotEnds
    for (const page of this.dirty) twin.dirty.add(page)
    for (const sync of this.syncs) for (const page of sync.pages.keys()) twin.dirty.add(page)
    for (const [name, child] of this.entries) twin.entries.set(name, child.clone(made))
    for (const [name, child] of this.durableEntries) twin.durableEntries.set(name, child.clone(made))
    twin.pending = this.pending.map(change => (change.node === undefined ? { ...change } : { ...change, node: change.node.clone(made) }))
    twin.syncedChanges = this.syncedChanges
    return twin
  }
}

export function applyChange(entries: Map<string, Inode>, change: NameChange): void {
  if (change.remove !== undefined) entries.delete(change.remove)
  if (change.name !== undefined) entries.set(change.name, change.node!)
}
