// Regular expressions of subscriptions, on the broker: RE2's syntax and its linear time, as Kafka's (KIP-848). A backtracking
// engine would let one member stop the broker with an expression.

import { errorMessage } from '../../../core/errors.ts'
import { loadLater } from '../../../core/native.ts'
import { ErrorCode } from '../../../protocol/error-codes.ts'
import { ProtocolError } from '../../../protocol/errors.ts'
import type { ResolvedRegex } from './consumer-group.ts'
import type { TopicsView } from './topics.ts'

const re2 = loadLater<typeof import('re2js')>('re2js')

/** Throws ProtocolError INVALID_REGULAR_EXPRESSION. */
export function throwIfRegexInvalid(expression: string): void {
  const { RE2JS, RE2JSSyntaxException } = re2()
  try {
    RE2JS.compile(expression)
  } catch (error) {
    const what = error instanceof RE2JSSyntaxException ? error.getDescription() : errorMessage(error)
    throw new ProtocolError(ErrorCode.INVALID_REGULAR_EXPRESSION, `the subscribed regex ${expression} cannot be read: ${what}`)
  }
}

/** All topics whose whole name matches, internal ones included. */
export function resolveRegex(expression: string, topics: TopicsView, now: number): ResolvedRegex {
  const compiled = re2().RE2JS.compile(expression)
  const matched = new Set<string>()
  for (const name of topics.names()) if (compiled.matches(name)) matched.add(name)
  return { topics: matched, version: topics.version ?? 0, timestamp: now }
}
