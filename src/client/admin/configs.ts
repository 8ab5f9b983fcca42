// Administrative requests about settings of topics, brokers, groups and client metrics. Driver over admin/fan-out.ts.
// KIP-133 (Describe and AlterConfigs), KIP-226 (synonyms), KIP-339 (IncrementalAlterConfigs), KIP-1142 (ListConfigResources).

import { ConfigError, type KafkaError } from '../../core/errors.ts'
import { alterConfigsApi, newAlterConfigsRequest, newAlterConfigsRequestAlterableConfig, newAlterConfigsRequestResource } from '../../protocol/generated/alter-configs.ts'
import { describeConfigsApi, newDescribeConfigsRequest, newDescribeConfigsRequestResource } from '../../protocol/generated/describe-configs.ts'
import {
  incrementalAlterConfigsApi,
  newIncrementalAlterConfigsRequest,
  newIncrementalAlterConfigsRequestAlterableConfig,
  newIncrementalAlterConfigsRequestAlterConfigsResource,
} from '../../protocol/generated/incremental-alter-configs.ts'
import { listConfigResourcesApi, newListConfigResourcesRequest } from '../../protocol/generated/list-config-resources.ts'
import type { Cluster } from '../cluster.ts'
import type { Route } from '../routes.ts'
import { type AdminCallOptions, fanOut, itemError, remaining, unanswered, unwrap } from './fan-out.ts'

/** The numbers of the resource types on the wire. */
const resourceTypes = { topic: 2, broker: 4, brokerLogger: 8, clientMetrics: 16, group: 32 } as const
export type ConfigResourceType = keyof typeof resourceTypes

export interface ConfigResource {
  readonly type: ConfigResourceType
  /** The topic, the broker's id ('' for all brokers), the group ... */
  readonly name: string
}

/** Where a setting's value comes from, by number on the wire. */
const configSources = [
  'UNKNOWN',
  'DYNAMIC_TOPIC_CONFIG',
  'DYNAMIC_BROKER_CONFIG',
  'DYNAMIC_DEFAULT_BROKER_CONFIG',
  'STATIC_BROKER_CONFIG',
  'DEFAULT_CONFIG',
  'DYNAMIC_BROKER_LOGGER_CONFIG',
  'DYNAMIC_CLIENT_METRICS_CONFIG',
  'DYNAMIC_GROUP_CONFIG',
] as const
export type ConfigSource = (typeof configSources)[number]

const configTypes = ['UNKNOWN', 'BOOLEAN', 'STRING', 'INT', 'SHORT', 'LONG', 'DOUBLE', 'LIST', 'CLASS', 'PASSWORD'] as const
export type ConfigType = (typeof configTypes)[number]

export interface ConfigEntry {
  readonly name: string
  /** null for a sensitive value and for none. */
  readonly value: string | null
  readonly source: ConfigSource
  readonly isReadOnly: boolean
  readonly isSensitive: boolean
  readonly type: ConfigType
  readonly documentation: string | null
  /** What would count if the value before it were taken away, nearest first; empty unless asked for. */
  readonly synonyms: readonly { readonly name: string; readonly value: string | null; readonly source: ConfigSource }[]
}

export interface DescribedConfig extends ConfigResource {
  readonly entries: readonly ConfigEntry[]
}

export interface DescribeConfigsOptions extends AdminCallOptions {
  /** Default false. */
  includeSynonyms?: boolean
  /** Default false. */
  includeDocumentation?: boolean
  /** Only these settings. Default: all. */
  configNames?: readonly string[]
}

/** Settings of one broker can only be told and changed by that broker, the others by any. */
function placeOf({ type, name }: ConfigResource): Route {
  if ((type === 'broker' && name !== '') || type === 'brokerLogger') {
    const node = Number(name)
    if (!Number.isSafeInteger(node) || node < 0) throw new ConfigError(`a ${type}'s name is its id, not '${name}'`)
    return { node }
  }
  return 'any'
}

function typeNumber({ type, name }: ConfigResource): number {
  if (!Object.hasOwn(resourceTypes, type)) throw new ConfigError(`the type of resource ${name} must be one of ${Object.keys(resourceTypes).join(', ')}, not ${String(type)}`)
  return resourceTypes[type]
}

function typeName(number: number): ConfigResourceType | undefined {
  return (Object.keys(resourceTypes) as ConfigResourceType[]).find(name => resourceTypes[name] === number)
}

function resourceName({ type, name }: ConfigResource): string {
  return `${type} ${name === '' ? 'default' : name}`
}

