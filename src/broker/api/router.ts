// From a frame to its handler: header, API key, version, body. The table of handlers is the only list of what this broker speaks.

import { errorMessage } from '../../core/errors.ts'
import { apiVersionsApi, type ApiVersionsResponse } from '../../protocol/generated/api-versions.ts'
import { decodeRequestHeader, encodeResponse } from '../../protocol/frame.ts'
import { type AnyApi, apiByKey } from '../../protocol/api.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { CloseConnection, type ConnectionInfo, type Prepare, type PreparedRequest } from '../server-connection.ts'
import { errorOf } from './errors.ts'
import type { AnyHandler, HandlerBase, RequestContext } from './handler.ts'
import { versionRange } from './api-versions.ts'

/** A request as an interceptor sees it. */
export interface InterceptedRequest extends RequestContext {
  readonly api: AnyApi
  readonly body: unknown
}

/**
 * Stands between the connections and the handlers: for tests, which want requests to fail, to wait or to be counted. `proceed` handles the request, with another
 * body if one is given, and answers with the response (null: none is sent). Throwing CloseConnection closes the connection.
 */
export type Intercept = (request: InterceptedRequest, proceed: (body?: unknown) => unknown) => unknown

export class Router {
  readonly #base: HandlerBase
  readonly #intercept: Intercept | undefined
  readonly #handlers: (AnyHandler | undefined)[] = []

  constructor(base: HandlerBase, intercept?: Intercept) {
    this.#base = base
    this.#intercept = intercept
  }

  add(handlers: readonly AnyHandler[]): void {
    for (const handler of handlers) this.#handlers[handler.api.key] = handler
  }

  /** In ascending order of their keys. */
  get handlers(): AnyHandler[] {
    return this.#handlers.filter(handler => handler !== undefined)
  }

  /** Prepares a frame of a connection. Throws CloseConnection for what Kafka answers by closing: an unknown API or version, a body that cannot be read. */
  readonly prepare: Prepare = (frame, connection) => {
    const incoming = decodeRequestHeader(frame)
    const { apiKey, apiVersion } = incoming
    const handler = this.#handlers[apiKey]
    const what = apiByKey(apiKey)?.name ?? `API key ${apiKey}`
    if (handler === undefined) throw new CloseConnection(`${what} v${apiVersion} is not served here`)
    const [lowest, highest] = handler.versions
    if (apiVersion < lowest || apiVersion > highest) {
      if (apiKey === apiVersionsApi.key) return unsupportedApiVersions(handler, incoming.correlationId)
      throw new CloseConnection(`${what} v${apiVersion} is not served here (versions ${lowest} to ${highest})`)
    }
    let request: unknown
    try {
      request = handler.api.readRequest(incoming.reader, apiVersion)
    } catch (error) {
      throw new CloseConnection(`malformed ${what} v${apiVersion}: ${errorMessage(error)}`)
    }
    return new RoutedRequest(this.#base, handler, request, incoming, connection, this.#intercept)
  }
}

class RoutedRequest implements PreparedRequest {
  readonly concurrent: boolean
  readonly frameIsFree: boolean
  readonly #base: HandlerBase
  readonly #handler: AnyHandler
  readonly #request: unknown
  readonly #context: RequestContext
  readonly #correlationId: number
  readonly #intercept: Intercept | undefined

  constructor(
    base: HandlerBase,
    handler: AnyHandler,
    request: unknown,
    header: { apiVersion: number; correlationId: number; clientId: string | null },
    connection: ConnectionInfo,
    intercept: Intercept | undefined,
  ) {
    this.concurrent = handler.concurrent ?? false
    // An interceptor may keep what it sees.
    this.frameIsFree = (handler.frameIsFree ?? false) && intercept === undefined
    this.#intercept = intercept
    this.#base = base
    this.#handler = handler
    this.#request = request
    this.#context = { apiVersion: header.apiVersion, clientId: header.clientId ?? '', connection }
    this.#correlationId = header.correlationId
  }

  start(): readonly Buffer[] | null | Promise<readonly Buffer[] | null> {
    let response: unknown
    try {
      response = this.#intercept === undefined ? this.#handler.handle(this.#request, this.#context) : this.#intercepted(this.#intercept)
    } catch (error) {
      response = this.#failed(error)
    }
    if (!(response instanceof Promise)) return this.#encode(response)
    return response.then(
      later => this.#encode(later),
      error => this.#encode(this.#failed(error)),
    )
  }

  #intercepted(intercept: Intercept): unknown {
    const request = { ...this.#context, api: this.#handler.api, body: this.#request }
    return intercept(request, (body = this.#request) => this.#handler.handle(body, this.#context))
  }

  #failed(error: unknown): unknown {
    const { api, failed } = this.#handler
    if (failed === undefined || error instanceof CloseConnection) throw error
    return failed(this.#request, errorOf(this.#base, error, api.name), this.#context)
  }

  #encode(response: unknown): readonly Buffer[] | null {
    if (response === null) return null
    return encodeResponse(this.#handler.api, this.#context.apiVersion, this.#correlationId, response)
  }
}

/** A client newer than this broker gets version 0, which every client reads, and learns which version of ApiVersions to ask with (KIP-511). */
function unsupportedApiVersions(handler: AnyHandler, correlationId: number): PreparedRequest {
  const response: ApiVersionsResponse = {
    errorCode: ErrorCode.UNSUPPORTED_VERSION,
    apiKeys: [versionRange(handler)],
    throttleTimeMs: 0,
    supportedFeatures: [],
    finalizedFeaturesEpoch: -1,
    finalizedFeatures: [],
    zkMigrationReady: false,
  }
  return { concurrent: false, frameIsFree: false, start: () => encodeResponse(handler.api, 0, correlationId, response) }
}
