// What `rookery group explain` says after real consumers have met each trigger on a real broker, in both protocols: joins, leaves,
// changed subscriptions, partitions added, topics that come under a pattern and topics that are deleted; and what is no rebalance.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cooperativeStickyAssignor } from '../assignors/index.ts'
import type { Consumer } from '../client/index.ts'
import { readLedger } from '../console/ledger.ts'
import { explain, type RebalanceEntry } from '../protocol/ledger/index.ts'
import { Cluster } from './cluster.ts'

class Scene {
  readonly cluster: Cluster
  readonly protocol: 'classic' | 'consumer'
  readonly consumers: Consumer[] = []

  constructor(cluster: Cluster, protocol: 'classic' | 'consumer') {
    this.cluster = cluster
    this.protocol = protocol
  }

  async add(clientId: string, topics: string | string[] | RegExp, options: { maxPollIntervalMs?: number } = {}): Promise<Consumer> {
    const consumer = this.cluster.consumer({ groupId: 'g', groupProtocol: this.protocol, clientId, metadataMaxAgeMs: 1_000, ...options, ...(this.protocol === 'classic' ? { partitionAssignmentStrategy: [cooperativeStickyAssignor] } : {}) })
    this.consumers.push(consumer)
    await consumer.subscribe(topics)
    return consumer
  }

  /** The members poll until together they have so many partitions, and then a while longer. */
  async until(partitions: number): Promise<void> {
    let calmMs = 0
    for (let waited = 0; waited < 60_000 && calmMs < 8_000; waited += 200) {
      const polls = this.consumers.map((consumer) => consumer.poll({ timeoutMs: 100 }))
      await this.cluster.advance(200)
      await Promise.all(polls)
      const each = this.consumers.map((consumer) => consumer.assignment().length)
      calmMs = each.every((count) => count > 0) && each.reduce((sum, count) => sum + count, 0) === partitions ? calmMs + 200 : 0
    }
    assert.ok(calmMs >= 8_000, `${this.consumers.map((consumer) => consumer.assignment().map(({ topic, partition }) => `${topic}-${partition}`).join(' ')).join(' / ')} instead of ${partitions} in all`)
  }

  async entries(): Promise<RebalanceEntry[]> {
    const reading = readLedger(this.cluster.clientOptions, this.cluster.admin, 'g')
    await this.cluster.advance(500)
    return reading
  }

  cures(entries: readonly RebalanceEntry[]): string[] {
    return explain('g', entries).cures.map(({ name }) => name)
  }

  /** What the last rebalances were, in words. */
  async told(from: number): Promise<string> {
    return explain('g', (await this.entries()).slice(from)).rebalances.map(({ what }) => what).join('\n')
  }
}

for (const protocol of ['classic', 'consumer'] as const) {
  test(`explain tells every trigger of a ${protocol} group of real consumers`, { timeout: 120_000 }, async () => {
    const cluster = await Cluster.start({ time: 'virtual', network: 'memory', external: false, properties: { 'auto.create.topics.enable': 'false' }, topics: [{ name: 'orders', numPartitions: 4 }, { name: 'bills', numPartitions: 2 }] })
    const scene = new Scene(cluster, protocol)
    const first = await scene.add('first', /^orders.*/)
    await scene.until(4)
    const second = await scene.add('second', /^orders.*/)
    await scene.until(4)
    let seen = (await scene.entries()).length
    const told = async (): Promise<string> => {
      const from = seen
      seen = (await scene.entries()).length
      return scene.told(from)
    }
    assert.match(await scene.told(0), /first on 127\.0\.0\.1 joined.*\n.*second on 127\.0\.0\.1 joined/)
    const { admin } = cluster
    const change = async (work: Promise<unknown>): Promise<void> => {
      await cluster.advance(500)
      await work
    }
    // A topic appears under the pattern.
    await change(admin.createTopics([{ name: 'orders-eu', numPartitions: 2 }]))
    await scene.until(6)
    assert.match(await told(), /changed its subscription: orders-eu came/)
    // Partitions are added.
    await change(admin.createPartitions([{ name: 'orders', count: 6 }]))
    await scene.until(8)
    assert.match(await told(), protocol === 'classic' ? /The leader, \w+ on 127\.0\.0\.1, asked for a new assignment \(it said: topic orders now has 6 partitions instead of 4\)/ : /^Topics changed: orders\./)
    // A topic is deleted.
    await change(admin.deleteTopics(['orders-eu']))
    await scene.until(6)
    assert.match(await told(), protocol === 'classic' ? /changed its subscription: orders-eu is deleted/ : /[Tt]opics changed: orders-eu/)
    // A subscription changes.
    await second.subscribe(['orders', 'bills'])
    await scene.until(8)
    assert.match(await told(), protocol === 'classic' ? /second on 127\.0\.0\.1 changed its subscription: bills came/ : /second on 127\.0\.0\.1 changed its subscription/)
    // A broker that is restarted is no rebalance.
    await cluster.restart()
    await scene.until(8)
    assert.equal(await told(), '')
    // A member leaves.
    scene.consumers.pop()
    await change(second.close())
    await scene.until(6)
    assert.match(await told(), /second on 127\.0\.0\.1 left/)
    await change(first.close())
    await cluster.stop()
  })
}

for (const protocol of ['classic', 'consumer'] as const) {
  test(`explain tells a handler that takes too long from a member that leaves, in a ${protocol} group`, async () => {
    const cluster = await Cluster.start({ time: 'virtual', network: 'memory', external: false, topics: [{ name: 'orders', numPartitions: 2 }] })
    const scene = new Scene(cluster, protocol)
    const slow = await scene.add('slow', ['orders'], { maxPollIntervalMs: 20_000 })
    const steady = await scene.add('steady', ['orders'])
    await scene.until(2)
    const from = (await scene.entries()).length
    scene.consumers.splice(0, 1)
    await scene.until(2)
    const told = await scene.told(from)
    assert.match(told, /^slow on 127\.0\.0\.1 left because its handler took longer than max\.poll\.interval\.ms \(it said: the application took longer than maxPollIntervalMs\)\.$/)
    assert.deepEqual(scene.cures(await scene.entries()).filter((name) => name === 'poll-interval' || name === 'static-membership'), ['poll-interval'])
    await Promise.all([slow.close(), cluster.advance(10_000)])
    await Promise.all([steady.close(), cluster.advance(10_000)])
    await cluster.stop()
  })
}
