// The consumer's reading side on virtual time, against brokers whose every answer is scripted: sessions, leaders that move, logs that are
// cut, budgets, bytes that are wrong. Groups are tested in classic-membership.test.ts, consumer-membership.test.ts and consumer-live.test.ts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ErrorCode } from '../protocol/error-codes.ts'
import { fetchApi, type FetchRequest, newFetchResponseLeaderIdAndEpoch } from '../protocol/generated/fetch.ts'
import { metadataApi } from '../protocol/generated/metadata.ts'
import {
  newOffsetForLeaderEpochResponse,
  newOffsetForLeaderEpochResponseEpochEndOffset,
  newOffsetForLeaderEpochResponseOffsetForLeaderTopicResult,
  offsetForLeaderEpochApi,
} from '../protocol/generated/offset-for-leader-epoch.ts'
import { encodeEndTransactionMarker } from '../protocol/records/control.ts'
import { encodeBatch } from '../protocol/records/builder.ts'
import { hangUp, ScriptedBroker, ScriptedCluster, silence } from '../testing/scripted-broker.ts'
import { ScriptedFetch } from '../testing/scripted-fetch.ts'
import { VirtualNetwork } from '../testing/virtual-network.ts'
import { VirtualTime } from '../testing/virtual-time.ts'
import { Consumer } from './consumer.ts'
import type { ConsumerOptions } from './consumer-config.ts'
import type { ConsumerRecord } from './record.ts'
import { stringSerde } from './serde.ts'

type Text = string | null
const topicId = 'b7LmYoMhTGqkhfHhpYq0Vw'

async function scene(options: { leaders?: number[]; brokers?: number; latencyMs?: number } = {}) {
  const time = new VirtualTime()
  const network = new VirtualNetwork({ timers: time, latencyMs: options.latencyMs ?? 0 })
  const cluster = new ScriptedCluster()
  const logs = new ScriptedFetch(cluster, time)
  const brokers: ScriptedBroker[] = []
  for (let nodeId = 1; nodeId <= (options.brokers ?? 1); nodeId++) {
    const broker = await ScriptedBroker.listen(network, cluster, { nodeId, port: 9091 + nodeId })
    logs.serve(broker)
    brokers.push(broker)
  }
  const leaders = options.leaders ?? [1]
  cluster.topics.set('t', { topicId, leaders, leaderEpoch: 0 })
  const partitions = leaders.map((_, partition) => ({ topic: 't', partition }))
  const consumer = (more: Partial<ConsumerOptions<Text, Text>> = {}): Consumer<Text, Text> => {
    const made = new Consumer<Text, Text>({
      bootstrapServers: '127.0.0.1:9092',
      network,
      system: time,
      autoOffsetReset: 'earliest',
      valueDeserializer: stringSerde,
      keyDeserializer: stringSerde,
      ...more,
    })
    made.assign(partitions)
    return made
  }
  const settled = async <T>(promise: Promise<T>, limitMs = 60_000): Promise<T> => {
    let done = false
    promise.then(
      () => (done = true),
      () => (done = true),
    )
    await time.advanceUntil(() => done, { stepMs: 1, limitMs })
    return promise
  }
  /** Polls until `count` records are there. */
  const take = async (c: Consumer<Text, Text>, count: number): Promise<ConsumerRecord<Text, Text>[]> => {
    const records: ConsumerRecord<Text, Text>[] = []
    for (let i = 0; i < 200 && records.length < count; i++) records.push(...(await settled(c.poll({ timeoutMs: 100 }))))
    return records
  }
  return { time, network, cluster, logs, brokers, broker: brokers[0]!, consumer, settled, take }
}

const values = (records: readonly ConsumerRecord<Text, Text>[]): Text[] => records.map(({ value }) => value)
const asked = (request: FetchRequest): string[] => request.topics.flatMap(({ partitions }) => partitions.map(p => `${p.partition}@${p.fetchOffset}`))
const sessionFetches = (broker: ScriptedBroker): FetchRequest[] => broker.received(fetchApi).filter(({ sessionEpoch }) => sessionEpoch >= 0)

