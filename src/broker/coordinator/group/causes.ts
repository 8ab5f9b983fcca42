// What the causes of both protocols have in common (shape C): why a member left, and how its subscription differs.

import type { RebalanceCause } from '../../../protocol/ledger/entry.ts'
import type { RequestContext } from './requests.ts'
import type { TopicsView } from './topics.ts'

const TOPICS_MAX = 20

/** Clients say it in their own words (KIP-800): Java's "consumer poll timeout has expired", ours names the option. */
export function leaveTrigger(reason: string | null | undefined): RebalanceCause['trigger'] {
  return reason !== null && reason !== undefined && /poll timeout|max\.?poll\.?interval/i.test(reason) ? 'poll-interval-exceeded' : 'member-left'
}

/** A client notices a little before or after its last request to us, that its poll interval is over. */
const NOTICE_MS = 1_000

interface Leaver {
  clientId: string
  clientHost: string
  /** Clients give their poll interval as that. */
  rebalanceTimeoutMs: number
  ownsSomething: boolean
}

/**
 * What can be concluded about a member that leaves; who gives a `reason` is believed, of others we know what they did last. One that polls asks for records or commits: who had partitions and had done neither
 * for its poll interval was probably put out by its own client. Undefined: nothing; so also of clients that have no poll interval (franz-go, kafkajs),
 * and where it is an administrator who takes the member out. librdkafka fetches while nobody polls, so of it this is never said wrongly, and seldom rightly.
 */
export function silentLeave(context: RequestContext, reason: string | null, member: Leaver): Pick<RebalanceCause, 'trigger' | 'silentMs' | 'pollIntervalMs'> | undefined {
  const { silentMs } = context
  const pollIntervalMs = member.rebalanceTimeoutMs
  if (reason || silentMs === undefined || !member.ownsSomething || pollIntervalMs <= 0 || !hasPollInterval(context.clientSoftwareName)) return undefined
  if (context.clientId !== member.clientId || context.clientHost !== member.clientHost) return undefined
  if (silentMs < pollIntervalMs - Math.min(NOTICE_MS, pollIntervalMs / 10)) return undefined
  return { trigger: 'poll-interval-exceeded', silentMs, pollIntervalMs }
}

function hasPollInterval(softwareName: string | undefined): boolean {
  return softwareName === 'apache-kafka-java' || softwareName === 'rookery' || (softwareName ?? '').includes('rdkafka') || (softwareName ?? '').startsWith('confluent-kafka')
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
