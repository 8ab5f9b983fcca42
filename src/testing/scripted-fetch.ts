// The read side of a scripted broker: Fetch with sessions and long polls, ListOffsets and OffsetForLeaderEpoch, from logs that a test fills
// batch by batch. Faults are scripted in front of it. KIP-227, KIP-320.

import type { Timers } from '../core/clock.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import {
  fetchApi,
  type FetchRequest,
  type FetchResponse,
  type FetchResponseAbortedTransaction,
  type FetchResponsePartitionData,
  newFetchResponse,
  newFetchResponseFetchableTopicResponse,
  newFetchResponsePartitionData,
} from '../protocol/generated/fetch.ts'
import {
  listOffsetsApi,
  newListOffsetsResponse,
  newListOffsetsResponsePartitionResponse,
  newListOffsetsResponseTopicResponse,
} from '../protocol/generated/list-offsets.ts'
import {
  newOffsetForLeaderEpochResponse,
  newOffsetForLeaderEpochResponseEpochEndOffset,
  newOffsetForLeaderEpochResponseOffsetForLeaderTopicResult,
  offsetForLeaderEpochApi,
} from '../protocol/generated/offset-for-leader-epoch.ts'
import { ZERO_UUID } from '../protocol/ids.ts'
import { readBatchHeader } from '../protocol/records/batch.ts'
import { encodeBatch, type BatchOptions } from '../protocol/records/builder.ts'
import type { ScriptedBroker, ScriptedCluster } from './scripted-broker.ts'

export class ScriptedFetchLog {
  readonly batches: Buffer[] = []
  /** Where each batch ends, as a broker's index has it. */
  readonly lastOffsets = new Map<Buffer, number>()
  logStartOffset = 0
  logEndOffset = 0
  /** -1: as the end. */
  lastStableOffset = -1
  aborted: FetchResponseAbortedTransaction[] = []
  /** Called with a batch's number before it goes into an answer. */
  onRead: (index: number) => void = () => undefined
  /** The end offset by leader epoch, as OffsetForLeaderEpoch answers it; default: the end of the log. */
  readonly epochEnds = new Map<number, number>()

  /** Appends one batch with these values. */
  append(values: readonly (string | null)[], options: BatchOptions = {}): void {
    this.appendBatch(
      encodeBatch(
        values.map(value => ({ timestamp: 1_000, key: null, value: value === null ? null : Buffer.from(value) })),
        { partitionLeaderEpoch: 0, ...options, baseOffset: this.logEndOffset },
      ),
    )
  }

  /** Appends a batch that is already made for this place. */
  appendBatch(batch: Buffer): void {
    this.batches.push(batch)
    const { lastOffset } = readBatchHeader(batch, 0)
    this.lastOffsets.set(batch, lastOffset)
    this.logEndOffset = lastOffset + 1
  }
}

interface SessionPartition {
  topic: string
  topicId: string
  partition: number
  fetchOffset: number
  leaderEpoch: number
  maxBytes: number
}

/** What a fault answers for one partition: fields of the answer, or undefined to go on. */
export type FetchFault = (broker: ScriptedBroker, topic: string, partition: number) => Partial<FetchResponsePartitionData> | undefined

export class ScriptedFetch {
  readonly #cluster: ScriptedCluster
  readonly #timers: Timers
  readonly #logs = new Map<string, ScriptedFetchLog>()
  readonly #sessions = new Map<number, Map<string, SessionPartition>>()
  readonly #waiting = new Set<() => void>()
  #nextSessionId = 100
  fault: FetchFault = () => undefined

  constructor(cluster: ScriptedCluster, timers: Timers) {
    this.#cluster = cluster
    this.#timers = timers
  }

  log(topic: string, partition = 0): ScriptedFetchLog {
    const name = `${topic}-${partition}`
    let log = this.#logs.get(name)
    if (log === undefined) this.#logs.set(name, (log = new ScriptedFetchLog()))
    return log
  }

