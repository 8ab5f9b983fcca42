// The envelope of a record batch, format v2 (KIP-98): header, checksum, and the few fields that a broker changes in place.
// Pure functions over a buffer and a position (shape C). Nothing here looks into the records: see record.ts and builder.ts.

import { crc32c } from '../../core/hash.ts'
import { CorruptionError } from '../../core/errors.ts'
import { compressionNames, type Compression } from '../compression/codec.ts'

/** Bytes of a batch before its first record. */
export const BATCH_OVERHEAD = 61
/** Bytes of a batch that its length field does not count: the base offset and the length itself. */
export const LOG_OVERHEAD = 12
/** The only record format that is read or written. */
export const CURRENT_MAGIC = 2

export const NO_PRODUCER_ID = -1
export const NO_PRODUCER_EPOCH = -1
export const NO_SEQUENCE = -1
export const NO_TIMESTAMP = -1
export const NO_PARTITION_LEADER_EPOCH = -1

const LENGTH = 8
const LEADER_EPOCH = 12
const MAGIC = 16
const CRC = 17
const ATTRIBUTES = 21
const LAST_OFFSET_DELTA = 23
const BASE_TIMESTAMP = 27
const MAX_TIMESTAMP = 35
const PRODUCER_ID = 43
const PRODUCER_EPOCH = 51
const BASE_SEQUENCE = 53
const RECORD_COUNT = 57

const COMPRESSION_MASK = 0x07
const LOG_APPEND_TIME = 0x08
const TRANSACTIONAL = 0x10
const CONTROL = 0x20
const DELETE_HORIZON = 0x40

export type TimestampType = 'CreateTime' | 'LogAppendTime'

/** The decoded header of one batch. Timestamps beyond 2^53 are rounded; offsets beyond it are refused. */
export interface BatchHeader {
  baseOffset: number
  /** The whole batch in bytes, the 12 bytes of offset and length included. */
  sizeInBytes: number
  partitionLeaderEpoch: number
  magic: number
  crc: number
  attributes: number
  compression: Compression
  timestampType: TimestampType
  isTransactional: boolean
  isControl: boolean
  /** KIP-534: `baseTimestamp` is the time after which the batch's tombstones or markers may go. */
  hasDeleteHorizon: boolean
  lastOffsetDelta: number
  lastOffset: number
  baseTimestamp: number
  maxTimestamp: number
  producerId: number
  producerEpoch: number
  baseSequence: number
  /** -1 when the batch has no sequence. */
  lastSequence: number
  recordCount: number
}

/** A batch in a record format that is no longer read (magic 0 and 1, gone since Apache Kafka 4.0) or not yet known. */
export class UnsupportedMagicError extends CorruptionError {
  override readonly name = 'UnsupportedMagicError'
  readonly magic: number

  constructor(magic: number, position: number) {
    super(`record batch at position ${position} has format v${magic}; only v2 (Apache Kafka 0.11 and later) is supported`)
    this.magic = magic
  }
}

/**
 * Decodes the header at `position`. Only the header's 61 bytes need be there: compare `sizeInBytes` with what the buffer holds.
 * Throws CorruptionError for a header that cannot be one, UnsupportedMagicError for another format.
 */
export function readBatchHeader(buffer: Buffer, position: number): BatchHeader {
  const sizeInBytes = batchSizeInBytes(buffer, position)
  if (position + BATCH_OVERHEAD > buffer.length) throw truncated(buffer, position, BATCH_OVERHEAD)
  const attributes = buffer.readInt16BE(position + ATTRIBUTES)
  const compression = compressionNames[attributes & COMPRESSION_MASK]
  if (compression === undefined) {
    throw new CorruptionError(`record batch at position ${position} names the unknown compression ${attributes & COMPRESSION_MASK}`)
  }
  const baseOffset = readOffset(buffer, position)
  const lastOffsetDelta = buffer.readInt32BE(position + LAST_OFFSET_DELTA)
  const baseSequence = buffer.readInt32BE(position + BASE_SEQUENCE)
  return {
    baseOffset,
    sizeInBytes,
    partitionLeaderEpoch: buffer.readInt32BE(position + LEADER_EPOCH),
    magic: CURRENT_MAGIC,
    crc: buffer.readUInt32BE(position + CRC),
    attributes,
    compression,
    timestampType: (attributes & LOG_APPEND_TIME) !== 0 ? 'LogAppendTime' : 'CreateTime',
    isTransactional: (attributes & TRANSACTIONAL) !== 0,
    isControl: (attributes & CONTROL) !== 0,
    hasDeleteHorizon: (attributes & DELETE_HORIZON) !== 0,
    lastOffsetDelta,
    lastOffset: baseOffset + lastOffsetDelta,
    baseTimestamp: readInt64(buffer, position + BASE_TIMESTAMP),
    maxTimestamp: readInt64(buffer, position + MAX_TIMESTAMP),
    producerId: readInt64(buffer, position + PRODUCER_ID),
    producerEpoch: buffer.readInt16BE(position + PRODUCER_EPOCH),
    baseSequence,
    lastSequence: baseSequence === NO_SEQUENCE ? NO_SEQUENCE : incrementSequence(baseSequence, lastOffsetDelta),
    recordCount: buffer.readInt32BE(position + RECORD_COUNT),
  }
}

