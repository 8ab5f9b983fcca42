// xxHash64, whose low half is the content checksum of Zstandard frames. On bigints and therefore slow: Kafka's clients do
// not write the checksum, as batches have their own.

const MASK = (1n << 64n) - 1n
const P1 = 0x9e3779b185ebca87n
const P2 = 0xc2b2ae3d27d4eb4fn
const P3 = 0x165667b19e3779f9n
const P4 = 0x85ebca77c2b2ae63n
const P5 = 0x27d4eb2f165667c5n

/** The low 32 bits of xxHash64 with seed 0. */
export function xxh64Low(bytes: Buffer): number {
  let i = 0
  let h: bigint
  if (bytes.length >= 32) {
    const lanes = [(P1 + P2) & MASK, P2, 0n, -P1 & MASK]
    for (; i <= bytes.length - 32; i += 32) {
      for (let lane = 0; lane < 4; lane++) lanes[lane] = round(lanes[lane]!, bytes.readBigUInt64LE(i + lane * 8))
    }
    h = (rotl(lanes[0]!, 1n) + rotl(lanes[1]!, 7n) + rotl(lanes[2]!, 12n) + rotl(lanes[3]!, 18n)) & MASK
    for (const lane of lanes) h = ((h ^ round(0n, lane)) * P1 + P4) & MASK
  } else {
    h = P5
  }
  h = (h + BigInt(bytes.length)) & MASK
  for (; i <= bytes.length - 8; i += 8) h = (rotl(h ^ round(0n, bytes.readBigUInt64LE(i)), 27n) * P1 + P4) & MASK
  for (; i <= bytes.length - 4; i += 4) h = (rotl(h ^ ((BigInt(bytes.readUInt32LE(i)) * P1) & MASK), 23n) * P2 + P3) & MASK
  for (; i < bytes.length; i++) h = (rotl(h ^ ((BigInt(bytes[i]!) * P5) & MASK), 11n) * P1) & MASK
  h = ((h ^ (h >> 33n)) * P2) & MASK
  h = ((h ^ (h >> 29n)) * P3) & MASK
  return Number((h ^ (h >> 32n)) & 0xffffffffn)
}

function round(accumulator: bigint, lane: bigint): bigint {
  return (rotl((accumulator + lane * P2) & MASK, 31n) * P1) & MASK
}

function rotl(value: bigint, bits: bigint): bigint {
  return ((value << bits) | (value >> (64n - bits))) & MASK
}
