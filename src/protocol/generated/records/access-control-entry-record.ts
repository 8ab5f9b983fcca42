// GENERATED from schemas/metadata/access-control-entry-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface AccessControlEntryRecord {
  id: Uuid
  resourceType: number
  resourceName: string
  patternType: number
  principal: string
  host: string
  operation: number
  permissionType: number
  unknownTags?: TaggedField[]
}

export function newAccessControlEntryRecord({
  id = ZERO_UUID,
  resourceType = 0,
  resourceName = '',
  patternType = 0,
  principal = '',
  host = '',
  operation = 0,
  permissionType = 0,
  unknownTags,
}: Partial<AccessControlEntryRecord> = {}): AccessControlEntryRecord {
  const m: AccessControlEntryRecord = { id, resourceType, resourceName, patternType, principal, host, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeAccessControlEntryRecord(w: Writer, m: AccessControlEntryRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('AccessControlEntryRecord', v, 0, 0)
  w.begin('AccessControlEntryRecord', v)
  w.uuid(m.id)
  w.int8(m.resourceType)
  w.compactString(m.resourceName)
  w.int8(m.patternType)
  w.compactString(m.principal)
  w.compactString(m.host)
  w.int8(m.operation)
  w.int8(m.permissionType)
  w.tags(m.unknownTags)
}

export function readAccessControlEntryRecord(r: Reader, v: number): AccessControlEntryRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('AccessControlEntryRecord', v, 0, 0)
  r.begin('AccessControlEntryRecord', v)
  const id = r.uuid()
  const resourceType = r.int8()
  const resourceName = r.compactString()
  const patternType = r.int8()
  const principal = r.compactString()
  const host = r.compactString()
  const operation = r.int8()
  const permissionType = r.int8()
  const unknownTags = r.tags()
  const m: AccessControlEntryRecord = { id, resourceType, resourceName, patternType, principal, host, operation, permissionType }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const accessControlEntryRecord = {
  type: 18,
  name: 'AccessControlEntryRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readAccessControlEntryRecord,
  write: writeAccessControlEntryRecord,
} as const satisfies RecordDef<AccessControlEntryRecord>
