// The most balanced assignment with the fewest moves, when members may take only some of the partitions: the core of the
// sticky and uniform assignors for differing subscriptions and for racks. Shape C.
//
// Partitions that are alike (same topic, same racks) form a class, so the problem is a flow of units from classes to members.
// Three steps: keep what is owned and deal out the rest, lowest load first; move units along paths from high to low loads
// until no path is left (then the loads are as even as they can be: an optimal semi-matching); cancel cycles that bring
// moved units home without changing the loads (min-cost flow), so that no balanced assignment moves fewer, and of those that
// move as few none has more members whose rack holds no replica.

export interface BalanceClass {
  /** Indices of the members that may take partitions of this class, ascending. */
  members: Int32Array
  /** How many of the class each of these members owns, parallel to `members`. */
  owned: Int32Array
  /** 1 where the member's rack holds no replica of the class, parallel to `members`; null without racks. */
  rackMismatch: Uint8Array | null
  /** How many partitions are in the class. */
  size: number
}

/**
 * A move weighs more than all mismatched racks along one path: balance, then stickiness, then racks. Java's assignors put racks before
 * stickiness where subscriptions are equal; here no assignment as balanced as Java's moves more than Java's.
 */
const moveWeightMax = 1 << 15

/** How many partitions of each class go to each of the class's members, parallel to `members`. Mutates nothing. */
export function balance(memberCount: number, classes: readonly BalanceClass[]): Int32Array[] {
  const flow = new Flow(memberCount, classes)
  flow.dealOut()
  flow.evenOut()
  flow.bringHome()
  return classes.map((_, index) => flow.units.slice(flow.classStart[index], flow.classStart[index + 1]))
}

/** Those with something left that somebody may take, fewest takers first. */
export function pickiestFirst(left: Int32Array, takers: (index: number) => number): number[] {
  const order: number[] = []
  for (let i = 0; i < left.length; i++) if (left[i]! > 0 && takers(i) > 0) order.push(i)
  return order.sort((a, b) => takers(a) - takers(b) || a - b)
}

/**
 * Deals out `count` to the lowest loads, which rise by it; answers what each of `members` gets. What does not bring all of the lowest one
 * up goes to those who were lowest before, then to matching racks, then to the first.
 */
export function fillLowest(load: Int32Array, members: Int32Array, rackMismatch: Uint8Array | null, count: number): Int32Array {
  const given = new Int32Array(members.length)
  let lowest = load[members[0]!]!
  for (let i = 1; i < members.length; i++) if (load[members[i]!]! < lowest) lowest = load[members[i]!]!
  // How many there are of each load, matching racks and others; the level cannot rise higher than this.
  const numbers = new Int32Array(2 * count + 2)
  for (let i = 0; i < members.length; i++) {
    const above = load[members[i]!]! - lowest
    if (above <= count) numbers[2 * above + (rackMismatch === null ? 0 : rackMismatch[i]!)]!++
  }
  let rise = 0
  let left = count
  for (let width = numbers[0]! + numbers[1]!; left >= width; width += numbers[2 * rise]! + numbers[2 * rise + 1]!) {
    left -= width
    rise++
  }
  let last = 0
  while (left >= numbers[last]!) left -= numbers[last++]!
  for (let i = 0; i < members.length; i++) {
    const above = load[members[i]!]! - lowest
    if (above > rise) continue
    const key = 2 * above + (rackMismatch === null ? 0 : rackMismatch[i]!)
    const more = rise - above + (key < last || (key === last && left-- > 0) ? 1 : 0)
    given[i] = more
    load[members[i]!]! += more
  }
  return given
}

class Flow {
  readonly #memberCount: number
  readonly #classes: readonly BalanceClass[]
  /** Edges (class, member), sorted by class: those of class c are classStart[c] to classStart[c + 1]. */
  readonly classStart: Int32Array
  readonly #edgeClass: Int32Array
  readonly #edgeMember: Int32Array
  /** Units that flow along the edge now, and those that were owned. */
  readonly units: Int32Array
  readonly #owned: Int32Array
  readonly #mismatch: Uint8Array
  readonly #load: Int32Array
  /** The edges by member: memberEdges[memberStart[m]] up to memberStart[m + 1]. */
  readonly #memberStart: Int32Array
  readonly #memberEdges: Int32Array
  readonly #hasRacks: boolean
  readonly #moveWeight: number

