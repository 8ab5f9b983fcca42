// The user data of the sticky assignors, byte for byte Java's. Shape C.
// sticky v1: [topic string, [partition int32]] array, generation int32; v0 lacks the generation (KIP-341).
// cooperative-sticky v0: generation int32.

import type { TopicPartitions } from './assignor.ts'

export function encodeStickyUserData(assignment: readonly TopicPartitions[], generationId: number): Buffer {
  let size = 8
  for (const { topic, partitions } of assignment) size += 2 + Buffer.byteLength(topic) + 4 + 4 * partitions.length
  const out = Buffer.allocUnsafe(size)
  let at = out.writeInt32BE(assignment.length, 0)
  for (const { topic, partitions } of assignment) {
    at = out.writeInt16BE(Buffer.byteLength(topic), at)
    at += out.write(topic, at)
    at = out.writeInt32BE(partitions.length, at)
    for (const partition of partitions) at = out.writeInt32BE(partition, at)
  }
  out.writeInt32BE(generationId, at)
  return out
}

/** Never throws: what cannot be read, or is missing, counts as nothing owned, as in Java. */
export function decodeStickyUserData(data: Buffer | null): { partitions: TopicPartitions[]; generationId: number } {
  const nothing = { partitions: [], generationId: -1 }
  if (data === null || data.length < 4) return nothing
  const partitions: TopicPartitions[] = []
  let at = 4
  const topics = data.readInt32BE(0)
  for (let t = 0; t < topics; t++) {
    if (at + 2 > data.length) return nothing
    const length = data.readInt16BE(at)
    at += 2
    if (length < 0 || at + length + 4 > data.length) return nothing
    const topic = data.toString('utf8', at, at + length)
    const count = data.readInt32BE(at + length)
    at += length + 4
    if (count < 0 || count > (data.length - at) / 4) return nothing
    const list: number[] = []
    for (let i = 0; i < count; i++, at += 4) list.push(data.readInt32BE(at))
    partitions.push({ topic, partitions: list })
  }
  return { partitions, generationId: at + 4 <= data.length ? data.readInt32BE(at) : -1 }
}

export function encodeCooperativeUserData(generationId: number): Buffer {
  const out = Buffer.allocUnsafe(4)
  out.writeInt32BE(generationId)
  return out
}

export function decodeCooperativeUserData(data: Buffer | null): number {
  return data !== null && data.length >= 4 ? data.readInt32BE(0) : -1
}
