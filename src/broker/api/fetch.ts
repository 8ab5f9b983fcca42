// Fetch v4-18: v4 isolation level and aborted transactions, v5 log start, v7 sessions (KIP-227), v9 leader epochs (KIP-320), v11 rack,
// v12 flexible and diverging epochs (KIP-595), v13 topic ids (KIP-516), v15 replica state, v16 leader endpoints (KIP-951), v17-18 followers.
// A fetch that finds less than minBytes parks in the purgatory until enough has become visible, or for maxWaitMs.

import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { fetchApi, type FetchRequest, type FetchResponse, newFetchResponsePartitionData } from '../../protocol/generated/fetch.ts'
import { ZERO_UUID } from '../../protocol/ids.ts'
import type { Partition } from '../replica/partition.ts'
import type { Waiting } from '../replica/purgatory.ts'
import { errorOf } from './errors.ts'
import type { FetchContext, FetchTarget } from './fetch-session.ts'
import type { AnyHandler, RequestContext } from './handler.ts'
import type { Services } from './services.ts'

type TopicResponse = FetchResponse['responses'][number]

/** One partition's part of the answer, and what is needed to wait for more. */
interface ReadResult {
  errorCode: number
  highWatermark: number
  lastStableOffset: number
  logStartOffset: number
  diverging: boolean
  divergingEpoch: { epoch: number; endOffset: number }
  abortedTransactions: { producerId: number; firstOffset: number }[] | null
  records: Buffer[]
  recordsBytes: number
  partition: Partition | undefined
}

interface FetchParams {
  readonly readCommitted: boolean
  readonly fromFollower: boolean
  readonly maxBytes: number
  readonly minBytes: number
  readonly usesTopicIds: boolean
  /** The target that is read first. */
  readonly first: number
}

/**
 * How much one answer carries at most, unless the reader insists on more (fetch.min.bytes). Readers ask for up to 50 MB at once; so much would go through fresh memory instead of
 * pooled, out of the processor's caches, and the reader would have nothing to do while it is gathered. What is left comes with the next fetch.
 */
const answerBytes = 8 << 20

const noRecords: Buffer[] = []
const unknownPartition: ReadonlySet<number> = new Set([ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.UNKNOWN_TOPIC_ID])
const noDivergence = { epoch: -1, endOffset: -1 }
const noLeader = { leaderId: -1, leaderEpoch: -1 }
const noSnapshot = { endOffset: -1, epoch: -1 }

export function fetchHandlers(services: Services): AnyHandler[] {
  let turn = 0
  return [{ api: fetchApi, versions: [4, 18], handle: (request, context) => handleFetch(services, request, context, turn++) }]
}

function handleFetch(services: Services, request: FetchRequest, context: RequestContext, turn: number): FetchResponse | Promise<FetchResponse | null> {
  const usesTopicIds = context.apiVersion >= 13
  const image = services.image()
  const now = services.system.clock.monotonic()
  services.activity.saw(context.connection, context.clientId, now)
  // Sessions came with v7: before it the fields have their defaults, which mean "no session".
  const session = services.fetchSessions.context(request, usesTopicIds, id => image.topicsById.get(id)?.name, now)
  if (session.kind === 'error') {
    return { throttleTimeMs: 0, errorCode: session.errorCode, sessionId: 0, responses: [], nodeEndpoints: [] }
  }
  const replicaId = context.apiVersion >= 15 ? request.replicaState.replicaId : request.replicaId
  // A reader is never refused its one batch, however little room there is.
  const wanted = Math.min(request.maxBytes, services.config().number('fetch.max.bytes'))
  const ours = Math.max(request.minBytes, answerBytes)
  const maxBytes = Math.max(0, Math.min(wanted, ours, services.responseRoom()))
  const params: FetchParams = {
    readCommitted: request.isolationLevel === 1,
    fromFollower: replicaId >= 0,
    maxBytes,
    minBytes: Math.min(request.minBytes, maxBytes),
    usesTopicIds,
    // Sessions bring those that got nothing to the front; without one the order is the reader's, who may count on all of it fitting into what it asks for.
    first: session.kind === 'sessionless' && wanted > ours && session.targets.length > 0 ? turn % session.targets.length : 0,
  }
  const results = readAll(services, session.targets, params)
  let readBytes = 0
  let mustAnswer = request.maxWaitMs <= 0 || session.targets.length === 0
  for (const result of results) {
    readBytes += result.recordsBytes
    mustAnswer ||= result.errorCode !== ErrorCode.NONE || result.diverging
  }
  if (mustAnswer || readBytes >= params.minBytes) return respond(services, session, results, params, context)
  return new Promise((resolve, reject) => {
    const { signal } = context.connection
    const partitions: Partition[] = []
    for (const result of results) if (result.partition !== undefined) partitions.push(result.partition)
    const gone = (): void => {
      services.replicas.fetches.forget(waiting)
      resolve(null)
    }
    const waiting = new DelayedFetch(session.targets, results, params, readBytes, () => {
      signal.removeEventListener('abort', gone)
      try {
        resolve(respond(services, session, readAll(services, session.targets, params), params, context))
      } catch (error) {
        reject(error as Error)
      }
    })
    signal.addEventListener('abort', gone, { once: true })
    services.replicas.fetches.park(waiting, partitions, request.maxWaitMs)
  })
}

