// GENERATED from schemas/metadata/remove-user-scram-credential-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface RemoveUserScramCredentialRecord {
  name: string
  mechanism: number
  unknownTags?: TaggedField[]
}

export function newRemoveUserScramCredentialRecord({
  name = '',
  mechanism = 0,
  unknownTags,
}: Partial<RemoveUserScramCredentialRecord> = {}): RemoveUserScramCredentialRecord {
  const m: RemoveUserScramCredentialRecord = { name, mechanism }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoveUserScramCredentialRecord(w: Writer, m: RemoveUserScramCredentialRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveUserScramCredentialRecord', v, 0, 0)
  w.begin('RemoveUserScramCredentialRecord', v)
  w.compactString(m.name)
  w.int8(m.mechanism)
  w.tags(m.unknownTags)
}

export function readRemoveUserScramCredentialRecord(r: Reader, v: number): RemoveUserScramCredentialRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveUserScramCredentialRecord', v, 0, 0)
  r.begin('RemoveUserScramCredentialRecord', v)
  const name = r.compactString()
  const mechanism = r.int8()
  const unknownTags = r.tags()
  const m: RemoveUserScramCredentialRecord = { name, mechanism }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const removeUserScramCredentialRecord = {
  type: 22,
  name: 'RemoveUserScramCredentialRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readRemoveUserScramCredentialRecord,
  write: writeRemoveUserScramCredentialRecord,
} as const satisfies RecordDef<RemoveUserScramCredentialRecord>
