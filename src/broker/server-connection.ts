// One client's connection: frames in, requests started in order, answers out in order, back-pressure in both directions.
// Driver. A request starts when everything before it is answered, as in Kafka, except that requests marked `concurrent`
// (Produce) start behind each other at once: that is what lets a group commit serve a pipeline.

import { microtask } from '../core/async.ts'
import { type BufferPool, pooledMinBytes } from '../core/buffer-pool.ts'
import { FrameDecoder } from '../protocol/frame.ts'
import { errorMessage, KafkaError } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import type { Complaints } from './complaints.ts'
import { type FairTurns, Share } from './fair-turns.ts'
import type { ByteStream, StreamHandlers } from '../net/network.ts'

/** Thrown by a request that can be answered only by closing the connection; the message becomes the log line. */
export class CloseConnection extends KafkaError {
  constructor(message: string) {
    super('CLOSE_CONNECTION', message)
  }
}

/** What handlers may know of the connection a request came by. */
export interface ConnectionInfo {
  readonly clientHost: string
  readonly clientPort: number
  /** The address of this broker that the client reached. */
  readonly localHost: string
  readonly localPort: number
  /** The name of the listener that accepted it. */
  readonly listener: string
  /** What the client calls itself (ApiVersions v3+, KIP-511). */
  clientSoftwareName: string
  clientSoftwareVersion: string
  /** Aborts when the connection is gone: nobody waits for the answers any more. */
  readonly signal: AbortSignal
  /**
   * For a request whose answer is held back on purpose: calls `wake` once, as soon as another request stands behind it (with that
   * one's API key), or the connection ends. Answers go out in order, so a held one must then go. At most one request of a connection may be held.
   */
  whenMoreArrives(wake: (apiKey?: number) => void): void
}

/** A request that was decoded far enough to be started. */
export interface PreparedRequest {
  /** May start while earlier concurrent requests of the connection are still running. */
  readonly concurrent: boolean
  /** Whether `start` is done with the frame's bytes when it returns, so that they may be overwritten. */
  readonly frameIsFree: boolean
  /** Runs the request. Null: it is never answered (acks=0). Throws or rejects when the connection must be closed. */
  start(): readonly Buffer[] | null | Promise<readonly Buffer[] | null>
}

/** Turns a frame into a request. Throws when the bytes are no request that can be answered. */
export type Prepare = (frame: Buffer, connection: ConnectionInfo) => PreparedRequest

export interface ConnectionLimits {
  /** socket.request.max.bytes */
  maxRequestBytes: number
  /** Requests of one connection that may wait or run before reading stops. */
  maxPipelinedRequests: number
  /** Bytes of such requests before reading stops (one request may be larger alone). */
  maxPipelinedBytes: number
  /** Unsent response bytes from which on no further request is started. */
  maxUnsentBytes: number
}

/** So many bytes of a request that is not complete yet count as activity: slower than this in connections.max.idle.ms is no upload. */
const signOfLifeBytes = 16_384
interface Slot {
  frame: Buffer | undefined
  readonly bytes: number
  request: PreparedRequest | undefined
  state: 'waiting' | 'running' | 'answered'
  response: readonly Buffer[] | null
}

