// Bit streams of Zstandard (RFC 8878, section 4.1): written forward, read backward from a marker bit in the last byte.

/** Writes bits, the lowest first. `finish` sets the marker. */
export class BitWriter {
  readonly #buffer: Buffer
  #bits = 0
  #count = 0
  position: number

  constructor(buffer: Buffer, position: number) {
    this.#buffer = buffer
    this.position = position
  }

  /** Adds the low `count` bits of `value`, at most 24 of them; the higher ones must be zero. */
  add(value: number, count: number): void {
    let bits = this.#bits | (value << this.#count)
    let total = this.#count + count
    if (total >= 8) {
      const buffer = this.#buffer
      let position = this.position
      do {
        buffer[position++] = bits
        bits >>>= 8
        total -= 8
      } while (total >= 8)
      this.position = position
    }
    this.#bits = bits
    this.#count = total
  }

  /** Fills the last byte with zeros and returns the position after it. */
  flush(): number {
    if (this.#count > 0) this.#buffer[this.position++] = this.#bits
    this.#bits = this.#count = 0
    return this.position
  }

  /** Adds the marker, fills the last byte and returns the position after it. */
  finish(): number {
    this.add(1, 1)
    return this.flush()
  }
}

/** Zero bytes that must lie around what a BackwardReader reads, as it loads four bytes at a time. */
export const READER_PADDING = 8

/** Reads a stream from its end. Reading past its beginning gives arbitrary bits and a negative `left`: check it at the end. */
export class BackwardReader {
  readonly #view: DataView
  readonly #start: number
  /** Bits not read yet. */
  left: number

  /** The stream is `view[start, end)`; READER_PADDING bytes lie before and after it. `left` is -1 when it has no marker. */
  constructor(view: DataView, start: number, end: number) {
    this.#view = view
    this.#start = start
    const last = end > start ? view.getUint8(end - 1) : 0
    this.left = last === 0 ? -1 : (end - start) * 8 - Math.clz32(last) + 23
  }

  /** The next `count` bits, at most 25, without moving on. */
  peek(count: number): number {
    const bit = this.left - count
    if (bit < -64) return 0
    return (this.#view.getUint32(this.#start + (bit >> 3), true) >>> (bit & 7)) & ((1 << count) - 1)
  }

  /** The next `count` bits, at most 32. */
  read(count: number): number {
    if (count > 24) {
      const high = this.read(count - 16)
      return high * 65536 + this.read(16)
    }
    const value = this.peek(count)
    this.left -= count
    return value
  }
}
