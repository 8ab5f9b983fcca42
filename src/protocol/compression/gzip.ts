// gzip by Node's own zlib.

import { gunzipSync, gzipSync, type ZlibOptions } from 'node:zlib'
import { CorruptionError, errorMessage } from '../../core/errors.ts'
import { DecompressionLimitError } from './codec.ts'

/** `level` 1 to 9, or -1 for zlib's default, 6. */
export function gzip(input: Buffer, level = -1): Buffer {
  return gzipSync(input, { level })
}

export function gunzip(input: Buffer, maxOutputBytes: number): Buffer {
  // The sync call collects chunks: few and large ones for large input, no 16 KB chunk for a tiny one.
  const options: ZlibOptions = { chunkSize: Math.min(Math.max(1024, input.length * 4), 256 * 1024), maxOutputLength: Math.max(1, maxOutputBytes) }
  try {
    return gunzipSync(input, options)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new DecompressionLimitError('gzip', input.length, maxOutputBytes)
    throw new CorruptionError(`gzip data of ${input.length} bytes is damaged: ${errorMessage(error)}`, { cause: error })
  }
}
