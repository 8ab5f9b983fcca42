// GENERATED from schemas/apis/push-telemetry.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface PushTelemetryRequest {
  clientInstanceId: Uuid
  subscriptionId: number
  terminating: boolean
  compressionType: number
  metrics: Buffer
  unknownTags?: TaggedField[]
}

export function newPushTelemetryRequest({
  clientInstanceId = ZERO_UUID,
  subscriptionId = 0,
  terminating = false,
  compressionType = 0,
  metrics = Buffer.alloc(0),
  unknownTags,
}: Partial<PushTelemetryRequest> = {}): PushTelemetryRequest {
  const m: PushTelemetryRequest = { clientInstanceId, subscriptionId, terminating, compressionType, metrics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writePushTelemetryRequest(w: Writer, m: PushTelemetryRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('PushTelemetryRequest', v, 0, 0)
  w.begin('PushTelemetryRequest', v)
  w.uuid(m.clientInstanceId)
  w.int32(m.subscriptionId)
  w.bool(m.terminating)
  w.int8(m.compressionType)
  w.compactBytes(m.metrics)
  w.tags(m.unknownTags)
}

export function readPushTelemetryRequest(r: Reader, v: number): PushTelemetryRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('PushTelemetryRequest', v, 0, 0)
  r.begin('PushTelemetryRequest', v)
  const clientInstanceId = r.uuid()
  const subscriptionId = r.int32()
  const terminating = r.bool()
  const compressionType = r.int8()
  const metrics = r.compactBytes()
  const unknownTags = r.tags()
  const m: PushTelemetryRequest = { clientInstanceId, subscriptionId, terminating, compressionType, metrics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface PushTelemetryResponse {
  throttleTimeMs: number
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newPushTelemetryResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  unknownTags,
}: Partial<PushTelemetryResponse> = {}): PushTelemetryResponse {
  const m: PushTelemetryResponse = { throttleTimeMs, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writePushTelemetryResponse(w: Writer, m: PushTelemetryResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('PushTelemetryResponse', v, 0, 0)
  w.begin('PushTelemetryResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.tags(m.unknownTags)
}

export function readPushTelemetryResponse(r: Reader, v: number): PushTelemetryResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('PushTelemetryResponse', v, 0, 0)
  r.begin('PushTelemetryResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const unknownTags = r.tags()
  const m: PushTelemetryResponse = { throttleTimeMs, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const pushTelemetryApi = {
  key: 72,
  name: 'PushTelemetry',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readPushTelemetryRequest,
  writeRequest: writePushTelemetryRequest,
  readResponse: readPushTelemetryResponse,
  writeResponse: writePushTelemetryResponse,
} as const satisfies ApiDef<PushTelemetryRequest, PushTelemetryResponse>
