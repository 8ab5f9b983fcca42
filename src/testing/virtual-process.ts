// One process of a simulated machine: its own view of time, network and disk, which all end with it. What it has left in promises and
// closures then hears nothing more and can change nothing more, as after SIGKILL; a paused one does nothing until it goes on, as after SIGSTOP.

import type { Clock, Timer, Timers } from '../core/clock.ts'
import type { Random } from '../core/random.ts'
import type { System } from '../core/system.ts'
import type { Disk } from '../broker/disk/disk.ts'
import type { VirtualDisk } from './virtual-disk.ts'
import type { VirtualHost, VirtualNetwork } from './virtual-network.ts'
import type { VirtualTime } from './virtual-time.ts'

export class VirtualProcess implements System, Timers {
  readonly host: string
  readonly clock: Clock
  readonly random: Random
  readonly network: VirtualHost
  readonly #time: VirtualTime
  readonly #virtualNetwork: VirtualNetwork
  readonly #disk: Disk | undefined
  #dead = false
  #paused: (() => void)[] | undefined

  /** `host` names the machine; `clockOffsetMs` is how far its wall clock is from true time. */
  constructor(options: { host: string; time: VirtualTime; network: VirtualNetwork; random: Random; disk?: VirtualDisk; clockOffsetMs?: number }) {
    const { clockOffsetMs = 0, host, network, time } = options
    this.host = host
    this.random = options.random
    this.network = network.host(host)
    this.#time = time
    this.#virtualNetwork = network
    this.#disk = options.disk?.process()
    this.clock = { now: () => time.now() + clockOffsetMs, monotonic: () => time.monotonic() }
  }

  get timers(): Timers {
    return this
  }

  get disk(): Disk {
    if (this.#disk === undefined) throw new Error(`${this.host} has no disk`)
    return this.#disk
  }

  get dead(): boolean {
    return this.#dead
  }

  schedule(delayMs: number, callback: () => void): Timer {
    return this.#time.schedule(delayMs, () => this.#run(callback))
  }

  defer(callback: () => void): void {
    this.#time.defer(() => this.#run(callback))
  }

  #run(callback: () => void): void {
    if (this.#dead) return
    if (this.#paused !== undefined) this.#paused.push(callback)
    else callback()
  }

  /** SIGKILL: its peers are told, what it wrote is in the page cache. The disk has to be told too (`restart`), unless it died there. */
  kill(): void {
    this.#dead = true
    this.#virtualNetwork.resume(this.host)
    this.network.kill()
  }

  /** The machine loses power: nobody is told. The disk has to be told too (`losePower`). */
  vanish(): void {
    this.#dead = true
    this.#virtualNetwork.resume(this.host)
    this.network.vanish()
  }

  /** SIGSTOP: timers that fall due and bytes that arrive wait for `resume`. */
  pause(): void {
    if (this.#dead) return
    this.#paused ??= []
    this.#virtualNetwork.pause(this.host)
  }

  resume(): void {
    const due = this.#paused
    if (due === undefined || this.#dead) return
    this.#paused = undefined
    this.#virtualNetwork.resume(this.host)
    for (const callback of due) callback()
  }
}
