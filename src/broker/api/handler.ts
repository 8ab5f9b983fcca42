// What a request handler is, and what it may use. One handler per API; the versions it names are what ApiVersions tells the world.

import type { Logger } from '../../core/logger.ts'
import type { System } from '../../core/system.ts'
import type { ProtocolError } from '../../protocol/errors.ts'
import type { ApiDef } from '../../protocol/api.ts'
import type { ConnectionInfo } from '../server-connection.ts'

export interface RequestContext {
  readonly apiVersion: number
  readonly clientId: string
  readonly connection: ConnectionInfo
}

export interface Handler<Req = never, Res = unknown> {
  readonly api: ApiDef<Req, Res>
  /** Lowest and highest version that work completely. */
  readonly versions: readonly [number, number]
  /** May start while earlier concurrent requests of the same connection are running (default: waits for them). */
  readonly concurrent?: boolean
  /** `handle` keeps nothing of the request's bytes when it returns, also not in what it promises (default: it may). */
  readonly frameIsFree?: boolean
  /** Null: the request is never answered. A thrown CloseConnection closes the connection; any other error is answered by `failed`, or closes it as well. */
  handle(request: Req, context: RequestContext): Res | null | Promise<Res | null>
  /** The answer when `handle` failed as a whole: the metadata log or its disk refuses. */
  failed?(request: Req, error: ProtocolError, context: RequestContext): Res
}

// The table mixes handlers of every message type; each one's codec and function belong together by construction.
export type AnyHandler = Handler<any, any>

/** Checks one handler's types, and lets it into the table. */
export function handler<Req, Res>(definition: Handler<Req, Res>): AnyHandler {
  return definition
}

/** Closes the connection with this reason: the protocol has no other way to say it. */
export { CloseConnection } from '../server-connection.ts'

/** What every handler family receives besides its own collaborators. */
export interface HandlerBase {
  readonly system: System
  readonly logger: Logger
}
