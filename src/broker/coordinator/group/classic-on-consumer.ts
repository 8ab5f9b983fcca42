// The classic protocol's requests on a consumer group, for members that are not upgraded yet (KIP-848, online migration). JoinGroup
// does what a joining heartbeat does, with the partitions that the subscription says are owned; SyncGroup fetches the assignment;
// Heartbeat says REBALANCE_IN_PROGRESS when the member has to come again. The member is its own leader's follower: nobody leads.

import { randomUuid } from '../../../core/random.ts'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { type HeartbeatRequest, type HeartbeatResponse, newHeartbeatResponse } from '../../../protocol/generated/heartbeat.ts'
import { type JoinGroupResponse, newJoinGroupResponse } from '../../../protocol/generated/join-group.ts'
import { type LeaveGroupRequest, type LeaveGroupResponse, newLeaveGroupResponse } from '../../../protocol/generated/leave-group.ts'
import { newSyncGroupResponse, type SyncGroupRequest, type SyncGroupResponse } from '../../../protocol/generated/sync-group.ts'
import type { Uuid } from '../../../protocol/ids.ts'
import { joinError } from './classic-answers.ts'
import { replaceStatic } from './consumer-admission.ts'
import type { ConsumerDraft } from './consumer-draft.ts'
import { type ConsumerGroup, type ConsumerMember, newConsumerMember, type Partitions } from './consumer-group.ts'
import type { ConsumerProtocolRules } from './consumer-protocol.ts'
import { encodeAssigned, subscriptionOf, versionOf } from './migration.ts'
import type { JoinInput } from './requests.ts'
import { timerKey } from './timer-keys.ts'
import type { Turn } from './turn.ts'

export class ClassicOnConsumerRules {
  readonly #consumer: ConsumerProtocolRules

  constructor(consumer: ConsumerProtocolRules) {
    this.#consumer = consumer
  }

  /** `draft` is how the group stands with the member in it; undefined when it was refused. */
  join(turn: Turn, group: ConsumerGroup, { body, context, version }: JoinInput): { response: JoinGroupResponse; draft?: ConsumerDraft } {
    const subscription = subscriptionOf(body.protocols[0]?.metadata)
    if (body.protocolType !== 'consumer' || subscription === undefined || !supportsSome(group, body.memberId, body.protocols)) {
      return { response: joinError(body.memberId, ErrorCode.INCONSISTENT_GROUP_PROTOCOL) }
    }
    const draft = this.#consumer.draft(turn, group)
    if (body.memberId === '' && body.groupInstanceId === null && version >= 4) {
      return { response: joinError(`${context.clientId}-${randomUuid(turn.random)}`, ErrorCode.MEMBER_ID_REQUIRED) }
    }
    const memberId = body.memberId === '' ? `${body.groupInstanceId ?? context.clientId}-${randomUuid(turn.random)}` : body.memberId
    const member = this.#joiningMember(draft, memberId, body.groupInstanceId, body.memberId === '', subscription.ownedPartitions.length > 0)
    if (typeof member === 'number') return { response: joinError(body.memberId, member) }
    const classic = { sessionTimeoutMs: body.sessionTimeoutMs, protocols: body.protocols }
    const update = {
      instanceId: body.groupInstanceId,
      rackId: subscription.rackId,
      rebalanceTimeoutMs: body.rebalanceTimeoutMs < 0 ? body.sessionTimeoutMs : body.rebalanceTimeoutMs,
      subscribedTopicNames: subscription.topics,
      subscribedTopicRegex: '',
      serverAssignor: undefined,
    }
    const updated = this.#consumer.update(draft, member, context, update, classic)
    // Also from a generation before: whoever lost an answer still works on what it got then, and names it until it has given it up.
    const owned = ownedIds(draft, subscription.ownedPartitions)
    const moved = this.#consumer.reconcileMember(draft, updated.member, owned, updated.subscriptionChanged)
    this.#consumer.settle(draft)
    group.toldToJoin.delete(memberId)
    turn.cancel(timerKey('consumer-join', group.groupId, memberId))
    turn.arm(timerKey('consumer-sync', group.groupId, memberId), moved.rebalanceTimeoutMs)
    this.#consumer.armSession(turn, group.groupId, moved)
    const protocolName = moved.classic!.protocols[0]!.name
    return { response: newJoinGroupResponse({ memberId, generationId: moved.memberEpoch, protocolType: 'consumer', protocolName, leader: '' }), draft }
  }

