// GENERATED from schemas/apis/read-share-group-state.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ReadShareGroupStateRequest {
  groupId: string
  topics: ReadShareGroupStateRequestReadStateData[]
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateRequest({
  groupId = '',
  topics = [],
  unknownTags,
}: Partial<ReadShareGroupStateRequest> = {}): ReadShareGroupStateRequest {
  const m: ReadShareGroupStateRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateRequest(w: Writer, m: ReadShareGroupStateRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ReadShareGroupStateRequest', v, 0, 0)
  w.begin('ReadShareGroupStateRequest', v)
  w.compactString(m.groupId)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeReadShareGroupStateRequestReadStateData(w, element, v)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateRequest(r: Reader, v: number): ReadShareGroupStateRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('ReadShareGroupStateRequest', v, 0, 0)
  r.begin('ReadShareGroupStateRequest', v)
  const groupId = r.compactString()
  const topicsCount = r.compactArrayLength(18, 136)
  const topics: ReadShareGroupStateRequestReadStateData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readReadShareGroupStateRequestReadStateData(r, v)
  const unknownTags = r.tags()
  const m: ReadShareGroupStateRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ReadShareGroupStateRequestReadStateData {
  topicId: Uuid
  partitions: ReadShareGroupStateRequestPartitionData[]
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateRequestReadStateData({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ReadShareGroupStateRequestReadStateData> = {}): ReadShareGroupStateRequestReadStateData {
  const m: ReadShareGroupStateRequestReadStateData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateRequestReadStateData(w: Writer, m: ReadShareGroupStateRequestReadStateData, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeReadShareGroupStateRequestPartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateRequestReadStateData(r: Reader, v: number): ReadShareGroupStateRequestReadStateData {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(9, 48)
  const partitions: ReadShareGroupStateRequestPartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readReadShareGroupStateRequestPartitionData(r, v)
  const unknownTags = r.tags()
  const m: ReadShareGroupStateRequestReadStateData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ReadShareGroupStateRequestPartitionData {
  partition: number
  leaderEpoch: number
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateRequestPartitionData({
  partition = 0,
  leaderEpoch = 0,
  unknownTags,
}: Partial<ReadShareGroupStateRequestPartitionData> = {}): ReadShareGroupStateRequestPartitionData {
  const m: ReadShareGroupStateRequestPartitionData = { partition, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateRequestPartitionData(w: Writer, m: ReadShareGroupStateRequestPartitionData, _v: number): void {
  w.int32(m.partition)
  w.int32(m.leaderEpoch)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateRequestPartitionData(r: Reader, _v: number): ReadShareGroupStateRequestPartitionData {
  const partition = r.int32()
  const leaderEpoch = r.int32()
  const unknownTags = r.tags()
  const m: ReadShareGroupStateRequestPartitionData = { partition, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ReadShareGroupStateResponse {
  results: ReadShareGroupStateResponseReadStateResult[]
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateResponse({
  results = [],
  unknownTags,
}: Partial<ReadShareGroupStateResponse> = {}): ReadShareGroupStateResponse {
  const m: ReadShareGroupStateResponse = { results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateResponse(w: Writer, m: ReadShareGroupStateResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ReadShareGroupStateResponse', v, 0, 0)
  w.begin('ReadShareGroupStateResponse', v)
  w.compactArrayLength(m.results.length)
  for (const element of m.results) writeReadShareGroupStateResponseReadStateResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateResponse(r: Reader, v: number): ReadShareGroupStateResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('ReadShareGroupStateResponse', v, 0, 0)
  r.begin('ReadShareGroupStateResponse', v)
  const resultsCount = r.compactArrayLength(18, 136)
  const results: ReadShareGroupStateResponseReadStateResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readReadShareGroupStateResponseReadStateResult(r, v)
  const unknownTags = r.tags()
  const m: ReadShareGroupStateResponse = { results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ReadShareGroupStateResponseReadStateResult {
  topicId: Uuid
  partitions: ReadShareGroupStateResponsePartitionResult[]
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateResponseReadStateResult({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ReadShareGroupStateResponseReadStateResult> = {}): ReadShareGroupStateResponseReadStateResult {
  const m: ReadShareGroupStateResponseReadStateResult = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateResponseReadStateResult(w: Writer, m: ReadShareGroupStateResponseReadStateResult, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeReadShareGroupStateResponsePartitionResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateResponseReadStateResult(r: Reader, v: number): ReadShareGroupStateResponseReadStateResult {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(21, 168)
  const partitions: ReadShareGroupStateResponsePartitionResult[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readReadShareGroupStateResponsePartitionResult(r, v)
  const unknownTags = r.tags()
  const m: ReadShareGroupStateResponseReadStateResult = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ReadShareGroupStateResponsePartitionResult {
  partition: number
  errorCode: number
  errorMessage: string | null
  stateEpoch: number
  startOffset: number
  stateBatches: ReadShareGroupStateResponseStateBatch[]
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateResponsePartitionResult({
  partition = 0,
  errorCode = 0,
  errorMessage = null,
  stateEpoch = 0,
  startOffset = 0,
  stateBatches = [],
  unknownTags,
}: Partial<ReadShareGroupStateResponsePartitionResult> = {}): ReadShareGroupStateResponsePartitionResult {
  const m: ReadShareGroupStateResponsePartitionResult = { partition, errorCode, errorMessage, stateEpoch, startOffset, stateBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateResponsePartitionResult(w: Writer, m: ReadShareGroupStateResponsePartitionResult, v: number): void {
  w.int32(m.partition)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.int32(m.stateEpoch)
  w.int64(m.startOffset)
  w.compactArrayLength(m.stateBatches.length)
  for (const element of m.stateBatches) writeReadShareGroupStateResponseStateBatch(w, element, v)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateResponsePartitionResult(r: Reader, v: number): ReadShareGroupStateResponsePartitionResult {
  const partition = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const stateEpoch = r.int32()
  const startOffset = r.int64()
  const stateBatchesCount = r.compactArrayLength(20, 96)
  const stateBatches: ReadShareGroupStateResponseStateBatch[] = sized(stateBatchesCount)
  for (let i = 0; i < stateBatchesCount; i++) stateBatches[i] = readReadShareGroupStateResponseStateBatch(r, v)
  const unknownTags = r.tags()
  const m: ReadShareGroupStateResponsePartitionResult = { partition, errorCode, errorMessage, stateEpoch, startOffset, stateBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ReadShareGroupStateResponseStateBatch {
  firstOffset: number
  lastOffset: number
  deliveryState: number
  deliveryCount: number
  unknownTags?: TaggedField[]
}

export function newReadShareGroupStateResponseStateBatch({
  firstOffset = 0,
  lastOffset = 0,
  deliveryState = 0,
  deliveryCount = 0,
  unknownTags,
}: Partial<ReadShareGroupStateResponseStateBatch> = {}): ReadShareGroupStateResponseStateBatch {
  const m: ReadShareGroupStateResponseStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeReadShareGroupStateResponseStateBatch(w: Writer, m: ReadShareGroupStateResponseStateBatch, _v: number): void {
  w.int64(m.firstOffset)
  w.int64(m.lastOffset)
  w.int8(m.deliveryState)
  w.int16(m.deliveryCount)
  w.tags(m.unknownTags)
}

export function readReadShareGroupStateResponseStateBatch(r: Reader, _v: number): ReadShareGroupStateResponseStateBatch {
  const firstOffset = r.int64()
  const lastOffset = r.int64()
  const deliveryState = r.int8()
  const deliveryCount = r.int16()
  const unknownTags = r.tags()
  const m: ReadShareGroupStateResponseStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const readShareGroupStateApi = {
  key: 84,
  name: 'ReadShareGroupState',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readReadShareGroupStateRequest,
  writeRequest: writeReadShareGroupStateRequest,
  readResponse: readReadShareGroupStateResponse,
  writeResponse: writeReadShareGroupStateResponse,
} as const satisfies ApiDef<ReadShareGroupStateRequest, ReadShareGroupStateResponse>
