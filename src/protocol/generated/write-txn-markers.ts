// GENERATED from schemas/apis/write-txn-markers.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface WriteTxnMarkersRequest {
  markers: WriteTxnMarkersRequestWritableTxnMarker[]
  unknownTags?: TaggedField[]
}

export function newWriteTxnMarkersRequest({
  markers = [],
  unknownTags,
}: Partial<WriteTxnMarkersRequest> = {}): WriteTxnMarkersRequest {
  const m: WriteTxnMarkersRequest = { markers }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteTxnMarkersRequest(w: Writer, m: WriteTxnMarkersRequest, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('WriteTxnMarkersRequest', v, 1, 2)
  w.begin('WriteTxnMarkersRequest', v)
  w.compactArrayLength(m.markers.length)
  for (const element of m.markers) writeWriteTxnMarkersRequestWritableTxnMarker(w, element, v)
  w.tags(m.unknownTags)
}

export function readWriteTxnMarkersRequest(r: Reader, v: number): WriteTxnMarkersRequest {
  if (v < 1 || v > 2) throw unsupportedVersion('WriteTxnMarkersRequest', v, 1, 2)
  r.begin('WriteTxnMarkersRequest', v)
  const markersCount = r.compactArrayLength(17, 144)
  const markers: WriteTxnMarkersRequestWritableTxnMarker[] = sized(markersCount)
  for (let i = 0; i < markersCount; i++) markers[i] = readWriteTxnMarkersRequestWritableTxnMarker(r, v)
  const unknownTags = r.tags()
  const m: WriteTxnMarkersRequest = { markers }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteTxnMarkersRequestWritableTxnMarker {
  producerId: number
  producerEpoch: number
  transactionResult: boolean
  topics: WriteTxnMarkersRequestWritableTxnMarkerTopic[]
  coordinatorEpoch: number
  transactionVersion: number // 2+
  unknownTags?: TaggedField[]
}

export function newWriteTxnMarkersRequestWritableTxnMarker({
  producerId = 0,
  producerEpoch = 0,
  transactionResult = false,
  topics = [],
  coordinatorEpoch = 0,
  transactionVersion = 0,
  unknownTags,
}: Partial<WriteTxnMarkersRequestWritableTxnMarker> = {}): WriteTxnMarkersRequestWritableTxnMarker {
  const m: WriteTxnMarkersRequestWritableTxnMarker = { producerId, producerEpoch, transactionResult, topics, coordinatorEpoch, transactionVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteTxnMarkersRequestWritableTxnMarker(w: Writer, m: WriteTxnMarkersRequestWritableTxnMarker, v: number): void {
  w.int64(m.producerId)
  w.int16(m.producerEpoch)
  w.bool(m.transactionResult)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeWriteTxnMarkersRequestWritableTxnMarkerTopic(w, element, v)
  w.int32(m.coordinatorEpoch)
  if (v >= 2) w.int8(m.transactionVersion)
  w.tags(m.unknownTags)
}

export function readWriteTxnMarkersRequestWritableTxnMarker(r: Reader, v: number): WriteTxnMarkersRequestWritableTxnMarker {
  const producerId = r.int64()
  const producerEpoch = r.int16()
  const transactionResult = r.bool()
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: WriteTxnMarkersRequestWritableTxnMarkerTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readWriteTxnMarkersRequestWritableTxnMarkerTopic(r, v)
  const coordinatorEpoch = r.int32()
  const transactionVersion = v >= 2 ? r.int8() : 0
  const unknownTags = r.tags()
  const m: WriteTxnMarkersRequestWritableTxnMarker = { producerId, producerEpoch, transactionResult, topics, coordinatorEpoch, transactionVersion }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteTxnMarkersRequestWritableTxnMarkerTopic {
  name: string
  partitionIndexes: number[]
  unknownTags?: TaggedField[]
}

export function newWriteTxnMarkersRequestWritableTxnMarkerTopic({
  name = '',
  partitionIndexes = [],
  unknownTags,
}: Partial<WriteTxnMarkersRequestWritableTxnMarkerTopic> = {}): WriteTxnMarkersRequestWritableTxnMarkerTopic {
  const m: WriteTxnMarkersRequestWritableTxnMarkerTopic = { name, partitionIndexes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteTxnMarkersRequestWritableTxnMarkerTopic(w: Writer, m: WriteTxnMarkersRequestWritableTxnMarkerTopic, _v: number): void {
  w.compactString(m.name)
  w.compactArrayLength(m.partitionIndexes.length)
  for (const element of m.partitionIndexes) w.int32(element)
  w.tags(m.unknownTags)
}

export function readWriteTxnMarkersRequestWritableTxnMarkerTopic(r: Reader, _v: number): WriteTxnMarkersRequestWritableTxnMarkerTopic {
  const name = r.compactString()
  const partitionIndexesCount = r.compactArrayLength(4, 8)
  const partitionIndexes: number[] = sized(partitionIndexesCount)
  for (let i = 0; i < partitionIndexesCount; i++) partitionIndexes[i] = r.int32()
  const unknownTags = r.tags()
  const m: WriteTxnMarkersRequestWritableTxnMarkerTopic = { name, partitionIndexes }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteTxnMarkersResponse {
  markers: WriteTxnMarkersResponseWritableTxnMarkerResult[]
  unknownTags?: TaggedField[]
}

export function newWriteTxnMarkersResponse({
  markers = [],
  unknownTags,
}: Partial<WriteTxnMarkersResponse> = {}): WriteTxnMarkersResponse {
  const m: WriteTxnMarkersResponse = { markers }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteTxnMarkersResponse(w: Writer, m: WriteTxnMarkersResponse, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('WriteTxnMarkersResponse', v, 1, 2)
  w.begin('WriteTxnMarkersResponse', v)
  w.compactArrayLength(m.markers.length)
  for (const element of m.markers) writeWriteTxnMarkersResponseWritableTxnMarkerResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readWriteTxnMarkersResponse(r: Reader, v: number): WriteTxnMarkersResponse {
  if (v < 1 || v > 2) throw unsupportedVersion('WriteTxnMarkersResponse', v, 1, 2)
  r.begin('WriteTxnMarkersResponse', v)
  const markersCount = r.compactArrayLength(10, 112)
  const markers: WriteTxnMarkersResponseWritableTxnMarkerResult[] = sized(markersCount)
  for (let i = 0; i < markersCount; i++) markers[i] = readWriteTxnMarkersResponseWritableTxnMarkerResult(r, v)
  const unknownTags = r.tags()
  const m: WriteTxnMarkersResponse = { markers }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteTxnMarkersResponseWritableTxnMarkerResult {
  producerId: number
  topics: WriteTxnMarkersResponseWritableTxnMarkerTopicResult[]
  unknownTags?: TaggedField[]
}

export function newWriteTxnMarkersResponseWritableTxnMarkerResult({
  producerId = 0,
  topics = [],
  unknownTags,
}: Partial<WriteTxnMarkersResponseWritableTxnMarkerResult> = {}): WriteTxnMarkersResponseWritableTxnMarkerResult {
  const m: WriteTxnMarkersResponseWritableTxnMarkerResult = { producerId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteTxnMarkersResponseWritableTxnMarkerResult(w: Writer, m: WriteTxnMarkersResponseWritableTxnMarkerResult, v: number): void {
  w.int64(m.producerId)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeWriteTxnMarkersResponseWritableTxnMarkerTopicResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readWriteTxnMarkersResponseWritableTxnMarkerResult(r: Reader, v: number): WriteTxnMarkersResponseWritableTxnMarkerResult {
  const producerId = r.int64()
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: WriteTxnMarkersResponseWritableTxnMarkerTopicResult[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readWriteTxnMarkersResponseWritableTxnMarkerTopicResult(r, v)
  const unknownTags = r.tags()
  const m: WriteTxnMarkersResponseWritableTxnMarkerResult = { producerId, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteTxnMarkersResponseWritableTxnMarkerTopicResult {
  name: string
  partitions: WriteTxnMarkersResponseWritableTxnMarkerPartitionResult[]
  unknownTags?: TaggedField[]
}

export function newWriteTxnMarkersResponseWritableTxnMarkerTopicResult({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<WriteTxnMarkersResponseWritableTxnMarkerTopicResult> = {}): WriteTxnMarkersResponseWritableTxnMarkerTopicResult {
  const m: WriteTxnMarkersResponseWritableTxnMarkerTopicResult = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteTxnMarkersResponseWritableTxnMarkerTopicResult(w: Writer, m: WriteTxnMarkersResponseWritableTxnMarkerTopicResult, v: number): void {
  w.compactString(m.name)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeWriteTxnMarkersResponseWritableTxnMarkerPartitionResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readWriteTxnMarkersResponseWritableTxnMarkerTopicResult(r: Reader, v: number): WriteTxnMarkersResponseWritableTxnMarkerTopicResult {
  const name = r.compactString()
  const partitionsCount = r.compactArrayLength(7, 48)
  const partitions: WriteTxnMarkersResponseWritableTxnMarkerPartitionResult[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readWriteTxnMarkersResponseWritableTxnMarkerPartitionResult(r, v)
  const unknownTags = r.tags()
  const m: WriteTxnMarkersResponseWritableTxnMarkerTopicResult = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface WriteTxnMarkersResponseWritableTxnMarkerPartitionResult {
  partitionIndex: number
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newWriteTxnMarkersResponseWritableTxnMarkerPartitionResult({
  partitionIndex = 0,
  errorCode = 0,
  unknownTags,
}: Partial<WriteTxnMarkersResponseWritableTxnMarkerPartitionResult> = {}): WriteTxnMarkersResponseWritableTxnMarkerPartitionResult {
  const m: WriteTxnMarkersResponseWritableTxnMarkerPartitionResult = { partitionIndex, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeWriteTxnMarkersResponseWritableTxnMarkerPartitionResult(w: Writer, m: WriteTxnMarkersResponseWritableTxnMarkerPartitionResult, _v: number): void {
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.tags(m.unknownTags)
}

export function readWriteTxnMarkersResponseWritableTxnMarkerPartitionResult(r: Reader, _v: number): WriteTxnMarkersResponseWritableTxnMarkerPartitionResult {
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const unknownTags = r.tags()
  const m: WriteTxnMarkersResponseWritableTxnMarkerPartitionResult = { partitionIndex, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const writeTxnMarkersApi = {
  key: 27,
  name: 'WriteTxnMarkers',
  versions: [1, 2],
  flexibleFrom: 1,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readWriteTxnMarkersRequest,
  writeRequest: writeWriteTxnMarkersRequest,
  readResponse: readWriteTxnMarkersResponse,
  writeResponse: writeWriteTxnMarkersResponse,
} as const satisfies ApiDef<WriteTxnMarkersRequest, WriteTxnMarkersResponse>
