// GENERATED from schemas/metadata/abort-transaction-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface AbortTransactionRecord {
  reason: string | null // tag 0
  unknownTags?: TaggedField[]
}

export function newAbortTransactionRecord({
  reason = null,
  unknownTags,
}: Partial<AbortTransactionRecord> = {}): AbortTransactionRecord {
  const m: AbortTransactionRecord = { reason }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAbortTransactionRecord(w: Writer, m: AbortTransactionRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('AbortTransactionRecord', v, 0, 0)
  w.begin('AbortTransactionRecord', v)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.reason !== null) tags++
  w.uvarint(tags)
  if (m.reason !== null) {
    const begin = w.beginTag(0)
    w.compactNullableString(m.reason)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readAbortTransactionRecord(r: Reader, v: number): AbortTransactionRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('AbortTransactionRecord', v, 0, 0)
  r.begin('AbortTransactionRecord', v)
  let reason: string | null = null
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        reason = r.compactNullableString()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: AbortTransactionRecord = { reason }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const abortTransactionRecord = {
  type: 25,
  name: 'AbortTransactionRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readAbortTransactionRecord,
  write: writeAbortTransactionRecord,
} as const satisfies RecordDef<AbortTransactionRecord>
