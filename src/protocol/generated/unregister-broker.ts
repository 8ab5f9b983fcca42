// GENERATED from schemas/apis/unregister-broker.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface UnregisterBrokerRequest {
  brokerId: number
  unknownTags?: TaggedField[]
}

export function newUnregisterBrokerRequest({
  brokerId = 0,
  unknownTags,
}: Partial<UnregisterBrokerRequest> = {}): UnregisterBrokerRequest {
  const m: UnregisterBrokerRequest = { brokerId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUnregisterBrokerRequest(w: Writer, m: UnregisterBrokerRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('UnregisterBrokerRequest', v, 0, 0)
  w.begin('UnregisterBrokerRequest', v)
  w.int32(m.brokerId)
  w.tags(m.unknownTags)
}

export function readUnregisterBrokerRequest(r: Reader, v: number): UnregisterBrokerRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('UnregisterBrokerRequest', v, 0, 0)
  r.begin('UnregisterBrokerRequest', v)
  const brokerId = r.int32()
  const unknownTags = r.tags()
  const m: UnregisterBrokerRequest = { brokerId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface UnregisterBrokerResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newUnregisterBrokerResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = '',
  unknownTags,
}: Partial<UnregisterBrokerResponse> = {}): UnregisterBrokerResponse {
  const m: UnregisterBrokerResponse = { throttleTimeMs, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUnregisterBrokerResponse(w: Writer, m: UnregisterBrokerResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('UnregisterBrokerResponse', v, 0, 0)
  w.begin('UnregisterBrokerResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readUnregisterBrokerResponse(r: Reader, v: number): UnregisterBrokerResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('UnregisterBrokerResponse', v, 0, 0)
  r.begin('UnregisterBrokerResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: UnregisterBrokerResponse = { throttleTimeMs, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const unregisterBrokerApi = {
  key: 64,
  name: 'UnregisterBroker',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readUnregisterBrokerRequest,
  writeRequest: writeUnregisterBrokerRequest,
  readResponse: readUnregisterBrokerResponse,
  writeResponse: writeUnregisterBrokerResponse,
} as const satisfies ApiDef<UnregisterBrokerRequest, UnregisterBrokerResponse>
