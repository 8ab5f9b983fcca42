// GENERATED from schemas/metadata/config-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConfigRecord {
  resourceType: number
  resourceName: string
  name: string
  value: string | null
  unknownTags?: TaggedField[]
}

export function newConfigRecord({
  resourceType = 0,
  resourceName = '',
  name = '',
  value = '',
  unknownTags,
}: Partial<ConfigRecord> = {}): ConfigRecord {
  const m: ConfigRecord = { resourceType, resourceName, name, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConfigRecord(w: Writer, m: ConfigRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConfigRecord', v, 0, 0)
  w.begin('ConfigRecord', v)
  w.int8(m.resourceType)
  w.compactString(m.resourceName)
  w.compactString(m.name)
  w.compactNullableString(m.value)
  w.tags(m.unknownTags)
}

export function readConfigRecord(r: Reader, v: number): ConfigRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('ConfigRecord', v, 0, 0)
  r.begin('ConfigRecord', v)
  const resourceType = r.int8()
  const resourceName = r.compactString()
  const name = r.compactString()
  const value = r.compactNullableString()
  const unknownTags = r.tags()
  const m: ConfigRecord = { resourceType, resourceName, name, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const configRecord = {
  type: 4,
  name: 'ConfigRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readConfigRecord,
  write: writeConfigRecord,
} as const satisfies RecordDef<ConfigRecord>
