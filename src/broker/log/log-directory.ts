// One of a broker's log directories: whose it is (meta.properties), its lock, the clean-shutdown marker, the checkpoints, and the
// names of the partition directories in it.

import { ConfigError } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import { randomUuid } from '../../core/random.ts'
import type { System } from '../../core/system.ts'
import type { Disk } from '../disk/disk.ts'
import { DiskReserve } from './disk-reserve.ts'
import {
  cleanShutdownFile,
  cleanerFile,
  formatMetaProperties,
  formatOffsetCheckpoint,
  highWatermarkFile,
  lockFile,
  logStartFile,
  metaPropertiesFile,
  parseCleanShutdown,
  parseMetaProperties,
  parseOffsetCheckpoint,
  recoveryPointFile,
  type MetaProperties,
} from './checkpoints.ts'

/** The topic of the metadata log, whose directory is like no other: in no checkpoint, and not listed with the partitions. */
export const metadataTopic = '__cluster_metadata'

/** One of `log.dirs`. */
export interface LogDirectory {
  readonly path: string
  readonly meta: MetaProperties
  /** Whether the last stop was clean. */
  readonly clean: boolean
  /** From the clean-shutdown marker, -1 without one. */
  readonly brokerEpoch: number
  /** Why the directory is out of service, if it is. */
  readonly failure: Error | undefined
}

/** What the manager keeps of a directory. */
export interface Directory extends LogDirectory {
  failure: Error | undefined
  readonly lock: { release(): void }
  /** Room for the manager's and the controller's own writes when the disk is full. */
  readonly reserve: DiskReserve
  readonly recoveryPoints: Map<string, number>
  /** Whether the checkpoint could be read: a partition that it lacks is then known to be new. */
  readonly recoveryPointsKnown: boolean
  readonly logStarts: Map<string, number>
  readonly highWatermarks: Map<string, number>
  readonly cleanerOffsets: Map<string, number>
  /** Partition directories found at the start that no log was opened for. */
  readonly unopened: Set<string>
  /** What each checkpoint file holds. */
  readonly written: Map<string, { content: string; durable: boolean }>
  /** Checkpoints whose last write failed, which has been said. */
  readonly unwritten: Set<string>
}

/**
 * Makes, locks and identifies a directory, takes its clean-shutdown marker away and reads its checkpoints. Throws ConfigError for a
 * directory of another node or cluster, StorageError for one that is locked or cannot be written.
 */
export function openDirectory(bare: Disk, system: System, logger: Logger, path: string, nodeId: number, clusterId: string | undefined): Directory {
  const reserve = new DiskReserve(bare, logger, path)
  const { disk } = reserve
  makeDirectoryDurable(disk, path)
  const lock = disk.lock(`${path}/${lockFile}`)
  try {
    const meta = openMetaProperties(disk, system, path, nodeId, clusterId)
    const marker = `${path}/${cleanShutdownFile}`
    const clean = disk.exists(marker)
    const brokerEpoch = clean ? parseCleanShutdown(disk.readFile(marker).toString('latin1')) : -1
    if (clean) {
      disk.remove(marker)
      disk.syncDirectory(path)
    }
    const unopened = new Set<string>()
    for (const { name, kind } of disk.list(path)) {
      if (kind !== 'directory' || splitName(name) === undefined || name === `${metadataTopic}-0`) continue
      unopened.add(name)
    }
    const read = (file: string): Map<string, number> | undefined => readCheckpoint(disk, logger, `${path}/${file}`)
    const recoveryPoints = read(recoveryPointFile)
    if (unopened.size === 0 && recoveryPoints === undefined) disk.writeFileAtomic(`${path}/${recoveryPointFile}`, formatOffsetCheckpoint([]))
    return {
      path,
      meta,
      clean,
      brokerEpoch,
      failure: undefined,
      lock,
      reserve,
      recoveryPoints: recoveryPoints ?? new Map(),
      recoveryPointsKnown: recoveryPoints !== undefined || unopened.size === 0,
      logStarts: read(logStartFile) ?? new Map(),
      highWatermarks: read(highWatermarkFile) ?? new Map(),
      cleanerOffsets: read(cleanerFile) ?? new Map(),
      unopened,
      written: new Map(),
      unwritten: new Set(),
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** A new directory is there after a power loss only when the names of it and of its new ancestors were synced. */
function makeDirectoryDurable(disk: Disk, path: string): void {
  const made: string[] = []
  for (let at = path; at !== '' && !disk.exists(at); at = at.slice(0, at.lastIndexOf('/'))) made.push(at)
  disk.makeDirectory(path)
  for (const at of made.reverse()) disk.syncDirectory(at.slice(0, at.lastIndexOf('/')) || '/')
}

function openMetaProperties(disk: Disk, system: System, path: string, nodeId: number, clusterId: string | undefined): MetaProperties {
  const file = `${path}/${metaPropertiesFile}`
  if (!disk.exists(file)) {
    const foreign = disk.list(path).find(({ name, kind }) => kind === 'directory' && splitName(name) !== undefined)
    if (foreign !== undefined) throw new ConfigError(`${path} holds ${foreign.name} but no ${metaPropertiesFile}: it is not taken for a new directory`)
    const meta = { clusterId: clusterId ?? randomUuid(system.random), nodeId, directoryId: randomUuid(system.random) }
    disk.writeFileAtomic(file, formatMetaProperties(meta))
    return meta
  }
  const meta = parseMetaProperties(disk.readFile(file).toString('latin1'))
  if (meta === undefined) throw new ConfigError(`${file} is damaged or not of version 1`)
  if (meta.nodeId !== nodeId) throw new ConfigError(`${path} belongs to node.id ${meta.nodeId}, this is node ${nodeId}`)
  if (clusterId !== undefined && meta.clusterId !== clusterId) throw new ConfigError(`${path} belongs to cluster ${meta.clusterId}, not to ${clusterId}`)
  if (meta.directoryId === '') {
    meta.directoryId = randomUuid(system.random)
    disk.writeFileAtomic(file, formatMetaProperties(meta))
  }
  return meta
}

/** A checkpoint that is missing or damaged only costs a longer recovery. */
function readCheckpoint(disk: Disk, logger: Logger, path: string): Map<string, number> | undefined {
  if (!disk.exists(path)) return undefined
  const entries = parseOffsetCheckpoint(disk.readFile(path).toString('latin1'))
  if (entries === undefined) logger.warn(`${path} cannot be read and is ignored`)
  return entries && new Map(entries.map(({ topic, partition, offset }) => [`${topic}-${partition}`, offset]))
}

/** `topic-partition`, undefined for every other name. */
export function splitName(name: string): { topic: string; partition: number } | undefined {
  const match = /^([A-Za-z0-9._-]+)-(\d{1,10})$/.exec(name)
  if (match === null || /\.[0-9a-f]{32}$/.test(match[1]!)) return undefined
  return { topic: match[1]!, partition: Number(match[2]) }
}

/** `topic-partition.<uuid>-delete`, cut so that it stays a legal file name. */
export function renamedName(name: string, uniqueId: string, suffix: 'delete' | 'stray'): string {
  const end = `.${uniqueId}-${suffix}`
  return name.slice(0, 255 - end.length) + end
}
