// What the administrative requests share: items that go to different brokers, each with its own result, and errors that name it.
// A request about many things is cut by where each has its leader or coordinator; items whose error passes are asked for again.

import { Deadline } from '../../core/async.ts'
import { ClosedError, AbortedError, isRetriable, KafkaError } from '../../core/errors.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { errorAbout, errorFor, ProtocolError } from '../../protocol/errors.ts'
import { metadataApi, type MetadataResponseTopic, newMetadataRequest, newMetadataRequestTopic } from '../../protocol/generated/metadata.ts'
import type { Cluster, WaitOptions } from '../cluster.ts'
import type { TopicPartition } from '../record.ts'
import { type Route, routeName } from '../routes.ts'

export interface AdminCallOptions extends WaitOptions {}

export type { TopicPartition }

/** Some items of an administrative request failed. `results` has every item's result or error by its name; `code` and `cause` are those of the first error. */
export class PartialFailureError<T = unknown> extends KafkaError {
  override readonly name = 'PartialFailureError'
  readonly results: ReadonlyMap<string, T | KafkaError>

  constructor(what: string, results: ReadonlyMap<string, T | KafkaError>) {
    const errors = [...results.values()].filter(result => result instanceof KafkaError)
    const first = errors[0]!
    super(first.code, `${what}: ${errors.length} of ${results.size} failed; the first: ${first.message}`, {
      cause: first,
      retriable: errors.every(error => error.retriable),
    })
    this.results = results
  }
}

/** The results in their order. Throws the error itself when there is but one item, PartialFailureError when one of many failed. */
export function unwrap<T>(what: string, names: readonly string[], results: readonly (T | KafkaError)[]): T[] {
  const failure = results.find(result => result instanceof KafkaError)
  if (failure === undefined) return results as T[]
  if (results.length === 1) throw failure
  const byName = new Map<string, T | KafkaError>()
  // One that was named twice has failed when either has.
  names.forEach((name, index) => {
    if (!(byName.get(name) instanceof KafkaError)) byName.set(name, results[index]!)
  })
  throw new PartialFailureError<T>(what, byName)
}

/** The error for a code, or undefined for NONE. `message` is the broker's own text, if it sent one. */
export function itemError(code: number, thing: string, message?: string | null): KafkaError | undefined {
  if (code === ErrorCode.NONE) return undefined
  return errorAbout(code, thing, message)
}

/** What an answer lacks. */
export function unanswered(thing: string): KafkaError {
  return new ProtocolError(ErrorCode.UNKNOWN_SERVER_ERROR, `${thing}: the broker's answer does not mention it`)
}

/** Asks for each item at its place; items with a passing error are located and asked for again until the deadline. Results are in the order of the items. */
export async function fanOut<Item, Result>(
  cluster: Cluster,
  items: readonly Item[],
  options: AdminCallOptions,
  locate: (items: readonly Item[], deadline: Deadline) => Promise<readonly (Route | KafkaError)[]>,
  ask: (route: Route, items: readonly Item[], deadline: Deadline) => Promise<readonly (Result | KafkaError)[]>,
): Promise<(Result | KafkaError)[]> {
  const deadline = new Deadline(cluster.config.system.clock, options.timeoutMs ?? cluster.config.defaultApiTimeoutMs)
  const results = new Array<Result | KafkaError>(items.length)
  let pending = items.map((_, index) => index)
  for (let attempt = 0; ; attempt++) {
    const round = pending
    const pick = (indexes: readonly number[]): Item[] => indexes.map(index => items[index]!)
    const places = await guarded(round, () => locate(pick(round), deadline))
    const groups = new Map<string, { route: Route; indexes: number[] }>()
    round.forEach((index, i) => {
      const place = places[i]!
      if (place instanceof KafkaError) {
        results[index] = place
        return
      }
      const name = routeName(place)
      const group = groups.get(name)
      if (group === undefined) groups.set(name, { route: place, indexes: [index] })
      else group.indexes.push(index)
    })
    await Promise.all(
      [...groups.values()].map(async ({ route, indexes }) => {
        const answers = await guarded(indexes, () => ask(route, pick(indexes), deadline))
        indexes.forEach((index, i) => (results[index] = answers[i]!))
      }),
    )
    pending = round.filter(index => isRetriable(results[index]) && isWorthRepeating(results[index], attempt))
    if (pending.length === 0 || !(await cluster.backoff(attempt, deadline, options.signal))) return results
  }
}

/** A call that fails as a whole fails for each of its items, unless the caller has gone away. */
async function guarded<T>(indexes: readonly number[], call: () => Promise<readonly (T | KafkaError)[]>): Promise<readonly (T | KafkaError)[]> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof KafkaError) || error instanceof ClosedError || error instanceof AbortedError) throw error
    return indexes.map(() => error)
  }
}