/**
 * The size of the batch at `position` in bytes, its 12 bytes of offset and length included. 17 bytes must be there.
 * Throws CorruptionError for a size that no batch can have, UnsupportedMagicError for another format.
 */
export function batchSizeInBytes(buffer: Buffer, position: number): number {
  if (position < 0 || position + MAGIC + 1 > buffer.length) throw truncated(buffer, position, MAGIC + 1)
  const magic = buffer[position + MAGIC]!
  if (magic !== CURRENT_MAGIC) throw new UnsupportedMagicError(magic, position)
  const size = LOG_OVERHEAD + buffer.readInt32BE(position + LENGTH)
  if (size < BATCH_OVERHEAD) {
    throw new CorruptionError(`record batch at position ${position} claims ${size} bytes, fewer than the ${BATCH_OVERHEAD} of its header`)
  }
  return size
}

/** Whether the checksum of the batch at `position` matches its bytes. False also when the batch is cut short. */
export function isBatchCrcValid(buffer: Buffer, position: number): boolean {
  const end = position + batchSizeInBytes(buffer, position)
  if (end > buffer.length) return false
  return crc32c(buffer, position + ATTRIBUTES, end) === buffer.readUInt32BE(position + CRC)
}

/** Throws CorruptionError unless the batch at `position` is complete and its checksum matches. */
export function verifyBatchCrc(buffer: Buffer, position: number): void {
  const size = batchSizeInBytes(buffer, position)
  if (position + size > buffer.length) throw truncated(buffer, position, size)
  const stored = buffer.readUInt32BE(position + CRC)
  const computed = crc32c(buffer, position + ATTRIBUTES, position + size)
  if (computed !== stored) {
    throw new CorruptionError(
      `record batch at position ${position} (base offset ${readInt64(buffer, position)}, ${size} bytes) is corrupt: ` +
        `stored CRC ${hex(stored)}, computed ${hex(computed)}`,
    )
  }
}

export interface BatchAt {
  header: BatchHeader
  position: number
}

/**
 * The batches of `buffer[start, end)` in order. A batch cut short at the end, as fetches deliver it, ends the iteration
 * without an error; `onIncomplete: 'throw'` makes it a CorruptionError.
 */
export function* batches(
  buffer: Buffer,
  options: { start?: number; end?: number; onIncomplete?: 'stop' | 'throw' } = {},
): Generator<BatchAt, void, undefined> {
  const { start = 0, end = buffer.length, onIncomplete = 'stop' } = options
  let position = start
  while (position < end) {
    const complete = end - position >= BATCH_OVERHEAD && end - position >= batchSizeInBytes(buffer, position)
    if (!complete) {
      if (onIncomplete === 'stop') return
      throw truncated(buffer.subarray(0, end), position, end - position >= BATCH_OVERHEAD ? batchSizeInBytes(buffer, position) : BATCH_OVERHEAD)
    }
    const header = readBatchHeader(buffer, position)
    yield { header, position }
    position += header.sizeInBytes
  }
}

/** Views of the complete batches of `buffer`, one each. An incomplete one at the end is left out. */
export function splitBatches(buffer: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (let position = 0; buffer.length - position >= BATCH_OVERHEAD; ) {
    const size = batchSizeInBytes(buffer, position)
    if (position + size > buffer.length) break
    parts.push(buffer.subarray(position, position + size))
    position += size
  }
  return parts
}

/** Base offset of the batch at `position`. */
export function baseOffsetOf(buffer: Buffer, position: number): number {
  return readOffset(buffer, position)
}

/** Offset of the last record of the batch at `position`. */
export function lastOffsetOf(buffer: Buffer, position: number): number {
  return readOffset(buffer, position) + buffer.readInt32BE(position + LAST_OFFSET_DELTA)
}

/** The leader epoch of the batch at `position`. */
export function leaderEpochOf(buffer: Buffer, position: number): number {
  return buffer.readInt32BE(position + LEADER_EPOCH)
}

/** Sets the base offset in place. It lies outside the checksum. */
export function setBaseOffset(buffer: Buffer, position: number, baseOffset: number): void {
  writeInt64(buffer, position, baseOffset)
}

/** Sets the leader epoch in place. It lies outside the checksum. */
export function setPartitionLeaderEpoch(buffer: Buffer, position: number, epoch: number): void {
  buffer.writeInt32BE(epoch, position + LEADER_EPOCH)
}

/**
 * Sets type and maximum of the timestamps and recomputes the checksum, unless both are as asked already.
 * With 'LogAppendTime' every record of the batch then has `maxTimestamp`, without a rewrite of the records.
 */
