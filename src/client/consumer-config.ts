// The consumer's own options, under Kafka's names in camelCase (`max.poll.interval.ms` is `maxPollIntervalMs`). Shape C.
// Which group protocol is spoken follows from one option; by default from the others: an option that only the classic
// protocol has (assignors, session and heartbeat on the client's side) chooses it (KIP-848).

import type { Assignor } from '../assignors/assignor.ts'
import { rangeAssignor } from '../assignors/range.ts'
import { cooperativeStickyAssignor } from '../assignors/sticky.ts'
import { ConfigError } from '../core/errors.ts'
import { type ClientOptions, clientOptions, type ClusterConfig, type OptionTable, type Resolved, resolveOptions } from './config.ts'
import type { Deserializer } from './serde.ts'

/** Where to begin without a committed offset: the first or last record, an error, or records not older than `durationMs` (KIP-1106). */
export type OffsetReset = 'earliest' | 'latest' | 'none' | `by_duration:${string}`

export type GroupProtocol = 'auto' | 'classic' | 'consumer'

/** A serde, or anything else with a deserializer. */
export interface HasDeserializer<T> {
  readonly deserializer: Deserializer<T>
}

export interface ConsumerOptions<K, V> extends ClientOptions {
  /** The group whose partitions are shared and whose offsets are kept. Without it: `assign` only, and no commits. */
  groupId?: string
  /** Makes the member static (KIP-345): it keeps its partitions over a restart within the session. Unique within the group. */
  groupInstanceId?: string
  /** `'auto'` (default): the consumer protocol (KIP-848) where the broker has it and no option asks for the classic one. */
  groupProtocol?: GroupProtocol
  /** Consumer protocol: the broker's assignor, `uniform` or `range`. Default: the broker's choice. */
  groupRemoteAssignor?: string
  /** Classic protocol: assignors in order of preference. Default: range, then cooperativeSticky (Kafka's own default, which is eager). */
  partitionAssignmentStrategy?: readonly Assignor[]
  /** Classic protocol: milliseconds without a heartbeat after which the broker takes the member for dead. Default 45,000. */
  sessionTimeoutMs?: number
  /** Classic protocol: milliseconds between heartbeats. Default 3,000. */
  heartbeatIntervalMs?: number
  /** Milliseconds that the application may take between asking for records; beyond it the partitions go to others. Default 300,000. */
  maxPollIntervalMs?: number
  /** The most records that one `poll` returns. Default 500. */
  maxPollRecords?: number
  /** Bytes the broker collects before it answers a fetch. Default 1. */
  fetchMinBytes?: number
  /** Milliseconds the broker waits for them. Default 500. */
  fetchMaxWaitMs?: number
  /** The most bytes of one fetch. Default 52,428,800. Fetches ask for 4 MB, and for more only where an answer takes long to come. */
  fetchMaxBytes?: number
  /** The most bytes of one partition in one fetch (a larger batch still comes, alone). Default 1,048,576. */
  maxPartitionFetchBytes?: number
  /**
   * Fetched bytes that may wait for the application, over all partitions; beyond it nothing is fetched. Default 67,108,864. A partition keeps
   * to two fetches (maxPartitionFetchBytes) by itself.
   */
  maxBufferedBytes?: number
  /** `read_committed` hides aborted and open transactions. Default `read_uncommitted`. */
  isolationLevel?: 'read_uncommitted' | 'read_committed'
  /** Without a committed offset, or with one that is gone. Default `latest`. */
  autoOffsetReset?: OffsetReset
  /** Commit what has been processed, every `autoCommitIntervalMs` and when partitions are given up. Default true with a groupId. */
  enableAutoCommit?: boolean
  /** Default 5,000. */
  autoCommitIntervalMs?: number
  /** Check the checksum of every batch. Default true. */
  checkCrcs?: boolean
  /**
   * May the broker create topics that are subscribed to, assigned or asked about and do not exist, if it does such a thing (auto.create.topics.enable)?
   * Also one that is deleted while it is subscribed to. Kafka's allow.auto.create.topics. Default true.
   */
  allowAutoCreateTopics?: boolean
  /** Leave out internal topics when a pattern matches them. Default true. */
  excludeInternalTopics?: boolean
  /** The rack of this consumer: closer replicas are read and preferred (KIP-392, KIP-881). */
  clientRack?: string
  /** Milliseconds without progress although there is lag, after which `stall` is emitted. Default 30,000. */
  stallTimeoutMs?: number
  /** A function, or a serde. Default: the bytes (a Buffer, null for none). */
  keyDeserializer?: Deserializer<K> | HasDeserializer<K>
  /** A function, or a serde. Default: the bytes (a Buffer, null for a tombstone). */
  valueDeserializer?: Deserializer<V> | HasDeserializer<V>
}

