// The cluster's metadata at one offset of `__cluster_metadata`: immutable, moved forward by records (KIP-631, KIP-500).
// Pure (shape C). Old images stay valid; a change copies only the topics, brokers and settings that it touches.
// Records of kinds that this broker does not act on (ACLs, tokens, SCRAM) are kept, so that no snapshot of ours loses them.

import { assert } from '../core/assert.ts'
import { CorruptionError } from '../core/errors.ts'
import type { MetadataRecord } from '../protocol/generated/records/metadata-record-types.ts'
import { newBrokerRegistrationChangeRecord } from '../protocol/generated/records/broker-registration-change-record.ts'
import type { ClientQuotaRecordEntityData } from '../protocol/generated/records/client-quota-record.ts'
import type { RegisterBrokerRecord } from '../protocol/generated/records/register-broker-record.ts'
import type { RegisterControllerRecord } from '../protocol/generated/records/register-controller-record.ts'
import type { PartitionRecord } from '../protocol/generated/records/partition-record.ts'
import { newPartitionRecord } from '../protocol/generated/records/partition-record.ts'
import type { PartitionChangeRecord } from '../protocol/generated/records/partition-change-record.ts'
import { newProducerIdsRecord } from '../protocol/generated/records/producer-ids-record.ts'
import type { Uuid } from '../protocol/ids.ts'
import { PersistentMap } from './persistent-map.ts'

/** Kafka's numbers of configuration resources (ConfigResource.Type). */
export const ConfigResourceType = { TOPIC: 2, BROKER: 4, BROKER_LOGGER: 8, CLIENT_METRICS: 16, GROUP: 32 } as const
export type ConfigResourceType = (typeof ConfigResourceType)[keyof typeof ConfigResourceType]

export const NO_LEADER = -1
/** In a PartitionChangeRecord: the leader, and with it the leader epoch, stays as it is. */
export const NO_LEADER_CHANGE = -2

export interface PartitionRegistration {
  readonly replicas: readonly number[]
  /** The log directory of each replica, in the order of `replicas` (KIP-858). */
  readonly directories: readonly Uuid[]
  readonly isr: readonly number[]
  readonly removingReplicas: readonly number[]
  readonly addingReplicas: readonly number[]
  /** Eligible leader replicas and the last known ones (KIP-966). */
  readonly elr: readonly number[]
  readonly lastKnownElr: readonly number[]
  /** -1: none. */
  readonly leader: number
  /** 0 recovered, 1 recovering after an unclean election. */
  readonly leaderRecoveryState: number
  readonly leaderEpoch: number
  readonly partitionEpoch: number
}

export interface TopicImage {
  readonly id: Uuid
  readonly name: string
  /** The index is the partition's number. */
  readonly partitions: readonly PartitionRegistration[]
}

export type BrokerRegistration = Readonly<RegisterBrokerRecord>

export interface ClientQuotaImage {
  readonly entity: readonly Readonly<ClientQuotaRecordEntityData>[]
  readonly quotas: ReadonlyMap<string, number>
}

interface ImageState {
  readonly topicsByName: PersistentMap<string, TopicImage>
  readonly topicsById: PersistentMap<Uuid, TopicImage>
  readonly brokers: PersistentMap<number, BrokerRegistration>
  readonly controllers: PersistentMap<number, Readonly<RegisterControllerRecord>>
  /** Finalised feature levels; a feature at level 0 is not there. */
  readonly features: PersistentMap<string, number>
  readonly allConfigs: PersistentMap<string, ReadonlyMap<string, string>>
  readonly clientQuotas: PersistentMap<string, ClientQuotaImage>
  readonly producerIds: { readonly nextProducerId: number }
  /** Records that are kept as they are, by kind and key. */
  readonly kept: PersistentMap<string, MetadataRecord>
  readonly partitionCount: number
  /** The last record that is part of this image: its offset and epoch, -1 and -1 before the first. */
  readonly provenance: { readonly offset: number; readonly epoch: number; readonly timestamp: number }
}

