// Administrative requests about the cluster: brokers, directories, features, leaders, replicas and the metadata quorum. Driver over admin/fan-out.ts.
// KIP-113 (log directories), KIP-455 (reassignment), KIP-460 (ElectLeaders), KIP-584 (features), KIP-595 (DescribeQuorum), KIP-700 (DescribeCluster), KIP-827 (directory sizes).

import type { KafkaError } from '../../core/errors.ts'
import { ConfigError } from '../../core/errors.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { errorFor } from '../../protocol/errors.ts'
import {
  alterPartitionReassignmentsApi,
  newAlterPartitionReassignmentsRequest,
  newAlterPartitionReassignmentsRequestReassignablePartition,
  newAlterPartitionReassignmentsRequestReassignableTopic,
} from '../../protocol/generated/alter-partition-reassignments.ts'
import {
  alterReplicaLogDirsApi,
  newAlterReplicaLogDirsRequest,
  newAlterReplicaLogDirsRequestAlterReplicaLogDir,
  newAlterReplicaLogDirsRequestAlterReplicaLogDirTopic,
} from '../../protocol/generated/alter-replica-log-dirs.ts'
import { describeClusterApi, newDescribeClusterRequest } from '../../protocol/generated/describe-cluster.ts'
import { describeLogDirsApi, newDescribeLogDirsRequest, newDescribeLogDirsRequestDescribableLogDirTopic } from '../../protocol/generated/describe-log-dirs.ts'
import { describeQuorumApi, newDescribeQuorumRequest, newDescribeQuorumRequestPartitionData, newDescribeQuorumRequestTopicData } from '../../protocol/generated/describe-quorum.ts'
import { electLeadersApi, newElectLeadersRequest, newElectLeadersRequestTopicPartitions } from '../../protocol/generated/elect-leaders.ts'
import { listPartitionReassignmentsApi, newListPartitionReassignmentsRequest, newListPartitionReassignmentsRequestTopics } from '../../protocol/generated/list-partition-reassignments.ts'
import { newUpdateFeaturesRequest, newUpdateFeaturesRequestFeatureUpdateKey, updateFeaturesApi } from '../../protocol/generated/update-features.ts'
import type { Cluster } from '../cluster.ts'
import type { Route } from '../routes.ts'
import { type AdminCallOptions, atController, byTopic, fanOut, fetchTopics, itemError, partitionName, remaining, type TopicPartition, unanswered, unwrap } from './fan-out.ts'

export interface BrokerDescription {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly rack: string | null
  readonly isFenced: boolean
}

export interface ClusterDescription {
  readonly clusterId: string
  /** The node that takes administrative requests; -1 when none is known. */
  readonly controllerId: number
  readonly brokers: readonly BrokerDescription[]
}

export interface DescribeClusterOptions extends AdminCallOptions {
  /** Also brokers that are registered but not serving. Default false. */
  includeFencedBrokers?: boolean
}

export async function describeCluster(cluster: Cluster, options: DescribeClusterOptions): Promise<ClusterDescription> {
  const request = newDescribeClusterRequest({ includeFencedBrokers: options.includeFencedBrokers ?? false })
  const response = await cluster.request('any', describeClusterApi, request, { ...options, errorCode: answer => answer.errorCode, errorText: answer => answer.errorMessage })
  const brokers = response.brokers.map(({ brokerId, host, port, rack, isFenced }) => ({ nodeId: brokerId, host, port, rack, isFenced })).sort((a, b) => a.nodeId - b.nodeId)
  return { clusterId: response.clusterId, controllerId: response.controllerId, brokers }
}

export interface ReplicaOnDisk extends TopicPartition {
  readonly sizeBytes: number
  /** Records behind the log end (a future replica) or the high watermark (the present one). */
  readonly offsetLag: number
  /** Whether it is being moved into this directory. */
  readonly isFuture: boolean
}

export interface LogDirDescription {
  readonly nodeId: number
  readonly path: string
  /** A failed directory has an error and no replicas. */
  readonly error: KafkaError | null
  /** Of the volume; -1 when the broker does not tell. */
  readonly totalBytes: number
  readonly usableBytes: number
  readonly replicas: readonly ReplicaOnDisk[]
}

