// A group in numbers: topics in order of their names, their partitions under consecutive numbers, members by index; who subscribes
// to what and who claims what. Names are looked up here once, what follows (spread.ts, balance.ts) computes with integers. Shape C.
// KIP-54 (sticky), KIP-792 (a claim of an older generation loses).

import type { TopicPartitions } from './assignor.ts'

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

/** A number for the last three characters, another one for each of a thousand that are numbered. */
function endOf(name: string): number {
  const { length } = name
  if (length < 3) return length
  return name.charCodeAt(length - 1) + 10 * name.charCodeAt(length - 2) + 100 * name.charCodeAt(length - 3)
}

/** All partitions of the subscribed topics under consecutive numbers, topics in order of their names. */
export class PartitionSpace {
  readonly topics: readonly string[]
  readonly #base: Int32Array
  readonly #index: Map<string, number>
  /** By the ends of the names; where several end alike, one of them. */
  readonly #guesses: Uint32Array

  constructor(topics: ReadonlyMap<string, SpreadTopic>, names: Iterable<string>) {
    this.topics = [...names].filter(name => (topics.get(name)?.partitionCount ?? 0) > 0).sort()
    this.#base = new Int32Array(this.topics.length + 1)
    this.#index = new Map()
    this.#guesses = new Uint32Array(2 ** Math.max(6, Math.ceil(Math.log2(2 * this.topics.length + 1))))
    for (let i = 0; i < this.topics.length; i++) {
      const name = this.topics[i]!
      this.#index.set(name, i)
      this.#guesses[endOf(name) & (this.#guesses.length - 1)] = i
      this.#base[i + 1] = this.#base[i]! + topics.get(name)!.partitionCount
    }
  }

  /** How many partitions there are. */
  get size(): number {
    return this.#base[this.topics.length]!
  }

  topicIndex(name: string): number | undefined {
    const guess = this.guess(name)
    return this.topics[guess] === name ? guess : this.#index.get(name)
  }

  /** Which topic it is if any, by the end of its name alone: to be compared. Of a quarter of a million names a map would be half of the work. */
  guess(name: string): number {
    return this.#guesses[endOf(name) & (this.#guesses.length - 1)]!
  }

  /** The number of the topic's partition 0; that of the next topic follows its last. */
  base(topicIndex: number): number {
    return this.#base[topicIndex]!
  }

  /** The partitions of each member as lists by topic, from the member of each partition (-1: nobody). */
  collect(target: Int32Array, memberCount: number): TopicPartitions[][] {
    const lists: TopicPartitions[][] = []
    for (let m = 0; m < memberCount; m++) lists.push([])
    const lastTopic = new Int32Array(memberCount).fill(-1)
    for (let t = 0; t < this.topics.length; t++) {
      const topic = this.topics[t]!
      const base = this.#base[t]!
      const end = this.#base[t + 1]!
      for (let p = base; p < end; p++) {
        const member = target[p]!
        if (member < 0) continue
        const list = lists[member]!
        if (lastTopic[member] === t) {
          list[list.length - 1]!.partitions.push(p - base)
        } else {
          lastTopic[member] = t
          list.push({ topic, partitions: [p - base] })
        }
      }
    }
    return lists
  }
}

/** How many topics ahead a name is looked for before it is looked up. */
const glance = 8

/** Who subscribes to what, and what they claim. Every topic of the space has a subscriber. */
export class Subscriptions {
  readonly space: PartitionSpace
  readonly memberCount: number
  /** Topics of member m, each once: memberTopics[memberStart[m]] up to memberStart[m + 1]. */
  readonly memberStart: Int32Array
  readonly memberTopics: Int32Array
  /** How many subscribe to a topic. */
  readonly subscribers: Int32Array
  readonly claims: Claims

