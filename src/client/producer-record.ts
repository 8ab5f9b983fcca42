// What goes into a producer and what comes back. Shape C.

import { ConfigError, KafkaError } from '../core/errors.ts'
import type { HeaderInput } from '../protocol/records/builder.ts'

export type HeaderValue = Uint8Array | string | null

/** Headers as a list (order and repeated keys are kept) or as an object; an object's value may be a list for a repeated key. */
export type HeadersInput = readonly { readonly key: string; readonly value: HeaderValue }[] | { readonly [key: string]: HeaderValue | readonly HeaderValue[] }

/** A record to be sent. */
export interface ProducerRecord<K, V> {
  topic: string
  /** Default: the partitioner chooses. */
  partition?: number | undefined
  key?: K | null
  /** null writes a tombstone, which deletes the key in a compacted topic. */
  value: V | null
  headers?: HeadersInput | undefined
  /** Milliseconds since the epoch. Default: now. */
  timestamp?: number | undefined
}

/** Where a record was stored. */
export interface RecordMetadata {
  readonly topic: string
  readonly partition: number
  /** -1 when the broker did not tell: with acks 0, or for a repeated batch that it had forgotten. */
  readonly offset: number
  /** The record's own timestamp, or the broker's when the topic has message.timestamp.type=LogAppendTime. */
  readonly timestamp: number
}

/** `sendBatch` failed for at least one record. `results` has an entry per record, in their order; `cause` is the first error, and `code` its code. */
export class BatchSendError extends KafkaError {
  override readonly name = 'BatchSendError'
  readonly results: readonly (RecordMetadata | Error)[]

  constructor(results: readonly (RecordMetadata | Error)[]) {
    const errors = results.filter(result => result instanceof Error)
    const first = errors[0]!
    const code = first instanceof KafkaError ? first.code : 'UNKNOWN'
    super(code, `${errors.length} of ${results.length} records were not sent; the first: ${first.message}`, {
      cause: first,
      retriable: errors.every(error => error instanceof KafkaError && error.retriable),
    })
    this.results = results
  }
}

/** Brings headers into the form that batches are built from. */
export function normalizeHeaders(headers: HeadersInput | undefined): readonly HeaderInput[] | null {
  if (headers === undefined || headers === null) return null
  const list: HeaderInput[] = []
  if (Array.isArray(headers)) {
    for (const { key, value } of headers as readonly { key: string; value: HeaderValue }[]) list.push(header(key, value))
  } else {
    for (const [key, value] of Object.entries(headers as { [key: string]: HeaderValue | readonly HeaderValue[] })) {
      if (Array.isArray(value)) for (const item of value as readonly HeaderValue[]) list.push(header(key, item))
      else list.push(header(key, value as HeaderValue))
    }
  }
  return list
}

function header(key: unknown, value: unknown): HeaderInput {
  if (typeof key !== 'string') throw new ConfigError(`a header's key must be a string, not ${typeof key}`)
  if (value === null || value === undefined) return { key, value: null }
  if (typeof value === 'string') return { key, value: Buffer.from(value) }
  if (value instanceof Uint8Array) return { key, value }
  throw new ConfigError(`the value of header ${key} must be a string, a Buffer or null, not ${typeof value}`)
}
