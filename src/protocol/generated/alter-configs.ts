// GENERATED from schemas/apis/alter-configs.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AlterConfigsRequest {
  resources: AlterConfigsRequestResource[]
  validateOnly: boolean
  unknownTags?: TaggedField[]
}

export function newAlterConfigsRequest({
  resources = [],
  validateOnly = false,
  unknownTags,
}: Partial<AlterConfigsRequest> = {}): AlterConfigsRequest {
  const m: AlterConfigsRequest = { resources, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterConfigsRequest(w: Writer, m: AlterConfigsRequest, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('AlterConfigsRequest', v, 0, 2)
  w.begin('AlterConfigsRequest', v)
  const flexible = v >= 2
  if (flexible) w.compactArrayLength(m.resources.length)
  else w.arrayLength(m.resources.length)
  for (const element of m.resources) writeAlterConfigsRequestResource(w, element, v)
  w.bool(m.validateOnly)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterConfigsRequest(r: Reader, v: number): AlterConfigsRequest {
  if (v < 0 || v > 2) throw unsupportedVersion('AlterConfigsRequest', v, 0, 2)
  r.begin('AlterConfigsRequest', v)
  const flexible = v >= 2
  const resourcesCount = flexible ? r.compactArrayLength(4, 128) : r.arrayLength(7, 128)
  const resources: AlterConfigsRequestResource[] = sized(resourcesCount)
  for (let i = 0; i < resourcesCount; i++) resources[i] = readAlterConfigsRequestResource(r, v)
  const validateOnly = r.bool()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterConfigsRequest = { resources, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterConfigsRequestResource {
  resourceType: number
  resourceName: string
  configs: AlterConfigsRequestAlterableConfig[]
  unknownTags?: TaggedField[]
}

export function newAlterConfigsRequestResource({
  resourceType = 0,
  resourceName = '',
  configs = [],
  unknownTags,
}: Partial<AlterConfigsRequestResource> = {}): AlterConfigsRequestResource {
  const m: AlterConfigsRequestResource = { resourceType, resourceName, configs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterConfigsRequestResource(w: Writer, m: AlterConfigsRequestResource, v: number): void {
  const flexible = v >= 2
  w.int8(m.resourceType)
  if (flexible) w.compactString(m.resourceName)
  else w.string(m.resourceName)
  if (flexible) w.compactArrayLength(m.configs.length)
  else w.arrayLength(m.configs.length)
  for (const element of m.configs) writeAlterConfigsRequestAlterableConfig(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterConfigsRequestResource(r: Reader, v: number): AlterConfigsRequestResource {
  const flexible = v >= 2
  const resourceType = r.int8()
  const resourceName = flexible ? r.compactString() : r.string()
  const configsCount = flexible ? r.compactArrayLength(3, 96) : r.arrayLength(4, 96)
  const configs: AlterConfigsRequestAlterableConfig[] = sized(configsCount)
  for (let i = 0; i < configsCount; i++) configs[i] = readAlterConfigsRequestAlterableConfig(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterConfigsRequestResource = { resourceType, resourceName, configs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterConfigsRequestAlterableConfig {
  name: string
  value: string | null
  unknownTags?: TaggedField[]
}

export function newAlterConfigsRequestAlterableConfig({
  name = '',
  value = '',
  unknownTags,
}: Partial<AlterConfigsRequestAlterableConfig> = {}): AlterConfigsRequestAlterableConfig {
  const m: AlterConfigsRequestAlterableConfig = { name, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterConfigsRequestAlterableConfig(w: Writer, m: AlterConfigsRequestAlterableConfig, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactNullableString(m.value)
  else w.nullableString(m.value)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterConfigsRequestAlterableConfig(r: Reader, v: number): AlterConfigsRequestAlterableConfig {
  const flexible = v >= 2
  const name = flexible ? r.compactString() : r.string()
  const value = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterConfigsRequestAlterableConfig = { name, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterConfigsResponse {
  throttleTimeMs: number
  responses: AlterConfigsResponseResourceResponse[]
  unknownTags?: TaggedField[]
}

export function newAlterConfigsResponse({
  throttleTimeMs = 0,
  responses = [],
  unknownTags,
}: Partial<AlterConfigsResponse> = {}): AlterConfigsResponse {
  const m: AlterConfigsResponse = { throttleTimeMs, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterConfigsResponse(w: Writer, m: AlterConfigsResponse, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('AlterConfigsResponse', v, 0, 2)
  w.begin('AlterConfigsResponse', v)
  const flexible = v >= 2
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.responses.length)
  else w.arrayLength(m.responses.length)
  for (const element of m.responses) writeAlterConfigsResponseResourceResponse(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterConfigsResponse(r: Reader, v: number): AlterConfigsResponse {
  if (v < 0 || v > 2) throw unsupportedVersion('AlterConfigsResponse', v, 0, 2)
  r.begin('AlterConfigsResponse', v)
  const flexible = v >= 2
  const throttleTimeMs = r.int32()
  const responsesCount = flexible ? r.compactArrayLength(6, 112) : r.arrayLength(7, 112)
  const responses: AlterConfigsResponseResourceResponse[] = sized(responsesCount)
  for (let i = 0; i < responsesCount; i++) responses[i] = readAlterConfigsResponseResourceResponse(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterConfigsResponse = { throttleTimeMs, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterConfigsResponseResourceResponse {
  errorCode: number
  errorMessage: string | null
  resourceType: number
  resourceName: string
  unknownTags?: TaggedField[]
}

export function newAlterConfigsResponseResourceResponse({
  errorCode = 0,
  errorMessage = '',
  resourceType = 0,
  resourceName = '',
  unknownTags,
}: Partial<AlterConfigsResponseResourceResponse> = {}): AlterConfigsResponseResourceResponse {
  const m: AlterConfigsResponseResourceResponse = { errorCode, errorMessage, resourceType, resourceName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterConfigsResponseResourceResponse(w: Writer, m: AlterConfigsResponseResourceResponse, v: number): void {
  const flexible = v >= 2
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  w.int8(m.resourceType)
  if (flexible) w.compactString(m.resourceName)
  else w.string(m.resourceName)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterConfigsResponseResourceResponse(r: Reader, v: number): AlterConfigsResponseResourceResponse {
  const flexible = v >= 2
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const resourceType = r.int8()
  const resourceName = flexible ? r.compactString() : r.string()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterConfigsResponseResourceResponse = { errorCode, errorMessage, resourceType, resourceName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const alterConfigsApi = {
  key: 33,
  name: 'AlterConfigs',
  versions: [0, 2],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readAlterConfigsRequest,
  writeRequest: writeAlterConfigsRequest,
  readResponse: readAlterConfigsResponse,
  writeResponse: writeAlterConfigsResponse,
} as const satisfies ApiDef<AlterConfigsRequest, AlterConfigsResponse>
