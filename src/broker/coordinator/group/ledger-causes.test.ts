// The rarer causes of a rebalance, told in plain words: topics under a pattern, deleted topics, members that keep what they were to give up,
// a static member with other protocols, a changed assignor; and groups of an unusual size or with unusual names.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { explain } from '../../../protocol/ledger/index.ts'
import { ClassicConsumerClient } from '../../../testing/classic-consumer-client.ts'
import { ConsumerMemberClient, OwnershipRecorder } from '../../../testing/consumer-member-client.ts'
import { type ClassicMemberClient, CoordinatorBench } from '../../../testing/coordinator-bench.ts'

/** KIP-848 members that beat every half second. */
class Scene {
  readonly recorder = new OwnershipRecorder()
  readonly members: ConsumerMemberClient[] = []
  readonly bench: CoordinatorBench

  constructor(bench: CoordinatorBench) {
    this.bench = bench
  }

  add(name: string, options: Partial<ConsumerMemberClient> = {}): ConsumerMemberClient {
    const member = Object.assign(new ConsumerMemberClient(this.bench, this.recorder, 'g', name), options)
    this.members.push(member)
    return member
  }

  async run(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 500) {
      for (const member of this.members) await member.beat()
      await this.bench.time.advance(500)
    }
  }

  /** What the last rebalance was, in words. */
  last(): string {
    return explain('g', this.bench.coordinator.rebalances('g')).rebalances.at(-1)!.what
  }
}

test('consumer groups: a topic appears under a pattern, and one is deleted', async () => {
  const scene = new Scene(await CoordinatorBench.start({ topics: { orders: 2 } }))
  const a = scene.add('a', { topics: null, regex: 'orders.*' })
  await scene.run(3_000)
  await scene.bench.setTopics({ orders: 2, 'orders-eu': 2 })
  await scene.run(3_000)
  assert.equal(a.owned.size, 4)
  assert.equal(scene.last(), 'Topics changed: orders-eu.')
  await scene.bench.setTopics({ 'orders-eu': 2 })
  await scene.run(3_000)
  assert.equal(a.owned.size, 2)
  assert.equal(scene.last(), 'Topics changed: orders.')
})

test('consumer groups: a changed subscription, and a member that does not give up what it was told to', async () => {
  const scene = new Scene(await CoordinatorBench.start({ topics: { orders: 6, bills: 2 } }))
  const a = scene.add('a', { rebalanceTimeoutMs: 10_000 })
  await scene.run(3_000)
  a.subscribe(['orders', 'bills'])
  await scene.run(3_000)
  assert.equal(scene.last(), 'client on 127.0.0.1 changed its subscription: bills came.')
  const b = scene.add('b')
  await b.beat()
  scene.members.splice(0, 1)
  for (let i = 0; i < 12; i++) {
    await scene.bench.time.advance(1_000)
    await a.send({})
    if (i === 10) a.dropAll()
    await b.beat()
  }
  const told = explain('g', scene.bench.coordinator.rebalances('g')).rebalances.map(({ what }) => what)
  assert.ok(told.some((what) => what.includes('did not give up its partitions within its rebalance timeout')), told.join('\n'))
})

test('consumer groups: a static member that leaves for a while and stays away', async () => {
  const scene = new Scene(await CoordinatorBench.start({ topics: { orders: 4 } }))
  scene.add('a')
  const s = scene.add('s', { instanceId: 'i1' })
  await scene.run(5_000)
  const before = scene.bench.coordinator.rebalances('g').length
  await s.leave()
  scene.members.pop()
  await scene.run(40_000)
  assert.equal(scene.bench.coordinator.rebalances('g').length, before)
  await scene.run(10_000)
  assert.equal(scene.last(), 'The static member i1 on 127.0.0.1, which had left for a while, did not come back within its session timeout of 45 s.')
})

