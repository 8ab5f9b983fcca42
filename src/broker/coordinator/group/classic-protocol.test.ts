// Scenes of classic groups on virtual time: joining, syncing, leaving, timing out, static members, restarts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { newHeartbeatRequest } from '../../../protocol/generated/heartbeat.ts'
import { newLeaveGroupRequest } from '../../../protocol/generated/leave-group.ts'
import { type ClassicMemberClient, CoordinatorBench } from '../../../testing/coordinator-bench.ts'

const OFFSETS = '__consumer_offsets'

/** All members join, the first of them leads; it assigns each member its own id as bytes. */
async function stabilize(bench: CoordinatorBench, members: ClassicMemberClient[], waitMs = 6_000): Promise<void> {
  const joins = []
  for (const member of members) {
    joins.push(member.join())
    await bench.time.advance(0)
  }
  await bench.time.advance(waitMs)
  for (const response of await Promise.all(joins)) assert.equal(response.errorCode, ErrorCode.NONE)
  await syncAll(members)
}

async function syncAll(members: ClassicMemberClient[]): Promise<void> {
  const assignments = Object.fromEntries(members.map(({ memberId }) => [memberId, `for ${memberId}`]))
  const syncs = await Promise.all(members.map((member) => member.sync(assignments)))
  syncs.forEach((response, i) => {
    assert.equal(response.errorCode, ErrorCode.NONE)
    assert.equal(response.assignment.toString(), `for ${members[i]!.memberId}`)
  })
}

async function errorsOf(members: ClassicMemberClient[]): Promise<number[]> {
  return (await Promise.all(members.map((member) => member.heartbeat()))).map(({ errorCode }) => errorCode)
}

async function stateOf(bench: CoordinatorBench, groupId = 'g'): Promise<string> {
  const { groups } = await bench.coordinator.listGroups({ clientId: '', clientHost: '' }, { statesFilter: [], typesFilter: [] })
  return groups.find((group) => group.groupId === groupId)?.groupState ?? 'none'
}

/** Beats every two seconds for all members while time passes. */
async function beat(bench: CoordinatorBench, members: ClassicMemberClient[], ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 2_000) {
    await bench.time.advance(Math.min(2_000, ms - passed))
    await Promise.all(members.map((member) => member.heartbeat()))
  }
}

test('members that come within the initial delay form one generation, and only the leader sees the list', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b, c] = [bench.member('g', { clientId: 'a' }), bench.member('g', { clientId: 'b' }), bench.member('g', { clientId: 'c' })]
  const joins = [a, b, c].map((member) => member.join())
  await bench.time.advance(2_999)
  assert.equal(await stateOf(bench), 'PreparingRebalance')
  await bench.time.advance(3_001)
  const responses = await Promise.all(joins)
  assert.deepEqual(responses.map((response) => response.generationId), [1, 1, 1])
  assert.deepEqual(responses.map((response) => response.members.length), [3, 0, 0])
  assert.deepEqual(new Set(responses.map((response) => response.leader)), new Set([a.memberId]))
  assert.match(a.memberId, /^a-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(responses[0]!.protocolName, 'range')
  assert.equal(await stateOf(bench), 'CompletingRebalance')
  await syncAll([b, c, a])
  assert.equal(await stateOf(bench), 'Stable')
  assert.deepEqual(await errorsOf([a, b, c]), [0, 0, 0])
})

test('the initial delay is prolonged while members keep coming, at most to the rebalance timeout', async () => {
  const bench = await CoordinatorBench.start()
  const options = { rebalanceTimeoutMs: 10_000 }
  const first = bench.member('g', options).join()
  for (let i = 0; i < 4; i++) {
    await bench.time.advance(2_400)
    void bench.member('g', options).join()
    await bench.time.advance(0)
  }
  // Portions end at 3, 6, 9 and 10 s; somebody came in each.
  assert.equal((await Promise.race([first, Promise.resolve('still waiting')])) as unknown, 'still waiting')
  await bench.time.advance(400)
  assert.equal((await first).generationId, 1)
  const alone = await CoordinatorBench.start()
  const only = alone.member('g').join()
  await alone.time.advance(3_000)
  assert.equal((await only).generationId, 1)
})

