// Batches on their way: records are encoded into the batch of their partition when they are sent, and each batch knows whom to
// tell. Pure (shape C with memory): sender.ts moves the batches, producer.ts fills them.

import type { BufferPool } from '../core/buffer-pool.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Compression } from '../protocol/compression/codec.ts'
import { setProducerState } from '../protocol/records/batch.ts'
import { BatchBuilder, type HeaderInput } from '../protocol/records/builder.ts'
import { RecordCursor } from '../protocol/records/record.ts'
import { BatchSendError, type RecordMetadata } from './producer-record.ts'
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID, NO_SEQUENCE, PartitionSequence, type SequencedBatch } from './sequence.ts'

export type Resolve = (metadata: RecordMetadata) => void
export type Reject = (error: Error) => void

/** One call of sendBatch: collects the results of its records, wherever they went. */
export class BatchCall {
  readonly #results: (RecordMetadata | Error)[]
  readonly #resolve: (results: RecordMetadata[]) => void
  readonly #reject: Reject
  #waiting: number
  #failed = false

  constructor(recordCount: number, resolve: (results: RecordMetadata[]) => void, reject: Reject) {
    this.#results = new Array<RecordMetadata | Error>(recordCount)
    this.#waiting = recordCount
    this.#resolve = resolve
    this.#reject = reject
  }

