// LZ4 in the frame format that record batches carry: our own block codec, frames with xxHash32 checksums.
// Written as Java's client does (independent blocks of at most 64 KB, no checksums beyond the header's), because it
// reads nothing else; read in every form the frame format knows except dictionaries.

import { CorruptionError } from '../../core/errors.ts'
import { copyBytes, copyMatch, hash4, matchLength, openPositions, recent, viewOf } from './matches.ts'
import { BoundedOutput } from './output.ts'
import type { Scratch } from './scratch.ts'
import { expandByWasm } from './wasm.ts'
import { xxh32 } from './xxhash.ts'

const MAGIC = 0x184d2204
const SKIPPABLE_MAGIC = 0x184d2a50
const BLOCK_BYTES = 64 * 1024
const UNCOMPRESSED = 0x80000000

/** The frame of `input`. There is one compression strength, which is what Kafka's default level gives. */
export function lz4Compress(input: Buffer): Buffer {
  const blocks = Math.ceil(input.length / BLOCK_BYTES)
  const output = Buffer.allocUnsafe(7 + blocks * 4 + 4 + input.length + Math.ceil(Math.min(input.length, BLOCK_BYTES) / 255) + 16)
  output.writeUInt32LE(MAGIC, 0)
  output[4] = 0x60 // version 1, independent blocks
  output[5] = 0x40 // blocks of at most 64 KB
  output[6] = (xxh32(output, 4, 6) >>> 8) & 0xff
  const view = viewOf(input)
  let at = 7
  for (let start = 0; start < input.length; start += BLOCK_BYTES) {
    const end = Math.min(input.length, start + BLOCK_BYTES)
    const size = compressBlock(input, view, start, end, output, at + 4) - (at + 4)
    if (size < end - start) {
      output.writeUInt32LE(size, at)
      at += 4 + size
    } else {
      output.writeUInt32LE((UNCOMPRESSED | (end - start)) >>> 0, at)
      input.copy(output, at + 4, start, end)
      at += 4 + end - start
    }
  }
  output.writeUInt32LE(0, at)
  return output.subarray(0, at + 4)
}

/** Encodes `input[start, end)` as one block at `at` and returns the position after it. */
function compressBlock(input: Buffer, view: DataView, start: number, end: number, output: Buffer, at: number): number {
  const delta = openPositions(start, end - start)
  // The format's rules: the last match begins 12 bytes before the end at the latest, the last five bytes are literals.
  const lastMatchStart = end - 12
  const matchEnd = end - 5
  let anchor = start
  let misses = 0
  for (let i = start; i <= lastMatchStart; ) {
    const bytes = view.getInt32(i, true)
    const slot = hash4(bytes)
    let match = recent[slot]! - delta
    recent[slot] = i + delta
    if (match < start || i - match > 0xffff || view.getInt32(match, true) !== bytes) {
      // Incompressible data is crossed in growing steps.
      i += 1 + (misses++ >> 6)
      continue
    }
    misses = 0
    let from = i
    while (from > anchor && match > start && input[from - 1] === input[match - 1]) {
      from--
      match--
    }
    const length = i - from + 4 + matchLength(view, match + i - from + 4, i + 4, matchEnd)
    const literals = from - anchor
    const token = at++
    output[token] = (Math.min(literals, 15) << 4) | Math.min(length - 4, 15)
    if (literals >= 15) at = writeExtraLength(output, at, literals - 15)
    copyBytes(input, anchor, output, at, literals)
    at += literals
    output[at++] = (from - match) & 0xff
    output[at++] = (from - match) >>> 8
    if (length - 4 >= 15) at = writeExtraLength(output, at, length - 19)
    i = anchor = from + length
    if (i <= lastMatchStart) recent[hash4(view.getInt32(i - 2, true))] = i - 2 + delta
  }
  const literals = end - anchor
  output[at++] = Math.min(literals, 15) << 4
  if (literals >= 15) at = writeExtraLength(output, at, literals - 15)
  copyBytes(input, anchor, output, at, literals)
  return at + literals
}

function writeExtraLength(output: Buffer, at: number, rest: number): number {
  for (; rest >= 255; rest -= 255) output[at++] = 255
  output[at++] = rest
  return at
}

/** Expands all frames of `input`. */
export function lz4Decompress(input: Buffer, maxOutputBytes: number, scratch?: Scratch): Buffer {
  return new FrameReader(input, maxOutputBytes, scratch).read()
}

class FrameReader {
  readonly #input: Buffer
  readonly #output: BoundedOutput
  #position = 0

  constructor(input: Buffer, limit: number, scratch: Scratch | undefined) {
    this.#input = input
    this.#output = new BoundedOutput('lz4', input.length, limit, Math.max(256, input.length * 3), scratch)
  }

  read(): Buffer {
    while (this.#position < this.#input.length) {
      const magic = this.#uint32('magic number')
      if (magic === MAGIC) this.#frame()
      else if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) this.#take(this.#uint32('length of a skippable frame'), 'skippable frame')
      else throw this.#damaged(`has no LZ4 frame (magic 0x${magic.toString(16)})`)
    }
    if (this.#input.length === 0) throw this.#damaged('is empty')
    return this.#output.finish()
  }

