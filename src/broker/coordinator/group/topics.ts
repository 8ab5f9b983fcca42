// What the group coordinator reads of the metadata image: topics with their ids, partition counts and racks.

import type { Uuid } from '../../../protocol/ids.ts'

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
