// The records of the consumer protocol, in the versions and the order of fields that Apache Kafka 4.3 writes.

import type { Uuid } from '../../../protocol/ids.ts'
import { type ConsumerMember, memberStates, type PartitionEpochs, type Partitions, type ResolvedRegex } from './consumer-group.ts'
import type { GroupRecord } from './records.ts'

export function memberMetadataRecord(groupId: string, member: ConsumerMember): GroupRecord {
  return {
    key: { type: 'ConsumerGroupMemberMetadataKey', data: { groupId, memberId: member.memberId } },
    value: {
      type: 'ConsumerGroupMemberMetadataValue',
      data: {
        instanceId: member.instanceId,
        rackId: member.rackId,
        clientId: member.clientId,
        clientHost: member.clientHost,
        subscribedTopicNames: [...member.subscribedTopicNames],
        subscribedTopicRegex: member.subscribedTopicRegex,
        rebalanceTimeoutMs: member.rebalanceTimeoutMs,
        serverAssignor: member.serverAssignor,
        classicMemberMetadata:
          member.classic === undefined
            ? null
            : { sessionTimeoutMs: member.classic.sessionTimeoutMs, supportedProtocols: member.classic.protocols.map(({ name, metadata }) => ({ name, metadata })) },
      },
    },
  }
}

export function groupEpochRecord(groupId: string, epoch: number, metadataHash: bigint): GroupRecord {
  return {
    key: { type: 'ConsumerGroupMetadataKey', data: { groupId } },
    value: { type: 'ConsumerGroupMetadataValue', data: { epoch, metadataHash } },
  }
}

export function targetAssignmentRecord(groupId: string, memberId: string, target: Partitions): GroupRecord {
  return {
    key: { type: 'ConsumerGroupTargetAssignmentMemberKey', data: { groupId, memberId } },
    value: {
      type: 'ConsumerGroupTargetAssignmentMemberValue',
      data: { topicPartitions: [...target].map(([topicId, partitions]) => ({ topicId, partitions: [...partitions] })) },
    },
  }
}

export function targetEpochRecord(groupId: string, assignmentEpoch: number, assignmentTimestamp: number): GroupRecord {
  return {
    key: { type: 'ConsumerGroupTargetAssignmentMetadataKey', data: { groupId } },
    value: { type: 'ConsumerGroupTargetAssignmentMetadataValue', data: { assignmentEpoch, assignmentTimestamp } },
  }
}

export function currentAssignmentRecord(groupId: string, member: ConsumerMember): GroupRecord {
  return {
    key: { type: 'ConsumerGroupCurrentMemberAssignmentKey', data: { groupId, memberId: member.memberId } },
    value: {
      type: 'ConsumerGroupCurrentMemberAssignmentValue',
      data: {
        memberEpoch: member.memberEpoch,
        previousMemberEpoch: member.previousMemberEpoch,
        state: memberStates.indexOf(member.state),
        assignedPartitions: topicPartitions(member.assigned),
        partitionsPendingRevocation: topicPartitions(member.pendingRevocation),
      },
    },
  }
}

function topicPartitions(held: PartitionEpochs): { topicId: Uuid; partitions: number[]; assignmentEpochs: number[] }[] {
  return [...held].map(([topicId, partitions]) => ({ topicId, partitions: [...partitions.keys()], assignmentEpochs: [...partitions.values()] }))
}

export function regexRecord(groupId: string, regularExpression: string, resolved: ResolvedRegex): GroupRecord {
  return {
    key: { type: 'ConsumerGroupRegularExpressionKey', data: { groupId, regularExpression } },
    value: {
      type: 'ConsumerGroupRegularExpressionValue',
      data: { topics: [...resolved.topics], version: resolved.version, timestamp: resolved.timestamp },
    },
  }
}

export function regexTombstone(groupId: string, regularExpression: string): GroupRecord {
  return { key: { type: 'ConsumerGroupRegularExpressionKey', data: { groupId, regularExpression } }, value: null }
}

/** All that the log says of one member, undone: in Kafka's order. */
export function memberTombstones(groupId: string, memberId: string): GroupRecord[] {
  return [
    { key: { type: 'ConsumerGroupCurrentMemberAssignmentKey', data: { groupId, memberId } }, value: null },
    { key: { type: 'ConsumerGroupTargetAssignmentMemberKey', data: { groupId, memberId } }, value: null },
    { key: { type: 'ConsumerGroupMemberMetadataKey', data: { groupId, memberId } }, value: null },
  ]
}

/** All that the log says of the group itself, undone. */
export function consumerGroupTombstones(groupId: string, regexes: Iterable<string>): GroupRecord[] {
  return [
    { key: { type: 'ConsumerGroupTargetAssignmentMetadataKey', data: { groupId } }, value: null },
    ...[...regexes].map((expression) => regexTombstone(groupId, expression)),
    { key: { type: 'ConsumerGroupMetadataKey', data: { groupId } }, value: null },
  ]
}
