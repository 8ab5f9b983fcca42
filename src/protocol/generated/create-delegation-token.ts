// GENERATED from schemas/apis/create-delegation-token.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface CreateDelegationTokenRequest {
  ownerPrincipalType: string | null // 3+
  ownerPrincipalName: string | null // 3+
  renewers: CreateDelegationTokenRequestCreatableRenewers[]
  maxLifetimeMs: number
  unknownTags?: TaggedField[]
}

export function newCreateDelegationTokenRequest({
  ownerPrincipalType = '',
  ownerPrincipalName = '',
  renewers = [],
  maxLifetimeMs = 0,
  unknownTags,
}: Partial<CreateDelegationTokenRequest> = {}): CreateDelegationTokenRequest {
  const m: CreateDelegationTokenRequest = { ownerPrincipalType, ownerPrincipalName, renewers, maxLifetimeMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateDelegationTokenRequest(w: Writer, m: CreateDelegationTokenRequest, v: number): void {
  if (v < 1 || v > 3) throw unsupportedVersion('CreateDelegationTokenRequest', v, 1, 3)
  w.begin('CreateDelegationTokenRequest', v)
  const flexible = v >= 2
  if (v >= 3) w.compactNullableString(m.ownerPrincipalType)
  else if (m.ownerPrincipalType !== '') throw unsupportedField('CreateDelegationTokenRequest.OwnerPrincipalType', v)
  if (v >= 3) w.compactNullableString(m.ownerPrincipalName)
  else if (m.ownerPrincipalName !== '') throw unsupportedField('CreateDelegationTokenRequest.OwnerPrincipalName', v)
  if (flexible) w.compactArrayLength(m.renewers.length)
  else w.arrayLength(m.renewers.length)
  for (const element of m.renewers) writeCreateDelegationTokenRequestCreatableRenewers(w, element, v)
  w.int64(m.maxLifetimeMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateDelegationTokenRequest(r: Reader, v: number): CreateDelegationTokenRequest {
  if (v < 1 || v > 3) throw unsupportedVersion('CreateDelegationTokenRequest', v, 1, 3)
  r.begin('CreateDelegationTokenRequest', v)
  const flexible = v >= 2
  const ownerPrincipalType = v >= 3 ? r.compactNullableString() : ''
  const ownerPrincipalName = v >= 3 ? r.compactNullableString() : ''
  const renewersCount = flexible ? r.compactArrayLength(3, 96) : r.arrayLength(4, 96)
  const renewers: CreateDelegationTokenRequestCreatableRenewers[] = sized(renewersCount)
  for (let i = 0; i < renewersCount; i++) renewers[i] = readCreateDelegationTokenRequestCreatableRenewers(r, v)
  const maxLifetimeMs = r.int64()
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateDelegationTokenRequest = { ownerPrincipalType, ownerPrincipalName, renewers, maxLifetimeMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreateDelegationTokenRequestCreatableRenewers {
  principalType: string
  principalName: string
  unknownTags?: TaggedField[]
}

export function newCreateDelegationTokenRequestCreatableRenewers({
  principalType = '',
  principalName = '',
  unknownTags,
}: Partial<CreateDelegationTokenRequestCreatableRenewers> = {}): CreateDelegationTokenRequestCreatableRenewers {
  const m: CreateDelegationTokenRequestCreatableRenewers = { principalType, principalName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateDelegationTokenRequestCreatableRenewers(w: Writer, m: CreateDelegationTokenRequestCreatableRenewers, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.principalType)
  else w.string(m.principalType)
  if (flexible) w.compactString(m.principalName)
  else w.string(m.principalName)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateDelegationTokenRequestCreatableRenewers(r: Reader, v: number): CreateDelegationTokenRequestCreatableRenewers {
  const flexible = v >= 2
  const principalType = flexible ? r.compactString() : r.string()
  const principalName = flexible ? r.compactString() : r.string()
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateDelegationTokenRequestCreatableRenewers = { principalType, principalName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreateDelegationTokenResponse {
  errorCode: number
  principalType: string
  principalName: string
  tokenRequesterPrincipalType: string // 3+
  tokenRequesterPrincipalName: string // 3+
  issueTimestampMs: number
  expiryTimestampMs: number
  maxTimestampMs: number
  tokenId: string
  hmac: Buffer
  throttleTimeMs: number
  unknownTags?: TaggedField[]
}

export function newCreateDelegationTokenResponse({
  errorCode = 0,
  principalType = '',
  principalName = '',
  tokenRequesterPrincipalType = '',
  tokenRequesterPrincipalName = '',
  issueTimestampMs = 0,
  expiryTimestampMs = 0,
  maxTimestampMs = 0,
  tokenId = '',
  hmac = Buffer.alloc(0),
  throttleTimeMs = 0,
  unknownTags,
}: Partial<CreateDelegationTokenResponse> = {}): CreateDelegationTokenResponse {
  const m: CreateDelegationTokenResponse = {
    errorCode,
    principalType,
    principalName,
    tokenRequesterPrincipalType,
    tokenRequesterPrincipalName,
    issueTimestampMs,
    expiryTimestampMs,
    maxTimestampMs,
    tokenId,
    hmac,
    throttleTimeMs,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateDelegationTokenResponse(w: Writer, m: CreateDelegationTokenResponse, v: number): void {
  if (v < 1 || v > 3) throw unsupportedVersion('CreateDelegationTokenResponse', v, 1, 3)
  w.begin('CreateDelegationTokenResponse', v)
  const flexible = v >= 2
  w.int16(m.errorCode)
  if (flexible) w.compactString(m.principalType)
  else w.string(m.principalType)
  if (flexible) w.compactString(m.principalName)
  else w.string(m.principalName)
  if (v >= 3) w.compactString(m.tokenRequesterPrincipalType)
  else if (m.tokenRequesterPrincipalType !== '') throw unsupportedField('CreateDelegationTokenResponse.TokenRequesterPrincipalType', v)
  if (v >= 3) w.compactString(m.tokenRequesterPrincipalName)
  else if (m.tokenRequesterPrincipalName !== '') throw unsupportedField('CreateDelegationTokenResponse.TokenRequesterPrincipalName', v)
  w.int64(m.issueTimestampMs)
  w.int64(m.expiryTimestampMs)
  w.int64(m.maxTimestampMs)
  if (flexible) w.compactString(m.tokenId)
  else w.string(m.tokenId)
  if (flexible) w.compactBytes(m.hmac)
  else w.bytes(m.hmac)
  w.int32(m.throttleTimeMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateDelegationTokenResponse(r: Reader, v: number): CreateDelegationTokenResponse {
  if (v < 1 || v > 3) throw unsupportedVersion('CreateDelegationTokenResponse', v, 1, 3)
  r.begin('CreateDelegationTokenResponse', v)
  const flexible = v >= 2
  const errorCode = r.int16()
  const principalType = flexible ? r.compactString() : r.string()
  const principalName = flexible ? r.compactString() : r.string()
  const tokenRequesterPrincipalType = v >= 3 ? r.compactString() : ''
  const tokenRequesterPrincipalName = v >= 3 ? r.compactString() : ''
  const issueTimestampMs = r.int64()
  const expiryTimestampMs = r.int64()
  const maxTimestampMs = r.int64()
  const tokenId = flexible ? r.compactString() : r.string()
  const hmac = flexible ? r.compactBytes() : r.bytes()
  const throttleTimeMs = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateDelegationTokenResponse = {
    errorCode,
    principalType,
    principalName,
    tokenRequesterPrincipalType,
    tokenRequesterPrincipalName,
    issueTimestampMs,
    expiryTimestampMs,
    maxTimestampMs,
    tokenId,
    hmac,
    throttleTimeMs,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const createDelegationTokenApi = {
  key: 38,
  name: 'CreateDelegationToken',
  versions: [1, 3],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readCreateDelegationTokenRequest,
  writeRequest: writeCreateDelegationTokenRequest,
  readResponse: readCreateDelegationTokenResponse,
  writeResponse: writeCreateDelegationTokenResponse,
} as const satisfies ApiDef<CreateDelegationTokenRequest, CreateDelegationTokenResponse>
