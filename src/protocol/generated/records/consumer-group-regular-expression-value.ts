// GENERATED from schemas/group-coordinator/consumer-group-regular-expression-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupRegularExpressionValue {
  topics: string[]
  version: number
  timestamp: number
  unknownTags?: TaggedField[]
}

export function newConsumerGroupRegularExpressionValue({
  topics = [],
  version = 0,
  timestamp = 0,
  unknownTags,
}: Partial<ConsumerGroupRegularExpressionValue> = {}): ConsumerGroupRegularExpressionValue {
  const m: ConsumerGroupRegularExpressionValue = { topics, version, timestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeConsumerGroupRegularExpressionValue(w: Writer, m: ConsumerGroupRegularExpressionValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupRegularExpressionValue', v, 0, 0)
  w.begin('ConsumerGroupRegularExpressionValue', v)
  w.compactArrayLength(m.topics.length)
  for (const element of m.topics) w.compactString(element)
  w.int64(m.version)
  w.int64(m.timestamp)
  w.tags(m.unknownTags)
}

export function readConsumerGroupRegularExpressionValue(r: Reader, v: number): ConsumerGroupRegularExpressionValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupRegularExpressionValue', v, 0, 0)
  r.begin('ConsumerGroupRegularExpressionValue', v)
  const topicsCount = r.compactArrayLength(1, 32)
  const topics: string[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = r.compactString()
  const version = r.int64()
  const timestamp = r.int64()
  const unknownTags = r.tags()
  const m: ConsumerGroupRegularExpressionValue = { topics, version, timestamp }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const consumerGroupRegularExpressionValue = {
  type: 16,
  name: 'ConsumerGroupRegularExpressionValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readConsumerGroupRegularExpressionValue,
  write: writeConsumerGroupRegularExpressionValue,
} as const satisfies RecordDef<ConsumerGroupRegularExpressionValue>
