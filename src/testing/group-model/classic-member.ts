// A classic consumer as a client behaves under bad conditions, eager or cooperative: it beats late, loses answers and then joins again,
// takes its time to let go, assigns when it leads. Requests that are parked at the coordinator may be given up.

import { cooperativeStickyAssignor, rangeAssignor } from '../../assignors/index.ts'
import type { AssignorMember, AssignorTopic } from '../../assignors/assignor.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { newConsumerProtocolAssignment } from '../../protocol/generated/records/consumer-protocol-assignment.ts'
import { newConsumerProtocolSubscription } from '../../protocol/generated/records/consumer-protocol-subscription.ts'
import { type HeartbeatResponse, newHeartbeatRequest } from '../../protocol/generated/heartbeat.ts'
import { type JoinGroupResponse, newJoinGroupRequest } from '../../protocol/generated/join-group.ts'
import { newLeaveGroupRequest } from '../../protocol/generated/leave-group.ts'
import { newOffsetCommitRequest, type OffsetCommitResponse } from '../../protocol/generated/offset-commit.ts'
import { newSyncGroupRequest, type SyncGroupResponse } from '../../protocol/generated/sync-group.ts'
import { decodeAssignment, decodeSubscription, encodeAssignment, encodeSubscription } from '../../protocol/group-protocol.ts'
import { topicIdOf } from '../coordinator-bench.ts'
import type { RecordedMember } from './recorder.ts'
import { type Answer, type GroupStage, Wire } from './stage.ts'

export interface ClassicMemberOptions {
  name: string
  topics: string[]
  cooperative: boolean
  instanceId?: string | null
  held: boolean
}

export class ModelClassicMember implements RecordedMember {
  readonly kind = 'classic'
  readonly label: string
  readonly instanceId: string | null
  readonly cooperative: boolean
  readonly sessionTimeoutMs = 10_000
  readonly rebalanceTimeoutMs = 30_000
  topics: string[]
  memberId = ''
  /** `topicId/partition` */
  readonly owned = new Set<string>()
  alive = true
  revokeMsMax = 2_000
  generationId = -1
  /** The generation of the last assignment: what it tells with what it owns. */
  #assignedIn = -1
  #protocolName = ''
  #mustJoin = true
  #busy = false
  #timer = 0
  #reason: string | null = null
  readonly #held: boolean
  readonly #stage: GroupStage
  #wire: Wire

  constructor(stage: GroupStage, options: ClassicMemberOptions) {
    this.#stage = stage
    this.#wire = new Wire(stage)
    this.label = options.name
    this.topics = options.topics
    this.cooperative = options.cooperative
    this.instanceId = options.instanceId ?? null
    this.#held = options.held
    this.#in(0)
  }

  get settled(): boolean {
    return !this.#mustJoin
  }

  subscribe(topics: string[]): void {
    this.topics = topics
    this.rejoin('the subscription has changed')
  }

  rejoin(reason: string): void {
    this.#reason = reason
    this.#mustJoin = true
    this.#in(0)
  }

  pause(ms: number): void {
    this.#in(ms)
  }