test('a static member that comes back with other protocols', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 2 } })
  const a = bench.member('g', { protocolNames: ['range', 'roundrobin'] }) as ClassicMemberClient
  const s = bench.member('g', { protocolNames: ['range', 'roundrobin'], groupInstanceId: 's' }) as ClassicMemberClient
  const joins = [a.join(), s.join()]
  await bench.time.advance(6_000)
  await Promise.all(joins)
  await Promise.all([a.sync(), s.sync()])
  const back = bench.member('g', { groupInstanceId: 's', protocolNames: ['roundrobin'] }) as ClassicMemberClient
  const joined = back.join()
  await bench.time.advance(0)
  const again = a.join()
  await bench.time.advance(60_000)
  await Promise.all([joined, again])
  await Promise.all([a.sync(), back.sync()])
  assert.match(explain('g', bench.coordinator.rebalances('g')).rebalances.at(-1)!.what, /[Tt]he static member s on 127\.0\.0\.1 came back with other protocols/)
})

test('a group that has more members than group.max.size allows after a restart is made smaller, and says so', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 6 }, config: { groupInitialRebalanceDelayMs: 100 } })
  const members = [0, 1, 2].map((i) => bench.member('g', { clientId: `c${i}` }) as ClassicMemberClient)
  const joins = members.map((member) => member.join())
  await bench.time.advance(1_000)
  await Promise.all(joins)
  await Promise.all(members.map((member) => member.sync()))
  bench.config = { ...bench.config, groupMaxSize: 2 }
  await bench.load()
  const again = members.map((member) => member.join())
  await bench.time.advance(70_000)
  assert.deepEqual((await Promise.all(again)).map(({ errorCode }) => errorCode), [0, 0, ErrorCode.GROUP_MAX_SIZE_REACHED])
  await Promise.all(members.slice(0, 2).map((member) => member.sync()))
  assert.match(explain('g', bench.coordinator.rebalances('g')).rebalances.at(-1)!.what, /^The group had more members than group\.max\.size when it was loaded/)
})

test('consumer groups: most members ask for another assignor', async () => {
  const scene = new Scene(await CoordinatorBench.start({ topics: { orders: 6 } }))
  scene.add('a', { serverAssignor: 'uniform' })
  await scene.run(3_000)
  scene.add('b', { serverAssignor: 'range' })
  scene.add('c', { serverAssignor: 'range' })
  await scene.run(5_000)
  assert.match(scene.last(), /the assignor changed from uniform to range/)
  // A restart does not make it new.
  await scene.bench.load()
  scene.add('d', { serverAssignor: 'range' })
  await scene.run(5_000)
  assert.equal(scene.last(), 'client on 127.0.0.1 joined.')
})

test('classic groups: the last member that did not know the new assignor goes, and the others change over', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 6 }, config: { groupInitialRebalanceDelayMs: 100 } })
  const a = bench.member('g', { protocolNames: ['cooperative-sticky', 'range'] }) as ClassicMemberClient
  const b = bench.member('g', { clientId: 'old', protocolNames: ['range'] }) as ClassicMemberClient
  const joins = [a.join(), b.join()]
  await bench.time.advance(1_000)
  await Promise.all(joins)
  await Promise.all([a.sync(), b.sync()])
  await b.leave()
  const again = a.join()
  await bench.time.advance(0)
  await again
  await a.sync()
  assert.equal(explain('g', bench.coordinator.rebalances('g')).rebalances.at(-1)!.what, 'old on 127.0.0.1 left; and the assignor changed from range to cooperative-sticky.')
})

test('a group that changes its protocol says so, both ways', async () => {
  const scene = new Scene(await CoordinatorBench.start({ topics: { orders: 4 }, config: { groupInitialRebalanceDelayMs: 100 } }))
  const { bench } = scene
  const classic = new ClassicConsumerClient(bench, scene.recorder, 'g', 'classic', true)
  const run = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 500) {
      classic.tick()
      await scene.run(500)
    }
  }
  await run(3_000)
  const modern = scene.add('m', { rebalanceTimeoutMs: 60_000 })
  await run(10_000)
  assert.deepEqual([classic.owned.size, modern.owned.size], [2, 2])
  assert.equal(scene.last(), 'The group changed over from the classic to the consumer protocol; and client on 127.0.0.1 joined.')
  scene.members.pop()
  await modern.leave()
  await run(10_000)
  assert.equal(classic.owned.size, 4)
  assert.equal(scene.last(), 'The group changed over from the consumer to the classic protocol; and client on 127.0.0.1 left.')
})