test('a fetch session: all partitions at first, then only what has changed, and what is paused is named as forgotten', async () => {
  const s = await scene({ leaders: [1, 1, 1] })
  for (const partition of [0, 1, 2]) s.logs.append('t', partition, ['a'])
  const c = s.consumer()
  assert.equal((await s.take(c, 3)).length, 3)
  await s.time.advance(1_000)
  const [first, ...later] = sessionFetches(s.broker)
  assert.equal(first!.sessionEpoch, 0)
  assert.deepEqual(asked(first!), ['0@0', '1@0', '2@0'])
  assert.deepEqual(asked(later[0]!), ['0@1', '1@1', '2@1'])
  assert.deepEqual(later.slice(1).flatMap(asked), [], 'idle polls repeat nothing')
  s.logs.append('t', 1, ['b'])
  await s.take(c, 1)
  await s.time.advance(1_000)
  const update = sessionFetches(s.broker).filter(request => asked(request).length > 0)
  assert.deepEqual(asked(update.at(-1)!), ['1@2'])
  c.pause([{ topic: 't', partition: 2 }])
  await s.time.advance(1_000)
  const forgetting = sessionFetches(s.broker).filter(request => request.forgottenTopicsData.length > 0)
  assert.deepEqual(
    forgetting.map(request => request.forgottenTopicsData[0]!.partitions),
    [[2]],
  )
  assert.ok(sessionFetches(s.broker).every(({ sessionId }, index) => (index === 0 ? sessionId === 0 : sessionId === 100)))
  await s.settled(c.close())
})

test('a broker that has lost the session gets a new one; nothing is missed or doubled', async () => {
  const s = await scene()
  s.logs.append('t', 0, ['a'])
  const c = s.consumer()
  assert.deepEqual(values(await s.take(c, 1)), ['a'])
  s.logs.forgetSessions()
  await s.time.advance(1_000)
  s.logs.append('t', 0, ['b', 'c'])
  assert.deepEqual(values(await s.take(c, 2)), ['b', 'c'])
  const fresh = sessionFetches(s.broker).filter(({ sessionEpoch }) => sessionEpoch === 0)
  assert.deepEqual(fresh.map(asked), [['0@0'], ['0@1']])
  await s.settled(c.close())
})

test('a connection that breaks with a fetch in flight is opened again', async () => {
  const s = await scene()
  const c = s.consumer()
  await s.settled(c.poll({ timeoutMs: 100 }))
  s.broker.dropConnections()
  s.logs.append('t', 0, ['a'])
  assert.deepEqual(values(await s.take(c, 1)), ['a'])
  s.broker.on(fetchApi, () => hangUp)
  s.logs.append('t', 0, ['b'])
  await s.time.advance(5_000)
  const attempts = s.broker.received(fetchApi).length
  assert.ok(attempts < 30, `${attempts} attempts in 5 s`)
  s.logs.serve(s.broker)
  assert.deepEqual(values(await s.take(c, 1)), ['b'])
  await s.settled(c.close())
})

test('a leader that has moved: the broker names the new one, and it is asked at once (KIP-951)', async () => {
  const s = await scene({ brokers: 2, leaders: [1] })
  s.logs.append('t', 0, ['a'])
  const c = s.consumer()
  assert.deepEqual(values(await s.take(c, 1)), ['a'])
  s.cluster.topics.set('t', { topicId, leaders: [2], leaderEpoch: 1 })
  s.logs.fault = broker =>
    broker.nodeId === 1
      ? { errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER, currentLeader: newFetchResponseLeaderIdAndEpoch({ leaderId: 2, leaderEpoch: 1 }) }
      : undefined
  // No metadata from here on: the hint must do.
  for (const broker of s.brokers) broker.on(metadataApi, () => silence)
  s.logs.append('t', 0, ['b'], { partitionLeaderEpoch: 1 })
  assert.deepEqual(values(await s.take(c, 1)), ['b'])
  assert.ok(s.brokers[1]!.received(fetchApi).length > 0)
  void c.close({ timeoutMs: 100 })
  await s.time.advance(1_000)
})

