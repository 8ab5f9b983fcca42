// What an idempotent producer may send when, and when numbers begin anew. The scenes with brokers are in producer.test.ts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID, NO_SEQUENCE, PartitionSequence, ProducerIdentity, type SequencedBatch } from './sequence.ts'

function newBatch(recordCount: number): SequencedBatch {
  return { recordCount, producerId: NO_PRODUCER_ID, producerEpoch: NO_PRODUCER_EPOCH, baseSequence: NO_SEQUENCE, onWire: false, doubtful: false }
}

/** A partition whose first batch, of two records, was acknowledged, and then three batches of two that were sent. */
function scene(): { identity: ProducerIdentity; sequence: PartitionSequence<SequencedBatch>; batches: [SequencedBatch, SequencedBatch, SequencedBatch] } {
  const identity = new ProducerIdentity()
  identity.set(7, 0)
  const sequence = new PartitionSequence<SequencedBatch>()
  const first = newBatch(2)
  assert.ok(sequence.maySend(first, identity))
  sequence.assign(first, identity)
  sequence.succeeded(first)
  const batches: [SequencedBatch, SequencedBatch, SequencedBatch] = [newBatch(2), newBatch(2), newBatch(2)]
  for (const batch of batches) {
    assert.ok(sequence.maySend(batch, identity))
    sequence.assign(batch, identity)
    batch.onWire = true
    batch.doubtful = true
  }
  return { identity, sequence, batches }
}

test('retries keep their numbers and go one at a time, the oldest first: a later one may not overtake', () => {
  const { batches, identity, sequence } = scene()
  const [a, b, c] = batches
  assert.deepEqual(batches.map(({ baseSequence }) => baseSequence), [2, 4, 6])
  for (const batch of batches) batch.onWire = false
  assert.deepEqual(batches.map(batch => sequence.maySend(batch, identity)), [true, false, false])
  sequence.succeeded(a)
  assert.deepEqual([b, c].map(batch => sequence.maySend(batch, identity)), [true, false])
  sequence.succeeded(b)
  assert.ok(sequence.maySend(c, identity))
})

test('numbers begin anew only when the fate of the oldest batch that waits is known', () => {
  const { batches, identity, sequence } = scene()
  const [a, b, c] = batches
  for (const batch of batches) batch.onWire = false
  sequence.failed(a, 'unknown')
  assert.ok(sequence.needsReset)
  assert.equal(sequence.maybeReset(identity), undefined, 'it may have been stored: under new numbers it would be stored twice')
  assert.deepEqual([b, c].map(batch => sequence.maySend(batch, identity)), [true, false], 'so the broker is asked')
  b.doubtful = false
  c.onWire = true
  assert.equal(sequence.maybeReset(identity), undefined, 'nothing may be on the wire')
  c.onWire = false
  assert.deepEqual(sequence.maybeReset(identity), [b, c])
  assert.deepEqual([identity.producerEpoch, b.producerEpoch, b.baseSequence, c.baseSequence], [1, 1, 0, 2])
})
