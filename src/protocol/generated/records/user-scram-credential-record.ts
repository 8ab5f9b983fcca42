// GENERATED from schemas/metadata/user-scram-credential-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface UserScramCredentialRecord {
  name: string
  mechanism: number
  salt: Buffer
  storedKey: Buffer
  serverKey: Buffer
  iterations: number
  unknownTags?: TaggedField[]
}

export function newUserScramCredentialRecord({
  name = '',
  mechanism = 0,
  salt = Buffer.alloc(0),
  storedKey = Buffer.alloc(0),
  serverKey = Buffer.alloc(0),
  iterations = 0,
  unknownTags,
}: Partial<UserScramCredentialRecord> = {}): UserScramCredentialRecord {
  const m: UserScramCredentialRecord = { name, mechanism, salt, storedKey, serverKey, iterations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUserScramCredentialRecord(w: Writer, m: UserScramCredentialRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('UserScramCredentialRecord', v, 0, 0)
  w.begin('UserScramCredentialRecord', v)
  w.compactString(m.name)
  w.int8(m.mechanism)
  w.compactBytes(m.salt)
  w.compactBytes(m.storedKey)
  w.compactBytes(m.serverKey)
  w.int32(m.iterations)
  w.tags(m.unknownTags)
}

export function readUserScramCredentialRecord(r: Reader, v: number): UserScramCredentialRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('UserScramCredentialRecord', v, 0, 0)
  r.begin('UserScramCredentialRecord', v)
  const name = r.compactString()
  const mechanism = r.int8()
  const salt = r.compactBytes()
  const storedKey = r.compactBytes()
  const serverKey = r.compactBytes()
  const iterations = r.int32()
  const unknownTags = r.tags()
  const m: UserScramCredentialRecord = { name, mechanism, salt, storedKey, serverKey, iterations }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const userScramCredentialRecord = {
  type: 11,
  name: 'UserScramCredentialRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readUserScramCredentialRecord,
  write: writeUserScramCredentialRecord,
} as const satisfies RecordDef<UserScramCredentialRecord>
