// Snapshots of the metadata log (KIP-630): `<end offset>-<epoch>.checkpoint` files, and bootstrap.checkpoint, which has the
// same form. Encoding, decoding and names are pure; listing and writing go through the Disk (driver).

import { CorruptionError } from '../../core/errors.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import { encodeMetadataRecord } from '../../protocol/metadata-records.ts'
import { isBatchCrcValid, readBatchHeader } from '../../protocol/records/batch.ts'
import { BatchBuilder } from '../../protocol/records/builder.ts'
import { encodeControlBatch } from '../../protocol/records/control.ts'
import type { Disk } from '../disk/disk.ts'
import { kraftVersion, snapshotFooter, snapshotHeader, votersRecord, type Voter } from './control-records.ts'
import { recordVersion } from './record-versions.ts'
import { MetadataReplay } from './replay.ts'

/** Records of a snapshot go into batches of at most about this many bytes; Kafka's limit for a batch is 8 MiB. */
const BATCH_BYTES = 1 << 20

export interface SnapshotId {
  /** The first offset that the snapshot does not contain. */
  readonly endOffset: number
  /** The leader epoch of the last record in it. */
  readonly epoch: number
}

export interface SnapshotFile extends SnapshotId {
  readonly path: string
}

export function snapshotName({ endOffset, epoch }: SnapshotId): string {
  return `${String(endOffset).padStart(20, '0')}-${String(epoch).padStart(10, '0')}.checkpoint`
}

/** The snapshots in the directory of the metadata log, the oldest first. */
export function listSnapshots(disk: Disk, directory: string): SnapshotFile[] {
  const found: SnapshotFile[] = []
  if (!disk.exists(directory)) return found
  for (const { name, kind } of disk.list(directory)) {
    const match = kind === 'file' ? /^(\d{20})-(\d{10})\.checkpoint$/.exec(name) : null
    if (match !== null) found.push({ endOffset: Number(match[1]), epoch: Number(match[2]), path: `${directory}/${name}` })
  }
  return found.sort((a, b) => a.endOffset - b.endOffset || a.epoch - b.epoch)
}

export interface SnapshotContent {
  readonly records: Iterable<MetadataRecord>
  readonly metadataVersion: number
  /** Left out of bootstrap.checkpoint, which has no voters. */
  readonly quorum?: { readonly kraftVersion: number; readonly voters: readonly Voter[] }
  readonly lastContainedLogTimestamp: number
}

/** The bytes of a snapshot: a control batch, the records, a control batch. Offsets within count from 0. */
export function encodeSnapshot(content: SnapshotContent, now: number): Buffer[] {
  const { records, metadataVersion, quorum, lastContainedLogTimestamp } = content
  const header = [snapshotHeader(lastContainedLogTimestamp)]
  if (quorum !== undefined && quorum.kraftVersion > 0) header.push(kraftVersion(quorum.kraftVersion), votersRecord(quorum.voters))
  const chunks = [encodeControlBatch(header, now, { baseOffset: 0, partitionLeaderEpoch: 0 })]
  let baseOffset = header.length
  let builder = new BatchBuilder({ maxBytes: BATCH_BYTES })
  const finish = (): void => {
    const count = builder.recordCount
    if (count === 0) return
    chunks.push(builder.build({ baseOffset, partitionLeaderEpoch: 0 }))
    baseOffset += count
    builder = new BatchBuilder({ maxBytes: BATCH_BYTES })
  }
  for (const record of records) {
    const value = encodeMetadataRecord(record, recordVersion(record, metadataVersion))
    if (!builder.append(now, null, value)) {
      finish()
      builder.append(now, null, value)
    }
  }
  finish()
  chunks.push(encodeControlBatch([snapshotFooter()], now, { baseOffset, partitionLeaderEpoch: 0 }))
  return chunks
}

/** Reads a snapshot whole: every checksum must match and the footer must be there. Throws CorruptionError that names the file. */
export function readSnapshot(content: Buffer, path: string): MetadataReplay {
  const replay = new MetadataReplay()
  try {
    for (let position = 0; position < content.length; ) {
      if (readBatchHeader(content, position).sizeInBytes > content.length - position || !isBatchCrcValid(content, position)) {
        throw new CorruptionError(`the batch at position ${position} is damaged`)
      }
      position = replay.batch(content, position)
    }
  } catch (error) {
    throw error instanceof CorruptionError ? new CorruptionError(`${path}: ${error.message}`, { cause: error }) : error
  }
  if (!replay.snapshotEnded) throw new CorruptionError(`${path}: the snapshot has no end`)
  return replay
}

/** Writes beside the target, syncs, renames: after a crash the snapshot is whole or not there. */
export function writeSnapshotFile(disk: Disk, directory: string, name: string, chunks: readonly Buffer[]): void {
  const part = `${directory}/${name}.part`
  if (disk.exists(part)) disk.remove(part)
  const file = disk.open(part, 'write')
  try {
    file.write(chunks, 0)
    file.syncNow()
  } finally {
    file.close()
  }
  disk.rename(part, `${directory}/${name}`)
  disk.syncDirectory(directory)
}

/** What a crash left of a snapshot that was being written. */
export function removePartialSnapshots(disk: Disk, directory: string): void {
  for (const { name, kind } of disk.list(directory)) {
    if (kind === 'file' && /^\d{20}-\d{10}\.checkpoint\.(part|deleted)$/.test(name)) disk.remove(`${directory}/${name}`)
  }
}
