// Administrative requests about groups, their members and committed offsets. Driver over admin/fan-out.ts.
// KIP-88, KIP-222, KIP-229 (DeleteGroups), KIP-345 (removing members), KIP-396 (offsets), KIP-496 (OffsetDelete), KIP-518 and KIP-848 (states, types, consumer groups).

import { KafkaError } from '../../core/errors.ts'
import type { Deadline } from '../../core/async.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { consumerGroupDescribeApi, type ConsumerGroupDescribeResponseAssignment, newConsumerGroupDescribeRequest } from '../../protocol/generated/consumer-group-describe.ts'
import { deleteGroupsApi, newDeleteGroupsRequest } from '../../protocol/generated/delete-groups.ts'
import { describeGroupsApi, newDescribeGroupsRequest } from '../../protocol/generated/describe-groups.ts'
import { leaveGroupApi, newLeaveGroupRequest, newLeaveGroupRequestMemberIdentity } from '../../protocol/generated/leave-group.ts'
import { listGroupsApi, newListGroupsRequest } from '../../protocol/generated/list-groups.ts'
import { newOffsetCommitRequest, newOffsetCommitRequestPartition, newOffsetCommitRequestTopic, offsetCommitApi } from '../../protocol/generated/offset-commit.ts'
import { newOffsetDeleteRequest, newOffsetDeleteRequestPartition, newOffsetDeleteRequestTopic, offsetDeleteApi } from '../../protocol/generated/offset-delete.ts'
import { newOffsetFetchRequest, newOffsetFetchRequestGroup, newOffsetFetchRequestTopic, newOffsetFetchRequestTopics, offsetFetchApi } from '../../protocol/generated/offset-fetch.ts'
import { decodeAssignment, decodeSubscription } from '../../protocol/group-protocol.ts'
import type { Cluster } from '../cluster.ts'
import type { CommittedOffset, OffsetToCommit } from '../group-offsets.ts'
import type { Route } from '../routes.ts'
import { type AdminCallOptions, atCoordinators, byTopic, fanOut, itemError, partitionName, remaining, type TopicPartition, unanswered, unwrap } from './fan-out.ts'

export interface ListedGroup {
  readonly groupId: string
  /** `'consumer'` for consumer groups, '' for a group that only has offsets, others for other uses (Connect ...). */
  readonly protocolType: string
  /** Kafka's word: Stable, Empty, PreparingRebalance ...; '' when the broker does not tell. */
  readonly state: string
  /** `classic`, `consumer` (KIP-848), `share`, `streams`; '' when the broker does not tell. */
  readonly type: string
  /** The broker that coordinates it. */
  readonly coordinator: number
}

export interface ListGroupsOptions extends AdminCallOptions {
  /** Only groups in these states. */
  states?: readonly string[]
  /** Only groups of these types. */
  types?: readonly string[]
}

export async function listGroups(cluster: Cluster, options: ListGroupsOptions): Promise<ListedGroup[]> {
  await cluster.refresh(options.signal === undefined ? {} : { signal: options.signal })
  const nodes = [...cluster.metadata.brokers.keys()]
  const request = newListGroupsRequest({ statesFilter: [...(options.states ?? [])], typesFilter: [...(options.types ?? [])] })
  const places = async (items: readonly number[]): Promise<Route[]> => items.map(node => ({ node }))
  const results = await fanOut(cluster, nodes, options, places, async (route, [node], deadline) => {
    const response = await cluster.send(route, listGroupsApi, request, remaining(deadline, options))
    const groups = response.groups.map(({ groupId, protocolType, groupState, groupType }): ListedGroup => {
      return { groupId, protocolType, state: groupState, type: groupType.toLowerCase(), coordinator: node! }
    })
    return [itemError(response.errorCode, `groups of broker ${node}`) ?? groups]
  })
  const lists = unwrap('listGroups', nodes.map(String), results)
  return lists.flat().sort((a, b) => (a.groupId < b.groupId ? -1 : 1))
}

export interface GroupMember {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly clientId: string
  /** The address as the broker sees it, for example `/127.0.0.1`. */
  readonly clientHost: string
  /** The topics it subscribed to; null when the group's protocol is not known here. */
  readonly subscribedTopics: readonly string[] | null
  readonly subscribedTopicRegex: string | null
  readonly assignment: readonly TopicPartition[]
  /** KIP-848: what the member is to have once it has caught up; null in classic groups. */
  readonly targetAssignment: readonly TopicPartition[] | null
  readonly memberEpoch: number | null
}

