import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ClosedError, ConfigError, TimeoutError } from '../core/errors.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { initProducerIdApi, newInitProducerIdResponse } from '../protocol/generated/init-producer-id.ts'
import { metadataApi } from '../protocol/generated/metadata.ts'
import {
  newProduceResponse,
  newProduceResponseBatchIndexAndErrorMessage,
  newProduceResponseLeaderIdAndEpoch,
  newProduceResponsePartitionProduceResponse,
  newProduceResponseTopicProduceResponse,
  produceApi,
  type ProduceRequest,
} from '../protocol/generated/produce.ts'
import { readBatchHeader } from '../protocol/records/batch.ts'
import { decodeRecords } from '../protocol/records/record.ts'
import { hangUp, ScriptedBroker, ScriptedCluster, silence } from '../testing/scripted-broker.ts'
import { ScriptedLogs } from '../testing/scripted-log.ts'
import { VirtualNetwork } from '../testing/virtual-network.ts'
import { VirtualTime } from '../testing/virtual-time.ts'
import { Producer } from './producer.ts'
import type { ProducerOptions } from './producer-options.ts'
import { BatchSendError, type RecordMetadata } from './producer-record.ts'
import { jsonSerde } from './serde.ts'

interface SceneOptions {
  brokers?: number
  topics?: Record<string, number[]>
  seed?: number
}

async function scene(options: SceneOptions = {}) {
  const time = new VirtualTime({ seed: options.seed ?? 1 })
  const network = new VirtualNetwork({ timers: time })
  const cluster = new ScriptedCluster()
  const logs = new ScriptedLogs(cluster)
  const brokers: ScriptedBroker[] = []
  for (let nodeId = 1; nodeId <= (options.brokers ?? 1); nodeId++) {
    const broker = await ScriptedBroker.listen(network, cluster, { nodeId, port: 9091 + nodeId })
    logs.serve(broker)
    brokers.push(broker)
  }
  for (const [name, leaders] of Object.entries(options.topics ?? { orders: [1] })) cluster.topics.set(name, { leaders })
  const producer = <K = string | Buffer | null, V = string | Buffer | null>(more: Partial<ProducerOptions<K, V>> = {}): Producer<K, V> =>
    new Producer<K, V>({ bootstrapServers: '127.0.0.1:9092', network, system: time, ...more })
  /** Lets time pass until the promise is settled, and answers what it became. */
  const settled = async <T>(promise: Promise<T>, limitMs = 600_000): Promise<T> => {
    let done = false
    promise.then(
      () => (done = true),
      () => (done = true),
    )
    await time.advanceUntil(() => done, { stepMs: 1, limitMs })
    return promise
  }
  return { time, network, cluster, logs, brokers, broker: brokers[0]!, producer, settled }
}

/** Batches of a Produce request as `orders-0: a b c`. */
function batchesOf(request: ProduceRequest): string[] {
  return request.topicData.flatMap(topic =>
    topic.partitionData.map(({ index, records }) => {
      const values = decodeRecords(records as Buffer, 0).map(record => record.value?.toString())
      return `${topic.name}-${index}: ${values.join(' ')}`
    }),
  )
}

/** The first record brings up connection, metadata and producer id. */
async function warm(s: Awaited<ReturnType<typeof scene>>, producer: Producer): Promise<void> {
  await s.settled(producer.send({ topic: 'orders', partition: 0, value: 'warm' }))
  s.broker.requests.length = 0
}

test('records of one turn go in one request, a batch per partition, and every sender hears where its record is', async () => {
  const s = await scene({ topics: { orders: [1, 1] } })
  const producer = s.producer()
  await warm(s, producer)
  const sent = ['a', 'b', 'c'].map((value, i) => producer.send({ topic: 'orders', partition: i % 2, value, timestamp: 100 + i }))
  const places = await s.settled(Promise.all(sent))
  assert.deepEqual(places, [
    { topic: 'orders', partition: 0, offset: 1, timestamp: 100 },
    { topic: 'orders', partition: 1, offset: 0, timestamp: 101 },
    { topic: 'orders', partition: 0, offset: 2, timestamp: 102 },
  ])
  const requests = s.broker.received(produceApi)
  assert.equal(requests.length, 1)
  assert.deepEqual(batchesOf(requests[0]!), ['orders-0: a c', 'orders-1: b'])
  assert.equal(requests[0]!.acks, -1)
  await producer.close()
  assert.equal(s.time.pending, 0, 'no timer is left')
})