test('a new leader epoch: the position is checked, and reading goes on where the log still holds it (KIP-320)', async () => {
  const s = await scene()
  s.logs.append('t', 0, ['a', 'b'], { partitionLeaderEpoch: 0 })
  const c = s.consumer()
  assert.deepEqual(values(await s.take(c, 2)), ['a', 'b'])
  s.cluster.topics.set('t', { topicId, leaders: [1], leaderEpoch: 1 })
  s.logs.log('t').epochEnds.set(0, 2)
  s.logs.append('t', 0, ['c'], { partitionLeaderEpoch: 1 })
  assert.deepEqual(values(await s.take(c, 1)), ['c'])
  const [question] = s.broker.received(offsetForLeaderEpochApi)
  assert.deepEqual(
    question!.topics.map(({ topic, partitions }) => [topic, partitions[0]!.leaderEpoch, partitions[0]!.currentLeaderEpoch]),
    [['t', 0, 1]],
  )
  await s.settled(c.close())
})

test('the leader changes once more while the position is checked: it is asked with the newer epoch', async () => {
  const s = await scene()
  s.logs.append('t', 0, ['a', 'b'], { partitionLeaderEpoch: 0 })
  const c = s.consumer()
  assert.deepEqual(values(await s.take(c, 2)), ['a', 'b'])
  let epoch = 1
  s.cluster.topics.set('t', { topicId, leaders: [1], leaderEpoch: epoch })
  s.logs.append('t', 0, ['c'], { partitionLeaderEpoch: 1 })
  const asked: number[] = []
  s.broker.on(offsetForLeaderEpochApi, ({ topics }) => {
    const { currentLeaderEpoch, leaderEpoch } = topics[0]!.partitions[0]!
    asked.push(currentLeaderEpoch)
    if (asked.length === 1) s.cluster.topics.set('t', { topicId, leaders: [1], leaderEpoch: ++epoch })
    const answer = currentLeaderEpoch < epoch ? { errorCode: ErrorCode.FENCED_LEADER_EPOCH } : { leaderEpoch, endOffset: 2 }
    const partitions = [newOffsetForLeaderEpochResponseEpochEndOffset({ partition: 0, ...answer })]
    return newOffsetForLeaderEpochResponse({ topics: [newOffsetForLeaderEpochResponseOffsetForLeaderTopicResult({ topic: 't', partitions })] })
  })
  assert.deepEqual(values(await s.take(c, 1)), ['c'])
  assert.deepEqual(asked, [1, 2])
  await s.settled(c.close())
})

test('a log that was cut below the position: reading goes on where it diverges, or stops with an error that says so', async () => {
  for (const autoOffsetReset of ['earliest', 'none'] as const) {
    const s = await scene()
    s.logs.append('t', 0, ['a'], { partitionLeaderEpoch: 0 })
    s.logs.append('t', 0, ['lost'], { partitionLeaderEpoch: 0 })
    const c = s.consumer({ autoOffsetReset })
    c.seek({ topic: 't', partition: 0 }, 0)
    assert.deepEqual(values(await s.take(c, 2)), ['a', 'lost'])
    const log = s.logs.log('t')
    log.batches.pop()
    log.logEndOffset = 1
    log.epochEnds.set(0, 1)
    s.cluster.topics.set('t', { topicId, leaders: [1], leaderEpoch: 1 })
    s.logs.append('t', 0, ['new'], { partitionLeaderEpoch: 1 })
    if (autoOffsetReset === 'earliest') assert.deepEqual(values(await s.take(c, 1)), ['new'])
    else await assert.rejects(s.take(c, 1), /the log of t-0 was truncated: it diverges from offset 1 on, the position was 2, and autoOffsetReset is none/)
    await s.settled(c.close())
  }
})

test('what waits for the application stays within the budget, however long it waits', async () => {
  const s = await scene({ leaders: [1, 1] })
  const big = 'x'.repeat(10_000)
  for (let i = 0; i < 100; i++) for (const partition of [0, 1]) s.logs.append('t', partition, [big])
  const c = s.consumer({ maxBufferedBytes: 100_000, maxPartitionFetchBytes: 20_000, maxPollRecords: 1 })
  await s.take(c, 1)
  await s.time.advance(60_000)
  const { bufferedBytes } = c.state()
  assert.ok(bufferedBytes > 50_000 && bufferedBytes <= 140_000, `${bufferedBytes} bytes wait`)
  const fetches = s.broker.received(fetchApi).length
  await s.time.advance(60_000)
  assert.equal(s.broker.received(fetchApi).length, fetches, 'a full buffer asks for nothing')
  assert.equal((await s.take(c, 199)).length, 199)
  await s.settled(c.close())
})

