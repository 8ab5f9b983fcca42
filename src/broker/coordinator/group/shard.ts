// The group coordinator's shard (shape A): one partition of `__consumer_offsets` with the groups whose ids hash to it. Dispatches
// requests, replays records, owns the timers' keys. Rules are elsewhere: classic-protocol.ts, offset-protocol.ts.

import { unreachable } from '../../../core/assert.ts'
import type { Random } from '../../../core/random.ts'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { ProtocolError } from '../../../protocol/errors.ts'
import { newHeartbeatResponse } from '../../../protocol/generated/heartbeat.ts'
import { newLeaveGroupResponse } from '../../../protocol/generated/leave-group.ts'
import { newSyncGroupResponse } from '../../../protocol/generated/sync-group.ts'
import type { RecordOrigin, ReplyId, Shard, Step } from '../step.ts'
import { leaveTrigger, silentLeave } from './causes.ts'
import { joinError } from './classic-answers.ts'
import { ClassicGroup } from './classic-group.ts'
import { heartbeat, releaseHeartbeat } from './classic-heartbeat.ts'
import { ClassicOnConsumerRules } from './classic-on-consumer.ts'
import { dissolve } from './classic-parked.ts'
import { ClassicProtocolRules } from './classic-protocol.ts'
import { type GroupCoordinatorConfig, consumerGroupSettings, heartbeatHoldMaxMs } from './config.ts'
import { cancelTimers } from './consumer-admission.ts'
import { ConsumerGroup, type ConsumerMember, LEAVE_GROUP_STATIC_EPOCH } from './consumer-group.ts'
import { cause, ConsumerProtocolRules } from './consumer-protocol.ts'
import { consumerGroupTombstones } from './consumer-records.ts'
import { describeClassicGroup, describeConsumerGroup, listGroups } from './describe.ts'
import type { GroupEventListener, RebalanceCause } from './events.ts'
import { GroupOffsets } from './group-offsets.ts'
import type { Group, GroupTable } from './group-table.ts'
import { canDowngrade, canUpgrade, downgrade, upgrade } from './migration.ts'
import { OffsetProtocol } from './offset-protocol.ts'
import { type GroupRecord, groupMetadataTombstone } from './records.ts'
import { throwIfRegexInvalid } from './regex.ts'
import { consumerGroupIdOf, replayConsumerRecord } from './replay.ts'
import type { GroupReply, GroupRequest, JoinInput, RequestContext } from './requests.ts'
import { parseTimerKey, timerKey } from './timer-keys.ts'
import type { TopicsView } from './topics.ts'
import { Turn } from './turn.ts'

export interface GroupShardOptions {
  config: () => GroupCoordinatorConfig
  topics: () => TopicsView
  /** What is set for the group itself, by Kafka's names. */
  groupConfig: (groupId: string) => ReadonlyMap<string, string>
  emit: GroupEventListener
}

const noMembers: ReadonlySet<string> = new Set()

export class GroupShard implements Shard<GroupRequest, GroupReply, GroupRecord> {
  readonly #config: () => GroupCoordinatorConfig
  readonly groups: GroupTable = new Map()
  readonly offsets = new GroupOffsets()
  readonly #classic: ClassicProtocolRules
  readonly #consumer: ConsumerProtocolRules
  readonly #classicOnConsumer: ClassicOnConsumerRules
  readonly #offsetProtocol: OffsetProtocol
  readonly #topics: () => TopicsView
  readonly #emit: GroupEventListener
  /** Classic groups that their first record is about to put into the table: a rebalance is already under way in them. */
  readonly #incoming = new Map<string, ClassicGroup>()

