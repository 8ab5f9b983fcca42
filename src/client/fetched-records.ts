// What was fetched and waits for the application: partitions take turns, records are decoded as they are taken, and errors that only the
// application can cure wait here too. No time, no I/O; fetcher.ts fills it.

import type { FetchedChunk } from './fetched-chunk.ts'
import type { ConsumerRecord } from './record.ts'
import type { Assignment, PartitionState, RecordRun } from './subscription.ts'

export interface FetchedHost {
  /** Records have come, or an error waits in `takeError`. */
  onData(): void
  /** A partition's bytes are no records. True when they are fetched anew before the application hears of it. */
  asksAgain(state: PartitionState, error: Error): boolean
}

export class FetchedRecords {
  readonly #assignment: Assignment
  readonly #host: FetchedHost
  /** Partitions with something to hand out, the one whose turn it is first. */
  #ready: PartitionState[] = []
  #errors: { error: Error; state: PartitionState | undefined }[] = []

  constructor(assignment: Assignment, host: FetchedHost) {
    this.#assignment = assignment
    this.#host = host
  }

  /** Bytes that were fetched and wait for the application. */
  get bufferedBytes(): number {
    let sum = 0
    for (const state of this.#assignment.all) sum += state.bufferedBytes
    return sum
  }

  /** Whether a run or an error can be had at once. */
  get hasData(): boolean {
    return this.#hasErrors() || this.#ready.some(state => isOpen(state) && state.hasData)
  }

  /** The same, of partitions that `accept` allows. */
  hasDataOf(accept: (state: PartitionState) => boolean): boolean {
    return this.#hasErrors() || this.#ready.some(state => isOpen(state) && state.hasData && accept(state))
  }

  /** The error of a partition that only the application can cure, once. */
  takeError(): Error | undefined {
    return this.#hasErrors() ? this.#errors.shift()!.error : undefined
  }

  /** The next call for records throws the error, unless it is a partition's and a seek or a revocation has settled it by then. */
  raise(error: Error, state?: PartitionState): void {
    this.#errors.push({ error, state })
    this.#host.onData()
  }

  #hasErrors(): boolean {
    while (this.#errors.length > 0) {
      const { error, state } = this.#errors[0]!
      const stands = state === undefined || (state.phase === 'Failed' && state.lastError === error && !state.revoking)
      if (stands) return true
      this.#errors.shift()
    }
    return false
  }

  /** Up to `limit` records of the partition whose turn it is and that `accept` allows, or undefined when nothing is there. Throws for bytes that are no records. */
  nextRun(limit: number, accept?: (state: PartitionState) => boolean): RecordRun | undefined {
    for (let turns = this.#ready.length; turns > 0; turns--) {
      const state = this.#ready.shift()!
      if (!state.hasData || this.#assignment.get(state.topic, state.partition) !== state) {
        state.queued = false
        continue
      }
      if (!isOpen(state) || accept?.(state) === false) {
        // Paused, or its turn is not now: keeps its place in the list for later.
        this.#ready.push(state)
        continue
      }
      state.queued = false
      const run = this.#take(state, limit)
      if (state.hasData) this.enqueue(state)
      if (run !== undefined) return run
    }
    return undefined
  }

  /** Gives back what was not handed out: the partition's next run begins with it. */
  putBack(run: RecordRun): void {
    const { state } = run
    if (run.index >= run.records.length || run.version !== state.version) return
    state.leftover = run
    this.enqueue(state, true)
  }

  #take(state: PartitionState, limit: number): RecordRun | undefined {
    const { leftover } = state
    if (leftover !== undefined) {
      state.leftover = undefined
      if (leftover.version !== state.version) return undefined
      if (leftover.records.length - leftover.index <= limit) return leftover
      const records = leftover.records.slice(leftover.index, leftover.index + limit)
      leftover.index += limit
      state.leftover = leftover
      return { state, version: state.version, records, index: 0, endOffset: records.at(-1)!.offset + 1 }
    }
    const records: ConsumerRecord<unknown, unknown>[] = []
    let endOffset = state.position
    while (state.chunks.length > 0 && records.length < limit) {
      const chunk = state.chunks[0] as FetchedChunk
      try {
        chunk.take(records, limit)
      } catch (error) {
        // What came before the bad batch is handed out first; the error comes with the next turn.
        if (records.length === 0) {
          state.position = Math.max(endOffset, chunk.nextOffset)
          state.rewind()
          if (this.#host.asksAgain(state, error as Error)) return undefined
          state.fail(error as Error)
          throw error
        }
        return { state, version: state.version, records, index: 0, endOffset: chunk.nextOffset }
      }
      endOffset = Math.max(endOffset, chunk.nextOffset)
      if (chunk.exhausted) {
        state.chunks.shift()
        state.bufferedBytes -= chunk.bytes
      }
    }
    state.corruptions = 0
    if (records.length === 0) {
      // Only markers, or aborted records: the position moves over them although nothing is handed out.
      state.position = endOffset
      if (state.outstanding === 0) state.processed = endOffset
      return undefined
    }
    return { state, version: state.version, records, index: 0, endOffset }
  }

  /** The partition has something to hand out; it is the next with `first`, otherwise the last. */
  enqueue(state: PartitionState, first = false): void {
    if (state.queued && !first) return
    if (state.queued) this.#ready = this.#ready.filter(other => other !== state)
    state.queued = true
    if (first) this.#ready.unshift(state)
    else this.#ready.push(state)
  }
}

function isOpen(state: PartitionState): boolean {
  return !state.paused && !state.revoking
}