test('a partition is asked for two fetches ahead of the application, not for a whole budget', async () => {
  const s = await scene()
  for (let i = 0; i < 100; i++) s.logs.append('t', 0, ['x'.repeat(10_000)])
  const c = s.consumer({ maxPartitionFetchBytes: 20_000, maxPollRecords: 1 })
  await s.take(c, 1)
  await s.time.advance(60_000)
  const { bufferedBytes } = c.state()
  assert.ok(bufferedBytes >= 30_000 && bufferedBytes <= 60_000, `${bufferedBytes} bytes wait`)
  assert.equal((await s.take(c, 99)).length, 99)
  await s.settled(c.close())
})

test('an answer may bring four megabytes, and more where the way is long', async () => {
  const megabyte = 'x'.repeat(1_000_000)
  for (const latencyMs of [0, 30]) {
    const s = await scene({ leaders: [1, 1, 1, 1, 1, 1, 1, 1], latencyMs })
    for (let partition = 0; partition < 8; partition++) for (let i = 0; i < 4; i++) s.logs.append('t', partition, [megabyte])
    const c = s.consumer()
    assert.equal((await s.take(c, 32)).length, 32)
    const most = Math.max(...sessionFetches(s.broker).map(request => request.maxBytes))
    assert.equal(sessionFetches(s.broker)[0]!.maxBytes, 4 * 2 ** 20)
    if (latencyMs === 0) assert.equal(most, 4 * 2 ** 20)
    else assert.ok(most >= 8 * 2 ** 20 && most <= 50 * 2 ** 20, `${most} bytes`)
    await s.settled(c.close())
  }
})

test('a broker without sessions serves every partition, though an answer has room for few', async () => {
  const s = await scene({ leaders: [1, 1, 1, 1] })
  s.broker.offer(fetchApi, [4, 6])
  for (let partition = 0; partition < 4; partition++) for (let i = 0; i < 20; i++) s.logs.append('t', partition, ['x'.repeat(1_000)])
  const c = s.consumer({ fetchMaxBytes: 1_500, maxBufferedBytes: 3_000, maxPollRecords: 1 })
  const first = await s.take(c, 12)
  assert.deepEqual(new Set(first.map(({ partition }) => partition)), new Set([0, 1, 2, 3]))
  await s.settled(c.close())
})

test('partitions take turns, however much more one of them has', async () => {
  const s = await scene({ leaders: [1, 1] })
  for (let i = 0; i < 50; i++) s.logs.append('t', 0, ['much', 'much'])
  s.logs.append('t', 1, ['little'])
  const c = s.consumer({ maxPollRecords: 10 })
  const first = await s.take(c, 20)
  assert.ok(
    first.some(({ partition }) => partition === 1),
    'the second partition has its turn',
  )
  await s.settled(c.close())
})

test('a seek while a long poll is under way does not wait for its end', async () => {
  const s = await scene()
  s.logs.append('t', 0, ['a', 'b', 'c'])
  const c = s.consumer({ fetchMaxWaitMs: 30_000 })
  assert.equal((await s.take(c, 3)).length, 3)
  await s.time.advance(100)
  c.seek({ topic: 't', partition: 0 }, 1)
  assert.deepEqual(values(await s.settled(c.poll({ timeoutMs: 500 }))), ['b', 'c'])
  await s.settled(c.close())
})

