// Fetched bytes of one partition on their way to records: checks each batch, hides control batches and, under read_committed,
// aborted transactions, and makes records as they are asked for. Pure state (shape C with memory). KIP-98.

import { CorruptionError } from '../core/errors.ts'
import { isBatchCrcValid, readBatchHeader, type BatchHeader } from '../protocol/records/batch.ts'
import { ControlRecordType, decodeControlKey } from '../protocol/records/control.ts'
import { RecordCursor } from '../protocol/records/record.ts'
import { ConsumerRecord } from './record.ts'
import type { Chunk, PartitionState } from './subscription.ts'

export interface AbortedTransaction {
  readonly producerId: number
  readonly firstOffset: number
}

export class FetchedChunk implements Chunk {
  readonly bytes: number
  readonly #state: PartitionState
  readonly #records: Buffer
  /** Where the complete batches end. */
  readonly #end: number
  readonly #checkCrcs: boolean
  /** Aborted transactions by the offset of their first record, the earliest last; undefined under read_uncommitted. */
  readonly #aborted: AbortedTransaction[] | undefined
  readonly #abortedProducers = new Set<number>()
  #position = 0
  #cursor: RecordCursor | undefined
  #nextOffset: number
  #leaderEpoch = -1
  #logAppendTime = false

  /** `end` is where the complete batches of `records` end; `fromOffset` the first offset that is wanted. */
  constructor(
    state: PartitionState,
    records: Buffer,
    end: number,
    fromOffset: number,
    options: { checkCrcs: boolean; aborted: readonly AbortedTransaction[] | undefined },
  ) {
    this.#state = state
    this.#records = records
    this.#end = end
    this.bytes = end
    this.#nextOffset = fromOffset
    this.#checkCrcs = options.checkCrcs
    this.#aborted = options.aborted === undefined ? undefined : [...options.aborted].sort((a, b) => b.firstOffset - a.firstOffset)
  }

  get nextOffset(): number {
    return this.#nextOffset
  }

  get exhausted(): boolean {
    return this.#cursor === undefined && this.#position >= this.#end
  }

  /** The leader epoch of the last batch from which records came. */
  get leaderEpoch(): number {
    return this.#leaderEpoch
  }

  take(out: ConsumerRecord<unknown, unknown>[], limit: number): void {
    const { source } = this.#state
    let nextOffset = this.#nextOffset
    while (out.length < limit) {
      const cursor = (this.#cursor ??= this.#openBatch())
      if (cursor === undefined) return
      nextOffset = this.#nextOffset
      const epoch = this.#leaderEpoch
      const logAppendTime = this.#logAppendTime
      while (out.length < limit) {
        if (!cursor.next()) {
          this.#cursor = undefined
          // Compaction may have removed the last records of the batch.
          nextOffset = Math.max(nextOffset, cursor.header.lastOffset + 1)
          break
        }
        // A fetch begins with the batch that holds the offset asked for.
        if (cursor.offset < nextOffset) continue
        out.push(new ConsumerRecord(source, cursor, epoch, logAppendTime))
        nextOffset = cursor.offset + 1
      }
      this.#nextOffset = nextOffset
    }
  }

  /** The next batch with records to show, or undefined at the end. */
  #openBatch(): RecordCursor | undefined {
    while (this.#position < this.#end) {
      const position = this.#position
      const header = readBatchHeader(this.#records, position)
      this.#position += header.sizeInBytes
      if (this.#isHidden(header, position)) {
        this.#nextOffset = Math.max(this.#nextOffset, header.lastOffset + 1)
        continue
      }
      if (this.#checkCrcs && !isBatchCrcValid(this.#records, position)) {
        this.#position = position
        throw new CorruptChunkError(this.#state.key, header)
      }
      this.#leaderEpoch = header.partitionLeaderEpoch
      this.#logAppendTime = header.timestampType === 'LogAppendTime'
      return new RecordCursor(this.#records, position)
    }
    return undefined
  }

  #isHidden(header: BatchHeader, position: number): boolean {
    if (header.lastOffset < this.#nextOffset && !header.isControl) return true
    if (this.#aborted !== undefined && header.producerId >= 0) {
      while (this.#aborted.length > 0 && this.#aborted.at(-1)!.firstOffset <= header.lastOffset) {
        this.#abortedProducers.add(this.#aborted.pop()!.producerId)
      }
      if (header.isControl) {
        if (isAbortMarker(this.#records, position)) this.#abortedProducers.delete(header.producerId)
      } else if (header.isTransactional && this.#abortedProducers.has(header.producerId)) {
        return true
      }
    }
    return header.isControl
  }
}

function isAbortMarker(records: Buffer, position: number): boolean {
  const cursor = new RecordCursor(records, position)
  return cursor.next() && decodeControlKey(cursor.key()).type === ControlRecordType.ABORT
}

/** A batch whose checksum does not match its bytes. The position stays in front of it. */
export class CorruptChunkError extends CorruptionError {
  constructor(partition: string, header: BatchHeader) {
    super(
      `a batch of ${partition} is corrupt: the checksum of offsets ${header.baseOffset} to ${header.lastOffset} does not match its bytes; ` +
        `seek to ${header.lastOffset + 1} to leave it out`,
    )
  }
}
