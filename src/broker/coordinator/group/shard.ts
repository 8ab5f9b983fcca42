// The group coordinator's shard (shape A): one partition of `__consumer_offsets` with the groups whose ids hash to it. Dispatches
// requests, replays records, owns the timers' keys. Rules are elsewhere: classic-protocol.ts, offset-protocol.ts.

import { unreachable } from '../../../core/assert.ts'
import type { Random } from '../../../core/random.ts'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { newHeartbeatResponse } from '../../../protocol/generated/heartbeat.ts'
import { newLeaveGroupResponse } from '../../../protocol/generated/leave-group.ts'
import { newSyncGroupResponse } from '../../../protocol/generated/sync-group.ts'
import type { RecordOrigin, ReplyId, Shard, Step } from '../step.ts'
import { ClassicGroup } from './classic-group.ts'
import { ClassicProtocolRules, type JoinInput, joinError } from './classic-protocol.ts'
import type { GroupCoordinatorConfig } from './config.ts'
import { describeClassicGroup, listGroups } from './describe.ts'
import type { GroupEventListener } from './events.ts'
import { GroupOffsets } from './group-offsets.ts'
import type { Group, GroupTable } from './group-table.ts'
import { OffsetProtocol } from './offset-protocol.ts'
import { type GroupRecord, groupMetadataTombstone } from './records.ts'
import type { GroupReply, GroupRequest } from './requests.ts'
import { parseTimerKey, timerKey } from './timer-keys.ts'
import type { TopicsView } from './topics.ts'
import { Turn } from './turn.ts'

export interface GroupShardOptions {
  config: () => GroupCoordinatorConfig
  topics: () => TopicsView
  emit: GroupEventListener
}

export class GroupShard implements Shard<GroupRequest, GroupReply, GroupRecord> {
  readonly #config: () => GroupCoordinatorConfig
  readonly groups: GroupTable = new Map()
  readonly offsets = new GroupOffsets()
  readonly #classic: ClassicProtocolRules
  readonly #offsetProtocol: OffsetProtocol

  constructor(options: GroupShardOptions) {
    this.#config = options.config
    this.#classic = new ClassicProtocolRules(options.config, options.emit)
    this.#offsetProtocol = new OffsetProtocol({
      config: options.config,
      groups: this.groups,
      offsets: this.offsets,
      classic: this.#classic,
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
        const group = this.#classicGroup(request.body.groupId)
        if (group === undefined) turn.reply(replyId, newSyncGroupResponse({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID }))
        else this.#classic.sync(turn, group, replyId, request.body)
        break
      }
      case 'heartbeat': {
        const group = this.#classicGroup(request.body.groupId)
        const reply = group === undefined ? newHeartbeatResponse({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID }) : this.#classic.heartbeat(turn, group, request.body)
        turn.reply(replyId, reply)
        break
      }
      case 'leaveGroup': {
        const group = this.#classicGroup(request.body.groupId)
        if (group === undefined) {
          const members = request.body.members.map(({ memberId, groupInstanceId }) => ({ memberId, groupInstanceId, errorCode: ErrorCode.UNKNOWN_MEMBER_ID }))
          turn.reply(replyId, newLeaveGroupResponse({ members }))
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
      case 'consumerGroupDescribe':
      case 'metadataChanged':
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
        else this.groups.delete(key.data.group)
        break
      default:
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
    const group = this.#classicGroup(groupId)
    if (group === undefined) return turn
    if (kind === 'classic-session') this.#classic.onSessionTimer(turn, group, memberId)
    else if (kind === 'classic-join') this.#classic.onJoinTimer(turn, group)
    else if (kind === 'classic-sync') this.#classic.onSyncTimer(turn, group)
    return turn
  }

  onLoaded(now: number, random: Random): Step<GroupReply, GroupRecord> {
    const turn = new Turn(now, random)
    turn.arm(timerKey('offset-expiration'), this.#config().offsetsRetentionCheckIntervalMs)
    for (const group of this.groups.values()) this.#classic.onLoaded(turn, group)
    return turn
  }

  #classicGroup(groupId: string): ClassicGroup | undefined {
    const group = this.groups.get(groupId)
    return group?.type === 'classic' ? group : undefined
  }

  #classicForReplay(groupId: string): ClassicGroup {
    let group = this.#classicGroup(groupId)
    if (group === undefined) this.groups.set(groupId, (group = new ClassicGroup(groupId)))
    return group
  }

  #join(turn: Turn, replyId: ReplyId, input: JoinInput): void {
    const { groupId, memberId } = input.body
    const known = this.#classicGroup(groupId)
    if (known === undefined && memberId !== '') {
      turn.reply(replyId, joinError(memberId, ErrorCode.UNKNOWN_MEMBER_ID))
      return
    }
    const group = known ?? new ClassicGroup(groupId)
    if (known === undefined) {
      group.stateTimestamp = turn.now
      this.groups.set(groupId, group)
      turn.undo = () => this.groups.delete(groupId)
    }
    this.#classic.join(turn, group, known === undefined, replyId, input)
    // Refused at the door: then there is no group.
    if (known === undefined && turn.records.length === 0) this.groups.delete(groupId)
  }

  #deleteGroup(turn: Turn, groupId: string): number {
    const group = this.groups.get(groupId)
    if (group === undefined || group.isInState('Dead')) return ErrorCode.GROUP_ID_NOT_FOUND
    if (!group.isInState('Empty')) return ErrorCode.NON_EMPTY_GROUP
    turn.records.push(...this.offsets.tombstonesOfGroup(groupId), groupMetadataTombstone(groupId))
    this.#classic.dissolve(turn, group, ErrorCode.COORDINATOR_NOT_AVAILABLE)
    return ErrorCode.NONE
  }

  /** An empty group without offsets leaves no trace. */
  #forgetIfEmpty(turn: Turn, group: Group): void {
    if (group.isInState('Empty') && group.pendingJoinMembers.size === 0) turn.records.push(groupMetadataTombstone(group.groupId))
  }
}
