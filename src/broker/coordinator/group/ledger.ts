// The rebalance ledger: makes entries of what the coordinator tells (events.ts), follows who owned what, and keeps the last ones of each
// group. Storing them is somebody else's (ledger-store.ts). An entry runs from its first cause until the group is stable or empty;
// the second round of an incremental rebalance belongs to the entry of the first.

import type { LedgerCause, LedgerMember, RebalanceCause, RebalanceEntry } from '../../../protocol/ledger/entry.ts'
import type { GroupEvent, MemberShare } from './events.ts'

/** Entries kept for each group. */
export const LEDGER_RING = 50
const CAUSES_MAX = 20
const MEMBERS_MAX = 100
const LONGEST_MAX = 10
/** A second round that begins within this belongs to the rebalance before. */
const SECOND_ROUND_MS = 60_000
/** Names and reasons come from clients: what is longer than this is cut. */
const TEXT_MAX = 255
const TOPICS_MAX = 20
/** Of how many groups entries are kept, and how much of them in all: the group that has not rebalanced for longest goes first. */
export const LEDGER_GROUPS_MAX = 10_000
export const LEDGER_BYTES_MAX = 32 << 20

interface Running {
  startedAt: number
  membersKnownAt: number | undefined
  causes: LedgerCause[]
  causesOmitted: number
  rounds: number
  joinMs: number
  syncMs: number
  assignor: string | null
  leaderId: string | null
  /** Owners before it began. */
  before: ReadonlyMap<string, string>
  unowned: Map<string, number>
}

interface GroupLedger {
  running: Running | undefined
  /** The last one, which a second round may continue. */
  last: { running: Running; finishedAt: number; slot: number } | undefined
  /** How it stood when it was loaded; decoded only if it is needed. */
  loaded: (() => MemberShare[]) | undefined
  /** Partition to member id, as of the last event. */
  owners: Map<string, string>
  /** Since when a partition that had an owner has none. */
  unownedSince: Map<string, number>
  entries: Map<number, RebalanceEntry>
  nextSlot: number
  /** About how many bytes its entries take. */
  bytes: number
}

export class RebalanceLedger {
  /** The group whose last entry is the oldest first. */
  readonly #groups = new Map<string, GroupLedger>()
  readonly #onEntry: (slot: number, entry: RebalanceEntry) => void
  readonly #onForget: (groupId: string, slots: readonly number[]) => void
  readonly #limits: { groups: number; bytes: number }
  #bytes = 0

  /**
   * `onEntry` gets each finished entry, and one that a second round changed once more, with its place in the group's ring; `onForget` the
   * places of a group that is gone or has to make room.
   */
  constructor(
    onEntry: (slot: number, entry: RebalanceEntry) => void,
    onForget: (groupId: string, slots: readonly number[]) => void,
    limits = { groups: LEDGER_GROUPS_MAX, bytes: LEDGER_BYTES_MAX },
  ) {
    this.#onEntry = onEntry
    this.#onForget = onForget
    this.#limits = limits
  }

