// GENERATED from schemas/group-coordinator/share-group-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupMetadataKey {
  groupId: string
}

export function newShareGroupMetadataKey({
  groupId = '',
}: Partial<ShareGroupMetadataKey> = {}): ShareGroupMetadataKey {
  return { groupId }
}

export function writeShareGroupMetadataKey(w: Writer, m: ShareGroupMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupMetadataKey', v, 0, 0)
  w.begin('ShareGroupMetadataKey', v)
  w.string(m.groupId)
}

export function readShareGroupMetadataKey(r: Reader, v: number): ShareGroupMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupMetadataKey', v, 0, 0)
  r.begin('ShareGroupMetadataKey', v)
  const groupId = r.string()
  return { groupId }
}

export const shareGroupMetadataKey = {
  type: 11,
  name: 'ShareGroupMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readShareGroupMetadataKey,
  write: writeShareGroupMetadataKey,
} as const satisfies RecordDef<ShareGroupMetadataKey>