/** Reads in the order of the targets, from the first on and around, until the response is full. The first partition with data may go over the limit by one batch, so that nobody gets stuck. */
function readAll(services: Services, targets: readonly FetchTarget[], params: FetchParams): ReadResult[] {
  const results: ReadResult[] = []
  let remaining = params.maxBytes
  let nothingYet = true
  const read = (target: FetchTarget): ReadResult => {
    const result = readOne(services, target, params, remaining, nothingYet)
    if (result.recordsBytes > 0) nothingYet = false
    remaining = Math.max(0, remaining - result.recordsBytes)
    return result
  }
  for (let i = params.first; i < targets.length; i++) results.push(read(targets[i]!))
  if (params.first === 0) return results
  const before: ReadResult[] = []
  for (let i = 0; i < params.first; i++) before.push(read(targets[i]!))
  return before.concat(results)
}

function readOne(services: Services, target: FetchTarget, params: FetchParams, remaining: number, minOneMessage: boolean): ReadResult {
  try {
    if (target.topic === '') {
      throw new ProtocolError(params.usesTopicIds ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
    }
    const partition = services.replicas.partitionOrThrow(services.image(), target.topic, target.partition)
    if (params.usesTopicIds && partition.topicId !== target.topicId) throw new ProtocolError(ErrorCode.INCONSISTENT_TOPIC_ID)
    partition.throwIfNotLeader()
    partition.throwIfEpochDiffers(target.currentLeaderEpoch)
    // Followers arrive with replication; until then nobody else is in any replica set.
    if (params.fromFollower) throw new ProtocolError(ErrorCode.NOT_LEADER_OR_FOLLOWER, `${partition.name} has no other replica`)
    const log = partition.log
    const divergingEpoch = partition.divergence(target.fetchOffset, target.lastFetchedEpoch)
    if (divergingEpoch !== undefined) {
      return {
        errorCode: ErrorCode.NONE,
        highWatermark: log.highWatermark,
        lastStableOffset: log.lastStableOffset,
        logStartOffset: log.logStartOffset,
        diverging: true,
        divergingEpoch,
        abortedTransactions: params.readCommitted ? [] : null,
        records: noRecords,
        recordsBytes: 0,
        partition,
      }
    }
    const read = log.read(target.fetchOffset, {
      maxBytes: Math.max(0, Math.min(target.maxBytes, remaining)),
      minOneMessage,
      upTo: params.readCommitted ? 'lastStable' : 'highWatermark',
      pool: services.pool,
    })
    return {
      errorCode: ErrorCode.NONE,
      highWatermark: log.highWatermark,
      lastStableOffset: log.lastStableOffset,
      logStartOffset: log.logStartOffset,
      diverging: false,
      divergingEpoch: noDivergence,
      abortedTransactions: params.readCommitted ? (read.abortedTransactions ?? []) : null,
      records: read.records,
      recordsBytes: read.bytes,
      partition,
    }
  } catch (thrown) {
    const error = errorOf(services, thrown, `Fetch of ${target.topic || target.topicId}-${target.partition}`)
    return {
      errorCode: error.errorCode,
      highWatermark: -1,
      lastStableOffset: -1,
      logStartOffset: -1,
      diverging: false,
      divergingEpoch: noDivergence,
      // As Kafka: a partition that could not be looked up has an empty list, one that could not be read has none.
      abortedTransactions: unknownPartition.has(error.errorCode) ? [] : null,
      records: noRecords,
      recordsBytes: 0,
      partition: undefined,
    }
  }
}

function respond(
  services: Services,
  session: Exclude<FetchContext, { kind: 'error' }>,
  results: readonly ReadResult[],
  params: FetchParams,
  context: RequestContext,
): FetchResponse {
  const { targets } = session
  let sessionId = 0
  let chosen: number[] | undefined
  if (session.kind === 'full') {
    sessionId = services.fetchSessions.open(targets, results, params.usesTopicIds, services.system.clock.monotonic())
  } else if (session.kind === 'incremental') {
    sessionId = session.session.id
    chosen = services.fetchSessions.select(session.session, session.expectedEpoch, targets, results)
    if (chosen === undefined) {
      return { throttleTimeMs: 0, errorCode: ErrorCode.INVALID_FETCH_SESSION_EPOCH, sessionId, responses: [], nodeEndpoints: [] }
    }
  }
  const responses: TopicResponse[] = []
  let topicResponse: TopicResponse | undefined
  let staleLeader = false
  const count = chosen === undefined ? targets.length : chosen.length
  for (let i = 0; i < count; i++) {
    const at = chosen === undefined ? i : chosen[i]!
    const target = targets[at]!
    const result = results[at]!
    if (topicResponse === undefined || topicResponse.topic !== target.topic || topicResponse.topicId !== target.topicId) {
      topicResponse = { topic: target.topic, topicId: target.topicId ?? ZERO_UUID, partitions: [] }
      responses.push(topicResponse)
    }
    const partition = newFetchResponsePartitionData({
      partitionIndex: target.partition,
      errorCode: result.errorCode,
      highWatermark: result.highWatermark,
      lastStableOffset: result.lastStableOffset,
      logStartOffset: result.logStartOffset,
      divergingEpoch: result.divergingEpoch,
      currentLeader: noLeader,
      snapshotId: noSnapshot,
      abortedTransactions: result.abortedTransactions,
      preferredReadReplica: -1,
      // Empty, never null: some clients take null for a broken answer.
      records: result.records,
    })
    if (result.errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER || result.errorCode === ErrorCode.FENCED_LEADER_EPOCH) {
      const registration = services.image().topicsByName.get(target.topic)?.partitions[target.partition]
      if (registration !== undefined && context.apiVersion >= 12) {
        staleLeader = true
        partition.currentLeader = { leaderId: registration.leader, leaderEpoch: registration.leaderEpoch }
      }
    }
    topicResponse.partitions.push(partition)
  }
  // Version 16 brought them (KIP-951); clients that lack topic ids, as Java's after a restart, ask with version 12.
  const nodeEndpoints = staleLeader && context.apiVersion >= 16 ? services.nodeEndpoints(context.connection) : []
  return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, sessionId, responses, nodeEndpoints }
}

