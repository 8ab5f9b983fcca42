// Reads Kafka's primitive types from a buffer. Owns every check on bytes from outside: bounds, lengths, counts, UTF-8, 64-bit range.
// Whatever the bytes are, the only exception is DecodeError, and nothing is allocated on the word of a length that the bytes do not back.
import { isUtf8 } from 'node:buffer'
import { DecodeError } from './errors.ts'
import type { TaggedField, Uuid } from './ids.ts'
import { INT64_MAX, INT64_MIN, ZERO_UUID } from './ids.ts'

/** Kafka's limit on the length of a string field. */
const STRING_BYTES_MAX = 0x7fff
/** More unknown tags than this in one struct are an attack, not a newer Kafka. */
const UNKNOWN_TAGS_MAX = 64
/**
 * Bounds what the elements of all arrays of one message take in memory together, by the generator's estimate of each kind: an element may take fifty times
 * more memory than bytes on the wire, so the frame's size alone does not bound what a hostile message costs. Small messages may be as dense as they like
 * (an OffsetCommit of 40,000 partitions, a Metadata of 60,000 short names), large ones take at most four times their bytes and 64 MiB. What a broker
 * answers is less regular: twelve times. (Metadata of a cluster with 500,000 partitions of three replicas: 25 MiB that become 160.)
 */
const MEMORY_FREE = 2 << 20
const MEMORY_PER_BYTE = 4
export const MEMORY_PER_RESPONSE_BYTE = 12
/** Bytes of a frame that count for its elements: beyond, a frame is large because of records, not of elements. */
const COUNTED_BYTES_MAX = 16 << 20
/**
 * Requests come from strangers, and each element costs whoever answers it as well: elements take at most 6 MiB and count as 64 bytes at least. That admits
 * 40,000 partitions by number in 160 KB, at most 98,000 in any frame, and 37,000 partitions of a Fetch.
 */
const REQUEST_COUNTED_BYTES_MAX = 1 << 20
const REQUEST_ELEMENT_MEMORY_MIN = 64

/** An array with room for `length` elements (not negative): one that grows would take up to three times its memory on the way. */
export function sized<T>(length: number): T[] {
  return length === 0 ? [] : new Array<T>(length)
}

export class Reader {
  readonly buffer: Buffer
  /** Where the next byte is read. */
  position: number
  readonly end: number
  /** The message and version being read, for error messages. */
  #message = 'bytes'
  #version = -1
  /** Bytes that the elements of arrays may still take. */
  #memoryLeft: number
  /** What an element takes at least. */
  #elementMemoryMin = 0

  constructor(buffer: Buffer, offset = 0, end = buffer.length, memoryPerByte = MEMORY_PER_BYTE) {
    this.buffer = buffer
    this.position = offset
    this.end = end
    this.#memoryLeft = MEMORY_FREE + Math.min(COUNTED_BYTES_MAX, end - offset) * memoryPerByte
  }

  /** For what strangers send. */
  static ofRequest(frame: Buffer): Reader {
    const reader = new Reader(frame)
    reader.#memoryLeft = MEMORY_FREE + Math.min(REQUEST_COUNTED_BYTES_MAX, frame.length) * MEMORY_PER_BYTE
    reader.#elementMemoryMin = REQUEST_ELEMENT_MEMORY_MIN
    return reader
  }

  get remaining(): number {
    return this.end - this.position
  }

  /** Names what is being read, for error messages. */
  begin(message: string, version: number): void {
    this.#message = message
    this.#version = version
  }

  fail(what: string): DecodeError {
    const message = this.#version < 0 ? this.#message : `${this.#message} v${this.#version}`
    return new DecodeError(`${message}: ${what} at byte ${this.position} of ${this.end}`)
  }

