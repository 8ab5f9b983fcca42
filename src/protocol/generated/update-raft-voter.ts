// GENERATED from schemas/apis/update-raft-voter.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface UpdateRaftVoterRequest {
  clusterId: string | null
  currentLeaderEpoch: number
  voterId: number
  voterDirectoryId: Uuid
  listeners: UpdateRaftVoterRequestListener[]
  kRaftVersionFeature: UpdateRaftVoterRequestKRaftVersionFeature
  unknownTags?: TaggedField[]
}

export function newUpdateRaftVoterRequest({
  clusterId = '',
  currentLeaderEpoch = 0,
  voterId = 0,
  voterDirectoryId = ZERO_UUID,
  listeners = [],
  kRaftVersionFeature = newUpdateRaftVoterRequestKRaftVersionFeature(),
  unknownTags,
}: Partial<UpdateRaftVoterRequest> = {}): UpdateRaftVoterRequest {
  const m: UpdateRaftVoterRequest = { clusterId, currentLeaderEpoch, voterId, voterDirectoryId, listeners, kRaftVersionFeature }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUpdateRaftVoterRequest(w: Writer, m: UpdateRaftVoterRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('UpdateRaftVoterRequest', v, 0, 0)
  w.begin('UpdateRaftVoterRequest', v)
  w.compactNullableString(m.clusterId)
  w.int32(m.currentLeaderEpoch)
  w.int32(m.voterId)
  w.uuid(m.voterDirectoryId)
  w.compactArrayLength(m.listeners.length)
  for (const element of m.listeners) writeUpdateRaftVoterRequestListener(w, element, v)
  writeUpdateRaftVoterRequestKRaftVersionFeature(w, m.kRaftVersionFeature, v)
  w.tags(m.unknownTags)
}

export function readUpdateRaftVoterRequest(r: Reader, v: number): UpdateRaftVoterRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('UpdateRaftVoterRequest', v, 0, 0)
  r.begin('UpdateRaftVoterRequest', v)
  const clusterId = r.compactNullableString()
  const currentLeaderEpoch = r.int32()
  const voterId = r.int32()
  const voterDirectoryId = r.uuid()
  const listenersCount = r.compactArrayLength(5, 104)
  const listeners: UpdateRaftVoterRequestListener[] = sized(listenersCount)
  for (let i = 0; i < listenersCount; i++) listeners[i] = readUpdateRaftVoterRequestListener(r, v)
  const kRaftVersionFeature = readUpdateRaftVoterRequestKRaftVersionFeature(r, v)
  const unknownTags = r.tags()
  const m: UpdateRaftVoterRequest = { clusterId, currentLeaderEpoch, voterId, voterDirectoryId, listeners, kRaftVersionFeature }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface UpdateRaftVoterRequestListener {
  name: string
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newUpdateRaftVoterRequestListener({
  name = '',
  host = '',
  port = 0,
  unknownTags,
}: Partial<UpdateRaftVoterRequestListener> = {}): UpdateRaftVoterRequestListener {
  const m: UpdateRaftVoterRequestListener = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUpdateRaftVoterRequestListener(w: Writer, m: UpdateRaftVoterRequestListener, _v: number): void {
  w.compactString(m.name)
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readUpdateRaftVoterRequestListener(r: Reader, _v: number): UpdateRaftVoterRequestListener {
  const name = r.compactString()
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: UpdateRaftVoterRequestListener = { name, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface UpdateRaftVoterRequestKRaftVersionFeature {
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: TaggedField[]
}

export function newUpdateRaftVoterRequestKRaftVersionFeature({
  minSupportedVersion = 0,
  maxSupportedVersion = 0,
  unknownTags,
}: Partial<UpdateRaftVoterRequestKRaftVersionFeature> = {}): UpdateRaftVoterRequestKRaftVersionFeature {
  const m: UpdateRaftVoterRequestKRaftVersionFeature = { minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUpdateRaftVoterRequestKRaftVersionFeature(w: Writer, m: UpdateRaftVoterRequestKRaftVersionFeature, _v: number): void {
  w.int16(m.minSupportedVersion)
  w.int16(m.maxSupportedVersion)
  w.tags(m.unknownTags)
}

export function readUpdateRaftVoterRequestKRaftVersionFeature(r: Reader, _v: number): UpdateRaftVoterRequestKRaftVersionFeature {
  const minSupportedVersion = r.int16()
  const maxSupportedVersion = r.int16()
  const unknownTags = r.tags()
  const m: UpdateRaftVoterRequestKRaftVersionFeature = { minSupportedVersion, maxSupportedVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface UpdateRaftVoterResponse {
  throttleTimeMs: number
  errorCode: number
  currentLeader: UpdateRaftVoterResponseCurrentLeader // tag 0
  unknownTags?: TaggedField[]
}

export function newUpdateRaftVoterResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  currentLeader = newUpdateRaftVoterResponseCurrentLeader(),
  unknownTags,
}: Partial<UpdateRaftVoterResponse> = {}): UpdateRaftVoterResponse {
  const m: UpdateRaftVoterResponse = { throttleTimeMs, errorCode, currentLeader }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUpdateRaftVoterResponse(w: Writer, m: UpdateRaftVoterResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('UpdateRaftVoterResponse', v, 0, 0)
  w.begin('UpdateRaftVoterResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (!isDefaultUpdateRaftVoterResponseCurrentLeader(m.currentLeader)) tags++
  w.uvarint(tags)
  if (!isDefaultUpdateRaftVoterResponseCurrentLeader(m.currentLeader)) {
    const begin = w.beginTag(0)
    writeUpdateRaftVoterResponseCurrentLeader(w, m.currentLeader, v)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readUpdateRaftVoterResponse(r: Reader, v: number): UpdateRaftVoterResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('UpdateRaftVoterResponse', v, 0, 0)
  r.begin('UpdateRaftVoterResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  let currentLeader: UpdateRaftVoterResponseCurrentLeader = newUpdateRaftVoterResponseCurrentLeader()
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        currentLeader = readUpdateRaftVoterResponseCurrentLeader(r, v)
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: UpdateRaftVoterResponse = { throttleTimeMs, errorCode, currentLeader }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface UpdateRaftVoterResponseCurrentLeader {
  leaderId: number
  leaderEpoch: number
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newUpdateRaftVoterResponseCurrentLeader({
  leaderId = -1,
  leaderEpoch = -1,
  host = '',
  port = 0,
  unknownTags,
}: Partial<UpdateRaftVoterResponseCurrentLeader> = {}): UpdateRaftVoterResponseCurrentLeader {
  const m: UpdateRaftVoterResponseCurrentLeader = { leaderId, leaderEpoch, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUpdateRaftVoterResponseCurrentLeader(w: Writer, m: UpdateRaftVoterResponseCurrentLeader, _v: number): void {
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  w.compactString(m.host)
  w.int32(m.port)
  w.tags(m.unknownTags)
}

export function readUpdateRaftVoterResponseCurrentLeader(r: Reader, _v: number): UpdateRaftVoterResponseCurrentLeader {
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const host = r.compactString()
  const port = r.int32()
  const unknownTags = r.tags()
  const m: UpdateRaftVoterResponseCurrentLeader = { leaderId, leaderEpoch, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

function isDefaultUpdateRaftVoterResponseCurrentLeader(m: UpdateRaftVoterResponseCurrentLeader): boolean {
  return m.leaderId === -1
    && m.leaderEpoch === -1
    && m.host === ''
    && m.port === 0
    && m.unknownTags === undefined
}

export const updateRaftVoterApi = {
  key: 82,
  name: 'UpdateRaftVoter',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readUpdateRaftVoterRequest,
  writeRequest: writeUpdateRaftVoterRequest,
  readResponse: readUpdateRaftVoterResponse,
  writeResponse: writeUpdateRaftVoterResponse,
} as const satisfies ApiDef<UpdateRaftVoterRequest, UpdateRaftVoterResponse>
