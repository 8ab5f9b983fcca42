// The client's connections: at most one per broker and channel, opened when first needed, with a growing pause after a failure.
// A driver over net/connection.ts. Channels keep apart what must not queue behind each other: a heartbeat behind a long poll.

import { abortable, newAbortController, sleep } from '../core/async.ts'
import { ClosedError, errorMessage } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import { backoffMs } from '../core/random.ts'
import type { System } from '../core/system.ts'
import { Connection } from '../net/connection.ts'
import type { ClusterConfig } from './config.ts'
import type { BrokerNode } from './metadata.ts'

/** `main` carries everything that answers soon or is paced by the client; `coordinator` the group's requests; `fetch` long polls. */
export type Channel = 'main' | 'coordinator' | 'fetch'

interface Link {
  readonly nodeId: number
  readonly channel: Channel
  connection: Connection | undefined
  opening: Promise<Connection> | undefined
  failures: number
  retryAt: number
}

export class BrokerLinks {
  readonly #config: ClusterConfig
  readonly #system: System
  readonly #logger: Logger
  readonly #channels: Record<Channel, Map<number, Link>> = { main: new Map(), coordinator: new Map(), fetch: new Map() }
  readonly #closing = newAbortController()

  constructor(config: ClusterConfig, logger: Logger) {
    this.#config = config
    this.#system = config.system
    this.#logger = logger
  }

  /** The open connection, or undefined. Costs no promise. */
  connected(nodeId: number, channel: Channel): Connection | undefined {
    return this.#channels[channel].get(nodeId)?.connection
  }

  /** Whether the next attempt has to wait because the last ones failed. */
  inBackoff(nodeId: number, channel: Channel): boolean {
    const link = this.#channels[channel].get(nodeId)
    return link !== undefined && link.connection === undefined && link.retryAt > this.#system.clock.monotonic()
  }

  /** The open connection of the main channel with the fewest requests in flight, or undefined. */
  leastLoaded(): Connection | undefined {
    let best: Connection | undefined
    for (const { connection } of this.#channels.main.values()) {
      if (connection !== undefined && (best === undefined || connection.inFlight < best.inFlight)) best = connection
    }
    return best
  }

  /** Opens the connection or joins the attempt under way; waits out the pause after a failure. Makes one attempt. */
  open(node: BrokerNode, channel: Channel, signal?: AbortSignal): Promise<Connection> {
    if (this.#closing.signal.aborted) return Promise.reject(new ClosedError('the client is closed'))
    const links = this.#channels[channel]
    let link = links.get(node.nodeId)
    if (link === undefined) links.set(node.nodeId, (link = { nodeId: node.nodeId, channel, connection: undefined, opening: undefined, failures: 0, retryAt: 0 }))
    if (link.connection !== undefined) return Promise.resolve(link.connection)
    if (link.opening === undefined) {
      link.opening = this.#attempt(link, node)
      // Every waiter may have gone away by the time the attempt fails.
      link.opening.catch(() => {})
    }
    return abortable(link.opening, signal, `connecting to ${node.host}:${node.port}`)
  }

  async #attempt(link: Link, node: BrokerNode): Promise<Connection> {
    const { clock, timers, random } = this.#system
    try {
      const pauseMs = link.retryAt - clock.monotonic()
      if (pauseMs > 0) await sleep(timers, pauseMs, this.#closing.signal)
      const connection = await Connection.connect(this.#config.network, this.#system, {
        host: node.host,
        port: node.port,
        clientId: this.#config.clientId,
        requestTimeoutMs: this.#config.requestTimeoutMs,
        connectTimeoutMs: this.#config.socketConnectionSetupTimeoutMs,
        maxFrameBytes: this.#config.receiveFrameBytesMax,
        signal: this.#closing.signal,
      })
      link.failures = 0
      this.#attach(link, connection)
      return connection
    } catch (error) {
      if (this.#closing.signal.aborted) throw new ClosedError('the client is closed', { cause: error })
      link.retryAt = clock.monotonic() + backoffMs(random, link.failures++, this.#config.reconnectBackoffMs, this.#config.reconnectBackoffMaxMs)
      if (this.#logger.enabled('debug')) this.#logger.debug(`no connection to broker ${node.nodeId}: ${errorMessage(error)}`)
      throw error
    } finally {
      link.opening = undefined
    }
  }

  #attach(link: Link, connection: Connection): void {
    link.connection = connection
    connection.onClose(error => {
      if (link.connection !== connection) return
      link.connection = undefined
      // One pause after a loss too: a broker that accepts and drops at once must not be hammered.
      link.retryAt = this.#system.clock.monotonic() + this.#config.reconnectBackoffMs
      if (!this.#closing.signal.aborted && this.#logger.enabled('debug')) this.#logger.debug(error.message)
    })
  }

  /** Gives a connection that was opened under one node id (a bootstrap address) to the broker that turned out to live there. */
  adopt(fromNodeId: number, toNodeId: number): void {
    const main = this.#channels.main
    const connection = main.get(fromNodeId)?.connection
    if (connection === undefined || main.has(toNodeId)) return
    main.delete(fromNodeId)
    const link: Link = { nodeId: toNodeId, channel: 'main', connection: undefined, opening: undefined, failures: 0, retryAt: 0 }
    main.set(toNodeId, link)
    this.#attach(link, connection)
  }

  /** Closes connections that `isStale` names and that wait for nothing. */
  closeIdle(isStale: (nodeId: number, connection: Connection) => boolean): void {
    for (const links of Object.values(this.#channels)) {
      for (const { nodeId, connection } of links.values()) {
        if (connection !== undefined && connection.inFlight === 0 && isStale(nodeId, connection)) connection.close()
      }
    }
  }

  /** Closes every connection, as before a new start from the bootstrap servers. */
  closeAll(): void {
    for (const links of Object.values(this.#channels)) {
      for (const { connection } of links.values()) connection?.close()
    }
  }

  /** Closes for good; what waits fails with ClosedError. */
  close(): void {
    this.#closing.abort()
    const error = new ClosedError('the client was closed')
    for (const links of Object.values(this.#channels)) {
      for (const { connection } of links.values()) connection?.close(error)
    }
  }
}
