// What a member owns, and the one change of it that the application works at: the part of both membership machines that gives up,
// takes and loses partitions. What is to be done goes out by `emit`; `done` says that the application is through with it.

import type { MembershipOut, RebalanceNote } from './membership.ts'
import { PartitionSet } from './partition-set.ts'
import type { TopicPartition } from './record.ts'

type CompletedRebalance = Extract<RebalanceNote, { type: 'completed' }>
export type HandoverStep = 'revoke' | 'assign' | 'lose'

export class PartitionHandover {
  readonly #emit: (out: MembershipOut) => void
  #owned = new PartitionSet()
  #added: readonly TopicPartition[] = []
  #revoked: readonly TopicPartition[] = []
  #step: HandoverStep | undefined
  /** What the step under way is about. */
  #partitions: readonly TopicPartition[] = []

  constructor(emit: (out: MembershipOut) => void) {
    this.#emit = emit
  }

  /** Without what the application has let go of; with what it is just being given. */
  get owned(): PartitionSet {
    return this.#owned
  }

  /** What the last target brings and takes. */
  get added(): readonly TopicPartition[] {
    return this.#added
  }

  get revoked(): readonly TopicPartition[] {
    return this.#revoked
  }

  /** Whether the application is at work on a step. The next one has to wait for it. */
  get busy(): boolean {
    return this.#step !== undefined
  }

  /** Compares with a new assignment. Answers whether anything is to be done. */
  aim(target: PartitionSet): boolean {
    this.#added = target.without(this.#owned)
    this.#revoked = this.#owned.without(target)
    return this.#added.length > 0 || this.#revoked.length > 0
  }

  /** The first step to the target: what moves away, or else what is new. */
  begin(): void {
    if (this.#revoked.length > 0) this.#call('revoke', this.#revoked, 'the partitions move to other members')
    else this.assign()
  }

  /** The last step to the target. */
  assign(): void {
    for (const { topic, partition } of this.#added) this.#owned.add(topic, partition)
    this.#call('assign', this.#added, '')
  }

  revokeAll(reason: string): void {
    this.#call('revoke', this.#owned.list(), reason)
  }

  /** Others may have them already. */
  loseAll(reason: string): void {
    this.#call('lose', this.#owned.list(), reason)
  }

  /** The membership is over: nothing is owned from now on, whether the application is done or not. */
  drop(reason: string): void {
    if (this.#owned.size === 0) return
    this.loseAll(reason)
    this.#owned = new PartitionSet()
  }

  /** Tells of a rebalance that has brought this member to the target. */
  noteCompleted(rebalance: Omit<CompletedRebalance, 'type' | 'assigned' | 'added' | 'revoked'>, assigned: PartitionSet): void {
    this.#emit({ type: 'note', note: { type: 'completed', ...rebalance, assigned: assigned.list(), added: this.#added, revoked: this.#revoked } })
  }

  #call(type: HandoverStep, partitions: readonly TopicPartition[], reason: string): void {
    this.#step = type
    this.#partitions = partitions
    this.#emit({ type, partitions, reason })
  }

  /** The application is through with the step, which is told, or undefined when there was none. */
  done(): HandoverStep | undefined {
    const step = this.#step
    this.#step = undefined
    if (step === 'revoke' || step === 'lose') for (const { topic, partition } of this.#partitions) this.#owned.delete(topic, partition)
    return step
  }
}
