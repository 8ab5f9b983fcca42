// GENERATED from schemas/metadata/end-transaction-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface EndTransactionRecord {
  unknownTags?: TaggedField[]
}

export function newEndTransactionRecord({
  unknownTags,
}: Partial<EndTransactionRecord> = {}): EndTransactionRecord {
  const m: EndTransactionRecord = {}
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeEndTransactionRecord(w: Writer, m: EndTransactionRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('EndTransactionRecord', v, 0, 0)
  w.begin('EndTransactionRecord', v)
  w.tags(m.unknownTags)
}

export function readEndTransactionRecord(r: Reader, v: number): EndTransactionRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('EndTransactionRecord', v, 0, 0)
  r.begin('EndTransactionRecord', v)
  const unknownTags = r.tags()
  const m: EndTransactionRecord = {}
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const endTransactionRecord = {
  type: 24,
  name: 'EndTransactionRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readEndTransactionRecord,
  write: writeEndTransactionRecord,
} as const satisfies RecordDef<EndTransactionRecord>
