// The producers of one log: what an append means for their states, the snapshot files of those states, and the states as they were at an
// earlier offset. The rules themselves are in producer-state.ts.

import type { Clock } from '../../core/clock.ts'
import type { Logger } from '../../core/logger.ts'
import type { BatchHeader } from '../../protocol/records/index.ts'
import type { Disk } from '../disk/disk.ts'
import type { PreparedAppend } from './append.ts'
import type { AppendInfo, AppendOptions } from './log-types.ts'
import { abortedBy, markerOf } from './producer-replay.ts'
import { ProducerStates, type CompletedTransaction, type ProducerState } from './producer-state.ts'
import { restoreProducers } from './recovery.ts'
import type { LogSegment } from './segment.ts'
import { loadSnapshots, writeSnapshot } from './snapshots.ts'

/** What a batch makes of its producer; in force once it is committed. */
export interface ProducerChange {
  state: ProducerState
  completed: CompletedTransaction | undefined
}

/** What has to be known of the log. */
export interface ProducedLog {
  readonly directory: string
  readonly segments: readonly LogSegment[]
  readonly logStartOffset: number
  /** Names the partition in messages. */
  readonly where: string
}

const none: never[] = []

export class LogProducers {
  readonly states: ProducerStates
  readonly #log: ProducedLog
  readonly #disk: Disk
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #expirationMs: number
  /** Of the newest snapshot file, 0 without one. */
  #snapshotOffset: number

  /** `states` and `snapshotOffset` as the log was loaded. */
  constructor(
    log: ProducedLog,
    deps: { disk: Disk; clock: Clock; logger: Logger; expirationMs: number },
    states: ProducerStates,
    snapshotOffset: number,
  ) {
    this.#log = log
    this.#disk = deps.disk
    this.#clock = deps.clock
    this.#logger = deps.logger
    this.#expirationMs = deps.expirationMs
    this.states = states
    this.#snapshotOffset = snapshotOffset
  }

  // ---- an append

  /** What is answered to a batch that the log has already. */
  findDuplicate(header: BatchHeader): AppendInfo | undefined {
    if (header.producerId < 0) return undefined
    const batch = this.states.findDuplicate(header)
    if (batch === undefined) return undefined
    return {
      firstOffset: batch.lastOffset - batch.offsetDelta,
      lastOffset: batch.lastOffset,
      // Kafka names the time of the first batch here whatever the topic's timestamp type.
      logAppendTime: batch.timestamp,
      logStartOffset: this.#log.logStartOffset,
      duplicate: true,
      maxTimestamp: batch.timestamp,
      bytes: 0,
      recordCount: header.recordCount,
    }
  }

  /** Checks epochs and sequences of the batches. Changes nothing. Throws ProtocolError. */
  prepare(prepared: PreparedAppend, options: AppendOptions): ProducerChange[] {
    let changes: ProducerChange[] = none
    let staged: Map<number, ProducerState> | undefined
    const origin = options.origin === 'raft' ? 'replication' : options.origin
    for (const { header, position } of prepared.batches) {
      if (header.producerId < 0) continue
      const marker = header.isControl ? markerOf(header, prepared.chunks[0]!, position) : undefined
      if (header.isControl && marker === undefined) continue
      const change = this.states.prepare(header, origin, marker, staged, options.transactionVersion)
      if (changes.length === 0) changes = [change]
      else changes.push(change)
      if (prepared.batches.length > 1) (staged ??= new Map()).set(header.producerId, change.state)
    }
    return changes
  }

  /** The batches are in `segment`, the log ends at `logEndOffset`. */
  commit(changes: readonly ProducerChange[], segment: LogSegment, logEndOffset: number): void {
    for (const { state, completed } of changes) {
      const aborted = abortedBy(this.states, completed)
      if (aborted !== undefined) segment.txnIndex.append(aborted)
      this.states.commit(state, completed)
    }
    this.states.mapEndOffset = logEndOffset
  }

  /** Forgets producers that have been silent for `producer.id.expiration.ms`. Returns how many. */
  removeExpired(now: number): number {
    return this.states.removeExpired(now, this.#expirationMs)
  }

  // ---- snapshots, and what they are for

  /** Writes the states down, which are those at `logEndOffset`, unless that has been done. */
  takeSnapshot(logEndOffset: number): void {
    if (logEndOffset <= this.#snapshotOffset) return
    writeSnapshot(this.#disk, this.#log.directory, this.states, logEndOffset)
    this.#snapshotOffset = logEndOffset
  }

  /** The log was truncated to `offset`: the states become what they were there. */
  truncateTo(offset: number): void {
    restoreProducers({ ...this.#restoreContext(), producers: this.states }, this.#log.segments, offset)
    this.#snapshotOffset = loadSnapshots(this.#disk, this.#log.directory).at(-1)?.offset ?? 0
  }

  /** The log begins again, empty, at `offset`, and without snapshot files. */
  restart(offset: number): void {
    this.states.clear(offset)
    this.#snapshotOffset = 0
  }

  /** The states at the beginning of the segment, made anew. */
  statesAt(segment: LogSegment): ProducerStates {
    const { segments } = this.#log
    const producers = new ProducerStates(this.#log.where)
    const older = segments.slice(0, segments.indexOf(segment))
    restoreProducers({ ...this.#restoreContext(), producers }, older, segment.baseOffset, { keepStray: true })
    return producers
  }

  #restoreContext(): Omit<Parameters<typeof restoreProducers>[0], 'producers'> {
    return { disk: this.#disk, directory: this.#log.directory, logger: this.#logger, now: this.#clock.now(), producerIdExpirationMs: this.#expirationMs }
  }
}
