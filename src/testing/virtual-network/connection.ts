// One connection of the virtual network: two pipes, a stream at each end, and both as a test sees them from above. Drivers; what the network as a whole
// does to them (latency, cuts, stalls) is asked of virtual-network.ts.

import { microtask } from '../../core/async.ts'
import { ConnectionError } from '../../core/errors.ts'
import type { ByteStream, StreamHandlers } from '../../net/network.ts'
import type { VirtualNetwork } from '../virtual-network.ts'

/** What a listener does with a new stream. */
export type Accept = (stream: ByteStream) => StreamHandlers
type Direction = 'toServer' | 'toClient' | 'both'

/** What a stream may hold undelivered before `write` answers false, as a socket's high water mark. */
const writeBufferBytes = 64 * 1024

/** One direction of a connection: deliveries happen in order, each when its latency is over and nothing holds the pipe. */
export class Pipe {
  readonly #network: VirtualNetwork
  readonly #from: string
  readonly #to: string
  #queue: (() => void)[] = []
  #ready = 0
  held = false

  constructor(network: VirtualNetwork, from: string, to: string) {
    this.#network = network
    this.#from = from
    this.#to = to
  }

  send(action: () => void): void {
    this.#queue.push(action)
    this.#network.deliver(this.#arrived)
  }

  readonly #arrived = (): void => {
    this.#ready++
    this.pump()
  }

  pump(): void {
    while (this.#ready > 0 && !this.held) {
      if (this.#network.isCut(this.#from, this.#to)) return this.#network.block(this)
      this.#ready--
      this.#queue.shift()!()
    }
  }
}

export class VirtualStream implements ByteStream {
  readonly connection: VirtualConnection
  readonly localHost: string
  readonly remoteHost: string
  readonly remoteAddress: string
  readonly remotePort: number
  readonly localAddress: string
  readonly localPort: number
  readonly #network: VirtualNetwork
  readonly pipe: Pipe
  #peer!: VirtualStream
  #handlers: StreamHandlers | undefined
  #paused = false
  #arrived: Buffer[] = []
  #ended = false
  #closed = false
  #needDrain = false
  #closing: { error: Error | undefined } | undefined
  /** The process or machine of this end is gone: nothing that arrives is heard. */
  #gone = false
  /** How many more bytes leave before the connection breaks. */
  breakAfter = Infinity
  /** Bytes this side wrote that the other side has not taken. */
  bufferedBytes = 0

  constructor(network: VirtualNetwork, connection: VirtualConnection, hosts: [string, string], local: [string, number], remote: [string, number]) {
    this.#network = network
    this.connection = connection
    ;[this.localHost, this.remoteHost] = hosts
    ;[this.localAddress, this.localPort] = local
    ;[this.remoteAddress, this.remotePort] = remote
    this.pipe = new Pipe(network, this.localHost, this.remoteHost)
  }

  pair(peer: VirtualStream): void {
    this.#peer = peer
  }

  attach(handlers: StreamHandlers): void {
    this.#handlers = handlers
  }

  get closed(): boolean {
    return this.#closed
  }

