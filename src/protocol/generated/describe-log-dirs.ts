// GENERATED from schemas/apis/describe-log-dirs.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeLogDirsRequest {
  topics: DescribeLogDirsRequestDescribableLogDirTopic[] | null
  unknownTags?: TaggedField[]
}

export function newDescribeLogDirsRequest({
  topics = [],
  unknownTags,
}: Partial<DescribeLogDirsRequest> = {}): DescribeLogDirsRequest {
  const m: DescribeLogDirsRequest = { topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeLogDirsRequest(w: Writer, m: DescribeLogDirsRequest, v: number): void {
  if (v < 1 || v > 5) throw unsupportedVersion('DescribeLogDirsRequest', v, 1, 5)
  w.begin('DescribeLogDirsRequest', v)
  const flexible = v >= 2
  if (m.topics === null) w.nullArray(flexible)
  else {
    if (flexible) w.compactArrayLength(m.topics.length)
    else w.arrayLength(m.topics.length)
    for (const element of m.topics) writeDescribeLogDirsRequestDescribableLogDirTopic(w, element, v)
  }
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeLogDirsRequest(r: Reader, v: number): DescribeLogDirsRequest {
  if (v < 1 || v > 5) throw unsupportedVersion('DescribeLogDirsRequest', v, 1, 5)
  r.begin('DescribeLogDirsRequest', v)
  const flexible = v >= 2
  let topics: DescribeLogDirsRequestDescribableLogDirTopic[] | null = []
  {
    const n = flexible ? r.compactNullableArrayLength(3, 120) : r.nullableArrayLength(6, 120)
    topics = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) topics![i] = readDescribeLogDirsRequestDescribableLogDirTopic(r, v)
  }
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeLogDirsRequest = { topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeLogDirsRequestDescribableLogDirTopic {
  topic: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newDescribeLogDirsRequestDescribableLogDirTopic({
  topic = '',
  partitions = [],
  unknownTags,
}: Partial<DescribeLogDirsRequestDescribableLogDirTopic> = {}): DescribeLogDirsRequestDescribableLogDirTopic {
  const m: DescribeLogDirsRequestDescribableLogDirTopic = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeLogDirsRequestDescribableLogDirTopic(w: Writer, m: DescribeLogDirsRequestDescribableLogDirTopic, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.topic)
  else w.string(m.topic)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeLogDirsRequestDescribableLogDirTopic(r: Reader, v: number): DescribeLogDirsRequestDescribableLogDirTopic {
  const flexible = v >= 2
  const topic = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeLogDirsRequestDescribableLogDirTopic = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeLogDirsResponse {
  throttleTimeMs: number
  errorCode: number // 3+
  results: DescribeLogDirsResponseResult[]
  unknownTags?: TaggedField[]
}

export function newDescribeLogDirsResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  results = [],
  unknownTags,
}: Partial<DescribeLogDirsResponse> = {}): DescribeLogDirsResponse {
  const m: DescribeLogDirsResponse = { throttleTimeMs, errorCode, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeLogDirsResponse(w: Writer, m: DescribeLogDirsResponse, v: number): void {
  if (v < 1 || v > 5) throw unsupportedVersion('DescribeLogDirsResponse', v, 1, 5)
  w.begin('DescribeLogDirsResponse', v)
  const flexible = v >= 2
  w.int32(m.throttleTimeMs)
  if (v >= 3) w.int16(m.errorCode)
  if (flexible) w.compactArrayLength(m.results.length)
  else w.arrayLength(m.results.length)
  for (const element of m.results) writeDescribeLogDirsResponseResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeLogDirsResponse(r: Reader, v: number): DescribeLogDirsResponse {
  if (v < 1 || v > 5) throw unsupportedVersion('DescribeLogDirsResponse', v, 1, 5)
  r.begin('DescribeLogDirsResponse', v)
  const flexible = v >= 2
  const throttleTimeMs = r.int32()
  const errorCode = v >= 3 ? r.int16() : 0
  const resultsCount = flexible ? r.compactArrayLength(5, 184) : r.arrayLength(8, 184)
  const results: DescribeLogDirsResponseResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readDescribeLogDirsResponseResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeLogDirsResponse = { throttleTimeMs, errorCode, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeLogDirsResponseResult {
  errorCode: number
  logDir: string
  topics: DescribeLogDirsResponseTopic[]
  totalBytes: number // 4+
  usableBytes: number // 4+
  isCordoned: boolean // 5+
  unknownTags?: TaggedField[]
}

export function newDescribeLogDirsResponseResult({
  errorCode = 0,
  logDir = '',
  topics = [],
  totalBytes = -1,
  usableBytes = -1,
  isCordoned = false,
  unknownTags,
}: Partial<DescribeLogDirsResponseResult> = {}): DescribeLogDirsResponseResult {
  const m: DescribeLogDirsResponseResult = { errorCode, logDir, topics, totalBytes, usableBytes, isCordoned }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeLogDirsResponseResult(w: Writer, m: DescribeLogDirsResponseResult, v: number): void {
  const flexible = v >= 2
  w.int16(m.errorCode)
  if (flexible) w.compactString(m.logDir)
  else w.string(m.logDir)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeDescribeLogDirsResponseTopic(w, element, v)
  if (v >= 4) w.int64(m.totalBytes)
  if (v >= 4) w.int64(m.usableBytes)
  if (v >= 5) w.bool(m.isCordoned)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeLogDirsResponseResult(r: Reader, v: number): DescribeLogDirsResponseResult {
  const flexible = v >= 2
  const errorCode = r.int16()
  const logDir = flexible ? r.compactString() : r.string()
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: DescribeLogDirsResponseTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDescribeLogDirsResponseTopic(r, v)
  const totalBytes = v >= 4 ? r.int64() : -1
  const usableBytes = v >= 4 ? r.int64() : -1
  const isCordoned = v >= 5 ? r.bool() : false
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeLogDirsResponseResult = { errorCode, logDir, topics, totalBytes, usableBytes, isCordoned }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeLogDirsResponseTopic {
  name: string
  partitions: DescribeLogDirsResponsePartition[]
  unknownTags?: TaggedField[]
}

export function newDescribeLogDirsResponseTopic({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<DescribeLogDirsResponseTopic> = {}): DescribeLogDirsResponseTopic {
  const m: DescribeLogDirsResponseTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeLogDirsResponseTopic(w: Writer, m: DescribeLogDirsResponseTopic, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeDescribeLogDirsResponsePartition(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeLogDirsResponseTopic(r: Reader, v: number): DescribeLogDirsResponseTopic {
  const flexible = v >= 2
  const name = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(22, 96) : r.arrayLength(21, 96)
  const partitions: DescribeLogDirsResponsePartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readDescribeLogDirsResponsePartition(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeLogDirsResponseTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeLogDirsResponsePartition {
  partitionIndex: number
  partitionSize: number
  offsetLag: number
  isFutureKey: boolean
  unknownTags?: TaggedField[]
}

export function newDescribeLogDirsResponsePartition({
  partitionIndex = 0,
  partitionSize = 0,
  offsetLag = 0,
  isFutureKey = false,
  unknownTags,
}: Partial<DescribeLogDirsResponsePartition> = {}): DescribeLogDirsResponsePartition {
  const m: DescribeLogDirsResponsePartition = { partitionIndex, partitionSize, offsetLag, isFutureKey }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeLogDirsResponsePartition(w: Writer, m: DescribeLogDirsResponsePartition, v: number): void {
  const flexible = v >= 2
  w.int32(m.partitionIndex)
  w.int64(m.partitionSize)
  w.int64(m.offsetLag)
  w.bool(m.isFutureKey)
  if (flexible) w.tags(m.unknownTags)
}

export function readDescribeLogDirsResponsePartition(r: Reader, v: number): DescribeLogDirsResponsePartition {
  const flexible = v >= 2
  const partitionIndex = r.int32()
  const partitionSize = r.int64()
  const offsetLag = r.int64()
  const isFutureKey = r.bool()
  const unknownTags = flexible ? r.tags() : undefined
  const m: DescribeLogDirsResponsePartition = { partitionIndex, partitionSize, offsetLag, isFutureKey }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeLogDirsApi = {
  key: 35,
  name: 'DescribeLogDirs',
  versions: [1, 5],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readDescribeLogDirsRequest,
  writeRequest: writeDescribeLogDirsRequest,
  readResponse: readDescribeLogDirsResponse,
  writeResponse: writeDescribeLogDirsResponse,
} as const satisfies ApiDef<DescribeLogDirsRequest, DescribeLogDirsResponse>
