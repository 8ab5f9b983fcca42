// gzip by Node's own zlib.

import { constants, createGunzip, createGzip, gunzipSync, gzipSync, type ZlibOptions } from 'node:zlib'
import { CorruptionError, errorMessage } from '../../core/errors.ts'
import { DecompressionLimitError } from './codec.ts'
import { Engine, Packer } from './engine.ts'

const sample = Buffer.from('gzip, gzip, gzip')
const defaultLevel = -1
const packer = new Packer(level => ({ make: () => createGzip({ level, chunkSize: 64 }), end: constants.Z_FINISH, resets: true }), gzipPlain)
/** Undefined before the first use, null when there is none. */
let unpacker: Engine | null | undefined

/** `level` 1 to 9, or -1 for zlib's default, 6. */
export function gzip(input: Buffer, level = defaultLevel): Buffer {
  return packer.pack(input, level)
}

export function gunzip(input: Buffer, maxOutputBytes: number): Buffer {
  if (unpacker === undefined) unpacker = Engine.open({ make: () => createGunzip({ chunkSize: 64 }), end: constants.Z_FINISH, resets: true }, gzipPlain(sample), sample) ?? null
  // The last four bytes tell the size, of the last member at least; deflate makes at most 1032 bytes of one.
  const claimed = input.length < 18 ? Infinity : input.readUInt32LE(input.length - 4)
  if (unpacker !== null && claimed <= maxOutputBytes && claimed <= input.length * 1032) {
    const output = Buffer.allocUnsafeSlow(claimed + 1)
    const bytes = unpacker.run(input, output)
    if (bytes >= 0) return output.subarray(0, bytes)
  }
  return gunzipPlain(input, maxOutputBytes)
}

/** The same by Node's one-shot call. */
export function gzipPlain(input: Buffer, level = defaultLevel): Buffer {
  return gzipSync(input, { level })
}

/** The same by Node's one-shot call. */
export function gunzipPlain(input: Buffer, maxOutputBytes: number): Buffer {
  // The sync call collects chunks: few and large ones for large input, no 16 KB chunk for a tiny one.
  const options: ZlibOptions = { chunkSize: Math.min(Math.max(1024, input.length * 4), 256 * 1024), maxOutputLength: Math.max(1, maxOutputBytes) }
  try {
    return gunzipSync(input, options)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new DecompressionLimitError('gzip', input.length, maxOutputBytes)
    throw new CorruptionError(`gzip data of ${input.length} bytes is damaged: ${errorMessage(error)}`, { cause: error })
  }
}
