// Opening a partition's directory: finishing what a crash interrupted, loading the segments and, unless the last stop was
// clean, reading every batch from the recovery point on (Kafka: LogLoader). Two kinds of damage are told apart:
//  - a torn tail, which an interrupted write or a power loss leaves behind: cut off, with one line that says what was cut;
//  - corruption inside the log, below the recovery point or with good batches behind it: never cut and never served. The
//    partition stays offline until somebody decides (Apache Kafka would delete everything behind the bad batch).

import { CorruptionError } from '../../core/errors.ts'
import { crc32c } from '../../core/hash.ts'
import type { Logger } from '../../core/logger.ts'
import { BATCH_OVERHEAD, LOG_OVERHEAD, isBatchCrcValid, readBatchHeader } from '../../protocol/records/index.ts'
import type { Disk } from '../disk/disk.ts'
import { fileName } from './checkpoints.ts'
import type { FilePool } from './file-pool.ts'
import { readInt64 } from './indexes.ts'
import type { LeaderEpochs } from './leader-epochs.ts'
import type { LogConfig } from './log-config.ts'
import type { ProducerStates } from './producer-state.ts'
import { replayBatch } from './producer-replay.ts'
import { latestSnapshot, loadSnapshots, writeSnapshot } from './snapshots.ts'
import { LogSegment, segmentSuffixes } from './segment.ts'

/** The unit in which disks lose writes: a lost one reads as zeros. */
const sectorBytes = 512

export interface LoadContext {
  disk: Disk
  pool: FilePool
  logger: Logger
  /** Names the partition in messages. */
  where: string
  directory: string
  config: LogConfig
  now: number
  /** Whether the clean-shutdown marker was there: nothing is scanned then. */
  clean: boolean
  /** Everything below was made durable. Undefined when nobody knows: then every segment is checked, and gaps are left alone. */
  recoveryPoint: number | undefined
  /** From the checkpoint; 0 when it has none. */
  logStartOffset: number
  epochs: LeaderEpochs
  producers: ProducerStates
  producerIdExpirationMs: number
}

export interface LoadedLog {
  segments: LogSegment[]
  logStartOffset: number
  logEndOffset: number
  recoveryPoint: number
  /** Of the newest producer snapshot file, 0 when there is none. */
  snapshotOffset: number
}

export function loadLog(context: LoadContext): LoadedLog {
  // Listed once where nothing was left over: with thousands of partitions the listing is what a clean start consists of.
  let files = fileNames(context)
  if (tidyLeftovers(context, files)) files = fileNames(context)
  const segments = openSegments(context, files)
  let logStartOffset = context.logStartOffset
  if (segments.length === 0) {
    context.producers.clear(logStartOffset)
    const segment = LogSegment.create(context.pool, context.directory, logStartOffset, context.config, context.now)
    if (context.epochs.damaged) context.epochs.rebuilt()
    else context.epochs.clear()
    const snapshotOffset = loadSnapshots(context.disk, context.directory, files).at(-1)?.offset ?? 0
    return { segments: [segment], logStartOffset, logEndOffset: logStartOffset, recoveryPoint: logStartOffset, snapshotOffset }
  }
  logStartOffset = Math.max(logStartOffset, segments[0]!.baseOffset)
  const { logEndOffset, recoveryPoint, snapshotOffset } = context.clean ? loadClean(context, segments, files) : recover(context, segments, files)
  if (logEndOffset < logStartOffset) {
    context.logger.warn(
      `${context.where}: the log ends at ${logEndOffset}, before its start offset ${logStartOffset}: it starts again, empty, at ${logStartOffset}`,
    )
    for (const segment of segments) removeSegmentFiles(context.disk, segment)
    for (const snapshot of loadSnapshots(context.disk, context.directory)) context.disk.remove(snapshot.path)
    return loadLog({ ...context, logStartOffset })
  }
  // An election follows at once and writes the file anyway.
  context.epochs.truncateFromEnd(logEndOffset, { write: false })
  context.epochs.truncateFromStart(logStartOffset)
  return { segments, logStartOffset, logEndOffset, recoveryPoint: Math.min(recoveryPoint, logEndOffset), snapshotOffset }
}

function fileNames({ disk, directory }: LoadContext): string[] {
  return disk.list(directory).filter(entry => entry.kind === 'file').map(entry => entry.name)
}

function removeSegmentFiles(disk: Disk, segment: LogSegment): void {
  segment.discard()
  for (const file of segment.files) if (disk.exists(file.path)) disk.remove(file.path)
}

