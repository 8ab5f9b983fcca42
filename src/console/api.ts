// What the console's page may ask: a path and a query in, plain JSON out. Reads only, and every answer is bounded. A driver over an Admin.

import { Admin } from '../client/admin.ts'
import type { ClientOptions } from '../client/config.ts'
import { KafkaError } from '../core/errors.ts'
import { explain } from '../protocol/ledger/index.ts'
import { browse, type OffsetRange, type RawRecord } from './browse.ts'
import { readLedger } from './ledger.ts'
import { groupReports } from './reports.ts'

/** The most records that one answer holds. */
export const RECORDS_MAX = 200
/** Of a longer key or value only so many bytes are sent. */
const FIELD_BYTES_MAX = 32 * 1024
const BROWSE_TIMEOUT_MS = 5_000

/** A question that makes no sense, or about what is not there. */
export class ApiError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export class ConsoleApi {
  readonly #client: ClientOptions
  readonly admin: Admin

  constructor(client: ClientOptions) {
    this.#client = client
    this.admin = new Admin(client)
  }

  close(): Promise<void> {
    return this.admin.close()
  }

  /** `path` without its leading `/api/`, decoded segments. Throws ApiError or KafkaError. */
  async answer(path: readonly string[], query: URLSearchParams): Promise<unknown> {
    const [what, name, part] = path
    if (what === 'overview' && path.length === 1) return this.#overview()
    if (what === 'brokers' && path.length === 1) return this.#brokers()
    if (what === 'configs' && path.length === 3 && name !== undefined && part !== undefined) return this.#configs(name, part)
    if (what === 'topics') {
      if (path.length === 1) return this.#topics(query.get('internal') === 'true')
      if (path.length === 2) return this.#topic(name!)
      if (path.length === 3 && part === 'records') return this.#records(name!, query)
    }
    if (what === 'groups') {
      if (path.length === 1) return this.admin.listGroups()
      if (path.length === 2) return (await this.#known(name!, () => groupReports(this.admin, [name!])))[0]
      if (path.length === 3 && part === 'rebalances') return this.#rebalances(name!)
    }
    throw new ApiError(404, `there is no ${path.join('/')}`)
  }

  async #overview() {
    const [cluster, features] = await Promise.all([this.admin.describeCluster(), this.admin.describeFeatures()])
    return { clusterId: cluster.clusterId, controllerId: cluster.controllerId, brokers: cluster.brokers, features: features.features }
  }

