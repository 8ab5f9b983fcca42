// What a consumer has subscribed to, and who is told when partitions come and go.

import type { TopicPartition } from './record.ts'
import type { SubscriptionPattern } from './subscription-pattern.ts'

/** Told about partitions that come and go. The group waits for the promises. */
export interface RebalanceListener {
  /** New partitions, before the first record of them. A seek is possible. */
  onAssigned?(partitions: TopicPartition[]): void | Promise<void>
  /** Partitions that move to others. What was processed has been committed; more can be committed here. */
  onRevoked?(partitions: TopicPartition[], context: { reason: string }): void | Promise<void>
  /** Partitions that others may have already: nothing can be committed. Without it `onRevoked` is called. */
  onLost?(partitions: TopicPartition[], context: { reason: string }): void | Promise<void>
}

export type Subscription =
  | { readonly type: 'none' }
  | { readonly type: 'topics'; readonly topics: readonly string[]; readonly listener: RebalanceListener }
  | { readonly type: 'pattern'; readonly matches: (topic: string, isInternal: boolean) => boolean; matched: readonly string[]; readonly listener: RebalanceListener }
  /** Matched by the broker. */
  | { readonly type: 'brokerPattern'; readonly pattern: SubscriptionPattern; readonly listener: RebalanceListener }
  | { readonly type: 'manual' }

/** Takes the topics that match a pattern now. Answers whether they are others than before. */
export function matchAgain(subscription: Extract<Subscription, { type: 'pattern' }>, topics: Iterable<{ readonly name: string; readonly isInternal: boolean }>): boolean {
  const matched: string[] = []
  for (const { name, isInternal } of topics) if (subscription.matches(name, isInternal)) matched.push(name)
  matched.sort()
  const before = new Set(subscription.matched)
  const changed = matched.length !== before.size || matched.some(topic => !before.has(topic))
  subscription.matched = matched
  return changed
}
