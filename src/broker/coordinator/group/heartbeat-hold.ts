// Heartbeats whose answer is held back while nothing changes, so that a member learns of a rebalance when it begins and not up to
// an interval later. Which clients that is safe for, and for how long. Pure.
//
// What a client must do for it to be safe: beat apart from its processing, send other requests of the group on the same connection
// without waiting for the beat (they wake it), and count its session from answers with room to spare.

export interface HeldHeartbeat {
  replyId: number
  token: number
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

/** A third of the session at most: with an interval of another third the next beat still comes in time. */
export function classicHoldMs(limitMs: number, sessionTimeoutMs: number): number {
  return Math.min(limitMs, Math.floor(sessionTimeoutMs / 3))
}

/**
 * A member of a consumer group sends one heartbeat at a time, and its own news (it leaves, it subscribes to something else) wait for the
 * answer of the last: that may be held for a second only. The interval told with it is a little longer than the hold: clients count it
 * from the sending, so the next is held soon again, and Java's, whose network thread spins when a beat is due while one is
 * still unanswered, never gets there.
 */
export const CONSUMER_HOLD_MS = 950
export const CONSUMER_INTERVAL_WHILE_HELD_MS = 1_000

/** While partitions are on their way, members that are not held are asked to come back soon. */
export const CONSUMER_INTERVAL_WHILE_MOVING_MS = 250

/**
 * Incremental rebalances take two rounds: who has to give up partitions joins again at once, the others learn of it by their next
 * heartbeat, seconds later. A member that neither loses nor gains in the first round can be left waiting for its SyncGroup until the
 * second begins, and be sent right into it. It then joins with the generation before: that is safe only where the assignor, which may
 * run on any member, still honours what such a member owns. Java's does since 3.7, ours does.
 */
export function honoursOlderGenerations(clientSoftwareName: string | undefined, clientSoftwareVersion: string | undefined): boolean {
  if (clientSoftwareName === 'rookery') return true
  if (clientSoftwareName !== 'apache-kafka-java') return false
  const [major = 0, minor = 0] = (clientSoftwareVersion ?? '').split('.').map(Number)
  return major > 3 || (major === 3 && minor >= 7)
}

/** How long a member is left waiting for the second round before it gets its answer as usual. */
export const SECOND_ROUND_WAIT_MS = 1_000
