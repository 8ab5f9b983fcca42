// ConsumerGroupHeartbeat on a consumer group (KIP-848), and the group's timers. A heartbeat joins, leaves, changes a subscription,
// reports what is owned, and is answered with what the member shall own. Decisions only, on a draft.
// v0 member ids by the broker; v1 member ids by the client, regular expressions.

import { randomUuid } from '../../../core/random.ts'
import { serverRangeAssignor, type ServerAssignor, uniformAssignor } from '../../../assignors/uniform.ts'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import {
  type ConsumerGroupHeartbeatRequest,
  type ConsumerGroupHeartbeatResponse,
  newConsumerGroupHeartbeatResponse,
} from '../../../protocol/generated/consumer-group-heartbeat.ts'
import type { Uuid } from '../../../protocol/ids.ts'
import type { ReplyId } from '../step.ts'
import { topicChange } from './causes.ts'
import type { ConsumerGroupSettings } from './config.ts'
import { cancelTimers, ConsumerAdmission, findMember } from './consumer-admission.ts'
import { ConsumerDraft } from './consumer-draft.ts'
import {
  type ConsumerGroup,
  type ConsumerMember,
  isReconciled,
  LEAVE_GROUP_EPOCH,
  LEAVE_GROUP_STATIC_EPOCH,
  type Partitions,
} from './consumer-group.ts'
import type { GroupEventListener, RebalanceCause } from './events.ts'
import { CONSUMER_HOLD_MS, CONSUMER_HOLD_WHILE_WAITING_MS, CONSUMER_INTERVAL_WHILE_HELD_MS, CONSUMER_INTERVAL_WHILE_MOVING_MS, consumerHoldMs, EPOCH_NEWS_MS, GATHER_MS } from './heartbeat-hold.ts'
import { isSubset, reconcile, samePartitions } from './reconcile.ts'
import { resolveRegex } from './regex.ts'
import type { HoldOption, RequestContext } from './requests.ts'
import { consumerShares } from './shares.ts'
import { timerKey } from './timer-keys.ts'
import type { TopicsView } from './topics.ts'
import type { Turn } from './turn.ts'

export const serverAssignors: ReadonlyMap<string, ServerAssignor> = new Map([uniformAssignor, serverRangeAssignor].map((assignor) => [assignor.name, assignor]))

/** What of a member a request may change. */
export interface MemberUpdate {
  instanceId: string | null
  rackId: string | null | undefined
  rebalanceTimeoutMs: number | undefined
  subscribedTopicNames: readonly string[] | undefined
  subscribedTopicRegex: string | undefined
  serverAssignor: string | null | undefined
}

export class ConsumerProtocolRules {
  readonly #settings: (groupId: string) => ConsumerGroupSettings
  readonly #topics: () => TopicsView
  readonly #emit: GroupEventListener
  readonly #admission: ConsumerAdmission
  /** Soft state, for the ledger: by which assignor each group's target was computed. */
  readonly #assignors = new Map<string, string>()

  constructor(deps: { settings: (groupId: string) => ConsumerGroupSettings; topics: () => TopicsView; emit: GroupEventListener }) {
    this.#settings = deps.settings
    this.#topics = deps.topics
    this.#emit = deps.emit
    this.#admission = new ConsumerAdmission((groupId) => deps.settings(groupId).maxSize)
  }

