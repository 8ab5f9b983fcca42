// Input for codecs, from a seed.

import type { SeededRandom } from '../core/random.ts'

/** Bytes of many kinds: runs, repeats near and far, text-like, noise, and mixtures of all. */
export function sample(random: SeededRandom, length: number): Buffer {
  const out = Buffer.allocUnsafe(length)
  for (let at = 0; at < length; ) {
    const part = Math.min(length - at, 1 + random.int(random.int(4) === 0 ? 5000 : 60))
    switch (random.int(4)) {
      case 0:
        out.fill(random.int(256), at, at + part)
        break
      case 1:
        for (let i = 0; i < part; i++) out[at + i] = 97 + random.int(6)
        break
      case 2: {
        const distance = 1 + random.int(Math.max(1, random.int(3) === 0 ? at : Math.min(at, 20)))
        for (let i = 0; i < part; i++) out[at + i] = out[Math.max(0, at + i - distance)] ?? 0
        break
      }
      default:
        random.bytes(part).copy(out, at)
    }
    at += part
  }
  return out
}
