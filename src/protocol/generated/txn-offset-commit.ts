// GENERATED from schemas/apis/txn-offset-commit.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface TxnOffsetCommitRequest {
  transactionalId: string
  groupId: string
  producerId: number
  producerEpoch: number
  generationId: number // 3+
  memberId: string // 3+
  groupInstanceId: string | null // 3+
  topics: TxnOffsetCommitRequestTopic[]
  unknownTags?: TaggedField[]
}

export function newTxnOffsetCommitRequest({
  transactionalId = '',
  groupId = '',
  producerId = 0,
  producerEpoch = 0,
  generationId = -1,
  memberId = '',
  groupInstanceId = null,
  topics = [],
  unknownTags,
}: Partial<TxnOffsetCommitRequest> = {}): TxnOffsetCommitRequest {
  const m: TxnOffsetCommitRequest = { transactionalId, groupId, producerId, producerEpoch, generationId, memberId, groupInstanceId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeTxnOffsetCommitRequest(w: Writer, m: TxnOffsetCommitRequest, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('TxnOffsetCommitRequest', v, 0, 5)
  w.begin('TxnOffsetCommitRequest', v)
  const flexible = v >= 3
  if (flexible) w.compactString(m.transactionalId)
  else w.string(m.transactionalId)
  if (flexible) w.compactString(m.groupId)
  else w.string(m.groupId)
  w.int64(m.producerId)
  w.int16(m.producerEpoch)
  if (v >= 3) w.int32(m.generationId)
  else if (m.generationId !== -1) throw unsupportedField('TxnOffsetCommitRequest.GenerationId', v)
  if (v >= 3) w.compactString(m.memberId)
  else if (m.memberId !== '') throw unsupportedField('TxnOffsetCommitRequest.MemberId', v)
  if (v >= 3) w.compactNullableString(m.groupInstanceId)
  else if (m.groupInstanceId !== null) throw unsupportedField('TxnOffsetCommitRequest.GroupInstanceId', v)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeTxnOffsetCommitRequestTopic(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readTxnOffsetCommitRequest(r: Reader, v: number): TxnOffsetCommitRequest {
  if (v < 0 || v > 5) throw unsupportedVersion('TxnOffsetCommitRequest', v, 0, 5)
  r.begin('TxnOffsetCommitRequest', v)
  const flexible = v >= 3
  const transactionalId = flexible ? r.compactString() : r.string()
  const groupId = flexible ? r.compactString() : r.string()
  const producerId = r.int64()
  const producerEpoch = r.int16()
  const generationId = v >= 3 ? r.int32() : -1
  const memberId = v >= 3 ? r.compactString() : ''
  const groupInstanceId = v >= 3 ? r.compactNullableString() : null
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: TxnOffsetCommitRequestTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readTxnOffsetCommitRequestTopic(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: TxnOffsetCommitRequest = { transactionalId, groupId, producerId, producerEpoch, generationId, memberId, groupInstanceId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface TxnOffsetCommitRequestTopic {
  name: string
  partitions: TxnOffsetCommitRequestPartition[]
  unknownTags?: TaggedField[]
}

export function newTxnOffsetCommitRequestTopic({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<TxnOffsetCommitRequestTopic> = {}): TxnOffsetCommitRequestTopic {
  const m: TxnOffsetCommitRequestTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeTxnOffsetCommitRequestTopic(w: Writer, m: TxnOffsetCommitRequestTopic, v: number): void {
  const flexible = v >= 3
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeTxnOffsetCommitRequestPartition(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readTxnOffsetCommitRequestTopic(r: Reader, v: number): TxnOffsetCommitRequestTopic {
  const flexible = v >= 3
  const name = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(18, 104) : r.arrayLength(14, 104)
  const partitions: TxnOffsetCommitRequestPartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readTxnOffsetCommitRequestPartition(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: TxnOffsetCommitRequestTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface TxnOffsetCommitRequestPartition {
  partitionIndex: number
  committedOffset: number
  committedLeaderEpoch: number // 2+
  committedMetadata: string | null
  unknownTags?: TaggedField[]
}

export function newTxnOffsetCommitRequestPartition({
  partitionIndex = 0,
  committedOffset = 0,
  committedLeaderEpoch = -1,
  committedMetadata = '',
  unknownTags,
}: Partial<TxnOffsetCommitRequestPartition> = {}): TxnOffsetCommitRequestPartition {
  const m: TxnOffsetCommitRequestPartition = { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeTxnOffsetCommitRequestPartition(w: Writer, m: TxnOffsetCommitRequestPartition, v: number): void {
  const flexible = v >= 3
  w.int32(m.partitionIndex)
  w.int64(m.committedOffset)
  if (v >= 2) w.int32(m.committedLeaderEpoch)
  if (flexible) w.compactNullableString(m.committedMetadata)
  else w.nullableString(m.committedMetadata)
  if (flexible) w.tags(m.unknownTags)
}

export function readTxnOffsetCommitRequestPartition(r: Reader, v: number): TxnOffsetCommitRequestPartition {
  const flexible = v >= 3
  const partitionIndex = r.int32()
  const committedOffset = r.int64()
  const committedLeaderEpoch = v >= 2 ? r.int32() : -1
  const committedMetadata = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: TxnOffsetCommitRequestPartition = { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface TxnOffsetCommitResponse {
  throttleTimeMs: number
  topics: TxnOffsetCommitResponseTopic[]
  unknownTags?: TaggedField[]
}

export function newTxnOffsetCommitResponse({
  throttleTimeMs = 0,
  topics = [],
  unknownTags,
}: Partial<TxnOffsetCommitResponse> = {}): TxnOffsetCommitResponse {
  const m: TxnOffsetCommitResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeTxnOffsetCommitResponse(w: Writer, m: TxnOffsetCommitResponse, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('TxnOffsetCommitResponse', v, 0, 5)
  w.begin('TxnOffsetCommitResponse', v)
  const flexible = v >= 3
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeTxnOffsetCommitResponseTopic(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readTxnOffsetCommitResponse(r: Reader, v: number): TxnOffsetCommitResponse {
  if (v < 0 || v > 5) throw unsupportedVersion('TxnOffsetCommitResponse', v, 0, 5)
  r.begin('TxnOffsetCommitResponse', v)
  const flexible = v >= 3
  const throttleTimeMs = r.int32()
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: TxnOffsetCommitResponseTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readTxnOffsetCommitResponseTopic(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: TxnOffsetCommitResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface TxnOffsetCommitResponseTopic {
  name: string
  partitions: TxnOffsetCommitResponsePartition[]
  unknownTags?: TaggedField[]
}

export function newTxnOffsetCommitResponseTopic({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<TxnOffsetCommitResponseTopic> = {}): TxnOffsetCommitResponseTopic {
  const m: TxnOffsetCommitResponseTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeTxnOffsetCommitResponseTopic(w: Writer, m: TxnOffsetCommitResponseTopic, v: number): void {
  const flexible = v >= 3
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeTxnOffsetCommitResponsePartition(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readTxnOffsetCommitResponseTopic(r: Reader, v: number): TxnOffsetCommitResponseTopic {
  const flexible = v >= 3
  const name = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(7, 48) : r.arrayLength(6, 48)
  const partitions: TxnOffsetCommitResponsePartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readTxnOffsetCommitResponsePartition(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: TxnOffsetCommitResponseTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface TxnOffsetCommitResponsePartition {
  partitionIndex: number
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newTxnOffsetCommitResponsePartition({
  partitionIndex = 0,
  errorCode = 0,
  unknownTags,
}: Partial<TxnOffsetCommitResponsePartition> = {}): TxnOffsetCommitResponsePartition {
  const m: TxnOffsetCommitResponsePartition = { partitionIndex, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeTxnOffsetCommitResponsePartition(w: Writer, m: TxnOffsetCommitResponsePartition, v: number): void {
  const flexible = v >= 3
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  if (flexible) w.tags(m.unknownTags)
}

export function readTxnOffsetCommitResponsePartition(r: Reader, v: number): TxnOffsetCommitResponsePartition {
  const flexible = v >= 3
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const unknownTags = flexible ? r.tags() : undefined
  const m: TxnOffsetCommitResponsePartition = { partitionIndex, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const txnOffsetCommitApi = {
  key: 28,
  name: 'TxnOffsetCommit',
  versions: [0, 5],
  flexibleFrom: 3,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readTxnOffsetCommitRequest,
  writeRequest: writeTxnOffsetCommitRequest,
  readResponse: readTxnOffsetCommitResponse,
  writeResponse: writeTxnOffsetCommitResponse,
} as const satisfies ApiDef<TxnOffsetCommitRequest, TxnOffsetCommitResponse>
