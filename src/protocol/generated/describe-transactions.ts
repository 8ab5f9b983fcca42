// GENERATED from schemas/apis/describe-transactions.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeTransactionsRequest {
  transactionalIds: string[]
  unknownTags?: TaggedField[]
}

export function newDescribeTransactionsRequest({
  transactionalIds = [],
  unknownTags,
}: Partial<DescribeTransactionsRequest> = {}): DescribeTransactionsRequest {
  const m: DescribeTransactionsRequest = { transactionalIds }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeTransactionsRequest(w: Writer, m: DescribeTransactionsRequest, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeTransactionsRequest', v, 0, 0)
  w.begin('DescribeTransactionsRequest', v)
  w.compactArrayLength(m.transactionalIds.length)
  for (const element of m.transactionalIds) w.compactString(element)
  w.tags(m.unknownTags)
}

export function readDescribeTransactionsRequest(r: Reader, v: number): DescribeTransactionsRequest {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeTransactionsRequest', v, 0, 0)
  r.begin('DescribeTransactionsRequest', v)
  const transactionalIdsCount = r.compactArrayLength(1, 32)
  const transactionalIds: string[] = sized(transactionalIdsCount)
  for (let i = 0; i < transactionalIdsCount; i++) transactionalIds[i] = r.compactString()
  const unknownTags = r.tags()
  const m: DescribeTransactionsRequest = { transactionalIds }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeTransactionsResponse {
  throttleTimeMs: number
  transactionStates: DescribeTransactionsResponseTransactionState[]
  unknownTags?: TaggedField[]
}

export function newDescribeTransactionsResponse({
  throttleTimeMs = 0,
  transactionStates = [],
  unknownTags,
}: Partial<DescribeTransactionsResponse> = {}): DescribeTransactionsResponse {
  const m: DescribeTransactionsResponse = { throttleTimeMs, transactionStates }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeTransactionsResponse(w: Writer, m: DescribeTransactionsResponse, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeTransactionsResponse', v, 0, 0)
  w.begin('DescribeTransactionsResponse', v)
  w.int32(m.throttleTimeMs)
  w.compactArrayLength(m.transactionStates.length)
  for (const element of m.transactionStates) writeDescribeTransactionsResponseTransactionState(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeTransactionsResponse(r: Reader, v: number): DescribeTransactionsResponse {
  if (v < 0 || v > 0) throw unsupportedVersion('DescribeTransactionsResponse', v, 0, 0)
  r.begin('DescribeTransactionsResponse', v)
  const throttleTimeMs = r.int32()
  const transactionStatesCount = r.compactArrayLength(28, 224)
  const transactionStates: DescribeTransactionsResponseTransactionState[] = sized(transactionStatesCount)
  for (let i = 0; i < transactionStatesCount; i++) transactionStates[i] = readDescribeTransactionsResponseTransactionState(r, v)
  const unknownTags = r.tags()
  const m: DescribeTransactionsResponse = { throttleTimeMs, transactionStates }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeTransactionsResponseTransactionState {
  errorCode: number
  transactionalId: string
  transactionState: string
  transactionTimeoutMs: number
  transactionStartTimeMs: number
  producerId: number
  producerEpoch: number
  topics: DescribeTransactionsResponseTopicData[]
  unknownTags?: TaggedField[]
}

export function newDescribeTransactionsResponseTransactionState({
  errorCode = 0,
  transactionalId = '',
  transactionState = '',
  transactionTimeoutMs = 0,
  transactionStartTimeMs = 0,
  producerId = 0,
  producerEpoch = 0,
  topics = [],
  unknownTags,
}: Partial<DescribeTransactionsResponseTransactionState> = {}): DescribeTransactionsResponseTransactionState {
  const m: DescribeTransactionsResponseTransactionState = { errorCode, transactionalId, transactionState, transactionTimeoutMs, transactionStartTimeMs, producerId, producerEpoch, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeTransactionsResponseTransactionState(w: Writer, m: DescribeTransactionsResponseTransactionState, v: number): void {
  w.int16(m.errorCode)
  w.compactString(m.transactionalId)
  w.compactString(m.transactionState)
  w.int32(m.transactionTimeoutMs)
  w.int64(m.transactionStartTimeMs)
  w.int64(m.producerId)
  w.int16(m.producerEpoch)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeDescribeTransactionsResponseTopicData(w, element, v)
  w.tags(m.unknownTags)
}

export function readDescribeTransactionsResponseTransactionState(r: Reader, v: number): DescribeTransactionsResponseTransactionState {
  const errorCode = r.int16()
  const transactionalId = r.compactString()
  const transactionState = r.compactString()
  const transactionTimeoutMs = r.int32()
  const transactionStartTimeMs = r.int64()
  const producerId = r.int64()
  const producerEpoch = r.int16()
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: DescribeTransactionsResponseTopicData[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readDescribeTransactionsResponseTopicData(r, v)
  const unknownTags = r.tags()
  const m: DescribeTransactionsResponseTransactionState = { errorCode, transactionalId, transactionState, transactionTimeoutMs, transactionStartTimeMs, producerId, producerEpoch, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeTransactionsResponseTopicData {
  topic: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newDescribeTransactionsResponseTopicData({
  topic = '',
  partitions = [],
  unknownTags,
}: Partial<DescribeTransactionsResponseTopicData> = {}): DescribeTransactionsResponseTopicData {
  const m: DescribeTransactionsResponseTopicData = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeTransactionsResponseTopicData(w: Writer, m: DescribeTransactionsResponseTopicData, _v: number): void {
  w.compactString(m.topic)
  w.compactArrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  w.tags(m.unknownTags)
}

export function readDescribeTransactionsResponseTopicData(r: Reader, _v: number): DescribeTransactionsResponseTopicData {
  const topic = r.compactString()
  const partitionsCount = r.compactArrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = r.tags()
  const m: DescribeTransactionsResponseTopicData = { topic, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeTransactionsApi = {
  key: 65,
  name: 'DescribeTransactions',
  versions: [0, 0],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readDescribeTransactionsRequest,
  writeRequest: writeDescribeTransactionsRequest,
  readResponse: readDescribeTransactionsResponse,
  writeResponse: writeDescribeTransactionsResponse,
} as const satisfies ApiDef<DescribeTransactionsRequest, DescribeTransactionsResponse>
