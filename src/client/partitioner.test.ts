import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SeededRandom } from '../core/random.ts'
import { choosePartition, partitionForKey } from './partitioner.ts'

test('keys go where BuiltInPartitioner of Apache Kafka 4.3.1 sends them, as text and as bytes', () => {
  const vectors: [key: string, of4: number, of100: number][] = [
    ['a', 0, 24],
    ['key-1', 0, 40],
    ['Straße', 1, 9],
    ['', 1, 81],
    ['order-4711', 3, 11],
    ['Grüße, ключ', 0, 48],
  ]
  for (const [key, of4, of100] of vectors) {
    assert.equal(partitionForKey(key, 4), of4, key)
    assert.equal(partitionForKey(Buffer.from(key), 4), of4, key)
    assert.equal(partitionForKey(key, 100), of100, key)
  }
})

test('text longer than the scratch buffer hashes as its bytes do', () => {
  for (const length of [63, 64, 65, 200]) {
    const key = 'k'.repeat(length)
    assert.equal(partitionForKey(key, 1_000), partitionForKey(Buffer.from(key), 1_000))
  }
})

function counts(queues: (number | null)[], adaptive: boolean): number[] {
  const random = new SeededRandom(7)
  const result = queues.map(() => 0)
  const loads = { count: queues.length, available: (p: number) => queues[p] !== null, queueLength: (p: number) => queues[p] ?? 0 }
  for (let i = 0; i < 10_000; i++) result[choosePartition(random, loads, adaptive)]!++
  return result
}

test('without queues every partition with a leader has the same chance', () => {
  const [a, b, c, d] = counts([0, null, 0, 0], true)
  assert.equal(b, 0)
  for (const count of [a!, c!, d!]) assert.ok(Math.abs(count - 3_333) < 200, String(count))
})

test('a partition with a long queue is chosen less, by the weights of KIP-794', () => {
  // Weights 4 - queue: 4, 3, 1.
  const [a, b, c] = counts([0, 1, 3], true)
  assert.ok(Math.abs(a! - 5_000) < 200 && Math.abs(b! - 3_750) < 200 && Math.abs(c! - 1_250) < 200, String([a, b, c]))
  const even = counts([0, 1, 3], false)
  for (const count of even) assert.ok(Math.abs(count - 3_333) < 200, String(even))
})

test('when no partition has a leader, any may be chosen', () => {
  assert.ok(counts([null, null], true).every(count => count > 4_000))
})
