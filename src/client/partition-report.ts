// How each partition stands and what it waits for, and when nothing moves though it should. Pure (shape C; the watch has memory).

import type { PartitionReport } from './consumer-events.ts'
import type { PartitionState } from './subscription.ts'

export interface ReportContext {
  readonly readCommitted: boolean
  readonly hasLeader: (state: PartitionState) => boolean
}

export function reportOf(state: PartitionState, context: ReportContext): PartitionReport {
  return {
    topic: state.topic,
    partition: state.partition,
    position: state.position,
    committed: state.committed,
    highWatermark: state.highWatermark,
    lag: state.lag(context.readCommitted),
    bufferedBytes: state.bufferedBytes,
    paused: state.paused,
    waitsFor: waitsFor(state, context),
    error: state.lastError,
  }
}

function waitsFor(state: PartitionState, { readCommitted, hasLeader }: ReportContext): PartitionReport['waitsFor'] {
  if (state.revoking) return 'revocation'
  if (state.phase === 'Failed') return 'seek'
  if (state.paused) return 'pause'
  if (state.retrying > 0) return 'retry'
  if (state.hasData || state.outstanding > 0) return 'application'
  if (!hasLeader(state)) return 'leader'
  if (state.phase === 'AwaitingValidation') return 'validation'
  if (state.phase !== 'Fetching') return 'position'
  return state.lag(readCommitted) > 0 ? 'fetch' : 'records'
}

/** Notices that no position has moved for `timeoutMs` although the application waits and there is something to read. */
export class StallWatch {
  readonly #timeoutMs: number
  readonly #readCommitted: boolean
  readonly #positions = new Map<PartitionState, number>()
  #movedAt: number
  #told = false
  readonly #onStall: (elapsedMs: number) => void

  constructor(timeoutMs: number, readCommitted: boolean, now: number, onStall: (elapsedMs: number) => void) {
    this.#onStall = onStall
    this.#timeoutMs = timeoutMs
    this.#readCommitted = readCommitted
    this.#movedAt = now
  }

  /** To be called now and then. Tells of a stall once, when it is noticed. */
  check(states: readonly PartitionState[], applicationWaits: boolean, now: number): void {
    let moved = !applicationWaits || states.length === 0
    let wanting = false
    for (const state of states) {
      if (this.#positions.get(state) !== state.position) moved = true
      this.#positions.set(state, state.position)
      if (!state.paused && !state.revoking && (state.phase !== 'Fetching' || state.lastError !== undefined || state.lag(this.#readCommitted) > 0)) wanting = true
    }
    if (moved || !wanting) {
      this.#movedAt = now
      this.#told = false
      return
    }
    if (now - this.#movedAt < this.#timeoutMs || this.#told) return
    this.#told = true
    this.#onStall(now - this.#movedAt)
  }

  forget(state: PartitionState): void {
    this.#positions.delete(state)
  }
}

/** A stall in words: where, and what each partition waits for. */
export function describeStall(elapsedMs: number, partitions: readonly PartitionReport[]): string {
  const places = partitions.map(p => `${p.topic}-${p.partition} waits for ${p.waitsFor}`).join(', ')
  return `no record for ${Math.round(elapsedMs)} ms although there is lag: ${places}`
}
