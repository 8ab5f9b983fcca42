// GENERATED from schemas/group-coordinator/share-group-state-partition-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupStatePartitionMetadataKey {
  groupId: string
}

export function newShareGroupStatePartitionMetadataKey({
  groupId = '',
}: Partial<ShareGroupStatePartitionMetadataKey> = {}): ShareGroupStatePartitionMetadataKey {
  return { groupId }
}

export function writeShareGroupStatePartitionMetadataKey(w: Writer, m: ShareGroupStatePartitionMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupStatePartitionMetadataKey', v, 0, 0)
  w.begin('ShareGroupStatePartitionMetadataKey', v)
  w.string(m.groupId)
}

export function readShareGroupStatePartitionMetadataKey(r: Reader, v: number): ShareGroupStatePartitionMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupStatePartitionMetadataKey', v, 0, 0)
  r.begin('ShareGroupStatePartitionMetadataKey', v)
  const groupId = r.string()
  return { groupId }
}

export const shareGroupStatePartitionMetadataKey = {
  type: 15,
  name: 'ShareGroupStatePartitionMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readShareGroupStatePartitionMetadataKey,
  write: writeShareGroupStatePartitionMetadataKey,
} as const satisfies RecordDef<ShareGroupStatePartitionMetadataKey>
