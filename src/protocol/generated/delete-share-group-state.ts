// GENERATED from schemas/apis/delete-share-group-state.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DeleteShareGroupStateRequest {
  groupId: string
  topics: DeleteShareGroupStateRequestDeleteStateData[]
  unknownTags?: TaggedField[]
}

export function newDeleteShareGroupStateRequest({
  groupId = '',
  topics = [],
  unknownTags,
}: Partial<DeleteShareGroupStateRequest> = {}): DeleteShareGroupStateRequest {
  const m: DeleteShareGroupStateRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteShareGroupStateRequest(w: Writer, m: DeleteShareGroupStateRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DeleteShareGroupStateRequest', v, 0, 0)
  w.begin('DeleteShareGroupStateRequest', v)
  w.compactString(m.groupId)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeDeleteShareGroupStateRequestDeleteStateData(w, element, v)
  w.tags(m.unknownTags)
}

export function readDeleteShareGroupStateRequest(r: Reader, v: number): DeleteShareGroupStateRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('DeleteShareGroupStateRequest', v, 0, 0)
  r.begin('DeleteShareGroupStateRequest', v)
  const groupId = r.compactString()
  const topicsCount = r.compactArrayLength(18, 136)
  const topics: DeleteShareGroupStateRequestDeleteStateData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDeleteShareGroupStateRequestDeleteStateData(r, v)
  const unknownTags = r.tags()
  const m: DeleteShareGroupStateRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteShareGroupStateRequestDeleteStateData {
  topicId: Uuid
  partitions: DeleteShareGroupStateRequestPartitionData[]
  unknownTags?: TaggedField[]
}

export function newDeleteShareGroupStateRequestDeleteStateData({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<DeleteShareGroupStateRequestDeleteStateData> = {}): DeleteShareGroupStateRequestDeleteStateData {
  const m: DeleteShareGroupStateRequestDeleteStateData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteShareGroupStateRequestDeleteStateData(w: Writer, m: DeleteShareGroupStateRequestDeleteStateData, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeDeleteShareGroupStateRequestPartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readDeleteShareGroupStateRequestDeleteStateData(r: Reader, v: number): DeleteShareGroupStateRequestDeleteStateData {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(5, 40)
  const partitions: DeleteShareGroupStateRequestPartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readDeleteShareGroupStateRequestPartitionData(r, v)
  const unknownTags = r.tags()
  const m: DeleteShareGroupStateRequestDeleteStateData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteShareGroupStateRequestPartitionData {
  partition: number
  unknownTags?: TaggedField[]
}

export function newDeleteShareGroupStateRequestPartitionData({
  partition = 0,
  unknownTags,
}: Partial<DeleteShareGroupStateRequestPartitionData> = {}): DeleteShareGroupStateRequestPartitionData {
  const m: DeleteShareGroupStateRequestPartitionData = { partition }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteShareGroupStateRequestPartitionData(w: Writer, m: DeleteShareGroupStateRequestPartitionData, _v: number): void {
  w.int32(m.partition)
  w.tags(m.unknownTags)
}

export function readDeleteShareGroupStateRequestPartitionData(r: Reader, _v: number): DeleteShareGroupStateRequestPartitionData {
  const partition = r.int32()
  const unknownTags = r.tags()
  const m: DeleteShareGroupStateRequestPartitionData = { partition }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteShareGroupStateResponse {
  results: DeleteShareGroupStateResponseDeleteStateResult[]
  unknownTags?: TaggedField[]
}

export function newDeleteShareGroupStateResponse({
  results = [],
  unknownTags,
}: Partial<DeleteShareGroupStateResponse> = {}): DeleteShareGroupStateResponse {
  const m: DeleteShareGroupStateResponse = { results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteShareGroupStateResponse(w: Writer, m: DeleteShareGroupStateResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DeleteShareGroupStateResponse', v, 0, 0)
  w.begin('DeleteShareGroupStateResponse', v)
  w.compactArrayLength(m.results.length)
  for (const element of m.results) writeDeleteShareGroupStateResponseDeleteStateResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readDeleteShareGroupStateResponse(r: Reader, v: number): DeleteShareGroupStateResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('DeleteShareGroupStateResponse', v, 0, 0)
  r.begin('DeleteShareGroupStateResponse', v)
  const resultsCount = r.compactArrayLength(18, 136)
  const results: DeleteShareGroupStateResponseDeleteStateResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readDeleteShareGroupStateResponseDeleteStateResult(r, v)
  const unknownTags = r.tags()
  const m: DeleteShareGroupStateResponse = { results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteShareGroupStateResponseDeleteStateResult {
  topicId: Uuid
  partitions: DeleteShareGroupStateResponsePartitionResult[]
  unknownTags?: TaggedField[]
}

export function newDeleteShareGroupStateResponseDeleteStateResult({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<DeleteShareGroupStateResponseDeleteStateResult> = {}): DeleteShareGroupStateResponseDeleteStateResult {
  const m: DeleteShareGroupStateResponseDeleteStateResult = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteShareGroupStateResponseDeleteStateResult(w: Writer, m: DeleteShareGroupStateResponseDeleteStateResult, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeDeleteShareGroupStateResponsePartitionResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readDeleteShareGroupStateResponseDeleteStateResult(r: Reader, v: number): DeleteShareGroupStateResponseDeleteStateResult {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(8, 80)
  const partitions: DeleteShareGroupStateResponsePartitionResult[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readDeleteShareGroupStateResponsePartitionResult(r, v)
  const unknownTags = r.tags()
  const m: DeleteShareGroupStateResponseDeleteStateResult = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteShareGroupStateResponsePartitionResult {
  partition: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newDeleteShareGroupStateResponsePartitionResult({
  partition = 0,
  errorCode = 0,
  errorMessage = null,
  unknownTags,
}: Partial<DeleteShareGroupStateResponsePartitionResult> = {}): DeleteShareGroupStateResponsePartitionResult {
  const m: DeleteShareGroupStateResponsePartitionResult = { partition, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteShareGroupStateResponsePartitionResult(w: Writer, m: DeleteShareGroupStateResponsePartitionResult, _v: number): void {
  w.int32(m.partition)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readDeleteShareGroupStateResponsePartitionResult(r: Reader, _v: number): DeleteShareGroupStateResponsePartitionResult {
  const partition = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: DeleteShareGroupStateResponsePartitionResult = { partition, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const deleteShareGroupStateApi = {
  key: 86,
  name: 'DeleteShareGroupState',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readDeleteShareGroupStateRequest,
  writeRequest: writeDeleteShareGroupStateRequest,
  readResponse: readDeleteShareGroupStateResponse,
  writeResponse: writeDeleteShareGroupStateResponse,
} as const satisfies ApiDef<DeleteShareGroupStateRequest, DeleteShareGroupStateResponse>
