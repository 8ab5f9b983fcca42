// A KIP-848 member as a client behaves under bad conditions: it beats late, gives requests up and then says everything anew, takes its
// time to let go of partitions, reports what it still holds meanwhile, and starts from nothing when it is fenced.

import { ErrorCode } from '../../protocol/error-codes.ts'
import { type ConsumerGroupHeartbeatResponse, newConsumerGroupHeartbeatRequest } from '../../protocol/generated/consumer-group-heartbeat.ts'
import { newOffsetCommitRequest, type OffsetCommitResponse } from '../../protocol/generated/offset-commit.ts'
import type { RecordedMember } from './recorder.ts'
import { type Answer, type GroupStage, Wire } from './stage.ts'

const REQUEST_TIMEOUT_MS = 4_000

export interface ConsumerMemberOptions {
  memberId: string
  instanceId?: string | null
  topics: string[]
  regex?: string | null
  /** Its heartbeats may be held. */
  held: boolean
  serverAssignor?: string | null
  /** It wants the instance id of one that lives: refused, it gives up. */
  rival?: boolean
}

export class ModelConsumerMember implements RecordedMember {
  readonly kind = 'consumer'
  readonly label: string
  readonly memberId: string
  readonly instanceId: string | null
  readonly sessionTimeoutMs: number
  readonly rebalanceTimeoutMs = 60_000
  topics: string[]
  regex: string | null
  /** `topicId/partition` */
  readonly owned = new Set<string>()
  alive = true
  /** How long it takes to let go of partitions, at most. */
  revokeMsMax = 2_000
  #epoch = 0
  /** In which epoch it last had a partition that it has given up. */
  readonly #had = new Map<string, number>()
  #pending = false
  #sayAll = true
  #ackDue = false
  #topicsChanged = false
  #target: Set<string> | undefined
  #reconciling = false
  /** Goes up when all is lost, so that what was under way ends there. */
  #life = 0
  #beatTimer = 0
  readonly #held: boolean
  readonly #serverAssignor: string | null
  readonly #rival: boolean
  readonly #stage: GroupStage
  readonly #wire: Wire

  constructor(stage: GroupStage, options: ConsumerMemberOptions, sessionTimeoutMs: number) {
    this.#stage = stage
    this.#wire = new Wire(stage)
    this.memberId = this.label = options.memberId
    this.instanceId = options.instanceId ?? null
    this.topics = options.topics
    this.regex = options.regex ?? null
    this.#held = options.held
    this.#serverAssignor = options.serverAssignor ?? null
    this.#rival = options.rival ?? false
    this.sessionTimeoutMs = sessionTimeoutMs
    this.#beatIn(0)
  }

  get settled(): boolean {
    return !this.#reconciling && !this.#ackDue && this.#epoch > 0
  }

  subscribe(topics: string[]): void {
    this.topics = topics
    this.#topicsChanged = true
    this.#beatIn(0)
  }

  /** A member that does nothing for a while: its beats come late. */
  pause(ms: number): void {
    this.#beatIn(ms)
  }

  /** Everything is dropped before, as on close. The last request may get lost: then the session has to end. */
  leave(): void {
    this.#dropAll()
    this.alive = false
    this.#send(this.instanceId === null ? -1 : -2)
  }

  /** Gone without a word; the coordinator has to find out. */
  vanish(): void {
    this.alive = false
    this.#life++
    for (const partition of this.owned) this.#stage.recorder.give(partition, this.memberId, this.#stage.now)
    this.owned.clear()
  }

  /** Commits for a partition, owned or not; an accepted commit of what somebody else owns is a fault. */
  commit(partition: string): void {
    const stage = this.#stage
    const [topicId, number] = partition.split('/') as [string, string]
    const topic = stage.view.byId(topicId)
    if (topic === undefined || this.#epoch <= 0) return
    // What it had in an epoch before, and another has now: a commit from there comes too late.
    const generationIdOrMemberEpoch = this.owned.has(partition) ? this.#epoch : (this.#had.get(partition) ?? this.#epoch)
    const body = newOffsetCommitRequest({
      groupId: 'g',
      memberId: this.memberId,
      generationIdOrMemberEpoch,
      groupInstanceId: this.instanceId,
      topics: [{ name: topic.name, topicId, partitions: [{ partitionIndex: Number(number), committedOffset: 1, committedLeaderEpoch: -1, committedMetadata: null }] }],
    })
    const late = generationIdOrMemberEpoch !== this.#epoch
    const ownedAtSend = late || this.owned.has(partition)
    stage.decide({ type: 'offsetCommit', context: this.#context, version: 9, body }, (answer) => {
      const errorCode = answer.type === 'reply' ? (answer.reply as OffsetCommitResponse).topics[0]!.partitions[0]!.errorCode : -1
      const owner = stage.recorder.owner(partition)
      // From its own epoch a member may commit anything; from an older one only what it has held ever since.
      if (errorCode === ErrorCode.NONE && ownedAtSend && owner !== undefined && owner !== this.memberId) {
        throw new Error(`a commit of ${this.memberId} for ${partition} was taken, which ${owner} owns`)
      }
    })
  }

  get #context() {
    return { clientId: this.memberId, clientHost: '/127.0.0.1' }
  }

