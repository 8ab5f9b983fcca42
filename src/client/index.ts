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
export type { BatchLimits } from './batch-gatherer.ts'
export { Consumer, type BatchesOptions, type ConsumerCloseOptions, type ConsumerState, type PollOptions, type RecordBatch } from './consumer.ts'
export type { ConsumerOptions, GroupProtocol, OffsetReset } from './consumer-config.ts'
export type { RebalanceListener } from './consumer-subscription.ts'
export type { ConsumerEvents, PartitionReport, RebalanceEntry } from './consumer-events.ts'
export { CommitFailedError } from './commits.ts'
export type { CommittedOffset, OffsetToCommit } from './group-offsets.ts'
export type { ListedOffset } from './list-offsets.ts'
export type { RebalanceNote } from './membership.ts'
export { OffsetOutOfRangeError } from './positions.ts'
export { ConsumerRecord, type TopicPartition } from './record.ts'
export { PartitionGoneError } from './subscription.ts'
export { SubscriptionPattern } from './subscription-pattern.ts'
export { type DeadLetterOptions, type HandlerBatch, type HandlerContext, HandlerError, type RetryOptions, type RunOptions } from './run.ts'
export {
  type Assignor,
  type AssignorMember,
  type AssignorTopic,
  cooperativeStickyAssignor,
  rangeAssignor,
  roundRobinAssignor,
  stickyAssignor,
} from '../assignors/index.ts'
