// GENERATED from schemas/apis/fetch.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { Records, TaggedField, Uuid } from '../ids.ts'
import { INT64_MAX, ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface FetchRequest {
  clusterId: string | null // 12+, tag 0
  replicaId: number // 4-14
  replicaState: FetchRequestReplicaState // 15+, tag 1
  maxWaitMs: number
  minBytes: number
  maxBytes: number
  isolationLevel: number
  sessionId: number // 7+
  sessionEpoch: number // 7+
  topics: FetchRequestTopic[]
  forgottenTopicsData: FetchRequestForgottenTopic[] // 7+
  rackId: string // 11+
  unknownTags?: TaggedField[]
}

export function newFetchRequest({
  clusterId = null,
  replicaId = -1,
  replicaState = newFetchRequestReplicaState(),
  maxWaitMs = 0,
  minBytes = 0,
  maxBytes = 2147483647,
  isolationLevel = 0,
  sessionId = 0,
  sessionEpoch = -1,
  topics = [],
  forgottenTopicsData = [],
  rackId = '',
  unknownTags,
}: Partial<FetchRequest> = {}): FetchRequest {
  const m: FetchRequest = {
    clusterId,
    replicaId,
    replicaState,
    maxWaitMs,
    minBytes,
    maxBytes,
    isolationLevel,
    sessionId,
    sessionEpoch,
    topics,
    forgottenTopicsData,
    rackId,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchRequest(w: Writer, m: FetchRequest, v: number): void {
  if (v < 4 || v > 18) throw unsupportedVersion('FetchRequest', v, 4, 18)
  w.begin('FetchRequest', v)
  const flexible = v >= 12
  if (v <= 14) w.int32(m.replicaId)
  else if (m.replicaId !== -1) throw unsupportedField('FetchRequest.ReplicaId', v)
  if (v < 15 && !isDefaultFetchRequestReplicaState(m.replicaState)) throw unsupportedField('FetchRequest.ReplicaState', v)
  w.int32(m.maxWaitMs)
  w.int32(m.minBytes)
  w.int32(m.maxBytes)
  w.int8(m.isolationLevel)
  if (v >= 7) w.int32(m.sessionId)
  if (v >= 7) w.int32(m.sessionEpoch)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeFetchRequestTopic(w, element, v)
  if (v >= 7) {
    if (flexible) w.compactArrayLength(m.forgottenTopicsData.length)
    else w.arrayLength(m.forgottenTopicsData.length)
    for (const element of m.forgottenTopicsData) writeFetchRequestForgottenTopic(w, element, v)
  } else if (m.forgottenTopicsData.length > 0) throw unsupportedField('FetchRequest.ForgottenTopicsData', v)
  if (v >= 11) {
    if (flexible) w.compactString(m.rackId)
    else w.string(m.rackId)
  }
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (m.clusterId !== null) tags++
    if (v >= 15 && !isDefaultFetchRequestReplicaState(m.replicaState)) tags++
    w.uvarint(tags)
    if (m.clusterId !== null) {
      const begin = w.beginTag(0)
      w.compactNullableString(m.clusterId)
      w.endTag(begin)
    }
    if (v >= 15 && !isDefaultFetchRequestReplicaState(m.replicaState)) {
      const begin = w.beginTag(1)
      writeFetchRequestReplicaState(w, m.replicaState, v)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 2)
  }
}

export function readFetchRequest(r: Reader, v: number): FetchRequest {
  if (v < 4 || v > 18) throw unsupportedVersion('FetchRequest', v, 4, 18)
  r.begin('FetchRequest', v)
  const flexible = v >= 12
  let clusterId: string | null = null
  const replicaId = v <= 14 ? r.int32() : -1
  let replicaState: FetchRequestReplicaState = newFetchRequestReplicaState()
  const maxWaitMs = r.int32()
  const minBytes = r.int32()
  const maxBytes = r.int32()
  const isolationLevel = r.int8()
  const sessionId = v >= 7 ? r.int32() : 0
  const sessionEpoch = v >= 7 ? r.int32() : -1
  const topicsCount = flexible ? r.compactArrayLength(3, 168) : r.arrayLength(6, 168)
  const topics: FetchRequestTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readFetchRequestTopic(r, v)
  const forgottenTopicsDataCount = v >= 7 ? (flexible ? r.compactArrayLength(3, 168) : r.arrayLength(6, 168)) : 0
  const forgottenTopicsData: FetchRequestForgottenTopic[] = sized(forgottenTopicsDataCount)
  for (let i = 0; i < forgottenTopicsDataCount; i++) forgottenTopicsData[i] = readFetchRequestForgottenTopic(r, v)
  const rackId = v >= 11 ? (flexible ? r.compactString() : r.string()) : ''
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          const end = r.beginTag()
          clusterId = r.compactNullableString()
          r.endTag(end)
          break
        }
        case 1: {
          if (v < 15) throw r.fail('tag 1 in a version that has none')
          const end = r.beginTag()
          replicaState = readFetchRequestReplicaState(r, v)
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: FetchRequest = {
    clusterId,
    replicaId,
    replicaState,
    maxWaitMs,
    minBytes,
    maxBytes,
    isolationLevel,
    sessionId,
    sessionEpoch,
    topics,
    forgottenTopicsData,
    rackId,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchRequestReplicaState {
  replicaId: number
  replicaEpoch: number
  unknownTags?: TaggedField[]
}

export function newFetchRequestReplicaState({
  replicaId = -1,
  replicaEpoch = -1,
  unknownTags,
}: Partial<FetchRequestReplicaState> = {}): FetchRequestReplicaState {
  const m: FetchRequestReplicaState = { replicaId, replicaEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchRequestReplicaState(w: Writer, m: FetchRequestReplicaState, _v: number): void {
  w.int32(m.replicaId)
  w.int64(m.replicaEpoch)
  w.tags(m.unknownTags)
}

export function readFetchRequestReplicaState(r: Reader, _v: number): FetchRequestReplicaState {
  const replicaId = r.int32()
  const replicaEpoch = r.int64()
  const unknownTags = r.tags()
  const m: FetchRequestReplicaState = { replicaId, replicaEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

function isDefaultFetchRequestReplicaState(m: FetchRequestReplicaState): boolean {
  return m.replicaId === -1
    && m.replicaEpoch === -1
    && m.unknownTags === undefined
}

export interface FetchRequestTopic {
  topic: string // 4-12
  topicId: Uuid // 13+
  partitions: FetchRequestPartition[]
  unknownTags?: TaggedField[]
}

export function newFetchRequestTopic({
  topic = '',
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<FetchRequestTopic> = {}): FetchRequestTopic {
  const m: FetchRequestTopic = { topic, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchRequestTopic(w: Writer, m: FetchRequestTopic, v: number): void {
  const flexible = v >= 12
  if (v <= 12) {
    if (flexible) w.compactString(m.topic)
    else w.string(m.topic)
  }
  if (v >= 13) w.uuid(m.topicId)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeFetchRequestPartition(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readFetchRequestTopic(r: Reader, v: number): FetchRequestTopic {
  const flexible = v >= 12
  const topic = v <= 12 ? (flexible ? r.compactString() : r.string()) : ''
  const topicId = v >= 13 ? r.uuid() : ZERO_UUID
  const partitionsCount = flexible ? r.compactArrayLength(33, 128) : r.arrayLength(16, 128)
  const partitions: FetchRequestPartition[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readFetchRequestPartition(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: FetchRequestTopic = { topic, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchRequestPartition {
  partition: number
  currentLeaderEpoch: number // 9+
  fetchOffset: number
  lastFetchedEpoch: number // 12+
  logStartOffset: number // 5+
  partitionMaxBytes: number
  replicaDirectoryId: Uuid // 17+, tag 0
  highWatermark: number // 18+, tag 1
  unknownTags?: TaggedField[]
}

export function newFetchRequestPartition({
  partition = 0,
  currentLeaderEpoch = -1,
  fetchOffset = 0,
  lastFetchedEpoch = -1,
  logStartOffset = -1,
  partitionMaxBytes = 0,
  replicaDirectoryId = ZERO_UUID,
  highWatermark = INT64_MAX,
  unknownTags,
}: Partial<FetchRequestPartition> = {}): FetchRequestPartition {
  const m: FetchRequestPartition = {
    partition,
    currentLeaderEpoch,
    fetchOffset,
    lastFetchedEpoch,
    logStartOffset,
    partitionMaxBytes,
    replicaDirectoryId,
    highWatermark,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchRequestPartition(w: Writer, m: FetchRequestPartition, v: number): void {
  const flexible = v >= 12
  w.int32(m.partition)
  if (v >= 9) w.int32(m.currentLeaderEpoch)
  w.int64(m.fetchOffset)
  if (v >= 12) w.int32(m.lastFetchedEpoch)
  else if (m.lastFetchedEpoch !== -1) throw unsupportedField('FetchRequest.LastFetchedEpoch', v)
  if (v >= 5) w.int64(m.logStartOffset)
  w.int32(m.partitionMaxBytes)
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (v >= 17 && m.replicaDirectoryId !== ZERO_UUID) tags++
    if (v >= 18 && m.highWatermark !== INT64_MAX) tags++
    w.uvarint(tags)
    if (v >= 17 && m.replicaDirectoryId !== ZERO_UUID) {
      const begin = w.beginTag(0)
      w.uuid(m.replicaDirectoryId)
      w.endTag(begin)
    }
    if (v >= 18 && m.highWatermark !== INT64_MAX) {
      const begin = w.beginTag(1)
      w.int64(m.highWatermark)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 2)
  }
}

export function readFetchRequestPartition(r: Reader, v: number): FetchRequestPartition {
  const flexible = v >= 12
  const partition = r.int32()
  const currentLeaderEpoch = v >= 9 ? r.int32() : -1
  const fetchOffset = r.int64()
  const lastFetchedEpoch = v >= 12 ? r.int32() : -1
  const logStartOffset = v >= 5 ? r.int64() : -1
  const partitionMaxBytes = r.int32()
  let replicaDirectoryId: Uuid = ZERO_UUID
  let highWatermark: number = INT64_MAX
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          if (v < 17) throw r.fail('tag 0 in a version that has none')
          const end = r.beginTag()
          replicaDirectoryId = r.uuid()
          r.endTag(end)
          break
        }
        case 1: {
          if (v < 18) throw r.fail('tag 1 in a version that has none')
          const end = r.beginTag()
          highWatermark = r.int64()
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: FetchRequestPartition = {
    partition,
    currentLeaderEpoch,
    fetchOffset,
    lastFetchedEpoch,
    logStartOffset,
    partitionMaxBytes,
    replicaDirectoryId,
    highWatermark,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchRequestForgottenTopic {
  topic: string // 7-12
  topicId: Uuid // 13+
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newFetchRequestForgottenTopic({
  topic = '',
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<FetchRequestForgottenTopic> = {}): FetchRequestForgottenTopic {
  const m: FetchRequestForgottenTopic = { topic, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchRequestForgottenTopic(w: Writer, m: FetchRequestForgottenTopic, v: number): void {
  const flexible = v >= 12
  if (v <= 12) {
    if (flexible) w.compactString(m.topic)
    else w.string(m.topic)
  }
  if (v >= 13) w.uuid(m.topicId)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  if (flexible) w.tags(m.unknownTags)
}

export function readFetchRequestForgottenTopic(r: Reader, v: number): FetchRequestForgottenTopic {
  const flexible = v >= 12
  const topic = v <= 12 ? (flexible ? r.compactString() : r.string()) : ''
  const topicId = v >= 13 ? r.uuid() : ZERO_UUID
  const partitionsCount = flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: FetchRequestForgottenTopic = { topic, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchResponse {
  throttleTimeMs: number
  errorCode: number // 7+
  sessionId: number // 7+
  responses: FetchResponseFetchableTopicResponse[]
  nodeEndpoints: FetchResponseNodeEndpoint[] // 16+, tag 0
  unknownTags?: TaggedField[]
}

export function newFetchResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  sessionId = 0,
  responses = [],
  nodeEndpoints = [],
  unknownTags,
}: Partial<FetchResponse> = {}): FetchResponse {
  const m: FetchResponse = { throttleTimeMs, errorCode, sessionId, responses, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchResponse(w: Writer, m: FetchResponse, v: number): void {
  if (v < 4 || v > 18) throw unsupportedVersion('FetchResponse', v, 4, 18)
  w.begin('FetchResponse', v)
  const flexible = v >= 12
  w.int32(m.throttleTimeMs)
  if (v >= 7) w.int16(m.errorCode)
  if (v >= 7) w.int32(m.sessionId)
  else if (m.sessionId !== 0) throw unsupportedField('FetchResponse.SessionId', v)
  if (flexible) w.compactArrayLength(m.responses.length)
  else w.arrayLength(m.responses.length)
  for (const element of m.responses) writeFetchResponseFetchableTopicResponse(w, element, v)
  if (v < 16 && m.nodeEndpoints.length > 0) throw unsupportedField('FetchResponse.NodeEndpoints', v)
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (v >= 16 && m.nodeEndpoints.length > 0) tags++
    w.uvarint(tags)
    if (v >= 16 && m.nodeEndpoints.length > 0) {
      const begin = w.beginTag(0)
      w.compactArrayLength(m.nodeEndpoints.length)
      for (const element of m.nodeEndpoints) writeFetchResponseNodeEndpoint(w, element, v)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
  }
}

export function readFetchResponse(r: Reader, v: number): FetchResponse {
  if (v < 4 || v > 18) throw unsupportedVersion('FetchResponse', v, 4, 18)
  r.begin('FetchResponse', v)
  const flexible = v >= 12
  const throttleTimeMs = r.int32()
  const errorCode = v >= 7 ? r.int16() : 0
  const sessionId = v >= 7 ? r.int32() : 0
  const responsesCount = flexible ? r.compactArrayLength(3, 168) : r.arrayLength(6, 168)
  const responses: FetchResponseFetchableTopicResponse[] = sized(responsesCount)
  for (let i = 0; i < responsesCount; i++) responses[i] = readFetchResponseFetchableTopicResponse(r, v)
  let nodeEndpoints: FetchResponseNodeEndpoint[] = []
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          if (v < 16) throw r.fail('tag 0 in a version that has none')
          const end = r.beginTag()
          const n = r.compactArrayLength(11, 112)
          nodeEndpoints = sized(n)
          for (let i = 0; i < n; i++) nodeEndpoints[i] = readFetchResponseNodeEndpoint(r, v)
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: FetchResponse = { throttleTimeMs, errorCode, sessionId, responses, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchResponseFetchableTopicResponse {
  topic: string // 4-12
  topicId: Uuid // 13+
  partitions: FetchResponsePartitionData[]
  unknownTags?: TaggedField[]
}

export function newFetchResponseFetchableTopicResponse({
  topic = '',
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<FetchResponseFetchableTopicResponse> = {}): FetchResponseFetchableTopicResponse {
  const m: FetchResponseFetchableTopicResponse = { topic, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchResponseFetchableTopicResponse(w: Writer, m: FetchResponseFetchableTopicResponse, v: number): void {
  const flexible = v >= 12
  if (v <= 12) {
    if (flexible) w.compactString(m.topic)
    else w.string(m.topic)
  }
  if (v >= 13) w.uuid(m.topicId)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) writeFetchResponsePartitionData(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readFetchResponseFetchableTopicResponse(r: Reader, v: number): FetchResponseFetchableTopicResponse {
  const flexible = v >= 12
  const topic = v <= 12 ? (flexible ? r.compactString() : r.string()) : ''
  const topicId = v >= 13 ? r.uuid() : ZERO_UUID
  const partitionsCount = flexible ? r.compactArrayLength(37, 328) : r.arrayLength(30, 328)
  const partitions: FetchResponsePartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readFetchResponsePartitionData(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: FetchResponseFetchableTopicResponse = { topic, topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchResponsePartitionData {
  partitionIndex: number
  errorCode: number
  highWatermark: number
  lastStableOffset: number
  logStartOffset: number // 5+
  divergingEpoch: FetchResponseEpochEndOffset // 12+, tag 0
  currentLeader: FetchResponseLeaderIdAndEpoch // 12+, tag 1
  snapshotId: FetchResponseSnapshotId // 12+, tag 2
  abortedTransactions: FetchResponseAbortedTransaction[] | null
  preferredReadReplica: number // 11+
  get records(): Buffer | null
  set records(value: Records)
  unknownTags?: TaggedField[]
}

export function newFetchResponsePartitionData({
  partitionIndex = 0,
  errorCode = 0,
  highWatermark = 0,
  lastStableOffset = -1,
  logStartOffset = -1,
  divergingEpoch = newFetchResponseEpochEndOffset(),
  currentLeader = newFetchResponseLeaderIdAndEpoch(),
  snapshotId = newFetchResponseSnapshotId(),
  abortedTransactions = [],
  preferredReadReplica = -1,
  records = null,
  unknownTags,
}: Partial<Omit<FetchResponsePartitionData, 'records'>> & { records?: Records } = {}): FetchResponsePartitionData {
  const m: FetchResponsePartitionData = {
    partitionIndex,
    errorCode,
    highWatermark,
    lastStableOffset,
    logStartOffset,
    divergingEpoch,
    currentLeader,
    snapshotId,
    abortedTransactions,
    preferredReadReplica,
    records: records as Buffer | null,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchResponsePartitionData(w: Writer, m: FetchResponsePartitionData, v: number): void {
  const flexible = v >= 12
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.int64(m.highWatermark)
  w.int64(m.lastStableOffset)
  if (v >= 5) w.int64(m.logStartOffset)
  if (v < 12 && !isDefaultFetchResponseEpochEndOffset(m.divergingEpoch)) throw unsupportedField('FetchResponse.DivergingEpoch', v)
  if (v < 12 && !isDefaultFetchResponseLeaderIdAndEpoch(m.currentLeader)) throw unsupportedField('FetchResponse.CurrentLeader', v)
  if (v < 12 && !isDefaultFetchResponseSnapshotId(m.snapshotId)) throw unsupportedField('FetchResponse.SnapshotId', v)
  if (m.abortedTransactions === null) w.nullArray(flexible)
  else {
    if (flexible) w.compactArrayLength(m.abortedTransactions.length)
    else w.arrayLength(m.abortedTransactions.length)
    for (const element of m.abortedTransactions) writeFetchResponseAbortedTransaction(w, element, v)
  }
  if (v >= 11) w.int32(m.preferredReadReplica)
  else if (m.preferredReadReplica !== -1) throw unsupportedField('FetchResponse.PreferredReadReplica', v)
  if (flexible) w.compactRecords(m.records)
  else w.records(m.records)
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (!isDefaultFetchResponseEpochEndOffset(m.divergingEpoch)) tags++
    if (!isDefaultFetchResponseLeaderIdAndEpoch(m.currentLeader)) tags++
    if (!isDefaultFetchResponseSnapshotId(m.snapshotId)) tags++
    w.uvarint(tags)
    if (!isDefaultFetchResponseEpochEndOffset(m.divergingEpoch)) {
      const begin = w.beginTag(0)
      writeFetchResponseEpochEndOffset(w, m.divergingEpoch, v)
      w.endTag(begin)
    }
    if (!isDefaultFetchResponseLeaderIdAndEpoch(m.currentLeader)) {
      const begin = w.beginTag(1)
      writeFetchResponseLeaderIdAndEpoch(w, m.currentLeader, v)
      w.endTag(begin)
    }
    if (!isDefaultFetchResponseSnapshotId(m.snapshotId)) {
      const begin = w.beginTag(2)
      writeFetchResponseSnapshotId(w, m.snapshotId, v)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 3)
  }
}

export function readFetchResponsePartitionData(r: Reader, v: number): FetchResponsePartitionData {
  const flexible = v >= 12
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const highWatermark = r.int64()
  const lastStableOffset = r.int64()
  const logStartOffset = v >= 5 ? r.int64() : -1
  let divergingEpoch: FetchResponseEpochEndOffset = newFetchResponseEpochEndOffset()
  let currentLeader: FetchResponseLeaderIdAndEpoch = newFetchResponseLeaderIdAndEpoch()
  let snapshotId: FetchResponseSnapshotId = newFetchResponseSnapshotId()
  let abortedTransactions: FetchResponseAbortedTransaction[] | null = []
  {
    const n = flexible ? r.compactNullableArrayLength(17, 80) : r.nullableArrayLength(16, 80)
    abortedTransactions = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) abortedTransactions![i] = readFetchResponseAbortedTransaction(r, v)
  }
  const preferredReadReplica = v >= 11 ? r.int32() : -1
  const records = flexible ? r.compactNullableBytes() : r.nullableBytes()
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          const end = r.beginTag()
          divergingEpoch = readFetchResponseEpochEndOffset(r, v)
          r.endTag(end)
          break
        }
        case 1: {
          const end = r.beginTag()
          currentLeader = readFetchResponseLeaderIdAndEpoch(r, v)
          r.endTag(end)
          break
        }
        case 2: {
          const end = r.beginTag()
          snapshotId = readFetchResponseSnapshotId(r, v)
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: FetchResponsePartitionData = {
    partitionIndex,
    errorCode,
    highWatermark,
    lastStableOffset,
    logStartOffset,
    divergingEpoch,
    currentLeader,
    snapshotId,
    abortedTransactions,
    preferredReadReplica,
    records,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchResponseEpochEndOffset {
  epoch: number
  endOffset: number
  unknownTags?: TaggedField[]
}

export function newFetchResponseEpochEndOffset({
  epoch = -1,
  endOffset = -1,
  unknownTags,
}: Partial<FetchResponseEpochEndOffset> = {}): FetchResponseEpochEndOffset {
  const m: FetchResponseEpochEndOffset = { epoch, endOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchResponseEpochEndOffset(w: Writer, m: FetchResponseEpochEndOffset, _v: number): void {
  w.int32(m.epoch)
  w.int64(m.endOffset)
  w.tags(m.unknownTags)
}

export function readFetchResponseEpochEndOffset(r: Reader, _v: number): FetchResponseEpochEndOffset {
  const epoch = r.int32()
  const endOffset = r.int64()
  const unknownTags = r.tags()
  const m: FetchResponseEpochEndOffset = { epoch, endOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

function isDefaultFetchResponseEpochEndOffset(m: FetchResponseEpochEndOffset): boolean {
  return m.epoch === -1
    && m.endOffset === -1
    && m.unknownTags === undefined
}

export interface FetchResponseLeaderIdAndEpoch {
  leaderId: number
  leaderEpoch: number
  unknownTags?: TaggedField[]
}

export function newFetchResponseLeaderIdAndEpoch({
  leaderId = -1,
  leaderEpoch = -1,
  unknownTags,
}: Partial<FetchResponseLeaderIdAndEpoch> = {}): FetchResponseLeaderIdAndEpoch {
  const m: FetchResponseLeaderIdAndEpoch = { leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchResponseLeaderIdAndEpoch(w: Writer, m: FetchResponseLeaderIdAndEpoch, _v: number): void {
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  w.tags(m.unknownTags)
}

export function readFetchResponseLeaderIdAndEpoch(r: Reader, _v: number): FetchResponseLeaderIdAndEpoch {
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const unknownTags = r.tags()
  const m: FetchResponseLeaderIdAndEpoch = { leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

function isDefaultFetchResponseLeaderIdAndEpoch(m: FetchResponseLeaderIdAndEpoch): boolean {
  return m.leaderId === -1
    && m.leaderEpoch === -1
    && m.unknownTags === undefined
}

export interface FetchResponseSnapshotId {
  endOffset: number
  epoch: number
  unknownTags?: TaggedField[]
}

export function newFetchResponseSnapshotId({
  endOffset = -1,
  epoch = -1,
  unknownTags,
}: Partial<FetchResponseSnapshotId> = {}): FetchResponseSnapshotId {
  const m: FetchResponseSnapshotId = { endOffset, epoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchResponseSnapshotId(w: Writer, m: FetchResponseSnapshotId, _v: number): void {
  w.int64(m.endOffset)
  w.int32(m.epoch)
  w.tags(m.unknownTags)
}

export function readFetchResponseSnapshotId(r: Reader, _v: number): FetchResponseSnapshotId {
  const endOffset = r.int64()
  const epoch = r.int32()
  const unknownTags = r.tags()
  const m: FetchResponseSnapshotId = { endOffset, epoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

function isDefaultFetchResponseSnapshotId(m: FetchResponseSnapshotId): boolean {
  return m.endOffset === -1
    && m.epoch === -1
    && m.unknownTags === undefined
}

export interface FetchResponseAbortedTransaction {
  producerId: number
  firstOffset: number
  unknownTags?: TaggedField[]
}

export function newFetchResponseAbortedTransaction({
  producerId = 0,
  firstOffset = 0,
  unknownTags,
}: Partial<FetchResponseAbortedTransaction> = {}): FetchResponseAbortedTransaction {
  const m: FetchResponseAbortedTransaction = { producerId, firstOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchResponseAbortedTransaction(w: Writer, m: FetchResponseAbortedTransaction, v: number): void {
  const flexible = v >= 12
  w.int64(m.producerId)
  w.int64(m.firstOffset)
  if (flexible) w.tags(m.unknownTags)
}

export function readFetchResponseAbortedTransaction(r: Reader, v: number): FetchResponseAbortedTransaction {
  const flexible = v >= 12
  const producerId = r.int64()
  const firstOffset = r.int64()
  const unknownTags = flexible ? r.tags() : undefined
  const m: FetchResponseAbortedTransaction = { producerId, firstOffset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FetchResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  rack: string | null
  unknownTags?: TaggedField[]
}

export function newFetchResponseNodeEndpoint({
  nodeId = 0,
  host = '',
  port = 0,
  rack = null,
  unknownTags,
}: Partial<FetchResponseNodeEndpoint> = {}): FetchResponseNodeEndpoint {
  const m: FetchResponseNodeEndpoint = { nodeId, host, port, rack }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFetchResponseNodeEndpoint(w: Writer, m: FetchResponseNodeEndpoint, _v: number): void {
  w.int32(m.nodeId)
  w.compactString(m.host)
  w.int32(m.port)
  w.compactNullableString(m.rack)
  w.tags(m.unknownTags)
}

export function readFetchResponseNodeEndpoint(r: Reader, _v: number): FetchResponseNodeEndpoint {
  const nodeId = r.int32()
  const host = r.compactString()
  const port = r.int32()
  const rack = r.compactNullableString()
  const unknownTags = r.tags()
  const m: FetchResponseNodeEndpoint = { nodeId, host, port, rack }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const fetchApi = {
  key: 1,
  name: 'Fetch',
  versions: [4, 18],
  flexibleFrom: 12,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readFetchRequest,
  writeRequest: writeFetchRequest,
  readResponse: readFetchResponse,
  writeResponse: writeFetchResponse,
} as const satisfies ApiDef<FetchRequest, FetchResponse>
