// Whether a log is in service, and what a failure of its files means for it: want of room or of descriptors refuses what was asked for, a
// damaged batch is told to who reads it, anything else takes the log out of service for good (and its directory: `onFailure`).

import { ClosedError, CorruptionError, StorageError } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { isDiskFull, isShortage } from '../disk/shortage.ts'
import type { FilePool } from './file-pool.ts'

export class LogHealth {
  readonly #where: string
  readonly #logger: Logger
  readonly #pool: FilePool
  readonly #onFailure: (error: Error) => void
  #failure: Error | undefined
  #closed = false
  /** The last write was refused for want of room or descriptors. */
  #inShortage = false
  #corruptionTold: string | undefined

  /** `where` names the partition in messages. `onFailure` is called once, when the log goes out of service by itself. */
  constructor(where: string, logger: Logger, pool: FilePool, onFailure: (error: Error) => void) {
    this.#where = where
    this.#logger = logger
    this.#pool = pool
    this.#onFailure = onFailure
  }

  /** Why the log is out of service, if it is. */
  get failure(): Error | undefined {
    return this.#failure
  }

  get isClosed(): boolean {
    return this.#closed
  }

  get isUsable(): boolean {
    return !this.#closed && this.#failure === undefined
  }

  throwIfUnavailable(): void {
    if (this.#failure !== undefined) {
      throw new ProtocolError(ErrorCode.KAFKA_STORAGE_ERROR, `${this.#where} is out of service: ${this.#failure.message}`, { cause: this.#failure })
    }
    if (this.#closed) throw new ClosedError(`the log ${this.#where} is closed`)
  }

  close(): void {
    this.#closed = true
  }

  /** Out of service, by what happened elsewhere in its directory: nobody is told. */
  markFailed(error: Error): void {
    this.#failure ??= error
  }

  fail(error: Error): void {
    if (this.#failure !== undefined) return
    this.#failure = error
    this.#logger.error(`${this.#where}: out of service: ${error.message}`)
    this.#onFailure(error)
  }

  /** A write went well: a shortage is over. */
  written(): void {
    if (!this.#inShortage) return
    this.#inShortage = false
    this.#logger.info(`${this.#where}: can be written again`)
  }

  /** Does what changes files; a failure is turned into what the caller is to be told. */
  writing<Result>(change: () => Result): Result {
    try {
      return change()
    } catch (error) {
      throw this.writeFailed(error)
    }
  }

  /** What the caller of a write or sync that failed is to be told. A full disk or a lack of descriptors refuses this write only. */
  writeFailed(error: unknown): unknown {
    if (!(error instanceof StorageError)) return error
    if (isShortage(error)) {
      if (!this.#inShortage) {
        const what = isDiskFull(error) ? 'the disk is full' : 'the process lacks descriptors'
        this.#logger.error(`${this.#where}: ${what}: what cannot be written is refused until that has passed (${error.message})`)
      }
      this.#inShortage = true
      if (!isDiskFull(error)) this.#pool.makeRoom()
    } else {
      this.fail(error)
    }
    return this.#storageError(error)
  }

  /** What the caller of a read that failed is to be told. */
  readFailed(error: unknown): unknown {
    if (error instanceof CorruptionError) {
      // A client asks again and again: one line for one place.
      if (this.#corruptionTold !== error.message) this.#logger.error(`${this.#where}: ${error.message}`)
      this.#corruptionTold = error.message
      return new ProtocolError(ErrorCode.CORRUPT_MESSAGE, `${this.#where}: ${error.message}`, { cause: error })
    }
    if (!(error instanceof StorageError)) return error
    if (!isShortage(error)) this.fail(error)
    return this.#storageError(error)
  }

  #storageError(error: StorageError): ProtocolError {
    return new ProtocolError(ErrorCode.KAFKA_STORAGE_ERROR, `${this.#where}: ${error.message}`, { cause: error })
  }
}
