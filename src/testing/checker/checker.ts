// The checker: judges a history by what Kafka guarantees. A pure function (shape C), linear in the size of the history
// but for sorting. It never demands dense offsets (control records and aborted records take slots): positions are compared
// by rank among the offsets that are known to hold a record.

import { type Anomaly, type AnomalyType, type CheckOptions, isAllowed } from './anomalies.ts'
import { cycles } from './cycles.ts'
import type { Key, Operation, Outcome, Polled, Step, Value } from './history.ts'

export interface CheckResult {
  /** Whether nothing was found that Kafka does not allow. */
  valid: boolean
  /** Found, and a broken guarantee. */
  anomalies: Anomaly[]
  /** Found, and allowed: for the report. */
  allowed: Anomaly[]
  figures: { operations: number; acknowledged: number; read: number; info: number }
}

/** What is known of one partition. */
class KeyLog {
  /** offset -> value, or the list of values where there is more than one. */
  readonly slots = new Map<number, Value>()
  readonly conflicts = new Map<number, Set<Value>>()
  /** value -> its offsets. */
  readonly places = new Map<Value, number[]>()
  readonly read = new Set<Value>()
  #ranks: Map<number, number> | undefined
  #order: number[] = []

  put(offset: number, value: Value): void {
    const known = this.slots.get(offset)
    if (known === undefined) this.slots.set(offset, value)
    else if (known !== value) {
      const values = this.conflicts.get(offset) ?? new Set([known])
      this.conflicts.set(offset, values.add(value))
    } else return
    const places = this.places.get(value)
    if (places === undefined) this.places.set(value, [offset])
    else if (!places.includes(offset)) places.push(offset)
  }

  #rank(): Map<number, number> {
    if (this.#ranks === undefined) {
      this.#order = [...this.slots.keys()].sort((a, b) => a - b)
      this.#ranks = new Map(this.#order.map((offset, index) => [offset, index]))
    }
    return this.#ranks
  }

  /** The place of an offset among the known ones. */
  rank(offset: number): number {
    return this.#rank().get(offset)!
  }

  get order(): readonly number[] {
    this.#rank()
    return this.#order
  }
}

type DataOperation = Extract<Operation, { steps: Step[] }>

const isData = (operation: Operation): operation is DataOperation => operation.f === 'send' || operation.f === 'poll' || operation.f === 'txn'

/** Judges the history. */
export function check(history: readonly Operation[], options: CheckOptions = {}): CheckResult {
  const groups = options.groups ?? history.some(operation => operation.f === 'subscribe')
  const judge = new Judge(history, { complete: options.complete ?? false, groups, writeOrder: options.writeOrder ?? false, mayVanish: options.mayVanish ?? (() => false) })
  return judge.result()
}

class Judge {
  readonly #history: readonly Operation[]
  readonly #options: Required<CheckOptions>
  readonly #logs = new Map<Key, KeyLog>()
  /** Who wrote a value of a key: the index of the operation in the history. */
  readonly #writers = new Map<Key, Map<Value, number>>()
  readonly #anomalies: Anomaly[] = []
  readonly #allowed: Anomaly[] = []
  readonly #figures = { operations: 0, acknowledged: 0, read: 0, info: 0 }

  constructor(history: readonly Operation[], options: Required<CheckOptions>) {
    this.#history = history
    this.#options = options
  }

  result(): CheckResult {
    this.#gather()
    this.#offsets()
    this.#lostAndUnseen()
    this.#walkProcesses()
    this.#reads()
    this.#commits()
    this.#owners()
    this.#cycles()
    return { valid: this.#anomalies.length === 0, anomalies: this.#anomalies, allowed: this.#allowed, figures: this.#figures }
  }

  #found(type: AnomalyType, message: string): void {
    const list = isAllowed(type, this.#options) ? this.#allowed : this.#anomalies
    list.push({ type, message })
  }

  #log(key: Key): KeyLog {
    let log = this.#logs.get(key)
    if (log === undefined) this.#logs.set(key, (log = new KeyLog()))
    return log
  }

