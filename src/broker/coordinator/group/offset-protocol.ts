// OffsetCommit, TxnOffsetCommit, OffsetFetch, OffsetDelete and the expiry of offsets: what a group allows, and the records that follow.
// OffsetCommit: v5 no retention time, v6 leader epochs, v7 instance ids, v9 member epochs (KIP-848), v10 topic ids.
// OffsetFetch: v7 requireStable, v8 several groups, v9 member epochs, v10 topic ids.

import { ErrorCode } from '../../../protocol/error-codes.ts'
import { errorFor, ProtocolError } from '../../../protocol/errors.ts'
import type { OffsetCommitRequest, OffsetCommitResponse } from '../../../protocol/generated/offset-commit.ts'
import { newOffsetDeleteResponse, type OffsetDeleteRequest, type OffsetDeleteResponse } from '../../../protocol/generated/offset-delete.ts'
import { newOffsetFetchResponseGroup, type OffsetFetchRequestGroup, type OffsetFetchResponseGroup } from '../../../protocol/generated/offset-fetch.ts'
import type { TxnOffsetCommitRequest, TxnOffsetCommitResponse } from '../../../protocol/generated/txn-offset-commit.ts'
import { type Uuid, ZERO_UUID } from '../../../protocol/ids.ts'
import { memberError } from './classic-answers.ts'
import type { ClassicGroup } from './classic-group.ts'
import { touch } from './classic-parked.ts'
import type { GroupCoordinatorConfig } from './config.ts'
import type { ConsumerGroup } from './consumer-group.ts'
import type { ExpiryBase, GroupOffsets } from './group-offsets.ts'
import type { Group, GroupTable } from './group-table.ts'
import { offsetCommitRecord } from './records.ts'
import type { TopicsView } from './topics.ts'
import type { Turn } from './turn.ts'

interface CommitPartition {
  partitionIndex: number
  committedOffset: number
  committedLeaderEpoch: number
  committedMetadata: string | null
}

export class OffsetProtocol {
  readonly #config: () => GroupCoordinatorConfig
  readonly #groups: GroupTable
  readonly #offsets: GroupOffsets
  readonly #topics: () => TopicsView

  constructor(deps: {
    config: () => GroupCoordinatorConfig
    groups: GroupTable
    offsets: GroupOffsets
    topics: () => TopicsView
  }) {
    this.#config = deps.config
    this.#groups = deps.groups
    this.#offsets = deps.offsets
    this.#topics = deps.topics
  }

