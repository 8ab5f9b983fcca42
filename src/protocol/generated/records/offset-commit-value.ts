// GENERATED from schemas/group-coordinator/offset-commit-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface OffsetCommitValue {
  offset: number
  leaderEpoch: number // 3+
  metadata: string
  commitTimestamp: number
  expireTimestamp: number // 1
  topicId: Uuid // 4+, tag 0
  unknownTags?: TaggedField[]
}

export function newOffsetCommitValue({
  offset = 0,
  leaderEpoch = -1,
  metadata = '',
  commitTimestamp = 0,
  expireTimestamp = -1,
  topicId = ZERO_UUID,
  unknownTags,
}: Partial<OffsetCommitValue> = {}): OffsetCommitValue {
  const m: OffsetCommitValue = { offset, leaderEpoch, metadata, commitTimestamp, expireTimestamp, topicId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeOffsetCommitValue(w: Writer, m: OffsetCommitValue, v: number): void {
  if (v < 0 || v > 4) throw unsupportedVersion('OffsetCommitValue', v, 0, 4)
  w.begin('OffsetCommitValue', v)
  const flexible = v >= 4
  w.int64(m.offset)
  if (v >= 3) w.int32(m.leaderEpoch)
  if (flexible) w.compactString(m.metadata)
  else w.string(m.metadata)
  w.int64(m.commitTimestamp)
  if (v === 1) w.int64(m.expireTimestamp)
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (m.topicId !== ZERO_UUID) tags++
    w.uvarint(tags)
    if (m.topicId !== ZERO_UUID) {
      const begin = w.beginTag(0)
      w.uuid(m.topicId)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
  }
}

export function readOffsetCommitValue(r: Reader, v: number): OffsetCommitValue {
  if (v < 0 || v > 4) throw unsupportedVersion('OffsetCommitValue', v, 0, 4)
  r.begin('OffsetCommitValue', v)
  const flexible = v >= 4
  const offset = r.int64()
  const leaderEpoch = v >= 3 ? r.int32() : -1
  const metadata = flexible ? r.compactString() : r.string()
  const commitTimestamp = r.int64()
  const expireTimestamp = v === 1 ? r.int64() : -1
  let topicId: Uuid = ZERO_UUID
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          const end = r.beginTag()
          topicId = r.uuid()
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: OffsetCommitValue = { offset, leaderEpoch, metadata, commitTimestamp, expireTimestamp, topicId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const offsetCommitValue = {
  type: 1,
  name: 'OffsetCommitValue',
  versions: [0, 4],
  flexibleFrom: 4,
  read: readOffsetCommitValue,
  write: writeOffsetCommitValue,
} as const satisfies RecordDef<OffsetCommitValue>
