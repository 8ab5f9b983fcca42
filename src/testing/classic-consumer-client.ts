// A consumer of the classic protocol as clients behave, eager or cooperative: it beats, joins again when told to, assigns when it
// leads, and records what it owns. Drive it with `tick`; requests that are parked stay out meanwhile.

import { cooperativeStickyAssignor, rangeAssignor } from '../assignors/index.ts'
import type { AssignorMember, AssignorTopic } from '../assignors/assignor.ts'
import type { RequestContext } from '../broker/coordinator/group/requests.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { newConsumerProtocolAssignment } from '../protocol/generated/records/consumer-protocol-assignment.ts'
import { newConsumerProtocolSubscription } from '../protocol/generated/records/consumer-protocol-subscription.ts'
import { newHeartbeatRequest } from '../protocol/generated/heartbeat.ts'
import { type JoinGroupResponse, newJoinGroupRequest } from '../protocol/generated/join-group.ts'
import { newLeaveGroupRequest } from '../protocol/generated/leave-group.ts'
import { newSyncGroupRequest } from '../protocol/generated/sync-group.ts'
import { decodeAssignment, decodeSubscription, encodeAssignment, encodeSubscription } from '../protocol/group-protocol.ts'
import type { CoordinatorBench } from './coordinator-bench.ts'
import type { OwnershipRecorder } from './consumer-member-client.ts'
import { topicIdOf } from './coordinator-bench.ts'

export class ClassicConsumerClient {
  readonly bench: CoordinatorBench
  readonly recorder: OwnershipRecorder
  readonly groupId: string
  readonly name: string
  readonly cooperative: boolean
  topics: string[] = ['orders']
  sessionTimeoutMs = 45_000
  rebalanceTimeoutMs = 60_000
  /** What it calls itself in ApiVersions. */
  software: { name: string; version: string } | undefined
  /** Set: its revocation takes five seconds. */
  slowToRejoin = false
  /** How many assignments it has got. */
  synced = 0
  memberId = ''
  generationId = -1
  #protocolName = ''
  /** `topic/partition` */
  readonly owned = new Set<string>()
  #mustJoin = true
  #reason: string | null = null
  /** Set: its handler never ends, so that it beats but does not join again. */
  stuck = false
  #busy = false
  #closed = false

  constructor(bench: CoordinatorBench, recorder: OwnershipRecorder, groupId: string, name: string, cooperative: boolean) {
    this.bench = bench
    this.recorder = recorder
    this.groupId = groupId
    this.name = name
    this.cooperative = cooperative
  }

  get context(): RequestContext {
    const { name, version } = this.software ?? {}
    return { clientId: this.name, clientHost: '/127.0.0.1', clientSoftwareName: name, clientSoftwareVersion: version, whenMoreArrives: () => {} }
  }

  /** Lives on its own: sends a beat every 3 s, one at a time, and joins again at once when it has to. */
  async live(): Promise<void> {
    let nextBeatAt = 0
    while (!this.#closed) {
      if (this.#mustJoin && !this.stuck) {
        await this.#join()
        nextBeatAt = this.bench.time.monotonic() + 3_000
      } else {
        await new Promise<void>((resolve) => this.bench.time.schedule(nextBeatAt - this.bench.time.monotonic(), resolve))
        nextBeatAt = this.bench.time.monotonic() + 3_000
        if (!this.#closed) await this.#beat()
      }
    }
  }

  /** Starts what is due: a beat, or the way through JoinGroup and SyncGroup. Returns at once when something is under way. */
  tick(): void {
    if (this.#busy || this.#closed) return
    this.#busy = true
    void (this.#mustJoin ? this.#join() : this.#beat()).finally(() => (this.#busy = false))
  }

  async #beat(): Promise<void> {
    const { groupId, memberId, generationId } = this
    const { errorCode } = await this.bench.coordinator.heartbeat(this.context, newHeartbeatRequest({ groupId, memberId, generationId }), 4)
    this.#react(errorCode)
  }

  #react(errorCode: number): void {
    if (errorCode === ErrorCode.NONE) return
    this.#mustJoin = true
    if (errorCode === ErrorCode.UNKNOWN_MEMBER_ID || errorCode === ErrorCode.ILLEGAL_GENERATION) {
      this.#drop([...this.owned])
      if (errorCode === ErrorCode.UNKNOWN_MEMBER_ID) this.memberId = ''
      this.generationId = -1
    } else if (errorCode !== ErrorCode.REBALANCE_IN_PROGRESS && errorCode !== ErrorCode.COORDINATOR_NOT_AVAILABLE && errorCode !== ErrorCode.NOT_COORDINATOR) {
      throw new Error(`${this.name}: unexpected error ${errorCode}`)
    }
  }

  #drop(keys: readonly string[]): void {
    for (const key of keys) {
      this.owned.delete(key)
      this.recorder.give(withId(key), this.memberId)
    }
  }

