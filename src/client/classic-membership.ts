// A member of a classic group (JoinGroup, SyncGroup, Heartbeat, LeaveGroup) as a polled machine (shape B): it is told what happened,
// and says what to send, revoke and assign. Time comes as an argument; group-session.ts is its driver.
// KIP-62 (heartbeats apart from processing), KIP-345 (static members), KIP-394 (member id first), KIP-429 (cooperative),
// KIP-800 (reasons), KIP-814 (a static leader that comes back), KIP-881 (rack).

import type { Assignor, AssignorMember, AssignorTopic, RebalanceProtocol, TopicPartitions } from '../assignors/assignor.ts'
import { transition, type TransitionTable } from '../core/assert.ts'
import { errorMessage, isRetriable, KafkaError, TimeoutError } from '../core/errors.ts'
import { backoffMs, type Random } from '../core/random.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import { heartbeatApi, type HeartbeatResponse, newHeartbeatRequest } from '../protocol/generated/heartbeat.ts'
import { joinGroupApi, type JoinGroupResponse } from '../protocol/generated/join-group.ts'
import { leaveGroupApi } from '../protocol/generated/leave-group.ts'
import { newConsumerProtocolAssignment } from '../protocol/generated/records/consumer-protocol-assignment.ts'
import { syncGroupApi, type SyncGroupResponse } from '../protocol/generated/sync-group.ts'
import { decodeAssignment, encodeAssignment } from '../protocol/group-protocol.ts'
import { describeChange, joinRequest, leaveRequest, readMember, sameTopics, syncRequest } from './classic-messages.ts'
import type { MemberIdentity } from './group-offsets.ts'
import { fencedInstance, type Membership, type MembershipEvent, type MembershipOut, PartitionSet, type Poll } from './membership.ts'
import type { TopicPartition } from './record.ts'

export interface ClassicMembershipOptions {
  readonly groupId: string
  readonly groupInstanceId: string | undefined
  readonly sessionTimeoutMs: number
  readonly heartbeatIntervalMs: number
  /** The rebalance timeout: how long the group waits for this member (Kafka: max.poll.interval.ms). */
  readonly rebalanceTimeoutMs: number
  readonly requestTimeoutMs: number
  readonly retryBackoffMs: number
  readonly retryBackoffMaxMs: number
  readonly assignors: readonly Assignor[]
  readonly rackId: string
  readonly random: Random
}

/**
 * - `Idle`: nothing is subscribed. `subscribed` leads to Unjoined.
 * - `Unjoined`: will join as soon as there is a coordinator, the application is not overdue, and no callback runs.
 * - `Revoking`: before an eager join, the application lets go of everything. Heartbeats go on. `done` leads to Joining.
 * - `Joining`: JoinGroup is at the coordinator, which answers when all members have joined. Its answer leads to Syncing, or back.
 * - `Syncing`: the leader works out the assignment, SyncGroup is at the coordinator. Its answer leads to Reconciling.
 * - `Reconciling`: the application lets go of what moves (cooperative), then takes what is new. Heartbeats go on. `done` leads to Stable.
 * - `Stable`: heartbeats. A rebalance, a new subscription or new metadata lead to Unjoined.
 * - `Losing`: the membership was lost; the application is told. `done` leads to Unjoined.
 * - `Expired`: the application is overdue, the group was left. `processingResumed` leads to Unjoined.
 * - `Leaving`: LeaveGroup is at the coordinator. Its answer leads to Closed.
 * - `Closed`, `Failed`: the end.
 */
export type ClassicState =
  'Idle' | 'Unjoined' | 'Revoking' | 'Joining' | 'Syncing' | 'Reconciling' | 'Stable' | 'Losing' | 'Expired' | 'Leaving' | 'Closed' | 'Failed'

