// GENERATED from schemas/apis/streams-group-heartbeat.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface StreamsGroupHeartbeatRequest {
  groupId: string
  memberId: string
  memberEpoch: number
  endpointInformationEpoch: number
  instanceId: string | null
  rackId: string | null
  rebalanceTimeoutMs: number
  topology: StreamsGroupHeartbeatRequestTopology | null
  activeTasks: StreamsGroupHeartbeatRequestTaskIds[] | null
  standbyTasks: StreamsGroupHeartbeatRequestTaskIds[] | null
  warmupTasks: StreamsGroupHeartbeatRequestTaskIds[] | null
  processId: string | null
  userEndpoint: StreamsGroupHeartbeatRequestEndpoint | null
  clientTags: StreamsGroupHeartbeatRequestKeyValue[] | null
  taskOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null
  taskEndOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null
  shutdownApplication: boolean
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatRequest({
  groupId = '',
  memberId = '',
  memberEpoch = 0,
  endpointInformationEpoch = 0,
  instanceId = null,
  rackId = null,
  rebalanceTimeoutMs = -1,
  topology = null,
  activeTasks = null,
  standbyTasks = null,
  warmupTasks = null,
  processId = null,
  userEndpoint = null,
  clientTags = null,
  taskOffsets = null,
  taskEndOffsets = null,
  shutdownApplication = false,
  unknownTags,
}: Partial<StreamsGroupHeartbeatRequest> = {}): StreamsGroupHeartbeatRequest {
  const m: StreamsGroupHeartbeatRequest = {
    groupId,
    memberId,
    memberEpoch,
    endpointInformationEpoch,
    instanceId,
    rackId,
    rebalanceTimeoutMs,
    topology,
    activeTasks,
    standbyTasks,
    warmupTasks,
    processId,
    userEndpoint,
    clientTags,
    taskOffsets,
    taskEndOffsets,
    shutdownApplication,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatRequest(w: Writer, m: StreamsGroupHeartbeatRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupHeartbeatRequest', v, 0, 0)
  w.begin('StreamsGroupHeartbeatRequest', v)
  w.compactString(m.groupId)
  w.compactString(m.memberId)
  w.int32(m.memberEpoch)
  w.int32(m.endpointInformationEpoch)
  w.compactNullableString(m.instanceId)
  w.compactNullableString(m.rackId)
  w.int32(m.rebalanceTimeoutMs)
  if (m.topology === null) w.int8(-1)
  else {
    w.int8(1)
    writeStreamsGroupHeartbeatRequestTopology(w, m.topology, v)
  }
  if (m.activeTasks === null) w.uint8(0)
  else {
    w.compactArrayLength(m.activeTasks.length)
    for (const element of m.activeTasks) writeStreamsGroupHeartbeatRequestTaskIds(w, element, v)
  }
  if (m.standbyTasks === null) w.uint8(0)
  else {
    w.compactArrayLength(m.standbyTasks.length)
    for (const element of m.standbyTasks) writeStreamsGroupHeartbeatRequestTaskIds(w, element, v)
  }
  if (m.warmupTasks === null) w.uint8(0)
  else {
    w.compactArrayLength(m.warmupTasks.length)
    for (const element of m.warmupTasks) writeStreamsGroupHeartbeatRequestTaskIds(w, element, v)
  }
  w.compactNullableString(m.processId)
  if (m.userEndpoint === null) w.int8(-1)
  else {
    w.int8(1)
    writeStreamsGroupHeartbeatRequestEndpoint(w, m.userEndpoint, v)
  }
  if (m.clientTags === null) w.uint8(0)
  else {
    w.compactArrayLength(m.clientTags.length)
    for (const element of m.clientTags) writeStreamsGroupHeartbeatRequestKeyValue(w, element, v)
  }
  if (m.taskOffsets === null) w.uint8(0)
  else {
    w.compactArrayLength(m.taskOffsets.length)
    for (const element of m.taskOffsets) writeStreamsGroupHeartbeatRequestTaskOffset(w, element, v)
  }
  if (m.taskEndOffsets === null) w.uint8(0)
  else {
    w.compactArrayLength(m.taskEndOffsets.length)
    for (const element of m.taskEndOffsets) writeStreamsGroupHeartbeatRequestTaskOffset(w, element, v)
  }
  w.bool(m.shutdownApplication)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatRequest(r: Reader, v: number): StreamsGroupHeartbeatRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupHeartbeatRequest', v, 0, 0)
  r.begin('StreamsGroupHeartbeatRequest', v)
  const groupId = r.compactString()
  const memberId = r.compactString()
  const memberEpoch = r.int32()
  const endpointInformationEpoch = r.int32()
  const instanceId = r.compactNullableString()
  const rackId = r.compactNullableString()
  const rebalanceTimeoutMs = r.int32()
  const topology = r.present() ? readStreamsGroupHeartbeatRequestTopology(r, v) : null
  let activeTasks: StreamsGroupHeartbeatRequestTaskIds[] | null = null
  {
    const n = r.compactNullableArrayLength(3, 120)
    activeTasks = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) activeTasks![i] = readStreamsGroupHeartbeatRequestTaskIds(r, v)
  }
  let standbyTasks: StreamsGroupHeartbeatRequestTaskIds[] | null = null
  {
    const n = r.compactNullableArrayLength(3, 120)
    standbyTasks = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) standbyTasks![i] = readStreamsGroupHeartbeatRequestTaskIds(r, v)
  }
  let warmupTasks: StreamsGroupHeartbeatRequestTaskIds[] | null = null
  {
    const n = r.compactNullableArrayLength(3, 120)
    warmupTasks = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) warmupTasks![i] = readStreamsGroupHeartbeatRequestTaskIds(r, v)
  }
  const processId = r.compactNullableString()
  const userEndpoint = r.present() ? readStreamsGroupHeartbeatRequestEndpoint(r, v) : null
  let clientTags: StreamsGroupHeartbeatRequestKeyValue[] | null = null
  {
    const n = r.compactNullableArrayLength(3, 96)
    clientTags = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) clientTags![i] = readStreamsGroupHeartbeatRequestKeyValue(r, v)
  }
  let taskOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null = null
  {
    const n = r.compactNullableArrayLength(14, 96)
    taskOffsets = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) taskOffsets![i] = readStreamsGroupHeartbeatRequestTaskOffset(r, v)
  }
  let taskEndOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null = null
  {
    const n = r.compactNullableArrayLength(14, 96)
    taskEndOffsets = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) taskEndOffsets![i] = readStreamsGroupHeartbeatRequestTaskOffset(r, v)
  }
  const shutdownApplication = r.bool()
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatRequest = {
    groupId,
    memberId,
    memberEpoch,
    endpointInformationEpoch,
    instanceId,
    rackId,
    rebalanceTimeoutMs,
    topology,
    activeTasks,
    standbyTasks,
    warmupTasks,
    processId,
    userEndpoint,
    clientTags,
    taskOffsets,
    taskEndOffsets,
    shutdownApplication,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatRequestTopology {
  epoch: number
  subtopologies: StreamsGroupHeartbeatRequestSubtopology[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatRequestTopology({
  epoch = 0,
  subtopologies = [],
  unknownTags,
}: Partial<StreamsGroupHeartbeatRequestTopology> = {}): StreamsGroupHeartbeatRequestTopology {
  const m: StreamsGroupHeartbeatRequestTopology = { epoch, subtopologies }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatRequestTopology(w: Writer, m: StreamsGroupHeartbeatRequestTopology, v: number): void {
  w.int32(m.epoch)
  w.compactArrayLength(m.subtopologies.length)
  for (const element of m.subtopologies) writeStreamsGroupHeartbeatRequestSubtopology(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatRequestTopology(r: Reader, v: number): StreamsGroupHeartbeatRequestTopology {
  const epoch = r.int32()
  const subtopologiesCount = r.compactArrayLength(8, 400)
  const subtopologies: StreamsGroupHeartbeatRequestSubtopology[] = sized(subtopologiesCount)
  for (let i = 0; i < subtopologiesCount; i++) subtopologies[i] = readStreamsGroupHeartbeatRequestSubtopology(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatRequestTopology = { epoch, subtopologies }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatRequestSubtopology {
  subtopologyId: string
  sourceTopics: string[]
  sourceTopicRegex: string[]
  stateChangelogTopics: StreamsGroupHeartbeatRequestTopicInfo[]
  repartitionSinkTopics: string[]
  repartitionSourceTopics: StreamsGroupHeartbeatRequestTopicInfo[]
  copartitionGroups: StreamsGroupHeartbeatRequestCopartitionGroup[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatRequestSubtopology({
  subtopologyId = '',
  sourceTopics = [],
  sourceTopicRegex = [],
  stateChangelogTopics = [],
  repartitionSinkTopics = [],
  repartitionSourceTopics = [],
  copartitionGroups = [],
  unknownTags,
}: Partial<StreamsGroupHeartbeatRequestSubtopology> = {}): StreamsGroupHeartbeatRequestSubtopology {
  const m: StreamsGroupHeartbeatRequestSubtopology = {
    subtopologyId,
    sourceTopics,
    sourceTopicRegex,
    stateChangelogTopics,
    repartitionSinkTopics,
    repartitionSourceTopics,
    copartitionGroups,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatRequestSubtopology(w: Writer, m: StreamsGroupHeartbeatRequestSubtopology, v: number): void {
  w.compactString(m.subtopologyId)
  w.compactArrayLength(m.sourceTopics.length)
  for (const element of m.sourceTopics) w.compactString(element)
  w.compactArrayLength(m.sourceTopicRegex.length)
  for (const element of m.sourceTopicRegex) w.compactString(element)
  w.compactArrayLength(m.stateChangelogTopics.length)
  for (const element of m.stateChangelogTopics) writeStreamsGroupHeartbeatRequestTopicInfo(w, element, v)
  w.compactArrayLength(m.repartitionSinkTopics.length)
  for (const element of m.repartitionSinkTopics) w.compactString(element)
  w.compactArrayLength(m.repartitionSourceTopics.length)
  for (const element of m.repartitionSourceTopics) writeStreamsGroupHeartbeatRequestTopicInfo(w, element, v)
  w.compactArrayLength(m.copartitionGroups.length)
  for (const element of m.copartitionGroups) writeStreamsGroupHeartbeatRequestCopartitionGroup(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatRequestSubtopology(r: Reader, v: number): StreamsGroupHeartbeatRequestSubtopology {
  const subtopologyId = r.compactString()
  const sourceTopicsCount = r.compactArrayLength(1, 32)
  const sourceTopics: string[] = sized(sourceTopicsCount)
  for (let i = 0; i < sourceTopicsCount; i++) sourceTopics[i] = r.compactString()
  const sourceTopicRegexCount = r.compactArrayLength(1, 32)
  const sourceTopicRegex: string[] = sized(sourceTopicRegexCount)
  for (let i = 0; i < sourceTopicRegexCount; i++) sourceTopicRegex[i] = r.compactString()
  const stateChangelogTopicsCount = r.compactArrayLength(9, 136)
  const stateChangelogTopics: StreamsGroupHeartbeatRequestTopicInfo[] = sized(stateChangelogTopicsCount)
  for (let i = 0; i < stateChangelogTopicsCount; i++) stateChangelogTopics[i] = readStreamsGroupHeartbeatRequestTopicInfo(r, v)
  const repartitionSinkTopicsCount = r.compactArrayLength(1, 32)
  const repartitionSinkTopics: string[] = sized(repartitionSinkTopicsCount)
  for (let i = 0; i < repartitionSinkTopicsCount; i++) repartitionSinkTopics[i] = r.compactString()
  const repartitionSourceTopicsCount = r.compactArrayLength(9, 136)
  const repartitionSourceTopics: StreamsGroupHeartbeatRequestTopicInfo[] = sized(repartitionSourceTopicsCount)
  for (let i = 0; i < repartitionSourceTopicsCount; i++) repartitionSourceTopics[i] = readStreamsGroupHeartbeatRequestTopicInfo(r, v)
  const copartitionGroupsCount = r.compactArrayLength(4, 200)
  const copartitionGroups: StreamsGroupHeartbeatRequestCopartitionGroup[] = sized(copartitionGroupsCount)
  for (let i = 0; i < copartitionGroupsCount; i++) copartitionGroups[i] = readStreamsGroupHeartbeatRequestCopartitionGroup(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatRequestSubtopology = {
    subtopologyId,
    sourceTopics,
    sourceTopicRegex,
    stateChangelogTopics,
    repartitionSinkTopics,
    repartitionSourceTopics,
    copartitionGroups,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatRequestTopicInfo {
  name: string
  partitions: number
  replicationFactor: number
  topicConfigs: StreamsGroupHeartbeatRequestKeyValue[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatRequestTopicInfo({
  name = '',
  partitions = 0,
  replicationFactor = 0,
  topicConfigs = [],
  unknownTags,
}: Partial<StreamsGroupHeartbeatRequestTopicInfo> = {}): StreamsGroupHeartbeatRequestTopicInfo {
  const m: StreamsGroupHeartbeatRequestTopicInfo = { name, partitions, replicationFactor, topicConfigs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatRequestTopicInfo(w: Writer, m: StreamsGroupHeartbeatRequestTopicInfo, v: number): void {
  w.compactString(m.name)
  w.int32(m.partitions)
  w.int16(m.replicationFactor)
  w.compactArrayLength(m.topicConfigs.length)
  for (const element of m.topicConfigs) writeStreamsGroupHeartbeatRequestKeyValue(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatRequestTopicInfo(r: Reader, v: number): StreamsGroupHeartbeatRequestTopicInfo {
  const name = r.compactString()
  const partitions = r.int32()
  const replicationFactor = r.int16()
  const topicConfigsCount = r.compactArrayLength(3, 96)
  const topicConfigs: StreamsGroupHeartbeatRequestKeyValue[] = sized(topicConfigsCount)
  for (let i = 0; i < topicConfigsCount; i++) topicConfigs[i] = readStreamsGroupHeartbeatRequestKeyValue(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatRequestTopicInfo = { name, partitions, replicationFactor, topicConfigs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatRequestKeyValue {
  key: string
  value: string
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatRequestKeyValue({
  key = '',
  value = '',
  unknownTags,
}: Partial<StreamsGroupHeartbeatRequestKeyValue> = {}): StreamsGroupHeartbeatRequestKeyValue {
  const m: StreamsGroupHeartbeatRequestKeyValue = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatRequestKeyValue(w: Writer, m: StreamsGroupHeartbeatRequestKeyValue, _v: number): void {
  w.compactString(m.key)
  w.compactString(m.value)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatRequestKeyValue(r: Reader, _v: number): StreamsGroupHeartbeatRequestKeyValue {
  const key = r.compactString()
  const value = r.compactString()
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatRequestKeyValue = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatRequestCopartitionGroup {
  sourceTopics: number[]
  sourceTopicRegex: number[]
  repartitionSourceTopics: number[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatRequestCopartitionGroup({
  sourceTopics = [],
  sourceTopicRegex = [],
  repartitionSourceTopics = [],
  unknownTags,
}: Partial<StreamsGroupHeartbeatRequestCopartitionGroup> = {}): StreamsGroupHeartbeatRequestCopartitionGroup {
  const m: StreamsGroupHeartbeatRequestCopartitionGroup = { sourceTopics, sourceTopicRegex, repartitionSourceTopics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatRequestCopartitionGroup(w: Writer, m: StreamsGroupHeartbeatRequestCopartitionGroup, _v: number): void {
  w.compactArrayLength(m.sourceTopics.length)
  for (const element of m.sourceTopics) w.int16(element)
  w.compactArrayLength(m.sourceTopicRegex.length)
  for (const element of m.sourceTopicRegex) w.int16(element)
  w.compactArrayLength(m.repartitionSourceTopics.length)
  for (const element of m.repartitionSourceTopics) w.int16(element)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatRequestCopartitionGroup(r: Reader, _v: number): StreamsGroupHeartbeatRequestCopartitionGroup {
  const sourceTopicsCount = r.compactArrayLength(2, 8)
  const sourceTopics: number[] = sized(sourceTopicsCount)
  for (let i = 0; i < sourceTopicsCount; i++) sourceTopics[i] = r.int16()
  const sourceTopicRegexCount = r.compactArrayLength(2, 8)
  const sourceTopicRegex: number[] = sized(sourceTopicRegexCount)
  for (let i = 0; i < sourceTopicRegexCount; i++) sourceTopicRegex[i] = r.int16()
  const repartitionSourceTopicsCount = r.compactArrayLength(2, 8)
  const repartitionSourceTopics: number[] = sized(repartitionSourceTopicsCount)
  for (let i = 0; i < repartitionSourceTopicsCount; i++) repartitionSourceTopics[i] = r.int16()
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatRequestCopartitionGroup = { sourceTopics, sourceTopicRegex, repartitionSourceTopics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatRequestTaskIds {
  subtopologyId: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatRequestTaskIds({
  subtopologyId = '',
  partitions = [],
  unknownTags,
}: Partial<StreamsGroupHeartbeatRequestTaskIds> = {}): StreamsGroupHeartbeatRequestTaskIds {
  const m: StreamsGroupHeartbeatRequestTaskIds = { subtopologyId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatRequestTaskIds(w: Writer, m: StreamsGroupHeartbeatRequestTaskIds, _v: number): void {
  w.compactString(m.subtopologyId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatRequestTaskIds(r: Reader, _v: number): StreamsGroupHeartbeatRequestTaskIds {
  const subtopologyId = r.compactString()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatRequestTaskIds = { subtopologyId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatRequestEndpoint {
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatRequestEndpoint({
  host = '',
  port = 0,
  unknownTags,
}: Partial<StreamsGroupHeartbeatRequestEndpoint> = {}): StreamsGroupHeartbeatRequestEndpoint {
  const m: StreamsGroupHeartbeatRequestEndpoint = { host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatRequestEndpoint(w: Writer, m: StreamsGroupHeartbeatRequestEndpoint, _v: number): void {
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatRequestEndpoint(r: Reader, _v: number): StreamsGroupHeartbeatRequestEndpoint {
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatRequestEndpoint = { host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatRequestTaskOffset {
  subtopologyId: string
  partition: number
  offset: number
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatRequestTaskOffset({
  subtopologyId = '',
  partition = 0,
  offset = 0,
  unknownTags,
}: Partial<StreamsGroupHeartbeatRequestTaskOffset> = {}): StreamsGroupHeartbeatRequestTaskOffset {
  const m: StreamsGroupHeartbeatRequestTaskOffset = { subtopologyId, partition, offset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatRequestTaskOffset(w: Writer, m: StreamsGroupHeartbeatRequestTaskOffset, _v: number): void {
  w.compactString(m.subtopologyId)
  w.int32(m.partition)
  w.int64(m.offset)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatRequestTaskOffset(r: Reader, _v: number): StreamsGroupHeartbeatRequestTaskOffset {
  const subtopologyId = r.compactString()
  const partition = r.int32()
  const offset = r.int64()
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatRequestTaskOffset = { subtopologyId, partition, offset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  memberId: string
  memberEpoch: number
  heartbeatIntervalMs: number
  acceptableRecoveryLag: number
  taskOffsetIntervalMs: number
  status: StreamsGroupHeartbeatResponseStatus[] | null
  activeTasks: StreamsGroupHeartbeatResponseTaskIds[] | null
  standbyTasks: StreamsGroupHeartbeatResponseTaskIds[] | null
  warmupTasks: StreamsGroupHeartbeatResponseTaskIds[] | null
  endpointInformationEpoch: number
  partitionsByUserEndpoint: StreamsGroupHeartbeatResponseEndpointToPartitions[] | null
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = null,
  memberId = '',
  memberEpoch = 0,
  heartbeatIntervalMs = 0,
  acceptableRecoveryLag = 0,
  taskOffsetIntervalMs = 0,
  status = [],
  activeTasks = null,
  standbyTasks = null,
  warmupTasks = null,
  endpointInformationEpoch = 0,
  partitionsByUserEndpoint = null,
  unknownTags,
}: Partial<StreamsGroupHeartbeatResponse> = {}): StreamsGroupHeartbeatResponse {
  const m: StreamsGroupHeartbeatResponse = {
    throttleTimeMs,
    errorCode,
    errorMessage,
    memberId,
    memberEpoch,
    heartbeatIntervalMs,
    acceptableRecoveryLag,
    taskOffsetIntervalMs,
    status,
    activeTasks,
    standbyTasks,
    warmupTasks,
    endpointInformationEpoch,
    partitionsByUserEndpoint,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatResponse(w: Writer, m: StreamsGroupHeartbeatResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupHeartbeatResponse', v, 0, 0)
  w.begin('StreamsGroupHeartbeatResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactString(m.memberId)
  w.int32(m.memberEpoch)
  w.int32(m.heartbeatIntervalMs)
  w.int32(m.acceptableRecoveryLag)
  w.int32(m.taskOffsetIntervalMs)
  if (m.status === null) w.uint8(0)
  else {
    w.compactArrayLength(m.status.length)
    for (const element of m.status) writeStreamsGroupHeartbeatResponseStatus(w, element, v)
  }
  if (m.activeTasks === null) w.uint8(0)
  else {
    w.compactArrayLength(m.activeTasks.length)
    for (const element of m.activeTasks) writeStreamsGroupHeartbeatResponseTaskIds(w, element, v)
  }
  if (m.standbyTasks === null) w.uint8(0)
  else {
    w.compactArrayLength(m.standbyTasks.length)
    for (const element of m.standbyTasks) writeStreamsGroupHeartbeatResponseTaskIds(w, element, v)
  }
  if (m.warmupTasks === null) w.uint8(0)
  else {
    w.compactArrayLength(m.warmupTasks.length)
    for (const element of m.warmupTasks) writeStreamsGroupHeartbeatResponseTaskIds(w, element, v)
  }
  w.int32(m.endpointInformationEpoch)
  if (m.partitionsByUserEndpoint === null) w.uint8(0)
  else {
    w.compactArrayLength(m.partitionsByUserEndpoint.length)
    for (const element of m.partitionsByUserEndpoint) writeStreamsGroupHeartbeatResponseEndpointToPartitions(w, element, v)
  }
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatResponse(r: Reader, v: number): StreamsGroupHeartbeatResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupHeartbeatResponse', v, 0, 0)
  r.begin('StreamsGroupHeartbeatResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const memberId = r.compactString()
  const memberEpoch = r.int32()
  const heartbeatIntervalMs = r.int32()
  const acceptableRecoveryLag = r.int32()
  const taskOffsetIntervalMs = r.int32()
  let status: StreamsGroupHeartbeatResponseStatus[] | null = []
  {
    const n = r.compactNullableArrayLength(3, 72)
    status = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) status![i] = readStreamsGroupHeartbeatResponseStatus(r, v)
  }
  let activeTasks: StreamsGroupHeartbeatResponseTaskIds[] | null = null
  {
    const n = r.compactNullableArrayLength(3, 120)
    activeTasks = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) activeTasks![i] = readStreamsGroupHeartbeatResponseTaskIds(r, v)
  }
  let standbyTasks: StreamsGroupHeartbeatResponseTaskIds[] | null = null
  {
    const n = r.compactNullableArrayLength(3, 120)
    standbyTasks = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) standbyTasks![i] = readStreamsGroupHeartbeatResponseTaskIds(r, v)
  }
  let warmupTasks: StreamsGroupHeartbeatResponseTaskIds[] | null = null
  {
    const n = r.compactNullableArrayLength(3, 120)
    warmupTasks = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) warmupTasks![i] = readStreamsGroupHeartbeatResponseTaskIds(r, v)
  }
  const endpointInformationEpoch = r.int32()
  let partitionsByUserEndpoint: StreamsGroupHeartbeatResponseEndpointToPartitions[] | null = null
  {
    const n = r.compactNullableArrayLength(7, 216)
    partitionsByUserEndpoint = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) partitionsByUserEndpoint![i] = readStreamsGroupHeartbeatResponseEndpointToPartitions(r, v)
  }
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatResponse = {
    throttleTimeMs,
    errorCode,
    errorMessage,
    memberId,
    memberEpoch,
    heartbeatIntervalMs,
    acceptableRecoveryLag,
    taskOffsetIntervalMs,
    status,
    activeTasks,
    standbyTasks,
    warmupTasks,
    endpointInformationEpoch,
    partitionsByUserEndpoint,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatResponseStatus {
  statusCode: number
  statusDetail: string
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatResponseStatus({
  statusCode = 0,
  statusDetail = '',
  unknownTags,
}: Partial<StreamsGroupHeartbeatResponseStatus> = {}): StreamsGroupHeartbeatResponseStatus {
  const m: StreamsGroupHeartbeatResponseStatus = { statusCode, statusDetail }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatResponseStatus(w: Writer, m: StreamsGroupHeartbeatResponseStatus, _v: number): void {
  w.int8(m.statusCode)
  w.compactString(m.statusDetail)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatResponseStatus(r: Reader, _v: number): StreamsGroupHeartbeatResponseStatus {
  const statusCode = r.int8()
  const statusDetail = r.compactString()
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatResponseStatus = { statusCode, statusDetail }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatResponseTaskIds {
  subtopologyId: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatResponseTaskIds({
  subtopologyId = '',
  partitions = [],
  unknownTags,
}: Partial<StreamsGroupHeartbeatResponseTaskIds> = {}): StreamsGroupHeartbeatResponseTaskIds {
  const m: StreamsGroupHeartbeatResponseTaskIds = { subtopologyId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatResponseTaskIds(w: Writer, m: StreamsGroupHeartbeatResponseTaskIds, _v: number): void {
  w.compactString(m.subtopologyId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatResponseTaskIds(r: Reader, _v: number): StreamsGroupHeartbeatResponseTaskIds {
  const subtopologyId = r.compactString()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatResponseTaskIds = { subtopologyId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatResponseEndpointToPartitions {
  userEndpoint: StreamsGroupHeartbeatResponseEndpoint
  activePartitions: StreamsGroupHeartbeatResponseTopicPartition[]
  standbyPartitions: StreamsGroupHeartbeatResponseTopicPartition[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatResponseEndpointToPartitions({
  userEndpoint = newStreamsGroupHeartbeatResponseEndpoint(),
  activePartitions = [],
  standbyPartitions = [],
  unknownTags,
}: Partial<StreamsGroupHeartbeatResponseEndpointToPartitions> = {}): StreamsGroupHeartbeatResponseEndpointToPartitions {
  const m: StreamsGroupHeartbeatResponseEndpointToPartitions = { userEndpoint, activePartitions, standbyPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatResponseEndpointToPartitions(w: Writer, m: StreamsGroupHeartbeatResponseEndpointToPartitions, v: number): void {
  writeStreamsGroupHeartbeatResponseEndpoint(w, m.userEndpoint, v)
  w.compactArrayLength(m.activePartitions.length)
  for (const element of m.activePartitions) writeStreamsGroupHeartbeatResponseTopicPartition(w, element, v)
  w.compactArrayLength(m.standbyPartitions.length)
  for (const element of m.standbyPartitions) writeStreamsGroupHeartbeatResponseTopicPartition(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatResponseEndpointToPartitions(r: Reader, v: number): StreamsGroupHeartbeatResponseEndpointToPartitions {
  const userEndpoint = readStreamsGroupHeartbeatResponseEndpoint(r, v)
  const activePartitionsCount = r.compactArrayLength(3, 120)
  const activePartitions: StreamsGroupHeartbeatResponseTopicPartition[] = sized(activePartitionsCount)
  for (let i = 0; i < activePartitionsCount; i++) activePartitions[i] = readStreamsGroupHeartbeatResponseTopicPartition(r, v)
  const standbyPartitionsCount = r.compactArrayLength(3, 120)
  const standbyPartitions: StreamsGroupHeartbeatResponseTopicPartition[] = sized(standbyPartitionsCount)
  for (let i = 0; i < standbyPartitionsCount; i++) standbyPartitions[i] = readStreamsGroupHeartbeatResponseTopicPartition(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatResponseEndpointToPartitions = { userEndpoint, activePartitions, standbyPartitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatResponseEndpoint {
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatResponseEndpoint({
  host = '',
  port = 0,
  unknownTags,
}: Partial<StreamsGroupHeartbeatResponseEndpoint> = {}): StreamsGroupHeartbeatResponseEndpoint {
  const m: StreamsGroupHeartbeatResponseEndpoint = { host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatResponseEndpoint(w: Writer, m: StreamsGroupHeartbeatResponseEndpoint, _v: number): void {
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatResponseEndpoint(r: Reader, _v: number): StreamsGroupHeartbeatResponseEndpoint {
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatResponseEndpoint = { host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupHeartbeatResponseTopicPartition {
  topic: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupHeartbeatResponseTopicPartition({
  topic = '',
  partitions = [],
  unknownTags,
}: Partial<StreamsGroupHeartbeatResponseTopicPartition> = {}): StreamsGroupHeartbeatResponseTopicPartition {
  const m: StreamsGroupHeartbeatResponseTopicPartition = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupHeartbeatResponseTopicPartition(w: Writer, m: StreamsGroupHeartbeatResponseTopicPartition, _v: number): void {
  w.compactString(m.topic)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readStreamsGroupHeartbeatResponseTopicPartition(r: Reader, _v: number): StreamsGroupHeartbeatResponseTopicPartition {
  const topic = r.compactString()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: StreamsGroupHeartbeatResponseTopicPartition = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const streamsGroupHeartbeatApi = {
  key: 88,
  name: 'StreamsGroupHeartbeat',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readStreamsGroupHeartbeatRequest,
  writeRequest: writeStreamsGroupHeartbeatRequest,
  readResponse: readStreamsGroupHeartbeatResponse,
  writeResponse: writeStreamsGroupHeartbeatResponse,
} as const satisfies ApiDef<StreamsGroupHeartbeatRequest, StreamsGroupHeartbeatResponse>
