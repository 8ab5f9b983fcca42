// GENERATED from schemas/apis/describe-topic-partitions.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeTopicPartitionsRequest {
  topics: DescribeTopicPartitionsRequestTopicRequest[]
  responsePartitionLimit: number
  cursor: DescribeTopicPartitionsRequestCursor | null
  unknownTags?: TaggedField[]
}

export function newDescribeTopicPartitionsRequest({
  topics = [],
  responsePartitionLimit = 2000,
  cursor = null,
  unknownTags,
}: Partial<DescribeTopicPartitionsRequest> = {}): DescribeTopicPartitionsRequest {
  const m: DescribeTopicPartitionsRequest = { topics, responsePartitionLimit, cursor }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeTopicPartitionsRequest(w: Writer, m: DescribeTopicPartitionsRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeTopicPartitionsRequest', v, 0, 0)
  w.begin('DescribeTopicPartitionsRequest', v)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeDescribeTopicPartitionsRequestTopicRequest(w, element, v)
  w.int32(m.responsePartitionLimit)
  if (m.cursor === null) w.int8(-1)
  else {
    w.int8(1)
    writeDescribeTopicPartitionsRequestCursor(w, m.cursor, v)
  }
  w.tags(m.unknownTags)
}

export function readDescribeTopicPartitionsRequest(r: Reader, v: number): DescribeTopicPartitionsRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeTopicPartitionsRequest', v, 0, 0)
  r.begin('DescribeTopicPartitionsRequest', v)
  const topicsCount = r.compactArrayLength(2, 64)
  const topics: DescribeTopicPartitionsRequestTopicRequest[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDescribeTopicPartitionsRequestTopicRequest(r, v)
  const responsePartitionLimit = r.int32()
  const cursor = r.present() ? readDescribeTopicPartitionsRequestCursor(r, v) : null
  const unknownTags = r.tags()
  const m: DescribeTopicPartitionsRequest = { topics, responsePartitionLimit, cursor }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeTopicPartitionsRequestTopicRequest {
  name: string
  unknownTags?: TaggedField[]
}

export function newDescribeTopicPartitionsRequestTopicRequest({
  name = '',
  unknownTags,
}: Partial<DescribeTopicPartitionsRequestTopicRequest> = {}): DescribeTopicPartitionsRequestTopicRequest {
  const m: DescribeTopicPartitionsRequestTopicRequest = { name }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeTopicPartitionsRequestTopicRequest(w: Writer, m: DescribeTopicPartitionsRequestTopicRequest, _v: number): void {
  w.compactString(m.name)
  w.tags(m.unknownTags)
}

export function readDescribeTopicPartitionsRequestTopicRequest(r: Reader, _v: number): DescribeTopicPartitionsRequestTopicRequest {
  const name = r.compactString()
  const unknownTags = r.tags()
  const m: DescribeTopicPartitionsRequestTopicRequest = { name }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeTopicPartitionsRequestCursor {
  topicName: string
  partitionIndex: number
  unknownTags?: TaggedField[]
}

export function newDescribeTopicPartitionsRequestCursor({
  topicName = '',
  partitionIndex = 0,
  unknownTags,
}: Partial<DescribeTopicPartitionsRequestCursor> = {}): DescribeTopicPartitionsRequestCursor {
  const m: DescribeTopicPartitionsRequestCursor = { topicName, partitionIndex }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeTopicPartitionsRequestCursor(w: Writer, m: DescribeTopicPartitionsRequestCursor, _v: number): void {
  w.compactString(m.topicName)
  w.int32(m.partitionIndex)
  w.tags(m.unknownTags)
}

export function readDescribeTopicPartitionsRequestCursor(r: Reader, _v: number): DescribeTopicPartitionsRequestCursor {
  const topicName = r.compactString()
  const partitionIndex = r.int32()
  const unknownTags = r.tags()
  const m: DescribeTopicPartitionsRequestCursor = { topicName, partitionIndex }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeTopicPartitionsResponse {
  throttleTimeMs: number
  topics: DescribeTopicPartitionsResponseTopic[]
  nextCursor: DescribeTopicPartitionsResponseCursor | null
  unknownTags?: TaggedField[]
}

export function newDescribeTopicPartitionsResponse({
  throttleTimeMs = 0,
  topics = [],
  nextCursor = null,
  unknownTags,
}: Partial<DescribeTopicPartitionsResponse> = {}): DescribeTopicPartitionsResponse {
  const m: DescribeTopicPartitionsResponse = { throttleTimeMs, topics, nextCursor }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeTopicPartitionsResponse(w: Writer, m: DescribeTopicPartitionsResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeTopicPartitionsResponse', v, 0, 0)
  w.begin('DescribeTopicPartitionsResponse', v)
  w.int32(m.throttleTimeMs)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeDescribeTopicPartitionsResponseTopic(w, element, v)
  if (m.nextCursor === null) w.int8(-1)
  else {
    w.int8(1)
    writeDescribeTopicPartitionsResponseCursor(w, m.nextCursor, v)
  }
  w.tags(m.unknownTags)
}

export function readDescribeTopicPartitionsResponse(r: Reader, v: number): DescribeTopicPartitionsResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeTopicPartitionsResponse', v, 0, 0)
  r.begin('DescribeTopicPartitionsResponse', v)
  const throttleTimeMs = r.int32()
  const topicsCount = r.compactArrayLength(26, 192)
  const topics: DescribeTopicPartitionsResponseTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDescribeTopicPartitionsResponseTopic(r, v)
  const nextCursor = r.present() ? readDescribeTopicPartitionsResponseCursor(r, v) : null
  const unknownTags = r.tags()
  const m: DescribeTopicPartitionsResponse = { throttleTimeMs, topics, nextCursor }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeTopicPartitionsResponseTopic {
  errorCode: number
  name: string | null
  topicId: Uuid
  isInternal: boolean
  partitions: DescribeTopicPartitionsResponsePartition[]
  topicAuthorizedOperations: number
  unknownTags?: TaggedField[]
}

export function newDescribeTopicPartitionsResponseTopic({
  errorCode = 0,
  name = '',
  topicId = ZERO_UUID,
  isInternal = false,
  partitions = [],
  topicAuthorizedOperations = -2147483648,
  unknownTags,
}: Partial<DescribeTopicPartitionsResponseTopic> = {}): DescribeTopicPartitionsResponseTopic {
  const m: DescribeTopicPartitionsResponseTopic = { errorCode, name, topicId, isInternal, partitions, topicAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeTopicPartitionsResponseTopic(w: Writer, m: DescribeTopicPartitionsResponseTopic, v: number): void {
  w.int16(m.errorCode)
  w.compactNullableString(m.name)
  w.uuid(m.topicId)
  w.bool(m.isInternal)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeDescribeTopicPartitionsResponsePartition(w, element, v)
  w.int32(m.topicAuthorizedOperations)
  w.tags(m.unknownTags)
}

export function readDescribeTopicPartitionsResponseTopic(r: Reader, v: number): DescribeTopicPartitionsResponseTopic {
  const errorCode = r.int16()
  const name = r.compactNullableString()
  const topicId = r.uuid()
  const isInternal = r.bool()
  const partitionsCount = r.compactArrayLength(20, 344)
  const partitions: DescribeTopicPartitionsResponsePartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readDescribeTopicPartitionsResponsePartition(r, v)
  const topicAuthorizedOperations = r.int32()
  const unknownTags = r.tags()
  const m: DescribeTopicPartitionsResponseTopic = { errorCode, name, topicId, isInternal, partitions, topicAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeTopicPartitionsResponsePartition {
  errorCode: number
  partitionIndex: number
  leaderId: number
  leaderEpoch: number
  replicaNodes: number[]
  isrNodes: number[]
  eligibleLeaderReplicas: number[] | null
  lastKnownElr: number[] | null
  offlineReplicas: number[]
  unknownTags?: TaggedField[]
}

export function newDescribeTopicPartitionsResponsePartition({
  errorCode = 0,
  partitionIndex = 0,
  leaderId = 0,
  leaderEpoch = -1,
  replicaNodes = [],
  isrNodes = [],
  eligibleLeaderReplicas = null,
  lastKnownElr = null,
  offlineReplicas = [],
  unknownTags,
}: Partial<DescribeTopicPartitionsResponsePartition> = {}): DescribeTopicPartitionsResponsePartition {
  const m: DescribeTopicPartitionsResponsePartition = {
    errorCode,
    partitionIndex,
    leaderId,
    leaderEpoch,
    replicaNodes,
    isrNodes,
    eligibleLeaderReplicas,
    lastKnownElr,
    offlineReplicas,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeTopicPartitionsResponsePartition(w: Writer, m: DescribeTopicPartitionsResponsePartition, _v: number): void {
  w.int16(m.errorCode)
  w.int32(m.partitionIndex)
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  w.compactArrayLength(m.replicaNodes.length)
  for (const element of m.replicaNodes) w.int32(element)
  w.compactArrayLength(m.isrNodes.length)
  for (const element of m.isrNodes) w.int32(element)
  if (m.eligibleLeaderReplicas === null) w.uint8(0)
  else {
    w.compactArrayLength(m.eligibleLeaderReplicas.length)
    for (const element of m.eligibleLeaderReplicas) w.int32(element)
  }
  if (m.lastKnownElr === null) w.uint8(0)
  else {
    w.compactArrayLength(m.lastKnownElr.length)
    for (const element of m.lastKnownElr) w.int32(element)
  }
  w.compactArrayLength(m.offlineReplicas.length)
  for (const element of m.offlineReplicas) w.int32(element)
  w.tags(m.unknownTags)
}

export function readDescribeTopicPartitionsResponsePartition(r: Reader, _v: number): DescribeTopicPartitionsResponsePartition {
  const errorCode = r.int16()
  const partitionIndex = r.int32()
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const replicaNodesCount = r.compactArrayLength(4, 8)
  const replicaNodes: number[] = sized(replicaNodesCount)
  for (let i = 0; i < replicaNodesCount; i++) replicaNodes[i] = r.int32()
  const isrNodesCount = r.compactArrayLength(4, 8)
  const isrNodes: number[] = sized(isrNodesCount)
  for (let i = 0; i < isrNodesCount; i++) isrNodes[i] = r.int32()
  let eligibleLeaderReplicas: number[] | null = null
  {
    const n = r.compactNullableArrayLength(4, 8)
    eligibleLeaderReplicas = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) eligibleLeaderReplicas![i] = r.int32()
  }
  let lastKnownElr: number[] | null = null
  {
    const n = r.compactNullableArrayLength(4, 8)
    lastKnownElr = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) lastKnownElr![i] = r.int32()
  }
  const offlineReplicasCount = r.compactArrayLength(4, 8)
  const offlineReplicas: number[] = sized(offlineReplicasCount)
  for (let i = 0; i < offlineReplicasCount; i++) offlineReplicas[i] = r.int32()
  const unknownTags = r.tags()
  const m: DescribeTopicPartitionsResponsePartition = {
    errorCode,
    partitionIndex,
    leaderId,
    leaderEpoch,
    replicaNodes,
    isrNodes,
    eligibleLeaderReplicas,
    lastKnownElr,
    offlineReplicas,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeTopicPartitionsResponseCursor {
  topicName: string
  partitionIndex: number
  unknownTags?: TaggedField[]
}

export function newDescribeTopicPartitionsResponseCursor({
  topicName = '',
  partitionIndex = 0,
  unknownTags,
}: Partial<DescribeTopicPartitionsResponseCursor> = {}): DescribeTopicPartitionsResponseCursor {
  const m: DescribeTopicPartitionsResponseCursor = { topicName, partitionIndex }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeTopicPartitionsResponseCursor(w: Writer, m: DescribeTopicPartitionsResponseCursor, _v: number): void {
  w.compactString(m.topicName)
  w.int32(m.partitionIndex)
  w.tags(m.unknownTags)
}

export function readDescribeTopicPartitionsResponseCursor(r: Reader, _v: number): DescribeTopicPartitionsResponseCursor {
  const topicName = r.compactString()
  const partitionIndex = r.int32()
  const unknownTags = r.tags()
  const m: DescribeTopicPartitionsResponseCursor = { topicName, partitionIndex }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeTopicPartitionsApi = {
  key: 75,
  name: 'DescribeTopicPartitions',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readDescribeTopicPartitionsRequest,
  writeRequest: writeDescribeTopicPartitionsRequest,
  readResponse: readDescribeTopicPartitionsResponse,
  writeResponse: writeDescribeTopicPartitionsResponse,
} as const satisfies ApiDef<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse>
