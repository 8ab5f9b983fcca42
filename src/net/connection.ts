// One connection to a broker: frames, correlation ids, pipelining, version negotiation and the table of what is in flight.
// A driver: it owns a ByteStream and one sweep timer, never a timer or a promise per byte or frame.
// Requests of one turn leave in one write. A request that times out ends the connection, as answers come strictly in order.
// KIP-35 and KIP-511 (ApiVersions), KIP-511's fallback when the broker does not know our ApiVersions version.

import type { Timer } from '../core/clock.ts'
import { abortable, microtask, throwIfAborted } from '../core/async.ts'
import { ConnectionError, CorruptionError, errorMessage, TimeoutError } from '../core/errors.ts'
import type { System } from '../core/system.ts'
import { type ApiDef, latestVersion, negotiate } from '../protocol/api.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import { decodeResponse, encodeRequest, FrameDecoder } from '../protocol/frame.ts'
import { apiVersionsApi, type ApiVersionsResponse, newApiVersionsRequest } from '../protocol/generated/api-versions.ts'
import type { ByteStream, Network } from './network.ts'
import { software } from './software.ts'

export interface ConnectionOptions {
  host: string
  port: number
  /** Sent with every request; null is allowed by the protocol. */
  clientId: string | null
  /** Until a request without an own timeout fails (and the connection with it). Default 30,000 (Kafka: request.timeout.ms). */
  requestTimeoutMs?: number
  /** Until the TCP connection stands. Default 10,000 (Kafka: socket.connection.setup.timeout.ms). */
  connectTimeoutMs?: number
  /** The largest response that is accepted; a larger length prefix closes the connection. Default 256 MiB. */
  maxFrameBytes?: number
  /** Sent in ApiVersions (KIP-511). Default is the package's own name and version. */
  softwareName?: string
  softwareVersion?: string
  signal?: AbortSignal | undefined
}

export interface SendOptions {
  /** A version other than the highest that both sides know. */
  version?: number
  /** Default is the connection's requestTimeoutMs. */
  timeoutMs?: number
  /** Ends the caller's wait with AbortedError. The request itself is not taken back; its answer is dropped. */
  signal?: AbortSignal | undefined
}

/** Called once per dispatched request: with the response, or with the error. It must not throw. */
export type ResponseHandler<Res> = (error: Error | undefined, response: Res | undefined) => void

interface InFlight {
  readonly correlationId: number
  readonly api: ApiDef<any, any>
  readonly version: number
  readonly deadline: number
  readonly sentAt: number
  readonly done: ResponseHandler<any>
}

const noBytes: Buffer[] = []
/** A broker is believed the length of an answer up to here: a fetch is then received without a copy in between. */
const advanceBytes = 4 * 1024 * 1024

