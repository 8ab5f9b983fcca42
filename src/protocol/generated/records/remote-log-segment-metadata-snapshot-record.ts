// GENERATED from schemas/storage/remote-log-segment-metadata-snapshot-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface RemoteLogSegmentMetadataSnapshotRecord {
  segmentId: Uuid
  startOffset: number
  endOffset: number
  brokerId: number
  maxTimestampMs: number
  eventTimestampMs: number
  segmentLeaderEpochs: RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry[]
  segmentSizeInBytes: number
  customMetadata: Buffer | null
  remoteLogSegmentState: number
  txnIndexEmpty: boolean // tag 0
  unknownTags?: TaggedField[]
}

export function newRemoteLogSegmentMetadataSnapshotRecord({
  segmentId = ZERO_UUID,
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
}: Partial<RemoteLogSegmentMetadataSnapshotRecord> = {}): RemoteLogSegmentMetadataSnapshotRecord {
  const m: RemoteLogSegmentMetadataSnapshotRecord = {
    segmentId,
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

export function writeRemoteLogSegmentMetadataSnapshotRecord(w: Writer, m: RemoteLogSegmentMetadataSnapshotRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoteLogSegmentMetadataSnapshotRecord', v, 0, 0)
  w.begin('RemoteLogSegmentMetadataSnapshotRecord', v)
  w.uuid(m.segmentId)
  w.int64(m.startOffset)
  w.int64(m.endOffset)
  w.int32(m.brokerId)
  w.int64(m.maxTimestampMs)
  w.int64(m.eventTimestampMs)
  w.compactArrayLength(m.segmentLeaderEpochs.length)
  for (const element of m.segmentLeaderEpochs) writeRemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry(w, element, v)
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

export function readRemoteLogSegmentMetadataSnapshotRecord(r: Reader, v: number): RemoteLogSegmentMetadataSnapshotRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoteLogSegmentMetadataSnapshotRecord', v, 0, 0)
  r.begin('RemoteLogSegmentMetadataSnapshotRecord', v)
  const segmentId = r.uuid()
  const startOffset = r.int64()
  const endOffset = r.int64()
  const brokerId = r.int32()
  const maxTimestampMs = r.int64()
  const eventTimestampMs = r.int64()
  const segmentLeaderEpochsCount = r.compactArrayLength(13, 64)
  const segmentLeaderEpochs: RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry[] = sized(segmentLeaderEpochsCount)
  for (let i = 0; i < segmentLeaderEpochsCount; i++) segmentLeaderEpochs[i] = readRemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry(r, v)
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
  const m: RemoteLogSegmentMetadataSnapshotRecord = {
    segmentId,
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

export interface RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry {
  leaderEpoch: number
  offset: number
  unknownTags?: TaggedField[]
}

export function newRemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry({
  leaderEpoch = 0,
  offset = 0,
  unknownTags,
}: Partial<RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry> = {}): RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry {
  const m: RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry = { leaderEpoch, offset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry(w: Writer, m: RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry, _v: number): void {
  w.int32(m.leaderEpoch)
  w.int64(m.offset)
  w.tags(m.unknownTags)
}

export function readRemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry(r: Reader, _v: number): RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry {
  const leaderEpoch = r.int32()
  const offset = r.int64()
  const unknownTags = r.tags()
  const m: RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochEntry = { leaderEpoch, offset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const remoteLogSegmentMetadataSnapshotRecord = {
  type: 3,
  name: 'RemoteLogSegmentMetadataSnapshotRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readRemoteLogSegmentMetadataSnapshotRecord,
  write: writeRemoteLogSegmentMetadataSnapshotRecord,
} as const satisfies RecordDef<RemoteLogSegmentMetadataSnapshotRecord>
