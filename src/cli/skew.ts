// The account of a topic's skew, from a sample of its records. Pure (shape C); memory is bounded however many keys there are.

import { murmur2 } from '../core/hash.ts'

export interface PartitionSkew {
  readonly partition: number
  readonly records: number
  readonly recordShare: number
  readonly bytes: number
  readonly byteShare: number
  /** Distinct keys seen; a lower bound once there are more than `keysMax` in all. */
  readonly keys: number
}

export interface KeySkew {
  /** Text; bytes that are none as `0x...`. */
  readonly key: string
  readonly partition: number
  readonly records: number
  readonly recordShare: number
  readonly bytes: number
  readonly byteShare: number
}

export interface SkewReport {
  readonly records: number
  readonly bytes: number
  readonly keyless: number
  readonly distinctKeys: number
  readonly distinctKeysAreEstimated: boolean
  readonly partitions: readonly PartitionSkew[]
  /** By bytes, the heaviest first. Once there are more keys than are counted, light ones may be missing, heavy ones are not. */
  readonly keys: readonly KeySkew[]
  /** What another number of partitions would do to the records with keys; null when no record has one. */
  readonly otherPartitions: {
    readonly count: number
    /** Of the records with keys, by Kafka's default partitioner. */
    readonly largestShare: number
    readonly largestShareNow: number
    /** The same of their bytes. */
    readonly largestByteShare: number
    readonly largestByteShareNow: number
    readonly smallestShare: number
    readonly empty: number
    /** The share of the keys that go elsewhere. */
    readonly movedKeys: number
  } | null
}

interface KeyCount {
  readonly hash: number
  readonly partition: number
  records: number
  bytes: number
}

/** Beyond so many keys only heavy ones are counted one by one. */
const keysMax = 1_000_000
const registerBits = 14

export class SkewSample {
  readonly #partitions: { records: number; bytes: number; keys: number }[]
  readonly #keys = new Map<string, KeyCount>()
  /** HyperLogLog: the longest run of zeros in the hashes of each of 16,384 classes. */
  readonly #registers = new Uint8Array(1 << registerBits)
  #keyless = 0
  #pruned = false

  constructor(partitionCount: number) {
    this.#partitions = Array.from({ length: partitionCount }, () => ({ records: 0, bytes: 0, keys: 0 }))
  }

  /** Records seen, by partition. */
  get recordCounts(): readonly number[] {
    return this.#partitions.map(({ records }) => records)
  }

  add(partition: number, key: Buffer | null, bytes: number): void {
    const row = this.#partitions[partition]!
    row.records++
    row.bytes += bytes
    if (key === null) {
      this.#keyless++
      return
    }
    // Latin-1 keeps every byte apart and costs no decoding.
    const name = `${partition}:${key.toString('latin1')}`
    const known = this.#keys.get(name)
    if (known !== undefined) {
      known.records++
      known.bytes += bytes
      return
    }
    const hash = murmur2(key)
    this.#count(hash)
    row.keys++
    this.#keys.set(name, { hash, partition, records: 1, bytes })
    if (this.#keys.size > keysMax) this.#prune()
  }

  /** Forgets the lighter half of the keys. A key with more than a thousandth of the records always survives. */
  #prune(): void {
    this.#pruned = true
    const weights = [...this.#keys.values()].map(({ bytes }) => bytes).sort((a, b) => a - b)
    const median = weights[weights.length >> 1]!
    for (const [name, { bytes }] of this.#keys) {
      if (bytes <= median) this.#keys.delete(name)
      if (this.#keys.size <= keysMax / 2) break
    }
  }

  #count(hash: number): void {
    // murmur2 is 32 bits wide; a multiplication spreads its low bits upwards.
    const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0
    const spread = (mixed ^ (mixed >>> 16)) >>> 0
    const register = spread >>> (32 - registerBits)
    const rank = Math.clz32((spread << registerBits) | 1) + 1
    if (rank > this.#registers[register]!) this.#registers[register] = rank
  }

  #estimate(): number {
    const count = this.#registers.length
    let sum = 0
    let zeros = 0
    for (const rank of this.#registers) {
      sum += 2 ** -rank
      if (rank === 0) zeros++
    }
    const raw = ((0.7213 / (1 + 1.079 / count)) * count * count) / sum
    return Math.round(raw <= 2.5 * count && zeros > 0 ? count * Math.log(count / zeros) : raw)
  }

  /** `otherCount`: the number of partitions to compare with. */
  report({ top, otherCount }: { top: number; otherCount: number }): SkewReport {
    const records = this.#partitions.reduce((sum, row) => sum + row.records, 0)
    const bytes = this.#partitions.reduce((sum, row) => sum + row.bytes, 0)
    const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
    const heaviest = [...this.#keys].sort(([, a], [, b]) => b.bytes - a.bytes || b.records - a.records).slice(0, top)
    return {
      records,
      bytes,
      keyless: this.#keyless,
      distinctKeys: this.#pruned ? this.#estimate() : new Set([...this.#keys.keys()].map(keyOf)).size,
      distinctKeysAreEstimated: this.#pruned,
      partitions: this.#partitions.map((row, partition) => ({
        partition, records: row.records, recordShare: share(row.records, records), bytes: row.bytes, byteShare: share(row.bytes, bytes), keys: row.keys,
      })),
      keys: heaviest.map(([name, key]) => ({
        key: keyText(Buffer.from(keyOf(name), 'latin1')), partition: key.partition,
        records: key.records, recordShare: share(key.records, records), bytes: key.bytes, byteShare: share(key.bytes, bytes),
      })),
      otherPartitions: this.#keys.size === 0 ? null : this.#other(otherCount),
    }
  }

  #other(count: number) {
    const loads = new Array<number>(count).fill(0)
    const now = new Array<number>(this.#partitions.length).fill(0)
    const bytesThen = [...loads]
    const bytesNow = [...now]
    let total = 0
    let totalBytes = 0
    let moved = 0
    for (const { hash, partition, records, bytes } of this.#keys.values()) {
      // Kafka's default partitioner: the hash without its sign, modulo the number of partitions.
      const target = (hash & 0x7fffffff) % count
      loads[target]! += records
      now[partition]! += records
      bytesThen[target]! += bytes
      bytesNow[partition]! += bytes
      total += records
      totalBytes += bytes
      if (target !== partition) moved++
    }
    return {
      count,
      largestShare: loads.reduce((a, b) => Math.max(a, b), 0) / total,
      largestShareNow: now.reduce((a, b) => Math.max(a, b), 0) / total,
      largestByteShare: bytesThen.reduce((a, b) => Math.max(a, b), 0) / Math.max(1, totalBytes),
      largestByteShareNow: bytesNow.reduce((a, b) => Math.max(a, b), 0) / Math.max(1, totalBytes),
      smallestShare: loads.reduce((a, b) => Math.min(a, b), Infinity) / total,
      empty: loads.filter(load => load === 0).length,
      movedKeys: moved / this.#keys.size,
    }
  }
}

/** The same key may lie in two partitions: after partitions were added, or when the producer chose them itself. */
function keyOf(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function keyText(key: Buffer): string {
  const text = key.toString('utf8')
  return Buffer.from(text, 'utf8').equals(key) ? text : `0x${key.toString('hex')}`
}