  /** How much is kept. */
  get size(): { groups: number; bytes: number } {
    return { groups: this.#groups.size, bytes: this.#bytes }
  }

  /** The group's entries, oldest first. */
  entries(groupId: string): RebalanceEntry[] {
    return [...(this.#groups.get(groupId)?.entries.values() ?? [])].sort((a, b) => a.startedAt - b.startedAt)
  }

  /** Puts back what was stored before a restart. */
  restore(slot: number, entry: RebalanceEntry): void {
    const group = this.#group(entry.groupId)
    this.#put(group, slot, entry)
    const newest = Math.max(...[...group.entries.values()].map(({ startedAt }) => startedAt))
    if (entry.startedAt === newest) group.nextSlot = (slot + 1) % LEDGER_RING
  }

  /** An entry that was taken back before the restart. */
  restoreForgotten(groupId: string, slot: number): void {
    const group = this.#groups.get(groupId)
    const entry = group?.entries.get(slot)
    if (group === undefined || entry === undefined) return
    group.entries.delete(slot)
    this.#bytes -= weigh(entry)
    group.bytes -= weigh(entry)
    if (group.entries.size === 0) this.#groups.delete(groupId)
  }

  #put(group: GroupLedger, slot: number, entry: RebalanceEntry): void {
    const { groupId } = entry
    const before = group.entries.get(slot)
    const more = weigh(entry) - (before === undefined ? 0 : weigh(before))
    group.entries.set(slot, entry)
    group.bytes += more
    this.#bytes += more
    this.#groups.delete(groupId)
    this.#groups.set(groupId, group)
    for (const oldest of this.#groups.keys()) {
      if (oldest === groupId || (this.#groups.size <= this.#limits.groups && this.#bytes <= this.#limits.bytes)) break
      this.#forget(oldest)
    }
  }

  #forget(groupId: string): void {
    const group = this.#groups.get(groupId)
    if (group === undefined) return
    this.#groups.delete(groupId)
    this.#bytes -= group.bytes
    if (group.entries.size > 0) this.#onForget(groupId, [...group.entries.keys()])
  }

  on(event: GroupEvent): void {
    if (event.type === 'group-deleted') {
      this.#forget(event.groupId)
      return
    }
    const group = this.#group(event.groupId)
    switch (event.type) {
      case 'group-loaded':
        group.loaded = event.shares
        break
      case 'rebalance-started': {
        const running = this.#running(group, event.at, event.cause.trigger === 'partitions-released')
        if (running.causes.length < CAUSES_MAX) running.causes.push({ ...bounded(event.cause), at: event.at })
        else running.causesOmitted++
        break
      }
      case 'members-known': {
        const running = this.#running(group, event.at, false)
        running.rounds++
        running.joinMs += event.at - (running.membersKnownAt ?? running.startedAt)
        running.membersKnownAt = event.at
        running.assignor = event.assignor ?? null
        running.leaderId = event.leaderId ?? null
        break
      }
      case 'member-moved':
        for (const partition of event.released) release(group, partition, event.at)
        for (const partition of event.assigned) own(group, partition, event.memberId, event.at)
        break
      case 'rebalance-finished':
        this.#finish(group, event)
        break
    }
  }

  #group(groupId: string): GroupLedger {
    let group = this.#groups.get(groupId)
    if (group === undefined) {
      group = { running: undefined, last: undefined, loaded: undefined, owners: new Map(), unownedSince: new Map(), entries: new Map(), nextSlot: 0, bytes: 0 }
      this.#groups.set(groupId, group)
    }
    return group
  }

  #running(group: GroupLedger, at: number, secondRound: boolean): Running {
    if (group.running !== undefined) return group.running
    const { last } = group
    if (secondRound && last !== undefined && at - last.finishedAt <= SECOND_ROUND_MS) {
      // The pause between the rounds counts as waiting for members.
      last.running.membersKnownAt = last.finishedAt
      return (group.running = last.running)
    }
    group.last = undefined
    if (group.loaded !== undefined) {
      this.#settleOwners(group, group.loaded(), at, undefined)
      group.loaded = undefined
    }
    return (group.running = {
      startedAt: at,
      membersKnownAt: undefined,
      causes: [],
      causesOmitted: 0,
      rounds: 0,
      joinMs: 0,
      syncMs: 0,
      assignor: null,
      leaderId: null,
      before: new Map(group.owners),
      unowned: new Map(),
    })
  }

  #finish(group: GroupLedger, event: Extract<GroupEvent, { type: 'rebalance-finished' }>): void {
    const { running } = group
    if (running === undefined) return
    const { at } = event
    const shares = event.shares()
    const eager = event.protocol === 'classic' && shares.some(({ partitions }) => partitions !== undefined) && !(running.assignor ?? '').includes('cooperative')
    running.syncMs += at - (running.membersKnownAt ?? running.startedAt)
    const assignedTwice = this.#settleOwners(group, shares, at, eager ? running.startedAt : undefined)
    const entry = entryOf(event, running, shares, group.owners, eager, assignedTwice, event.unassigned?.() ?? [])
    const slot = group.last?.running === running ? group.last.slot : group.nextSlot
    if (slot === group.nextSlot) group.nextSlot = (slot + 1) % LEDGER_RING
    this.#put(group, slot, entry)
    group.last = { running, finishedAt: at, slot }
    group.running = undefined
    this.#onEntry(slot, entry)
  }

  /** The owners as they are now. `stoppedAt`: since when nobody worked, in an eager rebalance. Returns what has two owners. */
  #settleOwners(group: GroupLedger, shares: readonly MemberShare[], at: number, stoppedAt: number | undefined): string[] {
    const twice: string[] = []
    const now = new Map<string, string>()
    for (const { memberId, partitions } of shares) {
      for (const [topic, numbers] of partitions ?? []) {
        for (const number of numbers) {
          const partition = `${topic}-${number}`
          if (now.has(partition)) twice.push(partition)
          now.set(partition, memberId)
        }
      }
    }
    for (const partition of [...group.owners.keys()]) {
      if (stoppedAt !== undefined) release(group, partition, stoppedAt)
      else if (!now.has(partition)) release(group, partition, at)
    }
    for (const [partition, memberId] of now) own(group, partition, memberId, at)
    return twice
  }
}

