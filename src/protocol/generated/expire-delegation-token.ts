// GENERATED from schemas/apis/expire-delegation-token.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ExpireDelegationTokenRequest {
  hmac: Buffer
  expiryTimePeriodMs: number
  unknownTags?: TaggedField[]
}

export function newExpireDelegationTokenRequest({
  hmac = Buffer.alloc(0),
  expiryTimePeriodMs = 0,
  unknownTags,
}: Partial<ExpireDelegationTokenRequest> = {}): ExpireDelegationTokenRequest {
  const m: ExpireDelegationTokenRequest = { hmac, expiryTimePeriodMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeExpireDelegationTokenRequest(w: Writer, m: ExpireDelegationTokenRequest, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('ExpireDelegationTokenRequest', v, 1, 2)
  w.begin('ExpireDelegationTokenRequest', v)
  const flexible = v >= 2
  if (flexible) w.compactBytes(m.hmac)
  else w.bytes(m.hmac)
  w.int64(m.expiryTimePeriodMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readExpireDelegationTokenRequest(r: Reader, v: number): ExpireDelegationTokenRequest {
  if (v < 1 || v > 2) throw unsupportedVersion('ExpireDelegationTokenRequest', v, 1, 2)
  r.begin('ExpireDelegationTokenRequest', v)
  const flexible = v >= 2
  const hmac = flexible ? r.compactBytes() : r.bytes()
  const expiryTimePeriodMs = r.int64()
  const unknownTags = flexible ? r.tags() : undefined
  const m: ExpireDelegationTokenRequest = { hmac, expiryTimePeriodMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ExpireDelegationTokenResponse {
  errorCode: number
  expiryTimestampMs: number
  throttleTimeMs: number
  unknownTags?: TaggedField[]
}

export function newExpireDelegationTokenResponse({
  errorCode = 0,
  expiryTimestampMs = 0,
  throttleTimeMs = 0,
  unknownTags,
}: Partial<ExpireDelegationTokenResponse> = {}): ExpireDelegationTokenResponse {
  const m: ExpireDelegationTokenResponse = { errorCode, expiryTimestampMs, throttleTimeMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeExpireDelegationTokenResponse(w: Writer, m: ExpireDelegationTokenResponse, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('ExpireDelegationTokenResponse', v, 1, 2)
  w.begin('ExpireDelegationTokenResponse', v)
  const flexible = v >= 2
  w.int16(m.errorCode)
  w.int64(m.expiryTimestampMs)
  w.int32(m.throttleTimeMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readExpireDelegationTokenResponse(r: Reader, v: number): ExpireDelegationTokenResponse {
  if (v < 1 || v > 2) throw unsupportedVersion('ExpireDelegationTokenResponse', v, 1, 2)
  r.begin('ExpireDelegationTokenResponse', v)
  const flexible = v >= 2
  const errorCode = r.int16()
  const expiryTimestampMs = r.int64()
  const throttleTimeMs = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: ExpireDelegationTokenResponse = { errorCode, expiryTimestampMs, throttleTimeMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const expireDelegationTokenApi = {
  key: 40,
  name: 'ExpireDelegationToken',
  versions: [1, 2],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readExpireDelegationTokenRequest,
  writeRequest: writeExpireDelegationTokenRequest,
  readResponse: readExpireDelegationTokenResponse,
  writeResponse: writeExpireDelegationTokenResponse,
} as const satisfies ApiDef<ExpireDelegationTokenRequest, ExpireDelegationTokenResponse>
