// The round robin assignor: all partitions of all topics in order, dealt out to the members in order, passing over those who
// do not subscribe. Shape C. Equal to Java's RoundRobinAssignor, which scripts/interop/assignors-oracle checks.

import { type Assignor, type AssignorMember, type AssignorTopic, compareMembers, type MemberAssignment } from './assignor.ts'

/** Kafka's `roundrobin`. */
export const roundRobinAssignor: Assignor = { name: 'roundrobin', assign: assignRoundRobin }

function assignRoundRobin(topics: ReadonlyMap<string, AssignorTopic>, members: readonly AssignorMember[]): Map<string, MemberAssignment> {
  const sorted = [...members].sort(compareMembers)
  const result = new Map<string, MemberAssignment>()
  for (const member of members) result.set(member.memberId, { partitions: [] })
  const subscribers = new Map<string, boolean[]>()
  sorted.forEach((member, index) => {
    for (const topic of member.topics) {
      let flags = subscribers.get(topic)
      if (flags === undefined) subscribers.set(topic, (flags = new Array<boolean>(sorted.length).fill(false)))
      flags[index] = true
    }
  })
  const assignments = sorted.map(member => result.get(member.memberId)!.partitions)
  let next = 0
  for (const name of [...subscribers.keys()].sort()) {
    const flags = subscribers.get(name)!
    const count = topics.get(name)?.partitionCount ?? 0
    for (let partition = 0; partition < count; partition++) {
      while (!flags[next]) next = (next + 1) % sorted.length
      const list = assignments[next]!
      const last = list.at(-1)
      if (last?.topic === name) last.partitions.push(partition)
      else list.push({ topic: name, partitions: [partition] })
      next = (next + 1) % sorted.length
    }
  }
  return result
}
