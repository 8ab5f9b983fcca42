// Each trigger of a rebalance, and each case that must not be one, with what the ledger says of it in plain words.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LineLogger } from '../../../core/logger.ts'
import { explain, REBALANCE_LEDGER_TOPIC, type RebalanceEntry } from '../../../protocol/ledger/index.ts'
import { newConsumerProtocolAssignment } from '../../../protocol/generated/records/consumer-protocol-assignment.ts'
import { encodeAssignment } from '../../../protocol/group-protocol.ts'
import { newSyncGroupRequest } from '../../../protocol/generated/sync-group.ts'
import { ClassicConsumerClient } from '../../../testing/classic-consumer-client.ts'
import { ConsumerMemberClient, OwnershipRecorder } from '../../../testing/consumer-member-client.ts'
import { type ClassicMemberClient, CoordinatorBench, MemoryPartitionWriter } from '../../../testing/coordinator-bench.ts'
import { VirtualTime } from '../../../testing/virtual-time.ts'
import { LedgerTopic } from './ledger-topic.ts'

class Scene {
  readonly bench: CoordinatorBench
  readonly recorder = new OwnershipRecorder()
  readonly clients: ClassicConsumerClient[] = []

  constructor(bench: CoordinatorBench) {
    this.bench = bench
  }

  /** A group of classic consumers that has been stable for a while. */
  static async start(names: string[], options: Partial<ClassicConsumerClient> & { cooperative?: boolean } = {}): Promise<Scene> {
    const bench = await CoordinatorBench.start({ topics: { orders: 6 }, config: { groupInitialRebalanceDelayMs: 100 } })
    const scene = new Scene(bench)
    for (const name of names) scene.add(name, options)
    await bench.time.advance(20_000)
    return scene
  }

  add(name: string, { cooperative = false, ...options }: Partial<ClassicConsumerClient> & { cooperative?: boolean } = {}): ClassicConsumerClient {
    const client = Object.assign(new ClassicConsumerClient(this.bench, this.recorder, 'g', name, cooperative), options)
    this.clients.push(client)
    void client.live()
    return client
  }

  /** What was written since the group was first stable. */
  get entries(): RebalanceEntry[] {
    return this.bench.coordinator.rebalances('g').slice(1)
  }

  get told(): string[] {
    return explain('g', this.entries).rebalances.map(({ what }) => what)
  }

  get cures(): string[] {
    return explain('g', this.entries).cures.map(({ name }) => name)
  }

  async end(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.leave()))
  }
}

test('a member joins: who, how long, what moved, and that an eager group stood still meanwhile', async () => {
  const scene = await Scene.start(['a', 'b'])
  scene.add('c')
  await scene.bench.time.advance(10_000)
  assert.deepEqual(scene.told, ['c on 127.0.0.1 joined.'])
  const [entry] = scene.entries
  assert.deepEqual([entry!.members.length, entry!.moved + entry!.kept, entry!.eager, entry!.assignor], [3, 6, true, 'range'])
  assert.equal(entry!.joinMs + entry!.syncMs, entry!.finishedAt - entry!.startedAt)
  assert.match(explain('g', scene.entries).rebalances[0]!.cost, /everything stood still meanwhile, as the range protocol demands/)
  assert.ok(scene.cures.includes('cooperative'))
  await scene.end()
})

test('an incremental rebalance is one entry with two rounds, and only what moves stands still', async () => {
  const scene = await Scene.start(['a', 'b'], { cooperative: true, software: { name: 'apache-kafka-java', version: '4.3.1' } })
  scene.add('c', { cooperative: true, software: { name: 'apache-kafka-java', version: '4.3.1' } })
  await scene.bench.time.advance(10_000)
  assert.equal(scene.entries.length, 1)
  const [entry] = scene.entries
  assert.deepEqual([entry!.rounds, entry!.moved, entry!.kept, entry!.eager], [2, 2, 4, false])
  assert.ok(entry!.unownedMsMax < 100)
  assert.deepEqual(scene.told, ['c on 127.0.0.1 joined.'])
  assert.deepEqual(scene.cures, [])
  await scene.end()
})

