// Stands in for the controller until the one over the metadata log has landed: topics live in memory only and are gone after a restart,
// which the broker says in a warning at its start. Goes away with that.

import type { Random } from '../core/random.ts'
import { randomUuid } from '../core/random.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { ProtocolError } from '../protocol/errors.ts'
import {
  type CreateTopicsRequest,
  type CreateTopicsResponse,
  newCreateTopicsResponse,
  newCreateTopicsResponseCreatableTopicResult,
} from '../protocol/generated/create-topics.ts'
import { type DeleteTopicsRequest, type DeleteTopicsResponse, newDeleteTopicsResponse } from '../protocol/generated/delete-topics.ts'
import type { MetadataRecord } from '../protocol/generated/records/metadata-record-types.ts'
import { newPartitionRecord } from '../protocol/generated/records/partition-record.ts'
import { newRegisterBrokerRecord } from '../protocol/generated/records/register-broker-record.ts'
import type { ControllerPort } from './api/controller-port.ts'
import { isLegalTopicName } from './api/topic-names.ts'
import { applyRecords, type MetadataDelta, MetadataImage } from './image.ts'

const blockLength = 1000

export class VolatileController implements ControllerPort {
  image = MetadataImage.EMPTY
  onImage: (image: MetadataImage, delta: MetadataDelta) => void = () => {}
  readonly #random: Random
  readonly #nodeId: number
  readonly #defaultPartitions: number
  #nextProducerId = 0

  constructor(options: { random: Random; nodeId: number; defaultPartitions: number }) {
    this.#random = options.random
    this.#nodeId = options.nodeId
    this.#defaultPartitions = options.defaultPartitions
  }

  register(): void {
    this.#apply([{ type: 'RegisterBrokerRecord', data: newRegisterBrokerRecord({ brokerId: this.#nodeId, fenced: false, brokerEpoch: 1 }) }])
  }

  #apply(records: MetadataRecord[]): void {
    const { image, delta } = applyRecords(this.image, records)
    this.image = image
    this.onImage(image, delta)
  }

  async createTopics(request: CreateTopicsRequest): Promise<CreateTopicsResponse> {
    return newCreateTopicsResponse({
      topics: request.topics.map(({ name, numPartitions, configs }) => {
        const failed = (errorCode: number): CreateTopicsResponse['topics'][number] => newCreateTopicsResponseCreatableTopicResult({ name, errorCode })
        if (!isLegalTopicName(name)) return failed(ErrorCode.INVALID_TOPIC_EXCEPTION)
        if (this.image.topicsByName.has(name)) return failed(ErrorCode.TOPIC_ALREADY_EXISTS)
        const topicId = randomUuid(this.#random)
        const count = numPartitions > 0 ? numPartitions : this.#defaultPartitions
        if (!request.validateOnly) {
          const node = [this.#nodeId]
          const records: MetadataRecord[] = [{ type: 'TopicRecord', data: { name, topicId } }]
          for (let partitionId = 0; partitionId < count; partitionId++) {
            const data = newPartitionRecord({ partitionId, topicId, replicas: node, isr: node, leader: this.#nodeId, leaderEpoch: 0, partitionEpoch: 0 })
            records.push({ type: 'PartitionRecord', data })
          }
          for (const config of configs) {
            records.push({ type: 'ConfigRecord', data: { resourceType: 2, resourceName: name, name: config.name, value: config.value } })
          }
          this.#apply(records)
        }
        return newCreateTopicsResponseCreatableTopicResult({ name, topicId, numPartitions: count, replicationFactor: 1 })
      }),
    })
  }

  async deleteTopics(request: DeleteTopicsRequest): Promise<DeleteTopicsResponse> {
    return newDeleteTopicsResponse({
      responses: request.topics.map(({ name, topicId }) => {
        const topic = name === null ? this.image.topicsById.get(topicId) : this.image.topicsByName.get(name)
        if (topic === undefined) return { name, topicId, errorCode: name === null ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: null }
        this.#apply([{ type: 'RemoveTopicRecord', data: { topicId: topic.id } }])
        return { name: topic.name, topicId: topic.id, errorCode: ErrorCode.NONE, errorMessage: null }
      }),
    })
  }

  async allocateProducerIds(): Promise<{ firstProducerId: number; length: number }> {
    const firstProducerId = this.#nextProducerId
    this.#nextProducerId += blockLength
    return { firstProducerId, length: blockLength }
  }

  createPartitions(): Promise<never> {
    return notYet()
  }

  alterConfigs(): Promise<never> {
    return notYet()
  }

  incrementalAlterConfigs(): Promise<never> {
    return notYet()
  }

  updateFeatures(): Promise<never> {
    return notYet()
  }

  electLeaders(): Promise<never> {
    return notYet()
  }

  alterPartitionReassignments(): Promise<never> {
    return notYet()
  }
}

function notYet(): Promise<never> {
  return Promise.reject(new ProtocolError(ErrorCode.UNSUPPORTED_VERSION, 'not supported yet'))
}
