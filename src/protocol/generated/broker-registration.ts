// GENERATED from schemas/apis/broker-registration.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface BrokerRegistrationRequest {
  brokerId: number
  clusterId: string
  incarnationId: Uuid
  listeners: BrokerRegistrationRequestListener[]
  features: BrokerRegistrationRequestFeature[]
  rack: string | null
  isMigratingZkBroker: boolean // 1+
  logDirs: Uuid[] // 2+
  previousBrokerEpoch: number // 3+
  unknownTags?: TaggedField[]
}

export function newBrokerRegistrationRequest({
  brokerId = 0,
  clusterId = '',
  incarnationId = ZERO_UUID,
  listeners = [],
  features = [],
  rack = '',
  isMigratingZkBroker = false,
  logDirs = [],
  previousBrokerEpoch = -1,
  unknownTags,
}: Partial<BrokerRegistrationRequest> = {}): BrokerRegistrationRequest {
  const m: BrokerRegistrationRequest = { brokerId, clusterId, incarnationId, listeners, features, rack, isMigratingZkBroker, logDirs, previousBrokerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBrokerRegistrationRequest(w: Writer, m: BrokerRegistrationRequest, v: number): void {
  if (v < 0 || v > 4) throw unsupportedVersion('BrokerRegistrationRequest', v, 0, 4)
  w.begin('BrokerRegistrationRequest', v)
  w.int32(m.brokerId)
  w.compactString(m.clusterId)
  w.uuid(m.incarnationId)
  w.compactArrayLength(m.listeners.length)
  for (const element of m.listeners) writeBrokerRegistrationRequestListener(w, element, v)
  w.compactArrayLength(m.features.length)
  for (const element of m.features) writeBrokerRegistrationRequestFeature(w, element, v)
  w.compactNullableString(m.rack)
  if (v >= 1) w.bool(m.isMigratingZkBroker)
  else if (m.isMigratingZkBroker) throw unsupportedField('BrokerRegistrationRequest.IsMigratingZkBroker', v)
  if (v >= 2) {
    w.compactArrayLength(m.logDirs.length)
    for (const element of m.logDirs) w.uuid(element)
  }
  if (v >= 3) w.int64(m.previousBrokerEpoch)
  w.tags(m.unknownTags)
}

export function readBrokerRegistrationRequest(r: Reader, v: number): BrokerRegistrationRequest {
  if (v < 0 || v > 4) throw unsupportedVersion('BrokerRegistrationRequest', v, 0, 4)
  r.begin('BrokerRegistrationRequest', v)
  const brokerId = r.int32()
  const clusterId = r.compactString()
  const incarnationId = r.uuid()
  const listenersCount = r.compactArrayLength(7, 112)
  const listeners: BrokerRegistrationRequestListener[] = sized(listenersCount)
  for (let i = 0; i < listenersCount; i++) listeners[i] = readBrokerRegistrationRequestListener(r, v)
  const featuresCount = r.compactArrayLength(6, 80)
  const features: BrokerRegistrationRequestFeature[] = sized(featuresCount)
  for (let i = 0; i < featuresCount; i++) features[i] = readBrokerRegistrationRequestFeature(r, v)
  const rack = r.compactNullableString()
  const isMigratingZkBroker = v >= 1 ? r.bool() : false
  const logDirsCount = v >= 2 ? r.compactArrayLength(16, 48) : 0
  const logDirs: Uuid[] = sized(logDirsCount)
  for (let i = 0; i < logDirsCount; i++) logDirs[i] = r.uuid()
  const previousBrokerEpoch = v >= 3 ? r.int64() : -1
  const unknownTags = r.tags()
  const m: BrokerRegistrationRequest = { brokerId, clusterId, incarnationId, listeners, features, rack, isMigratingZkBroker, logDirs, previousBrokerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface BrokerRegistrationRequestListener {
  name: string
  host: string
  port: number
  securityProtocol: number
  unknownTags?: TaggedField[]
}

export function newBrokerRegistrationRequestListener({
  name = '',
  host = '',
  port = 0,
  securityProtocol = 0,
  unknownTags,
}: Partial<BrokerRegistrationRequestListener> = {}): BrokerRegistrationRequestListener {
  const m: BrokerRegistrationRequestListener = { name, host, port, securityProtocol }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBrokerRegistrationRequestListener(w: Writer, m: BrokerRegistrationRequestListener, _v: number): void {
  w.compactString(m.name)
  w.compactString(m.host)
  w.uint16(m.port)
  w.int16(m.securityProtocol)
  w.tags(m.unknownTags)
}

export function readBrokerRegistrationRequestListener(r: Reader, _v: number): BrokerRegistrationRequestListener {
  const name = r.compactString()
  const host = r.compactString()
  const port = r.uint16()
  const securityProtocol = r.int16()
  const unknownTags = r.tags()
  const m: BrokerRegistrationRequestListener = { name, host, port, securityProtocol }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface BrokerRegistrationRequestFeature {
  name: string
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: TaggedField[]
}

export function newBrokerRegistrationRequestFeature({
  name = '',
  minSupportedVersion = 0,
  maxSupportedVersion = 0,
  unknownTags,
}: Partial<BrokerRegistrationRequestFeature> = {}): BrokerRegistrationRequestFeature {
  const m: BrokerRegistrationRequestFeature = { name, minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBrokerRegistrationRequestFeature(w: Writer, m: BrokerRegistrationRequestFeature, _v: number): void {
  w.compactString(m.name)
  w.int16(m.minSupportedVersion)
  w.int16(m.maxSupportedVersion)
  w.tags(m.unknownTags)
}

export function readBrokerRegistrationRequestFeature(r: Reader, _v: number): BrokerRegistrationRequestFeature {
  const name = r.compactString()
  const minSupportedVersion = r.int16()
  const maxSupportedVersion = r.int16()
  const unknownTags = r.tags()
  const m: BrokerRegistrationRequestFeature = { name, minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface BrokerRegistrationResponse {
  throttleTimeMs: number
  errorCode: number
  brokerEpoch: number
  unknownTags?: TaggedField[]
}

export function newBrokerRegistrationResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  brokerEpoch = -1,
  unknownTags,
}: Partial<BrokerRegistrationResponse> = {}): BrokerRegistrationResponse {
  const m: BrokerRegistrationResponse = { throttleTimeMs, errorCode, brokerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBrokerRegistrationResponse(w: Writer, m: BrokerRegistrationResponse, v: number): void {
  if (v < 0 || v > 4) throw unsupportedVersion('BrokerRegistrationResponse', v, 0, 4)
  w.begin('BrokerRegistrationResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.int64(m.brokerEpoch)
  w.tags(m.unknownTags)
}

export function readBrokerRegistrationResponse(r: Reader, v: number): BrokerRegistrationResponse {
  if (v < 0 || v > 4) throw unsupportedVersion('BrokerRegistrationResponse', v, 0, 4)
  r.begin('BrokerRegistrationResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const brokerEpoch = r.int64()
  const unknownTags = r.tags()
  const m: BrokerRegistrationResponse = { throttleTimeMs, errorCode, brokerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const brokerRegistrationApi = {
  key: 62,
  name: 'BrokerRegistration',
  versions: [0, 4],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readBrokerRegistrationRequest,
  writeRequest: writeBrokerRegistrationRequest,
  readResponse: readBrokerRegistrationResponse,
  writeResponse: writeBrokerRegistrationResponse,
} as const satisfies ApiDef<BrokerRegistrationRequest, BrokerRegistrationResponse>