type OwnOptions = Omit<ConsumerOptions<unknown, unknown>, keyof ClientOptions>

const ownOptions: OptionTable<OwnOptions> = {
  groupId: { type: 'string', default: undefined },
  groupInstanceId: { type: 'string', default: undefined },
  groupProtocol: { type: 'choice', default: 'auto', allowed: ['auto', 'classic', 'consumer'] },
  groupRemoteAssignor: { type: 'string', default: undefined },
  partitionAssignmentStrategy: { type: 'custom', default: undefined, check: checkAssignors },
  sessionTimeoutMs: { type: 'int', default: 45_000, min: 1 },
  heartbeatIntervalMs: { type: 'int', default: 3_000, min: 1 },
  maxPollIntervalMs: { type: 'int', default: 300_000, min: 1, max: 2 ** 31 - 1 },
  maxPollRecords: { type: 'int', default: 500, min: 1 },
  fetchMinBytes: { type: 'int', default: 1, min: 0 },
  fetchMaxWaitMs: { type: 'int', default: 500, min: 0, max: 2 ** 31 - 1 },
  fetchMaxBytes: { type: 'int', default: 50 * 1024 * 1024, min: 1, max: 2 ** 31 - 1 },
  maxPartitionFetchBytes: { type: 'int', default: 1024 * 1024, min: 1, max: 2 ** 31 - 1 },
  maxBufferedBytes: { type: 'int', default: 64 * 1024 * 1024, min: 1 },
  isolationLevel: { type: 'choice', default: 'read_uncommitted', allowed: ['read_uncommitted', 'read_committed'] },
  autoOffsetReset: { type: 'custom', default: 'latest', check: checkReset },
  enableAutoCommit: { type: 'boolean', default: true },
  autoCommitIntervalMs: { type: 'int', default: 5_000, min: 1 },
  checkCrcs: { type: 'boolean', default: true },
  allowAutoCreateTopics: { type: 'boolean', default: true },
  excludeInternalTopics: { type: 'boolean', default: true },
  clientRack: { type: 'string', default: '' },
  stallTimeoutMs: { type: 'int', default: 30_000, min: 1 },
  keyDeserializer: { type: 'custom', default: undefined, check: checkDeserializer },
  valueDeserializer: { type: 'custom', default: undefined, check: checkDeserializer },
}

/** What a consumer works with: every default filled in. */
export interface ConsumerConfig extends ClusterConfig, Omit<Resolved<OwnOptions>, Optional> {
  readonly groupId: string | undefined
  readonly groupInstanceId: string | undefined
  readonly groupRemoteAssignor: string | undefined
  readonly partitionAssignmentStrategy: readonly Assignor[]
  readonly resetStrategy: ResetStrategy
  readonly keyDeserializer: Deserializer<unknown>
  readonly valueDeserializer: Deserializer<unknown>
}
type Optional = 'groupId' | 'groupInstanceId' | 'groupRemoteAssignor' | 'partitionAssignmentStrategy' | 'keyDeserializer' | 'valueDeserializer'

export type ResetStrategy =
  | { readonly type: 'earliest' | 'latest' | 'none' }
  /** Records of the last `durationMs` milliseconds. */
  | { readonly type: 'by_duration'; readonly durationMs: number }

/** Throws ConfigError naming the option. */
export function resolveConsumerConfig<K, V>(options: ConsumerOptions<K, V>): ConsumerConfig {
  const table = { ...clientOptions, ...ownOptions } as OptionTable<ConsumerOptions<K, V>>
  const resolved = resolveOptions('Consumer', table, options) as unknown as Record<string, unknown>
  const config = {
    ...resolved,
    groupProtocol: chooseProtocol(options as OwnOptions),
    partitionAssignmentStrategy: options.partitionAssignmentStrategy ?? [rangeAssignor, cooperativeStickyAssignor],
    resetStrategy: parseReset(resolved['autoOffsetReset'] as OffsetReset),
    enableAutoCommit: options.groupId !== undefined && resolved['enableAutoCommit'] === true,
    keyDeserializer: deserializerOf(options.keyDeserializer),
    valueDeserializer: deserializerOf(options.valueDeserializer),
  } as unknown as ConsumerConfig
  if (config.groupId === '') throw new ConfigError('groupId must not be empty')
  if (config.groupInstanceId !== undefined) {
    if (config.groupId === undefined) throw new ConfigError('groupInstanceId needs a groupId')
    if (!/^[A-Za-z0-9._-]{1,249}$/.test(config.groupInstanceId) || /^\.{1,2}$/.test(config.groupInstanceId)) {
      throw new ConfigError(`groupInstanceId must be 1 to 249 letters, digits, '.', '_' or '-', not '${config.groupInstanceId}'`)
    }
  }
  if (options.enableAutoCommit === true && config.groupId === undefined) throw new ConfigError('enableAutoCommit needs a groupId')
  if (config.groupProtocol !== 'consumer' && config.heartbeatIntervalMs >= config.sessionTimeoutMs) {
    throw new ConfigError(
      `heartbeatIntervalMs (${config.heartbeatIntervalMs}) must be below sessionTimeoutMs (${config.sessionTimeoutMs}), at most a third of it`,
    )
  }
  return config
}

