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
