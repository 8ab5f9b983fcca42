// A group of the consumer protocol (KIP-848): members with epochs, the target assignment and who owns what. All of it is hard
// state, written by replay alone; consumer-draft.ts is how a decision works on it, reconcile.ts moves a member on.

import type { ConsumerGroupCurrentMemberAssignmentValue } from '../../../protocol/generated/records/consumer-group-current-member-assignment-value.ts'
import type { ConsumerGroupMemberMetadataValue } from '../../../protocol/generated/records/consumer-group-member-metadata-value.ts'
import type { ConsumerGroupMetadataValue } from '../../../protocol/generated/records/consumer-group-metadata-value.ts'
import type { ConsumerGroupRegularExpressionValue } from '../../../protocol/generated/records/consumer-group-regular-expression-value.ts'
import type { ConsumerGroupTargetAssignmentMemberValue } from '../../../protocol/generated/records/consumer-group-target-assignment-member-value.ts'
import type { ConsumerGroupTargetAssignmentMetadataValue } from '../../../protocol/generated/records/consumer-group-target-assignment-metadata-value.ts'
import type { Uuid } from '../../../protocol/ids.ts'
import type { ClassicProtocol } from './classic-group.ts'
import type { HeldHeartbeat } from './heartbeat-hold.ts'

/** Partitions by topic id. */
export type Partitions = ReadonlyMap<Uuid, ReadonlySet<number>>
/** Partitions by topic id, each with the epoch at which the member got it (KIP-1251). */
export type PartitionEpochs = ReadonlyMap<Uuid, ReadonlyMap<number, number>>

/**
 * - Stable: the member has what its epoch's target gives it.
 * - UnrevokedPartitions: it was told to give partitions up and has not confirmed it. It stays in its epoch, watched by its rebalance timeout.
 * - UnreleasedPartitions: it is in the target epoch, but waits for partitions that another member still holds.
 */
export type MemberState = 'Stable' | 'UnrevokedPartitions' | 'UnreleasedPartitions'

/** As in the records: the position is the number. */
export const memberStates: readonly MemberState[] = ['Stable', 'UnrevokedPartitions', 'UnreleasedPartitions']

export const LEAVE_GROUP_EPOCH = -1
/** A static member that will come back: it keeps its place until its session ends. */
export const LEAVE_GROUP_STATIC_EPOCH = -2

/** Set for a member that speaks the classic protocol to this group, while the group migrates. */
export interface ClassicSide {
  sessionTimeoutMs: number
  protocols: readonly ClassicProtocol[]
}

/** Never changed in place: an update is a new object. */
export interface ConsumerMember {
  readonly memberId: string
  readonly instanceId: string | null
  readonly rackId: string | null
  readonly clientId: string
  readonly clientHost: string
  /** Sorted, without repeats. */
  readonly subscribedTopicNames: readonly string[]
  /** '' when it subscribes to no expression. */
  readonly subscribedTopicRegex: string
  readonly rebalanceTimeoutMs: number
  readonly serverAssignor: string | null
  readonly classic: ClassicSide | undefined
  readonly memberEpoch: number
  readonly previousMemberEpoch: number
  readonly state: MemberState
  readonly assigned: PartitionEpochs
  readonly pendingRevocation: PartitionEpochs
}

export const noPartitions: Partitions = new Map()
const noEpochs: PartitionEpochs = new Map()

export function newConsumerMember(init: Partial<ConsumerMember> & { memberId: string }): ConsumerMember {
  return {
    instanceId: null,
    rackId: null,
    clientId: '',
    clientHost: '',
    subscribedTopicNames: [],
    subscribedTopicRegex: '',
    rebalanceTimeoutMs: -1,
    serverAssignor: null,
    classic: undefined,
    memberEpoch: 0,
    previousMemberEpoch: 0,
    state: 'Stable',
    assigned: noEpochs,
    pendingRevocation: noEpochs,
    ...init,
  }
}

export type ConsumerGroupState = 'Empty' | 'Assigning' | 'Reconciling' | 'Stable' | 'Dead'

/** What a regular expression matched when it was last resolved. */
export interface ResolvedRegex {
  topics: ReadonlySet<string>
  /** The metadata version that it was resolved against. */
  version: number
  timestamp: number
}

export class ConsumerGroup {
  readonly type = 'consumer'
  readonly protocolType = 'consumer'
  readonly groupId: string
  /** 1 in a group that has no record yet, so that the first member's change makes it 2, as in Kafka. */
  groupEpoch = 1
  metadataHash = 0n
  assignmentEpoch = 1
  /** When the target was last computed, wall-clock ms. */
  assignmentTimestamp = 0
  readonly members = new Map<string, ConsumerMember>()
  readonly targets = new Map<string, Partitions>()
  readonly regexes = new Map<string, ResolvedRegex>()
  readonly #staticMembers = new Map<string, string>()
  /** Who holds a partition: assigned, or not yet confirmed as given up. */
  readonly #owners = new Map<Uuid, Map<number, string>>()
  /** Soft state: members of the classic protocol whose heartbeat was answered with REBALANCE_IN_PROGRESS and who have not joined since. */
  readonly toldToJoin = new Set<string>()
  /** Soft state: the heartbeats that are held until something changes. */
  readonly heldHeartbeats = new Map<string, HeldHeartbeat>()

  constructor(groupId: string) {
    this.groupId = groupId
  }

  get state(): ConsumerGroupState {
    if (this.members.size === 0) return 'Empty'
    if (this.groupEpoch > this.assignmentEpoch) return 'Assigning'
    for (const member of this.members.values()) if (!isReconciled(member, this.assignmentEpoch)) return 'Reconciling'
    return 'Stable'
  }

