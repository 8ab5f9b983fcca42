// The twin of net/tcp.ts: ordered byte streams inside one process, on the clock of the test. Delivery order is the order
// of writing; latency, arbitrary segmentation, stalls and cuts are set by the test, so a failing run replays.

import type { Timers } from '../core/clock.ts'
import { ConfigError, ConnectionError, TimeoutError } from '../core/errors.ts'
import type { Random } from '../core/random.ts'
import type { ByteStream, ConnectOptions, Listener, Network, StreamHandlers } from '../net/network.ts'

export interface VirtualNetworkOptions {
  timers: Timers
  /** One-way delay of every delivery in milliseconds (default 0: in a later microtask). */
  latencyMs?: number
  /** Cuts every write into pieces of 1..segmentBytesMax bytes, drawn from `random`. Default: pieces stay whole. */
  segmentBytesMax?: number
  random?: Random
}

type Accept = (stream: ByteStream) => StreamHandlers

/** What a stream may hold undelivered before `write` answers false, as a socket's high water mark. */
const writeBufferBytes = 64 * 1024

class VirtualStream implements ByteStream {
  readonly remoteAddress: string
  readonly remotePort: number
  readonly localAddress: string
  readonly localPort: number
  readonly #network: VirtualNetwork
  #peer: VirtualStream | undefined
  #handlers: StreamHandlers | undefined
  #paused = false
  #arrived: Buffer[] = []
  #ended = false
  #closed = false
  #needDrain = false
  /** Bytes this side wrote that the other side has not taken. */
  bufferedBytes = 0

  constructor(network: VirtualNetwork, local: [string, number], remote: [string, number]) {
    this.#network = network
    ;[this.localAddress, this.localPort] = local
    ;[this.remoteAddress, this.remotePort] = remote
  }

  pair(peer: VirtualStream): void {
    this.#peer = peer
  }

  attach(handlers: StreamHandlers): void {
    this.#handlers = handlers
  }

