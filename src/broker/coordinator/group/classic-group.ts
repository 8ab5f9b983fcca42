// A group of the classic protocol: its members, its state and their rules; the requests are decided in classic-join.ts and its neighbours.
// What the last GroupMetadataValue said (generation, protocol, leader, members with assignments) is hard state, set by
// replay. A rebalance that is under way, with its parked JoinGroups and SyncGroups, is soft state: as in Kafka it is not in the
// log, and a restarted coordinator begins with the last generation that was complete. KIP-134, KIP-345, KIP-394, KIP-814.

import { transition, type TransitionTable } from '../../../core/assert.ts'
import type { GroupMetadataValue } from '../../../protocol/generated/records/group-metadata-value.ts'
import { decodeSubscription } from '../../../protocol/group-protocol.ts'
import type { ReplyId } from '../step.ts'
import type { HeldHeartbeat } from './heartbeat-hold.ts'

/**
 * - Empty: no members, maybe offsets. JoinGroup founds a generation; OffsetCommit without a generation is taken; Heartbeat, SyncGroup
 *   and LeaveGroup get UNKNOWN_MEMBER_ID. Leads to PreparingRebalance (a join) and Dead (expired, deleted, given away).
 * - PreparingRebalance: waits for all members to join again. JoinGroup is parked; Heartbeat and SyncGroup get REBALANCE_IN_PROGRESS;
 *   OffsetCommit of the last generation is taken. Leads to CompletingRebalance (all joined, or time is up), Empty (nobody is left), Dead.
 * - CompletingRebalance: waits for the leader's assignment. SyncGroup of followers is parked; Heartbeat is fine; OffsetCommit gets
 *   REBALANCE_IN_PROGRESS. Leads to Stable (the leader's SyncGroup is written) and PreparingRebalance (a join, a leave, a timeout).
 * - Stable: everybody may have the assignment. A follower's unchanged JoinGroup gets the generation that is. Leads to PreparingRebalance.
 * - Dead: gone. Leads nowhere.
 */
export type ClassicGroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead'

const legalPrevious: TransitionTable<ClassicGroupState> = {
  Empty: ['PreparingRebalance', 'Empty', 'Stable', 'CompletingRebalance'],
  PreparingRebalance: ['Stable', 'CompletingRebalance', 'Empty'],
  CompletingRebalance: ['PreparingRebalance'],
  Stable: ['CompletingRebalance', 'Stable', 'Empty'],
  Dead: ['Stable', 'PreparingRebalance', 'CompletingRebalance', 'Empty', 'Dead'],
}

export interface ClassicProtocol {
  name: string
  metadata: Buffer
}

export interface ClassicMember {
  memberId: string
  groupInstanceId: string | null
  clientId: string
  clientHost: string
  rebalanceTimeoutMs: number
  sessionTimeoutMs: number
  /** In the member's order of preference. */
  protocols: readonly ClassicProtocol[]
  /** What the leader gave it in the last complete generation. */
  assignment: Buffer
  /** The parked JoinGroup, while a rebalance is being prepared. */
  awaitingJoin: ReplyId | undefined
  /** The parked SyncGroup, while the leader's assignment is missing. */
  awaitingSync: ReplyId | undefined
  /** Its client honours what members of older generations own (see heartbeat-hold.ts). Not in the log: asked at each join. */
  honoursOlderGenerations: boolean
  /** Its last heartbeat got the error that makes it beat again (heartbeat-hold.ts). Its session counts from answers without one: never two in a row. */
  wasAskedToBeatAgain: boolean
  /** It has joined, but does not know its id yet: its first JoinGroup is still parked. */
  isNew: boolean
  /** A record of the log names it. */
  persisted: boolean
}

const empty = Buffer.alloc(0)

export function newClassicMember(init: Partial<ClassicMember> & { memberId: string }): ClassicMember {
  return {
    groupInstanceId: null,
    clientId: '',
    clientHost: '',
    rebalanceTimeoutMs: 0,
    sessionTimeoutMs: 0,
    protocols: [],
    assignment: empty,
    awaitingJoin: undefined,
    awaitingSync: undefined,
    honoursOlderGenerations: false,
    wasAskedToBeatAgain: false,
    isNew: false,
    persisted: false,
    ...init,
  }
}

