// Moves batches to their brokers and results back: which batch may leave, gathering a broker's batches into one Produce request,
// retries in order, expiry, and the producer id. A driver over accumulator.ts and sequence.ts with one timer for everything.
// KIP-98 and KIP-360 (idempotence), KIP-126 (splitting), KIP-467 (errors per record), KIP-516 (topic ids), KIP-951 (leader hints).

import { ConnectionError, isRetriable, TimeoutError } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import { backoffMs } from '../core/random.ts'
import type { System } from '../core/system.ts'
import { WakeTimer } from '../core/wake-timer.ts'
import type { Connection } from '../net/connection.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorAbout, errorFor, ProtocolError } from '../protocol/errors.ts'
import { initProducerIdApi, newInitProducerIdRequest } from '../protocol/generated/init-producer-id.ts'
import {
  newProduceRequest,
  newProduceRequestPartitionProduceData,
  newProduceRequestTopicProduceData,
  produceApi,
  type ProduceRequestTopicProduceData,
  type ProduceResponse,
  type ProduceResponsePartitionProduceResponse,
} from '../protocol/generated/produce.ts'
import { ZERO_UUID } from '../protocol/ids.ts'
import type { BatchLimits, PartitionQueue, ProducerBatch } from './accumulator.ts'
import type { Cluster } from './cluster.ts'
import type { LeaderHint } from './metadata.ts'
import { NO_SEQUENCE, ProducerIdentity } from './sequence.ts'

export interface SenderConfig extends BatchLimits {
  readonly acks: number
  readonly lingerMs: number
  readonly requestTimeoutMs: number
  readonly deliveryTimeoutMs: number
  readonly maxInFlightRequestsPerConnection: number
  readonly maxRequestSize: number
  readonly retries: number
  readonly retryBackoffMs: number
  readonly retryBackoffMaxMs: number
  readonly reconnectBackoffMs: number
  readonly enableIdempotence: boolean
}

/** The part of the producer that hears of results. */
export interface SenderHost {
  /** The batch has a result, its records have been told. */
  onBatchDone(batch: ProducerBatch): void
  /** The batch lives on as these. */
  onBatchSplit(batch: ProducerBatch, parts: readonly ProducerBatch[]): void
}

/** What goes to one broker. */
interface Node {
  readonly nodeId: number
  /** Queues with something in them. Rotates: a queue that was served goes to the end. */
  readonly active: Set<PartitionQueue>
  inFlight: number
  connecting: boolean
  sentAt: number
  throttledUntil: number
  /** Full batches since the last request left early. */
  full: number
  /** With acks=0: until when the socket counts as behind. */
  behindUntil: number
}

// While a request is in flight, a batch that is not full waits for its answer, but not longer than this.
const holdMs = 1
// A socket that was behind with acks=0 counts as such for this long: one request per record is what it fell behind with.
const behindMs = 10_000
// Topic ids replace names from this version of Produce on.
const topicIdVersion = 13
const noLeader = -1
// How many bytes are compressed before the event loop has a turn: some milliseconds of work.
const packedBytesMax = { none: Infinity, gzip: 256 * 1024, snappy: 1024 * 1024, lz4: 1024 * 1024, zstd: 1024 * 1024 }

