// What a partition assignor is: the interface that built-in and custom assignors share, and its input and output.
// Shape C (pure functions). The shapes of topics and partitions are those of the wire (Subscription and Assignment), so
// nothing is converted on the way. KIP-54, KIP-429, KIP-792 (generation), KIP-881 (racks).

/** Partitions of one topic, as a Subscription's ownedPartitions and an Assignment hold them. */
export interface TopicPartitions {
  topic: string
  partitions: number[]
}

/** What the group leader knows of a topic. */
export interface AssignorTopic {
  name: string
  /** How many partitions, numbered from 0. */
  partitionCount: number
  /** Racks of the replicas, by partition; absent when the brokers have none. */
  racks?: readonly (readonly string[])[] | undefined
}

/** A member as its JoinGroup described it. */
export interface AssignorMember {
  memberId: string
  groupInstanceId: string | null
  topics: readonly string[]
  /** What the member says it owns (Subscription v1 and later); empty under an eager protocol. */
  ownedPartitions: readonly TopicPartitions[]
  /** The generation in which it got them (Subscription v2 and later), -1 when it did not say. */
  generationId: number
  /** Subscription v3 and later. */
  rackId: string | null
  userData: Buffer | null
}

/** What a member receives. */
export interface MemberAssignment {
  partitions: TopicPartitions[]
  userData?: Buffer | null
}

/** What a member held when it is asked for the user data of its next JoinGroup. */
export interface AssignorOwnState {
  /** The last assignment, also under an eager protocol, where it has been given up by now. */
  assignment: readonly TopicPartitions[]
  /** The generation of that assignment, -1 before the first. */
  generationId: number
}

/** `eager` members give up everything before they join again, `cooperative` ones keep what they hold (KIP-429). */
export type RebalanceProtocol = 'eager' | 'cooperative'

/** A partition assignor. Your own is an object with a `name` that all members of the group share, and `assign`. */
export interface Assignor {
  /** The name in JoinGroup's protocol list, for example `range`. */
  readonly name: string
  /** Default `['eager']`. A group runs cooperatively only if every assignor of the member supports it. */
  readonly supportedProtocols?: readonly RebalanceProtocol[]
  /** Bytes for the leader's eyes, sent with each JoinGroup. */
  userData?(topics: readonly string[], own: AssignorOwnState): Buffer | null
  /** Runs on the group leader only. Members that are left out of the result get nothing. */
  assign(topics: ReadonlyMap<string, AssignorTopic>, members: readonly AssignorMember[]): Map<string, MemberAssignment>
  /** The assignment that this member received, before its partitions are announced. */
  onAssignment?(assignment: { partitions: TopicPartitions[]; userData: Buffer | null }, generationId: number): void
}

/** Java's order of members: static ones by instance id, then the others by member id. */
export function compareMembers(a: { memberId: string; groupInstanceId: string | null }, b: { memberId: string; groupInstanceId: string | null }): number {
  if (a.groupInstanceId !== null && b.groupInstanceId !== null) return compareText(a.groupInstanceId, b.groupInstanceId)
  if (a.groupInstanceId !== null) return -1
  if (b.groupInstanceId !== null) return 1
  return compareText(a.memberId, b.memberId)
}

/** By UTF-16 units, as Java's String.compareTo. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The partitions of one list as `topic -> partitions`, each partition once. */
export function partitionsByTopic(list: readonly TopicPartitions[]): Map<string, Set<number>> {
  const byTopic = new Map<string, Set<number>>()
  for (const { topic, partitions } of list) {
    let set = byTopic.get(topic)
    if (set === undefined) byTopic.set(topic, (set = new Set()))
    for (const partition of partitions) set.add(partition)
  }
  return byTopic
}
