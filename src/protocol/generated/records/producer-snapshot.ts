// GENERATED from schemas/storage/producer-snapshot.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ProducerSnapshot {
  crc: number
  producerEntries: ProducerSnapshotProducerEntry[]
}

export function newProducerSnapshot({
  crc = 0,
  producerEntries = [],
}: Partial<ProducerSnapshot> = {}): ProducerSnapshot {
  return { crc, producerEntries }
}

export function writeProducerSnapshot(w: Writer, m: ProducerSnapshot, v: number): void {
  if (v < 1 || v > 1) throw unsupportedVersion('ProducerSnapshot', v, 1, 1)
  w.begin('ProducerSnapshot', v)
  w.uint32(m.crc)
  w.arrayLength(m.producerEntries.length)
  for (const element of m.producerEntries) writeProducerSnapshotProducerEntry(w, element, v)
}

export function readProducerSnapshot(r: Reader, v: number): ProducerSnapshot {
  if (v < 1 || v > 1) throw unsupportedVersion('ProducerSnapshot', v, 1, 1)
  r.begin('ProducerSnapshot', v)
  const crc = r.uint32()
  const producerEntriesCount = r.arrayLength(46, 160)
  const producerEntries: ProducerSnapshotProducerEntry[] = sized(producerEntriesCount)
  for (let i = 0; i < producerEntriesCount; i++) producerEntries[i] = readProducerSnapshotProducerEntry(r, v)
  return { crc, producerEntries }
}

export interface ProducerSnapshotProducerEntry {
  producerId: number
  epoch: number
  lastSequence: number
  lastOffset: number
  offsetDelta: number
  timestamp: number
  coordinatorEpoch: number
  currentTxnFirstOffset: number
}

export function newProducerSnapshotProducerEntry({
  producerId = 0,
  epoch = 0,
  lastSequence = 0,
  lastOffset = 0,
  offsetDelta = 0,
  timestamp = 0,
  coordinatorEpoch = 0,
  currentTxnFirstOffset = 0,
}: Partial<ProducerSnapshotProducerEntry> = {}): ProducerSnapshotProducerEntry {
  return { producerId, epoch, lastSequence, lastOffset, offsetDelta, timestamp, coordinatorEpoch, currentTxnFirstOffset }
}

export function writeProducerSnapshotProducerEntry(w: Writer, m: ProducerSnapshotProducerEntry, _v: number): void {
  w.int64(m.producerId)
  w.int16(m.epoch)
  w.int32(m.lastSequence)
  w.int64(m.lastOffset)
  w.int32(m.offsetDelta)
  w.int64(m.timestamp)
  w.int32(m.coordinatorEpoch)
  w.int64(m.currentTxnFirstOffset)
}

export function readProducerSnapshotProducerEntry(r: Reader, _v: number): ProducerSnapshotProducerEntry {
  const producerId = r.int64()
  const epoch = r.int16()
  const lastSequence = r.int32()
  const lastOffset = r.int64()
  const offsetDelta = r.int32()
  const timestamp = r.int64()
  const coordinatorEpoch = r.int32()
  const currentTxnFirstOffset = r.int64()
  return { producerId, epoch, lastSequence, lastOffset, offsetDelta, timestamp, coordinatorEpoch, currentTxnFirstOffset }
}

export const producerSnapshot = {
  name: 'ProducerSnapshot',
  versions: [1, 1],
  flexibleFrom: Infinity,
  read: readProducerSnapshot,
  write: writeProducerSnapshot,
} as const satisfies MessageDef<ProducerSnapshot>
