// Heartbeats whose answer is held back: nothing changes for the client but that it learns of a rebalance at once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { newLeaveGroupRequest } from '../../../protocol/generated/leave-group.ts'
import { ClassicConsumerClient } from '../../../testing/classic-consumer-client.ts'
import { ConsumerMemberClient, OwnershipRecorder } from '../../../testing/consumer-member-client.ts'
import { CoordinatorBench } from '../../../testing/coordinator-bench.ts'
import { beatAgainError, classicHoldMs, consumerHoldMs, honoursOlderGenerations, mayHold } from './heartbeat-hold.ts'

/** Notes when a promise has settled, without waiting for it. */
function watch<T>(promise: Promise<T>): { value: () => T | undefined } {
  let seen: T | undefined
  void promise.then((value) => (seen = value))
  return { value: () => seen }
}

async function stableGroup(count: number, options: { held: boolean } = { held: true }): Promise<{ bench: CoordinatorBench; members: ReturnType<CoordinatorBench['member']>[] }> {
  const bench = await CoordinatorBench.start()
  const members = Array.from({ length: count }, () => bench.member('g', { sessionTimeoutMs: 30_000, ...options }))
  const joins = members.map((member) => member.join())
  await bench.time.advance(6_000)
  await Promise.all(joins)
  await Promise.all(members.map((member) => member.sync()))
  return { bench, members }
}

test('a stable member is answered when its time is up, and at once when a rebalance begins', async () => {
  const { bench, members } = await stableGroup(2)
  const [a, b] = members as [(typeof members)[0], (typeof members)[0]]
  const beat = watch(a.heartbeat())
  await bench.time.advance(9_999)
  assert.equal(beat.value(), undefined)
  await bench.time.advance(1)
  assert.equal(beat.value()?.errorCode, ErrorCode.NONE)
  const [first, second] = [watch(a.heartbeat()), watch(b.heartbeat())]
  void bench.member('g').join()
  await bench.time.advance(0)
  assert.equal(first.value()?.errorCode, ErrorCode.REBALANCE_IN_PROGRESS)
  assert.equal(second.value()?.errorCode, ErrorCode.REBALANCE_IN_PROGRESS)
  // During the rebalance nothing is held.
  assert.equal((await a.heartbeat()).errorCode, ErrorCode.REBALANCE_IN_PROGRESS)
})

test('another request on the connection brings the answer at once, and the next heartbeat is held anew', async () => {
  const { bench, members } = await stableGroup(1)
  const a = members[0]!
  const beat = watch(a.heartbeat())
  await bench.time.advance(100)
  a.wake!()
  await bench.time.advance(0)
  assert.equal(beat.value()?.errorCode, ErrorCode.NONE)
  const stale = a.wake!
  const next = watch(a.heartbeat())
  stale()
  await bench.time.advance(100)
  assert.equal(next.value(), undefined)
  a.wake!()
  await bench.time.advance(0)
  assert.equal(next.value()?.errorCode, ErrorCode.NONE)
})

test('consumer groups: a wake that comes late does not answer the next heartbeat', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 2 } })
  const member = new ConsumerMemberClient(bench, new OwnershipRecorder(), 'g', 'm')
  await member.beat()
  await member.beat()
  member.held = true
  const beat = watch(member.send({}))
  await bench.time.advance(100)
  assert.equal(beat.value(), undefined)
  const late = member.wake!
  late()
  await bench.time.advance(0)
  assert.equal(beat.value()?.errorCode, ErrorCode.NONE)
  const next = watch(member.send({}))
  late()
  await bench.time.advance(100)
  assert.equal(next.value(), undefined)
  member.wake!()
  await bench.time.advance(0)
  assert.equal(next.value()?.errorCode, ErrorCode.NONE)
})

test('a commit behind a held heartbeat: a Java member is told an error that makes it beat again, never twice in a row', async () => {
  const { bench, members } = await stableGroup(1)
  const a = members[0]!
  const codes: (number | undefined)[] = []
  // OffsetCommit three times; after an answer without error the client's own next heartbeat, an OffsetFetch, and an end of the connection.
  for (const apiKey of [8, 8, 8, 8, 12, 9, 8, undefined]) {
    const beat = watch(a.heartbeat())
    await bench.time.advance(100)
    a.wake!(apiKey)
    await bench.time.advance(0)
    codes.push(beat.value()?.errorCode)
  }
  const { COORDINATOR_LOAD_IN_PROGRESS: again, NONE } = ErrorCode
  assert.deepEqual(codes, [again, NONE, again, NONE, NONE, again, NONE, NONE])
  // An answer without an error, held or not, makes room for the next.
  const beat = watch(a.heartbeat())
  await bench.time.advance(10_000)
  assert.equal(beat.value()?.errorCode, NONE)
})

