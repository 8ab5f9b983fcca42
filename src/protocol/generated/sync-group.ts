// GENERATED from schemas/apis/sync-group.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface SyncGroupRequest {
  groupId: string
  generationId: number
  memberId: string
  groupInstanceId: string | null // 3+
  protocolType: string | null // 5+
  protocolName: string | null // 5+
  assignments: SyncGroupRequestAssignment[]
  unknownTags?: TaggedField[]
}

export function newSyncGroupRequest({
  groupId = '',
  generationId = 0,
  memberId = '',
  groupInstanceId = null,
  protocolType = null,
  protocolName = null,
  assignments = [],
  unknownTags,
}: Partial<SyncGroupRequest> = {}): SyncGroupRequest {
  const m: SyncGroupRequest = { groupId, generationId, memberId, groupInstanceId, protocolType, protocolName, assignments }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeSyncGroupRequest(w: Writer, m: SyncGroupRequest, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('SyncGroupRequest', v, 0, 5)
  w.begin('SyncGroupRequest', v)
  const flexible = v >= 4
  if (flexible) w.compactString(m.groupId)
  else w.string(m.groupId)
  w.int32(m.generationId)
  if (flexible) w.compactString(m.memberId)
  else w.string(m.memberId)
  if (v >= 3) {
    if (flexible) w.compactNullableString(m.groupInstanceId)
    else w.nullableString(m.groupInstanceId)
  } else if (m.groupInstanceId !== null) throw unsupportedField('SyncGroupRequest.GroupInstanceId', v)
  if (v >= 5) w.compactNullableString(m.protocolType)
  if (v >= 5) w.compactNullableString(m.protocolName)
  if (flexible) w.compactArrayLength(m.assignments.length)
  else w.arrayLength(m.assignments.length)
  for (const element of m.assignments) writeSyncGroupRequestAssignment(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readSyncGroupRequest(r: Reader, v: number): SyncGroupRequest {
  if (v < 0 || v > 5) throw unsupportedVersion('SyncGroupRequest', v, 0, 5)
  r.begin('SyncGroupRequest', v)
  const flexible = v >= 4
  const groupId = flexible ? r.compactString() : r.string()
  const generationId = r.int32()
  const memberId = flexible ? r.compactString() : r.string()
  const groupInstanceId = v >= 3 ? (flexible ? r.compactNullableString() : r.nullableString()) : null
  const protocolType = v >= 5 ? r.compactNullableString() : null
  const protocolName = v >= 5 ? r.compactNullableString() : null
  const assignmentsCount = flexible ? r.compactArrayLength(3, 184) : r.arrayLength(6, 184)
  const assignments: SyncGroupRequestAssignment[] = sized(assignmentsCount)
  for (let i = 0; i < assignmentsCount; i++) assignments[i] = readSyncGroupRequestAssignment(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: SyncGroupRequest = { groupId, generationId, memberId, groupInstanceId, protocolType, protocolName, assignments }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface SyncGroupRequestAssignment {
  memberId: string
  assignment: Buffer
  unknownTags?: TaggedField[]
}

export function newSyncGroupRequestAssignment({
  memberId = '',
  assignment = Buffer.alloc(0),
  unknownTags,
}: Partial<SyncGroupRequestAssignment> = {}): SyncGroupRequestAssignment {
  const m: SyncGroupRequestAssignment = { memberId, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeSyncGroupRequestAssignment(w: Writer, m: SyncGroupRequestAssignment, v: number): void {
  const flexible = v >= 4
  if (flexible) w.compactString(m.memberId)
  else w.string(m.memberId)
  if (flexible) w.compactBytes(m.assignment)
  else w.bytes(m.assignment)
  if (flexible) w.tags(m.unknownTags)
}

export function readSyncGroupRequestAssignment(r: Reader, v: number): SyncGroupRequestAssignment {
  const flexible = v >= 4
  const memberId = flexible ? r.compactString() : r.string()
  const assignment = flexible ? r.compactBytes() : r.bytes()
  const unknownTags = flexible ? r.tags() : undefined
  const m: SyncGroupRequestAssignment = { memberId, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface SyncGroupResponse {
  throttleTimeMs: number // 1+
  errorCode: number
  protocolType: string | null // 5+
  protocolName: string | null // 5+
  assignment: Buffer
  unknownTags?: TaggedField[]
}

export function newSyncGroupResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  protocolType = null,
  protocolName = null,
  assignment = Buffer.alloc(0),
  unknownTags,
}: Partial<SyncGroupResponse> = {}): SyncGroupResponse {
  const m: SyncGroupResponse = { throttleTimeMs, errorCode, protocolType, protocolName, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeSyncGroupResponse(w: Writer, m: SyncGroupResponse, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('SyncGroupResponse', v, 0, 5)
  w.begin('SyncGroupResponse', v)
  const flexible = v >= 4
  if (v >= 1) w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  if (v >= 5) w.compactNullableString(m.protocolType)
  if (v >= 5) w.compactNullableString(m.protocolName)
  if (flexible) w.compactBytes(m.assignment)
  else w.bytes(m.assignment)
  if (flexible) w.tags(m.unknownTags)
}

export function readSyncGroupResponse(r: Reader, v: number): SyncGroupResponse {
  if (v < 0 || v > 5) throw unsupportedVersion('SyncGroupResponse', v, 0, 5)
  r.begin('SyncGroupResponse', v)
  const flexible = v >= 4
  const throttleTimeMs = v >= 1 ? r.int32() : 0
  const errorCode = r.int16()
  const protocolType = v >= 5 ? r.compactNullableString() : null
  const protocolName = v >= 5 ? r.compactNullableString() : null
  const assignment = flexible ? r.compactBytes() : r.bytes()
  const unknownTags = flexible ? r.tags() : undefined
  const m: SyncGroupResponse = { throttleTimeMs, errorCode, protocolType, protocolName, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const syncGroupApi = {
  key: 14,
  name: 'SyncGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readSyncGroupRequest,
  writeRequest: writeSyncGroupRequest,
  readResponse: readSyncGroupResponse,
  writeResponse: writeSyncGroupResponse,
} as const satisfies ApiDef<SyncGroupRequest, SyncGroupResponse>
