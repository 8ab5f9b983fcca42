// GENERATED from schemas/metadata/clear-elr-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ClearElrRecord {
  topicName: string
  unknownTags?: TaggedField[]
}

export function newClearElrRecord({
  topicName = '',
  unknownTags,
}: Partial<ClearElrRecord> = {}): ClearElrRecord {
  const m: ClearElrRecord = { topicName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeClearElrRecord(w: Writer, m: ClearElrRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ClearElrRecord', v, 0, 0)
  w.begin('ClearElrRecord', v)
  w.compactString(m.topicName)
  w.tags(m.unknownTags)
}

export function readClearElrRecord(r: Reader, v: number): ClearElrRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('ClearElrRecord', v, 0, 0)
  r.begin('ClearElrRecord', v)
  const topicName = r.compactString()
  const unknownTags = r.tags()
  const m: ClearElrRecord = { topicName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const clearElrRecord = {
  type: 28,
  name: 'ClearElrRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readClearElrRecord,
  write: writeClearElrRecord,
} as const satisfies RecordDef<ClearElrRecord>
