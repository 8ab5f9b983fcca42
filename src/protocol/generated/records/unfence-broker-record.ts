// GENERATED from schemas/metadata/unfence-broker-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface UnfenceBrokerRecord {
  id: number
  epoch: number
  unknownTags?: TaggedField[]
}

export function newUnfenceBrokerRecord({
  id = 0,
  epoch = 0,
  unknownTags,
}: Partial<UnfenceBrokerRecord> = {}): UnfenceBrokerRecord {
  const m: UnfenceBrokerRecord = { id, epoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUnfenceBrokerRecord(w: Writer, m: UnfenceBrokerRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('UnfenceBrokerRecord', v, 0, 0)
  w.begin('UnfenceBrokerRecord', v)
  w.int32(m.id)
  w.int64(m.epoch)
  w.tags(m.unknownTags)
}

export function readUnfenceBrokerRecord(r: Reader, v: number): UnfenceBrokerRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('UnfenceBrokerRecord', v, 0, 0)
  r.begin('UnfenceBrokerRecord', v)
  const id = r.int32()
  const epoch = r.int64()
  const unknownTags = r.tags()
  const m: UnfenceBrokerRecord = { id, epoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const unfenceBrokerRecord = {
  type: 8,
  name: 'UnfenceBrokerRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readUnfenceBrokerRecord,
  write: writeUnfenceBrokerRecord,
} as const satisfies RecordDef<UnfenceBrokerRecord>
