// GENERATED from schemas/apis/consumer-group-heartbeat.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ConsumerGroupHeartbeatRequest {
  groupId: string
  memberId: string
  memberEpoch: number
  instanceId: string | null
  rackId: string | null
  rebalanceTimeoutMs: number
  subscribedTopicNames: string[] | null
  subscribedTopicRegex: string | null // 1+
  serverAssignor: string | null
  topicPartitions: ConsumerGroupHeartbeatRequestTopicPartitions[] | null
  unknownTags?: TaggedField[]
}

export function newConsumerGroupHeartbeatRequest({
  groupId = '',
  memberId = '',
  memberEpoch = 0,
  instanceId = null,
  rackId = null,
  rebalanceTimeoutMs = -1,
  subscribedTopicNames = null,
  subscribedTopicRegex = null,
  serverAssignor = null,
  topicPartitions = null,
  unknownTags,
}: Partial<ConsumerGroupHeartbeatRequest> = {}): ConsumerGroupHeartbeatRequest {
  const m: ConsumerGroupHeartbeatRequest = {
    groupId,
    memberId,
    memberEpoch,
    instanceId,
    rackId,
    rebalanceTimeoutMs,
    subscribedTopicNames,
    subscribedTopicRegex,
    serverAssignor,
    topicPartitions,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupHeartbeatRequest(w: Writer, m: ConsumerGroupHeartbeatRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('ConsumerGroupHeartbeatRequest', v, 0, 1)
  w.begin('ConsumerGroupHeartbeatRequest', v)
  w.compactString(m.groupId)
  w.compactString(m.memberId)
  w.int32(m.memberEpoch)
  w.compactNullableString(m.instanceId)
  w.compactNullableString(m.rackId)
  w.int32(m.rebalanceTimeoutMs)
  if (m.subscribedTopicNames === null) w.uint8(0)
  else {
    w.compactArrayLength(m.subscribedTopicNames.length)
    for (const element of m.subscribedTopicNames) w.compactString(element)
  }
  if (v >= 1) w.compactNullableString(m.subscribedTopicRegex)
  else if (m.subscribedTopicRegex !== null) throw unsupportedField('ConsumerGroupHeartbeatRequest.SubscribedTopicRegex', v)
  w.compactNullableString(m.serverAssignor)
  if (m.topicPartitions === null) w.uint8(0)
  else {
    w.compactArrayLength(m.topicPartitions.length)
    for (const element of m.topicPartitions) writeConsumerGroupHeartbeatRequestTopicPartitions(w, element, v)
  }
  w.tags(m.unknownTags)
}

export function readConsumerGroupHeartbeatRequest(r: Reader, v: number): ConsumerGroupHeartbeatRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('ConsumerGroupHeartbeatRequest', v, 0, 1)
  r.begin('ConsumerGroupHeartbeatRequest', v)
  const groupId = r.compactString()
  const memberId = r.compactString()
  const memberEpoch = r.int32()
  const instanceId = r.compactNullableString()
  const rackId = r.compactNullableString()
  const rebalanceTimeoutMs = r.int32()
  let subscribedTopicNames: string[] | null = null
  {
    const n = r.compactNullableArrayLength(1, 32)
    subscribedTopicNames = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) subscribedTopicNames![i] = r.compactString()
  }
  const subscribedTopicRegex = v >= 1 ? r.compactNullableString() : null
  const serverAssignor = r.compactNullableString()
  let topicPartitions: ConsumerGroupHeartbeatRequestTopicPartitions[] | null = null
  {
    const n = r.compactNullableArrayLength(18, 136)
    topicPartitions = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) topicPartitions![i] = readConsumerGroupHeartbeatRequestTopicPartitions(r, v)
  }
  const unknownTags = r.tags()
  const m: ConsumerGroupHeartbeatRequest = {
    groupId,
    memberId,
    memberEpoch,
    instanceId,
    rackId,
    rebalanceTimeoutMs,
    subscribedTopicNames,
    subscribedTopicRegex,
    serverAssignor,
    topicPartitions,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupHeartbeatRequestTopicPartitions {
  topicId: Uuid
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupHeartbeatRequestTopicPartitions({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ConsumerGroupHeartbeatRequestTopicPartitions> = {}): ConsumerGroupHeartbeatRequestTopicPartitions {
  const m: ConsumerGroupHeartbeatRequestTopicPartitions = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupHeartbeatRequestTopicPartitions(w: Writer, m: ConsumerGroupHeartbeatRequestTopicPartitions, _v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readConsumerGroupHeartbeatRequestTopicPartitions(r: Reader, _v: number): ConsumerGroupHeartbeatRequestTopicPartitions {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: ConsumerGroupHeartbeatRequestTopicPartitions = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupHeartbeatResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  memberId: string | null
  memberEpoch: number
  heartbeatIntervalMs: number
  assignment: ConsumerGroupHeartbeatResponseAssignment | null
  unknownTags?: TaggedField[]
}

export function newConsumerGroupHeartbeatResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = null,
  memberId = null,
  memberEpoch = 0,
  heartbeatIntervalMs = 0,
  assignment = null,
  unknownTags,
}: Partial<ConsumerGroupHeartbeatResponse> = {}): ConsumerGroupHeartbeatResponse {
  const m: ConsumerGroupHeartbeatResponse = { throttleTimeMs, errorCode, errorMessage, memberId, memberEpoch, heartbeatIntervalMs, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupHeartbeatResponse(w: Writer, m: ConsumerGroupHeartbeatResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('ConsumerGroupHeartbeatResponse', v, 0, 1)
  w.begin('ConsumerGroupHeartbeatResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactNullableString(m.memberId)
  w.int32(m.memberEpoch)
  w.int32(m.heartbeatIntervalMs)
  if (m.assignment === null) w.int8(-1)
  else {
    w.int8(1)
    writeConsumerGroupHeartbeatResponseAssignment(w, m.assignment, v)
  }
  w.tags(m.unknownTags)
}

export function readConsumerGroupHeartbeatResponse(r: Reader, v: number): ConsumerGroupHeartbeatResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('ConsumerGroupHeartbeatResponse', v, 0, 1)
  r.begin('ConsumerGroupHeartbeatResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const memberId = r.compactNullableString()
  const memberEpoch = r.int32()
  const heartbeatIntervalMs = r.int32()
  const assignment = r.present() ? readConsumerGroupHeartbeatResponseAssignment(r, v) : null
  const unknownTags = r.tags()
  const m: ConsumerGroupHeartbeatResponse = { throttleTimeMs, errorCode, errorMessage, memberId, memberEpoch, heartbeatIntervalMs, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupHeartbeatResponseAssignment {
  topicPartitions: ConsumerGroupHeartbeatResponseTopicPartitions[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupHeartbeatResponseAssignment({
  topicPartitions = [],
  unknownTags,
}: Partial<ConsumerGroupHeartbeatResponseAssignment> = {}): ConsumerGroupHeartbeatResponseAssignment {
  const m: ConsumerGroupHeartbeatResponseAssignment = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupHeartbeatResponseAssignment(w: Writer, m: ConsumerGroupHeartbeatResponseAssignment, v: number): void {
  w.compactArrayLength(m.topicPartitions.length)
  for (const element of m.topicPartitions) writeConsumerGroupHeartbeatResponseTopicPartitions(w, element, v)
  w.tags(m.unknownTags)
}

export function readConsumerGroupHeartbeatResponseAssignment(r: Reader, v: number): ConsumerGroupHeartbeatResponseAssignment {
  const topicPartitionsCount = r.compactArrayLength(18, 136)
  const topicPartitions: ConsumerGroupHeartbeatResponseTopicPartitions[] = sized(topicPartitionsCount)
  for (let i = 0; i < topicPartitionsCount; i++) topicPartitions[i] = readConsumerGroupHeartbeatResponseTopicPartitions(r, v)
  const unknownTags = r.tags()
  const m: ConsumerGroupHeartbeatResponseAssignment = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupHeartbeatResponseTopicPartitions {
  topicId: Uuid
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupHeartbeatResponseTopicPartitions({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ConsumerGroupHeartbeatResponseTopicPartitions> = {}): ConsumerGroupHeartbeatResponseTopicPartitions {
  const m: ConsumerGroupHeartbeatResponseTopicPartitions = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupHeartbeatResponseTopicPartitions(w: Writer, m: ConsumerGroupHeartbeatResponseTopicPartitions, _v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readConsumerGroupHeartbeatResponseTopicPartitions(r: Reader, _v: number): ConsumerGroupHeartbeatResponseTopicPartitions {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: ConsumerGroupHeartbeatResponseTopicPartitions = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const consumerGroupHeartbeatApi = {
  key: 68,
  name: 'ConsumerGroupHeartbeat',
  versions: [0, 1],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readConsumerGroupHeartbeatRequest,
  writeRequest: writeConsumerGroupHeartbeatRequest,
  readResponse: readConsumerGroupHeartbeatResponse,
  writeResponse: writeConsumerGroupHeartbeatResponse,
} as const satisfies ApiDef<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse>
