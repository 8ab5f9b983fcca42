// GENERATED from schemas/apis/broker-heartbeat.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface BrokerHeartbeatRequest {
  brokerId: number
  brokerEpoch: number
  currentMetadataOffset: number
  wantFence: boolean
  wantShutDown: boolean
  offlineLogDirs: Uuid[] // 1+, tag 0
  cordonedLogDirs: Uuid[] | null // 2+, tag 1
  unknownTags?: TaggedField[]
}

export function newBrokerHeartbeatRequest({
  brokerId = 0,
  brokerEpoch = -1,
  currentMetadataOffset = 0,
  wantFence = false,
  wantShutDown = false,
  offlineLogDirs = [],
  cordonedLogDirs = null,
  unknownTags,
}: Partial<BrokerHeartbeatRequest> = {}): BrokerHeartbeatRequest {
  const m: BrokerHeartbeatRequest = { brokerId, brokerEpoch, currentMetadataOffset, wantFence, wantShutDown, offlineLogDirs, cordonedLogDirs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBrokerHeartbeatRequest(w: Writer, m: BrokerHeartbeatRequest, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('BrokerHeartbeatRequest', v, 0, 2)
  w.begin('BrokerHeartbeatRequest', v)
  w.int32(m.brokerId)
  w.int64(m.brokerEpoch)
  w.int64(m.currentMetadataOffset)
  w.bool(m.wantFence)
  w.bool(m.wantShutDown)
  if (v < 1 && m.offlineLogDirs.length > 0) throw unsupportedField('BrokerHeartbeatRequest.OfflineLogDirs', v)
  if (v < 2 && m.cordonedLogDirs !== null) throw unsupportedField('BrokerHeartbeatRequest.CordonedLogDirs', v)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (v >= 1 && m.offlineLogDirs.length > 0) tags++
  if (v >= 2 && m.cordonedLogDirs !== null) tags++
  w.uvarint(tags)
  if (v >= 1 && m.offlineLogDirs.length > 0) {
    const begin = w.beginTag(0)
    w.compactArrayLength(m.offlineLogDirs.length)
    for (const element of m.offlineLogDirs) w.uuid(element)
    w.endTag(begin)
  }
  if (v >= 2 && m.cordonedLogDirs !== null) {
    const begin = w.beginTag(1)
    if (m.cordonedLogDirs === null) w.uint8(0)
    else {
      w.compactArrayLength(m.cordonedLogDirs.length)
      for (const element of m.cordonedLogDirs) w.uuid(element)
    }
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 2)
}

export function readBrokerHeartbeatRequest(r: Reader, v: number): BrokerHeartbeatRequest {
  if (v < 0 || v > 2) throw unsupportedVersion('BrokerHeartbeatRequest', v, 0, 2)
  r.begin('BrokerHeartbeatRequest', v)
  const brokerId = r.int32()
  const brokerEpoch = r.int64()
  const currentMetadataOffset = r.int64()
  const wantFence = r.bool()
  const wantShutDown = r.bool()
  let offlineLogDirs: Uuid[] = []
  let cordonedLogDirs: Uuid[] | null = null
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        if (v < 1) throw r.fail('tag 0 in a version that has none')
        const end = r.beginTag()
        const n = r.compactArrayLength(16, 48)
        offlineLogDirs = sized(n)
        for (let i = 0; i < n; i++) offlineLogDirs[i] = r.uuid()
        r.endTag(end)
        break
      }
      case 1: {
        if (v < 2) throw r.fail('tag 1 in a version that has none')
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(16, 48)
        cordonedLogDirs = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) cordonedLogDirs![i] = r.uuid()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: BrokerHeartbeatRequest = { brokerId, brokerEpoch, currentMetadataOffset, wantFence, wantShutDown, offlineLogDirs, cordonedLogDirs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface BrokerHeartbeatResponse {
  throttleTimeMs: number
  errorCode: number
  isCaughtUp: boolean
  isFenced: boolean
  shouldShutDown: boolean
  unknownTags?: TaggedField[]
}

export function newBrokerHeartbeatResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  isCaughtUp = false,
  isFenced = true,
  shouldShutDown = false,
  unknownTags,
}: Partial<BrokerHeartbeatResponse> = {}): BrokerHeartbeatResponse {
  const m: BrokerHeartbeatResponse = { throttleTimeMs, errorCode, isCaughtUp, isFenced, shouldShutDown }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBrokerHeartbeatResponse(w: Writer, m: BrokerHeartbeatResponse, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('BrokerHeartbeatResponse', v, 0, 2)
  w.begin('BrokerHeartbeatResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.bool(m.isCaughtUp)
  w.bool(m.isFenced)
  w.bool(m.shouldShutDown)
  w.tags(m.unknownTags)
}

export function readBrokerHeartbeatResponse(r: Reader, v: number): BrokerHeartbeatResponse {
  if (v < 0 || v > 2) throw unsupportedVersion('BrokerHeartbeatResponse', v, 0, 2)
  r.begin('BrokerHeartbeatResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const isCaughtUp = r.bool()
  const isFenced = r.bool()
  const shouldShutDown = r.bool()
  const unknownTags = r.tags()
  const m: BrokerHeartbeatResponse = { throttleTimeMs, errorCode, isCaughtUp, isFenced, shouldShutDown }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const brokerHeartbeatApi = {
  key: 63,
  name: 'BrokerHeartbeat',
  versions: [0, 2],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readBrokerHeartbeatRequest,
  writeRequest: writeBrokerHeartbeatRequest,
  readResponse: readBrokerHeartbeatResponse,
  writeResponse: writeBrokerHeartbeatResponse,
} as const satisfies ApiDef<BrokerHeartbeatRequest, BrokerHeartbeatResponse>
