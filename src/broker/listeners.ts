// Kafka's listener notation, NAME://host:port. Pure (shape C).

import { ConfigError } from '../core/errors.ts'

/** Numbers of the security protocols on the wire and in the metadata log. */
export const SecurityProtocol = { PLAINTEXT: 0, SSL: 1, SASL_PLAINTEXT: 2, SASL_SSL: 3 } as const
export type SecurityProtocol = keyof typeof SecurityProtocol

export interface Listener {
  /** Upper case, as Kafka keeps it. */
  readonly name: string
  /** '' listens on every interface. */
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  readonly securityProtocol: SecurityProtocol
}

/** Throws ConfigError naming `property`. A name that `protocols` lacks must itself be a security protocol. */
export function parseListeners(property: string, entries: readonly string[], protocols: ReadonlyMap<string, string>): Listener[] {
  return entries.map(entry => {
    const match = /^([\w.-]+):\/\/(?:\[([0-9a-fA-F:.%\w]*)\]|([^:/\s]*)):(\d{1,5})$/.exec(entry.trim())
    if (match === null) throw new ConfigError(`${property}: '${entry}' is not of the form NAME://host:port`)
    const port = Number(match[4])
    if (port > 65535) throw new ConfigError(`${property}: '${entry}' has a port above 65535`)
    const name = match[1]!.toUpperCase()
    const protocol = protocols.get(name) ?? name
    if (!(protocol in SecurityProtocol)) {
      throw new ConfigError(`${property}: no security protocol is defined for listener ${name}; add it to listener.security.protocol.map (${Object.keys(SecurityProtocol).join(', ')})`)
    }
    return { name, host: match[2] ?? match[3]!, port, securityProtocol: protocol as SecurityProtocol }
  })
}

export function formatListener({ name, host, port }: Listener): string {
  return `${name}://${host.includes(':') ? `[${host}]` : host}:${port}`
}
