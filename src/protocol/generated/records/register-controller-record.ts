// GENERATED from schemas/metadata/register-controller-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface RegisterControllerRecord {
  controllerId: number
  incarnationId: Uuid
  zkMigrationReady: boolean
  endPoints: RegisterControllerRecordControllerEndpoint[]
  features: RegisterControllerRecordControllerFeature[]
  unknownTags?: TaggedField[]
}

export function newRegisterControllerRecord({
  controllerId = 0,
  incarnationId = ZERO_UUID,
  zkMigrationReady = false,
  endPoints = [],
  features = [],
  unknownTags,
}: Partial<RegisterControllerRecord> = {}): RegisterControllerRecord {
  const m: RegisterControllerRecord = { controllerId, incarnationId, zkMigrationReady, endPoints, features }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRegisterControllerRecord(w: Writer, m: RegisterControllerRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('RegisterControllerRecord', v, 0, 0)
  w.begin('RegisterControllerRecord', v)
  w.int32(m.controllerId)
  w.uuid(m.incarnationId)
  w.bool(m.zkMigrationReady)
  w.compactArrayLength(m.endPoints.length)
  for (const element of m.endPoints) writeRegisterControllerRecordControllerEndpoint(w, element, v)
  w.compactArrayLength(m.features.length)
  for (const element of m.features) writeRegisterControllerRecordControllerFeature(w, element, v)
  w.tags(m.unknownTags)
}

export function readRegisterControllerRecord(r: Reader, v: number): RegisterControllerRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('RegisterControllerRecord', v, 0, 0)
  r.begin('RegisterControllerRecord', v)
  const controllerId = r.int32()
  const incarnationId = r.uuid()
  const zkMigrationReady = r.bool()
  const endPointsCount = r.compactArrayLength(7, 112)
  const endPoints: RegisterControllerRecordControllerEndpoint[] = sized(endPointsCount)
  for (let i = 0; i < endPointsCount; i++) endPoints[i] = readRegisterControllerRecordControllerEndpoint(r, v)
  const featuresCount = r.compactArrayLength(6, 80)
  const features: RegisterControllerRecordControllerFeature[] = sized(featuresCount)
  for (let i = 0; i < featuresCount; i++) features[i] = readRegisterControllerRecordControllerFeature(r, v)
  const unknownTags = r.tags()
  const m: RegisterControllerRecord = { controllerId, incarnationId, zkMigrationReady, endPoints, features }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RegisterControllerRecordControllerEndpoint {
  name: string
  host: string
  port: number
  securityProtocol: number
  unknownTags?: TaggedField[]
}

export function newRegisterControllerRecordControllerEndpoint({
  name = '',
  host = '',
  port = 0,
  securityProtocol = 0,
  unknownTags,
}: Partial<RegisterControllerRecordControllerEndpoint> = {}): RegisterControllerRecordControllerEndpoint {
  const m: RegisterControllerRecordControllerEndpoint = { name, host, port, securityProtocol }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRegisterControllerRecordControllerEndpoint(w: Writer, m: RegisterControllerRecordControllerEndpoint, _v: number): void {
  w.compactString(m.name)
  w.compactString(m.host)
  w.uint16(m.port)
  w.int16(m.securityProtocol)
  w.tags(m.unknownTags)
}

export function readRegisterControllerRecordControllerEndpoint(r: Reader, _v: number): RegisterControllerRecordControllerEndpoint {
  const name = r.compactString()
  const host = r.compactString()
  const port = r.uint16()
  const securityProtocol = r.int16()
  const unknownTags = r.tags()
  const m: RegisterControllerRecordControllerEndpoint = { name, host, port, securityProtocol }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RegisterControllerRecordControllerFeature {
  name: string
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: TaggedField[]
}

export function newRegisterControllerRecordControllerFeature({
  name = '',
  minSupportedVersion = 0,
  maxSupportedVersion = 0,
  unknownTags,
}: Partial<RegisterControllerRecordControllerFeature> = {}): RegisterControllerRecordControllerFeature {
  const m: RegisterControllerRecordControllerFeature = { name, minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRegisterControllerRecordControllerFeature(w: Writer, m: RegisterControllerRecordControllerFeature, _v: number): void {
  w.compactString(m.name)
  w.int16(m.minSupportedVersion)
  w.int16(m.maxSupportedVersion)
  w.tags(m.unknownTags)
}

export function readRegisterControllerRecordControllerFeature(r: Reader, _v: number): RegisterControllerRecordControllerFeature {
  const name = r.compactString()
  const minSupportedVersion = r.int16()
  const maxSupportedVersion = r.int16()
  const unknownTags = r.tags()
  const m: RegisterControllerRecordControllerFeature = { name, minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const registerControllerRecord = {
  type: 27,
  name: 'RegisterControllerRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readRegisterControllerRecord,
  write: writeRegisterControllerRecord,
} as const satisfies RecordDef<RegisterControllerRecord>
