// Administrative requests about topics, partitions and their records: building, fan-out and results. Driver over admin/fan-out.ts.
// KIP-4, KIP-107 (DeleteRecords), KIP-195 (CreatePartitions), KIP-516 (topic ids), KIP-966 (DescribeTopicPartitions).

import { Deadline } from '../../core/async.ts'
import { KafkaError, TimeoutError } from '../../core/errors.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { createPartitionsApi, newCreatePartitionsRequest, newCreatePartitionsRequestAssignment, newCreatePartitionsRequestTopic } from '../../protocol/generated/create-partitions.ts'
import {
  createTopicsApi,
  newCreateTopicsRequest,
  newCreateTopicsRequestCreatableReplicaAssignment,
  newCreateTopicsRequestCreatableTopic,
  newCreateTopicsRequestCreatableTopicConfig,
} from '../../protocol/generated/create-topics.ts'
import { deleteRecordsApi, newDeleteRecordsRequest, newDeleteRecordsRequestPartition, newDeleteRecordsRequestTopic } from '../../protocol/generated/delete-records.ts'
import { deleteTopicsApi, newDeleteTopicsRequest, newDeleteTopicsRequestDeleteTopicState } from '../../protocol/generated/delete-topics.ts'
import {
  describeTopicPartitionsApi,
  newDescribeTopicPartitionsRequest,
  newDescribeTopicPartitionsRequestCursor,
  newDescribeTopicPartitionsRequestTopicRequest,
} from '../../protocol/generated/describe-topic-partitions.ts'
import { metadataApi, newMetadataRequest, newMetadataRequestTopic } from '../../protocol/generated/metadata.ts'
import { ZERO_UUID } from '../../protocol/ids.ts'
import { ConfigError } from '../../core/errors.ts'
import type { Cluster } from '../cluster.ts'
import {
  type AdminCallOptions,
  atController,
  atLeaders,
  byTopic,
  fetchTopics,
  itemError,
  partitionName,
  remaining,
  type TopicPartition,
  unanswered,
  unwrap,
} from './fan-out.ts'

export interface NewTopic {
  name: string
  /** Default: the broker's num.partitions. */
  numPartitions?: number
  /** Default: the broker's default.replication.factor. */
  replicationFactor?: number
  /** Instead of the two counts: the brokers of each partition, the preferred leader first. */
  replicasAssignments?: Readonly<Record<number, readonly number[]>>
  /** Topic settings by Kafka's names, for example `{ 'cleanup.policy': 'compact' }`. */
  configs?: Readonly<Record<string, string | number | boolean>>
}

export interface CreatedTopic {
  readonly name: string
  readonly topicId: string
  readonly numPartitions: number
  readonly replicationFactor: number
  readonly configs: ReadonlyMap<string, string | null>
}

export interface CreateTopicsOptions extends AdminCallOptions {
  /** Only checks whether the topics could be created. Default false. */
  validateOnly?: boolean
  /** Whether to wait until every partition has a leader. Default true. */
  waitUntilUsable?: boolean
}

export async function createTopics(cluster: Cluster, topics: readonly (NewTopic | string)[], options: CreateTopicsOptions): Promise<CreatedTopic[]> {
  const items = topics.map(topic => (typeof topic === 'string' ? { name: topic } : topic))
  const deadline = new Deadline(cluster.config.system.clock, options.timeoutMs ?? cluster.config.defaultApiTimeoutMs)
  const { validateOnly = false } = options
  const results = await atController(cluster, items, options, async (route, pending) => {
    const request = newCreateTopicsRequest({ topics: pending.map(creatable), timeoutMs: cluster.config.requestTimeoutMs, validateOnly })
    const response = await cluster.send(route, createTopicsApi, request, remaining(deadline, options))
    return pending.map(({ name }): CreatedTopic | KafkaError => {
      const answer = response.topics.find(topic => topic.name === name)
      if (answer === undefined) return unanswered(`topic ${name}`)
      const { topicId, numPartitions, replicationFactor } = answer
      const configs = new Map((answer.configs ?? []).map(config => [config.name, config.value]))
      return itemError(answer.errorCode, `topic ${name}`, answer.errorMessage) ?? { name, topicId, numPartitions, replicationFactor, configs }
    })
  })
  const created = results.filter(result => !(result instanceof KafkaError))
  if (!validateOnly && (options.waitUntilUsable ?? true) && created.length > 0) {
    await untilUsable(cluster, created.map(topic => topic.name), deadline, options)
  }
  return unwrap(
    'createTopics',
    items.map(item => item.name),
    results,
  )
}

