// Reading records out of a batch (KIP-98's record format). A cursor walks them without an object per record;
// decodeRecords and iterateRecords make LogRecords, whose key, value and headers are views cut when asked for.

import { CorruptionError } from '../../core/errors.ts'
import { decompress } from '../compression/codec.ts'
import type { Scratch } from '../compression/scratch.ts'
import { BATCH_OVERHEAD, readBatchHeader, type BatchHeader } from './batch.ts'
import { readVarlongSlow } from './varint.ts'

export interface RecordHeader {
  key: string
  value: Buffer | null
}

export interface LogRecord {
  readonly offset: number
  /** Milliseconds since the epoch: the batch's maximum under LogAppendTime; -1 when the producer gave none. */
  readonly timestamp: number
  /** Views onto the fetched (or decompressed) buffer: copy what is to outlive it. */
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: RecordHeader[]
}

export interface DecodeLimits {
  /** The most that a compressed batch may expand to, in bytes. Default 128 MiB. */
  maxDecompressedBytes?: number
  /** Where a compressed batch may be expanded to by one who is done with its records before the next batch. */
  scratch?: Scratch
}

export const DEFAULT_MAX_DECOMPRESSED_BYTES = 128 * 1024 * 1024

/**
 * Walks the records of the batch at `position`. After `next()` returned true, the fields describe the current record;
 * `keyLength` and `valueLength` are -1 for null. Every length is checked against the bytes of the record, the record's
 * against the batch, and at the end the count against the header: what does not fit throws CorruptionError.
 * The checksum is not looked at: verifyBatchCrc.
 */
export class RecordCursor {
  readonly header: BatchHeader
  /** What the positions below refer to: the batch's own buffer, or the decompressed records. */
  readonly buffer: Buffer
  offset = 0
  timestamp = 0
  /** Where the record begins (at its length) and ends. */
  recordStart = 0
  recordEnd = 0
  /** Where the record's offset delta begins, behind length, attributes and timestamp. */
  offsetStart = 0
  keyStart = 0
  keyLength = -1
  valueStart = 0
  valueLength = -1
  headerCount = 0
  /** Where the first header begins. */
  headersStart = 0

  readonly #batchPosition: number
  readonly #end: number
  readonly #logAppendTime: boolean
  #position: number
  #read = 0

  constructor(buffer: Buffer, position: number, limits: DecodeLimits = {}) {
    const header = readBatchHeader(buffer, position)
    this.header = header
    this.#batchPosition = position
    this.#logAppendTime = header.timestampType === 'LogAppendTime'
    const end = position + header.sizeInBytes
    if (end > buffer.length) throw this.#corrupt(`is cut short: ${header.sizeInBytes} bytes, ${buffer.length - position} are there`)
    if (header.recordCount < 0) throw this.#corrupt(`claims ${header.recordCount} records`)
    if (header.compression === 'none') {
      this.buffer = buffer
      this.#position = position + BATCH_OVERHEAD
      this.#end = end
    } else {
      const limit = limits.maxDecompressedBytes ?? DEFAULT_MAX_DECOMPRESSED_BYTES
      this.buffer = decompress(header.compression, buffer.subarray(position + BATCH_OVERHEAD, end), limit, limits.scratch)
      this.#position = 0
      this.#end = this.buffer.length
    }
  }

  /** Moves to the next record. False after the last. */
  next(): boolean {
    if (this.#read === this.header.recordCount) {
      if (this.#position !== this.#end) throw this.#corrupt(`holds ${this.#end - this.#position} bytes after its ${this.#read} records`)
      return false
    }
    const start = this.#position
    this.recordStart = start
    const size = this.#varint(this.#end)
    if (size < 0 || size > this.#end - this.#position) {
      throw this.#corrupt(`has a record of ${size} bytes at ${start}, ${this.#end - this.#position} are left`)
    }
    const end = this.#position + size
    this.recordEnd = end
    this.#position++ // the record's attributes, none of which is in use
    const timestampDelta = this.#varlong(end)
    this.offsetStart = this.#position
    const offsetDelta = this.#varint(end)
    if (offsetDelta < 0 || offsetDelta > this.header.lastOffsetDelta) {
      throw this.#corrupt(`has a record with offset delta ${offsetDelta}, the last is ${this.header.lastOffsetDelta}`)
    }
    this.offset = this.header.baseOffset + offsetDelta
    this.timestamp = this.#logAppendTime ? this.header.maxTimestamp : this.header.baseTimestamp + timestampDelta
    const keyLength = this.#varint(end)
    this.keyStart = this.#position
    this.keyLength = keyLength < 0 ? -1 : keyLength
    if (keyLength > 0) this.#skip(keyLength, end, 'key')
    const valueLength = this.#varint(end)
    this.valueStart = this.#position
    this.valueLength = valueLength < 0 ? -1 : valueLength
    if (valueLength > 0) this.#skip(valueLength, end, 'value')
    const headerCount = this.#varint(end)
    // A header takes two bytes at least.
    if (headerCount < 0 || headerCount > (end - this.#position) / 2) {
      throw this.#corrupt(`has a record of ${size} bytes at ${start} with ${headerCount} headers`)
    }
    this.headerCount = headerCount
    this.headersStart = this.#position
    for (let i = 0; i < headerCount; i++) {
      const headerKeyLength = this.#varint(end)
      if (headerKeyLength < 0) throw this.#corrupt(`has a record header without a key in the record at ${start}`)
      this.#skip(headerKeyLength, end, 'header key')
      const headerValueLength = this.#varint(end)
      if (headerValueLength > 0) this.#skip(headerValueLength, end, 'header value')
    }
    if (this.#position !== end) {
      throw this.#corrupt(`has a record of ${size} bytes at ${start} whose fields take ${size - (end - this.#position)}`)
    }
    this.#read++
    return true
  }

  /** A view of the current key. */
  key(): Buffer | null {
    return this.keyLength < 0 ? null : this.buffer.subarray(this.keyStart, this.keyStart + this.keyLength)
  }

  /** A view of the current value. */
  value(): Buffer | null {
    return this.valueLength < 0 ? null : this.buffer.subarray(this.valueStart, this.valueStart + this.valueLength)
  }

  headers(): RecordHeader[] {
    return readHeaders(this.buffer, this.headersStart, this.headerCount)
  }

  /** The current record as an object that stays valid when the cursor moves on. */
  record(): LogRecord {
    return new RecordView(this)
  }

  #skip(length: number, end: number, what: string): void {
    if (length > end - this.#position) {
      throw this.#corrupt(`has a ${what} of ${length} bytes at ${this.#position}, its record ends after ${end - this.#position}`)
    }
    this.#position += length
  }

  #varint(end: number): number {
    const buffer = this.buffer
    let position = this.#position
    let raw = 0
    for (let shift = 0; shift < 35; shift += 7) {
      if (position >= end) throw this.#corrupt(`ends within a number at ${position}`)
      const byte = buffer[position++]!
      raw |= (byte & 0x7f) << shift
      if (byte < 0x80) {
        this.#position = position
        return (raw >>> 1) ^ -(raw & 1)
      }
    }
    throw this.#corrupt(`has a number of more than five bytes at ${this.#position}`)
  }