export async function describeConfigs(cluster: Cluster, resources: readonly ConfigResource[], options: DescribeConfigsOptions): Promise<DescribedConfig[]> {
  const { includeSynonyms = false, includeDocumentation = false, configNames } = options
  const places = async (items: readonly ConfigResource[]): Promise<Route[]> => items.map(placeOf)
  const results = await fanOut(cluster, resources, options, places, async (route, pending, deadline) => {
    const request = newDescribeConfigsRequest({
      resources: pending.map(resource =>
        newDescribeConfigsRequestResource({
          resourceType: typeNumber(resource),
          resourceName: resource.name,
          configurationKeys: configNames === undefined ? null : [...configNames],
        }),
      ),
      includeSynonyms,
      includeDocumentation,
    })
    const response = await cluster.send(route, describeConfigsApi, request, remaining(deadline, options))
    return pending.map((resource): DescribedConfig | KafkaError => {
      const answer = response.results.find(item => item.resourceName === resource.name && item.resourceType === typeNumber(resource))
      if (answer === undefined) return unanswered(resourceName(resource))
      const entries = answer.configs.map((config): ConfigEntry => ({
        name: config.name,
        value: config.value,
        source: configSources[config.configSource] ?? 'UNKNOWN',
        isReadOnly: config.readOnly,
        isSensitive: config.isSensitive,
        type: configTypes[config.configType] ?? 'UNKNOWN',
        documentation: config.documentation,
        synonyms: config.synonyms.map(({ name, value, source }) => ({ name, value, source: configSources[source] ?? 'UNKNOWN' })),
      }))
      return itemError(answer.errorCode, resourceName(resource), answer.errorMessage) ?? { type: resource.type, name: resource.name, entries }
    })
  })
  return unwrap('describeConfigs', resources.map(resourceName), results)
}

const operations = { set: 0, delete: 1, append: 2, subtract: 3 } as const

export interface ConfigChange {
  readonly name: string
  /** `append` and `subtract` are for lists. Default 'set'. */
  readonly op?: keyof typeof operations
  /** Not needed for 'delete'. */
  readonly value?: string | number | boolean
}

export interface ConfigAlteration extends ConfigResource {
  readonly changes: readonly ConfigChange[]
}

export async function incrementalAlterConfigs(cluster: Cluster, alterations: readonly ConfigAlteration[], options: AdminCallOptions & { validateOnly?: boolean }): Promise<void> {
  const places = async (items: readonly ConfigResource[]): Promise<Route[]> => items.map(placeOf)
  const results = await fanOut(cluster, alterations, options, places, async (route, pending, deadline) => {
    const request = newIncrementalAlterConfigsRequest({
      resources: pending.map(alteration =>
        newIncrementalAlterConfigsRequestAlterConfigsResource({
          resourceType: typeNumber(alteration),
          resourceName: alteration.name,
          configs: alteration.changes.map(change => alterable(alteration, change)),
        }),
      ),
      validateOnly: options.validateOnly ?? false,
    })
    const response = await cluster.send(route, incrementalAlterConfigsApi, request, remaining(deadline, options))
    return pending.map(alteration => alterResult(alteration, response.responses))
  })
  unwrap('incrementalAlterConfigs', alterations.map(resourceName), results)
}

function alterable(resource: ConfigResource, { name, op = 'set', value }: ConfigChange): ReturnType<typeof newIncrementalAlterConfigsRequestAlterableConfig> {
  if (!Object.hasOwn(operations, op)) throw new ConfigError(`the op of ${name} must be one of ${Object.keys(operations).join(', ')}, not ${String(op)}`)
  if (op !== 'delete' && value === undefined) throw new ConfigError(`${name} of ${resourceName(resource)} needs a value`)
  return newIncrementalAlterConfigsRequestAlterableConfig({ name, configOperation: operations[op], value: value === undefined ? null : String(value) })
}

function alterResult(
  resource: ConfigResource,
  answers: readonly { resourceType: number; resourceName: string; errorCode: number; errorMessage: string | null }[],
): true | KafkaError {
  const answer = answers.find(item => item.resourceName === resource.name && item.resourceType === typeNumber(resource))
  return answer === undefined ? unanswered(resourceName(resource)) : (itemError(answer.errorCode, resourceName(resource), answer.errorMessage) ?? true)
}

export interface ConfigReplacement extends ConfigResource {
  /** All settings that are to be set; every other one goes back to its default. */
  readonly configs: Readonly<Record<string, string | number | boolean>>
}

export async function alterConfigs(cluster: Cluster, replacements: readonly ConfigReplacement[], options: AdminCallOptions & { validateOnly?: boolean }): Promise<void> {
  const places = async (items: readonly ConfigResource[]): Promise<Route[]> => items.map(placeOf)
  const results = await fanOut(cluster, replacements, options, places, async (route, pending, deadline) => {
    const request = newAlterConfigsRequest({
      resources: pending.map(replacement =>
        newAlterConfigsRequestResource({
          resourceType: typeNumber(replacement),
          resourceName: replacement.name,
          configs: Object.entries(replacement.configs).map(([name, value]) => newAlterConfigsRequestAlterableConfig({ name, value: String(value) })),
        }),
      ),
      validateOnly: options.validateOnly ?? false,
    })
    const response = await cluster.send(route, alterConfigsApi, request, remaining(deadline, options))
    return pending.map(replacement => alterResult(replacement, response.responses))
  })
  unwrap('alterConfigs', replacements.map(resourceName), results)
}

export async function listConfigResources(cluster: Cluster, options: AdminCallOptions & { types?: readonly ConfigResourceType[] }): Promise<ConfigResource[]> {
  const types = (options.types ?? []).map(type => typeNumber({ type, name: type }))
  const request = newListConfigResourcesRequest({ resourceTypes: types })
  const response = await cluster.request('any', listConfigResourcesApi, request, { ...options, errorCode: answer => answer.errorCode })
  const resources: ConfigResource[] = []
  for (const { resourceType, resourceName: name } of response.configResources) {
    const type = typeName(resourceType)
    if (type !== undefined) resources.push({ type, name })
  }
  return resources
}

