// CreateTopics, DeleteTopics, CreatePartitions: decided against the image, answered in Kafka's words. Pure (shape C).

import { ConfigError } from '../../core/errors.ts'
import { randomUuid } from '../../core/random.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import type { CreatePartitionsRequest, CreatePartitionsRequestTopic, CreatePartitionsResponse } from '../../protocol/generated/create-partitions.ts'
import {
  newCreateTopicsResponseCreatableTopicConfigs,
  newCreateTopicsResponseCreatableTopicResult,
  type CreateTopicsRequest,
  type CreateTopicsRequestCreatableTopic,
  type CreateTopicsResponse,
  type CreateTopicsResponseCreatableTopicResult,
} from '../../protocol/generated/create-topics.ts'
import type { DeleteTopicsRequest, DeleteTopicsResponse } from '../../protocol/generated/delete-topics.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import { ZERO_UUID, type Uuid } from '../../protocol/ids.ts'
import { ConfigResourceType, partitionRecord, type MetadataImage } from '../image.ts'
import { effectiveTopicConfigs } from '../describe-configs.ts'
import { validateTopicConfigs } from '../topic-config.ts'
import { errorOf, RequestError, type Decision, type DecisionContext } from './decision.ts'
import { placeReplicas } from './placement.ts'
import { collidingTopic, topicNameProblem } from './topic-names.ts'

/** Kafka's bound on what one request may create. */
const MAX_PARTITIONS_PER_REQUEST = 10_000
const METADATA_TOPIC = '__cluster_metadata'
/** A replica's directory that its broker has yet to choose (KIP-858). */
const UNASSIGNED_DIRECTORY: Uuid = 'AAAAAAAAAAAAAAAAAAAAAQ'

export function createTopics(context: DecisionContext, request: CreateTopicsRequest): Decision<CreateTopicsResponse> {
  const records: MetadataRecord[] = []
  const results: CreateTopicsResponseCreatableTopicResult[] = []
  const seen = new Map<string, number>()
  for (const { name } of request.topics) seen.set(name, (seen.get(name) ?? 0) + 1)
  const answered = new Set<string>()
  let partitions = 0
  for (const topic of request.topics) {
    const { name } = topic
    if (answered.has(name)) continue
    answered.add(name)
    const created: MetadataRecord[] = []
    let result: CreateTopicsResponseCreatableTopicResult | undefined
    const error = errorOf(() => {
      if (seen.get(name)! > 1) throw new RequestError(ErrorCode.INVALID_REQUEST, 'Duplicate topic name.')
      if (name === METADATA_TOPIC) throw new RequestError(ErrorCode.INVALID_REQUEST, `Creation of internal topic ${METADATA_TOPIC} is prohibited.`)
      throwIfNameIsTaken(context.image, name)
      result = createTopic(context, topic, created)
      if (partitions + result.numPartitions > MAX_PARTITIONS_PER_REQUEST) {
        throw new RequestError(ErrorCode.POLICY_VIOLATION, 'Excessively large number of partitions per request.')
      }
      partitions += result.numPartitions
    })
    if (error.errorCode === ErrorCode.NONE) {
      records.push(...created)
      results.push(result!)
    } else {
      results.push(newCreateTopicsResponseCreatableTopicResult({ name, topicId: ZERO_UUID, ...error, numPartitions: -1, replicationFactor: -1, configs: [] }))
    }
  }
  return { records: request.validateOnly ? [] : records, reply: { throttleTimeMs: 0, topics: results } }
}

function throwIfNameIsTaken(image: MetadataImage, name: string): void {
  const problem = topicNameProblem(name)
  if (problem !== undefined) throw new RequestError(ErrorCode.INVALID_TOPIC_EXCEPTION, problem)
  if (image.topicsByName.has(name)) throw new RequestError(ErrorCode.TOPIC_ALREADY_EXISTS, `Topic '${name}' already exists.`)
  const other = collidingTopic(image, name)
  if (other !== undefined) throw new RequestError(ErrorCode.INVALID_TOPIC_EXCEPTION, `Topic '${name}' collides with existing topic: ${other}`)
}

