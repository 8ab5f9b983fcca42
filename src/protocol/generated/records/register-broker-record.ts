// GENERATED from schemas/metadata/register-broker-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedField, unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface RegisterBrokerRecord {
  brokerId: number
  isMigratingZkBroker: boolean // 2+
  incarnationId: Uuid
  brokerEpoch: number
  endPoints: RegisterBrokerRecordBrokerEndpoint[]
  features: RegisterBrokerRecordBrokerFeature[]
  rack: string | null
  fenced: boolean
  inControlledShutdown: boolean // 1+
  logDirs: Uuid[] // 3+, tag 0
  cordonedLogDirs: Uuid[] | null // 4+, tag 1
  unknownTags?: TaggedField[]
}

export function newRegisterBrokerRecord({
  brokerId = 0,
  isMigratingZkBroker = false,
  incarnationId = ZERO_UUID,
  brokerEpoch = 0,
  endPoints = [],
  features = [],
  rack = '',
  fenced = true,
  inControlledShutdown = false,
  logDirs = [],
  cordonedLogDirs = null,
  unknownTags,
}: Partial<RegisterBrokerRecord> = {}): RegisterBrokerRecord {
  const m: RegisterBrokerRecord = {
    brokerId,
    isMigratingZkBroker,
    incarnationId,
    brokerEpoch,
    endPoints,
    features,
    rack,
    fenced,
    inControlledShutdown,
    logDirs,
    cordonedLogDirs,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRegisterBrokerRecord(w: Writer, m: RegisterBrokerRecord, v: number): void {
  if (v < 0 || v > 4) throw unsupportedVersion('RegisterBrokerRecord', v, 0, 4)
  w.begin('RegisterBrokerRecord', v)
  w.int32(m.brokerId)
  if (v >= 2) w.bool(m.isMigratingZkBroker)
  else if (m.isMigratingZkBroker) throw unsupportedField('RegisterBrokerRecord.IsMigratingZkBroker', v)
  w.uuid(m.incarnationId)
  w.int64(m.brokerEpoch)
  w.compactArrayLength(m.endPoints.length)
  for (const element of m.endPoints) writeRegisterBrokerRecordBrokerEndpoint(w, element, v)
  w.compactArrayLength(m.features.length)
  for (const element of m.features) writeRegisterBrokerRecordBrokerFeature(w, element, v)
  w.compactNullableString(m.rack)
  w.bool(m.fenced)
  if (v >= 1) w.bool(m.inControlledShutdown)
  else if (m.inControlledShutdown) throw unsupportedField('RegisterBrokerRecord.InControlledShutdown', v)
  if (v < 3 && m.logDirs.length > 0) throw unsupportedField('RegisterBrokerRecord.LogDirs', v)
  if (v < 4 && m.cordonedLogDirs !== null) throw unsupportedField('RegisterBrokerRecord.CordonedLogDirs', v)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (v >= 3 && m.logDirs.length > 0) tags++
  if (v >= 4 && m.cordonedLogDirs !== null) tags++
  w.uvarint(tags)
  if (v >= 3 && m.logDirs.length > 0) {
    const begin = w.beginTag(0)
    w.compactArrayLength(m.logDirs.length)
    for (const element of m.logDirs) w.uuid(element)
    w.endTag(begin)
  }
  if (v >= 4 && m.cordonedLogDirs !== null) {
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

export function readRegisterBrokerRecord(r: Reader, v: number): RegisterBrokerRecord {
  if (v < 0 || v > 4) throw unsupportedVersion('RegisterBrokerRecord', v, 0, 4)
  r.begin('RegisterBrokerRecord', v)
  const brokerId = r.int32()
  const isMigratingZkBroker = v >= 2 ? r.bool() : false
  const incarnationId = r.uuid()
  const brokerEpoch = r.int64()
  const endPointsCount = r.compactArrayLength(7, 112)
  const endPoints: RegisterBrokerRecordBrokerEndpoint[] = sized(endPointsCount)
  for (let i = 0; i < endPointsCount; i++) endPoints[i] = readRegisterBrokerRecordBrokerEndpoint(r, v)
  const featuresCount = r.compactArrayLength(6, 80)
  const features: RegisterBrokerRecordBrokerFeature[] = sized(featuresCount)
  for (let i = 0; i < featuresCount; i++) features[i] = readRegisterBrokerRecordBrokerFeature(r, v)
  const rack = r.compactNullableString()
  const fenced = r.bool()
  const inControlledShutdown = v >= 1 ? r.bool() : false
  let logDirs: Uuid[] = []
  let cordonedLogDirs: Uuid[] | null = null
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        if (v < 3) throw r.fail('tag 0 in a version that has none')
        const end = r.beginTag()
        const n = r.compactArrayLength(16, 48)
        logDirs = sized(n)
        for (let i = 0; i < n; i++) logDirs[i] = r.uuid()
        r.endTag(end)
        break
      }
      case 1: {
        if (v < 4) throw r.fail('tag 1 in a version that has none')
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
  const m: RegisterBrokerRecord = {
    brokerId,
    isMigratingZkBroker,
    incarnationId,
    brokerEpoch,
    endPoints,
    features,
    rack,
    fenced,
    inControlledShutdown,
    logDirs,
    cordonedLogDirs,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RegisterBrokerRecordBrokerEndpoint {
  name: string
  host: string
  port: number
  securityProtocol: number
  unknownTags?: TaggedField[]
}

export function newRegisterBrokerRecordBrokerEndpoint({
  name = '',
  host = '',
  port = 0,
  securityProtocol = 0,
  unknownTags,
}: Partial<RegisterBrokerRecordBrokerEndpoint> = {}): RegisterBrokerRecordBrokerEndpoint {
  const m: RegisterBrokerRecordBrokerEndpoint = { name, host, port, securityProtocol }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRegisterBrokerRecordBrokerEndpoint(w: Writer, m: RegisterBrokerRecordBrokerEndpoint, _v: number): void {
  w.compactString(m.name)
  w.compactString(m.host)
  w.uint16(m.port)
  w.int16(m.securityProtocol)
  w.tags(m.unknownTags)
}

export function readRegisterBrokerRecordBrokerEndpoint(r: Reader, _v: number): RegisterBrokerRecordBrokerEndpoint {
  const name = r.compactString()
  const host = r.compactString()
  const port = r.uint16()
  const securityProtocol = r.int16()
  const unknownTags = r.tags()
  const m: RegisterBrokerRecordBrokerEndpoint = { name, host, port, securityProtocol }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RegisterBrokerRecordBrokerFeature {
  name: string
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: TaggedField[]
}

export function newRegisterBrokerRecordBrokerFeature({
  name = '',
  minSupportedVersion = 0,
  maxSupportedVersion = 0,
  unknownTags,
}: Partial<RegisterBrokerRecordBrokerFeature> = {}): RegisterBrokerRecordBrokerFeature {
  const m: RegisterBrokerRecordBrokerFeature = { name, minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRegisterBrokerRecordBrokerFeature(w: Writer, m: RegisterBrokerRecordBrokerFeature, _v: number): void {
  w.compactString(m.name)
  w.int16(m.minSupportedVersion)
  w.int16(m.maxSupportedVersion)
  w.tags(m.unknownTags)
}

export function readRegisterBrokerRecordBrokerFeature(r: Reader, _v: number): RegisterBrokerRecordBrokerFeature {
  const name = r.compactString()
  const minSupportedVersion = r.int16()
  const maxSupportedVersion = r.int16()
  const unknownTags = r.tags()
  const m: RegisterBrokerRecordBrokerFeature = { name, minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const registerBrokerRecord = {
  type: 0,
  name: 'RegisterBrokerRecord',
  versions: [0, 4],
  flexibleFrom: 0,
  read: readRegisterBrokerRecord,
  write: writeRegisterBrokerRecord,
} as const satisfies RecordDef<RegisterBrokerRecord>
