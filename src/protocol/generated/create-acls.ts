// GENERATED from schemas/apis/create-acls.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface CreateAclsRequest {
  creations: CreateAclsRequestAclCreation[]
  unknownTags?: TaggedField[]
}

export function newCreateAclsRequest({
  creations = [],
  unknownTags,
}: Partial<CreateAclsRequest> = {}): CreateAclsRequest {
  const m: CreateAclsRequest = { creations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateAclsRequest(w: Writer, m: CreateAclsRequest, v: number): void {
  if (v < 1 || v > 3) throw unsupportedVersion('CreateAclsRequest', v, 1, 3)
  w.begin('CreateAclsRequest', v)
  const flexible = v >= 2
  if (flexible) w.compactArrayLength(m.creations.length)
  else w.arrayLength(m.creations.length)
  for (const element of m.creations) writeCreateAclsRequestAclCreation(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateAclsRequest(r: Reader, v: number): CreateAclsRequest {
  if (v < 1 || v > 3) throw unsupportedVersion('CreateAclsRequest', v, 1, 3)
  r.begin('CreateAclsRequest', v)
  const flexible = v >= 2
  const creationsCount = flexible ? r.compactArrayLength(8, 160) : r.arrayLength(10, 160)
  const creations: CreateAclsRequestAclCreation[] = sized(creationsCount)
  for (let i = 0; i < creationsCount; i++) creations[i] = readCreateAclsRequestAclCreation(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateAclsRequest = { creations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreateAclsRequestAclCreation {
  resourceType: number
  resourceName: string
  resourcePatternType: number
  principal: string
  host: string
  operation: number
  permissionType: number
  unknownTags?: TaggedField[]
}

export function newCreateAclsRequestAclCreation({
  resourceType = 0,
  resourceName = '',
  resourcePatternType = 3,
  principal = '',
  host = '',
  operation = 0,
  permissionType = 0,
  unknownTags,
}: Partial<CreateAclsRequestAclCreation> = {}): CreateAclsRequestAclCreation {
  const m: CreateAclsRequestAclCreation = { resourceType, resourceName, resourcePatternType, principal, host, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateAclsRequestAclCreation(w: Writer, m: CreateAclsRequestAclCreation, v: number): void {
  const flexible = v >= 2
  w.int8(m.resourceType)
  if (flexible) w.compactString(m.resourceName)
  else w.string(m.resourceName)
  w.int8(m.resourcePatternType)
  if (flexible) w.compactString(m.principal)
  else w.string(m.principal)
  if (flexible) w.compactString(m.host)
  else w.string(m.host)
  w.int8(m.operation)
  w.int8(m.permissionType)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateAclsRequestAclCreation(r: Reader, v: number): CreateAclsRequestAclCreation {
  const flexible = v >= 2
  const resourceType = r.int8()
  const resourceName = flexible ? r.compactString() : r.string()
  const resourcePatternType = r.int8()
  const principal = flexible ? r.compactString() : r.string()
  const host = flexible ? r.compactString() : r.string()
  const operation = r.int8()
  const permissionType = r.int8()
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateAclsRequestAclCreation = { resourceType, resourceName, resourcePatternType, principal, host, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreateAclsResponse {
  throttleTimeMs: number
  results: CreateAclsResponseAclCreationResult[]
  unknownTags?: TaggedField[]
}

export function newCreateAclsResponse({
  throttleTimeMs = 0,
  results = [],
  unknownTags,
}: Partial<CreateAclsResponse> = {}): CreateAclsResponse {
  const m: CreateAclsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateAclsResponse(w: Writer, m: CreateAclsResponse, v: number): void {
  if (v < 1 || v > 3) throw unsupportedVersion('CreateAclsResponse', v, 1, 3)
  w.begin('CreateAclsResponse', v)
  const flexible = v >= 2
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.results.length)
  else w.arrayLength(m.results.length)
  for (const element of m.results) writeCreateAclsResponseAclCreationResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateAclsResponse(r: Reader, v: number): CreateAclsResponse {
  if (v < 1 || v > 3) throw unsupportedVersion('CreateAclsResponse', v, 1, 3)
  r.begin('CreateAclsResponse', v)
  const flexible = v >= 2
  const throttleTimeMs = r.int32()
  const resultsCount = flexible ? r.compactArrayLength(4, 72) : r.arrayLength(4, 72)
  const results: CreateAclsResponseAclCreationResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readCreateAclsResponseAclCreationResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateAclsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreateAclsResponseAclCreationResult {
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newCreateAclsResponseAclCreationResult({
  errorCode = 0,
  errorMessage = '',
  unknownTags,
}: Partial<CreateAclsResponseAclCreationResult> = {}): CreateAclsResponseAclCreationResult {
  const m: CreateAclsResponseAclCreationResult = { errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateAclsResponseAclCreationResult(w: Writer, m: CreateAclsResponseAclCreationResult, v: number): void {
  const flexible = v >= 2
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateAclsResponseAclCreationResult(r: Reader, v: number): CreateAclsResponseAclCreationResult {
  const flexible = v >= 2
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateAclsResponseAclCreationResult = { errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const createAclsApi = {
  key: 30,
  name: 'CreateAcls',
  versions: [1, 3],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readCreateAclsRequest,
  writeRequest: writeCreateAclsRequest,
  readResponse: readCreateAclsResponse,
  writeResponse: writeCreateAclsResponse,
} as const satisfies ApiDef<CreateAclsRequest, CreateAclsResponse>
