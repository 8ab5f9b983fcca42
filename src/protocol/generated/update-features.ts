// GENERATED from schemas/apis/update-features.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface UpdateFeaturesRequest {
  timeoutMs: number
  featureUpdates: UpdateFeaturesRequestFeatureUpdateKey[]
  validateOnly: boolean // 1+
  unknownTags?: TaggedField[]
}

export function newUpdateFeaturesRequest({
  timeoutMs = 60000,
  featureUpdates = [],
  validateOnly = false,
  unknownTags,
}: Partial<UpdateFeaturesRequest> = {}): UpdateFeaturesRequest {
  const m: UpdateFeaturesRequest = { timeoutMs, featureUpdates, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUpdateFeaturesRequest(w: Writer, m: UpdateFeaturesRequest, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('UpdateFeaturesRequest', v, 0, 2)
  w.begin('UpdateFeaturesRequest', v)
  w.int32(m.timeoutMs)
  w.compactArrayLength(m.featureUpdates.length)
  for (const element of m.featureUpdates) writeUpdateFeaturesRequestFeatureUpdateKey(w, element, v)
  if (v >= 1) w.bool(m.validateOnly)
  else if (m.validateOnly) throw unsupportedField('UpdateFeaturesRequest.ValidateOnly', v)
  w.tags(m.unknownTags)
}

export function readUpdateFeaturesRequest(r: Reader, v: number): UpdateFeaturesRequest {
  if (v < 0 || v > 2) throw unsupportedVersion('UpdateFeaturesRequest', v, 0, 2)
  r.begin('UpdateFeaturesRequest', v)
  const timeoutMs = r.int32()
  const featureUpdatesCount = r.compactArrayLength(5, 88)
  const featureUpdates: UpdateFeaturesRequestFeatureUpdateKey[] = sized(featureUpdatesCount)
  for (let i = 0; i < featureUpdatesCount; i++) featureUpdates[i] = readUpdateFeaturesRequestFeatureUpdateKey(r, v)
  const validateOnly = v >= 1 ? r.bool() : false
  const unknownTags = r.tags()
  const m: UpdateFeaturesRequest = { timeoutMs, featureUpdates, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface UpdateFeaturesRequestFeatureUpdateKey {
  feature: string
  maxVersionLevel: number
  allowDowngrade: boolean // 0
  upgradeType: number // 1+
  unknownTags?: TaggedField[]
}

export function newUpdateFeaturesRequestFeatureUpdateKey({
  feature = '',
  maxVersionLevel = 0,
  allowDowngrade = false,
  upgradeType = 1,
  unknownTags,
}: Partial<UpdateFeaturesRequestFeatureUpdateKey> = {}): UpdateFeaturesRequestFeatureUpdateKey {
  const m: UpdateFeaturesRequestFeatureUpdateKey = { feature, maxVersionLevel, allowDowngrade, upgradeType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUpdateFeaturesRequestFeatureUpdateKey(w: Writer, m: UpdateFeaturesRequestFeatureUpdateKey, v: number): void {
  w.compactString(m.feature)
  w.int16(m.maxVersionLevel)
  if (v <= 0) w.bool(m.allowDowngrade)
  else if (m.allowDowngrade) throw unsupportedField('UpdateFeaturesRequest.AllowDowngrade', v)
  if (v >= 1) w.int8(m.upgradeType)
  else if (m.upgradeType !== 1) throw unsupportedField('UpdateFeaturesRequest.UpgradeType', v)
  w.tags(m.unknownTags)
}

export function readUpdateFeaturesRequestFeatureUpdateKey(r: Reader, v: number): UpdateFeaturesRequestFeatureUpdateKey {
  const feature = r.compactString()
  const maxVersionLevel = r.int16()
  const allowDowngrade = v <= 0 ? r.bool() : false
  const upgradeType = v >= 1 ? r.int8() : 1
  const unknownTags = r.tags()
  const m: UpdateFeaturesRequestFeatureUpdateKey = { feature, maxVersionLevel, allowDowngrade, upgradeType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface UpdateFeaturesResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  results: UpdateFeaturesResponseUpdatableFeatureResult[] // 0-1
  unknownTags?: TaggedField[]
}

export function newUpdateFeaturesResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = '',
  results = [],
  unknownTags,
}: Partial<UpdateFeaturesResponse> = {}): UpdateFeaturesResponse {
  const m: UpdateFeaturesResponse = { throttleTimeMs, errorCode, errorMessage, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUpdateFeaturesResponse(w: Writer, m: UpdateFeaturesResponse, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('UpdateFeaturesResponse', v, 0, 2)
  w.begin('UpdateFeaturesResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  if (v <= 1) {
    w.compactArrayLength(m.results.length)
    for (const element of m.results) writeUpdateFeaturesResponseUpdatableFeatureResult(w, element, v)
  }
  w.tags(m.unknownTags)
}

export function readUpdateFeaturesResponse(r: Reader, v: number): UpdateFeaturesResponse {
  if (v < 0 || v > 2) throw unsupportedVersion('UpdateFeaturesResponse', v, 0, 2)
  r.begin('UpdateFeaturesResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const resultsCount = v <= 1 ? r.compactArrayLength(5, 104) : 0
  const results: UpdateFeaturesResponseUpdatableFeatureResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readUpdateFeaturesResponseUpdatableFeatureResult(r, v)
  const unknownTags = r.tags()
  const m: UpdateFeaturesResponse = { throttleTimeMs, errorCode, errorMessage, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface UpdateFeaturesResponseUpdatableFeatureResult {
  feature: string
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newUpdateFeaturesResponseUpdatableFeatureResult({
  feature = '',
  errorCode = 0,
  errorMessage = '',
  unknownTags,
}: Partial<UpdateFeaturesResponseUpdatableFeatureResult> = {}): UpdateFeaturesResponseUpdatableFeatureResult {
  const m: UpdateFeaturesResponseUpdatableFeatureResult = { feature, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUpdateFeaturesResponseUpdatableFeatureResult(w: Writer, m: UpdateFeaturesResponseUpdatableFeatureResult, _v: number): void {
  w.compactString(m.feature)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readUpdateFeaturesResponseUpdatableFeatureResult(r: Reader, _v: number): UpdateFeaturesResponseUpdatableFeatureResult {
  const feature = r.compactString()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: UpdateFeaturesResponseUpdatableFeatureResult = { feature, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const updateFeaturesApi = {
  key: 57,
  name: 'UpdateFeatures',
  versions: [0, 2],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readUpdateFeaturesRequest,
  writeRequest: writeUpdateFeaturesRequest,
  readResponse: readUpdateFeaturesResponse,
  writeResponse: writeUpdateFeaturesResponse,
} as const satisfies ApiDef<UpdateFeaturesRequest, UpdateFeaturesResponse>
