// GENERATED from schemas/apis/list-groups.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ListGroupsRequest {
  statesFilter: string[] // 4+
  typesFilter: string[] // 5+
  unknownTags?: TaggedField[]
}

export function newListGroupsRequest({
  statesFilter = [],
  typesFilter = [],
  unknownTags,
}: Partial<ListGroupsRequest> = {}): ListGroupsRequest {
  const m: ListGroupsRequest = { statesFilter, typesFilter }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListGroupsRequest(w: Writer, m: ListGroupsRequest, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('ListGroupsRequest', v, 0, 5)
  w.begin('ListGroupsRequest', v)
  const flexible = v >= 3
  if (v >= 4) {
    w.compactArrayLength(m.statesFilter.length)
    for (const element of m.statesFilter) w.compactString(element)
  } else if (m.statesFilter.length > 0) throw unsupportedField('ListGroupsRequest.StatesFilter', v)
  if (v >= 5) {
    w.compactArrayLength(m.typesFilter.length)
    for (const element of m.typesFilter) w.compactString(element)
  } else if (m.typesFilter.length > 0) throw unsupportedField('ListGroupsRequest.TypesFilter', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readListGroupsRequest(r: Reader, v: number): ListGroupsRequest {
  if (v < 0 || v > 5) throw unsupportedVersion('ListGroupsRequest', v, 0, 5)
  r.begin('ListGroupsRequest', v)
  const flexible = v >= 3
  const statesFilterCount = v >= 4 ? r.compactArrayLength(1, 32) : 0
  const statesFilter: string[] = sized(statesFilterCount)
  for (let i = 0; i < statesFilterCount; i++) statesFilter[i] = r.compactString()
  const typesFilterCount = v >= 5 ? r.compactArrayLength(1, 32) : 0
  const typesFilter: string[] = sized(typesFilterCount)
  for (let i = 0; i < typesFilterCount; i++) typesFilter[i] = r.compactString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: ListGroupsRequest = { statesFilter, typesFilter }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListGroupsResponse {
  throttleTimeMs: number // 1+
  errorCode: number
  groups: ListGroupsResponseListedGroup[]
  unknownTags?: TaggedField[]
}

export function newListGroupsResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  groups = [],
  unknownTags,
}: Partial<ListGroupsResponse> = {}): ListGroupsResponse {
  const m: ListGroupsResponse = { throttleTimeMs, errorCode, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListGroupsResponse(w: Writer, m: ListGroupsResponse, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('ListGroupsResponse', v, 0, 5)
  w.begin('ListGroupsResponse', v)
  const flexible = v >= 3
  if (v >= 1) w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  if (flexible) w.compactArrayLength(m.groups.length)
  else w.arrayLength(m.groups.length)
  for (const element of m.groups) writeListGroupsResponseListedGroup(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readListGroupsResponse(r: Reader, v: number): ListGroupsResponse {
  if (v < 0 || v > 5) throw unsupportedVersion('ListGroupsResponse', v, 0, 5)
  r.begin('ListGroupsResponse', v)
  const flexible = v >= 3
  const throttleTimeMs = v >= 1 ? r.int32() : 0
  const errorCode = r.int16()
  const groupsCount = flexible ? r.compactArrayLength(3, 160) : r.arrayLength(4, 160)
  const groups: ListGroupsResponseListedGroup[] = sized(groupsCount)
  for (let i = 0; i < groupsCount; i++) groups[i] = readListGroupsResponseListedGroup(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: ListGroupsResponse = { throttleTimeMs, errorCode, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListGroupsResponseListedGroup {
  groupId: string
  protocolType: string
  groupState: string // 4+
  groupType: string // 5+
  unknownTags?: TaggedField[]
}

export function newListGroupsResponseListedGroup({
  groupId = '',
  protocolType = '',
  groupState = '',
  groupType = '',
  unknownTags,
}: Partial<ListGroupsResponseListedGroup> = {}): ListGroupsResponseListedGroup {
  const m: ListGroupsResponseListedGroup = { groupId, protocolType, groupState, groupType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListGroupsResponseListedGroup(w: Writer, m: ListGroupsResponseListedGroup, v: number): void {
  const flexible = v >= 3
  if (flexible) w.compactString(m.groupId)
  else w.string(m.groupId)
  if (flexible) w.compactString(m.protocolType)
  else w.string(m.protocolType)
  if (v >= 4) w.compactString(m.groupState)
  if (v >= 5) w.compactString(m.groupType)
  if (flexible) w.tags(m.unknownTags)
}

export function readListGroupsResponseListedGroup(r: Reader, v: number): ListGroupsResponseListedGroup {
  const flexible = v >= 3
  const groupId = flexible ? r.compactString() : r.string()
  const protocolType = flexible ? r.compactString() : r.string()
  const groupState = v >= 4 ? r.compactString() : ''
  const groupType = v >= 5 ? r.compactString() : ''
  const unknownTags = flexible ? r.tags() : undefined
  const m: ListGroupsResponseListedGroup = { groupId, protocolType, groupState, groupType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const listGroupsApi = {
  key: 16,
  name: 'ListGroups',
  versions: [0, 5],
  flexibleFrom: 3,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readListGroupsRequest,
  writeRequest: writeListGroupsRequest,
  readResponse: readListGroupsResponse,
  writeResponse: writeListGroupsResponse,
} as const satisfies ApiDef<ListGroupsRequest, ListGroupsResponse>
