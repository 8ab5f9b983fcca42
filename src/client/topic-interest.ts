// The topics that a consumer has an eye on: those it subscribes to or reads are asked for as long as they are missing, their errors are told
// once, and no others are asked for.

import { errorByCode, ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import type { Cluster } from './cluster.ts'
import type { Subscription } from './consumer-subscription.ts'
import type { Assignment } from './subscription.ts'

/** While a subscribed topic does not exist, it is looked for this often. */
const missingTopicMs = 2_000

export class TopicInterest {
  readonly #cluster: Cluster
  readonly #assignment: Assignment
  #missingCheckedAt = 0
  /** Topics whose error has been told. */
  readonly #refused = new Set<string>()

  constructor(cluster: Cluster, assignment: Assignment) {
    this.#cluster = cluster
    this.#assignment = assignment
  }

  /** Only topics that are subscribed to, read, or looked at for the group (`described`) stay: to ask for others could bring back one that was deleted. */
  retain(subscription: Subscription, described: readonly string[]): void {
    const keep = new Set(this.#assignment.all.map(({ topic }) => topic))
    if (subscription.type === 'topics') for (const topic of subscription.topics) keep.add(topic)
    for (const topic of described) keep.add(topic)
    this.#cluster.retainTopics(keep)
  }

  /** Asks for metadata at once when one of these is not known. */
  request(topics: Iterable<string>): void {
    for (const topic of topics) if (this.#cluster.metadata.topic(topic) === undefined) return this.#cluster.requestRefresh()
  }

  /** To be called now and then: asks again for what is not there yet. */
  checkMissing(subscription: Subscription, now: number): void {
    const { metadata } = this.#cluster
    const missing =
      subscription.type === 'topics'
        ? subscription.topics.some(topic => metadata.topic(topic) === undefined)
        : this.#assignment.all.some(({ topic, partition }) => metadata.partition(topic, partition) === undefined)
    if (!missing || now - this.#missingCheckedAt < missingTopicMs) return
    this.#missingCheckedAt = now
    this.#cluster.requestRefresh()
  }

  /** A topic that may not be read, or that cannot exist, is the application's to know, once. */
  newErrors(subscription: Subscription): Error[] {
    const wanted = subscription.type === 'topics' ? subscription.topics : this.#assignment.all.map(({ topic }) => topic)
    const errors: Error[] = []
    for (const topic of wanted) {
      const code = this.#cluster.topicError(topic)
      if (code === ErrorCode.NONE || errorByCode(code).retriable || this.#refused.has(topic)) continue
      this.#refused.add(topic)
      errors.push(errorFor(code, `topic ${topic}`))
    }
    return errors
  }
}
