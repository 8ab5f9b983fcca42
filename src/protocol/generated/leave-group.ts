// GENERATED from schemas/apis/leave-group.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface LeaveGroupRequest {
  groupId: string
  memberId: string // 0-2
  members: LeaveGroupRequestMemberIdentity[] // 3+
  unknownTags?: TaggedField[]
}

export function newLeaveGroupRequest({
  groupId = '',
  memberId = '',
  members = [],
  unknownTags,
}: Partial<LeaveGroupRequest> = {}): LeaveGroupRequest {
  const m: LeaveGroupRequest = { groupId, memberId, members }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeLeaveGroupRequest(w: Writer, m: LeaveGroupRequest, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('LeaveGroupRequest', v, 0, 5)
  w.begin('LeaveGroupRequest', v)
  const flexible = v >= 4
  if (flexible) w.compactString(m.groupId)
  else w.string(m.groupId)
  if (v <= 2) w.string(m.memberId)
  else if (m.memberId !== '') throw unsupportedField('LeaveGroupRequest.MemberId', v)
  if (v >= 3) {
    if (flexible) w.compactArrayLength(m.members.length)
    else w.arrayLength(m.members.length)
    for (const element of m.members) writeLeaveGroupRequestMemberIdentity(w, element, v)
  } else if (m.members.length > 0) throw unsupportedField('LeaveGroupRequest.Members', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readLeaveGroupRequest(r: Reader, v: number): LeaveGroupRequest {
  if (v < 0 || v > 5) throw unsupportedVersion('LeaveGroupRequest', v, 0, 5)
  r.begin('LeaveGroupRequest', v)
  const flexible = v >= 4
  const groupId = flexible ? r.compactString() : r.string()
  const memberId = v <= 2 ? r.string() : ''
  const membersCount = v >= 3 ? (flexible ? r.compactArrayLength(3, 128) : r.arrayLength(4, 128)) : 0
  const members: LeaveGroupRequestMemberIdentity[] = sized(membersCount)
  for (let i = 0; i < membersCount; i++) members[i] = readLeaveGroupRequestMemberIdentity(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: LeaveGroupRequest = { groupId, memberId, members }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface LeaveGroupRequestMemberIdentity {
  memberId: string
  groupInstanceId: string | null
  reason: string | null // 5+
  unknownTags?: TaggedField[]
}

export function newLeaveGroupRequestMemberIdentity({
  memberId = '',
  groupInstanceId = null,
  reason = null,
  unknownTags,
}: Partial<LeaveGroupRequestMemberIdentity> = {}): LeaveGroupRequestMemberIdentity {
  const m: LeaveGroupRequestMemberIdentity = { memberId, groupInstanceId, reason }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeLeaveGroupRequestMemberIdentity(w: Writer, m: LeaveGroupRequestMemberIdentity, v: number): void {
  const flexible = v >= 4
  if (flexible) w.compactString(m.memberId)
  else w.string(m.memberId)
  if (flexible) w.compactNullableString(m.groupInstanceId)
  else w.nullableString(m.groupInstanceId)
  if (v >= 5) w.compactNullableString(m.reason)
  if (flexible) w.tags(m.unknownTags)
}

export function readLeaveGroupRequestMemberIdentity(r: Reader, v: number): LeaveGroupRequestMemberIdentity {
  const flexible = v >= 4
  const memberId = flexible ? r.compactString() : r.string()
  const groupInstanceId = flexible ? r.compactNullableString() : r.nullableString()
  const reason = v >= 5 ? r.compactNullableString() : null
  const unknownTags = flexible ? r.tags() : undefined
  const m: LeaveGroupRequestMemberIdentity = { memberId, groupInstanceId, reason }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface LeaveGroupResponse {
  throttleTimeMs: number // 1+
  errorCode: number
  members: LeaveGroupResponseMemberResponse[] // 3+
  unknownTags?: TaggedField[]
}

export function newLeaveGroupResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  members = [],
  unknownTags,
}: Partial<LeaveGroupResponse> = {}): LeaveGroupResponse {
  const m: LeaveGroupResponse = { throttleTimeMs, errorCode, members }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeLeaveGroupResponse(w: Writer, m: LeaveGroupResponse, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('LeaveGroupResponse', v, 0, 5)
  w.begin('LeaveGroupResponse', v)
  const flexible = v >= 4
  if (v >= 1) w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  if (v >= 3) {
    if (flexible) w.compactArrayLength(m.members.length)
    else w.arrayLength(m.members.length)
    for (const element of m.members) writeLeaveGroupResponseMemberResponse(w, element, v)
  } else if (m.members.length > 0) throw unsupportedField('LeaveGroupResponse.Members', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readLeaveGroupResponse(r: Reader, v: number): LeaveGroupResponse {
  if (v < 0 || v > 5) throw unsupportedVersion('LeaveGroupResponse', v, 0, 5)
  r.begin('LeaveGroupResponse', v)
  const flexible = v >= 4
  const throttleTimeMs = v >= 1 ? r.int32() : 0
  const errorCode = r.int16()
  const membersCount = v >= 3 ? (flexible ? r.compactArrayLength(5, 104) : r.arrayLength(6, 104)) : 0
  const members: LeaveGroupResponseMemberResponse[] = sized(membersCount)
  for (let i = 0; i < membersCount; i++) members[i] = readLeaveGroupResponseMemberResponse(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: LeaveGroupResponse = { throttleTimeMs, errorCode, members }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface LeaveGroupResponseMemberResponse {
  memberId: string
  groupInstanceId: string | null
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newLeaveGroupResponseMemberResponse({
  memberId = '',
  groupInstanceId = '',
  errorCode = 0,
  unknownTags,
}: Partial<LeaveGroupResponseMemberResponse> = {}): LeaveGroupResponseMemberResponse {
  const m: LeaveGroupResponseMemberResponse = { memberId, groupInstanceId, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeLeaveGroupResponseMemberResponse(w: Writer, m: LeaveGroupResponseMemberResponse, v: number): void {
  const flexible = v >= 4
  if (flexible) w.compactString(m.memberId)
  else w.string(m.memberId)
  if (flexible) w.compactNullableString(m.groupInstanceId)
  else w.nullableString(m.groupInstanceId)
  w.int16(m.errorCode)
  if (flexible) w.tags(m.unknownTags)
}

export function readLeaveGroupResponseMemberResponse(r: Reader, v: number): LeaveGroupResponseMemberResponse {
  const flexible = v >= 4
  const memberId = flexible ? r.compactString() : r.string()
  const groupInstanceId = flexible ? r.compactNullableString() : r.nullableString()
  const errorCode = r.int16()
  const unknownTags = flexible ? r.tags() : undefined
  const m: LeaveGroupResponseMemberResponse = { memberId, groupInstanceId, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const leaveGroupApi = {
  key: 13,
  name: 'LeaveGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readLeaveGroupRequest,
  writeRequest: writeLeaveGroupRequest,
  readResponse: readLeaveGroupResponse,
  writeResponse: writeLeaveGroupResponse,
} as const satisfies ApiDef<LeaveGroupRequest, LeaveGroupResponse>
