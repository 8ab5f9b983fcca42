// What the checker judges: a history of operations as the clients saw them, from the simulator, from real processes or
// from Apache Kafka as the control. One JSON line per operation.

/** A partition, by whatever name the workload gives it: `orders-3`. */
export type Key = string
export type Value = string | number

/** One record sent: the offset is null when the answer did not tell it. */
export interface Sent {
  key: Key
  value: Value
  offset: number | null
}

/** What one poll returned: per key the offsets and values in the order of delivery. */
export type Polled = Record<Key, (readonly [offset: number, value: Value])[]>

export type Step = { send: Sent } | { poll: Polled }

/**
 * How an operation ended. `ok`: it took effect. `fail`: it is proved that it did not. `info`: nobody knows, which is what every timeout, every lost
 * connection after a send, and every unknown server error is.
 */
export type Outcome = 'ok' | 'fail' | 'info'

interface Common {
  /** The client that did it; one client does one operation after another. */
  process: number
  outcome: Outcome
  /** Milliseconds, on one clock for the whole history. */
  begin: number
  end: number
}

export type Operation =
  /** Sends and polls; more than one step, or `txn`, when they form one transaction. */
  | (Common & { f: 'send' | 'poll' | 'txn'; steps: Step[]; /** Keys whose ownership changed during the operation. */ rebalanced?: Key[] })
  /** The process reads these keys from now on; a key that it read before goes on from its position unless `seek`. */
  | (Common & { f: 'assign'; keys: Key[]; seek?: boolean })
  /** The process joins a group: which keys it reads is the group's affair. */
  | (Common & { f: 'subscribe' })
  /** The client died; its successor is another process. */
  | (Common & { f: 'crash' })
  /** The committed offset (the next one to read), and the first offset that the process had not finished when it committed. */
  | (Common & {
      f: 'commit'
      key: Key
      offset: number
      unfinished: number
      group?: string
      /** Of a classic group: the generation in which the process committed. Left out where the numbers of two members cannot be compared. */
      generation?: number
    })
  /** The process owned the key from `begin` to `end` in this generation (or member epoch) of the group. */
  | (Common & { f: 'own'; group: string; generation: number; key: Key })

const kinds = ['send', 'poll', 'txn', 'assign', 'subscribe', 'crash', 'commit', 'own']

/** The line of one operation, without its end of line. */
export function formatOperation(operation: Operation): string {
  return JSON.stringify(operation)
}

/** Reads one line. Throws SyntaxError that says what is wrong with it. */
export function parseOperation(line: string): Operation {
  const operation = JSON.parse(line) as Operation
  const { begin, end, f, outcome, process } = operation
  if (!kinds.includes(f)) throw new SyntaxError(`f is ${JSON.stringify(f)}, and may be ${kinds.join(', ')}`)
  if (!['ok', 'fail', 'info'].includes(outcome)) throw new SyntaxError(`outcome is ${JSON.stringify(outcome)}, and may be ok, fail, info`)
  if (!Number.isSafeInteger(process)) throw new SyntaxError(`process is ${JSON.stringify(process)}, and has to be an integer`)
  if (!Number.isFinite(begin) || !Number.isFinite(end) || end < begin) throw new SyntaxError(`begin is ${begin} and end is ${end}: milliseconds, in this order`)
  if (f === 'send' || f === 'poll' || f === 'txn') checkSteps(operation.steps)
  else if (f === 'assign' && !Array.isArray(operation.keys)) throw new SyntaxError('an assign has keys')
  else if (f === 'commit' && !(isOffset(operation.offset) && isOffset(operation.unfinished))) throw new SyntaxError('a commit has key, offset and unfinished')
  else if (f === 'own' && !(typeof operation.group === 'string' && Number.isSafeInteger(operation.generation))) throw new SyntaxError('an own has group, generation and key')
  if ((f === 'commit' || f === 'own') && typeof operation.key !== 'string') throw new SyntaxError(`key is ${JSON.stringify(operation.key)}`)
  return operation
}

const isOffset = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0
const isValue = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number'

function checkSteps(steps: unknown): void {
  if (!Array.isArray(steps)) throw new SyntaxError('steps are missing')
  for (const step of steps as Step[]) {
    if ('send' in step) {
      const { key, offset, value } = step.send
      if (typeof key !== 'string' || !isValue(value) || !(offset === null || isOffset(offset))) throw new SyntaxError(`a send has key, value and offset (or null): ${JSON.stringify(step)}`)
    } else if ('poll' in step) {
      for (const records of Object.values(step.poll)) {
        for (const record of records) if (!isOffset(record[0]) || !isValue(record[1])) throw new SyntaxError(`a poll has [offset, value] pairs, not ${JSON.stringify(record)}`)
      }
    } else throw new SyntaxError(`a step is a send or a poll, not ${JSON.stringify(step)}`)
  }
}

/** Reads a history from JSON Lines. Throws SyntaxError that names the line. */
export function parseHistory(text: string): Operation[] {
  const history: Operation[] = []
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return
    try {
      history.push(parseOperation(line))
    } catch (error) {
      throw new SyntaxError(`history line ${index + 1}: ${(error as Error).message}`)
    }
  })
  return history
}