test('while a request is in flight, records gather for its answer, but no longer than a millisecond', async () => {
  const s = await scene()
  const producer = s.producer()
  await warm(s, producer)
  const waiting: (() => void)[] = []
  const release = (): void => waiting.shift()!()
  s.broker.on(produceApi, async body => {
    await new Promise<void>(resolve => waiting.push(resolve))
    return s.logs.produce(s.broker, body)
  })
  const first = producer.send({ topic: 'orders', value: 'first' })
  await s.time.advance(0)
  const others = [producer.send({ topic: 'orders', value: 'x' })]
  await s.time.advance(0)
  others.push(producer.send({ topic: 'orders', value: 'y' }))
  await s.time.advance(0)
  assert.equal(s.broker.received(produceApi).length, 1)
  release()
  await s.time.advance(0)
  assert.deepEqual(batchesOf(s.broker.received(produceApi)[1]!), ['orders-0: x y'])
  const late = producer.send({ topic: 'orders', value: 'late' })
  await s.time.advance(0.9)
  assert.equal(s.broker.received(produceApi).length, 2)
  await s.time.advance(0.2)
  assert.equal(s.broker.received(produceApi).length, 3)
  release()
  await s.settled(Promise.all([first, ...others]))
  await s.time.advance(0)
  release()
  await s.settled(late)
  await producer.close()
})

test('with lingerMs a batch waits that long, and leaves at once when it is full', async () => {
  const s = await scene()
  const producer = s.producer({ lingerMs: 5, batchSize: 300 })
  await s.settled(producer.send({ topic: 'orders', value: 'warm' }))
  s.broker.requests.length = 0
  const slow = producer.send({ topic: 'orders', value: 'slow' })
  await s.time.advance(4)
  assert.equal(s.broker.received(produceApi).length, 0)
  const full = producer.sendBatch([1, 2, 3].map(() => ({ topic: 'orders', value: 'x'.repeat(100) })))
  await s.time.advance(0)
  assert.equal(s.broker.received(produceApi).length, 1, 'the batch that is full')
  await s.time.advance(1)
  await slow
  assert.equal(s.broker.received(produceApi).length, 1)
  await s.time.advance(4)
  assert.equal(s.broker.received(produceApi).length, 2)
  await full
  await producer.close()
})

test('records without a key stay on a partition for a batch of bytes; records with a key go where Java sends them', async () => {
  const s = await scene({ topics: { orders: [1, 1, 1, 1] } })
  const producer = s.producer({ batchSize: 1_000 })
  const places = await s.settled(producer.sendBatch(Array.from({ length: 400 }, () => ({ topic: 'orders', value: 'x'.repeat(92) }))))
  let runs = 0
  for (let i = 1; i < places.length; i++) if (places[i]!.partition !== places[i - 1]!.partition) runs++
  assert.ok(runs <= 45, `${runs} changes of the partition for 40 batches' worth`)
  for (let partition = 0; partition < 4; partition++) assert.ok(places.some(place => place.partition === partition))
  const keyed = await s.settled(producer.sendBatch(['a', 'key-1', 'Straße', '', 'order-4711'].map(key => ({ topic: 'orders', key, value: 'v' }))))
  // As BuiltInPartitioner of Apache Kafka 4.3.1 answers.
  assert.deepEqual(
    keyed.map(place => place.partition),
    [0, 0, 1, 1, 3],
  )
  await producer.close()
})

test('a batch that has to wait for answers takes more than batchSize, unless that was set, or the broker has found one too large', async () => {
  const values = Array.from({ length: 40 }, () => ({ topic: 'orders', partition: 0, value: 'x'.repeat(10_000) }))
  const requestsFor = async (options: Partial<ProducerOptions>, limit = Infinity): Promise<number> => {
    const s = await scene()
    const producer = s.producer({ maxInFlightRequestsPerConnection: 1, ...options })
    await warm(s, producer)
    s.broker.requests.length = 0
    s.logs.fault = (_topic, _partition, records) => (records.length > limit ? ErrorCode.MESSAGE_TOO_LARGE : undefined)
    const places = await s.settled(producer.sendBatch(values))
    assert.deepEqual(places.map(place => place.offset), values.map((_, i) => i + 1))
    const count = s.broker.received(produceApi).length
    await producer.close()
    return count
  }
  // Four batches of one record before a request's worth is there and the first leaves; 26 records in 262,144 bytes; the others.
  assert.equal(await requestsFor({}), 6)
  assert.equal(await requestsFor({ batchSize: 16_384 }), 40)
  const refused = await requestsFor({}, 100_000)
  assert.ok(refused > 6 && refused < 40, `${refused} requests`)
})

test('a leader that has moved is found, and the order is kept', async () => {
  const s = await scene({ brokers: 2 })
  const producer = s.producer()
  await warm(s, producer)
  s.cluster.topics.set('orders', { leaders: [2], leaderEpoch: 1 })
  const places = await s.settled(Promise.all(['a', 'b', 'c'].map(value => producer.send({ topic: 'orders', value }))))
  assert.deepEqual(
    places.map(place => place.offset),
    [1, 2, 3],
  )
  assert.equal(s.broker.received(produceApi).length, 1, 'refused once')
  assert.equal(s.brokers[1]!.received(produceApi).length, 1)
  await producer.close()
})

