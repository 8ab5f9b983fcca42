// A map whose old versions stay valid: `set` and `delete` give a new map and copy only the touched bucket. The metadata image
// is made of these, so that one new topic among ten thousand costs microseconds and readers of the old image see no change.
// Pure (shape C). Iteration goes bucket by bucket, so its order is arbitrary but the same for equal histories.

import { javaStringHash } from '../core/hash.ts'

const BUCKETS = 256

export class PersistentMap<K extends string | number, V> implements ReadonlyMap<K, V> {
  readonly size: number
  readonly #buckets: readonly (ReadonlyMap<K, V> | undefined)[]
  #values: V[] | undefined

  private constructor(buckets: readonly (ReadonlyMap<K, V> | undefined)[], size: number) {
    this.#buckets = buckets
    this.size = size
  }

  static readonly #none = new PersistentMap<never, never>([], 0)

  static empty<K extends string | number, V>(): PersistentMap<K, V> {
    return PersistentMap.#none as unknown as PersistentMap<K, V>
  }

  get(key: K): V | undefined {
    return this.#buckets[bucketOf(key)]?.get(key)
  }

  has(key: K): boolean {
    return this.#buckets[bucketOf(key)]?.has(key) ?? false
  }

  /** Applies many changes with one copy of each touched bucket; `undefined` removes the key. */
  with(changes: Iterable<readonly [K, V | undefined]>): PersistentMap<K, V> {
    let size = this.size
    let buckets: (ReadonlyMap<K, V> | undefined)[] | undefined
    const copied = new Map<number, Map<K, V>>()
    for (const [key, value] of changes) {
      buckets ??= this.#buckets.length === 0 ? new Array<ReadonlyMap<K, V> | undefined>(BUCKETS).fill(undefined) : this.#buckets.slice()
      const index = bucketOf(key)
      let bucket = copied.get(index)
      if (bucket === undefined) copied.set(index, (buckets[index] = bucket = new Map(buckets[index])))
      size -= bucket.size
      if (value === undefined) bucket.delete(key)
      else bucket.set(key, value)
      size += bucket.size
    }
    return buckets === undefined ? this : new PersistentMap(buckets, size)
  }

  set(key: K, value: V): PersistentMap<K, V> {
    return this.with([[key, value]])
  }

  delete(key: K): PersistentMap<K, V> {
    return this.has(key) ? this.with([[key, undefined]]) : this
  }

  *entries(): MapIterator<[K, V]> {
    for (const bucket of this.#buckets) if (bucket !== undefined) yield* bucket.entries()
  }

  *keys(): MapIterator<K> {
    for (const bucket of this.#buckets) if (bucket !== undefined) yield* bucket.keys()
  }

  /** Gathered once: whoever asks for all of it (Metadata of all topics) does so again and again, and mostly empty buckets cost more than what is in them. */
  values(): MapIterator<V> {
    if (this.#values === undefined) {
      this.#values = []
      for (const bucket of this.#buckets) if (bucket !== undefined) for (const value of bucket.values()) this.#values.push(value)
    }
    return this.#values.values() as MapIterator<V>
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this)
  }
}

function bucketOf(key: string | number): number {
  const hash = typeof key === 'number' ? key : javaStringHash(key)
  return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (BUCKETS - 1)
}