  draft(turn: Turn, group: ConsumerGroup): ConsumerDraft {
    return new ConsumerDraft(group, turn, this.#topics())
  }

  // Heartbeats

  /** Answers, or parks the answer until something changes for the member. Throws ProtocolError before anything is drafted. */
  heartbeat(turn: Turn, group: ConsumerGroup, replyId: ReplyId, context: RequestContext, body: ConsumerGroupHeartbeatRequest, hold?: HoldOption): void {
    const draft = this.draft(turn, group)
    const joining = body.memberEpoch === 0
    const owned = body.topicPartitions === null ? undefined : partitionsOf(body.topicPartitions)
    const memberId = body.memberId === '' ? randomUuid(turn.random) : body.memberId
    const member = joining
      ? this.#admission.joining(draft, memberId, body.instanceId)
      : this.#admission.known(draft, memberId, body.memberEpoch, body.instanceId, owned)
    this.releaseHeartbeat(turn, group, memberId)
    const updated = this.update(draft, member, context, {
      instanceId: body.instanceId,
      rackId: body.rackId ?? undefined,
      rebalanceTimeoutMs: body.rebalanceTimeoutMs === -1 ? undefined : body.rebalanceTimeoutMs,
      subscribedTopicNames: body.subscribedTopicNames ?? undefined,
      subscribedTopicRegex: body.subscribedTopicRegex ?? undefined,
      serverAssignor: body.serverAssignor ?? undefined,
    })
    const full =
      joining || (body.rebalanceTimeoutMs !== -1 && (body.subscribedTopicNames !== null || body.subscribedTopicRegex !== null) && body.topicPartitions !== null)
    const next = this.#next(draft, updated.member, owned, updated.subscriptionChanged)
    const { heartbeatIntervalMs } = this.#settings(group.groupId)
    const toldMs = Math.min(heartbeatIntervalMs, intervalWhileHeld(next))
    const limitMs = hold === undefined ? 0 : consumerHoldMs(hold.maxMs, toldMs, this.sessionTimeoutMs(group.groupId, member))
    // A part of what it is to get, and it can be held: the rest may come meanwhile.
    const gathers = limitMs > 0 && !full && !draft.changed && mayWait(updated.member, next) === 'part'
    const moved = gathers ? updated.member : this.#move(draft, updated.member, next)
    this.armSession(turn, group.groupId, moved)
    this.settle(draft)
    const withAssignment = full || !samePartitions(member.assigned, moved.assigned)
    // Held only when the member has nothing to do: it knows its epoch, and what it still waits for comes from others.
    if (hold === undefined || limitMs === 0 || withAssignment || moved.memberEpoch !== member.memberEpoch || moved.state === 'UnrevokedPartitions') {
      turn.reply(replyId, this.#response(draft, moved, withAssignment, hold !== undefined))
      return
    }
    const holdMs = Math.min(limitMs, gathers ? GATHER_MS : moved.state === 'UnreleasedPartitions' ? CONSUMER_HOLD_WHILE_WAITING_MS : CONSUMER_HOLD_MS)
    group.heldHeartbeats.set(memberId, { replyId, token: hold.token, until: turn.now + holdMs })
    turn.arm(timerKey('heartbeat-hold', group.groupId, memberId), holdMs)
  }

  /** Its time is up: it hears what it has been left waiting for. */
  onHoldTimer(turn: Turn, group: ConsumerGroup, memberId: string): void {
    const draft = this.draft(turn, group)
    this.#tellHeld(draft, [memberId])
    this.settle(draft)
  }

  /** The members that have nothing to do in this rebalance hear of their new epoch. */
  onNewsTimer(turn: Turn, group: ConsumerGroup): void {
    const draft = this.draft(turn, group)
    const concerned = [...group.heldHeartbeats.keys()].filter((memberId) => {
      const member = group.members.get(memberId)
      return member === undefined || mayWait(member, this.#next(draft, member)) === 'epoch'
    })
    this.#tellHeld(draft, concerned)
    this.settle(draft)
  }

  #tellHeld(draft: ConsumerDraft, memberIds: readonly string[]): void {
    for (const memberId of memberIds) {
      const held = draft.group.heldHeartbeats.get(memberId)
      const member = draft.member(memberId)
      if (held === undefined) continue
      this.#answerHeld(draft, memberId, held.replyId, member && this.reconcileMember(draft, member, undefined, false))
    }
  }

  #answerHeld(draft: ConsumerDraft, memberId: string, replyId: ReplyId, moved: ConsumerMember | undefined): void {
    const { group, turn } = draft
    group.heldHeartbeats.delete(memberId)
    turn.cancel(timerKey('heartbeat-hold', group.groupId, memberId))
    if (moved === undefined) turn.reply(replyId, unknownMember(group, memberId))
    else turn.reply(replyId, this.#response(draft, moved, !samePartitions(group.members.get(memberId)!.assigned, moved.assigned), true))
  }

  /** The held answer has to go: nothing has changed, but its time is up or another request stands behind it. */
  releaseHeartbeat(turn: Turn, group: ConsumerGroup, memberId: string, token?: number): void {
    const held = group.heldHeartbeats.get(memberId)
    const member = group.members.get(memberId)
    if (held === undefined || (token !== undefined && held.token !== token)) return
    group.heldHeartbeats.delete(memberId)
    turn.cancel(timerKey('heartbeat-hold', group.groupId, memberId))
    turn.reply(held.replyId, member === undefined ? unknownMember(group, memberId) : this.#response(this.draft(turn, group), member, false, true))
  }

  #response(draft: ConsumerDraft, member: ConsumerMember, withAssignment: boolean, held: boolean): ConsumerGroupHeartbeatResponse {
    const { heartbeatIntervalMs, movingIntervalMs } = this.#settings(draft.groupId)
    return newConsumerGroupHeartbeatResponse({
      memberId: member.memberId,
      memberEpoch: member.memberEpoch,
      heartbeatIntervalMs: Math.min(heartbeatIntervalMs, held ? intervalWhileHeld(member) : draft.stable ? Infinity : movingIntervalMs),
      assignment: withAssignment
        ? { topicPartitions: [...member.assigned].map(([topicId, partitions]) => ({ topicId, partitions: [...partitions.keys()] })) }
        : null,
    })
  }

  /** Takes over what the request says, and makes a new epoch and target where that calls for them. */
  update(
    draft: ConsumerDraft,
    member: ConsumerMember,
    context: RequestContext,
    update: MemberUpdate,
    classic: ConsumerMember['classic'] = undefined,
  ): { member: ConsumerMember; subscriptionChanged: boolean } {
    const names = update.subscribedTopicNames === undefined ? member.subscribedTopicNames : [...new Set(update.subscribedTopicNames)].sort()
    const expression = update.subscribedTopicRegex ?? member.subscribedTopicRegex
    const isNew = draft.member(member.memberId) === undefined
    const updated: ConsumerMember = {
      ...member,
      instanceId: update.instanceId ?? member.instanceId,
      rackId: update.rackId === undefined ? member.rackId : update.rackId,
      rebalanceTimeoutMs: update.rebalanceTimeoutMs ?? member.rebalanceTimeoutMs,
      serverAssignor: update.serverAssignor === undefined ? member.serverAssignor : update.serverAssignor,
      clientId: context.clientId,
      clientHost: context.clientHost,
      subscribedTopicNames: names,
      subscribedTopicRegex: expression,
      classic,
    }
    const subscriptionChanged = !sameNames(names, member.subscribedTopicNames) || expression !== member.subscribedTopicRegex
    if (isNew || subscriptionChanged || !sameMetadata(member, updated)) draft.putMetadata(updated)
    if (subscriptionChanged) {
      if (expression !== '' && draft.regex(expression) === undefined) draft.putRegex(expression, resolveRegex(expression, draft.topics, draft.turn.now))
      if (member.subscribedTopicRegex !== '' && member.subscribedTopicRegex !== expression) this.#dropRegexIfUnused(draft, member.subscribedTopicRegex)
      const change = isNew || expression !== '' ? {} : topicChange(member.subscribedTopicNames, names, draft.topics)
      this.#bump(draft, { ...cause(updated, isNew ? 'member-joined' : 'subscription-changed'), ...change })
    }
    this.#maybeAssign(draft)
    return { member: updated, subscriptionChanged: subscriptionChanged && !isNew }
  }

  #dropRegexIfUnused(draft: ConsumerDraft, expression: string): void {
    for (const member of draft.members()) if (member.subscribedTopicRegex === expression) return
    draft.removeRegex(expression)
  }

  #bump(draft: ConsumerDraft, because: RebalanceCause): void {
    draft.bump(draft.computeMetadataHash())
    this.#started(draft, because)
  }

