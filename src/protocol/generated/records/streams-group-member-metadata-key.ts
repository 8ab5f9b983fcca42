// GENERATED from schemas/group-coordinator/streams-group-member-metadata-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupMemberMetadataKey {
  groupId: string
  memberId: string
}

export function newStreamsGroupMemberMetadataKey({
  groupId = '',
  memberId = '',
}: Partial<StreamsGroupMemberMetadataKey> = {}): StreamsGroupMemberMetadataKey {
  return { groupId, memberId }
}

export function writeStreamsGroupMemberMetadataKey(w: Writer, m: StreamsGroupMemberMetadataKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupMemberMetadataKey', v, 0, 0)
  w.begin('StreamsGroupMemberMetadataKey', v)
  w.string(m.groupId)
  w.string(m.memberId)
}

export function readStreamsGroupMemberMetadataKey(r: Reader, v: number): StreamsGroupMemberMetadataKey {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupMemberMetadataKey', v, 0, 0)
  r.begin('StreamsGroupMemberMetadataKey', v)
  const groupId = r.string()
  const memberId = r.string()
  return { groupId, memberId }
}

export const streamsGroupMemberMetadataKey = {
  type: 19,
  name: 'StreamsGroupMemberMetadataKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readStreamsGroupMemberMetadataKey,
  write: writeStreamsGroupMemberMetadataKey,
} as const satisfies RecordDef<StreamsGroupMemberMetadataKey>
