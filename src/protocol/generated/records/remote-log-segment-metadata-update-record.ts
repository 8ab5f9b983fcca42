// GENERATED from schemas/storage/remote-log-segment-metadata-update-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface RemoteLogSegmentMetadataUpdateRecord {
  remoteLogSegmentId: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry
  brokerId: number
  eventTimestampMs: number
  customMetadata: Buffer | null
  remoteLogSegmentState: number
  unknownTags?: TaggedField[]
}

export function newRemoteLogSegmentMetadataUpdateRecord({
  remoteLogSegmentId = newRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry(),
  brokerId = 0,
  eventTimestampMs = 0,
  customMetadata = null,
  remoteLogSegmentState = 0,
  unknownTags,
}: Partial<RemoteLogSegmentMetadataUpdateRecord> = {}): RemoteLogSegmentMetadataUpdateRecord {
  const m: RemoteLogSegmentMetadataUpdateRecord = { remoteLogSegmentId, brokerId, eventTimestampMs, customMetadata, remoteLogSegmentState }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoteLogSegmentMetadataUpdateRecord(w: Writer, m: RemoteLogSegmentMetadataUpdateRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoteLogSegmentMetadataUpdateRecord', v, 0, 0)
  w.begin('RemoteLogSegmentMetadataUpdateRecord', v)
  writeRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry(w, m.remoteLogSegmentId, v)
  w.int32(m.brokerId)
  w.int64(m.eventTimestampMs)
  w.compactNullableBytes(m.customMetadata)
  w.int8(m.remoteLogSegmentState)
  w.tags(m.unknownTags)
}

export function readRemoteLogSegmentMetadataUpdateRecord(r: Reader, v: number): RemoteLogSegmentMetadataUpdateRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoteLogSegmentMetadataUpdateRecord', v, 0, 0)
  r.begin('RemoteLogSegmentMetadataUpdateRecord', v)
  const remoteLogSegmentId = readRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry(r, v)
  const brokerId = r.int32()
  const eventTimestampMs = r.int64()
  const customMetadata = r.compactNullableBytes()
  const remoteLogSegmentState = r.int8()
  const unknownTags = r.tags()
  const m: RemoteLogSegmentMetadataUpdateRecord = { remoteLogSegmentId, brokerId, eventTimestampMs, customMetadata, remoteLogSegmentState }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry {
  topicIdPartition: RemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry
  id: Uuid
  unknownTags?: TaggedField[]
}

export function newRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry({
  topicIdPartition = newRemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry(),
  id = ZERO_UUID,
  unknownTags,
}: Partial<RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry> = {}): RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry {
  const m: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry = { topicIdPartition, id }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry(w: Writer, m: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry, v: number): void {
  writeRemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry(w, m.topicIdPartition, v)
  w.uuid(m.id)
  w.tags(m.unknownTags)
}

export function readRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry(r: Reader, v: number): RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry {
  const topicIdPartition = readRemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry(r, v)
  const id = r.uuid()
  const unknownTags = r.tags()
  const m: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdEntry = { topicIdPartition, id }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry {
  name: string
  id: Uuid
  partition: number
  unknownTags?: TaggedField[]
}

export function newRemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry({
  name = '',
  id = ZERO_UUID,
  partition = 0,
  unknownTags,
}: Partial<RemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry> = {}): RemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry {
  const m: RemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry = { name, id, partition }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry(w: Writer, m: RemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry, _v: number): void {
  w.compactString(m.name)
  w.uuid(m.id)
  w.int32(m.partition)
  w.tags(m.unknownTags)
}

export function readRemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry(r: Reader, _v: number): RemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry {
  const name = r.compactString()
  const id = r.uuid()
  const partition = r.int32()
  const unknownTags = r.tags()
  const m: RemoteLogSegmentMetadataUpdateRecordTopicIdPartitionEntry = { name, id, partition }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const remoteLogSegmentMetadataUpdateRecord = {
  type: 1,
  name: 'RemoteLogSegmentMetadataUpdateRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readRemoteLogSegmentMetadataUpdateRecord,
  write: writeRemoteLogSegmentMetadataUpdateRecord,
} as const satisfies RecordDef<RemoteLogSegmentMetadataUpdateRecord>
