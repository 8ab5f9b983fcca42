// The answer with which a broker refuses a request: the error code at each place where the API has one. Pure (shape C).

import type { AnyApi } from '../../protocol/api.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import * as messages from '../../protocol/generated/index.ts'

/** A code by its name or number. Throws TypeError for one that Kafka does not have. */
export function errorCodeOf(error: string | number): number {
  if (typeof error === 'number') return error
  const code = (ErrorCode as Record<string, number>)[error]
  if (code === undefined) throw new TypeError(`Kafka has no error ${error}`)
  return code
}

type Answer = (body: any, errorCode: number, version: number) => unknown

/** Topics with partitions, as most APIs about records have them. */
const perPartition =
  (response: (fields: any) => unknown, list: { request: string; response: string }, inner: { request: string; response: string }, topicOf: (topic: any) => object, partition: (item: any, errorCode: number) => unknown): Answer =>
  (body, errorCode) =>
    response({ [list.response]: body[list.request].map((topic: any) => ({ ...topicOf(topic), [inner.response]: topic[inner.request].map((item: any) => partition(item, errorCode)) })) })

const answers: Record<string, Answer> = {
  Produce: perPartition(
    messages.newProduceResponse,
    { request: 'topicData', response: 'responses' },
    { request: 'partitionData', response: 'partitionResponses' },
    ({ name, topicId }) => ({ name, topicId }),
    ({ index }, errorCode) => messages.newProduceResponsePartitionProduceResponse({ index, errorCode, baseOffset: -1 }),
  ),
  Fetch: (body, errorCode) =>
    body.topics.length === 0
      ? messages.newFetchResponse({ errorCode })
      : messages.newFetchResponse({
          responses: body.topics.map(({ topic, topicId, partitions }: any) => ({
            topic,
            topicId,
            partitions: partitions.map(({ partition }: any) => messages.newFetchResponsePartitionData({ partitionIndex: partition, errorCode, highWatermark: -1, records: Buffer.alloc(0) })),
          })),
        }),
  ListOffsets: perPartition(
    messages.newListOffsetsResponse,
    { request: 'topics', response: 'topics' },
    { request: 'partitions', response: 'partitions' },
    ({ name }) => ({ name }),
    ({ partitionIndex }, errorCode) => messages.newListOffsetsResponsePartitionResponse({ partitionIndex, errorCode }),
  ),
  OffsetCommit: perPartition(
    messages.newOffsetCommitResponse,
    { request: 'topics', response: 'topics' },
    { request: 'partitions', response: 'partitions' },
    ({ name, topicId }) => ({ name, topicId }),
    ({ partitionIndex }, errorCode) => messages.newOffsetCommitResponsePartition({ partitionIndex, errorCode }),
  ),
  OffsetForLeaderEpoch: perPartition(
    messages.newOffsetForLeaderEpochResponse,
    { request: 'topics', response: 'topics' },
    { request: 'partitions', response: 'partitions' },
    ({ topic }) => ({ topic }),
    ({ partition }, errorCode) => messages.newOffsetForLeaderEpochResponseEpochEndOffset({ partition, errorCode }),
  ),
  DeleteRecords: perPartition(
    messages.newDeleteRecordsResponse,
    { request: 'topics', response: 'topics' },
    { request: 'partitions', response: 'partitions' },
    ({ name }) => ({ name }),
    ({ partitionIndex }, errorCode) => messages.newDeleteRecordsResponsePartitionResult({ partitionIndex, errorCode, lowWatermark: -1 }),
  ),
  OffsetFetch: (body, errorCode, version) =>
    version < 8
      ? messages.newOffsetFetchResponse({ errorCode })
      : messages.newOffsetFetchResponse({ groups: body.groups.map(({ groupId }: any) => messages.newOffsetFetchResponseGroup({ groupId, errorCode })) }),
  FindCoordinator: (body, errorCode, version) =>
    version < 4
      ? messages.newFindCoordinatorResponse({ errorCode, nodeId: -1, port: -1 })
      : messages.newFindCoordinatorResponse({ coordinators: body.coordinatorKeys.map((key: string) => messages.newFindCoordinatorResponseCoordinator({ key, errorCode, nodeId: -1, port: -1 })) }),
  LeaveGroup: (_body, errorCode) => messages.newLeaveGroupResponse({ errorCode }),
  DescribeGroups: (body, errorCode) => messages.newDescribeGroupsResponse({ groups: body.groups.map((groupId: string) => messages.newDescribeGroupsResponseDescribedGroup({ groupId, errorCode })) }),
  ConsumerGroupDescribe: (body, errorCode) =>
    messages.newConsumerGroupDescribeResponse({ groups: body.groupIds.map((groupId: string) => messages.newConsumerGroupDescribeResponseDescribedGroup({ groupId, errorCode })) }),
  DeleteGroups: (body, errorCode) => messages.newDeleteGroupsResponse({ results: body.groupsNames.map((groupId: string) => ({ groupId, errorCode })) }),
  CreateTopics: (body, errorCode) => messages.newCreateTopicsResponse({ topics: body.topics.map(({ name }: any) => messages.newCreateTopicsResponseCreatableTopicResult({ name, errorCode })) }),
  DeleteTopics: (body, errorCode, version) =>
    messages.newDeleteTopicsResponse({
      responses: (version < 6 ? body.topicNames.map((name: string) => ({ name })) : body.topics).map(({ name, topicId }: any) =>
        messages.newDeleteTopicsResponseDeletableTopicResult({ name, ...(topicId === undefined ? {} : { topicId }), errorCode }),
      ),
    }),
  CreatePartitions: (body, errorCode) => messages.newCreatePartitionsResponse({ results: body.topics.map(({ name }: any) => messages.newCreatePartitionsResponseTopicResult({ name, errorCode })) }),
  DescribeConfigs: (body, errorCode) =>
    messages.newDescribeConfigsResponse({
      results: body.resources.map(({ resourceName, resourceType }: any) => messages.newDescribeConfigsResponseResult({ resourceName, resourceType, errorCode })),
    }),
  IncrementalAlterConfigs: (body, errorCode) =>
    messages.newIncrementalAlterConfigsResponse({
      responses: body.resources.map(({ resourceName, resourceType }: any) => messages.newIncrementalAlterConfigsResponseAlterConfigsResourceResponse({ resourceName, resourceType, errorCode })),
    }),
}

