// What a simulated run writes down: the history that the checker judges, and a model of what it cannot know of (topics, settings, committed offsets,
// owners). Plain state (shape B) that all actors share.

import type { Operation as HistoryOperation } from '../checker/history.ts'

export const keyOf = (topic: string, partition: number): string => `${topic}-${partition}`

/** What is known beyond single operations. */
export class Record {
  readonly history: HistoryOperation[] = []
  /** value -> where it was sent to, and under which key. */
  readonly sent = new Map<number, { key: string; recordKey: string }>()
  /** group -> partition -> offsets that a member has finished. */
  readonly processed = new Map<string, Map<string, Set<number>>>()
  /** group -> partition -> the highest offset whose commit was acknowledged. */
  readonly committed = new Map<string, Map<string, number>>()
  /** Partition -> the offsets that somebody has read or been told: where there is a record. */
  readonly known = new Map<string, Set<number>>()
  /** Topic -> whether it must be there. */
  readonly topics = new Map<string, boolean>()
  /** `topic config` -> its value. */
  readonly configs = new Map<string, string>()
  /**
   * What nobody can know any more: `topics`, `configs` and `group partition` of which a request may have been sent twice, or is still on its way. (A request
   * that was given up may take effect after a later one has been answered; Kafka has nothing against that but for idempotent producers.)
   */
  readonly unknowable = new Set<string>()
  readonly violations: string[]
  operations = 0
  /** `group partition` -> the processes that own it, and whether another one came while they did. */
  readonly #owners = new Map<string, Map<number, boolean>>()
  #process = 0
  #value = 0

  constructor(violations: string[]) {
    this.violations = violations
  }

  /** There is a record at this offset. */
  note(key: string, offset: number): void {
    const offsets = this.known.get(key)
    if (offsets === undefined) this.known.set(key, new Set([offset]))
    else offsets.add(offset)
  }

  /** A member was told that a partition of its group is its own. */
  owns(subject: string, process: number): void {
    const owners = this.#owners.get(subject) ?? new Map<number, boolean>()
    for (const other of owners.keys()) owners.set(other, true)
    this.#owners.set(subject, owners.set(process, false))
  }

  /** It is not any more. True when another had it while this one did. */
  gaveUp(subject: string, process: number): boolean {
    const owners = this.#owners.get(subject)
    const shared = owners?.get(process) === true
    owners?.delete(process)
    return shared
  }

  nextProcess(): number {
    return this.#process++
  }

  nextValue(): number {
    return this.#value++
  }
}
