// GENERATED from schemas/group-coordinator/share-group-target-assignment-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupTargetAssignmentMetadataKey {
  groupId: string
}

export function newShareGroupTargetAssignmentMetadataKey({
  groupId = '',
}: Partial<ShareGroupTargetAssignmentMetadataKey> = {}): ShareGroupTargetAssignmentMetadataKey {
  return { groupId }
}

export function writeShareGroupTargetAssignmentMetadataKey(w: Writer, m: ShareGroupTargetAssignmentMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupTargetAssignmentMetadataKey', v, 0, 0)
  w.begin('ShareGroupTargetAssignmentMetadataKey', v)
  w.string(m.groupId)
}

export function readShareGroupTargetAssignmentMetadataKey(r: Reader, v: number): ShareGroupTargetAssignmentMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupTargetAssignmentMetadataKey', v, 0, 0)
  r.begin('ShareGroupTargetAssignmentMetadataKey', v)
  const groupId = r.string()
  return { groupId }
}

export const shareGroupTargetAssignmentMetadataKey = {
  type: 12,
  name: 'ShareGroupTargetAssignmentMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readShareGroupTargetAssignmentMetadataKey,
  write: writeShareGroupTargetAssignmentMetadataKey,
} as const satisfies RecordDef<ShareGroupTargetAssignmentMetadataKey>
