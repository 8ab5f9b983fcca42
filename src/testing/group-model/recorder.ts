// Who owns what, as the clients of a model history see it. A partition has one owner at a time; what a member had is free again when it
// says so, or when the coordinator has a right to take it out: that it has is checked here, too.

import type { GroupEvent } from '../../broker/coordinator/group/events.ts'

/** Lines of a failed history that are shown. */
const TAIL = Number(process.env['ROOKERY_MODEL_TAIL'] ?? 60)

export const noopListener = (): void => {}

export interface RecordedMember {
  readonly label: string
  readonly sessionTimeoutMs: number
  readonly rebalanceTimeoutMs: number
}

export class OwnerRecorder {
  readonly #owners = new Map<string, string>()
  readonly #members = new Map<string, RecordedMember>()
  /** When a request of it last reached the coordinator. */
  readonly #heardAt = new Map<string, number>()
  /** Ids whose owner was taken out: what they still believe does not count. */
  readonly #gone = new Set<string>()
  /** Of the classic protocol: who had a partition in which generation, by instance id where there is one. */
  readonly #generations = new Map<string, string>()
  readonly history: string[] = []
  takes = 0
  /** Taken out by the coordinator. */
  expelled = 0

  register(memberId: string, member: RecordedMember): void {
    this.#members.set(memberId, member)
    this.#gone.delete(memberId)
  }

  heard(memberId: string, at: number): void {
    this.#heardAt.set(memberId, at)
  }

  take(partition: string, memberId: string, at: number): void {
    this.#note(at, `${memberId} takes ${partition}`)
    if (this.#gone.has(memberId)) return
    const owner = this.#owners.get(partition)
    if (owner !== undefined && owner !== memberId) throw new Error(`${partition} is given to ${memberId} while ${owner} owns it\n${this.tail()}`)
    this.takes++
    this.#owners.set(partition, memberId)
  }

  /** The assignment of a generation: it never changes. `identity`: a static member that comes back is the same. */
  assigned(generation: number, partition: string, identity: string): void {
    const key = `${generation} ${partition}`
    const before = this.#generations.get(key) ?? identity
    if (before !== identity) throw new Error(`${partition} belongs to ${before} and to ${identity} in generation ${generation}\n${this.tail()}`)
    this.#generations.set(key, identity)
  }

  give(partition: string, memberId: string, at: number): void {
    this.#note(at, `${memberId} gives ${partition}`)
    if (this.#owners.get(partition) === memberId) this.#owners.delete(partition)
  }

  owner(partition: string): string | undefined {
    return this.#owners.get(partition)
  }

  get owned(): ReadonlyMap<string, string> {
    return this.#owners
  }

  /** A member that is not part of the group any more, with or without knowing it. */
  forget(memberId: string): void {
    this.#gone.add(memberId)
    for (const [partition, owner] of this.#owners) if (owner === memberId) this.#owners.delete(partition)
  }

  note(at: number, text: string): void {
    this.#note(at, text)
  }

  on(event: GroupEvent, at: number): void {
    if (event.type === 'member-moved') this.#note(at, `coordinator: ${event.memberId} released ${event.released.join()} assigned ${event.assigned.join()}`)
    if (event.type !== 'rebalance-started') return
    // Where an empty group gives way to one of the other protocol, that one counts from its beginning, as in Kafka.
    if (event.epoch === (event.protocol === 'classic' ? 0 : 2)) this.#generations.clear()
    const { trigger, memberId } = event.cause
    this.#note(at, `coordinator: ${trigger} ${memberId ?? ''} (${event.protocol} ${event.epoch})`)
    if (memberId === undefined) return
    const member = this.#members.get(memberId)
    switch (trigger) {
      case 'session-timeout': {
        const silentMs = at - (this.#heardAt.get(memberId) ?? 0)
        if (member !== undefined && silentMs < member.sessionTimeoutMs) throw new Error(`${memberId} timed out ${silentMs} ms after it was heard\n${this.tail()}`)
        break
      }
      case 'never-rejoined':
      case 'never-synced':
      case 'never-revoked':
        break
      default:
        return
    }
    this.expelled++
    this.forget(memberId)
  }

  tail(): string {
    return this.history.slice(-TAIL).join('\n')
  }

  #note(at: number, text: string): void {
    this.history.push(`${at} ${text}`)
    if (this.history.length > 40000) this.history.splice(0, 200)
  }
}
