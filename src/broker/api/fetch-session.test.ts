import assert from 'node:assert/strict'
import test from 'node:test'
import { SeededRandom } from '../../core/random.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { newFetchRequest, newFetchRequestPartition, newFetchRequestTopic } from '../../protocol/generated/fetch.ts'
import { FetchSessionCache, type FetchTarget } from './fetch-session.ts'

const orders = 'b3JkZXJzb3JkZXJzb3JkZQ'

function request(partitions: readonly number[], options: Partial<ReturnType<typeof newFetchRequest>> = {}) {
  const topic = newFetchRequestTopic({ topicId: orders, topic: 'orders', partitions: partitions.map(partition => newFetchRequestPartition({ partition })) })
  return newFetchRequest({ topics: partitions.length > 0 ? [topic] : [], sessionEpoch: 0, ...options })
}

const quiet = { errorCode: ErrorCode.NONE, highWatermark: 0, logStartOffset: 0, recordsBytes: 0, diverging: false }

function openSession(cache: FetchSessionCache, partitions: readonly number[], now: number): number {
  const context = cache.context(request(partitions), true, () => 'orders', now)
  assert.equal(context.kind, 'full')
  const { targets } = context as { targets: FetchTarget[] }
  return cache.open(targets, targets.map(() => quiet), true, now)
}

test('a partition named twice is served once', () => {
  const context = new FetchSessionCache(1, new SeededRandom(1)).context(request([2, 0, 2]), true, () => 'orders', 0)
  assert.deepEqual((context as { targets: FetchTarget[] }).targets.map(({ partition }) => partition), [2, 0])
})

test('a full cache gives its slot up only when the old session is stale, or smaller and old enough', () => {
  const cache = new FetchSessionCache(1, new SeededRandom(1))
  const first = openSession(cache, [0], 0)
  assert.notEqual(first, 0)
  assert.equal(openSession(cache, [0, 1], 60_000), 0)
  // Used meanwhile, so not stale; but small and two minutes old.
  cache.context(request([], { sessionId: first, sessionEpoch: 1 }), true, () => 'orders', 100_000)
  assert.equal(openSession(cache, [0], 121_000), 0)
  const second = openSession(cache, [0, 1], 121_000)
  assert.notEqual(second, 0)
  assert.equal(cache.context(request([], { sessionId: first, sessionEpoch: 2 }), true, () => 'orders', 121_000).kind, 'error')
  assert.notEqual(openSession(cache, [0], 300_000), 0)
  assert.equal(cache.size, 1)
})

test('a session ends with epoch -1, with its last partition, and is refused for the other kind of topic names', () => {
  const cache = new FetchSessionCache(10, new SeededRandom(1))
  const id = openSession(cache, [0], 0)
  const mixed = cache.context(request([0], { sessionId: id, sessionEpoch: 1 }), false, () => 'orders', 0)
  assert.deepEqual(mixed, { kind: 'error', errorCode: ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR })
  const forgotten = [{ topic: '', topicId: orders, partitions: [0] }]
  assert.equal(cache.context(request([], { sessionId: id, sessionEpoch: 1, forgottenTopicsData: forgotten }), true, () => 'orders', 0).kind, 'sessionless')
  assert.equal(cache.size, 0)
  const other = openSession(cache, [0], 0)
  assert.equal(cache.context(request([0], { sessionId: other, sessionEpoch: -1 }), true, () => 'orders', 0).kind, 'sessionless')
  assert.equal(cache.size, 0)
})

test('an error is told each time, and the first good answer after it as well', () => {
  const cache = new FetchSessionCache(10, new SeededRandom(1))
  const id = openSession(cache, [0, 1], 0)
  const next = (epoch: number, results: (typeof quiet)[]) => {
    const context = cache.context(request([], { sessionId: id, sessionEpoch: epoch }), true, () => 'orders', 0)
    assert.equal(context.kind, 'incremental')
    const { session, expectedEpoch, targets } = context as Extract<typeof context, { kind: 'incremental' }>
    return cache.select(session, expectedEpoch, targets, results)
  }
  const failed = { ...quiet, errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER as number, highWatermark: -1 }
  assert.deepEqual(next(1, [quiet, failed as typeof quiet]), [1])
  assert.deepEqual(next(2, [quiet, failed as typeof quiet]), [1])
  assert.deepEqual(next(3, [quiet, quiet]), [1])
  assert.deepEqual(next(4, [quiet, quiet]), [])
  assert.deepEqual(next(5, [{ ...quiet, highWatermark: 4 }, quiet]), [0])
})
