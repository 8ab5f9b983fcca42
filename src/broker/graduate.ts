// `rookery graduate`: looks at a data directory, changes nothing, says whether Apache Kafka 4.3.1 will open it with nothing
// lost, and gives the property file to start it with.

import { errorMessage } from '../core/errors.ts'
import { ZERO_UUID } from '../protocol/ids.ts'
import { CONSUMER_OFFSETS, SHARE_GROUP_STATE, TRANSACTION_STATE } from './controller/internal-topics.ts'
import type { Disk } from './disk/disk.ts'
import { ConfigResourceType, type BrokerRegistration, type MetadataImage } from './image.ts'
import { formatListener, SecurityProtocol, type Listener } from './listeners.ts'
import {
  cleanShutdownFile,
  highWatermarkFile,
  logStartFile,
  metaPropertiesFile,
  parseCleanShutdown,
  parseMetaProperties,
  parseOffsetCheckpoint,
  parsePartitionMetadata,
  partitionMetadataFile,
  recoveryPointFile,
  type MetaProperties,
} from './log/checkpoints.ts'
import { formatProperty } from './properties.ts'
import { listSegments, readMetadata, type MetadataOnDisk } from './raft/read-only.ts'
import { metadataVersionName } from './raft/record-versions.ts'

export interface GraduationReport {
  /** Whether Apache Kafka can be started on the directory as it is. */
  readonly ready: boolean
  /** What must be put right first. */
  readonly problems: readonly string[]
  /** What is worth knowing. */
  readonly notes: readonly string[]
  readonly clusterId: string | undefined
  readonly nodeId: number | undefined
  readonly topics: number
  readonly partitions: number
  readonly sizeBytes: number
  readonly metadataVersion: string | undefined
  /** The text of the property file; undefined when the metadata cannot be read. */
  readonly properties: string | undefined
}

export interface GraduationOptions {
  /** Properties that the broker ran with (its file and flags): those that Kafka knows go into its file. */
  readonly properties?: ReadonlyMap<string, string>
}

/** The directory a partition's log lives in: `topic-partition`. */
const partitionDirectory = /^(.+)-(\d+)$/
const removedDirectory = /\.[0-9a-f]{32}-(delete|stray)$/
const reservedDirectory = 'AAAAAAAAAAAAAAAAAAAAAQ'

/** Checks the log directory at `directory` (an absolute path). Never throws for what it finds there. */
export function checkDirectory(disk: Disk, directory: string, options: GraduationOptions = {}): GraduationReport {
  const problems: string[] = []
  const notes: string[] = []
  const report = (rest: Partial<GraduationReport>): GraduationReport => ({
    ready: problems.length === 0,
    problems,
    notes,
    clusterId: undefined,
    nodeId: undefined,
    topics: 0,
    partitions: 0,
    sizeBytes: 0,
    metadataVersion: undefined,
    properties: undefined,
    ...rest,
  })
  const meta = readMeta(disk, directory, problems)
  if (meta === undefined) return report({})
  const known = { clusterId: meta.clusterId, nodeId: meta.nodeId }
  if (!isFree(disk, directory)) problems.push(`${directory} is in use: stop the broker first`)
  const metadata = tryReadMetadata(disk, directory, problems)
  if (metadata === undefined) return report(known)
  const { image } = metadata
  checkMetadata(metadata, meta, problems, notes)
  checkMarker(disk, directory, image.brokers.get(meta.nodeId), notes)
  const sizeBytes = checkPartitions(disk, directory, image, meta, problems, notes)
  checkCheckpoints(disk, directory, notes)
  return report({
    ...known,
    topics: image.topicsByName.size,
    partitions: image.partitionCount,
    sizeBytes,
    metadataVersion: metadataVersionName(image.metadataVersion),
    properties: kafkaProperties(directory, metadata, meta, options.properties ?? new Map()),
  })
}

function readMeta(disk: Disk, directory: string, problems: string[]): MetaProperties | undefined {
  const path = `${directory}/${metaPropertiesFile}`
  if (!disk.exists(path)) {
    problems.push(`${directory} is no data directory: it has no ${metaPropertiesFile}`)
    return undefined
  }
  const meta = parseMetaProperties(disk.readFile(path).toString('latin1'))
  if (meta === undefined || meta.directoryId === '') {
    problems.push(`${path} cannot be read: it must have version=1, cluster.id, node.id and directory.id`)
    return undefined
  }
  return meta
}

/** Takes the broker's lock for a moment. */
function isFree(disk: Disk, directory: string): boolean {
  const path = `${directory}/.lock`
  const existed = disk.exists(path)
  try {
    disk.lock(path).release()
    if (!existed && disk.exists(path)) disk.remove(path)
    return true
  } catch {
    return false
  }
}

function tryReadMetadata(disk: Disk, directory: string, problems: string[]): MetadataOnDisk | undefined {
  try {
    return readMetadata(disk, `${directory}/__cluster_metadata-0`)
  } catch (error) {
    problems.push(`the metadata cannot be read: ${errorMessage(error)}`)
    return undefined
  }
}

