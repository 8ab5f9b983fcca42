// GENERATED from schemas/transaction-coordinator/transaction-log-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface TransactionLogKey {
  transactionalId: string
}

export function newTransactionLogKey({
  transactionalId = '',
}: Partial<TransactionLogKey> = {}): TransactionLogKey {
  return { transactionalId }
}

export function writeTransactionLogKey(w: Writer, m: TransactionLogKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('TransactionLogKey', v, 0, 0)
  w.begin('TransactionLogKey', v)
  w.string(m.transactionalId)
}

export function readTransactionLogKey(r: Reader, v: number): TransactionLogKey {
  if (v < 0 || v > 0) throw unsupportedVersion('TransactionLogKey', v, 0, 0)
  r.begin('TransactionLogKey', v)
  const transactionalId = r.string()
  return { transactionalId }
}

export const transactionLogKey = {
  type: 0,
  name: 'TransactionLogKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readTransactionLogKey,
  write: writeTransactionLogKey,
} as const satisfies RecordDef<TransactionLogKey>
