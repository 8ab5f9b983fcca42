// GENERATED from schemas/apis/incremental-alter-configs.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface IncrementalAlterConfigsRequest {
  resources: IncrementalAlterConfigsRequestAlterConfigsResource[]
  validateOnly: boolean
  unknownTags?: TaggedField[]
}

export function newIncrementalAlterConfigsRequest({
  resources = [],
  validateOnly = false,
  unknownTags,
}: Partial<IncrementalAlterConfigsRequest> = {}): IncrementalAlterConfigsRequest {
  const m: IncrementalAlterConfigsRequest = { resources, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeIncrementalAlterConfigsRequest(w: Writer, m: IncrementalAlterConfigsRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('IncrementalAlterConfigsRequest', v, 0, 1)
  w.begin('IncrementalAlterConfigsRequest', v)
  const flexible = v >= 1
  if (flexible) w.compactArrayLength(m.resources.length)
  else w.arrayLength(m.resources.length)
  for (const element of m.resources) writeIncrementalAlterConfigsRequestAlterConfigsResource(w, element, v)
  w.bool(m.validateOnly)
  if (flexible) w.tags(m.unknownTags)
}

export function readIncrementalAlterConfigsRequest(r: Reader, v: number): IncrementalAlterConfigsRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('IncrementalAlterConfigsRequest', v, 0, 1)
  r.begin('IncrementalAlterConfigsRequest', v)
  const flexible = v >= 1
  const resourcesCount = flexible ? r.compactArrayLength(4, 128) : r.arrayLength(7, 128)
  const resources: IncrementalAlterConfigsRequestAlterConfigsResource[] = sized(resourcesCount)
  for (let i = 0; i < resourcesCount; i++) resources[i] = readIncrementalAlterConfigsRequestAlterConfigsResource(r, v)
  const validateOnly = r.bool()
  const unknownTags = flexible ? r.tags() : undefined
  const m: IncrementalAlterConfigsRequest = { resources, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface IncrementalAlterConfigsRequestAlterConfigsResource {
  resourceType: number
  resourceName: string
  configs: IncrementalAlterConfigsRequestAlterableConfig[]
  unknownTags?: TaggedField[]
}

export function newIncrementalAlterConfigsRequestAlterConfigsResource({
  resourceType = 0,
  resourceName = '',
  configs = [],
  unknownTags,
}: Partial<IncrementalAlterConfigsRequestAlterConfigsResource> = {}): IncrementalAlterConfigsRequestAlterConfigsResource {
  const m: IncrementalAlterConfigsRequestAlterConfigsResource = { resourceType, resourceName, configs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeIncrementalAlterConfigsRequestAlterConfigsResource(w: Writer, m: IncrementalAlterConfigsRequestAlterConfigsResource, v: number): void {
  const flexible = v >= 1
  w.int8(m.resourceType)
  if (flexible) w.compactString(m.resourceName)
  else w.string(m.resourceName)
  if (flexible) w.compactArrayLength(m.configs.length)
  else w.arrayLength(m.configs.length)
  for (const element of m.configs) writeIncrementalAlterConfigsRequestAlterableConfig(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readIncrementalAlterConfigsRequestAlterConfigsResource(r: Reader, v: number): IncrementalAlterConfigsRequestAlterConfigsResource {
  const flexible = v >= 1
  const resourceType = r.int8()
  const resourceName = flexible ? r.compactString() : r.string()
  const configsCount = flexible ? r.compactArrayLength(4, 104) : r.arrayLength(5, 104)
  const configs: IncrementalAlterConfigsRequestAlterableConfig[] = sized(configsCount)
  for (let i = 0; i < configsCount; i++) configs[i] = readIncrementalAlterConfigsRequestAlterableConfig(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: IncrementalAlterConfigsRequestAlterConfigsResource = { resourceType, resourceName, configs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface IncrementalAlterConfigsRequestAlterableConfig {
  name: string
  configOperation: number
  value: string | null
  unknownTags?: TaggedField[]
}

export function newIncrementalAlterConfigsRequestAlterableConfig({
  name = '',
  configOperation = 0,
  value = '',
  unknownTags,
}: Partial<IncrementalAlterConfigsRequestAlterableConfig> = {}): IncrementalAlterConfigsRequestAlterableConfig {
  const m: IncrementalAlterConfigsRequestAlterableConfig = { name, configOperation, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeIncrementalAlterConfigsRequestAlterableConfig(w: Writer, m: IncrementalAlterConfigsRequestAlterableConfig, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  w.int8(m.configOperation)
  if (flexible) w.compactNullableString(m.value)
  else w.nullableString(m.value)
  if (flexible) w.tags(m.unknownTags)
}

export function readIncrementalAlterConfigsRequestAlterableConfig(r: Reader, v: number): IncrementalAlterConfigsRequestAlterableConfig {
  const flexible = v >= 1
  const name = flexible ? r.compactString() : r.string()
  const configOperation = r.int8()
  const value = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: IncrementalAlterConfigsRequestAlterableConfig = { name, configOperation, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface IncrementalAlterConfigsResponse {
  throttleTimeMs: number
  responses: IncrementalAlterConfigsResponseAlterConfigsResourceResponse[]
  unknownTags?: TaggedField[]
}

export function newIncrementalAlterConfigsResponse({
  throttleTimeMs = 0,
  responses = [],
  unknownTags,
}: Partial<IncrementalAlterConfigsResponse> = {}): IncrementalAlterConfigsResponse {
  const m: IncrementalAlterConfigsResponse = { throttleTimeMs, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeIncrementalAlterConfigsResponse(w: Writer, m: IncrementalAlterConfigsResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('IncrementalAlterConfigsResponse', v, 0, 1)
  w.begin('IncrementalAlterConfigsResponse', v)
  const flexible = v >= 1
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.responses.length)
  else w.arrayLength(m.responses.length)
  for (const element of m.responses) writeIncrementalAlterConfigsResponseAlterConfigsResourceResponse(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readIncrementalAlterConfigsResponse(r: Reader, v: number): IncrementalAlterConfigsResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('IncrementalAlterConfigsResponse', v, 0, 1)
  r.begin('IncrementalAlterConfigsResponse', v)
  const flexible = v >= 1
  const throttleTimeMs = r.int32()
  const responsesCount = flexible ? r.compactArrayLength(6, 112) : r.arrayLength(7, 112)
  const responses: IncrementalAlterConfigsResponseAlterConfigsResourceResponse[] = sized(responsesCount)
  for (let i = 0; i < responsesCount; i++) responses[i] = readIncrementalAlterConfigsResponseAlterConfigsResourceResponse(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: IncrementalAlterConfigsResponse = { throttleTimeMs, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface IncrementalAlterConfigsResponseAlterConfigsResourceResponse {
  errorCode: number
  errorMessage: string | null
  resourceType: number
  resourceName: string
  unknownTags?: TaggedField[]
}

export function newIncrementalAlterConfigsResponseAlterConfigsResourceResponse({
  errorCode = 0,
  errorMessage = '',
  resourceType = 0,
  resourceName = '',
  unknownTags,
}: Partial<IncrementalAlterConfigsResponseAlterConfigsResourceResponse> = {}): IncrementalAlterConfigsResponseAlterConfigsResourceResponse {
  const m: IncrementalAlterConfigsResponseAlterConfigsResourceResponse = { errorCode, errorMessage, resourceType, resourceName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeIncrementalAlterConfigsResponseAlterConfigsResourceResponse(w: Writer, m: IncrementalAlterConfigsResponseAlterConfigsResourceResponse, v: number): void {
  const flexible = v >= 1
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  w.int8(m.resourceType)
  if (flexible) w.compactString(m.resourceName)
  else w.string(m.resourceName)
  if (flexible) w.tags(m.unknownTags)
}

export function readIncrementalAlterConfigsResponseAlterConfigsResourceResponse(r: Reader, v: number): IncrementalAlterConfigsResponseAlterConfigsResourceResponse {
  const flexible = v >= 1
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const resourceType = r.int8()
  const resourceName = flexible ? r.compactString() : r.string()
  const unknownTags = flexible ? r.tags() : undefined
  const m: IncrementalAlterConfigsResponseAlterConfigsResourceResponse = { errorCode, errorMessage, resourceType, resourceName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const incrementalAlterConfigsApi = {
  key: 44,
  name: 'IncrementalAlterConfigs',
  versions: [0, 1],
  flexibleFrom: 1,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readIncrementalAlterConfigsRequest,
  writeRequest: writeIncrementalAlterConfigsRequest,
  readResponse: readIncrementalAlterConfigsResponse,
  writeResponse: writeIncrementalAlterConfigsResponse,
} as const satisfies ApiDef<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>
