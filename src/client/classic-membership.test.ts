// The classic member as a conversation: what happens, what the machine says, what time it is. No network and no clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cooperativeStickyAssignor, rangeAssignor } from '../assignors/index.ts'
import type { Assignor, AssignorTopic } from '../assignors/index.ts'
import { ConnectionError } from '../core/errors.ts'
import { SeededRandom } from '../core/random.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { type HeartbeatRequest, newHeartbeatResponse } from '../protocol/generated/heartbeat.ts'
import { type JoinGroupRequest, type JoinGroupResponse, newJoinGroupResponse, newJoinGroupResponseMember } from '../protocol/generated/join-group.ts'
import type { LeaveGroupRequest } from '../protocol/generated/leave-group.ts'
import { newLeaveGroupResponse } from '../protocol/generated/leave-group.ts'
import { newConsumerProtocolAssignment } from '../protocol/generated/records/consumer-protocol-assignment.ts'
import { newSyncGroupResponse, type SyncGroupRequest } from '../protocol/generated/sync-group.ts'
import { decodeAssignment, decodeSubscription, encodeAssignment } from '../protocol/group-protocol.ts'
import { ClassicMembership } from './classic-membership.ts'
import type { ClassicMembershipOptions } from './classic-state.ts'
import type { MembershipEvent, MembershipOut } from './membership.ts'
import type { TopicPartition } from './record.ts'

class Scene {
  readonly member: ClassicMembership
  now = 0
  /** What the machine said and nobody has looked at yet. */
  out: MembershipOut[] = []
  wakeAt = 0

  constructor(options: Partial<ClassicMembershipOptions> = {}) {
    this.member = new ClassicMembership({
      groupId: 'g',
      groupInstanceId: undefined,
      sessionTimeoutMs: 45_000,
      heartbeatIntervalMs: 3_000,
      rebalanceTimeoutMs: 300_000,
      requestTimeoutMs: 30_000,
      retryBackoffMs: 100,
      retryBackoffMaxMs: 1_000,
      assignors: [rangeAssignor],
      rackId: '',
      random: new SeededRandom(1),
      ...options,
    })
  }

  poll(): void {
    const { out, wakeAt } = this.member.poll(this.now)
    this.out.push(...out.filter(({ type }) => type !== 'note'))
    this.wakeAt = wakeAt
  }

  tell(...events: MembershipEvent[]): this {
    for (const event of events) this.member.on(event, this.now)
    this.poll()
    return this
  }

  sleep(ms: number): this {
    this.now += ms
    this.poll()
    return this
  }

  /** The one thing the machine has said, which must be of this type. */
  expect<Type extends MembershipOut['type']>(type: Type): Extract<MembershipOut, { type: Type }> {
    assert.deepEqual(
      this.out.map(out => (out.type === 'send' ? out.api.name : out.type)),
      [type],
    )
    return this.out.shift() as Extract<MembershipOut, { type: Type }>
  }

  expectRequest<Request>(api: string, version = 9): Request {
    assert.deepEqual(
      this.out.map(out => (out.type === 'send' ? out.api.name : out.type)),
      [api],
    )
    return (this.out.shift() as Extract<MembershipOut, { type: 'send' }>).request(version) as Request
  }

  expectNothing(): void {
    assert.deepEqual(this.out, [])
  }

  heartbeatAnswer(errorCode: number = ErrorCode.NONE): this {
    return this.tell({ type: 'answered', api: 'Heartbeat', response: newHeartbeatResponse({ errorCode }) })
  }

  joinAnswer(response: Partial<JoinGroupResponse>): this {
    return this.tell({
      type: 'answered',
      api: 'JoinGroup',
      response: newJoinGroupResponse({ protocolType: 'consumer', protocolName: 'range', memberId: 'm1', ...response }),
    })
  }

  syncAnswer(partitions: number[], errorCode: number = ErrorCode.NONE): this {
    const assignedPartitions = partitions.length === 0 ? [] : [{ topic: 't', partitions }]
    const assignment = encodeAssignment(newConsumerProtocolAssignment({ assignedPartitions, userData: null }))
    this.tell({ type: 'answered', api: 'SyncGroup', response: newSyncGroupResponse({ errorCode, assignment }) })
    this.takeFirstBeat()
    return this
  }

  /** The generation's first heartbeat goes with its start: answers it, so that the scene can go on with what it is about. */
  takeFirstBeat(): void {
    const last = this.out.at(-1)
    if (last?.type !== 'send' || last.api.name !== 'Heartbeat') return
    this.out.pop()
    this.heartbeatAnswer()
  }

