// GENERATED from schemas/apis/delete-records.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DeleteRecordsRequest {
  topics: DeleteRecordsRequestTopic[]
  timeoutMs: number
  unknownTags?: TaggedField[]
}

export function newDeleteRecordsRequest({
  topics = [],
  timeoutMs = 0,
  unknownTags,
}: Partial<DeleteRecordsRequest> = {}): DeleteRecordsRequest {
  const m: DeleteRecordsRequest = { topics, timeoutMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteRecordsRequest(w: Writer, m: DeleteRecordsRequest, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('DeleteRecordsRequest', v, 0, 2)
  w.begin('DeleteRecordsRequest', v)
  const flexible = v >= 2
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeDeleteRecordsRequestTopic(w, element, v)
  w.int32(m.timeoutMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteRecordsRequest(r: Reader, v: number): DeleteRecordsRequest {
  if (v < 0 || v > 2) throw unsupportedVersion('DeleteRecordsRequest', v, 0, 2)
  r.begin('DeleteRecordsRequest', v)
  const flexible = v >= 2
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: DeleteRecordsRequestTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDeleteRecordsRequestTopic(r, v)
  const timeoutMs = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteRecordsRequest = { topics, timeoutMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteRecordsRequestTopic {
  name: string
  partitions: DeleteRecordsRequestPartition[]
  unknownTags?: TaggedField[]
}

export function newDeleteRecordsRequestTopic({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<DeleteRecordsRequestTopic> = {}): DeleteRecordsRequestTopic {
  const m: DeleteRecordsRequestTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteRecordsRequestTopic(w: Writer, m: DeleteRecordsRequestTopic, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeDeleteRecordsRequestPartition(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteRecordsRequestTopic(r: Reader, v: number): DeleteRecordsRequestTopic {
  const flexible = v >= 2
  const name = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(13, 64) : r.arrayLength(12, 64)
  const partitions: DeleteRecordsRequestPartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readDeleteRecordsRequestPartition(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteRecordsRequestTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteRecordsRequestPartition {
  partitionIndex: number
  offset: number
  unknownTags?: TaggedField[]
}

export function newDeleteRecordsRequestPartition({
  partitionIndex = 0,
  offset = 0,
  unknownTags,
}: Partial<DeleteRecordsRequestPartition> = {}): DeleteRecordsRequestPartition {
  const m: DeleteRecordsRequestPartition = { partitionIndex, offset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteRecordsRequestPartition(w: Writer, m: DeleteRecordsRequestPartition, v: number): void {
  const flexible = v >= 2
  w.int32(m.partitionIndex)
  w.int64(m.offset)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteRecordsRequestPartition(r: Reader, v: number): DeleteRecordsRequestPartition {
  const flexible = v >= 2
  const partitionIndex = r.int32()
  const offset = r.int64()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteRecordsRequestPartition = { partitionIndex, offset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteRecordsResponse {
  throttleTimeMs: number
  topics: DeleteRecordsResponseTopicResult[]
  unknownTags?: TaggedField[]
}

export function newDeleteRecordsResponse({
  throttleTimeMs = 0,
  topics = [],
  unknownTags,
}: Partial<DeleteRecordsResponse> = {}): DeleteRecordsResponse {
  const m: DeleteRecordsResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteRecordsResponse(w: Writer, m: DeleteRecordsResponse, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('DeleteRecordsResponse', v, 0, 2)
  w.begin('DeleteRecordsResponse', v)
  const flexible = v >= 2
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeDeleteRecordsResponseTopicResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteRecordsResponse(r: Reader, v: number): DeleteRecordsResponse {
  if (v < 0 || v > 2) throw unsupportedVersion('DeleteRecordsResponse', v, 0, 2)
  r.begin('DeleteRecordsResponse', v)
  const flexible = v >= 2
  const throttleTimeMs = r.int32()
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: DeleteRecordsResponseTopicResult[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDeleteRecordsResponseTopicResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteRecordsResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteRecordsResponseTopicResult {
  name: string
  partitions: DeleteRecordsResponsePartitionResult[]
  unknownTags?: TaggedField[]
}

export function newDeleteRecordsResponseTopicResult({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<DeleteRecordsResponseTopicResult> = {}): DeleteRecordsResponseTopicResult {
  const m: DeleteRecordsResponseTopicResult = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteRecordsResponseTopicResult(w: Writer, m: DeleteRecordsResponseTopicResult, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeDeleteRecordsResponsePartitionResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteRecordsResponseTopicResult(r: Reader, v: number): DeleteRecordsResponseTopicResult {
  const flexible = v >= 2
  const name = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(15, 72) : r.arrayLength(14, 72)
  const partitions: DeleteRecordsResponsePartitionResult[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readDeleteRecordsResponsePartitionResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteRecordsResponseTopicResult = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteRecordsResponsePartitionResult {
  partitionIndex: number
  lowWatermark: number
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newDeleteRecordsResponsePartitionResult({
  partitionIndex = 0,
  lowWatermark = 0,
  errorCode = 0,
  unknownTags,
}: Partial<DeleteRecordsResponsePartitionResult> = {}): DeleteRecordsResponsePartitionResult {
  const m: DeleteRecordsResponsePartitionResult = { partitionIndex, lowWatermark, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteRecordsResponsePartitionResult(w: Writer, m: DeleteRecordsResponsePartitionResult, v: number): void {
  const flexible = v >= 2
  w.int32(m.partitionIndex)
  w.int64(m.lowWatermark)
  w.int16(m.errorCode)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteRecordsResponsePartitionResult(r: Reader, v: number): DeleteRecordsResponsePartitionResult {
  const flexible = v >= 2
  const partitionIndex = r.int32()
  const lowWatermark = r.int64()
  const errorCode = r.int16()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteRecordsResponsePartitionResult = { partitionIndex, lowWatermark, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const deleteRecordsApi = {
  key: 21,
  name: 'DeleteRecords',
  versions: [0, 2],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readDeleteRecordsRequest,
  writeRequest: writeDeleteRecordsRequest,
  readResponse: readDeleteRecordsResponse,
  writeResponse: writeDeleteRecordsResponse,
} as const satisfies ApiDef<DeleteRecordsRequest, DeleteRecordsResponse>
