// JoinGroup, SyncGroup, Heartbeat and LeaveGroup on a classic group, and its timers. Decisions only: parked requests are reply
// ids in the group, answers are data in the turn. See classic-group.ts for the states.
// JoinGroup: v1 rebalance timeout, v4 MEMBER_ID_REQUIRED (KIP-394), v5 instance ids (KIP-345), v8 reason (KIP-800), v9 skipAssignment (KIP-814).
// LeaveGroup: v3 several members, v5 reasons.

import { ErrorCode } from '../../../protocol/error-codes.ts'
import {
  type JoinGroupRequest,
  type JoinGroupResponse,
  type JoinGroupResponseMember,
  newJoinGroupResponse,
} from '../../../protocol/generated/join-group.ts'
import { type HeartbeatRequest, newHeartbeatResponse } from '../../../protocol/generated/heartbeat.ts'
import { type LeaveGroupRequest, type LeaveGroupResponse, newLeaveGroupResponse } from '../../../protocol/generated/leave-group.ts'
import { newSyncGroupResponse, type SyncGroupRequest, type SyncGroupResponse } from '../../../protocol/generated/sync-group.ts'
import { decodeSubscription } from '../../../protocol/group-protocol.ts'
import type { ReplyId } from '../step.ts'
import { leaveTrigger, topicChange } from './causes.ts'
import { ClassicGroup, type ClassicMember, newClassicMember, sameProtocols } from './classic-group.ts'
import type { GroupCoordinatorConfig } from './config.ts'
import type { GroupEventListener, RebalanceCause } from './events.ts'
import { classicHoldMs, honoursOlderGenerations, leavesGap, SECOND_ROUND_WAIT_MS } from './heartbeat-hold.ts'
import { bystandersOf, decodeShares, gaveUp, unassignedOf } from './shares.ts'
import { groupMetadataRecord } from './records.ts'
import type { HoldOption, RequestContext } from './requests.ts'
import { timerKey } from './timer-keys.ts'
import type { TopicsView } from './topics.ts'
import { dashedUuid, type Turn } from './turn.ts'

/**
 * How long the parked JoinGroup of a member that does not know its id yet may stay: it cannot heartbeat, and a client that gave
 * up would otherwise leave a ghost behind at each retry. Kafka's fixed five minutes.
 */
const NEW_MEMBER_JOIN_TIMEOUT_MS = 5 * 60_000
const empty = Buffer.alloc(0)
const downgraded: RebalanceCause = { trigger: 'protocol-migrated', from: 'consumer', to: 'classic' }

export interface JoinInput {
  context: RequestContext
  version: number
  body: JoinGroupRequest
}

export class ClassicProtocolRules {
  readonly #config: () => GroupCoordinatorConfig
  readonly #emit: GroupEventListener
  readonly #holdMaxMs: (groupId: string) => number
  readonly #topics: () => TopicsView

  /** `holdMaxMs`: how long answers may be held back for a group, 0 for not at all. `topics` is for the ledger alone. */
  constructor(deps: { config: () => GroupCoordinatorConfig; emit: GroupEventListener; holdMaxMs: (groupId: string) => number; topics: () => TopicsView }) {
    this.#config = deps.config
    this.#emit = deps.emit
    this.#holdMaxMs = deps.holdMaxMs
    this.#topics = deps.topics
  }

  // JoinGroup

  /** The caller has found or made the group; `isNew` says that it was made for this request. */
  join(turn: Turn, group: ClassicGroup, isNew: boolean, replyId: ReplyId, input: JoinInput): void {
    const { body } = input
    if (group.isInState('Dead')) {
      turn.reply(replyId, joinError(body.memberId, ErrorCode.COORDINATOR_NOT_AVAILABLE))
    } else if (!this.#hasRoomFor(group, body.memberId)) {
      group.remove(body.memberId)
      turn.reply(replyId, joinError('', ErrorCode.GROUP_MAX_SIZE_REACHED))
    } else if (!group.supports(body.protocolType, body.protocols)) {
      turn.reply(replyId, joinError(body.memberId, ErrorCode.INCONSISTENT_GROUP_PROTOCOL))
    } else if (body.memberId === '') {
      if (isNew) turn.records.push(groupMetadataRecord(group, () => empty))
      this.#joinWithoutId(turn, group, replyId, input)
    } else {
      this.#joinWithId(turn, group, replyId, input)
    }
  }