  /** One JoinGroup as it is, without what follows from it. */
  joinAgain(): Promise<JoinGroupResponse> {
    const subscription = newConsumerProtocolSubscription({
      topics: this.topics,
      ownedPartitions: byTopic(this.owned),
      generationId: this.generationId,
    })
    return this.bench.coordinator.joinGroup(
      this.context,
      newJoinGroupRequest({
        groupId: this.groupId,
        memberId: this.memberId,
        sessionTimeoutMs: this.sessionTimeoutMs,
        rebalanceTimeoutMs: this.rebalanceTimeoutMs,
        protocolType: 'consumer',
        reason: this.#reason,
        protocols: [{ name: this.cooperative ? 'cooperative-sticky' : 'range', metadata: encodeSubscription(subscription, 3) }],
      }),
      9,
    )
  }

  async #join(): Promise<void> {
    if (!this.cooperative) this.#drop([...this.owned])
    const response = await this.joinAgain()
    if (this.#closed) return
    this.#reason = null
    if (response.errorCode === ErrorCode.MEMBER_ID_REQUIRED) {
      this.memberId = response.memberId
      return this.#join()
    }
    if (response.errorCode !== ErrorCode.NONE) return this.#react(response.errorCode)
    this.memberId = response.memberId
    this.generationId = response.generationId
    this.#protocolName = response.protocolName ?? ''
    await this.#sync(response)
  }

  async #sync(joined: JoinGroupResponse): Promise<void> {
    const { groupId, memberId, generationId } = this
    const assignments = joined.leader === memberId ? this.#assign(joined) : []
    const request = newSyncGroupRequest({ groupId, memberId, generationId, protocolType: 'consumer', protocolName: this.#protocolName, assignments })
    const response = await this.bench.coordinator.syncGroup(this.context, request, 5)
    if (this.#closed) return
    if (response.errorCode !== ErrorCode.NONE) return this.#react(response.errorCode)
    this.#mustJoin = false
    this.synced++
    const next = new Set(decodeAssignment(response.assignment).assignedPartitions.flatMap(({ topic, partitions }) => partitions.map((p) => `${topic}/${p}`)))
    const lost = [...this.owned].filter((key) => !next.has(key))
    this.#drop(lost)
    for (const key of next) {
      this.owned.add(key)
      this.recorder.take(withId(key), this.memberId)
    }
    // What it gave up can be given to others only when it says so by joining again (KIP-429).
    if (lost.length > 0 && this.cooperative) {
      if (this.slowToRejoin) await new Promise<void>((resolve) => this.bench.time.schedule(5_000, resolve))
      this.#mustJoin = true
    }
  }

  #assign(joined: JoinGroupResponse): { memberId: string; assignment: Buffer }[] {
    const members = joined.members.map(({ memberId, groupInstanceId, metadata }): AssignorMember => {
      const { topics, ownedPartitions, generationId, rackId, userData } = decodeSubscription(metadata)
      return { memberId, groupInstanceId, topics, ownedPartitions, generationId, rackId, userData }
    })
    const topics = new Map<string, AssignorTopic>()
    for (const name of new Set(members.flatMap((member) => member.topics))) {
      const partitionCount = this.bench.topics.byName(name)?.partitionCount
      if (partitionCount !== undefined) topics.set(name, { name, partitionCount })
    }
    const assignor = this.cooperative ? cooperativeStickyAssignor : rangeAssignor
    return [...assignor.assign(topics, members)].map(([memberId, { partitions }]) => ({
      memberId,
      assignment: encodeAssignment(newConsumerProtocolAssignment({ assignedPartitions: partitions }), 3),
    }))
  }

  subscribe(topics: string[]): void {
    this.topics = topics
    this.#mustJoin = true
  }

  /** Joins again with nothing new, as a leader does when topics change. */
  rejoin(reason: string): void {
    this.#reason = reason
    this.#mustJoin = true
  }

  /** Is gone without a word. */
  vanish(): void {
    this.#closed = true
    this.#drop([...this.owned])
  }

  async leave(reason = 'the consumer is being closed'): Promise<void> {
    this.#closed = true
    this.#drop([...this.owned])
    const members = [{ memberId: this.memberId, groupInstanceId: null, reason }]
    await this.bench.coordinator.leaveGroup(this.context, newLeaveGroupRequest({ groupId: this.groupId, members }), 5)
  }
}

function withId(key: string): string {
  const [topic, partition] = key.split('/') as [string, string]
  return `${topicIdOf(topic)}/${partition}`
}

function byTopic(owned: ReadonlySet<string>): { topic: string; partitions: number[] }[] {
  const topics = new Map<string, number[]>()
  for (const key of owned) {
    const [topic, partition] = key.split('/') as [string, string]
    topics.set(topic, [...(topics.get(topic) ?? []), Number(partition)])
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }))
}
