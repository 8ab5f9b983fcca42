// The settings of a topic: what was set for it, else the broker's synonyms, else Kafka's default (KIP-226). Resolved to what
// the log obeys, checked when somebody wants to change them. Pure (shape C).

import { ConfigError } from '../core/errors.ts'
import { brokerConfigDefinitions, type BrokerConfig } from './config.ts'
import { didYouMean, parseConfigTable, parseConfigValue, type ConfigDefinition, type ConfigValue } from './config-def.ts'
import { topicConfigTable } from './config-table.ts'
import { ConfigResourceType, type MetadataImage } from './image.ts'
import { UNLIMITED, type CompressionTypeSetting, type LogConfig } from './log/log-config.ts'

/** Every topic setting of Apache Kafka 4.3.1. */
export const topicConfigDefinitions: ReadonlyMap<string, ConfigDefinition> = parseConfigTable(topicConfigTable)

/** Broker properties in another unit than the topic's setting. */
const millisecondsPer: Readonly<Record<string, number>> = {
  'log.retention.minutes': 60_000,
  'log.retention.hours': 3_600_000,
  'log.roll.hours': 3_600_000,
  'log.roll.jitter.hours': 3_600_000,
}

/** A broker property as a topic setting: `log.retention.hours=168` is `retention.ms=604800000`. */
export function topicValueOfSynonym(synonym: string, value: ConfigValue): ConfigValue {
  const factor = millisecondsPer[synonym]
  // A negative retention is no retention in any unit.
  return factor === undefined || typeof value !== 'number' || value < 0 ? value : value * factor
}

/** The value that a topic has when nothing is set for it. */
export function topicDefault(brokerConfig: BrokerConfig, definition: ConfigDefinition): ConfigValue {
  for (const synonym of definition.synonyms) {
    const value = brokerConfig.get(synonym)
    if (value !== null) return topicValueOfSynonym(synonym, value)
  }
  return definition.defaultText === null ? null : parseConfigValue(definition, definition.defaultText!)
}

/** One setting of a topic. `overrides` is what was set for it. */
export function topicValue(brokerConfig: BrokerConfig, overrides: ReadonlyMap<string, string>, name: string): ConfigValue {
  const definition = topicConfigDefinitions.get(name)!
  const text = overrides.get(name)
  if (text !== undefined) {
    try {
      return parseConfigValue(definition, text)
    } catch (error) {
      // A value that a newer or older Kafka allowed: the default is better than no topic.
      if (!(error instanceof ConfigError)) throw error
    }
  }
  return topicDefault(brokerConfig, definition)
}

/** The settings of `topic` as its log obeys them. `brokerConfig` must have the dynamic settings laid over it. */
export function resolveTopicConfig(image: MetadataImage, brokerConfig: BrokerConfig, topic: string): LogConfig {
  return logConfigOf(brokerConfig, image.configs(ConfigResourceType.TOPIC, topic))
}

export function logConfigOf(brokerConfig: BrokerConfig, overrides: ReadonlyMap<string, string>): LogConfig {
  const get = (name: string): ConfigValue => topicValue(brokerConfig, overrides, name)
  const number = (name: string): number => get(name) as number
  const compressionType = get('compression.type') as CompressionTypeSetting
  return {
    // Tests of Kafka set the internal one to go below the megabyte that segment.bytes must have.
    segmentBytes: (get('internal.segment.bytes') as number | null) ?? number('segment.bytes'),
    segmentMs: number('segment.ms'),
    segmentJitterMs: number('segment.jitter.ms'),
    segmentIndexBytes: number('segment.index.bytes'),
    retentionMs: number('retention.ms'),
    retentionBytes: number('retention.bytes'),
    cleanupPolicy: [...new Set(get('cleanup.policy') as ('delete' | 'compact')[])],
    maxMessageBytes: number('max.message.bytes'),
    messageTimestampType: get('message.timestamp.type') as LogConfig['messageTimestampType'],
    messageTimestampBeforeMaxMs: number('message.timestamp.before.max.ms'),
    messageTimestampAfterMaxMs: number('message.timestamp.after.max.ms'),
    compressionType,
    compressionLevel: compressionLevel(compressionType, number),
    indexIntervalBytes: number('index.interval.bytes'),
    minInsyncReplicas: number('min.insync.replicas'),
    uncleanLeaderElectionEnable: get('unclean.leader.election.enable') as boolean,
    flushMessages: number('flush.messages'),
    flushMs: number('flush.ms'),
    fileDeleteDelayMs: number('file.delete.delay.ms'),
    deleteRetentionMs: number('delete.retention.ms'),
    minCompactionLagMs: number('min.compaction.lag.ms'),
    maxCompactionLagMs: number('max.compaction.lag.ms'),
    minCleanableDirtyRatio: number('min.cleanable.dirty.ratio'),
  }
}

function compressionLevel(type: CompressionTypeSetting, number: (name: string) => number): number | undefined {
  if (type !== 'gzip' && type !== 'lz4' && type !== 'zstd') return undefined
  const level = number(`compression.${type}.level`)
  return type === 'gzip' && level === -1 ? undefined : level
}

/**
 * Checks the settings that a topic would have: names, values, and values against each other.
 * Throws ConfigError; an unknown name comes with the one that was probably meant.
 */
export function validateTopicConfigs(brokerConfig: BrokerConfig, overrides: ReadonlyMap<string, string>): void {
  for (const name of overrides.keys()) {
    if (topicConfigDefinitions.has(name)) continue
    const meant = didYouMean(name, topicConfigDefinitions.keys())
    throw new ConfigError(`no topic config is named ${name}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`)
  }
  for (const [name, text] of overrides) parseConfigValue(topicConfigDefinitions.get(name)!, text)
  const get = (name: string): number => topicValue(brokerConfig, overrides, name) as number
  const minLag = get('min.compaction.lag.ms')
  const maxLag = get('max.compaction.lag.ms')
  if (minLag > maxLag) {
    throw new ConfigError(`min.compaction.lag.ms=${minLag} is above max.compaction.lag.ms=${maxLag === UNLIMITED ? '9223372036854775807' : maxLag}`)
  }
  if (overrides.get('remote.storage.enable')?.trim().toLowerCase() === 'true') {
    throw new ConfigError('remote.storage.enable=true: this broker has no tiered storage')
  }
}

/** A broker property that is the default of topic settings: its change concerns every log. */
export function isTopicDefault(brokerProperty: string): boolean {
  return synonymsOfTopics.has(brokerProperty)
}

const synonymsOfTopics = new Set([...topicConfigDefinitions.values()].flatMap(definition => definition.synonyms))
for (const name of synonymsOfTopics) if (!brokerConfigDefinitions.has(name)) throw new ConfigError(`there is no property ${name}`)
