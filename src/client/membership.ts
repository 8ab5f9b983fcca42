// What the two group protocols have in common: the events that a membership machine is told, and what it asks its driver to do.
// classic-membership.ts and consumer-membership.ts are such machines (shape B); group-session.ts is the driver of both.

import type { AssignorTopic } from '../assignors/assignor.ts'
import { KafkaError } from '../core/errors.ts'
import type { AnyApi } from '../protocol/api.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import type { MemberIdentity } from './group-offsets.ts'
import type { TopicPartition } from './record.ts'

/** What happened. */
export type MembershipEvent =
  /** The topics that the member subscribes to, by name, or a pattern that the broker matches (KIP-848): at the start, and when that changes. */
  | { readonly type: 'subscribed'; readonly topics: readonly string[]; readonly reason: string; readonly pattern?: string | undefined }
  | { readonly type: 'coordinatorFound' }
  | { readonly type: 'coordinatorFailed'; readonly error: Error }
  | { readonly type: 'answered'; readonly api: string; readonly response: unknown }
  | { readonly type: 'failed'; readonly api: string; readonly error: Error }
  /** The answers to `revoke`, `assign`, `lose`: the application is done with it. */
  | { readonly type: 'done' }
  /** The answer to `describeTopics`, and every later change of these topics. */
  | { readonly type: 'topics'; readonly topics: ReadonlyMap<string, AssignorTopic> }
  /** The metadata has changed: topic ids may have become known. */
  | { readonly type: 'metadata' }
  /** The application has taken longer than maxPollIntervalMs; and: it is back. */
  | { readonly type: 'processingExpired' }
  | { readonly type: 'processingResumed' }
  | { readonly type: 'rejoin'; readonly reason: string }
  /** Leave for good. `leaveGroup` false keeps a static member's partitions for its return. */
  | { readonly type: 'close'; readonly leaveGroup: boolean; readonly reason: string }

/** What is to be done. */
export type MembershipOut =
  | { readonly type: 'findCoordinator' }
  /** Ask again before the next request: the coordinator has moved or cannot be reached. */
  | { readonly type: 'forgetCoordinator' }
  /** The request may depend on the version that is spoken. The answer comes as `answered` or `failed`. */
  | { readonly type: 'send'; readonly api: AnyApi; readonly request: (version: number) => object; readonly timeoutMs: number }
  /** Tell what is known of these topics, and go on watching them. */
  | { readonly type: 'describeTopics'; readonly topics: readonly string[] }
  /** Ask for metadata: topic ids are unknown. */
  | { readonly type: 'refreshMetadata' }
  /** The application is to let go of partitions: finish, commit, tell the listener. Answered by `done`. */
  | { readonly type: 'revoke'; readonly partitions: readonly TopicPartition[]; readonly reason: string }
  /** Partitions that are no longer ours: nothing may be committed. Answered by `done`. */
  | { readonly type: 'lose'; readonly partitions: readonly TopicPartition[]; readonly reason: string }
  /** New partitions. Answered by `done`. */
  | { readonly type: 'assign'; readonly partitions: readonly TopicPartition[] }
  /** For the ledger, events and logs. */
  | { readonly type: 'note'; readonly note: RebalanceNote }
  /** The membership has ended for a reason that only the application or operator can cure. */
  | { readonly type: 'fail'; readonly error: Error }
  /** After `close`: the group has been left, or need not be. */
  | { readonly type: 'closed' }

/** What a rebalance was, from this member's side. Times are monotonic milliseconds. */
export type RebalanceNote =
  | { readonly type: 'started'; readonly reason: string; readonly generationIdOrMemberEpoch: number }
  | {
      readonly type: 'completed'
      readonly generationIdOrMemberEpoch: number
      readonly protocol: string
      readonly isLeader: boolean
      readonly memberCount: number | undefined
      readonly assigned: readonly TopicPartition[]
      readonly added: readonly TopicPartition[]
      readonly revoked: readonly TopicPartition[]
      readonly durationMs: number
    }
  | { readonly type: 'warning'; readonly message: string }

export interface Poll {
  readonly out: readonly MembershipOut[]
  /** Monotonic time at which to ask again if nothing happens before. */
  readonly wakeAt: number
}

/** A member of a group, without I/O: told what happened, asked what to do. */
export interface Membership {
  readonly state: string
  /** Whether the group has been joined and nothing is being moved. */
  readonly isStable: boolean
  readonly identity: MemberIdentity
  on(event: MembershipEvent, now: number): void
  poll(now: number): Poll
}

/** Whether an answer says that the coordinator is another by now. */
export function coordinatorMoved(errorCode: number): boolean {
  return errorCode === ErrorCode.NOT_COORDINATOR || errorCode === ErrorCode.COORDINATOR_NOT_AVAILABLE
}

/** A second holder of a static member's id has come (KIP-345). */
export function fencedInstance(groupId: string, groupInstanceId: string | undefined): KafkaError {
  return new KafkaError(
    'FENCED_INSTANCE_ID',
    `another consumer of group ${groupId} has taken over groupInstanceId '${groupInstanceId}': each running consumer needs an id of its own`,
  )
}