test('read_committed hides aborted records and markers; the position passes over them, and lag ends at the last stable offset', async () => {
  const s = await scene()
  const log = s.logs.log('t')
  const producer = { producerId: 7, producerEpoch: 0, isTransactional: true, partitionLeaderEpoch: 0 }
  log.append(['plain'])
  log.append(['aborted'], { ...producer, baseSequence: 0 })
  log.append(['other'], { ...producer, producerId: 8, baseSequence: 0 })
  log.appendBatch(encodeEndTransactionMarker(false, 1_000, { producerId: 7, producerEpoch: 0, coordinatorEpoch: 0, baseOffset: 3, partitionLeaderEpoch: 0 }))
  log.append(['committed'], { ...producer, baseSequence: 1 })
  log.appendBatch(encodeEndTransactionMarker(true, 1_000, { producerId: 8, producerEpoch: 0, coordinatorEpoch: 0, baseOffset: 5, partitionLeaderEpoch: 0 }))
  log.appendBatch(encodeEndTransactionMarker(true, 1_000, { producerId: 7, producerEpoch: 0, coordinatorEpoch: 0, baseOffset: 6, partitionLeaderEpoch: 0 }))
  log.aborted = [{ producerId: 7, firstOffset: 1 }]
  const committed = s.consumer({ isolationLevel: 'read_committed' })
  assert.deepEqual(values(await s.take(committed, 3)), ['plain', 'other', 'committed'])
  await s.settled(committed.poll({ timeoutMs: 10 }))
  assert.equal(await committed.position({ topic: 't', partition: 0 }), 7)
  assert.equal(committed.lag()[0]!.lag, 0)
  await s.settled(committed.close())
  const uncommitted = s.consumer()
  assert.deepEqual(values(await s.take(uncommitted, 4)), ['plain', 'aborted', 'other', 'committed'])
  await s.settled(uncommitted.close())
})

test('a batch with a wrong checksum is never handed out; the error says how to leave it out', async () => {
  const s = await scene()
  s.logs.append('t', 0, ['good'])
  const bad = encodeBatch([{ timestamp: 1, key: null, value: Buffer.from('bad') }], { baseOffset: 1, partitionLeaderEpoch: 0 })
  bad[bad.length - 2]! ^= 1
  s.logs.log('t').appendBatch(bad)
  s.logs.append('t', 0, ['after'])
  const c = s.consumer()
  assert.deepEqual(values(await s.take(c, 1)), ['good'])
  await assert.rejects(s.take(c, 1), /a batch of t-0 is corrupt: the checksum of offsets 1 to 1 does not match its bytes; seek to 2/)
  assert.equal(c.state().partitions[0]!.waitsFor, 'seek')
  c.seek({ topic: 't', partition: 0 }, 2)
  assert.deepEqual(values(await s.take(c, 1)), ['after'])
  await s.settled(c.close())
})

