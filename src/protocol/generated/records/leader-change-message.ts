// GENERATED from schemas/data/leader-change-message.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedField, unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface LeaderChangeMessage {
  version: number
  leaderId: number
  voters: LeaderChangeMessageVoter[]
  grantingVoters: LeaderChangeMessageVoter[]
  unknownTags?: TaggedField[]
}

export function newLeaderChangeMessage({
  version = 0,
  leaderId = 0,
  voters = [],
  grantingVoters = [],
  unknownTags,
}: Partial<LeaderChangeMessage> = {}): LeaderChangeMessage {
  const m: LeaderChangeMessage = { version, leaderId, voters, grantingVoters }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeLeaderChangeMessage(w: Writer, m: LeaderChangeMessage, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('LeaderChangeMessage', v, 0, 1)
  w.begin('LeaderChangeMessage', v)
  w.int16(m.version)
  w.int32(m.leaderId)
  w.compactArrayLength(m.voters.length)
  for (const element of m.voters) writeLeaderChangeMessageVoter(w, element, v)
  w.compactArrayLength(m.grantingVoters.length)
  for (const element of m.grantingVoters) writeLeaderChangeMessageVoter(w, element, v)
  w.tags(m.unknownTags)
}

export function readLeaderChangeMessage(r: Reader, v: number): LeaderChangeMessage {
  if (v < 0 || v > 1) throw unsupportedVersion('LeaderChangeMessage', v, 0, 1)
  r.begin('LeaderChangeMessage', v)
  const version = r.int16()
  const leaderId = r.int32()
  const votersCount = r.compactArrayLength(5, 88)
  const voters: LeaderChangeMessageVoter[] = sized(votersCount)
  for (let i = 0; i < votersCount; i++) voters[i] = readLeaderChangeMessageVoter(r, v)
  const grantingVotersCount = r.compactArrayLength(5, 88)
  const grantingVoters: LeaderChangeMessageVoter[] = sized(grantingVotersCount)
  for (let i = 0; i < grantingVotersCount; i++) grantingVoters[i] = readLeaderChangeMessageVoter(r, v)
  const unknownTags = r.tags()
  const m: LeaderChangeMessage = { version, leaderId, voters, grantingVoters }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface LeaderChangeMessageVoter {
  voterId: number
  voterDirectoryId: Uuid // 1+
  unknownTags?: TaggedField[]
}

export function newLeaderChangeMessageVoter({
  voterId = 0,
  voterDirectoryId = ZERO_UUID,
  unknownTags,
}: Partial<LeaderChangeMessageVoter> = {}): LeaderChangeMessageVoter {
  const m: LeaderChangeMessageVoter = { voterId, voterDirectoryId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeLeaderChangeMessageVoter(w: Writer, m: LeaderChangeMessageVoter, v: number): void {
  w.int32(m.voterId)
  if (v >= 1) w.uuid(m.voterDirectoryId)
  else if (m.voterDirectoryId !== ZERO_UUID) throw unsupportedField('LeaderChangeMessage.VoterDirectoryId', v)
  w.tags(m.unknownTags)
}

export function readLeaderChangeMessageVoter(r: Reader, v: number): LeaderChangeMessageVoter {
  const voterId = r.int32()
  const voterDirectoryId = v >= 1 ? r.uuid() : ZERO_UUID
  const unknownTags = r.tags()
  const m: LeaderChangeMessageVoter = { voterId, voterDirectoryId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const leaderChangeMessage = {
  name: 'LeaderChangeMessage',
  versions: [0, 1],
  flexibleFrom: 0,
  read: readLeaderChangeMessage,
  write: writeLeaderChangeMessage,
} as const satisfies MessageDef<LeaderChangeMessage>
