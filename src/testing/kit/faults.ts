// Faults by selector, and the log of requests: what stands between the connections and the broker's handlers in a test (broker/api/router.ts, Intercept).
// A driver over request-subjects.ts and error-answers.ts.

import type { Timers } from '../../core/clock.ts'
import { deferred } from '../../core/async.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { CloseConnection } from '../../broker/server-connection.ts'
import type { Intercept, InterceptedRequest } from '../../broker/api/router.ts'
import { apis } from '../../protocol/api.ts'
import { canRefuse, errorAnswer, errorCodeOf } from './error-answers.ts'
import { type RequestSubjects, subjectsOf } from './request-subjects.ts'

/** Which requests. Everything that is given has to fit. */
export interface Selector {
  /** Kafka's name, for example `Produce`, or several. */
  api?: string | readonly string[]
  topic?: string
  /** Together with `topic`. */
  partition?: number
  group?: string
  /** A member id or a static member's instance id. */
  member?: string
  clientId?: string
  /** Has the last word. */
  where?: (request: LoggedRequest) => boolean
}

export interface FaultSelector extends Selector {
  /** The first matching request that it strikes, counted from 1. Default 1. */
  nth?: number
  /** How many it strikes from there on. Default 1; `Infinity` until it is removed. */
  times?: number
}

/** What happens to the request. */
export type FaultAction =
  /** It is refused with this error (Kafka's name or number) and not carried out. With `topic` and `partition`, only the parts of the request that fit are. */
  | { error: string | number }
  /** It is carried out `delayMs` later. */
  | { delayMs: number }
  /** It is swallowed, and the connection with it: nothing is answered any more until the client gives up. */
  | { drop: true }
  /** The connection is closed: `before` it is carried out, or `afterWrite`, when it has been but the answer is lost. */
  | { close: 'before' | 'afterWrite' }
  /** Whatever you like: `proceed` carries it out and answers with the response. */
  | { respond: (request: LoggedRequest, proceed: () => Promise<any>) => unknown }

/** A request as it was logged. */
export interface LoggedRequest {
  /** Milliseconds on the cluster's clock. */
  readonly at: number
  readonly api: string
  readonly version: number
  readonly clientId: string
  /** The request as its type in `rookery/protocol` describes it. */
  readonly body: any
  /** Undefined while it is under way, null when it is never answered. */
  response: any
  readonly topics: ReadonlySet<string>
  /** `topic-partition` */
  readonly partitions: ReadonlySet<string>
  readonly groups: ReadonlySet<string>
  readonly members: ReadonlySet<string>
  /** The fault that struck it. */
  fault: Fault | undefined
}

/** A fault in force. */
export interface Fault {
  readonly id: number
  readonly selector: FaultSelector
  /** How many requests fitted, and how many were struck. */
  readonly matched: number
  readonly struck: number
  remove(): void
}

/** Requests held back until they are released. */
export interface Hold {
  /** How many wait. */
  readonly waiting: number
  release(): void
}

/** How many requests the log keeps. */
const logMax = 10_000

export function fits(request: LoggedRequest, selector: Selector): boolean {
  const { api, clientId, group, member, partition, topic, where } = selector
  if (api !== undefined && !(typeof api === 'string' ? request.api === api : api.includes(request.api))) return false
  if (topic !== undefined && !request.topics.has(topic)) return false
  if (partition !== undefined && !request.partitions.has(`${topic}-${partition}`)) return false
  if (group !== undefined && !request.groups.has(group)) return false
  if (member !== undefined && !request.members.has(member)) return false
  if (clientId !== undefined && request.clientId !== clientId) return false
  return where === undefined || where(request)
}

interface Entry extends Fault {
  matched: number
  struck: number
  act(logged: LoggedRequest, request: InterceptedRequest, proceed: (body?: unknown) => unknown): unknown
}

const knownApis = new Set(apis.map(api => api.name))

export class Interceptor {
  readonly #timers: Timers
  readonly #now: () => number
  readonly #topicName: (topicId: string) => string | undefined
  #log: LoggedRequest[] = []
  #entries: Entry[] = []
  #nextId = 1

  constructor(options: { timers: Timers; now: () => number; topicName: (topicId: string) => string | undefined }) {
    this.#timers = options.timers
    this.#now = options.now
    this.#topicName = options.topicName
  }

  /** The newest requests, oldest first. */
  requests(selector: Selector = {}): LoggedRequest[] {
    throwIfUnknown(selector)
    return this.#log.filter(request => fits(request, selector))
  }

  clear(): void {
    this.#log = []
  }

  get faults(): readonly Fault[] {
    return this.#entries
  }

  inject(selector: FaultSelector, action: FaultAction): Fault {
    throwIfUnknown(selector)
    if (selector.partition !== undefined && selector.topic === undefined) throw new TypeError('a fault for a partition names its topic too')
    if ('error' in action) {
      const names = selector.api === undefined ? [] : [selector.api].flat()
      for (const api of apis) if (names.includes(api.name) && !canRefuse(api) && api.name !== 'Metadata') errorAnswer(api, api.versions[1], {}, 0)
      errorCodeOf(action.error)
    }
    return this.#add(selector, (logged, request, proceed) => this.#strike(action, logged, request, proceed, selector))
  }