  #hasRoomFor(group: ClassicGroup, memberId: string): boolean {
    const max = this.#config().groupMaxSize
    switch (group.state) {
      case 'Empty':
      case 'Dead':
        return true
      case 'PreparingRebalance':
        // Those who have joined already count first; the last to come after a restart with a smaller limit are refused.
        return group.members.get(memberId)?.awaitingJoin !== undefined || group.awaitingJoinCount < max
      case 'CompletingRebalance':
      case 'Stable':
        return group.members.has(memberId) || group.members.size < max
    }
  }

  #joinWithoutId(turn: Turn, group: ClassicGroup, replyId: ReplyId, input: JoinInput): void {
    const { body, context, version } = input
    const memberId = `${body.groupInstanceId ?? context.clientId}-${dashedUuid(turn.random)}`
    if (body.groupInstanceId !== null) {
      const oldMemberId = group.staticMemberId(body.groupInstanceId)
      if (oldMemberId === undefined) this.#addMember(turn, group, memberId, replyId, input)
      else this.#replaceStaticMember(turn, group, oldMemberId, memberId, replyId, input)
    } else if (version >= 4) {
      group.pendingJoinMembers.add(memberId)
      turn.arm(timerKey('classic-session', group.groupId, memberId), body.sessionTimeoutMs)
      turn.reply(replyId, joinError(memberId, ErrorCode.MEMBER_ID_REQUIRED))
    } else {
      this.#addMember(turn, group, memberId, replyId, input)
    }
  }

  #joinWithId(turn: Turn, group: ClassicGroup, replyId: ReplyId, input: JoinInput): void {
    const { body } = input
    if (group.pendingJoinMembers.has(body.memberId)) {
      // Only dynamic members are told an id beforehand; an instance id that turns up now is somebody else's.
      if (body.groupInstanceId !== null) turn.reply(replyId, joinError(body.memberId, ErrorCode.UNKNOWN_MEMBER_ID))
      else this.#addMember(turn, group, body.memberId, replyId, input)
      return
    }
    const refused = memberError(group, body.memberId, body.groupInstanceId)
    if (refused !== ErrorCode.NONE) {
      turn.reply(replyId, joinError(body.memberId, refused))
      return
    }
    const member = group.members.get(body.memberId)!
    switch (group.state) {
      case 'PreparingRebalance':
        this.#updateMember(turn, group, member, replyId, input, this.#cause(member, 'member-rejoined', body.reason))
        return
      case 'CompletingRebalance':
        if (!sameProtocols(member.protocols, body.protocols)) {
          this.#updateMember(turn, group, member, replyId, input, this.#subscriptionChanged(group, member, body.protocols, body.reason))
        } else {
          // It lost the answer to its JoinGroup and asks again: the generation stands.
          this.touch(turn, group, member.memberId)
          turn.reply(replyId, currentGeneration(group, member, group.isLeader(member.memberId)))
        }
        return
      case 'Stable':
        if (group.isLeader(member.memberId)) {
          // The leader watches the topics' metadata: it joins again to make everybody be assigned anew.
          const same = sameProtocols(member.protocols, body.protocols)
          const cause = same ? this.#cause(member, 'leader-rejoined', body.reason) : this.#changeOf(group, member, body.protocols, body.reason)
          this.#updateMember(turn, group, member, replyId, input, cause)
        } else if (!sameProtocols(member.protocols, body.protocols)) {
          this.#updateMember(turn, group, member, replyId, input, this.#changeOf(group, member, body.protocols, body.reason))
        } else {
          this.touch(turn, group, member.memberId)
          turn.reply(replyId, currentGeneration(group, member, false))
        }
        return
      case 'Empty':
      case 'Dead':
        turn.reply(replyId, joinError(body.memberId, ErrorCode.UNKNOWN_MEMBER_ID))
    }
  }

  /** What a member that comes with other bytes has to say: other topics, or (the same ones) other partitions that it owns now. */
  #changeOf(group: ClassicGroup, member: ClassicMember, protocols: JoinGroupRequest['protocols'], reason: string | null): RebalanceCause {
    const before = topicsOf(group.metadataOf(member))
    const after = topicsOf(protocols.find(({ name }) => name === group.protocolName)?.metadata)
    if (!group.isConsumerProtocol || before === undefined || before.join(' ') !== after?.join(' ')) return this.#subscriptionChanged(group, member, protocols, reason)
    // It had more than it was left: this is the second round that it announces by coming.
    if (gaveUp(group, member)) return this.#cause(member, 'partitions-released', reason)
    return this.#cause(member, group.isLeader(member.memberId) ? 'leader-rejoined' : 'member-rejoined', reason)
  }

  #subscriptionChanged(group: ClassicGroup, member: ClassicMember, protocols: JoinGroupRequest['protocols'], reason: string | null): RebalanceCause {
    const cause = this.#cause(member, 'subscription-changed', reason)
    const before = topicsOf(group.metadataOf(member))
    const after = topicsOf(protocols.find(({ name }) => name === group.protocolName)?.metadata)
    return before === undefined || after === undefined ? cause : { ...cause, ...topicChange(before, after, this.#topics()) }
  }

  #addMember(turn: Turn, group: ClassicGroup, memberId: string, replyId: ReplyId, input: JoinInput): void {
    const { body, context } = input
    if (group.members.size === 0) group.protocolType = body.protocolType
    const member = newClassicMember({
      memberId,
      groupInstanceId: body.groupInstanceId,
      clientId: context.clientId,
      clientHost: context.clientHost,
      rebalanceTimeoutMs: body.rebalanceTimeoutMs < 0 ? body.sessionTimeoutMs : body.rebalanceTimeoutMs,
      sessionTimeoutMs: body.sessionTimeoutMs,
      protocols: body.protocols,
      awaitingJoin: replyId,
      honoursOlderGenerations: honoursOlderGenerations(context.clientSoftwareName, context.clientSoftwareVersion),
      isNew: true,
    })
    if (group.isInState('PreparingRebalance') && group.previousState === 'Empty') group.newMemberAdded = true
    group.add(member)
    turn.arm(timerKey('classic-session', group.groupId, memberId), NEW_MEMBER_JOIN_TIMEOUT_MS)
    this.#rebalanceOrComplete(turn, group, this.#cause(member, 'member-joined', body.reason))
  }

  #updateMember(turn: Turn, group: ClassicGroup, member: ClassicMember, replyId: ReplyId, input: JoinInput, cause: RebalanceCause): void {
    const { body, context } = input
    member.honoursOlderGenerations = honoursOlderGenerations(context.clientSoftwareName, context.clientSoftwareVersion)
    group.update(member, {
      protocols: body.protocols,
      rebalanceTimeoutMs: body.rebalanceTimeoutMs < 0 ? body.sessionTimeoutMs : body.rebalanceTimeoutMs,
      sessionTimeoutMs: body.sessionTimeoutMs,
    })
    // A repeated JoinGroup takes the place of the one that its client gave up.
    if (member.awaitingJoin !== undefined) turn.reply(member.awaitingJoin, joinError(member.memberId, ErrorCode.UNKNOWN_MEMBER_ID))
    group.setAwaitingJoin(member, replyId)
    this.#rebalanceOrComplete(turn, group, cause)
  }

  /** A static member is back under a new member id: its older self, if it still waits somewhere, is fenced at once. */
  #replaceStaticMember(turn: Turn, group: ClassicGroup, oldMemberId: string, memberId: string, replyId: ReplyId, input: JoinInput): void {
    const { body, context, version } = input
    const groupInstanceId = body.groupInstanceId!
    const oldLeaderId = group.leaderId
    const restore = group.snapshot()
    this.#releaseHeld(turn, group, oldMemberId, ErrorCode.FENCED_INSTANCE_ID)
    const member = group.replaceStaticMember(groupInstanceId, oldMemberId, memberId)
    if (member.awaitingJoin !== undefined) turn.reply(member.awaitingJoin, joinError(oldMemberId, ErrorCode.FENCED_INSTANCE_ID))
    group.setAwaitingJoin(member, undefined)
    if (member.awaitingSync !== undefined) turn.reply(member.awaitingSync, newSyncGroupResponse({ errorCode: ErrorCode.FENCED_INSTANCE_ID }))
    member.awaitingSync = undefined
    member.clientId = context.clientId
    member.clientHost = context.clientHost
    member.honoursOlderGenerations = honoursOlderGenerations(context.clientSoftwareName, context.clientSoftwareVersion)
    group.update(member, {
      protocols: body.protocols,
      rebalanceTimeoutMs: body.rebalanceTimeoutMs < 0 ? body.sessionTimeoutMs : body.rebalanceTimeoutMs,
      sessionTimeoutMs: body.sessionTimeoutMs,
    })
    group.setAwaitingJoin(member, replyId)
    turn.cancel(timerKey('classic-session', group.groupId, oldMemberId))
    turn.arm(timerKey('classic-session', group.groupId, memberId), body.sessionTimeoutMs)
    const cause = this.#cause(member, 'static-member-replaced', body.reason)
    switch (group.state) {
      case 'Stable': {
        if (group.selectProtocol() !== group.protocolName) {
          // The others must change over to another protocol with it.
          this.#rebalanceOrComplete(turn, group, cause)
          return
        }
        group.setAwaitingJoin(member, undefined)
        turn.records.push(groupMetadataRecord(group, (each) => each.assignment))
        turn.undo = restore
        if (version >= 9) {
          // A leader may see that it leads, but must not assign: the assignment stands (KIP-814).
          const isLeader = group.isLeader(memberId)
          turn.reply(replyId, { ...currentGeneration(group, member, isLeader), skipAssignment: isLeader })
        } else {
          // Older clients would assign if they saw themselves lead, so they are shown the id that led before.
          turn.reply(replyId, { ...currentGeneration(group, member, false), leader: oldLeaderId ?? '' })
        }
        return
      }
      case 'CompletingRebalance':
        // The leader may be assigning to the old member id right now.
        this.#prepareRebalance(turn, group, cause)
        return
      case 'PreparingRebalance':
        this.#maybeCompleteJoin(turn, group)
        return
      case 'Empty':
      case 'Dead':
        // A group without members has no static members.
        turn.reply(replyId, joinError('', ErrorCode.UNKNOWN_MEMBER_ID))
    }
  }

  // The rebalance itself

  #rebalanceOrComplete(turn: Turn, group: ClassicGroup, cause: RebalanceCause): void {
    if (group.isInState('Stable', 'CompletingRebalance', 'Empty')) {
      this.#prepareRebalance(turn, group, cause)
    } else {
      if (cause.trigger !== 'member-rejoined') this.#started(turn, group, cause)
      this.#maybeCompleteJoin(turn, group)
    }
  }

  #started(turn: Turn, group: ClassicGroup, cause: RebalanceCause): void {
    this.#emit({ type: 'rebalance-started', groupId: group.groupId, at: turn.now, protocol: 'classic', epoch: group.generationId, cause })
  }

  /** Begins a rebalance. For the first one of an empty group, waits a little for the other members that start with it. */
  #prepareRebalance(turn: Turn, group: ClassicGroup, cause: RebalanceCause): void {
    for (const member of group.members.values()) this.#answerSync(turn, group, member, ErrorCode.REBALANCE_IN_PROGRESS)
    group.bystanders = undefined
    turn.cancel(timerKey('classic-second-round', group.groupId))
    this.#started(turn, group, cause)
    for (const memberId of [...group.heldHeartbeats.keys()]) this.#releaseHeld(turn, group, memberId, ErrorCode.REBALANCE_IN_PROGRESS)
    turn.cancel(timerKey('classic-sync', group.groupId))
    group.pendingSyncMembers.clear()
    const initial = group.isInState('Empty')
    group.transitionTo('PreparingRebalance', turn.now)
    if (initial) {
      group.newMemberAdded = false
      const delayMs = this.#config().groupInitialRebalanceDelayMs
      group.initialDelayBudgetMs = Math.max(0, group.rebalanceTimeoutMs - delayMs)
      turn.arm(timerKey('classic-join', group.groupId), delayMs)
    } else if (group.allMembersJoined) {
      this.#completeJoin(turn, group)
    } else {
      turn.arm(timerKey('classic-join', group.groupId), group.rebalanceTimeoutMs)
    }
  }

  /**
   * The time to join is over: who has not joined again is out. The initial delay is spent in portions of
   * group.initial.rebalance.delay.ms, each granted only if somebody new came in the one before, up to the rebalance timeout.
   */
  onJoinTimer(turn: Turn, group: ClassicGroup): void {
    if (!group.isInState('PreparingRebalance')) return
    const budgetMs = group.initialDelayBudgetMs
    if (budgetMs !== undefined && budgetMs > 0 && group.newMemberAdded) {
      group.newMemberAdded = false
      const delayMs = Math.min(this.#config().groupInitialRebalanceDelayMs, budgetMs)
      group.initialDelayBudgetMs = budgetMs - delayMs
      turn.arm(timerKey('classic-join', group.groupId), delayMs)
    } else {
      this.#completeJoin(turn, group)
    }
  }

  #maybeCompleteJoin(turn: Turn, group: ClassicGroup): void {
    // The first rebalance of a group ends with its delay, however many have come.
    if (group.isInState('PreparingRebalance') && group.previousState !== 'Empty' && group.allMembersJoined) this.#completeJoin(turn, group)
  }

  #completeJoin(turn: Turn, group: ClassicGroup): void {
    turn.cancel(timerKey('classic-join', group.groupId))
    group.initialDelayBudgetMs = undefined
    for (const member of [...group.members.values()]) {
      // Static members keep their place until their session ends.
      if (member.awaitingJoin !== undefined || member.groupInstanceId !== null) continue
      this.#started(turn, group, this.#cause(member, 'never-rejoined', null))
      this.#drop(turn, group, member)
    }
    if (group.members.size > 0 && !group.electLeader()) {
      // Only absent static members are left: their sessions will end it, or their return.
      turn.arm(timerKey('classic-join', group.groupId), group.rebalanceTimeoutMs)
      return
    }
    group.generationId++
    group.pendingSyncMembers.clear()
    if (group.members.size === 0) {
      group.protocolName = undefined
      group.leaderId = undefined
      group.transitionTo('Empty', turn.now)
      group.computeSubscribedTopics()
      turn.records.push(groupMetadataRecord(group, () => empty))
      this.#finished(turn, group)
      return
    }
    const before = group.protocolName
    group.protocolName = group.selectProtocol()
    if (before !== undefined && before !== group.protocolName) this.#started(turn, group, { trigger: 'assignor-changed', from: before, to: group.protocolName! })
    group.transitionTo('CompletingRebalance', turn.now)
    group.computeSubscribedTopics()
    this.#emit({
      type: 'members-known',
      groupId: group.groupId,
      at: turn.now,
      epoch: group.generationId,
      members: group.members.size,
      assignor: group.protocolName,
      leaderId: group.leaderId,
    })
    for (const member of group.members.values()) {
      if (member.awaitingJoin !== undefined) {
        turn.reply(member.awaitingJoin, currentGeneration(group, member, group.isLeader(member.memberId)))
        group.setAwaitingJoin(member, undefined)
      }
      member.isNew = false
      turn.arm(timerKey('classic-session', group.groupId, member.memberId), member.sessionTimeoutMs)
      group.pendingSyncMembers.add(member.memberId)
    }
    turn.arm(timerKey('classic-sync', group.groupId), group.rebalanceTimeoutMs)
  }

  #finished(turn: Turn, group: ClassicGroup): void {
    const { groupId, generationId } = group
    const told = { shares: () => decodeShares(group), unassigned: () => unassignedOf(group, this.#topics()) }
    const event = { type: 'rebalance-finished', groupId, at: turn.now, epoch: generationId, protocol: 'classic', ...told } as const
    turn.afterAppend(() => this.#emit(event))
  }

  /** Takes a member out, answering what it has parked, without asking what follows for the group. */
  #drop(turn: Turn, group: ClassicGroup, member: ClassicMember): void {
    turn.cancel(timerKey('classic-session', group.groupId, member.memberId))
    this.#releaseHeld(turn, group, member.memberId, ErrorCode.UNKNOWN_MEMBER_ID)
    if (member.awaitingJoin !== undefined) turn.reply(member.awaitingJoin, joinError('', ErrorCode.UNKNOWN_MEMBER_ID))
    if (member.awaitingSync !== undefined) turn.reply(member.awaitingSync, newSyncGroupResponse({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID }))
    group.remove(member.memberId)
  }

  #removeAndRebalance(turn: Turn, group: ClassicGroup, member: ClassicMember, cause: RebalanceCause): void {
    this.#drop(turn, group, member)
    if (group.isInState('Stable', 'CompletingRebalance', 'PreparingRebalance')) this.#rebalanceOrComplete(turn, group, cause)
  }

  #removePending(turn: Turn, group: ClassicGroup, memberId: string): void {
    turn.cancel(timerKey('classic-session', group.groupId, memberId))
    group.remove(memberId)
    this.#maybeCompleteJoin(turn, group)
  }

  onSessionTimer(turn: Turn, group: ClassicGroup, memberId: string): void {
    if (group.pendingJoinMembers.has(memberId)) {
      this.#removePending(turn, group, memberId)
      return
    }
    const member = group.members.get(memberId)
    if (member === undefined) return
    // A member whose request is parked here is alive as far as one can tell, unless it never learned its id.
    if (!member.isNew && (member.awaitingJoin !== undefined || member.awaitingSync !== undefined)) return
    this.#removeAndRebalance(turn, group, member, { ...this.#cause(member, 'session-timeout', null), sessionTimeoutMs: member.sessionTimeoutMs })
  }

  /** Members that joined the generation but never asked for their assignment hold the others up no longer. */
  onSyncTimer(turn: Turn, group: ClassicGroup): void {
    if (!group.isInState('CompletingRebalance', 'Stable') || group.pendingSyncMembers.size === 0) return
    const late = [...group.pendingSyncMembers].map((id) => group.members.get(id)!)
    for (const member of late) this.#drop(turn, group, member)
    this.#prepareRebalance(turn, group, this.#cause(late[0]!, 'never-synced', null))
  }

  // SyncGroup

  sync(turn: Turn, group: ClassicGroup, replyId: ReplyId, body: SyncGroupRequest): void {
    const error = syncError(group, body)
    if (error !== ErrorCode.NONE) {
      turn.reply(replyId, newSyncGroupResponse({ errorCode: error }))
      return
    }
    const member = group.members.get(body.memberId)!
    this.touch(turn, group, member.memberId)
    group.pendingSyncMembers.delete(member.memberId)
    // A repeated SyncGroup takes the place of the one that its client gave up.
    if (member.awaitingSync !== undefined) {
      turn.reply(member.awaitingSync, newSyncGroupResponse({ errorCode: ErrorCode.REBALANCE_IN_PROGRESS }))
      member.awaitingSync = undefined
    }
    if (group.isInState('Stable')) {
      if (group.pendingSyncMembers.size === 0) turn.cancel(timerKey('classic-sync', group.groupId))
      if (group.bystanders?.has(member.memberId)) member.awaitingSync = replyId
      else this.#replySync(turn, group, member, replyId, member.assignment)
      return
    }
    if (!group.isLeader(member.memberId)) {
      member.awaitingSync = replyId
      return
    }
    const assigned = new Map(body.assignments.map(({ memberId, assignment }) => [memberId, assignment]))
    const assignmentOf = (each: ClassicMember): Buffer => assigned.get(each.memberId) ?? empty
    turn.records.push(groupMetadataRecord(group, assignmentOf))
    member.awaitingSync = replyId
    const bystanders = this.#holdMaxMs(group.groupId) > 0 ? bystandersOf(group, assignmentOf) : undefined
    for (const each of group.members.values()) {
      if (each.awaitingSync === undefined || bystanders?.has(each.memberId)) continue
      this.#replySync(turn, group, each, each.awaitingSync, assignmentOf(each))
      each.awaitingSync = undefined
    }
    group.bystanders = bystanders
    if (bystanders !== undefined) turn.arm(timerKey('classic-second-round', group.groupId), SECOND_ROUND_WAIT_MS)
    if (group.pendingSyncMembers.size === 0) turn.cancel(timerKey('classic-sync', group.groupId))
    // Not written, so not assigned: the members are told, and those that do not come back are found by the sync timer, still armed.
    turn.undo = () => {
      member.awaitingSync = undefined
      group.bystanders = undefined
      for (const id of group.members.keys()) group.pendingSyncMembers.add(id)
    }
    this.#finished(turn, group)
  }

  #replySync(turn: Turn, group: ClassicGroup, member: ClassicMember, replyId: ReplyId, assignment: Buffer): void {
    turn.reply(replyId, syncReply(group, assignment))
    turn.arm(timerKey('classic-session', group.groupId, member.memberId), member.sessionTimeoutMs)
  }

  /** The second round did not come: those that were left waiting for it get their assignment. */
  onSecondRoundTimer(turn: Turn, group: ClassicGroup): void {
    group.bystanders = undefined
    if (!group.isInState('Stable')) return
    for (const member of group.members.values()) {
      if (member.awaitingSync === undefined) continue
      this.#replySync(turn, group, member, member.awaitingSync, member.assignment)
      member.awaitingSync = undefined
    }
  }

  #answerSync(turn: Turn, group: ClassicGroup, member: ClassicMember, errorCode: number): void {
    if (member.awaitingSync === undefined) return
    turn.reply(member.awaitingSync, newSyncGroupResponse({ errorCode }))
    member.awaitingSync = undefined
    turn.arm(timerKey('classic-session', group.groupId, member.memberId), member.sessionTimeoutMs)
  }

  // Heartbeat

  /** Answers, or parks the answer until something changes: then `hold` says for how long at most. */
  heartbeat(turn: Turn, group: ClassicGroup, replyId: ReplyId, body: HeartbeatRequest, hold: HoldOption | undefined): void {
    const { memberId } = body
    const errorCode = this.#heartbeatError(group, body)
    if (errorCode !== ErrorCode.NONE && errorCode !== ErrorCode.REBALANCE_IN_PROGRESS) {
      turn.reply(replyId, newHeartbeatResponse({ errorCode }))
      return
    }
    this.touch(turn, group, memberId)
    this.#releaseHeld(turn, group, memberId, errorCode)
    if (errorCode !== ErrorCode.NONE || hold === undefined || !group.isInState('Stable')) {
      turn.reply(replyId, newHeartbeatResponse({ errorCode }))
      group.members.get(memberId)!.wasAskedToBeatAgain = false
      return
    }
    group.heldHeartbeats.set(memberId, { replyId, token: hold.token, beatAgainError: hold.beatAgainError })
    turn.arm(timerKey('heartbeat-hold', group.groupId, memberId), classicHoldMs(hold.maxMs, group.members.get(memberId)!.sessionTimeoutMs))
  }

  #heartbeatError(group: ClassicGroup, { memberId, groupInstanceId, generationId }: HeartbeatRequest): number {
    if (group.isInState('Dead')) return ErrorCode.COORDINATOR_NOT_AVAILABLE
    const error = memberError(group, memberId, groupInstanceId)
    if (error !== ErrorCode.NONE) return error
    if (generationId !== group.generationId) return ErrorCode.ILLEGAL_GENERATION
    if (group.isInState('Empty')) return ErrorCode.UNKNOWN_MEMBER_ID
    return group.isInState('PreparingRebalance') ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE
  }

  /** The held answer has to go: nothing has changed, but its time is up or another request stands behind it. */
  releaseHeartbeat(turn: Turn, group: ClassicGroup, memberId: string, token?: number, apiKeyBehind?: number): void {
    const held = group.heldHeartbeats.get(memberId)
    const member = group.members.get(memberId)
    if (token !== undefined && held?.token !== token) return
    const askAgain = held?.beatAgainError !== undefined && leavesGap(apiKeyBehind) && member !== undefined && !member.wasAskedToBeatAgain
    this.#releaseHeld(turn, group, memberId, askAgain ? held.beatAgainError! : ErrorCode.NONE)
    if (askAgain) member.wasAskedToBeatAgain = true
  }

  #releaseHeld(turn: Turn, group: ClassicGroup, memberId: string, errorCode: number): void {
    const held = group.heldHeartbeats.get(memberId)
    if (held === undefined) return
    group.heldHeartbeats.delete(memberId)
    turn.cancel(timerKey('heartbeat-hold', group.groupId, memberId))
    turn.reply(held.replyId, newHeartbeatResponse({ errorCode }))
    const member = group.members.get(memberId)
    if (member !== undefined) member.wasAskedToBeatAgain = false
  }

  /** A sign of life: the session starts anew. */
  touch(turn: Turn, group: ClassicGroup, memberId: string): void {
    const member = group.members.get(memberId)
    if (member !== undefined) turn.arm(timerKey('classic-session', group.groupId, memberId), member.sessionTimeoutMs)
  }

  // LeaveGroup

  leave(turn: Turn, group: ClassicGroup, context: RequestContext, body: LeaveGroupRequest): LeaveGroupResponse {
    if (group.isInState('Dead')) return newLeaveGroupResponse({ errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE })
    const response = newLeaveGroupResponse()
    const causes: RebalanceCause[] = []
    for (const leaving of body.members) {
      let errorCode: number = ErrorCode.NONE
      let memberId = leaving.memberId
      if (memberId === '' && leaving.groupInstanceId !== null) {
        // An administrator removes a static member by its instance id alone.
        memberId = group.staticMemberId(leaving.groupInstanceId) ?? ''
      }
      if (group.pendingJoinMembers.has(memberId) && leaving.groupInstanceId === null) {
        this.#removePending(turn, group, memberId)
      } else {
        errorCode = memberError(group, memberId, leaving.groupInstanceId)
        if (errorCode === ErrorCode.NONE) {
          const member = group.members.get(memberId)!
          causes.push({ ...this.#cause(member, leaveTrigger(leaving.reason), leaving.reason), clientHost: context.clientHost })
          this.#drop(turn, group, member)
        }
      }
      response.members.push({ memberId: leaving.memberId, groupInstanceId: leaving.groupInstanceId, errorCode })
    }
    const [first, ...others] = causes
    if (first !== undefined) {
      for (const cause of others) this.#started(turn, group, cause)
      if (group.isInState('Stable', 'CompletingRebalance', 'PreparingRebalance')) this.#rebalanceOrComplete(turn, group, first)
    }
    return response
  }

  // After a load

  onLoaded(turn: Turn, group: ClassicGroup): void {
    this.#adopt(turn, group)
    if (!group.isInState('Stable')) return
    if (group.leaderId === undefined) {
      // Killed between its downgrade and the rebalance that belongs to it: nobody has assigned in this generation (see migration.ts).
      this.#prepareRebalance(turn, group, downgraded)
    } else if (group.members.size > this.#config().groupMaxSize) {
      this.#prepareRebalance(turn, group, { trigger: 'group-over-capacity' })
    }
  }

  #adopt(turn: Turn, group: ClassicGroup): void {
    for (const member of group.members.values()) {
      turn.arm(timerKey('classic-session', group.groupId, member.memberId), member.sessionTimeoutMs)
    }
    if (group.members.size > 0) this.#emit({ type: 'group-loaded', groupId: group.groupId, at: turn.now, shares: () => decodeShares(group) })
  }

  /** A group that was a consumer group until now: its members are to join it, as a classic one, at once. */
  takeOver(turn: Turn, group: ClassicGroup, cause: RebalanceCause): void {
    group.transitionTo('Stable', turn.now)
    this.#adopt(turn, group)
    this.#started(turn, group, downgraded)
    this.#prepareRebalance(turn, group, cause)
  }

  /** The same, when everybody has what is his: the group goes on as it is. */
  takeOverSettled(turn: Turn, group: ClassicGroup): void {
    group.transitionTo('Stable', turn.now)
    this.#adopt(turn, group)
  }

  /** The group is being deleted or handed over to the other protocol: everything parked gets `errorCode`, all timers end. */
  dissolve(turn: Turn, group: ClassicGroup, errorCode: number): void {
    for (const member of group.members.values()) {
      this.#releaseHeld(turn, group, member.memberId, errorCode)
      if (member.awaitingJoin !== undefined) turn.reply(member.awaitingJoin, joinError(member.isNew ? '' : member.memberId, errorCode))
      if (member.awaitingSync !== undefined) turn.reply(member.awaitingSync, newSyncGroupResponse({ errorCode }))
      group.setAwaitingJoin(member, undefined)
      member.awaitingSync = undefined
      turn.cancel(timerKey('classic-session', group.groupId, member.memberId))
    }
    for (const memberId of group.pendingJoinMembers) turn.cancel(timerKey('classic-session', group.groupId, memberId))
    turn.cancel(timerKey('classic-join', group.groupId))
    turn.cancel(timerKey('classic-sync', group.groupId))
  }

  #cause(member: ClassicMember, trigger: RebalanceCause['trigger'], reason: string | null): RebalanceCause {
    return {
      trigger,
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      // Clients cut their reasons at 255 characters; one that does not must not fill the ledger.
      ...(reason === null || reason === '' ? {} : { clientReason: reason.slice(0, 255) }),
    }
  }
}

