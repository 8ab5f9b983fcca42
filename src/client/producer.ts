// The public Producer: chooses the partition, encodes the record into the open batch there, and hands back a promise.
// A driver over accumulator.ts and sender.ts. The way of a record is synchronous from `send` to the batch; only a record whose topic
// is not known yet, or for which there is no memory, is parked, and parked records keep their order.

import { abortable, deferred, throwIfAborted } from '../core/async.ts'
import { BufferPool } from '../core/buffer-pool.ts'
import { ClosedError, ConfigError, errorMessage } from '../core/errors.ts'
import { prepareCrc32c } from '../core/hash.ts'
import { errorFor } from '../protocol/errors.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import type { HeaderInput } from '../protocol/records/builder.ts'
import { maxSizeOfRecord } from '../protocol/records/builder.ts'
import { BatchCall, PartitionQueue, type ProducerBatch, recordTooLarge, type Reject, type Resolve } from './accumulator.ts'
import { Cluster } from './cluster.ts'
import type { PartitionMetadata } from './metadata.ts'
import { choosePartition, partitionForKey, StickyPartition } from './partitioner.ts'
import type { SenderHost } from './produce-results.ts'
import { type ProducerConfig, type ProducerOptions, resolveProducerOptions } from './producer-options.ts'
import { normalizeHeaders, type ProducerRecord, type RecordMetadata } from './producer-record.ts'
import { Sender } from './sender.ts'
import { type SerdeContext, SerializationError, type Serialized, type Serializer } from './serde.ts'
import { type Parked, type TopicState, WaitingRecords } from './waiting-records.ts'

export interface SendOptions {
  /** Ends the wait for the result with AbortedError. A record that is already in a batch is still sent. */
  signal?: AbortSignal | undefined
}

export interface CloseOptions {
  /** Milliseconds to wait for what was sent before it is given up with ClosedError. Default: as long as deliveries may take. */
  timeoutMs?: number
  signal?: AbortSignal | undefined
}

/** Bytes of memory for batches that an idle producer keeps. */
const retainedBytesMax = 8 * 2 ** 20
const anyPartition = -1
// With acks=0 a record counts as sent when the socket has it. While the socket is behind, so do records that wait behind it, up to this many bytes:
// as good as in the socket's own buffer, and the broker gets batches instead of a request for each.
const aheadBytesMax = 65_536
const settled = (): void => {}
// What a record takes at most beside key and value.
const frameAllowance = 64

// The executor of every record's promise: one function for all, so that a promise costs no closure of ours.
let lastResolve!: Resolve
let lastReject!: Reject
const takeEnds = (resolve: Resolve, reject: Reject): void => {
  lastResolve = resolve
  lastReject = reject
}

export class Producer<K = string | Buffer | null, V = string | Buffer | null> {
  readonly #config: ProducerConfig<K, V>
  readonly #cluster: Cluster
  readonly #sender: Sender
  readonly #topics = new Map<string, TopicState>()
  #lastTopic: TopicState | undefined
  #memory = 0
  /** What batches are written into, over and over. */
  readonly #buffers = new BufferPool(retainedBytesMax)
  /** Bytes of records that were told to be sent and wait behind the socket. */
  #aheadBytes = 0
  readonly #waiting: WaitingRecords
  // flush() closes a generation and waits until nothing of it or of an older one is left.
  #generation = 0
  readonly #unsettled = new Map<number, number>()
  readonly #flushes: { generation: number; resolve: () => void }[] = []
  #closing: Promise<void> | undefined