export class ClassicGroup {
  readonly type = 'classic'
  readonly groupId: string
  #state: ClassicGroupState = 'Empty'
  #previousState: ClassicGroupState = 'Empty'
  /** When the state last changed, in wall-clock ms: the expiry of an empty group's offsets counts from it. */
  stateTimestamp: number | undefined
  generationId = 0
  protocolType: string | undefined
  protocolName: string | undefined
  leaderId: string | undefined
  /** In the order in which they joined. */
  readonly members = new Map<string, ClassicMember>()
  readonly #staticMembers = new Map<string, string>()
  /** Ids handed out with MEMBER_ID_REQUIRED whose owners have not come back yet. */
  readonly pendingJoinMembers = new Set<string>()
  /** Members of this generation that have not asked for their assignment yet. */
  readonly pendingSyncMembers = new Set<string>()
  /** During the initial delay: somebody joined since the delay was last prolonged. */
  newMemberAdded = false
  /** How much of the rebalance timeout the initial delay may still use; undefined outside of it. */
  initialDelayBudgetMs: number | undefined
  /** Heartbeats whose answer is held back while nothing changes, by member. */
  readonly heldHeartbeats = new Map<string, HeldHeartbeat>()
  /** Members left waiting for their SyncGroup, because others are about to start the second round of an incremental rebalance. */
  bystanders: ReadonlySet<string> | undefined
  /** How many members name each protocol. */
  readonly #supporters = new Map<string, number>()
  #awaitingJoinCount = 0
  #subscribedTopics: ReadonlySet<string> | undefined

  constructor(groupId: string) {
    this.groupId = groupId
  }

  get state(): ClassicGroupState {
    return this.#state
  }

  get previousState(): ClassicGroupState {
    return this.#previousState
  }