function creatable(topic: NewTopic): ReturnType<typeof newCreateTopicsRequestCreatableTopic> {
  const { name, numPartitions = -1, replicationFactor = -1, replicasAssignments, configs = {} } = topic
  if (replicasAssignments !== undefined && (topic.numPartitions !== undefined || topic.replicationFactor !== undefined)) {
    throw new ConfigError(`topic ${name}: give replicasAssignments or the counts, not both`)
  }
  return newCreateTopicsRequestCreatableTopic({
    name,
    numPartitions,
    replicationFactor,
    assignments: Object.entries(replicasAssignments ?? {}).map(([partition, brokerIds]) =>
      newCreateTopicsRequestCreatableReplicaAssignment({ partitionIndex: Number(partition), brokerIds: [...brokerIds] }),
    ),
    configs: Object.entries(configs).map(([key, value]) => newCreateTopicsRequestCreatableTopicConfig({ name: key, value: String(value) })),
  })
}

/** Waits until metadata shows a leader for every partition of the topics. */
async function untilUsable(cluster: Cluster, names: readonly string[], deadline: Deadline, options: AdminCallOptions): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const topics = await fetchTopics(cluster, names, remaining(deadline, options))
    const waiting = names.filter(name => {
      const topic = topics.get(name)
      return topic === undefined || topic.errorCode !== ErrorCode.NONE || topic.partitions.some(partition => partition.leaderId < 0)
    })
    if (waiting.length === 0) return
    if (!(await cluster.backoff(attempt, deadline, options.signal))) {
      throw new TimeoutError(`the topics exist, but ${waiting.join(', ')} did not get leaders within ${deadline.timeoutMs} ms`)
    }
  }
}

/** A topic by its name or by its id. */
export type TopicRef = string | { readonly topicId: string }

export interface DeletedTopic {
  /** null when it was deleted by its id and the broker does not tell. */
  readonly name: string | null
  readonly topicId: string
}

export interface DeleteTopicsOptions extends AdminCallOptions {
  /** Whether to wait until the brokers' metadata has them no more. Default true. */
  waitUntilGone?: boolean
}

export async function deleteTopics(cluster: Cluster, topics: readonly TopicRef[], options: DeleteTopicsOptions): Promise<DeletedTopic[]> {
  const names = topics.map(refName)
  const deadline = new Deadline(cluster.config.system.clock, options.timeoutMs ?? cluster.config.defaultApiTimeoutMs)
  const results = await atController(cluster, topics, options, async (route, pending) => {
    const response = await cluster.send(
      route,
      deleteTopicsApi,
      version => {
        const timeoutMs = cluster.config.requestTimeoutMs
        if (version >= 6) {
          const states = pending.map(ref => newDeleteTopicsRequestDeleteTopicState(typeof ref === 'string' ? { name: ref } : { name: null, topicId: ref.topicId }))
          return newDeleteTopicsRequest({ topics: states, timeoutMs })
        }
        return newDeleteTopicsRequest({ topicNames: pending.map(ref => (typeof ref === 'string' ? ref : missingIds())), timeoutMs })
      },
      remaining(deadline, options),
    )
    return pending.map((ref): DeletedTopic | KafkaError => {
      const answer = response.responses.find(item => (typeof ref === 'string' ? item.name === ref : item.topicId === ref.topicId))
      if (answer === undefined) return unanswered(`topic ${refName(ref)}`)
      return itemError(answer.errorCode, `topic ${refName(ref)}`, answer.errorMessage) ?? { name: answer.name, topicId: answer.topicId }
    })
  })
  const deleted = results.filter((result): result is DeletedTopic => !(result instanceof KafkaError))
  if (options.waitUntilGone ?? true) await untilGone(cluster, deleted, deadline, options)
  return unwrap('deleteTopics', names, results)
}

/** Waits until metadata shows none of the topics; one of the same name with another id is a new one. */
async function untilGone(cluster: Cluster, topics: readonly DeletedTopic[], deadline: Deadline, options: AdminCallOptions): Promise<void> {
  const named = topics.filter(topic => topic.name !== null)
  if (named.length === 0) return
  for (let attempt = 0; ; attempt++) {
    const present = await fetchTopics(
      cluster,
      named.map(topic => topic.name!),
      remaining(deadline, options),
    )
    const left = named.filter(({ name, topicId }) => {
      const topic = present.get(name!)
      return topic !== undefined && topic.errorCode === ErrorCode.NONE && (topic.topicId === topicId || topicId === ZERO_UUID)
    })
    if (left.length === 0) return
    if (!(await cluster.backoff(attempt, deadline, options.signal))) {
      throw new TimeoutError(`${left.map(topic => topic.name).join(', ')} will go, but did not within ${deadline.timeoutMs} ms`)
    }
  }
}

function refName(ref: TopicRef): string {
  return typeof ref === 'string' ? ref : ref.topicId
}

