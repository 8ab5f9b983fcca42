// What people ask about groups, put together from several administrative requests: the same numbers for the console's pages and the command line.

import type { Admin } from '../client/admin.ts'
import type { TopicPartition } from '../client/admin/fan-out.ts'

export interface OffsetReport {
  readonly topic: string
  readonly partition: number
  /** null when nothing is committed. */
  readonly committed: number | null
  readonly logStart: number | null
  /** null when the partition is gone or cannot be asked. */
  readonly logEnd: number | null
  /** Records after the committed offset; all that are there when nothing is committed. null when it cannot be known. */
  readonly lag: number | null
  readonly memberId: string | null
  readonly clientId: string | null
}

export interface MemberReport {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly subscribed: readonly string[]
  /** `orders:0-2 clicks:1`. */
  readonly assignment: string
  readonly partitions: number
  /** Has nothing to do though the group has work: there are more members than partitions, or it is not yet given any. */
  readonly idle: boolean
  /** KIP-848: what it is to have once everybody has caught up; null when that is what it has. */
  readonly target: string | null
  readonly memberEpoch: number | null
}

export interface GroupReport {
  readonly groupId: string
  readonly type: string
  readonly state: string
  readonly protocolType: string
  readonly assignor: string
  readonly coordinator: number
  readonly groupEpoch: number | null
  /** The sum over the partitions whose lag is known. */
  readonly lag: number
  readonly members: readonly MemberReport[]
  readonly offsets: readonly OffsetReport[]
}

/** Members, committed offsets and lag of groups. Throws for a group that does not exist. */
export async function groupReports(admin: Admin, groupIds: readonly string[]): Promise<GroupReport[]> {
  const groups = await admin.describeGroups(groupIds)
  return Promise.all(
    groups.map(async group => {
      const committed = await admin.listGroupOffsets(group.groupId)
      const offsets = new Map<string, { topic: string; partition: number; committed: number | null; memberId: string | null; clientId: string | null }>()
      const name = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`
      for (const item of committed) offsets.set(name(item), { topic: item.topic, partition: item.partition, committed: item.offset, memberId: null, clientId: null })
      for (const { memberId, clientId, assignment } of group.members) {
        for (const item of assignment) {
          const known = offsets.get(name(item))
          offsets.set(name(item), { topic: item.topic, partition: item.partition, committed: known?.committed ?? null, memberId, clientId })
        }
      }
      const rows = [...offsets.values()].sort((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition))
      const [begins, ends] = await Promise.all([endsOf(admin, rows, 'earliest'), endsOf(admin, rows, 'latest')])
      const reports = rows.map((row): OffsetReport => {
        const logStart = begins.get(name(row)) ?? null
        const logEnd = ends.get(name(row)) ?? null
        const from = row.committed ?? logStart
        return { ...row, logStart, logEnd, lag: logEnd === null || from === null ? null : Math.max(0, logEnd - from) }
      })
      return {
        groupId: group.groupId,
        type: group.type,
        state: group.state,
        protocolType: group.protocolType,
        assignor: group.assignor,
        coordinator: group.coordinator,
        groupEpoch: group.groupEpoch,
        lag: reports.reduce((sum, { lag }) => sum + (lag ?? 0), 0),
        members: group.members.map(({ memberId, groupInstanceId, clientId, clientHost, subscribedTopics, subscribedTopicRegex, assignment, targetAssignment, memberEpoch }) => {
          const has = compactPartitions(assignment)
          const target = targetAssignment === null ? null : compactPartitions(targetAssignment)
          return {
            memberId,
            groupInstanceId,
            clientId,
            clientHost: clientHost.replace(/^\//, ''),
            subscribed: [...(subscribedTopics ?? []), ...(subscribedTopicRegex ? [`/${subscribedTopicRegex}/`] : [])],
            assignment: has,
            partitions: assignment.length,
            idle: assignment.length === 0,
            target: target === has ? null : target,
            memberEpoch,
          }
        }),
        offsets: reports,
      }
    }),
  )
}

/** One end of each partition; what cannot be asked (a deleted topic) is left out. */
async function endsOf(admin: Admin, partitions: readonly TopicPartition[], spec: 'earliest' | 'latest'): Promise<Map<string, number>> {
  if (partitions.length === 0) return new Map()
  const take = (items: Iterable<unknown>): Map<string, number> =>
    new Map([...items].filter(isFound).map(({ topic, partition, offset }) => [`${topic}-${partition}`, offset]))
  try {
    return take(await admin.listOffsets(partitions.map(({ topic, partition }) => ({ topic, partition, spec }))))
  } catch (error) {
    const { results } = error as { results?: ReadonlyMap<string, unknown> }
    if (results !== undefined) return take(results.values())
    if (partitions.length === 1 && (error as { code?: string }).code === 'UNKNOWN_TOPIC_OR_PARTITION') return new Map()
    throw error
  }
}

function isFound(item: unknown): item is { topic: string; partition: number; offset: number } {
  return !(item instanceof Error) && typeof (item as { offset?: unknown }).offset === 'number'
}

/** Partitions as people write them: `orders:0-2,5 clicks:1`. */
export function compactPartitions(partitions: readonly TopicPartition[]): string {
  const byTopic = new Map<string, number[]>()
  for (const { topic, partition } of partitions) {
    const list = byTopic.get(topic)
    if (list === undefined) byTopic.set(topic, [partition])
    else list.push(partition)
  }
  return [...byTopic]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([topic, list]) => `${topic}:${compactNumbers(list)}`)
    .join(' ')
}

/** `0-2,5`. */
export function compactNumbers(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const runs: [number, number][] = []
  for (const n of sorted) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] === n - 1) last[1] = n
    else runs.push([n, n])
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from},${to}` : `${from}-${to}`)).join(',')
}
