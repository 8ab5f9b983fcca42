// Opening a log: its directory and names, what recovery finds in it, and the parts that a PartitionLog consists of, put together.

import type { Logger } from '../../core/logger.ts'
import type { System } from '../../core/system.ts'
import type { Uuid } from '../../protocol/ids.ts'
import type { Disk } from '../disk/disk.ts'
import { leaderEpochFile } from './checkpoints.ts'
import { FilePool } from './file-pool.ts'
import { LeaderEpochs } from './leader-epochs.ts'
import { LogHealth } from './log-health.ts'
import { type ProducedLog, LogProducers } from './log-producers.ts'
import { type ReadableLog, LogReader, segmentIndexFor } from './log-reader.ts'
import { type SegmentedLog, LogSegments } from './log-segments.ts'
import { type SyncedLog, LogSync } from './log-sync.ts'
import type { OpenOptions } from './log-types.ts'
import { ProducerStates } from './producer-state.ts'
import { loadLog } from './recovery.ts'
import { LogTail, TailCache } from './tail-cache.ts'
import { openTopicId } from './topic-id.ts'

/** What a log shares with its neighbours. */
export interface LogServices {
  disk: Disk
  system: System
  logger: Logger
  pool?: FilePool
  tailCache?: TailCache
  /** `producer.id.expiration.ms`. Default one day. */
  producerIdExpirationMs?: number
}

/** What the parts see of the log that they belong to. While it is being opened, only its name, directory and config are there. */
export interface OpenedLog extends ReadableLog, SyncedLog, SegmentedLog, ProducedLog {}

export interface LogParts {
  topicId: Uuid | undefined
  logStartOffset: number
  logEndOffset: number
  health: LogHealth
  tail: LogTail
  epochs: LeaderEpochs
  sync: LogSync
  segments: LogSegments
  producers: LogProducers
  reader: LogReader
}

/** Recovers the log when the last stop was not clean. `onFailure`: see LogHealth. Throws CorruptionError, StorageError. */
export function openLog(log: OpenedLog, services: LogServices, options: OpenOptions, onFailure: (error: Error) => void): LogParts {
  const { disk, system, logger, pool = new FilePool(disk), tailCache = new TailCache(), producerIdExpirationMs = 86_400_000 } = services
  const { directory, clean = false } = options
  const { where, config } = log
  const health = new LogHealth(where, logger, pool, onFailure)
  const tail = new LogTail(tailCache)
  const isNew = !disk.exists(directory)
  if (isNew) disk.makeDirectory(directory)
  const { topicId, isWritten } = openTopicId(disk, directory, options.topicId, logger)
  const epochs = new LeaderEpochs(disk, `${directory}/${leaderEpochFile}`, logger)
  const states = new ProducerStates(where)
  const loaded = loadLog({
    disk,
    pool,
    logger,
    where,
    directory,
    config,
    now: system.clock.now(),
    clean,
    recoveryPoint: options.recoveryPoint,
    logStartOffset: options.logStartOffset ?? 0,
    epochs,
    producers: states,
    producerIdExpirationMs,
  })
  const { logStartOffset, logEndOffset, recoveryPoint } = loaded
  const sync = new LogSync(disk, system.clock, log, epochs, recoveryPoint, error => health.writeFailed(error))
  const segments = new LogSegments(log, { disk, pool, system, logger }, sync, loaded.segments)
  const producers = new LogProducers(log, { disk, clock: system.clock, logger, expirationMs: producerIdExpirationMs }, states, loaded.snapshotOffset)
  const reader = new LogReader(log, { tail, health, logger }, segment => producers.statesAt(segment))
  // A clean stop leaves a log without records as it is: its names may not have reached the disk in any life so far.
  if (isNew || logEndOffset === 0) sync.directoryMade()
  if (isWritten) sync.namesChanged()
  if (!clean) {
    // What a crash left in the page cache may not have reached the device yet.
    for (const segment of segments.all.slice(segmentIndexFor(segments.all, recoveryPoint))) sync.add(segment)
    sync.namesChanged()
  }
  return { topicId, logStartOffset, logEndOffset, health, tail, epochs, sync, segments, producers, reader }
}