const noConfigs: ReadonlyMap<string, string> = new Map()

export class MetadataImage implements ImageState {
  readonly topicsByName: PersistentMap<string, TopicImage>
  readonly topicsById: PersistentMap<Uuid, TopicImage>
  readonly brokers: PersistentMap<number, BrokerRegistration>
  readonly controllers: PersistentMap<number, Readonly<RegisterControllerRecord>>
  readonly features: PersistentMap<string, number>
  readonly allConfigs: PersistentMap<string, ReadonlyMap<string, string>>
  readonly clientQuotas: PersistentMap<string, ClientQuotaImage>
  readonly producerIds: { readonly nextProducerId: number }
  readonly kept: PersistentMap<string, MetadataRecord>
  readonly partitionCount: number
  readonly provenance: { readonly offset: number; readonly epoch: number; readonly timestamp: number }

  constructor(state: ImageState) {
    this.topicsByName = state.topicsByName
    this.topicsById = state.topicsById
    this.brokers = state.brokers
    this.controllers = state.controllers
    this.features = state.features
    this.allConfigs = state.allConfigs
    this.clientQuotas = state.clientQuotas
    this.producerIds = state.producerIds
    this.kept = state.kept
    this.partitionCount = state.partitionCount
    this.provenance = state.provenance
  }

  static readonly EMPTY = new MetadataImage({
    topicsByName: PersistentMap.empty(),
    topicsById: PersistentMap.empty(),
    brokers: PersistentMap.empty(),
    controllers: PersistentMap.empty(),
    features: PersistentMap.empty(),
    allConfigs: PersistentMap.empty(),
    clientQuotas: PersistentMap.empty(),
    producerIds: { nextProducerId: 0 },
    kept: PersistentMap.empty(),
    partitionCount: 0,
    provenance: { offset: -1, epoch: -1, timestamp: -1 },
  })

  /** What was set for the resource. A broker's resource name is its id in decimal, or '' for all brokers. */
  configs(type: ConfigResourceType, name: string): ReadonlyMap<string, string> {
    return this.allConfigs.get(`${type}:${name}`) ?? noConfigs
  }

  /** The names of all resources of the type that have something set. */
  *configuredResources(type: ConfigResourceType): Generator<string> {
    const prefix = `${type}:`
    for (const key of this.allConfigs.keys()) if (key.startsWith(prefix)) yield key.slice(prefix.length)
  }

  /** The finalised level of a feature, 0 when it is off. */
  featureLevel(name: string): number {
    return this.features.get(name) ?? 0
  }

  get metadataVersion(): number {
    return this.featureLevel('metadata.version')
  }

  partition(topic: string, partition: number): PartitionRegistration | undefined {
    return this.topicsByName.get(topic)?.partitions[partition]
  }

  /** A broker that may lead: registered and not fenced. */
  isLive(brokerId: number): boolean {
    const broker = this.brokers.get(brokerId)
    return broker !== undefined && !broker.fenced
  }

  /** A broker that may be given leaderships and new replicas: live and not on its way out. */
  isActive(brokerId: number): boolean {
    const broker = this.brokers.get(brokerId)
    return broker !== undefined && !broker.fenced && !broker.inControlledShutdown
  }

  /** This image moved forward by one batch of records. */
  with(records: readonly MetadataRecord[], provenance: { offset: number; epoch: number; timestamp: number }): { image: MetadataImage; delta: MetadataDelta } {
    const builder = new ImageBuilder(this)
    for (const record of records) builder.replay(record)
    return builder.build(provenance)
  }
}

/** What changed from one image to the next. */
export interface MetadataDelta {
  /** As they were before. A topic that was deleted and made again in one step is here and in changedTopics. */
  readonly deletedTopics: readonly TopicImage[]
  /** Names of topics that are new or have new or changed partitions. */
  readonly changedTopics: ReadonlySet<string>
  readonly changedTopicConfigs: ReadonlySet<string>
  /** Resource names: ids in decimal, '' for all brokers. */
  readonly changedBrokerConfigs: ReadonlySet<string>
  readonly changedGroupConfigs: ReadonlySet<string>
  readonly changedBrokers: ReadonlySet<number>
  readonly featuresChanged: boolean
}

