// What the group shard is asked, and what it answers, as data.

import type { ConsumerGroupDescribeResponseDescribedGroup } from '../../../protocol/generated/consumer-group-describe.ts'
import type { ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse } from '../../../protocol/generated/consumer-group-heartbeat.ts'
import type { DeleteGroupsResponseDeletableGroupResult } from '../../../protocol/generated/delete-groups.ts'
import type { DescribeGroupsResponseDescribedGroup } from '../../../protocol/generated/describe-groups.ts'
import type { HeartbeatRequest, HeartbeatResponse } from '../../../protocol/generated/heartbeat.ts'
import type { JoinGroupRequest, JoinGroupResponse } from '../../../protocol/generated/join-group.ts'
import type { LeaveGroupRequest, LeaveGroupResponse } from '../../../protocol/generated/leave-group.ts'
import type { ListGroupsResponseListedGroup } from '../../../protocol/generated/list-groups.ts'
import type { OffsetCommitRequest, OffsetCommitResponse } from '../../../protocol/generated/offset-commit.ts'
import type { OffsetDeleteRequest, OffsetDeleteResponse } from '../../../protocol/generated/offset-delete.ts'
import type { OffsetFetchRequestGroup, OffsetFetchResponseGroup } from '../../../protocol/generated/offset-fetch.ts'
import type { SyncGroupRequest, SyncGroupResponse } from '../../../protocol/generated/sync-group.ts'
import type { TxnOffsetCommitRequest, TxnOffsetCommitResponse } from '../../../protocol/generated/txn-offset-commit.ts'
import type { Uuid } from '../../../protocol/ids.ts'

/** Who asks: from the request header, the connection and its ApiVersions (KIP-511). */
export interface RequestContext {
  clientId: string
  /** As Kafka writes it: `/127.0.0.1`. */
  clientHost: string
  clientSoftwareName?: string | undefined
  clientSoftwareVersion?: string | undefined
  /** For a request that may leave a group: for how long no client of this id and host has asked for records or committed. Undefined: not known. */
  silentMs?: number | undefined
  /**
   * Set where the answer to a heartbeat may be held back: calls `wake` when it must go at once, because another request stands
   * behind it on the connection (the one with this API key) or the connection ends.
   */
  whenMoreArrives?: ((wake: (apiKey?: number) => void) => void) | undefined
}

/** A heartbeat whose answer may wait: the token names it when it has to go. */
export interface HoldOption {
  token: number
  maxMs: number
  /** An error that makes this client beat again soon and does nothing else (heartbeat-hold.ts). */
  beatAgainError?: number | undefined
}

export interface JoinInput {
  context: RequestContext
  version: number
  body: JoinGroupRequest
}

export type GroupRequest =
  | ({ type: 'joinGroup' } & JoinInput)
  | { type: 'syncGroup'; context: RequestContext; version: number; body: SyncGroupRequest }
  | { type: 'heartbeat'; context: RequestContext; version: number; body: HeartbeatRequest; hold: HoldOption | undefined }
  | { type: 'leaveGroup'; context: RequestContext; version: number; body: LeaveGroupRequest }
  | { type: 'consumerGroupHeartbeat'; context: RequestContext; version: number; body: ConsumerGroupHeartbeatRequest; hold: HoldOption | undefined }
  /** A held heartbeat has to be answered now. */
  | { type: 'releaseHeartbeat'; groupId: string; memberId: string; token: number; apiKeyBehind?: number | undefined }
  /** The topic ids of version 10 are resolved: every topic has its name. */
  | { type: 'offsetCommit'; context: RequestContext; version: number; body: OffsetCommitRequest }
  | { type: 'txnOffsetCommit'; context: RequestContext; version: number; body: TxnOffsetCommitRequest }
  | { type: 'offsetFetch'; group: OffsetFetchRequestGroup; requireStable: boolean }
  | { type: 'offsetDelete'; body: OffsetDeleteRequest }
  | { type: 'describeGroups'; groupIds: string[]; version: number }
  | { type: 'consumerGroupDescribe'; groupIds: string[] }
  | { type: 'listGroups'; states: ReadonlySet<string>; types: ReadonlySet<string> }
  | { type: 'deleteGroups'; groupIds: string[] }
  | { type: 'topicsDeleted'; topics: { name: string; id: Uuid }[] }
  | { type: 'metadataChanged'; topics: ReadonlySet<string> }

export type GroupReply =
  | JoinGroupResponse
  | SyncGroupResponse
  | HeartbeatResponse
  | LeaveGroupResponse
  | ConsumerGroupHeartbeatResponse
  | OffsetCommitResponse
  | TxnOffsetCommitResponse
  | OffsetFetchResponseGroup
  | OffsetDeleteResponse
  | DescribeGroupsResponseDescribedGroup[]
  | ConsumerGroupDescribeResponseDescribedGroup[]
  | ListGroupsResponseListedGroup[]
  | DeleteGroupsResponseDeletableGroupResult[]
  | undefined
