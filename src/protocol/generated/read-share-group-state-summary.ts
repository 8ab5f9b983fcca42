// GENERATED from schemas/apis/read-share-group-state-summary.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ReadShareGroupStateSummaryRequest {
  groupId: string
  topics: ReadShareGroupStateSummaryRequestReadStateSummaryData[]
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateSummaryRequest({
  groupId = '',
  topics = [],
  unknownTags,
}: Partial<ReadShareGroupStateSummaryRequest> = {}): ReadShareGroupStateSummaryRequest {
  const m: ReadShareGroupStateSummaryRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateSummaryRequest(w: Writer, m: ReadShareGroupStateSummaryRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('ReadShareGroupStateSummaryRequest', v, 0, 1)
  w.begin('ReadShareGroupStateSummaryRequest', v)
  w.compactString(m.groupId)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeReadShareGroupStateSummaryRequestReadStateSummaryData(w, element, v)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateSummaryRequest(r: Reader, v: number): ReadShareGroupStateSummaryRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('ReadShareGroupStateSummaryRequest', v, 0, 1)
  r.begin('ReadShareGroupStateSummaryRequest', v)
  const groupId = r.compactString()
  const topicsCount = r.compactArrayLength(18, 136)
  const topics: ReadShareGroupStateSummaryRequestReadStateSummaryData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readReadShareGroupStateSummaryRequestReadStateSummaryData(r, v)
  const unknownTags = r.tags()
  const m: ReadShareGroupStateSummaryRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ReadShareGroupStateSummaryRequestReadStateSummaryData {
  topicId: Uuid
  partitions: ReadShareGroupStateSummaryRequestPartitionData[]
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateSummaryRequestReadStateSummaryData({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ReadShareGroupStateSummaryRequestReadStateSummaryData> = {}): ReadShareGroupStateSummaryRequestReadStateSummaryData {
  const m: ReadShareGroupStateSummaryRequestReadStateSummaryData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateSummaryRequestReadStateSummaryData(w: Writer, m: ReadShareGroupStateSummaryRequestReadStateSummaryData, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeReadShareGroupStateSummaryRequestPartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateSummaryRequestReadStateSummaryData(r: Reader, v: number): ReadShareGroupStateSummaryRequestReadStateSummaryData {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(9, 48)
  const partitions: ReadShareGroupStateSummaryRequestPartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readReadShareGroupStateSummaryRequestPartitionData(r, v)
  const unknownTags = r.tags()
  const m: ReadShareGroupStateSummaryRequestReadStateSummaryData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ReadShareGroupStateSummaryRequestPartitionData {
  partition: number
  leaderEpoch: number
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateSummaryRequestPartitionData({
  partition = 0,
  leaderEpoch = 0,
  unknownTags,
}: Partial<ReadShareGroupStateSummaryRequestPartitionData> = {}): ReadShareGroupStateSummaryRequestPartitionData {
  const m: ReadShareGroupStateSummaryRequestPartitionData = { partition, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateSummaryRequestPartitionData(w: Writer, m: ReadShareGroupStateSummaryRequestPartitionData, _v: number): void {
  w.int32(m.partition)
  w.int32(m.leaderEpoch)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateSummaryRequestPartitionData(r: Reader, _v: number): ReadShareGroupStateSummaryRequestPartitionData {
  const partition = r.int32()
  const leaderEpoch = r.int32()
  const unknownTags = r.tags()
  const m: ReadShareGroupStateSummaryRequestPartitionData = { partition, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ReadShareGroupStateSummaryResponse {
  results: ReadShareGroupStateSummaryResponseReadStateSummaryResult[]
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateSummaryResponse({
  results = [],
  unknownTags,
}: Partial<ReadShareGroupStateSummaryResponse> = {}): ReadShareGroupStateSummaryResponse {
  const m: ReadShareGroupStateSummaryResponse = { results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateSummaryResponse(w: Writer, m: ReadShareGroupStateSummaryResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('ReadShareGroupStateSummaryResponse', v, 0, 1)
  w.begin('ReadShareGroupStateSummaryResponse', v)
  w.compactArrayLength(m.results.length)
  for (const element of m.results) writeReadShareGroupStateSummaryResponseReadStateSummaryResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateSummaryResponse(r: Reader, v: number): ReadShareGroupStateSummaryResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('ReadShareGroupStateSummaryResponse', v, 0, 1)
  r.begin('ReadShareGroupStateSummaryResponse', v)
  const resultsCount = r.compactArrayLength(18, 136)
  const results: ReadShareGroupStateSummaryResponseReadStateSummaryResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readReadShareGroupStateSummaryResponseReadStateSummaryResult(r, v)
  const unknownTags = r.tags()
  const m: ReadShareGroupStateSummaryResponse = { results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ReadShareGroupStateSummaryResponseReadStateSummaryResult {
  topicId: Uuid
  partitions: ReadShareGroupStateSummaryResponsePartitionResult[]
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateSummaryResponseReadStateSummaryResult({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ReadShareGroupStateSummaryResponseReadStateSummaryResult> = {}): ReadShareGroupStateSummaryResponseReadStateSummaryResult {
  const m: ReadShareGroupStateSummaryResponseReadStateSummaryResult = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateSummaryResponseReadStateSummaryResult(w: Writer, m: ReadShareGroupStateSummaryResponseReadStateSummaryResult, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeReadShareGroupStateSummaryResponsePartitionResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateSummaryResponseReadStateSummaryResult(r: Reader, v: number): ReadShareGroupStateSummaryResponseReadStateSummaryResult {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(24, 128)
  const partitions: ReadShareGroupStateSummaryResponsePartitionResult[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readReadShareGroupStateSummaryResponsePartitionResult(r, v)
  const unknownTags = r.tags()
  const m: ReadShareGroupStateSummaryResponseReadStateSummaryResult = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ReadShareGroupStateSummaryResponsePartitionResult {
  partition: number
  errorCode: number
  errorMessage: string | null
  stateEpoch: number
  leaderEpoch: number
  startOffset: number
  deliveryCompleteCount: number // 1+
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateSummaryResponsePartitionResult({
  partition = 0,
  errorCode = 0,
  errorMessage = null,
  stateEpoch = 0,
  leaderEpoch = 0,
  startOffset = 0,
  deliveryCompleteCount = -1,
  unknownTags,
}: Partial<ReadShareGroupStateSummaryResponsePartitionResult> = {}): ReadShareGroupStateSummaryResponsePartitionResult {
  const m: ReadShareGroupStateSummaryResponsePartitionResult = { partition, errorCode, errorMessage, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateSummaryResponsePartitionResult(w: Writer, m: ReadShareGroupStateSummaryResponsePartitionResult, v: number): void {
  w.int32(m.partition)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.int32(m.stateEpoch)
  w.int32(m.leaderEpoch)
  w.int64(m.startOffset)
  if (v >= 1) w.int32(m.deliveryCompleteCount)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateSummaryResponsePartitionResult(r: Reader, v: number): ReadShareGroupStateSummaryResponsePartitionResult {
  const partition = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const stateEpoch = r.int32()
  const leaderEpoch = r.int32()
  const startOffset = r.int64()
  const deliveryCompleteCount = v >= 1 ? r.int32() : -1
  const unknownTags = r.tags()
  const m: ReadShareGroupStateSummaryResponsePartitionResult = { partition, errorCode, errorMessage, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const readShareGroupStateSummaryApi = {
  key: 87,
  name: 'ReadShareGroupStateSummary',
  versions: [0, 1],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readReadShareGroupStateSummaryRequest,
  writeRequest: writeReadShareGroupStateSummaryRequest,
  readResponse: readReadShareGroupStateSummaryResponse,
  writeResponse: writeReadShareGroupStateSummaryResponse,
} as const satisfies ApiDef<ReadShareGroupStateSummaryRequest, ReadShareGroupStateSummaryResponse>
