// GENERATED from schemas/apis/alter-partition-reassignments.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AlterPartitionReassignmentsRequest {
  timeoutMs: number
  allowReplicationFactorChange: boolean // 1+
  topics: AlterPartitionReassignmentsRequestReassignableTopic[]
  unknownTags?: TaggedField[]
}

export function newAlterPartitionReassignmentsRequest({
  timeoutMs = 60000,
  allowReplicationFactorChange = true,
  topics = [],
  unknownTags,
}: Partial<AlterPartitionReassignmentsRequest> = {}): AlterPartitionReassignmentsRequest {
  const m: AlterPartitionReassignmentsRequest = { timeoutMs, allowReplicationFactorChange, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionReassignmentsRequest(w: Writer, m: AlterPartitionReassignmentsRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('AlterPartitionReassignmentsRequest', v, 0, 1)
  w.begin('AlterPartitionReassignmentsRequest', v)
  w.int32(m.timeoutMs)
  if (v >= 1) w.bool(m.allowReplicationFactorChange)
  else if (!m.allowReplicationFactorChange) throw unsupportedField('AlterPartitionReassignmentsRequest.AllowReplicationFactorChange', v)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeAlterPartitionReassignmentsRequestReassignableTopic(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterPartitionReassignmentsRequest(r: Reader, v: number): AlterPartitionReassignmentsRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('AlterPartitionReassignmentsRequest', v, 0, 1)
  r.begin('AlterPartitionReassignmentsRequest', v)
  const timeoutMs = r.int32()
  const allowReplicationFactorChange = v >= 1 ? r.bool() : true
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: AlterPartitionReassignmentsRequestReassignableTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readAlterPartitionReassignmentsRequestReassignableTopic(r, v)
  const unknownTags = r.tags()
  const m: AlterPartitionReassignmentsRequest = { timeoutMs, allowReplicationFactorChange, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterPartitionReassignmentsRequestReassignableTopic {
  name: string
  partitions: AlterPartitionReassignmentsRequestReassignablePartition[]
  unknownTags?: TaggedField[]
}

export function newAlterPartitionReassignmentsRequestReassignableTopic({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<AlterPartitionReassignmentsRequestReassignableTopic> = {}): AlterPartitionReassignmentsRequestReassignableTopic {
  const m: AlterPartitionReassignmentsRequestReassignableTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionReassignmentsRequestReassignableTopic(w: Writer, m: AlterPartitionReassignmentsRequestReassignableTopic, v: number): void {
  w.compactString(m.name)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeAlterPartitionReassignmentsRequestReassignablePartition(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterPartitionReassignmentsRequestReassignableTopic(r: Reader, v: number): AlterPartitionReassignmentsRequestReassignableTopic {
  const name = r.compactString()
  const partitionsCount = r.compactArrayLength(6, 96)
  const partitions: AlterPartitionReassignmentsRequestReassignablePartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readAlterPartitionReassignmentsRequestReassignablePartition(r, v)
  const unknownTags = r.tags()
  const m: AlterPartitionReassignmentsRequestReassignableTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterPartitionReassignmentsRequestReassignablePartition {
  partitionIndex: number
  replicas: number[] | null
  unknownTags?: TaggedField[]
}

export function newAlterPartitionReassignmentsRequestReassignablePartition({
  partitionIndex = 0,
  replicas = null,
  unknownTags,
}: Partial<AlterPartitionReassignmentsRequestReassignablePartition> = {}): AlterPartitionReassignmentsRequestReassignablePartition {
  const m: AlterPartitionReassignmentsRequestReassignablePartition = { partitionIndex, replicas }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionReassignmentsRequestReassignablePartition(w: Writer, m: AlterPartitionReassignmentsRequestReassignablePartition, _v: number): void {
  w.int32(m.partitionIndex)
  if (m.replicas === null) w.uint8(0)
  else {
    w.compactArrayLength(m.replicas.length)
    for (const element of m.replicas) w.int32(element)
  }
  w.tags(m.unknownTags)
}

export function readAlterPartitionReassignmentsRequestReassignablePartition(r: Reader, _v: number): AlterPartitionReassignmentsRequestReassignablePartition {
  const partitionIndex = r.int32()
  let replicas: number[] | null = null
  {
    const n = r.compactNullableArrayLength(4, 8)
    replicas = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) replicas![i] = r.int32()
  }
  const unknownTags = r.tags()
  const m: AlterPartitionReassignmentsRequestReassignablePartition = { partitionIndex, replicas }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterPartitionReassignmentsResponse {
  throttleTimeMs: number
  allowReplicationFactorChange: boolean // 1+
  errorCode: number
  errorMessage: string | null
  responses: AlterPartitionReassignmentsResponseReassignableTopicResponse[]
  unknownTags?: TaggedField[]
}

export function newAlterPartitionReassignmentsResponse({
  throttleTimeMs = 0,
  allowReplicationFactorChange = true,
  errorCode = 0,
  errorMessage = '',
  responses = [],
  unknownTags,
}: Partial<AlterPartitionReassignmentsResponse> = {}): AlterPartitionReassignmentsResponse {
  const m: AlterPartitionReassignmentsResponse = { throttleTimeMs, allowReplicationFactorChange, errorCode, errorMessage, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionReassignmentsResponse(w: Writer, m: AlterPartitionReassignmentsResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('AlterPartitionReassignmentsResponse', v, 0, 1)
  w.begin('AlterPartitionReassignmentsResponse', v)
  w.int32(m.throttleTimeMs)
  if (v >= 1) w.bool(m.allowReplicationFactorChange)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactArrayLength(m.responses.length)
  for (const element of m.responses) writeAlterPartitionReassignmentsResponseReassignableTopicResponse(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterPartitionReassignmentsResponse(r: Reader, v: number): AlterPartitionReassignmentsResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('AlterPartitionReassignmentsResponse', v, 0, 1)
  r.begin('AlterPartitionReassignmentsResponse', v)
  const throttleTimeMs = r.int32()
  const allowReplicationFactorChange = v >= 1 ? r.bool() : true
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const responsesCount = r.compactArrayLength(3, 120)
  const responses: AlterPartitionReassignmentsResponseReassignableTopicResponse[] = sized(responsesCount)
  for (let i = 0; i < responsesCount; i++) responses[i] = readAlterPartitionReassignmentsResponseReassignableTopicResponse(r, v)
  const unknownTags = r.tags()
  const m: AlterPartitionReassignmentsResponse = { throttleTimeMs, allowReplicationFactorChange, errorCode, errorMessage, responses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterPartitionReassignmentsResponseReassignableTopicResponse {
  name: string
  partitions: AlterPartitionReassignmentsResponseReassignablePartitionResponse[]
  unknownTags?: TaggedField[]
}

export function newAlterPartitionReassignmentsResponseReassignableTopicResponse({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<AlterPartitionReassignmentsResponseReassignableTopicResponse> = {}): AlterPartitionReassignmentsResponseReassignableTopicResponse {
  const m: AlterPartitionReassignmentsResponseReassignableTopicResponse = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionReassignmentsResponseReassignableTopicResponse(w: Writer, m: AlterPartitionReassignmentsResponseReassignableTopicResponse, v: number): void {
  w.compactString(m.name)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeAlterPartitionReassignmentsResponseReassignablePartitionResponse(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterPartitionReassignmentsResponseReassignableTopicResponse(r: Reader, v: number): AlterPartitionReassignmentsResponseReassignableTopicResponse {
  const name = r.compactString()
  const partitionsCount = r.compactArrayLength(8, 80)
  const partitions: AlterPartitionReassignmentsResponseReassignablePartitionResponse[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readAlterPartitionReassignmentsResponseReassignablePartitionResponse(r, v)
  const unknownTags = r.tags()
  const m: AlterPartitionReassignmentsResponseReassignableTopicResponse = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterPartitionReassignmentsResponseReassignablePartitionResponse {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newAlterPartitionReassignmentsResponseReassignablePartitionResponse({
  partitionIndex = 0,
  errorCode = 0,
  errorMessage = '',
  unknownTags,
}: Partial<AlterPartitionReassignmentsResponseReassignablePartitionResponse> = {}): AlterPartitionReassignmentsResponseReassignablePartitionResponse {
  const m: AlterPartitionReassignmentsResponseReassignablePartitionResponse = { partitionIndex, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionReassignmentsResponseReassignablePartitionResponse(w: Writer, m: AlterPartitionReassignmentsResponseReassignablePartitionResponse, _v: number): void {
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readAlterPartitionReassignmentsResponseReassignablePartitionResponse(r: Reader, _v: number): AlterPartitionReassignmentsResponseReassignablePartitionResponse {
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: AlterPartitionReassignmentsResponseReassignablePartitionResponse = { partitionIndex, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const alterPartitionReassignmentsApi = {
  key: 45,
  name: 'AlterPartitionReassignments',
  versions: [0, 1],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readAlterPartitionReassignmentsRequest,
  writeRequest: writeAlterPartitionReassignmentsRequest,
  readResponse: readAlterPartitionReassignmentsResponse,
  writeResponse: writeAlterPartitionReassignmentsResponse,
} as const satisfies ApiDef<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse>
