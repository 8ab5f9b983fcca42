// The producer snapshot files of a partition's directory: which there are, the newest usable one, writing one.

import { CorruptionError, errorMessage } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import type { Disk } from '../disk/disk.ts'
import { fileName } from './checkpoints.ts'
import { decodeProducerSnapshot, encodeProducerSnapshot } from './producer-snapshot.ts'
import type { ProducerState, ProducerStates } from './producer-state.ts'

export interface SnapshotFile {
  offset: number
  path: string
}

/** In rising order of their offsets. `files`: the names in the directory, when they are known already. */
export function loadSnapshots(disk: Disk, directory: string, files?: readonly string[]): SnapshotFile[] {
  const found: SnapshotFile[] = []
  for (const name of files ?? disk.list(directory).filter(({ kind }) => kind === 'file').map(entry => entry.name)) {
    const match = /^(\d{20})\.snapshot$/.exec(name)
    if (match !== null) found.push({ offset: Number(match[1]), path: `${directory}/${name}` })
  }
  return found.sort((a, b) => a.offset - b.offset)
}

/** The newest readable snapshot at or below `offset`. One that is damaged is removed: an older one and more batches say the same. */
export function latestSnapshot(
  disk: Disk,
  snapshots: readonly SnapshotFile[],
  offset: number,
  logger: Logger,
): { offset: number; states: ProducerState[] } | undefined {
  for (const file of snapshots.toReversed()) {
    if (file.offset > offset) continue
    try {
      return { offset: file.offset, states: decodeProducerSnapshot(disk.readFile(file.path), file.path) }
    } catch (error) {
      if (!(error instanceof CorruptionError)) throw error
      logger.warn(`${errorMessage(error)}; it is removed and the producers are rebuilt from the log`)
      disk.remove(file.path)
    }
  }
  return undefined
}

/** Writes the states as they are at `offset`, to the page cache. Returns the path. */
export function writeSnapshot(disk: Disk, directory: string, producers: ProducerStates, offset: number): string {
  const path = `${directory}/${fileName(offset, '.snapshot')}`
  const file = disk.open(path, 'write')
  try {
    file.truncate(0)
    file.write([encodeProducerSnapshot(producers.all())], 0)
  } finally {
    file.close()
  }
  return path
}
