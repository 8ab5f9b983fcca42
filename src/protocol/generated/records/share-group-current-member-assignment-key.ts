// GENERATED from schemas/group-coordinator/share-group-current-member-assignment-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupCurrentMemberAssignmentKey {
  groupId: string
  memberId: string
}

export function newShareGroupCurrentMemberAssignmentKey({
  groupId = '',
  memberId = '',
}: Partial<ShareGroupCurrentMemberAssignmentKey> = {}): ShareGroupCurrentMemberAssignmentKey {
  return { groupId, memberId }
}

export function writeShareGroupCurrentMemberAssignmentKey(w: Writer, m: ShareGroupCurrentMemberAssignmentKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupCurrentMemberAssignmentKey', v, 0, 0)
  w.begin('ShareGroupCurrentMemberAssignmentKey', v)
  w.string(m.groupId)
  w.string(m.memberId)
}

export function readShareGroupCurrentMemberAssignmentKey(r: Reader, v: number): ShareGroupCurrentMemberAssignmentKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupCurrentMemberAssignmentKey', v, 0, 0)
  r.begin('ShareGroupCurrentMemberAssignmentKey', v)
  const groupId = r.string()
  const memberId = r.string()
  return { groupId, memberId }
}

export const shareGroupCurrentMemberAssignmentKey = {
  type: 14,
  name: 'ShareGroupCurrentMemberAssignmentKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readShareGroupCurrentMemberAssignmentKey,
  write: writeShareGroupCurrentMemberAssignmentKey,
} as const satisfies RecordDef<ShareGroupCurrentMemberAssignmentKey>
