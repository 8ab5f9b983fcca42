// GENERATED from schemas/metadata/producer-ids-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ProducerIdsRecord {
  brokerId: number
  brokerEpoch: number
  nextProducerId: number
  unknownTags?: TaggedField[]
}

export function newProducerIdsRecord({
  brokerId = 0,
  brokerEpoch = -1,
  nextProducerId = 0,
  unknownTags,
}: Partial<ProducerIdsRecord> = {}): ProducerIdsRecord {
  const m: ProducerIdsRecord = { brokerId, brokerEpoch, nextProducerId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeProducerIdsRecord(w: Writer, m: ProducerIdsRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ProducerIdsRecord', v, 0, 0)
  w.begin('ProducerIdsRecord', v)
  w.int32(m.brokerId)
  w.int64(m.brokerEpoch)
  w.int64(m.nextProducerId)
  w.tags(m.unknownTags)
}

export function readProducerIdsRecord(r: Reader, v: number): ProducerIdsRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('ProducerIdsRecord', v, 0, 0)
  r.begin('ProducerIdsRecord', v)
  const brokerId = r.int32()
  const brokerEpoch = r.int64()
  const nextProducerId = r.int64()
  const unknownTags = r.tags()
  const m: ProducerIdsRecord = { brokerId, brokerEpoch, nextProducerId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const producerIdsRecord = {
  type: 15,
  name: 'ProducerIdsRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readProducerIdsRecord,
  write: writeProducerIdsRecord,
} as const satisfies RecordDef<ProducerIdsRecord>
