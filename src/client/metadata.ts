// What the client knows of the cluster: brokers, topics, leaders and their epochs. Pure state (shape C with memory): it is told
// answers and gives views; cluster.ts decides when to ask. KIP-320 (leader epochs), KIP-516 (topic ids), KIP-951 (leader hints).

import { ErrorCode } from '../protocol/error-codes.ts'
import type { MetadataResponse, MetadataResponseTopic } from '../protocol/generated/metadata.ts'
import { ZERO_UUID } from '../protocol/ids.ts'

export interface BrokerNode {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly rack: string | null
}

export interface PartitionMetadata {
  readonly partition: number
  /** Node id of the leader, or -1 when there is none. */
  readonly leader: number
  /** -1 when the broker does not tell. */
  readonly leaderEpoch: number
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly offlineReplicas: readonly number[]
  readonly errorCode: number
}

export interface TopicMetadata {
  readonly name: string
  /** ZERO_UUID when the broker does not tell (before Metadata v10). */
  readonly topicId: string
  readonly isInternal: boolean
  readonly errorCode: number
  /** Index is the partition's number. */
  readonly partitions: readonly PartitionMetadata[]
}

/** Which leader a broker named in an answer to Produce or Fetch (KIP-951). */
export interface LeaderHint {
  topic: string
  partition: number
  leader: number
  leaderEpoch: number
}

// More partitions in one topic than any cluster has; a broker that claims more is not believed.
const partitionsMax = 1_000_000

export class Metadata {
  #brokers = new Map<number, BrokerNode>()
  #topics = new Map<string, TopicMetadata>()
  #names = new Map<string, string>()
  #clusterId: string | null = null
  #controllerId = -1
  #version = 0

  /** Grows with every change, so that a view can tell whether it is stale. */
  get version(): number {
    return this.#version
  }

  get clusterId(): string | null {
    return this.#clusterId
  }

  /** The node that takes administrative requests, or -1. */
  get controllerId(): number {
    return this.#controllerId
  }

  get brokers(): ReadonlyMap<number, BrokerNode> {
    return this.#brokers
  }

  get topics(): ReadonlyMap<string, TopicMetadata> {
    return this.#topics
  }

  topic(name: string): TopicMetadata | undefined {
    return this.#topics.get(name)
  }

  topicName(topicId: string): string | undefined {
    return this.#names.get(topicId)
  }

  partition(topic: string, partition: number): PartitionMetadata | undefined {
    return this.#topics.get(topic)?.partitions[partition]
  }

