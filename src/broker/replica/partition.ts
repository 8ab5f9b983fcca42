// The leader side of one partition: what may be appended, when the high watermark moves, and the order of checks a fetch
// goes through (Kafka: Partition). A single replica is its whole ISR, so the watermark follows the end of what is durable
// (rookery.durability=fsync) or of what is written (replicated, which is Kafka's own rule).

import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { isShortage } from '../disk/shortage.ts'
import type { AppendInfo, PartitionLog } from '../log/partition-log.ts'
import type { PartitionRegistration } from '../image.ts'
import type { GroupCommit, Syncable } from './group-commit.ts'

export type Durability = 'fsync' | 'replicated'

export type AppendOrigin = 'client' | 'coordinator'

export interface PartitionOptions {
  topic: string
  partition: number
  topicId: string
  nodeId: number
  durability: Durability
  commit: GroupCommit
  /** The high watermark moved: who waits on this partition is to be woken. */
  onAdvance: (partition: Partition) => void
}

export class Partition implements Syncable {
  readonly topic: string
  readonly partition: number
  readonly topicId: string
  readonly log: PartitionLog
  /** Bytes that have become visible to consumers since the partition was opened: a fetch measures with it what came after it parked. */
  visibleBytes = 0
  readonly #options: PartitionOptions
  #leaderId = -1
  #leaderEpoch = -1
  #partitionEpoch = -1
  #replicas: readonly number[] = []
  #isr: readonly number[] = []
  #deleted = false
  /** Appends above the high watermark: pairs of end offset and bytes, flat. */
  #hidden: number[] = []

  constructor(log: PartitionLog, options: PartitionOptions) {
    this.log = log
    this.topic = options.topic
    this.partition = options.partition
    this.topicId = options.topicId
    this.#options = options
  }

  get name(): string {
    return `${this.topic}-${this.partition}`
  }

  get leaderId(): number {
    return this.#leaderId
  }

  get leaderEpoch(): number {
    return this.#leaderEpoch
  }

  get partitionEpoch(): number {
    return this.#partitionEpoch
  }

  get isLeader(): boolean {
    return this.#leaderId === this.#options.nodeId && !this.offline && !this.#deleted
  }

  get highWatermark(): number {
    return this.log.highWatermark
  }

  /** Its directory failed: nothing is served from it until a restart has read the disk again. */
  get offline(): boolean {
    return this.log.failure !== undefined
  }

  /** Takes over what the metadata says. A new leader epoch of ours is entered at the log end at once, even without a record (KIP-101). */
  update(registration: PartitionRegistration): void {
    this.#replicas = registration.replicas
    this.#isr = registration.isr
    this.#partitionEpoch = registration.partitionEpoch
    const elected = registration.leader === this.#options.nodeId && registration.leaderEpoch > this.#leaderEpoch
    this.#leaderId = registration.leader
    this.#leaderEpoch = registration.leaderEpoch
    if (!elected || this.offline) return
    this.log.assignEpochStart(registration.leaderEpoch, this.log.logEndOffset)
    // What recovery found above the watermark is ours alone to commit: once it is durable.
    if (this.log.highWatermark < this.log.logEndOffset) this.#publish(this.log.logEndOffset, 0)
  }

