// GENERATED from schemas/group-coordinator/share-group-member-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupMemberMetadataKey {
  groupId: string
  memberId: string
}

export function newShareGroupMemberMetadataKey({
  groupId = '',
  memberId = '',
}: Partial<ShareGroupMemberMetadataKey> = {}): ShareGroupMemberMetadataKey {
  return { groupId, memberId }
}

export function writeShareGroupMemberMetadataKey(w: Writer, m: ShareGroupMemberMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupMemberMetadataKey', v, 0, 0)
  w.begin('ShareGroupMemberMetadataKey', v)
  w.string(m.groupId)
  w.string(m.memberId)
}

export function readShareGroupMemberMetadataKey(r: Reader, v: number): ShareGroupMemberMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupMemberMetadataKey', v, 0, 0)
  r.begin('ShareGroupMemberMetadataKey', v)
  const groupId = r.string()
  const memberId = r.string()
  return { groupId, memberId }
}

export const shareGroupMemberMetadataKey = {
  type: 10,
  name: 'ShareGroupMemberMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readShareGroupMemberMetadataKey,
  write: writeShareGroupMemberMetadataKey,
} as const satisfies RecordDef<ShareGroupMemberMetadataKey>
