// GENERATED from schemas/apis/list-offsets.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ListOffsetsRequest {
  replicaId: number
  isolationLevel: number // 2+
  topics: ListOffsetsRequestTopic[]
  timeoutMs: number // 10+
  unknownTags?: TaggedField[]
}

export function newListOffsetsRequest({
  replicaId = 0,
  isolationLevel = 0,
  topics = [],
  timeoutMs = 0,
  unknownTags,
}: Partial<ListOffsetsRequest> = {}): ListOffsetsRequest {
  const m: ListOffsetsRequest = { replicaId, isolationLevel, topics, timeoutMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListOffsetsRequest(w: Writer, m: ListOffsetsRequest, v: number): void {
  if (v < 1 || v > 11) throw unsupportedVersion('ListOffsetsRequest', v, 1, 11)
  w.begin('ListOffsetsRequest', v)
  const flexible = v >= 6
  w.int32(m.replicaId)
  if (v >= 2) w.int8(m.isolationLevel)
  else if (m.isolationLevel !== 0) throw unsupportedField('ListOffsetsRequest.IsolationLevel', v)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeListOffsetsRequestTopic(w, element, v)
  if (v >= 10) w.int32(m.timeoutMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readListOffsetsRequest(r: Reader, v: number): ListOffsetsRequest {
  if (v < 1 || v > 11) throw unsupportedVersion('ListOffsetsRequest', v, 1, 11)
  r.begin('ListOffsetsRequest', v)
  const flexible = v >= 6
  const replicaId = r.int32()
  const isolationLevel = v >= 2 ? r.int8() : 0
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: ListOffsetsRequestTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readListOffsetsRequestTopic(r, v)
  const timeoutMs = v >= 10 ? r.int32() : 0
  const unknownTags = flexible ? r.tags() : undefined
  const m: ListOffsetsRequest = { replicaId, isolationLevel, topics, timeoutMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListOffsetsRequestTopic {
  name: string
  partitions: ListOffsetsRequestPartition[]
  unknownTags?: TaggedField[]
}

export function newListOffsetsRequestTopic({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<ListOffsetsRequestTopic> = {}): ListOffsetsRequestTopic {
  const m: ListOffsetsRequestTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListOffsetsRequestTopic(w: Writer, m: ListOffsetsRequestTopic, v: number): void {
  const flexible = v >= 6
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeListOffsetsRequestPartition(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readListOffsetsRequestTopic(r: Reader, v: number): ListOffsetsRequestTopic {
  const flexible = v >= 6
  const name = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(17, 72) : r.arrayLength(12, 72)
  const partitions: ListOffsetsRequestPartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readListOffsetsRequestPartition(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: ListOffsetsRequestTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListOffsetsRequestPartition {
  partitionIndex: number
  currentLeaderEpoch: number // 4+
  timestamp: number
  unknownTags?: TaggedField[]
}

export function newListOffsetsRequestPartition({
  partitionIndex = 0,
  currentLeaderEpoch = -1,
  timestamp = 0,
  unknownTags,
}: Partial<ListOffsetsRequestPartition> = {}): ListOffsetsRequestPartition {
  const m: ListOffsetsRequestPartition = { partitionIndex, currentLeaderEpoch, timestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListOffsetsRequestPartition(w: Writer, m: ListOffsetsRequestPartition, v: number): void {
  const flexible = v >= 6
  w.int32(m.partitionIndex)
  if (v >= 4) w.int32(m.currentLeaderEpoch)
  w.int64(m.timestamp)
  if (flexible) w.tags(m.unknownTags)
}

export function readListOffsetsRequestPartition(r: Reader, v: number): ListOffsetsRequestPartition {
  const flexible = v >= 6
  const partitionIndex = r.int32()
  const currentLeaderEpoch = v >= 4 ? r.int32() : -1
  const timestamp = r.int64()
  const unknownTags = flexible ? r.tags() : undefined
  const m: ListOffsetsRequestPartition = { partitionIndex, currentLeaderEpoch, timestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListOffsetsResponse {
  throttleTimeMs: number // 2+
  topics: ListOffsetsResponseTopicResponse[]
  unknownTags?: TaggedField[]
}

export function newListOffsetsResponse({
  throttleTimeMs = 0,
  topics = [],
  unknownTags,
}: Partial<ListOffsetsResponse> = {}): ListOffsetsResponse {
  const m: ListOffsetsResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListOffsetsResponse(w: Writer, m: ListOffsetsResponse, v: number): void {
  if (v < 1 || v > 11) throw unsupportedVersion('ListOffsetsResponse', v, 1, 11)
  w.begin('ListOffsetsResponse', v)
  const flexible = v >= 6
  if (v >= 2) w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeListOffsetsResponseTopicResponse(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readListOffsetsResponse(r: Reader, v: number): ListOffsetsResponse {
  if (v < 1 || v > 11) throw unsupportedVersion('ListOffsetsResponse', v, 1, 11)
  r.begin('ListOffsetsResponse', v)
  const flexible = v >= 6
  const throttleTimeMs = v >= 2 ? r.int32() : 0
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: ListOffsetsResponseTopicResponse[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readListOffsetsResponseTopicResponse(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: ListOffsetsResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListOffsetsResponseTopicResponse {
  name: string
  partitions: ListOffsetsResponsePartitionResponse[]
  unknownTags?: TaggedField[]
}

export function newListOffsetsResponseTopicResponse({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<ListOffsetsResponseTopicResponse> = {}): ListOffsetsResponseTopicResponse {
  const m: ListOffsetsResponseTopicResponse = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListOffsetsResponseTopicResponse(w: Writer, m: ListOffsetsResponseTopicResponse, v: number): void {
  const flexible = v >= 6
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeListOffsetsResponsePartitionResponse(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readListOffsetsResponseTopicResponse(r: Reader, v: number): ListOffsetsResponseTopicResponse {
  const flexible = v >= 6
  const name = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(27, 104) : r.arrayLength(22, 104)
  const partitions: ListOffsetsResponsePartitionResponse[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readListOffsetsResponsePartitionResponse(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: ListOffsetsResponseTopicResponse = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListOffsetsResponsePartitionResponse {
  partitionIndex: number
  errorCode: number
  timestamp: number
  offset: number
  leaderEpoch: number // 4+
  unknownTags?: TaggedField[]
}

export function newListOffsetsResponsePartitionResponse({
  partitionIndex = 0,
  errorCode = 0,
  timestamp = -1,
  offset = -1,
  leaderEpoch = -1,
  unknownTags,
}: Partial<ListOffsetsResponsePartitionResponse> = {}): ListOffsetsResponsePartitionResponse {
  const m: ListOffsetsResponsePartitionResponse = { partitionIndex, errorCode, timestamp, offset, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListOffsetsResponsePartitionResponse(w: Writer, m: ListOffsetsResponsePartitionResponse, v: number): void {
  const flexible = v >= 6
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.int64(m.timestamp)
  w.int64(m.offset)
  if (v >= 4) w.int32(m.leaderEpoch)
  else if (m.leaderEpoch !== -1) throw unsupportedField('ListOffsetsResponse.LeaderEpoch', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readListOffsetsResponsePartitionResponse(r: Reader, v: number): ListOffsetsResponsePartitionResponse {
  const flexible = v >= 6
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const timestamp = r.int64()
  const offset = r.int64()
  const leaderEpoch = v >= 4 ? r.int32() : -1
  const unknownTags = flexible ? r.tags() : undefined
  const m: ListOffsetsResponsePartitionResponse = { partitionIndex, errorCode, timestamp, offset, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const listOffsetsApi = {
  key: 2,
  name: 'ListOffsets',
  versions: [1, 11],
  flexibleFrom: 6,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readListOffsetsRequest,
  writeRequest: writeListOffsetsRequest,
  readResponse: readListOffsetsResponse,
  writeResponse: writeListOffsetsResponse,
} as const satisfies ApiDef<ListOffsetsRequest, ListOffsetsResponse>
