// GENERATED from schemas/apis/describe-user-scram-credentials.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeUserScramCredentialsRequest {
  users: DescribeUserScramCredentialsRequestUserName[] | null
  unknownTags?: TaggedField[]
}

export function newDescribeUserScramCredentialsRequest({
  users = [],
  unknownTags,
}: Partial<DescribeUserScramCredentialsRequest> = {}): DescribeUserScramCredentialsRequest {
  const m: DescribeUserScramCredentialsRequest = { users }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeUserScramCredentialsRequest(w: Writer, m: DescribeUserScramCredentialsRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeUserScramCredentialsRequest', v, 0, 0)
  w.begin('DescribeUserScramCredentialsRequest', v)
  if (m.users === null) w.uint8(0)
  else {
    w.compactArrayLength(m.users.length)
    for (const element of m.users) writeDescribeUserScramCredentialsRequestUserName(w, element, v)
  }
  w.tags(m.unknownTags)
}

export function readDescribeUserScramCredentialsRequest(r: Reader, v: number): DescribeUserScramCredentialsRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeUserScramCredentialsRequest', v, 0, 0)
  r.begin('DescribeUserScramCredentialsRequest', v)
  let users: DescribeUserScramCredentialsRequestUserName[] | null = []
  {
    const n = r.compactNullableArrayLength(2, 64)
    users = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) users![i] = readDescribeUserScramCredentialsRequestUserName(r, v)
  }
  const unknownTags = r.tags()
  const m: DescribeUserScramCredentialsRequest = { users }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeUserScramCredentialsRequestUserName {
  name: string
  unknownTags?: TaggedField[]
}

export function newDescribeUserScramCredentialsRequestUserName({
  name = '',
  unknownTags,
}: Partial<DescribeUserScramCredentialsRequestUserName> = {}): DescribeUserScramCredentialsRequestUserName {
  const m: DescribeUserScramCredentialsRequestUserName = { name }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeUserScramCredentialsRequestUserName(w: Writer, m: DescribeUserScramCredentialsRequestUserName, _v: number): void {
  w.compactString(m.name)
  w.tags(m.unknownTags)
}

export function readDescribeUserScramCredentialsRequestUserName(r: Reader, _v: number): DescribeUserScramCredentialsRequestUserName {
  const name = r.compactString()
  const unknownTags = r.tags()
  const m: DescribeUserScramCredentialsRequestUserName = { name }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeUserScramCredentialsResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  results: DescribeUserScramCredentialsResponseResult[]
  unknownTags?: TaggedField[]
}

export function newDescribeUserScramCredentialsResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = '',
  results = [],
  unknownTags,
}: Partial<DescribeUserScramCredentialsResponse> = {}): DescribeUserScramCredentialsResponse {
  const m: DescribeUserScramCredentialsResponse = { throttleTimeMs, errorCode, errorMessage, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeUserScramCredentialsResponse(w: Writer, m: DescribeUserScramCredentialsResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeUserScramCredentialsResponse', v, 0, 0)
  w.begin('DescribeUserScramCredentialsResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactArrayLength(m.results.length)
  for (const element of m.results) writeDescribeUserScramCredentialsResponseResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeUserScramCredentialsResponse(r: Reader, v: number): DescribeUserScramCredentialsResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeUserScramCredentialsResponse', v, 0, 0)
  r.begin('DescribeUserScramCredentialsResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const resultsCount = r.compactArrayLength(6, 160)
  const results: DescribeUserScramCredentialsResponseResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readDescribeUserScramCredentialsResponseResult(r, v)
  const unknownTags = r.tags()
  const m: DescribeUserScramCredentialsResponse = { throttleTimeMs, errorCode, errorMessage, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeUserScramCredentialsResponseResult {
  user: string
  errorCode: number
  errorMessage: string | null
  credentialInfos: DescribeUserScramCredentialsResponseCredentialInfo[]
  unknownTags?: TaggedField[]
}

export function newDescribeUserScramCredentialsResponseResult({
  user = '',
  errorCode = 0,
  errorMessage = '',
  credentialInfos = [],
  unknownTags,
}: Partial<DescribeUserScramCredentialsResponseResult> = {}): DescribeUserScramCredentialsResponseResult {
  const m: DescribeUserScramCredentialsResponseResult = { user, errorCode, errorMessage, credentialInfos }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeUserScramCredentialsResponseResult(w: Writer, m: DescribeUserScramCredentialsResponseResult, v: number): void {
  w.compactString(m.user)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactArrayLength(m.credentialInfos.length)
  for (const element of m.credentialInfos) writeDescribeUserScramCredentialsResponseCredentialInfo(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeUserScramCredentialsResponseResult(r: Reader, v: number): DescribeUserScramCredentialsResponseResult {
  const user = r.compactString()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const credentialInfosCount = r.compactArrayLength(6, 48)
  const credentialInfos: DescribeUserScramCredentialsResponseCredentialInfo[] = sized(credentialInfosCount)
  for (let i = 0; i < credentialInfosCount; i++) credentialInfos[i] = readDescribeUserScramCredentialsResponseCredentialInfo(r, v)
  const unknownTags = r.tags()
  const m: DescribeUserScramCredentialsResponseResult = { user, errorCode, errorMessage, credentialInfos }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeUserScramCredentialsResponseCredentialInfo {
  mechanism: number
  iterations: number
  unknownTags?: TaggedField[]
}

export function newDescribeUserScramCredentialsResponseCredentialInfo({
  mechanism = 0,
  iterations = 0,
  unknownTags,
}: Partial<DescribeUserScramCredentialsResponseCredentialInfo> = {}): DescribeUserScramCredentialsResponseCredentialInfo {
  const m: DescribeUserScramCredentialsResponseCredentialInfo = { mechanism, iterations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeUserScramCredentialsResponseCredentialInfo(w: Writer, m: DescribeUserScramCredentialsResponseCredentialInfo, _v: number): void {
  w.int8(m.mechanism)
  w.int32(m.iterations)
  w.tags(m.unknownTags)
}

export function readDescribeUserScramCredentialsResponseCredentialInfo(r: Reader, _v: number): DescribeUserScramCredentialsResponseCredentialInfo {
  const mechanism = r.int8()
  const iterations = r.int32()
  const unknownTags = r.tags()
  const m: DescribeUserScramCredentialsResponseCredentialInfo = { mechanism, iterations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeUserScramCredentialsApi = {
  key: 50,
  name: 'DescribeUserScramCredentials',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readDescribeUserScramCredentialsRequest,
  writeRequest: writeDescribeUserScramCredentialsRequest,
  readResponse: readDescribeUserScramCredentialsResponse,
  writeResponse: writeDescribeUserScramCredentialsResponse,
} as const satisfies ApiDef<DescribeUserScramCredentialsRequest, DescribeUserScramCredentialsResponse>
