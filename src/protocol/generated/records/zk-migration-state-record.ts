// GENERATED from schemas/metadata/zk-migration-state-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ZkMigrationStateRecord {
  zkMigrationState: number
  unknownTags?: TaggedField[]
}

export function newZkMigrationStateRecord({
  zkMigrationState = 0,
  unknownTags,
}: Partial<ZkMigrationStateRecord> = {}): ZkMigrationStateRecord {
  const m: ZkMigrationStateRecord = { zkMigrationState }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeZkMigrationStateRecord(w: Writer, m: ZkMigrationStateRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ZkMigrationStateRecord', v, 0, 0)
  w.begin('ZkMigrationStateRecord', v)
  w.int8(m.zkMigrationState)
  w.tags(m.unknownTags)
}

export function readZkMigrationStateRecord(r: Reader, v: number): ZkMigrationStateRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('ZkMigrationStateRecord', v, 0, 0)
  r.begin('ZkMigrationStateRecord', v)
  const zkMigrationState = r.int8()
  const unknownTags = r.tags()
  const m: ZkMigrationStateRecord = { zkMigrationState }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const zkMigrationStateRecord = {
  type: 21,
  name: 'ZkMigrationStateRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readZkMigrationStateRecord,
  write: writeZkMigrationStateRecord,
} as const satisfies RecordDef<ZkMigrationStateRecord>
