// GENERATED from schemas/ (Kafka 4.3.1) by npm run generate. Do not edit.
import type { TransactionLogKey } from './transaction-log-key.ts'
import { transactionLogKey } from './transaction-log-key.ts'
import type { TransactionLogValue } from './transaction-log-value.ts'
import { transactionLogValue } from './transaction-log-value.ts'

/** The keys of the transaction-coordinator's log. */
export type TransactionRecordKey =
  | { type: 'TransactionLogKey', data: TransactionLogKey }

export const transactionKeyDefs = [
  transactionLogKey,
] as const

/** The values of the transaction-coordinator's log. */
export type TransactionRecordValue =
  | { type: 'TransactionLogValue', data: TransactionLogValue }

export const transactionValueDefs = [
  transactionLogValue,
] as const