/** Counts what becomes visible on its partitions and is answered once minBytes have come together. */
class DelayedFetch implements Waiting<Partition> {
  readonly #entries = new Map<Partition, { target: FetchTarget; seenBytes: number; leaderEpoch: number; countedBytes: number }>()
  readonly #params: FetchParams
  readonly #answer: () => void
  #bytes: number

  constructor(targets: readonly FetchTarget[], results: readonly ReadResult[], params: FetchParams, bytes: number, answer: () => void) {
    this.#params = params
    this.#answer = answer
    this.#bytes = bytes
    results.forEach((result, i) => {
      const { partition } = result
      if (partition === undefined) return
      this.#entries.set(partition, {
        target: targets[i]!,
        seenBytes: partition.visibleBytes,
        leaderEpoch: partition.leaderEpoch,
        countedBytes: result.recordsBytes,
      })
    })
  }

  tryComplete(partition: Partition): boolean {
    const entry = this.#entries.get(partition)
    if (entry === undefined) return false
    // Leadership or the topic itself has changed: the reader must be told.
    if (!partition.isLeader || partition.leaderEpoch !== entry.leaderEpoch) return true
    if (this.#params.readCommitted && partition.log.lastStableOffset <= entry.target.fetchOffset) return false
    const fresh = Math.min(partition.visibleBytes - entry.seenBytes, Math.max(0, entry.target.maxBytes - entry.countedBytes))
    entry.seenBytes = partition.visibleBytes
    entry.countedBytes += fresh
    this.#bytes += fresh
    return this.#bytes >= this.#params.minBytes
  }

  finish(): void {
    this.#answer()
  }
}
