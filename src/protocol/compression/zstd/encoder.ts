// A Zstandard compressor (RFC 8878) for Nodes whose zlib has none: one frame, greedy matches from a hash table, Huffman
// coded literals, sequences with their own distributions where there are enough of them. One strength, near the
// reference's fastest levels.

import { copyBytes, hash4, matchLength, openPositions, recent, viewOf } from '../matches.ts'
import { BitWriter } from './bits.ts'
import { distributionOf, EncodingTable, writeDistribution } from './fse.ts'
import { codeFor, encodeStream } from './huffman.ts'
import { literalLengthCode, literalLengths, matchLengthCode, matchLengths, offsets, type Alphabet } from './sequences.ts'

const MAGIC = 0xfd2fb528
const BLOCK_BYTES = 128 * 1024
const MIN_WINDOW_LOG = 10
const MAX_WINDOW_LOG = 20
/** Fewer sequences than this are not worth a distribution of their own. */
const OWN_DISTRIBUTION_MIN = 64

export function zstdPack(input: Buffer): Buffer {
  return new FrameWriter(input).write()
}

const predefinedTables = new Map<Alphabet, EncodingTable>()

class FrameWriter {
  readonly #input: Buffer
  readonly #view: DataView
  readonly #output: Buffer
  /** What distance a match may have. */
  readonly #window: number
  readonly #repeats = Int32Array.of(1, 4, 8)
  // The sequences of the current block, column by column, and its literals one after another.
  readonly #literals: Buffer
  readonly #literalLengths: Uint32Array
  readonly #matchLengths: Uint32Array
  readonly #offsetValues: Uint32Array
  #literalCount = 0
  #sequenceCount = 0

  constructor(input: Buffer) {
    this.#input = input
    this.#view = viewOf(input)
    const block = Math.min(input.length, BLOCK_BYTES)
    this.#window = 2 ** Math.min(MAX_WINDOW_LOG, Math.max(MIN_WINDOW_LOG, 32 - Math.clz32(input.length)))
    this.#literals = Buffer.allocUnsafe(block)
    // A sequence takes four bytes at least.
    this.#literalLengths = new Uint32Array((block >> 2) + 1)
    this.#matchLengths = new Uint32Array((block >> 2) + 1)
    this.#offsetValues = new Uint32Array((block >> 2) + 1)
    // A block that does not shrink is stored; until that is known it may be a little longer.
    this.#output = Buffer.allocUnsafe(64 + input.length + 3 * Math.ceil(input.length / BLOCK_BYTES) + (block >> 2) + 1024)
  }

