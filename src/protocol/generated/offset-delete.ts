// GENERATED from schemas/apis/offset-delete.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface OffsetDeleteRequest {
  groupId: string
  topics: OffsetDeleteRequestTopic[]
}

export function newOffsetDeleteRequest({
  groupId = '',
  topics = [],
}: Partial<OffsetDeleteRequest> = {}): OffsetDeleteRequest {
  return { groupId, topics }
}

export function writeOffsetDeleteRequest(w: Writer, m: OffsetDeleteRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('OffsetDeleteRequest', v, 0, 0)
  w.begin('OffsetDeleteRequest', v)
  w.string(m.groupId)
  w.arrayLength(m.topics.length)
  for (const element of m.topics) writeOffsetDeleteRequestTopic(w, element, v)
}

export function readOffsetDeleteRequest(r: Reader, v: number): OffsetDeleteRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('OffsetDeleteRequest', v, 0, 0)
  r.begin('OffsetDeleteRequest', v)
  const groupId = r.string()
  const topicsCount = r.arrayLength(6, 120)
  const topics: OffsetDeleteRequestTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readOffsetDeleteRequestTopic(r, v)
  return { groupId, topics }
}

export interface OffsetDeleteRequestTopic {
  name: string
  partitions: OffsetDeleteRequestPartition[]
}

export function newOffsetDeleteRequestTopic({
  name = '',
  partitions = [],
}: Partial<OffsetDeleteRequestTopic> = {}): OffsetDeleteRequestTopic {
  return { name, partitions }
}

export function writeOffsetDeleteRequestTopic(w: Writer, m: OffsetDeleteRequestTopic, v: number): void {
  w.string(m.name)
  w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeOffsetDeleteRequestPartition(w, element, v)
}

export function readOffsetDeleteRequestTopic(r: Reader, v: number): OffsetDeleteRequestTopic {
  const name = r.string()
  const partitionsCount = r.arrayLength(4, 40)
  const partitions: OffsetDeleteRequestPartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readOffsetDeleteRequestPartition(r, v)
  return { name, partitions }
}

export interface OffsetDeleteRequestPartition {
  partitionIndex: number
}

export function newOffsetDeleteRequestPartition({
  partitionIndex = 0,
}: Partial<OffsetDeleteRequestPartition> = {}): OffsetDeleteRequestPartition {
  return { partitionIndex }
}

export function writeOffsetDeleteRequestPartition(w: Writer, m: OffsetDeleteRequestPartition, _v: number): void {
  w.int32(m.partitionIndex)
}

export function readOffsetDeleteRequestPartition(r: Reader, _v: number): OffsetDeleteRequestPartition {
  const partitionIndex = r.int32()
  return { partitionIndex }
}

export interface OffsetDeleteResponse {
  errorCode: number
  throttleTimeMs: number
  topics: OffsetDeleteResponseTopic[]
}

export function newOffsetDeleteResponse({
  errorCode = 0,
  throttleTimeMs = 0,
  topics = [],
}: Partial<OffsetDeleteResponse> = {}): OffsetDeleteResponse {
  return { errorCode, throttleTimeMs, topics }
}

export function writeOffsetDeleteResponse(w: Writer, m: OffsetDeleteResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('OffsetDeleteResponse', v, 0, 0)
  w.begin('OffsetDeleteResponse', v)
  w.int16(m.errorCode)
  w.int32(m.throttleTimeMs)
  w.arrayLength(m.topics.length)
  for (const element of m.topics) writeOffsetDeleteResponseTopic(w, element, v)
}

export function readOffsetDeleteResponse(r: Reader, v: number): OffsetDeleteResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('OffsetDeleteResponse', v, 0, 0)
  r.begin('OffsetDeleteResponse', v)
  const errorCode = r.int16()
  const throttleTimeMs = r.int32()
  const topicsCount = r.arrayLength(6, 120)
  const topics: OffsetDeleteResponseTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readOffsetDeleteResponseTopic(r, v)
  return { errorCode, throttleTimeMs, topics }
}

export interface OffsetDeleteResponseTopic {
  name: string
  partitions: OffsetDeleteResponsePartition[]
}

export function newOffsetDeleteResponseTopic({
  name = '',
  partitions = [],
}: Partial<OffsetDeleteResponseTopic> = {}): OffsetDeleteResponseTopic {
  return { name, partitions }
}

export function writeOffsetDeleteResponseTopic(w: Writer, m: OffsetDeleteResponseTopic, v: number): void {
  w.string(m.name)
  w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeOffsetDeleteResponsePartition(w, element, v)
}

export function readOffsetDeleteResponseTopic(r: Reader, v: number): OffsetDeleteResponseTopic {
  const name = r.string()
  const partitionsCount = r.arrayLength(6, 48)
  const partitions: OffsetDeleteResponsePartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readOffsetDeleteResponsePartition(r, v)
  return { name, partitions }
}

export interface OffsetDeleteResponsePartition {
  partitionIndex: number
  errorCode: number
}

export function newOffsetDeleteResponsePartition({
  partitionIndex = 0,
  errorCode = 0,
}: Partial<OffsetDeleteResponsePartition> = {}): OffsetDeleteResponsePartition {
  return { partitionIndex, errorCode }
}

export function writeOffsetDeleteResponsePartition(w: Writer, m: OffsetDeleteResponsePartition, _v: number): void {
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
}

export function readOffsetDeleteResponsePartition(r: Reader, _v: number): OffsetDeleteResponsePartition {
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  return { partitionIndex, errorCode }
}

export const offsetDeleteApi = {
  key: 47,
  name: 'OffsetDelete',
  versions: [0, 0],
  flexibleFrom: Infinity,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readOffsetDeleteRequest,
  writeRequest: writeOffsetDeleteRequest,
  readResponse: readOffsetDeleteResponse,
  writeResponse: writeOffsetDeleteResponse,
} as const satisfies ApiDef<OffsetDeleteRequest, OffsetDeleteResponse>