test('a member without an id is told one first (v4 and later), and forgotten when it does not return within its session', async () => {
  const bench = await CoordinatorBench.start()
  const member = bench.member('g')
  assert.equal((await member.joinOnce()).errorCode, ErrorCode.MEMBER_ID_REQUIRED)
  await bench.time.advance(10_001)
  assert.equal((await member.joinOnce()).errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
  const old = bench.member('g', { version: 3 })
  const joined = old.joinOnce()
  await bench.time.advance(3_000)
  assert.equal((await joined).errorCode, ErrorCode.NONE)
})

test('a further member makes all join again, and a member that does not is out after the rebalance timeout', async () => {
  const bench = await CoordinatorBench.start()
  const options = { rebalanceTimeoutMs: 5_000 }
  const [a, b, c] = [bench.member('g', options), bench.member('g', options), bench.member('g', options)]
  await stabilize(bench, [a, b])
  const joining = c.join()
  await bench.time.advance(0)
  assert.deepEqual(await errorsOf([a, b]), [ErrorCode.REBALANCE_IN_PROGRESS, ErrorCode.REBALANCE_IN_PROGRESS])
  const again = b.join()
  await bench.time.advance(4_999)
  assert.equal(await stateOf(bench), 'PreparingRebalance')
  await bench.time.advance(1)
  // The leader did not come back: the first that did leads now.
  const responses = await Promise.all([joining, again])
  assert.deepEqual(responses.map((response) => response.leader), [b.memberId, b.memberId])
  assert.deepEqual(responses[1]!.members.map(({ memberId }) => memberId).sort(), [b.memberId, c.memberId].sort())
  await syncAll([b, c])
  assert.deepEqual(await errorsOf([a, b, c]), [ErrorCode.UNKNOWN_MEMBER_ID, 0, 0])
})

test('when all have joined again the generation is complete at once', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b, c] = [bench.member('g'), bench.member('g'), bench.member('g')]
  await stabilize(bench, [a, b])
  const joins = [c.join(), a.join(), b.join()]
  await bench.time.advance(0)
  assert.deepEqual((await Promise.all(joins)).map(({ generationId }) => generationId), [2, 2, 2])
})

test('a session that ends takes the member out and makes the others join again', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b] = [bench.member('g'), bench.member('g')]
  await stabilize(bench, [a, b])
  await beat(bench, [a], 10_000)
  assert.deepEqual(await errorsOf([a]), [ErrorCode.REBALANCE_IN_PROGRESS])
  assert.equal((await a.join()).members.length, 1)
  assert.deepEqual(await errorsOf([b]), [ErrorCode.UNKNOWN_MEMBER_ID])
  assert.deepEqual(bench.events.filter((event) => event.type === 'rebalance-started').map(({ cause }) => cause.trigger), [
    'member-joined',
    'member-joined',
    'session-timeout',
  ])
})

test('the last member that leaves empties the group, one generation later', async () => {
  const bench = await CoordinatorBench.start()
  const member = bench.member('g')
  await stabilize(bench, [member])
  assert.equal((await member.leave('done')).errorCode, ErrorCode.NONE)
  assert.equal(await stateOf(bench), 'Empty')
  const last = bench.records().at(-1)!
  assert.equal(last.value?.type, 'GroupMetadataValue')
  assert.ok(last.value?.type === 'GroupMetadataValue')
  assert.deepEqual({ ...last.value.data, currentStateTimestamp: 0 }, { protocolType: 'consumer', generation: 2, protocol: null, leader: null, currentStateTimestamp: 0, members: [] })
  assert.equal(last.value.version, 3)
  const started = bench.events.filter((event) => event.type === 'rebalance-started')
  assert.equal(started.at(-1)!.cause.clientReason, 'done')
})

