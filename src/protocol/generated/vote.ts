// GENERATED from schemas/apis/vote.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface VoteRequest {
  clusterId: string | null
  voterId: number // 1+
  topics: VoteRequestTopicData[]
  unknownTags?: TaggedField[]
}

export function newVoteRequest({
  clusterId = null,
  voterId = -1,
  topics = [],
  unknownTags,
}: Partial<VoteRequest> = {}): VoteRequest {
  const m: VoteRequest = { clusterId, voterId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeVoteRequest(w: Writer, m: VoteRequest, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('VoteRequest', v, 0, 2)
  w.begin('VoteRequest', v)
  w.compactNullableString(m.clusterId)
  if (v >= 1) w.int32(m.voterId)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeVoteRequestTopicData(w, element, v)
  w.tags(m.unknownTags)
}

export function readVoteRequest(r: Reader, v: number): VoteRequest {
  if (v < 0 || v > 2) throw unsupportedVersion('VoteRequest', v, 0, 2)
  r.begin('VoteRequest', v)
  const clusterId = r.compactNullableString()
  const voterId = v >= 1 ? r.int32() : -1
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: VoteRequestTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readVoteRequestTopicData(r, v)
  const unknownTags = r.tags()
  const m: VoteRequest = { clusterId, voterId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface VoteRequestTopicData {
  topicName: string
  partitions: VoteRequestPartitionData[]
  unknownTags?: TaggedField[]
}

export function newVoteRequestTopicData({
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<VoteRequestTopicData> = {}): VoteRequestTopicData {
  const m: VoteRequestTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeVoteRequestTopicData(w: Writer, m: VoteRequestTopicData, v: number): void {
  w.compactString(m.topicName)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeVoteRequestPartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readVoteRequestTopicData(r: Reader, v: number): VoteRequestTopicData {
  const topicName = r.compactString()
  const partitionsCount = r.compactArrayLength(25, 192)
  const partitions: VoteRequestPartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readVoteRequestPartitionData(r, v)
  const unknownTags = r.tags()
  const m: VoteRequestTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface VoteRequestPartitionData {
  partitionIndex: number
  replicaEpoch: number
  replicaId: number
  replicaDirectoryId: Uuid // 1+
  voterDirectoryId: Uuid // 1+
  lastOffsetEpoch: number
  lastOffset: number
  preVote: boolean // 2+
  unknownTags?: TaggedField[]
}

export function newVoteRequestPartitionData({
  partitionIndex = 0,
  replicaEpoch = 0,
  replicaId = 0,
  replicaDirectoryId = ZERO_UUID,
  voterDirectoryId = ZERO_UUID,
  lastOffsetEpoch = 0,
  lastOffset = 0,
  preVote = false,
  unknownTags,
}: Partial<VoteRequestPartitionData> = {}): VoteRequestPartitionData {
  const m: VoteRequestPartitionData = { partitionIndex, replicaEpoch, replicaId, replicaDirectoryId, voterDirectoryId, lastOffsetEpoch, lastOffset, preVote }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeVoteRequestPartitionData(w: Writer, m: VoteRequestPartitionData, v: number): void {
  w.int32(m.partitionIndex)
  w.int32(m.replicaEpoch)
  w.int32(m.replicaId)
  if (v >= 1) w.uuid(m.replicaDirectoryId)
  if (v >= 1) w.uuid(m.voterDirectoryId)
  w.int32(m.lastOffsetEpoch)
  w.int64(m.lastOffset)
  if (v >= 2) w.bool(m.preVote)
  else if (m.preVote) throw unsupportedField('VoteRequest.PreVote', v)
  w.tags(m.unknownTags)
}

export function readVoteRequestPartitionData(r: Reader, v: number): VoteRequestPartitionData {
  const partitionIndex = r.int32()
  const replicaEpoch = r.int32()
  const replicaId = r.int32()
  const replicaDirectoryId = v >= 1 ? r.uuid() : ZERO_UUID
  const voterDirectoryId = v >= 1 ? r.uuid() : ZERO_UUID
  const lastOffsetEpoch = r.int32()
  const lastOffset = r.int64()
  const preVote = v >= 2 ? r.bool() : false
  const unknownTags = r.tags()
  const m: VoteRequestPartitionData = { partitionIndex, replicaEpoch, replicaId, replicaDirectoryId, voterDirectoryId, lastOffsetEpoch, lastOffset, preVote }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface VoteResponse {
  errorCode: number
  topics: VoteResponseTopicData[]
  nodeEndpoints: VoteResponseNodeEndpoint[] // 1+, tag 0
  unknownTags?: TaggedField[]
}

export function newVoteResponse({
  errorCode = 0,
  topics = [],
  nodeEndpoints = [],
  unknownTags,
}: Partial<VoteResponse> = {}): VoteResponse {
  const m: VoteResponse = { errorCode, topics, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeVoteResponse(w: Writer, m: VoteResponse, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('VoteResponse', v, 0, 2)
  w.begin('VoteResponse', v)
  w.int16(m.errorCode)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeVoteResponseTopicData(w, element, v)
  if (v < 1 && m.nodeEndpoints.length > 0) throw unsupportedField('VoteResponse.NodeEndpoints', v)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (v >= 1 && m.nodeEndpoints.length > 0) tags++
  w.uvarint(tags)
  if (v >= 1 && m.nodeEndpoints.length > 0) {
    const begin = w.beginTag(0)
    w.compactArrayLength(m.nodeEndpoints.length)
    for (const element of m.nodeEndpoints) writeVoteResponseNodeEndpoint(w, element, v)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readVoteResponse(r: Reader, v: number): VoteResponse {
  if (v < 0 || v > 2) throw unsupportedVersion('VoteResponse', v, 0, 2)
  r.begin('VoteResponse', v)
  const errorCode = r.int16()
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: VoteResponseTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readVoteResponseTopicData(r, v)
  let nodeEndpoints: VoteResponseNodeEndpoint[] = []
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        if (v < 1) throw r.fail('tag 0 in a version that has none')
        const end = r.beginTag()
        const n = r.compactArrayLength(8, 80)
        nodeEndpoints = sized(n)
        for (let i = 0; i < n; i++) nodeEndpoints[i] = readVoteResponseNodeEndpoint(r, v)
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: VoteResponse = { errorCode, topics, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface VoteResponseTopicData {
  topicName: string
  partitions: VoteResponsePartitionData[]
  unknownTags?: TaggedField[]
}

export function newVoteResponseTopicData({
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<VoteResponseTopicData> = {}): VoteResponseTopicData {
  const m: VoteResponseTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeVoteResponseTopicData(w: Writer, m: VoteResponseTopicData, v: number): void {
  w.compactString(m.topicName)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeVoteResponsePartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readVoteResponseTopicData(r: Reader, v: number): VoteResponseTopicData {
  const topicName = r.compactString()
  const partitionsCount = r.compactArrayLength(16, 72)
  const partitions: VoteResponsePartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readVoteResponsePartitionData(r, v)
  const unknownTags = r.tags()
  const m: VoteResponseTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface VoteResponsePartitionData {
  partitionIndex: number
  errorCode: number
  leaderId: number
  leaderEpoch: number
  voteGranted: boolean
  unknownTags?: TaggedField[]
}

export function newVoteResponsePartitionData({
  partitionIndex = 0,
  errorCode = 0,
  leaderId = 0,
  leaderEpoch = 0,
  voteGranted = false,
  unknownTags,
}: Partial<VoteResponsePartitionData> = {}): VoteResponsePartitionData {
  const m: VoteResponsePartitionData = { partitionIndex, errorCode, leaderId, leaderEpoch, voteGranted }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeVoteResponsePartitionData(w: Writer, m: VoteResponsePartitionData, _v: number): void {
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  w.bool(m.voteGranted)
  w.tags(m.unknownTags)
}

export function readVoteResponsePartitionData(r: Reader, _v: number): VoteResponsePartitionData {
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const voteGranted = r.bool()
  const unknownTags = r.tags()
  const m: VoteResponsePartitionData = { partitionIndex, errorCode, leaderId, leaderEpoch, voteGranted }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface VoteResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newVoteResponseNodeEndpoint({
  nodeId = 0,
  host = '',
  port = 0,
  unknownTags,
}: Partial<VoteResponseNodeEndpoint> = {}): VoteResponseNodeEndpoint {
  const m: VoteResponseNodeEndpoint = { nodeId, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeVoteResponseNodeEndpoint(w: Writer, m: VoteResponseNodeEndpoint, _v: number): void {
  w.int32(m.nodeId)
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readVoteResponseNodeEndpoint(r: Reader, _v: number): VoteResponseNodeEndpoint {
  const nodeId = r.int32()
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: VoteResponseNodeEndpoint = { nodeId, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const voteApi = {
  key: 52,
  name: 'Vote',
  versions: [0, 2],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readVoteRequest,
  writeRequest: writeVoteRequest,
  readResponse: readVoteResponse,
  writeResponse: writeVoteResponse,
} as const satisfies ApiDef<VoteRequest, VoteResponse>
