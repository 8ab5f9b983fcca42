// GENERATED from schemas/group-coordinator/streams-group-target-assignment-member-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupTargetAssignmentMemberValue {
  activeTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[]
  standbyTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[]
  warmupTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupTargetAssignmentMemberValue({
  activeTasks = [],
  standbyTasks = [],
  warmupTasks = [],
  unknownTags,
}: Partial<StreamsGroupTargetAssignmentMemberValue> = {}): StreamsGroupTargetAssignmentMemberValue {
  const m: StreamsGroupTargetAssignmentMemberValue = { activeTasks, standbyTasks, warmupTasks }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupTargetAssignmentMemberValue(w: Writer, m: StreamsGroupTargetAssignmentMemberValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMemberValue', v, 0, 0)
  w.begin('StreamsGroupTargetAssignmentMemberValue', v)
  w.compactArrayLength(m.activeTasks.length)
  for (const element of m.activeTasks) writeStreamsGroupTargetAssignmentMemberValueTaskIds(w, element, v)
  w.compactArrayLength(m.standbyTasks.length)
  for (const element of m.standbyTasks) writeStreamsGroupTargetAssignmentMemberValueTaskIds(w, element, v)
  w.compactArrayLength(m.warmupTasks.length)
  for (const element of m.warmupTasks) writeStreamsGroupTargetAssignmentMemberValueTaskIds(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupTargetAssignmentMemberValue(r: Reader, v: number): StreamsGroupTargetAssignmentMemberValue {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMemberValue', v, 0, 0)
  r.begin('StreamsGroupTargetAssignmentMemberValue', v)
  const activeTasksCount = r.compactArrayLength(3, 120)
  const activeTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[] = sized(activeTasksCount)
  for (let i = 0; i < activeTasksCount; i++) activeTasks[i] = readStreamsGroupTargetAssignmentMemberValueTaskIds(r, v)
  const standbyTasksCount = r.compactArrayLength(3, 120)
  const standbyTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[] = sized(standbyTasksCount)
  for (let i = 0; i < standbyTasksCount; i++) standbyTasks[i] = readStreamsGroupTargetAssignmentMemberValueTaskIds(r, v)
  const warmupTasksCount = r.compactArrayLength(3, 120)
  const warmupTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[] = sized(warmupTasksCount)
  for (let i = 0; i < warmupTasksCount; i++) warmupTasks[i] = readStreamsGroupTargetAssignmentMemberValueTaskIds(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupTargetAssignmentMemberValue = { activeTasks, standbyTasks, warmupTasks }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupTargetAssignmentMemberValueTaskIds {
  subtopologyId: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupTargetAssignmentMemberValueTaskIds({
  subtopologyId = '',
  partitions = [],
  unknownTags,
}: Partial<StreamsGroupTargetAssignmentMemberValueTaskIds> = {}): StreamsGroupTargetAssignmentMemberValueTaskIds {
  const m: StreamsGroupTargetAssignmentMemberValueTaskIds = { subtopologyId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupTargetAssignmentMemberValueTaskIds(w: Writer, m: StreamsGroupTargetAssignmentMemberValueTaskIds, _v: number): void {
  w.compactString(m.subtopologyId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readStreamsGroupTargetAssignmentMemberValueTaskIds(r: Reader, _v: number): StreamsGroupTargetAssignmentMemberValueTaskIds {
  const subtopologyId = r.compactString()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: StreamsGroupTargetAssignmentMemberValueTaskIds = { subtopologyId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const streamsGroupTargetAssignmentMemberValue = {
  type: 21,
  name: 'StreamsGroupTargetAssignmentMemberValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readStreamsGroupTargetAssignmentMemberValue,
  write: writeStreamsGroupTargetAssignmentMemberValue,
} as const satisfies RecordDef<StreamsGroupTargetAssignmentMemberValue>
