// The broker's listeners: accepts connections within the limits, closes idle ones, and drains them at the stop.
// Driver over net/network.ts; what happens on one connection is in server-connection.ts.

import type { Timer } from '../core/clock.ts'
import type { BufferPool } from '../core/buffer-pool.ts'
import type { Logger } from '../core/logger.ts'
import type { System } from '../core/system.ts'
import type { ByteStream, Listener, Network, StreamHandlers } from '../net/network.ts'
import { Complaints } from './complaints.ts'
import { FairTurns } from './fair-turns.ts'
import { type ConnectionLimits, plainAddress, type Prepare, ServerConnection } from './server-connection.ts'

export interface ServerLimits extends ConnectionLimits {
  /** max.connections */
  maxConnections: number
  /** max.connections.per.ip */
  maxConnectionsPerIp: number
  /** Response bytes that may wait for all clients together before answers are kept small. */
  maxUnsentBytesTotal: number
  /** connections.max.idle.ms */
  maxIdleMs: number
}

export interface ServerOptions {
  network: Network
  system: System
  logger: Logger
  limits: ServerLimits
  /** For large requests and answers. */
  pool: BufferPool
  prepare: Prepare
}

const refused: StreamHandlers = { onData: () => {}, onClose: () => {} }

/** All listeners of one broker. */
export class Server {
  readonly #options: ServerOptions
  readonly #complaints: Complaints
  readonly #turns: FairTurns
  readonly #listeners: Listener[] = []
  readonly #connections = new Set<ServerConnection>()
  readonly #perHost = new Map<string, number>()
  #idleTimer: Timer | undefined
  #unsentBytes = 0
  #stopping = false
  #open = false
  #refusalLoggedAt = -Infinity

  constructor(options: ServerOptions) {
    this.#options = options
    const { clock, timers } = options.system
    this.#complaints = new Complaints(options.logger, options.system)
    this.#turns = new FairTurns(() => clock.monotonic(), callback => timers.defer(callback))
  }

  /** How many response bytes may still be given to clients that do not keep up; 0 when they have more than enough. */
  get responseRoom(): number {
    return Math.max(0, this.#options.limits.maxUnsentBytesTotal - this.#unsentBytes)
  }

  get connectionCount(): number {
    return this.#connections.size
  }

  /**
   * Binds a listener. Connections are accepted at once, but requests wait until `open`. Throws ConfigError when the address cannot be bound.
   * Answers with the port that was bound.
   */
  async listen(name: string, host: string, port: number): Promise<Listener> {
    const listener = await this.#options.network.listen(host, port, stream => this.#accept(name, stream))
    this.#listeners.push(listener)
    if (this.#idleTimer === undefined) this.#scheduleIdleCheck()
    return listener
  }

  /** The broker is ready: requests are served from now on. */
  open(): void {
    this.#open = true
    for (const connection of [...this.#connections]) connection.release()
  }

  /** Answers what is running, starts nothing new, closes every connection and listener. Waits at most `timeoutMs` for the answers. */
  async close(timeoutMs: number): Promise<void> {
    this.#stopping = true
    this.#idleTimer?.cancel()
    const drained = Promise.all([...this.#connections].map(connection => connection.drain()))
    let timer: Timer | undefined
    const expired = new Promise<void>(resolve => {
      timer = this.#options.system.timers.schedule(timeoutMs, resolve)
    })
    await Promise.race([drained, expired])
    timer?.cancel()
    for (const connection of [...this.#connections]) connection.close()
    await Promise.all(this.#listeners.map(listener => listener.close()))
    this.#complaints.close()
  }

  #accept(name: string, stream: ByteStream): StreamHandlers {
    const { limits, logger, pool, prepare, system } = this.#options
    const host = plainAddress(stream.remoteAddress)
    const fromHost = this.#perHost.get(host) ?? 0
    if (this.#stopping || this.#connections.size >= limits.maxConnections || fromHost >= limits.maxConnectionsPerIp) {
      this.#logRefusal(host, fromHost)
      stream.destroy()
      return refused
    }
    this.#perHost.set(host, fromHost + 1)
    const connection = new ServerConnection({
      stream,
      listener: name,
      prepare,
      limits,
      logger,
      complaints: this.#complaints,
      pool,
      monotonic: () => system.clock.monotonic(),
      turns: this.#turns,
      held: !this.#open,
      onUnsent: change => {
        this.#unsentBytes += change
      },
      onClosed: closed => {
        this.#connections.delete(closed)
        const rest = (this.#perHost.get(host) ?? 1) - 1
        if (rest > 0) this.#perHost.set(host, rest)
        else this.#perHost.delete(host)
      },
    })
    this.#connections.add(connection)
    return connection
  }

  /** A flood of refused connections must not become a flood of log lines. */
  #logRefusal(host: string, fromHost: number): void {
    const now = this.#options.system.clock.monotonic()
    if (this.#stopping || now - this.#refusalLoggedAt < 1000) return
    this.#refusalLoggedAt = now
    const { limits, logger } = this.#options
    logger.warn(
      fromHost >= limits.maxConnectionsPerIp
        ? `connection from ${host} refused: it has ${fromHost} already (max.connections.per.ip=${limits.maxConnectionsPerIp})`
        : `connection from ${host} refused: ${this.#connections.size} are open (max.connections=${limits.maxConnections})`,
    )
  }

  #scheduleIdleCheck(): void {
    const { limits, system } = this.#options
    const everyMs = Math.max(1000, Math.min(60_000, limits.maxIdleMs / 4))
    this.#idleTimer = system.timers.schedule(
      everyMs,
      () => {
        const oldest = system.clock.monotonic() - limits.maxIdleMs
        for (const connection of [...this.#connections]) if (!connection.busy && connection.lastActiveAt < oldest) connection.close()
        this.#scheduleIdleCheck()
      },
      { background: true },
    )
  }
}
