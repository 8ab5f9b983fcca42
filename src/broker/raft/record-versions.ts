// Which version of a metadata record the cluster's metadata.version allows (KIP-584, KIP-778). Pure (shape C).

import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'

/** Levels of metadata.version that are read and continued: from 3.7-IV2 (directory ids) to 4.3-IV0. */
export const MIN_METADATA_VERSION = 17
export const MAX_METADATA_VERSION = 30

/** The level from which log directories can be cordoned. */
export const CORDONED_LOG_DIRS_LEVEL = 30
/** The level from which partitions have eligible leader replicas. */
export const ELR_LEVEL = 23

const names: Readonly<Record<number, string>> = {
  17: '3.7-IV2', 18: '3.7-IV3', 19: '3.7-IV4', 20: '3.8-IV0', 21: '3.9-IV0', 22: '4.0-IV0', 23: '4.0-IV1', 24: '4.0-IV2',
  25: '4.0-IV3', 26: '4.1-IV0', 27: '4.1-IV1', 28: '4.2-IV0', 29: '4.2-IV1', 30: '4.3-IV0',
}

/** The release that a level of metadata.version belongs to, `4.3-IV0`. */
export function metadataVersionName(level: number): string {
  return names[level] ?? `level ${level}`
}

/** The version to write a record in. A change of a registration takes the lowest that can say it, as in Kafka. */
export function recordVersion(record: MetadataRecord, metadataVersion: number): number {
  switch (record.type) {
    case 'RegisterBrokerRecord':
      return metadataVersion >= CORDONED_LOG_DIRS_LEVEL ? 4 : 3
    case 'BrokerRegistrationChangeRecord':
      if (record.data.cordonedLogDirs !== null) return 3
      if (record.data.logDirs.length > 0) return 2
      return record.data.inControlledShutdown !== 0 ? 1 : 0
    case 'PartitionRecord':
    case 'PartitionChangeRecord':
      return metadataVersion >= ELR_LEVEL ? 2 : 1
    default:
      return 0
  }
}
