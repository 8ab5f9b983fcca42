// Moving a group between the classic and the consumer protocol while it works (KIP-848, group.consumer.migration.policy). Each way
// is a list of records: the old group's tombstones and the new group as the old one stood. Both protocols' members live in a consumer
// group until the last of one kind has gone.

import { decodeAssignment, decodeSubscription, encodeAssignment } from '../../../protocol/group-protocol.ts'
import { newConsumerProtocolAssignment } from '../../../protocol/generated/records/consumer-protocol-assignment.ts'
import type { ConsumerProtocolSubscription } from '../../../protocol/generated/records/consumer-protocol-subscription.ts'
import type { Uuid } from '../../../protocol/ids.ts'
import { ClassicGroup, newClassicMember } from './classic-group.ts'
import type { GroupCoordinatorConfig } from './config.ts'
import { ConsumerGroup, type ConsumerMember, newConsumerMember, type PartitionEpochs, type Partitions } from './consumer-group.ts'
import {
  consumerGroupTombstones,
  currentAssignmentRecord,
  groupEpochRecord,
  memberMetadataRecord,
  memberTombstones,
  targetAssignmentRecord,
  targetEpochRecord,
} from './consumer-records.ts'
import { type GroupRecord, groupMetadataRecord, groupMetadataTombstone } from './records.ts'
import { replayConsumerRecord } from './replay.ts'
import type { TopicsView } from './topics.ts'

/** Whether a classic group with members may become a consumer group. */
export function canUpgrade(group: ClassicGroup, config: GroupCoordinatorConfig): boolean {
  if (config.consumerMigrationPolicy !== 'upgrade' && config.consumerMigrationPolicy !== 'bidirectional') return false
  if (!group.isConsumerProtocol || group.members.size > config.consumerMaxSize) return false
  // Every member's bytes must be a consumer's, or it could not be spoken for.
  return [...group.members.values()].every((member) => subscriptionOf(member.protocols[0]?.metadata) !== undefined)
}

export function subscriptionOf(metadata: Buffer | undefined): ConsumerProtocolSubscription | undefined {
  if (metadata === undefined) return undefined
  try {
    return decodeSubscription(metadata)
  } catch {
    return undefined
  }
}

/** The records that make a consumer group of a classic one, and that group as they will make it. */
export function upgrade(group: ClassicGroup, topics: TopicsView): { records: GroupRecord[]; group: ConsumerGroup } {
  const { groupId, generationId } = group
  const records: GroupRecord[] = []
  const members = [...group.members.values()].map((member): ConsumerMember => {
    const metadata = member.protocols.find(({ name }) => name === group.protocolName)?.metadata ?? member.protocols[0]!.metadata
    const subscription = subscriptionOf(metadata)
    return newConsumerMember({
      memberId: member.memberId,
      instanceId: member.groupInstanceId,
      rackId: subscription?.rackId ?? null,
      clientId: member.clientId,
      clientHost: member.clientHost,
      subscribedTopicNames: [...new Set(subscription?.topics ?? [])].sort(),
      rebalanceTimeoutMs: member.rebalanceTimeoutMs,
      classic: { sessionTimeoutMs: member.sessionTimeoutMs, protocols: member.protocols },
      memberEpoch: generationId,
      previousMemberEpoch: generationId,
      assigned: assignedIds(member.assignment, topics, generationId),
      // In the first round of an incremental rebalance a member is told what to give up, and says that it has by joining again: until
      // then it may still work on what its last JoinGroup named.
      pendingRevocation: idsOf(subscription?.ownedPartitions ?? [], topics, generationId),
    })
  })
  throwOutRepeats(members)
  for (const member of members) records.push(memberMetadataRecord(groupId, member))
  records.push(groupEpochRecord(groupId, generationId, 0n))
  for (const member of members) records.push(targetAssignmentRecord(groupId, member.memberId, targetOf(member.assigned)))
  records.push(targetEpochRecord(groupId, generationId, 0))
  for (const member of members) records.push(currentAssignmentRecord(groupId, member))
  const upgraded = new ConsumerGroup(groupId)
  for (const record of records) replayConsumerRecord(upgraded, record)
  return { records: [groupMetadataTombstone(groupId), ...records], group: upgraded }
}

/**
 * A leader may have given one partition to two members; the consumer protocol knows one owner, the first. What nobody was given and somebody
 * still names is waited for.
 */
function throwOutRepeats(members: ConsumerMember[]): void {
  const seen = new Set<string>()
  const unseen = (held: PartitionEpochs): PartitionEpochs => {
    const first = new Map<Uuid, Map<number, number>>()
    for (const [topicId, partitions] of held) {
      for (const [partition, epoch] of partitions) {
        const key = `${topicId}/${partition}`
        if (seen.has(key)) continue
        seen.add(key)
        if (!first.has(topicId)) first.set(topicId, new Map())
        first.get(topicId)!.set(partition, epoch)
      }
    }
    return first
  }
  members.forEach((member, i) => (members[i] = { ...member, assigned: unseen(member.assigned) }))
  members.forEach((member, i) => {
    const pendingRevocation = unseen(member.pendingRevocation)
    members[i] = { ...member, pendingRevocation, state: pendingRevocation.size > 0 ? 'UnrevokedPartitions' : 'Stable' }
  })
}

