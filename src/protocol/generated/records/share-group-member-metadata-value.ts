// GENERATED from schemas/group-coordinator/share-group-member-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupMemberMetadataValue {
  rackId: string | null
  clientId: string
  clientHost: string
  subscribedTopicNames: string[]
  unknownTags?: TaggedField[]
}

export function newShareGroupMemberMetadataValue({
  rackId = '',
  clientId = '',
  clientHost = '',
  subscribedTopicNames = [],
  unknownTags,
}: Partial<ShareGroupMemberMetadataValue> = {}): ShareGroupMemberMetadataValue {
  const m: ShareGroupMemberMetadataValue = { rackId, clientId, clientHost, subscribedTopicNames }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupMemberMetadataValue(w: Writer, m: ShareGroupMemberMetadataValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupMemberMetadataValue', v, 0, 0)
  w.begin('ShareGroupMemberMetadataValue', v)
  w.compactNullableString(m.rackId)
  w.compactString(m.clientId)
  w.compactString(m.clientHost)
  w.compactArrayLength(m.subscribedTopicNames.length)
  for (const element of m.subscribedTopicNames) w.compactString(element)
  w.tags(m.unknownTags)
}

export function readShareGroupMemberMetadataValue(r: Reader, v: number): ShareGroupMemberMetadataValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupMemberMetadataValue', v, 0, 0)
  r.begin('ShareGroupMemberMetadataValue', v)
  const rackId = r.compactNullableString()
  const clientId = r.compactString()
  const clientHost = r.compactString()
  const subscribedTopicNamesCount = r.compactArrayLength(1, 32)
  const subscribedTopicNames: string[] = sized(subscribedTopicNamesCount)
  for (let i = 0; i < subscribedTopicNamesCount; i++) subscribedTopicNames[i] = r.compactString()
  const unknownTags = r.tags()
  const m: ShareGroupMemberMetadataValue = { rackId, clientId, clientHost, subscribedTopicNames }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareGroupMemberMetadataValue = {
  type: 10,
  name: 'ShareGroupMemberMetadataValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readShareGroupMemberMetadataValue,
  write: writeShareGroupMemberMetadataValue,
} as const satisfies RecordDef<ShareGroupMemberMetadataValue>
