// Reading a log: whole batches from an offset, look-ups by timestamp, the aborted transactions that overlap a read. The tail
// comes from memory, the rest from the segments. It changes nothing but index files that turn out damaged. Throws ProtocolError.

import { CorruptionError } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { BATCH_OVERHEAD, LOG_OVERHEAD, RecordCursor, lastOffsetOf } from '../../protocol/records/index.ts'
import type { LogHealth } from './log-health.ts'
import type { ReadOptions, ReadResult, TimestampOffsetResult } from './log-types.ts'
import { replayBatch } from './producer-replay.ts'
import type { ProducerStates } from './producer-state.ts'
import type { LogSegment } from './segment.ts'
import type { LogTail } from './tail-cache.ts'
import type { AbortedTransaction } from './txn-index.ts'

/** A read of more cached appends than this comes from the file: one buffer instead of many. */
const maxTailEntries = 32

/** What a reader needs to know of its log. */
export interface ReadableLog {
  readonly segments: readonly LogSegment[]
  readonly logStartOffset: number
  readonly logEndOffset: number
  readonly highWatermark: number
  readonly lastStableOffset: number
  /** Names the partition in messages. */
  readonly where: string
}

export class LogReader {
  readonly #log: ReadableLog
  readonly #tail: LogTail
  readonly #health: LogHealth
  readonly #logger: Logger
  readonly #producersAt: (segment: LogSegment) => ProducerStates

  /** `producersAt` restores the producer states at a segment's beginning. */
  constructor(log: ReadableLog, deps: { tail: LogTail; health: LogHealth; logger: Logger }, producersAt: (segment: LogSegment) => ProducerStates) {
    this.#log = log
    this.#tail = deps.tail
    this.#health = deps.health
    this.#logger = deps.logger
    this.#producersAt = producersAt
  }

  /** Whole batches from the one that holds `offset`. Throws OFFSET_OUT_OF_RANGE outside [logStartOffset, logEndOffset]. */
  read(offset: number, options: ReadOptions): ReadResult {
    this.#health.throwIfUnavailable()
    const { logStartOffset, logEndOffset } = this.#log
    if (offset < logStartOffset || offset > logEndOffset) throw this.outOfRange(`offset ${offset} is out of range for`, logEndOffset)
    const limit = options.upTo === 'logEnd' ? logEndOffset : options.upTo === 'highWatermark' ? this.#log.highWatermark : this.#log.lastStableOffset
    try {
      return this.#read(offset, limit, options)
    } catch (error) {
      throw this.#health.readFailed(error)
    }
  }

  /** `what` ends where the name of the log goes on; `end` is how far one could have gone. */
  outOfRange(what: string, end: number): ProtocolError {
    return new ProtocolError(ErrorCode.OFFSET_OUT_OF_RANGE, `${what} ${this.#log.where} (log ${this.#log.logStartOffset}..${end})`)
  }

  #read(offset: number, limit: number, options: ReadOptions): ReadResult {
    const result: ReadResult = { records: [], bytes: 0, nextOffset: offset }
    // An answer that is full asks all the same, to learn of errors: that costs no read.
    if (offset < limit && (options.maxBytes > 0 || options.minOneMessage === true)) {
      const index = this.#tail.find(offset)
      if (index < 0 || !this.#readTail(result, index, offset, limit, options)) this.#readFile(result, offset, limit, options)
    }
    if (options.upTo === 'lastStable') result.abortedTransactions = result.bytes === 0 ? [] : this.#abortedTransactions(offset, result.nextOffset)
    return result
  }

