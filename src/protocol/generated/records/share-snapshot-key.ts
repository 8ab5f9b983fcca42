// GENERATED from schemas/share-coordinator/share-snapshot-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareSnapshotKey {
  groupId: string
  topicId: Uuid
  partition: number
}

export function newShareSnapshotKey({
  groupId = '',
  topicId = ZERO_UUID,
  partition = 0,
}: Partial<ShareSnapshotKey> = {}): ShareSnapshotKey {
  return { groupId, topicId, partition }
}

export function writeShareSnapshotKey(w: Writer, m: ShareSnapshotKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareSnapshotKey', v, 0, 0)
  w.begin('ShareSnapshotKey', v)
  w.string(m.groupId)
  w.uuid(m.topicId)
  w.int32(m.partition)
}

export function readShareSnapshotKey(r: Reader, v: number): ShareSnapshotKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareSnapshotKey', v, 0, 0)
  r.begin('ShareSnapshotKey', v)
  const groupId = r.string()
  const topicId = r.uuid()
  const partition = r.int32()
  return { groupId, topicId, partition }
}

export const shareSnapshotKey = {
  type: 0,
  name: 'ShareSnapshotKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readShareSnapshotKey,
  write: writeShareSnapshotKey,
} as const satisfies RecordDef<ShareSnapshotKey>
