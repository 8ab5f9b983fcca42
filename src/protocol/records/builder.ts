// Writing record batches: records are encoded once, into one growing buffer behind a gap for the header.

import { assert } from '../../core/assert.ts'
import { type BufferPool, pooledMinBytes } from '../../core/buffer-pool.ts'
import { compress, type Compression } from '../compression/codec.ts'
import {
  BATCH_OVERHEAD,
  NO_PARTITION_LEADER_EPOCH,
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  NO_TIMESTAMP,
  writeBatchHeader,
  type TimestampType,
} from './batch.ts'
import { textByteLength, writeText } from './text.ts'
import { sizeOfVarint, sizeOfVarlong, writeVarint, writeVarlong } from './varint.ts'

export interface HeaderInput {
  key: string
  value: Uint8Array | null
}

export interface BatchBuilderOptions {
  /** `append` refuses a record that would make the uncompressed batch longer than this, unless it is the first. Default: no limit. */
  maxBytes?: number
  /** Bytes to reserve at the start. Default 1024. */
  initialBytes?: number
  /** Where its memory comes from; what `build` answers may be given back to it. */
  pool?: BufferPool | undefined
}

export interface BatchOptions {
  baseOffset?: number
  partitionLeaderEpoch?: number
  producerId?: number
  producerEpoch?: number
  baseSequence?: number
  isTransactional?: boolean
  isControl?: boolean
  compression?: Compression
  /** The codec's own scale; see `compress`. */
  level?: number
  /** Given, the batch has the type LogAppendTime and all its records this timestamp. */
  logAppendTime?: number
}

/** Collects the records of one batch. `build` ends it; a builder is not used again. */
export class BatchBuilder {
  readonly #pool: BufferPool | undefined
  #maxBytes: number
  #buffer: Buffer
  #position = BATCH_OVERHEAD
  #count = 0
  #baseTimestamp = NO_TIMESTAMP
  #maxTimestamp = NO_TIMESTAMP
  #offsetOfMaxTimestamp = -1
  #built = false

  constructor(options: BatchBuilderOptions = {}) {
    this.#maxBytes = options.maxBytes ?? Infinity
    this.#pool = options.pool
    this.#buffer = this.#allocate(Math.max(BATCH_OVERHEAD, options.initialBytes ?? 1024))
  }