  leave(): void {
    this.#drop([...this.owned])
    this.alive = false
    // A static member goes without a word.
    if (this.instanceId !== null || this.memberId === '') return
    const body = newLeaveGroupRequest({ groupId: 'g', members: [{ memberId: this.memberId, groupInstanceId: null, reason: 'the consumer is being closed' }] })
    const wire = this.#stage.random.int(2) === 0 ? new Wire(this.#stage) : this.#wire
    wire.send({ type: 'leaveGroup', context: this.#context, version: 5, body }, 4_000, () => {})
  }

  vanish(): void {
    this.#drop([...this.owned])
    this.alive = false
  }

  /** Commits from its generation; an accepted commit of what somebody else owns is a fault. */
  commit(partition: string): void {
    const stage = this.#stage
    const [topicId, number] = partition.split('/') as [string, string]
    const topic = stage.view.byId(topicId)
    if (topic === undefined || this.generationId < 0) return
    // What it had in the generation before may be another's by now: a commit from there comes too late.
    const generationId = this.generationId - (stage.random.int(4) === 0 ? 1 : 0)
    const body = newOffsetCommitRequest({
      groupId: 'g',
      memberId: this.memberId,
      generationIdOrMemberEpoch: generationId,
      groupInstanceId: this.instanceId,
      topics: [{ name: topic.name, topicId, partitions: [{ partitionIndex: Number(number), committedOffset: 1, committedLeaderEpoch: -1, committedMetadata: null }] }],
    })
    const ownedAtSend = this.owned.has(partition)
    const group = stage.shard.groups.get('g')
    const current = group?.type === 'classic' ? group.generationId : group?.members.get(this.memberId)?.memberEpoch
    stage.decide({ type: 'offsetCommit', context: this.#context, version: 8, body }, (answer) => {
      if (answer.type !== 'reply' || (answer.reply as OffsetCommitResponse).topics[0]!.partitions[0]!.errorCode !== ErrorCode.NONE) return
      if (generationId !== current) throw new Error(`a commit of generation ${generationId} was taken in generation ${current}`)
      const owner = stage.recorder.owner(partition)
      if (ownedAtSend && owner !== undefined && owner !== this.memberId) throw new Error(`a commit of ${this.memberId} for ${partition} was taken, which ${owner} owns\n${stage.recorder.tail()}`)
    })
  }

  get #context() {
    return { clientId: this.label, clientHost: '/127.0.0.1', clientSoftwareName: this.#held ? 'rookery' : undefined, clientSoftwareVersion: '1' }
  }

  #in(ms: number): void {
    const timer = ++this.#timer
    this.#stage.after(ms, () => {
      if (timer !== this.#timer || !this.alive || this.#busy) return
      if (this.#mustJoin) this.#prepareJoin()
      else this.#beat()
    })
  }

  /** Sends one request; only one is under way at a time. */
  #send(request: Parameters<Wire['send']>[0], timeoutMs: number, onAnswer: (answer: Answer) => void, onTaken: () => void = () => {}): void {
    this.#busy = true
    const { memberId } = this
    this.#wire.send(
      request,
      timeoutMs,
      (answer) => {
        this.#busy = false
        if (!this.alive) return
        if (answer.type === 'lost') this.#wire = new Wire(this.#stage)
        onAnswer(answer)
      },
      () => {
        this.#stage.recorder.heard(memberId, this.#stage.now)
        onTaken()
      },
    )
  }

  #beat(): void {
    const { memberId, generationId, instanceId: groupInstanceId } = this
    const stage = this.#stage
    const hold = this.#held ? { token: stage.nextToken(), maxMs: 3_000 } : undefined
    const body = newHeartbeatRequest({ groupId: 'g', memberId, generationId, groupInstanceId })
    const onAnswer = (answer: Answer): void => {
      if (answer.type === 'lost') return this.#in(0)
      this.#react(answer.type === 'error' ? answer.errorCode : (answer.reply as HeartbeatResponse).errorCode)
    }
    this.#send({ type: 'heartbeat', context: this.#context, version: 4, body, hold }, 8_000, onAnswer, () => {
      const group = stage.shard.groups.get('g')
      const current = group?.type === 'classic' ? group.generationId : group?.members.get(memberId)?.memberEpoch
      if (current !== undefined && generationId !== current) throw new Error(`a heartbeat of generation ${generationId} was taken in generation ${current}`)
    })
  }

  #react(errorCode: number): void {
    const stage = this.#stage
    switch (errorCode) {
      case ErrorCode.NONE:
        return this.#in(this.#mustJoin ? 0 : 1_000)
      case ErrorCode.REBALANCE_IN_PROGRESS:
        this.#mustJoin = true
        return this.#in(0)
      case ErrorCode.UNKNOWN_MEMBER_ID:
      case ErrorCode.ILLEGAL_GENERATION:
        this.#drop([...this.owned])
        if (errorCode === ErrorCode.UNKNOWN_MEMBER_ID) this.memberId = ''
        this.generationId = this.#assignedIn = -1
        this.#mustJoin = true
        return this.#in(stage.random.int(100))
      case ErrorCode.COORDINATOR_NOT_AVAILABLE:
      case ErrorCode.NOT_COORDINATOR:
      case ErrorCode.INCONSISTENT_GROUP_PROTOCOL:
        return this.#in(500)
      case ErrorCode.FENCED_INSTANCE_ID:
        return this.vanish()
      default:
        throw new Error(`${this.label}: unexpected error ${errorCode}`)
    }
  }

  #drop(partitions: readonly string[]): void {
    for (const partition of partitions) {
      this.owned.delete(partition)
      this.#stage.recorder.give(partition, this.memberId, this.#stage.now)
    }
  }

  /** An eager member lets go of everything before it joins, and that takes it a while. */
  #prepareJoin(): void {
    if (this.cooperative || this.owned.size === 0) return this.#join()
    this.#busy = true
    this.#stage.after(this.#stage.random.int(this.revokeMsMax), () => {
      this.#busy = false
      if (!this.alive) return
      this.#drop([...this.owned])
      this.#join()
    })
  }

  #join(): void {
    const stage = this.#stage
    const subscription = newConsumerProtocolSubscription({ topics: this.topics, ownedPartitions: byTopic(this.owned), generationId: this.#assignedIn })
    const body = newJoinGroupRequest({
      groupId: 'g',
      memberId: this.memberId,
      groupInstanceId: this.instanceId,
      sessionTimeoutMs: this.sessionTimeoutMs,
      rebalanceTimeoutMs: this.rebalanceTimeoutMs,
      protocolType: 'consumer',
      reason: this.#reason,
      protocols: [{ name: this.cooperative ? 'cooperative-sticky' : 'range', metadata: encodeSubscription(subscription, 3) }],
    })
    const topics = this.topics
    stage.recorder.note(stage.now, `${this.label} ${this.memberId} joins, owns ${[...this.owned].join()} of ${this.#assignedIn}`)
    this.#send({ type: 'joinGroup', context: this.#context, version: 9, body }, 45_000, (answer) => {
      if (answer.type === 'lost') return this.#in(100)
      if (answer.type === 'error') return this.#react(answer.errorCode)
      const response = answer.reply as JoinGroupResponse
      stage.recorder.note(stage.now, `${this.label} joined: ${response.errorCode} ${response.memberId} generation ${response.generationId}`)
      if (response.errorCode === ErrorCode.MEMBER_ID_REQUIRED) {
        this.memberId = response.memberId
        return this.#join()
      }
      if (response.errorCode !== ErrorCode.NONE) return this.#react(response.errorCode)
      this.#reason = null
      this.memberId = response.memberId
      this.generationId = response.generationId
      this.#protocolName = response.protocolName ?? ''
      stage.recorder.register(this.memberId, this)
      this.#sync(response, topics)
    })
  }

  #sync(joined: JoinGroupResponse, subscribed: string[]): void {
    const { memberId, generationId, instanceId: groupInstanceId } = this
    const stage = this.#stage
    const assignments = joined.leader === memberId && !joined.skipAssignment ? this.#assign(joined) : []
    const body = newSyncGroupRequest({ groupId: 'g', memberId, generationId, groupInstanceId, protocolType: 'consumer', protocolName: this.#protocolName, assignments })
    this.#send({ type: 'syncGroup', context: this.#context, version: 5, body }, 35_000, (answer) => {
      if (answer.type === 'lost') {
        this.#mustJoin = true
        return this.#in(100)
      }
      const errorCode = answer.type === 'error' ? answer.errorCode : (answer.reply as SyncGroupResponse).errorCode
      if (errorCode !== ErrorCode.NONE) {
        if (errorCode === ErrorCode.COORDINATOR_NOT_AVAILABLE) this.#mustJoin = true
        return this.#react(errorCode)
      }
      const next = new Set(
        decodeAssignment((answer as { reply: SyncGroupResponse }).reply.assignment).assignedPartitions.flatMap(({ topic, partitions }) =>
          partitions.map((partition) => `${topicIdOf(topic)}/${partition}`),
        ),
      )
      stage.recorder.note(stage.now, `${this.label} synced ${generationId}: ${[...next].join()}`)
      this.#assignedIn = generationId
      for (const partition of next) stage.recorder.assigned(generationId, partition, groupInstanceId ?? memberId)
      const lost = [...this.owned].filter((partition) => !next.has(partition))
      this.#busy = true
      const finish = (): void => {
        this.#busy = false
        if (!this.alive) return
        this.#drop(lost)
        for (const partition of next) {
          this.owned.add(partition)
          stage.recorder.take(partition, this.memberId, stage.now)
        }
        // What it gave up can be given to others only when it says so by joining again (KIP-429).
        this.#mustJoin = (lost.length > 0 && this.cooperative) || this.topics !== subscribed
        this.#in(this.#mustJoin ? 0 : 1_000)
      }
      if (lost.length > 0) stage.after(stage.random.int(this.revokeMsMax), finish)
      else finish()
    })
  }

  #assign(joined: JoinGroupResponse): { memberId: string; assignment: Buffer }[] {
    const members = joined.members.map(({ memberId, groupInstanceId, metadata }): AssignorMember => {
      const { topics, ownedPartitions, generationId, rackId, userData } = decodeSubscription(metadata)
      return { memberId, groupInstanceId, topics, ownedPartitions, generationId, rackId, userData }
    })
    const topics = new Map<string, AssignorTopic>()
    for (const name of new Set(members.flatMap((member) => member.topics))) {
      const partitionCount = this.#stage.view.byName(name)?.partitionCount
      if (partitionCount !== undefined) topics.set(name, { name, partitionCount })
    }
    const assignor = this.cooperative ? cooperativeStickyAssignor : rangeAssignor
    return [...assignor.assign(topics, members)].map(([memberId, { partitions }]) => ({
      memberId,
      assignment: encodeAssignment(newConsumerProtocolAssignment({ assignedPartitions: partitions }), 3),
    }))
  }
}

function byTopic(owned: ReadonlySet<string>): { topic: string; partitions: number[] }[] {
  const topics = new Map<string, number[]>()
  for (const key of owned) {
    const [topicId, partition] = key.split('/') as [string, string]
    // A topic may be gone meanwhile; its id is made of its name.
    const topic = Buffer.from(topicId, 'base64url').toString().replace(/\.+$/, '')
    topics.set(topic, [...(topics.get(topic) ?? []), Number(partition)])
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }))
}
