// GENERATED from schemas/apis/delete-acls.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DeleteAclsRequest {
  filters: DeleteAclsRequestFilter[]
  unknownTags?: TaggedField[]
}

export function newDeleteAclsRequest({
  filters = [],
  unknownTags,
}: Partial<DeleteAclsRequest> = {}): DeleteAclsRequest {
  const m: DeleteAclsRequest = { filters }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteAclsRequest(w: Writer, m: DeleteAclsRequest, v: number): void {
  if (v < 1 || v > 3) throw unsupportedVersion('DeleteAclsRequest', v, 1, 3)
  w.begin('DeleteAclsRequest', v)
  const flexible = v >= 2
  if (flexible) w.compactArrayLength(m.filters.length)
  else w.arrayLength(m.filters.length)
  for (const element of m.filters) writeDeleteAclsRequestFilter(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteAclsRequest(r: Reader, v: number): DeleteAclsRequest {
  if (v < 1 || v > 3) throw unsupportedVersion('DeleteAclsRequest', v, 1, 3)
  r.begin('DeleteAclsRequest', v)
  const flexible = v >= 2
  const filtersCount = flexible ? r.compactArrayLength(8, 160) : r.arrayLength(10, 160)
  const filters: DeleteAclsRequestFilter[] = sized(filtersCount)
  for (let i = 0; i < filtersCount; i++) filters[i] = readDeleteAclsRequestFilter(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteAclsRequest = { filters }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteAclsRequestFilter {
  resourceTypeFilter: number
  resourceNameFilter: string | null
  patternTypeFilter: number
  principalFilter: string | null
  hostFilter: string | null
  operation: number
  permissionType: number
  unknownTags?: TaggedField[]
}

export function newDeleteAclsRequestFilter({
  resourceTypeFilter = 0,
  resourceNameFilter = '',
  patternTypeFilter = 3,
  principalFilter = '',
  hostFilter = '',
  operation = 0,
  permissionType = 0,
  unknownTags,
}: Partial<DeleteAclsRequestFilter> = {}): DeleteAclsRequestFilter {
  const m: DeleteAclsRequestFilter = { resourceTypeFilter, resourceNameFilter, patternTypeFilter, principalFilter, hostFilter, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteAclsRequestFilter(w: Writer, m: DeleteAclsRequestFilter, v: number): void {
  const flexible = v >= 2
  w.int8(m.resourceTypeFilter)
  if (flexible) w.compactNullableString(m.resourceNameFilter)
  else w.nullableString(m.resourceNameFilter)
  w.int8(m.patternTypeFilter)
  if (flexible) w.compactNullableString(m.principalFilter)
  else w.nullableString(m.principalFilter)
  if (flexible) w.compactNullableString(m.hostFilter)
  else w.nullableString(m.hostFilter)
  w.int8(m.operation)
  w.int8(m.permissionType)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteAclsRequestFilter(r: Reader, v: number): DeleteAclsRequestFilter {
  const flexible = v >= 2
  const resourceTypeFilter = r.int8()
  const resourceNameFilter = flexible ? r.compactNullableString() : r.nullableString()
  const patternTypeFilter = r.int8()
  const principalFilter = flexible ? r.compactNullableString() : r.nullableString()
  const hostFilter = flexible ? r.compactNullableString() : r.nullableString()
  const operation = r.int8()
  const permissionType = r.int8()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteAclsRequestFilter = { resourceTypeFilter, resourceNameFilter, patternTypeFilter, principalFilter, hostFilter, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteAclsResponse {
  throttleTimeMs: number
  filterResults: DeleteAclsResponseFilterResult[]
  unknownTags?: TaggedField[]
}

export function newDeleteAclsResponse({
  throttleTimeMs = 0,
  filterResults = [],
  unknownTags,
}: Partial<DeleteAclsResponse> = {}): DeleteAclsResponse {
  const m: DeleteAclsResponse = { throttleTimeMs, filterResults }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteAclsResponse(w: Writer, m: DeleteAclsResponse, v: number): void {
  if (v < 1 || v > 3) throw unsupportedVersion('DeleteAclsResponse', v, 1, 3)
  w.begin('DeleteAclsResponse', v)
  const flexible = v >= 2
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.filterResults.length)
  else w.arrayLength(m.filterResults.length)
  for (const element of m.filterResults) writeDeleteAclsResponseFilterResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteAclsResponse(r: Reader, v: number): DeleteAclsResponse {
  if (v < 1 || v > 3) throw unsupportedVersion('DeleteAclsResponse', v, 1, 3)
  r.begin('DeleteAclsResponse', v)
  const flexible = v >= 2
  const throttleTimeMs = r.int32()
  const filterResultsCount = flexible ? r.compactArrayLength(5, 128) : r.arrayLength(8, 128)
  const filterResults: DeleteAclsResponseFilterResult[] = sized(filterResultsCount)
  for (let i = 0; i < filterResultsCount; i++) filterResults[i] = readDeleteAclsResponseFilterResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteAclsResponse = { throttleTimeMs, filterResults }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteAclsResponseFilterResult {
  errorCode: number
  errorMessage: string | null
  matchingAcls: DeleteAclsResponseMatchingAcl[]
  unknownTags?: TaggedField[]
}

export function newDeleteAclsResponseFilterResult({
  errorCode = 0,
  errorMessage = '',
  matchingAcls = [],
  unknownTags,
}: Partial<DeleteAclsResponseFilterResult> = {}): DeleteAclsResponseFilterResult {
  const m: DeleteAclsResponseFilterResult = { errorCode, errorMessage, matchingAcls }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteAclsResponseFilterResult(w: Writer, m: DeleteAclsResponseFilterResult, v: number): void {
  const flexible = v >= 2
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  if (flexible) w.compactArrayLength(m.matchingAcls.length)
  else w.arrayLength(m.matchingAcls.length)
  for (const element of m.matchingAcls) writeDeleteAclsResponseMatchingAcl(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteAclsResponseFilterResult(r: Reader, v: number): DeleteAclsResponseFilterResult {
  const flexible = v >= 2
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const matchingAclsCount = flexible ? r.compactArrayLength(11, 200) : r.arrayLength(14, 200)
  const matchingAcls: DeleteAclsResponseMatchingAcl[] = sized(matchingAclsCount)
  for (let i = 0; i < matchingAclsCount; i++) matchingAcls[i] = readDeleteAclsResponseMatchingAcl(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteAclsResponseFilterResult = { errorCode, errorMessage, matchingAcls }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteAclsResponseMatchingAcl {
  errorCode: number
  errorMessage: string | null
  resourceType: number
  resourceName: string
  patternType: number
  principal: string
  host: string
  operation: number
  permissionType: number
  unknownTags?: TaggedField[]
}

export function newDeleteAclsResponseMatchingAcl({
  errorCode = 0,
  errorMessage = '',
  resourceType = 0,
  resourceName = '',
  patternType = 3,
  principal = '',
  host = '',
  operation = 0,
  permissionType = 0,
  unknownTags,
}: Partial<DeleteAclsResponseMatchingAcl> = {}): DeleteAclsResponseMatchingAcl {
  const m: DeleteAclsResponseMatchingAcl = { errorCode, errorMessage, resourceType, resourceName, patternType, principal, host, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteAclsResponseMatchingAcl(w: Writer, m: DeleteAclsResponseMatchingAcl, v: number): void {
  const flexible = v >= 2
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  w.int8(m.resourceType)
  if (flexible) w.compactString(m.resourceName)
  else w.string(m.resourceName)
  w.int8(m.patternType)
  if (flexible) w.compactString(m.principal)
  else w.string(m.principal)
  if (flexible) w.compactString(m.host)
  else w.string(m.host)
  w.int8(m.operation)
  w.int8(m.permissionType)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteAclsResponseMatchingAcl(r: Reader, v: number): DeleteAclsResponseMatchingAcl {
  const flexible = v >= 2
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const resourceType = r.int8()
  const resourceName = flexible ? r.compactString() : r.string()
  const patternType = r.int8()
  const principal = flexible ? r.compactString() : r.string()
  const host = flexible ? r.compactString() : r.string()
  const operation = r.int8()
  const permissionType = r.int8()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteAclsResponseMatchingAcl = { errorCode, errorMessage, resourceType, resourceName, patternType, principal, host, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const deleteAclsApi = {
  key: 31,
  name: 'DeleteAcls',
  versions: [1, 3],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readDeleteAclsRequest,
  writeRequest: writeDeleteAclsRequest,
  readResponse: readDeleteAclsResponse,
  writeResponse: writeDeleteAclsResponse,
} as const satisfies ApiDef<DeleteAclsRequest, DeleteAclsResponse>