/** The same as a function: `image` moved forward by `records`. Offsets go on from the image's own unless `provenance` is given. */
export function applyRecords(
  image: MetadataImage,
  records: readonly MetadataRecord[],
  provenance = { ...image.provenance, offset: image.provenance.offset + records.length },
): { image: MetadataImage; delta: MetadataDelta } {
  return image.with(records, provenance)
}

interface MutableTopic {
  id: Uuid
  name: string
  partitions: PartitionRegistration[]
}

/** Replays records onto an image. `replay` is the only writer of metadata there is. */
export class ImageBuilder {
  readonly #base: MetadataImage
  readonly #topics = new Map<Uuid, MutableTopic | undefined>()
  readonly #names = new Map<string, Uuid | undefined>()
  readonly #brokers = new Map<number, BrokerRegistration | undefined>()
  readonly #controllers = new Map<number, Readonly<RegisterControllerRecord>>()
  readonly #features = new Map<string, number | undefined>()
  readonly #configs = new Map<string, Map<string, string>>()
  readonly #quotas = new Map<string, { entity: readonly ClientQuotaRecordEntityData[]; quotas: Map<string, number> }>()
  readonly #kept = new Map<string, MetadataRecord | undefined>()
  readonly #deleted: TopicImage[] = []
  #nextProducerId: number
  #partitionCount: number

  constructor(base: MetadataImage) {
    this.#base = base
    this.#nextProducerId = base.producerIds.nextProducerId
    this.#partitionCount = base.partitionCount
  }

