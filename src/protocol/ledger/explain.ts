// The ledger in plain sentences, with the cure that fits. Pure: the same for the command line, the console and the tests.

import type { LedgerCause, RebalanceEntry } from './entry.ts'

export interface ExplainedRebalance {
  at: number
  /** One sentence for what happened, one for what it cost. */
  what: string
  cost: string
}

export interface Cure {
  /** A stable name: `static-membership`, `cooperative`, `session-timeout`, `poll-interval`, `fewer-at-once`, `rebalance-timeout`, `assignor-bug`, `too-many-members`. */
  name: string
  text: string
}

export interface Explanation {
  groupId: string
  /** One line for the whole history. */
  summary: string
  rebalances: ExplainedRebalance[]
  cures: Cure[]
}

/** `entries` in the order in which they happened. */
export function explain(groupId: string, entries: readonly RebalanceEntry[]): Explanation {
  return {
    groupId,
    summary: summarize(groupId, entries),
    rebalances: entries.map((entry) => ({ at: entry.startedAt, what: whatHappened(entry, entries), cost: whatItCost(entry) })),
    cures: cures(entries),
  }
}

function summarize(groupId: string, entries: readonly RebalanceEntry[]): string {
  const first = entries[0]
  const last = entries.at(-1)
  if (first === undefined || last === undefined) return `Group ${groupId} has not rebalanced since its ledger began.`
  const counts = new Map<string, number>()
  for (const entry of entries) {
    const trigger = mainCause(entry)?.trigger ?? 'member-rejoined'
    counts.set(trigger, (counts.get(trigger) ?? 0) + 1)
  }
  const top = [...counts].sort((a, b) => b[1] - a[1]).map(([trigger, count]) => `${count} × ${triggerNames[trigger as LedgerCause['trigger']]}`)
  const span = entries.length === 1 ? '' : ` in ${duration(last.startedAt - first.startedAt)}`
  return `Group ${groupId} rebalanced ${entries.length === 1 ? 'once' : `${entries.length} times`}${span}: ${top.join(', ')}.`
}

const triggerNames: Record<LedgerCause['trigger'], string> = {
  'member-joined': 'a member joined',
  'member-rejoined': 'a member joined again',
  'member-left': 'a member left',
  'poll-interval-exceeded': 'a member was too slow to poll',
  'session-timeout': 'a session timed out',
  'never-rejoined': 'a member did not join again in time',
  'never-synced': 'a member did not fetch its assignment',
  'never-revoked': 'a member did not give up partitions in time',
  'partitions-released': 'the second round of an incremental rebalance',
  'subscription-changed': 'a subscription changed',
  'leader-rejoined': 'the leader asked for a new assignment',
  'static-member-replaced': 'a static member came back with other protocols',
  'metadata-changed': 'topics changed',
  'group-over-capacity': 'the group was over its maximum size',
  'assignor-changed': 'the assignor changed',
  'protocol-migrated': 'the group changed over to another protocol',
}

function mainCause(entry: RebalanceEntry): LedgerCause | undefined {
  return entry.causes.find(({ trigger }) => trigger !== 'member-rejoined' && trigger !== 'partitions-released') ?? entry.causes[0]
}

