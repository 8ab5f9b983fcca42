import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { PartitionRegistration } from '../image.ts'
import { changePartition } from './partition-change.ts'

interface Case {
  replicas: number[]
  isr: number[]
  elr: number[]
  lastKnownElr: number[]
  leader: number
  leaderRecoveryState: number
  alive: number[]
  minIsr: number
  elrEnabled: boolean
  election: 'online' | 'preferred' | 'unclean'
  target: number[] | null
  unclean: number[]
  record: { isr: number[] | null; leader: number; leaderRecoveryState: number; elr: number[] | null; lastKnownElr: number[] | null } | null
}

// Made by scripts/interop/controller/PartitionChanges.java.
const cases = readFileSync(new URL('../../../test/golden/controller/partition-changes.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Case)

test(`the next leader, ISR and eligible replicas of ${cases.length} partitions are Kafka's`, () => {
  const wrong: string[] = []
  for (const { record: expected, ...given } of cases) {
    const { replicas, isr, elr, lastKnownElr, leader, leaderRecoveryState } = given
    const before: PartitionRegistration = {
      replicas, isr, elr, lastKnownElr, leader, leaderRecoveryState,
      directories: replicas.map(() => 'x'), removingReplicas: [], addingReplicas: [], leaderEpoch: 3, partitionEpoch: 7,
    }
    const record = changePartition('id', 0, before, given.target === null ? {} : { isr: given.target }, {
      isAcceptable: id => given.alive.includes(id),
      minIsr: given.minIsr,
      elrEnabled: given.elrEnabled,
      election: given.election,
      uncleanShutdown: given.unclean,
    })
    const actual = record && {
      isr: record.isr, leader: record.leader, leaderRecoveryState: record.leaderRecoveryState, elr: sorted(record.eligibleLeaderReplicas), lastKnownElr: sorted(record.lastKnownElr),
    }
    const wanted = expected && { ...expected, elr: sorted(expected.elr), lastKnownElr: sorted(expected.lastKnownElr) }
    if (JSON.stringify(actual ?? null) !== JSON.stringify(wanted)) wrong.push(`${JSON.stringify(given)}\n  Kafka ${JSON.stringify(wanted)}\n  ours  ${JSON.stringify(actual)}`)
  }
  assert.equal(wrong.length, 0, `${wrong.length} of ${cases.length} differ\n${wrong.slice(0, 12).join('\n')}`)
})

function sorted(ids: number[] | null): number[] | null {
  return ids && [...ids].sort((a, b) => a - b)
}
