// GENERATED from schemas/ (Kafka 4.3.1) by npm run generate. Do not edit.
import type { ShareSnapshotKey } from './share-snapshot-key.ts'
import type { ShareUpdateKey } from './share-update-key.ts'
import { shareSnapshotKey } from './share-snapshot-key.ts'
import { shareUpdateKey } from './share-update-key.ts'
import type { ShareSnapshotValue } from './share-snapshot-value.ts'
import type { ShareUpdateValue } from './share-update-value.ts'
import { shareSnapshotValue } from './share-snapshot-value.ts'
import { shareUpdateValue } from './share-update-value.ts'

/** The keys of the share-coordinator's log. */
export type ShareRecordKey =
  | { type: 'ShareSnapshotKey', data: ShareSnapshotKey }
  | { type: 'ShareUpdateKey', data: ShareUpdateKey }

export const shareKeyDefs = [
  shareSnapshotKey,
  shareUpdateKey,
] as const

/** The values of the share-coordinator's log. */
export type ShareRecordValue =
  | { type: 'ShareSnapshotValue', data: ShareSnapshotValue }
  | { type: 'ShareUpdateValue', data: ShareUpdateValue }

export const shareValueDefs = [
  shareSnapshotValue,
  shareUpdateValue,
] as const
