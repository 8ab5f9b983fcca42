// DeleteRecords v0-2, DescribeProducers v0 (KIP-664), InitProducerId v0-5 (KIP-98; v3 epoch bump KIP-360; v4 retriable errors; v5 KIP-890).

import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { deleteRecordsApi, type DeleteRecordsRequest, type DeleteRecordsResponse } from '../../protocol/generated/delete-records.ts'
import { describeProducersApi, type DescribeProducersRequest, type DescribeProducersResponse } from '../../protocol/generated/describe-producers.ts'
import { initProducerIdApi, type InitProducerIdRequest, type InitProducerIdResponse, newInitProducerIdResponse } from '../../protocol/generated/init-producer-id.ts'
import { errorOf } from './errors.ts'
import type { AnyHandler } from './handler.ts'
import { isInternalTopic } from '../controller/internal-topics.ts'
import type { Services } from './services.ts'

export function recordsHandlers(services: Services): AnyHandler[] {
  return [
    { api: deleteRecordsApi, versions: [0, 2], handle: request => handleDeleteRecords(services, request) },
    { api: describeProducersApi, versions: [0, 0], handle: request => handleDescribeProducers(services, request) },
    { api: initProducerIdApi, versions: [0, 5], handle: request => handleInitProducerId(services, request) },
  ]
}

function handleDeleteRecords(services: Services, request: DeleteRecordsRequest): DeleteRecordsResponse {
  const response: DeleteRecordsResponse = {
    throttleTimeMs: 0,
    topics: request.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, offset }) => {
        try {
          const partition = services.replicas.partitionOrThrow(services.image(), name, partitionIndex)
          if (isInternalTopic(name)) throw new ProtocolError(ErrorCode.INVALID_TOPIC_EXCEPTION, `${name} is the broker's own; its records stay`)
          partition.throwIfNotLeader()
          if (!partition.log.config.cleanupPolicy.includes('delete')) {
            throw new ProtocolError(ErrorCode.POLICY_VIOLATION, `${name} has no cleanup.policy delete; its records stay`)
          }
          return { partitionIndex, lowWatermark: partition.deleteRecordsBefore(offset), errorCode: ErrorCode.NONE as number }
        } catch (thrown) {
          return { partitionIndex, lowWatermark: -1, errorCode: errorOf(services, thrown, `DeleteRecords of ${name}-${partitionIndex}`).errorCode }
        }
      }),
    })),
  }
  // What was deleted stays deleted, also after a crash.
  services.logs.checkpointLogStarts()
  return response
}

function handleDescribeProducers(services: Services, request: DescribeProducersRequest): DescribeProducersResponse {
  return {
    throttleTimeMs: 0,
    topics: request.topics.map(({ name, partitionIndexes }) => ({
      name,
      partitions: partitionIndexes.map(partitionIndex => {
        try {
          const partition = services.replicas.partitionOrThrow(services.image(), name, partitionIndex)
          partition.throwIfNotLeader()
          const activeProducers = partition.log.activeProducers().map(producer => ({
            producerId: producer.producerId,
            producerEpoch: producer.producerEpoch,
            lastSequence: producer.batches.at(-1)?.lastSequence ?? -1,
            lastTimestamp: producer.lastTimestamp,
            coordinatorEpoch: producer.coordinatorEpoch,
            currentTxnStartOffset: producer.currentTxnFirstOffset,
          }))
          return { partitionIndex, errorCode: ErrorCode.NONE as number, errorMessage: null, activeProducers }
        } catch (thrown) {
          const error = errorOf(services, thrown, `DescribeProducers of ${name}-${partitionIndex}`)
          return { partitionIndex, errorCode: error.errorCode, errorMessage: error.message, activeProducers: [] }
        }
      }),
    })),
  }
}

async function handleInitProducerId(services: Services, request: InitProducerIdRequest): Promise<InitProducerIdResponse> {
  if (request.transactionalId !== null) {
    services.logger.warn(`InitProducerId for transactional id ${request.transactionalId} refused: transactions are not supported yet`)
    return newInitProducerIdResponse({ errorCode: ErrorCode.INVALID_REQUEST, producerEpoch: -1 })
  }
  try {
    // Without a transactional id there is nothing to continue: always a new id, whatever the client had (KIP-360).
    return newInitProducerIdResponse({ producerId: await services.producerIds.next(), producerEpoch: 0 })
  } catch (thrown) {
    return newInitProducerIdResponse({ errorCode: errorOf(services, thrown, 'InitProducerId').errorCode, producerEpoch: -1 })
  }
}