  /** Feeds the logs: acknowledged sends, and whatever any poll returned (a poll has to be safe even in an aborted transaction). */
  #gather(): void {
    this.#history.forEach((operation, index) => {
      this.#figures.operations++
      if (operation.outcome === 'info') this.#figures.info++
      if (!isData(operation)) return
      for (const step of operation.steps) {
        if ('send' in step) {
          const { key, value, offset } = step.send
          let writers = this.#writers.get(key)
          if (writers === undefined) this.#writers.set(key, (writers = new Map()))
          writers.set(value, index)
          if (operation.outcome !== 'ok') continue
          this.#figures.acknowledged++
          if (offset !== null) this.#log(key).put(offset, value)
        } else {
          for (const [key, records] of Object.entries(step.poll)) {
            const log = this.#log(key)
            for (const [offset, value] of records) {
              this.#figures.read++
              log.put(offset, value)
              // Whether somebody saw it counts, also in an operation whose own fate is unknown.
              log.read.add(value)
            }
          }
        }
      }
    })
    // A transaction of unknown fate took effect when one of its values was read by an operation that succeeded; then all of it did.
    const readByOk = new Map<Key, Set<Value>>()
    for (const operation of this.#history) {
      if (!isData(operation) || operation.outcome !== 'ok') continue
      for (const step of operation.steps) {
        if (!('poll' in step)) continue
        for (const [key, records] of Object.entries(step.poll)) {
          let values = readByOk.get(key)
          if (values === undefined) readByOk.set(key, (values = new Set()))
          for (const [, value] of records) values.add(value)
        }
      }
    }
    for (const operation of this.#history) {
      if (!isData(operation) || operation.outcome !== 'info') continue
      const sends = operation.steps.flatMap(step => ('send' in step ? [step.send] : []))
      if (!sends.some(({ key, value }) => readByOk.get(key)?.has(value))) continue
      for (const { key, value, offset } of sends) if (offset !== null) this.#log(key).put(offset, value)
    }
  }

  #offsets(): void {
    for (const [key, log] of this.#logs) {
      for (const [offset, values] of log.conflicts) this.#found('inconsistent-offsets', `${key} offset ${offset} was seen with the values ${[...values].join(', ')}`)
      for (const [value, offsets] of log.places) {
        if (offsets.length > 1) this.#found('duplicate', `${key} holds ${value} at the offsets ${offsets.join(', ')}`)
      }
    }
  }

  #lostAndUnseen(): void {
    for (const [key, log] of this.#logs) {
      // Somebody read as far as this rank, so everything up to there that took effect has to have been seen by somebody.
      let bound = -1
      for (const value of log.read) bound = Math.max(bound, Math.min(...log.places.get(value)!.map(offset => log.rank(offset))))
      for (const [value, offsets] of log.places) {
        if (log.read.has(value)) continue
        const last = Math.max(...offsets.map(offset => log.rank(offset)))
        if (last <= bound && !offsets.some(offset => this.#options.mayVanish(key, offset))) this.#found('lost-write', `${key} offset ${offsets[0]}: ${value} was written, the log was read that far, and nobody ever read it`)
      }
    }
    if (!this.#options.complete) return
    for (const operation of this.#history) {
      if (!isData(operation) || operation.outcome !== 'ok') continue
      for (const step of operation.steps) {
        if (!('send' in step)) continue
        const { key, value, offset } = step.send
        if (offset !== null && this.#options.mayVanish(key, offset)) continue
        if (this.#logs.get(key)?.read.has(value) !== true) this.#found('unseen', `${key} offset ${offset ?? '?'}: ${value} was acknowledged and never read`)
      }
    }
  }

  /** Order within a process: of its sends, and of what it polls. */
  #walkProcesses(): void {
    const sent = new Map<number, Map<Key, number>>()
    const polled = new Map<number, Map<Key, number>>()
    for (const operation of this.#history) {
      const { process } = operation
      if (operation.f === 'assign') {
        const before = polled.get(process)
        const kept = new Map<Key, number>()
        if (operation.seek !== true && before !== undefined) for (const key of operation.keys) if (before.has(key)) kept.set(key, before.get(key)!)
        polled.set(process, kept)
        continue
      }
      if (operation.f === 'subscribe' || operation.f === 'crash') {
        polled.delete(process)
        continue
      }
      if (!isData(operation)) continue
      let sends = sent.get(process)
      if (sends === undefined) sent.set(process, (sends = new Map()))
      let positions = polled.get(process)
      if (positions === undefined) polled.set(process, (positions = new Map()))
      for (const key of operation.rebalanced ?? []) positions.delete(key)
      const inside = new Map<Key, number>()
      for (const step of operation.steps) {
        if ('send' in step) {
          const { key, value, offset } = step.send
          if (operation.outcome !== 'ok' || offset === null) continue
          const before = sends.get(key)
          if (before !== undefined && offset <= before) this.#found('nonmonotonic-send', `process ${process} sent ${value} to ${key} at offset ${offset}, after one at ${before}`)
          sends.set(key, Math.max(before ?? -1, offset))
        } else {
          this.#walkPoll(process, step.poll, positions, inside, operation.outcome, new Set(operation.rebalanced))
        }
      }
    }
  }

  #walkPoll(process: number, poll: Polled, positions: Map<Key, number>, inside: Map<Key, number>, outcome: Outcome, rebalanced: ReadonlySet<Key>): void {
    for (const [key, records] of Object.entries(poll)) {
      const log = this.#logs.get(key)!
      for (const [offset] of records) {
        const rank = log.rank(offset)
        const within = inside.get(key)
        const before = within ?? positions.get(key)
        if (before !== undefined && !(within !== undefined && rebalanced.has(key))) {
          const prefix = within !== undefined ? 'int-' : ''
          if (rank <= before) {
            this.#found(`${prefix}nonmonotonic-poll` as AnomalyType, `process ${process} polled ${key} offset ${offset} after ${log.order[before]}`)
          } else if (rank > before + 1) {
            const missed = log.order.slice(before + 1, rank).filter(between => !this.#options.mayVanish(key, between))
            if (missed.length > 0) {
              this.#found(`${prefix}poll-skip` as AnomalyType, `process ${process} polled ${key} offset ${offset} after ${log.order[before]} and left out ${missed.length} in between, the first at ${missed[0]}`)
            }
          }
        }
        inside.set(key, rank)
      }
    }
    // An operation that failed leaves the position where it was: the records come again.
    if (outcome === 'ok') for (const [key, rank] of inside) positions.set(key, rank)
    else for (const key of inside.keys()) positions.delete(key)
  }

  #reads(): void {
    this.#history.forEach((operation, index) => {
      if (!isData(operation)) return
      for (const step of operation.steps) {
        if (!('poll' in step)) continue
        for (const [key, records] of Object.entries(step.poll)) {
          const writers = this.#writers.get(key)
          for (const [offset, value] of records) {
            const writer = writers?.get(value)
            if (writer === undefined) continue
            if (writer === index) this.#found('precommitted-read', `process ${operation.process} read ${value} at ${key} offset ${offset} in the transaction that wrote it`)
            else if (operation.outcome === 'ok' && this.#history[writer]!.outcome === 'fail') {
              this.#found('aborted-read', `process ${operation.process} read ${value} at ${key} offset ${offset}, whose writer failed`)
            }
          }
        }
      }
    })
  }

  #commits(): void {
    const fenced = new Map<string, Extract<Operation, { f: 'commit' }>[]>()
    for (const operation of this.#history) {
      if (operation.f !== 'commit' || operation.outcome === 'fail') continue
      const { key, offset, unfinished, process } = operation
      if (operation.outcome === 'ok' && operation.generation !== undefined) {
        const name = `${operation.group} ${key}`
        const list = fenced.get(name)
        if (list === undefined) fenced.set(name, [operation])
        else list.push(operation)
      }
      if (offset > unfinished) this.#found('commit-beyond-processed', `process ${process} committed ${key} offset ${offset} while ${unfinished} was not finished`)
    }
    for (const commits of fenced.values()) this.#zombies(commits)
  }

  /** The later commit may not come from an older generation. */
  #zombies(commits: readonly Extract<Operation, { f: 'commit' }>[]): void {
    const byEnd = commits.toSorted((a, b) => a.end - b.end)
    const byBegin = commits.toSorted((a, b) => a.begin - b.begin)
    let newest: (typeof byEnd)[number] | undefined
    let next = 0
    for (const commit of byBegin) {
      while (next < byEnd.length && byEnd[next]!.end <= commit.begin) {
        if (newest === undefined || byEnd[next]!.generation! > newest.generation!) newest = byEnd[next]
        next++
      }
      if (newest !== undefined && commit.generation! < newest.generation!) {
        this.#found('stale-commit', `process ${commit.process} committed ${commit.key} offset ${commit.offset} in generation ${commit.generation}, after process ${newest.process} had in generation ${newest.generation}`)
      }
    }
  }

  #owners(): void {
    const periods = new Map<string, Extract<Operation, { f: 'own' }>[]>()
    for (const operation of this.#history) {
      if (operation.f !== 'own') continue
      const name = `${operation.group}\0${operation.generation}\0${operation.key}`
      const list = periods.get(name)
      if (list === undefined) periods.set(name, [operation])
      else list.push(operation)
    }
    for (const list of periods.values()) {
      list.sort((a, b) => a.begin - b.begin)
      // The longest-lasting owner so far: whoever begins before its end overlaps it.
      let last = list[0]!
      for (const period of list.slice(1)) {
        if (period.process !== last.process && period.begin < last.end) {
          this.#found('double-owner', `group ${period.group} generation ${period.generation}: ${period.key} was owned by the processes ${last.process} and ${period.process} at ${period.begin}`)
        }
        if (period.end > last.end) last = period
      }
    }
  }

  /** Cycles of write -> write (adjacent in the log) and write -> read. */
  #cycles(): void {
    const writes: [number, number][] = []
    const reads: [number, number][] = []
    for (const [key, log] of this.#logs) {
      const writers = this.#writers.get(key)
      if (writers === undefined) continue
      let previous: number | undefined
      for (const offset of log.order) {
        const writer = writers.get(log.slots.get(offset)!)
        if (writer === undefined) continue
        if (previous !== undefined && previous !== writer) writes.push([previous, writer])
        previous = writer
      }
    }
    this.#history.forEach((operation, index) => {
      if (!isData(operation) || operation.outcome === 'fail') return
      for (const step of operation.steps) {
        if (!('poll' in step)) continue
        for (const [key, records] of Object.entries(step.poll)) {
          const writers = this.#writers.get(key)
          for (const [, value] of records) {
            const writer = writers?.get(value)
            if (writer !== undefined && writer !== index && this.#history[writer]!.outcome !== 'fail') reads.push([writer, index])
          }
        }
      }
    })
    const describe = (component: number[]): string => `operations ${component.slice(0, 8).join(' -> ')}${component.length > 8 ? ' ...' : ''}`
    const known = new Set<number>()
    for (const component of cycles(this.#history.length, writes)) {
      this.#found('G0', `a cycle of writes: ${describe(component)}`)
      for (const node of component) known.add(node)
    }
    for (const component of cycles(this.#history.length, this.#options.writeOrder ? [...writes, ...reads] : reads)) {
      if (this.#options.writeOrder && component.every(node => known.has(node))) continue
      this.#found('G1c', `a cycle of writes and reads: ${describe(component)}`)
    }
  }
}
