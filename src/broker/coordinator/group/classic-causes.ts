// Why a member of a classic group makes it rebalance, for the ledger and its explanations (shape C).

import type { JoinGroupRequest } from '../../../protocol/generated/join-group.ts'
import { decodeSubscription } from '../../../protocol/group-protocol.ts'
import { leaveTrigger, silentLeave, topicChange } from './causes.ts'
import type { ClassicGroup, ClassicMember } from './classic-group.ts'
import type { RebalanceCause } from './events.ts'
import type { RequestContext } from './requests.ts'
import { gaveUp, hasPartitions } from './shares.ts'
import type { TopicsView } from './topics.ts'

/** What the member's JoinGroup says. */
type Said = Pick<JoinGroupRequest, 'protocols' | 'reason'>

export function causeOf(member: ClassicMember, trigger: RebalanceCause['trigger'], reason: string | null): RebalanceCause {
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

/** Why a member leaves; clients from before KIP-800 have no words for it. */
export function leaveCause(group: ClassicGroup, member: ClassicMember, context: RequestContext, reason: string | null): RebalanceCause {
  const leaver = { ...member, ownsSomething: hasPartitions(group, member) }
  return { ...causeOf(member, leaveTrigger(reason), reason), clientHost: context.clientHost, ...silentLeave(context, reason, leaver) }
}

/** What a member that comes with other bytes has to say: other topics, or (the same ones) other partitions that it owns now. */
export function changeOf(topics: TopicsView, group: ClassicGroup, member: ClassicMember, { protocols, reason }: Said): RebalanceCause {
  const before = topicsOf(group.metadataOf(member))
  const after = topicsOf(protocols.find(({ name }) => name === group.protocolName)?.metadata)
  if (!group.isConsumerProtocol || before === undefined || before.join(' ') !== after?.join(' ')) {
    return subscriptionChanged(topics, group, member, { protocols, reason })
  }
  // It had more than it was left: this is the second round that it announces by coming.
  if (gaveUp(group, member)) return causeOf(member, 'partitions-released', reason)
  return causeOf(member, group.isLeader(member.memberId) ? 'leader-rejoined' : 'member-rejoined', reason)
}

export function subscriptionChanged(topics: TopicsView, group: ClassicGroup, member: ClassicMember, { protocols, reason }: Said): RebalanceCause {
  const cause = causeOf(member, 'subscription-changed', reason)
  const before = topicsOf(group.metadataOf(member))
  const after = topicsOf(protocols.find(({ name }) => name === group.protocolName)?.metadata)
  return before === undefined || after === undefined ? cause : { ...cause, ...topicChange(before, after, topics) }
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
