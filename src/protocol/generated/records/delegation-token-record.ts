// GENERATED from schemas/metadata/delegation-token-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface DelegationTokenRecord {
  owner: string
  requester: string
  renewers: string[]
  issueTimestamp: number
  maxTimestamp: number
  expirationTimestamp: number
  tokenId: string
  unknownTags?: TaggedField[]
}

export function newDelegationTokenRecord({
  owner = '',
  requester = '',
  renewers = [],
  issueTimestamp = 0,
  maxTimestamp = 0,
  expirationTimestamp = 0,
  tokenId = '',
  unknownTags,
}: Partial<DelegationTokenRecord> = {}): DelegationTokenRecord {
  const m: DelegationTokenRecord = { owner, requester, renewers, issueTimestamp, maxTimestamp, expirationTimestamp, tokenId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeDelegationTokenRecord(w: Writer, m: DelegationTokenRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('DelegationTokenRecord', v, 0, 0)
  w.begin('DelegationTokenRecord', v)
  w.compactString(m.owner)
  w.compactString(m.requester)
  w.compactArrayLength(m.renewers.length)
  for (const element of m.renewers) w.compactString(element)
  w.int64(m.issueTimestamp)
  w.int64(m.maxTimestamp)
  w.int64(m.expirationTimestamp)
  w.compactString(m.tokenId)
  w.tags(m.unknownTags)
}

export function readDelegationTokenRecord(r: Reader, v: number): DelegationTokenRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('DelegationTokenRecord', v, 0, 0)
  r.begin('DelegationTokenRecord', v)
  const owner = r.compactString()
  const requester = r.compactString()
  const renewersCount = r.compactArrayLength(1, 32)
  const renewers: string[] = sized(renewersCount)
  for (let i = 0; i < renewersCount; i++) renewers[i] = r.compactString()
  const issueTimestamp = r.int64()
  const maxTimestamp = r.int64()
  const expirationTimestamp = r.int64()
  const tokenId = r.compactString()
  const unknownTags = r.tags()
  const m: DelegationTokenRecord = { owner, requester, renewers, issueTimestamp, maxTimestamp, expirationTimestamp, tokenId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const delegationTokenRecord = {
  type: 10,
  name: 'DelegationTokenRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readDelegationTokenRecord,
  write: writeDelegationTokenRecord,
} as const satisfies RecordDef<DelegationTokenRecord>
