// What becomes of a batch that was sent: its answer or its error, told to the records or tried again, in order; splitting, and expiry.
// A plain collaborator of sender.ts, which moves the batches. KIP-98 and KIP-360 (idempotence), KIP-126 (splitting), KIP-467 (errors per record), KIP-951 (leader hints).

import { ConnectionError, isRetriable, TimeoutError } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import { backoffMs } from '../core/random.ts'
import type { System } from '../core/system.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorAbout, errorFor, ProtocolError } from '../protocol/errors.ts'
import type { ProduceRequestTopicProduceData, ProduceResponse, ProduceResponsePartitionProduceResponse } from '../protocol/generated/produce.ts'
import { ZERO_UUID } from '../protocol/ids.ts'
import type { PartitionQueue, ProducerBatch } from './accumulator.ts'
import type { Cluster } from './cluster.ts'
import type { LeaderHint } from './metadata.ts'
import type { ProducerIdentity } from './sequence.ts'

export interface ResultsConfig {
  readonly retries: number
  readonly deliveryTimeoutMs: number
  readonly retryBackoffMs: number
  readonly retryBackoffMaxMs: number
  readonly enableIdempotence: boolean
}

/** The part of the producer that hears of results. */
export interface SenderHost {
  /** The batch has a result, its records have been told. */
  onBatchDone(batch: ProducerBatch): void
  /** The batch lives on as these. */
  onBatchSplit(batch: ProducerBatch, parts: readonly ProducerBatch[]): void
}

/** What the sender does for a batch that is tried again. */
export interface BatchMover {
  isClosed(): boolean
  /** The queue has something to send: at its leader, or where one is yet to be found. */
  activate(queue: PartitionQueue): void
  /** The leader known for the queue is none: a new one has to be found. */
  loseLeader(queue: PartitionQueue): void
  wakeBy(at: number, now: number): void
}

export class ProduceResults {
  readonly #cluster: Cluster
  readonly #config: ResultsConfig
  readonly #identity: ProducerIdentity
  readonly #host: SenderHost
  readonly #mover: BatchMover
  readonly #system: System
  readonly #logger: Logger
  /** Batches without a result. */
  readonly incomplete = new Set<ProducerBatch>()

  constructor(cluster: Cluster, config: ResultsConfig, identity: ProducerIdentity, host: SenderHost, mover: BatchMover) {
    this.#cluster = cluster
    this.#config = config
    this.#identity = identity
    this.#host = host
    this.#mover = mover
    this.#system = cluster.config.system
    this.#logger = cluster.config.logger
  }

  /** The answer of a broker to a request with these batches. `asked` names the topics of the request: by the time of the answer the metadata may know an id by another name, or none. */
  onResponse(nodeId: number, batches: ProducerBatch[], asked: readonly ProduceRequestTopicProduceData[], response: ProduceResponse): void {
    const waiting = new Set(batches)
    const hints: LeaderHint[] = []
    const refused: [ProducerBatch, ProduceResponsePartitionProduceResponse][] = []
    let next = 0
    for (const [at, topic] of response.responses.entries()) {
      const name = topic.topicId === ZERO_UUID ? topic.name : (asked[at]?.topicId === topic.topicId ? asked[at] : asked.find(({ topicId }) => topicId === topic.topicId))?.name
      for (const answer of topic.partitionResponses) {
        // Brokers answer in the order of the request, so the search finds its batch at once.
        const isMeant = (batch: ProducerBatch): boolean => batch.queue.partition === answer.index && batch.queue.topic === name
        const batch = next < batches.length && isMeant(batches[next]!) ? batches[next] : batches.find(isMeant)
        next++
        if (batch === undefined || !waiting.delete(batch)) continue
        if (answer.errorCode === ErrorCode.NONE) {
          this.succeed(batch, answer.baseOffset, answer.logAppendTimeMs)
          continue
        }
        const { leaderId, leaderEpoch } = answer.currentLeader
        if (leaderId >= 0) hints.push({ topic: batch.queue.topic, partition: batch.queue.partition, leader: leaderId, leaderEpoch })
        refused.push([batch, answer])
      }
    }
    for (const [batch, answer] of refused) this.#onPartitionError(batch, answer)
    if (hints.length > 0) this.#cluster.learnLeaders(hints, response.nodeEndpoints)
    // A broker that forgets partitions: the outcome is unknown.
    for (const batch of waiting) this.onError(batch, new ConnectionError(`broker ${nodeId} did not say what became of a batch for ${batch.queue}`), 'unknown')
  }

  succeed(batch: ProducerBatch, baseOffset: number, logAppendTimeMs: number): void {
    batch.queue.sequence.succeeded(batch)
    if (batch.done) return
    this.incomplete.delete(batch)
    batch.complete(baseOffset, logAppendTimeMs)
    this.#host.onBatchDone(batch)
  }

