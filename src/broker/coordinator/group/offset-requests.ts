// OffsetCommit, TxnOffsetCommit, OffsetFetch and OffsetDelete before they come to the group: topics by name or id, what does not exist is refused by itself,
// answers in the form of each version. What a group allows is offset-protocol.ts.

import { ErrorCode } from '../../../protocol/error-codes.ts'
import { newOffsetCommitResponse, type OffsetCommitRequest, type OffsetCommitRequestTopic, type OffsetCommitResponse } from '../../../protocol/generated/offset-commit.ts'
import { newOffsetDeleteResponse, type OffsetDeleteRequest, type OffsetDeleteResponse } from '../../../protocol/generated/offset-delete.ts'
import {
  newOffsetFetchResponse,
  newOffsetFetchResponseGroup,
  newOffsetFetchResponsePartitions,
  newOffsetFetchResponseTopics,
  type OffsetFetchRequest,
  type OffsetFetchRequestGroup,
  type OffsetFetchRequestTopics,
  type OffsetFetchResponse,
  type OffsetFetchResponseGroup,
  type OffsetFetchResponseTopics,
} from '../../../protocol/generated/offset-fetch.ts'
import { newTxnOffsetCommitResponse, type TxnOffsetCommitRequest, type TxnOffsetCommitResponse } from '../../../protocol/generated/txn-offset-commit.ts'
import { ZERO_UUID } from '../../../protocol/ids.ts'
import { codeOf, fetchErrorOf } from './coordinator-errors.ts'
import type { GroupReply, GroupRequest, RequestContext } from './requests.ts'
import type { TopicsView } from './topics.ts'

export class OffsetRequests {
  readonly #topics: () => TopicsView
  /** Asks the shard of the group. */
  readonly #submit: <Reply extends GroupReply>(groupId: string, request: GroupRequest) => Promise<Reply>

  constructor(topics: () => TopicsView, submit: <Reply extends GroupReply>(groupId: string, request: GroupRequest) => Promise<Reply>) {
    this.#topics = topics
    this.#submit = submit
  }

