// The public test kit, as its users use it.

import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { KafkaError } from '../core/errors.ts'
import { Cluster } from './cluster.ts'

test('a cluster is there in milliseconds, with topics and fixtures, and holds what they say', async () => {
  await using cluster = await Cluster.start({
    topics: [{ name: 'orders', numPartitions: 2, replicationFactor: 1 }],
    fixtures: `
      # what was there before
      {"topic":"orders","partition":1,"key":"a","value":{"total":7},"headers":{"trace":"t1"}}
      {"topic":"orders","partition":1,"key":"a","value":null}
      {"topic":"prices","partition":2,"value":"9.99","timestamp":1767225600000}
      {"group":"billing","topic":"orders","partition":1,"offset":1}`,
  })
  await cluster.ready
  const [first, tombstone] = await cluster.records('orders')
  assert.equal(first!.value!.toString(), '{"total":7}')
  assert.equal(first!.headers[0]!.value!.toString(), 't1')
  assert.equal(tombstone!.value, null)
  assert.equal((await cluster.dump('prices')).trim(), '{"topic":"prices","partition":2,"offset":0,"timestamp":1767225600000,"key":null,"value":"9.99"}')
  assert.deepEqual((await cluster.admin.listGroupOffsets('billing')).map(({ offset }) => offset), [1])
  await assert.rejects(cluster.load('{"topic":"a","valeu":1}'), /fixture line 1: valeu means nothing here/)
})

test('faults strike what they are meant for, and the client gets over them', async () => {
  // Which records share a request depends on when the metadata of their topics comes and when their linger ends, so both are settled first: known topics, virtual time.
  await using cluster = await Cluster.start({ time: 'virtual', network: 'memory', topics: [{ name: 'orders', numPartitions: 2, replicationFactor: 1 }, 'other'] })
  const producer = cluster.producer({ lingerMs: 5, retryBackoffMs: 1 })
  for (const topic of ['orders', 'other']) await producer.partitionsFor(topic)
  const fault = cluster.inject({ api: 'Produce', topic: 'orders', partition: 1 }, { error: 'NOT_ENOUGH_REPLICAS' })
  const sent = await cluster.until(
    producer.sendBatch([
      { topic: 'orders', partition: 0, value: 'a' },
      { topic: 'orders', partition: 1, value: 'b' },
      { topic: 'other', value: 'c' },
    ]),
  )
  assert.deepEqual(sent.map(({ offset }) => offset), [0, 0, 0])
  assert.equal(fault.struck, 1)
  const produces = cluster.requests({ api: 'Produce', topic: 'orders' })
  assert.deepEqual(produces.map(request => [...request.partitions].sort()), [['orders-0', 'orders-1', 'other-0'], ['orders-1']])
  assert.equal(produces[0]!.fault, fault)
  assert.equal((await cluster.records('other')).length, 1)
})

test('an answer that is lost after the write does not double a record', async () => {
  await using cluster = await Cluster.start({ topics: ['orders'] })
  const producer = cluster.producer({ retryBackoffMs: 1 })
  await producer.send({ topic: 'orders', value: '1' })
  cluster.inject({ api: 'Produce', nth: 1 }, { close: 'afterWrite' })
  await producer.send({ topic: 'orders', value: '2' })
  const plain = cluster.producer({ retryBackoffMs: 1, enableIdempotence: false })
  await plain.send({ topic: 'orders', value: '3' })
  cluster.inject({ api: 'Produce' }, { close: 'afterWrite' })
  await plain.send({ topic: 'orders', value: '4' })
  assert.deepEqual((await cluster.records('orders')).map(({ value }) => value!.toString()), ['1', '2', '3', '4', '4'], 'only the producer without idempotence doubles')
})

