// The face of the group coordinator to the api room: one method per request, promises at the rim. Finds the shard by the group's
// hash, checks what needs no group, turns the runtime's errors into the answer each request has for them. Kafka: GroupCoordinatorService.

import type { Logger } from '../../../core/logger.ts'
import { javaStringHash } from '../../../core/hash.ts'
import type { System } from '../../../core/system.ts'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { ProtocolError } from '../../../protocol/errors.ts'
import {
  type ConsumerGroupDescribeRequest,
  type ConsumerGroupDescribeResponse,
  newConsumerGroupDescribeResponse,
  newConsumerGroupDescribeResponseDescribedGroup,
} from '../../../protocol/generated/consumer-group-describe.ts'
import type { ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse } from '../../../protocol/generated/consumer-group-heartbeat.ts'
import { type DeleteGroupsRequest, type DeleteGroupsResponse, newDeleteGroupsResponse } from '../../../protocol/generated/delete-groups.ts'
import {
  type DescribeGroupsRequest,
  type DescribeGroupsResponse,
  newDescribeGroupsResponse,
  newDescribeGroupsResponseDescribedGroup,
} from '../../../protocol/generated/describe-groups.ts'
import { type HeartbeatRequest, type HeartbeatResponse, newHeartbeatResponse } from '../../../protocol/generated/heartbeat.ts'
import type { JoinGroupRequest, JoinGroupResponse } from '../../../protocol/generated/join-group.ts'
import { type LeaveGroupRequest, type LeaveGroupResponse, newLeaveGroupResponse } from '../../../protocol/generated/leave-group.ts'
import { type ListGroupsRequest, type ListGroupsResponse, newListGroupsResponse } from '../../../protocol/generated/list-groups.ts'
import type { OffsetCommitRequest, OffsetCommitResponse } from '../../../protocol/generated/offset-commit.ts'
import type { OffsetDeleteRequest, OffsetDeleteResponse } from '../../../protocol/generated/offset-delete.ts'
import type { OffsetFetchRequest, OffsetFetchResponse } from '../../../protocol/generated/offset-fetch.ts'
import { newSyncGroupResponse, type SyncGroupRequest, type SyncGroupResponse } from '../../../protocol/generated/sync-group.ts'
import type { TxnOffsetCommitRequest, TxnOffsetCommitResponse } from '../../../protocol/generated/txn-offset-commit.ts'
import { ConfigResourceType, type MetadataDelta, type MetadataImage } from '../../image.ts'
import { REBALANCE_LEDGER_TOPIC, type RebalanceEntry } from '../../../protocol/ledger/entry.ts'
import type { PartitionWriter } from '../partition-writer.ts'
import { CoordinatorRuntime } from '../runtime.ts'
import { joinError } from './classic-answers.ts'
import { codeOf } from './coordinator-errors.ts'
import { heartbeatError } from './consumer-protocol.ts'
import { defaultGroupCoordinatorConfig, type GroupCoordinatorConfig, heartbeatHoldMaxMs } from './config.ts'
import type { GroupEventListener } from './events.ts'
import { beatAgainError, mayHold } from './heartbeat-hold.ts'
import { groupRecordCodec } from './group-record-codec.ts'
import { RebalanceLedger } from './ledger.ts'
import { LedgerTopic } from './ledger-topic.ts'
import { OffsetRequests } from './offset-requests.ts'
import type { GroupRecord } from './records.ts'
import type { GroupReply, GroupRequest, HoldOption, RequestContext } from './requests.ts'
import { GroupShard } from './shard.ts'
import { noTopics, topicsOf, type TopicsView } from './topics.ts'

/** When groups are told once more of topics that changed, after their records could not be written. */
const TELL_RETRY_MS = 500

export const GROUP_METADATA_TOPIC = '__consumer_offsets'

export interface GroupCoordinatorOptions {
  system: System
  logger: Logger
  writer: PartitionWriter
  /** What differs from Kafka's defaults. */
  config?: Partial<GroupCoordinatorConfig>
  /** What is set for a group itself (config resource type 32), by Kafka's names. Default: what the image says. */
  groupConfig?: (groupId: string) => ReadonlyMap<string, string>
  onEvent?: GroupEventListener
  /** Set: the ledger is kept in its topic. `createTopic` makes it when it is first needed; `nodeId` tells whether this broker leads it. */
  ledger?: { nodeId: number; createTopic: () => Promise<unknown> }
}

