// GENERATED from schemas/apis/describe-share-group-offsets.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeShareGroupOffsetsRequest {
  groups: DescribeShareGroupOffsetsRequestGroup[]
  unknownTags?: TaggedField[]
}

export function newDescribeShareGroupOffsetsRequest({
  groups = [],
  unknownTags,
}: Partial<DescribeShareGroupOffsetsRequest> = {}): DescribeShareGroupOffsetsRequest {
  const m: DescribeShareGroupOffsetsRequest = { groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeShareGroupOffsetsRequest(w: Writer, m: DescribeShareGroupOffsetsRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('DescribeShareGroupOffsetsRequest', v, 0, 1)
  w.begin('DescribeShareGroupOffsetsRequest', v)
  w.compactArrayLength(m.groups.length)
  for (const element of m.groups) writeDescribeShareGroupOffsetsRequestGroup(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeShareGroupOffsetsRequest(r: Reader, v: number): DescribeShareGroupOffsetsRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('DescribeShareGroupOffsetsRequest', v, 0, 1)
  r.begin('DescribeShareGroupOffsetsRequest', v)
  const groupsCount = r.compactArrayLength(3, 120)
  const groups: DescribeShareGroupOffsetsRequestGroup[] = sized(groupsCount)
  for (let i = 0; i < groupsCount; i++) groups[i] = readDescribeShareGroupOffsetsRequestGroup(r, v)
  const unknownTags = r.tags()
  const m: DescribeShareGroupOffsetsRequest = { groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeShareGroupOffsetsRequestGroup {
  groupId: string
  topics: DescribeShareGroupOffsetsRequestTopic[] | null
  unknownTags?: TaggedField[]
}

export function newDescribeShareGroupOffsetsRequestGroup({
  groupId = '',
  topics = [],
  unknownTags,
}: Partial<DescribeShareGroupOffsetsRequestGroup> = {}): DescribeShareGroupOffsetsRequestGroup {
  const m: DescribeShareGroupOffsetsRequestGroup = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeShareGroupOffsetsRequestGroup(w: Writer, m: DescribeShareGroupOffsetsRequestGroup, v: number): void {
  w.compactString(m.groupId)
  if (m.topics === null) w.uint8(0)
  else {
    w.compactArrayLength(m.topics.length)
    for (const element of m.topics) writeDescribeShareGroupOffsetsRequestTopic(w, element, v)
  }
  w.tags(m.unknownTags)
}

export function readDescribeShareGroupOffsetsRequestGroup(r: Reader, v: number): DescribeShareGroupOffsetsRequestGroup {
  const groupId = r.compactString()
  let topics: DescribeShareGroupOffsetsRequestTopic[] | null = []
  {
    const n = r.compactNullableArrayLength(3, 120)
    topics = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) topics![i] = readDescribeShareGroupOffsetsRequestTopic(r, v)
  }
  const unknownTags = r.tags()
  const m: DescribeShareGroupOffsetsRequestGroup = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeShareGroupOffsetsRequestTopic {
  topicName: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newDescribeShareGroupOffsetsRequestTopic({
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<DescribeShareGroupOffsetsRequestTopic> = {}): DescribeShareGroupOffsetsRequestTopic {
  const m: DescribeShareGroupOffsetsRequestTopic = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeShareGroupOffsetsRequestTopic(w: Writer, m: DescribeShareGroupOffsetsRequestTopic, _v: number): void {
  w.compactString(m.topicName)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readDescribeShareGroupOffsetsRequestTopic(r: Reader, _v: number): DescribeShareGroupOffsetsRequestTopic {
  const topicName = r.compactString()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: DescribeShareGroupOffsetsRequestTopic = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeShareGroupOffsetsResponse {
  throttleTimeMs: number
  groups: DescribeShareGroupOffsetsResponseGroup[]
  unknownTags?: TaggedField[]
}

export function newDescribeShareGroupOffsetsResponse({
  throttleTimeMs = 0,
  groups = [],
  unknownTags,
}: Partial<DescribeShareGroupOffsetsResponse> = {}): DescribeShareGroupOffsetsResponse {
  const m: DescribeShareGroupOffsetsResponse = { throttleTimeMs, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeShareGroupOffsetsResponse(w: Writer, m: DescribeShareGroupOffsetsResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('DescribeShareGroupOffsetsResponse', v, 0, 1)
  w.begin('DescribeShareGroupOffsetsResponse', v)
  w.int32(m.throttleTimeMs)
  w.compactArrayLength(m.groups.length)
  for (const element of m.groups) writeDescribeShareGroupOffsetsResponseGroup(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeShareGroupOffsetsResponse(r: Reader, v: number): DescribeShareGroupOffsetsResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('DescribeShareGroupOffsetsResponse', v, 0, 1)
  r.begin('DescribeShareGroupOffsetsResponse', v)
  const throttleTimeMs = r.int32()
  const groupsCount = r.compactArrayLength(6, 160)
  const groups: DescribeShareGroupOffsetsResponseGroup[] = sized(groupsCount)
  for (let i = 0; i < groupsCount; i++) groups[i] = readDescribeShareGroupOffsetsResponseGroup(r, v)
  const unknownTags = r.tags()
  const m: DescribeShareGroupOffsetsResponse = { throttleTimeMs, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeShareGroupOffsetsResponseGroup {
  groupId: string
  topics: DescribeShareGroupOffsetsResponseTopic[]
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newDescribeShareGroupOffsetsResponseGroup({
  groupId = '',
  topics = [],
  errorCode = 0,
  errorMessage = null,
  unknownTags,
}: Partial<DescribeShareGroupOffsetsResponseGroup> = {}): DescribeShareGroupOffsetsResponseGroup {
  const m: DescribeShareGroupOffsetsResponseGroup = { groupId, topics, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeShareGroupOffsetsResponseGroup(w: Writer, m: DescribeShareGroupOffsetsResponseGroup, v: number): void {
  w.compactString(m.groupId)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeDescribeShareGroupOffsetsResponseTopic(w, element, v)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readDescribeShareGroupOffsetsResponseGroup(r: Reader, v: number): DescribeShareGroupOffsetsResponseGroup {
  const groupId = r.compactString()
  const topicsCount = r.compactArrayLength(19, 168)
  const topics: DescribeShareGroupOffsetsResponseTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDescribeShareGroupOffsetsResponseTopic(r, v)
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: DescribeShareGroupOffsetsResponseGroup = { groupId, topics, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeShareGroupOffsetsResponseTopic {
  topicName: string
  topicId: Uuid
  partitions: DescribeShareGroupOffsetsResponsePartition[]
  unknownTags?: TaggedField[]
}

export function newDescribeShareGroupOffsetsResponseTopic({
  topicName = '',
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<DescribeShareGroupOffsetsResponseTopic> = {}): DescribeShareGroupOffsetsResponseTopic {
  const m: DescribeShareGroupOffsetsResponseTopic = { topicName, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeShareGroupOffsetsResponseTopic(w: Writer, m: DescribeShareGroupOffsetsResponseTopic, v: number): void {
  w.compactString(m.topicName)
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeDescribeShareGroupOffsetsResponsePartition(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeShareGroupOffsetsResponseTopic(r: Reader, v: number): DescribeShareGroupOffsetsResponseTopic {
  const topicName = r.compactString()
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(20, 136)
  const partitions: DescribeShareGroupOffsetsResponsePartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readDescribeShareGroupOffsetsResponsePartition(r, v)
  const unknownTags = r.tags()
  const m: DescribeShareGroupOffsetsResponseTopic = { topicName, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeShareGroupOffsetsResponsePartition {
  partitionIndex: number
  startOffset: number
  leaderEpoch: number
  lag: number // 1+
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newDescribeShareGroupOffsetsResponsePartition({
  partitionIndex = 0,
  startOffset = 0,
  leaderEpoch = 0,
  lag = -1,
  errorCode = 0,
  errorMessage = null,
  unknownTags,
}: Partial<DescribeShareGroupOffsetsResponsePartition> = {}): DescribeShareGroupOffsetsResponsePartition {
  const m: DescribeShareGroupOffsetsResponsePartition = { partitionIndex, startOffset, leaderEpoch, lag, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeShareGroupOffsetsResponsePartition(w: Writer, m: DescribeShareGroupOffsetsResponsePartition, v: number): void {
  w.int32(m.partitionIndex)
  w.int64(m.startOffset)
  w.int32(m.leaderEpoch)
  if (v >= 1) w.int64(m.lag)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readDescribeShareGroupOffsetsResponsePartition(r: Reader, v: number): DescribeShareGroupOffsetsResponsePartition {
  const partitionIndex = r.int32()
  const startOffset = r.int64()
  const leaderEpoch = r.int32()
  const lag = v >= 1 ? r.int64() : -1
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: DescribeShareGroupOffsetsResponsePartition = { partitionIndex, startOffset, leaderEpoch, lag, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeShareGroupOffsetsApi = {
  key: 90,
  name: 'DescribeShareGroupOffsets',
  versions: [0, 1],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readDescribeShareGroupOffsetsRequest,
  writeRequest: writeDescribeShareGroupOffsetsRequest,
  readResponse: readDescribeShareGroupOffsetsResponse,
  writeResponse: writeDescribeShareGroupOffsetsResponse,
} as const satisfies ApiDef<DescribeShareGroupOffsetsRequest, DescribeShareGroupOffsetsResponse>
