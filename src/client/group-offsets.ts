// A group's offsets at its coordinator: fetch and commit, for the consumer itself. A driver over cluster.ts.
// OffsetFetch from v8 on is batched by group; v10 of both knows topics by id only, which says less than it costs here: v9 is used.

import { errorByCode, ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import { newOffsetCommitRequest, newOffsetCommitRequestPartition, newOffsetCommitRequestTopic, offsetCommitApi } from '../protocol/generated/offset-commit.ts'
import {
  newOffsetFetchRequest,
  newOffsetFetchRequestGroup,
  newOffsetFetchRequestTopic,
  newOffsetFetchRequestTopics,
  offsetFetchApi,
  type OffsetFetchResponse,
} from '../protocol/generated/offset-fetch.ts'
import type { Cluster, WaitOptions } from './cluster.ts'
import type { TopicPartition } from './record.ts'

/** A committed offset: the next record to read. */
export interface CommittedOffset extends TopicPartition {
  readonly offset: number
  /** Of the record before, -1 when unknown. */
  readonly leaderEpoch: number
  /** What the committer wrote beside it. */
  readonly metadata: string
}

/** An offset to commit: the next record to read. */
export interface OffsetToCommit extends TopicPartition {
  readonly offset: number
  readonly leaderEpoch?: number
  readonly metadata?: string
}

/** Who commits: the member and its generation or epoch. Outside of a group both are empty. */
export interface MemberIdentity {
  readonly memberId: string
  readonly generationIdOrMemberEpoch: number
  readonly groupInstanceId: string | null
  /** A member of the consumer protocol names itself when it fetches offsets, too. */
  readonly isConsumerProtocol: boolean
}

export const noMember: MemberIdentity = { memberId: '', generationIdOrMemberEpoch: -1, groupInstanceId: null, isConsumerProtocol: false }

// The highest versions that know topics by name.
const commitByName = 9
const fetchByName = 9

/** The committed offsets of those partitions that have one. Tries once per retriable failure until the time is up; throws ProtocolError, TimeoutError. */
export async function fetchCommitted(
  cluster: Cluster,
  groupId: string,
  partitions: readonly TopicPartition[],
  options: WaitOptions & { requireStable?: boolean; identity?: () => MemberIdentity } = {},
): Promise<CommittedOffset[]> {
  const byTopic = groupByTopic(partitions)
  const response = await cluster.request(
    { coordinator: 'group', key: groupId },
    offsetFetchApi,
    version => offsetFetchRequest(groupId, byTopic, version, options.requireStable ?? false, options.identity?.() ?? noMember),
    { timeoutMs: options.timeoutMs, signal: options.signal, maxVersion: fetchByName, errorCode: fetchErrorCode, errorText: () => `group ${groupId}` },
  )
  const found: CommittedOffset[] = []
  const take = (topic: string, partition: number, offset: number, leaderEpoch: number, metadata: string | null, errorCode: number): void => {
    if (errorCode === ErrorCode.NONE) {
      if (offset >= 0) found.push({ topic, partition, offset, leaderEpoch, metadata: metadata ?? '' })
    } else {
      throw errorFor(errorCode, `the committed offset of ${topic}-${partition} in group ${groupId}`)
    }
  }
  for (const { name, partitions: list } of response.topics) {
    for (const p of list) take(name, p.partitionIndex, p.committedOffset, p.committedLeaderEpoch, p.metadata, p.errorCode)
  }
  for (const { topics } of response.groups) {
    for (const { name, partitions: list } of topics) {
      for (const p of list) take(name, p.partitionIndex, p.committedOffset, p.committedLeaderEpoch, p.metadata, p.errorCode)
    }
  }
  return found
}

function offsetFetchRequest(
  groupId: string,
  byTopic: ReadonlyMap<string, number[]>,
  version: number,
  requireStable: boolean,
  identity: MemberIdentity,
): ReturnType<typeof newOffsetFetchRequest> {
  if (version < 8) {
    const topics = [...byTopic].map(([name, partitionIndexes]) => newOffsetFetchRequestTopic({ name, partitionIndexes }))
    return newOffsetFetchRequest({ groupId, topics, requireStable: version >= 7 && requireStable })
  }
  const topics = [...byTopic].map(([name, partitionIndexes]) => newOffsetFetchRequestTopics({ name, partitionIndexes }))
  const named = version >= 9 && identity.isConsumerProtocol
  const group = newOffsetFetchRequestGroup({ groupId, topics, ...(named && { memberId: identity.memberId, memberEpoch: identity.generationIdOrMemberEpoch }) })
  return newOffsetFetchRequest({ groups: [group], requireStable })
}

/** A passing error of any partition makes the whole question wait: an open transaction's offset (KIP-447), a topic that is not known yet. */
function fetchErrorCode(response: OffsetFetchResponse): number {
  if (response.errorCode !== ErrorCode.NONE) return response.errorCode
  const passing = (partitions: readonly { errorCode: number }[]): number =>
    partitions.find(p => errorByCode(p.errorCode).retriable)?.errorCode ?? ErrorCode.NONE
  for (const { errorCode, topics } of response.groups) {
    const code = errorCode || passing(topics.flatMap(({ partitions }) => partitions))
    if (code !== ErrorCode.NONE) return code
  }
  return passing(response.topics.flatMap(({ partitions }) => partitions))
}

/** Sends one OffsetCommit to the coordinator. Answers the error code of each partition, parallel to `offsets`. Throws what concerns the request as a whole. */
export async function commitOnce(
  cluster: Cluster,
  groupId: string,
  offsets: readonly OffsetToCommit[],
  identity: MemberIdentity,
  options: WaitOptions = {},
): Promise<number[]> {
  const connection = await cluster.route({ coordinator: 'group', key: groupId }, { signal: options.signal })
  const highest = connection.versionOf(offsetCommitApi) ?? offsetCommitApi.versions[1]
  const version = Math.min(highest, commitByName)
  const request = newOffsetCommitRequest({
    groupId,
    memberId: identity.memberId,
    generationIdOrMemberEpoch: identity.generationIdOrMemberEpoch,
    ...(version >= 7 && { groupInstanceId: identity.groupInstanceId }),
  })
  const topics = new Map<string, ReturnType<typeof newOffsetCommitRequestTopic>>()
  for (const { topic, partition, offset, leaderEpoch = -1, metadata = '' } of offsets) {
    let entry = topics.get(topic)
    if (entry === undefined) {
      topics.set(topic, (entry = newOffsetCommitRequestTopic({ name: topic })))
      request.topics.push(entry)
    }
    entry.partitions.push(
      newOffsetCommitRequestPartition({
        partitionIndex: partition,
        committedOffset: offset,
        committedLeaderEpoch: version >= 6 ? leaderEpoch : -1,
        committedMetadata: metadata,
      }),
    )
  }
  const timeoutMs = Math.max(1, Math.min(cluster.config.requestTimeoutMs, options.timeoutMs ?? Infinity))
  const response = await connection.send(offsetCommitApi, request, { version, timeoutMs, signal: options.signal })
  const codes = new Map<string, number>()
  for (const { name, partitions } of response.topics) for (const p of partitions) codes.set(`${name}-${p.partitionIndex}`, p.errorCode)
  return offsets.map(({ topic, partition }) => codes.get(`${topic}-${partition}`) ?? ErrorCode.UNKNOWN_SERVER_ERROR)
}

function groupByTopic(partitions: readonly TopicPartition[]): Map<string, number[]> {
  const byTopic = new Map<string, number[]>()
  for (const { topic, partition } of partitions) {
    const list = byTopic.get(topic)
    if (list === undefined) byTopic.set(topic, [partition])
    else list.push(partition)
  }
  return byTopic
}
