// The consumer as its users meet it, with a whole broker on virtual time: what a slow handler, a rebalance, a failure or a standstill
// does, to the millisecond. The same through sockets and against Apache Kafka is in consumer-live.test.ts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cooperativeStickyAssignor } from '../assignors/index.ts'
import { Cluster } from '../testing/cluster.ts'
import type { Consumer } from './consumer.ts'
import type { ConsumerOptions } from './consumer-config.ts'
import { stringSerde } from './serde.ts'

type Text = string | null

async function stage(partitions: number, properties: Record<string, string> = {}) {
  const cluster = await Cluster.start({ time: 'virtual', network: 'memory', topics: [{ name: 't', numPartitions: partitions }], properties })
  const consumer = (options: Partial<ConsumerOptions<Text, Text>> = {}): Consumer<Text, Text> =>
    cluster.consumer<Text, Text>({ groupId: 'g', keyDeserializer: stringSerde, valueDeserializer: stringSerde, ...options })
  const produce = (records: { partition?: number; key?: string; value: string }[]): Promise<unknown> =>
    cluster.until(cluster.producer().sendBatch(records.map(record => ({ topic: 't', ...record }))))
  /** Moves time until it is so; answers how many milliseconds that took. */
  const until = async (what: string, done: () => boolean, limitMs = 60_000): Promise<number> => {
    const begin = cluster.time!.monotonic()
    while (!done()) {
      if (cluster.time!.monotonic() - begin > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`)
      await cluster.advance(1)
    }
    return cluster.time!.monotonic() - begin
  }
  return { cluster, consumer, produce, until, [Symbol.asyncDispose]: () => cluster.close() }
}

// ---- rebalances

test('two changes in quick succession: the second is learned at once, though no heartbeat interval has passed since the first', async () => {
  await using s = await stage(6)
  const join = (): Consumer<Text, Text> => {
    const c = s.consumer({ groupProtocol: 'classic', partitionAssignmentStrategy: [cooperativeStickyAssignor] })
    void c.subscribe('t').then(() => c.run({ each: () => {} }))
    return c
  }
  const shares = (members: Consumer<Text, Text>[], ...sizes: number[]) => () =>
    members.every((c, i) => c.assignment().length === sizes[i] && c.state().membership === 'Stable')
  const [a, b] = [join(), join()]
  await s.until('three each', shares([a, b], 3, 3))
  await s.cluster.advance(10)
  const c = join()
  const first = await s.until('two each', shares([a, b, c], 2, 2, 2))
  await s.cluster.advance(10)
  const left = c.close()
  const second = await s.until('three each again', shares([a, b], 3, 3))
  await s.cluster.until(left)
  assert.ok(first < 100, `a join took ${first} ms`)
  assert.ok(second < 100, `a leave 10 ms later took ${second} ms`)
})
