// GENERATED from schemas/apis/envelope.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface EnvelopeRequest {
  requestData: Buffer
  requestPrincipal: Buffer | null
  clientHostAddress: Buffer
  unknownTags?: TaggedField[]
}

export function newEnvelopeRequest({
  requestData = Buffer.alloc(0),
  requestPrincipal = Buffer.alloc(0),
  clientHostAddress = Buffer.alloc(0),
  unknownTags,
}: Partial<EnvelopeRequest> = {}): EnvelopeRequest {
  const m: EnvelopeRequest = { requestData, requestPrincipal, clientHostAddress }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEnvelopeRequest(w: Writer, m: EnvelopeRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('EnvelopeRequest', v, 0, 0)
  w.begin('EnvelopeRequest', v)
  w.compactBytes(m.requestData)
  w.compactNullableBytes(m.requestPrincipal)
  w.compactBytes(m.clientHostAddress)
  w.tags(m.unknownTags)
}

export function readEnvelopeRequest(r: Reader, v: number): EnvelopeRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('EnvelopeRequest', v, 0, 0)
  r.begin('EnvelopeRequest', v)
  const requestData = r.compactBytes()
  const requestPrincipal = r.compactNullableBytes()
  const clientHostAddress = r.compactBytes()
  const unknownTags = r.tags()
  const m: EnvelopeRequest = { requestData, requestPrincipal, clientHostAddress }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface EnvelopeResponse {
  responseData: Buffer | null
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newEnvelopeResponse({
  responseData = null,
  errorCode = 0,
  unknownTags,
}: Partial<EnvelopeResponse> = {}): EnvelopeResponse {
  const m: EnvelopeResponse = { responseData, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEnvelopeResponse(w: Writer, m: EnvelopeResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('EnvelopeResponse', v, 0, 0)
  w.begin('EnvelopeResponse', v)
  w.compactNullableBytes(m.responseData)
  w.int16(m.errorCode)
  w.tags(m.unknownTags)
}

export function readEnvelopeResponse(r: Reader, v: number): EnvelopeResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('EnvelopeResponse', v, 0, 0)
  r.begin('EnvelopeResponse', v)
  const responseData = r.compactNullableBytes()
  const errorCode = r.int16()
  const unknownTags = r.tags()
  const m: EnvelopeResponse = { responseData, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const envelopeApi = {
  key: 58,
  name: 'Envelope',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readEnvelopeRequest,
  writeRequest: writeEnvelopeRequest,
  readResponse: readEnvelopeResponse,
  writeResponse: writeEnvelopeResponse,
} as const satisfies ApiDef<EnvelopeRequest, EnvelopeResponse>
