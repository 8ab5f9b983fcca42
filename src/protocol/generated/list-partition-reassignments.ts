// GENERATED from schemas/apis/list-partition-reassignments.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ListPartitionReassignmentsRequest {
  timeoutMs: number
  topics: ListPartitionReassignmentsRequestTopics[] | null
  unknownTags?: TaggedField[]
}

export function newListPartitionReassignmentsRequest({
  timeoutMs = 60000,
  topics = null,
  unknownTags,
}: Partial<ListPartitionReassignmentsRequest> = {}): ListPartitionReassignmentsRequest {
  const m: ListPartitionReassignmentsRequest = { timeoutMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListPartitionReassignmentsRequest(w: Writer, m: ListPartitionReassignmentsRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ListPartitionReassignmentsRequest', v, 0, 0)
  w.begin('ListPartitionReassignmentsRequest', v)
  w.int32(m.timeoutMs)
  if (m.topics === null) w.uint8(0)
  else {
    w.compactArrayLength(m.topics.length)
    for (const element of m.topics) writeListPartitionReassignmentsRequestTopics(w, element, v)
  }
  w.tags(m.unknownTags)
}

export function readListPartitionReassignmentsRequest(r: Reader, v: number): ListPartitionReassignmentsRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('ListPartitionReassignmentsRequest', v, 0, 0)
  r.begin('ListPartitionReassignmentsRequest', v)
  const timeoutMs = r.int32()
  let topics: ListPartitionReassignmentsRequestTopics[] | null = null
  {
    const n = r.compactNullableArrayLength(3, 120)
    topics = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) topics![i] = readListPartitionReassignmentsRequestTopics(r, v)
  }
  const unknownTags = r.tags()
  const m: ListPartitionReassignmentsRequest = { timeoutMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListPartitionReassignmentsRequestTopics {
  name: string
  partitionIndexes: number[]
  unknownTags?: TaggedField[]
}

export function newListPartitionReassignmentsRequestTopics({
  name = '',
  partitionIndexes = [],
  unknownTags,
}: Partial<ListPartitionReassignmentsRequestTopics> = {}): ListPartitionReassignmentsRequestTopics {
  const m: ListPartitionReassignmentsRequestTopics = { name, partitionIndexes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListPartitionReassignmentsRequestTopics(w: Writer, m: ListPartitionReassignmentsRequestTopics, _v: number): void {
  w.compactString(m.name)
  w.compactArrayLength(m.partitionIndexes.length)
  for (const element of m.partitionIndexes) w.int32(element)
  w.tags(m.unknownTags)
}

export function readListPartitionReassignmentsRequestTopics(r: Reader, _v: number): ListPartitionReassignmentsRequestTopics {
  const name = r.compactString()
  const partitionIndexesCount = r.compactArrayLength(4, 8)
  const partitionIndexes: number[] = sized(partitionIndexesCount)
  for (let i = 0; i < partitionIndexesCount; i++) partitionIndexes[i] = r.int32()
  const unknownTags = r.tags()
  const m: ListPartitionReassignmentsRequestTopics = { name, partitionIndexes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListPartitionReassignmentsResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  topics: ListPartitionReassignmentsResponseOngoingTopicReassignment[]
  unknownTags?: TaggedField[]
}

export function newListPartitionReassignmentsResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = '',
  topics = [],
  unknownTags,
}: Partial<ListPartitionReassignmentsResponse> = {}): ListPartitionReassignmentsResponse {
  const m: ListPartitionReassignmentsResponse = { throttleTimeMs, errorCode, errorMessage, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListPartitionReassignmentsResponse(w: Writer, m: ListPartitionReassignmentsResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ListPartitionReassignmentsResponse', v, 0, 0)
  w.begin('ListPartitionReassignmentsResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeListPartitionReassignmentsResponseOngoingTopicReassignment(w, element, v)
  w.tags(m.unknownTags)
}

export function readListPartitionReassignmentsResponse(r: Reader, v: number): ListPartitionReassignmentsResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('ListPartitionReassignmentsResponse', v, 0, 0)
  r.begin('ListPartitionReassignmentsResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: ListPartitionReassignmentsResponseOngoingTopicReassignment[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readListPartitionReassignmentsResponseOngoingTopicReassignment(r, v)
  const unknownTags = r.tags()
  const m: ListPartitionReassignmentsResponse = { throttleTimeMs, errorCode, errorMessage, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListPartitionReassignmentsResponseOngoingTopicReassignment {
  name: string
  partitions: ListPartitionReassignmentsResponseOngoingPartitionReassignment[]
  unknownTags?: TaggedField[]
}

export function newListPartitionReassignmentsResponseOngoingTopicReassignment({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<ListPartitionReassignmentsResponseOngoingTopicReassignment> = {}): ListPartitionReassignmentsResponseOngoingTopicReassignment {
  const m: ListPartitionReassignmentsResponseOngoingTopicReassignment = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListPartitionReassignmentsResponseOngoingTopicReassignment(w: Writer, m: ListPartitionReassignmentsResponseOngoingTopicReassignment, v: number): void {
  w.compactString(m.name)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeListPartitionReassignmentsResponseOngoingPartitionReassignment(w, element, v)
  w.tags(m.unknownTags)
}

export function readListPartitionReassignmentsResponseOngoingTopicReassignment(r: Reader, v: number): ListPartitionReassignmentsResponseOngoingTopicReassignment {
  const name = r.compactString()
  const partitionsCount = r.compactArrayLength(8, 208)
  const partitions: ListPartitionReassignmentsResponseOngoingPartitionReassignment[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readListPartitionReassignmentsResponseOngoingPartitionReassignment(r, v)
  const unknownTags = r.tags()
  const m: ListPartitionReassignmentsResponseOngoingTopicReassignment = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListPartitionReassignmentsResponseOngoingPartitionReassignment {
  partitionIndex: number
  replicas: number[]
  addingReplicas: number[]
  removingReplicas: number[]
  unknownTags?: TaggedField[]
}

export function newListPartitionReassignmentsResponseOngoingPartitionReassignment({
  partitionIndex = 0,
  replicas = [],
  addingReplicas = [],
  removingReplicas = [],
  unknownTags,
}: Partial<ListPartitionReassignmentsResponseOngoingPartitionReassignment> = {}): ListPartitionReassignmentsResponseOngoingPartitionReassignment {
  const m: ListPartitionReassignmentsResponseOngoingPartitionReassignment = { partitionIndex, replicas, addingReplicas, removingReplicas }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListPartitionReassignmentsResponseOngoingPartitionReassignment(w: Writer, m: ListPartitionReassignmentsResponseOngoingPartitionReassignment, _v: number): void {
  w.int32(m.partitionIndex)
  w.compactArrayLength(m.replicas.length)
  for (const element of m.replicas) w.int32(element)
  w.compactArrayLength(m.addingReplicas.length)
  for (const element of m.addingReplicas) w.int32(element)
  w.compactArrayLength(m.removingReplicas.length)
  for (const element of m.removingReplicas) w.int32(element)
  w.tags(m.unknownTags)
}

export function readListPartitionReassignmentsResponseOngoingPartitionReassignment(r: Reader, _v: number): ListPartitionReassignmentsResponseOngoingPartitionReassignment {
  const partitionIndex = r.int32()
  const replicasCount = r.compactArrayLength(4, 8)
  const replicas: number[] = sized(replicasCount)
  for (let i = 0; i < replicasCount; i++) replicas[i] = r.int32()
  const addingReplicasCount = r.compactArrayLength(4, 8)
  const addingReplicas: number[] = sized(addingReplicasCount)
  for (let i = 0; i < addingReplicasCount; i++) addingReplicas[i] = r.int32()
  const removingReplicasCount = r.compactArrayLength(4, 8)
  const removingReplicas: number[] = sized(removingReplicasCount)
  for (let i = 0; i < removingReplicasCount; i++) removingReplicas[i] = r.int32()
  const unknownTags = r.tags()
  const m: ListPartitionReassignmentsResponseOngoingPartitionReassignment = { partitionIndex, replicas, addingReplicas, removingReplicas }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const listPartitionReassignmentsApi = {
  key: 46,
  name: 'ListPartitionReassignments',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readListPartitionReassignmentsRequest,
  writeRequest: writeListPartitionReassignmentsRequest,
  readResponse: readListPartitionReassignmentsResponse,
  writeResponse: writeListPartitionReassignmentsResponse,
} as const satisfies ApiDef<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse>
