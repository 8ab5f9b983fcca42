// GENERATED from schemas/metadata/remove-access-control-entry-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface RemoveAccessControlEntryRecord {
  id: Uuid
  unknownTags?: TaggedField[]
}

export function newRemoveAccessControlEntryRecord({
  id = ZERO_UUID,
  unknownTags,
}: Partial<RemoveAccessControlEntryRecord> = {}): RemoveAccessControlEntryRecord {
  const m: RemoveAccessControlEntryRecord = { id }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoveAccessControlEntryRecord(w: Writer, m: RemoveAccessControlEntryRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveAccessControlEntryRecord', v, 0, 0)
  w.begin('RemoveAccessControlEntryRecord', v)
  w.uuid(m.id)
  w.tags(m.unknownTags)
}

export function readRemoveAccessControlEntryRecord(r: Reader, v: number): RemoveAccessControlEntryRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveAccessControlEntryRecord', v, 0, 0)
  r.begin('RemoveAccessControlEntryRecord', v)
  const id = r.uuid()
  const unknownTags = r.tags()
  const m: RemoveAccessControlEntryRecord = { id }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const removeAccessControlEntryRecord = {
  type: 19,
  name: 'RemoveAccessControlEntryRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readRemoveAccessControlEntryRecord,
  write: writeRemoveAccessControlEntryRecord,
} as const satisfies RecordDef<RemoveAccessControlEntryRecord>
