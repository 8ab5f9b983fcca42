// GENERATED from schemas/apis/alter-share-group-offsets.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AlterShareGroupOffsetsRequest {
  groupId: string
  topics: AlterShareGroupOffsetsRequestTopic[]
  unknownTags?: TaggedField[]
}

export function newAlterShareGroupOffsetsRequest({
  groupId = '',
  topics = [],
  unknownTags,
}: Partial<AlterShareGroupOffsetsRequest> = {}): AlterShareGroupOffsetsRequest {
  const m: AlterShareGroupOffsetsRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterShareGroupOffsetsRequest(w: Writer, m: AlterShareGroupOffsetsRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('AlterShareGroupOffsetsRequest', v, 0, 0)
  w.begin('AlterShareGroupOffsetsRequest', v)
  w.compactString(m.groupId)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeAlterShareGroupOffsetsRequestTopic(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterShareGroupOffsetsRequest(r: Reader, v: number): AlterShareGroupOffsetsRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('AlterShareGroupOffsetsRequest', v, 0, 0)
  r.begin('AlterShareGroupOffsetsRequest', v)
  const groupId = r.compactString()
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: AlterShareGroupOffsetsRequestTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readAlterShareGroupOffsetsRequestTopic(r, v)
  const unknownTags = r.tags()
  const m: AlterShareGroupOffsetsRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterShareGroupOffsetsRequestTopic {
  topicName: string
  partitions: AlterShareGroupOffsetsRequestPartition[]
  unknownTags?: TaggedField[]
}

export function newAlterShareGroupOffsetsRequestTopic({
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<AlterShareGroupOffsetsRequestTopic> = {}): AlterShareGroupOffsetsRequestTopic {
  const m: AlterShareGroupOffsetsRequestTopic = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterShareGroupOffsetsRequestTopic(w: Writer, m: AlterShareGroupOffsetsRequestTopic, v: number): void {
  w.compactString(m.topicName)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeAlterShareGroupOffsetsRequestPartition(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterShareGroupOffsetsRequestTopic(r: Reader, v: number): AlterShareGroupOffsetsRequestTopic {
  const topicName = r.compactString()
  const partitionsCount = r.compactArrayLength(13, 64)
  const partitions: AlterShareGroupOffsetsRequestPartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readAlterShareGroupOffsetsRequestPartition(r, v)
  const unknownTags = r.tags()
  const m: AlterShareGroupOffsetsRequestTopic = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterShareGroupOffsetsRequestPartition {
  partitionIndex: number
  startOffset: number
  unknownTags?: TaggedField[]
}

export function newAlterShareGroupOffsetsRequestPartition({
  partitionIndex = 0,
  startOffset = 0,
  unknownTags,
}: Partial<AlterShareGroupOffsetsRequestPartition> = {}): AlterShareGroupOffsetsRequestPartition {
  const m: AlterShareGroupOffsetsRequestPartition = { partitionIndex, startOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterShareGroupOffsetsRequestPartition(w: Writer, m: AlterShareGroupOffsetsRequestPartition, _v: number): void {
  w.int32(m.partitionIndex)
  w.int64(m.startOffset)
  w.tags(m.unknownTags)
}

export function readAlterShareGroupOffsetsRequestPartition(r: Reader, _v: number): AlterShareGroupOffsetsRequestPartition {
  const partitionIndex = r.int32()
  const startOffset = r.int64()
  const unknownTags = r.tags()
  const m: AlterShareGroupOffsetsRequestPartition = { partitionIndex, startOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterShareGroupOffsetsResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  responses: AlterShareGroupOffsetsResponseTopic[]
  unknownTags?: TaggedField[]
}

export function newAlterShareGroupOffsetsResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = null,
  responses = [],
  unknownTags,
}: Partial<AlterShareGroupOffsetsResponse> = {}): AlterShareGroupOffsetsResponse {
  const m: AlterShareGroupOffsetsResponse = { throttleTimeMs, errorCode, errorMessage, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterShareGroupOffsetsResponse(w: Writer, m: AlterShareGroupOffsetsResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('AlterShareGroupOffsetsResponse', v, 0, 0)
  w.begin('AlterShareGroupOffsetsResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactArrayLength(m.responses.length)
  for (const element of m.responses) writeAlterShareGroupOffsetsResponseTopic(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterShareGroupOffsetsResponse(r: Reader, v: number): AlterShareGroupOffsetsResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('AlterShareGroupOffsetsResponse', v, 0, 0)
  r.begin('AlterShareGroupOffsetsResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const responsesCount = r.compactArrayLength(19, 168)
  const responses: AlterShareGroupOffsetsResponseTopic[] = sized(responsesCount)
  for (let i = 0; i < responsesCount; i++) responses[i] = readAlterShareGroupOffsetsResponseTopic(r, v)
  const unknownTags = r.tags()
  const m: AlterShareGroupOffsetsResponse = { throttleTimeMs, errorCode, errorMessage, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterShareGroupOffsetsResponseTopic {
  topicName: string
  topicId: Uuid
  partitions: AlterShareGroupOffsetsResponsePartition[]
  unknownTags?: TaggedField[]
}

export function newAlterShareGroupOffsetsResponseTopic({
  topicName = '',
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<AlterShareGroupOffsetsResponseTopic> = {}): AlterShareGroupOffsetsResponseTopic {
  const m: AlterShareGroupOffsetsResponseTopic = { topicName, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterShareGroupOffsetsResponseTopic(w: Writer, m: AlterShareGroupOffsetsResponseTopic, v: number): void {
  w.compactString(m.topicName)
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeAlterShareGroupOffsetsResponsePartition(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterShareGroupOffsetsResponseTopic(r: Reader, v: number): AlterShareGroupOffsetsResponseTopic {
  const topicName = r.compactString()
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(8, 80)
  const partitions: AlterShareGroupOffsetsResponsePartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readAlterShareGroupOffsetsResponsePartition(r, v)
  const unknownTags = r.tags()
  const m: AlterShareGroupOffsetsResponseTopic = { topicName, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterShareGroupOffsetsResponsePartition {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newAlterShareGroupOffsetsResponsePartition({
  partitionIndex = 0,
  errorCode = 0,
  errorMessage = null,
  unknownTags,
}: Partial<AlterShareGroupOffsetsResponsePartition> = {}): AlterShareGroupOffsetsResponsePartition {
  const m: AlterShareGroupOffsetsResponsePartition = { partitionIndex, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterShareGroupOffsetsResponsePartition(w: Writer, m: AlterShareGroupOffsetsResponsePartition, _v: number): void {
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readAlterShareGroupOffsetsResponsePartition(r: Reader, _v: number): AlterShareGroupOffsetsResponsePartition {
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: AlterShareGroupOffsetsResponsePartition = { partitionIndex, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const alterShareGroupOffsetsApi = {
  key: 91,
  name: 'AlterShareGroupOffsets',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readAlterShareGroupOffsetsRequest,
  writeRequest: writeAlterShareGroupOffsetsRequest,
  readResponse: readAlterShareGroupOffsetsResponse,
  writeResponse: writeAlterShareGroupOffsetsResponse,
} as const satisfies ApiDef<AlterShareGroupOffsetsRequest, AlterShareGroupOffsetsResponse>
