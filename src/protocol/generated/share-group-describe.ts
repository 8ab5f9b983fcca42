// GENERATED from schemas/apis/share-group-describe.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ShareGroupDescribeRequest {
  groupIds: string[]
  includeAuthorizedOperations: boolean
  unknownTags?: TaggedField[]
}

export function newShareGroupDescribeRequest({
  groupIds = [],
  includeAuthorizedOperations = false,
  unknownTags,
}: Partial<ShareGroupDescribeRequest> = {}): ShareGroupDescribeRequest {
  const m: ShareGroupDescribeRequest = { groupIds, includeAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupDescribeRequest(w: Writer, m: ShareGroupDescribeRequest, v: number): void {
  if (v < 1 || v > 1) throw unsupportedVersion('ShareGroupDescribeRequest', v, 1, 1)
  w.begin('ShareGroupDescribeRequest', v)
  w.compactArrayLength(m.groupIds.length)
  for (const element of m.groupIds) w.compactString(element)
  w.bool(m.includeAuthorizedOperations)
  w.tags(m.unknownTags)
}

export function readShareGroupDescribeRequest(r: Reader, v: number): ShareGroupDescribeRequest {
  if (v < 1 || v > 1) throw unsupportedVersion('ShareGroupDescribeRequest', v, 1, 1)
  r.begin('ShareGroupDescribeRequest', v)
  const groupIdsCount = r.compactArrayLength(1, 32)
  const groupIds: string[] = sized(groupIdsCount)
  for (let i = 0; i < groupIdsCount; i++) groupIds[i] = r.compactString()
  const includeAuthorizedOperations = r.bool()
  const unknownTags = r.tags()
  const m: ShareGroupDescribeRequest = { groupIds, includeAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupDescribeResponse {
  throttleTimeMs: number
  groups: ShareGroupDescribeResponseDescribedGroup[]
  unknownTags?: TaggedField[]
}

export function newShareGroupDescribeResponse({
  throttleTimeMs = 0,
  groups = [],
  unknownTags,
}: Partial<ShareGroupDescribeResponse> = {}): ShareGroupDescribeResponse {
  const m: ShareGroupDescribeResponse = { throttleTimeMs, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupDescribeResponse(w: Writer, m: ShareGroupDescribeResponse, v: number): void {
  if (v < 1 || v > 1) throw unsupportedVersion('ShareGroupDescribeResponse', v, 1, 1)
  w.begin('ShareGroupDescribeResponse', v)
  w.int32(m.throttleTimeMs)
  w.compactArrayLength(m.groups.length)
  for (const element of m.groups) writeShareGroupDescribeResponseDescribedGroup(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareGroupDescribeResponse(r: Reader, v: number): ShareGroupDescribeResponse {
  if (v < 1 || v > 1) throw unsupportedVersion('ShareGroupDescribeResponse', v, 1, 1)
  r.begin('ShareGroupDescribeResponse', v)
  const throttleTimeMs = r.int32()
  const groupsCount = r.compactArrayLength(20, 248)
  const groups: ShareGroupDescribeResponseDescribedGroup[] = sized(groupsCount)
  for (let i = 0; i < groupsCount; i++) groups[i] = readShareGroupDescribeResponseDescribedGroup(r, v)
  const unknownTags = r.tags()
  const m: ShareGroupDescribeResponse = { throttleTimeMs, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupDescribeResponseDescribedGroup {
  errorCode: number
  errorMessage: string | null
  groupId: string
  groupState: string
  groupEpoch: number
  assignmentEpoch: number
  assignorName: string
  members: ShareGroupDescribeResponseMember[]
  authorizedOperations: number
  unknownTags?: TaggedField[]
}

export function newShareGroupDescribeResponseDescribedGroup({
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
}: Partial<ShareGroupDescribeResponseDescribedGroup> = {}): ShareGroupDescribeResponseDescribedGroup {
  const m: ShareGroupDescribeResponseDescribedGroup = { errorCode, errorMessage, groupId, groupState, groupEpoch, assignmentEpoch, assignorName, members, authorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupDescribeResponseDescribedGroup(w: Writer, m: ShareGroupDescribeResponseDescribedGroup, v: number): void {
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactString(m.groupId)
  w.compactString(m.groupState)
  w.int32(m.groupEpoch)
  w.int32(m.assignmentEpoch)
  w.compactString(m.assignorName)
  w.compactArrayLength(m.members.length)
  for (const element of m.members) writeShareGroupDescribeResponseMember(w, element, v)
  w.int32(m.authorizedOperations)
  w.tags(m.unknownTags)
}

export function readShareGroupDescribeResponseDescribedGroup(r: Reader, v: number): ShareGroupDescribeResponseDescribedGroup {
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const groupId = r.compactString()
  const groupState = r.compactString()
  const groupEpoch = r.int32()
  const assignmentEpoch = r.int32()
  const assignorName = r.compactString()
  const membersCount = r.compactArrayLength(12, 312)
  const members: ShareGroupDescribeResponseMember[] = sized(membersCount)
  for (let i = 0; i < membersCount; i++) members[i] = readShareGroupDescribeResponseMember(r, v)
  const authorizedOperations = r.int32()
  const unknownTags = r.tags()
  const m: ShareGroupDescribeResponseDescribedGroup = { errorCode, errorMessage, groupId, groupState, groupEpoch, assignmentEpoch, assignorName, members, authorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupDescribeResponseMember {
  memberId: string
  rackId: string | null
  memberEpoch: number
  clientId: string
  clientHost: string
  subscribedTopicNames: string[]
  assignment: ShareGroupDescribeResponseAssignment
  unknownTags?: TaggedField[]
}

export function newShareGroupDescribeResponseMember({
  memberId = '',
  rackId = null,
  memberEpoch = 0,
  clientId = '',
  clientHost = '',
  subscribedTopicNames = [],
  assignment = newShareGroupDescribeResponseAssignment(),
  unknownTags,
}: Partial<ShareGroupDescribeResponseMember> = {}): ShareGroupDescribeResponseMember {
  const m: ShareGroupDescribeResponseMember = { memberId, rackId, memberEpoch, clientId, clientHost, subscribedTopicNames, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupDescribeResponseMember(w: Writer, m: ShareGroupDescribeResponseMember, v: number): void {
  w.compactString(m.memberId)
  w.compactNullableString(m.rackId)
  w.int32(m.memberEpoch)
  w.compactString(m.clientId)
  w.compactString(m.clientHost)
  w.compactArrayLength(m.subscribedTopicNames.length)
  for (const element of m.subscribedTopicNames) w.compactString(element)
  writeShareGroupDescribeResponseAssignment(w, m.assignment, v)
  w.tags(m.unknownTags)
}

export function readShareGroupDescribeResponseMember(r: Reader, v: number): ShareGroupDescribeResponseMember {
  const memberId = r.compactString()
  const rackId = r.compactNullableString()
  const memberEpoch = r.int32()
  const clientId = r.compactString()
  const clientHost = r.compactString()
  const subscribedTopicNamesCount = r.compactArrayLength(1, 32)
  const subscribedTopicNames: string[] = sized(subscribedTopicNamesCount)
  for (let i = 0; i < subscribedTopicNamesCount; i++) subscribedTopicNames[i] = r.compactString()
  const assignment = readShareGroupDescribeResponseAssignment(r, v)
  const unknownTags = r.tags()
  const m: ShareGroupDescribeResponseMember = { memberId, rackId, memberEpoch, clientId, clientHost, subscribedTopicNames, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupDescribeResponseAssignment {
  topicPartitions: ShareGroupDescribeResponseTopicPartitions[]
  unknownTags?: TaggedField[]
}

export function newShareGroupDescribeResponseAssignment({
  topicPartitions = [],
  unknownTags,
}: Partial<ShareGroupDescribeResponseAssignment> = {}): ShareGroupDescribeResponseAssignment {
  const m: ShareGroupDescribeResponseAssignment = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupDescribeResponseAssignment(w: Writer, m: ShareGroupDescribeResponseAssignment, v: number): void {
  w.compactArrayLength(m.topicPartitions.length)
  for (const element of m.topicPartitions) writeShareGroupDescribeResponseTopicPartitions(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareGroupDescribeResponseAssignment(r: Reader, v: number): ShareGroupDescribeResponseAssignment {
  const topicPartitionsCount = r.compactArrayLength(19, 168)
  const topicPartitions: ShareGroupDescribeResponseTopicPartitions[] = sized(topicPartitionsCount)
  for (let i = 0; i < topicPartitionsCount; i++) topicPartitions[i] = readShareGroupDescribeResponseTopicPartitions(r, v)
  const unknownTags = r.tags()
  const m: ShareGroupDescribeResponseAssignment = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupDescribeResponseTopicPartitions {
  topicId: Uuid
  topicName: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newShareGroupDescribeResponseTopicPartitions({
  topicId = ZERO_UUID,
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<ShareGroupDescribeResponseTopicPartitions> = {}): ShareGroupDescribeResponseTopicPartitions {
  const m: ShareGroupDescribeResponseTopicPartitions = { topicId, topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupDescribeResponseTopicPartitions(w: Writer, m: ShareGroupDescribeResponseTopicPartitions, _v: number): void {
  w.uuid(m.topicId)
  w.compactString(m.topicName)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readShareGroupDescribeResponseTopicPartitions(r: Reader, _v: number): ShareGroupDescribeResponseTopicPartitions {
  const topicId = r.uuid()
  const topicName = r.compactString()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: ShareGroupDescribeResponseTopicPartitions = { topicId, topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareGroupDescribeApi = {
  key: 77,
  name: 'ShareGroupDescribe',
  versions: [1, 1],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readShareGroupDescribeRequest,
  writeRequest: writeShareGroupDescribeRequest,
  readResponse: readShareGroupDescribeResponse,
  writeResponse: writeShareGroupDescribeResponse,
} as const satisfies ApiDef<ShareGroupDescribeRequest, ShareGroupDescribeResponse>
