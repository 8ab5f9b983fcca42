// The twin of net/tcp.ts: ordered byte streams inside one process, on the clock of the test. Within one direction of a connection nothing
// is reordered or doubled, as in TCP; across connections everything may be. Latency, segmentation, cuts, stalls, half-open connections
// and resets between any two bytes are set by the test or drawn from a seed, so a failing run replays.
// The parts are in virtual-network/: connection.ts (pipes, streams, one connection), host.ts (what a process sees).

import { microtask } from '../core/async.ts'
import type { Timers } from '../core/clock.ts'
import { ConfigError, ConnectionError, TimeoutError } from '../core/errors.ts'
import type { Random } from '../core/random.ts'
import type { ByteStream, ConnectOptions, Listener, Network, StreamHandlers } from '../net/network.ts'
import { type Accept, Pipe, VirtualConnection, VirtualStream } from './virtual-network/connection.ts'
import { VirtualHost } from './virtual-network/host.ts'

export { VirtualConnection, VirtualHost }

export interface NetworkEvent {
  kind: 'connect' | 'data' | 'close'
  /** Numbers connections from 1 in the order of their making. */
  connection: number
  from: string
  to: string
  bytes: Buffer | undefined
}

export interface VirtualNetworkOptions {
  timers: Timers
  /** One-way delay of every delivery in milliseconds (default 0: in a later microtask). */
  latencyMs?: number
  /** Adds up to this many milliseconds to each delivery, exponentially distributed, drawn from `random`. Default 0. */
  jitterMs?: number
  /** Cuts writes into pieces of 1..segmentBytesMax bytes, drawn from `random`. Default: pieces stay whole. */
  segmentBytesMax?: number
  /** The share of writes that are cut into pieces. Default 1. */
  segmentChance?: number
  /** The share of writes in which the connection breaks after some of the bytes, drawn from `random`. Default 0. */
  resetChance?: number
  random?: Random
  /** Sees every delivery, in order: for traces. */
  onEvent?: (event: NetworkEvent) => void
}

/**
 * An in-memory network. Hosts are names without meaning, except that `localhost` is 127.0.0.1 and 0.0.0.0 and `::` hear every host. Used directly it is
 * the network of 127.0.0.1; `host(name)` is that of another machine.
 */
export class VirtualNetwork implements Network {
  readonly #options: VirtualNetworkOptions
  readonly #listeners = new Map<string, { accept: Accept; owner: string }>()
  readonly #streams = new Set<VirtualStream>()
  readonly #unreachable = new Set<string>()
  readonly #cuts = new Set<string>()
  readonly #down = new Set<string>()
  readonly #paused = new Set<string>()
  readonly #blocked = new Set<Pipe>()
  readonly #local: VirtualHost
  #nextPort = 40_000
  #nextConnection = 1
  #stalled = false
  /** May be changed at any time. */
  latencyMs: number
  jitterMs: number
  resetChance: number
  segmentChance: number

  constructor(options: VirtualNetworkOptions) {
    this.#options = options
    this.latencyMs = options.latencyMs ?? 0
    this.jitterMs = options.jitterMs ?? 0
    this.resetChance = options.resetChance ?? 0
    this.segmentChance = options.segmentChance ?? 1
    this.#local = new VirtualHost(this, '127.0.0.1')
  }

  connect(options: ConnectOptions, handlers: (stream: ByteStream) => StreamHandlers): Promise<ByteStream> {
    return this.#local.connect(options, handlers)
  }

  listen(host: string, port: number, accept: Accept): Promise<Listener> {
    return this.#local.listen(host, port, accept)
  }

  /** The network as a new process on machine `name` sees it. */
  host(name: string): VirtualHost {
    this.#down.delete(name)
    return new VirtualHost(this, name)
  }

