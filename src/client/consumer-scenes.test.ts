// The consumer as its users meet it, with a whole broker on virtual time: what a slow handler, a rebalance, a failure or a standstill
// does, to the millisecond. The same through sockets and against Apache Kafka is in consumer-live.test.ts.

import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { test } from 'node:test'
import { cooperativeStickyAssignor, rangeAssignor } from '../assignors/index.ts'
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
      const passedMs = cluster.time!.monotonic() - begin
      if (passedMs > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`)
      await cluster.advance(passedMs < 1_000 ? 1 : 50)
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

/** Everything a member does with its records and partitions, with the virtual time at which it did it. */
function member(s: Awaited<ReturnType<typeof stage>>, name: string, options: Partial<ConsumerOptions<Text, Text>> = {}) {
  const seen: { at: number; partition: number; offset: number }[] = []
  const told: { at: number; what: string; partitions: number[] }[] = []
  const now = (): number => s.cluster.time!.monotonic()
  const tell = (what: string) => (partitions: { partition: number }[]) => void told.push({ at: now(), what, partitions: partitions.map(({ partition }) => partition).sort() })
  const c = s.consumer({ clientId: name, ...options })
  const start = (): void => {
    void c.subscribe('t', { onAssigned: tell('assigned'), onRevoked: tell('revoked'), onLost: tell('lost') })
    void c.run({ concurrency: { max: Infinity }, each: ({ partition, offset }) => void seen.push({ at: now(), partition, offset }) })
  }
  return { c, seen, told, start }
}

for (const groupProtocol of ['classic', 'consumer'] as const) {
  test(`cooperative: a partition that stays is consumed all through the rebalance, measured by its records (${groupProtocol})`, async () => {
    await using s = await stage(4)
    const options = { groupProtocol, ...(groupProtocol === 'classic' && { partitionAssignmentStrategy: [cooperativeStickyAssignor] }) }
    const [a, b] = [member(s, 'a', options), member(s, 'b', options)]
    a.start()
    await s.until('a has all', () => a.c.assignment().length === 4)
    let value = 0
    const write = async (ms: number): Promise<void> => {
      for (const end = s.cluster.time!.monotonic() + ms; s.cluster.time!.monotonic() < end;) {
        await s.produce([0, 1, 2, 3].map(partition => ({ partition, value: String(value) })))
        value++
        await s.cluster.advance(5)
      }
    }
    await write(200)
    // Each step of the rebalance takes its time.
    for (const api of ['JoinGroup', 'SyncGroup', 'ConsumerGroupHeartbeat']) s.cluster.inject({ api, times: Infinity }, { delayMs: 100 })
    const joinedAt = s.cluster.time!.monotonic()
    b.start()
    while (b.c.assignment().length < 2) {
      assert.ok(s.cluster.time!.monotonic() - joinedAt < 30_000)
      await write(5)
    }
    const movedAt = s.cluster.time!.monotonic()
    await write(200)
    await s.until('all is processed', () => a.seen.length + b.seen.length === value * 4)
    const kept = a.c.assignment().map(({ partition }) => partition)
    assert.equal(kept.length, 2)
    for (const partition of kept) {
      const times = a.seen.filter(record => record.partition === partition).map(({ at }) => at)
      const gaps = times.slice(1).map((at, i) => at - times[i]!)
      assert.ok(times.some(at => at > joinedAt && at < movedAt), 'records came while partitions moved')
      // A record every 5 ms and something for the way.
      assert.ok(Math.max(...gaps) <= 15, `partition ${partition} stood still for ${Math.max(...gaps)} ms`)
      assert.ok(a.told.every(({ what, partitions }) => what === 'assigned' || !partitions.includes(partition)), 'it was never taken away')
    }
  })
}

test('what eager costs, by the same measure: everything is given up, and nothing is consumed until the group has rebalanced', async () => {
  await using s = await stage(2)
  const options = { groupProtocol: 'classic' as const, partitionAssignmentStrategy: [rangeAssignor] }
  const [a, b] = [member(s, 'a', options), member(s, 'b', options)]
  a.start()
  await s.until('a has all', () => a.c.assignment().length === 2)
  for (const api of ['JoinGroup', 'SyncGroup']) s.cluster.inject({ api, times: Infinity }, { delayMs: 100 })
  b.start()
  let written = 0
  const write = async (): Promise<void> => {
    await s.produce([{ partition: 0, value: String(written++) }])
    await s.cluster.advance(10)
  }
  while (b.c.assignment().length === 0) await write()
  for (let i = 0; i < 20; i++) await write()
  await s.until('one each, all read', () => a.c.assignment().length === 1 && b.c.assignment().length === 1 && a.seen.length === written)
  const times = a.seen.map(({ at }) => at)
  const longest = Math.max(...times.slice(1).map((at, i) => at - times[i]!))
  assert.ok(longest >= 100, `the partition that stays stood still too, but for ${longest} ms only`)
  assert.deepEqual(a.told.map(({ what, partitions }) => `${what} ${partitions}`), ['assigned 0,1', 'revoked 0,1', 'assigned 0'])
})

// ---- listeners, signals, commits around a revocation

for (const groupProtocol of ['classic', 'consumer'] as const) {
  test(`onRevoked is awaited: the next owner starts only after it, with what was committed in it; the signal has fired (${groupProtocol})`, async () => {
    await using s = await stage(1)
    await s.produce(['0', '1', '2', '3'].map(value => ({ partition: 0, value })))
    const options = { groupProtocol, enableAutoCommit: false, ...(groupProtocol === 'classic' && { partitionAssignmentStrategy: [rangeAssignor], groupInstanceId: 'z' }) }
    const old = s.consumer(options)
    const order: string[] = []
    let signal: AbortSignal | undefined
    await old.subscribe('t', {
      onAssigned: list => void (list.length > 0 && order.push('assigned')),
      onRevoked: async ([partition], { reason }) => {
        order.push(`revoking, ${signal!.aborted ? (signal!.reason as { code: string }).code : 'not aborted'}, ${reason === '' ? 'no reason' : 'a reason'}`)
        await new Promise<void>(resolve => s.cluster.time!.schedule(700, resolve))
        await old.commit([{ ...partition!, offset: 2 }])
        order.push('revoked')
      },
    })
    void old.run({ each: (_record, context) => void (signal = context.signal) })
    await s.until('all seen', () => old.lag()[0]?.lag === 0)
    assert.equal(signal!.aborted, false)
    // Static members are served first, by their ids: `a` takes the only partition. Under KIP-848 the old one unsubscribes.
    const next = s.consumer({ ...options, ...(groupProtocol === 'classic' && { groupInstanceId: 'a' }) })
    const offsets: number[] = []
    await next.subscribe('t', { onAssigned: list => void (list.length > 0 && order.push('assigned to the next')) })
    void next.run({ each: ({ offset }) => void offsets.push(offset) })
    if (groupProtocol === 'consumer') {
      await s.cluster.advance(100)
      void old.close()
    }
    await s.until('the next owner has read', () => offsets.length === 2)
    assert.deepEqual(order, ['assigned', `revoking, ${groupProtocol === 'classic' ? 'REVOKED' : 'CLOSED'}, a reason`, 'revoked', 'assigned to the next'])
    assert.deepEqual(offsets, [2, 3])
  })
}

for (const groupProtocol of ['classic', 'consumer'] as const) {
  test(`onAssigned is awaited: no record comes before it has ended, and a seek in it decides the first (${groupProtocol})`, async () => {
    await using s = await stage(1)
    await s.produce(['0', '1', '2', '3'].map(value => ({ partition: 0, value })))
    const c = s.consumer({ groupProtocol })
    const order: string[] = []
    await c.subscribe('t', {
      onAssigned: async ([partition]) => {
        order.push('assigning')
        await new Promise<void>(resolve => s.cluster.time!.schedule(700, resolve))
        c.seek(partition!, 2)
        order.push('assigned')
      },
    })
    void c.run({ each: ({ offset }) => void order.push(String(offset)) })
    await s.cluster.advance(5_000)
    assert.deepEqual(order, ['assigning', 'assigned', '2', '3'])
  })
}

test('partitions that are lost: the signal fires, onLost and not onRevoked is called, and nothing is committed', async () => {
  await using s = await stage(1)
  await s.produce(['0', '1', '2'].map(value => ({ partition: 0, value })))
  const c = s.consumer({ groupProtocol: 'classic', autoCommitIntervalMs: 600_000 })
  const told: string[] = []
  await c.subscribe('t', {
    onRevoked: () => void told.push('revoked'),
    onLost: async ([partition]) => {
      told.push(`lost, ${s.cluster.requests({ api: 'OffsetCommit' }).length} commits, ${signal!.aborted ? (signal!.reason as { code: string }).code : 'not aborted'}`)
      await assert.rejects(c.commit([{ ...partition!, offset: 3 }], { timeoutMs: 100 }))
    },
  })
  let signal: AbortSignal | undefined
  void c.run({ each: (_record, context) => void (signal = context.signal) })
  await s.until('all seen', () => c.lag()[0]?.lag === 0)
  s.cluster.clearRequests()
  s.cluster.inject({ api: 'Heartbeat', nth: 1 }, { error: 'UNKNOWN_MEMBER_ID' })
  await s.until('lost', () => told.length > 0, 20_000)
  await s.until('back', () => c.state().membership === 'Stable' && c.assignment().length === 1)
  assert.deepEqual(told, ['lost, 0 commits, LOST'])
  const committed = await s.cluster.until(s.cluster.admin.listGroupOffsets('g'))
  assert.deepEqual(committed, [], 'what was processed before the loss is not committed by anybody')
})

test('a member that was put out does not set back what another has committed since, though the group is empty by now', async () => {
  await using s = await stage(1)
  await s.produce(Array.from({ length: 10 }, (_, i) => ({ partition: 0, value: String(i) })))
  const options = { groupProtocol: 'classic' as const, enableAutoCommit: false }
  const zombie = s.consumer({ ...options, maxPollIntervalMs: 10_000, sessionTimeoutMs: 8_000 })
  await zombie.subscribe('t')
  assert.equal((await s.cluster.until(zombie.poll({ timeoutMs: 5_000 }))).length, 10)
  await s.until('put out', () => zombie.state().membership === 'Expired', 20_000)
  const next = s.consumer(options)
  await next.subscribe('t')
  assert.equal((await s.cluster.until(next.poll({ timeoutMs: 10_000 }))).length, 10)
  await s.cluster.until(next.commit())
  await s.cluster.until(next.close())
  s.cluster.clearRequests()
  await assert.rejects(s.cluster.until(zombie.commit([{ topic: 't', partition: 0, offset: 3 }], { timeoutMs: 5_000 })), { name: 'CommitFailedError' })
  assert.equal(s.cluster.requests({ api: 'OffsetCommit' }).length, 0)
  assert.deepEqual((await s.cluster.until(s.cluster.admin.listGroupOffsets('g'))).map(({ offset }) => offset), [10])
})

for (const error of ['STALE_MEMBER_EPOCH', 'UNKNOWN_MEMBER_ID']) {
  test(`the coordinator answers ${error} to the question where to begin: the member asks again with what its heartbeats told it, and nobody hears of it`, async () => {
    await using s = await stage(1)
    await s.produce(['0', '1'].map(value => ({ partition: 0, value })))
    const c = s.consumer({ groupProtocol: 'consumer' })
    s.cluster.inject({ api: 'OffsetFetch', nth: 1 }, { error })
    await c.subscribe('t')
    const seen: string[] = []
    void c.run({ each: ({ value }) => void seen.push(String(value)) })
    await s.until('all seen', () => seen.length === 2)
    assert.equal(s.cluster.requests({ api: 'OffsetFetch' }).length, 2)
  })
}

test('an automatic commit goes with the revocation; a handler that does not end is not waited for longer than maxPollIntervalMs', async () => {
  await using s = await stage(2)
  await s.produce(['0', '1', '2'].flatMap(value => [0, 1].map(partition => ({ partition, value }))))
  const options = { groupProtocol: 'classic' as const, partitionAssignmentStrategy: [cooperativeStickyAssignor], autoCommitIntervalMs: 600_000, maxPollIntervalMs: 20_000 }
  const a = s.consumer(options)
  let expired = 0
  a.on('processingExpired', () => void expired++)
  await a.subscribe('t')
  // The second record of each partition takes for ever.
  void a.run({ concurrency: { max: 2 }, each: ({ offset }, { signal }) => (offset === 1 ? new Promise<void>(resolve => signal.addEventListener('abort', () => s.cluster.time!.schedule(60_000, resolve))) : undefined) }).catch(() => {})
  await s.until('at work', () => a.state().partitions.filter(({ waitsFor, position }) => waitsFor === 'application' && position > 0).length === 2)
  const b = s.consumer({ ...options, maxPollIntervalMs: 300_000 })
  const first = new Map<number, number>()
  await b.subscribe('t')
  void b.run({ each: ({ partition, offset }) => void (first.has(partition) || first.set(partition, offset)) })
  const took = await s.until('b has everything', () => first.size === 2, 40_000)
  assert.ok(took <= 21_000, `${took} ms`)
  // Of the partition that was to move, offset 0 is committed and offset 1 is not; the other one was lost, and nothing was committed of it.
  assert.deepEqual([...first.values()].sort(), [0, 1])
  assert.equal(expired, 1)
})

// ---- handlers

test('commits never pass an unfinished record, by key and by partition, while others are done', async () => {
  for (const by of ['key', 'partition'] as const) {
    await using s = await stage(2)
    await s.produce([0, 1].flatMap(partition => Array.from({ length: 6 }, (_, i) => ({ partition, key: `k${i % 3}`, value: String(i) }))))
    const c = s.consumer({ autoCommitIntervalMs: 50 })
    let release: (() => void) | undefined
    const done: string[] = []
    await c.subscribe('t')
    void c.run({
      concurrency: { by, max: 8 },
      each: async ({ partition, offset }) => {
        if (partition === 0 && offset === 1) await new Promise<void>(resolve => (release = resolve))
        done.push(`${partition}:${offset}`)
      },
    })
    await s.cluster.advance(1_000)
    const committed = async (): Promise<string> => (await s.cluster.until(s.cluster.admin.listGroupOffsets('g'))).map(({ partition, offset }) => `${partition}:${offset}`).sort().join(' ')
    assert.equal(await committed(), '0:1 1:6')
    // By key only the key of the record at work waits (offsets 1 and 4), by partition all that follow it.
    assert.deepEqual(done.filter(place => place.startsWith('0:')).sort(), by === 'key' ? ['0:0', '0:2', '0:3', '0:5'] : ['0:0'])
    release!()
    await s.cluster.advance(1_000)
    assert.equal(await committed(), '0:6 1:6')
  }
})

test('batches: at most so many records, at most so many bytes, and no longer a wait than asked for', async () => {
  await using s = await stage(1)
  const c = s.consumer()
  await c.subscribe('t')
  const got: { at: number; sizes: number[]; bytes: number }[] = []
  const begin = s.cluster.time!.monotonic()
  void (async () => {
    for await (const { records } of c.batches({ maxRecords: 5, maxBytes: 100, maxWaitMs: 2_000 })) {
      got.push({ at: s.cluster.time!.monotonic() - begin, sizes: records.map(({ offset }) => offset), bytes: records.reduce((sum, record) => sum + record.sizeInBytes, 0) })
    }
  })()
  await s.until('assigned', () => c.assignment().length === 1)
  // Seven small ones: five at once, two after the wait.
  await s.produce(Array.from({ length: 7 }, () => ({ partition: 0, value: '0123456789' })))
  await s.cluster.advance(200)
  assert.deepEqual(got.map(({ sizes }) => sizes), [[0, 1, 2, 3, 4]])
  assert.equal(c.state().partitions[0]!.position, 5, 'what is held is not handed out')
  await s.cluster.advance(1_500)
  assert.equal(got.length, 1)
  await s.cluster.advance(500)
  assert.deepEqual(got[1]!.sizes, [5, 6])
  // Sixty bytes each: one per batch, the last one alone though it is larger than a batch may be.
  await s.produce([60, 60, 150].map(length => ({ partition: 0, value: 'x'.repeat(length) })))
  await s.cluster.advance(2_500)
  assert.deepEqual(got.slice(2).map(({ sizes }) => sizes), [[7], [8], [9]])
  // A record that comes while another waits goes with it.
  await s.produce([{ partition: 0, value: 'a' }])
  await s.cluster.advance(1_000)
  await s.produce([{ partition: 0, value: 'b' }])
  await s.cluster.advance(1_100)
  assert.deepEqual(got[5]!.sizes, [10, 11])
  // Four come while three wait: five go at once, two wait.
  for (const count of [3, 4]) {
    await s.produce(Array.from({ length: count }, () => ({ partition: 0, value: 'c' })))
    await s.cluster.advance(200)
  }
  assert.deepEqual(got.slice(6).map(({ sizes }) => sizes), [[12, 13, 14, 15, 16]])
  await s.cluster.advance(2_000)
  assert.deepEqual(got[7]!.sizes, [17, 18])
  await assert.rejects(s.consumer().batches({ maxBytes: 0 }).next(), /maxBytes must be a number of at least 1/)
  await s.cluster.until(c.close())
  assert.deepEqual((await s.cluster.until(s.cluster.admin.listGroupOffsets('g'))).map(({ offset }) => offset), [19])
})

test('eachBatch takes the same limits, and what it held is not lost when the run ends', async () => {
  await using s = await stage(2)
  await s.produce(Array.from({ length: 8 }, (_, i) => ({ partition: i % 2, value: 'v' })))
  const c = s.consumer()
  await c.subscribe('t')
  const sizes: number[] = []
  const stop = new AbortController()
  const run = c.run({ signal: stop.signal, batch: { maxRecords: 3, maxWaitMs: 60_000 }, eachBatch: ({ records }) => void sizes.push(records.length) })
  await s.cluster.advance(1_000)
  stop.abort()
  await s.cluster.until(run)
  assert.deepEqual(sizes, [3, 3])
  const rest = await s.cluster.until(c.poll({ timeoutMs: 1_000 }))
  assert.deepEqual(rest.map(({ offset }) => offset), [3, 3])
  await s.cluster.advance(1)
  await assert.rejects(c.run({ batch: { maxRecords: 1 }, each: () => {} }), /batch has no meaning without eachBatch/)
})

for (const by of ['partition', 'key'] as const) {
  test(`a record that waits for its next attempt stops its own ${by} only, takes no slot, is no overdue processing, and says so`, async () => {
    await using s = await stage(2)
    await s.produce([0, 1].flatMap(partition => [0, 1, 2].map(i => ({ partition, key: 'k', value: String(i) }))))
    const c = s.consumer({ maxPollIntervalMs: 10_000, groupProtocol: 'classic' })
    let expired = 0
    c.on('processingExpired', () => void expired++)
    const done: string[] = []
    let attempts = 0
    let working = 0
    await c.subscribe('t')
    void c.run({
      concurrency: { by, max: 1 },
      retry: { retries: 3, backoffMs: 30_000, backoffMaxMs: 30_000 },
      each: async ({ partition, offset }) => {
        assert.equal(++working, 1, 'one handler at a time')
        await new Promise<void>(resolve => s.cluster.time!.schedule(5, resolve))
        working--
        if (partition === 0 && offset === 1 && ++attempts < 3) throw new Error('not yet')
        done.push(`${partition}:${offset}`)
      },
    })
    await s.cluster.advance(5_000)
    assert.deepEqual([...done].sort(), ['0:0', '1:0', '1:1', '1:2'])
    assert.equal(c.state().partitions.find(({ partition }) => partition === 0)!.waitsFor, 'retry')
    await s.until('all done', () => done.length === 6, 100_000)
    assert.deepEqual(done.slice(-2), ['0:1', '0:2'])
    assert.equal(attempts, 3)
    assert.equal(expired, 0)
  })
}

test('a run that is stopped does not wait for the next attempt of a record: it is delivered again', async () => {
  for (const by of ['partition', 'key'] as const) {
    await using s = await stage(1)
    await s.produce(['0', '1', '2'].map(value => ({ partition: 0, key: value === '2' ? 'b' : 'a', value })))
    const c = s.consumer()
    await c.subscribe('t')
    const stop = new AbortController()
    const run = c.run({
      concurrency: { by },
      signal: stop.signal,
      retry: { retries: 9, backoffMs: 60_000 },
      each: ({ offset }) => {
        if (offset === 1) throw new Error('never')
      },
    })
    await s.cluster.advance(1_000)
    stop.abort()
    await s.cluster.until(run, 100)
    // Nobody works on anything: neither this nor a rebalance has to wait.
    await s.cluster.until(c.drain(), 1_000)
    assert.equal((await s.cluster.until(c.poll()))[0]!.offset, 1)
    await s.cluster.until(c.close())
  }
})

test('a rebalance does not wait for a record that waits for its next attempt, nor for those behind it', async () => {
  for (const by of ['partition', 'key'] as const) {
    await using s = await stage(1)
    await s.produce(['0', '1', '2'].map(value => ({ partition: 0, key: 'a', value })))
    const options = { groupProtocol: 'classic' as const, partitionAssignmentStrategy: [rangeAssignor] }
    const failing = s.consumer(options)
    await failing.subscribe('t')
    void failing.run({
      concurrency: { by },
      retry: { retries: 9, backoffMs: 600_000 },
      each: () => {
        throw new Error('never')
      },
    })
    await s.until('it rests', () => failing.state().partitions[0]?.waitsFor === 'retry')
    const other = s.consumer(options)
    await other.subscribe('t')
    void other.run({ each: () => {} })
    const took = await s.until('the group is whole again', () => other.state().membership === 'Stable', 400_000)
    assert.ok(took < 10_000, `${by}: ${took} ms`)
  }
})

// ---- topics that the broker creates when they are asked for

test('what is subscribed to or assigned may be created, what is no longer read or was only looked at is not brought back', async () => {
  await using s = await stage(1, { 'auto.create.topics.enable': 'true' })
  const topics = async (): Promise<string[]> => (await s.cluster.until(s.cluster.admin.listTopics())).map(({ name }) => name).filter(name => !name.startsWith('__')).sort()
  for (const groupProtocol of ['classic', 'consumer'] as const) {
    const c = s.consumer({ groupId: groupProtocol, groupProtocol, metadataMaxAgeMs: 1_000 })
    void c.subscribe(['t', 'made']).then(() => c.run({ each: () => {} }))
    await s.until('both are read', () => c.assignment().length === 2)
    await s.cluster.until(c.subscribe(['t']))
    await s.until('one is read', () => c.assignment().length === 1)
    await s.cluster.until(s.cluster.admin.createTopics([{ name: 'other', numPartitions: 1 }]))
    assert.equal((await s.cluster.until(c.endOffsets([{ topic: 'other', partition: 0 }])))[0]!.offset, 0)
    await s.cluster.until(c.committed([{ topic: 'other', partition: 0 }]))
    await s.cluster.until(s.cluster.admin.deleteTopics(['made', 'other']))
    await s.cluster.advance(10_000)
    assert.deepEqual(await topics(), ['t'])
    await s.cluster.until(c.close())
  }
  const c = s.consumer({ groupId: undefined, metadataMaxAgeMs: 1_000 })
  c.assign([{ topic: 'by-hand', partition: 0 }])
  await s.cluster.advance(5_000)
  assert.deepEqual(await topics(), ['by-hand', 't'])
  c.assign([{ topic: 't', partition: 0 }])
  await s.cluster.until(s.cluster.admin.deleteTopics(['by-hand']))
  await s.cluster.advance(10_000)
  assert.deepEqual(await topics(), ['t'])
})

test('allowAutoCreateTopics false: a topic that does not exist is waited for, not made', async () => {
  await using s = await stage(1, { 'auto.create.topics.enable': 'true' })
  const c = s.consumer({ allowAutoCreateTopics: false })
  void c.subscribe(['later']).then(() => c.run({ each: () => {} }))
  await s.cluster.advance(10_000)
  assert.ok(!(await s.cluster.until(s.cluster.admin.listTopics())).some(({ name }) => name === 'later'))
  await s.cluster.until(s.cluster.admin.createTopics([{ name: 'later', numPartitions: 1 }]))
  await s.until('found', () => c.assignment().length === 1, 20_000)
})

// ---- what a consumer says of itself

test('lag and position per partition, and what each of them waits for', async () => {
  await using s = await stage(3)
  await s.produce([0, 1].flatMap(partition => Array.from({ length: 10 }, (_, i) => ({ partition, value: String(i) }))))
  const c = s.consumer({ maxPollRecords: 4 })
  await c.subscribe('t')
  const first = await s.cluster.until(c.poll({ timeoutMs: 5_000 }))
  assert.equal(first.length, 4)
  const { partition } = first[0]!
  const other = 1 - partition
  c.pause([{ topic: 't', partition: other }])
  const report = (): Record<number, string> => Object.fromEntries(c.state().partitions.map(p => [p.partition, `${p.position} lag ${p.lag} ${p.waitsFor}`]))
  await s.cluster.advance(100)
  assert.deepEqual(report(), { [partition]: '4 lag 6 application', [other]: '0 lag 10 pause', 2: '0 lag 0 records' })
  assert.deepEqual(c.lag().map(({ lag }) => lag).sort(), [0, 10, 6].sort())
  c.resume([{ topic: 't', partition: other }])
  for (let seen = 4; seen < 20;) seen += (await s.cluster.until(c.poll())).length
  assert.deepEqual(await s.cluster.until(c.poll({ timeoutMs: 100 })), [])
  assert.deepEqual(Object.values(report()).sort(), ['0 lag 0 records', '10 lag 0 records', '10 lag 0 records'])
})

// ---- which protocol, whose offsets, who is told

test('the consumer protocol where the broker has it, the classic one where it has not, or where an option or the group asks for it', async () => {
  const protocolOf = async (s: Awaited<ReturnType<typeof stage>>, options: Partial<ConsumerOptions<Text, Text>> = {}): Promise<string | undefined> => {
    const c = s.consumer(options)
    await c.subscribe('t')
    void c.run({ each: () => {} })
    await s.until('stable', () => c.state().membership === 'Stable' && c.assignment().length > 0)
    const { protocol } = c.state()
    return protocol
  }
  await using s = await stage(4)
  assert.equal(await protocolOf(s), 'consumer')
  assert.equal(await protocolOf(s, { groupId: 'own-assignor', partitionAssignmentStrategy: [rangeAssignor] }), 'classic')
  assert.equal(await protocolOf(s, { groupId: 'said', groupProtocol: 'classic' }), 'classic')
  await using old = await stage(4, { 'group.coordinator.rebalance.protocols': 'classic' })
  assert.equal(await protocolOf(old), 'classic')
  const told = old.consumer({ groupId: 'insists', groupProtocol: 'consumer' })
  await told.subscribe('t')
  await assert.rejects(old.cluster.until(told.poll({ timeoutMs: 10_000 })), { code: 'UNSUPPORTED_VERSION' })
  // A classic group that may not move to the consumer protocol keeps its own.
  await using kept = await stage(4, { 'group.consumer.migration.policy': 'disabled' })
  assert.equal(await protocolOf(kept, { groupProtocol: 'classic' }), 'classic')
  assert.equal(await protocolOf(kept), 'classic')
})

test('groups read the same topic apart from each other, each at its own pace', async () => {
  await using s = await stage(1)
  await s.produce(Array.from({ length: 10 }, (_, i) => ({ partition: 0, value: String(i) })))
  const [fast, slow] = ['fast', 'slow'].map(groupId => s.consumer({ groupId, maxPollRecords: groupId === 'fast' ? 10 : 3 }))
  await fast!.subscribe('t')
  await slow!.subscribe('t')
  assert.equal((await s.cluster.until(fast!.poll({ timeoutMs: 5_000 }))).length, 10)
  assert.equal((await s.cluster.until(slow!.poll({ timeoutMs: 5_000 }))).length, 3)
  await s.cluster.until(Promise.all([fast!.commit(), slow!.commit()]))
  const committed = async (group: string): Promise<number> => (await s.cluster.until(s.cluster.admin.listGroupOffsets(group)))[0]!.offset
  // The committed offset is the next one to read.
  assert.deepEqual([await committed('fast'), await committed('slow')], [10, 3])
  assert.equal((await s.cluster.until(slow!.poll()))[0]!.offset, 3)
})

test('events go to diagnostics_channel too, with the client and the group they are of', async () => {
  const heard: { name: string; message: { groupId: string; clientId: string; type?: string; partitions?: { partition: number }[] } }[] = []
  const names = ['rebalance', 'assigned', 'revoked'].map(name => `rookery:consumer:${name}`)
  const listen = (message: unknown, name: string | symbol): void => void heard.push({ name: String(name), message: message as (typeof heard)[0]['message'] })
  for (const name of names) subscribe(name, listen)
  try {
    await using s = await stage(2)
    const c = s.consumer({ clientId: 'ann' })
    await c.subscribe('t')
    void c.run({ each: () => {} })
    await s.until('assigned', () => c.assignment().length === 2)
    await s.cluster.until(c.unsubscribe())
    assert.deepEqual([...new Set(heard.map(({ message }) => `${message.clientId} of ${message.groupId}`))], ['ann of g'])
    assert.deepEqual(
      heard.filter(({ message }) => message.type === undefined).map(({ name, message }) => `${name} ${message.partitions!.map(({ partition }) => partition).sort()}`),
      ['rookery:consumer:assigned 0,1', 'rookery:consumer:revoked 0,1'],
    )
    assert.ok(heard.some(({ name, message }) => name === 'rookery:consumer:rebalance' && message.type === 'completed'))
  } finally {
    for (const name of names) unsubscribe(name, listen)
  }
})
