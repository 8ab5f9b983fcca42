// GENERATED from schemas/apis/metadata.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { nullField, unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface MetadataRequest {
  topics: MetadataRequestTopic[] | null // null in 1+
  allowAutoTopicCreation: boolean // 4+
  includeClusterAuthorizedOperations: boolean // 8-10
  includeTopicAuthorizedOperations: boolean // 8+
  unknownTags?: TaggedField[]
}

export function newMetadataRequest({
  topics = [],
  allowAutoTopicCreation = true,
  includeClusterAuthorizedOperations = false,
  includeTopicAuthorizedOperations = false,
  unknownTags,
}: Partial<MetadataRequest> = {}): MetadataRequest {
  const m: MetadataRequest = { topics, allowAutoTopicCreation, includeClusterAuthorizedOperations, includeTopicAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeMetadataRequest(w: Writer, m: MetadataRequest, v: number): void {
  if (v < 0 || v > 13) throw unsupportedVersion('MetadataRequest', v, 0, 13)
  w.begin('MetadataRequest', v)
  const flexible = v >= 9
  if (m.topics === null && v < 1) throw nullField('MetadataRequest.Topics', v)
  if (m.topics === null) w.nullArray(flexible)
  else {
    if (flexible) w.compactArrayLength(m.topics.length)
    else w.arrayLength(m.topics.length)
    for (const element of m.topics) writeMetadataRequestTopic(w, element, v)
  }
  if (v >= 4) w.bool(m.allowAutoTopicCreation)
  else if (!m.allowAutoTopicCreation) throw unsupportedField('MetadataRequest.AllowAutoTopicCreation', v)
  if (v >= 8 && v <= 10) w.bool(m.includeClusterAuthorizedOperations)
  else if (m.includeClusterAuthorizedOperations) throw unsupportedField('MetadataRequest.IncludeClusterAuthorizedOperations', v)
  if (v >= 8) w.bool(m.includeTopicAuthorizedOperations)
  else if (m.includeTopicAuthorizedOperations) throw unsupportedField('MetadataRequest.IncludeTopicAuthorizedOperations', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readMetadataRequest(r: Reader, v: number): MetadataRequest {
  if (v < 0 || v > 13) throw unsupportedVersion('MetadataRequest', v, 0, 13)
  r.begin('MetadataRequest', v)
  const flexible = v >= 9
  let topics: MetadataRequestTopic[] | null = []
  {
    const n = v >= 1 ? (flexible ? r.compactNullableArrayLength(2, 112) : r.nullableArrayLength(2, 112)) : (flexible ? r.compactArrayLength(2, 112) : r.arrayLength(2, 112))
    topics = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) topics![i] = readMetadataRequestTopic(r, v)
  }
  const allowAutoTopicCreation = v >= 4 ? r.bool() : true
  const includeClusterAuthorizedOperations = v >= 8 && v <= 10 ? r.bool() : false
  const includeTopicAuthorizedOperations = v >= 8 ? r.bool() : false
  const unknownTags = flexible ? r.tags() : undefined
  const m: MetadataRequest = { topics, allowAutoTopicCreation, includeClusterAuthorizedOperations, includeTopicAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface MetadataRequestTopic {
  topicId: Uuid // 10+
  name: string | null // null in 10+
  unknownTags?: TaggedField[]
}

export function newMetadataRequestTopic({
  topicId = ZERO_UUID,
  name = '',
  unknownTags,
}: Partial<MetadataRequestTopic> = {}): MetadataRequestTopic {
  const m: MetadataRequestTopic = { topicId, name }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeMetadataRequestTopic(w: Writer, m: MetadataRequestTopic, v: number): void {
  const flexible = v >= 9
  if (v >= 10) w.uuid(m.topicId)
  if (m.name === null && v < 10) throw nullField('MetadataRequest.Name', v)
  if (flexible) w.compactNullableString(m.name)
  else w.nullableString(m.name)
  if (flexible) w.tags(m.unknownTags)
}

export function readMetadataRequestTopic(r: Reader, v: number): MetadataRequestTopic {
  const flexible = v >= 9
  const topicId = v >= 10 ? r.uuid() : ZERO_UUID
  const name = v >= 10 ? (flexible ? r.compactNullableString() : r.nullableString()) : (flexible ? r.compactString() : r.string())
  const unknownTags = flexible ? r.tags() : undefined
  const m: MetadataRequestTopic = { topicId, name }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface MetadataResponse {
  throttleTimeMs: number // 3+
  brokers: MetadataResponseBroker[]
  clusterId: string | null // 2+
  controllerId: number // 1+
  topics: MetadataResponseTopic[]
  clusterAuthorizedOperations: number // 8-10
  errorCode: number // 13+
  unknownTags?: TaggedField[]
}

export function newMetadataResponse({
  throttleTimeMs = 0,
  brokers = [],
  clusterId = null,
  controllerId = -1,
  topics = [],
  clusterAuthorizedOperations = -2147483648,
  errorCode = 0,
  unknownTags,
}: Partial<MetadataResponse> = {}): MetadataResponse {
  const m: MetadataResponse = { throttleTimeMs, brokers, clusterId, controllerId, topics, clusterAuthorizedOperations, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeMetadataResponse(w: Writer, m: MetadataResponse, v: number): void {
  if (v < 0 || v > 13) throw unsupportedVersion('MetadataResponse', v, 0, 13)
  w.begin('MetadataResponse', v)
  const flexible = v >= 9
  if (v >= 3) w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.brokers.length)
  else w.arrayLength(m.brokers.length)
  for (const element of m.brokers) writeMetadataResponseBroker(w, element, v)
  if (v >= 2) {
    if (flexible) w.compactNullableString(m.clusterId)
    else w.nullableString(m.clusterId)
  }
  if (v >= 1) w.int32(m.controllerId)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeMetadataResponseTopic(w, element, v)
  if (v >= 8 && v <= 10) w.int32(m.clusterAuthorizedOperations)
  else if (m.clusterAuthorizedOperations !== -2147483648) throw unsupportedField('MetadataResponse.ClusterAuthorizedOperations', v)
  if (v >= 13) w.int16(m.errorCode)
  if (flexible) w.tags(m.unknownTags)
}

export function readMetadataResponse(r: Reader, v: number): MetadataResponse {
  if (v < 0 || v > 13) throw unsupportedVersion('MetadataResponse', v, 0, 13)
  r.begin('MetadataResponse', v)
  const flexible = v >= 9
  const throttleTimeMs = v >= 3 ? r.int32() : 0
  const brokersCount = flexible ? r.compactArrayLength(11, 112) : r.arrayLength(10, 112)
  const brokers: MetadataResponseBroker[] = sized(brokersCount)
  for (let i = 0; i < brokersCount; i++) brokers[i] = readMetadataResponseBroker(r, v)
  const clusterId = v >= 2 ? (flexible ? r.compactNullableString() : r.nullableString()) : null
  const controllerId = v >= 1 ? r.int32() : -1
  const topicsCount = flexible ? r.compactArrayLength(10, 192) : r.arrayLength(8, 192)
  const topics: MetadataResponseTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readMetadataResponseTopic(r, v)
  const clusterAuthorizedOperations = v >= 8 && v <= 10 ? r.int32() : -2147483648
  const errorCode = v >= 13 ? r.int16() : 0
  const unknownTags = flexible ? r.tags() : undefined
  const m: MetadataResponse = { throttleTimeMs, brokers, clusterId, controllerId, topics, clusterAuthorizedOperations, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface MetadataResponseBroker {
  nodeId: number
  host: string
  port: number
  rack: string | null // 1+
  unknownTags?: TaggedField[]
}

export function newMetadataResponseBroker({
  nodeId = 0,
  host = '',
  port = 0,
  rack = null,
  unknownTags,
}: Partial<MetadataResponseBroker> = {}): MetadataResponseBroker {
  const m: MetadataResponseBroker = { nodeId, host, port, rack }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeMetadataResponseBroker(w: Writer, m: MetadataResponseBroker, v: number): void {
  const flexible = v >= 9
  w.int32(m.nodeId)
  if (flexible) w.compactString(m.host)
  else w.string(m.host)
  w.int32(m.port)
  if (v >= 1) {
    if (flexible) w.compactNullableString(m.rack)
    else w.nullableString(m.rack)
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readMetadataResponseBroker(r: Reader, v: number): MetadataResponseBroker {
  const flexible = v >= 9
  const nodeId = r.int32()
  const host = flexible ? r.compactString() : r.string()
  const port = r.int32()
  const rack = v >= 1 ? (flexible ? r.compactNullableString() : r.nullableString()) : null
  const unknownTags = flexible ? r.tags() : undefined
  const m: MetadataResponseBroker = { nodeId, host, port, rack }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface MetadataResponseTopic {
  errorCode: number
  name: string | null // null in 12+
  topicId: Uuid // 10+
  isInternal: boolean // 1+
  partitions: MetadataResponsePartition[]
  topicAuthorizedOperations: number // 8+
  unknownTags?: TaggedField[]
}

export function newMetadataResponseTopic({
  errorCode = 0,
  name = '',
  topicId = ZERO_UUID,
  isInternal = false,
  partitions = [],
  topicAuthorizedOperations = -2147483648,
  unknownTags,
}: Partial<MetadataResponseTopic> = {}): MetadataResponseTopic {
  const m: MetadataResponseTopic = { errorCode, name, topicId, isInternal, partitions, topicAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeMetadataResponseTopic(w: Writer, m: MetadataResponseTopic, v: number): void {
  const flexible = v >= 9
  w.int16(m.errorCode)
  if (m.name === null && v < 12) throw nullField('MetadataResponse.Name', v)
  if (flexible) w.compactNullableString(m.name)
  else w.nullableString(m.name)
  if (v >= 10) w.uuid(m.topicId)
  if (v >= 1) w.bool(m.isInternal)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeMetadataResponsePartition(w, element, v)
  if (v >= 8) w.int32(m.topicAuthorizedOperations)
  else if (m.topicAuthorizedOperations !== -2147483648) throw unsupportedField('MetadataResponse.TopicAuthorizedOperations', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readMetadataResponseTopic(r: Reader, v: number): MetadataResponseTopic {
  const flexible = v >= 9
  const errorCode = r.int16()
  const name = v >= 12 ? (flexible ? r.compactNullableString() : r.nullableString()) : (flexible ? r.compactString() : r.string())
  const topicId = v >= 10 ? r.uuid() : ZERO_UUID
  const isInternal = v >= 1 ? r.bool() : false
  const partitionsCount = flexible ? r.compactArrayLength(18, 232) : r.arrayLength(18, 232)
  const partitions: MetadataResponsePartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readMetadataResponsePartition(r, v)
  const topicAuthorizedOperations = v >= 8 ? r.int32() : -2147483648
  const unknownTags = flexible ? r.tags() : undefined
  const m: MetadataResponseTopic = { errorCode, name, topicId, isInternal, partitions, topicAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface MetadataResponsePartition {
  errorCode: number
  partitionIndex: number
  leaderId: number
  leaderEpoch: number // 7+
  replicaNodes: number[]
  isrNodes: number[]
  offlineReplicas: number[] // 5+
  unknownTags?: TaggedField[]
}

export function newMetadataResponsePartition({
  errorCode = 0,
  partitionIndex = 0,
  leaderId = 0,
  leaderEpoch = -1,
  replicaNodes = [],
  isrNodes = [],
  offlineReplicas = [],
  unknownTags,
}: Partial<MetadataResponsePartition> = {}): MetadataResponsePartition {
  const m: MetadataResponsePartition = { errorCode, partitionIndex, leaderId, leaderEpoch, replicaNodes, isrNodes, offlineReplicas }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeMetadataResponsePartition(w: Writer, m: MetadataResponsePartition, v: number): void {
  const flexible = v >= 9
  w.int16(m.errorCode)
  w.int32(m.partitionIndex)
  w.int32(m.leaderId)
  if (v >= 7) w.int32(m.leaderEpoch)
  if (flexible) w.compactArrayLength(m.replicaNodes.length)
  else w.arrayLength(m.replicaNodes.length)
  for (const element of m.replicaNodes) w.int32(element)
  if (flexible) w.compactArrayLength(m.isrNodes.length)
  else w.arrayLength(m.isrNodes.length)
  for (const element of m.isrNodes) w.int32(element)
  if (v >= 5) {
    if (flexible) w.compactArrayLength(m.offlineReplicas.length)
    else w.arrayLength(m.offlineReplicas.length)
    for (const element of m.offlineReplicas) w.int32(element)
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readMetadataResponsePartition(r: Reader, v: number): MetadataResponsePartition {
  const flexible = v >= 9
  const errorCode = r.int16()
  const partitionIndex = r.int32()
  const leaderId = r.int32()
  const leaderEpoch = v >= 7 ? r.int32() : -1
  const replicaNodesCount = flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)
  const replicaNodes: number[] = sized(replicaNodesCount)
  for (let i = 0; i < replicaNodesCount; i++) replicaNodes[i] = r.int32()
  const isrNodesCount = flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)
  const isrNodes: number[] = sized(isrNodesCount)
  for (let i = 0; i < isrNodesCount; i++) isrNodes[i] = r.int32()
  const offlineReplicasCount = v >= 5 ? (flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)) : 0
  const offlineReplicas: number[] = sized(offlineReplicasCount)
  for (let i = 0; i < offlineReplicasCount; i++) offlineReplicas[i] = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: MetadataResponsePartition = { errorCode, partitionIndex, leaderId, leaderEpoch, replicaNodes, isrNodes, offlineReplicas }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const metadataApi = {
  key: 3,
  name: 'Metadata',
  versions: [0, 13],
  flexibleFrom: 9,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readMetadataRequest,
  writeRequest: writeMetadataRequest,
  readResponse: readMetadataResponse,
  writeResponse: writeMetadataResponse,
} as const satisfies ApiDef<MetadataRequest, MetadataResponse>
