// GENERATED from schemas/apis/create-topics.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface CreateTopicsRequest {
  topics: CreateTopicsRequestCreatableTopic[]
  timeoutMs: number
  validateOnly: boolean
  unknownTags?: TaggedField[]
}

export function newCreateTopicsRequest({
  topics = [],
  timeoutMs = 60000,
  validateOnly = false,
  unknownTags,
}: Partial<CreateTopicsRequest> = {}): CreateTopicsRequest {
  const m: CreateTopicsRequest = { topics, timeoutMs, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateTopicsRequest(w: Writer, m: CreateTopicsRequest, v: number): void {
  if (v < 2 || v > 7) throw unsupportedVersion('CreateTopicsRequest', v, 2, 7)
  w.begin('CreateTopicsRequest', v)
  const flexible = v >= 5
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeCreateTopicsRequestCreatableTopic(w, element, v)
  w.int32(m.timeoutMs)
  w.bool(m.validateOnly)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateTopicsRequest(r: Reader, v: number): CreateTopicsRequest {
  if (v < 2 || v > 7) throw unsupportedVersion('CreateTopicsRequest', v, 2, 7)
  r.begin('CreateTopicsRequest', v)
  const flexible = v >= 5
  const topicsCount = flexible ? r.compactArrayLength(10, 192) : r.arrayLength(16, 192)
  const topics: CreateTopicsRequestCreatableTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readCreateTopicsRequestCreatableTopic(r, v)
  const timeoutMs = r.int32()
  const validateOnly = r.bool()
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateTopicsRequest = { topics, timeoutMs, validateOnly }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreateTopicsRequestCreatableTopic {
  name: string
  numPartitions: number
  replicationFactor: number
  assignments: CreateTopicsRequestCreatableReplicaAssignment[]
  configs: CreateTopicsRequestCreatableTopicConfig[]
  unknownTags?: TaggedField[]
}

export function newCreateTopicsRequestCreatableTopic({
  name = '',
  numPartitions = 0,
  replicationFactor = 0,
  assignments = [],
  configs = [],
  unknownTags,
}: Partial<CreateTopicsRequestCreatableTopic> = {}): CreateTopicsRequestCreatableTopic {
  const m: CreateTopicsRequestCreatableTopic = { name, numPartitions, replicationFactor, assignments, configs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateTopicsRequestCreatableTopic(w: Writer, m: CreateTopicsRequestCreatableTopic, v: number): void {
  const flexible = v >= 5
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  w.int32(m.numPartitions)
  w.int16(m.replicationFactor)
  if (flexible) w.compactArrayLength(m.assignments.length)
  else w.arrayLength(m.assignments.length)
  for (const element of m.assignments) writeCreateTopicsRequestCreatableReplicaAssignment(w, element, v)
  if (flexible) w.compactArrayLength(m.configs.length)
  else w.arrayLength(m.configs.length)
  for (const element of m.configs) writeCreateTopicsRequestCreatableTopicConfig(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateTopicsRequestCreatableTopic(r: Reader, v: number): CreateTopicsRequestCreatableTopic {
  const flexible = v >= 5
  const name = flexible ? r.compactString() : r.string()
  const numPartitions = r.int32()
  const replicationFactor = r.int16()
  const assignmentsCount = flexible ? r.compactArrayLength(6, 96) : r.arrayLength(8, 96)
  const assignments: CreateTopicsRequestCreatableReplicaAssignment[] = sized(assignmentsCount)
  for (let i = 0; i < assignmentsCount; i++) assignments[i] = readCreateTopicsRequestCreatableReplicaAssignment(r, v)
  const configsCount = flexible ? r.compactArrayLength(3, 96) : r.arrayLength(4, 96)
  const configs: CreateTopicsRequestCreatableTopicConfig[] = sized(configsCount)
  for (let i = 0; i < configsCount; i++) configs[i] = readCreateTopicsRequestCreatableTopicConfig(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateTopicsRequestCreatableTopic = { name, numPartitions, replicationFactor, assignments, configs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreateTopicsRequestCreatableReplicaAssignment {
  partitionIndex: number
  brokerIds: number[]
  unknownTags?: TaggedField[]
}

export function newCreateTopicsRequestCreatableReplicaAssignment({
  partitionIndex = 0,
  brokerIds = [],
  unknownTags,
}: Partial<CreateTopicsRequestCreatableReplicaAssignment> = {}): CreateTopicsRequestCreatableReplicaAssignment {
  const m: CreateTopicsRequestCreatableReplicaAssignment = { partitionIndex, brokerIds }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateTopicsRequestCreatableReplicaAssignment(w: Writer, m: CreateTopicsRequestCreatableReplicaAssignment, v: number): void {
  const flexible = v >= 5
  w.int32(m.partitionIndex)
  if (flexible) w.compactArrayLength(m.brokerIds.length)
  else w.arrayLength(m.brokerIds.length)
  for (const element of m.brokerIds) w.int32(element)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateTopicsRequestCreatableReplicaAssignment(r: Reader, v: number): CreateTopicsRequestCreatableReplicaAssignment {
  const flexible = v >= 5
  const partitionIndex = r.int32()
  const brokerIdsCount = flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)
  const brokerIds: number[] = sized(brokerIdsCount)
  for (let i = 0; i < brokerIdsCount; i++) brokerIds[i] = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateTopicsRequestCreatableReplicaAssignment = { partitionIndex, brokerIds }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreateTopicsRequestCreatableTopicConfig {
  name: string
  value: string | null
  unknownTags?: TaggedField[]
}

export function newCreateTopicsRequestCreatableTopicConfig({
  name = '',
  value = '',
  unknownTags,
}: Partial<CreateTopicsRequestCreatableTopicConfig> = {}): CreateTopicsRequestCreatableTopicConfig {
  const m: CreateTopicsRequestCreatableTopicConfig = { name, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateTopicsRequestCreatableTopicConfig(w: Writer, m: CreateTopicsRequestCreatableTopicConfig, v: number): void {
  const flexible = v >= 5
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactNullableString(m.value)
  else w.nullableString(m.value)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateTopicsRequestCreatableTopicConfig(r: Reader, v: number): CreateTopicsRequestCreatableTopicConfig {
  const flexible = v >= 5
  const name = flexible ? r.compactString() : r.string()
  const value = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateTopicsRequestCreatableTopicConfig = { name, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreateTopicsResponse {
  throttleTimeMs: number
  topics: CreateTopicsResponseCreatableTopicResult[]
  unknownTags?: TaggedField[]
}

export function newCreateTopicsResponse({
  throttleTimeMs = 0,
  topics = [],
  unknownTags,
}: Partial<CreateTopicsResponse> = {}): CreateTopicsResponse {
  const m: CreateTopicsResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateTopicsResponse(w: Writer, m: CreateTopicsResponse, v: number): void {
  if (v < 2 || v > 7) throw unsupportedVersion('CreateTopicsResponse', v, 2, 7)
  w.begin('CreateTopicsResponse', v)
  const flexible = v >= 5
  w.int32(m.throttleTimeMs)
  if (flexible) w.compactArrayLength(m.topics.length)
  else w.arrayLength(m.topics.length)
  for (const element of m.topics) writeCreateTopicsResponseCreatableTopicResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readCreateTopicsResponse(r: Reader, v: number): CreateTopicsResponse {
  if (v < 2 || v > 7) throw unsupportedVersion('CreateTopicsResponse', v, 2, 7)
  r.begin('CreateTopicsResponse', v)
  const flexible = v >= 5
  const throttleTimeMs = r.int32()
  const topicsCount = flexible ? r.compactArrayLength(12, 232) : r.arrayLength(6, 232)
  const topics: CreateTopicsResponseCreatableTopicResult[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readCreateTopicsResponseCreatableTopicResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: CreateTopicsResponse = { throttleTimeMs, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreateTopicsResponseCreatableTopicResult {
  name: string
  topicId: Uuid // 7+
  errorCode: number
  errorMessage: string | null
  topicConfigErrorCode: number // 5+, tag 0
  numPartitions: number // 5+
  replicationFactor: number // 5+
  configs: CreateTopicsResponseCreatableTopicConfigs[] | null // 5+
  unknownTags?: TaggedField[]
}

export function newCreateTopicsResponseCreatableTopicResult({
  name = '',
  topicId = ZERO_UUID,
  errorCode = 0,
  errorMessage = '',
  topicConfigErrorCode = 0,
  numPartitions = -1,
  replicationFactor = -1,
  configs = [],
  unknownTags,
}: Partial<CreateTopicsResponseCreatableTopicResult> = {}): CreateTopicsResponseCreatableTopicResult {
  const m: CreateTopicsResponseCreatableTopicResult = { name, topicId, errorCode, errorMessage, topicConfigErrorCode, numPartitions, replicationFactor, configs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateTopicsResponseCreatableTopicResult(w: Writer, m: CreateTopicsResponseCreatableTopicResult, v: number): void {
  const flexible = v >= 5
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (v >= 7) w.uuid(m.topicId)
  w.int16(m.errorCode)
  if (flexible) w.compactNullableString(m.errorMessage)
  else w.nullableString(m.errorMessage)
  if (v >= 5) w.int32(m.numPartitions)
  if (v >= 5) w.int16(m.replicationFactor)
  if (v >= 5) {
    if (m.configs === null) w.uint8(0)
    else {
      w.compactArrayLength(m.configs.length)
      for (const element of m.configs) writeCreateTopicsResponseCreatableTopicConfigs(w, element, v)
    }
  }
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (m.topicConfigErrorCode !== 0) tags++
    w.uvarint(tags)
    if (m.topicConfigErrorCode !== 0) {
      const begin = w.beginTag(0)
      w.int16(m.topicConfigErrorCode)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
  }
}

export function readCreateTopicsResponseCreatableTopicResult(r: Reader, v: number): CreateTopicsResponseCreatableTopicResult {
  const flexible = v >= 5
  const name = flexible ? r.compactString() : r.string()
  const topicId = v >= 7 ? r.uuid() : ZERO_UUID
  const errorCode = r.int16()
  const errorMessage = flexible ? r.compactNullableString() : r.nullableString()
  let topicConfigErrorCode: number = 0
  const numPartitions = v >= 5 ? r.int32() : -1
  const replicationFactor = v >= 5 ? r.int16() : -1
  let configs: CreateTopicsResponseCreatableTopicConfigs[] | null = []
  if (v >= 5) {
    const n = r.compactNullableArrayLength(6, 120)
    configs = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) configs![i] = readCreateTopicsResponseCreatableTopicConfigs(r, v)
  }
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          const end = r.beginTag()
          topicConfigErrorCode = r.int16()
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: CreateTopicsResponseCreatableTopicResult = { name, topicId, errorCode, errorMessage, topicConfigErrorCode, numPartitions, replicationFactor, configs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface CreateTopicsResponseCreatableTopicConfigs {
  name: string
  value: string | null
  readOnly: boolean
  configSource: number
  isSensitive: boolean
  unknownTags?: TaggedField[]
}

export function newCreateTopicsResponseCreatableTopicConfigs({
  name = '',
  value = '',
  readOnly = false,
  configSource = -1,
  isSensitive = false,
  unknownTags,
}: Partial<CreateTopicsResponseCreatableTopicConfigs> = {}): CreateTopicsResponseCreatableTopicConfigs {
  const m: CreateTopicsResponseCreatableTopicConfigs = { name, value, readOnly, configSource, isSensitive }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeCreateTopicsResponseCreatableTopicConfigs(w: Writer, m: CreateTopicsResponseCreatableTopicConfigs, _v: number): void {
  w.compactString(m.name)
  w.compactNullableString(m.value)
  w.bool(m.readOnly)
  w.int8(m.configSource)
  w.bool(m.isSensitive)
  w.tags(m.unknownTags)
}

export function readCreateTopicsResponseCreatableTopicConfigs(r: Reader, _v: number): CreateTopicsResponseCreatableTopicConfigs {
  const name = r.compactString()
  const value = r.compactNullableString()
  const readOnly = r.bool()
  const configSource = r.int8()
  const isSensitive = r.bool()
  const unknownTags = r.tags()
  const m: CreateTopicsResponseCreatableTopicConfigs = { name, value, readOnly, configSource, isSensitive }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const createTopicsApi = {
  key: 19,
  name: 'CreateTopics',
  versions: [2, 7],
  flexibleFrom: 5,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readCreateTopicsRequest,
  writeRequest: writeCreateTopicsRequest,
  readResponse: readCreateTopicsResponse,
  writeResponse: writeCreateTopicsResponse,
} as const satisfies ApiDef<CreateTopicsRequest, CreateTopicsResponse>
