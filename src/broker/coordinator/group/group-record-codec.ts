// GroupRecord <-> batches of `__consumer_offsets`.

import { decodeCoordinatorRecord, encodeCoordinatorRecord } from '../../../protocol/coordinator-records.ts'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { ProtocolError } from '../../../protocol/errors.ts'
import { batches } from '../../../protocol/records/batch.ts'
import { BatchBuilder } from '../../../protocol/records/builder.ts'
import { ControlRecordType, decodeControlKey } from '../../../protocol/records/control.ts'
import { RecordCursor } from '../../../protocol/records/record.ts'
import type { RecordCodec } from '../record-codec.ts'
import type { GroupRecord } from './records.ts'

export const groupRecordCodec: RecordCodec<GroupRecord> = {
  encode(records, now, maxBatchBytes, producer) {
    const parts: Buffer[] = []
    const options =
      producer === undefined
        ? {}
        : { producerId: producer.producerId, producerEpoch: producer.producerEpoch, baseSequence: -1, isTransactional: true }
    let builder = new BatchBuilder({ maxBytes: maxBatchBytes })
    for (const record of records) {
      const { key, value } = encodeCoordinatorRecord(record)
      if (builder.append(now, key, value)) continue
      parts.push(builder.build(options))
      builder = new BatchBuilder({ maxBytes: maxBatchBytes })
      builder.append(now, key, value)
    }
    parts.push(builder.build(options))
    // A record is never cut in two.
    if (parts.some((part) => part.length > maxBatchBytes)) throw tooLarge(records, maxBatchBytes)
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  },

  replayChunk(chunk, fromOffset, visitor) {
    let end = fromOffset
    for (const { header, position } of batches(chunk, { onIncomplete: 'throw' })) {
      end = header.lastOffset + 1
      if (end <= fromOffset) continue
      // A cursor, not an object per record: a load may read millions.
      const cursor = new RecordCursor(chunk, position)
      const { producerId, producerEpoch } = header
      const transaction = header.isTransactional ? producerId : -1
      while (cursor.next()) {
        if (cursor.offset < fromOffset) continue
        const key = cursor.keyLength < 0 ? null : cursor.buffer.subarray(cursor.keyStart, cursor.keyStart + cursor.keyLength)
        if (header.isControl) {
          const { type } = decodeControlKey(key)
          if (type === ControlRecordType.COMMIT || type === ControlRecordType.ABORT) {
            visitor.marker(producerId, producerEpoch, type === ControlRecordType.COMMIT)
          }
          continue
        }
        const value = cursor.valueLength < 0 ? null : cursor.buffer.subarray(cursor.valueStart, cursor.valueStart + cursor.valueLength)
        const decoded = decodeCoordinatorRecord(key, value)
        // A record type of a newer Kafka stays in the log and is not understood here.
        if (decoded.kind === 'unknown') continue
        visitor.record(decoded.record, { offset: cursor.offset, producerId: transaction, producerEpoch })
      }
    }
    return end
  },
}

/** One record alone is larger than a batch may be: in a classic group a whole generation is one record, as in Kafka. */
function tooLarge(records: readonly GroupRecord[], maxBatchBytes: number): ProtocolError {
  const sizes = records.map((record) => encodeCoordinatorRecord(record).value?.length ?? 0)
  const bytes = Math.max(...sizes)
  const { key, value } = records[sizes.indexOf(bytes)]!
  const what =
    key.type === 'GroupMetadataKey' && value?.type === 'GroupMetadataValue'
      ? `group ${key.data.group}: a generation is one record, and that of ${value.data.members.length} members`
      : `one record (${key.type})`
  return new ProtocolError(
    ErrorCode.MESSAGE_TOO_LARGE,
    `${what} takes ${bytes} bytes, while max.message.bytes of __consumer_offsets is ${maxBatchBytes}: raise it for that topic (message.max.bytes before it is created)`,
  )
}
