// One life of a broker on a virtual disk, with the operations that scripts are made of: each does its request, and notes what was promised when the answer is there.

import { LineLogger } from '../../core/logger.ts'
import { Connection } from '../../net/connection.ts'
import type { ApiDef } from '../../protocol/api.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { consumerGroupHeartbeatApi, newConsumerGroupHeartbeatRequest } from '../../protocol/generated/consumer-group-heartbeat.ts'
import { fetchApi, newFetchRequest, newFetchRequestPartition, newFetchRequestTopic } from '../../protocol/generated/fetch.ts'
import { joinGroupApi, newJoinGroupRequest, newJoinGroupRequestProtocol } from '../../protocol/generated/join-group.ts'
import { initProducerIdApi, newInitProducerIdRequest } from '../../protocol/generated/init-producer-id.ts'
import { listOffsetsApi, newListOffsetsRequest, newListOffsetsRequestPartition, newListOffsetsRequestTopic } from '../../protocol/generated/list-offsets.ts'
import { newProduceRequest, newProduceRequestPartitionProduceData, newProduceRequestTopicProduceData, produceApi } from '../../protocol/generated/produce.ts'
import { newSyncGroupRequest, newSyncGroupRequestAssignment, syncGroupApi } from '../../protocol/generated/sync-group.ts'
import { batches } from '../../protocol/records/batch.ts'
import { type BatchOptions, encodeBatch } from '../../protocol/records/builder.ts'
import { decodeRecords } from '../../protocol/records/record.ts'
import { Admin } from '../../client/index.ts'
import { Broker } from '../../broker/broker.ts'
import type { VirtualDisk } from '../virtual-disk.ts'
import { VirtualNetwork } from '../virtual-network.ts'
import { VirtualTime } from '../virtual-time.ts'
import type { Found, Promised } from './promised.ts'

const basics = {
  'node.id': '1',
  'log.dirs': '/data',
  listeners: 'PLAINTEXT://127.0.0.1:9092',
  'group.initial.rebalance.delay.ms': '0',
  'offsets.topic.num.partitions': '1',
  'offsets.topic.segment.bytes': '1048576',
  'log.retention.check.interval.ms': '1000',
  'log.cleaner.backoff.ms': '1000',
  'log.flush.offset.checkpoint.interval.ms': '2000',
  'log.flush.start.offset.checkpoint.interval.ms': '2000',
}

export interface LifeOptions {
  readonly disk: VirtualDisk
  readonly time: VirtualTime
  readonly properties?: Readonly<Record<string, string>>
}

export interface Send {
  /** `key` makes every value `key=value` and gives the record that key. */
  key?: string
  /** Sends a record without a value: the end of its key. */
  tombstone?: boolean
  acks?: number
  compression?: NonNullable<BatchOptions['compression']>
  producer?: IdempotentProducer
}

export interface IdempotentProducer {
  readonly id: number
  epoch: number
  /** `topic-partition` -> the next sequence. */
  readonly next: Map<string, number>
}

export class Life {
  readonly time: VirtualTime
  readonly broker: Broker
  readonly lines: string[]
  readonly #connection: Connection
  readonly #network: VirtualNetwork
  #admin: Admin | undefined

  private constructor(parts: { time: VirtualTime; broker: Broker; lines: string[]; connection: Connection; network: VirtualNetwork }) {
    this.time = parts.time
    this.broker = parts.broker
    this.lines = parts.lines
    this.#connection = parts.connection
    this.#network = parts.network
  }

  static async start({ disk, properties, time }: LifeOptions): Promise<Life> {
    const network = new VirtualNetwork({ timers: time })
    const lines: string[] = []
    const logger = new LineLogger((level, line) => void lines.push(`${level} ${line}`))
    const broker = await settled(time, Broker.start({ properties: { ...basics, ...properties }, disk: disk.process(), network, system: time, logger }))
    const connection = await settled(time, Connection.connect(network, time, { host: '127.0.0.1', port: broker.port, clientId: 'script' }))
    return new Life({ time, network, lines, broker, connection })
  }

  /** Lines of the broker's log that say that something is wrong with it. */
  get complaints(): string[] {
    return this.lines.filter(line => /internal error|TypeError|RangeError|ReferenceError|AssertionError|broken assumption|stays offline/.test(line))
  }

