// The log of `__cluster_metadata-0` with its only voter (KIP-500, KIP-595): loading, the epoch of this run, appending,
// durability, snapshots (KIP-630). Driver. It refuses directories of quorums with other voters: there is no consensus here.

import { ConfigError, CorruptionError } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import type { System } from '../../core/system.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import { ZERO_UUID, type Uuid } from '../../protocol/ids.ts'
import { encodeMetadataRecord } from '../../protocol/metadata-records.ts'
import { BatchBuilder } from '../../protocol/records/builder.ts'
import { encodeControlBatch } from '../../protocol/records/control.ts'
import type { BrokerConfig } from '../config.ts'
import type { Disk } from '../disk/disk.ts'
import { imageRecords, type MetadataImage } from '../image.ts'
import type { LogConfig } from '../log/log-config.ts'
import type { PartitionLog } from '../log/partition-log.ts'
import { kraftVersion, leaderChange, votersRecord, type Voter } from './control-records.ts'
import { formatQuorumState, parseQuorumState, quorumStateFile, type QuorumState } from './quorum-state.ts'
import { recordVersion } from './record-versions.ts'
import { MetadataReplay } from './replay.ts'
import { encodeSnapshot, listSnapshots, readSnapshot, removePartialSnapshots, snapshotName, writeSnapshotFile, type SnapshotFile } from './snapshot.ts'

/** A batch is closed when it would grow beyond this; Kafka's own limit is 8 MiB. */
const BATCH_BYTES = 4 << 20
const READ_BYTES = 1 << 20

export interface MetadataLogOptions {
  readonly disk: Disk
  readonly system: System
  readonly logger: Logger
  /** As LogManager.openMetadataLog gives it, with metadataLogConfig. */
  readonly log: PartitionLog
  readonly nodeId: number
  /** `directory.id` of the log directory that holds the metadata log. */
  readonly directoryId: Uuid
  /** Where Apache Kafka would reach this voter. */
  readonly controllerEndpoint: { readonly name: string; readonly host: string; readonly port: number }
  /** `metadata.log.max.record.bytes.between.snapshots`. Default 20 MiB. */
  readonly snapshotBytes?: number
  /** `metadata.log.max.snapshot.interval.ms`; 0: only by bytes. Default one hour. */
  readonly snapshotIntervalMs?: number
  /** `metadata.max.retention.bytes`. Default 100 MiB. */
  readonly retentionBytes?: number
  /** `metadata.max.retention.ms`. Default seven days. */
  readonly retentionMs?: number
}

export interface AppendedRecords {
  readonly firstOffset: number
  readonly lastOffset: number
  readonly epoch: number
  readonly timestamp: number
}

/** The metadata log is not a topic: nothing expires by age, snapshots decide what goes. */
export function metadataLogConfig(config: BrokerConfig): Partial<LogConfig> {
  return {
    segmentBytes: config.numberOrNull('internal.metadata.log.segment.bytes') ?? config.number('metadata.log.segment.bytes'),
    segmentMs: config.number('metadata.log.segment.ms'),
    fileDeleteDelayMs: config.number('internal.metadata.delete.delay.millis'),
    cleanupPolicy: [],
    retentionMs: -1,
    retentionBytes: -1,
  }
}

export class MetadataLog {
  readonly nodeId: number
  readonly kraftVersion: number
  /** The metadata as it was found. */
  readonly loadedImage: MetadataImage
  /** Whether there was no metadata at all: neither in the log nor in a snapshot. */
  readonly isEmpty: boolean
  /** Whether the log ends within a metadata transaction, which must be aborted. */
  readonly transactionIsOpen: boolean
  readonly #options: MetadataLogOptions
  readonly #directory: string
  readonly #log: PartitionLog
  #epoch = 0
  #voters: readonly Voter[]
  #votersAreLogged: boolean
  #bytesSinceSnapshot = 0
  #snapshotAt: number
  #snapshotEndOffset: number

