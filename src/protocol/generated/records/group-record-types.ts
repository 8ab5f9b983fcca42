// GENERATED from schemas/ (Kafka 4.3.1) by npm run generate. Do not edit.
import type { LegacyOffsetCommitKey } from './legacy-offset-commit-key.ts'
import type { OffsetCommitKey } from './offset-commit-key.ts'
import type { GroupMetadataKey } from './group-metadata-key.ts'
import type { ConsumerGroupMetadataKey } from './consumer-group-metadata-key.ts'
import type { ConsumerGroupPartitionMetadataKey } from './consumer-group-partition-metadata-key.ts'
import type { ConsumerGroupMemberMetadataKey } from './consumer-group-member-metadata-key.ts'
import type { ConsumerGroupTargetAssignmentMetadataKey } from './consumer-group-target-assignment-metadata-key.ts'
import type { ConsumerGroupTargetAssignmentMemberKey } from './consumer-group-target-assignment-member-key.ts'
import type { ConsumerGroupCurrentMemberAssignmentKey } from './consumer-group-current-member-assignment-key.ts'
import type { ShareGroupMemberMetadataKey } from './share-group-member-metadata-key.ts'
import type { ShareGroupMetadataKey } from './share-group-metadata-key.ts'
import type { ShareGroupTargetAssignmentMetadataKey } from './share-group-target-assignment-metadata-key.ts'
import type { ShareGroupTargetAssignmentMemberKey } from './share-group-target-assignment-member-key.ts'
import type { ShareGroupCurrentMemberAssignmentKey } from './share-group-current-member-assignment-key.ts'
import type { ShareGroupStatePartitionMetadataKey } from './share-group-state-partition-metadata-key.ts'
import type { ConsumerGroupRegularExpressionKey } from './consumer-group-regular-expression-key.ts'
import type { StreamsGroupMetadataKey } from './streams-group-metadata-key.ts'
import type { StreamsGroupMemberMetadataKey } from './streams-group-member-metadata-key.ts'
import type { StreamsGroupTargetAssignmentMetadataKey } from './streams-group-target-assignment-metadata-key.ts'
import type { StreamsGroupTargetAssignmentMemberKey } from './streams-group-target-assignment-member-key.ts'
import type { StreamsGroupCurrentMemberAssignmentKey } from './streams-group-current-member-assignment-key.ts'
import type { StreamsGroupTopologyKey } from './streams-group-topology-key.ts'
import { legacyOffsetCommitKey } from './legacy-offset-commit-key.ts'
import { offsetCommitKey } from './offset-commit-key.ts'
import { groupMetadataKey } from './group-metadata-key.ts'
import { consumerGroupMetadataKey } from './consumer-group-metadata-key.ts'
import { consumerGroupPartitionMetadataKey } from './consumer-group-partition-metadata-key.ts'
import { consumerGroupMemberMetadataKey } from './consumer-group-member-metadata-key.ts'
import { consumerGroupTargetAssignmentMetadataKey } from './consumer-group-target-assignment-metadata-key.ts'
import { consumerGroupTargetAssignmentMemberKey } from './consumer-group-target-assignment-member-key.ts'
import { consumerGroupCurrentMemberAssignmentKey } from './consumer-group-current-member-assignment-key.ts'
import { shareGroupMemberMetadataKey } from './share-group-member-metadata-key.ts'
import { shareGroupMetadataKey } from './share-group-metadata-key.ts'
import { shareGroupTargetAssignmentMetadataKey } from './share-group-target-assignment-metadata-key.ts'
import { shareGroupTargetAssignmentMemberKey } from './share-group-target-assignment-member-key.ts'
import { shareGroupCurrentMemberAssignmentKey } from './share-group-current-member-assignment-key.ts'
import { shareGroupStatePartitionMetadataKey } from './share-group-state-partition-metadata-key.ts'
import { consumerGroupRegularExpressionKey } from './consumer-group-regular-expression-key.ts'
import { streamsGroupMetadataKey } from './streams-group-metadata-key.ts'
import { streamsGroupMemberMetadataKey } from './streams-group-member-metadata-key.ts'
import { streamsGroupTargetAssignmentMetadataKey } from './streams-group-target-assignment-metadata-key.ts'
import { streamsGroupTargetAssignmentMemberKey } from './streams-group-target-assignment-member-key.ts'
import { streamsGroupCurrentMemberAssignmentKey } from './streams-group-current-member-assignment-key.ts'
import { streamsGroupTopologyKey } from './streams-group-topology-key.ts'
import type { LegacyOffsetCommitValue } from './legacy-offset-commit-value.ts'
import type { OffsetCommitValue } from './offset-commit-value.ts'
import type { GroupMetadataValue } from './group-metadata-value.ts'
import type { ConsumerGroupMetadataValue } from './consumer-group-metadata-value.ts'
import type { ConsumerGroupPartitionMetadataValue } from './consumer-group-partition-metadata-value.ts'
import type { ConsumerGroupMemberMetadataValue } from './consumer-group-member-metadata-value.ts'
import type { ConsumerGroupTargetAssignmentMetadataValue } from './consumer-group-target-assignment-metadata-value.ts'
import type { ConsumerGroupTargetAssignmentMemberValue } from './consumer-group-target-assignment-member-value.ts'
import type { ConsumerGroupCurrentMemberAssignmentValue } from './consumer-group-current-member-assignment-value.ts'
import type { ShareGroupMemberMetadataValue } from './share-group-member-metadata-value.ts'
import type { ShareGroupMetadataValue } from './share-group-metadata-value.ts'
import type { ShareGroupTargetAssignmentMetadataValue } from './share-group-target-assignment-metadata-value.ts'
import type { ShareGroupTargetAssignmentMemberValue } from './share-group-target-assignment-member-value.ts'
import type { ShareGroupCurrentMemberAssignmentValue } from './share-group-current-member-assignment-value.ts'
import type { ShareGroupStatePartitionMetadataValue } from './share-group-state-partition-metadata-value.ts'
import type { ConsumerGroupRegularExpressionValue } from './consumer-group-regular-expression-value.ts'
import type { StreamsGroupMetadataValue } from './streams-group-metadata-value.ts'
import type { StreamsGroupMemberMetadataValue } from './streams-group-member-metadata-value.ts'
import type { StreamsGroupTargetAssignmentMetadataValue } from './streams-group-target-assignment-metadata-value.ts'
import type { StreamsGroupTargetAssignmentMemberValue } from './streams-group-target-assignment-member-value.ts'
import type { StreamsGroupCurrentMemberAssignmentValue } from './streams-group-current-member-assignment-value.ts'
import type { StreamsGroupTopologyValue } from './streams-group-topology-value.ts'
import { legacyOffsetCommitValue } from './legacy-offset-commit-value.ts'
import { offsetCommitValue } from './offset-commit-value.ts'
import { groupMetadataValue } from './group-metadata-value.ts'
import { consumerGroupMetadataValue } from './consumer-group-metadata-value.ts'
import { consumerGroupPartitionMetadataValue } from './consumer-group-partition-metadata-value.ts'
import { consumerGroupMemberMetadataValue } from './consumer-group-member-metadata-value.ts'
import { consumerGroupTargetAssignmentMetadataValue } from './consumer-group-target-assignment-metadata-value.ts'
import { consumerGroupTargetAssignmentMemberValue } from './consumer-group-target-assignment-member-value.ts'
import { consumerGroupCurrentMemberAssignmentValue } from './consumer-group-current-member-assignment-value.ts'
import { shareGroupMemberMetadataValue } from './share-group-member-metadata-value.ts'
import { shareGroupMetadataValue } from './share-group-metadata-value.ts'
import { shareGroupTargetAssignmentMetadataValue } from './share-group-target-assignment-metadata-value.ts'
import { shareGroupTargetAssignmentMemberValue } from './share-group-target-assignment-member-value.ts'
import { shareGroupCurrentMemberAssignmentValue } from './share-group-current-member-assignment-value.ts'
import { shareGroupStatePartitionMetadataValue } from './share-group-state-partition-metadata-value.ts'
import { consumerGroupRegularExpressionValue } from './consumer-group-regular-expression-value.ts'
import { streamsGroupMetadataValue } from './streams-group-metadata-value.ts'
import { streamsGroupMemberMetadataValue } from './streams-group-member-metadata-value.ts'
import { streamsGroupTargetAssignmentMetadataValue } from './streams-group-target-assignment-metadata-value.ts'
import { streamsGroupTargetAssignmentMemberValue } from './streams-group-target-assignment-member-value.ts'
import { streamsGroupCurrentMemberAssignmentValue } from './streams-group-current-member-assignment-value.ts'
import { streamsGroupTopologyValue } from './streams-group-topology-value.ts'

