// Makes appends durable in groups: one cycle of fdatasync at a time over the partitions that were written since the last
// one began. While a cycle waits for the device, new appends gather for the next, so the cost of a sync is shared by all
// producers. Driver; one per log directory.

import type { Timers } from '../../core/clock.ts'

/** What can be made durable: a partition's log. */
export interface Syncable {
  /**
   * Syncs what was written before the call and reports it (high watermark, waiting produces). Rejects when the device failed; 'later' when the sync could not
   * even be tried, for want of a descriptor say.
   */
  commit(): Promise<'later' | void>
}

/** Node has four threads for blocking work: more syncs at once only queue up in front of everything else. */
const concurrentSyncs = 4

/** When a sync that could not be tried is tried again. */
const retryDelayMs = 100

export class GroupCommit {
  readonly #timers: Timers
  readonly #onFailure: (error: unknown) => void
  #dirty = new Set<Syncable>()
  #running = false
  #failed = false
  #idle: (() => void)[] = []

  /** `onFailure` is called once, with the first failed sync: after that nothing in this directory is acknowledged any more. */
  constructor(timers: Timers, onFailure: (error: unknown) => void) {
    this.#timers = timers
    this.#onFailure = onFailure
  }

  get failed(): boolean {
    return this.#failed
  }

  /** Something was appended. The cycle begins in a later turn, so that all appends of this turn share it. */
  markDirty(log: Syncable): void {
    if (this.#failed) return
    this.#dirty.add(log)
    if (this.#running) return
    this.#running = true
    this.#timers.defer(() => void this.#run())
  }

  /** Forgets a log that was deleted. */
  forget(log: Syncable): void {
    this.#dirty.delete(log)
  }

  /** Resolves when everything appended before the call is durable, or the directory has failed. */
  flushed(): Promise<void> {
    if (!this.#running) return Promise.resolve()
    return new Promise(resolve => this.#idle.push(resolve))
  }

  async #run(): Promise<void> {
    while (this.#dirty.size > 0 && !this.#failed) {
      const queue = [...this.#dirty]
      this.#dirty = new Set()
      let next = 0
      const worker = async (): Promise<void> => {
        while (next < queue.length && !this.#failed) {
          const log = queue[next++]!
          try {
            if ((await log.commit()) === 'later') this.#timers.schedule(retryDelayMs, () => this.markDirty(log), { background: true })
          } catch (error) {
            this.#fail(error)
          }
        }
      }
      const workers: Promise<void>[] = []
      for (let i = Math.min(concurrentSyncs, queue.length); i > 0; i--) workers.push(worker())
      await Promise.all(workers)
    }
    this.#running = false
    const idle = this.#idle
    this.#idle = []
    for (const resolve of idle) resolve()
  }

  #fail(error: unknown): void {
    // After a failed fsync the kernel may call the lost pages clean: a second try would succeed and lie.
    if (this.#failed) return
    this.#failed = true
    this.#dirty.clear()
    this.#onFailure(error)
  }
}
