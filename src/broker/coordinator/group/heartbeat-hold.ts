// Heartbeats whose answer is held back while nothing changes, so that a member learns of a rebalance when it begins and not up to
// an interval later. Which clients that is safe for, and for how long. Pure.
//
// What a client must do for it to be safe: beat apart from its processing, send other requests of the group on the same connection
// without waiting for the beat (they wake it), and count its session from answers with room to spare.

import { ErrorCode } from '../../../protocol/error-codes.ts'
import { offsetCommitApi } from '../../../protocol/generated/offset-commit.ts'
import { offsetFetchApi } from '../../../protocol/generated/offset-fetch.ts'

export interface HeldHeartbeat {
  replyId: number
  token: number
  beatAgainError?: number | undefined
  /** When it has to go at the latest, wall-clock ms. */
  until?: number
}

/**
 * Clients tried and found safe, by what they call themselves in ApiVersions (KIP-511): Java's, ours, franz-go (`kgo`), and librdkafka since 2.0 with what is
 * built on it (`confluent-kafka-python` `1.7.0-rdkafka-2.0.2`). Of those that give no name nothing is known; kafkajs is one of
 * them, and it waits for the answer between two messages.
 */
export function mayHold(name: string | undefined, version: string | undefined): boolean {
  if (name === 'apache-kafka-java' || name === 'rookery' || name === 'kgo') return true
  const rdkafka = name === 'librdkafka' ? version : /rdkafka-(\d+\.\d+.*)$/.exec(version ?? '')?.[1]
  return rdkafka !== undefined && Number(rdkafka.split('.')[0]) >= 2
}

/**
 * A commit behind a held heartbeat brings its answer, and then nothing is held until the client's next beat, up to an interval later: with
 * Java's automatic commit every 5 s that is a third of the time, and of a hundred members some are always in that gap. Java's classic member
 * takes a heartbeat error that it does not know for a failed beat, and beats again after retry.backoff.ms (100 ms); that is all it does.
 * So it is told this one, in the place of no error. Only to the versions between those that were tried (2.8.2, 3.9.1, 4.3.1): a later one is to be
 * tried first (docs/groups.md says what to look for).
 */
export function beatAgainError(name: string | undefined, version: string | undefined): number | undefined {
  const kafka = javaVersion(name, version)
  return kafka !== undefined && kafka >= 208 && kafka <= 403 ? ErrorCode.COORDINATOR_LOAD_IN_PROGRESS : undefined
}

/** Apache Kafka's version of a Java client as one number (3.9 is 309). Undefined for vendors that count in their own way (`7.5.0-ccs`). */
function javaVersion(name: string | undefined, version: string | undefined): number | undefined {
  const match = /^(\d+)\.(\d+)\b(?!.*-c(?:cs|e)\b)/.exec(version ?? '')
  return name === 'apache-kafka-java' && match !== null ? Number(match[1]) * 100 + Number(match[2]) : undefined
}

/** Only behind these: Java sends the next heartbeat also while one is unanswered, and that one is held in turn. */
export function leavesGap(apiKeyBehind: number | undefined): boolean {
  return apiKeyBehind === offsetCommitApi.key || apiKeyBehind === offsetFetchApi.key
}

/** The longest hold, whatever is set: a third of the request timeout that clients have (30 s with Java's and ours). */
export const HOLD_MAX_MS = 10_000

/** A third of the session at most: with an interval of another third the next beat still comes in time. */
export function classicHoldMs(limitMs: number, sessionTimeoutMs: number): number {
  return Math.min(limitMs, HOLD_MAX_MS, Math.floor(sessionTimeoutMs / 3))
}

/**
 * A member of a consumer group sends one heartbeat at a time, and its own news (it leaves, it subscribes to something else) wait for the
 * answer of the last: that may be held for a second only. The interval told with it is a little longer than the hold: clients count it
 * from the sending, so the next is held soon again, and Java's, whose network thread spins when a beat is due while one is
 * still unanswered, never gets there.
 */
export const CONSUMER_HOLD_MS = 950
export const CONSUMER_INTERVAL_WHILE_HELD_MS = 1_000
const CONSUMER_HOLD_MARGIN_MS = 50

/** 0: not at all, the interval is too short for it. */
export function consumerHoldMs(limitMs: number, intervalMs: number, sessionTimeoutMs: number): number {
  return Math.max(0, Math.min(limitMs, CONSUMER_HOLD_MS, intervalMs - CONSUMER_HOLD_MARGIN_MS, Math.floor(sessionTimeoutMs / 3)))
}

/** While partitions are on their way, members that are not held are asked to come back soon, and so are those that wait for partitions. */
export const CONSUMER_INTERVAL_WHILE_MOVING_MS = 250

/**
 * A member that waits for partitions of several others is given all in one answer if they come within this time: Java takes on one assignment
 * after another, and its fetch of committed offsets stands behind its heartbeat each time. No longer than the hold of such a member.
 */
export const GATHER_MS = 150
export const CONSUMER_HOLD_WHILE_WAITING_MS = 200

/** Members for which a rebalance brings a new epoch and nothing to do hear of it when those who have something to do have been served. */
export const EPOCH_NEWS_MS = 200

/**
 * Incremental rebalances take two rounds: who has to give up partitions joins again at once, the others learn of it by their next
 * heartbeat, seconds later. A member that neither loses nor gains in the first round can be left waiting for its SyncGroup until the
 * second begins, and be sent right into it. It then joins with the generation before: that is safe only where the assignor, which may
 * run on any member, still honours what such a member owns. Java's does since 3.7, ours does.
 */
export function honoursOlderGenerations(clientSoftwareName: string | undefined, clientSoftwareVersion: string | undefined): boolean {
  if (clientSoftwareName === 'rookery') return true
  return (javaVersion(clientSoftwareName, clientSoftwareVersion) ?? 0) >= 307
}

/** How long a member is left waiting for the second round before it gets its answer as usual. */
export const SECOND_ROUND_WAIT_MS = 1_000
