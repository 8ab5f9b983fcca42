// The growing output of a decompressor: never longer than the limit, and never allocated much ahead of what was made.

import { DecompressionLimitError, type Compression } from './codec.ts'

export class BoundedOutput {
  buffer: Buffer
  /** Bytes in use. */
  size = 0
  readonly #codec: Compression
  readonly #inputBytes: number
  readonly #limit: number

  constructor(codec: Compression, inputBytes: number, limit: number, initialBytes: number) {
    this.#codec = codec
    this.#inputBytes = inputBytes
    this.#limit = limit
    this.buffer = Buffer.allocUnsafe(Math.min(limit, initialBytes))
  }

  /** Makes room for `bytes` after the first `used` ones and returns the buffer to go on with. Throws DecompressionLimitError. */
  grow(used: number, bytes: number): Buffer {
    this.size = used
    const needed = used + bytes
    this.checkLimit(needed)
    if (needed > this.buffer.length) {
      const grown = Buffer.allocUnsafe(Math.min(this.#limit, Math.max(needed, this.buffer.length * 2)))
      this.buffer.copy(grown, 0, 0, used)
      this.buffer = grown
    }
    return this.buffer
  }

  /** Throws DecompressionLimitError when `total` bytes are too many. */
  checkLimit(total: number): void {
    if (total > this.#limit) throw new DecompressionLimitError(this.#codec, this.#inputBytes, this.#limit)
  }

  finish(): Buffer {
    return this.buffer.subarray(0, this.size)
  }
}
