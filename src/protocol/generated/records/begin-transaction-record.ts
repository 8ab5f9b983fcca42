// GENERATED from schemas/metadata/begin-transaction-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface BeginTransactionRecord {
  name: string | null // tag 0
  unknownTags?: TaggedField[]
}

export function newBeginTransactionRecord({
  name = null,
  unknownTags,
}: Partial<BeginTransactionRecord> = {}): BeginTransactionRecord {
  const m: BeginTransactionRecord = { name }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBeginTransactionRecord(w: Writer, m: BeginTransactionRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('BeginTransactionRecord', v, 0, 0)
  w.begin('BeginTransactionRecord', v)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.name !== null) tags++
  w.uvarint(tags)
  if (m.name !== null) {
    const begin = w.beginTag(0)
    w.compactNullableString(m.name)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readBeginTransactionRecord(r: Reader, v: number): BeginTransactionRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('BeginTransactionRecord', v, 0, 0)
  r.begin('BeginTransactionRecord', v)
  let name: string | null = null
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        name = r.compactNullableString()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: BeginTransactionRecord = { name }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const beginTransactionRecord = {
  type: 23,
  name: 'BeginTransactionRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readBeginTransactionRecord,
  write: writeBeginTransactionRecord,
} as const satisfies RecordDef<BeginTransactionRecord>
