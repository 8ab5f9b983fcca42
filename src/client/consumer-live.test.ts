// The consumer against a whole broker: our own, or Apache Kafka at ROOKERY_TEST_BOOTSTRAP.

import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import { cooperativeStickyAssignor, rangeAssignor, roundRobinAssignor, stickyAssignor } from '../assignors/index.ts'
import type { Assignor } from '../assignors/index.ts'
import { consumerGroupHeartbeatApi } from '../protocol/generated/consumer-group-heartbeat.ts'
import { KafkaUnderTest } from '../testing/kafka-under-test.ts'
import { Admin } from './admin.ts'
import { Consumer } from './consumer.ts'
import type { ConsumerOptions, GroupProtocol } from './consumer-config.ts'
import { Producer } from './producer.ts'
import type { ConsumerRecord, TopicPartition } from './record.ts'
import { HandlerError } from './run.ts'
import { jsonSerde, stringSerde } from './serde.ts'
import { SubscriptionPattern } from './subscription-pattern.ts'

type Text = string | null

let kafka: KafkaUnderTest
let admin: Admin
let producer: Producer<Text, Text>
before(async () => {
  kafka = await KafkaUnderTest.start({ 'group.min.session.timeout.ms': '500' })
  admin = new Admin({ bootstrapServers: kafka.bootstrapServers })
  producer = new Producer({ bootstrapServers: kafka.bootstrapServers })
})
const open: Consumer<Text, Text>[] = []
after(async () => {
  // Those of a test that failed, which would keep the process alive.
  await Promise.all(open.map(c => c.close({ timeoutMs: 1000 })))
  await producer.close()
  await admin.close()
  await kafka.close()
})

function consumer(options: Partial<ConsumerOptions<Text, Text>> = {}): Consumer<Text, Text> {
  const made = new Consumer<Text, Text>({
    bootstrapServers: kafka.bootstrapServers,
    autoOffsetReset: 'earliest',
    keyDeserializer: stringSerde,
    valueDeserializer: stringSerde,
    ...options,
  })
  open.push(made)
  return made
}

async function topic(stem: string, numPartitions = 1, configs: Record<string, string> = {}): Promise<string> {
  const name = kafka.name(stem)
  await admin.createTopics([{ name, numPartitions, configs }])
  return name
}

async function fill(name: string, partitions: number, each: number): Promise<void> {
  const records = Array.from({ length: partitions * each }, (_, i) => ({
    topic: name,
    partition: i % partitions,
    key: `k${i % 5}`,
    value: `v${Math.floor(i / partitions)}`,
  }))
  await producer.sendBatch(records)
}

async function take(from: Consumer<Text, Text>, count: number, withinMs = 15_000): Promise<ConsumerRecord<Text, Text>[]> {
  const records: ConsumerRecord<Text, Text>[] = []
  const until = Date.now() + withinMs
  while (records.length < count && Date.now() < until) records.push(...(await from.poll({ timeoutMs: 200 })))
  return records
}

