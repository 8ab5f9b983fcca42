// Live numbers for everybody who looks: one poller for all subscribers, which rests while there are none. A driver on injected timers.
// What it costs the cluster is bounded: at most so many topics and groups, and never more than a fifth of the time asking.

import type { Admin } from '../client/admin.ts'
import type { Timer } from '../core/clock.ts'
import { errorMessage } from '../core/errors.ts'
import type { System } from '../core/system.ts'
import { groupReports } from './reports.ts'

export interface LiveSnapshot {
  /** Wall-clock ms. */
  readonly at: number
  readonly brokers: number
  readonly controllerId: number
  readonly topics: readonly { readonly name: string; readonly partitions: number; readonly records: number; readonly end: number }[]
  readonly groups: readonly { readonly groupId: string; readonly state: string; readonly members: number; readonly idle: number; readonly lag: number }[]
  /** Topics and groups that were left out for their number. */
  readonly omitted: number
}

export type LiveMessage = { readonly type: 'snapshot'; readonly snapshot: LiveSnapshot } | { readonly type: 'trouble'; readonly message: string }

const INTERVAL_MS = 2_000
const PARTITIONS_MAX = 2_000
const GROUPS_MAX = 50

export class Live {
  readonly #admin: Admin
  readonly #system: System
  readonly #subscribers = new Set<(message: LiveMessage) => void>()
  #timer: Timer | undefined
  #asking = false
  #last: LiveMessage | undefined
  #closed = false

  constructor(admin: Admin, system: System) {
    this.#admin = admin
    this.#system = system
  }

  /** The number of those who look. */
  get size(): number {
    return this.#subscribers.size
  }

  /** `listener` gets the last message at once, if there is one, and then each. Answers how to stop. */
  subscribe(listener: (message: LiveMessage) => void): () => void {
    this.#subscribers.add(listener)
    if (this.#last !== undefined) listener(this.#last)
    if (this.#timer === undefined && !this.#asking) void this.#poll()
    return () => this.#subscribers.delete(listener)
  }

  close(): void {
    this.#closed = true
    this.#subscribers.clear()
    this.#timer?.cancel()
  }

  async #poll(): Promise<void> {
    this.#timer = undefined
    this.#asking = true
    const begin = this.#system.clock.monotonic()
    let message: LiveMessage
    try {
      message = { type: 'snapshot', snapshot: await this.#snapshot() }
    } catch (error) {
      message = { type: 'trouble', message: errorMessage(error) }
    }
    this.#asking = false
    if (this.#closed) return
    this.#last = message
    for (const listener of this.#subscribers) listener(message)
    if (this.#subscribers.size === 0) {
      // What is old by the time somebody looks again would only mislead.
      this.#last = undefined
      return
    }
    this.#timer = this.#system.timers.schedule(Math.max(INTERVAL_MS, 4 * (this.#system.clock.monotonic() - begin)), () => void this.#poll(), { background: true })
  }

  async #snapshot(): Promise<LiveSnapshot> {
    const admin = this.#admin
    const [cluster, topics, groups] = await Promise.all([admin.describeCluster(), admin.listTopics(), admin.listGroups()])
    let room = PARTITIONS_MAX
    const shown = topics.filter(({ numPartitions }) => (room -= numPartitions) >= 0)
    const partitions = shown.flatMap(({ name, numPartitions }) => Array.from({ length: numPartitions }, (_, partition) => ({ topic: name, partition })))
    const asked = groups.slice(0, GROUPS_MAX)
    const [begins, ends, reports] = await Promise.all([
      partitions.length === 0 ? [] : admin.listOffsets(partitions.map(item => ({ ...item, spec: 'earliest' as const }))),
      partitions.length === 0 ? [] : admin.listOffsets(partitions.map(item => ({ ...item, spec: 'latest' as const }))),
      asked.length === 0 ? [] : groupReports(admin, asked.map(({ groupId }) => groupId)),
    ])
    const sums = new Map(shown.map(({ name }) => [name, { records: 0, end: 0 }]))
    partitions.forEach(({ topic }, i) => {
      const sum = sums.get(topic)!
      sum.records += ends[i]!.offset - begins[i]!.offset
      sum.end += ends[i]!.offset
    })
    return {
      at: this.#system.clock.now(),
      brokers: cluster.brokers.length,
      controllerId: cluster.controllerId,
      topics: shown.map(({ name, numPartitions }) => ({ name, partitions: numPartitions, ...sums.get(name)! })),
      groups: reports.map(({ groupId, state, members, lag }) => ({ groupId, state, members: members.length, idle: members.filter(({ idle }) => idle).length, lag })),
      omitted: topics.length - shown.length + groups.length - asked.length,
    }
  }
}
