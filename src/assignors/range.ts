// The range assignor: per topic, contiguous ranges in the order of the members. Topics with the same members and the same
// number of partitions are co-partitioned: equal numbers land on the same member, also where racks are matched (KIP-881).
// Shape C. Equal to Java's RangeAssignor, which scripts/interop/assignors-oracle checks.

import { type Assignor, type AssignorMember, type AssignorTopic, compareMembers, type MemberAssignment } from './assignor.ts'

/** Kafka's `range`. */
export const rangeAssignor: Assignor = { name: 'range', assign: assignRange }

/** One topic while its partitions are handed out. */
class TopicState {
  readonly topic: string
  readonly members: readonly AssignorMember[]
  /** The member of each partition, -1 while it has none. */
  readonly owner: Int32Array
  readonly #assigned: Int32Array
  readonly #perMember: number
  #withExtra: number
  /** Racks by partition; null when no member of the topic names a rack. */
  readonly racks: readonly ReadonlySet<string>[] | null
  readonly needsRacks: boolean

  constructor(topic: AssignorTopic, members: readonly AssignorMember[]) {
    this.topic = topic.name
    this.members = members
    this.owner = new Int32Array(topic.partitionCount).fill(-1)
    this.#assigned = new Int32Array(members.length)
    this.#perMember = Math.floor(topic.partitionCount / members.length)
    this.#withExtra = topic.partitionCount % members.length
    const memberRacks = new Set<string>()
    for (const member of members) if (hasRack(member)) memberRacks.add(member.rackId!)
    this.racks = memberRacks.size === 0 ? null : Array.from({ length: topic.partitionCount }, (_, p) => new Set(topic.racks?.[p] ?? []))
    this.needsRacks = this.racks !== null && racksMatter(memberRacks, this.racks)
  }

  get partitionCount(): number {
    return this.owner.length
  }

  /** How many more the member may get: the quota, plus one while an extra one is left. */
  maxAssignable(member: number): number {
    return Math.max(0, this.#perMember + (this.#withExtra > 0 ? 1 : 0) - this.#assigned[member]!)
  }

  rackMatches(member: number, partition: number): boolean {
    const { rackId } = this.members[member]!
    if (rackId === null || rackId === '') return true
    return this.racks?.[partition]?.has(rackId) ?? false
  }

  give(member: number, partitions: readonly number[]): void {
    for (const partition of partitions) this.owner[partition] = member
    this.#assigned[member]! += partitions.length
    if (this.#assigned[member]! > this.#perMember) this.#withExtra--
  }

  /** A range for each member out of what is left, of the partitions that `may` allows. */
  giveRanges(may: (member: number, partition: number) => boolean): void {
    for (let member = 0; member < this.members.length; member++) {
      const limit = this.maxAssignable(member)
      const range: number[] = []
      for (let partition = 0; partition < this.owner.length && range.length < limit; partition++) {
        if (this.owner[partition] === -1 && may(member, partition)) range.push(partition)
      }
      if (range.length > 0) this.give(member, range)
    }
  }

  /** The common case without racks: the ranges follow from arithmetic. */
  givePlainRanges(): void {
    let next = 0
    const extra = this.#withExtra
    for (let member = 0; member < this.members.length && next < this.owner.length; member++) {
      const end = next + this.#perMember + (member < extra ? 1 : 0)
      this.owner.fill(member, next, end)
      next = end
    }
  }
}

function assignRange(topics: ReadonlyMap<string, AssignorTopic>, members: readonly AssignorMember[]): Map<string, MemberAssignment> {
  const sorted = [...members].sort(compareMembers)
  const membersPerTopic = new Map<string, AssignorMember[]>()
  for (const member of sorted) {
    for (const topic of new Set(member.topics)) {
      const list = membersPerTopic.get(topic)
      if (list === undefined) membersPerTopic.set(topic, [member])
      else list.push(member)
    }
  }
  const states: TopicState[] = []
  for (const name of [...membersPerTopic.keys()].sort()) {
    const topic = topics.get(name)
    if (topic !== undefined && topic.partitionCount > 0) states.push(new TopicState(topic, membersPerTopic.get(name)!))
  }
  if (states.some(state => state.needsRacks)) {
    for (const group of coPartitioned(states)) {
      if (group.length > 1) matchRacksTogether(group)
      else if (group[0]!.needsRacks) group[0]!.giveRanges((member, partition) => group[0]!.rackMatches(member, partition))
    }
    for (const state of states) state.giveRanges(() => true)
  } else {
    for (const state of states) state.givePlainRanges()
  }
  return collect(states, members)
}

/** Topics with the same members and the same number of partitions. Without racks there is nothing to match. */
function coPartitioned(states: readonly TopicState[]): TopicState[][] {
  const groups = new Map<string, TopicState[]>()
  for (const state of states) {
    if (state.racks === null) continue
    const key = JSON.stringify([state.partitionCount, ...state.members.map(member => member.memberId)])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [state])
    else group.push(state)
  }
  return [...groups.values()]
}

/** Partition p of all topics of the group goes to the first member whose rack holds a replica of each. */
function matchRacksTogether(group: readonly TopicState[]): void {
  const first = group[0]!
  const remaining = first.members.map((_, member) => member)
  for (let partition = 0; partition < first.partitionCount && remaining.length > 0; partition++) {
    const at = remaining.findIndex(member => group.every(state => state.rackMatches(member, partition) && state.maxAssignable(member) > 0))
    if (at < 0) continue
    const member = remaining[at]!
    for (const state of group) state.give(member, [partition])
    if (group.every(state => state.maxAssignable(member) === 0)) remaining.splice(at, 1)
  }
}

function collect(states: readonly TopicState[], members: readonly AssignorMember[]): Map<string, MemberAssignment> {
  const result = new Map<string, MemberAssignment>()
  for (const member of members) result.set(member.memberId, { partitions: [] })
  for (const state of states) {
    const lists = new Map<number, number[]>()
    for (let partition = 0; partition < state.owner.length; partition++) {
      const member = state.owner[partition]!
      if (member < 0) continue
      const list = lists.get(member)
      if (list === undefined) lists.set(member, [partition])
      else list.push(partition)
    }
    for (const [member, partitions] of lists) result.get(state.members[member]!.memberId)!.partitions.push({ topic: state.topic, partitions })
  }
  return result
}

function hasRack(member: AssignorMember): boolean {
  return member.rackId !== null && member.rackId !== ''
}

/** Racks are worth a look only if some are shared, and not every partition lies on all of them. */
export function racksMatter(memberRacks: ReadonlySet<string>, racks: readonly ReadonlySet<string>[]): boolean {
  const all = new Set<string>()
  for (const set of racks) for (const rack of set) all.add(rack)
  if (![...memberRacks].some(rack => all.has(rack))) return false
  return racks.some(set => set.size !== all.size)
}