export class Connection {
  readonly host: string
  readonly port: number
  /** What the broker answered to ApiVersions, by API key. */
  readonly #ranges = new Map<number, readonly [number, number]>()
  readonly #versions = new Map<number, number | undefined>()
  #features: Pick<ApiVersionsResponse, 'supportedFeatures' | 'finalizedFeatures' | 'finalizedFeaturesEpoch'> = {
    supportedFeatures: [],
    finalizedFeatures: [],
    finalizedFeaturesEpoch: -1,
  }

  readonly #system: System
  readonly #options: ConnectionOptions
  readonly #requestTimeoutMs: number
  readonly #decoder: FrameDecoder
  #stream: ByteStream | undefined
  #correlationId = 0
  // A queue cut by an index: answers come in the order of the requests.
  #inFlight: InFlight[] = []
  #head = 0
  #outgoing: Buffer[] = noBytes
  #unanswered: ResponseHandler<any>[] = []
  #flushScheduled = false
  #blocked = false
  #stalls = 0
  #greeted = false
  #failure: ConnectionError | undefined
  #lastUsedAt: number
  #sweepTimer: Timer | undefined
  #sweepAt = Infinity
  readonly #closeListeners = new Set<(error: ConnectionError) => void>()
  readonly #flushNow = (): void => this.#flush()

  private constructor(system: System, options: ConnectionOptions) {
    this.#system = system
    this.#options = options
    this.#requestTimeoutMs = options.requestTimeoutMs ?? 30_000
    this.host = options.host
    this.port = options.port
    this.#decoder = new FrameDecoder(options.maxFrameBytes ?? 256 * 1024 * 1024, { advanceBytes })
    this.#lastUsedAt = system.clock.monotonic()
  }

  /** Connects and learns the broker's API versions. Throws ConnectionError, TimeoutError or AbortedError. */
  static async connect(network: Network, system: System, options: ConnectionOptions): Promise<Connection> {
    const what = `connecting to ${options.host}:${options.port}`
    throwIfAborted(options.signal, what)
    const connection = new Connection(system, options)
    const opening = network.connect(
      { host: options.host, port: options.port, connectTimeoutMs: options.connectTimeoutMs ?? 10_000 },
      stream => {
        connection.#stream = stream
        return {
          onData: chunk => connection.#onData(chunk),
          onDrain: () => connection.#onDrain(),
          onClose: error => connection.#onStreamClose(error),
        }
      },
    )
    const ready = opening.then(() => connection.#negotiate())
    try {
      await abortable(ready, options.signal, what)
    } catch (error) {
      // An abort may come before the stream exists, so the stream is dropped when it does.
      void opening.then(
        () => connection.close(error as Error),
        () => {},
      )
      connection.close(error as Error)
      throw error
    }
    return connection
  }

  get closed(): boolean {
    return this.#failure !== undefined
  }

  /** Requests that wait for an answer. */
  get inFlight(): number {
    return this.#inFlight.length - this.#head
  }

  /** The socket has taken more than it can pass on: what is dispatched now waits until it has caught up. */
  get blocked(): boolean {
    return this.#blocked
  }

  /** How often the socket has been blocked. */
  get stalls(): number {
    return this.#stalls
  }

  /** Monotonic time of the last request or answer. */
  get lastUsedAt(): number {
    return this.#lastUsedAt
  }

  /** The broker's feature levels (KIP-584). */
  get features(): Pick<ApiVersionsResponse, 'supportedFeatures' | 'finalizedFeatures' | 'finalizedFeaturesEpoch'> {
    return this.#features
  }

  /** The version that `send` would use: the highest that both sides know, or undefined when there is none. */
  versionOf(api: ApiDef<any, any>): number | undefined {
    if (this.#versions.has(api.key)) return this.#versions.get(api.key)
    const range = this.#ranges.get(api.key)
    const version = range === undefined ? undefined : negotiate(api, range[0], range[1])
    this.#versions.set(api.key, version)
    return version
  }

  /** What the broker advertised for an API key, or undefined. */
  advertised(apiKey: number): readonly [min: number, max: number] | undefined {
    return this.#ranges.get(apiKey)
  }

  /** Calls the listener once when the connection is gone; at once when it already is. */
  onClose(listener: (error: ConnectionError) => void): void {
    if (this.#failure !== undefined) listener(this.#failure)
    else this.#closeListeners.add(listener)
  }

  /** Sends a request and resolves with its response. Rejects with ConnectionError, TimeoutError, AbortedError, ProtocolError (UNSUPPORTED_VERSION) or CorruptionError. */
  send<Req, Res>(api: ApiDef<Req, Res>, request: Req, options: SendOptions = {}): Promise<Res> {
    const promise = new Promise<Res>((resolve, reject) => {
      throwIfAborted(options.signal, `${api.name} to ${this.host}:${this.port}`)
      this.dispatch(
        api,
        request,
        (error, response) => {
          if (error !== undefined) reject(error)
          else resolve(response as Res)
        },
        options.version,
        options.timeoutMs,
      )
    })
    return options.signal === undefined ? promise : abortable(promise, options.signal, `${api.name} to ${this.host}:${this.port}`)
  }

  /**
   * The form of `send` without a promise, for the hot paths. Errors, encoding errors included, go to `done`, which is called in
   * this turn only when the connection is already closed or the request cannot be encoded.
   */
  dispatch<Req, Res>(api: ApiDef<Req, Res>, request: Req, done: ResponseHandler<Res>, version?: number, timeoutMs?: number): void {
    const now = this.#system.clock.monotonic()
    const used = this.#encode(api, request, done, version, this.#correlationId)
    if (used === undefined) return
    const deadline = now + (timeoutMs ?? this.#requestTimeoutMs)
    this.#inFlight.push({ correlationId: this.#correlationId, api, version: used, deadline, sentAt: now, done })
    this.#correlationId = (this.#correlationId + 1) & 0x7fffffff
    this.#lastUsedAt = now
    if (deadline < this.#sweepAt) this.#armSweep(deadline, now)
  }

  /** Sends a request that the broker does not answer (Produce with acks=0). `done` is called when the bytes were handed to the operating system. */
  dispatchUnanswered<Req>(api: ApiDef<Req, any>, request: Req, done: ResponseHandler<undefined>, version?: number): void {
    const used = this.#encode(api, request, done, version, this.#correlationId)
    if (used === undefined) return
    this.#correlationId = (this.#correlationId + 1) & 0x7fffffff
    this.#lastUsedAt = this.#system.clock.monotonic()
    this.#unanswered.push(done)
  }

  /** Closes at once. Everything in flight fails with ConnectionError. */
  close(reason?: Error): void {
    this.#fail(
      reason instanceof ConnectionError ? reason : new ConnectionError(`connection to ${this.host}:${this.port} was closed`, { cause: reason }),
    )
  }

  /** Encodes into the outgoing list. Answers the version used, or undefined when `done` has been told why not. */
  #encode<Req, Res>(api: ApiDef<Req, Res>, request: Req, done: ResponseHandler<Res>, version: number | undefined, correlationId: number): number | undefined {
    if (this.#failure !== undefined) {
      done(this.#failure, undefined)
      return undefined
    }
    const chosen = version ?? this.versionOf(api)
    if (chosen === undefined) {
      done(this.#unsupported(api), undefined)
      return undefined
    }
    let chunks: Buffer[]
    try {
      chunks = encodeRequest(api, chosen, correlationId, this.#options.clientId, request)
    } catch (error) {
      done(error as Error, undefined)
      return undefined
    }
    if (this.#outgoing.length === 0) this.#outgoing = chunks
    else for (const chunk of chunks) this.#outgoing.push(chunk)
    if (!this.#flushScheduled && !this.#blocked) {
      this.#flushScheduled = true
      microtask(this.#flushNow)
    }
    return chosen
  }

  #unsupported(api: ApiDef<any, any>): Error {
    const range = this.#ranges.get(api.key)
    const theirs = range === undefined ? 'does not offer it' : `offers versions ${range[0]} to ${range[1]}`
    return errorFor(ErrorCode.UNSUPPORTED_VERSION, `${api.name}: ${this.host}:${this.port} ${theirs}, this client knows ${api.versions[0]} to ${api.versions[1]}`)
  }

  /** Writes what was dispatched in this turn now, for a caller that goes on computing and wants the broker to work meanwhile. */
  flush(): void {
    if (!this.#blocked) this.#flush()
  }

  #flush(): void {
    this.#flushScheduled = false
    if (this.#failure !== undefined || this.#outgoing.length === 0) return
    const chunks = this.#outgoing
    this.#outgoing = noBytes
    const ready = this.#stream!.write(chunks)
    if (!ready) {
      this.#blocked = true
      this.#stalls++
    } else this.#settleUnanswered()
  }

  #onDrain(): void {
    this.#blocked = false
    this.#settleUnanswered()
    if (this.#outgoing.length > 0) this.#flush()
  }

  #settleUnanswered(): void {
    if (this.#unanswered.length === 0) return
    const settled = this.#unanswered
    this.#unanswered = []
    for (const done of settled) done(undefined, undefined)
  }

  #onData(chunk: Buffer): void {
    if (this.#failure !== undefined) return
    if (!this.#greeted) {
      this.#greeted = true
      const stranger = strangerName(chunk)
      if (stranger !== undefined) {
        this.#fail(new ConnectionError(`${this.host}:${this.port} does not speak Kafka's protocol: ${stranger}`, { retriable: false }))
        return
      }
    }
    let frames: Buffer[]
    try {
      frames = this.#decoder.push(chunk)
    } catch (error) {
      this.#fail(new ConnectionError(`${this.host}:${this.port} sent a frame that is none: ${errorMessage(error)}`, { cause: error }))
      return
    }
    if (frames.length > 0) this.#lastUsedAt = this.#system.clock.monotonic()
    for (const frame of frames) {
      this.#onFrame(frame)
      if (this.#failure !== undefined) return
    }
  }

  #onFrame(frame: Buffer): void {
    const entry = this.#inFlight[this.#head]
    const correlationId = frame.length >= 4 ? frame.readInt32BE(0) : -1
    if (entry === undefined || entry.correlationId !== correlationId) {
      const expected = entry === undefined ? 'nothing was asked' : `${entry.correlationId} was due`
      this.#fail(new ConnectionError(`${this.host}:${this.port} answered request ${correlationId}, but ${expected}`))
      return
    }
    let response: unknown
    try {
      response = decodeResponse(entry.api, answeredVersion(entry, frame), frame).body
    } catch (error) {
      const corrupt = new CorruptionError(`${entry.api.name} v${entry.version} response of ${this.host}:${this.port} cannot be read: ${errorMessage(error)}`, {
        cause: error,
      })
      this.#shift()
      entry.done(corrupt, undefined)
      this.#fail(new ConnectionError(corrupt.message, { cause: corrupt }))
      return
    }
    this.#shift()
    entry.done(undefined, response)
  }

  #shift(): void {
    this.#head++
    if (this.#head === this.#inFlight.length) {
      this.#inFlight.length = 0
      this.#head = 0
    } else if (this.#head >= 64 && this.#head * 2 >= this.#inFlight.length) {
      this.#inFlight.splice(0, this.#head)
      this.#head = 0
    }
  }

  #armSweep(at: number, now: number): void {
    this.#sweepTimer?.cancel()
    this.#sweepAt = at
    this.#sweepTimer = this.#system.timers.schedule(at - now, () => this.#sweep(), { background: true })
  }

  #sweep(): void {
    this.#sweepTimer = undefined
    this.#sweepAt = Infinity
    const now = this.#system.clock.monotonic()
    let next = Infinity
    for (let i = this.#head; i < this.#inFlight.length; i++) {
      const entry = this.#inFlight[i]!
      if (entry.deadline <= now) {
        this.#expire(now)
        return
      }
      if (entry.deadline < next) next = entry.deadline
    }
    if (next !== Infinity) this.#armSweep(next, now)
  }

  /** The overdue requests fail with TimeoutError, the connection and the others with ConnectionError. */
  #expire(now: number): void {
    const overdue = this.#inFlight.slice(this.#head).filter(entry => entry.deadline <= now)
    this.#inFlight = this.#inFlight.slice(this.#head).filter(entry => entry.deadline > now)
    this.#head = 0
    const first = overdue[0]!
    const message = `${this.host}:${this.port} did not answer ${first.api.name} within ${Math.round(now - first.sentAt)} ms`
    const error = new TimeoutError(message)
    this.#fail(new ConnectionError(`connection closed: ${message}`, { cause: error }))
    for (const entry of overdue) entry.done(new TimeoutError(`${this.host}:${this.port} did not answer ${entry.api.name} within ${Math.round(now - entry.sentAt)} ms`), undefined)
  }

  #onStreamClose(error: Error | undefined): void {
    const count = this.inFlight
    const waiting = count === 0 ? '' : ` with ${count} request${count === 1 ? '' : 's'} in flight`
    const cause = error === undefined ? '' : `: ${errorMessage(error)}`
    const hint = this.#greeted ? '' : ' before a first answer (a listener that expects TLS or SASL does this)'
    this.#fail(new ConnectionError(`${this.host}:${this.port} closed the connection${waiting}${hint}${cause}`, { cause: error }))
  }

  #fail(error: ConnectionError): void {
    if (this.#failure !== undefined) return
    this.#failure = error
    this.#sweepTimer?.cancel()
    this.#sweepTimer = undefined
    this.#outgoing = noBytes
    this.#stream?.destroy()
    const waiting = this.#inFlight.slice(this.#head)
    const unanswered = this.#unanswered
    this.#inFlight = []
    this.#head = 0
    this.#unanswered = []
    for (const entry of waiting) entry.done(error, undefined)
    for (const done of unanswered) done(error, undefined)
    for (const listener of this.#closeListeners) listener(error)
    this.#closeListeners.clear()
  }

  /** Asks again for the broker's API versions and features, which may have changed since the connection was opened. */
  async readFeatures(options: SendOptions = {}): Promise<Connection['features']> {
    await abortable(this.#negotiate(), options.signal, `ApiVersions of ${this.host}:${this.port}`)
    return this.#features
  }

  async #negotiate(): Promise<void> {
    const request = newApiVersionsRequest({
      clientSoftwareName: this.#options.softwareName ?? software.name,
      clientSoftwareVersion: this.#options.softwareVersion ?? software.version,
    })
    let version = latestVersion(apiVersionsApi)
    for (;;) {
      const response = await this.send(apiVersionsApi, request, { version })
      if (response.errorCode === ErrorCode.UNSUPPORTED_VERSION && version > 0) {
        // The answer is in version 0's form and tells which versions the broker knows; an empty list means that only 0 is sure.
        const range = response.apiKeys.find(item => item.apiKey === apiVersionsApi.key)
        const known = range === undefined ? undefined : negotiate(apiVersionsApi, range.minVersion, range.maxVersion)
        version = known !== undefined && known < version ? known : 0
        continue
      }
      if (response.errorCode !== ErrorCode.NONE) throw errorFor(response.errorCode, `ApiVersions of ${this.host}:${this.port}`)
      this.#versions.clear()
      for (const item of response.apiKeys) this.#ranges.set(item.apiKey, [item.minVersion, item.maxVersion])
      this.#features = {
        supportedFeatures: response.supportedFeatures,
        finalizedFeatures: response.finalizedFeatures,
        finalizedFeaturesEpoch: response.finalizedFeaturesEpoch,
      }
      return
    }
  }
}

/** A broker that does not know our ApiVersions version says so in version 0's form (KIP-511). */
function answeredVersion(entry: InFlight, frame: Buffer): number {
  const refused = entry.api.key === apiVersionsApi.key && frame.length >= 6 && frame.readInt16BE(4) === ErrorCode.UNSUPPORTED_VERSION
  return refused ? 0 : entry.version
}

/** Names the protocol of a peer that is no Kafka broker, from the first bytes it sent. */
function strangerName(chunk: Buffer): string | undefined {
  const start = chunk.toString('latin1', 0, Math.min(8, chunk.length))
  if (start.startsWith('HTTP')) return 'it answered in HTTP'
  if (chunk.length >= 3 && (chunk[0] === 0x15 || chunk[0] === 0x16) && chunk[1] === 3 && chunk[2]! <= 4) return 'it answered in TLS (is this a TLS listener?)'
  if (start.startsWith('SSH-')) return 'it answered in SSH'
  if (start.startsWith('-ERR') || start.startsWith('+')) return 'it answered in text'
  return undefined
}
