// Requests that wait for something to happen to a partition: produces for the high watermark, fetches for bytes.
// Keyed by whatever they wait on, so that an event touches only those who asked for it. Driver of timers, no decisions of its own.

import type { Timer, Timers } from '../../core/clock.ts'

/** A parked request. */
export interface Waiting<Key> {
  /** Something happened to `key`. Answers true when there is nothing left to wait for. */
  tryComplete(key: Key): boolean
  /** Called exactly once: when tryComplete answered true, or with `expired` when the time ran out first. */
  finish(expired: boolean): void
}

interface Entry<Key> {
  readonly waiting: Waiting<Key>
  readonly keys: readonly Key[]
  timer: Timer | undefined
}

export class Purgatory<Key> {
  readonly #timers: Timers
  readonly #byKey = new Map<Key, Set<Entry<Key>>>()
  readonly #byWaiting = new Map<Waiting<Key>, Entry<Key>>()

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** How many requests wait. */
  get size(): number {
    return this.#byWaiting.size
  }

  /** Parks `waiting` until one of `keys` completes it, or for `timeoutMs`. */
  park(waiting: Waiting<Key>, keys: readonly Key[], timeoutMs: number): void {
    const entry: Entry<Key> = { waiting, keys, timer: undefined }
    this.#byWaiting.set(waiting, entry)
    for (const key of keys) {
      const entries = this.#byKey.get(key)
      if (entries === undefined) this.#byKey.set(key, new Set([entry]))
      else entries.add(entry)
    }
    entry.timer = this.#timers.schedule(timeoutMs, () => this.#finish(entry, true))
  }

  /** Tells those who wait on `key` that something happened to it. */
  check(key: Key): void {
    const entries = this.#byKey.get(key)
    if (entries === undefined) return
    // A finished request may park a new one under the same key: that one waits for the next event.
    for (const entry of [...entries]) {
      if (this.#byWaiting.has(entry.waiting) && entry.waiting.tryComplete(key)) this.#finish(entry, false)
    }
  }

  /** Takes a request out without finishing it: its connection is gone. */
  forget(waiting: Waiting<Key>): void {
    const entry = this.#byWaiting.get(waiting)
    if (entry !== undefined) this.#remove(entry)
  }

  /** Finishes everything as expired: the broker stops. */
  drain(): void {
    for (const entry of [...this.#byWaiting.values()]) this.#finish(entry, true)
  }

  #finish(entry: Entry<Key>, expired: boolean): void {
    if (!this.#byWaiting.has(entry.waiting)) return
    this.#remove(entry)
    entry.waiting.finish(expired)
  }

  #remove(entry: Entry<Key>): void {
    entry.timer?.cancel()
    this.#byWaiting.delete(entry.waiting)
    for (const key of entry.keys) {
      const entries = this.#byKey.get(key)
      if (entries === undefined) continue
      entries.delete(entry)
      if (entries.size === 0) this.#byKey.delete(key)
    }
  }
}
