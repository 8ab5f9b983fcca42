// What of a log has not reached the device yet, and the rounds that bring it there (group commit). The recovery point that
// follows from it is a promise: everything below survives a power loss. Driver.

import type { Clock } from '../../core/clock.ts'
import { ClosedError } from '../../core/errors.ts'
import type { Disk } from '../disk/disk.ts'
import { leaderEpochFile, partitionMetadataFile } from './checkpoints.ts'
import type { LeaderEpochs } from './leader-epochs.ts'
import type { LogSegment } from './segment.ts'
import { loadSnapshots } from './snapshots.ts'

/** What the rounds need to know of their log. */
export interface SyncedLog {
  readonly directory: string
  readonly segments: readonly LogSegment[]
  readonly logEndOffset: number
  readonly isClosed: boolean
}

export class LogSync {
  readonly #disk: Disk
  readonly #clock: Clock
  readonly #log: SyncedLog
  readonly #epochs: LeaderEpochs
  readonly #failed: (error: unknown) => unknown
  #recoveryPoint: number
  #syncedAt: number
  /** Segments that hold bytes which no sync has covered, oldest first. */
  #segments = new Set<LogSegment>()
  /** Files were made, renamed or removed in the directory. */
  #names = false
  /** The directory itself is new. */
  #parent = false
  #epochsDirty = false
  /** The leader epoch as of the last sync of leader-epoch-checkpoint. */
  #syncedEpoch = -1
  #truncations = 0
  #running: Promise<number> | undefined
  #queued: Promise<number> | undefined

  /** `failed` is told of a failure, and makes the error that the caller of `run` gets. */
  constructor(disk: Disk, clock: Clock, log: SyncedLog, epochs: LeaderEpochs, recoveryPoint: number, failed: (error: unknown) => unknown) {
    this.#disk = disk
    this.#clock = clock
    this.#log = log
    this.#epochs = epochs
    this.#failed = failed
    this.#recoveryPoint = recoveryPoint
    this.#syncedAt = clock.now()
  }

  /** Everything below is durable. */
  get recoveryPoint(): number {
    return this.#recoveryPoint
  }

  get isDirty(): boolean {
    return this.#segments.size > 0 || this.#names || this.#epochsDirty
  }

  /** When the last round ended, or the log was opened. */
  get syncedAt(): number {
    return this.#syncedAt
  }

  add(segment: LogSegment): void {
    this.#segments.add(segment)
  }

  /** The segment is being removed: nobody will ask for its bytes. */
  forget(segment: LogSegment): void {
    this.#segments.delete(segment)
  }

  namesChanged(): void {
    this.#names = true
  }

  directoryMade(): void {
    this.#parent = this.#names = true
  }

