// GENERATED from schemas/apis/describe-acls.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeAclsRequest {
  resourceTypeFilter: number
  resourceNameFilter: string | null
  patternTypeFilter: number
  principalFilter: string | null
  hostFilter: string | null
  operation: number
  permissionType: number
  unknownTags?: TaggedField[]
}

export function newDescribeAclsRequest({
  resourceTypeFilter = 0,
  resourceNameFilter = '',
  patternTypeFilter = 3,
  principalFilter = '',
  hostFilter = '',
  operation = 0,
  permissionType = 0,
  unknownTags,
}: Partial<DescribeAclsRequest> = {}): DescribeAclsRequest {
  const m: DescribeAclsRequest = { resourceTypeFilter, resourceNameFilter, patternTypeFilter, principalFilter, hostFilter, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeAclsRequest(w: Writer, m: DescribeAclsRequest, v: number): void {
  if (v < 1 || v > 3) throw unsupportedVersion('DescribeAclsRequest', v, 1, 3)
  w.begin('DescribeAclsRequest', v)
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

export function readDescribeAclsRequest(r: Reader, v: number): DescribeAclsRequest {
  if (v < 1 || v > 3) throw unsupportedVersion('DescribeAclsRequest', v, 1, 3)
  r.begin('DescribeAclsRequest', v)
  const flexible = v >= 2
  const resourceTypeFilter = r.int8()
  const resourceNameFilter = flexible ? r.compactNullableString() : r.nullableString()
  const patternTypeFilter = r.int8()
  const principalFilter = flexible ? r.compactNullableString() : r.nullableString()
  const hostFilter = flexible ? r.compactNullableString() : r.nullableString()
  const operation = r.int8()
  const permissionType = r.int8()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeAclsRequest = { resourceTypeFilter, resourceNameFilter, patternTypeFilter, principalFilter, hostFilter, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeAclsResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  resources: DescribeAclsResponseResource[]
  unknownTags?: TaggedField[]
}

export function newDescribeAclsResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = '',
  resources = [],
  unknownTags,
}: Partial<DescribeAclsResponse> = {}): DescribeAclsResponse {
  const m: DescribeAclsResponse = { throttleTimeMs, errorCode, errorMessage, resources }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeAclsResponse(w: Writer, m: DescribeAclsResponse, v: number): void {
  if (v < 1 || v > 3) throw unsupportedVersion('DescribeAclsResponse', v, 1, 3)
  w.begin('DescribeAclsResponse', v)
  const flexible = v >= 2
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  if (flexible) w.compactArrayLength(m.resources.length)
  else w.arrayLength(m.resources.length)
  for (const element of m.resources) writeDescribeAclsResponseResource(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeAclsResponse(r: Reader, v: number): DescribeAclsResponse {
  if (v < 1 || v > 3) throw unsupportedVersion('DescribeAclsResponse', v, 1, 3)
  r.begin('DescribeAclsResponse', v)
  const flexible = v >= 2
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const resourcesCount = flexible ? r.compactArrayLength(5, 136) : r.arrayLength(8, 136)
  const resources: DescribeAclsResponseResource[] = sized(resourcesCount)
  for (let i = 0; i < resourcesCount; i++) resources[i] = readDescribeAclsResponseResource(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeAclsResponse = { throttleTimeMs, errorCode, errorMessage, resources }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeAclsResponseResource {
  resourceType: number
  resourceName: string
  patternType: number
  acls: DescribeAclsResponseAclDescription[]
  unknownTags?: TaggedField[]
}

export function newDescribeAclsResponseResource({
  resourceType = 0,
  resourceName = '',
  patternType = 3,
  acls = [],
  unknownTags,
}: Partial<DescribeAclsResponseResource> = {}): DescribeAclsResponseResource {
  const m: DescribeAclsResponseResource = { resourceType, resourceName, patternType, acls }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeAclsResponseResource(w: Writer, m: DescribeAclsResponseResource, v: number): void {
  const flexible = v >= 2
  w.int8(m.resourceType)
  if (flexible) w.compactString(m.resourceName)
  else w.string(m.resourceName)
  w.int8(m.patternType)
  if (flexible) w.compactArrayLength(m.acls.length)
  else w.arrayLength(m.acls.length)
  for (const element of m.acls) writeDescribeAclsResponseAclDescription(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeAclsResponseResource(r: Reader, v: number): DescribeAclsResponseResource {
  const flexible = v >= 2
  const resourceType = r.int8()
  const resourceName = flexible ? r.compactString() : r.string()
  const patternType = r.int8()
  const aclsCount = flexible ? r.compactArrayLength(5, 112) : r.arrayLength(6, 112)
  const acls: DescribeAclsResponseAclDescription[] = sized(aclsCount)
  for (let i = 0; i < aclsCount; i++) acls[i] = readDescribeAclsResponseAclDescription(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeAclsResponseResource = { resourceType, resourceName, patternType, acls }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeAclsResponseAclDescription {
  principal: string
  host: string
  operation: number
  permissionType: number
  unknownTags?: TaggedField[]
}

export function newDescribeAclsResponseAclDescription({
  principal = '',
  host = '',
  operation = 0,
  permissionType = 0,
  unknownTags,
}: Partial<DescribeAclsResponseAclDescription> = {}): DescribeAclsResponseAclDescription {
  const m: DescribeAclsResponseAclDescription = { principal, host, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeAclsResponseAclDescription(w: Writer, m: DescribeAclsResponseAclDescription, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.principal)
  else w.string(m.principal)
  if (flexible) w.compactString(m.host)
  else w.string(m.host)
  w.int8(m.operation)
  w.int8(m.permissionType)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeAclsResponseAclDescription(r: Reader, v: number): DescribeAclsResponseAclDescription {
  const flexible = v >= 2
  const principal = flexible ? r.compactString() : r.string()
  const host = flexible ? r.compactString() : r.string()
  const operation = r.int8()
  const permissionType = r.int8()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeAclsResponseAclDescription = { principal, host, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeAclsApi = {
  key: 29,
  name: 'DescribeAcls',
  versions: [1, 3],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readDescribeAclsRequest,
  writeRequest: writeDescribeAclsRequest,
  readResponse: readDescribeAclsResponse,
  writeResponse: writeDescribeAclsResponse,
} as const satisfies ApiDef<DescribeAclsRequest, DescribeAclsResponse>
