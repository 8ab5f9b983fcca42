// What a member of a classic group says and reads: requests for the version that is spoken, the subscriptions of the other members, its
// assignment, and in words what is wrong and what has changed about topics. Shape C. KIP-345 (instance id), KIP-429 (owned partitions), KIP-792 (generation),
// KIP-800 (reasons), KIP-881 (rack).

import type { Assignor, AssignorMember, AssignorTopic, TopicPartitions } from '../assignors/assignor.ts'
import { errorMessage, KafkaError } from '../core/errors.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import { type JoinGroupRequest, type JoinGroupResponseMember, newJoinGroupRequest, newJoinGroupRequestProtocol } from '../protocol/generated/join-group.ts'
import { type LeaveGroupRequest, newLeaveGroupRequest, newLeaveGroupRequestMemberIdentity } from '../protocol/generated/leave-group.ts'
import { newConsumerProtocolSubscription } from '../protocol/generated/records/consumer-protocol-subscription.ts'
import { newSyncGroupRequest, newSyncGroupRequestAssignment, type SyncGroupRequest } from '../protocol/generated/sync-group.ts'
import { decodeAssignment, decodeSubscription, encodeSubscription } from '../protocol/group-protocol.ts'
import { fencedInstance } from './membership.ts'

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

/** A member's own part of the leader's assignment. Throws KafkaError. */
export function readAssignment(assignment: Buffer, groupId: string): { partitions: TopicPartitions[]; userData: Buffer | null } {
  // A member that the leader left out gets no bytes at all.
  if (assignment.length === 0) return { partitions: [], userData: null }
  try {
    const { assignedPartitions, userData } = decodeAssignment(assignment)
    return { partitions: assignedPartitions, userData }
  } catch (error) {
    throw new KafkaError('INCONSISTENT_GROUP_PROTOCOL', `the assignment from the leader of group ${groupId} cannot be read: ${errorMessage(error)}`, { cause: error })
  }
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

/** What an answer's error that ends the membership means, with what can be done about it. */
export function classicError(
  errorCode: number,
  api: string,
  { groupId, groupInstanceId, assignors }: { readonly groupId: string; readonly groupInstanceId: string | undefined; readonly assignors: readonly Assignor[] },
): KafkaError {
  if (errorCode === ErrorCode.FENCED_INSTANCE_ID) return fencedInstance(groupId, groupInstanceId)
  if (errorCode === ErrorCode.INCONSISTENT_GROUP_PROTOCOL) {
    const names = assignors.map(({ name }) => name).join(', ')
    return new KafkaError(
      'INCONSISTENT_GROUP_PROTOCOL',
      `the members of group ${groupId} have no assignor in common with this one (${names}): give all of them one name that they share`,
    )
  }
  return errorFor(errorCode, `${api} of group ${groupId}`)
}
