// GENERATED from schemas/apis/elect-leaders.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ElectLeadersRequest {
  electionType: number // 1+
  topicPartitions: ElectLeadersRequestTopicPartitions[] | null
  timeoutMs: number
  unknownTags?: TaggedField[]
}

export function newElectLeadersRequest({
  electionType = 0,
  topicPartitions = [],
  timeoutMs = 60000,
  unknownTags,
}: Partial<ElectLeadersRequest> = {}): ElectLeadersRequest {
  const m: ElectLeadersRequest = { electionType, topicPartitions, timeoutMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeElectLeadersRequest(w: Writer, m: ElectLeadersRequest, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('ElectLeadersRequest', v, 0, 2)
  w.begin('ElectLeadersRequest', v)
  const flexible = v >= 2
  if (v >= 1) w.int8(m.electionType)
  else if (m.electionType !== 0) throw unsupportedField('ElectLeadersRequest.ElectionType', v)
  if (m.topicPartitions === null) w.nullArray(flexible)
  else {
    if (flexible) w.compactArrayLength(m.topicPartitions.length)
    else w.arrayLength(m.topicPartitions.length)
    for (const element of m.topicPartitions) writeElectLeadersRequestTopicPartitions(w, element, v)
  }
  w.int32(m.timeoutMs)
  if (flexible) w.tags(m.unknownTags)
}

export function readElectLeadersRequest(r: Reader, v: number): ElectLeadersRequest {
  if (v < 0 || v > 2) throw unsupportedVersion('ElectLeadersRequest', v, 0, 2)
  r.begin('ElectLeadersRequest', v)
  const flexible = v >= 2
  const electionType = v >= 1 ? r.int8() : 0
  let topicPartitions: ElectLeadersRequestTopicPartitions[] | null = []
  {
    const n = flexible ? r.compactNullableArrayLength(3, 120) : r.nullableArrayLength(6, 120)
    topicPartitions = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) topicPartitions![i] = readElectLeadersRequestTopicPartitions(r, v)
  }
  const timeoutMs = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: ElectLeadersRequest = { electionType, topicPartitions, timeoutMs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ElectLeadersRequestTopicPartitions {
  topic: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newElectLeadersRequestTopicPartitions({
  topic = '',
  partitions = [],
  unknownTags,
}: Partial<ElectLeadersRequestTopicPartitions> = {}): ElectLeadersRequestTopicPartitions {
  const m: ElectLeadersRequestTopicPartitions = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeElectLeadersRequestTopicPartitions(w: Writer, m: ElectLeadersRequestTopicPartitions, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.topic)
  else w.string(m.topic)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  if (flexible) w.tags(m.unknownTags)
}

export function readElectLeadersRequestTopicPartitions(r: Reader, v: number): ElectLeadersRequestTopicPartitions {
  const flexible = v >= 2
  const topic = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: ElectLeadersRequestTopicPartitions = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ElectLeadersResponse {
  throttleTimeMs: number
  errorCode: number // 1+
  replicaElectionResults: ElectLeadersResponseReplicaElectionResult[]
  unknownTags?: TaggedField[]
}

export function newElectLeadersResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  replicaElectionResults = [],
  unknownTags,
}: Partial<ElectLeadersResponse> = {}): ElectLeadersResponse {
  const m: ElectLeadersResponse = { throttleTimeMs, errorCode, replicaElectionResults }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeElectLeadersResponse(w: Writer, m: ElectLeadersResponse, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('ElectLeadersResponse', v, 0, 2)
  w.begin('ElectLeadersResponse', v)
  const flexible = v >= 2
  w.int32(m.throttleTimeMs)
  if (v >= 1) w.int16(m.errorCode)
  else if (m.errorCode !== 0) throw unsupportedField('ElectLeadersResponse.ErrorCode', v)
  if (flexible) w.compactArrayLength(m.replicaElectionResults.length)
  else w.arrayLength(m.replicaElectionResults.length)
  for (const element of m.replicaElectionResults) writeElectLeadersResponseReplicaElectionResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readElectLeadersResponse(r: Reader, v: number): ElectLeadersResponse {
  if (v < 0 || v > 2) throw unsupportedVersion('ElectLeadersResponse', v, 0, 2)
  r.begin('ElectLeadersResponse', v)
  const flexible = v >= 2
  const throttleTimeMs = r.int32()
  const errorCode = v >= 1 ? r.int16() : 0
  const replicaElectionResultsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const replicaElectionResults: ElectLeadersResponseReplicaElectionResult[] = sized(replicaElectionResultsCount)
  for (let i = 0; i < replicaElectionResultsCount; i++) replicaElectionResults[i] = readElectLeadersResponseReplicaElectionResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: ElectLeadersResponse = { throttleTimeMs, errorCode, replicaElectionResults }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ElectLeadersResponseReplicaElectionResult {
  topic: string
  partitionResult: ElectLeadersResponsePartitionResult[]
  unknownTags?: TaggedField[]
}

export function newElectLeadersResponseReplicaElectionResult({
  topic = '',
  partitionResult = [],
  unknownTags,
}: Partial<ElectLeadersResponseReplicaElectionResult> = {}): ElectLeadersResponseReplicaElectionResult {
  const m: ElectLeadersResponseReplicaElectionResult = { topic, partitionResult }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeElectLeadersResponseReplicaElectionResult(w: Writer, m: ElectLeadersResponseReplicaElectionResult, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.topic)
  else w.string(m.topic)
  if (flexible) w.compactArrayLength(m.partitionResult.length)
  else w.arrayLength(m.partitionResult.length)
  for (const element of m.partitionResult) writeElectLeadersResponsePartitionResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readElectLeadersResponseReplicaElectionResult(r: Reader, v: number): ElectLeadersResponseReplicaElectionResult {
  const flexible = v >= 2
  const topic = flexible ? r.compactString() : r.string()
  const partitionResultCount = flexible ? r.compactArrayLength(8, 80) : r.arrayLength(8, 80)
  const partitionResult: ElectLeadersResponsePartitionResult[] = sized(partitionResultCount)
  for (let i = 0; i < partitionResultCount; i++) partitionResult[i] = readElectLeadersResponsePartitionResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: ElectLeadersResponseReplicaElectionResult = { topic, partitionResult }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ElectLeadersResponsePartitionResult {
  partitionId: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newElectLeadersResponsePartitionResult({
  partitionId = 0,
  errorCode = 0,
  errorMessage = '',
  unknownTags,
}: Partial<ElectLeadersResponsePartitionResult> = {}): ElectLeadersResponsePartitionResult {
  const m: ElectLeadersResponsePartitionResult = { partitionId, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeElectLeadersResponsePartitionResult(w: Writer, m: ElectLeadersResponsePartitionResult, v: number): void {
  const flexible = v >= 2
  w.int32(m.partitionId)
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  if (flexible) w.tags(m.unknownTags)
}

export function readElectLeadersResponsePartitionResult(r: Reader, v: number): ElectLeadersResponsePartitionResult {
  const flexible = v >= 2
  const partitionId = r.int32()
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: ElectLeadersResponsePartitionResult = { partitionId, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const electLeadersApi = {
  key: 43,
  name: 'ElectLeaders',
  versions: [0, 2],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readElectLeadersRequest,
  writeRequest: writeElectLeadersRequest,
  readResponse: readElectLeadersResponse,
  writeResponse: writeElectLeadersResponse,
} as const satisfies ApiDef<ElectLeadersRequest, ElectLeadersResponse>