  static of(topics: ReadonlyMap<string, SpreadTopic>, members: readonly SpreadMember[]): Subscriptions {
    let entries = 0
    for (const member of members) entries += member.topics.length
    // The leader knows what somebody subscribes to, so that is the list. Only where it knows of more a second one is made.
    const all = new Subscriptions(new PartitionSpace(topics, topics.size <= entries ? topics.keys() : namesOf(members)), members, entries)
    const names = all.space.topics.filter((_, t) => all.subscribers[t]! > 0)
    return names.length === all.space.topics.length ? all : new Subscriptions(new PartitionSpace(topics, names), members, entries)
  }

  private constructor(space: PartitionSpace, members: readonly SpreadMember[], entries: number) {
    const known = space.topics
    const memberStart = new Int32Array(members.length + 1)
    const memberTopics = new Int32Array(entries)
    const subscribers = new Int32Array(space.topics.length)
    const lastMember = new Int32Array(space.topics.length).fill(-1)
    const claims = new ClaimsBuilder(space, members.length)
    let at = 0
    for (let m = 0; m < members.length; m++) {
      const names = members[m]!.topics
      let next = 0
      for (let i = 0; i < names.length; i++) {
        const name = names[i]!
        let t = space.guess(name)
        if (known[t] !== name) {
          // Lists are in order nearly always: a glance ahead is cheaper than the map.
          const stop = Math.min(next + glance, known.length)
          t = next
          while (t < stop && known[t] !== name) t++
          if (t === stop) {
            const found = space.topicIndex(name)
            if (found === undefined) continue
            t = found
          }
        }
        next = t + 1
        if (lastMember[t] === m) continue
        lastMember[t] = m
        subscribers[t]!++
        memberTopics[at++] = t
      }
      memberStart[m + 1] = at
      claims.add(members[m]!, lastMember)
    }
    this.claims = claims.build()
    this.space = space
    this.memberCount = members.length
    this.memberStart = memberStart
    this.memberTopics = memberTopics
    this.subscribers = subscribers
  }

  /** The subscribers of each topic, ascending; only those of topics with a count in `wanted`, where it is given. */
  byTopic(wanted: Int32Array | null): Int32Array[] {
    const { memberCount, memberStart, memberTopics, subscribers } = this
    // Where the next member of a topic goes; -1: not wanted.
    const next = new Int32Array(subscribers.length)
    let size = 0
    for (let t = 0; t < next.length; t++) {
      const skip = wanted !== null && wanted[t] === 0
      next[t] = skip ? -1 : size
      if (!skip) size += subscribers[t]!
    }
    const members = new Int32Array(size)
    const lists: Int32Array[] = []
    for (let t = 0; t < next.length; t++) lists.push(members.subarray(Math.max(0, next[t]!), next[t]! < 0 ? 0 : next[t]! + subscribers[t]!))
    for (let m = 0; m < memberCount; m++) {
      const end = memberStart[m + 1]!
      for (let i = memberStart[m]!; i < end; i++) {
        const t = memberTopics[i]!
        const at = next[t]!
        if (at < 0) continue
        members[at] = m
        next[t] = at + 1
      }
    }
    return lists
  }
}

function namesOf(members: readonly SpreadMember[]): Set<string> {
  const names = new Set<string>()
  for (const { topics } of members) for (const name of topics) names.add(name)
  return names
}

/** What the members say they own, in numbers; what does not exist is left out. */
export class Claims {
  /** Of member m: partitions[start[m]] up to start[m + 1]. */
  readonly start: Int32Array
  readonly partitions: Int32Array
  readonly #generations: Int32Array
  /** Those claims, by their place in `partitions`, whose member no longer subscribes to the topic. */
  readonly #lapsed: readonly number[]

  constructor(start: Int32Array, partitions: Int32Array, generations: Int32Array, lapsed: readonly number[]) {
    this.start = start
    this.partitions = partitions
    this.#generations = generations
    this.#lapsed = lapsed
  }

  /** Where all subscribe to the same: nothing has lapsed. */
  static ofEqual(space: PartitionSpace, members: readonly SpreadMember[]): Claims {
    const builder = new ClaimsBuilder(space, members.length)
    for (const member of members) builder.add(member, null)
    return builder.build()
  }

