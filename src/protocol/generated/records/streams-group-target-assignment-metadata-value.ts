// GENERATED from schemas/group-coordinator/streams-group-target-assignment-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupTargetAssignmentMetadataValue {
  assignmentEpoch: number
  assignmentTimestamp: number // tag 0
  unknownTags?: TaggedField[]
}

export function newStreamsGroupTargetAssignmentMetadataValue({
  assignmentEpoch = 0,
  assignmentTimestamp = 0,
  unknownTags,
}: Partial<StreamsGroupTargetAssignmentMetadataValue> = {}): StreamsGroupTargetAssignmentMetadataValue {
  const m: StreamsGroupTargetAssignmentMetadataValue = { assignmentEpoch, assignmentTimestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupTargetAssignmentMetadataValue(w: Writer, m: StreamsGroupTargetAssignmentMetadataValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMetadataValue', v, 0, 0)
  w.begin('StreamsGroupTargetAssignmentMetadataValue', v)
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

export function readStreamsGroupTargetAssignmentMetadataValue(r: Reader, v: number): StreamsGroupTargetAssignmentMetadataValue {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMetadataValue', v, 0, 0)
  r.begin('StreamsGroupTargetAssignmentMetadataValue', v)
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
  const m: StreamsGroupTargetAssignmentMetadataValue = { assignmentEpoch, assignmentTimestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const streamsGroupTargetAssignmentMetadataValue = {
  type: 20,
  name: 'StreamsGroupTargetAssignmentMetadataValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readStreamsGroupTargetAssignmentMetadataValue,
  write: writeStreamsGroupTargetAssignmentMetadataValue,
} as const satisfies RecordDef<StreamsGroupTargetAssignmentMetadataValue>
