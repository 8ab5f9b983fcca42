// GENERATED from schemas/apis/list-config-resources.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ListConfigResourcesRequest {
  resourceTypes: number[] // 1+
  unknownTags?: TaggedField[]
}

export function newListConfigResourcesRequest({
  resourceTypes = [],
  unknownTags,
}: Partial<ListConfigResourcesRequest> = {}): ListConfigResourcesRequest {
  const m: ListConfigResourcesRequest = { resourceTypes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListConfigResourcesRequest(w: Writer, m: ListConfigResourcesRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('ListConfigResourcesRequest', v, 0, 1)
  w.begin('ListConfigResourcesRequest', v)
  if (v >= 1) {
    w.compactArrayLength(m.resourceTypes.length)
    for (const element of m.resourceTypes) w.int8(element)
  } else if (m.resourceTypes.length > 0) throw unsupportedField('ListConfigResourcesRequest.ResourceTypes', v)
  w.tags(m.unknownTags)
}

export function readListConfigResourcesRequest(r: Reader, v: number): ListConfigResourcesRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('ListConfigResourcesRequest', v, 0, 1)
  r.begin('ListConfigResourcesRequest', v)
  const resourceTypesCount = v >= 1 ? r.compactArrayLength(1, 8) : 0
  const resourceTypes: number[] = sized(resourceTypesCount)
  for (let i = 0; i < resourceTypesCount; i++) resourceTypes[i] = r.int8()
  const unknownTags = r.tags()
  const m: ListConfigResourcesRequest = { resourceTypes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListConfigResourcesResponse {
  throttleTimeMs: number
  errorCode: number
  configResources: ListConfigResourcesResponseConfigResource[]
  unknownTags?: TaggedField[]
}

export function newListConfigResourcesResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  configResources = [],
  unknownTags,
}: Partial<ListConfigResourcesResponse> = {}): ListConfigResourcesResponse {
  const m: ListConfigResourcesResponse = { throttleTimeMs, errorCode, configResources }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListConfigResourcesResponse(w: Writer, m: ListConfigResourcesResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('ListConfigResourcesResponse', v, 0, 1)
  w.begin('ListConfigResourcesResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactArrayLength(m.configResources.length)
  for (const element of m.configResources) writeListConfigResourcesResponseConfigResource(w, element, v)
  w.tags(m.unknownTags)
}

export function readListConfigResourcesResponse(r: Reader, v: number): ListConfigResourcesResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('ListConfigResourcesResponse', v, 0, 1)
  r.begin('ListConfigResourcesResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const configResourcesCount = r.compactArrayLength(2, 72)
  const configResources: ListConfigResourcesResponseConfigResource[] = sized(configResourcesCount)
  for (let i = 0; i < configResourcesCount; i++) configResources[i] = readListConfigResourcesResponseConfigResource(r, v)
  const unknownTags = r.tags()
  const m: ListConfigResourcesResponse = { throttleTimeMs, errorCode, configResources }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListConfigResourcesResponseConfigResource {
  resourceName: string
  resourceType: number // 1+
  unknownTags?: TaggedField[]
}

export function newListConfigResourcesResponseConfigResource({
  resourceName = '',
  resourceType = 16,
  unknownTags,
}: Partial<ListConfigResourcesResponseConfigResource> = {}): ListConfigResourcesResponseConfigResource {
  const m: ListConfigResourcesResponseConfigResource = { resourceName, resourceType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListConfigResourcesResponseConfigResource(w: Writer, m: ListConfigResourcesResponseConfigResource, v: number): void {
  w.compactString(m.resourceName)
  if (v >= 1) w.int8(m.resourceType)
  w.tags(m.unknownTags)
}

export function readListConfigResourcesResponseConfigResource(r: Reader, v: number): ListConfigResourcesResponseConfigResource {
  const resourceName = r.compactString()
  const resourceType = v >= 1 ? r.int8() : 16
  const unknownTags = r.tags()
  const m: ListConfigResourcesResponseConfigResource = { resourceName, resourceType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const listConfigResourcesApi = {
  key: 74,
  name: 'ListConfigResources',
  versions: [0, 1],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readListConfigResourcesRequest,
  writeRequest: writeListConfigResourcesRequest,
  readResponse: readListConfigResourcesResponse,
  writeResponse: writeListConfigResourcesResponse,
} as const satisfies ApiDef<ListConfigResourcesRequest, ListConfigResourcesResponse>
