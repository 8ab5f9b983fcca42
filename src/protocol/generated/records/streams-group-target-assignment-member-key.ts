// GENERATED from schemas/group-coordinator/streams-group-target-assignment-member-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupTargetAssignmentMemberKey {
  groupId: string
  memberId: string
}

export function newStreamsGroupTargetAssignmentMemberKey({
  groupId = '',
  memberId = '',
}: Partial<StreamsGroupTargetAssignmentMemberKey> = {}): StreamsGroupTargetAssignmentMemberKey {
  return { groupId, memberId }
}

export function writeStreamsGroupTargetAssignmentMemberKey(w: Writer, m: StreamsGroupTargetAssignmentMemberKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMemberKey', v, 0, 0)
  w.begin('StreamsGroupTargetAssignmentMemberKey', v)
  w.string(m.groupId)
  w.string(m.memberId)
}

export function readStreamsGroupTargetAssignmentMemberKey(r: Reader, v: number): StreamsGroupTargetAssignmentMemberKey {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMemberKey', v, 0, 0)
  r.begin('StreamsGroupTargetAssignmentMemberKey', v)
  const groupId = r.string()
  const memberId = r.string()
  return { groupId, memberId }
}

export const streamsGroupTargetAssignmentMemberKey = {
  type: 21,
  name: 'StreamsGroupTargetAssignmentMemberKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readStreamsGroupTargetAssignmentMemberKey,
  write: writeStreamsGroupTargetAssignmentMemberKey,
} as const satisfies RecordDef<StreamsGroupTargetAssignmentMemberKey>
