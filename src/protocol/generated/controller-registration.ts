// GENERATED from schemas/apis/controller-registration.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ControllerRegistrationRequest {
  controllerId: number
  incarnationId: Uuid
  zkMigrationReady: boolean
  listeners: ControllerRegistrationRequestListener[]
  features: ControllerRegistrationRequestFeature[]
  unknownTags?: TaggedField[]
}

export function newControllerRegistrationRequest({
  controllerId = 0,
  incarnationId = ZERO_UUID,
  zkMigrationReady = false,
  listeners = [],
  features = [],
  unknownTags,
}: Partial<ControllerRegistrationRequest> = {}): ControllerRegistrationRequest {
  const m: ControllerRegistrationRequest = { controllerId, incarnationId, zkMigrationReady, listeners, features }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeControllerRegistrationRequest(w: Writer, m: ControllerRegistrationRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ControllerRegistrationRequest', v, 0, 0)
  w.begin('ControllerRegistrationRequest', v)
  w.int32(m.controllerId)
  w.uuid(m.incarnationId)
  w.bool(m.zkMigrationReady)
  w.compactArrayLength(m.listeners.length)
  for (const element of m.listeners) writeControllerRegistrationRequestListener(w, element, v)
  w.compactArrayLength(m.features.length)
  for (const element of m.features) writeControllerRegistrationRequestFeature(w, element, v)
  w.tags(m.unknownTags)
}

export function readControllerRegistrationRequest(r: Reader, v: number): ControllerRegistrationRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('ControllerRegistrationRequest', v, 0, 0)
  r.begin('ControllerRegistrationRequest', v)
  const controllerId = r.int32()
  const incarnationId = r.uuid()
  const zkMigrationReady = r.bool()
  const listenersCount = r.compactArrayLength(7, 112)
  const listeners: ControllerRegistrationRequestListener[] = sized(listenersCount)
  for (let i = 0; i < listenersCount; i++) listeners[i] = readControllerRegistrationRequestListener(r, v)
  const featuresCount = r.compactArrayLength(6, 80)
  const features: ControllerRegistrationRequestFeature[] = sized(featuresCount)
  for (let i = 0; i < featuresCount; i++) features[i] = readControllerRegistrationRequestFeature(r, v)
  const unknownTags = r.tags()
  const m: ControllerRegistrationRequest = { controllerId, incarnationId, zkMigrationReady, listeners, features }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ControllerRegistrationRequestListener {
  name: string
  host: string
  port: number
  securityProtocol: number
  unknownTags?: TaggedField[]
}

export function newControllerRegistrationRequestListener({
  name = '',
  host = '',
  port = 0,
  securityProtocol = 0,
  unknownTags,
}: Partial<ControllerRegistrationRequestListener> = {}): ControllerRegistrationRequestListener {
  const m: ControllerRegistrationRequestListener = { name, host, port, securityProtocol }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeControllerRegistrationRequestListener(w: Writer, m: ControllerRegistrationRequestListener, _v: number): void {
  w.compactString(m.name)
  w.compactString(m.host)
  w.uint16(m.port)
  w.int16(m.securityProtocol)
  w.tags(m.unknownTags)
}

export function readControllerRegistrationRequestListener(r: Reader, _v: number): ControllerRegistrationRequestListener {
  const name = r.compactString()
  const host = r.compactString()
  const port = r.uint16()
  const securityProtocol = r.int16()
  const unknownTags = r.tags()
  const m: ControllerRegistrationRequestListener = { name, host, port, securityProtocol }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ControllerRegistrationRequestFeature {
  name: string
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: TaggedField[]
}

export function newControllerRegistrationRequestFeature({
  name = '',
  minSupportedVersion = 0,
  maxSupportedVersion = 0,
  unknownTags,
}: Partial<ControllerRegistrationRequestFeature> = {}): ControllerRegistrationRequestFeature {
  const m: ControllerRegistrationRequestFeature = { name, minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeControllerRegistrationRequestFeature(w: Writer, m: ControllerRegistrationRequestFeature, _v: number): void {
  w.compactString(m.name)
  w.int16(m.minSupportedVersion)
  w.int16(m.maxSupportedVersion)
  w.tags(m.unknownTags)
}

export function readControllerRegistrationRequestFeature(r: Reader, _v: number): ControllerRegistrationRequestFeature {
  const name = r.compactString()
  const minSupportedVersion = r.int16()
  const maxSupportedVersion = r.int16()
  const unknownTags = r.tags()
  const m: ControllerRegistrationRequestFeature = { name, minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ControllerRegistrationResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newControllerRegistrationResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = '',
  unknownTags,
}: Partial<ControllerRegistrationResponse> = {}): ControllerRegistrationResponse {
  const m: ControllerRegistrationResponse = { throttleTimeMs, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeControllerRegistrationResponse(w: Writer, m: ControllerRegistrationResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ControllerRegistrationResponse', v, 0, 0)
  w.begin('ControllerRegistrationResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readControllerRegistrationResponse(r: Reader, v: number): ControllerRegistrationResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('ControllerRegistrationResponse', v, 0, 0)
  r.begin('ControllerRegistrationResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: ControllerRegistrationResponse = { throttleTimeMs, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const controllerRegistrationApi = {
  key: 70,
  name: 'ControllerRegistration',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readControllerRegistrationRequest,
  writeRequest: writeControllerRegistrationRequest,
  readResponse: readControllerRegistrationResponse,
  writeResponse: writeControllerRegistrationResponse,
} as const satisfies ApiDef<ControllerRegistrationRequest, ControllerRegistrationResponse>
