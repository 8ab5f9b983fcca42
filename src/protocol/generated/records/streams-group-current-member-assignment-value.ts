// GENERATED from schemas/group-coordinator/streams-group-current-member-assignment-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupCurrentMemberAssignmentValue {
  memberEpoch: number
  previousMemberEpoch: number
  state: number
  activeTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  standbyTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  warmupTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  activeTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  standbyTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  warmupTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupCurrentMemberAssignmentValue({
  memberEpoch = 0,
  previousMemberEpoch = 0,
  state = 0,
  activeTasks = [],
  standbyTasks = [],
  warmupTasks = [],
  activeTasksPendingRevocation = [],
  standbyTasksPendingRevocation = [],
  warmupTasksPendingRevocation = [],
  unknownTags,
}: Partial<StreamsGroupCurrentMemberAssignmentValue> = {}): StreamsGroupCurrentMemberAssignmentValue {
  const m: StreamsGroupCurrentMemberAssignmentValue = {
    memberEpoch,
    previousMemberEpoch,
    state,
    activeTasks,
    standbyTasks,
    warmupTasks,
    activeTasksPendingRevocation,
    standbyTasksPendingRevocation,
    warmupTasksPendingRevocation,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupCurrentMemberAssignmentValue(w: Writer, m: StreamsGroupCurrentMemberAssignmentValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupCurrentMemberAssignmentValue', v, 0, 0)
  w.begin('StreamsGroupCurrentMemberAssignmentValue', v)
  w.int32(m.memberEpoch)
  w.int32(m.previousMemberEpoch)
  w.int8(m.state)
  w.compactArrayLength(m.activeTasks.length)
  for (const element of m.activeTasks) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, element, v)
  w.compactArrayLength(m.standbyTasks.length)
  for (const element of m.standbyTasks) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, element, v)
  w.compactArrayLength(m.warmupTasks.length)
  for (const element of m.warmupTasks) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, element, v)
  w.compactArrayLength(m.activeTasksPendingRevocation.length)
  for (const element of m.activeTasksPendingRevocation) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, element, v)
  w.compactArrayLength(m.standbyTasksPendingRevocation.length)
  for (const element of m.standbyTasksPendingRevocation) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, element, v)
  w.compactArrayLength(m.warmupTasksPendingRevocation.length)
  for (const element of m.warmupTasksPendingRevocation) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupCurrentMemberAssignmentValue(r: Reader, v: number): StreamsGroupCurrentMemberAssignmentValue {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupCurrentMemberAssignmentValue', v, 0, 0)
  r.begin('StreamsGroupCurrentMemberAssignmentValue', v)
  const memberEpoch = r.int32()
  const previousMemberEpoch = r.int32()
  const state = r.int8()
  const activeTasksCount = r.compactArrayLength(3, 128)
  const activeTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = sized(activeTasksCount)
  for (let i = 0; i < activeTasksCount; i++) activeTasks[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
  const standbyTasksCount = r.compactArrayLength(3, 128)
  const standbyTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = sized(standbyTasksCount)
  for (let i = 0; i < standbyTasksCount; i++) standbyTasks[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
  const warmupTasksCount = r.compactArrayLength(3, 128)
  const warmupTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = sized(warmupTasksCount)
  for (let i = 0; i < warmupTasksCount; i++) warmupTasks[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
  const activeTasksPendingRevocationCount = r.compactArrayLength(3, 128)
  const activeTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = sized(activeTasksPendingRevocationCount)
  for (let i = 0; i < activeTasksPendingRevocationCount; i++) activeTasksPendingRevocation[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
  const standbyTasksPendingRevocationCount = r.compactArrayLength(3, 128)
  const standbyTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = sized(standbyTasksPendingRevocationCount)
  for (let i = 0; i < standbyTasksPendingRevocationCount; i++) standbyTasksPendingRevocation[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
  const warmupTasksPendingRevocationCount = r.compactArrayLength(3, 128)
  const warmupTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = sized(warmupTasksPendingRevocationCount)
  for (let i = 0; i < warmupTasksPendingRevocationCount; i++) warmupTasksPendingRevocation[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupCurrentMemberAssignmentValue = {
    memberEpoch,
    previousMemberEpoch,
    state,
    activeTasks,
    standbyTasks,
    warmupTasks,
    activeTasksPendingRevocation,
    standbyTasksPendingRevocation,
    warmupTasksPendingRevocation,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupCurrentMemberAssignmentValueTaskIds {
  subtopologyId: string
  partitions: number[]
  assignmentEpochs: number[] | null // tag 0
  unknownTags?: TaggedField[]
}

export function newStreamsGroupCurrentMemberAssignmentValueTaskIds({
  subtopologyId = '',
  partitions = [],
  assignmentEpochs = [],
  unknownTags,
}: Partial<StreamsGroupCurrentMemberAssignmentValueTaskIds> = {}): StreamsGroupCurrentMemberAssignmentValueTaskIds {
  const m: StreamsGroupCurrentMemberAssignmentValueTaskIds = { subtopologyId, partitions, assignmentEpochs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w: Writer, m: StreamsGroupCurrentMemberAssignmentValueTaskIds, _v: number): void {
  w.compactString(m.subtopologyId)
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

export function readStreamsGroupCurrentMemberAssignmentValueTaskIds(r: Reader, _v: number): StreamsGroupCurrentMemberAssignmentValueTaskIds {
  const subtopologyId = r.compactString()
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
  const m: StreamsGroupCurrentMemberAssignmentValueTaskIds = { subtopologyId, partitions, assignmentEpochs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const streamsGroupCurrentMemberAssignmentValue = {
  type: 22,
  name: 'StreamsGroupCurrentMemberAssignmentValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readStreamsGroupCurrentMemberAssignmentValue,
  write: writeStreamsGroupCurrentMemberAssignmentValue,
} as const satisfies RecordDef<StreamsGroupCurrentMemberAssignmentValue>