  isInState(...states: string[]): boolean {
    return states.includes(this.state)
  }

  target(memberId: string): Partitions {
    return this.targets.get(memberId) ?? noPartitions
  }

  owner(topicId: Uuid, partition: number): string | undefined {
    return this.#owners.get(topicId)?.get(partition)
  }

  staticMemberId(instanceId: string): string | undefined {
    return this.#staticMembers.get(instanceId)
  }

  /** Names that members gave, and names that their expressions matched. */
  isSubscribedTo(topic: string): boolean {
    for (const member of this.members.values()) {
      if (member.subscribedTopicNames.includes(topic)) return true
      if (this.regexes.get(member.subscribedTopicRegex)?.topics.has(topic)) return true
    }
    return false
  }

  /** Names that members gave, and names that their expressions matched, of the whole group. */
  subscribedTopicNames(): Set<string> {
    const names = new Set<string>()
    for (const member of this.members.values()) for (const name of member.subscribedTopicNames) names.add(name)
    for (const resolved of this.regexes.values()) for (const name of resolved.topics) names.add(name)
    return names
  }

  // Replay

  replayMember(memberId: string, value: ConsumerGroupMemberMetadataValue | null): void {
    const known = this.members.get(memberId)
    if (value === null) {
      if (known === undefined) return
      this.#disown(known)
      this.members.delete(memberId)
      if (known.instanceId !== null && this.#staticMembers.get(known.instanceId) === memberId) this.#staticMembers.delete(known.instanceId)
      return
    }
    const classic = value.classicMemberMetadata
    this.members.set(memberId, {
      ...(known ?? newConsumerMember({ memberId })),
      instanceId: value.instanceId,
      rackId: value.rackId,
      clientId: value.clientId,
      clientHost: value.clientHost,
      subscribedTopicNames: value.subscribedTopicNames,
      subscribedTopicRegex: value.subscribedTopicRegex ?? '',
      rebalanceTimeoutMs: value.rebalanceTimeoutMs,
      serverAssignor: value.serverAssignor,
      classic:
        classic === null
          ? undefined
          : {
              sessionTimeoutMs: classic.sessionTimeoutMs,
              protocols: classic.supportedProtocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) })),
            },
    })
    if (value.instanceId !== null) this.#staticMembers.set(value.instanceId, memberId)
  }

  replayEpoch(value: ConsumerGroupMetadataValue): void {
    this.groupEpoch = value.epoch
    this.metadataHash = value.metadataHash
  }

  replayTarget(memberId: string, value: ConsumerGroupTargetAssignmentMemberValue | null): void {
    if (value === null) this.targets.delete(memberId)
    else this.targets.set(memberId, new Map(value.topicPartitions.map(({ topicId, partitions }) => [topicId, new Set(partitions)])))
  }

  replayTargetEpoch(value: ConsumerGroupTargetAssignmentMetadataValue | null): void {
    this.assignmentEpoch = value?.assignmentEpoch ?? 0
    this.assignmentTimestamp = value?.assignmentTimestamp ?? 0
  }

  replayCurrent(memberId: string, value: ConsumerGroupCurrentMemberAssignmentValue | null): void {
    const known = this.members.get(memberId)
    if (known === undefined && value === null) return
    const member = known ?? newConsumerMember({ memberId })
    this.#disown(member)
    const updated: ConsumerMember =
      value === null
        ? { ...member, memberEpoch: LEAVE_GROUP_EPOCH, previousMemberEpoch: LEAVE_GROUP_EPOCH, state: 'Stable', assigned: noEpochs, pendingRevocation: noEpochs }
        : {
            ...member,
            memberEpoch: value.memberEpoch,
            previousMemberEpoch: value.previousMemberEpoch,
            state: memberStates[value.state] ?? 'Stable',
            assigned: epochsOf(value.assignedPartitions, value.memberEpoch),
            pendingRevocation: epochsOf(value.partitionsPendingRevocation, value.memberEpoch),
          }
    this.members.set(memberId, updated)
    for (const held of [updated.assigned, updated.pendingRevocation]) {
      for (const [topicId, partitions] of held) {
        let owners = this.#owners.get(topicId)
        if (owners === undefined) this.#owners.set(topicId, (owners = new Map()))
        for (const partition of partitions.keys()) owners.set(partition, memberId)
      }
    }
  }

  replayRegex(expression: string, value: ConsumerGroupRegularExpressionValue | null): void {
    if (value === null) this.regexes.delete(expression)
    else this.regexes.set(expression, { topics: new Set(value.topics), version: value.version, timestamp: value.timestamp })
  }

  #disown(member: ConsumerMember): void {
    for (const held of [member.assigned, member.pendingRevocation]) {
      for (const [topicId, partitions] of held) {
        const owners = this.#owners.get(topicId)
        if (owners === undefined) continue
        for (const partition of partitions.keys()) if (owners.get(partition) === member.memberId) owners.delete(partition)
        if (owners.size === 0) this.#owners.delete(topicId)
      }
    }
  }
}

export function isReconciled(member: ConsumerMember, assignmentEpoch: number): boolean {
  return member.state === 'Stable' && member.memberEpoch === assignmentEpoch
}

/** Records of Kafka before 4.3 have no epochs per partition: the member's own stands for them. */
function epochsOf(
  topics: readonly { topicId: Uuid; partitions: readonly number[]; assignmentEpochs: readonly number[] | null }[],
  memberEpoch: number,
): PartitionEpochs {
  return new Map(
    topics.map(({ topicId, partitions, assignmentEpochs }) => [topicId, new Map(partitions.map((partition, i) => [partition, assignmentEpochs?.[i] ?? memberEpoch]))]),
  )
}
