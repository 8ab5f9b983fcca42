// Errors of the protocol room: what is wrong with bytes (DecodeError), with a message to be written (EncodeError,
// UnsupportedVersionError), and an error code that came over the wire (ProtocolError).
import { CorruptionError, KafkaError } from '../core/errors.ts'
import { errorByCode } from './error-codes.ts'

/** Bytes that are not the message they should be. The message says which one and where. */
export class DecodeError extends CorruptionError {
  override readonly name = 'DecodeError'
}

/** A message that cannot be put into bytes: a value out of its type's range, a null where none may be. */
export class EncodeError extends KafkaError {
  override readonly name: string = 'EncodeError'

  constructor(message: string) {
    super('ENCODE', message)
  }
}

/** A message, or a field of it that is set, does not exist in the version asked for. */
export class UnsupportedVersionError extends KafkaError {
  override readonly name = 'UnsupportedVersionError'

  constructor(message: string) {
    super('UNSUPPORTED_VERSION', message)
  }
}

/** An error that Kafka has a number for. `code` is its name, `retriable` as Kafka classes it. */
export class ProtocolError extends KafkaError {
  override readonly name = 'ProtocolError'
  /** The number on the wire. */
  readonly errorCode: number
  /** Whether the client's view of leaders and topics is out of date, so that it should ask for metadata first. */
  readonly staleMetadata: boolean

  constructor(errorCode: number, message?: string, options?: ErrorOptions) {
    const known = errorByCode(errorCode)
    super(known.name, message ?? known.message, { ...options, retriable: known.retriable })
    this.errorCode = errorCode
    this.staleMetadata = known.staleMetadata
  }
}

/** The error for a code from the wire. `context` names the thing: `orders-3`; the text becomes `orders-3: <what the code means>`. */
export function errorFor(code: number, context?: string): ProtocolError {
  return new ProtocolError(code, context === undefined ? undefined : `${context}: ${errorByCode(code).message}`)
}

/** The same with the broker's own words, if it sent any: `orders-3: <text>`, or the text alone where it names the thing itself. */
export function errorAbout(code: number, thing: string, text: string | null | undefined): ProtocolError {
  if (!text) return errorFor(code, thing)
  return new ProtocolError(code, isNamed(thing, text) ? text : `${thing}: ${text}`)
}

function isNamed(thing: string, text: string): boolean {
  const at = text.indexOf(thing)
  const isEdge = (character: string | undefined): boolean => character === undefined || !/[\w.-]/.test(character)
  return at >= 0 && isEdge(text[at - 1]) && isEdge(text[at + thing.length])
}

/** Used by the generated codecs: the message as a whole lacks this version. */
export function unsupportedVersion(message: string, version: number, lowest: number, highest: number): UnsupportedVersionError {
  return new UnsupportedVersionError(`${message} has no version ${version} (versions ${lowest} to ${highest})`)
}

/** Used by the generated codecs: a field that the version lacks has a value other than its default. */
export function unsupportedField(field: string, version: number): UnsupportedVersionError {
  return new UnsupportedVersionError(`${field} is set, but version ${version} of the message has no such field`)
}

/** Used by the generated codecs: null in a field that may not be null in this version. */
export function nullField(field: string, version: number): EncodeError {
  return new EncodeError(`${field} must not be null in version ${version}`)
}
