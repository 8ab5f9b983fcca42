// Scenes of consumer groups (KIP-848) on virtual time, and random histories in which no partition may ever have two owners.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SeededRandom } from '../../../core/random.ts'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { newConsumerGroupDescribeRequest } from '../../../protocol/generated/consumer-group-describe.ts'
import { newOffsetCommitRequest, newOffsetCommitRequestPartition, newOffsetCommitRequestTopic } from '../../../protocol/generated/offset-commit.ts'
import { newOffsetFetchRequest, newOffsetFetchRequestGroup } from '../../../protocol/generated/offset-fetch.ts'
import { ConsumerMemberClient, OwnershipRecorder } from '../../../testing/consumer-member-client.ts'
import { CoordinatorBench, fixedTopics, topicIdOf } from '../../../testing/coordinator-bench.ts'

const context = { clientId: 'c', clientHost: '/127.0.0.1' }

class Scene {
  readonly bench: CoordinatorBench
  readonly recorder = new OwnershipRecorder()
  readonly members: ConsumerMemberClient[] = []

  constructor(bench: CoordinatorBench) {
    this.bench = bench
  }

  static async start(options: Parameters<typeof CoordinatorBench.start>[0] = {}): Promise<Scene> {
    return new Scene(await CoordinatorBench.start({ topics: { orders: 6, bills: 4 }, ...options }))
  }

  add(memberId: string, options: Partial<Pick<ConsumerMemberClient, 'topics' | 'regex' | 'instanceId' | 'serverAssignor' | 'rebalanceTimeoutMs'>> = {}): ConsumerMemberClient {
    const member = Object.assign(new ConsumerMemberClient(this.bench, this.recorder, 'g', memberId), options)
    this.members.push(member)
    return member
  }

  /** All members beat, again and again, until nothing changes any more. */
  async settle(rounds = 40): Promise<void> {
    for (let i = 0; i < rounds; i++) {
      for (const member of this.members) await member.beat()
      await this.bench.time.advance(500)
    }
  }

  async describe(): Promise<{ state: string; epoch: number; assignor: string; members: Record<string, string[]> }> {
    const { groups } = await this.bench.coordinator.consumerGroupDescribe(context, newConsumerGroupDescribeRequest({ groupIds: ['g'] }))
    const group = groups[0]!
    const members = group.members.map(({ memberId, assignment }) => [
      memberId,
      assignment.topicPartitions.flatMap(({ topicName, partitions }) => partitions.map((partition) => `${topicName}-${partition}`)).sort(),
    ])
    return { state: group.groupState, epoch: group.groupEpoch, assignor: group.assignorName, members: Object.fromEntries(members) as Record<string, string[]> }
  }
}

function sizes(scene: Scene): number[] {
  return scene.members.map((member) => member.owned.size).sort()
}

test('the first member gets everything at once, in the epoch that Kafka would give it', async () => {
  const scene = await Scene.start()
  const member = scene.add('m1', { topics: ['orders', 'bills'] })
  const response = await member.beat()
  assert.deepEqual([response.errorCode, response.memberEpoch, response.heartbeatIntervalMs], [0, 2, 5_000])
  assert.equal(member.owned.size, 10)
  assert.equal((await member.beat()).assignment, null)
  assert.deepEqual(
    scene.bench.records().map(({ key, value }) => [key.type.replace('ConsumerGroup', ''), value?.version]),
    [
      ['MemberMetadataKey', 0],
      ['MetadataKey', 0],
      ['TargetAssignmentMemberKey', 0],
      ['TargetAssignmentMetadataKey', 0],
      ['CurrentMemberAssignmentKey', 0],
    ],
  )
  assert.equal((await scene.describe()).state, 'Stable')
})

test('a second member waits until the first has confirmed what it gave up', async () => {
  const scene = await Scene.start()
  const a = scene.add('a')
  await a.beat()
  await scene.bench.time.advance(1_000)
  const b = scene.add('b')
  await b.beat()
  assert.equal(b.owned.size, 0)
  assert.equal((await scene.describe()).state, 'Reconciling')
  await a.beat()
  assert.equal(a.owned.size, 3)
  await b.beat()
  assert.equal(b.owned.size, 0)
  await a.beat()
  await b.beat()
  assert.equal(b.owned.size, 3)
  assert.equal((await scene.describe()).state, 'Stable')
})