const alive: readonly ClassicState[] = ['Idle', 'Unjoined', 'Revoking', 'Joining', 'Syncing', 'Reconciling', 'Stable', 'Losing', 'Expired']
const previous: TransitionTable<ClassicState> = {
  Idle: ['Unjoined', 'Losing', 'Stable', 'Revoking', 'Reconciling', 'Expired'],
  Unjoined: ['Idle', 'Revoking', 'Joining', 'Syncing', 'Reconciling', 'Stable', 'Losing', 'Expired'],
  Revoking: ['Unjoined'],
  Joining: ['Unjoined', 'Revoking'],
  Syncing: ['Joining'],
  Reconciling: ['Syncing'],
  Stable: ['Reconciling'],
  Losing: ['Unjoined', 'Revoking', 'Joining', 'Syncing', 'Reconciling', 'Stable'],
  Expired: ['Unjoined', 'Revoking', 'Joining', 'Syncing', 'Reconciling', 'Stable', 'Losing'],
  Leaving: alive,
  Closed: [...alive, 'Leaving', 'Failed'],
  Failed: alive,
}

/** Beyond the rebalance timeout the coordinator drops the member; its answer may take this much longer (Kafka has the same). */
const joinLapseMs = 5_000
const leaveTimeoutMs = 5_000

export class ClassicMembership implements Membership {
  readonly #options: ClassicMembershipOptions
  readonly #protocol: RebalanceProtocol
  #state: ClassicState = 'Idle'
  #topics: readonly string[] = []
  #memberId = ''
  #generationId = -1
  #protocolName = ''
  #owned = new PartitionSet()
  /** The last assignment, also after it was given up: sticky assignors tell it to the leader. */
  #lastAssignment: readonly TopicPartitions[] = []
  #lastGeneration = -1
  #hasCoordinator = false
  #finding = false
  /** A request that must be answered before the next of its kind. */
  #pending: 'JoinGroup' | 'SyncGroup' | 'LeaveGroup' | undefined
  /** How many answers of each kind are still to come to requests that were given up. */
  readonly #abandoned = new Map<string, number>()
  #heartbeatPending = false
  #heartbeatAt = 0
  #retryAt = 0
  #failures = 0
  #callback: 'revoke' | 'assign' | 'lose' | undefined
  /** What the callback under way was given. */
  #callbackPartitions: readonly TopicPartition[] = []
  #rejoinReason: string | undefined
  #joinedReason = ''
  #rebalanceStartedAt: number | undefined
  #isLeader = false
  #skipAssignment = false
  #members: AssignorMember[] = []
  #awaitingTopics = false
  /** What the leader's last assignment was made from. */
  #snapshot: ReadonlyMap<string, AssignorTopic> | undefined
  #added: readonly TopicPartition[] = []
  #revoked: readonly TopicPartition[] = []
  #lostReason: string | undefined
  #expired = false
  #out: MembershipOut[] = []
  #leaveReason = ''

  constructor(options: ClassicMembershipOptions) {
    this.#options = options
    const supports = (protocol: RebalanceProtocol): boolean =>
      options.assignors.every(assignor => (assignor.supportedProtocols ?? ['eager']).includes(protocol))
    this.#protocol = supports('cooperative') ? 'cooperative' : 'eager'
  }

  get state(): ClassicState {
    return this.#state
  }

  get isStable(): boolean {
    return this.#state === 'Stable' && this.#rejoinReason === undefined
  }

  get rebalanceProtocol(): RebalanceProtocol {
    return this.#protocol
  }

  get identity(): MemberIdentity {
    return {
      memberId: this.#memberId,
      generationIdOrMemberEpoch: this.#generationId,
      groupInstanceId: this.#options.groupInstanceId ?? null,
      isConsumerProtocol: false,
    }
  }

