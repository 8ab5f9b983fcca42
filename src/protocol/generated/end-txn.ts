// GENERATED from schemas/apis/end-txn.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface EndTxnRequest {
  transactionalId: string
  producerId: number
  producerEpoch: number
  committed: boolean
  unknownTags?: TaggedField[]
}

export function newEndTxnRequest({
  transactionalId = '',
  producerId = 0,
  producerEpoch = 0,
  committed = false,
  unknownTags,
}: Partial<EndTxnRequest> = {}): EndTxnRequest {
  const m: EndTxnRequest = { transactionalId, producerId, producerEpoch, committed }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndTxnRequest(w: Writer, m: EndTxnRequest, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('EndTxnRequest', v, 0, 5)
  w.begin('EndTxnRequest', v)
  const flexible = v >= 3
  if (flexible) w.compactString(m.transactionalId)
  else w.string(m.transactionalId)
  w.int64(m.producerId)
  w.int16(m.producerEpoch)
  w.bool(m.committed)
  if (flexible) w.tags(m.unknownTags)
}

export function readEndTxnRequest(r: Reader, v: number): EndTxnRequest {
  if (v < 0 || v > 5) throw unsupportedVersion('EndTxnRequest', v, 0, 5)
  r.begin('EndTxnRequest', v)
  const flexible = v >= 3
  const transactionalId = flexible ? r.compactString() : r.string()
  const producerId = r.int64()
  const producerEpoch = r.int16()
  const committed = r.bool()
  const unknownTags = flexible ? r.tags() : undefined
  const m: EndTxnRequest = { transactionalId, producerId, producerEpoch, committed }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface EndTxnResponse {
  throttleTimeMs: number
  errorCode: number
  producerId: number // 5+
  producerEpoch: number // 5+
  unknownTags?: TaggedField[]
}

export function newEndTxnResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  producerId = -1,
  producerEpoch = -1,
  unknownTags,
}: Partial<EndTxnResponse> = {}): EndTxnResponse {
  const m: EndTxnResponse = { throttleTimeMs, errorCode, producerId, producerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndTxnResponse(w: Writer, m: EndTxnResponse, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('EndTxnResponse', v, 0, 5)
  w.begin('EndTxnResponse', v)
  const flexible = v >= 3
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  if (v >= 5) w.int64(m.producerId)
  if (v >= 5) w.int16(m.producerEpoch)
  if (flexible) w.tags(m.unknownTags)
}

export function readEndTxnResponse(r: Reader, v: number): EndTxnResponse {
  if (v < 0 || v > 5) throw unsupportedVersion('EndTxnResponse', v, 0, 5)
  r.begin('EndTxnResponse', v)
  const flexible = v >= 3
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const producerId = v >= 5 ? r.int64() : -1
  const producerEpoch = v >= 5 ? r.int16() : -1
  const unknownTags = flexible ? r.tags() : undefined
  const m: EndTxnResponse = { throttleTimeMs, errorCode, producerId, producerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const endTxnApi = {
  key: 26,
  name: 'EndTxn',
  versions: [0, 5],
  flexibleFrom: 3,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readEndTxnRequest,
  writeRequest: writeEndTxnRequest,
  readResponse: readEndTxnResponse,
  writeResponse: writeEndTxnResponse,
} as const satisfies ApiDef<EndTxnRequest, EndTxnResponse>
