// A member of a KIP-848 group as a client behaves: it beats, gives up what it is told to give up, takes what it is told to take, and
// says what it owns. The recorder asserts that no partition ever has two owners.

import { ErrorCode } from '../protocol/error-codes.ts'
import {
  type ConsumerGroupHeartbeatRequest,
  type ConsumerGroupHeartbeatResponse,
  newConsumerGroupHeartbeatRequest,
} from '../protocol/generated/consumer-group-heartbeat.ts'
import type { CoordinatorBench } from './coordinator-bench.ts'

/** Who owns what, as the clients see it. Throws as soon as a partition would have two owners. */
export class OwnershipRecorder {
  readonly #owners = new Map<string, string>()
  /** Partitions that changed hands. */
  moves = 0

  take(partition: string, memberId: string): void {
    const owner = this.#owners.get(partition)
    if (owner !== undefined && owner !== memberId) throw new Error(`${partition} is given to ${memberId} while ${owner} owns it`)
    if (owner === undefined) this.moves++
    this.#owners.set(partition, memberId)
  }

  give(partition: string, memberId: string): void {
    if (this.#owners.get(partition) === memberId) this.#owners.delete(partition)
  }

  /** The member is gone without a word: what it had is free once the coordinator says so. */
  forget(memberId: string): void {
    for (const [partition, owner] of this.#owners) if (owner === memberId) this.#owners.delete(partition)
  }

  get owned(): ReadonlyMap<string, string> {
    return this.#owners
  }
}

export class ConsumerMemberClient {
  readonly bench: CoordinatorBench
  readonly recorder: OwnershipRecorder
  readonly groupId: string
  memberId: string
  memberEpoch = 0
  /** When the coordinator last heard of it, in virtual time. */
  lastBeatAt = 0
  instanceId: string | null = null
  topics: string[] | null = ['orders']
  regex: string | null = null
  serverAssignor: string | null = null
  rebalanceTimeoutMs = 30_000
  /** Set: the client is one whose heartbeats may be held, and `wake` is what its connection would call. */
  held = false
  wake: (() => void) | undefined
  /** `topicId/partition` */
  readonly owned = new Set<string>()
  #ownedChanged = false
  #subscriptionChanged = false

  constructor(bench: CoordinatorBench, recorder: OwnershipRecorder, groupId: string, memberId: string) {
    this.bench = bench
    this.recorder = recorder
    this.groupId = groupId
    this.memberId = memberId
  }

  subscribe(topics: string[]): void {
    this.topics = topics
    this.#subscriptionChanged = true
  }

  /** One request as it is. */
  send(changes: Partial<ConsumerGroupHeartbeatRequest> = {}): Promise<ConsumerGroupHeartbeatResponse> {
    this.lastBeatAt = this.bench.time.monotonic()
    return this.bench.coordinator.consumerGroupHeartbeat(
      {
        clientId: 'client',
        clientHost: '/127.0.0.1',
        ...(this.held ? { clientSoftwareName: 'apache-kafka-java', whenMoreArrives: (wake: () => void) => (this.wake = wake) } : {}),
      },
      newConsumerGroupHeartbeatRequest({ groupId: this.groupId, memberId: this.memberId, memberEpoch: this.memberEpoch, instanceId: this.instanceId, ...changes }),
      1,
    )
  }

  #ownedTopics(): { topicId: string; partitions: number[] }[] {
    const topics = new Map<string, number[]>()
    for (const key of this.owned) {
      const [topicId, partition] = key.split('/') as [string, string]
      topics.set(topicId, [...(topics.get(topicId) ?? []), Number(partition)])
    }
    return [...topics].map(([topicId, partitions]) => ({ topicId, partitions }))
  }

  /** A beat as a client makes it: everything when it joins, else only what changed. */
  async beat(): Promise<ConsumerGroupHeartbeatResponse> {
    const joining = this.memberEpoch === 0
    const changes: Partial<ConsumerGroupHeartbeatRequest> = {}
    if (joining) Object.assign(changes, { rebalanceTimeoutMs: this.rebalanceTimeoutMs, serverAssignor: this.serverAssignor, topicPartitions: [] })
    if (joining || this.#subscriptionChanged) Object.assign(changes, { subscribedTopicNames: this.topics, subscribedTopicRegex: this.regex })
    if (!joining && this.#ownedChanged) changes.topicPartitions = this.#ownedTopics()
    this.#ownedChanged = false
    this.#subscriptionChanged = false
    const response = await this.send(changes)
    this.apply(response)
    return response
  }

  apply(response: ConsumerGroupHeartbeatResponse): void {
    if (response.errorCode === ErrorCode.NONE) {
      this.memberEpoch = response.memberEpoch
      if (response.assignment !== null) this.#assign(response.assignment.topicPartitions)
    } else if (
      response.errorCode === ErrorCode.FENCED_MEMBER_EPOCH ||
      response.errorCode === ErrorCode.UNKNOWN_MEMBER_ID ||
      response.errorCode === ErrorCode.GROUP_ID_NOT_FOUND
    ) {
      this.dropAll()
      this.memberEpoch = 0
    } else {
      throw new Error(`${this.memberId}: ${response.errorCode} ${response.errorMessage}`)
    }
  }

  #assign(topics: readonly { topicId: string; partitions: readonly number[] }[]): void {
    const next = new Set(topics.flatMap(({ topicId, partitions }) => partitions.map((partition) => `${topicId}/${partition}`)))
    for (const key of [...this.owned]) {
      if (next.has(key)) continue
      this.owned.delete(key)
      this.recorder.give(key, this.memberId)
    }
    for (const key of next) {
      this.owned.add(key)
      this.recorder.take(key, this.memberId)
    }
    this.#ownedChanged = true
  }

  dropAll(): void {
    for (const key of this.owned) this.recorder.give(key, this.memberId)
    this.owned.clear()
    this.#ownedChanged = false
  }

  async leave(): Promise<void> {
    this.dropAll()
    await this.send({ memberEpoch: this.instanceId === null ? -1 : -2 })
    this.memberEpoch = 0
  }
}