function missingIds(): never {
  throw new ConfigError('this broker deletes topics only by name')
}

export interface ListedTopic {
  readonly name: string
  readonly topicId: string
  readonly isInternal: boolean
  readonly numPartitions: number
  readonly replicationFactor: number
}

export async function listTopics(cluster: Cluster, options: AdminCallOptions & { includeInternal?: boolean }): Promise<ListedTopic[]> {
  const topics = await fetchTopics(cluster, null, options)
  return [...topics.values()]
    .filter(topic => topic.errorCode === ErrorCode.NONE && (options.includeInternal === true || !topic.isInternal))
    .map(topic => ({
      name: topic.name!,
      topicId: topic.topicId,
      isInternal: topic.isInternal,
      numPartitions: topic.partitions.length,
      replicationFactor: Math.max(0, ...topic.partitions.map(partition => partition.replicaNodes.length)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

export interface PartitionDescription {
  readonly partition: number
  /** -1 when there is none. */
  readonly leader: number
  readonly leaderEpoch: number
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly offlineReplicas: readonly number[]
  /** KIP-966; null when the broker does not tell. */
  readonly eligibleLeaderReplicas: readonly number[] | null
  readonly lastKnownEligibleLeaderReplicas: readonly number[] | null
}

export interface TopicDescription {
  readonly name: string
  readonly topicId: string
  readonly isInternal: boolean
  readonly partitions: readonly PartitionDescription[]
  /** Bits of KIP-430, or null when the broker does not tell. */
  readonly authorizedOperations: number | null
}

const noOperations = -(2 ** 31)

export async function describeTopics(cluster: Cluster, topics: readonly TopicRef[], options: AdminCallOptions): Promise<TopicDescription[]> {
  const names = topics.filter(topic => typeof topic === 'string')
  const ids = topics.filter(topic => typeof topic !== 'string').map(topic => topic.topicId)
  const connection = await cluster.anyConnection(options)
  const paged = connection.versionOf(describeTopicPartitionsApi) !== undefined
  const byName = names.length === 0 ? new Map<string, TopicDescription | KafkaError>() : paged ? await describePaged(cluster, names, options) : await describeByMetadata(cluster, names, 'name', options)
  const byId = ids.length === 0 ? new Map<string, TopicDescription | KafkaError>() : await describeByMetadata(cluster, ids, 'topicId', options)
  const results = topics.map(topic => (typeof topic === 'string' ? byName.get(topic) : byId.get(topic.topicId)) ?? unanswered(`topic ${refName(topic)}`))
  return unwrap('describeTopics', topics.map(refName), results)
}

// What Apache Kafka serves per page at most (max.request.partition.size.limit).
const partitionsPerPage = 2_000

async function describePaged(cluster: Cluster, names: readonly string[], options: AdminCallOptions): Promise<Map<string, TopicDescription | KafkaError>> {
  const found = new Map<string, TopicDescription | KafkaError>()
  const topics = [...new Set(names)].sort().map(name => newDescribeTopicPartitionsRequestTopicRequest({ name }))
  let cursor: ReturnType<typeof newDescribeTopicPartitionsRequestCursor> | null = null
  for (;;) {
    const from: string = cursor?.topicName ?? ''
    const request = newDescribeTopicPartitionsRequest({ topics: topics.filter(topic => topic.name >= from), responsePartitionLimit: partitionsPerPage, cursor })
    const response = await cluster.request('any', describeTopicPartitionsApi, request, options)
    for (const topic of response.topics) {
      const name = topic.name!
      const partitions = topic.partitions.map((p): PartitionDescription => ({
        partition: p.partitionIndex,
        leader: p.leaderId,
        leaderEpoch: p.leaderEpoch,
        replicas: p.replicaNodes,
        isr: p.isrNodes,
        offlineReplicas: p.offlineReplicas,
        eligibleLeaderReplicas: p.eligibleLeaderReplicas,
        lastKnownEligibleLeaderReplicas: p.lastKnownElr,
      }))
      const before = found.get(name)
      const earlier = before === undefined || before instanceof KafkaError ? [] : before.partitions
      const { topicId, isInternal } = topic
      const authorizedOperations = topic.topicAuthorizedOperations === noOperations ? null : topic.topicAuthorizedOperations
      found.set(name, itemError(topic.errorCode, `topic ${name}`) ?? { name, topicId, isInternal, partitions: [...earlier, ...partitions], authorizedOperations })
    }
    const next = response.nextCursor
    if (next === null) return found
    // A page that does not move on would be asked for again and again.
    if (cursor !== null && next.topicName === cursor.topicName && next.partitionIndex <= cursor.partitionIndex) return found
    cursor = newDescribeTopicPartitionsRequestCursor({ topicName: next.topicName, partitionIndex: next.partitionIndex })
  }
}

async function describeByMetadata(
  cluster: Cluster,
  keys: readonly string[],
  by: 'name' | 'topicId',
  options: AdminCallOptions,
): Promise<Map<string, TopicDescription | KafkaError>> {
  const request = newMetadataRequest({
    topics: keys.map(key => newMetadataRequestTopic(by === 'name' ? { name: key } : { name: null, topicId: key })),
    allowAutoTopicCreation: false,
  })
  const response = await cluster.request('any', metadataApi, request, options)
  return new Map(
    response.topics.map(topic => {
      const key = by === 'name' ? topic.name! : topic.topicId
      const partitions = topic.partitions
        .map((p): PartitionDescription => ({
          partition: p.partitionIndex,
          leader: p.leaderId,
          leaderEpoch: p.leaderEpoch,
          replicas: p.replicaNodes,
          isr: p.isrNodes,
          offlineReplicas: p.offlineReplicas,
          eligibleLeaderReplicas: null,
          lastKnownEligibleLeaderReplicas: null,
        }))
        .sort((a, b) => a.partition - b.partition)
      const authorizedOperations = topic.topicAuthorizedOperations === noOperations ? null : topic.topicAuthorizedOperations
      const description = { name: topic.name ?? '', topicId: topic.topicId, isInternal: topic.isInternal, partitions, authorizedOperations }
      return [key, itemError(topic.errorCode, `topic ${key === ZERO_UUID ? topic.name : key}`) ?? description]
    }),
  )
}

export interface NewPartitions {
  name: string
  /** How many partitions the topic is to have in all. */
  count: number
  /** The brokers of each new partition. Default: the controller chooses. */
  newAssignments?: readonly (readonly number[])[]
}

export async function createPartitions(cluster: Cluster, topics: readonly NewPartitions[], options: AdminCallOptions & { validateOnly?: boolean }): Promise<void> {
  const deadline = new Deadline(cluster.config.system.clock, options.timeoutMs ?? cluster.config.defaultApiTimeoutMs)
  const results = await atController(cluster, topics, options, async (route, pending) => {
    const request = newCreatePartitionsRequest({
      topics: pending.map(({ name, count, newAssignments }) =>
        newCreatePartitionsRequestTopic({
          name,
          count,
          assignments: newAssignments === undefined ? null : newAssignments.map(brokerIds => newCreatePartitionsRequestAssignment({ brokerIds: [...brokerIds] })),
        }),
      ),
      timeoutMs: cluster.config.requestTimeoutMs,
      validateOnly: options.validateOnly ?? false,
    })
    const response = await cluster.send(route, createPartitionsApi, request, remaining(deadline, options))
    return pending.map(({ name }): true | KafkaError => {
      const answer = response.results.find(item => item.name === name)
      return answer === undefined ? unanswered(`topic ${name}`) : (itemError(answer.errorCode, `topic ${name}`, answer.errorMessage) ?? true)
    })
  })
  unwrap(
    'createPartitions',
    topics.map(topic => topic.name),
    results,
  )
  if (options.validateOnly !== true) {
    await untilUsable(
      cluster,
      topics.map(topic => topic.name),
      deadline,
      options,
    )
  }
}

export interface RecordsToDelete extends TopicPartition {
  /** Records before this offset go; -1 stands for the high watermark. */
  readonly beforeOffset: number
}

export interface DeletedRecords extends TopicPartition {
  /** The log start offset now. */
  readonly lowWatermark: number
}

export async function deleteRecords(cluster: Cluster, partitions: readonly RecordsToDelete[], options: AdminCallOptions): Promise<DeletedRecords[]> {
  const results = await atLeaders(cluster, partitions, options, async (route, pending, deadline) => {
    const request = newDeleteRecordsRequest({
      topics: byTopic(pending).map(({ topic, items }) =>
        newDeleteRecordsRequestTopic({
          name: topic,
          partitions: items.map(item => newDeleteRecordsRequestPartition({ partitionIndex: item.partition, offset: item.beforeOffset })),
        }),
      ),
      timeoutMs: cluster.config.requestTimeoutMs,
    })
    const response = await cluster.send(route, deleteRecordsApi, request, remaining(deadline, options))
    return pending.map((item): DeletedRecords | KafkaError => {
      const answer = response.topics.find(topic => topic.name === item.topic)?.partitions.find(partition => partition.partitionIndex === item.partition)
      if (answer === undefined) return unanswered(partitionName(item))
      return itemError(answer.errorCode, partitionName(item)) ?? { topic: item.topic, partition: item.partition, lowWatermark: answer.lowWatermark }
    })
  })
  return unwrap('deleteRecords', partitions.map(partitionName), results)
}
