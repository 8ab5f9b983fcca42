// CreateTopics, DeleteTopics, CreatePartitions: decided against the image. Pure (shape C).

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
const tooManyPartitions = `a request makes at most ${MAX_PARTITIONS_PER_REQUEST} partitions`
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
      if (seen.get(name)! > 1) throw new RequestError(ErrorCode.INVALID_REQUEST, `topic ${name} is in the request twice`)
      if (name === METADATA_TOPIC) throw new RequestError(ErrorCode.INVALID_REQUEST, `${METADATA_TOPIC} is the broker's own log and cannot be created`)
      throwIfNameIsTaken(context.image, name)
      result = createTopic(context, topic, created)
      if (partitions + result.numPartitions > MAX_PARTITIONS_PER_REQUEST) {
        throw new RequestError(ErrorCode.POLICY_VIOLATION, tooManyPartitions)
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
  if (image.topicsByName.has(name)) throw new RequestError(ErrorCode.TOPIC_ALREADY_EXISTS, `topic ${name} already exists`)
  const other = collidingTopic(image, name)
  if (other !== undefined) throw new RequestError(ErrorCode.INVALID_TOPIC_EXCEPTION, `topic ${name} differs from topic ${other} only in dots and underscores, which metrics cannot tell apart`)
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
    if (value === null) throw new RequestError(ErrorCode.INVALID_CONFIG, `config ${name} has the value null; leave it out for its default`)
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
    throw new RequestError(ErrorCode.INVALID_REPLICATION_FACTOR, `replication factor ${topic.replicationFactor}: needs 1 or more, or -1 for the default`)
  }
  if (topic.numPartitions < -1 || topic.numPartitions === 0) {
    throw new RequestError(ErrorCode.INVALID_PARTITIONS, `partition count ${topic.numPartitions}: needs 1 or more, or -1 for the default`)
  }
  const count = topic.numPartitions === -1 ? config.number('num.partitions') : topic.numPartitions
  const replicationFactor = topic.replicationFactor === -1 ? config.number('default.replication.factor') : topic.replicationFactor
  if (count > MAX_PARTITIONS_PER_REQUEST) throw new RequestError(ErrorCode.POLICY_VIOLATION, tooManyPartitions)
  return placeReplicas(image, count, replicationFactor, random)
}

function manualAssignments({ image }: DecisionContext, topic: CreateTopicsRequestCreatableTopic): number[][] {
  if (topic.replicationFactor !== -1) {
    throw new RequestError(ErrorCode.INVALID_REQUEST, `replication factor ${topic.replicationFactor} beside assignments, which say it already: needs -1`)
  }
  if (topic.numPartitions !== -1) {
    throw new RequestError(ErrorCode.INVALID_REQUEST, `partition count ${topic.numPartitions} beside assignments, which say it already: needs -1`)
  }
  const byPartition = new Map<number, number[]>()
  let replicationFactor: number | undefined
  for (const { partitionIndex, brokerIds } of topic.assignments) {
    if (byPartition.has(partitionIndex)) {
      throw new RequestError(ErrorCode.INVALID_REPLICA_ASSIGNMENT, `partition ${partitionIndex} has more than one assignment`)
    }
    throwIfAssignmentIsWrong(image, brokerIds, replicationFactor)
    replicationFactor ??= brokerIds.length
    if (!brokerIds.some(id => image.isActive(id))) {
      throw new RequestError(
        ErrorCode.INVALID_REPLICA_ASSIGNMENT,
        `partition ${partitionIndex} is assigned to ${brokerIds.join(', ')}: none of them is active`,
      )
    }
    byPartition.set(partitionIndex, brokerIds)
  }
  return Array.from({ length: byPartition.size }, (_, partition) => {
    const replicas = byPartition.get(partition)
    if (replicas === undefined) throw new RequestError(ErrorCode.INVALID_REPLICA_ASSIGNMENT, `partition ${partition} has no assignment; ${byPartition.size} partitions count from 0 without a gap`)
    return replicas
  })
}

