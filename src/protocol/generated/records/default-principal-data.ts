// GENERATED from schemas/data/default-principal-data.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface DefaultPrincipalData {
  type: string
  name: string
  tokenAuthenticated: boolean
  unknownTags?: TaggedField[]
}

export function newDefaultPrincipalData({
  type = '',
  name = '',
  tokenAuthenticated = false,
  unknownTags,
}: Partial<DefaultPrincipalData> = {}): DefaultPrincipalData {
  const m: DefaultPrincipalData = { type, name, tokenAuthenticated }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDefaultPrincipalData(w: Writer, m: DefaultPrincipalData, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DefaultPrincipalData', v, 0, 0)
  w.begin('DefaultPrincipalData', v)
  w.compactString(m.type)
  w.compactString(m.name)
  w.bool(m.tokenAuthenticated)
  w.tags(m.unknownTags)
}

export function readDefaultPrincipalData(r: Reader, v: number): DefaultPrincipalData {
  if (v < 0 || v > 0) throw unsupportedVersion('DefaultPrincipalData', v, 0, 0)
  r.begin('DefaultPrincipalData', v)
  const type = r.compactString()
  const name = r.compactString()
  const tokenAuthenticated = r.bool()
  const unknownTags = r.tags()
  const m: DefaultPrincipalData = { type, name, tokenAuthenticated }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const defaultPrincipalData = {
  name: 'DefaultPrincipalData',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readDefaultPrincipalData,
  write: writeDefaultPrincipalData,
} as const satisfies MessageDef<DefaultPrincipalData>
