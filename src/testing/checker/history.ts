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

/** Reads a history from JSON Lines. Throws SyntaxError that names the line. */
export function parseHistory(text: string): Operation[] {
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map((line, index) => {
      try {
        return JSON.parse(line) as Operation
      } catch (error) {
        throw new SyntaxError(`history line ${index + 1}: ${(error as Error).message}`)
      }
    })
}
