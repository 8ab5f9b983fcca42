// Spreads partitions over members evenly and keeps them where they are: what the sticky, cooperative sticky and uniform
// assignors have in common. Equal subscriptions take a direct way, everything else the one of balance.ts. Shape C.
// KIP-54 (sticky), KIP-792 (a claim of an older generation loses), KIP-881 (racks).

import type { TopicPartitions } from './assignor.ts'
import { type BalanceClass, balance } from './balance.ts'
import { racksMatter } from './range.ts'

export interface SpreadTopic {
  partitionCount: number
  racks?: readonly (readonly string[])[] | undefined
}

export interface SpreadMember {
  topics: readonly string[]
  /** What the member holds or held. A partition that two members of the same generation claim belongs to neither. */
  owned: readonly TopicPartitions[]
  generationId: number
  rackId: string | null
}

/** All partitions of the subscribed topics under consecutive numbers, topics in order of their names. */
export class PartitionSpace {
  readonly topics: readonly string[]
  readonly #base: Int32Array
  readonly #index: Map<string, number>

  constructor(topics: ReadonlyMap<string, SpreadTopic>, names: Iterable<string>) {
    this.topics = [...names].filter(name => (topics.get(name)?.partitionCount ?? 0) > 0).sort()
    this.#base = new Int32Array(this.topics.length + 1)
    this.#index = new Map()
    this.topics.forEach((name, i) => {
      this.#index.set(name, i)
      this.#base[i + 1] = this.#base[i]! + topics.get(name)!.partitionCount
    })
  }

  /** How many partitions there are. */
  get size(): number {
    return this.#base[this.topics.length]!
  }

  topicIndex(name: string): number | undefined {
    return this.#index.get(name)
  }

  /** The number of the topic's partition 0; that of the next topic follows its last. */
  base(topicIndex: number): number {
    return this.#base[topicIndex]!
  }

  /** Calls `visit` for every partition of the list that exists. */
  forEach(list: readonly TopicPartitions[], visit: (partition: number) => void): void {
    for (const { topic, partitions } of list) {
      const index = this.#index.get(topic)
      if (index === undefined) continue
      const base = this.#base[index]!
      const count = this.#base[index + 1]! - base
      for (const partition of partitions) if (partition >= 0 && partition < count) visit(base + partition)
    }
  }

  /** The partitions of each member as lists by topic, from the member of each partition (-1: nobody). */
  collect(target: Int32Array, memberCount: number): TopicPartitions[][] {
    const lists: TopicPartitions[][] = Array.from({ length: memberCount }, () => [])
    const lastTopic = new Int32Array(memberCount).fill(-1)
    for (let t = 0; t < this.topics.length; t++) {
      const base = this.#base[t]!
      for (let p = base; p < this.#base[t + 1]!; p++) {
        const member = target[p]!
        if (member < 0) continue
        const list = lists[member]!
        if (lastTopic[member] === t) {
          list[list.length - 1]!.partitions.push(p - base)
        } else {
          lastTopic[member] = t
          list.push({ topic: this.topics[t]!, partitions: [p - base] })
        }
      }
    }
    return lists
  }
}

export interface Spread {
  space: PartitionSpace
  /** The index of the member that gets each partition, -1 where nobody subscribes. */
  target: Int32Array
}

/** Ties are broken in favour of members that come first: sort them, so that the result does not depend on arrival. */
export function spread(topics: ReadonlyMap<string, SpreadTopic>, members: readonly SpreadMember[]): Spread {
  const equal = subscriptionsAreEqual(members)
  const names = new Set<string>()
  if (equal) for (const name of members[0]?.topics ?? []) names.add(name)
  else for (const member of members) for (const name of member.topics) names.add(name)
  const space = new PartitionSpace(topics, names)
  const owner = resolveOwners(space, members)
  const racks = rackSets(space, topics, members)
  if (members.length === 0) return { space, target: owner }
  if (equal && racks === null) return { space, target: spreadEvenly(space, members.length, owner) }
  return { space, target: spreadByClasses(space, members, owner, racks) }
}

function subscriptionsAreEqual(members: readonly SpreadMember[]): boolean {
  const first = members[0]?.topics ?? []
  let set: Set<string> | undefined
  for (let m = 1; m < members.length; m++) {
    const { topics } = members[m]!
    if (topics === first) continue
    if (topics.length !== first.length) return false
    for (let i = 0; i < topics.length; i++) {
      // In order nearly always: a set is made only where it is not so.
      if (topics[i] === first[i]) continue
      set ??= new Set(first)
      if (!set.has(topics[i]!)) return false
    }
  }
  return true
}

function resolveOwners(space: PartitionSpace, members: readonly SpreadMember[]): Int32Array {
  const owner = new Int32Array(space.size).fill(-1)
  let contested: Map<number, number> | undefined
  members.forEach((member, index) => {
    space.forEach(member.owned, partition => {
      const other = owner[partition]!
      const lostTo = contested?.get(partition)
      if (other === index) return
      if (other === -1 && lostTo === undefined) {
        owner[partition] = index
        return
      }
      const otherGeneration = other >= 0 ? members[other]!.generationId : lostTo!
      if (member.generationId > otherGeneration) {
        owner[partition] = index
      } else if (member.generationId === otherGeneration) {
        owner[partition] = -1
        contested ??= new Map()
        contested.set(partition, otherGeneration)
      }
    })
  })
  return owner
}

