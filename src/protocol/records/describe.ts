// A batch as plain data, for tests, oracles and tools that print logs.

import { batches, verifyBatchCrc, type BatchHeader } from './batch.ts'
import { iterateRecords, type DecodeLimits } from './record.ts'

export type BatchDescription = Omit<BatchHeader, 'attributes' | 'lastOffsetDelta' | 'baseTimestamp' | 'hasDeleteHorizon'> & {
  deleteHorizonMs: number | null
  /** Offset, timestamp, key and value in base64, headers as key and base64 value in turn. */
  records: [number, number, string | null, string | null, (string | null)[]][]
}

/** All batches of `buffer`. Throws CorruptionError when one is incomplete, damaged, or its checksum wrong. */
export function describeBatches(buffer: Buffer, limits?: DecodeLimits): BatchDescription[] {
  return Array.from(batches(buffer, { onIncomplete: 'throw' }), ({ header, position }) => {
    verifyBatchCrc(buffer, position)
    const { attributes, lastOffsetDelta, baseTimestamp, hasDeleteHorizon, ...plain } = header
    void attributes
    void lastOffsetDelta
    const records = Array.from(iterateRecords(buffer, position, limits), ({ offset, timestamp, key, value, headers }) => [
      offset, timestamp, base64(key), base64(value), headers.flatMap(part => [part.key, base64(part.value)]),
    ])
    return { ...plain, deleteHorizonMs: hasDeleteHorizon ? baseTimestamp : null, records } as BatchDescription
  })
}

function base64(bytes: Buffer | null): string | null {
  return bytes && bytes.toString('base64')
}
