// GENERATED from schemas/apis/streams-group-describe.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface StreamsGroupDescribeRequest {
  groupIds: string[]
  includeAuthorizedOperations: boolean
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeRequest({
  groupIds = [],
  includeAuthorizedOperations = false,
  unknownTags,
}: Partial<StreamsGroupDescribeRequest> = {}): StreamsGroupDescribeRequest {
  const m: StreamsGroupDescribeRequest = { groupIds, includeAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeRequest(w: Writer, m: StreamsGroupDescribeRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupDescribeRequest', v, 0, 0)
  w.begin('StreamsGroupDescribeRequest', v)
  w.compactArrayLength(m.groupIds.length)
  for (const element of m.groupIds) w.compactString(element)
  w.bool(m.includeAuthorizedOperations)
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeRequest(r: Reader, v: number): StreamsGroupDescribeRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupDescribeRequest', v, 0, 0)
  r.begin('StreamsGroupDescribeRequest', v)
  const groupIdsCount = r.compactArrayLength(1, 32)
  const groupIds: string[] = sized(groupIdsCount)
  for (let i = 0; i < groupIdsCount; i++) groupIds[i] = r.compactString()
  const includeAuthorizedOperations = r.bool()
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeRequest = { groupIds, includeAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupDescribeResponse {
  throttleTimeMs: number
  groups: StreamsGroupDescribeResponseDescribedGroup[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeResponse({
  throttleTimeMs = 0,
  groups = [],
  unknownTags,
}: Partial<StreamsGroupDescribeResponse> = {}): StreamsGroupDescribeResponse {
  const m: StreamsGroupDescribeResponse = { throttleTimeMs, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeResponse(w: Writer, m: StreamsGroupDescribeResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupDescribeResponse', v, 0, 0)
  w.begin('StreamsGroupDescribeResponse', v)
  w.int32(m.throttleTimeMs)
  w.compactArrayLength(m.groups.length)
  for (const element of m.groups) writeStreamsGroupDescribeResponseDescribedGroup(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeResponse(r: Reader, v: number): StreamsGroupDescribeResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupDescribeResponse', v, 0, 0)
  r.begin('StreamsGroupDescribeResponse', v)
  const throttleTimeMs = r.int32()
  const groupsCount = r.compactArrayLength(20, 224)
  const groups: StreamsGroupDescribeResponseDescribedGroup[] = sized(groupsCount)
  for (let i = 0; i < groupsCount; i++) groups[i] = readStreamsGroupDescribeResponseDescribedGroup(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeResponse = { throttleTimeMs, groups }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupDescribeResponseDescribedGroup {
  errorCode: number
  errorMessage: string | null
  groupId: string
  groupState: string
  groupEpoch: number
  assignmentEpoch: number
  topology: StreamsGroupDescribeResponseTopology | null
  members: StreamsGroupDescribeResponseMember[]
  authorizedOperations: number
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeResponseDescribedGroup({
  errorCode = 0,
  errorMessage = null,
  groupId = '',
  groupState = '',
  groupEpoch = 0,
  assignmentEpoch = 0,
  topology = null,
  members = [],
  authorizedOperations = -2147483648,
  unknownTags,
}: Partial<StreamsGroupDescribeResponseDescribedGroup> = {}): StreamsGroupDescribeResponseDescribedGroup {
  const m: StreamsGroupDescribeResponseDescribedGroup = { errorCode, errorMessage, groupId, groupState, groupEpoch, assignmentEpoch, topology, members, authorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeResponseDescribedGroup(w: Writer, m: StreamsGroupDescribeResponseDescribedGroup, v: number): void {
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.compactString(m.groupId)
  w.compactString(m.groupState)
  w.int32(m.groupEpoch)
  w.int32(m.assignmentEpoch)
  if (m.topology === null) w.int8(-1)
  else {
    w.int8(1)
    writeStreamsGroupDescribeResponseTopology(w, m.topology, v)
  }
  w.compactArrayLength(m.members.length)
  for (const element of m.members) writeStreamsGroupDescribeResponseMember(w, element, v)
  w.int32(m.authorizedOperations)
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeResponseDescribedGroup(r: Reader, v: number): StreamsGroupDescribeResponseDescribedGroup {
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const groupId = r.compactString()
  const groupState = r.compactString()
  const groupEpoch = r.int32()
  const assignmentEpoch = r.int32()
  const topology = r.present() ? readStreamsGroupDescribeResponseTopology(r, v) : null
  const membersCount = r.compactArrayLength(28, 824)
  const members: StreamsGroupDescribeResponseMember[] = sized(membersCount)
  for (let i = 0; i < membersCount; i++) members[i] = readStreamsGroupDescribeResponseMember(r, v)
  const authorizedOperations = r.int32()
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeResponseDescribedGroup = { errorCode, errorMessage, groupId, groupState, groupEpoch, assignmentEpoch, topology, members, authorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupDescribeResponseTopology {
  epoch: number
  subtopologies: StreamsGroupDescribeResponseSubtopology[] | null
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeResponseTopology({
  epoch = 0,
  subtopologies = null,
  unknownTags,
}: Partial<StreamsGroupDescribeResponseTopology> = {}): StreamsGroupDescribeResponseTopology {
  const m: StreamsGroupDescribeResponseTopology = { epoch, subtopologies }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeResponseTopology(w: Writer, m: StreamsGroupDescribeResponseTopology, v: number): void {
  w.int32(m.epoch)
  if (m.subtopologies === null) w.uint8(0)
  else {
    w.compactArrayLength(m.subtopologies.length)
    for (const element of m.subtopologies) writeStreamsGroupDescribeResponseSubtopology(w, element, v)
  }
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeResponseTopology(r: Reader, v: number): StreamsGroupDescribeResponseTopology {
  const epoch = r.int32()
  let subtopologies: StreamsGroupDescribeResponseSubtopology[] | null = null
  {
    const n = r.compactNullableArrayLength(6, 288)
    subtopologies = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) subtopologies![i] = readStreamsGroupDescribeResponseSubtopology(r, v)
  }
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeResponseTopology = { epoch, subtopologies }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupDescribeResponseSubtopology {
  subtopologyId: string
  sourceTopics: string[]
  repartitionSinkTopics: string[]
  stateChangelogTopics: StreamsGroupDescribeResponseTopicInfo[]
  repartitionSourceTopics: StreamsGroupDescribeResponseTopicInfo[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeResponseSubtopology({
  subtopologyId = '',
  sourceTopics = [],
  repartitionSinkTopics = [],
  stateChangelogTopics = [],
  repartitionSourceTopics = [],
  unknownTags,
}: Partial<StreamsGroupDescribeResponseSubtopology> = {}): StreamsGroupDescribeResponseSubtopology {
  const m: StreamsGroupDescribeResponseSubtopology = { subtopologyId, sourceTopics, repartitionSinkTopics, stateChangelogTopics, repartitionSourceTopics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeResponseSubtopology(w: Writer, m: StreamsGroupDescribeResponseSubtopology, v: number): void {
  w.compactString(m.subtopologyId)
  w.compactArrayLength(m.sourceTopics.length)
  for (const element of m.sourceTopics) w.compactString(element)
  w.compactArrayLength(m.repartitionSinkTopics.length)
  for (const element of m.repartitionSinkTopics) w.compactString(element)
  w.compactArrayLength(m.stateChangelogTopics.length)
  for (const element of m.stateChangelogTopics) writeStreamsGroupDescribeResponseTopicInfo(w, element, v)
  w.compactArrayLength(m.repartitionSourceTopics.length)
  for (const element of m.repartitionSourceTopics) writeStreamsGroupDescribeResponseTopicInfo(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeResponseSubtopology(r: Reader, v: number): StreamsGroupDescribeResponseSubtopology {
  const subtopologyId = r.compactString()
  const sourceTopicsCount = r.compactArrayLength(1, 32)
  const sourceTopics: string[] = sized(sourceTopicsCount)
  for (let i = 0; i < sourceTopicsCount; i++) sourceTopics[i] = r.compactString()
  const repartitionSinkTopicsCount = r.compactArrayLength(1, 32)
  const repartitionSinkTopics: string[] = sized(repartitionSinkTopicsCount)
  for (let i = 0; i < repartitionSinkTopicsCount; i++) repartitionSinkTopics[i] = r.compactString()
  const stateChangelogTopicsCount = r.compactArrayLength(9, 136)
  const stateChangelogTopics: StreamsGroupDescribeResponseTopicInfo[] = sized(stateChangelogTopicsCount)
  for (let i = 0; i < stateChangelogTopicsCount; i++) stateChangelogTopics[i] = readStreamsGroupDescribeResponseTopicInfo(r, v)
  const repartitionSourceTopicsCount = r.compactArrayLength(9, 136)
  const repartitionSourceTopics: StreamsGroupDescribeResponseTopicInfo[] = sized(repartitionSourceTopicsCount)
  for (let i = 0; i < repartitionSourceTopicsCount; i++) repartitionSourceTopics[i] = readStreamsGroupDescribeResponseTopicInfo(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeResponseSubtopology = { subtopologyId, sourceTopics, repartitionSinkTopics, stateChangelogTopics, repartitionSourceTopics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupDescribeResponseTopicInfo {
  name: string
  partitions: number
  replicationFactor: number
  topicConfigs: StreamsGroupDescribeResponseKeyValue[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeResponseTopicInfo({
  name = '',
  partitions = 0,
  replicationFactor = 0,
  topicConfigs = [],
  unknownTags,
}: Partial<StreamsGroupDescribeResponseTopicInfo> = {}): StreamsGroupDescribeResponseTopicInfo {
  const m: StreamsGroupDescribeResponseTopicInfo = { name, partitions, replicationFactor, topicConfigs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeResponseTopicInfo(w: Writer, m: StreamsGroupDescribeResponseTopicInfo, v: number): void {
  w.compactString(m.name)
  w.int32(m.partitions)
  w.int16(m.replicationFactor)
  w.compactArrayLength(m.topicConfigs.length)
  for (const element of m.topicConfigs) writeStreamsGroupDescribeResponseKeyValue(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeResponseTopicInfo(r: Reader, v: number): StreamsGroupDescribeResponseTopicInfo {
  const name = r.compactString()
  const partitions = r.int32()
  const replicationFactor = r.int16()
  const topicConfigsCount = r.compactArrayLength(3, 96)
  const topicConfigs: StreamsGroupDescribeResponseKeyValue[] = sized(topicConfigsCount)
  for (let i = 0; i < topicConfigsCount; i++) topicConfigs[i] = readStreamsGroupDescribeResponseKeyValue(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeResponseTopicInfo = { name, partitions, replicationFactor, topicConfigs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupDescribeResponseKeyValue {
  key: string
  value: string
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeResponseKeyValue({
  key = '',
  value = '',
  unknownTags,
}: Partial<StreamsGroupDescribeResponseKeyValue> = {}): StreamsGroupDescribeResponseKeyValue {
  const m: StreamsGroupDescribeResponseKeyValue = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeResponseKeyValue(w: Writer, m: StreamsGroupDescribeResponseKeyValue, _v: number): void {
  w.compactString(m.key)
  w.compactString(m.value)
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeResponseKeyValue(r: Reader, _v: number): StreamsGroupDescribeResponseKeyValue {
  const key = r.compactString()
  const value = r.compactString()
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeResponseKeyValue = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupDescribeResponseMember {
  memberId: string
  memberEpoch: number
  instanceId: string | null
  rackId: string | null
  clientId: string
  clientHost: string
  topologyEpoch: number
  processId: string
  userEndpoint: StreamsGroupDescribeResponseEndpoint | null
  clientTags: StreamsGroupDescribeResponseKeyValue[]
  taskOffsets: StreamsGroupDescribeResponseTaskOffset[]
  taskEndOffsets: StreamsGroupDescribeResponseTaskOffset[]
  assignment: StreamsGroupDescribeResponseAssignment
  targetAssignment: StreamsGroupDescribeResponseAssignment
  isClassic: boolean
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeResponseMember({
  memberId = '',
  memberEpoch = 0,
  instanceId = null,
  rackId = null,
  clientId = '',
  clientHost = '',
  topologyEpoch = 0,
  processId = '',
  userEndpoint = null,
  clientTags = [],
  taskOffsets = [],
  taskEndOffsets = [],
  assignment = newStreamsGroupDescribeResponseAssignment(),
  targetAssignment = newStreamsGroupDescribeResponseAssignment(),
  isClassic = false,
  unknownTags,
}: Partial<StreamsGroupDescribeResponseMember> = {}): StreamsGroupDescribeResponseMember {
  const m: StreamsGroupDescribeResponseMember = {
    memberId,
    memberEpoch,
    instanceId,
    rackId,
    clientId,
    clientHost,
    topologyEpoch,
    processId,
    userEndpoint,
    clientTags,
    taskOffsets,
    taskEndOffsets,
    assignment,
    targetAssignment,
    isClassic,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeResponseMember(w: Writer, m: StreamsGroupDescribeResponseMember, v: number): void {
  w.compactString(m.memberId)
  w.int32(m.memberEpoch)
  w.compactNullableString(m.instanceId)
  w.compactNullableString(m.rackId)
  w.compactString(m.clientId)
  w.compactString(m.clientHost)
  w.int32(m.topologyEpoch)
  w.compactString(m.processId)
  if (m.userEndpoint === null) w.int8(-1)
  else {
    w.int8(1)
    writeStreamsGroupDescribeResponseEndpoint(w, m.userEndpoint, v)
  }
  w.compactArrayLength(m.clientTags.length)
  for (const element of m.clientTags) writeStreamsGroupDescribeResponseKeyValue(w, element, v)
  w.compactArrayLength(m.taskOffsets.length)
  for (const element of m.taskOffsets) writeStreamsGroupDescribeResponseTaskOffset(w, element, v)
  w.compactArrayLength(m.taskEndOffsets.length)
  for (const element of m.taskEndOffsets) writeStreamsGroupDescribeResponseTaskOffset(w, element, v)
  writeStreamsGroupDescribeResponseAssignment(w, m.assignment, v)
  writeStreamsGroupDescribeResponseAssignment(w, m.targetAssignment, v)
  w.bool(m.isClassic)
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeResponseMember(r: Reader, v: number): StreamsGroupDescribeResponseMember {
  const memberId = r.compactString()
  const memberEpoch = r.int32()
  const instanceId = r.compactNullableString()
  const rackId = r.compactNullableString()
  const clientId = r.compactString()
  const clientHost = r.compactString()
  const topologyEpoch = r.int32()
  const processId = r.compactString()
  const userEndpoint = r.present() ? readStreamsGroupDescribeResponseEndpoint(r, v) : null
  const clientTagsCount = r.compactArrayLength(3, 96)
  const clientTags: StreamsGroupDescribeResponseKeyValue[] = sized(clientTagsCount)
  for (let i = 0; i < clientTagsCount; i++) clientTags[i] = readStreamsGroupDescribeResponseKeyValue(r, v)
  const taskOffsetsCount = r.compactArrayLength(14, 96)
  const taskOffsets: StreamsGroupDescribeResponseTaskOffset[] = sized(taskOffsetsCount)
  for (let i = 0; i < taskOffsetsCount; i++) taskOffsets[i] = readStreamsGroupDescribeResponseTaskOffset(r, v)
  const taskEndOffsetsCount = r.compactArrayLength(14, 96)
  const taskEndOffsets: StreamsGroupDescribeResponseTaskOffset[] = sized(taskEndOffsetsCount)
  for (let i = 0; i < taskEndOffsetsCount; i++) taskEndOffsets[i] = readStreamsGroupDescribeResponseTaskOffset(r, v)
  const assignment = readStreamsGroupDescribeResponseAssignment(r, v)
  const targetAssignment = readStreamsGroupDescribeResponseAssignment(r, v)
  const isClassic = r.bool()
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeResponseMember = {
    memberId,
    memberEpoch,
    instanceId,
    rackId,
    clientId,
    clientHost,
    topologyEpoch,
    processId,
    userEndpoint,
    clientTags,
    taskOffsets,
    taskEndOffsets,
    assignment,
    targetAssignment,
    isClassic,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupDescribeResponseEndpoint {
  host: string
  port: number
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeResponseEndpoint({
  host = '',
  port = 0,
  unknownTags,
}: Partial<StreamsGroupDescribeResponseEndpoint> = {}): StreamsGroupDescribeResponseEndpoint {
  const m: StreamsGroupDescribeResponseEndpoint = { host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeResponseEndpoint(w: Writer, m: StreamsGroupDescribeResponseEndpoint, _v: number): void {
  w.compactString(m.host)
  w.uint16(m.port)
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeResponseEndpoint(r: Reader, _v: number): StreamsGroupDescribeResponseEndpoint {
  const host = r.compactString()
  const port = r.uint16()
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeResponseEndpoint = { host, port }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupDescribeResponseTaskOffset {
  subtopologyId: string
  partition: number
  offset: number
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeResponseTaskOffset({
  subtopologyId = '',
  partition = 0,
  offset = 0,
  unknownTags,
}: Partial<StreamsGroupDescribeResponseTaskOffset> = {}): StreamsGroupDescribeResponseTaskOffset {
  const m: StreamsGroupDescribeResponseTaskOffset = { subtopologyId, partition, offset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeResponseTaskOffset(w: Writer, m: StreamsGroupDescribeResponseTaskOffset, _v: number): void {
  w.compactString(m.subtopologyId)
  w.int32(m.partition)
  w.int64(m.offset)
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeResponseTaskOffset(r: Reader, _v: number): StreamsGroupDescribeResponseTaskOffset {
  const subtopologyId = r.compactString()
  const partition = r.int32()
  const offset = r.int64()
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeResponseTaskOffset = { subtopologyId, partition, offset }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupDescribeResponseAssignment {
  activeTasks: StreamsGroupDescribeResponseTaskIds[]
  standbyTasks: StreamsGroupDescribeResponseTaskIds[]
  warmupTasks: StreamsGroupDescribeResponseTaskIds[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeResponseAssignment({
  activeTasks = [],
  standbyTasks = [],
  warmupTasks = [],
  unknownTags,
}: Partial<StreamsGroupDescribeResponseAssignment> = {}): StreamsGroupDescribeResponseAssignment {
  const m: StreamsGroupDescribeResponseAssignment = { activeTasks, standbyTasks, warmupTasks }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeResponseAssignment(w: Writer, m: StreamsGroupDescribeResponseAssignment, v: number): void {
  w.compactArrayLength(m.activeTasks.length)
  for (const element of m.activeTasks) writeStreamsGroupDescribeResponseTaskIds(w, element, v)
  w.compactArrayLength(m.standbyTasks.length)
  for (const element of m.standbyTasks) writeStreamsGroupDescribeResponseTaskIds(w, element, v)
  w.compactArrayLength(m.warmupTasks.length)
  for (const element of m.warmupTasks) writeStreamsGroupDescribeResponseTaskIds(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeResponseAssignment(r: Reader, v: number): StreamsGroupDescribeResponseAssignment {
  const activeTasksCount = r.compactArrayLength(3, 120)
  const activeTasks: StreamsGroupDescribeResponseTaskIds[] = sized(activeTasksCount)
  for (let i = 0; i < activeTasksCount; i++) activeTasks[i] = readStreamsGroupDescribeResponseTaskIds(r, v)
  const standbyTasksCount = r.compactArrayLength(3, 120)
  const standbyTasks: StreamsGroupDescribeResponseTaskIds[] = sized(standbyTasksCount)
  for (let i = 0; i < standbyTasksCount; i++) standbyTasks[i] = readStreamsGroupDescribeResponseTaskIds(r, v)
  const warmupTasksCount = r.compactArrayLength(3, 120)
  const warmupTasks: StreamsGroupDescribeResponseTaskIds[] = sized(warmupTasksCount)
  for (let i = 0; i < warmupTasksCount; i++) warmupTasks[i] = readStreamsGroupDescribeResponseTaskIds(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeResponseAssignment = { activeTasks, standbyTasks, warmupTasks }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupDescribeResponseTaskIds {
  subtopologyId: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupDescribeResponseTaskIds({
  subtopologyId = '',
  partitions = [],
  unknownTags,
}: Partial<StreamsGroupDescribeResponseTaskIds> = {}): StreamsGroupDescribeResponseTaskIds {
  const m: StreamsGroupDescribeResponseTaskIds = { subtopologyId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupDescribeResponseTaskIds(w: Writer, m: StreamsGroupDescribeResponseTaskIds, _v: number): void {
  w.compactString(m.subtopologyId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readStreamsGroupDescribeResponseTaskIds(r: Reader, _v: number): StreamsGroupDescribeResponseTaskIds {
  const subtopologyId = r.compactString()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: StreamsGroupDescribeResponseTaskIds = { subtopologyId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const streamsGroupDescribeApi = {
  key: 89,
  name: 'StreamsGroupDescribe',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readStreamsGroupDescribeRequest,
  writeRequest: writeStreamsGroupDescribeRequest,
  readResponse: readStreamsGroupDescribeResponse,
  writeResponse: writeStreamsGroupDescribeResponse,
} as const satisfies ApiDef<StreamsGroupDescribeRequest, StreamsGroupDescribeResponse>
