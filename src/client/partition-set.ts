// A set of partitions by topic, with the few operations that reconciling needs.

import type { TopicPartition } from './record.ts'

export class PartitionSet {
  readonly #topics = new Map<string, Set<number>>()
  #size = 0

  /** As the wire has it. */
  static ofTopics(topics: Iterable<{ topic: string; partitions: readonly number[] }>): PartitionSet {
    const set = new PartitionSet()
    for (const { topic, partitions } of topics) for (const partition of partitions) set.add(topic, partition)
    return set
  }

  get size(): number {
    return this.#size
  }

  has(topic: string, partition: number): boolean {
    return this.#topics.get(topic)?.has(partition) ?? false
  }

  add(topic: string, partition: number): void {
    let set = this.#topics.get(topic)
    if (set === undefined) this.#topics.set(topic, (set = new Set()))
    if (set.has(partition)) return
    set.add(partition)
    this.#size++
  }

  delete(topic: string, partition: number): void {
    const set = this.#topics.get(topic)
    if (set?.delete(partition) !== true) return
    this.#size--
    if (set.size === 0) this.#topics.delete(topic)
  }

  /** What is here and not in `other`. */
  without(other: PartitionSet): TopicPartition[] {
    return this.list().filter(({ topic, partition }) => !other.has(topic, partition))
  }

  list(): TopicPartition[] {
    const list: TopicPartition[] = []
    for (const [topic, set] of this.#topics) for (const partition of set) list.push({ topic, partition })
    return list
  }

  /** As the wire has it: topics and their partitions, both in order. */
  byTopic(): { topic: string; partitions: number[] }[] {
    return [...this.#topics].map(([topic, set]) => ({ topic, partitions: [...set].sort((a, b) => a - b) })).sort((a, b) => (a.topic < b.topic ? -1 : 1))
  }
}