  settle(index: number, result: RecordMetadata | Error): void {
    this.#results[index] = result
    if (result instanceof Error) this.#failed = true
    if (--this.#waiting > 0) return
    if (this.#failed) this.#reject(new BatchSendError(this.#results))
    else this.#resolve(this.#results as RecordMetadata[])
  }
}

export interface BatchLimits {
  readonly batchSize: number
  readonly compression: Compression
  readonly level: number | undefined
}

/** A batch of one partition, from its first record to its result. */
export class ProducerBatch implements SequencedBatch {
  readonly queue: PartitionQueue
  /** Monotonic time of the first record: linger and delivery timeouts count from here. */
  readonly createdAt: number
  producerId = NO_PRODUCER_ID
  producerEpoch = NO_PRODUCER_EPOCH
  baseSequence = NO_SEQUENCE
  onWire = false
  doubtful = false
  /** Has a result. */
  done = false
  /** Times it was sent. */
  attempts = 0
  retryAt = 0
  /** A record did not fit. */
  full = false
  /** Grew beyond its usual size while it had to wait: it takes more, and leaves as soon as it may. */
  grown = false
  /** Bytes of bufferMemory that its records hold. */
  memory = 0
  /** How many of them are the last record's. */
  lastRecordBytes = 0
  /** Of these, bytes of records that were told to be sent already (acks=0). */
  aheadBytes = 0
  lastError: Error | undefined
  /** The generation that flush() waits for. */
  generation: number
  #builder: BatchBuilder | undefined
  #bytes: Buffer | undefined
  #recordCount = 0
  // Parallel lists rather than an object per record. A record's promise has its two functions here, a record of sendBatch the call and its index in it.
  readonly #timestamps: number[] = []
  readonly #resolves: (Resolve | BatchCall)[] = []
  readonly #rejects: (Reject | number)[] = []
  readonly #pool: BufferPool | undefined

  constructor(queue: PartitionQueue, createdAt: number, generation: number, maxBytes: number, initialBytes: number, pool?: BufferPool) {
    this.queue = queue
    this.createdAt = createdAt
    this.generation = generation
    this.#pool = pool
    this.#builder = new BatchBuilder({ maxBytes, initialBytes, pool })
  }

  get recordCount(): number {
    return this.#recordCount
  }

  /** No record can be added any more: it was full for one, or it is on its way. */
  get closed(): boolean {
    return this.full || this.#builder === undefined
  }

  /** Bytes on the wire once it is built, before that the bytes without compression. */
  get sizeInBytes(): number {
    return this.#bytes !== undefined ? this.#bytes.length : this.#builder!.estimatedBytes
  }

  /** False when the batch has no room; it is full from then on. */
  append(
    timestamp: number,
    key: Uint8Array | string | null,
    value: Uint8Array | string | null,
    headers: readonly HeaderInput[] | null,
    resolve: Resolve | BatchCall,
    reject: Reject | number,
  ): boolean {
    const builder = this.#builder!
    const before = builder.estimatedBytes
    if (!builder.append(timestamp, key, value, headers)) {
      this.full = true
      return false
    }
    this.#recordCount++
    this.lastRecordBytes = builder.estimatedBytes - before
    this.memory += this.lastRecordBytes
    this.#timestamps.push(timestamp)
    this.#resolves.push(resolve)
    this.#rejects.push(reject)
    return true
  }

  /** Takes records up to `maxBytes` after all. */
  grow(maxBytes: number): void {
    this.#builder!.extend(maxBytes)
    this.full = false
    this.grown = true
  }

  /** Closes the batch and answers its bytes, with the producer's state that was assigned. */
  build(limits: BatchLimits): Buffer {
    if (this.#bytes === undefined) {
      const { producerId, producerEpoch, baseSequence } = this
      const { compression, level } = limits
      this.#bytes = this.#builder!.build({ producerId, producerEpoch, baseSequence, compression, ...(level !== undefined && { level }) })
      this.#builder = undefined
    }
    return this.#bytes
  }

  /** Writes newly assigned sequences into a batch that was built before. */
  rewriteSequence(): void {
    if (this.#bytes !== undefined) setProducerState(this.#bytes, 0, this.producerId, this.producerEpoch, this.baseSequence)
  }

  /** Tells every sender where its record went. `baseOffset` -1 is unknown; `logAppendTimeMs` -1 leaves the records' own timestamps. */
  complete(baseOffset: number, logAppendTimeMs: number): void {
    this.done = true
    const { topic, partition } = this.queue
    for (let i = 0; i < this.#recordCount; i++) {
      const metadata: RecordMetadata = {
        topic,
        partition,
        offset: baseOffset < 0 ? -1 : baseOffset + i,
        timestamp: logAppendTimeMs < 0 ? this.#timestamps[i]! : logAppendTimeMs,
      }
      const resolve = this.#resolves[i]!
      if (typeof resolve === 'function') resolve(metadata)
      else resolve.settle(this.#rejects[i] as number, metadata)
    }
    const bytes = this.#bytes
    this.#release()
    // Its one request was answered, so the broker has had every byte of it. After a second attempt, or where none was answered, the first may still lie in a socket's queue.
    if (bytes !== undefined && baseOffset >= 0 && this.attempts === 1) this.#pool?.release(bytes)
  }

  /** Tells every sender why not. `perRecord` has other errors for single records (KIP-467). */
  fail(error: Error, perRecord?: ReadonlyMap<number, Error>): void {
    this.done = true
    for (let i = 0; i < this.#recordCount; i++) {
      const own = perRecord?.get(i) ?? error
      const reject = this.#rejects[i]!
      if (typeof reject === 'function') reject(own)
      else (this.#resolves[i] as BatchCall).settle(reject, own)
    }
    this.#release()
  }

  // The buffer is dropped: it may still lie in the socket's queue.
  #release(): void {
    this.#bytes = undefined
    this.#builder = undefined
    this.#timestamps.length = this.#resolves.length = this.#rejects.length = 0
  }

  /** Two or more batches with the same records in the same order, for a batch that the broker finds too large (KIP-126). It must have been built. */
  split(): ProducerBatch[] {
    const cursor = new RecordCursor(this.#bytes!, 0)
    let uncompressed = 0
    while (cursor.next()) uncompressed += cursor.recordEnd - cursor.recordStart
    const maxBytes = 61 + Math.ceil(uncompressed / 2)
    const parts: ProducerBatch[] = []
    const records = new RecordCursor(this.#bytes!, 0)
    for (let i = 0; records.next(); i++) {
      const { timestamp, key, value, headers } = records.record()
      const add = (part: ProducerBatch | undefined): boolean =>
        part !== undefined && part.append(timestamp, key, value, headers.length === 0 ? null : headers, this.#resolves[i]!, this.#rejects[i]!)
      if (add(parts.at(-1))) continue
      const part = new ProducerBatch(this.queue, this.createdAt, this.generation, maxBytes, 1024)
      part.attempts = this.attempts
      add(part)
      parts.push(part)
    }
    this.done = true
    this.#release()
    return parts
  }
}

/** The batches that wait for one partition, oldest first. Only the last one may be open. */
export class PartitionQueue {
  readonly topic: string
  readonly partition: number
  /** Node id of the leader as far as known; -1 when there is none. */
  leader = -1
  /** The node in whose turn it is, -1 while a leader has to be found. */
  node = -1
  readonly batches: ProducerBatch[] = []
  readonly sequence = new PartitionSequence<ProducerBatch>()
  /** The broker has found a batch too large: none grows any more. */
  mayGrow = true
  /** How large batches have become of late: what to reserve for the next. */
  #typicalBytes = 1024

  constructor(topic: string, partition: number) {
    this.topic = topic
    this.partition = partition
  }

  /** The batch that takes records, or undefined. */
  get open(): ProducerBatch | undefined {
    const last = this.batches.at(-1)
    return last === undefined || last.closed ? undefined : last
  }

  /** The last batch is full and has never left: it can take more after all. */
  get lastMayGrow(): boolean {
    const last = this.batches.at(-1)
    return last !== undefined && last.full && !last.grown && last.attempts === 0 && this.mayGrow
  }

  start(now: number, generation: number, maxBytes: number, grownBytes: number, pool: BufferPool): ProducerBatch {
    const batch = new ProducerBatch(this, now, generation, maxBytes, Math.min(this.mayGrow ? grownBytes : maxBytes, this.#typicalBytes), pool)
    this.batches.push(batch)
    return batch
  }

  /** Takes the first batch off the queue, to be sent. */
  take(): ProducerBatch {
    const batch = this.batches.shift()!
    if (batch.attempts === 0) {
      // Twice the last size leaves room to grow without a copy; large reserves shrink again when traffic falls.
      this.#typicalBytes = Math.max(256, Math.min(batch.sizeInBytes * 2, Math.ceil((this.#typicalBytes + batch.sizeInBytes * 2) / 2)))
    }
    return batch
  }

  /** Puts a batch back that has to be sent again: before everything that was sent after it. */
  putBack(batch: ProducerBatch): void {
    let index = 0
    if (batch.baseSequence !== NO_SEQUENCE) {
      const order = this.sequence.outstanding
      const own = order.indexOf(batch)
      while (index < this.batches.length) {
        const other = order.indexOf(this.batches[index]!)
        if (other < 0 || other > own) break
        index++
      }
    }
    this.batches.splice(index, 0, batch)
  }

  /** Puts the parts of a split batch at its place. */
  putBackParts(parts: readonly ProducerBatch[]): void {
    for (const part of parts.toReversed()) this.putBack(part)
  }

  toString(): string {
    return `${this.topic}-${this.partition}`
  }
}

/** The error of a record that no batch could hold. */
export function recordTooLarge(bytes: number, option: string, limit: number): ProtocolError {
  return new ProtocolError(ErrorCode.MESSAGE_TOO_LARGE, `a record of ${bytes} bytes is beyond ${option} (${limit})`)
}
