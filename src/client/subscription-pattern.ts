// A pattern over topic names that the broker evaluates (KIP-848): what `SubscriptionPattern` is in Java's client. Shape C, but for the
// matcher that stands in where the broker has only the classic protocol.

import { ConfigError, errorMessage, KafkaError } from '../core/errors.ts'

/**
 * Subscribes to all topics whose whole name matches, now and in future, internal ones included. The syntax is RE2's
 * (no back references, no look-around; linear time). A RegExp in its place is matched by the client, anywhere in the name.
 */
export class SubscriptionPattern {
  readonly pattern: string

  /** Throws ConfigError when there is no text. Whether it is a pattern the broker says: INVALID_REGULAR_EXPRESSION. */
  constructor(pattern: string) {
    if (typeof pattern !== 'string' || pattern === '') throw new ConfigError('SubscriptionPattern takes a text in the syntax of RE2, for example orders-.*')
    this.pattern = pattern
  }

  toString(): string {
    return this.pattern
  }
}

/** The same decision on the client, for the classic protocol, which has no patterns on the broker. Rejects as the broker would. */
export async function matcherOf({ pattern }: SubscriptionPattern): Promise<(topic: string) => boolean> {
  const { RE2JS } = await import('re2js')
  try {
    const compiled = RE2JS.compile(pattern)
    return topic => compiled.matches(topic)
  } catch (error) {
    throw new KafkaError('INVALID_REGULAR_EXPRESSION', `the subscription pattern ${pattern} cannot be read: ${errorMessage(error)}`, { cause: error })
  }
}