  #varlong(end: number): number {
    const buffer = this.buffer
    const start = this.#position
    let position = start
    let raw = 0
    for (let length = 1; length <= 10; length++) {
      if (position >= end) throw this.#corrupt(`ends within a number at ${position}`)
      const byte = buffer[position++]!
      if (length <= 4) raw |= (byte & 0x7f) << (7 * (length - 1))
      if (byte < 0x80) {
        this.#position = position
        return length <= 4 ? (raw >>> 1) ^ -(raw & 1) : readVarlongSlow(buffer, start, length)
      }
    }
    throw this.#corrupt(`has a number of more than ten bytes at ${start}`)
  }

  #corrupt(what: string): CorruptionError {
    const { baseOffset, sizeInBytes } = this.header
    return new CorruptionError(`record batch at position ${this.#batchPosition} (base offset ${baseOffset}, ${sizeInBytes} bytes) ${what}`)
  }
}

/** A decoded record that cuts its views when they are asked for, and keeps them. */
class RecordView implements LogRecord {
  readonly offset: number
  readonly timestamp: number
  readonly #buffer: Buffer
  readonly #keyStart: number
  readonly #keyLength: number
  readonly #valueStart: number
  readonly #valueLength: number
  readonly #headersStart: number
  readonly #headerCount: number
  #key: Buffer | null | undefined
  #value: Buffer | null | undefined
  #headers: RecordHeader[] | undefined

  constructor(cursor: RecordCursor) {
    this.offset = cursor.offset
    this.timestamp = cursor.timestamp
    this.#buffer = cursor.buffer
    this.#keyStart = cursor.keyStart
    this.#keyLength = cursor.keyLength
    this.#valueStart = cursor.valueStart
    this.#valueLength = cursor.valueLength
    this.#headersStart = cursor.headersStart
    this.#headerCount = cursor.headerCount
  }

  get key(): Buffer | null {
    if (this.#key !== undefined) return this.#key
    return (this.#key = this.#keyLength < 0 ? null : this.#buffer.subarray(this.#keyStart, this.#keyStart + this.#keyLength))
  }

  get value(): Buffer | null {
    if (this.#value !== undefined) return this.#value
    return (this.#value = this.#valueLength < 0 ? null : this.#buffer.subarray(this.#valueStart, this.#valueStart + this.#valueLength))
  }

  get headers(): RecordHeader[] {
    return (this.#headers ??= readHeaders(this.#buffer, this.#headersStart, this.#headerCount))
  }
}

/** All records of the batch at `position`. Throws CorruptionError; does not check the checksum. */
export function decodeRecords(buffer: Buffer, position = 0, limits?: DecodeLimits): LogRecord[] {
  const cursor = new RecordCursor(buffer, position, limits)
  const records: LogRecord[] = []
  while (cursor.next()) records.push(new RecordView(cursor))
  return records
}

/** The records of the batch at `position` one by one. */
export function* iterateRecords(buffer: Buffer, position = 0, limits?: DecodeLimits): Generator<LogRecord, void, undefined> {
  const cursor = new RecordCursor(buffer, position, limits)
  while (cursor.next()) yield new RecordView(cursor)
}

/** `count` headers from `position` on, whose lengths RecordCursor.next has checked. */
export function readHeaders(buffer: Buffer, position: number, count: number): RecordHeader[] {
  const headers: RecordHeader[] = []
  const length = (): number => {
    let raw = 0
    for (let shift = 0; ; shift += 7) {
      const byte = buffer[position++]!
      raw |= (byte & 0x7f) << shift
      if (byte < 0x80) return (raw >>> 1) ^ -(raw & 1)
    }
  }
  for (let i = 0; i < count; i++) {
    const keyLength = length()
    const key = buffer.toString('utf8', position, position + keyLength)
    position += keyLength
    const valueLength = length()
    const value = valueLength < 0 ? null : buffer.subarray(position, position + valueLength)
    position += Math.max(0, valueLength)
    headers.push({ key, value })
  }
  return headers
}
