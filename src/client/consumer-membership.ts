// A member of a group of the consumer protocol (KIP-848) as a polled machine (shape B): one kind of request, the heartbeat, carries
// the subscription there and the assignment back. The broker assigns; the member lets go of what moves, takes what is new,
// and acknowledges. KIP-1082 (the client makes its member id). group-session.ts is its driver.

import { transition, type TransitionTable } from '../core/assert.ts'
import { isRetriable, KafkaError } from '../core/errors.ts'
import { type Random, randomUuid } from '../core/random.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import {
  consumerGroupHeartbeatApi,
  type ConsumerGroupHeartbeatResponse,
  newConsumerGroupHeartbeatRequest,
  newConsumerGroupHeartbeatRequestTopicPartitions,
} from '../protocol/generated/consumer-group-heartbeat.ts'
import { leaveGroupApi } from '../protocol/generated/leave-group.ts'
import { leaveRequest } from './classic-messages.ts'
import { CoordinatorSearch } from './coordinator-search.ts'
import type { MemberIdentity } from './group-offsets.ts'
import { coordinatorMoved, fencedInstance, type Membership, type MembershipEvent, type MembershipOut, type Poll } from './membership.ts'
import { OutstandingRequest } from './outstanding-request.ts'
import { PartitionHandover } from './partition-handover.ts'
import { PartitionSet } from './partition-set.ts'

export interface ConsumerMembershipOptions {
  readonly groupId: string
  readonly groupInstanceId: string | undefined
  readonly rebalanceTimeoutMs: number
  readonly requestTimeoutMs: number
  readonly retryBackoffMs: number
  readonly retryBackoffMaxMs: number
  readonly serverAssignor: string | undefined
  readonly rackId: string
  readonly random: Random
  /** From the metadata, undefined while unknown. */
  readonly topicName: (topicId: string) => string | undefined
  readonly topicId: (topic: string) => string | undefined
}

/**
 * - `Idle`: nothing is subscribed. `subscribed` leads to Joining.
 * - `Joining`: the next heartbeat has epoch 0 and says everything. Its answer leads to Stable.
 * - `Stable`: heartbeats. A new target leads to Reconciling.
 * - `Reconciling`: the application lets go of what moves, then takes what is new. Heartbeats go on. `done` leads to Stable, and the
 *   next heartbeat acknowledges.
 * - `Losing`: the broker has fenced the member; the application is told. `done` leads to Joining.
 * - `Expired`: the application is overdue, the group was left. `processingResumed` leads to Joining.
 * - `Leaving`: the last heartbeat is under way. Its answer leads to Closed.
 * - `Closed`, `Failed`: the end.
 */
export type ConsumerMembershipState = 'Idle' | 'Joining' | 'Stable' | 'Reconciling' | 'Losing' | 'Expired' | 'Leaving' | 'Closed' | 'Failed'

const alive: readonly ConsumerMembershipState[] = ['Idle', 'Joining', 'Stable', 'Reconciling', 'Losing', 'Expired']
const previous: TransitionTable<ConsumerMembershipState> = {
  Idle: [],
  Joining: ['Idle', 'Stable', 'Reconciling', 'Losing', 'Expired'],
  Stable: ['Joining', 'Reconciling'],
  Reconciling: ['Stable'],
  Losing: ['Joining', 'Stable', 'Reconciling'],
  Expired: ['Joining', 'Stable', 'Reconciling', 'Losing'],
  Leaving: alive,
  Closed: [...alive, 'Leaving', 'Failed'],
  Failed: alive,
}

const joinEpoch = 0
const leaveEpoch = -1
/** A static member that will be back: its partitions wait for it until its session ends. */
const leaveStaticEpoch = -2
/** The first beats after joining come sooner than the broker asks: an assignment that it puts off is told with the next one only. */
const settlingBeats = 3
const settlingIntervalMs = 1_000
/** Before the broker has named an interval. */
const firstIntervalMs = 5_000
const leaveTimeoutMs = 5_000

