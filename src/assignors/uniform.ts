// The broker's own assignors of the consumer protocol (KIP-848), `uniform` and `range`, with topics known by id. Shape C.
// uniform: as even as the subscriptions allow, keeping what members have. range: contiguous ranges per topic, in the order
// of the members, so that equal numbers of equally wide topics lie together.

import { compareMembers, type TopicPartitions } from './assignor.ts'
import { spread } from './spread.ts'

export interface ServerAssignorMember {
  memberId: string
  instanceId: string | null
  rackId: string | null
  subscribedTopicIds: readonly string[]
  /** The member's current target assignment; `topic` holds the topic's id. */
  assigned: readonly TopicPartitions[]
}

export interface ServerAssignor {
  /** As in group.consumer.assignors and in ConsumerGroupHeartbeat's ServerAssignor. */
  readonly name: string
  /** `partitionCount` answers undefined for a topic that is gone. The result has an entry for every member; `topic` holds the id. */
  assign(members: readonly ServerAssignorMember[], partitionCount: (topicId: string) => number | undefined): Map<string, TopicPartitions[]>
}

export const uniformAssignor: ServerAssignor = {
  name: 'uniform',
  assign(members, partitionCount) {
    const sorted = sortMembers(members)
    const result = spread(
      topicMap(sorted, partitionCount),
      // No generations here: the coordinator's own state never gives a partition to two members.
      sorted.map(member => ({ topics: member.subscribedTopicIds, owned: member.assigned, generationId: 0, rackId: null })),
    )
    const lists = result.space.collect(result.target, sorted.length)
    return new Map(sorted.map((member, index) => [member.memberId, lists[index]!]))
  },
}

export const serverRangeAssignor: ServerAssignor = {
  name: 'range',
  assign(members, partitionCount) {
    const sorted = sortMembers(members)
    const result = new Map<string, TopicPartitions[]>(sorted.map(member => [member.memberId, []]))
    const subscribers = new Map<string, ServerAssignorMember[]>()
    for (const member of sorted) {
      for (const id of new Set(member.subscribedTopicIds)) {
        const list = subscribers.get(id)
        if (list === undefined) subscribers.set(id, [member])
        else list.push(member)
      }
    }
    for (const [topic, list] of subscribers) {
      const count = partitionCount(topic) ?? 0
      const floor = Math.floor(count / list.length)
      const extra = count % list.length
      let next = 0
      for (let i = 0; i < list.length && next < count; i++) {
        const width = floor + (i < extra ? 1 : 0)
        const start = next
        next += width
        result.get(list[i]!.memberId)!.push({ topic, partitions: Array.from({ length: width }, (_, n) => start + n) })
      }
    }
    return result
  },
}

/** Both, under Kafka's names and in Kafka's default order. */
export const serverAssignors: readonly ServerAssignor[] = [uniformAssignor, serverRangeAssignor]

function sortMembers(members: readonly ServerAssignorMember[]): ServerAssignorMember[] {
  const byInstance = (member: ServerAssignorMember): { memberId: string; groupInstanceId: string | null } => ({
    memberId: member.memberId,
    groupInstanceId: member.instanceId,
  })
  return [...members].sort((a, b) => compareMembers(byInstance(a), byInstance(b)))
}

function topicMap(members: readonly ServerAssignorMember[], partitionCount: (topicId: string) => number | undefined): Map<string, { partitionCount: number }> {
  const map = new Map<string, { partitionCount: number }>()
  let last: readonly string[] | undefined
  for (const { subscribedTopicIds } of members) {
    if (subscribedTopicIds === last) continue
    last = subscribedTopicIds
    for (const id of subscribedTopicIds) if (!map.has(id)) map.set(id, { partitionCount: partitionCount(id) ?? 0 })
  }
  return map
}
