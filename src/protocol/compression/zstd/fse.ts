// Finite state entropy, Zstandard's coder for lengths, offsets and Huffman weights (RFC 8878, section 4.1): distributions,
// their description in the stream, decoding and encoding tables. Pure functions (shape C).

import { BitWriter } from './bits.ts'

/** Probabilities of symbols in parts of 2^log; -1 is "less than one part". */
export interface Distribution {
  log: number
  probabilities: Int16Array
}

export interface DecodingTable {
  log: number
  symbols: Uint8Array
  /** Bits to read for the next state, and what to add them to. */
  bits: Uint8Array
  bases: Uint16Array
}

/** Gives every symbol its places in a table of 2^log, scattered as the format prescribes. */
function spread({ log, probabilities }: Distribution): Uint8Array {
  const size = 1 << log
  const places = new Uint8Array(size)
  let high = size - 1
  for (let symbol = 0; symbol < probabilities.length; symbol++) if (probabilities[symbol] === -1) places[high--] = symbol
  const step = (size >> 1) + (size >> 3) + 3
  let place = 0
  for (let symbol = 0; symbol < probabilities.length; symbol++) {
    for (let i = 0; i < probabilities[symbol]!; i++) {
      places[place] = symbol
      do place = (place + step) & (size - 1)
      while (place > high)
    }
  }
  return places
}

export function decodingTable(distribution: Distribution): DecodingTable {
  const { log, probabilities } = distribution
  const symbols = spread(distribution)
  const size = 1 << log
  const bits = new Uint8Array(size)
  const bases = new Uint16Array(size)
  const next = Uint16Array.from(probabilities, count => (count === -1 ? 1 : count))
  for (let state = 0; state < size; state++) {
    const count = next[symbols[state]!]!++
    bits[state] = log - (31 - Math.clz32(count))
    bases[state] = (count << bits[state]!) - size
  }
  return { log, symbols, bits, bases }
}

/** The table of a stream that repeats one symbol: no state, no bits. */
export function singleSymbolTable(symbol: number): DecodingTable {
  return { log: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), bases: new Uint16Array(1) }
}

/** Reads a distribution that begins at `position`. Undefined when it is none, or beyond `maxLog` or `maxSymbol`. */
export function readDistribution(
  input: Buffer,
  position: number,
  end: number,
  maxLog: number,
  maxSymbol: number,
): { distribution: Distribution; next: number } | undefined {
  let bit = 0
  const peek = (count: number): number => {
    let value = 0
    for (let i = 0, at = position + (bit >> 3); i < 4 && at < end; i++, at++) value |= input[at]! << (8 * i)
    return (value >>> (bit & 7)) & ((1 << count) - 1)
  }
  const log = peek(4) + 5
  bit = 4
  if (log > maxLog) return undefined
  const found: number[] = []
  let remaining = (1 << log) + 1
  while (remaining > 1 && found.length <= maxSymbol) {
    // Values up to `remaining`; the small ones of the last power of two take a bit less.
    const width = 32 - Math.clz32(remaining)
    const shortOnes = (1 << width) - 1 - remaining
    const short = peek(width - 1)
    let value: number
    if (short < shortOnes) {
      value = short
      bit += width - 1
    } else {
      value = peek(width)
      if (value >= 1 << (width - 1)) value -= shortOnes
      bit += width
    }
    const probability = value - 1
    remaining -= Math.abs(probability)
    found.push(probability)
    if (probability === 0) {
      for (let repeat = 3; repeat === 3; ) {
        repeat = peek(2)
        bit += 2
        for (let i = 0; i < repeat; i++) found.push(0)
        if (found.length > maxSymbol + 1) return undefined
      }
    }
  }
  const next = position + ((bit + 7) >> 3)
  if (remaining !== 1 || found.length > maxSymbol + 1 || next > end) return undefined
  return { distribution: { log, probabilities: Int16Array.from(found) }, next }
}

