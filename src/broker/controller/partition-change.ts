// The next leader, ISR and eligible leader replicas of a partition, as a change record (KIP-966). Pure (shape C); Kafka's
// PartitionChangeBuilder. Reassignments in progress (KIP-455) are left as they are: this controller starts none.

import { newPartitionChangeRecord, type PartitionChangeRecord } from '../../protocol/generated/records/partition-change-record.ts'
import type { Uuid } from '../../protocol/ids.ts'
import { NO_LEADER, type PartitionRegistration } from '../image.ts'

export interface ElectionRules {
  /** Whether the broker may lead: registered, unfenced, not shutting down. */
  readonly isAcceptable: (brokerId: number) => boolean
  /** `min.insync.replicas` of the topic, but not more than it has replicas. */
  readonly minIsr: number
  /** Whether eligible.leader.replicas.version is on. */
  readonly elrEnabled: boolean
  /** online: keep the leader or take any in sync; preferred: the first replica or nothing; unclean: a replica that may lack records, if need be. */
  readonly election: 'online' | 'preferred' | 'unclean'
  /** Replicas whose logs may lack records after a crash: never eligible. */
  readonly uncleanShutdown?: readonly number[]
}

export interface PartitionTarget {
  readonly isr?: readonly number[]
  readonly leaderRecoveryState?: number
  readonly directories?: readonly Uuid[]
}

/** The record that moves the partition towards the target, or undefined when nothing changes. */
export function changePartition(topicId: Uuid, partitionId: number, before: PartitionRegistration, target: PartitionTarget, rules: ElectionRules): PartitionChangeRecord | undefined {
  const record = newPartitionChangeRecord({ partitionId, topicId })
  let isr = target.isr ?? before.isr
  let elr = rules.elrEnabled ? nextElr(before, isr, rules) : []

  const elected = elect(before, isr, elr, rules)
  if (elected.leader !== before.leader) {
    record.leader = elected.leader
    if (elr.includes(elected.leader)) {
      // Who leads is in sync by definition.
      isr = [elected.leader]
      elr = elr.filter(id => id !== elected.leader)
    }
    if (elected.unclean) {
      isr = [elected.leader]
      elr = []
      record.isr = [...isr]
      if (before.leaderRecoveryState !== 1) record.leaderRecoveryState = 1
    }
    if (rules.elrEnabled) record.lastKnownElr = lastKnownLeader(before, elected.leader)
  }
  if (!same(isr, before.isr) && (isr.length > 0 || rules.elrEnabled)) record.isr = [...isr]
  if (!same(elr, before.elr)) record.eligibleLeaderReplicas = [...elr]
  if (target.directories !== undefined && !same(target.directories, before.directories)) record.directories = [...target.directories]
  if (target.leaderRecoveryState !== undefined && target.leaderRecoveryState !== before.leaderRecoveryState && record.leaderRecoveryState === -1) {
    record.leaderRecoveryState = target.leaderRecoveryState
  }
  return isEmpty(record) ? undefined : record
}

/** Who leaves the ISR while it is below its minimum stays eligible, unless it went without saying goodbye. */
function nextElr(before: PartitionRegistration, isr: readonly number[], rules: ElectionRules): readonly number[] {
  if (isr.length >= rules.minIsr) return []
  const unclean = rules.uncleanShutdown ?? []
  return [...new Set([...before.elr, ...before.isr])].filter(id => !isr.includes(id) && !unclean.includes(id)).sort((a, b) => a - b)
}

/** A partition that loses its leader remembers who it was; one that gets a leader forgets. Null: as it is. */
function lastKnownLeader(before: PartitionRegistration, leader: number): number[] | null {
  if (leader === NO_LEADER) return before.lastKnownElr.length === 0 ? [before.leader] : null
  return before.lastKnownElr.length > 0 ? [] : null
}

function elect(before: PartitionRegistration, isr: readonly number[], elr: readonly number[], rules: ElectionRules): { leader: number; unclean: boolean } {
  // Eligible replicas lead only when nobody is in sync.
  const valid = (id: number): boolean => (isr.includes(id) || (isr.length === 0 && elr.includes(id))) && rules.isAcceptable(id)
  const preferred = before.replicas[0]
  if (rules.election === 'preferred' && preferred !== undefined && valid(preferred)) return { leader: preferred, unclean: false }
  if (valid(before.leader)) return { leader: before.leader, unclean: false }
  const any = before.replicas.find(valid)
  if (any !== undefined) return { leader: any, unclean: false }
  // With nobody in sync and nobody eligible, who led last is the best there is.
  const [last, ...others] = before.lastKnownElr
  if (rules.elrEnabled && isr.length === 0 && elr.length === 0 && last !== undefined && others.length === 0 && rules.isAcceptable(last)) {
    return { leader: last, unclean: true }
  }
  if (rules.election === 'unclean') {
    const alive = before.replicas.find(rules.isAcceptable)
    if (alive !== undefined) return { leader: alive, unclean: true }
  }
  return { leader: NO_LEADER, unclean: false }
}

function isEmpty(record: PartitionChangeRecord): boolean {
  return (
    record.isr === null &&
    record.leader === -2 &&
    record.replicas === null &&
    record.directories === null &&
    record.leaderRecoveryState === -1 &&
    record.eligibleLeaderReplicas === null &&
    record.lastKnownElr === null
  )
}

function same<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
