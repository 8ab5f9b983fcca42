// GENERATED from schemas/group-coordinator/streams-group-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupMetadataKey {
  groupId: string
}

export function newStreamsGroupMetadataKey({
  groupId = '',
}: Partial<StreamsGroupMetadataKey> = {}): StreamsGroupMetadataKey {
  return { groupId }
}

export function writeStreamsGroupMetadataKey(w: Writer, m: StreamsGroupMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupMetadataKey', v, 0, 0)
  w.begin('StreamsGroupMetadataKey', v)
  w.string(m.groupId)
}

export function readStreamsGroupMetadataKey(r: Reader, v: number): StreamsGroupMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupMetadataKey', v, 0, 0)
  r.begin('StreamsGroupMetadataKey', v)
  const groupId = r.string()
  return { groupId }
}

export const streamsGroupMetadataKey = {
  type: 17,
  name: 'StreamsGroupMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readStreamsGroupMetadataKey,
  write: writeStreamsGroupMetadataKey,
} as const satisfies RecordDef<StreamsGroupMetadataKey>
