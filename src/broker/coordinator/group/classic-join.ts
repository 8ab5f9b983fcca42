// JoinGroup on a classic group: whether a member may come in, under which id, and what its coming means for the group.
// v1 rebalance timeout, v4 MEMBER_ID_REQUIRED (KIP-394), v5 instance ids (KIP-345), v8 reason (KIP-800), v9 skipAssignment (KIP-814).

import { ErrorCode } from '../../../protocol/error-codes.ts'
import type { JoinGroupRequest } from '../../../protocol/generated/join-group.ts'
import { newSyncGroupResponse } from '../../../protocol/generated/sync-group.ts'
import type { ReplyId } from '../step.ts'
import { currentGeneration, joinError, memberError } from './classic-answers.ts'
import { causeOf, changeOf, subscriptionChanged } from './classic-causes.ts'
import { type ClassicGroup, type ClassicMember, newClassicMember, sameProtocols } from './classic-group.ts'
import { armSession, releaseHeld } from './classic-parked.ts'
import type { ClassicRebalance, ClassicRulesDeps } from './classic-rebalance.ts'
import type { GroupCoordinatorConfig } from './config.ts'
import type { RebalanceCause } from './events.ts'
import { honoursOlderGenerations } from './heartbeat-hold.ts'
import { groupMetadataRecord } from './records.ts'
import type { JoinInput } from './requests.ts'
import { timerKey } from './timer-keys.ts'
import type { TopicsView } from './topics.ts'
import { dashedUuid, type Turn } from './turn.ts'

/**
 * How long the parked JoinGroup of a member that does not know its id yet may stay: it cannot heartbeat, and a client that gave
 * up would otherwise leave a ghost behind at each retry. Kafka's fixed five minutes.
 */
const NEW_MEMBER_JOIN_TIMEOUT_MS = 5 * 60_000
const empty = Buffer.alloc(0)

export class ClassicJoin {
  readonly #config: () => GroupCoordinatorConfig
  readonly #topics: () => TopicsView
  readonly #rebalance: ClassicRebalance