export class Sender {
  readonly identity = new ProducerIdentity()
  /** Above 0, batches leave without waiting to be full: someone waits for all of them, or for memory. */
  hurry = 0
  readonly #cluster: Cluster
  readonly #config: SenderConfig
  readonly #host: SenderHost
  readonly #system: System
  readonly #logger: Logger
  readonly #nodes = new Map<number, Node>()
  readonly #incomplete = new Set<ProducerBatch>()
  readonly #forgetListener: () => void
  #identifying = false
  #drainDue = false
  /** Bytes that were compressed since the event loop was last given a turn for it. */
  #packedBytes = 0
  #resting = false
  #closed = false
  readonly #timer: WakeTimer
  readonly #drainNow = (): void => {
    this.#drainDue = false
    this.drain()
  }

  constructor(cluster: Cluster, config: SenderConfig, host: SenderHost) {
    this.#cluster = cluster
    this.#config = config
    this.#host = host
    this.#system = cluster.config.system
    this.#logger = cluster.config.logger
    this.#timer = new WakeTimer(this.#system.timers, () => this.#onTimer())
    this.#forgetListener = cluster.onMetadata(() => this.#onMetadata())
  }

  /** Batches without a result. */
  get incomplete(): ReadonlySet<ProducerBatch> {
    return this.#incomplete
  }

  /** A queue has a new batch, its last. */
  add(queue: PartitionQueue, batch: ProducerBatch): void {
    if (this.#incomplete.size === 0) this.#wakeBy(batch.createdAt + this.#config.deliveryTimeoutMs, batch.createdAt)
    this.#incomplete.add(batch)
    if (queue.batches.length === 1) this.#activate(queue)
    this.schedule()
  }

  /** Drains once in a later part of this turn of the event loop, so that what is sent until then goes together. */
  schedule(): void {
    if (this.#drainDue) return
    this.#drainDue = true
    this.#system.timers.defer(this.#drainNow)
  }

  /** Asks for the producer id, so that it is there when the first batch is. */
  identify(): void {
    if (!this.#config.enableIdempotence || this.identity.known || this.#identifying || this.#closed) return
    this.#identifying = true
    const request = newInitProducerIdRequest({ transactionalId: null, transactionTimeoutMs: 2 ** 31 - 1 })
    this.#cluster.request('any', initProducerIdApi, request, { errorCode: response => response.errorCode, timeoutMs: this.#config.deliveryTimeoutMs }).then(
      response => {
        this.#identifying = false
        this.identity.set(response.producerId, response.producerEpoch)
        this.drain()
      },
      (error: unknown) => {
        this.#identifying = false
        if (isRetriable(error)) this.schedule()
        else this.failAll(error as Error)
      },
    )
  }

  // ---- draining

  /** Sends whatever may leave. */
  drain(): void {
    if (this.#closed) return
    const now = this.#system.clock.monotonic()
    for (const node of this.#nodes.values()) if (node.active.size > 0) this.#drainNode(node, now, false)
  }

  #nodeOf(nodeId: number): Node {
    let node = this.#nodes.get(nodeId)
    if (node === undefined) {
      node = { nodeId, active: new Set(), inFlight: 0, connecting: false, sentAt: -Infinity, throttledUntil: 0, full: 0, behindUntil: 0 }
      this.#nodes.set(nodeId, node)
    }
    return node
  }

  #activate(queue: PartitionQueue): void {
    queue.leader = this.#cluster.leaderOf(queue.topic, queue.partition)?.leader ?? noLeader
    this.#place(queue, queue.leader)
  }

  /** Puts the queue where it waits for its turn: at its leader, or where a leader is yet to be found. */
  #place(queue: PartitionQueue, nodeId: number): void {
    if (queue.node !== nodeId) this.#nodeOf(queue.node).active.delete(queue)
    queue.node = nodeId
    this.#nodeOf(nodeId).active.add(queue)
    if (nodeId === noLeader) this.#cluster.requestRefresh()
  }

  /** A batch of this queue has become full. Once a request's worth of them is there it leaves now, so that the broker works while this turn goes on. */
  onFull(queue: PartitionQueue): void {
    const node = this.#nodeOf(queue.node)
    node.full++
    const { maxInFlightRequestsPerConnection: max, batchSize } = this.#config
    if (node.inFlight >= max || node.full * batchSize < 65_536) return
    node.full = 0
    const connection = this.#cluster.connected(node.nodeId)
    if (connection === undefined) return
    this.#drainNode(node, this.#system.clock.monotonic(), true)
    connection.flush()
  }

  /** What is added to the queue now has to wait for answers, for a connection, or for the event loop's turn. */
  isBusy(queue: PartitionQueue): boolean {
    const node = this.#nodes.get(queue.node)
    return this.#resting || node === undefined || node.inFlight >= this.#config.maxInFlightRequestsPerConnection || this.#cluster.connected(node.nodeId) === undefined
  }

  /** With acks=0: the queue's records wait behind what the socket has not passed on yet, or did so a moment ago. */
  isBehind(queue: PartitionQueue): boolean {
    const node = this.#nodes.get(queue.leader)
    return node !== undefined && node.behindUntil > 0 && node.behindUntil > this.#system.clock.monotonic()
  }

  #drainNode(node: Node, now: number, onlyFull: boolean): void {
    if (node.nodeId === noLeader) return
    const { maxInFlightRequestsPerConnection: max, maxRequestSize } = this.#config
    if (node.inFlight >= max) return
    if (node.throttledUntil > now) {
      this.#wakeBy(node.throttledUntil, now)
      return
    }
    if (this.#config.enableIdempotence && !this.identity.known) {
      this.identify()
      return
    }
    const connection = this.#cluster.connected(node.nodeId)
    if (connection === undefined) {
      this.#connect(node)
      return
    }
    if (this.#config.acks === 0 && connection.blocked && node.inFlight > 0) {
      // The batches stay open here until the socket has caught up, which settles the request in flight.
      return
    }
    const packedMax = packedBytesMax[this.#config.compression]
    while (node.inFlight < max) {
      if (this.#resting) return
      const batches: ProducerBatch[] = []
      let bytes = 0
      // Sets may change while they are walked: a queue that goes to the end would be met again, so the walk is over the present size.
      let left = node.active.size
      for (const queue of node.active) {
        if (left-- === 0) break
        const batch = this.#ready(queue, node, now, onlyFull)
        if (batch === undefined) continue
        if (batches.length > 0 && (bytes + batch.sizeInBytes > maxRequestSize || this.#packedBytes + bytes >= packedMax)) break
        bytes += batch.sizeInBytes
        queue.take()
        node.active.delete(queue)
        if (queue.batches.length > 0) node.active.add(queue)
        batches.push(batch)
      }
      if (batches.length === 0) break
      this.#packedBytes += bytes
      if (this.#packedBytes >= packedMax) this.#rest()
      this.#produce(node, connection, batches, now)
    }
  }

  /** Goes on draining when sockets and timers have had their turn. Deferred twice: what is deferred by a socket's turn runs in the same. */
  #rest(): void {
    if (this.#resting) return
    this.#resting = true
    const { timers } = this.#system
    timers.defer(() =>
      timers.defer(() => {
        this.#resting = false
        this.#packedBytes = 0
        this.drain()
      }),
    )
  }

  /** The queue's first batch if it may leave now. Notes when to look again if only time is missing. */
  #ready(queue: PartitionQueue, node: Node, now: number, onlyFull: boolean): ProducerBatch | undefined {
    const batch = queue.batches[0]!
    if (batch.retryAt > now) {
      this.#wakeBy(batch.retryAt, now)
      return undefined
    }
    if (this.#config.enableIdempotence && !queue.sequence.maySend(batch, this.identity)) {
      const renumbered = queue.sequence.maybeReset(this.identity)
      if (!this.identity.known) this.identify()
      if (renumbered === undefined) return undefined
      this.#logger.info(`${queue}: sequences start anew under producer ${this.identity.producerId} epoch ${this.identity.producerEpoch}`)
      for (const each of renumbered) each.rewriteSequence()
      if (!queue.sequence.maySend(batch, this.identity)) return undefined
    }
    if (batch.closed || batch.grown) return batch
    if (onlyFull) return undefined
    if (this.hurry > 0) return batch
    const { lingerMs } = this.#config
    let dueAt = batch.createdAt + lingerMs
    if (lingerMs < holdMs && node.inFlight > 0) dueAt = Math.max(dueAt, node.sentAt + holdMs)
    if (now >= dueAt) return batch
    this.#wakeBy(dueAt, now)
    return undefined
  }

  #connect(node: Node): void {
    if (node.connecting) return
    node.connecting = true
    this.#cluster.connection(node.nodeId).then(
      () => {
        node.connecting = false
        this.drain()
      },
      (error: unknown) => {
        node.connecting = false
        if (this.#closed || this.#cluster.closed) return
        for (const queue of node.active) queue.batches[0]!.lastError = error as Error
        this.#cluster.requestRefresh()
        const now = this.#system.clock.monotonic()
        this.#wakeBy(now + this.#config.reconnectBackoffMs, now)
      },
    )
  }

  #produce(node: Node, connection: Connection, batches: ProducerBatch[], now: number): void {
    const { acks, requestTimeoutMs } = this.#config
    let version = connection.versionOf(produceApi)
    const topics: ProduceRequestTopicProduceData[] = []
    for (const batch of batches) {
      const { topic: name, partition, sequence } = batch.queue
      let topic = topics.find(item => item.name === name)
      if (topic === undefined) {
        const topicId = this.#cluster.metadata.topic(name)?.topicId ?? ZERO_UUID
        if (topicId === ZERO_UUID && version !== undefined && version >= topicIdVersion) version = topicIdVersion - 1
        topics.push((topic = newProduceRequestTopicProduceData({ name, topicId })))
      }
      if (this.#config.enableIdempotence && batch.baseSequence === NO_SEQUENCE) sequence.assign(batch, this.identity)
      batch.attempts++
      batch.onWire = batch.doubtful = true
      topic.partitionData.push(newProduceRequestPartitionProduceData({ index: partition, records: batch.build(this.#config) }))
    }
    const request = newProduceRequest({ acks, timeoutMs: requestTimeoutMs, topicData: topics })
    node.inFlight++
    node.sentAt = now
    const { stalls } = connection
    const done = (error: Error | undefined, response: ProduceResponse | undefined): void => {
      node.inFlight--
      if (acks === 0 && connection.stalls > stalls) node.behindUntil = this.#system.clock.monotonic() + behindMs
      for (const batch of batches) batch.onWire = false
      if (error !== undefined) for (const batch of batches) this.#onError(batch, error, error instanceof ProtocolError ? 'no' : 'unknown')
      else if (response === undefined) for (const batch of batches) this.#succeed(batch, -1, -1)
      else this.#onResponse(node, batches, topics, response)
      if (this.#closed) return
      if (error === undefined && node.active.size > 0) this.#drainNode(node, this.#system.clock.monotonic(), false)
      else this.schedule()
    }
    if (acks === 0) connection.dispatchUnanswered(produceApi, request, done as never, version)
    else connection.dispatch(produceApi, request, done, version)
  }

  // ---- results

  /** `asked` names the topics of the request: by the time of the answer the metadata may know an id by another name, or none. */
  #onResponse(node: Node, batches: ProducerBatch[], asked: readonly ProduceRequestTopicProduceData[], response: ProduceResponse): void {
    // Who wants a longer rest says so again: one answer must not end the work for good.
    if (response.throttleTimeMs > 0) node.throttledUntil = this.#system.clock.monotonic() + Math.min(response.throttleTimeMs, this.#config.requestTimeoutMs)
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
          this.#succeed(batch, answer.baseOffset, answer.logAppendTimeMs)
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
    for (const batch of waiting) this.#onError(batch, new ConnectionError(`broker ${node.nodeId} did not say what became of a batch for ${batch.queue}`), 'unknown')
  }

  #succeed(batch: ProducerBatch, baseOffset: number, logAppendTimeMs: number): void {
    batch.queue.sequence.succeeded(batch)
    if (batch.done) return
    this.#incomplete.delete(batch)
    batch.complete(baseOffset, logAppendTimeMs)
    this.#host.onBatchDone(batch)
  }

  #onPartitionError(batch: ProducerBatch, answer: ProduceResponsePartitionProduceResponse): void {
    const { queue } = batch
    if (batch.done) return
    switch (answer.errorCode) {
      case ErrorCode.DUPLICATE_SEQUENCE_NUMBER:
        // Stored by an earlier attempt, so long ago that the broker has forgotten where.
        this.#succeed(batch, -1, -1)
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
          this.#fail(batch, errorFor(answer.errorCode, String(queue)), 'no')
        }
        return
      case ErrorCode.UNKNOWN_PRODUCER_ID:
        batch.doubtful = false
        queue.sequence.requireReset()
        this.#retry(batch, errorFor(answer.errorCode, String(queue)))
        return
      case ErrorCode.INVALID_PRODUCER_EPOCH:
        batch.doubtful = false
        this.identity.forget()
        queue.sequence.requireReset()
        this.#retry(batch, errorFor(answer.errorCode, String(queue)))
        return
    }
    const error = errorAbout(answer.errorCode, String(queue), answer.errorMessage)
    const perRecord = answer.recordErrors.length === 0 ? undefined : new Map<number, Error>()
    for (const { batchIndex, batchIndexErrorMessage } of answer.recordErrors) {
      perRecord!.set(batchIndex, batchIndexErrorMessage === null ? error : errorAbout(answer.errorCode, String(queue), batchIndexErrorMessage))
    }
    this.#onError(batch, error, 'no', perRecord)
  }

  #onError(batch: ProducerBatch, error: Error, appended: 'no' | 'unknown', perRecord?: ReadonlyMap<number, Error>): void {
    if (batch.done) return
    if ((error instanceof ProtocolError && error.staleMetadata) || error instanceof ConnectionError || error instanceof TimeoutError) this.#cluster.requestRefresh()
    if (isRetriable(error) && !this.#closed) this.#retry(batch, error)
    else this.#fail(batch, error, appended, perRecord)
  }

  #retry(batch: ProducerBatch, error: Error): void {
    const { retries, deliveryTimeoutMs, retryBackoffMs, retryBackoffMaxMs } = this.#config
    const now = this.#system.clock.monotonic()
    batch.lastError = error
    if (batch.attempts > retries) {
      this.#fail(batch, error, 'unknown')
      return
    }
    if (now >= batch.createdAt + deliveryTimeoutMs) {
      this.#expire(batch)
      return
    }
    if (this.#logger.enabled('debug')) this.#logger.debug(`${batch.queue}: attempt ${batch.attempts} failed, again: ${error.message}`)
    batch.retryAt = now + backoffMs(this.#system.random, batch.attempts - 1, retryBackoffMs, retryBackoffMaxMs)
    const { queue } = batch
    queue.putBack(batch)
    // A leader that says it is none is not asked again before the metadata has been; a hint in its answer comes before that.
    if (error instanceof ProtocolError && error.staleMetadata) this.#place(queue, noLeader)
    else this.#activate(queue)
    this.#wakeBy(batch.retryAt, now)
  }

  #split(batch: ProducerBatch): void {
    const { queue } = batch
    queue.mayGrow = false
    const parts = batch.split()
    this.#logger.debug(`${queue}: the broker finds a batch of ${parts.reduce((sum, part) => sum + part.recordCount, 0)} records too large, it was split into ${parts.length}`)
    queue.sequence.split(batch, parts)
    queue.putBackParts(parts)
    this.#incomplete.delete(batch)
    for (const part of parts) this.#incomplete.add(part)
    this.#host.onBatchSplit(batch, parts)
    this.#activate(queue)
  }

  #fail(batch: ProducerBatch, error: Error, appended: 'no' | 'unknown', perRecord?: ReadonlyMap<number, Error>): void {
    batch.queue.sequence.failed(batch, batch.attempts > 1 ? 'unknown' : appended)
    this.#incomplete.delete(batch)
    if (batch.aheadBytes > 0) this.#logger.warn(`${batch.queue}: records that counted as sent (acks=0) were lost: ${error.message}`)
    batch.fail(error, perRecord)
    this.#host.onBatchDone(batch)
  }

  #expire(batch: ProducerBatch): void {
    const tries = batch.attempts === 0 ? 'it never left' : `${batch.attempts} attempt${batch.attempts === 1 ? '' : 's'}`
    const last = batch.lastError === undefined ? this.#whyWaiting(batch) : `, the last failed: ${batch.lastError.message}`
    const message = `${batch.queue}: not delivered within ${this.#config.deliveryTimeoutMs} ms (${tries}${last})`
    this.#fail(batch, new TimeoutError(message, { cause: batch.lastError }), batch.attempts > 0 ? 'unknown' : 'no')
  }

  #whyWaiting(batch: ProducerBatch): string {
    if (batch.queue.leader === noLeader) return ', the partition has no leader'
    if (this.#config.enableIdempotence && !this.identity.known) return ', no producer id could be had'
    return ''
  }

  /** Every batch that is not done fails with this error, those on the wire included: what the broker did with them is not known. */
  failAll(error: Error): void {
    for (const node of this.#nodes.values()) {
      for (const queue of node.active) queue.batches.length = 0
      node.active.clear()
    }
    for (const batch of [...this.#incomplete]) this.#fail(batch, error, batch.attempts > 0 ? 'unknown' : 'no')
  }

  // ---- time and metadata

  #wakeBy(at: number, now: number): void {
    if (!this.#closed) this.#timer.wakeAt(at, now)
  }

  #onTimer(): void {
    this.#expireOverdue()
    this.drain()
    let oldest = Infinity
    for (const batch of this.#incomplete) oldest = Math.min(oldest, batch.createdAt)
    if (oldest !== Infinity) this.#wakeBy(oldest + this.#config.deliveryTimeoutMs, this.#system.clock.monotonic())
  }

  #expireOverdue(): void {
    const now = this.#system.clock.monotonic()
    for (const batch of this.#incomplete) {
      // The same sum as for the timer: another form of it may round to a moment later, and the timer would fire for nothing again and again.
      if (batch.createdAt + this.#config.deliveryTimeoutMs > now) continue
      const { queue } = batch
      const index = queue.batches.indexOf(batch)
      if (index >= 0) queue.batches.splice(index, 1)
      if (queue.batches.length === 0) this.#nodeOf(queue.node).active.delete(queue)
      this.#expire(batch)
    }
  }

  #onMetadata(): void {
    let leaderless = false
    for (const node of [...this.#nodes.values()]) {
      for (const queue of node.active) {
        const leader = this.#cluster.leaderOf(queue.topic, queue.partition)?.leader ?? noLeader
        if (leader === noLeader) leaderless = true
        // The pause was meant for the old leader, not for a new one.
        else if (leader !== queue.leader) queue.batches[0]!.retryAt = 0
        queue.leader = leader
        if (leader !== queue.node) this.#place(queue, leader)
      }
    }
    if (leaderless) this.#cluster.requestRefresh()
    this.schedule()
  }

  /** Stops for good. Batches that are left have to be failed before. */
  close(): void {
    this.#closed = true
    this.#forgetListener()
    this.#timer.cancel()
  }
}
