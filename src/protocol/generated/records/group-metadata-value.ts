// GENERATED from schemas/group-coordinator/group-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface GroupMetadataValue {
  protocolType: string
  generation: number
  protocol: string | null
  leader: string | null
  currentStateTimestamp: number // 2+
  members: GroupMetadataValueMemberMetadata[]
  unknownTags?: TaggedField[]
}

export function newGroupMetadataValue({
  protocolType = '',
  generation = 0,
  protocol = '',
  leader = '',
  currentStateTimestamp = -1,
  members = [],
  unknownTags,
}: Partial<GroupMetadataValue> = {}): GroupMetadataValue {
  const m: GroupMetadataValue = { protocolType, generation, protocol, leader, currentStateTimestamp, members }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeGroupMetadataValue(w: Writer, m: GroupMetadataValue, v: number): void {
  if (v < 0 || v > 4) throw unsupportedVersion('GroupMetadataValue', v, 0, 4)
  w.begin('GroupMetadataValue', v)
  const flexible = v >= 4
  if (flexible) w.compactString(m.protocolType)
  else w.string(m.protocolType)
  w.int32(m.generation)
  if (flexible) w.compactNullableString(m.protocol)
  else w.nullableString(m.protocol)
  if (flexible) w.compactNullableString(m.leader)
  else w.nullableString(m.leader)
  if (v >= 2) w.int64(m.currentStateTimestamp)
  if (flexible) w.compactArrayLength(m.members.length)
  else w.arrayLength(m.members.length)
  for (const element of m.members) writeGroupMetadataValueMemberMetadata(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readGroupMetadataValue(r: Reader, v: number): GroupMetadataValue {
  if (v < 0 || v > 4) throw unsupportedVersion('GroupMetadataValue', v, 0, 4)
  r.begin('GroupMetadataValue', v)
  const flexible = v >= 4
  const protocolType = flexible ? r.compactString() : r.string()
  const generation = r.int32()
  const protocol = flexible ? r.compactNullableString() : r.nullableString()
  const leader = flexible ? r.compactNullableString() : r.nullableString()
  const currentStateTimestamp = v >= 2 ? r.int64() : -1
  const membersCount = flexible ? r.compactArrayLength(15, 416) : r.arrayLength(18, 416)
  const members: GroupMetadataValueMemberMetadata[] = sized(membersCount)
  for (let i = 0; i < membersCount; i++) members[i] = readGroupMetadataValueMemberMetadata(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: GroupMetadataValue = { protocolType, generation, protocol, leader, currentStateTimestamp, members }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface GroupMetadataValueMemberMetadata {
  memberId: string
  groupInstanceId: string | null // 3+
  clientId: string
  clientHost: string
  rebalanceTimeout: number // 1+
  sessionTimeout: number
  subscription: Buffer
  assignment: Buffer
  unknownTags?: TaggedField[]
}

export function newGroupMetadataValueMemberMetadata({
  memberId = '',
  groupInstanceId = null,
  clientId = '',
  clientHost = '',
  rebalanceTimeout = -1,
  sessionTimeout = 0,
  subscription = Buffer.alloc(0),
  assignment = Buffer.alloc(0),
  unknownTags,
}: Partial<GroupMetadataValueMemberMetadata> = {}): GroupMetadataValueMemberMetadata {
  const m: GroupMetadataValueMemberMetadata = { memberId, groupInstanceId, clientId, clientHost, rebalanceTimeout, sessionTimeout, subscription, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeGroupMetadataValueMemberMetadata(w: Writer, m: GroupMetadataValueMemberMetadata, v: number): void {
  const flexible = v >= 4
  if (flexible) w.compactString(m.memberId)
  else w.string(m.memberId)
  if (v >= 3) {
    if (flexible) w.compactNullableString(m.groupInstanceId)
    else w.nullableString(m.groupInstanceId)
  }
  if (flexible) w.compactString(m.clientId)
  else w.string(m.clientId)
  if (flexible) w.compactString(m.clientHost)
  else w.string(m.clientHost)
  if (v >= 1) w.int32(m.rebalanceTimeout)
  w.int32(m.sessionTimeout)
  if (flexible) w.compactBytes(m.subscription)
  else w.bytes(m.subscription)
  if (flexible) w.compactBytes(m.assignment)
  else w.bytes(m.assignment)
  if (flexible) w.tags(m.unknownTags)
}

export function readGroupMetadataValueMemberMetadata(r: Reader, v: number): GroupMetadataValueMemberMetadata {
  const flexible = v >= 4
  const memberId = flexible ? r.compactString() : r.string()
  const groupInstanceId = v >= 3 ? (flexible ? r.compactNullableString() : r.nullableString()) : null
  const clientId = flexible ? r.compactString() : r.string()
  const clientHost = flexible ? r.compactString() : r.string()
  const rebalanceTimeout = v >= 1 ? r.int32() : -1
  const sessionTimeout = r.int32()
  const subscription = flexible ? r.compactBytes() : r.bytes()
  const assignment = flexible ? r.compactBytes() : r.bytes()
  const unknownTags = flexible ? r.tags() : undefined
  const m: GroupMetadataValueMemberMetadata = { memberId, groupInstanceId, clientId, clientHost, rebalanceTimeout, sessionTimeout, subscription, assignment }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const groupMetadataValue = {
  type: 2,
  name: 'GroupMetadataValue',
  versions: [0, 4],
  flexibleFrom: 4,
  read: readGroupMetadataValue,
  write: writeGroupMetadataValue,
} as const satisfies RecordDef<GroupMetadataValue>
