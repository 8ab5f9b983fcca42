import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readBatchHeader, verifyBatchCrc } from './batch.ts'
import { encodeBatch } from './builder.ts'
import { decodeRecords } from './record.ts'
import { retainRecords } from './retain.ts'

const options = { baseOffset: 50, producerId: 9, producerEpoch: 1, baseSequence: 20, partitionLeaderEpoch: 4 }
const batch = encodeBatch(
  Array.from({ length: 4 }, (_, i) => ({ timestamp: 1000 + i * 300, key: Buffer.from(`k${i}`), value: i === 2 ? null : Buffer.from(`v${i}`) })),
  options,
)

describe('a batch under compaction', () => {
  test('keeps its offsets and sequences with fewer records', () => {
    for (const compression of ['none', 'gzip', 'lz4'] as const) {
      const packed = encodeBatch(decodeRecords(batch), { ...options, compression })
      const kept = retainRecords(packed, 0, record => record.offset % 2 === 1)!
      verifyBatchCrc(kept, 0)
      const header = readBatchHeader(kept, 0)
      assert.deepEqual(
        [header.baseOffset, header.lastOffset, header.baseSequence, header.lastSequence, header.recordCount, header.maxTimestamp, header.compression],
        [50, 53, 20, 23, 2, 1900, compression],
      )
      assert.deepEqual(decodeRecords(kept).map(record => [record.offset, record.timestamp, String(record.key), String(record.value)]), [
        [51, 1300, 'k1', 'v1'],
        [53, 1900, 'k3', 'v3'],
      ])
    }
  })

  test('is handed back as it is when nothing changes, even inside a larger buffer', () => {
    const whole = Buffer.concat([Buffer.alloc(7), batch, batch])
    assert.deepEqual(retainRecords(whole, 7, () => true), batch)
  })

  test('without records goes, or stays as an empty one', () => {
    assert.equal(retainRecords(batch, 0, () => false), null)
    const empty = retainRecords(batch, 0, () => false, { keepEmpty: true })!
    verifyBatchCrc(empty, 0)
    assert.equal(empty.length, 61)
    assert.deepEqual(decodeRecords(empty), [])
    assert.equal(readBatchHeader(empty, 0).lastOffset, 53)
    assert.equal(retainRecords(empty, 0, () => true), null)
    assert.deepEqual(retainRecords(empty, 0, () => true, { keepEmpty: true }), empty)
  })

  test('with a tombstone gets a delete horizon once, and its timestamps stay', () => {
    const first = retainRecords(batch, 0, () => true, { deleteHorizonMs: 99_000_000_000 })!
    verifyBatchCrc(first, 0)
    assert.equal(readBatchHeader(first, 0).hasDeleteHorizon, true)
    assert.equal(readBatchHeader(first, 0).baseTimestamp, 99_000_000_000)
    assert.deepEqual(decodeRecords(first).map(record => record.timestamp), [1000, 1300, 1600, 1900])
    assert.deepEqual(retainRecords(first, 0, () => true, { deleteHorizonMs: 5 }), first)
    const noTombstone = retainRecords(batch, 0, record => record.valueLength >= 0, { deleteHorizonMs: 99_000_000_000 })!
    assert.equal(readBatchHeader(noTombstone, 0).hasDeleteHorizon, false)
  })
})
