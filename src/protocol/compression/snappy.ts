// Snappy: our own block codec, and the stream framing of Java's snappy library (a header, then blocks with their lengths),
// which is what Java's client writes and reads. Written so; read so and as one raw block, which other clients send.

import { CorruptionError } from '../../core/errors.ts'
import { DecompressionLimitError } from './codec.ts'
import { copyBytes, copyMatch, hash4, matchLength, openPositions, recent, viewOf } from './matches.ts'
import type { Scratch } from './scratch.ts'
import { expandByWasm } from './wasm.ts'

/** 0x82 "SNAPPY" 0, then two version numbers. */
const STREAM_HEADER = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1])
const MAGIC_BYTES = 8
const STREAM_MAGIC_WORD = 0x82534e41
const BLOCK_BYTES = 32 * 1024

export function snappyCompress(input: Buffer): Buffer {
  const blocks = Math.ceil(input.length / BLOCK_BYTES)
  const output = Buffer.allocUnsafe(STREAM_HEADER.length + blocks * 16 + input.length + Math.ceil(input.length / 6))
  STREAM_HEADER.copy(output)
  const view = viewOf(input)
  let at = STREAM_HEADER.length
  for (let start = 0; start < input.length; start += BLOCK_BYTES) {
    const end = Math.min(input.length, start + BLOCK_BYTES)
    const blockEnd = compressBlock(input, view, start, end, output, at + 4)
    output.writeInt32BE(blockEnd - at - 4, at)
    at = blockEnd
  }
  return output.subarray(0, at)
}

/** Encodes `input[start, end)` as one block (its length first) at `at` and returns the position after it. */
function compressBlock(input: Buffer, view: DataView, start: number, end: number, output: Buffer, at: number): number {
  let rest = end - start
  for (; rest > 0x7f; rest >>>= 7) output[at++] = (rest & 0x7f) | 0x80
  output[at++] = rest
  const delta = openPositions(start, end - start)
  let anchor = start
  let misses = 0
  for (let i = start; i + 4 <= end; ) {
    const bytes = view.getInt32(i, true)
    const slot = hash4(bytes)
    const match = recent[slot]! - delta
    recent[slot] = i + delta
    // A block is shorter than the two bytes of an offset can reach.
    if (match < start || view.getInt32(match, true) !== bytes) {
      i += 1 + (misses++ >> 5)
      continue
    }
    misses = 0
    const length = 4 + matchLength(view, match + 4, i + 4, end)
    if (i > anchor) at = writeLiterals(input, anchor, i, output, at)
    at = writeCopy(output, at, i - match, length)
    i = anchor = i + length
    if (i + 2 <= end) recent[hash4(view.getInt32(i - 2, true))] = i - 2 + delta
  }
  return anchor < end ? writeLiterals(input, anchor, end, output, at) : at
}

function writeLiterals(input: Buffer, from: number, to: number, output: Buffer, at: number): number {
  const length = to - from
  const code = length - 1
  if (code < 60) {
    output[at++] = code << 2
  } else if (code < 0x100) {
    output[at++] = 60 << 2
    output[at++] = code
  } else {
    output[at++] = 61 << 2
    output[at++] = code & 0xff
    output[at++] = code >>> 8
  }
  copyBytes(input, from, output, at, length)
  return at + length
}

function writeCopy(output: Buffer, at: number, distance: number, length: number): number {
  while (length > 0) {
    if (length >= 4 && length <= 11 && distance < 2048) {
      output[at++] = 1 | ((length - 4) << 2) | ((distance >>> 8) << 5)
      output[at++] = distance & 0xff
      return at
    }
    // 60 rather than 64 leaves a rest of at least four, which the short form can take.
    const part = length > 64 && length < 68 ? 60 : Math.min(length, 64)
    output[at++] = 2 | ((part - 1) << 2)
    output[at++] = distance & 0xff
    output[at++] = distance >>> 8
    length -= part
  }
  return at
}

