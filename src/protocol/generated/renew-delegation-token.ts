// GENERATED from schemas/apis/renew-delegation-token.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface RenewDelegationTokenRequest {
  hmac: Buffer
  renewPeriodMs: number
  unknownTags?: TaggedField[]
}

export function newRenewDelegationTokenRequest({
  hmac = Buffer.alloc(0),
  renewPeriodMs = 0,
  unknownTags,
}: Partial<RenewDelegationTokenRequest> = {}): RenewDelegationTokenRequest {
  const m: RenewDelegationTokenRequest = { hmac, renewPeriodMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRenewDelegationTokenRequest(w: Writer, m: RenewDelegationTokenRequest, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('RenewDelegationTokenRequest', v, 1, 2)
  w.begin('RenewDelegationTokenRequest', v)
  const flexible = v >= 2
  if (flexible) w.compactBytes(m.hmac)
  else w.bytes(m.hmac)
  w.int64(m.renewPeriodMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readRenewDelegationTokenRequest(r: Reader, v: number): RenewDelegationTokenRequest {
  if (v < 1 || v > 2) throw unsupportedVersion('RenewDelegationTokenRequest', v, 1, 2)
  r.begin('RenewDelegationTokenRequest', v)
  const flexible = v >= 2
  const hmac = flexible ? r.compactBytes() : r.bytes()
  const renewPeriodMs = r.int64()
  const unknownTags = flexible ? r.tags() : undefined
  const m: RenewDelegationTokenRequest = { hmac, renewPeriodMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RenewDelegationTokenResponse {
  errorCode: number
  expiryTimestampMs: number
  throttleTimeMs: number
  unknownTags?: TaggedField[]
}

export function newRenewDelegationTokenResponse({
  errorCode = 0,
  expiryTimestampMs = 0,
  throttleTimeMs = 0,
  unknownTags,
}: Partial<RenewDelegationTokenResponse> = {}): RenewDelegationTokenResponse {
  const m: RenewDelegationTokenResponse = { errorCode, expiryTimestampMs, throttleTimeMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRenewDelegationTokenResponse(w: Writer, m: RenewDelegationTokenResponse, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('RenewDelegationTokenResponse', v, 1, 2)
  w.begin('RenewDelegationTokenResponse', v)
  const flexible = v >= 2
  w.int16(m.errorCode)
  w.int64(m.expiryTimestampMs)
  w.int32(m.throttleTimeMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readRenewDelegationTokenResponse(r: Reader, v: number): RenewDelegationTokenResponse {
  if (v < 1 || v > 2) throw unsupportedVersion('RenewDelegationTokenResponse', v, 1, 2)
  r.begin('RenewDelegationTokenResponse', v)
  const flexible = v >= 2
  const errorCode = r.int16()
  const expiryTimestampMs = r.int64()
  const throttleTimeMs = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: RenewDelegationTokenResponse = { errorCode, expiryTimestampMs, throttleTimeMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const renewDelegationTokenApi = {
  key: 39,
  name: 'RenewDelegationToken',
  versions: [1, 2],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readRenewDelegationTokenRequest,
  writeRequest: writeRenewDelegationTokenRequest,
  readResponse: readRenewDelegationTokenResponse,
  writeResponse: writeRenewDelegationTokenResponse,
} as const satisfies ApiDef<RenewDelegationTokenRequest, RenewDelegationTokenResponse>
