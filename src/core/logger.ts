// Logging: levels, a cheap test before building a line, and control characters made harmless.

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

const order: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40 }

export interface Logger {
  /** Whether a line of this level would be written. Test it before building an expensive message. */
  enabled(level: LogLevel): boolean
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
  error(message: string): void
  /** A logger whose lines begin with `[scope] `. */
  child(scope: string): Logger
}

/** A logger that hands each finished line to `write`. */
export class LineLogger implements Logger {
  readonly #write: (level: LogLevel, line: string) => void
  readonly #level: LogLevel
  readonly #prefix: string

  constructor(write: (level: LogLevel, line: string) => void, level: LogLevel = 'info', prefix = '') {
    this.#write = write
    this.#level = level
    this.#prefix = prefix
  }

  enabled(level: LogLevel): boolean {
    return order[level] >= order[this.#level]
  }

  #log(level: LogLevel, message: string): void {
    if (this.enabled(level)) this.#write(level, this.#prefix + escapeControls(message))
  }

  debug(message: string): void {
    this.#log('debug', message)
  }

  info(message: string): void {
    this.#log('info', message)
  }

  warn(message: string): void {
    this.#log('warn', message)
  }

  error(message: string): void {
    this.#log('error', message)
  }

  child(scope: string): Logger {
    return new LineLogger(this.#write, this.#level, `${this.#prefix}[${scope}] `)
  }
}

/** A logger that drops everything. */
export const silentLogger: Logger = new LineLogger(() => {}, 'error')

/** Client ids, topic names and error texts come from strangers: no line may be forged with a line feed or a terminal escape. */
function escapeControls(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