  private constructor(options: MetadataLogOptions, loaded: Loaded) {
    this.nodeId = options.nodeId
    this.#options = options
    this.#log = options.log
    this.#directory = options.log.directory
    this.kraftVersion = loaded.kraftVersion
    this.loadedImage = loaded.image
    this.isEmpty = loaded.isEmpty
    this.transactionIsOpen = loaded.transactionIsOpen
    this.#epoch = loaded.epoch
    const { name, host, port } = options.controllerEndpoint
    this.#voters = [{ id: options.nodeId, directoryId: options.directoryId, endpoints: [{ name, host, port }] }]
    this.#votersAreLogged = JSON.stringify(loaded.voters) === JSON.stringify(this.#voters)
    this.#bytesSinceSnapshot = loaded.bytesSinceSnapshot
    this.#snapshotAt = options.system.clock.now()
    this.#snapshotEndOffset = loaded.snapshotEndOffset
  }

  /**
   * Reads the newest snapshot and the log behind it. Throws CorruptionError when neither gives the whole metadata,
   * ConfigError when the directory belongs to a quorum that this node does not make up alone.
   */
  static open(options: MetadataLogOptions): MetadataLog {
    const loaded = load(options)
    options.log.updateHighWatermark(options.log.logEndOffset)
    return new MetadataLog(options, loaded)
  }

  /** The leader epoch of this run. */
  get epoch(): number {
    return this.#epoch
  }

  get logStartOffset(): number {
    return this.#log.logStartOffset
  }

  get logEndOffset(): number {
    return this.#log.logEndOffset
  }

  /** Up to here the metadata is durable. */
  get highWatermark(): number {
    return this.#log.highWatermark
  }

  get directory(): string {
    return this.#directory
  }

  get voters(): readonly Voter[] {
    return this.#voters
  }

