// Waiting with an end: promises bound to an AbortSignal, sleeps on the injected timers, and deadlines as values.
// Shape C plus a thin driver part; nothing here reads a clock of its own.

import { setMaxListeners } from 'node:events'
import type { Clock, Timers } from './clock.ts'
import { AbortedError } from './errors.ts'

/** `queueMicrotask` as it was when the package was loaded: the fake timers of some test runners (Jest) replace it, and would silence every connection. */
export const microtask: (callback: () => void) => void = queueMicrotask

/** A promise with its two ends in hand. */
export interface Deferred<T> {
  readonly promise: Promise<T>
  resolve(value: T): void
  reject(error: unknown): void
}

export function deferred<T>(): Deferred<T> {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** An AbortController on whose signal any number may wait: from the eleventh on, Node would warn the user's screen of a leak. */
export function newAbortController(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}

/** The error of a fired signal: `cause` is the signal's reason. `what` names the call that was given up. */
export function abortedError(signal: AbortSignal, what: string): AbortedError {
  return new AbortedError(`${what} was aborted`, { cause: signal.reason })
}

/** Throws AbortedError when the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw abortedError(signal, what)
}

/**
 * The promise, or AbortedError as soon as the signal fires, whichever comes first. The work behind the promise goes on;
 * a rejection that comes too late is swallowed.
 */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined, what: string): Promise<T> {
  if (signal === undefined) return promise
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(abortedError(signal, what))
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
    promise.then(
      value => {
        signal.removeEventListener('abort', onAbort)
        resolve(value)
      },
      (error: unknown) => {
        signal.removeEventListener('abort', onAbort)
        reject(error)
      },
    )
  })
}

/** Resolves after `ms`; rejects with AbortedError when the signal fires before. */
export function sleep(timers: Timers, ms: number, signal?: AbortSignal, what = 'the wait'): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortedError(signal, what))
      return
    }
    const timer = timers.schedule(ms, () => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    })
    const onAbort = (): void => {
      timer.cancel()
      reject(abortedError(signal!, what))
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

/** A point in monotonic time until which something may take. */
export class Deadline {
  readonly timeoutMs: number
  readonly #clock: Clock
  readonly #at: number

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock
    this.timeoutMs = timeoutMs
    this.#at = clock.monotonic() + timeoutMs
  }

  /** Milliseconds that are left, never below 0. */
  get remainingMs(): number {
    return Math.max(0, this.#at - this.#clock.monotonic())
  }

  get expired(): boolean {
    return this.#clock.monotonic() >= this.#at
  }
}
