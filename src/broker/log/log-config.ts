// The topic-level settings that a log obeys, under Kafka's names in camelCase, with Kafka's defaults and units.

export type CompressionTypeSetting = 'producer' | 'uncompressed' | 'gzip' | 'snappy' | 'lz4' | 'zstd'

export interface LogConfig {
  /** `segment.bytes`: a segment is closed before it would pass this size. */
  segmentBytes: number
  /** `segment.ms`: a segment is closed when its first batch is this much older than the next one. */
  segmentMs: number
  /** `segment.jitter.ms`: at most this much is taken off segmentMs, drawn per segment. */
  segmentJitterMs: number
  /** `segment.index.bytes`: the largest index file; a full index closes its segment. */
  segmentIndexBytes: number
  /** `retention.ms`: -1 keeps for ever. */
  retentionMs: number
  /** `retention.bytes`: -1 is no limit. */
  retentionBytes: number
  /** `cleanup.policy`: both for `compact,delete`; none keeps everything. */
  cleanupPolicy: readonly ('delete' | 'compact')[]
  /** `max.message.bytes`: the largest batch, as compressed. */
  maxMessageBytes: number
  /** `message.timestamp.type` */
  messageTimestampType: 'CreateTime' | 'LogAppendTime'
  /** `message.timestamp.before.max.ms`: how far in the past a client's timestamp may lie. */
  messageTimestampBeforeMaxMs: number
  /** `message.timestamp.after.max.ms`: how far in the future a client's timestamp may lie. */
  messageTimestampAfterMaxMs: number
  /** `compression.type` */
  compressionType: CompressionTypeSetting
  /** `compression.gzip.level` and its kin: used when the broker compresses itself; undefined is the codec's default. */
  compressionLevel: number | undefined
  /** `index.interval.bytes` */
  indexIntervalBytes: number
  /** `min.insync.replicas` */
  minInsyncReplicas: number
  /** `unclean.leader.election.enable` */
  uncleanLeaderElectionEnable: boolean
  /** `flush.messages` */
  flushMessages: number
  /** `flush.ms` */
  flushMs: number
  /** `file.delete.delay.ms`: removed files stay, renamed, for readers that still hold them. */
  fileDeleteDelayMs: number
  /** `delete.retention.ms`: how long compaction keeps tombstones. */
  deleteRetentionMs: number
  /** `min.compaction.lag.ms` */
  minCompactionLagMs: number
  /** `max.compaction.lag.ms` */
  maxCompactionLagMs: number
  /** `min.cleanable.dirty.ratio` */
  minCleanableDirtyRatio: number
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Kafka's "no limit" for settings of type long; 2^63-1 itself has no exact JavaScript number. */
export const UNLIMITED: number = 2 ** 63

export const defaultLogConfig: LogConfig = {
  segmentBytes: 2 ** 30,
  segmentMs: 7 * dayMs,
  segmentJitterMs: 0,
  segmentIndexBytes: 10 * 2 ** 20,
  retentionMs: 7 * dayMs,
  retentionBytes: -1,
  cleanupPolicy: ['delete'],
  maxMessageBytes: 2 ** 20 + 12,
  messageTimestampType: 'CreateTime',
  messageTimestampBeforeMaxMs: UNLIMITED,
  messageTimestampAfterMaxMs: hourMs,
  compressionType: 'producer',
  compressionLevel: undefined,
  indexIntervalBytes: 4096,
  minInsyncReplicas: 1,
  uncleanLeaderElectionEnable: false,
  flushMessages: UNLIMITED,
  flushMs: UNLIMITED,
  fileDeleteDelayMs: 60_000,
  deleteRetentionMs: dayMs,
  minCompactionLagMs: 0,
  maxCompactionLagMs: UNLIMITED,
  minCleanableDirtyRatio: 0.5,
}