  /** Appends, and wakes the long polls. */
  append(topic: string, partition: number, values: readonly (string | null)[], options: BatchOptions = {}): void {
    this.log(topic, partition).append(values, options)
    for (const wake of this.#waiting) wake()
  }

  /** As a broker that was restarted: it knows no session any more. */
  forgetSessions(): void {
    this.#sessions.clear()
  }

  serve(broker: ScriptedBroker): void {
    broker.on(fetchApi, (body, { version }) => this.#fetch(broker, body, version))
    broker.on(listOffsetsApi, body =>
      newListOffsetsResponse({
        topics: body.topics.map(({ name, partitions }) =>
          newListOffsetsResponseTopicResponse({
            name,
            partitions: partitions.map(({ partitionIndex, timestamp }) => {
              const log = this.log(name, partitionIndex)
              return newListOffsetsResponsePartitionResponse({
                partitionIndex,
                offset: timestamp === -2 ? log.logStartOffset : log.logEndOffset,
                timestamp: -1,
              })
            }),
          }),
        ),
      }),
    )
    broker.on(offsetForLeaderEpochApi, body =>
      newOffsetForLeaderEpochResponse({
        topics: body.topics.map(({ topic, partitions }) =>
          newOffsetForLeaderEpochResponseOffsetForLeaderTopicResult({
            topic,
            partitions: partitions.map(({ partition, leaderEpoch }) => {
              const log = this.log(topic, partition)
              return newOffsetForLeaderEpochResponseEpochEndOffset({ partition, leaderEpoch, endOffset: log.epochEnds.get(leaderEpoch) ?? log.logEndOffset })
            }),
          }),
        ),
      }),
    )
  }

  async #fetch(broker: ScriptedBroker, request: FetchRequest, version: number): Promise<FetchResponse> {
    const { sessionId, sessionEpoch } = request
    const usesSession = sessionEpoch >= 0
    let partitions = new Map<string, SessionPartition>()
    let id = 0
    if (usesSession && sessionEpoch > 0) {
      const session = this.#sessions.get(sessionId)
      if (session === undefined) return newFetchResponse({ errorCode: ErrorCode.FETCH_SESSION_ID_NOT_FOUND })
      partitions = session
      id = sessionId
    } else if (usesSession) {
      this.#sessions.delete(sessionId)
      id = this.#nextSessionId++
      this.#sessions.set(id, partitions)
    }
    const nameOf = (topic: string, topicId: string): string =>
      version >= 13 ? ([...this.#cluster.topics].find(([, known]) => known.topicId === topicId)?.[0] ?? '') : topic
    for (const { topic, topicId, partitions: list } of request.topics) {
      for (const { partition, fetchOffset, currentLeaderEpoch, partitionMaxBytes } of list) {
        const name = nameOf(topic, topicId)
        partitions.set(`${name}-${partition}`, { topic: name, topicId, partition, fetchOffset, leaderEpoch: currentLeaderEpoch, maxBytes: partitionMaxBytes })
      }
    }
    for (const { topic, topicId, partitions: list } of request.forgottenTopicsData)
      for (const partition of list) partitions.delete(`${nameOf(topic, topicId)}-${partition}`)
    const answer = (): FetchResponsePartitionData[][] => [this.#read(broker, partitions, request, sessionEpoch > 0)]
    let [found] = answer() as [FetchResponsePartitionData[]]
    if (found.every(({ records, errorCode }) => errorCode === 0 && (records === null || records.length === 0)) && request.maxWaitMs > 0) {
      await new Promise<void>(resolve => {
        const done = (): void => {
          timer.cancel()
          this.#waiting.delete(done)
          resolve()
        }
        const timer = this.#timers.schedule(request.maxWaitMs, done)
        this.#waiting.add(done)
      })
      ;[found] = answer() as [FetchResponsePartitionData[]]
    }
    const topics = new Map<string, FetchResponsePartitionData[]>()
    for (const data of found) {
      const { key } = data as FetchResponsePartitionData & { key: string }
      const { topic } = partitions.get(key)!
      topics.set(topic, [...(topics.get(topic) ?? []), data])
    }
    return newFetchResponse({
      sessionId: id,
      responses: [...topics].map(([topic, list]) =>
        newFetchResponseFetchableTopicResponse(
          version >= 13 ? { topicId: this.#cluster.topics.get(topic)?.topicId ?? ZERO_UUID, partitions: list } : { topic, partitions: list },
        ),
      ),
    })
  }

  /** In an incremental answer, partitions with no news are left out. */
  #read(broker: ScriptedBroker, partitions: ReadonlyMap<string, SessionPartition>, request: FetchRequest, incremental: boolean): FetchResponsePartitionData[] {
    const found: FetchResponsePartitionData[] = []
    let left = request.maxBytes
    for (const [key, { topic, partition, fetchOffset, leaderEpoch, maxBytes }] of partitions) {
      const data = this.#readPartition(broker, topic, partition, fetchOffset, leaderEpoch, Math.min(maxBytes, left), left === request.maxBytes)
      left -= data.records?.length ?? 0
      const isNews = data.errorCode !== 0 || (data.records?.length ?? 0) > 0 || this.fault(broker, topic, partition) !== undefined
      if (!incremental || isNews) found.push(Object.assign(data, { key }))
    }
    return found
  }

  #readPartition(
    broker: ScriptedBroker,
    topic: string,
    partition: number,
    fetchOffset: number,
    leaderEpoch: number,
    maxBytes: number,
    atLeastOne: boolean,
  ): FetchResponsePartitionData {
    const fault = this.fault(broker, topic, partition)
    if (fault !== undefined) return newFetchResponsePartitionData({ partitionIndex: partition, records: null, ...fault })
    const known = this.#cluster.topics.get(topic)
    const refused =
      known === undefined
        ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
        : known.leaders[partition] !== broker.nodeId
          ? ErrorCode.NOT_LEADER_OR_FOLLOWER
          : leaderEpoch >= 0 && leaderEpoch < (known.leaderEpoch ?? 0)
            ? ErrorCode.FENCED_LEADER_EPOCH
            : ErrorCode.NONE
    const log = this.log(topic, partition)
    const { logStartOffset, logEndOffset: highWatermark } = log
    if (refused !== ErrorCode.NONE) return newFetchResponsePartitionData({ partitionIndex: partition, errorCode: refused, records: null })
    if (fetchOffset < logStartOffset || fetchOffset > highWatermark) {
      return newFetchResponsePartitionData({
        partitionIndex: partition,
        errorCode: ErrorCode.OFFSET_OUT_OF_RANGE,
        logStartOffset,
        highWatermark,
        records: null,
      })
    }
    const chosen: Buffer[] = []
    let bytes = 0
    for (const [index, batch] of log.batches.entries()) {
      if (log.lastOffsets.get(batch)! < fetchOffset) continue
      if (bytes + batch.length > maxBytes && !(atLeastOne && chosen.length === 0)) break
      log.onRead(index)
      chosen.push(batch)
      bytes += batch.length
    }
    return newFetchResponsePartitionData({
      partitionIndex: partition,
      highWatermark,
      lastStableOffset: log.lastStableOffset >= 0 ? log.lastStableOffset : highWatermark,
      logStartOffset,
      abortedTransactions: log.aborted,
      records: Buffer.concat(chosen),
    })
  }
}