test('a member leaves and comes back from the same place: static ids would have helped', async () => {
  const scene = await Scene.start(['a', 'b'])
  await scene.clients.pop()!.leave()
  await scene.bench.time.advance(8_000)
  scene.add('b')
  await scene.bench.time.advance(10_000)
  assert.deepEqual(scene.told, ['b on 127.0.0.1 left (it said: the consumer is being closed).', 'b on 127.0.0.1 joined.'])
  const cure = explain('g', scene.entries).cures.find(({ name }) => name === 'static-membership')
  assert.match(cure!.text, /came back from the same place once \(away for at most 8\.0 s\).*above 20 s/)
  await scene.end()
})

test('a session times out; a handler is too slow to poll', async () => {
  const scene = await Scene.start(['a', 'b'], { sessionTimeoutMs: 10_000 })
  scene.clients.pop()!.vanish()
  await scene.bench.time.advance(20_000)
  assert.deepEqual(scene.told, ['Nothing was heard of b on 127.0.0.1 for its session timeout of 10 s.'])
  scene.add('b', { sessionTimeoutMs: 10_000 })
  await scene.bench.time.advance(10_000)
  assert.match(explain('g', scene.entries).cures.find(({ name }) => name === 'session-timeout')!.text, /they had not died\. Raise session\.timeout\.ms \(it was 10 s\)/)
  const slow = scene.clients.pop()!
  await slow.leave('consumer poll timeout has expired.')
  await scene.bench.time.advance(10_000)
  assert.match(scene.told.at(-1)!, /^b on 127\.0\.0\.1 left because its handler took longer than max\.poll\.interval\.ms/)
  assert.ok(scene.cures.includes('poll-interval'))
  // Rookery's own consumer says it in other words.
  const own = scene.add('d')
  await scene.bench.time.advance(10_000)
  scene.clients.pop()
  await own.leave('the application took longer than maxPollIntervalMs')
  await scene.bench.time.advance(10_000)
  assert.match(scene.told.at(-1)!, /^d on 127\.0\.0\.1 left because its handler took longer/)
  await scene.end()
})

test('a subscription changes; topics change, which the leader notices', async () => {
  const scene = await Scene.start(['a', 'b'])
  const [leader, follower] = scene.clients as [ClassicConsumerClient, ClassicConsumerClient]
  follower.subscribe(['orders', 'bills'])
  await scene.bench.time.advance(10_000)
  assert.deepEqual(scene.told, ['b on 127.0.0.1 changed its subscription: bills came.'])
  assert.equal(scene.entries.at(-1)!.unassigned, undefined)
  await scene.bench.setTopics({ orders: 9 })
  leader.rejoin('cached metadata has changed')
  await scene.bench.time.advance(10_000)
  assert.equal(scene.told.at(-1), 'The leader, a on 127.0.0.1, asked for a new assignment (it said: cached metadata has changed).')
  assert.equal(scene.entries.at(-1)!.added, 3)
  await scene.end()
})

test('members that do not come along: never joined again, never fetched the assignment', async () => {
  const scene = await Scene.start(['a', 'b'], { rebalanceTimeoutMs: 5_000 })
  scene.clients[1]!.stuck = true
  scene.recorder.forget(scene.clients[1]!.memberId)
  scene.add('c', { rebalanceTimeoutMs: 5_000 })
  await scene.bench.time.advance(20_000)
  assert.match(scene.told[0]!, /joined; and b on 127\.0\.0\.1 did not join again within its rebalance timeout\.$/)
  assert.ok(scene.cures.includes('rebalance-timeout'))
  const ghost = scene.bench.member('g', { clientId: 'ghost', protocolNames: ['range'], sessionTimeoutMs: 60_000, rebalanceTimeoutMs: 5_000 })
  void ghost.join()
  await scene.bench.time.advance(30_000)
  assert.ok(scene.told.some((text) => text.includes('ghost on 127.0.0.1 joined but never fetched its assignment')))
  scene.clients.splice(1, 1)
  await scene.end()
})

