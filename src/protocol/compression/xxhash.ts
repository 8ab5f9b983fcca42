// xxHash32, the checksum of LZ4 frames. Pure function (shape C).

const P1 = 0x9e3779b1
const P2 = 0x85ebca77
const P3 = 0xc2b2ae3d
const P4 = 0x27d4eb2f
const P5 = 0x165667b1

/** xxHash32 of `buffer[start, end)` with seed 0, as an unsigned number. */
export function xxh32(buffer: Buffer, start = 0, end = buffer.length): number {
  let i = start
  let h: number
  if (end - start >= 16) {
    let a = (P1 + P2) | 0
    let b = P2 | 0
    let c = 0
    let d = -P1 | 0
    for (; i <= end - 16; i += 16) {
      a = round(a, read32(buffer, i))
      b = round(b, read32(buffer, i + 4))
      c = round(c, read32(buffer, i + 8))
      d = round(d, read32(buffer, i + 12))
    }
    h = rotl(a, 1) + rotl(b, 7) + rotl(c, 12) + rotl(d, 18)
  } else {
    h = P5
  }
  h = (h + (end - start)) | 0
  for (; i <= end - 4; i += 4) h = Math.imul(rotl((h + Math.imul(read32(buffer, i), P3)) | 0, 17), P4)
  for (; i < end; i++) h = Math.imul(rotl((h + Math.imul(buffer[i]!, P5)) | 0, 11), P1)
  h = Math.imul(h ^ (h >>> 15), P2)
  h = Math.imul(h ^ (h >>> 13), P3)
  return (h ^ (h >>> 16)) >>> 0
}

function round(accumulator: number, lane: number): number {
  return Math.imul(rotl((accumulator + Math.imul(lane, P2)) | 0, 13), P1)
}

function rotl(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function read32(buffer: Buffer, i: number): number {
  return buffer[i]! | (buffer[i + 1]! << 8) | (buffer[i + 2]! << 16) | (buffer[i + 3]! << 24)
}
