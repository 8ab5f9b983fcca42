// The growing output of a decompressor: never longer than the limit, and never allocated much ahead of what was made.

import { DecompressionLimitError, type Compression } from './codec.ts'
import type { Scratch } from './scratch.ts'

export class BoundedOutput {
  buffer: Buffer
  /** Bytes in use. */
  size = 0
  readonly #codec: Compression
  readonly #inputBytes: number
  readonly #limit: number
  readonly #scratch: Scratch | undefined

  constructor(codec: Compression, inputBytes: number, limit: number, initialBytes: number, scratch?: Scratch) {
    this.#scratch = scratch
    this.#codec = codec
    this.#inputBytes = inputBytes
    this.#limit = limit
    this.buffer = this.#allocate(Math.min(limit, initialBytes))
  }

  /** Makes room for `bytes` after the first `used` ones and returns the buffer to go on with. Throws DecompressionLimitError. */
  grow(used: number, bytes: number): Buffer {
    this.size = used
    const needed = used + bytes
    this.checkLimit(needed)
    if (needed > this.buffer.length) {
      const grown = this.#allocate(Math.min(this.#limit, Math.max(needed, this.buffer.length * 2)))
      this.buffer.copy(grown, 0, 0, used)
      this.buffer = grown
    }
    return this.buffer
  }

  /** Appends `bytes`. */
  push(bytes: Buffer): void {
    this.grow(this.size, bytes.length).set(bytes, this.size)
    this.size += bytes.length
  }

  #allocate(bytes: number): Buffer {
    return this.#scratch === undefined ? Buffer.allocUnsafe(bytes) : this.#scratch.take(bytes)
  }

  /** Throws DecompressionLimitError when `total` bytes are too many. */
  checkLimit(total: number): void {
    if (total > this.#limit) throw new DecompressionLimitError(this.#codec, this.#inputBytes, this.#limit)
  }

  finish(): Buffer {
    return this.buffer.subarray(0, this.size)
  }
}