  isInState(...states: ClassicGroupState[]): boolean {
    return states.includes(this.#state)
  }

  transitionTo(state: ClassicGroupState, now: number | undefined): void {
    transition(legalPrevious, `group ${this.groupId}`, this.#state, state)
    this.#previousState = this.#state
    this.#state = state
    if (now !== undefined) this.stateTimestamp = now
  }

  get awaitingJoinCount(): number {
    return this.#awaitingJoinCount
  }

  /** Every known member has joined again, and nobody who was told an id is still to come. */
  get allMembersJoined(): boolean {
    return this.members.size === this.#awaitingJoinCount && this.pendingJoinMembers.size === 0
  }

  /** The longest that any member wants to be given to finish its work and join again. */
  get rebalanceTimeoutMs(): number {
    let longest = 0
    for (const member of this.members.values()) longest = Math.max(longest, member.rebalanceTimeoutMs)
    return longest
  }

  isLeader(memberId: string): boolean {
    return this.leaderId === memberId
  }

  staticMemberId(groupInstanceId: string): string | undefined {
    return this.#staticMembers.get(groupInstanceId)
  }

  add(member: ClassicMember): void {
    this.leaderId ??= member.memberId
    this.members.set(member.memberId, member)
    this.pendingJoinMembers.delete(member.memberId)
    if (member.groupInstanceId !== null) this.#staticMembers.set(member.groupInstanceId, member.memberId)
    this.#count(member, 1)
    if (member.awaitingJoin !== undefined) this.#awaitingJoinCount++
  }

  /** Removes a member or a pending id. A parked reply of it must have been taken before. */
  remove(memberId: string): void {
    const member = this.members.get(memberId)
    if (member !== undefined) {
      this.members.delete(memberId)
      this.#count(member, -1)
      if (member.awaitingJoin !== undefined) this.#awaitingJoinCount--
      if (member.groupInstanceId !== null && this.#staticMembers.get(member.groupInstanceId) === memberId) {
        this.#staticMembers.delete(member.groupInstanceId)
      }
    }
    if (this.leaderId === memberId) this.leaderId = this.members.keys().next().value
    this.pendingJoinMembers.delete(memberId)
    this.pendingSyncMembers.delete(memberId)
  }

  update(member: ClassicMember, changes: Pick<ClassicMember, 'protocols' | 'rebalanceTimeoutMs' | 'sessionTimeoutMs'>): void {
    this.#count(member, -1)
    member.protocols = changes.protocols
    member.rebalanceTimeoutMs = changes.rebalanceTimeoutMs
    member.sessionTimeoutMs = changes.sessionTimeoutMs
    this.#count(member, 1)
  }

  /** The holder of an instance id came back under a new member id: everything else stays, its place in the order too. */
  replaceStaticMember(groupInstanceId: string, oldMemberId: string, newMemberId: string): ClassicMember {
    const member = this.members.get(oldMemberId)!
    const others = [...this.members]
    this.members.clear()
    for (const [id, other] of others) this.members.set(id === oldMemberId ? newMemberId : id, other)
    member.memberId = newMemberId
    this.#staticMembers.set(groupInstanceId, newMemberId)
    if (this.leaderId === oldMemberId) this.leaderId = newMemberId
    if (this.pendingSyncMembers.delete(oldMemberId)) this.pendingSyncMembers.add(newMemberId)
    return member
  }

  /** Parks or (undefined) takes off a member's JoinGroup. */
  setAwaitingJoin(member: ClassicMember, replyId: ReplyId | undefined): void {
    if (member.awaitingJoin === undefined && replyId !== undefined) this.#awaitingJoinCount++
    if (member.awaitingJoin !== undefined && replyId === undefined) this.#awaitingJoinCount--
    member.awaitingJoin = replyId
  }

  /** Whether a member with these protocols could be part of the group as it is. */
  supports(protocolType: string, protocols: readonly ClassicProtocol[]): boolean {
    if (this.#state === 'Empty') return protocolType !== '' && protocols.length > 0
    return this.protocolType === protocolType && protocols.some(({ name }) => this.#supporters.get(name) === this.members.size)
  }

  /** The protocol that all members support and most of them prefer; ties go to the one that the oldest members name first. */
  selectProtocol(): string | undefined {
    const votes = new Map<string, number>()
    for (const member of this.members.values()) {
      const choice = member.protocols.find(({ name }) => this.#supporters.get(name) === this.members.size)
      if (choice !== undefined) votes.set(choice.name, (votes.get(choice.name) ?? 0) + 1)
    }
    let best: string | undefined
    for (const [name, count] of votes) if (best === undefined || count > votes.get(best)!) best = name
    return best
  }

  /** Makes one that has joined the leader, keeping the present one if it has. False when nobody has joined. */
  electLeader(): boolean {
    if (this.leaderId !== undefined && this.members.get(this.leaderId)?.awaitingJoin !== undefined) return true
    for (const member of this.members.values()) {
      if (member.awaitingJoin === undefined) continue
      this.leaderId = member.memberId
      return true
    }
    return false
  }

  /** The members' subscription under the chosen protocol, as the leader gets it. */
  metadataOf(member: ClassicMember): Buffer {
    return member.protocols.find(({ name }) => name === this.protocolName)?.metadata ?? empty
  }

  /** A group of consumers, as opposed to Connect workers and others who use groups for other things. */
  get isConsumerProtocol(): boolean {
    return this.protocolType === 'consumer'
  }

  /** The topics that the members subscribe to; undefined where that cannot be known (unknown bytes, no generation yet). */
  get subscribedTopics(): ReadonlySet<string> | undefined {
    return this.#subscribedTopics
  }

  /** Consumers whose subscriptions cannot be read are taken to use every topic. */
  isSubscribedTo(topic: string): boolean {
    return this.#subscribedTopics?.has(topic) ?? this.isConsumerProtocol
  }

  /** Called when the set of members or the protocol has settled. */
  computeSubscribedTopics(): void {
    this.#subscribedTopics = undefined
    if (this.protocolType === undefined && this.members.size === 0) return
    if (this.members.size === 0) {
      this.#subscribedTopics = this.isConsumerProtocol ? new Set() : undefined
      return
    }
    if (!this.isConsumerProtocol || this.protocolName === undefined) return
    const topics = new Set<string>()
    for (const member of this.members.values()) {
      try {
        for (const topic of decodeSubscription(this.metadataOf(member)).topics) topics.add(topic)
      } catch {
        // Bytes of some other making under the type `consumer`: then nothing can be said of the topics (KAFKA-8463).
        return
      }
    }
    this.#subscribedTopics = topics
  }

  /**
   * What the log says of the group becomes its state. On the leader the members are here already, and the record adds what it
   * settles: the generation's assignments, and the state that follows.
   */
  replay(value: GroupMetadataValue): void {
    // The record that founds a group is written in the decision that lets its first member in: the group is further already.
    if (value.members.length === 0 && this.members.size > 0 && this.isInState('PreparingRebalance')) return
    this.protocolType = value.protocolType === '' ? undefined : value.protocolType
    this.generationId = value.generation
    this.protocolName = value.protocol ?? undefined
    this.stateTimestamp = value.currentStateTimestamp < 0 ? undefined : value.currentStateTimestamp
    const named = new Set(value.members.map(({ memberId }) => memberId))
    for (const member of [...this.members.values()]) if (member.persisted && !named.has(member.memberId)) this.remove(member.memberId)
    for (const persisted of value.members) {
      let member = this.members.get(persisted.memberId)
      if (member === undefined) {
        member = newClassicMember({
          memberId: persisted.memberId,
          groupInstanceId: persisted.groupInstanceId,
          clientId: persisted.clientId,
          clientHost: persisted.clientHost,
          rebalanceTimeoutMs: persisted.rebalanceTimeout < 0 ? persisted.sessionTimeout : persisted.rebalanceTimeout,
          sessionTimeoutMs: persisted.sessionTimeout,
          // Of its protocols the log knows the chosen one only.
          protocols: [{ name: value.protocol ?? '', metadata: Buffer.from(persisted.subscription) }],
        })
        this.add(member)
      }
      // Copied: what was read or received lies in a large buffer that must not be kept alive by it.
      member.assignment = Buffer.from(persisted.assignment)
      member.persisted = true
    }
    this.leaderId = value.leader ?? undefined
    // A group that comes from the other protocol is being rebalanced from its first record on.
    const state = this.members.size > 0 ? 'Stable' : 'Empty'
    if (this.#state !== state && this.#state !== 'PreparingRebalance') this.transitionTo(state, undefined)
    this.computeSubscribedTopics()
  }

  /** For undo: a copy of all that a static member's return may touch. Costs a copy of every member. */
  snapshot(): () => void {
    const state = this.#state
    const previousState = this.#previousState
    const { stateTimestamp, leaderId, protocolType, protocolName, generationId } = this
    const members = [...this.members].map(([id, member]) => [id, member, { ...member }] as const)
    const statics = [...this.#staticMembers]
    const supporters = [...this.#supporters]
    const awaiting = this.#awaitingJoinCount
    const pendingSync = [...this.pendingSyncMembers]
    return () => {
      this.#state = state
      this.#previousState = previousState
      Object.assign(this, { stateTimestamp, leaderId, protocolType, protocolName, generationId })
      this.members.clear()
      for (const [id, member, copy] of members) this.members.set(id, Object.assign(member, copy))
      this.#staticMembers.clear()
      for (const [instance, id] of statics) this.#staticMembers.set(instance, id)
      this.#supporters.clear()
      for (const [name, count] of supporters) this.#supporters.set(name, count)
      this.#awaitingJoinCount = awaiting
      this.pendingSyncMembers.clear()
      for (const id of pendingSync) this.pendingSyncMembers.add(id)
    }
  }

  #count(member: ClassicMember, by: 1 | -1): void {
    // A name that a member gives twice counts once.
    for (const name of new Set(member.protocols.map((protocol) => protocol.name))) {
      const count = (this.#supporters.get(name) ?? 0) + by
      if (count === 0) this.#supporters.delete(name)
      else this.#supporters.set(name, count)
    }
  }
}

/** Same protocols in the same order with the same bytes: the member has nothing new to say. */
export function sameProtocols(a: readonly ClassicProtocol[], b: readonly ClassicProtocol[]): boolean {
  return a.length === b.length && a.every((protocol, i) => protocol.name === b[i]!.name && protocol.metadata.equals(b[i]!.metadata))
}