test('while a generation is being assigned no beat is held, and such an answer makes room for another request to beat again', async () => {
  const { bench, members } = await stableGroup(1)
  const a = members[0]!
  const behindCommit = async (): Promise<number | undefined> => {
    const beat = watch(a.heartbeat())
    await bench.time.advance(100)
    a.wake!(8)
    await bench.time.advance(0)
    return beat.value()?.errorCode
  }
  assert.equal(await behindCommit(), ErrorCode.COORDINATOR_LOAD_IN_PROGRESS)
  // It joins again as the leader, and is alone: the generation waits for its assignment.
  await a.join()
  const beat = watch(a.heartbeat())
  await bench.time.advance(0)
  assert.equal(beat.value()?.errorCode, ErrorCode.NONE)
  await a.sync()
  assert.equal(await behindCommit(), ErrorCode.COORDINATOR_LOAD_IN_PROGRESS)
})

test('only versions of Java between those that were tried are asked to beat again; a version that is not Apache Kafka\'s own says nothing', () => {
  const again = ErrorCode.COORDINATOR_LOAD_IN_PROGRESS
  for (const version of ['2.8.0', '2.8.2', '3.0.0', '3.9.1', '3.10.0', '4.3.1', '4.3.2-SNAPSHOT']) assert.equal(beatAgainError('apache-kafka-java', version), again, version)
  for (const version of ['2.7.2', '2.4.1', '4.4.0', '4.10.0', '5.0.0', '3.5.0-ccs', '7.5.0-ccs', '7.5.0-ce', 'unknown', '', undefined]) {
    assert.equal(beatAgainError('apache-kafka-java', version), undefined, version)
  }
  assert.equal(beatAgainError('librdkafka', '2.8.0'), undefined)
  assert.equal(beatAgainError('rookery', '3.0.0'), undefined)
  for (const version of ['3.7.0', '3.10.0', '4.3.1', '5.0.0']) assert.equal(honoursOlderGenerations('apache-kafka-java', version), true, version)
  // The clients of Confluent Platform 7.5 are those of Kafka 3.5.
  for (const version of ['3.6.2', '2.8.0', '7.5.0-ccs', undefined]) assert.equal(honoursOlderGenerations('apache-kafka-java', version), false, version)
})

