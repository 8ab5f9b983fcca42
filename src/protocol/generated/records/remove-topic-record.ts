// GENERATED from schemas/metadata/remove-topic-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface RemoveTopicRecord {
  topicId: Uuid
  unknownTags?: TaggedField[]
}

export function newRemoveTopicRecord({
  topicId = ZERO_UUID,
  unknownTags,
}: Partial<RemoveTopicRecord> = {}): RemoveTopicRecord {
  const m: RemoveTopicRecord = { topicId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeRemoveTopicRecord(w: Writer, m: RemoveTopicRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveTopicRecord', v, 0, 0)
  w.begin('RemoveTopicRecord', v)
  w.uuid(m.topicId)
  w.tags(m.unknownTags)
}

export function readRemoveTopicRecord(r: Reader, v: number): RemoveTopicRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('RemoveTopicRecord', v, 0, 0)
  r.begin('RemoveTopicRecord', v)
  const topicId = r.uuid()
  const unknownTags = r.tags()
  const m: RemoveTopicRecord = { topicId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const removeTopicRecord = {
  type: 9,
  name: 'RemoveTopicRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readRemoveTopicRecord,
  write: writeRemoveTopicRecord,
} as const satisfies RecordDef<RemoveTopicRecord>
