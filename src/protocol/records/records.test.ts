import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SeededRandom } from '../../core/random.ts'
import { compressionNames } from '../compression/codec.ts'
import {
  BatchBuilder, baseOffsetOf, batches, decodeRecords, encodeBatch, incrementSequence, isBatchCrcValid, iterateRecords, lastOffsetOf, readBatchHeader,
  setBaseOffset, setMaxTimestampAndType, setPartitionLeaderEpoch, splitBatches, UnsupportedMagicError, validateRecordsStructure, verifyBatchCrc,
  writeBatchHeader, type RecordInput,
} from './index.ts'

/** Records with every kind of part: null, empty, short, long; timestamps that jump both ways. */
export function randomRecords(random: SeededRandom, count: number): RecordInput[] {
  const bytes = (): Buffer | null => {
    const kind = random.int(10)
    if (kind === 0) return null
    if (kind === 1) return Buffer.alloc(0)
    return kind === 2 ? random.bytes(random.int(3000)) : Buffer.alloc(random.int(200), `v${random.int(5)}`)
  }
  return Array.from({ length: count }, () => ({
    timestamp: random.int(8) === 0 ? random.int(2 ** 31) * 1000 : 1_750_000_000_000 + random.int(100_000),
    key: bytes(),
    value: bytes(),
    headers: Array.from({ length: random.int(8) === 0 ? random.int(4) : 0 }, () => ({ key: `h\u017e${random.int(9)}`, value: bytes() })),
  }))
}

const simple = (count: number): RecordInput[] =>
  Array.from({ length: count }, (_, i) => ({ timestamp: 1000 + i, key: Buffer.from(`k${i}`), value: Buffer.from(`v${i}`) }))

const plain = (records: Iterable<RecordInput & { offset?: number }>, baseOffset: number): object[] =>
  Array.from(records, ({ timestamp, key, value, headers }, i) => ({
    offset: baseOffset + i,
    timestamp,
    key: key && Buffer.from(key),
    value: value && Buffer.from(value),
    headers: (headers ?? []).map(header => ({ key: header.key, value: header.value && Buffer.from(header.value) })),
  }))

