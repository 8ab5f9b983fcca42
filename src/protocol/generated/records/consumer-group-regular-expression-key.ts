// GENERATED from schemas/group-coordinator/consumer-group-regular-expression-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ConsumerGroupRegularExpressionKey {
  groupId: string
  regularExpression: string
}

export function newConsumerGroupRegularExpressionKey({
  groupId = '',
  regularExpression = '',
}: Partial<ConsumerGroupRegularExpressionKey> = {}): ConsumerGroupRegularExpressionKey {
  return { groupId, regularExpression }
}

export function writeConsumerGroupRegularExpressionKey(w: Writer, m: ConsumerGroupRegularExpressionKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupRegularExpressionKey', v, 0, 0)
  w.begin('ConsumerGroupRegularExpressionKey', v)
  w.string(m.groupId)
  w.string(m.regularExpression)
}

export function readConsumerGroupRegularExpressionKey(r: Reader, v: number): ConsumerGroupRegularExpressionKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ConsumerGroupRegularExpressionKey', v, 0, 0)
  r.begin('ConsumerGroupRegularExpressionKey', v)
  const groupId = r.string()
  const regularExpression = r.string()
  return { groupId, regularExpression }
}

export const consumerGroupRegularExpressionKey = {
  type: 16,
  name: 'ConsumerGroupRegularExpressionKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readConsumerGroupRegularExpressionKey,
  write: writeConsumerGroupRegularExpressionKey,
} as const satisfies RecordDef<ConsumerGroupRegularExpressionKey>
