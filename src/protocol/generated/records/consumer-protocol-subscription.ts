// GENERATED from schemas/data/consumer-protocol-subscription.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerProtocolSubscription {
  topics: string[]
  userData: Buffer | null
  ownedPartitions: ConsumerProtocolSubscriptionTopicPartition[] // 1+
  generationId: number // 2+
  rackId: string | null // 3+
}

export function newConsumerProtocolSubscription({
  topics = [],
  userData = null,
  ownedPartitions = [],
  generationId = -1,
  rackId = null,
}: Partial<ConsumerProtocolSubscription> = {}): ConsumerProtocolSubscription {
  return { topics, userData, ownedPartitions, generationId, rackId }
}

export function writeConsumerProtocolSubscription(w: Writer, m: ConsumerProtocolSubscription, v: number): void {
  if (v < 0 || v > 3) throw unsupportedVersion('ConsumerProtocolSubscription', v, 0, 3)
  w.begin('ConsumerProtocolSubscription', v)
  w.arrayLength(m.topics.length)
  for (const element of m.topics) w.string(element)
  w.nullableBytes(m.userData)
  if (v >= 1) {
    w.arrayLength(m.ownedPartitions.length)
    for (const element of m.ownedPartitions) writeConsumerProtocolSubscriptionTopicPartition(w, element, v)
  }
  if (v >= 2) w.int32(m.generationId)
  if (v >= 3) w.nullableString(m.rackId)
}

export function readConsumerProtocolSubscription(r: Reader, v: number): ConsumerProtocolSubscription {
  if (v < 0 || v > 3) throw unsupportedVersion('ConsumerProtocolSubscription', v, 0, 3)
  r.begin('ConsumerProtocolSubscription', v)
  const topicsCount = r.arrayLength(2, 32)
  const topics: string[] = sized(topicsCount)
  for (let i = 0; i < topicsCount; i++) topics[i] = r.string()
  const userData = r.nullableBytes()
  const ownedPartitionsCount = v >= 1 ? r.arrayLength(6, 120) : 0
  const ownedPartitions: ConsumerProtocolSubscriptionTopicPartition[] = sized(ownedPartitionsCount)
  for (let i = 0; i < ownedPartitionsCount; i++) ownedPartitions[i] = readConsumerProtocolSubscriptionTopicPartition(r, v)
  const generationId = v >= 2 ? r.int32() : -1
  const rackId = v >= 3 ? r.nullableString() : null
  return { topics, userData, ownedPartitions, generationId, rackId }
}

export interface ConsumerProtocolSubscriptionTopicPartition {
  topic: string
  partitions: number[]
}

export function newConsumerProtocolSubscriptionTopicPartition({
  topic = '',
  partitions = [],
}: Partial<ConsumerProtocolSubscriptionTopicPartition> = {}): ConsumerProtocolSubscriptionTopicPartition {
  return { topic, partitions }
}

export function writeConsumerProtocolSubscriptionTopicPartition(w: Writer, m: ConsumerProtocolSubscriptionTopicPartition, _v: number): void {
  w.string(m.topic)
  w.arrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
}

export function readConsumerProtocolSubscriptionTopicPartition(r: Reader, _v: number): ConsumerProtocolSubscriptionTopicPartition {
  const topic = r.string()
  const partitionsCount = r.arrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  return { topic, partitions }
}

export const consumerProtocolSubscription = {
  name: 'ConsumerProtocolSubscription',
  versions: [0, 3],
  flexibleFrom: Infinity,
  read: readConsumerProtocolSubscription,
  write: writeConsumerProtocolSubscription,
} as const satisfies MessageDef<ConsumerProtocolSubscription>
