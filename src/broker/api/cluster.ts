// DescribeCluster v0-2 (KIP-700, v1 controllers KIP-919, v2 fenced brokers), DescribeLogDirs v1-5 (v4 sizes KIP-827), AlterReplicaLogDirs v1-2,
// DescribeQuorum v0-2 (KIP-595, v2 directory ids KIP-853), UpdateFeatures v0-2 (KIP-584), ElectLeaders v0-2 (KIP-460),
// AlterPartitionReassignments v0-1 and ListPartitionReassignments v0 (KIP-455): what operators ask of the node and the cluster.

import { ErrorCode } from '../../protocol/error-codes.ts'
import { alterPartitionReassignmentsApi, newAlterPartitionReassignmentsResponse } from '../../protocol/generated/alter-partition-reassignments.ts'
import { alterReplicaLogDirsApi, type AlterReplicaLogDirsRequest, type AlterReplicaLogDirsResponse } from '../../protocol/generated/alter-replica-log-dirs.ts'
import { describeClusterApi, type DescribeClusterRequest, type DescribeClusterResponse } from '../../protocol/generated/describe-cluster.ts'
import { describeLogDirsApi, type DescribeLogDirsRequest, type DescribeLogDirsResponse } from '../../protocol/generated/describe-log-dirs.ts'
import { describeQuorumApi } from '../../protocol/generated/describe-quorum.ts'
import { electLeadersApi, newElectLeadersResponse } from '../../protocol/generated/elect-leaders.ts'
import {
  listPartitionReassignmentsApi,
  type ListPartitionReassignmentsRequest,
  type ListPartitionReassignmentsResponse,
} from '../../protocol/generated/list-partition-reassignments.ts'
import { newUpdateFeaturesResponse, updateFeaturesApi } from '../../protocol/generated/update-features.ts'
import type { LogDirectory } from '../log/log-manager.ts'
import { type AnyHandler, handler, type RequestContext } from './handler.ts'
import { ALL_CLUSTER_OPERATIONS, NO_OPERATIONS } from './metadata.ts'
import type { Services } from './services.ts'

/** Endpoint types of DescribeCluster. */
const BROKERS = 1
const CONTROLLERS = 2

export function clusterHandlers(services: Services): AnyHandler[] {
  const { controller } = services
  return [
    { api: describeClusterApi, versions: [0, 2], handle: (request, context) => handleDescribeCluster(services, request, context) },
    { api: describeLogDirsApi, versions: [1, 5], handle: request => handleDescribeLogDirs(services, request) },
    { api: alterReplicaLogDirsApi, versions: [1, 2], handle: request => handleAlterReplicaLogDirs(services, request) },
    { api: describeQuorumApi, versions: [0, 2], handle: request => controller.describeQuorum(request) },
    handler({
      api: updateFeaturesApi,
      versions: [0, 2],
      handle: (request, context) => controller.handle('updateFeatures', request, context.apiVersion),
      failed: (_request, { errorCode, message }) => newUpdateFeaturesResponse({ errorCode, errorMessage: message }),
    }),
    handler({
      api: electLeadersApi,
      versions: [0, 2],
      handle: (request, context) => controller.handle('electLeaders', request, context.apiVersion),
      // Version 0 cannot say that all of it failed.
      failed: (_request, { errorCode }, { apiVersion }) => newElectLeadersResponse(apiVersion === 0 ? {} : { errorCode }),
    }),
    handler({
      api: alterPartitionReassignmentsApi,
      versions: [0, 1],
      handle: (request, context) => controller.handle('alterPartitionReassignments', request, context.apiVersion),
      failed: (_request, { errorCode, message }) => newAlterPartitionReassignmentsResponse({ errorCode, errorMessage: message }),
    }),
    { api: listPartitionReassignmentsApi, versions: [0, 0], handle: request => handleListPartitionReassignments(services, request) },
  ] satisfies AnyHandler[]
}

function handleDescribeCluster(services: Services, request: DescribeClusterRequest, context: RequestContext): DescribeClusterResponse {
  const response: DescribeClusterResponse = {
    throttleTimeMs: 0,
    errorCode: ErrorCode.NONE,
    errorMessage: null,
    endpointType: BROKERS,
    clusterId: services.clusterId,
    controllerId: services.nodeId,
    brokers: [],
    clusterAuthorizedOperations: request.includeClusterAuthorizedOperations ? ALL_CLUSTER_OPERATIONS : NO_OPERATIONS,
  }
  if (request.endpointType !== BROKERS) {
    const errorCode = request.endpointType === CONTROLLERS ? ErrorCode.MISMATCHED_ENDPOINT_TYPE : ErrorCode.UNSUPPORTED_ENDPOINT_TYPE
    const errorMessage =
      request.endpointType === CONTROLLERS
        ? 'this is a listener for brokers; controllers are asked at a listener of controller.listener.names'
        : `endpoint type ${request.endpointType} is not known`
    return { ...response, errorCode, errorMessage, clusterId: '', controllerId: -1 }
  }
  response.brokers = services
    .nodeEndpoints(context.connection)
    .map(({ nodeId, host, port, rack }) => ({ brokerId: nodeId, host, port, rack, isFenced: false }))
  return response
}

