// DescribeConfigs and ListConfigResources, answered from the image (KIP-133, KIP-226, KIP-1142). Pure (shape C).

import { ErrorCode } from '../protocol/error-codes.ts'
import type {
  DescribeConfigsRequest,
  DescribeConfigsResponse,
  DescribeConfigsResponseResourceResult,
  DescribeConfigsResponseResult,
  DescribeConfigsResponseSynonym,
} from '../protocol/generated/describe-configs.ts'
import type { ListConfigResourcesRequest, ListConfigResourcesResponse } from '../protocol/generated/list-config-resources.ts'
import { brokerConfigDefinitions, relatives, type BrokerConfig } from './config.ts'
import { formatConfigValue, isSensitive, type ConfigDefinition, type ConfigType } from './config-def.ts'
import { topicNameProblem } from './controller/topic-names.ts'
import { clientMetricsConfigDefinitions, groupConfigDefinitions, groupValue } from './group-config.ts'
import { ConfigResourceType, type MetadataImage } from './image.ts'
import { topicConfigDefinitions, topicValue } from './topic-config.ts'

/** Kafka's numbers for where a value comes from. */
export const ConfigSourceCode = {
  DYNAMIC_TOPIC_CONFIG: 1,
  DYNAMIC_BROKER_CONFIG: 2,
  DYNAMIC_DEFAULT_BROKER_CONFIG: 3,
  STATIC_BROKER_CONFIG: 4,
  DEFAULT_CONFIG: 5,
  DYNAMIC_BROKER_LOGGER_CONFIG: 6,
  DYNAMIC_CLIENT_METRICS_CONFIG: 7,
  DYNAMIC_GROUP_CONFIG: 8,
} as const

const typeCodes: Readonly<Record<ConfigType, number>> = { boolean: 1, string: 2, int: 3, short: 4, long: 5, double: 6, list: 7, class: 8, password: 9 }

/** `config` must have the dynamic settings of `image` over it. */
export function describeConfigs(image: MetadataImage, config: BrokerConfig, request: DescribeConfigsRequest): DescribeConfigsResponse {
  return { throttleTimeMs: 0, results: request.resources.map(resource => describeResource(image, config, resource, request.includeSynonyms)) }
}

type Resource = DescribeConfigsRequest['resources'][number]

function describeResource(image: MetadataImage, config: BrokerConfig, resource: Resource, includeSynonyms: boolean): DescribeConfigsResponseResult {
  const { resourceType, resourceName } = resource
  // As in Kafka, no keys means all keys.
  const keys = (resource.configurationKeys ?? []).length === 0 ? undefined : new Set(resource.configurationKeys)
  const result = (errorCode: number, errorMessage: string | null, configs: DescribeConfigsResponseResourceResult[] = []): DescribeConfigsResponseResult => ({
    errorCode,
    errorMessage,
    resourceType,
    resourceName,
    configs: configs.filter(entry => keys === undefined || keys.has(entry.name)).map(entry => (includeSynonyms ? entry : { ...entry, synonyms: [] })),
  })
  switch (resourceType) {
    case ConfigResourceType.TOPIC: {
      const problem = topicNameProblem(resourceName)
      if (problem !== undefined) return result(ErrorCode.INVALID_TOPIC_EXCEPTION, problem)
      if (!image.topicsByName.has(resourceName)) return result(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, '')
      return result(ErrorCode.NONE, '', describeTopicConfigs(config, image.configs(ConfigResourceType.TOPIC, resourceName)))
    }
    case ConfigResourceType.BROKER: {
      if (resourceName === '') return result(ErrorCode.NONE, '', describeBrokerDefaults(image, config))
      const id = /^-?\d+$/.test(resourceName) ? Number(resourceName) : undefined
      if (id === undefined) return result(ErrorCode.INVALID_REQUEST, `broker ${resourceName}: a node id is a whole number`)
      if (id !== config.nodeId) return result(ErrorCode.INVALID_REQUEST, `broker ${resourceName} is not here, this is ${config.nodeId}; the empty name asks for the defaults`)
      return result(ErrorCode.NONE, '', describeBrokerConfigs(config))
    }
    case ConfigResourceType.BROKER_LOGGER:
      return result(ErrorCode.INVALID_REQUEST, 'this broker has no log levels by logger name')
    case ConfigResourceType.CLIENT_METRICS:
      if (resourceName === '') return result(ErrorCode.INVALID_REQUEST, 'a client metrics subscription needs a name')
      return result(ErrorCode.NONE, '', describeClientMetrics(image.configs(ConfigResourceType.CLIENT_METRICS, resourceName)))
    case ConfigResourceType.GROUP:
      if (resourceName === '') return result(ErrorCode.INVALID_REQUEST, 'a group needs a name')
      return result(ErrorCode.NONE, '', describeGroup(config, image.configs(ConfigResourceType.GROUP, resourceName)))
    default:
      return result(ErrorCode.INVALID_REQUEST, `resource type ${resourceType} has no configs`)
  }
}

