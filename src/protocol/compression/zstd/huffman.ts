// Huffman coding of Zstandard's literals (RFC 8878, section 4.2). A weight w above 0 stands for a code of (maxBits + 1 - w) bits.

import { BackwardReader, BitWriter } from './bits.ts'
import { decodingTable, distributionOf, EncodingTable, readDistribution, writeDistribution } from './fse.ts'

export const MAX_CODE_BITS = 11
const MAX_WEIGHT_LOG = 6

export interface HuffmanTable {
  maxBits: number
  /** For each pattern of maxBits bits: the symbol, and above it (shifted by 8) the bits of its code. */
  entries: Uint16Array
}

/** Reads the tree description at `position` of `input`, and of `view`, which is padded. Undefined when it is damaged. */
export function readTree(input: Buffer, view: DataView, position: number, end: number): { table: HuffmanTable; next: number } | undefined {
  if (position >= end) return undefined
  const header = input[position++]!
  const weights: number[] = []
  let next: number
  if (header >= 128) {
    const count = header - 127
    next = position + ((count + 1) >> 1)
    if (next > end) return undefined
    for (let i = 0; i < count; i++) {
      const byte = input[position + (i >> 1)]!
      weights.push((i & 1) === 0 ? byte >> 4 : byte & 15)
    }
  } else {
    next = position + header
    if (next > end) return undefined
    const read = readDistribution(input, position, next, MAX_WEIGHT_LOG, 255)
    if (read === undefined) return undefined
    const { log, symbols, bits, bases } = decodingTable(read.distribution)
    const reader = new BackwardReader(view, read.next, next)
    let one = reader.read(log)
    let two = reader.read(log)
    if (reader.left < 0) return undefined
    for (;;) {
      // Two states take turns; the one whose update finds no more bits leaves the last word to the other.
      if (weights.length > 253) return undefined
      weights.push(symbols[one]!)
      one = bases[one]! + reader.read(bits[one]!)
      if (reader.left < 0) {
        weights.push(symbols[two]!)
        break
      }
      weights.push(symbols[two]!)
      two = bases[two]! + reader.read(bits[two]!)
      if (reader.left < 0) {
        weights.push(symbols[one]!)
        break
      }
    }
  }
  const table = tableOf(weights)
  return table && { table, next }
}

/** Completes the weights with the last one, which is not stored, and builds the table. */
function tableOf(weights: number[]): HuffmanTable | undefined {
  let sum = 0
  for (const weight of weights) {
    if (weight > MAX_CODE_BITS) return undefined
    if (weight > 0) sum += 1 << (weight - 1)
  }
  if (sum === 0) return undefined
  const maxBits = 32 - Math.clz32(sum)
  const rest = (1 << maxBits) - sum
  if (maxBits > MAX_CODE_BITS || (rest & (rest - 1)) !== 0) return undefined
  weights.push(32 - Math.clz32(rest))
  const entries = new Uint16Array(1 << maxBits)
  let at = 0
  for (let weight = 1; weight <= maxBits; weight++) {
    const span = 1 << (weight - 1)
    const bits = maxBits + 1 - weight
    for (let symbol = 0; symbol < weights.length; symbol++) {
      if (weights[symbol] !== weight) continue
      entries.fill(symbol | (bits << 8), at, at + span)
      at += span
    }
  }
  return { maxBits, entries }
}

/** Decodes the stream `view[start, end)` into `output[from, to)`. False when it does not end where it should. */
export function decodeStream(table: HuffmanTable, view: DataView, start: number, end: number, output: Uint8Array, from: number, to: number): boolean {
  const reader = new BackwardReader(view, start, end)
  const { maxBits, entries } = table
  const mask = (1 << maxBits) - 1
  let left = reader.left
  if (left < 0) return false
  let at = from
  // Two symbols of at most 11 bits are in every 25 that one load gives for sure.
  for (const last = to - 1; at < last && left >= 2 * MAX_CODE_BITS + 3; ) {
    const bit = left - 25
    const window = view.getUint32(start + (bit >> 3), true) >>> (bit & 7)
    const first = entries[(window >>> (25 - maxBits)) & mask]!
    const used = first >> 8
    const second = entries[(window >>> (25 - maxBits - used)) & mask]!
    output[at] = first
    output[at + 1] = second
    at += 2
    left -= used + (second >> 8)
  }
  reader.left = left
  for (; at < to; at++) {
    const entry = entries[reader.peek(maxBits)]!
    output[at] = entry
    reader.left -= entry >> 8
    if (reader.left < 0) return false
  }
  return reader.left === 0
}

export interface HuffmanCode {
  codes: Uint16Array
  lengths: Uint8Array
  /** The tree description. */
  description: Buffer
}

