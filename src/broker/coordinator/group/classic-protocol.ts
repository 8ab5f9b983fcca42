// The classic protocol's rules, as the shard asks for them. Decisions only: parked requests are reply ids in the group, answers are
// data in the turn. JoinGroup is classic-join.ts, the rebalance with its SyncGroup classic-rebalance.ts, Heartbeat classic-heartbeat.ts,
// the states classic-group.ts. Here: how members leave or are lost, and how a group is taken over from the log or the other protocol.
// LeaveGroup: v3 several members, v5 reasons.

import { ErrorCode } from '../../../protocol/error-codes.ts'
import { type LeaveGroupRequest, type LeaveGroupResponse, newLeaveGroupResponse } from '../../../protocol/generated/leave-group.ts'
import type { SyncGroupRequest } from '../../../protocol/generated/sync-group.ts'
import type { ReplyId } from '../step.ts'
import { memberError } from './classic-answers.ts'
import { causeOf, leaveCause } from './classic-causes.ts'
import type { ClassicGroup } from './classic-group.ts'
import { releaseHeartbeat } from './classic-heartbeat.ts'
import { ClassicJoin } from './classic-join.ts'
import { armSession, drop } from './classic-parked.ts'
import { ClassicRebalance, type ClassicRulesDeps } from './classic-rebalance.ts'
import type { GroupCoordinatorConfig } from './config.ts'
import type { GroupEventListener, RebalanceCause } from './events.ts'
import type { JoinInput, RequestContext } from './requests.ts'
import { decodeShares } from './shares.ts'
import { type GroupTimerKind, timerKey } from './timer-keys.ts'
import type { Turn } from './turn.ts'

const downgraded: RebalanceCause = { trigger: 'protocol-migrated', from: 'consumer', to: 'classic' }

export class ClassicProtocolRules {
  readonly #config: () => GroupCoordinatorConfig
  readonly #emit: GroupEventListener
  readonly #rebalance: ClassicRebalance
  readonly #joining: ClassicJoin

  constructor(deps: ClassicRulesDeps) {
    this.#config = deps.config
    this.#emit = deps.emit
    this.#rebalance = new ClassicRebalance(deps)
    this.#joining = new ClassicJoin(deps, this.#rebalance)
  }

  /** The caller has found or made the group; `isNew` says that it was made for this request. */
  join(turn: Turn, group: ClassicGroup, isNew: boolean, replyId: ReplyId, input: JoinInput): void {
    this.#joining.join(turn, group, isNew, replyId, input)
  }

  sync(turn: Turn, group: ClassicGroup, replyId: ReplyId, body: SyncGroupRequest): void {
    this.#rebalance.sync(turn, group, replyId, body)
  }

  onTimer(turn: Turn, group: ClassicGroup, kind: GroupTimerKind, memberId: string): void {
    if (kind === 'heartbeat-hold') releaseHeartbeat(turn, group, memberId)
    else if (kind === 'classic-session') this.#onSessionTimer(turn, group, memberId)
    else if (kind === 'classic-join') this.#rebalance.onJoinTimer(turn, group)
    else if (kind === 'classic-sync') this.#rebalance.onSyncTimer(turn, group)
    else if (kind === 'classic-second-round') this.#rebalance.onSecondRoundTimer(turn, group)
  }

  // How a member goes

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
          causes.push(leaveCause(group, member, context, leaving.reason))
          drop(turn, group, member)
        }
      }
      response.members.push({ memberId: leaving.memberId, groupInstanceId: leaving.groupInstanceId, errorCode })
    }
    const [first, ...others] = causes
    if (first !== undefined) {
      for (const cause of others) this.#rebalance.started(turn, group, cause)
      this.#rebalanceWithout(turn, group, first)
    }
    return response
  }

  #removePending(turn: Turn, group: ClassicGroup, memberId: string): void {
    turn.cancel(timerKey('classic-session', group.groupId, memberId))
    group.remove(memberId)
    this.#rebalance.maybeCompleteJoin(turn, group)
  }

  #onSessionTimer(turn: Turn, group: ClassicGroup, memberId: string): void {
    if (group.pendingJoinMembers.has(memberId)) {
      this.#removePending(turn, group, memberId)
      return
    }
    const member = group.members.get(memberId)
    if (member === undefined) return
    // A member whose request is parked here is alive as far as one can tell, unless it never learned its id.
    if (!member.isNew && (member.awaitingJoin !== undefined || member.awaitingSync !== undefined)) return
    drop(turn, group, member)
    this.#rebalanceWithout(turn, group, { ...causeOf(member, 'session-timeout', null), sessionTimeoutMs: member.sessionTimeoutMs })
  }

  #rebalanceWithout(turn: Turn, group: ClassicGroup, cause: RebalanceCause): void {
    if (group.isInState('Stable', 'CompletingRebalance', 'PreparingRebalance')) this.#rebalance.request(turn, group, cause)
  }

  // How a group comes

  onLoaded(turn: Turn, group: ClassicGroup): void {
    this.#adopt(turn, group)
    if (!group.isInState('Stable')) return
    if (group.leaderId === undefined) {
      // Killed between its downgrade and the rebalance that belongs to it: nobody has assigned in this generation (see migration.ts).
      this.#rebalance.prepare(turn, group, downgraded)
    } else if (group.members.size > this.#config().groupMaxSize) {
      this.#rebalance.prepare(turn, group, { trigger: 'group-over-capacity' })
    }
  }

  #adopt(turn: Turn, group: ClassicGroup): void {
    for (const member of group.members.values()) armSession(turn, group, member)
    if (group.members.size > 0) this.#emit({ type: 'group-loaded', groupId: group.groupId, at: turn.now, shares: () => decodeShares(group) })
  }

  /** A group that was a consumer group until now: its members are to join it, as a classic one, at once. */
  takeOver(turn: Turn, group: ClassicGroup, cause: RebalanceCause): void {
    group.transitionTo('Stable', turn.now)
    this.#adopt(turn, group)
    this.#rebalance.started(turn, group, downgraded)
    this.#rebalance.prepare(turn, group, cause)
  }

  /** The same, when everybody has what is his: the group goes on as it is. */
  takeOverSettled(turn: Turn, group: ClassicGroup): void {
    group.transitionTo('Stable', turn.now)
    this.#adopt(turn, group)
  }
}
