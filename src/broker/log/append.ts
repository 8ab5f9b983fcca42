// What a log looks at before it stores a batch, and what it changes in it: checksum, size, structure, timestamps, keys,
// compression (Kafka: UnifiedLog.analyzeAndValidateRecords and LogValidator). Pure but for the bytes it patches in place.
// Kafka's own error codes, since producers decide by them whether to try again.

import { CorruptionError } from '../../core/errors.ts'
import { compress, decompress, Scratch, type Compression } from '../../protocol/compression/index.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import {
  BATCH_OVERHEAD,
  NO_PRODUCER_ID,
  NO_TIMESTAMP,
  RecordCursor,
  UnsupportedMagicError,
  batchSizeInBytes,
  isBatchCrcValid,
  readBatchHeader,
  setBaseOffset,
  setMaxTimestampAndType,
  setPartitionLeaderEpoch,
  validateRecordsStructure,
  writeBatchHeader,
  type BatchHeader,
  type RecordsSummary,
} from '../../protocol/records/index.ts'
import type { LogConfig } from './log-config.ts'
import type { AppendOrigin } from './log-types.ts'
import type { AppendedBatch } from './segment.ts'

/**
 * The most that a compressed batch may expand to before it is refused: a bomb must take neither the broker's memory nor its time (128 MiB are 150 ms, in
 * which nobody is served). A large message may be anything below 32 MiB; what is larger compressed may expand 32 times.
 */
function maxDecompressedBytes(batchBytes: number): number {
  return Math.min(128 * 2 ** 20, Math.max(32 * 2 ** 20, batchBytes * 32))
}

/** Compressed batches are expanded into it to be looked at, one after the other. */
const scratch = new Scratch()

/** A batch refused because of some of its records; the answer to the producer names them (KIP-467). */
export class RecordValidationError extends ProtocolError {
  readonly recordErrors: { batchIndex: number; message: string }[]

  constructor(errorCode: number, message: string, recordErrors: { batchIndex: number; message: string }[]) {
    super(errorCode, message)
    this.recordErrors = recordErrors
  }
}

export interface PreparedAppend {
  chunks: Buffer[]
  batches: AppendedBatch[]
  bytes: number
  firstOffset: number
  lastOffset: number
  maxTimestamp: number
  recordCount: number
  /** The broker's time under LogAppendTime, else -1. */
  logAppendTime: number
}

export interface PrepareContext {
  /** Names the partition in messages. */
  where: string
  config: LogConfig
  logEndOffset: number
  leaderEpoch: number
  now: number
}

function refuse(code: number, message: string): ProtocolError {
  return new ProtocolError(code, message)
}

/**
 * Checks what is to be appended, and makes it ready to be written at the log end, as its origin asks for. Patches `records` in place.
 * Throws ProtocolError with the code that Kafka answers.
 */
export function prepareAppend(records: Buffer, origin: AppendOrigin, context: PrepareContext): PreparedAppend {
  const prepared =
    origin === 'client'
      ? prepareClientBatch(records, checkClientBatch(records, context), context)
      : origin === 'coordinator'
        ? prepareOwnBatches(records, context)
        : prepareReplicatedBatches(records, context, origin === 'replication')
  const { segmentBytes } = context.config
  if (prepared.bytes > segmentBytes) {
    throw refuse(ErrorCode.RECORD_LIST_TOO_LARGE, `${context.where}: ${prepared.bytes} bytes to append, segment.bytes is ${segmentBytes}`)
  }
  return prepared
}

