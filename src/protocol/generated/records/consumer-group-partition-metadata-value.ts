// GENERATED from schemas/group-coordinator/consumer-group-partition-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupPartitionMetadataValue {
  topics: ConsumerGroupPartitionMetadataValueTopicMetadata[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupPartitionMetadataValue({
  topics = [],
  unknownTags,
}: Partial<ConsumerGroupPartitionMetadataValue> = {}): ConsumerGroupPartitionMetadataValue {
  const m: ConsumerGroupPartitionMetadataValue = { topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupPartitionMetadataValue(w: Writer, m: ConsumerGroupPartitionMetadataValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupPartitionMetadataValue', v, 0, 0)
  w.begin('ConsumerGroupPartitionMetadataValue', v)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeConsumerGroupPartitionMetadataValueTopicMetadata(w, element, v)
  w.tags(m.unknownTags)
}

export function readConsumerGroupPartitionMetadataValue(r: Reader, v: number): ConsumerGroupPartitionMetadataValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupPartitionMetadataValue', v, 0, 0)
  r.begin('ConsumerGroupPartitionMetadataValue', v)
  const topicsCount = r.compactArrayLength(23, 176)
  const topics: ConsumerGroupPartitionMetadataValueTopicMetadata[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readConsumerGroupPartitionMetadataValueTopicMetadata(r, v)
  const unknownTags = r.tags()
  const m: ConsumerGroupPartitionMetadataValue = { topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupPartitionMetadataValueTopicMetadata {
  topicId: Uuid
  topicName: string
  numPartitions: number
  partitionMetadata: ConsumerGroupPartitionMetadataValuePartitionMetadata[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupPartitionMetadataValueTopicMetadata({
  topicId = ZERO_UUID,
  topicName = '',
  numPartitions = 0,
  partitionMetadata = [],
  unknownTags,
}: Partial<ConsumerGroupPartitionMetadataValueTopicMetadata> = {}): ConsumerGroupPartitionMetadataValueTopicMetadata {
  const m: ConsumerGroupPartitionMetadataValueTopicMetadata = { topicId, topicName, numPartitions, partitionMetadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupPartitionMetadataValueTopicMetadata(w: Writer, m: ConsumerGroupPartitionMetadataValueTopicMetadata, v: number): void {
  w.uuid(m.topicId)
  w.compactString(m.topicName)
  w.int32(m.numPartitions)
  w.compactArrayLength(m.partitionMetadata.length)
  for (const element of m.partitionMetadata) writeConsumerGroupPartitionMetadataValuePartitionMetadata(w, element, v)
  w.tags(m.unknownTags)
}

export function readConsumerGroupPartitionMetadataValueTopicMetadata(r: Reader, v: number): ConsumerGroupPartitionMetadataValueTopicMetadata {
  const topicId = r.uuid()
  const topicName = r.compactString()
  const numPartitions = r.int32()
  const partitionMetadataCount = r.compactArrayLength(6, 96)
  const partitionMetadata: ConsumerGroupPartitionMetadataValuePartitionMetadata[] = sized(partitionMetadataCount)
  for (let i = 0; i < partitionMetadataCount; i++) partitionMetadata[i] = readConsumerGroupPartitionMetadataValuePartitionMetadata(r, v)
  const unknownTags = r.tags()
  const m: ConsumerGroupPartitionMetadataValueTopicMetadata = { topicId, topicName, numPartitions, partitionMetadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupPartitionMetadataValuePartitionMetadata {
  partition: number
  racks: string[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupPartitionMetadataValuePartitionMetadata({
  partition = 0,
  racks = [],
  unknownTags,
}: Partial<ConsumerGroupPartitionMetadataValuePartitionMetadata> = {}): ConsumerGroupPartitionMetadataValuePartitionMetadata {
  const m: ConsumerGroupPartitionMetadataValuePartitionMetadata = { partition, racks }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupPartitionMetadataValuePartitionMetadata(w: Writer, m: ConsumerGroupPartitionMetadataValuePartitionMetadata, _v: number): void {
  w.int32(m.partition)
  w.compactArrayLength(m.racks.length)
  for (const element of m.racks) w.compactString(element)
  w.tags(m.unknownTags)
}

export function readConsumerGroupPartitionMetadataValuePartitionMetadata(r: Reader, _v: number): ConsumerGroupPartitionMetadataValuePartitionMetadata {
  const partition = r.int32()
  const racksCount = r.compactArrayLength(1, 32)
  const racks: string[] = sized(racksCount)
  for (let i = 0; i < racksCount; i++) racks[i] = r.compactString()
  const unknownTags = r.tags()
  const m: ConsumerGroupPartitionMetadataValuePartitionMetadata = { partition, racks }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const consumerGroupPartitionMetadataValue = {
  type: 4,
  name: 'ConsumerGroupPartitionMetadataValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readConsumerGroupPartitionMetadataValue,
  write: writeConsumerGroupPartitionMetadataValue,
} as const satisfies RecordDef<ConsumerGroupPartitionMetadataValue>
