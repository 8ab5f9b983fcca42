// GENERATED from schemas/group-coordinator/offset-commit-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface OffsetCommitKey {
  group: string
  topic: string
  partition: number
}

export function newOffsetCommitKey({
  group = '',
  topic = '',
  partition = 0,
}: Partial<OffsetCommitKey> = {}): OffsetCommitKey {
  return { group, topic, partition }
}

export function writeOffsetCommitKey(w: Writer, m: OffsetCommitKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('OffsetCommitKey', v, 0, 0)
  w.begin('OffsetCommitKey', v)
  w.string(m.group)
  w.string(m.topic)
  w.int32(m.partition)
}

export function readOffsetCommitKey(r: Reader, v: number): OffsetCommitKey {
  if (v < 0 || v > 0) throw unsupportedVersion('OffsetCommitKey', v, 0, 0)
  r.begin('OffsetCommitKey', v)
  const group = r.string()
  const topic = r.string()
  const partition = r.int32()
  return { group, topic, partition }
}

export const offsetCommitKey = {
  type: 1,
  name: 'OffsetCommitKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readOffsetCommitKey,
  write: writeOffsetCommitKey,
} as const satisfies RecordDef<OffsetCommitKey>
