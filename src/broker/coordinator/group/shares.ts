// Who has what, for the ledger: the assignments of a group's members by topic name; a classic group's decoded where they are a consumer's.

import { decodeAssignment } from '../../../protocol/group-protocol.ts'
import type { ClassicGroup } from './classic-group.ts'
import type { ConsumerGroup } from './consumer-group.ts'
import type { MemberShare } from './events.ts'
import type { TopicsView } from './topics.ts'

export function decodeShares(group: ClassicGroup): MemberShare[] {
  return [...group.members.values()].map(({ memberId, groupInstanceId, clientId, clientHost, assignment }) => ({
    memberId,
    groupInstanceId,
    clientId,
    clientHost,
    partitions: group.isConsumerProtocol ? partitionsOf(assignment) : undefined,
  }))
}

function partitionsOf(assignment: Buffer): Map<string, number[]> | undefined {
  if (assignment.length === 0) return new Map()
  try {
    return new Map(decodeAssignment(assignment).assignedPartitions.map(({ topic, partitions }) => [topic, partitions]))
  } catch {
    // The broker passes an assignment on unread; one that is not a consumer's is nobody's concern here.
    return undefined
  }
}

export function consumerShares(group: ConsumerGroup, topics: TopicsView): MemberShare[] {
  return [...group.members.values()].map(({ memberId, instanceId, clientId, clientHost, assigned }) => ({
    memberId,
    groupInstanceId: instanceId,
    clientId,
    clientHost,
    partitions: new Map([...assigned].map(([topicId, partitions]) => [topics.byId(topicId)?.name ?? topicId, [...partitions.keys()]])),
  }))
}
