// Groups that move between the classic and the consumer protocol while they work: upgrade, both kinds side by side, downgrade.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { newSyncGroupRequest } from '../../../protocol/generated/sync-group.ts'
import { ClassicConsumerClient } from '../../../testing/classic-consumer-client.ts'
import { ConsumerMemberClient, OwnershipRecorder } from '../../../testing/consumer-member-client.ts'
import { decodeAssignment } from '../../../protocol/group-protocol.ts'
import { CoordinatorBench, topicIdOf } from '../../../testing/coordinator-bench.ts'

type Client = ClassicConsumerClient | ConsumerMemberClient

class Scene {
  readonly bench: CoordinatorBench
  readonly recorder = new OwnershipRecorder()
  readonly clients: Client[] = []

  constructor(bench: CoordinatorBench) {
    this.bench = bench
  }

  static async start(config = {}): Promise<Scene> {
    return new Scene(await CoordinatorBench.start({ topics: { orders: 12 }, config: { groupInitialRebalanceDelayMs: 100, ...config } }))
  }

  classic(name: string, cooperative: boolean): ClassicConsumerClient {
    const client = new ClassicConsumerClient(this.bench, this.recorder, 'g', name, cooperative)
    this.clients.push(client)
    return client
  }

  modern(name: string): ConsumerMemberClient {
    const client = Object.assign(new ConsumerMemberClient(this.bench, this.recorder, 'g', name), { rebalanceTimeoutMs: 60_000 })
    this.clients.push(client)
    return client
  }

  async run(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 500) {
      for (const client of [...this.clients]) {
        if (client instanceof ClassicConsumerClient) client.tick()
        else await client.beat()
      }
      await this.bench.time.advance(500)
    }
  }

  async type(): Promise<string> {
    const { groups } = await this.bench.coordinator.listGroups({ clientId: '', clientHost: '' }, { statesFilter: [], typesFilter: [] })
    return groups.map(({ groupType, groupState }) => `${groupType} ${groupState}`).join()
  }

  sizes(): number[] {
    return this.clients.map((client) => client.owned.size).sort((a, b) => a - b)
  }

  async leave(client: Client): Promise<void> {
    this.clients.splice(this.clients.indexOf(client), 1)
    await client.leave()
  }
}

for (const cooperative of [true, false]) {
  const kind = cooperative ? 'cooperative' : 'eager'

  test(`a rolling upgrade of ${kind} classic members, and a rolling downgrade, never give a partition to two`, async () => {
    const scene = await Scene.start()
    const olds = ['a', 'b', 'c'].map((name) => scene.classic(name, cooperative))
    await scene.run(10_000)
    assert.equal(await scene.type(), 'classic Stable')
    assert.deepEqual(scene.sizes(), [4, 4, 4])
    for (const [i, old] of olds.entries()) {
      await scene.leave(old)
      await scene.run(1_500)
      scene.modern(`new-${i}`)
      await scene.run(10_000)
      assert.match(await scene.type(), /^consumer Stable$/)
      assert.deepEqual(scene.sizes(), [4, 4, 4])
      await scene.bench.load()
    }
    const news = [...scene.clients]
    for (const [i, old] of news.entries()) {
      await scene.leave(old)
      scene.classic(`back-${i}`, cooperative)
      await scene.run(15_000)
      assert.deepEqual(scene.sizes(), [4, 4, 4], `after ${i + 1} have gone back`)
      assert.equal(await scene.type(), i < 2 ? 'consumer Stable' : 'classic Stable')
      await scene.bench.load()
    }
    assert.equal(scene.recorder.owned.size, 12)
    const stays = scene.bench.records().some(({ key, value }) => key.type === 'GroupMetadataKey' && value === null)
    assert.ok(stays)
  })
}

test('a member of the consumer protocol that joins a classic group keeps what the others have until they give it up', async () => {
  const scene = await Scene.start()
  const [a, b] = [scene.classic('a', true), scene.classic('b', true)]
  await scene.run(5_000)
  const before = new Set([...a.owned, ...b.owned])
  assert.equal(before.size, 12)
  scene.modern('m')
  await scene.run(500)
  assert.equal(a.owned.size + b.owned.size, 12)
  await scene.run(10_000)
  assert.deepEqual(scene.sizes(), [4, 4, 4])
  // Cooperative members kept what they did not have to give.
  assert.ok([...a.owned, ...b.owned].every((key) => before.has(key)))
})

test('an upgrade between the rounds of an incremental rebalance: what a member is giving up is nobody else\'s before it has', async () => {
  const scene = await Scene.start()
  const a = scene.classic('a', true)
  await scene.run(10_000)
  assert.equal(a.owned.size, 12)
  a.slowToRejoin = true
  const b = scene.classic('b', true)
  for (let i = 0; b.synced === 0 && i < 40; i++) await scene.run(500)
  // The first round is over: half of it goes, and who had it does not say yet that it has let go.
  assert.deepEqual([a.owned.size, b.owned.size], [6, 0])
  const c = scene.modern('c')
  await scene.run(2_000)
  assert.equal(await scene.type(), 'consumer Reconciling')
  assert.deepEqual([a.owned.size, b.owned.size + c.owned.size], [6, 0])
  a.slowToRejoin = false
  await scene.run(60_000)
  assert.deepEqual(scene.sizes(), [4, 4, 4])
})