  /**
   * Begins a new leader epoch: the vote goes to the file first, then the control records to the log. Both are durable when the
   * promise resolves. Must be called once, before append.
   */
  async becomeLeader(): Promise<void> {
    const { disk, system, nodeId } = this.#options
    this.#epoch++
    this.#writeQuorumState(disk)
    const records = [leaderChange(nodeId, [nodeId])]
    // The voters follow every change of where the controller would be reached, or Apache Kafka could not open the directory with the same file.
    if (this.kraftVersion > 0 && !this.#votersAreLogged) {
      if (this.#log.logEndOffset === 0 || this.isEmpty) records.push(kraftVersion(this.kraftVersion))
      records.push(votersRecord(this.#voters))
      this.#votersAreLogged = true
    }
    const batch = encodeControlBatch(records, system.clock.now(), { baseOffset: this.#log.logEndOffset, partitionLeaderEpoch: this.#epoch })
    this.#log.append(batch, { origin: 'raft', leaderEpoch: this.#epoch })
    await this.sync()
  }

  #writeQuorumState(disk: Disk): void {
    const state: QuorumState = {
      leaderId: this.nodeId,
      leaderEpoch: this.#epoch,
      votedId: -1,
      votedDirectoryId: ZERO_UUID,
      voters: this.kraftVersion > 0 ? undefined : [this.nodeId],
    }
    disk.writeFileAtomic(`${this.#directory}/${quorumStateFile}`, formatQuorumState(state))
  }

  /** Appends the records, all or none, in one batch unless they are too many for one. Not durable before sync resolves. */
  append(records: readonly MetadataRecord[], metadataVersion: number): AppendedRecords {
    const timestamp = this.#options.system.clock.now()
    const firstOffset = this.#log.logEndOffset
    const batches: Buffer[] = []
    let baseOffset = firstOffset
    let builder = new BatchBuilder({ maxBytes: BATCH_BYTES })
    const finish = (): void => {
      const count = builder.recordCount
      batches.push(builder.build({ baseOffset, partitionLeaderEpoch: this.#epoch }))
      baseOffset += count
    }
    for (const record of records) {
      const value = encodeMetadataRecord(record, recordVersion(record, metadataVersion))
      if (builder.append(timestamp, null, value)) continue
      finish()
      builder = new BatchBuilder({ maxBytes: BATCH_BYTES })
      builder.append(timestamp, null, value)
    }
    finish()
    const bytes = batches.length === 1 ? batches[0]! : Buffer.concat(batches)
    this.#log.append(bytes, { origin: 'raft', leaderEpoch: this.#epoch })
    this.#bytesSinceSnapshot += bytes.length
    return { firstOffset, lastOffset: this.#log.logEndOffset - 1, epoch: this.#epoch, timestamp }
  }

  /** Resolves to the end of what is durable and therefore committed. */
  async sync(): Promise<number> {
    const end = await this.#log.sync()
    this.#log.updateHighWatermark(end)
    return this.#log.highWatermark
  }

  /** Writes a snapshot when enough has come since the last one. `image` must be durable. */
  maybeSnapshot(image: MetadataImage): void {
    const { snapshotBytes = 20 << 20, snapshotIntervalMs = 3_600_000, system } = this.#options
    const byTime = snapshotIntervalMs > 0 && this.#bytesSinceSnapshot > 0 && system.clock.now() - this.#snapshotAt >= snapshotIntervalMs
    if (this.#bytesSinceSnapshot >= snapshotBytes || byTime) this.snapshot(image)
  }

  /** Writes a snapshot of the image and removes what it makes superfluous. Throws StorageError; the log is unharmed then. */
  snapshot(image: MetadataImage): void {
    const { disk, system, logger } = this.#options
    const { offset, epoch, timestamp } = image.provenance
    const id = { endOffset: offset + 1, epoch }
    this.#bytesSinceSnapshot = 0
    this.#snapshotAt = system.clock.now()
    if (id.endOffset <= this.#snapshotEndOffset) return
    const chunks = encodeSnapshot(
      {
        records: imageRecords(image),
        metadataVersion: image.metadataVersion,
        quorum: { kraftVersion: this.kraftVersion, voters: this.#voters },
        lastContainedLogTimestamp: timestamp,
      },
      system.clock.now(),
    )
    writeSnapshotFile(disk, this.#directory, snapshotName(id), chunks)
    this.#snapshotEndOffset = id.endOffset
    logger.info(`metadata snapshot ${snapshotName(id)} written (${chunks.reduce((sum, chunk) => sum + chunk.length, 0)} bytes)`)
    // Only whole segments can go, so the snapshot's end begins a new one.
    this.#log.roll()
    this.#clean()
  }

  /** Removes old snapshots, and the log below the oldest one that stays, when they are beyond what may be kept. */
  #clean(): void {
    const { disk, system, logger, retentionBytes = 100 << 20, retentionMs = 604_800_000 } = this.#options
    let snapshots = listSnapshots(disk, this.#directory)
    const size = (files: readonly SnapshotFile[]): number => files.reduce((sum, file) => sum + (disk.stat(file.path)?.size ?? 0), this.#log.sizeBytes)
    const tooOld = (file: SnapshotFile): boolean => retentionMs >= 0 && system.clock.now() - (disk.stat(file.path)?.modifiedMs ?? 0) > retentionMs
    while (snapshots.length > 1 && ((retentionBytes >= 0 && size(snapshots) > retentionBytes) || tooOld(snapshots[0]!))) {
      this.#log.deleteRecordsBefore(Math.min(snapshots[1]!.endOffset, this.#log.highWatermark))
      disk.remove(snapshots[0]!.path)
      logger.info(`metadata snapshot ${snapshotName(snapshots[0]!)} removed`)
      snapshots = snapshots.slice(1)
    }
    const oldest = snapshots[0]
    if (oldest !== undefined && oldest.endOffset > this.#log.logStartOffset && retentionBytes >= 0 && size(snapshots) > retentionBytes) {
      this.#log.deleteRecordsBefore(Math.min(oldest.endOffset, this.#log.highWatermark))
    }
  }
}

interface Loaded {
  image: MetadataImage
  epoch: number
  kraftVersion: number
  voters: readonly Voter[] | undefined
  isEmpty: boolean
  transactionIsOpen: boolean
  bytesSinceSnapshot: number
  snapshotEndOffset: number
}

function load(options: MetadataLogOptions): Loaded {
  const { disk, log, logger } = options
  removePartialSnapshots(disk, log.directory)
  const snapshot = newestSnapshot(options)
  const replay = snapshot?.replay ?? new MetadataReplay()
  if (snapshot !== undefined) {
    replay.build({ offset: snapshot.endOffset - 1, epoch: snapshot.epoch, timestamp: replay.lastContainedLogTimestamp })
    if (snapshot.endOffset > log.logEndOffset) {
      logger.info(`metadata log: begins anew at the end of snapshot ${snapshotName(snapshot)} (the log ended at ${log.logEndOffset})`)
      log.truncateFullyAndStartAt(snapshot.endOffset)
    }
  } else if (log.logStartOffset > 0) {
    throw new CorruptionError(`${log.directory}: the metadata log begins at offset ${log.logStartOffset}, and no usable snapshot covers what came before`)
  }
  let bytes = 0
  for (let offset = snapshot?.endOffset ?? 0; offset < log.logEndOffset; ) {
    const read = log.read(offset, { maxBytes: READ_BYTES, minOneMessage: true, upTo: 'logEnd' })
    for (const chunk of read.records) for (let position = 0; position < chunk.length; ) position = replayBatch(replay, chunk, position, offset)
    bytes += read.bytes
    offset = read.nextOffset
  }
  const image = replay.build()
  const quorumState = readQuorumState(options)
  const isNew = image.provenance.offset < 0
  const kraftVersion = replay.voters !== undefined || (isNew && quorumState === undefined) ? 1 : replay.kraftVersion
  throwIfNotAlone(options, replay.voters, quorumState)
  return {
    image,
    epoch: Math.max(quorumState?.leaderEpoch ?? 0, log.latestEpoch, snapshot?.epoch ?? 0),
    kraftVersion,
    voters: replay.voters,
    isEmpty: replay.recordCount === 0,
    transactionIsOpen: replay.transactionIsOpen,
    bytesSinceSnapshot: bytes,
    snapshotEndOffset: snapshot?.endOffset ?? -1,
  }
}

/** A batch that the snapshot covers in part cannot be: snapshots end where batches end. */
function replayBatch(replay: MetadataReplay, chunk: Buffer, position: number, offset: number): number {
  try {
    return replay.batch(chunk, position)
  } catch (error) {
    if (error instanceof CorruptionError) throw new CorruptionError(`the metadata log cannot be read from offset ${offset} on: ${error.message}`, { cause: error })
    throw error
  }
}

/** The newest snapshot that can be read. An older one does when the log still reaches back to its end. */
function newestSnapshot(options: MetadataLogOptions): (SnapshotFile & { replay: MetadataReplay }) | undefined {
  const { disk, log, logger } = options
  let failure: CorruptionError | undefined
  for (const file of listSnapshots(disk, log.directory).reverse()) {
    if (failure !== undefined && file.endOffset < log.logStartOffset) break
    try {
      return { ...file, replay: readSnapshot(disk.readFile(file.path), file.path) }
    } catch (error) {
      if (!(error instanceof CorruptionError)) throw error
      logger.error(`${error.message}; an older snapshot or the log is used instead`)
      failure ??= error
      // What only the damaged snapshot knew cannot be found elsewhere.
      if (file.endOffset > log.logEndOffset) throw error
    }
  }
  if (failure !== undefined && log.logStartOffset > 0) throw failure
  return undefined
}

function readQuorumState({ disk, log, logger }: MetadataLogOptions): QuorumState | undefined {
  const path = `${log.directory}/${quorumStateFile}`
  if (!disk.exists(path)) return undefined
  try {
    return parseQuorumState(disk.readFile(path).toString('utf8'))
  } catch (error) {
    if (!(error instanceof CorruptionError)) throw error
    // One voter cannot vote twice: the epochs of the log say all that matters.
    logger.warn(`${path}: ${error.message}; the epoch is taken from the log`)
    return undefined
  }
}

function throwIfNotAlone(options: MetadataLogOptions, voters: readonly Voter[] | undefined, quorumState: QuorumState | undefined): void {
  const ids = voters?.map(voter => voter.id) ?? quorumState?.voters
  if (ids === undefined || ids.length === 0) return
  const { nodeId, directoryId, log } = options
  if (ids.length > 1 || ids[0] !== nodeId) {
    throw new ConfigError(`${log.directory} belongs to a quorum of the voters ${ids.join(', ')}; node ${nodeId} can only open one that it makes up alone`)
  }
  const voter = voters?.[0]
  if (voter !== undefined && voter.directoryId !== directoryId) {
    throw new ConfigError(`${log.directory} belongs to the voter with directory.id ${voter.directoryId}, meta.properties says ${directoryId}`)
  }
}
