// GENERATED from schemas/apis/heartbeat.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface HeartbeatRequest {
  groupId: string
  generationId: number
  memberId: string
  groupInstanceId: string | null // 3+
  unknownTags?: TaggedField[]
}

export function newHeartbeatRequest({
  groupId = '',
  generationId = 0,
  memberId = '',
  groupInstanceId = null,
  unknownTags,
}: Partial<HeartbeatRequest> = {}): HeartbeatRequest {
  const m: HeartbeatRequest = { groupId, generationId, memberId, groupInstanceId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeHeartbeatRequest(w: Writer, m: HeartbeatRequest, v: number): void {
  if (v < 0 || v > 4) throw unsupportedVersion('HeartbeatRequest', v, 0, 4)
  w.begin('HeartbeatRequest', v)
  const flexible = v >= 4
  if (flexible) w.compactString(m.groupId)
  else w.string(m.groupId)
  w.int32(m.generationId)
  if (flexible) w.compactString(m.memberId)
  else w.string(m.memberId)
  if (v >= 3) {
    if (flexible) w.compactNullableString(m.groupInstanceId)
    else w.nullableString(m.groupInstanceId)
  } else if (m.groupInstanceId !== null) throw unsupportedField('HeartbeatRequest.GroupInstanceId', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readHeartbeatRequest(r: Reader, v: number): HeartbeatRequest {
  if (v < 0 || v > 4) throw unsupportedVersion('HeartbeatRequest', v, 0, 4)
  r.begin('HeartbeatRequest', v)
  const flexible = v >= 4
  const groupId = flexible ? r.compactString() : r.string()
  const generationId = r.int32()
  const memberId = flexible ? r.compactString() : r.string()
  const groupInstanceId = v >= 3 ? (flexible ? r.compactNullableString() : r.nullableString()) : null
  const unknownTags = flexible ? r.tags() : undefined
  const m: HeartbeatRequest = { groupId, generationId, memberId, groupInstanceId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface HeartbeatResponse {
  throttleTimeMs: number // 1+
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newHeartbeatResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  unknownTags,
}: Partial<HeartbeatResponse> = {}): HeartbeatResponse {
  const m: HeartbeatResponse = { throttleTimeMs, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeHeartbeatResponse(w: Writer, m: HeartbeatResponse, v: number): void {
  if (v < 0 || v > 4) throw unsupportedVersion('HeartbeatResponse', v, 0, 4)
  w.begin('HeartbeatResponse', v)
  const flexible = v >= 4
  if (v >= 1) w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  if (flexible) w.tags(m.unknownTags)
}

export function readHeartbeatResponse(r: Reader, v: number): HeartbeatResponse {
  if (v < 0 || v > 4) throw unsupportedVersion('HeartbeatResponse', v, 0, 4)
  r.begin('HeartbeatResponse', v)
  const flexible = v >= 4
  const throttleTimeMs = v >= 1 ? r.int32() : 0
  const errorCode = r.int16()
  const unknownTags = flexible ? r.tags() : undefined
  const m: HeartbeatResponse = { throttleTimeMs, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const heartbeatApi = {
  key: 12,
  name: 'Heartbeat',
  versions: [0, 4],
  flexibleFrom: 4,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readHeartbeatRequest,
  writeRequest: writeHeartbeatRequest,
  readResponse: readHeartbeatResponse,
  writeResponse: writeHeartbeatResponse,
} as const satisfies ApiDef<HeartbeatRequest, HeartbeatResponse>
