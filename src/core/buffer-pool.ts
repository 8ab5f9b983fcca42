// Large buffers that are used over and over: frames being received and answers being sent. Shape: a plain collaborator,
// no time, no I/O. Why: V8 counts the bytes of every Buffer as memory that a full collection might free, and starts one for
// every few megabytes of them; a broker that moves a gigabyte through fresh buffers spends most of its time in collections.

/** Below this a buffer is not worth keeping: Node cuts small ones out of a slab. */
export const pooledMinBytes = 16 * 1024

export class BufferPool {
  readonly #maxRetainedBytes: number
  /** Free buffers by size class. */
  readonly #free: Buffer[][] = []
  /** Memory that was given out and may come back. Weak: who forgets to give back leaves it to the garbage collector. */
  readonly #lent = new WeakSet<ArrayBufferLike>()
  #retainedBytes = 0

  /** `maxRetainedBytes` bounds what waits for its next use. Default 24 MiB. */
  constructor(maxRetainedBytes = 24 * 2 ** 20) {
    this.#maxRetainedBytes = maxRetainedBytes
  }

  /** Bytes that wait for their next use. */
  get retainedBytes(): number {
    return this.#retainedBytes
  }

  /** A buffer of `bytes` with whatever was in it before. */
  acquire(bytes: number): Buffer {
    if (bytes < pooledMinBytes) return Buffer.allocUnsafe(bytes)
    const sizeClass = classOf(bytes)
    const free = this.#free[sizeClass]
    let whole = free?.pop()
    if (whole === undefined) whole = Buffer.allocUnsafeSlow(bytesOf(sizeClass))
    else this.#retainedBytes -= whole.length
    this.#lent.add(whole.buffer)
    return whole.length === bytes ? whole : whole.subarray(0, bytes)
  }

  /**
   * Gives back a buffer that `acquire` gave out, by itself or any view of it: nobody may look at it any more. Anything else,
   * and what was given back already, is left alone.
   */
  release(buffer: Uint8Array): void {
    const memory = buffer.buffer
    if (!this.#lent.delete(memory)) return
    if (this.#retainedBytes + memory.byteLength > this.#maxRetainedBytes) return
    const sizeClass = classOf(memory.byteLength)
    const whole = Buffer.from(memory as ArrayBuffer)
    const free = this.#free[sizeClass]
    if (free === undefined) this.#free[sizeClass] = [whole]
    else free.push(whole)
    this.#retainedBytes += whole.length
  }
}

// Four classes to an octave: at most a fifth of a buffer is wasted.
function classOf(bytes: number): number {
  const octave = 31 - Math.clz32(bytes - 1)
  return octave * 4 + (((bytes - 1) >>> (octave - 2)) & 3)
}

function bytesOf(sizeClass: number): number {
  const octave = sizeClass >>> 2
  return (5 + (sizeClass & 3)) * 2 ** (octave - 2)
}