export function setMaxTimestampAndType(buffer: Buffer, position: number, type: TimestampType, maxTimestamp: number): void {
  const attributes = buffer.readInt16BE(position + ATTRIBUTES)
  const wanted = type === 'LogAppendTime' ? attributes | LOG_APPEND_TIME : attributes & ~LOG_APPEND_TIME
  if (attributes === wanted && readInt64(buffer, position + MAX_TIMESTAMP) === maxTimestamp) return
  buffer.writeInt16BE(wanted, position + ATTRIBUTES)
  writeInt64(buffer, position + MAX_TIMESTAMP, maxTimestamp)
  refreshCrc(buffer, position)
}

/** Gives the batch another producer id, epoch and first sequence, and recomputes the checksum: a producer that starts its sequences anew (KIP-360). */
export function setProducerState(buffer: Buffer, position: number, producerId: number, producerEpoch: number, baseSequence: number): void {
  writeInt64(buffer, position + PRODUCER_ID, producerId)
  buffer.writeInt16BE(producerEpoch, position + PRODUCER_EPOCH)
  buffer.writeInt32BE(baseSequence, position + BASE_SEQUENCE)
  refreshCrc(buffer, position)
}

/** What the header of a new batch says. */
export interface BatchFields {
  baseOffset: number
  sizeInBytes: number
  partitionLeaderEpoch: number
  compression: Compression
  timestampType: TimestampType
  isTransactional: boolean
  isControl: boolean
  hasDeleteHorizon: boolean
  lastOffsetDelta: number
  baseTimestamp: number
  maxTimestamp: number
  producerId: number
  producerEpoch: number
  baseSequence: number
  recordCount: number
}

/** Writes a whole header at `position`, in front of records that are already there, and its checksum. */
export function writeBatchHeader(buffer: Buffer, position: number, fields: BatchFields): void {
  const attributes =
    compressionNames.indexOf(fields.compression) |
    (fields.timestampType === 'LogAppendTime' ? LOG_APPEND_TIME : 0) |
    (fields.isTransactional ? TRANSACTIONAL : 0) |
    (fields.isControl ? CONTROL : 0) |
    (fields.hasDeleteHorizon ? DELETE_HORIZON : 0)
  writeInt64(buffer, position, fields.baseOffset)
  buffer.writeInt32BE(fields.sizeInBytes - LOG_OVERHEAD, position + LENGTH)
  buffer.writeInt32BE(fields.partitionLeaderEpoch, position + LEADER_EPOCH)
  buffer[position + MAGIC] = CURRENT_MAGIC
  buffer.writeInt16BE(attributes, position + ATTRIBUTES)
  buffer.writeInt32BE(fields.lastOffsetDelta, position + LAST_OFFSET_DELTA)
  writeInt64(buffer, position + BASE_TIMESTAMP, fields.baseTimestamp)
  writeInt64(buffer, position + MAX_TIMESTAMP, fields.maxTimestamp)
  writeInt64(buffer, position + PRODUCER_ID, fields.producerId)
  buffer.writeInt16BE(fields.producerEpoch, position + PRODUCER_EPOCH)
  buffer.writeInt32BE(fields.baseSequence, position + BASE_SEQUENCE)
  buffer.writeInt32BE(fields.recordCount, position + RECORD_COUNT)
  buffer.writeUInt32BE(crc32c(buffer, position + ATTRIBUTES, position + fields.sizeInBytes), position + CRC)
}

/** A producer's sequence number after `increment` more records: it wraps from 2^31-1 to 0. */
export function incrementSequence(sequence: number, increment: number): number {
  return (sequence + increment) % 2 ** 31
}

/** Recomputes the checksum of the complete batch at `position`. */
function refreshCrc(buffer: Buffer, position: number): void {
  const end = position + batchSizeInBytes(buffer, position)
  if (end > buffer.length) throw truncated(buffer, position, end - position)
  buffer.writeUInt32BE(crc32c(buffer, position + ATTRIBUTES, end), position + CRC)
}

function readInt64(buffer: Buffer, position: number): number {
  return buffer.readInt32BE(position) * 2 ** 32 + buffer.readUInt32BE(position + 4)
}

function readOffset(buffer: Buffer, position: number): number {
  const offset = readInt64(buffer, position)
  if (!Number.isSafeInteger(offset)) {
    throw new CorruptionError(`record batch at position ${position} has the base offset ${buffer.readBigInt64BE(position)}, beyond 2^53-1`)
  }
  return offset
}

function writeInt64(buffer: Buffer, position: number, value: number): void {
  const high = Math.floor(value / 2 ** 32)
  buffer.writeInt32BE(high, position)
  buffer.writeUInt32BE(value - high * 2 ** 32, position + 4)
}

function truncated(buffer: Buffer, position: number, needed: number): CorruptionError {
  return new CorruptionError(`record batch at position ${position} is cut short: needs ${needed} bytes, ${Math.max(0, buffer.length - position)} are there`)
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`
}
