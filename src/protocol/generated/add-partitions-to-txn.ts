// GENERATED from schemas/apis/add-partitions-to-txn.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface AddPartitionsToTxnRequest {
  transactions: AddPartitionsToTxnRequestTransaction[] // 4+
  v3AndBelowTransactionalId: string // 0-3
  v3AndBelowProducerId: number // 0-3
  v3AndBelowProducerEpoch: number // 0-3
  v3AndBelowTopics: AddPartitionsToTxnRequestTopic[] // 0-3
  unknownTags?: TaggedField[]
}

export function newAddPartitionsToTxnRequest({
  transactions = [],
  v3AndBelowTransactionalId = '',
  v3AndBelowProducerId = 0,
  v3AndBelowProducerEpoch = 0,
  v3AndBelowTopics = [],
  unknownTags,
}: Partial<AddPartitionsToTxnRequest> = {}): AddPartitionsToTxnRequest {
  const m: AddPartitionsToTxnRequest = { transactions, v3AndBelowTransactionalId, v3AndBelowProducerId, v3AndBelowProducerEpoch, v3AndBelowTopics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddPartitionsToTxnRequest(w: Writer, m: AddPartitionsToTxnRequest, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('AddPartitionsToTxnRequest', v, 0, 5)
  w.begin('AddPartitionsToTxnRequest', v)
  const flexible = v >= 3
  if (v >= 4) {
    w.compactArrayLength(m.transactions.length)
    for (const element of m.transactions) writeAddPartitionsToTxnRequestTransaction(w, element, v)
  } else if (m.transactions.length > 0) throw unsupportedField('AddPartitionsToTxnRequest.Transactions', v)
  if (v <= 3) {
    if (flexible) w.compactString(m.v3AndBelowTransactionalId)
    else w.string(m.v3AndBelowTransactionalId)
  } else if (m.v3AndBelowTransactionalId !== '') throw unsupportedField('AddPartitionsToTxnRequest.V3AndBelowTransactionalId', v)
  if (v <= 3) w.int64(m.v3AndBelowProducerId)
  else if (m.v3AndBelowProducerId !== 0) throw unsupportedField('AddPartitionsToTxnRequest.V3AndBelowProducerId', v)
  if (v <= 3) w.int16(m.v3AndBelowProducerEpoch)
  else if (m.v3AndBelowProducerEpoch !== 0) throw unsupportedField('AddPartitionsToTxnRequest.V3AndBelowProducerEpoch', v)
  if (v <= 3) {
    if (flexible) w.compactArrayLength(m.v3AndBelowTopics.length)
    else w.arrayLength(m.v3AndBelowTopics.length)
    for (const element of m.v3AndBelowTopics) writeAddPartitionsToTxnRequestTopic(w, element, v)
  } else if (m.v3AndBelowTopics.length > 0) throw unsupportedField('AddPartitionsToTxnRequest.V3AndBelowTopics', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAddPartitionsToTxnRequest(r: Reader, v: number): AddPartitionsToTxnRequest {
  if (v < 0 || v > 5) throw unsupportedVersion('AddPartitionsToTxnRequest', v, 0, 5)
  r.begin('AddPartitionsToTxnRequest', v)
  const flexible = v >= 3
  const transactionsCount = v >= 4 ? r.compactArrayLength(14, 160) : 0
  const transactions: AddPartitionsToTxnRequestTransaction[] = sized(transactionsCount)
  for (let i = 0; i < transactionsCount; i++) transactions[i] = readAddPartitionsToTxnRequestTransaction(r, v)
  const v3AndBelowTransactionalId = v <= 3 ? (flexible ? r.compactString() : r.string()) : ''
  const v3AndBelowProducerId = v <= 3 ? r.int64() : 0
  const v3AndBelowProducerEpoch = v <= 3 ? r.int16() : 0
  const v3AndBelowTopicsCount = v <= 3 ? (flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)) : 0
  const v3AndBelowTopics: AddPartitionsToTxnRequestTopic[] = sized(v3AndBelowTopicsCount)
  for (let i = 0; i < v3AndBelowTopicsCount; i++) v3AndBelowTopics[i] = readAddPartitionsToTxnRequestTopic(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AddPartitionsToTxnRequest = { transactions, v3AndBelowTransactionalId, v3AndBelowProducerId, v3AndBelowProducerEpoch, v3AndBelowTopics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AddPartitionsToTxnRequestTransaction {
  transactionalId: string
  producerId: number
  producerEpoch: number
  verifyOnly: boolean
  topics: AddPartitionsToTxnRequestTopic[]
  unknownTags?: TaggedField[]
}

export function newAddPartitionsToTxnRequestTransaction({
  transactionalId = '',
  producerId = 0,
  producerEpoch = 0,
  verifyOnly = false,
  topics = [],
  unknownTags,
}: Partial<AddPartitionsToTxnRequestTransaction> = {}): AddPartitionsToTxnRequestTransaction {
  const m: AddPartitionsToTxnRequestTransaction = { transactionalId, producerId, producerEpoch, verifyOnly, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddPartitionsToTxnRequestTransaction(w: Writer, m: AddPartitionsToTxnRequestTransaction, v: number): void {
  w.compactString(m.transactionalId)
  w.int64(m.producerId)
  w.int16(m.producerEpoch)
  w.bool(m.verifyOnly)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) writeAddPartitionsToTxnRequestTopic(w, element, v)
  w.tags(m.unknownTags)
}

export function readAddPartitionsToTxnRequestTransaction(r: Reader, v: number): AddPartitionsToTxnRequestTransaction {
  const transactionalId = r.compactString()
  const producerId = r.int64()
  const producerEpoch = r.int16()
  const verifyOnly = r.bool()
  const topicsCount = r.compactArrayLength(3, 120)
  const topics: AddPartitionsToTxnRequestTopic[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = readAddPartitionsToTxnRequestTopic(r, v)
  const unknownTags = r.tags()
  const m: AddPartitionsToTxnRequestTransaction = { transactionalId, producerId, producerEpoch, verifyOnly, topics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AddPartitionsToTxnRequestTopic {
  name: string
  partitions: number[]
  unknownTags?: TaggedField[]
}

export function newAddPartitionsToTxnRequestTopic({
  name = '',
  partitions = [],
  unknownTags,
}: Partial<AddPartitionsToTxnRequestTopic> = {}): AddPartitionsToTxnRequestTopic {
  const m: AddPartitionsToTxnRequestTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddPartitionsToTxnRequestTopic(w: Writer, m: AddPartitionsToTxnRequestTopic, v: number): void {
  const flexible = v >= 3
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.partitions.length)
  else w.arrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
  if (flexible) w.tags(m.unknownTags)
}

export function readAddPartitionsToTxnRequestTopic(r: Reader, v: number): AddPartitionsToTxnRequestTopic {
  const flexible = v >= 3
  const name = flexible ? r.compactString() : r.string()
  const partitionsCount = flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AddPartitionsToTxnRequestTopic = { name, partitions }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AddPartitionsToTxnResponse {
  throttleTimeMs: number
  errorCode: number // 4+
  resultsByTransaction: AddPartitionsToTxnResponseResult[] // 4+
  resultsByTopicV3AndBelow: AddPartitionsToTxnResponseTopicResult[] // 0-3
  unknownTags?: TaggedField[]
}

export function newAddPartitionsToTxnResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  resultsByTransaction = [],
  resultsByTopicV3AndBelow = [],
  unknownTags,
}: Partial<AddPartitionsToTxnResponse> = {}): AddPartitionsToTxnResponse {
  const m: AddPartitionsToTxnResponse = { throttleTimeMs, errorCode, resultsByTransaction, resultsByTopicV3AndBelow }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddPartitionsToTxnResponse(w: Writer, m: AddPartitionsToTxnResponse, v: number): void {
  if (v < 0 || v > 5) throw unsupportedVersion('AddPartitionsToTxnResponse', v, 0, 5)
  w.begin('AddPartitionsToTxnResponse', v)
  const flexible = v >= 3
  w.int32(m.throttleTimeMs)
  if (v >= 4) w.int16(m.errorCode)
  if (v >= 4) {
    w.compactArrayLength(m.resultsByTransaction.length)
    for (const element of m.resultsByTransaction) writeAddPartitionsToTxnResponseResult(w, element, v)
  } else if (m.resultsByTransaction.length > 0) throw unsupportedField('AddPartitionsToTxnResponse.ResultsByTransaction', v)
  if (v <= 3) {
    if (flexible) w.compactArrayLength(m.resultsByTopicV3AndBelow.length)
    else w.arrayLength(m.resultsByTopicV3AndBelow.length)
    for (const element of m.resultsByTopicV3AndBelow) writeAddPartitionsToTxnResponseTopicResult(w, element, v)
  } else if (m.resultsByTopicV3AndBelow.length > 0) throw unsupportedField('AddPartitionsToTxnResponse.ResultsByTopicV3AndBelow', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAddPartitionsToTxnResponse(r: Reader, v: number): AddPartitionsToTxnResponse {
  if (v < 0 || v > 5) throw unsupportedVersion('AddPartitionsToTxnResponse', v, 0, 5)
  r.begin('AddPartitionsToTxnResponse', v)
  const flexible = v >= 3
  const throttleTimeMs = r.int32()
  const errorCode = v >= 4 ? r.int16() : 0
  const resultsByTransactionCount = v >= 4 ? r.compactArrayLength(3, 120) : 0
  const resultsByTransaction: AddPartitionsToTxnResponseResult[] = sized(resultsByTransactionCount)
  for (let i = 0; i < resultsByTransactionCount; i++) resultsByTransaction[i] = readAddPartitionsToTxnResponseResult(r, v)
  const resultsByTopicV3AndBelowCount = v <= 3 ? (flexible ? r.compactArrayLength(3, 120) : r.arrayLength(6, 120)) : 0
  const resultsByTopicV3AndBelow: AddPartitionsToTxnResponseTopicResult[] = sized(resultsByTopicV3AndBelowCount)
  for (let i = 0; i < resultsByTopicV3AndBelowCount; i++) resultsByTopicV3AndBelow[i] = readAddPartitionsToTxnResponseTopicResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AddPartitionsToTxnResponse = { throttleTimeMs, errorCode, resultsByTransaction, resultsByTopicV3AndBelow }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AddPartitionsToTxnResponseResult {
  transactionalId: string
  topicResults: AddPartitionsToTxnResponseTopicResult[]
  unknownTags?: TaggedField[]
}

export function newAddPartitionsToTxnResponseResult({
  transactionalId = '',
  topicResults = [],
  unknownTags,
}: Partial<AddPartitionsToTxnResponseResult> = {}): AddPartitionsToTxnResponseResult {
  const m: AddPartitionsToTxnResponseResult = { transactionalId, topicResults }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddPartitionsToTxnResponseResult(w: Writer, m: AddPartitionsToTxnResponseResult, v: number): void {
  w.compactString(m.transactionalId)
  w.compactArrayLength(m.topicResults.length)
  for (const element of m.topicResults) writeAddPartitionsToTxnResponseTopicResult(w, element, v)
  w.tags(m.unknownTags)
}

export function readAddPartitionsToTxnResponseResult(r: Reader, v: number): AddPartitionsToTxnResponseResult {
  const transactionalId = r.compactString()
  const topicResultsCount = r.compactArrayLength(3, 120)
  const topicResults: AddPartitionsToTxnResponseTopicResult[] = sized(topicResultsCount)
  for (let i = 0; i < topicResultsCount; i++) topicResults[i] = readAddPartitionsToTxnResponseTopicResult(r, v)
  const unknownTags = r.tags()
  const m: AddPartitionsToTxnResponseResult = { transactionalId, topicResults }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AddPartitionsToTxnResponseTopicResult {
  name: string
  resultsByPartition: AddPartitionsToTxnResponsePartitionResult[]
  unknownTags?: TaggedField[]
}

export function newAddPartitionsToTxnResponseTopicResult({
  name = '',
  resultsByPartition = [],
  unknownTags,
}: Partial<AddPartitionsToTxnResponseTopicResult> = {}): AddPartitionsToTxnResponseTopicResult {
  const m: AddPartitionsToTxnResponseTopicResult = { name, resultsByPartition }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddPartitionsToTxnResponseTopicResult(w: Writer, m: AddPartitionsToTxnResponseTopicResult, v: number): void {
  const flexible = v >= 3
  if (flexible) w.compactString(m.name)
  else w.string(m.name)
  if (flexible) w.compactArrayLength(m.resultsByPartition.length)
  else w.arrayLength(m.resultsByPartition.length)
  for (const element of m.resultsByPartition) writeAddPartitionsToTxnResponsePartitionResult(w, element, v)
  if (flexible) w.tags(m.unknownTags)
}

export function readAddPartitionsToTxnResponseTopicResult(r: Reader, v: number): AddPartitionsToTxnResponseTopicResult {
  const flexible = v >= 3
  const name = flexible ? r.compactString() : r.string()
  const resultsByPartitionCount = flexible ? r.compactArrayLength(7, 48) : r.arrayLength(6, 48)
  const resultsByPartition: AddPartitionsToTxnResponsePartitionResult[] = sized(resultsByPartitionCount)
  for (let i = 0; i < resultsByPartitionCount; i++) resultsByPartition[i] = readAddPartitionsToTxnResponsePartitionResult(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: AddPartitionsToTxnResponseTopicResult = { name, resultsByPartition }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface AddPartitionsToTxnResponsePartitionResult {
  partitionIndex: number
  partitionErrorCode: number
  unknownTags?: TaggedField[]
}

export function newAddPartitionsToTxnResponsePartitionResult({
  partitionIndex = 0,
  partitionErrorCode = 0,
  unknownTags,
}: Partial<AddPartitionsToTxnResponsePartitionResult> = {}): AddPartitionsToTxnResponsePartitionResult {
  const m: AddPartitionsToTxnResponsePartitionResult = { partitionIndex, partitionErrorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAddPartitionsToTxnResponsePartitionResult(w: Writer, m: AddPartitionsToTxnResponsePartitionResult, v: number): void {
  const flexible = v >= 3
  w.int32(m.partitionIndex)
  w.int16(m.partitionErrorCode)
  if (flexible) w.tags(m.unknownTags)
}

export function readAddPartitionsToTxnResponsePartitionResult(r: Reader, v: number): AddPartitionsToTxnResponsePartitionResult {
  const flexible = v >= 3
  const partitionIndex = r.int32()
  const partitionErrorCode = r.int16()
  const unknownTags = flexible ? r.tags() : undefined
  const m: AddPartitionsToTxnResponsePartitionResult = { partitionIndex, partitionErrorCode }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const addPartitionsToTxnApi = {
  key: 24,
  name: 'AddPartitionsToTxn',
  versions: [0, 5],
  flexibleFrom: 3,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readAddPartitionsToTxnRequest,
  writeRequest: writeAddPartitionsToTxnRequest,
  readResponse: readAddPartitionsToTxnResponse,
  writeResponse: writeAddPartitionsToTxnResponse,
} as const satisfies ApiDef<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse>
