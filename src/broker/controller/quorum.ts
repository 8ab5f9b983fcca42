// DescribeQuorum for a quorum of one (KIP-595, KIP-836, KIP-853). Pure (shape C).

import { ErrorCode } from '../../protocol/error-codes.ts'
import type { DescribeQuorumRequest, DescribeQuorumResponse } from '../../protocol/generated/describe-quorum.ts'
import type { MetadataLog } from '../raft/metadata-log.ts'

const METADATA_TOPIC = '__cluster_metadata'

export function describeQuorum(log: MetadataLog, request: DescribeQuorumRequest, now: number): DescribeQuorumResponse {
  const [topic] = request.topics
  const [partition] = topic?.partitions ?? []
  const nodes = log.voters.map(({ id, endpoints }) => ({ nodeId: id, listeners: endpoints.map(endpoint => ({ ...endpoint })) }))
  if (request.topics.length !== 1 || topic!.topicName !== METADATA_TOPIC || topic!.partitions.length !== 1 || partition!.partitionIndex !== 0) {
    const topics = request.topics.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map(({ partitionIndex }) => ({
        partitionIndex,
        errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
        errorMessage: `only partition 0 of ${METADATA_TOPIC} has a quorum`,
        leaderId: 0,
        leaderEpoch: 0,
        highWatermark: 0,
        currentVoters: [],
        observers: [],
      })),
    }))
    return { errorCode: ErrorCode.NONE, errorMessage: '', topics, nodes: [] }
  }
  const currentVoters = log.voters.map(voter => ({
    replicaId: voter.id,
    replicaDirectoryId: voter.directoryId,
    logEndOffset: log.logEndOffset,
    // The leader is always caught up with itself.
    lastFetchTimestamp: now,
    lastCaughtUpTimestamp: now,
  }))
  const described = {
    partitionIndex: 0,
    errorCode: ErrorCode.NONE,
    errorMessage: '',
    leaderId: log.nodeId,
    leaderEpoch: log.epoch,
    highWatermark: log.highWatermark,
    currentVoters,
    observers: [],
  }
  return { errorCode: ErrorCode.NONE, errorMessage: '', topics: [{ topicName: METADATA_TOPIC, partitions: [described] }], nodes }
}
