// What clients are told to connect to. Pure functions over the configured listeners and what was really bound.

import { ConfigError } from '../core/errors.ts'
import type { BrokerConfig } from './config.ts'
import type { Listener } from './listeners.ts'
import type { ConnectionInfo } from './server-connection.ts'

/** A listener with the port that was really bound. */
export interface BoundListener extends Listener {
  readonly advertised: { readonly host: string; readonly port: number } | undefined
}

/** Throws ConfigError for a listener that we cannot serve. */
export function throwIfNotServable(config: BrokerConfig): void {
  for (const { name, securityProtocol } of config.listeners) {
    if (securityProtocol !== 'PLAINTEXT') {
      throw new ConfigError(`listeners: ${name} uses ${securityProtocol}, which is not supported yet (supported: PLAINTEXT)`)
    }
  }
}

/** Joins a listener that was bound to `port` with what the configuration advertises for it. */
export function boundListener(config: BrokerConfig, listener: Listener, port: number): BoundListener {
  const explicit = config.list('advertised.listeners').length > 0
  const advertised = explicit ? config.advertisedListeners.find(({ name }) => name === listener.name) : undefined
  return { ...listener, port, advertised }
}

export function isWildcard(host: string): boolean {
  return host === '' || host === '0.0.0.0' || host === '::'
}

/**
 * The advertised address; else the listener's own; else, for a listener on all interfaces, the address that the client has just reached,
 * which is the one we know to work. A port of 0 is the port that was bound.
 */
export function reachableAddress(listener: BoundListener, connection?: ConnectionInfo): { host: string; port: number } {
  const { advertised, host, port } = listener
  if (advertised !== undefined) return { host: advertised.host, port: advertised.port === 0 ? port : advertised.port }
  if (!isWildcard(host)) return { host, port }
  return { host: connection?.localHost || 'localhost', port }
}
