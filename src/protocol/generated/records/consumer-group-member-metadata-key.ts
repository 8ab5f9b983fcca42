// GENERATED from schemas/group-coordinator/consumer-group-member-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupMemberMetadataKey {
  groupId: string
  memberId: string
}

export function newConsumerGroupMemberMetadataKey({
  groupId = '',
  memberId = '',
}: Partial<ConsumerGroupMemberMetadataKey> = {}): ConsumerGroupMemberMetadataKey {
  return { groupId, memberId }
}

export function writeConsumerGroupMemberMetadataKey(w: Writer, m: ConsumerGroupMemberMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupMemberMetadataKey', v, 0, 0)
  w.begin('ConsumerGroupMemberMetadataKey', v)
  w.string(m.groupId)
  w.string(m.memberId)
}

export function readConsumerGroupMemberMetadataKey(r: Reader, v: number): ConsumerGroupMemberMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupMemberMetadataKey', v, 0, 0)
  r.begin('ConsumerGroupMemberMetadataKey', v)
  const groupId = r.string()
  const memberId = r.string()
  return { groupId, memberId }
}

export const consumerGroupMemberMetadataKey = {
  type: 5,
  name: 'ConsumerGroupMemberMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readConsumerGroupMemberMetadataKey,
  write: writeConsumerGroupMemberMetadataKey,
} as const satisfies RecordDef<ConsumerGroupMemberMetadataKey>