test('leaving: a batch answers per member, an administrator may name a static member by its instance alone', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b, s] = [bench.member('g'), bench.member('g'), bench.member('g', { groupInstanceId: 's1' })]
  await stabilize(bench, [a, b, s])
  const leaving = [
    { memberId: a.memberId, groupInstanceId: null, reason: null },
    { memberId: 'nobody', groupInstanceId: null, reason: null },
    { memberId: '', groupInstanceId: 's1', reason: 'removed by hand' },
    { memberId: 'other', groupInstanceId: 's1', reason: null },
  ]
  const response = await bench.coordinator.leaveGroup(a.context, newLeaveGroupRequest({ groupId: 'g', members: leaving }), 5)
  assert.deepEqual(response.members.map(({ errorCode }) => errorCode), [0, ErrorCode.UNKNOWN_MEMBER_ID, 0, ErrorCode.UNKNOWN_MEMBER_ID])
  assert.equal(await stateOf(bench), 'PreparingRebalance')
  const old = await bench.coordinator.leaveGroup(a.context, newLeaveGroupRequest({ groupId: 'g', memberId: 'nobody' }), 2)
  assert.equal(old.errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
})

test('the protocol is what all support and most prefer', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b, c] = [
    bench.member('g', { protocolNames: ['sticky', 'range', 'roundrobin'] }),
    bench.member('g', { protocolNames: ['roundrobin', 'range'] }),
    bench.member('g', { protocolNames: ['range', 'roundrobin'] }),
  ]
  const joins = [a, b, c].map((member) => member.join())
  await bench.time.advance(6_000)
  assert.equal((await joins[0]!).protocolName, 'range')
  const odd = await bench.member('g', { protocolNames: ['own'] }).join()
  assert.equal(odd.errorCode, ErrorCode.INCONSISTENT_GROUP_PROTOCOL)
  const connect = await bench.member('g', { protocolType: 'connect', protocolNames: ['range'] }).join()
  assert.equal(connect.errorCode, ErrorCode.INCONSISTENT_GROUP_PROTOCOL)
  const none = await bench.member('g2', { protocolNames: [] }).join()
  assert.equal(none.errorCode, ErrorCode.INCONSISTENT_GROUP_PROTOCOL)
  assert.equal(await stateOf(bench, 'g2'), 'none')
})

test('joining again: a follower with nothing new gets the generation that is, a leader or a changed subscription makes a new one', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b] = [bench.member('g'), bench.member('g')]
  await stabilize(bench, [a, b])
  const same = await b.join()
  assert.deepEqual([same.errorCode, same.generationId, same.members.length], [0, 1, 0])
  assert.equal(await stateOf(bench), 'Stable')
  b.topics = ['orders', 'bills']
  void b.join()
  await bench.time.advance(0)
  assert.equal(await stateOf(bench), 'PreparingRebalance')
  assert.equal((await a.join()).generationId, 2)
  await bench.time.advance(0)
  await syncAll([a, b])
  void a.join()
  await bench.time.advance(0)
  assert.equal(await stateOf(bench), 'PreparingRebalance')
  const causes = bench.events.flatMap((event) => (event.type === 'rebalance-started' ? [event.cause.trigger] : []))
  assert.deepEqual(causes.slice(2), ['subscription-changed', 'leader-rejoined'])
})

test('a lost JoinGroup answer is given again while the assignment is awaited', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b] = [bench.member('g'), bench.member('g')]
  const joins = [a.join(), b.join()]
  await bench.time.advance(6_000)
  await Promise.all(joins)
  const again = await a.join()
  assert.deepEqual([again.errorCode, again.generationId, again.members.length], [0, 1, 2])
  assert.equal(await stateOf(bench), 'CompletingRebalance')
})

test('members that never ask for their assignment are taken out after the rebalance timeout', async () => {
  const bench = await CoordinatorBench.start()
  const options = { rebalanceTimeoutMs: 6_000 }
  const [a, b] = [bench.member('g', options), bench.member('g', options)]
  const joins = [a.join(), b.join()]
  await bench.time.advance(6_000)
  await Promise.all(joins)
  const waiting = b.sync()
  await beat(bench, [a, b], 6_000)
  assert.equal((await waiting).errorCode, ErrorCode.REBALANCE_IN_PROGRESS)
  assert.deepEqual(await errorsOf([a, b]), [ErrorCode.UNKNOWN_MEMBER_ID, ErrorCode.REBALANCE_IN_PROGRESS])
  assert.equal((await b.join()).leader, b.memberId)
})