export interface GroupDescription {
  readonly groupId: string
  readonly type: 'classic' | 'consumer'
  /** Kafka's word: Stable, Empty, Dead, Assigning, Reconciling ... */
  readonly state: string
  readonly protocolType: string
  /** The assignor, for example `range`; '' while there is none. */
  readonly assignor: string
  readonly groupEpoch: number | null
  readonly assignmentEpoch: number | null
  readonly members: readonly GroupMember[]
  readonly coordinator: number
}

/** Describes groups of either kind. A group that does not exist is GROUP_ID_NOT_FOUND, or has the state Dead on a broker before Kafka 4.0. */
export async function describeGroups(cluster: Cluster, groupIds: readonly string[], options: AdminCallOptions): Promise<GroupDescription[]> {
  const results = await atCoordinators(cluster, groupIds, options, async (route, pending, deadline) => {
    const consumers = await describeConsumerGroups(cluster, route, pending, deadline, options)
    const rest = pending.filter(groupId => !consumers.has(groupId))
    const classics = rest.length === 0 ? new Map<string, GroupDescription | KafkaError>() : await describeClassicGroups(cluster, route, rest, deadline, options)
    return pending.map(groupId => consumers.get(groupId) ?? classics.get(groupId) ?? unanswered(`group ${groupId}`))
  })
  return unwrap('describeGroups', groupIds, results)
}

function nodeOf(route: Route): number {
  return typeof route === 'object' && 'node' in route ? route.node : -1
}

/** What ConsumerGroupDescribe says. Groups of the classic kind, and unknown ones, are left out. */
async function describeConsumerGroups(
  cluster: Cluster,
  route: Route,
  groupIds: readonly string[],
  deadline: Deadline,
  options: AdminCallOptions,
): Promise<Map<string, GroupDescription | KafkaError>> {
  const found = new Map<string, GroupDescription | KafkaError>()
  const connection = await cluster.route(route, { signal: options.signal })
  if (connection.versionOf(consumerGroupDescribeApi) === undefined) return found
  const request = newConsumerGroupDescribeRequest({ groupIds: [...groupIds] })
  const response = await cluster.send(route, consumerGroupDescribeApi, request, remaining(deadline, options))
  for (const group of response.groups) {
    const { groupId } = group
    if (group.errorCode === ErrorCode.GROUP_ID_NOT_FOUND || group.errorCode === ErrorCode.UNSUPPORTED_VERSION) continue
    const error = itemError(group.errorCode, `group ${groupId}`, group.errorMessage)
    const members = group.members.map((member): GroupMember => ({
      memberId: member.memberId,
      groupInstanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      subscribedTopics: member.subscribedTopicNames,
      subscribedTopicRegex: member.subscribedTopicRegex,
      assignment: flatten(member.assignment),
      targetAssignment: flatten(member.targetAssignment),
      memberEpoch: member.memberEpoch,
    }))
    const { groupState: state, groupEpoch, assignmentEpoch, assignorName: assignor } = group
    found.set(groupId, error ?? { groupId, type: 'consumer', state, protocolType: 'consumer', assignor, groupEpoch, assignmentEpoch, members, coordinator: nodeOf(route) })
  }
  return found
}

function flatten(assignment: ConsumerGroupDescribeResponseAssignment): TopicPartition[] {
  return assignment.topicPartitions.flatMap(({ topicName, partitions }) => partitions.map(partition => ({ topic: topicName, partition })))
}

async function describeClassicGroups(
  cluster: Cluster,
  route: Route,
  groupIds: readonly string[],
  deadline: Deadline,
  options: AdminCallOptions,
): Promise<Map<string, GroupDescription | KafkaError>> {
  const request = newDescribeGroupsRequest({ groups: [...groupIds] })
  const response = await cluster.send(route, describeGroupsApi, request, remaining(deadline, options))
  return new Map(
    response.groups.map((group): [string, GroupDescription | KafkaError] => {
      const { groupId, groupState: state, protocolType, protocolData: assignor } = group
      const members = group.members.map((member): GroupMember => ({
        memberId: member.memberId,
        groupInstanceId: member.groupInstanceId,
        clientId: member.clientId,
        clientHost: member.clientHost,
        ...readClassicBlobs(protocolType, member.memberMetadata, member.memberAssignment),
        subscribedTopicRegex: null,
        targetAssignment: null,
        memberEpoch: null,
      }))
      const description: GroupDescription = {
        groupId,
        type: 'classic',
        state,
        protocolType,
        assignor,
        groupEpoch: null,
        assignmentEpoch: null,
        members,
        coordinator: nodeOf(route),
      }
      return [groupId, itemError(group.errorCode, `group ${groupId}`, group.errorMessage) ?? description]
    }),
  )
}

