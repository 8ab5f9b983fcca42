// Registration, fencing, unfencing and shutdown of brokers (KIP-631, KIP-841), and the partitions that follow. Pure (shape C).

import { ErrorCode } from '../../protocol/error-codes.ts'
import type { AllocateProducerIdsRequest, AllocateProducerIdsResponse } from '../../protocol/generated/allocate-producer-ids.ts'
import type { BrokerHeartbeatRequest, BrokerHeartbeatResponse } from '../../protocol/generated/broker-heartbeat.ts'
import type { BrokerRegistrationRequest, BrokerRegistrationResponse } from '../../protocol/generated/broker-registration.ts'
import { newBrokerRegistrationChangeRecord } from '../../protocol/generated/records/broker-registration-change-record.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import type { UnregisterBrokerRequest, UnregisterBrokerResponse } from '../../protocol/generated/unregister-broker.ts'
import type { MetadataImage, TopicImage } from '../image.ts'
import { CORDONED_LOG_DIRS_LEVEL } from '../raft/record-versions.ts'
import { topicValue } from '../topic-config.ts'
import { ConfigResourceType } from '../image.ts'
import type { Decision, DecisionContext } from './decision.ts'
import { changePartition, type ElectionRules } from './partition-change.ts'

/** Producer ids are handed out in blocks of this size (KIP-730). */
export const PRODUCER_ID_BLOCK = 1000

export interface RegistrationRequest extends BrokerRegistrationRequest {
  /** As the cluster's; a request with another one is refused. */
  readonly expectedClusterId: string
}

export function registerBroker(context: DecisionContext, request: RegistrationRequest): Decision<BrokerRegistrationResponse> {
  const { image, nextOffset } = context
  const refuse = (errorCode: number): Decision<BrokerRegistrationResponse> => ({ records: [], reply: { throttleTimeMs: 0, errorCode, brokerEpoch: -1 } })
  if (request.clusterId !== request.expectedClusterId) return refuse(ErrorCode.INCONSISTENT_CLUSTER_ID)
  if (request.logDirs.length === 0 || new Set(request.logDirs).size !== request.logDirs.length) return refuse(ErrorCode.INVALID_REGISTRATION)
  for (const other of image.brokers.values()) {
    if (other.brokerId !== request.brokerId && request.logDirs.some(id => other.logDirs.includes(id))) return refuse(ErrorCode.INVALID_REGISTRATION)
  }
  const known = image.brokers.get(request.brokerId)
  const sameIncarnation = known !== undefined && known.incarnationId === request.incarnationId
  // The offset of its own record, unless the same process amends what it said.
  const brokerEpoch = sameIncarnation ? known.brokerEpoch : nextOffset
  const records: MetadataRecord[] = [
    {
      type: 'RegisterBrokerRecord',
      data: {
        brokerId: request.brokerId,
        isMigratingZkBroker: false,
        incarnationId: request.incarnationId,
        brokerEpoch,
        endPoints: request.listeners.map(({ name, host, port, securityProtocol }) => ({ name, host, port, securityProtocol })),
        features: request.features.map(({ name, minSupportedVersion, maxSupportedVersion }) => ({ name, minSupportedVersion, maxSupportedVersion })),
        rack: request.rack,
        fenced: sameIncarnation ? known.fenced : true,
        inControlledShutdown: sameIncarnation ? known.inControlledShutdown : false,
        logDirs: [...request.logDirs].sort(),
        cordonedLogDirs: image.metadataVersion >= CORDONED_LOG_DIRS_LEVEL ? (known?.cordonedLogDirs ?? []) : null,
      },
    },
  ]
  // The process died without saying goodbye: what it led has no leader until it is unfenced, which begins a new leader epoch.
  if (known !== undefined && !known.fenced && !sameIncarnation) records.push(...withoutLeader(context, request.brokerId))
  return { records, reply: { throttleTimeMs: 0, errorCode: ErrorCode.NONE, brokerEpoch } }
}

export function brokerHeartbeat(context: DecisionContext, request: BrokerHeartbeatRequest): Decision<BrokerHeartbeatResponse> {
  const { image } = context
  const broker = image.brokers.get(request.brokerId)
  const reply = (errorCode: number, isFenced: boolean, shouldShutDown = false): BrokerHeartbeatResponse => ({
    throttleTimeMs: 0,
    errorCode,
    isCaughtUp: request.currentMetadataOffset >= (broker?.brokerEpoch ?? Infinity),
    isFenced,
    shouldShutDown,
  })
  if (broker === undefined || broker.brokerEpoch !== request.brokerEpoch) return { records: [], reply: reply(ErrorCode.STALE_BROKER_EPOCH, true) }
  if (request.wantShutDown) return { records: shutDown(context, request.brokerId), reply: reply(ErrorCode.NONE, true, true) }
  if (request.wantFence) return { records: broker.fenced ? [] : fence(context, request.brokerId), reply: reply(ErrorCode.NONE, true) }
  if (!broker.fenced) return { records: [], reply: reply(ErrorCode.NONE, false) }
  if (request.currentMetadataOffset < broker.brokerEpoch) return { records: [], reply: reply(ErrorCode.NONE, true) }
  return { records: unfence(context, request.brokerId), reply: reply(ErrorCode.NONE, false) }
}

