// ElectLeaders (KIP-460), AlterPartition (KIP-497), reassignments (KIP-455): requests about partitions that exist. Pure (shape C).

import { ErrorCode } from '../../protocol/error-codes.ts'
import type { AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse } from '../../protocol/generated/alter-partition-reassignments.ts'
import type {
  AlterPartitionRequest,
  AlterPartitionRequestPartitionData,
  AlterPartitionResponse,
  AlterPartitionResponsePartitionData,
} from '../../protocol/generated/alter-partition.ts'
import type { ElectLeadersRequest, ElectLeadersResponse } from '../../protocol/generated/elect-leaders.ts'
import type { ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse } from '../../protocol/generated/list-partition-reassignments.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import { changedPartition, type MetadataImage, type PartitionRegistration, type TopicImage } from '../image.ts'
import { electionRules } from './brokers.ts'
import { errorOf, RequestError, type Decision, type DecisionContext } from './decision.ts'
import { changePartition } from './partition-change.ts'
import { throwIfAssignmentIsWrong } from './topics.ts'

const PREFERRED = 0

export function electLeaders(context: DecisionContext, request: ElectLeadersRequest): Decision<ElectLeadersResponse> {
  const { image } = context
  const records: MetadataRecord[] = []
  const all = request.topicPartitions === null
  const asked = request.topicPartitions ?? [...image.topicsByName.values()].map(({ name, partitions }) => ({ topic: name, partitions: [...partitions.keys()] }))
  const replicaElectionResults: ElectLeadersResponse['replicaElectionResults'] = []
  for (const { topic: name, partitions } of asked) {
    const partitionResult: ElectLeadersResponse['replicaElectionResults'][number]['partitionResult'] = []
    for (const partitionId of partitions) {
      const error = errorOf(() => records.push(electLeader(context, request.electionType, name, partitionId)))
      // Asked about everything, Kafka is silent about partitions that need no election.
      if (all && error.errorCode === ErrorCode.ELECTION_NOT_NEEDED) continue
      partitionResult.push({ partitionId, ...error })
    }
    replicaElectionResults.push({ topic: name, partitionResult })
  }
  return { records, reply: { throttleTimeMs: 0, errorCode: ErrorCode.NONE, replicaElectionResults } }
}

function electLeader(context: DecisionContext, electionType: number, name: string, partitionId: number): MetadataRecord {
  const { image } = context
  const topic = image.topicsByName.get(name)
  if (topic === undefined) throw new RequestError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `there is no topic ${name}`)
  const partition = topic.partitions[partitionId]
  if (partition === undefined) throw new RequestError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `topic ${name} has no partition ${partitionId}`)
  const preferred = electionType === PREFERRED
  if (preferred ? partition.leader === partition.replicas[0] : partition.leader !== -1) throw new RequestError(ErrorCode.ELECTION_NOT_NEEDED, `${name}-${partitionId} is led by ${partition.leader} already`)
  const rules = electionRules(context, topic, { isAcceptable: id => image.isActive(id), election: preferred ? 'preferred' : 'unclean' })
  const data = changePartition(topic.id, partitionId, partition, {}, rules)
  if (data === undefined || data.leader < 0) {
    throw new RequestError(preferred ? ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE : ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE)
  }
  return { type: 'PartitionChangeRecord', data }
}

export function alterPartition(context: DecisionContext, request: AlterPartitionRequest, version: number): Decision<AlterPartitionResponse> {
  const { image } = context
  if (image.brokers.get(request.brokerId)?.brokerEpoch !== request.brokerEpoch) {
    return { records: [], reply: { throttleTimeMs: 0, errorCode: ErrorCode.STALE_BROKER_EPOCH, topics: [] } }
  }
  const records: MetadataRecord[] = []
  const topics = request.topics.map(({ topicId, partitions }) => {
    const topic = image.topicsById.get(topicId)
    return { topicId, partitions: partitions.map(asked => alterOnePartition(context, topic, asked, request.brokerId, version, records)) }
  })
  return { records, reply: { throttleTimeMs: 0, errorCode: ErrorCode.NONE, topics } }
}