test('what must not be a rebalance: a static member back in time, a follower that joins again, a restart of the broker', async () => {
  const bench = await CoordinatorBench.start()
  const [a, s] = [bench.member('g'), bench.member('g', { groupInstanceId: 's' })] as [ClassicMemberClient, ClassicMemberClient]
  const joins = [a.join()]
  await bench.time.advance(0)
  joins.push(s.join())
  await bench.time.advance(6_000)
  await Promise.all(joins)
  await Promise.all([a.sync(), s.sync()])
  assert.equal(bench.coordinator.rebalances('g').length, 1)
  const back = bench.member('g', { groupInstanceId: 's' })
  await back.join()
  await bench.load()
  assert.deepEqual([(await a.heartbeat()).errorCode, (await back.heartbeat()).errorCode], [0, 0])
  assert.equal((await back.join({ reason: 'again' })).errorCode, 0)
  assert.equal(bench.coordinator.rebalances('g').length, 0)
  // Two members joined, and that was all.
  assert.deepEqual(bench.events.flatMap((event) => (event.type === 'rebalance-started' ? [event.cause.trigger] : [])), ['member-joined', 'member-joined'])
})

test('consumer groups: joins, leaves, timeouts, changed topics, and exactly how long a partition had no owner', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 6 } })
  const recorder = new OwnershipRecorder()
  const members: ConsumerMemberClient[] = []
  const add = (name: string): ConsumerMemberClient => {
    const member = Object.assign(new ConsumerMemberClient(bench, recorder, 'g', name), { rebalanceTimeoutMs: 10_000 })
    members.push(member)
    return member
  }
  const run = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 500) {
      for (const member of members) await member.beat()
      await bench.time.advance(500)
    }
  }
  add('a')
  await run(3_000)
  add('b')
  await run(5_000)
  const told = (): string[] => explain('g', bench.coordinator.rebalances('g')).rebalances.map(({ what }) => what)
  assert.deepEqual(told(), ['client on 127.0.0.1 joined.', 'client on 127.0.0.1 joined.'])
  const second = bench.coordinator.rebalances('g')[1]!
  assert.deepEqual([second.moved, second.kept, second.assignor, second.eager], [3, 3, 'uniform', false])
  assert.ok(second.unownedMsMax <= 1_000)
  await bench.setTopics({ orders: 8 })
  await run(3_000)
  assert.equal(told().at(-1), 'Topics changed: orders.')
  await members.pop()!.leave()
  await run(3_000)
  assert.equal(told().at(-1), 'client on 127.0.0.1 left.')
  const silent = add('c')
  await run(5_000)
  members.pop()
  void silent
  for (let i = 0; i < 100; i++) {
    await bench.time.advance(500)
    for (const member of members) {
      if (bench.time.monotonic() - silent.lastBeatAt >= 45_000) recorder.forget('c')
      await member.beat()
    }
  }
  assert.equal(told().at(-1), 'Nothing was heard of client on 127.0.0.1 for its session timeout of 45 s.')
  // After a restart the ledger still knows who had what.
  await bench.load()
  add('d')
  await run(5_000)
  assert.deepEqual(bench.coordinator.rebalances('g').map(({ moved, kept }) => [moved, kept]), [[4, 4]])
})