/** All settings of a topic, with where each value comes from. */
export function describeTopicConfigs(config: BrokerConfig, overrides: ReadonlyMap<string, string>): DescribeConfigsResponseResourceResult[] {
  const entries: DescribeConfigsResponseResourceResult[] = []
  for (const definition of topicConfigDefinitions.values()) {
    if (definition.internal) continue
    const value = formatConfigValue(definition, topicValue(config, overrides, definition.name))
    const [first] = definition.synonyms
    const synonyms = first === undefined ? [] : synonymsOf(config, first, definition.synonyms)
    if (overrides.has(definition.name)) synonyms.unshift({ name: definition.name, value, source: ConfigSourceCode.DYNAMIC_TOPIC_CONFIG })
    entries.push(entryOf(definition, value, false, synonyms))
  }
  return entries
}

/** The settings of a topic as CreateTopics answers them: a value that comes from the broker in another unit counts as the broker's. */
export function effectiveTopicConfigs(config: BrokerConfig, overrides: ReadonlyMap<string, string>): { name: string; value: string | null; readOnly: boolean; configSource: number; isSensitive: boolean }[] {
  return [...topicConfigDefinitions.values()]
    .filter(definition => !definition.internal)
    .map(definition => {
      const value = formatConfigValue(definition, topicValue(config, overrides, definition.name))
      const sources = definition.synonyms.map(synonym => config.textOf(synonym)?.source).filter(source => source !== undefined)
      const source = overrides.has(definition.name) ? 'DYNAMIC_TOPIC_CONFIG' : (sources[0] ?? 'DEFAULT_CONFIG')
      return { name: definition.name, value, readOnly: false, configSource: ConfigSourceCode[source], isSensitive: false }
    })
}

function describeBrokerConfigs(config: BrokerConfig): DescribeConfigsResponseResourceResult[] {
  const entries: DescribeConfigsResponseResourceResult[] = []
  for (const definition of brokerConfigDefinitions.values()) {
    if (definition.internal || (definition.dynamicOnly && config.textOf(definition.name) === undefined)) continue
    const { name } = definition
    const value = formatConfigValue(definition, config.get(name))
    entries.push(entryOf(definition, value, definition.updateMode === 'read-only', synonymsOf(config, name, relatives(name))))
  }
  // Names that nobody defined may have been set all the same: their values stay hidden, for they may be secrets of a plugin.
  for (const name of config.dynamicProperties.keys()) {
    if (!brokerConfigDefinitions.has(name)) entries.push(unknownEntry(name, ConfigSourceCode.DYNAMIC_BROKER_CONFIG))
  }
  return entries
}

function describeBrokerDefaults(image: MetadataImage, config: BrokerConfig): DescribeConfigsResponseResourceResult[] {
  const entries: DescribeConfigsResponseResourceResult[] = []
  for (const [name, text] of image.configs(ConfigResourceType.BROKER, '')) {
    const definition = brokerConfigDefinitions.get(name)
    if (definition === undefined) {
      entries.push(unknownEntry(name, ConfigSourceCode.DYNAMIC_DEFAULT_BROKER_CONFIG))
      continue
    }
    const synonyms = synonymsOf(config, name, relatives(name)).filter(synonym => synonym.source === ConfigSourceCode.DYNAMIC_DEFAULT_BROKER_CONFIG)
    entries.push({ ...entryOf(definition, text, definition.updateMode === 'read-only', synonyms), configSource: ConfigSourceCode.DYNAMIC_DEFAULT_BROKER_CONFIG })
  }
  return entries
}

function unknownEntry(name: string, configSource: number): DescribeConfigsResponseResourceResult {
  return { name, value: null, readOnly: true, configSource, isSensitive: true, synonyms: [{ name, value: null, source: configSource }], configType: 0, documentation: null }
}