  #started(draft: ConsumerDraft, cause: RebalanceCause): void {
    this.#emit({ type: 'rebalance-started', groupId: draft.groupId, at: draft.turn.now, protocol: 'consumer', epoch: draft.groupEpoch, cause })
  }

  // The target assignment

  /** Computes a new target when the group has moved on, at most once per consumer.assignment.interval.ms. */
  #maybeAssign(draft: ConsumerDraft): void {
    if (draft.groupEpoch <= draft.assignmentEpoch || draft.size === 0) return
    const waitMs = draft.assignmentTimestamp + this.#settings(draft.groupId).assignmentIntervalMs - draft.turn.now
    if (waitMs > 0 && draft.assignmentTimestamp > 0) {
      draft.turn.arm(timerKey('consumer-assignment', draft.groupId), waitMs)
      return
    }
    const assignor = this.assignorOf(draft.members())
    const before = this.#assignors.get(draft.groupId)
    if (before !== undefined && before !== assignor.name) this.#started(draft, { trigger: 'assignor-changed', from: before, to: assignor.name })
    draft.turn.afterAppend(() => this.#assignors.set(draft.groupId, assignor.name))
    const counts = (topicId: Uuid): number | undefined => draft.topics.byId(topicId)?.partitionCount
    const specs = [...draft.members()].map((member) => ({
      memberId: member.memberId,
      instanceId: member.instanceId,
      rackId: member.rackId,
      subscribedTopicIds: [...draft.subscribedIds(member)],
      assigned: [...draft.target(member.memberId)].map(([topic, partitions]) => ({ topic, partitions: [...partitions] })),
    }))
    const assigned = assignor.assign(specs, counts)
    draft.putTargets(new Map([...assigned].map(([memberId, topics]) => [memberId, new Map(topics.map(({ topic, partitions }) => [topic, new Set(partitions)]))])))
    this.#emit({
      type: 'members-known',
      groupId: draft.groupId,
      at: draft.turn.now,
      epoch: draft.assignmentEpoch,
      members: specs.length,
      assignor: assignor.name,
      leaderId: undefined,
    })
  }

  /** The assignor that most members ask for; the first configured one when none does. */
  assignorOf(members: Iterable<ConsumerMember>): ServerAssignor {
    const votes = new Map<string, number>()
    for (const { serverAssignor } of members) if (serverAssignor !== null) votes.set(serverAssignor, (votes.get(serverAssignor) ?? 0) + 1)
    let best = this.#settings('').assignors[0]!
    for (const [name, count] of votes) if (count > (votes.get(best) ?? 0)) best = name
    return serverAssignors.get(best) ?? uniformAssignor
  }

  onAssignmentTimer(turn: Turn, group: ConsumerGroup): void {
    const draft = this.draft(turn, group)
    this.#maybeAssign(draft)
    this.settle(draft)
  }

  /** Topics of the group may have changed: expressions are resolved anew, and a changed view makes a new epoch. */
  onMetadataChanged(turn: Turn, group: ConsumerGroup, topics: ReadonlySet<string>): void {
    if (group.members.size === 0) return
    const draft = this.draft(turn, group)
    // Leaders and replicas change often, and concern no group.
    const subscribed = group.subscribedTopicNames()
    if (group.regexes.size === 0 && ![...topics].some((name) => subscribed.has(name))) return
    for (const [expression, resolved] of group.regexes) {
      const again = resolveRegex(expression, draft.topics, turn.now)
      if (!sameSet(again.topics, resolved.topics)) draft.putRegex(expression, again)
    }
    if (draft.computeMetadataHash() === group.metadataHash) return
    const names = [...topics].filter((name) => group.isSubscribedTo(name) || [...group.regexes.keys()].some((expression) => draft.regex(expression)?.topics.has(name)))
    this.#bump(draft, { trigger: 'metadata-changed', topics: names })
    this.#maybeAssign(draft)
    this.settle(draft)
  }

  // Moving members on

  reconcileMember(draft: ConsumerDraft, member: ConsumerMember, owned: Partitions | undefined, subscriptionChanged: boolean): ConsumerMember {
    return this.#move(draft, member, this.#next(draft, member, owned, subscriptionChanged))
  }

  /** Where the member would be after this decision; nothing is drafted yet. */
  #next(draft: ConsumerDraft, member: ConsumerMember, owned?: Partitions, subscriptionChanged = false): ConsumerMember {
    if (isReconciled(member, draft.assignmentEpoch) && !subscriptionChanged) return member
    const subscribed = draft.subscribedIds(member)
    return reconcile({
      member,
      targetEpoch: draft.assignmentEpoch,
      target: draft.target(member.memberId),
      isSubscribed: (topicId) => subscribed.has(topicId),
      subscriptionChanged,
      owned,
      ownerOf: (topicId, partition) => draft.owner(topicId, partition),
    })
  }

  #move(draft: ConsumerDraft, member: ConsumerMember, moved: ConsumerMember): ConsumerMember {
    if (moved === member) return member
    draft.putCurrent(moved)
    this.#tellMoves(draft, member, moved)
    const key = timerKey('consumer-rebalance', draft.groupId, member.memberId)
    if (moved.state === 'UnrevokedPartitions') draft.turn.arm(key, moved.rebalanceTimeoutMs)
    else if (member.state === 'UnrevokedPartitions') draft.turn.cancel(key)
    return moved
  }

  /** What the member gave up for sure, and what it was given. */
  #tellMoves(draft: ConsumerDraft, before: ConsumerMember, after: ConsumerMember | undefined): void {
    const held = new Set(after === undefined ? [] : [...names(draft, after.assigned), ...names(draft, after.pendingRevocation)])
    const had = new Set(names(draft, before.assigned))
    const released = [...had, ...names(draft, before.pendingRevocation)].filter((partition) => !held.has(partition))
    const assigned = after === undefined ? [] : names(draft, after.assigned).filter((partition) => !had.has(partition))
    if (released.length === 0 && assigned.length === 0) return
    this.#emit({ type: 'member-moved', groupId: draft.groupId, at: draft.turn.now, memberId: before.memberId, released, assigned })
  }

  /**
   * The end of each decision: members whose heartbeats are held move on and are answered, those first that have something to do, and the ledger
   * hears how it stands.
   */
  settle(draft: ConsumerDraft): void {
    const { group, turn } = draft
    if (!draft.changed) return
    for (const [memberId, held] of draft.othersConcerned ? [...group.heldHeartbeats] : []) {
      const member = draft.member(memberId)
      const next = member === undefined ? undefined : this.#next(draft, member)
      if (member !== undefined && next === member) continue
      const waits = member === undefined ? undefined : mayWait(member, next!)
      if (waits === 'part') {
        const restMs = (held.until ?? 0) - turn.now
        if (restMs > GATHER_MS) {
          held.until = turn.now + GATHER_MS
          turn.arm(timerKey('heartbeat-hold', group.groupId, memberId), GATHER_MS)
        }
      } else if (waits === 'epoch') turn.arm(timerKey('consumer-news', group.groupId), EPOCH_NEWS_MS)
      else this.#answerHeld(draft, memberId, held.replyId, member === undefined ? undefined : this.#move(draft, member, next!))
    }
    // A restart may have come in between: the entry of the ledger ends when the group is settled, whoever saw it begin.
    const wasSettled = (group.state === 'Stable' || group.state === 'Empty') && draft.groupEpoch === group.groupEpoch
    if (!(draft.stable || draft.size === 0) || wasSettled) return
    const { groupId, groupEpoch: epoch } = draft
    const topics = draft.topics
    turn.afterAppend(() =>
      this.#emit({ type: 'rebalance-finished', groupId, at: turn.now, epoch, protocol: 'consumer', shares: () => consumerShares(draft.members(), topics) }),
    )
  }

  // Leaving

  /** A member leaves: `leaving` is it when it is to be taken out; a static one that will be back only marks its place. */
  leave(turn: Turn, group: ConsumerGroup, body: ConsumerGroupHeartbeatRequest): { response: ConsumerGroupHeartbeatResponse; leaving: ConsumerMember | undefined } {
    const draft = this.draft(turn, group)
    const { memberId, memberEpoch, instanceId } = body
    // A beat of it that is held, on a connection of which the end was not heard yet, must not move it on any more.
    this.releaseHeartbeat(turn, group, memberId)
    const member = findMember(draft, memberId, instanceId)
    if (memberEpoch !== LEAVE_GROUP_STATIC_EPOCH || member.instanceId === null) {
      return { response: newConsumerGroupHeartbeatResponse({ memberId, memberEpoch: LEAVE_GROUP_EPOCH }), leaving: member }
    }
    // Its partitions wait for it until its session ends.
    draft.putCurrent({ ...member, memberEpoch: LEAVE_GROUP_STATIC_EPOCH, pendingRevocation: new Map(), state: 'Stable' })
    turn.cancel(timerKey('consumer-rebalance', group.groupId, memberId))
    this.settle(draft)
    return { response: newConsumerGroupHeartbeatResponse({ memberId, memberEpoch }), leaving: undefined }
  }

  /** Members are out: a new epoch without them, and their partitions to the others. */
  removeMembers(draft: ConsumerDraft, members: readonly ConsumerMember[], because: RebalanceCause): void {
    for (const member of members) {
      this.#tellMoves(draft, member, undefined)
      draft.remove(member.memberId)
      cancelTimers(draft.turn, draft.groupId, member.memberId)
      if (member.subscribedTopicRegex !== '') this.#dropRegexIfUnused(draft, member.subscribedTopicRegex)
    }
    if (draft.size === 0) this.#assignors.delete(draft.groupId)
    this.#bump(draft, because)
    this.#maybeAssign(draft)
    this.settle(draft)
  }

  onLoaded(turn: Turn, group: ConsumerGroup): void {
    const topics = this.#topics()
    if (group.members.size > 0) this.#assignors.set(group.groupId, this.assignorOf(group.members.values()).name)
    if (group.members.size > 0) this.#emit({ type: 'group-loaded', groupId: group.groupId, at: turn.now, shares: () => consumerShares(group.members.values(), topics) })
    for (const member of group.members.values()) this.armTimers(turn, group.groupId, member)
    // Topics may have changed while nobody coordinated the group.
    if (group.members.size > 0) turn.arm(timerKey('consumer-metadata', group.groupId), 0)
    if (group.members.size > 0 && group.groupEpoch > group.assignmentEpoch) turn.arm(timerKey('consumer-assignment', group.groupId), 0)
  }

  /** What a member's state calls for, when it was not followed up to here. */
  armTimers(turn: Turn, groupId: string, member: ConsumerMember): void {
    this.armSession(turn, groupId, member)
    if (member.state === 'UnrevokedPartitions') turn.arm(timerKey('consumer-rebalance', groupId, member.memberId), member.rebalanceTimeoutMs)
  }

  armSession(turn: Turn, groupId: string, member: ConsumerMember): void {
    turn.arm(timerKey('consumer-session', groupId, member.memberId), this.sessionTimeoutMs(groupId, member))
  }

  sessionTimeoutMs(groupId: string, member: ConsumerMember): number {
    return member.classic?.sessionTimeoutMs ?? this.#settings(groupId).sessionTimeoutMs
  }
}