  on(event: MembershipEvent, now: number): void {
    if (this.#state === 'Closed' || (this.#state === 'Failed' && event.type !== 'close')) return
    switch (event.type) {
      case 'subscribed':
        return this.#onSubscribed(event.topics, event.reason)
      case 'coordinatorFound':
        this.#finding = false
        this.#hasCoordinator = true
        this.#failures = 0
        return
      case 'coordinatorFailed':
        this.#finding = false
        if (isRetriable(event.error)) this.#backOff(now)
        else this.#fail(event.error)
        return
      case 'answered':
        return this.#onAnswer(event.api, event.response, now)
      case 'failed':
        return this.#onRequestFailed(event.api, event.error, now)
      case 'done':
        return this.#onCallbackDone()
      case 'topics':
        return this.#onTopics(event.topics)
      case 'metadata':
        return
      case 'processingExpired':
        return this.#onExpired()
      case 'processingResumed':
        this.#expired = false
        if (this.#state === 'Expired' && this.#callback === undefined && this.#lostReason === undefined) this.#to('Unjoined')
        return
      case 'rejoin':
        this.#rejoinReason ??= event.reason
        return
      case 'close':
        return this.#onClose(event.leaveGroup, event.reason)
    }
  }

  poll(now: number): Poll {
    let wakeAt = Infinity
    if (this.#lostReason !== undefined && this.#callback === undefined) this.#lose()
    if (this.#state === 'Stable' && this.#rejoinReason !== undefined && this.#callback === undefined) this.#to('Unjoined')
    if (this.#state === 'Unjoined' && this.#callback === undefined && this.#pending === undefined) wakeAt = Math.min(wakeAt, this.#maybeJoin(now))
    if (this.#state === 'Leaving' && this.#pending === undefined) this.#sendLeave()
    if (this.#needsHeartbeat()) wakeAt = Math.min(wakeAt, this.#maybeHeartbeat(now))
    const out = this.#out
    this.#out = []
    return { out, wakeAt }
  }

  // ---- finding, joining

  #findCoordinator(now: number): number {
    if (this.#finding) return Infinity
    if (this.#retryAt > now) return this.#retryAt
    this.#finding = true
    this.#out.push({ type: 'findCoordinator' })
    return Infinity
  }

  #maybeJoin(now: number): number {
    if (this.#expired) return Infinity
    if (!this.#hasCoordinator) return this.#findCoordinator(now)
    if (this.#retryAt > now) return this.#retryAt
    const reason = this.#rejoinReason ?? (this.#joinedReason === '' ? 'the member starts' : 'the member joins again')
    if (this.#rebalanceStartedAt === undefined) {
      this.#rebalanceStartedAt = now
      this.#out.push({ type: 'note', note: { type: 'started', reason, generationIdOrMemberEpoch: this.#generationId } })
    }
    if (this.#protocol === 'eager' && this.#owned.size > 0) {
      this.#to('Revoking')
      this.#call('revoke', this.#owned.list(), reason)
      return Infinity
    }
    this.#to('Joining')
    this.#sendJoin(reason)
    return Infinity
  }

  #sendJoin(reason: string): void {
    const { rebalanceTimeoutMs, requestTimeoutMs } = this.#options
    this.#rejoinReason = undefined
    this.#joinedReason = reason
    this.#pending = 'JoinGroup'
    this.#out.push({
      type: 'send',
      api: joinGroupApi,
      timeoutMs: Math.max(requestTimeoutMs, rebalanceTimeoutMs + joinLapseMs),
      request: joinRequest({
        ...this.#options,
        reason,
        memberId: this.#memberId,
        topics: [...this.#topics].sort(),
        owned: this.#owned.byTopic(),
        lastAssignment: this.#lastAssignment,
        lastGeneration: this.#lastGeneration,
      }),
    })
  }

  #onJoined(response: JoinGroupResponse, now: number): void {
    const { errorCode } = response
    switch (errorCode) {
      case ErrorCode.NONE:
        break
      case ErrorCode.MEMBER_ID_REQUIRED:
        // The broker wants to know first that we live: join again under the id it gave (KIP-394).
        this.#memberId = response.memberId
        this.#to('Unjoined')
        this.#rejoinReason = this.#joinedReason
        return
      case ErrorCode.UNKNOWN_MEMBER_ID:
      case ErrorCode.ILLEGAL_GENERATION:
        return this.#onMembershipLost(errorCode, 'JoinGroup')
      case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
      case ErrorCode.REBALANCE_IN_PROGRESS:
        this.#rejoin(this.#joinedReason)
        this.#backOff(now)
        return
      case ErrorCode.NOT_COORDINATOR:
      case ErrorCode.COORDINATOR_NOT_AVAILABLE:
        this.#forgetCoordinator(now)
        this.#rejoin(this.#joinedReason)
        return
      default:
        return this.#failWith(errorCode, 'JoinGroup')
    }
    if (response.protocolType !== null && response.protocolType !== 'consumer') {
      return this.#fail(errorFor(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, `group ${this.#options.groupId} is of type ${response.protocolType}`))
    }
    this.#failures = 0
    this.#memberId = response.memberId
    this.#generationId = response.generationId
    this.#protocolName = response.protocolName ?? ''
    this.#isLeader = response.leader === response.memberId
    this.#skipAssignment = response.skipAssignment
    this.#heartbeatAt = now + this.#options.heartbeatIntervalMs
    this.#to('Syncing')
    if (!this.#isLeader) {
      this.#members = []
      this.#snapshot = undefined
      return this.#sendSync(new Map())
    }
    try {
      this.#members = response.members.map(readMember)
    } catch (error) {
      return this.#fail(
        new KafkaError(
          'INCONSISTENT_GROUP_PROTOCOL',
          `a member of group ${this.#options.groupId} has a subscription that cannot be read: ${errorMessage(error)}`,
          { cause: error },
        ),
      )
    }
    this.#awaitingTopics = true
    this.#out.push({ type: 'describeTopics', topics: [...new Set(this.#members.flatMap(member => member.topics))] })
  }

  /** The leader hears of topics: first to assign them, later to see whether they have changed since. */
  #onTopics(topics: ReadonlyMap<string, AssignorTopic>): void {
    if (this.#awaitingTopics && this.#state === 'Syncing') {
      this.#awaitingTopics = false
      this.#snapshot = topics
      if (this.#skipAssignment) return this.#sendSync(new Map())
      const assignor = this.#options.assignors.find(({ name }) => name === this.#protocolName)
      if (assignor === undefined) {
        return this.#fail(
          errorFor(
            ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
            `group ${this.#options.groupId} chose the assignor ${this.#protocolName}, which this member does not have`,
          ),
        )
      }
      try {
        const result = assignor.assign(topics, this.#members)
        return this.#sendSync(
          new Map(
            [...result].map(([memberId, { partitions, userData }]) => [
              memberId,
              encodeAssignment(newConsumerProtocolAssignment({ assignedPartitions: partitions, userData: userData ?? null })),
            ]),
          ),
        )
      } catch (error) {
        return this.#fail(
          new KafkaError('ASSIGNOR_FAILED', `the assignor ${assignor.name} of group ${this.#options.groupId} failed: ${errorMessage(error)}`, { cause: error }),
        )
      }
    }
    if (!this.#isLeader || this.#snapshot === undefined) return
    const change = describeChange(this.#snapshot, topics)
    if (change === undefined) return
    this.#snapshot = topics
    this.#rejoin(change)
  }

  #sendSync(assignments: ReadonlyMap<string, Buffer>): void {
    const { rebalanceTimeoutMs, requestTimeoutMs } = this.#options
    this.#pending = 'SyncGroup'
    this.#out.push({
      type: 'send',
      api: syncGroupApi,
      timeoutMs: Math.max(requestTimeoutMs, rebalanceTimeoutMs + joinLapseMs),
      request: syncRequest({ ...this.#options, generationId: this.#generationId, memberId: this.#memberId, protocolName: this.#protocolName, assignments }),
    })
  }

  #onSynced(response: SyncGroupResponse, now: number): void {
    const { errorCode } = response
    switch (errorCode) {
      case ErrorCode.NONE:
        break
      case ErrorCode.REBALANCE_IN_PROGRESS:
        this.#rejoin('the group rebalances again')
        return
      case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
        this.#rejoin('the coordinator was loading')
        this.#backOff(now)
        return
      case ErrorCode.NOT_COORDINATOR:
      case ErrorCode.COORDINATOR_NOT_AVAILABLE:
        this.#forgetCoordinator(now)
        this.#rejoin('the coordinator has moved')
        return
      case ErrorCode.UNKNOWN_MEMBER_ID:
      case ErrorCode.ILLEGAL_GENERATION:
        return this.#onMembershipLost(errorCode, 'SyncGroup')
      default:
        return this.#failWith(errorCode, 'SyncGroup')
    }
    let partitions: TopicPartitions[] = []
    let userData: Buffer | null = null
    try {
      // A member that the leader left out gets no bytes at all.
      if (response.assignment.length > 0) {
        const decoded = decodeAssignment(response.assignment)
        partitions = decoded.assignedPartitions
        userData = decoded.userData
      }
    } catch (error) {
      return this.#fail(
        new KafkaError(
          'INCONSISTENT_GROUP_PROTOCOL',
          `the assignment from the leader of group ${this.#options.groupId} cannot be read: ${errorMessage(error)}`,
          { cause: error },
        ),
      )
    }
    this.#failures = 0
    // One beat at once: a broker that holds its answer can tell of the next rebalance the moment it begins, not an interval later.
    this.#heartbeatAt = now
    const assigned = new PartitionSet()
    for (const { topic, partitions: list } of partitions) for (const partition of list) assigned.add(topic, partition)
    this.#lastAssignment = assigned.byTopic()
    this.#lastGeneration = this.#generationId
    this.#added = assigned.without(this.#owned)
    this.#revoked = this.#owned.without(assigned)
    this.#options.assignors.find(({ name }) => name === this.#protocolName)?.onAssignment?.({ partitions, userData }, this.#generationId)
    this.#to('Reconciling')
    if (this.#revoked.length > 0) {
      this.#call('revoke', this.#revoked, 'the partitions move to other members')
    } else {
      this.#assign()
    }
    this.#note(assigned, now)
  }

  #note(assigned: PartitionSet, now: number): void {
    this.#out.push({
      type: 'note',
      note: {
        type: 'completed',
        generationIdOrMemberEpoch: this.#generationId,
        protocol: this.#protocolName,
        isLeader: this.#isLeader,
        memberCount: this.#isLeader ? this.#members.length : undefined,
        assigned: assigned.list(),
        added: this.#added,
        revoked: this.#revoked,
        durationMs: now - (this.#rebalanceStartedAt ?? now),
      },
    })
    this.#rebalanceStartedAt = undefined
  }

  #assign(): void {
    for (const { topic, partition } of this.#added) this.#owned.add(topic, partition)
    this.#call('assign', this.#added, '')
  }

  #call(type: 'revoke' | 'assign' | 'lose', partitions: readonly TopicPartition[], reason: string): void {
    this.#callback = type
    this.#callbackPartitions = partitions
    this.#out.push({ type, partitions, reason })
  }