export interface DescribeLogDirsOptions extends AdminCallOptions {
  /** Node ids. Default: all brokers. */
  brokers?: readonly number[]
  /** Only these partitions. Default: all. */
  partitions?: readonly TopicPartition[]
}

export async function describeLogDirs(cluster: Cluster, options: DescribeLogDirsOptions): Promise<LogDirDescription[]> {
  const nodes = options.brokers ?? (await brokerIds(cluster, options))
  const topics =
    options.partitions === undefined
      ? null
      : byTopic(options.partitions).map(({ topic, items }) => newDescribeLogDirsRequestDescribableLogDirTopic({ topic, partitions: items.map(item => item.partition) }))
  const places = async (items: readonly number[]): Promise<Route[]> => items.map(node => ({ node }))
  const results = await fanOut(cluster, nodes, options, places, async (route, [nodeId], deadline) => {
    const response = await cluster.send(route, describeLogDirsApi, newDescribeLogDirsRequest({ topics }), remaining(deadline, options))
    const dirs = response.results.map((dir): LogDirDescription => ({
      nodeId: nodeId!,
      path: dir.logDir,
      error: itemError(dir.errorCode, `${dir.logDir} of broker ${nodeId}`) ?? null,
      totalBytes: dir.totalBytes,
      usableBytes: dir.usableBytes,
      replicas: dir.topics.flatMap(topic =>
        topic.partitions.map(p => ({ topic: topic.name, partition: p.partitionIndex, sizeBytes: p.partitionSize, offsetLag: p.offsetLag, isFuture: p.isFutureKey })),
      ),
    }))
    return [itemError(response.errorCode, `broker ${nodeId}`) ?? dirs]
  })
  return unwrap('describeLogDirs', nodes.map(String), results).flat()
}

async function brokerIds(cluster: Cluster, options: AdminCallOptions): Promise<number[]> {
  await fetchTopics(cluster, [], options)
  return [...cluster.metadata.brokers.keys()].sort((a, b) => a - b)
}

export interface ReplicaMove extends TopicPartition {
  readonly nodeId: number
  /** The directory on that broker, as describeLogDirs names it. */
  readonly path: string
}

export async function alterReplicaLogDirs(cluster: Cluster, moves: readonly ReplicaMove[], options: AdminCallOptions): Promise<void> {
  const places = async (items: readonly ReplicaMove[]): Promise<Route[]> => items.map(({ nodeId }) => ({ node: nodeId }))
  const results = await fanOut(cluster, moves, options, places, async (route, pending, deadline) => {
    const paths = [...new Set(pending.map(move => move.path))]
    const request = newAlterReplicaLogDirsRequest({
      dirs: paths.map(path =>
        newAlterReplicaLogDirsRequestAlterReplicaLogDir({
          path,
          topics: byTopic(pending.filter(move => move.path === path)).map(({ topic, items }) =>
            newAlterReplicaLogDirsRequestAlterReplicaLogDirTopic({ name: topic, partitions: items.map(item => item.partition) }),
          ),
        }),
      ),
    })
    const response = await cluster.send(route, alterReplicaLogDirsApi, request, remaining(deadline, options))
    return pending.map((move): true | KafkaError => {
      const answer = response.results.find(topic => topic.topicName === move.topic)?.partitions.find(partition => partition.partitionIndex === move.partition)
      return answer === undefined ? unanswered(partitionName(move)) : (itemError(answer.errorCode, partitionName(move)) ?? true)
    })
  })
  unwrap('alterReplicaLogDirs', moves.map(partitionName), results)
}

export interface FeatureDescription {
  readonly name: string
  /** What the broker could do; null when it does not say. */
  readonly supported: { readonly min: number; readonly max: number } | null
  /** The level in force; null when the feature is off. */
  readonly finalized: number | null
}

export interface FeaturesDescription {
  readonly features: readonly FeatureDescription[]
  /** Grows with every change; -1 when the broker does not tell. */
  readonly epoch: number
}

