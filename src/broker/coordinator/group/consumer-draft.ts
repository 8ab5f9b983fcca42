// A decision's working copy of a consumer group: reads fall through to the group, writes become records and are seen by the rest
// of the decision. Nothing of the group itself is touched; replay does that once the records are appended.

import { createHash } from 'node:crypto'
import type { Uuid } from '../../../protocol/ids.ts'
import { type ConsumerGroup, type ConsumerMember, isReconciled, type Partitions, type ResolvedRegex } from './consumer-group.ts'
import {
  currentAssignmentRecord,
  groupEpochRecord,
  memberMetadataRecord,
  memberTombstones,
  regexRecord,
  regexTombstone,
  targetAssignmentRecord,
  targetEpochRecord,
} from './consumer-records.ts'
import { samePartitions } from './reconcile.ts'
import type { TopicsView } from './topics.ts'
import type { Turn } from './turn.ts'

export class ConsumerDraft {
  readonly group: ConsumerGroup
  readonly turn: Turn
  readonly topics: TopicsView
  #groupEpoch: number
  #metadataHash: bigint
  #assignmentEpoch: number
  #assignmentTimestamp: number
  /** null: removed in this decision. */
  readonly #members = new Map<string, ConsumerMember | null>()
  readonly #targets = new Map<string, Partitions>()
  readonly #regexes = new Map<string, ResolvedRegex | null>()
  readonly #owners = new Map<Uuid, Map<number, string | undefined>>()

  constructor(group: ConsumerGroup, turn: Turn, topics: TopicsView) {
    this.group = group
    this.turn = turn
    this.topics = topics
    this.#groupEpoch = group.groupEpoch
    this.#metadataHash = group.metadataHash
    this.#assignmentEpoch = group.assignmentEpoch
    this.#assignmentTimestamp = group.assignmentTimestamp
  }

  get groupId(): string {
    return this.group.groupId
  }

  get groupEpoch(): number {
    return this.#groupEpoch
  }

  get metadataHash(): bigint {
    return this.#metadataHash
  }

  get assignmentEpoch(): number {
    return this.#assignmentEpoch
  }

  get assignmentTimestamp(): number {
    return this.#assignmentTimestamp
  }

  get changed(): boolean {
    return this.#members.size > 0 || this.#groupEpoch !== this.group.groupEpoch || this.#assignmentEpoch !== this.group.assignmentEpoch
  }

  /** Whether members that have nothing to say themselves may have to move: there is a new target, or somebody let go of something. */
  get othersConcerned(): boolean {
    return this.#assignmentEpoch !== this.group.assignmentEpoch || this.#owners.size > 0
  }

  member(memberId: string): ConsumerMember | undefined {
    const drafted = this.#members.get(memberId)
    return drafted === null ? undefined : (drafted ?? this.group.members.get(memberId))
  }