test('errors of SyncGroup and Heartbeat, in the order in which they are looked for', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b] = [bench.member('g'), bench.member('g')]
  await stabilize(bench, [a, b])
  for (const generationId of [7, 0]) assert.equal((await a.sync({}, { generationId })).errorCode, ErrorCode.ILLEGAL_GENERATION)
  assert.equal((await a.sync({}, { protocolName: 'own' })).errorCode, ErrorCode.INCONSISTENT_GROUP_PROTOCOL)
  assert.equal((await Object.assign(bench.member('g'), { memberId: 'x', generationId: 1 }).sync()).errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
  assert.equal((await Object.assign(bench.member('none'), { memberId: 'x', generationId: 1 }).sync()).errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
  assert.equal((await Object.assign(bench.member('none'), { memberId: 'x' }).heartbeat()).errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
  const old = await bench.coordinator.heartbeat(a.context, newHeartbeatRequest({ groupId: 'g', memberId: a.memberId, generationId: 0 }), 4)
  assert.equal(old.errorCode, ErrorCode.ILLEGAL_GENERATION)
  assert.equal((await bench.member('').join()).errorCode, ErrorCode.INVALID_GROUP_ID)
  assert.equal((await bench.member('g', { sessionTimeoutMs: 5_999 }).join()).errorCode, ErrorCode.INVALID_SESSION_TIMEOUT)
  assert.equal((await bench.member('g', { sessionTimeoutMs: 1_800_001 }).join()).errorCode, ErrorCode.INVALID_SESSION_TIMEOUT)
  assert.equal((await bench.member('g').joinOnce({ memberId: 'ghost' })).errorCode, ErrorCode.UNKNOWN_MEMBER_ID)
})

test('group.max.size refuses the member too many, before and after the rebalance', async () => {
  const bench = await CoordinatorBench.start({ config: { groupMaxSize: 2 } })
  const [a, b] = [bench.member('g'), bench.member('g')]
  await stabilize(bench, [a, b], 6_000)
  const c = bench.member('g')
  assert.equal((await c.join()).errorCode, ErrorCode.GROUP_MAX_SIZE_REACHED)
  assert.equal(await stateOf(bench), 'Stable')
  assert.deepEqual(await errorsOf([a, b]), [0, 0])
})

test('a static member that is back within its session keeps its assignment, and nobody rebalances', async () => {
  const bench = await CoordinatorBench.start()
  const [leader, s] = [bench.member('g'), bench.member('g', { groupInstanceId: 's1' })]
  await stabilize(bench, [leader, s])
  const oldId = s.memberId
  await beat(bench, [leader], 8_000)
  const back = bench.member('g', { groupInstanceId: 's1' })
  const response = await back.join()
  assert.deepEqual([response.errorCode, response.generationId, response.skipAssignment, response.members.length], [0, 1, false, 0])
  assert.notEqual(back.memberId, oldId)
  assert.match(back.memberId, /^s1-/)
  assert.equal((await back.sync()).assignment.toString(), `for ${oldId}`)
  assert.equal(await stateOf(bench), 'Stable')
  assert.deepEqual(await errorsOf([leader, back]), [0, 0])
  // The older self is fenced wherever it turns up.
  assert.deepEqual(await errorsOf([s]), [ErrorCode.FENCED_INSTANCE_ID])
  assert.equal((await s.join()).errorCode, ErrorCode.FENCED_INSTANCE_ID)
  assert.equal((await s.sync()).errorCode, ErrorCode.FENCED_INSTANCE_ID)
  // Its session counts from its return, not from its older self's last beat.
  await beat(bench, [leader, back], 20_000)
  assert.deepEqual(await errorsOf([leader, back]), [0, 0])
})

test('a static leader that is back is told to skip the assignment (v9), or shown the old leader (before)', async () => {
  const bench = await CoordinatorBench.start()
  const [leader, other] = [bench.member('g', { groupInstanceId: 's1' }), bench.member('g')]
  await stabilize(bench, [leader, other])
  const back = bench.member('g', { groupInstanceId: 's1' })
  const response = await back.join()
  assert.deepEqual([response.skipAssignment, response.leader, response.members.length], [true, back.memberId, 2])
  const older = bench.member('g', { groupInstanceId: 's1', version: 8 })
  const shown = await older.join()
  assert.deepEqual([shown.skipAssignment, shown.leader, shown.members.length], [false, back.memberId, 0])
  assert.equal(await stateOf(bench), 'Stable')
})

test('a second holder of an instance id fences the one whose JoinGroup is parked', async () => {
  const bench = await CoordinatorBench.start()
  const first = bench.member('g', { groupInstanceId: 's1' })
  const parked = first.join()
  await bench.time.advance(100)
  const second = bench.member('g', { groupInstanceId: 's1' })
  const joined = second.join()
  await bench.time.advance(0)
  assert.equal((await parked).errorCode, ErrorCode.FENCED_INSTANCE_ID)
  await bench.time.advance(6_000)
  assert.equal((await joined).errorCode, ErrorCode.NONE)
})

test('an absent static member holds its place through a rebalance until its session ends', async () => {
  const bench = await CoordinatorBench.start()
  const options = { rebalanceTimeoutMs: 4_000, sessionTimeoutMs: 30_000 }
  const [a, s, c] = [bench.member('g', options), bench.member('g', { ...options, groupInstanceId: 's1' }), bench.member('g', options)]
  await stabilize(bench, [a, s])
  const joins = [c.join(), a.join()]
  await bench.time.advance(4_000)
  const responses = await Promise.all(joins)
  assert.equal(responses[1]!.members.length, 3)
  assert.equal(responses[1]!.members.find(({ groupInstanceId }) => groupInstanceId === 's1')?.memberId, s.memberId)
})

test('members, generation and assignment survive a restart of the coordinator', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b] = [bench.member('g'), bench.member('g', { groupInstanceId: 's1' })]
  await stabilize(bench, [a, b])
  const before = await bench.coordinator.describeGroups(a.context, { groups: ['g'], includeAuthorizedOperations: false }, 6)
  await bench.load()
  const after = await bench.coordinator.describeGroups(a.context, { groups: ['g'], includeAuthorizedOperations: false }, 6)
  assert.deepEqual(after, before)
  assert.equal(before.groups[0]!.groupState, 'Stable')
  assert.deepEqual(await errorsOf([a, b]), [0, 0])
  // A follower that lost its connection joins with what it had: no rebalance.
  assert.equal((await b.join()).generationId, 1)
  assert.equal(await stateOf(bench), 'Stable')
  // Sessions run again from the load: also of who has not been heard since.
  await beat(bench, [a], 10_000)
  assert.equal(await stateOf(bench), 'PreparingRebalance')
  await bench.load()
  await beat(bench, [a], 9_000)
  assert.equal(await stateOf(bench), 'Stable')
  await beat(bench, [a], 1_000)
  assert.equal(await stateOf(bench), 'PreparingRebalance')
})

