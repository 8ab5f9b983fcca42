// GENERATED from schemas/apis/allocate-producer-ids.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AllocateProducerIdsRequest {
  brokerId: number
  brokerEpoch: number
  unknownTags?: TaggedField[]
}

export function newAllocateProducerIdsRequest({
  brokerId = 0,
  brokerEpoch = -1,
  unknownTags,
}: Partial<AllocateProducerIdsRequest> = {}): AllocateProducerIdsRequest {
  const m: AllocateProducerIdsRequest = { brokerId, brokerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAllocateProducerIdsRequest(w: Writer, m: AllocateProducerIdsRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('AllocateProducerIdsRequest', v, 0, 0)
  w.begin('AllocateProducerIdsRequest', v)
  w.int32(m.brokerId)
  w.int64(m.brokerEpoch)
  w.tags(m.unknownTags)
}

export function readAllocateProducerIdsRequest(r: Reader, v: number): AllocateProducerIdsRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('AllocateProducerIdsRequest', v, 0, 0)
  r.begin('AllocateProducerIdsRequest', v)
  const brokerId = r.int32()
  const brokerEpoch = r.int64()
  const unknownTags = r.tags()
  const m: AllocateProducerIdsRequest = { brokerId, brokerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AllocateProducerIdsResponse {
  throttleTimeMs: number
  errorCode: number
  producerIdStart: number
  producerIdLen: number
  unknownTags?: TaggedField[]
}

export function newAllocateProducerIdsResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  producerIdStart = 0,
  producerIdLen = 0,
  unknownTags,
}: Partial<AllocateProducerIdsResponse> = {}): AllocateProducerIdsResponse {
  const m: AllocateProducerIdsResponse = { throttleTimeMs, errorCode, producerIdStart, producerIdLen }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAllocateProducerIdsResponse(w: Writer, m: AllocateProducerIdsResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('AllocateProducerIdsResponse', v, 0, 0)
  w.begin('AllocateProducerIdsResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.int64(m.producerIdStart)
  w.int32(m.producerIdLen)
  w.tags(m.unknownTags)
}

export function readAllocateProducerIdsResponse(r: Reader, v: number): AllocateProducerIdsResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('AllocateProducerIdsResponse', v, 0, 0)
  r.begin('AllocateProducerIdsResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const producerIdStart = r.int64()
  const producerIdLen = r.int32()
  const unknownTags = r.tags()
  const m: AllocateProducerIdsResponse = { throttleTimeMs, errorCode, producerIdStart, producerIdLen }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const allocateProducerIdsApi = {
  key: 67,
  name: 'AllocateProducerIds',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readAllocateProducerIdsRequest,
  writeRequest: writeAllocateProducerIdsRequest,
  readResponse: readAllocateProducerIdsResponse,
  writeResponse: writeAllocateProducerIdsResponse,
} as const satisfies ApiDef<AllocateProducerIdsRequest, AllocateProducerIdsResponse>
