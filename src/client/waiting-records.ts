// Records between `send` and their batch: those whose topic is not known yet, and those for which there is no memory. They keep their
// order, may be taken back, and have maxBlockMs. A plain collaborator of producer.ts with one timer.

import type { Timer } from '../core/clock.ts'
import { errorMessage, TimeoutError } from '../core/errors.ts'
import type { System } from '../core/system.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import type { HeaderInput } from '../protocol/records/builder.ts'
import type { BatchCall, PartitionQueue, Reject, Resolve } from './accumulator.ts'
import type { Cluster } from './cluster.ts'
import type { StickyPartition } from './partitioner.ts'
import type { ProducerRecord } from './producer-record.ts'
import type { SerdeContext, Serialized } from './serde.ts'

export interface TopicState {
  readonly name: string
  /** Index is the partition; empty until the metadata is there. */
  queues: PartitionQueue[]
  readonly sticky: StickyPartition
  readonly keyContext: SerdeContext
  readonly valueContext: SerdeContext
  /** Records that wait for the metadata, oldest first. */
  parked: Parked[]
  asking: boolean
}

/** A record between `send` and its batch. */
export interface Parked {
  readonly topic: TopicState
  readonly partition: number
  readonly key: Serialized
  readonly value: Serialized
  readonly headers: readonly HeaderInput[] | null
  readonly timestamp: number
  readonly resolve: Resolve | BatchCall
  readonly reject: Reject | number
  readonly deadline: number
  readonly generation: number
  /** For the partitioner, which can only be asked when the partitions are known. */
  readonly record: ProducerRecord<any, any>
}

export interface WaitingHost {
  readonly topics: ReadonlyMap<string, TopicState>
  /** Puts the record into a batch. False when there is no memory for it. Throws when it is refused for good. */
  append(parked: Parked): boolean
  /** One more, or one less, that flush() has to wait for. */
  onParked(generation: number): void
  onSettled(generation: number): void
  /** Whether records wait for memory, so that batches have to leave without lingering. */
  onStarving(starving: boolean): void
  /** The cluster's view has changed, or an answer about a topic has come. */
  onMetadata(): void
}

export class WaitingRecords {
  readonly #config: { readonly system: System; readonly maxBlockMs: number; readonly bufferMemory: number }
  readonly #cluster: Cluster
  readonly #host: WaitingHost
  /** Records that wait for memory, oldest first. */
  #starving: Parked[] = []
  #timer: Timer | undefined

  constructor(config: { readonly system: System; readonly maxBlockMs: number; readonly bufferMemory: number }, cluster: Cluster, host: WaitingHost) {
    this.#config = config
    this.#cluster = cluster
    this.#host = host
  }

  /** Records wait for memory: a new one waits behind them. */
  get isStarving(): boolean {
    return this.#starving.length > 0
  }

