// GENERATED from schemas/group-coordinator/consumer-group-current-member-assignment-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupCurrentMemberAssignmentKey {
  groupId: string
  memberId: string
}

export function newConsumerGroupCurrentMemberAssignmentKey({
  groupId = '',
  memberId = '',
}: Partial<ConsumerGroupCurrentMemberAssignmentKey> = {}): ConsumerGroupCurrentMemberAssignmentKey {
  return { groupId, memberId }
}

export function writeConsumerGroupCurrentMemberAssignmentKey(w: Writer, m: ConsumerGroupCurrentMemberAssignmentKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupCurrentMemberAssignmentKey', v, 0, 0)
  w.begin('ConsumerGroupCurrentMemberAssignmentKey', v)
  w.string(m.groupId)
  w.string(m.memberId)
}

export function readConsumerGroupCurrentMemberAssignmentKey(r: Reader, v: number): ConsumerGroupCurrentMemberAssignmentKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupCurrentMemberAssignmentKey', v, 0, 0)
  r.begin('ConsumerGroupCurrentMemberAssignmentKey', v)
  const groupId = r.string()
  const memberId = r.string()
  return { groupId, memberId }
}

export const consumerGroupCurrentMemberAssignmentKey = {
  type: 8,
  name: 'ConsumerGroupCurrentMemberAssignmentKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readConsumerGroupCurrentMemberAssignmentKey,
  write: writeConsumerGroupCurrentMemberAssignmentKey,
} as const satisfies RecordDef<ConsumerGroupCurrentMemberAssignmentKey>