/** `.deleted` and `.cleaned` files go, `.swap` files take their place (see cleaner.ts for the order in which they are made). True when anything changed. */
function tidyLeftovers(context: LoadContext, names: readonly string[]): boolean {
  const { disk, directory, logger, where } = context
  if (!names.some(name => /\.(deleted|cleaned|swap|tmp)$/.test(name))) return false
  const offsetOf = (name: string): number => Number(name.slice(0, name.indexOf('.')))
  let minCleaned = Infinity
  for (const name of names) {
    if (name.endsWith('.deleted') || name.endsWith('.cleaned')) {
      if (name.endsWith('.cleaned')) minCleaned = Math.min(minCleaned, offsetOf(name))
      disk.remove(`${directory}/${name}`)
    } else if (name.endsWith('.tmp')) {
      disk.remove(`${directory}/${name}`)
    }
  }
  const swaps = names.filter(name => name.endsWith('.swap'))
  // A cleaned file that had not become a swap file yet: the replacement had not begun, and the old segments are all there.
  const complete = new Set(swaps.filter(name => name.endsWith('.log.swap') && offsetOf(name) < minCleaned).map(offsetOf))
  for (const name of swaps) if (!complete.has(offsetOf(name))) disk.remove(`${directory}/${name}`)
  for (const baseOffset of [...complete].sort((a, b) => a - b)) {
    const path = `${directory}/${fileName(baseOffset, '.log.swap')}`
    const end = endOfSwap(disk, path, baseOffset)
    for (const name of names) {
      const suffix = segmentSuffixes.find(candidate => name === fileName(offsetOf(name), candidate))
      if (suffix === undefined || offsetOf(name) < baseOffset || offsetOf(name) >= Math.max(end, baseOffset + 1)) continue
      if (disk.exists(`${directory}/${name}`)) disk.remove(`${directory}/${name}`)
    }
    // The log last: until it has its name, the whole step is repeated at the next start.
    for (const suffix of [...segmentSuffixes].reverse()) {
      const from = `${directory}/${fileName(baseOffset, suffix)}.swap`
      if (disk.exists(from)) disk.rename(from, from.slice(0, -'.swap'.length))
    }
    logger.info(`${where}: finished replacing segments from offset ${baseOffset} by their compacted form`)
  }
  if (swaps.length > 0) disk.syncDirectory(directory)
  return true
}

/** One past the last offset in a file of batches. */
function endOfSwap(disk: Disk, path: string, baseOffset: number): number {
  const file = disk.open(path, 'read')
  try {
    const header = Buffer.allocUnsafe(BATCH_OVERHEAD)
    const size = file.size()
    let end = baseOffset
    for (let position = 0; position + BATCH_OVERHEAD <= size; ) {
      file.read(header, position)
      const batch = readBatchHeader(header, 0)
      end = batch.lastOffset + 1
      position += batch.sizeInBytes
    }
    return end
  } finally {
    file.close()
  }
}

function openSegments(context: LoadContext, files: readonly string[]): LogSegment[] {
  const { disk, directory, pool, config, now, logger } = context
  const names = new Set(files)
  const segments: LogSegment[] = []
  for (const name of names) {
    const match = /^(\d{20})(\.[a-z]+)$/.exec(name)
    if (match === null) continue
    const baseOffset = Number(match[1])
    if (match[2] === '.log') {
      segments.push(new LogSegment(pool, directory, baseOffset, disk.stat(`${directory}/${name}`)!.size, config, now))
    } else if ((segmentSuffixes as readonly string[]).includes(match[2]!) && !names.has(fileName(baseOffset, '.log'))) {
      logger.warn(`${directory}/${name} has no log file and is removed`)
      disk.remove(`${directory}/${name}`)
    }
  }
  return segments.sort((a, b) => a.baseOffset - b.baseOffset)
}

function loadClean(context: LoadContext, segments: LogSegment[], files: readonly string[]): Omit<LoadedLog, 'segments' | 'logStartOffset'> {
  const { where, epochs } = context
  const active = segments.at(-1)!
  let logEndOffset: number
  try {
    logEndOffset = active.nextOffset()
  } catch (error) {
    if (!(error instanceof CorruptionError)) throw error
    throw new CorruptionError(`${where}: the log was closed cleanly but its end is corrupt now; the partition stays offline`, { cause: error })
  }
  if (epochs.damaged) {
    for (const segment of segments) rebuildEpochs(epochs, segment)
    epochs.rebuilt()
  }
  const snapshotOffset = restoreProducers(context, segments, logEndOffset, { files })
  return { logEndOffset, recoveryPoint: logEndOffset, snapshotOffset }
}

/**
 * Producer states at `offset`: the newest snapshot at or below it, and the batches from there on. Answers the snapshot's offset, 0 without one.
 * `files` are the names in the directory, when the caller has them.
 */
