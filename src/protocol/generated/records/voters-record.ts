// GENERATED from schemas/data/voters-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface VotersRecord {
  version: number
  voters: VotersRecordVoter[]
  unknownTags?: TaggedField[]
}

export function newVotersRecord({
  version = 0,
  voters = [],
  unknownTags,
}: Partial<VotersRecord> = {}): VotersRecord {
  const m: VotersRecord = { version, voters }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeVotersRecord(w: Writer, m: VotersRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('VotersRecord', v, 0, 0)
  w.begin('VotersRecord', v)
  w.int16(m.version)
  w.compactArrayLength(m.voters.length)
  for (const element of m.voters) writeVotersRecordVoter(w, element, v)
  w.tags(m.unknownTags)
}

export function readVotersRecord(r: Reader, v: number): VotersRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('VotersRecord', v, 0, 0)
  r.begin('VotersRecord', v)
  const version = r.int16()
  const votersCount = r.compactArrayLength(27, 192)
  const voters: VotersRecordVoter[] = sized(votersCount)
  for (let i = 0; i < votersCount; i++) voters[i] = readVotersRecordVoter(r, v)
  const unknownTags = r.tags()
  const m: VotersRecord = { version, voters }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface VotersRecordVoter {
  voterId: number
  voterDirectoryId: Uuid
  endpoints: VotersRecordEndpoint[]
  kRaftVersionFeature: VotersRecordKRaftVersionFeature
  unknownTags?: TaggedField[]
}

export function newVotersRecordVoter({
  voterId = 0,
  voterDirectoryId = ZERO_UUID,
  endpoints = [],
  kRaftVersionFeature = newVotersRecordKRaftVersionFeature(),
  unknownTags,
}: Partial<VotersRecordVoter> = {}): VotersRecordVoter {
  const m: VotersRecordVoter = { voterId, voterDirectoryId, endpoints, kRaftVersionFeature }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeVotersRecordVoter(w: Writer, m: VotersRecordVoter, v: number): void {
  w.int32(m.voterId)
  w.uuid(m.voterDirectoryId)
  w.compactArrayLength(m.endpoints.length)
  for (const element of m.endpoints) writeVotersRecordEndpoint(w, element, v)
  writeVotersRecordKRaftVersionFeature(w, m.kRaftVersionFeature, v)
  w.tags(m.unknownTags)
}

export function readVotersRecordVoter(r: Reader, v: number): VotersRecordVoter {
  const voterId = r.int32()
  const voterDirectoryId = r.uuid()
  const endpointsCount = r.compactArrayLength(5, 104)
  const endpoints: VotersRecordEndpoint[] = sized(endpointsCount)
  for (let i = 0; i < endpointsCount; i++) endpoints[i] = readVotersRecordEndpoint(r, v)
  const kRaftVersionFeature = readVotersRecordKRaftVersionFeature(r, v)
  const unknownTags = r.tags()
  const m: VotersRecordVoter = { voterId, voterDirectoryId, endpoints, kRaftVersionFeature }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface VotersRecordEndpoint {
  name: string
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newVotersRecordEndpoint({
  name = '',
  host = '',
  port = 0,
  unknownTags,
}: Partial<VotersRecordEndpoint> = {}): VotersRecordEndpoint {
  const m: VotersRecordEndpoint = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeVotersRecordEndpoint(w: Writer, m: VotersRecordEndpoint, _v: number): void {
  w.compactString(m.name)
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readVotersRecordEndpoint(r: Reader, _v: number): VotersRecordEndpoint {
  const name = r.compactString()
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: VotersRecordEndpoint = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface VotersRecordKRaftVersionFeature {
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: TaggedField[]
}

export function newVotersRecordKRaftVersionFeature({
  minSupportedVersion = 0,
  maxSupportedVersion = 0,
  unknownTags,
}: Partial<VotersRecordKRaftVersionFeature> = {}): VotersRecordKRaftVersionFeature {
  const m: VotersRecordKRaftVersionFeature = { minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeVotersRecordKRaftVersionFeature(w: Writer, m: VotersRecordKRaftVersionFeature, _v: number): void {
  w.int16(m.minSupportedVersion)
  w.int16(m.maxSupportedVersion)
  w.tags(m.unknownTags)
}

export function readVotersRecordKRaftVersionFeature(r: Reader, _v: number): VotersRecordKRaftVersionFeature {
  const minSupportedVersion = r.int16()
  const maxSupportedVersion = r.int16()
  const unknownTags = r.tags()
  const m: VotersRecordKRaftVersionFeature = { minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const votersRecord = {
  name: 'VotersRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readVotersRecord,
  write: writeVotersRecord,
} as const satisfies MessageDef<VotersRecord>
