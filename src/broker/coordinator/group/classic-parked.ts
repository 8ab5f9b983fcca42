// What a member of a classic group has with the coordinator while it is alive: its session, and the requests of it that wait here for
// their answer (a JoinGroup, a SyncGroup, a held Heartbeat). All of them end with the member.

import { ErrorCode } from '../../../protocol/error-codes.ts'
import { newHeartbeatResponse } from '../../../protocol/generated/heartbeat.ts'
import { newSyncGroupResponse } from '../../../protocol/generated/sync-group.ts'
import { joinError } from './classic-answers.ts'
import type { ClassicGroup, ClassicMember } from './classic-group.ts'
import { timerKey } from './timer-keys.ts'
import type { Turn } from './turn.ts'

/** The member's session starts anew. */
export function armSession(turn: Turn, group: ClassicGroup, member: ClassicMember): void {
  turn.arm(timerKey('classic-session', group.groupId, member.memberId), member.sessionTimeoutMs)
}

/** A sign of life of whoever that id belongs to, if to anybody. */
export function touch(turn: Turn, group: ClassicGroup, memberId: string): void {
  const member = group.members.get(memberId)
  if (member !== undefined) armSession(turn, group, member)
}

/** Answers the heartbeat that is held for the member, if there is one. */
export function releaseHeld(turn: Turn, group: ClassicGroup, memberId: string, errorCode: number): void {
  const held = group.heldHeartbeats.get(memberId)
  if (held === undefined) return
  group.heldHeartbeats.delete(memberId)
  turn.cancel(timerKey('heartbeat-hold', group.groupId, memberId))
  turn.reply(held.replyId, newHeartbeatResponse({ errorCode }))
  const member = group.members.get(memberId)
  if (member !== undefined) member.wasAskedToBeatAgain = false
}

export function answerSync(turn: Turn, group: ClassicGroup, member: ClassicMember, errorCode: number): void {
  if (member.awaitingSync === undefined) return
  turn.reply(member.awaitingSync, newSyncGroupResponse({ errorCode }))
  member.awaitingSync = undefined
  armSession(turn, group, member)
}

/** Takes a member out, answering what it has parked, without asking what follows for the group. */
export function drop(turn: Turn, group: ClassicGroup, member: ClassicMember): void {
  turn.cancel(timerKey('classic-session', group.groupId, member.memberId))
  releaseHeld(turn, group, member.memberId, ErrorCode.UNKNOWN_MEMBER_ID)
  if (member.awaitingJoin !== undefined) turn.reply(member.awaitingJoin, joinError('', ErrorCode.UNKNOWN_MEMBER_ID))
  if (member.awaitingSync !== undefined) turn.reply(member.awaitingSync, newSyncGroupResponse({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID }))
  group.remove(member.memberId)
}

/** The group is being deleted or handed over to the other protocol: everything parked gets `errorCode`, all timers end. */
export function dissolve(turn: Turn, group: ClassicGroup, errorCode: number): void {
  for (const member of group.members.values()) {
    releaseHeld(turn, group, member.memberId, errorCode)
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