test('a leader named in the refusal is asked at once, without a metadata request (KIP-951)', async () => {
  const s = await scene({ brokers: 2 })
  const producer = s.producer()
  await warm(s, producer)
  s.cluster.topics.set('orders', { leaders: [2], leaderEpoch: 1 })
  s.broker.on(produceApi, body => {
    const response = s.logs.produce(s.broker, body)
    response.responses[0]!.partitionResponses[0]!.currentLeader = newProduceResponseLeaderIdAndEpoch({ leaderId: 2, leaderEpoch: 1 })
    response.nodeEndpoints = [{ nodeId: 2, host: s.brokers[1]!.host, port: s.brokers[1]!.port, rack: null }]
    return response
  })
  const sent = producer.send({ topic: 'orders', value: 'a' })
  await s.time.advance(20)
  assert.equal((await s.settled(sent)).offset, 1)
  await producer.close()
})

test('batches that were in flight when the connection broke are sent again in order, and none is stored twice', async () => {
  const s = await scene()
  const producer = s.producer({ batchSize: 200 })
  await warm(s, producer)
  let requests = 0
  s.broker.on(produceApi, body => {
    requests++
    // The second is stored, but nobody hears of it; the third dies with the connection.
    if (requests === 2) s.logs.produce(s.broker, body)
    if (requests === 2 || requests === 3) return requests === 3 ? hangUp : silence
    return s.logs.produce(s.broker, body)
  })
  const values = Array.from({ length: 5 }, (_, i) => String(i).repeat(100))
  const places = await s.settled(Promise.all(values.map(value => producer.send({ topic: 'orders', value }))))
  assert.deepEqual(
    places.map(place => place.offset),
    [1, 2, 3, 4, 5],
  )
  assert.deepEqual(s.logs.log('orders').values, ['warm', ...values])
  await producer.close()
})

test('a batch that the broker finds too large is split until it fits', async () => {
  const s = await scene()
  const producer = s.producer({ compressionType: 'gzip' })
  await warm(s, producer)
  s.logs.fault = (_topic, _partition, records) => (readBatchHeader(records, 0).recordCount > 3 ? ErrorCode.MESSAGE_TOO_LARGE : undefined)
  const values = Array.from({ length: 10 }, (_, i) => `value ${i}`)
  const places = await s.settled(producer.sendBatch(values.map(value => ({ topic: 'orders', value, headers: { n: value } }))))
  assert.deepEqual(
    places.map(place => place.offset),
    values.map((_, i) => i + 1),
  )
  assert.deepEqual(s.logs.log('orders').values, ['warm', ...values])
  assert.equal(s.logs.log('orders').records[4]!.headers[0]!.value!.toString(), 'value 3')
  assert.equal(s.logs.log('orders').records.length, 11)
  s.logs.fault = () => ErrorCode.MESSAGE_TOO_LARGE
  await assert.rejects(s.settled(producer.send({ topic: 'orders', value: 'alone' })), { code: 'MESSAGE_TOO_LARGE' })
  s.logs.fault = () => undefined
  assert.equal((await s.settled(producer.send({ topic: 'orders', value: 'next' }))).offset, 11, 'the numbers of the refused record are used again')
  assert.equal(readBatchHeader(s.broker.received(produceApi).at(-1)!.topicData[0]!.partitionData[0]!.records as Buffer, 0).producerEpoch, 0)
  await producer.close()
})

test('compressing much gives the event loop its turn between requests', async () => {
  const s = await scene({ topics: { orders: [1, 1, 1, 1, 1, 1, 1, 1] } })
  const producer = s.producer({ compressionType: 'gzip', batchSize: 200_000 })
  await s.settled(producer.send({ topic: 'orders', partition: 0, value: 'warm' }))
  const before = s.broker.received(produceApi).length
  // A full batch for each partition, and the first record of another.
  const value = 'x'.repeat(99_000)
  const records = [0, 1, 2].flatMap(() => [0, 1, 2, 3, 4, 5, 6, 7].map(partition => ({ topic: 'orders', partition, value })))
  const perTurn: number[] = []
  const watch = (): void => {
    perTurn.push(s.broker.received(produceApi).length - before)
    if (perTurn.length < 100) s.time.defer(watch)
  }
  s.time.defer(watch)
  await s.settled(producer.sendBatch(records))
  const requests = s.broker.received(produceApi).slice(before)
  assert.equal(requests.flatMap(batchesOf).length, 16)
  const bytes = requests.map(request => batchesOf(request).reduce((sum, text) => sum + text.length, 0))
  assert.ok(Math.max(...bytes) <= 256 * 1024 + 200_000, `a request holds what may be compressed in a turn: ${bytes}`)
  const bytesByTurn = perTurn.map((count, i) => bytes.slice(perTurn[i - 1] ?? 0, count).reduce((sum, each) => sum + each, 0))
  assert.ok(Math.max(...bytesByTurn) <= 256 * 1024 + 200_000, `bytes by turn: ${bytesByTurn}`)
  await s.settled(producer.close())
})

