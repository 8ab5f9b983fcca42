// DescribeGroups, ConsumerGroupDescribe and ListGroups: what the groups look like from outside. Pure readers.

import { ErrorCode } from '../../../protocol/error-codes.ts'
import {
  type ConsumerGroupDescribeResponseAssignment,
  type ConsumerGroupDescribeResponseDescribedGroup,
  newConsumerGroupDescribeResponseDescribedGroup,
  newConsumerGroupDescribeResponseMember,
} from '../../../protocol/generated/consumer-group-describe.ts'
import {
  type DescribeGroupsResponseDescribedGroup,
  newDescribeGroupsResponseDescribedGroup,
  newDescribeGroupsResponseDescribedGroupMember,
} from '../../../protocol/generated/describe-groups.ts'
import type { ListGroupsResponseListedGroup } from '../../../protocol/generated/list-groups.ts'
import type { Uuid } from '../../../protocol/ids.ts'
import type { Group } from './group-table.ts'
import type { TopicsView } from './topics.ts'

/** `group` is undefined when there is no classic group of that id: before version 6 it is then described as dead. */
export function describeClassicGroup(groupId: string, group: Group | undefined, version: number): DescribeGroupsResponseDescribedGroup {
  if (group === undefined || group.type !== 'classic') {
    return newDescribeGroupsResponseDescribedGroup({
      groupId,
      groupState: 'Dead',
      ...(version < 6
        ? {}
        : {
            errorCode: ErrorCode.GROUP_ID_NOT_FOUND,
            errorMessage: group === undefined ? `there is no group ${groupId}` : `group ${groupId} is of type ${group.type}, not classic`,
          }),
    })
  }
  const stable = group.isInState('Stable')
  return newDescribeGroupsResponseDescribedGroup({
    groupId,
    groupState: group.state,
    protocolType: group.protocolType ?? '',
    protocolData: stable ? (group.protocolName ?? '') : '',
    members: [...group.members.values()].map((member) =>
      newDescribeGroupsResponseDescribedGroupMember({
        memberId: member.memberId,
        groupInstanceId: member.groupInstanceId,
        clientId: member.clientId,
        clientHost: member.clientHost,
        // While a rebalance runs, subscription and assignment may belong to different generations.
        ...(stable ? { memberMetadata: group.metadataOf(member), memberAssignment: member.assignment } : {}),
      }),
    ),
  })
}

/** Filters are lower case; an empty set lets everything through. */
export function listGroups(groups: Iterable<Group>, states: ReadonlySet<string>, types: ReadonlySet<string>): ListGroupsResponseListedGroup[] {
  const listed: ListGroupsResponseListedGroup[] = []
  for (const group of groups) {
    if (states.size > 0 && !states.has(group.state.toLowerCase())) continue
    if (types.size > 0 && !types.has(group.type)) continue
    listed.push({ groupId: group.groupId, protocolType: group.protocolType ?? '', groupState: group.state, groupType: group.type })
  }
  return listed
}

export function describeConsumerGroup(
  groupId: string,
  group: Group | undefined,
  assignorName: string,
  topics: TopicsView,
): ConsumerGroupDescribeResponseDescribedGroup {
  if (group === undefined || group.type !== 'consumer') {
    return newConsumerGroupDescribeResponseDescribedGroup({
      groupId,
      errorCode: ErrorCode.GROUP_ID_NOT_FOUND,
      errorMessage: group === undefined ? `there is no group ${groupId}` : `group ${groupId} is of type ${group.type}, not consumer`,
    })
  }
  return newConsumerGroupDescribeResponseDescribedGroup({
    groupId,
    groupState: group.state,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    assignorName,
    members: [...group.members.values()].map((member) =>
      newConsumerGroupDescribeResponseMember({
        memberId: member.memberId,
        instanceId: member.instanceId,
        rackId: member.rackId,
        memberEpoch: member.memberEpoch,
        clientId: member.clientId,
        clientHost: member.clientHost,
        subscribedTopicNames: [...member.subscribedTopicNames],
        subscribedTopicRegex: member.subscribedTopicRegex,
        assignment: named(member.assigned, topics),
        targetAssignment: named(group.target(member.memberId), topics),
        memberType: member.classic === undefined ? 1 : 0,
      }),
    ),
  })
}

function named(held: ReadonlyMap<Uuid, { keys(): Iterable<number> }>, topics: TopicsView): ConsumerGroupDescribeResponseAssignment {
  const topicPartitions = [...held].flatMap(([topicId, partitions]) => {
    const topicName = topics.byId(topicId)?.name
    return topicName === undefined ? [] : [{ topicId, topicName, partitions: [...partitions.keys()] }]
  })
  return { topicPartitions }
}
