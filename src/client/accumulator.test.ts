// Whose memory a batch is written into, and when it may be written into again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BufferPool } from '../core/buffer-pool.ts'
import { RecordCursor } from '../protocol/records/record.ts'
import { PartitionQueue, type ProducerBatch } from './accumulator.ts'

const limits = { batchSize: 16_384, compression: 'none', level: undefined } as const
const kilobyte = Buffer.alloc(1024, 'x')

/** A batch of 100 KB that has been sent `attempts` times. */
function sent(pool: BufferPool, attempts: number): { batch: ProducerBatch; bytes: Buffer; results: (object | Error)[] } {
  const results: (object | Error)[] = []
  const batch = new PartitionQueue('t', 0).start(0, 0, 1 << 20, 1 << 20, pool)
  for (let i = 0; i < 100; i++) assert.ok(batch.append(i, `key-${i}`, kilobyte, null, metadata => results.push(metadata), error => results.push(error)))
  const bytes = batch.build(limits)
  batch.attempts = attempts
  return { batch, bytes, results }
}

test('a batch that grows gives the memory back that became too small, and the whole of it once its only request was answered', () => {
  const pool = new BufferPool()
  const { batch, bytes, results } = sent(pool, 1)
  const before = pool.retainedBytes
  assert.ok(before >= 16_384, 'what it grew out of')
  const cursor = new RecordCursor(bytes, 0)
  for (let i = 0; i < 100; i++) {
    assert.ok(cursor.next())
    assert.deepEqual(cursor.record().key, Buffer.from(`key-${i}`))
    assert.deepEqual(cursor.record().value, kilobyte)
  }
  batch.complete(7, -1)
  assert.equal(results.length, 100)
  assert.equal(pool.retainedBytes - before, bytes.buffer.byteLength)
  assert.equal(pool.acquire(bytes.buffer.byteLength).buffer, bytes.buffer)
})

test('memory that may still lie in the queue of a socket is not used again', () => {
  const ends: ((batch: ProducerBatch) => void)[] = [
    // An earlier attempt may have got stuck half way.
    batch => {
      batch.attempts = 2
      batch.complete(7, -1)
    },
    // No answer tells that the broker has it: acks=0, or the answer to another attempt.
    batch => batch.complete(-1, -1),
    batch => batch.fail(new Error('delivery took too long')),
  ]
  for (const end of ends) {
    const pool = new BufferPool()
    const { batch, results } = sent(pool, 1)
    const before = pool.retainedBytes
    end(batch)
    assert.equal(results.length, 100)
    assert.equal(pool.retainedBytes, before)
  }
})
