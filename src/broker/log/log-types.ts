// The shapes of what goes into a log and what comes out of it.

import type { BufferPool } from '../../core/buffer-pool.ts'
import type { Uuid } from '../../protocol/ids.ts'
import type { LogConfig } from './log-config.ts'
import type { AbortedTransaction } from './txn-index.ts'

/** Who wrote the batches: only a client's are looked into; 'replication' and 'raft' keep their offsets and epochs. */
export type AppendOrigin = 'client' | 'coordinator' | 'replication' | 'raft'

export interface AppendOptions {
  leaderEpoch: number
  origin: AppendOrigin
  /** The time of the request, for LogAppendTime and timestamp checks. Default: the clock's. */
  requestTimestamp?: number
  /** Transaction version of a marker's coordinator (KIP-890); -1 skips the stricter epoch rule of version 2. */
  transactionVersion?: number
}

export interface AppendInfo {
  firstOffset: number
  lastOffset: number
  /** The broker's time under LogAppendTime, else -1. */
  logAppendTime: number
  logStartOffset: number
  /** Whether the batch was there already: the offsets are those of the first time. */
  duplicate: boolean
  maxTimestamp: number
  bytes: number
  recordCount: number
}

export type ReadUpTo = 'logEnd' | 'highWatermark' | 'lastStable'

export interface ReadOptions {
  maxBytes: number
  /** Returns the first batch even when it is larger than maxBytes. Default false. */
  minOneMessage?: boolean
  upTo: ReadUpTo
  /** Where large reads take their memory from. Who passes it gives the records back to it when they are no longer needed. */
  pool?: BufferPool
}

export interface ReadResult {
  /** Whole batches, one behind the other; views of memory that must not be changed. */
  records: Buffer[]
  bytes: number
  /** Where the next read goes on. */
  nextOffset: number
  /** Only with `upTo: 'lastStable'`: the aborted transactions that overlap the records. */
  abortedTransactions?: AbortedTransaction[]
}

export interface TimestampOffsetResult {
  timestamp: number
  offset: number
  leaderEpoch: number
}

export interface OpenOptions {
  /** The directory `topic-partition`; made when it is missing. */
  directory: string
  topic: string
  partition: number
  topicId?: Uuid
  config?: Partial<LogConfig>
  /** Whether the last stop was clean. Default false: everything from the recovery point is checked. */
  clean?: boolean
  /** Everything below was durable at the last stop; 0 when nothing was, undefined when nobody knows. */
  recoveryPoint?: number
  logStartOffset?: number
  highWatermark?: number
  /** Where compaction goes on. Default 0. */
  firstDirtyOffset?: number
}