function createTopic(context: DecisionContext, topic: CreateTopicsRequestCreatableTopic, records: MetadataRecord[]): CreateTopicsResponseCreatableTopicResult {
  const { config } = context
  const overrides = checkedConfigs(context, topic)
  const assignments = topic.assignments.length > 0 ? manualAssignments(context, topic) : automaticAssignments(context, topic)
  const topicId = randomTopicId(context)
  records.push({ type: 'TopicRecord', data: { name: topic.name, topicId } })
  for (const [name, value] of overrides) {
    records.push({ type: 'ConfigRecord', data: { resourceType: ConfigResourceType.TOPIC, resourceName: topic.name, name, value } })
  }
  assignments.forEach((replicas, partitionId) => records.push(newPartition(context.image, topicId, partitionId, replicas)))
  return newCreateTopicsResponseCreatableTopicResult({
    name: topic.name,
    topicId,
    errorCode: ErrorCode.NONE,
    errorMessage: null,
    numPartitions: assignments.length,
    replicationFactor: assignments[0]!.length,
    configs: effectiveTopicConfigs(config, overrides).map(entry => newCreateTopicsResponseCreatableTopicConfigs(entry)),
  })
}

/** An id that no topic has, and that is none of the reserved ones. */
function randomTopicId({ image, random }: DecisionContext): Uuid {
  for (;;) {
    const id = randomUuid(random)
    if (!image.topicsById.has(id) && !id.startsWith('AAAAAAAAAAAAAAAAAAAA')) return id
  }
}

function checkedConfigs({ config }: DecisionContext, topic: CreateTopicsRequestCreatableTopic): ReadonlyMap<string, string> {
  const overrides = new Map<string, string>()
  for (const { name, value } of topic.configs) {
    if (value === null) throw new RequestError(ErrorCode.INVALID_CONFIG, `Null value not supported for topic configs: ${name}`)
    overrides.set(name, value)
  }
  try {
    validateTopicConfigs(config, overrides)
  } catch (error) {
    if (error instanceof ConfigError) throw new RequestError(ErrorCode.INVALID_CONFIG, error.message)
    throw error
  }
  return overrides
}

function automaticAssignments({ image, config, random }: DecisionContext, topic: CreateTopicsRequestCreatableTopic): number[][] {
  if (topic.replicationFactor < -1 || topic.replicationFactor === 0) {
    throw new RequestError(ErrorCode.INVALID_REPLICATION_FACTOR, 'Replication factor must be larger than 0, or -1 to use the default value.')
  }
  if (topic.numPartitions < -1 || topic.numPartitions === 0) {
    throw new RequestError(ErrorCode.INVALID_PARTITIONS, 'Number of partitions was set to an invalid non-positive value.')
  }
  const count = topic.numPartitions === -1 ? config.number('num.partitions') : topic.numPartitions
  const replicationFactor = topic.replicationFactor === -1 ? config.number('default.replication.factor') : topic.replicationFactor
  if (count > MAX_PARTITIONS_PER_REQUEST) throw new RequestError(ErrorCode.POLICY_VIOLATION, 'Excessively large number of partitions per request.')
  return placeReplicas(image, count, replicationFactor, random)
}

function manualAssignments({ image }: DecisionContext, topic: CreateTopicsRequestCreatableTopic): number[][] {
  if (topic.replicationFactor !== -1) {
    throw new RequestError(ErrorCode.INVALID_REQUEST, 'A manual partition assignment was specified, but replication factor was not set to -1.')
  }
  if (topic.numPartitions !== -1) {
    throw new RequestError(ErrorCode.INVALID_REQUEST, 'A manual partition assignment was specified, but numPartitions was not set to -1.')
  }
  const byPartition = new Map<number, number[]>()
  let replicationFactor: number | undefined
  for (const { partitionIndex, brokerIds } of topic.assignments) {
    if (byPartition.has(partitionIndex)) {
      throw new RequestError(ErrorCode.INVALID_REPLICA_ASSIGNMENT, `Found multiple manual partition assignments for partition ${partitionIndex}`)
    }
    throwIfAssignmentIsWrong(image, brokerIds, replicationFactor)
    replicationFactor ??= brokerIds.length
    if (!brokerIds.some(id => image.isActive(id))) {
      throw new RequestError(
        ErrorCode.INVALID_REPLICA_ASSIGNMENT,
        `All brokers specified in the manual partition assignment for partition ${partitionIndex} are fenced or in controlled shutdown.`,
      )
    }
    byPartition.set(partitionIndex, brokerIds)
  }
  return Array.from({ length: byPartition.size }, (_, partition) => {
    const replicas = byPartition.get(partition)
    if (replicas === undefined) throw new RequestError(ErrorCode.INVALID_REPLICA_ASSIGNMENT, 'partitions should be a consecutive 0-based integer sequence')
    return replicas
  })
}