  /** Checks the options and connects in the background with the first record. Throws ConfigError. */
  constructor(options: ProducerOptions<K, V>) {
    this.#config = resolveProducerOptions(options)
    prepareCrc32c()
    this.#cluster = new Cluster(this.#config)
    const host: SenderHost = {
      onBatchDone: batch => this.#onBatchDone(batch),
      onBatchSplit: (batch, parts) => this.#onBatchSplit(batch, parts),
    }
    this.#sender = new Sender(this.#cluster, this.#config, host)
    this.#waiting = new WaitingRecords(this.#config, this.#cluster, {
      topics: this.#topics,
      append: parked => this.#appendParked(parked),
      onParked: generation => void this.#unsettled.set(generation, (this.#unsettled.get(generation) ?? 0) + 1),
      onSettled: generation => this.#settled(generation),
      onStarving: starving => void (this.#sender.hurry += starving ? 1 : -1),
      onMetadata: () => this.#onMetadata(),
    })
    this.#cluster.onMetadata(() => this.#onMetadata())
  }

  /**
   * Sends one record. Resolves with where it was stored once as many replicas have it as `acks` asks for. The record is encoded at once (unless it has to wait for
   * metadata or memory), so that the caller may reuse its buffers. Rejects with ProtocolError, TimeoutError (maxBlockMs, deliveryTimeoutMs), SerializationError,
   * ConfigError for a record that is none, ClosedError or AbortedError: a record that still waited for metadata or memory is then taken back, one that is in a
   * batch already may be stored all the same.
   */
  send(record: ProducerRecord<K, V>, options?: SendOptions): Promise<RecordMetadata> {
    const promise = new Promise<RecordMetadata>(takeEnds)
    const resolve = lastResolve
    const reject = lastReject
    const signal = options?.signal
    try {
      throwIfAborted(signal, 'send')
      this.#accept(record, resolve, reject)
    } catch (error) {
      reject(error as Error)
    }
    if (signal === undefined) return promise
    return abortable(promise, signal, 'send').catch((error: unknown) => {
      if (signal.aborted) this.#waiting.withdraw(resolve)
      throw error
    })
  }

  /**
   * Sends records as `send` does, with one promise for all. Resolves with their places in the order of the records; rejects with BatchSendError, which has a result
   * or an error for each, when one of them fails. The records need not go to one topic or partition.
   */
  sendBatch(records: readonly ProducerRecord<K, V>[], options?: SendOptions): Promise<RecordMetadata[]> {
    const signal = options?.signal
    if (signal?.aborted || records.length === 0) {
      return abortable(Promise.resolve([]), signal, 'sendBatch')
    }
    const promise = new Promise<RecordMetadata[]>((resolve, reject) => {
      const call = new BatchCall(records.length, resolve, reject)
      for (let i = 0; i < records.length; i++) {
        try {
          this.#accept(records[i]!, call, i)
        } catch (error) {
          call.settle(i, error as Error)
        }
      }
    })
    return abortable(promise, signal, 'sendBatch')
  }

  /** Resolves when everything sent before has a result, good or bad; sends it without lingering. */
  flush(options: { signal?: AbortSignal } = {}): Promise<void> {
    const generation = this.#generation++
    if (!this.#hasUnsettled(generation)) return abortable(Promise.resolve(), options.signal, 'flush')
    const { promise, resolve } = deferred<void>()
    this.#flushes.push({ generation, resolve })
    this.#sender.hurry++
    this.#sender.drain()
    return abortable(promise, options.signal, 'flush')
  }

  /** The partitions of a topic; waits for its metadata for up to maxBlockMs. */
  async partitionsFor(topic: string, options: SendOptions = {}): Promise<readonly PartitionMetadata[]> {
    this.#throwIfClosed()
    const [metadata] = await this.#cluster.topicMetadata([topic], { timeoutMs: this.#config.maxBlockMs, signal: options.signal })
    return metadata!.partitions
  }

  /** Waits for everything that was sent, then closes the connections. What has no result by the timeout or the abort fails with ClosedError. */
  close(options: CloseOptions = {}): Promise<void> {
    this.#closing ??= this.#close(options)
    return this.#closing
  }

  async #close(options: CloseOptions): Promise<void> {
    const { timeoutMs, signal } = options
    const expiry = deferred<void>()
    const timer = timeoutMs === undefined ? undefined : this.#config.system.timers.schedule(timeoutMs, expiry.resolve)
    await Promise.race([abortable(this.flush(), signal, 'close').catch(() => {}), expiry.promise])
    timer?.cancel()
    const error = new ClosedError('the producer was closed before the record had a result')
    this.#waiting.failAll(error)
    this.#sender.failAll(error)
    this.#sender.close()
    this.#cluster.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  // ---- from the record to its batch

  #accept(record: ProducerRecord<K, V>, resolve: Resolve | BatchCall, reject: Reject | number): void {
    this.#throwIfClosed()
    const topic = this.#lastTopic !== undefined && this.#lastTopic.name === record.topic ? this.#lastTopic : this.#topicOf(record.topic)
    const { partition = anyPartition } = record
    const recordKey = record.key ?? null
    const key = recordKey === null ? null : serialize(this.#config.keySerializer, recordKey, topic.keyContext)
    const value = serialize(this.#config.valueSerializer, record.value as V, topic.valueContext)
    const headers = record.headers === undefined ? null : normalizeHeaders(record.headers)
    const timestamp = record.timestamp ?? this.#config.system.clock.now()
    if (record.timestamp !== undefined && !(Number.isSafeInteger(timestamp) && timestamp >= 0)) {
      throw new ConfigError(`timestamp must be milliseconds since the epoch, not ${String(record.timestamp)}`)
    }
    if (partition !== anyPartition && !(Number.isSafeInteger(partition) && partition >= 0)) {
      throw new ConfigError(`partition must be an integer of at least 0, not ${String(partition)}`)
    }
    let chosen = partition
    if (this.#config.partitioner !== undefined && partition === anyPartition && topic.queues.length > 0) chosen = this.#askPartitioner(topic, record, key)
    const mustWait = topic.queues.length === 0 || topic.parked.length > 0 || this.#waiting.isStarving
    if (!mustWait && this.#append(topic, chosen, key, value, headers, timestamp, resolve, reject, this.#generation)) return
    this.#waiting.park({ topic, partition: chosen, key, value, headers, timestamp, resolve, reject, generation: this.#generation, record })
  }

  /** A record that has waited tries again. */
  #appendParked({ topic, partition, key, value, headers, timestamp, resolve, reject, generation, record }: Parked): boolean {
    const asks = this.#config.partitioner !== undefined && partition === anyPartition
    const chosen = asks ? this.#askPartitioner(topic, record, key) : partition
    return this.#append(topic, chosen, key, value, headers, timestamp, resolve, reject, generation)
  }

  /** Puts the record into a batch. False when there is no memory for it. Throws when no batch could ever hold it. */
  #append(
    topic: TopicState,
    partition: number,
    key: Serialized,
    value: Serialized,
    headers: readonly HeaderInput[] | null,
    timestamp: number,
    resolve: Resolve | BatchCall,
    reject: Reject | number,
    generation: number,
  ): boolean {
    const bytes = estimate(key) + estimate(value)
    if (bytes * 3 + frameAllowance > this.#roomForOne || headers !== null) this.#throwIfTooLarge(key, value, headers)
    if (this.#memory + bytes > this.#config.bufferMemory && this.#memory > 0) return false
    const queues = topic.queues
    const { sticky } = topic
    let queue: PartitionQueue
    let sticks = false
    if (partition !== anyPartition) {
      if (partition >= queues.length) {
        throw errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `partition ${partition} of ${topic.name}, which has ${queues.length} partitions`)
      }
      queue = queues[partition]!
    } else if (key !== null && !this.#config.partitionerIgnoreKeys) {
      queue = queues[partitionForKey(key, queues.length)]!
    } else {
      sticks = true
      if (sticky.partition < 0) this.#switchSticky(topic)
      queue = queues[sticky.partition]!
    }
    const isAhead = this.#config.acks === 0 && this.#aheadBytes < aheadBytesMax && this.#sender.isBehind(queue)
    const onResult = isAhead ? settled : resolve
    const onError = isAhead ? settled : reject
    const { batchSize, grownBatchSize } = this.#config
    const open = queue.open
    const isSpent = sticks && sticky.isSpent(bytes, batchSize)
    // A partition that has had its bytes fills the batch that it has, but no grown one, and grows none.
    let batch = isSpent && open?.grown === true ? undefined : this.#join(queue, !isSpent, timestamp, key, value, headers, onResult, onError)
    const filled = open?.full === true ? queue : undefined
    if (batch === undefined && isSpent) {
      this.#switchSticky(topic)
      queue = queues[sticky.partition]!
      batch = this.#join(queue, true, timestamp, key, value, headers, onResult, onError)
    }
    if (batch === undefined) {
      batch = queue.start(this.#config.system.clock.monotonic(), generation, batchSize, grownBatchSize, this.#buffers)
      batch.append(timestamp, key, value, headers, onResult, onError)
      this.#unsettled.set(generation, (this.#unsettled.get(generation) ?? 0) + 1)
      this.#sender.add(queue, batch)
    }
    if (filled !== undefined) this.#sender.onFull(filled)
    const added = batch.lastRecordBytes
    this.#memory += added
    if (isAhead) {
      batch.aheadBytes += added
      this.#aheadBytes += added
      const metadata = { topic: topic.name, partition: queue.partition, offset: -1, timestamp }
      if (typeof resolve === 'function') resolve(metadata)
      else resolve.settle(reject as number, metadata)
    }
    if (sticks) sticky.produced(added)
    if (generation < batch.generation) this.#moveGeneration(batch, generation)
    return true
  }

  /**
   * Adds the record to the queue's last batch: the open one, or with `grows` one that is full while the broker has something to do, as one large
   * batch is better than many, of which a request takes one a partition. Undefined when neither is there.
   */
  #join(
    queue: PartitionQueue,
    grows: boolean,
    timestamp: number,
    key: Serialized,
    value: Serialized,
    headers: readonly HeaderInput[] | null,
    resolve: Resolve | BatchCall,
    reject: Reject | number,
  ): ProducerBatch | undefined {
    const { open } = queue
    if (open?.append(timestamp, key, value, headers, resolve, reject) === true) return open
    const { batchSize, grownBatchSize } = this.#config
    if (!grows || grownBatchSize <= batchSize || !queue.lastMayGrow || !this.#sender.isBusy(queue)) return undefined
    const last = queue.batches.at(-1)!
    last.grow(grownBatchSize)
    return last.append(timestamp, key, value, headers, resolve, reject) ? last : undefined
  }

  get #roomForOne(): number {
    return Math.min(this.#config.maxRequestSize, this.#config.bufferMemory)
  }

  #throwIfTooLarge(key: Serialized, value: Serialized, headers: readonly HeaderInput[] | null): void {
    const size = maxSizeOfRecord(byteLength(key), byteLength(value), headers ?? undefined)
    const { maxRequestSize, bufferMemory } = this.#config
    if (size > maxRequestSize) throw recordTooLarge(size, 'maxRequestSize', maxRequestSize)
    if (size > bufferMemory) throw recordTooLarge(size, 'bufferMemory', bufferMemory)
  }

  #switchSticky(topic: TopicState): void {
    const { queues, sticky } = topic
    const loads = {
      count: queues.length,
      available: (partition: number) => this.#cluster.leaderOf(topic.name, partition) !== undefined,
      queueLength: (partition: number) => queues[partition]!.batches.length,
    }
    sticky.switchTo(choosePartition(this.#config.system.random, loads, this.#config.partitionerAdaptivePartitioningEnable))
  }

  #askPartitioner(topic: TopicState, record: ProducerRecord<K, V>, key: Serialized): number {
    const keyBytes = key === null ? null : typeof key === 'string' ? Buffer.from(key) : Buffer.from(key.buffer, key.byteOffset, key.byteLength)
    const partitionCount = topic.queues.length
    const chosen = this.#config.partitioner!({ topic: topic.name, key: record.key ?? null, value: record.value, keyBytes, partitionCount })
    if (chosen === undefined) return anyPartition
    if (Number.isSafeInteger(chosen) && chosen >= 0 && chosen < partitionCount) return chosen
    throw new ConfigError(`partitioner must answer undefined or a partition from 0 to ${partitionCount - 1} for ${topic.name}, not ${String(chosen)}`)
  }

  // ---- topics

  #topicOf(name: string): TopicState {
    let topic = this.#topics.get(name)
    if (topic === undefined) {
      if (typeof name !== 'string' || name === '') throw new ConfigError(`a record's topic must be a name, not ${name === '' ? 'an empty string' : typeof name}`)
      const keyContext = { topic: name, isKey: true }
      const valueContext = { topic: name, isKey: false }
      topic = { name, queues: [], sticky: new StickyPartition(), keyContext, valueContext, parked: [], asking: false }
      this.#topics.set(name, topic)
      this.#sender.identify()
    }
    this.#lastTopic = topic
    return topic
  }

  #onMetadata(): void {
    for (const topic of this.#topics.values()) {
      const known = this.#cluster.metadata.topic(topic.name)
      if (known === undefined) continue
      for (let partition = topic.queues.length; partition < known.partitions.length; partition++) topic.queues.push(new PartitionQueue(topic.name, partition))
      if (topic.parked.length > 0 && topic.queues.length > 0) this.#waiting.unpark(topic)
    }
  }

  // ---- results

  #onBatchDone(batch: ProducerBatch): void {
    this.#memory -= batch.memory
    this.#aheadBytes -= batch.aheadBytes
    this.#settled(batch.generation)
    if (this.#waiting.isStarving) this.#waiting.feed()
  }

  #onBatchSplit(batch: ProducerBatch, parts: readonly ProducerBatch[]): void {
    let left = batch.memory
    for (const part of parts) {
      if (part === parts[0]) part.aheadBytes = batch.aheadBytes
      part.memory = part === parts.at(-1) ? left : Math.floor(batch.memory / parts.length)
      left -= part.memory
    }
    this.#unsettled.set(batch.generation, (this.#unsettled.get(batch.generation) ?? 0) + parts.length - 1)
  }

  #moveGeneration(batch: ProducerBatch, generation: number): void {
    this.#unsettled.set(generation, (this.#unsettled.get(generation) ?? 0) + 1)
    const old = batch.generation
    batch.generation = generation
    this.#settled(old)
  }

  #settled(generation: number): void {
    const left = this.#unsettled.get(generation)! - 1
    if (left > 0) {
      this.#unsettled.set(generation, left)
      return
    }
    this.#unsettled.delete(generation)
    for (let i = this.#flushes.length - 1; i >= 0; i--) {
      const flush = this.#flushes[i]!
      if (this.#hasUnsettled(flush.generation)) continue
      this.#flushes.splice(i, 1)
      this.#sender.hurry--
      flush.resolve()
    }
  }

  #hasUnsettled(upTo: number): boolean {
    for (const generation of this.#unsettled.keys()) if (generation <= upTo) return true
    return false
  }

  #throwIfClosed(): void {
    if (this.#closing !== undefined) throw new ClosedError('the producer is closed')
  }
}

function serialize<T>(serializer: Serializer<T>, value: T, context: SerdeContext): Serialized {
  let result: Serialized
  try {
    result = serializer(value, context)
  } catch (error) {
    throw new SerializationError(`the ${context.isKey ? 'key' : 'value'} for ${context.topic} cannot be written: ${errorMessage(error)}`, { cause: error })
  }
  if (result === null || typeof result === 'string' || result instanceof Uint8Array) return result
  throw new SerializationError(`the serializer of the ${context.isKey ? 'key' : 'value'} for ${context.topic} answered ${typeof result}, not bytes, text or null`)
}

/** Bytes as far as they can be told without encoding: text is mostly ASCII. */
function estimate(data: Serialized): number {
  return data === null ? 0 : data.length
}

function byteLength(data: Serialized): number {
  return data === null ? 0 : typeof data === 'string' ? Buffer.byteLength(data) : data.length
}
