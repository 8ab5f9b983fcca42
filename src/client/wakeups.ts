// Who waits in a consumer, and how they are woken: for records, for any change, or only for a turn of the event loop. Two shared
// promises at most, made when somebody waits.

import { type Deferred, deferred } from '../core/async.ts'
import type { Timer } from '../core/clock.ts'
import type { System } from '../core/system.ts'

/** How long records may be handed out without a turn of the event loop: twice this, and the reading of an answer, are one turn (an immediate runs in the same). */
const yieldEveryMs = 1

export class Wakeups {
  readonly #system: System
  /** Wakes who waits for records. */
  #dataWaiter: Deferred<void> | undefined
  /** Wakes everybody who waits for any change. */
  #changed: Deferred<void> | undefined
  #yieldedAt = 0

  constructor(system: System) {
    this.#system = system
  }

  /** Resolves with the next `wakeData`, when `timeoutMs` have passed or the signal fires. */
  async data(timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
    const waiter = (this.#dataWaiter ??= deferred<void>())
    const timer = timeoutMs < Infinity ? this.#system.timers.schedule(timeoutMs, () => waiter.resolve()) : undefined
    const onAbort = (): void => waiter.resolve()
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      await waiter.promise
    } finally {
      this.#yieldedAt = this.#system.clock.monotonic()
      timer?.cancel()
      signal?.removeEventListener('abort', onAbort)
      if (this.#dataWaiter === waiter) this.#dataWaiter = undefined
    }
  }

  /** As long as records are at hand, nothing but promises would run: lets sockets and timers have their turn. */
  maybeYield(): Promise<void> | undefined {
    if (this.#system.clock.monotonic() - this.#yieldedAt < yieldEveryMs) return undefined
    return new Promise(resolve => {
      this.#system.timers.defer(() => {
        this.#yieldedAt = this.#system.clock.monotonic()
        resolve()
      })
    })
  }

  wakeData(): void {
    const waiter = this.#dataWaiter
    if (waiter === undefined) return
    this.#dataWaiter = undefined
    waiter.resolve()
  }

  /** Resolves with the next `broadcast`. */
  change(): Promise<void> {
    this.#changed ??= deferred<void>()
    return this.#changed.promise
  }

  /** The same, but no longer than `timeoutMs`. */
  async changeOrTimeout(timeoutMs: number): Promise<void> {
    let timer: Timer | undefined
    const late = new Promise<void>(resolve => {
      timer = this.#system.timers.schedule(timeoutMs, resolve)
    })
    await Promise.race([this.change(), late])
    timer?.cancel()
  }

  broadcast(): void {
    const waiter = this.#changed
    if (waiter === undefined) return
    this.#changed = undefined
    waiter.resolve()
  }
}