test('an error that does not pass rejects with its code and the errors of single records (KIP-467)', async () => {
  const s = await scene()
  const producer = s.producer()
  await warm(s, producer)
  s.broker.on(produceApi, body =>
    newProduceResponse({
      responses: [
        newProduceResponseTopicProduceResponse({
          name: body.topicData[0]!.name,
          partitionResponses: [
            newProduceResponsePartitionProduceResponse({
              errorCode: ErrorCode.INVALID_RECORD,
              errorMessage: 'some records are bad',
              recordErrors: [newProduceResponseBatchIndexAndErrorMessage({ batchIndex: 1, batchIndexErrorMessage: 'no key' })],
            }),
          ],
        }),
      ],
    }),
  )
  const call = producer.sendBatch(['a', 'b', 'c'].map(value => ({ topic: 'orders', value })))
  await assert.rejects(s.settled(call), (error: unknown) => {
    assert.ok(error instanceof BatchSendError)
    assert.equal(error.code, 'INVALID_RECORD')
    const messages = error.results.map(result => (result instanceof ProtocolError ? result.message : 'no error'))
    assert.match(messages[0]!, /orders-0: some records are bad/)
    assert.match(messages[1]!, /orders-0: no key/)
    return true
  })
  await producer.close()
})

test('a broker that has lost what it acknowledged fails the next batch, and the sequences start anew under the next epoch (KIP-360)', async () => {
  const s = await scene()
  const producer = s.producer()
  await warm(s, producer)
  s.logs.fault = () => ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER
  await assert.rejects(s.settled(producer.send({ topic: 'orders', value: 'a' })), { code: 'OUT_OF_ORDER_SEQUENCE_NUMBER' })
  s.logs.fault = () => undefined
  await s.settled(producer.send({ topic: 'orders', value: 'b' }))
  const header = readBatchHeader(s.broker.received(produceApi).at(-1)!.topicData[0]!.partitionData[0]!.records as Buffer, 0)
  assert.deepEqual([header.producerId, header.producerEpoch, header.baseSequence], [1000, 1, 0])
  await producer.close()
})

test('a broker that has forgotten the producer gets the batch again under the next epoch', async () => {
  const s = await scene()
  const producer = s.producer()
  await warm(s, producer)
  let forgotten = true
  s.logs.fault = () => (forgotten ? ErrorCode.UNKNOWN_PRODUCER_ID : undefined)
  const sent = producer.send({ topic: 'orders', value: 'a' })
  await s.time.advance(10)
  forgotten = false
  assert.equal((await s.settled(sent)).offset, 1)
  await producer.close()
})