  #beatIn(ms: number): void {
    const timer = ++this.#beatTimer
    this.#stage.after(ms, () => {
      if (timer === this.#beatTimer && this.alive) this.#beat()
    })
  }

  #beat(): void {
    if (this.#pending) return
    this.#send(this.#epoch)
  }

  #send(epoch: number): void {
    const stage = this.#stage
    const joining = epoch === 0
    const all = this.#sayAll || joining
    const sayOwned = all || this.#ackDue
    const leaving = epoch < 0
    const body = newConsumerGroupHeartbeatRequest({
      groupId: 'g',
      memberId: this.memberId,
      memberEpoch: epoch,
      instanceId: this.instanceId,
      rebalanceTimeoutMs: all && !leaving ? this.rebalanceTimeoutMs : -1,
      subscribedTopicNames: (all || this.#topicsChanged) && !leaving ? this.topics : null,
      subscribedTopicRegex: all && !leaving ? this.regex : null,
      serverAssignor: all && !leaving ? this.#serverAssignor : null,
      topicPartitions: leaving ? null : joining ? [] : sayOwned ? byTopicId(this.owned) : null,
    })
    this.#pending = true
    this.#sayAll = false
    if (sayOwned) this.#ackDue = false
    this.#topicsChanged = false
    const life = this.#life
    stage.recorder.note(stage.now, `${this.memberId} beats ${epoch}${all ? ' all' : ''}${sayOwned ? ` owns ${[...this.owned].join()}` : ''}`)
    const hold = this.#held && !leaving ? { token: stage.nextToken(), maxMs: 10_000 } : undefined
    const request = { type: 'consumerGroupHeartbeat', context: this.#context, version: 1, body, hold } as const
    // A client may come back on another connection before the coordinator has seen the end of the first.
    const wire = leaving && stage.random.int(2) === 0 ? new Wire(stage) : this.#wire
    const onAnswer = (answer: Answer): void => {
      this.#pending = false
      if (!this.alive) return
      if (life !== this.#life) this.#beatIn(0)
      else this.#onAnswer(answer)
    }
    wire.send(request, REQUEST_TIMEOUT_MS, onAnswer, () => {
      if (!leaving) stage.recorder.heard(this.memberId, stage.now)
    })
  }

  #onAnswer(answer: Answer): void {
    const stage = this.#stage
    if (answer.type === 'lost') {
      this.#sayAll = true
      return this.#beatIn(stage.random.int(200))
    }
    const response = answer.type === 'error' ? undefined : (answer.reply as ConsumerGroupHeartbeatResponse)
    const errorCode = answer.type === 'error' ? answer.errorCode : response!.errorCode
    stage.recorder.note(
      stage.now,
      `${this.memberId} hears ${errorCode} epoch ${response?.memberEpoch} ${response?.assignment == null ? '' : JSON.stringify(response.assignment.topicPartitions.map(({ topicId, partitions }) => [topicId.slice(0, 3), partitions]))}`,
    )
    switch (errorCode) {
      case ErrorCode.NONE:
        break
      case ErrorCode.FENCED_MEMBER_EPOCH:
      case ErrorCode.UNKNOWN_MEMBER_ID:
      case ErrorCode.GROUP_ID_NOT_FOUND:
        this.#dropAll()
        return this.#beatIn(stage.random.int(200))
      case ErrorCode.UNRELEASED_INSTANCE_ID:
        if (this.#rival) return this.vanish()
        this.#sayAll = true
        return this.#beatIn(stage.random.int(500))
      case ErrorCode.COORDINATOR_NOT_AVAILABLE:
        this.#sayAll = true
        return this.#beatIn(stage.random.int(500))
      case ErrorCode.FENCED_INSTANCE_ID:
        return this.vanish()
      default:
        throw new Error(`${this.memberId}: unexpected error ${errorCode} ${response?.errorMessage}`)
    }
    if (this.#epoch === 0) stage.recorder.register(this.memberId, this)
    this.#epoch = response!.memberEpoch
    if (response!.assignment !== null) {
      this.#target = new Set(response!.assignment.topicPartitions.flatMap(({ topicId, partitions }) => partitions.map((partition) => `${topicId}/${partition}`)))
      this.#reconcile()
    }
    this.#beatIn(this.#ackDue ? 0 : Math.min(1_000, response!.heartbeatIntervalMs))
  }

  #reconcile(): void {
    const target = this.#target
    if (target === undefined || this.#reconciling) return
    this.#target = undefined
    const stage = this.#stage
    const revoked = [...this.owned].filter((partition) => !target.has(partition))
    const added = [...target].filter((partition) => !this.owned.has(partition))
    const life = this.#life
    this.#reconciling = true
    const finish = (): void => {
      if (life !== this.#life) return
      for (const partition of revoked) this.#give(partition)
      for (const partition of added) {
        this.owned.add(partition)
        stage.recorder.take(partition, this.memberId, stage.now)
      }
      this.#reconciling = false
      this.#ackDue = true
      if (!this.#pending) this.#beatIn(0)
      this.#reconcile()
    }
    if (revoked.length > 0) stage.after(stage.random.int(this.revokeMsMax), finish)
    else finish()
  }

  #give(partition: string): void {
    this.owned.delete(partition)
    this.#had.set(partition, this.#epoch)
    this.#stage.recorder.give(partition, this.memberId, this.#stage.now)
  }

  #dropAll(): void {
    for (const partition of [...this.owned]) this.#give(partition)
    this.#life++
    this.#epoch = 0
    this.#target = undefined
    this.#reconciling = false
    this.#ackDue = false
    this.#sayAll = true
  }
}

function byTopicId(owned: ReadonlySet<string>): { topicId: string; partitions: number[] }[] {
  const topics = new Map<string, number[]>()
  for (const key of owned) {
    const [topicId, partition] = key.split('/') as [string, string]
    topics.set(topicId, [...(topics.get(topicId) ?? []), Number(partition)])
  }
  return [...topics].map(([topicId, partitions]) => ({ topicId, partitions }))
}
