// GENERATED from schemas/transaction-coordinator/transaction-log-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedField, unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface TransactionLogValue {
  producerId: number
  previousProducerId: number // 1+, tag 0
  nextProducerId: number // 1+, tag 1
  producerEpoch: number
  nextProducerEpoch: number // 1+, tag 3
  transactionTimeoutMs: number
  transactionStatus: number
  transactionPartitions: TransactionLogValuePartitionsSchema[] | null
  transactionLastUpdateTimestampMs: number
  transactionStartTimestampMs: number
  clientTransactionVersion: number // 1+, tag 2
  unknownTags?: TaggedField[]
}

export function newTransactionLogValue({
  producerId = 0,
  previousProducerId = -1,
  nextProducerId = -1,
  producerEpoch = 0,
  nextProducerEpoch = -1,
  transactionTimeoutMs = 0,
  transactionStatus = 0,
  transactionPartitions = [],
  transactionLastUpdateTimestampMs = 0,
  transactionStartTimestampMs = 0,
  clientTransactionVersion = 0,
  unknownTags,
}: Partial<TransactionLogValue> = {}): TransactionLogValue {
  const m: TransactionLogValue = {
    producerId,
    previousProducerId,
    nextProducerId,
    producerEpoch,
    nextProducerEpoch,
    transactionTimeoutMs,
    transactionStatus,
    transactionPartitions,
    transactionLastUpdateTimestampMs,
    transactionStartTimestampMs,
    clientTransactionVersion,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeTransactionLogValue(w: Writer, m: TransactionLogValue, v: number): void {
  if (v < 0 || v > 1) throw unsupportedVersion('TransactionLogValue', v, 0, 1)
  w.begin('TransactionLogValue', v)
  const flexible = v >= 1
  w.int64(m.producerId)
  if (v < 1 && m.previousProducerId !== -1) throw unsupportedField('TransactionLogValue.PreviousProducerId', v)
  if (v < 1 && m.nextProducerId !== -1) throw unsupportedField('TransactionLogValue.NextProducerId', v)
  w.int16(m.producerEpoch)
  if (v < 1 && m.nextProducerEpoch !== -1) throw unsupportedField('TransactionLogValue.NextProducerEpoch', v)
  w.int32(m.transactionTimeoutMs)
  w.int8(m.transactionStatus)
  if (m.transactionPartitions === null) w.nullArray(flexible)
  else {
    if (flexible) w.compactArrayLength(m.transactionPartitions.length)
    else w.arrayLength(m.transactionPartitions.length)
    for (const element of m.transactionPartitions) writeTransactionLogValuePartitionsSchema(w, element, v)
  }
  w.int64(m.transactionLastUpdateTimestampMs)
  w.int64(m.transactionStartTimestampMs)
  if (v < 1 && m.clientTransactionVersion !== 0) throw unsupportedField('TransactionLogValue.ClientTransactionVersion', v)
  if (flexible) {
    let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
    if (m.previousProducerId !== -1) tags++
    if (m.nextProducerId !== -1) tags++
    if (m.clientTransactionVersion !== 0) tags++
    if (m.nextProducerEpoch !== -1) tags++
    w.uvarint(tags)
    if (m.previousProducerId !== -1) {
      const begin = w.beginTag(0)
      w.int64(m.previousProducerId)
      w.endTag(begin)
    }
    if (m.nextProducerId !== -1) {
      const begin = w.beginTag(1)
      w.int64(m.nextProducerId)
      w.endTag(begin)
    }
    if (m.clientTransactionVersion !== 0) {
      const begin = w.beginTag(2)
      w.int16(m.clientTransactionVersion)
      w.endTag(begin)
    }
    if (m.nextProducerEpoch !== -1) {
      const begin = w.beginTag(3)
      w.int16(m.nextProducerEpoch)
      w.endTag(begin)
    }
    if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 4)
  }
}

export function readTransactionLogValue(r: Reader, v: number): TransactionLogValue {
  if (v < 0 || v > 1) throw unsupportedVersion('TransactionLogValue', v, 0, 1)
  r.begin('TransactionLogValue', v)
  const flexible = v >= 1
  const producerId = r.int64()
  let previousProducerId: number = -1
  let nextProducerId: number = -1
  const producerEpoch = r.int16()
  let nextProducerEpoch: number = -1
  const transactionTimeoutMs = r.int32()
  const transactionStatus = r.int8()
  let transactionPartitions: TransactionLogValuePartitionsSchema[] | null = []
  {
    const n = flexible ? r.compactNullableArrayLength(3, 120) : r.nullableArrayLength(6, 120)
    transactionPartitions = n < 0 ? null : sized(n)
    for (let i = 0; i < n; i++) transactionPartitions![i] = readTransactionLogValuePartitionsSchema(r, v)
  }
  const transactionLastUpdateTimestampMs = r.int64()
  const transactionStartTimestampMs = r.int64()
  let clientTransactionVersion: number = 0
  let unknownTags: TaggedField[] | undefined
  if (flexible) {
    for (let left = r.uvarint(); left > 0; left--) {
      const tag = r.uvarint()
      switch (tag) {
        case 0: {
          const end = r.beginTag()
          previousProducerId = r.int64()
          r.endTag(end)
          break
        }
        case 1: {
          const end = r.beginTag()
          nextProducerId = r.int64()
          r.endTag(end)
          break
        }
        case 2: {
          const end = r.beginTag()
          clientTransactionVersion = r.int16()
          r.endTag(end)
          break
        }
        case 3: {
          const end = r.beginTag()
          nextProducerEpoch = r.int16()
          r.endTag(end)
          break
        }
        default:
          unknownTags = r.unknownTag(tag, unknownTags)
      }
    }
  }
  const m: TransactionLogValue = {
    producerId,
    previousProducerId,
    nextProducerId,
    producerEpoch,
    nextProducerEpoch,
    transactionTimeoutMs,
    transactionStatus,
    transactionPartitions,
    transactionLastUpdateTimestampMs,
    transactionStartTimestampMs,
    clientTransactionVersion,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface TransactionLogValuePartitionsSchema {
  topic: string
  partitionIds: number[]
  unknownTags?: TaggedField[]
}

export function newTransactionLogValuePartitionsSchema({
  topic = '',
  partitionIds = [],
  unknownTags,
}: Partial<TransactionLogValuePartitionsSchema> = {}): TransactionLogValuePartitionsSchema {
  const m: TransactionLogValuePartitionsSchema = { topic, partitionIds }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeTransactionLogValuePartitionsSchema(w: Writer, m: TransactionLogValuePartitionsSchema, v: number): void {
  const flexible = v >= 1
  if (flexible) w.compactString(m.topic)
  else w.string(m.topic)
  if (flexible) w.compactArrayLength(m.partitionIds.length)
  else w.arrayLength(m.partitionIds.length)
  for (const element of m.partitionIds) w.int32(element)
  if (flexible) w.tags(m.unknownTags)
}

export function readTransactionLogValuePartitionsSchema(r: Reader, v: number): TransactionLogValuePartitionsSchema {
  const flexible = v >= 1
  const topic = flexible ? r.compactString() : r.string()
  const partitionIdsCount = flexible ? r.compactArrayLength(4, 8) : r.arrayLength(4, 8)
  const partitionIds: number[] = sized(partitionIdsCount)
  for (let i = 0; i < partitionIdsCount; i++) partitionIds[i] = r.int32()
  const unknownTags = flexible ? r.tags() : undefined
  const m: TransactionLogValuePartitionsSchema = { topic, partitionIds }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const transactionLogValue = {
  type: 0,
  name: 'TransactionLogValue',
  versions: [0, 1],
  flexibleFrom: 1,
  read: readTransactionLogValue,
  write: writeTransactionLogValue,
} as const satisfies RecordDef<TransactionLogValue>
