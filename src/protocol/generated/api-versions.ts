// GENERATED from schemas/apis/api-versions.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ApiVersionsRequest {
  clientSoftwareName: string // 3+
  clientSoftwareVersion: string // 3+
  unknownTags?: TaggedField[]
}

export function newApiVersionsRequest({
  clientSoftwareName = '',
  clientSoftwareVersion = '',
  unknownTags,
}: Partial<ApiVersionsRequest> = {}): ApiVersionsRequest {
  const m: ApiVersionsRequest = { clientSoftwareName, clientSoftwareVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeApiVersionsRequest(w: Writer, m: ApiVersionsRequest, v: number): void {
  if (v < 0 || v > 4) throw unsupportedVersion('ApiVersionsRequest', v, 0, 4)
  w.begin('ApiVersionsRequest', v)
  const flexible = v >= 3
  if (v >= 3) w.compactString(m.clientSoftwareName)
  if (v >= 3) w.compactString(m.clientSoftwareVersion)
  if (flexible) w.tags(m.unknownTags)
}

export function readApiVersionsRequest(r: Reader, v: number): ApiVersionsRequest {
  if (v < 0 || v > 4) throw unsupportedVersion('ApiVersionsRequest', v, 0, 4)
  r.begin('ApiVersionsRequest', v)
  const flexible = v >= 3
  const clientSoftwareName = v >= 3 ? r.compactString() : ''
  const clientSoftwareVersion = v >= 3 ? r.compactString() : ''
  const unknownTags = flexible ? r.tags() : undefined
  const m: ApiVersionsRequest = { clientSoftwareName, clientSoftwareVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ApiVersionsResponse {
  errorCode: number
  apiKeys: ApiVersionsResponseApiVersion[]
  throttleTimeMs: number // 1+
  supportedFeatures: ApiVersionsResponseSupportedFeatureKey[] // 3+, tag 0
  finalizedFeaturesEpoch: number // 3+, tag 1
  finalizedFeatures: ApiVersionsResponseFinalizedFeatureKey[] // 3+, tag 2
  zkMigrationReady: boolean // 3+, tag 3
  unknownTags?: TaggedField[]
}

export function newApiVersionsResponse({
  errorCode = 0,
  apiKeys = [],
  throttleTimeMs = 0,
  supportedFeatures = [],
  finalizedFeaturesEpoch = -1,
  finalizedFeatures = [],
  zkMigrationReady = false,
  unknownTags,
}: Partial<ApiVersionsResponse> = {}): ApiVersionsResponse {
  const m: ApiVersionsResponse = { errorCode, apiKeys, throttleTimeMs, supportedFeatures, finalizedFeaturesEpoch, finalizedFeatures, zkMigrationReady }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeApiVersionsResponse(w: Writer, m: ApiVersionsResponse, v: number): void {
  if (v < 0 || v > 4) throw unsupportedVersion('ApiVersionsResponse', v, 0, 4)
  w.begin('ApiVersionsResponse', v)
  const flexible = v >= 3
  w.int16(m.errorCode)
  if (flexible) w.compactArrayLength(m.apiKeys.length)
  else w.arrayLength(m.apiKeys.length)
  for (const element of m.apiKeys) writeApiVersionsResponseApiVersion(w, element, v)
  if (v >= 1) w.int32(m.throttleTimeMs)
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (m.supportedFeatures.length > 0) tags++
    if (m.finalizedFeaturesEpoch !== -1) tags++
    if (m.finalizedFeatures.length > 0) tags++
    if (m.zkMigrationReady) tags++
    w.uvarint(tags)
    if (m.supportedFeatures.length > 0) {
      const begin = w.beginTag(0)
      w.compactArrayLength(m.supportedFeatures.length)
      for (const element of m.supportedFeatures) writeApiVersionsResponseSupportedFeatureKey(w, element, v)
      w.endTag(begin)
    }
    if (m.finalizedFeaturesEpoch !== -1) {
      const begin = w.beginTag(1)
      w.int64(m.finalizedFeaturesEpoch)
      w.endTag(begin)
    }
    if (m.finalizedFeatures.length > 0) {
      const begin = w.beginTag(2)
      w.compactArrayLength(m.finalizedFeatures.length)
      for (const element of m.finalizedFeatures) writeApiVersionsResponseFinalizedFeatureKey(w, element, v)
      w.endTag(begin)
    }
    if (m.zkMigrationReady) {
      const begin = w.beginTag(3)
      w.bool(m.zkMigrationReady)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 4)
  }
}

export function readApiVersionsResponse(r: Reader, v: number): ApiVersionsResponse {
  if (v < 0 || v > 4) throw unsupportedVersion('ApiVersionsResponse', v, 0, 4)
  r.begin('ApiVersionsResponse', v)
  const flexible = v >= 3
  const errorCode = r.int16()
  const apiKeysCount = flexible ? r.compactArrayLength(7, 56) : r.arrayLength(6, 56)
  const apiKeys: ApiVersionsResponseApiVersion[] = sized(apiKeysCount)
  for (let i = 0; i < apiKeysCount; i++) apiKeys[i] = readApiVersionsResponseApiVersion(r, v)
  const throttleTimeMs = v >= 1 ? r.int32() : 0
  let supportedFeatures: ApiVersionsResponseSupportedFeatureKey[] = []
  let finalizedFeaturesEpoch: number = -1
  let finalizedFeatures: ApiVersionsResponseFinalizedFeatureKey[] = []
  let zkMigrationReady: boolean = false
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          const end = r.beginTag()
          const n = r.compactArrayLength(6, 80)
          supportedFeatures = sized(n)
          for (let i = 0; i < n; i++) supportedFeatures[i] = readApiVersionsResponseSupportedFeatureKey(r, v)
          r.endTag(end)
          break
        }
        case 1: {
          const end = r.beginTag()
          finalizedFeaturesEpoch = r.int64()
          r.endTag(end)
          break
        }
        case 2: {
          const end = r.beginTag()
          const n = r.compactArrayLength(6, 80)
          finalizedFeatures = sized(n)
          for (let i = 0; i < n; i++) finalizedFeatures[i] = readApiVersionsResponseFinalizedFeatureKey(r, v)
          r.endTag(end)
          break
        }
        case 3: {
          const end = r.beginTag()
          zkMigrationReady = r.bool()
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: ApiVersionsResponse = { errorCode, apiKeys, throttleTimeMs, supportedFeatures, finalizedFeaturesEpoch, finalizedFeatures, zkMigrationReady }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ApiVersionsResponseApiVersion {
  apiKey: number
  minVersion: number
  maxVersion: number
  unknownTags?: TaggedField[]
}

export function newApiVersionsResponseApiVersion({
  apiKey = 0,
  minVersion = 0,
  maxVersion = 0,
  unknownTags,
}: Partial<ApiVersionsResponseApiVersion> = {}): ApiVersionsResponseApiVersion {
  const m: ApiVersionsResponseApiVersion = { apiKey, minVersion, maxVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeApiVersionsResponseApiVersion(w: Writer, m: ApiVersionsResponseApiVersion, v: number): void {
  const flexible = v >= 3
  w.int16(m.apiKey)
  w.int16(m.minVersion)
  w.int16(m.maxVersion)
  if (flexible) w.tags(m.unknownTags)
}

export function readApiVersionsResponseApiVersion(r: Reader, v: number): ApiVersionsResponseApiVersion {
  const flexible = v >= 3
  const apiKey = r.int16()
  const minVersion = r.int16()
  const maxVersion = r.int16()
  const unknownTags = flexible ? r.tags() : undefined
  const m: ApiVersionsResponseApiVersion = { apiKey, minVersion, maxVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ApiVersionsResponseSupportedFeatureKey {
  name: string
  minVersion: number
  maxVersion: number
  unknownTags?: TaggedField[]
}

export function newApiVersionsResponseSupportedFeatureKey({
  name = '',
  minVersion = 0,
  maxVersion = 0,
  unknownTags,
}: Partial<ApiVersionsResponseSupportedFeatureKey> = {}): ApiVersionsResponseSupportedFeatureKey {
  const m: ApiVersionsResponseSupportedFeatureKey = { name, minVersion, maxVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeApiVersionsResponseSupportedFeatureKey(w: Writer, m: ApiVersionsResponseSupportedFeatureKey, _v: number): void {
  w.compactString(m.name)
  w.int16(m.minVersion)
  w.int16(m.maxVersion)
  w.tags(m.unknownTags)
}

export function readApiVersionsResponseSupportedFeatureKey(r: Reader, _v: number): ApiVersionsResponseSupportedFeatureKey {
  const name = r.compactString()
  const minVersion = r.int16()
  const maxVersion = r.int16()
  const unknownTags = r.tags()
  const m: ApiVersionsResponseSupportedFeatureKey = { name, minVersion, maxVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ApiVersionsResponseFinalizedFeatureKey {
  name: string
  maxVersionLevel: number
  minVersionLevel: number
  unknownTags?: TaggedField[]
}

export function newApiVersionsResponseFinalizedFeatureKey({
  name = '',
  maxVersionLevel = 0,
  minVersionLevel = 0,
  unknownTags,
}: Partial<ApiVersionsResponseFinalizedFeatureKey> = {}): ApiVersionsResponseFinalizedFeatureKey {
  const m: ApiVersionsResponseFinalizedFeatureKey = { name, maxVersionLevel, minVersionLevel }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeApiVersionsResponseFinalizedFeatureKey(w: Writer, m: ApiVersionsResponseFinalizedFeatureKey, _v: number): void {
  w.compactString(m.name)
  w.int16(m.maxVersionLevel)
  w.int16(m.minVersionLevel)
  w.tags(m.unknownTags)
}

export function readApiVersionsResponseFinalizedFeatureKey(r: Reader, _v: number): ApiVersionsResponseFinalizedFeatureKey {
  const name = r.compactString()
  const maxVersionLevel = r.int16()
  const minVersionLevel = r.int16()
  const unknownTags = r.tags()
  const m: ApiVersionsResponseFinalizedFeatureKey = { name, maxVersionLevel, minVersionLevel }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const apiVersionsApi = {
  key: 18,
  name: 'ApiVersions',
  versions: [0, 4],
  flexibleFrom: 3,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readApiVersionsRequest,
  writeRequest: writeApiVersionsRequest,
  readResponse: readApiVersionsResponse,
  writeResponse: writeApiVersionsResponse,
} as const satisfies ApiDef<ApiVersionsRequest, ApiVersionsResponse>