/** Checks the one batch of a produce request. Changes nothing. Returns its header. */
function checkClientBatch(records: Buffer, context: PrepareContext): BatchHeader {
  const { where, config } = context
  if (records.length < BATCH_OVERHEAD) {
    throw refuse(ErrorCode.INVALID_RECORD, `${where}: a produce request must hold exactly one record batch per partition, this one has none`)
  }
  let size: number
  let header: BatchHeader
  try {
    size = batchSizeInBytes(records, 0)
    if (size > records.length) throw refuse(ErrorCode.INVALID_RECORD, `${where}: the record batch claims ${size} bytes, ${records.length} were sent`)
    header = readBatchHeader(records, 0)
  } catch (error) {
    // Formats v0 and v1 are well-formed but no longer taken; a magic that never was is garbage.
    if (error instanceof UnsupportedMagicError && error.magic < 2) throw refuse(ErrorCode.INVALID_RECORD, `${where}: ${error.message}`)
    if (error instanceof CorruptionError) throw refuse(ErrorCode.CORRUPT_MESSAGE, `${where}: ${error.message}`)
    throw error
  }
  if (records.length - size >= BATCH_OVERHEAD && hasCompleteBatch(records, size)) {
    throw refuse(ErrorCode.INVALID_RECORD, `${where}: a produce request must hold exactly one record batch per partition`)
  }
  if (header.baseOffset !== 0) throw refuse(ErrorCode.INVALID_RECORD, `${where}: the base offset of an appended batch must be 0, it is ${header.baseOffset}`)
  if (size > config.maxMessageBytes) {
    throw refuse(ErrorCode.MESSAGE_TOO_LARGE, `${where}: the record batch has ${size} bytes, max.message.bytes is ${config.maxMessageBytes}`)
  }
  if (!isBatchCrcValid(records, 0)) throw refuse(ErrorCode.CORRUPT_MESSAGE, `${where}: the checksum of the record batch does not match its ${size} bytes`)
  if (header.recordCount <= 0) throw refuse(ErrorCode.INVALID_RECORD, `${where}: the record batch claims ${header.recordCount} records`)
  if (header.lastOffsetDelta + 1 !== header.recordCount) {
    throw refuse(ErrorCode.INVALID_RECORD, `${where}: the record batch has ${header.recordCount} records and the last offset delta ${header.lastOffsetDelta}`)
  }
  if (header.isControl) throw refuse(ErrorCode.INVALID_RECORD, `${where}: clients are not allowed to write control records`)
  if (header.producerId > NO_PRODUCER_ID && header.baseSequence < 0) {
    throw refuse(ErrorCode.INVALID_RECORD, `${where}: the record batch of producer ${header.producerId} has the sequence ${header.baseSequence}`)
  }
  if (header.isTransactional && header.producerId < 0) {
    throw refuse(ErrorCode.INVALID_RECORD, `${where}: the record batch is transactional but has no producer id`)
  }
  return header
}

function hasCompleteBatch(records: Buffer, position: number): boolean {
  try {
    return position + batchSizeInBytes(records, position) <= records.length
  } catch {
    return true
  }
}

