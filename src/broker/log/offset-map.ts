// The newest offset of each key, for compaction: an open-addressing table of hashes in flat arrays, 24 bytes a key, grown on
// demand up to a bound. As Kafka's, it keeps the 128-bit MD5 of the key instead of the key.

import { createHash } from 'node:crypto'

const entryBytes = 24
const loadFactor = 0.75

export class OffsetMap {
  readonly #maxKeys: number
  #hashes: Int32Array
  #offsets: Float64Array
  #mask: number
  #size = 0

  /** `maxBytes` bounds the memory (`log.cleaner.dedupe.buffer.size`). */
  constructor(maxBytes: number) {
    let slots = 1024
    while (slots * 2 * entryBytes <= maxBytes) slots *= 2
    this.#maxKeys = Math.floor(slots * loadFactor)
    this.#mask = 1023
    this.#hashes = new Int32Array(4 * 1024)
    this.#offsets = new Float64Array(1024).fill(-1)
  }

  get size(): number {
    return this.#size
  }

  /** No further key fits. */
  get isFull(): boolean {
    return this.#size >= this.#maxKeys
  }

  /** Notes `offset`, which must be above all noted before. */
  put(key: Buffer, offset: number): void {
    if (this.#size >= (this.#mask + 1) * loadFactor) this.#grow()
    const hash = hashOf(key)
    const slot = this.#slotOf(hash)
    if (this.#offsets[slot]! < 0) {
      this.#hashes.set(hash, slot * 4)
      this.#size++
    }
    this.#offsets[slot] = offset
  }

  /** The newest offset of the key, -1 when it has none. */
  get(key: Buffer): number {
    return this.#offsets[this.#slotOf(hashOf(key))]!
  }

  #slotOf(hash: Int32Array): number {
    const hashes = this.#hashes
    for (let slot = hash[0]! & this.#mask; ; slot = (slot + 1) & this.#mask) {
      if (this.#offsets[slot]! < 0) return slot
      const at = slot * 4
      if (hashes[at] === hash[0] && hashes[at + 1] === hash[1] && hashes[at + 2] === hash[2] && hashes[at + 3] === hash[3]) return slot
    }
  }

  #grow(): void {
    const hashes = this.#hashes
    const offsets = this.#offsets
    const slots = offsets.length * 2
    this.#hashes = new Int32Array(4 * slots)
    this.#offsets = new Float64Array(slots).fill(-1)
    this.#mask = slots - 1
    for (let old = 0; old < offsets.length; old++) {
      if (offsets[old]! < 0) continue
      const hash = hashes.subarray(old * 4, old * 4 + 4)
      const slot = this.#slotOf(hash)
      this.#hashes.set(hash, slot * 4)
      this.#offsets[slot] = offsets[old]!
    }
  }
}

const scratch = new Int32Array(4)

/** Valid until the next call. */
function hashOf(key: Buffer): Int32Array {
  const digest = createHash('md5').update(key).digest()
  for (let i = 0; i < 4; i++) scratch[i] = digest.readInt32LE(i * 4)
  return scratch
}