/** Checks one partition's manual replicas. */
export function throwIfAssignmentIsWrong(image: MetadataImage, brokerIds: readonly number[], replicationFactor: number | undefined): void {
  const wrong = (message: string): RequestError => new RequestError(ErrorCode.INVALID_REPLICA_ASSIGNMENT, message)
  if (brokerIds.length === 0) throw wrong('The manual partition assignment includes an empty replica list.')
  const sorted = [...brokerIds].sort((a, b) => a - b)
  sorted.forEach((id, index) => {
    if (!image.brokers.has(id)) throw wrong(`The manual partition assignment includes broker ${id}, but no such broker is registered.`)
    if (index > 0 && sorted[index - 1] === id) throw wrong(`The manual partition assignment includes the broker ${id} more than once.`)
  })
  if (replicationFactor !== undefined && brokerIds.length !== replicationFactor) {
    throw wrong(
      `The manual partition assignment includes a partition with ${brokerIds.length} replica(s), but this is not consistent with previous partitions, which have ${replicationFactor} replica(s).`,
    )
  }
}

function newPartition(image: MetadataImage, topicId: Uuid, partitionId: number, replicas: readonly number[]): MetadataRecord {
  const isr = replicas.filter(id => image.isActive(id))
  return {
    type: 'PartitionRecord',
    data: partitionRecord(topicId, partitionId, {
      replicas,
      directories: replicas.map(id => directoryFor(image, id)),
      isr,
      removingReplicas: [],
      addingReplicas: [],
      elr: [],
      lastKnownElr: [],
      leader: isr[0]!,
      leaderRecoveryState: 0,
      leaderEpoch: 0,
      partitionEpoch: 0,
    }),
  }
}

/** A broker with one directory needs no choice. */
function directoryFor(image: MetadataImage, brokerId: number): Uuid {
  const dirs = image.brokers.get(brokerId)?.logDirs ?? []
  return dirs.length === 1 ? dirs[0]! : UNASSIGNED_DIRECTORY
}

/** Topics by id or by name; `topicNames` of versions 1 to 5 must have been put into `topics`. */
export function deleteTopics(context: DecisionContext, request: DeleteTopicsRequest, version: number): Decision<DeleteTopicsResponse> {
  const { image, config } = context
  const records: MetadataRecord[] = []
  const asked = version >= 6 ? request.topics : request.topicNames.map(name => ({ name, topicId: ZERO_UUID }))
  const byName = count(asked.filter(t => t.name !== null).map(t => t.name!))
  const byId = count(asked.filter(t => t.name === null).map(t => t.topicId))
  const enabled = config.boolean('delete.topic.enable')
  const answered = new Set<string>()
  const targets = count(asked.map(({ name, topicId }) => (name === null ? image.topicsById.get(topicId) : topicId === ZERO_UUID ? image.topicsByName.get(name) : undefined)?.id))
  const responses: DeleteTopicsResponse['responses'] = []
  for (const { name, topicId } of asked) {
    const found = name === null ? image.topicsById.get(topicId) : topicId === ZERO_UUID ? image.topicsByName.get(name) : undefined
    const key = found === undefined ? `${name} ${topicId}` : found.id
    if (answered.has(key)) continue
    answered.add(key)
    const error = errorOf(() => {
      if (!enabled) throw new RequestError(version < 3 ? ErrorCode.INVALID_REQUEST : ErrorCode.TOPIC_DELETION_DISABLED, 'Topic deletion is disabled.')
      if (name !== null && topicId !== ZERO_UUID) throw new RequestError(ErrorCode.INVALID_REQUEST, 'You may not specify both topic name and topic id.')
      if (name !== null && byName.get(name)! > 1) throw new RequestError(ErrorCode.INVALID_REQUEST, 'Duplicate topic name.')
      if (name === null && topicId === ZERO_UUID) throw new RequestError(ErrorCode.INVALID_REQUEST, 'Neither topic name nor id were specified.')
      if (name === null && byId.get(topicId)! > 1) throw new RequestError(ErrorCode.INVALID_REQUEST, 'Duplicate topic id.')
      if (found === undefined && name === null) throw new RequestError(ErrorCode.UNKNOWN_TOPIC_ID, 'This server does not host this topic ID.')
      if (found === undefined) throw new RequestError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, 'This server does not host this topic-partition.')
      if (targets.get(found.id)! > 1) throw new RequestError(ErrorCode.INVALID_REQUEST, 'The provided topic name maps to an ID that was already supplied.')
      records.push({ type: 'RemoveTopicRecord', data: { topicId: found.id } })
    })
    const byNameTwice = name !== null && byName.get(name)! > 1
    responses.push({ name: found?.name ?? name, topicId: byNameTwice ? topicId : (found?.id ?? topicId), ...error })
  }
  return { records, reply: { throttleTimeMs: 0, responses } }
}