function assignedIds(assignment: Buffer, topics: TopicsView, epoch: number): PartitionEpochs {
  if (assignment.length === 0) return new Map()
  try {
    return idsOf(decodeAssignment(assignment).assignedPartitions, topics, epoch)
  } catch {
    // An assignment that nobody can read gives nothing to hold.
    return new Map()
  }
}

function idsOf(held: readonly { topic: string; partitions: readonly number[] }[], topics: TopicsView, epoch: number): PartitionEpochs {
  const ids = new Map<Uuid, Map<number, number>>()
  for (const { topic, partitions } of held) {
    const id = topics.byName(topic)?.id
    if (id !== undefined) ids.set(id, new Map(partitions.map((partition) => [partition, epoch])))
  }
  return ids
}

function targetOf(assigned: PartitionEpochs): Partitions {
  return new Map([...assigned].map(([topicId, partitions]) => [topicId, new Set(partitions.keys())]))
}

/** Whether the group becomes a classic one when these members are gone: only members that speak the classic protocol stay. */
export function canDowngrade(members: Iterable<ConsumerMember>, leaving: ReadonlySet<string>, config: GroupCoordinatorConfig): boolean {
  if (config.consumerMigrationPolicy !== 'downgrade' && config.consumerMigrationPolicy !== 'bidirectional') return false
  let staying = 0
  for (const member of members) {
    if (leaving.has(member.memberId)) continue
    if (member.classic === undefined) return false
    staying++
  }
  return staying > 0 && staying <= config.groupMaxSize
}

/** A consumer group as it stands, or as a draft leaves it. */
export interface Downgradable {
  groupId: string
  groupEpoch: number
  members: Iterable<ConsumerMember>
  /** Ids that the log may know of. */
  memberIds: Iterable<string>
  regexes: Iterable<string>
}

/**
 * The records that make a classic group of a consumer one without `leaving`, and that group as they will make it. `settled`: everybody has
 * what is his, and no rebalance has to follow.
 */
export function downgrade(
  group: Downgradable,
  leaving: ReadonlySet<string>,
  topics: TopicsView,
  now: number,
  settled: boolean,
): { records: GroupRecord[]; group: ClassicGroup } {
  const { groupId } = group
  const classic = new ClassicGroup(groupId)
  classic.protocolType = 'consumer'
  classic.generationId = group.groupEpoch
  classic.stateTimestamp = now
  for (const member of group.members) {
    if (leaving.has(member.memberId) || member.classic === undefined) continue
    classic.add(
      newClassicMember({
        memberId: member.memberId,
        groupInstanceId: member.instanceId,
        clientId: member.clientId,
        clientHost: member.clientHost,
        rebalanceTimeoutMs: member.rebalanceTimeoutMs,
        sessionTimeoutMs: member.classic.sessionTimeoutMs,
        protocols: member.classic.protocols,
        // What it may be working on, not what it was to get: that is nobody's before the rebalance that comes.
        assignment: encodeAssigned(union(member.assigned, member.pendingRevocation), topics, versionOf(member)),
      }),
    )
  }
  classic.protocolName = classic.selectProtocol()
  // In no generation without a leader do members work: one who finds this in the log knows that the rebalance is still to come.
  if (!settled) classic.leaderId = undefined
  const records: GroupRecord[] = []
  for (const memberId of group.memberIds) records.push(...memberTombstones(groupId, memberId))
  records.push(...consumerGroupTombstones(groupId, group.regexes), groupMetadataRecord(classic, (member) => member.assignment))
  return { records, group: classic }
}

function union(a: PartitionEpochs, b: PartitionEpochs): PartitionEpochs {
  const both = new Map(a)
  for (const [topicId, partitions] of b) both.set(topicId, new Map([...(a.get(topicId) ?? []), ...partitions]))
  return both
}

/** The version of the protocol's bytes that the member speaks, as its subscription says. */
export function versionOf(member: ConsumerMember): number {
  const metadata = member.classic?.protocols[0]?.metadata
  return metadata === undefined || metadata.length < 2 ? 0 : Math.max(0, Math.min(3, metadata.readInt16BE(0)))
}

/** Partitions by id as an assignment's bytes, by name. */
export function encodeAssigned(
  assigned: PartitionEpochs,
  topics: TopicsView,
  version: number,
): Buffer {
  const assignedPartitions = [...assigned].flatMap(([topicId, partitions]) => {
    const topic = topics.byId(topicId)?.name
    return topic === undefined ? [] : [{ topic, partitions: [...partitions.keys()] }]
  })
  return encodeAssignment(newConsumerProtocolAssignment({ assignedPartitions }), version)
}
