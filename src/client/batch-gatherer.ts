// Puts batches of one partition together out of what was fetched: up to a number of records or bytes, or until the first of them has waited
// long enough. Holds records only while it waits; positions move when a batch is handed out. Used by `batches` and by `run`.

import { ConfigError } from '../core/errors.ts'
import type { ConsumerCore } from './consumer-core.ts'
import type { ConsumerRecord } from './record.ts'
import type { PartitionState, RecordRun } from './subscription.ts'

export interface BatchLimits {
  /** The most records of one batch. Default maxPollRecords. */
  maxRecords?: number
  /** The most bytes of keys and values in one batch; a larger record comes alone. Default: no limit. */
  maxBytes?: number
  /** Milliseconds that records may wait for more of their partition before their batch is handed out though it is not full. Default 0. */
  maxWaitMs?: number
}

interface Pending {
  readonly state: PartitionState
  readonly version: number
  readonly records: ConsumerRecord<unknown, unknown>[]
  bytes: number
  endOffset: number
  readonly since: number
}

export class BatchGatherer {
  readonly #core: ConsumerCore
  readonly #maxRecords: number
  readonly #maxBytes: number
  readonly #maxWaitMs: number
  readonly #pending = new Map<PartitionState, Pending>()

  /** Throws ConfigError. */
  constructor(core: ConsumerCore, limits: BatchLimits) {
    this.#core = core
    this.#maxRecords = checkLimit('maxRecords', limits.maxRecords, 1) ?? core.config.maxPollRecords
    this.#maxBytes = checkLimit('maxBytes', limits.maxBytes, 1) ?? Infinity
    this.#maxWaitMs = checkLimit('maxWaitMs', limits.maxWaitMs, 0) ?? 0
  }

  /** The next batch of a partition that `accept` allows. Throws what only the application can cure. */
  next(accept?: (state: PartitionState) => boolean): RecordRun | undefined {
    for (;;) {
      const run = this.#core.nextRun(this.#maxRecords, accept)
      if (run === undefined) return this.#due(accept)
      const batch = this.#maxWaitMs === 0 ? this.#cut(run) : this.#gather(run)
      if (batch !== undefined) return batch
    }
  }

  /** Milliseconds until the first of the batches that are held is due, Infinity when none is held. */
  dueInMs(): number {
    let since = Infinity
    for (const pending of this.#pending.values()) if (isOpen(pending.state)) since = Math.min(since, pending.since)
    return Math.max(0, since + this.#maxWaitMs - this.#now)
  }

  /** What was held goes back to whoever asks next. */
  giveBack(): void {
    for (const { state, version, records, endOffset } of this.#pending.values()) this.#core.fetcher.records.putBack({ state, version, records, index: 0, endOffset })
    this.#pending.clear()
  }

  #cut(run: RecordRun): RecordRun {
    if (this.#maxBytes === Infinity) return run
    let bytes = 0
    for (let i = run.index; i < run.records.length; i++) {
      bytes += run.records[i]!.sizeInBytes
      if (bytes > this.#maxBytes && i > run.index) return this.#split(run, i)
    }
    return run
  }

  /** The records before `end`; the others are the partition's next. */
  #split(run: RecordRun, end: number): RecordRun {
    const records = run.records.slice(run.index, end)
    this.#core.fetcher.records.putBack({ ...run, index: end })
    return { state: run.state, version: run.version, records, index: 0, endOffset: records.at(-1)!.offset + 1 }
  }

  #gather(run: RecordRun): RecordRun | undefined {
    const { state } = run
    let pending = this.#pending.get(state)
    if (pending === undefined || pending.version !== run.version) {
      pending = { state, version: run.version, records: [], bytes: 0, endOffset: run.endOffset, since: this.#now }
      this.#pending.set(state, pending)
    }
    for (let i = run.index; i < run.records.length; i++) {
      const record = run.records[i]!
      const fits = pending.records.length < this.#maxRecords && (pending.bytes + record.sizeInBytes <= this.#maxBytes || pending.records.length === 0)
      if (!fits) {
        this.#core.fetcher.records.putBack({ ...run, index: i })
        return this.#emit(pending)
      }
      pending.records.push(record)
      pending.bytes += record.sizeInBytes
      pending.endOffset = i === run.records.length - 1 ? run.endOffset : record.offset + 1
    }
    return pending.records.length >= this.#maxRecords || pending.bytes >= this.#maxBytes ? this.#emit(pending) : undefined
  }

  #due(accept: ((state: PartitionState) => boolean) | undefined): RecordRun | undefined {
    for (const pending of this.#pending.values()) {
      const { state, version, since } = pending
      if (state.version !== version || state.revoking) this.#pending.delete(state)
      else if (this.#now - since >= this.#maxWaitMs && isOpen(state) && accept?.(state) !== false) return this.#emit(pending)
    }
    return undefined
  }

  #emit({ state, version, records, endOffset }: Pending): RecordRun {
    this.#pending.delete(state)
    return { state, version, records, index: 0, endOffset }
  }

  get #now(): number {
    return this.#core.config.system.clock.monotonic()
  }
}

function isOpen(state: PartitionState): boolean {
  return !state.paused && !state.revoking
}

function checkLimit(name: string, value: number | undefined, min: number): number | undefined {
  if (value === undefined || (Number.isFinite(value) && value >= min)) return value
  throw new ConfigError(`${name} must be a number of at least ${min}, not ${String(value)}`)
}
