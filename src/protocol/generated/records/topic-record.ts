// GENERATED from schemas/metadata/topic-record.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField, Uuid } from '../../ids.ts'
import { ZERO_UUID } from '../../ids.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface TopicRecord {
  name: string
  topicId: Uuid
  unknownTags?: TaggedField[]
}

export function newTopicRecord({
  name = '',
  topicId = ZERO_UUID,
  unknownTags,
}: Partial<TopicRecord> = {}): TopicRecord {
  const m: TopicRecord = { name, topicId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeTopicRecord(w: Writer, m: TopicRecord, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('TopicRecord', v, 0, 0)
  w.begin('TopicRecord', v)
  w.compactString(m.name)
  w.uuid(m.topicId)
  w.tags(m.unknownTags)
}

export function readTopicRecord(r: Reader, v: number): TopicRecord {
  if (v < 0 || v > 0) throw unsupportedVersion('TopicRecord', v, 0, 0)
  r.begin('TopicRecord', v)
  const name = r.compactString()
  const topicId = r.uuid()
  const unknownTags = r.tags()
  const m: TopicRecord = { name, topicId }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const topicRecord = {
  type: 2,
  name: 'TopicRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readTopicRecord,
  write: writeTopicRecord,
} as const satisfies RecordDef<TopicRecord>
