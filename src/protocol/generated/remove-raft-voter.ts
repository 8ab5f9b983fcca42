// GENERATED from schemas/apis/remove-raft-voter.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface RemoveRaftVoterRequest {
  clusterId: string | null
  voterId: number
  voterDirectoryId: Uuid
  unknownTags?: TaggedField[]
}

export function newRemoveRaftVoterRequest({
  clusterId = '',
  voterId = 0,
  voterDirectoryId = ZERO_UUID,
  unknownTags,
}: Partial<RemoveRaftVoterRequest> = {}): RemoveRaftVoterRequest {
  const m: RemoveRaftVoterRequest = { clusterId, voterId, voterDirectoryId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoveRaftVoterRequest(w: Writer, m: RemoveRaftVoterRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveRaftVoterRequest', v, 0, 0)
  w.begin('RemoveRaftVoterRequest', v)
  w.compactNullableString(m.clusterId)
  w.int32(m.voterId)
  w.uuid(m.voterDirectoryId)
  w.tags(m.unknownTags)
}

export function readRemoveRaftVoterRequest(r: Reader, v: number): RemoveRaftVoterRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveRaftVoterRequest', v, 0, 0)
  r.begin('RemoveRaftVoterRequest', v)
  const clusterId = r.compactNullableString()
  const voterId = r.int32()
  const voterDirectoryId = r.uuid()
  const unknownTags = r.tags()
  const m: RemoveRaftVoterRequest = { clusterId, voterId, voterDirectoryId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface RemoveRaftVoterResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newRemoveRaftVoterResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = '',
  unknownTags,
}: Partial<RemoveRaftVoterResponse> = {}): RemoveRaftVoterResponse {
  const m: RemoveRaftVoterResponse = { throttleTimeMs, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoveRaftVoterResponse(w: Writer, m: RemoveRaftVoterResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveRaftVoterResponse', v, 0, 0)
  w.begin('RemoveRaftVoterResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readRemoveRaftVoterResponse(r: Reader, v: number): RemoveRaftVoterResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveRaftVoterResponse', v, 0, 0)
  r.begin('RemoveRaftVoterResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: RemoveRaftVoterResponse = { throttleTimeMs, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const removeRaftVoterApi = {
  key: 81,
  name: 'RemoveRaftVoter',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readRemoveRaftVoterRequest,
  writeRequest: writeRemoveRaftVoterRequest,
  readResponse: readRemoveRaftVoterResponse,
  writeResponse: writeRemoveRaftVoterResponse,
} as const satisfies ApiDef<RemoveRaftVoterRequest, RemoveRaftVoterResponse>