function handleDescribeLogDirs(services: Services, request: DescribeLogDirsRequest): DescribeLogDirsResponse {
  const asked = request.topics === null ? undefined : new Map(request.topics.map(({ topic, partitions }) => [topic, new Set(partitions)]))
  return {
    throttleTimeMs: 0,
    errorCode: ErrorCode.NONE,
    results: services.logs.directories.map(directory => ({
      errorCode: directory.failure === undefined ? ErrorCode.NONE : ErrorCode.KAFKA_STORAGE_ERROR,
      logDir: directory.path,
      topics: directory.failure === undefined ? logsIn(services, directory, asked) : [],
      ...services.diskSpace(directory.path),
      isCordoned: false,
    })),
  }
}

function logsIn(
  services: Services,
  directory: LogDirectory,
  asked: ReadonlyMap<string, ReadonlySet<number>> | undefined,
): DescribeLogDirsResponse['results'][number]['topics'] {
  const topics = new Map<string, DescribeLogDirsResponse['results'][number]['topics'][number]>()
  for (const log of services.logs.allLogs()) {
    if (asked !== undefined && asked.get(log.topic)?.has(log.partition) !== true) continue
    if (services.logs.directoryOf(log) !== directory) continue
    let topic = topics.get(log.topic)
    if (topic === undefined) topics.set(log.topic, (topic = { name: log.topic, partitions: [] }))
    topic.partitions.push({ partitionIndex: log.partition, partitionSize: log.sizeBytes, offsetLag: 0, isFutureKey: false })
  }
  return [...topics.values()]
}

/** A replica stays where it is: asking for that is granted, asking for a move is refused. */
function handleAlterReplicaLogDirs(services: Services, request: AlterReplicaLogDirsRequest): AlterReplicaLogDirsResponse {
  const results = new Map<string, { partitionIndex: number; errorCode: number }[]>()
  for (const { path, topics } of request.dirs) {
    for (const { name, partitions } of topics) {
      let answered = results.get(name)
      if (answered === undefined) results.set(name, (answered = []))
      for (const partitionIndex of partitions) answered.push({ partitionIndex, errorCode: alterLogDir(services, path, name, partitionIndex) })
    }
  }
  return { throttleTimeMs: 0, results: [...results].map(([topicName, partitions]) => ({ topicName, partitions })) }
}

function alterLogDir(services: Services, path: string, topic: string, partition: number): number {
  const target = services.logs.directories.find(directory => directory.path === path)
  if (target === undefined) return ErrorCode.LOG_DIR_NOT_FOUND
  const log = services.replicas.partition(topic, partition)?.log
  if (log === undefined) return services.image().partition(topic, partition) === undefined ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.REPLICA_NOT_AVAILABLE
  return services.logs.directoryOf(log) === target ? ErrorCode.NONE : ErrorCode.INVALID_REQUEST
}

function handleListPartitionReassignments(services: Services, request: ListPartitionReassignmentsRequest): ListPartitionReassignmentsResponse {
  const { topicsByName } = services.image()
  const names = request.topics === null ? [...topicsByName.keys()] : request.topics.map(({ name }) => name)
  const topics: ListPartitionReassignmentsResponse['topics'] = []
  for (const name of names) {
    const topic = topicsByName.get(name)
    const asked = request.topics?.find(other => other.name === name)?.partitionIndexes
    const partitions: ListPartitionReassignmentsResponse['topics'][number]['partitions'] = []
    topic?.partitions.forEach(({ replicas, addingReplicas, removingReplicas }, partitionIndex) => {
      if (addingReplicas.length + removingReplicas.length === 0 || asked?.includes(partitionIndex) === false) return
      partitions.push({ partitionIndex, replicas: [...replicas], addingReplicas: [...addingReplicas], removingReplicas: [...removingReplicas] })
    })
    if (partitions.length > 0) topics.push({ name, partitions })
  }
  return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, errorMessage: null, topics }
}