  #onCallbackDone(): void {
    const callback = this.#callback
    if (callback === undefined) return
    this.#callback = undefined
    if (callback !== 'assign') this.#forget(this.#callbackPartitions)
    // The membership was lost meanwhile: poll() takes it from here.
    if (this.#lostReason !== undefined) return
    switch (this.#state) {
      case 'Revoking':
        this.#to('Unjoined')
        this.#rejoinReason ??= 'the group rebalances'
        return
      case 'Reconciling':
        if (callback === 'revoke') {
          // What was released is free for its new owner only after one more rebalance (KIP-429).
          this.#rejoinReason ??= `${this.#revoked.length} partitions were released for other members`
          this.#assign()
        } else {
          this.#to('Stable')
        }
        return
      case 'Losing':
        this.#to('Unjoined')
        return
      case 'Expired':
        if (!this.#expired) this.#to('Unjoined')
    }
  }

  #forget(partitions: readonly TopicPartition[]): void {
    for (const { topic, partition } of partitions) this.#owned.delete(topic, partition)
  }

  // ---- heartbeats

  #needsHeartbeat(): boolean {
    if (this.#generationId < 0) return false
    switch (this.#state) {
      case 'Stable':
      case 'Reconciling':
      case 'Revoking':
        return true
      case 'Unjoined':
        // The membership still stands while a join has to wait for a callback or a backoff.
        return this.#pending === undefined
      case 'Syncing':
        return this.#awaitingTopics
      default:
        return false
    }
  }