function unfence(context: DecisionContext, brokerId: number): MetadataRecord[] {
  const { image } = context
  const { brokerEpoch } = image.brokers.get(brokerId)!
  const isAcceptable = (id: number): boolean => id === brokerId || image.isActive(id)
  const records: MetadataRecord[] = [
    { type: 'BrokerRegistrationChangeRecord', data: newBrokerRegistrationChangeRecord({ brokerId, brokerEpoch, fenced: -1 }) },
  ]
  for (const topic of image.topicsById.values()) {
    let rules: ElectionRules | undefined
    topic.partitions.forEach((partition, index) => {
      if (partition.leader !== -1 || !partition.replicas.includes(brokerId)) return
      rules ??= electionRules(context, topic, { isAcceptable })
      const data = changePartition(topic.id, index, partition, {}, rules)
      if (data !== undefined) records.push({ type: 'PartitionChangeRecord', data })
    })
  }
  return records
}

function fence(context: DecisionContext, brokerId: number): MetadataRecord[] {
  const { brokerEpoch } = context.image.brokers.get(brokerId)!
  return [
    { type: 'BrokerRegistrationChangeRecord', data: newBrokerRegistrationChangeRecord({ brokerId, brokerEpoch, fenced: 1 }) },
    ...withoutLeader(context, brokerId),
  ]
}

/** The goodbye that lets the next process, ours or Apache Kafka's, start at once: marked, leaderships given up, fenced. */
function shutDown(context: DecisionContext, brokerId: number): MetadataRecord[] {
  const broker = context.image.brokers.get(brokerId)!
  if (broker.fenced) return []
  const { brokerEpoch } = broker
  return [
    { type: 'BrokerRegistrationChangeRecord', data: newBrokerRegistrationChangeRecord({ brokerId, brokerEpoch, inControlledShutdown: 1 }) },
    ...withoutLeader(context, brokerId),
    { type: 'BrokerRegistrationChangeRecord', data: newBrokerRegistrationChangeRecord({ brokerId, brokerEpoch, fenced: 1 }) },
  ]
}

/** Every partition that has the broker in its ISR, without it. The last one in sync stays eligible, or stays in the ISR where there is no ELR. */
function withoutLeader(context: DecisionContext, brokerId: number): MetadataRecord[] {
  const { image } = context
  const isAcceptable = (id: number): boolean => id !== brokerId && image.isActive(id)
  const records: MetadataRecord[] = []
  for (const topic of image.topicsById.values()) {
    let rules: ElectionRules | undefined
    topic.partitions.forEach((partition, index) => {
      if (!partition.isr.includes(brokerId) && partition.leader !== brokerId) return
      rules ??= electionRules(context, topic, { isAcceptable })
      const isr = partition.isr.filter(id => id !== brokerId)
      const target = isr.length === 0 && !rules.elrEnabled ? partition.isr : isr
      const data = changePartition(topic.id, index, partition, { isr: target }, rules)
      if (data !== undefined) records.push({ type: 'PartitionChangeRecord', data })
    })
  }
  return records
}

export function electionRules(
  { image, config }: DecisionContext,
  topic: TopicImage,
  rules: Pick<ElectionRules, 'isAcceptable'> & Partial<Pick<ElectionRules, 'election'>>,
): ElectionRules {
  const overrides = image.configs(ConfigResourceType.TOPIC, topic.name)
  const unclean = topicValue(config, overrides, 'unclean.leader.election.enable') as boolean
  return {
    isAcceptable: rules.isAcceptable,
    minIsr: Math.min(topicValue(config, overrides, 'min.insync.replicas') as number, topic.partitions[0]?.replicas.length ?? 1),
    elrEnabled: isElrEnabled(image),
    election: rules.election ?? (unclean ? 'unclean' : 'online'),
  }
}

export function isElrEnabled(image: MetadataImage): boolean {
  return image.featureLevel('eligible.leader.replicas.version') > 0
}

export function unregisterBroker({ image }: DecisionContext, request: UnregisterBrokerRequest): Decision<UnregisterBrokerResponse> {
  const broker = image.brokers.get(request.brokerId)
  if (broker === undefined) {
    const errorMessage = `there is no broker ${request.brokerId} to unregister`
    return { records: [], reply: { throttleTimeMs: 0, errorCode: ErrorCode.BROKER_ID_NOT_REGISTERED, errorMessage } }
  }
  const { brokerId, brokerEpoch } = broker
  return { records: [{ type: 'UnregisterBrokerRecord', data: { brokerId, brokerEpoch } }], reply: { throttleTimeMs: 0, errorCode: ErrorCode.NONE, errorMessage: null } }
}

export function allocateProducerIds({ image }: DecisionContext, request: AllocateProducerIdsRequest): Decision<AllocateProducerIdsResponse> {
  const { brokerId, brokerEpoch } = request
  const broker = image.brokers.get(brokerId)
  const refuse = (errorCode: number): Decision<AllocateProducerIdsResponse> => ({ records: [], reply: { throttleTimeMs: 0, errorCode, producerIdStart: 0, producerIdLen: 0 } })
  if (broker === undefined) return refuse(ErrorCode.BROKER_ID_NOT_REGISTERED)
  if (broker.brokerEpoch !== brokerEpoch) return refuse(ErrorCode.STALE_BROKER_EPOCH)
  const producerIdStart = image.producerIds.nextProducerId
  return {
    records: [{ type: 'ProducerIdsRecord', data: { brokerId, brokerEpoch, nextProducerId: producerIdStart + PRODUCER_ID_BLOCK } }],
    reply: { throttleTimeMs: 0, errorCode: ErrorCode.NONE, producerIdStart, producerIdLen: PRODUCER_ID_BLOCK },
  }
}
