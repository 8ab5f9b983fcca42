// GENERATED from schemas/apis/offset-commit.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface OffsetCommitRequest {
  groupId: string
  generationIdOrMemberEpoch: number
  memberId: string
  groupInstanceId: string | null // 7+
  retentionTimeMs: number // 2-4
  topics: OffsetCommitRequestTopic[]
  unknownTags?: TaggedField[]
}

export function newOffsetCommitRequest({
  groupId = '',
  generationIdOrMemberEpoch = -1,
  memberId = '',
  groupInstanceId = null,
  retentionTimeMs = -1,
  topics = [],
  unknownTags,
}: Partial<OffsetCommitRequest> = {}): OffsetCommitRequest {
  const m: OffsetCommitRequest = { groupId, generationIdOrMemberEpoch, memberId, groupInstanceId, retentionTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetCommitRequest(w: Writer, m: OffsetCommitRequest, v: number): void {
  if (v < 2 || v > 10) throw unsupportedVersion('OffsetCommitRequest', v, 2, 10)
  w.begin('OffsetCommitRequest', v)
  const flexible = v >= 8
  if (flexible) w.compactString(m.groupId)
  else w.string(m.groupId)
  w.int32(m.generationIdOrMemberEpoch)
  if (flexible) w.compactString(m.memberId)
  else w.string(m.memberId)
  if (v >= 7) {
    if (flexible) w.compactNullableString(m.groupInstanceId)
    else w.nullableString(m.groupInstanceId)
  } else if (m.groupInstanceId !== null) throw unsupportedField('OffsetCommitRequest.GroupInstanceId', v)
  if (v <= 4) w.int64(m.retentionTimeMs)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeOffsetCommitRequestTopic(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetCommitRequest(r: Reader, v: number): OffsetCommitRequest {
  if (v < 2 || v > 10) throw unsupportedVersion('OffsetCommitRequest', v, 2, 10)
  r.begin('OffsetCommitRequest', v)
  const flexible = v >= 8
  const groupId = flexible ? r.compactString() : r.string()
  const generationIdOrMemberEpoch = r.int32()
  const memberId = flexible ? r.compactString() : r.string()
  const groupInstanceId = v >= 7 ? (flexible ? r.compactNullableString() : r.nullableString()) : null
  const retentionTimeMs = v <= 4 ? r.int64() : -1
  const topicsCount = flexible ? r.compactArrayLength(3, 168) : r.arrayLength(6, 168)
  const topics: OffsetCommitRequestTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readOffsetCommitRequestTopic(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetCommitRequest = { groupId, generationIdOrMemberEpoch, memberId, groupInstanceId, retentionTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetCommitRequestTopic {
  name: string // 2-9
  topicId: Uuid // 10+
  partitions: OffsetCommitRequestPartition[]
  unknownTags?: TaggedField[]
}

export function newOffsetCommitRequestTopic({
  name = '',
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<OffsetCommitRequestTopic> = {}): OffsetCommitRequestTopic {
  const m: OffsetCommitRequestTopic = { name, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetCommitRequestTopic(w: Writer, m: OffsetCommitRequestTopic, v: number): void {
  const flexible = v >= 8
  if (v <= 9) {
    if (flexible) w.compactString(m.name)
    else w.string(m.name)
  }
  if (v >= 10) w.uuid(m.topicId)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeOffsetCommitRequestPartition(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetCommitRequestTopic(r: Reader, v: number): OffsetCommitRequestTopic {
  const flexible = v >= 8
  const name = v <= 9 ? (flexible ? r.compactString() : r.string()) : ''
  const topicId = v >= 10 ? r.uuid() : ZERO_UUID
  const partitionsCount = flexible ? r.compactArrayLength(18, 104) : r.arrayLength(14, 104)
  const partitions: OffsetCommitRequestPartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readOffsetCommitRequestPartition(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetCommitRequestTopic = { name, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetCommitRequestPartition {
  partitionIndex: number
  committedOffset: number
  committedLeaderEpoch: number // 6+
  committedMetadata: string | null
  unknownTags?: TaggedField[]
}

export function newOffsetCommitRequestPartition({
  partitionIndex = 0,
  committedOffset = 0,
  committedLeaderEpoch = -1,
  committedMetadata = '',
  unknownTags,
}: Partial<OffsetCommitRequestPartition> = {}): OffsetCommitRequestPartition {
  const m: OffsetCommitRequestPartition = { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetCommitRequestPartition(w: Writer, m: OffsetCommitRequestPartition, v: number): void {
  const flexible = v >= 8
  w.int32(m.partitionIndex)
  w.int64(m.committedOffset)
  if (v >= 6) w.int32(m.committedLeaderEpoch)
  if (flexible) w.compactNullableString(m.committedMetadata)
  else w.nullableString(m.committedMetadata)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetCommitRequestPartition(r: Reader, v: number): OffsetCommitRequestPartition {
  const flexible = v >= 8
  const partitionIndex = r.int32()
  const committedOffset = r.int64()
  const committedLeaderEpoch = v >= 6 ? r.int32() : -1
  const committedMetadata = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetCommitRequestPartition = { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetCommitResponse {
  throttleTimeMs: number // 3+
  topics: OffsetCommitResponseTopic[]
  unknownTags?: TaggedField[]
}

export function newOffsetCommitResponse({
  throttleTimeMs = 0,
  topics = [],
  unknownTags,
}: Partial<OffsetCommitResponse> = {}): OffsetCommitResponse {
  const m: OffsetCommitResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetCommitResponse(w: Writer, m: OffsetCommitResponse, v: number): void {
  if (v < 2 || v > 10) throw unsupportedVersion('OffsetCommitResponse', v, 2, 10)
  w.begin('OffsetCommitResponse', v)
  const flexible = v >= 8
  if (v >= 3) w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeOffsetCommitResponseTopic(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetCommitResponse(r: Reader, v: number): OffsetCommitResponse {
  if (v < 2 || v > 10) throw unsupportedVersion('OffsetCommitResponse', v, 2, 10)
  r.begin('OffsetCommitResponse', v)
  const flexible = v >= 8
  const throttleTimeMs = v >= 3 ? r.int32() : 0
  const topicsCount = flexible ? r.compactArrayLength(3, 168) : r.arrayLength(6, 168)
  const topics: OffsetCommitResponseTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readOffsetCommitResponseTopic(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetCommitResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetCommitResponseTopic {
  name: string // 2-9
  topicId: Uuid // 10+
  partitions: OffsetCommitResponsePartition[]
  unknownTags?: TaggedField[]
}

export function newOffsetCommitResponseTopic({
  name = '',
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<OffsetCommitResponseTopic> = {}): OffsetCommitResponseTopic {
  const m: OffsetCommitResponseTopic = { name, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetCommitResponseTopic(w: Writer, m: OffsetCommitResponseTopic, v: number): void {
  const flexible = v >= 8
  if (v <= 9) {
    if (flexible) w.compactString(m.name)
    else w.string(m.name)
  }
  if (v >= 10) w.uuid(m.topicId)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeOffsetCommitResponsePartition(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetCommitResponseTopic(r: Reader, v: number): OffsetCommitResponseTopic {
  const flexible = v >= 8
  const name = v <= 9 ? (flexible ? r.compactString() : r.string()) : ''
  const topicId = v >= 10 ? r.uuid() : ZERO_UUID
  const partitionsCount = flexible ? r.compactArrayLength(7, 48) : r.arrayLength(6, 48)
  const partitions: OffsetCommitResponsePartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readOffsetCommitResponsePartition(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetCommitResponseTopic = { name, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetCommitResponsePartition {
  partitionIndex: number
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newOffsetCommitResponsePartition({
  partitionIndex = 0,
  errorCode = 0,
  unknownTags,
}: Partial<OffsetCommitResponsePartition> = {}): OffsetCommitResponsePartition {
  const m: OffsetCommitResponsePartition = { partitionIndex, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetCommitResponsePartition(w: Writer, m: OffsetCommitResponsePartition, v: number): void {
  const flexible = v >= 8
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetCommitResponsePartition(r: Reader, v: number): OffsetCommitResponsePartition {
  const flexible = v >= 8
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetCommitResponsePartition = { partitionIndex, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const offsetCommitApi = {
  key: 8,
  name: 'OffsetCommit',
  versions: [2, 10],
  flexibleFrom: 8,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readOffsetCommitRequest,
  writeRequest: writeOffsetCommitRequest,
  readResponse: readOffsetCommitResponse,
  writeResponse: writeOffsetCommitResponse,
} as const satisfies ApiDef<OffsetCommitRequest, OffsetCommitResponse>