test('targets are computed at most once per consumer.assignment.interval.ms, and then without a heartbeat', async () => {
  const scene = await Scene.start()
  await scene.add('a').beat()
  await scene.add('b').beat()
  assert.equal((await scene.describe()).state, 'Assigning')
  await scene.bench.time.advance(999)
  assert.equal((await scene.describe()).state, 'Assigning')
  await scene.bench.time.advance(1)
  assert.equal((await scene.describe()).state, 'Reconciling')
})

test('a member that leaves, one whose session ends, and one that never gives up what it was told to', async () => {
  const scene = await Scene.start()
  const [a, , c] = [scene.add('a'), scene.add('b'), scene.add('c', { rebalanceTimeoutMs: 10_000 })]
  await scene.settle()
  assert.deepEqual(sizes(scene), [2, 2, 2])
  await a.leave()
  scene.members.shift()
  await scene.settle()
  assert.deepEqual(sizes(scene), [3, 3])
  // b goes silent: after 45 s its partitions are c's.
  scene.members.shift()
  for (let i = 0; i < 44; i++) {
    await scene.bench.time.advance(1_000)
    await c.beat()
  }
  assert.equal(c.owned.size, 3)
  scene.recorder.forget('b')
  await scene.bench.time.advance(2_000)
  await c.beat()
  assert.equal(c.owned.size, 6)
  // d joins; c beats but never confirms.
  const d = scene.add('d')
  await d.beat()
  await scene.bench.time.advance(1_000)
  await c.beat()
  for (let i = 0; i < 9; i++) {
    await scene.bench.time.advance(1_000)
    await c.send({})
    await d.beat()
  }
  assert.equal(d.owned.size, 0)
  await scene.bench.time.advance(1_000)
  assert.equal((await c.send({})).errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
  c.dropAll()
  await d.beat()
  assert.equal(d.owned.size, 6)
  const triggers = scene.bench.events.flatMap((event) => (event.type === 'rebalance-started' ? [event.cause.trigger] : []))
  assert.deepEqual(triggers, ['member-joined', 'member-joined', 'member-joined', 'member-left', 'session-timeout', 'member-joined', 'never-revoked'])
})

test('epochs fence: greater, smaller, and the one before when its answer was lost', async () => {
  const scene = await Scene.start()
  const a = scene.add('a')
  await a.beat()
  assert.equal((await a.send({ memberEpoch: 9 })).errorCode, ErrorCode.FENCED_MEMBER_EPOCH)
  assert.equal((await a.send({ memberEpoch: 1 })).errorCode, ErrorCode.FENCED_MEMBER_EPOCH)
  assert.equal((await a.send({ memberId: 'x' })).errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
  await scene.bench.time.advance(1_000)
  const b = scene.add('b')
  await b.beat()
  await a.beat()
  await a.beat()
  assert.equal((await b.send({ memberEpoch: 0, rebalanceTimeoutMs: 1, subscribedTopicNames: ['orders'], topicPartitions: [] })).memberEpoch, b.memberEpoch)
  assert.equal(a.memberEpoch, 3)
  assert.equal((await a.send({ memberEpoch: 2 })).errorCode, ErrorCode.FENCED_MEMBER_EPOCH)
  const kept = [{ topicId: topicIdOf('orders'), partitions: [...a.owned].map((key) => Number(key.split('/')[1])) }]
  assert.equal((await a.send({ memberEpoch: 2, topicPartitions: kept })).memberEpoch, 3)
  // From there it may not name what has gone to another meanwhile.
  const all = [{ topicId: topicIdOf('orders'), partitions: [0, 1, 2, 3, 4, 5] }]
  assert.equal((await a.send({ memberEpoch: 2, topicPartitions: all })).errorCode, ErrorCode.FENCED_MEMBER_EPOCH)
})

test('what is wrong with a heartbeat in itself', async () => {
  const scene = await Scene.start()
  const a = scene.add('a')
  const join = { memberEpoch: 0, rebalanceTimeoutMs: 5, subscribedTopicNames: ['orders'], topicPartitions: [] }
  const told = async (changes: object): Promise<[number, string | null]> => {
    const { errorCode, errorMessage } = await a.send({ ...join, ...changes })
    return [errorCode, errorMessage]
  }
  assert.deepEqual(await told({ memberId: '' }), [ErrorCode.INVALID_REQUEST, 'member id is empty'])
  assert.deepEqual(await told({ rebalanceTimeoutMs: -1 }), [ErrorCode.INVALID_REQUEST, 'a first heartbeat needs a rebalance timeout'])
  assert.deepEqual(await told({ topicPartitions: null }), [ErrorCode.INVALID_REQUEST, 'a joining member owns no partitions: an empty list is wanted'])
  assert.deepEqual(await told({ memberEpoch: -3 }), [ErrorCode.INVALID_REQUEST, 'member epoch -3 is below -2'])
  assert.deepEqual(await told({ memberEpoch: -2 }), [ErrorCode.INVALID_REQUEST, 'member epoch -2 needs an instance id'])
  assert.deepEqual(await told({ serverAssignor: 'own' }), [
    ErrorCode.UNSUPPORTED_ASSIGNOR,
    'server assignor own is not known here; known: uniform, range',
  ])
  assert.deepEqual(await told({ subscribedTopicRegex: '(ab' }), [
    ErrorCode.INVALID_REGULAR_EXPRESSION,
    'the subscribed regex (ab cannot be read: missing closing )',
  ])
  assert.deepEqual(await told({ memberEpoch: 5 }), [ErrorCode.GROUP_ID_NOT_FOUND, 'there is no consumer group g'])
  assert.deepEqual(await told({ memberEpoch: -1 }), [ErrorCode.GROUP_ID_NOT_FOUND, 'there is no group g'])
})

test('a static member that says it will be back keeps its place; a second holder is refused while the first lives', async () => {
  const scene = await Scene.start()
  const [a, s] = [scene.add('a'), scene.add('s-1', { instanceId: 's' })]
  await scene.settle()
  const had = [...s.owned].sort()
  const { epoch } = await scene.describe()
  const thief = scene.add('s-2', { instanceId: 's' })
  assert.equal((await thief.send({ memberEpoch: 0, rebalanceTimeoutMs: 5, subscribedTopicNames: ['orders'], topicPartitions: [] })).errorCode, ErrorCode.UNRELEASED_INSTANCE_ID)
  await s.leave()
  await a.beat()
  assert.equal(a.owned.size, 3)
  await thief.beat()
  assert.deepEqual([...thief.owned].sort(), had)
  assert.equal((await scene.describe()).epoch, epoch)
  assert.equal((await s.send({ memberEpoch: epoch })).errorCode, ErrorCode.FENCED_INSTANCE_ID)
  // Gone for longer than its session: then it is out.
  await thief.leave()
  scene.members.splice(1)
  await scene.settle(100)
  assert.equal(a.owned.size, 6)
})

test('a static member that was killed: its id is refused until its session ends, then the newcomer has all that it had; itself it may join again', async () => {
  const scene = await Scene.start()
  const [a, s] = [scene.add('a'), scene.add('s-1', { instanceId: 's' })]
  await scene.settle()
  const had = [...s.owned].sort()
  const { epoch } = await scene.describe()
  const joining = { rebalanceTimeoutMs: 60_000, subscribedTopicNames: ['orders'], topicPartitions: [] }
  // An answer that was lost, or an epoch that was not its own: the same member begins anew, and nothing moves. (Apache Kafka refuses this one, too.)
  const again = await s.send({ memberEpoch: 0, ...joining })
  assert.deepEqual([again.errorCode, again.memberEpoch], [ErrorCode.NONE, epoch])
  assert.deepEqual(again.assignment!.topicPartitions.flatMap(({ partitions }) => partitions).length, had.length)
  scene.members.splice(1)
  const back = scene.add('s-2', { instanceId: 's' })
  scene.members.splice(1)
  for (let waited = 0; waited < 44_000; waited += 4_000) {
    const refused = await back.send({ memberEpoch: 0, ...joining })
    assert.deepEqual([refused.errorCode, refused.errorMessage], [ErrorCode.UNRELEASED_INSTANCE_ID, 'instance id s is held by member s-1; s-2 cannot have it before that one leaves'])
    await scene.bench.time.advance(4_000)
    await a.beat()
  }
  await scene.bench.time.advance(2_000)
  scene.recorder.forget('s-1')
  scene.members.push(back)
  await scene.settle()
  assert.equal(back.owned.size, had.length)
})

test('a static member that leaves while a beat of it is held is gone for good: its place can be taken', async () => {
  const scene = await Scene.start()
  const s = scene.add('s-1', { instanceId: 's' })
  await scene.settle(3)
  s.held = true
  // The broker has not seen the end of the connection on which this one waits.
  const waiting = s.send({})
  await s.leave()
  assert.equal((await waiting).errorCode, ErrorCode.NONE)
  const back = scene.add('s-2', { instanceId: 's' })
  assert.equal((await back.beat()).errorCode, ErrorCode.NONE)
  assert.equal(back.owned.size, 6)
})

test('a session that ends while nothing can be written ends all the same, a little later', async () => {
  const scene = await Scene.start()
  const a = scene.add('a')
  await scene.settle(3)
  await scene.bench.time.advance(44_000)
  scene.bench.writer.failNext = ErrorCode.NOT_ENOUGH_REPLICAS
  await scene.bench.time.advance(3_000)
  assert.equal((await a.send({})).errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
})

test('changed topics reach a group whose records cannot be written at first, and one whose coordinator was away', async () => {
  const scene = await Scene.start()
  const a = scene.add('a')
  await scene.settle(3)
  scene.bench.writer.failNext = ErrorCode.NOT_ENOUGH_REPLICAS
  const told = scene.bench.setTopics({ orders: 8 })
  await scene.settle(4)
  await told
  assert.equal(a.owned.size, 8)
  scene.bench.coordinator.close()
  scene.bench.topics = fixedTopics({ orders: 9 })
  await scene.bench.load()
  await scene.settle(4)
  assert.equal(a.owned.size, 9)
})

test('regular expressions match whole names, follow new topics, and are checked in linear time', async () => {
  const scene = await Scene.start({ topics: { orders: 2, 'orders-eu': 2, bills: 1 } })
  const member = scene.add('r', { topics: null, regex: 'orders.*' })
  await member.beat()
  assert.equal(member.owned.size, 4)
  await scene.bench.time.advance(1_000)
  await scene.bench.setTopics({ orders: 2, 'orders-eu': 2, 'orders-us': 3, bills: 1 })
  await member.beat()
  assert.equal(member.owned.size, 7)
  await scene.bench.time.advance(1_000)
  await scene.bench.setTopics({ orders: 2, 'orders-us': 3, bills: 1 })
  await member.beat()
  assert.equal(member.owned.size, 5)
  const partial = scene.add('p', { topics: null, regex: 'order' })
  await partial.beat()
  assert.equal(partial.owned.size, 0)
  const evil = scene.add('evil', { topics: null, regex: '(a+)+$' })
  await scene.bench.setTopics({ ['a'.repeat(200) + 'b']: 1 })
  await evil.beat()
})

test('added partitions, a changed subscription, and the assignor that most members ask for', async () => {
  const scene = await Scene.start()
  const [a, b] = [scene.add('a', { serverAssignor: 'range' }), scene.add('b', { serverAssignor: 'range' })]
  await scene.settle()
  assert.equal((await scene.describe()).assignor, 'range')
  assert.deepEqual((await scene.describe()).members['a'], ['orders-0', 'orders-1', 'orders-2'])
  await scene.bench.setTopics({ orders: 8, bills: 4 })
  await scene.settle()
  assert.deepEqual(sizes(scene), [4, 4])
  b.subscribe(['bills'])
  await b.beat()
  assert.equal([...b.owned].filter((key) => key.startsWith(topicIdOf('orders'))).length, 0)
  await scene.settle()
  assert.deepEqual([a.owned.size, b.owned.size], [8, 4])
})

test('everything survives a restart, and nobody moves', async () => {
  const scene = await Scene.start()
  for (const id of ['a', 'b', 'c']) scene.add(id)
  await scene.settle()
  const before = await scene.describe()
  const { moves } = scene.recorder
  await scene.bench.load()
  assert.deepEqual(await scene.describe(), before)
  await scene.settle()
  assert.deepEqual(await scene.describe(), before)
  assert.equal(scene.recorder.moves, moves)
})

test('commits are fenced by epoch, except for partitions held ever since (KIP-1251)', async () => {
  const scene = await Scene.start()
  const [a, b] = [scene.add('a'), scene.add('b')]
  await scene.settle()
  const commit = async (memberId: string, epoch: number, version = 9): Promise<number[]> => {
    const partitions = Array.from({ length: 6 }, (_, partitionIndex) => newOffsetCommitRequestPartition({ partitionIndex, committedOffset: 1, committedMetadata: '' }))
    const topics = [newOffsetCommitRequestTopic({ name: 'orders', partitions })]
    const request = newOffsetCommitRequest({ groupId: 'g', memberId, generationIdOrMemberEpoch: epoch, topics })
    const { topics: answered } = await scene.bench.coordinator.commitOffsets(context, request, version)
    return answered[0]!.partitions.map(({ errorCode }) => errorCode)
  }
  const all = (code: number): number[] => Array.from({ length: 6 }, () => code)
  assert.deepEqual(await commit('a', a.memberEpoch), all(0))
  assert.deepEqual(await commit('a', a.memberEpoch, 8), all(ErrorCode.UNSUPPORTED_VERSION))
  assert.deepEqual(await commit('x', a.memberEpoch), all(ErrorCode.UNKNOWN_MEMBER_ID))
  assert.deepEqual(await commit('', -1), all(ErrorCode.UNKNOWN_MEMBER_ID))
  assert.deepEqual(await commit('a', a.memberEpoch + 1), all(ErrorCode.STALE_MEMBER_EPOCH))
  const before = new Set([...a.owned].map((key) => Number(key.split('/')[1])))
  assert.deepEqual(await commit('a', a.memberEpoch - 1), Array.from({ length: 6 }, (_, i) => (before.has(i) ? 0 : ErrorCode.STALE_MEMBER_EPOCH)))
  const groups = [newOffsetFetchRequestGroup({ groupId: 'g', memberId: 'b', memberEpoch: b.memberEpoch - 1, topics: null })]
  assert.equal((await scene.bench.coordinator.fetchOffsets(context, newOffsetFetchRequest({ groups }), 9)).groups[0]!.errorCode, ErrorCode.STALE_MEMBER_EPOCH)
})

test('group configs change sessions and intervals of one group', async () => {
  const scene = await Scene.start({ config: { consumerMinSessionTimeoutMs: 1_000, consumerMinHeartbeatIntervalMs: 100 } })
  scene.bench.groupConfigs.set('g', new Map([['consumer.session.timeout.ms', '6000'], ['consumer.heartbeat.interval.ms', '700']]))
  const a = scene.add('a')
  assert.equal((await a.beat()).heartbeatIntervalMs, 700)
  await scene.bench.time.advance(6_001)
  assert.equal((await a.send({})).errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
})

test('random histories: no partition has two owners, and in the end each has one, evenly', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = new SeededRandom(seed)
    const scene = await Scene.start({ seed, topics: { t0: 1 + random.int(8), t1: 1 + random.int(8) } })
    const { bench } = scene
    let counts: Record<string, number> = { t0: bench.topics.byName('t0')!.partitionCount, t1: bench.topics.byName('t1')!.partitionCount }
    let next = 0
    for (let step = 0; step < 120; step++) {
      const pick = scene.members[random.int(Math.max(1, scene.members.length))]
      const kind = random.int(20)
      if (kind < 2 && scene.members.length < 8) {
        const topics = random.int(3) === 0 ? ['t0'] : ['t0', 't1']
        await scene.add(`m${next++}`, { topics, rebalanceTimeoutMs: 120_000 }).beat()
      } else if (kind === 2 && pick !== undefined) {
        await pick.leave()
        scene.members.splice(scene.members.indexOf(pick), 1)
      } else if (kind === 3 && pick !== undefined && scene.members.length > 1) {
        // Gone without a word; the others go on until its session is over.
        scene.members.splice(scene.members.indexOf(pick), 1)
        for (let i = 0; i < 24; i++) {
          if (bench.time.monotonic() - pick.lastBeatAt >= 45_000) scene.recorder.forget(pick.memberId)
          for (const member of scene.members) await member.beat()
          await bench.time.advance(2_000)
        }
      } else if (kind === 4 && pick !== undefined) {
        pick.subscribe(random.int(2) === 0 ? ['t1'] : ['t0', 't1'])
      } else if (kind === 5) {
        counts = { ...counts, t0: counts['t0']! + random.int(3) }
        await bench.setTopics(counts)
      } else if (kind === 6) {
        await bench.load()
      } else if (pick !== undefined) {
        await pick.beat()
      }
      await bench.time.advance(random.int(1_500))
      if (step % 10 === 9) for (const member of scene.members) await member.beat()
    }
    await scene.settle(30)
    if (scene.members.length === 0) continue
    assert.equal((await scene.describe()).state, 'Stable', `seed ${seed}`)
    const everything = new Set(scene.members.flatMap((member) => member.topics!))
    const expected = [...everything].reduce((sum, topic) => sum + counts[topic]!, 0)
    assert.equal(scene.members.reduce((sum, member) => sum + member.owned.size, 0), expected, `seed ${seed}`)
    assert.equal(scene.recorder.owned.size, expected, `seed ${seed}`)
    if (scene.members.every((member) => member.topics!.length === 2)) {
      const load = sizes(scene)
      assert.ok(load.at(-1)! - load[0]! <= 1, `seed ${seed}: ${load.join(' ')}`)
    }
  }
})
