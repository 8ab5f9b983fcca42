// What a controller decides about a request: records for the metadata log and the reply that goes out once they are durable.

import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import type { Random } from '../../core/random.ts'
import { ErrorCode, errorByCode } from '../../protocol/error-codes.ts'
import type { BrokerConfig } from '../config.ts'
import type { MetadataImage } from '../image.ts'

export interface Decision<Reply> {
  readonly records: readonly MetadataRecord[]
  readonly reply: Reply
}

/** What a decision may look at. Nothing in it may be changed. */
export interface DecisionContext {
  /** Everything appended so far, durable or not. */
  readonly image: MetadataImage
  /** The offset that the next record gets. */
  readonly nextOffset: number
  /** With the dynamic settings of `image` over it. */
  readonly config: BrokerConfig
  readonly random: Random
  readonly now: number
}

/** An error for one item of a request, or for all of it. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly errorCode: number
  /** What goes into the error message field. */
  readonly detail: string | null

  constructor(errorCode: number, detail: string | null = null) {
    // A request may earn tens of thousands of them, and nobody reads where they were thrown: most of their cost would be the stack.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(detail ?? errorByCode(errorCode).message)
    Error.stackTraceLimit = stackTraceLimit
    this.errorCode = errorCode
    this.detail = detail
  }
}

/** Runs one item's decision: a RequestError becomes its error, anything else is a bug and goes on. */
export function errorOf(decide: () => void): { errorCode: number; errorMessage: string | null } {
  try {
    decide()
    return { errorCode: ErrorCode.NONE, errorMessage: null }
  } catch (error) {
    if (error instanceof RequestError) return { errorCode: error.errorCode, errorMessage: error.detail }
    throw error
  }
}
