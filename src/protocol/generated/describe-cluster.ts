// GENERATED from schemas/apis/describe-cluster.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ApiDef } from '../api.ts'
import { unsupportedField, unsupportedVersion } from '../errors.ts'
import type { TaggedField } from '../ids.ts'
import { type Reader, sized } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface DescribeClusterRequest {
  includeClusterAuthorizedOperations: boolean
  endpointType: number // 1+
  includeFencedBrokers: boolean // 2+
  unknownTags?: TaggedField[]
}

export function newDescribeClusterRequest({
  includeClusterAuthorizedOperations = false,
  endpointType = 1,
  includeFencedBrokers = false,
  unknownTags,
}: Partial<DescribeClusterRequest> = {}): DescribeClusterRequest {
  const m: DescribeClusterRequest = { includeClusterAuthorizedOperations, endpointType, includeFencedBrokers }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeClusterRequest(w: Writer, m: DescribeClusterRequest, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('DescribeClusterRequest', v, 0, 2)
  w.begin('DescribeClusterRequest', v)
  w.bool(m.includeClusterAuthorizedOperations)
  if (v >= 1) w.int8(m.endpointType)
  else if (m.endpointType !== 1) throw unsupportedField('DescribeClusterRequest.EndpointType', v)
  if (v >= 2) w.bool(m.includeFencedBrokers)
  else if (m.includeFencedBrokers) throw unsupportedField('DescribeClusterRequest.IncludeFencedBrokers', v)
  w.tags(m.unknownTags)
}

export function readDescribeClusterRequest(r: Reader, v: number): DescribeClusterRequest {
  if (v < 0 || v > 2) throw unsupportedVersion('DescribeClusterRequest', v, 0, 2)
  r.begin('DescribeClusterRequest', v)
  const includeClusterAuthorizedOperations = r.bool()
  const endpointType = v >= 1 ? r.int8() : 1
  const includeFencedBrokers = v >= 2 ? r.bool() : false
  const unknownTags = r.tags()
  const m: DescribeClusterRequest = { includeClusterAuthorizedOperations, endpointType, includeFencedBrokers }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeClusterResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  endpointType: number // 1+
  clusterId: string
  controllerId: number
  brokers: DescribeClusterResponseBroker[]
  clusterAuthorizedOperations: number
  unknownTags?: TaggedField[]
}

export function newDescribeClusterResponse({
  throttleTimeMs = 0,
  errorCode = 0,
  errorMessage = null,
  endpointType = 1,
  clusterId = '',
  controllerId = -1,
  brokers = [],
  clusterAuthorizedOperations = -2147483648,
  unknownTags,
}: Partial<DescribeClusterResponse> = {}): DescribeClusterResponse {
  const m: DescribeClusterResponse = { throttleTimeMs, errorCode, errorMessage, endpointType, clusterId, controllerId, brokers, clusterAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeClusterResponse(w: Writer, m: DescribeClusterResponse, v: number): void {
  if (v < 0 || v > 2) throw unsupportedVersion('DescribeClusterResponse', v, 0, 2)
  w.begin('DescribeClusterResponse', v)
  w.int32(m.throttleTimeMs)
  w.int16(m.errorCode)
  w.compactNullableString(m.errorMessage)
  if (v >= 1) w.int8(m.endpointType)
  else if (m.endpointType !== 1) throw unsupportedField('DescribeClusterResponse.EndpointType', v)
  w.compactString(m.clusterId)
  w.int32(m.controllerId)
  w.compactArrayLength(m.brokers.length)
  for (const element of m.brokers) writeDescribeClusterResponseBroker(w, element, v)
  w.int32(m.clusterAuthorizedOperations)
  w.tags(m.unknownTags)
}

export function readDescribeClusterResponse(r: Reader, v: number): DescribeClusterResponse {
  if (v < 0 || v > 2) throw unsupportedVersion('DescribeClusterResponse', v, 0, 2)
  r.begin('DescribeClusterResponse', v)
  const throttleTimeMs = r.int32()
  const errorCode = r.int16()
  const errorMessage = r.compactNullableString()
  const endpointType = v >= 1 ? r.int8() : 1
  const clusterId = r.compactString()
  const controllerId = r.int32()
  const brokersCount = r.compactArrayLength(11, 120)
  const brokers: DescribeClusterResponseBroker[] = sized(brokersCount)
  for (let i = 0; i < brokersCount; i++) brokers[i] = readDescribeClusterResponseBroker(r, v)
  const clusterAuthorizedOperations = r.int32()
  const unknownTags = r.tags()
  const m: DescribeClusterResponse = { throttleTimeMs, errorCode, errorMessage, endpointType, clusterId, controllerId, brokers, clusterAuthorizedOperations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface DescribeClusterResponseBroker {
  brokerId: number
  host: string
  port: number
  rack: string | null
  isFenced: boolean // 2+
  unknownTags?: TaggedField[]
}

export function newDescribeClusterResponseBroker({
  brokerId = 0,
  host = '',
  port = 0,
  rack = null,
  isFenced = false,
  unknownTags,
}: Partial<DescribeClusterResponseBroker> = {}): DescribeClusterResponseBroker {
  const m: DescribeClusterResponseBroker = { brokerId, host, port, rack, isFenced }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDescribeClusterResponseBroker(w: Writer, m: DescribeClusterResponseBroker, v: number): void {
  w.int32(m.brokerId)
  w.compactString(m.host)
  w.int32(m.port)
  w.compactNullableString(m.rack)
  if (v >= 2) w.bool(m.isFenced)
  else if (m.isFenced) throw unsupportedField('DescribeClusterResponse.IsFenced', v)
  w.tags(m.unknownTags)
}

export function readDescribeClusterResponseBroker(r: Reader, v: number): DescribeClusterResponseBroker {
  const brokerId = r.int32()
  const host = r.compactString()
  const port = r.int32()
  const rack = r.compactNullableString()
  const isFenced = v >= 2 ? r.bool() : false
  const unknownTags = r.tags()
  const m: DescribeClusterResponseBroker = { brokerId, host, port, rack, isFenced }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const describeClusterApi = {
  key: 60,
  name: 'DescribeCluster',
  versions: [0, 2],
  flexibleFrom: 0,
  latestVersionUnstable: false,
  listeners: ['broker', 'controller'],
  readRequest: readDescribeClusterRequest,
  writeRequest: writeDescribeClusterRequest,
  readResponse: readDescribeClusterResponse,
  writeResponse: writeDescribeClusterResponse,
} as const satisfies ApiDef<DescribeClusterRequest, DescribeClusterResponse>
