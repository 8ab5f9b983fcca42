// GENERATED from schemas/group-coordinator/streams-group-topology-value.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RecordDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { TaggedField } from '../../ids.ts'
import { type Reader, sized } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface StreamsGroupTopologyValue {
  epoch: number
  subtopologies: StreamsGroupTopologyValueSubtopology[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupTopologyValue({
  epoch = 0,
  subtopologies = [],
  unknownTags,
}: Partial<StreamsGroupTopologyValue> = {}): StreamsGroupTopologyValue {
  const m: StreamsGroupTopologyValue = { epoch, subtopologies }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupTopologyValue(w: Writer, m: StreamsGroupTopologyValue, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTopologyValue', v, 0, 0)
  w.begin('StreamsGroupTopologyValue', v)
  w.int32(m.epoch)
  w.compactArrayLength(m.subtopologies.length)
  for (const element of m.subtopologies) writeStreamsGroupTopologyValueSubtopology(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupTopologyValue(r: Reader, v: number): StreamsGroupTopologyValue {
  if (v < 0 || v > 0) throw unsupportedVersion('StreamsGroupTopologyValue', v, 0, 0)
  r.begin('StreamsGroupTopologyValue', v)
  const epoch = r.int32()
  const subtopologiesCount = r.compactArrayLength(8, 400)
  const subtopologies: StreamsGroupTopologyValueSubtopology[] = sized(subtopologiesCount)
  for (let i = 0; i < subtopologiesCount; i++) subtopologies[i] = readStreamsGroupTopologyValueSubtopology(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupTopologyValue = { epoch, subtopologies }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupTopologyValueSubtopology {
  subtopologyId: string
  sourceTopics: string[]
  sourceTopicRegex: string[]
  stateChangelogTopics: StreamsGroupTopologyValueTopicInfo[]
  repartitionSinkTopics: string[]
  repartitionSourceTopics: StreamsGroupTopologyValueTopicInfo[]
  copartitionGroups: StreamsGroupTopologyValueCopartitionGroup[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupTopologyValueSubtopology({
  subtopologyId = '',
  sourceTopics = [],
  sourceTopicRegex = [],
  stateChangelogTopics = [],
  repartitionSinkTopics = [],
  repartitionSourceTopics = [],
  copartitionGroups = [],
  unknownTags,
}: Partial<StreamsGroupTopologyValueSubtopology> = {}): StreamsGroupTopologyValueSubtopology {
  const m: StreamsGroupTopologyValueSubtopology = {
    subtopologyId,
    sourceTopics,
    sourceTopicRegex,
    stateChangelogTopics,
    repartitionSinkTopics,
    repartitionSourceTopics,
    copartitionGroups,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupTopologyValueSubtopology(w: Writer, m: StreamsGroupTopologyValueSubtopology, v: number): void {
  w.compactString(m.subtopologyId)
  w.compactArrayLength(m.sourceTopics.length)
  for (const element of m.sourceTopics) w.compactString(element)
  w.compactArrayLength(m.sourceTopicRegex.length)
  for (const element of m.sourceTopicRegex) w.compactString(element)
  w.compactArrayLength(m.stateChangelogTopics.length)
  for (const element of m.stateChangelogTopics) writeStreamsGroupTopologyValueTopicInfo(w, element, v)
  w.compactArrayLength(m.repartitionSinkTopics.length)
  for (const element of m.repartitionSinkTopics) w.compactString(element)
  w.compactArrayLength(m.repartitionSourceTopics.length)
  for (const element of m.repartitionSourceTopics) writeStreamsGroupTopologyValueTopicInfo(w, element, v)
  w.compactArrayLength(m.copartitionGroups.length)
  for (const element of m.copartitionGroups) writeStreamsGroupTopologyValueCopartitionGroup(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupTopologyValueSubtopology(r: Reader, v: number): StreamsGroupTopologyValueSubtopology {
  const subtopologyId = r.compactString()
  const sourceTopicsCount = r.compactArrayLength(1, 32)
  const sourceTopics: string[] = sized(sourceTopicsCount)
  for (let i = 0; i < sourceTopicsCount; i++) sourceTopics[i] = r.compactString()
  const sourceTopicRegexCount = r.compactArrayLength(1, 32)
  const sourceTopicRegex: string[] = sized(sourceTopicRegexCount)
  for (let i = 0; i < sourceTopicRegexCount; i++) sourceTopicRegex[i] = r.compactString()
  const stateChangelogTopicsCount = r.compactArrayLength(9, 136)
  const stateChangelogTopics: StreamsGroupTopologyValueTopicInfo[] = sized(stateChangelogTopicsCount)
  for (let i = 0; i < stateChangelogTopicsCount; i++) stateChangelogTopics[i] = readStreamsGroupTopologyValueTopicInfo(r, v)
  const repartitionSinkTopicsCount = r.compactArrayLength(1, 32)
  const repartitionSinkTopics: string[] = sized(repartitionSinkTopicsCount)
  for (let i = 0; i < repartitionSinkTopicsCount; i++) repartitionSinkTopics[i] = r.compactString()
  const repartitionSourceTopicsCount = r.compactArrayLength(9, 136)
  const repartitionSourceTopics: StreamsGroupTopologyValueTopicInfo[] = sized(repartitionSourceTopicsCount)
  for (let i = 0; i < repartitionSourceTopicsCount; i++) repartitionSourceTopics[i] = readStreamsGroupTopologyValueTopicInfo(r, v)
  const copartitionGroupsCount = r.compactArrayLength(4, 200)
  const copartitionGroups: StreamsGroupTopologyValueCopartitionGroup[] = sized(copartitionGroupsCount)
  for (let i = 0; i < copartitionGroupsCount; i++) copartitionGroups[i] = readStreamsGroupTopologyValueCopartitionGroup(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupTopologyValueSubtopology = {
    subtopologyId,
    sourceTopics,
    sourceTopicRegex,
    stateChangelogTopics,
    repartitionSinkTopics,
    repartitionSourceTopics,
    copartitionGroups,
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupTopologyValueTopicInfo {
  name: string
  partitions: number
  replicationFactor: number
  topicConfigs: StreamsGroupTopologyValueTopicConfig[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupTopologyValueTopicInfo({
  name = '',
  partitions = 0,
  replicationFactor = 0,
  topicConfigs = [],
  unknownTags,
}: Partial<StreamsGroupTopologyValueTopicInfo> = {}): StreamsGroupTopologyValueTopicInfo {
  const m: StreamsGroupTopologyValueTopicInfo = { name, partitions, replicationFactor, topicConfigs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupTopologyValueTopicInfo(w: Writer, m: StreamsGroupTopologyValueTopicInfo, v: number): void {
  w.compactString(m.name)
  w.int32(m.partitions)
  w.int16(m.replicationFactor)
  w.compactArrayLength(m.topicConfigs.length)
  for (const element of m.topicConfigs) writeStreamsGroupTopologyValueTopicConfig(w, element, v)
  w.tags(m.unknownTags)
}

export function readStreamsGroupTopologyValueTopicInfo(r: Reader, v: number): StreamsGroupTopologyValueTopicInfo {
  const name = r.compactString()
  const partitions = r.int32()
  const replicationFactor = r.int16()
  const topicConfigsCount = r.compactArrayLength(3, 96)
  const topicConfigs: StreamsGroupTopologyValueTopicConfig[] = sized(topicConfigsCount)
  for (let i = 0; i < topicConfigsCount; i++) topicConfigs[i] = readStreamsGroupTopologyValueTopicConfig(r, v)
  const unknownTags = r.tags()
  const m: StreamsGroupTopologyValueTopicInfo = { name, partitions, replicationFactor, topicConfigs }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupTopologyValueTopicConfig {
  key: string
  value: string
  unknownTags?: TaggedField[]
}

export function newStreamsGroupTopologyValueTopicConfig({
  key = '',
  value = '',
  unknownTags,
}: Partial<StreamsGroupTopologyValueTopicConfig> = {}): StreamsGroupTopologyValueTopicConfig {
  const m: StreamsGroupTopologyValueTopicConfig = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupTopologyValueTopicConfig(w: Writer, m: StreamsGroupTopologyValueTopicConfig, _v: number): void {
  w.compactString(m.key)
  w.compactString(m.value)
  w.tags(m.unknownTags)
}

export function readStreamsGroupTopologyValueTopicConfig(r: Reader, _v: number): StreamsGroupTopologyValueTopicConfig {
  const key = r.compactString()
  const value = r.compactString()
  const unknownTags = r.tags()
  const m: StreamsGroupTopologyValueTopicConfig = { key, value }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export interface StreamsGroupTopologyValueCopartitionGroup {
  sourceTopics: number[]
  sourceTopicRegex: number[]
  repartitionSourceTopics: number[]
  unknownTags?: TaggedField[]
}

export function newStreamsGroupTopologyValueCopartitionGroup({
  sourceTopics = [],
  sourceTopicRegex = [],
  repartitionSourceTopics = [],
  unknownTags,
}: Partial<StreamsGroupTopologyValueCopartitionGroup> = {}): StreamsGroupTopologyValueCopartitionGroup {
  const m: StreamsGroupTopologyValueCopartitionGroup = { sourceTopics, sourceTopicRegex, repartitionSourceTopics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export function writeStreamsGroupTopologyValueCopartitionGroup(w: Writer, m: StreamsGroupTopologyValueCopartitionGroup, _v: number): void {
  w.compactArrayLength(m.sourceTopics.length)
  for (const element of m.sourceTopics) w.int16(element)
  w.compactArrayLength(m.sourceTopicRegex.length)
  for (const element of m.sourceTopicRegex) w.int16(element)
  w.compactArrayLength(m.repartitionSourceTopics.length)
  for (const element of m.repartitionSourceTopics) w.int16(element)
  w.tags(m.unknownTags)
}

export function readStreamsGroupTopologyValueCopartitionGroup(r: Reader, _v: number): StreamsGroupTopologyValueCopartitionGroup {
  const sourceTopicsCount = r.compactArrayLength(2, 8)
  const sourceTopics: number[] = sized(sourceTopicsCount)
  for (let i = 0; i < sourceTopicsCount; i++) sourceTopics[i] = r.int16()
  const sourceTopicRegexCount = r.compactArrayLength(2, 8)
  const sourceTopicRegex: number[] = sized(sourceTopicRegexCount)
  for (let i = 0; i < sourceTopicRegexCount; i++) sourceTopicRegex[i] = r.int16()
  const repartitionSourceTopicsCount = r.compactArrayLength(2, 8)
  const repartitionSourceTopics: number[] = sized(repartitionSourceTopicsCount)
  for (let i = 0; i < repartitionSourceTopicsCount; i++) repartitionSourceTopics[i] = r.int16()
  const unknownTags = r.tags()
  const m: StreamsGroupTopologyValueCopartitionGroup = { sourceTopics, sourceTopicRegex, repartitionSourceTopics }
  if (unknownTags !== undefined) m.unknownTags = unknownTags
  return m
}

export const streamsGroupTopologyValue = {
  type: 23,
  name: 'StreamsGroupTopologyValue',
  versions: [0, 0],
  flexibleFrom: 0,
  read: readStreamsGroupTopologyValue,
  write: writeStreamsGroupTopologyValue,
} as const satisfies RecordDef<StreamsGroupTopologyValue>