test('a rebalance that was under way is forgotten by a restart: the last generation stands', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b] = [bench.member('g'), bench.member('g')]
  await stabilize(bench, [a])
  const parked = b.join()
  await bench.time.advance(0)
  const old = bench.coordinator
  await bench.load()
  assert.equal((await parked).errorCode, ErrorCode.COORDINATOR_NOT_AVAILABLE)
  void old
  assert.equal(await stateOf(bench), 'Stable')
  assert.deepEqual(await errorsOf([a]), [0])
})

test('the leader is answered only when the assignment is committed, and all are told when it cannot be written', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b] = [bench.member('g'), bench.member('g')]
  const joins = [a.join(), b.join()]
  await bench.time.advance(6_000)
  await Promise.all(joins)
  bench.writer.failNext = ErrorCode.NOT_ENOUGH_REPLICAS
  const failed = await Promise.all([b.sync(), a.sync()])
  assert.deepEqual(failed.map(({ errorCode }) => errorCode), [ErrorCode.COORDINATOR_NOT_AVAILABLE, ErrorCode.COORDINATOR_NOT_AVAILABLE])
  assert.equal(await stateOf(bench), 'CompletingRebalance')
  bench.writer.holding = true
  const syncs = [b.sync(), a.sync()]
  let answered = false
  void syncs[1]!.then(() => (answered = true))
  await bench.time.advance(1_000)
  assert.equal(answered, false)
  bench.writer.release(OFFSETS, 0)
  assert.deepEqual((await Promise.all(syncs)).map(({ errorCode }) => errorCode), [0, 0])
  bench.writer.holding = false
  assert.equal(await stateOf(bench), 'Stable')
})