  /** Takes a record whose topic has no partitions yet, or for which there is no memory. `deadline` is set here. */
  park(record: Omit<Parked, 'deadline'>): void {
    const parked = { ...record, deadline: this.#config.system.clock.monotonic() + this.#config.maxBlockMs }
    const { topic } = parked
    this.#host.onParked(parked.generation)
    if (topic.queues.length === 0 || topic.parked.length > 0) {
      topic.parked.push(parked)
      this.#askForTopic(topic)
    } else this.#starve(parked)
    this.#armTimer()
  }

  #starve(parked: Parked): void {
    if (this.#starving.length === 0) this.#host.onStarving(true)
    this.#starving.push(parked)
  }

  #askForTopic(topic: TopicState): void {
    if (topic.asking) return
    topic.asking = true
    this.#cluster.topicMetadata([topic.name], { timeoutMs: this.#config.maxBlockMs }).then(
      () => {
        topic.asking = false
        this.#host.onMetadata()
      },
      (error: unknown) => {
        topic.asking = false
        // A topic that does not appear is asked for again with the next record; the ones that waited this long get the reason.
        if (!(error instanceof TimeoutError)) this.#reject(topic.parked.splice(0), error as Error)
        else this.#expire(error)
        if (topic.parked.length > 0) this.#askForTopic(topic)
      },
    )
  }

  /** The topic's partitions are known. */
  unpark(topic: TopicState): void {
    const waiting = topic.parked
    topic.parked = []
    for (const parked of waiting) this.#resume(parked)
  }

  /** A parked record tries again; without memory it joins the end of that queue, which keeps the order. */
  #resume(parked: Parked): void {
    if (this.#starving.length > 0 || !this.#tryAppend(parked)) {
      this.#starve(parked)
    }
  }

  /** False when there is no memory; a record that is refused for another reason is settled. */
  #tryAppend(parked: Parked): boolean {
    try {
      if (!this.#host.append(parked)) return false
    } catch (error) {
      rejectOne(parked, error as Error)
    }
    this.#host.onSettled(parked.generation)
    return true
  }

  /** There may be memory again. */
  feed(): void {
    const starving = this.#starving
    let fed = 0
    while (fed < starving.length && this.#tryAppend(starving[fed]!)) fed++
    if (fed === 0) return
    this.#starving = starving.slice(fed)
    if (this.#starving.length === 0) this.#host.onStarving(false)
  }

  #armTimer(): void {
    if (this.#timer !== undefined) return
    let first = this.#starving[0]?.deadline ?? Infinity
    for (const topic of this.#host.topics.values()) first = Math.min(first, topic.parked[0]?.deadline ?? Infinity)
    if (first === Infinity) return
    const delayMs = Math.max(0, first - this.#config.system.clock.monotonic())
    this.#timer = this.#config.system.timers.schedule(delayMs, () => {
      this.#timer = undefined
      this.#expire()
      this.#armTimer()
    })
  }

  #expire(reason?: Error): void {
    const now = this.#config.system.clock.monotonic()
    const { maxBlockMs, bufferMemory } = this.#config
    const takeOverdue = (list: Parked[]): Parked[] => {
      const live = list.findIndex(parked => parked.deadline > now)
      return list.splice(0, live < 0 ? list.length : live)
    }
    for (const topic of this.#host.topics.values()) {
      if (topic.parked.length === 0) continue
      const code = this.#cluster.topicError(topic.name)
      const why = reason !== undefined ? errorMessage(reason) : code !== ErrorCode.NONE ? errorFor(code).message : 'no broker has answered'
      this.#reject(takeOverdue(topic.parked), new TimeoutError(`topic ${topic.name} has no metadata after ${maxBlockMs} ms: ${why}`, { cause: reason }))
    }
    const had = this.#starving.length
    this.#reject(takeOverdue(this.#starving), new TimeoutError(`no memory for a record within ${maxBlockMs} ms: all ${bufferMemory} bytes (bufferMemory) wait for the broker`))
    if (had > 0 && this.#starving.length === 0) this.#host.onStarving(false)
  }

  /** Its caller has given the record up: one that waits in no batch yet is never sent, and neither flush nor close waits for it. */
  withdraw(resolve: Resolve): void {
    const isIt = (each: Parked): boolean => each.resolve === resolve
    for (const parked of [...[...this.#host.topics.values()].map(topic => topic.parked), this.#starving]) {
      const at = parked.findIndex(isIt)
      if (at < 0) continue
      const [taken] = parked.splice(at, 1)
      if (parked === this.#starving && parked.length === 0) this.#host.onStarving(false)
      this.#host.onSettled(taken!.generation)
    }
  }

  #reject(parked: Parked[], error: Error): void {
    for (const each of parked) {
      rejectOne(each, error)
      this.#host.onSettled(each.generation)
    }
  }

  /** Everything that waits fails with this error, and no timer is left. */
  failAll(error: Error): void {
    for (const topic of this.#host.topics.values()) this.#reject(topic.parked.splice(0), error)
    this.#reject(this.#starving.splice(0), error)
    this.#timer?.cancel()
  }
}

function rejectOne(parked: Parked, error: Error): void {
  const { resolve, reject } = parked
  if (typeof reject === 'function') reject(error)
  else (resolve as BatchCall).settle(reject, error)
}
