// Randomness as an argument: a seeded generator for tests and simulation, and what the project draws from one.
// The entropy of a real process comes from system.ts.

export interface Random {
  /** A float in [0, 1). */
  next(): number
  /** An integer in [0, bound). */
  int(bound: number): number
  /** `length` random bytes. */
  bytes(length: number): Buffer
}

/** A repeatable generator (xoshiro128**): the same seed gives the same sequence on every platform. */
export class SeededRandom implements Random {
  #a: number
  #b: number
  #c: number
  #d: number

  constructor(seed: number) {
    // splitmix32 spreads a small seed over the whole state.
    let state = seed >>> 0
    const mix = (): number => {
      state = (state + 0x9e3779b9) >>> 0
      let z = state
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
      return (z ^ (z >>> 16)) >>> 0
    }
    this.#a = mix()
    this.#b = mix()
    this.#c = mix()
    this.#d = mix()
  }

  #uint32(): number {
    const b5 = Math.imul(this.#b, 5)
    const result = Math.imul((b5 << 7) | (b5 >>> 25), 9) >>> 0
    const t = this.#b << 9
    this.#c ^= this.#a
    this.#d ^= this.#b
    this.#b ^= this.#c
    this.#a ^= this.#d
    this.#c ^= t
    this.#d = (this.#d << 11) | (this.#d >>> 21)
    return result
  }

  next(): number {
    return this.#uint32() / 2 ** 32
  }

  int(bound: number): number {
    return Math.floor(this.next() * bound)
  }

  bytes(length: number): Buffer {
    const out = Buffer.allocUnsafe(length)
    for (let i = 0; i < length; i++) out[i] = this.#uint32() & 0xff
    return out
  }
}

/** A version 4 UUID in Kafka's own form: 22 characters of base64url, never one that begins with a dash (as Kafka's). */
export function randomUuid(random: Random): string {
  for (;;) {
    const bytes = random.bytes(16)
    bytes[6] = (bytes[6]! & 0x0f) | 0x40
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    const text = bytes.toString('base64url')
    if (!text.startsWith('-')) return text
  }
}

/** Kafka's retry backoff (KIP-580): `initialMs * 2^attempt`, at most `maxMs`, with 20 % jitter either way. */
export function backoffMs(random: Random, attempt: number, initialMs: number, maxMs: number): number {
  const base = Math.min(maxMs, initialMs * 2 ** Math.min(attempt, 30))
  return base * (0.8 + 0.4 * random.next())
}