test('delay, drop, respond, and the n-th request', async () => {
  await using cluster = await Cluster.start({ time: 'virtual', network: 'memory', topics: ['orders'] })
  const producer = cluster.producer({ requestTimeoutMs: 1000 })
  await producer.send({ topic: 'orders', value: '1' })
  cluster.inject({ api: 'Produce' }, { delayMs: 400 })
  let done = false
  const late = producer.send({ topic: 'orders', value: '2' }).then(() => (done = true))
  await cluster.advance(399)
  assert.equal(done, false)
  await cluster.advance(1)
  await late
  cluster.inject({ api: 'Produce', nth: 2 }, { drop: true })
  await producer.send({ topic: 'orders', value: '3' })
  const dropped = producer.send({ topic: 'orders', value: '4' })
  await cluster.advance(900)
  assert.equal(cluster.requests({ api: 'Produce' }).length, 4)
  await cluster.advance(1000)
  assert.equal((await dropped).offset, 3)
  cluster.inject({ api: 'Metadata', topic: 'nowhere' }, { respond: async (request, proceed) => ({ ...(await proceed()), clusterId: `asked in v${request.version}` }) })
  assert.throws(() => cluster.inject({ api: 'Produse' }, { drop: true }), /no API Produse/)
  assert.throws(() => cluster.inject({ api: 'Produce' }, { error: 'OOPS' }), /no error OOPS/)
})

for (const groupProtocol of ['classic', 'consumer'] as const) {
  test(`a ${groupProtocol} group: assigned, caught up, rebalanced by force, evicted, held at the door`, async () => {
    await using cluster = await Cluster.start({ topics: [{ name: 'orders', numPartitions: 4, replicationFactor: 1 }] })
    const options = { groupId: 'billing', groupProtocol, autoCommitIntervalMs: 20, ...(groupProtocol === 'classic' ? { heartbeatIntervalMs: 50, sessionTimeoutMs: 5000 } : {}) }
    const seen: string[] = []
    const rebalances: string[] = []
    const work = (name: string) => {
      const consumer = cluster.consumer({ ...options, clientId: name })
      const listener = { onAssigned: () => void rebalances.push(`+${name}`), onRevoked: () => void rebalances.push(`-${name}`), onLost: () => void rebalances.push(`!${name}`) }
      void consumer.subscribe(['orders'], listener)
      let running = true
      const loop = (async () => {
        while (running) for (const record of await consumer.poll({ timeoutMs: 20 })) seen.push(record.value!.toString())
      })()
      return { consumer, stop: async () => ((running = false), await loop, await consumer.close()) }
    }
    const first = work('first')
    await cluster.awaitAssigned(first.consumer)
    await cluster.load(Array.from({ length: 20 }, (_, i) => `{"topic":"orders","partition":${i % 4},"value":"${i}"}`).join('\n'))
    await cluster.awaitLag('billing', 0)
    await cluster.awaitLag(first.consumer)
    assert.equal(seen.length, 20)

    const hold = cluster.holdJoin('billing')
    const second = work('second')
    await cluster.awaitUntil('the second one stands at the door', () => (hold.waiting > 0 ? undefined : 'it has not come'))
    assert.equal((await cluster.awaitStable('billing')).members.length, 1)
    hold.release()
    const { members } = await cluster.awaitStable('billing', { members: 2 })
    assert.deepEqual(members.map(({ assignment }) => assignment.length).sort(), [2, 2])

    rebalances.length = 0
    await cluster.forceRebalance('billing')
    await cluster.awaitStable('billing', { members: 2 })
    await cluster.awaitUntil('both have rebalanced', () => (rebalances.includes('+first') && rebalances.includes('+second') ? undefined : rebalances.join(' ')))

    await second.stop()
    await cluster.awaitStable('billing', { members: 1 })
    await cluster.evict('billing', 'first')
    await assert.rejects(cluster.evict('billing', 'nobody'), /has no member nobody/)
    await first.stop()
  })
}

