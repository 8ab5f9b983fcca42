// The id of the topic that a log belongs to: `partition.metadata` in its directory.

import { CorruptionError } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import type { Uuid } from '../../protocol/ids.ts'
import type { Disk } from '../disk/disk.ts'
import { formatPartitionMetadata, parsePartitionMetadata, partitionMetadataFile, writeFileInPlace } from './checkpoints.ts'

/** The id in the file, or `given`, which is written when there is none (`isWritten`). Throws CorruptionError when the file holds another. */
export function openTopicId(disk: Disk, directory: string, given: Uuid | undefined, logger: Logger): { topicId: Uuid | undefined; isWritten: boolean } {
  const path = `${directory}/${partitionMetadataFile}`
  let topicId: Uuid | undefined
  if (disk.exists(path)) {
    const content = disk.readFile(path)
    topicId = parsePartitionMetadata(content.toString('latin1'))
    // An empty one is a beginning that found no room.
    if (topicId === undefined && content.length > 0) logger.warn(`${path} cannot be read${given === undefined ? '' : ' and is written anew'}`)
  }
  if (topicId !== undefined && given !== undefined && topicId !== given) {
    throw new CorruptionError(`${directory} belongs to topic id ${topicId}, not to ${given}`)
  }
  if (topicId !== undefined || given === undefined) return { topicId, isWritten: false }
  writeFileInPlace(disk, path, formatPartitionMetadata(given))
  return { topicId: given, isWritten: true }
}
