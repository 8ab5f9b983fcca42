// GENERATED from schemas/group-coordinator/streams-group-current-member-assignment-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupCurrentMemberAssignmentKey {
  groupId: string
  memberId: string
}

export function newStreamsGroupCurrentMemberAssignmentKey({
  groupId = '',
  memberId = '',
}: Partial<StreamsGroupCurrentMemberAssignmentKey> = {}): StreamsGroupCurrentMemberAssignmentKey {
  return { groupId, memberId }
}

export function writeStreamsGroupCurrentMemberAssignmentKey(w: Writer, m: StreamsGroupCurrentMemberAssignmentKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupCurrentMemberAssignmentKey', v, 0, 0)
  w.begin('StreamsGroupCurrentMemberAssignmentKey', v)
  w.string(m.groupId)
  w.string(m.memberId)
}

export function readStreamsGroupCurrentMemberAssignmentKey(r: Reader, v: number): StreamsGroupCurrentMemberAssignmentKey {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupCurrentMemberAssignmentKey', v, 0, 0)
  r.begin('StreamsGroupCurrentMemberAssignmentKey', v)
  const groupId = r.string()
  const memberId = r.string()
  return { groupId, memberId }
}

export const streamsGroupCurrentMemberAssignmentKey = {
  type: 22,
  name: 'StreamsGroupCurrentMemberAssignmentKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readStreamsGroupCurrentMemberAssignmentKey,
  write: writeStreamsGroupCurrentMemberAssignmentKey,
} as const satisfies RecordDef<StreamsGroupCurrentMemberAssignmentKey>
