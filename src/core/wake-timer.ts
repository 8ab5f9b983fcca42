// One timer that only ever moves closer: the alarm of a polled machine, which knows when it next wants to be asked.

import type { Timer, Timers } from './clock.ts'

export class WakeTimer {
  readonly #timers: Timers
  readonly #wake: () => void
  #timer: Timer | undefined
  #at = Infinity

  constructor(timers: Timers, wake: () => void) {
    this.#timers = timers
    this.#wake = wake
  }

  /** Wakes at `at`, or earlier where an earlier time was asked for before. Both times are of the monotonic clock, in milliseconds. */
  wakeAt(at: number, now: number): void {
    if (at >= this.#at) return
    this.#timer?.cancel()
    this.#at = at
    this.#timer = this.#timers.schedule(Math.max(0, at - now), () => {
      this.#at = Infinity
      this.#wake()
    })
  }

  cancel(): void {
    this.#timer?.cancel()
  }
}
