// What happens in groups, as data: the coordinator tells it as it happens, the ledger writes it down and explains it.

/** What made a group rebalance. */
export type RebalanceTrigger =
  | 'member-joined'
  | 'member-rejoined'
  | 'member-left'
  | 'poll-interval-exceeded'
  | 'session-timeout'
  | 'never-rejoined'
  | 'never-synced'
  | 'never-revoked'
  | 'subscription-changed'
  | 'leader-rejoined'
  | 'static-member-replaced'
  | 'metadata-changed'
  | 'assignor-changed'
  | 'group-over-capacity'
  | 'protocol-migrated'
  | 'append-failed'

export interface RebalanceCause {
  trigger: RebalanceTrigger
  /** The member that caused it, where one did. */
  memberId?: string
  groupInstanceId?: string | null
  clientId?: string
  clientHost?: string
  /** The client's own words (KIP-800), when it sent some. */
  clientReason?: string
  /** Topics whose metadata changed, for 'metadata-changed'. */
  topics?: readonly string[]
}

/** One member as the ledger sees it. `partitions` is undefined where the assignment's bytes are not a consumer's. */
export interface MemberShare {
  memberId: string
  groupInstanceId: string | null
  clientId: string
  clientHost: string
  partitions: ReadonlyMap<string, readonly number[]> | undefined
}

export type GroupEvent =
  /** A rebalance began, or a further cause was added to the one under way. */
  | { type: 'rebalance-started'; groupId: string; at: number; protocol: 'classic' | 'consumer'; epoch: number; cause: RebalanceCause }
  /** All members that will be part of it have joined (classic), or the target assignment is computed (consumer). */
  | { type: 'members-known'; groupId: string; at: number; epoch: number; members: number; assignor: string | undefined; leaderId: string | undefined }
  /** A member gave up, or was given, partitions (consumer protocol only; a classic group changes all at once). */
  | { type: 'member-moved'; groupId: string; at: number; epoch: number; memberId: string }
  /** The group is stable again, or empty. */
  | { type: 'rebalance-finished'; groupId: string; at: number; epoch: number; protocol: 'classic' | 'consumer'; shares: () => MemberShare[] }

export type GroupEventListener = (event: GroupEvent) => void
