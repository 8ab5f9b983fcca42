// Who may come into a consumer group, and who is fenced: members by id and epoch, static ones by instance id (KIP-345, KIP-848).

import { ErrorCode } from '../../../protocol/error-codes.ts'
import { ProtocolError } from '../../../protocol/errors.ts'
import type { ConsumerDraft } from './consumer-draft.ts'
import { type ConsumerMember, LEAVE_GROUP_STATIC_EPOCH, newConsumerMember, type Partitions } from './consumer-group.ts'
import { isSubset } from './reconcile.ts'
import { timerKey } from './timer-keys.ts'
import type { Turn } from './turn.ts'

export class ConsumerAdmission {
  /** group.max.size of a group. */
  readonly #maxSize: (groupId: string) => number

  constructor(maxSize: (groupId: string) => number) {
    this.#maxSize = maxSize
  }

  /** The member that joins with epoch 0: new, known, or back in a static one's place. Throws GROUP_MAX_SIZE_REACHED, UNRELEASED_INSTANCE_ID. */
  joining(draft: ConsumerDraft, memberId: string, instanceId: string | null): ConsumerMember {
    const known = draft.member(memberId)
    if (instanceId === null) {
      if (known !== undefined) return known
      this.#throwIfFull(draft)
      return newConsumerMember({ memberId })
    }
    const holder = draft.staticMember(instanceId)
    if (holder === undefined) {
      this.#throwIfFull(draft)
      return newConsumerMember({ memberId, instanceId })
    }
    if (holder.memberId === memberId) return holder
    if (holder.memberEpoch !== LEAVE_GROUP_STATIC_EPOCH && holder.classic === undefined) {
      throw new ProtocolError(
        ErrorCode.UNRELEASED_INSTANCE_ID,
        `instance id ${instanceId} is held by member ${holder.memberId}; ${memberId} cannot have it before that one leaves`,
      )
    }
    return replaceStatic(draft, holder, memberId)
  }

  #throwIfFull(draft: ConsumerDraft): void {
    const max = this.#maxSize(draft.groupId)
    if (draft.group.members.size >= max) {
      throw new ProtocolError(ErrorCode.GROUP_MAX_SIZE_REACHED, `the group is full: it has ${max} members`)
    }
  }

  /** The member that beats from an epoch. Throws UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID, FENCED_MEMBER_EPOCH. */
  known(draft: ConsumerDraft, memberId: string, epoch: number, instanceId: string | null, owned: Partitions | undefined): ConsumerMember {
    const member = findMember(draft, memberId, instanceId)
    if (epoch > member.memberEpoch) throw fenced('greater', epoch, member.memberEpoch)
    // One that lost the answer of its last step may come with the epoch before, if it says that it owns nothing else.
    if (epoch < member.memberEpoch && (epoch !== member.previousMemberEpoch || owned === undefined || !isSubset(owned, member.assigned))) {
      throw fenced('smaller', epoch, member.memberEpoch)
    }
    return member
  }
}

/** The holder of an instance id is back under another member id: it takes over everything, and nothing moves. */
export function replaceStatic(draft: ConsumerDraft, holder: ConsumerMember, memberId: string): ConsumerMember {
  const target = draft.target(holder.memberId)
  draft.remove(holder.memberId)
  cancelTimers(draft.turn, draft.groupId, holder.memberId)
  const member: ConsumerMember = { ...holder, memberId, memberEpoch: 0, previousMemberEpoch: 0, classic: undefined }
  draft.putMetadata(member)
  draft.putTarget(memberId, target)
  draft.putCurrent(member)
  return member
}

export function findMember(draft: ConsumerDraft, memberId: string, instanceId: string | null): ConsumerMember {
  if (instanceId !== null) {
    const holder = draft.staticMember(instanceId)
    if (holder === undefined) throw new ProtocolError(ErrorCode.UNKNOWN_MEMBER_ID, `no member has the instance id ${instanceId}`)
    if (holder.memberId !== memberId) {
      throw new ProtocolError(ErrorCode.FENCED_INSTANCE_ID, `instance id ${instanceId} went from member ${memberId} to ${holder.memberId}`)
    }
  }
  const member = draft.member(memberId)
  if (member === undefined) throw new ProtocolError(ErrorCode.UNKNOWN_MEMBER_ID, `group ${draft.groupId} has no member ${memberId}`)
  return member
}

export function cancelTimers(turn: Turn, groupId: string, memberId: string): void {
  for (const kind of ['consumer-session', 'consumer-rebalance', 'consumer-join', 'consumer-sync'] as const) turn.cancel(timerKey(kind, groupId, memberId))
}

function fenced(than: 'greater' | 'smaller', epoch: number, known: number): ProtocolError {
  return new ProtocolError(
    ErrorCode.FENCED_MEMBER_EPOCH,
    `member epoch ${epoch} is ${than} than ${known}, the member's; it has to give up its partitions and join again`,
  )
}
