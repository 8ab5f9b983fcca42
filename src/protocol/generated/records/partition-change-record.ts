// GENERATED from schemas/metadata/partition-change-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedField, unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface PartitionChangeRecord {
  partitionId: number
  topicId: Uuid
  isr: number[] | null // tag 0
  leader: number // tag 1
  replicas: number[] | null // tag 2
  removingReplicas: number[] | null // tag 3
  addingReplicas: number[] | null // tag 4
  leaderRecoveryState: number // tag 5
  directories: Uuid[] | null // 1+, tag 8
  eligibleLeaderReplicas: number[] | null // 2+, tag 6
  lastKnownElr: number[] | null // 2+, tag 7
  unknownTags?: TaggedField[]
}

export function newPartitionChangeRecord({
  partitionId = -1,
  topicId = ZERO_UUID,
  isr = null,
  leader = -2,
  replicas = null,
  removingReplicas = null,
  addingReplicas = null,
  leaderRecoveryState = -1,
  directories = null,
  eligibleLeaderReplicas = null,
  lastKnownElr = null,
  unknownTags,
}: Partial<PartitionChangeRecord> = {}): PartitionChangeRecord {
  const m: PartitionChangeRecord = {
    partitionId,
    topicId,
    isr,
    leader,
    replicas,
    removingReplicas,
    addingReplicas,
    leaderRecoveryState,
    directories,
    eligibleLeaderReplicas,
    lastKnownElr,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writePartitionChangeRecord(w: Writer, m: PartitionChangeRecord, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('PartitionChangeRecord', v, 0, 2)
  w.begin('PartitionChangeRecord', v)
  w.int32(m.partitionId)
  w.uuid(m.topicId)
  if (v < 1 && m.directories !== null) throw unsupportedField('PartitionChangeRecord.Directories', v)
  if (v < 2 && m.eligibleLeaderReplicas !== null) throw unsupportedField('PartitionChangeRecord.EligibleLeaderReplicas', v)
  if (v < 2 && m.lastKnownElr !== null) throw unsupportedField('PartitionChangeRecord.LastKnownElr', v)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.isr !== null) tags++
  if (m.leader !== -2) tags++
  if (m.replicas !== null) tags++
  if (m.removingReplicas !== null) tags++
  if (m.addingReplicas !== null) tags++
  if (m.leaderRecoveryState !== -1) tags++
  if (v >= 2 && m.eligibleLeaderReplicas !== null) tags++
  if (v >= 2 && m.lastKnownElr !== null) tags++
  if (v >= 1 && m.directories !== null) tags++
  w.uvarint(tags)
  if (m.isr !== null) {
    const begin = w.beginTag(0)
    if (m.isr === null) w.uint8(0)
    else {
      w.compactArrayLength(m.isr.length)
      for (const element of m.isr) w.int32(element)
    }
    w.endTag(begin)
  }
  if (m.leader !== -2) {
    const begin = w.beginTag(1)
    w.int32(m.leader)
    w.endTag(begin)
  }
  if (m.replicas !== null) {
    const begin = w.beginTag(2)
    if (m.replicas === null) w.uint8(0)
    else {
      w.compactArrayLength(m.replicas.length)
      for (const element of m.replicas) w.int32(element)
    }
    w.endTag(begin)
  }
  if (m.removingReplicas !== null) {
    const begin = w.beginTag(3)
    if (m.removingReplicas === null) w.uint8(0)
    else {
      w.compactArrayLength(m.removingReplicas.length)
      for (const element of m.removingReplicas) w.int32(element)
    }
    w.endTag(begin)
  }
  if (m.addingReplicas !== null) {
    const begin = w.beginTag(4)
    if (m.addingReplicas === null) w.uint8(0)
    else {
      w.compactArrayLength(m.addingReplicas.length)
      for (const element of m.addingReplicas) w.int32(element)
    }
    w.endTag(begin)
  }
  if (m.leaderRecoveryState !== -1) {
    const begin = w.beginTag(5)
    w.int8(m.leaderRecoveryState)
    w.endTag(begin)
  }
  if (v >= 2 && m.eligibleLeaderReplicas !== null) {
    const begin = w.beginTag(6)
    if (m.eligibleLeaderReplicas === null) w.uint8(0)
    else {
      w.compactArrayLength(m.eligibleLeaderReplicas.length)
      for (const element of m.eligibleLeaderReplicas) w.int32(element)
    }
    w.endTag(begin)
  }
  if (v >= 2 && m.lastKnownElr !== null) {
    const begin = w.beginTag(7)
    if (m.lastKnownElr === null) w.uint8(0)
    else {
      w.compactArrayLength(m.lastKnownElr.length)
      for (const element of m.lastKnownElr) w.int32(element)
    }
    w.endTag(begin)
  }
  if (v >= 1 && m.directories !== null) {
    const begin = w.beginTag(8)
    if (m.directories === null) w.uint8(0)
    else {
      w.compactArrayLength(m.directories.length)
      for (const element of m.directories) w.uuid(element)
    }
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 9)
}

export function readPartitionChangeRecord(r: Reader, v: number): PartitionChangeRecord {
  if (v < 0 || v > 2) throw unsupportedVersion('PartitionChangeRecord', v, 0, 2)
  r.begin('PartitionChangeRecord', v)
  const partitionId = r.int32()
  const topicId = r.uuid()
  let isr: number[] | null = null
  let leader: number = -2
  let replicas: number[] | null = null
  let removingReplicas: number[] | null = null
  let addingReplicas: number[] | null = null
  let leaderRecoveryState: number = -1
  let directories: Uuid[] | null = null
  let eligibleLeaderReplicas: number[] | null = null
  let lastKnownElr: number[] | null = null
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(4, 8)
        isr = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) isr![i] = r.int32()
        r.endTag(end)
        break
      }
      case 1: {
        const end = r.beginTag()
        leader = r.int32()
        r.endTag(end)
        break
      }
      case 2: {
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(4, 8)
        replicas = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) replicas![i] = r.int32()
        r.endTag(end)
        break
      }
      case 3: {
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(4, 8)
        removingReplicas = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) removingReplicas![i] = r.int32()
        r.endTag(end)
        break
      }
      case 4: {
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(4, 8)
        addingReplicas = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) addingReplicas![i] = r.int32()
        r.endTag(end)
        break
      }
      case 5: {
        const end = r.beginTag()
        leaderRecoveryState = r.int8()
        r.endTag(end)
        break
      }
      case 6: {
        if (v < 2) throw r.fail('tag 6 in a version that has none')
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(4, 8)
        eligibleLeaderReplicas = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) eligibleLeaderReplicas![i] = r.int32()
        r.endTag(end)
        break
      }
      case 7: {
        if (v < 2) throw r.fail('tag 7 in a version that has none')
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(4, 8)
        lastKnownElr = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) lastKnownElr![i] = r.int32()
        r.endTag(end)
        break
      }
      case 8: {
        if (v < 1) throw r.fail('tag 8 in a version that has none')
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(16, 48)
        directories = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) directories![i] = r.uuid()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: PartitionChangeRecord = {
    partitionId,
    topicId,
    isr,
    leader,
    replicas,
    removingReplicas,
    addingReplicas,
    leaderRecoveryState,
    directories,
    eligibleLeaderReplicas,
    lastKnownElr,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const partitionChangeRecord = {
  type: 5,
  name: 'PartitionChangeRecord',
  versions: [0, 2],
  flexibleFrom: 0,
  read: readPartitionChangeRecord,
  write: writePartitionChangeRecord,
} as const satisfies RecordDef<PartitionChangeRecord>
