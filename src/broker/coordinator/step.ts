// Shape A, the replicated shard, as types. A shard decides; the runtime appends what it decided, replays it, and lets the
// replies go once the high watermark has passed the batch.

import type { Random } from '../../core/random.ts'
import type { ProtocolError } from '../../protocol/errors.ts'

/** Names one waiting caller. A shard may keep it (a parked JoinGroup) and answer in a later step. */
export type ReplyId = number

/** Arms the timer `key` to fire in `delayMs`, replacing an armed one; `undefined` cancels it. */
export interface TimerChange {
  key: string
  delayMs: number | undefined
}

/** The producer in whose transaction the records are written (TxnOffsetCommit). */
export interface ProducerIdentity {
  producerId: number
  producerEpoch: number
}

/** What one decision asks for. Nothing of it has happened yet when a shard returns it. */
export interface Step<Reply, Rec> {
  records: Rec[]
  replies: [ReplyId, Reply | ProtocolError][]
  timers: TimerChange[]
  /** Set when the records belong to a transaction: they count only once its marker says commit. */
  producer?: ProducerIdentity
  /** Takes back the soft state that this decision changed. Called when the records could not be appended. */
  undo?: () => void
  /** Called once the records are appended and replayed: to tell of what has happened now. */
  onAppended?: () => void
}

/** An empty step, to be filled. */
export function newStep<Reply, Rec>(): Step<Reply, Rec> {
  return { records: [], replies: [], timers: [] }
}

/** Where a replayed record came from. */
export interface RecordOrigin {
  offset: number
  /** -1 when the record is not part of a transaction. */
  producerId: number
  producerEpoch: number
}

export interface Shard<Request, Reply, Rec> {
  /** Decides. Reads hard state, never writes it. May throw ProtocolError before it has changed anything: that is then the reply. */
  handle(request: Request, replyId: ReplyId, now: number, random: Random): Step<Reply, Rec>
  /** The only writer of hard state: the same code on load, on the leader and in tests. */
  replay(record: Rec, origin: RecordOrigin): void
  /** The end of a transaction, as its marker in the log says. */
  replayMarker?(producerId: number, producerEpoch: number, committed: boolean): void
  onTimer(key: string, now: number, random: Random): Step<Reply, Rec>
  /** After the last record of a load: arms the timers that the state calls for. */
  onLoaded(now: number, random: Random): Step<Reply, Rec>
}
