// A group while its broker stops and comes back: nobody rebalances, nothing is missed, and nothing is read twice.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cluster } from '../testing/cluster.ts'
import { VirtualDisk } from '../testing/virtual-disk.ts'
import { Admin } from './admin.ts'
import { Consumer } from './consumer.ts'
import { Producer } from './producer.ts'
import { stringSerde } from './serde.ts'

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

for (const groupProtocol of ['classic', 'consumer'] as const) {
  test(`a broker that is restarted costs its groups no rebalance and no record (${groupProtocol})`, async t => {
    const open: { close(): Promise<unknown> }[] = []
    // Also when the scene fails: what is open would keep the process alive.
    t.after(() => Promise.all(open.map(item => item.close())))
    const disk = new VirtualDisk()
    let cluster = await Cluster.start({ disk })
    const { bootstrapServers } = cluster
    const restart = async (): Promise<void> => {
      await cluster.close()
      await sleep(150)
      cluster = await Cluster.start({ disk, properties: { listeners: `PLAINTEXT://${bootstrapServers}` } })
    }
    open.push({ close: () => cluster.close() })
    const admin = new Admin({ bootstrapServers })
    open.push(admin)
    await admin.createTopics([{ name: 't', numPartitions: 4 }])
    const seen = new Map<string, number>()
    const failures: Error[] = []
    let rebalances = 0
    const consumers = await Promise.all(
      [0, 1].map(async () => {
        const c = new Consumer({
          bootstrapServers,
          groupId: 'g',
          groupProtocol,
          autoOffsetReset: 'earliest',
          valueDeserializer: stringSerde,
          autoCommitIntervalMs: 50,
        })
        c.on('rebalance', ({ type }) => void (type === 'started' && rebalances++)).on('failed', ({ error }) => void failures.push(error))
        open.push({ close: () => c.close({ timeoutMs: 1_000 }) })
        await c.subscribe('t')
        void c
          .run({
            each: ({ value }) => {
              seen.set(value!, (seen.get(value!) ?? 0) + 1)
            },
          })
          .catch((error: unknown) => failures.push(error as Error))
        return c
      }),
    )
    const until = Date.now() + 20_000
    while (Date.now() < until && !consumers.every(c => c.assignment().length === 2 && c.state().membership === 'Stable')) await sleep(20)
    assert.deepEqual(
      consumers.map(c => c.assignment().length),
      [2, 2],
    )
    const before = rebalances
    const producer = new Producer({ bootstrapServers })
    open.push(producer)
    let sent = 0
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 50; i++) await producer.send({ topic: 't', key: String(i), value: `v${sent++}` })
      await restart()
    }
    for (let i = 0; i < 50; i++) await producer.send({ topic: 't', key: String(i), value: `v${sent++}` })
    while (Date.now() < until && seen.size < sent) await sleep(20)
    assert.equal(seen.size, sent)
    assert.deepEqual(
      [...seen].filter(([, times]) => times !== 1),
      [],
    )
    assert.equal(rebalances, before)
    assert.deepEqual(failures, [])
  })
}