/** Writes the description of a distribution at `position` and returns the position after it. */
export function writeDistribution({ log, probabilities }: Distribution, output: Buffer, position: number): number {
  const writer = new BitWriter(output, position)
  writer.add(log - 5, 4)
  let remaining = (1 << log) + 1
  for (let symbol = 0; remaining > 1; ) {
    const probability = probabilities[symbol++]!
    const width = 32 - Math.clz32(remaining)
    const shortOnes = (1 << width) - 1 - remaining
    const value = probability + 1
    if (value < shortOnes) writer.add(value, width - 1)
    else writer.add(value < 1 << (width - 1) ? value : value + shortOnes, width)
    remaining -= Math.abs(probability)
    if (probability === 0) {
      let zeros = 0
      while (probabilities[symbol] === 0) {
        zeros++
        symbol++
      }
      for (; zeros >= 3; zeros -= 3) writer.add(3, 2)
      writer.add(zeros, 2)
    }
  }
  return writer.flush()
}

/**
 * Scales counts to parts of 2^log, each symbol that occurs at least one. `log` is chosen between 5 and `maxLog`.
 * At least two symbols must occur.
 */
export function distributionOf(counts: ArrayLike<number>, total: number, maxLog: number): Distribution {
  let last = counts.length - 1
  while (counts[last] === 0) last--
  let distinct = 0
  for (let symbol = 0; symbol <= last; symbol++) if (counts[symbol]! > 0) distinct++
  const wanted = Math.max(32 - Math.clz32(distinct), Math.min(maxLog, 29 - Math.clz32(total)))
  const log = Math.min(maxLog, Math.max(5, wanted))
  const size = 1 << log
  const probabilities = new Int16Array(last + 1)
  let given = 0
  let largest = 0
  for (let symbol = 0; symbol <= last; symbol++) {
    if (counts[symbol] === 0) continue
    const parts = Math.max(1, Math.round((counts[symbol]! * size) / total))
    probabilities[symbol] = parts
    given += parts
    if (parts > probabilities[largest]!) largest = symbol
  }
  // What rounding gave too much or too little is settled with the largest, which notices least.
  for (; given > size; given--) {
    for (let symbol = 0; symbol <= last; symbol++) if (probabilities[symbol]! > probabilities[largest]!) largest = symbol
    probabilities[largest]!--
  }
  probabilities[largest]! += size - given
  return { log, probabilities }
}

/** The encoder of one distribution: where each symbol leads from a state, and how many bits go out. */
export class EncodingTable {
  readonly log: number
  readonly #states: Uint16Array
  readonly #bitsDelta: Int32Array
  readonly #findDelta: Int32Array

  constructor(distribution: Distribution) {
    const { log, probabilities } = distribution
    const size = 1 << log
    this.log = log
    this.#states = new Uint16Array(size)
    this.#bitsDelta = new Int32Array(probabilities.length)
    this.#findDelta = new Int32Array(probabilities.length)
    const starts = new Int32Array(probabilities.length)
    let total = 0
    for (let symbol = 0; symbol < probabilities.length; symbol++) {
      const count = Math.abs(probabilities[symbol]!)
      starts[symbol] = total
      if (count === 0) continue
      const bits = count === 1 ? log : log - (31 - Math.clz32(count - 1))
      this.#bitsDelta[symbol] = (bits << 16) - (count << bits)
      this.#findDelta[symbol] = total - count
      total += count
    }
    const symbols = spread(distribution)
    for (let place = 0; place < size; place++) this.#states[starts[symbols[place]!]!++] = size + place
  }

  /** The state to begin with (at the stream's end) so that `symbol` is decoded from it. */
  first(symbol: number): number {
    const delta = this.#bitsDelta[symbol]!
    const bits = (delta + (1 << 15)) >> 16
    return this.#states[(((bits << 16) - delta) >> bits) + this.#findDelta[symbol]!]!
  }

  /** Writes the bits that lead to `state` and returns the state from which `symbol` is decoded. */
  next(writer: BitWriter, state: number, symbol: number): number {
    const bits = (state + this.#bitsDelta[symbol]!) >> 16
    writer.add(state & ((1 << bits) - 1), bits)
    return this.#states[(state >> bits) + this.#findDelta[symbol]!]!
  }

  /** Writes the state that the decoder begins with. */
  end(writer: BitWriter, state: number): void {
    writer.add(state & ((1 << this.log) - 1), this.log)
  }
}
