// Virtual time: a Clock and Timers that stand still until a test moves them. The twin of core/system.ts.

import type { Clock, Timer, Timers } from '../core/clock.ts'
import { type Random, SeededRandom } from '../core/random.ts'
import type { System } from '../core/system.ts'

interface Scheduled {
  at: number
  sequence: number
  callback: () => void
}

/** A System on virtual time and seeded randomness. `advance` is the only thing that moves it. */
export class VirtualTime implements System, Clock, Timers {
  readonly random: Random
  readonly #startMs: number
  #elapsedMs = 0
  #sequence = 0
  #scheduled: Scheduled[] = []
  readonly #runsDue: boolean
  #dueRequested = false

  /**
   * `startMs` is the wall-clock time at the beginning (default 2026-01-01T00:00:00Z); `seed` feeds the randomness. With `runsDue`, what is scheduled for now happens
   * by itself in a later turn of the event loop, so that only what really waits needs `advance`.
   */
  constructor(options: { startMs?: number; seed?: number; runsDue?: boolean } = {}) {
    this.#runsDue = options.runsDue ?? false
    this.#startMs = options.startMs ?? Date.UTC(2026, 0, 1)
    this.random = new SeededRandom(options.seed ?? 1)
  }

  get clock(): Clock {
    return this
  }

  get timers(): Timers {
    return this
  }

  now(): number {
    return Math.floor(this.#startMs + this.#elapsedMs)
  }

  monotonic(): number {
    return this.#elapsedMs
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#scheduled.length
  }

  schedule(delayMs: number, callback: () => void): Timer {
    const entry: Scheduled = { at: this.#elapsedMs + Math.max(0, delayMs), sequence: this.#sequence++, callback }
    // Kept sorted: the earliest last, so that the next one is popped. Ties fire in the order they were made.
    let low = 0
    let high = this.#scheduled.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.#scheduled[middle]!
      if (other.at > entry.at || (other.at === entry.at && other.sequence > entry.sequence)) low = middle + 1
      else high = middle
    }
    this.#scheduled.splice(low, 0, entry)
    if (this.#runsDue && entry.at <= this.#elapsedMs && !this.#dueRequested) {
      this.#dueRequested = true
      nextTurn(() => {
        this.#dueRequested = false
        while (this.#scheduled.length > 0 && this.#scheduled.at(-1)!.at <= this.#elapsedMs) this.#scheduled.pop()!.callback()
      })
    }
    return {
      cancel: () => {
        const index = this.#scheduled.indexOf(entry)
        if (index >= 0) this.#scheduled.splice(index, 1)
      },
    }
  }

  defer(callback: () => void): void {
    this.schedule(0, callback)
  }

  /** Time passes and nothing runs, as in a process that is held up: what fell due meanwhile fires, late, with the next `advance`. */
  stall(ms: number): void {
    this.#elapsedMs += ms
  }

  /** Moves time forward by `ms`, firing what falls due in order, and lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const until = this.#elapsedMs + ms
    await settle()
    for (;;) {
      const next = this.#scheduled.at(-1)
      if (next === undefined || next.at > until) break
      this.#scheduled.pop()
      this.#elapsedMs = Math.max(this.#elapsedMs, next.at)
      next.callback()
      await settle()
    }
    this.#elapsedMs = until
  }

  /** Fires timer after timer until `done` answers true or none is left. Answers whether it did so within `limitMs`. */
  async runUntil(done: () => boolean, limitMs: number): Promise<boolean> {
    const limit = this.#elapsedMs + limitMs
    let millisecond = Math.floor(this.#elapsedMs)
    let fired = 0
    await settle()
    while (!done()) {
      if (Math.floor(this.#elapsedMs) !== millisecond) {
        millisecond = Math.floor(this.#elapsedMs)
        fired = 0
      } else if (++fired > firedPerMillisecondMax) {
        throw new Error(`time stands still: ${fired} timers fired in one millisecond of virtual time, the last one ${this.#last}`)
      }
      const next = this.#scheduled.at(-1)
      if (next === undefined || next.at > limit) {
        this.#elapsedMs = limit
        return false
      }
      this.#scheduled.pop()
      this.#elapsedMs = Math.max(this.#elapsedMs, next.at)
      next.callback()
      await settle()
    }
    return true
  }

  get #last(): string {
    return String(this.#scheduled.at(-1)?.callback).slice(0, 200)
  }

  /** Moves time in steps of `stepMs` until `done` answers true; throws after `limitMs`. */
  async advanceUntil(done: () => boolean, options: { stepMs?: number; limitMs?: number } = {}): Promise<void> {
    const limit = this.#elapsedMs + (options.limitMs ?? 600_000)
    await settle()
    while (!done()) {
      if (this.#elapsedMs >= limit) throw new Error(`not reached within ${options.limitMs ?? 600_000} ms of virtual time`)
      await this.advance(options.stepMs ?? 10)
    }
  }
}

/** More than this is a loop that waits for nothing. */
const firedPerMillisecondMax = 100_000

// Taken at load, so that a test runner's fake timers cannot stop it.
const nextTurn = setImmediate

/** Lets every promise that can settle without time passing do so: all microtasks run before the next turn of the real event loop. */
function settle(): Promise<void> {
  return new Promise(resolve => nextTurn(resolve))
}
