// Zstandard: Node's own zlib where it has it (22.15, 23.8 and later), else the codec in zstd/, which works everywhere.

import * as zlib from 'node:zlib'
import { CorruptionError, errorMessage } from '../../core/errors.ts'
import { DecompressionLimitError } from './codec.ts'
import { zstdExpand } from './zstd/decoder.ts'
import { zstdPack } from './zstd/encoder.ts'

interface NativeZstd {
  zstdCompressSync(input: Buffer, options: { params: Record<number, number> }): Buffer
  zstdDecompressSync(input: Buffer, options: { maxOutputLength: number; chunkSize: number }): Buffer
  constants: { ZSTD_c_compressionLevel: number }
}

const native = 'zstdCompressSync' in zlib ? (zlib as unknown as NativeZstd) : undefined

/** `level` is Zstandard's own; the fallback has one strength. */
export function zstdCompress(input: Buffer, level = 3): Buffer {
  if (native === undefined) return zstdPack(input)
  return native.zstdCompressSync(input, { params: { [native.constants.ZSTD_c_compressionLevel]: level } })
}

export function zstdDecompress(input: Buffer, maxOutputBytes: number): Buffer {
  // Node's one-shot call expands the first frame and says nothing of what follows: whatever is not one whole frame is ours to read.
  if (native === undefined || !isOneFrame(input)) return zstdExpand(input, maxOutputBytes)
  const chunkSize = Math.min(Math.max(1024, input.length * 4), 256 * 1024)
  try {
    return native.zstdDecompressSync(input, { maxOutputLength: Math.max(1, maxOutputBytes), chunkSize })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new DecompressionLimitError('zstd', input.length, maxOutputBytes)
    throw new CorruptionError(`zstd data of ${input.length} bytes is damaged: ${errorMessage(error)}`, { cause: error })
  }
}

/** Whether `input` is exactly one frame, by the sizes in its headers. */
function isOneFrame(input: Buffer): boolean {
  if (input.length < 9 || input.readUInt32LE(0) !== 0xfd2fb528) return false
  const descriptor = input[4]!
  const singleSegment = (descriptor & 0x20) !== 0
  const contentSizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!
  let at = 5 + (singleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]! + contentSizeBytes
  for (let last = false; !last; ) {
    if (at + 3 > input.length) return false
    const header = input.readUIntLE(at, 3)
    last = (header & 1) !== 0
    at += 3 + (((header >> 1) & 3) === 1 ? 1 : header >>> 3)
  }
  return at + ((descriptor & 0x04) !== 0 ? 4 : 0) === input.length
}
