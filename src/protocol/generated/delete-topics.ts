// GENERATED from schemas/apis/delete-topics.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { nullField, unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DeleteTopicsRequest {
  topics: DeleteTopicsRequestDeleteTopicState[] // 6+
  topicNames: string[] // 1-5
  timeoutMs: number
  unknownTags?: TaggedField[]
}

export function newDeleteTopicsRequest({
  topics = [],
  topicNames = [],
  timeoutMs = 0,
  unknownTags,
}: Partial<DeleteTopicsRequest> = {}): DeleteTopicsRequest {
  const m: DeleteTopicsRequest = { topics, topicNames, timeoutMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteTopicsRequest(w: Writer, m: DeleteTopicsRequest, v: number): void {
  if (v < 1 || v > 6) throw unsupportedVersion('DeleteTopicsRequest', v, 1, 6)
  w.begin('DeleteTopicsRequest', v)
  const flexible = v >= 4
  if (v >= 6) {
    w.compactArrayLength(m.topics.length)
    for (const element of m.topics) writeDeleteTopicsRequestDeleteTopicState(w, element, v)
  } else if (m.topics.length > 0) throw unsupportedField('DeleteTopicsRequest.Topics', v)
  if (v <= 5) {
    if (flexible) w.compactArrayLength(m.topicNames.length)
    else w.arrayLength(m.topicNames.length)
    for (const element of m.topicNames) {
      if (flexible) w.compactString(element)
      else w.string(element)
    }
  }
  w.int32(m.timeoutMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteTopicsRequest(r: Reader, v: number): DeleteTopicsRequest {
  if (v < 1 || v > 6) throw unsupportedVersion('DeleteTopicsRequest', v, 1, 6)
  r.begin('DeleteTopicsRequest', v)
  const flexible = v >= 4
  const topicsCount = v >= 6 ? r.compactArrayLength(18, 112) : 0
  const topics: DeleteTopicsRequestDeleteTopicState[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDeleteTopicsRequestDeleteTopicState(r, v)
  const topicNamesCount = v <= 5 ? (flexible ? r.compactArrayLength(1, 32) : r.arrayLength(2, 32)) : 0
  const topicNames: string[] = sized(topicNamesCount)
  for (let i = 0; i < topicNamesCount; i++) topicNames[i] = flexible ? r.compactString() : r.string()
  const timeoutMs = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteTopicsRequest = { topics, topicNames, timeoutMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteTopicsRequestDeleteTopicState {
  name: string | null
  topicId: Uuid
  unknownTags?: TaggedField[]
}

export function newDeleteTopicsRequestDeleteTopicState({
  name = null,
  topicId = ZERO_UUID,
  unknownTags,
}: Partial<DeleteTopicsRequestDeleteTopicState> = {}): DeleteTopicsRequestDeleteTopicState {
  const m: DeleteTopicsRequestDeleteTopicState = { name, topicId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteTopicsRequestDeleteTopicState(w: Writer, m: DeleteTopicsRequestDeleteTopicState, _v: number): void {
  w.compactNullableString(m.name)
  w.uuid(m.topicId)
  w.tags(m.unknownTags)
}

export function readDeleteTopicsRequestDeleteTopicState(r: Reader, _v: number): DeleteTopicsRequestDeleteTopicState {
  const name = r.compactNullableString()
  const topicId = r.uuid()
  const unknownTags = r.tags()
  const m: DeleteTopicsRequestDeleteTopicState = { name, topicId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteTopicsResponse {
  throttleTimeMs: number
  responses: DeleteTopicsResponseDeletableTopicResult[]
  unknownTags?: TaggedField[]
}

export function newDeleteTopicsResponse({
  throttleTimeMs = 0,
  responses = [],
  unknownTags,
}: Partial<DeleteTopicsResponse> = {}): DeleteTopicsResponse {
  const m: DeleteTopicsResponse = { throttleTimeMs, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteTopicsResponse(w: Writer, m: DeleteTopicsResponse, v: number): void {
  if (v < 1 || v > 6) throw unsupportedVersion('DeleteTopicsResponse', v, 1, 6)
  w.begin('DeleteTopicsResponse', v)
  const flexible = v >= 4
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.responses.length)
  else w.arrayLength(m.responses.length)
  for (const element of m.responses) writeDeleteTopicsResponseDeletableTopicResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteTopicsResponse(r: Reader, v: number): DeleteTopicsResponse {
  if (v < 1 || v > 6) throw unsupportedVersion('DeleteTopicsResponse', v, 1, 6)
  r.begin('DeleteTopicsResponse', v)
  const flexible = v >= 4
  const throttleTimeMs = r.int32()
  const responsesCount = flexible ? r.compactArrayLength(4, 152) : r.arrayLength(4, 152)
  const responses: DeleteTopicsResponseDeletableTopicResult[] = sized(responsesCount)
  for (let i = 0; i < responsesCount; i++) responses[i] = readDeleteTopicsResponseDeletableTopicResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteTopicsResponse = { throttleTimeMs, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteTopicsResponseDeletableTopicResult {
  name: string | null // null in 6+
  topicId: Uuid // 6+
  errorCode: number
  errorMessage: string | null // 5+
  unknownTags?: TaggedField[]
}

export function newDeleteTopicsResponseDeletableTopicResult({
  name = '',
  topicId = ZERO_UUID,
  errorCode = 0,
  errorMessage = null,
  unknownTags,
}: Partial<DeleteTopicsResponseDeletableTopicResult> = {}): DeleteTopicsResponseDeletableTopicResult {
  const m: DeleteTopicsResponseDeletableTopicResult = { name, topicId, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteTopicsResponseDeletableTopicResult(w: Writer, m: DeleteTopicsResponseDeletableTopicResult, v: number): void {
  const flexible = v >= 4
  if (m.name === null && v < 6) throw nullField('DeleteTopicsResponse.Name', v)
  if (flexible) w.compactNullableString(m.name)
  else w.nullableString(m.name)
  if (v >= 6) w.uuid(m.topicId)
  w.int16(m.errorCode)
  if (v >= 5) w.compactNullableString(m.errorMessage)
  if (flexible) w.tags(m.unknownTags)
}

export function readDeleteTopicsResponseDeletableTopicResult(r: Reader, v: number): DeleteTopicsResponseDeletableTopicResult {
  const flexible = v >= 4
  const name = v >= 6 ? (flexible ? r.compactNullableString() : r.nullableString()) : (flexible ? r.compactString() : r.string())
  const topicId = v >= 6 ? r.uuid() : ZERO_UUID
  const errorCode = r.int16()
  const errorMessage = v >= 5 ? r.compactNullableString() : null
  const unknownTags = flexible ? r.tags() : undefined
  const m: DeleteTopicsResponseDeletableTopicResult = { name, topicId, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const deleteTopicsApi = {
  key: 20,
  name: 'DeleteTopics',
  versions: [1, 6],
  flexibleFrom: 4,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readDeleteTopicsRequest,
  writeRequest: writeDeleteTopicsRequest,
  readResponse: readDeleteTopicsResponse,
  writeResponse: writeDeleteTopicsResponse,
} as const satisfies ApiDef<DeleteTopicsRequest, DeleteTopicsResponse>
