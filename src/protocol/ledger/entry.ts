// One rebalance of one group, as the ledger keeps it: what caused it, how long each phase took, who has what now, what moved, and how
// long partitions were without an owner. The broker writes entries to `__rookery_rebalances` (key and value are JSON, so any Kafka
// client can read them); against Apache Kafka, which keeps no ledger, the client makes the same entries of what it sees itself.

import { CorruptionError } from '../../core/errors.ts'

export const REBALANCE_LEDGER_TOPIC = '__rookery_rebalances'

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
  | 'partitions-released'
  | 'subscription-changed'
  | 'leader-rejoined'
  | 'static-member-replaced'
  | 'metadata-changed'
  | 'group-over-capacity'
  | 'assignor-changed'
  | 'protocol-migrated'

export interface RebalanceCause {
  trigger: RebalanceTrigger
  /** The member that caused it, where one did. */
  memberId?: string
  groupInstanceId?: string | null
  clientId?: string
  clientHost?: string
  /** The client's own words (KIP-800), when it sent some. */
  clientReason?: string
  /** Topics whose metadata changed, for 'metadata-changed'; at most 20. */
  topics?: readonly string[]
  /** For 'subscription-changed': topics that the member names now and did not before, and the other way round; at most 20 each. */
  topicsAdded?: readonly string[]
  topicsRemoved?: readonly string[]
  /** Those of `topicsRemoved` that do not exist (any more). */
  topicsGone?: readonly string[]
  /**
   * For 'poll-interval-exceeded' that is concluded and not told by the client: for how long it had neither fetched nor committed when it left, and
   * the poll interval (its rebalance timeout) that this exceeds.
   */
  silentMs?: number
  pollIntervalMs?: number
  /** For 'session-timeout': a static member that had left for a while (epoch -2) and did not come back. */
  away?: boolean
  /** The member's session timeout, for 'session-timeout'. */
  sessionTimeoutMs?: number
  /** The assignor, or the protocol, before and after, for 'assignor-changed' and 'protocol-migrated'. */
  from?: string
  to?: string
}

export interface LedgerCause extends RebalanceCause {
  /** Wall-clock ms. */
  at: number
}

export interface LedgerMember {
  memberId: string
  groupInstanceId: string | null
  clientId: string
  clientHost: string
  /** How many partitions it has now; -1 where the assignment's bytes are not a consumer's. */
  partitions: number
  gained: number
  lost: number
}

export interface RebalanceEntry {
  groupId: string
  protocol: 'classic' | 'consumer'
  /** The generation or group epoch that came out of it. */
  epoch: number
  /** Wall-clock ms. */
  startedAt: number
  finishedAt: number
  /** How the group stood afterwards. */
  outcome: 'stable' | 'empty'
  causes: LedgerCause[]
  /** Further causes that were left out for their number. */
  causesOmitted: number
  /** Rounds of JoinGroup and SyncGroup, or target assignments, until it was stable. */
  rounds: number
  /** Waiting for members to join (classic), or for the target to be computed. */
  joinMs: number
  /** From there to the end: waiting for the leader's assignment, or for members to give up and take over. */
  syncMs: number
  assignor: string | null
  leaderId: string | null
  /** Everybody gave up everything meanwhile (eager); else only what moved stood still. */
  eager: boolean
  members: LedgerMember[]
  membersOmitted: number
  /** Partitions that have another owner than before, the same, an owner for the first time, and none any more. */
  moved: number
  kept: number
  added: number
  removed: number
  /** The longest that one partition was without an owner, and which ones were longest. */
  unownedMsMax: number
  longestUnowned: { partition: string; ms: number }[]
  /** Partitions that the leader's assignment gives to two members: the broker passes it on, as Kafka does. */
  assignedTwice: string[]
  /** Partitions of subscribed topics that the assignment leaves to nobody, though nobody still has to give them up. Ten at most. */
  unassigned?: string[]
  /** Members without a partition. */
  idleMembers: number
}

/** The key of the n-th of the last `ring` rebalances of a group: compaction keeps the newest of each. */
export function encodeLedgerKey(groupId: string, slot: number): Buffer {
  return Buffer.from(JSON.stringify({ group: groupId, slot }))
}

export function encodeLedgerEntry(entry: RebalanceEntry): Buffer {
  return Buffer.from(JSON.stringify(entry))
}

export function decodeLedgerKey(key: Buffer | null): { groupId: string; slot: number } {
  const parsed = parse(key) as { group?: unknown; slot?: unknown }
  if (typeof parsed.group !== 'string' || typeof parsed.slot !== 'number') throw new CorruptionError('ledger key without group and slot')
  return { groupId: parsed.group, slot: parsed.slot }
}

/** Throws CorruptionError on bytes that are no entry. */
export function decodeLedgerEntry(value: Buffer): RebalanceEntry {
  const entry = parse(value) as Partial<RebalanceEntry>
  if (typeof entry.groupId !== 'string' || typeof entry.startedAt !== 'number' || !Array.isArray(entry.causes)) throw new CorruptionError('ledger value is no rebalance')
  return entry as RebalanceEntry
}

function parse(bytes: Buffer | null): object {
  try {
    const value: unknown = JSON.parse(bytes?.toString() ?? 'null')
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Told below.
  }
  throw new CorruptionError('ledger record is not JSON')
}
