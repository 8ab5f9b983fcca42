// ListOffsets for many partitions at once: asks each leader, tells what came and what has to be asked again. Used for positions,
// for beginningOffsets and its kin, and for lag. A driver over cluster.ts. KIP-79 (timestamps), KIP-320 (leader epochs).

import { Deadline, sleep } from '../core/async.ts'
import { ConnectionError, errorMessage, isRetriable, TimeoutError } from '../core/errors.ts'
import { backoffMs } from '../core/random.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor, ProtocolError } from '../protocol/errors.ts'
import {
  listOffsetsApi,
  newListOffsetsRequest,
  type ListOffsetsRequestTopic,
  newListOffsetsRequestPartition,
  newListOffsetsRequestTopic,
} from '../protocol/generated/list-offsets.ts'
import type { Cluster, WaitOptions } from './cluster.ts'

/** Timestamps with a meaning of their own. */
export const ListOffsetsTimestamp = { LATEST: -1, EARLIEST: -2, MAX_TIMESTAMP: -3, EARLIEST_LOCAL: -4, LATEST_TIERED: -5 } as const

export interface OffsetQuery {
  readonly topic: string
  readonly partition: number
  /** Milliseconds since the epoch: the first record not older. Or one of ListOffsetsTimestamp. */
  readonly timestamp: number
}

export interface ListedOffset {
  readonly topic: string
  readonly partition: number
  /** -1 when no record is that young. */
  readonly offset: number
  /** Of the record found, -1 when the question was for an end. */
  readonly timestamp: number
  /** -1 when the broker does not tell. */
  readonly leaderEpoch: number
}

/** Asks every leader once. What failed comes back with its error; metadata is asked for where it may be out of date. */
export async function listOffsetsOnce<Query extends OffsetQuery>(
  cluster: Cluster,
  queries: readonly Query[],
  isolationLevel: number,
  options: WaitOptions = {},
): Promise<{ found: { query: Query; result: ListedOffset }[]; failed: { query: Query; error: Error }[] }> {
  const found: { query: Query; result: ListedOffset }[] = []
  const failed: { query: Query; error: Error }[] = []
  const byLeader = new Map<number, Query[]>()
  for (const query of queries) {
    const leader = cluster.leaderOf(query.topic, query.partition)
    if (leader === undefined) {
      failed.push({ query, error: errorFor(cluster.topicError(query.topic) || ErrorCode.LEADER_NOT_AVAILABLE, `${query.topic}-${query.partition}`) })
      continue
    }
    const list = byLeader.get(leader.leader)
    if (list === undefined) byLeader.set(leader.leader, [query])
    else list.push(query)
  }
  await Promise.all(
    [...byLeader].map(async ([node, list]) => {
      try {
        await askLeader(cluster, node, list, isolationLevel, options, found, failed)
      } catch (error) {
        for (const query of list) failed.push({ query, error: error as Error })
      }
    }),
  )
  if (failed.some(({ error }) => error instanceof ConnectionError || error instanceof TimeoutError || (error instanceof ProtocolError && error.staleMetadata)))
    cluster.requestRefresh()
  return { found, failed }
}

