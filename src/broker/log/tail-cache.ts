// The newest small batches of all logs, kept in memory so that a consumer at the tail touches no file. One budget for the
// whole broker: whatever was appended first goes first. Large batches are left to the page cache, from where they are one
// copy away: kept here they would be memory that the garbage collector is started for.

/** An append of more bytes is not kept. */
const maxEntryBytes = 4096

/** The bytes of one append, whole batches from `baseOffset` up to `nextOffset`. */
interface CachedAppend {
  readonly tail: LogTail
  readonly baseOffset: number
  readonly nextOffset: number
  readonly batches: Buffer
}

/** With what the objects around the bytes take: a million tiny batches must not cost ten times the budget. */
function sizeOf(entry: CachedAppend): number {
  return entry.batches.length + 256
}

export class TailCache {
  readonly #maxBytes: number
  #queue: (CachedAppend | undefined)[] = []
  #head = 0
  #bytes = 0

  /** `maxBytes` is how much of the newest data of all logs together stays in memory. Default 8 MiB. */
  constructor(maxBytes = 8 * 2 ** 20) {
    this.#maxBytes = maxBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  push(entry: CachedAppend): void {
    this.#queue.push(entry)
    this.#bytes += sizeOf(entry)
    while (this.#bytes > this.#maxBytes && this.#head < this.#queue.length) {
      const oldest = this.#queue[this.#head]
      this.#queue[this.#head++] = undefined
      if (oldest === undefined) continue
      this.#bytes -= sizeOf(oldest)
      oldest.tail.forget(oldest)
    }
    if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head)
      this.#head = 0
    }
  }

  /** The log dropped these by itself. */
  drop(entries: readonly CachedAppend[]): void {
    if (entries.length === 0) return
    const dropped = new Set(entries)
    for (let i = this.#head; i < this.#queue.length; i++) {
      const entry = this.#queue[i]
      if (entry !== undefined && dropped.has(entry)) this.#queue[i] = undefined
    }
    for (const entry of entries) this.#bytes -= sizeOf(entry)
  }
}

/** One log's part of the cache: the newest of its appends, without the large ones. */
export class LogTail {
  readonly #cache: TailCache
  #entries: CachedAppend[] = []
  #first = 0

  constructor(cache: TailCache) {
    this.#cache = cache
  }

  add(batches: Buffer, baseOffset: number, nextOffset: number): void {
    if (batches.length > maxEntryBytes) return
    // The bytes belong to a frame whose memory is used again.
    const entry = { tail: this, baseOffset, nextOffset, batches: Buffer.from(batches) }
    this.#entries.push(entry)
    this.#cache.push(entry)
  }

  /** The cache's budget pushed the oldest entry out. */
  forget(entry: CachedAppend): void {
    if (this.#entries[this.#first] !== entry) return
    this.#first++
    if (this.#first === this.#entries.length) {
      this.#entries = []
      this.#first = 0
    } else if (this.#first > 64 && this.#first * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#first)
      this.#first = 0
    }
  }

  clear(): void {
    this.#cache.drop(this.#entries.slice(this.#first))
    this.#entries = []
    this.#first = 0
  }

  /** The index of the entry that holds `offset`, or -1. */
  find(offset: number): number {
    let low = this.#first
    let high = this.#entries.length
    if (low === high || offset < this.#entries[low]!.baseOffset) return -1
    while (low + 1 < high) {
      const middle = (low + high) >>> 1
      if (this.#entries[middle]!.baseOffset <= offset) low = middle
      else high = middle
    }
    return offset < this.#entries[low]!.nextOffset ? low : -1
  }

  /** Undefined behind the newest entry. */
  at(index: number): { readonly baseOffset: number; readonly nextOffset: number; readonly batches: Buffer } | undefined {
    return this.#entries[index]
  }
}
