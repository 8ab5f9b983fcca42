// The clients' options: names, defaults and checks in tables, one table for what all clients share and one per client.
// Kafka's property names in camelCase with the unit kept: `session.timeout.ms` is `sessionTimeoutMs`. Shape C.
// A wrong option is refused by name, with what is allowed and, for a slip of the hand, what was probably meant.

import { ConfigError } from '../core/errors.ts'
import { type Logger, silentLogger } from '../core/logger.ts'
import { closest } from '../core/suggest.ts'
import { realSystem, type System } from '../core/system.ts'
import type { Network } from '../net/network.ts'
import { TcpNetwork } from '../net/tcp.ts'

/** How one option is checked. `undefined` always means the default. */
export type OptionSpec =
  | { type: 'int'; default: number; min?: number; max?: number }
  | { type: 'boolean'; default: boolean }
  | { type: 'string'; default: string | undefined; allowed?: readonly string[]; required?: boolean }
  | { type: 'choice'; default: string | number; allowed: readonly (string | number)[] }
  | { type: 'function'; default: unknown }
  | { type: 'object'; default: unknown; methods?: readonly string[]; expected: string }
  | { type: 'custom'; default: unknown; check: (value: unknown, name: string) => unknown }

export type OptionTable<Options> = { readonly [Name in keyof Required<Options>]: OptionSpec }

/** Options that every client has. */
export interface ClientOptions {
  /** Brokers to start from: `'host:port,host:port'` or a list of `'host:port'`. Required. */
  bootstrapServers: string | readonly string[]
  /** A name for logs, metrics and quotas on the broker. Default `'rookery'`. */
  clientId?: string
  /** Milliseconds until an unanswered request fails. Default 30,000. */
  requestTimeoutMs?: number
  /** Milliseconds until a call without an own timeout gives up, retries included. Default 60,000. */
  defaultApiTimeoutMs?: number
  /** Milliseconds before a failed request is made again, doubled with each failure in a row. Default 100. */
  retryBackoffMs?: number
  /** The longest such pause. Default 1,000. */
  retryBackoffMaxMs?: number
  /** Milliseconds before a broker that could not be reached is tried again, doubled with each failure in a row. Default 50. */
  reconnectBackoffMs?: number
  /** The longest such pause. Default 1,000. */
  reconnectBackoffMaxMs?: number
  /** Milliseconds that opening a TCP connection may take. Default 10,000. */
  socketConnectionSetupTimeoutMs?: number
  /** Milliseconds after which an unused connection is closed; -1 keeps it. Default 540,000. */
  connectionsMaxIdleMs?: number
  /** Milliseconds after which metadata is asked for anew even without a reason. Default 300,000. */
  metadataMaxAgeMs?: number
  /** `'rebootstrap'` (default) starts again from `bootstrapServers` when no known broker answers; `'none'` does not (KIP-899). */
  metadataRecoveryStrategy?: 'rebootstrap' | 'none'
  /** Milliseconds without fresh metadata after which the client starts again from `bootstrapServers` (KIP-1102). Default 300,000. */
  metadataRecoveryRebootstrapTriggerMs?: number
  /** The largest response in bytes that is accepted from a broker. Default 268,435,456. */
  receiveFrameBytesMax?: number
  /** `'PLAINTEXT'` is the only protocol so far; TLS and SASL are not supported yet. */
  securityProtocol?: 'PLAINTEXT'
  /** Where log lines go. Default: nowhere. */
  logger?: Logger
  /** Clock, timers and randomness; for tests on virtual time. */
  system?: System
  /** The network; for tests in memory. */
  network?: Network
}

export const securityProtocols = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL']

export const clientOptions: OptionTable<ClientOptions> = {
  bootstrapServers: { type: 'custom', default: undefined, check: parseBootstrapServers },
  clientId: { type: 'string', default: 'rookery' },
  requestTimeoutMs: { type: 'int', default: 30_000, min: 1 },
  defaultApiTimeoutMs: { type: 'int', default: 60_000, min: 0 },
  retryBackoffMs: { type: 'int', default: 100, min: 0 },
  retryBackoffMaxMs: { type: 'int', default: 1_000, min: 0 },
  reconnectBackoffMs: { type: 'int', default: 50, min: 0 },
  reconnectBackoffMaxMs: { type: 'int', default: 1_000, min: 0 },
  socketConnectionSetupTimeoutMs: { type: 'int', default: 10_000, min: 1 },
  connectionsMaxIdleMs: { type: 'int', default: 540_000, min: -1 },
  metadataMaxAgeMs: { type: 'int', default: 300_000, min: 1 },
  metadataRecoveryStrategy: { type: 'choice', default: 'rebootstrap', allowed: ['rebootstrap', 'none'] },
  metadataRecoveryRebootstrapTriggerMs: { type: 'int', default: 300_000, min: 0 },
  receiveFrameBytesMax: { type: 'int', default: 256 * 1024 * 1024, min: 1024 },
  securityProtocol: { type: 'custom', default: 'PLAINTEXT', check: checkSecurityProtocol },
  logger: { type: 'object', default: silentLogger, methods: ['debug', 'info', 'warn', 'error'], expected: 'a Logger (debug, info, warn, error, child, enabled)' },
  system: { type: 'object', default: realSystem, expected: 'a System (clock, timers, random)' },
  network: { type: 'object', default: new TcpNetwork(), methods: ['connect'], expected: 'a Network' },
}