/** Looks into the records, and sets offset, leader epoch and timestamps. `header` is what checkClientBatch returned. */
function prepareClientBatch(records: Buffer, header: BatchHeader, context: PrepareContext): PreparedAppend {
  const { where, config, now, logEndOffset, leaderEpoch } = context
  let summary: RecordsSummary
  try {
    summary = validateRecordsStructure(records, 0, { maxDecompressedBytes: maxDecompressedBytes(records.length), scratch })
  } catch (error) {
    if (error instanceof CorruptionError) throw refuse(ErrorCode.INVALID_RECORD, `${where}: ${error.message}`)
    throw error
  }
  const isCreateTime = config.messageTimestampType === 'CreateTime'
  const needsKeys = config.cleanupPolicy.includes('compact')
  if (
    (needsKeys && summary.firstWithoutKey >= 0) ||
    header.timestampType === 'LogAppendTime' ||
    (isCreateTime && (summary.maxTimestamp - now > config.messageTimestampAfterMaxMs || now - summary.minTimestamp > config.messageTimestampBeforeMaxMs))
  ) {
    throwForRecords(records, header, context)
  }
  let batch = records.length === header.sizeInBytes ? records : records.subarray(0, header.sizeInBytes)
  const target: Compression =
    config.compressionType === 'producer' ? header.compression : config.compressionType === 'uncompressed' ? 'none' : config.compressionType
  if (target !== header.compression) {
    batch = recompress(batch, header, target, config.compressionLevel)
    if (batch.length > config.maxMessageBytes) {
      throw refuse(
        ErrorCode.MESSAGE_TOO_LARGE,
        `${where}: the record batch has ${batch.length} bytes after compression with ${target}, max.message.bytes is ${config.maxMessageBytes}`,
      )
    }
  }
  const maxTimestamp = isCreateTime ? Math.max(NO_TIMESTAMP, summary.maxTimestamp) : now
  setBaseOffset(batch, 0, logEndOffset)
  setPartitionLeaderEpoch(batch, 0, leaderEpoch)
  setMaxTimestampAndType(batch, 0, isCreateTime ? 'CreateTime' : 'LogAppendTime', maxTimestamp)
  const stored: BatchHeader = {
    ...header,
    sizeInBytes: batch.length,
    compression: target,
    baseOffset: logEndOffset,
    lastOffset: logEndOffset + header.lastOffsetDelta,
    partitionLeaderEpoch: leaderEpoch,
    timestampType: config.messageTimestampType,
    maxTimestamp,
  }
  return {
    chunks: [batch],
    batches: [{ header: stored, position: 0 }],
    bytes: batch.length,
    firstOffset: logEndOffset,
    lastOffset: stored.lastOffset,
    maxTimestamp,
    recordCount: stored.recordCount,
    logAppendTime: isCreateTime ? NO_TIMESTAMP : now,
  }
}

/** The slow walk that finds out which records are wrong, and throws unless none is. */
function throwForRecords(records: Buffer, header: BatchHeader, context: PrepareContext): void {
  const { where, config, now } = context
  const needsKeys = config.cleanupPolicy.includes('compact')
  const errors: { batchIndex: number; message: string }[] = []
  let badTimestamp = false
  const cursor = new RecordCursor(records, 0, { maxDecompressedBytes: maxDecompressedBytes(records.length) })
  for (let index = 0; cursor.next(); index++) {
    if (needsKeys && cursor.keyLength < 0) {
      errors.push({ batchIndex: index, message: `${where} is compacted and this record has no key` })
      continue
    }
    if (config.messageTimestampType === 'CreateTime' && cursor.timestamp !== NO_TIMESTAMP) {
      const age = now - cursor.timestamp
      if (age > config.messageTimestampBeforeMaxMs || -age > config.messageTimestampAfterMaxMs) {
        badTimestamp = true
        errors.push({
          batchIndex: index,
          message:
            `record ${index} of ${where} has timestamp ${cursor.timestamp}, outside of ` +
            `[${now - config.messageTimestampBeforeMaxMs}, ${now + config.messageTimestampAfterMaxMs}]`,
        })
      }
    } else if (header.timestampType === 'LogAppendTime') {
      badTimestamp = true
      errors.push({ batchIndex: index, message: `a batch for ${where} comes with LogAppendTime, which the broker alone sets` })
    }
  }
  if (errors.length === 0) return
  if (badTimestamp) throw new RecordValidationError(ErrorCode.INVALID_TIMESTAMP, `${where}: ${errors.length} records refused for their timestamps`, errors)
  throw new RecordValidationError(
    ErrorCode.INVALID_RECORD,
    `${where}: ${errors.length} records refused, the first of them: ` +
      errors.slice(0, 3).map(error => error.message).join('; '),
    errors,
  )
}