  #allocate(bytes: number): Buffer {
    // A small one out of Node's slab costs a tenth; a large one must not keep a slab alive.
    if (bytes <= 1024) return Buffer.allocUnsafe(bytes)
    return this.#pool !== undefined && bytes >= pooledMinBytes ? this.#pool.acquire(bytes) : Buffer.allocUnsafeSlow(bytes)
  }

  get recordCount(): number {
    return this.#count
  }

  /** Allows it to become longer than was said at first. */
  extend(maxBytes: number): void {
    this.#maxBytes = maxBytes
  }

  /** Bytes of the batch as it would be without compression. */
  get estimatedBytes(): number {
    return this.#position
  }

  /** The largest timestamp so far, -1 in an empty batch. */
  get maxTimestamp(): number {
    return this.#maxTimestamp
  }

  /** Position in the batch of the first record with the largest timestamp, -1 in an empty batch. */
  get offsetOfMaxTimestamp(): number {
    return this.#offsetOfMaxTimestamp
  }

  /** Encodes a record; text goes in as UTF-8. False, with nothing changed, when the batch is not empty and has no room for it. */
  append(timestamp: number, key: Uint8Array | string | null, value: Uint8Array | string | null, headers?: readonly HeaderInput[] | null): boolean {
    const first = this.#count === 0
    const timestampDelta = first ? 0 : timestamp - this.#baseTimestamp
    const keyLength = key === null ? -1 : typeof key === 'string' ? textByteLength(key) : key.length
    const valueLength = value === null ? -1 : typeof value === 'string' ? textByteLength(value) : value.length
    const headerCount = headers ? headers.length : 0
    let body = 1 + sizeOfVarlong(timestampDelta) + sizeOfVarint(this.#count) + sizeOfVarint(keyLength) + sizeOfVarint(valueLength)
    if (keyLength > 0) body += keyLength
    if (valueLength > 0) body += valueLength
    body += headerCount === 0 ? 1 : sizeOfHeaders(headers!)
    const size = sizeOfVarint(body) + body
    if (!first && this.#position + size > this.#maxBytes) return false
    assert(!this.#built, 'append to a batch that was built')
    if (this.#position + size > this.#buffer.length) this.#grow(this.#position + size)

    const buffer = this.#buffer
    let position = writeVarint(buffer, this.#position, body)
    buffer[position++] = 0
    position = writeVarlong(buffer, position, timestampDelta)
    position = writeVarint(buffer, position, this.#count)
    position = writeVarint(buffer, position, keyLength)
    if (keyLength > 0) {
      if (typeof key === 'string') writeText(buffer, position, key, keyLength)
      else buffer.set(key!, position)
      position += keyLength
    }
    position = writeVarint(buffer, position, valueLength)
    if (valueLength > 0) {
      if (typeof value === 'string') writeText(buffer, position, value, valueLength)
      else buffer.set(value!, position)
      position += valueLength
    }
    this.#position = headerCount === 0 ? writeVarint(buffer, position, 0) : writeHeaders(buffer, position, headers!)

    if (first) this.#baseTimestamp = timestamp
    if (first || timestamp > this.#maxTimestamp) {
      this.#maxTimestamp = timestamp
      this.#offsetOfMaxTimestamp = this.#count
    }
    this.#count++
    return true
  }

  /** The finished batch. Without compression it is the builder's own buffer; with it, the records are compressed here. */
  build(options: BatchOptions = {}): Buffer {
    assert(!this.#built, 'a batch is built once')
    assert(this.#count > 0, 'an empty batch is not built')
    this.#built = true
    const compression = options.compression ?? 'none'
    let buffer = this.#buffer
    let end = this.#position
    if (compression !== 'none') {
      const records = compress(compression, buffer.subarray(BATCH_OVERHEAD, end), options.level)
      end = BATCH_OVERHEAD + records.length
      // The builder's own buffer has the room unless the data was incompressible.
      if (end > buffer.length) {
        this.#pool?.release(buffer)
        buffer = this.#allocate(end)
      }
      buffer.set(records, BATCH_OVERHEAD)
    }
    const logAppendTime = options.logAppendTime
    const timestampType: TimestampType = logAppendTime === undefined ? 'CreateTime' : 'LogAppendTime'
    writeBatchHeader(buffer, 0, {
      baseOffset: options.baseOffset ?? 0,
      sizeInBytes: end,
      partitionLeaderEpoch: options.partitionLeaderEpoch ?? NO_PARTITION_LEADER_EPOCH,
      compression,
      timestampType,
      isTransactional: options.isTransactional ?? false,
      isControl: options.isControl ?? false,
      hasDeleteHorizon: false,
      lastOffsetDelta: this.#count - 1,
      baseTimestamp: this.#baseTimestamp,
      maxTimestamp: logAppendTime ?? this.#maxTimestamp,
      producerId: options.producerId ?? NO_PRODUCER_ID,
      producerEpoch: options.producerEpoch ?? NO_PRODUCER_EPOCH,
      baseSequence: options.baseSequence ?? NO_SEQUENCE,
      recordCount: this.#count,
    })
    return buffer.subarray(0, end)
  }

  #grow(needed: number): void {
    const before = this.#buffer
    this.#buffer = this.#allocate(Math.max(needed, Math.min(before.length * 2, Math.max(this.#maxBytes, needed))))
    before.copy(this.#buffer, 0, 0, this.#position)
    this.#pool?.release(before)
  }
}

export interface RecordInput {
  timestamp: number
  key: Uint8Array | null
  value: Uint8Array | null
  headers?: readonly HeaderInput[]
}

/** One batch of the given records (at least one), for coordinators, the metadata log and tests. */
export function encodeBatch(records: Iterable<RecordInput>, options: BatchOptions = {}): Buffer {
  const builder = new BatchBuilder()
  for (const { timestamp, key, value, headers } of records) builder.append(timestamp, key, value, headers)
  return builder.build(options)
}

/** Bytes that a record with these parts takes at most, for limits that are checked before a batch exists. */
export function maxSizeOfRecord(keyLength: number, valueLength: number, headers?: readonly HeaderInput[]): number {
  // Length 5, attributes 1, timestamp 10, offset 5, key and value lengths 5 each, header count within sizeOfHeaders.
  return 31 + Math.max(0, keyLength) + Math.max(0, valueLength) + (headers && headers.length > 0 ? sizeOfHeaders(headers) : 1)
}

function sizeOfHeaders(headers: readonly HeaderInput[]): number {
  let size = sizeOfVarint(headers.length)
  for (const { key, value } of headers) {
    const keyLength = Buffer.byteLength(key)
    size += sizeOfVarint(keyLength) + keyLength
    size += value === null ? 1 : sizeOfVarint(value.length) + value.length
  }
  return size
}

function writeHeaders(buffer: Buffer, position: number, headers: readonly HeaderInput[]): number {
  position = writeVarint(buffer, position, headers.length)
  for (const { key, value } of headers) {
    const keyLength = Buffer.byteLength(key)
    position = writeVarint(buffer, position, keyLength)
    position += buffer.write(key, position, keyLength, 'utf8')
    position = writeVarint(buffer, position, value === null ? -1 : value.length)
    if (value !== null) {
      buffer.set(value, position)
      position += value.length
    }
  }
  return position
}
