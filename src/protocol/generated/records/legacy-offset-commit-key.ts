// GENERATED from schemas/group-coordinator/legacy-offset-commit-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface LegacyOffsetCommitKey {
  group: string
  topic: string
  partition: number
}

export function newLegacyOffsetCommitKey({
  group = '',
  topic = '',
  partition = 0,
}: Partial<LegacyOffsetCommitKey> = {}): LegacyOffsetCommitKey {
  return { group, topic, partition }
}

export function writeLegacyOffsetCommitKey(w: Writer, m: LegacyOffsetCommitKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('LegacyOffsetCommitKey', v, 0, 0)
  w.begin('LegacyOffsetCommitKey', v)
  w.string(m.group)
  w.string(m.topic)
  w.int32(m.partition)
}

export function readLegacyOffsetCommitKey(r: Reader, v: number): LegacyOffsetCommitKey {
  if (v < 0 || v > 0) throw unsupportedVersion('LegacyOffsetCommitKey', v, 0, 0)
  r.begin('LegacyOffsetCommitKey', v)
  const group = r.string()
  const topic = r.string()
  const partition = r.int32()
  return { group, topic, partition }
}

export const legacyOffsetCommitKey = {
  type: 0,
  name: 'LegacyOffsetCommitKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readLegacyOffsetCommitKey,
  write: writeLegacyOffsetCommitKey,
} as const satisfies RecordDef<LegacyOffsetCommitKey>
