// DOOR 1: the real clock, timers and entropy of the process. Everything else receives a System as an argument.

import { randomBytes } from 'node:crypto'
import type { Clock, Timer, Timers } from './clock.ts'
import type { Random } from './random.ts'

/** What a deciding part may know of the outside world besides network and disk. */
export interface System {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: Random
}

// As they were when the package was loaded: a test runner's fake timers are for the code under test and must not stop broker and client beneath it.
const { clearTimeout, setImmediate, setTimeout } = globalThis
const wallClock = Date.now
const monotonicClock = performance.now.bind(performance)

class SystemClock implements Clock {
  now(): number {
    return wallClock()
  }

  monotonic(): number {
    return monotonicClock()
  }
}

class SystemTimers implements Timers {
  schedule(delayMs: number, callback: () => void, options?: { background?: boolean }): Timer {
    const handle = setTimeout(callback, Math.max(0, Math.min(delayMs, 2 ** 31 - 1)))
    if (options?.background === true) handle.unref()
    return { cancel: () => clearTimeout(handle) }
  }

  defer(callback: () => void): void {
    setImmediate(callback)
  }
}

class SystemRandom implements Random {
  next(): number {
    return Math.random()
  }

  int(bound: number): number {
    return Math.floor(Math.random() * bound)
  }

  bytes(length: number): Buffer {
    return randomBytes(length)
  }
}

/** The one real system of this process. */
export const realSystem: System = { clock: new SystemClock(), timers: new SystemTimers(), random: new SystemRandom() }