/** Members describe themselves in blobs that the broker does not check: what cannot be read counts as not known. */
function readClassicBlobs(protocolType: string, metadata: Buffer, assignment: Buffer): Pick<GroupMember, 'subscribedTopics' | 'assignment'> {
  if (protocolType !== 'consumer') return { subscribedTopics: null, assignment: [] }
  const attempt = <T>(read: () => T, otherwise: T): T => {
    try {
      return read()
    } catch {
      return otherwise
    }
  }
  return {
    subscribedTopics: metadata.length === 0 ? null : attempt(() => decodeSubscription(metadata).topics, null),
    assignment:
      assignment.length === 0
        ? []
        : attempt(() => decodeAssignment(assignment).assignedPartitions.flatMap(({ topic, partitions }) => partitions.map(partition => ({ topic, partition }))), []),
  }
}

export async function deleteGroups(cluster: Cluster, groupIds: readonly string[], options: AdminCallOptions): Promise<void> {
  const results = await atCoordinators(cluster, groupIds, options, async (route, pending, deadline) => {
    const response = await cluster.send(route, deleteGroupsApi, newDeleteGroupsRequest({ groupsNames: [...pending] }), remaining(deadline, options))
    return pending.map((groupId): true | KafkaError => {
      const answer = response.results.find(item => item.groupId === groupId)
      return answer === undefined ? unanswered(`group ${groupId}`) : (itemError(answer.errorCode, `group ${groupId}`) ?? true)
    })
  })
  unwrap('deleteGroups', groupIds, results)
}

export interface ListGroupOffsetsOptions extends AdminCallOptions {
  /** Only these partitions. Default: all that have an offset. */
  partitions?: readonly TopicPartition[]
  /** Waits for open transactions of the group to end (KIP-447). Default false. */
  requireStable?: boolean
}

/** The committed offsets of one group. Partitions without one are left out. */
export async function listGroupOffsets(cluster: Cluster, groupId: string, options: ListGroupOffsetsOptions): Promise<CommittedOffset[]> {
  const { partitions, requireStable = false } = options
  const wanted = partitions === undefined ? null : byTopic(partitions)
  const results = await atCoordinators(cluster, [groupId], options, async (route, _, deadline) => {
    const response = await cluster.send(
      route,
      offsetFetchApi,
      version => {
        const indexes = (items: readonly TopicPartition[]): number[] => items.map(item => item.partition)
        if (version < 8) {
          const topics = wanted === null ? null : wanted.map(({ topic, items }) => newOffsetFetchRequestTopic({ name: topic, partitionIndexes: indexes(items) }))
          return newOffsetFetchRequest({ groupId, topics, requireStable })
        }
        const topics = wanted === null ? null : wanted.map(({ topic, items }) => newOffsetFetchRequestTopics({ name: topic, partitionIndexes: indexes(items) }))
        return newOffsetFetchRequest({ groups: [newOffsetFetchRequestGroup({ groupId, topics })], requireStable })
      },
      // From version 10 on topics are named by id, which a caller that only has names cannot use for all.
      { ...remaining(deadline, options), maxVersion: 9 },
    )
    const group = response.groups.find(item => item.groupId === groupId) ?? (response.groups.length === 0 ? response : undefined)
    if (group === undefined) return [unanswered(`group ${groupId}`)]
    const error = itemError(group.errorCode, `group ${groupId}`)
    if (error !== undefined) return [error]
    const offsets: CommittedOffset[] = []
    for (const topic of group.topics) {
      for (const { partitionIndex, committedOffset, committedLeaderEpoch, metadata, errorCode } of topic.partitions) {
        const failure = itemError(errorCode, `group ${groupId}: ${topic.name}-${partitionIndex}`)
        if (failure !== undefined) return [failure]
        if (committedOffset >= 0) offsets.push({ topic: topic.name, partition: partitionIndex, offset: committedOffset, leaderEpoch: committedLeaderEpoch, metadata: metadata ?? '' })
      }
    }
    return [offsets]
  })
  return unwrap(`listGroupOffsets of ${groupId}`, [groupId], results)[0]!
}