  constructor(deps: Pick<ClassicRulesDeps, 'config' | 'topics'>, rebalance: ClassicRebalance) {
    this.#config = deps.config
    this.#topics = deps.topics
    this.#rebalance = rebalance
  }

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
        this.#updateMember(turn, group, member, replyId, input, causeOf(member, 'member-rejoined', body.reason))
        return
      case 'CompletingRebalance':
        if (!sameProtocols(member.protocols, body.protocols)) {
          this.#updateMember(turn, group, member, replyId, input, subscriptionChanged(this.#topics(), group, member, body))
        } else {
          // It lost the answer to its JoinGroup and asks again: the generation stands.
          armSession(turn, group, member)
          turn.reply(replyId, currentGeneration(group, member, group.isLeader(member.memberId)))
        }
        return
      case 'Stable':
        if (group.isLeader(member.memberId)) {
          // The leader watches the topics' metadata: it joins again to make everybody be assigned anew.
          const same = sameProtocols(member.protocols, body.protocols)
          const cause = same ? causeOf(member, 'leader-rejoined', body.reason) : changeOf(this.#topics(), group, member, body)
          this.#updateMember(turn, group, member, replyId, input, cause)
        } else if (!sameProtocols(member.protocols, body.protocols)) {
          this.#updateMember(turn, group, member, replyId, input, changeOf(this.#topics(), group, member, body))
        } else {
          armSession(turn, group, member)
          turn.reply(replyId, currentGeneration(group, member, false))
        }
        return
      case 'Empty':
      case 'Dead':
        turn.reply(replyId, joinError(body.memberId, ErrorCode.UNKNOWN_MEMBER_ID))
    }
  }

  #addMember(turn: Turn, group: ClassicGroup, memberId: string, replyId: ReplyId, input: JoinInput): void {
    const { body, context } = input
    if (group.members.size === 0) group.protocolType = body.protocolType
    const member = newClassicMember({
      memberId,
      groupInstanceId: body.groupInstanceId,
      clientId: context.clientId,
      clientHost: context.clientHost,
      ...termsOf(body),
      awaitingJoin: replyId,
      honoursOlderGenerations: honoursOlderGenerations(context.clientSoftwareName, context.clientSoftwareVersion),
      isNew: true,
    })
    if (group.isInState('PreparingRebalance') && group.previousState === 'Empty') group.newMemberAdded = true
    group.add(member)
    turn.arm(timerKey('classic-session', group.groupId, memberId), NEW_MEMBER_JOIN_TIMEOUT_MS)
    this.#rebalance.request(turn, group, causeOf(member, 'member-joined', body.reason))
  }

  #updateMember(turn: Turn, group: ClassicGroup, member: ClassicMember, replyId: ReplyId, input: JoinInput, cause: RebalanceCause): void {
    const { body, context } = input
    member.honoursOlderGenerations = honoursOlderGenerations(context.clientSoftwareName, context.clientSoftwareVersion)
    group.update(member, termsOf(body))
    // A repeated JoinGroup takes the place of the one that its client gave up.
    if (member.awaitingJoin !== undefined) turn.reply(member.awaitingJoin, joinError(member.memberId, ErrorCode.UNKNOWN_MEMBER_ID))
    group.setAwaitingJoin(member, replyId)
    this.#rebalance.request(turn, group, cause)
  }

  /** A static member is back under a new member id: its older self, if it still waits somewhere, is fenced at once. */
  #replaceStaticMember(turn: Turn, group: ClassicGroup, oldMemberId: string, memberId: string, replyId: ReplyId, input: JoinInput): void {
    const { body, context, version } = input
    const groupInstanceId = body.groupInstanceId!
    const oldLeaderId = group.leaderId
    const restore = group.snapshot()
    releaseHeld(turn, group, oldMemberId, ErrorCode.FENCED_INSTANCE_ID)
    const member = group.replaceStaticMember(groupInstanceId, oldMemberId, memberId)
    if (member.awaitingJoin !== undefined) turn.reply(member.awaitingJoin, joinError(oldMemberId, ErrorCode.FENCED_INSTANCE_ID))
    group.setAwaitingJoin(member, undefined)
    if (member.awaitingSync !== undefined) turn.reply(member.awaitingSync, newSyncGroupResponse({ errorCode: ErrorCode.FENCED_INSTANCE_ID }))
    member.awaitingSync = undefined
    member.clientId = context.clientId
    member.clientHost = context.clientHost
    member.honoursOlderGenerations = honoursOlderGenerations(context.clientSoftwareName, context.clientSoftwareVersion)
    group.update(member, termsOf(body))
    group.setAwaitingJoin(member, replyId)
    turn.cancel(timerKey('classic-session', group.groupId, oldMemberId))
    armSession(turn, group, member)
    const cause = causeOf(member, 'static-member-replaced', body.reason)
    switch (group.state) {
      case 'Stable': {
        if (group.selectProtocol() !== group.protocolName) {
          // The others must change over to another protocol with it.
          this.#rebalance.request(turn, group, cause)
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
        this.#rebalance.prepare(turn, group, cause)
        return
      case 'PreparingRebalance':
        this.#rebalance.maybeCompleteJoin(turn, group)
        return
      case 'Empty':
      case 'Dead':
        // A group without members has no static members.
        turn.reply(replyId, joinError('', ErrorCode.UNKNOWN_MEMBER_ID))
    }
  }
}

/** What a member says of itself at each join. Version 0 has no rebalance timeout: the session's serves. */
function termsOf({ protocols, rebalanceTimeoutMs, sessionTimeoutMs }: JoinGroupRequest): Parameters<ClassicGroup['update']>[1] {
  return { protocols, rebalanceTimeoutMs: rebalanceTimeoutMs < 0 ? sessionTimeoutMs : rebalanceTimeoutMs, sessionTimeoutMs }
}
