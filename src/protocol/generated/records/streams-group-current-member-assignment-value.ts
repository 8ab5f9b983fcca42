// GENERATED from schemas/group-coordinator/streams-group-current-member-assignment-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
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
  const activeTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = []
  for (let n = r.compactArrayLength(3, 8); n > 0; n--) activeTasks.push(readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v))
  const standbyTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = []
  for (let n = r.compactArrayLength(3, 8); n > 0; n--) standbyTasks.push(readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v))
  const warmupTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = []
  for (let n = r.compactArrayLength(3, 8); n > 0; n--) warmupTasks.push(readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v))
  const activeTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = []
  for (let n = r.compactArrayLength(3, 8); n > 0; n--) activeTasksPendingRevocation.push(readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v))
  const standbyTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = []
  for (let n = r.compactArrayLength(3, 8); n > 0; n--) standbyTasksPendingRevocation.push(readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v))
  const warmupTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[] = []
  for (let n = r.compactArrayLength(3, 8); n > 0; n--) warmupTasksPendingRevocation.push(readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v))
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
  const partitions: number[] = []
  for (let n = r.compactArrayLength(4); n > 0; n--) partitions.push(r.int32())
  let assignmentEpochs: number[] | null = []
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        let n = r.compactNullableArrayLength(4)
        assignmentEpochs = n < 0 ? null : []
        for (; n > 0; n--) assignmentEpochs!.push(r.int32())
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
