// The partitions of a scripted broker: takes Produce requests as a real leader does, sequences of idempotent producers included,
// and lets a test read back what was stored. Faults are scripted in front of it.

import { ErrorCode } from '../protocol/error-codes.ts'
import { initProducerIdApi, newInitProducerIdResponse } from '../protocol/generated/init-producer-id.ts'
import {
  newProduceResponse,
  newProduceResponsePartitionProduceResponse,
  newProduceResponseTopicProduceResponse,
  produceApi,
  type ProduceRequest,
  type ProduceResponse,
  type ProduceResponsePartitionProduceResponse,
} from '../protocol/generated/produce.ts'
import { ZERO_UUID } from '../protocol/ids.ts'
import { incrementSequence, readBatchHeader, verifyBatchCrc } from '../protocol/records/batch.ts'
import { decodeRecords, type LogRecord } from '../protocol/records/record.ts'
import type { ScriptedBroker, ScriptedCluster } from './scripted-broker.ts'

interface StoredBatch {
  producerId: number
  producerEpoch: number
  baseSequence: number
  lastSequence: number
  baseOffset: number
}

interface ProducerEntry {
  epoch: number
  /** The last five, as Kafka remembers them. */
  batches: StoredBatch[]
}

/** What a fault answers for one partition: an error code, or undefined to go on. */
export type PartitionFault = (topic: string, partition: number, records: Buffer) => number | undefined

export class ScriptedPartitionLog {
  readonly records: LogRecord[] = []
  readonly #producers = new Map<number, ProducerEntry>()

  append(buffer: Buffer): { errorCode: number; baseOffset: number } {
    verifyBatchCrc(buffer, 0)
    const header = readBatchHeader(buffer, 0)
    const { producerId, producerEpoch, baseSequence, lastSequence } = header
    if (producerId >= 0) {
      const entry = this.#producers.get(producerId)
      const known = entry?.batches.find(batch => batch.producerEpoch === producerEpoch && batch.baseSequence === baseSequence && batch.lastSequence === lastSequence)
      if (known !== undefined) return { errorCode: ErrorCode.NONE, baseOffset: known.baseOffset }
      if (entry !== undefined && producerEpoch < entry.epoch) return { errorCode: ErrorCode.INVALID_PRODUCER_EPOCH, baseOffset: -1 }
      const last = entry?.batches.at(-1)
      const expected = entry === undefined || producerEpoch > entry.epoch ? (entry === undefined ? baseSequence : 0) : incrementSequence(last!.lastSequence, 1)
      if (baseSequence !== expected) return { errorCode: ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, baseOffset: -1 }
    }
    const baseOffset = this.records.length
    if (producerId >= 0) {
      const entry = this.#producers.get(producerId) ?? { epoch: producerEpoch, batches: [] }
      if (producerEpoch > entry.epoch) entry.batches = []
      entry.epoch = producerEpoch
      entry.batches.push({ producerId, producerEpoch, baseSequence, lastSequence, baseOffset })
      if (entry.batches.length > 5) entry.batches.shift()
      this.#producers.set(producerId, entry)
    }
    this.records.push(...decodeRecords(buffer, 0))
    return { errorCode: ErrorCode.NONE, baseOffset }
  }

  /** The stored values as text, in order. */
  get values(): string[] {
    return this.records.map(record => record.value?.toString() ?? 'null')
  }
}

/** The logs of a scripted cluster; `serve` makes a broker answer Produce and InitProducerId from them. */
export class ScriptedLogs {
  readonly #cluster: ScriptedCluster
  readonly #logs = new Map<string, ScriptedPartitionLog>()
  /** Asked before each append. */
  fault: PartitionFault = () => undefined
  nextProducerId = 1000

  constructor(cluster: ScriptedCluster) {
    this.#cluster = cluster
  }

  log(topic: string, partition = 0): ScriptedPartitionLog {
    const name = `${topic}-${partition}`
    let log = this.#logs.get(name)
    if (log === undefined) this.#logs.set(name, (log = new ScriptedPartitionLog()))
    return log
  }

  serve(broker: ScriptedBroker): void {
    broker.on(initProducerIdApi, () => newInitProducerIdResponse({ producerId: this.nextProducerId++, producerEpoch: 0 }))
    broker.on(produceApi, body => this.produce(broker, body))
  }

  produce(broker: ScriptedBroker, request: ProduceRequest): ProduceResponse {
    return newProduceResponse({
      responses: request.topicData.map(topic => {
        const name = topic.topicId === ZERO_UUID ? topic.name : ([...this.#cluster.topics].find(([, known]) => known.topicId === topic.topicId)?.[0] ?? '')
        return newProduceResponseTopicProduceResponse({
          name: topic.name,
          topicId: topic.topicId,
          partitionResponses: topic.partitionData.map(({ index, records }) => this.#append(broker, name, index, records as Buffer)),
        })
      }),
    })
  }

  #append(broker: ScriptedBroker, topic: string, index: number, records: Buffer): ProduceResponsePartitionProduceResponse {
    const leader = this.#cluster.topics.get(topic)?.leaders[index]
    const refused =
      leader === undefined ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : leader !== broker.nodeId ? ErrorCode.NOT_LEADER_OR_FOLLOWER : this.fault(topic, index, records)
    if (refused !== undefined) return newProduceResponsePartitionProduceResponse({ index, errorCode: refused, baseOffset: -1 })
    return newProduceResponsePartitionProduceResponse({ index, ...this.log(topic, index).append(records) })
  }
}
