// What a member of a classic group is told: its generation, its assignment, and why a request is refused (shape C).

import { ErrorCode } from '../../../protocol/error-codes.ts'
import type { HeartbeatRequest } from '../../../protocol/generated/heartbeat.ts'
import { type JoinGroupResponse, type JoinGroupResponseMember, newJoinGroupResponse } from '../../../protocol/generated/join-group.ts'
import { newSyncGroupResponse, type SyncGroupRequest, type SyncGroupResponse } from '../../../protocol/generated/sync-group.ts'
import type { ClassicGroup, ClassicMember } from './classic-group.ts'

export function joinError(memberId: string, errorCode: number): JoinGroupResponse {
  return newJoinGroupResponse({ memberId, errorCode, protocolName: null })
}

/** What a member of the present generation is told; the list of members only to who is to assign. */
export function currentGeneration(group: ClassicGroup, member: ClassicMember, withMembers: boolean): JoinGroupResponse {
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

export function syncReply(group: ClassicGroup, assignment: Buffer): SyncGroupResponse {
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

export function syncError(group: ClassicGroup, body: SyncGroupRequest): number {
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

export function heartbeatError(group: ClassicGroup, { memberId, groupInstanceId, generationId }: HeartbeatRequest): number {
  if (group.isInState('Dead')) return ErrorCode.COORDINATOR_NOT_AVAILABLE
  const error = memberError(group, memberId, groupInstanceId)
  if (error !== ErrorCode.NONE) return error
  if (generationId !== group.generationId) return ErrorCode.ILLEGAL_GENERATION
  if (group.isInState('Empty')) return ErrorCode.UNKNOWN_MEMBER_ID
  return group.isInState('PreparingRebalance') ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE
}