  async commit(context: RequestContext, body: OffsetCommitRequest, version: number): Promise<OffsetCommitResponse> {
    // Topics that do not exist are refused one by one; the others go to the group.
    const known: OffsetCommitRequestTopic[] = []
    const refused = new Map<OffsetCommitRequestTopic, number>()
    for (const topic of body.topics) {
      const view = version >= 10 ? this.#topics().byId(topic.topicId) : this.#topics().byName(topic.name)
      if (view === undefined) refused.set(topic, version >= 10 ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
      else known.push({ ...topic, name: view.name, topicId: view.id })
    }
    const missing = (topic: OffsetCommitRequestTopic, index: number): boolean => index < 0 || index >= (this.#topics().byName(topic.name)?.partitionCount ?? 0)
    let answered: OffsetCommitResponse = newOffsetCommitResponse()
    if (known.length > 0) {
      try {
        const topics = known.map((topic) => ({ ...topic, partitions: topic.partitions.filter(({ partitionIndex }) => !missing(topic, partitionIndex)) }))
        answered = await this.#submit<OffsetCommitResponse>(body.groupId, { type: 'offsetCommit', context, version, body: { ...body, topics } })
      } catch (error) {
        answered.topics = known.map((topic) => failedCommit(topic, codeOf(error)))
      }
      known.forEach((topic, i) => {
        const errors = new Map(answered.topics[i]!.partitions.map(({ partitionIndex, errorCode }) => [partitionIndex, errorCode]))
        answered.topics[i]!.partitions = topic.partitions.map(({ partitionIndex }) => ({
          partitionIndex,
          errorCode: missing(topic, partitionIndex) ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : errors.get(partitionIndex)!,
        }))
      })
    }
    let next = 0
    const topics = body.topics.map((topic) => {
      const error = refused.get(topic)
      return error === undefined ? answered.topics[next++]! : failedCommit(topic, error)
    })
    return { ...answered, topics: version >= 10 ? topics.map((topic) => ({ ...topic, name: '' })) : topics.map((topic) => ({ ...topic, topicId: ZERO_UUID })) }
  }

  async commitInTransaction(context: RequestContext, body: TxnOffsetCommitRequest, version: number): Promise<TxnOffsetCommitResponse> {
    const fail = (topics: TxnOffsetCommitRequest['topics'], errorCode: number): TxnOffsetCommitResponse['topics'] =>
      topics.map(({ name, partitions }) => ({ name, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })) }))
    const known = body.topics.filter(({ name }) => this.#topics().byName(name) !== undefined)
    const unknown = body.topics.filter(({ name }) => this.#topics().byName(name) === undefined)
    const response = newTxnOffsetCommitResponse({ topics: fail(unknown, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) })
    if (known.length === 0) return response
    try {
      const request: GroupRequest = { type: 'txnOffsetCommit', context, version, body: { ...body, topics: known } }
      response.topics.push(...(await this.#submit<TxnOffsetCommitResponse>(body.groupId, request)).topics)
    } catch (error) {
      response.topics.push(...fail(known, codeOf(error)))
    }
    return response
  }

  async fetch(body: OffsetFetchRequest, version: number): Promise<OffsetFetchResponse> {
    if (version >= 8) {
      return newOffsetFetchResponse({ groups: await Promise.all(body.groups.map((group) => this.#fetchGroup(group, body.requireStable, version))) })
    }
    // One group, unnamed in the answer; version 1 cannot ask for all topics, nor say an error but per partition.
    const topics = body.topics?.map(({ name, partitionIndexes }): OffsetFetchRequestTopics => ({ name, topicId: ZERO_UUID, partitionIndexes })) ?? null
    const group = await this.#fetchGroup({ groupId: body.groupId, memberId: null, memberEpoch: -1, topics }, body.requireStable, version)
    const failed = group.errorCode
    return newOffsetFetchResponse({
      errorCode: version >= 2 ? failed : ErrorCode.NONE,
      topics:
        failed === ErrorCode.NONE
          ? group.topics.map(({ name, partitions }) => ({ name, partitions }))
          : (body.topics ?? []).map(({ name, partitionIndexes }) => ({ name, partitions: partitionIndexes.map((index) => noOffset(index, failed)) })),
    })
  }

  async #fetchGroup(group: OffsetFetchRequestGroup, requireStable: boolean, version: number): Promise<OffsetFetchResponseGroup> {
    let asked = group
    const unknown: OffsetFetchResponseTopics[] = []
    if (version >= 10 && group.topics !== null) {
      const topics: OffsetFetchRequestTopics[] = []
      for (const topic of group.topics) {
        const view = this.#topics().byId(topic.topicId)
        if (view !== undefined) topics.push({ ...topic, name: view.name })
        else {
          const partitions = topic.partitionIndexes.map((index) => noOffset(index, ErrorCode.UNKNOWN_TOPIC_ID))
          unknown.push(newOffsetFetchResponseTopics({ topicId: topic.topicId, partitions }))
        }
      }
      asked = { ...group, topics }
    }
    let answer: OffsetFetchResponseGroup
    try {
      answer = await this.#submit<OffsetFetchResponseGroup>(group.groupId, { type: 'offsetFetch', group: asked, requireStable })
    } catch (error) {
      return newOffsetFetchResponseGroup({ groupId: group.groupId, errorCode: fetchErrorOf(error) })
    }
    if (version < 10) return answer
    const topics = answer.topics.map((topic) => ({ ...topic, name: '', topicId: this.#topics().byName(topic.name)?.id ?? ZERO_UUID }))
    // Offsets of a topic that is gone have no id to be named by.
    return { ...answer, topics: [...topics.filter(({ topicId }) => topicId !== ZERO_UUID), ...unknown] }
  }

  async delete(body: OffsetDeleteRequest): Promise<OffsetDeleteResponse> {
    const missing = (name: string, index: number): boolean => index < 0 || index >= (this.#topics().byName(name)?.partitionCount ?? 0)
    const topics = body.topics.map(({ name, partitions }) => ({ name, partitions: partitions.filter(({ partitionIndex }) => !missing(name, partitionIndex)) }))
    try {
      const response = await this.#submit<OffsetDeleteResponse>(body.groupId, { type: 'offsetDelete', body: { ...body, topics } })
      response.topics.forEach((topic, i) => {
        for (const { partitionIndex } of body.topics[i]!.partitions) {
          if (missing(topic.name, partitionIndex)) topic.partitions.push({ partitionIndex, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION })
        }
      })
      return response
    } catch (error) {
      return newOffsetDeleteResponse({ errorCode: codeOf(error) })
    }
  }
}

function failedCommit({ name, topicId, partitions }: OffsetCommitRequestTopic, errorCode: number): OffsetCommitResponse['topics'][number] {
  return { name, topicId, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })) }
}

function noOffset(partitionIndex: number, errorCode: number): ReturnType<typeof newOffsetFetchResponsePartitions> {
  return newOffsetFetchResponsePartitions({ partitionIndex, committedOffset: -1, committedLeaderEpoch: -1, metadata: '', errorCode })
}