export function heartbeatError(errorCode: number, errorMessage: string | null = null): ConsumerGroupHeartbeatResponse {
  return newConsumerGroupHeartbeatResponse({ errorCode, errorMessage })
}

function unknownMember(group: ConsumerGroup, memberId: string): ConsumerGroupHeartbeatResponse {
  return heartbeatError(ErrorCode.UNKNOWN_MEMBER_ID, `group ${group.groupId} has no member ${memberId}`)
}

export function partitionsOf(topics: readonly { topicId: Uuid; partitions: readonly number[] }[]): Partitions {
  return new Map(topics.map(({ topicId, partitions }) => [topicId, new Set(partitions)]))
}

export function cause(member: ConsumerMember, trigger: RebalanceCause['trigger'], clientReason?: string | null): RebalanceCause {
  const { memberId, instanceId, clientId, clientHost } = member
  return { trigger, memberId, groupInstanceId: instanceId, clientId, clientHost, ...(clientReason ? { clientReason: clientReason.slice(0, 255) } : {}) }
}

function names(draft: ConsumerDraft, held: ConsumerMember['assigned']): string[] {
  return [...held].flatMap(([topicId, partitions]) => {
    const topic = draft.topics.byId(topicId)?.name ?? topicId
    return [...partitions.keys()].map((partition) => `${topic}-${partition}`)
  })
}