export class ConsumerMembership implements Membership {
  readonly #options: ConsumerMembershipOptions
  readonly #coordinator: CoordinatorSearch
  readonly #handover: PartitionHandover
  /** The heartbeat that is to be answered before the next. */
  readonly #request: OutstandingRequest
  #state: ConsumerMembershipState = 'Idle'
  #topics: readonly string[] = []
  /** Matched by the broker, in the syntax of RE2. */
  #pattern: string | undefined
  #patternChanged = false
  #memberId: string
  #hasServerId = false
  #memberEpoch = joinEpoch
  #intervalMs = firstIntervalMs
  /** The last assignment that the broker sent, by topic id. */
  #target: ReadonlyMap<string, readonly number[]> | undefined
  #heartbeatAt = 0
  #beatsSinceJoin = 0
  /** Everything has to be said again: at the start, and when an answer did not arrive. */
  #sayAll = true
  #topicsChanged = false
  #ownedChanged = false
  #lostReason: string | undefined
  #rebalanceStartedAt: number | undefined
  #expired = false
  #leaveEpoch = leaveEpoch
  #out: MembershipOut[] = []

  constructor(options: ConsumerMembershipOptions) {
    this.#options = options
    const emit = (out: MembershipOut): void => void this.#out.push(out)
    this.#coordinator = new CoordinatorSearch(options, emit)
    this.#handover = new PartitionHandover(emit)
    this.#request = new OutstandingRequest(emit)
    this.#memberId = randomUuid(options.random)
  }

  get state(): ConsumerMembershipState {
    return this.#state
  }

  get isStable(): boolean {
    return this.#state === 'Stable' && !this.#ownedChanged
  }

  get identity(): MemberIdentity {
    return {
      memberId: this.#memberId,
      generationIdOrMemberEpoch: this.#memberEpoch,
      groupInstanceId: this.#options.groupInstanceId ?? null,
      isConsumerProtocol: true,
    }
  }

  /** Whether the broker has accepted the member at least once. */
  get hasJoined(): boolean {
    return this.#hasServerId
  }

