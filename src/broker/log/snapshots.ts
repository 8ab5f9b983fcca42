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

/** In rising order of their offsets. */
export function loadSnapshots(disk: Disk, directory: string): SnapshotFile[] {
  const found: SnapshotFile[] = []
  for (const { name, kind } of disk.list(directory)) {
    const match = kind === 'file' ? /^(\d{20})\.snapshot$/.exec(name) : null
    if (match !== null) found.push({ offset: Number(match[1]), path: `${directory}/${name}` })
  }
  return found.sort((a, b) => a.offset - b.offset)
}

/** The newest readable snapshot at or below `offset`. One that is damaged is removed: an older one and more batches say the same. */
export function latestSnapshot(disk: Disk, directory: string, offset: number, logger: Logger): { offset: number; states: ProducerState[] } | undefined {
  for (const file of loadSnapshots(disk, directory).reverse()) {
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
