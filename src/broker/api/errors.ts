// What a failure inside a handler becomes on the wire.

import { errorMessage, StorageError } from '../../core/errors.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { HandlerBase } from './handler.ts'

/** A wire error as it is; a failed disk as KAFKA_STORAGE_ERROR; anything else is a bug of ours: logged, and UNKNOWN_SERVER_ERROR. */
export function errorOf(base: HandlerBase, thrown: unknown, what: string): ProtocolError {
  if (thrown instanceof ProtocolError) return thrown
  if (thrown instanceof StorageError) {
    base.logger.error(`${what}: ${thrown.message}`)
    return new ProtocolError(ErrorCode.KAFKA_STORAGE_ERROR, undefined, { cause: thrown })
  }
  base.logger.error(`${what}: unexpected failure: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`)
  return new ProtocolError(ErrorCode.UNKNOWN_SERVER_ERROR, errorMessage(thrown), { cause: thrown })
}