test('deliveryTimeoutMs ends the wait with what was tried; what comes after does not reuse its numbers', async () => {
  const s = await scene()
  const producer = s.producer({ deliveryTimeoutMs: 2_000, requestTimeoutMs: 500 })
  await warm(s, producer)
  s.broker.on(produceApi, () => silence)
  const lost = producer.send({ topic: 'orders', value: 'lost' })
  await assert.rejects(s.settled(lost), (error: unknown) => {
    assert.ok(error instanceof TimeoutError)
    assert.match(error.message, /orders-0: not delivered within 2000 ms \(3 attempts, the last failed: .*did not answer Produce within 500 ms/)
    return true
  })
  s.logs.serve(s.broker)
  await s.settled(producer.send({ topic: 'orders', value: 'next' }))
  const header = readBatchHeader(s.broker.received(produceApi).at(-1)!.topicData[0]!.partitionData[0]!.records as Buffer, 0)
  assert.deepEqual([header.producerEpoch, header.baseSequence], [1, 0])
  assert.deepEqual(s.logs.log('orders').values, ['warm', 'next'])
  await producer.close()
})

test('no single answer throttles a producer for longer than a request may take', async () => {
  const s = await scene()
  const producer = s.producer({ requestTimeoutMs: 5_000 })
  await warm(s, producer)
  s.broker.on(produceApi, body => ({ ...s.logs.produce(s.broker, body), throttleTimeMs: 0x7fffffff }))
  await s.settled(producer.send({ topic: 'orders', value: 'first' }))
  const begun = s.time.monotonic()
  await s.settled(producer.send({ topic: 'orders', value: 'second' }))
  const waited = s.time.monotonic() - begun
  assert.ok(waited >= 4_900 && waited <= 5_100, `${waited} ms`)
  await producer.close()
})

test('an answer is understood although the metadata has lost the topic since the request', async () => {
  const s = await scene({ brokers: 2, topics: { orders: [1], other: [2], later: [2] } })
  s.cluster.topics.get('orders')!.topicId = 'AAAAAAAAAAAAAAAAAAAAAQ'
  const producer = s.producer()
  await warm(s, producer)
  await s.settled(producer.send({ topic: 'other', value: 'connects to the second broker' }))
  let release!: () => void
  const held = new Promise<void>(resolve => (release = resolve))
  s.broker.on(produceApi, async body => {
    await held
    return s.logs.produce(s.broker, body)
  })
  const sent = producer.send({ topic: 'orders', value: 'once' })
  await s.time.advance(10)
  s.cluster.topics.get('orders')!.errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
  await s.settled(producer.partitionsFor('later'))
  release()
  assert.equal((await s.settled(sent)).offset, 1)
  assert.equal(s.broker.received(produceApi).length, 1)
  await producer.close()
})

test('a partition without a leader holds its records until it has one, or until the delivery timeout says so', async () => {
  const s = await scene({ topics: { orders: [1, -1] } })
  const producer = s.producer({ deliveryTimeoutMs: 3_000, requestTimeoutMs: 1_000 })
  await warm(s, producer)
  const waiting = producer.send({ topic: 'orders', partition: 1, value: 'w' })
  await s.time.advance(1_000)
  s.cluster.topics.set('orders', { leaders: [1, 1], leaderEpoch: 1 })
  assert.equal((await s.settled(waiting, 1_500)).offset, 0)
  s.cluster.topics.set('orders', { leaders: [1, -1], leaderEpoch: 2 })
  await producer.partitionsFor('orders')
  s.broker.dropConnections()
  await s.time.advance(2_000)
  await assert.rejects(s.settled(producer.send({ topic: 'orders', partition: 1, value: 'v' })), /orders-1: not delivered within 3000 ms \(1 attempt, the last failed: orders-1: the broker is not the partition's leader/)
  await producer.close()
})

test('a full buffer makes send wait, in order, and maxBlockMs ends the wait', async () => {
  const s = await scene()
  const producer = s.producer({ bufferMemory: 500, maxBlockMs: 1_000, batchSize: 200 })
  await warm(s, producer)
  let held = true
  s.broker.on(produceApi, async body => {
    while (held) await new Promise<void>(resolve => s.time.schedule(10, resolve))
    return s.logs.produce(s.broker, body)
  })
  const values = Array.from({ length: 8 }, (_, i) => String(i).repeat(100))
  const sends = values.map(value => producer.send({ topic: 'orders', value }))
  const results = Promise.allSettled(sends)
  await s.time.advance(500)
  held = false
  await s.settled(results)
  assert.deepEqual(s.logs.log('orders').values, ['warm', ...values])
  held = true
  const again = values.map(value => producer.send({ topic: 'orders', value }))
  const outcomes = Promise.allSettled(again)
  await s.time.advance(1_001)
  held = false
  const kinds = (await s.settled(outcomes)).map(outcome => (outcome.status === 'rejected' ? (outcome.reason as Error).message : 'stored'))
  assert.deepEqual(kinds.slice(0, 4), ['stored', 'stored', 'stored', 'stored'])
  assert.match(kinds.at(-1)!, /no memory for a record within 1000 ms: all 500 bytes \(bufferMemory\)/)
  await assert.rejects(s.settled(producer.send({ topic: 'orders', value: 'x'.repeat(501) })), { code: 'MESSAGE_TOO_LARGE', message: /bufferMemory \(500\)/ })
  await producer.close()
})

test('records for a topic that is not there yet wait for it in order', async () => {
  const s = await scene({ topics: {} })
  const producer = s.producer({ maxBlockMs: 1_000 })
  const sends = ['a', 'b', 'c'].map(value => producer.send({ topic: 'late', value }))
  await s.time.advance(300)
  s.cluster.topics.set('late', { leaders: [1] })
  const offsets = (await s.settled(Promise.all(sends))).map(place => place.offset)
  assert.deepEqual(offsets, [0, 1, 2])
  await assert.rejects(s.settled(producer.send({ topic: 'never', value: 'x' })), (error: unknown) => error instanceof TimeoutError && /never.*1000 ms/.test(error.message))
  s.cluster.topics.set('forbidden', { leaders: [], errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED })
  await assert.rejects(s.settled(producer.send({ topic: 'forbidden', value: 'x' })), { code: 'TOPIC_AUTHORIZATION_FAILED' })
  await producer.close()
})

test('flush sends what lingers and waits for it, not for what comes later', async () => {
  const s = await scene()
  const producer = s.producer({ lingerMs: 60_000, deliveryTimeoutMs: 300_000 })
  const first = producer.send({ topic: 'orders', value: 'a' })
  await s.settled(producer.flush(), 1_000)
  assert.equal((await first).offset, 0)
  let later: RecordMetadata | undefined
  void producer.send({ topic: 'orders', value: 'b' }).then(place => (later = place))
  await s.time.advance(1_000)
  assert.equal(later, undefined, 'lingers again')
  await s.settled(producer.flush(), 1_000)
  assert.equal(later!.offset, 1)
  await s.settled(producer.flush(), 0)
  await producer.close()
})

test('close waits for what was sent; with a deadline it gives up what is left', async () => {
  const s = await scene()
  const patient = s.producer({ lingerMs: 60_000, deliveryTimeoutMs: 300_000 })
  const sent = patient.send({ topic: 'orders', value: 'a' })
  await s.settled(patient.close())
  assert.equal((await sent).offset, 0)
  await assert.rejects(patient.send({ topic: 'orders', value: 'b' }), ClosedError)
  const hasty = s.producer()
  await warm(s, hasty)
  s.broker.on(produceApi, () => silence)
  const lost = hasty.send({ topic: 'orders', value: 'c' })
  const fate = assert.rejects(lost, ClosedError)
  await s.settled(hasty.close({ timeoutMs: 200 }), 201)
  await fate
  assert.equal(s.time.pending, 0)
})

test('an abort takes back a record that still waits for its topic: it is never sent, and close does not wait for it', async () => {
  const s = await scene({ topics: {} })
  const producer = s.producer({ maxBlockMs: 60_000 })
  const aborter = new AbortController()
  const given = producer.send({ topic: 'late', value: 'given up' }, { signal: aborter.signal })
  const kept = producer.send({ topic: 'late', value: 'kept' })
  await s.time.advance(100)
  aborter.abort()
  await assert.rejects(given, { code: 'ABORTED' })
  s.cluster.topics.set('late', { leaders: [1] })
  assert.equal((await s.settled(kept)).offset, 0)
  const another = new AbortController()
  const never = producer.send({ topic: 'never', value: 'x' }, { signal: another.signal })
  await s.time.advance(100)
  another.abort()
  await assert.rejects(never, { code: 'ABORTED' })
  const before = s.time.now()
  await s.settled(producer.close())
  assert.ok(s.time.now() - before < 1_000)
})

test('an abort ends the wait of the sender; the record goes its way', async () => {
  const s = await scene()
  const producer = s.producer()
  await warm(s, producer)
  const aborter = new AbortController()
  const sent = producer.send({ topic: 'orders', value: 'a' }, { signal: aborter.signal })
  aborter.abort(new Error('enough'))
  await assert.rejects(sent, { code: 'ABORTED', cause: aborter.signal.reason })
  await assert.rejects(producer.send({ topic: 'orders', value: 'never' }, { signal: aborter.signal }), { code: 'ABORTED' })
  await s.settled(producer.flush())
  assert.deepEqual(s.logs.log('orders').values, ['warm', 'a'])
  await producer.close()
})

test('with acks 0 a record is sent when its bytes are, and no offset is known', async () => {
  const s = await scene()
  const producer = s.producer({ acks: 0 })
  s.broker.on(produceApi, body => {
    s.logs.produce(s.broker, body)
    return silence
  })
  assert.equal((await s.settled(producer.send({ topic: 'orders', value: 'a' }))).offset, -1)
  await s.time.advance(1)
  assert.deepEqual(s.logs.log('orders').values, ['a'])
  assert.equal(s.broker.received(initProducerIdApi).length, 0, 'no idempotence without acks all')
  await producer.close()
})

test('with acks 0 records wait behind a socket that takes no more: 64 KB of them count as sent, and all arrive in few requests', async () => {
  const s = await scene()
  const producer = s.producer({ acks: 0 })
  s.broker.on(produceApi, body => {
    s.logs.produce(s.broker, body)
    return silence
  })
  await warm(s, producer)
  const [connection] = s.network.connections
  const send = (value: string): Promise<RecordMetadata> => producer.send({ topic: 'orders', partition: 0, value })
  let sent = 0
  // One after another, as long as they are taken.
  const loop = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      assert.equal((await send(String(sent).padStart(1000, '0'))).offset, -1)
      sent++
    }
  }

  connection!.stall()
  const first = loop(400)
  await s.time.advance(50)
  const stuckAt = sent
  assert.ok(stuckAt > 50 && stuckAt <= 66, `a socket that was never behind takes what it has room for, then records wait: ${stuckAt}`)
  connection!.release()
  await s.settled(first)
  s.broker.requests.length = 0

  connection!.stall()
  const second = loop(400)
  await s.time.advance(50)
  const ahead = sent - 400
  assert.ok(ahead > 100 && ahead <= 134, `64 KB in the socket and 64 KB behind it: ${ahead}`)
  const flushed = producer.flush()
  assert.equal(await Promise.race([flushed.then(() => 'flushed'), s.time.advance(50).then(() => 'waiting')]), 'waiting', 'what counts as sent is still to be sent')
  connection!.release()
  await s.settled(Promise.all([second, flushed]))
  await s.settled(producer.flush())
  await s.time.advance(5)
  assert.deepEqual(s.logs.log('orders').values.slice(1).map(Number), Array.from({ length: 800 }, (_, i) => i))
  assert.ok(s.broker.received(produceApi).length <= 60, `batches instead of a request for each: ${s.broker.received(produceApi).length}`)
  await producer.close()
})

test('with acks 0 records behind a socket that breaks go out on the next connection', async () => {
  const s = await scene()
  const producer = s.producer({ acks: 0 })
  s.broker.on(produceApi, body => {
    s.logs.produce(s.broker, body)
    return silence
  })
  await warm(s, producer)
  const [connection] = s.network.connections
  connection!.stall()
  const large = producer.send({ topic: 'orders', partition: 0, value: 'x'.repeat(70_000) })
  await s.time.advance(5)
  connection!.release()
  await s.settled(large)
  connection!.stall('toServer')
  for (const value of ['a'.repeat(40_000), 'b'.repeat(40_000), 'c']) {
    await s.settled(producer.send({ topic: 'orders', partition: 0, value }))
    await s.time.advance(1)
  }
  connection!.reset()
  await s.settled(producer.flush())
  await s.time.advance(5)
  assert.deepEqual(s.logs.log('orders').values.slice(2).map(value => value[0]), ['b', 'c'], 'only what the socket had taken is gone with it')
  assert.equal(s.network.connections.filter(each => each.open).length, 1)
  await producer.close()
})

test('topics are named by id once the broker tells ids', async () => {
  const s = await scene({ topics: {} })
  const topicId = 'AAAAAAAAAAAAAAAAAAAAbA'
  s.cluster.topics.set('orders', { leaders: [1], topicId })
  s.cluster.topics.set('old', { leaders: [1] })
  const producer = s.producer()
  await s.settled(producer.send({ topic: 'orders', value: 'a' }))
  assert.equal(s.broker.requests.at(-1)!.version, 13)
  assert.equal(s.broker.received(produceApi).at(-1)!.topicData[0]!.topicId, topicId)
  await s.settled(producer.send({ topic: 'old', value: 'b' }))
  assert.equal(s.broker.requests.at(-1)!.version, 12)
  assert.deepEqual([s.logs.log('orders').values, s.logs.log('old').values], [['a'], ['b']])
  await producer.close()
})

test('a producer id that cannot be had fails the records with the reason', async () => {
  const s = await scene()
  s.broker.on(initProducerIdApi, () => newInitProducerIdResponse({ errorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED }))
  const producer = s.producer()
  await assert.rejects(s.settled(producer.send({ topic: 'orders', value: 'a' })), { code: 'CLUSTER_AUTHORIZATION_FAILED' })
  await producer.close()
})

test('an own partitioner sees key and count, may leave the choice, and is held to what it answers', async () => {
  const s = await scene({ topics: { orders: [1, 1, 1] } })
  const producer = s.producer<string, string>({
    partitioner: ({ key, keyBytes, partitionCount }) => {
      assert.equal(keyBytes?.toString() ?? null, key)
      return key === 'last' ? partitionCount - 1 : key === 'beyond' ? partitionCount : undefined
    },
  })
  assert.equal((await s.settled(producer.send({ topic: 'orders', key: 'last', value: 'v' }))).partition, 2)
  assert.equal((await s.settled(producer.send({ topic: 'orders', key: 'a', value: 'v' }))).partition, (await s.settled(producer.send({ topic: 'orders', key: 'a', value: 'w' }))).partition)
  await assert.rejects(s.settled(producer.send({ topic: 'orders', key: 'beyond', value: 'v' })), (error: unknown) => error instanceof ConfigError && /from 0 to 2/.test(error.message))
  await producer.close()
})

test('keys, values and headers are written as given, text as UTF-8, null as none', async () => {
  const s = await scene()
  const producer = s.producer<string, { n: number }>({ valueSerializer: jsonSerde<{ n: number }>(), compressionType: 'lz4' })
  await s.settled(producer.send({ topic: 'orders', key: 'Grüße, ключ 🎉', value: { n: 1 }, headers: { one: 'Ä', many: [Buffer.from([1]), null] } }))
  await s.settled(producer.send({ topic: 'orders', key: 'k'.repeat(100), value: null, headers: [{ key: 'h', value: 'v' }] }))
  const [first, second] = s.logs.log('orders').records
  assert.equal(first!.key!.toString(), 'Grüße, ключ 🎉')
  assert.equal(first!.value!.toString(), '{"n":1}')
  assert.deepEqual(
    first!.headers.map(({ key, value }) => [key, value?.toString('hex') ?? null]),
    [
      ['one', Buffer.from('Ä').toString('hex')],
      ['many', '01'],
      ['many', null],
    ],
  )
  assert.equal(second!.value, null)
  assert.equal(second!.key!.length, 100)
  await producer.close()
})

test('what is not a record is refused by name, and hurts no other', async () => {
  const s = await scene()
  const producer = s.producer()
  const bad: [Record<string, unknown>, RegExp][] = [
    [{ topic: 5, value: 'v' }, /topic must be a name, not number/],
    [{ topic: '', value: 'v' }, /topic must be a name, not an empty string/],
    [{ topic: 'orders', value: 'v', partition: -2 }, /partition must be an integer of at least 0, not -2/],
    [{ topic: 'orders', value: 'v', partition: 9 }, /partition 9 of orders, which has 1 partitions/],
    [{ topic: 'orders', value: 'v', timestamp: 'now' }, /timestamp must be milliseconds/],
    [{ topic: 'orders', value: 5 }, /the value for orders cannot be written: a string or a Buffer/],
    [{ topic: 'orders', key: {}, value: 'v' }, /the key for orders cannot be written/],
    [{ topic: 'orders', value: 'v', headers: { a: 5 } }, /header a must be a string, a Buffer or null/],
    [{ topic: 'orders', value: 'x'.repeat(1_100_000) }, /beyond maxRequestSize \(1048576\)/],
  ]
  const good = producer.send({ topic: 'orders', value: 'good' })
  for (const [record, message] of bad) await assert.rejects(s.settled(producer.send(record as never)), message)
  assert.equal((await s.settled(good)).offset, 0)
  await producer.close()
})

test('options that contradict each other are refused by name', () => {
  const make = (options: Record<string, unknown>) => () => new Producer({ bootstrapServers: 'localhost:9092', ...options } as never)
  assert.throws(make({ linger: 5 }), /Producer has no option linger; did you mean lingerMs\?/)
  assert.throws(make({ 'batch.size': 5 }), /no option batch.size; did you mean batchSize\?/)
  assert.throws(make({ acks: 2 }), /acks must be one of 'all', -1, 0, 1, not 2/)
  assert.throws(make({ compressionType: 'gzpi' }), /compressionType must be one of .*not 'gzpi'; did you mean gzip\?/)
  assert.throws(make({ lingerMs: -1 }), /lingerMs must be an integer of at least 0, not -1/)
  assert.throws(make({ acks: 1, enableIdempotence: true }), /with enableIdempotence, acks must be 'all', not 1/)
  assert.throws(make({ maxInFlightRequestsPerConnection: 6, enableIdempotence: true }), /at most 5, not 6/)
  assert.throws(make({ deliveryTimeoutMs: 10, requestTimeoutMs: 20 }), /deliveryTimeoutMs \(10\) must be at least lingerMs \+ requestTimeoutMs \(20\)/)
  assert.throws(make({ valueSerializer: 'json' }), /valueSerializer must be a function/)
  assert.throws(make({ securityProtocol: 'SASL_SSL' }), /securityProtocol 'SASL_SSL' is not supported yet/)
  assert.throws(() => new Producer({} as never), /bootstrapServers is required/)
})

test('a producer that meets a broker without idempotent producers says what to do', async () => {
  const s = await scene()
  s.broker.offer(initProducerIdApi, null)
  const producer = s.producer()
  await assert.rejects(s.settled(producer.send({ topic: 'orders', value: 'a' })), { code: 'UNSUPPORTED_VERSION', message: /InitProducerId/ })
  await producer.close()
})

// Every seed is one random run: connections break before or after the append, leaders move, answers are refused.
for (let seed = 1; seed <= 30; seed++) {
  test(`seed ${seed}: whatever breaks, acknowledged records are stored once and in order`, async () => {
    const s = await scene({ brokers: 2, topics: { orders: [1, 2, 1] }, seed })
    const random = s.time.random
    let epoch = 0
    let faults = true
    for (const broker of s.brokers) {
      broker.on(produceApi, async body => {
        const dice = faults ? random.int(12) : 99
        if (random.int(3) === 0) await new Promise<void>(resolve => s.time.schedule(random.int(20), resolve))
        if (dice === 0) return hangUp
        if (dice === 1) {
          s.logs.produce(broker, body)
          return hangUp
        }
        if (dice === 2) {
          const leaders = s.cluster.topics.get('orders')!.leaders.map(() => 1 + random.int(2))
          s.cluster.topics.set('orders', { leaders, leaderEpoch: ++epoch })
        }
        if (dice === 3) return silence
        return s.logs.produce(broker, body)
      })
    }
    s.logs.fault = () => (faults && random.int(15) === 0 ? ErrorCode.NOT_ENOUGH_REPLICAS : undefined)
    const producer = s.producer({ batchSize: 250, lingerMs: random.int(2) * 3, requestTimeoutMs: 300, deliveryTimeoutMs: 600_000, retryBackoffMs: 10, bufferMemory: 2_000 })
    const sends: Promise<RecordMetadata>[] = []
    for (let i = 0; i < 200; i++) {
      sends.push(producer.send({ topic: 'orders', partition: i % 3, value: String(i).padStart(40 + random.int(40), '.') }))
      if (random.int(4) === 0) await s.time.advance(random.int(30))
    }
    await s.time.advance(2_000)
    faults = false
    const places = await s.settled(Promise.all(sends))
    for (let partition = 0; partition < 3; partition++) {
      const stored = s.logs.log('orders', partition).values.map(value => Number(value.replaceAll('.', '')))
      const expected = Array.from({ length: 200 }, (_, i) => i).filter(i => i % 3 === partition)
      assert.deepEqual(stored, expected, `partition ${partition}`)
      for (const i of expected) assert.equal(stored[places[i]!.offset], i)
    }
    await s.settled(producer.close())
    assert.equal(s.time.pending, 0)
  })
}

test('metadata is asked for again when it is old', async () => {
  const s = await scene()
  const producer = s.producer({ metadataMaxAgeMs: 10_000 })
  await warm(s, producer)
  await s.time.advance(35_000)
  const asked = s.broker.received(metadataApi).length
  assert.ok(asked >= 3 && asked <= 4, `${asked} times in 35 s`)
  await producer.close()
})
