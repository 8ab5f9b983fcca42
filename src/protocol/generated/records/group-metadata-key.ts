// GENERATED from schemas/group-coordinator/group-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface GroupMetadataKey {
  group: string
}

export function newGroupMetadataKey({
  group = '',
}: Partial<GroupMetadataKey> = {}): GroupMetadataKey {
  return { group }
}

export function writeGroupMetadataKey(w: Writer, m: GroupMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('GroupMetadataKey', v, 0, 0)
  w.begin('GroupMetadataKey', v)
  w.string(m.group)
}

export function readGroupMetadataKey(r: Reader, v: number): GroupMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('GroupMetadataKey', v, 0, 0)
  r.begin('GroupMetadataKey', v)
  const group = r.string()
  return { group }
}

export const groupMetadataKey = {
  type: 2,
  name: 'GroupMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readGroupMetadataKey,
  write: writeGroupMetadataKey,
} as const satisfies RecordDef<GroupMetadataKey>
