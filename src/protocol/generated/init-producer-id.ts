// GENERATED from schemas/apis/init-producer-id.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface InitProducerIdRequest {
  transactionalId: string | null
  transactionTimeoutMs: number
  producerId: number // 3+
  producerEpoch: number // 3+
  enable2Pc: boolean // 6+
  keepPreparedTxn: boolean // 6+
  unknownTags?: TaggedField[]
}

export function newInitProducerIdRequest({
  transactionalId = '',
  transactionTimeoutMs = 0,
  producerId = -1,
  producerEpoch = -1,
  enable2Pc = false,
  keepPreparedTxn = false,
  unknownTags,
}: Partial<InitProducerIdRequest> = {}): InitProducerIdRequest {
  const m: InitProducerIdRequest = { transactionalId, transactionTimeoutMs, producerId, producerEpoch, enable2Pc, keepPreparedTxn }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeInitProducerIdRequest(w: Writer, m: InitProducerIdRequest, v: number): void {
  if (v < 0 || v > 6) throw unsupportedVersion('InitProducerIdRequest', v, 0, 6)
  w.begin('InitProducerIdRequest', v)
  const flexible = v >= 2
  if (flexible) w.compactNullableString(m.transactionalId)
  else w.nullableString(m.transactionalId)
  w.int32(m.transactionTimeoutMs)
  if (v >= 3) w.int64(m.producerId)
  else if (m.producerId !== -1) throw unsupportedField('InitProducerIdRequest.ProducerId', v)
  if (v >= 3) w.int16(m.producerEpoch)
  else if (m.producerEpoch !== -1) throw unsupportedField('InitProducerIdRequest.ProducerEpoch', v)
  if (v >= 6) w.bool(m.enable2Pc)
  else if (m.enable2Pc) throw unsupportedField('InitProducerIdRequest.Enable2Pc', v)
  if (v >= 6) w.bool(m.keepPreparedTxn)
  else if (m.keepPreparedTxn) throw unsupportedField('InitProducerIdRequest.KeepPreparedTxn', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readInitProducerIdRequest(r: Reader, v: number): InitProducerIdRequest {
  if (v < 0 || v > 6) throw unsupportedVersion('InitProducerIdRequest', v, 0, 6)
  r.begin('InitProducerIdRequest', v)
  const flexible = v >= 2
  const transactionalId = flexible ? r.compactNullableString() : r.nullableString()
  const transactionTimeoutMs = r.int32()
  const producerId = v >= 3 ? r.int64() : -1
  const producerEpoch = v >= 3 ? r.int16() : -1
  const enable2Pc = v >= 6 ? r.bool() : false
  const keepPreparedTxn = v >= 6 ? r.bool() : false
  const unknownTags = flexible ? r.tags() : undefined
  const m: InitProducerIdRequest = { transactionalId, transactionTimeoutMs, producerId, producerEpoch, enable2Pc, keepPreparedTxn }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface InitProducerIdResponse {
  throttleTimeMs: number
  errorCode: number
  producerId: number
  producerEpoch: number
  ongoingTxnProducerId: number // 6+
  ongoingTxnProducerEpoch: number // 6+
  unknownTags?: TaggedField[]
}

export function newInitProducerIdResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  producerId = -1,
  producerEpoch = 0,
  ongoingTxnProducerId = -1,
  ongoingTxnProducerEpoch = -1,
  unknownTags,
}: Partial<InitProducerIdResponse> = {}): InitProducerIdResponse {
  const m: InitProducerIdResponse = { throttleTimeMs, errorCode, producerId, producerEpoch, ongoingTxnProducerId, ongoingTxnProducerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeInitProducerIdResponse(w: Writer, m: InitProducerIdResponse, v: number): void {
  if (v < 0 || v > 6) throw unsupportedVersion('InitProducerIdResponse', v, 0, 6)
  w.begin('InitProducerIdResponse', v)
  const flexible = v >= 2
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.int64(m.producerId)
  w.int16(m.producerEpoch)
  if (v >= 6) w.int64(m.ongoingTxnProducerId)
  else if (m.ongoingTxnProducerId !== -1) throw unsupportedField('InitProducerIdResponse.OngoingTxnProducerId', v)
  if (v >= 6) w.int16(m.ongoingTxnProducerEpoch)
  else if (m.ongoingTxnProducerEpoch !== -1) throw unsupportedField('InitProducerIdResponse.OngoingTxnProducerEpoch', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readInitProducerIdResponse(r: Reader, v: number): InitProducerIdResponse {
  if (v < 0 || v > 6) throw unsupportedVersion('InitProducerIdResponse', v, 0, 6)
  r.begin('InitProducerIdResponse', v)
  const flexible = v >= 2
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const producerId = r.int64()
  const producerEpoch = r.int16()
  const ongoingTxnProducerId = v >= 6 ? r.int64() : -1
  const ongoingTxnProducerEpoch = v >= 6 ? r.int16() : -1
  const unknownTags = flexible ? r.tags() : undefined
  const m: InitProducerIdResponse = { throttleTimeMs, errorCode, producerId, producerEpoch, ongoingTxnProducerId, ongoingTxnProducerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const initProducerIdApi = {
  key: 22,
  name: 'InitProducerId',
  versions: [0, 6],
  flexibleFrom: 2,
  latestVersionUnstable: true,
  listeners: ['broker'],
  readRequest: readInitProducerIdRequest,
  writeRequest: writeInitProducerIdRequest,
  readResponse: readInitProducerIdResponse,
  writeResponse: writeInitProducerIdResponse,
} as const satisfies ApiDef<InitProducerIdRequest, InitProducerIdResponse>