function describeGroup(config: BrokerConfig, overrides: ReadonlyMap<string, string>): DescribeConfigsResponseResourceResult[] {
  return [...groupConfigDefinitions.values()].map(definition => {
    const value = formatConfigValue(definition, groupValue(config, overrides, definition.name))
    const [first] = definition.synonyms
    const synonyms = first === undefined ? [] : synonymsOf(config, first, definition.synonyms)
    if (overrides.has(definition.name)) synonyms.unshift({ name: definition.name, value, source: ConfigSourceCode.DYNAMIC_GROUP_CONFIG })
    return entryOf(definition, value, false, synonyms)
  })
}

function describeClientMetrics(overrides: ReadonlyMap<string, string>): DescribeConfigsResponseResourceResult[] {
  return [...clientMetricsConfigDefinitions.values()].map(definition => {
    const text = overrides.get(definition.name)
    const value = text ?? definition.defaultText!
    const synonyms: DescribeConfigsResponseSynonym[] = []
    if (text !== undefined) synonyms.push({ name: definition.name, value: text, source: ConfigSourceCode.DYNAMIC_CLIENT_METRICS_CONFIG })
    return entryOf(definition, value, false, synonyms)
  })
}

function entryOf(definition: ConfigDefinition, value: string | null, readOnly: boolean, synonyms: DescribeConfigsResponseSynonym[]): DescribeConfigsResponseResourceResult {
  const sensitive = isSensitive(definition)
  return {
    name: definition.name,
    value: sensitive ? null : value,
    readOnly,
    configSource: synonyms[0]?.source ?? ConfigSourceCode.DEFAULT_CONFIG,
    isSensitive: sensitive,
    synonyms,
    configType: typeCodes[definition.type],
    documentation: null,
  }
}

/** The values that a broker property has at each level, the one that counts first. As in Kafka, those above the property's own first one are left out. */
function synonymsOf(config: BrokerConfig, name: string, names: readonly string[]): DescribeConfigsResponseSynonym[] {
  const found: DescribeConfigsResponseSynonym[] = []
  const add = (source: number, textOf: (name: string) => string | null | undefined): void => {
    for (const synonym of names) {
      const text = textOf(synonym)
      if (text === undefined || text === null) continue
      found.push({ name: synonym, value: isSensitive(brokerConfigDefinitions.get(synonym)) ? null : text, source })
    }
  }
  add(ConfigSourceCode.DYNAMIC_BROKER_CONFIG, synonym => config.dynamicProperties.get(synonym))
  add(ConfigSourceCode.DYNAMIC_DEFAULT_BROKER_CONFIG, synonym => config.dynamicDefaults.get(synonym))
  add(ConfigSourceCode.STATIC_BROKER_CONFIG, synonym => config.staticProperties.get(synonym))
  add(ConfigSourceCode.DEFAULT_CONFIG, synonym => brokerConfigDefinitions.get(synonym)!.defaultText)
  const own = found.findIndex(synonym => synonym.name === name)
  return own === -1 ? [] : found.slice(own)
}

/** Resources that have settings. Version 0 knows client-metrics subscriptions only. */
export function listConfigResources(image: MetadataImage, request: ListConfigResourcesRequest, version: number): ListConfigResourcesResponse {
  const all = Object.values(ConfigResourceType)
  const asked = version === 0 ? [ConfigResourceType.CLIENT_METRICS] : request.resourceTypes.length === 0 ? all : request.resourceTypes
  if (asked.some(type => !(all as readonly number[]).includes(type))) return { throttleTimeMs: 0, errorCode: ErrorCode.UNSUPPORTED_VERSION, configResources: [] }
  const configResources: ListConfigResourcesResponse['configResources'] = []
  const add = (resourceType: number, names: Iterable<string>): void => {
    if (asked.includes(resourceType)) for (const resourceName of names) configResources.push({ resourceName, resourceType })
  }
  add(ConfigResourceType.GROUP, image.configuredResources(ConfigResourceType.GROUP))
  add(ConfigResourceType.CLIENT_METRICS, image.configuredResources(ConfigResourceType.CLIENT_METRICS))
  const brokers = [...image.brokers.keys()].map(String)
  add(ConfigResourceType.BROKER, brokers)
  add(ConfigResourceType.BROKER_LOGGER, brokers)
  add(ConfigResourceType.TOPIC, image.topicsByName.keys())
  return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, configResources }
}
