// GENERATED from schemas/group-coordinator/consumer-group-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupMetadataKey {
  groupId: string
}

export function newConsumerGroupMetadataKey({
  groupId = '',
}: Partial<ConsumerGroupMetadataKey> = {}): ConsumerGroupMetadataKey {
  return { groupId }
}

export function writeConsumerGroupMetadataKey(w: Writer, m: ConsumerGroupMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupMetadataKey', v, 0, 0)
  w.begin('ConsumerGroupMetadataKey', v)
  w.string(m.groupId)
}

export function readConsumerGroupMetadataKey(r: Reader, v: number): ConsumerGroupMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupMetadataKey', v, 0, 0)
  r.begin('ConsumerGroupMetadataKey', v)
  const groupId = r.string()
  return { groupId }
}

export const consumerGroupMetadataKey = {
  type: 3,
  name: 'ConsumerGroupMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readConsumerGroupMetadataKey,
  write: writeConsumerGroupMetadataKey,
} as const satisfies RecordDef<ConsumerGroupMetadataKey>
