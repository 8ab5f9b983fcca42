// GENERATED from schemas/group-coordinator/streams-group-target-assignment-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupTargetAssignmentMetadataKey {
  groupId: string
}

export function newStreamsGroupTargetAssignmentMetadataKey({
  groupId = '',
}: Partial<StreamsGroupTargetAssignmentMetadataKey> = {}): StreamsGroupTargetAssignmentMetadataKey {
  return { groupId }
}

export function writeStreamsGroupTargetAssignmentMetadataKey(w: Writer, m: StreamsGroupTargetAssignmentMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMetadataKey', v, 0, 0)
  w.begin('StreamsGroupTargetAssignmentMetadataKey', v)
  w.string(m.groupId)
}

export function readStreamsGroupTargetAssignmentMetadataKey(r: Reader, v: number): StreamsGroupTargetAssignmentMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMetadataKey', v, 0, 0)
  r.begin('StreamsGroupTargetAssignmentMetadataKey', v)
  const groupId = r.string()
  return { groupId }
}

export const streamsGroupTargetAssignmentMetadataKey = {
  type: 20,
  name: 'StreamsGroupTargetAssignmentMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readStreamsGroupTargetAssignmentMetadataKey,
  write: writeStreamsGroupTargetAssignmentMetadataKey,
} as const satisfies RecordDef<StreamsGroupTargetAssignmentMetadataKey>