  /**
   * Takes an answer to Metadata. `asked` names the topics that were asked for, null means all: then topics that are absent are gone.
   * A partition whose leader epoch is below the one already known for the same topic id keeps what is known: the answer is of an older time.
   */
  update(response: MetadataResponse, asked: readonly string[] | null): void {
    const brokers = new Map<number, BrokerNode>()
    for (const { nodeId, host, port, rack } of response.brokers) brokers.set(nodeId, { nodeId, host, port, rack })
    if (brokers.size > 0) this.#brokers = brokers
    this.#clusterId = response.clusterId
    this.#controllerId = response.controllerId
    const topics = asked === null ? new Map<string, TopicMetadata>() : new Map(this.#topics)
    for (const answer of response.topics) {
      if (answer.name === null) continue
      const known = this.#topics.get(answer.name)
      const topic = merge(known, answer)
      // A topic that has just lost its metadata to a passing error keeps its last leaders; one that is gone is forgotten.
      if (topic !== undefined) topics.set(answer.name, topic)
      else topics.delete(answer.name)
    }
    this.#names = new Map()
    for (const { name } of response.topics) if (name !== null) this.#nameBelongs(topics.get(name))
    // The newest word on an id holds: another topic that is known by it was mistaken.
    for (const topic of [...topics.values()]) if (!this.#nameBelongs(topic)) topics.delete(topic.name)
    this.#topics = topics
    this.#version++
  }

  /** Notes the topic's name under its id; false when the id is another's. */
  #nameBelongs(topic: TopicMetadata | undefined): boolean {
    if (topic === undefined || topic.topicId === ZERO_UUID) return true
    const name = this.#names.get(topic.topicId)
    if (name === undefined) this.#names.set(topic.topicId, topic.name)
    return name === undefined || name === topic.name
  }

  /** Takes the leaders that a broker named when it refused a request (KIP-951). Answers whether anything was news. */
  learnLeaders(hints: readonly LeaderHint[], endpoints: readonly { nodeId: number; host: string; port: number; rack: string | null }[]): boolean {
    let changed = false
    const brokers = new Map(this.#brokers)
    for (const { nodeId, host, port, rack } of endpoints) {
      const known = brokers.get(nodeId)
      if (known !== undefined && known.host === host && known.port === port) continue
      brokers.set(nodeId, { nodeId, host, port, rack })
      changed = true
    }
    for (const { topic: name, partition: index, leader, leaderEpoch } of hints) {
      const topic = this.#topics.get(name)
      const partition = topic?.partitions[index]
      if (topic === undefined || partition === undefined || leader < 0 || !brokers.has(leader) || leaderEpoch <= partition.leaderEpoch) continue
      const partitions = topic.partitions.slice()
      partitions[index] = { ...partition, leader, leaderEpoch, errorCode: ErrorCode.NONE }
      this.#topics.set(name, { ...topic, partitions })
      changed = true
    }
    if (changed) {
      this.#brokers = brokers
      this.#version++
    }
    return changed
  }

  /** Adds a broker that FindCoordinator named and Metadata has not (yet). */
  learnBroker(node: BrokerNode): void {
    const known = this.#brokers.get(node.nodeId)
    if (known !== undefined && known.host === node.host && known.port === node.port) return
    this.#brokers = new Map(this.#brokers).set(node.nodeId, node)
    this.#version++
  }

  /** Drops a topic that the caller no longer cares for. */
  forgetTopic(name: string): void {
    const topic = this.#topics.get(name)
    if (topic === undefined) return
    this.#topics.delete(name)
    this.#names.delete(topic.topicId)
    this.#version++
  }

  /** Forgets the brokers, as before a new start from the bootstrap servers (KIP-899). Topics stay: leaders come back with the next answer. */
  forgetBrokers(): void {
    this.#brokers = new Map()
    this.#controllerId = -1
    this.#version++
  }
}

function merge(known: TopicMetadata | undefined, answer: MetadataResponseTopic): TopicMetadata | undefined {
  if (answer.errorCode !== ErrorCode.NONE) {
    const passing = answer.errorCode === ErrorCode.LEADER_NOT_AVAILABLE || answer.errorCode === ErrorCode.UNKNOWN_SERVER_ERROR
    if (passing && known !== undefined) return known
    return undefined
  }
  const sameTopic = known !== undefined && (known.topicId === answer.topicId || known.topicId === ZERO_UUID || answer.topicId === ZERO_UUID)
  const partitions: PartitionMetadata[] = []
  for (const p of answer.partitions) {
    const index = p.partitionIndex
    if (index < 0 || index >= Math.min(partitionsMax, answer.partitions.length)) continue
    const before = sameTopic ? known.partitions[index] : undefined
    partitions[index] =
      before !== undefined && p.leaderEpoch >= 0 && p.leaderEpoch < before.leaderEpoch
        ? before
        : {
            partition: index,
            leader: p.leaderId,
            leaderEpoch: p.leaderEpoch,
            replicas: p.replicaNodes,
            isr: p.isrNodes,
            offlineReplicas: p.offlineReplicas,
            errorCode: p.errorCode,
          }
  }
  for (let index = 0; index < partitions.length; index++) {
    partitions[index] ??= { partition: index, leader: -1, leaderEpoch: -1, replicas: [], isr: [], offlineReplicas: [], errorCode: ErrorCode.LEADER_NOT_AVAILABLE }
  }
  return { name: answer.name!, topicId: answer.topicId, isInternal: answer.isInternal, errorCode: answer.errorCode, partitions }
}
