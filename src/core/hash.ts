// Checksums and hashes that Kafka's formats and clients agree on. Pure functions (shape C).
// CRC-32C guards record batches and coordinator snapshots; murmur2 chooses a record's partition as Java's producer does;
// String.hashCode chooses the partition of a group or transaction in the internal topics.

import { loadNative } from './native.ts'

const tables = makeTables()

/** Eight tables of 256 entries for slicing-by-8: `tables[k * 256 + byte]` is the CRC of `byte` followed by k zero bytes. */
function makeTables(): Int32Array {
  const t = new Int32Array(8 * 256)
  for (let i = 0; i < 256; i++) {
    let crc = i
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
    t[i] = crc
  }
  for (let i = 256; i < t.length; i++) t[i] = (t[i - 256]! >>> 8) ^ t[t[i - 256]! & 0xff]!
  return t
}

type Crc32c = (bytes: Uint8Array, seed: number) => number

/** Below this, the call into native code costs more than it saves (measured: even near 300 bytes). */
const NATIVE_MIN_BYTES = 512
/** Undefined until first needed, null when there is none. */
let native: Crc32c | null | undefined

/** The processor's own CRC instruction by way of an optional package, if that is installed and computes the right thing. */
function nativeCrc32c(): Crc32c | undefined {
  const found = loadNative<{ crc32c?: Crc32c }>('@node-rs/crc32')?.crc32c
  try {
    return found?.(Buffer.from('56789'), crc32cPortable(Buffer.from('1234'))) === 0xe3069283 ? found : undefined
  } catch {
    return undefined
  }
}

/** Loads what `crc32c` uses (some milliseconds), for who cannot wait for it in the middle of something. */
export function prepareCrc32c(): void {
  if (native === undefined) native = nativeCrc32c() ?? null
}

/**
 * CRC-32C (Castagnoli) of `buffer[start, end)` as an unsigned 32-bit number.
 * `seed` is the result for the bytes before, so that a checksum over several buffers can be taken piece by piece.
 */
export function crc32c(buffer: Uint8Array, start = 0, end = buffer.length, seed = 0): number {
  if (end - start >= NATIVE_MIN_BYTES) {
    if (native === undefined) prepareCrc32c()
    if (native) return native(buffer.subarray(start, end), seed)
  }
  return crc32cPortable(buffer, start, end, seed)
}

/** What `crc32c` gives, by tables: slicing-by-8. */
export function crc32cPortable(buffer: Uint8Array, start = 0, end = buffer.length, seed = 0): number {
  const t = tables
  let crc = ~seed
  let i = start
  for (const last = end - 7; i < last; i += 8) {
    const low = crc ^ (buffer[i]! | (buffer[i + 1]! << 8) | (buffer[i + 2]! << 16) | (buffer[i + 3]! << 24))
    crc =
      t[1792 + (low & 0xff)]! ^
      t[1536 + ((low >>> 8) & 0xff)]! ^
      t[1280 + ((low >>> 16) & 0xff)]! ^
      t[1024 + (low >>> 24)]! ^
      t[768 + buffer[i + 4]!]! ^
      t[512 + buffer[i + 5]!]! ^
      t[256 + buffer[i + 6]!]! ^
      t[buffer[i + 7]!]!
  }
  for (; i < end; i++) crc = (crc >>> 8) ^ t[(crc ^ buffer[i]!) & 0xff]!
  return ~crc >>> 0
}

/** The 32-bit murmur2 that Java's producer hashes keys with, as a signed number. The partition is `toPositive(murmur2(key)) % partitions`. */
export function murmur2(data: Uint8Array, length = data.length): number {
  const m = 0x5bd1e995
  let h = 0x9747b28c ^ length
  let i = 0
  for (const last = length - 3; i < last; i += 4) {
    let k = Math.imul(data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16) | (data[i + 3]! << 24), m)
    k = Math.imul(k ^ (k >>> 24), m)
    h = Math.imul(h, m) ^ k
  }
  const rest = length - i
  if (rest > 0) {
    if (rest > 2) h ^= data[i + 2]! << 16
    if (rest > 1) h ^= data[i + 1]! << 8
    h = Math.imul(h ^ data[i]!, m)
  }
  h = Math.imul(h ^ (h >>> 13), m)
  return h ^ (h >>> 15)
}

/** Java's `String.hashCode` (over UTF-16 units), as a signed number. Group `g` lives in partition `toPositive(javaStringHash(g)) % partitions`. */
export function javaStringHash(text: string): number {
  let h = 0
  for (let i = 0; i < text.length; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0
  return h
}

/** Clears the sign bit, as Kafka does before taking a hash modulo the partition count (not the same as Math.abs). */
export function toPositive(hash: number): number {
  return hash & 0x7fffffff
}
