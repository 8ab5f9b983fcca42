// GENERATED from schemas/group-coordinator/share-group-metadata-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ShareGroupMetadataValue {
  epoch: number
  metadataHash: bigint
  unknownTags?: TaggedField[]
}

export function newShareGroupMetadataValue({
  epoch = 0,
  metadataHash = 0n,
  unknownTags,
}: Partial<ShareGroupMetadataValue> = {}): ShareGroupMetadataValue {
  const m: ShareGroupMetadataValue = { epoch, metadataHash }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeShareGroupMetadataValue(w: Writer, m: ShareGroupMetadataValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupMetadataValue', v, 0, 0)
  w.begin('ShareGroupMetadataValue', v)
  w.int32(m.epoch)
  w.bigint64(m.metadataHash)
  w.tags(m.unknownTags)
}

export function readShareGroupMetadataValue(r: Reader, v: number): ShareGroupMetadataValue {
  if (v < 0 || v > 0) throw unsupportedVersion('ShareGroupMetadataValue', v, 0, 0)
  r.begin('ShareGroupMetadataValue', v)
  const epoch = r.int32()
  const metadataHash = r.bigint64()
  const unknownTags = r.tags()
  const m: ShareGroupMetadataValue = { epoch, metadataHash }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const shareGroupMetadataValue = {
  type: 11,
  name: 'ShareGroupMetadataValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readShareGroupMetadataValue,
  write: writeShareGroupMetadataValue,
} as const satisfies RecordDef<ShareGroupMetadataValue>
