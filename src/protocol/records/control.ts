// Control batches: what a log says about itself. The key is a version and a type, both int16; the value belongs to the
// type (transaction markers KIP-98; KRaft's own KIP-595, KIP-630 and KIP-853) and is handed in and out as bytes.

import { CorruptionError } from '../../core/errors.ts'
import { encodeBatch, type BatchOptions } from './builder.ts'

/** The types of control records by their numbers. */
export const ControlRecordType = {
  ABORT: 0,
  COMMIT: 1,
  LEADER_CHANGE: 2,
  SNAPSHOT_HEADER: 3,
  SNAPSHOT_FOOTER: 4,
  KRAFT_VERSION: 5,
  KRAFT_VOTERS: 6,
} as const
export type ControlRecordType = (typeof ControlRecordType)[keyof typeof ControlRecordType]

const KEY_VERSION = 0

/** The key of a control record. */
export function encodeControlKey(type: ControlRecordType): Buffer {
  const key = Buffer.alloc(4)
  key.writeInt16BE(KEY_VERSION, 0)
  key.writeInt16BE(type, 2)
  return key
}

/** The type in a control record's key: a number beyond ControlRecordType is one that readers skip. */
export function decodeControlKey(key: Buffer | null): { version: number; type: number } {
  if (key === null || key.length < 4) throw new CorruptionError(`control record key has ${key === null ? 'no' : key.length} bytes, needs 4`)
  const version = key.readInt16BE(0)
  if (version < 0) throw new CorruptionError(`control record key has version ${version}`)
  return { version, type: key.readInt16BE(2) }
}

export interface ControlRecord {
  type: ControlRecordType
  /** The encoded message of the type, its version field within. */
  value: Buffer
}

/** A control batch of one or (KRaft's snapshots and bootstrap) more records, all with one timestamp. */
export function encodeControlBatch(records: readonly ControlRecord[], timestamp: number, options: Omit<BatchOptions, 'isControl'> = {}): Buffer {
  return encodeBatch(
    records.map(({ type, value }) => ({ timestamp, key: encodeControlKey(type), value })),
    { ...options, isControl: true },
  )
}

/** The batch that ends a producer's transaction in one partition (EndTransactionMarker version 0). */
export function encodeEndTransactionMarker(
  commit: boolean,
  timestamp: number,
  options: { producerId: number; producerEpoch: number; coordinatorEpoch: number; baseOffset?: number; partitionLeaderEpoch?: number },
): Buffer {
  const { coordinatorEpoch, ...batch } = options
  const value = Buffer.alloc(6)
  value.writeInt16BE(0, 0)
  value.writeInt32BE(coordinatorEpoch, 2)
  return encodeControlBatch([{ type: commit ? ControlRecordType.COMMIT : ControlRecordType.ABORT, value }], timestamp, { ...batch, isTransactional: true })
}

/** The coordinator epoch in the value of an abort or commit marker. */
export function decodeEndTransactionMarker(value: Buffer | null): { coordinatorEpoch: number } {
  if (value === null || value.length < 6) {
    throw new CorruptionError(`transaction marker has ${value === null ? 'no' : value.length} bytes, needs 6`)
  }
  return { coordinatorEpoch: value.readInt32BE(2) }
}
