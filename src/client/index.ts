// The door of the package: the client.
export { Admin, type AdminOptions } from './admin.ts'
export * from './admin/index.ts'
export type { ClientOptions } from './config.ts'
export type { Partitioner, PartitionerInput } from './partitioner.ts'
export { partitionForKey } from './partitioner.ts'
export { type CloseOptions, Producer, type SendOptions } from './producer.ts'
export type { ProducerOptions } from './producer-options.ts'
export { BatchSendError, type HeadersInput, type HeaderValue, type ProducerRecord, type RecordMetadata } from './producer-record.ts'
export * from './serde.ts'
export {
  AbortedError,
  ClosedError,
  ConfigError,
  ConnectionError,
  CorruptionError,
  isRetriable,
  KafkaError,
  TimeoutError,
} from '../core/errors.ts'
export { LineLogger, type Logger, type LogLevel, silentLogger } from '../core/logger.ts'
export { ProtocolError } from '../protocol/errors.ts'
export { ErrorCode } from '../protocol/error-codes.ts'
