// Scenes of committed offsets: with and without members, across restarts, in transactions, expiring, deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { newOffsetCommitRequest, newOffsetCommitRequestPartition, newOffsetCommitRequestTopic } from '../../../protocol/generated/offset-commit.ts'
import { newOffsetDeleteRequest } from '../../../protocol/generated/offset-delete.ts'
import { newOffsetFetchRequest, newOffsetFetchRequestGroup, newOffsetFetchRequestTopics } from '../../../protocol/generated/offset-fetch.ts'
import {
  newTxnOffsetCommitRequest,
  newTxnOffsetCommitRequestPartition,
  newTxnOffsetCommitRequestTopic,
} from '../../../protocol/generated/txn-offset-commit.ts'
import { ControlRecordType, encodeControlBatch } from '../../../protocol/records/control.ts'
import { CoordinatorBench, topicIdOf } from '../../../testing/coordinator-bench.ts'

const context = { clientId: 'c', clientHost: '/127.0.0.1' }
const day = 86_400_000

interface Commit {
  groupId?: string
  topic?: string
  partition?: number
  offset: number
  metadata?: string | null
  memberId?: string
  generation?: number
  version?: number
  retentionTimeMs?: number
}

async function commit(bench: CoordinatorBench, c: Commit): Promise<number> {
  const version = c.version ?? 9
  const topic = c.topic ?? 'orders'
  const response = await bench.coordinator.commitOffsets(
    context,
    newOffsetCommitRequest({
      groupId: c.groupId ?? 'g',
      memberId: c.memberId ?? '',
      generationIdOrMemberEpoch: c.generation ?? -1,
      retentionTimeMs: c.retentionTimeMs ?? -1,
      topics: [
        newOffsetCommitRequestTopic({
          ...(version >= 10 ? { topicId: topicIdOf(topic) } : { name: topic }),
          partitions: [
            newOffsetCommitRequestPartition({
              partitionIndex: c.partition ?? 0,
              committedOffset: c.offset,
              committedLeaderEpoch: 3,
              committedMetadata: c.metadata === undefined ? 'note' : c.metadata,
            }),
          ],
        }),
      ],
    }),
    version,
  )
  return response.topics[0]!.partitions[0]!.errorCode
}

async function fetchOne(bench: CoordinatorBench, options: { groupId?: string; topic?: string; partition?: number; requireStable?: boolean } = {}): Promise<{
  offset: number
  metadata: string | null
  epoch: number
  error: number
}> {
  const topics = [newOffsetFetchRequestTopics({ name: options.topic ?? 'orders', partitionIndexes: [options.partition ?? 0] })]
  const groups = [newOffsetFetchRequestGroup({ groupId: options.groupId ?? 'g', topics })]
  const response = await bench.coordinator.fetchOffsets(context, newOffsetFetchRequest({ groups, requireStable: options.requireStable ?? false }), 9)
  const { committedOffset, metadata, committedLeaderEpoch, errorCode } = response.groups[0]!.topics[0]!.partitions[0]!
  return { offset: committedOffset, metadata, epoch: committedLeaderEpoch, error: errorCode }
}

function start(config = {}): Promise<CoordinatorBench> {
  return CoordinatorBench.start({ topics: { orders: 6, bills: 2 }, config })
}

async function groupNames(bench: CoordinatorBench): Promise<string[]> {
  const { groups } = await bench.coordinator.listGroups(context, { statesFilter: [], typesFilter: [] })
  return groups.map(({ groupId }) => groupId)
}

