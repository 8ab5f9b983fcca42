// The records of `__consumer_offsets` as decisions write them, in the versions that Apache Kafka 4.3 writes.

import type { CoordinatorRecord } from '../../../protocol/coordinator-records.ts'
import { newGroupMetadataValueMemberMetadata } from '../../../protocol/generated/records/group-metadata-value.ts'
import type { OffsetCommitValue } from '../../../protocol/generated/records/offset-commit-value.ts'
import type { ClassicGroup, ClassicMember } from './classic-group.ts'

export type GroupRecord = CoordinatorRecord

/** GroupMetadataValue stays at version 3: version 4 only makes it flexible, and older brokers could not read it. */
const GROUP_METADATA_VERSION = 3

export function groupMetadataRecord(group: ClassicGroup, assignmentOf: (member: ClassicMember) => Buffer): GroupRecord {
  const members = [...group.members.values()].map((member) =>
    newGroupMetadataValueMemberMetadata({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      rebalanceTimeout: member.rebalanceTimeoutMs,
      sessionTimeout: member.sessionTimeoutMs,
      subscription: group.metadataOf(member),
      assignment: assignmentOf(member),
    }),
  )
  return {
    key: { type: 'GroupMetadataKey', data: { group: group.groupId } },
    value: {
      type: 'GroupMetadataValue',
      version: GROUP_METADATA_VERSION,
      data: {
        protocolType: group.protocolType ?? '',
        generation: group.generationId,
        protocol: group.protocolName ?? null,
        leader: group.leaderId ?? null,
        currentStateTimestamp: group.stateTimestamp ?? -1,
        members,
      },
    },
  }
}

export function groupMetadataTombstone(groupId: string): GroupRecord {
  return { key: { type: 'GroupMetadataKey', data: { group: groupId } }, value: null }
}

export function offsetCommitRecord(groupId: string, topic: string, partition: number, data: OffsetCommitValue): GroupRecord {
  return {
    key: { type: 'OffsetCommitKey', data: { group: groupId, topic, partition } },
    // Only version 1 can hold an expiry of its own (OffsetCommit v2 to v4 with a retention time); only version 4 the topic's id.
    value: { type: 'OffsetCommitValue', version: data.expireTimestamp >= 0 ? 1 : 4, data },
  }
}

export function offsetCommitTombstone(groupId: string, topic: string, partition: number): GroupRecord {
  return { key: { type: 'OffsetCommitKey', data: { group: groupId, topic, partition } }, value: null }
}