test('a hold never outlasts a third of the session, and the session still ends when a member is gone', async () => {
  const bench = await CoordinatorBench.start()
  const a = bench.member('g', { sessionTimeoutMs: 6_000, held: true })
  const joined = a.join()
  await bench.time.advance(3_000)
  await joined
  await a.sync()
  const beat = watch(a.heartbeat())
  await bench.time.advance(2_000)
  assert.equal(beat.value()?.errorCode, ErrorCode.NONE)
  await bench.time.advance(4_000)
  assert.equal((await a.heartbeat()).errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
})

test('for whatever values: shorter than a third of the session, than the interval that is told, and than clients wait for an answer', async () => {
  for (const limitMs of [1, 500, 10_000, 600_000, 2 ** 31 - 1]) {
    for (const sessionMs of [1, 10, 999, 6_000, 45_000, 1_800_000]) {
      const classic = classicHoldMs(limitMs, sessionMs)
      assert.ok(classic <= sessionMs / 3 && classic <= limitMs && classic <= 10_000, `${limitMs} ${sessionMs}: ${classic}`)
      for (const intervalMs of [1, 50, 100, 500, 1_000, 5_000]) {
        const consumer = consumerHoldMs(limitMs, intervalMs, sessionMs)
        assert.ok(consumer < intervalMs && consumer <= sessionMs / 3 && consumer <= limitMs && consumer >= 0, `${limitMs} ${intervalMs}: ${consumer}`)
      }
    }
  }
  assert.deepEqual([classicHoldMs(10_000, 45_000), consumerHoldMs(10_000, 1_000, 45_000)], [10_000, 950])
  // An interval of the group's own: the beat is answered before the next is due.
  const bench = await CoordinatorBench.start({ config: { consumerMinHeartbeatIntervalMs: 1 }, topics: { orders: 2 } })
  bench.groupConfigs.set('g', new Map([['consumer.heartbeat.interval.ms', '300']]))
  const member = new ConsumerMemberClient(bench, new OwnershipRecorder(), 'g', 'm')
  await member.beat()
  await member.beat()
  member.held = true
  const beat = watch(member.send({}))
  await bench.time.advance(249)
  assert.equal(beat.value(), undefined)
  await bench.time.advance(1)
  assert.equal(beat.value()?.heartbeatIntervalMs, 300)
})

test('it is off for clients that are not known to be safe, with the broker setting 0, and with the group setting 0', async () => {
  assert.equal(mayHold('kafkajs', '2.2.4'), false)
  assert.equal(mayHold(undefined, undefined), false)
  assert.equal(mayHold('unknown', 'unknown'), false)
  assert.equal(mayHold('librdkafka', '1.9.2'), false)
  assert.equal(mayHold('librdkafka', '2.0.2'), true)
  assert.equal(mayHold('confluent-kafka-python', '1.7.0-rdkafka-2.0.2'), true)
  assert.equal(mayHold('apache-kafka-java', '4.3.1'), true)
  assert.equal(mayHold('kgo', 'v1.22.2'), true)
  const { members } = await stableGroup(1, { held: false })
  assert.equal((await members[0]!.heartbeat()).errorCode, ErrorCode.NONE)
  const { bench, members: held } = await stableGroup(1)
  bench.groupConfigs.set('g', new Map([['rookery.heartbeat.hold.max.ms', '0']]))
  assert.equal((await held[0]!.heartbeat()).errorCode, ErrorCode.NONE)
  bench.groupConfigs.clear()
  bench.coordinator.updateConfig({ heartbeatHoldMaxMs: 0 })
  assert.equal((await held[0]!.heartbeat()).errorCode, ErrorCode.NONE)
})

test('members that are not held are asked back sooner while partitions are on their way, with the same switch', async () => {
  for (const [setting, movingMs] of [[undefined, 250], ['0', 5_000]] as const) {
    const bench = await CoordinatorBench.start({ topics: { orders: 4 } })
    if (setting !== undefined) bench.groupConfigs.set('g', new Map([['rookery.heartbeat.hold.max.ms', setting]]))
    const recorder = new OwnershipRecorder()
    const [a, b] = [new ConsumerMemberClient(bench, recorder, 'g', 'a'), new ConsumerMemberClient(bench, recorder, 'g', 'b')]
    assert.equal((await a.beat()).heartbeatIntervalMs, 5_000)
    await bench.time.advance(2_000)
    const intervals: number[] = []
    // The second joins and waits; the first is told to let go, then has; the second takes what is free: settled.
    for (const member of [b, a, a, b, a]) intervals.push((await member.beat()).heartbeatIntervalMs)
    assert.deepEqual(intervals, [movingMs, movingMs, movingMs, 5_000, 5_000])
    assert.deepEqual([a.owned.size, b.owned.size], [2, 2])
  }
})

test('a coordinator that moves away answers what it holds', async () => {
  const { bench, members } = await stableGroup(1)
  const beat = watch(members[0]!.heartbeat())
  bench.coordinator.onResignation(0)
  await bench.time.advance(0)
  assert.equal(beat.value()?.errorCode, ErrorCode.NOT_COORDINATOR)
})

test('members of a consumer group move without waiting for their interval: one more joins, one leaves', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 12 } })
  const recorder = new OwnershipRecorder()
  const members = Array.from({ length: 3 }, (_, i) => Object.assign(new ConsumerMemberClient(bench, recorder, 'g', `m${i}`), { held: true }))
  let running = true
  /** As the Java client: one heartbeat at a time, the next an interval after the last was sent, at once when it has something to say. */
  const live = async (member: ConsumerMemberClient): Promise<void> => {
    while (running && members.includes(member)) {
      const sentAt = bench.time.monotonic()
      const { assignment, heartbeatIntervalMs, errorCode } = await member.beat()
      const passedMs = bench.time.monotonic() - sentAt
      // A beat that becomes due while one is unanswered would make Java's network thread spin.
      assert.ok(errorCode !== 0 || passedMs <= heartbeatIntervalMs)
      await new Promise<void>((resolve) => bench.time.schedule(assignment === null ? heartbeatIntervalMs - passedMs : 0, resolve))
    }
  }
  for (const member of members) {
    void live(member)
    await bench.time.advance(3_000)
  }
  assert.deepEqual(members.map(({ owned }) => owned.size), [4, 4, 4])
  await bench.time.advance(3_000)
  const joining = Object.assign(new ConsumerMemberClient(bench, recorder, 'g', 'm3'), { held: true })
  members.push(joining)
  void live(joining)
  await bench.time.advance(150)
  assert.deepEqual(members.map(({ owned }) => owned.size), [3, 3, 3, 3])
  await bench.time.advance(3_000)
  members.splice(members.indexOf(joining), 1)
  await joining.leave()
  await bench.time.advance(150)
  assert.deepEqual(members.map(({ owned }) => owned.size), [4, 4, 4])
  running = false
  await bench.time.advance(5_000)
})