const noGroupConfig: ReadonlyMap<string, string> = new Map()

export class GroupCoordinator {
  #config: GroupCoordinatorConfig
  #topics: TopicsView = noTopics
  #image: MetadataImage | undefined
  readonly #groupConfig: (groupId: string) => ReadonlyMap<string, string>
  #nextHoldToken = 1
  readonly #system: System
  readonly #ledger: RebalanceLedger
  readonly #ledgerTopic: LedgerTopic | undefined
  readonly #nodeId: number
  readonly #runtime: CoordinatorRuntime<GroupRequest, GroupReply, GroupRecord>
  readonly #offsets = new OffsetRequests(() => this.#topics, (groupId, request) => this.#submit(groupId, request))

  constructor(options: GroupCoordinatorOptions) {
    this.#config = { ...defaultGroupCoordinatorConfig, ...options.config }
    this.#ledger = new RebalanceLedger(
      (slot, entry) => this.#ledgerTopic?.write(slot, entry),
      (groupId, slots) => this.#ledgerTopic?.forget(groupId, slots),
    )
    this.#nodeId = options.ledger?.nodeId ?? -1
    this.#system = options.system
    if (options.ledger !== undefined) {
      const { system, logger, writer } = options
      const { createTopic } = options.ledger
      this.#ledgerTopic = new LedgerTopic({
        system,
        logger,
        writer,
        createTopic,
        restore: (slot, entry) => this.#ledger.restore(slot, entry),
        restoreForgotten: (groupId, slot) => this.#ledger.restoreForgotten(groupId, slot),
      })
    }
    this.#groupConfig = options.groupConfig ?? ((groupId) => this.#image?.configs(ConfigResourceType.GROUP, groupId) ?? noGroupConfig)
    this.#runtime = new CoordinatorRuntime({
      topic: GROUP_METADATA_TOPIC,
      system: options.system,
      logger: options.logger,
      writer: options.writer,
      codec: groupRecordCodec,
      newShard: () =>
        new GroupShard({
          config: () => this.#config,
          topics: () => this.#topics,
          groupConfig: this.#groupConfig,
          emit: (event) => {
            this.#ledger.on(event)
            options.onEvent?.(event)
          },
        }),
      commitTimeoutMs: () => this.#config.offsetsCommitTimeoutMs,
    })
  }

  get config(): GroupCoordinatorConfig {
    return this.#config
  }

  /** Changes settings while running; timers that are armed keep their time. */
  updateConfig(config: Partial<GroupCoordinatorConfig>): void {
    this.#config = { ...this.#config, ...config }
  }

  /** The partition of `__consumer_offsets` whose leader coordinates the group. */
  partitionFor(groupId: string): number {
    const hash = javaStringHash(groupId)
    // Java's abs of the smallest integer would be negative; Kafka makes it 0.
    return (hash === -(2 ** 31) ? 0 : Math.abs(hash)) % this.#config.offsetsTopicNumPartitions
  }

  onElection(partition: number, leaderEpoch: number): Promise<void> {
    return this.#runtime.onElection(partition, leaderEpoch)
  }

  onResignation(partition: number, leaderEpoch?: number): void {
    this.#runtime.onResignation(partition, leaderEpoch)
  }

  /** A new metadata image, and what changed since the one before. */
  onImage(image: MetadataImage, delta: MetadataDelta): Promise<void> {
    this.#image = image
    const ledger = image.partition(REBALANCE_LEDGER_TOPIC, 0)
    if (ledger !== undefined && ledger.leader === this.#nodeId) this.#ledgerTopic?.onElection(ledger.leaderEpoch)
    else this.#ledgerTopic?.onResignation()
    return this.onTopics(topicsOf(image), {
      deleted: delta.deletedTopics.map(({ name, id }) => ({ name, id })),
      changed: delta.changedTopics,
    })
  }

  /** What topics there are now, which ones are gone, which ones changed. Resolves when it is worked in. */
  async onTopics(topics: TopicsView, changes: { deleted: { name: string; id: string }[]; changed: ReadonlySet<string> }): Promise<void> {
    this.#topics = topics
    const work: Promise<unknown>[] = []
    const tell = (request: GroupRequest): void => {
      for (const partition of this.#runtime.activePartitions) work.push(this.#tell(partition, request))
    }
    if (changes.deleted.length > 0) tell({ type: 'topicsDeleted', topics: changes.deleted })
    if (changes.changed.size > 0 || changes.deleted.length > 0) {
      const names = new Set([...changes.changed, ...changes.deleted.map(({ name }) => name)])
      tell({ type: 'metadataChanged', topics: names })
    }
    await Promise.all(work)
  }

  /** Until it could be written. A shard that moves away meanwhile has nothing left to do here: the next one looks for itself. */
  async #tell(partition: number, request: GroupRequest): Promise<void> {
    for (;;) {
      try {
        await this.#runtime.submit(partition, request)
        return
      } catch (error) {
        if (!(error instanceof ProtocolError) || !error.retriable || error.errorCode === ErrorCode.NOT_COORDINATOR) return
      }
      await new Promise<void>((resolve) => this.#system.timers.schedule(TELL_RETRY_MS, resolve, { background: true }))
    }
  }

  close(): void {
    this.#runtime.close()
  }

  /** The last rebalances of a group that this broker saw, oldest first. */
  rebalances(groupId: string): RebalanceEntry[] {
    return this.#ledger.entries(groupId)
  }

  /** The loaded shard of a partition, for metrics and tests. */
  shard(partition: number): GroupShard | undefined {
    return this.#runtime.shard(partition) as GroupShard | undefined
  }

  async joinGroup(context: RequestContext, body: JoinGroupRequest, version: number): Promise<JoinGroupResponse> {
    const response = await this.#joinGroup(context, body, version)
    // Older versions have no null to say that there is no protocol.
    return version < 7 && response.protocolName === null ? { ...response, protocolName: '' } : response
  }

  async #joinGroup(context: RequestContext, body: JoinGroupRequest, version: number): Promise<JoinGroupResponse> {
    if (body.groupId === '') return joinError(body.memberId, ErrorCode.INVALID_GROUP_ID)
    if (body.sessionTimeoutMs < this.#config.groupMinSessionTimeoutMs || body.sessionTimeoutMs > this.#config.groupMaxSessionTimeoutMs) {
      return joinError(body.memberId, ErrorCode.INVALID_SESSION_TIMEOUT)
    }
    try {
      return await this.#submit<JoinGroupResponse>(body.groupId, { type: 'joinGroup', context, version, body: keepable(body) })
    } catch (error) {
      return joinError(body.memberId, codeOf(error))
    }
  }

  async consumerGroupHeartbeat(context: RequestContext, body: ConsumerGroupHeartbeatRequest, version: number): Promise<ConsumerGroupHeartbeatResponse> {
    if (!this.#config.consumerProtocolEnabled) return heartbeatError(ErrorCode.UNSUPPORTED_VERSION)
    const invalid = invalidHeartbeat(body, version)
    if (invalid !== undefined) return heartbeatError(ErrorCode.INVALID_REQUEST, invalid)
    const { consumerAssignors } = this.#config
    if (body.serverAssignor !== null && !consumerAssignors.includes(body.serverAssignor)) {
      const supported = consumerAssignors.join(', ')
      return heartbeatError(ErrorCode.UNSUPPORTED_ASSIGNOR, `server assignor ${body.serverAssignor} is not known here; known: ${supported}`)
    }
    try {
      const hold = this.#holdOption(context, body.groupId)
      const answer = this.#submit<ConsumerGroupHeartbeatResponse>(body.groupId, { type: 'consumerGroupHeartbeat', context, version, body, hold })
      this.#wakeable(context, body, hold)
      return await answer
    } catch (error) {
      return heartbeatError(codeOf(error), error instanceof ProtocolError ? error.message : null)
    }
  }

  async consumerGroupDescribe(_context: RequestContext, body: ConsumerGroupDescribeRequest): Promise<ConsumerGroupDescribeResponse> {
    const groups = await Promise.all(
      body.groupIds.map(async (groupId) => {
        if (groupId === '') return newConsumerGroupDescribeResponseDescribedGroup({ groupId, errorCode: ErrorCode.INVALID_GROUP_ID })
        try {
          return (await this.#submit<ConsumerGroupDescribeResponse['groups']>(groupId, { type: 'consumerGroupDescribe', groupIds: [groupId] }))[0]!
        } catch (error) {
          return newConsumerGroupDescribeResponseDescribedGroup({ groupId, errorCode: codeOf(error) })
        }
      }),
    )
    return newConsumerGroupDescribeResponse({ groups })
  }

  async syncGroup(context: RequestContext, body: SyncGroupRequest, version: number): Promise<SyncGroupResponse> {
    if (body.groupId === '') return newSyncGroupResponse({ errorCode: ErrorCode.INVALID_GROUP_ID })
    // Since version 5 the member must say what it believes to be synchronising (KIP-559).
    if (version >= 5 && (body.protocolType === null || body.protocolName === null)) {
      return newSyncGroupResponse({ errorCode: ErrorCode.INCONSISTENT_GROUP_PROTOCOL })
    }
    try {
      return await this.#submit<SyncGroupResponse>(body.groupId, { type: 'syncGroup', context, version, body })
    } catch (error) {
      return newSyncGroupResponse({ errorCode: codeOf(error) })
    }
  }

  async heartbeat(context: RequestContext, body: HeartbeatRequest, version: number): Promise<HeartbeatResponse> {
    if (body.groupId === '') return newHeartbeatResponse({ errorCode: ErrorCode.INVALID_GROUP_ID })
    try {
      const hold = this.#holdOption(context, body.groupId)
      const answer = this.#submit<HeartbeatResponse>(body.groupId, { type: 'heartbeat', context, version, body, hold })
      this.#wakeable(context, body, hold)
      return await answer
    } catch (error) {
      // The member cannot help it: it goes on beating until the group is loaded.
      if (codeOf(error) === ErrorCode.COORDINATOR_LOAD_IN_PROGRESS) return newHeartbeatResponse()
      return newHeartbeatResponse({ errorCode: codeOf(error) })
    }
  }

  async leaveGroup(context: RequestContext, body: LeaveGroupRequest, version: number): Promise<LeaveGroupResponse> {
    if (body.groupId === '') return newLeaveGroupResponse({ errorCode: ErrorCode.INVALID_GROUP_ID })
    const members = version >= 3 ? body.members : [{ memberId: body.memberId, groupInstanceId: null, reason: null }]
    let response: LeaveGroupResponse
    try {
      response = await this.#submit<LeaveGroupResponse>(body.groupId, { type: 'leaveGroup', context, version, body: { ...body, members } })
    } catch (error) {
      return newLeaveGroupResponse({ errorCode: codeOf(error) })
    }
    // Before version 3 there is one member, and its error is the answer's.
    return version >= 3 ? response : newLeaveGroupResponse({ errorCode: response.errorCode || (response.members[0]?.errorCode ?? ErrorCode.NONE) })
  }

  commitOffsets(context: RequestContext, body: OffsetCommitRequest, version: number): Promise<OffsetCommitResponse> {
    return this.#offsets.commit(context, body, version)
  }

  commitTransactionalOffsets(context: RequestContext, body: TxnOffsetCommitRequest, version: number): Promise<TxnOffsetCommitResponse> {
    return this.#offsets.commitInTransaction(context, body, version)
  }

  fetchOffsets(_context: RequestContext, body: OffsetFetchRequest, version: number): Promise<OffsetFetchResponse> {
    return this.#offsets.fetch(body, version)
  }

  deleteOffsets(_context: RequestContext, body: OffsetDeleteRequest): Promise<OffsetDeleteResponse> {
    return this.#offsets.delete(body)
  }

  /** The marker of a transaction arrived for a partition of `__consumer_offsets`; `batch` is its control batch. */
  completeTransaction(
    partition: number,
    marker: { producerId: number; producerEpoch: number; coordinatorEpoch: number; committed: boolean; batch: Buffer },
  ): Promise<void> {
    return this.#runtime.completeTransaction(partition, marker)
  }

  async describeGroups(_context: RequestContext, body: DescribeGroupsRequest, version: number): Promise<DescribeGroupsResponse> {
    const groups = await Promise.all(
      body.groups.map(async (groupId) => {
        try {
          const described = await this.#submit<DescribeGroupsResponse['groups']>(groupId, { type: 'describeGroups', groupIds: [groupId], version })
          return described[0]!
        } catch (error) {
          return newDescribeGroupsResponseDescribedGroup({ groupId, errorCode: codeOf(error) })
        }
      }),
    )
    return newDescribeGroupsResponse({ groups })
  }

  async listGroups(_context: RequestContext, body: ListGroupsRequest): Promise<ListGroupsResponse> {
    if (this.#runtime.loading) return newListGroupsResponse({ errorCode: ErrorCode.COORDINATOR_LOAD_IN_PROGRESS })
    const states = new Set(body.statesFilter.map((state) => state.toLowerCase()))
    const types = new Set(body.typesFilter.map((type) => type.toLowerCase()))
    const answers = await Promise.allSettled(this.#runtime.submitToAll({ type: 'listGroups', states, types }))
    // A shard that moved away meanwhile is listed where it is now.
    const groups = answers.flatMap((answer) => (answer.status === 'fulfilled' ? (answer.value as ListGroupsResponse['groups']) : []))
    return newListGroupsResponse({ groups })
  }

  async deleteGroups(_context: RequestContext, body: DeleteGroupsRequest): Promise<DeleteGroupsResponse> {
    const results = await Promise.all(
      [...new Set(body.groupsNames)].map(async (groupId) => {
        try {
          return (await this.#submit<DeleteGroupsResponse['results']>(groupId, { type: 'deleteGroups', groupIds: [groupId] }))[0]!
        } catch (error) {
          return { groupId, errorCode: codeOf(error) }
        }
      }),
    )
    return newDeleteGroupsResponse({ results })
  }

  /** Whether the answer to this client's heartbeat may be held back. */
  #holdOption(context: RequestContext, groupId: string): HoldOption | undefined {
    if (context.whenMoreArrives === undefined || !mayHold(context.clientSoftwareName, context.clientSoftwareVersion)) return undefined
    const maxMs = heartbeatHoldMaxMs(this.#config, this.#groupConfig(groupId))
    return maxMs > 0 ? { token: this.#nextHoldToken++, maxMs, beatAgainError: beatAgainError(context.clientSoftwareName, context.clientSoftwareVersion) } : undefined
  }

  /** Called after the heartbeat was handed over: the wake may come at once. */
  #wakeable(context: RequestContext, { groupId, memberId }: { groupId: string; memberId: string }, hold: HoldOption | undefined): void {
    if (hold === undefined) return
    context.whenMoreArrives!((apiKeyBehind) => {
      // Not held (any more), or its coordinator has moved: then it is answered already.
      this.#submit(groupId, { type: 'releaseHeartbeat', groupId, memberId, token: hold.token, apiKeyBehind }).catch(() => {})
    })
  }

  async #submit<Reply extends GroupReply>(groupId: string, request: GroupRequest): Promise<Reply> {
    return (await this.#runtime.submit(this.partitionFor(groupId), request)) as Reply
  }
}

/** What is wrong with the request in itself; clients show it to people. */
function invalidHeartbeat(body: ConsumerGroupHeartbeatRequest, version: number): string | undefined {
  if (body.groupId === '') return 'group id is empty'
  if (body.memberId === '' && (version >= 1 || body.memberEpoch !== 0)) return 'member id is empty'
  if (body.instanceId === '') return 'instance id is empty'
  if (body.rackId === '') return 'rack id is empty'
  if (body.memberEpoch < -2) return `member epoch ${body.memberEpoch} is below -2`
  if (body.memberEpoch === -2 && body.instanceId === null) return 'member epoch -2 needs an instance id'
  if (body.memberEpoch !== 0) return undefined
  if (body.rebalanceTimeoutMs === -1) return 'a first heartbeat needs a rebalance timeout'
  if (body.topicPartitions === null || body.topicPartitions.length > 0) return 'a joining member owns no partitions: an empty list is wanted'
  if (body.subscribedTopicNames === null && body.subscribedTopicRegex === null) {
    return 'a joining member needs topic names or a regex to subscribe to'
  }
  return undefined
}

/** The member's protocols outlive the request: copied out of its frame. */
function keepable(body: JoinGroupRequest): JoinGroupRequest {
  return { ...body, protocols: body.protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) })) }
}
