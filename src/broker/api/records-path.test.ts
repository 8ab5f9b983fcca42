// Produce, Fetch, ListOffsets over the wire, on virtual time, network and disk.

import assert from 'node:assert/strict'
import test from 'node:test'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { deleteRecordsApi, newDeleteRecordsRequest } from '../../protocol/generated/delete-records.ts'
import { fetchApi, type FetchResponse, newFetchRequest, newFetchRequestPartition, newFetchRequestTopic } from '../../protocol/generated/fetch.ts'
import { initProducerIdApi, newInitProducerIdRequest } from '../../protocol/generated/init-producer-id.ts'
import { listOffsetsApi, newListOffsetsRequest } from '../../protocol/generated/list-offsets.ts'
import { newProduceRequest, produceApi } from '../../protocol/generated/produce.ts'
import { encodeBatch } from '../../protocol/records/builder.ts'
import { batches } from '../../protocol/records/batch.ts'
import { BrokerScene, settled } from '../../testing/broker-scene.ts'
import { VirtualDisk } from '../../testing/virtual-disk.ts'
import { VirtualTime } from '../../testing/virtual-time.ts'

interface Position {
  partition?: number
  offset: number
  maxBytes?: number
  leaderEpoch?: number
  lastFetchedEpoch?: number
}

function fetchRequest(topicId: string, positions: readonly Position[], options: Partial<ReturnType<typeof newFetchRequest>> = {}) {
  const partitions = positions.map(position =>
    newFetchRequestPartition({
      partition: position.partition ?? 0,
      fetchOffset: position.offset,
      currentLeaderEpoch: position.leaderEpoch ?? -1,
      lastFetchedEpoch: position.lastFetchedEpoch ?? -1,
      partitionMaxBytes: position.maxBytes ?? 1_000_000,
    }),
  )
  const topics = partitions.length === 0 ? [] : [newFetchRequestTopic({ topicId, partitions })]
  return newFetchRequest({ maxWaitMs: 0, minBytes: 1, maxBytes: 10_000_000, sessionEpoch: -1, topics, ...options })
}

function partitionsOf(response: FetchResponse) {
  return response.responses.flatMap(topic => topic.partitions)
}

/** First and last offset of each batch in the answer. */
function offsets(records: Buffer | null): [number, number][] {
  assert.ok(records !== null, 'records must never be null')
  return [...batches(records)].map(({ header }) => [header.baseOffset, header.lastOffset])
}

test('what was produced is fetched back by topic id, whole batches only, within the byte limits', async () => {
  await using scene = await BrokerScene.start()
  const id = await scene.createTopic('orders', 2)
  for (let i = 0; i < 3; i++) {
    const answer = await scene.produce('orders', ['a'.repeat(100), 'b'])
    assert.deepEqual([answer.errorCode, answer.baseOffset, answer.logAppendTimeMs, answer.logStartOffset], [0, 2 * i, -1, 0])
  }
  const all = partitionsOf(await scene.send(fetchApi, fetchRequest(id, [{ offset: 1 }, { partition: 1, offset: 0 }])))
  assert.deepEqual(all.map(p => [p.partitionIndex, p.highWatermark, p.lastStableOffset, p.logStartOffset, p.preferredReadReplica]), [
    [0, 6, 6, 0, -1],
    [1, 0, 0, 0, -1],
  ])
  assert.deepEqual(offsets(all[0]!.records), [[0, 1], [2, 3], [4, 5]])
  assert.equal(all[1]!.records!.length, 0)
  // One batch although the limit is smaller, so that no reader is stuck; then nothing more.
  const tight = partitionsOf(await scene.send(fetchApi, fetchRequest(id, [{ offset: 2, maxBytes: 10 }])))
  assert.deepEqual(offsets(tight[0]!.records), [[2, 3]])
  const unknown = partitionsOf(await scene.send(fetchApi, fetchRequest('AAAAAAAAAAAAAAAAAAAAAg', [{ offset: 0 }])))
  assert.equal(unknown[0]!.errorCode, ErrorCode.UNKNOWN_TOPIC_ID)
  const beyond = partitionsOf(await scene.send(fetchApi, fetchRequest(id, [{ offset: 7 }, { partition: 5, offset: 0 }])))
  assert.deepEqual(beyond.map(p => p.errorCode), [ErrorCode.OFFSET_OUT_OF_RANGE, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION])
})

