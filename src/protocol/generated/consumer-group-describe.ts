// GENERATED from schemas/apis/consumer-group-describe.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ConsumerGroupDescribeRequest {
  groupIds: string[]
  includeAuthorizedOperations: boolean
  unknownTags?: TaggedField[]
}

export function newConsumerGroupDescribeRequest({
  groupIds = [],
  includeAuthorizedOperations = false,
  unknownTags,
}: Partial<ConsumerGroupDescribeRequest> = {}): ConsumerGroupDescribeRequest {
  const m: ConsumerGroupDescribeRequest = { groupIds, includeAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupDescribeRequest(w: Writer, m: ConsumerGroupDescribeRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('ConsumerGroupDescribeRequest', v, 0, 1)
  w.begin('ConsumerGroupDescribeRequest', v)
  w.compactArrayLength(m.groupIds.length)
  for (const element of m.groupIds) w.compactString(element)
  w.bool(m.includeAuthorizedOperations)
  w.tags(m.unknownTags)
}

export function readConsumerGroupDescribeRequest(r: Reader, v: number): ConsumerGroupDescribeRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('ConsumerGroupDescribeRequest', v, 0, 1)
  r.begin('ConsumerGroupDescribeRequest', v)
  const groupIdsCount = r.compactArrayLength(1, 32)
  const groupIds: string[] = sized(groupIdsCount)
  for (let i = 0; i < groupIdsCount; i++) groupIds[i] = r.compactString()
  const includeAuthorizedOperations = r.bool()
  const unknownTags = r.tags()
  const m: ConsumerGroupDescribeRequest = { groupIds, includeAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupDescribeResponse {
  throttleTimeMs: number
  groups: ConsumerGroupDescribeResponseDescribedGroup[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupDescribeResponse({
  throttleTimeMs = 0,
  groups = [],
  unknownTags,
}: Partial<ConsumerGroupDescribeResponse> = {}): ConsumerGroupDescribeResponse {
  const m: ConsumerGroupDescribeResponse = { throttleTimeMs, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupDescribeResponse(w: Writer, m: ConsumerGroupDescribeResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('ConsumerGroupDescribeResponse', v, 0, 1)
  w.begin('ConsumerGroupDescribeResponse', v)
  w.int32(m.throttleTimeMs)
  w.compactArrayLength(m.groups.length)
  for (const element of m.groups) writeConsumerGroupDescribeResponseDescribedGroup(w, element, v)
  w.tags(m.unknownTags)
}

export function readConsumerGroupDescribeResponse(r: Reader, v: number): ConsumerGroupDescribeResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('ConsumerGroupDescribeResponse', v, 0, 1)
  r.begin('ConsumerGroupDescribeResponse', v)
  const throttleTimeMs = r.int32()
  const groupsCount = r.compactArrayLength(20, 248)
  const groups: ConsumerGroupDescribeResponseDescribedGroup[] = sized(groupsCount)
  for (let i = 0; i < groupsCount; i++) groups[i] = readConsumerGroupDescribeResponseDescribedGroup(r, v)
  const unknownTags = r.tags()
  const m: ConsumerGroupDescribeResponse = { throttleTimeMs, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupDescribeResponseDescribedGroup {
  errorCode: number
  errorMessage: string | null
  groupId: string
  groupState: string
  groupEpoch: number
  assignmentEpoch: number
  assignorName: string
  members: ConsumerGroupDescribeResponseMember[]
  authorizedOperations: number
  unknownTags?: TaggedField[]
}

export function newConsumerGroupDescribeResponseDescribedGroup({
  errorCode = 0,
  errorMessage = null,
  groupId = '',
  groupState = '',
  groupEpoch = 0,
  assignmentEpoch = 0,
  assignorName = '',
  members = [],
  authorizedOperations = -2147483648,
  unknownTags,
}: Partial<ConsumerGroupDescribeResponseDescribedGroup> = {}): ConsumerGroupDescribeResponseDescribedGroup {
  const m: ConsumerGroupDescribeResponseDescribedGroup = { errorCode, errorMessage, groupId, groupState, groupEpoch, assignmentEpoch, assignorName, members, authorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupDescribeResponseDescribedGroup(w: Writer, m: ConsumerGroupDescribeResponseDescribedGroup, v: number): void {
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactString(m.groupId)
  w.compactString(m.groupState)
  w.int32(m.groupEpoch)
  w.int32(m.assignmentEpoch)
  w.compactString(m.assignorName)
  w.compactArrayLength(m.members.length)
  for (const element of m.members) writeConsumerGroupDescribeResponseMember(w, element, v)
  w.int32(m.authorizedOperations)
  w.tags(m.unknownTags)
}

export function readConsumerGroupDescribeResponseDescribedGroup(r: Reader, v: number): ConsumerGroupDescribeResponseDescribedGroup {
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const groupId = r.compactString()
  const groupState = r.compactString()
  const groupEpoch = r.int32()
  const assignmentEpoch = r.int32()
  const assignorName = r.compactString()
  const membersCount = r.compactArrayLength(16, 472)
  const members: ConsumerGroupDescribeResponseMember[] = sized(membersCount)
  for (let i = 0; i < membersCount; i++) members[i] = readConsumerGroupDescribeResponseMember(r, v)
  const authorizedOperations = r.int32()
  const unknownTags = r.tags()
  const m: ConsumerGroupDescribeResponseDescribedGroup = { errorCode, errorMessage, groupId, groupState, groupEpoch, assignmentEpoch, assignorName, members, authorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupDescribeResponseMember {
  memberId: string
  instanceId: string | null
  rackId: string | null
  memberEpoch: number
  clientId: string
  clientHost: string
  subscribedTopicNames: string[]
  subscribedTopicRegex: string | null
  assignment: ConsumerGroupDescribeResponseAssignment
  targetAssignment: ConsumerGroupDescribeResponseAssignment
  memberType: number // 1+
  unknownTags?: TaggedField[]
}

export function newConsumerGroupDescribeResponseMember({
  memberId = '',
  instanceId = null,
  rackId = null,
  memberEpoch = 0,
  clientId = '',
  clientHost = '',
  subscribedTopicNames = [],
  subscribedTopicRegex = null,
  assignment = newConsumerGroupDescribeResponseAssignment(),
  targetAssignment = newConsumerGroupDescribeResponseAssignment(),
  memberType = -1,
  unknownTags,
}: Partial<ConsumerGroupDescribeResponseMember> = {}): ConsumerGroupDescribeResponseMember {
  const m: ConsumerGroupDescribeResponseMember = {
    memberId,
    instanceId,
    rackId,
    memberEpoch,
    clientId,
    clientHost,
    subscribedTopicNames,
    subscribedTopicRegex,
    assignment,
    targetAssignment,
    memberType,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupDescribeResponseMember(w: Writer, m: ConsumerGroupDescribeResponseMember, v: number): void {
  w.compactString(m.memberId)
  w.compactNullableString(m.instanceId)
  w.compactNullableString(m.rackId)
  w.int32(m.memberEpoch)
  w.compactString(m.clientId)
  w.compactString(m.clientHost)
  w.compactArrayLength(m.subscribedTopicNames.length)
  for (const element of m.subscribedTopicNames) w.compactString(element)
  w.compactNullableString(m.subscribedTopicRegex)
  writeConsumerGroupDescribeResponseAssignment(w, m.assignment, v)
  writeConsumerGroupDescribeResponseAssignment(w, m.targetAssignment, v)
  if (v >= 1) w.int8(m.memberType)
  w.tags(m.unknownTags)
}

export function readConsumerGroupDescribeResponseMember(r: Reader, v: number): ConsumerGroupDescribeResponseMember {
  const memberId = r.compactString()
  const instanceId = r.compactNullableString()
  const rackId = r.compactNullableString()
  const memberEpoch = r.int32()
  const clientId = r.compactString()
  const clientHost = r.compactString()
  const subscribedTopicNamesCount = r.compactArrayLength(1, 32)
  const subscribedTopicNames: string[] = sized(subscribedTopicNamesCount)
  for (let i = 0; i < subscribedTopicNamesCount; i++) subscribedTopicNames[i] = r.compactString()
  const subscribedTopicRegex = r.compactNullableString()
  const assignment = readConsumerGroupDescribeResponseAssignment(r, v)
  const targetAssignment = readConsumerGroupDescribeResponseAssignment(r, v)
  const memberType = v >= 1 ? r.int8() : -1
  const unknownTags = r.tags()
  const m: ConsumerGroupDescribeResponseMember = {
    memberId,
    instanceId,
    rackId,
    memberEpoch,
    clientId,
    clientHost,
    subscribedTopicNames,
    subscribedTopicRegex,
    assignment,
    targetAssignment,
    memberType,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupDescribeResponseAssignment {
  topicPartitions: ConsumerGroupDescribeResponseTopicPartitions[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupDescribeResponseAssignment({
  topicPartitions = [],
  unknownTags,
}: Partial<ConsumerGroupDescribeResponseAssignment> = {}): ConsumerGroupDescribeResponseAssignment {
  const m: ConsumerGroupDescribeResponseAssignment = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupDescribeResponseAssignment(w: Writer, m: ConsumerGroupDescribeResponseAssignment, v: number): void {
  w.compactArrayLength(m.topicPartitions.length)
  for (const element of m.topicPartitions) writeConsumerGroupDescribeResponseTopicPartitions(w, element, v)
  w.tags(m.unknownTags)
}

export function readConsumerGroupDescribeResponseAssignment(r: Reader, v: number): ConsumerGroupDescribeResponseAssignment {
  const topicPartitionsCount = r.compactArrayLength(19, 168)
  const topicPartitions: ConsumerGroupDescribeResponseTopicPartitions[] = sized(topicPartitionsCount)
  for (let i = 0; i < topicPartitionsCount; i++) topicPartitions[i] = readConsumerGroupDescribeResponseTopicPartitions(r, v)
  const unknownTags = r.tags()
  const m: ConsumerGroupDescribeResponseAssignment = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupDescribeResponseTopicPartitions {
  topicId: Uuid
  topicName: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupDescribeResponseTopicPartitions({
  topicId = ZERO_UUID,
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<ConsumerGroupDescribeResponseTopicPartitions> = {}): ConsumerGroupDescribeResponseTopicPartitions {
  const m: ConsumerGroupDescribeResponseTopicPartitions = { topicId, topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupDescribeResponseTopicPartitions(w: Writer, m: ConsumerGroupDescribeResponseTopicPartitions, _v: number): void {
  w.uuid(m.topicId)
  w.compactString(m.topicName)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readConsumerGroupDescribeResponseTopicPartitions(r: Reader, _v: number): ConsumerGroupDescribeResponseTopicPartitions {
  const topicId = r.uuid()
  const topicName = r.compactString()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: ConsumerGroupDescribeResponseTopicPartitions = { topicId, topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const consumerGroupDescribeApi = {
  key: 69,
  name: 'ConsumerGroupDescribe',
  versions: [0, 1],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readConsumerGroupDescribeRequest,
  writeRequest: writeConsumerGroupDescribeRequest,
  readResponse: readConsumerGroupDescribeResponse,
  writeResponse: writeConsumerGroupDescribeResponse,
} as const satisfies ApiDef<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse>
