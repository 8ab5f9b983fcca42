// What the group coordinator reads of the metadata image: topics with their ids, partition counts and racks.

import type { Uuid } from '../../../protocol/ids.ts'
import type { MetadataImage, TopicImage } from '../../image.ts'

export interface TopicView {
  readonly id: Uuid
  readonly name: string
  readonly partitionCount: number
  /** The racks of the partition's replicas, sorted; empty where the brokers have none. */
  racksOf(partition: number): readonly string[]
}

export interface TopicsView {
  byName(name: string): TopicView | undefined
  byId(id: Uuid): TopicView | undefined
  /** The metadata offset that this view shows. */
  readonly version?: number
  /** All names, for regular expressions. */
  names(): Iterable<string>
}

/** A cluster without topics: what a coordinator sees before the first image. */
export const noTopics: TopicsView = { byName: () => undefined, byId: () => undefined, names: () => [] }

/** The topics of a metadata image. Views are made when they are asked for. */
export function topicsOf(image: MetadataImage): TopicsView {
  const view = (topic: TopicImage | undefined): TopicView | undefined =>
    topic === undefined
      ? undefined
      : { id: topic.id, name: topic.name, partitionCount: topic.partitions.length, racksOf: (partition) => racksOf(image, topic, partition) }
  return {
    version: Math.max(0, image.provenance.offset),
    byName: (name) => view(image.topicsByName.get(name)),
    byId: (id) => view(image.topicsById.get(id)),
    names: () => image.topicsByName.keys(),
  }
}

function racksOf(image: MetadataImage, topic: TopicImage, partition: number): string[] {
  const racks = new Set<string>()
  for (const replica of topic.partitions[partition]?.replicas ?? []) {
    const rack = image.brokers.get(replica)?.rack
    if (rack) racks.add(rack)
  }
  return [...racks].sort()
}