test('a SyncGroup of an older epoch in a migrating group', async () => {
  const scene = await Scene.start()
  const a = scene.classic('a', true)
  await scene.run(5_000)
  scene.modern('b')
  await scene.run(30_000)
  assert.equal(await scene.type(), 'consumer Stable')
  for (const [generationId, errorCode] of [[a.generationId, ErrorCode.NONE], [a.generationId - 1, ErrorCode.ILLEGAL_GENERATION], [a.generationId + 1, ErrorCode.ILLEGAL_GENERATION]] as const) {
    const request = newSyncGroupRequest({ groupId: 'g', memberId: a.memberId, generationId, protocolType: 'consumer', protocolName: 'cooperative-sticky' })
    assert.equal((await scene.bench.coordinator.syncGroup(a.context, request, 5)).errorCode, errorCode)
  }
})

test('the migration policy is obeyed: no upgrade of a group with members, no downgrade', async () => {
  const scene = await Scene.start({ consumerMigrationPolicy: 'disabled' })
  scene.classic('a', true)
  await scene.run(5_000)
  const modern = new ConsumerMemberClient(scene.bench, scene.recorder, 'g', 'm')
  const refused = await modern.send({ memberEpoch: 0, rebalanceTimeoutMs: 1, subscribedTopicNames: ['orders'], topicPartitions: [] })
  assert.deepEqual([refused.errorCode, refused.errorMessage], [ErrorCode.GROUP_ID_NOT_FOUND, 'group g is of type classic, not consumer'])
})

test('an empty group of either protocol gives way to the other, and its offsets stay', async () => {
  const scene = await Scene.start()
  const a = scene.classic('a', true)
  await scene.run(3_000)
  await scene.leave(a)
  assert.equal(await scene.type(), 'classic Empty')
  const m = scene.modern('m')
  await scene.run(2_000)
  assert.equal(await scene.type(), 'consumer Stable')
  await scene.leave(m)
  assert.equal(await scene.type(), 'consumer Empty')
  scene.classic('b', true)
  await scene.run(3_000)
  assert.equal(await scene.type(), 'classic Stable')
  assert.deepEqual(scene.sizes(), [12])
  await scene.bench.load()
  await scene.run(3_000)
  assert.equal(await scene.type(), 'classic Stable')
})

test('a static classic member in the place of the last consumer member makes the group a classic one at once, and nobody moves', async () => {
  // As Apache Kafka 4.3.1 does, seen by the same requests: Stable, the same generation, no leader told, heartbeats go on.
  for (const leaves of [true, false]) {
    const scene = await Scene.start()
    const modern = Object.assign(scene.modern('m'), { instanceId: 's' })
    await scene.run(2_000)
    const old = scene.classic('a', true)
    await scene.run(10_000)
    assert.deepEqual(scene.sizes(), [6, 6])
    const had = [...modern.owned].sort()
    if (leaves) await scene.leave(modern)
    else scene.recorder.forget('m')
    const back = scene.bench.member('g', { groupInstanceId: 's', protocolNames: ['cooperative-sticky'] })
    const joined = await back.join()
    assert.deepEqual([joined.errorCode, joined.generationId, joined.leader, joined.members.length], [0, old.generationId, '', 0])
    assert.equal(await scene.type(), 'classic Stable')
    const { assignedPartitions } = decodeAssignment((await back.sync()).assignment)
    assert.deepEqual(assignedPartitions.flatMap(({ topic, partitions }) => partitions.map((p) => `${topicIdOf(topic)}/${p}`)).sort(), had)
    assert.equal((await modern.send({ memberEpoch: 3 })).errorCode, ErrorCode.GROUP_ID_NOT_FOUND)
    // A restart finds the same, and no rebalance to be made.
    await scene.bench.load()
    assert.equal(await scene.type(), 'classic Stable')
    const synced = old.synced
    for (let i = 0; i < 5; i++) {
      old.tick()
      assert.equal((await back.heartbeat()).errorCode, 0)
      await scene.bench.time.advance(1_000)
    }
    assert.equal(old.synced, synced)
  }
})

test('killed between a downgrade and the rebalance that belongs to it: the next coordinator begins that rebalance', async () => {
  const scene = await Scene.start()
  const [a, b] = [scene.classic('a', true), scene.classic('b', true)]
  await scene.run(5_000)
  const m = scene.modern('m')
  await scene.run(10_000)
  assert.deepEqual(scene.sizes(), [4, 4, 4])
  await scene.leave(m)
  assert.equal(await scene.type(), 'classic PreparingRebalance')
  await scene.bench.load()
  assert.equal(await scene.type(), 'classic PreparingRebalance')
  await scene.run(10_000)
  assert.equal(a.owned.size + b.owned.size, 12)
})

test('a cooperative member that was taken out of a migrating group has to give up what it names before it comes in again', async () => {
  const scene = await Scene.start()
  const old = scene.classic('a', true)
  await scene.run(3_000)
  scene.modern('m')
  await scene.run(5_000)
  assert.deepEqual(scene.sizes(), [6, 6])
  scene.clients.splice(scene.clients.indexOf(old), 1)
  for (let i = 0; i < 24; i++) {
    if (i === 22) scene.recorder.forget(old.memberId)
    await scene.run(2_000)
  }
  assert.deepEqual(scene.sizes(), [12])
  const { memberId } = old
  assert.equal((await old.joinAgain()).errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
  assert.ok(memberId.length > 0)
})
