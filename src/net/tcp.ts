// DOOR 2: node:net behind the Network interface.

import * as net from 'node:net'
import { ConfigError, ConnectionError, TimeoutError } from '../core/errors.ts'
import type { ByteStream, ConnectOptions, Listener, Network, StreamHandlers } from './network.ts'

class TcpStream implements ByteStream {
  readonly remoteAddress: string
  readonly remotePort: number
  readonly localAddress: string
  readonly localPort: number
  readonly #socket: net.Socket

  constructor(socket: net.Socket) {
    this.#socket = socket
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
    this.#socket.on('data', chunk => handlers.onData(chunk as Buffer))
    this.#socket.on('drain', () => handlers.onDrain?.())
    this.#socket.on('error', error => {
      failure = error
    })
    this.#socket.on('close', () => handlers.onClose(failure))
  }

  write(chunks: readonly Uint8Array[]): boolean {
    if (this.#socket.destroyed || this.#socket.writableEnded) return true
    if (chunks.length === 1) return this.#socket.write(chunks[0]!)
    // Corked writes leave as one writev.
    this.#socket.cork()
    let ready = true
    for (const chunk of chunks) ready = this.#socket.write(chunk)
    this.#socket.uncork()
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

/** The operating system's TCP, with Nagle's algorithm off as Kafka has it. */
export class TcpNetwork implements Network {
  connect(options: ConnectOptions, handlers: (stream: ByteStream) => StreamHandlers): Promise<ByteStream> {
    const { host, port, connectTimeoutMs } = options
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host, port, noDelay: true, keepAlive: true })
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
        const stream = new TcpStream(socket)
        stream.attach(handlers(stream))
        resolve(stream)
      })
    })
  }

  listen(host: string, port: number, accept: (stream: ByteStream) => StreamHandlers): Promise<Listener> {
    return new Promise((resolve, reject) => {
      const sockets = new Set<net.Socket>()
      const server = net.createServer({ noDelay: true, keepAlive: true }, socket => {
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
        const stream = new TcpStream(socket)
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