  #maybeHeartbeat(now: number): number {
    if (!this.#hasCoordinator) return this.#findCoordinator(now)
    if (this.#heartbeatPending) return Infinity
    if (now < this.#heartbeatAt) return this.#heartbeatAt
    const { groupId, groupInstanceId, requestTimeoutMs, sessionTimeoutMs } = this.#options
    const generationId = this.#generationId
    const memberId = this.#memberId
    this.#heartbeatPending = true
    this.#heartbeatAt = now + this.#options.heartbeatIntervalMs
    this.#out.push({
      type: 'send',
      api: heartbeatApi,
      timeoutMs: Math.min(requestTimeoutMs, sessionTimeoutMs),
      request: () => newHeartbeatRequest({ groupId, generationId, memberId, ...(groupInstanceId !== undefined && { groupInstanceId }) }),
    })
    return Infinity
  }

  #onHeartbeat(response: HeartbeatResponse, now: number): void {
    if (!this.#needsHeartbeat()) return
    const { errorCode } = response
    switch (errorCode) {
      case ErrorCode.NONE:
        this.#failures = 0
        return
      case ErrorCode.REBALANCE_IN_PROGRESS:
        if (this.#state === 'Stable' || this.#state === 'Reconciling') this.#rejoinReason ??= 'the group rebalances'
        return
      case ErrorCode.NOT_COORDINATOR:
      case ErrorCode.COORDINATOR_NOT_AVAILABLE:
        return this.#forgetCoordinator(now)
      case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
        return
      case ErrorCode.UNKNOWN_MEMBER_ID:
      case ErrorCode.ILLEGAL_GENERATION:
        return this.#onMembershipLost(errorCode, 'Heartbeat')
      default:
        return this.#failWith(errorCode, 'Heartbeat')
    }
  }

  // ---- answers and failures

  #onAnswer(api: string, response: unknown, now: number): void {
    if (api === 'Heartbeat') {
      this.#heartbeatPending = false
      this.#onHeartbeat(response as HeartbeatResponse, now)
      return
    }
    if (this.#takeAbandoned(api)) return
    this.#pending = undefined
    if (api === 'JoinGroup') this.#onJoined(response as JoinGroupResponse, now)
    else if (api === 'SyncGroup') this.#onSynced(response as SyncGroupResponse, now)
    else this.#end()
  }

  #onRequestFailed(api: string, error: Error, now: number): void {
    if (this.#takeAbandoned(api)) return
    if (api === 'Heartbeat') this.#heartbeatPending = false
    else this.#pending = undefined
    if (api === 'LeaveGroup') return this.#end()
    if (!isRetriable(error)) return this.#fail(error)
    this.#forgetCoordinator(now)
    if (api === 'Heartbeat') {
      // The member lives on as long as its session may; a new connection will tell.
      this.#heartbeatAt = now
      return
    }
    const what = error instanceof TimeoutError ? 'was not answered in time' : 'was lost with its connection'
    this.#rejoin(`the last ${api} ${what}`)
  }

  /** The request under way no longer matters; its answer will be dropped. */
  #abandon(): void {
    if (this.#pending === undefined) return
    this.#abandoned.set(this.#pending, (this.#abandoned.get(this.#pending) ?? 0) + 1)
    this.#pending = undefined
  }

  #takeAbandoned(api: string): boolean {
    const count = this.#abandoned.get(api) ?? 0
    if (count === 0) return false
    this.#abandoned.set(api, count - 1)
    return true
  }