/** The feature levels, as one broker knows them now. */
export async function describeFeatures(cluster: Cluster, options: AdminCallOptions): Promise<FeaturesDescription> {
  const { supportedFeatures, finalizedFeatures, finalizedFeaturesEpoch: epoch } = await (await cluster.anyConnection(options)).readFeatures(options)
  const names = new Set([...supportedFeatures.map(feature => feature.name), ...finalizedFeatures.map(feature => feature.name)])
  const features = [...names].sort().map((name): FeatureDescription => {
    const supported = supportedFeatures.find(feature => feature.name === name)
    const finalized = finalizedFeatures.find(feature => feature.name === name)
    return {
      name,
      supported: supported === undefined ? null : { min: supported.minVersion, max: supported.maxVersion },
      finalized: finalized === undefined ? null : finalized.maxVersionLevel,
    }
  })
  return { features, epoch }
}

const upgradeTypes = { upgrade: 1, safeDowngrade: 2, unsafeDowngrade: 3 } as const

export interface FeatureUpdate {
  readonly name: string
  /** 0 turns the feature off. */
  readonly maxVersionLevel: number
  /** Default 'upgrade'. */
  readonly upgradeType?: keyof typeof upgradeTypes
}

export async function updateFeatures(cluster: Cluster, updates: readonly FeatureUpdate[], options: AdminCallOptions & { validateOnly?: boolean }): Promise<void> {
  const request = newUpdateFeaturesRequest({
    timeoutMs: cluster.config.requestTimeoutMs,
    featureUpdates: updates.map(({ name, maxVersionLevel, upgradeType = 'upgrade' }) =>
      newUpdateFeaturesRequestFeatureUpdateKey({ feature: name, maxVersionLevel, upgradeType: upgradeTypes[upgradeType] }),
    ),
    validateOnly: options.validateOnly ?? false,
  })
  const response = await cluster.request('controller', updateFeaturesApi, request, { ...options, errorCode: answer => answer.errorCode, errorText: answer => answer.errorMessage })
  const results = updates.map(({ name }): true | KafkaError => {
    // From version 2 on there are no results per feature: all or nothing.
    const answer = response.results.find(item => item.feature === name)
    return answer === undefined ? true : (itemError(answer.errorCode, `feature ${name}`, answer.errorMessage) ?? true)
  })
  unwrap(
    'updateFeatures',
    updates.map(update => update.name),
    results,
  )
}

/** Elects the preferred leaders, or any living replica at the price of lost records. `null` stands for all partitions. Partitions that need no election are left out. */
export async function electLeaders(
  cluster: Cluster,
  type: 'preferred' | 'unclean',
  partitions: readonly TopicPartition[] | null,
  options: AdminCallOptions,
): Promise<TopicPartition[]> {
  if (type !== 'preferred' && type !== 'unclean') throw new ConfigError(`an election is 'preferred' or 'unclean', not ${String(type)}`)
  const request = newElectLeadersRequest({
    electionType: type === 'preferred' ? 0 : 1,
    topicPartitions:
      partitions === null ? null : byTopic(partitions).map(({ topic, items }) => newElectLeadersRequestTopicPartitions({ topic, partitions: items.map(item => item.partition) })),
    timeoutMs: cluster.config.requestTimeoutMs,
  })
  const response = await cluster.request('controller', electLeadersApi, request, { ...options, errorCode: answer => answer.errorCode })
  const answers = response.replicaElectionResults.flatMap(({ topic, partitionResult }) =>
    partitionResult.map(result => ({ topic, partition: result.partitionId, errorCode: result.errorCode, errorMessage: result.errorMessage })),
  )
  const answered = answers.filter(answer => answer.errorCode !== ErrorCode.ELECTION_NOT_NEEDED)
  const results = answered.map((answer): TopicPartition | KafkaError => {
    return itemError(answer.errorCode, partitionName(answer), answer.errorMessage) ?? { topic: answer.topic, partition: answer.partition }
  })
  return unwrap('electLeaders', answered.map(partitionName), results)
}

export interface Reassignment extends TopicPartition {
  /** The brokers that are to have it, the preferred leader first; null calls off a reassignment under way. */
  readonly replicas: readonly number[] | null
}

