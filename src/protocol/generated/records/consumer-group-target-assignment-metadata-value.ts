// GENERATED from schemas/group-coordinator/consumer-group-target-assignment-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupTargetAssignmentMetadataValue {
  assignmentEpoch: number
  assignmentTimestamp: number // tag 0
  unknownTags?: TaggedField[]
}

export function newConsumerGroupTargetAssignmentMetadataValue({
  assignmentEpoch = 0,
  assignmentTimestamp = 0,
  unknownTags,
}: Partial<ConsumerGroupTargetAssignmentMetadataValue> = {}): ConsumerGroupTargetAssignmentMetadataValue {
  const m: ConsumerGroupTargetAssignmentMetadataValue = { assignmentEpoch, assignmentTimestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupTargetAssignmentMetadataValue(w: Writer, m: ConsumerGroupTargetAssignmentMetadataValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMetadataValue', v, 0, 0)
  w.begin('ConsumerGroupTargetAssignmentMetadataValue', v)
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

export function readConsumerGroupTargetAssignmentMetadataValue(r: Reader, v: number): ConsumerGroupTargetAssignmentMetadataValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMetadataValue', v, 0, 0)
  r.begin('ConsumerGroupTargetAssignmentMetadataValue', v)
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
  const m: ConsumerGroupTargetAssignmentMetadataValue = { assignmentEpoch, assignmentTimestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const consumerGroupTargetAssignmentMetadataValue = {
  type: 6,
  name: 'ConsumerGroupTargetAssignmentMetadataValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readConsumerGroupTargetAssignmentMetadataValue,
  write: writeConsumerGroupTargetAssignmentMetadataValue,
} as const satisfies RecordDef<ConsumerGroupTargetAssignmentMetadataValue>
