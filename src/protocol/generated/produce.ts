// GENERATED from schemas/apis/produce.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { Records, TaggedField, Uuid } from '../ids.ts'
import { ZERO_UUID } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ProduceRequest {
  transactionalId: string | null
  acks: number
  timeoutMs: number
  topicData: ProduceRequestTopicProduceData[]
  unknownTags?: TaggedField[]
}

export function newProduceRequest({
  transactionalId = null,
  acks = 0,
  timeoutMs = 0,
  topicData = [],
  unknownTags,
}: Partial<ProduceRequest> = {}): ProduceRequest {
  const m: ProduceRequest = { transactionalId, acks, timeoutMs, topicData }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeProduceRequest(w: Writer, m: ProduceRequest, v: number): void {
  if (v < 3 || v > 13) throw unsupportedVersion('ProduceRequest', v, 3, 13)
  w.begin('ProduceRequest', v)
  const flexible = v >= 9
  if (flexible) w.compactNullableString(m.transactionalId)
  else w.nullableString(m.transactionalId)
  w.int16(m.acks)
  w.int32(m.timeoutMs)
  if (flexible) w.compactArrayLength(m.topicData.length)
  else w.arrayLength(m.topicData.length)
  for (const element of m.topicData) writeProduceRequestTopicProduceData(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readProduceRequest(r: Reader, v: number): ProduceRequest {
  if (v < 3 || v > 13) throw unsupportedVersion('ProduceRequest', v, 3, 13)
  r.begin('ProduceRequest', v)
  const flexible = v >= 9
  const transactionalId = flexible ? r.compactNullableString() : r.nullableString()
  const acks = r.int16()
  const timeoutMs = r.int32()
  const topicDataCount = flexible ? r.compactArrayLength(3, 168) : r.arrayLength(6, 168)
  const topicData: ProduceRequestTopicProduceData[] = sized(topicDataCount)
  for (let i = 0; i < topicDataCount; i++) topicData[i] = readProduceRequestTopicProduceData(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: ProduceRequest = { transactionalId, acks, timeoutMs, topicData }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ProduceRequestTopicProduceData {
  name: string // 3-12
  topicId: Uuid // 13+
  partitionData: ProduceRequestPartitionProduceData[]
  unknownTags?: TaggedField[]
}

export function newProduceRequestTopicProduceData({
  name = '',
  topicId = ZERO_UUID,
  partitionData = [],
  unknownTags,
}: Partial<ProduceRequestTopicProduceData> = {}): ProduceRequestTopicProduceData {
  const m: ProduceRequestTopicProduceData = { name, topicId, partitionData }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeProduceRequestTopicProduceData(w: Writer, m: ProduceRequestTopicProduceData, v: number): void {
  const flexible = v >= 9
  if (v <= 12) {
    if (flexible) w.compactString(m.name)
    else w.string(m.name)
  }
  if (v >= 13) w.uuid(m.topicId)
  if (flexible) w.compactArrayLength(m.partitionData.length)
  else w.arrayLength(m.partitionData.length)
  for (const element of m.partitionData) writeProduceRequestPartitionProduceData(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readProduceRequestTopicProduceData(r: Reader, v: number): ProduceRequestTopicProduceData {
  const flexible = v >= 9
  const name = v <= 12 ? (flexible ? r.compactString() : r.string()) : ''
  const topicId = v >= 13 ? r.uuid() : ZERO_UUID
  const partitionDataCount = flexible ? r.compactArrayLength(6, 160) : r.arrayLength(8, 160)
  const partitionData: ProduceRequestPartitionProduceData[] = sized(partitionDataCount)
  for (let i = 0; i < partitionDataCount; i++) partitionData[i] = readProduceRequestPartitionProduceData(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: ProduceRequestTopicProduceData = { name, topicId, partitionData }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ProduceRequestPartitionProduceData {
  index: number
  get records(): Buffer | null
  set records(value: Records)
  unknownTags?: TaggedField[]
}

export function newProduceRequestPartitionProduceData({
  index = 0,
  records = null,
  unknownTags,
}: Partial<Omit<ProduceRequestPartitionProduceData, 'records'>> & { records?: Records } = {}): ProduceRequestPartitionProduceData {
  const m: ProduceRequestPartitionProduceData = { index, records: records as Buffer | null }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeProduceRequestPartitionProduceData(w: Writer, m: ProduceRequestPartitionProduceData, v: number): void {
  const flexible = v >= 9
  w.int32(m.index)
  if (flexible) w.compactRecords(m.records)
  else w.records(m.records)
  if (flexible) w.tags(m.unknownTags)
}

export function readProduceRequestPartitionProduceData(r: Reader, v: number): ProduceRequestPartitionProduceData {
  const flexible = v >= 9
  const index = r.int32()
  const records = flexible ? r.compactNullableBytes() : r.nullableBytes()
  const unknownTags = flexible ? r.tags() : undefined
  const m: ProduceRequestPartitionProduceData = { index, records }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ProduceResponse {
  responses: ProduceResponseTopicProduceResponse[]
  throttleTimeMs: number
  nodeEndpoints: ProduceResponseNodeEndpoint[] // 10+, tag 0
  unknownTags?: TaggedField[]
}

export function newProduceResponse({
  responses = [],
  throttleTimeMs = 0,
  nodeEndpoints = [],
  unknownTags,
}: Partial<ProduceResponse> = {}): ProduceResponse {
  const m: ProduceResponse = { responses, throttleTimeMs, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeProduceResponse(w: Writer, m: ProduceResponse, v: number): void {
  if (v < 3 || v > 13) throw unsupportedVersion('ProduceResponse', v, 3, 13)
  w.begin('ProduceResponse', v)
  const flexible = v >= 9
  if (flexible) w.compactArrayLength(m.responses.length)
  else w.arrayLength(m.responses.length)
  for (const element of m.responses) writeProduceResponseTopicProduceResponse(w, element, v)
  w.int32(m.throttleTimeMs)
  if (v < 10 && m.nodeEndpoints.length > 0) throw unsupportedField('ProduceResponse.NodeEndpoints', v)
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (v >= 10 && m.nodeEndpoints.length > 0) tags++
    w.uvarint(tags)
    if (v >= 10 && m.nodeEndpoints.length > 0) {
      const begin = w.beginTag(0)
      w.compactArrayLength(m.nodeEndpoints.length)
      for (const element of m.nodeEndpoints) writeProduceResponseNodeEndpoint(w, element, v)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
  }
}

export function readProduceResponse(r: Reader, v: number): ProduceResponse {
  if (v < 3 || v > 13) throw unsupportedVersion('ProduceResponse', v, 3, 13)
  r.begin('ProduceResponse', v)
  const flexible = v >= 9
  const responsesCount = flexible ? r.compactArrayLength(3, 168) : r.arrayLength(6, 168)
  const responses: ProduceResponseTopicProduceResponse[] = sized(responsesCount)
  for (let i = 0; i < responsesCount; i++) responses[i] = readProduceResponseTopicProduceResponse(r, v)
  const throttleTimeMs = r.int32()
  let nodeEndpoints: ProduceResponseNodeEndpoint[] = []
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          if (v < 10) throw r.fail('tag 0 in a version that has none')
          const end = r.beginTag()
          const n = r.compactArrayLength(11, 112)
          nodeEndpoints = sized(n)
          for (let i = 0; i < n; i++) nodeEndpoints[i] = readProduceResponseNodeEndpoint(r, v)
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: ProduceResponse = { responses, throttleTimeMs, nodeEndpoints }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ProduceResponseTopicProduceResponse {
  name: string // 3-12
  topicId: Uuid // 13+
  partitionResponses: ProduceResponsePartitionProduceResponse[]
  unknownTags?: TaggedField[]
}

export function newProduceResponseTopicProduceResponse({
  name = '',
  topicId = ZERO_UUID,
  partitionResponses = [],
  unknownTags,
}: Partial<ProduceResponseTopicProduceResponse> = {}): ProduceResponseTopicProduceResponse {
  const m: ProduceResponseTopicProduceResponse = { name, topicId, partitionResponses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeProduceResponseTopicProduceResponse(w: Writer, m: ProduceResponseTopicProduceResponse, v: number): void {
  const flexible = v >= 9
  if (v <= 12) {
    if (flexible) w.compactString(m.name)
    else w.string(m.name)
  }
  if (v >= 13) w.uuid(m.topicId)
  if (flexible) w.compactArrayLength(m.partitionResponses.length)
  else w.arrayLength(m.partitionResponses.length)
  for (const element of m.partitionResponses) writeProduceResponsePartitionProduceResponse(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readProduceResponseTopicProduceResponse(r: Reader, v: number): ProduceResponseTopicProduceResponse {
  const flexible = v >= 9
  const name = v <= 12 ? (flexible ? r.compactString() : r.string()) : ''
  const topicId = v >= 13 ? r.uuid() : ZERO_UUID
  const partitionResponsesCount = flexible ? r.compactArrayLength(33, 216) : r.arrayLength(22, 216)
  const partitionResponses: ProduceResponsePartitionProduceResponse[] = sized(partitionResponsesCount)
  for (let i = 0; i < partitionResponsesCount; i++) partitionResponses[i] = readProduceResponsePartitionProduceResponse(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: ProduceResponseTopicProduceResponse = { name, topicId, partitionResponses }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ProduceResponsePartitionProduceResponse {
  index: number
  errorCode: number
  baseOffset: number
  logAppendTimeMs: number
  logStartOffset: number // 5+
  recordErrors: ProduceResponseBatchIndexAndErrorMessage[] // 8+
  errorMessage: string | null // 8+
  currentLeader: ProduceResponseLeaderIdAndEpoch // 10+, tag 0
  unknownTags?: TaggedField[]
}

export function newProduceResponsePartitionProduceResponse({
  index = 0,
  errorCode = 0,
  baseOffset = 0,
  logAppendTimeMs = -1,
  logStartOffset = -1,
  recordErrors = [],
  errorMessage = null,
  currentLeader = newProduceResponseLeaderIdAndEpoch(),
  unknownTags,
}: Partial<ProduceResponsePartitionProduceResponse> = {}): ProduceResponsePartitionProduceResponse {
  const m: ProduceResponsePartitionProduceResponse = { index, errorCode, baseOffset, logAppendTimeMs, logStartOffset, recordErrors, errorMessage, currentLeader }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeProduceResponsePartitionProduceResponse(w: Writer, m: ProduceResponsePartitionProduceResponse, v: number): void {
  const flexible = v >= 9
  w.int32(m.index)
  w.int16(m.errorCode)
  w.int64(m.baseOffset)
  w.int64(m.logAppendTimeMs)
  if (v >= 5) w.int64(m.logStartOffset)
  if (v >= 8) {
    if (flexible) w.compactArrayLength(m.recordErrors.length)
    else w.arrayLength(m.recordErrors.length)
    for (const element of m.recordErrors) writeProduceResponseBatchIndexAndErrorMessage(w, element, v)
  }
  if (v >= 8) {
    if (flexible) w.compactNullableString(m.errorMessage)
    else w.nullableString(m.errorMessage)
  }
  if (v < 10 && !isDefaultProduceResponseLeaderIdAndEpoch(m.currentLeader)) throw unsupportedField('ProduceResponse.CurrentLeader', v)
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (v >= 10 && !isDefaultProduceResponseLeaderIdAndEpoch(m.currentLeader)) tags++
    w.uvarint(tags)
    if (v >= 10 && !isDefaultProduceResponseLeaderIdAndEpoch(m.currentLeader)) {
      const begin = w.beginTag(0)
      writeProduceResponseLeaderIdAndEpoch(w, m.currentLeader, v)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
  }
}

export function readProduceResponsePartitionProduceResponse(r: Reader, v: number): ProduceResponsePartitionProduceResponse {
  const flexible = v >= 9
  const index = r.int32()
  const errorCode = r.int16()
  const baseOffset = r.int64()
  const logAppendTimeMs = r.int64()
  const logStartOffset = v >= 5 ? r.int64() : -1
  const recordErrorsCount = v >= 8 ? (flexible ? r.compactArrayLength(6, 72) : r.arrayLength(6, 72)) : 0
  const recordErrors: ProduceResponseBatchIndexAndErrorMessage[] = sized(recordErrorsCount)
  for (let i = 0; i < recordErrorsCount; i++) recordErrors[i] = readProduceResponseBatchIndexAndErrorMessage(r, v)
  const errorMessage = v >= 8 ? (flexible ? r.compactNullableString() : r.nullableString()) : null
  let currentLeader: ProduceResponseLeaderIdAndEpoch = newProduceResponseLeaderIdAndEpoch()
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          if (v < 10) throw r.fail('tag 0 in a version that has none')
          const end = r.beginTag()
          currentLeader = readProduceResponseLeaderIdAndEpoch(r, v)
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: ProduceResponsePartitionProduceResponse = { index, errorCode, baseOffset, logAppendTimeMs, logStartOffset, recordErrors, errorMessage, currentLeader }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ProduceResponseBatchIndexAndErrorMessage {
  batchIndex: number
  batchIndexErrorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newProduceResponseBatchIndexAndErrorMessage({
  batchIndex = 0,
  batchIndexErrorMessage = null,
  unknownTags,
}: Partial<ProduceResponseBatchIndexAndErrorMessage> = {}): ProduceResponseBatchIndexAndErrorMessage {
  const m: ProduceResponseBatchIndexAndErrorMessage = { batchIndex, batchIndexErrorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeProduceResponseBatchIndexAndErrorMessage(w: Writer, m: ProduceResponseBatchIndexAndErrorMessage, v: number): void {
  const flexible = v >= 9
  w.int32(m.batchIndex)
  if (flexible) w.compactNullableString(m.batchIndexErrorMessage)
  else w.nullableString(m.batchIndexErrorMessage)
  if (flexible) w.tags(m.unknownTags)
}

export function readProduceResponseBatchIndexAndErrorMessage(r: Reader, v: number): ProduceResponseBatchIndexAndErrorMessage {
  const flexible = v >= 9
  const batchIndex = r.int32()
  const batchIndexErrorMessage = flexible ? r.compactNullableString() : r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: ProduceResponseBatchIndexAndErrorMessage = { batchIndex, batchIndexErrorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ProduceResponseLeaderIdAndEpoch {
  leaderId: number
  leaderEpoch: number
  unknownTags?: TaggedField[]
}

export function newProduceResponseLeaderIdAndEpoch({
  leaderId = -1,
  leaderEpoch = -1,
  unknownTags,
}: Partial<ProduceResponseLeaderIdAndEpoch> = {}): ProduceResponseLeaderIdAndEpoch {
  const m: ProduceResponseLeaderIdAndEpoch = { leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeProduceResponseLeaderIdAndEpoch(w: Writer, m: ProduceResponseLeaderIdAndEpoch, _v: number): void {
  w.int32(m.leaderId)
  w.int32(m.leaderEpoch)
  w.tags(m.unknownTags)
}

export function readProduceResponseLeaderIdAndEpoch(r: Reader, _v: number): ProduceResponseLeaderIdAndEpoch {
  const leaderId = r.int32()
  const leaderEpoch = r.int32()
  const unknownTags = r.tags()
  const m: ProduceResponseLeaderIdAndEpoch = { leaderId, leaderEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

function isDefaultProduceResponseLeaderIdAndEpoch(m: ProduceResponseLeaderIdAndEpoch): boolean {
  return m.leaderId === -1
    && m.leaderEpoch === -1
    && m.unknownTags === undefined
}

export interface ProduceResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  rack: string | null
  unknownTags?: TaggedField[]
}

export function newProduceResponseNodeEndpoint({
  nodeId = 0,
  host = '',
  port = 0,
  rack = null,
  unknownTags,
}: Partial<ProduceResponseNodeEndpoint> = {}): ProduceResponseNodeEndpoint {
  const m: ProduceResponseNodeEndpoint = { nodeId, host, port, rack }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeProduceResponseNodeEndpoint(w: Writer, m: ProduceResponseNodeEndpoint, _v: number): void {
  w.int32(m.nodeId)
  w.compactString(m.host)
  w.int32(m.port)
  w.compactNullableString(m.rack)
  w.tags(m.unknownTags)
}

export function readProduceResponseNodeEndpoint(r: Reader, _v: number): ProduceResponseNodeEndpoint {
  const nodeId = r.int32()
  const host = r.compactString()
  const port = r.int32()
  const rack = r.compactNullableString()
  const unknownTags = r.tags()
  const m: ProduceResponseNodeEndpoint = { nodeId, host, port, rack }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const produceApi = {
  key: 0,
  name: 'Produce',
  versions: [3, 13],
  flexibleFrom: 9,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readProduceRequest,
  writeRequest: writeProduceRequest,
  readResponse: readProduceResponse,
  writeResponse: writeProduceResponse,
} as const satisfies ApiDef<ProduceRequest, ProduceResponse>
