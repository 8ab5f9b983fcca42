// GENERATED from schemas/metadata/no-op-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface NoOpRecord {
  unknownTags?: TaggedField[]
}

export function newNoOpRecord({
  unknownTags,
}: Partial<NoOpRecord> = {}): NoOpRecord {
  const m: NoOpRecord = {}
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeNoOpRecord(w: Writer, m: NoOpRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('NoOpRecord', v, 0, 0)
  w.begin('NoOpRecord', v)
  w.tags(m.unknownTags)
}

export function readNoOpRecord(r: Reader, v: number): NoOpRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('NoOpRecord', v, 0, 0)
  r.begin('NoOpRecord', v)
  const unknownTags = r.tags()
  const m: NoOpRecord = {}
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const noOpRecord = {
  type: 20,
  name: 'NoOpRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readNoOpRecord,
  write: writeNoOpRecord,
} as const satisfies RecordDef<NoOpRecord>