  #frame(): void {
    const input = this.#input
    const output = this.#output
    const descriptor = this.#position
    const flags = input[this.#take(2, 'frame header')]!
    const sizeCode = (input[descriptor + 1]! >>> 4) & 7
    if (flags >>> 6 !== 1) throw this.#damaged(`has LZ4 frame version ${flags >>> 6}`)
    if ((flags & 0x02) !== 0 || (input[descriptor + 1]! & 0x8f) !== 0) throw this.#damaged('has reserved bits set in its frame header')
    if ((flags & 0x01) !== 0) throw this.#damaged('needs a dictionary, which records never have')
    if (sizeCode < 4) throw this.#damaged(`has the block size code ${sizeCode}`)
    const independent = (flags & 0x20) !== 0
    const blockChecksums = (flags & 0x10) !== 0
    const blockBytesMax = 2 ** (8 + 2 * sizeCode)
    const frameStart = output.size
    let contentSize = -1
    if ((flags & 0x08) !== 0) {
      const at = this.#take(8, 'content size')
      contentSize = input.readUInt32LE(at) + input.readUInt32LE(at + 4) * 2 ** 32
    }
    const headerChecksum = (xxh32(input, descriptor, this.#position) >>> 8) & 0xff
    if (input[this.#take(1, 'header checksum')] !== headerChecksum) throw this.#damaged('has a wrong frame header checksum')
    for (;;) {
      const word = this.#uint32('block size')
      if (word === 0) break
      const size = word & 0x7fffffff
      if (size > blockBytesMax) throw this.#damaged(`has a block of ${size} bytes, its frame allows ${blockBytesMax}`)
      const at = this.#take(size, 'block')
      if (blockChecksums) {
        if (this.#uint32('block checksum') !== xxh32(input, at, at + size)) throw this.#damaged(`has a wrong checksum in the block at ${at}`)
      }
      if ((word & UNCOMPRESSED) !== 0) {
        input.copy(output.grow(output.size, size), output.size, at, at + size)
        output.size += size
      } else {
        const expanded = independent ? expandByWasm('lz4', input, at, at + size, blockBytesMax) : undefined
        if (expanded !== undefined) output.push(expanded)
        else this.#block(at, at + size, independent ? output.size : Math.max(frameStart, output.size - 65536), output.size + blockBytesMax)
      }
    }
    if ((flags & 0x04) !== 0) {
      if (this.#uint32('content checksum') !== xxh32(output.buffer, frameStart, output.size)) throw this.#damaged('has a wrong content checksum')
    }
    if (contentSize >= 0 && contentSize !== output.size - frameStart) {
      throw this.#damaged(`claims ${contentSize} bytes of content, holds ${output.size - frameStart}`)
    }
  }

  /** Expands the block `input[i, end)`; matches may reach back to `windowStart`, the output may grow to `outputEnd`. */
  #block(i: number, end: number, windowStart: number, outputEnd: number): void {
    const input = this.#input
    let output = this.#output.buffer
    let at = this.#output.size
    for (;;) {
      if (i >= end) throw this.#damaged('has a block that ends within a sequence')
      const token = input[i++]!
      let literals = token >>> 4
      if (literals === 15) {
        let byte: number
        do {
          if (i >= end) throw this.#damaged('has a block that ends within a length')
          byte = input[i++]!
          literals += byte
        } while (byte === 255)
      }
      if (literals > end - i) throw this.#damaged(`has a block with ${literals} literals where ${end - i} bytes are left`)
      if (at + literals > output.length) output = this.#output.grow(at, literals)
      copyBytes(input, i, output, at, literals)
      i += literals
      at += literals
      if (i === end) break // the last sequence has no match
      if (end - i < 2) throw this.#damaged('has a block that ends within an offset')
      const distance = input[i]! | (input[i + 1]! << 8)
      i += 2
      if (distance === 0 || at - distance < windowStart) throw this.#damaged(`has a match ${distance} bytes back where ${at - windowStart} can be reached`)
      let length = (token & 15) + 4
      if (length === 19) {
        let byte: number
        do {
          if (i >= end) throw this.#damaged('has a block that ends within a length')
          byte = input[i++]!
          length += byte
        } while (byte === 255)
      }
      if (at + length > outputEnd) throw this.#damaged('has a block that expands beyond its frame\'s block size')
      if (at + length > output.length) output = this.#output.grow(at, length)
      copyMatch(output, at, distance, length)
      at += length
    }
    if (at > outputEnd) throw this.#damaged('has a block that expands beyond its frame\'s block size')
    this.#output.size = at
  }

  #uint32(what: string): number {
    return this.#input.readUInt32LE(this.#take(4, what))
  }

  /** Consumes `length` bytes and returns where they begin. */
  #take(length: number, what: string): number {
    const at = this.#position
    if (length > this.#input.length - at) throw this.#damaged(`ends within a ${what}`)
    this.#position += length
    return at
  }

  #damaged(what: string): CorruptionError {
    return new CorruptionError(`lz4 data of ${this.#input.length} bytes ${what}`)
  }
}
