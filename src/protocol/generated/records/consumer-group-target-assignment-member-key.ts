// GENERATED from schemas/group-coordinator/consumer-group-target-assignment-member-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupTargetAssignmentMemberKey {
  groupId: string
  memberId: string
}

export function newConsumerGroupTargetAssignmentMemberKey({
  groupId = '',
  memberId = '',
}: Partial<ConsumerGroupTargetAssignmentMemberKey> = {}): ConsumerGroupTargetAssignmentMemberKey {
  return { groupId, memberId }
}

export function writeConsumerGroupTargetAssignmentMemberKey(w: Writer, m: ConsumerGroupTargetAssignmentMemberKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMemberKey', v, 0, 0)
  w.begin('ConsumerGroupTargetAssignmentMemberKey', v)
  w.string(m.groupId)
  w.string(m.memberId)
}

export function readConsumerGroupTargetAssignmentMemberKey(r: Reader, v: number): ConsumerGroupTargetAssignmentMemberKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMemberKey', v, 0, 0)
  r.begin('ConsumerGroupTargetAssignmentMemberKey', v)
  const groupId = r.string()
  const memberId = r.string()
  return { groupId, memberId }
}

export const consumerGroupTargetAssignmentMemberKey = {
  type: 7,
  name: 'ConsumerGroupTargetAssignmentMemberKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readConsumerGroupTargetAssignmentMemberKey,
  write: writeConsumerGroupTargetAssignmentMemberKey,
} as const satisfies RecordDef<ConsumerGroupTargetAssignmentMemberKey>
