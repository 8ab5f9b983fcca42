// What the application has been given and is not done with, and whether it takes too long: records count as processed when more are
// asked for or, with `run`, when their handlers are done. Beyond maxPollIntervalMs the group goes on without this member.

import { type Deferred, deferred } from '../core/async.ts'
import type { System } from '../core/system.ts'
import type { PartitionState, RecordRun } from './subscription.ts'

export interface ProcessingEvents {
  /** The application has not shown itself for so long. */
  onExpired(elapsedMs: number): void
  /** It is back. */
  onResumed(): void
}

export class Processing {
  readonly #system: System
  readonly #maxPollIntervalMs: number
  readonly #events: ProcessingEvents
  /** Partitions whose records were handed out and not yet asked beyond. */
  #handed: PartitionState[] = []
  #settling: { states: readonly PartitionState[]; done: Deferred<void> }[] = []
  /** Grows whenever the application shows itself. */
  activity = 0
  /** With `run`, processing is what its handlers do: since when has the oldest been at it? */
  processingSince: (() => number | undefined) | undefined
  /** How many calls wait for records now: the application is not busy then. */
  #waiting = 0
  #seenActivity = -1
  #seenActivityAt = 0
  #expired = false

  constructor(system: System, maxPollIntervalMs: number, events: ProcessingEvents) {
    this.#system = system
    this.#maxPollIntervalMs = maxPollIntervalMs
    this.#events = events
  }

  /** The time for processing counts from here. */
  start(): void {
    this.#seenActivityAt = this.#system.clock.monotonic()
  }

  /** The application asks for more: what it had is processed. */
  comeBack(): void {
    this.activity++
    if (this.#handed.length > 0) {
      for (const state of this.#handed) {
        state.outstanding = 0
        state.processed = state.position
      }
      this.#handed.length = 0
      this.checkSettled()
    }
    if (this.#expired) this.#resume()
  }

  #resume(): void {
    this.#expired = false
    this.#events.onResumed()
  }

  /** Records of these partitions are with the application until it comes back. */
  handOut({ state }: RecordRun): void {
    if (state.outstanding === 0) {
      state.outstanding = 1
      this.#handed.push(state)
    }
  }

  /** These partitions are no longer ours. */
  forget(states: readonly PartitionState[]): void {
    this.#handed = this.#handed.filter(state => !states.includes(state))
  }

  get isWaiting(): boolean {
    return this.#waiting > 0
  }

  /** A call begins to wait for records; and: it no longer does. */
  beginWait(): void {
    this.#waiting++
    this.activity++
  }

  endWait(): void {
    this.#waiting--
    this.activity++
  }

  /** Resolves when no record of these partitions is being processed any more, or the time is up. */
  async settled(states: readonly PartitionState[], timeoutMs: number): Promise<void> {
    if (states.every(state => state.outstanding === 0) || this.#expired) return
    // Who waits for records has none.
    if (this.#waiting > 0 && this.processingSince === undefined) return this.comeBack()
    const entry = { states, done: deferred<void>() }
    this.#settling.push(entry)
    const timer = this.#system.timers.schedule(timeoutMs, () => entry.done.resolve())
    await entry.done.promise
    timer.cancel()
    this.#settling = this.#settling.filter(other => other !== entry)
  }

  /** To be called when a partition's `outstanding` has fallen to 0. */
  checkSettled(): void {
    for (const { states, done } of this.#settling) if (states.every(state => state.outstanding === 0)) done.resolve()
  }

  /** To be called now and then. `inGroup` false: nobody waits for the application. */
  check(inGroup: boolean): void {
    const now = this.#system.clock.monotonic()
    const busySince = this.processingSince !== undefined ? this.processingSince() : this.#waiting > 0 ? undefined : this.#seenActivityAt
    if (this.activity !== this.#seenActivity || busySince === undefined) {
      this.#seenActivity = this.activity
      this.#seenActivityAt = now
      if (this.processingSince === undefined || busySince === undefined) {
        if (this.#expired && this.processingSince !== undefined) this.#resume()
        return
      }
    }
    if (this.#expired || !inGroup || now - busySince < this.#maxPollIntervalMs) return
    this.#expired = true
    this.#events.onExpired(now - busySince)
  }

  /** Who waits for partitions to be settled waits no longer. */
  giveUpSettling(): void {
    for (const { done } of this.#settling) done.resolve()
  }
}
