// Zstandard: Node's own zlib where it has it (22.15, 23.8 and later), else the codec in zstd/, which works everywhere.

import * as zlib from 'node:zlib'
import { CorruptionError, errorMessage } from '../../core/errors.ts'
import { DecompressionLimitError } from './codec.ts'
import { Engine, Packer } from './engine.ts'
import { zstdExpand } from './zstd/decoder.ts'
import { zstdPack } from './zstd/encoder.ts'

interface NativeZstd {
  createZstdCompress(options: { chunkSize: number; params: Record<number, number> }): unknown
  createZstdDecompress(options: { chunkSize: number }): unknown
  zstdCompressSync(input: Buffer, options: { params: Record<number, number> }): Buffer
  zstdDecompressSync(input: Buffer, options: { maxOutputLength: number; chunkSize: number }): Buffer
  constants: { ZSTD_c_compressionLevel: number; ZSTD_e_end: number }
}

const native = 'zstdCompressSync' in zlib ? (zlib as unknown as NativeZstd) : undefined
const defaultLevel = 3
const sample = Buffer.from('zstd, zstd, zstd')
const packer = native === undefined ? undefined : packerOf(native)
/** Undefined before the first use, null when there is none. */
let unpacker: Engine | null | undefined

/** `level` is Zstandard's own; the fallback has one strength. */
export function zstdCompress(input: Buffer, level = defaultLevel): Buffer {
  return packer === undefined ? zstdPack(input) : packer.pack(input, level)
}

function packerOf(native: NativeZstd): Packer {
  const { createZstdCompress, constants } = native
  const make = (level: number): unknown => createZstdCompress({ chunkSize: 64, params: { [constants.ZSTD_c_compressionLevel]: level } })
  return new Packer(level => ({ make: () => make(level), end: constants.ZSTD_e_end, resets: false }), (input, level) => zstdCompressPlain(native, input, level))
}

function zstdCompressPlain({ zstdCompressSync, constants }: NativeZstd, input: Buffer, level: number): Buffer {
  return zstdCompressSync(input, { params: { [constants.ZSTD_c_compressionLevel]: level } })
}

export function zstdDecompress(input: Buffer, maxOutputBytes: number): Buffer {
  // Node's one-shot call expands the first frame and says nothing of what follows: whatever is not one whole frame is ours to read.
  const claimed = native === undefined ? undefined : contentSizeOfOneFrame(input)
  if (native === undefined || claimed === undefined) return zstdExpand(input, maxOutputBytes)
  const { createZstdDecompress, zstdDecompressSync, constants } = native
  if (unpacker === undefined) {
    const make = (): unknown => createZstdDecompress({ chunkSize: 64 })
    unpacker = Engine.open({ make, end: constants.ZSTD_e_end, resets: false }, zstdCompressPlain(native, sample, defaultLevel), sample) ?? null
  }
  // A frame that claims more than few frames of real records hold is not given the memory in advance.
  if (unpacker !== null && claimed >= 0 && claimed <= maxOutputBytes && claimed <= 65_536 + input.length * 64) {
    const output = Buffer.allocUnsafeSlow(claimed + 1)
    const bytes = unpacker.run(input, output)
    if (bytes === claimed) return output.subarray(0, bytes)
  }
  const chunkSize = Math.min(Math.max(1024, input.length * 4), 256 * 1024)
  try {
    return zstdDecompressSync(input, { maxOutputLength: Math.max(1, maxOutputBytes), chunkSize })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new DecompressionLimitError('zstd', input.length, maxOutputBytes)
    throw new CorruptionError(`zstd data of ${input.length} bytes is damaged: ${errorMessage(error)}`, { cause: error })
  }
}

/** Of `input` that is exactly one frame, by the sizes in its headers: the content size that it claims, -1 when it claims none. Undefined for anything else. */
function contentSizeOfOneFrame(input: Buffer): number | undefined {
  if (input.length < 9 || input.readUInt32LE(0) !== 0xfd2fb528) return undefined
  const descriptor = input[4]!
  const singleSegment = (descriptor & 0x20) !== 0
  const contentSizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!
  let at = 5 + (singleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]!
  if (at + contentSizeBytes > input.length) return undefined
  // Two bytes hold the size less 256; of eight, six are more than any batch has.
  const contentSize = contentSizeBytes === 0 ? -1 : contentSizeBytes === 8 ? input.readUIntLE(at, 6) : input.readUIntLE(at, contentSizeBytes) + (contentSizeBytes === 2 ? 256 : 0)
  at += contentSizeBytes
  for (let last = false; !last; ) {
    if (at + 3 > input.length) return undefined
    const header = input.readUIntLE(at, 3)
    last = (header & 1) !== 0
    at += 3 + (((header >> 1) & 3) === 1 ? 1 : header >>> 3)
  }
  return at + ((descriptor & 0x04) !== 0 ? 4 : 0) === input.length ? contentSize : undefined
}
