// Keyed deadlines: one heap, one armed system timer. A heartbeat moves a session's deadline on every beat, so moving one
// later costs a map write only: the heap entry is left where it is and pushed back when it comes up.
// Who was not read cannot be late: after a stall of the event loop what waits in the sockets goes before the deadlines.

import type { Clock, Timer, Timers } from '../../core/clock.ts'

/** A timer that comes this much too late says that nothing was read meanwhile either. A busy loop is late by some tens of milliseconds. */
const STALL_MS = 100

interface Entry {
  key: string
  at: number
}

export class Deadlines {
  readonly #clock: Clock
  readonly #timers: Timers
  readonly #fire: (key: string) => void
  /** The truth. The heap holds exactly one entry for each of these keys, at its deadline or earlier. */
  readonly #deadlines = new Map<string, number>()
  readonly #queued = new Map<string, number>()
  #heap: Entry[] = []
  #armed: Timer | undefined
  /** When the system timer is due. -Infinity while the due keys are about to be fired anyway. */
  #armedAt = Infinity
  #closed = false

  /** `fire` is called once per key whose deadline passed; the key is disarmed before. */
  constructor(clock: Clock, timers: Timers, fire: (key: string) => void) {
    this.#clock = clock
    this.#timers = timers
    this.#fire = fire
  }

  get size(): number {
    return this.#deadlines.size
  }

  has(key: string): boolean {
    return this.#deadlines.has(key)
  }

  /** Milliseconds until `key` fires, or undefined when it is not armed. */
  remainingMs(key: string): number | undefined {
    const at = this.#deadlines.get(key)
    return at === undefined ? undefined : at - this.#clock.monotonic()
  }

  set(key: string, delayMs: number): void {
    if (this.#closed) return
    const at = this.#clock.monotonic() + Math.max(0, delayMs)
    this.#deadlines.set(key, at)
    const queuedAt = this.#queued.get(key)
    // A later deadline is found out when the queued entry comes up.
    if (queuedAt !== undefined && queuedAt <= at) return
    this.#queued.set(key, at)
    this.#push({ key, at })
    this.#arm()
  }

  cancel(key: string): void {
    this.#deadlines.delete(key)
  }

  close(): void {
    this.#closed = true
    this.#deadlines.clear()
    this.#queued.clear()
    this.#heap = []
    this.#armed?.cancel()
    this.#armed = undefined
    this.#armedAt = Infinity
  }

  #arm(): void {
    const next = this.#heap[0]
    if (next === undefined || next.at >= this.#armedAt) return
    this.#armed?.cancel()
    this.#armedAt = next.at
    // Rounded up: a timer that came a fraction of a millisecond early would find nothing due.
    const delayMs = Math.max(0, Math.ceil(next.at - this.#clock.monotonic()))
    this.#armed = this.#timers.schedule(delayMs, () => this.#onTimer(), { background: true })
  }

  #onTimer(): void {
    this.#armed = undefined
    if (this.#clock.monotonic() - this.#armedAt < STALL_MS) return this.#fireDue()
    // Timers run before the sockets are read: the beat that would move the deadline may have been waiting there all the time.
    this.#armedAt = -Infinity
    this.#timers.defer(() => this.#fireDue())
  }

  #fireDue(): void {
    if (this.#closed) return
    this.#armedAt = Infinity
    const now = this.#clock.monotonic()
    for (let next = this.#heap[0]; next !== undefined && next.at <= now; next = this.#heap[0]) {
      this.#pop()
      // An entry that was overtaken by an earlier one for the same key.
      if (this.#queued.get(next.key) !== next.at) continue
      this.#queued.delete(next.key)
      const at = this.#deadlines.get(next.key)
      if (at === undefined) continue
      if (at > now) {
        this.#queued.set(next.key, at)
        this.#push({ key: next.key, at })
        continue
      }
      this.#deadlines.delete(next.key)
      this.#fire(next.key)
      if (this.#closed) return
    }
    this.#arm()
  }

  #push(entry: Entry): void {
    const heap = this.#heap
    let index = heap.length
    heap.push(entry)
    while (index > 0) {
      const parent = (index - 1) >>> 1
      if (heap[parent]!.at <= entry.at) break
      heap[index] = heap[parent]!
      index = parent
    }
    heap[index] = entry
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()!
    if (heap.length === 0) return
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++
      if (heap[child]!.at >= last.at) break
      heap[index] = heap[child]!
      index = child
    }
    heap[index] = last
  }
}