function own(group: GroupLedger, partition: string, memberId: string, at: number): void {
  const since = group.unownedSince.get(partition)
  if (since !== undefined) {
    group.unownedSince.delete(partition)
    const unowned = (group.running ?? group.last?.running)?.unowned
    unowned?.set(partition, Math.max(at - since, unowned.get(partition) ?? 0))
  }
  group.owners.set(partition, memberId)
}

function release(group: GroupLedger, partition: string, at: number): void {
  if (group.owners.delete(partition)) group.unownedSince.set(partition, at)
}

function cut(text: string): string {
  return text.length > TEXT_MAX ? text.slice(0, TEXT_MAX) : text
}

function bounded(cause: RebalanceCause): RebalanceCause {
  const { memberId, groupInstanceId, clientId, clientReason, topics } = cause
  return {
    ...cause,
    ...(memberId === undefined ? {} : { memberId: cut(memberId) }),
    ...(groupInstanceId == null ? {} : { groupInstanceId: cut(groupInstanceId) }),
    ...(clientId === undefined ? {} : { clientId: cut(clientId) }),
    ...(clientReason === undefined ? {} : { clientReason: cut(clientReason) }),
    ...(topics === undefined ? {} : { topics: topics.slice(0, TOPICS_MAX) }),
  }
}

/** About the bytes of an entry: its names and what surrounds them. */
function weigh({ groupId, causes, members }: RebalanceEntry): number {
  let bytes = 500 + 2 * groupId.length
  for (const { memberId, clientId, clientHost, clientReason, topics } of causes) {
    bytes += 200 + (memberId?.length ?? 0) + (clientId?.length ?? 0) + (clientHost?.length ?? 0) + (clientReason?.length ?? 0)
    for (const topic of topics ?? []) bytes += topic.length
  }
  for (const { memberId, clientId, clientHost } of members) bytes += 150 + memberId.length + clientId.length + clientHost.length
  return bytes
}

function entryOf(
  event: Extract<GroupEvent, { type: 'rebalance-finished' }>,
  running: Running,
  shares: readonly MemberShare[],
  after: ReadonlyMap<string, string>,
  eager: boolean,
  assignedTwice: string[],
  unassigned: string[],
): RebalanceEntry {
  let moved = 0
  let kept = 0
  let added = 0
  const gained = new Map<string, number>()
  const lost = new Map<string, number>()
  for (const [partition, memberId] of after) {
    const before = running.before.get(partition)
    if (before === memberId) kept++
    else {
      if (before === undefined) added++
      else moved++
      gained.set(memberId, (gained.get(memberId) ?? 0) + 1)
    }
  }
  let removed = 0
  for (const [partition, memberId] of running.before) {
    if (!after.has(partition)) removed++
    if (after.get(partition) !== memberId) lost.set(memberId, (lost.get(memberId) ?? 0) + 1)
  }
  const members = shares.map(
    ({ memberId, groupInstanceId, clientId, clientHost, partitions }): LedgerMember => ({
      memberId: cut(memberId),
      groupInstanceId: groupInstanceId === null ? null : cut(groupInstanceId),
      clientId: cut(clientId),
      clientHost: cut(clientHost),
      partitions: partitions === undefined ? -1 : [...partitions.values()].reduce((sum, numbers) => sum + numbers.length, 0),
      gained: gained.get(memberId) ?? 0,
      lost: lost.get(memberId) ?? 0,
    }),
  )
  const longest = [...running.unowned].sort((a, b) => b[1] - a[1])
  return {
    groupId: event.groupId,
    protocol: event.protocol,
    epoch: event.epoch,
    startedAt: running.startedAt,
    finishedAt: event.at,
    outcome: shares.length === 0 ? 'empty' : 'stable',
    causes: [...running.causes],
    causesOmitted: running.causesOmitted,
    rounds: running.rounds,
    joinMs: running.joinMs,
    syncMs: running.syncMs,
    assignor: running.assignor,
    leaderId: running.leaderId,
    eager,
    members: members.slice(0, MEMBERS_MAX),
    membersOmitted: Math.max(0, members.length - MEMBERS_MAX),
    moved,
    kept,
    added,
    removed,
    unownedMsMax: longest[0]?.[1] ?? 0,
    longestUnowned: longest.slice(0, LONGEST_MAX).map(([partition, ms]) => ({ partition, ms })),
    assignedTwice: assignedTwice.slice(0, LONGEST_MAX),
    ...(unassigned.length > 0 ? { unassigned: unassigned.slice(0, LONGEST_MAX) } : {}),
    idleMembers: members.filter(({ partitions }) => partitions === 0).length,
  }
}