describe('a record batch', () => {
  for (const compression of compressionNames) {
    test(`of random records comes back as it went in (${compression})`, () => {
      const random = new SeededRandom(7)
      for (let round = 0; round < 40; round++) {
        const records = randomRecords(random, 1 + random.int(60))
        const baseOffset = random.int(2 ** 31) * 1000
        const buffer = encodeBatch(records, { baseOffset, compression })
        verifyBatchCrc(buffer, 0)
        assert.deepEqual(plain(decodeRecords(buffer, 0), baseOffset), plain(records, baseOffset))
      }
    })
  }

  test('has the header fields it was built with', () => {
    const buffer = encodeBatch(simple(5), {
      baseOffset: 2 ** 40, partitionLeaderEpoch: 7, producerId: 4_000_000_000, producerEpoch: 3,
      baseSequence: 2 ** 31 - 2, isTransactional: true, compression: 'gzip',
    })
    const { crc, ...header } = readBatchHeader(buffer, 0)
    assert.ok(crc > 0)
    assert.deepEqual(header, {
      baseOffset: 2 ** 40, sizeInBytes: buffer.length, partitionLeaderEpoch: 7, magic: 2, attributes: 0x11, compression: 'gzip', timestampType: 'CreateTime',
      isTransactional: true, isControl: false, hasDeleteHorizon: false, lastOffsetDelta: 4, lastOffset: 2 ** 40 + 4, baseTimestamp: 1000, maxTimestamp: 1004,
      producerId: 4_000_000_000, producerEpoch: 3, baseSequence: 2 ** 31 - 2, lastSequence: 2, recordCount: 5,
    })
  })

  test('takes its base offset and leader epoch in place, outside the checksum', () => {
    const buffer = Buffer.concat([Buffer.alloc(3), encodeBatch(simple(3))])
    setBaseOffset(buffer, 3, 2 ** 52)
    setPartitionLeaderEpoch(buffer, 3, 12)
    verifyBatchCrc(buffer, 3)
    assert.equal(baseOffsetOf(buffer, 3), 2 ** 52)
    assert.equal(lastOffsetOf(buffer, 3), 2 ** 52 + 2)
    assert.equal(readBatchHeader(buffer, 3).partitionLeaderEpoch, 12)
  })

  test('under LogAppendTime gives every record the time of the append', () => {
    const buffer = encodeBatch(simple(3))
    setMaxTimestampAndType(buffer, 0, 'LogAppendTime', 5000)
    verifyBatchCrc(buffer, 0)
    assert.deepEqual(decodeRecords(buffer, 0).map(record => record.timestamp), [5000, 5000, 5000])
    setMaxTimestampAndType(buffer, 0, 'CreateTime', 1002)
    assert.deepEqual(decodeRecords(buffer, 0).map(record => record.timestamp), [1000, 1001, 1002])
  })

  test('with any one bit flipped after its leader epoch has another checksum', () => {
    const buffer = encodeBatch(simple(2))
    for (let bit = 17 * 8; bit < buffer.length * 8; bit++) {
      buffer[bit >> 3]! ^= 1 << (bit & 7)
      assert.equal(isBatchCrcValid(buffer, 0), false)
      assert.throws(() => verifyBatchCrc(buffer, 0), /is corrupt: stored CRC/)
      buffer[bit >> 3]! ^= 1 << (bit & 7)
    }
    verifyBatchCrc(buffer, 0)
  })

  test('that is full refuses the next record and stays as it was', () => {
    const builder = new BatchBuilder({ maxBytes: 300 })
    assert.equal(builder.append(1, null, Buffer.alloc(1000)), true, 'the first record always fits')
    assert.equal(builder.append(1, null, Buffer.alloc(1)), false)
    const small = new BatchBuilder({ maxBytes: 300, initialBytes: 64 })
    let count = 0
    while (small.append(1, null, Buffer.alloc(20))) count++
    const size = small.estimatedBytes
    const buffer = small.build()
    assert.equal(buffer.length, size)
    assert.ok(buffer.length <= 300 && buffer.length > 270)
    assert.equal(decodeRecords(buffer).length, count)
  })

  test('follows another in a buffer, and a part of one at the end is left out', () => {
    const parts = [encodeBatch(simple(2)), encodeBatch(simple(3), { baseOffset: 2 }), encodeBatch(simple(1), { baseOffset: 5 })]
    const whole = Buffer.concat(parts)
    assert.deepEqual(Array.from(batches(whole), ({ header }) => header.baseOffset), [0, 2, 5])
    assert.deepEqual(splitBatches(whole), parts)
    for (let cut = 1; cut <= parts[2]!.length; cut++) {
      const shorter = whole.subarray(0, whole.length - cut)
      assert.equal(Array.from(batches(shorter)).length, 2)
      assert.equal(splitBatches(shorter).length, 2)
      if (cut < parts[2]!.length) assert.throws(() => Array.from(batches(shorter, { onIncomplete: 'throw' })), /cut short/)
    }
  })

  test('of an old format is refused by name', () => {
    const buffer = encodeBatch(simple(1))
    for (const magic of [0, 1, 3]) {
      buffer[16] = magic
      assert.throws(() => readBatchHeader(buffer, 0), (error: Error) => error instanceof UnsupportedMagicError && error.magic === magic)
    }
  })

  test('cut short or with any byte changed is decoded to records or refused, never worse', () => {
    const random = new SeededRandom(11)
    for (let round = 0; round < 2000; round++) {
      const buffer = Buffer.from(encodeBatch(randomRecords(random, 1 + random.int(4)), { compression: random.int(2) === 0 ? 'none' : 'gzip' }))
      for (let i = 0; i <= random.int(3); i++) buffer[random.int(buffer.length)] = random.int(256)
      const damaged = random.int(3) === 0 ? buffer.subarray(0, random.int(buffer.length)) : buffer
      try {
        for (const record of decodeRecords(damaged, 0)) assert.ok(Array.isArray(record.headers))
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'CORRUPT', String((error as Error).stack))
      }
    }
  })

  test('from a producer is summed up in one walk', () => {
    const records = [
      { timestamp: 10, key: Buffer.from('a'), value: null },
      { timestamp: 30, key: null, value: null },
      { timestamp: 30, key: null, value: null },
      { timestamp: 20, key: Buffer.from('b'), value: null },
    ]
    const { header, ...summary } = validateRecordsStructure(encodeBatch(records, { baseOffset: 100, compression: 'gzip' }), 0)
    assert.equal(header.baseOffset, 100)
    assert.deepEqual(summary, { recordCount: 4, minTimestamp: 10, maxTimestamp: 30, offsetOfMaxTimestamp: 101, firstWithoutKey: 1, recordsBytes: 30 })
  })

  describe('whose parts contradict each other is refused with the reason', () => {
    /** A batch of hand-made records: the bytes of each, its length before it added here. */
    const handmade = (records: number[][], header: { recordCount?: number; lastOffsetDelta?: number; rest?: number[] } = {}): Buffer => {
      const body = Buffer.from([...records.flatMap(bytes => [bytes.length * 2, ...bytes]), ...(header.rest ?? [])])
      const buffer = Buffer.concat([Buffer.alloc(61), body])
      writeBatchHeader(buffer, 0, {
        baseOffset: 0, sizeInBytes: buffer.length, partitionLeaderEpoch: 0, compression: 'none', timestampType: 'CreateTime',
        isTransactional: false, isControl: false, hasDeleteHorizon: false,
        lastOffsetDelta: header.lastOffsetDelta ?? records.length - 1, baseTimestamp: 0, maxTimestamp: 0,
        producerId: -1, producerEpoch: -1, baseSequence: -1, recordCount: header.recordCount ?? records.length,
      })
      return buffer
    }
    // Attributes, timestamp delta, offset delta, key length, value length, header count; lengths and deltas in zigzag.
    const first = [0, 0, 0, 1, 1, 0]
    const second = [0, 0, 2, 1, 1, 0]

    test('(and is fine when they do not)', () => {
      assert.equal(decodeRecords(handmade([first, second])).length, 2)
      assert.equal(validateRecordsStructure(handmade([first, second]), 0).recordCount, 2)
      assert.equal(decodeRecords(handmade([[0, 0, 0, 2, 65, 4, 66, 67, 2, 2, 68, 1]]))[0]!.headers[0]!.key, 'D')
    })

    const broken: [string, Buffer, RegExp][] = [
      ['more records than the header counts', handmade([first, second], { recordCount: 1 }), /holds 7 bytes after its 1 records/],
      ['bytes after the last record', handmade([first], { rest: [0] }), /holds 1 bytes after its 1 records/],
      ['fewer records than the header counts', handmade([first], { recordCount: 2, lastOffsetDelta: 1 }), /ends within a number/],
      ['a negative count', handmade([first], { recordCount: -1 }), /claims -1 records/],
      ['a record longer than the batch', handmade([first], { rest: [40, 0], recordCount: 2, lastOffsetDelta: 1 }), /has a record of 20 bytes/],
      ['a record of negative length', handmade([], { rest: [1, 0, 0], recordCount: 1, lastOffsetDelta: 0 }), /has a record of -1 bytes/],
      ['a record that ends before its fields', handmade([[0, 0, 0, 1, 1]]), /ends within a number/],
      ['a record with bytes after its fields', handmade([[...first, 9]]), /of 7 bytes at 61 whose fields take 6/],
      ['a key longer than its record', handmade([[0, 0, 0, 20, 1, 0]]), /has a key of 10 bytes/],
      ['a value longer than its record', handmade([[0, 0, 0, 1, 20, 0]]), /has a value of 10 bytes/],
      ['more headers than bytes', handmade([[0, 0, 0, 1, 1, 8, 0, 1, 0, 1]]), /with 4 headers/],
      ['a negative number of headers', handmade([[0, 0, 0, 1, 1, 1]]), /with -1 headers/],
      ['a header without a key', handmade([[0, 0, 0, 1, 1, 2, 1, 1]]), /record header without a key/],
      ['a header value longer than its record', handmade([[0, 0, 0, 1, 1, 2, 2, 65, 20]]), /has a header value of 10 bytes/],
      ['an offset beyond the last', handmade([first, [0, 0, 4, 1, 1, 0]]), /offset delta 2, the last is 1/],
      ['an offset before the first', handmade([[0, 0, 1, 1, 1, 0]]), /offset delta -1/],
      ['a number of too many bytes', handmade([[0, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 1, 1, 0]]), /more than five bytes/],
      ['a timestamp of too many bytes', handmade([[0, ...new Array<number>(10).fill(0x80), 0, 0, 1, 1, 0]]), /more than ten bytes/],
    ]
    for (const [what, buffer, message] of broken) {
      test(what, () => {
        verifyBatchCrc(buffer, 0)
        assert.throws(() => decodeRecords(buffer), message)
        assert.throws(() => Array.from(iterateRecords(buffer)), message)
      })
    }

    test('and what only a producer must not do: no records, other offsets than 0, 1, 2, another last offset', () => {
      assert.throws(() => validateRecordsStructure(handmade([], { lastOffsetDelta: 0 }), 0), /has no records/)
      assert.throws(() => validateRecordsStructure(handmade([first, first]), 0), /offset delta 0 in record 1/)
      assert.throws(() => validateRecordsStructure(handmade([second, first]), 0), /offset delta 1 in record 0/)
      assert.throws(() => validateRecordsStructure(handmade([first, second], { lastOffsetDelta: 4 }), 0), /2 records and the last offset delta 4/)
      assert.equal(decodeRecords(handmade([first, second], { lastOffsetDelta: 4 })).length, 2, 'compaction leaves such batches')
    })

    test('and a header that no batch can have', () => {
      const small = handmade([first])
      small.writeInt32BE(48, 8)
      assert.throws(() => readBatchHeader(small, 0), /claims 60 bytes/)
      const strange = handmade([first])
      strange[22] = 5
      assert.throws(() => readBatchHeader(strange, 0), /unknown compression 5/)
      const far = handmade([first])
      far.writeBigInt64BE(2n ** 53n, 0)
      assert.throws(() => readBatchHeader(far, 0), /beyond 2\^53-1/)
      assert.throws(() => readBatchHeader(small.subarray(0, 60), 0), /cut short|claims/)
      assert.throws(() => decodeRecords(handmade([first]).subarray(0, 65)), /is cut short: 68 bytes, 65 are there/)
    })
  })

  test('keeps timestamps exact to 2^53 and rounds beyond', () => {
    const far = [0, 2 ** 52, -(2 ** 52), 1, -(2 ** 31), 2 ** 31, -1]
    const buffer = encodeBatch(far.map(timestamp => ({ timestamp, key: null, value: null })))
    assert.deepEqual(decodeRecords(buffer).map(record => record.timestamp), far)
    const buffer2 = Buffer.from(encodeBatch([{ timestamp: 0, key: null, value: null }]))
    buffer2.writeBigInt64BE(2n ** 63n - 1n, 27)
    assert.equal(decodeRecords(buffer2)[0]!.timestamp, 2 ** 63)
  })

  test('sequence numbers wrap to zero', () => {
    assert.equal(incrementSequence(2 ** 31 - 1, 1), 0)
    assert.equal(incrementSequence(2 ** 31 - 3, 2), 2 ** 31 - 1)
  })
})
