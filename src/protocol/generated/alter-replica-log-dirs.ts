// GENERATED from schemas/apis/alter-replica-log-dirs.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AlterReplicaLogDirsRequest {
  dirs: AlterReplicaLogDirsRequestAlterReplicaLogDir[]
  unknownTags?: TaggedField[]
}

export function newAlterReplicaLogDirsRequest({
  dirs = [],
  unknownTags,
}: Partial<AlterReplicaLogDirsRequest> = {}): AlterReplicaLogDirsRequest {
  const m: AlterReplicaLogDirsRequest = { dirs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterReplicaLogDirsRequest(w: Writer, m: AlterReplicaLogDirsRequest, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('AlterReplicaLogDirsRequest', v, 1, 2)
  w.begin('AlterReplicaLogDirsRequest', v)
  const flexible = v >= 2
  if (flexible) w.compactArrayLength(m.dirs.length)
  else w.arrayLength(m.dirs.length)
  for (const element of m.dirs) writeAlterReplicaLogDirsRequestAlterReplicaLogDir(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterReplicaLogDirsRequest(r: Reader, v: number): AlterReplicaLogDirsRequest {
  if (v < 1 || v > 2) throw unsupportedVersion('AlterReplicaLogDirsRequest', v, 1, 2)
  r.begin('AlterReplicaLogDirsRequest', v)
  const flexible = v >= 2
  const dirsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const dirs: AlterReplicaLogDirsRequestAlterReplicaLogDir[] = sized(dirsCount)
  for (let i = 0; i < dirsCount; i++) dirs[i] = readAlterReplicaLogDirsRequestAlterReplicaLogDir(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterReplicaLogDirsRequest = { dirs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterReplicaLogDirsRequestAlterReplicaLogDir {
  path: string
  topics: AlterReplicaLogDirsRequestAlterReplicaLogDirTopic[]
  unknownTags?: TaggedField[]
}

export function newAlterReplicaLogDirsRequestAlterReplicaLogDir({
  path = '',
  topics = [],
  unknownTags,
}: Partial<AlterReplicaLogDirsRequestAlterReplicaLogDir> = {}): AlterReplicaLogDirsRequestAlterReplicaLogDir {
  const m: AlterReplicaLogDirsRequestAlterReplicaLogDir = { path, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterReplicaLogDirsRequestAlterReplicaLogDir(w: Writer, m: AlterReplicaLogDirsRequestAlterReplicaLogDir, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.path)
  else w.string(m.path)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeAlterReplicaLogDirsRequestAlterReplicaLogDirTopic(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterReplicaLogDirsRequestAlterReplicaLogDir(r: Reader, v: number): AlterReplicaLogDirsRequestAlterReplicaLogDir {
  const flexible = v >= 2
  const path = flexible ? r.compactString() : r.string()
  const topicsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const topics: AlterReplicaLogDirsRequestAlterReplicaLogDirTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readAlterReplicaLogDirsRequestAlterReplicaLogDirTopic(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterReplicaLogDirsRequestAlterReplicaLogDir = { path, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterReplicaLogDirsRequestAlterReplicaLogDirTopic {
  name: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newAlterReplicaLogDirsRequestAlterReplicaLogDirTopic({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<AlterReplicaLogDirsRequestAlterReplicaLogDirTopic> = {}): AlterReplicaLogDirsRequestAlterReplicaLogDirTopic {
  const m: AlterReplicaLogDirsRequestAlterReplicaLogDirTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterReplicaLogDirsRequestAlterReplicaLogDirTopic(w: Writer, m: AlterReplicaLogDirsRequestAlterReplicaLogDirTopic, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterReplicaLogDirsRequestAlterReplicaLogDirTopic(r: Reader, v: number): AlterReplicaLogDirsRequestAlterReplicaLogDirTopic {
  const flexible = v >= 2
  const name = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterReplicaLogDirsRequestAlterReplicaLogDirTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterReplicaLogDirsResponse {
  throttleTimeMs: number
  results: AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult[]
  unknownTags?: TaggedField[]
}

export function newAlterReplicaLogDirsResponse({
  throttleTimeMs = 0,
  results = [],
  unknownTags,
}: Partial<AlterReplicaLogDirsResponse> = {}): AlterReplicaLogDirsResponse {
  const m: AlterReplicaLogDirsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterReplicaLogDirsResponse(w: Writer, m: AlterReplicaLogDirsResponse, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('AlterReplicaLogDirsResponse', v, 1, 2)
  w.begin('AlterReplicaLogDirsResponse', v)
  const flexible = v >= 2
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.results.length)
  else w.arrayLength(m.results.length)
  for (const element of m.results) writeAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterReplicaLogDirsResponse(r: Reader, v: number): AlterReplicaLogDirsResponse {
  if (v < 1 || v > 2) throw unsupportedVersion('AlterReplicaLogDirsResponse', v, 1, 2)
  r.begin('AlterReplicaLogDirsResponse', v)
  const flexible = v >= 2
  const throttleTimeMs = r.int32()
  const resultsCount = flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)
  const results: AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult[] = sized(resultsCount)
  for (let i = 0; i < resultsCount; i++) results[i] = readAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterReplicaLogDirsResponse = { throttleTimeMs, results }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult {
  topicName: string
  partitions: AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult[]
  unknownTags?: TaggedField[]
}

export function newAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult({
  topicName = '',
  partitions = [],
  unknownTags,
}: Partial<AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult> = {}): AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult {
  const m: AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult(w: Writer, m: AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult, v: number): void {
  const flexible = v >= 2
  if (flexible) w.compactString(m.topicName)
  else w.string(m.topicName)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult(r: Reader, v: number): AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult {
  const flexible = v >= 2
  const topicName = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(7, 48) : r.arrayLength(6, 48)
  const partitions: AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult = { topicName, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult {
  partitionIndex: number
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult({
  partitionIndex = 0,
  errorCode = 0,
  unknownTags,
}: Partial<AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult> = {}): AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult {
  const m: AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult = { partitionIndex, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult(w: Writer, m: AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult, v: number): void {
  const flexible = v >= 2
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  if (flexible) w.tags(m.unknownTags)
}

export function readAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult(r: Reader, v: number): AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult {
  const flexible = v >= 2
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult = { partitionIndex, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const alterReplicaLogDirsApi = {
  key: 34,
  name: 'AlterReplicaLogDirs',
  versions: [1, 2],
  flexibleFrom: 2,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readAlterReplicaLogDirsRequest,
  writeRequest: writeAlterReplicaLogDirsRequest,
  readResponse: readAlterReplicaLogDirsResponse,
  writeResponse: writeAlterReplicaLogDirsResponse,
} as const satisfies ApiDef<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse>
