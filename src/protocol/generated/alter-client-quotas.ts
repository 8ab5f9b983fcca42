// GENERATED from schemas/apis/alter-client-quotas.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AlterClientQuotasRequest {
  entries: AlterClientQuotasRequestEntryData[]
  validateOnly: boolean
  unknownTags?: TaggedField[]
}

export function newAlterClientQuotasRequest({
  entries = [],
  validateOnly = false,
  unknownTags,
}: Partial<AlterClientQuotasRequest> = {}): AlterClientQuotasRequest {
  const m: AlterClientQuotasRequest = { entries, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterClientQuotasRequest(w: Writer, m: AlterClientQuotasRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('AlterClientQuotasRequest', v, 0, 1)
  w.begin('AlterClientQuotasRequest', v)
  const flexible = v >= 1
  if (flexible) w.compactArrayLength(m.entries.length)
  else w.arrayLength(m.entries.length)
  for (const element of m.entries) writeAlterClientQuotasRequestEntryData(w, element, v)
  w.bool(m.validateOnly)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterClientQuotasRequest(r: Reader, v: number): AlterClientQuotasRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('AlterClientQuotasRequest', v, 0, 1)
  r.begin('AlterClientQuotasRequest', v)
  const flexible = v >= 1
  const entriesCount = flexible ? r.compactArrayLength(3, 144) : r.arrayLength(8, 144)
  const entries: AlterClientQuotasRequestEntryData[] = sized(entriesCount)
  for (let i = 0; i < entriesCount; i++) entries[i] = readAlterClientQuotasRequestEntryData(r, v)
  const validateOnly = r.bool()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterClientQuotasRequest = { entries, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterClientQuotasRequestEntryData {
  entity: AlterClientQuotasRequestEntityData[]
  ops: AlterClientQuotasRequestOpData[]
  unknownTags?: TaggedField[]
}

export function newAlterClientQuotasRequestEntryData({
  entity = [],
  ops = [],
  unknownTags,
}: Partial<AlterClientQuotasRequestEntryData> = {}): AlterClientQuotasRequestEntryData {
  const m: AlterClientQuotasRequestEntryData = { entity, ops }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterClientQuotasRequestEntryData(w: Writer, m: AlterClientQuotasRequestEntryData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactArrayLength(m.entity.length)
  else w.arrayLength(m.entity.length)
  for (const element of m.entity) writeAlterClientQuotasRequestEntityData(w, element, v)
  if (flexible) w.compactArrayLength(m.ops.length)
  else w.arrayLength(m.ops.length)
  for (const element of m.ops) writeAlterClientQuotasRequestOpData(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterClientQuotasRequestEntryData(r: Reader, v: number): AlterClientQuotasRequestEntryData {
  const flexible = v >= 1
  const entityCount = flexible ? r.compactArrayLength(3, 96) : r.arrayLength(4, 96)
  const entity: AlterClientQuotasRequestEntityData[] = sized(entityCount)
  for (let i = 0; i < entityCount; i++) entity[i] = readAlterClientQuotasRequestEntityData(r, v)
  const opsCount = flexible ? r.compactArrayLength(11, 96) : r.arrayLength(11, 96)
  const ops: AlterClientQuotasRequestOpData[] = sized(opsCount)
  for (let i = 0; i < opsCount; i++) ops[i] = readAlterClientQuotasRequestOpData(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterClientQuotasRequestEntryData = { entity, ops }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterClientQuotasRequestEntityData {
  entityType: string
  entityName: string | null
  unknownTags?: TaggedField[]
}

export function newAlterClientQuotasRequestEntityData({
  entityType = '',
  entityName = '',
  unknownTags,
}: Partial<AlterClientQuotasRequestEntityData> = {}): AlterClientQuotasRequestEntityData {
  const m: AlterClientQuotasRequestEntityData = { entityType, entityName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterClientQuotasRequestEntityData(w: Writer, m: AlterClientQuotasRequestEntityData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.entityType)
  else w.string(m.entityType)
  if (flexible) w.compactNullableString(m.entityName)
  else w.nullableString(m.entityName)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterClientQuotasRequestEntityData(r: Reader, v: number): AlterClientQuotasRequestEntityData {
  const flexible = v >= 1
  const entityType = flexible ? r.compactString() : r.string()
  const entityName = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterClientQuotasRequestEntityData = { entityType, entityName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterClientQuotasRequestOpData {
  key: string
  value: number
  remove: boolean
  unknownTags?: TaggedField[]
}

export function newAlterClientQuotasRequestOpData({
  key = '',
  value = 0,
  remove = false,
  unknownTags,
}: Partial<AlterClientQuotasRequestOpData> = {}): AlterClientQuotasRequestOpData {
  const m: AlterClientQuotasRequestOpData = { key, value, remove }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterClientQuotasRequestOpData(w: Writer, m: AlterClientQuotasRequestOpData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.key)
  else w.string(m.key)
  w.float64(m.value)
  w.bool(m.remove)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterClientQuotasRequestOpData(r: Reader, v: number): AlterClientQuotasRequestOpData {
  const flexible = v >= 1
  const key = flexible ? r.compactString() : r.string()
  const value = r.float64()
  const remove = r.bool()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterClientQuotasRequestOpData = { key, value, remove }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterClientQuotasResponse {
  throttleTimeMs: number
  entries: AlterClientQuotasResponseEntryData[]
  unknownTags?: TaggedField[]
}

export function newAlterClientQuotasResponse({
  throttleTimeMs = 0,
  entries = [],
  unknownTags,
}: Partial<AlterClientQuotasResponse> = {}): AlterClientQuotasResponse {
  const m: AlterClientQuotasResponse = { throttleTimeMs, entries }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterClientQuotasResponse(w: Writer, m: AlterClientQuotasResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('AlterClientQuotasResponse', v, 0, 1)
  w.begin('AlterClientQuotasResponse', v)
  const flexible = v >= 1
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.entries.length)
  else w.arrayLength(m.entries.length)
  for (const element of m.entries) writeAlterClientQuotasResponseEntryData(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterClientQuotasResponse(r: Reader, v: number): AlterClientQuotasResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('AlterClientQuotasResponse', v, 0, 1)
  r.begin('AlterClientQuotasResponse', v)
  const flexible = v >= 1
  const throttleTimeMs = r.int32()
  const entriesCount = flexible ? r.compactArrayLength(5, 128) : r.arrayLength(8, 128)
  const entries: AlterClientQuotasResponseEntryData[] = sized(entriesCount)
  for (let i = 0; i < entriesCount; i++) entries[i] = readAlterClientQuotasResponseEntryData(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterClientQuotasResponse = { throttleTimeMs, entries }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterClientQuotasResponseEntryData {
  errorCode: number
  errorMessage: string | null
  entity: AlterClientQuotasResponseEntityData[]
  unknownTags?: TaggedField[]
}

export function newAlterClientQuotasResponseEntryData({
  errorCode = 0,
  errorMessage = '',
  entity = [],
  unknownTags,
}: Partial<AlterClientQuotasResponseEntryData> = {}): AlterClientQuotasResponseEntryData {
  const m: AlterClientQuotasResponseEntryData = { errorCode, errorMessage, entity }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterClientQuotasResponseEntryData(w: Writer, m: AlterClientQuotasResponseEntryData, v: number): void {
  const flexible = v >= 1
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  if (flexible) w.compactArrayLength(m.entity.length)
  else w.arrayLength(m.entity.length)
  for (const element of m.entity) writeAlterClientQuotasResponseEntityData(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterClientQuotasResponseEntryData(r: Reader, v: number): AlterClientQuotasResponseEntryData {
  const flexible = v >= 1
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const entityCount = flexible ? r.compactArrayLength(3, 96) : r.arrayLength(4, 96)
  const entity: AlterClientQuotasResponseEntityData[] = sized(entityCount)
  for (let i = 0; i < entityCount; i++) entity[i] = readAlterClientQuotasResponseEntityData(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterClientQuotasResponseEntryData = { errorCode, errorMessage, entity }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterClientQuotasResponseEntityData {
  entityType: string
  entityName: string | null
  unknownTags?: TaggedField[]
}

export function newAlterClientQuotasResponseEntityData({
  entityType = '',
  entityName = '',
  unknownTags,
}: Partial<AlterClientQuotasResponseEntityData> = {}): AlterClientQuotasResponseEntityData {
  const m: AlterClientQuotasResponseEntityData = { entityType, entityName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterClientQuotasResponseEntityData(w: Writer, m: AlterClientQuotasResponseEntityData, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.entityType)
  else w.string(m.entityType)
  if (flexible) w.compactNullableString(m.entityName)
  else w.nullableString(m.entityName)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterClientQuotasResponseEntityData(r: Reader, v: number): AlterClientQuotasResponseEntityData {
  const flexible = v >= 1
  const entityType = flexible ? r.compactString() : r.string()
  const entityName = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterClientQuotasResponseEntityData = { entityType, entityName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const alterClientQuotasApi = {
  key: 49,
  name: 'AlterClientQuotas',
  versions: [0, 1],
  flexibleFrom: 1,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readAlterClientQuotasRequest,
  writeRequest: writeAlterClientQuotasRequest,
  readResponse: readAlterClientQuotasResponse,
  writeResponse: writeAlterClientQuotasResponse,
} as const satisfies ApiDef<AlterClientQuotasRequest, AlterClientQuotasResponse>