  /** Answers false, with nothing read, when the file serves it better: the cached appends are many, or have a hole. */
  #readTail(result: ReadResult, index: number, offset: number, limit: number, options: ReadOptions): boolean {
    let left = options.maxBytes
    let next = offset
    for (let entry = this.#tail.at(index); next < limit; entry = this.#tail.at(++index)) {
      if (entry === undefined || entry.baseOffset > next || result.records.length === maxTailEntries) {
        result.records = []
        result.bytes = 0
        result.nextOffset = offset
        return false
      }
      const { batches } = entry
      next = entry.nextOffset
      let start = 0
      if (offset > entry.baseOffset) while (lastOffsetOf(batches, start) < offset) start += LOG_OVERHEAD + batches.readInt32BE(start + 8)
      let stop = start
      if (batches.length - start <= left && entry.nextOffset <= limit) {
        stop = batches.length
        result.nextOffset = entry.nextOffset
      } else {
        while (stop < batches.length) {
          const size = LOG_OVERHEAD + batches.readInt32BE(stop + 8)
          const last = lastOffsetOf(batches, stop)
          const first = result.bytes === 0 && stop === start
          if (last >= limit || (stop + size - start > left && !(first && options.minOneMessage === true))) break
          stop += size
          result.nextOffset = last + 1
        }
      }
      if (stop > start) {
        result.records.push(start === 0 && stop === batches.length ? batches : batches.subarray(start, stop))
        result.bytes += stop - start
        left -= stop - start
      }
      if (stop < batches.length) break
    }
    return true
  }

  #readFile(result: ReadResult, offset: number, limit: number, options: ReadOptions): void {
    const { segments } = this.#log
    for (let i = segmentIndexFor(segments, offset); i < segments.length; i++) {
      const segment = segments[i]!
      if (segment.baseOffset >= limit) return
      const bytes = segment.read(offset, options.maxBytes, { minOneBatch: options.minOneMessage === true, maxOffset: limit, pool: options.pool })
      // Compaction may have left nothing from the offset to the segment's end.
      if (bytes === undefined) continue
      if (bytes.length > 0) {
        result.records.push(bytes)
        result.bytes = bytes.length
        result.nextOffset = lastBatchEnd(bytes)
      }
      return
    }
  }

  #abortedTransactions(from: number, upTo: number): AbortedTransaction[] {
    const { segments } = this.#log
    const found: AbortedTransaction[] = []
    for (let i = segmentIndexFor(segments, from); i < segments.length; i++) {
      for (const entry of this.#abortedIn(segments[i]!)) {
        if (entry.lastOffset >= from && entry.firstOffset < upTo) found.push(entry)
        if (entry.lastStableOffset >= upTo) return found
      }
    }
    return found
  }

  #abortedIn(segment: LogSegment): readonly AbortedTransaction[] {
    try {
      // A segment without its offset index has lost its files: whether it had aborted transactions is in the batches alone.
      if (segment.isIndexLost) this.#rebuildTransactions(segment)
      return segment.txnIndex.entries
    } catch (error) {
      if (!(error instanceof CorruptionError)) throw error
      this.#logger.warn(`${error.message}; it is rebuilt from the log`)
    }
    this.#rebuildTransactions(segment)
    return segment.txnIndex.entries
  }

  /** Replays the segment's batches from the producer states at its beginning. */
  #rebuildTransactions(segment: LogSegment): void {
    const producers = this.#producersAt(segment)
    segment.txnIndex.reset()
    for (const batch of segment.scan(0, { verify: false })) {
      const aborted = replayBatch(producers, batch)
      if (aborted !== undefined) segment.txnIndex.append(aborted)
    }
    segment.isIndexLost = false
  }

  /** The first record with a timestamp of at least `timestamp`, undefined when there is none. */
  offsetForTimestamp(timestamp: number): TimestampOffsetResult | undefined {
    this.#health.throwIfUnavailable()
    try {
      return this.#firstFrom(timestamp)
    } catch (error) {
      throw this.#health.readFailed(error)
    }
  }

  #firstFrom(timestamp: number): TimestampOffsetResult | undefined {
    const { segments, logStartOffset } = this.#log
    for (const segment of segments) {
      if (segment.maxTimestamp < timestamp) continue
      const from = segment.offsetIndex.lookup(segment.timeIndex.lookup(timestamp).offset).position
      for (const { header, buffer, at } of segment.scan(from, { verify: false })) {
        if (header.maxTimestamp < timestamp || header.lastOffset < logStartOffset) continue
        const cursor = new RecordCursor(buffer, at)
        while (cursor.next()) {
          if (cursor.timestamp >= timestamp && cursor.offset >= logStartOffset) {
            return { timestamp: cursor.timestamp, offset: cursor.offset, leaderEpoch: header.partitionLeaderEpoch }
          }
        }
      }
    }
    return undefined
  }

  /** The record with the largest timestamp (the first of several), undefined in a log without timestamps. */
  offsetOfMaxTimestamp(): TimestampOffsetResult | undefined {
    this.#health.throwIfUnavailable()
    try {
      return this.#largest()
    } catch (error) {
      throw this.#health.readFailed(error)
    }
  }

  #largest(): TimestampOffsetResult | undefined {
    let best: LogSegment | undefined
    for (const segment of this.#log.segments) {
      if (segment.maxTimestamp >= 0 && segment.maxTimestamp > (best?.maxTimestamp ?? -1)) best = segment
    }
    if (best === undefined) return undefined
    const from = best.offsetIndex.lookup(best.offsetOfMaxTimestamp).position
    for (const { header, buffer, at } of best.scan(from, { verify: false })) {
      if (header.maxTimestamp !== best.maxTimestamp) continue
      const cursor = new RecordCursor(buffer, at)
      while (cursor.next()) {
        if (cursor.timestamp === header.maxTimestamp) {
          return { timestamp: cursor.timestamp, offset: cursor.offset, leaderEpoch: header.partitionLeaderEpoch }
        }
      }
    }
    return undefined
  }
}

/** The index of the last segment that begins at or before `offset`; 0 when none does. */
export function segmentIndexFor(segments: readonly LogSegment[], offset: number): number {
  let low = 0
  let high = segments.length
  while (low + 1 < high) {
    const middle = (low + high) >>> 1
    if (segments[middle]!.baseOffset <= offset) low = middle
    else high = middle
  }
  return low
}

function lastBatchEnd(bytes: Buffer): number {
  let at = 0
  for (;;) {
    const next = at + LOG_OVERHEAD + bytes.readInt32BE(at + 8)
    if (next + BATCH_OVERHEAD > bytes.length) return lastOffsetOf(bytes, at) + 1
    at = next
  }
}
