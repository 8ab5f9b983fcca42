// Heartbeat on a classic group: answered at once, or held while nothing changes (heartbeat-hold.ts says for whom and for how long).

import { ErrorCode } from '../../../protocol/error-codes.ts'
import { type HeartbeatRequest, newHeartbeatResponse } from '../../../protocol/generated/heartbeat.ts'
import type { ReplyId } from '../step.ts'
import { heartbeatError } from './classic-answers.ts'
import type { ClassicGroup } from './classic-group.ts'
import { releaseHeld, touch } from './classic-parked.ts'
import { classicHoldMs, leavesGap } from './heartbeat-hold.ts'
import type { HoldOption } from './requests.ts'
import { timerKey } from './timer-keys.ts'
import type { Turn } from './turn.ts'

/** Answers, or parks the answer until something changes: then `hold` says for how long at most. */
export function heartbeat(turn: Turn, group: ClassicGroup, replyId: ReplyId, body: HeartbeatRequest, hold: HoldOption | undefined): void {
  const { memberId } = body
  const errorCode = heartbeatError(group, body)
  if (errorCode !== ErrorCode.NONE && errorCode !== ErrorCode.REBALANCE_IN_PROGRESS) {
    turn.reply(replyId, newHeartbeatResponse({ errorCode }))
    return
  }
  touch(turn, group, memberId)
  releaseHeld(turn, group, memberId, errorCode)
  if (errorCode !== ErrorCode.NONE || hold === undefined || !group.isInState('Stable')) {
    turn.reply(replyId, newHeartbeatResponse({ errorCode }))
    group.members.get(memberId)!.wasAskedToBeatAgain = false
    return
  }
  group.heldHeartbeats.set(memberId, { replyId, token: hold.token, beatAgainError: hold.beatAgainError })
  turn.arm(timerKey('heartbeat-hold', group.groupId, memberId), classicHoldMs(hold.maxMs, group.members.get(memberId)!.sessionTimeoutMs))
}

/** The held answer has to go: nothing has changed, but its time is up or another request stands behind it. */
export function releaseHeartbeat(turn: Turn, group: ClassicGroup, memberId: string, token?: number, apiKeyBehind?: number): void {
  const held = group.heldHeartbeats.get(memberId)
  const member = group.members.get(memberId)
  if (token !== undefined && held?.token !== token) return
  const askAgain = held?.beatAgainError !== undefined && leavesGap(apiKeyBehind) && member !== undefined && !member.wasAskedToBeatAgain
  releaseHeld(turn, group, memberId, askAgain ? held.beatAgainError! : ErrorCode.NONE)
  if (askAgain) member.wasAskedToBeatAgain = true
}
