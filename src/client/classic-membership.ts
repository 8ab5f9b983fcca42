// A member of a classic group (JoinGroup, SyncGroup, Heartbeat, LeaveGroup) as a polled machine (shape B): it is told what happened,
// and says what to send, revoke and assign. Time comes as an argument; group-session.ts is its driver.
// KIP-62 (heartbeats apart from processing), KIP-345 (static members), KIP-394 (member id first), KIP-429 (cooperative),
// KIP-800 (reasons), KIP-814 (a static leader that comes back), KIP-881 (rack).

import type { AssignorTopic, RebalanceProtocol, TopicPartitions } from '../assignors/assignor.ts'
import { transition } from '../core/assert.ts'
import { isRetriable, TimeoutError } from '../core/errors.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import { heartbeatApi, type HeartbeatResponse, newHeartbeatRequest } from '../protocol/generated/heartbeat.ts'
import { joinGroupApi, type JoinGroupResponse } from '../protocol/generated/join-group.ts'
import { leaveGroupApi } from '../protocol/generated/leave-group.ts'
import { syncGroupApi, type SyncGroupResponse } from '../protocol/generated/sync-group.ts'
import { ClassicLeader } from './classic-leader.ts'
import { classicError, joinRequest, leaveRequest, readAssignment, sameTopics, syncRequest } from './classic-messages.ts'
import { type ClassicMembershipOptions, type ClassicState, previousClassicStates } from './classic-state.ts'
import { CoordinatorSearch } from './coordinator-search.ts'
import type { MemberIdentity } from './group-offsets.ts'
import { coordinatorMoved, type Membership, type MembershipEvent, type MembershipOut, type Poll } from './membership.ts'
import { OutstandingRequest } from './outstanding-request.ts'
import { PartitionHandover } from './partition-handover.ts'
import { PartitionSet } from './partition-set.ts'

/** Beyond the rebalance timeout the coordinator drops the member; its answer may take this much longer (Kafka has the same). */
const joinLapseMs = 5_000
const leaveTimeoutMs = 5_000

export class ClassicMembership implements Membership {
  readonly #options: ClassicMembershipOptions
  readonly #protocol: RebalanceProtocol
  readonly #coordinator: CoordinatorSearch
  readonly #handover: PartitionHandover
  readonly #leader: ClassicLeader
  /** JoinGroup, SyncGroup or LeaveGroup. Heartbeats go beside them. */
  readonly #request: OutstandingRequest
  #state: ClassicState = 'Idle'
  #topics: readonly string[] = []
  #memberId = ''
  #generationId = -1
  #protocolName = ''
  /** The last assignment, also after it was given up: sticky assignors tell it to the leader. */
  #lastAssignment: readonly TopicPartitions[] = []
  #lastGeneration = -1
  #heartbeatPending = false
  #heartbeatAt = 0
  #rejoinReason: string | undefined
  #joinedReason = ''
  #rebalanceStartedAt: number | undefined
  #lostReason: string | undefined
  #expired = false
  #out: MembershipOut[] = []
  #leaveReason = ''

