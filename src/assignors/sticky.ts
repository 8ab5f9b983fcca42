// The sticky (eager) and cooperative sticky assignors, wire-compatible with Java's: same names, same user data, so that
// groups of mixed clients keep their stickiness. Shape C. KIP-54, KIP-341 (generation in the user data), KIP-429, KIP-792.

import { type Assignor, type AssignorMember, type AssignorTopic, compareMembers, type MemberAssignment, type TopicPartitions } from './assignor.ts'
import { spread } from './spread.ts'
import { decodeCooperativeUserData, decodeStickyUserData, encodeCooperativeUserData, encodeStickyUserData } from './user-data.ts'

/** Kafka's `sticky`: eager, so what was owned travels in the user data. */
export const stickyAssignor: Assignor = {
  name: 'sticky',
  supportedProtocols: ['eager'],
  userData: (_topics, own) => (own.generationId < 0 ? null : encodeStickyUserData(own.assignment, own.generationId)),
  assign(topics, members) {
    const claims = members.map(member => {
      const { partitions, generationId } = decodeStickyUserData(member.userData)
      return { member, owned: partitions, generationId }
    })
    return assignSticky(topics, claims, false)
  },
}

/** Kafka's `cooperative-sticky`: what stays with its owner never stops; what moves is given out in the rebalance after its release. */
export const cooperativeStickyAssignor: Assignor = {
  name: 'cooperative-sticky',
  supportedProtocols: ['cooperative', 'eager'],
  userData: (_topics, own) => encodeCooperativeUserData(own.generationId),
  assign(topics, members) {
    const claims = members.map(member => {
      // Subscription v2 carries the generation itself; before that it was in the user data.
      const generationId = member.generationId >= 0 ? member.generationId : decodeCooperativeUserData(member.userData)
      return { member, owned: member.ownedPartitions, generationId }
    })
    return assignSticky(topics, claims, true)
  },
}

interface Claim {
  member: AssignorMember
  owned: readonly TopicPartitions[]
  generationId: number
}

function assignSticky(topics: ReadonlyMap<string, AssignorTopic>, claims: Claim[], cooperative: boolean): Map<string, MemberAssignment> {
  const sorted = claims.sort((a, b) => compareMembers(a.member, b.member))
  const members = sorted.map(({ member, owned, generationId }) => ({ topics: member.topics, owned, generationId, rackId: member.rackId }))
  const result = spread(topics, members)
  if (cooperative) result.claims.withhold(result.target)
  const lists = result.space.collect(result.target, members.length)
  const assignment = new Map<string, MemberAssignment>()
  sorted.forEach(({ member }, index) => assignment.set(member.memberId, { partitions: lists[index]! }))
  return assignment
}
