// GENERATED from schemas/share-coordinator/share-update-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareUpdateValue {
  snapshotEpoch: number
  leaderEpoch: number
  startOffset: number
  deliveryCompleteCount: number // tag 0
  stateBatches: ShareUpdateValueStateBatch[]
  unknownTags?: TaggedField[]
}

export function newShareUpdateValue({
  snapshotEpoch = 0,
  leaderEpoch = 0,
  startOffset = 0,
  deliveryCompleteCount = -1,
  stateBatches = [],
  unknownTags,
}: Partial<ShareUpdateValue> = {}): ShareUpdateValue {
  const m: ShareUpdateValue = { snapshotEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareUpdateValue(w: Writer, m: ShareUpdateValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareUpdateValue', v, 0, 0)
  w.begin('ShareUpdateValue', v)
  w.int32(m.snapshotEpoch)
  w.int32(m.leaderEpoch)
  w.int64(m.startOffset)
  w.compactArrayLength(m.stateBatches.length)
  for (const element of m.stateBatches) writeShareUpdateValueStateBatch(w, element, v)
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

export function readShareUpdateValue(r: Reader, v: number): ShareUpdateValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareUpdateValue', v, 0, 0)
  r.begin('ShareUpdateValue', v)
  const snapshotEpoch = r.int32()
  const leaderEpoch = r.int32()
  const startOffset = r.int64()
  let deliveryCompleteCount: number = -1
  const stateBatchesCount = r.compactArrayLength(20, 96)
  const stateBatches: ShareUpdateValueStateBatch[] = sized(stateBatchesCount)
  for (let i = 0; i < stateBatchesCount; i++) stateBatches[i] = readShareUpdateValueStateBatch(r, v)
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
  const m: ShareUpdateValue = { snapshotEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ShareUpdateValueStateBatch {
  firstOffset: number
  lastOffset: number
  deliveryState: number
  deliveryCount: number
  unknownTags?: TaggedField[]
}

export function newShareUpdateValueStateBatch({
  firstOffset = 0,
  lastOffset = 0,
  deliveryState = 0,
  deliveryCount = 0,
  unknownTags,
}: Partial<ShareUpdateValueStateBatch> = {}): ShareUpdateValueStateBatch {
  const m: ShareUpdateValueStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareUpdateValueStateBatch(w: Writer, m: ShareUpdateValueStateBatch, _v: number): void {
  w.int64(m.firstOffset)
  w.int64(m.lastOffset)
  w.int8(m.deliveryState)
  w.int16(m.deliveryCount)
  w.tags(m.unknownTags)
}

export function readShareUpdateValueStateBatch(r: Reader, _v: number): ShareUpdateValueStateBatch {
  const firstOffset = r.int64()
  const lastOffset = r.int64()
  const deliveryState = r.int8()
  const deliveryCount = r.int16()
  const unknownTags = r.tags()
  const m: ShareUpdateValueStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareUpdateValue = {
  type: 1,
  name: 'ShareUpdateValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readShareUpdateValue,
  write: writeShareUpdateValue,
} as const satisfies RecordDef<ShareUpdateValue>