  #short(bytes: number): DecodeError {
    return this.fail(`needs ${bytes} bytes, has ${this.end - this.position}`)
  }

  bool(): boolean {
    return this.int8() !== 0
  }

  int8(): number {
    const at = this.position
    if (at >= this.end) throw this.#short(1)
    this.position = at + 1
    return (this.buffer[at]! << 24) >> 24
  }

  uint8(): number {
    const at = this.position
    if (at >= this.end) throw this.#short(1)
    this.position = at + 1
    return this.buffer[at]!
  }

  int16(): number {
    const at = this.position
    if (at + 2 > this.end) throw this.#short(2)
    this.position = at + 2
    const b = this.buffer
    return ((b[at]! << 24) >> 16) | b[at + 1]!
  }

  uint16(): number {
    return this.int16() & 0xffff
  }

  int32(): number {
    const at = this.position
    if (at + 4 > this.end) throw this.#short(4)
    this.position = at + 4
    const b = this.buffer
    return (b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!
  }

  uint32(): number {
    return this.int32() >>> 0
  }

  /** A 64-bit integer as a number. 2^63-1 and -2^63 become INT64_MAX and INT64_MIN; other values beyond 2^53-1 are an error. */
  int64(): number {
    const at = this.position
    if (at + 8 > this.end) throw this.#short(8)
    this.position = at + 8
    const b = this.buffer
    const high = (b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!
    const low = ((b[at + 4]! << 24) | (b[at + 5]! << 16) | (b[at + 6]! << 8) | b[at + 7]!) >>> 0
    return this.#combine(high, low)
  }

  #combine(high: number, low: number): number {
    const value = high * 0x100000000 + low
    if (Number.isSafeInteger(value)) return value
    if (high === 0x7fffffff && low === 0xffffffff) return INT64_MAX
    if (high === -0x80000000 && low === 0) return INT64_MIN
    throw this.fail(`64-bit value 0x${(high >>> 0).toString(16)}${low.toString(16).padStart(8, '0')} is beyond 2^53-1`)
  }

  /** A 64-bit integer whose value is opaque: a hash. */
  bigint64(): bigint {
    const at = this.position
    if (at + 8 > this.end) throw this.#short(8)
    this.position = at + 8
    return this.buffer.readBigInt64BE(at)
  }

  float64(): number {
    const at = this.position
    if (at + 8 > this.end) throw this.#short(8)
    this.position = at + 8
    return this.buffer.readDoubleBE(at)
  }

  /** An unsigned varint of up to 5 bytes, as a number from 0 to 2^32-1. */
  uvarint(): number {
    const b = this.buffer
    let at = this.position
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      if (at >= this.end) throw this.#short(at + 1 - this.position)
      const byte = b[at++]!
      if (shift === 28 && byte > 0x0f) break
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) {
        this.position = at
        return value >>> 0
      }
    }
    throw this.fail('varint is longer than 32 bits')
  }

  /** A zigzag varint of up to 5 bytes. */
  varint(): number {
    const value = this.uvarint()
    return (value >>> 1) ^ -(value & 1)
  }

  /** A zigzag varint of up to 10 bytes; the range is that of int64(). */
  varlong(): number {
    const b = this.buffer
    let at = this.position
    let low = 0
    let high = 0
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= this.end) throw this.#short(at + 1 - this.position)
      const byte = b[at++]!
      if (shift === 63 && byte > 1) break
      const bits = byte & 0x7f
      if (shift < 28) low |= bits << shift
      else if (shift === 28) {
        low |= bits << 28
        high = bits >>> 4
      } else high |= bits << (shift - 32)
      if (byte < 0x80) {
        const sign = -(low & 1)
        const value = this.#combine((high >>> 1) ^ sign, (((low >>> 1) | (high << 31)) ^ sign) >>> 0)
        this.position = at
        return value
      }
    }
    throw this.fail('varlong is longer than 64 bits')
  }

  uuid(): Uuid {
    const at = this.position
    if (at + 16 > this.end) throw this.#short(16)
    this.position = at + 16
    const b = this.buffer
    let any = 0
    for (let i = at; i < at + 16; i++) any |= b[i]!
    return any === 0 ? ZERO_UUID : b.toString('base64url', at, at + 16)
  }

  string(): string {
    const length = this.int16()
    if (length < 0) throw this.fail('null string where none may be')
    return this.#text(length)
  }

  nullableString(): string | null {
    const length = this.int16()
    if (length < -1) throw this.fail(`string of ${length} bytes`)
    return length < 0 ? null : this.#text(length)
  }

  compactString(): string {
    const length = this.uvarint()
    if (length === 0) throw this.fail('null string where none may be')
    return this.#text(length - 1)
  }

  compactNullableString(): string | null {
    const length = this.uvarint()
    return length === 0 ? null : this.#text(length - 1)
  }

  #text(length: number): string {
    const at = this.position
    const end = at + length
    if (end > this.end) throw this.#short(length)
    if (length > STRING_BYTES_MAX) throw this.fail(`string of ${length} bytes (at most ${STRING_BYTES_MAX})`)
    this.position = end
    if (length === 0) return ''
    const b = this.buffer
    // Names are short and ASCII nearly always: no call into native code for those, and no string for each of their prefixes.
    let i = at
    while (i < end && b[i]! < 0x80) i++
    if (i === end) {
      if (length > 12) return b.toString('latin1', at, end)
      let text = ''
      for (i = at; i + 4 <= end; i += 4) text += String.fromCharCode(b[i]!, b[i + 1]!, b[i + 2]!, b[i + 3]!)
      const rest = end - i
      if (rest === 3) text += String.fromCharCode(b[i]!, b[i + 1]!, b[i + 2]!)
      else if (rest === 2) text += String.fromCharCode(b[i]!, b[i + 1]!)
      else if (rest === 1) text += String.fromCharCode(b[i]!)
      return text
    }
    if (!isUtf8(b.subarray(at, end))) {
      this.position = at
      throw this.fail(`string of ${length} bytes is not UTF-8`)
    }
    return b.toString('utf8', at, end)
  }

  bytes(): Buffer {
    const length = this.int32()
    if (length < 0) throw this.fail('null bytes where none may be')
    return this.view(length)
  }

  nullableBytes(): Buffer | null {
    const length = this.int32()
    if (length < -1) throw this.fail(`${length} bytes`)
    return length < 0 ? null : this.view(length)
  }

  compactBytes(): Buffer {
    const length = this.uvarint()
    if (length === 0) throw this.fail('null bytes where none may be')
    return this.view(length - 1)
  }

  compactNullableBytes(): Buffer | null {
    const length = this.uvarint()
    return length === 0 ? null : this.view(length - 1)
  }

  /** The next `length` bytes, not copied. */
  view(length: number): Buffer {
    const at = this.position
    if (at + length > this.end) throw this.#short(length)
    this.position = at + length
    return this.buffer.subarray(at, at + length)
  }

  skip(length: number): void {
    if (this.position + length > this.end) throw this.#short(length)
    this.position += length
  }

  /** The count of an array whose elements take at least `elementBytesMin` bytes each, and about `memory` bytes once they are read. */
  arrayLength(elementBytesMin: number, memory = 8): number {
    const length = this.int32()
    if (length < 0) throw this.fail('null array where none may be')
    return this.#count(length, elementBytesMin, memory)
  }

  /** As arrayLength; -1 stands for null. */
  nullableArrayLength(elementBytesMin: number, memory = 8): number {
    const length = this.int32()
    if (length < -1) throw this.fail(`array of ${length} elements`)
    return length < 0 ? -1 : this.#count(length, elementBytesMin, memory)
  }

  compactArrayLength(elementBytesMin: number, memory = 8): number {
    const length = this.uvarint()
    if (length === 0) throw this.fail('null array where none may be')
    return this.#count(length - 1, elementBytesMin, memory)
  }

  /** As compactArrayLength; -1 stands for null. */
  compactNullableArrayLength(elementBytesMin: number, memory = 8): number {
    const length = this.uvarint()
    return length === 0 ? -1 : this.#count(length - 1, elementBytesMin, memory)
  }

  #count(length: number, elementBytesMin: number, memory: number): number {
    if (length * elementBytesMin > this.end - this.position) {
      throw this.fail(`array of ${length} elements of at least ${elementBytesMin} bytes does not fit in ${this.end - this.position}`)
    }
    this.#memoryLeft -= length * Math.max(memory, this.#elementMemoryMin)
    if (this.#memoryLeft < 0) throw this.fail(`too many array elements in one message (${length} more, of about ${memory} bytes each in memory)`)
    return length
  }

  /** Whether a nullable struct follows (its presence is one byte: -1 for null). */
  present(): boolean {
    return this.int8() >= 0
  }

  /** The size of a known tagged field; the field must end where endTag is then called. Returns the end. */
  beginTag(): number {
    const size = this.uvarint()
    if (size > this.end - this.position) throw this.#short(size)
    return this.position + size
  }

  endTag(end: number): void {
    if (this.position !== end) throw this.fail(`tagged field ends ${this.position - end} bytes from its stated end`)
  }

  /** Reads an unknown tagged field (its number has been read) and adds it to the list. */
  unknownTag(tag: number, list: TaggedField[] | undefined): TaggedField[] {
    const data = this.view(this.uvarint())
    if (list === undefined) return [{ tag, data }]
    if (list.length >= UNKNOWN_TAGS_MAX) throw this.fail(`more than ${UNKNOWN_TAGS_MAX} unknown tagged fields in one struct`)
    list.push({ tag, data })
    return list
  }

  /** The tag section of a struct that knows no tags. Nearly always one zero byte. */
  tags(): TaggedField[] | undefined {
    let list: TaggedField[] | undefined
    for (let left = this.uvarint(); left > 0; left--) list = this.unknownTag(this.uvarint(), list)
    return list
  }
}
