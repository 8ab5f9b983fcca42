// GENERATED from schemas/apis/describe-client-quotas.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeClientQuotasRequest {
  components: DescribeClientQuotasRequestComponentData[]
  strict: boolean
  unknownTags?: TaggedField[]
}

export function newDescribeClientQuotasRequest({
  components = [],
  strict = false,
  unknownTags,
}: Partial<DescribeClientQuotasRequest> = {}): DescribeClientQuotasRequest {
  const m: DescribeClientQuotasRequest = { components, strict }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeClientQuotasRequest(w: Writer, m: DescribeClientQuotasRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('DescribeClientQuotasRequest', v, 0, 1)
  w.begin('DescribeClientQuotasRequest', v)
  const flexible = v >= 1
  if (flexible) w.compactArrayLength(m.components.length)
  else w.arrayLength(m.components.length)
  for (const element of m.components) writeDescribeClientQuotasRequestComponentData(w, element, v)
  w.bool(m.strict)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeClientQuotasRequest(r: Reader, v: number): DescribeClientQuotasRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('DescribeClientQuotasRequest', v, 0, 1)
  r.begin('DescribeClientQuotasRequest', v)
  const flexible = v >= 1
  const componentsCount = flexible ? r.compactArrayLength(4, 104) : r.arrayLength(5, 104)
  const components: DescribeClientQuotasRequestComponentData[] = sized(componentsCount)
  for (let i = 0; i < componentsCount; i++) components[i] = readDescribeClientQuotasRequestComponentData(r, v)
  const strict = r.bool()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeClientQuotasRequest = { components, strict }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeClientQuotasRequestComponentData {
  entityType: string
  matchType: number
  match: string | null
  unknownTags?: TaggedField[]
}

export function newDescribeClientQuotasRequestComponentData({
  entityType = '',
  matchType = 0,
  match = '',
  unknownTags,
}: Partial<DescribeClientQuotasRequestComponentData> = {}): DescribeClientQuotasRequestComponentData {
  const m: DescribeClientQuotasRequestComponentData = { entityType, matchType, match }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeClientQuotasRequestComponentData(w: Writer, m: DescribeClientQuotasRequestComponentData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.entityType)
  else w.string(m.entityType)
  w.int8(m.matchType)
  if (flexible) w.compactNullableString(m.match)
  else w.nullableString(m.match)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeClientQuotasRequestComponentData(r: Reader, v: number): DescribeClientQuotasRequestComponentData {
  const flexible = v >= 1
  const entityType = flexible ? r.compactString() : r.string()
  const matchType = r.int8()
  const match = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeClientQuotasRequestComponentData = { entityType, matchType, match }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeClientQuotasResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  entries: DescribeClientQuotasResponseEntryData[] | null
  unknownTags?: TaggedField[]
}

export function newDescribeClientQuotasResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = '',
  entries = [],
  unknownTags,
}: Partial<DescribeClientQuotasResponse> = {}): DescribeClientQuotasResponse {
  const m: DescribeClientQuotasResponse = { throttleTimeMs, errorCode, errorMessage, entries }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeClientQuotasResponse(w: Writer, m: DescribeClientQuotasResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('DescribeClientQuotasResponse', v, 0, 1)
  w.begin('DescribeClientQuotasResponse', v)
  const flexible = v >= 1
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  if (m.entries === null) w.nullArray(flexible)
  else {
    if (flexible) w.compactArrayLength(m.entries.length)
    else w.arrayLength(m.entries.length)
    for (const element of m.entries) writeDescribeClientQuotasResponseEntryData(w, element, v)
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeClientQuotasResponse(r: Reader, v: number): DescribeClientQuotasResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('DescribeClientQuotasResponse', v, 0, 1)
  r.begin('DescribeClientQuotasResponse', v)
  const flexible = v >= 1
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  let entries: DescribeClientQuotasResponseEntryData[] | null = []
  {
    const n = flexible ? r.compactNullableArrayLength(3, 144) : r.nullableArrayLength(8, 144)
    entries = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) entries![i] = readDescribeClientQuotasResponseEntryData(r, v)
  }
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeClientQuotasResponse = { throttleTimeMs, errorCode, errorMessage, entries }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeClientQuotasResponseEntryData {
  entity: DescribeClientQuotasResponseEntityData[]
  values: DescribeClientQuotasResponseValueData[]
  unknownTags?: TaggedField[]
}

export function newDescribeClientQuotasResponseEntryData({
  entity = [],
  values = [],
  unknownTags,
}: Partial<DescribeClientQuotasResponseEntryData> = {}): DescribeClientQuotasResponseEntryData {
  const m: DescribeClientQuotasResponseEntryData = { entity, values }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeClientQuotasResponseEntryData(w: Writer, m: DescribeClientQuotasResponseEntryData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactArrayLength(m.entity.length)
  else w.arrayLength(m.entity.length)
  for (const element of m.entity) writeDescribeClientQuotasResponseEntityData(w, element, v)
  if (flexible) w.compactArrayLength(m.values.length)
  else w.arrayLength(m.values.length)
  for (const element of m.values) writeDescribeClientQuotasResponseValueData(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeClientQuotasResponseEntryData(r: Reader, v: number): DescribeClientQuotasResponseEntryData {
  const flexible = v >= 1
  const entityCount = flexible ? r.compactArrayLength(3, 96) : r.arrayLength(4, 96)
  const entity: DescribeClientQuotasResponseEntityData[] = sized(entityCount)
  for (let i = 0; i < entityCount; i++) entity[i] = readDescribeClientQuotasResponseEntityData(r, v)
  const valuesCount = flexible ? r.compactArrayLength(10, 88) : r.arrayLength(10, 88)
  const values: DescribeClientQuotasResponseValueData[] = sized(valuesCount)
  for (let i = 0; i < valuesCount; i++) values[i] = readDescribeClientQuotasResponseValueData(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeClientQuotasResponseEntryData = { entity, values }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeClientQuotasResponseEntityData {
  entityType: string
  entityName: string | null
  unknownTags?: TaggedField[]
}

export function newDescribeClientQuotasResponseEntityData({
  entityType = '',
  entityName = '',
  unknownTags,
}: Partial<DescribeClientQuotasResponseEntityData> = {}): DescribeClientQuotasResponseEntityData {
  const m: DescribeClientQuotasResponseEntityData = { entityType, entityName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeClientQuotasResponseEntityData(w: Writer, m: DescribeClientQuotasResponseEntityData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.entityType)
  else w.string(m.entityType)
  if (flexible) w.compactNullableString(m.entityName)
  else w.nullableString(m.entityName)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeClientQuotasResponseEntityData(r: Reader, v: number): DescribeClientQuotasResponseEntityData {
  const flexible = v >= 1
  const entityType = flexible ? r.compactString() : r.string()
  const entityName = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeClientQuotasResponseEntityData = { entityType, entityName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeClientQuotasResponseValueData {
  key: string
  value: number
  unknownTags?: TaggedField[]
}

export function newDescribeClientQuotasResponseValueData({
  key = '',
  value = 0,
  unknownTags,
}: Partial<DescribeClientQuotasResponseValueData> = {}): DescribeClientQuotasResponseValueData {
  const m: DescribeClientQuotasResponseValueData = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeClientQuotasResponseValueData(w: Writer, m: DescribeClientQuotasResponseValueData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.key)
  else w.string(m.key)
  w.float64(m.value)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeClientQuotasResponseValueData(r: Reader, v: number): DescribeClientQuotasResponseValueData {
  const flexible = v >= 1
  const key = flexible ? r.compactString() : r.string()
  const value = r.float64()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeClientQuotasResponseValueData = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeClientQuotasApi = {
  key: 48,
  name: 'DescribeClientQuotas',
  versions: [0, 1],
  flexibleFrom: 1,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readDescribeClientQuotasRequest,
  writeRequest: writeDescribeClientQuotasRequest,
  readResponse: readDescribeClientQuotasResponse,
  writeResponse: writeDescribeClientQuotasResponse,
} as const satisfies ApiDef<DescribeClientQuotasRequest, DescribeClientQuotasResponse>
