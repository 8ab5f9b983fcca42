// The ledger is bounded: in entries of a group, in groups, in bytes, and in what clients can make one entry hold; after a restart, too.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LineLogger } from '../../../core/logger.ts'
import { encodeLedgerEntry, REBALANCE_LEDGER_TOPIC, type RebalanceEntry } from '../../../protocol/ledger/index.ts'
import { CoordinatorBench, MemoryPartitionWriter } from '../../../testing/coordinator-bench.ts'
import { VirtualTime } from '../../../testing/virtual-time.ts'
import type { GroupEvent, MemberShare } from './events.ts'
import { LEDGER_RING, RebalanceLedger } from './ledger.ts'
import { LedgerTopic } from './ledger-topic.ts'

const long = 'x'.repeat(30_000)
const shares = (names: string): MemberShare[] =>
  Array.from({ length: 300 }, (_, i) => ({ memberId: `${names}-${i}`, groupInstanceId: names, clientId: names, clientHost: names, partitions: new Map([['orders', [i]]]) }))

function rebalance(ledger: RebalanceLedger, groupId: string, at: number, causes = 1, names = 'm'): void {
  const started = (i: number): GroupEvent => ({
    type: 'rebalance-started',
    groupId,
    at,
    protocol: 'consumer',
    epoch: at,
    cause: { trigger: 'member-joined', memberId: `${names}${i}`, clientId: names, clientReason: names, topics: Array<string>(500).fill(names.slice(0, 249)) },
  })
  for (let i = 0; i < causes; i++) ledger.on(started(i))
  ledger.on({ type: 'rebalance-finished', groupId, at: at + 1, epoch: at, protocol: 'consumer', shares: () => shares(names) })
}

test('a group keeps its last entries, and no entry is large whatever clients call themselves', () => {
  const sizes: number[] = []
  const slots = new Set<number>()
  const ledger = new RebalanceLedger((slot, entry) => (slots.add(slot), sizes.push(encodeLedgerEntry(entry).length)), () => {})
  for (let at = 0; at < 500; at++) rebalance(ledger, 'g', at, 100, long)
  const kept = ledger.entries('g')
  assert.deepEqual([kept.length, kept[0]!.epoch, kept.at(-1)!.epoch, slots.size], [LEDGER_RING, 450, 499, LEDGER_RING])
  assert.ok(Math.max(...sizes) < 250_000, `${Math.max(...sizes)} bytes`)
  assert.deepEqual([kept[0]!.members.length, kept[0]!.membersOmitted, kept[0]!.causes.length, kept[0]!.causesOmitted], [100, 200, 20, 80])
})

test('many groups: whoever has not rebalanced for longest makes room, in memory and in the topic, and a restart finds the same', () => {
  const time = new VirtualTime()
  const writer = new MemoryPartitionWriter()
  const limits = { groups: 40, bytes: 600_000 }
  const start = (leaderEpoch: number): RebalanceLedger => {
    let topic: LedgerTopic | undefined
    const ledger: RebalanceLedger = new RebalanceLedger((slot, entry) => topic!.write(slot, entry), (groupId, forgotten) => topic!.forget(groupId, forgotten), limits)
    topic = new LedgerTopic({
      system: time,
      logger: new LineLogger(() => {}),
      writer,
      createTopic: async () => {},
      restore: (slot, entry: RebalanceEntry) => ledger.restore(slot, entry),
      restoreForgotten: (groupId, slot) => ledger.restoreForgotten(groupId, slot),
    })
    topic.onElection(leaderEpoch)
    return ledger
  }
  const first = start(1)
  for (let i = 0; i < 2_000; i++) {
    rebalance(first, `g${i % 170}`, i)
    assert.ok(first.size.groups <= limits.groups && first.size.bytes <= limits.bytes, `${JSON.stringify(first.size)}`)
  }
  assert.ok(first.size.groups > 5)
  const few = new RebalanceLedger(() => {}, () => {}, { groups: 3, bytes: 1 << 30 })
  for (let i = 0; i < 10; i++) rebalance(few, `g${i}`, i)
  assert.equal(few.size.groups, 3)
  const kept = Array.from({ length: 170 }, (_, i) => first.entries(`g${i}`).map(({ epoch }) => epoch))
  assert.ok(kept[1_999 % 170]!.length > 0)
  const second = start(2)
  assert.deepEqual(Array.from({ length: 170 }, (_, i) => second.entries(`g${i}`).map(({ epoch }) => epoch)), kept)
  assert.deepEqual(second.size, first.size)
  assert.ok(writer.logEndOffset(REBALANCE_LEDGER_TOPIC, 0) > 2_000)
})

test('a deleted group takes its entries along', async () => {
  const bench = await CoordinatorBench.start({ topics: { orders: 2 }, config: { groupInitialRebalanceDelayMs: 10 } })
  const member = bench.member('g')
  const joined = member.join()
  await bench.time.advance(100)
  await joined
  await member.sync()
  await member.leave()
  assert.equal(bench.coordinator.rebalances('g').length, 2)
  await bench.coordinator.deleteGroups({ clientId: '', clientHost: '' }, { groupsNames: ['g'] })
  assert.equal(bench.coordinator.rebalances('g').length, 0)
})
