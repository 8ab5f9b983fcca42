// The log as the coordinators see it (coordinator/partition-writer.ts), over the partitions this broker leads.

import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { AppendedRange, PartitionWriter } from '../coordinator/partition-writer.ts'
import type { Partition } from './partition.ts'
import type { ReplicaManager } from './replica-manager.ts'

export class ReplicaPartitionWriter implements PartitionWriter {
  readonly #replicas: ReplicaManager

  constructor(replicas: ReplicaManager) {
    this.#replicas = replicas
  }

  append(topic: string, partition: number, batches: Buffer, options: { leaderEpoch: number }): AppendedRange {
    const leader = this.#partition(topic, partition)
    // A coordinator that was elected in an older epoch has lost its right to write.
    if (leader.leaderEpoch !== options.leaderEpoch) throw new ProtocolError(ErrorCode.NOT_LEADER_OR_FOLLOWER)
    return leader.append(batches, { origin: 'coordinator', requiredAcks: -1 })
  }

  logStartOffset(topic: string, partition: number): number {
    return this.#partition(topic, partition).log.logStartOffset
  }

  logEndOffset(topic: string, partition: number): number {
    return this.#partition(topic, partition).log.logEndOffset
  }

  highWatermark(topic: string, partition: number): number {
    return this.#partition(topic, partition).highWatermark
  }

  onHighWatermark(topic: string, partition: number, listener: (highWatermark: number) => void): () => void {
    return this.#replicas.onHighWatermark(this.#partition(topic, partition), listener)
  }

  read(topic: string, partition: number, offset: number, maxBytes: number): Buffer[] {
    return this.#partition(topic, partition).log.read(offset, { maxBytes, minOneMessage: true, upTo: 'logEnd' }).records
  }

  maxBatchBytes(topic: string, partition: number): number {
    return this.#partition(topic, partition).log.config.maxMessageBytes
  }

  #partition(topic: string, index: number): Partition {
    const partition = this.#replicas.partition(topic, index)
    if (partition === undefined) throw new ProtocolError(ErrorCode.NOT_LEADER_OR_FOLLOWER, `${topic}-${index} is not hosted by this broker`)
    return partition
  }
}
