// GENERATED from schemas/apis/offset-for-leader-epoch.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface OffsetForLeaderEpochRequest {
  replicaId: number // 3+
  topics: OffsetForLeaderEpochRequestOffsetForLeaderTopic[]
  unknownTags?: TaggedField[]
}

export function newOffsetForLeaderEpochRequest({
  replicaId = -2,
  topics = [],
  unknownTags,
}: Partial<OffsetForLeaderEpochRequest> = {}): OffsetForLeaderEpochRequest {
  const m: OffsetForLeaderEpochRequest = { replicaId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetForLeaderEpochRequest(w: Writer, m: OffsetForLeaderEpochRequest, v: number): void {
  if (v < 2 || v > 4) throw unsupportedVersion('OffsetForLeaderEpochRequest', v, 2, 4)
  w.begin('OffsetForLeaderEpochRequest', v)
  const flexible = v >= 4
  if (v >= 3) w.int32(m.replicaId)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeOffsetForLeaderEpochRequestOffsetForLeaderTopic(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetForLeaderEpochRequest(r: Reader, v: number): OffsetForLeaderEpochRequest {
  if (v < 2 || v > 4) throw unsupportedVersion('OffsetForLeaderEpochRequest', v, 2, 4)
  r.begin('OffsetForLeaderEpochRequest', v)
  const flexible = v >= 4
  const replicaId = v >= 3 ? r.int32() : -2
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: OffsetForLeaderEpochRequestOffsetForLeaderTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readOffsetForLeaderEpochRequestOffsetForLeaderTopic(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetForLeaderEpochRequest = { replicaId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetForLeaderEpochRequestOffsetForLeaderTopic {
  topic: string
  partitions: OffsetForLeaderEpochRequestOffsetForLeaderPartition[]
  unknownTags?: TaggedField[]
}

export function newOffsetForLeaderEpochRequestOffsetForLeaderTopic({
  topic = '',
  partitions = [],
  unknownTags,
}: Partial<OffsetForLeaderEpochRequestOffsetForLeaderTopic> = {}): OffsetForLeaderEpochRequestOffsetForLeaderTopic {
  const m: OffsetForLeaderEpochRequestOffsetForLeaderTopic = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetForLeaderEpochRequestOffsetForLeaderTopic(w: Writer, m: OffsetForLeaderEpochRequestOffsetForLeaderTopic, v: number): void {
  const flexible = v >= 4
  if (flexible) w.compactString(m.topic)
  else w.string(m.topic)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeOffsetForLeaderEpochRequestOffsetForLeaderPartition(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetForLeaderEpochRequestOffsetForLeaderTopic(r: Reader, v: number): OffsetForLeaderEpochRequestOffsetForLeaderTopic {
  const flexible = v >= 4
  const topic = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(13, 56) : r.arrayLength(12, 56)
  const partitions: OffsetForLeaderEpochRequestOffsetForLeaderPartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readOffsetForLeaderEpochRequestOffsetForLeaderPartition(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetForLeaderEpochRequestOffsetForLeaderTopic = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetForLeaderEpochRequestOffsetForLeaderPartition {
  partition: number
  currentLeaderEpoch: number
  leaderEpoch: number
  unknownTags?: TaggedField[]
}

export function newOffsetForLeaderEpochRequestOffsetForLeaderPartition({
  partition = 0,
  currentLeaderEpoch = -1,
  leaderEpoch = 0,
  unknownTags,
}: Partial<OffsetForLeaderEpochRequestOffsetForLeaderPartition> = {}): OffsetForLeaderEpochRequestOffsetForLeaderPartition {
  const m: OffsetForLeaderEpochRequestOffsetForLeaderPartition = { partition, currentLeaderEpoch, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetForLeaderEpochRequestOffsetForLeaderPartition(w: Writer, m: OffsetForLeaderEpochRequestOffsetForLeaderPartition, v: number): void {
  const flexible = v >= 4
  w.int32(m.partition)
  w.int32(m.currentLeaderEpoch)
  w.int32(m.leaderEpoch)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetForLeaderEpochRequestOffsetForLeaderPartition(r: Reader, v: number): OffsetForLeaderEpochRequestOffsetForLeaderPartition {
  const flexible = v >= 4
  const partition = r.int32()
  const currentLeaderEpoch = r.int32()
  const leaderEpoch = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetForLeaderEpochRequestOffsetForLeaderPartition = { partition, currentLeaderEpoch, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetForLeaderEpochResponse {
  throttleTimeMs: number
  topics: OffsetForLeaderEpochResponseOffsetForLeaderTopicResult[]
  unknownTags?: TaggedField[]
}

export function newOffsetForLeaderEpochResponse({
  throttleTimeMs = 0,
  topics = [],
  unknownTags,
}: Partial<OffsetForLeaderEpochResponse> = {}): OffsetForLeaderEpochResponse {
  const m: OffsetForLeaderEpochResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetForLeaderEpochResponse(w: Writer, m: OffsetForLeaderEpochResponse, v: number): void {
  if (v < 2 || v > 4) throw unsupportedVersion('OffsetForLeaderEpochResponse', v, 2, 4)
  w.begin('OffsetForLeaderEpochResponse', v)
  const flexible = v >= 4
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeOffsetForLeaderEpochResponseOffsetForLeaderTopicResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetForLeaderEpochResponse(r: Reader, v: number): OffsetForLeaderEpochResponse {
  if (v < 2 || v > 4) throw unsupportedVersion('OffsetForLeaderEpochResponse', v, 2, 4)
  r.begin('OffsetForLeaderEpochResponse', v)
  const flexible = v >= 4
  const throttleTimeMs = r.int32()
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: OffsetForLeaderEpochResponseOffsetForLeaderTopicResult[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readOffsetForLeaderEpochResponseOffsetForLeaderTopicResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetForLeaderEpochResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetForLeaderEpochResponseOffsetForLeaderTopicResult {
  topic: string
  partitions: OffsetForLeaderEpochResponseEpochEndOffset[]
  unknownTags?: TaggedField[]
}

export function newOffsetForLeaderEpochResponseOffsetForLeaderTopicResult({
  topic = '',
  partitions = [],
  unknownTags,
}: Partial<OffsetForLeaderEpochResponseOffsetForLeaderTopicResult> = {}): OffsetForLeaderEpochResponseOffsetForLeaderTopicResult {
  const m: OffsetForLeaderEpochResponseOffsetForLeaderTopicResult = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetForLeaderEpochResponseOffsetForLeaderTopicResult(w: Writer, m: OffsetForLeaderEpochResponseOffsetForLeaderTopicResult, v: number): void {
  const flexible = v >= 4
  if (flexible) w.compactString(m.topic)
  else w.string(m.topic)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeOffsetForLeaderEpochResponseEpochEndOffset(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetForLeaderEpochResponseOffsetForLeaderTopicResult(r: Reader, v: number): OffsetForLeaderEpochResponseOffsetForLeaderTopicResult {
  const flexible = v >= 4
  const topic = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(19, 80) : r.arrayLength(18, 80)
  const partitions: OffsetForLeaderEpochResponseEpochEndOffset[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readOffsetForLeaderEpochResponseEpochEndOffset(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetForLeaderEpochResponseOffsetForLeaderTopicResult = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface OffsetForLeaderEpochResponseEpochEndOffset {
  errorCode: number
  partition: number
  leaderEpoch: number
  endOffset: number
  unknownTags?: TaggedField[]
}

export function newOffsetForLeaderEpochResponseEpochEndOffset({
  errorCode = 0,
  partition = 0,
  leaderEpoch = -1,
  endOffset = -1,
  unknownTags,
}: Partial<OffsetForLeaderEpochResponseEpochEndOffset> = {}): OffsetForLeaderEpochResponseEpochEndOffset {
  const m: OffsetForLeaderEpochResponseEpochEndOffset = { errorCode, partition, leaderEpoch, endOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetForLeaderEpochResponseEpochEndOffset(w: Writer, m: OffsetForLeaderEpochResponseEpochEndOffset, v: number): void {
  const flexible = v >= 4
  w.int16(m.errorCode)
  w.int32(m.partition)
  w.int32(m.leaderEpoch)
  w.int64(m.endOffset)
  if (flexible) w.tags(m.unknownTags)
}

export function readOffsetForLeaderEpochResponseEpochEndOffset(r: Reader, v: number): OffsetForLeaderEpochResponseEpochEndOffset {
  const flexible = v >= 4
  const errorCode = r.int16()
  const partition = r.int32()
  const leaderEpoch = r.int32()
  const endOffset = r.int64()
  const unknownTags = flexible ? r.tags() : undefined
  const m: OffsetForLeaderEpochResponseEpochEndOffset = { errorCode, partition, leaderEpoch, endOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const offsetForLeaderEpochApi = {
  key: 23,
  name: 'OffsetForLeaderEpoch',
  versions: [2, 4],
  flexibleFrom: 4,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readOffsetForLeaderEpochRequest,
  writeRequest: writeOffsetForLeaderEpochRequest,
  readResponse: readOffsetForLeaderEpochResponse,
  writeResponse: writeOffsetForLeaderEpochResponse,
} as const satisfies ApiDef<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse>
