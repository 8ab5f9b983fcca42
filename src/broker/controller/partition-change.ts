// The next leader, ISR and eligible leader replicas of a partition, as a change record (KIP-966). Pure (shape C); Kafka's
// PartitionChangeBuilder. Reassignments in progress (KIP-455) are left as they are: this controller starts none.

import { newPartitionChangeRecord, type PartitionChangeRecord } from '../../protocol/generated/records/partition-change-record.ts'
import type { Uuid } from '../../protocol/ids.ts'
import { NO_LEADER, type PartitionRegistration } from '../image.ts'

export interface ElectionRules {
  /** Whether the broker may lead: registered, unfenced, not shutting down. */
  readonly isAcceptable: (brokerId: number) => boolean
  /** Effective `min.insync.replicas` of the topic. */
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
  let { elr, lastKnownElr } = targetElr(before, isr, rules)

  const elected = elect(before, isr, elr, lastKnownElr, rules)
  if (elected.leader !== before.leader) {
    record.leader = elected.leader
    if (elected.unclean) {
      isr = [elected.leader]
      elr = []
      lastKnownElr = []
      record.leaderRecoveryState = 1
    }
  }
  // Who leads is in sync by definition; it comes out of the eligible ones.
  if (elected.leader !== NO_LEADER && !isr.includes(elected.leader)) {
    isr = [elected.leader]
    elr = elr.filter(id => id !== elected.leader)
    ;({ elr, lastKnownElr } = trimElr(before, isr, elr, lastKnownElr, rules))
  }

  if (!same(isr, before.isr) && (isr.length > 0 || rules.elrEnabled)) record.isr = [...isr]
  if (rules.elrEnabled) {
    if (record.isr !== null && isr.length === 0 && before.leader !== NO_LEADER) lastKnownElr = [before.leader]
    if (!same(elr, before.elr)) record.eligibleLeaderReplicas = [...elr]
    if (!same(lastKnownElr, before.lastKnownElr)) record.lastKnownElr = [...lastKnownElr]
  }
  if (target.directories !== undefined && !same(target.directories, before.directories)) record.directories = [...target.directories]
  if (target.leaderRecoveryState !== undefined && target.leaderRecoveryState !== before.leaderRecoveryState && record.leaderRecoveryState === -1) {
    record.leaderRecoveryState = target.leaderRecoveryState
  }
  return isEmpty(record) ? undefined : record
}

interface Eligible {
  elr: readonly number[]
  lastKnownElr: readonly number[]
}

/** Who leaves the ISR while it is below its minimum stays eligible, unless it went without saying goodbye. */
function targetElr(before: PartitionRegistration, isr: readonly number[], rules: ElectionRules): Eligible {
  if (!rules.elrEnabled) return { elr: before.elr, lastKnownElr: before.lastKnownElr }
  if (isr.length >= Math.min(rules.minIsr, before.replicas.length)) return { elr: [], lastKnownElr: [] }
  const unclean = rules.uncleanShutdown ?? []
  const elr = distinct([...before.elr, ...before.isr]).filter(id => !isr.includes(id) && !unclean.includes(id))
  const lastKnownElr = distinct([...before.lastKnownElr, ...before.elr, ...before.isr]).filter(id => !isr.includes(id) && !elr.includes(id))
  return { elr, lastKnownElr }
}

function trimElr(before: PartitionRegistration, isr: readonly number[], elr: readonly number[], lastKnownElr: readonly number[], rules: ElectionRules): Eligible {
  if (isr.length >= Math.min(rules.minIsr, before.replicas.length)) return { elr: [], lastKnownElr: [] }
  return { elr, lastKnownElr: lastKnownElr.filter(id => !isr.includes(id)) }
}

function elect(before: PartitionRegistration, isr: readonly number[], elr: readonly number[], lastKnownElr: readonly number[], rules: ElectionRules): { leader: number; unclean: boolean } {
  const clean = (id: number): boolean => (isr.includes(id) || elr.includes(id)) && rules.isAcceptable(id)
  if (rules.election === 'preferred') {
    const preferred = before.replicas[0]
    if (preferred !== undefined && clean(preferred)) return { leader: preferred, unclean: false }
    if (clean(before.leader)) return { leader: before.leader, unclean: false }
  } else {
    if (isr.includes(before.leader) && rules.isAcceptable(before.leader)) return { leader: before.leader, unclean: false }
  }
  const online = before.replicas.find(clean)
  if (online !== undefined) return { leader: online, unclean: false }
  // With nobody in sync and nobody eligible, who led last is the best there is.
  const last = lastKnownElr[0]
  if (rules.elrEnabled && isr.length === 0 && elr.length === 0 && lastKnownElr.length === 1 && last !== undefined && rules.isAcceptable(last)) {
    return { leader: last, unclean: true }
  }
  if (rules.election === 'unclean') {
    const any = before.replicas.find(rules.isAcceptable)
    if (any !== undefined) return { leader: any, unclean: !isr.includes(any) && !elr.includes(any) }
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

function distinct(ids: readonly number[]): number[] {
  return [...new Set(ids)]
}
