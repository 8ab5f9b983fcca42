// One machine or process on the virtual network, which can be killed with its connections or vanish without a word. A driver.

import { ClosedError } from '../../core/errors.ts'
import type { ByteStream, ConnectOptions, Listener, Network, StreamHandlers } from '../../net/network.ts'
import type { VirtualNetwork } from '../virtual-network.ts'
import type { Accept } from './connection.ts'

/** The network as one machine or process sees it: connections carry its name, and end with it. */
export class VirtualHost implements Network {
  readonly name: string
  readonly #network: VirtualNetwork
  readonly #listeners = new Set<string>()
  #dead = false

  constructor(network: VirtualNetwork, name: string) {
    this.#network = network
    this.name = name
  }

  get dead(): boolean {
    return this.#dead
  }

  connect(options: ConnectOptions, handlers: (stream: ByteStream) => StreamHandlers): Promise<ByteStream> {
    if (this.#dead) return new Promise(() => {})
    return this.#network.connectFrom(this, options, handlers)
  }

  async listen(host: string, port: number, accept: Accept): Promise<Listener> {
    if (this.#dead) throw new ClosedError(`${this.name} is dead`)
    const listener = this.#network.listenAs(this.name, host, port, accept)
    this.#listeners.add(listener.key)
    return listener
  }

  /** The process is gone, its machine is not: every peer is told at once. */
  kill(): void {
    this.#die(false)
  }

  /** The machine is gone: peers find out when they write to it after its return, or by their own timeouts. */
  vanish(): void {
    this.#network.setDown(this.name, true)
    this.#die(true)
  }

  #die(silently: boolean): void {
    this.#dead = true
    for (const key of this.#listeners) this.#network.unlisten(key)
    this.#network.abandon(this.name, silently)
  }
}