test('virtual time: a session of 45 seconds expires at once, under fake timers too', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] })
  try {
    await using cluster = await Cluster.start({ time: 'virtual', network: 'memory', topics: ['orders'] })
    const consumer = cluster.consumer({ groupId: 'billing', groupProtocol: 'classic' })
    const lost: unknown[] = []
    await consumer.subscribe(['orders'], { onLost: partitions => void lost.push(...partitions) })
    await cluster.awaitAssigned(consumer)
    cluster.inject({ api: 'Heartbeat', times: Infinity }, { drop: true })
    await cluster.advance(60_000)
    assert.equal((await cluster.admin.describeGroups(['billing']))[0]!.members.length, 0)
    cluster.clearFaults()
    await cluster.advance(10_000)
    await cluster.awaitStable('billing', { members: 1 })
    assert.equal(lost.length, 1)
  } finally {
    mock.timers.reset()
  }
})

test('fake timers of the test runner do not stop a cluster on real time', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'setImmediate', 'Date'] })
  try {
    await using cluster = await Cluster.start({ topics: ['orders'] })
    const consumer = cluster.consumer({ groupId: 'billing' })
    await consumer.subscribe(['orders'])
    await cluster.awaitAssigned(consumer)
    const before = process.hrtime.bigint()
    assert.ok((await cluster.producer({ lingerMs: 2 }).send({ topic: 'orders', value: '1' })).timestamp > Date.now(), 'the fake date stands at 1970')
    assert.ok(process.hrtime.bigint() - before >= 2_000_000n, 'the linger is real')
  } finally {
    mock.timers.reset()
  }
})

test('snapshot and restore: the same beginning for every test', async () => {
  await using cluster = await Cluster.start({ topics: ['orders'], fixtures: '{"topic":"orders","value":"before"}' })
  const before = cluster.snapshot()
  const producer = cluster.producer()
  for (let round = 0; round < 3; round++) {
    await producer.send({ topic: 'orders', value: `round ${round}` })
    await cluster.createTopic(`round-${round}`)
    assert.equal((await cluster.records('orders')).length, 2)
    await cluster.restore(before)
    await cluster.ready
    assert.deepEqual((await cluster.records('orders')).map(({ value }) => value!.toString()), ['before'])
    assert.deepEqual((await cluster.admin.listTopics()).map(({ name }) => name), ['orders'])
  }
})

test('the broker is killed, its machine loses power, and clients go on', async () => {
  await using cluster = await Cluster.start({ topics: ['orders'] })
  const producer = cluster.producer({ retryBackoffMs: 5, reconnectBackoffMs: 5 })
  const sent: Promise<unknown>[] = []
  for (const how of ['kill', 'powerLoss', 'clean'] as const) {
    for (let i = 0; i < 10; i++) sent.push(producer.send({ topic: 'orders', value: `${how} ${i}` }))
    await cluster.restart(how)
  }
  await Promise.all(sent)
  assert.equal((await cluster.records('orders')).length, 30)
})

test('against a real cluster the rest works, and what needs the embedded broker says so', async () => {
  await using real = await Cluster.start()
  {
    await using cluster = await Cluster.start({ external: real.bootstrapServers, topics: [{ name: 'theirs', numPartitions: 1, replicationFactor: 1 }] })
    assert.equal(cluster.embedded, false)
    assert.match(cluster.name('orders'), /^orders-\w+$/)
    await cluster.load('{"topic":"theirs","value":"x"}')
    assert.equal((await cluster.records('theirs')).length, 1)
    assert.throws(() => cluster.inject({ api: 'Produce' }, { drop: true }), (error: unknown) => error instanceof KafkaError && error.code === 'EMBEDDED_ONLY')
    await assert.rejects(cluster.advance(1), /virtual time needs the embedded broker/)
    await assert.rejects(cluster.restart(), /restart needs the embedded broker/)
  }
  assert.deepEqual(await real.admin.listTopics(), [], 'what the test created is gone with it')
})
