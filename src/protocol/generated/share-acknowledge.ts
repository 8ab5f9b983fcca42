// GENERATED from schemas/apis/share-acknowledge.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ShareAcknowledgeRequest {
  groupId: string | null
  memberId: string | null
  shareSessionEpoch: number
  isRenewAck: boolean // 2+
  topics: ShareAcknowledgeRequestAcknowledgeTopic[]
  unknownTags?: TaggedField[]
}

export function newShareAcknowledgeRequest({
  groupId = null,
  memberId = '',
  shareSessionEpoch = 0,
  isRenewAck = false,
  topics = [],
  unknownTags,
}: Partial<ShareAcknowledgeRequest> = {}): ShareAcknowledgeRequest {
  const m: ShareAcknowledgeRequest = { groupId, memberId, shareSessionEpoch, isRenewAck, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareAcknowledgeRequest(w: Writer, m: ShareAcknowledgeRequest, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('ShareAcknowledgeRequest', v, 1, 2)
  w.begin('ShareAcknowledgeRequest', v)
  w.compactNullableString(m.groupId)
  w.compactNullableString(m.memberId)
  w.int32(m.shareSessionEpoch)
  if (v >= 2) w.bool(m.isRenewAck)
  else if (m.isRenewAck) throw unsupportedField('ShareAcknowledgeRequest.IsRenewAck', v)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeShareAcknowledgeRequestAcknowledgeTopic(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareAcknowledgeRequest(r: Reader, v: number): ShareAcknowledgeRequest {
  if (v < 1 || v > 2) throw unsupportedVersion('ShareAcknowledgeRequest', v, 1, 2)
  r.begin('ShareAcknowledgeRequest', v)
  const groupId = r.compactNullableString()
  const memberId = r.compactNullableString()
  const shareSessionEpoch = r.int32()
  const isRenewAck = v >= 2 ? r.bool() : false
  const topicsCount = r.compactArrayLength(18, 136)
  const topics: ShareAcknowledgeRequestAcknowledgeTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readShareAcknowledgeRequestAcknowledgeTopic(r, v)
  const unknownTags = r.tags()
  const m: ShareAcknowledgeRequest = { groupId, memberId, shareSessionEpoch, isRenewAck, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareAcknowledgeRequestAcknowledgeTopic {
  topicId: Uuid
  partitions: ShareAcknowledgeRequestAcknowledgePartition[]
  unknownTags?: TaggedField[]
}

export function newShareAcknowledgeRequestAcknowledgeTopic({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ShareAcknowledgeRequestAcknowledgeTopic> = {}): ShareAcknowledgeRequestAcknowledgeTopic {
  const m: ShareAcknowledgeRequestAcknowledgeTopic = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareAcknowledgeRequestAcknowledgeTopic(w: Writer, m: ShareAcknowledgeRequestAcknowledgeTopic, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeShareAcknowledgeRequestAcknowledgePartition(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareAcknowledgeRequestAcknowledgeTopic(r: Reader, v: number): ShareAcknowledgeRequestAcknowledgeTopic {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(6, 96)
  const partitions: ShareAcknowledgeRequestAcknowledgePartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readShareAcknowledgeRequestAcknowledgePartition(r, v)
  const unknownTags = r.tags()
  const m: ShareAcknowledgeRequestAcknowledgeTopic = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareAcknowledgeRequestAcknowledgePartition {
  partitionIndex: number
  acknowledgementBatches: ShareAcknowledgeRequestAcknowledgementBatch[]
  unknownTags?: TaggedField[]
}

export function newShareAcknowledgeRequestAcknowledgePartition({
  partitionIndex = 0,
  acknowledgementBatches = [],
  unknownTags,
}: Partial<ShareAcknowledgeRequestAcknowledgePartition> = {}): ShareAcknowledgeRequestAcknowledgePartition {
  const m: ShareAcknowledgeRequestAcknowledgePartition = { partitionIndex, acknowledgementBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareAcknowledgeRequestAcknowledgePartition(w: Writer, m: ShareAcknowledgeRequestAcknowledgePartition, v: number): void {
  w.int32(m.partitionIndex)
  w.compactArrayLength(m.acknowledgementBatches.length)
  for (const element of m.acknowledgementBatches) writeShareAcknowledgeRequestAcknowledgementBatch(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareAcknowledgeRequestAcknowledgePartition(r: Reader, v: number): ShareAcknowledgeRequestAcknowledgePartition {
  const partitionIndex = r.int32()
  const acknowledgementBatchesCount = r.compactArrayLength(18, 136)
  const acknowledgementBatches: ShareAcknowledgeRequestAcknowledgementBatch[] = sized(acknowledgementBatchesCount)
  for (let i = 0; i < acknowledgementBatchesCount; i++) acknowledgementBatches[i] = readShareAcknowledgeRequestAcknowledgementBatch(r, v)
  const unknownTags = r.tags()
  const m: ShareAcknowledgeRequestAcknowledgePartition = { partitionIndex, acknowledgementBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareAcknowledgeRequestAcknowledgementBatch {
  firstOffset: number
  lastOffset: number
  acknowledgeTypes: number[]
  unknownTags?: TaggedField[]
}

export function newShareAcknowledgeRequestAcknowledgementBatch({
  firstOffset = 0,
  lastOffset = 0,
  acknowledgeTypes = [],
  unknownTags,
}: Partial<ShareAcknowledgeRequestAcknowledgementBatch> = {}): ShareAcknowledgeRequestAcknowledgementBatch {
  const m: ShareAcknowledgeRequestAcknowledgementBatch = { firstOffset, lastOffset, acknowledgeTypes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareAcknowledgeRequestAcknowledgementBatch(w: Writer, m: ShareAcknowledgeRequestAcknowledgementBatch, _v: number): void {
  w.int64(m.firstOffset)
  w.int64(m.lastOffset)
  w.compactArrayLength(m.acknowledgeTypes.length)
  for (const element of m.acknowledgeTypes) w.int8(element)
  w.tags(m.unknownTags)
}

export function readShareAcknowledgeRequestAcknowledgementBatch(r: Reader, _v: number): ShareAcknowledgeRequestAcknowledgementBatch {
  const firstOffset = r.int64()
  const lastOffset = r.int64()
  const acknowledgeTypesCount = r.compactArrayLength(1, 8)
  const acknowledgeTypes: number[] = sized(acknowledgeTypesCount)
  for (let i = 0; i < acknowledgeTypesCount; i++) acknowledgeTypes[i] = r.int8()
  const unknownTags = r.tags()
  const m: ShareAcknowledgeRequestAcknowledgementBatch = { firstOffset, lastOffset, acknowledgeTypes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareAcknowledgeResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  acquisitionLockTimeoutMs: number // 2+
  responses: ShareAcknowledgeResponseTopicResponse[]
  nodeEndpoints: ShareAcknowledgeResponseNodeEndpoint[]
  unknownTags?: TaggedField[]
}

export function newShareAcknowledgeResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = null,
  acquisitionLockTimeoutMs = 0,
  responses = [],
  nodeEndpoints = [],
  unknownTags,
}: Partial<ShareAcknowledgeResponse> = {}): ShareAcknowledgeResponse {
  const m: ShareAcknowledgeResponse = { throttleTimeMs, errorCode, errorMessage, acquisitionLockTimeoutMs, responses, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareAcknowledgeResponse(w: Writer, m: ShareAcknowledgeResponse, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('ShareAcknowledgeResponse', v, 1, 2)
  w.begin('ShareAcknowledgeResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  if (v >= 2) w.int32(m.acquisitionLockTimeoutMs)
  w.compactArrayLength(m.responses.length)
  for (const element of m.responses) writeShareAcknowledgeResponseTopicResponse(w, element, v)
  w.compactArrayLength(m.nodeEndpoints.length)
  for (const element of m.nodeEndpoints) writeShareAcknowledgeResponseNodeEndpoint(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareAcknowledgeResponse(r: Reader, v: number): ShareAcknowledgeResponse {
  if (v < 1 || v > 2) throw unsupportedVersion('ShareAcknowledgeResponse', v, 1, 2)
  r.begin('ShareAcknowledgeResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const acquisitionLockTimeoutMs = v >= 2 ? r.int32() : 0
  const responsesCount = r.compactArrayLength(18, 136)
  const responses: ShareAcknowledgeResponseTopicResponse[] = sized(responsesCount)
  for (let i = 0; i < responsesCount; i++) responses[i] = readShareAcknowledgeResponseTopicResponse(r, v)
  const nodeEndpointsCount = r.compactArrayLength(11, 112)
  const nodeEndpoints: ShareAcknowledgeResponseNodeEndpoint[] = sized(nodeEndpointsCount)
  for (let i = 0; i < nodeEndpointsCount; i++) nodeEndpoints[i] = readShareAcknowledgeResponseNodeEndpoint(r, v)
  const unknownTags = r.tags()
  const m: ShareAcknowledgeResponse = { throttleTimeMs, errorCode, errorMessage, acquisitionLockTimeoutMs, responses, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareAcknowledgeResponseTopicResponse {
  topicId: Uuid
  partitions: ShareAcknowledgeResponsePartitionData[]
  unknownTags?: TaggedField[]
}

export function newShareAcknowledgeResponseTopicResponse({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ShareAcknowledgeResponseTopicResponse> = {}): ShareAcknowledgeResponseTopicResponse {
  const m: ShareAcknowledgeResponseTopicResponse = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareAcknowledgeResponseTopicResponse(w: Writer, m: ShareAcknowledgeResponseTopicResponse, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeShareAcknowledgeResponsePartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareAcknowledgeResponseTopicResponse(r: Reader, v: number): ShareAcknowledgeResponseTopicResponse {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(17, 128)
  const partitions: ShareAcknowledgeResponsePartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readShareAcknowledgeResponsePartitionData(r, v)
  const unknownTags = r.tags()
  const m: ShareAcknowledgeResponseTopicResponse = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareAcknowledgeResponsePartitionData {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null
  currentLeader: ShareAcknowledgeResponseLeaderIdAndEpoch
  unknownTags?: TaggedField[]
}

export function newShareAcknowledgeResponsePartitionData({
  partitionIndex = 0,
  errorCode = 0,
  errorMessage = null,
  currentLeader = newShareAcknowledgeResponseLeaderIdAndEpoch(),
  unknownTags,
}: Partial<ShareAcknowledgeResponsePartitionData> = {}): ShareAcknowledgeResponsePartitionData {
  const m: ShareAcknowledgeResponsePartitionData = { partitionIndex, errorCode, errorMessage, currentLeader }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareAcknowledgeResponsePartitionData(w: Writer, m: ShareAcknowledgeResponsePartitionData, v: number): void {
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  writeShareAcknowledgeResponseLeaderIdAndEpoch(w, m.currentLeader, v)
  w.tags(m.unknownTags)
}

export function readShareAcknowledgeResponsePartitionData(r: Reader, v: number): ShareAcknowledgeResponsePartitionData {
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const currentLeader = readShareAcknowledgeResponseLeaderIdAndEpoch(r, v)
  const unknownTags = r.tags()
  const m: ShareAcknowledgeResponsePartitionData = { partitionIndex, errorCode, errorMessage, currentLeader }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareAcknowledgeResponseLeaderIdAndEpoch {
  leaderId: number
  leaderEpoch: number
  unknownTags?: TaggedField[]
}

export function newShareAcknowledgeResponseLeaderIdAndEpoch({
  leaderId = 0,
  leaderEpoch = 0,
  unknownTags,
}: Partial<ShareAcknowledgeResponseLeaderIdAndEpoch> = {}): ShareAcknowledgeResponseLeaderIdAndEpoch {
  const m: ShareAcknowledgeResponseLeaderIdAndEpoch = { leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareAcknowledgeResponseLeaderIdAndEpoch(w: Writer, m: ShareAcknowledgeResponseLeaderIdAndEpoch, _v: number): void {
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  w.tags(m.unknownTags)
}

export function readShareAcknowledgeResponseLeaderIdAndEpoch(r: Reader, _v: number): ShareAcknowledgeResponseLeaderIdAndEpoch {
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const unknownTags = r.tags()
  const m: ShareAcknowledgeResponseLeaderIdAndEpoch = { leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareAcknowledgeResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  rack: string | null
  unknownTags?: TaggedField[]
}

export function newShareAcknowledgeResponseNodeEndpoint({
  nodeId = 0,
  host = '',
  port = 0,
  rack = null,
  unknownTags,
}: Partial<ShareAcknowledgeResponseNodeEndpoint> = {}): ShareAcknowledgeResponseNodeEndpoint {
  const m: ShareAcknowledgeResponseNodeEndpoint = { nodeId, host, port, rack }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareAcknowledgeResponseNodeEndpoint(w: Writer, m: ShareAcknowledgeResponseNodeEndpoint, _v: number): void {
  w.int32(m.nodeId)
  w.compactString(m.host)
  w.int32(m.port)
  w.compactNullableString(m.rack)
  w.tags(m.unknownTags)
}

export function readShareAcknowledgeResponseNodeEndpoint(r: Reader, _v: number): ShareAcknowledgeResponseNodeEndpoint {
  const nodeId = r.int32()
  const host = r.compactString()
  const port = r.int32()
  const rack = r.compactNullableString()
  const unknownTags = r.tags()
  const m: ShareAcknowledgeResponseNodeEndpoint = { nodeId, host, port, rack }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareAcknowledgeApi = {
  key: 79,
  name: 'ShareAcknowledge',
  versions: [1, 2],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readShareAcknowledgeRequest,
  writeRequest: writeShareAcknowledgeRequest,
  readResponse: readShareAcknowledgeResponse,
  writeResponse: writeShareAcknowledgeResponse,
} as const satisfies ApiDef<ShareAcknowledgeRequest, ShareAcknowledgeResponse>
