// GENERATED from schemas/group-coordinator/streams-group-member-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupMemberMetadataValue {
  instanceId: string | null
  rackId: string | null
  clientId: string
  clientHost: string
  rebalanceTimeoutMs: number
  topologyEpoch: number
  processId: string
  userEndpoint: StreamsGroupMemberMetadataValueEndpoint | null
  clientTags: StreamsGroupMemberMetadataValueKeyValue[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupMemberMetadataValue({
  instanceId = '',
  rackId = '',
  clientId = '',
  clientHost = '',
  rebalanceTimeoutMs = -1,
  topologyEpoch = 0,
  processId = '',
  userEndpoint = null,
  clientTags = [],
  unknownTags,
}: Partial<StreamsGroupMemberMetadataValue> = {}): StreamsGroupMemberMetadataValue {
  const m: StreamsGroupMemberMetadataValue = { instanceId, rackId, clientId, clientHost, rebalanceTimeoutMs, topologyEpoch, processId, userEndpoint, clientTags }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupMemberMetadataValue(w: Writer, m: StreamsGroupMemberMetadataValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupMemberMetadataValue', v, 0, 0)
  w.begin('StreamsGroupMemberMetadataValue', v)
  w.compactNullableString(m.instanceId)
  w.compactNullableString(m.rackId)
  w.compactString(m.clientId)
  w.compactString(m.clientHost)
  w.int32(m.rebalanceTimeoutMs)
  w.int32(m.topologyEpoch)
  w.compactString(m.processId)
  if (m.userEndpoint === null) w.int8(-1)
  else {
    w.int8(1)
    writeStreamsGroupMemberMetadataValueEndpoint(w, m.userEndpoint, v)
  }
  w.compactArrayLength(m.clientTags.length)
  for (const element of m.clientTags) writeStreamsGroupMemberMetadataValueKeyValue(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupMemberMetadataValue(r: Reader, v: number): StreamsGroupMemberMetadataValue {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupMemberMetadataValue', v, 0, 0)
  r.begin('StreamsGroupMemberMetadataValue', v)
  const instanceId = r.compactNullableString()
  const rackId = r.compactNullableString()
  const clientId = r.compactString()
  const clientHost = r.compactString()
  const rebalanceTimeoutMs = r.int32()
  const topologyEpoch = r.int32()
  const processId = r.compactString()
  const userEndpoint = r.present() ? readStreamsGroupMemberMetadataValueEndpoint(r, v) : null
  const clientTagsCount = r.compactArrayLength(3, 96)
  const clientTags: StreamsGroupMemberMetadataValueKeyValue[] = sized(clientTagsCount)
  for (let i = 0; i < clientTagsCount; i++) clientTags[i] = readStreamsGroupMemberMetadataValueKeyValue(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupMemberMetadataValue = { instanceId, rackId, clientId, clientHost, rebalanceTimeoutMs, topologyEpoch, processId, userEndpoint, clientTags }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupMemberMetadataValueEndpoint {
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newStreamsGroupMemberMetadataValueEndpoint({
  host = '',
  port = 0,
  unknownTags,
}: Partial<StreamsGroupMemberMetadataValueEndpoint> = {}): StreamsGroupMemberMetadataValueEndpoint {
  const m: StreamsGroupMemberMetadataValueEndpoint = { host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupMemberMetadataValueEndpoint(w: Writer, m: StreamsGroupMemberMetadataValueEndpoint, _v: number): void {
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readStreamsGroupMemberMetadataValueEndpoint(r: Reader, _v: number): StreamsGroupMemberMetadataValueEndpoint {
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: StreamsGroupMemberMetadataValueEndpoint = { host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupMemberMetadataValueKeyValue {
  key: string
  value: string
  unknownTags?: TaggedField[]
}

export function newStreamsGroupMemberMetadataValueKeyValue({
  key = '',
  value = '',
  unknownTags,
}: Partial<StreamsGroupMemberMetadataValueKeyValue> = {}): StreamsGroupMemberMetadataValueKeyValue {
  const m: StreamsGroupMemberMetadataValueKeyValue = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupMemberMetadataValueKeyValue(w: Writer, m: StreamsGroupMemberMetadataValueKeyValue, _v: number): void {
  w.compactString(m.key)
  w.compactString(m.value)
  w.tags(m.unknownTags)
}

export function readStreamsGroupMemberMetadataValueKeyValue(r: Reader, _v: number): StreamsGroupMemberMetadataValueKeyValue {
  const key = r.compactString()
  const value = r.compactString()
  const unknownTags = r.tags()
  const m: StreamsGroupMemberMetadataValueKeyValue = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const streamsGroupMemberMetadataValue = {
  type: 19,
  name: 'StreamsGroupMemberMetadataValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readStreamsGroupMemberMetadataValue,
  write: writeStreamsGroupMemberMetadataValue,
} as const satisfies RecordDef<StreamsGroupMemberMetadataValue>