/** Options with every default filled in. */
export type Resolved<Options> = { readonly [Name in keyof Required<Options>]: Exclude<Options[Name], undefined> }

/** What the shared part works with. */
export interface ClusterConfig extends Omit<Resolved<ClientOptions>, 'bootstrapServers'> {
  readonly bootstrapServers: readonly HostAndPort[]
}

export interface HostAndPort {
  readonly host: string
  readonly port: number
}

/** Checks `options` against the table and fills in defaults. `client` names the class in messages. Throws ConfigError. */
export function resolveOptions<Options extends object>(client: string, table: OptionTable<Options>, options: Options): Resolved<Options> {
  if (options === null || typeof options !== 'object') throw new ConfigError(`${client} takes one object with options`)
  const specs = table as Record<string, OptionSpec>
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(specs, name)) throw new ConfigError(`${client} has no option ${name}${hint(name, Object.keys(specs))}`)
  }
  const given = options as Record<string, unknown>
  const resolved: Record<string, unknown> = {}
  for (const [name, spec] of Object.entries(specs)) {
    const value = given[name]
    // bootstrapServers has no default, so its check runs on undefined and says so.
    resolved[name] = value === undefined && spec.default !== undefined ? spec.default : checkOption(name, spec, value)
  }
  return resolved as Resolved<Options>
}

function checkOption(name: string, spec: OptionSpec, value: unknown): unknown {
  switch (spec.type) {
    case 'int': {
      const { min = 0, max = Number.MAX_SAFE_INTEGER } = spec
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) {
        const range = spec.max === undefined ? `an integer of at least ${min}` : `an integer from ${min} to ${max}`
        throw new ConfigError(`${name} must be ${range}, not ${show(value)}`)
      }
      return value
    }
    case 'boolean':
      if (typeof value !== 'boolean') throw new ConfigError(`${name} must be true or false, not ${show(value)}`)
      return value
    case 'string':
      if (value === undefined && spec.required !== true) return undefined
      if (typeof value !== 'string') throw new ConfigError(`${name} must be a string, not ${show(value)}`)
      if (spec.allowed !== undefined) return checkChoice(name, spec.allowed, value)
      return value
    case 'choice':
      return checkChoice(name, spec.allowed, value)
    case 'function':
      if (value === undefined) return undefined
      if (typeof value !== 'function') throw new ConfigError(`${name} must be a function, not ${show(value)}`)
      return value
    case 'object':
      if (value === undefined) return undefined
      if (value === null || typeof value !== 'object' || spec.methods?.some(method => typeof (value as Record<string, unknown>)[method] !== 'function')) {
        throw new ConfigError(`${name} must be ${spec.expected}, not ${show(value)}`)
      }
      return value
    case 'custom':
      return spec.check(value, name)
  }
}

function checkChoice(name: string, allowed: readonly (string | number)[], value: unknown): unknown {
  if (allowed.includes(value as string | number)) return value
  const suggestion = typeof value === 'string' ? hint(value, allowed.map(String)) : ''
  throw new ConfigError(`${name} must be one of ${allowed.map(show).join(', ')}, not ${show(value)}${suggestion}`)
}

function hint(word: string, candidates: readonly string[]): string {
  const nearest = closest(word, candidates)
  return nearest === undefined ? `; it has ${candidates.join(', ')}` : `; did you mean ${nearest}?`
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value === 'function') return 'a function'
  if (value !== null && typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object'
  return String(value)
}

function parseBootstrapServers(value: unknown, name: string): HostAndPort[] {
  const list = typeof value === 'string' ? value.split(',') : value
  if (!Array.isArray(list) || list.length === 0) throw new ConfigError(`${name} is required: 'host:port', several with commas between or as a list`)
  return list.map(item => parseHostAndPort(item, name))
}

/** Reads `host:port` or `[ipv6]:port`. Throws ConfigError naming `name`. */
export function parseHostAndPort(item: unknown, name: string): HostAndPort {
  const match = typeof item === 'string' ? /^(?:\[([0-9a-fA-F:.%\w]+)\]|([^\s:[\]/]+)):(\d{1,5})$/.exec(item.trim()) : null
  const port = match === null ? 0 : Number(match[3])
  if (match === null || port < 1 || port > 65_535) throw new ConfigError(`${name} must hold addresses of the form host:port, not ${show(item)}`)
  return { host: (match[1] ?? match[2])!, port }
}

function checkSecurityProtocol(value: unknown, name: string): unknown {
  if (value === 'PLAINTEXT') return value
  if (securityProtocols.includes(value as string)) throw new ConfigError(`${name} ${show(value)} is not supported yet; 'PLAINTEXT' is`)
  throw new ConfigError(`${name} must be 'PLAINTEXT', not ${show(value)}`)
}