export async function alterPartitionReassignments(cluster: Cluster, reassignments: readonly Reassignment[], options: AdminCallOptions): Promise<void> {
  const results = await atController(cluster, reassignments, options, async (route, pending, deadline) => {
    const request = newAlterPartitionReassignmentsRequest({
      timeoutMs: cluster.config.requestTimeoutMs,
      topics: byTopic(pending).map(({ topic, items }) =>
        newAlterPartitionReassignmentsRequestReassignableTopic({
          name: topic,
          partitions: items.map(({ partition, replicas }) =>
            newAlterPartitionReassignmentsRequestReassignablePartition({ partitionIndex: partition, replicas: replicas === null ? null : [...replicas] }),
          ),
        }),
      ),
    })
    const response = await cluster.send(route, alterPartitionReassignmentsApi, request, remaining(deadline, options))
    const whole = itemError(response.errorCode, 'reassignment', response.errorMessage)
    return pending.map((item): true | KafkaError => {
      if (whole !== undefined) return whole
      const answer = response.responses.find(topic => topic.name === item.topic)?.partitions.find(partition => partition.partitionIndex === item.partition)
      return answer === undefined ? unanswered(partitionName(item)) : (itemError(answer.errorCode, partitionName(item), answer.errorMessage) ?? true)
    })
  })
  unwrap('alterPartitionReassignments', reassignments.map(partitionName), results)
}

export interface OngoingReassignment extends TopicPartition {
  readonly replicas: readonly number[]
  readonly addingReplicas: readonly number[]
  readonly removingReplicas: readonly number[]
}

export async function listPartitionReassignments(cluster: Cluster, options: AdminCallOptions & { partitions?: readonly TopicPartition[] }): Promise<OngoingReassignment[]> {
  const request = newListPartitionReassignmentsRequest({
    timeoutMs: cluster.config.requestTimeoutMs,
    topics:
      options.partitions === undefined
        ? null
        : byTopic(options.partitions).map(({ topic, items }) => newListPartitionReassignmentsRequestTopics({ name: topic, partitionIndexes: items.map(item => item.partition) })),
  })
  const response = await cluster.request('controller', listPartitionReassignmentsApi, request, {
    ...options,
    errorCode: answer => answer.errorCode,
    errorText: answer => answer.errorMessage,
  })
  return response.topics.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionIndex, replicas, addingReplicas, removingReplicas }) => ({ topic: name, partition: partitionIndex, replicas, addingReplicas, removingReplicas })),
  )
}

export interface QuorumReplica {
  readonly replicaId: number
  /** ZERO_UUID when the broker does not tell. */
  readonly directoryId: string
  readonly logEndOffset: number
  /** Milliseconds since the epoch by the leader's clock; -1 when the broker does not tell. */
  readonly lastFetchTimestamp: number
  readonly lastCaughtUpTimestamp: number
}

export interface QuorumDescription {
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly highWatermark: number
  readonly voters: readonly QuorumReplica[]
  readonly observers: readonly QuorumReplica[]
  readonly nodes: readonly { readonly nodeId: number; readonly listeners: readonly { readonly name: string; readonly host: string; readonly port: number }[] }[]
}

/** The quorum that keeps the cluster's metadata. */
export async function describeQuorum(cluster: Cluster, options: AdminCallOptions): Promise<QuorumDescription> {
  const topicName = '__cluster_metadata'
  const request = newDescribeQuorumRequest({
    topics: [newDescribeQuorumRequestTopicData({ topicName, partitions: [newDescribeQuorumRequestPartitionData({ partitionIndex: 0 })] })],
  })
  const response = await cluster.request('any', describeQuorumApi, request, { ...options, errorCode: answer => answer.errorCode, errorText: answer => answer.errorMessage })
  const answer = response.topics[0]?.partitions[0]
  if (answer === undefined) throw unanswered(topicName)
  if (answer.errorCode !== ErrorCode.NONE) throw errorFor(answer.errorCode, answer.errorMessage ?? topicName)
  const replica = (item: (typeof answer.currentVoters)[number]): QuorumReplica => ({
    replicaId: item.replicaId,
    directoryId: item.replicaDirectoryId,
    logEndOffset: item.logEndOffset,
    lastFetchTimestamp: item.lastFetchTimestamp,
    lastCaughtUpTimestamp: item.lastCaughtUpTimestamp,
  })
  return {
    leaderId: answer.leaderId,
    leaderEpoch: answer.leaderEpoch,
    highWatermark: answer.highWatermark,
    voters: answer.currentVoters.map(replica),
    observers: answer.observers.map(replica),
    nodes: response.nodes.map(({ nodeId, listeners }) => ({ nodeId, listeners: listeners.map(({ name, host, port }) => ({ name, host, port })) })),
  }
}
