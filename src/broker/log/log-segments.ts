// The segments of a log and their files: which one is appended to and when the next begins, taking old ones away, cutting the end off,
// putting a compacted one in the place of others. It knows nothing of watermarks, epochs and producers: those are PartitionLog's.

import { errorMessage } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import type { System } from '../../core/system.ts'
import type { Disk } from '../disk/disk.ts'
import type { PreparedAppend } from './append.ts'
import type { FilePool } from './file-pool.ts'
import type { LogConfig } from './log-config.ts'
import { segmentIndexFor } from './log-reader.ts'
import type { LogSync } from './log-sync.ts'
import { LogSegment } from './segment.ts'
import { loadSnapshots } from './snapshots.ts'

/** What has to be known of the log. */
export interface SegmentedLog {
  readonly directory: string
  readonly config: LogConfig
}

/** Positions in an index are 32 bits wide. */
const maxPosition = 2 ** 31 - 1

export class LogSegments {
  readonly #log: SegmentedLog
  readonly #disk: Disk
  readonly #pool: FilePool
  readonly #system: System
  readonly #logger: Logger
  readonly #sync: LogSync
  #all: LogSegment[]

  /** `loaded` are the segments found in the directory, one at least. */
  constructor(log: SegmentedLog, deps: { disk: Disk; pool: FilePool; system: System; logger: Logger }, sync: LogSync, loaded: LogSegment[]) {
    this.#log = log
    this.#disk = deps.disk
    this.#pool = deps.pool
    this.#system = deps.system
    this.#logger = deps.logger
    this.#sync = sync
    this.#all = loaded
    this.#drawJitter(this.active)
  }

  /** The oldest first. */
  get all(): readonly LogSegment[] {
    return this.#all
  }

  /** The one that is appended to. */
  get active(): LogSegment {
    return this.#all.at(-1)!
  }

  get sizeBytes(): number {
    let bytes = 0
    for (const segment of this.#all) bytes += segment.size
    return bytes
  }

  // ---- the active one

  /** Whether the active segment has to be closed before this is appended: it is too large or too old, or an offset does not fit its index. */
  mustRollFor(prepared: PreparedAppend): boolean {
    const { active } = this
    if (active.overflows(prepared.lastOffset)) return true
    if (active.size === 0) return false
    const size = active.size + prepared.bytes
    return size > this.#log.config.segmentBytes || size > maxPosition || active.isIndexFull || this.#isTooOld(active, prepared)
  }

  #isTooOld(active: LogSegment, prepared: PreparedAppend): boolean {
    const { segmentMs, cleanupPolicy, maxCompactionLagMs } = this.#log.config
    const limitMs = cleanupPolicy.includes('compact') ? Math.min(segmentMs, maxCompactionLagMs) : segmentMs
    const first = active.firstTimestamp
    const age = first !== undefined && first >= 0 ? prepared.maxTimestamp - first : this.#system.clock.now() - active.createdMs
    return age > limitMs - active.rollJitterMs
  }

  /** A new active segment at the log end; the one before is finished. */
  begin(baseOffset: number): void {
    const old = this.active
    const segment = this.#create(baseOffset)
    this.#sync.namesChanged()
    this.#sync.add(old)
    this.#sync.add(segment)
    if (old.size === 0) {
      // An empty segment gives way: only a log that was started further on can be in this state.
      this.#all.pop()
      this.#sync.forget(old)
      this.#removeFiles([old])
    }
    this.#all.push(segment)
  }

  #create(baseOffset: number): LogSegment {
    const segment = LogSegment.create(this.#pool, this.#log.directory, baseOffset, this.#log.config, this.#system.clock.now())
    this.#drawJitter(segment)
    return segment
  }

