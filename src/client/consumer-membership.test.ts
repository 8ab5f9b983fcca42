// The member of the consumer protocol (KIP-848) as a conversation: what happens, what the machine says, what time it is.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConnectionError, type KafkaError } from '../core/errors.ts'
import { SeededRandom } from '../core/random.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { type ConsumerGroupHeartbeatRequest, newConsumerGroupHeartbeatResponse } from '../protocol/generated/consumer-group-heartbeat.ts'
import { type LeaveGroupRequest, newLeaveGroupResponse } from '../protocol/generated/leave-group.ts'
import { ConsumerMembership, type ConsumerMembershipOptions } from './consumer-membership.ts'
import type { MembershipEvent, MembershipOut } from './membership.ts'
import type { TopicPartition } from './record.ts'

class Scene {
  readonly ids = new Map([['T', 't']])
  readonly member: ConsumerMembership
  now = 0
  out: MembershipOut[] = []
  wakeAt = 0

  constructor(options: Partial<ConsumerMembershipOptions> = {}) {
    this.member = new ConsumerMembership({
      groupId: 'g',
      groupInstanceId: undefined,
      rebalanceTimeoutMs: 300_000,
      requestTimeoutMs: 30_000,
      retryBackoffMs: 100,
      retryBackoffMaxMs: 1_000,
      serverAssignor: undefined,
      rackId: 'r1',
      random: new SeededRandom(1),
      topicName: id => this.ids.get(id),
      topicId: topic => [...this.ids].find(([, name]) => name === topic)?.[0],
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

  expect<Type extends MembershipOut['type']>(type: Type): Extract<MembershipOut, { type: Type }> {
    assert.deepEqual(
      this.out.map(out => out.type),
      [type],
    )
    return this.out.shift() as Extract<MembershipOut, { type: Type }>
  }

  beat(version = 1): ConsumerGroupHeartbeatRequest {
    return this.expect('send').request(version) as ConsumerGroupHeartbeatRequest
  }

  expectNothing(): void {
    assert.deepEqual(this.out, [])
  }

  /** The broker's answer: an epoch, and perhaps partitions of T. */
  answer(memberEpoch: number, partitions?: number[], more: { errorCode?: number; topicId?: string; errorMessage?: string } = {}): this {
    const { topicId = 'T', ...rest } = more
    const assignment = partitions === undefined ? null : { topicPartitions: partitions.length === 0 ? [] : [{ topicId, partitions }] }
    const response = newConsumerGroupHeartbeatResponse({
      memberId: this.member.identity.memberId,
      memberEpoch,
      heartbeatIntervalMs: 5_000,
      assignment,
      ...rest,
    })
    return this.tell({ type: 'answered', api: 'ConsumerGroupHeartbeat', response })
  }

  joined(partitions: number[]): this {
    this.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
    this.expect('findCoordinator')
    this.tell({ type: 'coordinatorFound' })
    this.beat()
    this.answer(1, partitions)
    this.expect('assign')
    this.tell({ type: 'done' })
    this.beat()
    this.answer(1)
    assert.equal(this.member.isStable, true)
    // The first beats come sooner; these scenes are about the later ones.
    for (let i = 0; i < 3; i++) {
      this.sleep(1_000).beat()
      this.answer(1)
    }
    this.expectNothing()
    return this
  }
}

const t = (...partitions: number[]): TopicPartition[] => partitions.map(partition => ({ topic: 't', partition }))
const owned = (request: ConsumerGroupHeartbeatRequest): number[] | null => request.topicPartitions?.flatMap(({ partitions }) => partitions) ?? null

test('joining says everything once; the assignment is taken and acknowledged; then beats say nothing but that', () => {
  const s = new Scene({ serverAssignor: 'uniform', groupInstanceId: 'i1' })
  s.tell({ type: 'subscribed', topics: ['u', 't'], reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  const join = s.beat()
  assert.equal(join.memberEpoch, 0)
  assert.match(join.memberId, /^[\w-]{22}$/)
  assert.deepEqual(join.subscribedTopicNames, ['t', 'u'])
  assert.equal(join.rebalanceTimeoutMs, 300_000)
  assert.equal(join.serverAssignor, 'uniform')
  assert.equal(join.rackId, 'r1')
  assert.equal(join.instanceId, 'i1')
  assert.deepEqual(join.topicPartitions, [])
  s.answer(1, [0, 1])
  assert.deepEqual(s.expect('assign').partitions, t(0, 1))
  assert.equal(s.member.isStable, false)
  s.tell({ type: 'done' })
  const acknowledgement = s.beat()
  assert.equal(acknowledgement.memberEpoch, 1)
  assert.deepEqual(owned(acknowledgement), [0, 1])
  assert.equal(acknowledgement.subscribedTopicNames, null)
  s.answer(1)
  assert.equal(s.member.isStable, true)
  const quiet = s.sleep(1_000).beat()
  assert.deepEqual(
    [quiet.rebalanceTimeoutMs, quiet.subscribedTopicNames, quiet.topicPartitions, quiet.serverAssignor, quiet.rackId],
    [-1, null, null, null, null],
  )
  s.answer(1)
  s.sleep(1_000).beat()
  s.answer(1)
  s.sleep(1_000).beat()
  s.answer(1)
  assert.equal(s.wakeAt, s.now + 5_000, 'later beats keep the interval that the broker names')
})

test('a new target: what moves is let go of first, beats go on, then what is new is taken, and all of it acknowledged', () => {
  const s = new Scene().joined([0, 1])
  s.sleep(5_000).beat()
  s.answer(2, [1, 2])
  assert.deepEqual(s.expect('revoke').partitions, t(0))
  const meanwhile = s.sleep(5_000).beat()
  assert.equal(meanwhile.topicPartitions, null, 'nothing is acknowledged before it is done')
  s.answer(2)
  s.tell({ type: 'done' })
  assert.deepEqual(s.expect('assign').partitions, t(2))
  s.tell({ type: 'done' })
  const acknowledgement = s.beat()
  assert.equal(acknowledgement.memberEpoch, 2)
  assert.deepEqual(owned(acknowledgement), [1, 2])
})

test('an assignment that is null means no change; an empty one takes everything away', () => {
  const s = new Scene().joined([0])
  s.sleep(5_000).beat()
  s.answer(3)
  s.expectNothing()
  s.sleep(5_000).beat()
  s.answer(4, [])
  assert.deepEqual(s.expect('revoke').partitions, t(0))
})

test('a target that comes while another is being reconciled is taken up afterwards', () => {
  const s = new Scene().joined([0])
  s.sleep(5_000).beat()
  s.answer(2, [])
  s.expect('revoke')
  s.sleep(5_000).beat()
  s.answer(3, [3])
  s.expectNothing()
  s.tell({ type: 'done' })
  assert.deepEqual(s.expect('assign').partitions, [])
  s.tell({ type: 'done' })
  assert.deepEqual(s.expect('assign').partitions, t(3))
})

test('topic ids that are not known yet: metadata is asked for, the known ones are taken already', () => {
  const s = new Scene().joined([0])
  s.sleep(5_000).beat()
  s.answer(2, [4], { topicId: 'X' })
  // The unknown topic may not cost the group: what is known is reconciled (here: everything is given up).
  assert.deepEqual(
    s.out.map(({ type }) => type),
    ['refreshMetadata', 'revoke'],
  )
  s.out.length = 0
  s.tell({ type: 'done' })
  s.expect('assign')
  s.tell({ type: 'done' })
  s.out.length = 0
  s.ids.set('X', 'x')
  s.tell({ type: 'metadata' })
  const assign = s.out.find(({ type }) => type === 'assign') as Extract<MembershipOut, { type: 'assign' }>
  assert.deepEqual(assign.partitions, [{ topic: 'x', partition: 4 }])
})

test('a fenced member loses everything and joins again from epoch 0 under the same id', () => {
  for (const errorCode of [ErrorCode.FENCED_MEMBER_EPOCH, ErrorCode.UNKNOWN_MEMBER_ID]) {
    const s = new Scene().joined([0, 1])
    const { memberId } = s.member.identity
    s.sleep(5_000).beat()
    s.answer(0, undefined, { errorCode })
    assert.deepEqual(s.expect('lose').partitions, t(0, 1))
    s.tell({ type: 'done' })
    const join = s.beat()
    assert.equal(join.memberEpoch, 0)
    assert.equal(join.memberId, memberId)
    assert.deepEqual(join.subscribedTopicNames, ['t'])
    assert.deepEqual(join.topicPartitions, [])
  }
})

test('an answer that is lost: the next beat says everything again', () => {
  const s = new Scene().joined([0])
  s.sleep(5_000).beat()
  s.tell({ type: 'failed', api: 'ConsumerGroupHeartbeat', error: new ConnectionError('reset') })
  s.expect('forgetCoordinator')
  s.sleep(200)
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' }).sleep(200)
  const again = s.beat()
  assert.equal(again.memberEpoch, 1)
  assert.deepEqual(again.subscribedTopicNames, ['t'])
  assert.deepEqual(owned(again), [0])
})

test('a new subscription is told at once', () => {
  const s = new Scene().joined([0])
  s.tell({ type: 'subscribed', topics: ['t', 'v'], reason: 'changed' })
  assert.deepEqual(s.beat().subscribedTopicNames, ['t', 'v'])
})

test('a pattern goes to the broker once, again when everything is said, and is taken back by an empty one', () => {
  const s = new Scene()
  s.tell({ type: 'subscribed', topics: [], pattern: 'orders-.*', reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  const first = s.beat()
  assert.deepEqual([first.subscribedTopicNames, first.subscribedTopicRegex], [[], 'orders-.*'])
  s.answer(1)
  const quiet = s.sleep(1_000).beat()
  assert.deepEqual([quiet.subscribedTopicNames, quiet.subscribedTopicRegex], [null, null])
  s.tell({ type: 'failed', api: 'ConsumerGroupHeartbeat', error: new ConnectionError('gone') })
  s.sleep(1_000)
  s.out.length = 0
  s.tell({ type: 'coordinatorFound' })
  assert.equal(s.beat().subscribedTopicRegex, 'orders-.*')
  s.answer(1)
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'names now' })
  const names = s.beat()
  assert.deepEqual([names.subscribedTopicNames, names.subscribedTopicRegex], [['t'], ''])
  s.answer(1)
  s.tell({ type: 'subscribed', topics: [], pattern: '(', reason: 'a bad one' })
  s.beat()
  s.answer(1, undefined, { errorCode: ErrorCode.INVALID_REGULAR_EXPRESSION, errorMessage: 'missing )' })
  const { error } = s.expect('fail')
  assert.equal((error as KafkaError).code, 'INVALID_REGULAR_EXPRESSION')
  assert.match(error.message, /group g: missing \)/)
  const old = new Scene()
  old.tell({ type: 'subscribed', topics: [], pattern: 'a', reason: 'start' })
  old.expect('findCoordinator')
  old.tell({ type: 'coordinatorFound' })
  assert.throws(() => old.beat(0), { code: 'UNSUPPORTED_VERSION' })
})

test('leaving: epoch -1; a static member says that it will be back (-2) unless it is asked to leave', () => {
  for (const [groupInstanceId, leaveGroup, epoch] of [
    [undefined, true, -1],
    ['i1', false, -2],
    ['i1', true, -1],
  ] as const) {
    const s = new Scene({ groupInstanceId }).joined([0])
    s.tell({ type: 'close', leaveGroup, reason: 'closed' })
    assert.equal(s.beat().memberEpoch, epoch)
    s.answer(epoch)
    s.expect('closed')
  }
  const unborn = new Scene()
  unborn.tell({ type: 'close', leaveGroup: true, reason: 'closed' })
  unborn.expect('closed')
})

test('an application that is overdue: the member leaves, loses its partitions, and joins again when the application is back', () => {
  const s = new Scene().joined([0])
  s.tell({ type: 'processingExpired' })
  assert.deepEqual(
    s.out.map(({ type }) => type),
    ['send', 'send', 'lose'],
  )
  // LeaveGroup says why; the heartbeat is for coordinators that do not take that from members of this protocol.
  const [why, leave] = s.out as Extract<MembershipOut, { type: 'send' }>[]
  const { members } = why!.request(5) as LeaveGroupRequest
  assert.deepEqual(members, [{ memberId: s.member.identity.memberId, groupInstanceId: null, reason: 'the application took longer than maxPollIntervalMs' }])
  assert.equal((leave!.request(1) as ConsumerGroupHeartbeatRequest).memberEpoch, -1)
  s.out.length = 0
  s.tell({ type: 'answered', api: 'LeaveGroup', response: newLeaveGroupResponse() })
  s.answer(0, undefined, { errorCode: ErrorCode.UNKNOWN_MEMBER_ID }).tell({ type: 'done' }).sleep(60_000).expectNothing()
  s.tell({ type: 'processingResumed' })
  assert.equal(s.beat().memberEpoch, 0)
})

test('an overdue application of a static member: its place waits for it, so it says so (-2), and no LeaveGroup goes', () => {
  const s = new Scene({ groupInstanceId: 'i1' }).joined([0])
  s.tell({ type: 'processingExpired' })
  assert.deepEqual(
    s.out.map((out) => (out.type === 'send' ? [out.api.name, (out.request(1) as ConsumerGroupHeartbeatRequest).memberEpoch] : out.type)),
    [['ConsumerGroupHeartbeat', -2], 'lose'],
  )
})

test('what only people can cure ends the membership with words', () => {
  const cases: [number, RegExp][] = [
    [ErrorCode.UNRELEASED_INSTANCE_ID, /groupInstanceId 'i1' is in use/],
    [ErrorCode.FENCED_INSTANCE_ID, /has taken over groupInstanceId 'i1'/],
    [ErrorCode.UNSUPPORTED_ASSIGNOR, /no such assignor here/],
  ]
  for (const [errorCode, message] of cases) {
    const s = new Scene({ groupInstanceId: 'i1' })
    s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
    s.expect('findCoordinator')
    s.tell({ type: 'coordinatorFound' })
    s.beat()
    s.answer(0, undefined, { errorCode, errorMessage: 'no such assignor here' })
    assert.match(s.expect('fail').error.message, message)
    s.sleep(60_000).expectNothing()
  }
})

test('version 0: the broker makes the member id', () => {
  const s = new Scene()
  s.tell({ type: 'subscribed', topics: ['t'], reason: 'start' })
  s.expect('findCoordinator')
  s.tell({ type: 'coordinatorFound' })
  assert.equal(s.beat(0).memberId, '')
  const response = newConsumerGroupHeartbeatResponse({ memberId: 'made-by-broker', memberEpoch: 1, heartbeatIntervalMs: 5_000 })
  s.tell({ type: 'answered', api: 'ConsumerGroupHeartbeat', response })
  assert.equal(s.sleep(5_000).beat(0).memberId, 'made-by-broker')
})
