// GENERATED from schemas/group-coordinator/legacy-offset-commit-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface LegacyOffsetCommitValue {
  offset: number
  metadata: string
  commitTimestamp: number
}

export function newLegacyOffsetCommitValue({
  offset = 0,
  metadata = '',
  commitTimestamp = 0,
}: Partial<LegacyOffsetCommitValue> = {}): LegacyOffsetCommitValue {
  return { offset, metadata, commitTimestamp }
}

export function writeLegacyOffsetCommitValue(w: Writer, m: LegacyOffsetCommitValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('LegacyOffsetCommitValue', v, 0, 0)
  w.begin('LegacyOffsetCommitValue', v)
  w.int64(m.offset)
  w.string(m.metadata)
  w.int64(m.commitTimestamp)
}

export function readLegacyOffsetCommitValue(r: Reader, v: number): LegacyOffsetCommitValue {
  if (v < 0 || v > 0) throw unsupportedVersion('LegacyOffsetCommitValue', v, 0, 0)
  r.begin('LegacyOffsetCommitValue', v)
  const offset = r.int64()
  const metadata = r.string()
  const commitTimestamp = r.int64()
  return { offset, metadata, commitTimestamp }
}

export const legacyOffsetCommitValue = {
  type: 0,
  name: 'LegacyOffsetCommitValue',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readLegacyOffsetCommitValue,
  write: writeLegacyOffsetCommitValue,
} as const satisfies RecordDef<LegacyOffsetCommitValue>