  /** Joins as a follower that gets these partitions of topic t, until Stable. */
  join(partitions: number[], generationId = 1): this {
    if (this.member.state === 'Idle') {
      this.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
      this.expect('findCoordinator')
      this.tell({ type: 'coordinatorFound' })
    }
    this.expectRequest('JoinGroup')
    this.joinAnswer({ generationId, leader: 'other', protocolName: this.protocolName })
    this.expectRequest('SyncGroup')
    this.syncAnswer(partitions)
    return this
  }

  protocolName = 'range'

  stable(partitions: number[], generationId = 1): this {
    this.join(partitions, generationId)
    this.expect('assign')
    this.tell({ type: 'done' })
    assert.equal(this.member.state, 'Stable')
    this.expectNothing()
    return this
  }
}

const t = (...partitions: number[]): TopicPartition[] => partitions.map(partition => ({ topic: 't', partition }))
const topics = (counts: Record<string, number>): ReadonlyMap<string, AssignorTopic> =>
  new Map(Object.entries(counts).map(([name, partitionCount]) => [name, { name, partitionCount }]))
const cooperative = (options: Partial<ClassicMembershipOptions> = {}): Scene => {
  const scene = new Scene({ assignors: [cooperativeStickyAssignor], ...options })
  scene.protocolName = 'cooperative-sticky'
  return scene
}

test('a leader: coordinator, member id first (KIP-394), JoinGroup, assignment, SyncGroup, heartbeats', () => {
  const s = new Scene({ rackId: 'r1' })
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  const first = s.expectRequest<JoinGroupRequest>('JoinGroup')
  assert.equal(first.memberId, '')
  assert.equal(first.reason, 'the member starts')
  assert.equal(first.sessionTimeoutMs, 45_000)
  assert.equal(first.rebalanceTimeoutMs, 300_000)
  s.joinAnswer({ errorCode: ErrorCode.MEMBER_ID_REQUIRED, memberId: 'm1' })
  const second = s.expectRequest<JoinGroupRequest>('JoinGroup')
  assert.equal(second.memberId, 'm1')
  assert.deepEqual(
    second.protocols.map(({ name }) => name),
    ['range'],
  )
  const subscription = decodeSubscription(second.protocols[0]!.metadata)
  assert.deepEqual(subscription.topics, ['t'])
  assert.equal(subscription.rackId, 'r1')
  assert.deepEqual(subscription.ownedPartitions, [])
  const members = ['m1', 'm2'].map(memberId => newJoinGroupResponseMember({ memberId, metadata: second.protocols[0]!.metadata }))
  s.joinAnswer({ generationId: 7, leader: 'm1', members })
  assert.deepEqual(s.expect('describeTopics').topics, ['t'])
  s.tell({ type: 'topics', topics: topics({ t: 3 }) })
  const sync = s.expectRequest<SyncGroupRequest>('SyncGroup')
  assert.equal(sync.generationId, 7)
  assert.deepEqual(
    sync.assignments.map(({ memberId, assignment }) => [memberId, decodeAssignment(assignment).assignedPartitions[0]!.partitions]),
    [
      ['m1', [0, 1]],
      ['m2', [2]],
    ],
  )
  s.syncAnswer([0, 1])
  assert.deepEqual(s.expect('assign').partitions, t(0, 1))
  s.tell({ type: 'done' })
  assert.equal(s.member.isStable, true)
  assert.equal(s.wakeAt, 3_000)
  s.sleep(2_999).expectNothing()
  s.sleep(1).expectRequest('Heartbeat')
  s.sleep(3_000).expectNothing()
  s.heartbeatAnswer()
  s.expectRequest('Heartbeat', 4)
})

test('the first heartbeat goes with the assignment, so that a broker that holds its answer can tell of the next rebalance at once', () => {
  const s = cooperative()
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  s.expectRequest('JoinGroup')
  s.joinAnswer({ generationId: 5, leader: 'other', protocolName: 'cooperative-sticky' })
  s.expectRequest('SyncGroup')
  const assignment = encodeAssignment(newConsumerProtocolAssignment({ assignedPartitions: [{ topic: 't', partitions: [0] }], userData: null }))
  s.tell({ type: 'answered', api: 'SyncGroup', response: newSyncGroupResponse({ assignment }) })
  const beat = s.out.pop()
  assert.ok(beat?.type === 'send' && (beat.request(4) as HeartbeatRequest).generationId === 5)
  s.expect('assign')
  s.tell({ type: 'done' })
  // Its answer is held: a few milliseconds later the next change begins, and the member joins for it.
  s.sleep(5).expectNothing()
  s.heartbeatAnswer(ErrorCode.REBALANCE_IN_PROGRESS)
  s.expectRequest('JoinGroup')
})

