// GENERATED from schemas/apis/join-group.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { nullField, unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface JoinGroupRequest {
  groupId: string
  sessionTimeoutMs: number
  rebalanceTimeoutMs: number // 1+
  memberId: string
  groupInstanceId: string | null // 5+
  protocolType: string
  protocols: JoinGroupRequestProtocol[]
  reason: string | null // 8+
  unknownTags?: TaggedField[]
}

export function newJoinGroupRequest({
  groupId = '',
  sessionTimeoutMs = 0,
  rebalanceTimeoutMs = -1,
  memberId = '',
  groupInstanceId = null,
  protocolType = '',
  protocols = [],
  reason = null,
  unknownTags,
}: Partial<JoinGroupRequest> = {}): JoinGroupRequest {
  const m: JoinGroupRequest = { groupId, sessionTimeoutMs, rebalanceTimeoutMs, memberId, groupInstanceId, protocolType, protocols, reason }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeJoinGroupRequest(w: Writer, m: JoinGroupRequest, v: number): void {
  if (v < 0 || v > 9) throw unsupportedVersion('JoinGroupRequest', v, 0, 9)
  w.begin('JoinGroupRequest', v)
  const flexible = v >= 6
  if (flexible) w.compactString(m.groupId)
  else w.string(m.groupId)
  w.int32(m.sessionTimeoutMs)
  if (v >= 1) w.int32(m.rebalanceTimeoutMs)
  if (flexible) w.compactString(m.memberId)
  else w.string(m.memberId)
  if (v >= 5) {
    if (flexible) w.compactNullableString(m.groupInstanceId)
    else w.nullableString(m.groupInstanceId)
  } else if (m.groupInstanceId !== null) throw unsupportedField('JoinGroupRequest.GroupInstanceId', v)
  if (flexible) w.compactString(m.protocolType)
  else w.string(m.protocolType)
  if (flexible) w.compactArrayLength(m.protocols.length)
  else w.arrayLength(m.protocols.length)
  for (const element of m.protocols) writeJoinGroupRequestProtocol(w, element, v)
  if (v >= 8) w.compactNullableString(m.reason)
  if (flexible) w.tags(m.unknownTags)
}

export function readJoinGroupRequest(r: Reader, v: number): JoinGroupRequest {
  if (v < 0 || v > 9) throw unsupportedVersion('JoinGroupRequest', v, 0, 9)
  r.begin('JoinGroupRequest', v)
  const flexible = v >= 6
  const groupId = flexible ? r.compactString() : r.string()
  const sessionTimeoutMs = r.int32()
  const rebalanceTimeoutMs = v >= 1 ? r.int32() : -1
  const memberId = flexible ? r.compactString() : r.string()
  const groupInstanceId = v >= 5 ? (flexible ? r.compactNullableString() : r.nullableString()) : null
  const protocolType = flexible ? r.compactString() : r.string()
  const protocolsCount = flexible ? r.compactArrayLength(3, 184) : r.arrayLength(6, 184)
  const protocols: JoinGroupRequestProtocol[] = sized(protocolsCount)
  for (let i = 0; i < protocolsCount; i++) protocols[i] = readJoinGroupRequestProtocol(r, v)
  const reason = v >= 8 ? r.compactNullableString() : null
  const unknownTags = flexible ? r.tags() : undefined
  const m: JoinGroupRequest = { groupId, sessionTimeoutMs, rebalanceTimeoutMs, memberId, groupInstanceId, protocolType, protocols, reason }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface JoinGroupRequestProtocol {
  name: string
  metadata: Buffer
  unknownTags?: TaggedField[]
}

export function newJoinGroupRequestProtocol({
  name = '',
  metadata = Buffer.alloc(0),
  unknownTags,
}: Partial<JoinGroupRequestProtocol> = {}): JoinGroupRequestProtocol {
  const m: JoinGroupRequestProtocol = { name, metadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeJoinGroupRequestProtocol(w: Writer, m: JoinGroupRequestProtocol, v: number): void {
  const flexible = v >= 6
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactBytes(m.metadata)
  else w.bytes(m.metadata)
  if (flexible) w.tags(m.unknownTags)
}

export function readJoinGroupRequestProtocol(r: Reader, v: number): JoinGroupRequestProtocol {
  const flexible = v >= 6
  const name = flexible ? r.compactString() : r.string()
  const metadata = flexible ? r.compactBytes() : r.bytes()
  const unknownTags = flexible ? r.tags() : undefined
  const m: JoinGroupRequestProtocol = { name, metadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface JoinGroupResponse {
  throttleTimeMs: number // 2+
  errorCode: number
  generationId: number
  protocolType: string | null // 7+
  protocolName: string | null // null in 7+
  leader: string
  skipAssignment: boolean // 9+
  memberId: string
  members: JoinGroupResponseMember[]
  unknownTags?: TaggedField[]
}

export function newJoinGroupResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  generationId = -1,
  protocolType = null,
  protocolName = '',
  leader = '',
  skipAssignment = false,
  memberId = '',
  members = [],
  unknownTags,
}: Partial<JoinGroupResponse> = {}): JoinGroupResponse {
  const m: JoinGroupResponse = { throttleTimeMs, errorCode, generationId, protocolType, protocolName, leader, skipAssignment, memberId, members }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeJoinGroupResponse(w: Writer, m: JoinGroupResponse, v: number): void {
  if (v < 0 || v > 9) throw unsupportedVersion('JoinGroupResponse', v, 0, 9)
  w.begin('JoinGroupResponse', v)
  const flexible = v >= 6
  if (v >= 2) w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.int32(m.generationId)
  if (v >= 7) w.compactNullableString(m.protocolType)
  if (m.protocolName === null && v < 7) throw nullField('JoinGroupResponse.ProtocolName', v)
  if (flexible) w.compactNullableString(m.protocolName)
  else w.nullableString(m.protocolName)
  if (flexible) w.compactString(m.leader)
  else w.string(m.leader)
  if (v >= 9) w.bool(m.skipAssignment)
  else if (m.skipAssignment) throw unsupportedField('JoinGroupResponse.SkipAssignment', v)
  if (flexible) w.compactString(m.memberId)
  else w.string(m.memberId)
  if (flexible) w.compactArrayLength(m.members.length)
  else w.arrayLength(m.members.length)
  for (const element of m.members) writeJoinGroupResponseMember(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readJoinGroupResponse(r: Reader, v: number): JoinGroupResponse {
  if (v < 0 || v > 9) throw unsupportedVersion('JoinGroupResponse', v, 0, 9)
  r.begin('JoinGroupResponse', v)
  const flexible = v >= 6
  const throttleTimeMs = v >= 2 ? r.int32() : 0
  const errorCode = r.int16()
  const generationId = r.int32()
  const protocolType = v >= 7 ? r.compactNullableString() : null
  const protocolName = v >= 7 ? (flexible ? r.compactNullableString() : r.nullableString()) : (flexible ? r.compactString() : r.string())
  const leader = flexible ? r.compactString() : r.string()
  const skipAssignment = v >= 9 ? r.bool() : false
  const memberId = flexible ? r.compactString() : r.string()
  const membersCount = flexible ? r.compactArrayLength(4, 216) : r.arrayLength(6, 216)
  const members: JoinGroupResponseMember[] = sized(membersCount)
  for (let i = 0; i < membersCount; i++) members[i] = readJoinGroupResponseMember(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: JoinGroupResponse = { throttleTimeMs, errorCode, generationId, protocolType, protocolName, leader, skipAssignment, memberId, members }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface JoinGroupResponseMember {
  memberId: string
  groupInstanceId: string | null // 5+
  metadata: Buffer
  unknownTags?: TaggedField[]
}

export function newJoinGroupResponseMember({
  memberId = '',
  groupInstanceId = null,
  metadata = Buffer.alloc(0),
  unknownTags,
}: Partial<JoinGroupResponseMember> = {}): JoinGroupResponseMember {
  const m: JoinGroupResponseMember = { memberId, groupInstanceId, metadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeJoinGroupResponseMember(w: Writer, m: JoinGroupResponseMember, v: number): void {
  const flexible = v >= 6
  if (flexible) w.compactString(m.memberId)
  else w.string(m.memberId)
  if (v >= 5) {
    if (flexible) w.compactNullableString(m.groupInstanceId)
    else w.nullableString(m.groupInstanceId)
  }
  if (flexible) w.compactBytes(m.metadata)
  else w.bytes(m.metadata)
  if (flexible) w.tags(m.unknownTags)
}

export function readJoinGroupResponseMember(r: Reader, v: number): JoinGroupResponseMember {
  const flexible = v >= 6
  const memberId = flexible ? r.compactString() : r.string()
  const groupInstanceId = v >= 5 ? (flexible ? r.compactNullableString() : r.nullableString()) : null
  const metadata = flexible ? r.compactBytes() : r.bytes()
  const unknownTags = flexible ? r.tags() : undefined
  const m: JoinGroupResponseMember = { memberId, groupInstanceId, metadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const joinGroupApi = {
  key: 11,
  name: 'JoinGroup',
  versions: [0, 9],
  flexibleFrom: 6,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readJoinGroupRequest,
  writeRequest: writeJoinGroupRequest,
  readResponse: readJoinGroupResponse,
  writeResponse: writeJoinGroupResponse,
} as const satisfies ApiDef<JoinGroupRequest, JoinGroupResponse>