test('an answer is bounded also where the reader asks for more, and whoever got nothing comes first the next time', async () => {
  await using scene = await BrokerScene.start()
  const id = await scene.createTopic('orders', 3)
  const each = 900_000
  for (const partition of [0, 1, 2]) for (let i = 0; i < 4; i++) await scene.produce('orders', ['x'.repeat(each)], { partition })
  const everything = [0, 1, 2].map(partition => ({ partition, offset: 0, maxBytes: 5_000_000 }))
  const read = async (options: Partial<ReturnType<typeof newFetchRequest>>) =>
    partitionsOf(await scene.send(fetchApi, fetchRequest(id, everything, options))).map(p => Math.round(p.records!.length / each))
  const seen = [0, 0, 0]
  for (let i = 0; i < 3; i++) {
    const batchesOf = await read({ maxBytes: 50_000_000 })
    assert.equal(batchesOf[0]! + batchesOf[1]! + batchesOf[2]!, 9)
    batchesOf.forEach((count, partition) => (seen[partition]! += count))
  }
  assert.deepEqual(seen, [9, 9, 9])
  // A reader that wants no answer below that gets what it wants; one that asks for less keeps its order.
  assert.deepEqual(await read({ maxBytes: 50_000_000, minBytes: 11_000_000 }), [4, 4, 4])
  for (let i = 0; i < 2; i++) assert.deepEqual(await read({ maxBytes: 5_000_000 }), [4, 1, 0])
})

test('the checks of a fetch come in the order of Kafka: leader epoch, divergence, range', async () => {
  await using scene = await BrokerScene.start()
  const id = await scene.createTopic('orders')
  await scene.produce('orders', ['a', 'b'])
  const fetch = async (position: Position) => partitionsOf(await scene.send(fetchApi, fetchRequest(id, [position])))[0]!
  assert.equal((await fetch({ offset: 99, leaderEpoch: 7 })).errorCode, ErrorCode.UNKNOWN_LEADER_EPOCH)
  assert.equal((await fetch({ offset: 99, leaderEpoch: 0, lastFetchedEpoch: 0 })).divergingEpoch.endOffset, 2)
  assert.equal((await fetch({ offset: 1, leaderEpoch: 0, lastFetchedEpoch: 3 })).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE)
  assert.equal((await fetch({ offset: 1, leaderEpoch: 0, lastFetchedEpoch: 0 })).errorCode, ErrorCode.NONE)
})

test('a fetch waits for minBytes of what becomes visible, or for maxWaitMs', async () => {
  await using scene = await BrokerScene.start()
  const id = await scene.createTopic('orders')
  const reader = await scene.connect()
  const startedAt = scene.time.monotonic()
  let answeredAt = -1
  const waiting = reader.send(fetchApi, fetchRequest(id, [{ offset: 0 }], { maxWaitMs: 5000, minBytes: 200 })).then(response => {
    answeredAt = scene.time.monotonic()
    return response
  })
  await scene.time.advance(100)
  await scene.produce('orders', ['x'.repeat(50)])
  await scene.time.advance(100)
  assert.equal(answeredAt, -1, 'one batch of 119 bytes is not 200')
  await scene.produce('orders', ['x'.repeat(50)])
  assert.deepEqual(offsets(partitionsOf(await settled(scene.time, waiting))[0]!.records), [[0, 0], [1, 1]])
  assert.ok(answeredAt - startedAt < 1000)
  // Nothing comes: an empty answer at the end of the wait, not before.
  const before = scene.time.monotonic()
  const empty = partitionsOf(await settled(scene.time, reader.send(fetchApi, fetchRequest(id, [{ offset: 2 }], { maxWaitMs: 700 }))))
  assert.equal(empty[0]!.records!.length, 0)
  assert.ok(scene.time.monotonic() - before >= 700)
  reader.close()
})

