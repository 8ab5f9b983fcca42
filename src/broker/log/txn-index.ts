// The aborted transactions whose markers lie in a segment, in Kafka's `.txnindex` file: 34 bytes an entry. A reader that
// wants committed records only gets those that overlap what it fetched, and leaves their records out.

import { CorruptionError, StorageError } from '../../core/errors.ts'
import type { PooledFile } from './file-pool.ts'
import { readInt64, writeInt64 } from './indexes.ts'

const entryBytes = 34

export interface AbortedTransaction {
  producerId: number
  /** Offset of the transaction's first record. */
  firstOffset: number
  /** Offset of the abort marker. */
  lastOffset: number
  /** The last stable offset once the transaction was complete: no entry further on can overlap anything below it. */
  lastStableOffset: number
}

export class TransactionIndex {
  readonly file: PooledFile
  #entries: AbortedTransaction[] | undefined
  #written = 0

  /** Most segments have no such file, and none is made before the first entry. */
  constructor(file: PooledFile) {
    this.file = file
  }

  /** All entries, in the order of their markers. Throws CorruptionError. */
  get entries(): readonly AbortedTransaction[] {
    return (this.#entries ??= this.#read())
  }

  #read(): AbortedTransaction[] {
    this.#written = 0
    if (!this.file.exists()) return []
    const bytes = Buffer.allocUnsafe(this.file.size())
    if (this.file.read(bytes, 0) < bytes.length || bytes.length % entryBytes !== 0) {
      throw new CorruptionError(`${this.file.path}: ${bytes.length} bytes is no multiple of ${entryBytes}`)
    }
    const entries: AbortedTransaction[] = []
    for (let at = 0; at < bytes.length; at += entryBytes) {
      const version = bytes.readInt16BE(at)
      const entry = {
        producerId: readInt64(bytes, at + 2),
        firstOffset: readInt64(bytes, at + 10),
        lastOffset: readInt64(bytes, at + 18),
        lastStableOffset: readInt64(bytes, at + 26),
      }
      const previous = entries.at(-1)
      if (version !== 0 || entry.firstOffset > entry.lastOffset || (previous !== undefined && entry.lastOffset <= previous.lastOffset)) {
        throw new CorruptionError(`${this.file.path}: entry ${entries.length} is no aborted transaction`)
      }
      entries.push(entry)
    }
    this.#written = entries.length
    return entries
  }

  /** The marker is in the log by now: when its entry cannot be written (a full disk), `flush` tries again before anything counts as durable. */
  append(transaction: AbortedTransaction): void {
    ;(this.#entries ??= this.#read()).push(transaction)
    try {
      this.flush()
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
    }
  }

  flush(): void {
    if (this.#entries === undefined || this.#written === this.#entries.length) return
    this.file.write(this.#entries.slice(this.#written).map(encode), this.#written * entryBytes)
    this.#written = this.#entries.length
  }

  /** Drops every transaction whose marker lies at or above `offset`. */
  truncateTo(offset: number): void {
    const entries = this.entries
    const kept = entries.filter(entry => entry.lastOffset < offset)
    if (kept.length === entries.length) return
    this.file.truncate(kept.length * entryBytes)
    this.#entries = kept
    this.#written = kept.length
  }

  /** Starts from nothing: for a new segment and before a rebuild. */
  reset(): void {
    if (this.file.exists()) this.file.truncate(0)
    this.#entries = []
    this.#written = 0
  }

  /** Forgets what it read; the next use reads the file again. */
  release(): void {
    this.flush()
    this.#entries = undefined
    this.file.release()
  }
}

function encode(transaction: AbortedTransaction): Buffer {
  const bytes = Buffer.alloc(entryBytes)
  writeInt64(bytes, 2, transaction.producerId)
  writeInt64(bytes, 10, transaction.firstOffset)
  writeInt64(bytes, 18, transaction.lastOffset)
  writeInt64(bytes, 26, transaction.lastStableOffset)
  return bytes
}
