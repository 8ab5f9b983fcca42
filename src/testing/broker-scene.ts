// A broker on virtual time, network and disk with a raw connection to it: the stage of the api room's tests.

import { LineLogger } from '../core/logger.ts'
import { Connection } from '../net/connection.ts'
import type { ApiDef } from '../protocol/api.ts'
import { createTopicsApi, newCreateTopicsRequest, newCreateTopicsRequestCreatableTopic } from '../protocol/generated/create-topics.ts'
import { deleteTopicsApi, newDeleteTopicsRequest, newDeleteTopicsRequestDeleteTopicState } from '../protocol/generated/delete-topics.ts'
import { newProduceRequest, produceApi, type ProduceResponse } from '../protocol/generated/produce.ts'
import { type BatchOptions, encodeBatch } from '../protocol/records/builder.ts'
import { Broker } from '../broker/broker.ts'
import { VirtualDisk } from './virtual-disk.ts'
import { VirtualNetwork } from './virtual-network.ts'
import { VirtualTime } from './virtual-time.ts'

export interface BrokerSceneOptions {
  properties?: Readonly<Record<string, string>>
  disk?: VirtualDisk
  time?: VirtualTime
}

export class BrokerScene {
  readonly time: VirtualTime
  readonly network: VirtualNetwork
  readonly disk: VirtualDisk
  readonly lines: string[]
  readonly broker: Broker
  readonly connection: Connection

  private constructor(parts: { time: VirtualTime; network: VirtualNetwork; disk: VirtualDisk; lines: string[]; broker: Broker; connection: Connection }) {
    this.time = parts.time
    this.network = parts.network
    this.disk = parts.disk
    this.lines = parts.lines
    this.broker = parts.broker
    this.connection = parts.connection
  }

  static async start(options: BrokerSceneOptions = {}): Promise<BrokerScene> {
    const time = options.time ?? new VirtualTime()
    const network = new VirtualNetwork({ timers: time })
    const disk = options.disk ?? new VirtualDisk()
    const lines: string[] = []
    const logger = new LineLogger((level, line) => void lines.push(`${level} ${line}`))
    const properties = { 'log.dirs': '/data', listeners: 'PLAINTEXT://127.0.0.1:9092', 'group.initial.rebalance.delay.ms': '0', ...options.properties }
    const broker = await settled(time, Broker.start({ properties, disk, network, system: time, logger }))
    const connection = await settled(time, Connection.connect(network, time, { host: '127.0.0.1', port: broker.port, clientId: 'scene' }))
    return new BrokerScene({ time, network, disk, lines, broker, connection })
  }

  /** Another connection to the broker. */
  connect(): Promise<Connection> {
    return settled(this.time, Connection.connect(this.network, this.time, { host: '127.0.0.1', port: this.broker.port, clientId: 'scene' }))
  }

  /** Sends a request and lets no more time pass than the answer takes. */
  send<Req, Res>(api: ApiDef<Req, Res>, request: Req, options: { version?: number; connection?: Connection } = {}): Promise<Res> {
    const { connection = this.connection, version } = options
    return settled(this.time, connection.send(api, request, version === undefined ? {} : { version }))
  }

  async createTopic(name: string, numPartitions = 1, configs: Readonly<Record<string, string>> = {}): Promise<string> {
    const topic = newCreateTopicsRequestCreatableTopic({
      name,
      numPartitions,
      replicationFactor: 1,
      configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
    })
    const { topics } = await this.send(createTopicsApi, newCreateTopicsRequest({ topics: [topic] }))
    return topics[0]!.topicId
  }

  async deleteTopic(name: string): Promise<void> {
    const topics = [newDeleteTopicsRequestDeleteTopicState({ name })]
    await this.send(deleteTopicsApi, newDeleteTopicsRequest({ topics, timeoutMs: 1000 }))
  }

  /** Produces one batch by topic name (v12) and answers its partition's part of the response. */
  async produce(
    topic: string,
    values: readonly string[],
    options: Partial<BatchOptions> & { partition?: number; acks?: number; timestamp?: number } = {},
  ): Promise<ProduceResponse['responses'][number]['partitionResponses'][number]> {
    const { partition = 0, acks = -1, timestamp = this.time.now(), ...batch } = options
    const records = encodeBatch(
      values.map((value, i) => ({ timestamp: timestamp + i, key: null, value: Buffer.from(value), headers: [] })),
      batch,
    )
    const request = newProduceRequest({ acks, timeoutMs: 1000, topicData: [{ name: topic, topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitionData: [{ index: partition, records }] }] })
    const response = await this.send(produceApi, request, { version: 12 })
    return response.responses[0]!.partitionResponses[0]!
  }

  async close(): Promise<void> {
    this.connection.close()
    await settled(this.time, this.broker.close())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

/** Moves virtual time in small steps until the promise settles. */
export async function settled<T>(time: VirtualTime, promise: Promise<T>, limitMs = 60_000): Promise<T> {
  let done = false
  promise.then(
    () => (done = true),
    () => (done = true),
  )
  await time.advanceUntil(() => done, { stepMs: 1, limitMs })
  return promise
}