function checkMetadata(metadata: MetadataOnDisk, meta: MetaProperties, problems: string[], notes: string[]): void {
  const { image, voters, voterIds, tornBytes } = metadata
  if (image.metadataVersion === 0) problems.push('the metadata log is empty: start the broker once')
  if (tornBytes > 0) notes.push(`the metadata log ends with ${tornBytes} bytes of a batch that was being written; Kafka cuts them off`)
  if (metadata.transactionIsOpen) notes.push('the metadata log ends within a transaction; Kafka aborts it')
  const ids = voters?.map(voter => voter.id) ?? voterIds
  if (ids !== undefined && (ids.length !== 1 || ids[0] !== meta.nodeId)) problems.push(`the quorum has the voters ${ids.join(', ')}; node ${meta.nodeId} alone is expected`)
  const voter = voters?.[0]
  if (voter !== undefined && voter.directoryId !== meta.directoryId) problems.push(`the voter's directory.id is ${voter.directoryId}, ${metaPropertiesFile} says ${meta.directoryId}`)
  const others = [...image.brokers.keys()].filter(id => id !== meta.nodeId)
  if (others.length > 0) notes.push(`other brokers are registered too: ${others.join(', ')}`)
  const broker = image.brokers.get(meta.nodeId)
  if (broker !== undefined && !broker.fenced) {
    notes.push(`the broker was not stopped cleanly (it is still registered as running): Kafka's broker waits up to 9 s for the old session, then starts`)
  }
}

function checkMarker(disk: Disk, directory: string, broker: BrokerRegistration | undefined, notes: string[]): void {
  const path = `${directory}/${cleanShutdownFile}`
  if (!disk.exists(path)) {
    notes.push('there is no clean-shutdown marker: Kafka checks every log from its recovery point on, which takes longer')
    return
  }
  const epoch = parseCleanShutdown(disk.readFile(path).toString('latin1'))
  if (broker !== undefined && epoch !== broker.brokerEpoch) {
    notes.push(`the clean-shutdown marker names broker epoch ${epoch}, the metadata ${broker.brokerEpoch}: Kafka takes the stop for an unclean one`)
  }
}

/** Every replica of this node against its directory, and every directory against the metadata. Returns the size of all logs. */
function checkPartitions(disk: Disk, directory: string, image: MetadataImage, meta: MetaProperties, problems: string[], notes: string[]): number {
  const expected = new Map<string, string>()
  for (const topic of image.topicsByName.values()) {
    topic.partitions.forEach((partition, index) => {
      const position = partition.replicas.indexOf(meta.nodeId)
      if (position === -1) return
      expected.set(`${topic.name}-${index}`, topic.id)
      const home = partition.directories[position]
      if (home !== undefined && home !== meta.directoryId && home !== reservedDirectory && home !== ZERO_UUID) {
        problems.push(`${topic.name}-${index} is assigned to directory ${home}, which is not this one (${meta.directoryId}): it would stay without a leader`)
      }
    })
    if (image.configs(ConfigResourceType.TOPIC, topic.name).get('remote.storage.enable') === 'true') problems.push(`${topic.name} has remote.storage.enable=true, which needs a remote store`)
  }
  let sizeBytes = 0
  const found = new Set<string>()
  for (const { name, kind } of disk.list(directory)) {
    if (kind !== 'directory' || name === '__cluster_metadata-0') continue
    if (!partitionDirectory.test(name) && !removedDirectory.test(name)) {
      problems.push(`${directory}/${name} is no partition's directory: Kafka refuses to start beside it; move it away`)
      continue
    }
    if (removedDirectory.test(name)) continue
    found.add(name)
    const topicId = expected.get(name)
    if (topicId === undefined) {
      notes.push(`${name} belongs to no topic of the cluster: Kafka sets it aside as a stray`)
      continue
    }
    sizeBytes += checkPartition(disk, `${directory}/${name}`, name, topicId, problems, notes)
  }
  for (const name of expected.keys()) if (!found.has(name)) notes.push(`${name} has no directory yet: Kafka makes an empty one`)
  return sizeBytes
}

function checkPartition(disk: Disk, path: string, name: string, topicId: string, problems: string[], notes: string[]): number {
  const idPath = `${path}/${partitionMetadataFile}`
  const id = disk.exists(idPath) ? parsePartitionMetadata(disk.readFile(idPath).toString('latin1')) : undefined
  if (id !== topicId) {
    problems.push(`${idPath} ${id === undefined ? 'is missing or cannot be read' : `names topic id ${id}`}, the metadata says ${topicId}: Kafka would set the partition aside and begin an empty one`)
  }
  const segments = listSegments(disk, path)
  const last = segments.at(-1)
  if (last === undefined) {
    notes.push(`${name} has no segment: Kafka begins an empty log`)
    return 0
  }
  const names = new Set(disk.list(path).map(entry => entry.name))
  for (const { baseOffset } of segments) {
    const base = String(baseOffset).padStart(20, '0')
    if (!names.has(`${base}.index`) || !names.has(`${base}.timeindex`)) notes.push(`${name}: segment ${baseOffset} lacks an index, Kafka rebuilds it`)
  }
  const size = (segment: { path: string }): number => disk.stat(segment.path)?.size ?? 0
  // With the marker Kafka trusts the newest snapshot: without one behind the last segment's begin, open transactions and sequences are forgotten.
  const newest = Math.max(-1, ...[...names].filter(file => /^\d{20}\.snapshot$/.test(file)).map(file => Number(file.slice(0, 20))))
  if (newest < last.baseOffset && size(last) > 0) notes.push(`${name} has no producer snapshot behind offset ${last.baseOffset}: idempotent producers begin anew`)
  return segments.reduce((sum, segment) => sum + size(segment), 0)
}