  constructor(options: ClassicMembershipOptions) {
    this.#options = options
    const emit = (out: MembershipOut): void => void this.#out.push(out)
    this.#coordinator = new CoordinatorSearch(options, emit)
    this.#handover = new PartitionHandover(emit)
    this.#request = new OutstandingRequest(emit)
    this.#leader = new ClassicLeader(options.groupId, options.assignors)
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
        this.#coordinator.onFound()
        this.#coordinator.succeeded()
        return
      case 'coordinatorFailed':
        if (!this.#coordinator.onNotFound(event.error, now)) this.#fail(event.error)
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
        if (this.#state === 'Expired' && !this.#handover.busy && this.#lostReason === undefined) this.#to('Unjoined')
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
    if (this.#lostReason !== undefined && !this.#handover.busy) this.#lose()
    if (this.#state === 'Stable' && this.#rejoinReason !== undefined && !this.#handover.busy) this.#to('Unjoined')
    if (this.#state === 'Unjoined' && !this.#handover.busy && this.#request.api === undefined) wakeAt = Math.min(wakeAt, this.#maybeJoin(now))
    if (this.#state === 'Leaving' && this.#request.api === undefined) this.#sendLeave(this.#leaveReason)
    if (this.#needsHeartbeat()) wakeAt = Math.min(wakeAt, this.#maybeHeartbeat(now))
    const out = this.#out
    this.#out = []
    return { out, wakeAt }
  }

  // ---- finding, joining

  #maybeJoin(now: number): number {
    if (this.#expired) return Infinity
    if (!this.#coordinator.known) return this.#coordinator.find(now)
    if (this.#coordinator.retryAt > now) return this.#coordinator.retryAt
    const reason = this.#rejoinReason ?? (this.#joinedReason === '' ? 'the member starts' : 'the member joins again')
    if (this.#rebalanceStartedAt === undefined) {
      this.#rebalanceStartedAt = now
      this.#out.push({ type: 'note', note: { type: 'started', reason, generationIdOrMemberEpoch: this.#generationId } })
    }
    if (this.#protocol === 'eager' && this.#handover.owned.size > 0) {
      this.#to('Revoking')
      this.#handover.revokeAll(reason)
      return Infinity
    }
    this.#to('Joining')
    this.#sendJoin(reason)
    return Infinity
  }

  #sendJoin(reason: string): void {
    this.#rejoinReason = undefined
    this.#joinedReason = reason
    const request = joinRequest({
      ...this.#options,
      reason,
      memberId: this.#memberId,
      topics: [...this.#topics].sort(),
      owned: this.#handover.owned.byTopic(),
      lastAssignment: this.#lastAssignment,
      lastGeneration: this.#lastGeneration,
    })
    this.#request.send(joinGroupApi, this.#roundTimeoutMs, request)
  }

  /** Of JoinGroup and SyncGroup, whose answers wait for the other members. */
  get #roundTimeoutMs(): number {
    return Math.max(this.#options.requestTimeoutMs, this.#options.rebalanceTimeoutMs + joinLapseMs)
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
      case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
      case ErrorCode.REBALANCE_IN_PROGRESS:
        this.#rejoin(this.#joinedReason)
        this.#coordinator.backOff(now)
        return
      default:
        if (coordinatorMoved(errorCode)) this.#rejoin(this.#joinedReason)
        return this.#onError(errorCode, 'JoinGroup', now)
    }
    if (response.protocolType !== null && response.protocolType !== 'consumer') {
      return this.#fail(errorFor(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, `group ${this.#options.groupId} is of type ${response.protocolType}`))
    }
    this.#coordinator.succeeded()
    this.#memberId = response.memberId
    this.#generationId = response.generationId
    this.#protocolName = response.protocolName ?? ''
    this.#heartbeatAt = now + this.#options.heartbeatIntervalMs
    this.#to('Syncing')
    if (response.leader !== response.memberId) {
      this.#leader.follow()
      return this.#sendSync(new Map())
    }
    const topics = this.#orFail(() => this.#leader.lead(response))
    if (topics !== undefined) this.#out.push({ type: 'describeTopics', topics })
  }

  /** What the members were told, or have chosen, may be past repair: that ends the membership. */
  #orFail<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      this.#fail(error as Error)
      return undefined
    }
  }

  /** The leader hears of topics: first to assign them, later to see whether they have changed since. */
  #onTopics(topics: ReadonlyMap<string, AssignorTopic>): void {
    if (this.#leader.awaitsTopics && this.#state === 'Syncing') {
      const assignments = this.#orFail(() => this.#leader.assign(topics, this.#protocolName))
      if (assignments !== undefined) this.#sendSync(assignments)
      return
    }
    const change = this.#leader.noteChange(topics)
    if (change !== undefined) this.#rejoin(change)
  }

  #sendSync(assignments: ReadonlyMap<string, Buffer>): void {
    const request = syncRequest({ ...this.#options, generationId: this.#generationId, memberId: this.#memberId, protocolName: this.#protocolName, assignments })
    this.#request.send(syncGroupApi, this.#roundTimeoutMs, request)
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
        this.#coordinator.backOff(now)
        return
      default:
        if (coordinatorMoved(errorCode)) this.#rejoin('the coordinator has moved')
        return this.#onError(errorCode, 'SyncGroup', now)
    }
    const assignment = this.#orFail(() => readAssignment(response.assignment, this.#options.groupId))
    if (assignment === undefined) return
    this.#coordinator.succeeded()
    // One beat at once: a broker that holds its answer can tell of the next rebalance the moment it begins, not an interval later.
    this.#heartbeatAt = now
    const assigned = PartitionSet.ofTopics(assignment.partitions)
    this.#lastAssignment = assigned.byTopic()
    this.#lastGeneration = this.#generationId
    this.#handover.aim(assigned)
    this.#options.assignors.find(({ name }) => name === this.#protocolName)?.onAssignment?.(assignment, this.#generationId)
    this.#to('Reconciling')
    this.#handover.begin()
    this.#handover.noteCompleted(
      {
        generationIdOrMemberEpoch: this.#generationId,
        protocol: this.#protocolName,
        isLeader: this.#leader.leads,
        memberCount: this.#leader.memberCount,
        durationMs: now - (this.#rebalanceStartedAt ?? now),
      },
      assigned,
    )
    this.#rebalanceStartedAt = undefined
  }

  #onCallbackDone(): void {
    const step = this.#handover.done()
    if (step === undefined) return
    // The membership was lost meanwhile: poll() takes it from here.
    if (this.#lostReason !== undefined) return
    switch (this.#state) {
      case 'Revoking':
        this.#to('Unjoined')
        this.#rejoinReason ??= 'the group rebalances'
        return
      case 'Reconciling':
        if (step === 'revoke') {
          // What was released is free for its new owner only after one more rebalance (KIP-429).
          this.#rejoinReason ??= `${this.#handover.revoked.length} partitions were released for other members`
          this.#handover.assign()
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
        return this.#request.api === undefined
      case 'Syncing':
        return this.#leader.awaitsTopics
      default:
        return false
    }
  }

  #maybeHeartbeat(now: number): number {
    if (!this.#coordinator.known) return this.#coordinator.find(now)
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
        this.#coordinator.succeeded()
        return
      case ErrorCode.REBALANCE_IN_PROGRESS:
        if (this.#state === 'Stable' || this.#state === 'Reconciling') this.#rejoinReason ??= 'the group rebalances'
        return
      case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
        return
      default:
        return this.#onError(errorCode, 'Heartbeat', now)
    }
  }

  // ---- answers and failures

  #onAnswer(api: string, response: unknown, now: number): void {
    if (api === 'Heartbeat') {
      this.#heartbeatPending = false
      this.#onHeartbeat(response as HeartbeatResponse, now)
      return
    }
    if (!this.#request.settle(api)) return
    if (api === 'JoinGroup') this.#onJoined(response as JoinGroupResponse, now)
    else if (api === 'SyncGroup') this.#onSynced(response as SyncGroupResponse, now)
    else this.#end()
  }

  #onRequestFailed(api: string, error: Error, now: number): void {
    if (api === 'Heartbeat') this.#heartbeatPending = false
    else if (!this.#request.settle(api)) return
    if (api === 'LeaveGroup') return this.#end()
    if (!isRetriable(error)) return this.#fail(error)
    this.#coordinator.forget(now)
    if (api === 'Heartbeat') {
      // The member lives on as long as its session may; a new connection will tell.
      this.#heartbeatAt = now
      return
    }
    const what = error instanceof TimeoutError ? 'was not answered in time' : 'was lost with its connection'
    this.#rejoin(`the last ${api} ${what}`)
  }

  #rejoin(reason: string): void {
    if (this.#rejoinReason === undefined) this.#rejoinReason = reason
    // A JoinGroup or SyncGroup is on its way, and its answer is to be taken: the reason (topics that the leader saw change) counts after it.
    if (this.#request.api !== undefined) return
    if (this.#state === 'Joining' || this.#state === 'Syncing') this.#to('Unjoined')
  }

  /** What means the same in every answer. */
  #onError(errorCode: number, api: string, now: number): void {
    if (coordinatorMoved(errorCode)) this.#coordinator.forget(now)
    else if (errorCode === ErrorCode.UNKNOWN_MEMBER_ID || errorCode === ErrorCode.ILLEGAL_GENERATION) this.#onMembershipLost(errorCode, api)
    else this.#fail(classicError(errorCode, api, this.#options))
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
    if (this.#handover.owned.size === 0) {
      if (this.#state === 'Expired' ? !this.#expired : this.#state !== 'Leaving') this.#to('Unjoined')
      return
    }
    if (this.#state !== 'Leaving' && this.#state !== 'Expired') this.#to('Losing')
    this.#handover.loseAll(reason)
  }

  #fail(error: Error): void {
    this.#to('Failed')
    this.#generationId = -1
    this.#handover.drop(error.message)
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
    if (this.#state === 'Unjoined' && this.#handover.owned.size === 0 && this.#memberId === '') return
    this.#request.abandon()
    const reason = 'the application took longer than maxPollIntervalMs'
    if (this.#options.groupInstanceId === undefined && this.#memberId !== '') {
      this.#sendLeave(reason)
      this.#request.abandon()
      this.#memberId = ''
    }
    this.#generationId = -1
    this.#rejoinReason = reason
    this.#lostReason = reason
    this.#to('Expired')
  }

  #onClose(leaveGroup: boolean, reason: string): void {
    this.#leaveReason = reason
    const joined = this.#memberId !== '' && this.#coordinator.known && this.#state !== 'Failed' && this.#state !== 'Expired'
    this.#request.abandon()
    if (leaveGroup && joined) this.#to('Leaving')
    else this.#end()
  }

  #sendLeave(reason: string): void {
    this.#request.send(leaveGroupApi, leaveTimeoutMs, leaveRequest({ ...this.#options, memberId: this.#memberId, reason }))
  }

  #end(): void {
    if (this.#state === 'Closed') return
    this.#to('Closed')
    this.#generationId = -1
    this.#out.push({ type: 'closed' })
  }

  #to(state: ClassicState): void {
    if (state === this.#state) return
    this.#state = transition(previousClassicStates, `membership in group ${this.#options.groupId}`, this.#state, state)
  }
}
