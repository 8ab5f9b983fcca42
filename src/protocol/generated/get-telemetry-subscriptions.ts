// GENERATED from schemas/apis/get-telemetry-subscriptions.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface GetTelemetrySubscriptionsRequest {
  clientInstanceId: Uuid
  unknownTags?: TaggedField[]
}

export function newGetTelemetrySubscriptionsRequest({
  clientInstanceId = ZERO_UUID,
  unknownTags,
}: Partial<GetTelemetrySubscriptionsRequest> = {}): GetTelemetrySubscriptionsRequest {
  const m: GetTelemetrySubscriptionsRequest = { clientInstanceId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeGetTelemetrySubscriptionsRequest(w: Writer, m: GetTelemetrySubscriptionsRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('GetTelemetrySubscriptionsRequest', v, 0, 0)
  w.begin('GetTelemetrySubscriptionsRequest', v)
  w.uuid(m.clientInstanceId)
  w.tags(m.unknownTags)
}

export function readGetTelemetrySubscriptionsRequest(r: Reader, v: number): GetTelemetrySubscriptionsRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('GetTelemetrySubscriptionsRequest', v, 0, 0)
  r.begin('GetTelemetrySubscriptionsRequest', v)
  const clientInstanceId = r.uuid()
  const unknownTags = r.tags()
  const m: GetTelemetrySubscriptionsRequest = { clientInstanceId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface GetTelemetrySubscriptionsResponse {
  throttleTimeMs: number
  errorCode: number
  clientInstanceId: Uuid
  subscriptionId: number
  acceptedCompressionTypes: number[]
  pushIntervalMs: number
  telemetryMaxBytes: number
  deltaTemporality: boolean
  requestedMetrics: string[]
  unknownTags?: TaggedField[]
}

export function newGetTelemetrySubscriptionsResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  clientInstanceId = ZERO_UUID,
  subscriptionId = 0,
  acceptedCompressionTypes = [],
  pushIntervalMs = 0,
  telemetryMaxBytes = 0,
  deltaTemporality = false,
  requestedMetrics = [],
  unknownTags,
}: Partial<GetTelemetrySubscriptionsResponse> = {}): GetTelemetrySubscriptionsResponse {
  const m: GetTelemetrySubscriptionsResponse = {
    throttleTimeMs,
    errorCode,
    clientInstanceId,
    subscriptionId,
    acceptedCompressionTypes,
    pushIntervalMs,
    telemetryMaxBytes,
    deltaTemporality,
    requestedMetrics,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeGetTelemetrySubscriptionsResponse(w: Writer, m: GetTelemetrySubscriptionsResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('GetTelemetrySubscriptionsResponse', v, 0, 0)
  w.begin('GetTelemetrySubscriptionsResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.uuid(m.clientInstanceId)
  w.int32(m.subscriptionId)
  w.compactArrayLength(m.acceptedCompressionTypes.length)
  for (const element of m.acceptedCompressionTypes) w.int8(element)
  w.int32(m.pushIntervalMs)
  w.int32(m.telemetryMaxBytes)
  w.bool(m.deltaTemporality)
  w.compactArrayLength(m.requestedMetrics.length)
  for (const element of m.requestedMetrics) w.compactString(element)
  w.tags(m.unknownTags)
}

export function readGetTelemetrySubscriptionsResponse(r: Reader, v: number): GetTelemetrySubscriptionsResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('GetTelemetrySubscriptionsResponse', v, 0, 0)
  r.begin('GetTelemetrySubscriptionsResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const clientInstanceId = r.uuid()
  const subscriptionId = r.int32()
  const acceptedCompressionTypesCount = r.compactArrayLength(1, 8)
  const acceptedCompressionTypes: number[] = sized(acceptedCompressionTypesCount)
  for (let i = 0; i < acceptedCompressionTypesCount; i++) acceptedCompressionTypes[i] = r.int8()
  const pushIntervalMs = r.int32()
  const telemetryMaxBytes = r.int32()
  const deltaTemporality = r.bool()
  const requestedMetricsCount = r.compactArrayLength(1, 32)
  const requestedMetrics: string[] = sized(requestedMetricsCount)
  for (let i = 0; i < requestedMetricsCount; i++) requestedMetrics[i] = r.compactString()
  const unknownTags = r.tags()
  const m: GetTelemetrySubscriptionsResponse = {
    throttleTimeMs,
    errorCode,
    clientInstanceId,
    subscriptionId,
    acceptedCompressionTypes,
    pushIntervalMs,
    telemetryMaxBytes,
    deltaTemporality,
    requestedMetrics,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const getTelemetrySubscriptionsApi = {
  key: 71,
  name: 'GetTelemetrySubscriptions',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readGetTelemetrySubscriptionsRequest,
  writeRequest: writeGetTelemetrySubscriptionsRequest,
  readResponse: readGetTelemetrySubscriptionsResponse,
  writeResponse: writeGetTelemetrySubscriptionsResponse,
} as const satisfies ApiDef<GetTelemetrySubscriptionsRequest, GetTelemetrySubscriptionsResponse>
