// The door of the log room.
export { RecordValidationError } from './append.ts'
export * from './log-config.ts'
export * from './log-manager.ts'
export * from './partition-log.ts'
export type { EpochEnd } from './leader-epochs.ts'
export type { ProducerBatch, ProducerState } from './producer-state.ts'
export type { LogSegment } from './segment.ts'
export type { AbortedTransaction } from './txn-index.ts'
