// Topics that nobody asked for by name: the coordinators' own ones, and those that a client's first use creates. Pure (shape C).

import { newCreateTopicsRequestCreatableTopic, type CreateTopicsRequestCreatableTopic } from '../../protocol/generated/create-topics.ts'
import { REBALANCE_LEDGER_TOPIC } from '../../protocol/ledger/entry.ts'
import type { BrokerConfig } from '../config.ts'
import type { MetadataImage } from '../image.ts'

export const CONSUMER_OFFSETS = '__consumer_offsets'
export const TRANSACTION_STATE = '__transaction_state'
export const SHARE_GROUP_STATE = '__share_group_state'

const internalTopics: ReadonlySet<string> = new Set([CONSUMER_OFFSETS, TRANSACTION_STATE, SHARE_GROUP_STATE, REBALANCE_LEDGER_TOPIC])

/** Kafka hides these from clients that do not ask for them, and lets none write to them. */
export function isInternalTopic(name: string): boolean {
  return internalTopics.has(name)
}

/**
 * How the topic is to be created when it is first needed. The replication factor of an internal topic is capped to the live
 * brokers, so that a broker alone just works; `warning` says so.
 */
export function automaticTopic(image: MetadataImage, config: BrokerConfig, name: string): { topic: CreateTopicsRequestCreatableTopic; warning: string | undefined } {
  const wanted = wantedTopic(config, name)
  let warning: string | undefined
  if (isInternalTopic(name)) {
    const live = [...image.brokers.values()].filter(broker => !broker.fenced && !broker.inControlledShutdown).length
    if (wanted.replicationFactor > live && live > 0) {
      warning = `${name} is created with replication factor ${live} instead of ${wanted.replicationFactor}: there ${live === 1 ? 'is one live broker' : `are ${live} live brokers`}`
      wanted.replicationFactor = live
      const minIsr = wanted.configs.find(entry => entry.name === 'min.insync.replicas')
      if (minIsr !== undefined && Number(minIsr.value) > live) minIsr.value = String(live)
    }
  }
  return { topic: wanted, warning }
}

function wantedTopic(config: BrokerConfig, name: string): CreateTopicsRequestCreatableTopic {
  const topic = (prefix: string, configs: Record<string, string>): CreateTopicsRequestCreatableTopic =>
    newCreateTopicsRequestCreatableTopic({
      name,
      numPartitions: config.number(`${prefix}.num.partitions`),
      replicationFactor: config.number(`${prefix}.replication.factor`),
      configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
    })
  switch (name) {
    case CONSUMER_OFFSETS:
      return topic('offsets.topic', {
        'cleanup.policy': 'compact',
        'compression.type': 'producer',
        'segment.bytes': String(config.number('offsets.topic.segment.bytes')),
      })
    case TRANSACTION_STATE:
      return topic('transaction.state.log', {
        'unclean.leader.election.enable': 'false',
        'compression.type': 'uncompressed',
        'cleanup.policy': 'compact',
        'min.insync.replicas': String(config.number('transaction.state.log.min.isr')),
        'segment.bytes': String(config.number('transaction.state.log.segment.bytes')),
      })
    case SHARE_GROUP_STATE:
      return topic('share.coordinator.state.topic', {
        'unclean.leader.election.enable': 'false',
        'compression.type': 'producer',
        'cleanup.policy': 'delete',
        'retention.ms': '-1',
        'min.insync.replicas': String(config.number('share.coordinator.state.topic.min.isr')),
        'segment.bytes': String(config.number('share.coordinator.state.topic.segment.bytes')),
      })
    case REBALANCE_LEDGER_TOPIC:
      // Small, and only its newest entries count.
      return newCreateTopicsRequestCreatableTopic({
        name,
        numPartitions: 1,
        replicationFactor: config.number('offsets.topic.replication.factor'),
        configs: [
          { name: 'cleanup.policy', value: 'compact' },
          { name: 'segment.bytes', value: String(16 << 20) },
        ],
      })
    default:
      return newCreateTopicsRequestCreatableTopic({ name, numPartitions: -1, replicationFactor: -1 })
  }
}