/** The keys of the group-coordinator's log. */
export type GroupRecordKey =
  | { type: 'LegacyOffsetCommitKey', data: LegacyOffsetCommitKey }
  | { type: 'OffsetCommitKey', data: OffsetCommitKey }
  | { type: 'GroupMetadataKey', data: GroupMetadataKey }
  | { type: 'ConsumerGroupMetadataKey', data: ConsumerGroupMetadataKey }
  | { type: 'ConsumerGroupPartitionMetadataKey', data: ConsumerGroupPartitionMetadataKey }
  | { type: 'ConsumerGroupMemberMetadataKey', data: ConsumerGroupMemberMetadataKey }
  | { type: 'ConsumerGroupTargetAssignmentMetadataKey', data: ConsumerGroupTargetAssignmentMetadataKey }
  | { type: 'ConsumerGroupTargetAssignmentMemberKey', data: ConsumerGroupTargetAssignmentMemberKey }
  | { type: 'ConsumerGroupCurrentMemberAssignmentKey', data: ConsumerGroupCurrentMemberAssignmentKey }
  | { type: 'ShareGroupMemberMetadataKey', data: ShareGroupMemberMetadataKey }
  | { type: 'ShareGroupMetadataKey', data: ShareGroupMetadataKey }
  | { type: 'ShareGroupTargetAssignmentMetadataKey', data: ShareGroupTargetAssignmentMetadataKey }
  | { type: 'ShareGroupTargetAssignmentMemberKey', data: ShareGroupTargetAssignmentMemberKey }
  | { type: 'ShareGroupCurrentMemberAssignmentKey', data: ShareGroupCurrentMemberAssignmentKey }
  | { type: 'ShareGroupStatePartitionMetadataKey', data: ShareGroupStatePartitionMetadataKey }
  | { type: 'ConsumerGroupRegularExpressionKey', data: ConsumerGroupRegularExpressionKey }
  | { type: 'StreamsGroupMetadataKey', data: StreamsGroupMetadataKey }
  | { type: 'StreamsGroupMemberMetadataKey', data: StreamsGroupMemberMetadataKey }
  | { type: 'StreamsGroupTargetAssignmentMetadataKey', data: StreamsGroupTargetAssignmentMetadataKey }
  | { type: 'StreamsGroupTargetAssignmentMemberKey', data: StreamsGroupTargetAssignmentMemberKey }
  | { type: 'StreamsGroupCurrentMemberAssignmentKey', data: StreamsGroupCurrentMemberAssignmentKey }
  | { type: 'StreamsGroupTopologyKey', data: StreamsGroupTopologyKey }

