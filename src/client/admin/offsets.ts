// Administrative questions about the offsets of partitions, put to their leaders. Driver over admin/fan-out.ts.
// KIP-79 and KIP-734 (ListOffsets by time and by the largest timestamp), KIP-101 and KIP-320 (OffsetForLeaderEpoch), KIP-664 (DescribeProducers), KIP-405, KIP-1005 and KIP-1023 (tiered offsets).

import { ConfigError, type KafkaError } from '../../core/errors.ts'
import { describeProducersApi, newDescribeProducersRequest, newDescribeProducersRequestTopicRequest } from '../../protocol/generated/describe-producers.ts'
import { listOffsetsApi, newListOffsetsRequest, newListOffsetsRequestPartition, newListOffsetsRequestTopic } from '../../protocol/generated/list-offsets.ts'
import {
  newOffsetForLeaderEpochRequest,
  newOffsetForLeaderEpochRequestOffsetForLeaderPartition,
  newOffsetForLeaderEpochRequestOffsetForLeaderTopic,
  offsetForLeaderEpochApi,
} from '../../protocol/generated/offset-for-leader-epoch.ts'
import type { Cluster } from '../cluster.ts'
import { type AdminCallOptions, atLeaders, byTopic, itemError, partitionName, remaining, type TopicPartition, unanswered, unwrap } from './fan-out.ts'

/** The timestamps that stand for something else, and the version that knows them. */
const specs = {
  /** The end of the log (for read_committed: before the first open transaction). */
  latest: { timestamp: -1, minVersion: 1 },
  /** The log start offset. */
  earliest: { timestamp: -2, minVersion: 1 },
  /** The first record with the largest timestamp (KIP-734). */
  maxTimestamp: { timestamp: -3, minVersion: 7 },
  /** The first offset on the broker's own disk (KIP-405). */
  earliestLocal: { timestamp: -4, minVersion: 8 },
  /** The last offset in remote storage (KIP-1005). */
  latestTiered: { timestamp: -5, minVersion: 9 },
  /** The first offset that is not yet in remote storage (KIP-1023). */
  earliestPendingUpload: { timestamp: -6, minVersion: 11 },
} as const

/** Which offset is asked for: a name, or the first record at or after a time in milliseconds. */
export type OffsetSpec = keyof typeof specs | { readonly timestamp: number }

export interface OffsetQuery extends TopicPartition {
  readonly spec: OffsetSpec
}

export interface FoundOffset extends TopicPartition {
  /** -1 when no record is as asked for (a time after the last record, an empty partition). */
  readonly offset: number
  /** The timestamp of the record found; -1 for `earliest` and `latest`. */
  readonly timestamp: number
  /** -1 when the broker does not tell. */
  readonly leaderEpoch: number
}

export interface ListOffsetsOptions extends AdminCallOptions {
  /** Default 'read_uncommitted'. */
  isolationLevel?: 'read_uncommitted' | 'read_committed'
}

export async function listOffsets(cluster: Cluster, queries: readonly OffsetQuery[], options: ListOffsetsOptions): Promise<FoundOffset[]> {
  const isolationLevel = options.isolationLevel === 'read_committed' ? 1 : 0
  // One request can ask only once about a partition.
  const rounds: OffsetQuery[][] = []
  for (const query of queries) {
    const round = rounds.find(items => !items.some(item => item.topic === query.topic && item.partition === query.partition))
    if (round === undefined) rounds.push([query])
    else round.push(query)
  }
  const found = new Map<OffsetQuery, FoundOffset | KafkaError>()
  for (const round of rounds) {
    const results = await atLeaders(cluster, round, options, async (route, pending, deadline) => {
      const response = await cluster.send(
        route,
        listOffsetsApi,
        version => {
          const topics = byTopic(pending).map(({ topic, items }) =>
            newListOffsetsRequestTopic({
              name: topic,
              partitions: items.map(item => newListOffsetsRequestPartition({ partitionIndex: item.partition, timestamp: timestampOf(item.spec, version) })),
            }),
          )
          return newListOffsetsRequest({ replicaId: -1, isolationLevel, topics, timeoutMs: cluster.config.requestTimeoutMs })
        },
        remaining(deadline, options),
      )
      return pending.map((item): FoundOffset | KafkaError => {
        const answer = response.topics.find(topic => topic.name === item.topic)?.partitions.find(partition => partition.partitionIndex === item.partition)
        if (answer === undefined) return unanswered(partitionName(item))
        const { offset, timestamp, leaderEpoch } = answer
        return itemError(answer.errorCode, partitionName(item)) ?? { topic: item.topic, partition: item.partition, offset, timestamp, leaderEpoch }
      })
    })
    round.forEach((query, index) => found.set(query, results[index]!))
  }
  return unwrap(
    'listOffsets',
    queries.map(partitionName),
    queries.map(query => found.get(query)!),
  )
}

