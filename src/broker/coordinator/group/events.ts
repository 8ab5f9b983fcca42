// What happens in groups, as data: the coordinator tells it as it happens, the ledger writes it down and explains it.

import type { RebalanceCause } from '../../../protocol/ledger/entry.ts'

export type { RebalanceCause, RebalanceTrigger } from '../../../protocol/ledger/entry.ts'

/** One member as the ledger sees it. `partitions` is undefined where the assignment's bytes are not a consumer's. */
export interface MemberShare {
  memberId: string
  groupInstanceId: string | null
  clientId: string
  clientHost: string
  partitions: ReadonlyMap<string, readonly number[]> | undefined
}

export type GroupEvent =
  /** The group was read from the log, as it stood. */
  | { type: 'group-loaded'; groupId: string; at: number; shares: () => MemberShare[] }
  /** A rebalance began, or a further cause was added to the one under way. */
  | { type: 'rebalance-started'; groupId: string; at: number; protocol: 'classic' | 'consumer'; epoch: number; cause: RebalanceCause }
  /** All members that will be part of it have joined (classic), or the target assignment is computed (consumer). */
  | { type: 'members-known'; groupId: string; at: number; epoch: number; members: number; assignor: string | undefined; leaderId: string | undefined }
  /** A member confirmed that it gave partitions up, or was given some (consumer protocol only; a classic group changes all at once). */
  | { type: 'member-moved'; groupId: string; at: number; memberId: string; released: readonly string[]; assigned: readonly string[] }
  /** The group is stable again, or empty. */
  | { type: 'rebalance-finished'; groupId: string; at: number; epoch: number; protocol: 'classic' | 'consumer'; shares: () => MemberShare[]; unassigned?: () => string[] }
  /** The group is deleted, or has expired. */
  | { type: 'group-deleted'; groupId: string; at: number }

export type GroupEventListener = (event: GroupEvent) => void
