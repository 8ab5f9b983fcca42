// GENERATED from schemas/apis/describe-configs.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeConfigsRequest {
  resources: DescribeConfigsRequestResource[]
  includeSynonyms: boolean
  includeDocumentation: boolean // 3+
  unknownTags?: TaggedField[]
}

export function newDescribeConfigsRequest({
  resources = [],
  includeSynonyms = false,
  includeDocumentation = false,
  unknownTags,
}: Partial<DescribeConfigsRequest> = {}): DescribeConfigsRequest {
  const m: DescribeConfigsRequest = { resources, includeSynonyms, includeDocumentation }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeConfigsRequest(w: Writer, m: DescribeConfigsRequest, v: number): void {
  if (v < 1 || v > 4) throw unsupportedVersion('DescribeConfigsRequest', v, 1, 4)
  w.begin('DescribeConfigsRequest', v)
  const flexible = v >= 4
  if (flexible) w.compactArrayLength(m.resources.length)
  else w.arrayLength(m.resources.length)
  for (const element of m.resources) writeDescribeConfigsRequestResource(w, element, v)
  w.bool(m.includeSynonyms)
  if (v >= 3) w.bool(m.includeDocumentation)
  else if (m.includeDocumentation) throw unsupportedField('DescribeConfigsRequest.IncludeDocumentation', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeConfigsRequest(r: Reader, v: number): DescribeConfigsRequest {
  if (v < 1 || v > 4) throw unsupportedVersion('DescribeConfigsRequest', v, 1, 4)
  r.begin('DescribeConfigsRequest', v)
  const flexible = v >= 4
  const resourcesCount = flexible ? r.compactArrayLength(4, 128) : r.arrayLength(7, 128)
  const resources: DescribeConfigsRequestResource[] = sized(resourcesCount)
  for (let i = 0; i < resourcesCount; i++) resources[i] = readDescribeConfigsRequestResource(r, v)
  const includeSynonyms = r.bool()
  const includeDocumentation = v >= 3 ? r.bool() : false
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeConfigsRequest = { resources, includeSynonyms, includeDocumentation }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeConfigsRequestResource {
  resourceType: number
  resourceName: string
  configurationKeys: string[] | null
  unknownTags?: TaggedField[]
}

export function newDescribeConfigsRequestResource({
  resourceType = 0,
  resourceName = '',
  configurationKeys = [],
  unknownTags,
}: Partial<DescribeConfigsRequestResource> = {}): DescribeConfigsRequestResource {
  const m: DescribeConfigsRequestResource = { resourceType, resourceName, configurationKeys }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeConfigsRequestResource(w: Writer, m: DescribeConfigsRequestResource, v: number): void {
  const flexible = v >= 4
  w.int8(m.resourceType)
  if (flexible) w.compactString(m.resourceName)
  else w.string(m.resourceName)
  if (m.configurationKeys === null) w.nullArray(flexible)
  else {
    if (flexible) w.compactArrayLength(m.configurationKeys.length)
    else w.arrayLength(m.configurationKeys.length)
    for (const element of m.configurationKeys) {
      if (flexible) w.compactString(element)
      else w.string(element)
    }
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeConfigsRequestResource(r: Reader, v: number): DescribeConfigsRequestResource {
  const flexible = v >= 4
  const resourceType = r.int8()
  const resourceName = flexible ? r.compactString() : r.string()
  let configurationKeys: string[] | null = []
  {
    const n = flexible ? r.compactNullableArrayLength(1, 32) : r.nullableArrayLength(2, 32)
    configurationKeys = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) configurationKeys![i] = flexible ? r.compactString() : r.string()
  }
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeConfigsRequestResource = { resourceType, resourceName, configurationKeys }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeConfigsResponse {
  throttleTimeMs: number
  results: DescribeConfigsResponseResult[]
  unknownTags?: TaggedField[]
}

export function newDescribeConfigsResponse({
  throttleTimeMs = 0,
  results = [],
  unknownTags,
}: Partial<DescribeConfigsResponse> = {}): DescribeConfigsResponse {
  const m: DescribeConfigsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeConfigsResponse(w: Writer, m: DescribeConfigsResponse, v: number): void {
  if (v < 1 || v > 4) throw unsupportedVersion('DescribeConfigsResponse', v, 1, 4)
  w.begin('DescribeConfigsResponse', v)
  const flexible = v >= 4
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.results.length)
  else w.arrayLength(m.results.length)
  for (const element of m.results) writeDescribeConfigsResponseResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeConfigsResponse(r: Reader, v: number): DescribeConfigsResponse {
  if (v < 1 || v > 4) throw unsupportedVersion('DescribeConfigsResponse', v, 1, 4)
  r.begin('DescribeConfigsResponse', v)
  const flexible = v >= 4
  const throttleTimeMs = r.int32()
  const resultsCount = flexible ? r.compactArrayLength(7, 168) : r.arrayLength(11, 168)
  const results: DescribeConfigsResponseResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readDescribeConfigsResponseResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeConfigsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeConfigsResponseResult {
  errorCode: number
  errorMessage: string | null
  resourceType: number
  resourceName: string
  configs: DescribeConfigsResponseResourceResult[]
  unknownTags?: TaggedField[]
}

export function newDescribeConfigsResponseResult({
  errorCode = 0,
  errorMessage = '',
  resourceType = 0,
  resourceName = '',
  configs = [],
  unknownTags,
}: Partial<DescribeConfigsResponseResult> = {}): DescribeConfigsResponseResult {
  const m: DescribeConfigsResponseResult = { errorCode, errorMessage, resourceType, resourceName, configs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeConfigsResponseResult(w: Writer, m: DescribeConfigsResponseResult, v: number): void {
  const flexible = v >= 4
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  w.int8(m.resourceType)
  if (flexible) w.compactString(m.resourceName)
  else w.string(m.resourceName)
  if (flexible) w.compactArrayLength(m.configs.length)
  else w.arrayLength(m.configs.length)
  for (const element of m.configs) writeDescribeConfigsResponseResourceResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeConfigsResponseResult(r: Reader, v: number): DescribeConfigsResponseResult {
  const flexible = v >= 4
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const resourceType = r.int8()
  const resourceName = flexible ? r.compactString() : r.string()
  const configsCount = flexible ? r.compactArrayLength(9, 216) : r.arrayLength(11, 216)
  const configs: DescribeConfigsResponseResourceResult[] = sized(configsCount)
  for (let i = 0; i < configsCount; i++) configs[i] = readDescribeConfigsResponseResourceResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeConfigsResponseResult = { errorCode, errorMessage, resourceType, resourceName, configs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeConfigsResponseResourceResult {
  name: string
  value: string | null
  readOnly: boolean
  configSource: number
  isSensitive: boolean
  synonyms: DescribeConfigsResponseSynonym[]
  configType: number // 3+
  documentation: string | null // 3+
  unknownTags?: TaggedField[]
}

export function newDescribeConfigsResponseResourceResult({
  name = '',
  value = '',
  readOnly = false,
  configSource = -1,
  isSensitive = false,
  synonyms = [],
  configType = 0,
  documentation = '',
  unknownTags,
}: Partial<DescribeConfigsResponseResourceResult> = {}): DescribeConfigsResponseResourceResult {
  const m: DescribeConfigsResponseResourceResult = { name, value, readOnly, configSource, isSensitive, synonyms, configType, documentation }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeConfigsResponseResourceResult(w: Writer, m: DescribeConfigsResponseResourceResult, v: number): void {
  const flexible = v >= 4
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactNullableString(m.value)
  else w.nullableString(m.value)
  w.bool(m.readOnly)
  w.int8(m.configSource)
  w.bool(m.isSensitive)
  if (flexible) w.compactArrayLength(m.synonyms.length)
  else w.arrayLength(m.synonyms.length)
  for (const element of m.synonyms) writeDescribeConfigsResponseSynonym(w, element, v)
  if (v >= 3) w.int8(m.configType)
  if (v >= 3) {
    if (flexible) w.compactNullableString(m.documentation)
    else w.nullableString(m.documentation)
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeConfigsResponseResourceResult(r: Reader, v: number): DescribeConfigsResponseResourceResult {
  const flexible = v >= 4
  const name = flexible ? r.compactString() : r.string()
  const value = flexible ? r.compactNullableString() : r.nullableString()
  const readOnly = r.bool()
  const configSource = r.int8()
  const isSensitive = r.bool()
  const synonymsCount = flexible ? r.compactArrayLength(4, 104) : r.arrayLength(5, 104)
  const synonyms: DescribeConfigsResponseSynonym[] = sized(synonymsCount)
  for (let i = 0; i < synonymsCount; i++) synonyms[i] = readDescribeConfigsResponseSynonym(r, v)
  const configType = v >= 3 ? r.int8() : 0
  const documentation = v >= 3 ? (flexible ? r.compactNullableString() : r.nullableString()) : ''
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeConfigsResponseResourceResult = { name, value, readOnly, configSource, isSensitive, synonyms, configType, documentation }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeConfigsResponseSynonym {
  name: string
  value: string | null
  source: number
  unknownTags?: TaggedField[]
}

export function newDescribeConfigsResponseSynonym({
  name = '',
  value = '',
  source = 0,
  unknownTags,
}: Partial<DescribeConfigsResponseSynonym> = {}): DescribeConfigsResponseSynonym {
  const m: DescribeConfigsResponseSynonym = { name, value, source }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeConfigsResponseSynonym(w: Writer, m: DescribeConfigsResponseSynonym, v: number): void {
  const flexible = v >= 4
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactNullableString(m.value)
  else w.nullableString(m.value)
  w.int8(m.source)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeConfigsResponseSynonym(r: Reader, v: number): DescribeConfigsResponseSynonym {
  const flexible = v >= 4
  const name = flexible ? r.compactString() : r.string()
  const value = flexible ? r.compactNullableString() : r.nullableString()
  const source = r.int8()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeConfigsResponseSynonym = { name, value, source }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeConfigsApi = {
  key: 32,
  name: 'DescribeConfigs',
  versions: [1, 4],
  flexibleFrom: 4,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readDescribeConfigsRequest,
  writeRequest: writeDescribeConfigsRequest,
  readResponse: readDescribeConfigsResponse,
  writeResponse: writeDescribeConfigsResponse,
} as const satisfies ApiDef<DescribeConfigsRequest, DescribeConfigsResponse>
