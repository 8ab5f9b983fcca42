// GENERATED from schemas/metadata/client-quota-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ClientQuotaRecord {
  entity: ClientQuotaRecordEntityData[]
  key: string
  value: number
  remove: boolean
  unknownTags?: TaggedField[]
}

export function newClientQuotaRecord({
  entity = [],
  key = '',
  value = 0,
  remove = false,
  unknownTags,
}: Partial<ClientQuotaRecord> = {}): ClientQuotaRecord {
  const m: ClientQuotaRecord = { entity, key, value, remove }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeClientQuotaRecord(w: Writer, m: ClientQuotaRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ClientQuotaRecord', v, 0, 0)
  w.begin('ClientQuotaRecord', v)
  w.compactArrayLength(m.entity.length)
  for (const element of m.entity) writeClientQuotaRecordEntityData(w, element, v)
  w.compactString(m.key)
  w.float64(m.value)
  w.bool(m.remove)
  w.tags(m.unknownTags)
}

export function readClientQuotaRecord(r: Reader, v: number): ClientQuotaRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('ClientQuotaRecord', v, 0, 0)
  r.begin('ClientQuotaRecord', v)
  const entityCount = r.compactArrayLength(3, 96)
  const entity: ClientQuotaRecordEntityData[] = sized(entityCount)
  for (let i = 0; i < entityCount; i++) entity[i] = readClientQuotaRecordEntityData(r, v)
  const key = r.compactString()
  const value = r.float64()
  const remove = r.bool()
  const unknownTags = r.tags()
  const m: ClientQuotaRecord = { entity, key, value, remove }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ClientQuotaRecordEntityData {
  entityType: string
  entityName: string | null
  unknownTags?: TaggedField[]
}

export function newClientQuotaRecordEntityData({
  entityType = '',
  entityName = '',
  unknownTags,
}: Partial<ClientQuotaRecordEntityData> = {}): ClientQuotaRecordEntityData {
  const m: ClientQuotaRecordEntityData = { entityType, entityName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeClientQuotaRecordEntityData(w: Writer, m: ClientQuotaRecordEntityData, _v: number): void {
  w.compactString(m.entityType)
  w.compactNullableString(m.entityName)
  w.tags(m.unknownTags)
}

export function readClientQuotaRecordEntityData(r: Reader, _v: number): ClientQuotaRecordEntityData {
  const entityType = r.compactString()
  const entityName = r.compactNullableString()
  const unknownTags = r.tags()
  const m: ClientQuotaRecordEntityData = { entityType, entityName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const clientQuotaRecord = {
  type: 14,
  name: 'ClientQuotaRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readClientQuotaRecord,
  write: writeClientQuotaRecord,
} as const satisfies RecordDef<ClientQuotaRecord>
