// The producer against a whole broker: our own, or Apache Kafka at ROOKERY_TEST_BOOTSTRAP.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { compressionNames } from '../protocol/compression/codec.ts'
import { KafkaUnderTest } from '../testing/kafka-under-test.ts'
import { Admin } from './admin.ts'
import { Producer } from './producer.ts'
import type { ProducerOptions } from './producer-options.ts'
import type { ProducerRecord } from './producer-record.ts'
import { jsonSerde } from './serde.ts'

let kafka: KafkaUnderTest
let admin: Admin
before(async () => {
  kafka = await KafkaUnderTest.start()
  admin = new Admin({ bootstrapServers: kafka.bootstrapServers })
})
after(async () => {
  await admin.close()
  await kafka.close()
})

function producer<K = string | Buffer | null, V = string | Buffer | null>(options: Partial<ProducerOptions<K, V>> = {}): Producer<K, V> {
  return new Producer<K, V>({ bootstrapServers: kafka.bootstrapServers, ...options })
}

async function topic(stem: string, numPartitions = 1, configs: Record<string, string> = {}): Promise<string> {
  const name = kafka.name(stem)
  await admin.createTopics([{ name, numPartitions, configs }])
  return name
}

test('a record is stored as it was sent, and its place is told', async () => {
  await using p = producer()
  const name = await topic('plain')
  const place = await p.send({ topic: name, key: 'k', value: 'v', headers: { h: ['1', '2'] }, timestamp: 1_700_000_000_000 })
  assert.deepEqual(place, { topic: name, partition: 0, offset: 0, timestamp: 1_700_000_000_000 })
  const [record] = await kafka.records(name)
  assert.equal(record!.key!.toString(), 'k')
  assert.equal(record!.value!.toString(), 'v')
  assert.equal(record!.timestamp, 1_700_000_000_000)
  assert.deepEqual(
    record!.headers.map(header => [header.key, header.value!.toString()]),
    [
      ['h', '1'],
      ['h', '2'],
    ],
  )
})

test('a topic that does not exist is created by the first record', async () => {
  await using p = producer()
  const name = kafka.name('created-by-send')
  const places = await Promise.all(['a', 'b', 'c'].map(value => p.send({ topic: name, value, partition: 0 })))
  assert.deepEqual(
    places.map(place => place.offset),
    [0, 1, 2],
  )
})

for (const compressionType of compressionNames) {
  test(`10,000 records of mixed size with compression ${compressionType} arrive once and in order`, async () => {
    await using p = producer({ compressionType })
    const name = await topic(`compressed-${compressionType}`, 3)
    const records: ProducerRecord<string, string>[] = Array.from({ length: 10_000 }, (_, i) => ({
      topic: name,
      key: `key-${i % 97}`,
      value: `${i}:${'payload '.repeat(i % 40)}`,
    }))
    const places = await p.sendBatch(records)
    const seen: number[] = []
    for (let partition = 0; partition < 3; partition++) {
      const stored = await kafka.records(name, partition)
      const numbers = stored.map(record => Number.parseInt(record.value!.toString(), 10))
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
        'in the order of sending',
      )
      for (const [index, record] of stored.entries()) {
        const i = numbers[index]!
        assert.equal(record.value!.toString(), records[i]!.value)
        assert.equal(record.key!.toString(), records[i]!.key)
        assert.deepEqual([places[i]!.partition, places[i]!.offset], [partition, record.offset])
      }
      seen.push(...numbers)
    }
    assert.equal(new Set(seen).size, 10_000)
    assert.equal(seen.length, 10_000)
  })
}

for (const acks of [0, 1, 'all'] as const) {
  test(`acks ${acks}`, async () => {
    const name = await topic(`acks-${acks}`)
    // With acks=0 nobody would say that the partition was not led yet, and the record would be gone.
    assert.deepEqual(await kafka.records(name), [])
    const p = producer({ acks })
    const place = await p.send({ topic: name, value: 'x' })
    assert.equal(place.offset, acks === 0 ? -1 : 0)
    await p.close()
    let stored = await kafka.records(name)
    for (let i = 0; i < 50 && stored.length === 0; i++) stored = await kafka.records(name)
    assert.equal(stored.length, 1)
  })
}

test('a thousand senders at once, one record each, on six partitions', async () => {
  await using p = producer({ valueSerializer: jsonSerde<{ n: number }>().serializer })
  const name = await topic('many', 6)
  const places = await Promise.all(Array.from({ length: 1_000 }, (_, n) => p.send({ topic: name, key: String(n), value: { n } })))
  assert.equal(new Set(places.map(place => `${place.partition}/${place.offset}`)).size, 1_000)
  assert.equal(new Set(places.map(place => place.partition)).size, 6)
})

test('a broker with a smaller limit than the batch gets it in parts', async () => {
  await using p = producer({ batchSize: 200_000 })
  const name = await topic('small-messages', 1, { 'max.message.bytes': '20000' })
  const values = Array.from({ length: 100 }, (_, i) => String(i).padEnd(1_000, '.'))
  const places = await p.sendBatch(values.map(value => ({ topic: name, value })))
  assert.deepEqual(
    places.map(place => place.offset),
    values.map((_, i) => i),
  )
  assert.deepEqual(
    (await kafka.records(name)).map(record => record.value!.toString()),
    values,
  )
  await assert.rejects(p.send({ topic: name, value: 'x'.repeat(30_000) }), { code: 'MESSAGE_TOO_LARGE' })
  assert.equal((await p.send({ topic: name, value: 'after' })).offset, 100)
})

test('a compacted topic refuses a record without a key, and the next one goes through', async () => {
  const name = kafka.name('compacted')
  await admin.createTopics([{ name, numPartitions: 1, configs: { 'cleanup.policy': 'compact' } }])
  await using p = producer()
  await assert.rejects(p.send({ topic: name, value: 'no key' }), { code: 'INVALID_RECORD' })
  assert.equal((await p.send({ topic: name, key: 'k', value: 'v' })).offset, 0)
})

test('with LogAppendTime the broker tells its own time', async () => {
  const name = await topic('append-time', 1, { 'message.timestamp.type': 'LogAppendTime' })
  await using p = producer()
  const place = await p.send({ topic: name, value: 'v', timestamp: 5 })
  assert.ok(Math.abs(place.timestamp - Date.now()) < 60_000, String(place.timestamp))
})

test('partitionsFor tells the partitions', async () => {
  const name = await topic('asked', 4)
  await using p = producer()
  const partitions = await p.partitionsFor(name)
  assert.deepEqual(
    partitions.map(partition => partition.partition),
    [0, 1, 2, 3],
  )
  assert.ok(partitions.every(partition => partition.leader >= 0))
})

test('a name that no topic can have is refused at once', async () => {
  await using p = producer()
  await assert.rejects(p.send({ topic: 'no spaces', value: 'v' }), { code: 'INVALID_TOPIC_EXCEPTION' })
})
