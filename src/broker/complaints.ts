// Log lines about other people's bytes: whoever can send garbage must not be able to fill the disk with what is said about it, or to hold up others while it is written.
// The first ones of a while are told, the rest are counted. A driver over the logger and one timer.

import type { Timer } from '../core/clock.ts'
import type { LogLevel, Logger } from '../core/logger.ts'
import type { System } from '../core/system.ts'

const perWindow = 20
const windowMs = 10_000

export class Complaints {
  readonly #logger: Logger
  readonly #system: System
  #told = 0
  #untold = 0
  #last = ''
  #timer: Timer | undefined

  constructor(logger: Logger, system: System) {
    this.#logger = logger
    this.#system = system
  }

  /** `line` is only made when it is told. */
  tell(level: Extract<LogLevel, 'info' | 'warn'>, line: () => string): void {
    if (!this.#logger.enabled(level)) return
    this.#timer ??= this.#system.timers.schedule(windowMs, () => this.#endWindow(), { background: true })
    if (this.#told < perWindow) {
      this.#told++
      this.#logger[level](line())
      return
    }
    // One in many is enough to know what goes on.
    if (this.#untold++ % 1000 === 0) this.#last = line()
  }

  /** Says what was counted, and begins anew. */
  #endWindow(): void {
    this.#timer = undefined
    if (this.#untold > 0) this.#logger.warn(`${this.#untold} more connections ended like that within ${windowMs / 1000} s, for example: ${this.#last}`)
    this.#told = this.#untold = 0
  }

  close(): void {
    this.#timer?.cancel()
    if (this.#timer !== undefined) this.#endWindow()
  }
}