  #rejoin(reason: string): void {
    if (this.#rejoinReason === undefined) this.#rejoinReason = reason
    // A JoinGroup is on its way, and its answer is to be taken: the reason (topics that the leader saw change) counts after it.
    if (this.#state === 'Joining' && this.#pending === 'JoinGroup') return
    if (this.#state === 'Joining' || this.#state === 'Syncing') this.#to('Unjoined')
  }

  #forgetCoordinator(now: number): void {
    if (this.#hasCoordinator) this.#out.push({ type: 'forgetCoordinator' })
    this.#hasCoordinator = false
    this.#backOff(now)
  }

  #backOff(now: number): void {
    this.#retryAt = now + backoffMs(this.#options.random, this.#failures++, this.#options.retryBackoffMs, this.#options.retryBackoffMaxMs)
  }

  /** The coordinator no longer knows us, or not in this generation. */
  #onMembershipLost(errorCode: number, api: string): void {
    const { message } = errorFor(errorCode)
    this.#generationId = -1
    // A stale generation leaves the member itself known; an unknown member needs a new id.
    if (errorCode === ErrorCode.UNKNOWN_MEMBER_ID) this.#memberId = ''
    this.#lostReason = `${api}: ${message}`
    this.#rejoinReason = `the membership was lost (${api}: ${errorCode === ErrorCode.UNKNOWN_MEMBER_ID ? 'unknown member' : 'another generation'})`
    if (this.#state === 'Joining' || this.#state === 'Syncing') this.#to('Unjoined')
  }

  #lose(): void {
    const reason = this.#lostReason!
    this.#lostReason = undefined
    this.#lastAssignment = []
    this.#lastGeneration = -1
    if (this.#owned.size === 0) {
      if (this.#state === 'Expired' ? !this.#expired : this.#state !== 'Leaving') this.#to('Unjoined')
      return
    }
    if (this.#state !== 'Leaving' && this.#state !== 'Expired') this.#to('Losing')
    this.#call('lose', this.#owned.list(), reason)
  }

  #failWith(errorCode: number, api: string): void {
    const { groupId, groupInstanceId } = this.#options
    const error = errorFor(errorCode, `${api} of group ${groupId}`)
    if (errorCode === ErrorCode.FENCED_INSTANCE_ID) return this.#fail(fencedInstance(groupId, groupInstanceId))
    if (errorCode === ErrorCode.INCONSISTENT_GROUP_PROTOCOL) {
      const names = this.#options.assignors.map(({ name }) => name).join(', ')
      return this.#fail(
        new KafkaError(
          'INCONSISTENT_GROUP_PROTOCOL',
          `the members of group ${groupId} have no assignor in common with this one (${names}): give all of them one name that they share`,
        ),
      )
    }
    this.#fail(error)
  }