  /** Holds what fits until the hold is released. */
  hold(selector: FaultSelector): Hold {
    const gate = deferred<void>()
    let waiting = 0
    const fault = this.#add({ ...selector, times: selector.times ?? Infinity }, (_logged, request, proceed) => {
      waiting++
      return Promise.race([gate.promise, gone(request)]).then(() => {
        waiting--
        return request.connection.signal.aborted ? null : proceed()
      })
    })
    return {
      get waiting() {
        return waiting
      },
      release: () => {
        fault.remove()
        gate.resolve()
      },
    }
  }

  #add(selector: FaultSelector, act: Entry['act']): Fault {
    const entry: Entry = { id: this.#nextId++, selector, matched: 0, struck: 0, act, remove: () => void (this.#entries = this.#entries.filter(other => other !== entry)) }
    this.#entries.push(entry)
    return entry
  }

  clearFaults(): void {
    this.#entries = []
  }

  /** Whether Fetch requests must say what they read: a session's follow-up names nothing. */
  get #needsFullFetches(): boolean {
    return this.#entries.some(({ selector }) => selector.topic !== undefined && (selector.api === undefined || [selector.api].flat().includes('Fetch')))
  }

  readonly intercept: Intercept = (request, proceed) => {
    const subjects: RequestSubjects = subjectsOf(request.body, this.#topicName)
    const logged: LoggedRequest = {
      at: this.#now(),
      api: request.api.name,
      version: request.apiVersion,
      clientId: request.clientId,
      body: request.body,
      response: undefined,
      ...subjects,
      fault: undefined,
    }
    this.#log.push(logged)
    if (this.#log.length > logMax) this.#log.splice(0, logMax / 10)
    const { body } = request as { body: { sessionId?: number; topics?: unknown[] } }
    if (request.api.name === 'Fetch' && this.#needsFullFetches && body.sessionId !== 0) {
      return (logged.response = errorAnswer(request.api, request.apiVersion, { topics: [] }, ErrorCode.FETCH_SESSION_ID_NOT_FOUND))
    }
    const struck = this.#entries.filter(({ selector }) => fits(logged, selector)).find(entry => {
      entry.matched++
      const { nth = 1, times = 1 } = entry.selector
      return entry.matched >= nth && entry.struck < times
    })
    let response: unknown
    if (struck === undefined) response = proceed()
    else {
      struck.struck++
      logged.fault = struck
      response = struck.act(logged, request, proceed)
    }
    if (response instanceof Promise) return response.then(later => (logged.response = later))
    return (logged.response = response)
  }

  #strike(action: FaultAction, logged: LoggedRequest, request: InterceptedRequest, proceed: (body?: unknown) => unknown, selector: FaultSelector): unknown {
    if ('error' in action) return this.#refuse(errorCodeOf(action.error), request, proceed, selector)
    if ('delayMs' in action) return new Promise<void>(resolve => void this.#timers.schedule(action.delayMs, resolve)).then(() => proceed())
    if ('drop' in action) return gone(request).then(() => null)
    if ('respond' in action) return action.respond(logged, () => Promise.resolve(proceed()))
    const reason = new CloseConnection(`a fault of the test closes the connection ${action.close === 'before' ? 'before' : 'after'} ${request.api.name}`)
    if (action.close === 'before') throw reason
    return Promise.resolve(proceed()).then(() => {
      throw reason
    })
  }

  /** Refuses the parts of the request that fit, and carries out the rest. */
  #refuse(errorCode: number, request: InterceptedRequest, proceed: (body?: unknown) => unknown, selector: FaultSelector): unknown {
    const { api, apiVersion } = request
    const body = request.body as any
    const isMeant = (topic: any, partition?: number): boolean => {
      const name = topic.name || topic.topic || this.#topicName(topic.topicId)
      return (selector.topic === undefined || name === selector.topic) && (partition === undefined || selector.partition === undefined || partition === selector.partition)
    }
    if (api.name === 'Metadata') {
      return Promise.resolve(proceed()).then((response: any) => {
        for (const topic of response.topics) if (isMeant(topic)) Object.assign(topic, { errorCode, partitions: [] })
        return response
      })
    }
    if (api.name === 'Fetch' && selector.topic !== undefined) {
      return Promise.resolve(proceed()).then((response: any) => {
        for (const topic of response?.responses ?? []) {
          for (const partition of topic.partitions) if (isMeant(topic, partition.partitionIndex)) Object.assign(partition, { errorCode, highWatermark: -1, records: Buffer.alloc(0) })
        }
        return response
      })
    }
    if (api.name === 'Produce' && selector.topic !== undefined) {
      const split = (meant: boolean): any[] =>
        body.topicData
          .map((topic: any) => ({ ...topic, partitionData: topic.partitionData.filter(({ index }: any) => isMeant(topic, index) === meant) }))
          .filter((topic: any) => topic.partitionData.length > 0)
      const rest = split(false)
      const refused: any = errorAnswer(api, apiVersion, { topicData: split(true) }, errorCode)
      if (body.acks === 0) return rest.length === 0 ? null : proceed({ ...body, topicData: rest })
      if (rest.length === 0) return refused
      return Promise.resolve(proceed({ ...body, topicData: rest })).then((response: any) => ({ ...response, responses: [...response.responses, ...refused.responses] }))
    }
    if (api.name === 'Produce' && body.acks === 0) return null
    return errorAnswer(api, apiVersion, body, errorCode)
  }
}

/** Resolves when the client is gone. */
function gone(request: InterceptedRequest): Promise<void> {
  const { signal } = request.connection
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
}

function throwIfUnknown({ api }: Selector): void {
  for (const name of api === undefined ? [] : [api].flat()) if (!knownApis.has(name)) throw new TypeError(`Kafka has no API ${name}`)
}
