// The newest offset of each key, for compaction: an open-addressing table of 128-bit hashes in flat arrays, 24 bytes a key,
// grown on demand up to a bound. As in Kafka, the hash stands for the key. It is keyed with fresh randomness for each table
// (HalfSipHash twice, where Kafka takes MD5), so that nobody can prepare two keys that look alike.

import type { Random } from '../../core/random.ts'

const entryBytes = 24
const loadFactor = 0.75
const firstSlots = 1024

export class OffsetMap {
  readonly #maxKeys: number
  readonly #keys: Int32Array
  readonly #hash = new Int32Array(4)
  #hashes: Int32Array
  #offsets: Float64Array
  #mask: number
  #size = 0

  /** `maxBytes` bounds the memory (`log.cleaner.dedupe.buffer.size`). */
  constructor(maxBytes: number, random: Random) {
    let slots = firstSlots
    while (slots * 2 * entryBytes <= maxBytes) slots *= 2
    this.#maxKeys = Math.floor(slots * loadFactor)
    this.#mask = firstSlots - 1
    this.#hashes = new Int32Array(4 * firstSlots)
    this.#offsets = new Float64Array(firstSlots).fill(-1)
    const seed = random.bytes(16)
    this.#keys = Int32Array.from([0, 4, 8, 12], at => seed.readInt32LE(at))
  }

  get size(): number {
    return this.#size
  }

  /** No further key fits. */
  get isFull(): boolean {
    return this.#size >= this.#maxKeys
  }

  /** Notes `offset`, which must be above all noted before, for the key at `bytes[start, start + length)`. */
  put(bytes: Buffer, start: number, length: number, offset: number): void {
    if (this.#size >= (this.#mask + 1) * loadFactor) this.#grow()
    const slot = this.#find(bytes, start, length)
    if (this.#offsets[slot]! < 0) {
      this.#hashes.set(this.#hash, slot * 4)
      this.#size++
    }
    this.#offsets[slot] = offset
  }

  /** The newest offset of the key, -1 when it has none. */
  get(bytes: Buffer, start: number, length: number): number {
    return this.#offsets[this.#find(bytes, start, length)]!
  }

  /** The key's slot, or the empty one where it belongs; its hash stays in #hash. */
  #find(bytes: Buffer, start: number, length: number): number {
    const keys = this.#keys
    const wanted = this.#hash
    halfSipHash(bytes, start, length, keys[0]!, keys[1]!, wanted, 0)
    halfSipHash(bytes, start, length, keys[2]!, keys[3]!, wanted, 2)
    const hashes = this.#hashes
    const [a, b, c, d] = [wanted[0]!, wanted[1]!, wanted[2]!, wanted[3]!]
    for (let slot = a & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * 4
      if (this.#offsets[slot]! < 0 || (hashes[at] === a && hashes[at + 1] === b && hashes[at + 2] === c && hashes[at + 3] === d)) return slot
    }
  }

  #grow(): void {
    const hashes = this.#hashes
    const offsets = this.#offsets
    const slots = offsets.length * 2
    const mask = slots - 1
    const newHashes = new Int32Array(4 * slots)
    const newOffsets = new Float64Array(slots).fill(-1)
    for (let old = 0; old < offsets.length; old++) {
      if (offsets[old]! < 0) continue
      let slot = hashes[old * 4]! & mask
      while (newOffsets[slot]! >= 0) slot = (slot + 1) & mask
      for (let i = 0; i < 4; i++) newHashes[slot * 4 + i] = hashes[old * 4 + i]!
      newOffsets[slot] = offsets[old]!
    }
    this.#hashes = newHashes
    this.#offsets = newOffsets
    this.#mask = mask
  }
}

/** HalfSipHash-2-4 with 64 bits of output, written to `out[at]` and `out[at + 1]`. */
function halfSipHash(bytes: Buffer, start: number, length: number, key0: number, key1: number, out: Int32Array, at: number): void {
  let v0 = key0
  let v1 = key1 ^ 0xee
  let v2 = key0 ^ 0x6c796765
  let v3 = key1 ^ 0x74656462
  const whole = start + (length & ~3)
  const end = start + length
  for (let position = start; ; position += 4) {
    const isLast = position >= whole
    let word: number
    if (isLast) {
      word = length << 24
      for (let i = whole; i < end; i++) word |= bytes[i]! << (8 * (i - whole))
    } else {
      word = bytes[position]! | (bytes[position + 1]! << 8) | (bytes[position + 2]! << 16) | (bytes[position + 3]! << 24)
    }
    v3 ^= word
    for (let round = 0; round < 2; round++) {
      v0 = (v0 + v1) | 0
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
      v0 = (v0 << 16) | (v0 >>> 16)
      v2 = (v2 + v3) | 0
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
      v0 = (v0 + v3) | 0
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
      v2 = (v2 + v1) | 0
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
      v2 = (v2 << 16) | (v2 >>> 16)
    }
    v0 ^= word
    if (isLast) break
  }
  v2 ^= 0xee
  for (let half = 0; half < 2; half++) {
    for (let round = 0; round < 4; round++) {
      v0 = (v0 + v1) | 0
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
      v0 = (v0 << 16) | (v0 >>> 16)
      v2 = (v2 + v3) | 0
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
      v0 = (v0 + v3) | 0
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
      v2 = (v2 + v1) | 0
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
      v2 = (v2 << 16) | (v2 >>> 16)
    }
    out[at + half] = v1 ^ v3
    v1 ^= 0xdd
  }
}
