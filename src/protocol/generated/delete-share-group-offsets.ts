// GENERATED from schemas/apis/delete-share-group-offsets.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DeleteShareGroupOffsetsRequest {
  groupId: string
  topics: DeleteShareGroupOffsetsRequestTopic[]
  unknownTags?: TaggedField[]
}

export function newDeleteShareGroupOffsetsRequest({
  groupId = '',
  topics = [],
  unknownTags,
}: Partial<DeleteShareGroupOffsetsRequest> = {}): DeleteShareGroupOffsetsRequest {
  const m: DeleteShareGroupOffsetsRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteShareGroupOffsetsRequest(w: Writer, m: DeleteShareGroupOffsetsRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DeleteShareGroupOffsetsRequest', v, 0, 0)
  w.begin('DeleteShareGroupOffsetsRequest', v)
  w.compactString(m.groupId)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeDeleteShareGroupOffsetsRequestTopic(w, element, v)
  w.tags(m.unknownTags)
}

export function readDeleteShareGroupOffsetsRequest(r: Reader, v: number): DeleteShareGroupOffsetsRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('DeleteShareGroupOffsetsRequest', v, 0, 0)
  r.begin('DeleteShareGroupOffsetsRequest', v)
  const groupId = r.compactString()
  const topicsCount = r.compactArrayLength(2, 64)
  const topics: DeleteShareGroupOffsetsRequestTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDeleteShareGroupOffsetsRequestTopic(r, v)
  const unknownTags = r.tags()
  const m: DeleteShareGroupOffsetsRequest = { groupId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteShareGroupOffsetsRequestTopic {
  topicName: string
  unknownTags?: TaggedField[]
}

export function newDeleteShareGroupOffsetsRequestTopic({
  topicName = '',
  unknownTags,
}: Partial<DeleteShareGroupOffsetsRequestTopic> = {}): DeleteShareGroupOffsetsRequestTopic {
  const m: DeleteShareGroupOffsetsRequestTopic = { topicName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteShareGroupOffsetsRequestTopic(w: Writer, m: DeleteShareGroupOffsetsRequestTopic, _v: number): void {
  w.compactString(m.topicName)
  w.tags(m.unknownTags)
}

export function readDeleteShareGroupOffsetsRequestTopic(r: Reader, _v: number): DeleteShareGroupOffsetsRequestTopic {
  const topicName = r.compactString()
  const unknownTags = r.tags()
  const m: DeleteShareGroupOffsetsRequestTopic = { topicName }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteShareGroupOffsetsResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  responses: DeleteShareGroupOffsetsResponseTopic[]
  unknownTags?: TaggedField[]
}

export function newDeleteShareGroupOffsetsResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = null,
  responses = [],
  unknownTags,
}: Partial<DeleteShareGroupOffsetsResponse> = {}): DeleteShareGroupOffsetsResponse {
  const m: DeleteShareGroupOffsetsResponse = { throttleTimeMs, errorCode, errorMessage, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteShareGroupOffsetsResponse(w: Writer, m: DeleteShareGroupOffsetsResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DeleteShareGroupOffsetsResponse', v, 0, 0)
  w.begin('DeleteShareGroupOffsetsResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactArrayLength(m.responses.length)
  for (const element of m.responses) writeDeleteShareGroupOffsetsResponseTopic(w, element, v)
  w.tags(m.unknownTags)
}

export function readDeleteShareGroupOffsetsResponse(r: Reader, v: number): DeleteShareGroupOffsetsResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('DeleteShareGroupOffsetsResponse', v, 0, 0)
  r.begin('DeleteShareGroupOffsetsResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const responsesCount = r.compactArrayLength(21, 152)
  const responses: DeleteShareGroupOffsetsResponseTopic[] = sized(responsesCount)
  for (let i = 0; i < responsesCount; i++) responses[i] = readDeleteShareGroupOffsetsResponseTopic(r, v)
  const unknownTags = r.tags()
  const m: DeleteShareGroupOffsetsResponse = { throttleTimeMs, errorCode, errorMessage, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DeleteShareGroupOffsetsResponseTopic {
  topicName: string
  topicId: Uuid
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newDeleteShareGroupOffsetsResponseTopic({
  topicName = '',
  topicId = ZERO_UUID,
  errorCode = 0,
  errorMessage = null,
  unknownTags,
}: Partial<DeleteShareGroupOffsetsResponseTopic> = {}): DeleteShareGroupOffsetsResponseTopic {
  const m: DeleteShareGroupOffsetsResponseTopic = { topicName, topicId, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDeleteShareGroupOffsetsResponseTopic(w: Writer, m: DeleteShareGroupOffsetsResponseTopic, _v: number): void {
  w.compactString(m.topicName)
  w.uuid(m.topicId)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readDeleteShareGroupOffsetsResponseTopic(r: Reader, _v: number): DeleteShareGroupOffsetsResponseTopic {
  const topicName = r.compactString()
  const topicId = r.uuid()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: DeleteShareGroupOffsetsResponseTopic = { topicName, topicId, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const deleteShareGroupOffsetsApi = {
  key: 92,
  name: 'DeleteShareGroupOffsets',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readDeleteShareGroupOffsetsRequest,
  writeRequest: writeDeleteShareGroupOffsetsRequest,
  readResponse: readDeleteShareGroupOffsetsResponse,
  writeResponse: writeDeleteShareGroupOffsetsResponse,
} as const satisfies ApiDef<DeleteShareGroupOffsetsRequest, DeleteShareGroupOffsetsResponse>
