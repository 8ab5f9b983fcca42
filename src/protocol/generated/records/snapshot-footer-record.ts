// GENERATED from schemas/data/snapshot-footer-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface SnapshotFooterRecord {
  version: number
  unknownTags?: TaggedField[]
}

export function newSnapshotFooterRecord({
  version = 0,
  unknownTags,
}: Partial<SnapshotFooterRecord> = {}): SnapshotFooterRecord {
  const m: SnapshotFooterRecord = { version }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeSnapshotFooterRecord(w: Writer, m: SnapshotFooterRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('SnapshotFooterRecord', v, 0, 0)
  w.begin('SnapshotFooterRecord', v)
  w.int16(m.version)
  w.tags(m.unknownTags)
}

export function readSnapshotFooterRecord(r: Reader, v: number): SnapshotFooterRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('SnapshotFooterRecord', v, 0, 0)
  r.begin('SnapshotFooterRecord', v)
  const version = r.int16()
  const unknownTags = r.tags()
  const m: SnapshotFooterRecord = { version }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const snapshotFooterRecord = {
  name: 'SnapshotFooterRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readSnapshotFooterRecord,
  write: writeSnapshotFooterRecord,
} as const satisfies MessageDef<SnapshotFooterRecord>