/** A code for symbols that occur `counts` times, at least two of them. Undefined when its description cannot be written. */
export function codeFor(counts: Uint32Array): HuffmanCode | undefined {
  const lengths = codeLengths(counts)
  let maxBits = 0
  let last = 0
  for (let symbol = 0; symbol < 256; symbol++) {
    if (lengths[symbol] === 0) continue
    last = symbol
    if (lengths[symbol]! > maxBits) maxBits = lengths[symbol]!
  }
  const weights = new Uint8Array(last + 1)
  for (let symbol = 0; symbol <= last; symbol++) if (lengths[symbol]! > 0) weights[symbol] = maxBits + 1 - lengths[symbol]!
  const description = describe(weights.subarray(0, last))
  if (description === undefined) return undefined
  const codes = new Uint16Array(256)
  let at = 0
  for (let weight = 1; weight <= maxBits; weight++) {
    for (let symbol = 0; symbol <= last; symbol++) {
      if (weights[symbol] !== weight) continue
      codes[symbol] = at >> (weight - 1)
      at += 1 << (weight - 1)
    }
  }
  return { codes, lengths, description }
}

/** Lengths of at most MAX_CODE_BITS, by the two-queue form of Huffman's construction. */
function codeLengths(counts: Uint32Array): Uint8Array {
  const symbols: number[] = []
  for (let symbol = 0; symbol < 256; symbol++) if (counts[symbol]! > 0) symbols.push(symbol)
  symbols.sort((a, b) => counts[a]! - counts[b]! || a - b)
  const n = symbols.length
  const weight = new Float64Array(2 * n - 1)
  const parent = new Int32Array(2 * n - 1)
  for (let i = 0; i < n; i++) weight[i] = counts[symbols[i]!]!
  let leaf = 0
  let inner = n
  for (let made = n; made < 2 * n - 1; made++) {
    for (let side = 0; side < 2; side++) {
      const node = leaf < n && (inner >= made || weight[leaf]! <= weight[inner]!) ? leaf++ : inner++
      weight[made]! += weight[node]!
      parent[node] = made
    }
  }
  const depth = new Uint8Array(2 * n - 1)
  for (let node = 2 * n - 3; node >= 0; node--) depth[node] = depth[parent[node]!]! + 1
  // Codes that are too long are cut to the limit; the room they then take too much (Kraft's sum, in parts of
  // 2^-MAX_CODE_BITS) is won back by lengthening the rarest of the others, and any that is over goes to the most frequent.
  let room = 1 << MAX_CODE_BITS
  for (let i = 0; i < n; i++) {
    if (depth[i]! > MAX_CODE_BITS) depth[i] = MAX_CODE_BITS
    room -= 1 << (MAX_CODE_BITS - depth[i]!)
  }
  for (let i = 0; room < 0; i = (i + 1) % n) {
    while (room < 0 && depth[i]! < MAX_CODE_BITS) {
      depth[i]!++
      room += 1 << (MAX_CODE_BITS - depth[i]!)
    }
  }
  for (let i = n - 1; i >= 0 && room > 0; i--) {
    while (depth[i]! > 1 && 1 << (MAX_CODE_BITS - depth[i]!) <= room) {
      room -= 1 << (MAX_CODE_BITS - depth[i]!)
      depth[i]!--
    }
  }
  const lengths = new Uint8Array(256)
  for (let i = 0; i < n; i++) lengths[symbols[i]!] = depth[i]!
  return lengths
}

/** The description of all weights but the last, in the shorter of the two forms that can hold them. */
function describe(weights: Uint8Array): Buffer | undefined {
  const counts = new Uint32Array(MAX_CODE_BITS + 1)
  for (const weight of weights) counts[weight]!++
  let packed: Buffer | undefined
  if (weights.length > 2 && !counts.includes(weights.length)) {
    const output = Buffer.alloc(300)
    const distribution = distributionOf(counts, weights.length, MAX_WEIGHT_LOG)
    const writer = new BitWriter(output, writeDistribution(distribution, output, 1))
    const table = new EncodingTable(distribution)
    const last = weights.length - 1
    const states = [0, 0]
    states[last & 1] = table.first(weights[last]!)
    states[(last - 1) & 1] = table.first(weights[last - 1]!)
    for (let i = last - 2; i >= 0; i--) states[i & 1] = table.next(writer, states[i & 1]!, weights[i]!)
    table.end(writer, states[1]!)
    table.end(writer, states[0]!)
    const end = writer.finish()
    if (end - 1 < 128) {
      output[0] = end - 1
      packed = output.subarray(0, end)
    }
  }
  const plainBytes = 1 + ((weights.length + 1) >> 1)
  if (weights.length > 128 || (packed !== undefined && packed.length <= plainBytes)) return packed
  const plain = Buffer.alloc(plainBytes)
  plain[0] = 127 + weights.length
  for (let i = 0; i < weights.length; i++) plain[1 + (i >> 1)]! |= (i & 1) === 0 ? weights[i]! << 4 : weights[i]!
  return plain
}

/** Encodes `input[from, to)` as one stream at `position` and returns the position after it. */
export function encodeStream({ codes, lengths }: HuffmanCode, input: Uint8Array, from: number, to: number, output: Buffer, position: number): number {
  const writer = new BitWriter(output, position)
  for (let i = to - 1; i >= from; i--) writer.add(codes[input[i]!]!, lengths[input[i]!]!)
  return writer.finish()
}