test('eager: everything is given up before the group is joined again, with heartbeats all the while', () => {
  const s = new Scene().stable([0, 1])
  s.sleep(3_000).expectRequest('Heartbeat')
  s.heartbeatAnswer(ErrorCode.REBALANCE_IN_PROGRESS)
  assert.deepEqual(s.expect('revoke').partitions, t(0, 1))
  assert.equal(s.member.state, 'Revoking')
  s.sleep(3_000).expectRequest('Heartbeat')
  s.heartbeatAnswer(ErrorCode.REBALANCE_IN_PROGRESS).expectNothing()
  s.tell({ type: 'done' })
  const join = s.expectRequest<JoinGroupRequest>('JoinGroup')
  assert.equal(join.memberId, 'm1')
  assert.equal(join.reason, 'the group rebalances')
  s.joinAnswer({ generationId: 2, leader: 'other' })
  s.expectRequest('SyncGroup')
  s.syncAnswer([1])
  assert.deepEqual(s.expect('assign').partitions, t(1))
})

test('cooperative: nothing is given up before the join; then only what moves, and one more rebalance frees it', () => {
  const s = cooperative().stable([0, 1])
  s.sleep(3_000).expectRequest('Heartbeat')
  s.heartbeatAnswer(ErrorCode.REBALANCE_IN_PROGRESS)
  const join = s.expectRequest<JoinGroupRequest>('JoinGroup')
  const subscription = decodeSubscription(join.protocols[0]!.metadata)
  assert.deepEqual(subscription.ownedPartitions, [{ topic: 't', partitions: [0, 1] }])
  assert.equal(subscription.generationId, 1)
  s.joinAnswer({ generationId: 2, leader: 'other', protocolName: 'cooperative-sticky' })
  s.expectRequest('SyncGroup')
  s.syncAnswer([0, 2])
  assert.deepEqual(s.expect('revoke').partitions, t(1))
  assert.equal(s.member.state, 'Reconciling')
  s.tell({ type: 'done' })
  assert.deepEqual(s.expect('assign').partitions, t(2))
  s.tell({ type: 'done' })
  const again = s.expectRequest<JoinGroupRequest>('JoinGroup')
  assert.equal(again.reason, '1 partitions were released for other members')
  assert.deepEqual(decodeSubscription(again.protocols[0]!.metadata).ownedPartitions, [{ topic: 't', partitions: [0, 2] }])
})

test('an unknown member loses its partitions and joins under a new id; a stale generation keeps the id', () => {
  for (const [errorCode, memberId] of [
    [ErrorCode.UNKNOWN_MEMBER_ID, ''],
    [ErrorCode.ILLEGAL_GENERATION, 'm1'],
  ] as const) {
    const s = cooperative().stable([0])
    s.sleep(3_000).expectRequest('Heartbeat')
    s.heartbeatAnswer(errorCode)
    assert.deepEqual(s.expect('lose').partitions, t(0))
    assert.equal(s.member.identity.generationIdOrMemberEpoch, -1, 'nothing can be committed any more')
    s.sleep(10_000).expectNothing()
    s.tell({ type: 'done' })
    const join = s.expectRequest<JoinGroupRequest>('JoinGroup')
    assert.equal(join.memberId, memberId)
    assert.deepEqual(decodeSubscription(join.protocols[0]!.metadata).ownedPartitions, [])
  }
})

test('the membership is lost while partitions are being given up: the rest is lost, then the group is joined', () => {
  const s = cooperative().stable([0, 1])
  s.sleep(3_000).expectRequest('Heartbeat')
  s.heartbeatAnswer(ErrorCode.REBALANCE_IN_PROGRESS)
  s.expectRequest('JoinGroup')
  s.joinAnswer({ generationId: 2, leader: 'other', protocolName: 'cooperative-sticky' })
  s.expectRequest('SyncGroup')
  s.syncAnswer([0])
  s.expect('revoke')
  s.sleep(3_000).expectRequest('Heartbeat')
  s.heartbeatAnswer(ErrorCode.UNKNOWN_MEMBER_ID).expectNothing()
  s.tell({ type: 'done' })
  assert.deepEqual(s.expect('lose').partitions, t(0))
  s.tell({ type: 'done' })
  s.expectRequest('JoinGroup')
})

