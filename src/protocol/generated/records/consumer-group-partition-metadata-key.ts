// GENERATED from schemas/group-coordinator/consumer-group-partition-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupPartitionMetadataKey {
  groupId: string
}

export function newConsumerGroupPartitionMetadataKey({
  groupId = '',
}: Partial<ConsumerGroupPartitionMetadataKey> = {}): ConsumerGroupPartitionMetadataKey {
  return { groupId }
}

export function writeConsumerGroupPartitionMetadataKey(w: Writer, m: ConsumerGroupPartitionMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupPartitionMetadataKey', v, 0, 0)
  w.begin('ConsumerGroupPartitionMetadataKey', v)
  w.string(m.groupId)
}

export function readConsumerGroupPartitionMetadataKey(r: Reader, v: number): ConsumerGroupPartitionMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupPartitionMetadataKey', v, 0, 0)
  r.begin('ConsumerGroupPartitionMetadataKey', v)
  const groupId = r.string()
  return { groupId }
}

export const consumerGroupPartitionMetadataKey = {
  type: 4,
  name: 'ConsumerGroupPartitionMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readConsumerGroupPartitionMetadataKey,
  write: writeConsumerGroupPartitionMetadataKey,
} as const satisfies RecordDef<ConsumerGroupPartitionMetadataKey>