async function askLeader<Query extends OffsetQuery>(
  cluster: Cluster,
  node: number,
  queries: readonly Query[],
  isolationLevel: number,
  options: WaitOptions,
  found: { query: Query; result: ListedOffset }[],
  failed: { query: Query; error: Error }[],
): Promise<void> {
  const connection = await cluster.connection(node, { signal: options.signal })
  const version = connection.versionOf(listOffsetsApi) ?? listOffsetsApi.versions[1]
  const topics = new Map<string, { entry: ListOffsetsRequestTopic; queries: Map<number, Query[]> }>()
  const request = newListOffsetsRequest({
    replicaId: -1,
    isolationLevel: version >= 2 ? isolationLevel : 0,
    timeoutMs: version >= 10 ? cluster.config.requestTimeoutMs : 0,
  })
  for (const query of queries) {
    const { topic, partition, timestamp } = query
    let asked = topics.get(topic)
    if (asked === undefined) {
      topics.set(topic, (asked = { entry: newListOffsetsRequestTopic({ name: topic }), queries: new Map() }))
      request.topics.push(asked.entry)
    }
    const same = asked.queries.get(partition)
    if (same !== undefined) {
      // A partition may occur once in a request. Another question about it waits for the next.
      if (same[0]!.timestamp === timestamp) same.push(query)
      else failed.push({ query, error: errorFor(ErrorCode.REQUEST_TIMED_OUT, `${topic}-${partition} was asked for twice`) })
      continue
    }
    asked.queries.set(partition, [query])
    const currentLeaderEpoch = version >= 4 ? (cluster.leaderOf(topic, partition)?.leaderEpoch ?? -1) : -1
    asked.entry.partitions.push(newListOffsetsRequestPartition({ partitionIndex: partition, currentLeaderEpoch, timestamp }))
  }
  const response = await connection.send(listOffsetsApi, request, { signal: options.signal })
  for (const { name, partitions } of response.topics) {
    for (const { partitionIndex, errorCode, offset, timestamp, leaderEpoch } of partitions) {
      const answered = topics.get(name)?.queries.get(partitionIndex) ?? []
      topics.get(name)?.queries.delete(partitionIndex)
      for (const query of answered) {
        if (errorCode === ErrorCode.NONE) found.push({ query, result: { topic: name, partition: partitionIndex, offset, timestamp, leaderEpoch } })
        else failed.push({ query, error: errorFor(errorCode, `${name}-${partitionIndex}`) })
      }
    }
  }
  for (const { queries } of topics.values()) {
    for (const query of [...queries.values()].flat())
      failed.push({ query, error: errorFor(ErrorCode.UNKNOWN_SERVER_ERROR, `${query.topic}-${query.partition} is missing in the answer`) })
  }
}

/** Asks until every partition has answered, in the order of the queries. Throws the first error that does not pass, or TimeoutError. */
export async function listOffsets(
  cluster: Cluster,
  queries: readonly OffsetQuery[],
  isolationLevel: number,
  options: WaitOptions = {},
): Promise<ListedOffset[]> {
  const { system, retryBackoffMs, retryBackoffMaxMs, defaultApiTimeoutMs } = cluster.config
  const deadline = new Deadline(system.clock, options.timeoutMs ?? defaultApiTimeoutMs)
  const answers = new Map<OffsetQuery, ListedOffset>()
  for (let attempt = 0; ; attempt++) {
    const left = queries.filter(query => !answers.has(query))
    if (left.length === 0) return queries.map(query => answers.get(query)!)
    // Each time: topics that are not read here may have been dropped from the metadata meanwhile.
    await cluster.topicMetadata([...new Set(left.map(query => query.topic))], { timeoutMs: deadline.remainingMs, signal: options.signal })
    const { found, failed } = await listOffsetsOnce(cluster, left, isolationLevel, options)
    for (const { query, result } of found) answers.set(query, result)
    const hopeless = failed.find(({ error }) => !isRetriable(error))
    if (hopeless !== undefined) throw hopeless.error
    if (failed.length === 0) continue
    const pauseMs = backoffMs(system.random, attempt, retryBackoffMs, retryBackoffMaxMs)
    if (deadline.remainingMs <= pauseMs) {
      const first = failed[0]!
      throw new TimeoutError(
        `no offset of ${failed.map(({ query }) => `${query.topic}-${query.partition}`).join(', ')} within ${deadline.timeoutMs} ms (${errorMessage(first.error)})`,
        {
          cause: first.error,
        },
      )
    }
    await sleep(system.timers, pauseMs, options.signal === undefined ? cluster.closeSignal : AbortSignal.any([options.signal, cluster.closeSignal]))
  }
}
