import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { crc32c } from '../../core/hash.ts'
import { silentLogger } from '../../core/logger.ts'
import { decodeRecords, encodeBatch, encodeControlBatch, readBatchHeader, type BatchOptions } from '../../protocol/records/index.ts'
import { VirtualDisk } from '../../testing/virtual-disk.ts'
import { VirtualTime } from '../../testing/virtual-time.ts'
import { RecordValidationError } from './append.ts'
import type { LogConfig } from './log-config.ts'
import { PartitionLog } from './partition-log.ts'

const time = new VirtualTime()

function open(config: Partial<LogConfig> = {}): PartitionLog {
  const disk = new VirtualDisk()
  disk.makeDirectory('/data')
  return PartitionLog.open({ disk, system: time, logger: silentLogger }, { directory: '/data/t-0', topic: 't', partition: 0, config })
}

interface Given extends BatchOptions {
  timestamp?: number
  key?: string | null
  size?: number
  count?: number
}

function batch(given: Given = {}): Buffer {
  const { timestamp = time.now(), key = 'k', size = 10, count = 2 } = given
  const record = { timestamp, key: key === null ? null : Buffer.from(key), value: Buffer.alloc(size, 'v') }
  return encodeBatch(Array.from({ length: count }, () => record), given)
}

/** The batch with `change` made to it and the checksum put right again. */
function patched(change: (bytes: Buffer) => void, given: Given = {}): Buffer {
  const bytes = Buffer.from(batch(given))
  change(bytes)
  bytes.writeUInt32BE(crc32c(bytes, 21), 17)
  return bytes
}

const append = (log: PartitionLog, records: Buffer): ReturnType<PartitionLog['append']> => log.append(records, { leaderEpoch: 3, origin: 'client' })

// Each answer is Apache Kafka 4.3.1's (scripts/interop/dump-log.mjs plays these and random ones to both).
const refused: [what: string, code: string, records: Buffer, config?: Partial<LogConfig>][] = [
  ['nothing at all', 'INVALID_RECORD', Buffer.alloc(0)],
  ['less than a header', 'INVALID_RECORD', Buffer.alloc(40)],
  ['a batch cut short', 'INVALID_RECORD', batch().subarray(0, 70)],
  ['two batches', 'INVALID_RECORD', Buffer.concat([batch(), batch()])],
  ['a flipped bit', 'CORRUPT_MESSAGE', ((): Buffer => { const bytes = Buffer.from(batch()); bytes[70]! ^= 4; return bytes })()],
  ['record format v1', 'INVALID_RECORD', ((): Buffer => { const bytes = Buffer.from(batch()); bytes[16] = 1; return bytes })()],
  ['record format v9', 'CORRUPT_MESSAGE', ((): Buffer => { const bytes = Buffer.from(batch()); bytes[16] = 9; return bytes })()],
  ['a batch above max.message.bytes', 'MESSAGE_TOO_LARGE', batch({ size: 2000 }), { maxMessageBytes: 1000 }],
  ['a batch above segment.bytes', 'RECORD_LIST_TOO_LARGE', batch({ size: 2000 }), { segmentBytes: 1000 }],
  ['a base offset', 'INVALID_RECORD', patched(bytes => bytes.writeBigInt64BE(4n, 0))],
  ['a control batch', 'INVALID_RECORD', encodeControlBatch([{ type: 1, value: Buffer.alloc(6) }], time.now())],
  ['too large a record count', 'INVALID_RECORD', patched(bytes => bytes.writeInt32BE(3, 57))],
  ['no record count', 'INVALID_RECORD', patched(bytes => bytes.writeInt32BE(0, 57))],
  ['a negative last offset delta', 'INVALID_RECORD', patched(bytes => bytes.writeInt32BE(-2, 23))],
  ['a last offset delta of 2^31-1', 'INVALID_RECORD', patched(bytes => bytes.writeInt32BE(2 ** 31 - 1, 23))],
  ['record lengths that do not fit', 'INVALID_RECORD', patched(bytes => { bytes[61] = 0x7e })],
  ['a producer id without a sequence', 'INVALID_RECORD', batch({ producerId: 5, producerEpoch: 0 })],
  ['compressed bytes that are none', 'INVALID_RECORD', patched(bytes => bytes.writeInt16BE(1, 21))],
  ['a timestamp of the next day', 'INVALID_TIMESTAMP', batch({ timestamp: time.now() + 86_400_000 })],
  ['a timestamp of last week', 'INVALID_TIMESTAMP', batch({ timestamp: time.now() - 7 * 86_400_000 }), { messageTimestampBeforeMaxMs: 86_400_000 }],
  ['no key on a compacted topic', 'INVALID_RECORD', batch({ key: null }), { cleanupPolicy: ['compact'] }],
]

