// Metadata v0-13 (v1 controller, v2 cluster id, v5 offline replicas, v7 leader epochs, v8 authorized operations, v10 topic ids, v12 lookup by id,
// v13 top-level error) and DescribeTopicPartitions v0 (KIP-966): both read the image and nothing else.

import { ErrorCode } from '../../protocol/error-codes.ts'
import {
  describeTopicPartitionsApi,
  type DescribeTopicPartitionsRequest,
  type DescribeTopicPartitionsResponse,
} from '../../protocol/generated/describe-topic-partitions.ts'
import { metadataApi, type MetadataRequest, type MetadataResponse } from '../../protocol/generated/metadata.ts'
import { ZERO_UUID } from '../../protocol/ids.ts'
import type { MetadataImage, PartitionRegistration, TopicImage } from '../image.ts'
import type { AnyHandler, RequestContext } from './handler.ts'
import { isInternalTopic } from '../controller/internal-topics.ts'
import { topicNameProblem } from '../controller/topic-names.ts'
import type { Services } from './services.ts'


type TopicResponse = MetadataResponse['topics'][number]
type DescribedTopic = DescribeTopicPartitionsResponse['topics'][number]

/** "Not asked for" in the authorized-operations fields. */
export const NO_OPERATIONS = -2147483648
/** Without an authorizer everybody may do everything: read, write, create, delete, alter, describe and the configs of a topic ... */
const ALL_TOPIC_OPERATIONS = 0b1101_1111_1000
/** ... and of the cluster create, alter, describe, cluster action, configs and idempotent write. */
export const ALL_CLUSTER_OPERATIONS = 0b1_1111_1010_0000

export function metadataHandlers(services: Services): AnyHandler[] {
  return [
    { api: metadataApi, versions: [0, 13], handle: (request, context) => handleMetadata(services, request, context) },
    { api: describeTopicPartitionsApi, versions: [0, 0], handle: request => handleDescribeTopicPartitions(services, request) },
  ]
}

function handleMetadata(services: Services, request: MetadataRequest, context: RequestContext): MetadataResponse | Promise<MetadataResponse> {
  const { apiVersion } = context
  // Version 0 had no null: its empty list means all topics.
  const asked = request.topics === null || (apiVersion === 0 && request.topics.length === 0) ? null : request.topics
  const mayCreate = services.config().boolean('auto.create.topics.enable') && (apiVersion < 4 || request.allowAutoTopicCreation)
  if (asked !== null && mayCreate) {
    const { topicsByName } = services.image()
    const missing: string[] = []
    for (const { name } of asked) if (name !== null && !topicsByName.has(name) && topicNameProblem(name) === undefined) missing.push(name)
    if (missing.length > 0) return autoCreate(services, missing).then(() => metadataResponse(services, asked, request, context, true))
  }
  return metadataResponse(services, asked, request, context, false)
}

/** Creates what can be created (auto.create.topics.enable); the answer tells what came of it. */
async function autoCreate(services: Services, names: readonly string[]): Promise<void> {
  await Promise.allSettled([...new Set(names)].map(name => services.controller.autoCreateTopic(name)))
}

function metadataResponse(
  services: Services,
  asked: MetadataRequest['topics'],
  request: MetadataRequest,
  context: RequestContext,
  created: boolean,
): MetadataResponse {
  const image = services.image()
  const topics: TopicResponse[] = []
  const operations = request.includeTopicAuthorizedOperations ? ALL_TOPIC_OPERATIONS : NO_OPERATIONS
  if (asked === null) {
    for (const topic of image.topicsByName.values()) topics.push(describeTopic(image, topic, operations))
  } else {
    const seen = new Set<string>()
    for (const { name, topicId } of asked) {
      const key = name ?? topicId
      if (seen.has(key)) continue
      seen.add(key)
      const topic = name === null ? image.topicsById.get(topicId) : image.topicsByName.get(name)
      if (topic !== undefined) topics.push(describeTopic(image, topic, operations))
      else topics.push(unknownTopic(name, topicId ?? ZERO_UUID, created))
    }
  }
  return {
    throttleTimeMs: 0,
    brokers: services.nodeEndpoints(context.connection),
    clusterId: services.clusterId,
    controllerId: services.nodeId,
    topics,
    clusterAuthorizedOperations: request.includeClusterAuthorizedOperations ? ALL_CLUSTER_OPERATIONS : NO_OPERATIONS,
    errorCode: ErrorCode.NONE,
  }
}

