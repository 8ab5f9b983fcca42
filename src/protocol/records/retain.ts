// Compaction's part within a batch: the same batch with fewer records (Kafka: MemoryRecords.filterTo). Offsets stay, so the
// batch keeps its base and last offset; sequences stay, so a producer's state can still be read from it. Pure (shape C).

import { compress } from '../compression/codec.ts'
import { BATCH_OVERHEAD, NO_TIMESTAMP, writeBatchHeader } from './batch.ts'
import { RecordCursor, type DecodeLimits } from './record.ts'
import { sizeOfVarlong, writeVarint, writeVarlong } from './varint.ts'

export interface RetainOptions extends DecodeLimits {
  /** Whether a batch that loses all its records stays as an empty one, as a producer's last batch must. Default false. */
  keepEmpty?: boolean
  /** Set as the batch's delete horizon when it has none and holds a tombstone or `isEmptyTransactionMarker` is true (KIP-534). */
  deleteHorizonMs?: number
  /** A marker whose transaction has no records left. */
  isEmptyTransactionMarker?: boolean
  /** For compressed batches; see `compress`. */
  level?: number
}

/**
 * The batch at `position` with the records for which `keep` answers true; `keep` reads the cursor and must not move it.
 * Null when nothing is left, or the batch itself, as a view, when nothing changes.
 */
export function retainRecords(buffer: Buffer, position: number, keep: (record: RecordCursor) => boolean, options: RetainOptions = {}): Buffer | null {
  const cursor = new RecordCursor(buffer, position, options)
  const { header } = cursor
  const kept: Span[] = []
  let keptBytes = 0
  let maxTimestamp = NO_TIMESTAMP
  let tombstones = false
  while (cursor.next()) {
    if (!keep(cursor)) continue
    const { recordStart: start, recordEnd: end, offsetStart, timestamp } = cursor
    kept.push({ start, offsetStart, end, timestamp })
    keptBytes += end - start
    if (timestamp > maxTimestamp) maxTimestamp = timestamp
    if (cursor.valueLength < 0) tombstones = true
  }
  const setHorizon =
    options.deleteHorizonMs !== undefined && !header.hasDeleteHorizon && (tombstones || (options.isEmptyTransactionMarker ?? false))
  if (kept.length === header.recordCount && !(setHorizon && kept.length > 0)) {
    return kept.length > 0 || options.keepEmpty ? buffer.subarray(position, position + header.sizeInBytes) : null
  }
  if (kept.length === 0) {
    if (!options.keepEmpty) return null
    const empty = Buffer.allocUnsafe(BATCH_OVERHEAD)
    writeBatchHeader(empty, 0, {
      ...header, sizeInBytes: BATCH_OVERHEAD, compression: 'none', hasDeleteHorizon: false, baseTimestamp: NO_TIMESTAMP, recordCount: 0,
    })
    return empty
  }
  const baseTimestamp = setHorizon ? options.deleteHorizonMs! : header.baseTimestamp
  const records = setHorizon ? rebase(cursor.buffer, kept, baseTimestamp) : gather(cursor.buffer, kept, keptBytes)
  const body = header.compression === 'none' ? records : compress(header.compression, records, options.level)
  const batch = Buffer.allocUnsafe(BATCH_OVERHEAD + body.length)
  body.copy(batch, BATCH_OVERHEAD)
  writeBatchHeader(batch, 0, {
    ...header,
    sizeInBytes: batch.length,
    hasDeleteHorizon: header.hasDeleteHorizon || setHorizon,
    baseTimestamp,
    maxTimestamp: header.timestampType === 'LogAppendTime' ? header.maxTimestamp : maxTimestamp,
    recordCount: kept.length,
  })
  return batch
}

interface Span {
  start: number
  /** Where the record's offset delta begins: what follows does not depend on the batch's base timestamp. */
  offsetStart: number
  end: number
  timestamp: number
}

function gather(source: Buffer, spans: Span[], bytes: number): Buffer {
  const out = Buffer.allocUnsafe(bytes)
  let at = 0
  for (const { start, end } of spans) at += source.copy(out, at, start, end)
  return out
}

/** The records with their timestamps counted from another base. */
function rebase(source: Buffer, spans: Span[], baseTimestamp: number): Buffer {
  // A length takes up to 5 bytes, attributes 1, a timestamp up to 10.
  const out = Buffer.allocUnsafe(spans.reduce((sum, { offsetStart, end }) => sum + 16 + end - offsetStart, 0))
  let at = 0
  for (const { offsetStart, end, timestamp } of spans) {
    const delta = timestamp - baseTimestamp
    const size = 1 + sizeOfVarlong(delta) + end - offsetStart
    at = writeVarint(out, at, size)
    out[at++] = 0
    at = writeVarlong(out, at, delta)
    at += source.copy(out, at, offsetStart, end)
  }
  return out.subarray(0, at)
}
