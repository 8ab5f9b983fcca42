// What the LZ77 codecs here share: a hash table that remembers where four bytes were last seen, and copying.

const HASH_BITS = 14

/**
 * Positions of the four-byte groups seen last. One table serves every call: entries of earlier inputs are told apart by
 * an epoch that grows, so that nothing has to be cleared between two small batches.
 */
export const recent = new Int32Array(1 << HASH_BITS)
let epoch = 1

/** Reserves `length` positions: entry `position + delta` belongs to this input, and anything below `start + delta` to older ones. */
export function openPositions(start: number, length: number): number {
  if (epoch + length > 0x7fffffff) {
    recent.fill(0)
    epoch = 1
  }
  const delta = epoch - start
  epoch += length
  return delta
}

export function hash4(bytes: number): number {
  return Math.imul(bytes, 0x9e3779b1) >>> (32 - HASH_BITS)
}

/** How many bytes from `a` and from `b` (which lies later) are equal, at most up to `end`. */
export function matchLength(view: DataView, a: number, b: number, end: number): number {
  const from = b
  while (b + 4 <= end && view.getInt32(a, true) === view.getInt32(b, true)) {
    a += 4
    b += 4
  }
  while (b < end && view.getUint8(a) === view.getUint8(b)) {
    a++
    b++
  }
  return b - from
}

/** Copies bytes between buffers: by hand when few, as the native call costs more than they do. */
export function copyBytes(source: Uint8Array, from: number, target: Uint8Array, to: number, length: number): void {
  if (length > 48) {
    target.set(source.subarray(from, from + length), to)
    return
  }
  for (let i = 0; i < length; i++) target[to + i] = source[from + i]!
}

/** Copies `length` bytes from `distance` bytes before `to`; the ranges may overlap, which repeats a pattern. */
export function copyMatch(buffer: Uint8Array, to: number, distance: number, length: number): void {
  const from = to - distance
  if (distance === 1) {
    buffer.fill(buffer[from]!, to, to + length)
    return
  }
  if (length > 64 && distance >= length) {
    buffer.copyWithin(to, from, from + length)
    return
  }
  if (length > 256) {
    // The pattern doubles with each step: its length stays a multiple of the distance.
    let done = 0
    for (let step = distance; done < length; step = Math.min(step * 2, length - done)) {
      step = Math.min(step, length - done)
      buffer.copyWithin(to + done, from, from + step)
      done += step
    }
    return
  }
  for (let i = 0; i < length; i++) buffer[to + i] = buffer[from + i]!
}

export function viewOf(buffer: Uint8Array): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.length)
}