function describeTopic(image: MetadataImage, topic: TopicImage, topicAuthorizedOperations: number): TopicResponse {
  return {
    errorCode: ErrorCode.NONE,
    name: topic.name,
    topicId: topic.id,
    isInternal: isInternalTopic(topic.name),
    partitions: topic.partitions.map((partition, partitionIndex) => ({ partitionIndex, ...describePartition(image, partition) })),
    topicAuthorizedOperations,
  }
}

function describePartition(image: MetadataImage, partition: PartitionRegistration): Omit<TopicResponse['partitions'][number], 'partitionIndex'> {
  const offline = (id: number): boolean => !image.isLive(id)
  const leaderless = partition.leader < 0 || offline(partition.leader)
  return {
    errorCode: leaderless ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE,
    leaderId: leaderless ? -1 : partition.leader,
    leaderEpoch: partition.leaderEpoch,
    replicaNodes: [...partition.replicas],
    isrNodes: [...partition.isr],
    offlineReplicas: partition.replicas.filter(offline),
  }
}

function unknownTopic(name: string | null, topicId: string, created: boolean): TopicResponse {
  let errorCode: number
  if (name === null) errorCode = ErrorCode.UNKNOWN_TOPIC_ID
  else if (topicNameProblem(name) !== undefined) errorCode = ErrorCode.INVALID_TOPIC_EXCEPTION
  // A creation that did not come through may do so at the next try.
  else errorCode = created ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
  const isInternal = name !== null && isInternalTopic(name)
  return { errorCode, name, topicId, isInternal, partitions: [], topicAuthorizedOperations: NO_OPERATIONS }
}

function handleDescribeTopicPartitions(services: Services, request: DescribeTopicPartitionsRequest): DescribeTopicPartitionsResponse {
  const image = services.image()
  const all = request.topics.length === 0
  const from = request.cursor?.topicName ?? ''
  const names = [...new Set(all ? image.topicsByName.keys() : request.topics.map(topic => topic.name))].filter(name => name >= from).sort()
  // max.request.partition.size.limit bounds the answer, whatever was asked.
  let room = Math.max(1, Math.min(request.responsePartitionLimit, services.config().number('max.request.partition.size.limit')))
  const topics: DescribedTopic[] = []
  let nextCursor: DescribeTopicPartitionsResponse['nextCursor'] = null
  for (const name of names) {
    const topic = image.topicsByName.get(name)
    if (topic === undefined) {
      topics.push({
        errorCode: topicNameProblem(name) === undefined ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.INVALID_TOPIC_EXCEPTION,
        name,
        topicId: ZERO_UUID,
        isInternal: false,
        partitions: [],
        topicAuthorizedOperations: ALL_TOPIC_OPERATIONS,
      })
      continue
    }
    const first = name === from && request.cursor !== null ? Math.max(0, request.cursor.partitionIndex) : 0
    if (room === 0) {
      nextCursor = { topicName: name, partitionIndex: first }
      break
    }
    const partitions = topic.partitions.slice(first, first + room)
    room -= partitions.length
    topics.push({
      errorCode: ErrorCode.NONE,
      name,
      topicId: topic.id,
      isInternal: isInternalTopic(name),
      partitions: partitions.map((partition, i) => ({
        partitionIndex: first + i,
        ...describePartition(image, partition),
        eligibleLeaderReplicas: [...partition.elr],
        lastKnownElr: [...partition.lastKnownElr],
      })),
      topicAuthorizedOperations: ALL_TOPIC_OPERATIONS,
    })
    if (first + partitions.length < topic.partitions.length) {
      nextCursor = { topicName: name, partitionIndex: first + partitions.length }
      break
    }
  }
  return { throttleTimeMs: 0, topics, nextCursor }
}
