// What a new cluster begins with (KIP-630, KIP-778): the feature levels, in `bootstrap.checkpoint` beside meta.properties, as
// `kafka-storage format` leaves them. Driver; the records are pure.

import type { MetadataRecord } from '../protocol/generated/records/metadata-record-types.ts'
import { initialFeatures } from './controller/features.ts'
import type { Disk } from './disk/disk.ts'
import { imageRecords } from './image.ts'
import { encodeSnapshot, readSnapshot, writeSnapshotFile } from './raft/snapshot.ts'

export const bootstrapFile = 'bootstrap.checkpoint'

/**
 * The records that a new metadata log begins with: those of bootstrap.checkpoint, which is written when it is missing.
 * Throws CorruptionError for a damaged one.
 */
export function bootstrapRecords(disk: Disk, directory: string, now: number): MetadataRecord[] {
  const path = `${directory}/${bootstrapFile}`
  if (!disk.exists(path)) {
    const records = initialFeatures.map(([name, featureLevel]): MetadataRecord => ({ type: 'FeatureLevelRecord', data: { name, featureLevel } }))
    const level = initialFeatures.find(([name]) => name === 'metadata.version')![1]
    writeSnapshotFile(disk, directory, bootstrapFile, encodeSnapshot({ records, metadataVersion: level, lastContainedLogTimestamp: 0 }, now))
  }
  return [...imageRecords(readSnapshot(disk.readFile(path), path).build())]
}