function who(cause: LedgerCause): string {
  const name = cause.groupInstanceId ?? cause.clientId ?? cause.memberId ?? 'a member'
  const host = cause.clientHost?.replace(/^\//, '')
  return `${name}${host === undefined || host === '' ? '' : ` on ${host}`}`
}

function causeSentence(cause: LedgerCause, entries: readonly RebalanceEntry[]): string {
  const reason = cause.clientReason === undefined ? '' : ` (it said: ${cause.clientReason})`
  switch (cause.trigger) {
    case 'member-joined':
      return `${who(cause)} ${cameBack(cause, entries)}${reason}`
    case 'member-rejoined':
      return `${who(cause)} joined again${reason}`
    case 'member-left':
      return `${who(cause)} left${reason}`
    case 'poll-interval-exceeded':
      if (cause.silentMs !== undefined && cause.pollIntervalMs !== undefined) {
        return `${who(cause)} left; it had fetched and committed nothing for ${duration(cause.silentMs)}, and its poll interval is ${duration(cause.pollIntervalMs)}: probably its handler took longer than max.poll.interval.ms`
      }
      return `${who(cause)} left because its handler took longer than max.poll.interval.ms${reason}`
    case 'session-timeout':
      if (cause.away) return `the static member ${who(cause)}, which had left for a while, did not come back within its session timeout${cause.sessionTimeoutMs === undefined ? '' : ` of ${duration(cause.sessionTimeoutMs)}`}`
      return `nothing was heard of ${who(cause)} for its session timeout${cause.sessionTimeoutMs === undefined ? '' : ` of ${duration(cause.sessionTimeoutMs)}`}`
    case 'never-rejoined':
      return `${who(cause)} did not join again within its rebalance timeout`
    case 'never-synced':
      return `${who(cause)} joined but never fetched its assignment`
    case 'never-revoked':
      return `${who(cause)} did not give up its partitions within its rebalance timeout`
    case 'partitions-released':
      return `${who(cause)} gave up partitions, which now go to others`
    case 'subscription-changed':
      return `${who(cause)} changed its subscription${subscriptionChange(cause)}${reason}`
    case 'leader-rejoined':
      return `the leader, ${who(cause)}, asked for a new assignment${reason === '' ? ', as it does when topics change' : reason}`
    case 'static-member-replaced':
      return `the static member ${who(cause)} came back with other protocols`
    case 'metadata-changed':
      return `topics changed: ${(cause.topics ?? []).join(', ') || 'partitions were added, a topic came or went'}`
    case 'group-over-capacity':
      return 'the group had more members than group.max.size when it was loaded'
    case 'assignor-changed':
      return `the assignor changed from ${cause.from} to ${cause.to}`
    case 'protocol-migrated':
      return `the group changed over from the ${cause.from} to the ${cause.to} protocol`
  }
}

/**
 * Under the consumer protocol a client keeps its member id for as long as it lives: one that left without a word and is back under the same id was not
 * restarted. It had unsubscribed, or its poll interval had run out.
 */
function awayMs({ trigger, memberId, at }: LedgerCause, entries: readonly RebalanceEntry[]): number | undefined {
  if (trigger !== 'member-joined' || memberId === undefined) return undefined
  const left = entries.flatMap((entry) => entry.causes).filter((cause) => cause.memberId === memberId && cause.at <= at && leaves.has(cause.trigger))
  return left.length === 0 ? undefined : at - left.at(-1)!.at
}

const leaves: ReadonlySet<LedgerCause['trigger']> = new Set(['member-left', 'poll-interval-exceeded'])

function cameBack(cause: LedgerCause, entries: readonly RebalanceEntry[]): string {
  const ms = awayMs(cause, entries)
  return ms === undefined ? 'joined' : `came back ${duration(ms)} after it had left, as the same member: it was not restarted`
}

function subscriptionChange({ topicsAdded = [], topicsRemoved = [], topicsGone = [] }: LedgerCause): string {
  const gone = new Set(topicsGone)
  const parts = [
    ...topicsAdded.map((topic) => `${topic} came`),
    ...topicsRemoved.map((topic) => (gone.has(topic) ? `${topic} is deleted` : `${topic} went`)),
  ]
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`
}

function whatHappened(entry: RebalanceEntry, entries: readonly RebalanceEntry[]): string {
  const causes = entry.causes.filter(({ trigger }) => trigger !== 'partitions-released')
  const told = (causes.length > 0 ? causes : entry.causes).map((cause) => causeSentence(cause, entries))
  const sentences = told.length > 3 ? [...told.slice(0, 3), `${told.length - 3 + entry.causesOmitted} more`] : told
  const joined = sentences.length > 1 ? `${sentences.slice(0, -1).join('; ')}; and ${sentences.at(-1)}` : (sentences[0] ?? 'the group rebalanced')
  // Names stay as they are written, also at the beginning.
  return `${joined.replace(/^(the|nothing|topics|a member) /, (word) => word.charAt(0).toUpperCase() + word.slice(1))}.`
}

function whatItCost(entry: RebalanceEntry): string {
  const tookMs = entry.finishedAt - entry.startedAt
  if (entry.outcome === 'empty') return 'The group is empty since.'
  const members = entry.members.length + entry.membersOmitted
  const parts = [`It took ${duration(tookMs)} with ${plural(members, 'member')}`]
  if (entry.joinMs > 0 && entry.syncMs > 0) parts[0] += ` (${duration(entry.joinMs)} until all had joined, ${duration(entry.syncMs)} to assign)`
  parts.push(`${plural(entry.moved, 'partition')} moved, ${entry.kept} stayed`)
  if (entry.eager && tookMs > 0) parts.push(`everything stood still meanwhile, as the ${entry.assignor ?? 'eager'} protocol demands`)
  else if (entry.unownedMsMax > 0) parts.push(`no partition was without an owner for longer than ${duration(entry.unownedMsMax)}`)
  else parts.push('nothing stood still')
  if (entry.idleMembers > 0) parts.push(`${plural(entry.idleMembers, 'member')} ${entry.idleMembers === 1 ? 'has' : 'have'} nothing to do: there are more members than partitions`)
  if (entry.assignedTwice.length > 0) parts.push(`the leader gave ${entry.assignedTwice.slice(0, 3).join(', ')} to two members`)
  if (entry.unassigned !== undefined && entry.unassigned.length > 0) parts.push(`the leader gave ${entry.unassigned.slice(0, 3).join(', ')} to nobody`)
  return `${parts.join('; ')}.`
}

function cures(entries: readonly RebalanceEntry[]): Cure[] {
  const found: Cure[] = []
  const causes = entries.flatMap((entry) => entry.causes)
  const restarts = restartGaps(causes)
  if (restarts.length > 0) {
    const longest = Math.max(...restarts)
    found.push({
      name: 'static-membership',
      text: `Members left and came back from the same place ${times(restarts.length)} (away for at most ${duration(longest)}). Give each a stable group.instance.id and a session.timeout.ms above ${duration(roundUp(longest * 2))}: then a restart within the session moves nothing.`,
    })
  }
  const sessions = causes.filter(({ trigger }) => trigger === 'session-timeout')
  if (sessions.length > 0) {
    const backMs = sessions.flatMap((lost) => returnsOf(lost, causes))
    found.push({
      name: 'session-timeout',
      text:
        backMs.length > 0
          ? `Members whose session had timed out were back ${duration(Math.max(...backMs))} later: they had not died. Raise session.timeout.ms (it was ${duration(Math.max(...sessions.map(({ sessionTimeoutMs }) => sessionTimeoutMs ?? 0)))}), and look for pauses of the process or the network.`
          : `Sessions timed out ${times(sessions.length)}: the members died or could not reach the broker. If they were only slow (a long pause, a frozen container), raise session.timeout.ms.`,
    })
  }
  if (causes.some(({ trigger }) => trigger === 'poll-interval-exceeded')) {
    found.push({
      name: 'poll-interval',
      text: 'A handler took longer than max.poll.interval.ms. Raise it above the slowest batch, or take fewer records at a time (max.poll.records), or process them concurrently.',
    })
  }
  const cameBack = causes.filter((cause) => awayMs(cause, entries) !== undefined)
  if (cameBack.length > 0 && !causes.some(({ trigger }) => trigger === 'poll-interval-exceeded')) {
    found.push({
      name: 'poll-interval',
      text: `A member left and came back as the same member ${times(cameBack.length)}: it was not restarted. If it does not unsubscribe, its handler took longer than max.poll.interval.ms: raise it above the slowest batch, or take fewer records at a time (max.poll.records).`,
    })
  }
  if (causes.some(({ trigger }) => trigger === 'never-rejoined' || trigger === 'never-revoked')) {
    found.push({
      name: 'rebalance-timeout',
      text: 'A member did not finish its work in time to take part in a rebalance, and was put out. Its rebalance timeout is max.poll.interval.ms: raise it, or make handlers end sooner when partitions are revoked.',
    })
  }
  if (entries.some((entry) => entry.eager && entry.members.length > 1 && entry.finishedAt - entry.startedAt > 0)) {
    found.push({
      name: 'cooperative',
      text: 'The group stops as a whole at each rebalance. With the cooperative-sticky assignor, or group.protocol=consumer, only the partitions that move stand still.',
    })
  }
  if (busiest(entries, 120_000) >= 4 && restarts.length >= 2) {
    found.push({ name: 'fewer-at-once', text: 'Several rebalances follow one another within two minutes, as in a rolling deploy. Restart fewer members at a time, or all at once, or give them static ids.' })
  }
  const last = entries.at(-1)
  if (last !== undefined && last.idleMembers > 0) {
    found.push({ name: 'too-many-members', text: `${plural(last.idleMembers, 'member')} ${last.idleMembers === 1 ? 'has' : 'have'} no partition: more members do not help unless the topic gets more partitions.` })
  }
  if (entries.some(({ assignedTwice }) => assignedTwice.length > 0)) {
    found.push({ name: 'assignor-bug', text: 'An assignment gave one partition to two members, which then both consume it. Only a faulty assignor of the leader does that.' })
  } else if (last?.unassigned !== undefined && last.unassigned.length > 0) {
    found.push({ name: 'assignor-bug', text: 'An assignment gave partitions to nobody: what is written there is not read. Look at the assignor of the leader, and at whether all members run the same version of it.' })
  }
  return found
}

/** How long members were away that left (or timed out) and joined again from the same client id and host, up to ten minutes. */
function restartGaps(causes: readonly LedgerCause[]): number[] {
  return causes.filter(({ trigger, groupInstanceId }) => trigger === 'member-left' && !groupInstanceId).flatMap((left) => returnsOf(left, causes))
}

function returnsOf(gone: LedgerCause, causes: readonly LedgerCause[]): number[] {
  const back = causes.find(
    (cause) =>
      cause.trigger === 'member-joined' &&
      cause.at >= gone.at &&
      cause.at - gone.at <= 600_000 &&
      cause.clientId === gone.clientId &&
      cause.clientHost === gone.clientHost &&
      cause.memberId !== gone.memberId,
  )
  return back === undefined ? [] : [back.at - gone.at]
}

/** The most rebalances that began within any window of `ms`. */
function busiest(entries: readonly RebalanceEntry[], ms: number): number {
  let most = 0
  entries.forEach((entry, i) => {
    most = Math.max(most, entries.slice(i).filter(({ startedAt }) => startedAt - entry.startedAt <= ms).length)
  })
  return most
}

function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 120_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`
  return `${Math.round(ms / 86_400_000)} days`
}

function roundUp(ms: number): number {
  return Math.ceil(ms / 5_000) * 5_000
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}