export function snappyDecompress(input: Buffer, maxOutputBytes: number, scratch?: Scratch): Buffer {
  const room = (bytes: number): Buffer => (scratch === undefined ? Buffer.allocUnsafe(bytes) : scratch.take(bytes).subarray(0, bytes))
  if (input.length < STREAM_HEADER.length || input.compare(STREAM_HEADER, 0, MAGIC_BYTES, 0, MAGIC_BYTES) !== 0) {
    const size = claimedSize(input, 0, input.length)
    if (size.bytes > maxOutputBytes) throw new DecompressionLimitError('snappy', input.length, maxOutputBytes)
    const output = room(size.bytes)
    expandBlock(input, size.next, input.length, output, 0, size.bytes)
    return output
  }
  // First the claims of all blocks, each checked against what so few bytes can expand to; then one output of just that size.
  let total = 0
  for (const [start, end] of streamBlocks(input)) {
    total += claimedSize(input, start, end).bytes
    if (total > maxOutputBytes) throw new DecompressionLimitError('snappy', input.length, maxOutputBytes)
  }
  const output = room(total)
  let at = 0
  for (const [start, end] of streamBlocks(input)) {
    const size = claimedSize(input, start, end)
    expandBlock(input, size.next, end, output, at, at + size.bytes)
    at += size.bytes
  }
  return output
}

/** The blocks within Java's framing as [start, end). The header may stand again where streams were concatenated. */
function* streamBlocks(input: Buffer): Generator<[number, number], void, undefined> {
  let i = STREAM_HEADER.length
  while (i < input.length) {
    if (input.length - i < 4) throw damaged(input, 'ends within a block length')
    const length = input.readUInt32BE(i)
    if (length === STREAM_MAGIC_WORD && input.length - i >= STREAM_HEADER.length) {
      i += STREAM_HEADER.length
      continue
    }
    i += 4
    if (length > input.length - i) throw damaged(input, `has a block of ${length} bytes where ${input.length - i} are left`)
    yield [i, i + length]
    i += length
  }
}

/** The length that a block claims to expand to, and where its elements begin. */
function claimedSize(input: Buffer, start: number, end: number): { bytes: number; next: number } {
  let bytes = 0
  for (let i = start, shift = 0; shift < 35; i++, shift += 7) {
    if (i >= end) break
    bytes += (input[i]! & 0x7f) * 2 ** shift
    if (input[i]! < 0x80) {
      // Three bytes make 64 at most: a larger claim is a lie, found before anything is allocated.
      const rest = end - i - 1
      if (bytes > rest * 22) throw damaged(input, `claims that ${rest} bytes expand to ${bytes}`)
      return { bytes, next: i + 1 }
    }
  }
  throw damaged(input, 'has no valid length at its start')
}

function expandBlock(input: Buffer, i: number, end: number, output: Buffer, outputStart: number, outputEnd: number): void {
  const expanded = expandByWasm('snappy', input, i, end, outputEnd - outputStart)
  if (expanded !== undefined && expanded.length === outputEnd - outputStart) {
    output.set(expanded, outputStart)
    return
  }
  expandByLoops(input, i, end, output, outputStart, outputEnd)
}

/** The same without WebAssembly; says what is wrong with a damaged block. */
export function expandByLoops(input: Buffer, i: number, end: number, output: Buffer, outputStart: number, outputEnd: number): void {
  let at = outputStart
  while (i < end) {
    const tag = input[i++]!
    let length: number
    let distance: number
    switch (tag & 3) {
      case 0: {
        length = (tag >>> 2) + 1
        if (length > 60) {
          const bytes = length - 60
          if (bytes > end - i) throw damaged(input, 'ends within a literal length')
          length = input.readUIntLE(i, bytes) + 1
          i += bytes
        }
        if (length > end - i) throw damaged(input, `has ${length} literals where ${end - i} bytes are left`)
        if (length > outputEnd - at) throw damaged(input, 'expands beyond the length it claims')
        copyBytes(input, i, output, at, length)
        i += length
        at += length
        continue
      }
      case 1:
        if (end - i < 1) throw damaged(input, 'ends within a copy')
        length = 4 + ((tag >>> 2) & 7)
        distance = ((tag >>> 5) << 8) | input[i]!
        i += 1
        break
      case 2:
        if (end - i < 2) throw damaged(input, 'ends within a copy')
        length = (tag >>> 2) + 1
        distance = input[i]! | (input[i + 1]! << 8)
        i += 2
        break
      default:
        if (end - i < 4) throw damaged(input, 'ends within a copy')
        length = (tag >>> 2) + 1
        distance = input.readUInt32LE(i)
        i += 4
    }
    if (distance === 0 || distance > at - outputStart) throw damaged(input, `has a copy from ${distance} bytes back where ${at - outputStart} can be reached`)
    if (length > outputEnd - at) throw damaged(input, 'expands beyond the length it claims')
    copyMatch(output, at, distance, length)
    at += length
  }
  if (at !== outputEnd) throw damaged(input, `expands to ${at - outputStart} bytes, claims ${outputEnd - outputStart}`)
}

function damaged(input: Buffer, what: string): CorruptionError {
  return new CorruptionError(`snappy data of ${input.length} bytes ${what}`)
}
