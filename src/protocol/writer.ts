// Writes Kafka's primitive types. Small fields go into one growing buffer, and so do small records; larger ones are added by reference, so the result is a list of
// buffers for one gathering write. A value outside its type's range throws EncodeError: nothing is cut off or wrapped in silence.
import { EncodeError } from './errors.ts'
import type { Records, TaggedField, Uuid } from './ids.ts'
import { INT64_MAX, INT64_MIN, ZERO_UUID } from './ids.ts'

/** Kafka's limit on the length of a string field. */
const STRING_BYTES_MAX = 0x7fff
const TWO_32 = 0x100000000
/** Records up to here are copied between the fields: that costs less than a buffer more in the gathering write. */
const COPY_BYTES_MAX = 512

export class Writer {
  #buffer: Buffer
  #position = 0
  /** Where the bytes begin that are not yet in #chunks. */
  #start = 0
  /** Finished pieces, and their bytes together. */
  #chunks: Buffer[] = []
  #chunkBytes = 0
  #message = 'message'
  #version = -1

  constructor(sizeHint = 256) {
    this.#buffer = Buffer.allocUnsafe(sizeHint)
  }

  /** Names what is being written, for error messages. */
  begin(message: string, version: number): void {
    this.#message = message
    this.#version = version
  }

  fail(what: string): EncodeError {
    return new EncodeError(`${this.#version < 0 ? this.#message : `${this.#message} v${this.#version}`}: ${what}`)
  }

  /** Bytes written so far. */
  get byteLength(): number {
    return this.#chunkBytes + this.#position - this.#start
  }

  /** Everything written, as a list of buffers. The writer is done after this. */
  finish(): Buffer[] {
    this.#cut()
    return this.#chunks
  }

  /** Everything written, as one buffer; copies only if records were written by reference. */
  toBuffer(): Buffer {
    const chunks = this.finish()
    return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
  }

  #cut(): void {
    if (this.#position === this.#start) return
    this.#chunks.push(this.#buffer.subarray(this.#start, this.#position))
    this.#chunkBytes += this.#position - this.#start
    this.#start = this.#position
  }

  #grow(bytes: number): void {
    const pending = this.#position - this.#start
    const next = Buffer.allocUnsafe(Math.max((pending + bytes) * 2, 1024))
    this.#buffer.copy(next, 0, this.#start, this.#position)
    this.#buffer = next
    this.#start = 0
    this.#position = pending
  }

  bool(value: boolean): void {
    this.uint8(value ? 1 : 0)
  }

  int8(value: number): void {
    if (value !== (value << 24) >> 24) throw this.fail(`int8 out of range: ${value}`)
    this.uint8(value & 0xff)
  }

  uint8(value: number): void {
    if (value !== (value & 0xff)) throw this.fail(`uint8 out of range: ${value}`)
    if (this.#position === this.#buffer.length) this.#grow(1)
    this.#buffer[this.#position++] = value
  }

  int16(value: number): void {
    if (value !== (value << 16) >> 16) throw this.fail(`int16 out of range: ${value}`)
    this.uint16(value & 0xffff)
  }

  uint16(value: number): void {
    if (value !== (value & 0xffff)) throw this.fail(`uint16 out of range: ${value}`)
    if (this.#position + 2 > this.#buffer.length) this.#grow(2)
    const b = this.#buffer
    const at = this.#position
    b[at] = value >>> 8
    b[at + 1] = value
    this.#position = at + 2
  }

  int32(value: number): void {
    if (value !== (value | 0)) throw this.fail(`int32 out of range: ${value}`)
    if (this.#position + 4 > this.#buffer.length) this.#grow(4)
    this.#word(value)
  }

  uint32(value: number): void {
    if (value !== value >>> 0) throw this.fail(`uint32 out of range: ${value}`)
    if (this.#position + 4 > this.#buffer.length) this.#grow(4)
    this.#word(value)
  }

  #word(value: number): void {
    const b = this.#buffer
    const at = this.#position
    b[at] = value >>> 24
    b[at + 1] = value >>> 16
    b[at + 2] = value >>> 8
    b[at + 3] = value
    this.#position = at + 4
  }

  /** A number up to 2^53-1 either way, or INT64_MAX or INT64_MIN. */
  int64(value: number): void {
    if (!Number.isSafeInteger(value) && value !== INT64_MIN) {
      if (value !== INT64_MAX) throw this.fail(`int64 out of range: ${value}`)
      if (this.#position + 8 > this.#buffer.length) this.#grow(8)
      this.#word(0x7fffffff)
      this.#word(-1)
      return
    }
    if (this.#position + 8 > this.#buffer.length) this.#grow(8)
    this.#word(Math.floor(value / TWO_32))
    this.#word(value >>> 0)
  }

  /** A 64-bit integer whose value is opaque: a hash. */
  bigint64(value: bigint): void {
    if (value !== BigInt.asIntN(64, value)) throw this.fail(`int64 out of range: ${value}`)
    if (this.#position + 8 > this.#buffer.length) this.#grow(8)
    this.#position = this.#buffer.writeBigInt64BE(value, this.#position)
  }

  float64(value: number): void {
    if (this.#position + 8 > this.#buffer.length) this.#grow(8)
    this.#position = this.#buffer.writeDoubleBE(value, this.#position)
  }

  /** 0 to 2^32-1. */
  uvarint(value: number): void {
    if (value !== value >>> 0) throw this.fail(`unsigned varint out of range: ${value}`)
    if (this.#position + 5 > this.#buffer.length) this.#grow(5)
    const b = this.#buffer
    let at = this.#position
    while (value > 0x7f) {
      b[at++] = (value & 0x7f) | 0x80
      value >>>= 7
    }
    b[at++] = value
    this.#position = at
  }

  /** Zigzag, 32 bits. */
  varint(value: number): void {
    if (value !== (value | 0)) throw this.fail(`varint out of range: ${value}`)
    this.uvarint(((value << 1) ^ (value >> 31)) >>> 0)
  }

  /** Zigzag, 64 bits; the range is that of a safe integer. */
  varlong(value: number): void {
    if (!Number.isSafeInteger(value)) throw this.fail(`varlong out of range: ${value}`)
    if (this.#position + 10 > this.#buffer.length) this.#grow(10)
    const sign = value < 0 ? -1 : 0
    const high = Math.floor(value / TWO_32)
    let low = ((value << 1) ^ sign) >>> 0
    let rest = ((((high << 1) | ((value >>> 31) & 1)) ^ sign)) >>> 0
    const b = this.#buffer
    let at = this.#position
    while (rest !== 0 || low > 0x7f) {
      b[at++] = (low & 0x7f) | 0x80
      low = ((low >>> 7) | (rest << 25)) >>> 0
      rest >>>= 7
    }
    b[at++] = low
    this.#position = at
  }

  uuid(value: Uuid): void {
    if (this.#position + 16 > this.#buffer.length) this.#grow(16)
    const at = this.#position
    if (value === ZERO_UUID) this.#buffer.fill(0, at, at + 16)
    else if (typeof value !== 'string' || value.length !== 22 || this.#buffer.write(value, at, 16, 'base64url') !== 16) {
      throw this.fail(`not a uuid: ${value}`)
    }
    this.#position = at + 16
  }

  string(value: string): void {
    this.#text(value, false)
  }

  nullableString(value: string | null): void {
    if (value === null) this.int16(-1)
    else this.#text(value, false)
  }

  compactString(value: string): void {
    this.#text(value, true)
  }

  compactNullableString(value: string | null): void {
    if (value === null) this.uint8(0)
    else this.#text(value, true)
  }

  #text(value: string, compact: boolean): void {
    if (typeof value !== 'string') throw this.fail(`not a string: ${value}`)
    const length = value.length
    // Short ASCII, nearly every name: written by hand, no call into native code.
    if (length <= 48) {
      if (this.#position + 2 + length > this.#buffer.length) this.#grow(2 + length)
      const b = this.#buffer
      let at = this.#position
      if (compact) b[at++] = length + 1
      else {
        b[at++] = 0
        b[at++] = length
      }
      let i = 0
      for (; i < length; i++) {
        const unit = value.charCodeAt(i)
        if (unit >= 0x80) break
        b[at + i] = unit
      }
      if (i === length) {
        this.#position = at + length
        return
      }
    }
    const size = Buffer.byteLength(value)
    if (size > STRING_BYTES_MAX) throw this.fail(`string of ${size} bytes (at most ${STRING_BYTES_MAX})`)
    if (compact) this.uvarint(size + 1)
    else this.int16(size)
    if (this.#position + size > this.#buffer.length) this.#grow(size)
    this.#position += this.#buffer.write(value, this.#position, size, 'utf8')
  }

  bytes(value: Uint8Array): void {
    this.int32(value.length)
    this.raw(value)
  }

  nullableBytes(value: Uint8Array | null): void {
    if (value === null) this.int32(-1)
    else this.bytes(value)
  }

  compactBytes(value: Uint8Array): void {
    this.uvarint(value.length + 1)
    this.raw(value)
  }

  compactNullableBytes(value: Uint8Array | null): void {
    if (value === null) this.uint8(0)
    else this.compactBytes(value)
  }

  /** Bytes without a length, copied. */
  raw(value: Uint8Array): void {
    if (this.#position + value.length > this.#buffer.length) this.#grow(value.length)
    this.#buffer.set(value, this.#position)
    this.#position += value.length
  }

  /** Record bytes with a length before them, added by reference: they must not change until they have been sent. */
  records(value: Records): void {
    if (value === null) this.int32(-1)
    else {
      this.int32(recordsSize(value))
      this.#reference(value)
    }
  }

  compactRecords(value: Records): void {
    if (value === null) this.uint8(0)
    else {
      this.uvarint(recordsSize(value) + 1)
      this.#reference(value)
    }
  }

  #reference(value: Buffer | readonly Buffer[]): void {
    if (!Array.isArray(value)) {
      this.#part(value as Buffer)
      return
    }
    for (const part of value as readonly Buffer[]) this.#part(part)
  }

  #part(part: Buffer): void {
    const { length } = part
    if (length === 0) return
    if (length > COPY_BYTES_MAX) {
      this.#cut()
      this.#chunks.push(part)
      this.#chunkBytes += length
      return
    }
    if (this.#position + length > this.#buffer.length) this.#grow(length)
    this.#buffer.set(part, this.#position)
    this.#position += length
  }

  arrayLength(length: number): void {
    this.int32(length)
  }

  nullArray(compact: boolean): void {
    if (compact) this.uint8(0)
    else this.int32(-1)
  }

  compactArrayLength(length: number): void {
    this.uvarint(length + 1)
  }

  /** Opens a tagged field. Its size is not known yet: endTag fills it in. Not for fields that hold records. */
  beginTag(tag: number): number {
    this.uvarint(tag)
    this.uint8(0)
    return this.byteLength
  }

  /** Closes the tagged field that beginTag opened with this result. */
  endTag(begin: number): void {
    const size = this.byteLength - begin
    if (size < 0x80) {
      this.#buffer[this.#position - size - 1] = size
      return
    }
    let extra = 0
    for (let rest = size >>> 7; rest > 0; rest >>>= 7) extra++
    if (this.#position + extra > this.#buffer.length) this.#grow(extra)
    const b = this.#buffer
    let at = this.#position - size - 1
    b.copyWithin(at + 1 + extra, at + 1, this.#position)
    this.#position += extra
    let rest = size
    for (; rest > 0x7f; rest >>>= 7) b[at++] = (rest & 0x7f) | 0x80
    b[at] = rest
  }

  /** Unknown tagged fields that were kept on read. `firstUnknown` is the lowest number that the schema has not given away. */
  unknownTags(tags: readonly TaggedField[], firstUnknown: number): void {
    let previous = firstUnknown - 1
    for (const { tag, data } of tags) {
      if (tag <= previous) throw this.fail(`unknown tag ${tag} is out of order or taken by a known field`)
      previous = tag
      this.uvarint(tag)
      this.uvarint(data.length)
      this.raw(data)
    }
  }

  /** The tag section of a struct that knows no tags. */
  tags(tags: readonly TaggedField[] | undefined): void {
    if (tags === undefined) {
      this.uint8(0)
      return
    }
    this.uvarint(tags.length)
    this.unknownTags(tags, 0)
  }

  /** Overwrites the 4 bytes at `at` (counted from the start), which must have been written before any record bytes. */
  patchInt32(at: number, value: number): void {
    const first = this.#chunks[0]
    const position = first === undefined ? this.#start + at : at
    ;(first ?? this.#buffer).writeInt32BE(value, position)
  }
}

function recordsSize(value: Buffer | readonly Buffer[]): number {
  if (!Array.isArray(value)) return (value as Buffer).length
  let size = 0
  for (const part of value as readonly Buffer[]) size += part.length
  return size
}
