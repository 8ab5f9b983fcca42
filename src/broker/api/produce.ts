// Produce v3-13: v3 transactional id, v5 log start offset, v7 zstd, v8 record errors, v9 flexible, v10 current leader (KIP-951),
// v13 topic ids (KIP-516). Nothing per record: the log checks headers and CRC, and looks inside only where it must.

import { isRetriable } from '../../core/errors.ts'
import { errorByCode, ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { produceApi, type ProduceRequest, type ProduceResponse } from '../../protocol/generated/produce.ts'
import { ZERO_UUID } from '../../protocol/ids.ts'
import { BATCH_OVERHEAD, readBatchHeader } from '../../protocol/records/batch.ts'
import { RecordValidationError } from '../log/append.ts'
import type { Partition } from '../replica/partition.ts'
import type { Waiting } from '../replica/purgatory.ts'
import { CloseConnection, type AnyHandler, type RequestContext } from './handler.ts'
import { errorOf } from './errors.ts'
import { isInternalTopic } from '../controller/internal-topics.ts'
import type { Services } from './services.ts'

type TopicResponse = ProduceResponse['responses'][number]
type PartitionResponse = TopicResponse['partitionResponses'][number]

/** Errors that Kafka answers without the log start offset. */
const tooLarge: ReadonlySet<number> = new Set([ErrorCode.MESSAGE_TOO_LARGE, ErrorCode.RECORD_LIST_TOO_LARGE])

/** Only Kafka's own tools may write to internal topics by hand. */
const adminClientId = '__admin_client'

export function produceHandlers(services: Services): AnyHandler[] {
  return [{ api: produceApi, versions: [3, 13], concurrent: true, frameIsFree: true, handle: (request, context) => handleProduce(services, request, context) }]
}

/** A partition whose answer waits for the high watermark. */
interface Unacknowledged {
  partition: Partition
  /** The offset that the high watermark must reach. */
  requiredOffset: number
  response: PartitionResponse
}

function handleProduce(services: Services, request: ProduceRequest, context: RequestContext): ProduceResponse | null | Promise<ProduceResponse> {
  const { acks } = request
  const unacknowledged: Unacknowledged[] = []
  const responses: TopicResponse[] = []
  let failed: PartitionResponse | undefined
  let staleLeader = false
  for (const topicData of request.topicData) {
    const name = context.apiVersion >= 13 ? services.image().topicsById.get(topicData.topicId)?.name : topicData.name
    const topicResponse: TopicResponse = { name: topicData.name, topicId: topicData.topicId ?? ZERO_UUID, partitionResponses: [] }
    responses.push(topicResponse)
    for (const { index, records } of topicData.partitionData) {
      const response: PartitionResponse = {
        index,
        errorCode: ErrorCode.NONE,
        baseOffset: -1,
        logAppendTimeMs: -1,
        logStartOffset: -1,
        recordErrors: [],
        errorMessage: null,
        currentLeader: { leaderId: -1, leaderEpoch: -1 },
      }
      topicResponse.partitionResponses.push(response)
      let partition: Partition | undefined
      try {
        // Kafka's order: the topic, the form of the records, acks, then the partition.
        if (name === undefined) throw new ProtocolError(ErrorCode.UNKNOWN_TOPIC_ID)
        if (services.image().partition(name, index) === undefined) throw new ProtocolError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
        throwIfMalformed(records, context.apiVersion)
        if (acks < -1 || acks > 1) throw new ProtocolError(ErrorCode.INVALID_REQUIRED_ACKS)
        if (isInternalTopic(name) && context.clientId !== adminClientId) {
          throw new ProtocolError(ErrorCode.INVALID_TOPIC_EXCEPTION, `${name} is written by the broker alone`)
        }
        partition = services.replicas.partitionOrThrow(services.image(), name, index)
        const info = partition.append(records, { origin: 'client', requiredAcks: acks })
        response.baseOffset = info.firstOffset
        response.logAppendTimeMs = info.logAppendTime
        response.logStartOffset = partition.log.logStartOffset
        if (acks === -1 && partition.highWatermark <= info.lastOffset) {
          unacknowledged.push({ partition, requiredOffset: info.lastOffset + 1, response })
        }
      } catch (thrown) {
        const error = errorOf(services, thrown, `Produce to ${name ?? topicData.topicId}-${index}`)
        fail(response, error)
        failed ??= response
        if (error.errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER) {
          staleLeader = true
          const registration = name === undefined ? undefined : services.image().topicsByName.get(name)?.partitions[index]
          if (registration !== undefined && context.apiVersion >= 10) response.currentLeader = { leaderId: registration.leader, leaderEpoch: registration.leaderEpoch }
        } else if (partition !== undefined && !isRetriable(error) && !tooLarge.has(error.errorCode)) {
          response.logStartOffset = partition.log.logStartOffset
        }
      }
    }
  }
  if (acks === 0) {
    // A producer that wants no answers can be told of a failure in one way only.
    if (failed !== undefined) {
      throw new CloseConnection(`produce with acks=0 failed: ${errorByCode(failed.errorCode).name} ${failed.errorMessage ?? ''}`.trimEnd())
    }
    return null
  }
  const result: ProduceResponse = { responses, throttleTimeMs: 0, nodeEndpoints: staleLeader && context.apiVersion >= 10 ? services.nodeEndpoints(context.connection) : [] }
  if (unacknowledged.length === 0) return result
  return new Promise(resolve => {
    const waiting = new DelayedProduce(unacknowledged, () => resolve(result))
    services.replicas.produces.park(
      waiting,
      unacknowledged.map(entry => entry.partition),
      Math.max(0, request.timeoutMs),
    )
  })
}

/** Bytes of a batch that must be there before its size and its magic can be believed. */
const sizeEnd = 12
const magicEnd = 17
/** The smallest record of any format, without its offset and size. */
const smallestRecord = 14

/** What can be refused before the log is asked: exactly one whole batch of format 2 per partition, in a codec that the version knows. */
function throwIfMalformed(records: Buffer | null, version: number): asserts records is Buffer {
  const size = records === null || records.length < sizeEnd ? undefined : records.readInt32BE(8)
  if (size !== undefined && size < smallestRecord) throw new ProtocolError(ErrorCode.CORRUPT_MESSAGE, `a record batch of ${size} bytes is smaller than any can be`)
  const magic = records === null || records.length < magicEnd ? undefined : records.readInt8(16)
  if (magic !== undefined && (magic < 0 || magic > 2)) throw new ProtocolError(ErrorCode.CORRUPT_MESSAGE, `there is no record batch format ${magic}`)
  if (records === null || size === undefined || magic === undefined || sizeEnd + size > records.length) {
    throw new ProtocolError(ErrorCode.INVALID_RECORD, `Produce v${version} takes one whole record batch per partition; there is none`)
  }
  if (magic < 2) {
    throw new ProtocolError(ErrorCode.INVALID_RECORD, `Produce v${version} takes record batches of format 2, not of format ${magic}`)
  }
  if (records.length < BATCH_OVERHEAD) throw new ProtocolError(ErrorCode.CORRUPT_MESSAGE, `a record batch of ${records.length} bytes has no room for its header`)
  const header = readBatchHeader(records, 0)
  if (header.compression === 'zstd' && version < 7) {
    throw new ProtocolError(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, `Produce v${version} knows no zstd; v7 does`)
  }
  if (header.sizeInBytes < records.length) {
    throw new ProtocolError(ErrorCode.INVALID_RECORD, `Produce v${version} takes one record batch per partition; ${records.length - header.sizeInBytes} bytes follow the first`)
  }
  if (header.isTransactional) {
    throw new ProtocolError(ErrorCode.INVALID_TXN_STATE, 'transactions are not supported yet: this producer is not in a transaction that this broker knows')
  }
}

function fail(response: PartitionResponse, error: ProtocolError): void {
  response.errorCode = error.errorCode
  response.baseOffset = -1
  response.errorMessage = error.message
  if (error instanceof RecordValidationError) {
    response.recordErrors = error.recordErrors.map(({ batchIndex, message }) => ({ batchIndex, batchIndexErrorMessage: message }))
  }
}

/** Waits until every partition's high watermark has reached what was appended, or cannot any more. */
class DelayedProduce implements Waiting<Partition> {
  readonly #open: Set<Unacknowledged>
  readonly #answer: () => void

  constructor(entries: Unacknowledged[], answer: () => void) {
    this.#open = new Set(entries)
    this.#answer = answer
  }

  tryComplete(partition: Partition): boolean {
    for (const entry of this.#open) {
      if (entry.partition !== partition) continue
      if (!partition.isLeader) {
        fail(entry.response, new ProtocolError(partition.offline ? ErrorCode.KAFKA_STORAGE_ERROR : ErrorCode.NOT_LEADER_OR_FOLLOWER))
        this.#open.delete(entry)
      } else if (partition.highWatermark >= entry.requiredOffset) {
        this.#open.delete(entry)
      }
    }
    return this.#open.size === 0
  }

  finish(expired: boolean): void {
    if (expired) {
      for (const { partition, response, requiredOffset } of this.#open) {
        const message = `offset ${requiredOffset - 1} of ${partition.name} was not committed in time (high watermark ${partition.highWatermark})`
        fail(response, new ProtocolError(ErrorCode.REQUEST_TIMED_OUT, message))
      }
    }
    this.#answer()
  }
}
