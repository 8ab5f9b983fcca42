// The controller as a replicated shard (shape A): `handle` reads the image and returns records and a reply, `replay` alone
// moves the image. Its log is `__cluster_metadata`; appending, syncing and answering are controller.ts's.

import type { Random } from '../../core/random.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import type { BrokerConfig } from '../config.ts'
import { ConfigResourceType, MetadataImage, type MetadataDelta } from '../image.ts'
import { allocateProducerIds, brokerHeartbeat, registerBroker, unregisterBroker } from './brokers.ts'
import { alterConfigs, incrementalAlterConfigs } from './configs.ts'
import type { Decision } from './decision.ts'
import { updateFeatures } from './features.ts'
import { alterPartition, alterPartitionReassignments, electLeaders } from './partitions.ts'
import { alterClientQuotas } from './quotas.ts'
import { createPartitions, createTopics, deleteTopics } from './topics.ts'

/** One decision per request; the last argument is the version of the API. */
const deciders = {
  createTopics,
  deleteTopics,
  createPartitions,
  incrementalAlterConfigs,
  alterConfigs,
  registerBroker,
  brokerHeartbeat,
  unregisterBroker,
  allocateProducerIds,
  updateFeatures,
  electLeaders,
  alterPartition,
  alterPartitionReassignments,
  alterClientQuotas,
}

type Deciders = typeof deciders
export type RequestKind = keyof Deciders
export type RequestOf<K extends RequestKind> = Parameters<Deciders[K]>[1]
export type ReplyOf<K extends RequestKind> = ReturnType<Deciders[K]> extends Decision<infer Reply> ? Reply : never

export class ControllerShard {
  readonly #baseConfig: BrokerConfig
  readonly #random: Random
  #image: MetadataImage
  #config: BrokerConfig

  constructor(image: MetadataImage, baseConfig: BrokerConfig, random: Random) {
    this.#image = image
    this.#baseConfig = baseConfig
    this.#random = random
    this.#config = configFor(image, baseConfig)
  }

  get image(): MetadataImage {
    return this.#image
  }

  handle<K extends RequestKind>(kind: K, request: RequestOf<K>, version: number, nextOffset: number, now: number): Decision<ReplyOf<K>> {
    const context = { image: this.#image, nextOffset, config: this.#config, random: this.#random, now }
    // The table pairs each request with its decider; TypeScript loses the pair once K is generic.
    const decide = deciders[kind] as unknown as (...args: unknown[]) => Decision<ReplyOf<K>>
    return decide(context, request, version)
  }

  /** Moves the image; answers what changed. */
  replay(records: readonly MetadataRecord[], provenance: MetadataImage['provenance']): MetadataDelta {
    const { image, delta } = this.#image.with(records, provenance)
    this.#image = image
    if (delta.changedBrokerConfigs.size > 0) this.#config = configFor(image, this.#baseConfig)
    return delta
  }

  /** Takes back what was replayed but could not be written. */
  reset(image: MetadataImage): void {
    this.#image = image
    this.#config = configFor(image, this.#baseConfig)
  }
}

/** The broker's configuration with what the image says about this broker and about all of them. */
export function configFor(image: MetadataImage, base: BrokerConfig): BrokerConfig {
  return base.withDynamic(image.configs(ConfigResourceType.BROKER, String(base.nodeId)), image.configs(ConfigResourceType.BROKER, ''))
}
