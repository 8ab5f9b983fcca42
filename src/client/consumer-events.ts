// What a consumer tells besides records: typed events, and the same on node:diagnostics_channel as `rookery:consumer:<event>`.

import { channel } from 'node:diagnostics_channel'
import type { Logger } from '../core/logger.ts'
import { errorMessage } from '../core/errors.ts'
import type { RebalanceNote } from './membership.ts'
import type { TopicPartition } from './record.ts'

/** How one partition stands, and what it waits for. */
export interface PartitionReport extends TopicPartition {
  /** The offset of the next record to be handed out, -1 while it is looked up. */
  readonly position: number
  /** The last committed offset that is known, -1 when none is. */
  readonly committed: number
  /** The end of the log as the last fetch saw it, -1 before the first. */
  readonly highWatermark: number
  /** Records between position and end, -1 when the end is not known. */
  readonly lag: number
  readonly bufferedBytes: number
  readonly paused: boolean
  /**
   * - `records`: everything has been read; the broker will answer when there is more.
   * - `fetch`: there is more to read, a fetch is under way.
   * - `application`: records are here and wait to be asked for, or to be processed.
   * - `retry`: a record failed in its handler and waits for the next attempt.
   * - `position`: the committed offset or the start is being looked up.
   * - `validation`: the leader changed; whether the log still holds what was read is being asked.
   * - `leader`: nobody leads the partition, as far as is known.
   * - `pause`, `revocation`: taken out by the application, or on its way to another member.
   * - `seek`: an error that only the application can cure, by a seek.
   */
  readonly waitsFor: 'records' | 'fetch' | 'application' | 'retry' | 'position' | 'validation' | 'leader' | 'pause' | 'revocation' | 'seek'
  /** The last error, while it stands in the way. */
  readonly error: Error | undefined
}

/** One rebalance as this member went through it: the client's half of what `group explain` tells. */
export interface RebalanceEntry {
  /** When it ended, in milliseconds since the epoch. */
  readonly at: number
  /** Why this member joined again, or what it was told. */
  readonly reason: string
  /** From the first word of it until the assignment was there. */
  readonly durationMs: number
  readonly generationIdOrMemberEpoch: number
  /** The assignor. */
  readonly protocol: string
  readonly isLeader: boolean
  /** Known to the leader of a classic group only. */
  readonly memberCount: number | undefined
  readonly kept: number
  readonly added: readonly TopicPartition[]
  readonly revoked: readonly TopicPartition[]
}

export interface ConsumerEvents {
  /** A rebalance began or ended for this member, with reason, duration and what moved. */
  rebalance: RebalanceNote
  assigned: { readonly partitions: readonly TopicPartition[] }
  revoked: { readonly partitions: readonly TopicPartition[]; readonly reason: string }
  lost: { readonly partitions: readonly TopicPartition[]; readonly reason: string }
  /** The application took longer than maxPollIntervalMs: the group has been left until it asks for records again. */
  processingExpired: { readonly elapsedMs: number; readonly maxPollIntervalMs: number }
  /** Nothing was handed out for stallTimeoutMs although the application waits and there is something to read. */
  stall: { readonly elapsedMs: number; readonly partitions: readonly PartitionReport[] }
  /** An automatic commit did not succeed. It is tried again at the next interval. */
  commitFailed: { readonly error: Error }
  /** A listener or a handler threw. */
  listenerFailed: { readonly listener: string; readonly error: Error }
  /** The membership has ended with an error, which the next call for records throws. */
  failed: { readonly error: Error }
}

export class EventHub {
  readonly #listeners = new Map<string, Set<(event: never) => void>>()
  readonly #logger: Logger
  readonly #source: object

  /** `source` (client id, group id) goes with every message on the diagnostics channels. */
  constructor(logger: Logger, source: object) {
    this.#logger = logger
    this.#source = source
  }

  on<Name extends keyof ConsumerEvents>(name: Name, listener: (event: ConsumerEvents[Name]) => void): void {
    let set = this.#listeners.get(name)
    if (set === undefined) this.#listeners.set(name, (set = new Set()))
    set.add(listener)
  }

  off<Name extends keyof ConsumerEvents>(name: Name, listener: (event: ConsumerEvents[Name]) => void): void {
    this.#listeners.get(name)?.delete(listener)
  }

  emit<Name extends keyof ConsumerEvents>(name: Name, event: ConsumerEvents[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        ;(listener as (event: ConsumerEvents[Name]) => void)(event)
      } catch (error) {
        this.#logger.error(`a listener of ${name} threw: ${errorMessage(error)}`)
      }
    }
    const diagnostics = channel(`rookery:consumer:${name}`)
    if (diagnostics.hasSubscribers) diagnostics.publish({ ...this.#source, ...event })
  }
}