describe('what a client may append', () => {
  for (const [what, code, records, config] of refused) {
    test(`not ${what}: ${code}, and the log is as before`, () => {
      const log = open(config)
      assert.throws(() => append(log, Buffer.from(records)), { code })
      assert.deepEqual([log.logEndOffset, log.sizeBytes], [0, 0])
      if (config?.segmentBytes === undefined && config?.maxMessageBytes === undefined) assert.equal(append(log, batch()).firstOffset, 0)
    })
  }

  test('bytes behind the batch that make no further one are left out', () => {
    const log = open()
    const records = batch()
    append(log, Buffer.concat([records, Buffer.alloc(30)]))
    assert.equal(log.sizeBytes, records.length)
  })

  test('the records that are at fault are named, as KIP-467 wants it', () => {
    const log = open()
    const records = encodeBatch([0, 86_400_000, 0].map(ahead => ({ timestamp: time.now() + ahead, key: null, value: null })))
    assert.throws(
      () => append(log, records),
      (error: unknown) => {
        assert.ok(error instanceof RecordValidationError)
        assert.equal(error.code, 'INVALID_TIMESTAMP')
        assert.deepEqual(error.recordErrors.map(entry => entry.batchIndex), [1])
        return true
      },
    )
  })

  test('a bomb is refused before it takes the memory', () => {
    const log = open()
    const bomb = batch({ size: 140 * 2 ** 20, count: 1, compression: 'gzip' })
    assert.ok(bomb.length < 2 ** 20, `${bomb.length} bytes`)
    assert.throws(() => append(log, bomb), { code: 'INVALID_RECORD', message: /expands beyond the limit/ })
  })
})

describe('what is set in a batch', () => {
  test('offset and leader epoch, outside the checksum', () => {
    const log = open()
    append(log, batch())
    const records = batch()
    append(log, records)
    const header = readBatchHeader(records, 0)
    assert.deepEqual([header.baseOffset, header.partitionLeaderEpoch], [2, 3])
  })

  test("the broker's time under LogAppendTime", () => {
    const log = open({ messageTimestampType: 'LogAppendTime' })
    const info = append(log, batch({ timestamp: 5 }))
    assert.equal(info.logAppendTime, time.now())
    log.updateHighWatermark(2)
    const [stored] = log.read(0, { maxBytes: 1000, upTo: 'highWatermark' }).records
    assert.deepEqual(decodeRecords(stored!).map(record => record.timestamp), [time.now(), time.now()])
  })

  test('the largest timestamp, when the header lies about it', () => {
    const log = open()
    append(log, patched(bytes => bytes.writeBigInt64BE(BigInt(time.now() + 999), 35)))
    assert.equal(log.offsetOfMaxTimestamp()!.timestamp, time.now())
  })

  for (const [setting, compression] of [['gzip', 'gzip'], ['lz4', 'lz4'], ['uncompressed', 'none'], ['producer', 'snappy']] as const) {
    test(`the codec that compression.type=${setting} demands`, () => {
      const log = open({ compressionType: setting })
      append(log, batch({ compression: 'snappy', count: 50 }))
      const [stored] = log.read(0, { maxBytes: 10_000, upTo: 'logEnd' }).records
      assert.equal(readBatchHeader(stored!, 0).compression, compression)
      assert.equal(decodeRecords(stored!).length, 50)
    })
  }
})

