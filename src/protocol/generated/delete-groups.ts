// GENERATED from schemas/apis/delete-groups.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DeleteGroupsRequest {
  groupsNames: string[]
  unknownTags?: TaggedField[]
}

export function newDeleteGroupsRequest({
  groupsNames = [],
  unknownTags,
}: Partial<DeleteGroupsRequest> = {}): DeleteGroupsRequest {
  const m: DeleteGroupsRequest = { groupsNames }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteGroupsRequest(w: Writer, m: DeleteGroupsRequest, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('DeleteGroupsRequest', v, 0, 2)
  w.begin('DeleteGroupsRequest', v)
  const flexible = v >= 2
  if (flexible) w.compactArrayLength(m.groupsNames.length)
  else w.arrayLength(m.groupsNames.length)
  for (const element of m.groupsNames) {
    if (flexible) w.compactString(element)
    else w.string(element)
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteGroupsRequest(r: Reader, v: number): DeleteGroupsRequest {
  if (v < 0 || v > 2) throw unsupportedVersion('DeleteGroupsRequest', v, 0, 2)
  r.begin('DeleteGroupsRequest', v)
  const flexible = v >= 2
  const groupsNamesCount = flexible ? r.compactArrayLength(1, 32) : r.arrayLength(2, 32)
  const groupsNames: string[] = sized(groupsNamesCount)
  for (let i = 0; i < groupsNamesCount; i++) groupsNames[i] = flexible ? r.compactString() : r.string()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteGroupsRequest = { groupsNames }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteGroupsResponse {
  throttleTimeMs: number
  results: DeleteGroupsResponseDeletableGroupResult[]
  unknownTags?: TaggedField[]
}

export function newDeleteGroupsResponse({
  throttleTimeMs = 0,
  results = [],
  unknownTags,
}: Partial<DeleteGroupsResponse> = {}): DeleteGroupsResponse {
  const m: DeleteGroupsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteGroupsResponse(w: Writer, m: DeleteGroupsResponse, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('DeleteGroupsResponse', v, 0, 2)
  w.begin('DeleteGroupsResponse', v)
  const flexible = v >= 2
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.results.length)
  else w.arrayLength(m.results.length)
  for (const element of m.results) writeDeleteGroupsResponseDeletableGroupResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteGroupsResponse(r: Reader, v: number): DeleteGroupsResponse {
  if (v < 0 || v > 2) throw unsupportedVersion('DeleteGroupsResponse', v, 0, 2)
  r.begin('DeleteGroupsResponse', v)
  const flexible = v >= 2
  const throttleTimeMs = r.int32()
  const resultsCount = flexible ? r.compactArrayLength(4, 72) : r.arrayLength(4, 72)
  const results: DeleteGroupsResponseDeletableGroupResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readDeleteGroupsResponseDeletableGroupResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteGroupsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteGroupsResponseDeletableGroupResult {
  groupId: string
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newDeleteGroupsResponseDeletableGroupResult({
  groupId = '',
  errorCode = 0,
  unknownTags,
}: Partial<DeleteGroupsResponseDeletableGroupResult> = {}): DeleteGroupsResponseDeletableGroupResult {
  const m: DeleteGroupsResponseDeletableGroupResult = { groupId, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteGroupsResponseDeletableGroupResult(w: Writer, m: DeleteGroupsResponseDeletableGroupResult, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.groupId)
  else w.string(m.groupId)
  w.int16(m.errorCode)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteGroupsResponseDeletableGroupResult(r: Reader, v: number): DeleteGroupsResponseDeletableGroupResult {
  const flexible = v >= 2
  const groupId = flexible ? r.compactString() : r.string()
  const errorCode = r.int16()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteGroupsResponseDeletableGroupResult = { groupId, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const deleteGroupsApi = {
  key: 42,
  name: 'DeleteGroups',
  versions: [0, 2],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readDeleteGroupsRequest,
  writeRequest: writeDeleteGroupsRequest,
  readResponse: readDeleteGroupsResponse,
  writeResponse: writeDeleteGroupsResponse,
} as const satisfies ApiDef<DeleteGroupsRequest, DeleteGroupsResponse>
