// GENERATED from schemas/raft/quorum-state-data.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedField, unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface QuorumStateData {
  clusterId: string // 0
  leaderId: number
  leaderEpoch: number
  votedId: number
  votedDirectoryId: Uuid // 1+
  appliedOffset: number // 0
  currentVoters: QuorumStateDataVoter[] | null // 0
  unknownTags?: TaggedField[]
}

export function newQuorumStateData({
  clusterId = '',
  leaderId = -1,
  leaderEpoch = -1,
  votedId = -1,
  votedDirectoryId = ZERO_UUID,
  appliedOffset = 0,
  currentVoters = [],
  unknownTags,
}: Partial<QuorumStateData> = {}): QuorumStateData {
  const m: QuorumStateData = { clusterId, leaderId, leaderEpoch, votedId, votedDirectoryId, appliedOffset, currentVoters }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeQuorumStateData(w: Writer, m: QuorumStateData, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('QuorumStateData', v, 0, 1)
  w.begin('QuorumStateData', v)
  if (v <= 0) w.compactString(m.clusterId)
  else if (m.clusterId !== '') throw unsupportedField('QuorumStateData.ClusterId', v)
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  w.int32(m.votedId)
  if (v >= 1) w.uuid(m.votedDirectoryId)
  else if (m.votedDirectoryId !== ZERO_UUID) throw unsupportedField('QuorumStateData.VotedDirectoryId', v)
  if (v <= 0) w.int64(m.appliedOffset)
  else if (m.appliedOffset !== 0) throw unsupportedField('QuorumStateData.AppliedOffset', v)
  if (v <= 0) {
    if (m.currentVoters === null) w.uint8(0)
    else {
      w.compactArrayLength(m.currentVoters.length)
      for (const element of m.currentVoters) writeQuorumStateDataVoter(w, element, v)
    }
  } else if (m.currentVoters === null || m.currentVoters.length > 0) throw unsupportedField('QuorumStateData.CurrentVoters', v)
  w.tags(m.unknownTags)
}

export function readQuorumStateData(r: Reader, v: number): QuorumStateData {
  if (v < 0 || v > 1) throw unsupportedVersion('QuorumStateData', v, 0, 1)
  r.begin('QuorumStateData', v)
  const clusterId = v <= 0 ? r.compactString() : ''
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const votedId = r.int32()
  const votedDirectoryId = v >= 1 ? r.uuid() : ZERO_UUID
  const appliedOffset = v <= 0 ? r.int64() : 0
  let currentVoters: QuorumStateDataVoter[] | null = []
  if (v <= 0) {
    const n = r.compactNullableArrayLength(5, 40)
    currentVoters = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) currentVoters![i] = readQuorumStateDataVoter(r, v)
  }
  const unknownTags = r.tags()
  const m: QuorumStateData = { clusterId, leaderId, leaderEpoch, votedId, votedDirectoryId, appliedOffset, currentVoters }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface QuorumStateDataVoter {
  voterId: number
  unknownTags?: TaggedField[]
}

export function newQuorumStateDataVoter({
  voterId = 0,
  unknownTags,
}: Partial<QuorumStateDataVoter> = {}): QuorumStateDataVoter {
  const m: QuorumStateDataVoter = { voterId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeQuorumStateDataVoter(w: Writer, m: QuorumStateDataVoter, _v: number): void {
  w.int32(m.voterId)
  w.tags(m.unknownTags)
}

export function readQuorumStateDataVoter(r: Reader, _v: number): QuorumStateDataVoter {
  const voterId = r.int32()
  const unknownTags = r.tags()
  const m: QuorumStateDataVoter = { voterId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const quorumStateData = {
  name: 'QuorumStateData',
  versions: [0, 1],
  flexibleFrom: 0,
  read: readQuorumStateData,
  write: writeQuorumStateData,
} as const satisfies MessageDef<QuorumStateData>
