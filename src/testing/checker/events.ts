// Histories as real processes write them: a line when an operation begins and a line when it ends, each client to a file or a pipe of its own. The
// builder makes operations of them, also of a client that died in the middle. Shape C.

import type { Key, Operation, Outcome, Polled, Step, Value } from './history.ts'

/**
 * One line. `invoke` is written before the request leaves, `ok`, `fail` or `info` with the same `i` when its fate is known; what is told only afterwards (a
 * poll) comes as one line without `invoke`, with `t0` as its begin. `own` begins when a member gets a partition and ends when it gives it up.
 */
export interface HistoryEvent {
  readonly process: number
  /** Milliseconds, on one clock for all processes. */
  readonly t: number
  readonly type: 'invoke' | Outcome
  /** Which operation of the process. */
  readonly i?: number
  readonly t0?: number
  readonly f?: 'send' | 'poll' | 'commit' | 'own' | 'assign' | 'subscribe'
  readonly key?: Key
  readonly keys?: readonly Key[]
  readonly value?: Value
  /** Of a send: where it is. Of a commit: the next offset to read. */
  readonly offset?: number | null
  readonly poll?: Polled
  readonly rebalanced?: readonly Key[]
  readonly unfinished?: number
  readonly group?: string
  readonly generation?: number
  readonly seek?: boolean
}

type Open = { operation: Operation; step?: Step }

/** Gathers the lines of all clients, in any mixture, and answers the history. */
export class HistoryBuilder {
  readonly #operations: Operation[] = []
  readonly #open = new Map<number, Map<number, Open>>()

  /** Throws SyntaxError for a line that belongs to nothing. */
  add(event: HistoryEvent): void {
    const { i, process, t, type } = event
    if (type !== 'invoke' && i !== undefined) {
      const open = this.#open.get(process)?.get(i)
      if (open === undefined) throw new SyntaxError(`process ${process} ends the operation ${i}, which it did not begin`)
      this.#open.get(process)!.delete(i)
      open.operation.outcome = type
      open.operation.end = t
      if (open.step !== undefined && 'send' in open.step && event.offset !== undefined) open.step.send.offset = event.offset
      return
    }
    const made = operationOf(event)
    this.#operations.push(made.operation)
    if (type !== 'invoke' || i === undefined) return
    let open = this.#open.get(process)
    if (open === undefined) this.#open.set(process, (open = new Map()))
    open.set(i, made)
  }

  /** The client was killed: what it had begun is of unknown fate, what it owned it owns no longer. */
  died(process: number, t: number): void {
    this.#end(process, t)
    this.#operations.push({ process, outcome: 'ok', begin: t, end: t, f: 'crash' })
  }

  #end(process: number, t: number): void {
    for (const { operation } of this.#open.get(process)?.values() ?? []) {
      operation.end = Math.max(operation.begin, t)
      if (operation.f === 'own') operation.outcome = 'ok'
    }
    this.#open.delete(process)
  }

  /** Nothing more is expected from anybody. */
  finish(t: number): Operation[] {
    for (const process of [...this.#open.keys()]) this.#end(process, t)
    return this.#operations
  }
}

function operationOf(event: HistoryEvent): Open {
  const { f, generation, group, key = '', offset, process, t, type, unfinished = Infinity } = event
  const common = { process, outcome: type === 'invoke' ? ('info' as const) : type, begin: event.t0 ?? t, end: t }
  switch (f) {
    case 'send': {
      const step: Step = { send: { key, value: event.value ?? '', offset: offset ?? null } }
      return { operation: { ...common, f, steps: [step] }, step }
    }
    case 'poll': {
      const rebalanced = event.rebalanced === undefined ? {} : { rebalanced: [...event.rebalanced] }
      return { operation: { ...common, f, steps: [{ poll: event.poll ?? {} }], ...rebalanced } }
    }
    case 'commit':
      return {
        operation: { ...common, f, key, offset: offset ?? 0, unfinished, ...(group === undefined ? {} : { group }), ...(generation === undefined ? {} : { generation }) },
      }
    case 'own':
      return { operation: { ...common, f, key, group: group ?? '', generation: generation ?? -1 } }
    case 'assign':
      return { operation: { ...common, f, keys: [...(event.keys ?? [])], ...(event.seek === undefined ? {} : { seek: event.seek }) } }
    case 'subscribe':
      return { operation: { ...common, f } }
    default:
      throw new SyntaxError(`process ${process} begins an operation of the unknown kind ${String(f)}`)
  }
}