export const groupKeyDefs = [
  legacyOffsetCommitKey,
  offsetCommitKey,
  groupMetadataKey,
  consumerGroupMetadataKey,
  consumerGroupPartitionMetadataKey,
  consumerGroupMemberMetadataKey,
  consumerGroupTargetAssignmentMetadataKey,
  consumerGroupTargetAssignmentMemberKey,
  consumerGroupCurrentMemberAssignmentKey,
  shareGroupMemberMetadataKey,
  shareGroupMetadataKey,
  shareGroupTargetAssignmentMetadataKey,
  shareGroupTargetAssignmentMemberKey,
  shareGroupCurrentMemberAssignmentKey,
  shareGroupStatePartitionMetadataKey,
  consumerGroupRegularExpressionKey,
  streamsGroupMetadataKey,
  streamsGroupMemberMetadataKey,
  streamsGroupTargetAssignmentMetadataKey,
  streamsGroupTargetAssignmentMemberKey,
  streamsGroupCurrentMemberAssignmentKey,
  streamsGroupTopologyKey,
] as const

/** The values of the group-coordinator's log. */
export type GroupRecordValue =
  | { type: 'LegacyOffsetCommitValue', data: LegacyOffsetCommitValue }
  | { type: 'OffsetCommitValue', data: OffsetCommitValue }
  | { type: 'GroupMetadataValue', data: GroupMetadataValue }
  | { type: 'ConsumerGroupMetadataValue', data: ConsumerGroupMetadataValue }
  | { type: 'ConsumerGroupPartitionMetadataValue', data: ConsumerGroupPartitionMetadataValue }
  | { type: 'ConsumerGroupMemberMetadataValue', data: ConsumerGroupMemberMetadataValue }
  | { type: 'ConsumerGroupTargetAssignmentMetadataValue', data: ConsumerGroupTargetAssignmentMetadataValue }
  | { type: 'ConsumerGroupTargetAssignmentMemberValue', data: ConsumerGroupTargetAssignmentMemberValue }
  | { type: 'ConsumerGroupCurrentMemberAssignmentValue', data: ConsumerGroupCurrentMemberAssignmentValue }
  | { type: 'ShareGroupMemberMetadataValue', data: ShareGroupMemberMetadataValue }
  | { type: 'ShareGroupMetadataValue', data: ShareGroupMetadataValue }
  | { type: 'ShareGroupTargetAssignmentMetadataValue', data: ShareGroupTargetAssignmentMetadataValue }
  | { type: 'ShareGroupTargetAssignmentMemberValue', data: ShareGroupTargetAssignmentMemberValue }
  | { type: 'ShareGroupCurrentMemberAssignmentValue', data: ShareGroupCurrentMemberAssignmentValue }
  | { type: 'ShareGroupStatePartitionMetadataValue', data: ShareGroupStatePartitionMetadataValue }
  | { type: 'ConsumerGroupRegularExpressionValue', data: ConsumerGroupRegularExpressionValue }
  | { type: 'StreamsGroupMetadataValue', data: StreamsGroupMetadataValue }
  | { type: 'StreamsGroupMemberMetadataValue', data: StreamsGroupMemberMetadataValue }
  | { type: 'StreamsGroupTargetAssignmentMetadataValue', data: StreamsGroupTargetAssignmentMetadataValue }
  | { type: 'StreamsGroupTargetAssignmentMemberValue', data: StreamsGroupTargetAssignmentMemberValue }
  | { type: 'StreamsGroupCurrentMemberAssignmentValue', data: StreamsGroupCurrentMemberAssignmentValue }
  | { type: 'StreamsGroupTopologyValue', data: StreamsGroupTopologyValue }

export const groupValueDefs = [
  legacyOffsetCommitValue,
  offsetCommitValue,
  groupMetadataValue,
  consumerGroupMetadataValue,
  consumerGroupPartitionMetadataValue,
  consumerGroupMemberMetadataValue,
  consumerGroupTargetAssignmentMetadataValue,
  consumerGroupTargetAssignmentMemberValue,
  consumerGroupCurrentMemberAssignmentValue,
  shareGroupMemberMetadataValue,
  shareGroupMetadataValue,
  shareGroupTargetAssignmentMetadataValue,
  shareGroupTargetAssignmentMemberValue,
  shareGroupCurrentMemberAssignmentValue,
  shareGroupStatePartitionMetadataValue,
  consumerGroupRegularExpressionValue,
  streamsGroupMetadataValue,
  streamsGroupMemberMetadataValue,
  streamsGroupTargetAssignmentMetadataValue,
  streamsGroupTargetAssignmentMemberValue,
  streamsGroupCurrentMemberAssignmentValue,
  streamsGroupTopologyValue,
] as const
