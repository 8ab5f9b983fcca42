// GENERATED from schemas/group-coordinator/share-group-target-assignment-member-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupTargetAssignmentMemberKey {
  groupId: string
  memberId: string
}

export function newShareGroupTargetAssignmentMemberKey({
  groupId = '',
  memberId = '',
}: Partial<ShareGroupTargetAssignmentMemberKey> = {}): ShareGroupTargetAssignmentMemberKey {
  return { groupId, memberId }
}

export function writeShareGroupTargetAssignmentMemberKey(w: Writer, m: ShareGroupTargetAssignmentMemberKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupTargetAssignmentMemberKey', v, 0, 0)
  w.begin('ShareGroupTargetAssignmentMemberKey', v)
  w.string(m.groupId)
  w.string(m.memberId)
}

export function readShareGroupTargetAssignmentMemberKey(r: Reader, v: number): ShareGroupTargetAssignmentMemberKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupTargetAssignmentMemberKey', v, 0, 0)
  r.begin('ShareGroupTargetAssignmentMemberKey', v)
  const groupId = r.string()
  const memberId = r.string()
  return { groupId, memberId }
}

export const shareGroupTargetAssignmentMemberKey = {
  type: 13,
  name: 'ShareGroupTargetAssignmentMemberKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readShareGroupTargetAssignmentMemberKey,
  write: writeShareGroupTargetAssignmentMemberKey,
} as const satisfies RecordDef<ShareGroupTargetAssignmentMemberKey>
