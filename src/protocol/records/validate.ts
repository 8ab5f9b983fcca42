// The walk through a batch that a log makes before it stores what a stranger sent: structure, offsets, timestamps, keys.
// It builds no objects per record. What to refuse for which topic is the log's policy (Kafka: LogValidator).

import { CorruptionError } from '../../core/errors.ts'
import type { BatchHeader } from './batch.ts'
import { RecordCursor, type DecodeLimits } from './record.ts'

export interface RecordsSummary {
  header: BatchHeader
  recordCount: number
  minTimestamp: number
  maxTimestamp: number
  /** Offset of the first record with the largest timestamp. */
  offsetOfMaxTimestamp: number
  /** Index of the first record without a key, -1 when all have one (compacted topics need that). */
  firstWithoutKey: number
  /** Bytes of the records after decompression. */
  recordsBytes: number
}

/**
 * Walks the batch at `position` and reports. Throws CorruptionError when the structure is broken, when the batch is
 * empty, when the header's count and last offset delta disagree, or when the records' offsets do not run 0, 1, 2 ...
 * as they must in what a producer sends. Does not check the checksum.
 */
export function validateRecordsStructure(buffer: Buffer, position: number, limits?: DecodeLimits): RecordsSummary {
  const cursor = new RecordCursor(buffer, position, limits)
  const header = cursor.header
  const where = `record batch at position ${position} (base offset ${header.baseOffset})`
  if (header.recordCount < 1) throw new CorruptionError(`${where} has no records`)
  if (header.lastOffsetDelta !== header.recordCount - 1) {
    throw new CorruptionError(`${where} has ${header.recordCount} records and the last offset delta ${header.lastOffsetDelta}`)
  }
  let index = 0
  let minTimestamp = Infinity
  let maxTimestamp = -Infinity
  let offsetOfMaxTimestamp = -1
  let firstWithoutKey = -1
  let recordsBytes = 0
  while (cursor.next()) {
    if (cursor.offset !== header.baseOffset + index) {
      throw new CorruptionError(`${where} has offset delta ${cursor.offset - header.baseOffset} in record ${index}`)
    }
    if (cursor.timestamp < minTimestamp) minTimestamp = cursor.timestamp
    if (cursor.timestamp > maxTimestamp) {
      maxTimestamp = cursor.timestamp
      offsetOfMaxTimestamp = cursor.offset
    }
    if (cursor.keyLength < 0 && firstWithoutKey < 0) firstWithoutKey = index
    recordsBytes += cursor.recordEnd - cursor.recordStart
    index++
  }
  return { header, recordCount: index, minTimestamp, maxTimestamp, offsetOfMaxTimestamp, firstWithoutKey, recordsBytes }
}