/** The topics of a subscription, sorted; undefined when the bytes are no subscription. */
function topicsOf(metadata: Buffer | undefined): string[] | undefined {
  if (metadata === undefined) return undefined
  try {
    return [...new Set(decodeSubscription(metadata).topics)].sort()
  } catch {
    return undefined
  }
}

export function joinError(memberId: string, errorCode: number): JoinGroupResponse {
  return newJoinGroupResponse({ memberId, errorCode, protocolName: null })
}

/** What a member of the present generation is told; the list of members only to who is to assign. */
function currentGeneration(group: ClassicGroup, member: ClassicMember, withMembers: boolean): JoinGroupResponse {
  return newJoinGroupResponse({
    memberId: member.memberId,
    generationId: group.generationId,
    protocolType: group.protocolType ?? null,
    protocolName: group.protocolName ?? null,
    leader: group.leaderId ?? '',
    members: withMembers ? joinMembers(group) : [],
  })
}

function joinMembers(group: ClassicGroup): JoinGroupResponseMember[] {
  return [...group.members.values()].map((member) => ({
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    metadata: group.metadataOf(member),
  }))
}

function syncReply(group: ClassicGroup, assignment: Buffer): SyncGroupResponse {
  return newSyncGroupResponse({ protocolType: group.protocolType ?? null, protocolName: group.protocolName ?? null, assignment })
}

/** UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID or NONE. The instance id is looked at first: it decides who a static member is. */
export function memberError(group: ClassicGroup, memberId: string, groupInstanceId: string | null): number {
  if (groupInstanceId !== null) {
    const holder = group.staticMemberId(groupInstanceId)
    if (holder === undefined) return ErrorCode.UNKNOWN_MEMBER_ID
    if (holder !== memberId) return ErrorCode.FENCED_INSTANCE_ID
  }
  return group.members.has(memberId) ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID
}

function syncError(group: ClassicGroup, body: SyncGroupRequest): number {
  if (group.isInState('Dead')) return ErrorCode.COORDINATOR_NOT_AVAILABLE
  const error = memberError(group, body.memberId, body.groupInstanceId)
  if (error !== ErrorCode.NONE) return error
  if (body.generationId !== group.generationId) return ErrorCode.ILLEGAL_GENERATION
  if ((body.protocolType !== null && body.protocolType !== group.protocolType) || (body.protocolName !== null && body.protocolName !== group.protocolName)) {
    return ErrorCode.INCONSISTENT_GROUP_PROTOCOL
  }
  if (group.isInState('Empty')) return ErrorCode.UNKNOWN_MEMBER_ID
  return group.isInState('PreparingRebalance') ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE
}
