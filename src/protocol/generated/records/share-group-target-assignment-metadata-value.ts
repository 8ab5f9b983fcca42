// GENERATED from schemas/group-coordinator/share-group-target-assignment-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupTargetAssignmentMetadataValue {
  assignmentEpoch: number
  assignmentTimestamp: number // tag 0
  unknownTags?: TaggedField[]
}

export function newShareGroupTargetAssignmentMetadataValue({
  assignmentEpoch = 0,
  assignmentTimestamp = 0,
  unknownTags,
}: Partial<ShareGroupTargetAssignmentMetadataValue> = {}): ShareGroupTargetAssignmentMetadataValue {
  const m: ShareGroupTargetAssignmentMetadataValue = { assignmentEpoch, assignmentTimestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupTargetAssignmentMetadataValue(w: Writer, m: ShareGroupTargetAssignmentMetadataValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupTargetAssignmentMetadataValue', v, 0, 0)
  w.begin('ShareGroupTargetAssignmentMetadataValue', v)
  w.int32(m.assignmentEpoch)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.assignmentTimestamp !== 0) tags++
  w.uvarint(tags)
  if (m.assignmentTimestamp !== 0) {
    const begin = w.beginTag(0)
    w.int64(m.assignmentTimestamp)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readShareGroupTargetAssignmentMetadataValue(r: Reader, v: number): ShareGroupTargetAssignmentMetadataValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupTargetAssignmentMetadataValue', v, 0, 0)
  r.begin('ShareGroupTargetAssignmentMetadataValue', v)
  const assignmentEpoch = r.int32()
  let assignmentTimestamp: number = 0
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        assignmentTimestamp = r.int64()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: ShareGroupTargetAssignmentMetadataValue = { assignmentEpoch, assignmentTimestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareGroupTargetAssignmentMetadataValue = {
  type: 12,
  name: 'ShareGroupTargetAssignmentMetadataValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readShareGroupTargetAssignmentMetadataValue,
  write: writeShareGroupTargetAssignmentMetadataValue,
} as const satisfies RecordDef<ShareGroupTargetAssignmentMetadataValue>
