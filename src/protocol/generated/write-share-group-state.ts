// GENERATED from schemas/apis/write-share-group-state.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface WriteShareGroupStateRequest {
  groupId: string
  topics: WriteShareGroupStateRequestWriteStateData[]
  unknownTags?: TaggedField[]
}

export function newWriteShareGroupStateRequest({
  groupId = '',
  topics = [],
  unknownTags,
}: Partial<WriteShareGroupStateRequest> = {}): WriteShareGroupStateRequest {
  const m: WriteShareGroupStateRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteShareGroupStateRequest(w: Writer, m: WriteShareGroupStateRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('WriteShareGroupStateRequest', v, 0, 1)
  w.begin('WriteShareGroupStateRequest', v)
  w.compactString(m.groupId)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeWriteShareGroupStateRequestWriteStateData(w, element, v)
  w.tags(m.unknownTags)
}

export function readWriteShareGroupStateRequest(r: Reader, v: number): WriteShareGroupStateRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('WriteShareGroupStateRequest', v, 0, 1)
  r.begin('WriteShareGroupStateRequest', v)
  const groupId = r.compactString()
  const topicsCount = r.compactArrayLength(18, 136)
  const topics: WriteShareGroupStateRequestWriteStateData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readWriteShareGroupStateRequestWriteStateData(r, v)
  const unknownTags = r.tags()
  const m: WriteShareGroupStateRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteShareGroupStateRequestWriteStateData {
  topicId: Uuid
  partitions: WriteShareGroupStateRequestPartitionData[]
  unknownTags?: TaggedField[]
}

export function newWriteShareGroupStateRequestWriteStateData({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<WriteShareGroupStateRequestWriteStateData> = {}): WriteShareGroupStateRequestWriteStateData {
  const m: WriteShareGroupStateRequestWriteStateData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteShareGroupStateRequestWriteStateData(w: Writer, m: WriteShareGroupStateRequestWriteStateData, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeWriteShareGroupStateRequestPartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readWriteShareGroupStateRequestWriteStateData(r: Reader, v: number): WriteShareGroupStateRequestWriteStateData {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(22, 144)
  const partitions: WriteShareGroupStateRequestPartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readWriteShareGroupStateRequestPartitionData(r, v)
  const unknownTags = r.tags()
  const m: WriteShareGroupStateRequestWriteStateData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteShareGroupStateRequestPartitionData {
  partition: number
  stateEpoch: number
  leaderEpoch: number
  startOffset: number
  deliveryCompleteCount: number // 1+
  stateBatches: WriteShareGroupStateRequestStateBatch[]
  unknownTags?: TaggedField[]
}

export function newWriteShareGroupStateRequestPartitionData({
  partition = 0,
  stateEpoch = 0,
  leaderEpoch = 0,
  startOffset = 0,
  deliveryCompleteCount = -1,
  stateBatches = [],
  unknownTags,
}: Partial<WriteShareGroupStateRequestPartitionData> = {}): WriteShareGroupStateRequestPartitionData {
  const m: WriteShareGroupStateRequestPartitionData = { partition, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteShareGroupStateRequestPartitionData(w: Writer, m: WriteShareGroupStateRequestPartitionData, v: number): void {
  w.int32(m.partition)
  w.int32(m.stateEpoch)
  w.int32(m.leaderEpoch)
  w.int64(m.startOffset)
  if (v >= 1) w.int32(m.deliveryCompleteCount)
  w.compactArrayLength(m.stateBatches.length)
  for (const element of m.stateBatches) writeWriteShareGroupStateRequestStateBatch(w, element, v)
  w.tags(m.unknownTags)
}

export function readWriteShareGroupStateRequestPartitionData(r: Reader, v: number): WriteShareGroupStateRequestPartitionData {
  const partition = r.int32()
  const stateEpoch = r.int32()
  const leaderEpoch = r.int32()
  const startOffset = r.int64()
  const deliveryCompleteCount = v >= 1 ? r.int32() : -1
  const stateBatchesCount = r.compactArrayLength(20, 96)
  const stateBatches: WriteShareGroupStateRequestStateBatch[] = sized(stateBatchesCount)
  for (let i = 0; i < stateBatchesCount; i++) stateBatches[i] = readWriteShareGroupStateRequestStateBatch(r, v)
  const unknownTags = r.tags()
  const m: WriteShareGroupStateRequestPartitionData = { partition, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteShareGroupStateRequestStateBatch {
  firstOffset: number
  lastOffset: number
  deliveryState: number
  deliveryCount: number
  unknownTags?: TaggedField[]
}

export function newWriteShareGroupStateRequestStateBatch({
  firstOffset = 0,
  lastOffset = 0,
  deliveryState = 0,
  deliveryCount = 0,
  unknownTags,
}: Partial<WriteShareGroupStateRequestStateBatch> = {}): WriteShareGroupStateRequestStateBatch {
  const m: WriteShareGroupStateRequestStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteShareGroupStateRequestStateBatch(w: Writer, m: WriteShareGroupStateRequestStateBatch, _v: number): void {
  w.int64(m.firstOffset)
  w.int64(m.lastOffset)
  w.int8(m.deliveryState)
  w.int16(m.deliveryCount)
  w.tags(m.unknownTags)
}

export function readWriteShareGroupStateRequestStateBatch(r: Reader, _v: number): WriteShareGroupStateRequestStateBatch {
  const firstOffset = r.int64()
  const lastOffset = r.int64()
  const deliveryState = r.int8()
  const deliveryCount = r.int16()
  const unknownTags = r.tags()
  const m: WriteShareGroupStateRequestStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteShareGroupStateResponse {
  results: WriteShareGroupStateResponseWriteStateResult[]
  unknownTags?: TaggedField[]
}

export function newWriteShareGroupStateResponse({
  results = [],
  unknownTags,
}: Partial<WriteShareGroupStateResponse> = {}): WriteShareGroupStateResponse {
  const m: WriteShareGroupStateResponse = { results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteShareGroupStateResponse(w: Writer, m: WriteShareGroupStateResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('WriteShareGroupStateResponse', v, 0, 1)
  w.begin('WriteShareGroupStateResponse', v)
  w.compactArrayLength(m.results.length)
  for (const element of m.results) writeWriteShareGroupStateResponseWriteStateResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readWriteShareGroupStateResponse(r: Reader, v: number): WriteShareGroupStateResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('WriteShareGroupStateResponse', v, 0, 1)
  r.begin('WriteShareGroupStateResponse', v)
  const resultsCount = r.compactArrayLength(18, 136)
  const results: WriteShareGroupStateResponseWriteStateResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readWriteShareGroupStateResponseWriteStateResult(r, v)
  const unknownTags = r.tags()
  const m: WriteShareGroupStateResponse = { results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteShareGroupStateResponseWriteStateResult {
  topicId: Uuid
  partitions: WriteShareGroupStateResponsePartitionResult[]
  unknownTags?: TaggedField[]
}

export function newWriteShareGroupStateResponseWriteStateResult({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<WriteShareGroupStateResponseWriteStateResult> = {}): WriteShareGroupStateResponseWriteStateResult {
  const m: WriteShareGroupStateResponseWriteStateResult = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteShareGroupStateResponseWriteStateResult(w: Writer, m: WriteShareGroupStateResponseWriteStateResult, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeWriteShareGroupStateResponsePartitionResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readWriteShareGroupStateResponseWriteStateResult(r: Reader, v: number): WriteShareGroupStateResponseWriteStateResult {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(8, 80)
  const partitions: WriteShareGroupStateResponsePartitionResult[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readWriteShareGroupStateResponsePartitionResult(r, v)
  const unknownTags = r.tags()
  const m: WriteShareGroupStateResponseWriteStateResult = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteShareGroupStateResponsePartitionResult {
  partition: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newWriteShareGroupStateResponsePartitionResult({
  partition = 0,
  errorCode = 0,
  errorMessage = null,
  unknownTags,
}: Partial<WriteShareGroupStateResponsePartitionResult> = {}): WriteShareGroupStateResponsePartitionResult {
  const m: WriteShareGroupStateResponsePartitionResult = { partition, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteShareGroupStateResponsePartitionResult(w: Writer, m: WriteShareGroupStateResponsePartitionResult, _v: number): void {
  w.int32(m.partition)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readWriteShareGroupStateResponsePartitionResult(r: Reader, _v: number): WriteShareGroupStateResponsePartitionResult {
  const partition = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: WriteShareGroupStateResponsePartitionResult = { partition, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const writeShareGroupStateApi = {
  key: 85,
  name: 'WriteShareGroupState',
  versions: [0, 1],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readWriteShareGroupStateRequest,
  writeRequest: writeWriteShareGroupStateRequest,
  readResponse: readWriteShareGroupStateResponse,
  writeResponse: writeWriteShareGroupStateResponse,
} as const satisfies ApiDef<WriteShareGroupStateRequest, WriteShareGroupStateResponse>
