// GENERATED from schemas/apis/begin-quorum-epoch.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface BeginQuorumEpochRequest {
  clusterId: string | null
  voterId: number // 1+
  topics: BeginQuorumEpochRequestTopicData[]
  leaderEndpoints: BeginQuorumEpochRequestLeaderEndpoint[] // 1+
  unknownTags?: TaggedField[]
}

export function newBeginQuorumEpochRequest({
  clusterId = null,
  voterId = -1,
  topics = [],
  leaderEndpoints = [],
  unknownTags,
}: Partial<BeginQuorumEpochRequest> = {}): BeginQuorumEpochRequest {
  const m: BeginQuorumEpochRequest = { clusterId, voterId, topics, leaderEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBeginQuorumEpochRequest(w: Writer, m: BeginQuorumEpochRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('BeginQuorumEpochRequest', v, 0, 1)
  w.begin('BeginQuorumEpochRequest', v)
  const flexible = v >= 1
  if (flexible) w.compactNullableString(m.clusterId)
  else w.nullableString(m.clusterId)
  if (v >= 1) w.int32(m.voterId)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeBeginQuorumEpochRequestTopicData(w, element, v)
  if (v >= 1) {
    w.compactArrayLength(m.leaderEndpoints.length)
    for (const element of m.leaderEndpoints) writeBeginQuorumEpochRequestLeaderEndpoint(w, element, v)
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readBeginQuorumEpochRequest(r: Reader, v: number): BeginQuorumEpochRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('BeginQuorumEpochRequest', v, 0, 1)
  r.begin('BeginQuorumEpochRequest', v)
  const flexible = v >= 1
  const clusterId = flexible ? r.compactNullableString() : r.nullableString()
  const voterId = v >= 1 ? r.int32() : -1
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: BeginQuorumEpochRequestTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readBeginQuorumEpochRequestTopicData(r, v)
  const leaderEndpointsCount = v >= 1 ? r.compactArrayLength(5, 104) : 0
  const leaderEndpoints: BeginQuorumEpochRequestLeaderEndpoint[] = sized(leaderEndpointsCount)
  for (let i = 0; i < leaderEndpointsCount; i++) leaderEndpoints[i] = readBeginQuorumEpochRequestLeaderEndpoint(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: BeginQuorumEpochRequest = { clusterId, voterId, topics, leaderEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface BeginQuorumEpochRequestTopicData {
  topicName: string
  partitions: BeginQuorumEpochRequestPartitionData[]
  unknownTags?: TaggedField[]
}

export function newBeginQuorumEpochRequestTopicData({
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<BeginQuorumEpochRequestTopicData> = {}): BeginQuorumEpochRequestTopicData {
  const m: BeginQuorumEpochRequestTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBeginQuorumEpochRequestTopicData(w: Writer, m: BeginQuorumEpochRequestTopicData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.topicName)
  else w.string(m.topicName)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeBeginQuorumEpochRequestPartitionData(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readBeginQuorumEpochRequestTopicData(r: Reader, v: number): BeginQuorumEpochRequestTopicData {
  const flexible = v >= 1
  const topicName = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(29, 104) : r.arrayLength(12, 104)
  const partitions: BeginQuorumEpochRequestPartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readBeginQuorumEpochRequestPartitionData(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: BeginQuorumEpochRequestTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface BeginQuorumEpochRequestPartitionData {
  partitionIndex: number
  voterDirectoryId: Uuid // 1+
  leaderId: number
  leaderEpoch: number
  unknownTags?: TaggedField[]
}

export function newBeginQuorumEpochRequestPartitionData({
  partitionIndex = 0,
  voterDirectoryId = ZERO_UUID,
  leaderId = 0,
  leaderEpoch = 0,
  unknownTags,
}: Partial<BeginQuorumEpochRequestPartitionData> = {}): BeginQuorumEpochRequestPartitionData {
  const m: BeginQuorumEpochRequestPartitionData = { partitionIndex, voterDirectoryId, leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBeginQuorumEpochRequestPartitionData(w: Writer, m: BeginQuorumEpochRequestPartitionData, v: number): void {
  const flexible = v >= 1
  w.int32(m.partitionIndex)
  if (v >= 1) w.uuid(m.voterDirectoryId)
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  if (flexible) w.tags(m.unknownTags)
}

export function readBeginQuorumEpochRequestPartitionData(r: Reader, v: number): BeginQuorumEpochRequestPartitionData {
  const flexible = v >= 1
  const partitionIndex = r.int32()
  const voterDirectoryId = v >= 1 ? r.uuid() : ZERO_UUID
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: BeginQuorumEpochRequestPartitionData = { partitionIndex, voterDirectoryId, leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface BeginQuorumEpochRequestLeaderEndpoint {
  name: string
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newBeginQuorumEpochRequestLeaderEndpoint({
  name = '',
  host = '',
  port = 0,
  unknownTags,
}: Partial<BeginQuorumEpochRequestLeaderEndpoint> = {}): BeginQuorumEpochRequestLeaderEndpoint {
  const m: BeginQuorumEpochRequestLeaderEndpoint = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBeginQuorumEpochRequestLeaderEndpoint(w: Writer, m: BeginQuorumEpochRequestLeaderEndpoint, _v: number): void {
  w.compactString(m.name)
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readBeginQuorumEpochRequestLeaderEndpoint(r: Reader, _v: number): BeginQuorumEpochRequestLeaderEndpoint {
  const name = r.compactString()
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: BeginQuorumEpochRequestLeaderEndpoint = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface BeginQuorumEpochResponse {
  errorCode: number
  topics: BeginQuorumEpochResponseTopicData[]
  nodeEndpoints: BeginQuorumEpochResponseNodeEndpoint[] // 1+, tag 0
  unknownTags?: TaggedField[]
}

export function newBeginQuorumEpochResponse({
  errorCode = 0,
  topics = [],
  nodeEndpoints = [],
  unknownTags,
}: Partial<BeginQuorumEpochResponse> = {}): BeginQuorumEpochResponse {
  const m: BeginQuorumEpochResponse = { errorCode, topics, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBeginQuorumEpochResponse(w: Writer, m: BeginQuorumEpochResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('BeginQuorumEpochResponse', v, 0, 1)
  w.begin('BeginQuorumEpochResponse', v)
  const flexible = v >= 1
  w.int16(m.errorCode)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeBeginQuorumEpochResponseTopicData(w, element, v)
  if (v < 1 && m.nodeEndpoints.length > 0) throw unsupportedField('BeginQuorumEpochResponse.NodeEndpoints', v)
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (m.nodeEndpoints.length > 0) tags++
    w.uvarint(tags)
    if (m.nodeEndpoints.length > 0) {
      const begin = w.beginTag(0)
      w.compactArrayLength(m.nodeEndpoints.length)
      for (const element of m.nodeEndpoints) writeBeginQuorumEpochResponseNodeEndpoint(w, element, v)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
  }
}

export function readBeginQuorumEpochResponse(r: Reader, v: number): BeginQuorumEpochResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('BeginQuorumEpochResponse', v, 0, 1)
  r.begin('BeginQuorumEpochResponse', v)
  const flexible = v >= 1
  const errorCode = r.int16()
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: BeginQuorumEpochResponseTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readBeginQuorumEpochResponseTopicData(r, v)
  let nodeEndpoints: BeginQuorumEpochResponseNodeEndpoint[] = []
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          const end = r.beginTag()
          const n = r.compactArrayLength(8, 80)
          nodeEndpoints = sized(n)
          for (let i = 0; i < n; i++) nodeEndpoints[i] = readBeginQuorumEpochResponseNodeEndpoint(r, v)
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: BeginQuorumEpochResponse = { errorCode, topics, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface BeginQuorumEpochResponseTopicData {
  topicName: string
  partitions: BeginQuorumEpochResponsePartitionData[]
  unknownTags?: TaggedField[]
}

export function newBeginQuorumEpochResponseTopicData({
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<BeginQuorumEpochResponseTopicData> = {}): BeginQuorumEpochResponseTopicData {
  const m: BeginQuorumEpochResponseTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBeginQuorumEpochResponseTopicData(w: Writer, m: BeginQuorumEpochResponseTopicData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.topicName)
  else w.string(m.topicName)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeBeginQuorumEpochResponsePartitionData(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readBeginQuorumEpochResponseTopicData(r: Reader, v: number): BeginQuorumEpochResponseTopicData {
  const flexible = v >= 1
  const topicName = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(15, 64) : r.arrayLength(14, 64)
  const partitions: BeginQuorumEpochResponsePartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readBeginQuorumEpochResponsePartitionData(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: BeginQuorumEpochResponseTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface BeginQuorumEpochResponsePartitionData {
  partitionIndex: number
  errorCode: number
  leaderId: number
  leaderEpoch: number
  unknownTags?: TaggedField[]
}

export function newBeginQuorumEpochResponsePartitionData({
  partitionIndex = 0,
  errorCode = 0,
  leaderId = 0,
  leaderEpoch = 0,
  unknownTags,
}: Partial<BeginQuorumEpochResponsePartitionData> = {}): BeginQuorumEpochResponsePartitionData {
  const m: BeginQuorumEpochResponsePartitionData = { partitionIndex, errorCode, leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBeginQuorumEpochResponsePartitionData(w: Writer, m: BeginQuorumEpochResponsePartitionData, v: number): void {
  const flexible = v >= 1
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  if (flexible) w.tags(m.unknownTags)
}

export function readBeginQuorumEpochResponsePartitionData(r: Reader, v: number): BeginQuorumEpochResponsePartitionData {
  const flexible = v >= 1
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: BeginQuorumEpochResponsePartitionData = { partitionIndex, errorCode, leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface BeginQuorumEpochResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newBeginQuorumEpochResponseNodeEndpoint({
  nodeId = 0,
  host = '',
  port = 0,
  unknownTags,
}: Partial<BeginQuorumEpochResponseNodeEndpoint> = {}): BeginQuorumEpochResponseNodeEndpoint {
  const m: BeginQuorumEpochResponseNodeEndpoint = { nodeId, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBeginQuorumEpochResponseNodeEndpoint(w: Writer, m: BeginQuorumEpochResponseNodeEndpoint, _v: number): void {
  w.int32(m.nodeId)
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readBeginQuorumEpochResponseNodeEndpoint(r: Reader, _v: number): BeginQuorumEpochResponseNodeEndpoint {
  const nodeId = r.int32()
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: BeginQuorumEpochResponseNodeEndpoint = { nodeId, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const beginQuorumEpochApi = {
  key: 53,
  name: 'BeginQuorumEpoch',
  versions: [0, 1],
  flexibleFrom: 1,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readBeginQuorumEpochRequest,
  writeRequest: writeBeginQuorumEpochRequest,
  readResponse: readBeginQuorumEpochResponse,
  writeResponse: writeBeginQuorumEpochResponse,
} as const satisfies ApiDef<BeginQuorumEpochRequest, BeginQuorumEpochResponse>