  #joiningMember(draft: ConsumerDraft, memberId: string, instanceId: string | null, isUnknown: boolean, ownsSomething: boolean): ConsumerMember | number {
    if (instanceId !== null) {
      const holder = draft.staticMember(instanceId)
      if (holder === undefined) return isUnknown ? newConsumerMember({ memberId, instanceId }) : ErrorCode.UNKNOWN_MEMBER_ID
      if (holder.memberId === memberId) return holder
      if (!isUnknown) return ErrorCode.FENCED_INSTANCE_ID
      return replaceStatic(draft, holder, memberId)
    }
    // Ids that were handed out before are not kept: whoever comes with one is let in, unless it was a member once and does not know
    // that it is out: then it has to give up first what it still names.
    return draft.member(memberId) ?? (ownsSomething ? ErrorCode.UNKNOWN_MEMBER_ID : newConsumerMember({ memberId }))
  }

  sync(turn: Turn, group: ConsumerGroup, body: SyncGroupRequest): SyncGroupResponse {
    const member = this.#member(group, body.memberId, body.groupInstanceId)
    if (typeof member === 'number') return newSyncGroupResponse({ errorCode: member })
    if (body.generationId !== member.memberEpoch) return newSyncGroupResponse({ errorCode: ErrorCode.ILLEGAL_GENERATION })
    const protocolName = member.classic!.protocols[0]!.name
    if ((body.protocolType !== null && body.protocolType !== 'consumer') || (body.protocolName !== null && body.protocolName !== protocolName)) {
      return newSyncGroupResponse({ errorCode: ErrorCode.INCONSISTENT_GROUP_PROTOCOL })
    }
    turn.cancel(timerKey('consumer-sync', group.groupId, member.memberId))
    this.#consumer.armSession(turn, group.groupId, member)
    const assignment = encodeAssigned(member.assigned, this.#consumer.draft(turn, group).topics, versionOf(member))
    return newSyncGroupResponse({ protocolType: 'consumer', protocolName, assignment })
  }

  heartbeat(turn: Turn, group: ConsumerGroup, body: HeartbeatRequest): HeartbeatResponse {
    const member = this.#member(group, body.memberId, body.groupInstanceId)
    if (typeof member === 'number') return newHeartbeatResponse({ errorCode: member })
    if (body.generationId !== member.memberEpoch) return newHeartbeatResponse({ errorCode: ErrorCode.ILLEGAL_GENERATION })
    this.#consumer.armSession(turn, group.groupId, member)
    const mustJoin =
      member.memberEpoch < group.groupEpoch ||
      member.state === 'UnrevokedPartitions' ||
      (member.state === 'UnreleasedPartitions' && !this.#waits(group, member))
    if (!mustJoin) return newHeartbeatResponse()
    // Told once, it has its rebalance timeout to come again.
    if (!group.toldToJoin.has(member.memberId)) turn.arm(timerKey('consumer-join', group.groupId, member.memberId), member.rebalanceTimeoutMs)
    group.toldToJoin.add(member.memberId)
    return newHeartbeatResponse({ errorCode: ErrorCode.REBALANCE_IN_PROGRESS })
  }

  /** Whether every partition that the member still lacks is held by somebody. */
  #waits(group: ConsumerGroup, member: ConsumerMember): boolean {
    for (const [topicId, partitions] of group.target(member.memberId)) {
      for (const partition of partitions) {
        if (!member.assigned.get(topicId)?.has(partition) && group.owner(topicId, partition) === undefined) return false
      }
    }
    return true
  }

  /** Who leaves, and what each is answered; the caller takes them out. */
  leave(group: ConsumerGroup, body: LeaveGroupRequest): { response: LeaveGroupResponse; leaving: ConsumerMember[]; reason: string | null } {
    const response = newLeaveGroupResponse()
    const leaving: ConsumerMember[] = []
    let reason: string | null = null
    for (const { memberId, groupInstanceId, reason: own } of body.members) {
      const id = memberId === '' && groupInstanceId !== null ? (group.staticMemberId(groupInstanceId) ?? '') : memberId
      const member = this.#anyMember(group, id, groupInstanceId)
      response.members.push({ memberId, groupInstanceId, errorCode: typeof member === 'number' ? member : ErrorCode.NONE })
      if (typeof member === 'number' || leaving.includes(member)) continue
      leaving.push(member)
      reason ??= own
    }
    return { response, leaving, reason }
  }

  #member(group: ConsumerGroup, memberId: string, instanceId: string | null): ConsumerMember | number {
    const member = this.#anyMember(group, memberId, instanceId)
    return typeof member === 'number' || member.classic !== undefined ? member : ErrorCode.UNKNOWN_MEMBER_ID
  }

  #anyMember(group: ConsumerGroup, memberId: string, instanceId: string | null): ConsumerMember | number {
    if (instanceId !== null) {
      const holder = group.staticMemberId(instanceId)
      if (holder === undefined) return ErrorCode.UNKNOWN_MEMBER_ID
      if (holder !== memberId) return ErrorCode.FENCED_INSTANCE_ID
    }
    return group.members.get(memberId) ?? ErrorCode.UNKNOWN_MEMBER_ID
  }
}

/** Whether the member shares a protocol with all other members of the classic protocol. */
function supportsSome(group: ConsumerGroup, memberId: string, protocols: readonly { name: string }[]): boolean {
  const others = [...group.members.values()].filter((member) => member.classic !== undefined && member.memberId !== memberId)
  return protocols.some(({ name }) => others.every((member) => member.classic!.protocols.some((protocol) => protocol.name === name)))
}

function ownedIds(draft: ConsumerDraft, owned: readonly { topic: string; partitions: readonly number[] }[]): Partitions {
  const ids = new Map<Uuid, Set<number>>()
  for (const { topic, partitions } of owned) {
    const id = draft.topics.byName(topic)?.id
    if (id !== undefined) ids.set(id, new Set(partitions))
  }
  return ids
}

