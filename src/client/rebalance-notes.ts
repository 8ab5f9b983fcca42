// The last rebalances of a consumer as its member saw them, for `rebalances()`, the events and the log.

import type { Clock } from '../core/clock.ts'
import type { Logger } from '../core/logger.ts'
import type { EventHub, RebalanceEntry } from './consumer-events.ts'
import type { RebalanceNote } from './membership.ts'

const rebalancesMax = 50

export class RebalanceNotes {
  readonly #clock: Clock
  readonly #groupId: string | undefined
  readonly #events: EventHub
  readonly #logger: Logger
  /** Oldest first. */
  readonly entries: RebalanceEntry[] = []
  #reason = ''

  constructor(clock: Clock, groupId: string | undefined, events: EventHub, logger: Logger) {
    this.#clock = clock
    this.#groupId = groupId
    this.#events = events
    this.#logger = logger
  }

  add(note: RebalanceNote): void {
    if (note.type === 'started') this.#reason = note.reason
    if (note.type === 'completed') this.#remember(note)
    if (note.type === 'warning') this.#logger.warn(note.message)
    else if (this.#logger.enabled('info')) this.#logger.info(describeNote(this.#groupId!, note))
    this.#events.emit('rebalance', note)
  }

  #remember(note: Extract<RebalanceNote, { type: 'completed' }>): void {
    const { type: _, assigned, ...rest } = note
    this.entries.push({ at: this.#clock.now(), reason: this.#reason, kept: assigned.length - note.added.length, ...rest })
    if (this.entries.length > rebalancesMax) this.entries.shift()
  }
}

function describeNote(groupId: string, note: Exclude<RebalanceNote, { type: 'warning' }>): string {
  if (note.type === 'started') return `group ${groupId}: a rebalance begins (${note.reason})`
  const { assigned, added, revoked, generationIdOrMemberEpoch, protocol, durationMs } = note
  return `group ${groupId}: ${assigned.length} partitions in generation ${generationIdOrMemberEpoch} by ${protocol} (${added.length} new, ${revoked.length} given up) after ${Math.round(durationMs)} ms`
}
