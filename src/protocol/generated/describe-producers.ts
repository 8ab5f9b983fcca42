// GENERATED from schemas/apis/describe-producers.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeProducersRequest {
  topics: DescribeProducersRequestTopicRequest[]
  unknownTags?: TaggedField[]
}

export function newDescribeProducersRequest({
  topics = [],
  unknownTags,
}: Partial<DescribeProducersRequest> = {}): DescribeProducersRequest {
  const m: DescribeProducersRequest = { topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeProducersRequest(w: Writer, m: DescribeProducersRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeProducersRequest', v, 0, 0)
  w.begin('DescribeProducersRequest', v)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeDescribeProducersRequestTopicRequest(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeProducersRequest(r: Reader, v: number): DescribeProducersRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeProducersRequest', v, 0, 0)
  r.begin('DescribeProducersRequest', v)
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: DescribeProducersRequestTopicRequest[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDescribeProducersRequestTopicRequest(r, v)
  const unknownTags = r.tags()
  const m: DescribeProducersRequest = { topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeProducersRequestTopicRequest {
  name: string
  partitionIndexes: number[]
  unknownTags?: TaggedField[]
}

export function newDescribeProducersRequestTopicRequest({
  name = '',
  partitionIndexes = [],
  unknownTags,
}: Partial<DescribeProducersRequestTopicRequest> = {}): DescribeProducersRequestTopicRequest {
  const m: DescribeProducersRequestTopicRequest = { name, partitionIndexes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeProducersRequestTopicRequest(w: Writer, m: DescribeProducersRequestTopicRequest, _v: number): void {
  w.compactString(m.name)
  w.compactArrayLength(m.partitionIndexes.length)
  for (const element of m.partitionIndexes) w.int32(element)
  w.tags(m.unknownTags)
}

export function readDescribeProducersRequestTopicRequest(r: Reader, _v: number): DescribeProducersRequestTopicRequest {
  const name = r.compactString()
  const partitionIndexesCount = r.compactArrayLength(4, 8)
  const partitionIndexes: number[] = sized(partitionIndexesCount)
  for (let i = 0; i < partitionIndexesCount; i++) partitionIndexes[i] = r.int32()
  const unknownTags = r.tags()
  const m: DescribeProducersRequestTopicRequest = { name, partitionIndexes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeProducersResponse {
  throttleTimeMs: number
  topics: DescribeProducersResponseTopicResponse[]
  unknownTags?: TaggedField[]
}

export function newDescribeProducersResponse({
  throttleTimeMs = 0,
  topics = [],
  unknownTags,
}: Partial<DescribeProducersResponse> = {}): DescribeProducersResponse {
  const m: DescribeProducersResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeProducersResponse(w: Writer, m: DescribeProducersResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeProducersResponse', v, 0, 0)
  w.begin('DescribeProducersResponse', v)
  w.int32(m.throttleTimeMs)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeDescribeProducersResponseTopicResponse(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeProducersResponse(r: Reader, v: number): DescribeProducersResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeProducersResponse', v, 0, 0)
  r.begin('DescribeProducersResponse', v)
  const throttleTimeMs = r.int32()
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: DescribeProducersResponseTopicResponse[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDescribeProducersResponseTopicResponse(r, v)
  const unknownTags = r.tags()
  const m: DescribeProducersResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeProducersResponseTopicResponse {
  name: string
  partitions: DescribeProducersResponsePartitionResponse[]
  unknownTags?: TaggedField[]
}

export function newDescribeProducersResponseTopicResponse({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<DescribeProducersResponseTopicResponse> = {}): DescribeProducersResponseTopicResponse {
  const m: DescribeProducersResponseTopicResponse = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeProducersResponseTopicResponse(w: Writer, m: DescribeProducersResponseTopicResponse, v: number): void {
  w.compactString(m.name)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeDescribeProducersResponsePartitionResponse(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeProducersResponseTopicResponse(r: Reader, v: number): DescribeProducersResponseTopicResponse {
  const name = r.compactString()
  const partitionsCount = r.compactArrayLength(9, 136)
  const partitions: DescribeProducersResponsePartitionResponse[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readDescribeProducersResponsePartitionResponse(r, v)
  const unknownTags = r.tags()
  const m: DescribeProducersResponseTopicResponse = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeProducersResponsePartitionResponse {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null
  activeProducers: DescribeProducersResponseProducerState[]
  unknownTags?: TaggedField[]
}

export function newDescribeProducersResponsePartitionResponse({
  partitionIndex = 0,
  errorCode = 0,
  errorMessage = null,
  activeProducers = [],
  unknownTags,
}: Partial<DescribeProducersResponsePartitionResponse> = {}): DescribeProducersResponsePartitionResponse {
  const m: DescribeProducersResponsePartitionResponse = { partitionIndex, errorCode, errorMessage, activeProducers }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeProducersResponsePartitionResponse(w: Writer, m: DescribeProducersResponsePartitionResponse, v: number): void {
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactArrayLength(m.activeProducers.length)
  for (const element of m.activeProducers) writeDescribeProducersResponseProducerState(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeProducersResponsePartitionResponse(r: Reader, v: number): DescribeProducersResponsePartitionResponse {
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const activeProducersCount = r.compactArrayLength(37, 128)
  const activeProducers: DescribeProducersResponseProducerState[] = sized(activeProducersCount)
  for (let i = 0; i < activeProducersCount; i++) activeProducers[i] = readDescribeProducersResponseProducerState(r, v)
  const unknownTags = r.tags()
  const m: DescribeProducersResponsePartitionResponse = { partitionIndex, errorCode, errorMessage, activeProducers }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeProducersResponseProducerState {
  producerId: number
  producerEpoch: number
  lastSequence: number
  lastTimestamp: number
  coordinatorEpoch: number
  currentTxnStartOffset: number
  unknownTags?: TaggedField[]
}

export function newDescribeProducersResponseProducerState({
  producerId = 0,
  producerEpoch = 0,
  lastSequence = -1,
  lastTimestamp = -1,
  coordinatorEpoch = 0,
  currentTxnStartOffset = -1,
  unknownTags,
}: Partial<DescribeProducersResponseProducerState> = {}): DescribeProducersResponseProducerState {
  const m: DescribeProducersResponseProducerState = { producerId, producerEpoch, lastSequence, lastTimestamp, coordinatorEpoch, currentTxnStartOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeProducersResponseProducerState(w: Writer, m: DescribeProducersResponseProducerState, _v: number): void {
  w.int64(m.producerId)
  w.int32(m.producerEpoch)
  w.int32(m.lastSequence)
  w.int64(m.lastTimestamp)
  w.int32(m.coordinatorEpoch)
  w.int64(m.currentTxnStartOffset)
  w.tags(m.unknownTags)
}

export function readDescribeProducersResponseProducerState(r: Reader, _v: number): DescribeProducersResponseProducerState {
  const producerId = r.int64()
  const producerEpoch = r.int32()
  const lastSequence = r.int32()
  const lastTimestamp = r.int64()
  const coordinatorEpoch = r.int32()
  const currentTxnStartOffset = r.int64()
  const unknownTags = r.tags()
  const m: DescribeProducersResponseProducerState = { producerId, producerEpoch, lastSequence, lastTimestamp, coordinatorEpoch, currentTxnStartOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeProducersApi = {
  key: 61,
  name: 'DescribeProducers',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readDescribeProducersRequest,
  writeRequest: writeDescribeProducersRequest,
  readResponse: readDescribeProducersResponse,
  writeResponse: writeDescribeProducersResponse,
} as const satisfies ApiDef<DescribeProducersRequest, DescribeProducersResponse>
