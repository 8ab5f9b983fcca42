// From what a user names (`orders`, `orders:0,2`) to partitions that exist.

import type { Admin } from '../client/admin.ts'
import type { TopicPartition } from '../client/admin/fan-out.ts'
import type { TopicSelection } from './arguments.ts'
import { UsageError } from './context.ts'
import { plural } from './output.ts'

/** The partitions meant, by topic and number. Throws UsageError for a partition that a topic does not have. */
export async function select(admin: Admin, selections: readonly TopicSelection[]): Promise<TopicPartition[]> {
  const topics = await admin.describeTopics([...new Set(selections.map(({ topic }) => topic))])
  const chosen = new Map<string, TopicPartition>()
  for (const { topic, partitions } of selections) {
    const known = topics.find(({ name }) => name === topic)!.partitions.map(({ partition }) => partition)
    const missing = partitions?.filter(partition => !known.includes(partition)) ?? []
    if (missing.length > 0) throw new UsageError(`${topic} has no partition ${missing.join(', ')} (it has ${plural(known.length, 'partition')})`)
    for (const partition of partitions ?? known) chosen.set(`${topic}-${partition}`, { topic, partition })
  }
  return [...chosen.values()].sort((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition))
}