  write(): Buffer {
    const input = this.#input
    const output = this.#output
    output.writeUInt32LE(MAGIC, 0)
    output[4] = 0x80 // content size in four bytes, a window, no checksum
    output[5] = (Math.log2(this.#window) - 10) << 3
    output.writeUInt32LE(input.length, 6)
    let at = 10
    const delta = openPositions(0, input.length)
    let start = 0
    do {
      const end = Math.min(input.length, start + BLOCK_BYTES)
      at = this.#block(start, end, delta, at)
      start = end
    } while (start < input.length)
    return output.subarray(0, at)
  }

  /** Writes the block `input[start, end)` at `at` and returns the position after it. */
  #block(start: number, end: number, delta: number, at: number): number {
    const input = this.#input
    const output = this.#output
    const size = end - start
    const last = end === input.length ? 1 : 0
    const repeats = this.#repeats.slice()
    this.#findSequences(start, end, delta)
    const runDistance = this.#offsetValues[0] === 1 ? repeats[0]! : this.#offsetValues[0]! - 3
    if (this.#sequenceCount === 1 && this.#literalCount === 1 && this.#literalLengths[0] === 1 && runDistance === 1) {
      // One byte and a match with it to the end: a run. (The repeats stay as they were, as a reader's do.)
      this.#repeats.set(repeats)
      output.writeUIntLE((size << 3) | 2 | last, at, 3)
      output[at + 3] = input[start]!
      return at + 4
    }
    const packed = size < 16 ? undefined : this.#writeSequences(this.#writeLiterals(at + 3))
    if (packed !== undefined && packed - at - 3 < size) {
      output.writeUIntLE(((packed - at - 3) << 3) | 4 | last, at, 3)
      return packed
    }
    this.#repeats.set(repeats)
    output.writeUIntLE((size << 3) | last, at, 3)
    input.copy(output, at + 3, start, end)
    return at + 3 + size
  }

  #findSequences(start: number, end: number, delta: number): void {
    const input = this.#input
    const view = this.#view
    this.#literalCount = 0
    this.#sequenceCount = 0
    let anchor = start
    let misses = 0
    let i = start
    while (i + 4 <= end) {
      const bytes = view.getInt32(i, true)
      const slot = hash4(bytes)
      let match = recent[slot]! - delta
      recent[slot] = i + delta
      // The distance of the match before is cheap to write, so it is tried one byte on.
      const repeat = this.#repeats[0]!
      if (i + 5 <= end && i + 1 >= repeat && view.getInt32(i + 1, true) === view.getInt32(i + 1 - repeat, true)) {
        i++
        match = i - repeat
      } else if (match < 0 || i - match > this.#window || view.getInt32(match, true) !== bytes) {
        i += 1 + (misses++ >> 7)
        continue
      }
      misses = 0
      let from = i
      while (from > anchor && match > 0 && input[from - 1] === input[match - 1]) {
        from--
        match--
      }
      const length = i - from + 4 + matchLength(view, match + i - from + 4, i + 4, end)
      this.#add(anchor, from - anchor, from - match, length)
      i = anchor = from + length
      if (i + 2 <= end) recent[hash4(view.getInt32(i - 2, true))] = i - 2 + delta
    }
    const rest = end - anchor
    copyBytes(input, anchor, this.#literals, this.#literalCount, rest)
    this.#literalCount += rest
  }

  #add(literalsFrom: number, literalLength: number, distance: number, length: number): void {
    copyBytes(this.#input, literalsFrom, this.#literals, this.#literalCount, literalLength)
    this.#literalCount += literalLength
    const one = this.#repeats[0]!
    const two = this.#repeats[1]!
    const three = this.#repeats[2]!
    const shift = literalLength === 0 ? 1 : 0
    let value = distance + 3
    if (distance === one && shift === 0) {
      value = 1
    } else {
      if (distance === two) value = 2 - shift
      else if (distance === three) value = 3 - shift
      else if (shift === 1 && distance === one - 1) value = 3
      if (distance !== two) this.#repeats[2] = two
      this.#repeats[1] = one
      this.#repeats[0] = distance
    }
    const at = this.#sequenceCount++
    this.#literalLengths[at] = literalLength
    this.#matchLengths[at] = length
    this.#offsetValues[at] = value
  }

  /** Writes the literals section at `at` and returns the position after it. */
  #writeLiterals(at: number): number {
    const literals = this.#literals
    const output = this.#output
    const size = this.#literalCount
    const counts = new Uint32Array(256)
    for (let i = 0; i < size; i++) counts[literals[i]!]!++
    let largest = 0
    for (let symbol = 0; symbol < 256; symbol++) if (counts[symbol]! > largest) largest = counts[symbol]!
    if (size > 1 && largest === size) {
      at = this.#literalsHeader(1, size, at)
      output[at] = literals[0]!
      return at + 1
    }
    // Below some size, or when nothing is much more frequent than the rest, a tree costs more than it saves.
    const code = size < 32 || largest <= (size >> 7) + 4 ? undefined : codeFor(counts)
    if (code !== undefined) {
      let bits = 0
      for (let symbol = 0; symbol < 256; symbol++) bits += counts[symbol]! * code.lengths[symbol]!
      if (code.description.length + (bits >> 3) + 12 < size - (size >> 6)) return this.#huffmanLiterals(code, at)
    }
    at = this.#literalsHeader(0, size, at)
    literals.copy(output, at, 0, size)
    return at + size
  }