  /** Records of leader epoch `epoch` were appended. */
  noteEpoch(epoch: number): void {
    if (epoch > this.#syncedEpoch) this.#epochsDirty = true
  }

  /** The log ends at `offset` now: a round under way may no longer promise more. */
  truncated(offset: number): void {
    this.#truncations++
    this.#recoveryPoint = Math.min(this.#recoveryPoint, offset)
  }

  /** The log begins again, empty, at `offset`. */
  restarted(offset: number): void {
    this.#truncations++
    this.#segments.clear()
    this.#recoveryPoint = offset
  }

  /**
   * Makes everything appended before the call durable; answers the recovery point. Calls that come while the device is busy
   * share the next round.
   */
  run(): Promise<number> {
    if (this.#running !== undefined) {
      return (this.#queued ??= this.#running
        .catch(() => {})
        .then(() => {
          this.#queued = undefined
          return this.run()
        }))
    }
    if (!this.isDirty) return Promise.resolve(this.#recoveryPoint)
    this.#running = this.#round().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #round(): Promise<number> {
    const end = this.#log.logEndOffset
    const truncations = this.#truncations
    const active = this.#log.segments.at(-1)!
    const round = [...this.#segments]
    const names = this.#names
    this.#segments = new Set()
    try {
      for (const segment of round) await this.#syncSegment(segment, active)
      if (this.#epochsDirty || this.#epochs.isUnwritten) {
        this.#epochsDirty = false
        this.#syncedEpoch = this.#epochs.latestEpoch
        this.#epochs.flush()
        await this.#syncFile(leaderEpochFile)
      }
      if (names) {
        this.#names = false
        await this.#syncFile(partitionMetadataFile)
        await this.#disk.syncDirectoryLater(this.#log.directory)
      }
      if (this.#parent) {
        await this.#disk.syncDirectoryLater(this.#parentDirectory)
        this.#parent = false
      }
    } catch (error) {
      // A log that was deleted or closed under the round has nothing to promise, and its files may be gone by right.
      this.#throwIfClosed()
      for (const segment of round) if (this.#log.segments.includes(segment)) this.#segments.add(segment)
      this.#epochsDirty = this.#names = true
      throw this.#failed(error)
    }
    this.#syncedAt = this.#clock.now()
    // What was cut off and written anew while the device was busy was not part of the round.
    if (truncations === this.#truncations) this.#recoveryPoint = Math.max(this.#recoveryPoint, end)
    return this.#recoveryPoint
  }

  #throwIfClosed(): void {
    if (this.#log.isClosed) throw new ClosedError(`${this.#log.directory} was closed during a sync`)
  }

  async #syncSegment(segment: LogSegment, active: LogSegment): Promise<void> {
    this.#throwIfClosed()
    try {
      if (this.#log.segments.includes(segment)) await segment.sync({ indexes: segment !== active })
    } catch (error) {
      // Retention, a truncation or compaction may have removed it while the device was busy with it.
      if (this.#log.segments.includes(segment)) throw error
    }
  }

  async #syncFile(name: string): Promise<void> {
    this.#throwIfClosed()
    const path = `${this.#log.directory}/${name}`
    if (!this.#disk.exists(path)) return
    const file = this.#disk.open(path, 'write')
    try {
      await file.sync()
    } finally {
      file.close()
    }
  }

  /** The same, blocking, for a clean stop: with the newest producer snapshot, and the indexes of all segments. */
  runNow(): void {
    // A log that nobody appended to is durable since it was opened; an epoch without a record need not be.
    if (!this.isDirty) return
    if (this.#hasNothingToLose) return
    for (const segment of this.#segments) segment.syncNow()
    this.#log.segments.at(-1)!.syncNow()
    for (const path of this.#closingPaths()) this.#syncPathNow(path)
    this.#disk.syncDirectory(this.#log.directory)
    if (this.#parent) this.#disk.syncDirectory(this.#parentDirectory)
    this.#allDurable()
  }

  /** What `runNow` does, without blocking, for a log that nobody appends to any more: a thousand of them wait for the device together. Throws what the device says. */
  async runForClose(): Promise<void> {
    await this.#running?.catch(() => {})
    if (!this.isDirty || this.#hasNothingToLose) return
    const end = this.#log.logEndOffset
    const segments = new Set([...this.#segments, this.#log.segments.at(-1)!])
    for (const segment of segments) {
      this.#throwIfClosed()
      await segment.sync({ indexes: true })
    }
    for (const path of this.#closingPaths()) await this.#syncFile(path.slice(this.#log.directory.length + 1))
    await this.#disk.syncDirectoryLater(this.#log.directory)
    if (this.#parent) await this.#disk.syncDirectoryLater(this.#parentDirectory)
    if (end === this.#log.logEndOffset) this.#allDurable()
  }

  /** A partition that never had a record is the same whether its files are found again or made again: ten thousand of them would take minutes. */
  get #hasNothingToLose(): boolean {
    return this.#segments.size === 0 && this.#log.logEndOffset === 0
  }

  /** The files beside the segments that a clean start relies on, as far as they are there. */
  #closingPaths(): string[] {
    const snapshot = loadSnapshots(this.#disk, this.#log.directory).at(-1)
    const paths = [leaderEpochFile, partitionMetadataFile].map(name => `${this.#log.directory}/${name}`)
    return snapshot === undefined ? paths : [...paths, snapshot.path]
  }

  #allDurable(): void {
    this.#segments.clear()
    this.#names = this.#parent = this.#epochsDirty = false
    this.#recoveryPoint = this.#log.logEndOffset
  }

  #syncPathNow(path: string): void {
    if (!this.#disk.exists(path)) return
    const file = this.#disk.open(path, 'write')
    try {
      file.syncNow()
    } finally {
      file.close()
    }
  }

  get #parentDirectory(): string {
    const { directory } = this.#log
    return directory.slice(0, Math.max(1, directory.lastIndexOf('/')))
  }
}