export function restoreProducers(
  context: Pick<LoadContext, 'disk' | 'directory' | 'producers' | 'logger' | 'now' | 'producerIdExpirationMs'>,
  segments: readonly LogSegment[],
  offset: number,
  options: { keepStray?: boolean; files?: readonly string[] } = {},
): number {
  const { disk, directory, producers, logger } = context
  const snapshots = loadSnapshots(disk, directory, options.files)
  if (options.keepStray !== true) for (const stray of snapshots) if (stray.offset > offset) disk.remove(stray.path)
  const snapshot = latestSnapshot(disk, snapshots, offset, logger)
  producers.clear(snapshot?.offset ?? segments[0]?.baseOffset ?? offset)
  for (const state of snapshot?.states ?? []) producers.restore(state)
  producers.removeExpired(context.now, context.producerIdExpirationMs)
  for (let i = 0; i < segments.length && producers.mapEndOffset < offset; i++) {
    const segment = segments[i]!
    const next = segments[i + 1]?.baseOffset ?? Infinity
    if (next <= producers.mapEndOffset) continue
    const from = segment.positionOf(producers.mapEndOffset)
    if (from === undefined) continue
    for (const batch of segment.scan(from, { verify: false, brief: true })) {
      if (batch.header.baseOffset >= offset) break
      replayBatch(producers, batch)
    }
  }
  producers.mapEndOffset = offset
  return snapshot?.offset ?? 0
}

/** Reads every batch of the segments from the recovery point on; rebuilds indexes, producer states and epochs from them. */
function recover(context: LoadContext, segments: LogSegment[], files: readonly string[]): Omit<LoadedLog, 'segments' | 'logStartOffset'> {
  const { disk, directory, producers, epochs, where, config } = context
  const recoveryPoint = context.recoveryPoint ?? 0
  const first = Math.max(0, segments.findLastIndex(segment => segment.baseOffset <= recoveryPoint))
  const start = segments[first]!.baseOffset
  if (epochs.damaged) {
    for (const segment of segments.slice(0, first)) rebuildEpochs(epochs, segment)
  }
  let snapshotOffset = restoreProducers(context, segments.slice(0, first), start, { files })
  let epochsChanged = epochs.damaged
  let next = start
  for (let i = first; i < segments.length; i++) {
    const segment = segments[i]!
    // Compaction leaves gaps too; in its absence the records between were lost, and what follows was never acknowledged.
    const gap = next < segment.baseOffset && i > first && !config.cleanupPolicy.includes('compact')
    if (gap && context.recoveryPoint !== undefined && next >= recoveryPoint) {
      cutSegments(context, segments, i, `offsets ${next} to ${segment.baseOffset - 1} were lost by an unclean stop`)
      break
    }
    next = Math.max(next, segment.baseOffset)
    if (i > first) {
      writeSnapshot(disk, directory, producers, segment.baseOffset)
      snapshotOffset = segment.baseOffset
    }
    segment.beginRebuild({ keepFiles: true })
    segment.txnIndex.reset()
    let position = 0
    /** Where that begins of which nobody knows whether it reached the device. */
    let doubtful = Infinity
    let problem: CorruptionError | undefined
    try {
      for (const batch of segment.scan(0, { verify: true, brief: true })) {
        const { header } = batch
        if (header.baseOffset < next || header.lastOffset < header.baseOffset || segment.overflows(header.lastOffset)) {
          throw new CorruptionError(
            `${segment.path}: the batch at position ${position} has offsets ${header.baseOffset} to ${header.lastOffset}, expected ${next} or more`,
          )
        }
        if (header.lastOffset >= recoveryPoint) doubtful = Math.min(doubtful, position)
        segment.rebuildWith(header, position)
        if (header.partitionLeaderEpoch > epochs.latestEpoch && epochs.assign(header.partitionLeaderEpoch, header.baseOffset, { write: false })) {
          epochsChanged = true
        }
        const aborted = replayBatch(producers, batch)
        if (aborted !== undefined) segment.txnIndex.append(aborted)
        position += header.sizeInBytes
        next = header.lastOffset + 1
      }
    } catch (error) {
      if (!(error instanceof CorruptionError)) throw error
      problem = error
    }
    if (problem === undefined) {
      segment.endRebuild(position)
      segment.markVerified()
      segment.rewrite(doubtful)
      continue
    }
    const inside = corruptionInside(context, segments, i, position, next)
    if (inside !== undefined) {
      throw new CorruptionError(
        `${where}: corrupt at offset ${next} (${segment.path}, position ${position}) ${inside}; ` +
          `nothing was cut and the partition stays offline: ${reason(problem)}`,
        { cause: problem },
      )
    }
    const bytes = segment.size - position
    segment.endRebuild(position)
    segment.markVerified()
    segment.rewrite(doubtful)
    const what = `${bytes} bytes behind offset ${next} (${segment.path}, position ${position}) were torn by an unclean stop: ${reason(problem)}`
    cutSegments(context, segments, i + 1, what)
    break
  }
  producers.mapEndOffset = next
  if (epochs.damaged) epochs.rebuilt()
  else if (epochsChanged) epochs.write()
  return { logEndOffset: next, recoveryPoint, snapshotOffset }
}

