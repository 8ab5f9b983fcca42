// GENERATED from schemas/apis/describe-quorum.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeQuorumRequest {
  topics: DescribeQuorumRequestTopicData[]
  unknownTags?: TaggedField[]
}

export function newDescribeQuorumRequest({
  topics = [],
  unknownTags,
}: Partial<DescribeQuorumRequest> = {}): DescribeQuorumRequest {
  const m: DescribeQuorumRequest = { topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeQuorumRequest(w: Writer, m: DescribeQuorumRequest, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('DescribeQuorumRequest', v, 0, 2)
  w.begin('DescribeQuorumRequest', v)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeDescribeQuorumRequestTopicData(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeQuorumRequest(r: Reader, v: number): DescribeQuorumRequest {
  if (v < 0 || v > 2) throw unsupportedVersion('DescribeQuorumRequest', v, 0, 2)
  r.begin('DescribeQuorumRequest', v)
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: DescribeQuorumRequestTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDescribeQuorumRequestTopicData(r, v)
  const unknownTags = r.tags()
  const m: DescribeQuorumRequest = { topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeQuorumRequestTopicData {
  topicName: string
  partitions: DescribeQuorumRequestPartitionData[]
  unknownTags?: TaggedField[]
}

export function newDescribeQuorumRequestTopicData({
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<DescribeQuorumRequestTopicData> = {}): DescribeQuorumRequestTopicData {
  const m: DescribeQuorumRequestTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeQuorumRequestTopicData(w: Writer, m: DescribeQuorumRequestTopicData, v: number): void {
  w.compactString(m.topicName)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeDescribeQuorumRequestPartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeQuorumRequestTopicData(r: Reader, v: number): DescribeQuorumRequestTopicData {
  const topicName = r.compactString()
  const partitionsCount = r.compactArrayLength(5, 40)
  const partitions: DescribeQuorumRequestPartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readDescribeQuorumRequestPartitionData(r, v)
  const unknownTags = r.tags()
  const m: DescribeQuorumRequestTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeQuorumRequestPartitionData {
  partitionIndex: number
  unknownTags?: TaggedField[]
}

export function newDescribeQuorumRequestPartitionData({
  partitionIndex = 0,
  unknownTags,
}: Partial<DescribeQuorumRequestPartitionData> = {}): DescribeQuorumRequestPartitionData {
  const m: DescribeQuorumRequestPartitionData = { partitionIndex }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeQuorumRequestPartitionData(w: Writer, m: DescribeQuorumRequestPartitionData, _v: number): void {
  w.int32(m.partitionIndex)
  w.tags(m.unknownTags)
}

export function readDescribeQuorumRequestPartitionData(r: Reader, _v: number): DescribeQuorumRequestPartitionData {
  const partitionIndex = r.int32()
  const unknownTags = r.tags()
  const m: DescribeQuorumRequestPartitionData = { partitionIndex }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeQuorumResponse {
  errorCode: number
  errorMessage: string | null // 2+
  topics: DescribeQuorumResponseTopicData[]
  nodes: DescribeQuorumResponseNode[] // 2+
  unknownTags?: TaggedField[]
}

export function newDescribeQuorumResponse({
  errorCode = 0,
  errorMessage = '',
  topics = [],
  nodes = [],
  unknownTags,
}: Partial<DescribeQuorumResponse> = {}): DescribeQuorumResponse {
  const m: DescribeQuorumResponse = { errorCode, errorMessage, topics, nodes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeQuorumResponse(w: Writer, m: DescribeQuorumResponse, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('DescribeQuorumResponse', v, 0, 2)
  w.begin('DescribeQuorumResponse', v)
  w.int16(m.errorCode)
  if (v >= 2) w.compactNullableString(m.errorMessage)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeDescribeQuorumResponseTopicData(w, element, v)
  if (v >= 2) {
    w.compactArrayLength(m.nodes.length)
    for (const element of m.nodes) writeDescribeQuorumResponseNode(w, element, v)
  } else if (m.nodes.length > 0) throw unsupportedField('DescribeQuorumResponse.Nodes', v)
  w.tags(m.unknownTags)
}

export function readDescribeQuorumResponse(r: Reader, v: number): DescribeQuorumResponse {
  if (v < 0 || v > 2) throw unsupportedVersion('DescribeQuorumResponse', v, 0, 2)
  r.begin('DescribeQuorumResponse', v)
  const errorCode = r.int16()
  const errorMessage = v >= 2 ? r.compactNullableString() : ''
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: DescribeQuorumResponseTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDescribeQuorumResponseTopicData(r, v)
  const nodesCount = v >= 2 ? r.compactArrayLength(6, 96) : 0
  const nodes: DescribeQuorumResponseNode[] = sized(nodesCount)
  for (let i = 0; i < nodesCount; i++) nodes[i] = readDescribeQuorumResponseNode(r, v)
  const unknownTags = r.tags()
  const m: DescribeQuorumResponse = { errorCode, errorMessage, topics, nodes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeQuorumResponseTopicData {
  topicName: string
  partitions: DescribeQuorumResponsePartitionData[]
  unknownTags?: TaggedField[]
}

export function newDescribeQuorumResponseTopicData({
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<DescribeQuorumResponseTopicData> = {}): DescribeQuorumResponseTopicData {
  const m: DescribeQuorumResponseTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeQuorumResponseTopicData(w: Writer, m: DescribeQuorumResponseTopicData, v: number): void {
  w.compactString(m.topicName)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeDescribeQuorumResponsePartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeQuorumResponseTopicData(r: Reader, v: number): DescribeQuorumResponseTopicData {
  const topicName = r.compactString()
  const partitionsCount = r.compactArrayLength(25, 232)
  const partitions: DescribeQuorumResponsePartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readDescribeQuorumResponsePartitionData(r, v)
  const unknownTags = r.tags()
  const m: DescribeQuorumResponseTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeQuorumResponsePartitionData {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null // 2+
  leaderId: number
  leaderEpoch: number
  highWatermark: number
  currentVoters: DescribeQuorumResponseReplicaState[]
  observers: DescribeQuorumResponseReplicaState[]
  unknownTags?: TaggedField[]
}

export function newDescribeQuorumResponsePartitionData({
  partitionIndex = 0,
  errorCode = 0,
  errorMessage = '',
  leaderId = 0,
  leaderEpoch = 0,
  highWatermark = 0,
  currentVoters = [],
  observers = [],
  unknownTags,
}: Partial<DescribeQuorumResponsePartitionData> = {}): DescribeQuorumResponsePartitionData {
  const m: DescribeQuorumResponsePartitionData = { partitionIndex, errorCode, errorMessage, leaderId, leaderEpoch, highWatermark, currentVoters, observers }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeQuorumResponsePartitionData(w: Writer, m: DescribeQuorumResponsePartitionData, v: number): void {
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  if (v >= 2) w.compactNullableString(m.errorMessage)
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  w.int64(m.highWatermark)
  w.compactArrayLength(m.currentVoters.length)
  for (const element of m.currentVoters) writeDescribeQuorumResponseReplicaState(w, element, v)
  w.compactArrayLength(m.observers.length)
  for (const element of m.observers) writeDescribeQuorumResponseReplicaState(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeQuorumResponsePartitionData(r: Reader, v: number): DescribeQuorumResponsePartitionData {
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const errorMessage = v >= 2 ? r.compactNullableString() : ''
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const highWatermark = r.int64()
  const currentVotersCount = r.compactArrayLength(13, 160)
  const currentVoters: DescribeQuorumResponseReplicaState[] = sized(currentVotersCount)
  for (let i = 0; i < currentVotersCount; i++) currentVoters[i] = readDescribeQuorumResponseReplicaState(r, v)
  const observersCount = r.compactArrayLength(13, 160)
  const observers: DescribeQuorumResponseReplicaState[] = sized(observersCount)
  for (let i = 0; i < observersCount; i++) observers[i] = readDescribeQuorumResponseReplicaState(r, v)
  const unknownTags = r.tags()
  const m: DescribeQuorumResponsePartitionData = { partitionIndex, errorCode, errorMessage, leaderId, leaderEpoch, highWatermark, currentVoters, observers }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeQuorumResponseReplicaState {
  replicaId: number
  replicaDirectoryId: Uuid // 2+
  logEndOffset: number
  lastFetchTimestamp: number // 1+
  lastCaughtUpTimestamp: number // 1+
  unknownTags?: TaggedField[]
}

export function newDescribeQuorumResponseReplicaState({
  replicaId = 0,
  replicaDirectoryId = ZERO_UUID,
  logEndOffset = 0,
  lastFetchTimestamp = -1,
  lastCaughtUpTimestamp = -1,
  unknownTags,
}: Partial<DescribeQuorumResponseReplicaState> = {}): DescribeQuorumResponseReplicaState {
  const m: DescribeQuorumResponseReplicaState = { replicaId, replicaDirectoryId, logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeQuorumResponseReplicaState(w: Writer, m: DescribeQuorumResponseReplicaState, v: number): void {
  w.int32(m.replicaId)
  if (v >= 2) w.uuid(m.replicaDirectoryId)
  else if (m.replicaDirectoryId !== ZERO_UUID) throw unsupportedField('DescribeQuorumResponse.ReplicaDirectoryId', v)
  w.int64(m.logEndOffset)
  if (v >= 1) w.int64(m.lastFetchTimestamp)
  if (v >= 1) w.int64(m.lastCaughtUpTimestamp)
  w.tags(m.unknownTags)
}

export function readDescribeQuorumResponseReplicaState(r: Reader, v: number): DescribeQuorumResponseReplicaState {
  const replicaId = r.int32()
  const replicaDirectoryId = v >= 2 ? r.uuid() : ZERO_UUID
  const logEndOffset = r.int64()
  const lastFetchTimestamp = v >= 1 ? r.int64() : -1
  const lastCaughtUpTimestamp = v >= 1 ? r.int64() : -1
  const unknownTags = r.tags()
  const m: DescribeQuorumResponseReplicaState = { replicaId, replicaDirectoryId, logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeQuorumResponseNode {
  nodeId: number
  listeners: DescribeQuorumResponseListener[]
  unknownTags?: TaggedField[]
}

export function newDescribeQuorumResponseNode({
  nodeId = 0,
  listeners = [],
  unknownTags,
}: Partial<DescribeQuorumResponseNode> = {}): DescribeQuorumResponseNode {
  const m: DescribeQuorumResponseNode = { nodeId, listeners }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeQuorumResponseNode(w: Writer, m: DescribeQuorumResponseNode, v: number): void {
  w.int32(m.nodeId)
  w.compactArrayLength(m.listeners.length)
  for (const element of m.listeners) writeDescribeQuorumResponseListener(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeQuorumResponseNode(r: Reader, v: number): DescribeQuorumResponseNode {
  const nodeId = r.int32()
  const listenersCount = r.compactArrayLength(5, 104)
  const listeners: DescribeQuorumResponseListener[] = sized(listenersCount)
  for (let i = 0; i < listenersCount; i++) listeners[i] = readDescribeQuorumResponseListener(r, v)
  const unknownTags = r.tags()
  const m: DescribeQuorumResponseNode = { nodeId, listeners }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeQuorumResponseListener {
  name: string
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newDescribeQuorumResponseListener({
  name = '',
  host = '',
  port = 0,
  unknownTags,
}: Partial<DescribeQuorumResponseListener> = {}): DescribeQuorumResponseListener {
  const m: DescribeQuorumResponseListener = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeQuorumResponseListener(w: Writer, m: DescribeQuorumResponseListener, _v: number): void {
  w.compactString(m.name)
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readDescribeQuorumResponseListener(r: Reader, _v: number): DescribeQuorumResponseListener {
  const name = r.compactString()
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: DescribeQuorumResponseListener = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeQuorumApi = {
  key: 55,
  name: 'DescribeQuorum',
  versions: [0, 2],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readDescribeQuorumRequest,
  writeRequest: writeDescribeQuorumRequest,
  readResponse: readDescribeQuorumResponse,
  writeResponse: writeDescribeQuorumResponse,
} as const satisfies ApiDef<DescribeQuorumRequest, DescribeQuorumResponse>