  /**
   * Appends record batches. The high watermark follows after the group commit.
   * Throws NOT_LEADER_OR_FOLLOWER, KAFKA_STORAGE_ERROR, NOT_ENOUGH_REPLICAS (acks -1 below min.insync.replicas) and whatever the log finds wrong with the records.
   */
  append(records: Buffer, options: { origin: AppendOrigin; requiredAcks: number }): AppendInfo {
    this.throwIfNotLeader()
    const needed = Math.min(this.log.config.minInsyncReplicas, this.#replicas.length)
    if (options.requiredAcks === -1 && this.#isr.length < needed) {
      throw new ProtocolError(
        ErrorCode.NOT_ENOUGH_REPLICAS,
        `${this.name} has ${this.#isr.length} replicas in sync; its min.insync.replicas is ${needed}`,
      )
    }
    const info = this.log.append(records, { leaderEpoch: this.#leaderEpoch, origin: options.origin })
    if (!info.duplicate) this.#publish(info.lastOffset + 1, records.length)
    return info
  }

  /** Part of the group commit: syncs, then shows what is durable. */
  async commit(): Promise<'later' | void> {
    if (this.#deleted || this.offline) return
    let durable: number
    try {
      durable = await this.log.sync()
    } catch (error) {
      // A log that was deleted under the sync has nothing left to promise.
      if (this.#deleted) return
      // Nothing was synced and nothing failed: the pages are still dirty.
      if (!this.offline && isShortage(error)) return 'later'
      throw error
    }
    if (!this.offline) this.#advance(durable)
  }

  throwIfNotLeader(): void {
    if (this.offline) throw new ProtocolError(ErrorCode.KAFKA_STORAGE_ERROR, `the log directory of ${this.name} has failed`)
    if (!this.isLeader) throw new ProtocolError(ErrorCode.NOT_LEADER_OR_FOLLOWER, `this broker does not lead ${this.name}`)
  }

  /** -1 means that the client does not know. */
  throwIfEpochDiffers(currentLeaderEpoch: number): void {
    if (currentLeaderEpoch === -1 || currentLeaderEpoch === this.#leaderEpoch) return
    throw new ProtocolError(currentLeaderEpoch < this.#leaderEpoch ? ErrorCode.FENCED_LEADER_EPOCH : ErrorCode.UNKNOWN_LEADER_EPOCH)
  }

  /** The epoch and offset where a reader's log parts from ours, or undefined when it does not (KIP-595). Throws OFFSET_OUT_OF_RANGE for an epoch we cannot know. */
  divergence(fetchOffset: number, lastFetchedEpoch: number): { epoch: number; endOffset: number } | undefined {
    if (lastFetchedEpoch < 0) return undefined
    const end = this.log.endOffsetForEpoch(lastFetchedEpoch)
    if (end.epoch < 0) {
      throw new ProtocolError(ErrorCode.OFFSET_OUT_OF_RANGE, `Epoch ${lastFetchedEpoch} of the last fetch is unknown to ${this.name}`)
    }
    if (fetchOffset < this.log.logStartOffset) {
      throw new ProtocolError(ErrorCode.OFFSET_OUT_OF_RANGE, `Offset ${fetchOffset} is below the start ${this.log.logStartOffset} of ${this.name}`)
    }
    return end.epoch < lastFetchedEpoch || end.endOffset < fetchOffset ? end : undefined
  }

  /** Deletes records below `offset` (DeleteRecords); -1 means up to the high watermark. Answers the new log start. */
  deleteRecordsBefore(offset: number): number {
    this.throwIfNotLeader()
    return this.log.deleteRecordsBefore(offset)
  }

  markDeleted(): void {
    this.#deleted = true
    this.#options.commit.forget(this)
    this.#options.onAdvance(this)
  }

  #publish(endOffset: number, bytes: number): void {
    if (this.#options.durability === 'replicated') {
      this.visibleBytes += bytes
      this.log.updateHighWatermark(endOffset)
      this.#options.onAdvance(this)
      return
    }
    this.#hidden.push(endOffset, bytes)
    this.#options.commit.markDirty(this)
  }

  #advance(offset: number): void {
    if (offset <= this.log.highWatermark) return
    this.log.updateHighWatermark(offset)
    let shown = 0
    while (shown < this.#hidden.length && this.#hidden[shown]! <= offset) {
      this.visibleBytes += this.#hidden[shown + 1]!
      shown += 2
    }
    if (shown > 0) this.#hidden.splice(0, shown)
    this.#options.onAdvance(this)
  }
}
