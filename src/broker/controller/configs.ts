// AlterConfigs and IncrementalAlterConfigs (KIP-339): the next settings of a resource, checked as a whole, written as records.
// Pure (shape C).

import { ConfigError } from '../../core/errors.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import type { AlterConfigsRequest, AlterConfigsResponse } from '../../protocol/generated/alter-configs.ts'
import type { IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse } from '../../protocol/generated/incremental-alter-configs.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import { brokerConfigDefinitions, type BrokerConfig } from '../config.ts'
import { didYouMean, parseConfigValue, type ConfigDefinition } from '../config-def.ts'
import { clientMetricsConfigDefinitions, groupConfigDefinitions, validateClientMetricsConfigs, validateGroupConfigs } from '../group-config.ts'
import { ConfigResourceType, type MetadataImage } from '../image.ts'
import { topicConfigDefinitions, validateTopicConfigs } from '../topic-config.ts'
import { isElrEnabled } from './brokers.ts'
import { errorOf, RequestError, type Decision, type DecisionContext } from './decision.ts'
import { topicNameProblem } from './topic-names.ts'

const Operation = { SET: 0, DELETE: 1, APPEND: 2, SUBTRACT: 3 } as const

interface Change {
  readonly name: string
  readonly operation: number
  readonly value: string | null
}

export function incrementalAlterConfigs(context: DecisionContext, request: IncrementalAlterConfigsRequest): Decision<IncrementalAlterConfigsResponse> {
  const { records, responses } = alter(context, request.resources, resource => {
    throwIfDoubledOrNull(resource.configs, config => config.configOperation !== Operation.DELETE)
    return resource.configs.map(({ name, configOperation, value }) => ({ name, operation: configOperation, value }))
  })
  return { records: request.validateOnly ? [] : records, reply: { throttleTimeMs: 0, responses } }
}

/** The old form: what is named is set, everything else of the resource goes back to its default. */
export function alterConfigs(context: DecisionContext, request: AlterConfigsRequest): Decision<AlterConfigsResponse> {
  const { records, responses } = alter(context, request.resources, resource => {
    throwIfDoubledOrNull(resource.configs, () => true)
    const named = new Set(resource.configs.map(config => config.name))
    const rest = [...context.image.configs(resource.resourceType as ConfigResourceType, resource.resourceName).keys()].filter(name => !named.has(name))
    // Cluster-wide min.insync.replicas cannot go away while eligible leader replicas count on it.
    const kept = rest.filter(name => !(name === 'min.insync.replicas' && resource.resourceType === ConfigResourceType.BROKER && isElrEnabled(context.image)))
    return [
      ...resource.configs.map(({ name, value }) => ({ name, operation: Operation.SET, value })),
      ...kept.map(name => ({ name, operation: Operation.DELETE, value: null })),
    ]
  })
  return { records: request.validateOnly ? [] : records, reply: { throttleTimeMs: 0, responses } }
}

interface ResourceResult {
  errorCode: number
  errorMessage: string | null
  resourceType: number
  resourceName: string
}

function alter<R extends { resourceType: number; resourceName: string }>(
  context: DecisionContext,
  resources: readonly R[],
  changesOf: (resource: R) => readonly Change[],
): { records: MetadataRecord[]; responses: ResourceResult[] } {
  const records: MetadataRecord[] = []
  const responses: ResourceResult[] = []
  const keys = resources.map(resource => `${resource.resourceType}:${resource.resourceName}`)
  resources.forEach((resource, index) => {
    const key = keys[index]!
    const error = errorOf(() => {
      if (keys.indexOf(key) !== keys.lastIndexOf(key)) throw new RequestError(ErrorCode.INVALID_REQUEST, `resource ${resource.resourceName === '' ? '(default)' : resource.resourceName} is in the request twice`)
      records.push(...alterResource(context, resource.resourceType, resource.resourceName, changesOf(resource)))
    })
    responses.push({ ...error, resourceType: resource.resourceType, resourceName: resource.resourceName })
  })
  return { records, responses }
}

