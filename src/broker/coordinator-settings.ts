// What the group coordinator reads of the broker's configuration and of the metadata image. Pure.

import type { BrokerConfig } from './config.ts'
import type { GroupCoordinatorConfig } from './coordinator/group/config.ts'
import type { TopicsView, TopicView } from './coordinator/group/topics.ts'
import type { MetadataImage, TopicImage } from './image.ts'

export function groupCoordinatorConfig(config: BrokerConfig): GroupCoordinatorConfig {
  const number = (name: string): number => config.number(name)
  return {
    offsetsTopicNumPartitions: number('offsets.topic.num.partitions'),
    offsetMetadataMaxBytes: number('offset.metadata.max.bytes'),
    offsetsRetentionMs: number('offsets.retention.minutes') * 60_000,
    offsetsRetentionCheckIntervalMs: number('offsets.retention.check.interval.ms'),
    offsetsCommitTimeoutMs: number('offsets.commit.timeout.ms'),
    groupMinSessionTimeoutMs: number('group.min.session.timeout.ms'),
    groupMaxSessionTimeoutMs: number('group.max.session.timeout.ms'),
    groupInitialRebalanceDelayMs: number('group.initial.rebalance.delay.ms'),
    groupMaxSize: number('group.max.size'),
    consumerSessionTimeoutMs: number('group.consumer.session.timeout.ms'),
    consumerMinSessionTimeoutMs: number('group.consumer.min.session.timeout.ms'),
    consumerMaxSessionTimeoutMs: number('group.consumer.max.session.timeout.ms'),
    consumerHeartbeatIntervalMs: number('group.consumer.heartbeat.interval.ms'),
    consumerMinHeartbeatIntervalMs: number('group.consumer.min.heartbeat.interval.ms'),
    consumerMaxHeartbeatIntervalMs: number('group.consumer.max.heartbeat.interval.ms'),
    consumerAssignmentIntervalMs: number('group.consumer.assignment.interval.ms'),
    consumerMinAssignmentIntervalMs: number('group.consumer.min.assignment.interval.ms'),
    consumerMaxAssignmentIntervalMs: number('group.consumer.max.assignment.interval.ms'),
    consumerMaxSize: number('group.consumer.max.size'),
    consumerAssignors: config.list('group.consumer.assignors'),
    consumerMigrationPolicy: config.string('group.consumer.migration.policy').toLowerCase() as GroupCoordinatorConfig['consumerMigrationPolicy'],
    consumerRegexRefreshIntervalMs: number('group.consumer.regex.refresh.interval.ms'),
    consumerProtocolEnabled: config.list('group.coordinator.rebalance.protocols').includes('consumer'),
  }
}

/** The image as the coordinator looks at it. */
export function topicsView(image: MetadataImage): TopicsView {
  const view = (topic: TopicImage | undefined): TopicView | undefined => (topic === undefined ? undefined : new ImageTopic(image, topic))
  return {
    byName: name => view(image.topicsByName.get(name)),
    byId: id => view(image.topicsById.get(id)),
    version: image.provenance.offset,
    names: () => image.topicsByName.keys(),
  }
}

class ImageTopic implements TopicView {
  readonly #image: MetadataImage
  readonly #topic: TopicImage

  constructor(image: MetadataImage, topic: TopicImage) {
    this.#image = image
    this.#topic = topic
  }

  get id(): string {
    return this.#topic.id
  }

  get name(): string {
    return this.#topic.name
  }

  get partitionCount(): number {
    return this.#topic.partitions.length
  }

  racksOf(partition: number): readonly string[] {
    const racks = new Set<string>()
    for (const id of this.#topic.partitions[partition]?.replicas ?? []) {
      const rack = this.#image.brokers.get(id)?.rack
      if (rack !== undefined && rack !== null) racks.add(rack)
    }
    return [...racks].sort()
  }
}
