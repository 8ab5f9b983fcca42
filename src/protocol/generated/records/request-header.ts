// GENERATED from schemas/data/request-header.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface RequestHeader {
  requestApiKey: number
  requestApiVersion: number
  correlationId: number
  clientId: string | null
  unknownTags?: TaggedField[]
}

export function newRequestHeader({
  requestApiKey = 0,
  requestApiVersion = 0,
  correlationId = 0,
  clientId = '',
  unknownTags,
}: Partial<RequestHeader> = {}): RequestHeader {
  const m: RequestHeader = { requestApiKey, requestApiVersion, correlationId, clientId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRequestHeader(w: Writer, m: RequestHeader, v: number): void {
  if (v < 1 || v > 2) throw unsupportedVersion('RequestHeader', v, 1, 2)
  w.begin('RequestHeader', v)
  const flexible = v >= 2
  w.int16(m.requestApiKey)
  w.int16(m.requestApiVersion)
  w.int32(m.correlationId)
  w.nullableString(m.clientId)
  if (flexible) w.tags(m.unknownTags)
}

export function readRequestHeader(r: Reader, v: number): RequestHeader {
  if (v < 1 || v > 2) throw unsupportedVersion('RequestHeader', v, 1, 2)
  r.begin('RequestHeader', v)
  const flexible = v >= 2
  const requestApiKey = r.int16()
  const requestApiVersion = r.int16()
  const correlationId = r.int32()
  const clientId = r.nullableString()
  const unknownTags = flexible ? r.tags() : undefined
  const m: RequestHeader = { requestApiKey, requestApiVersion, correlationId, clientId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const requestHeader = {
  name: 'RequestHeader',
  versions: [1, 2],
  flexibleFrom: 2,
  read: readRequestHeader,
  write: writeRequestHeader,
} as const satisfies MessageDef<RequestHeader>
