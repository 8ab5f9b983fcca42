// GENERATED from schemas/storage/remote-log-segment-metadata-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface RemoteLogSegmentMetadataRecord {
  remoteLogSegmentId: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry
  startOffset: number
  endOffset: number
  brokerId: number
  maxTimestampMs: number
  eventTimestampMs: number
  segmentLeaderEpochs: RemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry[]
  segmentSizeInBytes: number
  customMetadata: Buffer | null
  remoteLogSegmentState: number
  txnIndexEmpty: boolean // tag 0
  unknownTags?: TaggedField[]
}

export function newRemoteLogSegmentMetadataRecord({
  remoteLogSegmentId = newRemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry(),
  startOffset = 0,
  endOffset = 0,
  brokerId = 0,
  maxTimestampMs = 0,
  eventTimestampMs = 0,
  segmentLeaderEpochs = [],
  segmentSizeInBytes = 0,
  customMetadata = null,
  remoteLogSegmentState = 0,
  txnIndexEmpty = false,
  unknownTags,
}: Partial<RemoteLogSegmentMetadataRecord> = {}): RemoteLogSegmentMetadataRecord {
  const m: RemoteLogSegmentMetadataRecord = {
    remoteLogSegmentId,
    startOffset,
    endOffset,
    brokerId,
    maxTimestampMs,
    eventTimestampMs,
    segmentLeaderEpochs,
    segmentSizeInBytes,
    customMetadata,
    remoteLogSegmentState,
    txnIndexEmpty,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoteLogSegmentMetadataRecord(w: Writer, m: RemoteLogSegmentMetadataRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoteLogSegmentMetadataRecord', v, 0, 0)
  w.begin('RemoteLogSegmentMetadataRecord', v)
  writeRemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry(w, m.remoteLogSegmentId, v)
  w.int64(m.startOffset)
  w.int64(m.endOffset)
  w.int32(m.brokerId)
  w.int64(m.maxTimestampMs)
  w.int64(m.eventTimestampMs)
  w.compactArrayLength(m.segmentLeaderEpochs.length)
  for (const element of m.segmentLeaderEpochs) writeRemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry(w, element, v)
  w.int32(m.segmentSizeInBytes)
  w.compactNullableBytes(m.customMetadata)
  w.int8(m.remoteLogSegmentState)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.txnIndexEmpty) tags++
  w.uvarint(tags)
  if (m.txnIndexEmpty) {
    const begin = w.beginTag(0)
    w.bool(m.txnIndexEmpty)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readRemoteLogSegmentMetadataRecord(r: Reader, v: number): RemoteLogSegmentMetadataRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoteLogSegmentMetadataRecord', v, 0, 0)
  r.begin('RemoteLogSegmentMetadataRecord', v)
  const remoteLogSegmentId = readRemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry(r, v)
  const startOffset = r.int64()
  const endOffset = r.int64()
  const brokerId = r.int32()
  const maxTimestampMs = r.int64()
  const eventTimestampMs = r.int64()
  const segmentLeaderEpochsCount = r.compactArrayLength(13, 64)
  const segmentLeaderEpochs: RemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry[] = sized(segmentLeaderEpochsCount)
  for (let i = 0; i < segmentLeaderEpochsCount; i++) segmentLeaderEpochs[i] = readRemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry(r, v)
  const segmentSizeInBytes = r.int32()
  const customMetadata = r.compactNullableBytes()
  const remoteLogSegmentState = r.int8()
  let txnIndexEmpty: boolean = false
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        txnIndexEmpty = r.bool()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: RemoteLogSegmentMetadataRecord = {
    remoteLogSegmentId,
    startOffset,
    endOffset,
    brokerId,
    maxTimestampMs,
    eventTimestampMs,
    segmentLeaderEpochs,
    segmentSizeInBytes,
    customMetadata,
    remoteLogSegmentState,
    txnIndexEmpty,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry {
  topicIdPartition: RemoteLogSegmentMetadataRecordTopicIdPartitionEntry
  id: Uuid
  unknownTags?: TaggedField[]
}

export function newRemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry({
  topicIdPartition = newRemoteLogSegmentMetadataRecordTopicIdPartitionEntry(),
  id = ZERO_UUID,
  unknownTags,
}: Partial<RemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry> = {}): RemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry {
  const m: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry = { topicIdPartition, id }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry(w: Writer, m: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry, v: number): void {
  writeRemoteLogSegmentMetadataRecordTopicIdPartitionEntry(w, m.topicIdPartition, v)
  w.uuid(m.id)
  w.tags(m.unknownTags)
}

export function readRemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry(r: Reader, v: number): RemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry {
  const topicIdPartition = readRemoteLogSegmentMetadataRecordTopicIdPartitionEntry(r, v)
  const id = r.uuid()
  const unknownTags = r.tags()
  const m: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdEntry = { topicIdPartition, id }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RemoteLogSegmentMetadataRecordTopicIdPartitionEntry {
  name: string
  id: Uuid
  partition: number
  unknownTags?: TaggedField[]
}

export function newRemoteLogSegmentMetadataRecordTopicIdPartitionEntry({
  name = '',
  id = ZERO_UUID,
  partition = 0,
  unknownTags,
}: Partial<RemoteLogSegmentMetadataRecordTopicIdPartitionEntry> = {}): RemoteLogSegmentMetadataRecordTopicIdPartitionEntry {
  const m: RemoteLogSegmentMetadataRecordTopicIdPartitionEntry = { name, id, partition }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoteLogSegmentMetadataRecordTopicIdPartitionEntry(w: Writer, m: RemoteLogSegmentMetadataRecordTopicIdPartitionEntry, _v: number): void {
  w.compactString(m.name)
  w.uuid(m.id)
  w.int32(m.partition)
  w.tags(m.unknownTags)
}

export function readRemoteLogSegmentMetadataRecordTopicIdPartitionEntry(r: Reader, _v: number): RemoteLogSegmentMetadataRecordTopicIdPartitionEntry {
  const name = r.compactString()
  const id = r.uuid()
  const partition = r.int32()
  const unknownTags = r.tags()
  const m: RemoteLogSegmentMetadataRecordTopicIdPartitionEntry = { name, id, partition }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry {
  leaderEpoch: number
  offset: number
  unknownTags?: TaggedField[]
}

export function newRemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry({
  leaderEpoch = 0,
  offset = 0,
  unknownTags,
}: Partial<RemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry> = {}): RemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry {
  const m: RemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry = { leaderEpoch, offset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry(w: Writer, m: RemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry, _v: number): void {
  w.int32(m.leaderEpoch)
  w.int64(m.offset)
  w.tags(m.unknownTags)
}

export function readRemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry(r: Reader, _v: number): RemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry {
  const leaderEpoch = r.int32()
  const offset = r.int64()
  const unknownTags = r.tags()
  const m: RemoteLogSegmentMetadataRecordSegmentLeaderEpochEntry = { leaderEpoch, offset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const remoteLogSegmentMetadataRecord = {
  type: 0,
  name: 'RemoteLogSegmentMetadataRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readRemoteLogSegmentMetadataRecord,
  write: writeRemoteLogSegmentMetadataRecord,
} as const satisfies RecordDef<RemoteLogSegmentMetadataRecord>