  constructor(memberCount: number, classes: readonly BalanceClass[]) {
    this.#memberCount = memberCount
    this.#classes = classes
    this.#hasRacks = classes.some(c => c.rackMismatch !== null)
    // A path meets each class once, on its way in and out.
    this.#moveWeight = this.#hasRacks ? Math.min(moveWeightMax, 2 * classes.length + 1) : 1
    this.classStart = new Int32Array(classes.length + 1)
    for (let c = 0; c < classes.length; c++) this.classStart[c + 1] = this.classStart[c]! + classes[c]!.members.length
    const edges = this.classStart[classes.length]!
    this.#edgeClass = new Int32Array(edges)
    this.#edgeMember = new Int32Array(edges)
    this.units = new Int32Array(edges)
    this.#owned = new Int32Array(edges)
    this.#mismatch = new Uint8Array(edges)
    this.#load = new Int32Array(memberCount)
    this.#memberStart = new Int32Array(memberCount + 1)
    this.#memberEdges = new Int32Array(edges)
    for (let c = 0; c < classes.length; c++) {
      const { members, owned, rackMismatch } = classes[c]!
      const start = this.classStart[c]!
      this.#edgeClass.fill(c, start, start + members.length)
      this.#edgeMember.set(members, start)
      this.#owned.set(owned, start)
      if (rackMismatch !== null) this.#mismatch.set(rackMismatch, start)
      for (let i = 0; i < members.length; i++) this.#memberStart[members[i]! + 1]!++
    }
    for (let m = 0; m < memberCount; m++) this.#memberStart[m + 1]! += this.#memberStart[m]!
    const next = this.#memberStart.slice()
    for (let e = 0; e < edges; e++) this.#memberEdges[next[this.#edgeMember[e]!]!++] = e
  }

