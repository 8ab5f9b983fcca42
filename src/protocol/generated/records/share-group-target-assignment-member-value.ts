// GENERATED from schemas/group-coordinator/share-group-target-assignment-member-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupTargetAssignmentMemberValue {
  topicPartitions: ShareGroupTargetAssignmentMemberValueTopicPartition[]
  unknownTags?: TaggedField[]
}

export function newShareGroupTargetAssignmentMemberValue({
  topicPartitions = [],
  unknownTags,
}: Partial<ShareGroupTargetAssignmentMemberValue> = {}): ShareGroupTargetAssignmentMemberValue {
  const m: ShareGroupTargetAssignmentMemberValue = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupTargetAssignmentMemberValue(w: Writer, m: ShareGroupTargetAssignmentMemberValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupTargetAssignmentMemberValue', v, 0, 0)
  w.begin('ShareGroupTargetAssignmentMemberValue', v)
  w.compactArrayLength(m.topicPartitions.length)
  for (const element of m.topicPartitions) writeShareGroupTargetAssignmentMemberValueTopicPartition(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareGroupTargetAssignmentMemberValue(r: Reader, v: number): ShareGroupTargetAssignmentMemberValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupTargetAssignmentMemberValue', v, 0, 0)
  r.begin('ShareGroupTargetAssignmentMemberValue', v)
  const topicPartitionsCount = r.compactArrayLength(18, 136)
  const topicPartitions: ShareGroupTargetAssignmentMemberValueTopicPartition[] = sized(topicPartitionsCount)
  for (let i = 0; i < topicPartitionsCount; i++) topicPartitions[i] = readShareGroupTargetAssignmentMemberValueTopicPartition(r, v)
  const unknownTags = r.tags()
  const m: ShareGroupTargetAssignmentMemberValue = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupTargetAssignmentMemberValueTopicPartition {
  topicId: Uuid
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newShareGroupTargetAssignmentMemberValueTopicPartition({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ShareGroupTargetAssignmentMemberValueTopicPartition> = {}): ShareGroupTargetAssignmentMemberValueTopicPartition {
  const m: ShareGroupTargetAssignmentMemberValueTopicPartition = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupTargetAssignmentMemberValueTopicPartition(w: Writer, m: ShareGroupTargetAssignmentMemberValueTopicPartition, _v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readShareGroupTargetAssignmentMemberValueTopicPartition(r: Reader, _v: number): ShareGroupTargetAssignmentMemberValueTopicPartition {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: ShareGroupTargetAssignmentMemberValueTopicPartition = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareGroupTargetAssignmentMemberValue = {
  type: 13,
  name: 'ShareGroupTargetAssignmentMemberValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readShareGroupTargetAssignmentMemberValue,
  write: writeShareGroupTargetAssignmentMemberValue,
} as const satisfies RecordDef<ShareGroupTargetAssignmentMemberValue>