/** The same records under another codec (`compression.type` of the topic). The records' own bytes stay as they are. */
export function recompress(batch: Buffer, header: BatchHeader, target: Compression, level: number | undefined): Buffer {
  const plain = decompress(header.compression, batch.subarray(BATCH_OVERHEAD, header.sizeInBytes), maxDecompressedBytes(header.sizeInBytes))
  const packed = compress(target, plain, level)
  const result = Buffer.allocUnsafe(BATCH_OVERHEAD + packed.length)
  packed.copy(result, BATCH_OVERHEAD)
  writeBatchHeader(result, 0, { ...header, sizeInBytes: result.length, compression: target })
  return result
}

/**
 * Batches made by this broker (a coordinator, a transaction marker): their bytes are trusted, offsets and leader epoch are
 * set. Several batches are appended as one.
 */
function prepareOwnBatches(records: Buffer, context: PrepareContext): PreparedAppend {
  const { where, config, now, leaderEpoch } = context
  const isCreateTime = config.messageTimestampType === 'CreateTime'
  let next = context.logEndOffset
  return gather(records, where, context.logEndOffset, isCreateTime ? NO_TIMESTAMP : now, (header, position) => {
    if (header.sizeInBytes > config.maxMessageBytes) {
      throw refuse(ErrorCode.MESSAGE_TOO_LARGE, `${where}: the record batch has ${header.sizeInBytes} bytes, max.message.bytes is ${config.maxMessageBytes}`)
    }
    setBaseOffset(records, position, next)
    setPartitionLeaderEpoch(records, position, leaderEpoch)
    if (!isCreateTime) setMaxTimestampAndType(records, position, 'LogAppendTime', now)
    next += header.lastOffsetDelta + 1
    return readBatchHeader(records, position)
  })
}

/** Batches that a leader, or the metadata log's own writer, has given offsets and epochs already: they stay byte for byte. */
function prepareReplicatedBatches(records: Buffer, context: PrepareContext, verify: boolean): PreparedAppend {
  const { where } = context
  let next = context.logEndOffset
  return gather(records, where, context.logEndOffset, NO_TIMESTAMP, (header, position) => {
    if (verify && !isBatchCrcValid(records, position)) {
      throw refuse(ErrorCode.CORRUPT_MESSAGE, `${where}: the checksum of the record batch at offset ${header.baseOffset} does not match`)
    }
    if (header.baseOffset < next || header.lastOffset < header.baseOffset) {
      throw refuse(ErrorCode.CORRUPT_MESSAGE, `${where}: the record batch with offsets ${header.baseOffset} to ${header.lastOffset} does not follow on ${next}`)
    }
    next = header.lastOffset + 1
    return header
  })
}

function gather(
  records: Buffer,
  where: string,
  firstOffset: number,
  logAppendTime: number,
  set: (header: BatchHeader, position: number) => BatchHeader,
): PreparedAppend {
  const found: AppendedBatch[] = []
  let maxTimestamp = NO_TIMESTAMP
  let recordCount = 0
  for (let position = 0; position < records.length; ) {
    let header: BatchHeader
    try {
      header = readBatchHeader(records, position)
      if (position + header.sizeInBytes > records.length) throw new CorruptionError(`the batch at position ${position} is cut short`)
    } catch (error) {
      if (error instanceof CorruptionError) throw refuse(ErrorCode.CORRUPT_MESSAGE, `${where}: ${error.message}`)
      throw error
    }
    const stored = set(header, position)
    found.push({ header: stored, position })
    maxTimestamp = Math.max(maxTimestamp, stored.maxTimestamp)
    recordCount += stored.recordCount
    position += stored.sizeInBytes
  }
  const first = found[0]
  if (first === undefined) throw refuse(ErrorCode.INVALID_RECORD, `${where}: there is no record batch to append at offset ${firstOffset}`)
  return {
    chunks: [records],
    batches: found,
    bytes: records.length,
    firstOffset: first.header.baseOffset,
    lastOffset: found.at(-1)!.header.lastOffset,
    maxTimestamp,
    recordCount,
    logAppendTime,
  }
}
