// GENERATED from schemas/apis/sasl-handshake.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface SaslHandshakeRequest {
  mechanism: string
}

export function newSaslHandshakeRequest({
  mechanism = '',
}: Partial<SaslHandshakeRequest> = {}): SaslHandshakeRequest {
  return { mechanism }
}

export function writeSaslHandshakeRequest(w: Writer, m: SaslHandshakeRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('SaslHandshakeRequest', v, 0, 1)
  w.begin('SaslHandshakeRequest', v)
  w.string(m.mechanism)
}

export function readSaslHandshakeRequest(r: Reader, v: number): SaslHandshakeRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('SaslHandshakeRequest', v, 0, 1)
  r.begin('SaslHandshakeRequest', v)
  const mechanism = r.string()
  return { mechanism }
}

export interface SaslHandshakeResponse {
  errorCode: number
  mechanisms: string[]
}

export function newSaslHandshakeResponse({
  errorCode = 0,
  mechanisms = [],
}: Partial<SaslHandshakeResponse> = {}): SaslHandshakeResponse {
  return { errorCode, mechanisms }
}

export function writeSaslHandshakeResponse(w: Writer, m: SaslHandshakeResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('SaslHandshakeResponse', v, 0, 1)
  w.begin('SaslHandshakeResponse', v)
  w.int16(m.errorCode)
  w.arrayLength(m.mechanisms.length)
  for (const element of m.mechanisms) w.string(element)
}

export function readSaslHandshakeResponse(r: Reader, v: number): SaslHandshakeResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('SaslHandshakeResponse', v, 0, 1)
  r.begin('SaslHandshakeResponse', v)
  const errorCode = r.int16()
  const mechanismsCount = r.arrayLength(2, 32)
  const mechanisms: string[] = sized(mechanismsCount)
  for (let i = 0; i < mechanismsCount; i++) mechanisms[i] = r.string()
  return { errorCode, mechanisms }
}

export const saslHandshakeApi = {
  key: 17,
  name: 'SaslHandshake',
  versions: [0, 1],
  flexibleFrom: Infinity,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readSaslHandshakeRequest,
  writeRequest: writeSaslHandshakeRequest,
  readResponse: readSaslHandshakeResponse,
  writeResponse: writeSaslHandshakeResponse,
} as const satisfies ApiDef<SaslHandshakeRequest, SaslHandshakeResponse>
