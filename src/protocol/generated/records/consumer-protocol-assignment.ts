// GENERATED from schemas/data/consumer-protocol-assignment.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerProtocolAssignment {
  assignedPartitions: ConsumerProtocolAssignmentTopicPartition[]
  userData: Buffer | null
}

export function newConsumerProtocolAssignment({
  assignedPartitions = [],
  userData = null,
}: Partial<ConsumerProtocolAssignment> = {}): ConsumerProtocolAssignment {
  return { assignedPartitions, userData }
}

export function writeConsumerProtocolAssignment(w: Writer, m: ConsumerProtocolAssignment, v: number): void {
  if (v < 0 || v > 3) throw unsupportedVersion('ConsumerProtocolAssignment', v, 0, 3)
  w.begin('ConsumerProtocolAssignment', v)
  w.arrayLength(m.assignedPartitions.length)
  for (const element of m.assignedPartitions) writeConsumerProtocolAssignmentTopicPartition(w, element, v)
  w.nullableBytes(m.userData)
}

export function readConsumerProtocolAssignment(r: Reader, v: number): ConsumerProtocolAssignment {
  if (v < 0 || v > 3) throw unsupportedVersion('ConsumerProtocolAssignment', v, 0, 3)
  r.begin('ConsumerProtocolAssignment', v)
  const assignedPartitionsCount = r.arrayLength(6, 120)
  const assignedPartitions: ConsumerProtocolAssignmentTopicPartition[] = sized(assignedPartitionsCount)
  for (let i = 0; i < assignedPartitionsCount; i++) assignedPartitions[i] = readConsumerProtocolAssignmentTopicPartition(r, v)
  const userData = r.nullableBytes()
  return { assignedPartitions, userData }
}

export interface ConsumerProtocolAssignmentTopicPartition {
  topic: string
  partitions: number[]
}

export function newConsumerProtocolAssignmentTopicPartition({
  topic = '',
  partitions = [],
}: Partial<ConsumerProtocolAssignmentTopicPartition> = {}): ConsumerProtocolAssignmentTopicPartition {
  return { topic, partitions }
}

export function writeConsumerProtocolAssignmentTopicPartition(w: Writer, m: ConsumerProtocolAssignmentTopicPartition, _v: number): void {
  w.string(m.topic)
  w.arrayLength(m.partitions.length)
  for (const element of m.partitions) w.int32(element)
}

export function readConsumerProtocolAssignmentTopicPartition(r: Reader, _v: number): ConsumerProtocolAssignmentTopicPartition {
  const topic = r.string()
  const partitionsCount = r.arrayLength(4, 8)
  const partitions: number[] = sized(partitionsCount)
  for (let i = 0; i < partitionsCount; i++) partitions[i] = r.int32()
  return { topic, partitions }
}

export const consumerProtocolAssignment = {
  name: 'ConsumerProtocolAssignment',
  versions: [0, 3],
  flexibleFrom: Infinity,
  read: readConsumerProtocolAssignment,
  write: writeConsumerProtocolAssignment,
} as const satisfies MessageDef<ConsumerProtocolAssignment>
