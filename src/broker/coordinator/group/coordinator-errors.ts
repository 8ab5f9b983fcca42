// Which error code a group request answers when something fails below it (shape C).

import { ErrorCode } from '../../../protocol/error-codes.ts'
import { ProtocolError } from '../../../protocol/errors.ts'

/** The error code that group requests answer: what is wrong with the log below is the coordinator's business, not the client's. */
export function codeOf(error: unknown): number {
  if (!(error instanceof ProtocolError)) return ErrorCode.UNKNOWN_SERVER_ERROR
  switch (error.errorCode) {
    case ErrorCode.UNKNOWN_TOPIC_OR_PARTITION:
    case ErrorCode.NOT_ENOUGH_REPLICAS:
    case ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND:
    case ErrorCode.REQUEST_TIMED_OUT:
      return ErrorCode.COORDINATOR_NOT_AVAILABLE
    case ErrorCode.NOT_LEADER_OR_FOLLOWER:
    case ErrorCode.KAFKA_STORAGE_ERROR:
      return ErrorCode.NOT_COORDINATOR
    case ErrorCode.MESSAGE_TOO_LARGE:
    case ErrorCode.RECORD_LIST_TOO_LARGE:
    case ErrorCode.INVALID_FETCH_SIZE:
      return ErrorCode.UNKNOWN_SERVER_ERROR
    default:
      return error.errorCode
  }
}

/** For OffsetFetch. */
export function fetchErrorOf(error: unknown): number {
  const code = codeOf(error)
  // Not retried by clients that fetch offsets: they look for the coordinator anew instead.
  return code === ErrorCode.COORDINATOR_NOT_AVAILABLE ? ErrorCode.NOT_COORDINATOR : code
}