  /** Owned partitions stay; the others go to the lowest loads, the pickiest classes first. */
  dealOut(): void {
    const { units } = this
    const left = new Int32Array(this.#classes.length)
    for (let c = 0; c < left.length; c++) {
      left[c] = this.#classes[c]!.size
      for (let e = this.classStart[c]!; e < this.classStart[c + 1]!; e++) {
        units[e] = this.#owned[e]!
        left[c]! -= units[e]!
        this.#load[this.#edgeMember[e]!]! += units[e]!
      }
    }
    for (const c of pickiestFirst(left, c => this.#classes[c]!.members.length)) {
      const { members, rackMismatch } = this.#classes[c]!
      const given = fillLowest(this.#load, members, rackMismatch, left[c]!)
      const start = this.classStart[c]!
      for (let i = 0; i < members.length; i++) units[start + i]! += given[i]!
    }
  }

  /** Shortest paths from the highest loads to loads at least two lower, until none is left. */
  evenOut(): void {
    const members = this.#memberCount
    const load = this.#load
    const frozen = new Uint8Array(members)
    const memberSeen = new Int32Array(members)
    const classSeen = new Int32Array(this.#classes.length)
    const memberVia = new Int32Array(members)
    const classVia = new Int32Array(this.#classes.length)
    const queue = new Int32Array(members)
    let stamp = 0
    for (;;) {
      let level = -1
      let lowest = Infinity
      for (let m = 0; m < members; m++) {
        if (frozen[m] === 1) continue
        if (load[m]! > level) level = load[m]!
        if (load[m]! < lowest) lowest = load[m]!
      }
      if (level < lowest + 2) return
      for (let source = 0; source < members; source++) {
        if (frozen[source] === 1 || load[source] !== level) continue
        stamp++
        memberSeen[source] = stamp
        queue[0] = source
        let tail = 1
        let target = -1
        for (let head = 0; head < tail && target < 0; head++) {
          const member = queue[head]!
          for (let i = this.#memberStart[member]!; i < this.#memberStart[member + 1]! && target < 0; i++) {
            const from = this.#memberEdges[i]!
            const c = this.#edgeClass[from]!
            if (this.units[from] === 0 || classSeen[c] === stamp) continue
            classSeen[c] = stamp
            classVia[c] = from
            for (let e = this.classStart[c]!; e < this.classStart[c + 1]!; e++) {
              const other = this.#edgeMember[e]!
              if (memberSeen[other] === stamp || frozen[other] === 1) continue
              memberSeen[other] = stamp
              memberVia[other] = e
              queue[tail++] = other
              if (load[other]! <= level - 2 && (target < 0 || load[other]! < load[target]!)) target = other
            }
          }
        }
        if (target < 0) {
          // Whatever can be reached from here is as even as it gets, and nothing leads out of it.
          for (let i = 0; i < tail; i++) frozen[queue[i]!] = 1
          continue
        }
        load[source]!--
        load[target]!++
        for (let member = target; member !== source;) {
          const to = memberVia[member]!
          const from = classVia[this.#edgeClass[to]!]!
          this.units[to]!++
          this.units[from]!--
          member = this.#edgeMember[from]!
        }
      }
    }
  }

  /** Cancels negative cycles: what a cycle changes is who has what, never how even the loads are. */
  bringHome(): void {
    if (!this.#hasRacks && !this.#anythingMoved()) return
    const members = this.#memberCount
    const classBase = members
    const hubBase = members + this.#classes.length
    const load = this.#load
    let maxLoad = 0
    for (let m = 0; m < members; m++) maxLoad = Math.max(maxLoad, load[m]!)
    // A path that ends one load below its start keeps the loads as a multiset. Its way back leads through the hub of that load.
    const nodes = hubBase + maxLoad + 2
    const distance = new Int32Array(nodes)
    const parent = new Int32Array(nodes)
    const via = new Int32Array(nodes)
    const colour = new Int32Array(nodes)
    // A bound on the work rather than on the time, so that every leader comes to the same result.
    let budget = 400_000_000
    const perPass = 2 * this.units.length + nodes
    while (budget > 0) {
      distance.fill(0)
      parent.fill(-1)
      let cycles: number[] = []
      for (let changed = true; changed && cycles.length === 0 && budget > 0; budget -= perPass) {
        changed = this.#relax(distance, parent, via, classBase, hubBase)
        if (changed) cycles = findCycles(parent, colour)
      }
      if (cycles.length === 0) return
      for (const start of cycles) this.#cancel(start, parent, via, classBase, hubBase)
    }
  }

  #anythingMoved(): boolean {
    for (let e = 0; e < this.units.length; e++) if (this.units[e]! < this.#owned[e]!) return true
    return false
  }

  #relax(distance: Int32Array, parent: Int32Array, via: Int32Array, classBase: number, hubBase: number): boolean {
    const { units } = this
    const owned = this.#owned
    const load = this.#load
    const moveWeight = this.#moveWeight
    let changed = false
    const members = this.#memberCount
    for (let m = 0; m < members; m++) {
      const here = distance[m]!
      for (let i = this.#memberStart[m]!; i < this.#memberStart[m + 1]!; i++) {
        const e = this.#memberEdges[i]!
        if (units[e] === 0) continue
        const cost = here - this.#mismatch[e]! - (units[e]! > owned[e]! ? moveWeight : 0)
        const node = classBase + this.#edgeClass[e]!
        if (cost < distance[node]!) {
          distance[node] = cost
          parent[node] = m
          via[node] = e
          changed = true
        }
      }
    }
    for (let c = 0; c < this.#classes.length; c++) {
      const here = distance[classBase + c]!
      for (let e = this.classStart[c]!; e < this.classStart[c + 1]!; e++) {
        const cost = here + this.#mismatch[e]! + (units[e]! < owned[e]! ? 0 : moveWeight)
        const m = this.#edgeMember[e]!
        if (cost < distance[m]!) {
          distance[m] = cost
          parent[m] = classBase + c
          via[m] = e
          changed = true
        }
      }
    }
    for (let m = 0; m < members; m++) {
      const hub = hubBase + load[m]! + 1
      if (distance[m]! < distance[hub]!) {
        distance[hub] = distance[m]!
        parent[hub] = m
        changed = true
      }
    }
    for (let m = 0; m < members; m++) {
      const hub = hubBase + load[m]!
      if (distance[hub]! < distance[m]!) {
        distance[m] = distance[hub]!
        parent[m] = hub
        via[m] = -1
        changed = true
      }
    }
    return changed
  }

  #cancel(start: number, parent: Int32Array, via: Int32Array, classBase: number, hubBase: number): void {
    const gains: number[] = []
    const losses: number[] = []
    let node = start
    do {
      const before = parent[node]!
      if (node >= hubBase) {
        gains.push(before)
      } else if (node >= classBase) {
        this.units[via[node]!]!--
      } else if (before >= hubBase) {
        losses.push(node)
      } else {
        this.units[via[node]!]!++
      }
      node = before
    } while (node !== start)
    for (const member of gains) this.#load[member]!++
    for (const member of losses) this.#load[member]!--
  }
}

/** One node of each cycle in the graph of parents. */
function findCycles(parent: Int32Array, colour: Int32Array): number[] {
  colour.fill(0)
  const found: number[] = []
  for (let start = 0; start < parent.length; start++) {
    if (colour[start] !== 0) continue
    let node = start
    while (node >= 0 && colour[node] === 0) {
      colour[node] = start + 1
      node = parent[node]!
    }
    if (node >= 0 && colour[node] === start + 1) found.push(node)
  }
  return found
}
