// GENERATED from schemas/apis/end-quorum-epoch.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface EndQuorumEpochRequest {
  clusterId: string | null
  topics: EndQuorumEpochRequestTopicData[]
  leaderEndpoints: EndQuorumEpochRequestLeaderEndpoint[] // 1+
  unknownTags?: TaggedField[]
}

export function newEndQuorumEpochRequest({
  clusterId = null,
  topics = [],
  leaderEndpoints = [],
  unknownTags,
}: Partial<EndQuorumEpochRequest> = {}): EndQuorumEpochRequest {
  const m: EndQuorumEpochRequest = { clusterId, topics, leaderEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndQuorumEpochRequest(w: Writer, m: EndQuorumEpochRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('EndQuorumEpochRequest', v, 0, 1)
  w.begin('EndQuorumEpochRequest', v)
  const flexible = v >= 1
  if (flexible) w.compactNullableString(m.clusterId)
  else w.nullableString(m.clusterId)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeEndQuorumEpochRequestTopicData(w, element, v)
  if (v >= 1) {
    w.compactArrayLength(m.leaderEndpoints.length)
    for (const element of m.leaderEndpoints) writeEndQuorumEpochRequestLeaderEndpoint(w, element, v)
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readEndQuorumEpochRequest(r: Reader, v: number): EndQuorumEpochRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('EndQuorumEpochRequest', v, 0, 1)
  r.begin('EndQuorumEpochRequest', v)
  const flexible = v >= 1
  const clusterId = flexible ? r.compactNullableString() : r.nullableString()
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: EndQuorumEpochRequestTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readEndQuorumEpochRequestTopicData(r, v)
  const leaderEndpointsCount = v >= 1 ? r.compactArrayLength(5, 104) : 0
  const leaderEndpoints: EndQuorumEpochRequestLeaderEndpoint[] = sized(leaderEndpointsCount)
  for (let i = 0; i < leaderEndpointsCount; i++) leaderEndpoints[i] = readEndQuorumEpochRequestLeaderEndpoint(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: EndQuorumEpochRequest = { clusterId, topics, leaderEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface EndQuorumEpochRequestTopicData {
  topicName: string
  partitions: EndQuorumEpochRequestPartitionData[]
  unknownTags?: TaggedField[]
}

export function newEndQuorumEpochRequestTopicData({
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<EndQuorumEpochRequestTopicData> = {}): EndQuorumEpochRequestTopicData {
  const m: EndQuorumEpochRequestTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndQuorumEpochRequestTopicData(w: Writer, m: EndQuorumEpochRequestTopicData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.topicName)
  else w.string(m.topicName)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeEndQuorumEpochRequestPartitionData(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readEndQuorumEpochRequestTopicData(r: Reader, v: number): EndQuorumEpochRequestTopicData {
  const flexible = v >= 1
  const topicName = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(14, 168) : r.arrayLength(16, 168)
  const partitions: EndQuorumEpochRequestPartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readEndQuorumEpochRequestPartitionData(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: EndQuorumEpochRequestTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface EndQuorumEpochRequestPartitionData {
  partitionIndex: number
  leaderId: number
  leaderEpoch: number
  preferredSuccessors: number[] // 0
  preferredCandidates: EndQuorumEpochRequestReplicaInfo[] // 1+
  unknownTags?: TaggedField[]
}

export function newEndQuorumEpochRequestPartitionData({
  partitionIndex = 0,
  leaderId = 0,
  leaderEpoch = 0,
  preferredSuccessors = [],
  preferredCandidates = [],
  unknownTags,
}: Partial<EndQuorumEpochRequestPartitionData> = {}): EndQuorumEpochRequestPartitionData {
  const m: EndQuorumEpochRequestPartitionData = { partitionIndex, leaderId, leaderEpoch, preferredSuccessors, preferredCandidates }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndQuorumEpochRequestPartitionData(w: Writer, m: EndQuorumEpochRequestPartitionData, v: number): void {
  const flexible = v >= 1
  w.int32(m.partitionIndex)
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  if (v <= 0) {
    w.arrayLength(m.preferredSuccessors.length)
    for (const element of m.preferredSuccessors) w.int32(element)
  }
  if (v >= 1) {
    w.compactArrayLength(m.preferredCandidates.length)
    for (const element of m.preferredCandidates) writeEndQuorumEpochRequestReplicaInfo(w, element, v)
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readEndQuorumEpochRequestPartitionData(r: Reader, v: number): EndQuorumEpochRequestPartitionData {
  const flexible = v >= 1
  const partitionIndex = r.int32()
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const preferredSuccessorsCount = v <= 0 ? r.arrayLength(4, 8) : 0
  const preferredSuccessors: number[] = sized(preferredSuccessorsCount)
  for (let i = 0; i < preferredSuccessorsCount; i++) preferredSuccessors[i] = r.int32()
  const preferredCandidatesCount = v >= 1 ? r.compactArrayLength(21, 88) : 0
  const preferredCandidates: EndQuorumEpochRequestReplicaInfo[] = sized(preferredCandidatesCount)
  for (let i = 0; i < preferredCandidatesCount; i++) preferredCandidates[i] = readEndQuorumEpochRequestReplicaInfo(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: EndQuorumEpochRequestPartitionData = { partitionIndex, leaderId, leaderEpoch, preferredSuccessors, preferredCandidates }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface EndQuorumEpochRequestReplicaInfo {
  candidateId: number
  candidateDirectoryId: Uuid
  unknownTags?: TaggedField[]
}

export function newEndQuorumEpochRequestReplicaInfo({
  candidateId = 0,
  candidateDirectoryId = ZERO_UUID,
  unknownTags,
}: Partial<EndQuorumEpochRequestReplicaInfo> = {}): EndQuorumEpochRequestReplicaInfo {
  const m: EndQuorumEpochRequestReplicaInfo = { candidateId, candidateDirectoryId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndQuorumEpochRequestReplicaInfo(w: Writer, m: EndQuorumEpochRequestReplicaInfo, _v: number): void {
  w.int32(m.candidateId)
  w.uuid(m.candidateDirectoryId)
  w.tags(m.unknownTags)
}

export function readEndQuorumEpochRequestReplicaInfo(r: Reader, _v: number): EndQuorumEpochRequestReplicaInfo {
  const candidateId = r.int32()
  const candidateDirectoryId = r.uuid()
  const unknownTags = r.tags()
  const m: EndQuorumEpochRequestReplicaInfo = { candidateId, candidateDirectoryId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface EndQuorumEpochRequestLeaderEndpoint {
  name: string
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newEndQuorumEpochRequestLeaderEndpoint({
  name = '',
  host = '',
  port = 0,
  unknownTags,
}: Partial<EndQuorumEpochRequestLeaderEndpoint> = {}): EndQuorumEpochRequestLeaderEndpoint {
  const m: EndQuorumEpochRequestLeaderEndpoint = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndQuorumEpochRequestLeaderEndpoint(w: Writer, m: EndQuorumEpochRequestLeaderEndpoint, _v: number): void {
  w.compactString(m.name)
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readEndQuorumEpochRequestLeaderEndpoint(r: Reader, _v: number): EndQuorumEpochRequestLeaderEndpoint {
  const name = r.compactString()
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: EndQuorumEpochRequestLeaderEndpoint = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface EndQuorumEpochResponse {
  errorCode: number
  topics: EndQuorumEpochResponseTopicData[]
  nodeEndpoints: EndQuorumEpochResponseNodeEndpoint[] // 1+, tag 0
  unknownTags?: TaggedField[]
}

export function newEndQuorumEpochResponse({
  errorCode = 0,
  topics = [],
  nodeEndpoints = [],
  unknownTags,
}: Partial<EndQuorumEpochResponse> = {}): EndQuorumEpochResponse {
  const m: EndQuorumEpochResponse = { errorCode, topics, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndQuorumEpochResponse(w: Writer, m: EndQuorumEpochResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('EndQuorumEpochResponse', v, 0, 1)
  w.begin('EndQuorumEpochResponse', v)
  const flexible = v >= 1
  w.int16(m.errorCode)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeEndQuorumEpochResponseTopicData(w, element, v)
  if (v < 1 && m.nodeEndpoints.length > 0) throw unsupportedField('EndQuorumEpochResponse.NodeEndpoints', v)
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (m.nodeEndpoints.length > 0) tags++
    w.uvarint(tags)
    if (m.nodeEndpoints.length > 0) {
      const begin = w.beginTag(0)
      w.compactArrayLength(m.nodeEndpoints.length)
      for (const element of m.nodeEndpoints) writeEndQuorumEpochResponseNodeEndpoint(w, element, v)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
  }
}

export function readEndQuorumEpochResponse(r: Reader, v: number): EndQuorumEpochResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('EndQuorumEpochResponse', v, 0, 1)
  r.begin('EndQuorumEpochResponse', v)
  const flexible = v >= 1
  const errorCode = r.int16()
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: EndQuorumEpochResponseTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readEndQuorumEpochResponseTopicData(r, v)
  let nodeEndpoints: EndQuorumEpochResponseNodeEndpoint[] = []
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          const end = r.beginTag()
          const n = r.compactArrayLength(8, 80)
          nodeEndpoints = sized(n)
          for (let i = 0; i < n; i++) nodeEndpoints[i] = readEndQuorumEpochResponseNodeEndpoint(r, v)
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: EndQuorumEpochResponse = { errorCode, topics, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface EndQuorumEpochResponseTopicData {
  topicName: string
  partitions: EndQuorumEpochResponsePartitionData[]
  unknownTags?: TaggedField[]
}

export function newEndQuorumEpochResponseTopicData({
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<EndQuorumEpochResponseTopicData> = {}): EndQuorumEpochResponseTopicData {
  const m: EndQuorumEpochResponseTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndQuorumEpochResponseTopicData(w: Writer, m: EndQuorumEpochResponseTopicData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.topicName)
  else w.string(m.topicName)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeEndQuorumEpochResponsePartitionData(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readEndQuorumEpochResponseTopicData(r: Reader, v: number): EndQuorumEpochResponseTopicData {
  const flexible = v >= 1
  const topicName = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(15, 64) : r.arrayLength(14, 64)
  const partitions: EndQuorumEpochResponsePartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readEndQuorumEpochResponsePartitionData(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: EndQuorumEpochResponseTopicData = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface EndQuorumEpochResponsePartitionData {
  partitionIndex: number
  errorCode: number
  leaderId: number
  leaderEpoch: number
  unknownTags?: TaggedField[]
}

export function newEndQuorumEpochResponsePartitionData({
  partitionIndex = 0,
  errorCode = 0,
  leaderId = 0,
  leaderEpoch = 0,
  unknownTags,
}: Partial<EndQuorumEpochResponsePartitionData> = {}): EndQuorumEpochResponsePartitionData {
  const m: EndQuorumEpochResponsePartitionData = { partitionIndex, errorCode, leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndQuorumEpochResponsePartitionData(w: Writer, m: EndQuorumEpochResponsePartitionData, v: number): void {
  const flexible = v >= 1
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  if (flexible) w.tags(m.unknownTags)
}

export function readEndQuorumEpochResponsePartitionData(r: Reader, v: number): EndQuorumEpochResponsePartitionData {
  const flexible = v >= 1
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: EndQuorumEpochResponsePartitionData = { partitionIndex, errorCode, leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface EndQuorumEpochResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newEndQuorumEpochResponseNodeEndpoint({
  nodeId = 0,
  host = '',
  port = 0,
  unknownTags,
}: Partial<EndQuorumEpochResponseNodeEndpoint> = {}): EndQuorumEpochResponseNodeEndpoint {
  const m: EndQuorumEpochResponseNodeEndpoint = { nodeId, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndQuorumEpochResponseNodeEndpoint(w: Writer, m: EndQuorumEpochResponseNodeEndpoint, _v: number): void {
  w.int32(m.nodeId)
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readEndQuorumEpochResponseNodeEndpoint(r: Reader, _v: number): EndQuorumEpochResponseNodeEndpoint {
  const nodeId = r.int32()
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: EndQuorumEpochResponseNodeEndpoint = { nodeId, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const endQuorumEpochApi = {
  key: 54,
  name: 'EndQuorumEpoch',
  versions: [0, 1],
  flexibleFrom: 1,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readEndQuorumEpochRequest,
  writeRequest: writeEndQuorumEpochRequest,
  readResponse: readEndQuorumEpochResponse,
  writeResponse: writeEndQuorumEpochResponse,
} as const satisfies ApiDef<EndQuorumEpochRequest, EndQuorumEpochResponse>
