// How much of a fetched answer can be believed, by its batches' offsets (shape C). A batch's checksum covers everything but the first 21 bytes of its
// header, the base offset among them: one wrong bit there shifts all of its records, and whoever goes on behind them passes others over.
//
// In a log as it was written each batch begins where the one before it ends; compaction leaves gaps, never an overlap. So a batch that continues what
// is known is right; one that overlaps is wrong, or the one before it is. One behind a gap is bounded by what follows it: a wrong bit that moved
// it up moved it over its successor, unless compaction had made room. Where nothing follows, the same batch has to come a second time, in another
// answer, before it is believed. What remains and no client can tell: a batch moved within a gap that compaction left on that side, and one that was
// moved to begin just where a seek had led, into its middle.

import { CorruptionError, KafkaError } from '../core/errors.ts'
import { baseOffsetOf, BATCH_OVERHEAD, batchSizeInBytes, lastOffsetOf, leaderEpochOf } from '../protocol/records/batch.ts'

/** The base offset lies in these bytes at the front of a batch, so it is known of one that came cut short, too. */
const baseOffsetBytes = 8

export interface Asked {
  readonly partition: string
  /** The offset from which records were asked for. */
  readonly offset: number
  /** As the answer tells it; -1 when it does not. */
  readonly highWatermark: number
  /** The base offset that was in doubt in the answer before, -1 for none: seen again, it is believed. */
  readonly doubted: number
}

export interface Measured {
  /** Where in the buffer the batches end that can be believed, the offset that follows them, and the last one's leader epoch. */
  end: number
  nextOffset: number
  leaderEpoch: number
  /** The base offset of the batch that is in doubt and is to be fetched once more, -1 for none. */
  doubted: number
}

/**
 * Measures the complete batches of an answer. Throws CorruptionError when already the first is wrong. `end` is 0 when there is no complete batch, or
 * only one in doubt.
 */
export function measureBatches(records: Buffer, asked: Asked): Measured {
  let believed: Measured = { end: 0, nextOffset: -1, leaderEpoch: -1, doubted: -1 }
  // The last batch, while it waits for what follows it. `inside`: it began before the offset that was asked for, and holds it.
  let waiting: { base: number; inside: boolean; upTo: Measured } | undefined
  let expected = asked.offset
  let position = 0
  while (records.length - position >= BATCH_OVERHEAD) {
    const size = batchSizeInBytes(records, position)
    if (size > records.length - position) break
    const base = baseOffsetOf(records, position)
    const nextOffset = lastOffsetOf(records, position) + 1
    const inside = position === 0 && base < expected
    if ((base < expected && !inside) || nextOffset <= Math.max(base, expected)) {
      // It, or the one that waits: neither is handed out.
      return waiting === undefined ? before(believed, asked, base, nextOffset) : before(believed, asked, waiting.base, expected)
    }
    if (waiting !== undefined) {
      if (waiting.inside && base > expected) return inDoubt(believed, asked, waiting.base, expected)
      believed = waiting.upTo
      waiting = undefined
    }
    const upTo = { end: position + size, nextOffset, leaderEpoch: leaderEpochOf(records, position), doubted: -1 }
    if (base === expected || (position === 0 && base === asked.doubted)) believed = upTo
    else waiting = { base, inside, upTo }
    expected = nextOffset
    position += size
  }
  if (waiting === undefined) return believed
  if (records.length - position >= baseOffsetBytes) {
    const following = baseOffsetOf(records, position)
    if (following < expected) return before(believed, asked, waiting.base, expected)
    if (following > expected && waiting.inside) return inDoubt(believed, asked, waiting.base, expected)
  } else if (waiting.inside) {
    // A wrong bit cannot have moved it down to the end of the log.
    if (expected !== asked.highWatermark) return inDoubt(believed, asked, waiting.base, expected)
  } else if (asked.highWatermark >= 0 && expected > asked.highWatermark) return before(believed, asked, waiting.base, expected)
  else return inDoubt(believed, asked, waiting.base, expected)
  return waiting.upTo
}

/** What comes before a batch that is wrong, if anything does: the rest is fetched anew. */
function before(believed: Measured, asked: Asked, baseOffset: number, nextOffset: number): Measured {
  if (believed.end === 0) throw new CorruptOffsetError(asked, baseOffset, nextOffset - 1)
  return believed
}

/** The batch is left for another answer. Two that differ are no better than one that is wrong. */
function inDoubt(believed: Measured, asked: Asked, base: number, nextOffset: number): Measured {
  if (believed.end === 0 && asked.doubted >= 0) throw new CorruptOffsetError(asked, base, nextOffset - 1)
  return { ...believed, doubted: base }
}

/** A batch whose offsets cannot be. */
export class CorruptOffsetError extends CorruptionError {
  constructor({ highWatermark, offset, partition }: Asked, baseOffset: number, lastOffset: number) {
    super(
      `a batch of ${partition} is corrupt: it claims the offsets ${baseOffset} to ${lastOffset}, which do not fit between offset ${offset}, that was asked for, ` +
        `and what follows (the partition ends at ${highWatermark}); seek beyond it to leave it out`,
    )
  }
}

/** A single record or batch that is larger than the broker may send: only old brokers cut it. */
export function cutBatchError(partition: string, offset: number): KafkaError {
  return new KafkaError(
    'RECORD_TOO_LARGE',
    `the batch at offset ${offset} of ${partition} is larger than maxPartitionFetchBytes and came cut short; raise maxPartitionFetchBytes`,
  )
}
