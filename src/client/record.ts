// What the application gets: a record whose key, value and headers are decoded when they are first looked at, from views onto
// the fetched buffer. A record that no one looks at costs one object and nothing else.

import { inspect } from 'node:util'
import { readHeaders, type RecordCursor, type RecordHeader } from '../protocol/records/record.ts'
import { errorMessage } from '../core/errors.ts'
import { type Deserializer, type SerdeContext, SerializationError } from './serde.ts'

/** A partition by name and number. */
export interface TopicPartition {
  readonly topic: string
  readonly partition: number
}

/** What all records of a partition share. */
export class RecordSource {
  readonly topic: string
  readonly partition: number
  readonly keyDeserializer: Deserializer<unknown>
  readonly valueDeserializer: Deserializer<unknown>
  readonly keyContext: SerdeContext
  readonly valueContext: SerdeContext

  constructor(topic: string, partition: number, keyDeserializer: Deserializer<unknown>, valueDeserializer: Deserializer<unknown>) {
    this.topic = topic
    this.partition = partition
    this.keyDeserializer = keyDeserializer
    this.valueDeserializer = valueDeserializer
    this.keyContext = { topic, isKey: true }
    this.valueContext = { topic, isKey: false }
  }
}

const notDecoded = Symbol('not decoded')

/** A record as it was read. Key, value and header values are views onto the fetched buffer where they are bytes: copy what is to outlive the record. */
export class ConsumerRecord<K = Buffer | null, V = Buffer | null> {
  readonly offset: number
  /** Milliseconds since the epoch, -1 when the producer gave none. See `timestampType`. */
  readonly timestamp: number
  /** The leader epoch of the record's batch, -1 when it is not known (KIP-320). */
  readonly leaderEpoch: number
  readonly #source: RecordSource
  readonly #buffer: Buffer
  readonly #keyStart: number
  readonly #keyLength: number
  readonly #valueStart: number
  readonly #valueLength: number
  readonly #headersStart: number
  readonly #headerCount: number
  readonly #logAppendTime: boolean
  #key: unknown = notDecoded
  #value: unknown = notDecoded
  #headers: RecordHeader[] | undefined

  /** @internal Takes the cursor's current record. */
  constructor(source: RecordSource, cursor: RecordCursor, leaderEpoch: number, logAppendTime: boolean) {
    this.offset = cursor.offset
    this.timestamp = cursor.timestamp
    this.leaderEpoch = leaderEpoch
    this.#source = source
    this.#buffer = cursor.buffer
    this.#keyStart = cursor.keyStart
    this.#keyLength = cursor.keyLength
    this.#valueStart = cursor.valueStart
    this.#valueLength = cursor.valueLength
    this.#headersStart = cursor.headersStart
    this.#headerCount = cursor.headerCount
    this.#logAppendTime = logAppendTime
  }

  get topic(): string {
    return this.#source.topic
  }

  get partition(): number {
    return this.#source.partition
  }

  /** Whether `timestamp` was set by the producer or by the broker. */
  get timestampType(): 'CreateTime' | 'LogAppendTime' {
    return this.#logAppendTime ? 'LogAppendTime' : 'CreateTime'
  }

  /** The key, deserialized at the first look. Throws SerializationError naming the record when the deserializer refuses it. */
  get key(): K {
    if (this.#key === notDecoded) this.#key = this.#decode(this.#source.keyDeserializer, this.rawKey, true)
    return this.#key as K
  }

  /** The value, deserialized at the first look. Throws SerializationError naming the record when the deserializer refuses it. */
  get value(): V {
    if (this.#value === notDecoded) this.#value = this.#decode(this.#source.valueDeserializer, this.rawValue, false)
    return this.#value as V
  }

  /** The key's bytes. */
  get rawKey(): Buffer | null {
    return this.#keyLength < 0 ? null : this.#buffer.subarray(this.#keyStart, this.#keyStart + this.#keyLength)
  }

  /** The value's bytes; null is a tombstone. */
  get rawValue(): Buffer | null {
    return this.#valueLength < 0 ? null : this.#buffer.subarray(this.#valueStart, this.#valueStart + this.#valueLength)
  }

  /** In the producer's order; a key may occur more than once. */
  get headers(): RecordHeader[] {
    return (this.#headers ??= readHeaders(this.#buffer, this.#headersStart, this.#headerCount))
  }

  /** Bytes of key and value. */
  get sizeInBytes(): number {
    return Math.max(0, this.#keyLength) + Math.max(0, this.#valueLength)
  }

  #decode(deserializer: Deserializer<unknown>, data: Buffer | null, isKey: boolean): unknown {
    try {
      return deserializer(data, isKey ? this.#source.keyContext : this.#source.valueContext)
    } catch (error) {
      throw new SerializationError(
        `the ${isKey ? 'key' : 'value'} of ${this.topic}-${this.partition} offset ${this.offset} cannot be deserialized: ${errorMessage(error)}`,
        {
          cause: error,
        },
      )
    }
  }

  toJSON(): object {
    const { topic, partition, offset, timestamp, key, value, headers } = this
    return { topic, partition, offset, timestamp, key, value, headers }
  }

  [inspect.custom](): object {
    return this.toJSON()
  }
}
