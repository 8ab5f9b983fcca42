// GENERATED from schemas/apis/share-fetch.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { nullField, unsupportedField, unsupportedVersion } from '../errors.ts'
import type { Records, TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ShareFetchRequest {
  groupId: string | null
  memberId: string | null
  shareSessionEpoch: number
  maxWaitMs: number
  minBytes: number
  maxBytes: number
  maxRecords: number
  batchSize: number
  shareAcquireMode: number // 2+
  isRenewAck: boolean // 2+
  topics: ShareFetchRequestFetchTopic[]
  forgottenTopicsData: ShareFetchRequestForgottenTopic[]
  unknownTags?: TaggedField[]
}

export function newShareFetchRequest({
  groupId = null,
  memberId = '',
  shareSessionEpoch = 0,
  maxWaitMs = 0,
  minBytes = 0,
  maxBytes = 2147483647,
  maxRecords = 0,
  batchSize = 0,
  shareAcquireMode = 0,
  isRenewAck = false,
  topics = [],
  forgottenTopicsData = [],
  unknownTags,
}: Partial<ShareFetchRequest> = {}): ShareFetchRequest {
  const m: ShareFetchRequest = {
    groupId,
    memberId,
    shareSessionEpoch,
    maxWaitMs,
    minBytes,
    maxBytes,
    maxRecords,
    batchSize,
    shareAcquireMode,
    isRenewAck,
    topics,
    forgottenTopicsData,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareFetchRequest(w: Writer, m: ShareFetchRequest, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('ShareFetchRequest', v, 1, 2)
  w.begin('ShareFetchRequest', v)
  w.compactNullableString(m.groupId)
  w.compactNullableString(m.memberId)
  w.int32(m.shareSessionEpoch)
  w.int32(m.maxWaitMs)
  w.int32(m.minBytes)
  w.int32(m.maxBytes)
  w.int32(m.maxRecords)
  w.int32(m.batchSize)
  if (v >= 2) w.int8(m.shareAcquireMode)
  if (v >= 2) w.bool(m.isRenewAck)
  else if (m.isRenewAck) throw unsupportedField('ShareFetchRequest.IsRenewAck', v)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeShareFetchRequestFetchTopic(w, element, v)
  w.compactArrayLength(m.forgottenTopicsData.length)
  for (const element of m.forgottenTopicsData) writeShareFetchRequestForgottenTopic(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareFetchRequest(r: Reader, v: number): ShareFetchRequest {
  if (v < 1 || v > 2) throw unsupportedVersion('ShareFetchRequest', v, 1, 2)
  r.begin('ShareFetchRequest', v)
  const groupId = r.compactNullableString()
  const memberId = r.compactNullableString()
  const shareSessionEpoch = r.int32()
  const maxWaitMs = r.int32()
  const minBytes = r.int32()
  const maxBytes = r.int32()
  const maxRecords = r.int32()
  const batchSize = r.int32()
  const shareAcquireMode = v >= 2 ? r.int8() : 0
  const isRenewAck = v >= 2 ? r.bool() : false
  const topicsCount = r.compactArrayLength(18, 136)
  const topics: ShareFetchRequestFetchTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readShareFetchRequestFetchTopic(r, v)
  const forgottenTopicsDataCount = r.compactArrayLength(18, 136)
  const forgottenTopicsData: ShareFetchRequestForgottenTopic[] = sized(forgottenTopicsDataCount)
  for (let i = 0; i < forgottenTopicsDataCount; i++) forgottenTopicsData[i] = readShareFetchRequestForgottenTopic(r, v)
  const unknownTags = r.tags()
  const m: ShareFetchRequest = {
    groupId,
    memberId,
    shareSessionEpoch,
    maxWaitMs,
    minBytes,
    maxBytes,
    maxRecords,
    batchSize,
    shareAcquireMode,
    isRenewAck,
    topics,
    forgottenTopicsData,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareFetchRequestFetchTopic {
  topicId: Uuid
  partitions: ShareFetchRequestFetchPartition[]
  unknownTags?: TaggedField[]
}

export function newShareFetchRequestFetchTopic({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ShareFetchRequestFetchTopic> = {}): ShareFetchRequestFetchTopic {
  const m: ShareFetchRequestFetchTopic = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareFetchRequestFetchTopic(w: Writer, m: ShareFetchRequestFetchTopic, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeShareFetchRequestFetchPartition(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareFetchRequestFetchTopic(r: Reader, v: number): ShareFetchRequestFetchTopic {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(6, 96)
  const partitions: ShareFetchRequestFetchPartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readShareFetchRequestFetchPartition(r, v)
  const unknownTags = r.tags()
  const m: ShareFetchRequestFetchTopic = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareFetchRequestFetchPartition {
  partitionIndex: number
  acknowledgementBatches: ShareFetchRequestAcknowledgementBatch[]
  unknownTags?: TaggedField[]
}

export function newShareFetchRequestFetchPartition({
  partitionIndex = 0,
  acknowledgementBatches = [],
  unknownTags,
}: Partial<ShareFetchRequestFetchPartition> = {}): ShareFetchRequestFetchPartition {
  const m: ShareFetchRequestFetchPartition = { partitionIndex, acknowledgementBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareFetchRequestFetchPartition(w: Writer, m: ShareFetchRequestFetchPartition, v: number): void {
  w.int32(m.partitionIndex)
  w.compactArrayLength(m.acknowledgementBatches.length)
  for (const element of m.acknowledgementBatches) writeShareFetchRequestAcknowledgementBatch(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareFetchRequestFetchPartition(r: Reader, v: number): ShareFetchRequestFetchPartition {
  const partitionIndex = r.int32()
  const acknowledgementBatchesCount = r.compactArrayLength(18, 136)
  const acknowledgementBatches: ShareFetchRequestAcknowledgementBatch[] = sized(acknowledgementBatchesCount)
  for (let i = 0; i < acknowledgementBatchesCount; i++) acknowledgementBatches[i] = readShareFetchRequestAcknowledgementBatch(r, v)
  const unknownTags = r.tags()
  const m: ShareFetchRequestFetchPartition = { partitionIndex, acknowledgementBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareFetchRequestAcknowledgementBatch {
  firstOffset: number
  lastOffset: number
  acknowledgeTypes: number[]
  unknownTags?: TaggedField[]
}

export function newShareFetchRequestAcknowledgementBatch({
  firstOffset = 0,
  lastOffset = 0,
  acknowledgeTypes = [],
  unknownTags,
}: Partial<ShareFetchRequestAcknowledgementBatch> = {}): ShareFetchRequestAcknowledgementBatch {
  const m: ShareFetchRequestAcknowledgementBatch = { firstOffset, lastOffset, acknowledgeTypes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareFetchRequestAcknowledgementBatch(w: Writer, m: ShareFetchRequestAcknowledgementBatch, _v: number): void {
  w.int64(m.firstOffset)
  w.int64(m.lastOffset)
  w.compactArrayLength(m.acknowledgeTypes.length)
  for (const element of m.acknowledgeTypes) w.int8(element)
  w.tags(m.unknownTags)
}

export function readShareFetchRequestAcknowledgementBatch(r: Reader, _v: number): ShareFetchRequestAcknowledgementBatch {
  const firstOffset = r.int64()
  const lastOffset = r.int64()
  const acknowledgeTypesCount = r.compactArrayLength(1, 8)
  const acknowledgeTypes: number[] = sized(acknowledgeTypesCount)
  for (let i = 0; i < acknowledgeTypesCount; i++) acknowledgeTypes[i] = r.int8()
  const unknownTags = r.tags()
  const m: ShareFetchRequestAcknowledgementBatch = { firstOffset, lastOffset, acknowledgeTypes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareFetchRequestForgottenTopic {
  topicId: Uuid
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newShareFetchRequestForgottenTopic({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ShareFetchRequestForgottenTopic> = {}): ShareFetchRequestForgottenTopic {
  const m: ShareFetchRequestForgottenTopic = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareFetchRequestForgottenTopic(w: Writer, m: ShareFetchRequestForgottenTopic, _v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readShareFetchRequestForgottenTopic(r: Reader, _v: number): ShareFetchRequestForgottenTopic {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: ShareFetchRequestForgottenTopic = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareFetchResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  acquisitionLockTimeoutMs: number
  responses: ShareFetchResponseShareFetchableTopicResponse[]
  nodeEndpoints: ShareFetchResponseNodeEndpoint[]
  unknownTags?: TaggedField[]
}

export function newShareFetchResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = null,
  acquisitionLockTimeoutMs = 0,
  responses = [],
  nodeEndpoints = [],
  unknownTags,
}: Partial<ShareFetchResponse> = {}): ShareFetchResponse {
  const m: ShareFetchResponse = { throttleTimeMs, errorCode, errorMessage, acquisitionLockTimeoutMs, responses, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareFetchResponse(w: Writer, m: ShareFetchResponse, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('ShareFetchResponse', v, 1, 2)
  w.begin('ShareFetchResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.int32(m.acquisitionLockTimeoutMs)
  w.compactArrayLength(m.responses.length)
  for (const element of m.responses) writeShareFetchResponseShareFetchableTopicResponse(w, element, v)
  w.compactArrayLength(m.nodeEndpoints.length)
  for (const element of m.nodeEndpoints) writeShareFetchResponseNodeEndpoint(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareFetchResponse(r: Reader, v: number): ShareFetchResponse {
  if (v < 1 || v > 2) throw unsupportedVersion('ShareFetchResponse', v, 1, 2)
  r.begin('ShareFetchResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const acquisitionLockTimeoutMs = r.int32()
  const responsesCount = r.compactArrayLength(18, 136)
  const responses: ShareFetchResponseShareFetchableTopicResponse[] = sized(responsesCount)
  for (let i = 0; i < responsesCount; i++) responses[i] = readShareFetchResponseShareFetchableTopicResponse(r, v)
  const nodeEndpointsCount = r.compactArrayLength(11, 112)
  const nodeEndpoints: ShareFetchResponseNodeEndpoint[] = sized(nodeEndpointsCount)
  for (let i = 0; i < nodeEndpointsCount; i++) nodeEndpoints[i] = readShareFetchResponseNodeEndpoint(r, v)
  const unknownTags = r.tags()
  const m: ShareFetchResponse = { throttleTimeMs, errorCode, errorMessage, acquisitionLockTimeoutMs, responses, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareFetchResponseShareFetchableTopicResponse {
  topicId: Uuid
  partitions: ShareFetchResponsePartitionData[]
  unknownTags?: TaggedField[]
}

export function newShareFetchResponseShareFetchableTopicResponse({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ShareFetchResponseShareFetchableTopicResponse> = {}): ShareFetchResponseShareFetchableTopicResponse {
  const m: ShareFetchResponseShareFetchableTopicResponse = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareFetchResponseShareFetchableTopicResponse(w: Writer, m: ShareFetchResponseShareFetchableTopicResponse, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeShareFetchResponsePartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareFetchResponseShareFetchableTopicResponse(r: Reader, v: number): ShareFetchResponseShareFetchableTopicResponse {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(22, 344)
  const partitions: ShareFetchResponsePartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readShareFetchResponsePartitionData(r, v)
  const unknownTags = r.tags()
  const m: ShareFetchResponseShareFetchableTopicResponse = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareFetchResponsePartitionData {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null
  acknowledgeErrorCode: number
  acknowledgeErrorMessage: string | null
  currentLeader: ShareFetchResponseLeaderIdAndEpoch
  get records(): Buffer | null
  set records(value: Records)
  acquiredRecords: ShareFetchResponseAcquiredRecords[]
  unknownTags?: TaggedField[]
}

export function newShareFetchResponsePartitionData({
  partitionIndex = 0,
  errorCode = 0,
  errorMessage = null,
  acknowledgeErrorCode = 0,
  acknowledgeErrorMessage = null,
  currentLeader = newShareFetchResponseLeaderIdAndEpoch(),
  records = null,
  acquiredRecords = [],
  unknownTags,
}: Partial<Omit<ShareFetchResponsePartitionData, 'records'>> & { records?: Records } = {}): ShareFetchResponsePartitionData {
  const m: ShareFetchResponsePartitionData = {
    partitionIndex,
    errorCode,
    errorMessage,
    acknowledgeErrorCode,
    acknowledgeErrorMessage,
    currentLeader,
    records: records as Buffer | null,
    acquiredRecords,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareFetchResponsePartitionData(w: Writer, m: ShareFetchResponsePartitionData, v: number): void {
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.int16(m.acknowledgeErrorCode)
  w.compactNullableString(m.acknowledgeErrorMessage)
  writeShareFetchResponseLeaderIdAndEpoch(w, m.currentLeader, v)
  if (m.records === null) throw nullField('ShareFetchResponse.Records', v)
  w.compactRecords(m.records)
  w.compactArrayLength(m.acquiredRecords.length)
  for (const element of m.acquiredRecords) writeShareFetchResponseAcquiredRecords(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareFetchResponsePartitionData(r: Reader, v: number): ShareFetchResponsePartitionData {
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const acknowledgeErrorCode = r.int16()
  const acknowledgeErrorMessage = r.compactNullableString()
  const currentLeader = readShareFetchResponseLeaderIdAndEpoch(r, v)
  const records = r.compactBytes()
  const acquiredRecordsCount = r.compactArrayLength(19, 88)
  const acquiredRecords: ShareFetchResponseAcquiredRecords[] = sized(acquiredRecordsCount)
  for (let i = 0; i < acquiredRecordsCount; i++) acquiredRecords[i] = readShareFetchResponseAcquiredRecords(r, v)
  const unknownTags = r.tags()
  const m: ShareFetchResponsePartitionData = {
    partitionIndex,
    errorCode,
    errorMessage,
    acknowledgeErrorCode,
    acknowledgeErrorMessage,
    currentLeader,
    records,
    acquiredRecords,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareFetchResponseLeaderIdAndEpoch {
  leaderId: number
  leaderEpoch: number
  unknownTags?: TaggedField[]
}

export function newShareFetchResponseLeaderIdAndEpoch({
  leaderId = 0,
  leaderEpoch = 0,
  unknownTags,
}: Partial<ShareFetchResponseLeaderIdAndEpoch> = {}): ShareFetchResponseLeaderIdAndEpoch {
  const m: ShareFetchResponseLeaderIdAndEpoch = { leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareFetchResponseLeaderIdAndEpoch(w: Writer, m: ShareFetchResponseLeaderIdAndEpoch, _v: number): void {
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  w.tags(m.unknownTags)
}

export function readShareFetchResponseLeaderIdAndEpoch(r: Reader, _v: number): ShareFetchResponseLeaderIdAndEpoch {
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const unknownTags = r.tags()
  const m: ShareFetchResponseLeaderIdAndEpoch = { leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareFetchResponseAcquiredRecords {
  firstOffset: number
  lastOffset: number
  deliveryCount: number
  unknownTags?: TaggedField[]
}

export function newShareFetchResponseAcquiredRecords({
  firstOffset = 0,
  lastOffset = 0,
  deliveryCount = 0,
  unknownTags,
}: Partial<ShareFetchResponseAcquiredRecords> = {}): ShareFetchResponseAcquiredRecords {
  const m: ShareFetchResponseAcquiredRecords = { firstOffset, lastOffset, deliveryCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareFetchResponseAcquiredRecords(w: Writer, m: ShareFetchResponseAcquiredRecords, _v: number): void {
  w.int64(m.firstOffset)
  w.int64(m.lastOffset)
  w.int16(m.deliveryCount)
  w.tags(m.unknownTags)
}

export function readShareFetchResponseAcquiredRecords(r: Reader, _v: number): ShareFetchResponseAcquiredRecords {
  const firstOffset = r.int64()
  const lastOffset = r.int64()
  const deliveryCount = r.int16()
  const unknownTags = r.tags()
  const m: ShareFetchResponseAcquiredRecords = { firstOffset, lastOffset, deliveryCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareFetchResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  rack: string | null
  unknownTags?: TaggedField[]
}

export function newShareFetchResponseNodeEndpoint({
  nodeId = 0,
  host = '',
  port = 0,
  rack = null,
  unknownTags,
}: Partial<ShareFetchResponseNodeEndpoint> = {}): ShareFetchResponseNodeEndpoint {
  const m: ShareFetchResponseNodeEndpoint = { nodeId, host, port, rack }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareFetchResponseNodeEndpoint(w: Writer, m: ShareFetchResponseNodeEndpoint, _v: number): void {
  w.int32(m.nodeId)
  w.compactString(m.host)
  w.int32(m.port)
  w.compactNullableString(m.rack)
  w.tags(m.unknownTags)
}

export function readShareFetchResponseNodeEndpoint(r: Reader, _v: number): ShareFetchResponseNodeEndpoint {
  const nodeId = r.int32()
  const host = r.compactString()
  const port = r.int32()
  const rack = r.compactNullableString()
  const unknownTags = r.tags()
  const m: ShareFetchResponseNodeEndpoint = { nodeId, host, port, rack }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareFetchApi = {
  key: 78,
  name: 'ShareFetch',
  versions: [1, 2],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readShareFetchRequest,
  writeRequest: writeShareFetchRequest,
  readResponse: readShareFetchResponse,
  writeResponse: writeShareFetchResponse,
} as const satisfies ApiDef<ShareFetchRequest, ShareFetchResponse>