  /** The connections that are open at both ends. */
  get connections(): VirtualConnection[] {
    const found = new Set<VirtualConnection>()
    for (const stream of this.#streams) if (stream.connection.open) found.add(stream.connection)
    return [...found]
  }

  /** From now on attempts to connect to this address hang until their timeout. Open connections go on. */
  isolate(host: string, port: number): void {
    this.#unreachable.add(`${canonical(host)}:${port}`)
  }

  /** Nothing passes from one machine to the other, or in `both` directions (default). What is sent arrives after `heal`, if both ends still live. `*` is every machine. */
  cut(from: string, to: string, direction: 'both' | 'oneWay' = 'both'): void {
    this.#cuts.add(`${from}|${to}`)
    if (direction === 'both') this.#cuts.add(`${to}|${from}`)
  }

  /** Undoes isolate and cut for every address. */
  heal(): void {
    this.#unreachable.clear()
    this.#cuts.clear()
    this.#pumpAll()
  }

  /** Resets every open stream, as a rebooting switch does. */
  resetAll(): void {
    for (const stream of [...this.#streams]) stream.destroy()
  }

  /** The machine takes nothing from its network until `resume`: what is sent to it waits. */
  pause(host: string): void {
    this.#paused.add(host)
  }

  resume(host: string): void {
    if (this.#paused.delete(host)) this.#pumpAll()
  }

  /** Holds all deliveries back until release. */
  stall(): void {
    this.#stalled = true
  }

  release(): void {
    this.#stalled = false
    this.#pumpAll()
  }

  #pumpAll(): void {
    const pipes = [...this.#blocked]
    this.#blocked.clear()
    for (const pipe of pipes) pipe.pump()
  }

  // ---- what hosts, streams and pipes ask

  /** @internal */
  async connectFrom(host: VirtualHost, options: ConnectOptions, handlers: (stream: ByteStream) => StreamHandlers): Promise<ByteStream> {
    const target = canonical(options.host)
    const where = `${options.host}:${options.port}`
    const listener = this.#listeners.get(`${target}:${options.port}`) ?? this.#listeners.get(`*:${options.port}`)
    const owner = listener?.owner ?? target
    const cut = !this.#stalled && !this.#paused.has(owner) && !this.#paused.has(host.name) && (this.isCut(host.name, owner) || this.isCut(owner, host.name))
    if (this.#unreachable.has(`${target}:${options.port}`) || this.#down.has(owner) || cut) {
      await new Promise<void>(resolve => this.#options.timers.schedule(options.connectTimeoutMs, resolve))
      throw new TimeoutError(`no connection to ${where} within ${options.connectTimeoutMs} ms`)
    }
    await new Promise<void>((resolve, reject) => {
      const expire = (): void => reject(new TimeoutError(`no connection to ${where} within ${options.connectTimeoutMs} ms`))
      const timer = this.#options.timers.schedule(options.connectTimeoutMs, expire)
      new Pipe(this, host.name, owner).send(() => {
        timer.cancel()
        resolve()
      })
    })
    const now = this.#listeners.get(`${target}:${options.port}`) ?? this.#listeners.get(`*:${options.port}`)
    if (host.dead) return new Promise(() => {})
    if (now === undefined) throw new ConnectionError(`cannot connect to ${where}: ECONNREFUSED`)
    const clientEnd: [string, number] = [host.name, this.#nextPort++]
    const serverEnd: [string, number] = [target, options.port]
    const connection = new VirtualConnection(this.#nextConnection++, host.name, now.owner)
    const client = new VirtualStream(this, connection, [host.name, now.owner], clientEnd, serverEnd)
    const server = new VirtualStream(this, connection, [now.owner, host.name], serverEnd, clientEnd)
    client.pair(server)
    server.pair(client)
    connection.join(client, server)
    this.#streams.add(client)
    this.#streams.add(server)
    this.trace('connect', client, undefined)
    server.attach(now.accept(server))
    client.attach(handlers(client))
    return client
  }

  /** @internal */
  listenAs(owner: string, host: string, port: number, accept: Accept): Listener & { key: string } {
    const bound = port === 0 ? this.#nextPort++ : port
    const key = `${host === '0.0.0.0' || host === '::' ? '*' : canonical(host)}:${bound}`
    if (this.#listeners.has(key)) throw new ConfigError(`cannot listen on ${host}:${bound}: the port is in use`)
    this.#listeners.set(key, { accept, owner })
    return {
      key,
      host,
      port: bound,
      close: async () => {
        this.unlisten(key)
        for (const stream of [...this.#streams]) if (stream.localPort === bound && stream.localHost === owner) stream.destroy()
        await Promise.resolve()
      },
    }
  }

  /** @internal */
  unlisten(key: string): void {
    this.#listeners.delete(key)
  }

  /** @internal */
  abandon(host: string, silently: boolean): void {
    for (const stream of [...this.#streams]) if (stream.localHost === host) stream.abandon(silently)
  }

  /** @internal */
  setDown(host: string, down: boolean): void {
    if (down) this.#down.add(host)
    else this.#down.delete(host)
  }

  /** @internal */
  isDown(host: string): boolean {
    return this.#down.has(host)
  }

  /** @internal */
  isCut(from: string, to: string): boolean {
    if (this.#stalled || this.#paused.has(to)) return true
    if (this.#cuts.size === 0) return false
    return this.#cuts.has(`${from}|${to}`) || this.#cuts.has(`*|${to}`) || this.#cuts.has(`${from}|*`)
  }

  /** @internal Runs `action` after the latency. */
  deliver(action: () => void): void {
    let delay = this.latencyMs
    if (this.jitterMs > 0) delay += Math.min(this.jitterMs * 10, -Math.log(1 - this.#options.random!.next()) * this.jitterMs)
    if (delay > 0) this.#options.timers.schedule(delay, action)
    else microtask(action)
  }

  /** @internal After how many of `length` bytes the connection is to break; Infinity for not. */
  drawBreak(length: number): number {
    const { random } = this.#options
    if (this.resetChance === 0 || random === undefined || random.next() >= this.resetChance) return Infinity
    return random.int(length)
  }

  /** @internal */
  segments(bytes: Buffer): Buffer[] {
    const { segmentBytesMax: max, random } = this.#options
    if (max === undefined || random === undefined || (this.segmentChance < 1 && random.next() >= this.segmentChance)) return bytes.length === 0 ? [] : [bytes]
    const pieces: Buffer[] = []
    for (let at = 0; at < bytes.length; ) {
      const length = Math.min(bytes.length - at, 1 + random.int(max))
      pieces.push(bytes.subarray(at, at + length))
      at += length
    }
    return pieces
  }

  /** @internal */
  trace(kind: NetworkEvent['kind'], stream: VirtualStream, bytes: Buffer | undefined): void {
    this.#options.onEvent?.({ kind, connection: stream.connection.id, from: stream.remoteHost, to: stream.localHost, bytes })
  }

  /** @internal */
  forget(stream: VirtualStream): void {
    this.#streams.delete(stream)
  }

  /** @internal A pipe that has something to deliver and must not. */
  block(pipe: Pipe): void {
    this.#blocked.add(pipe)
  }
}

function canonical(host: string): string {
  return host === 'localhost' || host === '::1' ? '127.0.0.1' : host
}