/** An unknown topic is a passing error right after its creation and a final one soon after. */
function isWorthRepeating(result: unknown, attempt: number): boolean {
  const unknown = result instanceof KafkaError && (result.code === 'UNKNOWN_TOPIC_OR_PARTITION' || result.code === 'UNKNOWN_TOPIC_ID')
  return !unknown || attempt < 2
}

/** The metadata of the topics as one broker has it now, without creating any. null asks for all. */
export async function fetchTopics(cluster: Cluster, names: readonly string[] | null, options: AdminCallOptions): Promise<Map<string, MetadataResponseTopic>> {
  const request = newMetadataRequest({
    topics: names === null ? null : [...new Set(names)].map(name => newMetadataRequestTopic({ name })),
    allowAutoTopicCreation: false,
  })
  const response = await cluster.request('any', metadataApi, request, options)
  for (const { nodeId, host, port, rack } of response.brokers) cluster.metadata.learnBroker({ nodeId, host, port, rack })
  return new Map(response.topics.filter(topic => topic.name !== null).map(topic => [topic.name!, topic]))
}

/** Sends each item to the leader of its partition. */
export function atLeaders<Item extends TopicPartition, Result>(
  cluster: Cluster,
  items: readonly Item[],
  options: AdminCallOptions,
  ask: (route: Route, items: readonly Item[], deadline: Deadline) => Promise<readonly (Result | KafkaError)[]>,
): Promise<(Result | KafkaError)[]> {
  return fanOut(
    cluster,
    items,
    options,
    async (pending, deadline) => {
      const topics = await fetchTopics(
        cluster,
        pending.map(item => item.topic),
        { timeoutMs: deadline.remainingMs, signal: options.signal },
      )
      return pending.map(({ topic: name, partition: index }) => {
        const topic = topics.get(name)
        if (topic === undefined) return errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `${name}-${index}`)
        if (topic.errorCode !== ErrorCode.NONE) return errorFor(topic.errorCode, `${name}-${index}`)
        const partition = topic.partitions.find(item => item.partitionIndex === index)
        if (partition === undefined) return errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `${name}-${index} (the topic has ${topic.partitions.length} partitions)`)
        if (partition.leaderId < 0) return errorFor(ErrorCode.LEADER_NOT_AVAILABLE, `${name}-${index}`)
        return { node: partition.leaderId }
      })
    },
    ask,
  )
}

/** Sends each group's request to its coordinator. */
export function atCoordinators<Result>(
  cluster: Cluster,
  groupIds: readonly string[],
  options: AdminCallOptions,
  ask: (route: Route, groupIds: readonly string[], deadline: Deadline) => Promise<readonly (Result | KafkaError)[]>,
): Promise<(Result | KafkaError)[]> {
  const forget = (groupId: string, result: Result | KafkaError): Result | KafkaError => {
    if (isRetriable(result)) cluster.forgetCoordinator('group', groupId)
    return result
  }
  return fanOut(
    cluster,
    groupIds,
    options,
    pending =>
      Promise.all(
        pending.map(async (groupId): Promise<Route | KafkaError> => {
          try {
            return { node: await cluster.coordinator('group', groupId, options) }
          } catch (error) {
            if (!(error instanceof KafkaError) || error instanceof ClosedError || error instanceof AbortedError) throw error
            return error
          }
        }),
      ),
    async (route, pending, deadline) => {
      try {
        const results = await ask(route, pending, deadline)
        return results.map((result, index) => forget(pending[index]!, result))
      } catch (error) {
        for (const groupId of pending) forget(groupId, error as KafkaError)
        throw error
      }
    },
  )
}

/** Sends all items in one request to the controller; items are repeated when the controller was the wrong one. */
export function atController<Item, Result>(
  cluster: Cluster,
  items: readonly Item[],
  options: AdminCallOptions,
  ask: (route: Route, items: readonly Item[], deadline: Deadline) => Promise<readonly (Result | KafkaError)[]>,
): Promise<(Result | KafkaError)[]> {
  return fanOut(cluster, items, options, pending => Promise.resolve(pending.map(() => 'controller' as const)), ask)
}

/** Items by topic, in the order of first mention: how most requests want their partitions. */
export function byTopic<Item extends TopicPartition>(items: readonly Item[]): { topic: string; items: Item[] }[] {
  const groups = new Map<string, { topic: string; items: Item[] }>()
  for (const item of items) {
    const group = groups.get(item.topic)
    if (group === undefined) groups.set(item.topic, { topic: item.topic, items: [item] })
    else group.items.push(item)
  }
  return [...groups.values()]
}

export function partitionName({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`
}

/** What is left of the deadline for one request. */
export function remaining(deadline: Deadline, options: AdminCallOptions): { timeoutMs: number; signal: AbortSignal | undefined } {
  return { timeoutMs: Math.max(1, deadline.remainingMs), signal: options.signal }
}
