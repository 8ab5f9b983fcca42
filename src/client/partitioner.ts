// Which partition a record goes to: by its key as Java's producer chooses, or for records without a key a partition that stays
// the same for a batch's worth of bytes and favours partitions with short queues (KIP-480, KIP-794). Pure (shape C).

import { murmur2, toPositive } from '../core/hash.ts'
import type { Random } from '../core/random.ts'

/** What an own partitioner sees. */
export interface PartitionerInput<K = unknown, V = unknown> {
  readonly topic: string
  readonly key: K | null
  readonly value: V | null
  /** The key as it will be written, or null. */
  readonly keyBytes: Buffer | null
  readonly partitionCount: number
}

/** Answers the partition, or undefined to leave the choice to the built-in rule. Called once per record that names no partition. */
export type Partitioner<K = unknown, V = unknown> = (input: PartitionerInput<K, V>) => number | undefined

/** The partition of a key: `murmur2(key) & 0x7fffffff` modulo the number of partitions, as every Java client chooses. */
export function partitionForKey(key: Uint8Array | string, partitionCount: number): number {
  return toPositive(typeof key === 'string' ? murmur2Text(key) : murmur2(key)) % partitionCount
}

const scratch = Buffer.allocUnsafeSlow(64)

/** murmur2 of the text's UTF-8 form; short ASCII keys, as most are, take no buffer of their own. */
function murmur2Text(text: string): number {
  const length = text.length
  if (length > scratch.length) return murmur2(Buffer.from(text))
  let all = 0
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    all |= code
    scratch[i] = code
  }
  return all < 0x80 ? murmur2(scratch, length) : murmur2(Buffer.from(text))
}

/** What the choice among partitions looks at. Index is the partition. */
export interface PartitionLoads {
  readonly count: number
  /** Whether the partition has a leader. */
  available(partition: number): boolean
  /** Batches that wait for this partition. */
  queueLength(partition: number): number
}

/**
 * A random partition among those with a leader (among all when none has one). With `adaptive`, the chance of each falls with its
 * queue: weight `longest + 1 - own` (KIP-794).
 */
export function choosePartition(random: Random, loads: PartitionLoads, adaptive: boolean): number {
  const candidates: number[] = []
  for (let partition = 0; partition < loads.count; partition++) if (loads.available(partition)) candidates.push(partition)
  if (candidates.length === 0) return random.int(loads.count)
  if (!adaptive || candidates.length === 1) return candidates[random.int(candidates.length)]!
  let longest = 0
  for (const partition of candidates) longest = Math.max(longest, loads.queueLength(partition))
  if (longest === 0) return candidates[random.int(candidates.length)]!
  let total = 0
  const sums = candidates.map(partition => (total += longest + 1 - loads.queueLength(partition)))
  const drawn = random.int(total)
  return candidates[sums.findIndex(sum => drawn < sum)]!
}

/** The partition that records without a key stick to until a batch's worth of bytes has gone there. */
export class StickyPartition {
  partition = -1
  #producedBytes = 0

  /** Whether `bytes` more would be beyond the share of the current partition. */
  isSpent(bytes: number, batchSize: number): boolean {
    return this.#producedBytes + bytes > batchSize
  }

  switchTo(partition: number): void {
    this.partition = partition
    this.#producedBytes = 0
  }

  produced(bytes: number): void {
    this.#producedBytes += bytes
  }
}
