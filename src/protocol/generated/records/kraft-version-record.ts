// GENERATED from schemas/data/kraft-version-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface KRaftVersionRecord {
  version: number
  kRaftVersion: number
  unknownTags?: TaggedField[]
}

export function newKRaftVersionRecord({
  version = 0,
  kRaftVersion = 0,
  unknownTags,
}: Partial<KRaftVersionRecord> = {}): KRaftVersionRecord {
  const m: KRaftVersionRecord = { version, kRaftVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeKRaftVersionRecord(w: Writer, m: KRaftVersionRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('KRaftVersionRecord', v, 0, 0)
  w.begin('KRaftVersionRecord', v)
  w.int16(m.version)
  w.int16(m.kRaftVersion)
  w.tags(m.unknownTags)
}

export function readKRaftVersionRecord(r: Reader, v: number): KRaftVersionRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('KRaftVersionRecord', v, 0, 0)
  r.begin('KRaftVersionRecord', v)
  const version = r.int16()
  const kRaftVersion = r.int16()
  const unknownTags = r.tags()
  const m: KRaftVersionRecord = { version, kRaftVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const kRaftVersionRecord = {
  name: 'KRaftVersionRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readKRaftVersionRecord,
  write: writeKRaftVersionRecord,
} as const satisfies MessageDef<KRaftVersionRecord>
