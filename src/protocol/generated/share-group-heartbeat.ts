// GENERATED from schemas/apis/share-group-heartbeat.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ShareGroupHeartbeatRequest {
  groupId: string
  memberId: string
  memberEpoch: number
  rackId: string | null
  subscribedTopicNames: string[] | null
  unknownTags?: TaggedField[]
}

export function newShareGroupHeartbeatRequest({
  groupId = '',
  memberId = '',
  memberEpoch = 0,
  rackId = null,
  subscribedTopicNames = null,
  unknownTags,
}: Partial<ShareGroupHeartbeatRequest> = {}): ShareGroupHeartbeatRequest {
  const m: ShareGroupHeartbeatRequest = { groupId, memberId, memberEpoch, rackId, subscribedTopicNames }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupHeartbeatRequest(w: Writer, m: ShareGroupHeartbeatRequest, v: number): void {
  if (v < 1 || v > 1) throw unsupportedVersion('ShareGroupHeartbeatRequest', v, 1, 1)
  w.begin('ShareGroupHeartbeatRequest', v)
  w.compactString(m.groupId)
  w.compactString(m.memberId)
  w.int32(m.memberEpoch)
  w.compactNullableString(m.rackId)
  if (m.subscribedTopicNames === null) w.uint8(0)
  else {
    w.compactArrayLength(m.subscribedTopicNames.length)
    for (const element of m.subscribedTopicNames) w.compactString(element)
  }
  w.tags(m.unknownTags)
}

export function readShareGroupHeartbeatRequest(r: Reader, v: number): ShareGroupHeartbeatRequest {
  if (v < 1 || v > 1) throw unsupportedVersion('ShareGroupHeartbeatRequest', v, 1, 1)
  r.begin('ShareGroupHeartbeatRequest', v)
  const groupId = r.compactString()
  const memberId = r.compactString()
  const memberEpoch = r.int32()
  const rackId = r.compactNullableString()
  let subscribedTopicNames: string[] | null = null
  {
    const n = r.compactNullableArrayLength(1, 32)
    subscribedTopicNames = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) subscribedTopicNames![i] = r.compactString()
  }
  const unknownTags = r.tags()
  const m: ShareGroupHeartbeatRequest = { groupId, memberId, memberEpoch, rackId, subscribedTopicNames }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupHeartbeatResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  memberId: string | null
  memberEpoch: number
  heartbeatIntervalMs: number
  assignment: ShareGroupHeartbeatResponseAssignment | null
  unknownTags?: TaggedField[]
}

export function newShareGroupHeartbeatResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = null,
  memberId = null,
  memberEpoch = 0,
  heartbeatIntervalMs = 0,
  assignment = null,
  unknownTags,
}: Partial<ShareGroupHeartbeatResponse> = {}): ShareGroupHeartbeatResponse {
  const m: ShareGroupHeartbeatResponse = { throttleTimeMs, errorCode, errorMessage, memberId, memberEpoch, heartbeatIntervalMs, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupHeartbeatResponse(w: Writer, m: ShareGroupHeartbeatResponse, v: number): void {
  if (v < 1 || v > 1) throw unsupportedVersion('ShareGroupHeartbeatResponse', v, 1, 1)
  w.begin('ShareGroupHeartbeatResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactNullableString(m.memberId)
  w.int32(m.memberEpoch)
  w.int32(m.heartbeatIntervalMs)
  if (m.assignment === null) w.int8(-1)
  else {
    w.int8(1)
    writeShareGroupHeartbeatResponseAssignment(w, m.assignment, v)
  }
  w.tags(m.unknownTags)
}

export function readShareGroupHeartbeatResponse(r: Reader, v: number): ShareGroupHeartbeatResponse {
  if (v < 1 || v > 1) throw unsupportedVersion('ShareGroupHeartbeatResponse', v, 1, 1)
  r.begin('ShareGroupHeartbeatResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const memberId = r.compactNullableString()
  const memberEpoch = r.int32()
  const heartbeatIntervalMs = r.int32()
  const assignment = r.present() ? readShareGroupHeartbeatResponseAssignment(r, v) : null
  const unknownTags = r.tags()
  const m: ShareGroupHeartbeatResponse = { throttleTimeMs, errorCode, errorMessage, memberId, memberEpoch, heartbeatIntervalMs, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupHeartbeatResponseAssignment {
  topicPartitions: ShareGroupHeartbeatResponseTopicPartitions[]
  unknownTags?: TaggedField[]
}

export function newShareGroupHeartbeatResponseAssignment({
  topicPartitions = [],
  unknownTags,
}: Partial<ShareGroupHeartbeatResponseAssignment> = {}): ShareGroupHeartbeatResponseAssignment {
  const m: ShareGroupHeartbeatResponseAssignment = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupHeartbeatResponseAssignment(w: Writer, m: ShareGroupHeartbeatResponseAssignment, v: number): void {
  w.compactArrayLength(m.topicPartitions.length)
  for (const element of m.topicPartitions) writeShareGroupHeartbeatResponseTopicPartitions(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareGroupHeartbeatResponseAssignment(r: Reader, v: number): ShareGroupHeartbeatResponseAssignment {
  const topicPartitionsCount = r.compactArrayLength(18, 136)
  const topicPartitions: ShareGroupHeartbeatResponseTopicPartitions[] = sized(topicPartitionsCount)
  for (let i = 0; i < topicPartitionsCount; i++) topicPartitions[i] = readShareGroupHeartbeatResponseTopicPartitions(r, v)
  const unknownTags = r.tags()
  const m: ShareGroupHeartbeatResponseAssignment = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupHeartbeatResponseTopicPartitions {
  topicId: Uuid
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newShareGroupHeartbeatResponseTopicPartitions({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ShareGroupHeartbeatResponseTopicPartitions> = {}): ShareGroupHeartbeatResponseTopicPartitions {
  const m: ShareGroupHeartbeatResponseTopicPartitions = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupHeartbeatResponseTopicPartitions(w: Writer, m: ShareGroupHeartbeatResponseTopicPartitions, _v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readShareGroupHeartbeatResponseTopicPartitions(r: Reader, _v: number): ShareGroupHeartbeatResponseTopicPartitions {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: ShareGroupHeartbeatResponseTopicPartitions = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareGroupHeartbeatApi = {
  key: 76,
  name: 'ShareGroupHeartbeat',
  versions: [1, 1],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readShareGroupHeartbeatRequest,
  writeRequest: writeShareGroupHeartbeatRequest,
  readResponse: readShareGroupHeartbeatResponse,
  writeResponse: writeShareGroupHeartbeatResponse,
} as const satisfies ApiDef<ShareGroupHeartbeatRequest, ShareGroupHeartbeatResponse>