/** A socket that serves IPv4 and IPv6 shows IPv4 addresses in IPv6 form. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address
}

export class ServerConnection implements StreamHandlers {
  readonly info: ConnectionInfo
  /** Monotonic time of the last request or answer, for connections.max.idle.ms. */
  lastActiveAt: number
  readonly #stream: ByteStream
  readonly #prepare: Prepare
  readonly #limits: ConnectionLimits
  readonly #logger: Logger
  readonly #complaints: Complaints
  readonly #monotonic: () => number
  readonly #turns: FairTurns
  readonly #share = new Share(() => this.#goOn())
  /** Bytes of the incomplete request since the last sign of life. */
  #drippedBytes = 0
  readonly #onClosed: (connection: ServerConnection) => void
  readonly #frames: FrameDecoder
  readonly #pool: BufferPool
  readonly #aborter = new AbortController()
  #slots: Slot[] = []
  /** Slots before this index are started. */
  #started = 0
  /** Started slots that are not concurrent: nothing may start behind one. */
  #exclusiveRunning = false
  #queuedBytes = 0
  #out: Buffer[] = []
  #outBytes = 0
  #flushScheduled = false
  #reading = true
  #full = false
  #closing = false
  #refusing = false
  #held: boolean
  #unsentBytes = 0
  readonly #onUnsent: (change: number) => void
  #drained: (() => void)[] = []
  /** Asks for the answer that is held back. */
  #wake: ((apiKey?: number) => void) | undefined

  constructor(options: {
    stream: ByteStream
    listener: string
    prepare: Prepare
    limits: ConnectionLimits
    logger: Logger
    /** Hears of bad bytes. */
    complaints: Complaints
    monotonic: () => number
    /** What this connection shares with the others. */
    turns: FairTurns
    /** How many more response bytes wait for this client than before. */
    onUnsent?: (change: number) => void
    /** Large frames come from here, and answers that do go back to it when they are sent. */
    pool: BufferPool
    /** Reads, but starts nothing until `release`. */
    held?: boolean
    onClosed: (connection: ServerConnection) => void
  }) {
    const { stream } = options
    this.#stream = stream
    this.#prepare = options.prepare
    this.#limits = options.limits
    this.#logger = options.logger
    this.#complaints = options.complaints
    this.#monotonic = options.monotonic
    this.#turns = options.turns
    this.#onClosed = options.onClosed
    this.#held = options.held ?? false
    this.#onUnsent = options.onUnsent ?? (() => {})
    this.#pool = options.pool
    this.#frames = new FrameDecoder(options.limits.maxRequestBytes, { pool: options.pool })
    this.lastActiveAt = options.monotonic()
    this.info = {
      clientHost: plainAddress(stream.remoteAddress),
      clientPort: stream.remotePort,
      localHost: plainAddress(stream.localAddress),
      localPort: stream.localPort,
      listener: options.listener,
      clientSoftwareName: 'unknown',
      clientSoftwareVersion: 'unknown',
      signal: this.#aborter.signal,
      whenMoreArrives: wake => {
        this.#wake = wake
        if (this.#slots.length > this.#started || this.#refusing || this.#closing) this.#wakeHeld()
      },
    }
  }

  /** Whether requests wait for their answer. */
  get busy(): boolean {
    return this.#slots.length > 0
  }

  onData(chunk: Buffer): void {
    if (this.#closing) return
    const count = this.#take(() => this.#frames.push(chunk, this.#slotsLeft))
    if (count < 0) return
    // A byte now and then keeps no connection open: only a whole request is a sign of life, or a good piece of a large one.
    this.#drippedBytes = count > 0 ? 0 : this.#drippedBytes + chunk.length
    if (count > 0 || this.#drippedBytes >= signOfLifeBytes) {
      this.#drippedBytes = 0
      this.lastActiveAt = this.#monotonic()
    }
    this.#startRequests()
    if (this.#slots.length > this.#started) this.#wakeHeld()
    this.#throttleReading()
  }

  get #slotsLeft(): number {
    return Math.max(0, this.#limits.maxPipelinedRequests - this.#slots.length)
  }

  /** Puts frames in line. Answers how many, -1 when the bytes are none and the connection is gone. */
  #take(read: () => Buffer[]): number {
    let frames: Buffer[]
    try {
      frames = read()
    } catch (error) {
      this.#abort(errorMessage(error))
      return -1
    }
    for (const frame of frames) {
      this.#slots.push({ frame, bytes: frame.length, request: undefined, state: 'waiting', response: null })
      this.#queuedBytes += frame.length
    }
    return frames.length
  }

  #goOn(): void {
    this.#startRequests()
    this.#throttleReading()
  }

  onDrain(): void {
    this.#countUnsent(0)
    this.lastActiveAt = this.#monotonic()
    this.#full = false
    this.#goOn()
  }

  onClose(error: Error | undefined): void {
    const { pendingBytes } = this.#frames
    if (!this.#closing && pendingBytes > 0) this.#complaints.tell('info', () => `${this.#peer()} closed in the middle of a frame, after ${pendingBytes} bytes of it`)
    this.#closing = true
    this.#countUnsent(0)
    if (error !== undefined && this.#logger.enabled('debug')) this.#logger.debug(`${this.#peer()} closed: ${errorMessage(error)}`)
    this.#aborter.abort()
    this.#slots = []
    this.#started = 0
    this.#wakeHeld()
    this.#settleDrained()
    this.#turns.leave(this.#share)
    this.#onClosed(this)
  }

  /** The broker is ready: starts what has come meanwhile. */
  release(): void {
    this.#held = false
    this.#goOn()
  }

  /** Starts nothing new; resolves when what is running has been answered and handed to the network. */
  drain(): Promise<void> {
    this.#refusing = true
    this.#slots.length = this.#started
    this.#wakeHeld()
    if (this.#reading) this.#stream.pause()
    this.#reading = false
    if (this.#slots.length === 0 && !this.#flushScheduled) return Promise.resolve()
    return new Promise(resolve => this.#drained.push(resolve))
  }

  /** Sends what is buffered and closes: an idle connection, or the end of the broker. */
  close(): void {
    if (this.#closing) return
    this.#flush()
    this.#closing = true
    this.#stream.end()
  }

  destroy(): void {
    this.#closing = true
    this.#stream.destroy()
  }

  #wakeHeld(): void {
    const wake = this.#wake
    this.#wake = undefined
    const behind = this.#slots[this.#started]?.frame
    wake?.(behind !== undefined && behind.length >= 2 ? behind.readInt16BE(0) : undefined)
  }

  #startRequests(): void {
    if (this.#held) return
    while (!this.#exclusiveRunning && !this.#full && !this.#refusing && !this.#closing) {
      if (this.#started === this.#slots.length && (this.#slotsLeft === 0 || this.#take(() => this.#frames.more(this.#slotsLeft)) <= 0)) return
      const slot = this.#slots[this.#started]!
      if (slot.request === undefined) {
        // To understand it may be most of its work.
        if (!this.#turns.mayStart(this.#share)) return
        try {
          slot.request = this.#prepare(slot.frame!, this.info)
        } catch (error) {
          // What was asked before the bad request is still answered.
          if (this.#started > 0) return
          return this.#abort(errorMessage(error))
        }
      }
      if (!slot.request.concurrent && this.#started > 0) return
      this.#run(slot, slot.request)
    }
  }

  #run(slot: Slot, request: PreparedRequest): void {
    const { frame } = slot
    slot.state = 'running'
    slot.frame = undefined
    this.#started++
    this.#exclusiveRunning = !request.concurrent
    let result: ReturnType<PreparedRequest['start']>
    try {
      result = request.start()
    } catch (error) {
      return this.#abort(errorMessage(error), error)
    }
    if (request.frameIsFree && frame !== undefined) this.#pool.release(frame)
    if (result instanceof Promise) {
      result.then(
        response => this.#answer(slot, response),
        (error: unknown) => this.#abort(errorMessage(error), error),
      )
    } else {
      this.#complete(slot, result)
    }
  }

  #answer(slot: Slot, response: readonly Buffer[] | null): void {
    if (this.#closing && this.#slots.length === 0) return
    this.#complete(slot, response)
    this.#goOn()
  }

  #complete(slot: Slot, response: readonly Buffer[] | null): void {
    slot.state = 'answered'
    slot.response = response
    this.#wake = undefined
    if (slot.request?.concurrent === false) this.#exclusiveRunning = false
    let done = 0
    while (done < this.#slots.length && this.#slots[done]!.state === 'answered') {
      const { response: buffers, bytes } = this.#slots[done]!
      for (const buffer of buffers ?? []) {
        this.#out.push(buffer)
        this.#outBytes += buffer.length
      }
      this.#queuedBytes -= bytes
      done++
    }
    if (done === 0) return
    if (done === this.#slots.length) this.#slots = []
    else this.#slots.splice(0, done)
    this.#started -= done
    // One chunk of small requests can ask for far more than it brings: the answers must not gather without bound before they are written.
    if (this.#outBytes > this.#limits.maxUnsentBytes) this.#flush()
    this.#scheduleFlush()
  }

  /** All answers that become ready in one turn leave in one write. */
  #scheduleFlush(): void {
    if (this.#flushScheduled) return
    this.#flushScheduled = true
    microtask(() => {
      this.#flushScheduled = false
      this.#flush()
      if (this.#slots.length === 0) this.#settleDrained()
    })
  }

  #flush(): void {
    if (this.#out.length === 0 || this.#closing) return
    const chunks = this.#out
    const bytes = this.#outBytes
    this.#out = []
    this.#outBytes = 0
    this.lastActiveAt = this.#monotonic()
    const ready = bytes < pooledMinBytes ? this.#stream.write(chunks) : this.#stream.write(chunks, () => this.#release(chunks))
    this.#countUnsent(ready ? 0 : this.#stream.bufferedBytes)
    if (!ready && this.#stream.bufferedBytes > this.#limits.maxUnsentBytes) {
      this.#full = true
      this.#throttleReading()
    }
  }

  #countUnsent(bytes: number): void {
    if (bytes === this.#unsentBytes) return
    this.#onUnsent(bytes - this.#unsentBytes)
    this.#unsentBytes = bytes
  }

  #release(chunks: readonly Buffer[]): void {
    for (const chunk of chunks) if (chunk.length > 0) this.#pool.release(chunk)
  }

  #throttleReading(): void {
    if (this.#closing || this.#refusing) return
    const tooMuch =
      this.#full || this.#frames.restBytes > 0 || this.#slotsLeft === 0 || this.#queuedBytes >= this.#limits.maxPipelinedBytes
    if (tooMuch && this.#reading) {
      this.#reading = false
      this.#stream.pause()
    } else if (!tooMuch && !this.#reading) {
      this.#reading = true
      this.#stream.resume()
    }
  }

  #settleDrained(): void {
    const waiting = this.#drained
    this.#drained = []
    for (const resolve of waiting) resolve()
  }

  /** One log line, and the connection is gone. */
  #abort(reason: string, error?: unknown): void {
    if (this.#closing) return
    // A failure that nobody threw on purpose is ours: its stack belongs into the log.
    if (error instanceof Error && !(error instanceof KafkaError)) {
      this.#logger.error(`connection from ${this.#peer()} closed after an internal error: ${error.stack ?? reason}`)
    } else {
      this.#complaints.tell('warn', () => `connection from ${this.#peer()} closed: ${reason}`)
    }
    this.#flush()
    this.#closing = true
    this.#stream.destroy()
  }

  #peer(): string {
    return `${this.info.clientHost}:${this.info.clientPort}`
  }
}