/** Racks of each partition, or null when they make no difference. */
function rackSets(space: PartitionSpace, topics: ReadonlyMap<string, SpreadTopic>, members: readonly SpreadMember[]): readonly ReadonlySet<string>[] | null {
  const memberRacks = new Set<string>()
  for (const { rackId } of members) if (rackId !== null && rackId !== '') memberRacks.add(rackId)
  if (memberRacks.size === 0) return null
  const sets: Set<string>[] = []
  space.topics.forEach((name, t) => {
    const { racks } = topics.get(name)!
    for (let p = 0; p < space.base(t + 1) - space.base(t); p++) sets.push(new Set(racks?.[p] ?? []))
  })
  return racksMatter(memberRacks, sets) ? sets : null
}

/** Equal subscriptions: everybody gets the floor or the ceiling of the mean; those who own most get the ceiling. */
function spreadEvenly(space: PartitionSpace, memberCount: number, owner: Int32Array): Int32Array {
  const total = space.size
  const floor = Math.floor(total / memberCount)
  let extra = total % memberCount
  const owned = new Int32Array(memberCount)
  for (let p = 0; p < total; p++) if (owner[p]! >= 0) owned[owner[p]!]!++
  const quota = new Int32Array(memberCount).fill(floor)
  for (let m = 0; m < memberCount && extra > 0; m++) {
    if (owned[m]! <= floor) continue
    quota[m]!++
    extra--
  }
  for (let m = 0; m < memberCount && extra > 0; m++) {
    if (quota[m] !== floor) continue
    quota[m]!++
    extra--
  }
  const target = new Int32Array(total).fill(-1)
  const left = quota
  for (let p = 0; p < total; p++) {
    const m = owner[p]!
    if (m < 0 || left[m] === 0) continue
    target[p] = m
    left[m]!--
  }
  let open: number[] = []
  for (let m = 0; m < memberCount; m++) if (left[m]! > 0) open.push(m)
  let next = 0
  for (let p = 0; p < total; p++) {
    if (target[p] !== -1) continue
    if (next >= open.length) {
      open = open.filter(m => left[m]! > 0)
      next = 0
    }
    const m = open[next++]!
    target[p] = m
    left[m]!--
  }
  return target
}

function spreadByClasses(space: PartitionSpace, members: readonly SpreadMember[], owner: Int32Array, racks: readonly ReadonlySet<string>[] | null): Int32Array {
  const subscribers = subscribersByTopic(space, members)
  const classes: BalanceClass[] = []
  const classPartitions: Int32Array[] = []
  const position = new Int32Array(members.length).fill(-1)
  for (let t = 0; t < space.topics.length; t++) {
    const eligible = subscribers[t]!
    if (eligible.length === 0) continue
    for (let i = 0; i < eligible.length; i++) position[eligible[i]!] = i
    for (const partitions of alike(space, t, racks)) {
      const owned = new Int32Array(eligible.length)
      for (const p of partitions) {
        const m = owner[p]!
        if (m < 0) continue
        // An owner that no longer subscribes is none.
        if (position[m] === -1) owner[p] = -1
        else owned[position[m]!]!++
      }
      const rackMismatch = racks === null ? null : Uint8Array.from(eligible, m => (mismatches(members[m]!.rackId, racks[partitions[0]!]!) ? 1 : 0))
      classes.push({ members: eligible, owned, rackMismatch, size: partitions.length })
      classPartitions.push(partitions)
    }
    for (let i = 0; i < eligible.length; i++) position[eligible[i]!] = -1
  }
  const units = balance(members.length, classes)
  const target = new Int32Array(space.size).fill(-1)
  const left = new Int32Array(members.length)
  for (let c = 0; c < classes.length; c++) {
    const eligible = classes[c]!.members
    for (let i = 0; i < eligible.length; i++) left[eligible[i]!] = units[c]![i]!
    for (const p of classPartitions[c]!) {
      const m = owner[p]!
      if (m < 0 || left[m] === 0) continue
      target[p] = m
      left[m]!--
    }
    let next = 0
    for (const p of classPartitions[c]!) {
      if (target[p] !== -1) continue
      while (left[eligible[next]!] === 0) next++
      target[p] = eligible[next]!
      left[eligible[next]!]!--
    }
    for (let i = 0; i < eligible.length; i++) left[eligible[i]!] = 0
  }
  return target
}

function subscribersByTopic(space: PartitionSpace, members: readonly SpreadMember[]): Int32Array[] {
  const lists: number[][] = space.topics.map(() => [])
  let lastTopics: readonly string[] | undefined
  let lastIndices: number[] = []
  members.forEach((member, m) => {
    if (lastTopics === undefined || !sameList(member.topics, lastTopics)) {
      lastTopics = member.topics
      lastIndices = []
      for (const name of new Set(member.topics)) {
        const index = space.topicIndex(name)
        if (index !== undefined) lastIndices.push(index)
      }
    }
    for (const index of lastIndices) lists[index]!.push(m)
  })
  return lists.map(list => Int32Array.from(list))
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** The partitions of a topic in groups with the same racks. */
function alike(space: PartitionSpace, topicIndex: number, racks: readonly ReadonlySet<string>[] | null): Int32Array[] {
  const start = space.base(topicIndex)
  const count = space.base(topicIndex + 1) - start
  if (racks === null) return [Int32Array.from({ length: count }, (_, i) => start + i)]
  const groups = new Map<string, number[]>()
  for (let p = start; p < start + count; p++) {
    const key = JSON.stringify([...racks[p]!].sort())
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [p])
    else group.push(p)
  }
  return [...groups.values()].map(group => Int32Array.from(group))
}

function mismatches(rackId: string | null, racks: ReadonlySet<string>): boolean {
  return rackId !== null && rackId !== '' && !racks.has(rackId)
}
