// Which record changes what of a consumer group.

import type { ConsumerGroup } from './consumer-group.ts'
import type { GroupRecord } from './records.ts'

/** The group's id when the record belongs to the consumer protocol. */
export function consumerGroupIdOf({ key }: GroupRecord): string | undefined {
  switch (key.type) {
    case 'ConsumerGroupMetadataKey':
    case 'ConsumerGroupMemberMetadataKey':
    case 'ConsumerGroupTargetAssignmentMetadataKey':
    case 'ConsumerGroupTargetAssignmentMemberKey':
    case 'ConsumerGroupCurrentMemberAssignmentKey':
    case 'ConsumerGroupRegularExpressionKey':
      return key.data.groupId
    default:
      return undefined
  }
}

/** Everything but the group's own tombstone, which takes the group out of its table. */
export function replayConsumerRecord(group: ConsumerGroup, { key, value }: GroupRecord): void {
  switch (key.type) {
    case 'ConsumerGroupMetadataKey':
      if (value?.type === 'ConsumerGroupMetadataValue') group.replayEpoch(value.data)
      break
    case 'ConsumerGroupMemberMetadataKey':
      group.replayMember(key.data.memberId, value?.type === 'ConsumerGroupMemberMetadataValue' ? value.data : null)
      break
    case 'ConsumerGroupTargetAssignmentMetadataKey':
      group.replayTargetEpoch(value?.type === 'ConsumerGroupTargetAssignmentMetadataValue' ? value.data : null)
      break
    case 'ConsumerGroupTargetAssignmentMemberKey':
      group.replayTarget(key.data.memberId, value?.type === 'ConsumerGroupTargetAssignmentMemberValue' ? value.data : null)
      break
    case 'ConsumerGroupCurrentMemberAssignmentKey':
      group.replayCurrent(key.data.memberId, value?.type === 'ConsumerGroupCurrentMemberAssignmentValue' ? value.data : null)
      break
    case 'ConsumerGroupRegularExpressionKey':
      group.replayRegex(key.data.regularExpression, value?.type === 'ConsumerGroupRegularExpressionValue' ? value.data : null)
      break
    default:
      break
  }
}
