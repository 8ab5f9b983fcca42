// The metadata of a directory that nobody serves, read without changing a byte of it: for `rookery graduate` and other looks
// from outside. Reads through the Disk only.

import { CorruptionError } from '../../core/errors.ts'
import { isBatchCrcValid, readBatchHeader } from '../../protocol/records/batch.ts'
import type { Disk } from '../disk/disk.ts'
import type { MetadataImage } from '../image.ts'
import type { Voter } from './control-records.ts'
import { parseQuorumState, quorumStateFile } from './quorum-state.ts'
import { MetadataReplay } from './replay.ts'
import { listSnapshots, readSnapshot, type SnapshotFile } from './snapshot.ts'

export interface MetadataOnDisk {
  readonly image: MetadataImage
  readonly kraftVersion: number
  readonly voters: readonly Voter[] | undefined
  /** From quorum-state, where kraft.version 0 keeps the voters; undefined without the file. */
  readonly voterIds: readonly number[] | undefined
  readonly snapshot: SnapshotFile | undefined
  readonly logStartOffset: number
  readonly logEndOffset: number
  readonly transactionIsOpen: boolean
  /** Bytes behind the last whole batch: what a recovery would cut off. */
  readonly tornBytes: number
}

/** Throws CorruptionError for anything but a torn tail, StorageError when the directory cannot be read. */
export function readMetadata(disk: Disk, directory: string): MetadataOnDisk {
  const segments = listSegments(disk, directory)
  const logStartOffset = segments[0]?.baseOffset ?? 0
  const snapshot = listSnapshots(disk, directory).at(-1)
  if (snapshot === undefined && logStartOffset > 0) throw new CorruptionError(`${directory}: the log begins at offset ${logStartOffset} and there is no snapshot of what came before`)
  const replay = snapshot === undefined ? new MetadataReplay() : readSnapshot(disk.readFile(snapshot.path), snapshot.path)
  if (snapshot !== undefined) replay.build({ offset: snapshot.endOffset - 1, epoch: snapshot.epoch, timestamp: replay.lastContainedLogTimestamp })
  let end = snapshot?.endOffset ?? 0
  let tornBytes = 0
  segments.forEach((segment, index) => {
    const content = disk.readFile(segment.path)
    for (let position = 0; position < content.length; ) {
      const header = content.length - position < 61 ? undefined : readBatchHeader(content, position)
      if (header === undefined || header.sizeInBytes > content.length - position || !isBatchCrcValid(content, position)) {
        // Something whole behind it: then it is no tail that was being written.
        if (index < segments.length - 1 || (header !== undefined && isWholeBatch(content, position + header.sizeInBytes))) {
          throw new CorruptionError(`${segment.path}: the batch at position ${position} is damaged`)
        }
        tornBytes = content.length - position
        return
      }
      if (header.lastOffset >= end) {
        replay.batch(content, position)
        end = header.lastOffset + 1
      }
      position += header.sizeInBytes
    }
  })
  const quorumPath = `${directory}/${quorumStateFile}`
  return {
    image: replay.build(),
    kraftVersion: replay.kraftVersion,
    voters: replay.voters,
    voterIds: disk.exists(quorumPath) ? parseQuorumState(disk.readFile(quorumPath).toString('utf8')).voters : undefined,
    snapshot,
    logStartOffset,
    logEndOffset: end,
    transactionIsOpen: replay.transactionIsOpen,
    tornBytes,
  }
}

function isWholeBatch(content: Buffer, position: number): boolean {
  try {
    return content.length - position >= 61 && isBatchCrcValid(content, position)
  } catch {
    return false
  }
}

/** The segments of a log's directory, the oldest first. */
export function listSegments(disk: Disk, directory: string): { baseOffset: number; path: string }[] {
  const found: { baseOffset: number; path: string }[] = []
  if (!disk.exists(directory)) return found
  for (const { name, kind } of disk.list(directory)) {
    const match = kind === 'file' ? /^(\d{20})\.log$/.exec(name) : null
    if (match !== null) found.push({ baseOffset: Number(match[1]), path: `${directory}/${name}` })
  }
  return found.sort((a, b) => a.baseOffset - b.baseOffset)
}
