// GENERATED from schemas/group-coordinator/streams-group-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupMetadataValue {
  epoch: number
  metadataHash: bigint
  validatedTopologyEpoch: number // tag 0
  lastAssignmentConfigs: StreamsGroupMetadataValueLastAssignmentConfig[] | null // tag 1
  unknownTags?: TaggedField[]
}

export function newStreamsGroupMetadataValue({
  epoch = 0,
  metadataHash = 0n,
  validatedTopologyEpoch = -1,
  lastAssignmentConfigs = [],
  unknownTags,
}: Partial<StreamsGroupMetadataValue> = {}): StreamsGroupMetadataValue {
  const m: StreamsGroupMetadataValue = { epoch, metadataHash, validatedTopologyEpoch, lastAssignmentConfigs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupMetadataValue(w: Writer, m: StreamsGroupMetadataValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupMetadataValue', v, 0, 0)
  w.begin('StreamsGroupMetadataValue', v)
  w.int32(m.epoch)
  w.bigint64(m.metadataHash)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.validatedTopologyEpoch !== -1) tags++
  if (m.lastAssignmentConfigs === null || m.lastAssignmentConfigs.length > 0) tags++
  w.uvarint(tags)
  if (m.validatedTopologyEpoch !== -1) {
    const begin = w.beginTag(0)
    w.int32(m.validatedTopologyEpoch)
    w.endTag(begin)
  }
  if (m.lastAssignmentConfigs === null || m.lastAssignmentConfigs.length > 0) {
    const begin = w.beginTag(1)
    if (m.lastAssignmentConfigs === null) w.uint8(0)
    else {
      w.compactArrayLength(m.lastAssignmentConfigs.length)
      for (const element of m.lastAssignmentConfigs) writeStreamsGroupMetadataValueLastAssignmentConfig(w, element, v)
    }
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 2)
}

export function readStreamsGroupMetadataValue(r: Reader, v: number): StreamsGroupMetadataValue {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupMetadataValue', v, 0, 0)
  r.begin('StreamsGroupMetadataValue', v)
  const epoch = r.int32()
  const metadataHash = r.bigint64()
  let validatedTopologyEpoch: number = -1
  let lastAssignmentConfigs: StreamsGroupMetadataValueLastAssignmentConfig[] | null = []
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        validatedTopologyEpoch = r.int32()
        r.endTag(end)
        break
      }
      case 1: {
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(3, 96)
        lastAssignmentConfigs = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) lastAssignmentConfigs![i] = readStreamsGroupMetadataValueLastAssignmentConfig(r, v)
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: StreamsGroupMetadataValue = { epoch, metadataHash, validatedTopologyEpoch, lastAssignmentConfigs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupMetadataValueLastAssignmentConfig {
  key: string
  value: string
  unknownTags?: TaggedField[]
}

export function newStreamsGroupMetadataValueLastAssignmentConfig({
  key = '',
  value = '',
  unknownTags,
}: Partial<StreamsGroupMetadataValueLastAssignmentConfig> = {}): StreamsGroupMetadataValueLastAssignmentConfig {
  const m: StreamsGroupMetadataValueLastAssignmentConfig = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupMetadataValueLastAssignmentConfig(w: Writer, m: StreamsGroupMetadataValueLastAssignmentConfig, _v: number): void {
  w.compactString(m.key)
  w.compactString(m.value)
  w.tags(m.unknownTags)
}

export function readStreamsGroupMetadataValueLastAssignmentConfig(r: Reader, _v: number): StreamsGroupMetadataValueLastAssignmentConfig {
  const key = r.compactString()
  const value = r.compactString()
  const unknownTags = r.tags()
  const m: StreamsGroupMetadataValueLastAssignmentConfig = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const streamsGroupMetadataValue = {
  type: 17,
  name: 'StreamsGroupMetadataValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readStreamsGroupMetadataValue,
  write: writeStreamsGroupMetadataValue,
} as const satisfies RecordDef<StreamsGroupMetadataValue>