  #fail(error: Error): void {
    this.#to('Failed')
    this.#generationId = -1
    if (this.#owned.size > 0) {
      this.#call('lose', this.#owned.list(), error.message)
      this.#owned = new PartitionSet()
    }
    this.#out.push({ type: 'fail', error })
  }

  // ---- the application

  #onSubscribed(topics: readonly string[], reason: string): void {
    if (sameTopics(topics, this.#topics) && this.#state !== 'Idle') return
    this.#topics = topics
    if (this.#state === 'Idle') this.#to('Unjoined')
    else this.#rejoinReason ??= reason
  }

  /** The application is overdue: others shall have its partitions. A static member keeps them until its session ends. */
  #onExpired(): void {
    this.#expired = true
    if (!['Stable', 'Reconciling', 'Revoking', 'Unjoined', 'Joining', 'Syncing'].includes(this.#state)) return
    if (this.#state === 'Unjoined' && this.#owned.size === 0 && this.#memberId === '') return
    this.#abandon()
    const reason = 'the application took longer than maxPollIntervalMs'
    if (this.#options.groupInstanceId === undefined && this.#memberId !== '') {
      this.#leaveReason = reason
      this.#out.push(this.#leaveRequest())
      this.#pending = 'LeaveGroup'
      this.#abandon()
      this.#memberId = ''
    }
    this.#generationId = -1
    this.#rejoinReason = reason
    this.#lostReason = reason
    this.#to('Expired')
  }

  #onClose(leaveGroup: boolean, reason: string): void {
    this.#leaveReason = reason
    const joined = this.#memberId !== '' && this.#hasCoordinator && this.#state !== 'Failed' && this.#state !== 'Expired'
    this.#abandon()
    if (leaveGroup && joined) this.#to('Leaving')
    else this.#end()
  }

  #sendLeave(): void {
    this.#pending = 'LeaveGroup'
    this.#out.push(this.#leaveRequest())
  }

  #leaveRequest(): MembershipOut {
    return { type: 'send', api: leaveGroupApi, timeoutMs: leaveTimeoutMs, request: leaveRequest({ ...this.#options, memberId: this.#memberId, reason: this.#leaveReason }) }
  }

  #end(): void {
    if (this.#state === 'Closed') return
    this.#to('Closed')
    this.#generationId = -1
    this.#out.push({ type: 'closed' })
  }

  #to(state: ClassicState): void {
    if (state === this.#state) return
    this.#state = transition(previous, `membership in group ${this.#options.groupId}`, this.#state, state)
  }
}
