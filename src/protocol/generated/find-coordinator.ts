// GENERATED from schemas/apis/find-coordinator.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface FindCoordinatorRequest {
  key: string // 0-3
  keyType: number // 1+
  coordinatorKeys: string[] // 4+
  unknownTags?: TaggedField[]
}

export function newFindCoordinatorRequest({
  key = '',
  keyType = 0,
  coordinatorKeys = [],
  unknownTags,
}: Partial<FindCoordinatorRequest> = {}): FindCoordinatorRequest {
  const m: FindCoordinatorRequest = { key, keyType, coordinatorKeys }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFindCoordinatorRequest(w: Writer, m: FindCoordinatorRequest, v: number): void {
  if (v < 0 || v > 6) throw unsupportedVersion('FindCoordinatorRequest', v, 0, 6)
  w.begin('FindCoordinatorRequest', v)
  const flexible = v >= 3
  if (v <= 3) {
    if (flexible) w.compactString(m.key)
    else w.string(m.key)
  } else if (m.key !== '') throw unsupportedField('FindCoordinatorRequest.Key', v)
  if (v >= 1) w.int8(m.keyType)
  else if (m.keyType !== 0) throw unsupportedField('FindCoordinatorRequest.KeyType', v)
  if (v >= 4) {
    w.compactArrayLength(m.coordinatorKeys.length)
    for (const element of m.coordinatorKeys) w.compactString(element)
  } else if (m.coordinatorKeys.length > 0) throw unsupportedField('FindCoordinatorRequest.CoordinatorKeys', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readFindCoordinatorRequest(r: Reader, v: number): FindCoordinatorRequest {
  if (v < 0 || v > 6) throw unsupportedVersion('FindCoordinatorRequest', v, 0, 6)
  r.begin('FindCoordinatorRequest', v)
  const flexible = v >= 3
  const key = v <= 3 ? (flexible ? r.compactString() : r.string()) : ''
  const keyType = v >= 1 ? r.int8() : 0
  const coordinatorKeysCount = v >= 4 ? r.compactArrayLength(1, 32) : 0
  const coordinatorKeys: string[] = sized(coordinatorKeysCount)
  for (let i = 0; i < coordinatorKeysCount; i++) coordinatorKeys[i] = r.compactString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: FindCoordinatorRequest = { key, keyType, coordinatorKeys }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FindCoordinatorResponse {
  throttleTimeMs: number // 1+
  errorCode: number // 0-3
  errorMessage: string | null // 1-3
  nodeId: number // 0-3
  host: string // 0-3
  port: number // 0-3
  coordinators: FindCoordinatorResponseCoordinator[] // 4+
  unknownTags?: TaggedField[]
}

export function newFindCoordinatorResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = '',
  nodeId = 0,
  host = '',
  port = 0,
  coordinators = [],
  unknownTags,
}: Partial<FindCoordinatorResponse> = {}): FindCoordinatorResponse {
  const m: FindCoordinatorResponse = { throttleTimeMs, errorCode, errorMessage, nodeId, host, port, coordinators }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFindCoordinatorResponse(w: Writer, m: FindCoordinatorResponse, v: number): void {
  if (v < 0 || v > 6) throw unsupportedVersion('FindCoordinatorResponse', v, 0, 6)
  w.begin('FindCoordinatorResponse', v)
  const flexible = v >= 3
  if (v >= 1) w.int32(m.throttleTimeMs)
  if (v <= 3) w.int16(m.errorCode)
  else if (m.errorCode !== 0) throw unsupportedField('FindCoordinatorResponse.ErrorCode', v)
  if (v >= 1 && v <= 3) {
    if (flexible) w.compactNullableString(m.errorMessage)
    else w.nullableString(m.errorMessage)
  }
  if (v <= 3) w.int32(m.nodeId)
  else if (m.nodeId !== 0) throw unsupportedField('FindCoordinatorResponse.NodeId', v)
  if (v <= 3) {
    if (flexible) w.compactString(m.host)
    else w.string(m.host)
  } else if (m.host !== '') throw unsupportedField('FindCoordinatorResponse.Host', v)
  if (v <= 3) w.int32(m.port)
  else if (m.port !== 0) throw unsupportedField('FindCoordinatorResponse.Port', v)
  if (v >= 4) {
    w.compactArrayLength(m.coordinators.length)
    for (const element of m.coordinators) writeFindCoordinatorResponseCoordinator(w, element, v)
  } else if (m.coordinators.length > 0) throw unsupportedField('FindCoordinatorResponse.Coordinators', v)
  if (flexible) w.tags(m.unknownTags)
}

export function readFindCoordinatorResponse(r: Reader, v: number): FindCoordinatorResponse {
  if (v < 0 || v > 6) throw unsupportedVersion('FindCoordinatorResponse', v, 0, 6)
  r.begin('FindCoordinatorResponse', v)
  const flexible = v >= 3
  const throttleTimeMs = v >= 1 ? r.int32() : 0
  const errorCode = v <= 3 ? r.int16() : 0
  const errorMessage = v >= 1 && v <= 3 ? (flexible ? r.compactNullableString() : r.nullableString()) : ''
  const nodeId = v <= 3 ? r.int32() : 0
  const host = v <= 3 ? (flexible ? r.compactString() : r.string()) : ''
  const port = v <= 3 ? r.int32() : 0
  const coordinatorsCount = v >= 4 ? r.compactArrayLength(14, 152) : 0
  const coordinators: FindCoordinatorResponseCoordinator[] = sized(coordinatorsCount)
  for (let i = 0; i < coordinatorsCount; i++) coordinators[i] = readFindCoordinatorResponseCoordinator(r, v)
  const unknownTags = flexible ? r.tags() : undefined
  const m: FindCoordinatorResponse = { throttleTimeMs, errorCode, errorMessage, nodeId, host, port, coordinators }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface FindCoordinatorResponseCoordinator {
  key: string
  nodeId: number
  host: string
  port: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: TaggedField[]
}

export function newFindCoordinatorResponseCoordinator({
  key = '',
  nodeId = 0,
  host = '',
  port = 0,
  errorCode = 0,
  errorMessage = '',
  unknownTags,
}: Partial<FindCoordinatorResponseCoordinator> = {}): FindCoordinatorResponseCoordinator {
  const m: FindCoordinatorResponseCoordinator = { key, nodeId, host, port, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeFindCoordinatorResponseCoordinator(w: Writer, m: FindCoordinatorResponseCoordinator, _v: number): void {
  w.compactString(m.key)
  w.int32(m.nodeId)
  w.compactString(m.host)
  w.int32(m.port)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  w.tags(m.unknownTags)
}

export function readFindCoordinatorResponseCoordinator(r: Reader, _v: number): FindCoordinatorResponseCoordinator {
  const key = r.compactString()
  const nodeId = r.int32()
  const host = r.compactString()
  const port = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const unknownTags = r.tags()
  const m: FindCoordinatorResponseCoordinator = { key, nodeId, host, port, errorCode, errorMessage }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const findCoordinatorApi = {
  key: 10,
  name: 'FindCoordinator',
  versions: [0, 6],
  flexibleFrom: 3,
  latestVersionUnstable: false,
  listeners: ['broker'],
  readRequest: readFindCoordinatorRequest,
  writeRequest: writeFindCoordinatorRequest,
  readResponse: readFindCoordinatorResponse,
  writeResponse: writeFindCoordinatorResponse,
} as const satisfies ApiDef<FindCoordinatorRequest, FindCoordinatorResponse>