function rebuildEpochs(epochs: LeaderEpochs, segment: LogSegment): void {
  for (const { header } of segment.scan(0, { verify: false, brief: true })) epochs.assign(header.partitionLeaderEpoch, header.baseOffset, { write: false })
}

function reason(error: CorruptionError): string {
  return error.cause instanceof Error ? error.cause.message : error.message
}

/** Drops the segments from `index` on; what led to it is logged in one line. */
function cutSegments(context: LoadContext, segments: LogSegment[], index: number, why: string): void {
  const dropped = segments.splice(index)
  const bytes = dropped.reduce((sum, segment) => sum + segment.size, 0)
  for (const segment of dropped) removeSegmentFiles(context.disk, segment)
  const more = dropped.length > 0 ? `, and ${dropped.length} later segments with ${bytes} bytes` : ''
  context.logger.warn(`${context.where}: cut off the end of the log: ${why}${more}`)
}

/** Says why the damage at `position` of segment `index` cannot be a torn tail; undefined when it can. */
function corruptionInside(context: LoadContext, segments: readonly LogSegment[], index: number, position: number, nextOffset: number): string | undefined {
  const recoveryPoint = context.recoveryPoint ?? 0
  if (nextOffset < recoveryPoint) return `lies below the recovery point ${recoveryPoint}`
  const segment = segments[index]!
  const tail = Buffer.allocUnsafeSlow(segment.size - position)
  segment.log.read(tail, position)
  const follower = nextValidBatch(tail, nextOffset)
  const later = segments.slice(index + 1).find(candidate => candidate.size > 0)
  if (follower === undefined && later === undefined) return undefined
  // What the device never got reads as zeros, or the file ends early; whatever was written behind it came later, and nothing
  // of it was acknowledged. Damage of any other look was done to bytes that had been there.
  if (hasLostSector(tail.subarray(0, follower?.at ?? tail.length), position)) return undefined
  if (follower !== undefined) return `has a good batch behind it (offset ${follower.baseOffset}, position ${position + follower.at})`
  if (endsEarly(tail)) return undefined
  return `has a later segment behind it (${later!.path})`
}

/** Whether the batch that `bytes` begin with is cut short, rather than of a length that somebody changed. */
function endsEarly(bytes: Buffer): boolean {
  if (bytes.length < BATCH_OVERHEAD) return true
  // The length lies outside the checksum: with the bytes that are there, a batch with a damaged length still matches.
  return LOG_OVERHEAD + bytes.readInt32BE(8) > bytes.length && crc32c(bytes, 21) !== bytes.readUInt32BE(17)
}

/** The first intact batch in `bytes` behind position 0 whose offset fits. */
function nextValidBatch(bytes: Buffer, minOffset: number): { at: number; baseOffset: number } | undefined {
  for (let at = 1; at + BATCH_OVERHEAD <= bytes.length; at++) {
    if (bytes[at + 16] !== 2) continue
    const length = bytes.readInt32BE(at + 8)
    if (length < BATCH_OVERHEAD - LOG_OVERHEAD || at + LOG_OVERHEAD + length > bytes.length) continue
    const baseOffset = readInt64(bytes, at)
    if (baseOffset < minOffset || baseOffset > minOffset + 2 ** 31) continue
    if (isBatchCrcValid(bytes, at)) return { at, baseOffset }
  }
  return undefined
}

/**
 * Whether sectors of the file read as zeros because they were never written: a run of zeros that begins and ends at sector
 * borders. Zeros of the data itself hardly ever lie so neatly. `position` is where `bytes` begin in the file.
 */
function hasLostSector(bytes: Buffer, position: number): boolean {
  const chance = 16
  const zeroFrom = (at: number): number => {
    while (at < bytes.length && bytes[at] === 0) at++
    return at
  }
  const endsNeatly = (end: number): boolean => end === bytes.length || (position + end) % sectorBytes < chance
  const border = (sectorBytes - (position % sectorBytes)) % sectorBytes
  // The rest of the sector in which the good part ends. A batch begins with some zeros of its own.
  const lead = zeroFrom(0)
  if (lead >= Math.min(border, bytes.length) && lead >= chance && endsNeatly(lead)) return true
  for (let at = border; at < bytes.length; at += sectorBytes) {
    const end = zeroFrom(at)
    if (end < Math.min(at + sectorBytes, bytes.length)) continue
    let start = at
    while (start > 0 && bytes[start - 1] === 0) start--
    if ((start === 0 || at - start < chance) && endsNeatly(end)) return true
    at += Math.floor((end - at) / sectorBytes) * sectorBytes
  }
  return false
}
