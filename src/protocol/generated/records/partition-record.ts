// GENERATED from schemas/metadata/partition-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedField, unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface PartitionRecord {
  partitionId: number
  topicId: Uuid
  replicas: number[]
  isr: number[]
  removingReplicas: number[]
  addingReplicas: number[]
  leader: number
  leaderRecoveryState: number // tag 0
  leaderEpoch: number
  partitionEpoch: number
  directories: Uuid[] // 1+
  eligibleLeaderReplicas: number[] | null // 2+, tag 1
  lastKnownElr: number[] | null // 2+, tag 2
  unknownTags?: TaggedField[]
}

export function newPartitionRecord({
  partitionId = -1,
  topicId = ZERO_UUID,
  replicas = [],
  isr = [],
  removingReplicas = [],
  addingReplicas = [],
  leader = -1,
  leaderRecoveryState = 0,
  leaderEpoch = -1,
  partitionEpoch = -1,
  directories = [],
  eligibleLeaderReplicas = null,
  lastKnownElr = null,
  unknownTags,
}: Partial<PartitionRecord> = {}): PartitionRecord {
  const m: PartitionRecord = {
    partitionId,
    topicId,
    replicas,
    isr,
    removingReplicas,
    addingReplicas,
    leader,
    leaderRecoveryState,
    leaderEpoch,
    partitionEpoch,
    directories,
    eligibleLeaderReplicas,
    lastKnownElr,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writePartitionRecord(w: Writer, m: PartitionRecord, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('PartitionRecord', v, 0, 2)
  w.begin('PartitionRecord', v)
  w.int32(m.partitionId)
  w.uuid(m.topicId)
  w.compactArrayLength(m.replicas.length)
  for (const element of m.replicas) w.int32(element)
  w.compactArrayLength(m.isr.length)
  for (const element of m.isr) w.int32(element)
  w.compactArrayLength(m.removingReplicas.length)
  for (const element of m.removingReplicas) w.int32(element)
  w.compactArrayLength(m.addingReplicas.length)
  for (const element of m.addingReplicas) w.int32(element)
  w.int32(m.leader)
  w.int32(m.leaderEpoch)
  w.int32(m.partitionEpoch)
  if (v >= 1) {
    w.compactArrayLength(m.directories.length)
    for (const element of m.directories) w.uuid(element)
  } else if (m.directories.length > 0) throw unsupportedField('PartitionRecord.Directories', v)
  if (v < 2 && m.eligibleLeaderReplicas !== null) throw unsupportedField('PartitionRecord.EligibleLeaderReplicas', v)
  if (v < 2 && m.lastKnownElr !== null) throw unsupportedField('PartitionRecord.LastKnownElr', v)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.leaderRecoveryState !== 0) tags++
  if (v >= 2 && m.eligibleLeaderReplicas !== null) tags++
  if (v >= 2 && m.lastKnownElr !== null) tags++
  w.uvarint(tags)
  if (m.leaderRecoveryState !== 0) {
    const begin = w.beginTag(0)
    w.int8(m.leaderRecoveryState)
    w.endTag(begin)
  }
  if (v >= 2 && m.eligibleLeaderReplicas !== null) {
    const begin = w.beginTag(1)
    if (m.eligibleLeaderReplicas === null) w.uint8(0)
    else {
      w.compactArrayLength(m.eligibleLeaderReplicas.length)
      for (const element of m.eligibleLeaderReplicas) w.int32(element)
    }
    w.endTag(begin)
  }
  if (v >= 2 && m.lastKnownElr !== null) {
    const begin = w.beginTag(2)
    if (m.lastKnownElr === null) w.uint8(0)
    else {
      w.compactArrayLength(m.lastKnownElr.length)
      for (const element of m.lastKnownElr) w.int32(element)
    }
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 3)
}

export function readPartitionRecord(r: Reader, v: number): PartitionRecord {
  if (v < 0 || v > 2) throw unsupportedVersion('PartitionRecord', v, 0, 2)
  r.begin('PartitionRecord', v)
  const partitionId = r.int32()
  const topicId = r.uuid()
  const replicasCount = r.compactArrayLength(4, 8)
  const replicas: number[] = sized(replicasCount)
  for (let i = 0; i < replicasCount; i++) replicas[i] = r.int32()
  const isrCount = r.compactArrayLength(4, 8)
  const isr: number[] = sized(isrCount)
  for (let i = 0; i < isrCount; i++) isr[i] = r.int32()
  const removingReplicasCount = r.compactArrayLength(4, 8)
  const removingReplicas: number[] = sized(removingReplicasCount)
  for (let i = 0; i < removingReplicasCount; i++) removingReplicas[i] = r.int32()
  const addingReplicasCount = r.compactArrayLength(4, 8)
  const addingReplicas: number[] = sized(addingReplicasCount)
  for (let i = 0; i < addingReplicasCount; i++) addingReplicas[i] = r.int32()
  const leader = r.int32()
  let leaderRecoveryState: number = 0
  const leaderEpoch = r.int32()
  const partitionEpoch = r.int32()
  const directoriesCount = v >= 1 ? r.compactArrayLength(16, 48) : 0
  const directories: Uuid[] = sized(directoriesCount)
  for (let i = 0; i < directoriesCount; i++) directories[i] = r.uuid()
  let eligibleLeaderReplicas: number[] | null = null
  let lastKnownElr: number[] | null = null
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        leaderRecoveryState = r.int8()
        r.endTag(end)
        break
      }
      case 1: {
        if (v < 2) throw r.fail('tag 1 in a version that has none')
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(4, 8)
        eligibleLeaderReplicas = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) eligibleLeaderReplicas![i] = r.int32()
        r.endTag(end)
        break
      }
      case 2: {
        if (v < 2) throw r.fail('tag 2 in a version that has none')
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(4, 8)
        lastKnownElr = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) lastKnownElr![i] = r.int32()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: PartitionRecord = {
    partitionId,
    topicId,
    replicas,
    isr,
    removingReplicas,
    addingReplicas,
    leader,
    leaderRecoveryState,
    leaderEpoch,
    partitionEpoch,
    directories,
    eligibleLeaderReplicas,
    lastKnownElr,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const partitionRecord = {
  type: 3,
  name: 'PartitionRecord',
  versions: [0, 2],
  flexibleFrom: 0,
  read: readPartitionRecord,
  write: writePartitionRecord,
} as const satisfies RecordDef<PartitionRecord>