  write(chunks: readonly Uint8Array[], taken?: () => void): boolean {
    if (this.#closed || this.#ended || this.#gone) return true
    let bytes = Buffer.concat(chunks)
    taken?.()
    if (bytes.length === 0) return this.bufferedBytes < writeBufferBytes
    this.breakAfter = Math.min(this.breakAfter, this.#network.drawBreak(bytes.length))
    const breaks = bytes.length > this.breakAfter
    if (breaks) bytes = bytes.subarray(0, this.breakAfter)
    this.breakAfter -= bytes.length
    for (const piece of this.#network.segments(bytes)) {
      this.bufferedBytes += piece.length
      this.pipe.send(() => this.#peer.#arrive(piece))
    }
    if (breaks) {
      this.connection.reset()
      return true
    }
    if (this.bufferedBytes < writeBufferBytes) return true
    this.#needDrain = true
    return false
  }

  #arrive(piece: Buffer): void {
    if (this.#gone) {
      // A machine that is back knows nothing of the connection and says so; one that is down is silent.
      if (!this.#network.isDown(this.localHost)) this.pipe.send(() => this.#peer.close(new ConnectionError('the peer reset the stream')))
      return
    }
    if (this.#closed) return
    this.#network.trace('data', this, piece)
    if (this.#paused || this.#arrived.length > 0) this.#arrived.push(piece)
    else this.#take(piece)
  }

  #take(piece: Buffer): void {
    const sender = this.#peer
    sender.bufferedBytes -= piece.length
    this.#handlers!.onData(piece)
    if (sender.#needDrain && sender.bufferedBytes === 0 && !sender.#closed && !sender.#gone) {
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
    microtask(() => this.#handOver())
  }

  #handOver(): void {
    while (!this.#paused && !this.#closed && !this.#gone && this.#arrived.length > 0) this.#take(this.#arrived.shift()!)
    if (this.#closing !== undefined && this.#arrived.length === 0) this.close(this.#closing.error)
  }

  end(): void {
    if (this.#ended || this.#closed || this.#gone) return
    this.#ended = true
    this.pipe.send(() => {
      this.#peer.close(undefined)
      this.close(undefined)
    })
  }

  destroy(error?: Error): void {
    if (this.#closed || this.#gone) return
    this.#ended = true
    this.pipe.send(() => this.#peer.close(new ConnectionError('the peer reset the stream')))
    microtask(() => this.close(error))
  }

  /** Reports the end to this side, once. */
  close(error: Error | undefined): void {
    if (this.#closed) return
    if (this.#gone) {
      this.#closed = true
      return
    }
    // What arrived before an orderly end is still handed over, as a socket does; a paused reader hears of the end behind it.
    if (error === undefined && this.#arrived.length > 0) {
      if (this.#closing === undefined) {
        this.#closing = { error }
        this.#handOver()
      }
      if (this.#paused) return
    }
    this.#closed = true
    this.#network.forget(this)
    this.#network.trace('close', this, undefined)
    this.#handlers?.onClose(error)
  }

  /** This side takes the connection for dead and the peer is not told. */
  lapse(error: Error): void {
    if (this.#closed || this.#gone) return
    this.#gone = this.#closed = true
    this.#network.forget(this)
    this.#network.trace('close', this, undefined)
    this.#handlers?.onClose(error)
  }

  /** The process of this end is gone. `silently`: with its machine, so that the peer is not told. */
  abandon(silently: boolean): void {
    if (this.#gone || this.#closed) return
    this.#gone = true
    this.#network.forget(this)
    if (!silently) this.pipe.send(() => this.#peer.close(new ConnectionError('the peer reset the stream')))
  }
}

/** One connection as a test sees it from above. */
export class VirtualConnection {
  readonly id: number
  readonly clientHost: string
  readonly serverHost: string
  #client!: VirtualStream
  #server!: VirtualStream

  constructor(id: number, clientHost: string, serverHost: string) {
    this.id = id
    this.clientHost = clientHost
    this.serverHost = serverHost
  }

  /** @internal */
  join(client: VirtualStream, server: VirtualStream): void {
    this.#client = client
    this.#server = server
  }

  get open(): boolean {
    return !this.#client.closed && !this.#server.closed
  }

  /** Both ends are told that the connection broke: each hears it behind what was sent to it before. */
  reset(): void {
    const error = (): Error => new ConnectionError('the connection was reset (ECONNRESET)')
    this.#client.pipe.send(() => this.#server.close(error()))
    this.#server.pipe.send(() => this.#client.close(error()))
  }

  /** Breaks the connection once `bytes` more have left in the given direction: between any two bytes. */
  resetAfter(bytes: number, direction: 'toServer' | 'toClient'): void {
    const stream = direction === 'toServer' ? this.#client : this.#server
    stream.breakAfter = bytes
  }

  /** Holds what is under way, and what is sent from now on, until `release`. */
  stall(direction: Direction = 'both'): void {
    if (direction !== 'toClient') this.#client.pipe.held = true
    if (direction !== 'toServer') this.#server.pipe.held = true
  }

  release(): void {
    for (const pipe of [this.#client.pipe, this.#server.pipe]) {
      pipe.held = false
      pipe.pump()
    }
  }

  /** The server's end is forgotten and the client is not told: it finds out when it writes. */
  halfOpen(): void {
    this.#server.lapse(new ConnectionError('the connection timed out (ETIMEDOUT)'))
  }
}
