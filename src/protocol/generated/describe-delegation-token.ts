// GENERATED from schemas/apis/describe-delegation-token.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeDelegationTokenRequest {
  owners: DescribeDelegationTokenRequestOwner[] | null
  unknownTags?: TaggedField[]
}

export function newDescribeDelegationTokenRequest({
  owners = [],
  unknownTags,
}: Partial<DescribeDelegationTokenRequest> = {}): DescribeDelegationTokenRequest {
  const m: DescribeDelegationTokenRequest = { owners }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeDelegationTokenRequest(w: Writer, m: DescribeDelegationTokenRequest, v: number): void {
  if (v < 1 || v > 3) throw unsupportedVersion('DescribeDelegationTokenRequest', v, 1, 3)
  w.begin('DescribeDelegationTokenRequest', v)
  const flexible = v >= 2
  if (m.owners === null) w.nullArray(flexible)
  else {
    if (flexible) w.compactArrayLength(m.owners.length)
    else w.arrayLength(m.owners.length)
    for (const element of m.owners) writeDescribeDelegationTokenRequestOwner(w, element, v)
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeDelegationTokenRequest(r: Reader, v: number): DescribeDelegationTokenRequest {
  if (v < 1 || v > 3) throw unsupportedVersion('DescribeDelegationTokenRequest', v, 1, 3)
  r.begin('DescribeDelegationTokenRequest', v)
  const flexible = v >= 2
  let owners: DescribeDelegationTokenRequestOwner[] | null = []
  {
    const n = flexible ? r.compactNullableArrayLength(3, 96) : r.nullableArrayLength(4, 96)
    owners = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) owners![i] = readDescribeDelegationTokenRequestOwner(r, v)
  }
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeDelegationTokenRequest = { owners }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeDelegationTokenRequestOwner {
  principalType: string
  principalName: string
  unknownTags?: TaggedField[]
}

export function newDescribeDelegationTokenRequestOwner({
  principalType = '',
  principalName = '',
  unknownTags,
}: Partial<DescribeDelegationTokenRequestOwner> = {}): DescribeDelegationTokenRequestOwner {
  const m: DescribeDelegationTokenRequestOwner = { principalType, principalName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeDelegationTokenRequestOwner(w: Writer, m: DescribeDelegationTokenRequestOwner, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.principalType)
  else w.string(m.principalType)
  if (flexible) w.compactString(m.principalName)
  else w.string(m.principalName)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeDelegationTokenRequestOwner(r: Reader, v: number): DescribeDelegationTokenRequestOwner {
  const flexible = v >= 2
  const principalType = flexible ? r.compactString() : r.string()
  const principalName = flexible ? r.compactString() : r.string()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeDelegationTokenRequestOwner = { principalType, principalName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeDelegationTokenResponse {
  errorCode: number
  tokens: DescribeDelegationTokenResponseDescribedDelegationToken[]
  throttleTimeMs: number
  unknownTags?: TaggedField[]
}

export function newDescribeDelegationTokenResponse({
  errorCode = 0,
  tokens = [],
  throttleTimeMs = 0,
  unknownTags,
}: Partial<DescribeDelegationTokenResponse> = {}): DescribeDelegationTokenResponse {
  const m: DescribeDelegationTokenResponse = { errorCode, tokens, throttleTimeMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeDelegationTokenResponse(w: Writer, m: DescribeDelegationTokenResponse, v: number): void {
  if (v < 1 || v > 3) throw unsupportedVersion('DescribeDelegationTokenResponse', v, 1, 3)
  w.begin('DescribeDelegationTokenResponse', v)
  const flexible = v >= 2
  w.int16(m.errorCode)
  if (flexible) w.compactArrayLength(m.tokens.length)
  else w.arrayLength(m.tokens.length)
  for (const element of m.tokens) writeDescribeDelegationTokenResponseDescribedDelegationToken(w, element, v)
  w.int32(m.throttleTimeMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeDelegationTokenResponse(r: Reader, v: number): DescribeDelegationTokenResponse {
  if (v < 1 || v > 3) throw unsupportedVersion('DescribeDelegationTokenResponse', v, 1, 3)
  r.begin('DescribeDelegationTokenResponse', v)
  const flexible = v >= 2
  const errorCode = r.int16()
  const tokensCount = flexible ? r.compactArrayLength(30, 440) : r.arrayLength(38, 440)
  const tokens: DescribeDelegationTokenResponseDescribedDelegationToken[] = sized(tokensCount)
  for (let i = 0; i < tokensCount; i++) tokens[i] = readDescribeDelegationTokenResponseDescribedDelegationToken(r, v)
  const throttleTimeMs = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeDelegationTokenResponse = { errorCode, tokens, throttleTimeMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeDelegationTokenResponseDescribedDelegationToken {
  principalType: string
  principalName: string
  tokenRequesterPrincipalType: string // 3+
  tokenRequesterPrincipalName: string // 3+
  issueTimestamp: number
  expiryTimestamp: number
  maxTimestamp: number
  tokenId: string
  hmac: Buffer
  renewers: DescribeDelegationTokenResponseDescribedDelegationTokenRenewer[]
  unknownTags?: TaggedField[]
}

export function newDescribeDelegationTokenResponseDescribedDelegationToken({
  principalType = '',
  principalName = '',
  tokenRequesterPrincipalType = '',
  tokenRequesterPrincipalName = '',
  issueTimestamp = 0,
  expiryTimestamp = 0,
  maxTimestamp = 0,
  tokenId = '',
  hmac = Buffer.alloc(0),
  renewers = [],
  unknownTags,
}: Partial<DescribeDelegationTokenResponseDescribedDelegationToken> = {}): DescribeDelegationTokenResponseDescribedDelegationToken {
  const m: DescribeDelegationTokenResponseDescribedDelegationToken = {
    principalType,
    principalName,
    tokenRequesterPrincipalType,
    tokenRequesterPrincipalName,
    issueTimestamp,
    expiryTimestamp,
    maxTimestamp,
    tokenId,
    hmac,
    renewers,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeDelegationTokenResponseDescribedDelegationToken(w: Writer, m: DescribeDelegationTokenResponseDescribedDelegationToken, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.principalType)
  else w.string(m.principalType)
  if (flexible) w.compactString(m.principalName)
  else w.string(m.principalName)
  if (v >= 3) w.compactString(m.tokenRequesterPrincipalType)
  else if (m.tokenRequesterPrincipalType !== '') throw unsupportedField('DescribeDelegationTokenResponse.TokenRequesterPrincipalType', v)
  if (v >= 3) w.compactString(m.tokenRequesterPrincipalName)
  else if (m.tokenRequesterPrincipalName !== '') throw unsupportedField('DescribeDelegationTokenResponse.TokenRequesterPrincipalName', v)
  w.int64(m.issueTimestamp)
  w.int64(m.expiryTimestamp)
  w.int64(m.maxTimestamp)
  if (flexible) w.compactString(m.tokenId)
  else w.string(m.tokenId)
  if (flexible) w.compactBytes(m.hmac)
  else w.bytes(m.hmac)
  if (flexible) w.compactArrayLength(m.renewers.length)
  else w.arrayLength(m.renewers.length)
  for (const element of m.renewers) writeDescribeDelegationTokenResponseDescribedDelegationTokenRenewer(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeDelegationTokenResponseDescribedDelegationToken(r: Reader, v: number): DescribeDelegationTokenResponseDescribedDelegationToken {
  const flexible = v >= 2
  const principalType = flexible ? r.compactString() : r.string()
  const principalName = flexible ? r.compactString() : r.string()
  const tokenRequesterPrincipalType = v >= 3 ? r.compactString() : ''
  const tokenRequesterPrincipalName = v >= 3 ? r.compactString() : ''
  const issueTimestamp = r.int64()
  const expiryTimestamp = r.int64()
  const maxTimestamp = r.int64()
  const tokenId = flexible ? r.compactString() : r.string()
  const hmac = flexible ? r.compactBytes() : r.bytes()
  const renewersCount = flexible ? r.compactArrayLength(3, 96) : r.arrayLength(4, 96)
  const renewers: DescribeDelegationTokenResponseDescribedDelegationTokenRenewer[] = sized(renewersCount)
  for (let i = 0; i < renewersCount; i++) renewers[i] = readDescribeDelegationTokenResponseDescribedDelegationTokenRenewer(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeDelegationTokenResponseDescribedDelegationToken = {
    principalType,
    principalName,
    tokenRequesterPrincipalType,
    tokenRequesterPrincipalName,
    issueTimestamp,
    expiryTimestamp,
    maxTimestamp,
    tokenId,
    hmac,
    renewers,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeDelegationTokenResponseDescribedDelegationTokenRenewer {
  principalType: string
  principalName: string
  unknownTags?: TaggedField[]
}

export function newDescribeDelegationTokenResponseDescribedDelegationTokenRenewer({
  principalType = '',
  principalName = '',
  unknownTags,
}: Partial<DescribeDelegationTokenResponseDescribedDelegationTokenRenewer> = {}): DescribeDelegationTokenResponseDescribedDelegationTokenRenewer {
  const m: DescribeDelegationTokenResponseDescribedDelegationTokenRenewer = { principalType, principalName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeDelegationTokenResponseDescribedDelegationTokenRenewer(w: Writer, m: DescribeDelegationTokenResponseDescribedDelegationTokenRenewer, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.principalType)
  else w.string(m.principalType)
  if (flexible) w.compactString(m.principalName)
  else w.string(m.principalName)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeDelegationTokenResponseDescribedDelegationTokenRenewer(r: Reader, v: number): DescribeDelegationTokenResponseDescribedDelegationTokenRenewer {
  const flexible = v >= 2
  const principalType = flexible ? r.compactString() : r.string()
  const principalName = flexible ? r.compactString() : r.string()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeDelegationTokenResponseDescribedDelegationTokenRenewer = { principalType, principalName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeDelegationTokenApi = {
  key: 41,
  name: 'DescribeDelegationToken',
  versions: [1, 3],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readDescribeDelegationTokenRequest,
  writeRequest: writeDescribeDelegationTokenRequest,
  readResponse: readDescribeDelegationTokenResponse,
  writeResponse: writeDescribeDelegationTokenResponse,
} as const satisfies ApiDef<DescribeDelegationTokenRequest, DescribeDelegationTokenResponse>