/**
 * What a held member may be told a little later: that its epoch is another and nothing else (`epoch`), or a part of what it is to get while the
 * rest is still with others (`part`). It stays where it is meanwhile, for the broker as for itself.
 */
function mayWait(member: ConsumerMember, next: ConsumerMember): 'epoch' | 'part' | undefined {
  if (next === member || member.state === 'UnrevokedPartitions' || next.state === 'UnrevokedPartitions') return undefined
  if (samePartitions(member.assigned, next.assigned)) return 'epoch'
  return next.state === 'UnreleasedPartitions' && isSubset(member.assigned, next.assigned) ? 'part' : undefined
}

function intervalWhileHeld(member: ConsumerMember): number {
  return member.state === 'UnreleasedPartitions' ? CONSUMER_INTERVAL_WHILE_MOVING_MS : CONSUMER_INTERVAL_WHILE_HELD_MS
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i])
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((name) => b.has(name))
}

function sameMetadata(a: ConsumerMember, b: ConsumerMember): boolean {
  return (
    a.instanceId === b.instanceId &&
    a.rackId === b.rackId &&
    a.clientId === b.clientId &&
    a.clientHost === b.clientHost &&
    a.rebalanceTimeoutMs === b.rebalanceTimeoutMs &&
    a.serverAssignor === b.serverAssignor &&
    sameClassic(a.classic, b.classic)
  )
}

function sameClassic(a: ConsumerMember['classic'], b: ConsumerMember['classic']): boolean {
  if (a === undefined || b === undefined) return a === b
  return (
    a.sessionTimeoutMs === b.sessionTimeoutMs &&
    a.protocols.length === b.protocols.length &&
    a.protocols.every(({ name, metadata }, i) => name === b.protocols[i]!.name && metadata.equals(b.protocols[i]!.metadata))
  )
}

