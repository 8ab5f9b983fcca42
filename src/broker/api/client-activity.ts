// When clients last asked for records or committed offsets, by client id and host: a member that leaves under the consumer protocol has no
// words for why, and the ledger looks here. Several clients of one name count as one, so a silence that is told here was everybody's.

import type { ConnectionInfo } from '../server-connection.ts'

interface Client {
  clientId: string
  /** Monotonic ms. */
  at: number
  forgotten: boolean
}

const CLIENTS_MAX = 10_000

export class ClientActivity {
  readonly #max: number
  /** A request costs one look-up here, and no text. */
  readonly #byConnection = new WeakMap<ConnectionInfo, Client>()
  readonly #byName = new Map<string, Client>()

  constructor(max = CLIENTS_MAX) {
    this.#max = max
  }

  /** A Fetch or an OffsetCommit has come. */
  saw(connection: ConnectionInfo, clientId: string, now: number): void {
    let client = this.#byConnection.get(connection)
    if (client === undefined || client.clientId !== clientId || client.forgotten) {
      client = this.#named(connection, clientId, now)
      this.#byConnection.set(connection, client)
    }
    client.at = now
  }

  /** How long ago that was, undefined where nothing is known. */
  silentMs(connection: ConnectionInfo, clientId: string, now: number): number | undefined {
    const client = this.#byName.get(nameOf(connection, clientId))
    return client === undefined ? undefined : now - client.at
  }

  #named(connection: ConnectionInfo, clientId: string, now: number): Client {
    const name = nameOf(connection, clientId)
    let client = this.#byName.get(name)
    if (client === undefined) {
      for (const [oldest, forgotten] of this.#byName) {
        if (this.#byName.size < this.#max) break
        forgotten.forgotten = true
        this.#byName.delete(oldest)
      }
      client = { clientId, at: now, forgotten: false }
      this.#byName.set(name, client)
    }
    return client
  }
}

function nameOf(connection: ConnectionInfo, clientId: string): string {
  return `${connection.clientHost} ${clientId}`
}