export function createPartitions(context: DecisionContext, request: CreatePartitionsRequest): Decision<CreatePartitionsResponse> {
  const records: MetadataRecord[] = []
  const names = count(request.topics.map(topic => topic.name))
  const answered = new Set<string>()
  const results: CreatePartitionsResponse['results'] = []
  for (const topic of request.topics) {
    if (answered.has(topic.name)) continue
    answered.add(topic.name)
    const error = errorOf(() => {
      if (names.get(topic.name)! > 1) throw new RequestError(ErrorCode.INVALID_REQUEST, 'Duplicate topic name.')
      records.push(...morePartitions(context, topic))
    })
    results.push({ name: topic.name, ...error })
  }
  if (records.length > MAX_PARTITIONS_PER_REQUEST) {
    const tooMany = { errorCode: ErrorCode.POLICY_VIOLATION, errorMessage: 'Excessively large number of partitions per request.' }
    return { records: [], reply: { throttleTimeMs: 0, results: results.map(result => ({ ...result, ...tooMany })) } }
  }
  return { records: request.validateOnly ? [] : records, reply: { throttleTimeMs: 0, results } }
}

function morePartitions({ image, random }: DecisionContext, asked: CreatePartitionsRequestTopic): MetadataRecord[] {
  const topic = image.topicsByName.get(asked.name)
  if (topic === undefined) throw new RequestError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
  const present = topic.partitions.length
  if (asked.count === present) throw new RequestError(ErrorCode.INVALID_PARTITIONS, `Topic already has ${present} partition(s).`)
  if (asked.count < present) {
    throw new RequestError(
      ErrorCode.INVALID_PARTITIONS,
      `The topic ${asked.name} currently has ${present} partition(s); ${asked.count} would not be an increase.`,
    )
  }
  const additional = asked.count - present
  const replicationFactor = topic.partitions[0]!.replicas.length
  const { assignments } = asked
  if (assignments !== null && assignments.length !== additional) {
    throw new RequestError(
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      `Attempted to add ${additional} additional partition(s), but only ${assignments.length} assignment(s) were specified.`,
    )
  }
  if (additional > MAX_PARTITIONS_PER_REQUEST) throw new RequestError(ErrorCode.POLICY_VIOLATION, 'Excessively large number of partitions per request.')
  let replicas: readonly (readonly number[])[]
  if (assignments === null) replicas = placeReplicas(image, additional, replicationFactor, random)
  else {
    replicas = assignments.map(({ brokerIds }, index) => {
      throwIfAssignmentIsWrong(image, brokerIds, replicationFactor)
      if (!brokerIds.some(id => image.isActive(id))) {
        throw new RequestError(
          ErrorCode.INVALID_REPLICA_ASSIGNMENT,
          `All brokers specified in the manual partition assignment for partition ${present + index} are fenced or in controlled shutdown.`,
        )
      }
      return brokerIds
    })
  }
  return replicas.map((ids, index) => newPartition(image, topic.id, present + index, ids))
}

function count<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
