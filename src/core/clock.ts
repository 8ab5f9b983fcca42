// The time and timer interfaces that every room receives as arguments. The real ones live in system.ts, the virtual
// twins in testing/virtual-time.ts. Nothing else in the tree may read a clock or start a timer.

export interface Clock {
  /** Wall-clock time in milliseconds since the epoch. Only for timestamps that are stored or sent. */
  now(): number
  /** Milliseconds that never go backwards, with a fractional part. For timeouts, deadlines and measurements. */
  monotonic(): number
}

export interface Timer {
  cancel(): void
}

export interface Timers {
  /** Calls `callback` once, `delayMs` from now. A background timer does not keep the process alive. */
  schedule(delayMs: number, callback: () => void, options?: { background?: boolean }): Timer
  /** Calls `callback` in a later turn of the event loop, after the I/O that is already waiting. */
  defer(callback: () => void): void
}