function chooseProtocol(options: OwnOptions): GroupProtocol {
  const wanted = options.groupProtocol ?? 'auto'
  const classicOnly = (['partitionAssignmentStrategy', 'sessionTimeoutMs', 'heartbeatIntervalMs'] as const).find(name => options[name] !== undefined)
  if (wanted === 'consumer' && classicOnly !== undefined) {
    const instead: Record<string, string> = {
      partitionAssignmentStrategy: "groupRemoteAssignor, or the broker's group.consumer.assignors",
      sessionTimeoutMs: "the group's consumer.session.timeout.ms on the broker",
      heartbeatIntervalMs: "the group's consumer.heartbeat.interval.ms on the broker",
    }
    throw new ConfigError(`${classicOnly} has no meaning with groupProtocol 'consumer': use ${instead[classicOnly]}`)
  }
  if (wanted === 'classic' && options.groupRemoteAssignor !== undefined) {
    throw new ConfigError("groupRemoteAssignor has no meaning with groupProtocol 'classic': use partitionAssignmentStrategy")
  }
  if (wanted === 'auto' && classicOnly !== undefined) return 'classic'
  return wanted
}

function checkAssignors(value: unknown, name: string): unknown {
  if (value === undefined) return undefined
  if (!Array.isArray(value) || value.length === 0) throw new ConfigError(`${name} must be a list of assignors, for example [cooperativeStickyAssignor]`)
  const names = new Set<string>()
  for (const item of value as Partial<Assignor>[]) {
    if (item === null || typeof item !== 'object' || typeof item.name !== 'string' || typeof item.assign !== 'function') {
      throw new ConfigError(`${name} must hold assignors: objects with a name and a function assign (rangeAssignor, cooperativeStickyAssignor, your own)`)
    }
    if (names.has(item.name)) throw new ConfigError(`${name} holds two assignors named ${item.name}`)
    names.add(item.name)
  }
  const protocols = (value as Assignor[]).map(assignor => assignor.supportedProtocols ?? ['eager'])
  if (!(['eager', 'cooperative'] as const).some(protocol => protocols.every(list => list.includes(protocol)))) {
    throw new ConfigError(`${name} holds assignors that have no rebalance protocol in common: ${[...names].join(', ')}`)
  }
  return value
}

function checkReset(value: unknown, name: string): unknown {
  if (value === undefined) return 'latest'
  if (typeof value !== 'string') throw new ConfigError(`${name} must be 'earliest', 'latest', 'none' or 'by_duration:PT1H', not ${String(value)}`)
  parseReset(value as OffsetReset, name)
  return value
}

/** Reads `earliest`, `latest`, `none`, or `by_duration:` with an ISO-8601 duration of days, hours, minutes and seconds. */
export function parseReset(value: OffsetReset, name = 'autoOffsetReset'): ResetStrategy {
  if (value === 'earliest' || value === 'latest' || value === 'none') return { type: value }
  const match = /^by_duration:P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(value)
  const parts = match?.slice(1) ?? []
  if (match === null || parts.every(part => part === undefined)) {
    throw new ConfigError(`${name} must be 'earliest', 'latest', 'none' or 'by_duration:' with a duration such as PT1H or P7D, not '${value}'`)
  }
  const [days, hours, minutes, seconds] = parts.map(part => Number(part ?? 0)) as [number, number, number, number]
  return { type: 'by_duration', durationMs: Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000) }
}

function checkDeserializer(value: unknown, name: string): unknown {
  if (value === undefined || typeof value === 'function') return value
  if (typeof (value as Partial<HasDeserializer<unknown>> | null)?.deserializer === 'function') return value
  throw new ConfigError(`${name} must be a function (data: Buffer | null, context) => value, or a serde such as stringSerde`)
}

function deserializerOf(given: Deserializer<unknown> | HasDeserializer<unknown> | undefined): Deserializer<unknown> {
  if (given === undefined) return data => data
  return typeof given === 'function' ? given : given.deserializer
}
