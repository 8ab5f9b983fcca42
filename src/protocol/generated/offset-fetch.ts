// GENERATED from schemas/apis/offset-fetch.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { nullField, unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface OffsetFetchRequest {
  groupId: string // 1-7
  topics: OffsetFetchRequestTopic[] | null // 1-7, null in 2-7
  groups: OffsetFetchRequestGroup[] // 8+
  requireStable: boolean // 7+
  unknownTags?: TaggedField[]
}

export function newOffsetFetchRequest({
  groupId = '',
  topics = [],
  groups = [],
  requireStable = false,
  unknownTags,
}: Partial<OffsetFetchRequest> = {}): OffsetFetchRequest {
  const m: OffsetFetchRequest = { groupId, topics, groups, requireStable }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetFetchRequest(w: Writer, m: OffsetFetchRequest, v: number): void {
  if (v < 1 || v > 10) throw unsupportedVersion('OffsetFetchRequest', v, 1, 10)
  w.begin('OffsetFetchRequest', v)
  const flexible = v >= 6
  if (v <= 7) {
    if (flexible) w.compactString(m.groupId)
    else w.string(m.groupId)
  } else if (m.groupId !== '') throw unsupportedField('OffsetFetchRequest.GroupId', v)
  if (v <= 7) {
    if (m.topics === null && v < 2) throw nullField('OffsetFetchRequest.Topics', v)
    if (m.topics === null) w.nullArray(flexible)
    else {
      if (flexible) w.compactArrayLength(m.topics.length)
      else w.arrayLength(m.topics.length)
      for (const element of m.topics) writeOffsetFetchRequestTopic(w, element, v)
    }
  } else if (m.topics === null || m.topics.length > 0) throw unsupportedField('OffsetFetchRequest.Topics', v)
  if (v >= 8) {
    w.compactArrayLength(m.groups.length)
    for (const element of m.groups) writeOffsetFetchRequestGroup(w, element, v)
  } else if (m.groups.length > 0) throw unsupportedField('OffsetFetchRequest.Groups', v)
  if (v >= 7) w.bool(m.requireStable)
  else if (m.requireStable) throw unsupportedField('OffsetFetchRequest.RequireStable', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetFetchRequest(r: Reader, v: number): OffsetFetchRequest {
  if (v < 1 || v > 10) throw unsupportedVersion('OffsetFetchRequest', v, 1, 10)
  r.begin('OffsetFetchRequest', v)
  const flexible = v >= 6
  const groupId = v <= 7 ? (flexible ? r.compactString() : r.string()) : ''
  let topics: OffsetFetchRequestTopic[] | null = []
  if (v <= 7) {
    const n = v >= 2 ? (flexible ? r.compactNullableArrayLength(3, 120) : r.nullableArrayLength(6, 120)) : (flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120))
    topics = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) topics![i] = readOffsetFetchRequestTopic(r, v)
  }
  const groupsCount = v >= 8 ? r.compactArrayLength(3, 160) : 0
  const groups: OffsetFetchRequestGroup[] = sized(groupsCount)
  for (let i = 0; i < groupsCount; i++) groups[i] = readOffsetFetchRequestGroup(r, v)
  const requireStable = v >= 7 ? r.bool() : false
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetFetchRequest = { groupId, topics, groups, requireStable }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetFetchRequestTopic {
  name: string
  partitionIndexes: number[]
  unknownTags?: TaggedField[]
}

export function newOffsetFetchRequestTopic({
  name = '',
  partitionIndexes = [],
  unknownTags,
}: Partial<OffsetFetchRequestTopic> = {}): OffsetFetchRequestTopic {
  const m: OffsetFetchRequestTopic = { name, partitionIndexes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetFetchRequestTopic(w: Writer, m: OffsetFetchRequestTopic, v: number): void {
  const flexible = v >= 6
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.partitionIndexes.length)
  else w.arrayLength(m.partitionIndexes.length)
  for (const element of m.partitionIndexes) w.int32(element)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetFetchRequestTopic(r: Reader, v: number): OffsetFetchRequestTopic {
  const flexible = v >= 6
  const name = flexible ? r.compactString() : r.string()
  const partitionIndexesCount = flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)
  const partitionIndexes: number[] = sized(partitionIndexesCount)
  for (let i = 0; i < partitionIndexesCount; i++) partitionIndexes[i] = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetFetchRequestTopic = { name, partitionIndexes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetFetchRequestGroup {
  groupId: string
  memberId: string | null // 9+
  memberEpoch: number // 9+
  topics: OffsetFetchRequestTopics[] | null
  unknownTags?: TaggedField[]
}

export function newOffsetFetchRequestGroup({
  groupId = '',
  memberId = null,
  memberEpoch = -1,
  topics = [],
  unknownTags,
}: Partial<OffsetFetchRequestGroup> = {}): OffsetFetchRequestGroup {
  const m: OffsetFetchRequestGroup = { groupId, memberId, memberEpoch, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetFetchRequestGroup(w: Writer, m: OffsetFetchRequestGroup, v: number): void {
  w.compactString(m.groupId)
  if (v >= 9) w.compactNullableString(m.memberId)
  if (v >= 9) w.int32(m.memberEpoch)
  if (m.topics === null) w.uint8(0)
  else {
    w.compactArrayLength(m.topics.length)
    for (const element of m.topics) writeOffsetFetchRequestTopics(w, element, v)
  }
  w.tags(m.unknownTags)
}

export function readOffsetFetchRequestGroup(r: Reader, v: number): OffsetFetchRequestGroup {
  const groupId = r.compactString()
  const memberId = v >= 9 ? r.compactNullableString() : null
  const memberEpoch = v >= 9 ? r.int32() : -1
  let topics: OffsetFetchRequestTopics[] | null = []
  {
    const n = r.compactNullableArrayLength(3, 168)
    topics = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) topics![i] = readOffsetFetchRequestTopics(r, v)
  }
  const unknownTags = r.tags()
  const m: OffsetFetchRequestGroup = { groupId, memberId, memberEpoch, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetFetchRequestTopics {
  name: string // 8-9
  topicId: Uuid // 10+
  partitionIndexes: number[]
  unknownTags?: TaggedField[]
}

export function newOffsetFetchRequestTopics({
  name = '',
  topicId = ZERO_UUID,
  partitionIndexes = [],
  unknownTags,
}: Partial<OffsetFetchRequestTopics> = {}): OffsetFetchRequestTopics {
  const m: OffsetFetchRequestTopics = { name, topicId, partitionIndexes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetFetchRequestTopics(w: Writer, m: OffsetFetchRequestTopics, v: number): void {
  if (v <= 9) w.compactString(m.name)
  if (v >= 10) w.uuid(m.topicId)
  w.compactArrayLength(m.partitionIndexes.length)
  for (const element of m.partitionIndexes) w.int32(element)
  w.tags(m.unknownTags)
}

export function readOffsetFetchRequestTopics(r: Reader, v: number): OffsetFetchRequestTopics {
  const name = v <= 9 ? r.compactString() : ''
  const topicId = v >= 10 ? r.uuid() : ZERO_UUID
  const partitionIndexesCount = r.compactArrayLength(4, 8)
  const partitionIndexes: number[] = sized(partitionIndexesCount)
  for (let i = 0; i < partitionIndexesCount; i++) partitionIndexes[i] = r.int32()
  const unknownTags = r.tags()
  const m: OffsetFetchRequestTopics = { name, topicId, partitionIndexes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetFetchResponse {
  throttleTimeMs: number // 3+
  topics: OffsetFetchResponseTopic[] // 1-7
  errorCode: number // 2-7
  groups: OffsetFetchResponseGroup[] // 8+
  unknownTags?: TaggedField[]
}

export function newOffsetFetchResponse({
  throttleTimeMs = 0,
  topics = [],
  errorCode = 0,
  groups = [],
  unknownTags,
}: Partial<OffsetFetchResponse> = {}): OffsetFetchResponse {
  const m: OffsetFetchResponse = { throttleTimeMs, topics, errorCode, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetFetchResponse(w: Writer, m: OffsetFetchResponse, v: number): void {
  if (v < 1 || v > 10) throw unsupportedVersion('OffsetFetchResponse', v, 1, 10)
  w.begin('OffsetFetchResponse', v)
  const flexible = v >= 6
  if (v >= 3) w.int32(m.throttleTimeMs)
  if (v <= 7) {
    if (flexible) w.compactArrayLength(m.topics.length)
    else w.arrayLength(m.topics.length)
    for (const element of m.topics) writeOffsetFetchResponseTopic(w, element, v)
  } else if (m.topics.length > 0) throw unsupportedField('OffsetFetchResponse.Topics', v)
  if (v >= 2 && v <= 7) w.int16(m.errorCode)
  if (v >= 8) {
    w.compactArrayLength(m.groups.length)
    for (const element of m.groups) writeOffsetFetchResponseGroup(w, element, v)
  } else if (m.groups.length > 0) throw unsupportedField('OffsetFetchResponse.Groups', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetFetchResponse(r: Reader, v: number): OffsetFetchResponse {
  if (v < 1 || v > 10) throw unsupportedVersion('OffsetFetchResponse', v, 1, 10)
  r.begin('OffsetFetchResponse', v)
  const flexible = v >= 6
  const throttleTimeMs = v >= 3 ? r.int32() : 0
  const topicsCount = v <= 7 ? (flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)) : 0
  const topics: OffsetFetchResponseTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readOffsetFetchResponseTopic(r, v)
  const errorCode = v >= 2 && v <= 7 ? r.int16() : 0
  const groupsCount = v >= 8 ? r.compactArrayLength(5, 128) : 0
  const groups: OffsetFetchResponseGroup[] = sized(groupsCount)
  for (let i = 0; i < groupsCount; i++) groups[i] = readOffsetFetchResponseGroup(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetFetchResponse = { throttleTimeMs, topics, errorCode, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetFetchResponseTopic {
  name: string
  partitions: OffsetFetchResponsePartition[]
  unknownTags?: TaggedField[]
}

export function newOffsetFetchResponseTopic({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<OffsetFetchResponseTopic> = {}): OffsetFetchResponseTopic {
  const m: OffsetFetchResponseTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetFetchResponseTopic(w: Writer, m: OffsetFetchResponseTopic, v: number): void {
  const flexible = v >= 6
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeOffsetFetchResponsePartition(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetFetchResponseTopic(r: Reader, v: number): OffsetFetchResponseTopic {
  const flexible = v >= 6
  const name = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(20, 112) : r.arrayLength(16, 112)
  const partitions: OffsetFetchResponsePartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readOffsetFetchResponsePartition(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetFetchResponseTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetFetchResponsePartition {
  partitionIndex: number
  committedOffset: number
  committedLeaderEpoch: number // 5-7
  metadata: string | null
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newOffsetFetchResponsePartition({
  partitionIndex = 0,
  committedOffset = 0,
  committedLeaderEpoch = -1,
  metadata = '',
  errorCode = 0,
  unknownTags,
}: Partial<OffsetFetchResponsePartition> = {}): OffsetFetchResponsePartition {
  const m: OffsetFetchResponsePartition = { partitionIndex, committedOffset, committedLeaderEpoch, metadata, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetFetchResponsePartition(w: Writer, m: OffsetFetchResponsePartition, v: number): void {
  const flexible = v >= 6
  w.int32(m.partitionIndex)
  w.int64(m.committedOffset)
  if (v >= 5) w.int32(m.committedLeaderEpoch)
  if (flexible) w.compactNullableString(m.metadata)
  else w.nullableString(m.metadata)
  w.int16(m.errorCode)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetFetchResponsePartition(r: Reader, v: number): OffsetFetchResponsePartition {
  const flexible = v >= 6
  const partitionIndex = r.int32()
  const committedOffset = r.int64()
  const committedLeaderEpoch = v >= 5 ? r.int32() : -1
  const metadata = flexible ? r.compactNullableString() : r.nullableString()
  const errorCode = r.int16()
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetFetchResponsePartition = { partitionIndex, committedOffset, committedLeaderEpoch, metadata, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetFetchResponseGroup {
  groupId: string
  topics: OffsetFetchResponseTopics[]
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newOffsetFetchResponseGroup({
  groupId = '',
  topics = [],
  errorCode = 0,
  unknownTags,
}: Partial<OffsetFetchResponseGroup> = {}): OffsetFetchResponseGroup {
  const m: OffsetFetchResponseGroup = { groupId, topics, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetFetchResponseGroup(w: Writer, m: OffsetFetchResponseGroup, v: number): void {
  w.compactString(m.groupId)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeOffsetFetchResponseTopics(w, element, v)
  w.int16(m.errorCode)
  w.tags(m.unknownTags)
}

export function readOffsetFetchResponseGroup(r: Reader, v: number): OffsetFetchResponseGroup {
  const groupId = r.compactString()
  const topicsCount = r.compactArrayLength(3, 168)
  const topics: OffsetFetchResponseTopics[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readOffsetFetchResponseTopics(r, v)
  const errorCode = r.int16()
  const unknownTags = r.tags()
  const m: OffsetFetchResponseGroup = { groupId, topics, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetFetchResponseTopics {
  name: string // 8-9
  topicId: Uuid // 10+
  partitions: OffsetFetchResponsePartitions[]
  unknownTags?: TaggedField[]
}

export function newOffsetFetchResponseTopics({
  name = '',
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<OffsetFetchResponseTopics> = {}): OffsetFetchResponseTopics {
  const m: OffsetFetchResponseTopics = { name, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetFetchResponseTopics(w: Writer, m: OffsetFetchResponseTopics, v: number): void {
  if (v <= 9) w.compactString(m.name)
  if (v >= 10) w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeOffsetFetchResponsePartitions(w, element, v)
  w.tags(m.unknownTags)
}

export function readOffsetFetchResponseTopics(r: Reader, v: number): OffsetFetchResponseTopics {
  const name = v <= 9 ? r.compactString() : ''
  const topicId = v >= 10 ? r.uuid() : ZERO_UUID
  const partitionsCount = r.compactArrayLength(20, 112)
  const partitions: OffsetFetchResponsePartitions[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readOffsetFetchResponsePartitions(r, v)
  const unknownTags = r.tags()
  const m: OffsetFetchResponseTopics = { name, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetFetchResponsePartitions {
  partitionIndex: number
  committedOffset: number
  committedLeaderEpoch: number
  metadata: string | null
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newOffsetFetchResponsePartitions({
  partitionIndex = 0,
  committedOffset = 0,
  committedLeaderEpoch = -1,
  metadata = '',
  errorCode = 0,
  unknownTags,
}: Partial<OffsetFetchResponsePartitions> = {}): OffsetFetchResponsePartitions {
  const m: OffsetFetchResponsePartitions = { partitionIndex, committedOffset, committedLeaderEpoch, metadata, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetFetchResponsePartitions(w: Writer, m: OffsetFetchResponsePartitions, _v: number): void {
  w.int32(m.partitionIndex)
  w.int64(m.committedOffset)
  w.int32(m.committedLeaderEpoch)
  w.compactNullableString(m.metadata)
  w.int16(m.errorCode)
  w.tags(m.unknownTags)
}

export function readOffsetFetchResponsePartitions(r: Reader, _v: number): OffsetFetchResponsePartitions {
  const partitionIndex = r.int32()
  const committedOffset = r.int64()
  const committedLeaderEpoch = r.int32()
  const metadata = r.compactNullableString()
  const errorCode = r.int16()
  const unknownTags = r.tags()
  const m: OffsetFetchResponsePartitions = { partitionIndex, committedOffset, committedLeaderEpoch, metadata, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const offsetFetchApi = {
  key: 9,
  name: 'OffsetFetch',
  versions: [1, 10],
  flexibleFrom: 6,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readOffsetFetchRequest,
  writeRequest: writeOffsetFetchRequest,
  readResponse: readOffsetFetchResponse,
  writeResponse: writeOffsetFetchResponse,
} as const satisfies ApiDef<OffsetFetchRequest, OffsetFetchResponse>