  #onPartitionError(batch: ProducerBatch, answer: ProduceResponsePartitionProduceResponse): void {
    const { queue } = batch
    if (batch.done) return
    switch (answer.errorCode) {
      case ErrorCode.DUPLICATE_SEQUENCE_NUMBER:
        // Stored by an earlier attempt, so long ago that the broker has forgotten where.
        this.succeed(batch, -1, -1)
        return
      case ErrorCode.MESSAGE_TOO_LARGE:
        if (batch.recordCount > 1) {
          this.#split(batch)
          return
        }
        break
      case ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER:
        batch.doubtful = false
        // A gap in front of this batch is explained by a batch before it that has not made it yet; without one, the broker has lost data.
        if (queue.sequence.needsReset || queue.sequence.hasOlderThan(batch)) this.#retry(batch, errorFor(answer.errorCode, String(queue)))
        else {
          queue.sequence.requireReset()
          this.fail(batch, errorFor(answer.errorCode, String(queue)), 'no')
        }
        return
      case ErrorCode.UNKNOWN_PRODUCER_ID:
        batch.doubtful = false
        queue.sequence.requireReset()
        this.#retry(batch, errorFor(answer.errorCode, String(queue)))
        return
      case ErrorCode.INVALID_PRODUCER_EPOCH:
        batch.doubtful = false
        this.#identity.forget()
        queue.sequence.requireReset()
        this.#retry(batch, errorFor(answer.errorCode, String(queue)))
        return
    }
    const error = errorAbout(answer.errorCode, String(queue), answer.errorMessage)
    const perRecord = answer.recordErrors.length === 0 ? undefined : new Map<number, Error>()
    for (const { batchIndex, batchIndexErrorMessage } of answer.recordErrors) {
      perRecord!.set(batchIndex, batchIndexErrorMessage === null ? error : errorAbout(answer.errorCode, String(queue), batchIndexErrorMessage))
    }
    this.onError(batch, error, 'no', perRecord)
  }

  onError(batch: ProducerBatch, error: Error, appended: 'no' | 'unknown', perRecord?: ReadonlyMap<number, Error>): void {
    if (batch.done) return
    if ((error instanceof ProtocolError && error.staleMetadata) || error instanceof ConnectionError || error instanceof TimeoutError) this.#cluster.requestRefresh()
    if (isRetriable(error) && !this.#mover.isClosed()) this.#retry(batch, error)
    else this.fail(batch, error, appended, perRecord)
  }

  #retry(batch: ProducerBatch, error: Error): void {
    const { retries, deliveryTimeoutMs, retryBackoffMs, retryBackoffMaxMs } = this.#config
    const now = this.#system.clock.monotonic()
    batch.lastError = error
    if (batch.attempts > retries) {
      this.fail(batch, error, 'unknown')
      return
    }
    if (now >= batch.createdAt + deliveryTimeoutMs) {
      this.expire(batch)
      return
    }
    if (this.#logger.enabled('debug')) this.#logger.debug(`${batch.queue}: attempt ${batch.attempts} failed, again: ${error.message}`)
    batch.retryAt = now + backoffMs(this.#system.random, batch.attempts - 1, retryBackoffMs, retryBackoffMaxMs)
    const { queue } = batch
    queue.putBack(batch)
    // A leader that says it is none is not asked again before the metadata has been; a hint in its answer comes before that.
    if (error instanceof ProtocolError && error.staleMetadata) this.#mover.loseLeader(queue)
    else this.#mover.activate(queue)
    this.#mover.wakeBy(batch.retryAt, now)
  }

  #split(batch: ProducerBatch): void {
    const { queue } = batch
    queue.mayGrow = false
    const parts = batch.split()
    this.#logger.debug(`${queue}: the broker finds a batch of ${parts.reduce((sum, part) => sum + part.recordCount, 0)} records too large, it was split into ${parts.length}`)
    queue.sequence.split(batch, parts)
    queue.putBackParts(parts)
    this.incomplete.delete(batch)
    for (const part of parts) this.incomplete.add(part)
    this.#host.onBatchSplit(batch, parts)
    this.#mover.activate(queue)
  }

  fail(batch: ProducerBatch, error: Error, appended: 'no' | 'unknown', perRecord?: ReadonlyMap<number, Error>): void {
    batch.queue.sequence.failed(batch, batch.attempts > 1 ? 'unknown' : appended)
    this.incomplete.delete(batch)
    if (batch.aheadBytes > 0) this.#logger.warn(`${batch.queue}: records that counted as sent (acks=0) were lost: ${error.message}`)
    batch.fail(error, perRecord)
    this.#host.onBatchDone(batch)
  }

  expire(batch: ProducerBatch): void {
    const tries = batch.attempts === 0 ? 'it never left' : `${batch.attempts} attempt${batch.attempts === 1 ? '' : 's'}`
    const last = batch.lastError === undefined ? this.#whyWaiting(batch) : `, the last failed: ${batch.lastError.message}`
    const message = `${batch.queue}: not delivered within ${this.#config.deliveryTimeoutMs} ms (${tries}${last})`
    this.fail(batch, new TimeoutError(message, { cause: batch.lastError }), batch.attempts > 0 ? 'unknown' : 'no')
  }

  #whyWaiting(batch: ProducerBatch): string {
    if (batch.queue.leader === -1) return ', the partition has no leader'
    if (this.#config.enableIdempotence && !this.#identity.known) return ', no producer id could be had'
    return ''
  }
}