  get admin(): Admin {
    return (this.#admin ??= new Admin({ bootstrapServers: this.broker.address, network: this.#network, system: this.time }))
  }

  /** Lets time pass until the work is done. */
  do<T>(work: Promise<T>): Promise<T> {
    return settled(this.time, work)
  }

  send<Req, Res>(api: ApiDef<Req, Res>, request: Req, version?: number): Promise<Res> {
    return settled(this.time, this.#connection.send(api, request, version === undefined ? {} : { version }))
  }

  /** One batch, acknowledged. Throws when it is refused. */
  async produce(promised: Promised, topic: string, partition: number, values: readonly string[], options: Send = {}): Promise<number> {
    const { acks = -1, compression, key, producer, tombstone = false } = options
    const name = `${topic}-${partition}`
    const texts = values.map(value => (key === undefined ? value : `${key}=${tombstone ? '' : value}`))
    let sent = promised.sent.get(name)
    if (sent === undefined) promised.sent.set(name, (sent = new Set()))
    for (const text of texts) sent.add(text)
    promised.version++
    const records = texts.map((text, i) => ({ timestamp: this.time.now() + i, key: key === undefined ? null : Buffer.from(key), value: tombstone ? null : Buffer.from(text), headers: [] }))
    let identity = {}
    let baseSequence = -1
    if (producer !== undefined) {
      baseSequence = producer.next.get(name) ?? 0
      producer.next.set(name, baseSequence + values.length)
      identity = { producerId: producer.id, producerEpoch: producer.epoch, baseSequence }
    }
    const batch = encodeBatch(records, { ...(compression === undefined ? {} : { compression }), ...identity })
    const offset = await this.#put(topic, partition, batch, acks)
    if (acks === -1) {
      let known = promised.acknowledged.get(name)
      if (known === undefined) promised.acknowledged.set(name, (known = new Map()))
      texts.forEach((text, i) => known.set(offset + i, text))
      if (producer !== undefined) promised.repeatable.set(producer.id, { topic, partition, producerId: producer.id, producerEpoch: producer.epoch, baseSequence, values: [...values], offset })
      promised.version++
    }
    return offset
  }

  async #put(topic: string, partition: number, records: Buffer, acks: number): Promise<number> {
    const partitionData = [newProduceRequestPartitionProduceData({ index: partition, records })]
    const request = newProduceRequest({ acks, timeoutMs: 30_000, topicData: [newProduceRequestTopicProduceData({ name: topic, partitionData })] })
    const response = await this.send(produceApi, request, 12)
    const { baseOffset, errorCode, errorMessage } = response.responses[0]!.partitionResponses[0]!
    if (errorCode !== ErrorCode.NONE) throw new Error(`producing to ${topic}-${partition} is refused with ${errorCode}: ${errorMessage}`)
    return baseOffset
  }

  /** The batch once more, as a client does that did not hear the answer. Answers its offset. */
  repeat({ baseSequence, partition, producerEpoch, producerId, topic, values }: { topic: string; partition: number; producerId: number; producerEpoch: number; baseSequence: number; values: readonly string[] }): Promise<number> {
    const records = values.map((value, i) => ({ timestamp: this.time.now() + i, key: null, value: Buffer.from(value), headers: [] }))
    return this.#put(topic, partition, encodeBatch(records, { producerId, producerEpoch, baseSequence }), -1)
  }

  async newProducer(): Promise<IdempotentProducer> {
    const { errorCode, producerEpoch, producerId } = await this.send(initProducerIdApi, newInitProducerIdRequest({ transactionalId: null, transactionTimeoutMs: 60_000 }))
    if (errorCode !== ErrorCode.NONE) throw new Error(`no producer id: ${errorCode}`)
    return { id: producerId, epoch: producerEpoch, next: new Map() }
  }

  /** A member of a KIP-848 group that joins and has its share. */
  async joinConsumerGroup(groupId: string, memberId: string, topics: string[]): Promise<void> {
    await this.send(consumerGroupHeartbeatApi, newConsumerGroupHeartbeatRequest({ groupId, memberId, memberEpoch: 0, rebalanceTimeoutMs: 30_000, subscribedTopicNames: topics, topicPartitions: [] }), 1)
  }

  /** The only member of a classic group that joins and is assigned; its generation. */
  async joinClassicGroup(groupId: string, groupInstanceId: string | null = null): Promise<{ memberId: string; generationId: number }> {
    let memberId = ''
    for (let tries = 0; ; tries++) {
      const protocols = [newJoinGroupRequestProtocol({ name: 'range', metadata: Buffer.from([0, 0]) })]
      const joined = await this.send(joinGroupApi, newJoinGroupRequest({ groupId, memberId, groupInstanceId, sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 10_000, protocolType: 'consumer', protocols }))
      if (joined.errorCode === ErrorCode.MEMBER_ID_REQUIRED) memberId = joined.memberId
      else if (joined.errorCode === ErrorCode.NONE) {
        const { generationId } = joined
        const assignments = [newSyncGroupRequestAssignment({ memberId: joined.memberId, assignment: Buffer.from('all') })]
        await this.send(syncGroupApi, newSyncGroupRequest({ groupId, memberId: joined.memberId, groupInstanceId, generationId, protocolType: 'consumer', protocolName: 'range', assignments }))
        return { memberId: joined.memberId, generationId }
      } else if (tries > 50) throw new Error(`joining ${groupId} is refused with ${joined.errorCode}`)
      else await this.do(new Promise<void>(resolve => this.time.schedule(20, resolve)))
    }
  }

  /** All that the broker has. `groups` are asked for their offsets. */
  async look(groups: Iterable<string>): Promise<Found> {
    const { image } = this.broker
    const found: Found = { topics: new Map(), configs: new Map(), logs: new Map(), commits: new Map() }
    const names = [...image.topicsByName.keys()].filter(name => !name.startsWith('__'))
    for (const name of names) {
      found.topics.set(name, image.topicsByName.get(name)!.partitions.length)
      for (const [config, value] of image.configs(2, name)) found.configs.set(`${name} ${config}`, value)
    }
    const partitionsOf = (name: string): number[] => Array.from({ length: found.topics.get(name)! }, (_, i) => i)
    for (const which of ['start', 'end'] as const) {
      if (names.length === 0) break
      const topics = names.map(name => newListOffsetsRequestTopic({ name, partitions: partitionsOf(name).map(partitionIndex => newListOffsetsRequestPartition({ partitionIndex, timestamp: which === 'start' ? -2 : -1 })) }))
      for (const { name, partitions } of (await this.send(listOffsetsApi, newListOffsetsRequest({ topics }))).topics) {
        for (const { errorCode, offset, partitionIndex } of partitions) {
          if (errorCode !== ErrorCode.NONE) throw new Error(`${name}-${partitionIndex} does not tell its offsets: ${errorCode}`)
          const key = `${name}-${partitionIndex}`
          if (which === 'start') found.logs.set(key, { start: offset, end: offset, records: new Map() })
          else found.logs.get(key)!.end = offset
        }
      }
    }
    for (const name of names) for (const partition of partitionsOf(name)) await this.#read(name, partition, found.logs.get(`${name}-${partition}`)!)
    for (const group of new Set(groups)) {
      for (const { offset, partition, topic } of await this.do(this.admin.listGroupOffsets(group))) found.commits.set(`${group} ${topic}-${partition}`, offset)
    }
    return found
  }

  async #read(topic: string, partition: number, log: { start: number; end: number; records: Map<number, string> }): Promise<void> {
    for (let at = log.start; at < log.end; ) {
      const partitions = [newFetchRequestPartition({ partition, fetchOffset: at, partitionMaxBytes: 1 << 20 })]
      const response = await this.send(fetchApi, newFetchRequest({ maxWaitMs: 0, minBytes: 0, topics: [newFetchRequestTopic({ topic, partitions })] }), 12)
      const { errorCode, records } = response.responses[0]!.partitions[0]!
      if (errorCode !== ErrorCode.NONE) throw new Error(`${topic}-${partition} cannot be read at ${at}: ${errorCode}`)
      if (records === null || records.length === 0) throw new Error(`${topic}-${partition} ends at ${log.end} and has nothing at ${at}`)
      for (const { position, header } of batches(records)) {
        for (const record of decodeRecords(records, position)) {
          if (record.offset >= at) log.records.set(record.offset, record.value === null ? `${record.key?.toString()}=` : record.value.toString())
        }
        at = Math.max(at, header.lastOffset + 1)
      }
    }
  }

  /** SIGTERM. */
  async stop(): Promise<void> {
    await this.#closeClients()
    await settled(this.time, this.broker.close())
  }

  async #closeClients(): Promise<void> {
    this.#connection.close()
    if (this.#admin !== undefined) await settled(this.time, this.#admin.close())
  }
}

/** Fires what falls due until the promise settles. Throws when it does not within a minute of virtual time. */
export async function settled<T>(time: VirtualTime, promise: Promise<T>, limitMs = 60_000): Promise<T> {
  let done = false
  promise.then(
    () => (done = true),
    () => (done = true),
  )
  if (!(await time.runUntil(() => done, limitMs))) throw new Error(`no end within ${limitMs} ms of virtual time`)
  return promise
}