test('a consumer without group management commits, and reads it back after a restart', async () => {
  const bench = await start()
  assert.equal(await commit(bench, { offset: 42 }), ErrorCode.NONE)
  assert.equal(await commit(bench, { offset: 7, topic: 'bills', partition: 1, metadata: null }), ErrorCode.NONE)
  for (const again of [false, true]) {
    if (again) await bench.load()
    assert.deepEqual(await fetchOne(bench), { offset: 42, metadata: 'note', epoch: 3, error: 0 })
    assert.deepEqual(await fetchOne(bench, { partition: 5 }), { offset: -1, metadata: '', epoch: -1, error: 0 })
    assert.deepEqual(await fetchOne(bench, { groupId: 'other' }), { offset: -1, metadata: '', epoch: -1, error: 0 })
    const { groups } = await bench.coordinator.listGroups(context, { statesFilter: [], typesFilter: [] })
    assert.deepEqual(groups, [{ groupId: 'g', protocolType: '', groupState: 'Empty', groupType: 'classic' }])
  }
  const record = bench.records()[0]!
  assert.ok(record.value?.type === 'OffsetCommitValue')
  assert.equal(record.value.version, 4)
  assert.equal(record.value.data.topicId, topicIdOf('orders'))
})

test('OffsetFetch: all topics, several groups, old versions, topic ids', async () => {
  const bench = await start()
  await commit(bench, { offset: 1 })
  await commit(bench, { offset: 2, topic: 'bills', version: 10 })
  await commit(bench, { offset: 3, groupId: 'h' })
  const all = await bench.coordinator.fetchOffsets(
    context,
    newOffsetFetchRequest({ groups: ['g', 'h'].map((groupId) => newOffsetFetchRequestGroup({ groupId, topics: null })) }),
    8,
  )
  assert.deepEqual(all.groups.map(({ topics }) => topics.map(({ name, partitions }) => [name, partitions[0]!.committedOffset])), [
    [['orders', 1], ['bills', 2]],
    [['orders', 3]],
  ])
  const old = await bench.coordinator.fetchOffsets(context, newOffsetFetchRequest({ groupId: 'g', topics: [{ name: 'bills', partitionIndexes: [0, 1] }] }), 7)
  assert.deepEqual(old.topics[0]!.partitions.map(({ committedOffset }) => committedOffset), [2, -1])
  const topics = [topicIdOf('bills'), topicIdOf('nothing')].map((topicId) => newOffsetFetchRequestTopics({ topicId, partitionIndexes: [0] }))
  const byId = await bench.coordinator.fetchOffsets(context, newOffsetFetchRequest({ groups: [newOffsetFetchRequestGroup({ groupId: 'g', topics })] }), 10)
  assert.deepEqual(
    byId.groups[0]!.topics.map(({ topicId, partitions }) => [topicId, partitions[0]!.committedOffset, partitions[0]!.errorCode]),
    [
      [topicIdOf('bills'), 2, ErrorCode.NONE],
      [topicIdOf('nothing'), -1, ErrorCode.UNKNOWN_TOPIC_ID],
    ],
  )
})