  async #brokers() {
    const [cluster, dirs] = await Promise.all([this.admin.describeCluster(), this.admin.describeLogDirs()])
    return cluster.brokers.map(broker => ({
      ...broker,
      isController: broker.nodeId === cluster.controllerId,
      logDirs: dirs
        .filter(({ nodeId }) => nodeId === broker.nodeId)
        .map(({ path, error, replicas, usableBytes, totalBytes }) => ({
          path, error: error?.message ?? null, partitions: replicas.length, bytes: replicas.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0), usableBytes, totalBytes,
        })),
    }))
  }

  async #configs(kind: string, name: string) {
    if (kind !== 'topic' && kind !== 'broker' && kind !== 'group') throw new ApiError(404, `there are settings of a topic, a broker and a group, not of a ${kind}`)
    const [described] = await this.#known(name, () => this.admin.describeConfigs([{ type: kind, name }], { includeDocumentation: true }))
    return described!.entries.map(({ name: setting, value, source, isReadOnly, isSensitive, documentation }) => ({ setting, value: isSensitive ? null : value, source, isReadOnly, isSensitive, documentation }))
  }

  async #topics(includeInternal: boolean) {
    const [topics, dirs] = await Promise.all([this.admin.listTopics({ includeInternal }), this.admin.describeLogDirs()])
    const bytes = new Map<string, number>()
    for (const { replicas } of dirs) for (const { topic, sizeBytes } of replicas) bytes.set(topic, (bytes.get(topic) ?? 0) + sizeBytes)
    return topics.map(topic => ({ ...topic, bytes: bytes.get(topic.name) ?? 0 }))
  }

  async #topic(name: string) {
    const [topic] = await this.#known(name, () => this.admin.describeTopics([name]))
    const partitions = topic!.partitions.map(({ partition }) => ({ topic: name, partition }))
    const [begins, ends, configs, dirs] = await Promise.all([
      this.admin.listOffsets(partitions.map(item => ({ ...item, spec: 'earliest' as const }))),
      this.admin.listOffsets(partitions.map(item => ({ ...item, spec: 'latest' as const }))),
      this.admin.describeConfigs([{ type: 'topic', name }]),
      this.admin.describeLogDirs({ partitions }),
    ])
    return {
      name,
      topicId: topic!.topicId,
      isInternal: topic!.isInternal,
      configs: configs[0]!.entries.filter(({ source }) => source === 'DYNAMIC_TOPIC_CONFIG').map(({ name: setting, value }) => ({ setting, value })),
      partitions: topic!.partitions.map(({ partition, leader, leaderEpoch, replicas, isr }, i) => ({
        partition, leader, leaderEpoch, replicas, isr, logStart: begins[i]!.offset, logEnd: ends[i]!.offset,
        bytes: dirs.flatMap(dir => dir.replicas).find(replica => replica.partition === partition && replica.topic === name)?.sizeBytes ?? 0,
      })),
    }
  }

  /** `partition`, and `offset` (with a partition) or `at` (milliseconds); else the latest ones. */
  async #records(topic: string, query: URLSearchParams) {
    const limit = number(query, 'limit', 1, RECORDS_MAX) ?? 50
    const partition = number(query, 'partition', 0, 2 ** 31 - 1)
    const offset = number(query, 'offset', 0, Number.MAX_SAFE_INTEGER)
    const at = number(query, 'at', 0, Number.MAX_SAFE_INTEGER)
    if (offset !== undefined && partition === undefined) throw new ApiError(400, 'an offset needs a partition')
    const [description] = await this.#known(topic, () => this.admin.describeTopics([topic]))
    const chosen = description!.partitions.map(item => ({ topic, partition: item.partition })).filter(item => partition === undefined || item.partition === partition)
    if (chosen.length === 0) throw new ApiError(404, `${topic} has no partition ${partition}`)
    const [begins, ends, byTime] = await Promise.all([
      this.admin.listOffsets(chosen.map(item => ({ ...item, spec: 'earliest' as const }))),
      this.admin.listOffsets(chosen.map(item => ({ ...item, spec: 'latest' as const }))),
      at === undefined ? undefined : this.admin.listOffsets(chosen.map(item => ({ ...item, spec: { timestamp: at } }))),
    ])
    const ranges = chosen.map((item, i): OffsetRange => {
      const begin = begins[i]!.offset
      const end = ends[i]!.offset
      const from = offset ?? (byTime === undefined ? end - limit : byTime[i]!.offset < 0 ? end : byTime[i]!.offset)
      const first = Math.min(Math.max(from, begin), end)
      return { ...item, from: first, to: Math.min(first + limit, end) }
    })
    const records: ReturnType<typeof present>[] = []
    const complete = await browse(this.#client, ranges, record => void records.push(present(record)), { timeoutMs: BROWSE_TIMEOUT_MS, maxPartitionFetchBytes: 1 << 18 })
    // By time, so that partitions are read side by side; the latest ones with the newest on top.
    const newestFirst = offset === undefined && at === undefined
    records.sort((a, b) => (a.timestamp - b.timestamp || a.partition - b.partition || a.offset - b.offset) * (newestFirst ? -1 : 1))
    return { records: records.slice(0, limit), complete, ranges }
  }

  async #rebalances(groupId: string) {
    try {
      const entries = await readLedger(this.#client, this.admin, groupId, { timeoutMs: BROWSE_TIMEOUT_MS })
      return { ledger: true, ...explain(groupId, entries) }
    } catch (error) {
      if (error instanceof KafkaError && error.code === 'NO_LEDGER') return { ledger: false, groupId, summary: error.message, rebalances: [], cures: [] }
      throw error
    }
  }

  /** Makes "not there" of the errors that say so. */
  async #known<T>(name: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask()
    } catch (error) {
      const notThere = ['UNKNOWN_TOPIC_OR_PARTITION', 'GROUP_ID_NOT_FOUND', 'INVALID_TOPIC_EXCEPTION', 'RESOURCE_NOT_FOUND', 'INVALID_REQUEST', 'INVALID_GROUP_ID']
      if (error instanceof KafkaError && notThere.includes(error.code)) throw new ApiError(404, `${name}: ${error.message}`)
      throw error
    }
  }
}

function number(query: URLSearchParams, name: string, min: number, max: number): number | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) throw new ApiError(400, `${name} must be a whole number from ${min} to ${max}`)
  return value
}

interface Field {
  /** Text, or base64 when the bytes are none. null for no key or a tombstone. */
  readonly text: string | null
  readonly base64: boolean
  /** All bytes, of which `text` may show the beginning only. */
  readonly bytes: number
  readonly cut: boolean
}

function field(data: Buffer | null): Field {
  if (data === null) return { text: null, base64: false, bytes: 0, cut: false }
  const cut = data.length > FIELD_BYTES_MAX
  const shown = cut ? data.subarray(0, FIELD_BYTES_MAX) : data
  const text = shown.toString('utf8')
  // A cut may go through a character.
  const isText = !text.slice(0, cut ? -1 : undefined).includes('\ufffd') || Buffer.from(text).equals(shown)
  return { text: isText ? text : shown.toString('base64'), base64: !isText, bytes: data.length, cut }
}

function present(record: RawRecord) {
  return {
    partition: record.partition,
    offset: record.offset,
    timestamp: record.timestamp,
    timestampType: record.timestampType,
    key: field(record.rawKey),
    value: field(record.rawValue),
    headers: record.headers.map(header => ({ key: header.key, value: field(header.value) })),
  }
}