test('a fetch session tells only what changed, serves the unlucky first, and knows its epochs', async () => {
  await using scene = await BrokerScene.start()
  const id = await scene.createTopic('orders', 3)
  const full = await scene.send(fetchApi, fetchRequest(id, [0, 1, 2].map(partition => ({ partition, offset: 0 })), { sessionEpoch: 0 }))
  assert.ok(full.sessionId > 0)
  assert.equal(partitionsOf(full).length, 3)
  const next = (sessionEpoch: number, positions: readonly Position[] = [], more = {}) =>
    scene.send(fetchApi, fetchRequest(id, positions, { sessionId: full.sessionId, sessionEpoch, ...more }))
  assert.deepEqual((await next(1)).responses, [])
  for (const partition of [0, 1, 2]) await scene.produce('orders', ['x'.repeat(100)], { partition })
  // Room for one batch: each request serves another partition.
  const served: number[] = []
  for (let epoch = 2; epoch < 5; epoch++) served.push(...partitionsOf(await next(epoch, [], { maxBytes: 10 })).filter(p => p.records!.length > 0).map(p => p.partitionIndex))
  assert.deepEqual(served, [0, 1, 2])
  assert.equal((await next(9)).errorCode, ErrorCode.INVALID_FETCH_SESSION_EPOCH)
  assert.equal((await scene.send(fetchApi, fetchRequest(id, [], { sessionId: 1, sessionEpoch: 1 }))).errorCode, ErrorCode.FETCH_SESSION_ID_NOT_FOUND)
  const moved = partitionsOf(await next(5, [{ partition: 0, offset: 1 }, { partition: 1, offset: 1 }]))
  assert.deepEqual(moved.map(p => p.partitionIndex), [2])
  const forgotten = await next(6, [], { forgottenTopicsData: [{ topic: '', topicId: id, partitions: [2] }] })
  assert.deepEqual(forgotten.responses, [])
})

test('acks: all waits for the sync, 0 is never answered, anything else is refused', async () => {
  await using scene = await BrokerScene.start()
  const id = await scene.createTopic('orders')
  assert.equal((await scene.produce('orders', ['a'], { acks: 1 })).baseOffset, 0)
  assert.equal((await scene.produce('orders', ['a'], { acks: 7 })).errorCode, ErrorCode.INVALID_REQUIRED_ACKS)
  assert.equal((await scene.produce('nowhere', ['a'])).errorCode, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
  assert.equal((await scene.produce('orders', ['a'], { isTransactional: true, producerId: 5, producerEpoch: 0, baseSequence: 0 })).errorCode, ErrorCode.INVALID_TXN_STATE)
  const unanswered = await scene.connect()
  const records = encodeBatch([{ timestamp: 1, key: null, value: Buffer.from('z'), headers: [] }])
  const request = (topicId: string) => newProduceRequest({ acks: 0, timeoutMs: 1000, topicData: [{ name: '', topicId, partitionData: [{ index: 0, records }] }] })
  unanswered.dispatchUnanswered(produceApi, request(id), () => {})
  await scene.time.advance(10)
  assert.equal(unanswered.closed, false)
  assert.equal((await scene.send(listOffsetsApi, latest('orders', -1))).topics[0]!.partitions[0]!.offset, 2)
  // The only way to tell a producer without answers that it failed.
  unanswered.dispatchUnanswered(produceApi, request('AAAAAAAAAAAAAAAAAAAAAg'), () => {})
  await scene.time.advance(10)
  assert.equal(unanswered.closed, true)
})

function latest(name: string, timestamp: number, options: { isolationLevel?: number; currentLeaderEpoch?: number } = {}) {
  const { isolationLevel = 0, currentLeaderEpoch = -1 } = options
  return newListOffsetsRequest({ replicaId: -1, isolationLevel, topics: [{ name, partitions: [{ partitionIndex: 0, currentLeaderEpoch, timestamp }] }] })
}

test('nobody reads what is not durable yet', async () => {
  const time = new VirtualTime()
  const disk = new VirtualDisk({ timers: time, syncMs: 0 })
  await using scene = await BrokerScene.start({ time, disk })
  const id = await scene.createTopic('orders')
  disk.syncMs = 100
  const reader = await scene.connect()
  const produced = scene.produce('orders', ['a'])
  const early = await scene.send(fetchApi, fetchRequest(id, [{ offset: 0 }], { maxWaitMs: 50 }), { connection: reader })
  assert.deepEqual(partitionsOf(early).map(p => [p.errorCode, p.highWatermark, p.records!.length]), [[0, 0, 0]])
  assert.equal((await produced).errorCode, ErrorCode.NONE)
  const late = await scene.send(fetchApi, fetchRequest(id, [{ offset: 0 }]), { connection: reader })
  assert.deepEqual(offsets(partitionsOf(late)[0]!.records), [[0, 0]])
})

test('offsets by time and by the special timestamps, before and after DeleteRecords', async () => {
  await using scene = await BrokerScene.start()
  await scene.createTopic('orders')
  await scene.produce('orders', ['a', 'b'], { timestamp: scene.time.now() })
  const t = scene.time.now() + 1000
  await scene.time.advance(1000)
  await scene.produce('orders', ['c', 'd'], { timestamp: t })
  await scene.produce('orders', ['e'], { timestamp: t - 500 })
  const ask = async (timestamp: number, options = {}, version?: number) => {
    const { topics } = await scene.send(listOffsetsApi, latest('orders', timestamp, options), version === undefined ? {} : { version })
    const { errorCode, offset, timestamp: found, leaderEpoch } = topics[0]!.partitions[0]!
    return errorCode === 0 ? [offset, found, leaderEpoch] : errorCode
  }
  assert.deepEqual(await ask(-1), [5, -1, 0])
  assert.deepEqual(await ask(-1, {}, 1), [5, -1, -1])
  assert.deepEqual(await ask(-2), [0, -1, 0])
  assert.deepEqual(await ask(-3), [3, t + 1, 0])
  assert.deepEqual(await ask(-4), [0, -1, 0])
  assert.deepEqual(await ask(-5), [-1, -1, -1])
  assert.deepEqual(await ask(t - 700), [2, t, 0])
  assert.deepEqual(await ask(t + 2), [-1, -1, -1])
  assert.equal(await ask(-1, { currentLeaderEpoch: 3 }), ErrorCode.UNKNOWN_LEADER_EPOCH)
  assert.equal(await ask(-3, {}, 6), ErrorCode.UNSUPPORTED_VERSION)
  const remove = (offset: number) =>
    scene.send(deleteRecordsApi, newDeleteRecordsRequest({ timeoutMs: 1000, topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, offset }] }] }))
  const removed = (await remove(3)).topics[0]!.partitions[0]!
  assert.deepEqual([removed.errorCode, removed.lowWatermark], [0, 3])
  assert.deepEqual(await ask(-2), [3, -1, 0])
  assert.equal((await remove(9)).topics[0]!.partitions[0]!.errorCode, ErrorCode.OFFSET_OUT_OF_RANGE)
})