test('a joining member gets what several give up in one answer, those without a part in it hear of the epoch later', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 12 } })
  const recorder = new OwnershipRecorder()
  const members = Array.from({ length: 4 }, (_, i) => Object.assign(new ConsumerMemberClient(bench, recorder, 'g', `m${i}`), { held: true }))
  for (const member of members) {
    await member.beat()
    await bench.time.advance(1_500)
  }
  for (let i = 0; i < 3; i++) {
    const beats = Promise.all(members.map((member) => member.beat()))
    await bench.time.advance(1_500)
    await beats
  }
  assert.deepEqual(members.map(({ owned }) => owned.size), [3, 3, 3, 3])
  const held = members.map((member) => watch(member.beat()))
  const joining = Object.assign(new ConsumerMemberClient(bench, recorder, 'g', 'm4'), { held: true })
  await joining.beat()
  const waiting = watch(joining.beat())
  await bench.time.advance(0)
  const told = held.map((beat) => beat.value()?.assignment?.topicPartitions[0]?.partitions.length)
  // 12 partitions for five: two have something to give up and are told at once, the others still wait.
  assert.deepEqual(told.filter((count) => count === 2).length, 2)
  assert.deepEqual(told.filter((count) => count === undefined).length, 2)
  const givers = members.filter((_, i) => told[i] === 2)
  await givers[0]!.beat()
  await bench.time.advance(100)
  assert.equal(waiting.value(), undefined)
  assert.ok(held.some((beat) => beat.value() === undefined))
  await givers[1]!.beat()
  await bench.time.advance(0)
  assert.equal(waiting.value()?.assignment?.topicPartitions[0]?.partitions.length, 2)
  await bench.time.advance(200)
  const bystanders = held.filter((_, i) => told[i] === undefined)
  assert.ok(bystanders.every((beat) => beat.value()?.memberEpoch === joining.memberEpoch))

  // Of the two who have to give something up for a sixth, one takes its time: what the other gave is not kept back for long.
  members.push(joining)
  for (let i = 0; i < 3; i++) {
    const beats = Promise.all(members.map((member) => member.beat()))
    await bench.time.advance(1_500)
    await beats
  }
  const rich = members.filter(({ owned }) => owned.size === 3)
  assert.equal(rich.length, 2)
  const beats = rich.map((member) => member.beat())
  const last = Object.assign(new ConsumerMemberClient(bench, recorder, 'g', 'm5'), { held: true })
  await last.beat()
  await Promise.all(beats)
  const part = watch(last.beat())
  await rich[0]!.beat()
  await bench.time.advance(149)
  assert.equal(part.value(), undefined)
  await bench.time.advance(1)
  assert.equal(part.value()?.assignment?.topicPartitions[0]?.partitions.length, 1)
  // It still waits for more: it is asked back sooner, and is held for less than that.
  assert.equal(part.value()?.heartbeatIntervalMs, 250)
  const rest = watch(last.beat())
  await bench.time.advance(200)
  assert.equal(rest.value()?.assignment, null)
  const full = watch(last.beat())
  await rich[1]!.beat()
  await bench.time.advance(0)
  assert.equal(full.value()?.assignment?.topicPartitions[0]?.partitions.length, 2)
  assert.equal(full.value()?.heartbeatIntervalMs, 1_000)
})

test('a beat that finds a part of what its member is to get waits a moment for the rest', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 12 } })
  const recorder = new OwnershipRecorder()
  const members = ['a', 'b'].map((name) => Object.assign(new ConsumerMemberClient(bench, recorder, 'g', name), { held: true }))
  for (let i = 0; i < 5; i++) {
    const beats = Promise.all(members.map((member) => member.beat()))
    await bench.time.advance(1_500)
    await beats
  }
  assert.deepEqual(members.map(({ owned }) => owned.size), [6, 6])
  const told = members.map((member) => member.beat())
  const joining = Object.assign(new ConsumerMemberClient(bench, recorder, 'g', 'c'), { held: true })
  await joining.beat()
  await Promise.all(told)
  await members[0]!.beat()
  const beat = watch(joining.beat())
  await bench.time.advance(100)
  assert.equal(beat.value(), undefined)
  await members[1]!.beat()
  await bench.time.advance(0)
  assert.equal(beat.value()?.assignment?.topicPartitions[0]?.partitions.length, 4)
})

