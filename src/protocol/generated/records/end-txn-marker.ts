// GENERATED from schemas/data/end-txn-marker.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface EndTxnMarker {
  coordinatorEpoch: number
}

export function newEndTxnMarker({
  coordinatorEpoch = 0,
}: Partial<EndTxnMarker> = {}): EndTxnMarker {
  return { coordinatorEpoch }
}

export function writeEndTxnMarker(w: Writer, m: EndTxnMarker, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('EndTxnMarker', v, 0, 0)
  w.begin('EndTxnMarker', v)
  w.int32(m.coordinatorEpoch)
}

export function readEndTxnMarker(r: Reader, v: number): EndTxnMarker {
  if (v < 0 || v > 0) throw unsupportedVersion('EndTxnMarker', v, 0, 0)
  r.begin('EndTxnMarker', v)
  const coordinatorEpoch = r.int32()
  return { coordinatorEpoch }
}

export const endTxnMarker = {
  name: 'EndTxnMarker',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readEndTxnMarker,
  write: writeEndTxnMarker,
} as const satisfies MessageDef<EndTxnMarker>
