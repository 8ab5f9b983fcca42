// The `.snapshot` files: every producer's state at the offset in the file's name (ProducerSnapshot v1). Kafka keeps only
// the newest batch of each producer there, so the window of five fills again after a restart. Pure bytes.

import { CorruptionError } from '../../core/errors.ts'
import { crc32c } from '../../core/hash.ts'
import { NO_SEQUENCE } from '../../protocol/records/index.ts'
import { readInt64, writeInt64 } from './indexes.ts'
import type { ProducerState } from './producer-state.ts'

const version = 1
const headerBytes = 10
const entryBytes = 46

export function encodeProducerSnapshot(producers: Iterable<ProducerState>): Buffer {
  const states = [...producers]
  const bytes = Buffer.alloc(headerBytes + states.length * entryBytes)
  bytes.writeInt16BE(version, 0)
  bytes.writeInt32BE(states.length, 6)
  let at = headerBytes
  for (const state of states) {
    const last = state.batches.at(-1)
    writeInt64(bytes, at, state.producerId)
    bytes.writeInt16BE(state.producerEpoch, at + 8)
    bytes.writeInt32BE(last?.lastSequence ?? NO_SEQUENCE, at + 10)
    writeInt64(bytes, at + 14, last?.lastOffset ?? -1)
    bytes.writeInt32BE(last?.offsetDelta ?? 0, at + 22)
    writeInt64(bytes, at + 26, state.lastTimestamp)
    bytes.writeInt32BE(state.coordinatorEpoch, at + 34)
    writeInt64(bytes, at + 38, state.currentTxnFirstOffset)
    at += entryBytes
  }
  bytes.writeUInt32BE(crc32c(bytes, 6), 2)
  return bytes
}

/** Throws CorruptionError; `path` is for the message. */
export function decodeProducerSnapshot(bytes: Buffer, path: string): ProducerState[] {
  if (bytes.length < headerBytes) throw new CorruptionError(`${path} has ${bytes.length} bytes, a producer snapshot has ${headerBytes} at least`)
  if (bytes.readInt16BE(0) !== version) throw new CorruptionError(`${path} is a producer snapshot of version ${bytes.readInt16BE(0)}, only ${version} is known`)
  const count = bytes.readInt32BE(6)
  if (bytes.readUInt32BE(2) !== crc32c(bytes, 6)) throw new CorruptionError(`${path} is corrupt: its checksum does not match`)
  if (count < 0 || bytes.length !== headerBytes + count * entryBytes) throw new CorruptionError(`${path} has ${bytes.length} bytes for ${count} producers`)
  const states: ProducerState[] = []
  for (let at = headerBytes; at < bytes.length; at += entryBytes) {
    const lastTimestamp = readInt64(bytes, at + 26)
    const lastOffset = readInt64(bytes, at + 14)
    states.push({
      producerId: readInt64(bytes, at),
      producerEpoch: bytes.readInt16BE(at + 8),
      coordinatorEpoch: bytes.readInt32BE(at + 34),
      lastTimestamp,
      currentTxnFirstOffset: readInt64(bytes, at + 38),
      batches:
        lastOffset < 0
          ? []
          : [{ lastSequence: bytes.readInt32BE(at + 10), lastOffset, offsetDelta: bytes.readInt32BE(at + 22), timestamp: lastTimestamp }],
    })
  }
  return states
}
