// Where a member's coordinator is: the part of both membership machines that looks for it, one search at a time, and after a failure
// not before a pause that grows. Of shape B like them: what is to be asked goes out by `emit`, time comes as an argument.

import { isRetriable } from '../core/errors.ts'
import { backoffMs, type Random } from '../core/random.ts'
import type { MembershipOut } from './membership.ts'

export interface CoordinatorSearchOptions {
  readonly retryBackoffMs: number
  readonly retryBackoffMaxMs: number
  readonly random: Random
}

export class CoordinatorSearch {
  readonly #options: CoordinatorSearchOptions
  readonly #emit: (out: MembershipOut) => void
  #known = false
  #searching = false
  #retryAt = 0
  #failures = 0

  constructor(options: CoordinatorSearchOptions, emit: (out: MembershipOut) => void) {
    this.#options = options
    this.#emit = emit
  }

  get known(): boolean {
    return this.#known
  }

  get searching(): boolean {
    return this.#searching
  }

  /** Monotonic time before which nothing is tried again. */
  get retryAt(): number {
    return this.#retryAt
  }

  /** Asks for a search unless one is under way or it is too early. Answers when to call again; Infinity: not before something has happened. */
  find(now: number): number {
    if (this.#searching) return Infinity
    if (this.#retryAt > now) return this.#retryAt
    this.#searching = true
    this.#emit({ type: 'findCoordinator' })
    return Infinity
  }

  onFound(): void {
    this.#searching = false
    this.#known = true
  }

  /** Answers whether it is worth another search, which then has to wait. */
  onNotFound(error: Error, now: number): boolean {
    this.#searching = false
    if (!isRetriable(error)) return false
    this.backOff(now)
    return true
  }

  /** It has moved, or cannot be reached. */
  forget(now: number): void {
    if (this.#known) this.#emit({ type: 'forgetCoordinator' })
    this.#known = false
    this.backOff(now)
  }

  backOff(now: number): void {
    this.#retryAt = now + backoffMs(this.#options.random, this.#failures++, this.#options.retryBackoffMs, this.#options.retryBackoffMaxMs)
  }

  /** The next pause is a short one again. */
  succeeded(): void {
    this.#failures = 0
  }
}
