// GENERATED from schemas/storage/remote-partition-delete-metadata-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface RemotePartitionDeleteMetadataRecord {
  topicIdPartition: RemotePartitionDeleteMetadataRecordTopicIdPartitionEntry
  brokerId: number
  eventTimestampMs: number
  remotePartitionDeleteState: number
  unknownTags?: TaggedField[]
}

export function newRemotePartitionDeleteMetadataRecord({
  topicIdPartition = newRemotePartitionDeleteMetadataRecordTopicIdPartitionEntry(),
  brokerId = 0,
  eventTimestampMs = 0,
  remotePartitionDeleteState = 0,
  unknownTags,
}: Partial<RemotePartitionDeleteMetadataRecord> = {}): RemotePartitionDeleteMetadataRecord {
  const m: RemotePartitionDeleteMetadataRecord = { topicIdPartition, brokerId, eventTimestampMs, remotePartitionDeleteState }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemotePartitionDeleteMetadataRecord(w: Writer, m: RemotePartitionDeleteMetadataRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('RemotePartitionDeleteMetadataRecord', v, 0, 0)
  w.begin('RemotePartitionDeleteMetadataRecord', v)
  writeRemotePartitionDeleteMetadataRecordTopicIdPartitionEntry(w, m.topicIdPartition, v)
  w.int32(m.brokerId)
  w.int64(m.eventTimestampMs)
  w.int8(m.remotePartitionDeleteState)
  w.tags(m.unknownTags)
}

export function readRemotePartitionDeleteMetadataRecord(r: Reader, v: number): RemotePartitionDeleteMetadataRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('RemotePartitionDeleteMetadataRecord', v, 0, 0)
  r.begin('RemotePartitionDeleteMetadataRecord', v)
  const topicIdPartition = readRemotePartitionDeleteMetadataRecordTopicIdPartitionEntry(r, v)
  const brokerId = r.int32()
  const eventTimestampMs = r.int64()
  const remotePartitionDeleteState = r.int8()
  const unknownTags = r.tags()
  const m: RemotePartitionDeleteMetadataRecord = { topicIdPartition, brokerId, eventTimestampMs, remotePartitionDeleteState }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RemotePartitionDeleteMetadataRecordTopicIdPartitionEntry {
  name: string
  id: Uuid
  partition: number
  unknownTags?: TaggedField[]
}

export function newRemotePartitionDeleteMetadataRecordTopicIdPartitionEntry({
  name = '',
  id = ZERO_UUID,
  partition = 0,
  unknownTags,
}: Partial<RemotePartitionDeleteMetadataRecordTopicIdPartitionEntry> = {}): RemotePartitionDeleteMetadataRecordTopicIdPartitionEntry {
  const m: RemotePartitionDeleteMetadataRecordTopicIdPartitionEntry = { name, id, partition }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemotePartitionDeleteMetadataRecordTopicIdPartitionEntry(w: Writer, m: RemotePartitionDeleteMetadataRecordTopicIdPartitionEntry, _v: number): void {
  w.compactString(m.name)
  w.uuid(m.id)
  w.int32(m.partition)
  w.tags(m.unknownTags)
}

export function readRemotePartitionDeleteMetadataRecordTopicIdPartitionEntry(r: Reader, _v: number): RemotePartitionDeleteMetadataRecordTopicIdPartitionEntry {
  const name = r.compactString()
  const id = r.uuid()
  const partition = r.int32()
  const unknownTags = r.tags()
  const m: RemotePartitionDeleteMetadataRecordTopicIdPartitionEntry = { name, id, partition }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const remotePartitionDeleteMetadataRecord = {
  type: 2,
  name: 'RemotePartitionDeleteMetadataRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readRemotePartitionDeleteMetadataRecord,
  write: writeRemotePartitionDeleteMetadataRecord,
} as const satisfies RecordDef<RemotePartitionDeleteMetadataRecord>