/** Checks one partition's manual replicas. */
export function throwIfAssignmentIsWrong(image: MetadataImage, brokerIds: readonly number[], replicationFactor: number | undefined): void {
  const wrong = (message: string): RequestError => new RequestError(ErrorCode.INVALID_REPLICA_ASSIGNMENT, message)
  if (brokerIds.length === 0) throw wrong('an assignment without any replica')
  const sorted = [...brokerIds].sort((a, b) => a - b)
  sorted.forEach((id, index) => {
    if (!image.brokers.has(id)) throw wrong(`assigned to broker ${id}, which is not registered`)
    if (index > 0 && sorted[index - 1] === id) throw wrong(`assigned to broker ${id} twice`)
  })
  if (replicationFactor !== undefined && brokerIds.length !== replicationFactor) {
    throw wrong(
      `one partition has ${brokerIds.length} replicas, those before it ${replicationFactor}`,
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
      if (!enabled) throw new RequestError(version < 3 ? ErrorCode.INVALID_REQUEST : ErrorCode.TOPIC_DELETION_DISABLED, 'delete.topic.enable is false on this broker')
      if (name !== null && topicId !== ZERO_UUID) throw new RequestError(ErrorCode.INVALID_REQUEST, `topic ${name} has an id beside its name: give one of them`)
      if (name !== null && byName.get(name)! > 1) throw new RequestError(ErrorCode.INVALID_REQUEST, `topic ${name} is in the request twice`)
      if (name === null && topicId === ZERO_UUID) throw new RequestError(ErrorCode.INVALID_REQUEST, 'a topic to delete needs a name or an id')
      if (name === null && byId.get(topicId)! > 1) throw new RequestError(ErrorCode.INVALID_REQUEST, `topic id ${topicId} is in the request twice`)
      if (found === undefined && name === null) throw new RequestError(ErrorCode.UNKNOWN_TOPIC_ID, `no topic has the id ${topicId}`)
      if (found === undefined) throw new RequestError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `no topic is named ${name}`)
      if (targets.get(found.id)! > 1) throw new RequestError(ErrorCode.INVALID_REQUEST, `topic ${found.name} is in the request by name and by id`)
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
      if (names.get(topic.name)! > 1) throw new RequestError(ErrorCode.INVALID_REQUEST, `topic ${topic.name} is in the request twice`)
      records.push(...morePartitions(context, topic))
    })
    results.push({ name: topic.name, ...error })
  }
  if (records.length > MAX_PARTITIONS_PER_REQUEST) {
    const tooMany = { errorCode: ErrorCode.POLICY_VIOLATION, errorMessage: tooManyPartitions }
    return { records: [], reply: { throttleTimeMs: 0, results: results.map(result => ({ ...result, ...tooMany })) } }
  }
  return { records: request.validateOnly ? [] : records, reply: { throttleTimeMs: 0, results } }
}

function morePartitions({ image, random }: DecisionContext, asked: CreatePartitionsRequestTopic): MetadataRecord[] {
  const topic = image.topicsByName.get(asked.name)
  if (topic === undefined) throw new RequestError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
  const present = topic.partitions.length
  if (asked.count === present) throw new RequestError(ErrorCode.INVALID_PARTITIONS, `topic ${asked.name} has ${present} partitions already; the new count must be higher than that`)
  if (asked.count < present) {
    throw new RequestError(
      ErrorCode.INVALID_PARTITIONS,
      `topic ${asked.name} has ${present} partitions; ${asked.count} would be fewer, the new count must be higher than ${present}`,
    )
  }
  const additional = asked.count - present
  const replicationFactor = topic.partitions[0]!.replicas.length
  const { assignments } = asked
  if (assignments !== null && assignments.length !== additional) {
    throw new RequestError(
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      `${additional} partitions to add, but assignments for ${assignments.length}`,
    )
  }
  if (additional > MAX_PARTITIONS_PER_REQUEST) throw new RequestError(ErrorCode.POLICY_VIOLATION, tooManyPartitions)
  let replicas: readonly (readonly number[])[]
  if (assignments === null) replicas = placeReplicas(image, additional, replicationFactor, random)
  else {
    replicas = assignments.map(({ brokerIds }, index) => {
      throwIfAssignmentIsWrong(image, brokerIds, replicationFactor)
      if (!brokerIds.some(id => image.isActive(id))) {
        throw new RequestError(
          ErrorCode.INVALID_REPLICA_ASSIGNMENT,
          `partition ${present + index} is assigned to ${brokerIds.join(', ')}: none of them is active`,
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
