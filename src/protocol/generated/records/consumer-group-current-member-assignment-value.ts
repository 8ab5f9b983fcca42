// GENERATED from schemas/group-coordinator/consumer-group-current-member-assignment-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupCurrentMemberAssignmentValue {
  memberEpoch: number
  previousMemberEpoch: number
  state: number
  assignedPartitions: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[]
  partitionsPendingRevocation: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupCurrentMemberAssignmentValue({
  memberEpoch = 0,
  previousMemberEpoch = 0,
  state = 0,
  assignedPartitions = [],
  partitionsPendingRevocation = [],
  unknownTags,
}: Partial<ConsumerGroupCurrentMemberAssignmentValue> = {}): ConsumerGroupCurrentMemberAssignmentValue {
  const m: ConsumerGroupCurrentMemberAssignmentValue = { memberEpoch, previousMemberEpoch, state, assignedPartitions, partitionsPendingRevocation }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupCurrentMemberAssignmentValue(w: Writer, m: ConsumerGroupCurrentMemberAssignmentValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupCurrentMemberAssignmentValue', v, 0, 0)
  w.begin('ConsumerGroupCurrentMemberAssignmentValue', v)
  w.int32(m.memberEpoch)
  w.int32(m.previousMemberEpoch)
  w.int8(m.state)
  w.compactArrayLength(m.assignedPartitions.length)
  for (const element of m.assignedPartitions) writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions(w, element, v)
  w.compactArrayLength(m.partitionsPendingRevocation.length)
  for (const element of m.partitionsPendingRevocation) writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions(w, element, v)
  w.tags(m.unknownTags)
}

export function readConsumerGroupCurrentMemberAssignmentValue(r: Reader, v: number): ConsumerGroupCurrentMemberAssignmentValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupCurrentMemberAssignmentValue', v, 0, 0)
  r.begin('ConsumerGroupCurrentMemberAssignmentValue', v)
  const memberEpoch = r.int32()
  const previousMemberEpoch = r.int32()
  const state = r.int8()
  const assignedPartitionsCount = r.compactArrayLength(18, 144)
  const assignedPartitions: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[] = sized(assignedPartitionsCount)
  for (let i = 0; i < assignedPartitionsCount; i++) assignedPartitions[i] = readConsumerGroupCurrentMemberAssignmentValueTopicPartitions(r, v)
  const partitionsPendingRevocationCount = r.compactArrayLength(18, 144)
  const partitionsPendingRevocation: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[] = sized(partitionsPendingRevocationCount)
  for (let i = 0; i < partitionsPendingRevocationCount; i++) partitionsPendingRevocation[i] = readConsumerGroupCurrentMemberAssignmentValueTopicPartitions(r, v)
  const unknownTags = r.tags()
  const m: ConsumerGroupCurrentMemberAssignmentValue = { memberEpoch, previousMemberEpoch, state, assignedPartitions, partitionsPendingRevocation }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupCurrentMemberAssignmentValueTopicPartitions {
  topicId: Uuid
  partitions: number[]
  assignmentEpochs: number[] | null // tag 0
  unknownTags?: TaggedField[]
}

export function newConsumerGroupCurrentMemberAssignmentValueTopicPartitions({
  topicId = ZERO_UUID,
  partitions = [],
  assignmentEpochs = [],
  unknownTags,
}: Partial<ConsumerGroupCurrentMemberAssignmentValueTopicPartitions> = {}): ConsumerGroupCurrentMemberAssignmentValueTopicPartitions {
  const m: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions = { topicId, partitions, assignmentEpochs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions(w: Writer, m: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions, _v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.assignmentEpochs === null || m.assignmentEpochs.length > 0) tags++
  w.uvarint(tags)
  if (m.assignmentEpochs === null || m.assignmentEpochs.length > 0) {
    const begin = w.beginTag(0)
    if (m.assignmentEpochs === null) w.uint8(0)
    else {
      w.compactArrayLength(m.assignmentEpochs.length)
      for (const element of m.assignmentEpochs) w.int32(element)
    }
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readConsumerGroupCurrentMemberAssignmentValueTopicPartitions(r: Reader, _v: number): ConsumerGroupCurrentMemberAssignmentValueTopicPartitions {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  let assignmentEpochs: number[] | null = []
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(4, 8)
        assignmentEpochs = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) assignmentEpochs![i] = r.int32()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions = { topicId, partitions, assignmentEpochs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const consumerGroupCurrentMemberAssignmentValue = {
  type: 8,
  name: 'ConsumerGroupCurrentMemberAssignmentValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readConsumerGroupCurrentMemberAssignmentValue,
  write: writeConsumerGroupCurrentMemberAssignmentValue,
} as const satisfies RecordDef<ConsumerGroupCurrentMemberAssignmentValue>
