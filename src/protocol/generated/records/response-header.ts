// GENERATED from schemas/data/response-header.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ResponseHeader {
  correlationId: number
  unknownTags?: TaggedField[]
}

export function newResponseHeader({
  correlationId = 0,
  unknownTags,
}: Partial<ResponseHeader> = {}): ResponseHeader {
  const m: ResponseHeader = { correlationId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeResponseHeader(w: Writer, m: ResponseHeader, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('ResponseHeader', v, 0, 1)
  w.begin('ResponseHeader', v)
  const flexible = v >= 1
  w.int32(m.correlationId)
  if (flexible) w.tags(m.unknownTags)
}

export function readResponseHeader(r: Reader, v: number): ResponseHeader {
  if (v < 0 || v > 1) throw unsupportedVersion('ResponseHeader', v, 0, 1)
  r.begin('ResponseHeader', v)
  const flexible = v >= 1
  const correlationId = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: ResponseHeader = { correlationId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const responseHeader = {
  name: 'ResponseHeader',
  versions: [0, 1],
  flexibleFrom: 1,
  read: readResponseHeader,
  write: writeResponseHeader,
} as const satisfies MessageDef<ResponseHeader>
