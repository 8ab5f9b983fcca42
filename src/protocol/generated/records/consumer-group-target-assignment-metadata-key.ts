// GENERATED from schemas/group-coordinator/consumer-group-target-assignment-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupTargetAssignmentMetadataKey {
  groupId: string
}

export function newConsumerGroupTargetAssignmentMetadataKey({
  groupId = '',
}: Partial<ConsumerGroupTargetAssignmentMetadataKey> = {}): ConsumerGroupTargetAssignmentMetadataKey {
  return { groupId }
}

export function writeConsumerGroupTargetAssignmentMetadataKey(w: Writer, m: ConsumerGroupTargetAssignmentMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMetadataKey', v, 0, 0)
  w.begin('ConsumerGroupTargetAssignmentMetadataKey', v)
  w.string(m.groupId)
}

export function readConsumerGroupTargetAssignmentMetadataKey(r: Reader, v: number): ConsumerGroupTargetAssignmentMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMetadataKey', v, 0, 0)
  r.begin('ConsumerGroupTargetAssignmentMetadataKey', v)
  const groupId = r.string()
  return { groupId }
}

export const consumerGroupTargetAssignmentMetadataKey = {
  type: 6,
  name: 'ConsumerGroupTargetAssignmentMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readConsumerGroupTargetAssignmentMetadataKey,
  write: writeConsumerGroupTargetAssignmentMetadataKey,
} as const satisfies RecordDef<ConsumerGroupTargetAssignmentMetadataKey>
