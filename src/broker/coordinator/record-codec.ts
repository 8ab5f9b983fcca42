// Coordinator records as batches of an internal topic: encoding what a decision wrote, decoding what a load reads.

import type { RecordOrigin } from './step.ts'
import type { ProducerIdentity } from './step.ts'

export interface ReplayVisitor<Rec> {
  record: (record: Rec, origin: RecordOrigin) => void
  marker: (producerId: number, producerEpoch: number, committed: boolean) => void
}

export interface RecordCodec<Rec> {
  /** One batch, or several when `maxBatchBytes` would be passed, all with the time `now`. */
  encode(records: Rec[], now: number, maxBatchBytes: number, producer: ProducerIdentity | undefined): Buffer
  /** Visits all records of the whole batches in `chunk` at `fromOffset` or later. Returns the offset after the last one. */
  replayChunk(chunk: Buffer, fromOffset: number, visitor: ReplayVisitor<Rec>): number
}
