// The compression of record batches: one synchronous call each way for every codec. Pure functions (shape C).
// Decompression never makes more than `maxOutputBytes`, whatever the input claims or expands to.

import { unreachable } from '../../core/assert.ts'
import { CorruptionError } from '../../core/errors.ts'
import { gunzip, gzip } from './gzip.ts'
import { lz4Compress, lz4Decompress } from './lz4.ts'
import type { Scratch } from './scratch.ts'
import { snappyCompress, snappyDecompress } from './snappy.ts'
import { zstdCompress, zstdDecompress } from './zstd.ts'

/** The codecs in the order of their numbers in a batch's attributes. */
export const compressionNames = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
export type Compression = (typeof compressionNames)[number]

/** Compressed data that would expand beyond the caller's limit. */
export class DecompressionLimitError extends CorruptionError {
  override readonly name = 'DecompressionLimitError'
  readonly maxOutputBytes: number

  constructor(codec: Compression, inputBytes: number, maxOutputBytes: number) {
    super(`${codec} data of ${inputBytes} bytes expands beyond the limit of ${maxOutputBytes} bytes`)
    this.maxOutputBytes = maxOutputBytes
  }
}

/**
 * Compresses `input`. `level` is the codec's own scale, as in Kafka's compression.gzip.level, compression.lz4.level and
 * compression.zstd.level; without it Kafka's defaults (gzip -1, which is 6; lz4 9; zstd 3). Snappy has none.
 */
export function compress(codec: Compression, input: Buffer, level?: number): Buffer {
  switch (codec) {
    case 'none':
      return input
    case 'gzip':
      return gzip(input, level)
    case 'snappy':
      return snappyCompress(input)
    case 'lz4':
      return lz4Compress(input)
    case 'zstd':
      return zstdCompress(input, level)
    default:
      return unreachable(codec)
  }
}

/**
 * Expands `input`. Throws DecompressionLimitError beyond `maxOutputBytes`, CorruptionError for damaged data. With a `scratch` the result may lie in it, until its next use.
 */
export function decompress(codec: Compression, input: Buffer, maxOutputBytes: number, scratch?: Scratch): Buffer {
  switch (codec) {
    case 'none':
      return input
    case 'gzip':
      return gunzip(input, maxOutputBytes)
    case 'snappy':
      return snappyDecompress(input, maxOutputBytes, scratch)
    case 'lz4':
      return lz4Decompress(input, maxOutputBytes, scratch)
    case 'zstd':
      return zstdDecompress(input, maxOutputBytes)
    default:
      return unreachable(codec)
  }
}