  constructor(options: GroupShardOptions) {
    this.#config = options.config
    this.#emit = options.emit
    this.#classic = new ClassicProtocolRules({
      config: options.config,
      emit: options.emit,
      holdMaxMs: (groupId) => heartbeatHoldMaxMs(options.config(), options.groupConfig(groupId)),
      topics: options.topics,
    })
    this.#topics = options.topics
    this.#consumer = new ConsumerProtocolRules({
      settings: (groupId) => consumerGroupSettings(options.config(), options.groupConfig(groupId)),
      topics: options.topics,
      emit: options.emit,
    })
    this.#classicOnConsumer = new ClassicOnConsumerRules(this.#consumer)
    this.#offsetProtocol = new OffsetProtocol({
      config: options.config,
      groups: this.groups,
      offsets: this.offsets,
      topics: options.topics,
    })
  }

  handle(request: GroupRequest, replyId: ReplyId, now: number, random: Random): Step<GroupReply, GroupRecord> {
    const turn = new Turn(now, random)
    switch (request.type) {
      case 'joinGroup':
        this.#join(turn, replyId, request)
        break
      case 'syncGroup': {
        const group = this.groups.get(request.body.groupId)
        if (group === undefined) turn.reply(replyId, newSyncGroupResponse({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID }))
        else if (group.type === 'consumer') turn.reply(replyId, this.#classicOnConsumer.sync(turn, group, request.body))
        else this.#classic.sync(turn, group, replyId, request.body)
        break
      }
      case 'heartbeat': {
        const group = this.groups.get(request.body.groupId)
        if (group === undefined) turn.reply(replyId, newHeartbeatResponse({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID }))
        else if (group.type === 'consumer') turn.reply(replyId, this.#classicOnConsumer.heartbeat(turn, group, request.body))
        else heartbeat(turn, group, replyId, request.body, request.hold)
        break
      }
      case 'leaveGroup': {
        const group = this.groups.get(request.body.groupId)
        if (group === undefined) {
          const members = request.body.members.map(({ memberId, groupInstanceId }) => ({ memberId, groupInstanceId, errorCode: ErrorCode.UNKNOWN_MEMBER_ID }))
          turn.reply(replyId, newLeaveGroupResponse({ members }))
        } else if (group.type === 'consumer') {
          const { response, leaving, reason } = this.#classicOnConsumer.leave(group, request.body)
          if (leaving.length > 0) this.#takeOut(turn, group, leaving, leaveCause(leaving[0]!, request.context, reason))
          turn.reply(replyId, response)
        } else {
          turn.reply(replyId, this.#classic.leave(turn, group, request.context, request.body))
        }
        break
      }
      case 'offsetCommit':
        turn.reply(replyId, this.#offsetProtocol.commit(turn, request.body, request.version))
        break
      case 'txnOffsetCommit':
        turn.reply(replyId, this.#offsetProtocol.commitInTransaction(turn, request.body))
        break
      case 'offsetFetch':
        turn.reply(replyId, this.#offsetProtocol.fetch(request.group, request.requireStable))
        break
      case 'offsetDelete':
        turn.reply(replyId, this.#offsetProtocol.delete(turn, request.body))
        break
      case 'describeGroups':
        turn.reply(replyId, request.groupIds.map((groupId) => describeClassicGroup(groupId, this.groups.get(groupId), request.version)))
        break
      case 'listGroups':
        turn.reply(replyId, listGroups(this.groups.values(), request.states, request.types))
        break
      case 'deleteGroups':
        turn.reply(replyId, request.groupIds.map((groupId) => ({ groupId, errorCode: this.#deleteGroup(turn, groupId) })))
        break
      case 'topicsDeleted':
        for (const { name, id } of request.topics) turn.records.push(...this.offsets.tombstonesOfTopic(name, id))
        turn.reply(replyId, undefined)
        break
      case 'consumerGroupHeartbeat':
        this.#consumerHeartbeat(turn, replyId, request)
        break
      case 'releaseHeartbeat': {
        const group = this.groups.get(request.groupId)
        if (group?.type === 'classic') releaseHeartbeat(turn, group, request.memberId, request.token, request.apiKeyBehind)
        else if (group?.type === 'consumer') this.#consumer.releaseHeartbeat(turn, group, request.memberId, request.token)
        turn.reply(replyId, undefined)
        break
      }
      case 'consumerGroupDescribe':
        turn.reply(
          replyId,
          request.groupIds.map((groupId) => {
            const group = this.groups.get(groupId)
            const assignor = group?.type === 'consumer' ? this.#consumer.assignorOf(group.members.values()).name : ''
            return describeConsumerGroup(groupId, group, assignor, this.#topics())
          }),
        )
        break
      case 'metadataChanged':
        for (const group of this.groups.values()) if (group.type === 'consumer') this.#consumer.onMetadataChanged(turn, group, request.topics)
        turn.reply(replyId, undefined)
        break
      default:
        unreachable(request)
    }
    return turn
  }

  replay(record: GroupRecord, origin: RecordOrigin): void {
    const { key, value } = record
    switch (key.type) {
      case 'OffsetCommitKey': {
        const commit = value?.type === 'OffsetCommitValue' ? value.data : null
        if (commit !== null && !this.groups.has(key.data.group)) this.groups.set(key.data.group, new ClassicGroup(key.data.group))
        this.offsets.replay(key.data, commit, origin)
        break
      }
      case 'GroupMetadataKey':
        if (value?.type === 'GroupMetadataValue') this.#classicForReplay(key.data.group).replay(value.data)
        else if (this.groups.get(key.data.group)?.type === 'classic') this.groups.delete(key.data.group)
        break
      default:
        this.#replayConsumer(record)
        // Records of share and streams groups, and of Kafkas to come: kept in the log, not understood here.
        break
    }
  }

  replayMarker(producerId: number, _producerEpoch: number, committed: boolean): void {
    this.offsets.replayMarker(producerId, committed)
  }

  onTimer(key: string, now: number, random: Random): Step<GroupReply, GroupRecord> {
    const turn = new Turn(now, random)
    const { kind, groupId, memberId } = parseTimerKey(key)
    if (kind === 'offset-expiration') {
      this.#offsetProtocol.expire(turn, (group) => this.#forgetIfEmpty(turn, group))
      turn.arm(key, this.#config().offsetsRetentionCheckIntervalMs)
      return turn
    }
    const group = this.groups.get(groupId)
    if (group?.type === 'classic') {
      this.#classic.onTimer(turn, group, kind, memberId)
    } else if (group?.type === 'consumer') {
      if (kind === 'consumer-assignment') this.#consumer.onAssignmentTimer(turn, group)
      if (kind === 'consumer-metadata') this.#consumer.onMetadataChanged(turn, group, group.subscribedTopicNames())
      if (kind === 'consumer-news') this.#consumer.onNewsTimer(turn, group)
      if (kind === 'heartbeat-hold') this.#consumer.onHoldTimer(turn, group, memberId)
      const member = group.members.get(memberId)
      if (member === undefined) return turn
      if (kind === 'consumer-session') this.#takeOut(turn, group, [member], sessionCause(member, this.#consumer.sessionTimeoutMs(groupId, member)))
      // It was told to give partitions up, and did not say that it has: the others shall have them now.
      else if (kind === 'consumer-rebalance' && member.state === 'UnrevokedPartitions') this.#takeOut(turn, group, [member], cause(member, 'never-revoked'))
      else if (kind === 'consumer-join') this.#takeOut(turn, group, [member], cause(member, 'never-rejoined'))
      else if (kind === 'consumer-sync') this.#takeOut(turn, group, [member], cause(member, 'never-synced'))
    }
    return turn
  }

  onLoaded(now: number, random: Random): Step<GroupReply, GroupRecord> {
    const turn = new Turn(now, random)
    turn.arm(timerKey('offset-expiration'), this.#config().offsetsRetentionCheckIntervalMs)
    for (const group of this.groups.values()) {
      if (group.type === 'classic') this.#classic.onLoaded(turn, group)
      else this.#consumer.onLoaded(turn, group)
    }
    return turn
  }

  #classicGroup(groupId: string): ClassicGroup | undefined {
    const group = this.groups.get(groupId)
    return group?.type === 'classic' ? group : undefined
  }

  #classicForReplay(groupId: string): ClassicGroup {
    let group = this.#classicGroup(groupId)
    if (group === undefined) this.groups.set(groupId, (group = this.#incoming.get(groupId) ?? new ClassicGroup(groupId)))
    this.#incoming.delete(groupId)
    return group
  }

  #replayConsumer(record: GroupRecord): void {
    const groupId = consumerGroupIdOf(record)
    if (groupId === undefined) return
    let group = this.groups.get(groupId)
    if (group?.type !== 'consumer') {
      if (record.value === null) return
      // A classic group without members gives way; one with members is never met here, its tombstone comes first.
      this.groups.set(groupId, (group = new ConsumerGroup(groupId)))
    }
    if (record.key.type === 'ConsumerGroupMetadataKey' && record.value === null) this.groups.delete(groupId)
    else replayConsumerRecord(group, record)
  }

  #consumerHeartbeat(turn: Turn, replyId: ReplyId, request: Extract<GroupRequest, { type: 'consumerGroupHeartbeat' }>): void {
    const { body, context } = request
    const group = this.groups.get(body.groupId)
    if (body.subscribedTopicRegex !== null && body.subscribedTopicRegex !== '') throwIfRegexInvalid(body.subscribedTopicRegex)
    if (body.memberEpoch < 0) {
      if (group?.type !== 'consumer') throw notFound(body.groupId, group)
      const { response, leaving } = this.#consumer.leave(turn, group, body)
      if (leaving !== undefined) this.#takeOut(turn, group, [leaving], leaveCause(leaving, context, null))
      turn.reply(replyId, response)
      return
    }
    if (group?.type === 'consumer') {
      this.#consumer.heartbeat(turn, group, replyId, context, body, request.hold)
      return
    }
    if (body.memberEpoch > 0) throw notFound(body.groupId, group, 'consumer group')
    if (group === undefined || group.isInState('Empty')) {
      if (group !== undefined) {
        turn.records.push(groupMetadataTombstone(body.groupId))
        dissolve(turn, group, ErrorCode.UNKNOWN_MEMBER_ID)
      }
      this.#consumer.heartbeat(turn, new ConsumerGroup(body.groupId), replyId, context, body)
      return
    }
    if (!canUpgrade(group, this.#config())) throw notFound(body.groupId, group)
    const upgraded = upgrade(group, this.#topics())
    turn.records.push(...upgraded.records)
    for (const member of upgraded.group.members.values()) this.#consumer.armTimers(turn, body.groupId, member)
    const upgrading = { trigger: 'protocol-migrated', from: 'classic', to: 'consumer' } as const
    this.#emit({ type: 'rebalance-started', groupId: body.groupId, at: turn.now, protocol: 'consumer', epoch: upgraded.group.groupEpoch, cause: upgrading })
    this.#consumer.heartbeat(turn, upgraded.group, replyId, context, body)
    dissolve(turn, group, ErrorCode.REBALANCE_IN_PROGRESS)
  }

  /** Members of a consumer group are out. When only members of the classic protocol stay, the group becomes a classic one. */
  #takeOut(turn: Turn, group: ConsumerGroup, leaving: readonly ConsumerMember[], because: RebalanceCause): void {
    const ids = new Set(leaving.map(({ memberId }) => memberId))
    if (leaving.every((member) => member.classic !== undefined) || !canDowngrade(group.members.values(), ids, this.#config())) {
      this.#consumer.removeMembers(this.#consumer.draft(turn, group), leaving, because)
      return
    }
    const { groupId, groupEpoch } = group
    const memberIds = [...group.members.keys()]
    const state = { groupId, groupEpoch, members: group.members.values(), memberIds, regexes: group.regexes.keys() }
    const downgraded = downgrade(state, ids, this.#topics(), turn.now, false)
    this.#downgrade(turn, group, memberIds, downgraded)
    this.#classic.takeOver(turn, downgraded.group, because)
  }

  #downgrade(turn: Turn, group: ConsumerGroup, memberIds: Iterable<string>, downgraded: ReturnType<typeof downgrade>): void {
    turn.records.push(...downgraded.records)
    for (const memberId of memberIds) {
      cancelTimers(turn, group.groupId, memberId)
      this.#consumer.releaseHeartbeat(turn, group, memberId)
    }
    turn.cancel(timerKey('consumer-assignment', group.groupId))
    this.#incoming.set(group.groupId, downgraded.group)
    turn.undo = () => this.#incoming.delete(group.groupId)
  }

  #join(turn: Turn, replyId: ReplyId, input: JoinInput): void {
    const { groupId, memberId } = input.body
    const found = this.groups.get(groupId)
    if (found?.type === 'consumer' && found.members.size > 0) {
      const { response, draft } = this.#classicOnConsumer.join(turn, found, input)
      turn.reply(replyId, response)
      // A static member may have taken the place of the last one of the consumer protocol.
      if (draft !== undefined && draft.stable && canDowngrade(draft.members(), noMembers, this.#config())) {
        const memberIds = new Set([...found.members.keys(), response.memberId])
        const { groupId, groupEpoch } = draft
        const state = { groupId, groupEpoch, members: draft.members(), memberIds, regexes: found.regexes.keys() }
        this.#downgrade(turn, found, memberIds, downgrade(state, noMembers, this.#topics(), turn.now, true))
        this.#classic.takeOverSettled(turn, this.#incoming.get(groupId)!)
      }
      return
    }
    const known = found?.type === 'classic' ? found : undefined
    if (known === undefined && memberId !== '') {
      turn.reply(replyId, joinError(memberId, ErrorCode.UNKNOWN_MEMBER_ID))
      return
    }
    const group = known ?? new ClassicGroup(groupId)
    if (known === undefined) {
      // An empty consumer group gives way.
      if (found?.type === 'consumer') turn.records.push(...consumerGroupTombstones(groupId, found.regexes.keys()))
      group.stateTimestamp = turn.now
      this.groups.set(groupId, group)
      turn.undo = () => (found === undefined ? this.groups.delete(groupId) : this.groups.set(groupId, found))
    }
    this.#classic.join(turn, group, known === undefined, replyId, input)
    // Refused at the door: then there is no group.
    if (known === undefined && group.members.size === 0 && group.pendingJoinMembers.size === 0) {
      turn.records.length = 0
      turn.undo?.()
    }
  }

  #deleteGroup(turn: Turn, groupId: string): number {
    const group = this.groups.get(groupId)
    if (group === undefined || group.isInState('Dead')) return ErrorCode.GROUP_ID_NOT_FOUND
    if (!group.isInState('Empty')) return ErrorCode.NON_EMPTY_GROUP
    turn.records.push(...this.offsets.tombstonesOfGroup(groupId))
    this.#forget(turn, group)
    return ErrorCode.NONE
  }

  #forget(turn: Turn, group: Group): void {
    turn.afterAppend(() => this.#emit({ type: 'group-deleted', groupId: group.groupId, at: turn.now }))
    if (group.type === 'consumer') {
      turn.records.push(...consumerGroupTombstones(group.groupId, group.regexes.keys()))
    } else {
      turn.records.push(groupMetadataTombstone(group.groupId))
      dissolve(turn, group, ErrorCode.COORDINATOR_NOT_AVAILABLE)
    }
  }

  /** An empty group without offsets leaves no trace. */
  #forgetIfEmpty(turn: Turn, group: Group): void {
    if (group.isInState('Empty') && (group.type === 'consumer' || group.pendingJoinMembers.size === 0)) this.#forget(turn, group)
  }
}

/** Why a member leaves; the last heartbeat has no words for it. */
function leaveCause(member: ConsumerMember, context: RequestContext, reason: string | null): RebalanceCause {
  return { ...cause(member, leaveTrigger(reason), reason), ...silentLeave(context, reason, { ...member, ownsSomething: member.assigned.size > 0 }) }
}

function sessionCause(member: ConsumerMember, sessionTimeoutMs: number): RebalanceCause {
  const away = member.memberEpoch === LEAVE_GROUP_STATIC_EPOCH
  return { ...cause(member, 'session-timeout'), sessionTimeoutMs, ...(away ? { away } : {}) }
}

function notFound(groupId: string, group: Group | undefined, what = 'group'): ProtocolError {
  return new ProtocolError(ErrorCode.GROUP_ID_NOT_FOUND, group === undefined ? `there is no ${what} ${groupId}` : `group ${groupId} is of type ${group.type}, not consumer`)
}
