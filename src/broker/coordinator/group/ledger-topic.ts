// Where the ledger is kept: `__rookery_rebalances`, one partition, compacted, so that the newest entry of each place in each group's ring
// stays. Writing it never holds up a group: what cannot be written now waits, bounded, for the topic to be there.

import { errorMessage } from '../../../core/errors.ts'
import type { Logger } from '../../../core/logger.ts'
import type { System } from '../../../core/system.ts'
import { decodeLedgerEntry, decodeLedgerKey, encodeLedgerEntry, encodeLedgerKey, REBALANCE_LEDGER_TOPIC, type RebalanceEntry } from '../../../protocol/ledger/entry.ts'
import { batches } from '../../../protocol/records/batch.ts'
import { encodeBatch } from '../../../protocol/records/builder.ts'
import { iterateRecords } from '../../../protocol/records/record.ts'
import type { PartitionWriter } from '../partition-writer.ts'

const PENDING_MAX = 1_000
const READ_BYTES = 1 << 20

export interface LedgerTopicOptions {
  system: System
  logger: Logger
  writer: PartitionWriter
  /** Creates the topic when there is none. */
  createTopic: () => Promise<unknown>
  /** Gets each entry that was stored before, and each that was taken back, in the order of the log. */
  restore: (slot: number, entry: RebalanceEntry) => void
  restoreForgotten: (groupId: string, slot: number) => void
}

export class LedgerTopic {
  readonly #options: LedgerTopicOptions
  readonly #pending: { groupId: string; slot: number; entry: RebalanceEntry | null }[] = []
  #loading = false
  #leaderEpoch: number | undefined
  #creating = false

  constructor(options: LedgerTopicOptions) {
    this.#options = options
  }

  write(slot: number, entry: RebalanceEntry): void {
    this.#put(entry.groupId, slot, entry)
  }

  /** Tombstones: compaction drops the entries. */
  forget(groupId: string, slots: readonly number[]): void {
    for (const slot of slots) this.#put(groupId, slot, null)
  }

  #put(groupId: string, slot: number, entry: RebalanceEntry | null): void {
    if (this.#pending.length >= PENDING_MAX) this.#pending.shift()
    this.#pending.push({ groupId, slot, entry })
    // What a load makes room for is written after it.
    if (this.#loading) return
    if (this.#leaderEpoch !== undefined) this.#flush()
    else this.#create()
  }

  /** This broker leads the topic's partition: reads what is there, then writes what waits. */
  onElection(leaderEpoch: number): void {
    const first = this.#leaderEpoch === undefined
    this.#leaderEpoch = leaderEpoch
    if (!first) return
    try {
      this.#loading = true
      this.#load()
    } catch (error) {
      this.#options.logger.warn(`the rebalance ledger could not be read, it begins anew: ${errorMessage(error)}`)
    } finally {
      this.#loading = false
    }
    this.#flush()
  }

  onResignation(): void {
    this.#leaderEpoch = undefined
  }

  #create(): void {
    if (this.#creating) return
    this.#creating = true
    this.#options
      .createTopic()
      .catch((error: unknown) => this.#options.logger.warn(`the rebalance ledger's topic could not be created: ${errorMessage(error)}`))
      .finally(() => (this.#creating = false))
  }

  #load(): void {
    const { writer, restore, restoreForgotten, logger } = this.#options
    const end = writer.logEndOffset(REBALANCE_LEDGER_TOPIC, 0)
    let offset = writer.logStartOffset(REBALANCE_LEDGER_TOPIC, 0)
    let damaged = 0
    while (offset < end) {
      const chunks = writer.read(REBALANCE_LEDGER_TOPIC, 0, offset, READ_BYTES)
      if (chunks.length === 0) break
      for (const chunk of chunks) {
        for (const { header, position } of batches(chunk)) {
          offset = header.lastOffset + 1
          if (header.isControl) continue
          for (const { key, value } of iterateRecords(chunk, position)) {
            try {
              // Clients may write here too: what is no entry is left alone.
              const { groupId, slot } = decodeLedgerKey(key)
              if (value === null) restoreForgotten(groupId, slot)
              else restore(slot, decodeLedgerEntry(value))
            } catch {
              damaged++
            }
          }
        }
      }
    }
    if (damaged > 0) logger.warn(`${damaged} records of ${REBALANCE_LEDGER_TOPIC} are no rebalances and were left out`)
  }

  #flush(): void {
    const { system, writer, logger } = this.#options
    if (this.#pending.length === 0 || this.#leaderEpoch === undefined) return
    const timestamp = system.clock.now()
    for (const { groupId, slot, entry } of this.#pending.splice(0)) {
      try {
        const batch = encodeBatch([{ timestamp, key: encodeLedgerKey(groupId, slot), value: entry === null ? null : encodeLedgerEntry(entry) }])
        writer.append(REBALANCE_LEDGER_TOPIC, 0, batch, { leaderEpoch: this.#leaderEpoch })
      } catch (error) {
        logger.warn(`a rebalance of group ${groupId} could not be written to the ledger: ${errorMessage(error)}`)
      }
    }
  }
}