test('a member that was told of a failed assignment and does not come back holds the others up no longer than its rebalance timeout', async () => {
  const bench = await CoordinatorBench.start()
  const options = { rebalanceTimeoutMs: 6_000 }
  const [a, b] = [bench.member('g', options), bench.member('g', options)]
  const joins = [a.join(), b.join()]
  await bench.time.advance(6_000)
  await Promise.all(joins)
  bench.writer.failNext = ErrorCode.NOT_ENOUGH_REPLICAS
  await Promise.all([b.sync(), a.sync()])
  assert.equal((await a.sync()).errorCode, ErrorCode.NONE)
  assert.equal(await stateOf(bench), 'Stable')
  await beat(bench, [a, b], 6_000)
  assert.deepEqual(await errorsOf([a, b]), [ErrorCode.REBALANCE_IN_PROGRESS, ErrorCode.UNKNOWN_MEMBER_ID])
})

test('a generation that does not fit one record is refused, and the broker says which group, how much and which setting; then it works', async () => {
  const bench = await CoordinatorBench.start()
  const [a, b] = [bench.member('g'), bench.member('g')]
  const joins = [a.join(), b.join()]
  await bench.time.advance(6_000)
  await Promise.all(joins)
  bench.writer.maxBytes = 200
  // The error that Kafka has for it.
  const failed = await Promise.all([b.sync(), a.sync()])
  assert.deepEqual(failed.map(({ errorCode }) => errorCode), [ErrorCode.UNKNOWN_SERVER_ERROR, ErrorCode.UNKNOWN_SERVER_ERROR])
  const line = bench.logLines.find((text) => text.includes('append failed'))
  assert.match(line!, /group g: a generation is one record, and that of 2 members takes \d+ bytes, while max\.message\.bytes of __consumer_offsets is 200: raise it for that topic/)
  assert.equal(await stateOf(bench), 'CompletingRebalance')
  bench.writer.maxBytes = 1_048_588
  assert.deepEqual((await Promise.all([b.sync(), a.sync()])).map(({ errorCode }) => errorCode), [0, 0])
})

test('a first join that cannot be written leaves no group behind', async () => {
  const bench = await CoordinatorBench.start()
  bench.writer.failNext = ErrorCode.NOT_LEADER_OR_FOLLOWER
  assert.equal((await bench.member('g').join()).errorCode, ErrorCode.NOT_COORDINATOR)
  assert.equal(await stateOf(bench), 'none')
})

test('a static return that cannot be written leaves the old member as it was', async () => {
  const bench = await CoordinatorBench.start()
  const [a, s] = [bench.member('g'), bench.member('g', { groupInstanceId: 's1' })]
  await stabilize(bench, [a, s])
  bench.writer.failNext = ErrorCode.NOT_ENOUGH_REPLICAS
  assert.equal((await bench.member('g', { groupInstanceId: 's1' }).join()).errorCode, ErrorCode.COORDINATOR_NOT_AVAILABLE)
  assert.deepEqual(await errorsOf([a, s]), [0, 0])
})

test('a reply that waits too long for the high watermark is an error', async () => {
  const bench = await CoordinatorBench.start()
  bench.writer.holding = true
  const answer = bench.member('g').join()
  await bench.time.advance(5_000)
  assert.equal((await answer).errorCode, ErrorCode.COORDINATOR_NOT_AVAILABLE)
})

test('a coordinator that moves away fails everything parked, and a request elsewhere is refused', async () => {
  const bench = await CoordinatorBench.start({ config: { offsetsTopicNumPartitions: 2 } })
  const groupId = bench.coordinator.partitionFor('g') === 0 ? 'g' : 'h'
  assert.equal(bench.coordinator.partitionFor(groupId), 0)
  const parked = bench.member(groupId).join()
  await bench.time.advance(0)
  bench.coordinator.onResignation(0)
  assert.equal((await parked).errorCode, ErrorCode.NOT_COORDINATOR)
  assert.equal((await bench.member(groupId).join()).errorCode, ErrorCode.NOT_COORDINATOR)
})
