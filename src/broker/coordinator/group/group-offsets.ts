// The committed offsets of the groups of one shard: commits, lookups, deletion, expiry, and commits inside a transaction that wait
// for its marker. Hard state only; written by replay. KIP-211 (expiry), KIP-447 (requireStable), KIP-1094 topic ids in the records.

import { ErrorCode } from '../../../protocol/error-codes.ts'
import {
  newOffsetFetchResponsePartitions,
  type OffsetFetchRequestTopics,
  type OffsetFetchResponseTopics,
} from '../../../protocol/generated/offset-fetch.ts'
import type { OffsetCommitKey } from '../../../protocol/generated/records/offset-commit-key.ts'
import type { OffsetCommitValue } from '../../../protocol/generated/records/offset-commit-value.ts'
import { type Uuid, ZERO_UUID } from '../../../protocol/ids.ts'
import type { RecordOrigin } from '../step.ts'
import { type GroupRecord, offsetCommitRecord, offsetCommitTombstone } from './records.ts'

export interface CommittedOffset {
  offset: number
  leaderEpoch: number
  metadata: string
  /** Wall-clock ms. */
  commitTimestamp: number
  /** Wall-clock ms of an expiry that the client asked for, or -1. */
  expireTimestamp: number
  topicId: Uuid
  /** Where in `__consumer_offsets` it was written: of two commits the later in the log counts. */
  recordOffset: number
}

/** Since when an offset counts as unused; undefined while the group protects it. */
export type ExpiryBase = (topic: string, committed: CommittedOffset) => number | undefined

type ByPartition = Map<number, CommittedOffset>
type ByTopic = Map<string, ByPartition>
type ByGroup = Map<string, ByTopic>

export class GroupOffsets {
  readonly #committed: ByGroup = new Map()
  /** Topic ids and metadata texts recur in millions of records: one string each. */
  readonly #texts = new Map<string, string>()
  /** Commits of open transactions by producer id, not visible yet. */
  readonly #pending = new Map<number, ByGroup>()

  // Reading

