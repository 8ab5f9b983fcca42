// The network as the rooms see it: ordered byte streams between a listener and those who connect to it.
// tcp.ts is the real one, testing/virtual-network.ts its twin.

export interface StreamHandlers {
  /** Bytes have arrived. The buffer is lent: it is overwritten after the call. */
  onData(chunk: Buffer): void
  /** The write buffer has emptied after `write` had answered false. */
  onDrain?(): void
  /** The stream is gone for good: called exactly once, with the error if there was one. */
  onClose(error: Error | undefined): void
}

export interface ByteStream {
  readonly remoteAddress: string
  readonly remotePort: number
  readonly localAddress: string
  readonly localPort: number
  /** Bytes that were written and not yet handed to the operating system. */
  readonly bufferedBytes: number
  /**
   * Sends the chunks in order, in one system call where possible. Answers false when the caller should wait for onDrain.
   * `taken` is called when the chunks may be overwritten; never when the stream is lost before.
   */
  write(chunks: readonly Uint8Array[], taken?: () => void): boolean
  /** Stops and resumes onData: the back-pressure towards the peer. */
  pause(): void
  resume(): void
  /** Sends what is buffered, then closes. */
  end(): void
  /** Closes at once and drops what is buffered. */
  destroy(error?: Error): void
}

export interface Listener {
  readonly host: string
  /** The port that was really bound (never 0). */
  readonly port: number
  close(): Promise<void>
}

export interface ConnectOptions {
  host: string
  port: number
  /** Milliseconds until the attempt fails with a TimeoutError. */
  connectTimeoutMs: number
}

export interface Network {
  /** Opens a stream. Throws ConnectionError (refused, unreachable, unknown host) or TimeoutError. */
  connect(options: ConnectOptions, handlers: (stream: ByteStream) => StreamHandlers): Promise<ByteStream>
  /** Throws ConfigError when the address cannot be bound, naming it. `accept` returns the handlers of each new stream. */
  listen(host: string, port: number, accept: (stream: ByteStream) => StreamHandlers): Promise<Listener>
}
