// GENERATED from schemas/group-coordinator/consumer-group-target-assignment-member-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupTargetAssignmentMemberValue {
  topicPartitions: ConsumerGroupTargetAssignmentMemberValueTopicPartition[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupTargetAssignmentMemberValue({
  topicPartitions = [],
  unknownTags,
}: Partial<ConsumerGroupTargetAssignmentMemberValue> = {}): ConsumerGroupTargetAssignmentMemberValue {
  const m: ConsumerGroupTargetAssignmentMemberValue = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupTargetAssignmentMemberValue(w: Writer, m: ConsumerGroupTargetAssignmentMemberValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMemberValue', v, 0, 0)
  w.begin('ConsumerGroupTargetAssignmentMemberValue', v)
  w.compactArrayLength(m.topicPartitions.length)
  for (const element of m.topicPartitions) writeConsumerGroupTargetAssignmentMemberValueTopicPartition(w, element, v)
  w.tags(m.unknownTags)
}

export function readConsumerGroupTargetAssignmentMemberValue(r: Reader, v: number): ConsumerGroupTargetAssignmentMemberValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupTargetAssignmentMemberValue', v, 0, 0)
  r.begin('ConsumerGroupTargetAssignmentMemberValue', v)
  const topicPartitionsCount = r.compactArrayLength(18, 136)
  const topicPartitions: ConsumerGroupTargetAssignmentMemberValueTopicPartition[] = sized(topicPartitionsCount)
  for (let i = 0; i < topicPartitionsCount; i++) topicPartitions[i] = readConsumerGroupTargetAssignmentMemberValueTopicPartition(r, v)
  const unknownTags = r.tags()
  const m: ConsumerGroupTargetAssignmentMemberValue = { topicPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupTargetAssignmentMemberValueTopicPartition {
  topicId: Uuid
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupTargetAssignmentMemberValueTopicPartition({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ConsumerGroupTargetAssignmentMemberValueTopicPartition> = {}): ConsumerGroupTargetAssignmentMemberValueTopicPartition {
  const m: ConsumerGroupTargetAssignmentMemberValueTopicPartition = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupTargetAssignmentMemberValueTopicPartition(w: Writer, m: ConsumerGroupTargetAssignmentMemberValueTopicPartition, _v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readConsumerGroupTargetAssignmentMemberValueTopicPartition(r: Reader, _v: number): ConsumerGroupTargetAssignmentMemberValueTopicPartition {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: ConsumerGroupTargetAssignmentMemberValueTopicPartition = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const consumerGroupTargetAssignmentMemberValue = {
  type: 7,
  name: 'ConsumerGroupTargetAssignmentMemberValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readConsumerGroupTargetAssignmentMemberValue,
  write: writeConsumerGroupTargetAssignmentMemberValue,
} as const satisfies RecordDef<ConsumerGroupTargetAssignmentMemberValue>
