// GENERATED from schemas/group-coordinator/share-group-current-member-assignment-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupCurrentMemberAssignmentValue {
  memberEpoch: number
  previousMemberEpoch: number
  state: number
  assignedPartitions: ShareGroupCurrentMemberAssignmentValueTopicPartitions[]
  unknownTags?: TaggedField[]
}

export function newShareGroupCurrentMemberAssignmentValue({
  memberEpoch = 0,
  previousMemberEpoch = 0,
  state = 0,
  assignedPartitions = [],
  unknownTags,
}: Partial<ShareGroupCurrentMemberAssignmentValue> = {}): ShareGroupCurrentMemberAssignmentValue {
  const m: ShareGroupCurrentMemberAssignmentValue = { memberEpoch, previousMemberEpoch, state, assignedPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupCurrentMemberAssignmentValue(w: Writer, m: ShareGroupCurrentMemberAssignmentValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupCurrentMemberAssignmentValue', v, 0, 0)
  w.begin('ShareGroupCurrentMemberAssignmentValue', v)
  w.int32(m.memberEpoch)
  w.int32(m.previousMemberEpoch)
  w.int8(m.state)
  w.compactArrayLength(m.assignedPartitions.length)
  for (const element of m.assignedPartitions) writeShareGroupCurrentMemberAssignmentValueTopicPartitions(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareGroupCurrentMemberAssignmentValue(r: Reader, v: number): ShareGroupCurrentMemberAssignmentValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupCurrentMemberAssignmentValue', v, 0, 0)
  r.begin('ShareGroupCurrentMemberAssignmentValue', v)
  const memberEpoch = r.int32()
  const previousMemberEpoch = r.int32()
  const state = r.int8()
  const assignedPartitionsCount = r.compactArrayLength(18, 136)
  const assignedPartitions: ShareGroupCurrentMemberAssignmentValueTopicPartitions[] = sized(assignedPartitionsCount)
  for (let i = 0; i < assignedPartitionsCount; i++) assignedPartitions[i] = readShareGroupCurrentMemberAssignmentValueTopicPartitions(r, v)
  const unknownTags = r.tags()
  const m: ShareGroupCurrentMemberAssignmentValue = { memberEpoch, previousMemberEpoch, state, assignedPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupCurrentMemberAssignmentValueTopicPartitions {
  topicId: Uuid
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newShareGroupCurrentMemberAssignmentValueTopicPartitions({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<ShareGroupCurrentMemberAssignmentValueTopicPartitions> = {}): ShareGroupCurrentMemberAssignmentValueTopicPartitions {
  const m: ShareGroupCurrentMemberAssignmentValueTopicPartitions = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupCurrentMemberAssignmentValueTopicPartitions(w: Writer, m: ShareGroupCurrentMemberAssignmentValueTopicPartitions, _v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readShareGroupCurrentMemberAssignmentValueTopicPartitions(r: Reader, _v: number): ShareGroupCurrentMemberAssignmentValueTopicPartitions {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: ShareGroupCurrentMemberAssignmentValueTopicPartitions = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareGroupCurrentMemberAssignmentValue = {
  type: 14,
  name: 'ShareGroupCurrentMemberAssignmentValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readShareGroupCurrentMemberAssignmentValue,
  write: writeShareGroupCurrentMemberAssignmentValue,
} as const satisfies RecordDef<ShareGroupCurrentMemberAssignmentValue>