  /** Throws ProtocolError when the group takes no commit from this caller. */
  commit(turn: Turn, body: OffsetCommitRequest, version: number): OffsetCommitResponse {
    const group = this.#groups.get(body.groupId)
    let refused: CommitRule = () => ErrorCode.NONE
    if (group === undefined) {
      // Without a generation it is a consumer that uses no group management, or an administrator: offsets alone make a group.
      if (body.generationIdOrMemberEpoch >= 0) {
        throw errorFor(version >= 9 ? ErrorCode.GROUP_ID_NOT_FOUND : ErrorCode.ILLEGAL_GENERATION, `group ${body.groupId}`)
      }
    } else {
      refused = commitRule(group, body.memberId, body.groupInstanceId, body.generationIdOrMemberEpoch, version, false)
      // A commit is a sign of life, as old clients expect.
      if (group.type === 'classic' && group.isInState('Stable', 'PreparingRebalance')) touch(turn, group, body.memberId)
    }
    const expireTimestamp = body.retentionTimeMs < 0 ? -1 : turn.now + body.retentionTimeMs
    return {
      throttleTimeMs: 0,
      topics: body.topics.map(({ name, topicId, partitions }) => ({
        name,
        topicId,
        partitions: partitions.map((partition) => this.#commitPartition(turn, body.groupId, name, topicId, partition, expireTimestamp, refused)),
      })),
    }
  }

  commitInTransaction(turn: Turn, body: TxnOffsetCommitRequest): TxnOffsetCommitResponse {
    const group = this.#groups.get(body.groupId)
    let refused: CommitRule = () => ErrorCode.NONE
    if (group === undefined) {
      if (body.generationId >= 0) throw errorFor(ErrorCode.ILLEGAL_GENERATION, `group ${body.groupId}`)
    } else {
      refused = commitRule(group, body.memberId, body.groupInstanceId, body.generationId, 9, true)
    }
    turn.producer = { producerId: body.producerId, producerEpoch: body.producerEpoch }
    return {
      throttleTimeMs: 0,
      topics: body.topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map((partition) => this.#commitPartition(turn, body.groupId, name, ZERO_UUID, partition, -1, refused)),
      })),
    }
  }

  #commitPartition(
    turn: Turn,
    groupId: string,
    topic: string,
    topicId: string,
    partition: CommitPartition,
    expireTimestamp: number,
    refused: CommitRule,
  ): { partitionIndex: number; errorCode: number } {
    const { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata } = partition
    const metadata = committedMetadata ?? ''
    if (metadata.length > this.#config().offsetMetadataMaxBytes) return { partitionIndex, errorCode: ErrorCode.OFFSET_METADATA_TOO_LARGE }
    const id = topicId === ZERO_UUID ? (this.#topics().byName(topic)?.id ?? ZERO_UUID) : topicId
    const errorCode = refused(id, partitionIndex)
    if (errorCode !== ErrorCode.NONE) return { partitionIndex, errorCode }
    turn.records.push(
      offsetCommitRecord(groupId, topic, partitionIndex, {
        offset: committedOffset,
        leaderEpoch: committedLeaderEpoch,
        metadata,
        commitTimestamp: turn.now,
        expireTimestamp,
        topicId: id,
      }),
    )
    return { partitionIndex, errorCode: ErrorCode.NONE }
  }

  /** Throws ProtocolError when a member of a consumer group asks from an epoch that is not its own. */
  fetch(request: OffsetFetchRequestGroup, requireStable: boolean): OffsetFetchResponseGroup {
    const group = this.#groups.get(request.groupId)
    if (group?.type === 'consumer' && (request.memberId !== null || request.memberEpoch >= 0)) {
      const member = group.members.get(request.memberId ?? '')
      if (member === undefined) throw errorFor(ErrorCode.UNKNOWN_MEMBER_ID, `group ${group.groupId}, member ${request.memberId}`)
      if (member.memberEpoch !== request.memberEpoch) throw errorFor(ErrorCode.STALE_MEMBER_EPOCH, `group ${group.groupId}, member ${request.memberId}`)
    }
    return newOffsetFetchResponseGroup({
      groupId: request.groupId,
      topics:
        request.topics === null
          ? this.#offsets.fetchAll(request.groupId, requireStable)
          : this.#offsets.fetch(request.groupId, request.topics, requireStable),
    })
  }

  delete(turn: Turn, body: OffsetDeleteRequest): OffsetDeleteResponse {
    const group = this.#groups.get(body.groupId)
    if (group === undefined || group.isInState('Dead')) throw errorFor(ErrorCode.GROUP_ID_NOT_FOUND, `group ${body.groupId}`)
    // Of groups that are not consumers' nothing is known of what their members use.
    if (group.type === 'classic' && !group.isInState('Empty') && !group.isConsumerProtocol) throw errorFor(ErrorCode.NON_EMPTY_GROUP, `group ${body.groupId}`)
    const response = newOffsetDeleteResponse()
    for (const { name, partitions } of body.topics) {
      const subscribed = group.isSubscribedTo(name)
      if (!subscribed) {
        turn.records.push(...this.#offsets.tombstones(body.groupId, name, partitions.map(({ partitionIndex }) => partitionIndex)))
      }
      response.topics.push({
        name,
        partitions: partitions.map(({ partitionIndex }) => ({
          partitionIndex,
          errorCode: subscribed ? ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC : ErrorCode.NONE,
        })),
      })
    }
    return response
  }

  /** Tombstones for the expired offsets of all groups. Calls `onEmptied` for each group that keeps none. */
  expire(turn: Turn, onEmptied: (group: Group) => void): void {
    for (const group of [...this.#groups.values()]) {
      const { records, allGone } = this.#offsets.expire(group.groupId, turn.now, this.#config().offsetsRetentionMs, expiryBase(group))
      for (const record of records) turn.records.push(record)
      if (allGone) onEmptied(group)
    }
  }
}

/**
 * KIP-211: an empty group's offsets age since it became empty, those of a live consumer group only for topics that nobody
 * subscribes to, and those of consumers without group management since their commit.
 */
function expiryBase(group: Group): ExpiryBase {
  if (group.type === 'consumer') {
    const subscribed = group.subscribedTopicNames()
    return (topic, committed) => (subscribed.has(topic) ? undefined : committed.commitTimestamp)
  }
  if (group.protocolType === undefined) return (_, committed) => committed.commitTimestamp
  if (group.isInState('Empty')) return (_, committed) => group.stateTimestamp ?? committed.commitTimestamp
  if (group.isConsumerProtocol && group.isInState('Stable') && group.subscribedTopics !== undefined) {
    return (topic, committed) => (group.isSubscribedTo(topic) ? undefined : committed.commitTimestamp)
  }
  return () => undefined
}

/** What is said of one partition of a commit that the group takes as a whole. */
type CommitRule = (topicId: Uuid, partition: number) => number

/** Throws ProtocolError when the group takes no commit from this caller at all. */
function commitRule(group: Group, memberId: string, groupInstanceId: string | null, epoch: number, version: number, transactional: boolean): CommitRule {
  if (group.type === 'consumer') return consumerCommitRule(group, memberId, epoch, version, transactional)
  throwIfCommitRefused(group, memberId, groupInstanceId, epoch, transactional)
  return () => ErrorCode.NONE
}

function consumerCommitRule(group: ConsumerGroup, memberId: string, epoch: number, version: number, transactional: boolean): CommitRule {
  const what = `group ${group.groupId}, member ${memberId}`
  if (epoch < 0 && group.members.size === 0) return () => ErrorCode.NONE
  // A transaction may be committed from outside of the group, as before KIP-447.
  if (transactional && epoch < 0 && memberId === '') return () => ErrorCode.NONE
  const member = group.members.get(memberId)
  if (member === undefined) throw errorFor(ErrorCode.UNKNOWN_MEMBER_ID, what)
  if (member.classic === undefined && version < 9 && !transactional) throw errorFor(ErrorCode.UNSUPPORTED_VERSION, what)
  if (epoch === member.memberEpoch) return () => ErrorCode.NONE
  const stale = member.classic !== undefined || transactional ? ErrorCode.ILLEGAL_GENERATION : ErrorCode.STALE_MEMBER_EPOCH
  if (epoch > member.memberEpoch || member.classic !== undefined) throw errorFor(stale, what)
  // A commit of an epoch before still counts for partitions that the member has held ever since (KIP-1251).
  return (topicId, partition) => {
    const since = member.assigned.get(topicId)?.get(partition) ?? member.pendingRevocation.get(topicId)?.get(partition)
    return since !== undefined && epoch >= since ? ErrorCode.NONE : stale
  }
}

function throwIfCommitRefused(group: ClassicGroup, memberId: string, groupInstanceId: string | null, generationId: number, transactional: boolean): void {
  const what = `group ${group.groupId}`
  if (group.isInState('Dead')) throw errorFor(ErrorCode.COORDINATOR_NOT_AVAILABLE, what)
  if (generationId < 0 && group.isInState('Empty')) return
  if (generationId >= 0 || memberId !== '' || groupInstanceId !== null) {
    const error = memberError(group, memberId, groupInstanceId)
    if (error !== ErrorCode.NONE) throw errorFor(error, `${what}, member ${memberId}`)
    if (generationId !== group.generationId) {
      throw new ProtocolError(ErrorCode.ILLEGAL_GENERATION, `${what}: generation ${generationId} is not the current one, ${group.generationId}`)
    }
  } else if (!transactional && !group.isInState('Empty')) {
    // A commit from outside must not move the offsets of a group at work.
    throw errorFor(ErrorCode.UNKNOWN_MEMBER_ID, what)
  }
  // The member knows the new generation but has no assignment in it yet: it shall commit once it has.
  if (group.isInState('CompletingRebalance')) throw errorFor(ErrorCode.REBALANCE_IN_PROGRESS, what)
}
