// GENERATED from schemas/data/snapshot-header-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface SnapshotHeaderRecord {
  version: number
  lastContainedLogTimestamp: number
  unknownTags?: TaggedField[]
}

export function newSnapshotHeaderRecord({
  version = 0,
  lastContainedLogTimestamp = 0,
  unknownTags,
}: Partial<SnapshotHeaderRecord> = {}): SnapshotHeaderRecord {
  const m: SnapshotHeaderRecord = { version, lastContainedLogTimestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeSnapshotHeaderRecord(w: Writer, m: SnapshotHeaderRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('SnapshotHeaderRecord', v, 0, 0)
  w.begin('SnapshotHeaderRecord', v)
  w.int16(m.version)
  w.int64(m.lastContainedLogTimestamp)
  w.tags(m.unknownTags)
}

export function readSnapshotHeaderRecord(r: Reader, v: number): SnapshotHeaderRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('SnapshotHeaderRecord', v, 0, 0)
  r.begin('SnapshotHeaderRecord', v)
  const version = r.int16()
  const lastContainedLogTimestamp = r.int64()
  const unknownTags = r.tags()
  const m: SnapshotHeaderRecord = { version, lastContainedLogTimestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const snapshotHeaderRecord = {
  name: 'SnapshotHeaderRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readSnapshotHeaderRecord,
  write: writeSnapshotHeaderRecord,
} as const satisfies MessageDef<SnapshotHeaderRecord>