  *members(): Generator<ConsumerMember> {
    for (const [memberId, member] of this.group.members) {
      const drafted = this.#members.get(memberId)
      if (drafted !== null) yield drafted ?? member
    }
    for (const [memberId, member] of this.#members) if (member !== null && !this.group.members.has(memberId)) yield member
  }

  get size(): number {
    let size = this.group.members.size
    for (const [memberId, member] of this.#members) {
      if (member === null) size -= this.group.members.has(memberId) ? 1 : 0
      else if (!this.group.members.has(memberId)) size++
    }
    return size
  }

  staticMember(instanceId: string): ConsumerMember | undefined {
    for (const [memberId, member] of this.#members) if (member?.instanceId === instanceId) return this.member(memberId)
    const memberId = this.group.staticMemberId(instanceId)
    return memberId === undefined ? undefined : this.member(memberId)
  }

  /** Who the member is and what it subscribes to. */
  putMetadata(member: ConsumerMember): void {
    this.#members.set(member.memberId, member)
    this.turn.records.push(memberMetadataRecord(this.groupId, member))
  }

  /** Where the member is: epoch, state, partitions. */
  putCurrent(member: ConsumerMember): void {
    const before = this.member(member.memberId)
    if (before !== undefined) this.#own(before, undefined)
    this.#own(member, member.memberId)
    this.#members.set(member.memberId, member)
    this.turn.records.push(currentAssignmentRecord(this.groupId, member))
  }

  remove(memberId: string): void {
    const before = this.member(memberId)
    if (before !== undefined) this.#own(before, undefined)
    this.#members.set(memberId, null)
    this.#targets.delete(memberId)
    this.turn.records.push(...memberTombstones(this.groupId, memberId))
  }

  owner(topicId: Uuid, partition: number): string | undefined {
    const drafted = this.#owners.get(topicId)
    return drafted?.has(partition) ? drafted.get(partition) : this.group.owner(topicId, partition)
  }

  target(memberId: string): Partitions {
    return this.#targets.get(memberId) ?? this.group.target(memberId)
  }

  putTarget(memberId: string, target: Partitions): void {
    this.#targets.set(memberId, target)
    this.turn.records.push(targetAssignmentRecord(this.groupId, memberId, target))
  }

  /** A new target for everybody: only what differs is written. */
  putTargets(targets: ReadonlyMap<string, Partitions>): void {
    for (const [memberId, target] of targets) {
      if (!this.#hasTarget(memberId) || !samePartitions(this.target(memberId), target)) this.putTarget(memberId, target)
    }
    this.#assignmentEpoch = this.#groupEpoch
    this.#assignmentTimestamp = this.turn.now
    this.turn.records.push(targetEpochRecord(this.groupId, this.#assignmentEpoch, this.#assignmentTimestamp))
  }

  #hasTarget(memberId: string): boolean {
    return this.#targets.has(memberId) || this.group.targets.has(memberId)
  }

  bump(metadataHash: bigint): void {
    this.#groupEpoch++
    this.#metadataHash = metadataHash
    this.turn.records.push(groupEpochRecord(this.groupId, this.#groupEpoch, metadataHash))
  }

  regex(expression: string): ResolvedRegex | undefined {
    const drafted = this.#regexes.get(expression)
    return drafted === null ? undefined : (drafted ?? this.group.regexes.get(expression))
  }

  putRegex(expression: string, resolved: ResolvedRegex): void {
    this.#regexes.set(expression, resolved)
    this.turn.records.push(regexRecord(this.groupId, expression, resolved))
  }

  removeRegex(expression: string): void {
    this.#regexes.set(expression, null)
    this.turn.records.push(regexTombstone(this.groupId, expression))
  }

  /** Ids of the topics that the member subscribes to, as far as they exist. */
  subscribedIds(member: ConsumerMember): Set<Uuid> {
    const ids = new Set<Uuid>()
    for (const name of member.subscribedTopicNames) {
      const topic = this.topics.byName(name)
      if (topic !== undefined) ids.add(topic.id)
    }
    if (member.subscribedTopicRegex !== '') {
      for (const name of this.regex(member.subscribedTopicRegex)?.topics ?? []) {
        const topic = this.topics.byName(name)
        if (topic !== undefined) ids.add(topic.id)
      }
    }
    return ids
  }

  /** A digest of what the group sees of its topics: it changes when partitions are added, a topic appears, goes, or moves racks. */
  computeMetadataHash(): bigint {
    const names = new Set<string>()
    for (const member of this.members()) {
      for (const name of member.subscribedTopicNames) names.add(name)
      if (member.subscribedTopicRegex !== '') for (const name of this.regex(member.subscribedTopicRegex)?.topics ?? []) names.add(name)
    }
    const hash = createHash('sha256')
    let known = 0
    for (const name of [...names].sort()) {
      const topic = this.topics.byName(name)
      if (topic === undefined) continue
      known++
      hash.update(`${topic.id} ${topic.name} ${topic.partitionCount}\n`)
      for (let partition = 0; partition < topic.partitionCount; partition++) hash.update(`${topic.racksOf(partition).join(',')};`)
    }
    return known === 0 ? 0n : hash.digest().readBigInt64BE(0)
  }

  get stable(): boolean {
    if (this.#groupEpoch > this.#assignmentEpoch) return false
    for (const member of this.members()) if (!isReconciled(member, this.#assignmentEpoch)) return false
    return true
  }

  #own(member: ConsumerMember, owner: string | undefined): void {
    for (const held of [member.assigned, member.pendingRevocation]) {
      for (const [topicId, partitions] of held) {
        let owners = this.#owners.get(topicId)
        if (owners === undefined) this.#owners.set(topicId, (owners = new Map()))
        for (const partition of partitions.keys()) owners.set(partition, owner)
      }
    }
  }
}