test('a member that leaves over another connection while a beat of it is held: the beat is answered at once', async () => {
  const { bench, members } = await stableGroup(1)
  const a = members[0]!
  const beat = watch(a.heartbeat())
  const left = await bench.coordinator.leaveGroup(a.context, newLeaveGroupRequest({ groupId: 'g', members: [{ memberId: a.memberId, groupInstanceId: null, reason: null }] }), 5)
  assert.equal(left.members[0]!.errorCode, ErrorCode.NONE)
  await bench.time.advance(0)
  assert.equal(beat.value()?.errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
})

test('a second beat, from another connection, does not leave the first without an answer', async () => {
  const { bench, members } = await stableGroup(1)
  const first = watch(members[0]!.heartbeat())
  const second = watch(members[0]!.heartbeat())
  await bench.time.advance(0)
  assert.deepEqual([first.value()?.errorCode, second.value()], [ErrorCode.NONE, undefined])
  const consumer = new ConsumerMemberClient(bench, new OwnershipRecorder(), 'h', 'm')
  await consumer.beat()
  await consumer.beat()
  consumer.held = true
  const [older, newer] = [watch(consumer.send({})), watch(consumer.send({}))]
  await bench.time.advance(0)
  assert.deepEqual([older.value()?.errorCode, newer.value()], [ErrorCode.NONE, undefined])
})

/** A cooperative group of three with 12 partitions; a fourth joins. How long until all have three? */
async function fourthJoins(version: string, setting?: string): Promise<number> {
  const bench = await CoordinatorBench.start({ topics: { orders: 12 }, config: { groupInitialRebalanceDelayMs: 100 } })
  if (setting !== undefined) bench.groupConfigs.set('g', new Map([['rookery.heartbeat.hold.max.ms', setting]]))
  const recorder = new OwnershipRecorder()
  const clients: ClassicConsumerClient[] = []
  const add = (name: string): void => {
    const client = Object.assign(new ClassicConsumerClient(bench, recorder, 'g', name, true), { software: { name: 'apache-kafka-java', version } })
    clients.push(client)
    void client.live()
  }
  for (const name of ['a', 'b', 'c']) add(name)
  await bench.time.advance(15_000)
  assert.deepEqual(clients.map(({ owned }) => owned.size), [4, 4, 4])
  const before = clients.map(({ owned }) => [...owned])
  const startedAt = bench.time.monotonic()
  add('d')
  await bench.time.advanceUntil(() => clients.every(({ owned }) => owned.size === 3), { stepMs: 1, limitMs: 60_000 })
  // Nobody of the first three got anything that it did not have.
  clients.slice(0, 3).forEach(({ owned }, i) => assert.ok([...owned].every((key) => before[i]!.includes(key))))
  const tookMs = bench.time.monotonic() - startedAt
  await bench.time.advance(10_000)
  assert.deepEqual(clients.map(({ owned }) => owned.size), [3, 3, 3, 3])
  await Promise.all(clients.map((client) => client.leave()))
  return tookMs
}

test('the second round of an incremental rebalance begins at once for those who have nothing to do in the first', async () => {
  assert.ok((await fourthJoins('4.3.1')) < 20)
  // An assignor before 3.7 would take from members of an older generation what they own: they are not left waiting.
  assert.ok((await fourthJoins('3.3.2')) >= 2_000)
  // Nor where it is switched off: then both rounds wait for heartbeats.
  const off = await fourthJoins('4.3.1', '0')
  assert.ok(off >= 2_000, `${off}`)
})

test('a second round that does not come: who was left waiting gets its assignment after a second', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 4 }, config: { groupInitialRebalanceDelayMs: 100 } })
  const recorder = new OwnershipRecorder()
  const clients = ['a', 'b'].map((name) => Object.assign(new ClassicConsumerClient(bench, recorder, 'g', name, true), { software: { name: 'apache-kafka-java', version: '4.3.1' } }))
  for (const client of clients) {
    void client.live()
    await bench.time.advance(5_000)
  }
  const late = Object.assign(new ClassicConsumerClient(bench, recorder, 'g', 'late', true), { software: { name: 'apache-kafka-java', version: '4.3.1' } })
  for (const client of clients) client.slowToRejoin = true
  void late.live()
  await bench.time.advance(900)
  assert.equal(late.synced, 0)
  await bench.time.advance(200)
  assert.equal(late.synced, 1)
  for (const client of clients) client.slowToRejoin = false
  await bench.time.advance(10_000)
  assert.equal(late.owned.size, 1)
  await Promise.all([...clients, late].map((client) => client.leave()))
})