test('a leader that assigns a partition twice: the broker passes it on, and the ledger points it out', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 2 } })
  const [a, b] = [bench.member('g'), bench.member('g')] as [ClassicMemberClient, ClassicMemberClient]
  const joins = [a.join(), b.join()]
  await bench.time.advance(6_000)
  await Promise.all(joins)
  const assignment = encodeAssignment(newConsumerProtocolAssignment({ assignedPartitions: [{ topic: 'orders', partitions: [0] }] }))
  const { groupId, memberId, generationId } = a
  const assignments = [a, b].map((member) => ({ memberId: member.memberId, assignment }))
  const request = newSyncGroupRequest({ groupId, memberId, generationId, protocolType: 'consumer', protocolName: 'range', assignments })
  assert.equal((await bench.coordinator.syncGroup(a.context, request, 5)).errorCode, 0)
  const [entry] = bench.coordinator.rebalances('g')
  assert.deepEqual(entry!.assignedTwice, ['orders-0'])
  assert.deepEqual(explain('g', [entry!]).cures.map(({ name }) => name).includes('assignor-bug'), true)
  // And it gave the other partition to nobody.
  assert.deepEqual(entry!.unassigned, ['orders-1'])
  assert.match(explain('g', [entry!]).rebalances[0]!.cost, /the leader gave orders-0 to two members; the leader gave orders-1 to nobody/)
  assert.equal((await a.heartbeat()).errorCode, 0)
})

test('poisoned bytes: subscriptions and assignments that nobody can read leave the group alive and the ledger honest', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 2 } })
  const a = bench.member('g')
  const joined = a.join({ protocols: [{ name: 'range', metadata: Buffer.from([0xff, 0xff, 1, 2, 3]) }] })
  await bench.time.advance(3_000)
  assert.equal((await joined).errorCode, 0)
  assert.equal((await a.sync({ [a.memberId]: '\u0000\u0001\u0000\u0000\uffff' })).errorCode, 0)
  assert.equal((await a.heartbeat()).errorCode, 0)
  const [entry] = bench.coordinator.rebalances('g')
  assert.deepEqual(entry!.members.map(({ partitions }) => partitions), [-1])
})

test('the ledger survives a restart in its topic, bounded per group, and other records there do no harm', async () => {
  const time = new VirtualTime()
  const writer = new MemoryPartitionWriter()
  const logger = new LineLogger(() => {})
  let created = 0
  const restored = new Map<number, RebalanceEntry>()
  const topic = (restore = true): LedgerTopic =>
    new LedgerTopic({ system: time, logger, writer, createTopic: async () => void created++, restore: (slot, entry) => void (restore && restored.set(slot, entry)), restoreForgotten: (_, slot) => void restored.delete(slot) })
  const scene = await Scene.start(['a'])
  const entry = scene.bench.coordinator.rebalances('g')[0]!
  const first = topic()
  first.write(0, entry)
  assert.equal(created, 1)
  first.onElection(1)
  first.write(1, { ...entry, epoch: 2 })
  first.write(0, { ...entry, epoch: 3 })
  assert.equal(writer.logEndOffset(REBALANCE_LEDGER_TOPIC, 0), 3)
  topic().onElection(2)
  assert.deepEqual([...restored].map(([slot, { epoch }]) => [slot, epoch]), [[0, 3], [1, 2]])
  first.forget('g', [0])
  topic().onElection(3)
  assert.deepEqual([...restored.keys()], [1])
  await scene.end()
})

test('a change that settles several groups at once is in the ledger of each', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 2 } })
  const recorders = ['g', 'h'].map(() => new OwnershipRecorder())
  const members = ['g', 'h'].map((groupId, i) => new ConsumerMemberClient(bench, recorders[i]!, groupId, `m-${groupId}`))
  for (const member of members) Object.assign(member, { held: true, rebalanceTimeoutMs: 10_000 })
  for (const member of members) await member.beat()
  await bench.time.advance(2_000)
  // Both heartbeats are held: the new partitions are handed to both members in the decision that learns of them.
  for (const member of members) void member.beat()
  await bench.time.advance(10)
  await bench.setTopics({ orders: 4 })
  await bench.time.advance(10)
  assert.deepEqual(members.map(({ owned }) => owned.size), [4, 4])
  assert.deepEqual(['g', 'h'].map((groupId) => bench.coordinator.rebalances(groupId).map(({ added }) => added)), [[2, 2], [2, 2]])
})
