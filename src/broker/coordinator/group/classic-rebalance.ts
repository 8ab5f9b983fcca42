// A rebalance of a classic group, from its cause to the members' assignments: who has time to join until when, what ends the waiting,
// the leader and the protocol of the generation, SyncGroup. Decisions only; see classic-group.ts for the states.

import { ErrorCode } from '../../../protocol/error-codes.ts'
import { newSyncGroupResponse, type SyncGroupRequest } from '../../../protocol/generated/sync-group.ts'
import type { ReplyId } from '../step.ts'
import { currentGeneration, syncError, syncReply } from './classic-answers.ts'
import { causeOf } from './classic-causes.ts'
import type { ClassicGroup, ClassicMember } from './classic-group.ts'
import { answerSync, armSession, drop, releaseHeld } from './classic-parked.ts'
import type { GroupCoordinatorConfig } from './config.ts'
import type { GroupEventListener, RebalanceCause } from './events.ts'
import { SECOND_ROUND_WAIT_MS } from './heartbeat-hold.ts'
import { groupMetadataRecord } from './records.ts'
import { bystandersOf, decodeShares, unassignedOf } from './shares.ts'
import { timerKey } from './timer-keys.ts'
import type { TopicsView } from './topics.ts'
import type { Turn } from './turn.ts'

export interface ClassicRulesDeps {
  config: () => GroupCoordinatorConfig
  emit: GroupEventListener
  /** How long answers may be held back for a group, 0 for not at all. */
  holdMaxMs: (groupId: string) => number
  /** For the ledger alone. */
  topics: () => TopicsView
}

const empty = Buffer.alloc(0)

export class ClassicRebalance {
  readonly #config: () => GroupCoordinatorConfig
  readonly #emit: GroupEventListener
  readonly #holdMaxMs: (groupId: string) => number
  readonly #topics: () => TopicsView

  constructor(deps: ClassicRulesDeps) {
    this.#config = deps.config
    this.#emit = deps.emit
    this.#holdMaxMs = deps.holdMaxMs
    this.#topics = deps.topics
  }

  /** Something happened that the group has to be assigned anew for: begins it, or adds the cause to the one under way. */
  request(turn: Turn, group: ClassicGroup, cause: RebalanceCause): void {
    if (group.isInState('Stable', 'CompletingRebalance', 'Empty')) {
      this.prepare(turn, group, cause)
    } else {
      if (cause.trigger !== 'member-rejoined') this.started(turn, group, cause)
      this.maybeCompleteJoin(turn, group)
    }
  }

  /** Tells of a cause, of the rebalance that begins or of the one under way. */
  started(turn: Turn, group: ClassicGroup, cause: RebalanceCause): void {
    this.#emit({ type: 'rebalance-started', groupId: group.groupId, at: turn.now, protocol: 'classic', epoch: group.generationId, cause })
  }

  /** Begins a rebalance. For the first one of an empty group, waits a little for the other members that start with it. */
  prepare(turn: Turn, group: ClassicGroup, cause: RebalanceCause): void {
    for (const member of group.members.values()) answerSync(turn, group, member, ErrorCode.REBALANCE_IN_PROGRESS)
    group.bystanders = undefined
    turn.cancel(timerKey('classic-second-round', group.groupId))
    this.started(turn, group, cause)
    for (const memberId of [...group.heldHeartbeats.keys()]) releaseHeld(turn, group, memberId, ErrorCode.REBALANCE_IN_PROGRESS)
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

  /** Ends the time to join when nobody is missing any more. */
  maybeCompleteJoin(turn: Turn, group: ClassicGroup): void {
    // The first rebalance of a group ends with its delay, however many have come.
    if (group.isInState('PreparingRebalance') && group.previousState !== 'Empty' && group.allMembersJoined) this.#completeJoin(turn, group)
  }

  #completeJoin(turn: Turn, group: ClassicGroup): void {
    turn.cancel(timerKey('classic-join', group.groupId))
    group.initialDelayBudgetMs = undefined
    for (const member of [...group.members.values()]) {
      // Static members keep their place until their session ends.
      if (member.awaitingJoin !== undefined || member.groupInstanceId !== null) continue
      this.started(turn, group, causeOf(member, 'never-rejoined', null))
      drop(turn, group, member)
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
    if (before !== undefined && before !== group.protocolName) this.started(turn, group, { trigger: 'assignor-changed', from: before, to: group.protocolName! })
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
      armSession(turn, group, member)
      group.pendingSyncMembers.add(member.memberId)
    }
    turn.arm(timerKey('classic-sync', group.groupId), group.rebalanceTimeoutMs)
  }

  // SyncGroup

  sync(turn: Turn, group: ClassicGroup, replyId: ReplyId, body: SyncGroupRequest): void {
    const error = syncError(group, body)
    if (error !== ErrorCode.NONE) {
      turn.reply(replyId, newSyncGroupResponse({ errorCode: error }))
      return
    }
    const member = group.members.get(body.memberId)!
    armSession(turn, group, member)
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
    armSession(turn, group, member)
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

  /** Members that joined the generation but never asked for their assignment hold the others up no longer. */
  onSyncTimer(turn: Turn, group: ClassicGroup): void {
    if (!group.isInState('CompletingRebalance', 'Stable') || group.pendingSyncMembers.size === 0) return
    const late = [...group.pendingSyncMembers].map((id) => group.members.get(id)!)
    for (const member of late) drop(turn, group, member)
    this.prepare(turn, group, causeOf(late[0]!, 'never-synced', null))
  }

  #finished(turn: Turn, group: ClassicGroup): void {
    const { groupId, generationId } = group
    const told = { shares: () => decodeShares(group), unassigned: () => unassignedOf(group, this.#topics()) }
    const event = { type: 'rebalance-finished', groupId, at: turn.now, epoch: generationId, protocol: 'classic', ...told } as const
    turn.afterAppend(() => this.#emit(event))
  }
}