test('a coordinator that moves costs no rebalance: it is found again and the heartbeats go on in the same generation', () => {
  const s = new Scene().stable([0])
  s.sleep(3_000).expectRequest('Heartbeat')
  s.heartbeatAnswer(ErrorCode.NOT_COORDINATOR)
  s.expect('forgetCoordinator')
  s.sleep(200)
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFailed', error: new ConnectionError('refused') }).sleep(2_000)
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' }).sleep(3_000)
  const heartbeat = s.expectRequest<{ generationId: number; memberId: string }>('Heartbeat', 4)
  assert.equal(heartbeat.generationId, 1)
  assert.equal(heartbeat.memberId, 'm1')
  s.heartbeatAnswer()
  assert.equal(s.member.isStable, true)
})

test('a connection that breaks during JoinGroup or SyncGroup leads to another try under the same id', () => {
  const s = new Scene()
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  s.expectRequest('JoinGroup')
  s.joinAnswer({ errorCode: ErrorCode.MEMBER_ID_REQUIRED, memberId: 'm1' })
  s.expectRequest('JoinGroup')
  s.tell({ type: 'failed', api: 'JoinGroup', error: new ConnectionError('reset') })
  s.expect('forgetCoordinator')
  s.sleep(2_000)
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' }).sleep(2_000)
  const join = s.expectRequest<JoinGroupRequest>('JoinGroup')
  assert.equal(join.memberId, 'm1')
  s.joinAnswer({ generationId: 1, leader: 'other' })
  s.expectRequest('SyncGroup')
  s.syncAnswer([], ErrorCode.REBALANCE_IN_PROGRESS)
  assert.equal(s.expectRequest<JoinGroupRequest>('JoinGroup').reason, 'the group rebalances again')
})

test('what must not rebalance: the same subscription again, and metadata seen by a follower', () => {
  const s = new Scene().stable([0])
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'again' }, { type: 'topics', topics: topics({ t: 99 }) }, { type: 'metadata' })
  s.expectNothing()
  assert.equal(s.member.isStable, true)
})

test('the leader has the group rebalance when a topic gets partitions, appears or goes, and says which', () => {
  const changes: [Record<string, number>, string][] = [
    [{ t: 4 }, 'topic t now has 4 partitions instead of 3'],
    [{ t: 3, u: 1 }, 'topic u has appeared'],
    [{}, 'topic t is gone'],
  ]
  for (const [after, reason] of changes) {
    const s = leading()
    s.syncAnswer([0, 1, 2])
    s.expect('assign')
    s.tell({ type: 'done' }, { type: 'topics', topics: topics({ t: 3 }) })
    s.expectNothing()
    s.tell({ type: 'topics', topics: topics(after) })
    assert.equal(s.expectRequest<JoinGroupRequest>('JoinGroup').reason, reason)
  }
})

test('topics that change while the leader waits for its SyncGroup are rebalanced for once the assignment is taken', () => {
  const s = leading()
  s.tell({ type: 'topics', topics: topics({ t: 4 }) })
  s.expectNothing()
  s.syncAnswer([0, 1, 2])
  s.expect('assign')
  s.tell({ type: 'done' })
  assert.equal(s.expectRequest<JoinGroupRequest>('JoinGroup').reason, 'topic t now has 4 partitions instead of 3')
})

/** A leader that has assigned the three partitions of topic t and waits for the answer to its SyncGroup. */
function leading(): Scene {
  const s = cooperative()
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  s.expectRequest('JoinGroup')
  s.joinAnswer({ generationId: 1, leader: 'm1', protocolName: 'cooperative-sticky', members: [memberOf('m1')] })
  s.expect('describeTopics')
  s.tell({ type: 'topics', topics: topics({ t: 3 }) })
  s.expectRequest('SyncGroup')
  return s
}

function memberOf(memberId: string): ReturnType<typeof newJoinGroupResponseMember> {
  const s = cooperative()
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  return newJoinGroupResponseMember({ memberId, metadata: s.expectRequest<JoinGroupRequest>('JoinGroup').protocols[0]!.metadata })
}

