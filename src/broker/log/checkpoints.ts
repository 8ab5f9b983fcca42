// Kafka's small text files: the offset checkpoints of a log directory, the leader epochs and the topic id of a partition,
// meta.properties, the clean-shutdown marker. Pure formatting and parsing; a file that cannot be parsed gives undefined.

import type { Disk } from '../disk/disk.ts'

export const recoveryPointFile = 'recovery-point-offset-checkpoint'
export const logStartFile = 'log-start-offset-checkpoint'
export const highWatermarkFile = 'replication-offset-checkpoint'
export const cleanerFile = 'cleaner-offset-checkpoint'
export const cleanShutdownFile = '.kafka_cleanshutdown'
export const lockFile = '.lock'
export const metaPropertiesFile = 'meta.properties'
export const partitionMetadataFile = 'partition.metadata'
export const leaderEpochFile = 'leader-epoch-checkpoint'

export interface PartitionOffset {
  topic: string
  partition: number
  offset: number
}

/** Where a leader epoch began. */
export interface EpochEntry {
  epoch: number
  startOffset: number
}

/** `0`, the count, then `topic partition offset` a line. */
export function formatOffsetCheckpoint(entries: readonly PartitionOffset[]): string {
  return `0\n${entries.length}\n${entries.map(entry => `${entry.topic} ${entry.partition} ${entry.offset}\n`).join('')}`
}

export function parseOffsetCheckpoint(text: string): PartitionOffset[] | undefined {
  return parseCheckpoint(text, fields => {
    if (fields.length !== 3) return undefined
    const partition = wholeNumber(fields[1]!)
    const offset = wholeNumber(fields[2]!)
    return partition === undefined || offset === undefined ? undefined : { topic: fields[0]!, partition, offset }
  })
}

/** `0`, the count, then `epoch startOffset` a line. */
export function formatEpochCheckpoint(entries: readonly EpochEntry[]): string {
  return `0\n${entries.length}\n${entries.map(entry => `${entry.epoch} ${entry.startOffset}\n`).join('')}`
}

/** Entries must rise in epoch and in offset. */
export function parseEpochCheckpoint(text: string): EpochEntry[] | undefined {
  let last: EpochEntry = { epoch: -1, startOffset: -1 }
  return parseCheckpoint(text, fields => {
    if (fields.length !== 2) return undefined
    const epoch = wholeNumber(fields[0]!)
    const startOffset = wholeNumber(fields[1]!)
    if (epoch === undefined || startOffset === undefined || epoch <= last.epoch || startOffset < last.startOffset) return undefined
    last = { epoch, startOffset }
    return last
  })
}

function parseCheckpoint<T>(text: string, parse: (fields: string[]) => T | undefined): T[] | undefined {
  const lines = text.split('\n')
  const count = wholeNumber(lines[1] ?? '')
  // The last line ends with a line feed too: without it the file was cut.
  if (lines[0] !== '0' || count === undefined || lines.length !== count + 3 || lines.at(-1) !== '') return undefined
  const entries: T[] = []
  for (const line of lines.slice(2, -1)) {
    const entry = parse(line.split(' '))
    if (entry === undefined) return undefined
    entries.push(entry)
  }
  return entries
}

function wholeNumber(text: string): number | undefined {
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : NaN
  return Number.isSafeInteger(value) ? value : undefined
}

export function formatPartitionMetadata(topicId: string): string {
  return `version: 0\ntopic_id: ${topicId}`
}

export function parsePartitionMetadata(text: string): string | undefined {
  const match = /^version: 0\r?\ntopic_id: ([A-Za-z0-9_-]{22})\s*$/.exec(text)
  return match?.[1]
}

export interface MetaProperties {
  clusterId: string
  nodeId: number
  directoryId: string
}

/** In the form of Java's Properties, which is what Apache Kafka reads. */
export function formatMetaProperties(meta: MetaProperties): string {
  return `#\n#\nnode.id=${meta.nodeId}\ndirectory.id=${meta.directoryId}\nversion=1\ncluster.id=${meta.clusterId}\n`
}

/** Undefined when a field is missing; version 0 files (ZooKeeper's time) are not read. */
export function parseMetaProperties(text: string): MetaProperties | undefined {
  const fields = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*([^#!=:\s][^=:\s]*)\s*[=:]\s*(.*?)\s*$/.exec(line)
    if (match) fields.set(match[1]!, match[2]!.replaceAll('\\', ''))
  }
  const clusterId = fields.get('cluster.id')
  const nodeId = wholeNumber(fields.get('node.id') ?? fields.get('broker.id') ?? '')
  const directoryId = fields.get('directory.id')
  if (fields.get('version') !== '1' || clusterId === undefined || nodeId === undefined) return undefined
  return { clusterId, nodeId, directoryId: directoryId ?? '' }
}

export function formatCleanShutdown(brokerEpoch: number): string {
  return `{"version":0,"brokerEpoch":${brokerEpoch}}`
}

/** The broker epoch that the marker names, -1 when it names none. */
export function parseCleanShutdown(text: string): number {
  const match = /"brokerEpoch"\s*:\s*(-?\d+)/.exec(text)
  return match === null ? -1 : Number(match[1])
}

/** Replaces a file without waiting for the device: atomic for a killed process, not for a power loss. */
export function writeFileSoft(disk: Disk, path: string, content: string): void {
  const temporary = `${path}.tmp`
  const file = disk.open(temporary, 'write')
  try {
    file.truncate(0)
    file.write([Buffer.from(content, 'latin1')], 0)
  } finally {
    file.close()
  }
  disk.rename(temporary, path)
}

/**
 * Overwrites a file as it lies: for what is rebuilt when it turns out damaged. Several times cheaper than a new file and a
 * rename, which count when a thousand partitions get a leader at once.
 */
export function writeFileInPlace(disk: Disk, path: string, content: string): void {
  const file = disk.open(path, 'write')
  try {
    const size = file.size()
    file.write([Buffer.from(content, 'latin1')], 0)
    if (size > content.length) file.truncate(content.length)
  } finally {
    file.close()
  }
}

/** Kafka's file names: the offset in 20 digits. */
export function fileName(offset: number, suffix: string): string {
  return `${String(offset).padStart(20, '0')}${suffix}`
}