function alterOnePartition(
  context: DecisionContext,
  topic: TopicImage | undefined,
  asked: AlterPartitionRequestPartitionData,
  brokerId: number,
  version: number,
  records: MetadataRecord[],
): AlterPartitionResponsePartitionData {
  const { partitionIndex } = asked
  const failed = (errorCode: number): AlterPartitionResponsePartitionData => ({
    partitionIndex, errorCode, leaderId: 0, leaderEpoch: 0, isr: [], leaderRecoveryState: 0, partitionEpoch: 0,
  })
  const partition = topic?.partitions[partitionIndex]
  if (topic === undefined) return failed(ErrorCode.UNKNOWN_TOPIC_ID)
  if (partition === undefined) return failed(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
  const isr = version >= 3 ? asked.newIsrWithEpochs.map(broker => broker.brokerId) : asked.newIsr
  const errorCode = alterPartitionError(context.image, partition, asked, isr, brokerId, version)
  if (errorCode !== ErrorCode.NONE) return failed(errorCode)
  const rules = electionRules(context, topic, { isAcceptable: id => context.image.isActive(id), election: 'online' })
  const data = changePartition(topic.id, partitionIndex, partition, { isr, leaderRecoveryState: asked.leaderRecoveryState }, rules)
  let after: PartitionRegistration = partition
  if (data !== undefined) {
    records.push({ type: 'PartitionChangeRecord', data })
    after = changedPartition(partition, data)
  }
  return {
    partitionIndex,
    errorCode: ErrorCode.NONE,
    leaderId: after.leader,
    leaderEpoch: after.leaderEpoch,
    isr: [...after.isr],
    leaderRecoveryState: after.leaderRecoveryState,
    partitionEpoch: after.partitionEpoch,
  }
}

function alterPartitionError(
  image: MetadataImage,
  partition: PartitionRegistration,
  asked: AlterPartitionRequestPartitionData,
  isr: readonly number[],
  brokerId: number,
  version: number,
): number {
  if (asked.leaderEpoch > partition.leaderEpoch || asked.partitionEpoch > partition.partitionEpoch) return ErrorCode.NOT_CONTROLLER
  if (asked.leaderEpoch < partition.leaderEpoch) return ErrorCode.FENCED_LEADER_EPOCH
  if (brokerId !== partition.leader) return ErrorCode.INVALID_REQUEST
  if (asked.partitionEpoch < partition.partitionEpoch) return ErrorCode.INVALID_UPDATE_VERSION
  if (!isr.includes(partition.leader) || !isr.every(id => partition.replicas.includes(id))) return ErrorCode.INVALID_REQUEST
  if (asked.leaderRecoveryState === 1 && isr.length > 1) return ErrorCode.INVALID_REQUEST
  if (partition.leaderRecoveryState === 0 && asked.leaderRecoveryState === 1) return ErrorCode.INVALID_REQUEST
  for (const id of isr) {
    if (!image.isActive(id)) return ErrorCode.INELIGIBLE_REPLICA
    const epoch = version >= 3 ? (asked.newIsrWithEpochs.find(broker => broker.brokerId === id)?.brokerEpoch ?? -1) : -1
    if (epoch !== -1 && epoch !== image.brokers.get(id)!.brokerEpoch) return ErrorCode.INELIGIBLE_REPLICA
  }
  return ErrorCode.NONE
}

/** Moving replicas between brokers is not there yet: a request that would move some is refused, one that asks for what is so succeeds. */
export function alterPartitionReassignments(context: DecisionContext, request: AlterPartitionReassignmentsRequest): Decision<AlterPartitionReassignmentsResponse> {
  const responses = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, replicas }) => ({ partitionIndex, ...errorOf(() => reassign(context.image, name, partitionIndex, replicas)) })),
  }))
  const { allowReplicationFactorChange } = request
  return { records: [], reply: { throttleTimeMs: 0, allowReplicationFactorChange, errorCode: ErrorCode.NONE, errorMessage: null, responses } }
}

function reassign(image: MetadataImage, name: string, partitionIndex: number, replicas: readonly number[] | null): void {
  const topic = image.topicsByName.get(name)
  if (topic === undefined) throw new RequestError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `there is no topic ${name}`)
  const partition = topic.partitions[partitionIndex]
  if (partition === undefined) throw new RequestError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `topic ${name} has no partition ${partitionIndex}`)
  if (replicas === null) throw new RequestError(ErrorCode.NO_REASSIGNMENT_IN_PROGRESS)
  throwIfAssignmentIsWrong(image, replicas, undefined)
  const same = replicas.length === partition.replicas.length && replicas.every((id, index) => id === partition.replicas[index])
  if (!same) throw new RequestError(ErrorCode.INVALID_REPLICA_ASSIGNMENT, `moving replicas is not supported yet: ${name}-${partitionIndex} stays on ${partition.replicas.join(',')}`)
}

/** Reassignments in progress: only a directory that came from Apache Kafka can have any. */
export function listPartitionReassignments(image: MetadataImage, request: ListPartitionReassignmentsRequest): ListPartitionReassignmentsResponse {
  const asked = request.topics === null ? [...image.topicsByName.values()].map(topic => ({ name: topic.name, partitionIndexes: [...topic.partitions.keys()] })) : request.topics
  const topics: ListPartitionReassignmentsResponse['topics'] = []
  for (const { name, partitionIndexes } of asked) {
    const partitions: ListPartitionReassignmentsResponse['topics'][number]['partitions'] = []
    for (const partitionIndex of partitionIndexes) {
      const partition = image.partition(name, partitionIndex)
      if (partition === undefined || (partition.addingReplicas.length === 0 && partition.removingReplicas.length === 0)) continue
      const { replicas, addingReplicas, removingReplicas } = partition
      partitions.push({ partitionIndex, replicas: [...replicas], addingReplicas: [...addingReplicas], removingReplicas: [...removingReplicas] })
    }
    if (partitions.length > 0) topics.push({ name, partitions })
  }
  return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, errorMessage: null, topics }
}
