// GENERATED from schemas/apis/describe-groups.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeGroupsRequest {
  groups: string[]
  includeAuthorizedOperations: boolean // 3+
  unknownTags?: TaggedField[]
}

export function newDescribeGroupsRequest({
  groups = [],
  includeAuthorizedOperations = false,
  unknownTags,
}: Partial<DescribeGroupsRequest> = {}): DescribeGroupsRequest {
  const m: DescribeGroupsRequest = { groups, includeAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeGroupsRequest(w: Writer, m: DescribeGroupsRequest, v: number): void {
  if (v < 0 || v > 6) throw unsupportedVersion('DescribeGroupsRequest', v, 0, 6)
  w.begin('DescribeGroupsRequest', v)
  const flexible = v >= 5
  if (flexible) w.compactArrayLength(m.groups.length)
  else w.arrayLength(m.groups.length)
  for (const element of m.groups) {
    if (flexible) w.compactString(element)
    else w.string(element)
  }
  if (v >= 3) w.bool(m.includeAuthorizedOperations)
  else if (m.includeAuthorizedOperations) throw unsupportedField('DescribeGroupsRequest.IncludeAuthorizedOperations', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeGroupsRequest(r: Reader, v: number): DescribeGroupsRequest {
  if (v < 0 || v > 6) throw unsupportedVersion('DescribeGroupsRequest', v, 0, 6)
  r.begin('DescribeGroupsRequest', v)
  const flexible = v >= 5
  const groupsCount = flexible ? r.compactArrayLength(1, 32) : r.arrayLength(2, 32)
  const groups: string[] = sized(groupsCount)
  for (let i = 0; i < groupsCount; i++) groups[i] = flexible ? r.compactString() : r.string()
  const includeAuthorizedOperations = v >= 3 ? r.bool() : false
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeGroupsRequest = { groups, includeAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeGroupsResponse {
  throttleTimeMs: number // 1+
  groups: DescribeGroupsResponseDescribedGroup[]
  unknownTags?: TaggedField[]
}

export function newDescribeGroupsResponse({
  throttleTimeMs = 0,
  groups = [],
  unknownTags,
}: Partial<DescribeGroupsResponse> = {}): DescribeGroupsResponse {
  const m: DescribeGroupsResponse = { throttleTimeMs, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeGroupsResponse(w: Writer, m: DescribeGroupsResponse, v: number): void {
  if (v < 0 || v > 6) throw unsupportedVersion('DescribeGroupsResponse', v, 0, 6)
  w.begin('DescribeGroupsResponse', v)
  const flexible = v >= 5
  if (v >= 1) w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.groups.length)
  else w.arrayLength(m.groups.length)
  for (const element of m.groups) writeDescribeGroupsResponseDescribedGroup(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeGroupsResponse(r: Reader, v: number): DescribeGroupsResponse {
  if (v < 0 || v > 6) throw unsupportedVersion('DescribeGroupsResponse', v, 0, 6)
  r.begin('DescribeGroupsResponse', v)
  const flexible = v >= 5
  const throttleTimeMs = v >= 1 ? r.int32() : 0
  const groupsCount = flexible ? r.compactArrayLength(12, 264) : r.arrayLength(14, 264)
  const groups: DescribeGroupsResponseDescribedGroup[] = sized(groupsCount)
  for (let i = 0; i < groupsCount; i++) groups[i] = readDescribeGroupsResponseDescribedGroup(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeGroupsResponse = { throttleTimeMs, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeGroupsResponseDescribedGroup {
  errorCode: number
  errorMessage: string | null // 6+
  groupId: string
  groupState: string
  protocolType: string
  protocolData: string
  members: DescribeGroupsResponseDescribedGroupMember[]
  authorizedOperations: number // 3+
  unknownTags?: TaggedField[]
}

export function newDescribeGroupsResponseDescribedGroup({
  errorCode = 0,
  errorMessage = null,
  groupId = '',
  groupState = '',
  protocolType = '',
  protocolData = '',
  members = [],
  authorizedOperations = -2147483648,
  unknownTags,
}: Partial<DescribeGroupsResponseDescribedGroup> = {}): DescribeGroupsResponseDescribedGroup {
  const m: DescribeGroupsResponseDescribedGroup = { errorCode, errorMessage, groupId, groupState, protocolType, protocolData, members, authorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeGroupsResponseDescribedGroup(w: Writer, m: DescribeGroupsResponseDescribedGroup, v: number): void {
  const flexible = v >= 5
  w.int16(m.errorCode)
  if (v >= 6) w.compactNullableString(m.errorMessage)
  else if (m.errorMessage !== null) throw unsupportedField('DescribeGroupsResponse.ErrorMessage', v)
  if (flexible) w.compactString(m.groupId)
  else w.string(m.groupId)
  if (flexible) w.compactString(m.groupState)
  else w.string(m.groupState)
  if (flexible) w.compactString(m.protocolType)
  else w.string(m.protocolType)
  if (flexible) w.compactString(m.protocolData)
  else w.string(m.protocolData)
  if (flexible) w.compactArrayLength(m.members.length)
  else w.arrayLength(m.members.length)
  for (const element of m.members) writeDescribeGroupsResponseDescribedGroupMember(w, element, v)
  if (v >= 3) w.int32(m.authorizedOperations)
  else if (m.authorizedOperations !== -2147483648) throw unsupportedField('DescribeGroupsResponse.AuthorizedOperations', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeGroupsResponseDescribedGroup(r: Reader, v: number): DescribeGroupsResponseDescribedGroup {
  const flexible = v >= 5
  const errorCode = r.int16()
  const errorMessage = v >= 6 ? r.compactNullableString() : null
  const groupId = flexible ? r.compactString() : r.string()
  const groupState = flexible ? r.compactString() : r.string()
  const protocolType = flexible ? r.compactString() : r.string()
  const protocolData = flexible ? r.compactString() : r.string()
  const membersCount = flexible ? r.compactArrayLength(7, 400) : r.arrayLength(14, 400)
  const members: DescribeGroupsResponseDescribedGroupMember[] = sized(membersCount)
  for (let i = 0; i < membersCount; i++) members[i] = readDescribeGroupsResponseDescribedGroupMember(r, v)
  const authorizedOperations = v >= 3 ? r.int32() : -2147483648
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeGroupsResponseDescribedGroup = { errorCode, errorMessage, groupId, groupState, protocolType, protocolData, members, authorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeGroupsResponseDescribedGroupMember {
  memberId: string
  groupInstanceId: string | null // 4+
  clientId: string
  clientHost: string
  memberMetadata: Buffer
  memberAssignment: Buffer
  unknownTags?: TaggedField[]
}

export function newDescribeGroupsResponseDescribedGroupMember({
  memberId = '',
  groupInstanceId = null,
  clientId = '',
  clientHost = '',
  memberMetadata = Buffer.alloc(0),
  memberAssignment = Buffer.alloc(0),
  unknownTags,
}: Partial<DescribeGroupsResponseDescribedGroupMember> = {}): DescribeGroupsResponseDescribedGroupMember {
  const m: DescribeGroupsResponseDescribedGroupMember = { memberId, groupInstanceId, clientId, clientHost, memberMetadata, memberAssignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeGroupsResponseDescribedGroupMember(w: Writer, m: DescribeGroupsResponseDescribedGroupMember, v: number): void {
  const flexible = v >= 5
  if (flexible) w.compactString(m.memberId)
  else w.string(m.memberId)
  if (v >= 4) {
    if (flexible) w.compactNullableString(m.groupInstanceId)
    else w.nullableString(m.groupInstanceId)
  }
  if (flexible) w.compactString(m.clientId)
  else w.string(m.clientId)
  if (flexible) w.compactString(m.clientHost)
  else w.string(m.clientHost)
  if (flexible) w.compactBytes(m.memberMetadata)
  else w.bytes(m.memberMetadata)
  if (flexible) w.compactBytes(m.memberAssignment)
  else w.bytes(m.memberAssignment)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeGroupsResponseDescribedGroupMember(r: Reader, v: number): DescribeGroupsResponseDescribedGroupMember {
  const flexible = v >= 5
  const memberId = flexible ? r.compactString() : r.string()
  const groupInstanceId = v >= 4 ? (flexible ? r.compactNullableString() : r.nullableString()) : null
  const clientId = flexible ? r.compactString() : r.string()
  const clientHost = flexible ? r.compactString() : r.string()
  const memberMetadata = flexible ? r.compactBytes() : r.bytes()
  const memberAssignment = flexible ? r.compactBytes() : r.bytes()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeGroupsResponseDescribedGroupMember = { memberId, groupInstanceId, clientId, clientHost, memberMetadata, memberAssignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeGroupsApi = {
  key: 15,
  name: 'DescribeGroups',
  versions: [0, 6],
  flexibleFrom: 5,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readDescribeGroupsRequest,
  writeRequest: writeDescribeGroupsRequest,
  readResponse: readDescribeGroupsResponse,
  writeResponse: writeDescribeGroupsResponse,
} as const satisfies ApiDef<DescribeGroupsRequest, DescribeGroupsResponse>