  on(event: MembershipEvent, now: number): void {
    if (this.#state === 'Closed' || (this.#state === 'Failed' && event.type !== 'close')) return
    switch (event.type) {
      case 'subscribed':
        this.#topics = event.topics
        this.#topicsChanged = true
        if (event.pattern !== this.#pattern) this.#patternChanged = true
        this.#pattern = event.pattern
        this.#heartbeatAt = now
        if (this.#state === 'Idle') this.#to('Joining')
        return
      case 'coordinatorFound':
        this.#coordinator.onFound()
        return
      case 'coordinatorFailed':
        if (!this.#coordinator.onNotFound(event.error, now)) this.#fail(event.error)
        return
      case 'answered':
        if (!this.#request.settle(event.api)) return
        return this.#onAnswer(event.response as ConsumerGroupHeartbeatResponse, now)
      case 'failed':
        if (!this.#request.settle(event.api)) return
        return this.#onRequestFailed(event.error, now)
      case 'done':
        return this.#onCallbackDone(now)
      case 'topics':
        return
      case 'metadata':
        return
      case 'processingExpired':
        return this.#onExpired()
      case 'processingResumed':
        this.#expired = false
        if (this.#state === 'Expired' && !this.#handover.busy && this.#lostReason === undefined) this.#to('Joining')
        return
      case 'rejoin':
        // The broker decides: there is nothing to ask for in this protocol.
        return
      case 'close':
        return this.#onClose(event.leaveGroup)
    }
  }

  poll(now: number): Poll {
    let wakeAt = Infinity
    if (this.#lostReason !== undefined && !this.#handover.busy) this.#lose()
    if (this.#state === 'Stable' && !this.#handover.busy) this.#maybeReconcile(now)
    const beats = this.#state === 'Joining' || this.#state === 'Stable' || this.#state === 'Reconciling'
    if (beats && !(this.#state === 'Joining' && this.#handover.busy)) wakeAt = this.#maybeHeartbeat(now)
    if (this.#state === 'Leaving' && this.#request.api === undefined) this.#sendLeave()
    const out = this.#out
    this.#out = []
    return { out, wakeAt }
  }

  // ---- heartbeats

  #maybeHeartbeat(now: number): number {
    if (this.#request.api !== undefined) return Infinity
    if (!this.#coordinator.known) return this.#coordinator.find(now)
    if (this.#coordinator.retryAt > now) return this.#coordinator.retryAt
    // What has been let go of or taken is news that others wait for; a new subscription as well.
    const urgent = this.#topicsChanged || (this.#ownedChanged && this.#state === 'Stable')
    if (now < this.#heartbeatAt && !urgent) return this.#heartbeatAt
    this.#sendHeartbeat(now)
    return Infinity
  }

  #sendHeartbeat(now: number): void {
    const { groupId, groupInstanceId, rebalanceTimeoutMs, rackId, serverAssignor, requestTimeoutMs } = this.#options
    const all = this.#sayAll
    const sayOwned = all || (this.#ownedChanged && this.#state === 'Stable')
    const joining = this.#memberEpoch === joinEpoch
    const topicPartitions = joining
      ? []
      : this.#handover.owned.byTopic().map(({ topic, partitions }) => newConsumerGroupHeartbeatRequestTopicPartitions({ topicId: this.#idOf(topic), partitions }))
    const memberId = this.#memberId
    const memberEpoch = this.#memberEpoch
    const hasServerId = this.#hasServerId
    // An empty pattern takes back the one before.
    const pattern = this.#patternChanged || (all && this.#pattern !== undefined) ? (this.#pattern ?? '') : null
    const subscribedTopicNames = all || this.#topicsChanged ? [...this.#topics].sort() : null
    this.#sayAll = false
    this.#topicsChanged = false
    this.#patternChanged = false
    if (sayOwned) this.#ownedChanged = false
    this.#heartbeatAt = now + this.#nextIntervalMs()
    this.#request.send(consumerGroupHeartbeatApi, requestTimeoutMs, version => {
      if (pattern !== null && pattern !== '' && version < 1) {
        throw errorFor(ErrorCode.UNSUPPORTED_VERSION, `group ${groupId}: the broker does not match patterns yet, a RegExp does`)
      }
      return newConsumerGroupHeartbeatRequest({
        groupId,
        // Version 0 had the broker make the id.
        memberId: version >= 1 || hasServerId ? memberId : '',
        memberEpoch,
        instanceId: groupInstanceId ?? null,
        rackId: all && rackId !== '' ? rackId : null,
        rebalanceTimeoutMs: all ? rebalanceTimeoutMs : -1,
        subscribedTopicNames,
        ...(version >= 1 && { subscribedTopicRegex: pattern }),
        serverAssignor: all ? (serverAssignor ?? null) : null,
        topicPartitions: sayOwned ? topicPartitions : null,
      })
    })
  }

  #nextIntervalMs(): number {
    return this.#beatsSinceJoin < settlingBeats ? Math.min(settlingIntervalMs, this.#intervalMs) : this.#intervalMs
  }

  readonly #ids = new Map<string, string>()

  #idOf(topic: string): string {
    return this.#ids.get(topic) ?? this.#options.topicId(topic)!
  }

  #onAnswer(response: ConsumerGroupHeartbeatResponse, now: number): void {
    if (this.#state === 'Leaving') return this.#end()
    const { errorCode, errorMessage } = response
    switch (errorCode) {
      case ErrorCode.NONE:
        break
      case ErrorCode.UNKNOWN_MEMBER_ID:
      case ErrorCode.FENCED_MEMBER_EPOCH:
        return this.#onFenced(errorCode, errorMessage)
      case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
        this.#sayAll = true
        return this.#coordinator.backOff(now)
      default:
        if (!coordinatorMoved(errorCode)) return this.#failWith(errorCode, errorMessage)
        this.#sayAll = true
        return this.#coordinator.forget(now)
    }
    this.#coordinator.succeeded()
    this.#hasServerId = true
    this.#beatsSinceJoin = this.#state === 'Joining' ? 0 : this.#beatsSinceJoin + 1
    if (response.memberId !== null && response.memberId !== '') this.#memberId = response.memberId
    this.#memberEpoch = response.memberEpoch
    this.#intervalMs = response.heartbeatIntervalMs
    // The interval counts from the last beat: an answer that was held does not stretch it.
    this.#heartbeatAt = Math.min(this.#heartbeatAt, now + this.#nextIntervalMs())
    if (this.#state === 'Joining') this.#to('Stable')
    if (response.assignment !== null) {
      this.#target = new Map(response.assignment.topicPartitions.map(({ topicId, partitions }) => [topicId, partitions]))
      this.#rebalanceStartedAt ??= now
    }
  }

  #onRequestFailed(error: Error, now: number): void {
    if (this.#state === 'Leaving') return this.#end()
    if (!isRetriable(error)) return this.#fail(error)
    this.#sayAll = true
    this.#heartbeatAt = now
    this.#coordinator.forget(now)
  }

  // ---- reconciling

  #maybeReconcile(now: number): void {
    if (this.#target === undefined) return
    const target = new PartitionSet()
    let unknown = false
    for (const [topicId, partitions] of this.#target) {
      const topic = this.#options.topicName(topicId)
      if (topic === undefined) {
        unknown = true
        continue
      }
      this.#ids.set(topic, topicId)
      for (const partition of partitions) target.add(topic, partition)
    }
    if (unknown) this.#out.push({ type: 'refreshMetadata' })
    else this.#target = undefined
    if (!this.#handover.aim(target)) {
      // Nothing moves, but the broker waits for the word. It is news only to a member that has just joined.
      if (!unknown) {
        this.#ownedChanged = true
        if (this.#beatsSinceJoin === 0) this.#note(now)
        this.#rebalanceStartedAt = undefined
      }
      return
    }
    const reason = this.#beatsSinceJoin === 0 ? 'the member joins' : 'the broker assigns anew'
    this.#out.push({ type: 'note', note: { type: 'started', reason, generationIdOrMemberEpoch: this.#memberEpoch } })
    this.#to('Reconciling')
    this.#handover.begin()
  }

  #onCallbackDone(now: number): void {
    const step = this.#handover.done()
    if (step === undefined) return
    if (this.#lostReason !== undefined) return
    switch (this.#state) {
      case 'Reconciling':
        if (step === 'revoke') {
          this.#handover.assign()
        } else {
          this.#ownedChanged = true
          this.#note(now)
          this.#to('Stable')
        }
        return
      case 'Losing':
        this.#to('Joining')
        return
      case 'Expired':
        if (!this.#expired) this.#to('Joining')
    }
  }

  #note(now: number): void {
    if (this.#rebalanceStartedAt === undefined) return
    this.#handover.noteCompleted(
      {
        generationIdOrMemberEpoch: this.#memberEpoch,
        protocol: this.#options.serverAssignor ?? "the broker's assignor",
        isLeader: false,
        memberCount: undefined,
        durationMs: now - this.#rebalanceStartedAt,
      },
      this.#handover.owned,
    )
    this.#rebalanceStartedAt = undefined
  }

  // ---- losing, leaving, failing

  #onFenced(errorCode: number, text: string | null): void {
    this.#lostReason = text ?? errorFor(errorCode).message
    this.#restart()
  }

  #restart(): void {
    this.#memberEpoch = joinEpoch
    this.#target = undefined
    this.#sayAll = true
    this.#ownedChanged = false
    this.#rebalanceStartedAt = undefined
    this.#heartbeatAt = 0
  }

  #lose(): void {
    const reason = this.#lostReason!
    this.#lostReason = undefined
    if (this.#handover.owned.size === 0) {
      if (this.#state === 'Expired' ? !this.#expired : this.#state !== 'Leaving') this.#to('Joining')
      return
    }
    if (this.#state !== 'Leaving' && this.#state !== 'Expired') this.#to('Losing')
    this.#handover.loseAll(reason)
  }

  #onExpired(): void {
    this.#expired = true
    if (this.#state !== 'Joining' && this.#state !== 'Stable' && this.#state !== 'Reconciling') return
    if (this.#memberEpoch === joinEpoch && this.#request.api === undefined) return
    this.#request.abandon()
    this.#leaveEpoch = this.#options.groupInstanceId === undefined ? leaveEpoch : leaveStaticEpoch
    const reason = 'the application took longer than maxPollIntervalMs'
    if (this.#coordinator.known) {
      // A heartbeat cannot say why it leaves; LeaveGroup can (KIP-800), and is taken from members of this protocol, too. The heartbeat behind it is for
      // coordinators that do not take it.
      if (this.#leaveEpoch === leaveEpoch) {
        this.#request.send(leaveGroupApi, leaveTimeoutMs, leaveRequest({ groupId: this.#options.groupId, groupInstanceId: undefined, memberId: this.#memberId, reason }))
        this.#request.abandon()
      }
      this.#sendLeave()
      this.#request.abandon()
    }
    this.#lostReason = reason
    this.#restart()
    this.#to('Expired')
  }

  #onClose(leaveGroup: boolean): void {
    const joined = this.#coordinator.known && this.#state !== 'Failed' && this.#state !== 'Expired' && (this.#memberEpoch > joinEpoch || this.#request.api !== undefined)
    this.#request.abandon()
    this.#leaveEpoch = leaveGroup || this.#options.groupInstanceId === undefined ? leaveEpoch : leaveStaticEpoch
    if (joined) this.#to('Leaving')
    else this.#end()
  }

  #sendLeave(): void {
    const { groupId, groupInstanceId } = this.#options
    const memberId = this.#memberId
    const memberEpoch = this.#leaveEpoch
    this.#request.send(consumerGroupHeartbeatApi, leaveTimeoutMs, () =>
      newConsumerGroupHeartbeatRequest({ groupId, memberId, memberEpoch, instanceId: groupInstanceId ?? null, rebalanceTimeoutMs: -1 }),
    )
  }

  #failWith(errorCode: number, text: string | null): void {
    const { groupId, groupInstanceId } = this.#options
    if (errorCode === ErrorCode.FENCED_INSTANCE_ID) return this.#fail(fencedInstance(groupId, groupInstanceId))
    if (errorCode === ErrorCode.UNRELEASED_INSTANCE_ID) {
      return this.#fail(
        new KafkaError(
          'UNRELEASED_INSTANCE_ID',
          `groupInstanceId '${groupInstanceId}' is in use by another consumer of group ${groupId}: each running consumer needs an id of its own, and one that died is known to be dead when its session ends`,
        ),
      )
    }
    const error = errorFor(errorCode, `ConsumerGroupHeartbeat of group ${groupId}`)
    this.#fail(text ? new KafkaError(error.code, `group ${groupId}: ${text}`, { retriable: false, cause: error }) : error)
  }

  #fail(error: Error): void {
    this.#to('Failed')
    this.#memberEpoch = joinEpoch
    this.#handover.drop(error.message)
    this.#out.push({ type: 'fail', error })
  }

  #end(): void {
    if (this.#state === 'Closed') return
    this.#to('Closed')
    this.#out.push({ type: 'closed' })
  }

  #to(state: ConsumerMembershipState): void {
    if (state === this.#state) return
    this.#state = transition(previous, `membership in group ${this.#options.groupId}`, this.#state, state)
  }
}