  #drawJitter(segment: LogSegment): void {
    const { segmentJitterMs, segmentMs } = this.#log.config
    segment.rollJitterMs = segmentJitterMs > 0 ? this.#system.random.int(Math.min(segmentJitterMs, segmentMs, 2 ** 31 - 1)) : 0
  }

  // ---- taking away

  /** Removes the segments whose records all lie below `offset`, but never the last. Returns how many. */
  removeBelow(offset: number): number {
    let count = 0
    while (count + 1 < this.#all.length && this.#all[count + 1]!.baseOffset <= offset) count++
    this.removeOldest(count)
    return count
  }

  removeOldest(count: number): void {
    if (count === 0) return
    const removed = this.#all.splice(0, count)
    for (const segment of removed) this.#sync.forget(segment)
    this.#removeFiles(removed)
  }

  /** Cuts off everything from the batch on that holds `offset`, which no segment begins after. Returns where the log ends now. */
  truncateTo(offset: number): number {
    const dropped = this.#all.splice(segmentIndexFor(this.#all, offset) + 1)
    for (const segment of dropped) this.#sync.forget(segment)
    const { active } = this
    const position = active.positionOf(offset)
    let end = offset
    if (position !== undefined) {
      const [first] = active.scan(position, { verify: false })
      end = Math.min(offset, first!.header.baseOffset)
    }
    active.truncateTo(offset)
    this.#removeFiles(dropped)
    this.#sync.add(active)
    this.#sync.truncated(end)
    return end
  }

  /** Drops all segments, and every producer snapshot, and begins again at `offset`. */
  restart(offset: number): void {
    const dropped = this.#all
    this.#all = []
    this.#removeFiles(dropped)
    for (const snapshot of loadSnapshots(this.#disk, this.#log.directory)) this.#disk.remove(snapshot.path)
    const segment = this.#create(offset)
    this.#all = [segment]
    this.#sync.restarted(offset)
    this.#sync.add(segment)
    this.#sync.namesChanged()
  }

  /** Renames the files, with the snapshots that belong to them, to `.deleted` and removes them after `file.delete.delay.ms`. */
  #removeFiles(segments: readonly LogSegment[]): void {
    const paths: string[] = []
    for (const segment of segments) paths.push(...segment.renameAll('', '.deleted'))
    const stays = new Set(this.#all.map(segment => segment.baseOffset))
    for (const snapshot of loadSnapshots(this.#disk, this.#log.directory)) {
      if (stays.has(snapshot.offset) || !segments.some(segment => segment.baseOffset === snapshot.offset)) continue
      this.#disk.rename(snapshot.path, `${snapshot.path}.deleted`)
      paths.push(`${snapshot.path}.deleted`)
    }
    this.#sync.namesChanged()
    this.#system.timers.schedule(
      this.#log.config.fileDeleteDelayMs,
      () => {
        for (const segment of segments) segment.discard()
        for (const path of paths) this.#removeQuietly(path)
      },
      { background: true },
    )
  }

  #removeQuietly(path: string): void {
    try {
      if (this.#disk.exists(path)) this.#disk.remove(path)
    } catch (error) {
      this.#logger.warn(errorMessage(error))
    }
  }

  // ---- compaction (cleaner.ts)

  createCleaned(baseOffset: number): LogSegment {
    return LogSegment.create(this.#pool, this.#log.directory, baseOffset, this.#log.config, this.#system.clock.now(), '.cleaned')
  }

  /** Where `run` stands in the log; -1 when it is no longer there as it was, or reaches the active segment. */
  indexOfClosed(run: readonly LogSegment[]): number {
    const at = this.#all.indexOf(run[0]!)
    const isThere = at >= 0 && at + run.length < this.#all.length && run.every((segment, i) => this.#all[at + i] === segment)
    return isThere ? at : -1
  }

  /** Puts `cleaned`, whose files are durable, in the place of the `count` segments from index `at` on. */
  replace(at: number, count: number, cleaned: LogSegment): void {
    cleaned.renameAll('.cleaned', '.swap')
    this.#disk.syncDirectory(this.#log.directory)
    const old = this.#all.splice(at, count, cleaned)
    for (const segment of old) this.#sync.forget(segment)
    this.#removeFiles(old)
    cleaned.renameAll('.swap', '')
    this.#disk.syncDirectory(this.#log.directory)
  }

  discardCleaned(cleaned: LogSegment): void {
    const paths = cleaned.files.map(file => file.path)
    cleaned.discard()
    for (const path of paths) if (path.endsWith('.cleaned')) this.#removeQuietly(path)
  }

  // ---- the end

  /** The directory has another name. */
  moved(directory: string): void {
    for (const segment of this.#all) segment.moved(directory)
  }

  release(): void {
    for (const segment of this.#all) segment.release()
  }

  discard(): void {
    for (const segment of this.#all) segment.discard()
  }
}
