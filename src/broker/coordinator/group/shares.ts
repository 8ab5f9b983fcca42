// Who has what, for the ledger: the assignments of a group's members by topic name; a classic group's decoded where they are a consumer's.

import { decodeAssignment, decodeSubscription } from '../../../protocol/group-protocol.ts'
import type { ClassicGroup, ClassicMember } from './classic-group.ts'
import type { ConsumerMember } from './consumer-group.ts'
import type { MemberShare } from './events.ts'
import type { TopicsView } from './topics.ts'

/** More of them say nothing new. */
const FORGOTTEN_MAX = 10

export function decodeShares(group: ClassicGroup): MemberShare[] {
  return [...group.members.values()].map(({ memberId, groupInstanceId, clientId, clientHost, assignment }) => ({
    memberId,
    groupInstanceId,
    clientId,
    clientHost,
    partitions: group.isConsumerProtocol ? partitionsOf(assignment) : undefined,
  }))
}

/** Whether the last assignment gave the member anything. */
export function hasPartitions(group: ClassicGroup, member: ClassicMember): boolean {
  return group.isConsumerProtocol && [...(partitionsOf(member.assignment)?.values() ?? [])].some((partitions) => partitions.length > 0)
}

/** Partitions of the group's topics that nobody was given and nobody still has to give up: an assignor has forgotten them. */
export function unassignedOf(group: ClassicGroup, topics: TopicsView): string[] {
  const subscribed = group.subscribedTopics
  if (subscribed === undefined || !group.isConsumerProtocol) return []
  const taken = new Set<string>()
  for (const member of group.members.values()) {
    for (const held of [partitionsOf(member.assignment), ownedBy(group.metadataOf(member))]) {
      if (held === undefined) return []
      for (const [topic, partitions] of held) for (const partition of partitions) taken.add(`${topic}-${partition}`)
    }
  }
  const forgotten: string[] = []
  for (const name of subscribed) {
    const count = topics.byName(name)?.partitionCount ?? 0
    for (let partition = 0; partition < count && forgotten.length < FORGOTTEN_MAX; partition++) if (!taken.has(`${name}-${partition}`)) forgotten.push(`${name}-${partition}`)
  }
  return forgotten
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

/**
 * Who may wait for the second round of an incremental rebalance: members that lose nothing and gain nothing in the first, if somebody
 * else loses something. Undefined when there will be no second round, or nothing can be said.
 */
export function bystandersOf(group: ClassicGroup, assignmentOf: (member: ClassicMember) => Buffer): ReadonlySet<string> | undefined {
  if (!group.isConsumerProtocol) return undefined
  const bystanders = new Set<string>()
  let losers = 0
  for (const member of group.members.values()) {
    if (!member.honoursOlderGenerations) return undefined
    const owned = ownedBy(group.metadataOf(member))
    const assigned = partitionsOf(assignmentOf(member))
    if (owned === undefined || assigned === undefined) return undefined
    if (!covers(assigned, owned)) losers++
    else if (covers(owned, assigned)) bystanders.add(member.memberId)
  }
  return losers > 0 && bystanders.size > 0 ? bystanders : undefined
}

/** Whether the member's last assignment took from it what its subscription said it owned. */
export function gaveUp(group: ClassicGroup, member: ClassicMember): boolean {
  const owned = ownedBy(group.metadataOf(member))
  const assigned = partitionsOf(member.assignment)
  return owned !== undefined && assigned !== undefined && !covers(assigned, owned)
}

function ownedBy(metadata: Buffer): Map<string, number[]> | undefined {
  try {
    return new Map(decodeSubscription(metadata).ownedPartitions.map(({ topic, partitions }) => [topic, partitions]))
  } catch {
    return undefined
  }
}

function covers(larger: ReadonlyMap<string, readonly number[]>, smaller: ReadonlyMap<string, readonly number[]>): boolean {
  for (const [topic, partitions] of smaller) {
    const there = new Set(larger.get(topic))
    if (!partitions.every((partition) => there.has(partition))) return false
  }
  return true
}

export function consumerShares(members: Iterable<ConsumerMember>, topics: TopicsView): MemberShare[] {
  return [...members].map(({ memberId, instanceId, clientId, clientHost, assigned }) => ({
    memberId,
    groupInstanceId: instanceId,
    clientId,
    clientHost,
    partitions: new Map([...assigned].map(([topicId, partitions]) => [topics.byId(topicId)?.name ?? topicId, [...partitions.keys()]])),
  }))
}
