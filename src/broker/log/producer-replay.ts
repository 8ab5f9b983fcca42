// Replaying stored batches into the producer states: at load, after a truncation, on a follower and on the leader alike.

import { ControlRecordType, RecordCursor, decodeControlKey, decodeEndTransactionMarker, type BatchHeader } from '../../protocol/records/index.ts'
import type { CompletedTransaction, EndTransaction, ProducerStates } from './producer-state.ts'
import type { AbortedTransaction } from './txn-index.ts'

/** The transaction marker in a control batch; undefined for KRaft's own control records and unknown types. */
export function markerOf(header: BatchHeader, buffer: Buffer, position: number): EndTransaction | undefined {
  if (!header.isControl || header.producerId < 0 || header.recordCount < 1) return undefined
  const cursor = new RecordCursor(buffer, position)
  if (!cursor.next()) return undefined
  const { type } = decodeControlKey(cursor.key())
  if (type !== ControlRecordType.ABORT && type !== ControlRecordType.COMMIT) return undefined
  return { type, coordinatorEpoch: decodeEndTransactionMarker(cursor.value()).coordinatorEpoch }
}

/** Takes a batch that was checked when it was first written. Returns the aborted transaction that it ended, if any. */
export function replayBatch(
  producers: ProducerStates,
  batch: { header: BatchHeader; buffer: Buffer; at: number },
): AbortedTransaction | undefined {
  const { header, buffer, at } = batch
  if (header.producerId < 0) {
    producers.mapEndOffset = header.lastOffset + 1
    return undefined
  }
  const { state, completed } = producers.prepare(header, 'replication', markerOf(header, buffer, at), undefined)
  const aborted = abortedBy(producers, completed)
  producers.commit(state, completed)
  producers.mapEndOffset = header.lastOffset + 1
  return aborted
}

/** The aborted transaction that a marker ended, as the transaction index keeps it; asked before the marker is committed. */
export function abortedBy(producers: ProducerStates, completed: CompletedTransaction | undefined): AbortedTransaction | undefined {
  if (completed?.isAborted !== true) return undefined
  const { producerId, firstOffset, lastOffset } = completed
  return { producerId, firstOffset, lastOffset, lastStableOffset: producers.lastStableOffset(completed) }
}
