// GENERATED from schemas/metadata/unregister-broker-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface UnregisterBrokerRecord {
  brokerId: number
  brokerEpoch: number
  unknownTags?: TaggedField[]
}

export function newUnregisterBrokerRecord({
  brokerId = 0,
  brokerEpoch = 0,
  unknownTags,
}: Partial<UnregisterBrokerRecord> = {}): UnregisterBrokerRecord {
  const m: UnregisterBrokerRecord = { brokerId, brokerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeUnregisterBrokerRecord(w: Writer, m: UnregisterBrokerRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('UnregisterBrokerRecord', v, 0, 0)
  w.begin('UnregisterBrokerRecord', v)
  w.int32(m.brokerId)
  w.int64(m.brokerEpoch)
  w.tags(m.unknownTags)
}

export function readUnregisterBrokerRecord(r: Reader, v: number): UnregisterBrokerRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('UnregisterBrokerRecord', v, 0, 0)
  r.begin('UnregisterBrokerRecord', v)
  const brokerId = r.int32()
  const brokerEpoch = r.int64()
  const unknownTags = r.tags()
  const m: UnregisterBrokerRecord = { brokerId, brokerEpoch }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const unregisterBrokerRecord = {
  type: 1,
  name: 'UnregisterBrokerRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readUnregisterBrokerRecord,
  write: writeUnregisterBrokerRecord,
} as const satisfies RecordDef<UnregisterBrokerRecord>
