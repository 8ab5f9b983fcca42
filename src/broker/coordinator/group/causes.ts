// What the causes of both protocols have in common (shape C): why a member left, and how its subscription differs.

import type { RebalanceCause } from '../../../protocol/ledger/entry.ts'
import type { TopicsView } from './topics.ts'

const TOPICS_MAX = 20

/** Clients say it in their own words (KIP-800): Java's "consumer poll timeout has expired", ours names the option. */
export function leaveTrigger(reason: string | null | undefined): RebalanceCause['trigger'] {
  return reason !== null && reason !== undefined && /poll timeout|max\.?poll\.?interval/i.test(reason) ? 'poll-interval-exceeded' : 'member-left'
}

/** Both lists sorted. */
export function topicChange(before: readonly string[], after: readonly string[], topics: TopicsView): Pick<RebalanceCause, 'topicsAdded' | 'topicsRemoved' | 'topicsGone'> {
  const [had, has] = [new Set(before), new Set(after)]
  const topicsAdded = after.filter((name) => !had.has(name)).slice(0, TOPICS_MAX)
  const topicsRemoved = before.filter((name) => !has.has(name)).slice(0, TOPICS_MAX)
  const topicsGone = topicsRemoved.filter((name) => topics.byName(name) === undefined)
  return {
    ...(topicsAdded.length > 0 ? { topicsAdded } : {}),
    ...(topicsRemoved.length > 0 ? { topicsRemoved } : {}),
    ...(topicsGone.length > 0 ? { topicsGone } : {}),
  }
}
