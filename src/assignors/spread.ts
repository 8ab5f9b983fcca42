// Spreads partitions over members evenly and keeps them where they are: what the sticky, cooperative sticky and uniform
// assignors have in common. Equal subscriptions take a direct way, everything else the one of balance.ts. Shape C.
// KIP-54 (sticky), KIP-881 (racks).

import { type BalanceClass, balance, fillLowest, pickiestFirst } from './balance.ts'
import { racksMatter } from './range.ts'
import { Claims, PartitionSpace, type SpreadMember, type SpreadTopic, Subscriptions } from './space.ts'

export interface Spread {
  space: PartitionSpace
  /** The index of the member that gets each partition, -1 where nobody subscribes. */
  target: Int32Array
  claims: Claims
}

/** Ties are broken in favour of members that come first: sort them, so that the result does not depend on arrival. */
export function spread(topics: ReadonlyMap<string, SpreadTopic>, members: readonly SpreadMember[]): Spread {
  const equal = subscriptionsAreEqual(members)
  const differing = equal ? null : Subscriptions.of(topics, members)
  const space = differing?.space ?? new PartitionSpace(topics, new Set(members[0]?.topics))
  const claims = differing?.claims ?? Claims.ofEqual(space, members)
  const owner = claims.owners(space.size)
  if (members.length === 0) return { space, target: owner, claims }
  const racks = rackSets(space, topics, members)
  if (equal && racks === null) return { space, target: spreadEvenly(space, members.length, owner), claims }
  const subscriptions = differing ?? Subscriptions.of(topics, members)
  const filled = racks === null ? fillUp(subscriptions, owner) : null
  return { space, target: filled ?? spreadByClasses(subscriptions, members, owner, racks), claims }
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

/** The direct way where nothing has to move: what has no owner goes to the lowest loads. Null if the loads are not even then. */
function fillUp(subscriptions: Subscriptions, owner: Int32Array): Int32Array | null {
  const { space, memberCount, memberStart, subscribers } = subscriptions
  const load = new Int32Array(memberCount)
  const open = new Int32Array(space.topics.length)
  for (let t = 0; t < open.length; t++) {
    const end = space.base(t + 1)
    for (let p = space.base(t); p < end; p++) {
      if (owner[p]! < 0) open[t]!++
      else load[owner[p]!]!++
    }
  }
  let lowest = space.size
  let highest = 0
  let takers = 0
  for (let m = 0; m < memberCount; m++) {
    if (memberStart[m] === memberStart[m + 1]) continue
    takers++
    if (load[m]! > highest) highest = load[m]!
  }
  if (highest > Math.ceil(space.size / takers)) return null
  const target = owner.slice()
  const byTopic = subscriptions.byTopic(open)
  for (const t of pickiestFirst(open, t => subscribers[t]!)) {
    const eligible = byTopic[t]!
    const given = fillLowest(load, eligible, null, open[t]!)
    let next = 0
    const end = space.base(t + 1)
    for (let p = space.base(t); p < end; p++) {
      if (target[p]! >= 0) continue
      while (given[next] === 0) next++
      target[p] = eligible[next]!
      given[next]!--
    }
  }
  for (let m = 0; m < memberCount; m++) {
    if (memberStart[m] === memberStart[m + 1]) continue
    if (load[m]! > highest) highest = load[m]!
    if (load[m]! < lowest) lowest = load[m]!
  }
  return highest <= lowest + 1 ? target : null
}
function spreadByClasses(
  subscriptions: Subscriptions,
  members: readonly SpreadMember[],
  owner: Int32Array,
  racks: readonly ReadonlySet<string>[] | null,
): Int32Array {
  const { space } = subscriptions
  const byTopic = subscriptions.byTopic(null)
  const classes: BalanceClass[] = []
  const classPartitions: Int32Array[] = []
  const position = new Int32Array(members.length).fill(-1)
  for (let t = 0; t < space.topics.length; t++) {
    const eligible = byTopic[t]!
    for (let i = 0; i < eligible.length; i++) position[eligible[i]!] = i
    for (const partitions of alike(space, t, racks)) {
      const owned = new Int32Array(eligible.length)
      for (const p of partitions) {
        const m = owner[p]!
        if (m >= 0) owned[position[m]!]!++
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