test('a log that is corrupt on the broker: the error says where, and a seek leads on', async () => {
  const s = await scene()
  s.logs.append('t', 0, ['good'])
  s.logs.fault = () => ({ errorCode: ErrorCode.CORRUPT_MESSAGE })
  const c = s.consumer()
  await assert.rejects(s.take(c, 1), { code: 'CORRUPT', message: /^t-0 is corrupt at offset 0 in the broker's log; seek beyond it/ })
  s.logs.fault = () => undefined
  c.seek({ topic: 't', partition: 0 }, 0)
  assert.deepEqual(values(await s.take(c, 1)), ['good'])
  await s.settled(c.close())
})

test('what was corrupt in one read only is fetched again, and nobody hears of it', async () => {
  const s = await scene()
  const batch = encodeBatch([{ timestamp: 1, key: null, value: Buffer.from('good') }], { baseOffset: 0, partitionLeaderEpoch: 0 })
  s.logs.log('t').appendBatch(batch)
  let reads = 0
  // The broker finds the first read bad, the consumer the second and the third.
  s.logs.fault = () => {
    reads++
    batch[batch.length - 2]! ^= reads === 2 || reads === 4 ? 1 : 0
    return reads === 1 ? { errorCode: ErrorCode.CORRUPT_MESSAGE } : undefined
  }
  const c = s.consumer()
  assert.deepEqual(values(await s.take(c, 1)), ['good'])
  assert.equal(reads >= 4, true)
  await s.settled(c.close())
})

test('a base offset that is wrong in one read only shifts no record, one that is wrong for good is an error', async () => {
  const s = await scene()
  const log = s.logs.log('t')
  for (let i = 0; i < 6; i++) log.append([`${i}a`, `${i}b`, `${i}c`])
  const all = log.batches.flatMap((_, i) => [`${i}a`, `${i}b`, `${i}c`])
  // One batch an answer, two, or all of them.
  for (const maxPartitionFetchBytes of [1, 2 * log.batches[0]!.length, 1 << 20]) {
    for (const target of [2, 5]) {
      for (const bit of [0, 4]) {
        const batch = log.batches[target]!
        let reads = 0
        log.onRead = index => {
          if (index === target && ++reads <= 2) batch[7]! ^= 1 << bit
        }
        const c = s.consumer({ maxPartitionFetchBytes })
        assert.deepEqual(values(await s.take(c, 18)), all, `bit ${bit} of batch ${target}`)
        assert.ok(reads >= 2)
        await s.settled(c.close())
      }
    }
  }
  log.onRead = () => undefined
  log.batches[2]![7]! ^= 1
  const c = s.consumer()
  assert.deepEqual(values(await s.take(c, 6)), all.slice(0, 6))
  await assert.rejects(s.take(c, 1), { code: 'CORRUPT', message: /^a batch of t-0 is corrupt: it claims the offsets 7 to 9, which do not fit between offset 6, / })
  c.seek({ topic: 't', partition: 0 }, 9)
  assert.deepEqual(values(await s.take(c, 9)), all.slice(9))
  await s.settled(c.close())
})

test('an error of one partition is told once and does not stop the others', async () => {
  const s = await scene({ leaders: [1, 1] })
  s.logs.append('t', 1, ['fine'])
  s.logs.fault = (_broker, _topic, partition) => (partition === 0 ? { errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED } : undefined)
  const c = s.consumer()
  const errors: string[] = []
  const records: Text[] = []
  for (let i = 0; i < 20; i++) {
    try {
      records.push(...values(await s.settled(c.poll({ timeoutMs: 50 }))))
    } catch (error) {
      errors.push((error as { code: string }).code)
    }
  }
  assert.deepEqual(errors, ['TOPIC_AUTHORIZATION_FAILED'])
  assert.deepEqual(records, ['fine'])
  await s.settled(c.close())
})

test('nothing comes although there is lag: the stall is told, with what each partition waits for', async () => {
  const s = await scene()
  s.logs.append('t', 0, ['a', 'b'])
  const c = s.consumer({ stallTimeoutMs: 2_000 })
  const stalls: string[] = []
  c.on('stall', ({ partitions }) => stalls.push(partitions.map(p => `${p.partition}: ${p.waitsFor}, lag ${p.lag}`).join()))
  assert.equal((await s.take(c, 2)).length, 2)
  await s.time.advance(10_000)
  const idle = c.poll({ timeoutMs: 10_000 })
  await s.time.advance(11_000)
  await idle
  assert.deepEqual(stalls, [], 'at the end of the log nothing is missing')
  // A record more, of which the broker tells, and which it never sends.
  s.logs.fault = () => ({ highWatermark: 3 })
  const waiting = c.poll({ timeoutMs: 20_000 })
  await s.time.advance(21_000)
  await waiting
  assert.deepEqual(stalls, ['0: fetch, lag 1'])
  void c.close({ timeoutMs: 100 })
  await s.time.advance(1_000)
})

test('a closer replica is read when the leader names one, and left again when it lags behind (KIP-392)', async () => {
  const s = await scene({ brokers: 2, leaders: [1] })
  s.logs.append('t', 0, ['a'])
  let behind = false
  s.logs.fault = broker => {
    if (broker.nodeId === 1) return behind ? undefined : { errorCode: 0, preferredReadReplica: 2, highWatermark: 1 }
    s.cluster.topics.get('t')!.leaders[0] = 2
    queueMicrotask(() => (s.cluster.topics.get('t')!.leaders[0] = 1))
    return behind ? { errorCode: ErrorCode.OFFSET_OUT_OF_RANGE } : undefined
  }
  const c = s.consumer({ clientRack: 'r2' })
  assert.deepEqual(values(await s.take(c, 1)), ['a'])
  assert.ok(s.brokers[1]!.received(fetchApi).length > 0)
  assert.equal(s.broker.received(fetchApi)[0]!.rackId, 'r2')
  behind = true
  s.logs.append('t', 0, ['b'])
  assert.deepEqual(values(await s.take(c, 1)), ['b'])
  await s.settled(c.close())
})
