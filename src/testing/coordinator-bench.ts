// A group coordinator on virtual time over a log in memory, with clients that speak to it as members do: the stage for the
// coordinator's tests. Every record goes through its bytes, so that a restart reads what was really written.

import { LineLogger } from '../core/logger.ts'
import type { AppendedRange, PartitionWriter } from '../broker/coordinator/partition-writer.ts'
import type { GroupCoordinatorConfig } from '../broker/coordinator/group/config.ts'
import type { GroupEvent } from '../broker/coordinator/group/events.ts'
import { GroupCoordinator } from '../broker/coordinator/group/group-coordinator.ts'
import type { RequestContext } from '../broker/coordinator/group/requests.ts'
import type { TopicView, TopicsView } from '../broker/coordinator/group/topics.ts'
import { type CoordinatorRecord, decodeCoordinatorRecord } from '../protocol/coordinator-records.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { HeartbeatResponse } from '../protocol/generated/heartbeat.ts'
import { newHeartbeatRequest } from '../protocol/generated/heartbeat.ts'
import { type JoinGroupRequest, type JoinGroupResponse, newJoinGroupRequest } from '../protocol/generated/join-group.ts'
import { type LeaveGroupResponse, newLeaveGroupRequest } from '../protocol/generated/leave-group.ts'
import { type SyncGroupResponse, newSyncGroupRequest } from '../protocol/generated/sync-group.ts'
import { newConsumerProtocolSubscription } from '../protocol/generated/records/consumer-protocol-subscription.ts'
import { encodeSubscription } from '../protocol/group-protocol.ts'
import { batches, lastOffsetOf, setBaseOffset, splitBatches } from '../protocol/records/batch.ts'
import { decodeRecords } from '../protocol/records/record.ts'
import { VirtualTime } from './virtual-time.ts'

/** Partitions kept in memory. `hold` stops the high watermark, `failNext` refuses one append. */
export class MemoryPartitionWriter implements PartitionWriter {
  readonly #logs = new Map<string, { batches: Buffer[]; endOffset: number; highWatermark: number; listeners: Set<(highWatermark: number) => void> }>()
  holding = false
  failNext: number | undefined
  maxBytes = 1 << 20

  #log(topic: string, partition: number): NonNullable<ReturnType<typeof this.find>> {
    return this.find(topic, partition)
  }

  find(topic: string, partition: number): { batches: Buffer[]; endOffset: number; highWatermark: number; listeners: Set<(highWatermark: number) => void> } {
    const key = `${topic}-${partition}`
    let log = this.#logs.get(key)
    if (log === undefined) this.#logs.set(key, (log = { batches: [], endOffset: 0, highWatermark: 0, listeners: new Set() }))
    return log
  }

  append(topic: string, partition: number, chunk: Buffer): AppendedRange {
    if (this.failNext !== undefined) {
      const code = this.failNext
      this.failNext = undefined
      throw new ProtocolError(code)
    }
    const log = this.#log(topic, partition)
    const firstOffset = log.endOffset
    for (const part of splitBatches(Buffer.from(chunk))) {
      setBaseOffset(part, 0, log.endOffset)
      log.endOffset = lastOffsetOf(part, 0) + 1
      log.batches.push(part)
    }
    if (!this.holding) this.release(topic, partition)
    return { firstOffset, lastOffset: log.endOffset - 1 }
  }

  /** Raises the high watermark to the log end. */
  release(topic: string, partition: number): void {
    const log = this.#log(topic, partition)
    log.highWatermark = log.endOffset
    for (const listener of log.listeners) listener(log.highWatermark)
  }

  logStartOffset(): number {
    return 0
  }

  logEndOffset(topic: string, partition: number): number {
    return this.#log(topic, partition).endOffset
  }

  highWatermark(topic: string, partition: number): number {
    return this.#log(topic, partition).highWatermark
  }

  onHighWatermark(topic: string, partition: number, listener: (highWatermark: number) => void): () => void {
    const { listeners } = this.#log(topic, partition)
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  read(topic: string, partition: number, offset: number): Buffer[] {
    return this.#log(topic, partition).batches.filter((batch) => lastOffsetOf(batch, 0) >= offset)
  }

  maxBatchBytes(): number {
    return this.maxBytes
  }

  /** All coordinator records of the partition, decoded. */
  records(topic: string, partition: number): CoordinatorRecord[] {
    const found: CoordinatorRecord[] = []
    for (const batch of this.#log(topic, partition).batches) {
      for (const { header, position } of batches(batch)) {
        if (header.isControl) continue
        for (const record of decodeRecords(batch, position)) {
          const decoded = decodeCoordinatorRecord(record.key, record.value)
          if (decoded.kind === 'known') found.push(decoded.record)
        }
      }
    }
    return found
  }
}

