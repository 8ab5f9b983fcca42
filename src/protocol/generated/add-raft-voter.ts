// GENERATED from schemas/apis/add-raft-voter.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AddRaftVoterRequest {
  clusterId: string | null
  timeoutMs: number
  voterId: number
  voterDirectoryId: Uuid
  listeners: AddRaftVoterRequestListener[]
  ackWhenCommitted: boolean // 1+
  unknownTags?: TaggedField[]
}

export function newAddRaftVoterRequest({
  clusterId = '',
  timeoutMs = 0,
  voterId = 0,
  voterDirectoryId = ZERO_UUID,
  listeners = [],
  ackWhenCommitted = true,
  unknownTags,
}: Partial<AddRaftVoterRequest> = {}): AddRaftVoterRequest {
  const m: AddRaftVoterRequest = { clusterId, timeoutMs, voterId, voterDirectoryId, listeners, ackWhenCommitted }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddRaftVoterRequest(w: Writer, m: AddRaftVoterRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('AddRaftVoterRequest', v, 0, 1)
  w.begin('AddRaftVoterRequest', v)
  w.compactNullableString(m.clusterId)
  w.int32(m.timeoutMs)
  w.int32(m.voterId)
  w.uuid(m.voterDirectoryId)
  w.compactArrayLength(m.listeners.length)
  for (const element of m.listeners) writeAddRaftVoterRequestListener(w, element, v)
  if (v >= 1) w.bool(m.ackWhenCommitted)
  else if (!m.ackWhenCommitted) throw unsupportedField('AddRaftVoterRequest.AckWhenCommitted', v)
  w.tags(m.unknownTags)
}

export function readAddRaftVoterRequest(r: Reader, v: number): AddRaftVoterRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('AddRaftVoterRequest', v, 0, 1)
  r.begin('AddRaftVoterRequest', v)
  const clusterId = r.compactNullableString()
  const timeoutMs = r.int32()
  const voterId = r.int32()
  const voterDirectoryId = r.uuid()
  const listenersCount = r.compactArrayLength(5, 104)
  const listeners: AddRaftVoterRequestListener[] = sized(listenersCount)
  for (let i = 0; i < listenersCount; i++) listeners[i] = readAddRaftVoterRequestListener(r, v)
  const ackWhenCommitted = v >= 1 ? r.bool() : true
  const unknownTags = r.tags()
  const m: AddRaftVoterRequest = { clusterId, timeoutMs, voterId, voterDirectoryId, listeners, ackWhenCommitted }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AddRaftVoterRequestListener {
  name: string
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newAddRaftVoterRequestListener({
  name = '',
  host = '',
  port = 0,
  unknownTags,
}: Partial<AddRaftVoterRequestListener> = {}): AddRaftVoterRequestListener {
  const m: AddRaftVoterRequestListener = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddRaftVoterRequestListener(w: Writer, m: AddRaftVoterRequestListener, _v: number): void {
  w.compactString(m.name)
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readAddRaftVoterRequestListener(r: Reader, _v: number): AddRaftVoterRequestListener {
  const name = r.compactString()
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: AddRaftVoterRequestListener = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AddRaftVoterResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newAddRaftVoterResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = '',
  unknownTags,
}: Partial<AddRaftVoterResponse> = {}): AddRaftVoterResponse {
  const m: AddRaftVoterResponse = { throttleTimeMs, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddRaftVoterResponse(w: Writer, m: AddRaftVoterResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('AddRaftVoterResponse', v, 0, 1)
  w.begin('AddRaftVoterResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readAddRaftVoterResponse(r: Reader, v: number): AddRaftVoterResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('AddRaftVoterResponse', v, 0, 1)
  r.begin('AddRaftVoterResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: AddRaftVoterResponse = { throttleTimeMs, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const addRaftVoterApi = {
  key: 80,
  name: 'AddRaftVoter',
  versions: [0, 1],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readAddRaftVoterRequest,
  writeRequest: writeAddRaftVoterRequest,
  readResponse: readAddRaftVoterResponse,
  writeResponse: writeAddRaftVoterResponse,
} as const satisfies ApiDef<AddRaftVoterRequest, AddRaftVoterResponse>
