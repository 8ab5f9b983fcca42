// Which offsets a consumer commits, and when: by hand, of what is processed, and the automatic ones. commits.ts sends them.

import { errorMessage, KafkaError } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import type { Cluster } from './cluster.ts'
import { type CommitHost, type CommitOptions, Committer } from './commits.ts'
import type { EventHub } from './consumer-events.ts'
import type { MemberIdentity, OffsetToCommit } from './group-offsets.ts'
import type { Assignment, PartitionState } from './subscription.ts'

/** The member that commits. */
export interface CommittingMember {
  identity(): MemberIdentity
  isRebalancing(): boolean
}

export class ConsumerCommits implements CommitHost {
  readonly #assignment: Assignment
  readonly #member: CommittingMember
  readonly #events: EventHub
  readonly #logger: Logger
  readonly #committer: Committer | undefined

  /** Without a groupId nothing can be committed. */
  constructor(cluster: Cluster, groupId: string | undefined, assignment: Assignment, member: CommittingMember, events: EventHub, logger: Logger) {
    this.#assignment = assignment
    this.#member = member
    this.#events = events
    this.#logger = logger
    this.#committer = groupId === undefined ? undefined : new Committer(cluster, groupId, this)
  }

  // ---- CommitHost

  identity(): MemberIdentity {
    return this.#member.identity()
  }

  owns(topic: string, partition: number): boolean {
    return this.#assignment.get(topic, partition) !== undefined
  }

  isRebalancing(): boolean {
    return this.#member.isRebalancing()
  }

  onCommitted({ topic, partition, offset }: OffsetToCommit): void {
    const state = this.#assignment.get(topic, partition)
    if (state === undefined) return
    state.committed = offset
    // What was committed by hand need not be processed once more for the automatic commit to follow.
    if (state.processed >= 0 && offset > state.processed && offset <= state.position) state.processed = offset
  }

  // ---- what to commit

  /** Commits these offsets, or of every partition what `offsetOf` says; -1 for nothing. */
  async commit(offsets: readonly OffsetToCommit[] | undefined, offsetOf: (state: PartitionState) => number, options: CommitOptions): Promise<void> {
    if (this.#committer === undefined) throw new KafkaError('CONFIG', 'commits need a groupId')
    const list =
      offsets ??
      this.#assignment.all.flatMap(state => {
        const offset = offsetOf(state)
        return offset < 0 || offset === state.committed ? [] : [toCommit(state, offset)]
      })
    await this.#committer.commit(list, options)
  }

  /** Commits what has been processed of these partitions. */
  async processed(states: readonly PartitionState[], options: CommitOptions): Promise<void> {
    const due = states.filter(state => state.processed >= 0 && state.processed !== state.committed)
    if (due.length === 0 || this.#committer === undefined) return
    await this.#committer.commit(
      due.map(state => toCommit(state, state.processed)),
      options,
    )
  }

  /** The automatic commit: one attempt, unless a commit is under way. `isClosing` is asked when it fails. */
  auto(isClosing: () => boolean): void {
    if (this.#committer === undefined || this.#committer.busy) return
    this.processed(
      this.#assignment.all.filter(state => !state.revoking),
      { once: true },
    ).catch((error: unknown) => {
      if (isClosing()) return
      if (this.#logger.enabled('debug')) this.#logger.debug(`an automatic commit failed: ${errorMessage(error)}`)
      this.#events.emit('commitFailed', { error: error as Error })
    })
  }
}

function toCommit(state: PartitionState, offset: number): OffsetToCommit {
  const { topic, partition, offsetEpoch } = state
  // The epoch is known of the record before the position only.
  return offset === state.position && offsetEpoch >= 0 ? { topic, partition, offset, leaderEpoch: offsetEpoch } : { topic, partition, offset }
}
