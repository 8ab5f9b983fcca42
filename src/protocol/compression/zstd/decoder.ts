// A Zstandard decompressor (RFC 8878) for Nodes whose zlib has none. No dictionaries: records never have one.

import { CorruptionError } from '../../../core/errors.ts'
import { copyBytes, copyMatch } from '../matches.ts'
import { BoundedOutput } from '../output.ts'
import { BackwardReader, READER_PADDING } from './bits.ts'
import { decodingTable, readDistribution, singleSymbolTable, type DecodingTable } from './fse.ts'
import { decodeStream, readTree, type HuffmanTable } from './huffman.ts'
import { literalLengths, matchLengths, offsets, type Alphabet, type CodedAlphabet } from './sequences.ts'
import { xxh64Low } from './xxh64.ts'

const MAGIC = 0xfd2fb528
const SKIPPABLE_MAGIC = 0x184d2a50
const BLOCK_BYTES_MAX = 128 * 1024

/** Expands all frames of `input`. Throws CorruptionError, beyond `maxOutputBytes` DecompressionLimitError. */
export function zstdExpand(input: Buffer, maxOutputBytes: number): Buffer {
  return new FrameReader(input, maxOutputBytes).read()
}

const predefinedTables = new Map<Alphabet, DecodingTable>()

class FrameReader {
  /** The input with padding around it, as bit readers load four bytes at a time. Positions count from its beginning. */
  readonly #input: Buffer
  readonly #view: DataView
  readonly #end: number
  readonly #output: BoundedOutput
  #position = READER_PADDING
  // What a block may take over from those before it in its frame.
  #huffman: HuffmanTable | undefined
  #tables = new Map<Alphabet, DecodingTable>()
  #repeats: [number, number, number] = [1, 4, 8]
  // The literals of the current block.
  readonly #literalSpace: Buffer
  #literals: Buffer
  #literalsStart = 0
  #literalsEnd = 0

  constructor(input: Buffer, limit: number) {
    this.#input = Buffer.alloc(input.length + 2 * READER_PADDING)
    this.#input.set(input, READER_PADDING)
    this.#view = new DataView(this.#input.buffer, this.#input.byteOffset, this.#input.length)
    this.#end = READER_PADDING + input.length
    this.#output = new BoundedOutput('zstd', input.length, limit, Math.max(256, input.length * 4))
    this.#literalSpace = this.#literals = Buffer.allocUnsafe(Math.min(BLOCK_BYTES_MAX, Math.max(1024, input.length * 16)))
  }

  read(): Buffer {
    if (this.#position === this.#end) throw this.#damaged('is empty')
    while (this.#position < this.#end) {
      const magic = this.#view.getUint32(this.#take(4, 'magic number'), true)
      if (magic === MAGIC) this.#frame()
      else if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) {
        this.#take(this.#view.getUint32(this.#take(4, 'length of a skippable frame'), true), 'skippable frame')
      } else throw this.#damaged(`has no Zstandard frame (magic 0x${magic.toString(16)})`)
    }
    return this.#output.finish()
  }