  /** How many groups have offsets, and how many offsets there are. For metrics and tests: it counts. */
  get size(): { groups: number; offsets: number } {
    let offsets = 0
    for (const topics of this.#committed.values()) for (const partitions of topics.values()) offsets += partitions.size
    return { groups: this.#committed.size, offsets }
  }

  get(groupId: string, topic: string, partition: number): CommittedOffset | undefined {
    return this.#committed.get(groupId)?.get(topic)?.get(partition)
  }

  hasOffsets(groupId: string): boolean {
    return this.#committed.has(groupId)
  }

  hasPending(groupId: string): boolean {
    for (const groups of this.#pending.values()) if (groups.has(groupId)) return true
    return false
  }

  #isUnstable(groupId: string, topic: string, partition: number): boolean {
    for (const groups of this.#pending.values()) if (groups.get(groupId)?.get(topic)?.has(partition)) return true
    return false
  }

  /** Committed offsets of the asked partitions; -1 where there is none. */
  fetch(groupId: string, topics: readonly OffsetFetchRequestTopics[], requireStable: boolean): OffsetFetchResponseTopics[] {
    const group = this.#committed.get(groupId)
    const checkPending = requireStable && this.#pending.size > 0
    return topics.map(({ name, topicId, partitionIndexes }) => {
      const committed = group?.get(name)
      return {
        name,
        topicId,
        partitions: partitionIndexes.map((partitionIndex) =>
          checkPending && this.#isUnstable(groupId, name, partitionIndex)
            ? unstable(partitionIndex)
            : describe(partitionIndex, committed?.get(partitionIndex)),
        ),
      }
    })
  }

  /** All committed offsets of the group. */
  fetchAll(groupId: string, requireStable: boolean): OffsetFetchResponseTopics[] {
    const checkPending = requireStable && this.#pending.size > 0
    return [...(this.#committed.get(groupId) ?? [])].map(([name, partitions]) => ({
      name,
      topicId: ZERO_UUID,
      partitions: [...partitions].map(([partitionIndex, committed]) =>
        checkPending && this.#isUnstable(groupId, name, partitionIndex) ? unstable(partitionIndex) : describe(partitionIndex, committed),
      ),
    }))
  }

  // Deciding

  commit(groupId: string, topic: string, partition: number, value: OffsetCommitValue): GroupRecord {
    return offsetCommitRecord(groupId, topic, partition, value)
  }

  /** Tombstones for the partitions of `topic` that have an offset, committed or pending. */
  tombstones(groupId: string, topic: string, partitions: readonly number[]): GroupRecord[] {
    return partitions
      .filter((partition) => this.get(groupId, topic, partition) !== undefined || this.#isUnstable(groupId, topic, partition))
      .map((partition) => offsetCommitTombstone(groupId, topic, partition))
  }

  /** Tombstones for everything that the group has committed, pending commits included. */
  tombstonesOfGroup(groupId: string): GroupRecord[] {
    const records = new Map<string, GroupRecord>()
    for (const topics of [this.#committed.get(groupId), ...[...this.#pending.values()].map((groups) => groups.get(groupId))]) {
      for (const [topic, partitions] of topics ?? []) {
        for (const partition of partitions.keys()) records.set(`${partition}/${topic}`, offsetCommitTombstone(groupId, topic, partition))
      }
    }
    return [...records.values()]
  }

  /** A topic is gone: so is what groups committed for it. An offset of a newer topic of the same name stays. */
  tombstonesOfTopic(topic: string, topicId: Uuid): GroupRecord[] {
    const records: GroupRecord[] = []
    const visit = (groups: ByGroup): void => {
      for (const [groupId, topics] of groups) {
        for (const [partition, committed] of topics.get(topic) ?? []) {
          if (committed.topicId === ZERO_UUID || topicId === ZERO_UUID || committed.topicId === topicId) {
            records.push(offsetCommitTombstone(groupId, topic, partition))
          }
        }
      }
    }
    visit(this.#committed)
    for (const groups of this.#pending.values()) visit(groups)
    return records
  }

  /** Tombstones for what has expired. `allGone` says that the group keeps nothing, not even a pending commit. */
  expire(groupId: string, now: number, retentionMs: number, baseOf: ExpiryBase): { records: GroupRecord[]; allGone: boolean } {
    const records: GroupRecord[] = []
    let kept = 0
    for (const [topic, partitions] of this.#committed.get(groupId) ?? []) {
      for (const [partition, committed] of partitions) {
        const base = baseOf(topic, committed)
        const expired =
          base !== undefined &&
          (committed.expireTimestamp >= 0 ? now >= committed.expireTimestamp : now - base >= retentionMs) &&
          !(this.#pending.size > 0 && this.#isUnstable(groupId, topic, partition))
        if (expired) records.push(offsetCommitTombstone(groupId, topic, partition))
        else kept++
      }
    }
    return { records, allGone: kept === 0 && !this.hasPending(groupId) }
  }

  groupIds(): Iterable<string> {
    return this.#committed.keys()
  }

  // Replay

  replay(key: OffsetCommitKey, value: OffsetCommitValue | null, origin: RecordOrigin): void {
    if (value === null) {
      remove(this.#committed, key.group, key.topic, key.partition)
      // A deleted offset does not come back with the commit of a transaction that was open then.
      for (const [producerId, groups] of this.#pending) {
        remove(groups, key.group, key.topic, key.partition)
        if (groups.size === 0) this.#pending.delete(producerId)
      }
      return
    }
    const committed: CommittedOffset = {
      offset: value.offset,
      leaderEpoch: value.leaderEpoch,
      metadata: this.#intern(value.metadata),
      commitTimestamp: value.commitTimestamp,
      expireTimestamp: value.expireTimestamp,
      topicId: this.#intern(value.topicId),
      recordOffset: origin.offset,
    }
    if (origin.producerId < 0) {
      put(this.#committed, key.group, key.topic, key.partition, committed)
      return
    }
    let groups = this.#pending.get(origin.producerId)
    if (groups === undefined) this.#pending.set(origin.producerId, (groups = new Map()))
    put(groups, key.group, key.topic, key.partition, committed)
  }

  #intern(text: string): string {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    // Texts that never recur must not gather.
    if (this.#texts.size < 10_000) this.#texts.set(text, text)
    return text
  }

  replayMarker(producerId: number, committed: boolean): void {
    const groups = this.#pending.get(producerId)
    if (groups === undefined) return
    this.#pending.delete(producerId)
    if (!committed) return
    for (const [groupId, topics] of groups) {
      for (const [topic, partitions] of topics) {
        for (const [partition, offset] of partitions) {
          const present = this.get(groupId, topic, partition)
          if (present === undefined || present.recordOffset < offset.recordOffset) put(this.#committed, groupId, topic, partition, offset)
        }
      }
    }
  }
}

function put(groups: ByGroup, groupId: string, topic: string, partition: number, committed: CommittedOffset): void {
  let topics = groups.get(groupId)
  if (topics === undefined) groups.set(groupId, (topics = new Map()))
  let partitions = topics.get(topic)
  if (partitions === undefined) topics.set(topic, (partitions = new Map()))
  partitions.set(partition, committed)
}

function remove(groups: ByGroup, groupId: string, topic: string, partition: number): void {
  const topics = groups.get(groupId)
  const partitions = topics?.get(topic)
  if (topics === undefined || partitions === undefined) return
  partitions.delete(partition)
  if (partitions.size === 0) topics.delete(topic)
  if (topics.size === 0) groups.delete(groupId)
}

function describe(partitionIndex: number, committed: CommittedOffset | undefined): ReturnType<typeof newOffsetFetchResponsePartitions> {
  return committed === undefined
    ? newOffsetFetchResponsePartitions({ partitionIndex, committedOffset: -1, committedLeaderEpoch: -1, metadata: '' })
    : newOffsetFetchResponsePartitions({
        partitionIndex,
        committedOffset: committed.offset,
        committedLeaderEpoch: committed.leaderEpoch,
        metadata: committed.metadata,
      })
}

function unstable(partitionIndex: number): ReturnType<typeof newOffsetFetchResponsePartitions> {
  return newOffsetFetchResponsePartitions({
    partitionIndex,
    committedOffset: -1,
    committedLeaderEpoch: -1,
    metadata: '',
    errorCode: ErrorCode.UNSTABLE_OFFSET_COMMIT,
  })
}