test('an idempotent producer is given an id, its repeats are recognised and its gaps refused', async () => {
  await using scene = await BrokerScene.start()
  await scene.createTopic('orders')
  const init = () => scene.send(initProducerIdApi, newInitProducerIdRequest({ transactionalId: null, transactionTimeoutMs: 0 }))
  const { producerId, producerEpoch } = await init()
  assert.notEqual((await init()).producerId, producerId)
  const send = (baseSequence: number) => scene.produce('orders', ['a'], { producerId, producerEpoch, baseSequence })
  assert.equal((await send(0)).baseOffset, 0)
  assert.equal((await send(1)).baseOffset, 1)
  assert.equal((await send(0)).baseOffset, 0)
  assert.equal((await send(3)).errorCode, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER)
  const refused = await scene.send(initProducerIdApi, newInitProducerIdRequest({ transactionalId: 'payments', transactionTimeoutMs: 1000 }))
  assert.equal(refused.errorCode, ErrorCode.INVALID_REQUEST)
})

test('a failed sync takes the directory offline: nothing is acknowledged any more, and the broker says so', async () => {
  const scene = await BrokerScene.start()
  const id = await scene.createTopic('orders')
  await scene.produce('orders', ['safe'])
  scene.disk.inject({ operation: 'sync', code: 'EIO' })
  assert.equal((await scene.produce('orders', ['lost?'])).errorCode, ErrorCode.KAFKA_STORAGE_ERROR)
  assert.equal((await scene.produce('orders', ['later'])).errorCode, ErrorCode.KAFKA_STORAGE_ERROR)
  assert.equal(partitionsOf(await scene.send(fetchApi, fetchRequest(id, [{ offset: 0 }])))[0]!.errorCode, ErrorCode.KAFKA_STORAGE_ERROR)
  assert.equal(await scene.broker.failed, 'every log directory has failed')
  await scene.close()
})

test('a stale leader epoch is answered in every version, though old ones cannot name the leader', async () => {
  await using scene = await BrokerScene.start()
  const id = await scene.createTopic('orders')
  await scene.produce('orders', ['a'])
  for (const version of [9, 11, 12, 15, 16, 18]) {
    const request = fetchRequest(id, [{ offset: 0, leaderEpoch: -2 }])
    if (version < 13) for (const topic of request.topics) Object.assign(topic, { topic: 'orders', topicId: 'AAAAAAAAAAAAAAAAAAAAAA' })
    const response = await scene.send(fetchApi, request, { version })
    assert.equal(partitionsOf(response)[0]!.errorCode, ErrorCode.FENCED_LEADER_EPOCH, `version ${version}`)
    assert.equal(response.nodeEndpoints.length, version >= 16 ? 1 : 0)
  }
})
