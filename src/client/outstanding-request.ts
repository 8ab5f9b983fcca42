// The one request of a member that must be answered before its next: a part of both membership machines. It may be given up, and then
// its answer, which still comes, is not taken for that of a later one.

import type { AnyApi } from '../protocol/api.ts'
import type { MembershipOut } from './membership.ts'

export class OutstandingRequest {
  readonly #emit: (out: MembershipOut) => void
  #api: string | undefined
  /** How many answers of each API are still to come to requests that were given up. */
  readonly #abandoned = new Map<string, number>()

  constructor(emit: (out: MembershipOut) => void) {
    this.#emit = emit
  }

  /** Kafka's name of what is to be answered, undefined when nothing is. */
  get api(): string | undefined {
    return this.#api
  }

  send(api: AnyApi, timeoutMs: number, request: (version: number) => object): void {
    this.#api = api.name
    this.#emit({ type: 'send', api, timeoutMs, request })
  }

  /** It no longer matters; its answer will be dropped. */
  abandon(): void {
    if (this.#api === undefined) return
    this.#abandoned.set(this.#api, (this.#abandoned.get(this.#api) ?? 0) + 1)
    this.#api = undefined
  }

  /** An answer or a failure has come. False: of a request that was given up. */
  settle(api: string): boolean {
    const count = this.#abandoned.get(api) ?? 0
    if (count > 0) {
      this.#abandoned.set(api, count - 1)
      return false
    }
    this.#api = undefined
    return true
  }
}
