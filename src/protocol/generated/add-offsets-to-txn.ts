// GENERATED from schemas/apis/add-offsets-to-txn.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AddOffsetsToTxnRequest {
  transactionalId: string
  producerId: number
  producerEpoch: number
  groupId: string
  unknownTags?: TaggedField[]
}

export function newAddOffsetsToTxnRequest({
  transactionalId = '',
  producerId = 0,
  producerEpoch = 0,
  groupId = '',
  unknownTags,
}: Partial<AddOffsetsToTxnRequest> = {}): AddOffsetsToTxnRequest {
  const m: AddOffsetsToTxnRequest = { transactionalId, producerId, producerEpoch, groupId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddOffsetsToTxnRequest(w: Writer, m: AddOffsetsToTxnRequest, v: number): void {
  if (v < 0 || v > 4) throw unsupportedVersion('AddOffsetsToTxnRequest', v, 0, 4)
  w.begin('AddOffsetsToTxnRequest', v)
  const flexible = v >= 3
  if (flexible) w.compactString(m.transactionalId)
  else w.string(m.transactionalId)
  w.int64(m.producerId)
  w.int16(m.producerEpoch)
  if (flexible) w.compactString(m.groupId)
  else w.string(m.groupId)
  if (flexible) w.tags(m.unknownTags)
}

export function readAddOffsetsToTxnRequest(r: Reader, v: number): AddOffsetsToTxnRequest {
  if (v < 0 || v > 4) throw unsupportedVersion('AddOffsetsToTxnRequest', v, 0, 4)
  r.begin('AddOffsetsToTxnRequest', v)
  const flexible = v >= 3
  const transactionalId = flexible ? r.compactString() : r.string()
  const producerId = r.int64()
  const producerEpoch = r.int16()
  const groupId = flexible ? r.compactString() : r.string()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AddOffsetsToTxnRequest = { transactionalId, producerId, producerEpoch, groupId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AddOffsetsToTxnResponse {
  throttleTimeMs: number
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newAddOffsetsToTxnResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  unknownTags,
}: Partial<AddOffsetsToTxnResponse> = {}): AddOffsetsToTxnResponse {
  const m: AddOffsetsToTxnResponse = { throttleTimeMs, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddOffsetsToTxnResponse(w: Writer, m: AddOffsetsToTxnResponse, v: number): void {
  if (v < 0 || v > 4) throw unsupportedVersion('AddOffsetsToTxnResponse', v, 0, 4)
  w.begin('AddOffsetsToTxnResponse', v)
  const flexible = v >= 3
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  if (flexible) w.tags(m.unknownTags)
}

export function readAddOffsetsToTxnResponse(r: Reader, v: number): AddOffsetsToTxnResponse {
  if (v < 0 || v > 4) throw unsupportedVersion('AddOffsetsToTxnResponse', v, 0, 4)
  r.begin('AddOffsetsToTxnResponse', v)
  const flexible = v >= 3
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AddOffsetsToTxnResponse = { throttleTimeMs, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const addOffsetsToTxnApi = {
  key: 25,
  name: 'AddOffsetsToTxn',
  versions: [0, 4],
  flexibleFrom: 3,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readAddOffsetsToTxnRequest,
  writeRequest: writeAddOffsetsToTxnRequest,
  readResponse: readAddOffsetsToTxnResponse,
  writeResponse: writeAddOffsetsToTxnResponse,
} as const satisfies ApiDef<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse>