  /** The member that owns each partition, -1 where nobody does: who claims it in the latest generation, if it is one, and subscribes. */
  owners(size: number): Int32Array {
    const { start, partitions } = this
    const generations = this.#generations
    const owner = new Int32Array(size).fill(-1)
    const claimOf = new Int32Array(size)
    let contested: Map<number, number> | undefined
    for (let m = 0; m < generations.length; m++) {
      const generation = generations[m]!
      for (let i = start[m]!; i < start[m + 1]!; i++) {
        const partition = partitions[i]!
        const other = owner[partition]!
        if (other === m) continue
        const lostTo = other === -1 ? contested?.get(partition) : generations[other]!
        if (lostTo === undefined || generation > lostTo) {
          owner[partition] = m
          claimOf[partition] = i
        } else if (generation === lostTo) {
          owner[partition] = -1
          contested ??= new Map()
          contested.set(partition, generation)
        }
      }
    }
    // Only now: such a claim still beats those of older generations.
    for (const i of this.#lapsed) if (claimOf[partitions[i]!] === i) owner[partitions[i]!] = -1
    return owner
  }

  /** Gives to nobody what goes to a member while another still claims it: it is free when that one has let go and joined again. */
  withhold(target: Int32Array): void {
    const { start, partitions } = this
    const generations = this.#generations
    // Nearly always nothing moves: the generations are looked at only when something does.
    let ownGeneration: Int32Array | undefined
    const moving: number[] = []
    for (let m = 0; m < generations.length; m++) {
      for (let i = start[m]!; i < start[m + 1]!; i++) {
        const partition = partitions[i]!
        if (target[partition] === m) continue
        ownGeneration ??= this.#ownGenerations(target)
        if (generations[m]! >= ownGeneration[partition]!) moving.push(partition)
      }
    }
    for (const partition of moving) target[partition] = -1
  }

  /** The generation in which the member that gets a partition claims it, -2 where it does not. */
  #ownGenerations(target: Int32Array): Int32Array {
    const generation = new Int32Array(target.length).fill(-2)
    for (let m = 0; m < this.#generations.length; m++) {
      for (let i = this.start[m]!; i < this.start[m + 1]!; i++) {
        if (target[this.partitions[i]!] === m) generation[this.partitions[i]!] = this.#generations[m]!
      }
    }
    return generation
  }
}

/** Takes the members' claims one after another. */
class ClaimsBuilder {
  readonly #space: PartitionSpace
  readonly #start: Int32Array
  readonly #generations: Int32Array
  readonly #lapsed: number[] = []
  #claimed: Int32Array
  #member = 0
  #at = 0

  constructor(space: PartitionSpace, memberCount: number) {
    this.#space = space
    this.#start = new Int32Array(memberCount + 1)
    this.#generations = new Int32Array(memberCount)
    this.#claimed = new Int32Array(space.size)
  }

  /** `lastMember`: the last of the members so far that subscribes to each topic; null: all do to all. */
  add({ owned, generationId }: SpreadMember, lastMember: Int32Array | null): void {
    const space = this.#space
    const m = this.#member++
    let claimed = this.#claimed
    let at = this.#at
    for (let i = 0; i < owned.length; i++) {
      const { topic, partitions } = owned[i]!
      const t = space.topicIndex(topic)
      if (t === undefined) continue
      const base = space.base(t)
      const count = space.base(t + 1) - base
      // More than there are only where some are claimed twice.
      if (at + partitions.length > claimed.length) claimed = longer(claimed, 2 * at + partitions.length)
      const gone = lastMember !== null && lastMember[t] !== m
      for (let j = 0; j < partitions.length; j++) {
        const partition = partitions[j]!
        if (partition < 0 || partition >= count) continue
        if (gone) this.#lapsed.push(at)
        claimed[at++] = base + partition
      }
    }
    this.#claimed = claimed
    this.#at = at
    this.#generations[m] = generationId
    this.#start[m + 1] = at
  }

  build(): Claims {
    return new Claims(this.#start, this.#claimed, this.#generations, this.#lapsed)
  }
}

function longer(list: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length)
  copy.set(list)
  return copy
}