async function eventually(what: string, done: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const until = Date.now() + withinMs
  while (!(await done())) {
    if (Date.now() > until) throw new Error(`not within ${withinMs} ms: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

const names = (partitions: Iterable<TopicPartition>): string[] => [...partitions].map(({ topic, partition }) => `${topic.split('-')[0]}-${partition}`).sort()

/** Runs the scene once per group protocol. */
function withEachProtocol(name: string, scene: (t: TestContext, groupProtocol: GroupProtocol) => Promise<void>): void {
  test(`${name} (classic)`, t => scene(t, 'classic'))
  test(`${name} (consumer protocol)`, async t => {
    if (!kafka.skipsWithout(t, consumerGroupHeartbeatApi)) await scene(t, 'consumer')
  })
}

// ---- without a group

test('assigned partitions are read from the beginning to the end, with key, value, headers and timestamps', async () => {
  const name = await topic('manual', 2)
  await producer.send({ topic: name, partition: 0, key: 'k', value: 'v', headers: { h: ['1', '2'] }, timestamp: 1_700_000_000_000 })
  await producer.send({ topic: name, partition: 1, key: null, value: null })
  await using c = consumer()
  c.assign([0, 1].map(partition => ({ topic: name, partition })))
  const records = await take(c, 2)
  const first = records.find(r => r.partition === 0)!
  assert.equal(first.topic, name)
  assert.equal(first.offset, 0)
  assert.equal(first.key, 'k')
  assert.equal(first.value, 'v')
  assert.equal(first.timestamp, 1_700_000_000_000)
  assert.equal(first.timestampType, 'CreateTime')
  assert.deepEqual(
    first.headers.map(({ key, value }) => [key, value!.toString()]),
    [
      ['h', '1'],
      ['h', '2'],
    ],
  )
  const second = records.find(r => r.partition === 1)!
  assert.equal(second.key, null)
  assert.equal(second.value, null)
  assert.equal(await c.position({ topic: name, partition: 0 }), 1)
  await assert.rejects(c.commit(), { code: 'CONFIG' })
  assert.throws(() => c.assign([{ topic: '', partition: 0 }]), { code: 'CONFIG' })
})

test('offsets by end and by time, and seeks to all of them', async () => {
  const name = await topic('seek')
  const partition = { topic: name, partition: 0 }
  for (let i = 0; i < 10; i++) await producer.send({ topic: name, partition: 0, value: `v${i}`, timestamp: 1_700_000_000_000 + i * 1000 })
  await using c = consumer()
  const offsets = async (list: Promise<{ offset: number }[]>): Promise<number[]> => (await list).map(({ offset }) => offset)
  assert.deepEqual(await offsets(c.beginningOffsets([partition])), [0])
  assert.deepEqual(await offsets(c.endOffsets([partition])), [10])
  assert.deepEqual(await offsets(c.offsetsForTimes([{ ...partition, timestamp: 1_700_000_003_500 }])), [4])
  assert.deepEqual(await offsets(c.offsetsForTimes([{ ...partition, timestamp: 1_800_000_000_000 }])), [-1])
  c.assign([partition])
  assert.equal((await take(c, 10)).length, 10)
  c.seek(partition, 7)
  assert.deepEqual(
    (await take(c, 3)).map(r => r.offset),
    [7, 8, 9],
  )
  await c.seekToBeginning()
  assert.equal(await c.position(partition), 0)
  assert.equal((await c.poll())[0]!.offset, 0)
  await c.seekToTimestamp(1_700_000_007_500)
  assert.equal((await c.poll())[0]!.offset, 8)
  await c.seekToEnd([partition])
  assert.equal(await c.position(partition), 10)
  await producer.send({ topic: name, partition: 0, value: 'new' })
  assert.equal((await take(c, 1))[0]!.value, 'new')
  assert.throws(() => c.seek({ topic: name, partition: 5 }, 0), /is not assigned/)
  assert.throws(() => c.seek(partition, -1), { code: 'CONFIG' })
})

test('autoOffsetReset: none names the partition and the ways out, an offset out of range follows the policy', async () => {
  const name = await topic('reset')
  const partition = { topic: name, partition: 0 }
  await fill(name, 1, 5)
  await using strict = consumer({ autoOffsetReset: 'none' })
  strict.assign([partition])
  await assert.rejects(strict.poll({ timeoutMs: 5000 }), {
    name: 'OffsetOutOfRangeError',
    code: 'OFFSET_OUT_OF_RANGE',
    topic: name,
    partition: 0,
    message: /seekToBeginning/,
  })
  strict.seek(partition, 99)
  await assert.rejects(strict.poll({ timeoutMs: 5000 }), { message: new RegExp(`offset 99 is out of range for ${name}-0`) })
  strict.seek(partition, 3)
  assert.deepEqual(
    (await take(strict, 2)).map(r => r.offset),
    [3, 4],
  )

  await using earliest = consumer()
  earliest.assign([partition])
  earliest.seek(partition, 99)
  assert.equal((await take(earliest, 5)).length, 5)

  await admin.deleteRecords([{ ...partition, beforeOffset: 2 }])
  await using again = consumer()
  again.assign([partition])
  again.seek(partition, 0)
  assert.equal((await take(again, 3))[0]!.offset, 2)
})

test('autoOffsetReset by duration begins with the records of that time', async () => {
  const name = await topic('duration')
  const now = Date.now()
  await producer.send({ topic: name, partition: 0, value: 'old', timestamp: now - 3 * 3_600_000 })
  await producer.send({ topic: name, partition: 0, value: 'young', timestamp: now - 1_800_000 })
  await using c = consumer({ autoOffsetReset: 'by_duration:PT1H' })
  c.assign([{ topic: name, partition: 0 }])
  assert.deepEqual(
    (await take(c, 1)).map(r => r.value),
    ['young'],
  )
})

test('paused partitions give nothing, keep their place, and go on', async () => {
  const name = await topic('pause', 2)
  await using c = consumer({ maxPollRecords: 10 })
  const [p0, p1] = [0, 1].map(partition => ({ topic: name, partition }))
  await fill(name, 2, 50)
  c.assign([p0!, p1!])
  await take(c, 1)
  c.pause([p0!])
  assert.deepEqual(names(c.paused()), ['pause-0'])
  await take(c, 45, 2000)
  const position = await c.position(p0!)
  const more = await take(c, 200, 500)
  assert.ok(more.every(r => r.partition === 1))
  assert.equal(await c.position(p0!), position)
  c.resume([p0!])
  const rest = await take(c, 50 - position)
  assert.equal(rest.filter(r => r.partition === 0)[0]!.offset, position)
})

test('all compressions and large records are read back', async () => {
  const name = await topic('codecs')
  const big = 'x'.repeat(300_000)
  for (const compressionType of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
    await using p = new Producer<Text, Text>({ bootstrapServers: kafka.bootstrapServers, compressionType })
    await p.sendBatch([
      { topic: name, partition: 0, value: compressionType },
      { topic: name, partition: 0, value: big },
    ])
  }
  await using c = consumer({ maxPartitionFetchBytes: 1000 })
  c.assign([{ topic: name, partition: 0 }])
  const values = (await take(c, 10)).map(r => r.value)
  assert.deepEqual(
    values.filter(v => v !== big),
    ['none', 'gzip', 'snappy', 'lz4', 'zstd'],
  )
  assert.equal(values.length, 10)
})

test('a value that the deserializer refuses throws where it is looked at, and names the record', async () => {
  const name = await topic('poison')
  await producer.sendBatch([
    { topic: name, partition: 0, value: '{"a":1}' },
    { topic: name, partition: 0, value: 'no json' },
  ])
  await using c = new Consumer({ bootstrapServers: kafka.bootstrapServers, autoOffsetReset: 'earliest', valueDeserializer: jsonSerde<{ a: number }>() })
  c.assign([{ topic: name, partition: 0 }])
  const values: unknown[] = []
  for await (const record of c) {
    try {
      values.push(record.value?.a)
    } catch (error) {
      assert.match((error as Error).message, new RegExp(`the value of ${name}-0 offset 1 cannot be deserialized`))
      assert.equal(record.rawValue!.toString(), 'no json')
      break
    }
  }
  assert.deepEqual(values, [1])
})

test('a topic that appears later is found', async () => {
  const name = kafka.name('later')
  await using c = consumer({ allowAutoCreateTopics: false })
  c.assign([{ topic: name, partition: 0 }])
  assert.deepEqual(await c.poll({ timeoutMs: 100 }), [])
  assert.equal(c.state().partitions[0]!.waitsFor, 'leader')
  await admin.createTopics([{ name, numPartitions: 1 }])
  await fill(name, 1, 1)
  assert.equal((await take(c, 1)).length, 1)
})

// ---- groups

withEachProtocol('a group of one reads everything, commits what it processed, and goes on there', async (_t, groupProtocol) => {
  const name = await topic('one', 3)
  const groupId = kafka.name('g-one')
  await fill(name, 3, 20)
  const first = consumer({ groupId, groupProtocol, enableAutoCommit: false })
  await first.subscribe(name)
  assert.equal((await take(first, 60)).length, 60)
  await first.commit()
  assert.deepEqual(
    (await first.committed()).map(({ offset }) => offset),
    [20, 20, 20],
  )
  assert.equal(first.state().membership, 'Stable')
  await first.close()
  await fill(name, 3, 1)
  await using second = consumer({ groupId, groupProtocol })
  await second.subscribe(name)
  assert.deepEqual(
    (await take(second, 3)).map(r => r.offset),
    [20, 20, 20],
  )
})

withEachProtocol('for await: what was asked beyond is committed on close, the record in hand is not', async (_t, groupProtocol) => {
  const name = await topic('iterate')
  const groupId = kafka.name('g-iterate')
  await fill(name, 1, 10)
  const c = consumer({ groupId, groupProtocol })
  await c.subscribe(name)
  let seen = 0
  for await (const record of c) {
    assert.equal(record.offset, seen++)
    if (seen === 5) break
  }
  await c.close()
  await using again = consumer({ groupId, groupProtocol })
  await again.subscribe(name)
  assert.equal((await take(again, 1))[0]!.offset, 4)
})

test('close ends a loop that waits; drain ends it when the record in hand is processed, and commits that too', async () => {
  const name = await topic('drain')
  const groupId = kafka.name('g-drain')
  await fill(name, 1, 10)
  const c = consumer({ groupId, groupProtocol: 'classic' })
  await c.subscribe(name)
  let handled = 0
  let drained: Promise<void> | undefined
  for await (const record of c) {
    if (record.offset === 5) drained = c.drain()
    await new Promise(resolve => setTimeout(resolve, 5))
    handled++
  }
  await drained
  assert.equal(handled, 6)
  assert.equal((await c.committed())[0]!.offset, 6)
  const rest = (async () => {
    let count = 0
    for await (const _record of c) count++
    return count
  })()
  await eventually('the loop has read the rest', () => c.lag()[0]?.lag === 0)
  await new Promise(resolve => setTimeout(resolve, 20))
  await c.close()
  assert.equal(await rest, 4)
  await assert.rejects(c.poll(), { code: 'CLOSED' })
})

withEachProtocol('automatic commits follow processing, never delivery', async (_t, groupProtocol) => {
  const name = await topic('auto')
  const groupId = kafka.name('g-auto')
  await fill(name, 1, 10)
  await using c = consumer({ groupId, groupProtocol, autoCommitIntervalMs: 50, maxPollRecords: 4 })
  await c.subscribe(name)
  assert.equal((await take(c, 1)).length, 4)
  await new Promise(resolve => setTimeout(resolve, 200))
  // Delivered, but nobody has asked for more: the group's offset is still where it began.
  assert.equal((await c.committed())[0]?.offset ?? 0, 0)
  await c.poll()
  await eventually('the first four are committed', async () => (await c.committed())[0]?.offset === 4)
})

test('offsets with metadata are committed and found', async () => {
  const name = await topic('metadata')
  const groupId = kafka.name('g-metadata')
  await fill(name, 1, 5)
  await using c = consumer({ groupId, enableAutoCommit: false })
  await c.commit([{ topic: name, partition: 0, offset: 3, metadata: 'checkpoint 7' }])
  c.assign([{ topic: name, partition: 0 }])
  assert.deepEqual(await c.committed(), [{ topic: name, partition: 0, offset: 3, leaderEpoch: -1, metadata: 'checkpoint 7' }])
  assert.equal((await take(c, 2))[0]!.offset, 3, 'an assigned partition begins at the committed offset, too')
  await assert.rejects(c.commit([{ topic: name, partition: 0, offset: -5 }]), { code: 'CONFIG' })
})

withEachProtocol('two members share the partitions; when one leaves the other gets them all, and nothing is read twice', async (_t, groupProtocol) => {
  const name = await topic('share', 4)
  const groupId = kafka.name('g-share')
  const seen = new Map<string, number>()
  const loop = async (c: Consumer<Text, Text>): Promise<void> => {
    for await (const record of c) seen.set(`${record.partition}/${record.offset}`, (seen.get(`${record.partition}/${record.offset}`) ?? 0) + 1)
  }
  const options = { groupId, groupProtocol, ...(groupProtocol === 'classic' && { heartbeatIntervalMs: 50, sessionTimeoutMs: 6000 }) }
  await fill(name, 4, 25)
  const a = consumer(options)
  await a.subscribe(name)
  const loopA = loop(a)
  await eventually('a has all partitions', () => a.assignment().length === 4)
  const b = consumer(options)
  await b.subscribe(name)
  const loopB = loop(b)
  await eventually('two each', () => a.assignment().length === 2 && b.assignment().length === 2)
  assert.equal(new Set([...names(a.assignment()), ...names(b.assignment())]).size, 4)
  await fill(name, 4, 25)
  await eventually('all 200 are read', () => seen.size === 200)
  await a.close()
  await eventually('b has all partitions', () => b.assignment().length === 4)
  await fill(name, 4, 10)
  await eventually('all 240 are read', () => seen.size === 240)
  await b.close()
  await Promise.all([loopA, loopB])
  assert.deepEqual(
    [...seen].filter(([, times]) => times !== 1),
    [],
  )
})

for (const assignor of [rangeAssignor, roundRobinAssignor, stickyAssignor, cooperativeStickyAssignor]) {
  test(`three members come and go under ${assignor.name}; each partition has one owner`, async () => {
    const name = await topic('assignor', 6)
    const groupId = kafka.name(`g-${assignor.name}`)
    const owners = new Map<number, Consumer<Text, Text>>()
    const member = async (): Promise<{ c: Consumer<Text, Text>; loop: Promise<void> }> => {
      const c = consumer({ groupId, partitionAssignmentStrategy: [assignor], heartbeatIntervalMs: 50, sessionTimeoutMs: 6000 })
      await c.subscribe(name, {
        onAssigned: partitions => {
          for (const { partition } of partitions) {
            assert.equal(owners.get(partition), undefined, `partition ${partition} has an owner already`)
            owners.set(partition, c)
          }
        },
        onRevoked: partitions => {
          for (const { partition } of partitions) {
            assert.equal(owners.get(partition), c)
            owners.delete(partition)
          }
        },
      })
      const failures: Error[] = []
      c.on('listenerFailed', ({ error }) => failures.push(error))
      return {
        c,
        loop: (async () => {
          for await (const _record of c) continue
          assert.deepEqual(failures, [])
        })(),
      }
    }
    const even = (members: { c: Consumer<Text, Text> }[]) => (): boolean =>
      owners.size === 6 && members.every(({ c }) => c.assignment().length === 6 / members.length)
    const first = await member()
    await eventually('one has all', even([first]))
    const second = await member()
    await eventually('two share', even([first, second]))
    const third = await member()
    await eventually('three share', even([first, second, third]))
    await first.c.close()
    await eventually('two share again', even([second, third]))
    await Promise.all([second.c.close(), third.c.close()])
    await Promise.all([first.loop, second.loop, third.loop])
    assert.equal(owners.size, 0)
  })
}

test('cooperative: partitions that stay are consumed throughout a rebalance', async () => {
  const name = await topic('stay', 4)
  const groupId = kafka.name('g-stay')
  const options = { groupId, partitionAssignmentStrategy: [cooperativeStickyAssignor], heartbeatIntervalMs: 50, sessionTimeoutMs: 6000 }
  await using a = consumer(options)
  const revoked: string[] = []
  await a.subscribe(name, { onRevoked: partitions => void revoked.push(...names(partitions)) })
  void a.run({ each: () => {} })
  await eventually('a has all', () => a.assignment().length === 4)
  await using b = consumer(options)
  await b.subscribe(name)
  void b.run({ each: () => {} })
  await eventually('two each', () => a.assignment().length === 2 && b.assignment().length === 2)
  assert.equal(revoked.length, 2, 'only what moves is revoked')
  const last = a.rebalances().find(entry => entry.revoked.length > 0)!
  assert.equal(last.reason, 'the group rebalances')
  assert.deepEqual([last.kept, last.added.length, last.revoked.length, last.isLeader, last.memberCount], [2, 0, 2, true, 2])
})

test('KIP-429: a group moves from an eager to a cooperative assignor member by member', async () => {
  const name = await topic('upgrade', 4)
  const groupId = kafka.name('g-upgrade')
  const member = async (partitionAssignmentStrategy: Assignor[]): Promise<Consumer<Text, Text>> => {
    const c = consumer({ groupId, partitionAssignmentStrategy, heartbeatIntervalMs: 50, sessionTimeoutMs: 6000 })
    await c.subscribe(name)
    void c.run({ each: () => {} })
    return c
  }
  const even = (members: Consumer<Text, Text>[]) => (): boolean =>
    new Set(members.flatMap(c => names(c.assignment()))).size === 4 && members.every(c => c.assignment().length === 4 / members.length)
  let members = [await member([rangeAssignor]), await member([rangeAssignor])]
  await eventually('two share', even(members))
  for (const next of [[cooperativeStickyAssignor, rangeAssignor], [cooperativeStickyAssignor]]) {
    for (let i = 0; i < 2; i++) {
      const [old, other] = members as [Consumer<Text, Text>, Consumer<Text, Text>]
      await old.close()
      members = [other, await member(next)]
      await eventually('two share', even(members))
    }
  }
  const [description] = await admin.describeGroups([groupId])
  assert.match(JSON.stringify(description), /cooperative-sticky/)
  await Promise.all(members.map(c => c.close()))
})

test('a custom assignor decides, and its user data goes to the leader and back', async () => {
  const name = await topic('custom', 3)
  const groupId = kafka.name('g-custom')
  const told: string[] = []
  const got: string[] = []
  const assignor = (weight: number): Assignor => ({
    name: 'heaviest-takes-all',
    userData: () => Buffer.from(String(weight)),
    assign(topics, members) {
      told.length = 0
      told.push(...members.map(({ userData }) => userData!.toString()).sort())
      const heaviest = [...members].sort((a, b) => Number(b.userData) - Number(a.userData))[0]!
      const partitions = [...topics.values()].map(({ name, partitionCount }) => ({
        topic: name,
        partitions: Array.from({ length: partitionCount }, (_, p) => p),
      }))
      return new Map([[heaviest.memberId, { partitions, userData: Buffer.from('all yours') }]])
    },
    onAssignment({ userData }) {
      if (userData !== null) got.push(userData.toString())
    },
  })
  await using light = consumer({ groupId, partitionAssignmentStrategy: [assignor(1)], heartbeatIntervalMs: 50, sessionTimeoutMs: 6000 })
  await light.subscribe(name)
  void light.run({ each: () => {} })
  await eventually('the only member has all', () => light.assignment().length === 3)
  await using heavy = consumer({ groupId, partitionAssignmentStrategy: [assignor(2)], heartbeatIntervalMs: 50, sessionTimeoutMs: 6000 })
  await heavy.subscribe(name)
  void heavy.run({ each: () => {} })
  await eventually('the heavier member has all', () => heavy.assignment().length === 3 && light.assignment().length === 0)
  assert.deepEqual(told, ['1', '2'])
  assert.equal(got.at(-1), 'all yours')
})

withEachProtocol('a pattern takes in topics that match, also those that appear later', async (_t, groupProtocol) => {
  const stem = kafka.name('pattern')
  await admin.createTopics([
    { name: `${stem}.a`, numPartitions: 1 },
    { name: `${stem}.b`, numPartitions: 2 },
    { name: `other-${stem}`, numPartitions: 1 },
  ])
  await using c = consumer({ groupId: kafka.name('g-pattern'), groupProtocol, metadataMaxAgeMs: 200 })
  await c.subscribe(new RegExp(`^${stem}\\.`))
  void c.run({ each: () => {} })
  await eventually('three partitions', () => c.assignment().length === 3)
  await admin.createTopics([{ name: `${stem}.c`, numPartitions: 2 }])
  await eventually('five partitions', () => c.assignment().length === 5)
  assert.deepEqual(c.subscription(), [`${stem}.a`, `${stem}.b`, `${stem}.c`])
})

withEachProtocol('a SubscriptionPattern is matched by the broker: whole names, also of topics that appear later; a bad one is a typed error', async (_t, groupProtocol) => {
  const stem = kafka.name('re2')
  await admin.createTopics([
    { name: `${stem}.a`, numPartitions: 1 },
    { name: `${stem}.b`, numPartitions: 2 },
    { name: `other-${stem}.a`, numPartitions: 1 },
  ])
  const groupId = kafka.name('g-re2')
  await using c = consumer({ groupId, groupProtocol, metadataMaxAgeMs: 200 })
  await c.subscribe(new SubscriptionPattern(`${stem}\\.[abc]`))
  void c.run({ each: () => {} }).catch(() => {})
  // Apache Kafka looks for new topics in the background, ten seconds after the last look at the earliest.
  await eventually('three partitions', () => c.assignment().length === 3, 30_000)
  if (groupProtocol === 'consumer') assert.equal((await admin.describeGroups([groupId]))[0]!.members[0]!.subscribedTopicRegex, `${stem}\\.[abc]`)
  await admin.createTopics([{ name: `${stem}.c`, numPartitions: 2 }])
  await eventually('five partitions', () => c.assignment().length === 5, 30_000)
  assert.deepEqual(c.subscription(), [`${stem}.a`, `${stem}.b`, `${stem}.c`])
  await c.subscribe(`${stem}.a`)
  await eventually('by name', () => c.assignment().length === 1)
  await using bad = consumer({ groupId: kafka.name('g-re2-bad'), groupProtocol })
  await bad.subscribe(new SubscriptionPattern('(unclosed'))
  await assert.rejects(bad.poll({ timeoutMs: 10_000 }), { code: 'INVALID_REGULAR_EXPRESSION' })
  assert.throws(() => new SubscriptionPattern(''), { code: 'CONFIG' })
})

withEachProtocol('partitions that are added to a topic are assigned', async (_t, groupProtocol) => {
  const name = await topic('grow', 1)
  await using c = consumer({ groupId: kafka.name('g-grow'), groupProtocol, metadataMaxAgeMs: 200 })
  await c.subscribe(name)
  void c.run({ each: () => {} })
  await eventually('one partition', () => c.assignment().length === 1)
  await admin.createPartitions([{ name, count: 3 }])
  await eventually('three partitions', () => c.assignment().length === 3)
})

test('a static member that comes back within its session keeps its partitions, and nobody rebalances', async () => {
  const name = await topic('static', 2)
  const groupId = kafka.name('g-static')
  const options = { groupId, partitionAssignmentStrategy: [rangeAssignor], heartbeatIntervalMs: 50, sessionTimeoutMs: 10_000 }
  await using other = consumer({ ...options, groupInstanceId: 'i2' })
  let rebalances = 0
  other.on('rebalance', ({ type }) => void (type === 'started' && rebalances++))
  const first = consumer({ ...options, groupInstanceId: 'i1' })
  await first.subscribe(name)
  await eventually('i1 is in', () => first.assignment().length === 2)
  await other.subscribe(name)
  void other.run({ each: () => {} })
  const drive = (c: Consumer<Text, Text>): void => void c.run({ each: () => {} }).catch(() => {})
  drive(first)
  await eventually('one each', () => first.assignment().length === 1 && other.assignment().length === 1)
  const mine = names(first.assignment())
  const before = rebalances
  await first.close()
  await using back = consumer({ ...options, groupInstanceId: 'i1' })
  await back.subscribe(name)
  drive(back)
  await eventually('i1 has its partition again', () => back.assignment().length === 1)
  assert.deepEqual(names(back.assignment()), mine)
  assert.equal(rebalances, before)
  // A second holder of the id fences the first.
  await using thief = consumer({ ...options, groupInstanceId: 'i1' })
  await thief.subscribe(name)
  drive(thief)
  await eventually('the first holder is told', () => back.state().membership === 'Failed')
  await assert.rejects(
    back.run({ each: () => {} }).catch(error => Promise.reject(error as Error)),
    (error: { code: string }) => error.code === 'FENCED_INSTANCE_ID' || error.code === 'STATE',
  )
  await thief.close({ leaveGroup: true })
})

withEachProtocol('a slow handler does not cost the membership; one beyond maxPollIntervalMs gives its partitions to others', async (_t, groupProtocol) => {
  const name = await topic('slow', 1)
  const groupId = kafka.name('g-slow')
  await fill(name, 1, 2)
  // Apache Kafka's group.min.session.timeout.ms is 6 s.
  const sessionTimeoutMs = kafka.isApache && groupProtocol === 'classic' ? 6000 : 500
  const options = { groupId, groupProtocol, ...(groupProtocol === 'classic' && { heartbeatIntervalMs: 50, sessionTimeoutMs }) }
  await using c = consumer({ ...options, maxPollIntervalMs: sessionTimeoutMs + 1000 })
  let expired = 0
  const lost: string[] = []
  c.on('processingExpired', () => void expired++)
  await c.subscribe(name, { onLost: partitions => void lost.push(...names(partitions)) })
  assert.equal((await take(c, 1)).length > 0, true)
  const signal = c.partitionSignal({ topic: name, partition: 0 })
  await new Promise(resolve => setTimeout(resolve, sessionTimeoutMs + 500))
  assert.equal(c.state().membership, 'Stable', 'a session has passed without a call')
  assert.equal(expired, 0)
  await eventually('the processing deadline', () => expired === 1)
  await eventually('the partition is lost', () => lost.length === 1)
  assert.equal(signal.aborted, true)
  await using other = consumer(options)
  await other.subscribe(name)
  assert.equal((await take(other, 2)).length, 2, 'what was not processed is delivered again')
  await other.close()
  // The application is back: so is the member.
  await eventually('the member has its partition again', async () => {
    await c.poll({ timeoutMs: 50 })
    return c.assignment().length === 1
  })
})

// ---- run

test('run by partition and by key: order within, concurrency across, commits never pass a record at work', async () => {
  const name = await topic('run', 2)
  const groupId = kafka.name('g-run')
  await fill(name, 2, 40)
  for (const by of ['partition', 'key'] as const) {
    const c = consumer({ groupId: `${groupId}-${by}`, enableAutoCommit: true, autoCommitIntervalMs: 20 })
    await c.subscribe(name)
    const orders = new Map<string, number[]>()
    let working = 0
    let most = 0
    let count = 0
    const stop = new AbortController()
    await c.run({
      concurrency: { by, max: 4 },
      signal: stop.signal,
      each: async record => {
        most = Math.max(most, ++working)
        const lane = by === 'key' ? `${record.partition}/${record.key}` : String(record.partition)
        orders.set(lane, [...(orders.get(lane) ?? []), record.offset])
        await new Promise(resolve => setTimeout(resolve, record.offset % 3))
        working--
        if (++count === 80) stop.abort()
      },
    })
    for (const [lane, offsets] of orders)
      assert.deepEqual(
        offsets,
        [...offsets].sort((a, b) => a - b),
        lane,
      )
    assert.equal(most, by === 'key' ? 4 : 2)
    await c.close()
    const offsets = await admin.listGroupOffsets(`${groupId}-${by}`)
    assert.deepEqual(offsets.map(({ offset }) => offset).sort(), [40, 40])
  }
})

test('run: a record that fails ends the run and is delivered again; what came before is committed', async () => {
  const name = await topic('fail')
  const groupId = kafka.name('g-fail')
  await fill(name, 1, 10)
  const c = consumer({ groupId })
  await c.subscribe(name)
  await assert.rejects(
    c.run({
      each: record => {
        if (record.offset === 4) throw new Error('cannot')
      },
    }),
    (error: HandlerError) => error instanceof HandlerError && error.offset === 4 && (error.cause as Error).message === 'cannot',
  )
  assert.equal((await take(c, 1))[0]!.offset, 4)
  c.seek({ topic: name, partition: 0 }, 4)
  await c.close()
  assert.equal((await admin.listGroupOffsets(groupId))[0]!.offset, 4)
})

test('run: retries, then the dead-letter topic with the cause in the headers', async () => {
  const name = await topic('retry')
  const dead = await topic('dead')
  await fill(name, 1, 5)
  const raw = new Producer<Buffer | null, Buffer | null>({ bootstrapServers: kafka.bootstrapServers })
  await using c = consumer({ groupId: kafka.name('g-retry') })
  await c.subscribe(name)
  const attempts = new Map<number, number>()
  const stop = new AbortController()
  await c.run({
    signal: stop.signal,
    retry: { retries: 2, backoffMs: 5 },
    deadLetter: { topic: dead, producer: raw },
    each: record => {
      attempts.set(record.offset, (attempts.get(record.offset) ?? 0) + 1)
      if (record.offset === 1 && attempts.get(1)! < 3) throw new Error('not yet')
      if (record.offset === 3) throw new TypeError('never')
      if (record.offset === 4) stop.abort()
    },
  })
  await raw.close()
  assert.deepEqual([...attempts.values()], [1, 3, 1, 3, 1])
  const [letter, ...others] = await kafka.records(dead)
  assert.equal(others.length, 0)
  assert.equal(letter!.value!.toString(), 'v3')
  const headers = Object.fromEntries(letter!.headers.map(({ key, value }) => [key, value!.toString()]))
  assert.equal(headers['dead-letter.topic'], name)
  assert.equal(headers['dead-letter.offset'], '3')
  assert.equal(headers['dead-letter.cause'], 'TypeError: never')
})

test('batches come by partition, in order, within the limit', async () => {
  const name = await topic('batches', 2)
  await fill(name, 2, 30)
  await using c = consumer({ groupId: kafka.name('g-batches') })
  await c.subscribe(name)
  const next = new Map<number, number>()
  let count = 0
  for await (const batch of c.batches({ maxRecords: 7 })) {
    assert.ok(batch.records.length <= 7)
    assert.equal(batch.signal.aborted, false)
    for (const record of batch.records) {
      assert.equal(record.offset, next.get(batch.partition) ?? 0)
      next.set(batch.partition, record.offset + 1)
    }
    count += batch.records.length
    if (count === 60) break
  }
  await c.close()
})

// ---- transactions, as far as a consumer sees them

test('read_committed and read_uncommitted see the same of plain records', async () => {
  const name = await topic('isolation')
  await fill(name, 1, 5)
  for (const isolationLevel of ['read_committed', 'read_uncommitted'] as const) {
    await using c = consumer({ isolationLevel })
    c.assign([{ topic: name, partition: 0 }])
    assert.equal((await take(c, 5)).length, 5)
    assert.equal(c.lag()[0]!.lag, 0)
  }
})

// ---- misuse

test('wrong options and wrong calls are refused by name', async () => {
  const bootstrapServers = kafka.bootstrapServers
  assert.throws(() => new Consumer({ bootstrapServers, autoOffsetReset: 'by_duration:1h' }), /autoOffsetReset/)
  assert.throws(() => new Consumer({ bootstrapServers, groupProtocol: 'consumer', groupId: 'g', sessionTimeoutMs: 1 }), /sessionTimeoutMs has no meaning/)
  assert.throws(() => new Consumer({ bootstrapServers, groupInstanceId: 'i' }), /needs a groupId/)
  assert.throws(
    () => new Consumer({ bootstrapServers, groupId: 'g', partitionAssignmentStrategy: [rangeAssignor, rangeAssignor] }),
    /two assignors named range/,
  )
  assert.throws(() => new Consumer({ bootstrapServers, groupId: 'g', heartbeatIntervalMs: 5000, sessionTimeoutMs: 4000 }), /must be below sessionTimeoutMs/)
  assert.throws(() => new Consumer({ bootstrapServers, sesionTimeoutMs: 1 } as never), /did you mean sessionTimeoutMs/)
  await using c = consumer()
  await assert.rejects(c.subscribe('t'), /needs a groupId/)
  await using g = consumer({ groupId: kafka.name('g-misuse') })
  await assert.rejects(g.subscribe([]), { code: 'CONFIG' })
  const waiting = g.poll({ timeoutMs: 300 })
  await assert.rejects(g.poll(), /one taker at a time/)
  await waiting
  const stop = new AbortController()
  const aborted = g.poll({ timeoutMs: 10_000, signal: stop.signal })
  stop.abort()
  await assert.rejects(aborted, { code: 'ABORTED' })
})
