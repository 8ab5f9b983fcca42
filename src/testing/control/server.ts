// The control port: the test kit over HTTP and JSON, so that tests in any language have it. POST /clusters starts a cluster, POST /clusters/ID/METHOD
// calls what methods.ts lists. This machine only unless told otherwise, and never for a web page: a request with an Origin is refused, and so is a foreign Host.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { errorMessage, KafkaError, TimeoutError } from '../../core/errors.ts'
import { type Logger, silentLogger } from '../../core/logger.ts'
import { software } from '../../net/software.ts'
import { toJson } from './json.ts'
import { ArgumentError, ControlledCluster, methods, NotFoundError } from './methods.ts'

export interface ControlOptions {
  /** Default 127.0.0.1. Anything else lets others on the network run your test clusters: there is no password. */
  readonly host?: string
  /** Default 0: a free one. */
  readonly port?: number
  readonly logger?: Logger
}

export interface RunningControl {
  /** `http://127.0.0.1:9099` */
  readonly url: string
  /** Closes every cluster and the port. */
  close(): Promise<void>
}

const clustersMax = 100
/** Fixtures may be long; nothing else is. */
const bodyBytesMax = 64 << 20

/** Serves the test kit. Throws KafkaError `LISTEN` when the port is taken. */
export async function startControl(options: ControlOptions = {}): Promise<RunningControl> {
  const { host = '127.0.0.1', logger = silentLogger } = options
  const loopback = host === '127.0.0.1' || host === 'localhost' || host === '::1'
  const clusters = new Map<string, ControlledCluster>()
  let authorities = new Set<string>()
  let nextId = 1
  let starting = 0

  const server = createServer((request, response) => {
    serve(request).then(
      ([status, content]) => answer(response, status, content),
      (error: unknown) => {
        const status = statusOf(error)
        if (status === 500) logger.error(`control: ${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`)
        answer(response, status, { error: errorMessage(error), ...(error instanceof KafkaError ? { code: error.code } : {}) })
      },
    )
  })
  // A wait may take as long as its timeoutMs says; only the request itself has to come at once.
  server.headersTimeout = 10_000
  server.requestTimeout = 60_000

  async function serve(request: IncomingMessage): Promise<[status: number, content: unknown]> {
    const { headers, method } = request
    if (headers.origin !== undefined) return [403, { error: 'the control port is not for web pages' }]
    if (loopback && !authorities.has(headers.host ?? '')) return [403, { error: 'the control port answers on 127.0.0.1 and localhost only' }]
    const path = (request.url ?? '/').replace(/\?.*/, '').split('/').filter(Boolean)
    if (method === 'GET' && path.length === 0) {
      return [200, { rookery: software.version, clusters: [...clusters.values()].map(each => each.describe()), methods: Object.fromEntries(Object.entries(methods).map(([name, { takes }]) => [name, takes])) }]
    }
    if (path[0] !== 'clusters' || path.length > 3) throw new NotFoundError('there are GET /, POST /clusters, GET and DELETE /clusters/ID, POST /clusters/ID/METHOD')
    if (path.length === 1) {
      if (method !== 'POST') return [405, { error: 'clusters are started with POST' }]
      const args = await bodyOf(request)
      if (clusters.size + starting >= clustersMax) return [409, { error: `${clustersMax} clusters are running: DELETE those that are not needed` }]
      starting++
      try {
        const controlled = await ControlledCluster.start(String(nextId++), args)
        clusters.set(controlled.id, controlled)
        return [201, controlled.describe()]
      } finally {
        starting--
      }
    }
    const controlled = clusters.get(path[1]!)
    if (controlled === undefined) throw new NotFoundError(`there is no cluster ${path[1]}`)
    if (path.length === 3) {
      if (method !== 'POST') return [405, { error: 'methods are called with POST' }]
      return [200, (await controlled.call(path[2]!, await bodyOf(request))) ?? {}]
    }
    if (method === 'GET') return [200, controlled.describe()]
    if (method !== 'DELETE') return [405, { error: 'a cluster is looked at with GET and ended with DELETE' }]
    clusters.delete(controlled.id)
    await controlled.close()
    return [200, {}]
  }

  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(options.port ?? 0, host, resolve)
    })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new KafkaError('LISTEN', `the control port cannot listen on ${host}:${options.port ?? 0}: ${code === 'EADDRINUSE' ? 'the port is in use' : errorMessage(error)}`, { cause: error })
  }
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  const shown = host.includes(':') ? `[${host}]` : host
  authorities = new Set([`${shown}:${port}`, `127.0.0.1:${port}`, `localhost:${port}`])
  return {
    url: `http://${shown}:${port}`,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      await Promise.all([...clusters.values()].map(each => each.close()))
      clusters.clear()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Arguments are an object; no body is none. */
async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > bodyBytesMax) throw new ArgumentError(`the body is longer than ${bodyBytesMax} bytes`)
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString()
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ArgumentError(`the body is no JSON: ${errorMessage(error)}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ArgumentError('the body is an object with the arguments by name')
  return value as Readonly<Record<string, unknown>>
}

function statusOf(error: unknown): number {
  if (error instanceof NotFoundError) return 404
  if (error instanceof TimeoutError) return 504
  if (error instanceof ArgumentError || error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError) return 400
  return error instanceof KafkaError ? (error.code === 'CONFIG' ? 400 : 409) : 500
}

function answer(response: ServerResponse, status: number, content: unknown): void {
  const body = Buffer.from(toJson(content))
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length, 'cache-control': 'no-store' })
  response.end(body)
}
