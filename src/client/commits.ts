// Commits, one after another, so that an older offset never overtakes a newer one. A rebalance in between is waited out: the commit
// goes on under the new generation for the partitions that are still owned. A driver over group-offsets.ts. KIP-447, KIP-848.

import { Deadline, sleep } from '../core/async.ts'
import { AbortedError, errorMessage, isRetriable, KafkaError, TimeoutError } from '../core/errors.ts'
import { backoffMs } from '../core/random.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor, ProtocolError } from '../protocol/errors.ts'
import type { Cluster, WaitOptions } from './cluster.ts'
import { commitOnce, type MemberIdentity, type OffsetToCommit } from './group-offsets.ts'

export interface CommitHost {
  identity(): MemberIdentity
  /** Whether the partition is still ours to commit. Offsets given by hand for other partitions are not asked about. */
  owns(topic: string, partition: number): boolean
  /** A member in the middle of a rebalance will have another generation soon. */
  isRebalancing(): boolean
  onCommitted(offset: OffsetToCommit): void
}

export interface CommitOptions extends WaitOptions {
  /** One attempt: the next commit will do as well. */
  once?: boolean
}

/** An offset was not committed, because the partitions are no longer this member's, or the coordinator refused it. */
export class CommitFailedError extends KafkaError {
  override readonly name = 'CommitFailedError'

  constructor(code: string, message: string, options: ErrorOptions & { retriable?: boolean } = {}) {
    super(code, message, options)
  }
}

const membershipCodes = new Set<number>([
  ErrorCode.ILLEGAL_GENERATION,
  ErrorCode.UNKNOWN_MEMBER_ID,
  ErrorCode.STALE_MEMBER_EPOCH,
  ErrorCode.REBALANCE_IN_PROGRESS,
  ErrorCode.FENCED_MEMBER_EPOCH,
])

export class Committer {
  readonly #cluster: Cluster
  readonly #groupId: string
  readonly #host: CommitHost
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(cluster: Cluster, groupId: string, host: CommitHost) {
    this.#cluster = cluster
    this.#groupId = groupId
    this.#host = host
  }

  /** Whether a commit is under way. */
  get busy(): boolean {
    return this.#waiting > 0
  }

  /** Commits after all commits before. Throws CommitFailedError, ProtocolError, TimeoutError or AbortedError. */
  commit(offsets: readonly OffsetToCommit[], options: CommitOptions = {}): Promise<void> {
    if (offsets.length === 0) return Promise.resolve()
    this.#waiting++
    const run = (): Promise<void> => this.#commit(offsets, options)
    const result = this.#last.then(run, run).finally(() => {
      this.#waiting--
    })
    this.#last = result.catch(() => {})
    return result
  }

  async #commit(offsets: readonly OffsetToCommit[], options: CommitOptions): Promise<void> {
    const { system, retryBackoffMs, retryBackoffMaxMs, defaultApiTimeoutMs } = this.#cluster.config
    const deadline = new Deadline(system.clock, options.timeoutMs ?? defaultApiTimeoutMs)
    let left = offsets
    for (let attempt = 0; ; attempt++) {
      const identity = this.#host.identity()
      let failure: Error
      try {
        // A member that is out and on its way back has no generation. Without one the coordinator of a group that is empty would take the commit as that of a
        // consumer without a group, and so let a zombie set back what others have committed.
        const codes =
          identity.generationIdOrMemberEpoch < 0 && this.#host.isRebalancing()
            ? left.map(() => ErrorCode.REBALANCE_IN_PROGRESS)
            : await commitOnce(this.#cluster, this.#groupId, left, identity, { timeoutMs: deadline.remainingMs, signal: options.signal })
        const outcome = this.#sort(left, codes, identity)
        if (outcome === undefined) return
        left = outcome.left
        failure = outcome.error
      } catch (error) {
        if (!isRetriable(error)) throw error
        this.#cluster.forgetCoordinator('group', this.#groupId)
        failure = error as Error
      }
      if (options.once === true) throw failure
      const pauseMs = backoffMs(system.random, attempt, retryBackoffMs, retryBackoffMaxMs)
      if (deadline.remainingMs <= pauseMs) {
        throw new TimeoutError(
          `the commit of ${describe(left)} to group ${this.#groupId} did not succeed within ${deadline.timeoutMs} ms (${errorMessage(failure)})`,
          { cause: failure },
        )
      }
      await this.#pause(pauseMs, options.signal)
    }
  }

  async #pause(pauseMs: number, signal: AbortSignal | undefined): Promise<void> {
    const { closeSignal } = this.#cluster
    try {
      await sleep(this.#cluster.config.system.timers, pauseMs, signal === undefined ? closeSignal : AbortSignal.any([signal, closeSignal]))
    } catch (error) {
      if (this.#cluster.closed) throw new KafkaError('CLOSED', 'the consumer was closed during a commit', { cause: error })
      throw error instanceof AbortedError ? error : new AbortedError('the commit was aborted', { cause: error })
    }
  }

  /** Takes note of what was committed; answers what is worth another try, and why. Throws what is not. */
  #sort(offsets: readonly OffsetToCommit[], codes: readonly number[], sent: MemberIdentity): { left: OffsetToCommit[]; error: Error } | undefined {
    const left: OffsetToCommit[] = []
    let first: ProtocolError | undefined
    let fatal: ProtocolError | undefined
    let coordinatorMoved = false
    let membership = false
    codes.forEach((code, index) => {
      const offset = offsets[index]!
      if (code === ErrorCode.NONE) {
        this.#host.onCommitted(offset)
        return
      }
      const error = errorFor(code, `commit of ${offset.topic}-${offset.partition} at ${offset.offset} to group ${this.#groupId}`)
      first ??= error
      left.push(offset)
      if (code === ErrorCode.NOT_COORDINATOR || code === ErrorCode.COORDINATOR_NOT_AVAILABLE) coordinatorMoved = true
      else if (membershipCodes.has(code)) membership = true
      else if (!error.retriable) fatal ??= error
    })
    if (first === undefined) return undefined
    if (fatal !== undefined) throw fatal
    if (coordinatorMoved) this.#cluster.forgetCoordinator('group', this.#groupId)
    if (!membership) return { left, error: first }
    const now = this.#host.identity()
    const moved = now.memberId !== sent.memberId || now.generationIdOrMemberEpoch !== sent.generationIdOrMemberEpoch
    const rebalancing = first.errorCode === ErrorCode.REBALANCE_IN_PROGRESS || this.#host.isRebalancing()
    const owned = left.filter(({ topic, partition }) => this.#host.owns(topic, partition))
    if ((moved || rebalancing) && owned.length === left.length) return { left, error: first }
    const why = owned.length < left.length ? `${describe(left)} now belongs to other members of the group` : 'the group has gone on without this member'
    throw new CommitFailedError(
      first.code,
      `the commit to group ${this.#groupId} failed: ${why}. The records will be delivered again. If processing takes long, raise maxPollIntervalMs or lower maxPollRecords.`,
      { cause: first },
    )
  }
}

function describe(offsets: readonly OffsetToCommit[]): string {
  const names = offsets.slice(0, 3).map(({ topic, partition, offset }) => `${topic}-${partition} at ${offset}`)
  return offsets.length > 3 ? `${names.join(', ')} and ${offsets.length - 3} more` : names.join(', ')
}
