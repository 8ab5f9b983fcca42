// GENERATED from schemas/apis/fetch-snapshot.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { nullField, unsupportedField, unsupportedVersion } from '../errors.ts'
import type { Records, TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface FetchSnapshotRequest {
  clusterId: string | null // tag 0
  replicaId: number
  maxBytes: number
  topics: FetchSnapshotRequestTopicSnapshot[]
  unknownTags?: TaggedField[]
}

export function newFetchSnapshotRequest({
  clusterId = null,
  replicaId = -1,
  maxBytes = 2147483647,
  topics = [],
  unknownTags,
}: Partial<FetchSnapshotRequest> = {}): FetchSnapshotRequest {
  const m: FetchSnapshotRequest = { clusterId, replicaId, maxBytes, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchSnapshotRequest(w: Writer, m: FetchSnapshotRequest, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('FetchSnapshotRequest', v, 0, 1)
  w.begin('FetchSnapshotRequest', v)
  w.int32(m.replicaId)
  w.int32(m.maxBytes)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeFetchSnapshotRequestTopicSnapshot(w, element, v)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.clusterId !== null) tags++
  w.uvarint(tags)
  if (m.clusterId !== null) {
    const begin = w.beginTag(0)
    w.compactNullableString(m.clusterId)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readFetchSnapshotRequest(r: Reader, v: number): FetchSnapshotRequest {
  if (v < 0 || v > 1) throw unsupportedVersion('FetchSnapshotRequest', v, 0, 1)
  r.begin('FetchSnapshotRequest', v)
  let clusterId: string | null = null
  const replicaId = r.int32()
  const maxBytes = r.int32()
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: FetchSnapshotRequestTopicSnapshot[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readFetchSnapshotRequestTopicSnapshot(r, v)
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        clusterId = r.compactNullableString()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: FetchSnapshotRequest = { clusterId, replicaId, maxBytes, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchSnapshotRequestTopicSnapshot {
  name: string
  partitions: FetchSnapshotRequestPartitionSnapshot[]
  unknownTags?: TaggedField[]
}

export function newFetchSnapshotRequestTopicSnapshot({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<FetchSnapshotRequestTopicSnapshot> = {}): FetchSnapshotRequestTopicSnapshot {
  const m: FetchSnapshotRequestTopicSnapshot = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchSnapshotRequestTopicSnapshot(w: Writer, m: FetchSnapshotRequestTopicSnapshot, v: number): void {
  w.compactString(m.name)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeFetchSnapshotRequestPartitionSnapshot(w, element, v)
  w.tags(m.unknownTags)
}

export function readFetchSnapshotRequestTopicSnapshot(r: Reader, v: number): FetchSnapshotRequestTopicSnapshot {
  const name = r.compactString()
  const partitionsCount = r.compactArrayLength(30, 144)
  const partitions: FetchSnapshotRequestPartitionSnapshot[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readFetchSnapshotRequestPartitionSnapshot(r, v)
  const unknownTags = r.tags()
  const m: FetchSnapshotRequestTopicSnapshot = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchSnapshotRequestPartitionSnapshot {
  partition: number
  currentLeaderEpoch: number
  snapshotId: FetchSnapshotRequestSnapshotId
  position: number
  replicaDirectoryId: Uuid // 1+, tag 0
  unknownTags?: TaggedField[]
}

export function newFetchSnapshotRequestPartitionSnapshot({
  partition = 0,
  currentLeaderEpoch = 0,
  snapshotId = newFetchSnapshotRequestSnapshotId(),
  position = 0,
  replicaDirectoryId = ZERO_UUID,
  unknownTags,
}: Partial<FetchSnapshotRequestPartitionSnapshot> = {}): FetchSnapshotRequestPartitionSnapshot {
  const m: FetchSnapshotRequestPartitionSnapshot = { partition, currentLeaderEpoch, snapshotId, position, replicaDirectoryId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchSnapshotRequestPartitionSnapshot(w: Writer, m: FetchSnapshotRequestPartitionSnapshot, v: number): void {
  w.int32(m.partition)
  w.int32(m.currentLeaderEpoch)
  writeFetchSnapshotRequestSnapshotId(w, m.snapshotId, v)
  w.int64(m.position)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (v >= 1 && m.replicaDirectoryId !== ZERO_UUID) tags++
  w.uvarint(tags)
  if (v >= 1 && m.replicaDirectoryId !== ZERO_UUID) {
    const begin = w.beginTag(0)
    w.uuid(m.replicaDirectoryId)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readFetchSnapshotRequestPartitionSnapshot(r: Reader, v: number): FetchSnapshotRequestPartitionSnapshot {
  const partition = r.int32()
  const currentLeaderEpoch = r.int32()
  const snapshotId = readFetchSnapshotRequestSnapshotId(r, v)
  const position = r.int64()
  let replicaDirectoryId: Uuid = ZERO_UUID
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        if (v < 1) throw r.fail('tag 0 in a version that has none')
        const end = r.beginTag()
        replicaDirectoryId = r.uuid()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: FetchSnapshotRequestPartitionSnapshot = { partition, currentLeaderEpoch, snapshotId, position, replicaDirectoryId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchSnapshotRequestSnapshotId {
  endOffset: number
  epoch: number
  unknownTags?: TaggedField[]
}

export function newFetchSnapshotRequestSnapshotId({
  endOffset = 0,
  epoch = 0,
  unknownTags,
}: Partial<FetchSnapshotRequestSnapshotId> = {}): FetchSnapshotRequestSnapshotId {
  const m: FetchSnapshotRequestSnapshotId = { endOffset, epoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchSnapshotRequestSnapshotId(w: Writer, m: FetchSnapshotRequestSnapshotId, _v: number): void {
  w.int64(m.endOffset)
  w.int32(m.epoch)
  w.tags(m.unknownTags)
}

export function readFetchSnapshotRequestSnapshotId(r: Reader, _v: number): FetchSnapshotRequestSnapshotId {
  const endOffset = r.int64()
  const epoch = r.int32()
  const unknownTags = r.tags()
  const m: FetchSnapshotRequestSnapshotId = { endOffset, epoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchSnapshotResponse {
  throttleTimeMs: number
  errorCode: number
  topics: FetchSnapshotResponseTopicSnapshot[]
  nodeEndpoints: FetchSnapshotResponseNodeEndpoint[] // 1+, tag 0
  unknownTags?: TaggedField[]
}

export function newFetchSnapshotResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  topics = [],
  nodeEndpoints = [],
  unknownTags,
}: Partial<FetchSnapshotResponse> = {}): FetchSnapshotResponse {
  const m: FetchSnapshotResponse = { throttleTimeMs, errorCode, topics, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchSnapshotResponse(w: Writer, m: FetchSnapshotResponse, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('FetchSnapshotResponse', v, 0, 1)
  w.begin('FetchSnapshotResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeFetchSnapshotResponseTopicSnapshot(w, element, v)
  if (v < 1 && m.nodeEndpoints.length > 0) throw unsupportedField('FetchSnapshotResponse.NodeEndpoints', v)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (v >= 1 && m.nodeEndpoints.length > 0) tags++
  w.uvarint(tags)
  if (v >= 1 && m.nodeEndpoints.length > 0) {
    const begin = w.beginTag(0)
    w.compactArrayLength(m.nodeEndpoints.length)
    for (const element of m.nodeEndpoints) writeFetchSnapshotResponseNodeEndpoint(w, element, v)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readFetchSnapshotResponse(r: Reader, v: number): FetchSnapshotResponse {
  if (v < 0 || v > 1) throw unsupportedVersion('FetchSnapshotResponse', v, 0, 1)
  r.begin('FetchSnapshotResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: FetchSnapshotResponseTopicSnapshot[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readFetchSnapshotResponseTopicSnapshot(r, v)
  let nodeEndpoints: FetchSnapshotResponseNodeEndpoint[] = []
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        if (v < 1) throw r.fail('tag 0 in a version that has none')
        const end = r.beginTag()
        const n = r.compactArrayLength(8, 80)
        nodeEndpoints = sized(n)
        for (let i = 0; i < n; i++) nodeEndpoints[i] = readFetchSnapshotResponseNodeEndpoint(r, v)
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: FetchSnapshotResponse = { throttleTimeMs, errorCode, topics, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchSnapshotResponseTopicSnapshot {
  name: string
  partitions: FetchSnapshotResponsePartitionSnapshot[]
  unknownTags?: TaggedField[]
}

export function newFetchSnapshotResponseTopicSnapshot({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<FetchSnapshotResponseTopicSnapshot> = {}): FetchSnapshotResponseTopicSnapshot {
  const m: FetchSnapshotResponseTopicSnapshot = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchSnapshotResponseTopicSnapshot(w: Writer, m: FetchSnapshotResponseTopicSnapshot, v: number): void {
  w.compactString(m.name)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeFetchSnapshotResponsePartitionSnapshot(w, element, v)
  w.tags(m.unknownTags)
}

export function readFetchSnapshotResponseTopicSnapshot(r: Reader, v: number): FetchSnapshotResponseTopicSnapshot {
  const name = r.compactString()
  const partitionsCount = r.compactArrayLength(37, 288)
  const partitions: FetchSnapshotResponsePartitionSnapshot[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readFetchSnapshotResponsePartitionSnapshot(r, v)
  const unknownTags = r.tags()
  const m: FetchSnapshotResponseTopicSnapshot = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchSnapshotResponsePartitionSnapshot {
  index: number
  errorCode: number
  snapshotId: FetchSnapshotResponseSnapshotId
  currentLeader: FetchSnapshotResponseLeaderIdAndEpoch // tag 0
  size: number
  position: number
  get unalignedRecords(): Buffer | null
  set unalignedRecords(value: Records)
  unknownTags?: TaggedField[]
}

export function newFetchSnapshotResponsePartitionSnapshot({
  index = 0,
  errorCode = 0,
  snapshotId = newFetchSnapshotResponseSnapshotId(),
  currentLeader = newFetchSnapshotResponseLeaderIdAndEpoch(),
  size = 0,
  position = 0,
  unalignedRecords = null,
  unknownTags,
}: Partial<Omit<FetchSnapshotResponsePartitionSnapshot, 'unalignedRecords'>> & { unalignedRecords?: Records } = {}): FetchSnapshotResponsePartitionSnapshot {
  const m: FetchSnapshotResponsePartitionSnapshot = { index, errorCode, snapshotId, currentLeader, size, position, unalignedRecords: unalignedRecords as Buffer | null }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchSnapshotResponsePartitionSnapshot(w: Writer, m: FetchSnapshotResponsePartitionSnapshot, v: number): void {
  w.int32(m.index)
  w.int16(m.errorCode)
  writeFetchSnapshotResponseSnapshotId(w, m.snapshotId, v)
  w.int64(m.size)
  w.int64(m.position)
  if (m.unalignedRecords === null) throw nullField('FetchSnapshotResponse.UnalignedRecords', v)
  w.compactRecords(m.unalignedRecords)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (!isDefaultFetchSnapshotResponseLeaderIdAndEpoch(m.currentLeader)) tags++
  w.uvarint(tags)
  if (!isDefaultFetchSnapshotResponseLeaderIdAndEpoch(m.currentLeader)) {
    const begin = w.beginTag(0)
    writeFetchSnapshotResponseLeaderIdAndEpoch(w, m.currentLeader, v)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readFetchSnapshotResponsePartitionSnapshot(r: Reader, v: number): FetchSnapshotResponsePartitionSnapshot {
  const index = r.int32()
  const errorCode = r.int16()
  const snapshotId = readFetchSnapshotResponseSnapshotId(r, v)
  let currentLeader: FetchSnapshotResponseLeaderIdAndEpoch = newFetchSnapshotResponseLeaderIdAndEpoch()
  const size = r.int64()
  const position = r.int64()
  const unalignedRecords = r.compactBytes()
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        currentLeader = readFetchSnapshotResponseLeaderIdAndEpoch(r, v)
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: FetchSnapshotResponsePartitionSnapshot = { index, errorCode, snapshotId, currentLeader, size, position, unalignedRecords }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchSnapshotResponseSnapshotId {
  endOffset: number
  epoch: number
  unknownTags?: TaggedField[]
}

export function newFetchSnapshotResponseSnapshotId({
  endOffset = 0,
  epoch = 0,
  unknownTags,
}: Partial<FetchSnapshotResponseSnapshotId> = {}): FetchSnapshotResponseSnapshotId {
  const m: FetchSnapshotResponseSnapshotId = { endOffset, epoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchSnapshotResponseSnapshotId(w: Writer, m: FetchSnapshotResponseSnapshotId, _v: number): void {
  w.int64(m.endOffset)
  w.int32(m.epoch)
  w.tags(m.unknownTags)
}

export function readFetchSnapshotResponseSnapshotId(r: Reader, _v: number): FetchSnapshotResponseSnapshotId {
  const endOffset = r.int64()
  const epoch = r.int32()
  const unknownTags = r.tags()
  const m: FetchSnapshotResponseSnapshotId = { endOffset, epoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchSnapshotResponseLeaderIdAndEpoch {
  leaderId: number
  leaderEpoch: number
  unknownTags?: TaggedField[]
}

export function newFetchSnapshotResponseLeaderIdAndEpoch({
  leaderId = 0,
  leaderEpoch = 0,
  unknownTags,
}: Partial<FetchSnapshotResponseLeaderIdAndEpoch> = {}): FetchSnapshotResponseLeaderIdAndEpoch {
  const m: FetchSnapshotResponseLeaderIdAndEpoch = { leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchSnapshotResponseLeaderIdAndEpoch(w: Writer, m: FetchSnapshotResponseLeaderIdAndEpoch, _v: number): void {
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  w.tags(m.unknownTags)
}

export function readFetchSnapshotResponseLeaderIdAndEpoch(r: Reader, _v: number): FetchSnapshotResponseLeaderIdAndEpoch {
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const unknownTags = r.tags()
  const m: FetchSnapshotResponseLeaderIdAndEpoch = { leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

function isDefaultFetchSnapshotResponseLeaderIdAndEpoch(m: FetchSnapshotResponseLeaderIdAndEpoch): boolean {
  return m.leaderId === 0
    && m.leaderEpoch === 0
    && m.unknownTags === undefined
}

export interface FetchSnapshotResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newFetchSnapshotResponseNodeEndpoint({
  nodeId = 0,
  host = '',
  port = 0,
  unknownTags,
}: Partial<FetchSnapshotResponseNodeEndpoint> = {}): FetchSnapshotResponseNodeEndpoint {
  const m: FetchSnapshotResponseNodeEndpoint = { nodeId, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchSnapshotResponseNodeEndpoint(w: Writer, m: FetchSnapshotResponseNodeEndpoint, _v: number): void {
  w.int32(m.nodeId)
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readFetchSnapshotResponseNodeEndpoint(r: Reader, _v: number): FetchSnapshotResponseNodeEndpoint {
  const nodeId = r.int32()
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: FetchSnapshotResponseNodeEndpoint = { nodeId, host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const fetchSnapshotApi = {
  key: 59,
  name: 'FetchSnapshot',
  versions: [0, 1],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readFetchSnapshotRequest,
  writeRequest: writeFetchSnapshotRequest,
  readResponse: readFetchSnapshotResponse,
  writeResponse: writeFetchSnapshotResponse,
} as const satisfies ApiDef<FetchSnapshotRequest, FetchSnapshotResponse>