  #frame(): void {
    const view = this.#view
    const output = this.#output
    const descriptor = view.getUint8(this.#take(1, 'frame header'))
    const singleSegment = (descriptor & 0x20) !== 0
    if ((descriptor & 0x08) !== 0) throw this.#damaged('has a reserved bit set in its frame header')
    let window = Infinity
    if (!singleSegment) {
      const byte = view.getUint8(this.#take(1, 'frame header'))
      window = 2 ** (10 + (byte >> 3)) * (1 + (byte & 7) / 8)
    }
    for (let i = this.#take([0, 1, 2, 4][descriptor & 3]!, 'frame header'); i < this.#position; i++) {
      if (view.getUint8(i) !== 0) throw this.#damaged('needs a dictionary, which records never have')
    }
    const contentSize = this.#contentSize(descriptor >> 6, singleSegment)
    const frameStart = output.size
    // A frame's own claim is checked against the limit, and room is made only as far as it is believable.
    if (contentSize !== undefined) {
      output.checkLimit(frameStart + contentSize)
      // Honest data seldom shrinks more than thirtyfold.
      output.grow(frameStart, Math.min(contentSize, (this.#end - this.#position) * 32))
    }
    const blockMax = Math.min(window, BLOCK_BYTES_MAX)
    this.#huffman = undefined
    this.#tables = new Map()
    this.#repeats = [1, 4, 8]
    for (let last = false; !last; ) {
      const at = this.#take(3, 'block header')
      const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
      last = (header & 1) !== 0
      const size = header >>> 3
      if (size > blockMax) throw this.#damaged(`has a block of ${size} bytes, its window allows ${blockMax}`)
      switch ((header >> 1) & 3) {
        case 0: {
          const from = this.#take(size, 'block')
          output.grow(output.size, size).set(this.#input.subarray(from, from + size), output.size)
          output.size += size
          break
        }
        case 1: {
          const byte = view.getUint8(this.#take(1, 'block'))
          output.grow(output.size, size).fill(byte, output.size, output.size + size)
          output.size += size
          break
        }
        case 2: {
          const from = this.#take(size, 'block')
          this.#compressedBlock(from, from + size, frameStart, output.size + blockMax)
          break
        }
        default:
          throw this.#damaged('has a block of the reserved type')
      }
    }
    if (contentSize !== undefined && contentSize !== output.size - frameStart) {
      throw this.#damaged(`claims ${contentSize} bytes of content, holds ${output.size - frameStart}`)
    }
    if ((descriptor & 0x04) !== 0) {
      const stored = view.getUint32(this.#take(4, 'content checksum'), true)
      if (stored !== xxh64Low(output.buffer.subarray(frameStart, output.size))) throw this.#damaged('has a wrong content checksum')
    }
  }

  #contentSize(flag: number, singleSegment: boolean): number | undefined {
    const view = this.#view
    switch (flag) {
      case 0:
        return singleSegment ? view.getUint8(this.#take(1, 'frame header')) : undefined
      case 1:
        return view.getUint16(this.#take(2, 'frame header'), true) + 256
      case 2:
        return view.getUint32(this.#take(4, 'frame header'), true)
      default: {
        const at = this.#take(8, 'frame header')
        return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32
      }
    }
  }

  #compressedBlock(position: number, end: number, frameStart: number, outputEnd: number): void {
    position = this.#readLiterals(position, end)
    if (position >= end) throw this.#damaged('has a block that ends before its sequences')
    const view = this.#view
    let count = view.getUint8(position++)
    if (count >= 128) {
      const more = count === 255 ? 2 : 1
      if (end - position < more) throw this.#damaged('has a block that ends before its sequences')
      count = count === 255 ? view.getUint16(position, true) + 0x7f00 : ((count - 128) << 8) + view.getUint8(position)
      position += more
    }
    if (count === 0) {
      if (position !== end) throw this.#damaged('has bytes after the literals of a block without sequences')
    } else {
      if (position >= end) throw this.#damaged('has a block that ends before its sequences')
      const modes = view.getUint8(position++)
      if ((modes & 3) !== 0) throw this.#damaged('has reserved bits set in a block')
      position = this.#readTable(literalLengths, modes >> 6, position, end)
      position = this.#readTable(offsets, (modes >> 4) & 3, position, end)
      position = this.#readTable(matchLengths, (modes >> 2) & 3, position, end)
      this.#execute(count, position, end, frameStart, outputEnd)
    }
    const rest = this.#literalsEnd - this.#literalsStart
    const at = this.#output.size
    if (at + rest > outputEnd) throw this.#damaged('has a block that expands beyond its block size')
    copyBytes(this.#literals, this.#literalsStart, this.#output.grow(at, rest), at, rest)
    this.#output.size = at + rest
  }

  /** Leaves the block's literals in `#literals[#literalsStart, #literalsEnd)` and returns where the sequences begin. */
  #readLiterals(position: number, end: number): number {
    const view = this.#view
    if (position >= end) throw this.#damaged('has an empty block')
    const first = view.getUint8(position)
    const type = first & 3
    const format = (first >> 2) & 3
    if (type < 2) {
      const headerBytes = format === 1 ? 2 : format === 3 ? 3 : 1
      if (end - position < headerBytes + type) throw this.#damaged('has a block that ends within its literals')
      const size = (view.getUint32(position, true) & [0xff, 0xffff, 0xff, 0xffffff][format]!) >>> (headerBytes === 1 ? 3 : 4)
      position += headerBytes
      if (size > BLOCK_BYTES_MAX) throw this.#damaged(`has a block with ${size} literals`)
      if (type === 1) {
        this.#literals = this.#space(size).fill(view.getUint8(position), 0, size)
        this.#literalsStart = 0
        this.#literalsEnd = size
        return position + 1
      }
      if (size > end - position) throw this.#damaged('has a block that ends within its literals')
      this.#literals = this.#input
      this.#literalsStart = position
      return (this.#literalsEnd = position + size)
    }
    const headerBytes = format < 2 ? 3 : format + 2
    if (end - position < headerBytes) throw this.#damaged('has a block that ends within its literals')
    const low = view.getUint32(position, true)
    let size: number
    let packed: number
    if (format < 2) {
      size = (low >>> 4) & 0x3ff
      packed = (low >>> 14) & 0x3ff
    } else if (format === 2) {
      size = (low >>> 4) & 0x3fff
      packed = low >>> 18
    } else {
      size = (low >>> 4) & 0x3ffff
      packed = (low >>> 22) | (view.getUint8(position + 4) << 10)
    }
    position += headerBytes
    const streamsEnd = position + packed
    if (size > BLOCK_BYTES_MAX || streamsEnd > end) throw this.#damaged(`has a block with ${size} literals in ${packed} bytes`)
    if (type === 2) {
      const tree = readTree(this.#input, view, position, streamsEnd)
      if (tree === undefined) throw this.#damaged('has a damaged Huffman tree')
      this.#huffman = tree.table
      position = tree.next
    }
    const table = this.#huffman
    if (table === undefined) throw this.#damaged('refers to a Huffman tree where none was before')
    const target = (this.#literals = this.#space(size))
    this.#literalsStart = 0
    this.#literalsEnd = size
    let good: boolean
    if (format === 0) {
      good = decodeStream(table, view, position, streamsEnd, target, 0, size)
    } else {
      if (streamsEnd - position < 6) throw this.#damaged('has a block that ends within its literals')
      const one = position + 6 + view.getUint16(position, true)
      const two = one + view.getUint16(position + 2, true)
      const three = two + view.getUint16(position + 4, true)
      const quarter = (size + 3) >> 2
      good =
        three <= streamsEnd &&
        quarter * 3 <= size &&
        decodeStream(table, view, position + 6, one, target, 0, quarter) &&
        decodeStream(table, view, one, two, target, quarter, quarter * 2) &&
        decodeStream(table, view, two, three, target, quarter * 2, quarter * 3) &&
        decodeStream(table, view, three, streamsEnd, target, quarter * 3, size)
    }
    if (!good) throw this.#damaged('has literals that cannot be decoded')
    return streamsEnd
  }

  #space(size: number): Buffer {
    return size <= this.#literalSpace.length ? this.#literalSpace : Buffer.allocUnsafe(size)
  }

  #readTable(alphabet: Alphabet, mode: number, position: number, end: number): number {
    switch (mode) {
      case 0: {
        let table = predefinedTables.get(alphabet)
        if (table === undefined) predefinedTables.set(alphabet, (table = decodingTable(alphabet.predefined)))
        this.#tables.set(alphabet, table)
        return position
      }
      case 1: {
        const symbol = this.#input[position]!
        if (position >= end || symbol > alphabet.maxSymbol) throw this.#damaged(`has a damaged table of ${alphabet.name}`)
        this.#tables.set(alphabet, singleSymbolTable(symbol))
        return position + 1
      }
      case 2: {
        const read = readDistribution(this.#input, position, end, alphabet.maxLog, alphabet.maxSymbol)
        if (read === undefined) throw this.#damaged(`has a damaged table of ${alphabet.name}`)
        this.#tables.set(alphabet, decodingTable(read.distribution))
        return read.next
      }
      default:
        if (!this.#tables.has(alphabet)) throw this.#damaged(`refers to a table of ${alphabet.name} where none was before`)
        return position
    }
  }

  /** Decodes `count` sequences from the bits of `[start, end)` and carries them out. This is where the time goes. */
  #execute(count: number, start: number, end: number, frameStart: number, outputEnd: number): void {
    const view = this.#view
    const { symbols: llSymbols, bits: llBits, bases: llBases, log: llLog } = this.#tables.get(literalLengths)!
    const { symbols: ofSymbols, bits: ofBits, bases: ofBases, log: ofLog } = this.#tables.get(offsets)!
    const { symbols: mlSymbols, bits: mlBits, bases: mlBases, log: mlLog } = this.#tables.get(matchLengths)!
    const { bases: lengthBases, extraBits: lengthExtra } = literalLengths as CodedAlphabet
    const { bases: matchBases, extraBits: matchExtra } = matchLengths as CodedAlphabet
    const reader = new BackwardReader(view, start, end)
    let llState = reader.read(llLog)
    let ofState = reader.read(ofLog)
    let mlState = reader.read(mlLog)
    let left = reader.left
    let [repeat1, repeat2, repeat3] = this.#repeats
    const literals = this.#literals
    let literalAt = this.#literalsStart
    const literalsEnd = this.#literalsEnd
    let output = this.#output.buffer
    let at = this.#output.size
    for (let i = 1; ; i++) {
      const offsetCode = ofSymbols[ofState]!
      const matchCode = mlSymbols[mlState]!
      const literalCode = llSymbols[llState]!
      // The offset's bits, in two parts as one load gives 25 at most; a code above 30 reaches beyond any buffer.
      if (left < 0 || offsetCode > 30) throw this.#damaged('has sequences that cannot be decoded')
      const highBits = offsetCode > 16 ? offsetCode - 16 : 0
      const lowBits = offsetCode - highBits
      left -= highBits
      const high = (view.getUint32(start + (left >> 3), true) >>> (left & 7)) & ((1 << highBits) - 1)
      left -= lowBits
      const low = (view.getUint32(start + (left >> 3), true) >>> (left & 7)) & ((1 << lowBits) - 1)
      const offsetValue = (1 << offsetCode) + ((high << lowBits) | low)
      const matchBits = matchExtra[matchCode]!
      left -= matchBits
      const matchLength = matchBases[matchCode]! + ((view.getUint32(start + (left >> 3), true) >>> (left & 7)) & ((1 << matchBits) - 1))
      const literalBits = lengthExtra[literalCode]!
      left -= literalBits
      const literalLength = lengthBases[literalCode]! + ((view.getUint32(start + (left >> 3), true) >>> (left & 7)) & ((1 << literalBits) - 1))
      if (left < 0) throw this.#damaged('has sequences that end too early')
      let distance: number
      if (offsetValue > 3) {
        distance = offsetValue - 3
        repeat3 = repeat2
        repeat2 = repeat1
        repeat1 = distance
      } else {
        // A repeated offset; without literals before it the latest one would be no new match, so all move up by one.
        const which = offsetValue + (literalLength === 0 ? 1 : 0)
        if (which === 1) {
          distance = repeat1
        } else {
          distance = which === 2 ? repeat2 : which === 3 ? repeat3 : repeat1 - 1
          if (which !== 2) repeat3 = repeat2
          repeat2 = repeat1
          repeat1 = distance
        }
      }
      if (literalLength > literalsEnd - literalAt) throw this.#damaged('has sequences that need more literals than there are')
      if (at + literalLength + matchLength > outputEnd) throw this.#damaged('has a block that expands beyond its block size')
      if (at + literalLength + matchLength > output.length) output = this.#output.grow(at, literalLength + matchLength)
      copyBytes(literals, literalAt, output, at, literalLength)
      literalAt += literalLength
      at += literalLength
      if (distance <= 0 || distance > at - frameStart) throw this.#damaged(`has a match ${distance} bytes back where ${at - frameStart} can be reached`)
      copyMatch(output, at, distance, matchLength)
      at += matchLength
      if (i === count) break
      left -= llBits[llState]!
      llState = llBases[llState]! + ((view.getUint32(start + (left >> 3), true) >>> (left & 7)) & ((1 << llBits[llState]!) - 1))
      left -= mlBits[mlState]!
      mlState = mlBases[mlState]! + ((view.getUint32(start + (left >> 3), true) >>> (left & 7)) & ((1 << mlBits[mlState]!) - 1))
      left -= ofBits[ofState]!
      ofState = ofBases[ofState]! + ((view.getUint32(start + (left >> 3), true) >>> (left & 7)) & ((1 << ofBits[ofState]!) - 1))
    }
    if (left !== 0) throw this.#damaged('has sequences that do not end where they should')
    this.#repeats = [repeat1, repeat2, repeat3]
    this.#literalsStart = literalAt
    this.#output.size = at
  }

  /** Consumes `length` bytes and returns where they begin. */
  #take(length: number, what: string): number {
    const at = this.#position
    if (length > this.#end - at) throw this.#damaged(`ends within a ${what}`)
    this.#position += length
    return at
  }

  #damaged(what: string): CorruptionError {
    return new CorruptionError(`zstd data of ${this.#end - READER_PADDING} bytes ${what}`)
  }
}
