// Which batches of an answer are believed. The scene with a consumer is in consumer.test.ts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeBatch } from '../protocol/records/builder.ts'
import { measureBatches } from './fetched-batches.ts'

/** A batch that holds the offsets `base` to `last`. */
function batch(base: number, last: number): Buffer {
  const records = Array.from({ length: last - base + 1 }, () => ({ timestamp: 1, key: null, value: Buffer.from('value') }))
  return encodeBatch(records, { baseOffset: base, partitionLeaderEpoch: 4 })
}

/** Where the offsets that are believed end, and which base offset is in doubt. */
function measure(offset: number, answer: readonly Buffer[], options: { highWatermark?: number; doubted?: number } = {}): { nextOffset: number; doubted: number } {
  const { highWatermark = 1000, doubted = -1 } = options
  const { nextOffset, doubted: inDoubt, end, leaderEpoch } = measureBatches(Buffer.concat(answer), { partition: 't-0', offset, highWatermark, doubted })
  assert.equal(end === 0, nextOffset === -1)
  assert.equal(leaderEpoch, end === 0 ? -1 : 4)
  return { nextOffset, doubted: inDoubt }
}

const wrong = { name: 'CorruptionError', code: 'CORRUPT' }

test('batches that continue each other are believed, also before the high watermark of the answer is', () => {
  const answer = [batch(10, 12), batch(13, 13), batch(14, 20)]
  assert.deepEqual(measure(10, answer), { nextOffset: 21, doubted: -1 })
  assert.deepEqual(measure(10, answer, { highWatermark: 14 }), { nextOffset: 21, doubted: -1 })
  assert.deepEqual(measure(10, answer, { highWatermark: -1 }), { nextOffset: 21, doubted: -1 })
  assert.deepEqual(measure(10, [...answer, batch(21, 30).subarray(0, 40)]), { nextOffset: 21, doubted: -1 })
  assert.deepEqual(measure(10, [batch(10, 12).subarray(0, 70)]), { nextOffset: -1, doubted: -1 })
})

test('an answer that begins within a batch', () => {
  assert.deepEqual(measure(11, [batch(10, 12), batch(13, 13)]), { nextOffset: 14, doubted: -1 })
  assert.deepEqual(measure(11, [batch(10, 12)], { highWatermark: 13 }), { nextOffset: 13, doubted: -1 })
  assert.deepEqual(measure(11, [batch(10, 12), batch(13, 30).subarray(0, 8)]), { nextOffset: 13, doubted: -1 })
  // Nothing that continues it: only the second look tells that it was not moved down.
  for (const rest of [[], [batch(20, 30)], [batch(20, 30).subarray(0, 8)]]) {
    assert.deepEqual(measure(11, [batch(10, 12), ...rest]), { nextOffset: -1, doubted: 10 })
    assert.ok(measure(11, [batch(10, 12), ...rest], { doubted: 10 }).nextOffset >= 13)
  }
})

test('what compaction leaves is read: gaps before, between and behind batches', () => {
  const answer = [batch(13, 15), batch(20, 20), batch(31, 33)]
  // The last one of an answer comes again with the next, where something follows it or it is seen for the second time.
  assert.deepEqual(measure(10, answer), { nextOffset: 21, doubted: 31 })
  assert.deepEqual(measure(21, [batch(31, 33), batch(40, 41)], { doubted: 31 }), { nextOffset: 34, doubted: 40 })
  assert.deepEqual(measure(34, [batch(40, 41)], { doubted: 40 }), { nextOffset: 42, doubted: -1 })
  assert.deepEqual(measure(10, [...answer, batch(34, 34)]), { nextOffset: 35, doubted: -1 })
  assert.deepEqual(measure(10, [...answer, batch(40, 44).subarray(0, 8)]), { nextOffset: 34, doubted: -1 })
  assert.deepEqual(measure(10, [batch(13, 15)]), { nextOffset: -1, doubted: 13 })
  assert.deepEqual(measure(10, [batch(13, 15)], { doubted: 13 }), { nextOffset: 16, doubted: -1 })
})

test('batches that overlap, come too early or reach beyond the end are wrong', () => {
  // Which of two it is nobody can say when the first is behind a gap; otherwise it is the second.
  assert.throws(() => measure(10, [batch(12, 14), batch(13, 13)]), { ...wrong, message: /^a batch of t-0 is corrupt: it claims the offsets 12 to 14, .* offset 10, / })
  assert.deepEqual(measure(10, [batch(10, 12), batch(12, 13)]), { nextOffset: 13, doubted: -1 })
  assert.deepEqual(measure(10, [batch(10, 12), batch(20, 20), batch(14, 14)]), { nextOffset: 13, doubted: -1 })
  assert.throws(() => measure(13, [batch(10, 12)]), wrong)
  assert.throws(() => measure(13, [batch(10, 12), batch(13, 14)]), wrong)
  assert.throws(() => measure(10, [batch(12, 20)], { highWatermark: 20 }), wrong)
  assert.throws(() => measure(10, [batch(12, 14), batch(13, 20).subarray(0, 8)]), wrong)
  // Two answers that differ where nothing follows.
  assert.throws(() => measure(10, [batch(12, 14)], { doubted: 18 }), wrong)
})

test('one wrong bit in the base offset of any batch of a log without gaps never shifts a record, however it is cut into answers', () => {
  const log = [batch(0, 0), batch(1, 7), batch(8, 8), batch(9, 10), batch(11, 40), batch(41, 41)]
  const bases = [0, 1, 8, 9, 11, 41]
  let flips = 0
  for (let perAnswer = 1; perAnswer <= log.length; perAnswer++) {
    for (let target = 0; target < log.length; target++) {
      for (let bit = 0; bit < 64; bit++) {
        let offset = 0
        let doubted = -1
        let flipped = false
        let looks = 0
        while (offset < 42 && looks++ < 20) {
          const first = bases.findLastIndex(base => base <= offset)
          const answer = log.slice(first, first + perAnswer).map(bytes => Buffer.from(bytes))
          // Only the first answer that holds it is wrong.
          if (!flipped && target >= first && target < first + perAnswer) {
            answer[target - first]![7 - (bit >> 3)]! ^= 1 << (bit & 7)
            flipped = true
            flips++
          }
          const bytes = Buffer.concat(answer)
          try {
            const measured = measureBatches(bytes, { partition: 't-0', offset, highWatermark: 42, doubted })
            doubted = measured.doubted
            if (measured.end === 0) continue
            assert.deepEqual(bytes.subarray(0, measured.end), Buffer.concat(log.slice(first)).subarray(0, measured.end), `bit ${bit} of batch ${target}, ${perAnswer} an answer`)
            offset = measured.nextOffset
          } catch (error) {
            assert.equal((error as { code?: string }).code, 'CORRUPT', String(error))
          }
        }
        assert.equal(offset, 42)
      }
    }
  }
  assert.equal(flips, 6 * 6 * 64)
})
