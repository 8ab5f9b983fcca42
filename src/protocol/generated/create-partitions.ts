// GENERATED from schemas/apis/create-partitions.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface CreatePartitionsRequest {
  topics: CreatePartitionsRequestTopic[]
  timeoutMs: number
  validateOnly: boolean
  unknownTags?: TaggedField[]
}

export function newCreatePartitionsRequest({
  topics = [],
  timeoutMs = 0,
  validateOnly = false,
  unknownTags,
}: Partial<CreatePartitionsRequest> = {}): CreatePartitionsRequest {
  const m: CreatePartitionsRequest = { topics, timeoutMs, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreatePartitionsRequest(w: Writer, m: CreatePartitionsRequest, v: number): void {
  if (v < 0 || v > 3) throw unsupportedVersion('CreatePartitionsRequest', v, 0, 3)
  w.begin('CreatePartitionsRequest', v)
  const flexible = v >= 2
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeCreatePartitionsRequestTopic(w, element, v)
  w.int32(m.timeoutMs)
  w.bool(m.validateOnly)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreatePartitionsRequest(r: Reader, v: number): CreatePartitionsRequest {
  if (v < 0 || v > 3) throw unsupportedVersion('CreatePartitionsRequest', v, 0, 3)
  r.begin('CreatePartitionsRequest', v)
  const flexible = v >= 2
  const topicsCount = flexible ? r.compactArrayLength(7, 128) : r.arrayLength(10, 128)
  const topics: CreatePartitionsRequestTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readCreatePartitionsRequestTopic(r, v)
  const timeoutMs = r.int32()
  const validateOnly = r.bool()
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreatePartitionsRequest = { topics, timeoutMs, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreatePartitionsRequestTopic {
  name: string
  count: number
  assignments: CreatePartitionsRequestAssignment[] | null
  unknownTags?: TaggedField[]
}

export function newCreatePartitionsRequestTopic({
  name = '',
  count = 0,
  assignments = [],
  unknownTags,
}: Partial<CreatePartitionsRequestTopic> = {}): CreatePartitionsRequestTopic {
  const m: CreatePartitionsRequestTopic = { name, count, assignments }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreatePartitionsRequestTopic(w: Writer, m: CreatePartitionsRequestTopic, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  w.int32(m.count)
  if (m.assignments === null) w.nullArray(flexible)
  else {
    if (flexible) w.compactArrayLength(m.assignments.length)
    else w.arrayLength(m.assignments.length)
    for (const element of m.assignments) writeCreatePartitionsRequestAssignment(w, element, v)
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readCreatePartitionsRequestTopic(r: Reader, v: number): CreatePartitionsRequestTopic {
  const flexible = v >= 2
  const name = flexible ? r.compactString() : r.string()
  const count = r.int32()
  let assignments: CreatePartitionsRequestAssignment[] | null = []
  {
    const n = flexible ? r.compactNullableArrayLength(2, 88) : r.nullableArrayLength(4, 88)
    assignments = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) assignments![i] = readCreatePartitionsRequestAssignment(r, v)
  }
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreatePartitionsRequestTopic = { name, count, assignments }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreatePartitionsRequestAssignment {
  brokerIds: number[]
  unknownTags?: TaggedField[]
}

export function newCreatePartitionsRequestAssignment({
  brokerIds = [],
  unknownTags,
}: Partial<CreatePartitionsRequestAssignment> = {}): CreatePartitionsRequestAssignment {
  const m: CreatePartitionsRequestAssignment = { brokerIds }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreatePartitionsRequestAssignment(w: Writer, m: CreatePartitionsRequestAssignment, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactArrayLength(m.brokerIds.length)
  else w.arrayLength(m.brokerIds.length)
  for (const element of m.brokerIds) w.int32(element)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreatePartitionsRequestAssignment(r: Reader, v: number): CreatePartitionsRequestAssignment {
  const flexible = v >= 2
  const brokerIdsCount = flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)
  const brokerIds: number[] = sized(brokerIdsCount)
  for (let i = 0; i < brokerIdsCount; i++) brokerIds[i] = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreatePartitionsRequestAssignment = { brokerIds }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreatePartitionsResponse {
  throttleTimeMs: number
  results: CreatePartitionsResponseTopicResult[]
  unknownTags?: TaggedField[]
}

export function newCreatePartitionsResponse({
  throttleTimeMs = 0,
  results = [],
  unknownTags,
}: Partial<CreatePartitionsResponse> = {}): CreatePartitionsResponse {
  const m: CreatePartitionsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreatePartitionsResponse(w: Writer, m: CreatePartitionsResponse, v: number): void {
  if (v < 0 || v > 3) throw unsupportedVersion('CreatePartitionsResponse', v, 0, 3)
  w.begin('CreatePartitionsResponse', v)
  const flexible = v >= 2
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.results.length)
  else w.arrayLength(m.results.length)
  for (const element of m.results) writeCreatePartitionsResponseTopicResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreatePartitionsResponse(r: Reader, v: number): CreatePartitionsResponse {
  if (v < 0 || v > 3) throw unsupportedVersion('CreatePartitionsResponse', v, 0, 3)
  r.begin('CreatePartitionsResponse', v)
  const flexible = v >= 2
  const throttleTimeMs = r.int32()
  const resultsCount = flexible ? r.compactArrayLength(5, 104) : r.arrayLength(6, 104)
  const results: CreatePartitionsResponseTopicResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readCreatePartitionsResponseTopicResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreatePartitionsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreatePartitionsResponseTopicResult {
  name: string
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newCreatePartitionsResponseTopicResult({
  name = '',
  errorCode = 0,
  errorMessage = null,
  unknownTags,
}: Partial<CreatePartitionsResponseTopicResult> = {}): CreatePartitionsResponseTopicResult {
  const m: CreatePartitionsResponseTopicResult = { name, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreatePartitionsResponseTopicResult(w: Writer, m: CreatePartitionsResponseTopicResult, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreatePartitionsResponseTopicResult(r: Reader, v: number): CreatePartitionsResponseTopicResult {
  const flexible = v >= 2
  const name = flexible ? r.compactString() : r.string()
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreatePartitionsResponseTopicResult = { name, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const createPartitionsApi = {
  key: 37,
  name: 'CreatePartitions',
  versions: [0, 3],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readCreatePartitionsRequest,
  writeRequest: writeCreatePartitionsRequest,
  readResponse: readCreatePartitionsResponse,
  writeResponse: writeCreatePartitionsResponse,
} as const satisfies ApiDef<CreatePartitionsRequest, CreatePartitionsResponse>
