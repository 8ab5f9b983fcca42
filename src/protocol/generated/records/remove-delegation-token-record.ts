// GENERATED from schemas/metadata/remove-delegation-token-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface RemoveDelegationTokenRecord {
  tokenId: string
  unknownTags?: TaggedField[]
}

export function newRemoveDelegationTokenRecord({
  tokenId = '',
  unknownTags,
}: Partial<RemoveDelegationTokenRecord> = {}): RemoveDelegationTokenRecord {
  const m: RemoveDelegationTokenRecord = { tokenId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoveDelegationTokenRecord(w: Writer, m: RemoveDelegationTokenRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveDelegationTokenRecord', v, 0, 0)
  w.begin('RemoveDelegationTokenRecord', v)
  w.compactString(m.tokenId)
  w.tags(m.unknownTags)
}

export function readRemoveDelegationTokenRecord(r: Reader, v: number): RemoveDelegationTokenRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveDelegationTokenRecord', v, 0, 0)
  r.begin('RemoveDelegationTokenRecord', v)
  const tokenId = r.compactString()
  const unknownTags = r.tags()
  const m: RemoveDelegationTokenRecord = { tokenId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const removeDelegationTokenRecord = {
  type: 26,
  name: 'RemoveDelegationTokenRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readRemoveDelegationTokenRecord,
  write: writeRemoveDelegationTokenRecord,
} as const satisfies RecordDef<RemoveDelegationTokenRecord>
