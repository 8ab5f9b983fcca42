// The rebalance ledger as a client reads it: the newest entry of each place in a group's ring, in the order in which they happened.

import type { Admin } from '../client/admin.ts'
import type { ClientOptions } from '../client/config.ts'
import { KafkaError } from '../core/errors.ts'
import { decodeLedgerEntry, decodeLedgerKey, REBALANCE_LEDGER_TOPIC, type RebalanceEntry } from '../protocol/ledger/index.ts'
import { browse } from './browse.ts'

/** The rebalances of a group that the cluster remembers. Throws KafkaError `NO_LEDGER` when it keeps no ledger. */
export async function readLedger(client: ClientOptions, admin: Admin, groupId: string, options: { timeoutMs?: number } = {}): Promise<RebalanceEntry[]> {
  const { from, to } = await ledgerRange(admin)
  const bySlot = new Map<number, RebalanceEntry>()
  await browse(
    client,
    [{ topic: REBALANCE_LEDGER_TOPIC, partition: 0, from, to }],
    record => {
      const found = parseLedgerRecord(record.rawKey, record.rawValue)
      if (found?.entry.groupId === groupId) bySlot.set(found.slot, found.entry)
      else if (record.rawValue === null && record.rawKey !== null) forget(record.rawKey)
    },
    options,
  )
  return [...bySlot.values()].sort((a, b) => a.startedAt - b.startedAt)

  function forget(key: Buffer): void {
    try {
      const { groupId: whose, slot } = decodeLedgerKey(key)
      if (whose === groupId) bySlot.delete(slot)
    } catch {
      // Anybody may write to the topic.
    }
  }
}

/** An entry with its place; undefined for a record that is none (anybody may write to the topic) or for a deleted one. */
export function parseLedgerRecord(key: Buffer | null, value: Buffer | null): { slot: number; entry: RebalanceEntry } | undefined {
  if (value === null) return undefined
  try {
    return { slot: decodeLedgerKey(key).slot, entry: decodeLedgerEntry(value) }
  } catch {
    return undefined
  }
}

/** Where the ledger begins and ends. */
export async function ledgerRange(admin: Admin): Promise<{ from: number; to: number }> {
  const topics = await admin.listTopics({ includeInternal: true })
  if (!topics.some(({ name }) => name === REBALANCE_LEDGER_TOPIC)) {
    throw new KafkaError(
      'NO_LEDGER',
      `there is no ledger of rebalances: the cluster has no topic ${REBALANCE_LEDGER_TOPIC} (a Rookery broker makes it with the first rebalance; Apache Kafka keeps none)`,
    )
  }
  const [begin, end] = await admin.listOffsets([
    { topic: REBALANCE_LEDGER_TOPIC, partition: 0, spec: 'earliest' },
    { topic: REBALANCE_LEDGER_TOPIC, partition: 0, spec: 'latest' },
  ])
  return { from: begin!.offset, to: end!.offset }
}
