// GENERATED from schemas/group-coordinator/share-group-state-partition-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupStatePartitionMetadataValue {
  initializingTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[]
  initializedTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[]
  deletingTopics: ShareGroupStatePartitionMetadataValueTopicInfo[]
  unknownTags?: TaggedField[]
}

export function newShareGroupStatePartitionMetadataValue({
  initializingTopics = [],
  initializedTopics = [],
  deletingTopics = [],
  unknownTags,
}: Partial<ShareGroupStatePartitionMetadataValue> = {}): ShareGroupStatePartitionMetadataValue {
  const m: ShareGroupStatePartitionMetadataValue = { initializingTopics, initializedTopics, deletingTopics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupStatePartitionMetadataValue(w: Writer, m: ShareGroupStatePartitionMetadataValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupStatePartitionMetadataValue', v, 0, 0)
  w.begin('ShareGroupStatePartitionMetadataValue', v)
  w.compactArrayLength(m.initializingTopics.length)
  for (const element of m.initializingTopics) writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo(w, element, v)
  w.compactArrayLength(m.initializedTopics.length)
  for (const element of m.initializedTopics) writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo(w, element, v)
  w.compactArrayLength(m.deletingTopics.length)
  for (const element of m.deletingTopics) writeShareGroupStatePartitionMetadataValueTopicInfo(w, element, v)
  w.tags(m.unknownTags)
}

export function readShareGroupStatePartitionMetadataValue(r: Reader, v: number): ShareGroupStatePartitionMetadataValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupStatePartitionMetadataValue', v, 0, 0)
  r.begin('ShareGroupStatePartitionMetadataValue', v)
  const initializingTopicsCount = r.compactArrayLength(19, 168)
  const initializingTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[] = sized(initializingTopicsCount)
  for (let i = 0; i < initializingTopicsCount; i++) initializingTopics[i] = readShareGroupStatePartitionMetadataValueTopicPartitionsInfo(r, v)
  const initializedTopicsCount = r.compactArrayLength(19, 168)
  const initializedTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[] = sized(initializedTopicsCount)
  for (let i = 0; i < initializedTopicsCount; i++) initializedTopics[i] = readShareGroupStatePartitionMetadataValueTopicPartitionsInfo(r, v)
  const deletingTopicsCount = r.compactArrayLength(18, 112)
  const deletingTopics: ShareGroupStatePartitionMetadataValueTopicInfo[] = sized(deletingTopicsCount)
  for (let i = 0; i < deletingTopicsCount; i++) deletingTopics[i] = readShareGroupStatePartitionMetadataValueTopicInfo(r, v)
  const unknownTags = r.tags()
  const m: ShareGroupStatePartitionMetadataValue = { initializingTopics, initializedTopics, deletingTopics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupStatePartitionMetadataValueTopicPartitionsInfo {
  topicId: Uuid
  topicName: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newShareGroupStatePartitionMetadataValueTopicPartitionsInfo({
  topicId = ZERO_UUID,
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<ShareGroupStatePartitionMetadataValueTopicPartitionsInfo> = {}): ShareGroupStatePartitionMetadataValueTopicPartitionsInfo {
  const m: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo = { topicId, topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo(w: Writer, m: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo, _v: number): void {
  w.uuid(m.topicId)
  w.compactString(m.topicName)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readShareGroupStatePartitionMetadataValueTopicPartitionsInfo(r: Reader, _v: number): ShareGroupStatePartitionMetadataValueTopicPartitionsInfo {
  const topicId = r.uuid()
  const topicName = r.compactString()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo = { topicId, topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareGroupStatePartitionMetadataValueTopicInfo {
  topicId: Uuid
  topicName: string
  unknownTags?: TaggedField[]
}

export function newShareGroupStatePartitionMetadataValueTopicInfo({
  topicId = ZERO_UUID,
  topicName = '',
  unknownTags,
}: Partial<ShareGroupStatePartitionMetadataValueTopicInfo> = {}): ShareGroupStatePartitionMetadataValueTopicInfo {
  const m: ShareGroupStatePartitionMetadataValueTopicInfo = { topicId, topicName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupStatePartitionMetadataValueTopicInfo(w: Writer, m: ShareGroupStatePartitionMetadataValueTopicInfo, _v: number): void {
  w.uuid(m.topicId)
  w.compactString(m.topicName)
  w.tags(m.unknownTags)
}

export function readShareGroupStatePartitionMetadataValueTopicInfo(r: Reader, _v: number): ShareGroupStatePartitionMetadataValueTopicInfo {
  const topicId = r.uuid()
  const topicName = r.compactString()
  const unknownTags = r.tags()
  const m: ShareGroupStatePartitionMetadataValueTopicInfo = { topicId, topicName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareGroupStatePartitionMetadataValue = {
  type: 15,
  name: 'ShareGroupStatePartitionMetadataValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readShareGroupStatePartitionMetadataValue,
  write: writeShareGroupStatePartitionMetadataValue,
} as const satisfies RecordDef<ShareGroupStatePartitionMetadataValue>
