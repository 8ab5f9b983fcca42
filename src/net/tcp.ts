// DOOR 2: node:net behind the Network interface.

import * as net from 'node:net'
import { ConfigError, ConnectionError, TimeoutError } from '../core/errors.ts'
import type { ByteStream, ConnectOptions, Listener, Network, StreamHandlers } from './network.ts'

/**
 * All sockets of the process receive into this one: what has arrived is looked at before the next read. A buffer of its own for
 * every read would be memory that a full garbage collection is started for every few megabytes.
 */
const received = Buffer.allocUnsafeSlow(256 * 1024)

type OnBytes = (chunk: Buffer) => void

/** The `onread` option of a socket, whose receiver comes later. */
class Inlet {
  receiver: OnBytes | undefined
  readonly buffer = received
  readonly callback = (count: number): boolean => {
    this.receiver?.(received.subarray(0, count))
    return true
  }
}

class TcpStream implements ByteStream {
  readonly remoteAddress: string
  readonly remotePort: number
  readonly localAddress: string
  readonly localPort: number
  readonly #socket: net.Socket
  readonly #inlet: Inlet | undefined

  /** Without an `inlet` the bytes come as the socket's data events. */
  constructor(socket: net.Socket, inlet: Inlet | undefined) {
    this.#socket = socket
    this.#inlet = inlet
    this.remoteAddress = socket.remoteAddress ?? ''
    this.remotePort = socket.remotePort ?? 0
    this.localAddress = socket.localAddress ?? ''
    this.localPort = socket.localPort ?? 0
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength
  }

  attach(handlers: StreamHandlers): void {
    let failure: Error | undefined
    if (this.#inlet === undefined) this.#socket.on('data', chunk => handlers.onData(chunk as Buffer))
    else this.#inlet.receiver = chunk => handlers.onData(chunk)
    this.#socket.on('drain', () => handlers.onDrain?.())
    this.#socket.on('error', error => {
      failure = error
    })
    this.#socket.on('close', () => handlers.onClose(failure))
  }

  write(chunks: readonly Uint8Array[], taken?: () => void): boolean {
    if (this.#socket.destroyed || this.#socket.writableEnded) return true
    const last = chunks.length - 1
    // Corked writes leave as one writev.
    if (last > 0) this.#socket.cork()
    for (let i = 0; i < last; i++) this.#socket.write(chunks[i]!)
    const ready = taken === undefined ? this.#socket.write(chunks[last]!) : this.#socket.write(chunks[last]!, error => (error ? undefined : taken()))
    if (last > 0) this.#socket.uncork()
    return ready
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  end(): void {
    this.#socket.end()
  }

  destroy(error?: Error): void {
    this.#socket.destroy(error)
  }
}

/**
 * Node has `onread` for sockets that connect, but not for those that a server accepts: the accepted one's handle moves into a
 * socket that has it. Where a version of Node keeps its handle elsewhere, the accepted socket serves, at the price of its buffers.
 */
function withInlet(accepted: net.Socket): { socket: net.Socket; inlet: Inlet | undefined } {
  const bare = accepted as unknown as { _handle: { useUserBuffer?: unknown } | null; _server: unknown }
  const handle = bare._handle
  if (typeof handle?.useUserBuffer !== 'function') return { socket: accepted, inlet: undefined }
  const inlet = new Inlet()
  const options = { handle, onread: inlet, pauseOnCreate: true, readable: true, writable: true }
  const socket = new net.Socket(options as net.SocketConstructorOpts)
  // The server counts its connections by this.
  ;(socket as unknown as { _server: unknown })._server = bare._server
  bare._handle = null
  bare._server = null
  return { socket, inlet }
}

/** The operating system's TCP, with Nagle's algorithm off as Kafka has it. */
export class TcpNetwork implements Network {
  connect(options: ConnectOptions, handlers: (stream: ByteStream) => StreamHandlers): Promise<ByteStream> {
    const { host, port, connectTimeoutMs } = options
    return new Promise((resolve, reject) => {
      const inlet = new Inlet()
      const socket = net.connect({ host, port, noDelay: true, keepAlive: true, onread: inlet })
      const deadline = setTimeout(() => {
        socket.destroy()
        reject(new TimeoutError(`no connection to ${host}:${port} within ${connectTimeoutMs} ms`))
      }, connectTimeoutMs)
      const onError = (error: NodeJS.ErrnoException): void => {
        clearTimeout(deadline)
        reject(new ConnectionError(`cannot connect to ${host}:${port}: ${error.code ?? error.message}`, { cause: error }))
      }
      socket.once('error', onError)
      socket.once('connect', () => {
        clearTimeout(deadline)
        socket.off('error', onError)
        const stream = new TcpStream(socket, inlet)
        stream.attach(handlers(stream))
        resolve(stream)
      })
    })
  }

  listen(host: string, port: number, accept: (stream: ByteStream) => StreamHandlers): Promise<Listener> {
    return new Promise((resolve, reject) => {
      const sockets = new Set<net.Socket>()
      const server = net.createServer({ noDelay: true, keepAlive: true, pauseOnConnect: true }, accepted => {
        const { socket, inlet } = withInlet(accepted)
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
        const stream = new TcpStream(socket, inlet)
        socket.resume()
        stream.attach(accept(stream))
      })
      server.once('error', (error: NodeJS.ErrnoException) => {
        const why = error.code === 'EADDRINUSE' ? 'the port is in use' : (error.code ?? error.message)
        reject(new ConfigError(`cannot listen on ${host}:${port}: ${why}`, { cause: error }))
      })
      server.listen({ host, port, backlog: 511 }, () => {
        const address = server.address() as net.AddressInfo
        resolve({
          host,
          port: address.port,
          close: () =>
            new Promise(done => {
              server.close(() => done())
              for (const socket of sockets) socket.destroy()
            }),
        })
      })
    })
  }
}
