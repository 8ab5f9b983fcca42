// The error family of the whole project. Three kinds: a wire error (ProtocolError, in protocol/errors.ts), a local
// condition (the classes here, each with a stable `code`), and a broken assumption (assert.ts).
// Whether to retry is read from the error and never guessed: an unknown error is not retriable.

export interface KafkaErrorOptions extends ErrorOptions {
  retriable?: boolean
}

/** The root of every error that Rookery throws on purpose. */
export class KafkaError extends Error {
  override readonly name: string = 'KafkaError'
  /** A stable identifier, for example `TIMEOUT`. Wire errors carry Kafka's name here, for example `UNKNOWN_TOPIC_OR_PARTITION`. */
  readonly code: string
  /** Whether the same call may succeed when made again. */
  readonly retriable: boolean

  constructor(code: string, message: string, options: KafkaErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.retriable = options.retriable ?? false
  }
}

/** A deadline passed. The message names what was waited for, and for how long. */
export class TimeoutError extends KafkaError {
  override readonly name = 'TimeoutError'

  constructor(message: string, options: KafkaErrorOptions = {}) {
    super('TIMEOUT', message, { retriable: true, ...options })
  }
}

/** A connection could not be made, or was lost with requests in flight. */
export class ConnectionError extends KafkaError {
  override readonly name = 'ConnectionError'

  constructor(message: string, options: KafkaErrorOptions = {}) {
    super('CONNECTION', message, { retriable: true, ...options })
  }
}

/** An option or property is unknown, out of range, or contradicts another. The message names it and what is allowed. */
export class ConfigError extends KafkaError {
  override readonly name = 'ConfigError'

  constructor(message: string, options: KafkaErrorOptions = {}) {
    super('CONFIG', message, options)
  }
}

/** The object was closed before or during the call. */
export class ClosedError extends KafkaError {
  override readonly name = 'ClosedError'

  constructor(message: string, options: KafkaErrorOptions = {}) {
    super('CLOSED', message, options)
  }
}

/** The caller's AbortSignal fired. `cause` is the signal's reason. */
export class AbortedError extends KafkaError {
  override readonly name = 'AbortedError'

  constructor(message: string, options: KafkaErrorOptions = {}) {
    super('ABORTED', message, options)
  }
}

/** Bytes that cannot be what they claim to be: a frame, a message, a record batch or a file. */
export class CorruptionError extends KafkaError {
  override readonly name: string = 'CorruptionError'

  constructor(message: string, options: KafkaErrorOptions = {}) {
    super('CORRUPT', message, options)
  }
}

/** A disk operation failed. `code` is `STORAGE`, `cause` the system's error. */
export class StorageError extends KafkaError {
  override readonly name = 'StorageError'

  constructor(message: string, options: KafkaErrorOptions = {}) {
    super('STORAGE', message, options)
  }
}

/** Whether the error says of itself that the same call may succeed later. */
export function isRetriable(error: unknown): boolean {
  return error instanceof KafkaError && error.retriable
}

/** The message of anything thrown, for log lines. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
