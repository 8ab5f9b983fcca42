// GENERATED from schemas/share-coordinator/share-snapshot-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareSnapshotValue {
  snapshotEpoch: number
  stateEpoch: number
  leaderEpoch: number
  startOffset: number
  deliveryCompleteCount: number // tag 0
  createTimestamp: number
  writeTimestamp: number
  stateBatches: ShareSnapshotValueStateBatch[]
  unknownTags?: TaggedField[]
}

export function newShareSnapshotValue({
  snapshotEpoch = 0,
  stateEpoch = 0,
  leaderEpoch = 0,
  startOffset = 0,
  deliveryCompleteCount = -1,
  createTimestamp = 0,
  writeTimestamp = 0,
  stateBatches = [],
  unknownTags,
}: Partial<ShareSnapshotValue> = {}): ShareSnapshotValue {
  const m: ShareSnapshotValue = { snapshotEpoch, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, createTimestamp, writeTimestamp, stateBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareSnapshotValue(w: Writer, m: ShareSnapshotValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareSnapshotValue', v, 0, 0)
  w.begin('ShareSnapshotValue', v)
  w.int32(m.snapshotEpoch)
  w.int32(m.stateEpoch)
  w.int32(m.leaderEpoch)
  w.int64(m.startOffset)
  w.int64(m.createTimestamp)
  w.int64(m.writeTimestamp)
  w.compactArrayLength(m.stateBatches.length)
  for (const element of m.stateBatches) writeShareSnapshotValueStateBatch(w, element, v)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.deliveryCompleteCount !== -1) tags++
  w.uvarint(tags)
  if (m.deliveryCompleteCount !== -1) {
    const begin = w.beginTag(0)
    w.int32(m.deliveryCompleteCount)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readShareSnapshotValue(r: Reader, v: number): ShareSnapshotValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareSnapshotValue', v, 0, 0)
  r.begin('ShareSnapshotValue', v)
  const snapshotEpoch = r.int32()
  const stateEpoch = r.int32()
  const leaderEpoch = r.int32()
  const startOffset = r.int64()
  let deliveryCompleteCount: number = -1
  const createTimestamp = r.int64()
  const writeTimestamp = r.int64()
  const stateBatchesCount = r.compactArrayLength(20, 96)
  const stateBatches: ShareSnapshotValueStateBatch[] = sized(stateBatchesCount)
  for (let i = 0; i < stateBatchesCount; i++) stateBatches[i] = readShareSnapshotValueStateBatch(r, v)
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        deliveryCompleteCount = r.int32()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: ShareSnapshotValue = { snapshotEpoch, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, createTimestamp, writeTimestamp, stateBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareSnapshotValueStateBatch {
  firstOffset: number
  lastOffset: number
  deliveryState: number
  deliveryCount: number
  unknownTags?: TaggedField[]
}

export function newShareSnapshotValueStateBatch({
  firstOffset = 0,
  lastOffset = 0,
  deliveryState = 0,
  deliveryCount = 0,
  unknownTags,
}: Partial<ShareSnapshotValueStateBatch> = {}): ShareSnapshotValueStateBatch {
  const m: ShareSnapshotValueStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareSnapshotValueStateBatch(w: Writer, m: ShareSnapshotValueStateBatch, _v: number): void {
  w.int64(m.firstOffset)
  w.int64(m.lastOffset)
  w.int8(m.deliveryState)
  w.int16(m.deliveryCount)
  w.tags(m.unknownTags)
}

export function readShareSnapshotValueStateBatch(r: Reader, _v: number): ShareSnapshotValueStateBatch {
  const firstOffset = r.int64()
  const lastOffset = r.int64()
  const deliveryState = r.int8()
  const deliveryCount = r.int16()
  const unknownTags = r.tags()
  const m: ShareSnapshotValueStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareSnapshotValue = {
  type: 0,
  name: 'ShareSnapshotValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readShareSnapshotValue,
  write: writeShareSnapshotValue,
} as const satisfies RecordDef<ShareSnapshotValue>