/** A fixed set of topics: name to partition count; ids are derived from the names. */
export function fixedTopics(counts: Record<string, number>): TopicsView {
  const views = Object.entries(counts).map(
    ([name, partitionCount]): TopicView => ({ name, id: topicIdOf(name), partitionCount, racksOf: () => [] }),
  )
  const byName = new Map(views.map((view) => [view.name, view]))
  const byId = new Map(views.map((view) => [view.id, view]))
  return { byName: (name) => byName.get(name), byId: (id) => byId.get(id), names: () => byName.keys() }
}

/** A made-up but stable topic id. */
export function topicIdOf(name: string): string {
  return Buffer.from(name.padEnd(16, '.').slice(0, 16)).toString('base64url')
}

export class CoordinatorBench {
  readonly time: VirtualTime
  readonly writer = new MemoryPartitionWriter()
  readonly events: GroupEvent[] = []
  readonly logLines: string[] = []
  readonly groupConfigs = new Map<string, ReadonlyMap<string, string>>()
  config: Partial<GroupCoordinatorConfig>
  coordinator!: GroupCoordinator
  topics: TopicsView

  private constructor(options: { config?: Partial<GroupCoordinatorConfig>; topics?: Record<string, number>; seed?: number }) {
    this.time = new VirtualTime({ seed: options.seed ?? 1 })
    this.config = { offsetsTopicNumPartitions: 1, ...options.config }
    this.topics = fixedTopics(options.topics ?? {})
  }

  static async start(options: { config?: Partial<GroupCoordinatorConfig>; topics?: Record<string, number>; seed?: number } = {}): Promise<CoordinatorBench> {
    const bench = new CoordinatorBench(options)
    await bench.load()
    return bench
  }

  /** A new coordinator reads the log that the one before left, as after a restart of the broker. */
  async load(): Promise<void> {
    this.coordinator?.close()
    this.coordinator = new GroupCoordinator({
      system: this.time,
      logger: new LineLogger((_, line) => this.logLines.push(line), 'debug'),
      writer: this.writer,
      config: this.config,
      groupConfig: (groupId) => this.groupConfigs.get(groupId) ?? new Map(),
      onEvent: (event) => this.events.push(event),
    })
    await this.coordinator.onTopics(this.topics, { deleted: [], changed: new Set() })
    const partitions = this.coordinator.config.offsetsTopicNumPartitions
    const elections = Array.from({ length: partitions }, (_, partition) => this.coordinator.onElection(partition, 0))
    await this.time.advance(0)
    await Promise.all(elections)
  }

  async setTopics(counts: Record<string, number>): Promise<void> {
    const before = this.topics
    this.topics = fixedTopics(counts)
    const deleted = [...before.names()].filter((name) => this.topics.byName(name) === undefined).map((name) => ({ name, id: topicIdOf(name) }))
    const changed = [...this.topics.names()].filter((name) => before.byName(name)?.partitionCount !== this.topics.byName(name)!.partitionCount)
    await this.coordinator.onTopics(this.topics, { deleted, changed: new Set(changed) })
  }

  /** The records of the group coordinator's log, one partition. */
  records(partition = 0): CoordinatorRecord[] {
    return this.writer.records('__consumer_offsets', partition)
  }

