// Memory that is written, looked at and forgotten before its next use. Why: V8 starts a full collection for every few megabytes of fresh buffers.

/** A scratch buffer of its own for each use that never overlaps with another. */
export class Scratch {
  readonly #keptBytesMax: number
  #free: Buffer | undefined

  /** Larger buffers than `keptBytesMax` are not kept for the next use. Default 8 MiB. */
  constructor(keptBytesMax = 8 * 2 ** 20) {
    this.#keptBytesMax = keptBytesMax
  }

  /** A buffer of at least `bytes`. What was taken before is no longer good, unless it was too large to be kept. */
  take(bytes: number): Buffer {
    if (this.#free !== undefined && this.#free.length >= bytes) return this.#free
    const fresh = Buffer.allocUnsafeSlow(Math.max(64 * 1024, bytes))
    if (fresh.length <= this.#keptBytesMax) this.#free = fresh
    return fresh
  }
}