function throwIfDoubledOrNull<C extends { name: string; value: string | null }>(configs: readonly C[], needsValue: (config: C) => boolean): void {
  const names = configs.map(config => config.name)
  const doubled = names.filter((name, index) => names.indexOf(name) !== index)
  if (doubled.length > 0) throw new RequestError(ErrorCode.INVALID_REQUEST, `in the request twice: ${[...new Set(doubled)].join(', ')}`)
  const empty = configs.filter(config => needsValue(config) && config.value === null)
  if (empty.length > 0) throw new RequestError(ErrorCode.INVALID_REQUEST, `null is no value of ${empty.map(config => config.name).join(', ')}`)
}

function alterResource(context: DecisionContext, resourceType: number, resourceName: string, changes: readonly Change[]): MetadataRecord[] {
  const { image, config } = context
  const definitions = definitionsOf(image, config, resourceType, resourceName)
  const before = image.configs(resourceType as ConfigResourceType, resourceName)
  const after = new Map(before)
  for (const change of changes) {
    const value = changedValue(config, resourceType, definitions, before, change)
    if (value === null) after.delete(change.name)
    else after.set(change.name, value)
  }
  throwIfElrForbids(image, resourceType, resourceName, changes)
  try {
    validate(config, resourceType, resourceName, after, changes)
  } catch (error) {
    if (error instanceof ConfigError) throw new RequestError(resourceType === ConfigResourceType.BROKER ? ErrorCode.INVALID_REQUEST : ErrorCode.INVALID_CONFIG, error.message)
    throw error
  }
  const records: MetadataRecord[] = []
  for (const { name } of changes) {
    const value = after.get(name) ?? null
    // A broker's setting is written again even when it is the same: a key store behind it may have changed.
    if (value === (before.get(name) ?? null) && resourceType !== ConfigResourceType.BROKER) continue
    records.push({ type: 'ConfigRecord', data: { resourceType, resourceName, name, value } })
  }
  if (isElrEnabled(image) && changes.some(change => change.name === 'min.insync.replicas')) {
    records.push({ type: 'ClearElrRecord', data: { topicName: resourceType === ConfigResourceType.TOPIC ? resourceName : '' } })
  }
  return records
}

function definitionsOf(image: MetadataImage, config: BrokerConfig, resourceType: number, resourceName: string): ReadonlyMap<string, ConfigDefinition> {
  switch (resourceType) {
    case ConfigResourceType.TOPIC: {
      if (resourceName === '') throw new RequestError(ErrorCode.INVALID_REQUEST, 'topics have no common defaults to alter: name a topic, or alter the broker settings')
      const problem = topicNameProblem(resourceName)
      if (problem !== undefined) throw new RequestError(ErrorCode.INVALID_TOPIC_EXCEPTION, problem)
      if (!image.topicsByName.has(resourceName)) throw new RequestError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `there is no topic ${resourceName}`)
      return topicConfigDefinitions
    }
    case ConfigResourceType.BROKER: {
      if (resourceName === '') return brokerConfigDefinitions
      if (!/^-?\d+$/.test(resourceName)) throw new RequestError(ErrorCode.INVALID_REQUEST, `broker ${resourceName}: a node id is a whole number`)
      if (Number(resourceName) !== config.nodeId) {
        throw new RequestError(ErrorCode.INVALID_REQUEST, `broker ${resourceName} is not here, this is ${config.nodeId}`)
      }
      return brokerConfigDefinitions
    }
    case ConfigResourceType.BROKER_LOGGER:
      throw new RequestError(ErrorCode.INVALID_REQUEST, 'this broker has no log levels by logger name')
    case ConfigResourceType.CLIENT_METRICS:
      if (resourceName === '') throw new RequestError(ErrorCode.INVALID_REQUEST, 'a client metrics subscription needs a name')
      return clientMetricsConfigDefinitions
    case ConfigResourceType.GROUP:
      if (resourceName === '') throw new RequestError(ErrorCode.INVALID_REQUEST, 'groups have no common defaults to alter: name a group, or alter the broker settings')
      return groupConfigDefinitions
    default:
      throw new RequestError(ErrorCode.INVALID_REQUEST, `resource type ${resourceType} is not known`)
  }
}

