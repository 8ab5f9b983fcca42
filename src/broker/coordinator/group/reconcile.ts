// A member's next assignment (shape C): from what it has, what the target gives it and what others still hold. A partition goes
// to its new owner only after the old one has confirmed that it gave it up, so it is never owned twice. KIP-848, KIP-1251.

import type { Uuid } from '../../../protocol/ids.ts'
import type { ConsumerMember, PartitionEpochs, Partitions } from './consumer-group.ts'

export interface ReconcileInput {
  member: ConsumerMember
  /** The epoch of the target assignment. */
  targetEpoch: number
  /** The member's share of the target; partitions of topics that it no longer subscribes to count as taken away. */
  target: Partitions
  isSubscribed: (topicId: Uuid) => boolean
  /** Whether the member's subscription changed with this request: then even a member at the target's epoch is looked at. */
  subscriptionChanged: boolean
  /** What the member says it owns; undefined when it did not say. */
  owned: Partitions | undefined
  /** Who holds a partition now; undefined when it is free. */
  ownerOf: (topicId: Uuid, partition: number) => string | undefined
}

/** Returns the member itself when nothing changes. */
export function reconcile(input: ReconcileInput): ConsumerMember {
  const { member, targetEpoch, owned } = input
  switch (member.state) {
    case 'Stable':
      if (member.memberEpoch === targetEpoch && !input.subscriptionChanged) return member
      return next(input, member.memberEpoch)
    case 'UnrevokedPartitions':
      // It has not said that it gave everything up: it stays, and no more is asked of it meanwhile.
      if (owned === undefined || intersects(owned, member.pendingRevocation)) return member
      return next(input, member.memberEpoch)
    case 'UnreleasedPartitions':
      return next(input, member.memberEpoch)
  }
}

function next(input: ReconcileInput, memberEpoch: number): ConsumerMember {
  const { member, target, targetEpoch, isSubscribed, owned, ownerOf } = input
  const kept = new Map<Uuid, Map<number, number>>()
  const revoked = new Map<Uuid, Map<number, number>>()
  for (const [topicId, partitions] of member.assigned) {
    const wanted = isSubscribed(topicId) ? target.get(topicId) : undefined
    for (const [partition, epoch] of partitions) put(wanted?.has(partition) ? kept : revoked, topicId, partition, epoch)
  }
  // It must give something up, and (as far as one knows) has not yet: first that, in the epoch in which it is.
  if (revoked.size > 0 && (owned === undefined || intersects(owned, revoked))) {
    return moved(member, { memberEpoch, state: 'UnrevokedPartitions', assigned: kept, pendingRevocation: revoked })
  }
  let unreleased = false
  for (const [topicId, partitions] of target) {
    if (!isSubscribed(topicId)) continue
    const have = kept.get(topicId)
    for (const partition of partitions) {
      if (have?.has(partition)) continue
      const owner = ownerOf(topicId, partition)
      if (owner === undefined || owner === member.memberId) put(kept, topicId, partition, targetEpoch)
      else unreleased = true
    }
  }
  return moved(member, { memberEpoch: targetEpoch, state: unreleased ? 'UnreleasedPartitions' : 'Stable', assigned: kept, pendingRevocation: new Map() })
}

function moved(member: ConsumerMember, to: Pick<ConsumerMember, 'memberEpoch' | 'state' | 'assigned' | 'pendingRevocation'>): ConsumerMember {
  if (
    member.memberEpoch === to.memberEpoch &&
    member.state === to.state &&
    samePartitions(member.assigned, to.assigned) &&
    samePartitions(member.pendingRevocation, to.pendingRevocation)
  ) {
    return member
  }
  return { ...member, ...to, previousMemberEpoch: member.memberEpoch === to.memberEpoch ? member.previousMemberEpoch : member.memberEpoch }
}

function put(map: Map<Uuid, Map<number, number>>, topicId: Uuid, partition: number, epoch: number): void {
  let partitions = map.get(topicId)
  if (partitions === undefined) map.set(topicId, (partitions = new Map()))
  partitions.set(partition, epoch)
}

/** Sets or maps of partitions by topic, compared by partition alone. */
export interface PartitionSets {
  readonly size: number
  get(topicId: Uuid): { readonly size: number; has(partition: number): boolean; keys(): Iterable<number> } | undefined
  keys(): Iterable<Uuid>
}

export function samePartitions(a: PartitionSets, b: PartitionSets): boolean {
  return a.size === b.size && isSubset(a, b) && isSubset(b, a)
}

export function isSubset(a: PartitionSets, b: PartitionSets): boolean {
  for (const topicId of a.keys()) {
    const inB = b.get(topicId)
    for (const partition of a.get(topicId)!.keys()) if (!inB?.has(partition)) return false
  }
  return true
}

function intersects(a: PartitionSets, b: PartitionEpochs): boolean {
  for (const [topicId, partitions] of b) {
    const inA = a.get(topicId)
    if (inA === undefined) continue
    for (const partition of partitions.keys()) if (inA.has(partition)) return true
  }
  return false
}