/** Sets committed offsets of a group that has no members (or of a classic group's simple consumers). */
export async function alterGroupOffsets(cluster: Cluster, groupId: string, offsets: readonly OffsetToCommit[], options: AdminCallOptions): Promise<void> {
  const request = newOffsetCommitRequest({
    groupId,
    topics: byTopic(offsets).map(({ topic, items }) =>
      newOffsetCommitRequestTopic({
        name: topic,
        partitions: items.map(({ partition, offset, leaderEpoch = -1, metadata = '' }) =>
          newOffsetCommitRequestPartition({ partitionIndex: partition, committedOffset: offset, committedLeaderEpoch: leaderEpoch, committedMetadata: metadata }),
        ),
      }),
    ),
  })
  const results = await atCoordinator(cluster, groupId, offsets, options, async (route, pending, deadline) => {
    const response = await cluster.send(route, offsetCommitApi, request, { ...remaining(deadline, options), maxVersion: 9 })
    return pending.map(item => {
      const answer = response.topics.find(topic => topic.name === item.topic)?.partitions.find(partition => partition.partitionIndex === item.partition)
      return answer === undefined ? unanswered(partitionName(item)) : (itemError(answer.errorCode, `group ${groupId}: ${partitionName(item)}`) ?? true)
    })
  })
  unwrap(`alterGroupOffsets of ${groupId}`, offsets.map(partitionName), results)
}

export async function deleteGroupOffsets(cluster: Cluster, groupId: string, partitions: readonly TopicPartition[], options: AdminCallOptions): Promise<void> {
  const request = newOffsetDeleteRequest({
    groupId,
    topics: byTopic(partitions).map(({ topic, items }) =>
      newOffsetDeleteRequestTopic({ name: topic, partitions: items.map(({ partition }) => newOffsetDeleteRequestPartition({ partitionIndex: partition })) }),
    ),
  })
  const results = await atCoordinator(cluster, groupId, partitions, options, async (route, pending, deadline) => {
    const response = await cluster.send(route, offsetDeleteApi, request, remaining(deadline, options))
    const error = itemError(response.errorCode, `group ${groupId}`)
    return pending.map(item => {
      const answer = response.topics.find(topic => topic.name === item.topic)?.partitions.find(partition => partition.partitionIndex === item.partition)
      if (error !== undefined) return error
      return answer === undefined ? unanswered(partitionName(item)) : (itemError(answer.errorCode, `group ${groupId}: ${partitionName(item)}`) ?? true)
    })
  })
  unwrap(`deleteGroupOffsets of ${groupId}`, partitions.map(partitionName), results)
}

/** Items that all belong to one group. */
function atCoordinator<Item>(
  cluster: Cluster,
  groupId: string,
  items: readonly Item[],
  options: AdminCallOptions,
  ask: (route: Route, items: readonly Item[], deadline: Deadline) => Promise<readonly (true | KafkaError)[]>,
): Promise<(true | KafkaError)[]> {
  return fanOut(cluster, items, options, async pending => pending.map((): Route => ({ coordinator: 'group', key: groupId })), async (route, pending, deadline) => {
    const results = await ask(route, pending, deadline)
    // An answer of the wrong broker is the same for all items.
    if (results.some(result => result instanceof KafkaError && result.code === 'NOT_COORDINATOR')) cluster.forgetCoordinator('group', groupId)
    return results
  })
}

/** A member by its id, or a static member by its instance id (KIP-345). */
export type MemberRef = { readonly memberId: string } | { readonly groupInstanceId: string }

export interface RemoveMembersOptions extends AdminCallOptions {
  /** Default: all members. */
  members?: readonly MemberRef[]
  /** Shown in the coordinator's log (KIP-800). */
  reason?: string
}

export async function removeMembersFromGroup(cluster: Cluster, groupId: string, options: RemoveMembersOptions): Promise<void> {
  let members = options.members
  if (members === undefined) {
    const [group] = await describeGroups(cluster, [groupId], options)
    members = group!.members.map(({ memberId, groupInstanceId }) => (groupInstanceId === null ? { memberId } : { groupInstanceId }))
    if (members.length === 0) return
  }
  const reason = options.reason ?? 'removed by an administrator'
  const results = await atCoordinator(cluster, groupId, members, options, async (route, pending, deadline) => {
    const request = newLeaveGroupRequest({
      groupId,
      members: pending.map(member =>
        newLeaveGroupRequestMemberIdentity('memberId' in member ? { memberId: member.memberId, reason } : { groupInstanceId: member.groupInstanceId, reason }),
      ),
    })
    const response = await cluster.send(route, leaveGroupApi, request, remaining(deadline, options))
    const error = itemError(response.errorCode, `group ${groupId}`)
    return pending.map((member): true | KafkaError => {
      if (error !== undefined) return error
      const answer = response.members.find(item => ('memberId' in member ? item.memberId === member.memberId : item.groupInstanceId === member.groupInstanceId))
      return answer === undefined ? unanswered(memberName(member)) : (itemError(answer.errorCode, `group ${groupId}: ${memberName(member)}`) ?? true)
    })
  })
  unwrap(`removeMembersFromGroup ${groupId}`, members.map(memberName), results)
}

function memberName(member: MemberRef): string {
  return 'memberId' in member ? member.memberId : member.groupInstanceId
}