function timestampOf(spec: OffsetSpec, version: number): number {
  if (typeof spec === 'object') {
    if (Number.isSafeInteger(spec.timestamp) && spec.timestamp >= 0) return spec.timestamp
    throw new ConfigError(`a timestamp to look for must be milliseconds since the epoch, not ${String(spec.timestamp)}`)
  }
  const known = specs[spec]
  if (known === undefined) throw new ConfigError(`the spec of an offset must be one of ${Object.keys(specs).join(', ')} or { timestamp }, not ${String(spec)}`)
  if (version < known.minVersion) throw new ConfigError(`this broker cannot look up the offset '${spec}' (it needs ListOffsets version ${known.minVersion}, the broker has ${version})`)
  return known.timestamp
}

export interface EpochQuery extends TopicPartition {
  /** The epoch whose end is asked for. */
  readonly leaderEpoch: number
  /** The caller's idea of the present epoch, for fencing. Default -1: not checked. */
  readonly currentLeaderEpoch?: number
}

export interface EpochEnd extends TopicPartition {
  /** The largest epoch that is not above the one asked for; -1 for none. */
  readonly leaderEpoch: number
  /** The offset after its last record; -1 for none. */
  readonly endOffset: number
}

export async function offsetForLeaderEpoch(cluster: Cluster, queries: readonly EpochQuery[], options: AdminCallOptions): Promise<EpochEnd[]> {
  const results = await atLeaders(cluster, queries, options, async (route, pending, deadline) => {
    const request = newOffsetForLeaderEpochRequest({
      replicaId: -1,
      topics: byTopic(pending).map(({ topic, items }) =>
        newOffsetForLeaderEpochRequestOffsetForLeaderTopic({
          topic,
          partitions: items.map(({ partition, leaderEpoch, currentLeaderEpoch = -1 }) =>
            newOffsetForLeaderEpochRequestOffsetForLeaderPartition({ partition, leaderEpoch, currentLeaderEpoch }),
          ),
        }),
      ),
    })
    const response = await cluster.send(route, offsetForLeaderEpochApi, request, remaining(deadline, options))
    return pending.map((item): EpochEnd | KafkaError => {
      const answer = response.topics.find(topic => topic.topic === item.topic)?.partitions.find(partition => partition.partition === item.partition)
      if (answer === undefined) return unanswered(partitionName(item))
      const { leaderEpoch, endOffset } = answer
      return itemError(answer.errorCode, partitionName(item)) ?? { topic: item.topic, partition: item.partition, leaderEpoch, endOffset }
    })
  })
  return unwrap('offsetForLeaderEpoch', queries.map(partitionName), results)
}

export interface ActiveProducer {
  readonly producerId: number
  readonly producerEpoch: number
  readonly lastSequence: number
  readonly lastTimestamp: number
  readonly coordinatorEpoch: number
  /** Where its open transaction begins; -1 when there is none. */
  readonly currentTransactionStartOffset: number
}

export interface PartitionProducers extends TopicPartition {
  readonly activeProducers: readonly ActiveProducer[]
}

export async function describeProducers(cluster: Cluster, partitions: readonly TopicPartition[], options: AdminCallOptions): Promise<PartitionProducers[]> {
  const results = await atLeaders(cluster, partitions, options, async (route, pending, deadline) => {
    const request = newDescribeProducersRequest({
      topics: byTopic(pending).map(({ topic, items }) => newDescribeProducersRequestTopicRequest({ name: topic, partitionIndexes: items.map(item => item.partition) })),
    })
    const response = await cluster.send(route, describeProducersApi, request, remaining(deadline, options))
    return pending.map((item): PartitionProducers | KafkaError => {
      const answer = response.topics.find(topic => topic.name === item.topic)?.partitions.find(partition => partition.partitionIndex === item.partition)
      if (answer === undefined) return unanswered(partitionName(item))
      const activeProducers = answer.activeProducers.map(producer => ({
        producerId: producer.producerId,
        producerEpoch: producer.producerEpoch,
        lastSequence: producer.lastSequence,
        lastTimestamp: producer.lastTimestamp,
        coordinatorEpoch: producer.coordinatorEpoch,
        currentTransactionStartOffset: producer.currentTxnStartOffset,
      }))
      return itemError(answer.errorCode, partitionName(item), answer.errorMessage) ?? { topic: item.topic, partition: item.partition, activeProducers }
    })
  })
  return unwrap('describeProducers', partitions.map(partitionName), results)
}
