// GENERATED from schemas/apis/initialize-share-group-state.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface InitializeShareGroupStateRequest {
  groupId: string
  topics: InitializeShareGroupStateRequestInitializeStateData[]
  unknownTags?: TaggedField[]
}

export function newInitializeShareGroupStateRequest({
  groupId = '',
  topics = [],
  unknownTags,
}: Partial<InitializeShareGroupStateRequest> = {}): InitializeShareGroupStateRequest {
  const m: InitializeShareGroupStateRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeInitializeShareGroupStateRequest(w: Writer, m: InitializeShareGroupStateRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('InitializeShareGroupStateRequest', v, 0, 0)
  w.begin('InitializeShareGroupStateRequest', v)
  w.compactString(m.groupId)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeInitializeShareGroupStateRequestInitializeStateData(w, element, v)
  w.tags(m.unknownTags)
}

export function readInitializeShareGroupStateRequest(r: Reader, v: number): InitializeShareGroupStateRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('InitializeShareGroupStateRequest', v, 0, 0)
  r.begin('InitializeShareGroupStateRequest', v)
  const groupId = r.compactString()
  const topicsCount = r.compactArrayLength(18, 136)
  const topics: InitializeShareGroupStateRequestInitializeStateData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readInitializeShareGroupStateRequestInitializeStateData(r, v)
  const unknownTags = r.tags()
  const m: InitializeShareGroupStateRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface InitializeShareGroupStateRequestInitializeStateData {
  topicId: Uuid
  partitions: InitializeShareGroupStateRequestPartitionData[]
  unknownTags?: TaggedField[]
}

export function newInitializeShareGroupStateRequestInitializeStateData({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<InitializeShareGroupStateRequestInitializeStateData> = {}): InitializeShareGroupStateRequestInitializeStateData {
  const m: InitializeShareGroupStateRequestInitializeStateData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeInitializeShareGroupStateRequestInitializeStateData(w: Writer, m: InitializeShareGroupStateRequestInitializeStateData, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeInitializeShareGroupStateRequestPartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readInitializeShareGroupStateRequestInitializeStateData(r: Reader, v: number): InitializeShareGroupStateRequestInitializeStateData {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(17, 72)
  const partitions: InitializeShareGroupStateRequestPartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readInitializeShareGroupStateRequestPartitionData(r, v)
  const unknownTags = r.tags()
  const m: InitializeShareGroupStateRequestInitializeStateData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface InitializeShareGroupStateRequestPartitionData {
  partition: number
  stateEpoch: number
  startOffset: number
  unknownTags?: TaggedField[]
}

export function newInitializeShareGroupStateRequestPartitionData({
  partition = 0,
  stateEpoch = 0,
  startOffset = 0,
  unknownTags,
}: Partial<InitializeShareGroupStateRequestPartitionData> = {}): InitializeShareGroupStateRequestPartitionData {
  const m: InitializeShareGroupStateRequestPartitionData = { partition, stateEpoch, startOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeInitializeShareGroupStateRequestPartitionData(w: Writer, m: InitializeShareGroupStateRequestPartitionData, _v: number): void {
  w.int32(m.partition)
  w.int32(m.stateEpoch)
  w.int64(m.startOffset)
  w.tags(m.unknownTags)
}

export function readInitializeShareGroupStateRequestPartitionData(r: Reader, _v: number): InitializeShareGroupStateRequestPartitionData {
  const partition = r.int32()
  const stateEpoch = r.int32()
  const startOffset = r.int64()
  const unknownTags = r.tags()
  const m: InitializeShareGroupStateRequestPartitionData = { partition, stateEpoch, startOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface InitializeShareGroupStateResponse {
  results: InitializeShareGroupStateResponseInitializeStateResult[]
  unknownTags?: TaggedField[]
}

export function newInitializeShareGroupStateResponse({
  results = [],
  unknownTags,
}: Partial<InitializeShareGroupStateResponse> = {}): InitializeShareGroupStateResponse {
  const m: InitializeShareGroupStateResponse = { results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeInitializeShareGroupStateResponse(w: Writer, m: InitializeShareGroupStateResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('InitializeShareGroupStateResponse', v, 0, 0)
  w.begin('InitializeShareGroupStateResponse', v)
  w.compactArrayLength(m.results.length)
  for (const element of m.results) writeInitializeShareGroupStateResponseInitializeStateResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readInitializeShareGroupStateResponse(r: Reader, v: number): InitializeShareGroupStateResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('InitializeShareGroupStateResponse', v, 0, 0)
  r.begin('InitializeShareGroupStateResponse', v)
  const resultsCount = r.compactArrayLength(18, 136)
  const results: InitializeShareGroupStateResponseInitializeStateResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readInitializeShareGroupStateResponseInitializeStateResult(r, v)
  const unknownTags = r.tags()
  const m: InitializeShareGroupStateResponse = { results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface InitializeShareGroupStateResponseInitializeStateResult {
  topicId: Uuid
  partitions: InitializeShareGroupStateResponsePartitionResult[]
  unknownTags?: TaggedField[]
}

export function newInitializeShareGroupStateResponseInitializeStateResult({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<InitializeShareGroupStateResponseInitializeStateResult> = {}): InitializeShareGroupStateResponseInitializeStateResult {
  const m: InitializeShareGroupStateResponseInitializeStateResult = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeInitializeShareGroupStateResponseInitializeStateResult(w: Writer, m: InitializeShareGroupStateResponseInitializeStateResult, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeInitializeShareGroupStateResponsePartitionResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readInitializeShareGroupStateResponseInitializeStateResult(r: Reader, v: number): InitializeShareGroupStateResponseInitializeStateResult {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(8, 80)
  const partitions: InitializeShareGroupStateResponsePartitionResult[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readInitializeShareGroupStateResponsePartitionResult(r, v)
  const unknownTags = r.tags()
  const m: InitializeShareGroupStateResponseInitializeStateResult = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface InitializeShareGroupStateResponsePartitionResult {
  partition: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newInitializeShareGroupStateResponsePartitionResult({
  partition = 0,
  errorCode = 0,
  errorMessage = null,
  unknownTags,
}: Partial<InitializeShareGroupStateResponsePartitionResult> = {}): InitializeShareGroupStateResponsePartitionResult {
  const m: InitializeShareGroupStateResponsePartitionResult = { partition, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeInitializeShareGroupStateResponsePartitionResult(w: Writer, m: InitializeShareGroupStateResponsePartitionResult, _v: number): void {
  w.int32(m.partition)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readInitializeShareGroupStateResponsePartitionResult(r: Reader, _v: number): InitializeShareGroupStateResponsePartitionResult {
  const partition = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: InitializeShareGroupStateResponsePartitionResult = { partition, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const initializeShareGroupStateApi = {
  key: 83,
  name: 'InitializeShareGroupState',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readInitializeShareGroupStateRequest,
  writeRequest: writeInitializeShareGroupStateRequest,
  readResponse: readInitializeShareGroupStateResponse,
  writeResponse: writeInitializeShareGroupStateResponse,
} as const satisfies ApiDef<InitializeShareGroupStateRequest, InitializeShareGroupStateResponse>
