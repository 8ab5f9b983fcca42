// GENERATED from schemas/share-coordinator/share-update-key.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareUpdateKey {
  groupId: string
  topicId: Uuid
  partition: number
}

export function newShareUpdateKey({
  groupId = '',
  topicId = ZERO_UUID,
  partition = 0,
}: Partial<ShareUpdateKey> = {}): ShareUpdateKey {
  return { groupId, topicId, partition }
}

export function writeShareUpdateKey(w: Writer, m: ShareUpdateKey, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareUpdateKey', v, 0, 0)
  w.begin('ShareUpdateKey', v)
  w.string(m.groupId)
  w.uuid(m.topicId)
  w.int32(m.partition)
}

export function readShareUpdateKey(r: Reader, v: number): ShareUpdateKey {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareUpdateKey', v, 0, 0)
  r.begin('ShareUpdateKey', v)
  const groupId = r.string()
  const topicId = r.uuid()
  const partition = r.int32()
  return { groupId, topicId, partition }
}

export const shareUpdateKey = {
  type: 1,
  name: 'ShareUpdateKey',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readShareUpdateKey,
  write: writeShareUpdateKey,
} as const satisfies RecordDef<ShareUpdateKey>