/** APIs whose answer has one code, for the whole. */
const whole: Record<string, (fields: any) => unknown> = {
  ApiVersions: messages.newApiVersionsResponse,
  ConsumerGroupHeartbeat: messages.newConsumerGroupHeartbeatResponse,
  DescribeCluster: messages.newDescribeClusterResponse,
  Heartbeat: messages.newHeartbeatResponse,
  InitProducerId: messages.newInitProducerIdResponse,
  JoinGroup: messages.newJoinGroupResponse,
  ListGroups: messages.newListGroupsResponse,
  OffsetDelete: messages.newOffsetDeleteResponse,
  SyncGroup: messages.newSyncGroupResponse,
  DescribeLogDirs: messages.newDescribeLogDirsResponse,
}

/** Whether `errorAnswer` knows the API. */
export function canRefuse(api: AnyApi): boolean {
  return Object.hasOwn(answers, api.name) || Object.hasOwn(whole, api.name)
}

/** The response that refuses this request as a whole. Throws TypeError for an API that has no place for an error here. */
export function errorAnswer(api: AnyApi, version: number, body: unknown, errorCode: number): unknown {
  const answer = answers[api.name]
  if (answer !== undefined) return answer(body, errorCode, version)
  const response = whole[api.name]
  if (response === undefined) throw new TypeError(`${api.name} cannot be answered with an error code here: use { respond } or { close }`)
  return response({ errorCode })
}
