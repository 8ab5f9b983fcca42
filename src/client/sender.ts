// Moves batches to their brokers: which batch may leave, gathering a broker's batches into one Produce request, when time is up, and the
// producer id. A driver over accumulator.ts, sequence.ts and produce-results.ts with one timer for everything. KIP-98 (idempotence), KIP-516 (topic ids).

import { isRetriable } from '../core/errors.ts'
import type { Logger } from '../core/logger.ts'
import type { System } from '../core/system.ts'
import { WakeTimer } from '../core/wake-timer.ts'
import type { Connection } from '../net/connection.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { initProducerIdApi, newInitProducerIdRequest } from '../protocol/generated/init-producer-id.ts'
import {
  newProduceRequest,
  newProduceRequestPartitionProduceData,
  newProduceRequestTopicProduceData,
  produceApi,
  type ProduceRequestTopicProduceData,
  type ProduceResponse,
} from '../protocol/generated/produce.ts'
import { ZERO_UUID } from '../protocol/ids.ts'
import type { BatchLimits, PartitionQueue, ProducerBatch } from './accumulator.ts'
import type { Cluster } from './cluster.ts'
import { ProduceResults, type ResultsConfig, type SenderHost } from './produce-results.ts'
import { NO_SEQUENCE, ProducerIdentity } from './sequence.ts'

export interface SenderConfig extends BatchLimits, ResultsConfig {
  readonly acks: number
  readonly lingerMs: number
  readonly requestTimeoutMs: number
  readonly maxInFlightRequestsPerConnection: number
  readonly maxRequestSize: number
  readonly reconnectBackoffMs: number
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
  readonly #system: System
  readonly #logger: Logger
  readonly #nodes = new Map<number, Node>()
  readonly #results: ProduceResults
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
    this.#system = cluster.config.system
    this.#logger = cluster.config.logger
    this.#timer = new WakeTimer(this.#system.timers, () => this.#onTimer())
    this.#results = new ProduceResults(cluster, config, this.identity, host, {
      isClosed: () => this.#closed,
      activate: queue => this.#activate(queue),
      loseLeader: queue => this.#place(queue, noLeader),
      wakeBy: (at, now) => this.#wakeBy(at, now),
    })
    this.#forgetListener = cluster.onMetadata(() => this.#onMetadata())
  }

  /** Batches without a result. */
  get incomplete(): ReadonlySet<ProducerBatch> {
    return this.#results.incomplete
  }

  /** A queue has a new batch, its last. */
  add(queue: PartitionQueue, batch: ProducerBatch): void {
    if (this.#results.incomplete.size === 0) this.#wakeBy(batch.createdAt + this.#config.deliveryTimeoutMs, batch.createdAt)
    this.#results.incomplete.add(batch)
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

  /** The broker has something to do, or cannot be reached yet, or the event loop has its turn first: what is added now may as well become one large batch. */
  isBusy(queue: PartitionQueue): boolean {
    const node = this.#nodes.get(queue.node)
    return this.#resting || node === undefined || node.inFlight > 0 || this.#cluster.connected(node.nodeId) === undefined
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
      if (error !== undefined) for (const batch of batches) this.#results.onError(batch, error, error instanceof ProtocolError ? 'no' : 'unknown')
      else if (response === undefined) for (const batch of batches) this.#results.succeed(batch, -1, -1)
      else {
        // Who wants a longer rest says so again: one answer must not end the work for good.
        if (response.throttleTimeMs > 0) node.throttledUntil = this.#system.clock.monotonic() + Math.min(response.throttleTimeMs, requestTimeoutMs)
        this.#results.onResponse(node.nodeId, batches, topics, response)
      }
      if (this.#closed) return
      if (error === undefined && node.active.size > 0) this.#drainNode(node, this.#system.clock.monotonic(), false)
      else this.schedule()
    }
    if (acks === 0) connection.dispatchUnanswered(produceApi, request, done as never, version)
    else connection.dispatch(produceApi, request, done, version)
  }

  // ---- time and metadata

  /** Every batch that is not done fails with this error, those on the wire included: what the broker did with them is not known. */
  failAll(error: Error): void {
    for (const node of this.#nodes.values()) {
      for (const queue of node.active) queue.batches.length = 0
      node.active.clear()
    }
    for (const batch of [...this.#results.incomplete]) this.#results.fail(batch, error, batch.attempts > 0 ? 'unknown' : 'no')
  }

  #wakeBy(at: number, now: number): void {
    if (!this.#closed) this.#timer.wakeAt(at, now)
  }

  #onTimer(): void {
    this.#expireOverdue()
    this.drain()
    let oldest = Infinity
    for (const batch of this.#results.incomplete) oldest = Math.min(oldest, batch.createdAt)
    if (oldest !== Infinity) this.#wakeBy(oldest + this.#config.deliveryTimeoutMs, this.#system.clock.monotonic())
  }

  #expireOverdue(): void {
    const now = this.#system.clock.monotonic()
    for (const batch of this.#results.incomplete) {
      // The same sum as for the timer: another form of it may round to a moment later, and the timer would fire for nothing again and again.
      if (batch.createdAt + this.#config.deliveryTimeoutMs > now) continue
      const { queue } = batch
      const index = queue.batches.indexOf(batch)
      if (index >= 0) queue.batches.splice(index, 1)
      if (queue.batches.length === 0) this.#nodeOf(queue.node).active.delete(queue)
      this.#results.expire(batch)
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
