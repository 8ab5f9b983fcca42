// GENERATED from schemas/apis/sasl-authenticate.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface SaslAuthenticateRequest {
  authBytes: Buffer
  unknownTags?: TaggedField[]
}

export function newSaslAuthenticateRequest({
  authBytes = Buffer.alloc(0),
  unknownTags,
}: Partial<SaslAuthenticateRequest> = {}): SaslAuthenticateRequest {
  const m: SaslAuthenticateRequest = { authBytes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeSaslAuthenticateRequest(w: Writer, m: SaslAuthenticateRequest, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('SaslAuthenticateRequest', v, 0, 2)
  w.begin('SaslAuthenticateRequest', v)
  const flexible = v >= 2
  if (flexible) w.compactBytes(m.authBytes)
  else w.bytes(m.authBytes)
  if (flexible) w.tags(m.unknownTags)
}

export function readSaslAuthenticateRequest(r: Reader, v: number): SaslAuthenticateRequest {
  if (v < 0 || v > 2) throw unsupportedVersion('SaslAuthenticateRequest', v, 0, 2)
  r.begin('SaslAuthenticateRequest', v)
  const flexible = v >= 2
  const authBytes = flexible ? r.compactBytes() : r.bytes()
  const unknownTags = flexible ? r.tags() : undefined
  const m: SaslAuthenticateRequest = { authBytes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface SaslAuthenticateResponse {
  errorCode: number
  errorMessage: string | null
  authBytes: Buffer
  sessionLifetimeMs: number // 1+
  unknownTags?: TaggedField[]
}

export function newSaslAuthenticateResponse({
  errorCode = 0,
  errorMessage = '',
  authBytes = Buffer.alloc(0),
  sessionLifetimeMs = 0,
  unknownTags,
}: Partial<SaslAuthenticateResponse> = {}): SaslAuthenticateResponse {
  const m: SaslAuthenticateResponse = { errorCode, errorMessage, authBytes, sessionLifetimeMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeSaslAuthenticateResponse(w: Writer, m: SaslAuthenticateResponse, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('SaslAuthenticateResponse', v, 0, 2)
  w.begin('SaslAuthenticateResponse', v)
  const flexible = v >= 2
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  if (flexible) w.compactBytes(m.authBytes)
  else w.bytes(m.authBytes)
  if (v >= 1) w.int64(m.sessionLifetimeMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readSaslAuthenticateResponse(r: Reader, v: number): SaslAuthenticateResponse {
  if (v < 0 || v > 2) throw unsupportedVersion('SaslAuthenticateResponse', v, 0, 2)
  r.begin('SaslAuthenticateResponse', v)
  const flexible = v >= 2
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const authBytes = flexible ? r.compactBytes() : r.bytes()
  const sessionLifetimeMs = v >= 1 ? r.int64() : 0
  const unknownTags = flexible ? r.tags() : undefined
  const m: SaslAuthenticateResponse = { errorCode, errorMessage, authBytes, sessionLifetimeMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const saslAuthenticateApi = {
  key: 36,
  name: 'SaslAuthenticate',
  versions: [0, 2],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readSaslAuthenticateRequest,
  writeRequest: writeSaslAuthenticateRequest,
  readResponse: readSaslAuthenticateResponse,
  writeResponse: writeSaslAuthenticateResponse,
} as const satisfies ApiDef<SaslAuthenticateRequest, SaslAuthenticateResponse>