function changedValue(
  config: BrokerConfig,
  resourceType: number,
  definitions: ReadonlyMap<string, ConfigDefinition>,
  before: ReadonlyMap<string, string>,
  { name, operation, value }: Change,
): string | null {
  switch (operation) {
    case Operation.SET:
      return value
    case Operation.DELETE:
      return null
    case Operation.APPEND:
    case Operation.SUBTRACT: {
      const definition = definitions.get(name)
      const verb = operation === Operation.APPEND ? 'APPEND' : 'SUBTRACT'
      if (definition?.type !== 'list' || resourceType === ConfigResourceType.CLIENT_METRICS) {
        throw new RequestError(ErrorCode.INVALID_CONFIG, `${name} is no list: ${verb} has nothing to work on`)
      }
      const current = split(before.get(name) ?? defaultText(config, resourceType, definition))
      const words = split(value!)
      const next = operation === Operation.APPEND ? [...current, ...words.filter(word => !current.includes(word))] : current.filter(word => !words.includes(word))
      return next.join(',')
    }
    default:
      throw new RequestError(ErrorCode.INVALID_REQUEST, `operation ${operation} on ${name} is not known`)
  }
}

function defaultText(config: BrokerConfig, resourceType: number, definition: ConfigDefinition): string {
  if (resourceType === ConfigResourceType.TOPIC) {
    for (const synonym of definition.synonyms) {
      const text = config.textOf(synonym)?.text
      if (text !== undefined) return text
    }
  }
  return definition.defaultText ?? ''
}

function split(text: string): string[] {
  return text.trim() === '' ? [] : text.trim().split(/\s*,\s*/)
}

/** KIP-966: with eligible leader replicas, one min.insync.replicas counts for the whole cluster, and it must be there. */
function throwIfElrForbids(image: MetadataImage, resourceType: number, resourceName: string, changes: readonly Change[]): void {
  if (!isElrEnabled(image) || resourceType !== ConfigResourceType.BROKER) return
  for (const { name, operation } of changes) {
    if (name !== 'min.insync.replicas') continue
    if (resourceName !== '') throw new RequestError(ErrorCode.INVALID_CONFIG, 'min.insync.replicas belongs to the whole cluster or to a topic while eligible.leader.replicas.version is above 0')
    if (operation === Operation.DELETE) throw new RequestError(ErrorCode.INVALID_CONFIG, 'min.insync.replicas of the cluster has to stay while eligible.leader.replicas.version is above 0')
  }
}

function validate(config: BrokerConfig, resourceType: number, resourceName: string, after: ReadonlyMap<string, string>, changes: readonly Change[]): void {
  switch (resourceType) {
    case ConfigResourceType.TOPIC:
      return validateTopicConfigs(config, after)
    case ConfigResourceType.GROUP:
      return validateGroupConfigs(config, after)
    case ConfigResourceType.CLIENT_METRICS:
      return validateClientMetricsConfigs(after)
    default:
      return validateBrokerConfigs(resourceName, after, changes)
  }
}

/** What key and trust stores are made of is set for one listener, never for all. */
const perListener: ReadonlySet<string> = new Set(
  ['keystore.type', 'keystore.location', 'keystore.password', 'keystore.key', 'keystore.certificate.chain', 'key.password', 'truststore.type', 'truststore.location',
    'truststore.password', 'truststore.certificates'].map(name => `ssl.${name}`),
)

/** Only what may change while running, and only where it may be set. */
function validateBrokerConfigs(resourceName: string, after: ReadonlyMap<string, string>, changes: readonly Change[]): void {
  const changed = changes.map(change => change.name)
  const fixed = changed.filter(name => brokerConfigDefinitions.get(name)?.updateMode === 'read-only')
  if (fixed.length > 0) throw new ConfigError(`fixed while the broker runs: ${fixed.join(', ')}`)
  const security = changed.filter(name => perListener.has(name))
  if (security.length > 0) throw new ConfigError(`set per listener (listener.name.NAME.), not for all: ${security.join(', ')}`)
  const perBroker = changed.filter(name => brokerConfigDefinitions.get(name)?.updateMode === 'per-broker')
  if (resourceName === '' && perBroker.length > 0) throw new ConfigError(`set on one broker by its id, not for the cluster: ${perBroker.join(', ')}`)
  for (const name of changed) {
    const definition = brokerConfigDefinitions.get(name)
    if (definition === undefined && !name.startsWith('listener.name.')) {
      const meant = didYouMean(name, brokerConfigDefinitions.keys())
      throw new RequestError(ErrorCode.INVALID_CONFIG, `no broker config is named ${name}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`)
    }
    const text = after.get(name)
    if (definition !== undefined && text !== undefined) parseConfigValue(definition, text)
  }
}