  write(chunks: readonly Uint8Array[]): boolean {
    if (this.#closed || this.#ended) return true
    for (const piece of this.#network.segments(Buffer.concat(chunks))) {
      this.bufferedBytes += piece.length
      this.#network.deliver(() => this.#peer!.#arrive(piece))
    }
    if (this.bufferedBytes < writeBufferBytes) return true
    this.#needDrain = true
    return false
  }

  #arrive(piece: Buffer): void {
    if (this.#closed) return
    if (this.#paused || this.#arrived.length > 0) this.#arrived.push(piece)
    else this.#take(piece)
  }

  #take(piece: Buffer): void {
    const sender = this.#peer!
    sender.bufferedBytes -= piece.length
    this.#handlers!.onData(piece)
    if (sender.#needDrain && sender.bufferedBytes === 0 && !sender.#closed) {
      sender.#needDrain = false
      sender.#handlers!.onDrain?.()
    }
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    if (!this.#paused) return
    this.#paused = false
    queueMicrotask(() => {
      while (!this.#paused && !this.#closed && this.#arrived.length > 0) this.#take(this.#arrived.shift()!)
    })
  }

  end(): void {
    if (this.#ended || this.#closed) return
    this.#ended = true
    this.#network.deliver(() => {
      this.#peer!.close(undefined)
      this.close(undefined)
    })
  }

  destroy(error?: Error): void {
    if (this.#closed) return
    this.#network.deliver(() => this.#peer!.close(new ConnectionError('the peer reset the stream')))
    queueMicrotask(() => this.close(error))
    this.#ended = true
  }

  /** Reports the end to this side, once. */
  close(error: Error | undefined): void {
    if (this.#closed) return
    // What arrived before an orderly end is still handed over, as a socket does.
    if (error === undefined && !this.#paused) while (this.#arrived.length > 0) this.#take(this.#arrived.shift()!)
    this.#closed = true
    this.#network.forget(this)
    this.#handlers?.onClose(error)
  }

  get closed(): boolean {
    return this.#closed
  }
}

/** An in-memory network. Hosts are names without meaning, except that `localhost` is 127.0.0.1 and 0.0.0.0 and `::` hear every host. */
export class VirtualNetwork implements Network {
  readonly #options: VirtualNetworkOptions
  readonly #listeners = new Map<string, Accept>()
  readonly #streams = new Set<VirtualStream>()
  readonly #unreachable = new Set<string>()
  #nextPort = 40_000
  #stalled: (() => void)[] | undefined

  constructor(options: VirtualNetworkOptions) {
    this.#options = options
  }

  async connect(options: ConnectOptions, handlers: (stream: ByteStream) => StreamHandlers): Promise<ByteStream> {
    const host = canonical(options.host)
    const where = `${options.host}:${options.port}`
    if (this.#unreachable.has(`${host}:${options.port}`)) {
      await new Promise<void>(resolve => this.#options.timers.schedule(options.connectTimeoutMs, resolve))
      throw new TimeoutError(`no connection to ${where} within ${options.connectTimeoutMs} ms`)
    }
    await new Promise<void>(resolve => this.deliver(resolve))
    const accept = this.#listeners.get(`${host}:${options.port}`) ?? this.#listeners.get(`*:${options.port}`)
    if (accept === undefined) throw new ConnectionError(`cannot connect to ${where}: ECONNREFUSED`)
    const clientEnd: [string, number] = ['127.0.0.1', this.#nextPort++]
    const serverEnd: [string, number] = [host, options.port]
    const client = new VirtualStream(this, clientEnd, serverEnd)
    const server = new VirtualStream(this, serverEnd, clientEnd)
    client.pair(server)
    server.pair(client)
    this.#streams.add(client)
    this.#streams.add(server)
    server.attach(accept(server))
    client.attach(handlers(client))
    return client
  }

  async listen(host: string, port: number, accept: Accept): Promise<Listener> {
    const bound = port === 0 ? this.#nextPort++ : port
    const key = `${host === '0.0.0.0' || host === '::' ? '*' : canonical(host)}:${bound}`
    if (this.#listeners.has(key)) throw new ConfigError(`cannot listen on ${host}:${bound}: the port is in use`)
    this.#listeners.set(key, accept)
    return {
      host,
      port: bound,
      close: async () => {
        this.#listeners.delete(key)
        for (const stream of [...this.#streams]) if (stream.localPort === bound) stream.destroy()
        await Promise.resolve()
      },
    }
  }

  /** From now on attempts to connect to this address hang until their timeout. */
  isolate(host: string, port: number): void {
    this.#unreachable.add(`${canonical(host)}:${port}`)
  }

  /** Undoes isolate for every address. */
  heal(): void {
    this.#unreachable.clear()
  }

  /** Resets every open stream, as a rebooting switch does. */
  resetAll(): void {
    for (const stream of [...this.#streams]) stream.destroy()
  }

  /** Holds all deliveries back until release. */
  stall(): void {
    this.#stalled ??= []
  }

  release(): void {
    const held = this.#stalled ?? []
    this.#stalled = undefined
    for (const action of held) this.deliver(action)
  }

  /** Runs `action` at the other end: after the latency, in the order of the calls. */
  deliver(action: () => void): void {
    if (this.#stalled !== undefined) this.#stalled.push(action)
    else if ((this.#options.latencyMs ?? 0) > 0) this.#options.timers.schedule(this.#options.latencyMs!, action)
    else queueMicrotask(action)
  }

  segments(bytes: Buffer): Buffer[] {
    const max = this.#options.segmentBytesMax
    const random = this.#options.random
    if (max === undefined || random === undefined) return bytes.length === 0 ? [] : [bytes]
    const pieces: Buffer[] = []
    for (let at = 0; at < bytes.length; ) {
      const length = Math.min(bytes.length - at, 1 + random.int(max))
      pieces.push(bytes.subarray(at, at + length))
      at += length
    }
    return pieces
  }

  forget(stream: VirtualStream): void {
    this.#streams.delete(stream)
  }
}

function canonical(host: string): string {
  return host === 'localhost' || host === '::1' ? '127.0.0.1' : host
}
