// Broken assumptions. They stay on in production: a node that contradicts itself stops rather than guesses.

export class AssertionError extends Error {
  override readonly name = 'AssertionError'
}

/** Throws AssertionError unless `condition` holds. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

/** The closing branch of an exhaustive switch. */
export function unreachable(value: never): never {
  throw new AssertionError(`unreachable: ${String(value)}`)
}

/** Legal previous states per state: `{ Stable: ['CompletingRebalance'], ... }`. */
export type TransitionTable<State extends string> = Readonly<Record<State, readonly State[]>>

/** Throws AssertionError when the table does not allow the move `from` -> `to`. Returns `to`. */
export function transition<State extends string>(table: TransitionTable<State>, what: string, from: State, to: State): State {
  assert(table[to].includes(from), `${what}: illegal move from ${from} to ${to}`)
  return to
}
