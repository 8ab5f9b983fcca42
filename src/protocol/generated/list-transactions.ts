// GENERATED from schemas/apis/list-transactions.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface ListTransactionsRequest {
  stateFilters: string[]
  producerIdFilters: number[]
  durationFilter: number // 1+
  transactionalIdPattern: string | null // 2+
  unknownTags?: TaggedField[]
}

export function newListTransactionsRequest({
  stateFilters = [],
  producerIdFilters = [],
  durationFilter = -1,
  transactionalIdPattern = null,
  unknownTags,
}: Partial<ListTransactionsRequest> = {}): ListTransactionsRequest {
  const m: ListTransactionsRequest = { stateFilters, producerIdFilters, durationFilter, transactionalIdPattern }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListTransactionsRequest(w: Writer, m: ListTransactionsRequest, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('ListTransactionsRequest', v, 0, 2)
  w.begin('ListTransactionsRequest', v)
  w.compactArrayLength(m.stateFilters.length)
  for (const element of m.stateFilters) w.compactString(element)
  w.compactArrayLength(m.producerIdFilters.length)
  for (const element of m.producerIdFilters) w.int64(element)
  if (v >= 1) w.int64(m.durationFilter)
  else if (m.durationFilter !== -1) throw unsupportedField('ListTransactionsRequest.DurationFilter', v)
  if (v >= 2) w.compactNullableString(m.transactionalIdPattern)
  else if (m.transactionalIdPattern !== null) throw unsupportedField('ListTransactionsRequest.TransactionalIdPattern', v)
  w.tags(m.unknownTags)
}

export function readListTransactionsRequest(r: Reader, v: number): ListTransactionsRequest {
  if (v < 0 || v > 2) throw unsupportedVersion('ListTransactionsRequest', v, 0, 2)
  r.begin('ListTransactionsRequest', v)
  const stateFiltersCount = r.compactArrayLength(1, 32)
  const stateFilters: string[] = sized(stateFiltersCount)
  for (let i = 0; i < stateFiltersCount; i++) stateFilters[i] = r.compactString()
  const producerIdFiltersCount = r.compactArrayLength(8, 24)
  const producerIdFilters: number[] = sized(producerIdFiltersCount)
  for (let i = 0; i < producerIdFiltersCount; i++) producerIdFilters[i] = r.int64()
  const durationFilter = v >= 1 ? r.int64() : -1
  const transactionalIdPattern = v >= 2 ? r.compactNullableString() : null
  const unknownTags = r.tags()
  const m: ListTransactionsRequest = { stateFilters, producerIdFilters, durationFilter, transactionalIdPattern }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListTransactionsResponse {
  throttleTimeMs: number
  errorCode: number
  unknownStateFilters: string[]
  transactionStates: ListTransactionsResponseTransactionState[]
  unknownTags?: TaggedField[]
}

export function newListTransactionsResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  unknownStateFilters = [],
  transactionStates = [],
  unknownTags,
}: Partial<ListTransactionsResponse> = {}): ListTransactionsResponse {
  const m: ListTransactionsResponse = { throttleTimeMs, errorCode, unknownStateFilters, transactionStates }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListTransactionsResponse(w: Writer, m: ListTransactionsResponse, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('ListTransactionsResponse', v, 0, 2)
  w.begin('ListTransactionsResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactArrayLength(m.unknownStateFilters.length)
  for (const element of m.unknownStateFilters) w.compactString(element)
  w.compactArrayLength(m.transactionStates.length)
  for (const element of m.transactionStates) writeListTransactionsResponseTransactionState(w, element, v)
  w.tags(m.unknownTags)
}

export function readListTransactionsResponse(r: Reader, v: number): ListTransactionsResponse {
  if (v < 0 || v > 2) throw unsupportedVersion('ListTransactionsResponse', v, 0, 2)
  r.begin('ListTransactionsResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const unknownStateFiltersCount = r.compactArrayLength(1, 32)
  const unknownStateFilters: string[] = sized(unknownStateFiltersCount)
  for (let i = 0; i < unknownStateFiltersCount; i++) unknownStateFilters[i] = r.compactString()
  const transactionStatesCount = r.compactArrayLength(11, 120)
  const transactionStates: ListTransactionsResponseTransactionState[] = sized(transactionStatesCount)
  for (let i = 0; i < transactionStatesCount; i++) transactionStates[i] = readListTransactionsResponseTransactionState(r, v)
  const unknownTags = r.tags()
  const m: ListTransactionsResponse = { throttleTimeMs, errorCode, unknownStateFilters, transactionStates }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface ListTransactionsResponseTransactionState {
  transactionalId: string
  producerId: number
  transactionState: string
  unknownTags?: TaggedField[]
}

export function newListTransactionsResponseTransactionState({
  transactionalId = '',
  producerId = 0,
  transactionState = '',
  unknownTags,
}: Partial<ListTransactionsResponseTransactionState> = {}): ListTransactionsResponseTransactionState {
  const m: ListTransactionsResponseTransactionState = { transactionalId, producerId, transactionState }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeListTransactionsResponseTransactionState(w: Writer, m: ListTransactionsResponseTransactionState, _v: number): void {
  w.compactString(m.transactionalId)
  w.int64(m.producerId)
  w.compactString(m.transactionState)
  w.tags(m.unknownTags)
}

export function readListTransactionsResponseTransactionState(r: Reader, _v: number): ListTransactionsResponseTransactionState {
  const transactionalId = r.compactString()
  const producerId = r.int64()
  const transactionState = r.compactString()
  const unknownTags = r.tags()
  const m: ListTransactionsResponseTransactionState = { transactionalId, producerId, transactionState }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const listTransactionsApi = {
  key: 66,
  name: 'ListTransactions',
  versions: [0, 2],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readListTransactionsRequest,
  writeRequest: writeListTransactionsRequest,
  readResponse: readListTransactionsResponse,
  writeResponse: writeListTransactionsResponse,
} as const satisfies ApiDef<ListTransactionsRequest, ListTransactionsResponse>