describe('idempotent producers', () => {
  const from = (baseSequence: number, options: Given = {}): Buffer => batch({ producerId: 9, producerEpoch: 0, baseSequence, ...options })

  test('what is sent again is answered with the old offsets, for the last five batches', () => {
    const log = open()
    const sent = [0, 2, 4, 6, 8, 10].map(sequence => from(sequence))
    const copies = sent.map(records => Buffer.from(records))
    for (const records of sent) append(log, records)
    for (const [i, records] of copies.entries()) {
      if (i === 0) assert.throws(() => append(log, records), { code: 'OUT_OF_ORDER_SEQUENCE_NUMBER' })
      else assert.deepEqual({ ...append(log, records) }.firstOffset, 2 * i)
    }
    assert.equal(log.logEndOffset, 12)
  })

  test('a gap is refused, an old epoch too, a new epoch begins with sequence 0', () => {
    const log = open()
    append(log, from(0, { producerEpoch: 1 }))
    assert.throws(() => append(log, from(3, { producerEpoch: 1 })), { code: 'OUT_OF_ORDER_SEQUENCE_NUMBER' })
    assert.throws(() => append(log, from(0, { producerEpoch: 0 })), { code: 'INVALID_PRODUCER_EPOCH' })
    assert.throws(() => append(log, from(2, { producerEpoch: 2 })), { code: 'OUT_OF_ORDER_SEQUENCE_NUMBER' })
    assert.equal(append(log, from(0, { producerEpoch: 2 })).firstOffset, 2)
  })

  test('an unknown producer may begin anywhere, since its earlier records may be gone', () => {
    assert.equal(append(open(), from(77)).firstOffset, 0)
  })

  test('sequences wrap from 2^31-1 to 0, also within a batch', () => {
    const log = open()
    append(log, from(2 ** 31 - 3))
    append(log, from(2 ** 31 - 1, { count: 3 }))
    assert.equal(append(log, from(2)).firstOffset, 5)
    assert.equal(append(log, from(2 ** 31 - 1, { count: 3 })).duplicate, true)
  })

  test('a silent producer is forgotten after producer.id.expiration.ms', () => {
    const log = open()
    append(log, from(0))
    assert.equal(log.removeExpiredProducers(time.now() + 86_399_999), 0)
    assert.equal(log.removeExpiredProducers(time.now() + 86_400_000), 1)
    assert.equal(append(log, from(50)).firstOffset, 2)
  })
})

describe('batches that come with their offsets', () => {
  test('stay as they are, several at once, and raise the leader epoch', () => {
    const log = open()
    const records = Buffer.concat([batch({ baseOffset: 0, partitionLeaderEpoch: 1 }), batch({ baseOffset: 5, partitionLeaderEpoch: 4 })])
    const info = log.append(records, { leaderEpoch: 9, origin: 'replication' })
    assert.deepEqual([info.firstOffset, info.lastOffset, log.logEndOffset], [0, 6, 7])
    assert.deepEqual(log.epochs, [{ epoch: 1, startOffset: 0 }, { epoch: 4, startOffset: 5 }])
    assert.deepEqual(log.endOffsetForEpoch(1), { epoch: 1, endOffset: 5 })
    assert.deepEqual(log.endOffsetForEpoch(3), { epoch: 1, endOffset: 5 })
    assert.deepEqual(log.endOffsetForEpoch(4), { epoch: 4, endOffset: 7 })
    assert.deepEqual(log.endOffsetForEpoch(5), { epoch: -1, endOffset: -1 })
    assert.deepEqual(log.endOffsetForEpoch(0), { epoch: 0, endOffset: 0 })
  })

  test('must follow on the log end, all of them or none', () => {
    const log = open()
    log.append(batch({ baseOffset: 0 }), { leaderEpoch: 0, origin: 'replication' })
    const bad = Buffer.concat([batch({ baseOffset: 2 }), batch({ baseOffset: 3 })])
    assert.throws(() => log.append(bad, { leaderEpoch: 0, origin: 'replication' }), { code: 'CORRUPT_MESSAGE' })
    assert.equal(log.logEndOffset, 2)
  })
})
