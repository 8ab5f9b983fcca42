// Serializers and deserializers: synchronous functions between the application's values and bytes. Shape C.
// Text needs no bytes of its own on the way out: a serializer may answer a string, which is encoded as UTF-8 straight into the batch.

import { KafkaError } from '../core/errors.ts'

/** Where a value belongs, for serializers that look at it. */
export interface SerdeContext {
  readonly topic: string
  readonly isKey: boolean
}

/** A value as it goes into a record: bytes, text (UTF-8), or null for none (a tombstone, as a value). */
export type Serialized = Uint8Array | string | null

/** Turns a value into bytes or text. It throws for a value that cannot be written; `send` then rejects with SerializationError. */
export type Serializer<T> = (value: T, context: SerdeContext) => Serialized

/** Turns bytes into a value. The buffer is a view onto what was fetched: copy what is to outlive the record. null is a missing key or a tombstone. */
export type Deserializer<T> = (data: Buffer | null, context: SerdeContext) => T

/** Whatever has a serializer, as every Serde. */
export interface HasSerializer<T> {
  readonly serializer: Serializer<T>
}

/** Both directions for one type. */
export interface Serde<T> extends HasSerializer<T> {
  readonly deserializer: Deserializer<T>
}

/** A value that a serializer or deserializer refused. `cause` is what it threw. */
export class SerializationError extends KafkaError {
  override readonly name = 'SerializationError'

  constructor(message: string, options?: ErrorOptions) {
    super('SERIALIZATION', message, options)
  }
}

function refuse(expected: string, value: unknown): never {
  throw new TypeError(`${expected} was expected, not ${value === null ? 'null' : typeof value}`)
}

/** Text as UTF-8; null stays null. */
export const stringSerde: Serde<string | null> = {
  serializer: value => (value === null || value === undefined ? null : typeof value === 'string' ? value : refuse('a string', value)),
  deserializer: data => (data === null ? null : data.toString('utf8')),
}

/** Bytes as they are. What `send` gets is copied into the batch at once; what a record gives is a view. */
export const bytesSerde: Serde<Buffer | null> = {
  serializer: value => (value === null || value === undefined ? null : (value as unknown) instanceof Uint8Array ? value : refuse('a Buffer', value)),
  deserializer: data => data,
}

/** JSON text. `undefined` and null become a record without a value, and such a record becomes null. */
export function jsonSerde<T>(): Serde<T | null> {
  return {
    serializer: value => (value === null || value === undefined ? null : (JSON.stringify(value) ?? refuse('a value that JSON can hold', value))),
    deserializer: data => (data === null ? null : (JSON.parse(data.toString('utf8')) as T)),
  }
}

/** A 64-bit float, big-endian (Java's DoubleSerializer). */
export const doubleSerde: Serde<number | null> = numberSerde(
  8,
  (buffer, value) => buffer.writeDoubleBE(value),
  buffer => buffer.readDoubleBE(),
)

/** A 32-bit integer, big-endian (Java's IntegerSerializer). */
export const int32Serde: Serde<number | null> = numberSerde(
  4,
  (buffer, value) => buffer.writeInt32BE(value),
  buffer => buffer.readInt32BE(),
)

/** A 64-bit integer, big-endian (Java's LongSerializer), as a bigint. */
export const int64Serde: Serde<bigint | null> = {
  serializer: value => {
    if (value === null || value === undefined) return null
    const buffer = Buffer.allocUnsafe(8)
    buffer.writeBigInt64BE(value)
    return buffer
  },
  deserializer: data => (data === null ? null : sized(data, 8).readBigInt64BE()),
}

function numberSerde(size: number, write: (buffer: Buffer, value: number) => void, read: (buffer: Buffer) => number): Serde<number | null> {
  return {
    serializer: value => {
      if (value === null || value === undefined) return null
      const buffer = Buffer.allocUnsafe(size)
      write(buffer, value)
      return buffer
    },
    deserializer: data => (data === null ? null : read(sized(data, size))),
  }
}

function sized(data: Buffer, size: number): Buffer {
  if (data.length !== size) throw new RangeError(`${size} bytes were expected, not ${data.length}`)
  return data
}

/** What a client uses when no serializer is given: text stays text, bytes stay bytes, null stays null; anything else is refused. */
export const defaultSerializer: Serializer<unknown> = value => {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || value instanceof Uint8Array) return value
  return refuse('a string or a Buffer (for other types give a serializer, for example jsonSerde().serializer)', value)
}