test('consumer groups: what must not be a rebalance', async () => {
  const scene = new Scene(await CoordinatorBench.start({ topics: { orders: 6 } }))
  const a = scene.add('a')
  const s = scene.add('s-1', { instanceId: 's' })
  await scene.run(5_000)
  const epoch = a.memberEpoch
  const started = (): number => scene.bench.events.filter(({ type }) => type === 'rebalance-started').length
  const before = started()
  // A member that begins anew with the same subscription, one that says everything again, a static one that is back under another id, a restart.
  a.dropAll()
  a.memberEpoch = 0
  await scene.run(1_000)
  await a.send({ rebalanceTimeoutMs: 30_000, subscribedTopicNames: ['orders'], topicPartitions: [...a.owned].map((key) => ({ topicId: key.split('/')[0]!, partitions: [Number(key.split('/')[1])] })) })
  scene.members.pop()
  await s.leave()
  scene.add('s-2', { instanceId: 's' })
  await scene.run(5_000)
  await scene.bench.load()
  await scene.run(3_000)
  assert.deepEqual(scene.members.map((member) => [member.owned.size, member.memberEpoch]), [[3, epoch], [3, epoch]])
  assert.equal(started(), before)
})

test('cures: a deploy that restarts one member after the other, and more members than partitions', async () => {
  const scene = new Scene(await CoordinatorBench.start({ topics: { orders: 2 } }))
  for (const name of ['a', 'b', 'c']) scene.add(name)
  await scene.run(6_000)
  const cures = (): string[] => explain('g', scene.bench.coordinator.rebalances('g')).cures.map(({ name }) => name)
  assert.deepEqual(cures(), ['too-many-members'])
  for (const name of ['a', 'b', 'c']) {
    const old = scene.members.shift()!
    await old.leave()
    await scene.run(3_000)
    scene.add(`${name}2`)
    await scene.run(3_000)
  }
  assert.deepEqual(cures(), ['static-membership', 'fewer-at-once', 'too-many-members'])
})

test('ten thousand members form one generation, and the group still answers', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 12 } })
  // One record holds the generation: message.max.bytes has to be raised for so many.
  bench.writer.maxBytes = 4 << 20
  const members = Array.from({ length: 10_000 }, () => bench.member('g', { sessionTimeoutMs: 300_000 }) as ClassicMemberClient)
  const joins = members.map((member) => member.join())
  await bench.time.advance(10_000)
  const answers = await Promise.all(joins)
  assert.ok(answers.every(({ errorCode }) => errorCode === ErrorCode.NONE))
  assert.equal(new Set(members.map(({ memberId }) => memberId)).size, 10_000)
  assert.deepEqual([...new Set(members.map(({ generationId }) => generationId))], [1])
  assert.deepEqual(answers.map(({ members }) => members.length).filter((length) => length > 0), [10_000])
  await Promise.all(members.map((member) => member.sync()))
  assert.equal((await members[9_999]!.heartbeat()).errorCode, ErrorCode.NONE)
  assert.equal(bench.coordinator.rebalances('g').length, 1)
})

test('groups, members and protocols with odd names live as others do', async () => {
  for (const name of ['with space', 'a/b\\c', '../..', 'null\u0000inside', 'naïve 🐦', '"quoted"', 'x'.repeat(20_000), '%s', '__proto__', 'constructor']) {
    const bench = await CoordinatorBench.start({ topics: { orders: 2 } })
    const member = bench.member(name, { clientId: name, protocolNames: [name] }) as ClassicMemberClient
    const joined = member.join()
    await bench.time.advance(6_000)
    assert.equal((await joined).errorCode, ErrorCode.NONE, name.slice(0, 40))
    assert.equal(member.protocolName, name)
    await member.sync()
    await bench.load()
    assert.equal((await member.heartbeat()).errorCode, ErrorCode.NONE, name.slice(0, 40))
  }
})