function checkCheckpoints(disk: Disk, directory: string, notes: string[]): void {
  for (const file of [recoveryPointFile, highWatermarkFile, logStartFile]) {
    const path = `${directory}/${file}`
    if (!disk.exists(path)) notes.push(`${file} is missing; Kafka begins a new one`)
    else if (parseOffsetCheckpoint(disk.readFile(path).toString('latin1')) === undefined) notes.push(`${file} cannot be read; Kafka begins a new one`)
  }
}

/** What Apache Kafka must be told so that it takes the directory as it is. */
function kafkaProperties(directory: string, metadata: MetadataOnDisk, meta: MetaProperties, given: ReadonlyMap<string, string>): string {
  const { image, kraftVersion, voters } = metadata
  const broker = image.brokers.get(meta.nodeId)
  const clients = (broker?.endPoints ?? []).map(({ name, host, port, securityProtocol }): Listener => ({ name, host, port, securityProtocol: protocolName(securityProtocol) }))
  if (clients.length === 0) clients.push({ name: 'PLAINTEXT', host: 'localhost', port: 9092, securityProtocol: 'PLAINTEXT' })
  const registered = image.controllers.get(meta.nodeId)?.endPoints[0]
  const endpoint = voters?.[0]?.endpoints[0] ?? registered ?? { name: 'CONTROLLER', host: 'localhost', port: 9093 }
  const controller: Listener = { name: endpoint.name, host: endpoint.host, port: endpoint.port, securityProtocol: 'PLAINTEXT' }
  const entries = new Map<string, string>()
  // What the broker ran with comes along, as far as it is Kafka's; what the directory says stands above it.
  for (const [name, value] of given) if (!name.startsWith('rookery.') && name !== 'broker.id' && name !== 'log.dir') entries.set(name, value)
  const set = (name: string, value: string | number): Map<string, string> => entries.set(name, String(value))
  set('process.roles', 'broker,controller')
  set('node.id', meta.nodeId)
  set('log.dirs', directory)
  set('listeners', [...clients.map(bindable), bindable(controller)].map(formatListener).join(','))
  set('advertised.listeners', [...clients, controller].map(formatListener).join(','))
  set('listener.security.protocol.map', [...clients, controller].map(listener => `${listener.name}:${listener.securityProtocol}`).join(','))
  set('controller.listener.names', controller.name)
  set('inter.broker.listener.name', clients[0]!.name)
  entries.delete('controller.quorum.voters')
  entries.delete('controller.quorum.bootstrap.servers')
  // The log of a quorum of kraft.version 0 is opened with its voters named only.
  if (kraftVersion > 0) set('controller.quorum.bootstrap.servers', `${controller.host}:${controller.port}`)
  else set('controller.quorum.voters', `${meta.nodeId}@${controller.host}:${controller.port}`)
  for (const [topic, prefix] of [[CONSUMER_OFFSETS, 'offsets.topic'], [TRANSACTION_STATE, 'transaction.state.log'], [SHARE_GROUP_STATE, 'share.coordinator.state.topic']] as const) {
    // The coordinator of a key is found by the partition count: it must be the one the topic has.
    const present = image.topicsByName.get(topic)
    if (present !== undefined) set(`${prefix}.num.partitions`, present.partitions.length)
    set(`${prefix}.replication.factor`, present?.partitions[0]?.replicas.length ?? 1)
    if (prefix !== 'offsets.topic') set(`${prefix}.min.isr`, 1)
  }
  const head = `# Apache Kafka 4.3.1 on the directory that a Rookery broker left (cluster ${meta.clusterId}).\n# Start: bin/kafka-server-start.sh THIS_FILE. The directory is formatted already.\n`
  return head + [...entries].map(([name, value]) => `${formatProperty(name, value)}\n`).join('')
}

/** An advertised name may not be an address of this machine: then every interface is listened on. */
function bindable(listener: Listener): Listener {
  return /^(127\.|localhost$|::1$)/.test(listener.host) ? listener : { ...listener, host: '' }
}

function protocolName(code: number): SecurityProtocol {
  return (Object.keys(SecurityProtocol) as SecurityProtocol[]).find(name => SecurityProtocol[name] === code) ?? 'PLAINTEXT'
}
