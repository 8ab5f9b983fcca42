// GENERATED from schemas/apis/assign-replicas-to-dirs.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AssignReplicasToDirsRequest {
  brokerId: number
  brokerEpoch: number
  directories: AssignReplicasToDirsRequestDirectoryData[]
  unknownTags?: TaggedField[]
}

export function newAssignReplicasToDirsRequest({
  brokerId = 0,
  brokerEpoch = -1,
  directories = [],
  unknownTags,
}: Partial<AssignReplicasToDirsRequest> = {}): AssignReplicasToDirsRequest {
  const m: AssignReplicasToDirsRequest = { brokerId, brokerEpoch, directories }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAssignReplicasToDirsRequest(w: Writer, m: AssignReplicasToDirsRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('AssignReplicasToDirsRequest', v, 0, 0)
  w.begin('AssignReplicasToDirsRequest', v)
  w.int32(m.brokerId)
  w.int64(m.brokerEpoch)
  w.compactArrayLength(m.directories.length)
  for (const element of m.directories) writeAssignReplicasToDirsRequestDirectoryData(w, element, v)
  w.tags(m.unknownTags)
}

export function readAssignReplicasToDirsRequest(r: Reader, v: number): AssignReplicasToDirsRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('AssignReplicasToDirsRequest', v, 0, 0)
  r.begin('AssignReplicasToDirsRequest', v)
  const brokerId = r.int32()
  const brokerEpoch = r.int64()
  const directoriesCount = r.compactArrayLength(18, 136)
  const directories: AssignReplicasToDirsRequestDirectoryData[] = sized(directoriesCount)
  for (let i = 0; i < directoriesCount; i++) directories[i] = readAssignReplicasToDirsRequestDirectoryData(r, v)
  const unknownTags = r.tags()
  const m: AssignReplicasToDirsRequest = { brokerId, brokerEpoch, directories }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AssignReplicasToDirsRequestDirectoryData {
  id: Uuid
  topics: AssignReplicasToDirsRequestTopicData[]
  unknownTags?: TaggedField[]
}

export function newAssignReplicasToDirsRequestDirectoryData({
  id = ZERO_UUID,
  topics = [],
  unknownTags,
}: Partial<AssignReplicasToDirsRequestDirectoryData> = {}): AssignReplicasToDirsRequestDirectoryData {
  const m: AssignReplicasToDirsRequestDirectoryData = { id, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAssignReplicasToDirsRequestDirectoryData(w: Writer, m: AssignReplicasToDirsRequestDirectoryData, v: number): void {
  w.uuid(m.id)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeAssignReplicasToDirsRequestTopicData(w, element, v)
  w.tags(m.unknownTags)
}

export function readAssignReplicasToDirsRequestDirectoryData(r: Reader, v: number): AssignReplicasToDirsRequestDirectoryData {
  const id = r.uuid()
  const topicsCount = r.compactArrayLength(18, 136)
  const topics: AssignReplicasToDirsRequestTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readAssignReplicasToDirsRequestTopicData(r, v)
  const unknownTags = r.tags()
  const m: AssignReplicasToDirsRequestDirectoryData = { id, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AssignReplicasToDirsRequestTopicData {
  topicId: Uuid
  partitions: AssignReplicasToDirsRequestPartitionData[]
  unknownTags?: TaggedField[]
}

export function newAssignReplicasToDirsRequestTopicData({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<AssignReplicasToDirsRequestTopicData> = {}): AssignReplicasToDirsRequestTopicData {
  const m: AssignReplicasToDirsRequestTopicData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAssignReplicasToDirsRequestTopicData(w: Writer, m: AssignReplicasToDirsRequestTopicData, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeAssignReplicasToDirsRequestPartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readAssignReplicasToDirsRequestTopicData(r: Reader, v: number): AssignReplicasToDirsRequestTopicData {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(5, 40)
  const partitions: AssignReplicasToDirsRequestPartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readAssignReplicasToDirsRequestPartitionData(r, v)
  const unknownTags = r.tags()
  const m: AssignReplicasToDirsRequestTopicData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AssignReplicasToDirsRequestPartitionData {
  partitionIndex: number
  unknownTags?: TaggedField[]
}

export function newAssignReplicasToDirsRequestPartitionData({
  partitionIndex = 0,
  unknownTags,
}: Partial<AssignReplicasToDirsRequestPartitionData> = {}): AssignReplicasToDirsRequestPartitionData {
  const m: AssignReplicasToDirsRequestPartitionData = { partitionIndex }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAssignReplicasToDirsRequestPartitionData(w: Writer, m: AssignReplicasToDirsRequestPartitionData, _v: number): void {
  w.int32(m.partitionIndex)
  w.tags(m.unknownTags)
}

export function readAssignReplicasToDirsRequestPartitionData(r: Reader, _v: number): AssignReplicasToDirsRequestPartitionData {
  const partitionIndex = r.int32()
  const unknownTags = r.tags()
  const m: AssignReplicasToDirsRequestPartitionData = { partitionIndex }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AssignReplicasToDirsResponse {
  throttleTimeMs: number
  errorCode: number
  directories: AssignReplicasToDirsResponseDirectoryData[]
  unknownTags?: TaggedField[]
}

export function newAssignReplicasToDirsResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  directories = [],
  unknownTags,
}: Partial<AssignReplicasToDirsResponse> = {}): AssignReplicasToDirsResponse {
  const m: AssignReplicasToDirsResponse = { throttleTimeMs, errorCode, directories }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAssignReplicasToDirsResponse(w: Writer, m: AssignReplicasToDirsResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('AssignReplicasToDirsResponse', v, 0, 0)
  w.begin('AssignReplicasToDirsResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactArrayLength(m.directories.length)
  for (const element of m.directories) writeAssignReplicasToDirsResponseDirectoryData(w, element, v)
  w.tags(m.unknownTags)
}

export function readAssignReplicasToDirsResponse(r: Reader, v: number): AssignReplicasToDirsResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('AssignReplicasToDirsResponse', v, 0, 0)
  r.begin('AssignReplicasToDirsResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const directoriesCount = r.compactArrayLength(18, 136)
  const directories: AssignReplicasToDirsResponseDirectoryData[] = sized(directoriesCount)
  for (let i = 0; i < directoriesCount; i++) directories[i] = readAssignReplicasToDirsResponseDirectoryData(r, v)
  const unknownTags = r.tags()
  const m: AssignReplicasToDirsResponse = { throttleTimeMs, errorCode, directories }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AssignReplicasToDirsResponseDirectoryData {
  id: Uuid
  topics: AssignReplicasToDirsResponseTopicData[]
  unknownTags?: TaggedField[]
}

export function newAssignReplicasToDirsResponseDirectoryData({
  id = ZERO_UUID,
  topics = [],
  unknownTags,
}: Partial<AssignReplicasToDirsResponseDirectoryData> = {}): AssignReplicasToDirsResponseDirectoryData {
  const m: AssignReplicasToDirsResponseDirectoryData = { id, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAssignReplicasToDirsResponseDirectoryData(w: Writer, m: AssignReplicasToDirsResponseDirectoryData, v: number): void {
  w.uuid(m.id)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeAssignReplicasToDirsResponseTopicData(w, element, v)
  w.tags(m.unknownTags)
}

export function readAssignReplicasToDirsResponseDirectoryData(r: Reader, v: number): AssignReplicasToDirsResponseDirectoryData {
  const id = r.uuid()
  const topicsCount = r.compactArrayLength(18, 136)
  const topics: AssignReplicasToDirsResponseTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readAssignReplicasToDirsResponseTopicData(r, v)
  const unknownTags = r.tags()
  const m: AssignReplicasToDirsResponseDirectoryData = { id, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AssignReplicasToDirsResponseTopicData {
  topicId: Uuid
  partitions: AssignReplicasToDirsResponsePartitionData[]
  unknownTags?: TaggedField[]
}

export function newAssignReplicasToDirsResponseTopicData({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<AssignReplicasToDirsResponseTopicData> = {}): AssignReplicasToDirsResponseTopicData {
  const m: AssignReplicasToDirsResponseTopicData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAssignReplicasToDirsResponseTopicData(w: Writer, m: AssignReplicasToDirsResponseTopicData, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeAssignReplicasToDirsResponsePartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readAssignReplicasToDirsResponseTopicData(r: Reader, v: number): AssignReplicasToDirsResponseTopicData {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(7, 48)
  const partitions: AssignReplicasToDirsResponsePartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readAssignReplicasToDirsResponsePartitionData(r, v)
  const unknownTags = r.tags()
  const m: AssignReplicasToDirsResponseTopicData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AssignReplicasToDirsResponsePartitionData {
  partitionIndex: number
  errorCode: number
  unknownTags?: TaggedField[]
}

export function newAssignReplicasToDirsResponsePartitionData({
  partitionIndex = 0,
  errorCode = 0,
  unknownTags,
}: Partial<AssignReplicasToDirsResponsePartitionData> = {}): AssignReplicasToDirsResponsePartitionData {
  const m: AssignReplicasToDirsResponsePartitionData = { partitionIndex, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAssignReplicasToDirsResponsePartitionData(w: Writer, m: AssignReplicasToDirsResponsePartitionData, _v: number): void {
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.tags(m.unknownTags)
}

export function readAssignReplicasToDirsResponsePartitionData(r: Reader, _v: number): AssignReplicasToDirsResponsePartitionData {
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const unknownTags = r.tags()
  const m: AssignReplicasToDirsResponsePartitionData = { partitionIndex, errorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const assignReplicasToDirsApi = {
  key: 73,
  name: 'AssignReplicasToDirs',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readAssignReplicasToDirsRequest,
  writeRequest: writeAssignReplicasToDirsRequest,
  readResponse: readAssignReplicasToDirsResponse,
  writeResponse: writeAssignReplicasToDirsResponse,
} as const satisfies ApiDef<AssignReplicasToDirsRequest, AssignReplicasToDirsResponse>
