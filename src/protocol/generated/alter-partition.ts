// GENERATED from schemas/apis/alter-partition.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AlterPartitionRequest {
  brokerId: number
  brokerEpoch: number
  topics: AlterPartitionRequestTopicData[]
  unknownTags?: TaggedField[]
}

export function newAlterPartitionRequest({
  brokerId = 0,
  brokerEpoch = -1,
  topics = [],
  unknownTags,
}: Partial<AlterPartitionRequest> = {}): AlterPartitionRequest {
  const m: AlterPartitionRequest = { brokerId, brokerEpoch, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionRequest(w: Writer, m: AlterPartitionRequest, v: number): void {
  if (v < 2 || v > 3) throw unsupportedVersion('AlterPartitionRequest', v, 2, 3)
  w.begin('AlterPartitionRequest', v)
  w.int32(m.brokerId)
  w.int64(m.brokerEpoch)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeAlterPartitionRequestTopicData(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterPartitionRequest(r: Reader, v: number): AlterPartitionRequest {
  if (v < 2 || v > 3) throw unsupportedVersion('AlterPartitionRequest', v, 2, 3)
  r.begin('AlterPartitionRequest', v)
  const brokerId = r.int32()
  const brokerEpoch = r.int64()
  const topicsCount = r.compactArrayLength(18, 136)
  const topics: AlterPartitionRequestTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readAlterPartitionRequestTopicData(r, v)
  const unknownTags = r.tags()
  const m: AlterPartitionRequest = { brokerId, brokerEpoch, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterPartitionRequestTopicData {
  topicId: Uuid
  partitions: AlterPartitionRequestPartitionData[]
  unknownTags?: TaggedField[]
}

export function newAlterPartitionRequestTopicData({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<AlterPartitionRequestTopicData> = {}): AlterPartitionRequestTopicData {
  const m: AlterPartitionRequestTopicData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionRequestTopicData(w: Writer, m: AlterPartitionRequestTopicData, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeAlterPartitionRequestPartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterPartitionRequestTopicData(r: Reader, v: number): AlterPartitionRequestTopicData {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(15, 176)
  const partitions: AlterPartitionRequestPartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readAlterPartitionRequestPartitionData(r, v)
  const unknownTags = r.tags()
  const m: AlterPartitionRequestTopicData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterPartitionRequestPartitionData {
  partitionIndex: number
  leaderEpoch: number
  newIsr: number[] // 2
  newIsrWithEpochs: AlterPartitionRequestBrokerState[] // 3+
  leaderRecoveryState: number
  partitionEpoch: number
  unknownTags?: TaggedField[]
}

export function newAlterPartitionRequestPartitionData({
  partitionIndex = 0,
  leaderEpoch = 0,
  newIsr = [],
  newIsrWithEpochs = [],
  leaderRecoveryState = 0,
  partitionEpoch = 0,
  unknownTags,
}: Partial<AlterPartitionRequestPartitionData> = {}): AlterPartitionRequestPartitionData {
  const m: AlterPartitionRequestPartitionData = { partitionIndex, leaderEpoch, newIsr, newIsrWithEpochs, leaderRecoveryState, partitionEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionRequestPartitionData(w: Writer, m: AlterPartitionRequestPartitionData, v: number): void {
  w.int32(m.partitionIndex)
  w.int32(m.leaderEpoch)
  if (v <= 2) {
    w.compactArrayLength(m.newIsr.length)
    for (const element of m.newIsr) w.int32(element)
  } else if (m.newIsr.length > 0) throw unsupportedField('AlterPartitionRequest.NewIsr', v)
  if (v >= 3) {
    w.compactArrayLength(m.newIsrWithEpochs.length)
    for (const element of m.newIsrWithEpochs) writeAlterPartitionRequestBrokerState(w, element, v)
  } else if (m.newIsrWithEpochs.length > 0) throw unsupportedField('AlterPartitionRequest.NewIsrWithEpochs', v)
  w.int8(m.leaderRecoveryState)
  w.int32(m.partitionEpoch)
  w.tags(m.unknownTags)
}

export function readAlterPartitionRequestPartitionData(r: Reader, v: number): AlterPartitionRequestPartitionData {
  const partitionIndex = r.int32()
  const leaderEpoch = r.int32()
  const newIsrCount = v <= 2 ? r.compactArrayLength(4, 8) : 0
  const newIsr: number[] = sized(newIsrCount)
  for (let i = 0; i < newIsrCount; i++) newIsr[i] = r.int32()
  const newIsrWithEpochsCount = v >= 3 ? r.compactArrayLength(13, 64) : 0
  const newIsrWithEpochs: AlterPartitionRequestBrokerState[] = sized(newIsrWithEpochsCount)
  for (let i = 0; i < newIsrWithEpochsCount; i++) newIsrWithEpochs[i] = readAlterPartitionRequestBrokerState(r, v)
  const leaderRecoveryState = r.int8()
  const partitionEpoch = r.int32()
  const unknownTags = r.tags()
  const m: AlterPartitionRequestPartitionData = { partitionIndex, leaderEpoch, newIsr, newIsrWithEpochs, leaderRecoveryState, partitionEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterPartitionRequestBrokerState {
  brokerId: number
  brokerEpoch: number
  unknownTags?: TaggedField[]
}

export function newAlterPartitionRequestBrokerState({
  brokerId = 0,
  brokerEpoch = -1,
  unknownTags,
}: Partial<AlterPartitionRequestBrokerState> = {}): AlterPartitionRequestBrokerState {
  const m: AlterPartitionRequestBrokerState = { brokerId, brokerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionRequestBrokerState(w: Writer, m: AlterPartitionRequestBrokerState, _v: number): void {
  w.int32(m.brokerId)
  w.int64(m.brokerEpoch)
  w.tags(m.unknownTags)
}

export function readAlterPartitionRequestBrokerState(r: Reader, _v: number): AlterPartitionRequestBrokerState {
  const brokerId = r.int32()
  const brokerEpoch = r.int64()
  const unknownTags = r.tags()
  const m: AlterPartitionRequestBrokerState = { brokerId, brokerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterPartitionResponse {
  throttleTimeMs: number
  errorCode: number
  topics: AlterPartitionResponseTopicData[]
  unknownTags?: TaggedField[]
}

export function newAlterPartitionResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  topics = [],
  unknownTags,
}: Partial<AlterPartitionResponse> = {}): AlterPartitionResponse {
  const m: AlterPartitionResponse = { throttleTimeMs, errorCode, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionResponse(w: Writer, m: AlterPartitionResponse, v: number): void {
  if (v < 2 || v > 3) throw unsupportedVersion('AlterPartitionResponse', v, 2, 3)
  w.begin('AlterPartitionResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeAlterPartitionResponseTopicData(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterPartitionResponse(r: Reader, v: number): AlterPartitionResponse {
  if (v < 2 || v > 3) throw unsupportedVersion('AlterPartitionResponse', v, 2, 3)
  r.begin('AlterPartitionResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const topicsCount = r.compactArrayLength(18, 136)
  const topics: AlterPartitionResponseTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readAlterPartitionResponseTopicData(r, v)
  const unknownTags = r.tags()
  const m: AlterPartitionResponse = { throttleTimeMs, errorCode, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterPartitionResponseTopicData {
  topicId: Uuid
  partitions: AlterPartitionResponsePartitionData[]
  unknownTags?: TaggedField[]
}

export function newAlterPartitionResponseTopicData({
  topicId = ZERO_UUID,
  partitions = [],
  unknownTags,
}: Partial<AlterPartitionResponseTopicData> = {}): AlterPartitionResponseTopicData {
  const m: AlterPartitionResponseTopicData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionResponseTopicData(w: Writer, m: AlterPartitionResponseTopicData, v: number): void {
  w.uuid(m.topicId)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) writeAlterPartitionResponsePartitionData(w, element, v)
  w.tags(m.unknownTags)
}

export function readAlterPartitionResponseTopicData(r: Reader, v: number): AlterPartitionResponseTopicData {
  const topicId = r.uuid()
  const partitionsCount = r.compactArrayLength(21, 136)
  const partitions: AlterPartitionResponsePartitionData[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = readAlterPartitionResponsePartitionData(r, v)
  const unknownTags = r.tags()
  const m: AlterPartitionResponseTopicData = { topicId, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AlterPartitionResponsePartitionData {
  partitionIndex: number
  errorCode: number
  leaderId: number
  leaderEpoch: number
  isr: number[]
  leaderRecoveryState: number
  partitionEpoch: number
  unknownTags?: TaggedField[]
}

export function newAlterPartitionResponsePartitionData({
  partitionIndex = 0,
  errorCode = 0,
  leaderId = 0,
  leaderEpoch = 0,
  isr = [],
  leaderRecoveryState = 0,
  partitionEpoch = 0,
  unknownTags,
}: Partial<AlterPartitionResponsePartitionData> = {}): AlterPartitionResponsePartitionData {
  const m: AlterPartitionResponsePartitionData = { partitionIndex, errorCode, leaderId, leaderEpoch, isr, leaderRecoveryState, partitionEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAlterPartitionResponsePartitionData(w: Writer, m: AlterPartitionResponsePartitionData, _v: number): void {
  w.int32(m.partitionIndex)
  w.int16(m.errorCode)
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  w.compactArrayLength(m.isr.length)
  for (const element of m.isr) w.int32(element)
  w.int8(m.leaderRecoveryState)
  w.int32(m.partitionEpoch)
  w.tags(m.unknownTags)
}

export function readAlterPartitionResponsePartitionData(r: Reader, _v: number): AlterPartitionResponsePartitionData {
  const partitionIndex = r.int32()
  const errorCode = r.int16()
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const isrCount = r.compactArrayLength(4, 8)
  const isr: number[] = sized(isrCount)
  for (let i = 0; i < isrCount; i++) isr[i] = r.int32()
  const leaderRecoveryState = r.int8()
  const partitionEpoch = r.int32()
  const unknownTags = r.tags()
  const m: AlterPartitionResponsePartitionData = { partitionIndex, errorCode, leaderId, leaderEpoch, isr, leaderRecoveryState, partitionEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const alterPartitionApi = {
  key: 56,
  name: 'AlterPartition',
  versions: [2, 3],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['controller'],
  readRequest: readAlterPartitionRequest,
  writeRequest: writeAlterPartitionRequest,
  readResponse: readAlterPartitionResponse,
  writeResponse: writeAlterPartitionResponse,
} as const satisfies ApiDef<AlterPartitionRequest, AlterPartitionResponse>
