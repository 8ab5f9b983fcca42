// GENERATED from schemas/metadata/feature-level-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface FeatureLevelRecord {
  name: string
  featureLevel: number
  unknownTags?: TaggedField[]
}

export function newFeatureLevelRecord({
  name = '',
  featureLevel = 0,
  unknownTags,
}: Partial<FeatureLevelRecord> = {}): FeatureLevelRecord {
  const m: FeatureLevelRecord = { name, featureLevel }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFeatureLevelRecord(w: Writer, m: FeatureLevelRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('FeatureLevelRecord', v, 0, 0)
  w.begin('FeatureLevelRecord', v)
  w.compactString(m.name)
  w.int16(m.featureLevel)
  w.tags(m.unknownTags)
}

export function readFeatureLevelRecord(r: Reader, v: number): FeatureLevelRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('FeatureLevelRecord', v, 0, 0)
  r.begin('FeatureLevelRecord', v)
  const name = r.compactString()
  const featureLevel = r.int16()
  const unknownTags = r.tags()
  const m: FeatureLevelRecord = { name, featureLevel }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const featureLevelRecord = {
  type: 12,
  name: 'FeatureLevelRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readFeatureLevelRecord,
  write: writeFeatureLevelRecord,
} as const satisfies RecordDef<FeatureLevelRecord>
