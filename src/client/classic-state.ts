// The states of a member of a classic group and what it is made with. classic-membership.ts is the machine.

import type { Assignor } from '../assignors/assignor.ts'
import type { TransitionTable } from '../core/assert.ts'
import type { Random } from '../core/random.ts'

export interface ClassicMembershipOptions {
  readonly groupId: string
  readonly groupInstanceId: string | undefined
  readonly sessionTimeoutMs: number
  readonly heartbeatIntervalMs: number
  /** The rebalance timeout: how long the group waits for this member (Kafka: max.poll.interval.ms). */
  readonly rebalanceTimeoutMs: number
  readonly requestTimeoutMs: number
  readonly retryBackoffMs: number
  readonly retryBackoffMaxMs: number
  readonly assignors: readonly Assignor[]
  readonly rackId: string
  readonly random: Random
}

/**
 * - `Idle`: nothing is subscribed. `subscribed` leads to Unjoined.
 * - `Unjoined`: will join as soon as there is a coordinator, the application is not overdue, and no callback runs.
 * - `Revoking`: before an eager join, the application lets go of everything. Heartbeats go on. `done` leads to Joining.
 * - `Joining`: JoinGroup is at the coordinator, which answers when all members have joined. Its answer leads to Syncing, or back.
 * - `Syncing`: the leader works out the assignment, SyncGroup is at the coordinator. Its answer leads to Reconciling.
 * - `Reconciling`: the application lets go of what moves (cooperative), then takes what is new. Heartbeats go on. `done` leads to Stable.
 * - `Stable`: heartbeats. A rebalance, a new subscription or new metadata lead to Unjoined.
 * - `Losing`: the membership was lost; the application is told. `done` leads to Unjoined.
 * - `Expired`: the application is overdue, the group was left. `processingResumed` leads to Unjoined.
 * - `Leaving`: LeaveGroup is at the coordinator. Its answer leads to Closed.
 * - `Closed`, `Failed`: the end.
 */
export type ClassicState =
  'Idle' | 'Unjoined' | 'Revoking' | 'Joining' | 'Syncing' | 'Reconciling' | 'Stable' | 'Losing' | 'Expired' | 'Leaving' | 'Closed' | 'Failed'

const alive: readonly ClassicState[] = ['Idle', 'Unjoined', 'Revoking', 'Joining', 'Syncing', 'Reconciling', 'Stable', 'Losing', 'Expired']
/** By state: from which others it may be entered. */
export const previousClassicStates: TransitionTable<ClassicState> = {
  Idle: ['Unjoined', 'Losing', 'Stable', 'Revoking', 'Reconciling', 'Expired'],
  Unjoined: ['Idle', 'Revoking', 'Joining', 'Syncing', 'Reconciling', 'Stable', 'Losing', 'Expired'],
  Revoking: ['Unjoined'],
  Joining: ['Unjoined', 'Revoking'],
  Syncing: ['Joining'],
  Reconciling: ['Syncing'],
  Stable: ['Reconciling'],
  Losing: ['Unjoined', 'Revoking', 'Joining', 'Syncing', 'Reconciling', 'Stable'],
  Expired: ['Unjoined', 'Revoking', 'Joining', 'Syncing', 'Reconciling', 'Stable', 'Losing'],
  Leaving: alive,
  Closed: [...alive, 'Leaving', 'Failed'],
  Failed: alive,
}
