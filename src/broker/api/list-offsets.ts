// ListOffsets v1-11 (v2 isolation level, v4 leader epochs, v7 max timestamp KIP-734, v8 local log start, v9 tiered, v10 timeout, v11 pending upload)
// and OffsetForLeaderEpoch v2-4 (KIP-101, KIP-320).

import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { listOffsetsApi, type ListOffsetsRequest, type ListOffsetsResponse } from '../../protocol/generated/list-offsets.ts'
import {
  offsetForLeaderEpochApi,
  type OffsetForLeaderEpochRequest,
  type OffsetForLeaderEpochResponse,
} from '../../protocol/generated/offset-for-leader-epoch.ts'
import type { Partition } from '../replica/partition.ts'
import { errorOf } from './errors.ts'
import type { AnyHandler, RequestContext } from './handler.ts'
import type { Services } from './services.ts'

/** The questions that are no times. */
const LATEST = -1
const EARLIEST = -2
const MAX_TIMESTAMP = -3
const EARLIEST_LOCAL = -4
const LATEST_TIERED = -5
const EARLIEST_PENDING_UPLOAD = -6

export function listOffsetsHandlers(services: Services): AnyHandler[] {
  return [
    { api: listOffsetsApi, versions: [1, 11], handle: (request, context) => handleListOffsets(services, request, context) },
    { api: offsetForLeaderEpochApi, versions: [2, 4], handle: request => handleOffsetForLeaderEpoch(services, request) },
  ]
}

interface Found {
  offset: number
  timestamp: number
  leaderEpoch: number
}

function handleListOffsets(services: Services, request: ListOffsetsRequest, context: RequestContext): ListOffsetsResponse {
  const duplicates = duplicatePartitions(request)
  const refused = new Set<string>()
  return {
    throttleTimeMs: 0,
    topics: request.topics.map(topic => ({
      name: topic.name,
      // A partition that is asked for twice is refused once.
      partitions: topic.partitions.filter(({ partitionIndex }) => !isRepeat(`${topic.name}-${partitionIndex}`, duplicates, refused)).map(asked => {
        try {
          if (duplicates.has(`${topic.name}-${asked.partitionIndex}`)) {
            throw new ProtocolError(ErrorCode.INVALID_REQUEST, `${topic.name}-${asked.partitionIndex} is asked for more than once`)
          }
          const partition = services.replicas.partitionOrThrow(services.image(), topic.name, asked.partitionIndex)
          partition.throwIfNotLeader()
          partition.throwIfEpochDiffers(asked.currentLeaderEpoch)
          const found = find(partition, asked.timestamp, request.isolationLevel === 1, context.apiVersion)
          // Version 3 and older have no place for the epoch.
          const leaderEpoch = context.apiVersion >= 4 ? found.leaderEpoch : -1
          return { partitionIndex: asked.partitionIndex, errorCode: ErrorCode.NONE, offset: found.offset, timestamp: found.timestamp, leaderEpoch }
        } catch (thrown) {
          const error = errorOf(services, thrown, `ListOffsets of ${topic.name}-${asked.partitionIndex}`)
          return { partitionIndex: asked.partitionIndex, errorCode: error.errorCode, timestamp: -1, offset: -1, leaderEpoch: -1 }
        }
      }),
    })),
  }
}

const nothing: Found = { offset: -1, timestamp: -1, leaderEpoch: -1 }

function find(partition: Partition, timestamp: number, readCommitted: boolean, version: number): Found {
  const log = partition.log
  const lastFetchable = readCommitted ? log.lastStableOffset : log.highWatermark
  switch (timestamp) {
    case LATEST:
      return { offset: lastFetchable, timestamp: -1, leaderEpoch: partition.leaderEpoch }
    case EARLIEST:
      return { offset: log.logStartOffset, timestamp: -1, leaderEpoch: log.epochForOffset(log.logStartOffset) }
    case MAX_TIMESTAMP: {
      throwIfBefore(version, 7, timestamp)
      const found = log.offsetOfMaxTimestamp()
      return found === undefined || found.offset >= lastFetchable ? nothing : found
    }
    case EARLIEST_LOCAL:
      throwIfBefore(version, 8, timestamp)
      return { offset: log.logStartOffset, timestamp: -1, leaderEpoch: log.epochForOffset(log.logStartOffset) }
    case LATEST_TIERED:
      // Nothing was ever moved to a remote tier.
      throwIfBefore(version, 9, timestamp)
      return nothing
    case EARLIEST_PENDING_UPLOAD:
      throwIfBefore(version, 11, timestamp)
      return nothing
    default: {
      if (timestamp < 0) throw new ProtocolError(ErrorCode.UNSUPPORTED_VERSION, `${timestamp} is no timestamp`)
      const found = log.offsetForTimestamp(timestamp)
      return found === undefined || found.offset >= lastFetchable ? nothing : found
    }
  }
}

function throwIfBefore(version: number, since: number, timestamp: number): void {
  if (version < since) throw new ProtocolError(ErrorCode.UNSUPPORTED_VERSION, `timestamp ${timestamp} needs ListOffsets v${since}`)
}

function isRepeat(name: string, duplicates: ReadonlySet<string>, refused: Set<string>): boolean {
  if (!duplicates.has(name)) return false
  if (refused.has(name)) return true
  refused.add(name)
  return false
}

function duplicatePartitions(request: ListOffsetsRequest): Set<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const topic of request.topics) {
    for (const { partitionIndex } of topic.partitions) {
      const name = `${topic.name}-${partitionIndex}`
      if (seen.has(name)) twice.add(name)
      seen.add(name)
    }
  }
  return twice
}

function handleOffsetForLeaderEpoch(services: Services, request: OffsetForLeaderEpochRequest): OffsetForLeaderEpochResponse {
  return {
    throttleTimeMs: 0,
    topics: request.topics.map(topic => ({
      topic: topic.topic,
      partitions: topic.partitions.map(asked => {
        const response = { errorCode: ErrorCode.NONE as number, partition: asked.partition, leaderEpoch: -1, endOffset: -1 }
        try {
          const partition = services.replicas.partitionOrThrow(services.image(), topic.topic, asked.partition)
          partition.throwIfNotLeader()
          partition.throwIfEpochDiffers(asked.currentLeaderEpoch)
          const end = partition.log.endOffsetForEpoch(asked.leaderEpoch)
          response.leaderEpoch = end.epoch
          response.endOffset = end.endOffset
        } catch (thrown) {
          response.errorCode = errorOf(services, thrown, `OffsetForLeaderEpoch of ${topic.topic}-${asked.partition}`).errorCode
        }
        return response
      }),
    })),
  }
}