  #huffmanLiterals(code: NonNullable<ReturnType<typeof codeFor>>, at: number): number {
    const literals = this.#literals
    const output = this.#output
    const size = this.#literalCount
    const single = size < 256
    const format = single ? 0 : size < 1024 ? 1 : size < 16384 ? 2 : 3
    const headerBytes = format < 2 ? 3 : format + 2
    const start = at + headerBytes
    code.description.copy(output, start)
    let end = start + code.description.length
    if (single) {
      end = encodeStream(code, literals, 0, size, output, end)
    } else {
      const quarter = (size + 3) >> 2
      const jumps = end
      end += 6
      for (let stream = 0; stream < 4; stream++) {
        const from = end
        end = encodeStream(code, literals, stream * quarter, Math.min(size, (stream + 1) * quarter), output, from)
        if (stream < 3) output.writeUInt16LE(end - from, jumps + stream * 2)
      }
    }
    const packed = end - start
    const sizeBits = format < 2 ? 10 : format === 2 ? 14 : 18
    // Up to 40 bits, so in parts: 4 of type and format, then the two sizes.
    const header = 2 + format * 4 + size * 16 + packed * 2 ** (4 + sizeBits)
    output.writeUIntLE(header, at, headerBytes)
    return end
  }

  #literalsHeader(type: 0 | 1, size: number, at: number): number {
    if (size < 32) {
      this.#output[at] = type | (size << 3)
      return at + 1
    }
    const bytes = size < 4096 ? 2 : 3
    this.#output.writeUIntLE(type | (bytes === 2 ? 4 : 12) | (size << 4), at, bytes)
    return at + bytes
  }

  /** Writes the sequences section at `at` and returns the position after it. */
  #writeSequences(at: number): number {
    const output = this.#output
    const count = this.#sequenceCount
    if (count < 128) {
      output[at++] = count
    } else if (count < 0x7f00) {
      output[at++] = (count >> 8) + 128
      output[at++] = count & 0xff
    } else {
      output[at++] = 255
      output.writeUInt16LE(count - 0x7f00, at)
      at += 2
    }
    if (count === 0) return at
    const llCodes = new Uint8Array(count)
    const ofCodes = new Uint8Array(count)
    const mlCodes = new Uint8Array(count)
    for (let i = 0; i < count; i++) {
      llCodes[i] = literalLengthCode(this.#literalLengths[i]!)
      ofCodes[i] = 31 - Math.clz32(this.#offsetValues[i]!)
      mlCodes[i] = matchLengthCode(this.#matchLengths[i]!)
    }
    const modesAt = at++
    const ll = this.#chooseTable(literalLengths, llCodes, at)
    const of = this.#chooseTable(offsets, ofCodes, ll.next)
    const ml = this.#chooseTable(matchLengths, mlCodes, of.next)
    output[modesAt] = (ll.mode << 6) | (of.mode << 4) | (ml.mode << 2)
    const writer = new BitWriter(output, ml.next)
    // From the last sequence to the first, each part in the reverse of the order in which it is read.
    let llState = 0
    let ofState = 0
    let mlState = 0
    for (let i = count - 1; i >= 0; i--) {
      const llCode = llCodes[i]!
      const ofCode = ofCodes[i]!
      const mlCode = mlCodes[i]!
      if (i === count - 1) {
        mlState = ml.table.first(mlCode)
        ofState = of.table.first(ofCode)
        llState = ll.table.first(llCode)
      } else {
        ofState = of.table.next(writer, ofState, ofCode)
        mlState = ml.table.next(writer, mlState, mlCode)
        llState = ll.table.next(writer, llState, llCode)
      }
      writer.add(this.#literalLengths[i]! - literalLengths.bases![llCode]!, literalLengths.extraBits![llCode]!)
      writer.add(this.#matchLengths[i]! - matchLengths.bases![mlCode]!, matchLengths.extraBits![mlCode]!)
      writer.add(this.#offsetValues[i]! - (1 << ofCode), ofCode)
    }
    ml.table.end(writer, mlState)
    of.table.end(writer, ofState)
    ll.table.end(writer, llState)
    return writer.finish()
  }

  /** The predefined table for few sequences, else one of the codes' own, described at `at`. */
  #chooseTable(alphabet: Alphabet, codes: Uint8Array, at: number): { mode: number; table: EncodingTable; next: number } {
    const counts = new Uint32Array(alphabet.maxSymbol + 1)
    for (const code of codes) counts[code]!++
    const distinct = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0)
    if (codes.length >= OWN_DISTRIBUTION_MIN && distinct > 1) {
      const distribution = distributionOf(counts, codes.length, alphabet.maxLog)
      return { mode: 2, table: new EncodingTable(distribution), next: writeDistribution(distribution, this.#output, at) }
    }
    let table = predefinedTables.get(alphabet)
    if (table === undefined) predefinedTables.set(alphabet, (table = new EncodingTable(alphabet.predefined)))
    return { mode: 0, table, next: at }
  }
}