test('a new subscription is joined for, with its reason', () => {
  const s = new Scene().stable([0])
  s.tell({ type: 'subscribed', topics: ['t', 'u'], reason: 'the subscription has changed' })
  assert.equal(s.expect('revoke').reason, 'the subscription has changed')
  s.tell({ type: 'done' })
  const join = s.expectRequest<JoinGroupRequest>('JoinGroup')
  assert.deepEqual(decodeSubscription(join.protocols[0]!.metadata).topics, ['t', 'u'])
  assert.equal(join.reason, 'the subscription has changed')
})

test('an application that is overdue: the member leaves and says why, loses its partitions, and is back when the application is', () => {
  const s = new Scene().stable([0])
  s.tell({ type: 'processingExpired' })
  assert.deepEqual(
    s.out.map(out => (out.type === 'send' ? out.api.name : out.type)),
    ['LeaveGroup', 'lose'],
  )
  const leave = (s.out.shift() as Extract<MembershipOut, { type: 'send' }>).request(5) as LeaveGroupRequest
  assert.deepEqual(
    leave.members.map(({ memberId, reason }) => [memberId, reason]),
    [['m1', 'the application took longer than maxPollIntervalMs']],
  )
  s.expect('lose')
  s.tell({ type: 'done' }, { type: 'answered', api: 'LeaveGroup', response: newLeaveGroupResponse() })
  assert.equal(s.member.state, 'Expired')
  s.sleep(60_000).expectNothing()
  s.tell({ type: 'processingResumed' })
  assert.equal(s.expectRequest<JoinGroupRequest>('JoinGroup').memberId, '')
})

test('an answer to JoinGroup that comes after the member has left is not taken for the next one', () => {
  const s = new Scene().stable([])
  s.tell({ type: 'rejoin', reason: 'test' })
  s.expectRequest('JoinGroup')
  s.tell({ type: 'processingExpired' })
  s.expectRequest('LeaveGroup', 5)
  s.tell({ type: 'processingResumed' })
  s.expectRequest('JoinGroup')
  s.joinAnswer({ generationId: 9, leader: 'other', memberId: 'stale' }).expectNothing()
  s.tell({ type: 'answered', api: 'LeaveGroup', response: newLeaveGroupResponse() }).expectNothing()
  s.joinAnswer({ generationId: 10, leader: 'other', memberId: 'm2' })
  s.expectRequest('SyncGroup')
  assert.equal(s.member.identity.memberId, 'm2')
})

test('a static member does not leave when the application is overdue or the consumer is closed, unless it is asked to', () => {
  const overdue = new Scene({ groupInstanceId: 'i1' }).stable([0])
  overdue.tell({ type: 'processingExpired' })
  overdue.expect('lose')

  const closed = new Scene({ groupInstanceId: 'i1' }).stable([0])
  closed.tell({ type: 'close', leaveGroup: false, reason: 'closed' })
  closed.expect('closed')

  const leaving = new Scene({ groupInstanceId: 'i1' }).stable([0])
  leaving.tell({ type: 'close', leaveGroup: true, reason: 'closed' })
  assert.equal(leaving.expectRequest<LeaveGroupRequest>('LeaveGroup', 5).members[0]!.groupInstanceId, 'i1')
  leaving.tell({ type: 'answered', api: 'LeaveGroup', response: newLeaveGroupResponse() })
  leaving.expect('closed')
})

test('close in the middle of a rebalance leaves all the same', () => {
  const s = new Scene().stable([])
  s.tell({ type: 'rejoin', reason: 'test' })
  s.expectRequest('JoinGroup')
  s.tell({ type: 'close', leaveGroup: true, reason: 'the consumer is closed' })
  s.expectRequest('LeaveGroup', 5)
  s.joinAnswer({ generationId: 2, leader: 'other' }).expectNothing()
  s.tell({ type: 'answered', api: 'LeaveGroup', response: newLeaveGroupResponse() })
  s.expect('closed')
})