  replay(record: MetadataRecord): void {
    switch (record.type) {
      case 'RegisterBrokerRecord':
        this.#brokers.set(record.data.brokerId, record.data)
        return
      case 'UnregisterBrokerRecord':
        this.#brokers.set(record.data.brokerId, undefined)
        return
      case 'BrokerRegistrationChangeRecord': {
        const { brokerId, fenced, inControlledShutdown, logDirs, cordonedLogDirs } = record.data
        const broker = this.#broker(brokerId, record.data.brokerEpoch)
        this.#brokers.set(brokerId, {
          ...broker,
          fenced: fenced === 0 ? broker.fenced : fenced > 0,
          inControlledShutdown: inControlledShutdown === 0 ? broker.inControlledShutdown : inControlledShutdown > 0,
          logDirs: logDirs.length === 0 ? broker.logDirs : logDirs,
          cordonedLogDirs: cordonedLogDirs ?? broker.cordonedLogDirs,
        })
        return
      }
      case 'FenceBrokerRecord':
        this.replay(fencing(record.data.id, record.data.epoch, 1))
        return
      case 'UnfenceBrokerRecord':
        this.replay(fencing(record.data.id, record.data.epoch, -1))
        return
      case 'RegisterControllerRecord':
        this.#controllers.set(record.data.controllerId, record.data)
        return
      case 'TopicRecord':
        this.#topics.set(record.data.topicId, { id: record.data.topicId, name: record.data.name, partitions: [] })
        this.#names.set(record.data.name, record.data.topicId)
        return
      case 'RemoveTopicRecord':
        this.#removeTopic(record.data.topicId)
        return
      case 'PartitionRecord':
        this.#putPartition(record.data)
        return
      case 'PartitionChangeRecord': {
        const topic = this.#topic(record.data.topicId)
        const before = topic.partitions[record.data.partitionId]
        if (before === undefined) throw unknown(`partition ${record.data.partitionId} of topic ${topic.name}`)
        topic.partitions[record.data.partitionId] = changedPartition(before, record.data)
        return
      }
      case 'ClearElrRecord':
        this.#clearElr(record.data.topicName)
        return
      case 'ConfigRecord': {
        const { resourceType, resourceName, name, value } = record.data
        const configs = this.#configsOf(`${resourceType}:${resourceName}`)
        if (value === null) configs.delete(name)
        else configs.set(name, value)
        return
      }
      case 'FeatureLevelRecord':
        this.#features.set(record.data.name, record.data.featureLevel === 0 ? undefined : record.data.featureLevel)
        return
      case 'ClientQuotaRecord': {
        const { entity, key, value, remove } = record.data
        const id = entityKey(entity)
        let known = this.#quotas.get(id)
        if (known === undefined) this.#quotas.set(id, (known = { entity, quotas: new Map(this.#base.clientQuotas.get(id)?.quotas) }))
        if (remove) known.quotas.delete(key)
        else known.quotas.set(key, value)
        return
      }
      case 'ProducerIdsRecord':
        this.#nextProducerId = record.data.nextProducerId
        return
      case 'AccessControlEntryRecord':
        this.#kept.set(`acl:${record.data.id}`, record)
        return
      case 'RemoveAccessControlEntryRecord':
        this.#kept.set(`acl:${record.data.id}`, undefined)
        return
      case 'UserScramCredentialRecord':
        this.#kept.set(`scram:${record.data.mechanism}:${record.data.name}`, record)
        return
      case 'RemoveUserScramCredentialRecord':
        this.#kept.set(`scram:${record.data.mechanism}:${record.data.name}`, undefined)
        return
      case 'DelegationTokenRecord':
        this.#kept.set(`token:${record.data.tokenId}`, record)
        return
      case 'RemoveDelegationTokenRecord':
        this.#kept.set(`token:${record.data.tokenId}`, undefined)
        return
      case 'ZkMigrationStateRecord':
        this.#kept.set('zkMigration', record)
        return
      case 'NoOpRecord':
      // Transactions are resolved before replay (raft/metadata-log.ts); their borders carry no state.
      case 'BeginTransactionRecord':
      case 'EndTransactionRecord':
      case 'AbortTransactionRecord':
        return
    }
  }

  build(provenance: { offset: number; epoch: number; timestamp: number }): { image: MetadataImage; delta: MetadataDelta } {
    const base = this.#base
    const changedTopics = new Set<string>()
    const byId: [Uuid, TopicImage | undefined][] = []
    const byName = new Map<string, TopicImage | undefined>()
    for (const [name, id] of this.#names) if (id === undefined) byName.set(name, undefined)
    for (const [id, topic] of this.#topics) {
      byId.push([id, topic])
      if (topic !== undefined) {
        byName.set(topic.name, topic)
        changedTopics.add(topic.name)
      }
    }
    const changedConfigs: Record<number, Set<string>> = { 2: new Set(), 4: new Set(), 32: new Set() }
    for (const key of this.#configs.keys()) {
      const colon = key.indexOf(':')
      changedConfigs[Number(key.slice(0, colon))]?.add(key.slice(colon + 1))
    }
    const image = new MetadataImage({
      topicsByName: base.topicsByName.with(byName),
      topicsById: base.topicsById.with(byId),
      brokers: base.brokers.with(this.#brokers),
      controllers: base.controllers.with(this.#controllers),
      features: base.features.with(this.#features),
      allConfigs: base.allConfigs.with(withoutEmpty(this.#configs, configs => configs.size)),
      clientQuotas: base.clientQuotas.with(withoutEmpty(this.#quotas, quota => quota.quotas.size)),
      producerIds: this.#nextProducerId === base.producerIds.nextProducerId ? base.producerIds : { nextProducerId: this.#nextProducerId },
      kept: base.kept.with(this.#kept),
      partitionCount: this.#partitionCount,
      provenance,
    })
    return {
      image,
      delta: {
        deletedTopics: this.#deleted,
        changedTopics,
        changedTopicConfigs: changedConfigs[ConfigResourceType.TOPIC]!,
        changedBrokerConfigs: changedConfigs[ConfigResourceType.BROKER]!,
        changedGroupConfigs: changedConfigs[ConfigResourceType.GROUP]!,
        changedBrokers: new Set(this.#brokers.keys()),
        featuresChanged: this.#features.size > 0,
      },
    }
  }

  #broker(id: number, epoch: number): BrokerRegistration {
    const broker = this.#brokers.has(id) ? this.#brokers.get(id) : this.#base.brokers.get(id)
    if (broker === undefined) throw unknown(`broker ${id}`)
    if (broker.brokerEpoch !== epoch) throw unknown(`epoch ${epoch} of broker ${id} (registered: ${broker.brokerEpoch})`)
    return broker
  }

  #topic(id: Uuid): MutableTopic {
    let topic = this.#topics.get(id)
    if (topic === undefined) {
      const known = this.#topics.has(id) ? undefined : this.#base.topicsById.get(id)
      if (known === undefined) throw unknown(`topic id ${id}`)
      topic = { id, name: known.name, partitions: known.partitions.slice() }
      this.#topics.set(id, topic)
    }
    return topic
  }

  #putPartition(record: PartitionRecord): void {
    const topic = this.#topic(record.topicId)
    assert(record.partitionId <= topic.partitions.length, `partition ${record.partitionId} of ${topic.name} comes before partition ${topic.partitions.length}`)
    if (record.partitionId === topic.partitions.length) this.#partitionCount++
    topic.partitions[record.partitionId] = {
      replicas: record.replicas,
      directories: record.directories.length === record.replicas.length ? record.directories : record.replicas.map(() => 'AAAAAAAAAAAAAAAAAAAAAA'),
      isr: record.isr,
      removingReplicas: record.removingReplicas,
      addingReplicas: record.addingReplicas,
      elr: record.eligibleLeaderReplicas ?? [],
      lastKnownElr: record.lastKnownElr ?? [],
      leader: record.leader,
      leaderRecoveryState: record.leaderRecoveryState,
      leaderEpoch: record.leaderEpoch,
      partitionEpoch: record.partitionEpoch,
    }
  }

  #removeTopic(id: Uuid): void {
    const topic = this.#topic(id)
    const before = this.#base.topicsById.get(id)
    if (before !== undefined) this.#deleted.push(before)
    this.#topics.set(id, undefined)
    this.#names.set(topic.name, undefined)
    this.#partitionCount -= topic.partitions.length
    // A topic's settings go with it, without records of their own.
    if (this.#base.configs(ConfigResourceType.TOPIC, topic.name).size > 0 || this.#configs.has(`2:${topic.name}`)) {
      this.#configsOf(`2:${topic.name}`).clear()
    }
  }

  #clearElr(name: string): void {
    const ids = name !== '' ? [this.#base.topicsByName.get(name)?.id] : [...this.#base.topicsById.keys()]
    for (const id of ids) {
      if (id === undefined) throw unknown(`topic ${name}`)
      if (this.#topics.has(id) && this.#topics.get(id) === undefined) continue
      const partitions = this.#topics.get(id)?.partitions ?? this.#base.topicsById.get(id)!.partitions
      if (partitions.every(p => p.elr.length === 0 && p.lastKnownElr.length === 0)) continue
      const topic = this.#topic(id)
      topic.partitions = topic.partitions.map(p => ({ ...p, elr: [], lastKnownElr: [] }))
    }
  }

  #configsOf(key: string): Map<string, string> {
    let configs = this.#configs.get(key)
    if (configs === undefined) this.#configs.set(key, (configs = new Map(this.#base.allConfigs.get(key))))
    return configs
  }
}

/** Only what the record sets changes. A leader that is named, even the same one or none, begins a new leader epoch. */
export function changedPartition(before: PartitionRegistration, record: PartitionChangeRecord): PartitionRegistration {
  const replicas = record.replicas ?? before.replicas
  return {
    replicas,
    directories: record.directories ?? before.directories,
    isr: record.isr ?? before.isr,
    removingReplicas: record.removingReplicas ?? before.removingReplicas,
    addingReplicas: record.addingReplicas ?? before.addingReplicas,
    elr: record.eligibleLeaderReplicas ?? before.elr,
    lastKnownElr: record.lastKnownElr ?? before.lastKnownElr,
    leader: record.leader === NO_LEADER_CHANGE ? before.leader : record.leader,
    leaderRecoveryState: record.leaderRecoveryState === -1 ? before.leaderRecoveryState : record.leaderRecoveryState,
    leaderEpoch: record.leader === NO_LEADER_CHANGE ? before.leaderEpoch : before.leaderEpoch + 1,
    partitionEpoch: before.partitionEpoch + 1,
  }
}

/** The records that build the image from nothing, for a snapshot: features first, because they say how the rest is written. */
export function* imageRecords(image: MetadataImage): Generator<MetadataRecord> {
  const features = [...image.features].sort(([a], [b]) => (a === 'metadata.version' ? -1 : b === 'metadata.version' ? 1 : a < b ? -1 : 1))
  for (const [name, featureLevel] of features) yield { type: 'FeatureLevelRecord', data: { name, featureLevel } }
  for (const data of image.brokers.values()) yield { type: 'RegisterBrokerRecord', data }
  for (const data of image.controllers.values()) yield { type: 'RegisterControllerRecord', data }
  for (const topic of image.topicsById.values()) {
    yield { type: 'TopicRecord', data: { name: topic.name, topicId: topic.id } }
    for (let partitionId = 0; partitionId < topic.partitions.length; partitionId++) {
      yield { type: 'PartitionRecord', data: partitionRecord(topic.id, partitionId, topic.partitions[partitionId]!) }
    }
  }
  for (const [key, configs] of image.allConfigs) {
    const colon = key.indexOf(':')
    const resource = { resourceType: Number(key.slice(0, colon)), resourceName: key.slice(colon + 1) }
    for (const [name, value] of configs) yield { type: 'ConfigRecord', data: { ...resource, name, value } }
  }
  for (const { entity, quotas } of image.clientQuotas.values()) {
    for (const [key, value] of quotas) yield { type: 'ClientQuotaRecord', data: { entity: entity.map(e => ({ ...e })), key, value, remove: false } }
  }
  const { nextProducerId } = image.producerIds
  if (nextProducerId > 0) yield { type: 'ProducerIdsRecord', data: newProducerIdsRecord({ brokerId: -1, brokerEpoch: -1, nextProducerId }) }
  yield* image.kept.values()
}

export function partitionRecord(topicId: Uuid, partitionId: number, p: PartitionRegistration): PartitionRecord {
  return newPartitionRecord({
    partitionId,
    topicId,
    replicas: [...p.replicas],
    isr: [...p.isr],
    removingReplicas: [...p.removingReplicas],
    addingReplicas: [...p.addingReplicas],
    leader: p.leader,
    leaderRecoveryState: p.leaderRecoveryState,
    leaderEpoch: p.leaderEpoch,
    partitionEpoch: p.partitionEpoch,
    directories: [...p.directories],
    eligibleLeaderReplicas: p.elr.length === 0 ? null : [...p.elr],
    lastKnownElr: p.lastKnownElr.length === 0 ? null : [...p.lastKnownElr],
  })
}

/** One text per quota entity: types in order, so that the same entity always has the same key. */
export function entityKey(entity: readonly ClientQuotaRecordEntityData[]): string {
  return JSON.stringify(entity.map(e => [e.entityType, e.entityName]).sort(([a], [b]) => (a! < b! ? -1 : 1)))
}

function fencing(brokerId: number, brokerEpoch: number, fenced: number): MetadataRecord {
  return { type: 'BrokerRegistrationChangeRecord', data: newBrokerRegistrationChangeRecord({ brokerId, brokerEpoch, fenced }) }
}

function* withoutEmpty<K, V>(map: Map<K, V>, size: (value: V) => number): Generator<[K, V | undefined]> {
  for (const [key, value] of map) yield [key, size(value) === 0 ? undefined : value]
}

function unknown(what: string): CorruptionError {
  return new CorruptionError(`the metadata log speaks of ${what}, which is not there`)
}