  member(groupId: string, options: Partial<Omit<ClassicMemberClient, 'bench' | 'groupId'>> = {}): ClassicMemberClient {
    return Object.assign(new ClassicMemberClient(this, groupId), options)
  }
}

/** A member of a classic group, request by request. Promises that are parked at the coordinator resolve as virtual time moves. */
export class ClassicMemberClient {
  readonly bench: CoordinatorBench
  readonly groupId: string
  memberId = ''
  generationId = -1
  protocolName = ''
  groupInstanceId: string | null = null
  clientId = 'client'
  sessionTimeoutMs = 10_000
  rebalanceTimeoutMs = 60_000
  protocolType = 'consumer'
  topics: string[] = ['orders']
  protocolNames: string[] = ['range']
  version = 9

  constructor(bench: CoordinatorBench, groupId: string) {
    this.bench = bench
    this.groupId = groupId
  }

  /** Set: the client is one whose heartbeats may be held, and `wake` is what its connection would call. */
  held = false
  wake: ((apiKey?: number) => void) | undefined

  get context(): RequestContext {
    return {
      clientId: this.clientId,
      clientHost: '/127.0.0.1',
      ...(this.held ? { clientSoftwareName: 'apache-kafka-java', clientSoftwareVersion: '4.3.1', whenMoreArrives: (wake: (apiKey?: number) => void) => (this.wake = wake) } : {}),
    }
  }

  /** One JoinGroup, as it is. */
  async joinOnce(changes: Partial<JoinGroupRequest> = {}): Promise<JoinGroupResponse> {
    const metadata = encodeSubscription(newConsumerProtocolSubscription({ topics: this.topics }), 1)
    const response = await this.bench.coordinator.joinGroup(
      this.context,
      newJoinGroupRequest({
        groupId: this.groupId,
        memberId: this.memberId,
        groupInstanceId: this.groupInstanceId,
        sessionTimeoutMs: this.sessionTimeoutMs,
        rebalanceTimeoutMs: this.rebalanceTimeoutMs,
        protocolType: this.protocolType,
        protocols: this.protocolNames.map((name) => ({ name, metadata })),
        ...changes,
      }),
      this.version,
    )
    if (response.errorCode === ErrorCode.NONE || response.errorCode === ErrorCode.MEMBER_ID_REQUIRED) this.memberId = response.memberId
    if (response.errorCode === ErrorCode.NONE) {
      this.generationId = response.generationId
      this.protocolName = response.protocolName ?? ''
    }
    return response
  }

  /** JoinGroup, once more when the coordinator hands out an id first. */
  async join(changes: Partial<JoinGroupRequest> = {}): Promise<JoinGroupResponse> {
    const response = await this.joinOnce(changes)
    return response.errorCode === ErrorCode.MEMBER_ID_REQUIRED ? this.joinOnce(changes) : response
  }

  sync(assignments: Record<string, string> = {}, changes: { generationId?: number; protocolName?: string } = {}): Promise<SyncGroupResponse> {
    return this.bench.coordinator.syncGroup(
      this.context,
      newSyncGroupRequest({
        groupId: this.groupId,
        memberId: this.memberId,
        groupInstanceId: this.groupInstanceId,
        generationId: this.generationId,
        protocolType: this.protocolType,
        protocolName: this.protocolName,
        assignments: Object.entries(assignments).map(([memberId, text]) => ({ memberId, assignment: Buffer.from(text) })),
        ...changes,
      }),
      5,
    )
  }

  heartbeat(): Promise<HeartbeatResponse> {
    const { groupId, memberId, groupInstanceId, generationId } = this
    return this.bench.coordinator.heartbeat(this.context, newHeartbeatRequest({ groupId, memberId, groupInstanceId, generationId }), 4)
  }

  leave(reason: string | null = null): Promise<LeaveGroupResponse> {
    const { groupId, memberId, groupInstanceId } = this
    return this.bench.coordinator.leaveGroup(this.context, newLeaveGroupRequest({ groupId, members: [{ memberId, groupInstanceId, reason }] }), 5)
  }
}