test('what only people can cure ends the membership with words, and the partitions are lost', () => {
  const cases: [number, string, RegExp][] = [
    [ErrorCode.FENCED_INSTANCE_ID, 'FENCED_INSTANCE_ID', /another consumer of group g has taken over groupInstanceId 'i1'/],
    [ErrorCode.GROUP_AUTHORIZATION_FAILED, 'GROUP_AUTHORIZATION_FAILED', /Heartbeat of group g/],
  ]
  for (const [errorCode, code, message] of cases) {
    const s = new Scene({ groupInstanceId: 'i1' }).stable([0])
    s.sleep(3_000).expectRequest('Heartbeat')
    s.heartbeatAnswer(errorCode)
    assert.deepEqual(
      s.out.map(({ type }) => type),
      ['lose', 'fail'],
    )
    const { error } = s.out[1] as Extract<MembershipOut, { type: 'fail' }>
    assert.match(error.message, message)
    assert.equal((error as { code?: string }).code, code)
    s.out.length = 0
    s.tell({ type: 'done' }).sleep(60_000).expectNothing()
  }
  const s = new Scene()
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  s.expectRequest('JoinGroup')
  s.joinAnswer({ errorCode: ErrorCode.INCONSISTENT_GROUP_PROTOCOL })
  assert.match(s.expect('fail').error.message, /no assignor in common with this one \(range\)/)
})

test('an assignor that throws, and a subscription or assignment that cannot be read, are errors with a cause', () => {
  const failing: Assignor = {
    name: 'range',
    assign: () => {
      throw new Error('bad luck')
    },
  }
  const leader = (assignors: Assignor[], metadata: Buffer): Scene => {
    const s = new Scene({ assignors })
    s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
    s.expect('findCoordinator')
    s.tell({ type: 'coordinatorFound' })
    s.expectRequest('JoinGroup')
    return s.joinAnswer({ generationId: 1, leader: 'm1', members: [newJoinGroupResponseMember({ memberId: 'm1', metadata })] })
  }
  const s = leader([failing], memberOf('m1').metadata)
  s.expect('describeTopics')
  s.tell({ type: 'topics', topics: topics({ t: 1 }) })
  assert.match(s.expect('fail').error.message, /the assignor range of group g failed: bad luck/)
  assert.match(leader([rangeAssignor], Buffer.from('poison')).expect('fail').error.message, /a subscription that cannot be read/)
  const follower = new Scene()
  follower.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
  follower.expect('findCoordinator')
  follower.tell({ type: 'coordinatorFound' })
  follower.expectRequest('JoinGroup')
  follower.joinAnswer({ generationId: 1, leader: 'other' })
  follower.expectRequest('SyncGroup')
  follower.tell({ type: 'answered', api: 'SyncGroup', response: newSyncGroupResponse({ assignment: Buffer.from('00017fffffff', 'hex') }) })
  assert.match(follower.expect('fail').error.message, /the assignment from the leader of group g cannot be read/)
})

test('a member that the leader left out gets nothing and stays in the group', () => {
  const s = new Scene()
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  s.expectRequest('JoinGroup')
  s.joinAnswer({ generationId: 1, leader: 'other' })
  s.expectRequest('SyncGroup')
  s.tell({ type: 'answered', api: 'SyncGroup', response: newSyncGroupResponse({ assignment: Buffer.alloc(0) }) })
  s.takeFirstBeat()
  assert.deepEqual(s.expect('assign').partitions, [])
  s.tell({ type: 'done' })
  assert.equal(s.member.isStable, true)
})

test('KIP-814: a static leader that comes back assigns nothing anew, but watches the topics', () => {
  const s = new Scene({ groupInstanceId: 'i1' })
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  s.expectRequest('JoinGroup')
  s.joinAnswer({ generationId: 5, leader: 'm1', skipAssignment: true, members: [memberOf('m1')] })
  s.expect('describeTopics')
  s.tell({ type: 'topics', topics: topics({ t: 2 }) })
  assert.deepEqual(s.expectRequest<SyncGroupRequest>('SyncGroup').assignments, [])
  s.syncAnswer([0, 1])
  s.expect('assign')
  s.tell({ type: 'done' }, { type: 'topics', topics: topics({ t: 3 }) })
  s.expect('revoke')
})

test('old brokers get the fields that they know', () => {
  const s = new Scene()
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  const join = s.expectRequest<JoinGroupRequest>('JoinGroup', 0)
  assert.equal(join.reason, null)
  s.joinAnswer({ generationId: 1, leader: 'other', protocolType: null })
  const sync = s.expectRequest<SyncGroupRequest>('SyncGroup', 0)
  assert.equal(sync.protocolType, null)
  s.syncAnswer([0])
  s.expect('assign')
  s.tell({ type: 'done' }, { type: 'close', leaveGroup: true, reason: 'bye' })
  const leave = s.expectRequest<LeaveGroupRequest>('LeaveGroup', 0)
  assert.equal(leave.memberId, 'm1')
  assert.deepEqual(leave.members, [])
})
