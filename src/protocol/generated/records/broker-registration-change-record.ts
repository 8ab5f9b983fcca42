// GENERATED from schemas/metadata/broker-registration-change-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedField, unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface BrokerRegistrationChangeRecord {
  brokerId: number
  brokerEpoch: number
  fenced: number // tag 0
  inControlledShutdown: number // 1+, tag 1
  logDirs: Uuid[] // 2+, tag 2
  cordonedLogDirs: Uuid[] | null // 3+, tag 3
  unknownTags?: TaggedField[]
}

export function newBrokerRegistrationChangeRecord({
  brokerId = 0,
  brokerEpoch = 0,
  fenced = 0,
  inControlledShutdown = 0,
  logDirs = [],
  cordonedLogDirs = null,
  unknownTags,
}: Partial<BrokerRegistrationChangeRecord> = {}): BrokerRegistrationChangeRecord {
  const m: BrokerRegistrationChangeRecord = { brokerId, brokerEpoch, fenced, inControlledShutdown, logDirs, cordonedLogDirs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeBrokerRegistrationChangeRecord(w: Writer, m: BrokerRegistrationChangeRecord, v: number): void {
  if (v < 0 || v > 3) throw unsupportedVersion('BrokerRegistrationChangeRecord', v, 0, 3)
  w.begin('BrokerRegistrationChangeRecord', v)
  w.int32(m.brokerId)
  w.int64(m.brokerEpoch)
  if (v < 1 && m.inControlledShutdown !== 0) throw unsupportedField('BrokerRegistrationChangeRecord.InControlledShutdown', v)
  if (v < 2 && m.logDirs.length > 0) throw unsupportedField('BrokerRegistrationChangeRecord.LogDirs', v)
  if (v < 3 && m.cordonedLogDirs !== null) throw unsupportedField('BrokerRegistrationChangeRecord.CordonedLogDirs', v)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.fenced !== 0) tags++
  if (v >= 1 && m.inControlledShutdown !== 0) tags++
  if (v >= 2 && m.logDirs.length > 0) tags++
  if (v >= 3 && m.cordonedLogDirs !== null) tags++
  w.uvarint(tags)
  if (m.fenced !== 0) {
    const begin = w.beginTag(0)
    w.int8(m.fenced)
    w.endTag(begin)
  }
  if (v >= 1 && m.inControlledShutdown !== 0) {
    const begin = w.beginTag(1)
    w.int8(m.inControlledShutdown)
    w.endTag(begin)
  }
  if (v >= 2 && m.logDirs.length > 0) {
    const begin = w.beginTag(2)
    w.compactArrayLength(m.logDirs.length)
    for (const element of m.logDirs) w.uuid(element)
    w.endTag(begin)
  }
  if (v >= 3 && m.cordonedLogDirs !== null) {
    const begin = w.beginTag(3)
    if (m.cordonedLogDirs === null) w.uint8(0)
    else {
      w.compactArrayLength(m.cordonedLogDirs.length)
      for (const element of m.cordonedLogDirs) w.uuid(element)
    }
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 4)
}

export function readBrokerRegistrationChangeRecord(r: Reader, v: number): BrokerRegistrationChangeRecord {
  if (v < 0 || v > 3) throw unsupportedVersion('BrokerRegistrationChangeRecord', v, 0, 3)
  r.begin('BrokerRegistrationChangeRecord', v)
  const brokerId = r.int32()
  const brokerEpoch = r.int64()
  let fenced: number = 0
  let inControlledShutdown: number = 0
  let logDirs: Uuid[] = []
  let cordonedLogDirs: Uuid[] | null = null
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        fenced = r.int8()
        r.endTag(end)
        break
      }
      case 1: {
        if (v < 1) throw r.fail('tag 1 in a version that has none')
        const end = r.beginTag()
        inControlledShutdown = r.int8()
        r.endTag(end)
        break
      }
      case 2: {
        if (v < 2) throw r.fail('tag 2 in a version that has none')
        const end = r.beginTag()
        const n = r.compactArrayLength(16, 48)
        logDirs = sized(n)
        for (let i = 0; i < n; i++) logDirs[i] = r.uuid()
        r.endTag(end)
        break
      }
      case 3: {
        if (v < 3) throw r.fail('tag 3 in a version that has none')
        const end = r.beginTag()
        const n = r.compactNullableArrayLength(16, 48)
        cordonedLogDirs = n < 0 ? null : sized(n)
        for (let i = 0; i < n; i++) cordonedLogDirs![i] = r.uuid()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: BrokerRegistrationChangeRecord = { brokerId, brokerEpoch, fenced, inControlledShutdown, logDirs, cordonedLogDirs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const brokerRegistrationChangeRecord = {
  type: 17,
  name: 'BrokerRegistrationChangeRecord',
  versions: [0, 3],
  flexibleFrom: 0,
  read: readBrokerRegistrationChangeRecord,
  write: writeBrokerRegistrationChangeRecord,
} as const satisfies RecordDef<BrokerRegistrationChangeRecord>
