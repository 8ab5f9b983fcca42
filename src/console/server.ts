// DOOR 5: the console's web server. Loopback only, reads only. A page of another site can neither read it (no CORS headers, same-origin
// resources) nor use it through DNS rebinding (the Host header must name this machine) nor frame it (CSP).

import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { ClientOptions } from '../client/config.ts'
import { errorMessage, KafkaError } from '../core/errors.ts'
import { type Logger, silentLogger } from '../core/logger.ts'
import { realSystem } from '../core/system.ts'
import { ApiError, ConsoleApi } from './api.ts'
import { Live } from './live.ts'
import { page, style } from './page.ts'

export interface ConsoleOptions {
  /** How to reach the cluster. */
  readonly client: ClientOptions
  /** Default 8080; 0 takes a free one. */
  readonly port?: number
  readonly logger?: Logger
}

export interface RunningConsole {
  /** `http://127.0.0.1:8080` */
  readonly url: string
  close(): Promise<void>
}

const HOST = '127.0.0.1'
const LIVE_MAX = 32
/** A browser that does not read what it asked for is left behind. */
const UNSENT_MAX = 1 << 20

const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Serves the console. Throws KafkaError `LISTEN` when the port is taken, ConfigError for a wrong option. */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const logger = options.logger ?? silentLogger
  const system = options.client.system ?? realSystem
  const api = new ConsoleApi({ clientId: 'rookery-console', ...options.client })
  const live = new Live(api.admin, system)
  const files = assets()
  let authorities = new Set<string>()

  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      logger.warn(`console: ${request.method} ${request.url}: ${errorMessage(error)}`)
      if (!response.headersSent) answer(response, 500, { error: 'the console failed; its log says more' })
      else response.destroy()
    })
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 10_000

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refuse(request, authorities)
    if (refusal !== undefined) return answer(response, refusal.status, { error: refusal.error })
    const url = new URL(request.url ?? '/', `http://${HOST}`)
    if (url.pathname === '/api/live') return stream(request, response)
    if (url.pathname.startsWith('/api/')) {
      let path: string[]
      try {
        path = url.pathname.slice('/api/'.length).split('/').map(decodeURIComponent)
      } catch {
        return answer(response, 400, { error: 'the path is not well-formed' })
      }
      try {
        return answer(response, 200, await api.answer(path, url.searchParams))
      } catch (error) {
        const status = error instanceof ApiError ? error.status : 502
        if (status === 502) logger.debug(`console: ${url.pathname}: ${errorMessage(error)}`)
        return answer(response, status, { error: errorMessage(error) })
      }
    }
    const file = files.get(url.pathname)
    if (file === undefined) return answer(response, 404, { error: `there is no ${url.pathname}` })
    response.writeHead(200, { ...headers, 'content-type': file.type, 'content-length': file.body.length })
    response.end(request.method === 'HEAD' ? undefined : file.body)
  }

  function stream(request: IncomingMessage, response: ServerResponse): void {
    if (live.size >= LIVE_MAX) return answer(response, 503, { error: `more than ${LIVE_MAX} pages are open` })
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' })
    response.write('retry: 3000\n\n')
    const stop = live.subscribe(message => {
      if (response.writableLength > UNSENT_MAX) return void response.destroy()
      response.write(`event: ${message.type}\ndata: ${JSON.stringify(message.type === 'snapshot' ? message.snapshot : { message: message.message })}\n\n`)
    })
    request.on('close', stop)
    response.on('close', stop)
  }

  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(options.port ?? 8080, HOST, resolve)
    })
  } catch (error) {
    await api.close()
    const { code } = error as NodeJS.ErrnoException
    throw new KafkaError('LISTEN', `the console cannot listen on ${HOST}:${options.port ?? 8080}: ${code === 'EADDRINUSE' ? 'the port is in use' : errorMessage(error)}`, { cause: error })
  }
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  authorities = new Set([`${HOST}:${port}`, `localhost:${port}`])
  return {
    url: `http://${HOST}:${port}`,
    close: async () => {
      live.close()
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
      await api.close()
    },
  }
}

/** Who may ask, and how. Undefined when all is well. */
function refuse({ method, headers: asked }: IncomingMessage, authorities: ReadonlySet<string>): { status: number; error: string } | undefined {
  if (!authorities.has(asked.host ?? '')) return { status: 403, error: 'the console answers on 127.0.0.1 and localhost only' }
  if (asked.origin !== undefined && !authorities.has(asked.origin.replace(/^http:\/\//, ''))) return { status: 403, error: 'the console answers its own page only' }
  const site = asked['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return { status: 403, error: 'the console answers its own page only' }
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, error: 'the console only reads' }
  return undefined
}

function answer(response: ServerResponse, status: number, content: unknown): void {
  const body = Buffer.from(JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
  response.writeHead(status, { ...headers, 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

/** The page, its style and its modules, read once; nothing else can be asked for. */
function assets(): Map<string, { type: string; body: Buffer }> {
  const files = new Map([
    ['/', { type: 'text/html; charset=utf-8', body: Buffer.from(page) }],
    ['/style.css', { type: 'text/css; charset=utf-8', body: Buffer.from(style) }],
  ])
  const folder = new URL('../console/ui/', import.meta.url)
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.js')) files.set(`/ui/${name}`, { type: 'text/javascript; charset=utf-8', body: readFileSync(new URL(name, folder)) })
  }
  return files
}
