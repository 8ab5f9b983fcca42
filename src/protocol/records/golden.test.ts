// Batches that Apache Kafka's own classes wrote (test/golden/records, made by scripts/interop/records-oracle).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { zstdExpand } from '../compression/zstd/decoder.ts'
import { BATCH_OVERHEAD, readBatchHeader, writeBatchHeader } from './batch.ts'
import { BatchBuilder } from './builder.ts'
import { decodeControlKey, ControlRecordType, decodeEndTransactionMarker } from './control.ts'
import { describeBatches, type BatchDescription } from './describe.ts'
import { decodeRecords } from './record.ts'
import { validateRecordsStructure } from './validate.ts'

interface Golden {
  name: string
  bytes: string
  batches: BatchDescription[]
}

const file = new URL('../../../test/golden/records/batches.json', import.meta.url)
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden[]

/** Long values stand in the file as their length and start. */
const shorten = (batch: BatchDescription): unknown => ({
  ...batch,
  records: batch.records.map(record => record.map(part => (typeof part === 'string' && part.length > 2000 ? `${part.length}:${part.slice(0, 60)}` : part))),
})

describe('a batch that Java wrote', () => {
  for (const { name, bytes, batches } of golden) {
    const buffer = Buffer.from(bytes, 'base64')
    test(`is read as Java reads it: ${name}`, () => {
      assert.deepEqual(describeBatches(buffer).map(shorten), batches)
    })

    const header = readBatchHeader(buffer, 0)
    if (header.recordCount === 0) continue

    if (header.compression === 'zstd') {
      test(`is expanded by our own Zstandard as by any other: ${name}`, () => {
        // The same batch without compression, so that nothing but our decoder stands between Java's bytes and its records.
        const records = zstdExpand(buffer.subarray(BATCH_OVERHEAD), 2 ** 20)
        const plain = Buffer.concat([buffer.subarray(0, BATCH_OVERHEAD), records])
        writeBatchHeader(plain, 0, { ...header, compression: 'none', sizeInBytes: plain.length })
        const { crc } = readBatchHeader(plain, 0)
        assert.deepEqual(shorten(describeBatches(plain)[0]!), { ...batches[0]!, compression: 'none', sizeInBytes: plain.length, crc })
      })
    }

    test(`has the structure that a producer's batch must have: ${name}`, () => {
      const summary = validateRecordsStructure(buffer, 0)
      assert.equal(summary.recordCount, batches[0]!.recordCount)
      assert.equal(summary.maxTimestamp, batches[0]!.maxTimestamp)
    })

    if (header.compression !== 'none' || header.hasDeleteHorizon || header.timestampType === 'LogAppendTime') continue
    test(`is written by us with the same bytes: ${name}`, () => {
      const builder = new BatchBuilder()
      for (const { timestamp, key, value, headers } of decodeRecords(buffer)) builder.append(timestamp, key, value, headers)
      assert.deepEqual(builder.build(header), buffer)
    })
  }

  test('control records of every type are among them', () => {
    const seen = new Set<number>()
    for (const { bytes } of golden) {
      const buffer = Buffer.from(bytes, 'base64')
      if (!readBatchHeader(buffer, 0).isControl) continue
      for (const record of decodeRecords(buffer)) {
        const { type } = decodeControlKey(record.key)
        seen.add(type)
        if (type === ControlRecordType.ABORT || type === ControlRecordType.COMMIT) assert.equal(decodeEndTransactionMarker(record.value).coordinatorEpoch, 9)
      }
    }
    assert.deepEqual([...seen].sort(), Object.values(ControlRecordType).sort())
  })
})
