// Bounded reads: so many records of so many ranges, then an end. A driver over a consumer without a group; commits nothing.

import type { ClientOptions } from '../client/config.ts'
import { Consumer } from '../client/consumer.ts'
import type { ConsumerRecord } from '../client/record.ts'
import { Deadline } from '../core/async.ts'
import { realSystem } from '../core/system.ts'

/** Offsets of one partition: from the first up to, not including, the last. */
export interface OffsetRange {
  readonly topic: string
  readonly partition: number
  readonly from: number
  readonly to: number
}

export interface BrowseOptions {
  readonly isolationLevel?: 'read_uncommitted' | 'read_committed'
  /** Ends the reading without an error when so many milliseconds have passed. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** The most bytes of one partition in one fetch. Default 1 MiB. */
  readonly maxPartitionFetchBytes?: number
}

export type RawRecord = ConsumerRecord<Buffer | null, Buffer | null>

/** Calls `each` for every record of the ranges until it answers false or all have been read. Answers whether every range was read to its end. */
export async function browse(client: ClientOptions, ranges: readonly OffsetRange[], each: (record: RawRecord) => boolean | void, options: BrowseOptions = {}): Promise<boolean> {
  const left = new Map(ranges.filter(({ from, to }) => from < to).map(range => [`${range.topic}-${range.partition}`, range]))
  if (left.size === 0) return true
  const { system = realSystem } = client
  const deadline = new Deadline(system.clock, options.timeoutMs ?? 2 ** 31)
  const consumer = new Consumer({
    ...client,
    isolationLevel: options.isolationLevel ?? 'read_uncommitted',
    autoOffsetReset: 'earliest',
    maxPollRecords: 2_000,
    ...(options.maxPartitionFetchBytes === undefined ? {} : { maxPartitionFetchBytes: options.maxPartitionFetchBytes }),
  })
  try {
    consumer.assign([...left.values()])
    for (const range of left.values()) consumer.seek(range, range.from)
    while (left.size > 0 && !deadline.expired && !options.signal?.aborted) {
      const records = await consumer.poll({ timeoutMs: Math.min(250, deadline.remainingMs) })
      for (const record of records) {
        const range = left.get(`${record.topic}-${record.partition}`)
        if (range === undefined || record.offset >= range.to) continue
        if (each(record) === false) return false
      }
      // The position also passes what holds no record: control batches, and offsets that compaction has emptied.
      const done = consumer.state().partitions.filter(({ topic, partition, position }) => position >= (left.get(`${topic}-${partition}`)?.to ?? Infinity))
      for (const partition of done) left.delete(`${partition.topic}-${partition.partition}`)
      if (done.length > 0) consumer.pause(done)
    }
    return left.size === 0
  } finally {
    await consumer.close()
  }
}
