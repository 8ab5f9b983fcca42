// GENERATED from schemas/apis/alter-user-scram-credentials.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AlterUserScramCredentialsRequest {
  deletions: AlterUserScramCredentialsRequestScramCredentialDeletion[]
  upsertions: AlterUserScramCredentialsRequestScramCredentialUpsertion[]
  unknownTags?: TaggedField[]
}

export function newAlterUserScramCredentialsRequest({
  deletions = [],
  upsertions = [],
  unknownTags,
}: Partial<AlterUserScramCredentialsRequest> = {}): AlterUserScramCredentialsRequest {
  const m: AlterUserScramCredentialsRequest = { deletions, upsertions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterUserScramCredentialsRequest(w: Writer, m: AlterUserScramCredentialsRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('AlterUserScramCredentialsRequest', v, 0, 0)
  w.begin('AlterUserScramCredentialsRequest', v)
  w.compactArrayLength(m.deletions.length)
  for (const element of m.deletions) writeAlterUserScramCredentialsRequestScramCredentialDeletion(w, element, v)
  w.compactArrayLength(m.upsertions.length)
  for (const element of m.upsertions) writeAlterUserScramCredentialsRequestScramCredentialUpsertion(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterUserScramCredentialsRequest(r: Reader, v: number): AlterUserScramCredentialsRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('AlterUserScramCredentialsRequest', v, 0, 0)
  r.begin('AlterUserScramCredentialsRequest', v)
  const deletionsCount = r.compactArrayLength(3, 72)
  const deletions: AlterUserScramCredentialsRequestScramCredentialDeletion[] = sized(deletionsCount)
  for (let i = 0; i < deletionsCount; i++) deletions[i] = readAlterUserScramCredentialsRequestScramCredentialDeletion(r, v)
  const upsertionsCount = r.compactArrayLength(9, 320)
  const upsertions: AlterUserScramCredentialsRequestScramCredentialUpsertion[] = sized(upsertionsCount)
  for (let i = 0; i < upsertionsCount; i++) upsertions[i] = readAlterUserScramCredentialsRequestScramCredentialUpsertion(r, v)
  const unknownTags = r.tags()
  const m: AlterUserScramCredentialsRequest = { deletions, upsertions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterUserScramCredentialsRequestScramCredentialDeletion {
  name: string
  mechanism: number
  unknownTags?: TaggedField[]
}

export function newAlterUserScramCredentialsRequestScramCredentialDeletion({
  name = '',
  mechanism = 0,
  unknownTags,
}: Partial<AlterUserScramCredentialsRequestScramCredentialDeletion> = {}): AlterUserScramCredentialsRequestScramCredentialDeletion {
  const m: AlterUserScramCredentialsRequestScramCredentialDeletion = { name, mechanism }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterUserScramCredentialsRequestScramCredentialDeletion(w: Writer, m: AlterUserScramCredentialsRequestScramCredentialDeletion, _v: number): void {
  w.compactString(m.name)
  w.int8(m.mechanism)
  w.tags(m.unknownTags)
}

export function readAlterUserScramCredentialsRequestScramCredentialDeletion(r: Reader, _v: number): AlterUserScramCredentialsRequestScramCredentialDeletion {
  const name = r.compactString()
  const mechanism = r.int8()
  const unknownTags = r.tags()
  const m: AlterUserScramCredentialsRequestScramCredentialDeletion = { name, mechanism }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterUserScramCredentialsRequestScramCredentialUpsertion {
  name: string
  mechanism: number
  iterations: number
  salt: Buffer
  saltedPassword: Buffer
  unknownTags?: TaggedField[]
}

export function newAlterUserScramCredentialsRequestScramCredentialUpsertion({
  name = '',
  mechanism = 0,
  iterations = 0,
  salt = Buffer.alloc(0),
  saltedPassword = Buffer.alloc(0),
  unknownTags,
}: Partial<AlterUserScramCredentialsRequestScramCredentialUpsertion> = {}): AlterUserScramCredentialsRequestScramCredentialUpsertion {
  const m: AlterUserScramCredentialsRequestScramCredentialUpsertion = { name, mechanism, iterations, salt, saltedPassword }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterUserScramCredentialsRequestScramCredentialUpsertion(w: Writer, m: AlterUserScramCredentialsRequestScramCredentialUpsertion, _v: number): void {
  w.compactString(m.name)
  w.int8(m.mechanism)
  w.int32(m.iterations)
  w.compactBytes(m.salt)
  w.compactBytes(m.saltedPassword)
  w.tags(m.unknownTags)
}

export function readAlterUserScramCredentialsRequestScramCredentialUpsertion(r: Reader, _v: number): AlterUserScramCredentialsRequestScramCredentialUpsertion {
  const name = r.compactString()
  const mechanism = r.int8()
  const iterations = r.int32()
  const salt = r.compactBytes()
  const saltedPassword = r.compactBytes()
  const unknownTags = r.tags()
  const m: AlterUserScramCredentialsRequestScramCredentialUpsertion = { name, mechanism, iterations, salt, saltedPassword }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterUserScramCredentialsResponse {
  throttleTimeMs: number
  results: AlterUserScramCredentialsResponseResult[]
  unknownTags?: TaggedField[]
}

export function newAlterUserScramCredentialsResponse({
  throttleTimeMs = 0,
  results = [],
  unknownTags,
}: Partial<AlterUserScramCredentialsResponse> = {}): AlterUserScramCredentialsResponse {
  const m: AlterUserScramCredentialsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterUserScramCredentialsResponse(w: Writer, m: AlterUserScramCredentialsResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('AlterUserScramCredentialsResponse', v, 0, 0)
  w.begin('AlterUserScramCredentialsResponse', v)
  w.int32(m.throttleTimeMs)
  w.compactArrayLength(m.results.length)
  for (const element of m.results) writeAlterUserScramCredentialsResponseResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterUserScramCredentialsResponse(r: Reader, v: number): AlterUserScramCredentialsResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('AlterUserScramCredentialsResponse', v, 0, 0)
  r.begin('AlterUserScramCredentialsResponse', v)
  const throttleTimeMs = r.int32()
  const resultsCount = r.compactArrayLength(5, 104)
  const results: AlterUserScramCredentialsResponseResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readAlterUserScramCredentialsResponseResult(r, v)
  const unknownTags = r.tags()
  const m: AlterUserScramCredentialsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterUserScramCredentialsResponseResult {
  user: string
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newAlterUserScramCredentialsResponseResult({
  user = '',
  errorCode = 0,
  errorMessage = '',
  unknownTags,
}: Partial<AlterUserScramCredentialsResponseResult> = {}): AlterUserScramCredentialsResponseResult {
  const m: AlterUserScramCredentialsResponseResult = { user, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterUserScramCredentialsResponseResult(w: Writer, m: AlterUserScramCredentialsResponseResult, _v: number): void {
  w.compactString(m.user)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readAlterUserScramCredentialsResponseResult(r: Reader, _v: number): AlterUserScramCredentialsResponseResult {
  const user = r.compactString()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: AlterUserScramCredentialsResponseResult = { user, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const alterUserScramCredentialsApi = {
  key: 51,
  name: 'AlterUserScramCredentials',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readAlterUserScramCredentialsRequest,
  writeRequest: writeAlterUserScramCredentialsRequest,
  readResponse: readAlterUserScramCredentialsResponse,
  writeResponse: writeAlterUserScramCredentialsResponse,
} as const satisfies ApiDef<AlterUserScramCredentialsRequest, AlterUserScramCredentialsResponse>
