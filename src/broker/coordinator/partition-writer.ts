// What a coordinator needs of the log below it: append, read back from the beginning, and word of the high watermark.
// The replica room implements it over its partitions; tests implement it over a bare PartitionLog or an array.

export interface AppendedRange {
  firstOffset: number
  lastOffset: number
}

export interface PartitionWriter {
  /**
   * Appends one or several whole batches (one write, all or nothing); the log assigns the offsets and the leader epoch.
   * Throws ProtocolError (NOT_LEADER_OR_FOLLOWER, MESSAGE_TOO_LARGE, NOT_ENOUGH_REPLICAS, KAFKA_STORAGE_ERROR ...), and then nothing was appended.
   */
  append(topic: string, partition: number, batches: Buffer, options: { leaderEpoch: number }): AppendedRange
  /** Where replay begins, and where it ends: the next offset to be written. */
  logStartOffset(topic: string, partition: number): number
  logEndOffset(topic: string, partition: number): number
  /** Everything below it is committed: replicated, and durable where the broker promises that. */
  highWatermark(topic: string, partition: number): number
  /** Calls `listener` each time the high watermark rises. Returns the function that ends it. */
  onHighWatermark(topic: string, partition: number, listener: (highWatermark: number) => void): () => void
  /** Whole batches from the one that holds `offset`, up to the log end: at most about `maxBytes`, at least one batch. Empty at the log end. */
  read(topic: string, partition: number, offset: number, maxBytes: number): Buffer[]
  /** The largest batch that the topic takes (`max.message.bytes`). */
  maxBatchBytes(topic: string, partition: number): number
}
