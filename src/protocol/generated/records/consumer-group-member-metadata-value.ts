// GENERATED from schemas/group-coordinator/consumer-group-member-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupMemberMetadataValue {
  instanceId: string | null
  rackId: string | null
  clientId: string
  clientHost: string
  subscribedTopicNames: string[]
  subscribedTopicRegex: string | null
  rebalanceTimeoutMs: number
  serverAssignor: string | null
  classicMemberMetadata: ConsumerGroupMemberMetadataValueClassicMemberMetadata | null // tag 0
  unknownTags?: TaggedField[]
}

export function newConsumerGroupMemberMetadataValue({
  instanceId = '',
  rackId = '',
  clientId = '',
  clientHost = '',
  subscribedTopicNames = [],
  subscribedTopicRegex = '',
  rebalanceTimeoutMs = -1,
  serverAssignor = '',
  classicMemberMetadata = newConsumerGroupMemberMetadataValueClassicMemberMetadata(),
  unknownTags,
}: Partial<ConsumerGroupMemberMetadataValue> = {}): ConsumerGroupMemberMetadataValue {
  const m: ConsumerGroupMemberMetadataValue = {
    instanceId,
    rackId,
    clientId,
    clientHost,
    subscribedTopicNames,
    subscribedTopicRegex,
    rebalanceTimeoutMs,
    serverAssignor,
    classicMemberMetadata,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupMemberMetadataValue(w: Writer, m: ConsumerGroupMemberMetadataValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupMemberMetadataValue', v, 0, 0)
  w.begin('ConsumerGroupMemberMetadataValue', v)
  w.compactNullableString(m.instanceId)
  w.compactNullableString(m.rackId)
  w.compactString(m.clientId)
  w.compactString(m.clientHost)
  w.compactArrayLength(m.subscribedTopicNames.length)
  for (const element of m.subscribedTopicNames) w.compactString(element)
  w.compactNullableString(m.subscribedTopicRegex)
  w.int32(m.rebalanceTimeoutMs)
  w.compactNullableString(m.serverAssignor)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.classicMemberMetadata === null || !isDefaultConsumerGroupMemberMetadataValueClassicMemberMetadata(m.classicMemberMetadata)) tags++
  w.uvarint(tags)
  if (m.classicMemberMetadata === null || !isDefaultConsumerGroupMemberMetadataValueClassicMemberMetadata(m.classicMemberMetadata)) {
    const begin = w.beginTag(0)
    if (m.classicMemberMetadata === null) w.uvarint(0)
    else {
      w.uvarint(1)
      writeConsumerGroupMemberMetadataValueClassicMemberMetadata(w, m.classicMemberMetadata, v)
    }
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readConsumerGroupMemberMetadataValue(r: Reader, v: number): ConsumerGroupMemberMetadataValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupMemberMetadataValue', v, 0, 0)
  r.begin('ConsumerGroupMemberMetadataValue', v)
  const instanceId = r.compactNullableString()
  const rackId = r.compactNullableString()
  const clientId = r.compactString()
  const clientHost = r.compactString()
  const subscribedTopicNamesCount = r.compactArrayLength(1, 32)
  const subscribedTopicNames: string[] = sized(subscribedTopicNamesCount)
  for (let i = 0; i < subscribedTopicNamesCount; i++) subscribedTopicNames[i] = r.compactString()
  const subscribedTopicRegex = r.compactNullableString()
  const rebalanceTimeoutMs = r.int32()
  const serverAssignor = r.compactNullableString()
  let classicMemberMetadata: ConsumerGroupMemberMetadataValueClassicMemberMetadata | null = newConsumerGroupMemberMetadataValueClassicMemberMetadata()
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        classicMemberMetadata = r.uvarint() === 0 ? null : readConsumerGroupMemberMetadataValueClassicMemberMetadata(r, v)
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: ConsumerGroupMemberMetadataValue = {
    instanceId,
    rackId,
    clientId,
    clientHost,
    subscribedTopicNames,
    subscribedTopicRegex,
    rebalanceTimeoutMs,
    serverAssignor,
    classicMemberMetadata,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ConsumerGroupMemberMetadataValueClassicMemberMetadata {
  sessionTimeoutMs: number
  supportedProtocols: ConsumerGroupMemberMetadataValueClassicProtocol[]
  unknownTags?: TaggedField[]
}

export function newConsumerGroupMemberMetadataValueClassicMemberMetadata({
  sessionTimeoutMs = 0,
  supportedProtocols = [],
  unknownTags,
}: Partial<ConsumerGroupMemberMetadataValueClassicMemberMetadata> = {}): ConsumerGroupMemberMetadataValueClassicMemberMetadata {
  const m: ConsumerGroupMemberMetadataValueClassicMemberMetadata = { sessionTimeoutMs, supportedProtocols }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupMemberMetadataValueClassicMemberMetadata(w: Writer, m: ConsumerGroupMemberMetadataValueClassicMemberMetadata, v: number): void {
  w.int32(m.sessionTimeoutMs)
  w.compactArrayLength(m.supportedProtocols.length)
  for (const element of m.supportedProtocols) writeConsumerGroupMemberMetadataValueClassicProtocol(w, element, v)
  w.tags(m.unknownTags)
}

export function readConsumerGroupMemberMetadataValueClassicMemberMetadata(r: Reader, v: number): ConsumerGroupMemberMetadataValueClassicMemberMetadata {
  const sessionTimeoutMs = r.int32()
  const supportedProtocolsCount = r.compactArrayLength(3, 184)
  const supportedProtocols: ConsumerGroupMemberMetadataValueClassicProtocol[] = sized(supportedProtocolsCount)
  for (let i = 0; i < supportedProtocolsCount; i++) supportedProtocols[i] = readConsumerGroupMemberMetadataValueClassicProtocol(r, v)
  const unknownTags = r.tags()
  const m: ConsumerGroupMemberMetadataValueClassicMemberMetadata = { sessionTimeoutMs, supportedProtocols }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

function isDefaultConsumerGroupMemberMetadataValueClassicMemberMetadata(m: ConsumerGroupMemberMetadataValueClassicMemberMetadata): boolean {
  return m.sessionTimeoutMs === 0
    && m.supportedProtocols.length === 0
    && m.unknownTags === undefined
}

export interface ConsumerGroupMemberMetadataValueClassicProtocol {
  name: string
  metadata: Buffer
  unknownTags?: TaggedField[]
}

export function newConsumerGroupMemberMetadataValueClassicProtocol({
  name = '',
  metadata = Buffer.alloc(0),
  unknownTags,
}: Partial<ConsumerGroupMemberMetadataValueClassicProtocol> = {}): ConsumerGroupMemberMetadataValueClassicProtocol {
  const m: ConsumerGroupMemberMetadataValueClassicProtocol = { name, metadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupMemberMetadataValueClassicProtocol(w: Writer, m: ConsumerGroupMemberMetadataValueClassicProtocol, _v: number): void {
  w.compactString(m.name)
  w.compactBytes(m.metadata)
  w.tags(m.unknownTags)
}

export function readConsumerGroupMemberMetadataValueClassicProtocol(r: Reader, _v: number): ConsumerGroupMemberMetadataValueClassicProtocol {
  const name = r.compactString()
  const metadata = r.compactBytes()
  const unknownTags = r.tags()
  const m: ConsumerGroupMemberMetadataValueClassicProtocol = { name, metadata }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const consumerGroupMemberMetadataValue = {
  type: 5,
  name: 'ConsumerGroupMemberMetadataValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readConsumerGroupMemberMetadataValue,
  write: writeConsumerGroupMemberMetadataValue,
} as const satisfies RecordDef<ConsumerGroupMemberMetadataValue>
