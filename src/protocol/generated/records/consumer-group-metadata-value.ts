// GENERATED from schemas/group-coordinator/consumer-group-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupMetadataValue {
  epoch: number
  metadataHash: bigint // tag 0
  unknownTags?: TaggedField[]
}

export function newConsumerGroupMetadataValue({
  epoch = 0,
  metadataHash = 0n,
  unknownTags,
}: Partial<ConsumerGroupMetadataValue> = {}): ConsumerGroupMetadataValue {
  const m: ConsumerGroupMetadataValue = { epoch, metadataHash }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupMetadataValue(w: Writer, m: ConsumerGroupMetadataValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupMetadataValue', v, 0, 0)
  w.begin('ConsumerGroupMetadataValue', v)
  w.int32(m.epoch)
  let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length
  if (m.metadataHash !== 0n) tags++
  w.uvarint(tags)
  if (m.metadataHash !== 0n) {
    const begin = w.beginTag(0)
    w.bigint64(m.metadataHash)
    w.endTag(begin)
  }
  if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, 1)
}

export function readConsumerGroupMetadataValue(r: Reader, v: number): ConsumerGroupMetadataValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupMetadataValue', v, 0, 0)
  r.begin('ConsumerGroupMetadataValue', v)
  const epoch = r.int32()
  let metadataHash: bigint = 0n
  let unknownTags: TaggedField[] | undefined
  for (let left = r.uvarint(); left > 0; left--) {
    const tag = r.uvarint()
    switch (tag) {
      case 0: {
        const end = r.beginTag()
        metadataHash = r.bigint64()
        r.endTag(end)
        break
      }
      default:
        unknownTags = r.unknownTag(tag, unknownTags)
    }
  }
  const m: ConsumerGroupMetadataValue = { epoch, metadataHash }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const consumerGroupMetadataValue = {
  type: 3,
  name: 'ConsumerGroupMetadataValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readConsumerGroupMetadataValue,
  write: writeConsumerGroupMetadataValue,
} as const satisfies RecordDef<ConsumerGroupMetadataValue>
