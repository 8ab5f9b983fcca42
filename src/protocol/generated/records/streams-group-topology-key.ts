// GENERATED from schemas/group-coordinator/streams-group-topology-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupTopologyKey {
  groupId: string
}

export function newStreamsGroupTopologyKey({
  groupId = '',
}: Partial<StreamsGroupTopologyKey> = {}): StreamsGroupTopologyKey {
  return { groupId }
}

export function writeStreamsGroupTopologyKey(w: Writer, m: StreamsGroupTopologyKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTopologyKey', v, 0, 0)
  w.begin('StreamsGroupTopologyKey', v)
  w.string(m.groupId)
}

export function readStreamsGroupTopologyKey(r: Reader, v: number): StreamsGroupTopologyKey {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTopologyKey', v, 0, 0)
  r.begin('StreamsGroupTopologyKey', v)
  const groupId = r.string()
  return { groupId }
}

export const streamsGroupTopologyKey = {
  type: 23,
  name: 'StreamsGroupTopologyKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readStreamsGroupTopologyKey,
  write: writeStreamsGroupTopologyKey,
} as const satisfies RecordDef<StreamsGroupTopologyKey>