test('what a commit must say of its group', async () => {
  const bench = await start()
  assert.equal(await commit(bench, { offset: 1, generation: 4, memberId: 'x', version: 8 }), ErrorCode.ILLEGAL_GENERATION)
  assert.equal(await commit(bench, { offset: 1, topic: 'nothing' }), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
  assert.equal(await commit(bench, { offset: 1, topic: 'nothing', version: 10 }), ErrorCode.UNKNOWN_TOPIC_ID)
  assert.equal(await commit(bench, { offset: 1, metadata: 'x'.repeat(4096) }), ErrorCode.NONE)
  assert.equal(await commit(bench, { offset: 2, metadata: 'x'.repeat(4097) }), ErrorCode.OFFSET_METADATA_TOO_LARGE)
  assert.equal((await fetchOne(bench)).offset, 1)
  const member = bench.member('g')
  const joined = member.join()
  await bench.time.advance(3_000)
  await joined
  const of = { memberId: member.memberId, generation: 1 }
  assert.equal(await commit(bench, { offset: 5, ...of }), ErrorCode.REBALANCE_IN_PROGRESS)
  await member.sync({ [member.memberId]: 'all' })
  assert.equal(await commit(bench, { offset: 5, ...of }), ErrorCode.NONE)
  assert.equal(await commit(bench, { offset: 6 }), ErrorCode.UNKNOWN_MEMBER_ID)
  assert.equal(await commit(bench, { offset: 6, ...of, generation: 0 }), ErrorCode.ILLEGAL_GENERATION)
  assert.equal(await commit(bench, { offset: 6, ...of, memberId: 'zombie' }), ErrorCode.UNKNOWN_MEMBER_ID)
  assert.equal((await fetchOne(bench)).offset, 5)
  // A commit keeps the session alive.
  for (let i = 0; i < 5; i++) {
    await bench.time.advance(6_000)
    assert.equal(await commit(bench, { offset: 10 + i, ...of }), ErrorCode.NONE)
  }
})

test('a commit is answered when it is committed, and is not there when it could not be written', async () => {
  const bench = await start()
  bench.writer.failNext = ErrorCode.NOT_ENOUGH_REPLICAS
  assert.equal(await commit(bench, { offset: 1 }), ErrorCode.COORDINATOR_NOT_AVAILABLE)
  assert.equal((await fetchOne(bench)).offset, -1)
  bench.writer.holding = true
  let answered = 0
  const answer = commit(bench, { offset: 2 }).then((error) => (answered++, error))
  // A reader that could see it waits as well.
  const read = fetchOne(bench).then((found) => (answered++, found))
  await bench.time.advance(100)
  assert.equal(answered, 0)
  bench.writer.release('__consumer_offsets', 0)
  assert.equal(await answer, ErrorCode.NONE)
  assert.equal((await read).offset, 2)
})

test('offsets of an empty group expire after the retention, counted from when it became empty', async () => {
  const bench = await start()
  const member = bench.member('g')
  const joined = member.join()
  await bench.time.advance(3_000)
  await joined
  await member.sync()
  await commit(bench, { offset: 5, memberId: member.memberId, generation: 1 })
  // Time as a member does not count.
  for (let beats = 0; beats < 1_000; beats++) {
    await bench.time.advance(9_999)
    await member.heartbeat()
  }
  await member.leave()
  await bench.time.advance(7 * day - 600_000)
  assert.equal((await fetchOne(bench)).offset, 5)
  assert.deepEqual(await groupNames(bench), ['g'])
  await bench.time.advance(1_300_000)
  assert.equal((await fetchOne(bench)).offset, -1)
  assert.deepEqual(await groupNames(bench), [])
  await bench.load()
  assert.equal((await fetchOne(bench)).offset, -1)
  assert.deepEqual(await groupNames(bench), [])
})

test('offsets without a group expire from their commit; an expiry of the commit itself goes first', async () => {
  const bench = await start({ offsetsRetentionMs: day })
  await commit(bench, { offset: 1 })
  await commit(bench, { offset: 2, partition: 1, version: 4, retentionTimeMs: 3_600_000 })
  await bench.load()
  await bench.time.advance(2 * 3_600_000)
  assert.equal((await fetchOne(bench, { partition: 1 })).offset, -1)
  assert.equal((await fetchOne(bench)).offset, 1)
  await bench.time.advance(day)
  assert.equal((await fetchOne(bench)).offset, -1)
})

test('a live group keeps the offsets of its topics and loses those of topics that nobody subscribes to any more', async () => {
  const bench = await start({ offsetsRetentionMs: 60_000, offsetsRetentionCheckIntervalMs: 30_000 })
  const member = bench.member('g', { sessionTimeoutMs: 1_800_000 })
  const joined = member.join()
  await bench.time.advance(3_000)
  await joined
  await member.sync()
  await commit(bench, { offset: 1, memberId: member.memberId, generation: 1 })
  await commit(bench, { offset: 2, topic: 'bills', memberId: member.memberId, generation: 1 })
  await bench.time.advance(120_000)
  assert.equal((await fetchOne(bench)).offset, 1)
  assert.equal((await fetchOne(bench, { topic: 'bills' })).offset, -1)
})

test('OffsetDelete spares topics in use; DeleteGroups takes empty groups only, with all they committed', async () => {
  const bench = await start()
  const member = bench.member('g')
  const joined = member.join()
  await bench.time.advance(3_000)
  await joined
  await member.sync()
  const of = { memberId: member.memberId, generation: 1 }
  await commit(bench, { offset: 1, ...of })
  await commit(bench, { offset: 2, topic: 'bills', ...of })
  const request = newOffsetDeleteRequest({
    groupId: 'g',
    topics: ['orders', 'bills'].map((name) => ({ name, partitions: [{ partitionIndex: 0 }] })),
  })
  const deleted = await bench.coordinator.deleteOffsets(context, request)
  assert.deepEqual(deleted.topics.map(({ partitions }) => partitions[0]!.errorCode), [ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC, ErrorCode.NONE])
  assert.equal((await fetchOne(bench, { topic: 'bills' })).offset, -1)
  assert.equal((await bench.coordinator.deleteOffsets(context, { ...request, groupId: 'none' })).errorCode, ErrorCode.GROUP_ID_NOT_FOUND)
  const drop = async (): Promise<number[]> =>
    (await bench.coordinator.deleteGroups(context, { groupsNames: ['g', 'none'] })).results.map(({ errorCode }) => errorCode)
  assert.deepEqual(await drop(), [ErrorCode.NON_EMPTY_GROUP, ErrorCode.GROUP_ID_NOT_FOUND])
  await member.leave()
  assert.deepEqual(await drop(), [ErrorCode.NONE, ErrorCode.GROUP_ID_NOT_FOUND])
  await bench.load()
  assert.deepEqual(await groupNames(bench), [])
  assert.equal((await fetchOne(bench)).offset, -1)
})

test('a deleted topic takes its offsets along', async () => {
  const bench = await start()
  await commit(bench, { offset: 1 })
  await commit(bench, { offset: 2, topic: 'bills' })
  await bench.setTopics({ bills: 2 })
  assert.equal((await fetchOne(bench)).offset, -1)
  assert.equal((await fetchOne(bench, { topic: 'bills' })).offset, 2)
})

test('offsets in a transaction are visible once its marker says commit, and never when it says abort', async () => {
  const bench = await start()
  await commit(bench, { offset: 1 })
  const inTransaction = async (producerId: number, offset: number, partition = 0): Promise<number> => {
    const partitions = [newTxnOffsetCommitRequestPartition({ partitionIndex: partition, committedOffset: offset, committedMetadata: '' })]
    const topics = [newTxnOffsetCommitRequestTopic({ name: 'orders', partitions })]
    const request = newTxnOffsetCommitRequest({ transactionalId: 't', groupId: 'g', producerId, producerEpoch: 0, topics })
    return (await bench.coordinator.commitTransactionalOffsets(context, request, 4)).topics[0]!.partitions[0]!.errorCode
  }
  const end = (producerId: number, committed: boolean): Promise<void> => {
    const value = Buffer.from([0, 0, 0, 0, 0, 7])
    const type = committed ? ControlRecordType.COMMIT : ControlRecordType.ABORT
    const batch = encodeControlBatch([{ type, value }], bench.time.now(), { producerId, producerEpoch: 0, isTransactional: true })
    return bench.coordinator.completeTransaction(0, { producerId, producerEpoch: 0, coordinatorEpoch: 7, committed, batch })
  }
  assert.equal(await inTransaction(100, 10), ErrorCode.NONE)
  assert.equal((await fetchOne(bench)).offset, 1)
  assert.equal((await fetchOne(bench, { requireStable: true })).error, ErrorCode.UNSTABLE_OFFSET_COMMIT)
  assert.equal((await fetchOne(bench, { partition: 1, requireStable: true })).error, ErrorCode.NONE)
  await bench.load()
  assert.equal((await fetchOne(bench)).offset, 1)
  await end(100, true)
  assert.deepEqual(await fetchOne(bench, { requireStable: true }), { offset: 10, metadata: '', epoch: -1, error: 0 })
  await inTransaction(100, 20)
  await end(100, false)
  assert.equal((await fetchOne(bench, { requireStable: true })).offset, 10)
  // Of a plain commit and a transactional one, the later in the log counts.
  await inTransaction(101, 30)
  await commit(bench, { offset: 40 })
  await end(101, true)
  assert.equal((await fetchOne(bench)).offset, 40)
  await bench.load()
  assert.equal((await fetchOne(bench)).offset, 40)
})
