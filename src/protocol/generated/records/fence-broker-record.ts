// GENERATED from schemas/metadata/fence-broker-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface FenceBrokerRecord {
  id: number
  epoch: number
  unknownTags?: TaggedField[]
}

export function newFenceBrokerRecord({
  id = 0,
  epoch = 0,
  unknownTags,
}: Partial<FenceBrokerRecord> = {}): FenceBrokerRecord {
  const m: FenceBrokerRecord = { id, epoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFenceBrokerRecord(w: Writer, m: FenceBrokerRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('FenceBrokerRecord', v, 0, 0)
  w.begin('FenceBrokerRecord', v)
  w.int32(m.id)
  w.int64(m.epoch)
  w.tags(m.unknownTags)
}

export function readFenceBrokerRecord(r: Reader, v: number): FenceBrokerRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('FenceBrokerRecord', v, 0, 0)
  r.begin('FenceBrokerRecord', v)
  const id = r.int32()
  const epoch = r.int64()
  const unknownTags = r.tags()
  const m: FenceBrokerRecord = { id, epoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const fenceBrokerRecord = {
  type: 7,
  name: 'FenceBrokerRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readFenceBrokerRecord,
  write: writeFenceBrokerRecord,
} as const satisfies RecordDef<FenceBrokerRecord>
