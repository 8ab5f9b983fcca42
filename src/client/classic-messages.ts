// What a member of a classic group says and reads: requests for the version that is spoken, the subscriptions of the other members,
// and in words what has changed about topics. Shape C. KIP-345 (instance id), KIP-429 (owned partitions), KIP-792 (generation),
// KIP-800 (reasons), KIP-881 (rack).

import type { Assignor, AssignorMember, AssignorTopic, TopicPartitions } from '../assignors/assignor.ts'
import { type JoinGroupRequest, type JoinGroupResponseMember, newJoinGroupRequest, newJoinGroupRequestProtocol } from '../protocol/generated/join-group.ts'
import { type LeaveGroupRequest, newLeaveGroupRequest, newLeaveGroupRequestMemberIdentity } from '../protocol/generated/leave-group.ts'
import { newConsumerProtocolSubscription } from '../protocol/generated/records/consumer-protocol-subscription.ts'
import { newSyncGroupRequest, newSyncGroupRequestAssignment, type SyncGroupRequest } from '../protocol/generated/sync-group.ts'
import { decodeSubscription, encodeSubscription } from '../protocol/group-protocol.ts'

const reasonLengthMax = 255

interface Sender {
  readonly groupId: string
  readonly groupInstanceId: string | undefined
  readonly memberId: string
}

interface Join extends Sender {
  readonly sessionTimeoutMs: number
  readonly rebalanceTimeoutMs: number
  readonly assignors: readonly Assignor[]
  readonly rackId: string
  readonly reason: string
  readonly topics: readonly string[]
  readonly owned: TopicPartitions[]
  /** Also when it was given up: sticky assignors tell it to the leader. */
  readonly lastAssignment: readonly TopicPartitions[]
  readonly lastGeneration: number
}

export function joinRequest(join: Join): (version: number) => JoinGroupRequest {
  const { groupId, groupInstanceId, memberId, sessionTimeoutMs, rebalanceTimeoutMs, rackId, reason, owned, lastGeneration } = join
  const topics = [...join.topics]
  const own = { assignment: join.lastAssignment, generationId: lastGeneration }
  const protocols = join.assignors.map(assignor =>
    newJoinGroupRequestProtocol({
      name: assignor.name,
      metadata: encodeSubscription(
        newConsumerProtocolSubscription({
          topics,
          userData: assignor.userData?.(topics, own) ?? null,
          ownedPartitions: owned,
          generationId: owned.length > 0 ? lastGeneration : -1,
          rackId: rackId === '' ? null : rackId,
        }),
      ),
    }),
  )
  return version =>
    newJoinGroupRequest({
      groupId,
      sessionTimeoutMs,
      ...(version >= 1 && { rebalanceTimeoutMs }),
      memberId,
      ...(groupInstanceId !== undefined && { groupInstanceId }),
      protocolType: 'consumer',
      protocols,
      ...(version >= 8 && { reason: reason.slice(0, reasonLengthMax) }),
    })
}

/** The leader is told what each member has said when it joined. Throws DecodeError. */
export function readMember(member: JoinGroupResponseMember): AssignorMember {
  const { topics, userData, ownedPartitions, generationId, rackId } = decodeSubscription(member.metadata)
  return { memberId: member.memberId, groupInstanceId: member.groupInstanceId, topics, userData, ownedPartitions, generationId, rackId }
}

interface Sync extends Sender {
  readonly generationId: number
  readonly protocolName: string
  /** By member; empty for a follower. */
  readonly assignments: ReadonlyMap<string, Buffer>
}

export function syncRequest({ groupId, groupInstanceId, memberId, generationId, protocolName, assignments }: Sync): (version: number) => SyncGroupRequest {
  return version =>
    newSyncGroupRequest({
      groupId,
      generationId,
      memberId,
      ...(groupInstanceId !== undefined && { groupInstanceId }),
      ...(version >= 5 && { protocolType: 'consumer', protocolName }),
      assignments: [...assignments].map(([id, assignment]) => newSyncGroupRequestAssignment({ memberId: id, assignment })),
    })
}

export function leaveRequest({ groupId, groupInstanceId, memberId, reason: text }: Sender & { readonly reason: string }): (version: number) => LeaveGroupRequest {
  const reason = text.slice(0, reasonLengthMax)
  return version =>
    version < 3
      ? newLeaveGroupRequest({ groupId, memberId })
      : newLeaveGroupRequest({
          groupId,
          members: [newLeaveGroupRequestMemberIdentity({ memberId, groupInstanceId: groupInstanceId ?? null, ...(version >= 5 && { reason }) })],
        })
}

/** In whatever order. */
export function sameTopics(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  const set = new Set(a)
  return b.every(topic => set.has(topic))
}

/** What has changed since the assignment, in words, or undefined. A topic that cannot be seen just now has not changed. */
export function describeChange(before: ReadonlyMap<string, AssignorTopic>, now: ReadonlyMap<string, AssignorTopic>): string | undefined {
  for (const [name, topic] of now) {
    const old = before.get(name)
    if (old === undefined) return `topic ${name} has appeared`
    if (old.partitionCount !== topic.partitionCount) return `topic ${name} now has ${topic.partitionCount} partitions instead of ${old.partitionCount}`
  }
  for (const name of before.keys()) if (!now.has(name)) return `topic ${name} is gone`
  return undefined
}
