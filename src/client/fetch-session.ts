// One fetch session with one broker (KIP-227): after a first full request, only what changed is sent, and partitions that are no
// longer wanted are named as forgotten. Pure state (shape C with memory). KIP-516 (topic ids from Fetch v13).

import { ErrorCode } from '../protocol/error-codes.ts'
import {
  type FetchRequestForgottenTopic,
  type FetchRequestTopic,
  newFetchRequestForgottenTopic,
  newFetchRequestPartition,
  newFetchRequestTopic,
} from '../protocol/generated/fetch.ts'

export interface FetchTarget {
  readonly topic: string
  /** ZERO_UUID when unknown; then the request must be of version 12 at most. */
  readonly topicId: string
  readonly partition: number
  readonly fetchOffset: number
  readonly leaderEpoch: number
  readonly maxBytes: number
}

export interface FetchPlan {
  sessionId: number
  sessionEpoch: number
  topics: FetchRequestTopic[]
  forgotten: FetchRequestForgottenTopic[]
}

const initialEpoch = 0
const finalEpoch = -1
const epochMax = 2 ** 31 - 1

export class FetchSession {
  #sessionId = 0
  #epoch = initialEpoch
  /** What the broker believes is wanted, by `topicId/topic/partition`. */
  #known = new Map<string, FetchTarget>()
  #byId = false

  /** The names of the topics in the session by id: answers from version 13 on know only ids. */
  readonly #names = new Map<string, string>()

  /** What to send so that the broker fetches exactly `targets`. */
  plan(targets: readonly FetchTarget[], byId: boolean): FetchPlan {
    // Topics by name and by id cannot be mixed in one session.
    if (byId !== this.#byId) this.reset()
    this.#byId = byId
    const wanted = new Map<string, FetchTarget>()
    for (const target of targets) {
      wanted.set(keyOf(target), target)
      if (byId) this.#names.set(target.topicId, target.topic)
    }
    const full = this.#epoch === initialEpoch
    const send: FetchTarget[] = []
    const forget: FetchTarget[] = []
    for (const [key, target] of wanted) {
      const known = full ? undefined : this.#known.get(key)
      if (known === undefined || known.fetchOffset !== target.fetchOffset || known.leaderEpoch !== target.leaderEpoch || known.maxBytes !== target.maxBytes)
        send.push(target)
    }
    if (!full) for (const [key, target] of this.#known) if (!wanted.has(key)) forget.push(target)
    this.#known = wanted
    return { sessionId: this.#sessionId, sessionEpoch: this.#epoch, topics: byTopic(send, byId), forgotten: forgotten(forget, byId) }
  }

  /** Whether the broker must answer as to a first request. */
  get isNew(): boolean {
    return this.#epoch === initialEpoch
  }

  topicName(topicId: string): string | undefined {
    return this.#names.get(topicId)
  }

  /** The broker's answer as a whole. False when the session is broken and the answer must not be used. */
  onResponse(errorCode: number, sessionId: number): boolean {
    if (errorCode !== ErrorCode.NONE) {
      // The broker has evicted the session, or lost track: a new one begins. For a wrong epoch the old id is closed by the new request.
      const keepId = errorCode !== ErrorCode.FETCH_SESSION_ID_NOT_FOUND
      const id = this.#sessionId
      this.reset()
      if (keepId) this.#sessionId = id
      return false
    }
    if (sessionId === 0) {
      // The broker has no room for sessions: every request is a full one.
      this.reset()
      return true
    }
    this.#sessionId = sessionId
    this.#epoch = this.#epoch >= epochMax ? 1 : this.#epoch + 1
    return true
  }

  /** The connection broke, or the answer could not be used: the next request is a full one and closes the session there was. */
  onFailure(): void {
    const id = this.#sessionId
    this.reset()
    this.#sessionId = id
  }

  /** The request that tells the broker that the session is over; undefined without one. */
  closing(): FetchPlan | undefined {
    if (this.#sessionId === 0) return undefined
    return { sessionId: this.#sessionId, sessionEpoch: finalEpoch, topics: [], forgotten: [] }
  }

  reset(): void {
    this.#sessionId = 0
    this.#epoch = initialEpoch
    this.#known = new Map()
    this.#names.clear()
  }
}

function keyOf({ topicId, topic, partition }: FetchTarget): string {
  return `${topicId}/${topic}/${partition}`
}

function byTopic(targets: readonly FetchTarget[], byId: boolean): FetchRequestTopic[] {
  const topics = new Map<string, FetchRequestTopic>()
  for (const { topic, topicId, partition, fetchOffset, leaderEpoch, maxBytes } of targets) {
    let entry = topics.get(topic)
    if (entry === undefined) topics.set(topic, (entry = newFetchRequestTopic(byId ? { topicId } : { topic })))
    entry.partitions.push(newFetchRequestPartition({ partition, fetchOffset, currentLeaderEpoch: leaderEpoch, partitionMaxBytes: maxBytes }))
  }
  return [...topics.values()]
}

function forgotten(targets: readonly FetchTarget[], byId: boolean): FetchRequestForgottenTopic[] {
  const topics = new Map<string, FetchRequestForgottenTopic>()
  for (const { topic, topicId, partition } of targets) {
    const key = byId ? topicId : topic
    let entry = topics.get(key)
    if (entry === undefined) topics.set(key, (entry = newFetchRequestForgottenTopic(byId ? { topicId } : { topic })))
    entry.partitions.push(partition)
  }
  return [...topics.values()]
}
